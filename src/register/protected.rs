//! Who has protected personal data, known by identity alone and kept beside the register too: an older backup that is put in
//! its place brings nobody's name back.

use std::path::{Path, PathBuf};

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Error, Register};
use crate::disk::write_whole;
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
}

/// Those who are noted beside a register. Nobody where the note can't be read.
pub fn beside(register: &Path) -> Vec<Protected> {
    std::fs::read(note(register))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// Where they are noted: `NAME-protected.json` beside the register.
pub fn note(register: &Path) -> PathBuf {
    let mut name = register.file_stem().unwrap_or_default().to_owned();
    name.push("-protected.json");

    register.with_file_name(name)
}

impl Register {
    /// Everyone with protected personal data, those noted beside the register among them.
    pub(super) fn protections(&self) -> Result<Vec<Protected>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT object.uid, student.protection, coalesce(student.alias, '') FROM student
             JOIN object ON object.id = student.id
             WHERE student.protection <> 'none' ORDER BY student.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Protected { uid: row.get(0)?, protection: row.get(1)?, alias: row.get(2)? })
        })?;
        let mut all: Vec<Protected> = rows.collect::<Result<_, _>>()?;
        let known: Vec<Uuid> = all.iter().map(|one| one.uid).collect();
        // Who is no longer protected here was unprotected by somebody.
        let unknown = |one: &Protected| !known.contains(&one.uid) && !self.has_student(one.uid);
        all.extend(beside(self.path()).into_iter().filter(unknown));

        Ok(all)
    }

    fn has_student(&self, uid: Uuid) -> bool {
        self.student_of(uid).is_ok_and(|student| student.is_some())
    }

    fn student_of(&self, uid: Uuid) -> Result<Option<(StudentId, bool)>, Error> {
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

    /// Protects those of them who are here with their names; how many.
    pub(super) fn protect_again(&mut self, protected: &[Protected]) -> Result<usize, Error> {
        let named = self.not_protected(protected)?;
        let count = named.len();
        for (student, one) in named {
            // Who is joined with another is protected with them.
            if self.student_of(one.uid)?.is_some_and(|(_, protected)| !protected) {
                let protection = Protection::from_code(&one.protection).unwrap_or_default();
                self.protect_student(student, protection, &one.alias)?;
            }
        }

        Ok(count)
    }

    /// Notes beside the register who is protected.
    pub(super) fn note_protections(&self) -> Result<(), Error> {
        let path = note(self.path());
        let bytes = serde_json::to_vec(&self.protections()?)?;

        write_whole(&path, &bytes).map_err(|source| Error::io(&path, source))
    }
}
