//! Names of classes: how one is pointed out, and what its name tells.

use std::str::FromStr;

use super::Term;

/// A class pointed out in writing: `SCHOOL/CLASS`, which may end in `@TERM` and `:COURSE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassReference {
    /// Unit code, name, or part of the name; `None` where only the class was named.
    pub school: Option<String>,
    /// The class's name.
    pub class: String,
    /// The term, where it was given.
    pub term: Option<Term>,
    /// Name or part of the name of the course, where it was given.
    pub course: Option<String>,
}

/// The text does not point out a class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a class")]
pub struct NotAClassReference;

impl FromStr for ClassReference {
    type Err = NotAClassReference;

    fn from_str(text: &str) -> Result<Self, NotAClassReference> {
        let (school, rest) = match text.split_once('/') {
            Some((school, rest)) => (Some(school.trim()), rest),
            None => (None, text),
        };
        let (rest, course) = match rest.split_once(':') {
            Some((rest, course)) => (rest, Some(course.trim().to_owned())),
            None => (rest, None),
        };
        let (class, term) = match rest.rsplit_once('@') {
            Some((class, term)) => (class, Some(term.parse().map_err(|_| NotAClassReference)?)),
            None => (rest, None),
        };
        let class = class.trim();
        if class.is_empty() || school.is_some_and(str::is_empty) {
            return Err(NotAClassReference);
        }

        Ok(Self { school: school.map(str::to_owned), class: class.to_owned(), term, course })
    }
}

/// What a class's name suggests: `TE21A` is the technology programme, started in 2021.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameHint {
    /// The study path's code, such as `TE`.
    pub study_path: String,
    /// The calendar year in which the class started.
    pub start_year: i32,
}

/// Reads a hint from a class's name, given the study-path codes that exist.
/// `None` where the name does not follow the pattern.
pub fn name_hint<'a>(name: &str, codes: impl IntoIterator<Item = &'a str>) -> Option<NameHint> {
    let upper = name.trim().to_uppercase();
    let letters: String = upper.chars().take_while(|letter| letter.is_alphabetic()).collect();
    let digits: String =
        upper[letters.len()..].trim_start().chars().take_while(char::is_ascii_digit).collect();
    let year: i32 = digits.parse().ok()?;
    let start_year = match digits.len() {
        2 => 2000 + year,
        4 if (2000..2100).contains(&year) => year,
        _ => return None,
    };
    let study_path =
        codes.into_iter().filter(|code| letters.starts_with(code)).max_by_key(|code| code.len())?;

    Some(NameHint { study_path: study_path.to_owned(), start_year })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_pointed_out_with_as_much_as_is_needed() {
        let whole: ClassReference = "73046137/SA18B@HT26:Socialt".parse().unwrap();

        assert_eq!(whole.school.as_deref(), Some("73046137"));
        assert_eq!(whole.class, "SA18B");
        assert_eq!(whole.term.unwrap().to_string(), "HT26");
        assert_eq!(whole.course.as_deref(), Some("Socialt"));
        assert_eq!("SA18B".parse::<ClassReference>().unwrap().school, None);
        assert!("Lugnet/".parse::<ClassReference>().is_err());
        assert!("/SA18B".parse::<ClassReference>().is_err());
        assert!("Lugnet/SA18B@sommar".parse::<ClassReference>().is_err());
    }

    #[test]
    fn a_class_name_tells_programme_and_year() {
        let codes = ["TE", "SA", "IMV", "IMA"];

        assert_eq!(
            name_hint("te21a", codes),
            Some(NameHint { study_path: "TE".into(), start_year: 2021 })
        );
        assert_eq!(name_hint("IMV26", codes).unwrap().study_path, "IMV");
        assert_eq!(name_hint("Grupp 3", codes), None);
        assert_eq!(name_hint("Åk 1", codes), None);
        assert_eq!(name_hint("SA", codes), None);
    }
}
