//! What a certificate says around the student's name: texts with named fields, in Swedish and English.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::CertificateKind;

/// A fact that stands in a text as `{field}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The student's name.
    Student,
    /// The course's name.
    Course,
    /// The school's name.
    School,
    /// The class's name.
    Class,
    /// How long the student attended.
    Hours,
    /// How long the course is.
    PlannedHours,
    /// From the first session attended to the last.
    Period,
    /// The programme's name.
    Programme,
    /// Where it is issued.
    Place,
    /// The day of issue.
    Date,
    /// The certificate's number.
    Serial,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Student,
        Self::Course,
        Self::School,
        Self::Class,
        Self::Hours,
        Self::PlannedHours,
        Self::Period,
        Self::Programme,
        Self::Place,
        Self::Date,
        Self::Serial,
    ];

    /// Its names between braces, Swedish and English. Both are understood everywhere.
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Self::Student => ["elev", "student"],
            Self::Course => ["utbildning", "course"],
            Self::School => ["skola", "school"],
            Self::Class => ["klass", "class"],
            Self::Hours => ["tid", "hours"],
            Self::PlannedHours => ["planerad tid", "planned hours"],
            Self::Period => ["period", "period"],
            Self::Programme => ["program", "programme"],
            Self::Place => ["ort", "place"],
            Self::Date => ["datum", "date"],
            Self::Serial => ["nummer", "serial"],
        }
    }

    fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();

        Self::ALL.into_iter().find(|field| field.names().contains(&name.as_str()))
    }
}

/// Why a text can't be filled in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATemplate {
    /// There is no such field.
    #[error("no field {0}")]
    UnknownField(String),
    /// A brace is opened or closed alone.
    #[error("a brace alone")]
    LoneBrace,
    /// Longer than [`LONGEST_TEXT`].
    #[error("too long")]
    TooLong,
}

/// The longest text of a certificate, in letters.
pub const LONGEST_TEXT: usize = 600;

/// A text with named fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Template(String);

impl fmt::Display for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Template {
    /// Reads a text; its fields must be known.
    pub fn read(text: &str) -> Result<Self, NotATemplate> {
        if text.chars().count() > LONGEST_TEXT {
            return Err(NotATemplate::TooLong);
        }
        let mut rest = text;
        while let Some(place) = rest.find(['{', '}']) {
            let after = &rest[place..];
            let inside = after.strip_prefix('{').ok_or(NotATemplate::LoneBrace)?;
            let end = inside.find(['{', '}']).ok_or(NotATemplate::LoneBrace)?;
            let name = &inside[..end];
            rest = inside[end..].strip_prefix('}').ok_or(NotATemplate::LoneBrace)?;
            Field::named(name).ok_or_else(|| NotATemplate::UnknownField(name.to_owned()))?;
        }

        Ok(Self(text.to_owned()))
    }

    /// The text with its fields filled in. Where a fact is missing, its comma goes with it.
    pub fn fill(&self, value: impl Fn(Field) -> String) -> String {
        let mut filled = String::new();
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            if let Some(field) = Field::named(name) {
                filled.push_str(&value(field));
            }
            rest = after;
        }
        filled.push_str(rest);

        filled
            .lines()
            .map(|line| line.trim_matches(|letter: char| letter == ',' || letter.is_whitespace()))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The texts of one kind of certificate in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub title: Template,
    /// Before the name.
    pub lead: Template,
    /// Between the name and the course.
    pub deed: Template,
    /// After the course: where, when, how much.
    pub details: Template,
}

impl Wording {
    /// The program's own texts. `language` is `sv` or `en`.
    pub fn standard(kind: CertificateKind, language: &str) -> Self {
        let (title, lead, deed, details) = match (language, kind) {
            ("en", CertificateKind::Participation) => (
                "Certificate of Participation",
                "This is to certify that",
                "has completed the course",
                "{school}, class {class}\n{period}, {hours} of {planned hours}",
            ),
            ("en", CertificateKind::Attendance) => (
                "Certificate of Attendance",
                "This is to certify that",
                "has taken part in the course",
                "{school}, class {class}\n{period}, {hours} of {planned hours}",
            ),
            (_, CertificateKind::Participation) => (
                "Deltagarintyg",
                "Härmed intygas att",
                "har fullföljt utbildningen",
                "{skola}, klass {klass}\n{period}, {tid} av {planerad tid}",
            ),
            (_, CertificateKind::Attendance) => (
                "Närvarointyg",
                "Härmed intygas att",
                "har deltagit i utbildningen",
                "{skola}, klass {klass}\n{period}, {tid} av {planerad tid}",
            ),
        };
        let template = |text: &str| Template(text.to_owned());

        Self {
            title: template(title),
            lead: template(lead),
            deed: template(deed),
            details: template(details),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known_in_both_languages_and_mistakes_are_told() {
        for text in ["", "Intyg", "{elev} har gått {Utbildning}", "{student}, {planned hours}"] {
            assert!(Template::read(text).is_ok(), "{text}");
        }
        let unknown = NotATemplate::UnknownField("betyg".into());
        assert_eq!(Template::read("{elev} fick {betyg}"), Err(unknown));
        for text in ["{elev", "elev}", "{{elev}", "{elev}}", "{"] {
            assert_eq!(Template::read(text), Err(NotATemplate::LoneBrace), "{text}");
        }
        assert_eq!(Template::read(&"a".repeat(601)), Err(NotATemplate::TooLong));
    }

    #[test]
    fn a_missing_fact_takes_its_comma_with_it() {
        let text = Template::read("{skola}, klass {klass}\n{period}, {tid}").unwrap();

        let filled = text.fill(|field| match field {
            Field::Class => "SA26A".into(),
            Field::Hours => "9 timmar".into(),
            _ => String::new(),
        });

        assert_eq!(filled, "klass SA26A\n9 timmar");
    }

    #[test]
    fn the_programs_own_texts_are_sound() {
        for kind in [CertificateKind::Participation, CertificateKind::Attendance] {
            for language in ["sv", "en"] {
                let Wording { title, lead, deed, details } = Wording::standard(kind, language);
                for text in [title, lead, deed, details] {
                    assert_eq!(Template::read(&text.0), Ok(text));
                }
            }
        }
    }
}
