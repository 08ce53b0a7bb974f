//! Taking a person's values out of ops, for good. Of each stays its commitment, so that the change's hash still holds.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value as Json};

use super::form::{self, FormCell, FormSlot, Hidden};
use super::ops::{Op, Ops};
use super::salts::Salts;
use super::{Change, Column, Entity, Identities};
use crate::register::Error;

impl Change<'_> {
    /// Takes values out of every op on a row. The row itself is set by the caller.
    pub(in crate::register) fn erase(
        &mut self,
        object: i64,
        columns: &[&'static Column],
    ) -> Result<(), Error> {
        for column in columns {
            for op in Ops::of(&self.transaction, object)?.iter() {
                erase_in(&self.transaction, &mut self.identities, op, column)?;
            }
        }

        Ok(())
    }

    /// Takes out of every op on a row what this program does not understand: it may be as personal as what it does.
    pub(in crate::register) fn erase_unknown(&mut self, object: i64) -> Result<(), Error> {
        let entity: i64 = self
            .transaction
            .prepare_cached("SELECT entity FROM object WHERE id = ?1")?
            .query_row([object], |row| row.get(0))?;
        let entity = Entity::from_number(entity).ok_or_else(super::unknown_entity)?;
        let apart: Vec<(i64, u32, Vec<u8>)> = self
            .transaction
            .prepare_cached("SELECT change, idx, bytes FROM op_apart WHERE object = ?1")?
            .query_map([object], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        for (change, index, bytes) in apart {
            let is_unknown = |field: &str| entity.column(field).is_none();
            erase_apart(&self.transaction, change, index, &bytes, is_unknown)?;
        }

        Ok(())
    }

    /// Takes the values out of every op on a field but the one that shows.
    pub(in crate::register) fn erase_before_last(
        &mut self,
        object: i64,
        column: &'static Column,
    ) -> Result<(), Error> {
        let ops = Ops::of(&self.transaction, object)?;
        let shown = ops.shown(column.name).map(|op| op.id);
        for op in ops.iter().filter(|op| Some(op.id) != shown) {
            erase_in(&self.transaction, &mut self.identities, op, column)?;
        }

        Ok(())
    }
}

fn erase_in(
    connection: &Connection,
    identities: &mut Identities,
    op: &Op,
    column: &Column,
) -> Result<(), Error> {
    let (salts, change, index): (Vec<u8>, i64, u32) = connection
        .prepare_cached("SELECT salts, change, idx FROM op WHERE id = ?1")?
        .query_row([op.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut salts = Salts::from_bytes(&salts)?;
    let left = match (&op.field, &op.value) {
        (Some(field), value) if field == column.name => {
            let value = identities.form_value(connection, column.kind, value)?;
            salts.erase(column.name, &value, &[column.name])?;
            Value::Null
        }
        (None, Value::Text(json)) => {
            let mut fields: Map<String, Json> = serde_json::from_str(json)?;
            let value = super::cells::value_in(json, column.name)?;
            if value == Value::Null {
                return Ok(());
            }
            let value = identities.form_value(connection, column.kind, &value)?;
            let names: Vec<&str> = fields.keys().map(String::as_str).collect();
            salts.erase(column.name, &value, &names)?;
            fields.remove(column.name);
            Value::Text(serde_json::to_string(&fields)?)
        }
        _ => return Ok(()),
    };
    connection
        .prepare_cached("UPDATE op SET value = ?2, salts = ?3, erased = 1 WHERE id = ?1")?
        .execute(params![op.id, left, salts.to_bytes()])?;

    let apart: Option<Vec<u8>> = connection
        .prepare_cached("SELECT bytes FROM op_apart WHERE change = ?1 AND idx = ?2")?
        .query_row(params![change, index], |row| row.get(0))
        .optional()?;
    match apart {
        None => Ok(()),
        Some(apart) => erase_apart(connection, change, index, &apart, |field| field == column.name),
    }
}

/// Takes values out of an op as it came, which is kept where not all of it is understood.
fn erase_apart(
    connection: &Connection,
    change: i64,
    index: u32,
    bytes: &[u8],
    is_erased: impl Fn(&str) -> bool,
) -> Result<(), Error> {
    let slot = form::slot_from_bytes(bytes).map_err(|_| unreadable())?;
    let FormSlot::Op(mut op) = slot else { return Ok(()) };
    for (field, cell) in op.cells.iter_mut().filter(|(field, _)| is_erased(field)) {
        if let FormCell::Open(..) = cell {
            *cell = FormCell::Hidden(Hidden::Erased, cell.commitment(field));
        }
    }
    connection
        .prepare_cached("UPDATE op_apart SET bytes = ?3 WHERE change = ?1 AND idx = ?2")?
        .execute(params![change, index, form::slot_to_bytes(&FormSlot::Op(op))])?;

    Ok(())
}

fn unreadable() -> Error {
    Error::Damaged("journal: an op".to_owned())
}
