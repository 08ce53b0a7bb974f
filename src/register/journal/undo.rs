//! Undo and redo: new changes that set fields back.
//!
//! An op that sets a field back *restores* an earlier op. Whether somebody has changed a field since is
//! asked of the op in force: the newest one on the field, followed through what it restores.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

use super::kind::Undo;
use super::{Change, Entity, FieldValue};
use crate::register::error::Usage;
use crate::register::{Error, Refusal};

/// One op as undo needs it.
struct Op {
    id: i64,
    entity: Entity,
    object: i64,
    field: Option<String>,
    value: Value,
    /// The op whose value it replaces; `None` for a new row.
    parent: Option<i64>,
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
        match Undo::of_stored(&detail) {
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
        let ops = ops_of(self.connection(), change)?;
        for op in ops.iter().rev() {
            match &op.field {
                None => self.undo_creation(op, change)?,
                Some(field) => self.undo_edit(op, field)?,
            }
        }

        self.refuse_if_used(&ops)
    }

    /// Does again everything the undone change did.
    pub(in crate::register) fn redo(&mut self, change: i64) -> Result<(), Error> {
        let mut done = BTreeSet::new();
        for op in ops_of(self.connection(), change)? {
            let (field, value) = match op.field {
                None => ("deleted".to_owned(), Value::Integer(0)),
                Some(field) => (field, op.value),
            };
            if done.insert((op.object, field.clone())) {
                self.refuse_if_not_undone(change, &op.parent, op.object, &field)?;
            }
            let restores = in_force(self.connection(), op.id)?;
            self.write(op.entity, op.object, &field, &value, Some(restores))?;
        }

        Ok(())
    }

    /// Sets back what a change did to a row's fields, as far as nobody has changed them since.
    pub(in crate::register) fn set_back_row(&mut self, change: i64, row: i64) -> Result<(), Error> {
        for op in ops_of(self.connection(), change)?.iter().filter(|op| op.object == row) {
            let Some(field) = &op.field else { continue };
            let head = self.head_op(row, field)?;
            if in_force(self.connection(), head)? == in_force(self.connection(), op.id)? {
                self.undo_edit(op, field)?;
            }
        }

        Ok(())
    }

    /// A field can be done again where what holds is what held before the change: also when changes in between went there
    /// and back. A row is there again only where the undo of the change took it away.
    fn refuse_if_not_undone(
        &self,
        change: i64,
        parent: &Option<i64>,
        object: i64,
        field: &str,
    ) -> Result<(), Error> {
        let connection = self.connection();
        let head = self.head_op(object, field)?;
        let as_before = match parent {
            Some(parent) => in_force(connection, head)? == in_force(connection, *parent)?,
            None => undone_by_maker_of(connection, head)? == Some(change),
        };

        if as_before { Ok(()) } else { Err(Refusal::ChangedSince.into()) }
    }

    fn undo_edit(&mut self, op: &Op, field: &str) -> Result<(), Error> {
        let head = self.head_op(op.object, field)?;
        if in_force(self.connection(), head)? != in_force(self.connection(), op.id)? {
            return Err(Refusal::LaterChange(maker_of(self.connection(), head)?).into());
        }
        let missing = || Error::Damaged("journal: an edit of nothing".to_owned());
        let parent = op.parent.ok_or_else(missing)?;
        let restored = in_force(self.connection(), parent)?;
        let value = value_of(self.connection(), restored, field)?;

        self.write(op.entity, op.object, field, &value, Some(restored))
    }

    fn undo_creation(&mut self, op: &Op, change: i64) -> Result<(), Error> {
        if let Some(later) = edited_since(self.connection(), op.object, change)? {
            return Err(Refusal::LaterChange(later).into());
        }

        self.write(op.entity, op.object, "deleted", &Value::Integer(1), None)
    }

    fn head_op(&self, object: i64, field: &str) -> Result<i64, Error> {
        head(self.connection(), object, field)?
            .ok_or_else(|| Error::Damaged("journal: a field without an op".to_owned()))
    }

