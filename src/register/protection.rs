//! Taking names out of the register for good, and putting an alias in their place. Whose name is gone is known by identity
//! alone and kept beside the register too: an older backup that is put in its place brings nobody's name back.

use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::journal::{Change, ChangeKind, Entity, Report};
use super::{Error, Refusal, Register};
use crate::disk::write_whole;
use crate::domain::student::tidy_name;
use crate::domain::{Protection, StudentId};

/// A student whose name is erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protected {
    /// The identity across machines.
    pub uid: Uuid,
    /// The code of the protection.
    pub protection: String,
    /// What stands in the name's place.
    pub alias: String,
    /// Whether certificates still have the name: they were to be kept.
    #[serde(default)]
    pub on_certificates: bool,
}

/// What has been taken out of a register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Students whose name is.
    pub people: Vec<Protected>,
    /// Sessions, exemptions and persons of whom words are.
    #[serde(default)]
    pub words: Vec<Uuid>,
}

/// What is noted beside a register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    #[serde(flatten)]
    gone: Gone,
    /// The newest change that took a name out when the log beside the register was emptied last.
    settled: i64,
}

/// What is noted beside a register; nothing where the note can't be read.
pub fn beside(register: &Path) -> Gone {
    read_note(register).gone
}

fn read_note(register: &Path) -> Note {
    let Ok(bytes) = std::fs::read(note(register)) else { return Note::default() };
    // Earlier there was nothing but the people.
    let earlier = || {
        let people = serde_json::from_slice(&bytes).ok()?;
        Some(Note { gone: Gone { people, words: Vec::new() }, settled: 0 })
    };

    serde_json::from_slice(&bytes).ok().or_else(earlier).unwrap_or_default()
}

/// Where they are noted: `NAME-protected.json` beside the register.
pub fn note(register: &Path) -> PathBuf {
    let mut name = register.file_stem().unwrap_or_default().to_owned();
    name.push("-protected.json");

    register.with_file_name(name)
}

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
                 FROM student WHERE alias GLOB ?1 || ' [0-9]*'",
            )?
            .query_row([word], |row| row.get(0))?;

        Ok(newest + 1)
    }
}

/// Takes a student's name out of one entry, the journal's ops about it and, as the case may be, its certificates.
pub(super) fn take_name(
    change: &mut Change<'_>,
    student: StudentId,
    protection: Protection,
    alias: &str,
) -> Result<(), Error> {
    let id = student.0;
    change.set(Entity::Student, id, "protection", protection.code().to_owned())?;
    change.set(Entity::Student, id, "alias", alias.to_owned())?;
    for field in Entity::Student.fields().iter().filter(|field| field.is_personal) {
        change.set(Entity::Student, id, field.name, Value::Null)?;
        change.erase(id, &[field.name])?;
    }

    Ok(())
}

/// The student and everyone who was said to be the same person.
pub(super) fn whole_person(
    connection: &Connection,
    student: StudentId,
) -> Result<Vec<StudentId>, Error> {
    let mut statement = connection.prepare_cached(
        "WITH whole(id) AS (SELECT coalesce(merged_into, id) FROM student WHERE id = ?1)
         SELECT student.id FROM student, whole
         WHERE student.id = whole.id OR student.merged_into = whole.id",
    )?;
    let students = statement.query_map([student.0], |row| Ok(StudentId(row.get(0)?)))?;

    Ok(students.collect::<Result<_, _>>()?)
}

impl Register {
    /// Sets the protection of a student's personal data. The name is then taken out of the register, the
    /// journal and the ledger for good, and an alias stands in its place. Without an alias one is chosen.
    pub fn protect_student(
        &mut self,
        student: StudentId,
        protection: Protection,
        alias: &str,
    ) -> Result<Report, Error> {
        let report = self.protect(student, protection, alias)?;
        self.settle_names()?;

        Ok(report)
    }

    /// The same, without a trace of it outside the register.
    pub(super) fn protect(
        &mut self,
        student: StudentId,
        protection: Protection,
        alias: &str,
    ) -> Result<Report, Error> {
        let alias_given = tidy_name(alias);
        let key = self.secret_key()?;
        let (report, ()) = self.change(|change| {
            let everyone = whole_person(change.connection(), student)?;
            refuse_erased(change.connection(), &everyone)?;
            let alias = match (protection.is_protected(), alias_given.is_empty()) {
                (false, _) => None,
                (true, true) => Some(AliasKind::Protected.free(change.connection())?),
                (true, false) => Some(alias_given),
            };
            // Somebody who was joined from several entries is protected in all of them.
            for student in everyone {
                let Some(alias) = &alias else {
                    let code = protection.code().to_owned();
                    change.set(Entity::Student, student.0, "protection", code)?;
                    continue;
                };
                take_name(change, student, protection, alias)?;
                super::certificate::replace_name(change, student, alias, &key)?;
            }
            Ok((ChangeKind::StudentProtected { student }, ()))
        })?;

        Ok(report)
    }

    /// After names have been taken out: notes whose, and empties the log of them.
    ///
    /// # Errors
    /// The names are gone from the register, but not from all that lies beside it ([`Error::StillInLog`],
    /// [`Error::Unsettled`]). It is tried again when the register is opened.
    pub(super) fn settle_names(&self) -> Result<(), Error> {
        match self.note_protections().and_then(|()| self.empty_log()) {
            Err(still @ Error::StillInLog(_)) => return Err(still),
            answer => answer.map_err(|_| Error::Unsettled)?,
        }
        let settled = self.newest_taking()?;
        self.write_note(&Note { gone: self.gone()?, settled }).map_err(|_| Error::Unsettled)
    }

