//! What a list or a returned file would change, and why two students may be one.

use chrono::NaiveDate;

use crate::domain::Attendance;
use crate::domain::likeness::Likeness;
use crate::i18n::{Language, date};
use crate::register::attendance_file::{DayChange, DayDoubt, MarkChange, MarkDoubt, ReturnPlan};
use crate::text;

/// The name of a student's field.
pub fn field(language: Language, field: &str) -> String {
    match field {
        "given" => text!(language, "student-given"),
        "family" => text!(language, "student-family"),
        "birth_date" => text!(language, "student-birth-date"),
        "legal_sex" => text!(language, "student-sex"),
        "study_path" => text!(language, "student-study-path"),
        "grade" => text!(language, "student-grade"),
        "class" => text!(language, "column-class"),
        _ => text!(language, "student-email"),
    }
}

/// "E-post: gammal → ny".
pub fn field_change(language: Language, field: &str, from: &str, to: &str) -> String {
    let value = |value: &str| match (field, value) {
        ("legal_sex", "F") => text!(language, "student-sex-female"),
        ("legal_sex", "M") => text!(language, "student-sex-male"),
        _ => value.to_owned(),
    };
    let name = self::field(language, field);
    match from {
        "" if field == "class" => text!(language, "change-comes-to", class = to),
        "" => text!(language, "change-added", field = name, to = value(to)),
        _ => text!(language, "change-from-to", field = name, from = value(from), to = value(to)),
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
        Some(doubt) if !change.taken => format!("{changed}. {}", mark_doubt(language, doubt)),
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
        lines.push(text!(language, "return-count", count = plan.taken()));
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
        Some(doubt) if !change.taken => format!("{changed}. {}", day_doubt(language, doubt)),
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
