//! Back to a point: one new change that sets every field back to what it was just before an earlier
//! change, and takes away the rows made since.
//!
//! Certificates stay, with the rows they are about; so do erased names, which are gone for good.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::history::{self, Entry};
use super::kind::Undo;
use super::merging;
use super::ops::Ops;
use super::rows::Student;
use super::salts::{SaltOrCommitment, Salts};
use super::{Change, Column, Entity};
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
                (entity, true) => {
                    let is_there = self.value(entity, *object, Column::DELETED)?.is_some();
                    if is_there && self.is_settled_row(*object)? {
                        self.set(entity, *object, Column::DELETED, Value::Integer(1))?;
                    }
                }
                (entity, false) => {
                    let is_nameless =
                        entity == Entity::Student && is_nameless(self.connection(), *object)?;
                    for field in &row.fields {
                        // Who has lost the name doesn't lose the alias; what a newer program wrote is not this one's to set back.
                        let Some(column) = entity.column(field).filter(|column| {
                            *column != Column::ERASED
                                && (!is_nameless
                                    || ![Student::protection, Student::alias].contains(column))
                        }) else {
                            continue;
                        };
                        self.set_back(entity, *object, column, first_op)?;
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
        column: &'static Column,
        first_op: i64,
    ) -> Result<(), Error> {
        let now = Ops::of(self.connection(), object)?;
        let then = Ops::of_before(self.connection(), object, first_op)?;
        // What came from elsewhere may have come in another order than it was made in: then nothing was known of it.
        let then = merging::shown(entity, &then, column)?;
        let then = then.and_then(|then| now.get(then.in_force_here()));
        let Some(then) = then else { return Ok(()) };
        if self.unsettled_fields(object)?.contains(column.name) {
            self.left_unsettled.insert(object);
            return Ok(());
        }
        if now.heads(column.name).iter().all(|head| head.in_force() == then.rank.1)
            || is_erased(self.connection(), then.id, column)?
        {
            return Ok(());
        }
        let value = then.value(column.name)?;
        match self.value(entity, object, column)? {
            Some(current) if current != value => {}
            // There is no such row, or it is so already.
            _ => return Ok(()),
        }

        self.write(entity, object, column, &value, Some(then.id), &now)
    }
}

fn touched_since(connection: &Connection, first_op: i64) -> Result<BTreeMap<i64, Touched>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT op.object, object.entity, op.field,
                EXISTS (SELECT 1 FROM op AS earlier WHERE earlier.object = op.object AND earlier.field IS NULL AND earlier.id < ?1)
         FROM op JOIN object ON object.id = op.object WHERE op.id >= ?1",
    )?;
    let mut rows = statement.query([first_op])?;
    let mut touched: BTreeMap<i64, Touched> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let entity = Entity::from_number(row.get(1)?).ok_or_else(super::unknown_entity)?;
        let entry = touched.entry(row.get(0)?).or_insert_with(|| Touched {
            entity,
            made_since: false,
            fields: BTreeSet::new(),
        });
        match row.get::<_, Option<String>>(2)? {
            None => entry.made_since = !row.get::<_, bool>(3)?,
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
        for field in entity.columns() {
            let Some(refers_to) = field.refers_to() else { continue };
            let target: Option<i64> = connection
                .prepare_cached(&format!(
                    "SELECT {} FROM {} WHERE id = ?1",
                    field.name,
                    entity.table()
                ))?
                .query_row([object], |row| row.get(0))
                .optional()?
                .flatten();
            if let Some(target) = target
                && held.insert(target)
            {
                waiting.push((refers_to, target));
            }
        }
    }

    Ok(held)
}

/// Whether an op's value of a field has been taken out of it.
fn is_erased(connection: &Connection, op: i64, column: &Column) -> Result<bool, Error> {
    let salts: Vec<u8> = connection
        .prepare_cached("SELECT salts FROM op WHERE id = ?1")?
        .query_row([op], |row| row.get(0))?;
    let kept = Salts::from_bytes(&salts)?.of(column.name);

    Ok(matches!(kept, Some(SaltOrCommitment::Hidden(..))))
}

/// Whether a student has an alias in the name's place; one who is not here has neither.
fn is_nameless(connection: &Connection, student: i64) -> Result<bool, Error> {
    let is_nameless: Option<bool> = connection
        .prepare_cached("SELECT protection <> 'none' FROM student WHERE id = ?1")?
        .query_row([student], |row| row.get(0))
        .optional()?;

    Ok(is_nameless.unwrap_or_default())
}
