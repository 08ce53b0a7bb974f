//! Taking in a class list: first a plan that says what would happen to each row, then one change.
//!
//! What file the rows came from is not known here.

mod memory;
mod planning;
mod roster;
mod taking_in;

pub use memory::Decisions;

use std::sync::Arc;

use chrono::NaiveDate;

use super::student::StudentDetails;
use crate::domain::identity_number::IdentityNumber;
use crate::domain::{ClassId, CourseId, EnrolmentId, SchoolId, StudentId, Term};

/// A name longer than this many characters is taken for a mistake.
pub const LONGEST_NAME: usize = 120;

/// A data row of a class list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRow {
    /// The row as a spreadsheet numbers it, from 1.
    pub row: u32,
    /// The sheet it stands in, where several are read together; else empty.
    pub sheet: Arc<str>,
    /// The school's name or unit code, where the list has a column for it.
    pub school: Option<String>,
    /// The class's name, where the list tells it.
    pub class: Option<String>,
    /// What the list tells of the student.
    pub details: StudentDetails,
    /// An identity number, for telling duplicates by a keyed digest where that is wanted. Never kept.
    pub identity_number: Option<IdentityNumber>,
    /// By what the sender knows the person, who may stand in several rows; else empty. Never kept.
    pub person_key: String,
    /// Whether the row is marked as having protected personal data.
    pub protected: bool,
    /// What the row is, as far as the list itself tells.
    pub sight: Sight,
    /// Which of several people in the row it is, from 0.
    pub part: u32,
    /// Whether somebody has put it right.
    pub is_corrected: bool,
}

/// What tells a row of a list from all others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RowKey {
    sheet: Arc<str>,
    row: u32,
    part: u32,
}

/// What somebody says instead of what a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// The class's name.
    pub class: String,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
}

impl ListRow {
    /// What tells it from all others of its list.
    pub fn key(&self) -> RowKey {
        RowKey { sheet: Arc::clone(&self.sheet), row: self.row, part: self.part }
    }

    /// Puts it right: whoever does so says that it is a student.
    pub fn correct(&mut self, correction: &Correction) {
        self.details.given.clone_from(&correction.given);
        self.details.family.clone_from(&correction.family);
        self.details.birth_date = correction.birth_date;
        self.class = Some(correction.class.clone()).filter(|class| !class.is_empty());
        self.sight = Sight::Student;
        self.is_corrected = true;
    }
}

/// What a row is, as far as the list itself tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sight {
    /// A student.
    #[default]
    Student,
    /// Perhaps a student: it is taken only if somebody says so.
    Asked(Doubt),
    /// No student.
    LeftOut(LeftOut),
}

/// Why it is asked whether a row is a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// It names another school, one that nobody knows.
    OtherSchool,
    /// It fills none of the columns that its neighbours fill.
    UnlikeTheOthers,
    /// Its role is none that is known.
    Role,
    /// Its status is none that is known, or may mean that the student has left.
    Status,
    /// It may be a note.
    Note,
    /// Several people seem to stand in it.
    SeveralPeople,
    /// It names two classes.
    Class,
    /// The letters of its name have come out wrong.
    Letters,
    /// It can't be seen which part of its name is the family name.
    NameOrder,
    /// It has the identity number of another row, and another name.
    SamePerson,
    /// Its address is not where the school has its students'.
    Address,
    /// Nobody of that age goes to the school.
    Age,
}

impl Doubt {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherSchool => "other_school",
            Self::UnlikeTheOthers => "unlike_the_others",
            Self::Role => "unknown_role",
            Self::Status => "unknown_status",
            Self::Note => "maybe_a_note",
            Self::SeveralPeople => "several_people",
            Self::Class => "several_classes",
            Self::Letters => "damaged_letters",
            Self::NameOrder => "name_order",
            Self::SamePerson => "same_person",
            Self::Address => "other_address",
            Self::Age => "unusual_age",
        }
    }
}

