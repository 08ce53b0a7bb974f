//! Names as they are typed in lists: with numbers before them, remarks behind them, in capitals.

use chrono::NaiveDate;

use super::{belonging, protected, values};
use crate::domain::student::tidy_name;
use crate::register::list::{Doubt, Sight};

/// A name without what stands around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cleaned {
    pub name: String,
    /// Whether what stood beside it says that the personal data is protected.
    pub protected: bool,
    /// What it says of whether there is a student.
    pub sight: Sight,
    /// The birth date that stood beside it.
    pub born: Option<NaiveDate>,
    /// The address that it was a link to.
    pub address: Option<String>,
    /// Whether something was taken off.
    pub was_cleaned: bool,
}

/// Takes off what is no name.
pub(super) fn name(cell: &str, today: NaiveDate) -> Cleaned {
    let mut cleaned = Cleaned::default();
    if is_ordinary(cell) && !is_error(cell) {
        cleaned.name = tidy_name(cell);
        return cleaned;
    }
    if is_error(cell) {
        return cleaned;
    }
    let (mut text, address) = without_markup(cell);
    cleaned.address = address;
    if text.starts_with("~~") {
        // Struck through.
        cleaned.sight = Sight::Asked(Doubt::Status);
    }
    if text.contains("~~") {
        text = text.replace("~~", "");
    }
    for (begin, open, close) in [(" (", '(', ')'), (" [", '[', ']')] {
        while let Some(start) = text.find(begin).map(|at| at + 1) {
            let end =
                text[start..].find(close).map_or(text.len(), |end| start + end + close.len_utf8());
            let inside = text[start + open.len_utf8()..end].trim_end_matches(close).to_owned();
            cleaned.note(&inside, today);
            text.replace_range(start..end, " ");
        }
    }
    for dash in [" - ", " – ", " — ", " / "] {
        if let Some((before, after)) = text.split_once(dash)
            && is_remark(after)
        {
            cleaned.note(after, today);
            text = before.to_owned();
        }
    }
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.len() > 1 && is_numbering(words[0]) {
        words.remove(0);
    }
    words.retain(|word| match born_in(word, today) {
        Some(day) if text.split_whitespace().count() > 1 => {
            cleaned.born = cleaned.born.or(Some(day));
            false
        }
        _ => !is_mark(word),
    });
    if cleaned.born.is_some() {
        words.retain(|word| !matches!(*word, "f." | "f" | "född" | "fødd" | "born" | "b."));
    }
    let joined = words.join(" ");
    let kept = joined
        .trim_start_matches(|letter: char| "*•·✓✔☐□>".contains(letter))
        .trim_end_matches(|letter: char| "*+•·,†°".contains(letter));
    // What is stuck to the first word: "1.Alva", "*Alva".
    let kept = strip_stuck_number(kept);
    cleaned.name = tidy_name(kept);
    cleaned.was_cleaned = cleaned.name != tidy_name(cell);

    cleaned
}

/// Whether a cell has nothing around a name, as nearly all: letters, and hyphens and apostrophes within words.
fn is_ordinary(cell: &str) -> bool {
    let mut before = ' ';
    let mut is_masked = true;
    for letter in cell.chars() {
        let is_within = matches!(letter, '-' | '\'') && before.is_alphabetic();
        if !(letter.is_alphabetic() || letter == ' ' && before.is_alphabetic() || is_within) {
            return false;
        }
        is_masked &= matches!(letter, 'x' | 'X');
        before = letter;
    }

    // `null`, `nan` and the like are looked at closer.
    cell.len() > 4 && before.is_alphabetic() && !is_masked
}

impl Cleaned {
    fn note(&mut self, remark: &str, today: NaiveDate) {
        self.protected |= protected::says_protected(remark);
        let sight = belonging::of_remark_beside_name(remark);
        if sight != Sight::Student {
            self.sight = sight;
        }
        let words = remark.split_whitespace();
        self.born = self.born.or(words.filter_map(|word| born_in(word, today)).next());
    }
}

