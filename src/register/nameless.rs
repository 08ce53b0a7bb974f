//! Entries that have an alias in a name's place.

use rusqlite::Connection;

use super::journal::{Change, Entity, Goes, rows};
use super::{Error, Refusal};
use crate::domain::erasure::Certificates;
use crate::domain::{Protection, StudentId};

/// How an alias begins, before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AliasKind {
    /// Of somebody with protected personal data.
    Protected,
    /// Of somebody whose personal data has been erased.
    Erased,
}

impl AliasKind {
    fn word(self) -> &'static str {
        match self {
            Self::Protected => "Elev",
            Self::Erased => "Gallrad",
        }
    }

    /// The next alias of the kind that is free: `Elev 17`.
    pub(super) fn free(self, connection: &Connection) -> Result<String, Error> {
        Ok(self.numbered(self.next(connection)?))
    }

    /// The alias with a number.
    pub(super) fn numbered(self, number: u32) -> String {
        format!("{} {number}", self.word())
    }

    /// The number of the next alias that is free; those after it are, too.
    pub(super) fn next(self, connection: &Connection) -> Result<u32, Error> {
        let word = self.word();
        let newest: u32 = connection
            .prepare_cached(
                "SELECT coalesce(max(CAST(substr(alias, length(?1) + 2) AS INTEGER)), 0)
                 FROM student
                 WHERE alias GLOB ?1 || ' [0-9]*' AND length(alias) <= length(?1) + 10",
            )?
            .query_row([word], |row| row.get(0))?;

        Ok(newest + 1)
    }
}

/// Takes a student's name out of all entries about the person, the journal and, as the case may be, the certificates. An alias
/// stands in its place; one that somebody chose before goes with the name, where the person's data is erased.
pub(super) fn take_name(
    change: &mut Change<'_>,
    entries: &[StudentId],
    protection: Protection,
    alias: &str,
    certificates: Certificates,
) -> Result<(), Error> {
    let mut has_other_alias = Vec::new();
    for entry in entries {
        change.edit(*entry, |row| {
            row.protection = protection;
            if row.alias.as_deref().is_some_and(|before| before != alias) {
                has_other_alias.push(entry.0);
            }
            row.alias = Some(alias.to_owned());
        })?;
    }
    let goes = match certificates {
        Certificates::BecomeNumbers => Goes::Person,
        Certificates::AreKept => Goes::PersonButCertificates,
    };
    let keys: Vec<i64> = entries.iter().map(|entry| entry.0).collect();
    change.erase(Entity::Student, &keys, goes)?;
    if protection == Protection::Erased && !has_other_alias.is_empty() {
        change.erase(Entity::Student, &has_other_alias, Goes::Fields(&[rows::Student::alias]))?;
    }

    Ok(())
}

/// The student and everyone who was said to be the same person.
pub(super) fn whole_person(
    connection: &Connection,
    student: StudentId,
) -> Result<Vec<StudentId>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT entry.id FROM student JOIN student AS entry ON entry.survivor = student.survivor
         WHERE student.id = ?1 ORDER BY entry.id",
    )?;
    let students = statement.query_map([student.0], |row| Ok(StudentId(row.get(0)?)))?;

    Ok(students.collect::<Result<_, _>>()?)
}

/// Refuses where somebody's personal data has been erased: that is final.
pub(super) fn refuse_erased(connection: &Connection, students: &[StudentId]) -> Result<(), Error> {
    for student in students {
        let row = rows::read(connection, *student)?.ok_or(Refusal::Gone)?;
        if row.protection == Protection::Erased {
            return Err(Refusal::Erased.into());
        }
    }

    Ok(())
}

/// An alias that nobody else has: the one that is wanted, or the next that is free.
pub(super) fn unique_alias(
    connection: &Connection,
    wanted: &str,
    whole: &[StudentId],
) -> Result<String, Error> {
    let mut statement = connection.prepare_cached("SELECT id FROM student WHERE alias = ?1")?;
    let rows = statement.query_map([wanted], |row| row.get(0).map(StudentId))?;
    let others: Vec<StudentId> = rows.collect::<Result<_, _>>()?;

    match others.iter().all(|other| whole.contains(other)) {
        true => Ok(wanted.to_owned()),
        false => AliasKind::Erased.free(connection),
    }
}
