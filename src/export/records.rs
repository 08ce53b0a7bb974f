//! Students, attendance and sessions as tables for further use. The headings of students are those a class list may have,
//! so that the table can be taken in again.

use super::table::Cell;
use super::workbook::Sheet;
use crate::domain::{Attendance, LegalSex, SessionStatus};
use crate::i18n::Language;
use crate::register::export::{MarkLine, SessionLine, StudentLine};
use crate::{messages, reference, text};

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Every student.
    Students,
    /// Every mark.
    Attendance,
    /// Every session.
    Sessions,
}

fn sheet(name: String, headings: Vec<String>, rows: impl Iterator<Item = Vec<Cell>>) -> Sheet {
    let headings = headings.into_iter().map(Cell::from).collect();

    Sheet {
        name,
        rows: std::iter::once(headings).chain(rows).collect(),
        headings: Some(0),
        drawn: None,
    }
}

pub fn students(language: Language, lines: &[StudentLine]) -> Sheet {
    let headings = vec![
        text!(language, "student-given"),
        text!(language, "student-family"),
        text!(language, "student-birth-date"),
        text!(language, "student-sex"),
        text!(language, "student-study-path"),
        text!(language, "student-grade"),
        text!(language, "student-email"),
        text!(language, "students-class"),
        text!(language, "classes-school"),
        text!(language, "export-unit-code"),
        text!(language, "reports-municipality"),
        text!(language, "classes-term"),
        text!(language, "export-class-path"),
        text!(language, "settings-course"),
        text!(language, "export-attended"),
        text!(language, "export-planned"),
        text!(language, "students-verdict"),
        text!(language, "export-protected"),
        text!(language, "export-id"),
    ];
    let rows = lines.iter().map(|line| {
        let sex = line.legal_sex.map(|sex| match sex {
            LegalSex::Female => text!(language, "sex-female-one"),
            LegalSex::Male => text!(language, "sex-male-one"),
        });
        let municipality = reference::municipality_name(&line.municipality);
        vec![
            line.given.as_str().into(),
            line.family.as_str().into(),
            line.birth_date.into(),
            sex.into(),
            line.study_path.as_str().into(),
            line.grade.map(u32::from).into(),
            line.email.as_str().into(),
            line.class.as_str().into(),
            line.school.as_str().into(),
            line.unit_code.as_str().into(),
            municipality.unwrap_or(&line.municipality).into(),
            line.term.as_str().into(),
            line.class_study_path.as_str().into(),
            line.course.as_str().into(),
            line.attended.0.into(),
            line.planned.0.into(),
            messages::verdict(language, line.verdict).into(),
            line.protected.then(|| text!(language, "export-yes")).into(),
            line.uid.to_string().into(),
        ]
    });

    sheet(text!(language, "place-students"), headings, rows)
}

/// The marks.
pub fn attendance(language: Language, lines: &[MarkLine]) -> Sheet {
    let headings = vec![
        text!(language, "classes-school"),
        text!(language, "students-class"),
        text!(language, "classes-term"),
        text!(language, "export-session"),
        text!(language, "export-date"),
        text!(language, "export-student"),
        text!(language, "export-mark"),
        text!(language, "export-attended"),
        text!(language, "export-minutes"),
        text!(language, "export-id"),
    ];
    let rows = lines.iter().map(|line| {
        let mark = match line.mark {
            Attendance::Present => text!(language, "export-present"),
            Attendance::Late(_) => text!(language, "export-late"),
            Attendance::Excused => text!(language, "export-excused"),
            Attendance::Unexcused => text!(language, "export-unexcused"),
        };
        vec![
            line.school.as_str().into(),
            line.class.as_str().into(),
            line.term.as_str().into(),
            u32::from(line.number).into(),
            line.date.into(),
            line.student.as_str().into(),
            mark.into(),
            line.mark.attended(line.minutes).0.into(),
            line.minutes.0.into(),
            line.uid.to_string().into(),
        ]
    });

    sheet(text!(language, "export-attendance"), headings, rows)
}

pub fn sessions(language: Language, lines: &[SessionLine]) -> Sheet {
    let headings = vec![
        text!(language, "export-date"),
        text!(language, "export-time"),
        text!(language, "classes-school"),
        text!(language, "students-class"),
        text!(language, "classes-term"),
        text!(language, "export-session"),
        text!(language, "export-minutes"),
        text!(language, "export-place"),
        text!(language, "export-leader"),
        text!(language, "sessions-state"),
        text!(language, "export-there"),
        text!(language, "export-students"),
    ];
    let rows = lines.iter().map(|line| {
        let (state, there) = match line.status {
            SessionStatus::Held => (text!(language, "session-held"), Some(line.there)),
            SessionStatus::Planned => (text!(language, "session-planned"), None),
            SessionStatus::Cancelled => (text!(language, "extract-cancelled"), None),
        };
        vec![
            line.date.into(),
            line.starts_at.as_str().into(),
            line.school.as_str().into(),
            line.class.as_str().into(),
            line.term.as_str().into(),
            u32::from(line.number).into(),
            line.minutes.0.into(),
            line.place.as_str().into(),
            line.leader.as_str().into(),
            state.into(),
            there.into(),
            line.students.into(),
        ]
    });

    sheet(text!(language, "place-sessions"), headings, rows)
}
