//! What somebody must look at where several have written: what it is about, and the answers that stand against each other.

use crate::domain::{Attendance, SessionStatus};
use crate::i18n::{Language, date};
use crate::register::conflict::{Conflict, ConflictKind, RowName};
use crate::register::journal::form::FormValue;
use crate::register::journal::merging::RowConflictKind;
use crate::register::sharing::Difference;
use crate::text;

/// What a conflict is about: the kind of thing, and which one.
pub fn conflict_about(language: Language, conflict: &Conflict, name: &RowName) -> String {
    let what = about_row(language, name);
    let why = match conflict.kind {
        ConflictKind::Row(RowConflictKind::Field) => return what,
        ConflictKind::Row(RowConflictKind::EditedThoughRemoved) => {
            text!(language, "conflict-edited-though-removed")
        }
        ConflictKind::Row(RowConflictKind::RemovedElsewhere) => {
            text!(language, "conflict-removed-elsewhere")
        }
        ConflictKind::Row(RowConflictKind::LedgerIsFrozen) => {
            text!(language, "conflict-ledger-is-frozen")
        }
        ConflictKind::JoinedInCircle => text!(language, "conflict-joined-in-circle"),
        ConflictKind::RemovedButUsed => text!(language, "conflict-removed-but-used"),
        ConflictKind::MarkAtCancelledSession => {
            text!(language, "conflict-mark-at-cancelled-session")
        }
        ConflictKind::MarkOutsideClass => text!(language, "conflict-mark-outside-class"),
        ConflictKind::IssuedTwice => text!(language, "conflict-issued-twice"),
        ConflictKind::ReissuedTwice => text!(language, "conflict-reissued-twice"),
        ConflictKind::RevokedAndReissued => text!(language, "conflict-revoked-and-reissued"),
        ConflictKind::SameSerial => text!(language, "conflict-same-serial"),
        ConflictKind::SameAlias => text!(language, "conflict-same-alias"),
        ConflictKind::PossibleDuplicateClass
        | ConflictKind::PossibleDuplicateSession
        | ConflictKind::PossibleDuplicateStudent => {
            text!(language, "conflict-possible-duplicate")
        }
    };

    format!("{what}: {why}")
}

/// How something is decided on the command line that has no answers to choose between.
pub fn advice(language: Language, kind: ConflictKind) -> String {
    match kind {
        ConflictKind::JoinedInCircle => text!(language, "advice-part"),
        ConflictKind::SameAlias => text!(language, "advice-alias"),
        ConflictKind::RemovedButUsed => text!(language, "advice-removed-but-used"),
        ConflictKind::MarkAtCancelledSession => text!(language, "advice-cancelled"),
        ConflictKind::MarkOutsideClass => text!(language, "advice-outside-class"),
        ConflictKind::IssuedTwice
        | ConflictKind::ReissuedTwice
        | ConflictKind::RevokedAndReissued
        | ConflictKind::SameSerial => text!(language, "advice-certificates"),
        ConflictKind::PossibleDuplicateSession => text!(language, "advice-sessions"),
        ConflictKind::PossibleDuplicateClass => text!(language, "advice-classes"),
        ConflictKind::PossibleDuplicateStudent => text!(language, "advice-students"),
        ConflictKind::Row(_) => text!(language, "advice-row"),
    }
}

/// What a row is, and which one.
pub fn about_row(language: Language, name: &RowName) -> String {
    match name.entity {
        "student" => text!(language, "conflict-student", name = name.name.as_str()),
        "class" => text!(language, "conflict-class", name = name.name.as_str()),
        "school" => text!(language, "conflict-school", name = name.name.as_str()),
        "session" => {
            text!(language, "conflict-session", number = name.session, class = name.class.as_str())
        }
        "attendance" | "exemption" | "announced_absence" => text!(
            language,
            "conflict-mark",
            name = name.name.as_str(),
            number = name.session,
            class = name.class.as_str()
        ),
        "enrolment" => text!(
            language,
            "conflict-enrolment",
            name = name.name.as_str(),
            class = name.class.as_str()
        ),
        "certificate" | "series" => {
            text!(language, "conflict-certificate", name = name.name.as_str())
        }
        "course" => text!(language, "conflict-course", name = name.name.as_str()),
        "programme" => text!(language, "conflict-programme"),
        "person" => text!(language, "conflict-person", name = name.name.as_str()),
        _ => text!(language, "conflict-other"),
    }
}

