//! Somebody who turned up without being on the list: a guest from another class, chosen from those whose names begin as what
//! is typed, or somebody who is new in the class.

use crate::domain::student::tidy_name;
use crate::register::student::{StudentDetails, StudentRow};

/// A name that is being typed, and who may be meant.
#[derive(Debug, Clone, Default)]
pub struct TurnedUp {
    pub typed: String,
    pub guests: Vec<StudentRow>,
    /// Whether the name is only noted: this computer adds no students, a coordinator does.
    pub is_noted: bool,
    at: usize,
}

/// Who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    Guest(StudentRow),
    New(StudentDetails),
    /// Somebody whose name is noted.
    Noted(String),
}

impl Choice {
    /// The name to show.
    pub fn name(&self) -> String {
        match self {
            Self::Guest(row) => row.name.clone(),
            Self::Noted(name) => name.clone(),
            Self::New(details) => format!("{} {}", details.given, details.family).trim().to_owned(),
        }
    }
}

impl TurnedUp {
    /// Offers those who may be meant.
    pub fn offer(&mut self, guests: Vec<StudentRow>) {
        self.guests = guests;
        self.at = 0;
    }

    /// All that can be chosen: guests, and somebody new of that name last.
    pub fn choices(&self) -> Vec<Choice> {
        if self.is_noted {
            let name = tidy_name(&self.typed);
            return if name.is_empty() { Vec::new() } else { vec![Choice::Noted(name)] };
        }
        let guests = self.guests.iter().cloned().map(Choice::Guest);

        guests.chain(StudentDetails::from_typed_name(&self.typed).map(Choice::New)).collect()
    }

    /// The one that Enter takes.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn move_by(&mut self, by: isize) {
        let last = self.choices().len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// The choice at a place, or the one that Enter takes.
    pub fn chosen(&self, at: Option<usize>) -> Option<Choice> {
        self.choices().into_iter().nth(at.unwrap_or(self.at))
    }
}
