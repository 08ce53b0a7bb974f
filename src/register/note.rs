//! What has been taken out of a register, known by identity alone, and the note of it beside the register: an older backup that
//! is put in its place brings nothing back.

use std::path::Path;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::known_word;
use super::file::note;
use super::journal::Entity;
use super::{Error, Register};
use crate::disk::write_over;
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
    /// Signing keys that were lost, in hexadecimal.
    #[serde(default)]
    pub lost_keys: Vec<String>,
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
        Some(Note { gone: Gone { people, ..Gone::default() }, settled: 0 })
    };

    serde_json::from_slice(&bytes).ok().or_else(earlier).unwrap_or_default()
}

impl Register {
    /// After names have been taken out: notes whose, and empties the log of them.
    ///
    /// # Errors
    /// The names are gone from the register, but not from all that lies beside it ([`Error::StillInLog`],
    /// [`Error::Unsettled`]). It is tried again when the register is opened.
    pub(super) fn settle_names(&self) -> Result<(), Error> {
        if self.is_in_memory() {
            return Ok(());
        }
        match self.note_what_is_gone().and_then(|()| self.empty_log()) {
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

        let mut lost_keys: Vec<String> = self
            .known_keys()?
            .iter()
            .filter(|known| known.lost_on.is_some())
            .map(|known| known.key.hexadecimal())
            .collect();
        for key in noted.lost_keys {
            if !lost_keys.contains(&key) {
                lost_keys.push(key);
            }
        }

        Ok(Gone { people: self.protected(noted.people)?, words, lost_keys })
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
                    student.protection = 'erased' AND EXISTS (
                        SELECT 1 FROM certificate
                        JOIN student AS entry ON entry.id = certificate.student
                        WHERE entry.survivor = student.survivor
                          AND coalesce(certificate.name, certificate.content ->> 'student') <> student.alias)
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

    fn student_of(&self, uid: Uuid) -> Result<Option<(StudentId, Protection)>, Error> {
        let found: Option<(i64, String)> = self
            .connection()
            .prepare_cached(
                "SELECT student.id, student.protection FROM student
                 JOIN object ON object.id = student.id WHERE object.uid = ?1",
            )?
            .query_row([uid], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;

        found
            .map(|(id, code)| {
                let protection = known_word(Protection::from_code(&code), "student: protection")?;
                Ok((StudentId(id), protection))
            })
            .transpose()
    }

    /// The student, where more is known here than has been taken out.
    pub(super) fn still_named(&self, one: &Protected) -> Result<Option<StudentId>, Error> {
        let to_be_erased = one.protection == Protection::Erased.code();

        let Some((student, here)) = self.student_of(one.uid)? else { return Ok(None) };
        let is_gone = here.is_protected() && (!to_be_erased || here == Protection::Erased);
        let is_on_paper =
            to_be_erased && !one.on_certificates && self.is_on_certificates(student)?;

        Ok((!is_gone || is_on_paper).then_some(student))
    }

    /// Whether a certificate of somebody's has another name than the alias.
    fn is_on_certificates(&self, student: StudentId) -> Result<bool, Error> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM certificate JOIN student ON student.id = certificate.student
                 WHERE certificate.student = ?1
                   AND coalesce(certificate.name, certificate.content ->> 'student') <> coalesce(student.alias, ''))",
            )?
            .query_row([student.0], |row| row.get(0))?)
    }

    /// Those of them of whom more is known here: the name, or an alias that may be as good as one.
    pub(super) fn not_protected<'a>(
        &self,
        protected: &'a [Protected],
    ) -> Result<Vec<(StudentId, &'a Protected)>, Error> {
        let mut named = Vec::new();
        for one in protected {
            named.extend(self.still_named(one)?.map(|student| (student, one)));
        }

        Ok(named)
    }

    /// Notes beside the register what is gone.
    pub(super) fn note_what_is_gone(&self) -> Result<(), Error> {
        let gone = self.gone()?;
        let noted = read_note(self.path());

        if noted.gone == gone { Ok(()) } else { self.write_note(&Note { gone, ..noted }) }
    }

    fn write_note(&self, contents: &Note) -> Result<(), Error> {
        let path = note(self.path());
        let bytes = serde_json::to_vec(contents)?;

        write_over(&path, &bytes).map_err(|source| Error::io(&path, source))
    }
}
