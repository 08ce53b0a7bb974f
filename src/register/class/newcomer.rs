//! A student who came to a class later than others, and the sessions held before.

use std::collections::BTreeSet;

use super::{ClassDetail, Member};
use crate::domain::{ClassId, SessionStatus, StudentId};

/// A session held before the student came, as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    pub number: u16,
    pub date: chrono::NaiveDate,
}

/// Whom it is about, and the sessions held before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    pub student: StudentId,
    pub name: String,
    pub class: ClassId,
    pub missed: Vec<Missed>,
    /// Those the student is exempt from already.
    pub exempt: BTreeSet<u16>,
}

impl Newcomer {
    /// The sessions that somebody who came later can be exempted from; `None` where there are none, or the course does
    /// not allow it.
    pub fn of(detail: &ClassDetail, member: &Member) -> Option<Self> {
        let missed: Vec<(u16, Missed, bool)> = detail
            .sessions
            .iter()
            .filter(|one| one.status == SessionStatus::Held)
            .filter_map(|session| {
                let date = session.date.filter(|day| !member.expected_on(*day))?;
                let cell = (session.id, member.student);
                let before = member.from.is_some_and(|from| date < from);
                let number = session.number;
                (before && !detail.marks.contains_key(&cell))
                    .then(|| (number, Missed { number, date }, detail.exempt.contains_key(&cell)))
            })
            .collect();
        let allowed = detail.exemptions && !member.guest && !missed.is_empty();

        allowed.then(|| Self {
            student: member.student,
            name: member.name(),
            class: detail.row.id,
            exempt: missed.iter().filter(|(.., exempt)| *exempt).map(|(n, ..)| *n).collect(),
            missed: missed.into_iter().map(|(_, missed, _)| missed).collect(),
        })
    }
}
