//! Backups beside the register: made when due, checked before they count, thinned by age; and restore.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc};
use rusqlite::OpenFlags;

use super::{Error, Register, check, migrate};
use crate::clock::Clock;
use crate::installation::Installation;

/// A backup is due when the last one is older than this.
const INTERVAL: TimeDelta = TimeDelta::minutes(30);

/// A backup in the register's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// The newest change it holds.
    pub change: i64,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The programme's name.
    pub programme: String,
    /// Classes.
    pub classes: i64,
    /// Students.
    pub students: i64,
    /// Marks.
    pub marks: i64,
    /// Certificates in the ledger.
    pub certificates: i64,
    /// When it was last changed.
    pub changed: DateTime<Utc>,
}

impl Register {
    /// Makes a backup if something has changed and the last one is old enough. Says whether it did.
    pub fn back_up_if_due(&self) -> Result<bool, Error> {
        let newest = backups(&self.path)?.into_iter().next();
        let due = newest.is_none_or(|backup| {
            self.clock.now() - backup.made >= INTERVAL
                && self.last_change().is_ok_and(|change| change != backup.change)
        });
        if due {
            self.back_up()?;
        }

        Ok(due)
    }

    /// Makes a backup in the register's folder now, and thins the old ones.
    pub fn back_up(&self) -> Result<PathBuf, Error> {
        let now = self.clock.now();
        let name = format!("{}.c{}.db", now.format("%Y%m%dT%H%M%SZ"), self.last_change()?);
        let path = folder(&self.path).join(name);
        self.back_up_to(&path)?;
        for old in superfluous(&backups(&self.path)?, now) {
            // A file that can't be removed now will be the next time.
            let _ = fs::remove_file(old);
        }

        Ok(path)
    }

    /// Makes a backup at a place of one's choice. It is checked before it stands under its name; a file
    /// that is there already is replaced only by a whole backup.
    pub fn back_up_to(&self, path: &Path) -> Result<(), Error> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))?;
        let draft = tempfile::Builder::new()
            .prefix(".backup")
            .tempfile_in(folder)
            .map_err(|source| Error::io(folder, source))?
            .into_temp_path();
        // VACUUM INTO wants an empty file or none.
        self.connection.execute("VACUUM INTO ?1", [draft.to_string_lossy()])?;
        let copy = super::open_connection(&draft, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        migrate::version(&copy)?;
        if let Some(problem) = check::integrity(&copy, "quick_check")?.first() {
            return Err(Error::Damaged(format!("{problem:?}")));
        }
        drop(copy);
        let file = fs::OpenOptions::new().write(true).open(&draft);
        file.and_then(|file| file.sync_all()).map_err(|source| Error::io(&draft, source))?;
        draft.persist(path).map_err(|error| Error::io(path, error.error))?;

        Ok(())
    }

    /// The backups there are, newest first.
    pub fn backups(&self) -> Result<Vec<Backup>, Error> {
        backups(&self.path)
    }

    fn last_change(&self) -> Result<i64, Error> {
        Ok(self
            .connection
            .query_row("SELECT coalesce(max(id), 0) FROM change", [], |row| row.get(0))?)
    }

    fn contents(&self) -> Result<Contents, Error> {
        let count = |sql: &str| -> Result<i64, rusqlite::Error> {
            self.connection.query_row(sql, [], |row| row.get(0))
        };
        let stamp = count("SELECT coalesce(max(stamp), 0) FROM change")?;

        Ok(Contents {
            programme: self.programme()?.name,
            classes: count("SELECT count(*) FROM class WHERE deleted = 0")?,
            students: count(
                "SELECT count(*) FROM student WHERE deleted = 0 AND merged_into IS NULL",
            )?,
            marks: count("SELECT count(*) FROM attendance WHERE deleted = 0 AND mark IS NOT NULL")?,
            certificates: count("SELECT count(*) FROM certificate WHERE deleted = 0")?,
            changed: DateTime::from_timestamp_millis(super::journal::wall_milliseconds(stamp))
                .unwrap_or_default(),
        })
    }
}

/// What a backup holds, read without changing it.
pub fn inspect(path: &Path, clock: Clock) -> Result<Contents, Error> {
    Register::open_read_only(path, clock)?.contents()
}

