//! What a figure counts, in words, and the names of its parts.

use crate::domain::LegalSex;
use crate::domain::figure::{Breakdown, Figure, Measure};
use crate::i18n::{Language, date};
use crate::register::progress::BreakdownRow;
use crate::{reference, text};

/// Such as "Fullföljt · Falun · 15 oktober 2026". `school` is the name of the school the figure is about, if it is.
pub fn figure(language: Language, figure: &Figure, school: &str) -> String {
    let mut parts = vec![measure(language, figure.measure)];
    for (by, key) in &figure.within {
        parts.push(match (by, key) {
            (_, None) => {
                format!("{}: {}", breakdown(language, *by), text!(language, "cli-unknown"))
            }
            (Breakdown::School, Some(_)) => school.to_owned(),
            (by, Some(key)) => key_name(language, *by, key),
        });
    }
    if let Some(since) = figure.since {
        parts.push(text!(language, "figure-since", day = date::long(language, since)));
    }
    if let Some(day) = figure.as_of {
        parts.push(text!(language, "figure-as-of", day = date::long(language, day)));
    }

    parts.join(" · ")
}

/// What is counted.
pub fn measure(language: Language, measure: Measure) -> String {
    match measure {
        Measure::Enrolled => text!(language, "measure-enrolled"),
        Measure::Started => text!(language, "measure-started"),
        Measure::Completed => text!(language, "measure-completed"),
        Measure::OnlyStarted => text!(language, "measure-only-started"),
        Measure::NotStarted => text!(language, "measure-not-started"),
        Measure::NoLonger => text!(language, "measure-no-longer"),
        Measure::OneSessionLeft => text!(language, "measure-one-session-left"),
        Measure::Outside => text!(language, "measure-outside"),
    }
}

/// What a breakdown goes by.
pub fn breakdown(language: Language, by: Breakdown) -> String {
    match by {
        Breakdown::Municipality => text!(language, "reports-municipality"),
        Breakdown::School => text!(language, "classes-school"),
        Breakdown::StudyPath => text!(language, "student-study-path"),
        Breakdown::Sex => text!(language, "student-sex"),
        Breakdown::Year => text!(language, "reports-year"),
        Breakdown::Term => text!(language, "classes-term"),
    }
}

/// The name of a row of a breakdown.
pub fn row(language: Language, by: Breakdown, row: &BreakdownRow) -> String {
    name(language, by, row.key.as_deref(), &row.label)
}

/// The name of a row by its key and label.
pub fn name(language: Language, by: Breakdown, key: Option<&str>, label: &str) -> String {
    match (key, label) {
        (None, _) => text!(language, "cli-unknown"),
        (Some(key), "") => key_name(language, by, key),
        (Some(_), label) => label.to_owned(),
    }
}

fn key_name(language: Language, by: Breakdown, key: &str) -> String {
    match by {
        Breakdown::Municipality => {
            reference::municipality_name(key).map_or_else(|| key.to_owned(), str::to_owned)
        }
        Breakdown::StudyPath => {
            reference::study_path(key).map_or_else(|| key.to_owned(), |path| path.name.to_owned())
        }
        Breakdown::Sex => match LegalSex::from_code(key) {
            Some(sex) => self::sex(language, Some(sex)),
            None => key.to_owned(),
        },
        Breakdown::School | Breakdown::Year | Breakdown::Term => key.to_owned(),
    }
}

/// A legal sex.
pub fn sex(language: Language, sex: Option<LegalSex>) -> String {
    match sex {
        Some(LegalSex::Female) => text!(language, "sex-female"),
        Some(LegalSex::Male) => text!(language, "sex-male"),
        None => text!(language, "cli-unknown"),
    }
}
