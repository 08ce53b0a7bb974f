//! What single cells tell: days, sexes, years of study, study paths, yes and no.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};

use super::titles::plain;
use crate::domain::LegalSex;
use crate::domain::identity_number::IdentityNumber;
use crate::domain::student::{fold, tidy_name};
use crate::reference;

/// A day in the past in the forms that lists have: `2009-03-01`, `20090301`, `090301`, `09-03-01`, `1/3 2009`,
/// `1.3.2009`, `1 mars 2009`, or the number that a spreadsheet keeps for it (days since 1899-12-30).
pub(super) fn date(cell: &str, today: NaiveDate) -> Option<NaiveDate> {
    let cell = without_last_digits(cell.trim());
    let parsed = if cell.bytes().all(|byte| byte.is_ascii_digit()) {
        match cell.len() {
            8 => NaiveDate::parse_from_str(cell, "%Y%m%d").ok(),
            6 => short_date(cell, today),
            5 => cell.parse().ok().and_then(day_of_serial),
            _ => None,
        }
    } else {
        written_date(cell, today)
    };

    parsed.filter(|day| *day <= today && day.year() > 1900)
}

/// `100815` of `100815-XXXX`, where the last digits of an identity number are left out.
fn without_last_digits(cell: &str) -> &str {
    match cell.split_once(['-', '+']) {
        Some((day, rest))
            if matches!(day.len(), 6 | 8)
                && day.bytes().all(|byte| byte.is_ascii_digit())
                && rest.chars().all(|letter| "xX*?-_. ".contains(letter)) =>
        {
            day
        }
        _ => cell,
    }
}

/// The three numbers of a day with strokes, `5/17/2010`, in the order they are written.
pub(super) fn slashed(cell: &str) -> Option<(u32, u32, u32)> {
    let mut parts = cell.trim().split('/').map(|part| part.parse::<u32>().ok());
    let numbers = (parts.next()??, parts.next()??, parts.next()??);

    let year = match numbers.2 {
        short @ 0..100 => full_year(short),
        year => year,
    };

    (parts.next().is_none() && year > 1900).then_some((numbers.0, numbers.1, year))
}

/// A year of which two digits are written.
fn full_year(short: u32) -> u32 {
    if short <= 40 { 2000 + short } else { 1900 + short }
}

/// Whether days in a column can only be read with the month first, and none only with the day first.
pub(super) fn is_month_first<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut month_first, mut day_first) = (false, false);
    for (first, second, _) in cells.filter_map(slashed) {
        month_first |= first <= 12 && second > 12;
        day_first |= first > 12;
    }

    month_first && !day_first
}

/// The number that a spreadsheet keeps for a day, where a cell has nothing else.
pub(super) fn serial(cell: &str) -> Option<u64> {
    let cell = cell.trim();
    let digits = cell.strip_suffix(".0").unwrap_or(cell);

    (digits.len() == 5).then(|| digits.parse().ok()).flatten()
}

/// By so many days a number is lower where days are counted from 1904-01-01, as spreadsheets on older Macs do.
pub(super) const DAYS_TO_1904: u64 = 1_462;

/// Whether a column's numbers are counted from 1904: counted from 1900 most would be about people too old for the school, and
/// four years later they are not.
pub(super) fn counts_from_1904<'a>(cells: impl Iterator<Item = &'a str>, today: NaiveDate) -> bool {
    let mut days: Vec<NaiveDate> = cells.filter_map(serial).filter_map(day_of_serial).collect();
    days.sort_unstable();
    let Some(middle) = days.get(days.len() / 2).filter(|_| days.len() >= 3) else { return false };
    let age = (today - *middle).num_days() as f64 / 365.25;

    (19.5..23.5).contains(&age)
}

/// A spreadsheet's serial number of a day.
pub(super) fn day_of_serial(serial: u64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))
}

/// Six digits, year first; the century is the latest that lies in the past.
fn short_date(digits: &str, today: NaiveDate) -> Option<NaiveDate> {
    IdentityNumber::read(&format!("{digits}-0000"), today).map(|number| number.birth_date)
}

