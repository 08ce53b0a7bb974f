//! Students: one human being each, however many classes.

mod details;
mod enrolment;

pub use details::{Particular, StudentDetails};
pub(super) use enrolment::{arrive_if_settled, enrol, enrol_new};

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::error::known_word;
use super::journal::history::{self, Entry};
use super::journal::{ChangeKind, Committed, filled, rows};
use super::nameless::refuse_erased;
use super::{Error, Refusal, Register, standing};
use crate::domain::completion::Reason;
use crate::domain::progress::{ClassResult, Lateness, deciding_places};
use crate::domain::student::{display_name, fold};
use crate::domain::{
    ClassId, CourseId, Minutes, Protection, Rule, Standing, StudentId, Term, Verdict,
};

/// A student as a line in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudentRow {
    /// The key.
    pub id: StudentId,
    /// The name to show.
    pub name: String,
    /// The name folded for searching.
    pub folded: String,
    /// Whether only an alias is kept.
    pub protected: bool,
    /// The class that decides; `None` where there is none.
    pub class: Option<ClassId>,
    /// Minutes attended in it.
    pub attended: Minutes,
    /// Minutes planned in it.
    pub planned: Minutes,
    pub verdict: Verdict,
    /// Number of classes.
    pub classes: u32,
    /// The student's own study path's code; empty where not said.
    pub study_path: String,
    /// The year; `None` where not said.
    pub grade: Option<u8>,
    /// Whether several answers about the student stand against each other.
    pub is_unsettled: bool,
}

/// How a student stands in one class, with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// The class's name.
    pub class_name: String,
    /// The school's name.
    pub school_name: String,
    /// `UNITCODE/CLASS@TERM`.
    pub reference: String,
    pub course: CourseId,
    /// The course's name.
    pub course_name: String,
    /// The course's rule.
    pub rule: Rule,
    pub term: Term,
    /// How the student stands.
    pub standing: Standing,
    /// How late the class is among classes.
    pub lateness: Lateness,
}

impl Enrolled {
    /// Why the verdict is what it is.
    pub fn reason(&self) -> Reason {
        self.standing.reason(self.rule)
    }
}

/// A student with everything a page about one shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudentDetail {
    /// The key.
    pub id: StudentId,
    /// The identity across machines.
    pub uid: Uuid,
    /// What is kept of the student.
    pub details: StudentDetails,
    /// The alias; empty without protection.
    pub alias: String,
    pub protection: Protection,
    /// The classes; the one that decides first.
    pub enrolled: Vec<Enrolled>,
    /// Whether several answers about the student stand against each other.
    pub is_unsettled: bool,
}

impl StudentDetail {
    /// The name to show.
    pub fn name(&self) -> String {
        display_name(&self.details.given, &self.details.family, &self.alias)
    }

    /// The verdict: counts if any class says so.
    pub fn verdict(&self) -> Verdict {
        self.enrolled
            .iter()
            .map(|enrolled| enrolled.standing.verdict)
            .min()
            .unwrap_or(Verdict::NotYet)
    }
}

impl Register {
    /// All students in Swedish order of name, each once.
    pub fn students(&self) -> Result<Vec<StudentRow>, Error> {
        student_rows(self.connection())
    }

    /// One student in full. A merged duplicate leads to the one that remains.
    pub fn student(&self, student: StudentId) -> Result<StudentDetail, Error> {
        let connection = self.connection();
        let mut detail = connection
            .prepare_cached(include_str!("student/student.sql"))?
            .query_row([student.0], |row| Ok(read_detail(row)))
            .optional()?
            .ok_or(Refusal::Gone)??;
        detail.enrolled = enrolled(connection, detail.id)?;

        Ok(detail)
    }