/// A text without the marks of Markdown around it, and the address of a link: `**Elin Berg**`, `[Elin Berg](mailto:elin@…)`.
fn without_markup(cell: &str) -> (String, Option<String>) {
    let cell = cell.trim();
    if let Some((text, rest)) = cell.strip_prefix('[').and_then(|rest| rest.split_once("]("))
        && let Some(target) = rest.strip_suffix(')')
    {
        let address = target.strip_prefix("mailto:").map(str::to_owned);
        return (text.to_owned(), address);
    }
    for mark in ["**", "__", "`"] {
        if let Some(text) = cell.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)) {
            return (text.to_owned(), None);
        }
    }
    (cell.to_owned(), None)
}

/// An address without what stands around it: `<elin@…>`, `mailto:elin@…`, `[elin@…](mailto:elin@…)`.
pub(super) fn address(cell: &str) -> &str {
    let cell = cell.trim();
    let link = cell.strip_prefix('[').and_then(|rest| rest.split_once("](")).map(|(text, _)| text);

    link.unwrap_or(cell).trim_matches(['<', '>', '`', ';', ',']).trim_start_matches("mailto:")
}

/// Whether a sign may be one that a legend explains.
pub(super) fn is_mark_of_legend(letter: char) -> bool {
    matches!(letter, '*' | '#' | '+' | '†' | '°' | '¹' | '²' | '³')
}

/// Whether a line explains a mark: `* = börjar i januari`, `** slutade före lovet`.
pub(super) fn is_legend(line: &str) -> bool {
    let line = line.trim();
    if !line.starts_with(is_mark_of_legend) {
        return false;
    }
    let rest = line.trim_start_matches(is_mark_of_legend);
    let explanation = rest.trim_start_matches([' ', '=', ':', '-', '–']);

    rest.len() < line.len()
        && explanation.len() < rest.len()
        && (explanation.starts_with(char::is_lowercase) || rest.trim_start().starts_with('='))
}

/// The marks in a name's cell, each as far as it goes: `**` in `Elin Berg**`.
pub(super) fn marks_in(cell: &str) -> Vec<&str> {
    cell.split(|letter: char| !is_mark_of_legend(letter)).filter(|mark| !mark.is_empty()).collect()
}

/// Whether a name is about several people: `Ida & Isak Ek`, `Tindra och Alicia Nordin`.
pub(super) fn names_several(name: &str) -> bool {
    name.contains(['&', '+'])
        || name
            .split(' ')
            .any(|word| matches!(word.to_lowercase().as_str(), "och" | "and" | "samt"))
}

/// A name without the number or sign before it and the remark behind it, for looking at its words.
pub(super) fn bare(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let rest = words.join(" ");
    let mut rest = rest.as_str();
    loop {
        let without = without_number(rest);
        if without == rest {
            break;
        }
        rest = without;
    }
    let end = [" (", " [", " - ", " – "].iter().filter_map(|sign| rest.find(sign)).min();

    rest[..end.unwrap_or(rest.len())].trim_end_matches(['*', ' ']).to_owned()
}

/// Cells that are filled with nothing, and formulas that have gone wrong.
fn is_error(cell: &str) -> bool {
    let text = cell.trim();

    let is_masked = text.len() >= 2 && text.chars().all(|letter| matches!(letter, 'x' | 'X'));

    const NOBODY: [&str; 9] = [
        "okänd",
        "okänt",
        "okänt namn",
        "uppgift saknas",
        "namn saknas",
        "saknas",
        "nn",
        "n.n.",
        "unknown",
    ];

    is_rule(text)
        || is_masked
        || NOBODY.contains(&text.to_lowercase().as_str())
        || matches!(text, "0" | "-" | "–" | "." | "NULL" | "null" | "N/A" | "n/a" | "None" | "nan")
        || is_broken_formula(text)
}

/// A line drawn with signs, as Markdown has below its headings.
pub(super) fn is_rule(cell: &str) -> bool {
    let text = cell.trim();

    text.len() >= 2 && text.chars().all(|letter| "-–—=_:|.*+ ".contains(letter))
}

/// What a spreadsheet shows where a formula has gone wrong: the rest of the row may be wrong too.
pub(super) fn is_broken_formula(cell: &str) -> bool {
    let text = cell.trim();
    let call = text.strip_prefix('=').and_then(|rest| rest.split_once('('));
    if call.is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|letter| letter.is_uppercase() || letter == '.')
    }) {
        return true;
    }

    text.starts_with('#')
        && text.ends_with(['!', '?', 'A', 'D'])
        && text.chars().skip(1).all(|letter| letter.is_uppercase() || "!?/0".contains(letter))
}

