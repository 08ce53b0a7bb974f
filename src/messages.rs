//! Sentences for people: what went wrong and what is safe, what was done, why somebody counts.
//! Made in one place, from the errors and facts of the rooms below.

mod change;
pub mod conflict;
pub mod erasure;
mod exchange;
mod failure;
pub mod figure;
mod intake;
pub mod outlook;
pub mod verify;

pub use change::{change, told};
pub use exchange::{exchange_failure, exchange_warnings, moment, moment_seen, role};
pub use failure::{failure, file, intake_failure, problem, without_numbers};
pub use intake::{
    day_change, day_doubt, field_change, likeness, mark_change, mark_doubt, particular,
    particular_value, returned, sex,
};

use crate::domain::certificate::wording::{LONGEST_TEXT, NotATemplate};
use crate::domain::completion::Reason;
use crate::domain::{Minutes, Rule, Standing, Verdict};
use crate::i18n::{Language, number};
use crate::installation::Role;
use crate::intake::rows::WarningKind;
use crate::print::font::Unusable;
use crate::register::attendance_file::CellRefusal;
use crate::register::list::{Doubt, LeftOut, PlannedRow, RowRefusal};
use crate::register::school::School;
use crate::text;

/// As what somebody works.
pub fn work_role(language: Language, role: Role) -> String {
    match role {
        Role::Coordinator => text!(language, "role-coordinator"),
        Role::Teacher => text!(language, "role-teacher"),
        Role::Lead => text!(language, "role-lead"),
    }
}

/// How many rows were left as they are, since several answers stand against each other there.
pub fn left_unsettled(language: Language, count: usize) -> String {
    text!(language, "left-unsettled", count = count)
}

/// What is wrong with a text of a certificate.
pub fn template(language: Language, wrong: &NotATemplate) -> String {
    match wrong {
        NotATemplate::UnknownField(name) => {
            text!(language, "template-unknown-field", name = name.as_str())
        }
        NotATemplate::LoneBrace => text!(language, "template-lone-brace"),
        NotATemplate::TooLong => text!(language, "template-too-long", most = LONGEST_TEXT),
    }
}

/// So many aliases are named; of more only the number is.
const MOST_ALIASES: usize = 3;

/// Why a row that may be about somebody whose name has been erased is left.
pub fn maybe_protected(language: Language, row: &PlannedRow) -> String {
    let erased = row.candidates.iter().filter(|candidate| candidate.protected);
    let names: Vec<&str> = erased.map(|candidate| candidate.name.as_str()).collect();
    if names.len() > MOST_ALIASES {
        return text!(language, "rows-maybe-one-of", count = names.len());
    }

    text!(language, "rows-maybe-protected", names = names.join(", "))
}

/// "28 elever (+ 2 som slutat)"; nothing where a school has none.
pub fn students_of(language: Language, school: &School) -> String {
    match school.students {
        0 => String::new(),
        all => {
            text!(language, "schools-students", count = all - school.former, former = school.former)
        }
    }
}

/// Why papers can't be set in a font file.
pub fn unusable_font(language: Language, path: &str, why: Unusable) -> String {
    match why {
        Unusable::Unreadable => text!(language, "font-unreadable", path = path),
        Unusable::NotAFont => text!(language, "font-not-a-font", path = path),
        Unusable::NotAllowed => text!(language, "font-not-allowed", path = path),
    }
}

/// Why a student counts, does not count yet, or can't any more; and from how much of the plan the student is exempt.
pub fn reason(language: Language, reason: Reason, standing: &Standing) -> String {
    let said = why(language, reason, standing);
    if standing.exempt == Minutes(0) {
        return said;
    }
    let exempt = number::hours(standing.exempt.0);

    text!(language, "reason-exempt", reason = said, exempt = exempt)
}

