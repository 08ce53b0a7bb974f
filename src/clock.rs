//! The one clock everything asks. `--today` sets it, for trying.

use chrono::{DateTime, Local, NaiveDate, TimeDelta, TimeZone, Utc};

/// Tells the day and the moment.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    today: Option<NaiveDate>,
}

/// Why a computer's clock may be wrong: what it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It says a day that lies before something that has happened.
    Behind(NaiveDate),
    /// It says a day long after the newest thing that has happened.
    Ahead(NaiveDate),
}

/// The day this version was begun; no computer that runs it lives before.
const RELEASED: (i32, u32, u32) = (2026, 11, 25);
/// A clock may be behind by so much without being asked about: time zones, and clocks that are a little off.
const BEHIND: TimeDelta = TimeDelta::days(1);
/// A register may lie untouched so long without its clock being asked about.
const AHEAD: TimeDelta = TimeDelta::days(365);

impl Clock {
    /// The computer's own clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that says it is that day, at the computer's time of day.
    pub fn at(today: NaiveDate) -> Self {
        Self { today: Some(today) }
    }

    /// Whether the day was set by hand, for trying.
    pub fn is_set(self) -> bool {
        self.today.is_some()
    }

    /// The day, where the computer is.
    pub fn today(self) -> NaiveDate {
        self.today.unwrap_or_else(|| Local::now().date_naive())
    }

    /// The moment.
    pub fn now(self) -> DateTime<Utc> {
        let now = Utc::now();

        match self.today {
            None => now,
            Some(day) => {
                let local = day.and_time(now.with_timezone(&Local).time());
                Local
                    .from_local_datetime(&local)
                    .earliest()
                    .map_or_else(|| local.and_utc(), |moment| moment.with_timezone(&Utc))
            }
        }
    }

    /// Whether the clock may be wrong, given the newest thing that has happened. A day that was set by hand is meant.
    pub fn doubt(self, newest: Option<DateTime<Utc>>) -> Option<Doubt> {
        if self.is_set() {
            return None;
        }

        doubt_at(self.now(), newest)
    }
}

fn doubt_at(now: DateTime<Utc>, newest: Option<DateTime<Utc>>) -> Option<Doubt> {
    let (year, month, day) = RELEASED;
    let released = Utc.with_ymd_and_hms(year, month, day, 0, 0, 0).earliest();
    let latest = newest.max(released)?;
    if now + BEHIND < latest {
        return Some(Doubt::Behind(latest.date_naive()));
    }

    newest.filter(|newest| now - *newest > AHEAD).map(|newest| Doubt::Ahead(newest.date_naive()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_may_be_wrong_is_doubted() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let doubt = |now: &str, newest: &str| doubt_at(at(now), Some(at(newest)));

        assert_eq!(doubt("2027-03-01T10:00:00Z", "2027-02-28T10:00:00Z"), None);
        assert_eq!(doubt("2027-03-01T10:00:00Z", "2027-03-02T09:00:00Z"), None, "a time zone");
        assert_eq!(
            doubt("2027-03-01T10:00:00Z", "2027-03-03T10:00:00Z"),
            Some(Doubt::Behind(day("2027-03-03")))
        );
        assert_eq!(
            doubt("2037-03-01T10:00:00Z", "2027-03-03T10:00:00Z"),
            Some(Doubt::Ahead(day("2027-03-03")))
        );
        assert!(matches!(doubt_at(at("2019-01-01T00:00:00Z"), None), Some(Doubt::Behind(_))));
        assert_eq!(doubt_at(at("2027-01-01T00:00:00Z"), None), None);
    }
}