    /// Students of other classes in whose names every word of the query begins a part, a few: they may be guests. Nobody
    /// where fewer than two letters are typed.
    pub fn possible_guests(&self, class: ClassId, query: &str) -> Result<Vec<StudentRow>, Error> {
        const MOST: usize = 5;
        if fold(query).trim().chars().count() < 2 {
            return Ok(Vec::new());
        }
        let inside: BTreeSet<StudentId> = super::class::members(self.connection(), class)?
            .into_iter()
            .map(|member| member.student)
            .collect();
        let rows = self.students()?;
        let found = search(&rows, query).into_iter().map(|index| &rows[index]);

        Ok(found.filter(|row| !inside.contains(&row.id)).take(MOST).cloned().collect())
    }

    /// Students whose first name is not known; those who are protected apart.
    pub fn without_given_name(&self) -> Result<BTreeSet<StudentId>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT id FROM student WHERE given IS NULL AND protection = 'none' AND deleted = 0",
        )?;
        let rows = statement.query_map([], |row| row.get(0).map(StudentId))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What happened to a student, newest first.
    pub fn student_history(&self, student: StudentId) -> Result<Vec<Entry>, Error> {
        history::of_student(self.connection(), student)
    }

    /// What happened to a class, newest first.
    pub fn class_history(&self, class: ClassId) -> Result<Vec<Entry>, Error> {
        history::of_class(self.connection(), class)
    }

    /// Adds a student to a class: a name is enough.
    pub fn add_student(
        &mut self,
        class: ClassId,
        details: &StudentDetails,
        from: Option<NaiveDate>,
    ) -> Result<(Committed, StudentId), Error> {
        if details.is_nameless() {
            return Err(Refusal::Empty.into());
        }

        self.change(|change| {
            let student = change.create(&details.new_row())?;
            enrol(change, student, class, from, false)?;
            Ok((ChangeKind::StudentAdded { student, class }, student))
        })
    }

    /// Edits what is kept of a student.
    pub fn edit_student(
        &mut self,
        student: StudentId,
        details: &StudentDetails,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            refuse_erased(change.connection(), &[student])?;
            let row = rows::read(change.connection(), student)?.ok_or(Refusal::Gone)?;
            let protected = row.protection.is_protected()
                || is_joined_with_protected(change.connection(), student)?;
            if !protected && details.is_nameless() {
                return Err(Refusal::Empty.into());
            }
            if protected && !details.is_nameless() {
                return Err(Refusal::Protected.into());
            }
            change.edit(student, |row| details.put_into(row))?;
            Ok((ChangeKind::StudentEdited { student }, ()))
        })?;

        Ok(committed)
    }

    /// Gives students a study path's code; an empty one takes it away.
    pub fn set_study_path(
        &mut self,
        students: &[StudentId],
        code: &str,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            for student in students {
                change.edit_settled(*student, |row| row.study_path = filled(code.trim()))?;
            }
            let count = students.len() - change.left_unsettled();
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            Ok((ChangeKind::StudyPathSet { count }, ()))
        })?;

        Ok(committed)
    }
}

fn student_rows(connection: &Connection) -> Result<Vec<StudentRow>, Error> {
    let mut places = Vec::new();
    let mut planned = std::collections::HashMap::new();
    let mut classes: std::collections::HashMap<StudentId, u32> = Default::default();
    let lateness = lateness_of_classes(connection)?;
    let mut statement = connection.prepare_cached(
        "SELECT student, class, verdict, attended, planned, enrolled_on, started_on, completed_on
         FROM standing",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let student = StudentId(row.get(0)?);
        let class = ClassId(row.get(1)?);
        *classes.entry(student).or_default() += 1;
        planned.insert((student, class), Minutes(row.get(4)?));
        places.push(ClassResult {
            student,
            verdict: verdict(row, 2)?,
            attended: Minutes(row.get(3)?),
            enrolled_on: row.get(5)?,
            started_on: row.get(6)?,
            completed_on: row.get(7)?,
            lateness: lateness.get(&class).copied().unwrap_or_default(),
            key: class,
        });
    }
    let deciding: std::collections::HashMap<StudentId, ClassResult<ClassId>> =
        deciding_places(places).into_iter().map(|place| (place.student, place)).collect();
    let mut statement = connection.prepare_cached(
        "SELECT id, given, family, alias, protection, study_path, grade,
                EXISTS (SELECT 1 FROM conflict WHERE conflict.object = student.id)
         FROM student
         WHERE deleted = 0 AND survivor = id ORDER BY sort_key, id",
    )?;
    let mut rows = statement.query([])?;
    let mut students = Vec::with_capacity(deciding.len());
    while let Some(row) = rows.next()? {
        let id = StudentId(row.get(0)?);
        let part = |column| super::programme::text(row, column);
        let mut name = display_name(&part(1)?, &part(2)?, &part(3)?);
        if name.is_empty() {
            name = name_of_joined(connection, id)?;
        }
        let place = deciding.get(&id);
        students.push(StudentRow {
            id,
            folded: fold(&name),
            name,
            protected: row.get::<_, String>(4)? != Protection::None.code(),
            class: place.map(|place| place.key),
            attended: place.map_or(Minutes(0), |place| place.attended),
            planned: place
                .and_then(|place| planned.get(&(id, place.key)).copied())
                .unwrap_or_default(),
            verdict: place.map_or(Verdict::NotYet, |place| place.verdict),
            classes: classes.get(&id).copied().unwrap_or(0),
            study_path: part(5)?,
            grade: row.get(6)?,
            is_unsettled: row.get(7)?,
        });
    }

    Ok(students)
}

