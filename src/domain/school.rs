//! Places of study and where they lie.

use serde::{Deserialize, Serialize};

/// The eight digits Skolverket's register gives a school unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitCode(String);

impl UnitCode {
    /// `None` unless the text is exactly eight digits.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();

        (text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What kind of place of study it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SchoolKind {
    /// Gymnasieskola.
    UpperSecondary,
    /// Anpassad gymnasieskola.
    AdaptedUpperSecondary,
    /// Folkhögskola.
    FolkHighSchool,
    /// Something else.
    Other,
}

impl SchoolKind {
    /// The word the register keeps.
    pub fn code(self) -> &'static str {
        match self {
            Self::UpperSecondary => "upper_secondary",
            Self::AdaptedUpperSecondary => "adapted_upper_secondary",
            Self::FolkHighSchool => "folk_high_school",
            Self::Other => "other",
        }
    }

    /// Reads what [`SchoolKind::code`] wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::UpperSecondary, Self::AdaptedUpperSecondary, Self::FolkHighSchool, Self::Other]
            .into_iter()
            .find(|kind| kind.code() == code)
    }

    /// Whether its students are upper-secondary students (gymnasieelever).
    pub fn is_upper_secondary(self) -> bool {
        matches!(self, Self::UpperSecondary | Self::AdaptedUpperSecondary)
    }
}
