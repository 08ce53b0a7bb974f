//! Taking in a class list: first a plan that says what would happen to each row, then one change.
//!
//! What file the rows came from is not known here.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::params;
use uuid::Uuid;

use super::class::{self, ClassDetails, Member};
use super::journal::{ChangeKind, Entity, Report};
use super::student::{StudentDetails, create_student, enrol};
use super::{Error, Register};
use crate::domain::student::{fold, tidy_name};
use crate::domain::{ClassId, CourseId, EnrolmentId, SchoolId, StudentId, Term};

/// A name longer than this many characters is taken for a mistake.
pub const LONGEST_NAME: usize = 120;

/// A data row of a class list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRow {
    /// The row as a spreadsheet numbers it, from 1.
    pub row: u32,
    /// The class's name, where the list has a column for it.
    pub class: Option<String>,
    /// What the list tells of the student.
    pub details: StudentDetails,
    /// Whether the row is marked as having protected personal data.
    pub protected: bool,
}

/// A list and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The school.
    pub school: SchoolId,
    /// The course the classes take.
    pub course: CourseId,
    /// The term.
    pub term: Term,
    /// The class everyone belongs to; `None` where the rows say it themselves.
    pub class: Option<String>,
    /// Whether everyone who is missing from the list has left.
    pub complete: bool,
    /// The rows.
    pub rows: Vec<ListRow>,
    /// The list's headers and how its columns were read, to be remembered for the school.
    pub mapping: Option<(String, String)>,
}

/// What would happen to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new student.
    New,
    /// A student who is known, with the fields that change. `class` among them says that the student
    /// comes to this class.
    Changed(StudentId, Vec<&'static str>),
    /// A student who is known and the same.
    Unchanged(StudentId),
    /// The row is not taken in.
    Refused(RowRefusal),
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
    /// The row is marked as having protected personal data.
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
            Self::Protected => "protected",
            Self::Repeated => "repeated",
        }
    }
}

/// A row with what would happen to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRow {
    /// The row.
    pub row: ListRow,
    /// The class's name.
    pub class: String,
    /// What would happen.
    pub outcome: Outcome,
    /// Somebody with the same name stands elsewhere in the register.
    pub possible_duplicate: bool,
}

/// What taking in a list would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPlan {
    /// The list.
    pub list: List,
    /// Its rows.
    pub rows: Vec<PlannedRow>,
    /// Places of those who would have left.
    pub left: Vec<(EnrolmentId, StudentId)>,
    /// The classes, and whether each is new.
    pub classes: Vec<(String, bool)>,
}

/// Rows of each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListCount {
    /// New students.
    pub new: u32,
    /// Changed.
    pub changed: u32,
    /// Unchanged.
    pub unchanged: u32,
    /// Refused.
    pub refused: u32,
    /// Possible duplicates, among the new and changed.
    pub possible_duplicates: u32,
    /// Those who would have left.
    pub left: u32,
}

