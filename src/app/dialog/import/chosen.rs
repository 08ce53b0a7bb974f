//! What somebody has chosen row by row, kept when the list is planned anew: for another school, say, or with a column
//! corrected.

use std::collections::{HashMap, HashSet};

use crate::domain::{EnrolmentId, StudentId};
use crate::register::list::{ListPlan, Outcome, PlannedRow, RowKey};

/// The choices.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// Rows that are taken or left against what is usual for them, by what tells them apart.
    accepted: HashMap<RowKey, bool>,
    /// Whom rows are about.
    same_as: HashMap<RowKey, StudentId>,
    /// Those who are not to leave.
    staying: HashSet<EnrolmentId>,
}

impl Chosen {
    /// The choices that a plan holds.
    pub fn in_plan(plan: &ListPlan) -> Self {
        let mut chosen = Self::default();
        for row in &plan.rows {
            if row.accepted != is_usual(row) {
                chosen.accepted.insert(row.row.key(), row.accepted);
            }
            if let Some(student) = row.same_as {
                chosen.same_as.insert(row.row.key(), student);
            }
        }
        chosen.staying =
            plan.left.iter().filter(|one| !one.accepted).map(|one| one.enrolment).collect();

        chosen
    }

    /// Makes the same choices in another plan, as far as they are there.
    pub fn choose(&self, plan: &mut ListPlan) {
        for row in &mut plan.rows {
            let at = row.row.key();
            if let Some(accepted) = self.accepted.get(&at).filter(|_| row.can_be_accepted()) {
                row.accepted = *accepted;
            }
            row.same_as = self.same_as.get(&at).copied().filter(|student| {
                row.candidates.iter().any(|candidate| candidate.student == *student)
            });
        }
        for leaver in &mut plan.left {
            leaver.accepted = !self.staying.contains(&leaver.enrolment);
        }
    }
}

/// Whether a row is taken where nobody says otherwise.
fn is_usual(row: &PlannedRow) -> bool {
    !matches!(row.outcome, Outcome::Refused(_) | Outcome::LeftOut(_))
        && (!row.is_asked() || row.is_remembered)
}
