//! Whether the register is whole: SQLite's own checks, the journal against the tables, the kept sums
//! against sums made afresh.

use std::path::Path;

use rusqlite::Connection;

use super::journal::{rebuild, travel};
use super::{Error, Register, bounds, standing};
use crate::clock::Clock;

/// What is wrong with a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// SQLite found damage.
    Integrity(String),
    /// Rows point at rows that are not there.
    DanglingReferences(i64),
    /// A table differs from what the journal says, in so many rows.
    TableDiffersFromJournal(&'static str, i64),
    /// The changes of an installation are not numbered without gaps.
    GapInSequence(i64),
    /// Kept standings that differ from those worked out afresh.
    StandingsDiffer(i64),
    /// Changes that are not what their makers wrote: their hash does not hold.
    ChangesDiffer(i64),
    /// Marks at sessions that were not held.
    MarksAtUnheldSessions(i64),
    /// Marks of students who are not in the session's class.
    MarksOutsideClass(i64),
    /// Numbers missing in a series of certificates.
    GapInSeries(i64),
    /// A name that was taken out may still stand in the log beside the register.
    NameInLog,
}

impl Problem {
    /// The word in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Integrity(_) => "integrity",
            Self::DanglingReferences(_) => "dangling_references",
            Self::TableDiffersFromJournal(..) => "table_differs_from_journal",
            Self::GapInSequence(_) => "gap_in_sequence",
            Self::StandingsDiffer(_) => "standings_differ",
            Self::ChangesDiffer(_) => "changes_differ",
            Self::MarksAtUnheldSessions(_) => "marks_at_unheld_sessions",
            Self::MarksOutsideClass(_) => "marks_outside_class",
            Self::GapInSeries(_) => "gap_in_series",
            Self::NameInLog => "name_in_log",
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What is wrong; empty where nothing is.
    pub problems: Vec<Problem>,
    /// Changes in the journal.
    pub changes: i64,
    /// Ops in the journal.
    pub ops: i64,
}

/// What is found on a connection of its own.
struct Beside {
    false_hashes: i64,
    standings: i64,
}

impl Register {
    /// Checks everything. Reads only.
    pub fn check(&self) -> Result<Checked, Error> {
        let ask_beside = |register: &Self| -> Result<Beside, Error> {
            let false_hashes = travel::false_hashes(register.connection())?;
            let standings = standing::differences(register.connection())?;
            Ok(Beside { false_hashes, standings })
        };
        if self.is_in_memory() {
            return self.check_all(|| ask_beside(self));
        }
        // Hashes and standings are half of the work, and need nothing of the rest.
        let reader = self.reader();
        std::thread::scope(|scope| {
            let beside = scope.spawn(move || ask_beside(&reader()?));
            self.check_all(|| beside.join().unwrap_or(Err(Error::Broken)))
        })
    }

    fn check_all(&self, beside: impl FnOnce() -> Result<Beside, Error>) -> Result<Checked, Error> {
        let connection = self.connection();
        let mut problems = integrity(connection, "integrity_check")?;
        if !problems.is_empty() {
            return Ok(Checked { problems, changes: 0, ops: 0 });
        }
        let count = |sql: &str| -> Result<i64, rusqlite::Error> {
            connection.query_row(sql, [], |row| row.get(0))
        };
        let mut note = |number: i64, problem: fn(i64) -> Problem| {
            if number > 0 {
                problems.push(problem(number));
            }
        };
        note(count("SELECT count(*) FROM pragma_foreign_key_check")?, Problem::DanglingReferences);
        note(count(include_str!("check/sequence_gaps.sql"))?, Problem::GapInSequence);
        note(count(include_str!("check/series_gaps.sql"))?, Problem::GapInSeries);
        // Where several have written, that is nobody's fault: it stands among the conflicts.
        if count("SELECT count(DISTINCT device) FROM origin")? < 2 {
            note(count(include_str!("check/unheld_marks.sql"))?, Problem::MarksAtUnheldSessions);
            note(count(include_str!("check/outside_marks.sql"))?, Problem::MarksOutsideClass);
        }
        let differences = rebuild::differences(connection)?;
        let Beside { false_hashes, standings } = beside()?;
        note(standings, Problem::StandingsDiffer);
        note(false_hashes, Problem::ChangesDiffer);
        if self.is_unsettled()? {
            problems.push(Problem::NameInLog);
        }
        for (table, rows) in differences {
            problems.push(Problem::TableDiffersFromJournal(table, rows));
        }

        Ok(Checked {
            problems,
            changes: count("SELECT count(*) FROM change")?,
            ops: count("SELECT count(*) FROM op")?,
        })
    }

    /// Stops all writing, for damage that was found elsewhere.
    pub fn stop_writing(&mut self) {
        if let Some(writing) = &mut self.writing {
            writing.damaged = true;
        }
    }
}

/// SQLite's quick check of a file, beside a process that has it open.
pub fn quick_check(path: &Path, clock: Clock) -> Result<(), Error> {
    let mut register = Register::open_read_only(path, clock)?;
    bounds::begin(&mut register.connection, path)?;
    let problems = bounds::told(integrity(register.connection(), "quick_check"))?;
    match problems.first() {
        Some(problem) => Err(Error::Damaged(format!("{problem:?}"))),
        None => Ok(()),
    }
}

/// What SQLite's check says beyond `ok`.
pub(super) fn integrity(connection: &Connection, pragma: &str) -> Result<Vec<Problem>, Error> {
    let mut statement = connection.prepare(&format!("PRAGMA {pragma}(5)"))?;
    let lines: Result<Vec<String>, rusqlite::Error> =
        statement.query_map([], |row| row.get(0))?.collect();
    let lines = match lines.map_err(Error::from) {
        Ok(lines) => lines,
        Err(Error::Damaged(text)) => return Ok(vec![Problem::Integrity(text)]),
        Err(error) => return Err(error),
    };

    Ok(lines.into_iter().filter(|line| line != "ok").map(Problem::Integrity).collect())
}
