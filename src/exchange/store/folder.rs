//! A folder: on this computer, a network drive or a stick, or one that a program keeps the same on several computers.

use std::io;
use std::path::{Path, PathBuf};

use super::{LARGEST, Store, StoreError};
use crate::disk;

/// A folder as a place.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder, which is there.
    ///
    /// # Errors
    /// It is not: a stick that is not plugged in must not become a folder of that name.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        match std::fs::metadata(root) {
            Ok(found) if found.is_dir() => Ok(Self { root: root.to_owned() }),
            Ok(_) => Err(StoreError::Missing),
            Err(error) => Err(error.into()),
        }
    }

    fn place(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.root.clone(), |folder, part| folder.join(part))
    }

    /// Makes a folder below, and those above it.
    fn make(&self, folder: &Path) -> Result<(), StoreError> {
        if folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent().filter(|above| above.starts_with(&self.root)) {
            self.make(above)?;
        }
        match std::fs::create_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error.into()),
            _ => self.open_to_others(folder, 0o777),
        }
    }

    /// Whoever may read and write in the folder may do so with what is in it: what the program writes elsewhere is for nobody
    /// else.
    #[cfg(unix)]
    fn open_to_others(&self, path: &Path, most: u32) -> Result<(), StoreError> {
        use std::os::unix::fs::PermissionsExt;

        let mode = std::fs::metadata(&self.root)?.permissions().mode() & most;
        // A place that knows no such rights goes without.
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));

        Ok(())
    }

    #[cfg(not(unix))]
    fn open_to_others(&self, _: &Path, _: u32) -> Result<(), StoreError> {
        Ok(())
    }

    /// Whether the folder itself has gone meanwhile.
    fn is_gone(&self) -> bool {
        !self.root.is_dir()
    }
}

impl Store for Folder {
    fn list(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        if self.is_gone() {
            return Err(StoreError::Missing);
        }
        let entries = match std::fs::read_dir(self.place(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let mut names = Vec::new();
        for entry in entries {
            // What is called something that can't be read is none of ours.
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        names.sort_unstable();

        Ok(names)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match disk::read_file(&self.place(path), LARGEST) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            // A program that keeps folders the same has only its name here yet.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        if self.is_gone() {
            return Err(StoreError::Missing);
        }
        let place = self.place(path);
        if let Some(folder) = place.parent() {
            self.make(folder)?;
        }
        disk::write_whole(&place, bytes)?;

        self.open_to_others(&place, 0o666)
    }

    fn delete(&self, path: &str) -> Result<(), StoreError> {
        match std::fs::remove_file(self.place(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_written_listed_read_and_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let store = Folder::open(folder.path()).unwrap();
        assert_eq!(store.list("v1/changes").unwrap(), Vec::<String>::new());
        assert_eq!(store.read("v1/register").unwrap(), None);
        store.write("v1/changes/b", b"2").unwrap();
        store.write("v1/changes/a", b"1").unwrap();
        assert_eq!(store.list("v1/changes").unwrap(), ["a", "b"]);
        assert_eq!(store.read("v1/changes/a").unwrap(), Some(b"1".to_vec()));
        store.delete("v1/changes/a").unwrap();
        store.delete("v1/changes/a").unwrap();
        assert_eq!(store.list("v1/changes").unwrap(), ["b"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let stick = folder.path().join("stick");
        assert!(matches!(Folder::open(&stick), Err(StoreError::Missing)));
        std::fs::create_dir(&stick).unwrap();
        let store = Folder::open(&stick).unwrap();
        std::fs::remove_dir(&stick).unwrap();
        assert!(matches!(store.write("v1/register", b""), Err(StoreError::Missing)));
        assert!(matches!(store.list("v1"), Err(StoreError::Missing)));
        assert!(!stick.exists());
    }
}
