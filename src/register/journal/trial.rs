//! What taking in changes would make of the rows that they are about, before it is done.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Transaction};
use uuid::Uuid;

use super::arrival::Taking;
use super::form::{Form, FormValue};
use super::ops::Ops;
use super::{Column, Entity, Identities, merging};
use crate::register::Error;

/// What becomes of a field of a row.
pub struct FieldChange {
    pub row: Uuid,
    /// The field; `deleted` where the row comes or goes.
    pub field: &'static str,
    pub before: FormValue,
    pub after: FormValue,
}

/// What taking in changes makes of some rows. The transaction is to be dropped.
pub fn field_changes(
    connection: &Transaction<'_>,
    forms: &[Form],
    rows: &BTreeSet<Uuid>,
) -> Result<Vec<FieldChange>, Error> {
    let before = values_of(connection, rows)?;
    let mut taking = Taking::new(connection);
    for form in forms {
        taking.take(form)?;
    }
    taking.settle()?;
    let after = values_of(connection, rows)?;
    let mut changes = Vec::new();
    for ((row, field), after) in &after {
        let before = before.get(&(*row, *field)).cloned().unwrap_or(FormValue::Null);
        if before != *after {
            changes.push(FieldChange { row: *row, field, before, after: after.clone() });
        }
    }

    Ok(changes)
}

/// What stands in each field of some rows.
fn values_of(
    connection: &Connection,
    rows: &BTreeSet<Uuid>,
) -> Result<BTreeMap<(Uuid, &'static str), FormValue>, Error> {
    let mut identities = Identities::default();
    let mut values = BTreeMap::new();
    for row in rows {
        let Some(object) = super::known_object(connection, *row)? else { continue };
        let entity: i64 = connection
            .prepare_cached("SELECT entity FROM object WHERE id = ?1")?
            .query_row([object], |row| row.get(0))?;
        let entity = Entity::from_number(entity).ok_or_else(super::unknown_entity)?;
        let Some(made) = merging::merged(entity, &Ops::of(connection, object)?)? else { continue };
        for (column, value) in entity.columns().iter().zip(&made.values) {
            let value = identities.form_value(connection, column.kind, value)?;
            values.insert((*row, column.name), value);
        }
        let is_removed = FormValue::Integer(made.is_removed.into());
        values.insert((*row, Column::DELETED.name), is_removed);
    }

    Ok(values)
}
