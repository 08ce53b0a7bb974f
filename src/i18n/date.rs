//! Days as people write them, and as they type them.

use chrono::{Datelike, NaiveDate};

use super::Language;

const SWEDISH_MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SWEDISH_WEEKDAYS: [&str; 7] =
    ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
const ENGLISH_WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `23 november 2026`, `23 November 2026`.
pub fn long(language: Language, day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month(language, day), day.year())
}

/// `23 nov`, `23 Nov`.
pub fn day_and_month(language: Language, day: NaiveDate) -> String {
    let month: String = month(language, day).chars().take(3).collect();

    format!("{} {month}", day.day())
}

/// `23 nov 2026`, `23 Nov 2026`.
pub fn short_long(language: Language, day: NaiveDate) -> String {
    format!("{} {}", day_and_month(language, day), day.year())
}

/// `mån 23 nov`, `Mon 23 Nov`.
pub fn short(language: Language, day: NaiveDate) -> String {
    let abbreviated = |name: &str| name.chars().take(3).collect::<String>();

    format!(
        "{} {} {}",
        abbreviated(weekday(language, day)),
        day.day(),
        abbreviated(month(language, day))
    )
}

/// The month's name.
pub fn month(language: Language, day: NaiveDate) -> &'static str {
    let names = match language {
        Language::Swedish => &SWEDISH_MONTHS,
        Language::English => &ENGLISH_MONTHS,
    };

    names[day.month0() as usize % 12]
}

/// The weekday's name.
pub fn weekday(language: Language, day: NaiveDate) -> &'static str {
    let names = match language {
        Language::Swedish => &SWEDISH_WEEKDAYS,
        Language::English => &ENGLISH_WEEKDAYS,
    };

    names[day.weekday().num_days_from_monday() as usize % 7]
}

/// A day as somebody types it: `2026-11-23`, `20261123`, `23/11`, `23/11 2026`, `idag`, `igår`,
/// `imorgon`. Without a year it is the nearest such day.
pub fn typed(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "idag" | "i dag" | "today" => return Some(today),
        "igår" | "i går" | "yesterday" => return today.pred_opt(),
        "imorgon" | "i morgon" | "tomorrow" => return today.succ_opt(),
        _ => {}
    }
    if let Ok(day) = NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
        return (1900..2200).contains(&day.year()).then_some(day);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let day = NaiveDate::parse_from_str(&text, "%Y%m%d").ok();
        return day.filter(|day| (1900..2200).contains(&day.year()));
    }
    let numbers: Vec<u32> = text
        .split(['/', ' ', '.'])
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    match numbers.as_slice() {
        [day, month, year] => {
            let year = if *year < 100 { 2000 + year } else { *year };
            let year = i32::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
            NaiveDate::from_ymd_opt(year, *month, *day)
        }
        [day, month] => (-1..=1)
            .filter_map(|offset| NaiveDate::from_ymd_opt(today.year() + offset, *month, *day))
            .min_by_key(|candidate| (*candidate - today).num_days().abs()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_written_as_each_language_does() {
        assert_eq!(long(Language::Swedish, day("2026-11-23")), "23 november 2026");
        assert_eq!(short(Language::English, day("2026-11-23")), "Mon 23 Nov");
        assert_eq!(short(Language::Swedish, day("2026-11-28")), "lör 28 nov");
    }

    #[test]
    fn days_are_understood_as_people_type_them() {
        let today = day("2026-11-23");
        for (text, wanted) in [
            ("2026-02-03", "2026-02-03"),
            ("20260203", "2026-02-03"),
            ("3/2", "2027-02-03"),
            ("3/12", "2026-12-03"),
            ("3/2 2025", "2025-02-03"),
            ("3.2.25", "2025-02-03"),
            ("Idag", "2026-11-23"),
            ("igår", "2026-11-22"),
            ("tomorrow", "2026-11-24"),
        ] {
            assert_eq!(typed(text, today), Some(day(wanted)), "{text}");
        }
        for text in ["", "31/2", "mars", "1", "0226-01-01", "1/2/3/4", "1/2 99999", "99990101"] {
            assert_eq!(typed(text, today), None, "{text}");
        }
    }
}
