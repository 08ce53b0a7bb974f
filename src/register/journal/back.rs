//! Back to a point: one new change that sets every field back to what it was just before an earlier
//! change, and takes away the rows made since.
//!
//! Certificates stay, with the rows they are about; so do erased names, which are gone for good.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::history::{self, Entry};
use super::kind::Undo;
use super::undo::{head_before, in_force, value_of};
use super::{Change, Entity};
use crate::register::Error;

/// What going back would do: told before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayBack {
    /// The changes that would be taken back, newest first.
    pub taken_back: Vec<Entry>,
    /// The changes since that can't be: certificates, erased names.
    pub kept: Vec<Entry>,
}

/// What going back to just before a change would do.
pub(in crate::register) fn way_back(
    connection: &Connection,
    change: i64,
) -> Result<WayBack, Error> {
    let mut way = WayBack { taken_back: Vec::new(), kept: Vec::new() };
    for entry in history::since(connection, change)? {
        match entry.kind.undo() {
            Undo::Possible if !entry.undone => way.taken_back.push(entry),
            Undo::Final => way.kept.push(entry),
            Undo::Possible | Undo::PassedOver => {}
        }
    }

    Ok(way)
}

/// A row that was touched since: what it is, whether it was made since, and the fields edited since.
struct Touched {
    entity: Entity,
    made_since: bool,
    fields: BTreeSet<String>,
}

impl Change<'_> {
    /// Sets everything back to just before a change.
    pub(in crate::register) fn go_back_before(&mut self, change: i64) -> Result<(), Error> {
        let first_op: i64 = self
            .connection()
            .prepare_cached("SELECT first_op FROM change WHERE id = ?1")?
            .query_row([change], |row| row.get(0))?;
        let touched = touched_since(self.connection(), first_op)?;
        let held = held_by_certificates(self.connection(), &touched)?;
        for (object, row) in &touched {
            match (row.entity, row.made_since) {
                // The ledger stands, and who has worked here has worked here.
                (Entity::Certificate, _) | (Entity::Person, true) => {}
                (_, true) if held.contains(object) => {}
                (entity, true) => self.delete(entity, *object)?,
                (entity, false) => {
                    let is_nameless =
                        entity == Entity::Student && is_nameless(self.connection(), *object)?;
                    for field in &row.fields {
                        // Who has lost the name doesn't lose the alias.
                        if is_nameless && matches!(field.as_str(), "protection" | "alias") {
                            continue;
                        }
                        self.set_back(entity, *object, field, first_op)?;
                    }
                }
            }
        }

        Ok(())
    }

    fn set_back(
        &mut self,
        entity: Entity,
        object: i64,
        field: &str,
        first_op: i64,
    ) -> Result<(), Error> {
        let (Some(now), Some(then)) = (
            head_before(self.connection(), object, field, i64::MAX)?,
            head_before(self.connection(), object, field, first_op)?,
        ) else {
            return Err(Error::Damaged("journal: a field without an op".to_owned()));
        };
        let then = in_force(self.connection(), then)?;
        // Of a student's row only what is personal goes.
        let may_be_erased = entity != Entity::Student
            || field == "alias"
            || entity.fields().iter().any(|one| one.name == field && one.is_personal);
        let is_gone = may_be_erased && is_erased(self.connection(), then)?;
        if in_force(self.connection(), now)? == then || is_gone {
            return Ok(());
        }
        let value = value_of(self.connection(), then, field)?;
        let current: Value = self
            .connection()
            .prepare_cached(&format!("SELECT {field} FROM {} WHERE id = ?1", entity.table()))?
            .query_row([object], |row| row.get(0))?;
        if current == value {
            return Ok(());
        }

        self.write(entity, object, field, &value, Some(then))
    }
}

fn touched_since(connection: &Connection, first_op: i64) -> Result<BTreeMap<i64, Touched>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT op.object, object.entity, op.field
         FROM op JOIN object ON object.id = op.object WHERE op.id >= ?1",
    )?;
    let mut rows = statement.query([first_op])?;
    let mut touched: BTreeMap<i64, Touched> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let entity = Entity::from_number(row.get(1)?)
            .ok_or_else(|| Error::Damaged("journal: an unknown entity".to_owned()))?;
        let entry = touched.entry(row.get(0)?).or_insert_with(|| Touched {
            entity,
            made_since: false,
            fields: BTreeSet::new(),
        });
        match row.get::<_, Option<String>>(2)? {
            None => entry.made_since = true,
            Some(field) => {
                entry.fields.insert(field);
            }
        }
    }

    Ok(touched)
}

/// The rows made since that a certificate is about, and those that these in turn refer to.
fn held_by_certificates(
    connection: &Connection,
    touched: &BTreeMap<i64, Touched>,
) -> Result<BTreeSet<i64>, Error> {
    let mut held = BTreeSet::new();
    let mut waiting: Vec<(Entity, i64)> = touched
        .iter()
        .filter(|(_, row)| row.entity == Entity::Certificate)
        .map(|(object, row)| (row.entity, *object))
        .collect();
    while let Some((entity, object)) = waiting.pop() {
        for field in entity.fields() {
            let Some(refers_to) = field.refers_to else { continue };
            let target: Option<i64> = connection
                .prepare_cached(&format!(
                    "SELECT {} FROM {} WHERE id = ?1",
                    field.name,
                    entity.table()
                ))?
                .query_row([object], |row| row.get(0))?;
            if let Some(target) = target
                && held.insert(target)
            {
                waiting.push((refers_to, target));
            }
        }
    }

    Ok(held)
}

/// Whether a student has an alias in the name's place.
fn is_nameless(connection: &Connection, student: i64) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT protection <> 'none' FROM student WHERE id = ?1")?
        .query_row([student], |row| row.get(0))?)
}

/// Whether a person's values have been taken out of an op.
fn is_erased(connection: &Connection, op: i64) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT erased FROM op WHERE id = ?1")?
        .query_row(params![op], |row| row.get(0))?)
}
