//! The tables are what the journal says: each row is what the heads of its fields give.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, params};

use super::cells::{self, Cells};
use super::ops::{Op, Ops, value_of};
use super::{Column, Entity, Kind, derived, insert_row};
use crate::register::Error;

/// What the journal says a row is: its values in the order of the entity's columns, and whether it is removed.
type Rebuilt = (Vec<Value>, bool);

/// Makes every row afresh and compares it with the one that stands in its table.
/// The answer names each table that differs, with the number of rows: what stands there and should not, and what should and
/// does not, so that a row that is another counts twice. Empty where all agree.
pub(in crate::register) fn differences(
    connection: &Connection,
) -> Result<Vec<(&'static str, i64)>, Error> {
    let mut tables: BTreeMap<Entity, Compared> = BTreeMap::new();
    let any_pending: bool =
        connection.query_row("SELECT EXISTS (SELECT 1 FROM pending)", [], |row| row.get(0))?;
    Ops::of_each(connection, |entity, object, ops| {
        let Some(made) = rebuilt(entity, ops)?.filter(|(values, _)| is_whole(entity, values))
        else {
            return Ok(());
        };
        if any_pending && is_pending(connection, object)? {
            return Ok(());
        }
        let table = tables.entry(entity).or_default();
        match is_as_made(connection, entity, object, &made)? {
            None => table.differing += 1,
            Some(is_as_made) => {
                table.met += 1;
                table.differing += if is_as_made { 0 } else { 2 };
            }
        }
        Ok(())
    })?;
    let mut differences = Vec::new();
    for entity in Entity::ALL.iter().copied() {
        let Compared { met, differing } = tables.remove(&entity).unwrap_or_default();
        let sql = format!("SELECT count(*) FROM {}", entity.table());
        let rows: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        let differing = differing + (rows - met);
        if differing > 0 {
            differences.push((entity.table(), differing));
        }
    }

    Ok(differences)
}

/// What has been seen of a table.
#[derive(Default)]
struct Compared {
    /// Rows that stand there and that the journal makes.
    met: i64,
    differing: i64,
}

/// Whether the row that stands in the table is the one the journal makes; `None` where none stands there.
fn is_as_made(
    connection: &Connection,
    entity: Entity,
    object: i64,
    (values, deleted): &Rebuilt,
) -> Result<Option<bool>, Error> {
    let mut statement = connection.prepare_cached(entity.select())?;
    let mut rows = statement.query([object])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    for (column, value) in values.iter().enumerate() {
        if row.get_ref(column)? != ValueRef::from(value) {
            return Ok(Some(false));
        }
    }

    Ok(Some(row.get::<_, bool>(values.len())? == *deleted))
}

/// Fills the register's own tables, which are empty, with what the journal says. What has been erased is what stands in
/// `temp.stand_in`, where there must be something.
pub(in crate::register) fn into_tables(connection: &Connection) -> Result<(), Error> {
    Ops::of_each(connection, |entity, object, ops| {
        let Some((mut values, deleted)) = rebuilt(entity, ops)? else { return Ok(()) };
        for (column, value) in entity.columns().iter().zip(&mut values) {
            if !column.is_optional && *value == Value::Null {
                *value = connection
                    .prepare_cached("SELECT value FROM temp.stand_in WHERE id = ?1")?
                    .query_row([object], |row| row.get(0))?;
            }
        }
        insert_row(connection, entity, entity.table(), object, &values, deleted)
    })?;

    derived::refresh_all_survivors(connection)
}

