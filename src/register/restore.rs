//! A backup put in a register's place: its contents, under the register's lock, in one transaction. Wholly before or wholly
//! after, whenever it is stopped.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::OpenFlags;
use rusqlite::backup::{Backup, StepResult};

use super::draft::{Draft, Locked};
use super::lock::Lock;
use super::note::{self, Gone};
use super::{Error, Register, bounds, check, file};
use crate::clock::Clock;
use crate::disk::{self, create_folder, sync_folder_of};
use crate::installation::Installation;

/// How often another process that holds the file for a moment is waited for, a twentieth of a second each time.
const TRIES: u32 = 100;

/// What a restore did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where what was replaced is kept; `None` where there was nothing.
    pub kept: Option<PathBuf>,
    /// Students whose personal data has been protected since the backup was made; it stays so.
    pub protected: usize,
}

/// Puts a backup in the register's place. What it replaces is kept for good: as a backup, or as it is where it can't be read.
/// The restored register begins a new epoch, takes along the certificates of the one it replaces, and protects who has been
/// protected since.
///
/// # Errors
/// The register is as it was, unless it had to be set aside because it could not be read.
pub fn restore(
    register: &Path,
    backup: &Path,
    installation: &Installation,
    clock: Clock,
) -> Result<Restored, Error> {
    let register = &disk::real_path(register);
    let mut source = Register::open_read_only(backup, clock)?;
    bounds::begin(&mut source.connection, backup)?;
    let problems = bounds::told(check::integrity(&source.connection, "quick_check"))?;
    if let Some(problem) = problems.first() {
        return Err(Error::Damaged(format!("{problem:?}")));
    }
    bounds::end(&mut source.connection)?;
    let folder = register.parent().unwrap_or(Path::new("."));
    create_folder(folder).map_err(|source| Error::io(folder, source))?;
    let lock = Arc::new(Lock::take(register)?);
    let current = match Register::open_locked(register, installation, clock, Arc::clone(&lock)) {
        Ok(current) => Some(current),
        Err(Error::Missing(_) | Error::Damaged(_) | Error::NotARegister) => None,
        Err(error) => return Err(error),
    };
    let kept = current.as_ref().map(Register::back_up).transpose();
    let (current, kept) = match kept {
        Ok(kept) => (current, kept),
        // It opens, but can't be copied page by page.
        Err(Error::Damaged(_)) => (None, None),
        Err(error) => return Err(error),
    };
    let since = match &current {
        Some(current) => current.gone()?,
        None => note::beside(register),
    };
    let (draft, protected) =
        prepare(&source, current.as_ref(), &since, folder, installation, &lock)?;
    match current {
        Some(current) => {
            current.replace_contents(&draft)?;
            Ok(Restored { kept, protected })
        }
        None => {
            let kept = set_aside(register, clock)?;
            draft.put(register)?;
            Ok(Restored { kept, protected })
        }
    }
}

/// A whole register with the backup's contents and what it takes along of the register it replaces.
fn prepare(
    source: &Register,
    current: Option<&Register>,
    since: &Gone,
    folder: &Path,
    installation: &Installation,
    lock: &Arc<Lock>,
) -> Result<(Draft, usize), Error> {
    let draft = source.copy_in(folder, Locked::Yes)?;
    let mut restored =
        Register::open_in_new_epoch(draft.path(), installation, source.clock, source.uid, lock)?;
    if let Some(current) = current {
        restored.take_ledger_along(&current.ledger_rows()?)?;
        if current.uid == restored.uid {
            restored.take_sharing_along(current)?;
        }
    }
    let protected = restored.take_out_again(since)?;
    restored.connection.pragma_update(None, "journal_mode", "delete")?;

    Ok((draft, protected))
}

/// How many students a backup knows by name who have been protected since; they would stay so.
pub fn protected_since(register: &Path, backup: &Path) -> Result<usize, Error> {
    let clock = Clock::system();
    let backup = Register::open_read_only(backup, clock)?;
    let since = match Register::open_read_only(register, clock) {
        Ok(current) => current.gone()?,
        // Whatever keeps it from being read: restoring is what helps.
        Err(_) => note::beside(&disk::real_path(register)),
    };

    Ok(backup.not_protected(&since.people)?.len())
}