/// Why a row is no student.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    Headings,
    /// A title, or a line above the list.
    Title,
    /// A total, or a line that a system prints around a list.
    Total,
    /// A note, a greeting, a signature.
    Note,
    /// Somebody who works at the school.
    Staff,
    /// A parent or another guardian.
    Guardian,
    /// Somebody who has left.
    HasLeft,
    /// Somebody who has not begun.
    NotBegun,
}

impl LeftOut {
    /// Whether every list has such rows.
    pub fn is_around_the_list(self) -> bool {
        matches!(self, Self::Headings | Self::Title | Self::Total)
    }

    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Headings => "headings",
            Self::Title => "title",
            Self::Total => "total",
            Self::Note => "note",
            Self::Staff => "staff",
            Self::Guardian => "guardian",
            Self::HasLeft => "has_left",
            Self::NotBegun => "not_begun",
        }
    }
}

/// A list and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub school: SchoolId,
    /// The course the classes take.
    pub course: CourseId,
    pub term: Term,
    /// The class everyone belongs to; `None` where the rows say it themselves.
    pub class: Option<String>,
    /// Whether everyone who is missing from the list has left.
    pub complete: bool,
    pub rows: Vec<ListRow>,
    /// The list's headings, as a digest, and how its columns were read, to be remembered for the school.
    pub mapping: Option<(String, String)>,
}

/// What would happen to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new student.
    New,
    /// The new student of another row of the list, by its index, in one more class.
    Again(usize),
    /// A student who is known, with what changes.
    Changed(StudentId, Vec<FieldChange>),
    /// A student who is known and the same.
    Unchanged(StudentId),
    /// The row is not taken in.
    Refused(RowRefusal),
    /// The row is no student.
    LeftOut(LeftOut),
}

/// A field that a list has another value for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field; `class` says that the student comes to this class, or comes back to it.
    pub field: &'static str,
    /// What the register has; empty where it has nothing.
    pub from: String,
    /// What the list has.
    pub to: String,
    /// Whether the register has several answers against each other there: they stay as they are.
    pub is_unsettled: bool,
}

/// Why a row is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowRefusal {
    /// There is no name.
    NoName,
    /// The name is too long to be one.
    NameTooLong,
    /// No class is named, neither in the row nor for the list.
    NoClass,
    /// The row is about another school.
    OtherSchool,
    /// The row is marked as having protected personal data. It can be taken in all the same, with an alias and without
    /// the name.
    Protected,
    /// The same student stands in the list twice.
    Repeated,
}

impl RowRefusal {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::NameTooLong => "name_too_long",
            Self::NoClass => "no_class",
            Self::OtherSchool => "other_school",
            Self::Protected => "protected",
            Self::Repeated => "repeated",
        }
    }
}

/// A student elsewhere in the register whom a row may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub student: StudentId,
    pub name: String,
    /// A class the student is in; empty where there is none.
    pub class: String,
    /// Whether the name is erased, so that only somebody who knows can tell.
    pub protected: bool,
}

/// A row with what would happen to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRow {
    pub row: ListRow,
    /// The class's name.
    pub class: String,
    /// What would happen.
    pub outcome: Outcome,
    /// Students with the same name elsewhere of whom nothing says that they are others.
    pub candidates: Vec<Candidate>,
    /// The candidate the row is about, where somebody has said so.
    pub same_as: Option<StudentId>,
    /// Whether it is asked about, and taken as rows of its kind were the last time.
    pub is_remembered: bool,
    /// Whether it is to happen. A refused row is left, and of those only a protected one can be taken.
    pub accepted: bool,
}

impl PlannedRow {
    /// Whether it can be put right: it lacks something, or is asked about.
    pub fn can_be_corrected(&self) -> bool {
        const LACKING: [RowRefusal; 3] =
            [RowRefusal::NoName, RowRefusal::NoClass, RowRefusal::NameTooLong];
        let details = &self.row.details;
        let has_half_a_name = details.given.is_empty() != details.family.is_empty();
        match self.outcome {
            _ if self.row.protected || self.may_be_protected() => false,
            Outcome::Refused(refusal) => LACKING.contains(&refusal),
            Outcome::LeftOut(_) => false,
            Outcome::New | Outcome::Again(_) => {
                self.is_asked() || has_half_a_name || self.row.is_corrected
            }
            Outcome::Changed(..) | Outcome::Unchanged(_) => {
                self.is_asked() || self.row.is_corrected
            }
        }
    }

