//! What is known beforehand: the county's municipalities, its places of study, the study paths.
//! Sources and dates stand in `resources/reference/README.md`.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::domain::school::{SchoolKind, UnitCode};

/// A municipality with its code from Statistics Sweden (SCB).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Four digits, as text.
    pub code: &'static str,
    pub name: &'static str,
    /// Where it lies among the others: column and row of a map of squares, from the north-west.
    pub tile: (u8, u8),
}

/// A place of study as Skolverket's register of school units has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceOfStudy {
    /// Its unit code, if it is a school unit.
    pub unit_code: Option<UnitCode>,
    pub name: &'static str,
    /// The code of its municipality.
    pub municipality: &'static str,
    pub kind: SchoolKind,
}

/// A study path (studieväg) with its national code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyPath {
    /// Such as `TE`.
    pub code: &'static str,
    /// Its Swedish name; national programmes have no official English names in daily use.
    pub name: &'static str,
}

/// The 15 municipalities of Dalarna, in order of code.
pub static MUNICIPALITIES: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
    rows(include_str!("../resources/reference/municipalities.csv"))
        .map(|[code, name, column, row]| Municipality {
            code,
            name,
            tile: (column.parse().unwrap_or(0), row.parse().unwrap_or(0)),
        })
        .collect()
});

/// What people call what the program does: language, what it is, words.
static WORDS: LazyLock<Vec<[&str; 3]>> =
    LazyLock::new(|| rows(include_str!("../resources/reference/words.csv")).collect());

/// Other words for something that the program does, in a language by its code; empty where there are none.
pub fn other_words(language: &str, deed: &str) -> &'static str {
    let row = WORDS.iter().find(|[in_language, what, _]| (*in_language, *what) == (language, deed));

    row.map_or("", |[.., words]| words)
}

/// The county's places of study.
pub static PLACES_OF_STUDY: LazyLock<Vec<PlaceOfStudy>> = LazyLock::new(|| {
    rows(include_str!("../resources/reference/places_of_study.csv"))
        .map(|[code, name, municipality, forms]| PlaceOfStudy {
            unit_code: UnitCode::new(code),
            name,
            municipality,
            kind: kind(forms),
        })
        .collect()
});

/// The study paths.
pub static STUDY_PATHS: LazyLock<Vec<StudyPath>> = LazyLock::new(|| {
    rows(include_str!("../resources/reference/study_paths.csv"))
        .map(|[code, name, _]| StudyPath { code, name })
        .collect()
});

/// Given names that are common in Sweden and seldom family names, folded.
pub static GIVEN_NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    include_str!("../resources/reference/given_names.txt")
        .lines()
        .map(crate::domain::student::fold)
        .collect()
});

/// The name of a municipality, if the code is one of the county's.
pub fn municipality_name(code: &str) -> Option<&'static str> {
    MUNICIPALITIES.iter().find(|row| row.code == code).map(|row| row.name)
}

/// The study path with that code or name, however it is written.
pub fn study_path(text: &str) -> Option<&'static StudyPath> {
    let folded = crate::domain::student::fold(text.trim());

    STUDY_PATHS.iter().find(|path| {
        crate::domain::student::fold(path.code) == folded
            || crate::domain::student::fold(path.name) == folded
    })
}

/// The rows below the header. Our own files have no quotes, so a comma always parts two cells.
fn rows<const COLUMNS: usize>(file: &'static str) -> impl Iterator<Item = [&'static str; COLUMNS]> {
    file.lines().skip(1).filter(|line| !line.is_empty()).map(|line| {
        let mut cells = line.split(',');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

fn kind(forms: &str) -> SchoolKind {
    if forms.contains("Folkhögskola") {
        SchoolKind::FolkHighSchool
    } else if forms.split('|').any(|form| form == "Gymnasieskolan") {
        SchoolKind::UpperSecondary
    } else if forms.contains("Anpassad gymnasieskola") {
        SchoolKind::AdaptedUpperSecondary
    } else {
        SchoolKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_tables_are_whole() {
        assert_eq!(MUNICIPALITIES.len(), 15);
        let tiles: std::collections::BTreeSet<_> = MUNICIPALITIES.iter().map(|m| m.tile).collect();
        assert_eq!(tiles.len(), 15, "each lies in a place of its own");
        assert!(PLACES_OF_STUDY.len() > 35);
        assert!(
            PLACES_OF_STUDY.iter().all(|place| municipality_name(place.municipality).is_some())
        );
        assert_eq!(PLACES_OF_STUDY.iter().filter(|place| place.unit_code.is_none()).count(), 1);
        assert!(STUDY_PATHS.iter().all(|path| !path.name.is_empty()));
    }

    #[test]
    fn a_study_path_is_found_by_code_or_name() {
        assert_eq!(study_path(" te ").map(|path| path.code), Some("TE"));
        assert_eq!(study_path("teknikprogrammet").map(|path| path.code), Some("TE"));
        assert_eq!(study_path("Klassisk gitarr"), None);
    }
}
