//! Everything of a kind, row by row, for tables that other programs read.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::error::{known_word, known_word_if_any};
use super::programme::text;
use super::{Error, Register};
use crate::domain::student::display_name;
use crate::domain::{Attendance, LegalSex, Minutes, SchoolId, SessionStatus, Verdict};

/// A student with the class that decides, and where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudentLine {
    /// The identity across machines.
    pub uid: uuid::Uuid,
    /// Given name; empty for a protected student.
    pub given: String,
    /// Family name; the alias of a protected student.
    pub family: String,
    /// Whether only an alias is kept.
    pub protected: bool,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    pub legal_sex: Option<LegalSex>,
    /// The student's own study path; empty where not said.
    pub study_path: String,
    /// The class's study path; empty where not said.
    pub class_study_path: String,
    /// Year of study.
    pub grade: Option<u8>,
    /// E-mail address.
    pub email: String,
    /// The class; empty where there is none.
    pub class: String,
    pub school: String,
    /// The school's unit code.
    pub unit_code: String,
    /// The school's municipality, as a code.
    pub municipality: String,
    /// The class's term.
    pub term: String,
    /// The class's course.
    pub course: String,
    /// Minutes attended.
    pub attended: Minutes,
    /// Minutes planned.
    pub planned: Minutes,
    pub verdict: Verdict,
}

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkLine {
    /// The student's identity across machines.
    pub uid: uuid::Uuid,
    /// The name to show.
    pub student: String,
    pub class: String,
    pub school: String,
    pub term: String,
    /// The session's number.
    pub number: u16,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Its length.
    pub minutes: Minutes,
    pub mark: Attendance,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    pub class: String,
    pub school: String,
    pub term: String,
    /// The session's number.
    pub number: u16,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// When it starts; empty where not said.
    pub starts_at: String,
    /// Its length.
    pub minutes: Minutes,
    /// Where; empty where not said.
    pub place: String,
    /// Who leads it; empty where not said.
    pub leader: String,
    /// Where it stands.
    pub status: SessionStatus,
    /// Who were there.
    pub there: u32,
    /// Students in the class.
    pub students: u32,
}

impl Register {
    /// All students in Swedish order of name.
    pub fn student_lines(&self) -> Result<Vec<StudentLine>, Error> {
        let places = self.students()?;
        let classes: HashMap<_, _> =
            self.classes()?.into_iter().map(|class| (class.id, class)).collect();
        let municipalities = self.municipalities()?;
        let mut statement =
            self.connection().prepare_cached(include_str!("export/students.sql"))?;
        let mut rows = statement.query([])?;
        let mut lines = Vec::with_capacity(places.len());
        // Both come in the same order.
        for place in places {
            let Some(row) = rows.next()? else { break };
            let class = place.class.and_then(|class| classes.get(&class));
            let of = |part: fn(&super::class::ClassRow) -> &str| {
                class.map(part).unwrap_or_default().to_owned()
            };
            lines.push(StudentLine {
                uid: row.get(0)?,
                given: text(row, 1)?,
                family: text(row, 2)?,
                protected: place.protected,
                birth_date: row.get(3)?,
                legal_sex: known_word_if_any(
                    row.get::<_, Option<String>>(4)?.as_deref(),
                    LegalSex::from_code,
                    "student: legal_sex",
                )?,
                email: text(row, 5)?,
                study_path: place.study_path.clone(),
                class_study_path: of(|class| &class.study_path),
                grade: place.grade,
                class: of(|class| &class.name),
                school: of(|class| &class.school_name),
                unit_code: of(|class| &class.unit_code),
                municipality: class
                    .and_then(|class| municipalities.get(&class.school).cloned())
                    .unwrap_or_default(),
                term: class.map(|class| class.term.to_string()).unwrap_or_default(),
                course: of(|class| &class.course_name),
                attended: place.attended,
                planned: place.planned,
                verdict: place.verdict,
            });
        }

        Ok(lines)
    }

    /// The schools' municipalities, as codes.
    fn municipalities(&self) -> Result<HashMap<SchoolId, String>, Error> {
        let mut statement =
            self.connection().prepare_cached("SELECT id, municipality FROM school")?;
        let rows = statement.query_map([], |row| Ok((SchoolId(row.get(0)?), text(row, 1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All marks, class by class and session by session.
    pub fn mark_lines(&self) -> Result<Vec<MarkLine>, Error> {
        let mut statement = self.connection().prepare_cached(include_str!("export/marks.sql"))?;
        let mut rows = statement.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let code: String = row.get("mark")?;
            let mark = known_word(Attendance::from_code(&code), "attendance: mark")?;
            lines.push(MarkLine {
                uid: row.get("uid")?,
                student: display_name(&text(row, 1)?, &text(row, 2)?, &text(row, 3)?),
                class: row.get("class")?,
                school: row.get("school")?,
                term: row.get("term")?,
                number: row.get("number")?,
                date: row.get("date")?,
                minutes: Minutes(row.get("minutes")?),
                mark,
            });
        }

        Ok(lines)
    }

    /// All sessions, by day; those without one last.
    pub fn session_lines(&self) -> Result<Vec<SessionLine>, Error> {
        let mut statement =
            self.connection().prepare_cached(include_str!("export/sessions.sql"))?;
        let mut rows = statement.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let status: String = row.get("status")?;
            lines.push(SessionLine {
                class: row.get("class")?,
                school: row.get("school")?,
                term: row.get("term")?,
                number: row.get("number")?,
                date: row.get("date")?,
                starts_at: text(row, 5)?,
                minutes: Minutes(row.get("minutes")?),
                place: text(row, 7)?,
                leader: text(row, 8)?,
                status: known_word(SessionStatus::from_code(&status), "session: status")?,
                there: row.get("there")?,
                students: row.get("students")?,
            });
        }

        Ok(lines)
    }
}
