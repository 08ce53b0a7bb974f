//! Students who may be one: found by [`crate::domain::likeness`], joined or told apart, each as an undoable change.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::journal::{ChangeKind, Committed, rows};
use super::nameless::refuse_erased;
use super::student::{Particular, StudentDetail, details_of, read_details};
use super::{Error, Refusal, Register};
use crate::domain::StudentId;
use crate::domain::likeness::{self, Features, Likeness, is_mistyped};

/// Two students who may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The one with the lower key.
    pub one: StudentId,
    pub other: StudentId,
    pub why: Likeness,
    /// How sure it is, in percent.
    pub score: u8,
}

/// Somebody who may be the same person as a student.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    pub student: StudentDetail,
    pub why: Likeness,
    /// How sure it is, in percent.
    pub score: u8,
}

impl Register {
    /// Pairs of students of whom it is likely, or can't be ruled out, that they are one, and of whom nobody has said that
    /// they are not. They are kept until a student or a class changes.
    pub fn possible_duplicates(&self) -> Result<Arc<Vec<Pair>>, Error> {
        let followed = match self.kept_duplicates() {
            Ok(pairs) => return Ok(pairs),
            Err(followed) => followed,
        };
        let (ids, features) = self.features()?;
        let told_apart = self.told_apart()?;
        let pairs: Vec<Pair> = likeness::pairs(&features)
            .into_iter()
            .map(|pair| Pair {
                one: ids[pair.one],
                other: ids[pair.other],
                why: pair.why,
                score: pair.score,
            })
            .filter(|pair| !told_apart.contains(&(pair.one, pair.other)))
            .collect();
        let pairs = Arc::new(pairs);
        self.keep_duplicates(Arc::clone(&pairs), followed);

        Ok(pairs)
    }

    /// The students that can be compared, in order of their keys.
    fn features(&self) -> Result<(Vec<StudentId>, Vec<Features>), Error> {
        let mut schools: HashMap<i64, Vec<i64>> = HashMap::new();
        let mut statement =
            self.connection().prepare_cached(include_str!("duplicates/schools.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            schools.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        let mut statement =
            self.connection().prepare_cached(include_str!("duplicates/students.sql"))?;
        let mut rows = statement.query([])?;
        let (mut ids, mut features) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let id: i64 = row.get("id")?;
            let details = details_of(row)?;
            ids.push(StudentId(id));
            features.push(
                Features::new(&details.given, &details.family)
                    .born(details.birth_date, details.legal_sex)
                    .reached_at(&details.email)
                    .numbered(row.get("number_digest")?)
                    .at_schools(schools.remove(&id).unwrap_or_default()),
            );
        }

        Ok((ids, features))
    }

    /// Pairs who were said not to be the same person, the lower key first.
    fn told_apart(&self) -> Result<HashSet<(StudentId, StudentId)>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT min(student, other), max(student, other) FROM not_same WHERE deleted = 0",
        )?;
        let rows =
            statement.query_map([], |row| Ok((StudentId(row.get(0)?), StudentId(row.get(1)?))))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Those who may be the same person as a student, the surest first.
    pub fn duplicates_of(&self, student: StudentId) -> Result<Vec<Duplicate>, Error> {
        self.possible_duplicates()?
            .iter()
            .filter(|pair| pair.one == student || pair.other == student)
            .map(|pair| {
                let other = if pair.one == student { pair.other } else { pair.one };
                Ok(Duplicate { student: self.student(other)?, why: pair.why, score: pair.score })
            })
            .collect()
    }

