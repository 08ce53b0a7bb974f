//! Whole names in one cell: which part is the given name.

use crate::domain::student::{fold, tidy_name};
use crate::reference::GIVEN_NAMES;

/// Words that belong to the family name that follows.
const PARTICLES: [&str; 19] = [
    "von", "af", "de", "van", "der", "al", "el", "bin", "ben", "la", "da", "dos", "du", "le",
    "del", "ibn", "ter", "zu", "den",
];

/// Given and family name of `Berg, Elin`, of `Elin Berg`, or of `Berg Elin` where the family name comes first.
pub(super) fn part(cell: &str, family_first: bool) -> (String, String) {
    let cell = tidy_name(cell);
    if let Some((family, given)) = cell.split_once([',', ';']) {
        return (tidy_name(given), tidy_name(family));
    }
    let words: Vec<&str> = cell.split(' ').collect();
    let [_, .., _] = words.as_slice() else { return (cell, String::new()) };
    let is_particle = |word: &&str| PARTICLES.contains(&fold(word).as_str());
    let cut = if family_first {
        let particles = words.iter().take_while(|word| is_particle(word)).count();
        (particles + 1).min(words.len() - 1)
    } else {
        let before_last = &words[1..words.len() - 1];
        let particles = before_last.iter().rev().take_while(|word| is_particle(word)).count();
        let cut = words.len() - 1 - particles;
        match words[..cut]
            .last()
            .is_some_and(|word| cut > 1 && is_first_family(word, &words[cut..]))
        {
            true => cut - 1,
            false => cut,
        }
    };
    let (first, last) = (words[..cut].join(" "), words[cut..].join(" "));

    if family_first { (last, first) } else { (first, last) }
}

/// Whether a word before the last is the first of two family names: `Alva Bergström Lind`, `Ana García López`.
fn is_first_family(word: &str, rest: &[&str]) -> bool {
    let is_spanish =
        rest.len() == 1 && rest.iter().any(|last| fold(last).ends_with("ez")) && !is_given(word);

    is_family(word) || is_spanish
}

/// Given and family name of a whole one, where an address such as `ana.garcia@…` says where the family name begins.
pub(super) fn part_by_address(name: &str, address: &str) -> Option<(String, String)> {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() < 3 || name.contains(',') {
        return None;
    }
    let letters =
        |word: &str| -> String { fold(word).chars().filter(char::is_ascii_alphabetic).collect() };
    let local = fold(address.split_once('@')?.0);
    let (given, family) = local.split_once('.')?;
    let (given, family) = (letters(given), letters(family));
    // What the family name is written as: its first word, or all of them.
    let is_written = |words: &[&str]| {
        let joined: String = words.iter().map(|word| letters(word)).collect();
        !joined.is_empty()
            && (family == joined || family == letters(words[0]) && !is_given(words[0]))
    };
    let at = |from: usize| words[from..].join(" ");
    if letters(words[0]) == given {
        return (1..words.len())
            .find(|cut| is_written(&words[*cut..]))
            .map(|cut| (words[..cut].join(" "), at(cut)));
    }
    let cut = (1..words.len()).find(|cut| letters(words[*cut]) == given)?;

    is_written(&words[..cut]).then(|| (at(cut), words[..cut].join(" ")))
}

/// Whether a name, or the first part of a double one, is a common given name.
pub(super) fn is_given(word: &str) -> bool {
    let folded = fold(word);

    GIVEN_NAMES.contains(&folded)
        || folded.split('-').next().is_some_and(|first| GIVEN_NAMES.contains(first))
}

/// Whether a name looks like a family name: by its ending, or because it is no common given name and is followed by
/// nothing.
pub(super) fn is_family(word: &str) -> bool {
    const ENDINGS: [&str; 24] = [
        "sson", "son", "berg", "strom", "gren", "qvist", "kvist", "lund", "dahl", "holm", "stedt",
        "stad", "mark", "lof", "hag", "back", "blad", "vic", "vicz", "ski", "ska", "ic", "nen",
        "oglu",
    ];
    let folded = fold(word);

    !is_given(word)
        && ENDINGS.iter().any(|ending| folded.len() > ending.len() + 1 && folded.ends_with(ending))
}

