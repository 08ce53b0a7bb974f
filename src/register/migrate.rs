//! Numbered migrations, counted in `user_version`. A register from a newer version is refused.

use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::Error;
use super::journal::Entity;

/// "Kurs" as a number: the mark by which SQLite files of this program are known.
pub const APPLICATION_ID: i32 = 0x4B75_7273;

/// Brings a register from one version to the next.
type Migration = fn(&Connection) -> Result<(), Error>;

const MIGRATIONS: &[Migration] = &[
    |connection| {
        connection.execute_batch(include_str!("schema/0001_register.sql"))?;
        for entity in Entity::ALL {
            connection.execute_batch(&entity.definition())?;
        }
        Ok(connection.execute_batch(include_str!("schema/0001_besides.sql"))?)
    },
    |connection| Ok(connection.execute_batch(include_str!("schema/0002_keys.sql"))?),
    |connection| {
        connection.execute_batch(include_str!("schema/0003_merging.sql"))?;
        for addition in Entity::ALL.iter().flat_map(|entity| entity.additions(3)) {
            connection.execute_batch(&addition)?;
        }
        Ok(())
    },
];

/// Gives an empty database the newest schema: that of one which is made once and copied.
pub fn copy_empty(connection: &mut Connection) -> Result<(), Error> {
    static EMPTY: LazyLock<Mutex<Option<Connection>>> = LazyLock::new(Mutex::default);
    let mut empty = EMPTY.lock().unwrap_or_else(PoisonError::into_inner);
    if empty.is_none() {
        let mut made = Connection::open_in_memory()?;
        run(&mut made, 0)?;
        *empty = Some(made);
    }
    if let Some(empty) = empty.as_ref() {
        Backup::new(empty, connection)?.run_to_completion(1 << 16, Duration::ZERO, None)?;
    }

    Ok(())
}

/// The schema this version of the program writes.
pub fn newest() -> i32 {
    MIGRATIONS.len() as i32
}

/// The schema the file has. Refuses what is not a register and what a newer version wrote.
pub fn version(connection: &Connection) -> Result<i32, Error> {
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if application != APPLICATION_ID || version < 1 {
        return Err(Error::NotARegister);
    }
    if version > newest() {
        return Err(Error::Newer { version, understood: newest() });
    }

    Ok(version)
}

/// Brings the schema from `version` to the newest, all or nothing.
pub fn run(connection: &mut Connection, version: i32) -> Result<(), Error> {
    run_to(connection, version, newest())
}

/// The same up to another version.
pub fn run_to(connection: &mut Connection, version: i32, last: i32) -> Result<(), Error> {
    let place = |version: i32| usize::try_from(version).unwrap_or(0);
    let transaction = connection.transaction()?;
    for migration in MIGRATIONS.iter().take(place(last)).skip(place(version)) {
        migration(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", last)?;
    transaction.commit()?;

    Ok(())
}

/// A register that is only looked at, as the newest schema has it: one of an earlier version is copied into memory and brought
/// up there.
pub fn brought_up(connection: Connection) -> Result<Connection, Error> {
    let version = version(&connection)?;
    if version == newest() {
        return Ok(connection);
    }
    let mut copy = Connection::open_in_memory()?;
    Backup::new(&connection, &mut copy)?.run_to_completion(1 << 16, Duration::ZERO, None)?;
    super::set_up(&copy)?;
    run(&mut copy, version)?;

    Ok(copy)
}
