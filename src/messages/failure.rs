//! What went wrong: what, where, what is untouched, what to do.

use crate::disk::OwnFile;
use crate::domain::identity_number::strike;
use crate::i18n::{Language, date};
use crate::register::check::Problem;
use crate::register::{Error, Refusal};
use crate::{intake, text};

/// Why something with the register failed. Identity numbers that stand in names of files, or were typed, are not said.
pub fn failure(language: Language, error: &Error) -> String {
    without_numbers(cause(language, error))
}

/// The sentence without identity numbers.
pub fn without_numbers(sentence: String) -> String {
    strike(&sentence).unwrap_or(sentence)
}

fn cause(language: Language, error: &Error) -> String {
    match error {
        Error::Missing(path) => {
            text!(language, "error-missing", path = path.display().to_string())
        }
        Error::StillInLog(path) => {
            text!(language, "error-still-in-log", file = path.display().to_string())
        }
        Error::Unsettled => text!(language, "error-unsettled"),
        Error::OtherName(path) => {
            text!(language, "error-other-name", path = path.display().to_string())
        }
        Error::Exists(path) => text!(language, "error-exists", path = path.display().to_string()),
        Error::NotARegister => text!(language, "error-not-a-register"),
        Error::Newer { version, understood } => {
            text!(language, "error-newer", version = *version, understood = *understood)
        }
        Error::Locked => text!(language, "error-locked"),
        Error::Damaged(_) => text!(language, "error-damaged"),
        Error::NotUnderstood(what) => {
            text!(language, "error-not-understood", what = what.as_str())
        }
        Error::DiskFull => text!(language, "error-disk-full"),
        Error::Vanished(path, backup) => {
            let path = path.display().to_string();
            match backup {
                Some(backup) => {
                    let backup = backup.display().to_string();
                    text!(language, "error-vanished-backup", path = path, backup = backup)
                }
                None => text!(language, "error-vanished", path = path),
            }
        }
        Error::ReadOnly => text!(language, "error-read-only"),
        Error::Io { path, source } => {
            let path = path.display().to_string();
            file(language, &path, source)
        }
        Error::Sqlite(_) => text!(language, "error-sqlite"),
        Error::Refused(refusal) => self::refusal(language, refusal),
        Error::KeyLocked => text!(language, "error-key-locked"),
        Error::Cancelled => text!(language, "error-cancelled"),
        Error::CancelledAfter => text!(language, "error-cancelled-after"),
        Error::Broken => text!(language, "error-broken"),
        Error::Closed => text!(language, "error-closed"),
    }
}

/// Why a file could not be read or written, in plain words: never the system's own.
pub fn file(language: Language, path: &str, error: &std::io::Error) -> String {
    use std::io::ErrorKind;

    let without = strike(path);
    let path = without.as_deref().unwrap_or(path);
    let own = error.get_ref().is_some_and(|inner| inner.is::<OwnFile>());
    match error.kind() {
        _ if own => text!(language, "error-own-file", path = path),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            text!(language, "error-permission", path = path)
        }
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            text!(language, "error-not-found", path = path)
        }
        ErrorKind::IsADirectory => text!(language, "error-folder", path = path),
        ErrorKind::AlreadyExists => {
            text!(language, "error-in-the-way", path = path)
        }
        ErrorKind::InvalidFilename => text!(language, "error-bad-name", path = path),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            text!(language, "error-disk-full-at", path = path)
        }
        ErrorKind::InvalidInput => text!(language, "error-no-file", path = path),
        ErrorKind::FileTooLarge => text!(language, "error-file-too-large", path = path),
        _ => text!(language, "error-file", path = path),
    }
}

