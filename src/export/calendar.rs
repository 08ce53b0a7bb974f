//! Sessions as a calendar (iCalendar, RFC 5545) that other programs take in.

use chrono::{DateTime, Datelike, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz, TzOffset};
use icalendar::{Calendar, CalendarDateTime, Component, Event, EventLike, EventStatus};

use crate::domain::SessionStatus;
use crate::i18n::Language;
use crate::register::session::SessionRow;
use crate::text;

/// The sessions that have a day. One with a time stands there as long as it lasts, one without takes the
/// day. Times are the programme's, wherever the calendar is read: its zone goes along. A session that was changed replaces
/// what was taken in before, by its identity and its number of changes.
pub fn sessions(language: Language, zone: Tz, rows: &[SessionRow]) -> Vec<u8> {
    let mut calendar = Calendar::new();
    calendar.name("Kursliggaren").append_property(("METHOD", "PUBLISH"));
    for row in rows {
        if let Some(event) = event(language, zone, row) {
            calendar.push(event);
        }
    }
    let text = calendar.done().to_string();
    let days = rows.iter().filter_map(|row| row.session.date);
    let years = days.map(|day| day.year()).fold(None, |span: Option<(i32, i32)>, year| {
        Some(span.map_or((year, year), |(first, last)| (first.min(year), last.max(year))))
    });
    let Some((first, last)) = years else { return text.into_bytes() };
    let place = text.find("BEGIN:VEVENT").unwrap_or(text.len());

    format!("{}{}{}", &text[..place], time_zone(zone, first, last), &text[place..]).into_bytes()
}

/// The zone's rules for those years (RFC 5545, 3.6.5): each change of its clock, from the one before the first year on.
fn time_zone(zone: Tz, first: i32, last: i32) -> String {
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n", zone.name());
    let moment = |year: i32| Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).earliest();
    let (Some(mut at), Some(end)) = (moment(first - 1), moment(last + 1)) else {
        return String::new();
    };
    let offset = |at: DateTime<Utc>| zone.offset_from_utc_datetime(&at.naive_utc());
    let mut before = offset(at);
    let mut observance = |begins: NaiveDateTime, from: &TzOffset, to: &TzOffset| {
        let kind = if to.dst_offset().is_zero() { "STANDARD" } else { "DAYLIGHT" };
        text.push_str(&format!(
            "BEGIN:{kind}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nTZNAME:{}\r\nEND:{kind}\r\n",
            begins.format("%Y%m%dT%H%M%S"),
            written_offset(from),
            written_offset(to),
            to.abbreviation().unwrap_or_default(),
        ));
    };
    observance(at.naive_utc(), &before, &before);
    while at < end {
        let next = at + TimeDelta::hours(1);
        let after = offset(next);
        if after.fix() != before.fix() {
            // A clock changes on the hour, by the time that held before.
            let begins = next.naive_utc() + before.fix();
            observance(begins, &before, &after);
        }
        (at, before) = (next, after);
    }
    text.push_str("END:VTIMEZONE\r\n");

    text
}

/// `+0100`.
fn written_offset(offset: &TzOffset) -> String {
    let minutes = offset.fix().local_minus_utc() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };

    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

fn event(language: Language, zone: Tz, row: &SessionRow) -> Option<Event> {
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
    event.summary(&summary).location(&place).sequence(row.revision);
    event.status(match session.status {
        SessionStatus::Cancelled => EventStatus::Cancelled,
        SessionStatus::Planned | SessionStatus::Held => EventStatus::Confirmed,
    });
    match NaiveTime::parse_from_str(&session.starts_at, "%H:%M") {
        Ok(time) => {
            let starts = NaiveDateTime::new(day, time);
            let ends = starts + TimeDelta::minutes(session.minutes.0.into());
            let there = |date_time: NaiveDateTime| CalendarDateTime::WithTimezone {
                date_time,
                tzid: zone.name().to_owned(),
            };
            event.starts(there(starts)).ends(there(ends));
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
    use crate::clock::TIME_ZONE;
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
            revision: 3,
            reported: 0,
            expected: 26,
        }
    }

    #[test]
    fn a_session_with_a_time_lasts_as_long_as_it_does() {
        let text =
            String::from_utf8(sessions(Language::Swedish, TIME_ZONE, &[row("13:00")])).unwrap();

        assert!(text.contains("DTSTART;TZID=Europe/Stockholm:20261125T130000\r\n"), "{text}");
        assert!(text.contains("DTEND;TZID=Europe/Stockholm:20261125T143000\r\n"), "{text}");
        assert!(text.contains("SEQUENCE:3\r\n"), "{text}");
        assert!(text.contains("LOCATION:Sal 12\\, Lugnetgymnasiet\r\n"), "{text}");
    }

    #[test]
    fn the_programmes_clock_goes_along() {
        let text =
            String::from_utf8(sessions(Language::Swedish, TIME_ZONE, &[row("13:00")])).unwrap();
        let summer = "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n";
        let winter = "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n";

        assert!(text.contains(summer), "{text}");
        assert!(text.contains(winter), "{text}");
        assert!(text.find("END:VTIMEZONE") < text.find("BEGIN:VEVENT"));
    }

    #[test]
    fn a_session_without_a_time_takes_the_day_and_one_without_a_day_is_left_out() {
        let mut without = row("");
        let text =
            String::from_utf8(sessions(Language::Swedish, TIME_ZONE, &[without.clone()])).unwrap();
        assert!(text.contains("20261125\r\n"), "{text}");

        without.session.date = None;
        let text = String::from_utf8(sessions(Language::Swedish, TIME_ZONE, &[without])).unwrap();
        assert!(!text.contains("BEGIN:VEVENT"), "{text}");
    }
}