/// Whether what follows a dash is a remark rather than the second half of a name.
fn is_remark(text: &str) -> bool {
    let begins_otherwise =
        |word: &str| word.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());

    text.split_whitespace().any(begins_otherwise)
        || protected::says_protected(text)
        || belonging::has_left(text)
}

/// `1.`, `12)`, `3`, `-`, `•`, `*`.
fn is_numbering(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')', ':', '-']);

    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        || is_mark(word)
}

/// What stands behind the number of a row that is written before a name: `1. Elin`, `12) Elin`, `3 Elin`.
pub(super) fn without_number(text: &str) -> &str {
    let is_identity_number = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        matches!(digits, 10 | 12) && word.chars().all(|one| one.is_ascii_digit() || one == '-')
    };
    match text.split_once(' ') {
        Some((number, rest)) if is_numbering(number) || is_identity_number(number) => {
            rest.trim_start()
        }
        _ => strip_stuck_number(text),
    }
}

fn is_mark(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| "*•·-–—+#_✓✔☐□>".contains(letter))
}

fn strip_stuck_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = text.len() - rest.len();
    let rest = rest.trim_start_matches(['.', ')', ':', ' ']);

    match (1..=3).contains(&digits) && rest.starts_with(char::is_alphabetic) {
        true => rest,
        false => text,
    }
}

/// A birth date that stands among a name's words: `100517`, `20100517`, `2010-05-17`.
fn born_in(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let word = word.trim_matches(|letter: char| !letter.is_ascii_digit());
    let digits = word.bytes().filter(u8::is_ascii_digit).count();

    (matches!(digits, 6 | 8) && word.len() <= 10).then(|| values::date(word, today)).flatten()
}

/// Whether a name has signs that stand in no name, but come where letters are read in another code than they were written in:
/// `Bergstr”m`, `BergstrÃ¶m`, `M†rten`.
pub(super) fn has_foreign_signs(name: &str) -> bool {
    // Most names have none but ordinary letters.
    if name.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-')) {
        return false;
    }
    let has_open_quote = name.matches('"').count() % 2 == 1 || name.contains("\"\"");

    has_open_quote
        || name.split([' ', '-']).any(|word| {
            let letters: Vec<char> = word.chars().collect();
            let is_within = |index: usize| {
                let beside = [index.checked_sub(1), Some(index + 1)];
                let mut beside = beside.into_iter().map(|at| at.and_then(|at| letters.get(at)));
                beside.all(|letter| letter.is_some_and(|letter| letter.is_alphabetic()))
            };
            let is_greek_or_cyrillic =
                |letter: &char| matches!(letter, '\u{370}'..='\u{52f}') && letter.is_alphabetic();
            let is_mixed = letters.iter().any(is_greek_or_cyrillic)
                && letters.iter().any(char::is_ascii_alphabetic);
            // A capital with a mark within a word in small letters: `MŠrta`.
            let has_odd_capital = letters.windows(3).any(|three| {
                let [before, letter, after] = [three[0], three[1], three[2]];
                before.is_lowercase()
                    && !letter.is_ascii()
                    && letter.is_uppercase()
                    && after.is_lowercase()
            });

            is_mixed
                || has_odd_capital
                || letters.iter().enumerate().any(|(index, letter)| match letter {
                    // Quotation marks stand around a name.
                    '“' | '”' | '„' | '‚' | '«' | '»' | '‹' | '›' => is_within(index),
                    '\u{80}'..='\u{9f}'
                    | '¡'..='§'
                    | '©'
                    | '¬'..='¯'
                    | '°'..='³'
                    | '¶'
                    | '¹'
                    | '¼'..='¿' => true,
                    '~' | '[' | ']' | '{' | '}' | '@' => true,
                    '×' | '÷' | 'ƒ' | '†' | '‡' | '…' | '‰' | '€' | '™' | 'ˆ' | '˜'
                    | '\u{fffd}' => true,
                    '\u{2500}'..='\u{259f}' => true,
                    _ => false,
                })
        })
}

/// Whether every letter of a name is a capital, and it has some.
pub(super) fn is_capital(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic());
    let (mut count, mut all) = (0, true);
    for letter in letters {
        count += 1;
        all &= !letter.is_lowercase();
    }

    all && count >= 2
}

