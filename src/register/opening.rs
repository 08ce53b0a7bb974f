//! Making and opening registers: for writing, with a lock, or for looking.

use std::path::Path;
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use uuid::Uuid;

use super::journal::{ChangeKind, Touched};
use super::work::Work;
use super::{
    Error, Register, Writing, bounds, draft, file, lock, migrate, programme, restore, schema,
    signing,
};
use crate::clock::{Clock, TIME_ZONE};
use crate::disk::{self, FileId};
use crate::installation::{Installation, LastWritten};

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

    /// The same in memory alone: to look into changes before they are taken in, and to try how copies merge.
    pub fn in_memory(uid: Uuid, device: Uuid, clock: Clock) -> Result<Self, Error> {
        let mut connection = Connection::open_in_memory()?;
        set_up(&connection)?;
        migrate::copy_empty(&mut connection)?;
        connection.execute("INSERT INTO register (id, uid) VALUES (1, ?1)", [uid])?;
        let mut register = Self::assemble(
            connection,
            Path::new(""),
            clock,
            Some((Installation::nowhere(device), None)),
        )?;
        register.accept_clock();

        Ok(register)
    }

    /// Begins a new epoch where others have changes of this installation that it does not know to have written: it was restored,
    /// copied or lost some. What it writes now must not be taken for what it wrote then.
    pub(super) fn begin_epoch_if_behind(&mut self) -> Result<(), Error> {
        let Some(writing) = &self.writing else { return Ok(()) };
        let device = writing.installation.device;
        let newest: Option<(i64, i64)> = self
            .connection
            .query_row(
                "SELECT origin.epoch, max(known.seq) FROM origin
                 JOIN (SELECT origin, seq FROM change UNION ALL SELECT origin, seq FROM change_apart) AS known
                 ON known.origin = origin.id
                 WHERE origin.device = ?1 GROUP BY origin.id ORDER BY origin.epoch DESC LIMIT 1",
                [device],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let LastWritten { epoch, seq } = writing.written;
        let Some((newest_epoch, _)) = newest.filter(|newest| *newest > (epoch, seq)) else {
            return Ok(());
        };

        self.begin_epoch(newest_epoch + 1)
    }

    /// Begins another epoch, so that everything is put out anew, in folders of that epoch.
    pub fn begin_anew(&mut self) -> Result<(), Error> {
        let epoch = self.own_epoch().ok_or(Error::ReadOnly)?;

        self.begin_epoch(epoch + 1)
    }

    fn begin_epoch(&mut self, epoch: i64) -> Result<(), Error> {
        let device = self.own_device().ok_or(Error::ReadOnly)?;
        self.connection.execute(
            "INSERT INTO origin (device, epoch) VALUES (?1, ?2)",
            params![device, epoch],
        )?;
        let (origin, written) =
            (self.connection.last_insert_rowid(), LastWritten { epoch, seq: 0 });
        if let Some(writing) = &mut self.writing {
            let _ = writing.installation.remember_written(self.uid, &self.path, written);
            (writing.origin, writing.written) = (origin, written);
        }

        Ok(())
    }

    /// Whether it is in no file.
    pub(super) fn is_in_memory(&self) -> bool {
        self.path.as_os_str().is_empty()
    }

    pub(super) fn make(
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
            let writing = Some((installation.clone(), Some(Arc::clone(&lock))));
            let mut register = Self::assemble(connection, draft.path(), clock, writing)?;
            if let Some(writing) = &mut register.writing {
                writing.clock_accepted = true;
            }
            fill(&mut register)?;
            register.connection.pragma_update(None, "journal_mode", "delete")?;
        }
        restore::set_log_aside(path, clock)?;
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
    pub(super) fn open_locked(
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

        Self::assemble(connection, path, clock, Some((installation.clone(), Some(lock))))
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

    /// Opens a register that has just been restored: what this installation writes from now on is told
    /// apart from what it wrote in the register that was replaced.
    pub(super) fn open_in_new_epoch(
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

    pub(super) fn assemble(
        connection: Connection,
        path: &Path,
        clock: Clock,
        writing: Option<(Installation, Option<Arc<lock::Lock>>)>,
    ) -> Result<Self, Error> {
        let uid = connection.query_row("SELECT uid FROM register", [], |row| row.get(0))?;
        let writing = match writing {
            None => None,
            Some((installation, lock)) => {
                let installation = under_own_identity(&connection, installation)?;
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
            figures: Arc::default(),
            moment: None,
            touched: Touched::default(),
        })
    }
}

/// The installation under the identity that the file has of its own.
pub(super) fn under_own_identity(
    connection: &Connection,
    installation: Installation,
) -> Result<Installation, Error> {
    let own: Option<Uuid> =
        connection.query_row("SELECT device FROM own_identity", [], |row| row.get(0)).optional()?;

    Ok(match own {
        Some(device) => installation.with_device(device),
        None => installation,
    })
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

pub(super) fn open_connection(path: &Path, access: OpenFlags) -> Result<Connection, Error> {
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
pub(super) fn set_up(connection: &Connection) -> Result<(), Error> {
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
