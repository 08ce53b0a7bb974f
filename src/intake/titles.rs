//! Rows that are no students: titles that name a class, totals, footers.

use super::SheetRow;
use crate::domain::student::{fold, tidy_name};

/// A class's name longer than this many characters is taken for a sentence.
const LONGEST_CLASS: usize = 24;

/// Whether a text is written as classes are named: `SA26A`, `TE 24`, `NA1b`, `2EK`.
pub(super) fn is_class_name(text: &str) -> bool {
    let text = text.trim();
    // What spreadsheets call their sheets by themselves.
    const SHEETS: [&str; 6] = ["blad", "sheet", "ark", "taul", "tabelle", "lista"];
    if SHEETS.iter().any(|name| fold(text).starts_with(name)) {
        return false;
    }
    if text.chars().count() > 10 || !text.chars().all(|c| c.is_alphanumeric() || " -/_".contains(c))
    {
        return false;
    }
    // `3 Tuva Ek`, `12 Bo`: a numbered name.
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().count() > 0
            && letters.all(char::is_lowercase)
    };
    if text.starts_with(|first: char| first.is_ascii_digit()) && text.split(' ').any(is_name) {
        return false;
    }
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let first_letters = text.chars().take_while(|letter| letter.is_alphabetic()).count();
    let capitals = text.chars().filter(|letter| letter.is_uppercase()).count();

    (1..=3).contains(&digits)
        && (2..=7).contains(&letters)
        && (capitals >= 2 || capitals == 1 && digits >= 2)
        && (first_letters >= 2 || text.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether a text may be a class's name at all: a number alone, a telephone or an address is none.
pub(super) fn may_be_class(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !text.contains('@')
}

/// The class that a title names: `Klass: SA26A`, `Klasslista SA26A HT26`, a class's name alone, or `Klass` with the name
/// in the next cell.
pub(super) fn class_of(row: &SheetRow) -> Option<String> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let first = filled.next()?;
    let second = filled.next();
    if filled.next().is_some() {
        return None;
    }
    let label = plain(first);
    const LABELS: [&str; 9] = [
        "klass",
        "klasslista",
        "klasslista for",
        "elevlista",
        "grupp",
        "undervisningsgrupp",
        "gruppnamn",
        "class",
        "class list",
    ];
    match second {
        Some(second) if LABELS.contains(&label.as_str()) => {
            return (second.chars().count() <= LONGEST_CLASS).then(|| tidy_name(second));
        }
        None if is_class_name(first) => return Some(tidy_name(first)),
        _ => {}
    }
    // "Lugnetgymnasiet – Klasslista SA26A".
    let mut words = first.split([' ', ':', ',', '–', '(', ')']).filter(|word| !word.is_empty());
    if words.any(|word| LABELS.contains(&plain(word).as_str()))
        && let Some(class) = words.find(|word| is_class_name(word))
    {
        return Some(tidy_name(class));
    }
    // "SA26A (Mentor Eva Ek)", "Elever i SA26A", "Närvarolista SA26A ht 2026", "Lugnetgymnasiet SA26A".
    if second.is_none() {
        let words: Vec<&str> =
            first.split([' ', ':', ',', '–', '(', ')']).filter(|word| !word.is_empty()).collect();
        let mut named = words.iter().filter(|word| is_class_name(word) && !is_term(word));
        let around = words.iter().any(|word| {
            let plain = plain(word);
            const AROUND: [&str; 12] = [
                "mentor",
                "mentorer",
                "elever",
                "klassen",
                "narvarolista",
                "narvaro",
                "ht",
                "vt",
                "lasaret",
                "lista",
                "namnlista",
                "klassforestandare",
            ];
            AROUND.contains(&plain.as_str())
                || ["gymnasi", "skola"].iter().any(|part| plain.contains(part))
        });
        if let (Some(class), None, true) = (named.next(), named.next(), around) {
            return Some(tidy_name(class));
        }
    }
    // Beside another cell, `Klass: ` may as well begin a row of data.
    let begins = second.is_none()
        && LABELS
            .iter()
            .any(|name| label.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')));
    if !begins {
        return None;
    }

    // A group may be called anything, but only behind a colon.
    first
        .split_once(':')
        .map(|(_, name)| tidy_name(name))
        .filter(|name| !name.is_empty() && name.chars().count() <= LONGEST_CLASS)
}

/// The class that a line above the headings names somewhere, where it is the only one there: `Labbgrupper NA26C – Kemi 1`.
pub(super) fn only_class_in(row: &SheetRow) -> Option<String> {
    let text = row.cells.join(" ");
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_room = words.iter().any(|word| matches!(plain(word).as_str(), "sal" | "rum" | "lokal"));
    let mut named = words.iter().filter(|word| is_class_name(word) && !is_term(word));

    match (named.next(), named.next()) {
        (Some(class), None) if !is_room => Some(tidy_name(class)),
        _ => None,
    }
}

/// The class that the name of a sheet, a file or a page tells: it alone, or the only one among its words.
pub(super) fn class_in_name(name: &str) -> Option<String> {
    if is_class_name(name) {
        return Some(tidy_name(name));
    }

    only_class_in(&SheetRow { cells: vec![name.to_owned()], ..SheetRow::default() })
}

/// Whether a cell names one class and another, as of somebody who moves: `SA26A -> SA26B`, `SA26A/EK26B`.
pub(super) fn names_two_classes(cell: &str) -> bool {
    if !cell.contains(['>', '→', '/', ' ']) {
        return false;
    }
    ["->", "→", "=>", "/", " till "].iter().any(|sign| {
        cell.split_once(sign).is_some_and(|(one, other)| {
            is_class_name(one) && is_class_name(other) && other.trim().len() > 2
        })
    })
}

/// `HT26`: a term, not a class.
fn is_term(word: &str) -> bool {
    let folded = fold(word);
    let digits = folded.trim_start_matches("ht").trim_start_matches("vt");

    digits.len() < folded.len() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A line such as `Antal elever: 28` or `Sida 1 av 2` around the students.
pub(super) fn is_total(row: &SheetRow) -> bool {
    let filled: Vec<&String> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let Some(first) = filled.first() else { return true };
    if filled.len() > 3 {
        return false;
    }
    if filled.iter().any(|cell| is_page_number(cell)) {
        return true;
    }
    if names_somebody(first) {
        return false;
    }
    let first = fold(first);
    const WORDS: [&str; 14] = [
        "antal",
        "summa",
        "total",
        "utskriv",
        "sida ",
        "printed",
        "page ",
        "skapad",
        "uttagen",
        "urval",
        "kalla",
        "exporterad",
        "varav ",
        "senast ",
    ];

    WORDS.iter().any(|word| first.starts_with(word))
        && (first.contains(':')
            || first.chars().any(|letter| letter.is_ascii_digit())
            || filled[1..].iter().any(|cell| cell.starts_with(|c: char| c.is_ascii_digit()))
            || filled.len() == 1)
}

/// Whether what follows the first word is a name: `Antal Kovács` is a person, `Antal Elever` is not.
fn names_somebody(text: &str) -> bool {
    const COUNTED: [&str; 8] =
        ["elever", "flickor", "pojkar", "personer", "deltagare", "studenter", "students", "rader"];
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|letter| letter.is_alphabetic() || "-'’".contains(letter))
            && !COUNTED.contains(&fold(word).as_str())
    };
    let mut words = text.split_whitespace();

    words.next().is_some_and(is_name) && words.clone().count() > 0 && words.all(is_name)
}

