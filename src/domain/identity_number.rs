//! Swedish identity numbers, read for what they tell and then forgotten.
//!
//! Forms after Skatteverket (SKV 704, SKV 707): personnummer and samordningsnummer with 10 or 12
//! digits, `-` or `+` before the last four; temporary numbers of schools and health care, where a
//! letter stands among the last four (`TF01`, `T123`, `R234`).

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::LegalSex;

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Personnummer.
    Personal,
    /// Samordningsnummer: the day of birth is raised by 60.
    Coordination,
    /// A number made up by a school or a clinic until there is a real one.
    Temporary,
}

/// A number that was understood. It cannot be printed: neither `Display` nor its digits in `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdentityNumber {
    pub kind: Kind,
    /// The day of birth it holds.
    pub birth_date: NaiveDate,
    /// Legal sex; temporary numbers tell none.
    pub legal_sex: Option<LegalSex>,
    /// Whether the check digit is wrong. A warning, never a reason to refuse.
    pub wrong_check_digit: bool,
    digits: String,
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("IdentityNumber").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl IdentityNumber {
    /// Reads a number in any of its written forms, also one that a spreadsheet took for a number
    /// and robbed of its leading zero. `today` decides the century of a 10-digit number.
    pub fn read(text: &str, today: NaiveDate) -> Option<Self> {
        let text: String = text
            .trim()
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .map(|letter| match letter {
                '–' | '−' | '‐' | '‑' => '-',
                other => other.to_ascii_uppercase(),
            })
            .collect();
        let text = text.strip_suffix(".0").unwrap_or(&text);
        let (date, last_four, over_hundred) = split(text)?;
        let (birth_date, raised) = birth_date(&date, over_hundred, today)?;
        let all_digits = last_four.bytes().all(|byte| byte.is_ascii_digit());
        let kind = match (all_digits, raised) {
            (false, _) => Kind::Temporary,
            (true, true) => Kind::Coordination,
            (true, false) => Kind::Personal,
        };
        let short = format!("{}{last_four}", &date[date.len() - 6..]);

        Some(Self {
            kind,
            birth_date,
            legal_sex: if all_digits { sex(&last_four) } else { None },
            wrong_check_digit: all_digits && !luhn(&short),
            digits: format!("{:04}{}", birth_date.year(), &short[2..]),
        })
    }

    /// The 12 characters, for a keyed hash and nothing else.
    pub fn for_hashing(&self) -> &[u8] {
        self.digits.as_bytes()
    }
}

