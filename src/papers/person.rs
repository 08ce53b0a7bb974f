//! Registerutdrag: everything the register holds on one person, in plain words (GDPR, article 15).

use chrono::{Local, NaiveDate};

use super::File;
use crate::domain::{Attendance, Protection, SessionStatus, StudentId};
use crate::i18n::{Language, date, number};
use crate::print::document::{Column, Document};
use crate::print::{self, About};
use crate::register::certificate::Certificate;
use crate::register::student::{Particular, StudentDetail};
use crate::register::{Error, Register};
use crate::{messages, text};

/// The extract on one person.
pub fn extract(register: &Register, language: Language, student: StudentId) -> Result<File, Error> {
    let detail = register.student(student)?;
    let programme = register.programme()?;
    let today = register.today();
    let title = text!(language, "extract-title");
    let under = format!("{}, {}", programme.name, date::long(language, today));
    let mut document = Document::new(language, &title, &under, title.clone());
    document.paragraph(&text!(language, "extract-intro", name = detail.name()));
    who(&mut document, language, &detail);
    classes(&mut document, language, &detail);
    attendance(&mut document, register, language, &detail)?;
    certificates(&mut document, language, &register.certificates_of(student)?);
    history(&mut document, register, language, student)?;
    document.heading(&text!(language, "extract-not-kept"));
    document.paragraph(&text!(language, "extract-not-kept-text"));
    let about = About { title: title.clone(), language, date: today, codes: Vec::new() };
    let name = super::safe(&format!("{title} {}", detail.name()));

    Ok(File { name: format!("{name}.pdf"), bytes: print::render(&about, document.finish()) })
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

fn day(language: Language, day: Option<NaiveDate>) -> String {
    or_dash(day.map(|day| date::long(language, day)).unwrap_or_default())
}

fn who(document: &mut Document, language: Language, detail: &StudentDetail) {
    let protection = match detail.protection {
        Protection::None => text!(language, "extract-protection-none"),
        Protection::Confidential => text!(language, "student-confidential"),
        Protection::ProtectedRegistration => text!(language, "student-protected-registration"),
        Protection::Erased => text!(language, "student-is-erased"),
    };
    document.heading(&text!(language, "extract-who"));
    let mut facts = vec![(text!(language, "students-name"), detail.name())];
    facts.extend(Particular::besides_the_name().map(|particular| {
        let value = messages::particular_value(language, particular, &detail.details);
        (messages::particular(language, particular), or_dash(value))
    }));
    facts.push((text!(language, "extract-protection"), protection));
    facts.push((text!(language, "extract-id"), detail.uid.to_string()));
    document.facts(&facts);
}

fn classes(document: &mut Document, language: Language, detail: &StudentDetail) {
    document.heading(&text!(language, "student-classes"));
    let rows: Vec<Vec<String>> = detail
        .enrolled
        .iter()
        .map(|place| {
            vec![
                format!("{}, {}, {}", place.class_name, place.school_name, place.term),
                place.course_name.clone(),
                messages::reason(language, place.reason(), &place.standing),
            ]
        })
        .collect();
    document.table(
        &[
            Column::words(text!(language, "classes-name"), 3.0),
            Column::words(text!(language, "settings-course"), 2.0),
            Column::words(text!(language, "extract-counted"), 4.0),
        ],
        &rows,
    );
}

fn attendance(
    document: &mut Document,
    register: &Register,
    language: Language,
    detail: &StudentDetail,
) -> Result<(), Error> {
    let mut rows = Vec::new();
    for place in &detail.enrolled {
        let class = register.class(place.standing.class)?;
        for session in &class.sessions {
            let mark = match class.marks.get(&(session.id, detail.id)) {
                _ if session.status == SessionStatus::Cancelled => {
                    text!(language, "extract-cancelled")
                }
                Some(Attendance::Present) => text!(language, "extract-present"),
                Some(Attendance::Late(missed)) => {
                    format!("{}, {}", text!(language, "extract-late"), number::hours(missed.0))
                }
                Some(Attendance::Excused) => text!(language, "extract-excused"),
                Some(Attendance::Unexcused) => text!(language, "extract-unexcused"),
                None => text!(language, "extract-unreported"),
            };
            rows.push(vec![
                place.class_name.clone(),
                session.number.to_string(),
                day(language, session.date),
                number::hours(session.minutes.0),
                mark,
            ]);
        }
    }
    document.heading(&text!(language, "class-attendance"));
    document.table(
        &[
            Column::words(text!(language, "classes-name"), 2.0),
            Column::figures(text!(language, "certificate-column-session"), 1.0),
            Column::words(text!(language, "certificate-column-day"), 2.0),
            Column::figures(text!(language, "certificate-column-hours"), 1.2),
            Column::words(text!(language, "class-attendance"), 2.2),
        ],
        &rows,
    );

    Ok(())
}

fn certificates(document: &mut Document, language: Language, certificates: &[Certificate]) {
    document.heading(&text!(language, "student-certificates"));
    if certificates.is_empty() {
        document.paragraph(&text!(language, "student-no-certificates"));
        return;
    }
    let rows: Vec<Vec<String>> = certificates
        .iter()
        .map(|certificate| {
            let state = match (&certificate.revoked_on, &certificate.replaced_by) {
                (Some(_), _) => text!(language, "certificate-revoked"),
                (None, Some(by)) => {
                    text!(language, "certificate-replaced", serial = by.to_string())
                }
                (None, None) => text!(language, "certificate-valid"),
            };
            vec![
                certificate.serial.to_string(),
                date::long(language, certificate.content.issued_on),
                state,
            ]
        })
        .collect();
    document.table(
        &[
            Column::words(text!(language, "ledger-serial"), 1.8),
            Column::words(text!(language, "ledger-issued"), 2.0),
            Column::words(text!(language, "sessions-state"), 3.0),
        ],
        &rows,
    );
    let codes: Vec<(String, String)> = certificates
        .iter()
        .filter_map(|one| {
            let serial = one.serial.to_string();
            Some((text!(language, "extract-code", serial = serial), one.code.clone()?))
        })
        .collect();
    document.facts(&codes);
}

fn history(
    document: &mut Document,
    register: &Register,
    language: Language,
    student: StudentId,
) -> Result<(), Error> {
    let rows: Vec<Vec<String>> = register
        .student_history(student)?
        .iter()
        .map(|entry| {
            let local = entry.at.with_timezone(&Local);
            let when = format!("{} {}", local.date_naive(), local.format("%H:%M"));
            vec![when, messages::change(language, entry)]
        })
        .collect();
    document.heading(&text!(language, "class-history"));
    document.table(
        &[
            Column::words(text!(language, "extract-when"), 1.0),
            Column::words(text!(language, "extract-what"), 4.0),
        ],
        &rows,
    );

    Ok(())
}
