//! A figure: what it counts, among whom, and up to which day. The students behind it are just those.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::CourseId;
use super::tally::Entry;
use super::{LegalSex, Verdict};

/// What a breakdown goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Breakdown {
    /// The school's municipality.
    Municipality,
    School,
    /// The student's legal sex.
    Sex,
    /// The student's study path, else the class's.
    StudyPath,
    /// The class's school year.
    Year,
    /// The class's term.
    Term,
}

impl Breakdown {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Municipality, Self::School, Self::StudyPath, Self::Year, Self::Term, Self::Sex];
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// Everyone ever in a class of the course.
    Enrolled,
    /// Who were there at least once.
    Started,
    /// Who count.
    Completed,
    /// Who were there but don't count.
    OnlyStarted,
    /// Who were never there.
    NotStarted,
    /// Who can no longer reach the line.
    NoLonger,
    /// Who reach the line with one session more.
    OneSessionLeft,
    /// Who are in a class that does not feed the target.
    Outside,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub course: CourseId,
    /// What is counted.
    pub measure: Measure,
    /// The rows of breakdowns it lies in; a row without a key is that of the unknown.
    pub within: Vec<(Breakdown, Option<String>)>,
    /// Up to and including which day; `None` for today.
    pub as_of: Option<NaiveDate>,
    /// Only what happened on this day or later.
    pub since: Option<NaiveDate>,
}

impl Figure {
    /// A figure of everyone in a course, as of today.
    pub fn of(course: CourseId, measure: Measure) -> Self {
        Self { course, measure, within: Vec::new(), as_of: None, since: None }
    }

    /// The same among those of one row.
    pub fn among(mut self, by: Breakdown, key: Option<String>) -> Self {
        self.within.push((by, key));
        self
    }

    /// The same on another day.
    pub fn as_of(self, day: Option<NaiveDate>) -> Self {
        Self { as_of: day, ..self }
    }
}

impl Measure {
    /// Whether a student is counted; with a day, only who came to be counted then or later.
    pub fn counts(self, entry: &Entry, since: Option<NaiveDate>) -> bool {
        let completed = entry.verdict == Verdict::Completed;
        let started = entry.started_on.is_some() || completed;
        let counted = match self {
            Self::Enrolled => true,
            Self::Started => started,
            Self::Completed => completed,
            Self::OnlyStarted => started && !completed,
            Self::NotStarted => !started,
            Self::NoLonger => entry.verdict == Verdict::NoLonger,
            Self::OneSessionLeft => entry.one_session_left,
            Self::Outside => true,
        };
        let on = match self {
            Self::Completed => entry.completed_on,
            Self::Started | Self::OnlyStarted => entry.started_on,
            _ => Some(entry.enrolled_on),
        };

        counted
            && entry.feeds_target != (self == Self::Outside)
            && since.is_none_or(|since| on.is_some_and(|on| on >= since))
    }
}

/// The key of a breakdown by sex.
pub fn sex_key(sex: Option<LegalSex>) -> Option<String> {
    sex.map(|sex| sex.code().to_owned())
}
