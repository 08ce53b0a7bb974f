//! The papers of an erasure: what can be archived before it, and the record of it, which has numbers and no names.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::File;
use crate::domain::erasure::{Decision, Erased, Whose};
use crate::export::records;
use crate::export::workbook::{Sheet, workbook};
use crate::i18n::{Language, date, number};
use crate::print::document::{Column, Document};
use crate::print::{self, About};
use crate::register::certificate::Certificate;
use crate::register::erasure::Besides;
use crate::register::journal::ChangeKind;
use crate::register::journal::history::Entry;
use crate::register::{Error, Refusal, Register};
use crate::{messages, text};

/// Everything that is kept of those whose data would be erased, as a spreadsheet: particulars, marks, certificates, and what
/// stands in no list: entries that were joined or taken away, words, persons.
pub fn archive(register: &Register, language: Language, whose: Whose) -> Result<File, Error> {
    let erasing: BTreeSet<Uuid> = register.erasing(whose)?.into_iter().collect();
    let mut students = register.student_lines()?;
    students.retain(|line| erasing.contains(&line.uid));
    let mut marks = register.mark_lines()?;
    marks.retain(|line| erasing.contains(&line.uid));
    let mut certificates = Vec::new();
    for certificate in register.ledger()? {
        if erasing.contains(&register.uid_of(certificate.student)?) {
            certificates.push(certificate);
        }
    }
    let mut sheets = vec![
        records::students(language, students),
        records::attendance(language, marks),
        certificate_sheet(language, &certificates),
    ];
    sheets.extend(besides(language, &register.erasing_besides(whose)?));
    let bytes = workbook(sheets, register.today())
        .map_err(|error| Error::io("xlsx".as_ref(), std::io::Error::other(error.to_string())))?;
    let name = format!("{} {}", text!(language, "erasure-archive-name"), register.today());

    Ok(File { name: format!("{}.xlsx", super::safe(&name)), bytes })
}

fn certificate_sheet(language: Language, certificates: &[Certificate]) -> Sheet<'_> {
    let headings = [
        text!(language, "ledger-serial"),
        text!(language, "students-name"),
        text!(language, "students-class"),
        text!(language, "settings-course"),
        text!(language, "export-attended"),
        text!(language, "export-planned"),
        text!(language, "ledger-issued"),
        text!(language, "sessions-state"),
    ];
    let rows = certificates.iter().map(move |certificate| {
        let content = &certificate.content;
        vec![
            certificate.serial.to_string().into(),
            content.student.as_str().into(),
            content.class.as_str().into(),
            content.course.as_str().into(),
            content.attended.0.into(),
            content.planned.0.into(),
            Some(content.issued_on).into(),
            state(language, certificate).into(),
        ]
    });

    Sheet::below(text!(language, "place-certificates"), headings, rows)
}

/// What stands in no list, a sheet each; those with nothing in them are left out.
fn besides(language: Language, besides: &Besides) -> Vec<Sheet<'static>> {
    let entries = besides.entries.iter().map(|(uid, details)| {
        let born = details.birth_date.map(|day| day.to_string()).unwrap_or_default();
        vec![
            details.given.clone(),
            details.family.clone(),
            born,
            details.study_path.clone(),
            details.email.clone(),
            uid.to_string(),
        ]
    });
    let words = besides.words.iter().map(|(about, field, text)| {
        let what = match *field {
            "note" => text!(language, "erasure-word-note"),
            "leader" => text!(language, "export-leader"),
            "signatory" => text!(language, "erasure-word-signatory"),
            _ => text!(language, "erasure-word-reason"),
        };
        vec![about.clone(), what, text.clone()]
    });
    let persons = besides.persons.iter().map(|person| person.to_vec());
    let all: [(String, Vec<String>, Vec<Vec<String>>); 3] = [
        (
            text!(language, "erasure-sheet-entries"),
            vec![
                text!(language, "student-given"),
                text!(language, "student-family"),
                text!(language, "student-birth-date"),
                text!(language, "student-study-path"),
                text!(language, "student-email"),
                text!(language, "export-id"),
            ],
            entries.collect(),
        ),
        (
            text!(language, "erasure-sheet-words"),
            vec![
                text!(language, "erasure-word-about"),
                text!(language, "erasure-what"),
                text!(language, "erasure-word-text"),
            ],
            words.collect(),
        ),
        (
            text!(language, "erasure-sheet-persons"),
            vec![
                text!(language, "students-name"),
                text!(language, "student-email"),
                text!(language, "erasure-phone"),
                text!(language, "erasure-role"),
            ],
            persons.collect(),
        ),
    ];

    all.into_iter()
        .filter(|(.., rows)| !rows.is_empty())
        .map(|(name, headings, rows)| {
            let rows = rows.into_iter().map(|row| row.into_iter().map(Into::into).collect());
            Sheet::below(name, headings, rows)
        })
        .collect()
}

