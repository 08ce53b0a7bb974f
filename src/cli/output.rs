//! What a command says: one JSON document, or lines for people; and why it failed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::Invocation;
use crate::disk::write_whole;
use crate::domain::StudentId;
use crate::exchange::ExchangeError;
use crate::i18n::Language;
use crate::print::font::{Unusable, is_turning};
use crate::register::conflict::ConflictKind;
use crate::register::erasure::JoinedElsewhere;
use crate::register::{Refusal, Register};
use crate::seal::read::NoCode;
use crate::{import, intake, messages, register, text};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Register(#[from] register::Error),
    #[error(transparent)]
    Intake(#[from] intake::Error),
    #[error("bad date")]
    BadDate(String),
    #[error("bad class")]
    BadClass(String),
    #[error("bad lateness")]
    BadLate(String),
    #[error("bad key")]
    BadKey(String),
    #[error("no code")]
    NoCode(PathBuf, NoCode),
    #[error("file not written")]
    BadFile(PathBuf, std::io::Error),
    /// A file could not be read.
    #[error("file not read")]
    NotRead(PathBuf, std::io::Error),
    /// A file could not be written, and nothing else has been done.
    #[error("file not written, nothing done")]
    NotWritten(PathBuf, std::io::Error),
    #[error("unknown ending")]
    BadEnding(PathBuf),
    #[error("unusable font")]
    BadFont(PathBuf, Unusable),
    #[error("bad value")]
    BadValue(String),
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// Names would go of those whom others have joined, and nobody has said that they are the same.
    #[error("joined elsewhere")]
    JoinedElsewhere(Vec<JoinedElsewhere>),
    /// Several sessions have that number: their codes.
    #[error("several sessions of a number")]
    SeveralSessions(u16, Vec<String>),
    /// What must be looked at has no answers to choose between.
    #[error("not chosen")]
    NotChosen(ConflictKind),
    /// A change can't be undone alone: the sentence of the later one that stands in the way.
    #[error("in the way")]
    InTheWay(String),
}

impl From<register::Refusal> for Failure {
    fn from(refusal: register::Refusal) -> Self {
        Self::Register(refusal.into())
    }
}

impl From<import::Error> for Failure {
    fn from(error: import::Error) -> Self {
        match error {
            import::Error::List(error) => error.into(),
            import::Error::Register(error) => error.into(),
        }
    }
}

impl Failure {
    /// The one sentence for stderr.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Self::Register(error) => match hint(language, error) {
                Some(hint) => format!("{} {hint}", messages::failure(language, error)),
                None => messages::failure(language, error),
            },
            Self::Intake(error) => messages::intake_failure(language, error),
            Self::Exchange(ExchangeError::Register(error)) => messages::failure(language, error),
            Self::Exchange(error) => messages::exchange_failure(language, error),
            Self::BadDate(typed) => text!(language, "cli-bad-date", text = typed.as_str()),
            Self::BadClass(typed) => text!(language, "cli-bad-class", text = typed.as_str()),
            Self::BadLate(typed) => text!(language, "cli-bad-late", text = typed.as_str()),
            Self::BadKey(typed) => text!(language, "cli-bad-key", text = typed.as_str()),
            Self::NoCode(path, why) => {
                messages::verify::no_code(language, &path.display().to_string(), *why)
            }
            Self::BadFont(path, why) => {
                messages::unusable_font(language, &path.display().to_string(), *why)
            }
            Self::BadValue(typed) => text!(language, "cli-bad-value", text = typed.as_str()),
            Self::InTheWay(later) => text!(language, "cli-in-the-way", later = later.as_str()),
            Self::JoinedElsewhere(joined) => {
                let who = messages::erasure::joined_elsewhere(language, joined).join(" ");
                text!(language, "cli-joined-elsewhere", who = who)
            }
            Self::SeveralSessions(number, codes) => {
                text!(language, "cli-several-sessions", number = *number, codes = codes.join(", "))
            }
            Self::NotChosen(kind) => {
                let advice = messages::conflict::advice(language, *kind);
                text!(language, "cli-not-chosen", advice = advice)
            }
            Self::BadEnding(path) => {
                text!(language, "cli-bad-ending", path = path.display().to_string())
            }
            Self::NotRead(path, error) | Self::NotWritten(path, error) => {
                messages::file(language, &path.display().to_string(), error)
            }
            Self::BadFile(path, error) => {
                let path = path.display().to_string();
                let said = messages::file(language, &path, error);
                text!(language, "cli-bad-file", sentence = said)
            }
        }
    }
}

