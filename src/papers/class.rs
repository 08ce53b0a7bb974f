//! Papers about a class: how far each student has come, and the sheet that lies on top of its certificates.

use super::File;
use crate::domain::{ClassId, SessionStatus, Verdict};
use crate::i18n::{Language, date, number};
use crate::print::document::{Column, Document};
use crate::print::{self, About};
use crate::register::certificate::{CandidateState, Certificate};
use crate::register::class::{ClassDetail, Member};
use crate::register::{Error, Register};
use crate::text;

/// A class's attendance as a spreadsheet to fill in on another computer.
pub fn attendance_file(
    register: &Register,
    language: Language,
    class: ClassId,
) -> Result<File, Error> {
    let file = register.attendance_file(class)?;
    let bytes = crate::export::attendance_file::workbook(&file, language)
        .map_err(|error| Error::Damaged(error.to_string()))?;
    let name = super::class_file_name(&file.school_name, &file.class_name);

    Ok(File { name: format!("{name} {}.xlsx", text!(language, "attendance-file-sheet")), bytes })
}

/// How far a class and each of its students have come.
pub fn summary(register: &Register, language: Language, class: ClassId) -> Result<File, Error> {
    let detail = register.class(class)?;
    let today = register.today();
    let title = text!(language, "summary-title", class = detail.row.name.as_str());
    let under = format!("{}, {}", detail.row.school_name, detail.row.term);
    let foot = text!(language, "summary-foot", date = date::long(language, today));
    let mut document = Document::new(language, &title, &under, foot);
    let counting =
        members(&detail).filter(|member| verdict(member) == Some(Verdict::Completed)).count();
    document.facts(&[
        (text!(language, "settings-course"), detail.row.course_name.clone()),
        (
            text!(language, "class-sessions"),
            text!(
                language,
                "classes-held-of",
                held = detail.row.held,
                planned = detail.row.planned
            ),
        ),
        (text!(language, "class-students"), members(&detail).count().to_string()),
        (text!(language, "summary-counting"), counting.to_string()),
    ]);
    document.heading(&text!(language, "class-students"));
    students(&mut document, language, &detail);
    document.heading(&text!(language, "class-sessions"));
    sessions(&mut document, language, &detail);
    let about = About { title: title.clone(), language, date: today, codes: Vec::new() };
    let name = super::class_file_name(&detail.row.school_name, &title);

    Ok(File { name: format!("{name}.pdf"), bytes: print::render(&about, document.finish()) })
}

/// Merged duplicates have no standing of their own.
fn members(detail: &ClassDetail) -> impl Iterator<Item = &Member> {
    detail.members.iter().filter(|member| member.standing.is_some())
}

fn verdict(member: &Member) -> Option<Verdict> {
    member.standing.as_ref().map(|standing| standing.verdict)
}

fn students(document: &mut Document, language: Language, detail: &ClassDetail) {
    let rows: Vec<Vec<String>> = members(detail)
        .filter_map(|member| {
            let standing = member.standing.as_ref()?;
            let verdict = match standing.verdict {
                Verdict::Completed => text!(language, "verdict-counts"),
                Verdict::NotYet => text!(language, "verdict-not-yet"),
                Verdict::NoLonger => text!(language, "verdict-no-longer"),
            };
            Some(vec![
                member.name(),
                number::hours(standing.attended.0),
                number::hours(standing.planned.0),
                verdict,
            ])
        })
        .collect();
    document.table(
        &[
            Column::words(text!(language, "students-name"), 4.0),
            Column::figures(text!(language, "summary-attended"), 1.6),
            Column::figures(text!(language, "summary-planned"), 1.6),
            Column::words(text!(language, "sessions-state"), 2.6),
        ],
        &rows,
    );
}

fn sessions(document: &mut Document, language: Language, detail: &ClassDetail) {
    let rows: Vec<Vec<String>> = detail
        .sessions
        .iter()
        .map(|session| {
            let there = detail
                .marks
                .iter()
                .filter(|((marked, _), mark)| *marked == session.id && mark.was_there())
                .count();
            let (state, there) = match session.status {
                SessionStatus::Held => (text!(language, "session-held"), there.to_string()),
                SessionStatus::Planned => (text!(language, "session-planned"), String::new()),
                SessionStatus::Cancelled => (text!(language, "extract-cancelled"), String::new()),
            };
            vec![
                session.number.to_string(),
                session.date.map(|day| date::long(language, day)).unwrap_or_default(),
                number::hours(session.minutes.0),
                state,
                there,
            ]
        })
        .collect();
    document.table(
        &[
            Column::words(text!(language, "certificate-column-session"), 1.2),
            Column::words(text!(language, "certificate-column-day"), 2.6),
            Column::figures(text!(language, "certificate-column-hours"), 1.4),
            Column::words(text!(language, "sessions-state"), 2.0),
            Column::figures(text!(language, "summary-there"), 1.4),
        ],
        &rows,
    );
}

/// The sheet that lies on top of a class's certificates when they are handed over.
pub fn cover(register: &Register, language: Language, class: ClassId) -> Result<File, Error> {
    let detail = register.class(class)?;
    let today = register.today();
    let mut certificates: Vec<Certificate> = Vec::new();
    for candidate in register.certificate_candidates(class)? {
        if let CandidateState::Issued(certificate) = candidate.state {
            certificates.push(register.certificate(certificate)?);
        }
    }
    let title = text!(language, "cover-title", class = detail.row.name.as_str());
    let under = format!("{}, {}", detail.row.school_name, detail.row.term);
    let foot = text!(language, "summary-foot", date = date::long(language, today));
    let mut document = Document::new(language, &title, &under, foot);
    document.paragraph(&text!(
        language,
        "cover-text",
        count = certificates.len(),
        course = detail.row.course_name.as_str()
    ));
    let rows: Vec<Vec<String>> = certificates
        .iter()
        .map(|certificate| {
            vec![certificate.content.student.clone(), certificate.serial.to_string()]
        })
        .collect();
    document.table(
        &[
            Column::words(text!(language, "students-name"), 4.0),
            Column::words(text!(language, "ledger-serial"), 2.0),
        ],
        &rows,
    );
    document.blanks([&text!(language, "cover-handed"), &text!(language, "cover-received")]);
    let about = About { title: title.clone(), language, date: today, codes: Vec::new() };
    let name = super::class_file_name(&detail.row.school_name, &title);

    Ok(File { name: format!("{name}.pdf"), bytes: print::render(&about, document.finish()) })
}