    /// Whether somebody with the same name stands elsewhere and nobody has said which it is.
    pub fn is_possible_duplicate(&self) -> bool {
        !self.candidates.is_empty() && self.same_as.is_none()
    }

    /// Whether it may bring back a name that has been erased: it is left until somebody says whose it is.
    pub fn may_be_protected(&self) -> bool {
        self.outcome == Outcome::New && self.candidates.iter().any(|candidate| candidate.protected)
    }

    /// Whether it is taken only if somebody says so.
    pub fn is_asked(&self) -> bool {
        let planned = !matches!(self.outcome, Outcome::Refused(_) | Outcome::LeftOut(_));

        planned && matches!(self.row.sight, Sight::Asked(_)) || self.may_be_protected()
    }

    /// Whether it can be chosen that the row is taken or left.
    pub fn can_be_accepted(&self) -> bool {
        match self.outcome {
            Outcome::Refused(refusal) => refusal == RowRefusal::Protected,
            Outcome::LeftOut(_) => false,
            _ => true,
        }
    }
}

/// Somebody who would have left a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaver {
    /// The place in the class.
    pub enrolment: EnrolmentId,
    pub student: StudentId,
    /// The student's name.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Whether the place is to end.
    pub accepted: bool,
}

/// What taking in a list would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPlan {
    /// The list, without its rows.
    pub list: List,
    pub rows: Vec<PlannedRow>,
    /// Those who would have left.
    pub left: Vec<Leaver>,
    /// The classes, and whether each is new.
    pub classes: Vec<(String, bool)>,
}

/// Rows of each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListCount {
    /// New students.
    pub new: u32,
    /// Changed, or in one more class.
    pub changed: u32,
    pub unchanged: u32,
    /// Asked about, and not taken.
    pub asked: u32,
    /// No students.
    pub left_out: u32,
    /// Of those, people and notes: neither headings nor what a system prints around a list.
    pub left_out_people: u32,
    pub refused: u32,
    /// Left by choice.
    pub passed_over: u32,
    /// Possible duplicates, among the new and changed.
    pub possible_duplicates: u32,
    /// Those who would have left.
    pub left: u32,
}

impl ListPlan {
    /// Those who are to leave: members that no row is about, not even one that somebody said is about them.
    pub fn leaving(&self) -> impl Iterator<Item = &Leaver> {
        let met: std::collections::HashSet<StudentId> =
            self.rows.iter().filter(|row| row.accepted).filter_map(|row| row.same_as).collect();

        self.left.iter().filter(move |one| one.accepted && !met.contains(&one.student))
    }

    /// Counts the rows by outcome.
    pub fn count(&self) -> ListCount {
        let left = self.leaving().count().try_into().unwrap_or(u32::MAX);
        let mut count = ListCount { left, ..ListCount::default() };
        for row in &self.rows {
            match (&row.outcome, row.accepted) {
                (Outcome::LeftOut(why), _) => {
                    count.left_out += 1;
                    count.left_out_people += u32::from(!why.is_around_the_list());
                }
                (Outcome::Refused(_), false) => count.refused += 1,
                (_, false) if row.is_asked() => count.asked += 1,
                (_, false) => count.passed_over += 1,
                (Outcome::New | Outcome::Refused(_), true) if row.same_as.is_none() => {
                    count.new += 1
                }
                (Outcome::Unchanged(_), true) => count.unchanged += 1,
                (Outcome::Changed(_, changes), true)
                    if changes.iter().all(|one| one.is_unsettled) =>
                {
                    count.unchanged += 1;
                }
                _ => count.changed += 1,
            }
            count.possible_duplicates += u32::from(row.accepted && row.is_possible_duplicate());
        }

        count
    }
}

/// What taking in a list did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The classes, with the number of students in each afterwards.
    pub classes: Vec<(ClassId, String, u32)>,
}
