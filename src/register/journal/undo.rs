//! Undo and redo: new changes that set fields back.
//!
//! An op that sets a field back *restores* an earlier op. Whether somebody has changed a field since is
//! asked of the op in force: the newest one on the field, followed through what it restores.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

use super::kind::Undo;
use super::merging;
use super::ops::{Given, Op, Ops};
use super::{Change, Column, Entity};
use crate::register::error::Usage;
use crate::register::{Error, Refusal};

/// One op of a change that is undone or done again.
struct Done {
    id: i64,
    entity: Entity,
    object: i64,
    /// The field; `None` for a new row.
    field: Option<String>,
    value: Value,
}

impl Done {
    /// The field it is about: a new row's tombstone, where it made one.
    fn column(&self) -> Result<&'static Column, Error> {
        match &self.field {
            None => Ok(Column::DELETED),
            Some(field) => self.entity.column(field).ok_or_else(unknown_field),
        }
    }
}

/// The newest change made on this installation that can be undone next.
pub(in crate::register) fn next_undo(
    connection: &Connection,
    device: uuid::Uuid,
    past_final: bool,
) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached(include_str!("next_undo.sql"))?;
    let mut rows = statement.query([device])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        let detail: String = row.get(2)?;
        match Undo::of_stored(&detail)? {
            Undo::Possible => return Ok(row.get(0)?),
            Undo::PassedOver => {}
            Undo::Final if past_final => {}
            Undo::Final => return Err(Refusal::NotTakenBack { change: row.get(0)?, kind }.into()),
        }
    }

    Err(Refusal::NothingToUndo.into())
}

/// The change that was undone last and can be done again; a new change empties this.
pub(in crate::register) fn next_redo(
    connection: &Connection,
    device: uuid::Uuid,
) -> Result<i64, Error> {
    connection
        .prepare_cached(include_str!("next_redo.sql"))?
        .query_row([device], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Refusal::NothingToRedo.into())
}

impl Change<'_> {
    /// Sets back everything the change did.
    pub(in crate::register) fn undo(&mut self, change: i64) -> Result<(), Error> {
        let done = ops_of(self.connection(), change)?;
        for op in done.iter().rev() {
            let ops = Ops::of(self.connection(), op.object)?;
            match op.field {
                None => self.undo_creation(op, &ops, change)?,
                Some(_) => self.undo_edit(op, &ops)?,
            }
        }

        self.refuse_if_used(&done)
    }

    /// Does again everything the undone change did.
    pub(in crate::register) fn redo(&mut self, change: i64) -> Result<(), Error> {
        let mut tried = BTreeSet::new();
        for done in ops_of(self.connection(), change)? {
            let column = done.column()?;
            let ops = Ops::of(self.connection(), done.object)?;
            if tried.insert((done.object, column.name)) {
                self.refuse_if_not_undone(change, &done, &ops)?;
            }
            let value = match done.field {
                None => Value::Integer(0),
                Some(_) => done.value,
            };
            let restores = op_with(&ops, done.id)?.in_force_here();
            self.write(done.entity, done.object, column, &value, Some(restores), &ops)?;
        }

        Ok(())
    }

    /// Sets back what a change did to a row's fields, as far as nobody has changed them since.
    pub(in crate::register) fn set_back_row(&mut self, change: i64, row: i64) -> Result<(), Error> {
        for done in ops_of(self.connection(), change)?.iter().filter(|done| done.object == row) {
            let Some(field) = &done.field else { continue };
            let ops = Ops::of(self.connection(), row)?;
            let own = op_with(&ops, done.id)?.in_force();
            if ops.heads(field).iter().all(|head| head.in_force() == own) {
                self.undo_edit(done, &ops)?;
            }
        }

        Ok(())
    }

    /// A field can be done again where what holds is what held before the change: also when changes in between went there
    /// and back. A row is there again only where the undo of the change took it away.
    fn refuse_if_not_undone(&self, change: i64, done: &Done, ops: &Ops) -> Result<(), Error> {
        let heads = ops.heads(done.column()?.name);
        let as_before = match done.field {
            Some(_) => {
                let replaced = replaced(op_with(ops, done.id)?, ops)?;
                heads.iter().all(|head| replaced.iter().any(|op| op.in_force() == head.in_force()))
            }
            None => {
                let mut all = !heads.is_empty();
                for head in heads {
                    all &= undone_by_maker_of(self.connection(), head)? == Some(change);
                }
                all
            }
        };

        if as_before { Ok(()) } else { Err(Refusal::ChangedSince.into()) }
    }

    /// Sets a field back: one op for each that was replaced, so that a conflict which somebody decided is open again.
    fn undo_edit(&mut self, done: &Done, ops: &Ops) -> Result<(), Error> {
        let column = done.column()?;
        let own = op_with(ops, done.id)?;
        if column != Column::DELETED && merging::is_removed(done.entity, ops)? {
            return Err(Refusal::Gone.into());
        }
        if let Some(later) =
            ops.heads(column.name).iter().find(|head| head.in_force() != own.in_force())
        {
            return Err(Refusal::LaterChange(later.change).into());
        }
        let restored = replaced(own, ops)?;
        for restored in &restored {
            let value = match restored.given(column.name)? {
                Given::Value(value) => value,
                Given::Hidden(_) => return Err(Refusal::Erased.into()),
            };
            let restores = Some(restored.in_force_here());
            self.write(done.entity, done.object, column, &value, restores, ops)?;
        }

        // Several answers stand against each other again: which of them shows is not the last that was written.
        match restored.len() > 1 {
            true => self.rebuild(done.entity, done.object),
            false => Ok(()),
        }
    }

    fn undo_creation(&mut self, done: &Done, ops: &Ops, change: i64) -> Result<(), Error> {
        if ops.creations().count() > 1 {
            return Err(Refusal::MadeByOthersToo.into());
        }
        if merging::is_removed(done.entity, ops)? {
            return Err(Refusal::Gone.into());
        }
        if let Some(later) = edited_since(ops, change)? {
            return Err(Refusal::LaterChange(later).into());
        }

        self.write(done.entity, done.object, Column::DELETED, &Value::Integer(1), None, ops)
    }

    /// Refuses where live rows made by others point at rows this undo took away.
    fn refuse_if_used(&self, done: &[Done]) -> Result<(), Error> {
        let mut usage = Usage::default();
        for op in done.iter().filter(|op| op.field.is_none()) {
            for entity in Entity::ALL.iter().copied() {
                let pointing =
                    entity.columns().iter().filter(|one| one.refers_to() == Some(op.entity));
                for column in pointing {
                    let live: i64 = self
                        .connection()
                        .prepare_cached(&format!(
                            "SELECT count(*) FROM {} WHERE {} = ?1 AND deleted = 0{}",
                            entity.table(),
                            column.name,
                            if entity == Entity::Attendance { " AND mark IS NOT NULL" } else { "" }
                        ))?
                        .query_row([op.object], |row| row.get(0))?;
                    match entity {
                        Entity::Attendance => usage.marks += live,
                        Entity::Enrolment => usage.enrolments += live,
                        // What was said of somebody at a session goes with the session.
                        Entity::Exemption | Entity::AnnouncedAbsence => {}
                        Entity::Certificate => usage.certificates += live,
                        _ => usage.others += live,
                    }
                }
            }
        }

        if usage == Usage::default() { Ok(()) } else { Err(Refusal::StillUsed(usage).into()) }
    }
}

