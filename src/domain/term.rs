//! School terms, written `HT26` (autumn 2026) and `VT27` (spring 2027).

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Half a school year. Autumn runs 1 July – 31 December, spring 1 January – 30 June.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Term {
    year: i32,
    half: Half,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
enum Half {
    Spring,
    Autumn,
}

impl Term {
    /// The term a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        let half = if day.month() >= 7 { Half::Autumn } else { Half::Spring };

        Self { year: day.year(), half }
    }

    /// The school year, written `2026/27`.
    pub fn school_year(self) -> String {
        let first = match self.half {
            Half::Autumn => self.year,
            Half::Spring => self.year - 1,
        };

        format!("{first}/{:02}", (first + 1).rem_euclid(100))
    }

    /// Its place in time: each term is one more than the one before.
    pub fn order(self) -> i64 {
        i64::from(self.year) * 2 + i64::from(self.half == Half::Autumn)
    }

    /// The term after this one.
    pub fn next(self) -> Self {
        match self.half {
            Half::Spring => Self { half: Half::Autumn, ..self },
            Half::Autumn => Self { year: self.year + 1, half: Half::Spring },
        }
    }

    /// The last school day, as it usually falls: the last Friday until 20 December, or until 14 June. Each municipality sets
    /// its own.
    pub fn usual_last_day(self) -> NaiveDate {
        let (month, day) = match self.half {
            Half::Autumn => (12, 20),
            Half::Spring => (6, 14),
        };
        let latest = NaiveDate::from_ymd_opt(self.year, month, day).unwrap_or_default();

        latest.week(Weekday::Fri).first_day()
    }

    /// The autumn term of the same school year.
    pub fn autumn(self) -> Self {
        match self.half {
            Half::Autumn => self,
            Half::Spring => self.previous(),
        }
    }

    /// 1 September of the school year, from which growth is told.
    pub fn first_of_september(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.autumn().year, 9, 1).unwrap_or_default()
    }

    /// The term before this one.
    pub fn previous(self) -> Self {
        match self.half {
            Half::Autumn => Self { half: Half::Spring, ..self },
            Half::Spring => Self { year: self.year - 1, half: Half::Autumn },
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = match self.half {
            Half::Spring => "VT",
            Half::Autumn => "HT",
        };

        write!(formatter, "{letters}{:02}", self.year.rem_euclid(100))
    }
}

/// The text is not a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a term")]
pub struct NotATerm;

impl FromStr for Term {
    type Err = NotATerm;

    /// Accepts `HT26`, `ht 2026`, `VT-27`.
    fn from_str(text: &str) -> Result<Self, NotATerm> {
        let text = text.trim().to_uppercase();
        let (half, rest) = match text.strip_prefix("HT") {
            Some(rest) => (Half::Autumn, rest),
            None => (Half::Spring, text.strip_prefix("VT").ok_or(NotATerm)?),
        };
        let digits = rest.trim_start_matches([' ', '-', '_']);
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotATerm);
        }
        let year = match digits.len() {
            2 => 2000 + digits.parse::<i32>().map_err(|_| NotATerm)?,
            4 => digits.parse::<i32>().map_err(|_| NotATerm)?,
            _ => return Err(NotATerm),
        };

        (2000..2100).contains(&year).then_some(Self { year, half }).ok_or(NotATerm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_schools_write_them() {
        for text in ["HT26", "ht 2026", " Ht-26 "] {
            assert_eq!(text.parse::<Term>().unwrap().to_string(), "HT26");
        }
        for text in ["", "HT", "26", "HT026", "XT26", "HT+6", "HT1999"] {
            assert!(text.parse::<Term>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_term_ends_on_a_friday_and_belongs_to_its_school_year() {
        let term: Term = "VT27".parse().unwrap();
        assert_eq!(term.usual_last_day().to_string(), "2027-06-11");
        assert_eq!(term.autumn().usual_last_day().to_string(), "2026-12-18");
        for year in 2026..2040 {
            let day = Term { year, half: Half::Spring }.usual_last_day();
            assert!(day.weekday() == Weekday::Fri && (8..=14).contains(&day.day()), "{day}");
        }
        assert_eq!(term.first_of_september().to_string(), "2026-09-01");
    }

    #[test]
    fn both_terms_of_a_school_year_share_its_name() {
        assert_eq!("HT26".parse::<Term>().unwrap().school_year(), "2026/27");
        assert_eq!("VT27".parse::<Term>().unwrap().school_year(), "2026/27");
        assert_eq!("HT99".parse::<Term>().unwrap().school_year(), "2099/00");
    }

    #[test]
    fn terms_follow_each_other_in_time() {
        let autumn: Term = "HT26".parse().unwrap();

        assert_eq!(autumn.next().to_string(), "VT27");
        assert_eq!(autumn.next().previous(), autumn);
        assert!(autumn < autumn.next());
    }
}