/// The name of an entry that was joined with one that has none: where that one is not for this copy to see, or was erased.
fn name_of_joined(connection: &Connection, survivor: StudentId) -> Result<String, Error> {
    let named: Option<String> = connection
        .prepare_cached(
            "SELECT given, family, alias FROM student WHERE survivor = ?1 AND deleted = 0
             AND coalesce(given, '') || coalesce(family, '') || coalesce(alias, '') <> '' ORDER BY id LIMIT 1",
        )?
        .query_row([survivor.0], |row| {
            let part = |column| row.get::<_, Option<String>>(column).map(Option::unwrap_or_default);
            Ok(display_name(&part(0)?, &part(1)?, &part(2)?))
        })
        .optional()?;

    Ok(named.unwrap_or_default())
}

/// Whether a protected entry was joined with this one: then no name of theirs comes back here either.
fn is_joined_with_protected(connection: &Connection, student: StudentId) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM student WHERE survivor = (SELECT survivor FROM student WHERE id = ?1)
             AND deleted = 0 AND protection <> 'none')",
        )?
        .query_row([student.0], |row| row.get(0))?)
}

/// Those of the rows in which every word of the query begins a part of the name, as indexes.
/// Case and accents don't matter.
pub fn search(rows: &[StudentRow], query: &str) -> Vec<usize> {
    let folded = fold(query);
    let words: Vec<&str> = folded.split_whitespace().collect();

    rows.iter()
        .enumerate()
        .filter(|(_, row)| words.iter().all(|word| begins_a_part(&row.folded, word)))
        .map(|(index, _)| index)
        .collect()
}

fn lateness_of_classes(
    connection: &Connection,
) -> Result<std::collections::HashMap<ClassId, Lateness>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT class.id, class.term, object.uid FROM class JOIN object ON object.id = class.id",
    )?;
    let mut rows = statement.query([])?;
    let mut lateness = std::collections::HashMap::new();
    while let Some(row) = rows.next()? {
        let term: String = row.get(1)?;
        let term: Term = known_word(term.parse().ok(), "class: term")?;
        let uid: Uuid = row.get(2)?;
        lateness.insert(ClassId(row.get(0)?), (term.order(), uid.as_u128()));
    }

    Ok(lateness)
}

fn begins_a_part(name: &str, word: &str) -> bool {
    name.match_indices(word)
        .any(|(at, _)| at == 0 || matches!(name.as_bytes()[at - 1], b' ' | b'-' | b'\''))
}

fn verdict(row: &Row<'_>, column: usize) -> Result<Verdict, Error> {
    let code = row.get_ref(column)?;
    let code = code.as_str().map_err(rusqlite::Error::from)?;

    known_word(Verdict::from_code(code), "standing: verdict")
}

