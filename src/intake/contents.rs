//! What columns hold, seen from what stands in them.

use chrono::NaiveDate;

use super::{SheetRow, belonging, clean, names, titles, values};
use crate::domain::identity_number::IdentityNumber;
use crate::domain::student::fold;
use crate::reference;
use crate::register::list::{LeftOut, Sight};

/// Rows looked at.
const SAMPLE: usize = 60;

/// The rows of a sheet that look like students: neither blank nor a title or total, and as wide as most.
pub(super) fn sample(rows: &[SheetRow]) -> Vec<&SheetRow> {
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let rows: Vec<&SheetRow> = rows
        .iter()
        .filter(|row| !row.is_blank() && !titles::is_total(row) && titles::class_of(row).is_none())
        .take(SAMPLE)
        .collect();
    let mut widths: Vec<usize> = rows.iter().map(|row| filled(row)).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);

    rows.into_iter().filter(|row| filled(row) * 2 > usual).collect()
}

/// What a column's cells look like; each a share of those that are filled, in percent.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Looks {
    /// How many cells are filled.
    pub filled: usize,
    pub email: usize,
    pub identity_number: usize,
    pub birth_date: usize,
    pub class: usize,
    pub sex: usize,
    pub study_path: usize,
    /// Words without digits.
    pub words: usize,
    /// Two words or more, or two parts with a comma.
    pub several_words: usize,
    /// Parts around a comma.
    pub comma: usize,
    /// The first word is a common given name.
    pub given: usize,
    /// Any word is.
    pub any_given: usize,
    /// What somebody is in a class.
    pub role: usize,
    /// Whether it has nothing but 1 and 0, or yes and no, and at most half of the rows have a 1.
    pub is_mark_of_few: bool,
}

/// Looks at a column.
pub(super) fn look(sample: &[&SheetRow], column: usize) -> Looks {
    let cells: Vec<&str> =
        sample.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
    let unnumbered = clean::without_number;
    let share = |test: &dyn Fn(&str) -> bool| match cells.len() {
        0 => 0,
        filled => cells.iter().filter(|cell| test(cell)).count() * 100 / filled,
    };
    let is_words = |cell: &str| {
        let cell = unnumbered(cell);
        cell.chars().any(char::is_alphabetic)
            && !cell.chars().any(|letter| letter.is_ascii_digit() || "@:/_".contains(letter))
    };
    let first_word =
        |cell: &str| unnumbered(cell).split([' ', ',']).next().unwrap_or_default().to_owned();

    Looks {
        filled: cells.len(),
        email: share(&|cell| cell.contains('@') && cell.contains('.') && !cell.contains(' ')),
        identity_number: share(&is_identity_number),
        birth_date: share(&|cell| values::date(cell, far_off()).is_some_and(is_birth_date)),
        class: share(&titles::is_class_name),
        sex: share(&|cell| {
            !cell.bytes().all(|b| b.is_ascii_digit()) && values::sex(cell).is_some()
        }),
        study_path: share(&|cell| {
            !titles::is_class_name(cell)
                && reference::STUDY_PATHS.iter().any(|path| values::study_path(cell) == path.code)
        }),
        words: share(&is_words),
        several_words: share(&|cell| is_words(cell) && unnumbered(cell).contains([' ', ','])),
        comma: share(&|cell| {
            is_words(cell) && cell.split(',').filter(|part| !part.trim().is_empty()).count() == 2
        }),
        given: share(&|cell| is_words(cell) && names::is_given(&first_word(cell))),
        any_given: share(&|cell| is_words(cell) && cell.split([' ', ',']).any(names::is_given)),
        role: share(&belonging::is_role),
        is_mark_of_few: {
            let is = |cell: &str, words: &[&str]| {
                words.iter().any(|word| cell.eq_ignore_ascii_case(word))
            };
            let marked = cells.iter().filter(|cell| is(cell, &["1", "ja", "j", "true"])).count();
            let others = cells.iter().filter(|cell| is(cell, &["0", "nej", "n", "false"])).count();
            marked > 0 && marked + others == cells.len() && marked * 2 <= sample.len()
        },
    }
}

/// The share of a column's filled cells that say that somebody is a guardian, in percent.
pub(super) fn share_of_guardians(sample: &[&SheetRow], column: usize) -> usize {
    let cells: Vec<&str> =
        sample.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
    let guardian = Sight::LeftOut(LeftOut::Guardian);
    let count = cells.iter().filter(|cell| belonging::of_role(cell) == guardian).count();

    count * 100 / cells.len().max(1)
}

fn is_identity_number(cell: &str) -> bool {
    let number = IdentityNumber::read(cell, far_off());

    // Eight digits and fewer are days, ten that begin with 07 telephones.
    number.is_some()
        && cell.chars().filter(char::is_ascii_digit).count() >= 9
        && !cell.starts_with("07")
        || values::scientific(cell).is_some() && cell.len() > 6
}

/// The century does not matter for recognising a number.
fn far_off() -> NaiveDate {
    NaiveDate::from_ymd_opt(2099, 12, 31).unwrap_or_default()
}

fn is_birth_date(day: NaiveDate) -> bool {
    use chrono::Datelike;

    (1940..=2090).contains(&day.year())
}

/// Headings of columns that are about somebody else than the student.
pub(super) fn is_about_somebody_else(heading: &str) -> bool {
    const PEOPLE: [&str; 25] = [
        "vuxen",
        "vuxna",
        "huoltaja",
        "foresatt",
        "forelder",
        "verge",
        "opettaja",
        "vardnadshavare",
        "vh",
        "malsman",
        "foralder",
        "anhorig",
        "mentor",
        "larare",
        "handledare",
        "kontaktperson",
        "god man",
        "guardian",
        "parent",
        "teacher",
        "forestandare",
        "rektor",
        "syskon",
        "mamma",
        "pappa",
    ];

    names_any(heading, &PEOPLE)
}

/// Headings of columns that are about somebody else, or about something that is not kept: what stands below them is never
/// taken for the student's.
pub(super) fn is_about_something_else(heading: &str) -> bool {
    const THINGS: [&str; 11] = [
        "telefon",
        "mobil",
        "phone",
        "gatuadress",
        "postadress",
        "kommentar",
        "anteckning",
        "ort",
        "id",
        "startdatum",
        "slutdatum",
    ];

    is_about_somebody_else(heading) || names_any(heading, &THINGS)
}

/// Whether a text has any of the words; short ones only as words of their own, perhaps with a number.
fn names_any(text: &str, words: &[&str]) -> bool {
    let folded = fold(text);
    let own: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .map(|word| word.trim_end_matches(|letter: char| letter.is_ascii_digit()))
        .collect();

    words.iter().any(|word| match word.len() {
        0..=3 => own.contains(word),
        _ => folded.contains(word),
    })
}