fn refusal(language: Language, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NothingToUndo => text!(language, "refusal-nothing-to-undo"),
        Refusal::NothingToRedo => text!(language, "refusal-nothing-to-redo"),
        Refusal::NotTakenBack { kind, .. } if kind == "personal_data_erased" => {
            text!(language, "refusal-erasure-is-final")
        }
        Refusal::NotTakenBack { kind, .. } if kind == "student_protected" => {
            text!(language, "refusal-name-is-gone")
        }
        Refusal::NotTakenBack { .. } => text!(language, "refusal-ledger"),
        Refusal::ChangedSince => text!(language, "refusal-changed-since"),
        Refusal::StillUsed(usage) => text!(
            language,
            "refusal-still-used",
            marks = usage.marks,
            enrolments = usage.enrolments,
            certificates = usage.certificates,
            others = usage.others
        ),
        Refusal::UnknownSchool(name) => {
            text!(language, "refusal-unknown-school", name = name.as_str())
        }
        Refusal::AmbiguousSchool(name, fitting) => text!(
            language,
            "refusal-ambiguous-school",
            name = name.as_str(),
            fitting = listed(fitting)
        ),
        Refusal::UnknownClass(name) => {
            text!(language, "refusal-unknown-class", name = name.as_str())
        }
        Refusal::AmbiguousClass(name, fitting) => text!(
            language,
            "refusal-ambiguous-class",
            name = name.as_str(),
            fitting = listed(fitting)
        ),
        Refusal::UnknownStudent(name) => {
            text!(language, "refusal-unknown-student", name = name.as_str())
        }
        Refusal::AmbiguousStudent(name, fitting) => {
            let fitting: Vec<String> =
                fitting.iter().map(|(name, id)| format!("{name} (#{})", id.0)).collect();
            text!(
                language,
                "refusal-ambiguous-student",
                name = name.as_str(),
                fitting = listed(&fitting)
            )
        }
        Refusal::UnknownCourse(name) => {
            text!(language, "refusal-unknown-course", name = name.as_str())
        }
        Refusal::AmbiguousCourse(name, fitting) => text!(
            language,
            "refusal-ambiguous-course",
            name = name.as_str(),
            fitting = listed(fitting)
        ),
        Refusal::UnknownSession(number) => {
            text!(language, "refusal-unknown-session", number = *number)
        }
        Refusal::AlreadyReported(number) => {
            text!(language, "refusal-already-reported", number = *number)
        }
        Refusal::NamedTwice(name) => text!(language, "refusal-named-twice", name = name.as_str()),
        Refusal::OutsidePeriod(day) => {
            text!(language, "refusal-outside-period", day = day.to_string())
        }
        Refusal::InFuture(day) => text!(language, "refusal-in-future", day = day.to_string()),
        Refusal::BeforePlanned(day) => {
            text!(language, "refusal-before-planned", day = day.to_string())
        }
        Refusal::SameDay(number, day) => {
            text!(language, "refusal-same-day", number = *number, day = day.to_string())
        }
        Refusal::NotLogged(number) => text!(language, "refusal-not-logged", number = *number),
        Refusal::FiguresInFuture(day) => {
            text!(language, "refusal-figures-in-future", day = day.to_string())
        }
        Refusal::HeldInFuture(day) => {
            text!(language, "refusal-held-in-future", day = day.to_string())
        }
        Refusal::ShorterThanLateness(names, minutes) => text!(
            language,
            "refusal-shorter-than-lateness",
            count = names.len(),
            names = listed(names),
            minutes = *minutes
        ),
        Refusal::NotInClassThen(name, day) => text!(
            language,
            "refusal-not-in-class-then",
            name = name.as_str(),
            day = day.to_string()
        ),
        Refusal::SessionOfCourse(number) => {
            text!(language, "refusal-session-of-course", number = *number)
        }
        Refusal::LeavesBeforeComing(day) => {
            text!(language, "refusal-leaves-before-coming", day = day.to_string())
        }
        Refusal::NoExemptions => text!(language, "refusal-no-exemptions"),
        Refusal::NotBeforeComing(number) => {
            text!(language, "refusal-not-before-coming", number = *number)
        }
        Refusal::NotATime(text) => text!(language, "refusal-not-a-time", text = text.as_str()),
        Refusal::ClockBehind(today, newest) => text!(
            language,
            "refusal-clock-behind",
            today = date::long(language, *today),
            newest = date::long(language, *newest)
        ),
        Refusal::ClockAhead(today, newest) => text!(
            language,
            "refusal-clock-ahead",
            today = date::long(language, *today),
            newest = date::long(language, *newest)
        ),
        Refusal::AlreadyIssued(serial) => {
            text!(language, "refusal-already-issued", serial = serial.as_str())
        }
        Refusal::NothingAttended => text!(language, "refusal-nothing-attended"),
        Refusal::Unprintable(letters) => {
            text!(language, "refusal-unprintable", letters = letters.as_str())
        }
        Refusal::OneIsProtected => text!(language, "refusal-one-is-protected"),
        Refusal::NameNeeded => text!(language, "refusal-name-needed"),
        Refusal::NameNotNeeded => text!(language, "refusal-name-not-needed"),
        Refusal::LaterChange(_) => text!(language, "refusal-later-change"),
        Refusal::LateBeyondSession(late, minutes) => {
            text!(language, "refusal-late-beyond-session", late = *late, minutes = *minutes)
        }
        Refusal::SessionHasMarks(count) => {
            text!(language, "refusal-session-has-marks", count = *count)
        }
        Refusal::Empty => text!(language, "refusal-empty"),
        Refusal::ClassExists(name) => {
            text!(language, "refusal-class-exists", name = name.as_str())
        }
        Refusal::SessionExists(number) => {
            text!(language, "refusal-session-exists", number = *number)
        }
        Refusal::AlreadyInClass => text!(language, "refusal-already-in-class"),
        Refusal::NotValidAnyMore(serial) => {
            text!(language, "refusal-not-valid", serial = serial.as_str())
        }
        Refusal::UnknownCertificate(serial) => {
            text!(language, "refusal-unknown-certificate", serial = serial.as_str())
        }
        Refusal::Gone => text!(language, "refusal-gone"),
        Refusal::BornOnOtherDays => text!(language, "refusal-born-on-other-days"),
        Refusal::FileOfOtherRegister => text!(language, "refusal-file-of-other-register"),
        Refusal::NothingKnownThen(day, begun) => text!(
            language,
            "refusal-nothing-known-then",
            day = day.to_string(),
            begun = begun.to_string()
        ),
        Refusal::PeriodBackwards => text!(language, "refusal-period-backwards"),
        Refusal::Protected => text!(language, "refusal-protected"),
        Refusal::Erased => text!(language, "refusal-erased"),
        Refusal::DecidedInFuture(day) => {
            text!(language, "refusal-decided-in-future", day = day.to_string())
        }
        Refusal::ProgrammeNotOver(day) => {
            text!(language, "refusal-programme-not-over", day = date::long(language, *day))
        }
        Refusal::KeyInUse => text!(language, "refusal-key-in-use"),
        Refusal::UnknownKey => text!(language, "refusal-unknown-key"),
        Refusal::DaySetByHand => text!(language, "refusal-day-set-by-hand"),
        Refusal::NoErasure => text!(language, "refusal-no-erasure"),
        Refusal::NoChange => text!(language, "refusal-no-change"),
        Refusal::MadeByOthersToo => text!(language, "refusal-made-by-others-too"),
        Refusal::MadeElsewhere => text!(language, "refusal-made-elsewhere"),
        Refusal::NoSuchSide => text!(language, "refusal-no-such-side"),
        Refusal::NotYours => text!(language, "refusal-not-yours"),
        Refusal::BeingErased => text!(language, "refusal-being-erased"),
        Refusal::NothingToErase => text!(language, "refusal-nothing-to-erase"),
    }
}

