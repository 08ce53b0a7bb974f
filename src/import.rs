//! Taking in a class list, as the window and the command line do it alike: from a sheet and what each column is, by what the
//! register remembers of the school's lists, to a plan of what would happen to each row. `Register::import` then does it.

use std::borrow::Borrow;
use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::{CourseId, SchoolId, Term};
use crate::intake::rows::{Warning, list_rows};
use crate::intake::{self, Mapping, Sheet};
use crate::register::list::{Correction, List, ListPlan, RowKey};
use crate::register::{self, Register};

/// A class list that has been read, and where its students go.
#[derive(Debug, Clone)]
pub struct ClassList {
    /// What each column is.
    pub mapping: Mapping,
    /// Whether somebody has said what the columns are. Else what is remembered of lists with the same headings holds.
    pub is_mapping_given: bool,
    pub school: SchoolId,
    pub course: CourseId,
    pub term: Term,
    /// The class of rows that name none.
    pub class: Option<String>,
    /// Whether who is in the class and not in the list has left.
    pub complete: bool,
    /// What somebody says instead of what rows say.
    pub corrections: HashMap<RowKey, Correction>,
}

/// What taking in a list would do.
#[derive(Debug, Clone)]
pub struct Planned {
    /// What each column was taken for in the end.
    pub mapping: Mapping,
    /// What would happen to each row.
    pub plan: ListPlan,
    /// What is odd in the list.
    pub warnings: Vec<Warning>,
}

/// Why there is no plan.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The list can't be read as one.
    #[error(transparent)]
    List(#[from] intake::Error),
    /// The register doesn't answer.
    #[error(transparent)]
    Register(#[from] register::Error),
}

impl ClassList {
    /// Says what taking in the list would do on a day. Nothing is written.
    ///
    /// # Errors
    /// No column holds names, or the register can't be read.
    pub fn plan(
        self,
        sheet: impl Borrow<Sheet>,
        register: &Register,
        today: NaiveDate,
    ) -> Result<Planned, Error> {
        let read = self.read(sheet.borrow(), register, today)?;
        // Where nobody else has it, it takes no room while its rows are planned.
        drop(sheet);

        read.plan(register)
    }

    fn read(self, sheet: &Sheet, register: &Register, today: NaiveDate) -> Result<ListRead, Error> {
        let headings = self.mapping.headings(sheet);
        let remembered = match self.is_mapping_given {
            true => None,
            false => register.remembered_mapping(self.school, &headings)?,
        };
        let mapping = match remembered {
            Some(remembered) => self.mapping.with_remembered(&remembered, sheet),
            None => self.mapping,
        };
        let (mut rows, warnings) = list_rows(sheet, &mapping, today)?;
        if !self.corrections.is_empty() {
            for row in &mut rows {
                if let Some(correction) = self.corrections.get(&row.key()) {
                    row.correct(correction);
                }
            }
        }
        let list = List {
            school: self.school,
            course: self.course,
            term: self.term,
            class: self.class,
            complete: self.complete,
            rows,
            mapping: Some((headings, mapping.code())),
        };

        Ok(ListRead { mapping, list, warnings })
    }
}

/// A list whose rows have been read.
struct ListRead {
    mapping: Mapping,
    list: List,
    warnings: Vec<Warning>,
}

impl ListRead {
    fn plan(self, register: &Register) -> Result<Planned, Error> {
        let Self { mapping, list, warnings } = self;

        Ok(Planned { mapping, plan: register.plan_list(list)?, warnings })
    }
}
