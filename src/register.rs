//! The register: one SQLite file, and the only place that knows SQL.
//!
//! Everything that is written goes through [`Register::change`] and so through the journal. The
//! register knows no window, no command line and no paper.

pub mod attendance_file;
pub mod backup;
mod bounds;
pub mod certificate;
pub mod check;
pub mod class;
pub mod conflict;
pub mod copy;
pub mod design;
pub mod digest;
mod draft;
pub mod duplicates;
pub mod erasure;
pub mod error;
mod exemption;
pub mod export;
mod figures;
pub mod file;
pub mod gaps;
pub mod handle;
pub mod identity;
pub mod journal;
mod keys;
mod known;
pub mod list;
mod lock;
pub mod member;
mod migrate;
mod nameless;
mod note;
mod opening;

pub mod programme;
pub mod progress;
mod protection;
pub mod report;
pub mod restore;
mod schema;
pub mod school;
pub mod session;
pub mod sharing;
pub mod signing;
mod standing;
pub mod student;
pub mod todo;
pub mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use uuid::Uuid;

use crate::clock::{Clock, Doubt};
use crate::disk::FileId;
use crate::domain::PersonId;
use crate::installation::{Installation, LastWritten};
pub use error::{Error, Refusal};
use journal::back::WayBack;
use journal::form::ChangeId;
use journal::history::Entry;
use journal::kind::Undo;
use journal::{Change, ChangeKind, Committed, Signature, Touched, rows};
use opening::{open_connection, set_up};
use work::Work;

/// How often somebody who is reading is waited for when the log is to be emptied.
const LOG_TRIES: u32 = 3;

/// How often what a connection reads from is ended, where something comes in between.
const ROLLBACK_TRIES: u32 = 100;

/// An open register.
pub struct Register {
    connection: Connection,
    path: PathBuf,
    /// Whether the file is taken as it lies, without SQLite's companions.
    as_it_is: bool,
    uid: Uuid,
    clock: Clock,
    writing: Option<Writing>,
    /// This installation, where it works with the register; what only reads for it has it, too.
    device: Option<Uuid>,
    /// Who works, by local key, for all connections; 0 where nobody has said.
    at_work: Arc<AtomicI64>,
    /// What is told how far long work is.
    work: Work,
    figures: Arc<figures::FigureCache>,
    /// Up to where changes had been followed when the register was looked at; `None` where it is looked at as it is now.
    moment: Option<figures::Followed>,
    /// What was touched since it was asked for.
    touched: Touched,
}

/// What a register that may be written needs besides the file.
struct Writing {
    installation: Installation,
    origin: i64,
    written: LastWritten,
    damaged: bool,
    /// The file that was opened.
    file: Option<FileId>,
    /// Whether somebody has said that a clock in doubt is right.
    clock_accepted: bool,
    /// `None` in memory.
    lock: Option<Arc<lock::Lock>>,
}