fn written_date(cell: &str, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(serial) = serial(cell) {
        return day_of_serial(serial);
    }
    let folded = fold(cell);
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    // What follows a whole date is the time of day.
    let words = match words.as_slice() {
        [year, month, day, ..] if year.len() == 4 => [*year, *month, day.split('t').next()?],
        ["den", first, second, third, ..] => [*first, *second, *third],
        [first, second, third, ..] if third.len() == 4 || first.len() <= 2 => {
            [*first, *second, *third]
        }
        _ => return None,
    };
    let number = |word: &str| word.parse::<u32>().ok();
    let month = |word: &str| number(word).or_else(|| month_named(word));
    let [first, second, third] = words;
    if first.len() == 4 {
        return NaiveDate::from_ymd_opt(first.parse().ok()?, month(second)?, number(third)?);
    }
    if third.len() == 4 {
        let year = third.parse().ok()?;
        let at = |month, day| NaiveDate::from_ymd_opt(year, month?, day?);
        // Day before month; the other way round only where nothing else is possible.
        return at(month(second), number(first)).or_else(|| at(number(first), number(second)));
    }
    // `27 aug. -10`.
    if let (Some(month), 2, Some(day)) = (month_named(second), third.len(), number(first)) {
        return short_date(&format!("{third}{month:02}{day:02}"), today);
    }
    if cell.contains(['/', '.']) {
        return short_day([first, second, third], today);
    }
    if cell.contains('-') && [first, second, third].iter().all(|word| word.len() == 2) {
        return short_date(&[first, second, third].concat(), today);
    }

    None
}

/// `17/5/10`, `28.12.10` or `10/5/17`: the year is where it makes a student of the usual age, or else of some age; `None` where it may
/// be in either place.
fn short_day(words: [&str; 3], today: NaiveDate) -> Option<NaiveDate> {
    let [first, second, third] = words.map(|word| word.parse::<u32>().ok());
    let at = |year: Option<u32>, month: Option<u32>, day: Option<u32>| {
        NaiveDate::from_ymd_opt(i32::try_from(full_year(year?)).ok()?, month?, day?)
    };
    let behind = at(third, second, first).or_else(|| at(third, first, second));
    let before = at(first, second, third).filter(|_| words[0].len() == 2);
    let days = [behind, before];
    let aged = |ages: std::ops::RangeInclusive<u32>| {
        let mut fitting = days
            .iter()
            .flatten()
            .filter(|day| today.years_since(**day).is_some_and(|age| ages.contains(&age)));
        match (fitting.next(), fitting.next()) {
            (Some(day), None) => Some(Some(*day)),
            (Some(_), Some(_)) => Some(None),
            (None, _) => None,
        }
    };

    aged(14..=20).or_else(|| aged(5..=60)).flatten()
}

/// A month's number by its Swedish or English name, or the beginning of it.
fn month_named(word: &str) -> Option<u32> {
    const MONTHS: [[&str; 2]; 12] = [
        ["januari", "january"],
        ["februari", "february"],
        ["mars", "march"],
        ["april", "april"],
        ["maj", "may"],
        ["juni", "june"],
        ["juli", "july"],
        ["augusti", "august"],
        ["september", "september"],
        ["oktober", "october"],
        ["november", "november"],
        ["december", "december"],
    ];
    let fits = |names: &[&str; 2]| names.iter().any(|name| name.starts_with(word));

    (word.len() >= 3).then(|| (1..).zip(&MONTHS).find(|(_, names)| fits(names)))?.map(|(n, _)| n)
}

/// What became of an identity number that a spreadsheet took for a quantity: `2,00903012383E+11` is whole, while
/// `2,00903E+11` has lost its last digits for good.
pub(super) enum Quantity {
    /// All digits are there.
    Whole(String),
    /// Some are gone.
    CutOff,
}

/// Reads a number in scientific notation; `None` where the cell is something else.
pub(super) fn scientific(cell: &str) -> Option<Quantity> {
    let upper = cell.trim().to_uppercase();
    let (mantissa, exponent) = upper.split_once('E')?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let (whole, fraction) = mantissa.split_once([',', '.']).unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 1
        || !all_digits(whole)
        || !all_digits(fraction)
        || !(8..=11).contains(&exponent)
    {
        return None;
    }

    Some(match fraction.len() == exponent {
        true => Quantity::Whole(format!("{whole}{fraction}")),
        false => Quantity::CutOff,
    })
}

/// Legal sex, however it is written. Of numbers, 1 is a man and 2 a woman (SCB).
pub(super) fn sex(cell: &str) -> Option<LegalSex> {
    match fold(cell).trim() {
        "k" | "kv" | "kvinna" | "kvinnor" | "kvinnlig" | "f" | "flicka" | "flickor" | "female"
        | "females" | "woman" | "women" | "girl" | "girls" | "tjej" | "tjejer" | "2" => {
            Some(LegalSex::Female)
        }
        // `män` becomes `man`.
        "m" | "man" | "men" | "manlig" | "p" | "pojke" | "pojkar" | "male" | "males" | "boy"
        | "boys" | "kille" | "killar" | "1" => Some(LegalSex::Male),
        _ => None,
    }
}

/// Whether a cell says that nothing is known.
pub(super) fn says_unknown(cell: &str) -> bool {
    matches!(
        fold(cell).trim(),
        "" | "-" | "?" | "x" | "okand" | "okant" | "unknown" | "not specified" | "saknas" | "annat"
    )
}

