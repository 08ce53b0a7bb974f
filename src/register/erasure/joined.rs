//! Entries that somebody on another computer has said to be the same person: a name that was joined by mistake there goes with
//! the others, so whoever takes names away is asked first.

use rusqlite::OptionalExtension;

use crate::domain::StudentId;
use crate::domain::student::display_name;
use crate::register::nameless::whole_person;
use crate::register::{Error, Register};

/// An entry that was joined on another computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedElsewhere {
    /// What the entry is called.
    pub name: String,
    /// What the one is called that remains.
    pub remains: String,
    /// Who has said so; empty where that is not known.
    pub person: String,
}

impl Register {
    /// The entries of students that lose their names with these, since somebody on another computer has joined them.
    pub fn joined_elsewhere(&self, students: &[StudentId]) -> Result<Vec<JoinedElsewhere>, Error> {
        let own = self.own_device();
        let mut statement = self.connection().prepare_cached(include_str!("joined.sql"))?;
        let mut joined = Vec::new();
        for student in students {
            for entry in whole_person(self.connection(), *student)? {
                let name = |row: &rusqlite::Row<'_>, first: usize| {
                    let text =
                        |index| row.get::<_, Option<String>>(index).map(Option::unwrap_or_default);
                    Ok::<_, rusqlite::Error>(display_name(
                        &text(first)?,
                        &text(first + 1)?,
                        &text(first + 2)?,
                    ))
                };
                let elsewhere = statement
                    .query_row((entry.0, own), |row| {
                        Ok(JoinedElsewhere {
                            name: name(row, 0)?,
                            remains: name(row, 3)?,
                            person: row.get(6)?,
                        })
                    })
                    .optional()?;
                joined.extend(elsewhere);
            }
        }

        Ok(joined)
    }
}