fn state(language: Language, certificate: &Certificate) -> String {
    match (&certificate.revoked_on, &certificate.replaced_by) {
        (Some(_), _) => text!(language, "certificate-revoked"),
        (None, Some(by)) => text!(language, "certificate-replaced", serial = by.to_string()),
        (None, None) => text!(language, "certificate-valid"),
    }
}

/// The record of an erasure that has been made: by which decision, what is gone, what stays, which backups still hold names.
///
/// # Errors
/// The change is none that erased.
pub fn record(register: &Register, language: Language, change: i64) -> Result<File, Error> {
    let entry = register.history_entry(change)?;
    let ChangeKind::PersonalDataErased { student, class, erased, decision } = &entry.kind else {
        return Err(Refusal::NoErasure.into());
    };
    let title = text!(language, "erasure-record");
    let programme = register.programme()?;
    let mut document = Document::new(language, &title, &programme.name, title.clone());
    let scope = match (student, class) {
        (Some(_), _) => text!(language, "erasure-of-student"),
        (None, Some(class)) => {
            let class = register.class(*class)?.row;
            let named = format!("{}, {}, {}", class.name, class.school_name, class.term);
            text!(language, "erasure-of-class", class = named)
        }
        (None, None) => text!(language, "erasure-of-all"),
    };
    decided(&mut document, language, &entry, decision, scope);
    gone(&mut document, language, erased);
    document.heading(&text!(language, "erasure-stays"));
    document.paragraph(&text!(language, "erasure-stays-text"));
    if erased.kept_certificates > 0 {
        let count = erased.kept_certificates;
        document.paragraph(&text!(language, "erasure-kept-certificates", count = count));
    }
    backups(&mut document, register, language)?;
    document.heading(&text!(language, "erasure-signed"));
    document.paragraph(&text!(language, "erasure-signed-text"));
    let today = register.today();
    let about = About { title: title.clone(), language, date: today, codes: Vec::new() };
    let name = super::safe(&format!("{title} {}", decision.reference));

    Ok(File { name: format!("{name}.pdf"), bytes: print::render(&about, document.finish()) })
}

fn decided(
    document: &mut Document,
    language: Language,
    entry: &Entry,
    decision: &Decision,
    scope: String,
) {
    let local = entry.at.with_timezone(&crate::clock::TIME_ZONE);
    let when = format!("{} {}", date::long(language, local.date_naive()), local.format("%H:%M"));
    document.facts(&[
        (text!(language, "erasure-reference"), decision.reference.clone()),
        (text!(language, "erasure-decided"), date::long(language, decision.day)),
        (text!(language, "erasure-made"), when),
        (text!(language, "erasure-scope"), scope),
        (text!(language, "erasure-change"), entry.uid.to_string()),
    ]);
}

fn gone(document: &mut Document, language: Language, erased: &Erased) {
    let rows: Vec<Vec<String>> = messages::erasure::gone(language, erased)
        .into_iter()
        .map(|(what, count)| vec![what, number::whole(language, u64::from(count))])
        .collect();
    document.heading(&text!(language, "erasure-goes"));
    document.table(
        &[
            Column::words(text!(language, "erasure-what"), 5.0),
            Column::figures(text!(language, "erasure-count"), 1.0),
        ],
        &rows,
    );
    document.paragraph(&text!(language, "erasure-goes-text"));
}

fn backups(document: &mut Document, register: &Register, language: Language) -> Result<(), Error> {
    let holders = register.holders(None)?.len();
    document.heading(&text!(language, "settings-backups"));
    let held = match holders {
        0 => text!(language, "erasure-no-holders"),
        _ => text!(language, "erasure-holders", count = holders),
    };
    document.paragraph(&format!("{held} {}", text!(language, "erasure-copies-elsewhere")));

    Ok(())
}
