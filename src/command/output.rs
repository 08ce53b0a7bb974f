//! What a command says: one JSON document, or lines for people; and why it failed.

use std::path::PathBuf;

use serde::Serialize;

use crate::i18n::Language;
use crate::register::Refusal;
use crate::seal::read::NoCode;
use crate::{intake, register, sentence, text};

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
    BadFile(PathBuf, String),
    #[error("unknown ending")]
    BadEnding(PathBuf),
}

impl From<register::Refusal> for Failure {
    fn from(refusal: register::Refusal) -> Self {
        Self::Register(refusal.into())
    }
}

impl Failure {
    /// The one sentence for stderr.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Self::Register(error) => match hint(language, error) {
                Some(hint) => format!("{} {hint}", sentence::failure(language, error)),
                None => sentence::failure(language, error),
            },
            Self::Intake(error) => sentence::intake_failure(language, error),
            Self::BadDate(typed) => text!(language, "cli-bad-date", text = typed.as_str()),
            Self::BadClass(typed) => text!(language, "cli-bad-class", text = typed.as_str()),
            Self::BadLate(typed) => text!(language, "cli-bad-late", text = typed.as_str()),
            Self::BadKey(typed) => text!(language, "cli-bad-key", text = typed.as_str()),
            Self::NoCode(path, why) => {
                sentence::verify::no_code(language, &path.display().to_string(), *why)
            }
            Self::BadEnding(path) => {
                text!(language, "cli-bad-ending", path = path.display().to_string())
            }
            Self::BadFile(path, cause) => text!(
                language,
                "cli-bad-file",
                path = path.display().to_string(),
                cause = cause.as_str()
            ),
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
        Refusal::OutsidePeriod(_) | Refusal::InFuture(_) => Some(text!(language, "hint-anyway")),
        _ => None,
    }
}

/// Prints a document on stdout, and nothing else.
pub fn json(document: &impl Serialize) {
    match serde_json::to_string_pretty(document) {
        Ok(text) => line(&text),
        Err(error) => eprintln!("{error}"),
    }
}

/// Prints a line. A reader that has gone away (`| head`) is no failure.
pub fn line(text: &str) {
    use std::io::Write;

    let _ = writeln!(std::io::stdout(), "{text}");
}
