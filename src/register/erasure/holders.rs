//! Backups that still hold the names of those whose name is gone from the register, and putting in their place backups that
//! don't.

use std::path::{Path, PathBuf};

use crate::clock::Clock;
use crate::domain::Protection;
use crate::domain::erasure::Whose;
use crate::installation::Installation;
use crate::register::draft::Locked;
use crate::register::note::{Gone, Protected};
use crate::register::{Error, Register, backup};

/// A file beside the register that still holds names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The file.
    pub path: PathBuf,
    /// How many names, and notes that may have names in them, it holds; `None` where it can't be read.
    pub names: Option<usize>,
}

impl Register {
    /// The backups in the register's folder that hold the names of students who have been protected or erased since, or are
    /// to be; and what a restore set aside because it could not be read, which may.
    pub fn holders(&self, to_be_erased: Option<Whose>) -> Result<Vec<Holder>, Error> {
        let mut gone = self.gone()?;
        if let Some(whose) = to_be_erased {
            gone.people.extend(self.erasing(whose)?.into_iter().map(|uid| Protected {
                uid,
                protection: Protection::Erased.code().to_owned(),
                alias: String::new(),
                on_certificates: false,
            }));
        }
        if gone == Gone::default() {
            return Ok(Vec::new());
        }
        let folder = crate::register::file::backups_folder(self.path());
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io(&folder, error)),
        };
        let mut holders = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| Error::io(&folder, error))?.path();
            if path.is_file() && backup::is_kept_here(&path) {
                holders.extend(holder(path, &gone));
            }
        }
        holders.sort_by(|one, other| one.path.cmp(&other.path));

        Ok(holders)
    }

    /// Puts a backup without those names in a backup's place, under its name. What can't be read as a register is removed.
    pub fn replace_holder(&self, holder: &Holder) -> Result<(), Error> {
        let path = &holder.path;
        if holder.names.is_none() {
            return std::fs::remove_file(path)
                .and_then(|()| crate::disk::sync_folder_of(path))
                .map_err(|error| Error::io(path, error));
        }
        let writing = self.writing.as_ref().ok_or(Error::ReadOnly)?;
        let gone = self.gone()?;
        let source = Register::open_read_only(path, Clock::at(self.today()))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let draft = source.copy_in(folder, Locked::Yes)?;
        drop(source);
        // This installation remembers what it has written in the register, not in backups of it.
        let elsewhere = tempfile::tempdir().map_err(|error| Error::io(folder, error))?;
        let mut somebody = Installation::open_in(elsewhere.path())
            .map_err(|error| Error::io(elsewhere.path(), error))?;
        somebody.keyring = writing.installation.keyring.clone();
        {
            let lock = writing.lock.clone().ok_or(Error::ReadOnly)?;
            let mut copy = Register::open_locked(draft.path(), &somebody, self.clock, lock)?;
            copy.take_out_again(&gone)?;
            // What SQLite has freed is not to be found in the file either.
            copy.connection.pragma_update(None, "journal_mode", "delete")?;
            copy.connection.execute_batch("VACUUM")?;
        }

        draft.put(path)
    }
}

fn holder(path: PathBuf, gone: &Gone) -> Option<Holder> {
    let names = Register::open_read_only(&path, Clock::system()).and_then(|register| {
        let words = register.words_still_here(&gone.words)?.len();
        Ok(register.not_protected(&gone.people)?.len() + words)
    });

    match names {
        Ok(0) => None,
        Ok(names) => Some(Holder { path, names: Some(names) }),
        Err(_) => Some(Holder { path, names: None }),
    }
}
