//! Lines that people write around a list: greetings, signatures, reminders, legends.

use super::titles::{begins_with, plain};

/// How sure it is that a line is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Note {
    /// It reads as a name.
    No,
    /// It may be one.
    Perhaps,
    /// It is none.
    Surely,
}

/// Whether a line that stands where names do is a note.
pub(super) fn is_note(text: &str) -> Note {
    let text = text.trim();
    let plain = plain(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = |known: &[&str]| known.iter().any(|word| begins_with(&plain, word));
    if plain.is_empty() || begins(&GREETINGS) || MARKS.contains(&plain.as_str()) || is_closing(text)
    {
        return Note::Surely;
    }
    let has_sentence_end = text.ends_with([':', '?', '!']) || text.contains(": ");
    let small = words.iter().filter(|word| begins_small(word)).count();
    let has_digits = text.chars().any(|letter| letter.is_ascii_digit());
    let is_sign = words.len() == 1 && text.chars().count() == 1 && begins_small(text);
    let is_place = words.len() <= 3
        && ["gymnasi", "skola", "skolan", "school", "kommun", "utbildningscent"]
            .iter()
            .any(|part| plain.contains(part));
    match () {
        // Names have few words, and few of them small.
        () if words.len() == 1 && text.ends_with(':') => Note::Surely,
        () if words.len() >= 3 && small >= 2 => Note::Surely,
        () if has_digits && words.len() >= 3 => Note::Surely,
        () if is_sign || has_sentence_end && words.len() >= 2 => Note::Perhaps,
        () if is_place => Note::Surely,
        () if words.len() >= 2 && small >= 1 || words.len() > 7 || has_digits => Note::Perhaps,
        () => Note::No,
    }
}

/// Whether a line, made plain, greets somebody.
pub(super) fn is_greeting(plain: &str) -> bool {
    ["hej", "hejsan", "hello"].iter().any(|word| begins_with(plain, word))
}

/// Whether a text, made plain, is what a system writes in a row of its own where names stand: what a task can give at most, how
/// many came.
pub(super) fn is_mark(plain: &str) -> bool {
    MARKS.contains(&plain)
}

/// Whether a name, made plain, is that of the student that a learning platform makes for trying things.
pub(super) fn is_test_student(plain: &str) -> bool {
    matches!(plain, "student test" | "test student" | "teststudent" | "testelev")
}

/// Whether a line ends a letter: what follows it is a signature.
pub(super) fn is_closing(text: &str) -> bool {
    let plain = plain(text);

    CLOSINGS.iter().any(|word| begins_with(&plain, word)) || plain.ends_with("halsningar")
}

/// Particles of names apart, names begin with a capital.
fn begins_small(word: &str) -> bool {
    const PARTICLES: [&str; 22] = [
        "von", "af", "de", "van", "der", "den", "al", "el", "bin", "ben", "la", "da", "dos", "di",
        "du", "le", "ibn", "zu", "ter", "ten", "y", "e",
    ];

    word.starts_with(char::is_lowercase) && !PARTICLES.contains(&word.to_lowercase().as_str())
}

const GREETINGS: [&str; 30] = [
    "hej",
    "hejsan",
    "hi",
    "hello",
    "dear",
    "tack",
    "bifogar",
    "bifogat",
    "har kommer",
    "harmed",
    "obs",
    "ps",
    "p s",
    "nb",
    "kontakta",
    "fraga",
    "fragor",
    "vid fragor",
    "kom ihag",
    "glom inte",
    "observera",
    "tank pa",
    "info",
    "anteckning",
    "notering",
    "kommentar",
    "forklaring",
    "forklaringar",
    "teckenforklaring",
    "kalla",
];

const CLOSINGS: [&str; 14] = [
    "med vanliga halsningar",
    "med vanlig halsning",
    "vanliga halsningar",
    "vanligen",
    "mvh",
    "halsningar",
    "halsning",
    "m v h",
    "best regards",
    "kind regards",
    "regards",
    "sincerely",
    "hall sa lange",
    "allt gott",
];

/// What systems write in a row of its own where names stand.
const MARKS: [&str; 36] = [
    "vakant",
    "ledig plats",
    "tom plats",
    "nytillkomna",
    "elevlista",
    "klasslista",
    "narvarolista",
    "deltagarlista",
    "namnlista",
    "class list",
    "datum",
    "date",
    "poang",
    "points",
    "points possible",
    "max poang",
    "maxpoang",
    "klassens snitt",
    "class average",
    "medel",
    "medelvarde",
    "snitt",
    "average",
    "student test",
    "test student",
    "teststudent",
    "points",
    "summa",
    "totalt",
    "total",
    "antal",
    "deadline",
    "inlamningsdatum",
    "uppgift",
    "assignment",
    "overall",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_from_names() {
        for note in [
            "Hej!",
            "Här kommer klasslistan för SA26A:",
            "Med vänliga hälsningar",
            "Mvh",
            "Klassens snitt",
            "Nästa klassråd 12/10",
            "Lugnetgymnasiet",
            "Glöm inte nycklar",
            "Tuva slutar i oktober när hon flyttar",
            "Klassen har 2 platser kvar",
        ] {
            assert_eq!(is_note(note), Note::Surely, "{note}");
        }
        for name in [
            "Elin Öberg",
            "Carl Gustaf von Essen",
            "Omar el Haddad",
            "Juan Carlos de la Cruz y Vega",
            "Li",
            "O'Neill, Sam",
            "Antal Kovács",
            "Maria José dos Santos",
        ] {
            assert_eq!(is_note(name), Note::No, "{name}");
        }
        for perhaps in ["Extra: Olle Berg", "Personal på Lugnet", "Två elever tillkommer"] {
            assert_ne!(is_note(perhaps), Note::No, "{perhaps}");
        }
    }
}