fn op_with(ops: &Ops, id: i64) -> Result<&Op, Error> {
    ops.get(id).ok_or_else(|| Error::Damaged("journal: an op is missing".to_owned()))
}

/// The ops whose values an edit took the place of, each where its value comes from. A removal names the op that made the row
/// also where another has taken that one's place on the tombstone since.
///
/// # Errors
/// What it replaced is not here, as far as this copy knows ([`Refusal::ChangedSince`]).
fn replaced<'a>(op: &Op, ops: &'a Ops) -> Result<Vec<&'a Op>, Error> {
    let on_field = |of: &Op| -> Vec<i64> {
        let parents = of.parents.iter().filter_map(|id| ops.get(*id));
        let parents = parents.filter(|parent| parent.field.is_none() || parent.field == op.field);
        parents.map(|parent| parent.id).collect()
    };
    let parents = on_field(op);
    let mut earlier = BTreeSet::new();
    let mut waiting = parents.clone();
    while let Some(later) = waiting.pop() {
        for id in on_field(op_with(ops, later)?) {
            if earlier.insert(id) {
                waiting.push(id);
            }
        }
    }
    let mut replaced = Vec::new();
    for parent in parents.into_iter().filter(|parent| !earlier.contains(parent)) {
        replaced.push(op_with(ops, parent)?);
    }
    replaced.sort_by_key(|op| op.rank);

    match replaced.is_empty() {
        true => Err(Refusal::ChangedSince.into()),
        false => Ok(replaced),
    }
}

/// The change that the op's change undoes, if it is an undo.
fn undone_by_maker_of(connection: &Connection, op: &Op) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached("SELECT undoes FROM change WHERE id = ?1")?
        .query_row([op.change], |row| row.get(0))?)
}

/// The change that gave any field of the row a value that holds, if it was another than the row's maker.
fn edited_since(ops: &Ops, change: i64) -> Result<Option<i64>, Error> {
    let fields: BTreeSet<&str> = ops.iter().filter_map(|op| op.field.as_deref()).collect();
    for head in fields.into_iter().flat_map(|field| ops.heads(field)) {
        let maker = ops.iter().find(|op| op.rank.1 == head.in_force());
        let maker = maker.map_or(head.change, |op| op.change);
        if maker != change {
            return Ok(Some(maker));
        }
    }

    Ok(None)
}

fn ops_of(connection: &Connection, change: i64) -> Result<Vec<Done>, Error> {
    let mut statement = connection.prepare_cached(include_str!("ops_of_change.sql"))?;
    let mut rows = statement.query(params![change])?;
    let mut done = Vec::new();
    while let Some(row) = rows.next()? {
        let entity = Entity::from_number(row.get(1)?).ok_or_else(super::unknown_entity)?;
        done.push(Done {
            id: row.get(0)?,
            entity,
            object: row.get(2)?,
            field: row.get(3)?,
            value: row.get(4)?,
        });
    }

    Ok(done)
}

fn unknown_field() -> Error {
    Error::Damaged("journal: an unknown field".to_owned())
}
