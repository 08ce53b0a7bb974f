//! Whether it is said somewhere that somebody's personal data is protected.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::titles::plain;

/// Whether a text says that somebody's personal data is protected, wherever it stands.
pub(super) fn says_protected(text: &str) -> bool {
    // Nearly every cell says nothing of the kind.
    if PROTECTION.as_ref().is_some_and(|parts| !parts.is_match(text)) {
        return false;
    }
    // What is denied in one clause is not denied in the next: "får ej fotograferas, skyddade uppgifter".
    text.split([',', '.', ';', '!', '?', '(', ')', '\n']).any(clause_says_protected)
}

/// Whether a word stands instead of a name that is kept from being seen.
pub(super) fn is_hidden_name(cell: &str) -> bool {
    const HIDDEN: [&str; 9] = [
        "dold",
        "dolt",
        "dolt namn",
        "namnet dolt",
        "dold identitet",
        "anonym",
        "anonym elev",
        "anonym anonym",
        "hidden",
    ];

    HIDDEN.contains(&plain(cell).as_str())
}

/// Whether one of several texts says so.
pub(super) fn any_says_protected(texts: &[String]) -> bool {
    // Looked through as one, where most say nothing.
    let all = texts.join("\n");

    PROTECTION.as_ref().is_none_or(|parts| parts.is_match(&all))
        && texts.iter().any(|text| says_protected(text))
}

/// Parts of the words by which it is said: without one of them a text need not be looked at closer.
static PROTECTION: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    const PARTS: [&str; 12] = [
        "sek",
        "skydd",
        "kvarskr",
        "finger",
        "synas",
        "ämna",
        "Ämna",
        "lamna",
        "protected",
        "hemlig",
        "medling",
        "spu",
    ];

    AhoCorasick::builder().ascii_case_insensitive(true).build(PARTS).ok()
});

fn clause_says_protected(text: &str) -> bool {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    // What denies something else is no denial: "får ej synas".
    let told = [
        "ej synas",
        "inte synas",
        "lamna ej ut",
        "lamnas ej ut",
        "lamnas inte ut",
        "inte lamnas ut",
        "ej lamnas ut",
        "protected identity",
        "hemlig identitet",
        "hemlig adress",
        "hemliga uppgifter",
        "sek mark",
        "formedlingsuppdrag",
        "postformedling",
    ];
    if told.iter().any(|phrase| plain.contains(phrase)) {
        return true;
    }
    let begins = |word: &str| {
        ["sekretess", "skyddad", "skyddat", "skyddade", "kvarskr", "fingerad"]
            .iter()
            .any(|known| word.starts_with(known))
    };
    let denies =
        |word: &&str| ["ej", "inte", "ingen", "inga", "inget", "nej", "no", "not"].contains(word);
    // A denial stands right before what it denies, or is the answer behind it: "ej längre skyddad", "sekretess: nej".
    words.iter().enumerate().any(|(index, word)| {
        let before = words[index.saturating_sub(3)..index].iter().any(denies);
        let answer = words.get(index + 1).is_some_and(denies) && words.len() <= index + 2;
        (begins(word) || matches!(*word, "sekr" | "skydd" | "spu")) && !before && !answer
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_instead_of_a_name_is_known() {
        assert!(is_hidden_name("Dolt namn") && is_hidden_name("ANONYM"));
        assert!(!is_hidden_name("Dolores Ek"));
    }

    #[test]
    fn protection_is_known_in_remarks_and_denials_are_too() {
        for text in [
            "(skyddad identitet)",
            "Sekretess",
            "OBS! Skyddade personuppgifter",
            "sekretessmarkering",
        ] {
            assert!(says_protected(text), "{text}");
        }
        for text in ["Ingen sekretess", "Nej", "", "skyddsombud", "Ej skyddad"] {
            assert!(!says_protected(text), "{text}");
        }
    }
}
