//! Backups beside the register: made when due, checked before they count, thinned by their order. Only what the program made
//! by itself is ever thinned.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc};
use rusqlite::OpenFlags;

use super::draft::{Draft, Locked};
use super::file::backups_folder;
use super::{Error, Register, bounds, check, migrate, restore};
use crate::clock::Clock;
use crate::disk::create_folder;

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
    /// Whether a person made it, or a restore keeps in it what it replaced. It is never thinned.
    pub kept: bool,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The programme's name.
    pub programme: String,
    pub classes: i64,
    pub students: i64,
    pub marks: i64,
    /// Certificates in the ledger.
    pub certificates: i64,
    /// When it was last changed.
    pub changed: DateTime<Utc>,
}

impl Register {
    /// Makes a backup if something has changed and the last one is old enough. Says whether it did.
    pub fn back_up_if_due(&self) -> Result<bool, Error> {
        let backups = backups(&self.path)?;
        let now = self.clock.now();
        let last = self.last_change()?;
        // One that a wrong clock dated to come is no reason to wait.
        let just_now = |backup: &Backup| (now - backup.made).abs() < INTERVAL;
        let newest = backups.iter().max_by_key(|backup| backup.change);
        let due =
            !backups.iter().any(just_now) && newest.is_none_or(|backup| backup.change != last);
        if due {
            self.back_up_by_itself()?;
        }

        Ok(due)
    }

    /// Makes a backup in the register's folder now, to be kept for good.
    pub fn back_up(&self) -> Result<PathBuf, Error> {
        self.back_up_as("kept.db")
    }

    /// Makes a backup that may be thinned later, and thins the old ones.
    fn back_up_by_itself(&self) -> Result<PathBuf, Error> {
        let path = self.back_up_as("db")?;
        for old in superfluous(&backups(&self.path)?) {
            // A file that can't be removed now will be the next time.
            let _ = fs::remove_file(old);
        }

        Ok(path)
    }

    fn back_up_as(&self, ending: &str) -> Result<PathBuf, Error> {
        let now = self.clock.now();
        let name = format!("{}.c{}.{ending}", now.format("%Y%m%dT%H%M%SZ"), self.last_change()?);
        let folder = backups_folder(&self.path);
        create_folder(&folder).map_err(|source| Error::io(&folder, source))?;
        let path = folder.join(name);
        let locked = if self.is_read_only() { Locked::No } else { Locked::Yes };
        self.copy_in(&folder, locked)?.put(&path)?;

        Ok(path)
    }

    /// Makes a backup at a place of one's choice. It is checked before it stands under its name; a file
    /// that is there already is replaced only by a whole backup, a register and what belongs to it never.
    pub fn back_up_to(&self, path: &Path) -> Result<(), Error> {
        let path = &crate::disk::real_path(path);
        let folder = path.parent().unwrap_or(Path::new("."));
        create_folder(folder).map_err(|source| Error::io(folder, source))?;

        let copy = self.copy_in(folder, Locked::No)?;
        crate::disk::refuse_own(path).map_err(|source| Error::io(path, source))?;
        restore::set_log_aside(path, self.clock)?;

        copy.put(path)
    }

    /// Saves the register again where its file was taken away, with all that was saved in it. What else lies there now stays.
    ///
    /// # Errors
    /// Something lies there ([`Error::Exists`]).
    pub fn save_again(&self) -> Result<(), Error> {
        let path = &self.path;
        let draft = self.copy_in(path.parent().unwrap_or(Path::new(".")), Locked::No)?;
        if path.exists() {
            return Err(Error::Exists(path.clone()));
        }
        // The log of the file that is gone would be taken for the new one's.
        restore::remove_log(path)?;

        draft.put_new(path)
    }