impl Register {
    /// Asks everything of one job about the register as it is at one moment, whatever is written meanwhile.
    pub(super) fn at_one_moment<T>(
        &mut self,
        job: impl FnOnce(&Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        // Another connection may have moved where days begin and end.
        self.clock = match programme::time_zone(&self.connection)? {
            Some(zone) => self.clock.in_zone(zone),
            None => self.clock,
        };
        self.moment = Some(self.figures.followed());
        self.connection.execute_batch("BEGIN")?;
        let ended = AtEnd(&self.connection);
        let answer = job(self);
        drop(ended);
        self.moment = None;

        answer
    }

    /// Asks several things in one transaction, where none is open: each by itself takes and gives back a lock.
    pub(super) fn in_one_read<T>(
        &self,
        job: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        if !self.connection.is_autocommit() {
            return job();
        }
        self.connection.execute_batch("BEGIN")?;
        let _ended = AtEnd(&self.connection);

        job()
    }

    /// Why the computer's clock may be wrong, given the newest change and the newest backup. They are the newest by their
    /// order: a clock that was wrong once has no say later.
    fn clock_doubt(&self) -> Result<Option<Doubt>, Error> {
        let changed = journal::newest_moment(&self.connection)?;
        let backed_up = self.backups()?.into_iter().max_by_key(|backup| backup.change);

        Ok(self.clock.doubt(changed.max(backed_up.map(|backup| backup.made))))
    }

    /// Refuses where the computer's clock may be wrong, unless somebody has said that it is right.
    pub fn refuse_doubtful_clock(&self) -> Result<(), Error> {
        if self.writing.as_ref().is_some_and(|writing| writing.clock_accepted) {
            return Ok(());
        }
        let today = self.today();

        match self.clock_doubt()? {
            None => Ok(()),
            Some(Doubt::Behind(newest)) => Err(Refusal::ClockBehind(today, newest).into()),
            Some(Doubt::Ahead(newest)) => Err(Refusal::ClockAhead(today, newest).into()),
        }
    }

    /// Takes the computer's clock to be right.
    pub fn accept_clock(&mut self) {
        if let Some(writing) = &mut self.writing {
            writing.clock_accepted = true;
        }
    }

    /// Whether this connection can only look.
    pub fn is_read_only(&self) -> bool {
        self.writing.is_none()
    }

    /// Whether nobody here can do more than look at the register.
    pub fn can_only_be_looked_at(&self) -> bool {
        self.device.is_none()
    }

    /// Brings what stands in the log into the file, so that a copy of the file alone is whole. Waits for nobody.
    pub fn make_whole(&self) -> Result<(), Error> {
        if self.is_read_only() {
            return Ok(());
        }
        self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;

        Ok(())
    }

    /// Empties the log beside the file of what has been erased. Waits for who is reading; where that takes too long, the
    /// log is emptied when the register is closed and nobody reads it.
    fn empty_log(&self) -> Result<(), Error> {
        // Each waits for as long as a connection does.
        for _ in 0..LOG_TRIES {
            let busy: bool =
                self.connection
                    .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            if !busy {
                return Ok(());
            }
        }

        Err(Error::StillInLog(file::companion(&self.path, "-wal")))
    }

    /// Does a job of which others can see how far it is, and which they can stop.
    pub fn do_work<T>(
        &mut self,
        work: &Work,
        job: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let ended = work.begin(self.connection.get_interrupt_handle());
        self.work = work.clone();
        let answer = if work.is_cancelled() { Err(Error::Cancelled) } else { job(self) };
        self.work = Work::default();
        drop(ended);

        answer
    }

    /// The work that is being done, to tell how far it is.
    pub fn work(&self) -> Work {
        self.work.clone()
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The clock that it goes by.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// The day, as the register's clock has it.
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// For this room's own queries.
    fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Notes who works from now on; the changes that follow carry the name.
    pub fn work_as(&mut self, name: &str) -> Result<PersonId, Error> {
        let name = crate::domain::student::tidy_name(name);
        let known: Option<i64> = self
            .connection
            .query_row(
                "SELECT id FROM person WHERE name = ?1 AND deleted = 0 ORDER BY id LIMIT 1",
                [&name],
                |row| row.get(0),
            )
            .optional()?;
        let person = match known {
            Some(person) => PersonId(person),
            // Who is on this list is a coordinator's business.
            None if self.is_limited()? => PersonId(0),
            None => {
                self.change(|change| {
                    let person = rows::Person {
                        name: name.clone(),
                        email: None,
                        phone: None,
                        role: None,
                        school: None,
                    };
                    let person = change.create(&person)?;
                    Ok((ChangeKind::PersonAdded { person }, person))
                })?
                .1
            }
        };
        self.at_work.store(person.0, Ordering::Relaxed);

        Ok(person)
    }

    /// Who works.
    fn at_work(&self) -> Option<PersonId> {
        Some(PersonId(self.at_work.load(Ordering::Relaxed))).filter(|person| person.0 != 0)
    }

    /// Makes one change: all of it, durable and in the journal, or nothing.
    /// The work says what was done and gives a value back.
    pub fn change<T>(
        &mut self,
        work: impl FnOnce(&mut Change<'_>) -> Result<(ChangeKind, T), Error>,
    ) -> Result<(Committed, T), Error> {
        let result = self.try_change(work);
        if let (Err(Error::Damaged(_)), Some(writing)) = (&result, &mut self.writing) {
            writing.damaged = true;
        }

        result
    }

    fn try_change<T>(
        &mut self,
        work: impl FnOnce(&mut Change<'_>) -> Result<(ChangeKind, T), Error>,
    ) -> Result<(Committed, T), Error> {
        let writing = self.writing.as_ref().ok_or(Error::ReadOnly)?;
        let signature = Signature {
            origin: writing.origin,
            id: ChangeId {
                device: writing.installation.device,
                epoch: writing.written.epoch,
                seq: writing.written.seq + 1,
            },
            now_milliseconds: self.clock.now().timestamp_millis(),
            person: self.at_work().map(|person| person.0),
            tried: self.clock.is_set(),
        };
        let mut change = Change::begin(self.write_transaction()?, signature)?;
        let (kind, value) = work(&mut change)?;
        let committed = change.finish(&kind)?;
        if committed.change.is_some() {
            self.work.settle();
            if let Some(writing) = &mut self.writing {
                writing.written.seq += 1;
                // A mark that can't be kept is only missing; the register itself is safe by now.
                let (uid, written) = (self.uid, writing.written);
                let _ = writing.installation.remember_written(uid, &self.path, written);
            }
            self.follow(&committed);
        }
        self.touched.join(committed.touched);

        Ok((committed, value))
    }

    /// What changes have touched since this was asked last.
    pub fn take_touched(&mut self) -> Touched {
        std::mem::take(&mut self.touched)
    }

    /// A transaction that may write: nobody else has the register, and the file is the one that was opened.
    fn write_transaction(&mut self) -> Result<Transaction<'_>, Error> {
        let writing = self.writing.as_mut().ok_or(Error::ReadOnly)?;
        if writing.damaged {
            return Err(Error::Damaged("found earlier".to_owned()));
        }
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // A file that was taken away or replaced would take the change with it.
        refuse_vanished(&self.path, writing.file)?;
        if let Some(lock) = &writing.lock {
            lock.hold()?;
        }

        Ok(transaction)
    }

    /// The register's identity.
    pub fn uid(&self) -> Uuid {
        self.uid
    }

    /// Undoes the newest change made on this installation. With `past_final`, passes over changes that
    /// are not taken back, such as issued certificates.
    pub fn undo(&mut self, past_final: bool) -> Result<(Committed, Entry), Error> {
        let change = self.next_undo(past_final)?;

        self.set_back(ChangeKind::Undone { change }, change)
    }

    /// Undoes one change alone, where nothing later depends on it. A later change that stands in the way is named
    /// ([`Refusal::LaterChange`]).
    pub fn undo_one(&mut self, change: i64) -> Result<(Committed, Entry), Error> {
        if !journal::holds(&self.connection, change)? {
            return Err(Refusal::NothingToUndo.into());
        }
        let entry = self.history_entry(change)?;
        if !journal::is_made_by(&self.connection, change, self.device.ok_or(Error::ReadOnly)?)? {
            return Err(Refusal::MadeElsewhere.into());
        }
        if entry.undone {
            return Err(Refusal::NothingToUndo.into());
        }
        match entry.kind.undo() {
            Undo::Possible => self.set_back(ChangeKind::Undone { change }, change),
            Undo::Final => {
                let kind = entry.kind.code().to_owned();
                Err(Refusal::NotTakenBack { change, kind }.into())
            }
            Undo::PassedOver => Err(Refusal::NothingToUndo.into()),
        }
    }

    /// Does the change that was undone last again.
    pub fn redo(&mut self) -> Result<(Committed, Entry), Error> {
        let change = self.next_redo()?;

        self.set_back(ChangeKind::Redone { change }, change)
    }

    fn set_back(&mut self, kind: ChangeKind, change: i64) -> Result<(Committed, Entry), Error> {
        let (committed, ()) = self.change(|writer| {
            match kind {
                ChangeKind::Undone { .. } => writer.undo(change)?,
                _ => writer.redo(change)?,
            }
            Ok((kind, ()))
        })?;
        let made = committed.change.unwrap_or(change);

        Ok((committed, journal::history::entry(&self.connection, made)?))
    }

    /// The change that undo would take.
    pub fn next_undo(&self, past_final: bool) -> Result<i64, Error> {
        let device = self.device.ok_or(Error::ReadOnly)?;

        journal::undo::next_undo(&self.connection, device, past_final)
    }

    /// The change that redo would take.
    pub fn next_redo(&self) -> Result<i64, Error> {
        let device = self.device.ok_or(Error::ReadOnly)?;

        journal::undo::next_redo(&self.connection, device)
    }

    /// What going back to just before a change would do.
    pub fn way_back(&self, change: i64) -> Result<WayBack, Error> {
        journal::back::way_back(&self.connection, change)
    }

    /// Sets everything back to just before a change, as one new change that can be undone. Certificates
    /// and erased names stay as they are.
    pub fn go_back_before(&mut self, before: i64) -> Result<(Committed, Entry), Error> {
        let count = self.way_back(before)?.taken_back.len();
        let kind = ChangeKind::WentBack { before, count: u32::try_from(count).unwrap_or(u32::MAX) };
        let (committed, ()) = self.change(|change| {
            change.go_back_before(before)?;
            Ok((kind, ()))
        })?;
        let made = committed.change.ok_or(Refusal::NothingToUndo)?;

        Ok((committed, journal::history::entry(&self.connection, made)?))
    }

    /// The newest changes, newest first.
    pub fn history(&self, most: u32) -> Result<Vec<Entry>, Error> {
        journal::history::newest(&self.connection, most)
    }

    /// One change.
    pub fn history_entry(&self, change: i64) -> Result<Entry, Error> {
        journal::history::entry(&self.connection, change)
    }

    /// Whether a change of that kind can be undone.
    pub fn can_undo(kind: &ChangeKind) -> bool {
        kind.undo() == Undo::Possible
    }
}

/// Ends what a connection reads from, however its job ends.
struct AtEnd<'a>(&'a Connection);

impl Drop for AtEnd<'_> {
    fn drop(&mut self) {
        // An interrupted statement may have ended it already, or an interruption meet this one.
        for _ in 0..ROLLBACK_TRIES {
            if self.0.is_autocommit() {
                return;
            }
            let _ = self.0.execute_batch("ROLLBACK");
        }
    }
}

/// Refuses where the file at a path is no longer the one that was opened.
fn refuse_vanished(path: &Path, opened: Option<FileId>) -> Result<(), Error> {
    match opened == FileId::of(path) {
        true => Ok(()),
        false => Err(Error::Vanished(path.to_owned(), backup::newest(path))),
    }
}