    /// Refuses where live rows made by others point at rows this undo took away.
    fn refuse_if_used(&self, ops: &[Op]) -> Result<(), Error> {
        let mut usage = Usage::default();
        for op in ops.iter().filter(|op| op.field.is_none()) {
            for entity in Entity::ALL {
                for field in entity.fields().iter().filter(|f| f.refers_to == Some(op.entity)) {
                    let live: i64 = self
                        .connection()
                        .prepare_cached(&format!(
                            "SELECT count(*) FROM {} WHERE {} = ?1 AND deleted = 0{}",
                            entity.table(),
                            field.name,
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

/// The newest op on a field; the row's first op stands for every field it has not been edited in.
pub(super) fn head(
    connection: &Connection,
    object: i64,
    field: &str,
) -> Result<Option<i64>, Error> {
    head_before(connection, object, field, i64::MAX)
}

/// The same, as it was before an op was written.
pub(super) fn head_before(
    connection: &Connection,
    object: i64,
    field: &str,
    op: i64,
) -> Result<Option<i64>, Error> {
    let edit: Option<i64> = connection
        .prepare_cached("SELECT max(id) FROM op WHERE object = ?1 AND field = ?2 AND id < ?3")?
        .query_row(params![object, field, op], |row| row.get(0))?;
    if edit.is_some() {
        return Ok(edit);
    }

    Ok(connection
        .prepare_cached("SELECT max(id) FROM op WHERE object = ?1 AND field IS NULL AND id < ?2")?
        .query_row([object, op], |row| row.get(0))?)
}

/// The op whose value holds: what an op restores, or itself.
pub(super) fn in_force(connection: &Connection, op: i64) -> Result<i64, Error> {
    let restores: Option<i64> = connection
        .prepare_cached("SELECT restores FROM op WHERE id = ?1")?
        .query_row([op], |row| row.get(0))?;

    Ok(restores.unwrap_or(op))
}

/// The change an op is part of.
fn maker_of(connection: &Connection, op: i64) -> Result<i64, Error> {
    Ok(connection
        .prepare_cached("SELECT change FROM op WHERE id = ?1")?
        .query_row([op], |row| row.get(0))?)
}

/// The change that the op's change undoes, if it is an undo.
fn undone_by_maker_of(connection: &Connection, op: i64) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT change.undoes FROM op JOIN change ON change.id = op.change WHERE op.id = ?1",
        )?
        .query_row([op], |row| row.get(0))?)
}

/// The change that gave any field of the row a value that holds, if it was another than the row's maker.
fn edited_since(connection: &Connection, object: i64, change: i64) -> Result<Option<i64>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT max(id) FROM op WHERE object = ?1 AND field IS NOT NULL GROUP BY field",
    )?;
    let heads: Vec<i64> =
        statement.query_map([object], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for head in heads {
        let op = in_force(connection, head)?;
        let maker = maker_of(connection, op)?;
        if maker != change {
            return Ok(Some(maker));
        }
    }

    Ok(None)
}

/// The value an op gave a field: its own, or the one among a new row's fields.
pub(super) fn value_of(connection: &Connection, op: i64, field: &str) -> Result<Value, Error> {
    let (own_field, value): (Option<String>, Value) = connection
        .prepare_cached("SELECT field, value FROM op WHERE id = ?1")?
        .query_row([op], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match (own_field, value) {
        (Some(_), value) => Ok(value),
        (None, _) if field == "deleted" => Ok(Value::Integer(0)),
        (None, Value::Text(json)) => Ok(fields_from_json(&json)?
            .into_iter()
            .find(|(name, _)| name == field)
            .map_or(Value::Null, |(_, value)| value)),
        (None, _) => Err(Error::Damaged("journal: a new row without fields".to_owned())),
    }
}

fn ops_of(connection: &Connection, change: i64) -> Result<Vec<Op>, Error> {
    let mut statement = connection.prepare_cached(include_str!("ops_of_change.sql"))?;
    let rows = statement.query_map([change], |row| {
        Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
    })?;

    rows.map(|row| {
        let (id, entity, object, field, value, parent) = row?;
        let entity = Entity::from_number(entity)
            .ok_or_else(|| Error::Damaged("journal: an unknown entity".to_owned()))?;
        Ok(Op { id, entity, object, field, value, parent })
    })
    .collect()
}

/// The fields of a new row, as the journal has them.
pub(super) fn fields_from_json(json: &str) -> Result<Vec<(String, Value)>, Error> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json)?;

    Ok(object
        .into_iter()
        .map(|(name, value)| {
            let value = match value {
                serde_json::Value::Number(number) => {
                    number.as_i64().map_or(Value::Null, Value::Integer)
                }
                serde_json::Value::String(text) => Value::Text(text),
                _ => Value::Null,
            };
            (name, value)
        })
        .collect())
}

/// The same, under the entity's own field names; what the entity does not have is left out.
pub(super) fn named_fields(entity: Entity, json: &str) -> Result<Vec<FieldValue>, Error> {
    Ok(fields_from_json(json)?
        .into_iter()
        .filter_map(|(name, value)| {
            let field = entity.fields().iter().find(|field| field.name == name)?;
            Some((field.name, value))
        })
        .collect())
}