/// Whether names in one cell, without a comma, are written with the family name first; `None` where they don't tell.
pub(super) fn family_first<'a>(names: impl Iterator<Item = &'a str>) -> Option<bool> {
    let mut votes = 0_i32;
    let mut first_words: Vec<String> = Vec::new();
    let mut last_words: Vec<String> = Vec::new();
    for name in names.filter(|name| !name.contains([',', ';'])) {
        let words: Vec<&str> = name
            .split_whitespace()
            .filter(|word| !PARTICLES.contains(&fold(word).as_str()))
            .collect();
        let [first, .., last] = words.as_slice() else { continue };
        match (is_given(first), is_given(last)) {
            (true, false) => votes -= 2,
            (false, true) => votes += 2,
            _ => {}
        }
        match (is_family(first), is_family(last)) {
            (true, false) => votes += 1,
            (false, true) => votes -= 1,
            _ => {}
        }
        first_words.push(fold(first));
        last_words.push(fold(last));
    }
    if votes != 0 {
        return Some(votes > 0);
    }
    if first_words.len() <= 3 {
        return None;
    }

    // Class lists are in order of family name.
    match (first_words.is_sorted(), last_words.is_sorted()) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether an e-mail address such as `elin.oberg@…` says that the name's first word is the family name; `None` where it
/// doesn't say.
pub(super) fn order_by_address(name: &str, address: &str) -> Option<bool> {
    let local = fold(address.split_once('@')?.0);
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let [first, .., last] = words.as_slice() else { return None };
    let letters = |word: &str| word.chars().filter(char::is_ascii_alphabetic).collect::<String>();
    let (first, last) = (letters(first), letters(last));
    if name.contains(',') || first.is_empty() || last.is_empty() || first == last {
        return None;
    }
    // Addresses begin with the given name.
    // `ekfamiljen@…` begins with a name of the family's.
    let begins = |word: &str, other: &str| {
        local.starts_with(word) && (local == word || local.contains(other))
    };
    match (begins(&first, &last), begins(&last, &first)) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_one_cell_is_parted_either_way_round() {
        for (cell, family_first, given, family) in [
            ("Öberg, Elin Maria", false, "Elin Maria", "Öberg"),
            ("Elin Öberg", false, "Elin", "Öberg"),
            ("Öberg Elin", true, "Elin", "Öberg"),
            ("Carl Gustaf von Essen", false, "Carl Gustaf", "von Essen"),
            ("von Essen Carl", true, "Carl", "von Essen"),
            ("Omar Al Haddad", false, "Omar", "Al Haddad"),
            ("Madonna", false, "Madonna", ""),
            ("Alva Bergström Lind", false, "Alva", "Bergström Lind"),
            ("Ana María García López", false, "Ana María", "García López"),
        ] {
            assert_eq!(part(cell, family_first), (given.to_owned(), family.to_owned()), "{cell}");
        }
    }

    #[test]
    fn an_address_says_where_the_family_name_begins() {
        let parted = |name, address| part_by_address(name, address);
        let is = |given: &str, family: &str| Some((given.to_owned(), family.to_owned()));

        assert_eq!(parted("Alva Berg Lind", "alva.berglind@x.se"), is("Alva", "Berg Lind"));
        assert_eq!(parted("Elena Ruiz Sol", "elena.ruiz@x.se"), is("Elena", "Ruiz Sol"));
        assert_eq!(parted("Ruiz Sol Elena", "elena.ruiz@x.se"), is("Elena", "Ruiz Sol"));
        assert_eq!(parted("Anna Karin Berg", "anna.karin@x.se"), None);
        assert_eq!(parted("Carl von Essen", "carl.vonessen@x.se"), is("Carl", "von Essen"));
        assert_eq!(parted("Alva Berg Lind", "familjen@x.se"), None);
    }

    #[test]
    fn the_order_is_seen_from_the_names() {
        let order = |names: &[&'static str]| family_first(names.iter().copied());

        assert_eq!(order(&["Öberg Elin", "Haddad Amir", "Ek Noah"]), Some(true));
        assert_eq!(order(&["Elin Öberg", "Amir Haddad", "Noah Ek"]), Some(false));
        assert_eq!(order(&["Öberg, Elin", "Haddad, Amir"]), None);
    }
}
