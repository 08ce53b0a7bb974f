//! What a certificate says, and the number it says it under.

pub mod design;
pub mod file_name;
pub mod wording;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Minutes, Period};
use design::Look;

/// A certificate's number, written `2026-KANRY-0041`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial {
    /// The calendar year of issue.
    pub year: i32,
    /// The letters of the series: one installation of one register.
    pub series: String,
    /// Counted from 1 within year and series, without gaps.
    pub number: u32,
}

impl fmt::Display for Serial {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}-{:04}", self.year, self.series, self.number)
    }
}

/// The text is not a certificate's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a serial")]
pub struct NotASerial;

impl FromStr for Serial {
    type Err = NotASerial;

    fn from_str(text: &str) -> Result<Self, NotASerial> {
        let mut parts = text.trim().split('-');
        let (Some(year), Some(series), Some(number), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotASerial);
        };
        let letters = !series.is_empty() && series.bytes().all(|byte| byte.is_ascii_alphabetic());
        if year.len() != 4 || !letters {
            return Err(NotASerial);
        }

        Ok(Self {
            year: year.parse().map_err(|_| NotASerial)?,
            series: series.to_uppercase(),
            number: number.parse().ok().filter(|number| *number > 0).ok_or(NotASerial)?,
        })
    }
}

/// Which of the two certificates it is. Never betyg, examen or diplom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateKind {
    /// Deltagarintyg: the course is completed.
    Participation,
    /// Närvarointyg: hours attended.
    Attendance,
}

impl CertificateKind {
    /// The word the register keeps.
    pub fn code(self) -> &'static str {
        match self {
            Self::Participation => "participation",
            Self::Attendance => "attendance",
        }
    }

    /// Reads what [`CertificateKind::code`] wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Participation, Self::Attendance].into_iter().find(|kind| kind.code() == code)
    }
}

/// What a certificate is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub enum CertificateLanguage {
    /// Swedish.
    #[default]
    #[serde(rename = "sv")]
    Swedish,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Swedish, with English beneath.
    #[serde(rename = "both")]
    Both,
}

impl CertificateLanguage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Swedish, Self::English, Self::Both];

    /// The codes of its languages, the main one first.
    pub fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Swedish => &["sv"],
            Self::English => &["en"],
            Self::Both => &["sv", "en"],
        }
    }
}

/// A session the student was at, as the certificate lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendedSession {
    /// Its number in the course.
    pub number: u16,
    /// The day it was held.
    pub date: NaiveDate,
    /// Minutes attended.
    pub minutes: Minutes,
}

/// Everything a certificate says, frozen when it is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateContent {
    /// Which certificate.
    pub kind: CertificateKind,
    /// What it is written in.
    pub language: CertificateLanguage,
    /// How it looks.
    pub look: Look,
    /// The student's name, or the alias of one with protected personal data. The ledger keeps it beside the rest.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub student: String,
    /// The school's name.
    pub school: String,
    /// The class's name.
    pub class: String,
    /// The course's name.
    pub course: String,
    /// The programme's name.
    pub programme: String,
    /// The partners who stand behind it.
    pub partners: Vec<String>,
    /// When the programme runs.
    pub period: Period,
    /// Minutes attended.
    pub attended: Minutes,
    /// Minutes in the plan that were asked of the student.
    pub planned: Minutes,
    /// Minutes of the plan from which the student was exempt; never attended, and not in `planned`.
    #[serde(default, skip_serializing_if = "is_none")]
    pub exempt: Minutes,
    /// The sessions attended.
    pub sessions: Vec<AttendedSession>,
    /// The day the course was completed.
    pub completed_on: Option<NaiveDate>,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// Where it was issued; empty where not said.
    pub place: String,
    /// Who signs; empty where a line is left for it.
    pub signatory: String,
    /// The number it replaces.
    pub replaces: Option<String>,
}

fn is_none(minutes: &Minutes) -> bool {
    minutes.0 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_is_read_as_it_is_written() {
        let serial = Serial { year: 2026, series: "KA".into(), number: 41 };

        assert_eq!(serial.to_string(), "2026-KA-0041");
        assert_eq!("2026-ka-0041".parse::<Serial>(), Ok(serial));
        for text in ["", "2026-KA", "26-KA-0041", "2026-K1-0041", "2026-KA-0000", "2026-KA-1-2"] {
            assert!(text.parse::<Serial>().is_err(), "{text}");
        }
    }
}