    /// A checked copy in a folder, without a name yet.
    pub(super) fn copy_in(&self, folder: &Path, locked: Locked) -> Result<Draft, Error> {
        let draft = Draft::in_folder(folder, locked)?;
        // VACUUM INTO wants an empty file or none.
        self.connection.execute("VACUUM INTO ?1", [super::file::uri(draft.path(), "")])?;
        let copy = super::open_connection(draft.path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        migrate::version(&copy)?;
        if let Some(problem) = check::integrity(&copy, "quick_check")?.first() {
            return Err(Error::Damaged(format!("{problem:?}")));
        }

        Ok(draft)
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
        Ok(Contents {
            programme: self.programme()?.name,
            classes: count("SELECT count(*) FROM class WHERE deleted = 0")?,
            students: count("SELECT count(*) FROM student WHERE deleted = 0 AND survivor = id")?,
            marks: count("SELECT count(*) FROM attendance WHERE deleted = 0 AND mark IS NOT NULL")?,
            certificates: count("SELECT count(*) FROM certificate WHERE deleted = 0")?,
            changed: super::journal::newest_moment(&self.connection)?.unwrap_or_default(),
        })
    }
}

/// What a backup holds, read without changing it.
pub fn inspect(path: &Path, clock: Clock) -> Result<Contents, Error> {
    let mut register = Register::open_read_only(path, clock)?;
    bounds::begin(&mut register.connection, path)?;

    bounds::told(register.contents())
}

fn backups(register: &Path) -> Result<Vec<Backup>, Error> {
    let folder = backups_folder(register);
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

/// Whether a file in the folder is a backup, or what a restore has set aside; by its name.
pub(super) fn is_kept_here(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();

    from_name(path.to_owned()).is_some() || name.contains("Z.damaged")
}

fn from_name(path: PathBuf) -> Option<Backup> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_suffix(".db")?;
    let (name, kept) = match name.strip_suffix(".kept") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let (made, change) = name.split_once(".c")?;
    let made = NaiveDateTime::parse_from_str(made, "%Y%m%dT%H%M%SZ").ok()?.and_utc();

    Some(Backup { made, change: change.parse().ok()?, kept, path })
}

/// Backups half an hour apart that are kept: as many as two days have.
const HALF_HOURS: usize = 96;

/// The backups that need not be kept: beyond the newest 96 that are half an hour apart, then 12 daily, 10 weekly, 9 monthly.
/// They are counted by their order, so that a clock that is wrong makes none of them old; and never more than half of them
/// go at once. What is kept for good is neither counted nor thinned.
fn superfluous(backups: &[Backup]) -> Vec<&Path> {
    let newest_first: Vec<&Backup> = backups.iter().filter(|backup| !backup.kept).collect();
    let mut half_hours = BTreeSet::new();
    let mut days = BTreeSet::new();
    let mut weeks = BTreeSet::new();
    let mut months = BTreeSet::new();
    let mut superfluous = Vec::new();
    for (index, backup) in newest_first.iter().enumerate() {
        let made = backup.made;
        let half_hour = made.timestamp() / INTERVAL.num_seconds();
        let kept = if half_hours.contains(&half_hour) {
            false
        } else if half_hours.len() < HALF_HOURS {
            half_hours.insert(half_hour)
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
    let most = newest_first.len() / 2;
    let spared = superfluous.len().saturating_sub(most);

    // The oldest go first.
    superfluous.split_off(spared)
}

/// The newest backup of a register, if there is one.
pub(super) fn newest(register: &Path) -> Option<PathBuf> {
    Some(backups(register).ok()?.into_iter().next()?.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backup(minutes_ago: i64, now: DateTime<Utc>) -> Backup {
        Backup {
            path: PathBuf::from(minutes_ago.to_string()),
            made: now - TimeDelta::minutes(minutes_ago),
            change: 1,
            kept: false,
        }
    }

    #[test]
    fn old_backups_are_thinned_to_a_bounded_number() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let every_quarter: Vec<Backup> =
            (0..4 * 24 * 400).map(|quarter| backup(quarter * 15, now)).collect();
        let mut left = every_quarter;
        loop {
            let thrown: Vec<PathBuf> = superfluous(&left).into_iter().map(Path::to_owned).collect();
            assert!(thrown.len() <= left.len() / 2, "never more than half at once");
            if thrown.is_empty() {
                break;
            }
            left.retain(|backup| !thrown.contains(&backup.path));
        }

        assert!(left.len() <= 96 + 12 + 10 + 9, "{}", left.len());
        assert!(left.len() > 110, "{}", left.len());
    }

    #[test]
    fn the_newest_backup_always_stays() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let old = [backup(60 * 24 * 2000, now)];

        assert!(superfluous(&old).is_empty());
    }

    #[test]
    fn a_clock_ten_years_ahead_thins_nothing() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let ahead = backup(-10 * 365 * 24 * 60, now);
        let mut backups: Vec<Backup> = (0..53).map(|half| backup(half * 30, now)).collect();
        backups.insert(0, ahead);

        assert!(superfluous(&backups).is_empty());
    }

    #[test]
    fn what_is_kept_for_good_is_never_thinned() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let kept: Vec<Backup> =
            (0..500).map(|minute| Backup { kept: true, ..backup(minute, now) }).collect();

        assert!(superfluous(&kept).is_empty());
    }

    #[test]
    fn a_backups_name_tells_when_and_how_far() {
        let read = from_name(PathBuf::from("x/20261123T101500Z.c41.db")).unwrap();

        assert_eq!((read.change, read.kept), (41, false));
        assert!(from_name(PathBuf::from("x/20261123T101500Z.c41.kept.db")).unwrap().kept);
        assert_eq!(read.made.to_rfc3339(), "2026-11-23T10:15:00+00:00");
        assert_eq!(from_name(PathBuf::from("x/readme.txt")), None);
    }
}
