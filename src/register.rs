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
mod migrate;
mod nameless;
mod note;

pub mod programme;
pub mod progress;
mod protection;
pub mod report;
pub mod restore;
mod schema;
pub mod school;
pub mod session;
pub mod signing;
mod standing;
pub mod student;
pub mod todo;
pub mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::NaiveDate;
use rusqlite::config::DbConfig;
use rusqlite::{
    Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
};
use uuid::Uuid;

use crate::clock::{Clock, Doubt, TIME_ZONE};
use crate::disk::{self, FileId};
use crate::domain::PersonId;
use crate::installation::{Installation, LastWritten};
pub use error::{Error, Refusal};
use journal::back::WayBack;
use journal::form::ChangeId;
use journal::history::Entry;
use journal::kind::Undo;
use journal::{Change, ChangeKind, Report, Signature, Touched, rows};
use work::Work;

/// How often somebody who is reading is waited for when the log is to be emptied.
const LOG_TRIES: u32 = 3;

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
    figures: Arc<figures::Kept>,
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
    lock: Arc<lock::Lock>,
}

impl Register {
    /// Makes an empty register from the template. A file that is there already is left alone.
    pub fn create(
        path: &Path,
        template: &programme::Template,
        installation: &Installation,
        clock: Clock,
    ) -> Result<Self, Error> {
        Self::make(path, Uuid::now_v7(), installation, clock, |register| {
            register.change(|change| {
                programme::fill(change, template)?;
                Ok((ChangeKind::RegisterCreated, ()))
            })?;
            Ok(())
        })
    }

    /// Makes a register without anything in it, not even a programme, to take in the changes of one that others have.
    pub fn create_for_changes(
        path: &Path,
        uid: Uuid,
        installation: &Installation,
        clock: Clock,
    ) -> Result<Self, Error> {
        Self::make(path, uid, installation, clock, |_| Ok(()))
    }

    fn make(
        path: &Path,
        uid: Uuid,
        installation: &Installation,
        clock: Clock,
        fill: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<Self, Error> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            disk::create_folder(folder).map_err(|source| Error::io(folder, source))?;
        }
        let path = &disk::real_path(path);
        if path.exists() {
            return Err(Error::Exists(path.to_owned()));
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        let lock = Arc::new(lock::Lock::take(path)?);
        let draft = draft::Draft::in_folder(folder, draft::Locked::Yes)?;
        {
            let mut connection = open_connection(draft.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            connection.pragma_update(None, "auto_vacuum", "none")?;
            migrate::run(&mut connection, 0)?;
            connection.execute("INSERT INTO register (id, uid) VALUES (1, ?1)", [uid])?;
            let writing = Some((installation.clone(), Arc::clone(&lock)));
            let mut register = Self::assemble(connection, draft.path(), clock, writing)?;
            if let Some(writing) = &mut register.writing {
                writing.clock_accepted = true;
            }
            fill(&mut register)?;
            register.connection.pragma_update(None, "journal_mode", "delete")?;
        }
        draft.put_new(path)?;

        Self::open_locked(path, installation, clock, lock)
    }

    /// Opens a register for reading and writing. Fails where another process writes it.
    pub fn open(path: &Path, installation: &Installation, clock: Clock) -> Result<Self, Error> {
        require_file(path)?;
        let path = &disk::real_path(path);
        file::refuse_other_names(path)?;
        // Looked at before it is locked or opened for writing, so that a foreign file stays untouched.
        drop(Self::open_read_only(path, clock)?);
        let folder = path.parent().unwrap_or(Path::new("."));
        if !file::is_writable(path) || !file::is_writable(folder) {
            return Err(Error::ReadOnly);
        }
        let lock = Arc::new(lock::Lock::take(path)?);
        for left in [folder, &file::backups_folder(path)] {
            draft::sweep(left, draft::Locked::Yes);
        }
        let register = Self::open_locked(path, installation, clock, lock)?;
        register.settle_what_was_left();

        Ok(register)
    }

    /// The same under a lock that is held already.
    fn open_locked(
        path: &Path,
        installation: &Installation,
        clock: Clock,
        lock: Arc<lock::Lock>,
    ) -> Result<Self, Error> {
        require_file(path)?;
        drop(Self::open_read_only(path, clock)?);
        // Made by somebody who could only look: nobody else can have use for it while the lock is held.
        let index = file::companion(path, "-shm");
        if index.exists() && !file::is_writable(&index) {
            std::fs::remove_file(&index).map_err(|source| Error::io(&index, source))?;
        }
        let mut connection = open_connection(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        schema::refuse_foreign(&connection)?;
        let version = migrate::version(&connection)?;
        if version < migrate::newest() {
            migrate::run(&mut connection, version)?;
        }

        Self::assemble(connection, path, clock, Some((installation.clone(), lock)))
    }

    /// Opens another connection to the same register, that only reads: beside this one, from another thread.
    pub(super) fn reader(&self) -> impl Fn() -> Result<Self, Error> + Send + 'static {
        let (path, clock) = (self.path.clone(), self.clock);
        let (figures, at_work) = (Arc::clone(&self.figures), Arc::clone(&self.at_work));
        let device = self.device;

        move || {
            let reader = Self::open_read_only(&path, clock)?;
            let (figures, at_work) = (Arc::clone(&figures), Arc::clone(&at_work));
            Ok(Self { figures, at_work, device, ..reader })
        }
    }

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
        self.connection.execute_batch("BEGIN")?;
        let ended = AtEnd(&self.connection);
        let answer = job(self);
        drop(ended);

        answer
    }

