//! Which of what the file holds is taken: one entry, several in a row, or all.

use super::rows::{Entry, Tally};
use super::{Import, Lists, PlannedList};
use crate::app::widget::list;
use crate::register::list::{Doubt, Outcome, Sight};

impl Import {
    /// A row is opened or marked: what was taken is left, what was left is taken. Several, or all, become alike.
    pub(super) fn mark(&mut self, message: &list::Message) {
        match *message {
            list::Message::Open(index) | list::Message::Mark(index) => {
                if let Some(accepted) = self.is_accepted(index) {
                    self.take(index, !accepted);
                }
            }
            list::Message::MarkTo(index) => {
                let chosen = self.list_state.chosen().and_then(|chosen| self.is_accepted(chosen));
                if let Some(accepted) = chosen {
                    self.take(index, accepted);
                }
            }
            list::Message::MarkAll => {
                let all: Vec<usize> =
                    (0..self.entries.len()).filter(|index| !self.is_protected(*index)).collect();
                let every = all.iter().all(|index| self.is_accepted(*index) != Some(false));
                for index in all {
                    self.take(index, !every);
                }
            }
            _ => return,
        }
        self.tally();
    }

    /// Whether an entry is taken; `None` where it can't be.
    fn is_accepted(&self, index: usize) -> Option<bool> {
        match *self.entries.get(index)? {
            Entry::Day(day) => {
                let day = self.returned()?.days.get(day)?;
                day.can_be_accepted().then_some(day.accepted)
            }
            Entry::Mark(mark) => {
                let mark = self.returned()?.marks.get(mark)?;
                mark.can_be_accepted().then_some(mark.accepted)
            }
            Entry::Row(row) => {
                let row = self.known_plan()?.plan.rows.get(row)?;
                row.can_be_accepted().then_some(row.accepted)
            }
            Entry::Leaver(leaver) => Some(self.known_plan()?.plan.left.get(leaver)?.accepted),
            Entry::Refused(_) => None,
        }
    }

    /// Takes an entry or leaves it, where it can be taken.
    fn take(&mut self, index: usize, accepted: bool) {
        let Some(entry) = self.entries.get(index).copied() else { return };
        if self.is_accepted(index).is_none() {
            return;
        }
        if let Some(plan) = self.returned_mut() {
            let choice = match entry {
                Entry::Day(day) => plan.days.get_mut(day).map(|day| &mut day.accepted),
                Entry::Mark(mark) => plan.marks.get_mut(mark).map(|mark| &mut mark.accepted),
                _ => None,
            };
            if let Some(choice) = choice {
                *choice = accepted;
            }
            return;
        }
        let Some(PlannedList { plan, .. }) = self.known_plan_mut() else { return };
        match entry {
            Entry::Row(row) => {
                if let Some(row) = plan.rows.get_mut(row).filter(|row| row.can_be_accepted()) {
                    row.accepted = accepted;
                }
            }
            Entry::Leaver(leaver) => {
                if let Some(leaver) = plan.left.get_mut(leaver) {
                    leaver.accepted = accepted;
                }
            }
            Entry::Day(_) | Entry::Mark(_) | Entry::Refused(_) => {}
        }
    }

    /// Whether an entry is asked about, or about somebody with protected personal data: that is taken one by one, never among
    /// all.
    fn is_protected(&self, index: usize) -> bool {
        let Some(Entry::Row(row)) = self.entries.get(index) else { return false };

        self.known_plan()
            .and_then(|planned| planned.plan.rows.get(*row))
            .is_some_and(|row| matches!(row.outcome, Outcome::Refused(_)) || row.is_asked())
    }

    /// Says that an entry is about the next of those it may be about, or about none of them.
    pub(super) fn same_as(&mut self, index: usize) {
        let Some(Entry::Row(row)) = self.entries.get(index).copied() else { return };
        let Some(PlannedList { plan, .. }) = self.known_plan_mut() else { return };
        if let Some(row) = plan.rows.get_mut(row) {
            let next = match row.same_as {
                None => 0,
                Some(student) => row
                    .candidates
                    .iter()
                    .position(|candidate| candidate.student == student)
                    .map_or(0, |at| at + 1),
            };
            row.same_as = row.candidates.get(next).map(|candidate| candidate.student);
            row.accepted = row.same_as.is_some() || !row.is_asked();
        }
        self.tally();
    }

    /// Takes or leaves all rows that are asked about for one reason.
    pub(super) fn decide(&mut self, doubt: Doubt, accepted: bool) {
        let Some(PlannedList { plan, .. }) = self.known_plan_mut() else { return };
        for row in &mut plan.rows {
            let is_of_kind = row.row.sight == Sight::Asked(doubt) && row.can_be_accepted();
            if is_of_kind && row.is_asked() && !row.may_be_protected() {
                row.accepted = accepted;
            }
        }
        self.tally();
    }

    /// Counts anew what the list would do.
    pub(super) fn tally(&mut self) {
        if let Some(lists) = self.lists_mut() {
            let plan = Lists::known_plan(lists).map(|planned| &planned.plan);
            lists.tally = plan.map(Tally::of).unwrap_or_default();
        }
    }
}