    /// Students who were said to be this one.
    pub fn joined_with(&self, student: StudentId) -> Result<Vec<(StudentId, String)>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT id, trim(coalesce(given, '') || ' ' || coalesce(family, '')) FROM student
             WHERE survivor = ?1 AND id <> ?1 AND deleted = 0 ORDER BY id",
        )?;
        let rows =
            statement.query_map([student.0], |row| Ok((StudentId(row.get(0)?), row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says that two students are one. The first remains, with the marks of both, what the other alone had, and those of
    /// the other's particulars that are chosen; the other's page leads there.
    pub fn join_students(
        &mut self,
        remains: StudentId,
        other: StudentId,
        chosen: &[Particular],
    ) -> Result<Committed, Error> {
        if remains == other {
            return Err(Refusal::Gone.into());
        }
        let (committed, ()) = self.change(|change| {
            let known = |student: StudentId| -> Result<(Option<NaiveDate>, bool), Error> {
                change
                    .connection()
                    .query_row(
                        "SELECT birth_date, protection <> 'none' FROM student
                         WHERE id = ?1 AND deleted = 0 AND survivor = id",
                        [student.0],
                        |row| Ok((row.get(0)?, row.get(1)?)),
                    )
                    .optional()?
                    .ok_or_else(|| Refusal::Gone.into())
            };
            let ((born, protected), (others_birth, other_protected)) =
                (known(remains)?, known(other)?);
            refuse_erased(change.connection(), &[remains, other])?;
            // The name that is erased in one entry would stand in the other.
            if protected != other_protected {
                return Err(Refusal::OneIsProtected.into());
            }
            if let (Some(one), Some(another)) = (born, others_birth)
                && one != another
                && !is_mistyped(one, another)
            {
                return Err(Refusal::BornOnOtherDays.into());
            }
            let others = read_details(change.connection(), other)?;
            let mut details = read_details(change.connection(), remains)?;
            for particular in Particular::ALL {
                let wanted = details.lacks(particular) || chosen.contains(&particular);
                if wanted && !others.lacks(particular) {
                    details.put(particular, &others.text(particular));
                }
            }
            change.edit(remains, |row| details.put_into(row))?;
            // Whoever was joined with the other before is joined with the one that remains.
            let joined: Vec<StudentId> = change
                .connection()
                .prepare_cached("SELECT id FROM student WHERE merged_into = ?1")?
                .query_map([other.0], |row| row.get(0).map(StudentId))?
                .collect::<Result<_, _>>()?;
            for student in joined.into_iter().chain([other]) {
                change.edit(student, |row| row.merged_into = Some(remains))?;
            }
            Ok((ChangeKind::StudentsJoined { student: remains, other }, ()))
        })?;

        Ok(committed)
    }

    /// Parts two students who had been said to be one: the other is a student again, with the marks that were made for
    /// them, and the one that remained has what it had before, where nobody has changed it since.
    pub fn part_students(
        &mut self,
        remains: StudentId,
        other: StudentId,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            let joined_by: Option<i64> = change
                .connection()
                .query_row(
                    "SELECT op.change FROM student
                     JOIN op ON op.object = student.id AND op.field = 'merged_into'
                     JOIN change ON change.id = op.change
                     WHERE student.id = ?1 AND student.merged_into = ?2 AND change.aside IS NULL
                     ORDER BY change.placed DESC, change.seq DESC LIMIT 1",
                    params![other.0, remains.0],
                    |row| row.get(0),
                )
                .optional()?;
            change.set_back_row(joined_by.ok_or(Refusal::Gone)?, remains.0)?;
            change.edit(other, |row| row.merged_into = None)?;
            Ok((ChangeKind::StudentsParted { student: remains, other }, ()))
        })?;

        Ok(committed)
    }

    /// Says that two students are not the same person; they are not asked about again.
    pub fn tell_apart(&mut self, student: StudentId, other: StudentId) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            let known: bool = change.connection().query_row(
                "SELECT EXISTS (SELECT 1 FROM not_same
                 WHERE deleted = 0 AND student IN (?1, ?2) AND other IN (?1, ?2))",
                params![student.0, other.0],
                |row| row.get(0),
            )?;
            if !known {
                change.create(&rows::NotSame { student, other })?;
            }
            Ok((ChangeKind::StudentsToldApart { student, other }, ()))
        })?;

        Ok(committed)
    }
}