    /// Opens a register for reading, also beside a process that writes it.
    pub fn open_read_only(path: &Path, clock: Clock) -> Result<Self, Error> {
        require_file(path)?;
        let path = &disk::real_path(path);
        let (mut connection, as_it_is) = file::connect_to_look(path)?;
        bounds::begin(&mut connection, path)?;
        let opened = schema::refuse_foreign(&connection)
            .and_then(|()| migrate::brought_up(connection))
            .and_then(|connection| Self::assemble(connection, path, clock, None));
        let mut register = bounds::told(opened)?;
        bounds::end(&mut register.connection)?;

        Ok(Self { as_it_is, ..register })
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

    /// Opens a register that has just been restored: what this installation writes from now on is told
    /// apart from what it wrote in the register that was replaced.
    fn open_in_new_epoch(
        path: &Path,
        installation: &Installation,
        clock: Clock,
        uid: Uuid,
        lock: &Arc<lock::Lock>,
    ) -> Result<Self, Error> {
        let epoch: i64 = open_connection(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?.query_row(
            "SELECT coalesce(max(epoch), 0) FROM origin WHERE device = ?1",
            [installation.device],
            |row| row.get(0),
        )?;
        let remembered = installation.last_written(uid).map_or(0, |written| written.epoch);
        let unreachable = LastWritten { epoch: epoch.max(remembered), seq: i64::MAX };
        installation
            .remember_written(uid, path, unreachable)
            .map_err(|source| Error::io(path, source))?;

        Self::open_locked(path, installation, clock, Arc::clone(lock))
    }

    fn assemble(
        connection: Connection,
        path: &Path,
        clock: Clock,
        writing: Option<(Installation, Arc<lock::Lock>)>,
    ) -> Result<Self, Error> {
        let uid = connection.query_row("SELECT uid FROM register", [], |row| row.get(0))?;
        let writing = match writing {
            None => None,
            Some((installation, lock)) => {
                connection.pragma_update(None, "journal_mode", "wal")?;
                connection.pragma_update(None, "synchronous", "full")?;
                connection.pragma_update(None, "secure_delete", true)?;
                let (origin, written) = begin_origin(&connection, uid, path, &installation)?;
                Some(Writing {
                    installation,
                    origin,
                    written,
                    damaged: false,
                    file: FileId::of(path),
                    clock_accepted: false,
                    lock,
                })
            }
        };

        if let Some(writing) = &writing {
            let installation = &writing.installation;
            signing::ensure_key(&connection, clock.today(), &installation.keyring)?;
        }
        let path = path.to_owned();

        // A register that is being made has no programme yet.
        let zone = programme::time_zone(&connection)?.unwrap_or(TIME_ZONE);

        Ok(Self {
            connection,
            path,
            as_it_is: false,
            uid,
            clock: clock.in_zone(zone),
            device: writing.as_ref().map(|writing| writing.installation.device),
            at_work: Arc::default(),
            writing,
            work: Work::default(),
            figures: Default::default(),
            touched: Touched::default(),
        })
    }

    /// Does a job of which others can see how far it is, and which they can stop.
    pub fn do_work<T>(
        &mut self,
        work: &Work,
        job: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        work.begin(self.connection.get_interrupt_handle());
        self.work = work.clone();
        let answer = if work.is_cancelled() { Err(Error::Cancelled) } else { job(self) };
        work.end();
        self.work = Work::default();

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
            None => {
                self.change(|change| {
                    let person = rows::Person {
                        name: name.clone(),
                        email: None,
                        phone: None,
                        role: None,
                        school: None,
                    };
                    let person = change.create(Uuid::now_v7(), &person)?;
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
    ) -> Result<(Report, T), Error> {
        let result = self.try_change(work);
        if let (Err(Error::Damaged(_)), Some(writing)) = (&result, &mut self.writing) {
            writing.damaged = true;
        }

        result
    }

    fn try_change<T>(
        &mut self,
        work: impl FnOnce(&mut Change<'_>) -> Result<(ChangeKind, T), Error>,
    ) -> Result<(Report, T), Error> {
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
        let report = change.finish(&kind)?;
        if report.change.is_some() {
            if let Some(writing) = &mut self.writing {
                writing.written.seq += 1;
                // A mark that can't be kept is only missing; the register itself is safe by now.
                let (uid, written) = (self.uid, writing.written);
                let _ = writing.installation.remember_written(uid, &self.path, written);
            }
            self.follow(&report);
            self.touched.join(report.touched);
        }

        Ok((report, value))
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
        writing.lock.hold()?;

        Ok(transaction)
    }

    /// The register's identity.
    pub fn uid(&self) -> Uuid {
        self.uid
    }

    /// Undoes the newest change made on this installation. With `past_final`, passes over changes that
    /// are not taken back, such as issued certificates.
    pub fn undo(&mut self, past_final: bool) -> Result<(Report, Entry), Error> {
        let change = self.next_undo(past_final)?;

        self.set_back(ChangeKind::Undone { change }, change)
    }

    /// Undoes one change alone, where nothing later depends on it. A later change that stands in the way is named
    /// ([`Refusal::LaterChange`]).
    pub fn undo_one(&mut self, change: i64) -> Result<(Report, Entry), Error> {
        let entry = self.history_entry(change)?;
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
    pub fn redo(&mut self) -> Result<(Report, Entry), Error> {
        let change = self.next_redo()?;

        self.set_back(ChangeKind::Redone { change }, change)
    }

    fn set_back(&mut self, kind: ChangeKind, change: i64) -> Result<(Report, Entry), Error> {
        let (report, ()) = self.change(|writer| {
            match kind {
                ChangeKind::Undone { .. } => writer.undo(change)?,
                _ => writer.redo(change)?,
            }
            Ok((kind, ()))
        })?;
        let made = report.change.unwrap_or(change);

        Ok((report, journal::history::entry(&self.connection, made)?))
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
    pub fn go_back_before(&mut self, before: i64) -> Result<(Report, Entry), Error> {
        let count = self.way_back(before)?.taken_back.len();
        let kind = ChangeKind::WentBack { before, count: u32::try_from(count).unwrap_or(u32::MAX) };
        let (report, ()) = self.change(|change| {
            change.go_back_before(before)?;
            Ok((kind, ()))
        })?;
        let made = report.change.ok_or(Refusal::NothingToUndo)?;

        Ok((report, journal::history::entry(&self.connection, made)?))
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
        // An interrupted statement has ended it already.
        let _ = self.0.execute_batch("ROLLBACK");
    }
}

/// Refuses where the file at a path is no longer the one that was opened.
fn refuse_vanished(path: &Path, opened: Option<FileId>) -> Result<(), Error> {
    match opened == FileId::of(path) {
        true => Ok(()),
        false => Err(Error::Vanished(path.to_owned(), backup::newest(path))),
    }
}

fn require_file(path: &Path) -> Result<(), Error> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => Err(Error::NotARegister),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Error::Missing(path.to_owned()))
        }
        Err(error) => Err(Error::io(path, error)),
    }
}

fn open_connection(path: &Path, access: OpenFlags) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(
        path,
        access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
    )
    .map_err(|error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::PermissionDenied) => {
            Error::io(path, std::io::ErrorKind::PermissionDenied.into())
        }
        _ => error.into(),
    })?;
    set_up(&connection)?;

    Ok(connection)
}

/// How every connection is set.
fn set_up(connection: &Connection) -> Result<(), Error> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(256);
    // Else a statement on a table with a partial index is planned anew each time it is asked with other values.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    // In KiB where negative. A long list's pages stay until it is committed; nothing is taken before it is needed.
    connection.pragma_update(None, "cache_size", -65_536)?;
    bounds::limit(connection)?;

