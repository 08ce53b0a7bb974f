//! Sessions as a calendar (iCalendar, RFC 5545) that other programs take in.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

use crate::domain::SessionStatus;
use crate::i18n::Language;
use crate::register::session::SessionRow;
use crate::text;

/// The sessions that have a day. One with a time stands there as long as it lasts, one without takes the
/// day. Times are of the place where the calendar is read: a school's clock, wherever the laptop is.
pub fn sessions(language: Language, rows: &[SessionRow]) -> Vec<u8> {
    let mut calendar = Calendar::new();
    calendar.name("Kursliggaren");
    for row in rows {
        if let Some(event) = event(language, row) {
            calendar.push(event);
        }
    }

    calendar.done().to_string().into_bytes()
}

fn event(language: Language, row: &SessionRow) -> Option<Event> {
    let session = &row.session;
    let day = session.date?;
    let summary = text!(
        language,
        "calendar-summary",
        class = row.class_name.as_str(),
        number = session.number
    );
    let place = match session.place.as_str() {
        "" => row.school_name.clone(),
        place => format!("{place}, {}", row.school_name),
    };
    let mut event = Event::new();
    // The same session has the same identity each time it is taken in.
    event.uid(&format!("{}@kursliggaren", row.uid));
    event.summary(&summary).location(&place);
    event.status(match session.status {
        SessionStatus::Cancelled => EventStatus::Cancelled,
        SessionStatus::Planned | SessionStatus::Held => EventStatus::Confirmed,
    });
    match NaiveTime::parse_from_str(&session.starts_at, "%H:%M") {
        Ok(time) => {
            let starts = NaiveDateTime::new(day, time);
            let ends = starts + TimeDelta::minutes(session.minutes.0.into());
            event.starts(starts).ends(ends);
        }
        Err(_) => {
            event.all_day(day);
        }
    }

    Some(event.done())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ClassId, Minutes, SessionId};
    use crate::register::class::Session;

    fn row(starts_at: &str) -> SessionRow {
        SessionRow {
            session: Session {
                id: SessionId(7),
                class: ClassId(3),
                number: 2,
                date: "2026-11-25".parse().ok(),
                starts_at: starts_at.to_owned(),
                minutes: Minutes(90),
                place: "Sal 12".to_owned(),
                leader: String::new(),
                note: String::new(),
                status: SessionStatus::Planned,
                reason: String::new(),
            },
            uid: uuid::Uuid::from_u128(17),
            class_name: "SA26A".to_owned(),
            school_name: "Lugnetgymnasiet".to_owned(),
            reported: 0,
            students: 26,
        }
    }

    #[test]
    fn a_session_with_a_time_lasts_as_long_as_it_does() {
        let text = String::from_utf8(sessions(Language::Swedish, &[row("13:00")])).unwrap();

        assert!(text.contains("DTSTART:20261125T130000\r\n"), "{text}");
        assert!(text.contains("DTEND:20261125T143000\r\n"), "{text}");
        assert!(text.contains("LOCATION:Sal 12\\, Lugnetgymnasiet\r\n"), "{text}");
    }

    #[test]
    fn a_session_without_a_time_takes_the_day_and_one_without_a_day_is_left_out() {
        let mut without = row("");
        let text = String::from_utf8(sessions(Language::Swedish, &[without.clone()])).unwrap();
        assert!(text.contains("20261125\r\n"), "{text}");

        without.session.date = None;
        let text = String::from_utf8(sessions(Language::Swedish, &[without])).unwrap();
        assert!(!text.contains("BEGIN:VEVENT"), "{text}");
    }
}
