//! The register as it stood at the end of a past day: its journal up to then, replayed into memory.

use chrono::{NaiveDate, NaiveTime, TimeZone};
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::{Batch, Connection};

use super::journal::rebuild;
use super::standing::Affected;
use super::{Error, Refusal, Register, migrate, standing};
use crate::clock::Clock;

impl Register {
    /// What the register knew at the end of a day, as a register that can only be asked. Names that have been erased
    /// since are not in the journal any more, and not there either.
    ///
    /// The day ends in the programme's time zone, wherever the computer is. What somebody made before something of that day was
    /// known by then, whatever a clock that was wrong said of it.
    pub fn known_at(&self, day: NaiveDate) -> Result<Self, Error> {
        let zone = self.programme()?.time_zone;
        let first_after = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
        let first_after = zone.from_local_datetime(&first_after).earliest();
        let before = first_after.map_or(i64::MAX, |moment| moment.timestamp_millis());
        let first: i64 = self.connection().query_row(
            "SELECT coalesce(min(wall), 0) FROM change WHERE aside IS NULL",
            [],
            |row| row.get(0),
        )?;
        if first >= before {
            let begun = chrono::DateTime::from_timestamp_millis(first);
            let begun = begun.unwrap_or_default().with_timezone(&zone).date_naive();
            return Err(Refusal::NothingKnownThen(day, begun).into());
        }
        let mut connection = Connection::open_in_memory()?;
        migrate::run(&mut connection, 0)?;
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.set_prepared_statement_cache_capacity(256);
        super::file::attach(&connection, self)?;
        // All of it as it is at one moment.
        connection.execute_batch("BEGIN")?;
        let mut copying = Batch::new(&connection, include_str!("known/copy.sql"));
        while let Some(mut statement) = copying.next()? {
            match statement.parameter_count() {
                0 => statement.execute([])?,
                _ => statement.execute([before])?,
            };
        }
        // What erased ops no longer say must be something in these columns: what it is now.
        connection.execute_batch(
            "CREATE TEMP TABLE stand_in AS
             SELECT id, content AS value FROM source.certificate
             UNION ALL SELECT id, name FROM source.person;
             CREATE UNIQUE INDEX temp.stand_in_id ON stand_in (id);",
        )?;
        connection.execute_batch("COMMIT; DETACH DATABASE source")?;
        {
            let transaction = connection.transaction()?;
            rebuild::into_tables(&transaction)?;
            standing::refresh(&transaction, &Affected { everyone: true, ..Affected::default() })?;
            transaction.commit()?;
        }

        Self::assemble(connection, &self.path, Clock::at(day), None)
    }
}
