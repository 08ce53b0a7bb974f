//! Whether a file has the tables of a register and nothing else. A file that was made to do harm may have views, triggers or
//! tables that are none of the program's, which would run while something is asked.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rusqlite::Connection;

use super::{Error, migrate};

/// What a register of each version has: kind, name and text of everything in it.
static OWN: LazyLock<Option<Vec<Parts>>> = LazyLock::new(|| {
    (1..=migrate::newest())
        .map(|version| {
            let mut connection = Connection::open_in_memory().ok()?;
            migrate::run_to(&mut connection, 0, version).ok()?;
            parts(&connection).ok()
        })
        .collect()
});

type Parts = BTreeSet<(String, String, Option<String>)>;

/// Refuses a file whose schema is not the one that the program gave registers of its version.
pub fn refuse_foreign(connection: &Connection) -> Result<(), Error> {
    let version = usize::try_from(migrate::version(connection)?).unwrap_or(0);
    let found = parts(connection)?;

    match OWN.as_ref().and_then(|own| own.get(version.checked_sub(1)?)) {
        Some(own) if *own == found => Ok(()),
        _ => Err(Error::NotARegister),
    }
}

fn parts(connection: &Connection) -> Result<Parts, Error> {
    // What SQLite keeps for itself differs with what has been done: statistics, sequences.
    let mut statement = connection.prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;

    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate::run(&mut connection, 0).unwrap();

        connection
    }

    #[test]
    fn a_register_has_its_own_tables_and_no_others() {
        assert!(refuse_foreign(&register()).is_ok());
        for made in [
            "CREATE VIEW student2 AS SELECT 1",
            "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM student; END",
            "CREATE TABLE other (a)",
            "DROP TABLE attendance",
            "ALTER TABLE student RENAME TO pupil; CREATE VIEW student AS SELECT * FROM pupil, pupil AS other",
        ] {
            let connection = register();
            connection.execute_batch(made).unwrap();
            assert!(matches!(refuse_foreign(&connection), Err(Error::NotARegister)), "{made}");
        }
    }
}