    /// What could not be settled when names were taken out is, as far as it can be now.
    pub(super) fn settle_what_was_left(&self) {
        let noted = beside(self.path());
        let differs = self.gone().is_ok_and(|gone| gone != noted);
        if differs || self.is_unsettled().unwrap_or(false) {
            // The next opening tries again.
            let _ = self.settle_names();
        }
    }

    /// Whether a name that was taken out may still stand in the log beside the register.
    pub(super) fn is_unsettled(&self) -> Result<bool, Error> {
        let newest = self.newest_taking()?;
        let log = super::file::companion(self.path(), "-wal");
        let has_log = std::fs::metadata(log).is_ok_and(|log| log.len() > 0);

        Ok(has_log && newest > read_note(self.path()).settled)
    }

    /// The newest change that took a name out; 0 where there is none.
    fn newest_taking(&self) -> Result<i64, Error> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT coalesce(max(id), 0) FROM change
                 WHERE kind IN ('student_protected', 'personal_data_erased')",
            )?
            .query_row([], |row| row.get(0))?)
    }

    /// What has been taken out, with what is noted beside the register of what is not here at all.
    pub(super) fn gone(&self) -> Result<Gone, Error> {
        let noted = beside(self.path());
        let mut words = self.words_gone()?;
        for one in noted.words {
            if !words.contains(&one) && self.find_object(one)?.is_none() {
                words.push(one);
            }
        }

        Ok(Gone { people: self.protected(noted.people)?, words })
    }

    /// Sessions, exemptions and persons of whom words have been taken out.
    fn words_gone(&self) -> Result<Vec<Uuid>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT DISTINCT object.uid FROM op JOIN object ON object.id = op.object
             WHERE op.erased = 1 AND object.entity IN (?1, ?2, ?3) ORDER BY object.id",
        )?;
        let entities = [Entity::Session, Entity::Exemption, Entity::Person];
        let rows = statement.query_map(entities.map(|entity| entity as i64), |row| row.get(0))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The row with an identity, and what it is.
    pub(super) fn find_object(&self, uid: Uuid) -> Result<Option<(i64, Entity)>, Error> {
        let found: Option<(i64, i64)> = self
            .connection()
            .prepare_cached("SELECT id, entity FROM object WHERE uid = ?1")?
            .query_row([uid], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;

        Ok(found.and_then(|(id, entity)| Some((id, Entity::from_number(entity)?))))
    }

    /// Everyone with protected personal data, and those noted beside the register who are not here at all.
    fn protected(&self, noted: Vec<Protected>) -> Result<Vec<Protected>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT object.uid, student.protection, coalesce(student.alias, ''),
                    EXISTS (SELECT 1 FROM certificate WHERE certificate.student = student.id
                            AND certificate.content ->> 'student' <> student.alias)
             FROM student JOIN object ON object.id = student.id
             WHERE student.protection <> 'none' ORDER BY student.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Protected {
                uid: row.get(0)?,
                protection: row.get(1)?,
                alias: row.get(2)?,
                on_certificates: row.get(3)?,
            })
        })?;
        let mut all: Vec<Protected> = rows.collect::<Result<_, _>>()?;
        let known: Vec<Uuid> = all.iter().map(|one| one.uid).collect();
        // Who is no longer protected here was unprotected by somebody.
        let unknown = |one: &Protected| !known.contains(&one.uid) && !self.has_student(one.uid);
        all.extend(noted.into_iter().filter(unknown));

        Ok(all)
    }

    fn has_student(&self, uid: Uuid) -> bool {
        self.student_of(uid).is_ok_and(|student| student.is_some())
    }

    pub(super) fn student_of(&self, uid: Uuid) -> Result<Option<(StudentId, bool)>, Error> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT student.id, student.protection <> 'none' FROM student
                 JOIN object ON object.id = student.id WHERE object.uid = ?1",
            )?
            .query_row([uid], |row| Ok((StudentId(row.get(0)?), row.get(1)?)))
            .optional()?)
    }

    /// Those of them who are here with their names.
    pub(super) fn not_protected<'a>(
        &self,
        protected: &'a [Protected],
    ) -> Result<Vec<(StudentId, &'a Protected)>, Error> {
        let mut named = Vec::new();
        for one in protected {
            if let Some((student, false)) = self.student_of(one.uid)? {
                named.push((student, one));
            }
        }

        Ok(named)
    }

    /// Notes beside the register whose name is gone.
    fn note_protections(&self) -> Result<(), Error> {
        let gone = self.gone()?;
        let noted = read_note(self.path());

        if noted.gone == gone { Ok(()) } else { self.write_note(&Note { gone, ..noted }) }
    }

    fn write_note(&self, contents: &Note) -> Result<(), Error> {
        let path = note(self.path());
        let bytes = serde_json::to_vec(contents)?;

        write_whole(&path, &bytes).map_err(|source| Error::io(&path, source))
    }
}

/// Refuses where somebody's personal data has been erased: that is final.
pub(super) fn refuse_erased(connection: &Connection, students: &[StudentId]) -> Result<(), Error> {
    for student in students {
        let protection: String = connection
            .prepare_cached("SELECT protection FROM student WHERE id = ?1")?
            .query_row([student.0], |row| row.get(0))?;
        if Protection::from_code(&protection) == Some(Protection::Erased) {
            return Err(Refusal::Erased.into());
        }
    }

    Ok(())
}
