//! The one clock everything asks. `--today` sets it.

use chrono::{DateTime, Local, NaiveDate, TimeZone, Utc};

/// Tells the day and the moment.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    today: Option<NaiveDate>,
}

impl Clock {
    /// The computer's own clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that says it is that day, at the computer's time of day.
    pub fn at(today: NaiveDate) -> Self {
        Self { today: Some(today) }
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
}
