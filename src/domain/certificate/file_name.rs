//! What a certificate's file is called: a pattern with named fields. The number is always part of it, so that no two
//! certificates share a file.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// The longest name without its ending, in bytes of UTF-8. Systems allow 255; some programs add to it.
const LONGEST: usize = 120;
/// What stands where something was left out.
const CUT: &str = "…";

/// A pattern such as `{klass} {elev} {nr}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileNamePattern(String);

impl Default for FileNamePattern {
    fn default() -> Self {
        Self("{klass} {elev} {nr}".to_owned())
    }
}

impl fmt::Display for FileNamePattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The text is no pattern: a field that is not known, or a brace alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a pattern")]
pub struct NotAPattern;

/// A part of a pattern.
enum Part<'p> {
    Literal(&'p str),
    Field(Field),
}

/// A fact that stands in a file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Serial,
    Student,
    Class,
    School,
}

impl Field {
    fn named(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "nr" | "nummer" | "serial" => Some(Self::Serial),
            "elev" | "student" => Some(Self::Student),
            "klass" | "class" => Some(Self::Class),
            "skola" | "school" => Some(Self::School),
            _ => None,
        }
    }
}

/// What fills a pattern.
#[derive(Debug, Clone, Copy)]
pub struct NameParts<'f> {
    /// The certificate's number.
    pub serial: &'f str,
    /// The student's name.
    pub student: &'f str,
    /// The class's name.
    pub class: &'f str,
    /// The school's name.
    pub school: &'f str,
}

impl FileNamePattern {
    /// Reads a pattern. One that lacks the number gets it at its end.
    pub fn read(text: &str) -> Result<Self, NotAPattern> {
        let mut pattern = text.trim().to_owned();
        let parts = parts(&pattern).ok_or(NotAPattern)?;
        if !parts.iter().any(|part| matches!(part, Part::Field(Field::Serial))) {
            pattern.push_str(" {nr}");
        }

        Ok(Self(pattern.trim().to_owned()))
    }

    /// The name without its ending, safe on every system. Where it would be too long, names are cut in their middle, the
    /// number never.
    pub fn fill(&self, given: NameParts<'_>) -> String {
        let parts = parts(&self.0).unwrap_or_default();
        let value = |field: Field| match field {
            Field::Serial => safe(given.serial),
            Field::Student => safe(given.student),
            Field::Class => safe(given.class),
            Field::School => safe(given.school),
        };
        let fixed: usize = parts
            .iter()
            .map(|part| match part {
                Part::Literal(text) => safe(text).len(),
                Part::Field(Field::Serial) => given.serial.len(),
                Part::Field(_) => 0,
            })
            .sum();
        let mut names: Vec<usize> = parts
            .iter()
            .filter_map(|part| match part {
                Part::Field(field) if *field != Field::Serial => Some(value(*field).len()),
                _ => None,
            })
            .collect();
        let most = fair_share(&mut names, LONGEST.saturating_sub(fixed));
        let filled: String = parts
            .iter()
            .map(|part| match part {
                Part::Literal(text) => safe(text),
                Part::Field(Field::Serial) => value(Field::Serial),
                Part::Field(field) => cut_in_the_middle(&value(*field), most),
            })
            .collect();

        filled.trim().to_owned()
    }
}

/// The most that each may have, so that all fit: who needs less leaves the rest to the others.
fn fair_share(lengths: &mut [usize], room: usize) -> usize {
    lengths.sort_unstable();
    let (mut room, mut left) = (room, lengths.len());
    for length in lengths.iter() {
        let share = room / left;
        if *length > share {
            return share;
        }
        room -= length;
        left -= 1;
    }

    usize::MAX
}

/// A text of at most so many bytes, cut between whole letters.
fn cut_in_the_middle(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let half = most.saturating_sub(CUT.len()) / 2;
    let within = |letters: &mut dyn Iterator<Item = &str>| -> usize {
        let mut length = 0;
        for letter in letters {
            if length + letter.len() > half {
                break;
            }
            length += letter.len();
        }
        length
    };
    let front = within(&mut text.graphemes(true));
    let back = within(&mut text.graphemes(true).rev());

    format!("{}{CUT}{}", &text[..front], &text[text.len() - back..])
}

/// Letters, digits, spaces, `-` and `_`, and the signs that belong to a letter; others become `-`.
fn safe(text: &str) -> String {
    text.graphemes(true)
        .map(|letter| {
            let first = letter.chars().next().unwrap_or('-');
            let kept = first.is_alphanumeric() || matches!(first, ' ' | '-' | '_');
            if kept { letter } else { "-" }
        })
        .collect()
}

fn parts(pattern: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some(place) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(place);
        parts.push(Part::Literal(before));
        let (name, after) = after.strip_prefix('{')?.split_once('}')?;
        parts.push(Part::Field(Field::named(name)?));
        rest = after;
    }
    parts.push(Part::Literal(rest));

    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given<'f>(student: &'f str, class: &'f str) -> NameParts<'f> {
        NameParts { serial: "2026-KA-0041", student, class, school: "Lugnetgymnasiet" }
    }

    #[test]
    fn names_are_safe_everywhere() {
        let name = FileNamePattern::default().fill(given("Åsa Öberg", "SA26A"));
        assert_eq!(name, "SA26A Åsa Öberg 2026-KA-0041");
        let name = FileNamePattern::default().fill(given("../a:b*c?\"<>|", ""));
        assert_eq!(name, "---a-b-c----- 2026-KA-0041");
    }

    #[test]
    fn a_long_name_is_cut_in_its_middle_and_the_number_stays() {
        let long = "Maximiliana-Konstantina Alexandrina Wilhelmina Fredrika von und zu Hohenlohe-Schillingsfürst";
        let class = "Samhällsvetenskapsprogrammet beteendevetenskap grupp 2";
        let name = FileNamePattern::default().fill(given(long, class));

        assert!(name.len() <= LONGEST, "{name}");
        assert!(name.ends_with("Schillingsfürst 2026-KA-0041"), "{name}");
        assert!(name.starts_with("Samhällsvetenskap") && name.contains(CUT), "{name}");
    }

    #[test]
    fn letters_made_of_several_signs_stay_whole() {
        let name = "e\u{301}".repeat(200);
        let filled = FileNamePattern::read("{elev}").unwrap().fill(given(&name, ""));

        let around: Vec<&str> = filled.split(CUT).collect();
        assert!(around.iter().all(|part| !part.starts_with('\u{301}')), "{filled}");
        assert!(filled.ends_with("2026-KA-0041"));
    }

    #[test]
    fn a_pattern_always_has_the_number() {
        assert_eq!(FileNamePattern::read("{elev}").unwrap().to_string(), "{elev} {nr}");
        assert_eq!(FileNamePattern::read("Intyg {nr}").unwrap().to_string(), "Intyg {nr}");
        for wrong in ["{namn}", "{", "elev}", "{elev"] {
            assert_eq!(FileNamePattern::read(wrong), Err(NotAPattern), "{wrong}");
        }
    }
}