/// Puts a backup in the register's place. What it replaces is backed up first, and kept as it is where
/// that is not possible. The restored register begins a new epoch and takes along the certificates of
/// the one it replaces.
pub fn restore(
    register: &Path,
    backup: &Path,
    installation: &Installation,
    clock: Clock,
) -> Result<PathBuf, Error> {
    let source = Register::open_read_only(backup, clock)?;
    if let Some(problem) = check::integrity(&source.connection, "quick_check")?.first() {
        return Err(Error::Damaged(format!("{problem:?}")));
    }
    let replaced = match Register::open(register, installation, clock) {
        Ok(current) => Some((current.back_up()?, Some(current.ledger_rows()?))),
        Err(Error::Missing(_)) => None,
        Err(Error::Damaged(_) | Error::NotARegister) => Some((set_aside(register, clock)?, None)),
        Err(error) => return Err(error),
    };
    source.back_up_to(register)?;
    for ending in ["-wal", "-shm"] {
        let mut name = register.as_os_str().to_owned();
        name.push(ending);
        let _ = fs::remove_file(PathBuf::from(name));
    }
    let uid = source.uid;
    let mut restored = Register::open_in_new_epoch(register, installation, clock, uid)?;
    if let Some((_, Some(ledger))) = &replaced {
        restored.take_ledger_along(ledger)?;
    }

    Ok(replaced.map_or_else(|| register.to_owned(), |(path, _)| path))
}

/// Copies what can't be read as a register to the backups' folder, byte by byte.
fn set_aside(register: &Path, clock: Clock) -> Result<PathBuf, Error> {
    let folder = folder(register);
    fs::create_dir_all(&folder).map_err(|source| Error::io(&folder, source))?;
    let path = folder.join(format!("{}.damaged", clock.now().format("%Y%m%dT%H%M%SZ")));
    fs::copy(register, &path).map_err(|source| Error::io(&path, source))?;

    Ok(path)
}

/// The folder of a register's backups: `NAME-backups` beside it.
pub fn folder(register: &Path) -> PathBuf {
    let mut name = register.file_stem().unwrap_or_default().to_owned();
    name.push("-backups");

    register.with_file_name(name)
}

fn backups(register: &Path) -> Result<Vec<Backup>, Error> {
    let folder = folder(register);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(&folder, error)),
    };
    let mut backups: Vec<Backup> =
        entries.filter_map(|entry| from_name(entry.ok()?.path())).collect();
    backups.sort_by_key(|backup| std::cmp::Reverse((backup.made, backup.change)));

    Ok(backups)
}

fn from_name(path: PathBuf) -> Option<Backup> {
    let name = path.file_name()?.to_str()?;
    let (made, change) = name.strip_suffix(".db")?.split_once(".c")?;
    let made = NaiveDateTime::parse_from_str(made, "%Y%m%dT%H%M%SZ").ok()?.and_utc();

    Some(Backup { made, change: change.parse().ok()?, path })
}

/// The backups that need not be kept: beyond one per 30 minutes of 2 days, then 12 daily, 10 weekly,
/// 9 monthly. The newest of each span is kept.
fn superfluous(newest_first: &[Backup], now: DateTime<Utc>) -> Vec<&Path> {
    let mut half_hours = BTreeSet::new();
    let mut days = BTreeSet::new();
    let mut weeks = BTreeSet::new();
    let mut months = BTreeSet::new();
    let mut superfluous = Vec::new();
    for (index, backup) in newest_first.iter().enumerate() {
        let made = backup.made;
        let kept = if now - made < TimeDelta::days(2) {
            half_hours.insert(made.timestamp() / INTERVAL.num_seconds())
        } else {
            let daily = days.len() < 12 && days.insert(made.date_naive());
            let weekly = !daily && weeks.len() < 10 && weeks.insert(made.iso_week());
            let monthly =
                !daily && !weekly && months.len() < 9 && months.insert((made.year(), made.month()));
            daily || weekly || monthly
        };
        if !kept && index > 0 {
            superfluous.push(backup.path.as_path());
        }
    }

    superfluous
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backup(minutes_ago: i64, now: DateTime<Utc>) -> Backup {
        Backup {
            path: PathBuf::from(minutes_ago.to_string()),
            made: now - TimeDelta::minutes(minutes_ago),
            change: 1,
        }
    }

    #[test]
    fn old_backups_are_thinned_to_a_bounded_number() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let every_quarter: Vec<Backup> =
            (0..4 * 24 * 400).map(|quarter| backup(quarter * 15, now)).collect();
        let thrown = superfluous(&every_quarter, now).len();
        let kept = every_quarter.len() - thrown;

        assert!(kept <= 97 + 12 + 10 + 9, "{kept}");
        assert!(kept > 110, "{kept}");
    }

    #[test]
    fn the_newest_backup_always_stays() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let old = [backup(60 * 24 * 2000, now)];

        assert!(superfluous(&old, now).is_empty());
    }

    #[test]
    fn a_backups_name_tells_when_and_how_far() {
        let read = from_name(PathBuf::from("x/20261123T101500Z.c41.db")).unwrap();

        assert_eq!(read.change, 41);
        assert_eq!(read.made.to_rfc3339(), "2026-11-23T10:15:00+00:00");
        assert_eq!(from_name(PathBuf::from("x/readme.txt")), None);
    }
}
