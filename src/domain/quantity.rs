//! Amounts with a unit: minutes, percent, a period of days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A length of time in whole minutes.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl std::ops::Add for Minutes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Minutes {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self(0), |sum, minutes| sum + minutes)
    }
}

impl Minutes {
    /// What is left when `missed` minutes are taken away; never below zero.
    pub fn without(self, missed: Self) -> Self {
        Self(self.0.saturating_sub(missed.0))
    }
}

/// A share in whole percent, 1–100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(u8);

impl Percent {
    /// `None` outside 1–100.
    pub fn new(value: u8) -> Option<Self> {
        (1..=100).contains(&value).then_some(Self(value))
    }

    /// The number of whole percent.
    pub fn value(self) -> u8 {
        self.0
    }

    /// The least number of whole minutes that is at least this share of `whole`.
    pub fn of(self, whole: Minutes) -> Minutes {
        let needed = (u64::from(whole.0) * u64::from(self.0)).div_ceil(100);

        Minutes(u32::try_from(needed).unwrap_or(u32::MAX))
    }
}

/// The programme's first and last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub end: NaiveDate,
}

impl Period {
    /// Whether the day lies in the period.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.start <= day && day <= self.end
    }

    /// The period a new register gets: from the first day of the school year that `today` lies in
    /// (1 July) to 31 October two calendar years on.
    pub fn proposed(today: NaiveDate) -> Option<Self> {
        use chrono::Datelike;

        let first_year = if today.month() >= 7 { today.year() } else { today.year() - 1 };

        Some(Self {
            start: NaiveDate::from_ymd_opt(first_year, 7, 1)?,
            end: NaiveDate::from_ymd_opt(first_year + 2, 10, 31)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_minutes_rounds_up_to_a_whole_minute() {
        let eighty = Percent::new(80).unwrap();

        assert_eq!(eighty.of(Minutes(540)), Minutes(432));
        assert_eq!(eighty.of(Minutes(91)), Minutes(73));
        assert_eq!(Percent::new(0), None);
        assert_eq!(Percent::new(101), None);
    }

    #[test]
    fn the_proposed_period_starts_with_the_school_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();

        assert_eq!(
            Period::proposed(day("2026-11-23")),
            Some(Period { start: day("2026-07-01"), end: day("2028-10-31") })
        );
        assert_eq!(
            Period::proposed(day("2027-06-30")).map(|period| period.start),
            Some(day("2026-07-01"))
        );
    }
}
