//! What the window remembers till next time: its size, where one was, how lists are sorted. Never what
//! was typed: what somebody searches for may be a name.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::disk::write_whole;
use crate::installation::Installation;

/// The window's memory. Clones share it.
#[derive(Debug, Clone)]
pub struct Memory {
    path: PathBuf,
    /// The register that is open.
    register: Option<Arc<Path>>,
    values: Arc<Mutex<Values>>,
    /// Held while the file is written, so that the last to write is the last to have changed.
    writing: Arc<Mutex<()>>,
}

#[derive(Debug, Default)]
struct Values {
    map: serde_json::Map<String, serde_json::Value>,
    changed: bool,
}

impl Memory {
    /// What was remembered; nothing where there is no file or it can't be read.
    pub fn open(installation: &Installation) -> Self {
        let path = installation.window_memory();
        let map = std::fs::read(&path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let values = Arc::new(Mutex::new(Values { map, changed: false }));

        Self { path, register: None, values, writing: Arc::default() }
    }

    /// What is remembered under a name; the default where that is nothing that can be read.
    pub fn get<T: DeserializeOwned + Default>(&self, name: &str) -> T {
        let value = self.values.lock().ok().and_then(|values| values.map.get(name).cloned());

        value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
    }

    /// Remembers something under a name.
    pub fn put<T: Serialize>(&self, name: &str, value: &T) {
        let (Ok(value), Ok(mut values)) = (serde_json::to_value(value), self.values.lock()) else {
            return;
        };
        if values.map.get(name) != Some(&value) {
            values.map.insert(name.to_owned(), value);
            values.changed = true;
        }
    }

    /// The same memory for who works with a register.
    pub fn at(&self, register: &Path) -> Self {
        Self { register: Some(register.into()), ..self.clone() }
    }

    /// What is remembered under a name of the open register; the default where it was another's.
    pub fn get_here<T: DeserializeOwned + Default>(&self, name: &str) -> T {
        let (register, value): (Option<PathBuf>, serde_json::Value) = self.get(name);
        match register.as_deref() == self.register.as_deref() {
            true => serde_json::from_value(value).unwrap_or_default(),
            false => T::default(),
        }
    }

    /// Remembers something that is said in the open register's own keys.
    pub fn put_here<T: Serialize>(&self, name: &str, value: &T) {
        self.put(name, &(self.register.as_deref(), value));
    }

    /// Writes what is new to the disk. A failure is logged: the next start is only less comfortable.
    pub fn save(&self) {
        let _held = self.writing.lock();
        let bytes = {
            let Ok(mut values) = self.values.lock() else { return };
            if !std::mem::take(&mut values.changed) {
                return;
            }
            serde_json::to_vec_pretty(&values.map)
        };
        let written =
            bytes.map_err(std::io::Error::from).and_then(|bytes| write_whole(&self.path, &bytes));
        if let Err(error) = written {
            tracing::warn!(%error, "the window's state was not kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_there_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation::open_in(folder.path()).unwrap();
        let memory = Memory::open(&installation);
        memory.put("size", &(1280.0, 840.0));
        memory.save();

        assert_eq!(Memory::open(&installation).get::<(f32, f32)>("size"), (1280.0, 840.0));
        assert_eq!(Memory::open(&installation).get::<String>("size"), "");
    }

    #[test]
    fn what_is_said_in_one_registers_keys_is_not_taken_for_anothers() {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation::open_in(folder.path()).unwrap();
        let memory = Memory::open(&installation);
        let (one, other) = (memory.at(Path::new("one.db")), memory.at(Path::new("other.db")));
        one.put_here("class", &7);

        assert_eq!(one.get_here::<u32>("class"), 7);
        assert_eq!(other.get_here::<u32>("class"), 0);
        assert_eq!(memory.get_here::<u32>("class"), 0);
    }

    #[test]
    fn a_broken_file_is_nothing_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation::open_in(folder.path()).unwrap();
        std::fs::write(installation.window_memory(), "{").unwrap();

        assert_eq!(Memory::open(&installation).get::<u32>("size"), 0);
    }
}