/// A name that is written in capitals, as it is written else: `O'NEILL` becomes `O'Neill`, `ÅSA-LOTTA` `Åsa-Lotta`.
/// Initials and particles stay as they are.
pub(super) fn without_capitals(name: &str) -> String {
    let word = |word: &str| {
        let is_initials = word.contains('.') || word.chars().count() <= 1;
        if is_initials || !is_capital(word) {
            return word.to_owned();
        }
        const PARTICLES: [&str; 10] =
            ["VON", "AF", "DE", "VAN", "DER", "DEN", "LA", "DEL", "DOS", "DA"];
        if PARTICLES.contains(&word) {
            return word.to_lowercase();
        }
        let mut begins = true;
        let mut written = String::with_capacity(word.len());
        for letter in word.chars() {
            match begins {
                true => written.push(letter),
                false => written.extend(letter.to_lowercase()),
            }
            begins = matches!(letter, '-' | '\'' | '’');
        }
        if let Some(rest) = written.strip_prefix("Mc")
            && let Some(first) = rest.chars().next().filter(|_| rest.len() > 2)
        {
            let capital: String = first.to_uppercase().collect();
            written = format!("Mc{capital}{}", &rest[first.len_utf8()..]);
        }
        written
    };

    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A name that is written in small letters, as it is written else: `åsa-lotta` becomes `Åsa-Lotta`. Particles stay as they are.
pub(super) fn with_capitals(name: &str) -> String {
    const PARTICLES: [&str; 10] =
        ["von", "af", "de", "van", "der", "den", "la", "del", "dos", "da"];
    let word = |word: &str| {
        if PARTICLES.contains(&word) {
            return word.to_owned();
        }
        let mut begins = true;
        let mut written = String::with_capacity(word.len());
        for letter in word.chars() {
            match begins {
                true => written.extend(letter.to_uppercase()),
                false => written.push(letter),
            }
            begins = matches!(letter, '-' | '\'' | '’');
        }
        written
    };

    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cell: &str) -> Cleaned {
        name(cell, "2026-11-23".parse().unwrap())
    }

    #[test]
    fn small_letters_become_names() {
        assert_eq!(with_capitals("åsa-lotta von weiß"), "Åsa-Lotta von Weiß");
    }

    #[test]
    fn what_stands_around_a_name_is_taken_off() {
        for (cell, kept) in [
            ("1. Alva Bergström", "Alva Bergström"),
            ("12) Noel", "Noel"),
            ("3 Tuva Ek", "Tuva Ek"),
            ("1.Alva", "Alva"),
            ("Alva Bergström (ny)", "Alva Bergström"),
            ("Tuva Ek *", "Tuva Ek"),
            ("• Tuva Ek", "Tuva Ek"),
            ("Melvin Fors (byter till EK)", "Melvin Fors"),
            ("Tuva Ek 20100812", "Tuva Ek"),
            ("Melvin Fors f. 2010-07-11", "Melvin Fors"),
            ("#SAKNAS!", ""),
            ("---------", ""),
            ("0", ""),
            ("Anna-Karin Ek", "Anna-Karin Ek"),
            ("J.R. Ek", "J.R. Ek"),
            ("O", "O"),
            ("Li", "Li"),
        ] {
            assert_eq!(of(cell).name, kept, "{cell}");
        }
        assert_eq!(of("Tuva Ek 100812").born, Some("2010-08-12".parse().unwrap()));
        assert!(of("Noel Dahlqvist (skyddad identitet)").protected);
        assert_eq!(
            of("Noel Dahlqvist - slutat 15/9").sight,
            Sight::LeftOut(crate::register::list::LeftOut::HasLeft)
        );
        assert!(!of("Elin Öberg").was_cleaned);
    }

    #[test]
    fn capitals_become_names() {
        for (typed, written) in [
            ("BERGSTRÖM", "Bergström"),
            ("O'NEILL", "O'Neill"),
            ("ÅSA-LOTTA", "Åsa-Lotta"),
            ("de la CRUZ", "de la Cruz"),
            ("VON ESSEN", "von Essen"),
            ("MCGREGOR", "McGregor"),
            ("J.R.", "J.R."),
            ("Bergström", "Bergström"),
        ] {
            assert_eq!(without_capitals(typed), written);
        }
    }
}
