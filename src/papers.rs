//! From the register's facts to papers: which pages a batch has and what its files are called.
//! The window and the command line print through this.

pub mod certificates;
pub mod class;
pub mod erasure;
pub mod opened;
pub mod person;
pub mod recovery;
pub mod report;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::session::SessionCode;
use crate::domain::{ClassId, SessionId, SessionStatus};
use crate::i18n::Language;
use crate::print::roster::{Roster, RosterSession};
use crate::print::{self, About};
use crate::register::class::ClassDetail;
use crate::register::programme::Programme;
use crate::register::signing::KnownKey;
use crate::register::{Error, Register};
use crate::{seal, text};

/// A file name for a class's papers, without its ending.
pub fn class_file_name(school: &str, class: &str) -> String {
    safe(&format!("{school} {class}"))
}

/// A paper as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it is called, safe on every system.
    pub name: String,
    /// The PDF, or the spreadsheet.
    pub bytes: Vec<u8>,
}

/// The page on which anyone can check the register's certificates in a browser.
pub fn verification_page(register: &Register, language: Language) -> Result<File, Error> {
    let known = register.known_keys()?;
    let (lost, believed): (Vec<KnownKey>, Vec<KnownKey>) =
        known.into_iter().partition(|known| known.lost_on.is_some());
    let keys = |known: &[KnownKey]| known.iter().map(|known| known.key).collect::<Vec<_>>();
    let issuer = register.programme()?.name;
    let page = seal::page::with_lost_keys(&keys(&believed), &keys(&lost), &issuer);

    Ok(File { name: text!(language, "design-page-file"), bytes: page.into_bytes() })
}

/// The attendance list of a class as the register has it.
pub fn roster_of(
    register: &Register,
    language: Language,
    class: ClassId,
    only: Option<SessionId>,
) -> Result<File, Error> {
    let detail = register.class(class)?;
    let codes = register.session_codes(class)?;
    let programme = register.programme()?;
    let (_, bytes) = roster(language, &programme, &detail, &codes, only, register.today());
    let number = detail.sessions.iter().find(|session| Some(session.id) == only);
    let name = class_file_name(&detail.row.school_name, &detail.row.name);
    let name = match number {
        Some(session) => format!("{name} {}.pdf", session.number),
        None => format!("{name}.pdf"),
    };

    Ok(File { name, bytes })
}

/// The attendance list of a class, for one of its sessions or for all, and its number of pages. Protected students
/// are not on it.
pub fn roster(
    language: Language,
    programme: &Programme,
    class: &ClassDetail,
    codes: &BTreeMap<SessionId, SessionCode>,
    only: Option<SessionId>,
    today: NaiveDate,
) -> (usize, Vec<u8>) {
    let roster = Roster {
        programme: programme.name.clone(),
        school: class.row.school_name.clone(),
        class: format!("{}, {}", class.row.name, class.row.term),
        course: class.row.course_name.clone(),
        students: class
            .members
            .iter()
            .filter(|member| {
                !member.protection.is_protected() && member.to.is_none_or(|to| to >= today)
            })
            .map(|member| member.name())
            .collect(),
        sessions: class
            .sessions
            .iter()
            .filter(|session| session.status != SessionStatus::Cancelled)
            .filter(|session| only.is_none_or(|only| session.id == only))
            .map(|session| RosterSession {
                number: session.number,
                date: session.date,
                minutes: session.minutes.0,
                code: codes.get(&session.id).map(ToString::to_string).unwrap_or_default(),
            })
            .collect(),
        printed: today,
    };
    let pages = print::roster::pages(language, &roster);
    let title = text!(language, "roster-title", class = roster.class.as_str());

    let about = About { title, language, date: today, codes: Vec::new() };

    (pages.len(), print::render(&about, pages))
}

/// Letters, digits, spaces, `-` and `_`; other signs become `-`. Never empty, at most 100 bytes or so.
pub fn safe(name: &str) -> String {
    let mut safe = String::new();
    for letter in name.chars() {
        let kept = letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_');
        safe.push(if kept { letter } else { '-' });
        if safe.len() >= 100 {
            break;
        }
    }
    let safe = safe.trim().to_owned();

    if safe.is_empty() { "-".to_owned() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_safe_everywhere() {
        assert_eq!(safe("SA26A Åsa Öberg 2026-KA-0041"), "SA26A Åsa Öberg 2026-KA-0041");
        assert_eq!(safe("../a:b*c?\"<>|"), "---a-b-c-----");
        assert_eq!(safe(""), "-");
        assert!(safe(&"å".repeat(300)).len() <= 101);
    }
}