/// The option that does it all the same, where there is one.
fn hint(language: Language, error: &register::Error) -> Option<String> {
    let register::Error::Refused(refusal) = error else { return None };
    match refusal {
        Refusal::NotTakenBack { .. } => Some(text!(language, "hint-past-certificates")),
        Refusal::AlreadyReported(_) | Refusal::SessionHasMarks(_) => {
            Some(text!(language, "hint-replace"))
        }
        Refusal::OutsidePeriod(_)
        | Refusal::InFuture(_)
        | Refusal::BeforePlanned(_)
        | Refusal::SameDay(..)
        | Refusal::ShorterThanLateness(..) => Some(text!(language, "hint-anyway")),
        Refusal::DaySetByHand => Some(text!(language, "hint-day-anyway")),
        Refusal::Unprintable(_) => Some(text!(language, "hint-font")),
        Refusal::ClockBehind(..) | Refusal::ClockAhead(..) => {
            Some(text!(language, "hint-clock-anyway"))
        }
        _ => None,
    }
}

/// What a change did: as a document, or as a sentence.
#[derive(Serialize)]
struct ChangedDocument {
    change: Option<String>,
    kind: Option<&'static str>,
    sentence: Option<String>,
    student_id: Option<String>,
    left_unsettled: usize,
}

/// Says what a change did; nothing where all was so already.
pub fn changed(
    invocation: &Invocation,
    register: &Register,
    committed: &register::journal::Committed,
    student: Option<StudentId>,
) -> Result<ExitCode, Failure> {
    let entry = committed.change.map(|change| register.history_entry(change)).transpose()?;
    let sentence = entry.as_ref().map(|entry| messages::change(invocation.language, entry));
    if invocation.json {
        let uid = student.map(|student| register.uid_of(student)).transpose()?;
        json(&ChangedDocument {
            change: entry.as_ref().map(|entry| entry.uid.to_string()),
            kind: entry.as_ref().map(|entry| entry.kind.code()),
            sentence,
            student_id: uid.map(|uid| uid.to_string()),
            left_unsettled: committed.touched.left_unsettled,
        });
    } else {
        line(&sentence.unwrap_or_else(|| text!(invocation.language, "cli-nothing-changed")));
        left_unsettled(invocation, committed);
    }

    Ok(ExitCode::SUCCESS)
}

/// Says how many rows were left as they are, since several answers stand against each other there.
pub fn left_unsettled(invocation: &Invocation, committed: &register::journal::Committed) {
    if !invocation.json && committed.touched.left_unsettled > 0 {
        line(&messages::left_unsettled(invocation.language, committed.touched.left_unsettled));
    }
}

#[derive(Serialize)]
struct PaperDocument {
    file: String,
}

/// Saves a paper and says where.
pub fn paper(invocation: &Invocation, path: &Path, bytes: &[u8]) -> Result<ExitCode, Failure> {
    write_whole(path, bytes).map_err(|error| Failure::BadFile(path.to_owned(), error))?;
    let file = path.display().to_string();
    match invocation.json {
        true => json(&PaperDocument { file }),
        false => line(&text!(invocation.language, "cli-file", path = file)),
    }

    Ok(ExitCode::SUCCESS)
}

/// Prints a document on stdout, and nothing else.
pub fn json(document: &impl Serialize) {
    match serde_json::to_string_pretty(document) {
        Ok(text) => print(&escaped(&text)),
        // No document of ours can't be written as JSON.
        Err(_) => LOST.store(true, Ordering::Relaxed),
    }
}

/// Whether an answer could not be written: on a full disk, say.
static LOST: AtomicBool = AtomicBool::new(false);

/// Whether something of the answer was lost.
pub fn is_lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// Says something beside the answer, on stderr, without identity numbers that were typed or stand in a file's name. Where
/// that can't be written, nobody reads it.
pub fn remark(text: &str) {
    use std::io::Write;

    let text = messages::without_numbers(harmless(text));
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// What a name from a list could do to a terminal, or to how a line of it is read.
fn is_harmful(sign: char) -> bool {
    (sign.is_control() && !matches!(sign, '\n' | '\t')) || is_turning(sign)
}

fn harmless(text: &str) -> String {
    text.chars().filter(|sign| !is_harmful(*sign)).collect()
}

/// The same document, with such signs written by their numbers.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for sign in json.chars() {
        match is_harmful(sign) {
            true => text.push_str(&format!("\\u{:04x}", u32::from(sign))),
            false => text.push(sign),
        }
    }

    text
}

/// Prints a line. A reader that has gone away (`| head`) is no failure.
pub fn line(text: &str) {
    print(&harmless(text));
}

fn print(text: &str) {
    use std::io::Write;

    let mut out = std::io::stdout();
    if let Err(error) = writeln!(out, "{text}").and_then(|()| out.flush())
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        LOST.store(true, Ordering::Relaxed);
    }
}
