//! Doing what the plan of a list says, in one change.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::{Imported, List, ListPlan, Outcome, PlannedRow};
use crate::domain::student::fold;
use crate::domain::{ClassId, Protection, SchoolId, StudentId};
use crate::register::class::{self, ClassDetails};
use crate::register::digest::Digester;
use crate::register::journal::rows::MappingKey;
use crate::register::journal::{Change, ChangeKind, Committed, rows};
use crate::register::nameless::AliasKind;
use crate::register::student::{Particular, StudentDetails, arrive_if_settled, enrol_new};
use crate::register::{Error, Register};

/// Rows told of at a time while a list is taken in.
const STEP: usize = 100;

impl Register {
    /// Does what the plan says, in one change.
    pub fn import(&mut self, plan: &ListPlan) -> Result<(Committed, Imported), Error> {
        let today = self.today();
        let count = plan.count();
        let work = self.work.clone();
        let digester = self.digester()?;
        let decisions = self.remembered_decisions(plan.list.school)?;

        self.change(|change| {
            let classes = classes_of(change, plan, today)?;
            let mut taker = Taker { change, digester, created: HashMap::new() };
            for (index, planned) in plan.rows.iter().enumerate() {
                if index % STEP == 0 {
                    work.advance(index, plan.rows.len())?;
                }
                if let Some(place) = classes.get(&fold(&planned.class)).filter(|_| planned.accepted)
                {
                    taker.take(index, planned, *place)?;
                }
            }
            for leaver in plan.leaving() {
                change.edit_settled(leaver.enrolment, |row| row.ends_on = Some(today))?;
            }
            if let Some((headings, columns)) = &plan.list.mapping {
                let memory = plan.memory(columns, decisions);
                remember(change, plan.list.school, headings, memory)?;
            }
            let mut imported = Imported { classes: Vec::new() };
            for (class, _) in classes.values() {
                let (name, students) = change
                    .connection()
                    .prepare_cached(include_str!("class_size.sql"))?
                    .query_row([class.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
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
}

/// A class, and since when somebody who is new to it is in it.
type ClassPlace = (ClassId, Option<NaiveDate>);

/// The plan's classes by their folded names; those that are new are made. One in which nobody is taken in is not.
fn classes_of(
    change: &mut Change<'_>,
    plan: &ListPlan,
    today: NaiveDate,
) -> Result<BTreeMap<String, ClassPlace>, Error> {
    let List { school, course, term, .. } = &plan.list;
    let known = class::classes_by_name(change.connection(), *school, *course, *term)?;
    let accepted: std::collections::HashSet<String> =
        plan.rows.iter().filter(|row| row.accepted).map(|row| fold(&row.class)).collect();
    let mut classes = BTreeMap::new();
    for (name, _) in &plan.classes {
        let key = fold(name);
        let place = match known.get(&key) {
            Some((class, _)) => {
                let begun: bool = change
                    .connection()
                    .prepare_cached(
                        "SELECT EXISTS (SELECT 1 FROM session
                         WHERE class = ?1 AND status = 'held' AND deleted = 0)",
                    )?
                    .query_row([class.0], |row| row.get(0))?;
                (*class, begun.then_some(today))
            }
            None if accepted.contains(&key) => {
                (class::create_new_class(change, &class_details(&plan.list, name))?, None)
            }
            None => continue,
        };
        classes.insert(key, place);
    }

    Ok(classes)
}

/// Takes in rows, one after the other.
struct Taker<'a, 'b> {
    change: &'a mut Change<'b>,
    digester: Option<Digester>,
    /// The students that rows have made, by the rows' index.
    created: HashMap<usize, StudentId>,
}

impl Taker<'_, '_> {
    fn take(
        &mut self,
        index: usize,
        planned: &PlannedRow,
        (class, from): ClassPlace,
    ) -> Result<(), Error> {
        match (&planned.outcome, planned.same_as) {
            (Outcome::New, None) => {
                let student = self.create(planned)?;
                self.created.insert(index, student);
                enrol_new(self.change, student, class, from, false)?;
            }
            (Outcome::Again(first), _) => {
                // The row that was to make the student may have been left.
                let student = match self.created.get(first) {
                    Some(student) => *student,
                    None => self.create(planned)?,
                };
                self.created.insert(*first, student);
                arrive_if_settled(self.change, student, class, from)?;
            }
            (Outcome::New, Some(student)) => {
                self.update(student, planned)?;
                arrive_if_settled(self.change, student, class, from)?;
            }
            (Outcome::Changed(student, changes), _) => {
                self.update(*student, planned)?;
                if changes.iter().any(|change| change.field == "class") {
                    arrive_if_settled(self.change, *student, class, from)?;
                }
            }
            (Outcome::Unchanged(student), _) => self.note_number(*student, planned)?,
            (Outcome::LeftOut(_), _) => {}
            (Outcome::Refused(_), _) => {
                let student = self.create_protected(planned)?;
                enrol_new(self.change, student, class, from, false)?;
            }
        }

        Ok(())
    }

    fn create(&mut self, planned: &PlannedRow) -> Result<StudentId, Error> {
        let number_digest = self.digest(planned);
        let row = rows::Student { number_digest, ..planned.row.details.new_row() };

        self.change.create(&row)
    }

    /// Somebody with protected personal data: an alias, and what totals need.
    fn create_protected(&mut self, planned: &PlannedRow) -> Result<StudentId, Error> {
        let details = &planned.row.details;
        let alias = AliasKind::Protected.free(self.change.connection())?;
        let needed = StudentDetails {
            legal_sex: details.legal_sex,
            study_path: details.study_path.clone(),
            grade: details.grade,
            ..StudentDetails::default()
        };
        let row = rows::Student {
            protection: Protection::Confidential,
            alias: Some(alias),
            ..needed.new_row()
        };

        self.change.create(&row)
    }

    /// Gives a student what the list has another value for.
    fn update(&mut self, student: StudentId, planned: &PlannedRow) -> Result<(), Error> {
        let of_protected = |one: &super::Candidate| one.student == student && one.protected;
        if planned.candidates.iter().any(of_protected) {
            // What has been erased does not come back.
            return Ok(());
        }
        let listed = &planned.row.details;
        self.change.edit_settled(student, |row| {
            let mut details = StudentDetails::of(row);
            for particular in Particular::ALL {
                if !listed.lacks(particular) {
                    details.put(particular, &listed.text(particular));
                }
            }
            details.put_into(row);
        })?;

        self.note_number(student, planned)
    }

    fn note_number(&mut self, student: StudentId, planned: &PlannedRow) -> Result<(), Error> {
        match self.digest(planned) {
            Some(digest) => {
                self.change.edit_settled(student, |row| row.number_digest = Some(digest))
            }
            None => Ok(()),
        }
    }

    fn digest(&self, planned: &PlannedRow) -> Option<String> {
        Some(self.digester.as_ref()?.digest(planned.row.identity_number.as_ref()?))
    }
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

fn remember(
    change: &mut Change<'_>,
    school: SchoolId,
    headings: &str,
    memory: String,
) -> Result<(), Error> {
    let known = change
        .connection()
        .query_row(
            "SELECT id FROM mapping WHERE school = ?1 AND headers = ?2 AND deleted = 0",
            params![school.0, headings],
            |row| row.get(0).map(MappingKey),
        )
        .optional()?;
    match known {
        Some(mapping) => change.edit(mapping, |row| row.columns = memory),
        None => {
            let mapping = rows::Mapping { school, headers: headings.to_owned(), columns: memory };
            change.create(&mapping).map(drop)
        }
    }
}
