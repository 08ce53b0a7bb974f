//! Students who may be one: found by name and birth date, joined or told apart, each as an undoable change.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::params;
use rusqlite::types::Value;
use uuid::Uuid;

use super::journal::{ChangeKind, Entity, Report};
use super::student::StudentDetail;
use super::{Error, Refusal, Register};
use crate::domain::StudentId;

/// Fields a student who is joined with another leaves to the one that remains, where that one has none.
const FILLED_IN: [&str; 5] = ["birth_date", "legal_sex", "study_path", "grade", "email"];

impl Register {
    /// Pairs of students with the same name of whom nothing says that they are two: their birth dates are the same, or
    /// one is not known, and nobody has said that they are not the same person.
    pub fn possible_duplicates(&self) -> Result<Vec<(StudentId, StudentId)>, Error> {
        let told_apart = self.told_apart()?;
        let mut statement =
            self.connection().prepare_cached(include_str!("duplicates/by_name.sql"))?;
        let mut rows = statement.query([])?;
        let mut pairs = Vec::new();
        let mut name: Vec<u8> = Vec::new();
        let mut namesakes: Vec<(StudentId, Option<String>)> = Vec::new();
        while let Some(row) = rows.next()? {
            let key = row.get_ref(0)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
            let key = key.unwrap_or_default();
            if key != name {
                name = key.to_vec();
                namesakes.clear();
            }
            let (student, born): (StudentId, Option<String>) =
                (StudentId(row.get(1)?), row.get(2)?);
            for (other, other_born) in &namesakes {
                let two = matches!((&born, other_born), (Some(one), Some(other)) if one != other);
                if !two && !told_apart.contains(&(*other, student)) {
                    pairs.push((*other, student));
                }
            }
            namesakes.push((student, born));
        }

        Ok(pairs)
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

    /// Those who may be the same person as a student.
    pub fn duplicates_of(&self, student: StudentId) -> Result<Vec<StudentDetail>, Error> {
        let mut statement =
            self.connection().prepare_cached(include_str!("duplicates/of_student.sql"))?;
        let others: Vec<StudentId> = statement
            .query_map([student.0], |row| Ok(StudentId(row.get(0)?)))?
            .collect::<Result<_, _>>()?;

        others.into_iter().map(|other| self.student(other)).collect()
    }

    /// Says that two students are one. The first remains, with the marks of both and what the other alone had; the
    /// other's page leads there.
    pub fn join_students(&mut self, remains: StudentId, other: StudentId) -> Result<Report, Error> {
        if remains == other {
            return Err(Refusal::Gone.into());
        }
        let (report, ()) = self.change(|change| {
            let born = |student: StudentId| -> Result<Option<NaiveDate>, Error> {
                Ok(change.connection().query_row(
                    "SELECT birth_date FROM student
                     WHERE id = ?1 AND deleted = 0 AND merged_into IS NULL AND protection = 'none'",
                    [student.0],
                    |row| row.get(0),
                )?)
            };
            if let (Some(one), Some(another)) = (born(remains)?, born(other)?)
                && one != another
            {
                return Err(Refusal::BornOnOtherDays.into());
            }
            for field in FILLED_IN {
                let value = |student: StudentId| -> Result<Value, rusqlite::Error> {
                    change.connection().query_row(
                        &format!("SELECT {field} FROM student WHERE id = ?1"),
                        [student.0],
                        |row| row.get(0),
                    )
                };
                let (own, others) = (value(remains)?, value(other)?);
                if own == Value::Null && others != Value::Null {
                    change.set(Entity::Student, remains.0, field, others)?;
                }
            }
            // Whoever was joined with the other before is joined with the one that remains.
            let joined: Vec<i64> = change
                .connection()
                .prepare_cached("SELECT id FROM student WHERE merged_into = ?1")?
                .query_map([other.0], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for student in joined.into_iter().chain([other.0]) {
                change.set(Entity::Student, student, "merged_into", remains.0)?;
            }
            Ok((ChangeKind::StudentsJoined { student: remains, other }, ()))
        })?;

        Ok(report)
    }

    /// Says that two students are not the same person; they are not asked about again.
    pub fn tell_apart(&mut self, student: StudentId, other: StudentId) -> Result<Report, Error> {
        let (report, ()) = self.change(|change| {
            let known: bool = change.connection().query_row(
                "SELECT EXISTS (SELECT 1 FROM not_same
                 WHERE deleted = 0 AND student IN (?1, ?2) AND other IN (?1, ?2))",
                params![student.0, other.0],
                |row| row.get(0),
            )?;
            if !known {
                let fields = [("student", student.0.into()), ("other", other.0.into())];
                change.create(Entity::NotSame, Uuid::now_v7(), &fields)?;
            }
            Ok((ChangeKind::StudentsToldApart { student, other }, ()))
        })?;

        Ok(report)
    }
}