impl Register {
    /// Puts a file's pages in this register's place, in one transaction.
    fn replace_contents(mut self, draft: &Draft) -> Result<(), Error> {
        let from = super::open_connection(draft.path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let newest = newest_change(&from)?;
        let opened = self.writing.as_ref().and_then(|writing| writing.file);
        super::refuse_vanished(&self.path, opened)?;
        let replaced = replace_pages(&from, &mut self.connection);
        let path = self.path.clone();
        if replaced.is_ok() {
            // So that nothing of what was replaced stays in the log; who reads it now keeps it a while.
            let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
        drop(self);
        let Err(error) = replaced else { return Ok(()) };
        // A disk that fails at the last moment may have taken it all the same: what stands there decides what is said.
        let stands = super::open_connection(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|connection| newest_change(&connection));

        if stands.is_ok_and(|stands| stands == newest) { Ok(()) } else { Err(error) }
    }
}

fn replace_pages(from: &rusqlite::Connection, to: &mut rusqlite::Connection) -> Result<(), Error> {
    let backup = Backup::new(from, to)?;
    for _ in 0..TRIES {
        match backup.step(-1)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => std::thread::sleep(std::time::Duration::from_millis(50)),
        }
    }

    Err(Error::Locked)
}

/// The hash of the newest change: no two registers with other contents have the same.
fn newest_change(connection: &rusqlite::Connection) -> Result<Vec<u8>, Error> {
    Ok(connection
        .query_row("SELECT hash FROM change ORDER BY id DESC LIMIT 1", [], |row| row.get(0))?)
}

/// Copies what can't be read as a register, and the log it has, to the backups' folder, byte by byte; then the log is
/// removed, so that it is not taken for the restored file's.
fn set_aside(register: &Path, clock: Clock) -> Result<Option<PathBuf>, Error> {
    let kept = keep_aside(register, &["", "-wal", "-journal"], clock)?;
    remove_log(register)?;

    Ok(kept)
}

/// The same of a log alone that lies where a register is to be put: it would be taken for that one's, and may be all that is
/// left of one that was moved.
pub(super) fn set_log_aside(register: &Path, clock: Clock) -> Result<(), Error> {
    keep_aside(register, &["-wal", "-journal"], clock)?;

    remove_log(register)
}

/// Copies a register's file and its companions, of these endings, to the backups' folder; the first of the copies.
fn keep_aside(register: &Path, endings: &[&str], clock: Clock) -> Result<Option<PathBuf>, Error> {
    let folder = super::file::backups_folder(register);
    let moment = clock.now().format("%Y%m%dT%H%M%SZ").to_string();
    let is_free = |name: &String| {
        file::COMPANIONS
            .iter()
            .chain(&[""])
            .all(|ending| !folder.join(format!("{name}{ending}")).exists())
    };
    let numbered = (2..).map(|number| format!("{moment}-{number}.damaged"));
    let mut names = std::iter::once(format!("{moment}.damaged")).chain(numbered);
    let name = names.find(is_free).unwrap_or_default();
    let mut kept = None;
    for ending in endings {
        let from = file::companion(register, ending);
        if fs::metadata(&from).map_or(true, |about| about.len() == 0) {
            continue;
        }
        create_folder(&folder).map_err(|source| Error::io(&folder, source))?;
        let to = folder.join(format!("{name}{ending}"));
        let copied = fs::copy(&from, &to)
            .and_then(|_| fs::OpenOptions::new().write(true).open(&to)?.sync_all())
            .and_then(|()| sync_folder_of(&to));
        copied.map_err(|source| Error::io(&to, source))?;
        kept.get_or_insert(to);
    }

    Ok(kept)
}

/// Removes what SQLite has left beside a register's file.
pub(super) fn remove_log(register: &Path) -> Result<(), Error> {
    for ending in file::COMPANIONS {
        let path = file::companion(register, ending);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::io(&path, error));
            }
            _ => {}
        }
    }

    sync_folder_of(register).map_err(|source| Error::io(register, source))
}
