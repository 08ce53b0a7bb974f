//! Students, attendance and sessions as tables for further use. The headings of students are those a class list may have,
//! so that the table can be taken in again.

use super::workbook::Sheet;
use crate::domain::{Attendance, LegalSex, SessionStatus, Verdict};
use crate::i18n::Language;
use crate::register::export::{MarkLine, SessionLine, StudentLine};
use crate::register::{Error, Register};
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

/// All rows of a kind, and how many they are.
pub fn gather(
    what: What,
    register: &Register,
    language: Language,
) -> Result<(Sheet<'static>, usize), Error> {
    Ok(match what {
        What::Students => {
            let lines = register.student_lines()?;
            let count = lines.len();
            (students(language, lines), count)
        }
        What::Attendance => {
            let lines = register.mark_lines()?;
            let count = lines.len();
            (attendance(language, lines), count)
        }
        What::Sessions => {
            let lines = register.session_lines()?;
            let count = lines.len();
            (sessions(language, lines), count)
        }
    })
}

pub fn students(language: Language, lines: Vec<StudentLine>) -> Sheet<'static> {
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
    // Words are asked for once, not once per row.
    let (female, male) = (text!(language, "sex-female-one"), text!(language, "sex-male-one"));
    let verdicts = Verdict::ALL.map(|verdict| (verdict, messages::verdict(language, verdict)));
    let yes = text!(language, "export-yes");
    let rows = lines.into_iter().map(move |line| {
        let sex = line.legal_sex.map(|sex| match sex {
            LegalSex::Female => female.as_str(),
            LegalSex::Male => male.as_str(),
        });
        let verdict = verdicts.iter().find(|(verdict, _)| *verdict == line.verdict);
        let municipality = match reference::municipality_name(&line.municipality) {
            Some(name) => name.to_owned(),
            None => line.municipality,
        };
        vec![
            line.given.into(),
            line.family.into(),
            line.birth_date.into(),
            sex.into(),
            line.study_path.into(),
            line.grade.map(u32::from).into(),
            line.email.into(),
            line.class.into(),
            line.school.into(),
            line.unit_code.into(),
            municipality.into(),
            line.term.into(),
            line.class_study_path.into(),
            line.course.into(),
            line.attended.0.into(),
            line.planned.0.into(),
            verdict.map(|(_, word)| word.as_str()).into(),
            line.protected.then_some(yes.as_str()).into(),
            line.uid.to_string().into(),
        ]
    });

    Sheet::below(text!(language, "place-students"), headings, rows).long()
}

/// The marks.
pub fn attendance(language: Language, lines: Vec<MarkLine>) -> Sheet<'static> {
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
    let present = text!(language, "export-present");
    let late = text!(language, "export-late");
    let excused = text!(language, "export-excused");
    let unexcused = text!(language, "export-unexcused");
    let rows = lines.into_iter().map(move |line| {
        let mark = match line.mark {
            Attendance::Present => present.as_str(),
            Attendance::Late(_) => late.as_str(),
            Attendance::Excused => excused.as_str(),
            Attendance::Unexcused => unexcused.as_str(),
        };
        vec![
            line.school.into(),
            line.class.into(),
            line.term.into(),
            u32::from(line.number).into(),
            line.date.into(),
            line.student.into(),
            mark.into(),
            line.mark.attended(line.minutes).0.into(),
            line.minutes.0.into(),
            line.uid.to_string().into(),
        ]
    });

    Sheet::below(text!(language, "export-attendance"), headings, rows).long()
}

fn sessions(language: Language, lines: Vec<SessionLine>) -> Sheet<'static> {
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
    let rows = lines.into_iter().map(move |line| {
        let (state, there) = match line.status {
            SessionStatus::Held => (text!(language, "session-held"), Some(line.there)),
            SessionStatus::Planned => (text!(language, "session-planned"), None),
            SessionStatus::Cancelled => (text!(language, "extract-cancelled"), None),
        };
        vec![
            line.date.into(),
            line.starts_at.into(),
            line.school.into(),
            line.class.into(),
            line.term.into(),
            u32::from(line.number).into(),
            line.minutes.0.into(),
            line.place.into(),
            line.leader.into(),
            state.into(),
            there.into(),
            line.students.into(),
        ]
    });

    Sheet::below(text!(language, "place-sessions"), headings, rows).long()
}
