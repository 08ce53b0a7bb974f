//! What a list or a returned file would change, and why two students may be one.

use chrono::NaiveDate;

use crate::domain::likeness::Likeness;
use crate::domain::{Attendance, LegalSex};
use crate::i18n::{Language, date};
use crate::register::attendance_file::{DayChange, DayDoubt, MarkChange, MarkDoubt, ReturnPlan};
use crate::register::list::FieldChange;
use crate::register::student::{Particular, StudentDetails};
use crate::text;

/// The name of what is kept of a student.
pub fn particular(language: Language, particular: Particular) -> String {
    match particular {
        Particular::Given => text!(language, "student-given"),
        Particular::Family => text!(language, "student-family"),
        Particular::BirthDate => text!(language, "student-birth-date"),
        Particular::LegalSex => text!(language, "student-sex"),
        Particular::StudyPath => text!(language, "student-study-path"),
        Particular::Grade => text!(language, "student-grade"),
        Particular::Email => text!(language, "student-email"),
    }
}

/// What is kept of a student, as it is shown; empty where nothing is.
pub fn particular_value(
    language: Language,
    particular: Particular,
    details: &StudentDetails,
) -> String {
    match (particular, details.birth_date, details.legal_sex) {
        (Particular::BirthDate, Some(day), _) => date::long(language, day),
        (Particular::LegalSex, _, Some(sex)) => self::sex(language, Some(sex)),
        _ => details.text(particular),
    }
}

/// A legal sex in a word.
pub fn sex(language: Language, sex: Option<LegalSex>) -> String {
    match sex {
        None => text!(language, "student-sex-unknown"),
        Some(LegalSex::Female) => text!(language, "student-sex-female"),
        Some(LegalSex::Male) => text!(language, "student-sex-male"),
    }
}

/// The name of what a list changes of a student: a particular, or the class.
fn field(language: Language, field: &str) -> String {
    match Particular::from_code(field) {
        Some(particular) => self::particular(language, particular),
        None => text!(language, "column-class"),
    }
}

/// "E-post: gammal → ny".
pub fn field_change(language: Language, change: &FieldChange) -> String {
    let FieldChange { field, from, to, is_unsettled } = change;
    let (field, from, to) = (*field, from.as_str(), to.as_str());
    let value = |value: &str| match LegalSex::from_code(value) {
        Some(sex) if field == Particular::LegalSex.code() => self::sex(language, Some(sex)),
        _ => value.to_owned(),
    };
    let name = self::field(language, field);
    let sentence = match from {
        "" if field == "class" => text!(language, "change-comes-to", class = to),
        "" => text!(language, "change-added", field = name, to = value(to)),
        _ => text!(language, "change-from-to", field = name, from = value(from), to = value(to)),
    };

    match is_unsettled {
        true => text!(language, "change-left-unsettled", change = sentence),
        false => sentence,
    }
}

/// A mark in words: "sen 15 min".
pub fn mark(language: Language, mark: Option<Attendance>) -> String {
    match mark {
        None => text!(language, "mark-word-none"),
        Some(Attendance::Present) => text!(language, "mark-word-present"),
        Some(Attendance::Late(missed)) => text!(language, "mark-word-late-by", minutes = missed.0),
        Some(Attendance::Excused) => text!(language, "mark-word-excused"),
        Some(Attendance::Unexcused) => text!(language, "mark-word-unexcused"),
    }
}

/// "Tillfälle 3, Elin Berg: närvarande → sen 15 min", and why that is in doubt.
pub fn mark_change(language: Language, change: &MarkChange) -> String {
    let changed = text!(
        language,
        "return-mark",
        number = change.number,
        name = change.name.as_str(),
        from = mark(language, change.from),
        to = mark(language, change.to)
    );

    match change.doubt {
        Some(doubt) if !change.accepted => format!("{changed}. {}", mark_doubt(language, doubt)),
        _ => changed,
    }
}

/// Why a mark is left.
pub fn mark_doubt(language: Language, doubt: MarkDoubt) -> String {
    match doubt {
        MarkDoubt::ChangedSince => text!(language, "return-row-changed-since"),
        MarkDoubt::Away => text!(language, "return-row-away"),
    }
}

/// What a returned file is, and what is odd about it; a line each.
pub fn returned(language: Language, plan: &ReturnPlan) -> Vec<String> {
    let mut lines = vec![text!(
        language,
        "return-file",
        class = plan.class_name.as_str(),
        day = date::long(language, plan.made_at.date_naive())
    )];
    if plan.came_back_before() {
        lines.push(text!(language, "return-before"));
    } else if plan.marks.is_empty() && plan.days.is_empty() {
        lines.push(text!(language, "return-nothing"));
    } else {
        lines.push(text!(language, "return-count", count = plan.accepted()));
    }
    if plan.changed_since() > 0 {
        lines.push(text!(language, "return-changed-since", count = plan.changed_since()));
    }
    if plan.gone > 0 {
        lines.push(text!(language, "return-gone", count = plan.gone));
    }

    lines
}

/// "Tillfälle 3: 12 november 2026 → 19 november 2026", and why that is in doubt.
pub fn day_change(language: Language, change: &DayChange) -> String {
    let day = |day: Option<NaiveDate>| match day {
        Some(day) => date::long(language, day),
        None => text!(language, "mark-word-none"),
    };
    let changed = text!(
        language,
        "return-day",
        number = change.number,
        from = day(change.from),
        to = day(Some(change.to))
    );

    match change.doubt {
        Some(doubt) if !change.accepted => format!("{changed}. {}", day_doubt(language, doubt)),
        _ => changed,
    }
}

/// Why a day is left.
pub fn day_doubt(language: Language, doubt: DayDoubt) -> String {
    match doubt {
        DayDoubt::ChangedSince => text!(language, "return-row-changed-since"),
        DayDoubt::InFuture => text!(language, "return-day-in-future"),
        DayDoubt::OutsidePeriod => text!(language, "return-day-outside-period"),
    }
}

/// Why two students may be one.
pub fn likeness(language: Language, why: Likeness) -> String {
    match why {
        Likeness::SameNumber => text!(language, "alike-same-number"),
        Likeness::SameNameAndDay => text!(language, "alike-same-name-and-day"),
        Likeness::Swapped => text!(language, "alike-swapped"),
        Likeness::SameAddress => text!(language, "alike-same-address"),
        Likeness::Spelling => text!(language, "alike-spelling"),
        Likeness::ChangedFamilyName => text!(language, "alike-changed-family-name"),
        Likeness::MistypedDay => text!(language, "alike-mistyped-day"),
        Likeness::DayUnknown => text!(language, "alike-day-unknown"),
    }
}