/// At most eight of them, parted by commas.
fn listed(names: &[String]) -> String {
    const MOST: usize = 8;
    let mut text = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        text.push_str(" …");
    }

    text
}

/// Why a file could not be read as a class list.
pub fn intake_failure(language: Language, error: &intake::Error) -> String {
    without_numbers(intake_cause(language, error))
}

fn intake_cause(language: Language, error: &intake::Error) -> String {
    use intake::Error;

    match error {
        Error::Missing(path) => {
            text!(language, "intake-missing", path = path.display().to_string())
        }
        Error::Folder(path) => text!(language, "intake-folder", path = path.display().to_string()),
        Error::Unreadable(path, _) => {
            text!(language, "intake-unreadable", path = path.display().to_string())
        }
        Error::Empty => text!(language, "intake-empty"),
        Error::TooLarge => text!(language, "intake-too-large"),
        Error::TooManyRows => text!(language, "intake-too-many-rows"),
        Error::TooManyColumns => text!(language, "intake-too-many-columns"),
        Error::CellTooLong(row) => text!(language, "intake-cell-too-long", row = *row),
        Error::Encrypted => text!(language, "intake-encrypted"),
        Error::NotAList => text!(language, "intake-not-a-list"),
        Error::OtherKind(kind) => other_kind(language, *kind),
        Error::WebPage => text!(language, "intake-web-page"),
        Error::Damaged => text!(language, "intake-damaged"),
        Error::NoSuchSheet(name, sheets) => {
            text!(language, "intake-no-such-sheet", name = name.as_str(), sheets = listed(sheets))
        }
        Error::SeveralSheets(sheets) => {
            text!(language, "intake-several-sheets", sheets = listed(sheets))
        }
        Error::NoHeadings => text!(language, "intake-no-headings"),
        Error::NotAnAttendanceFile => text!(language, "intake-not-an-attendance-file"),
        Error::AttendanceFile => text!(language, "intake-attendance-file"),
        Error::NewerAttendanceFile => text!(language, "intake-newer-attendance-file"),
        Error::EditedCodes => text!(language, "intake-edited-codes"),
    }
}

/// What a file is instead of a list, and how its list is taken in all the same.
fn other_kind(language: Language, kind: intake::OtherKind) -> String {
    use intake::OtherKind;

    match kind {
        OtherKind::Document => text!(language, "intake-document"),
        OtherKind::Pdf => text!(language, "intake-pdf"),
        OtherKind::Picture => text!(language, "intake-picture"),
        OtherKind::Numbers => text!(language, "intake-numbers"),
        OtherKind::Archive => text!(language, "intake-archive"),
        OtherKind::PageWithoutPersons => text!(language, "intake-page-without-persons"),
    }
}

/// What a check found.
pub fn problem(language: Language, problem: &Problem) -> String {
    match problem {
        Problem::Integrity(said) => text!(language, "problem-integrity", said = said.as_str()),
        Problem::DanglingReferences(rows) => text!(language, "problem-references", rows = *rows),
        Problem::TableDiffersFromJournal(table, rows) => {
            text!(language, "problem-table", table = *table, rows = *rows)
        }
        Problem::GapInSequence(count) => text!(language, "problem-sequence", count = *count),
        Problem::StandingsDiffer(rows) => text!(language, "problem-standings", rows = *rows),
        Problem::ChangesDiffer(changes) => {
            text!(language, "problem-changes", changes = *changes)
        }
        Problem::MarksAtUnheldSessions(rows) => {
            text!(language, "problem-unheld-marks", rows = *rows)
        }
        Problem::MarksOutsideClass(rows) => text!(language, "problem-outside-marks", rows = *rows),
        Problem::NameInLog => text!(language, "problem-name-in-log"),
        Problem::GapInSeries(count) => text!(language, "problem-series", count = *count),
    }
}