/// What becomes of a field: of what, which one, from what to what.
pub fn difference(language: Language, difference: &Difference) -> String {
    let Difference { name, field, before, after, is_unsettled } = difference;
    let about = about_row(language, name);
    let called = field_name(language, name.entity, field);
    let value = |value| answer(language, name.entity, Some(field), value);

    let (before, after) = (value(before), value(after));
    match is_unsettled {
        true => text!(
            language,
            "difference-unsettled",
            about = about,
            field = called,
            one = before,
            other = after
        ),
        false => format!("{about}, {called}: {before} → {after}"),
    }
}

/// What a field is called.
pub fn field_name(language: Language, entity: &str, field: &str) -> String {
    match (entity, field) {
        ("student", "given") => text!(language, "field-given"),
        ("student", "family") => text!(language, "field-family"),
        ("student", "alias") => text!(language, "field-alias"),
        ("student", "protection") => text!(language, "field-protection"),
        ("student", "birth_date") => text!(language, "field-birth-date"),
        ("student", "legal_sex") => text!(language, "field-legal-sex"),
        ("student", "grade") => text!(language, "field-grade"),
        ("student", "merged_into") => text!(language, "field-merged-into"),
        (_, "study_path") => text!(language, "field-study-path"),
        (_, "email") => text!(language, "field-email"),
        (_, "phone") => text!(language, "field-phone"),
        (_, "name") => text!(language, "field-name"),
        ("class", "school") | ("person", "school") => text!(language, "field-school"),
        ("class", "term") => text!(language, "field-term"),
        (_, "target") => text!(language, "field-target"),
        (_, "rule_kind" | "rule_value") => text!(language, "field-rule"),
        ("session", "date") => text!(language, "field-date"),
        ("session", "starts_at") => text!(language, "field-starts-at"),
        ("session", "minutes") => text!(language, "field-minutes"),
        ("session" | "programme", "place") => text!(language, "field-place"),
        ("session", "leader") => text!(language, "field-leader"),
        ("session", "note") => text!(language, "field-note"),
        ("session", "status") => text!(language, "field-status"),
        (_, "reason") => text!(language, "field-reason"),
        ("attendance", "mark") => text!(language, "field-mark"),
        ("enrolment", "starts_on") => text!(language, "field-starts-on"),
        ("enrolment", "ends_on") => text!(language, "field-ends-on"),
        ("school", "municipality") => text!(language, "field-municipality"),
        (_, "deleted") => text!(language, "field-deleted"),
        _ => text!(language, "field-other"),
    }
}

/// What an answer says.
pub fn answer(language: Language, entity: &str, field: Option<&str>, value: &FormValue) -> String {
    let Some(field) = field else {
        return match value {
            FormValue::Integer(1) => text!(language, "answer-removed"),
            _ => text!(language, "answer-kept"),
        };
    };
    match (entity, field, value) {
        (_, _, FormValue::Null) => text!(language, "answer-nothing"),
        ("attendance", "mark", FormValue::Text(code)) => match Attendance::from_code(code) {
            Some(mark) => super::intake::mark(language, Some(mark)),
            None => code.clone(),
        },
        ("session", "status", FormValue::Text(code)) => match SessionStatus::from_code(code) {
            Some(SessionStatus::Planned) => text!(language, "answer-planned"),
            Some(SessionStatus::Held) => text!(language, "answer-held"),
            Some(SessionStatus::Cancelled) => text!(language, "answer-cancelled"),
            None => code.clone(),
        },
        (_, _, FormValue::Text(text)) => match text.parse() {
            Ok(day) => date::long(language, day),
            Err(_) => text.clone(),
        },
        (_, _, FormValue::Integer(number)) => number.to_string(),
        (_, _, FormValue::Row(_)) => text!(language, "answer-another"),
        (_, _, FormValue::Object(_) | FormValue::File(_)) => text!(language, "answer-content"),
    }
}
