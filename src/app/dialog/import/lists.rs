//! Class lists that have been read: which is looked at, what it would do, and what somebody has chosen and put right in it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Message;
use super::chosen::Chosen;
use super::correcting::Correcting;
use super::rows::{Tally, Warnings};
use crate::app::action::Action;
use crate::app::fetched::{Fetched, Ticket};
use crate::import::{self, ClassList, Planned};
use crate::intake::{self, Column as Kind, Mapping, Sheet};
use crate::register::list::{Correction, ListPlan, RowKey};
use crate::register::school::SchoolName;
use crate::register::{Error, Register};

/// What the list would do, and what is odd in it.
#[derive(Debug, Clone)]
pub struct PlannedList {
    pub mapping: Mapping,
    pub plan: ListPlan,
    pub warnings: Warnings,
}

/// Class lists of one file, of which one is looked at.
#[derive(Debug)]
pub struct Lists {
    /// The path of what has been read; empty where it was pasted.
    pub path: String,
    pub lists: Vec<(Arc<Sheet>, Mapping)>,
    /// Which of them.
    pub list: usize,
    /// Whether somebody has said what the columns are; else what is remembered for the school holds.
    pub is_mapping_given: bool,
    pub plan: Fetched<Result<PlannedList, intake::Error>>,
    pub tally: Tally,
    /// What somebody has chosen row by row, whatever is planned anew.
    pub chosen: Chosen,
    /// What somebody says instead of what rows say.
    pub corrections: HashMap<RowKey, Correction>,
    pub correcting: Option<Correcting>,
}

impl Lists {
    pub fn new(path: String, lists: Vec<(Arc<Sheet>, Mapping)>) -> Self {
        Self {
            path,
            lists,
            list: 0,
            is_mapping_given: false,
            plan: Fetched::default(),
            tally: Tally::default(),
            chosen: Chosen::default(),
            corrections: HashMap::new(),
            correcting: None,
        }
    }

    /// Looks at another of the lists; what was chosen and put right was about the one before.
    pub fn look_at(&mut self, list: usize) {
        let (path, lists) = (std::mem::take(&mut self.path), std::mem::take(&mut self.lists));
        *self = Self { list, ..Self::new(path, lists) };
    }

    /// The list that is looked at, and what its columns are.
    pub fn list(&self) -> Option<&(Arc<Sheet>, Mapping)> {
        self.lists.get(self.list)
    }

    /// The school that the list itself names.
    pub fn school(&self, schools: &[SchoolName]) -> Option<SchoolName> {
        let (sheet, mapping) = self.list()?;
        let column = mapping.columns.iter().position(|kind| *kind == Kind::School)?;
        let below = mapping.header.map_or(0, |header| header + 1);
        let named =
            sheet.rows.iter().skip(below).map(|row| row.cell(column)).find(|c| !c.is_empty())?;

        schools.iter().find(|school| school.is_called(named)).cloned()
    }

    /// Begins to plan anew; what was chosen row by row stays.
    pub fn begin_plan(&mut self) -> Ticket {
        if let Some(planned) = self.known_plan() {
            self.chosen = Chosen::in_plan(&planned.plan);
        }

        self.plan.begin_afresh()
    }

    /// Takes a plan, with the choices that were made in the one before.
    pub fn take_plan(
        &mut self,
        ticket: Ticket,
        answer: Result<Result<PlannedList, intake::Error>, Error>,
    ) -> Action<Message> {
        let action = self.plan.take(ticket, answer);
        if let Some(Ok(planned)) = self.plan.value_mut() {
            self.chosen.choose(&mut planned.plan);
            if let Some((_, mapping)) = self.lists.get_mut(self.list) {
                mapping.clone_from(&planned.mapping);
            }
        }

        action
    }

    pub fn known_plan(&self) -> Option<&PlannedList> {
        self.plan.value().and_then(|planned| planned.as_ref().ok())
    }

    pub fn known_plan_mut(&mut self) -> Option<&mut PlannedList> {
        self.plan.value_mut().and_then(|planned| planned.as_mut().ok())
    }
}

/// The plan with what was decided of rows of the same kind the last time.
pub fn plan(
    register: &Register,
    sheet: &Sheet,
    list: ClassList,
    today: NaiveDate,
) -> Result<Result<PlannedList, intake::Error>, Error> {
    let school = list.school;
    let Planned { mapping, mut plan, warnings } = match list.plan(sheet, register, today) {
        Ok(planned) => planned,
        Err(import::Error::List(error)) => return Ok(Err(error)),
        Err(import::Error::Register(error)) => return Err(error),
    };
    plan.decide_as(&register.remembered_decisions(school)?);

    Ok(Ok(PlannedList { mapping, plan, warnings: Warnings::new(warnings) }))
}
