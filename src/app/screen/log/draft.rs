//! What will be saved of a session, while it is typed.

use std::collections::BTreeMap;

use super::turned_up::Choice;
use crate::domain::{Attendance, StudentId};
use crate::register::session::{Newcomer, Who};

/// A session's log before it is saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    pub date: String,
    pub minutes: String,
    pub note: String,
    /// What was said of students; of the others what is usual holds.
    pub marks: BTreeMap<StudentId, Attendance>,
    /// Those who turned up without being on the list, in the order in which they were named.
    pub turned_up: Vec<(Choice, Attendance)>,
}

impl Draft {
    /// Sets marks and those who turned up back; what is typed in fields has its own way back.
    pub fn take_back(&mut self, earlier: Self) {
        (self.marks, self.turned_up) = (earlier.marks, earlier.turned_up);
    }

    /// Notes a name, where it can be read and changed before anything is saved.
    pub fn note_name(&mut self, noted: &str) {
        if !self.note.trim().is_empty() {
            self.note.push_str("; ");
        }
        self.note.push_str(noted);
    }

    /// Guests that are in the draft already.
    pub fn guests(&self) -> impl Iterator<Item = StudentId> + '_ {
        self.turned_up.iter().filter_map(|(choice, _)| match choice {
            Choice::Guest(row) => Some(row.id),
            Choice::New(_) | Choice::Noted(_) => None,
        })
    }

    /// Those who turned up, as the register takes them.
    pub fn newcomers(&self) -> Vec<Newcomer> {
        let newcomer = |(choice, mark): &(Choice, Attendance)| {
            let who = match choice {
                Choice::Guest(row) => Who::Guest(row.id),
                Choice::New(details) => Who::New(details.clone()),
                Choice::Noted(_) => return None,
            };
            Some(Newcomer { who, mark: *mark })
        };

        self.turned_up.iter().filter_map(newcomer).collect()
    }
}
