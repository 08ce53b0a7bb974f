//! A file that is being made: hidden until it is whole, then put under its name. What a process that was killed has left is
//! swept away.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Error, file};
use crate::disk;

/// How the names of such files begin.
const PREFIX: &str = ".kursliggaren-";

/// And where it is made without the register's lock, so that nobody knows whether its maker is still at work.
const WITHOUT_LOCK: &str = ".kursliggaren-r-";

/// Names of such files in earlier versions.
const EARLIER: [&str; 2] = [".backup", ".new-register"];

/// A file that nobody who is still at work may have left here.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// A register's file that has no name yet. Unless it is put, it goes away again.
pub struct Draft {
    file: tempfile::TempPath,
    _companions: Companions,
}

/// What SQLite may have left beside a draft, which goes with it.
struct Companions(PathBuf);

/// Whether the register is locked by the process that makes a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// It is: nobody else makes any here.
    Yes,
    /// It is not.
    No,
}

impl Draft {
    /// An empty file in a folder, where what earlier ones left is swept away first.
    pub fn in_folder(folder: &Path, locked: Locked) -> Result<Self, Error> {
        sweep(folder, locked);
        let prefix = match locked {
            Locked::Yes => PREFIX,
            Locked::No => WITHOUT_LOCK,
        };
        let file = tempfile::Builder::new()
            .prefix(prefix)
            .suffix(".db")
            .tempfile_in(folder)
            .map_err(|source| Error::io(folder, source))?;

        let file = file.into_temp_path();
        let companions = Companions(file.to_path_buf());

        Ok(Self { file, _companions: companions })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// Puts it under a name, durably, in the place of what is there.
    pub fn put(self, path: &Path) -> Result<(), Error> {
        self.sync()?;
        disk::put(self.file, path).map_err(|source| Error::io(path, source))
    }

    /// The same where nothing is there.
    pub fn put_new(self, path: &Path) -> Result<(), Error> {
        self.sync()?;
        self.file.persist_noclobber(path).map_err(|error| Error::io(path, error.error))?;

        sync_folder_of(path)
    }

    fn sync(&self) -> Result<(), Error> {
        let file = fs::OpenOptions::new().write(true).open(&self.file);

        file.and_then(|file| file.sync_all()).map_err(|source| Error::io(&self.file, source))
    }
}

impl Drop for Companions {
    fn drop(&mut self) {
        for ending in file::COMPANIONS {
            let _ = fs::remove_file(file::companion(&self.0, ending));
        }
    }
}

fn sync_folder_of(path: &Path) -> Result<(), Error> {
    disk::sync_folder_of(path).map_err(|source| Error::io(path, source))
}

/// Removes what processes that were killed have left in a folder: all that can only be theirs, and the rest where it is a day
/// old. What can't be removed now will be the next time.
pub fn sweep(folder: &Path, locked: Locked) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let certain = locked == Locked::Yes && !name.starts_with(WITHOUT_LOCK);
        if is_draft(name) && path.is_file() && (certain || is_old(&path)) {
            let _ = fs::remove_file(&path);
        }
    }
}

fn is_draft(name: &str) -> bool {
    name.starts_with(PREFIX) || EARLIER.iter().any(|prefix| name.starts_with(prefix))
}

fn is_old(path: &Path) -> bool {
    let modified = fs::metadata(path).and_then(|about| about.modified());

    modified.is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age > OLD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_program_left_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            ".kursliggaren-a.db",
            ".kursliggaren-a.db-wal",
            ".backupXyz",
            ".kursliggaren-r-b.db",
            "register.db",
            ".bashrc",
        ] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }

        sweep(folder.path(), Locked::No);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 6);
        sweep(folder.path(), Locked::Yes);
        let mut left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, [".bashrc", ".kursliggaren-r-b.db", "register.db"]);
    }

    #[test]
    fn a_draft_that_is_not_put_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let draft = Draft::in_folder(folder.path(), Locked::Yes).unwrap();
        std::fs::write(file::companion(draft.path(), "-wal"), "x").unwrap();
        drop(draft);

        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
