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
    /// Whether the two stand against each other then, until somebody decides.
    pub is_unsettled: bool,
}

/// What stands in a field: the value that shows, and all that stand against each other there.
struct Standing {
    shown: FormValue,
    answers: Vec<FormValue>,
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
    let nothing = Standing { shown: FormValue::Null, answers: Vec::new() };
    for ((row, field), after) in &after {
        let before = before.get(&(*row, *field)).unwrap_or(&nothing);
        let is_unsettled = after.answers.len() > 1;
        let mut push = |value: &FormValue| {
            let (before, after) = (before.shown.clone(), value.clone());
            changes.push(FieldChange { row: *row, field, before, after, is_unsettled });
        };
        if before.shown != after.shown {
            push(&after.shown);
        } else if is_unsettled {
            after.answers.iter().filter(|one| !before.answers.contains(one)).for_each(&mut push);
        }
    }

    Ok(changes)
}

/// What stands in each field of some rows.
fn values_of(
    connection: &Connection,
    rows: &BTreeSet<Uuid>,
) -> Result<BTreeMap<(Uuid, &'static str), Standing>, Error> {
    let mut identities = Identities::default();
    let mut values = BTreeMap::new();
    for row in rows {
        let Some(object) = super::known_object(connection, *row)? else { continue };
        let entity: i64 = connection
            .prepare_cached("SELECT entity FROM object WHERE id = ?1")?
            .query_row([object], |row| row.get(0))?;
        let entity = Entity::from_number(entity).ok_or_else(super::unknown_entity)?;
        let ops = Ops::of(connection, object)?;
        let Some(made) = merging::merged(entity, &ops)? else { continue };
        for (column, value) in entity.columns().iter().zip(&made.values) {
            let shown = identities.form_value(connection, column.kind, value)?;
            let mut answers: Vec<FormValue> = Vec::new();
            for head in merging::effective(entity, &ops, column.name)? {
                let value = head.value(column.name)?;
                let answer = identities.form_value(connection, column.kind, &value)?;
                if !answers.contains(&answer) {
                    answers.push(answer);
                }
            }
            values.insert((*row, column.name), Standing { shown, answers });
        }
        let shown = FormValue::Integer(made.is_removed.into());
        values.insert((*row, Column::DELETED.name), Standing { shown, answers: Vec::new() });
    }

    Ok(values)
}