/// Makes a row in its table what the journal says. One that points at a row which is not here waits for it; those that waited
/// for this one are made, too. The rows that were made, and the students of whom somebody else remains by it.
pub(super) fn row(
    connection: &Connection,
    entity: Entity,
    object: i64,
) -> Result<Vec<(Entity, i64)>, Error> {
    let mut waiting = vec![(entity, object)];
    let mut made = Vec::new();
    while let Some((entity, object)) = waiting.pop() {
        let Some((values, deleted)) = rebuilt(entity, &Ops::of(connection, object)?)?
            .filter(|(values, _)| is_whole(entity, values))
        else {
            continue;
        };
        connection.prepare_cached("DELETE FROM pending WHERE object = ?1")?.execute([object])?;
        let missing = missing(connection, entity, &values)?;
        for awaited in &missing {
            connection
                .prepare_cached("INSERT OR IGNORE INTO pending (object, awaits) VALUES (?1, ?2)")?
                .execute(params![object, awaited])?;
        }
        let is_there: bool = connection
            .prepare_cached(&format!(
                "SELECT EXISTS (SELECT 1 FROM {} WHERE id = ?1)",
                entity.table()
            ))?
            .query_row([object], |row| row.get(0))?;
        let others = match (is_there, missing.is_empty()) {
            (true, true) => replace(connection, entity, object, &values, deleted)?,
            (false, true) => {
                insert_row(connection, entity, entity.table(), object, &values, deleted)?;
                waiting.extend(waiting_for(connection, object)?);
                match entity {
                    Entity::Student => derived::refresh_survivors(connection, object)?,
                    _ => Vec::new(),
                }
            }
            (_, false) => continue,
        };
        made.push((entity, object));
        made.extend(others.into_iter().map(|student| (Entity::Student, student)));
    }

    Ok(made)
}

fn replace(
    connection: &Connection,
    entity: Entity,
    object: i64,
    values: &[Value],
    deleted: bool,
) -> Result<Vec<i64>, Error> {
    let table = entity.table();
    let own = entity.columns().iter().zip(values);
    let mut others = Vec::new();
    for (column, value) in own.chain([(Column::DELETED, &Value::Integer(deleted.into()))]) {
        others.extend(super::update_row(connection, entity, table, object, column.name, value)?);
    }

    Ok(others)
}

/// Whether there is a value in every column that must have one: it may have been withheld, or erased with what takes its place
/// still to come.
fn is_whole(entity: Entity, values: &[Value]) -> bool {
    entity
        .columns()
        .iter()
        .zip(values)
        .all(|(column, value)| column.is_optional || *value != Value::Null)
}

/// The rows of other tables that these values point at and that are not there.
fn missing(connection: &Connection, entity: Entity, values: &[Value]) -> Result<Vec<i64>, Error> {
    let mut missing = Vec::new();
    for (column, value) in entity.columns().iter().zip(values) {
        if let (Kind::Reference(target), Value::Integer(object)) = (column.kind, value)
            && target != entity.table()
        {
            let is_there: Option<i64> = connection
                .prepare_cached(&format!("SELECT 1 FROM {target} WHERE id = ?1"))?
                .query_row([object], |row| row.get(0))
                .optional()?;
            if is_there.is_none() {
                missing.push(*object);
            }
        }
    }

    Ok(missing)
}

fn waiting_for(connection: &Connection, object: i64) -> Result<Vec<(Entity, i64)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT object.entity, object.id FROM pending JOIN object ON object.id = pending.object
         WHERE pending.awaits = ?1",
    )?;
    let mut rows = statement.query([object])?;
    let mut waiting = Vec::new();
    while let Some(row) = rows.next()? {
        let entity = Entity::from_number(row.get(0)?).ok_or_else(super::unknown_entity)?;
        waiting.push((entity, row.get(1)?));
    }

    Ok(waiting)
}

fn is_pending(connection: &Connection, object: i64) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM pending WHERE object = ?1)")?
        .query_row([object], |row| row.get(0))?)
}

/// What a row is, of the ops on it; `None` where none of them makes it.
fn rebuilt(entity: Entity, ops: &Ops) -> Result<Option<Rebuilt>, Error> {
    if !ops.make_the_row() {
        return Ok(None);
    }
    if let Some(Value::Text(json)) = ops.only().map(|op| &op.value) {
        return Ok(Some((cells::values(json, entity.columns())?, false)));
    }
    // A new row's fields are read once, not once per column.
    let mut made: HashMap<i64, Cells> = HashMap::new();
    for op in ops.iter().filter(|op| op.field.is_none()) {
        if let Value::Text(json) = &op.value {
            made.insert(op.id, cells::from_json(json)?);
        }
    }
    let value = |column: &Column| -> Result<Value, Error> {
        let given = |op: &Op| match made.get(&op.id) {
            Some(cells) if column.name != Column::DELETED.name => {
                Ok(cells.get(column.name).cloned().unwrap_or(Value::Null))
            }
            _ => value_of(op, column.name),
        };

        ops.shown(column.name).map_or(Ok(Value::Null), given)
    };
    let values = entity.columns().iter().map(value).collect::<Result<_, _>>()?;

    Ok(Some((values, value(Column::DELETED)? == Value::Integer(1))))
}