/// What is kept of a student.
pub(super) fn read_details(
    connection: &Connection,
    student: StudentId,
) -> Result<StudentDetails, Error> {
    Ok(StudentDetails::of(&rows::read(connection, student)?.ok_or(Refusal::Gone)?))
}

/// What is kept of a student, of a row that has its columns.
pub(super) fn details_of(row: &Row<'_>) -> Result<StudentDetails, Error> {
    Ok(StudentDetails::of(&rows::from_columns(row)?))
}

fn read_detail(row: &Row<'_>) -> Result<StudentDetail, Error> {
    let text = |column: &str| -> Result<String, rusqlite::Error> {
        Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
    };
    let protection = text("protection")?;

    Ok(StudentDetail {
        id: StudentId(row.get("id")?),
        uid: row.get("uid")?,
        details: details_of(row)?,
        alias: text("alias")?,
        protection: known_word(Protection::from_code(&protection), "student: protection")?,
        enrolled: Vec::new(),
        is_unsettled: row.get("unsettled")?,
    })
}

/// The classes a student stands in, the one that decides first.
fn enrolled(connection: &Connection, student: StudentId) -> Result<Vec<Enrolled>, Error> {
    let mut statement = connection.prepare_cached(include_str!("student/enrolled.sql"))?;
    let mut rows = statement.query([student.0])?;
    let mut enrolled = Vec::new();
    while let Some(row) = rows.next()? {
        enrolled.push(read_enrolled(row)?);
    }
    let places = enrolled
        .iter()
        .enumerate()
        .map(|(index, enrolled): (usize, &Enrolled)| ClassResult {
            student,
            verdict: enrolled.standing.verdict,
            attended: enrolled.standing.attended,
            enrolled_on: enrolled.standing.enrolled_on,
            started_on: enrolled.standing.started_on,
            completed_on: enrolled.standing.completed_on,
            lateness: enrolled.lateness,
            key: index,
        })
        .collect();
    if let Some(first) = deciding_places(places).first() {
        let first = enrolled.remove(first.key);
        enrolled.insert(0, first);
    }

    Ok(enrolled)
}

fn read_enrolled(row: &Row<'_>) -> Result<Enrolled, Error> {
    let term: String = row.get("term")?;
    let term: Term = term.parse().map_err(|_| Error::Damaged("class: term".to_owned()))?;
    let (rule_kind, rule_value): (String, i64) = (row.get("rule_kind")?, row.get("rule_value")?);
    let school_name: String = row.get("school_name")?;
    let unit_code: Option<String> = row.get("unit_code")?;
    let class_name: String = row.get("class_name")?;

    Ok(Enrolled {
        reference: format!("{}/{class_name}@{term}", unit_code.as_ref().unwrap_or(&school_name)),
        class_name,
        school_name,
        course: CourseId(row.get("course")?),
        course_name: row.get("course_name")?,
        rule: known_word(Rule::from_code(&rule_kind, rule_value), "course: rule")?,
        term,
        standing: standing::read(row)?,
        lateness: (term.order(), row.get::<_, Uuid>("uid")?.as_u128()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str) -> StudentRow {
        StudentRow {
            id: StudentId(1),
            name: name.to_owned(),
            folded: fold(name),
            protected: false,
            class: None,
            attended: Minutes(0),
            planned: Minutes(0),
            verdict: Verdict::NotYet,
            classes: 0,
            study_path: String::new(),
            grade: None,
            is_unsettled: false,
        }
    }

    #[test]
    fn search_finds_the_beginning_of_any_part_without_accents() {
        let rows =
            [row("Åsa Öberg"), row("Anna-Karin Berg"), row("Noah O'Neill"), row("Josef Åberg")];

        assert_eq!(search(&rows, "ob"), [0]);
        assert_eq!(search(&rows, "karin"), [1]);
        assert_eq!(search(&rows, "BERG"), [1]);
        assert_eq!(search(&rows, "asa öb"), [0]);
        assert_eq!(search(&rows, "neill"), [2]);
        assert_eq!(search(&rows, ""), [0, 1, 2, 3]);
        assert!(search(&rows, "erg").is_empty());
    }
}
