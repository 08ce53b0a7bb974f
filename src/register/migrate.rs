//! Numbered migrations, counted in `user_version`. A register from a newer version is refused.

use rusqlite::Connection;

use super::Error;

/// "Kurs" as a number: the mark by which SQLite files of this program are known.
pub const APPLICATION_ID: i32 = 0x4B75_7273;

const MIGRATIONS: &[&str] = &[include_str!("schema/0001_register.sql")];

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
    let transaction = connection.transaction()?;
    for migration in MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0)) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", newest())?;
    transaction.commit()?;

    Ok(())
}
