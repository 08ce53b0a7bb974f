//! What has been read of a place, and what else is asked for: reading a place takes time, and the register is not held up by it.
//!
//! Whoever looks for something that has not been read finds nothing, and it is read next. Nothing follows from what is not
//! there, so it does no harm that it is not there yet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::store::{Store, StoreError};

/// The most bytes that are fetched at a time, beyond the first file.
const MOST: usize = 4 << 20;
/// How many files are read beside each other: a place far away answers each after a while.
const BESIDE: usize = 6;

/// What has been read of a place.
#[derive(Debug, Default)]
pub struct Seen {
    lists: BTreeMap<String, Vec<String>>,
    /// The files that were asked for; `None` where there is none, or not all of it.
    files: BTreeMap<String, Option<Vec<u8>>>,
    wanted_lists: BTreeSet<String>,
    wanted_files: Vec<String>,
    /// Files that are read while the register has its turn.
    ahead: Option<JoinHandle<Read>>,
}

impl Seen {
    /// What is in a folder, as far as that has been read.
    pub fn list(&mut self, folder: &str) -> Vec<String> {
        match self.lists.get(folder) {
            Some(names) => names.clone(),
            None => {
                self.wanted_lists.insert(folder.to_owned());
                Vec::new()
            }
        }
    }

    /// A file, where it has been read.
    pub fn read(&mut self, path: &str) -> Option<Vec<u8>> {
        if let Some(file) = self.files.get(path) {
            return file.clone();
        }
        self.want(path);

        None
    }

    /// Asks for a file that will be read soon.
    pub fn want(&mut self, path: &str) {
        if !self.files.contains_key(path) && !self.wanted_files.iter().any(|wanted| wanted == path)
        {
            self.wanted_files.push(path.to_owned());
        }
    }

    /// Whether there was a look for a file.
    pub fn knows(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Lets go of a file that is not asked for any more.
    pub fn forget(&mut self, path: &str) {
        if let Some(file) = self.files.get_mut(path) {
            *file = None;
        }
    }

    /// Whether everything that was asked for has been read.
    pub fn is_complete(&self) -> bool {
        self.wanted_lists.is_empty() && self.wanted_files.is_empty()
    }

    /// Reads what is asked for, or the first part of it, and goes on with the next while the register has its turn.
    ///
    /// # Errors
    /// The place fails. What has been read so far stays.
    pub fn fetch(&mut self, store: &Arc<dyn Store>) -> Result<(), StoreError> {
        while let Some(folder) = self.wanted_lists.first().cloned() {
            let names = store.list(&folder)?;
            self.wanted_lists.remove(&folder);
            self.lists.insert(folder, names);
        }
        let read = match self.ahead.take() {
            Some(ahead) => ahead.join().unwrap_or_default(),
            None => read_portion(store.as_ref(), &self.wanted_files),
        };
        for (path, file) in read {
            let file = file?;
            self.wanted_files.retain(|wanted| *wanted != path);
            self.files.insert(path, file);
        }
        if !self.wanted_files.is_empty() {
            let (store, wanted) = (Arc::clone(store), self.wanted_files.clone());
            self.ahead = Some(thread::spawn(move || read_portion(store.as_ref(), &wanted)));
        }

        Ok(())
    }
}

/// What came of reading each of some files.
type Read = Vec<(String, Result<Option<Vec<u8>>, StoreError>)>;

/// Reads some files, the first of those that are wanted, up to the first that fails.
fn read_portion(store: &dyn Store, wanted: &[String]) -> Read {
    let (mut all, mut bytes) = (Read::new(), 0);
    for some in wanted.chunks(BESIDE) {
        let read: Read = thread::scope(|scope| {
            let reading: Vec<_> =
                some.iter().map(|path| (path, scope.spawn(move || store.read(path)))).collect();
            let read = |(path, one): (&String, thread::ScopedJoinHandle<'_, _>)| {
                (path.clone(), one.join().unwrap_or(Err(StoreError::Unreachable)))
            };
            reading.into_iter().map(read).collect()
        });
        let has_failed = read.iter().any(|(_, file)| file.is_err());
        bytes += read.iter().flat_map(|(_, file)| file).flatten().map(Vec::len).sum::<usize>();
        all.extend(read);
        if has_failed || bytes >= MOST {
            break;
        }
    }

    all
}

#[cfg(test)]
mod tests {
    use super::super::store::Folder;
    use super::*;

    #[test]
    fn what_is_looked_for_is_there_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(Folder::open(folder.path()).unwrap());
        store.write("v1/a", b"1").unwrap();
        let mut seen = Seen::default();
        assert_eq!((seen.list("v1"), seen.read("v1/a")), (vec![], None));
        assert_eq!(seen.read("v1/b"), None);
        assert!(!seen.is_complete() && !seen.knows("v1/b"));
        seen.fetch(&store).unwrap();
        assert!(seen.is_complete() && seen.knows("v1/b"));
        assert_eq!(
            (seen.list("v1"), seen.read("v1/a")),
            (vec!["a".to_owned()], Some(b"1".to_vec()))
        );
        assert_eq!(seen.read("v1/b"), None);
        assert!(seen.is_complete());
        seen.forget("v1/a");
        assert_eq!(seen.read("v1/a"), None);
    }
}