fn why(language: Language, reason: Reason, standing: &Standing) -> String {
    let attended = number::hours(standing.attended.0);
    let planned = number::hours(standing.planned.0);
    let open = number::hours(standing.open.0);
    let Some(rule) = reason.rule else { return text!(language, "reason-nothing-planned") };
    match (rule, reason.verdict) {
        (Rule::Share(percent), verdict) => {
            let needed = number::hours(percent.of(standing.planned).0);
            let percent = percent.value();
            match verdict {
                Verdict::Completed => text!(
                    language,
                    "reason-share-reached",
                    attended = attended,
                    planned = planned,
                    percent = percent
                ),
                Verdict::NotYet => text!(
                    language,
                    "reason-share-not-reached",
                    attended = attended,
                    planned = planned,
                    needed = needed,
                    percent = percent
                ),
                Verdict::NoLonger => text!(
                    language,
                    "reason-share-out-of-reach",
                    attended = attended,
                    open = open,
                    needed = needed,
                    percent = percent
                ),
            }
        }
        (Rule::Sessions(needed), verdict) => {
            let attended = standing.attended_sessions;
            let open = standing.open_sessions;
            match verdict {
                Verdict::Completed => {
                    text!(language, "reason-sessions-reached", attended = attended, needed = needed)
                }
                Verdict::NotYet => text!(
                    language,
                    "reason-sessions-not-reached",
                    attended = attended,
                    needed = needed
                ),
                Verdict::NoLonger => text!(
                    language,
                    "reason-sessions-out-of-reach",
                    attended = attended,
                    open = open,
                    needed = needed
                ),
            }
        }
        (Rule::Minutes(Minutes(needed)), verdict) => {
            let needed = number::hours(needed);
            match verdict {
                Verdict::Completed => {
                    text!(language, "reason-minutes-reached", attended = attended, needed = needed)
                }
                Verdict::NotYet => text!(
                    language,
                    "reason-minutes-not-reached",
                    attended = attended,
                    needed = needed
                ),
                Verdict::NoLonger => text!(
                    language,
                    "reason-minutes-out-of-reach",
                    attended = attended,
                    open = open,
                    needed = needed
                ),
            }
        }
        (Rule::Started, Verdict::Completed) => text!(language, "reason-started"),
        (Rule::Started, Verdict::NotYet) => text!(language, "reason-not-started"),
        (Rule::Started, Verdict::NoLonger) => text!(language, "reason-never-started"),
    }
}

/// A counting rule in words.
pub fn rule(language: Language, rule: Rule) -> String {
    match rule {
        Rule::Share(percent) => text!(language, "rule-share", percent = percent.value()),
        Rule::Sessions(count) => text!(language, "rule-sessions", count = count),
        Rule::Minutes(minutes) => {
            text!(language, "rule-minutes", hours = number::hours(minutes.0))
        }
        Rule::Started => text!(language, "rule-started"),
    }
}

/// When a student counts, in a few words.
pub fn rule_in_short(language: Language, rule: Rule) -> String {
    match rule {
        Rule::Share(percent) => text!(language, "rule-short-share", percent = percent.value()),
        Rule::Sessions(count) => text!(language, "rule-short-sessions", count = count),
        Rule::Minutes(minutes) => {
            text!(language, "rule-short-minutes", hours = number::hours(minutes.0))
        }
        Rule::Started => text!(language, "rule-short-started"),
    }
}

/// A verdict in words.
pub fn verdict(language: Language, verdict: Verdict) -> String {
    match verdict {
        Verdict::Completed => text!(language, "verdict-counts"),
        Verdict::NotYet => text!(language, "verdict-not-yet"),
        Verdict::NoLonger => text!(language, "verdict-no-longer"),
    }
}

/// Why a row of a list is not taken in.
pub fn row_refusal(language: Language, refusal: RowRefusal) -> String {
    match refusal {
        RowRefusal::NoName => text!(language, "row-no-name"),
        RowRefusal::NameTooLong => text!(language, "row-name-too-long"),
        RowRefusal::NoClass => text!(language, "row-no-class"),
        RowRefusal::OtherSchool => text!(language, "row-other-school"),
        RowRefusal::Protected => text!(language, "row-protected"),
        RowRefusal::Repeated => text!(language, "row-repeated"),
    }
}

