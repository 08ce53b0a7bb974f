//! Erasing personal data (gallring): whose, by which decision, and how much of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ClassId, StudentId};

/// Whose personal data is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// One student's, in all entries that were joined.
    Student(StudentId),
    /// That of a class's students who are in no other class whose term is not over. Guests stay.
    Class(ClassId),
    /// Everyone's, contact persons' and teachers' too, once the programme is over.
    Everyone,
}

/// What is done with certificates that have been issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificates {
    /// They become numbers without a name: their codes can still be checked, but nothing is printed again.
    BecomeNumbers,
    /// They stay as they are, name and all, because they must be kept.
    AreKept,
}

/// By which decision personal data is erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What it is found under, such as a registration number.
    pub reference: String,
    pub day: NaiveDate,
}

/// How much an erasure takes away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Students who lose their name.
    pub students: u32,
    /// Contact persons, teachers and others who do.
    pub persons: u32,
    /// Certificates that become numbers without a name.
    pub certificates: u32,
    /// Certificates that keep the name.
    pub kept_certificates: u32,
    /// Notes and reasons in words.
    pub texts: u32,
}

impl Erased {
    /// Whether it takes nothing away.
    pub fn is_nothing(&self) -> bool {
        *self == Self { kept_certificates: self.kept_certificates, ..Self::default() }
    }
}