/// The year of study, 1–4; the grades 10–12 of international lists are its first three.
pub(super) fn grade(cell: &str) -> Option<u8> {
    let digits: String =
        cell.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    match digits.parse::<u8>().ok()? {
        year @ 1..=4 => Some(year),
        grade @ 10..=12 => Some(grade - 9),
        _ => None,
    }
}

/// A study path as texts name it.
struct Named {
    code: &'static str,
    /// Its name and code, folded.
    folded: [String; 2],
    /// Its name without its ending: `samhallsvetenskap`.
    stem: String,
}

static STUDY_PATHS: LazyLock<Vec<Named>> = LazyLock::new(|| {
    reference::STUDY_PATHS
        .iter()
        .map(|path| {
            let name = plain(path.name);
            let short =
                name.strip_suffix("sprogrammet").or_else(|| name.strip_suffix("programmet"));
            let stem = short.unwrap_or(&name).trim().to_owned();
            Named { code: path.code, folded: [fold(path.code), fold(path.name)], stem }
        })
        .collect()
});

/// The national code where the text names a study path: its name, its code, or a longer code that begins with it
/// (`TEINF`). Else the text.
pub(super) fn study_path(cell: &str) -> String {
    let text = tidy_name(cell);
    let folded = fold(&text);
    let words = plain(&text);
    let code = text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let is_code = (2..=8).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let paths = &*STUDY_PATHS;
    let same = paths.iter().find(|path| path.folded.contains(&folded));
    let begins = || {
        paths
            .iter()
            .filter(|path| path.stem.len() >= 5 && words.starts_with(path.stem.as_str()))
            .max_by_key(|path| path.stem.len())
    };
    let longer = || {
        paths
            .iter()
            .filter(|path| is_code && code.starts_with(path.code))
            .max_by_key(|path| path.code.len())
    };

    same.or_else(begins).or_else(longer).map_or(text, |path| path.code.to_owned())
}

/// Whether a cell marks its row, in a column that marks some.
pub(super) fn is_yes(cell: &str) -> bool {
    !matches!(
        fold(cell).trim(),
        "" | "nej" | "n" | "no" | "0" | "-" | "false" | "falskt" | "ingen" | "none"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    #[test]
    fn a_year_of_two_digits_is_where_it_makes_a_student() {
        let today: NaiveDate = "2026-11-26".parse().unwrap();
        for (cell, day) in [
            ("17/5/10", Some("2010-05-17")),
            ("28.12.10", Some("2010-12-28")),
            ("5/17/10", Some("2010-05-17")),
            ("10/5/17", Some("2010-05-17")),
            ("9/8/10", Some("2010-08-09")),
            ("10/8/09", None),
        ] {
            assert_eq!(date(cell, today), day.map(|day| day.parse().unwrap()), "{cell}");
        }
    }

    #[test]
    fn dates_are_understood_in_the_forms_lists_have() {
        for text in [
            "2009-03-01",
            "20090301",
            "090301",
            "09-03-01",
            "1/3/2009",
            "1/3 2009",
            "01.03.2009",
            "1 mars 2009",
            "1 Mar 2009",
            "2009-03-01 00:00:00",
            "2009-03-01T00:00:00",
            "39873",
            "39873.0",
        ] {
            assert_eq!(date(text, today()), Some("2009-03-01".parse().unwrap()), "{text}");
        }
        assert_eq!(date("3/15/2009", today()), Some("2009-03-15".parse().unwrap()));
        for text in ["2029-01-01", "mars", "", "31/31/2009", "070-123 45 67", "1", "åäö"] {
            assert_eq!(date(text, today()), None, "{text}");
        }
    }

    #[test]
    fn a_number_that_became_a_quantity_is_whole_or_cut_off() {
        assert!(
            matches!(scientific("2,00903012383E+11"), Some(Quantity::Whole(digits)) if digits == "200903012383")
        );
        assert!(matches!(scientific("2.00903e11"), Some(Quantity::CutOff)));
        assert!(scientific("Elin").is_none() && scientific("E").is_none());
    }

    #[test]
    fn study_paths_are_known_by_name_code_and_longer_code() {
        for (text, code) in [
            ("SA", "SA"),
            ("SASAM", "SA"),
            ("TEINF", "TE"),
            ("Samhällsvetenskapsprogrammet", "SA"),
            ("Samhällsvetenskap - beteende", "SA"),
            ("SA Samhällsvetenskap", "SA"),
            ("Bygg- och anläggningsprogrammet, husbyggnad", "BA"),
            ("Sagan om ringen", "Sagan om ringen"),
        ] {
            assert_eq!(study_path(text), code, "{text}");
        }
    }

    #[test]
    fn years_of_study_are_read_from_what_stands_around_them() {
        for (text, year) in
            [("1", Some(1)), ("Gy2", Some(2)), ("Åk 3", Some(3)), ("11", Some(2)), ("7", None)]
        {
            assert_eq!(grade(text), year, "{text}");
        }
    }
}