/// Why it is asked whether a row is a student.
pub fn doubt(language: Language, doubt: Doubt) -> String {
    match doubt {
        Doubt::OtherSchool => text!(language, "doubt-other-school"),
        Doubt::UnlikeTheOthers => text!(language, "doubt-unlike"),
        Doubt::Role => text!(language, "doubt-role"),
        Doubt::Status => text!(language, "doubt-status"),
        Doubt::Note => text!(language, "doubt-note"),
        Doubt::SeveralPeople => text!(language, "doubt-several-people"),
        Doubt::Class => text!(language, "doubt-class"),
        Doubt::Letters => text!(language, "doubt-letters"),
        Doubt::NameOrder => text!(language, "doubt-name-order"),
        Doubt::SamePerson => text!(language, "doubt-same-person"),
        Doubt::Address => text!(language, "doubt-address"),
        Doubt::Age => text!(language, "doubt-age"),
    }
}

/// Why a row is no student.
pub fn left_out(language: Language, why: LeftOut) -> String {
    match why {
        LeftOut::Headings => text!(language, "left-out-headings"),
        LeftOut::Title => text!(language, "left-out-title"),
        LeftOut::Total => text!(language, "left-out-total"),
        LeftOut::Note => text!(language, "left-out-note"),
        LeftOut::Staff => text!(language, "left-out-staff"),
        LeftOut::Guardian => text!(language, "left-out-guardian"),
        LeftOut::HasLeft => text!(language, "left-out-has-left"),
        LeftOut::NotBegun => text!(language, "left-out-not-begun"),
    }
}

/// Why a place of a returned attendance file is passed over.
pub fn cell_refusal(language: Language, refusal: &CellRefusal) -> String {
    match refusal {
        CellRefusal::UnknownMark => text!(language, "cell-unknown-mark"),
        CellRefusal::NoMinutes => text!(language, "cell-no-minutes"),
        CellRefusal::MinutesWithoutLate => text!(language, "cell-minutes-without-late"),
        CellRefusal::BadMinutes => text!(language, "cell-bad-minutes"),
        CellRefusal::BadDay => text!(language, "cell-bad-day"),
        CellRefusal::NewStudent => text!(language, "cell-new-student"),
        CellRefusal::OtherName { written, student } => text!(
            language,
            "cell-other-name",
            written = written.as_str(),
            student = student.as_str()
        ),
    }
}

/// A remark about a row that is taken in all the same.
pub fn row_warning(language: Language, warning: WarningKind, about: &str) -> String {
    match warning {
        WarningKind::WrongCheckDigit => text!(language, "row-wrong-check-digit"),
        WarningKind::UnreadableIdentityNumber => text!(language, "row-unreadable-number"),
        WarningKind::UnreadableDate => text!(language, "row-unreadable-date"),
        WarningKind::CutOffIdentityNumber => text!(language, "row-cut-off-number"),
        WarningKind::NumberTakenOut => text!(language, "row-number-taken-out"),
        WarningKind::UnreadableGrade => text!(language, "row-unreadable-grade"),
        WarningKind::UnreadableSex => text!(language, "row-unreadable-sex"),
        WarningKind::UnreadableEmail => text!(language, "row-unreadable-email"),
        WarningKind::DamagedLetters => text!(language, "row-damaged-letters"),
        WarningKind::NameCleaned if about.is_empty() => {
            text!(language, "row-name-cleaned-unsaid")
        }
        WarningKind::NameCleaned => text!(language, "row-name-cleaned", name = about),
        WarningKind::SameAddress => text!(language, "row-same-address"),
        WarningKind::HiddenRow => text!(language, "row-hidden"),
        WarningKind::HiddenSheet => text!(language, "row-sheet-hidden", name = about),
        WarningKind::SheetOfOthers => text!(language, "row-sheet-of-others", name = about),
        WarningKind::UnseenLegend => text!(language, "row-unseen-legend"),
        WarningKind::UnreadableFile => text!(language, "row-file-unreadable", name = about),
        WarningKind::OtherThanRemembered => text!(language, "row-other-than-remembered"),
    }
}
