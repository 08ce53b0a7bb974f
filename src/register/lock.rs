//! One writing process a register: a lock on a file beside it.
//!
//! The database file itself is never opened by other means than SQLite's: closing it would drop the
//! locks SQLite holds in this process.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Error;
use super::file::companion;
use crate::disk::FileId;

/// How long somebody who is just leaving is waited for: another command, or a viewer this process has
/// started, which holds what this process held until it runs.
const PATIENCE: Duration = Duration::from_millis(300);

/// Held as long as this process may write the register.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: Mutex<File>,
}

impl Lock {
    /// Takes the lock, or says that somebody else has it.
    pub fn take(register: &Path) -> Result<Self, Error> {
        let path = companion(register, ".lock");
        let file = Mutex::new(locked(&path)?);

        Ok(Self { path, file })
    }

    /// Sees to it that the lock is still the one that others meet: somebody may have removed its file. Then it is taken
    /// anew, or somebody else has it.
    pub fn hold(&self) -> Result<(), Error> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_at(&file, &self.path) {
            *file = locked(&self.path)?;
        }

        Ok(())
    }
}

fn locked(path: &Path) -> Result<File, Error> {
    let begun = Instant::now();
    loop {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(path)
            .map_err(|source| Error::io(path, source))?;
        match file.try_lock() {
            // Whoever removed the file in between has left a lock that nobody meets.
            Ok(()) if is_at(&file, path) => return Ok(file),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(PATIENCE / 10);
            }
            Err(TryLockError::WouldBlock) => return Err(Error::Locked),
            Err(TryLockError::Error(source)) => return Err(Error::io(path, source)),
        }
    }
}

fn is_at(file: &File, path: &Path) -> bool {
    FileId::of_open(file) == FileId::of(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_lock_whose_file_is_removed_is_taken_anew_or_somebody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("r.db");
        let first = Lock::take(&register).unwrap();
        assert!(matches!(Lock::take(&register), Err(Error::Locked)));

        std::fs::remove_file(companion(&register, ".lock")).unwrap();
        first.hold().unwrap();
        assert!(matches!(Lock::take(&register), Err(Error::Locked)));

        std::fs::remove_file(companion(&register, ".lock")).unwrap();
        let second = Lock::take(&register).unwrap();
        assert!(matches!(first.hold(), Err(Error::Locked)));
        drop(second);
        first.hold().unwrap();
    }
}