/// `Sida 1 av 2`, `Page 3`.
fn is_page_number(cell: &str) -> bool {
    let plain = plain(cell);

    ["sida ", "page "].iter().any(|word| {
        plain.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Whether a plain text begins with some words.
pub(super) fn begins_with(plain: &str, words: &str) -> bool {
    plain.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// A text folded, its punctuation as spaces.
pub(super) fn plain(text: &str) -> String {
    let folded = fold(text);

    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> SheetRow {
        SheetRow {
            number: 1,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            ..SheetRow::default()
        }
    }

    #[test]
    fn classes_are_known_by_how_they_are_written() {
        for name in ["SA26A", "TE 24", "NA1b", "2EK", "EKHB25", "Ba25a", "SA26A/B"] {
            assert!(is_class_name(name), "{name}");
        }
        for text in [
            "Elin",
            "12",
            "Sida 1 av 2",
            "2026-08-20",
            "A1",
            "Berg",
            "20090301-TF01",
            "3 Tuva Ek",
            "12 Bo",
        ] {
            assert!(!is_class_name(text), "{text}");
        }
    }

    #[test]
    fn titles_name_classes() {
        for (cells, class) in [
            (&["Klass: SA26A"][..], Some("SA26A")),
            (&["Klasslista SA26A HT26"], Some("SA26A")),
            (&["", "Klass", "SA26A"], Some("SA26A")),
            (&["Lugnetgymnasiet – Klasslista SA26A"], Some("SA26A")),
            (&["SA26A"], Some("SA26A")),
            (&["Grupp: Entreprenörskap 1"], Some("Entreprenörskap 1")),
            (&["Klassföreståndare: Eva Ek"], None),
            (&["Klasslista läsåret 26/27"], None),
            (&["Klass", "Namn", "Personnr"], None),
            (&["Elin Berg"], None),
        ] {
            assert_eq!(class_of(&row(cells)).as_deref(), class, "{cells:?}");
        }
    }

    #[test]
    fn totals_are_no_students() {
        assert!(is_total(&row(&["Antal elever: 28"])));
        assert!(is_total(&row(&["Summa", "", "28"])));
        assert!(is_total(&row(&["Sida 1 av 2"])));
        assert!(!is_total(&row(&["Totala", "Ek"])));
        assert!(!is_total(&row(&["Antal Kovács", "070-174 06 12", "SA26A"])));
        assert!(is_total(&row(&["Antal Elever", "28"])));
    }
}