/// The text without the identity numbers that stand in it, also amid other words; `None` where there is none. For texts
/// that are kept, such as names: a number that somebody wrote there is not.
pub fn strike(text: &str) -> Option<String> {
    if text.bytes().filter(u8::is_ascii_digit).count() < 8 {
        return None;
    }
    // The century does not matter for recognising one.
    let far_off = NaiveDate::from_ymd_opt(2099, 12, 31)?;
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |index: usize| letters.get(index).is_some_and(char::is_ascii_digit);
    let is_word = |index: usize| letters.get(index).is_some_and(|c| c.is_alphanumeric());
    let mut kept = String::with_capacity(text.len());
    let mut index = 0;
    let mut found = false;
    while index < letters.len() {
        let begins = is_digit(index) && !(index > 0 && is_digit(index - 1));
        let end = if begins { number_end(&letters, index) } else { None };
        let number = end.filter(|end| !is_word(*end)).filter(|end| {
            let candidate: String = letters[index..*end].iter().collect();
            IdentityNumber::read(&candidate, far_off).is_some()
        });
        match number {
            Some(end) => {
                found = true;
                index = end;
            }
            None => {
                kept.push(letters[index]);
                index += 1;
            }
        }
    }

    found.then(|| kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where a number that begins at `start` would end: six or eight digits, perhaps a sign or a space, four characters.
fn number_end(letters: &[char], start: usize) -> Option<usize> {
    let digits = letters[start..].iter().take_while(|letter| letter.is_ascii_digit()).count();
    if matches!(digits, 10 | 12) {
        return Some(start + digits);
    }
    if !matches!(digits, 6 | 8) {
        return None;
    }
    let after = start + digits;
    let signs = letters[after..]
        .iter()
        .take(3)
        .take_while(|letter| letter.is_whitespace() || "-+–−‐‑".contains(**letter))
        .count();
    let last_four: String = letters[after + signs..].iter().take(4).collect();

    is_last_four(&last_four.to_uppercase()).then_some(after + signs + 4)
}

/// The date's digits (6 or 8), the last four characters, and whether `+` says over a hundred.
fn split(text: &str) -> Option<(String, String, bool)> {
    let plus = text.contains('+');
    let (date, rest) = match text.find(['-', '+']) {
        Some(position) => (text[..position].to_owned(), text[position + 1..].to_owned()),
        None if !text.is_ascii() => return None,
        None => {
            // Seven to nine digits are ten that lost their leading zeros; a year with its century never starts
            // with one. Eight may be a day of birth, too, which is the reader's to decide first.
            let padded = match text.len() {
                7..=9 => format!("{text:0>10}"),
                _ => text.to_owned(),
            };
            let cut = padded.len().checked_sub(4)?;

            (padded[..cut].to_owned(), padded[cut..].to_owned())
        }
    };
    let date = if (3..=5).contains(&date.len()) { format!("{date:0>6}") } else { date };
    let plausible_date =
        matches!(date.len(), 6 | 8) && date.bytes().all(|byte| byte.is_ascii_digit());

    (plausible_date && is_last_four(&rest)).then_some((date, rest, plus))
}

/// Four digits, or a temporary form: one or two letters that temporary numbers have, and digits.
fn is_last_four(text: &str) -> bool {
    if text.len() != 4 || !text.is_ascii() {
        return false;
    }
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();

    letters <= 2
        && text[letters..].bytes().all(|byte| byte.is_ascii_digit())
        && text[..letters].bytes().all(|byte| b"TRSUWXJKLMNFPA".contains(&byte))
}

/// The day of birth and whether the day was raised by 60.
fn birth_date(digits: &str, over_hundred: bool, today: NaiveDate) -> Option<(NaiveDate, bool)> {
    let day: u32 = digits[digits.len() - 2..].parse().ok()?;
    let month: u32 = digits[digits.len() - 4..digits.len() - 2].parse().ok()?;
    let raised = day > 60;
    let day = if raised { day - 60 } else { day };
    if digits.len() == 8 {
        let year = digits[..4].parse().ok()?;
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        return ((1850..=today.year()).contains(&year) && date <= today).then_some((date, raised));
    }
    let short_year: i32 = digits[..2].parse().ok()?;
    let newest = today.year() - (today.year() - short_year).rem_euclid(100);
    let at = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
    let year = match at(newest) {
        Some(date) if date <= today => newest,
        _ => newest - 100,
    };
    let year = if over_hundred { year - 100 } else { year };

    Some((at(year)?, raised))
}

fn sex(last_four: &str) -> Option<LegalSex> {
    let third = last_four.as_bytes().get(2)?;

    Some(if (third - b'0').is_multiple_of(2) { LegalSex::Female } else { LegalSex::Male })
}

/// The Luhn check over ten digits.
fn luhn(ten: &str) -> bool {
    let sum: u32 = ten
        .bytes()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0') * if index % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();

    ten.len() == 10 && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn read(text: &str) -> Option<IdentityNumber> {
        IdentityNumber::read(text, day("2026-11-23"))
    }

    #[test]
    fn every_written_form_gives_the_same_person() {
        // 2009-03-01 is an invented birth date; the last four are invented with a right check digit.
        let reference = read("20090301-2383").unwrap();

        for text in
            ["200903012383", "0903012383", "090301-2383", "090301 2383", "903012383", "90301-2383"]
        {
            assert_eq!(read(text).as_ref(), Some(&reference), "{text}");
        }
        assert_eq!(reference.birth_date, day("2009-03-01"));
        assert_eq!(reference.legal_sex, Some(LegalSex::Female));
        assert!(!reference.wrong_check_digit);
        assert_eq!(reference.kind, Kind::Personal);
    }

    #[test]
    fn a_wrong_check_digit_warns_and_still_tells_the_birth_date() {
        let number = read("20090301-2384").unwrap();

        assert!(number.wrong_check_digit);
        assert_eq!(number.birth_date, day("2009-03-01"));
    }

    #[test]
    fn coordination_and_temporary_numbers_are_known() {
        let coordination = read("20090361-2380").unwrap();
        assert_eq!(
            (coordination.kind, coordination.birth_date),
            (Kind::Coordination, day("2009-03-01"))
        );

        for text in ["20090301-TF01", "090301T123", "20090301-R234"] {
            let temporary = read(text).unwrap();
            assert_eq!((temporary.kind, temporary.legal_sex), (Kind::Temporary, None), "{text}");
            assert!(!temporary.wrong_check_digit);
        }
    }

    #[test]
    fn the_century_is_the_latest_that_lies_in_the_past() {
        assert_eq!(read("261122-0000").unwrap().birth_date, day("2026-11-22"));
        assert_eq!(read("261124-0000").unwrap().birth_date, day("1926-11-24"));
        assert_eq!(read("200101+0000").unwrap().birth_date, day("1920-01-01"));
        assert_eq!(read("000229-0000").unwrap().birth_date, day("2000-02-29"));
    }

    #[test]
    fn what_is_no_identity_number_is_left_alone() {
        for text in [
            "",
            "Anna",
            "1234",
            "20091301-1234",
            "20090230-1234",
            "070-123 45 67",
            "12345678901",
            "å90301-2383",
            "20990101-1234",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn all_leading_zeros_may_be_lost() {
        // Born on 1 January 2000: "0001012392" as a number.
        assert_eq!(read("1012392").map(|number| number.birth_date), Some(day("2000-01-01")));
        assert_eq!(read("101-2392").map(|number| number.birth_date), Some(day("2000-01-01")));
    }

    #[test]
    fn numbers_are_struck_out_of_other_texts() {
        for (text, kept) in [
            ("Elin Berg 20090301-2383", "Elin Berg"),
            ("090301-2383 Elin", "Elin"),
            ("Elin (0903012383) Berg", "Elin () Berg"),
            ("Elin 20090301 TF01", "Elin"),
            ("elin200903012383@skola.example", "elin@skola.example"),
        ] {
            assert_eq!(strike(text).as_deref(), Some(kept), "{text}");
        }
        for text in ["Elin Berg", "SA26A", "", "2026-08-20", "Grupp 12345678", "090301"] {
            assert_eq!(strike(text), None, "{text}");
        }
    }

    #[test]
    fn its_digits_are_never_shown() {
        assert!(!format!("{:?}", read("20090301-2383")).contains("2383"));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_fail(text in "\\PC{0,20}") {
            let _ = read(&text);
        }
    }
}
