//! One writing process a register: a lock on a file beside it.
//!
//! The database file itself is never opened by other means than SQLite's: closing it would drop the
//! locks SQLite holds in this process.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Error;

/// How long somebody who is just leaving is waited for: another command, or a viewer this process has
/// started, which holds what this process held until it runs.
const PATIENCE: Duration = Duration::from_millis(300);

/// Held as long as this process may write the register.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or says that somebody else has it.
    pub fn take(register: &Path) -> Result<Self, Error> {
        let path = lock_path(register);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|source| Error::io(&path, source))?;

        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                    std::thread::sleep(PATIENCE / 10);
                }
                Err(TryLockError::WouldBlock) => return Err(Error::Locked),
                Err(TryLockError::Error(source)) => return Err(Error::io(&path, source)),
            }
        }
    }
}

fn lock_path(register: &Path) -> PathBuf {
    let mut name = register.as_os_str().to_owned();
    name.push(".lock");

    PathBuf::from(name)
}