    Ok(())
}

/// Where this installation's changes are made: a new epoch on a register it has not written before, on
/// one that has been restored, on one that is behind what it remembers to have written, and on one of two copies where
/// the other was written last.
fn begin_origin(
    connection: &Connection,
    register: Uuid,
    path: &Path,
    installation: &Installation,
) -> Result<(i64, LastWritten), Error> {
    let newest: Option<(i64, i64, i64)> = connection
        .query_row(
            "SELECT origin.id, origin.epoch, coalesce(max(change.seq), 0)
             FROM origin LEFT JOIN change ON change.origin = origin.id
             WHERE origin.device = ?1
             GROUP BY origin.id ORDER BY origin.epoch DESC LIMIT 1",
            [installation.device],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let remembered = installation.last_written(register);
    if let (Some((origin, epoch, seq)), Some(remembered)) = (newest, remembered)
        && (epoch, seq) >= (remembered.epoch, remembered.seq)
        && !installation.has_other_copy(register, path)
    {
        return Ok((origin, LastWritten { epoch, seq }));
    }
    let known_epoch = newest.map_or(0, |(_, epoch, _)| epoch);
    let epoch = known_epoch.max(remembered.map_or(0, |written| written.epoch)) + 1;
    connection.execute(
        "INSERT INTO origin (device, epoch) VALUES (?1, ?2)",
        params![installation.device, epoch],
    )?;
    let written = LastWritten { epoch, seq: 0 };
    let _ = installation.remember_written(register, path, written);

    Ok((connection.last_insert_rowid(), written))
}
