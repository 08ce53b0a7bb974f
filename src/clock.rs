//! The one clock everything asks. `--today` sets it, for trying.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// Where the programme's days begin and end, unless its register says otherwise.
pub const TIME_ZONE: Tz = chrono_tz::Europe::Stockholm;

/// Tells the day and the moment. A day is the programme's, wherever the computer is.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    today: Option<NaiveDate>,
    zone: Tz,
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
        Self { today: None, zone: TIME_ZONE }
    }

    /// A clock that says it is that day, at the time of day it is.
    pub fn at(today: NaiveDate) -> Self {
        Self { today: Some(today), ..Self::system() }
    }

    /// The same where days begin and end elsewhere.
    pub fn in_zone(self, zone: Tz) -> Self {
        Self { zone, ..self }
    }

    /// Whether the day was set by hand, for trying.
    pub fn is_set(self) -> bool {
        self.today.is_some()
    }

    /// The day.
    pub fn today(self) -> NaiveDate {
        self.today.unwrap_or_else(|| Utc::now().with_timezone(&self.zone).date_naive())
    }

    /// The moment.
    pub fn now(self) -> DateTime<Utc> {
        let now = Utc::now();

        match self.today {
            None => now,
            Some(day) => {
                let local = day.and_time(now.with_timezone(&self.zone).time());
                self.zone
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
    fn a_day_is_the_programmes_wherever_the_computer_is() {
        let day = "2026-10-10".parse().unwrap();
        for zone in [TIME_ZONE, chrono_tz::Pacific::Kiritimati, chrono_tz::Pacific::Niue] {
            let clock = Clock::at(day).in_zone(zone);
            assert_eq!(clock.now().with_timezone(&zone).date_naive(), day);
        }
        let apart = Clock::system().in_zone(chrono_tz::Pacific::Kiritimati).today()
            - Clock::system().in_zone(chrono_tz::Pacific::Niue).today();
        assert!(apart >= TimeDelta::days(1), "{apart}");
    }

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