impl ListPlan {
    /// Counts the rows by outcome.
    pub fn count(&self) -> ListCount {
        let mut count = ListCount {
            left: self.left.len().try_into().unwrap_or(u32::MAX),
            ..ListCount::default()
        };
        for row in &self.rows {
            match row.outcome {
                Outcome::New => count.new += 1,
                Outcome::Changed(..) => count.changed += 1,
                Outcome::Unchanged(_) => count.unchanged += 1,
                Outcome::Refused(_) => count.refused += 1,
            }
            count.possible_duplicates += u32::from(row.possible_duplicate);
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

impl Register {
    /// Says what taking in the list would do, row by row. Nothing is written.
    pub fn plan_list(&self, list: List) -> Result<ListPlan, Error> {
        let mut rosters: BTreeMap<String, Roster> = BTreeMap::new();
        let mut rows = Vec::with_capacity(list.rows.len());
        for row in &list.rows {
            let class = list.class.clone().or_else(|| row.class.clone()).unwrap_or_default();
            let class = tidy_name(&class);
            let refusal = refuse(row, &class);
            let (outcome, possible_duplicate) = match refusal {
                Some(refusal) => (Outcome::Refused(refusal), false),
                None => {
                    let roster = match rosters.entry(fold(&class)) {
                        Entry::Occupied(entry) => entry.into_mut(),
                        Entry::Vacant(entry) => entry.insert(self.roster(&list, &class)?),
                    };
                    self.plan_row(row, roster)?
                }
            };
            rows.push(PlannedRow { row: row.clone(), class, outcome, possible_duplicate });
        }
        let left = rosters.values().filter(|_| list.complete).flat_map(Roster::missing).collect();
        let classes =
            rosters.values().map(|roster| (roster.name.clone(), roster.class.is_none())).collect();

        Ok(ListPlan { list, rows, left, classes })
    }

    /// Does what the plan says, in one change.
    pub fn import(&mut self, plan: &ListPlan) -> Result<(Report, Imported), Error> {
        let today = self.today();
        let count = plan.count();
        let work = self.work.clone();

        self.change(|change| {
            let mut classes: BTreeMap<String, (ClassId, Option<NaiveDate>)> = BTreeMap::new();
            for (name, _) in &plan.classes {
                let details = class_details(&plan.list, name);
                let class = match class::existing_class(change.connection(), &details)? {
                    Some(class) => class,
                    None => class::create_class(change, &details)?,
                };
                let started: bool = change.connection().query_row(
                    "SELECT EXISTS (SELECT 1 FROM session WHERE class = ?1 AND status = 'held' AND deleted = 0)",
                    [class.0],
                    |row| row.get(0),
                )?;
                classes.insert(fold(name), (class, started.then_some(today)));
            }
            for (done, planned) in plan.rows.iter().enumerate() {
                work.advance(done, plan.rows.len())?;
                let Some((class, from)) = classes.get(&fold(&planned.class)).copied() else {
                    continue;
                };
                match &planned.outcome {
                    Outcome::New => {
                        let student = create_student(change, &planned.row.details)?;
                        enrol(change, student, class, from, false)?;
                    }
                    Outcome::Changed(student, fields) => {
                        for (field, value) in planned.row.details.fields() {
                            if fields.contains(&field) {
                                change.set(Entity::Student, student.0, field, value)?;
                            }
                        }
                        if fields.contains(&"class") {
                            enrol(change, *student, class, from, false)?;
                        }
                    }
                    Outcome::Unchanged(_) | Outcome::Refused(_) => {}
                }
            }
            for (enrolment, _) in &plan.left {
                change.set(Entity::Enrolment, enrolment.0, "ends_on", today.to_string())?;
            }
            remember_mapping(change, &plan.list)?;
            let mut imported = Imported { classes: Vec::new() };
            for (class, _) in classes.values() {
                let (name, students) = change.connection().query_row(
                    include_str!("list/class_size.sql"),
                    [class.0],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )?;
                imported.classes.push((*class, name, students));
            }
            let kind = ChangeKind::ListImported {
                school: plan.list.school,
                classes: imported.classes.iter().map(|(class, ..)| *class).collect(),
                new: count.new,
                changed: count.changed,
                left: count.left,
            };
            Ok((kind, imported))
        })
    }

    fn roster(&self, list: &List, class: &str) -> Result<Roster, Error> {
        let details = class_details(list, class);
        let existing = class::existing_class(self.connection(), &details)?;
        let members = match existing {
            Some(class) => class::members(self.connection(), class)?,
            None => Vec::new(),
        };

        Ok(Roster {
            name: class.to_owned(),
            class: existing,
            members,
            met: BTreeSet::new(),
            new: BTreeSet::new(),
        })
    }

    fn plan_row(&self, row: &ListRow, roster: &mut Roster) -> Result<(Outcome, bool), Error> {
        let name = folded_name(&row.details.given, &row.details.family);
        if let Some(student) = self.find_member(row, &name, roster)? {
            roster.met.insert(student);
            let fields = self.changed_fields(student, &row.details)?;
            let outcome = match fields.is_empty() {
                true => Outcome::Unchanged(student),
                false => Outcome::Changed(student, fields),
            };
            return Ok((outcome, false));
        }
        if !roster.new.insert((name, row.details.birth_date)) {
            return Ok((Outcome::Refused(RowRefusal::Repeated), false));
        }
        let namesakes = self.namesakes(&row.details)?;
        let same = namesakes
            .iter()
            .find(|(_, born)| born.is_some() && *born == row.details.birth_date)
            .filter(|(student, _)| !roster.met.contains(student));
        if let Some((student, _)) = same {
            roster.met.insert(*student);
            let mut fields = self.changed_fields(*student, &row.details)?;
            fields.push("class");
            return Ok((Outcome::Changed(*student, fields), false));
        }
        let possible_duplicate =
            namesakes.iter().any(|(_, born)| born.is_none() || row.details.birth_date.is_none());

        Ok((Outcome::New, possible_duplicate))
    }

    /// The student of the class the row is about: the same name, and no other birth date.
    fn find_member(
        &self,
        row: &ListRow,
        name: &str,
        roster: &Roster,
    ) -> Result<Option<StudentId>, Error> {
        let mut vague = None;
        for member in &roster.members {
            let same_name = folded_name(&member.given, &member.family) == name;
            if !same_name || roster.met.contains(&member.student) {
                continue;
            }
            let born: Option<NaiveDate> = self
                .connection()
                .prepare_cached("SELECT birth_date FROM student WHERE id = ?1")?
                .query_row([member.student.0], |row| row.get(0))?;
            match (born, row.details.birth_date) {
                (Some(known), Some(given)) if known == given => return Ok(Some(member.student)),
                (Some(_), Some(_)) => {}
                _ => vague = vague.or(Some(member.student)),
            }
        }

        Ok(vague)
    }

    /// The fields the list has a value for that is another than the register's.
    fn changed_fields(
        &self,
        student: StudentId,
        details: &StudentDetails,
    ) -> Result<Vec<&'static str>, Error> {
        use rusqlite::types::Value;

        let mut changed = Vec::new();
        for (field, value) in details.fields() {
            let known: Value = self
                .connection()
                .prepare_cached(&format!("SELECT {field} FROM student WHERE id = ?1"))?
                .query_row([student.0], |row| row.get(0))?;
            if value != Value::Null && value != known {
                changed.push(field);
            }
        }

        Ok(changed)
    }

    /// Students with exactly that name anywhere, and their birth dates.
    fn namesakes(
        &self,
        details: &StudentDetails,
    ) -> Result<Vec<(StudentId, Option<NaiveDate>)>, Error> {
        let key = super::journal::name_key(&tidy_name(&details.given), &tidy_name(&details.family));
        let mut statement = self.connection().prepare_cached(
            "SELECT id, birth_date FROM student
             WHERE sort_key = ?1 AND deleted = 0 AND merged_into IS NULL",
        )?;
        let rows = statement.query_map([key], |row| Ok((StudentId(row.get(0)?), row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A class while a list is planned for it.
struct Roster {
    name: String,
    class: Option<ClassId>,
    members: Vec<Member>,
    met: BTreeSet<StudentId>,
    new: BTreeSet<(String, Option<NaiveDate>)>,
}

impl Roster {
    /// Places of those the list did not name. Guests belong to another list, and a protected student's
    /// name can't be compared.
    fn missing(&self) -> impl Iterator<Item = (EnrolmentId, StudentId)> + '_ {
        self.members
            .iter()
            .filter(|member| {
                !member.guest
                    && member.to.is_none()
                    && !member.protection.is_protected()
                    && !self.met.contains(&member.student)
            })
            .map(|member| (member.enrolment, member.student))
    }
}

fn refuse(row: &ListRow, class: &str) -> Option<RowRefusal> {
    let name = tidy_name(&format!("{} {}", row.details.given, row.details.family));
    if row.protected {
        Some(RowRefusal::Protected)
    } else if name.is_empty() {
        Some(RowRefusal::NoName)
    } else if name.chars().count() > LONGEST_NAME {
        Some(RowRefusal::NameTooLong)
    } else if class.is_empty() {
        Some(RowRefusal::NoClass)
    } else {
        None
    }
}

fn folded_name(given: &str, family: &str) -> String {
    fold(&tidy_name(&format!("{given} {family}")))
}

fn class_details(list: &List, name: &str) -> ClassDetails {
    let codes = crate::reference::STUDY_PATHS.iter().map(|path| path.code);
    let hint = crate::domain::class::name_hint(name, codes);

    ClassDetails {
        school: list.school,
        name: name.to_owned(),
        course: list.course,
        term: list.term,
        study_path: hint.map(|hint| hint.study_path).unwrap_or_default(),
    }
}

fn remember_mapping(change: &mut super::journal::Change<'_>, list: &List) -> Result<(), Error> {
    use rusqlite::OptionalExtension;

    let Some((headers, columns)) = &list.mapping else { return Ok(()) };
    let known: Option<i64> = change
        .connection()
        .query_row(
            "SELECT id FROM mapping WHERE school = ?1 AND headers = ?2 AND deleted = 0",
            params![list.school.0, headers],
            |row| row.get(0),
        )
        .optional()?;
    match known {
        Some(mapping) => change.set(Entity::Mapping, mapping, "columns", columns.clone()),
        None => change
            .create(
                Entity::Mapping,
                Uuid::now_v7(),
                &[
                    ("school", list.school.0.into()),
                    ("headers", headers.clone().into()),
                    ("columns", columns.clone().into()),
                ],
            )
            .map(|_| ()),
    }
}
