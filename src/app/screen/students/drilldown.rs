//! The students behind a figure or a thing to do: the list shows just those.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::StudentId;
use crate::domain::figure::{Breakdown, Figure, Measure};
use crate::i18n::Language;
use crate::register::{Error, Refusal, Register};
use crate::{messages, text};

/// What the students stand behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Drilldown {
    Figure(Figure),
    /// Pairs who may be one.
    Duplicates,
    /// Protected students who count and have no certificate.
    ToDecide,
}

/// Figures that stand beside each other: "21 of 81" opens the 21, and from there the 81.
pub const SIBLINGS: [Measure; 3] = [Measure::Completed, Measure::Started, Measure::Enrolled];

/// Those who stand behind it, with what a sentence about it needs.
#[derive(Debug, Clone)]
pub struct DrilldownStudents {
    drilldown: Drilldown,
    pub students: BTreeSet<StudentId>,
    school: String,
}

impl Drilldown {
    /// Finds them. `None` where it is about something of another register.
    pub fn find(self, register: &Register) -> Result<Option<DrilldownStudents>, Error> {
        let mut school = String::new();
        let students = match &self {
            Self::Figure(figure) => {
                let key = figure.within.iter().find_map(|(by, key)| match by {
                    Breakdown::School => key.as_deref(),
                    _ => None,
                });
                if let Some(key) = key {
                    school = register.find_school(key).map_or_else(|_| key.to_owned(), |s| s.name);
                }
                match register.students_counted(figure) {
                    Err(Error::Refused(Refusal::Gone)) => return Ok(None),
                    answer => answer?,
                }
            }
            Self::Duplicates => register
                .possible_duplicates()?
                .iter()
                .flat_map(|pair| [pair.one, pair.other])
                .collect(),
            Self::ToDecide => register.protected_to_decide()?,
        };

        Ok(Some(DrilldownStudents { drilldown: self, students, school }))
    }
}

impl DrilldownStudents {
    /// What of those people is counted, where it can be widened or narrowed to the figures beside it.
    pub fn measure(&self) -> Option<Measure> {
        match &self.drilldown {
            Drilldown::Figure(Figure { measure, since: None, .. }) => {
                Some(*measure).filter(|measure| SIBLINGS.contains(measure))
            }
            _ => None,
        }
    }

    /// The same people, counted by another measure.
    pub fn by(&self, measure: Measure) -> Drilldown {
        match &self.drilldown {
            Drilldown::Figure(figure) => Drilldown::Figure(Figure { measure, ..figure.clone() }),
            other => other.clone(),
        }
    }

    /// What they stand behind, in words.
    pub fn sentence(&self, language: Language) -> String {
        match &self.drilldown {
            Drilldown::Figure(figure) => messages::figure::figure(language, figure, &self.school),
            Drilldown::Duplicates => text!(language, "behind-duplicates"),
            Drilldown::ToDecide => text!(language, "behind-to-decide"),
        }
    }
}
