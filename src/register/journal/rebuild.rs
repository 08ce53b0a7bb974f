//! The tables are what the journal says: each row is what the heads of its fields give.

use std::collections::BTreeMap;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, params};

use super::merging::{self, Merged, RowConflict};
use super::ops::Ops;
use super::{Column, Entity, Kind, derived, insert_row};
use crate::register::Error;

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
        let Some(made) =
            merging::merged(entity, ops)?.filter(|made| is_whole(entity, &made.values))
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

/// Every row that anybody has spoken of, as the ops on it make it; `None` where nothing that is here makes it.
pub(in crate::register) fn each(
    connection: &Connection,
    mut each: impl FnMut(Entity, i64, Option<&Merged>) -> Result<(), Error>,
) -> Result<(), Error> {
    Ops::of_each(connection, |entity, object, ops| {
        let made = merging::merged(entity, ops)?;
        // That somebody's data is to go makes nothing and awaits nothing.
        if made.is_none() && ops.edited_fields() == [Column::ERASED.name] {
            return Ok(());
        }
        each(entity, object, made.as_ref())
    })
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
    made: &Merged,
) -> Result<Option<bool>, Error> {
    let mut statement = connection.prepare_cached(entity.select())?;
    let mut rows = statement.query([object])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    for (column, value) in made.values.iter().enumerate() {
        if row.get_ref(column)? != ValueRef::from(value) {
            return Ok(Some(false));
        }
    }

    Ok(Some(row.get::<_, bool>(made.values.len())? == made.is_removed))
}

/// Fills the register's own tables, which are empty, with what the journal says. What has been erased is what stands in
/// `temp.stand_in`, where there must be something.
pub(in crate::register) fn into_tables(connection: &Connection) -> Result<(), Error> {
    Ops::of_each(connection, |entity, object, ops| {
        let Some(mut made) = merging::merged(entity, ops)? else { return Ok(()) };
        for (column, value) in entity.columns().iter().zip(&mut made.values) {
            if !column.is_optional && *value == Value::Null {
                *value = connection
                    .prepare_cached("SELECT value FROM temp.stand_in WHERE id = ?1")?
                    .query_row([object], |row| row.get(0))?;
            }
        }
        note_conflicts(connection, object, &made.conflicts)?;
        insert_row(connection, entity, entity.table(), object, &made.values, made.is_removed)
    })?;

    derived::refresh_all_survivors(connection)
}

/// Makes a row in its table what the journal says. One that points at a row which is not here waits for it; those that waited
/// for this one are made, too. One that the journal no longer makes is taken away, with those that point at it. The rows that
/// were made or taken away, and the students of whom somebody else remains by it.
pub(super) fn row(
    connection: &Connection,
    entity: Entity,
    object: i64,
) -> Result<Vec<(Entity, i64)>, Error> {
    let mut waiting = vec![(entity, object)];
    let mut touched = Vec::new();
    while let Some((entity, object)) = waiting.pop() {
        let made = merging::merged(entity, &Ops::of(connection, object)?)?;
        let conflicts = made.as_ref().map_or(&[][..], |made| &made.conflicts);
        note_conflicts(connection, object, conflicts)?;
        connection.prepare_cached("DELETE FROM pending WHERE object = ?1")?.execute([object])?;
        let Some(made) = made.filter(|made| is_whole(entity, &made.values)) else {
            withdraw(connection, entity, object, &mut touched)?;
            continue;
        };
        let missing = missing(connection, entity, &made.values)?;
        if !missing.is_empty() {
            withdraw(connection, entity, object, &mut touched)?;
        }
        for awaited in &missing {
            await_row(connection, object, *awaited)?;
        }
        let others = match (is_in_table(connection, entity, object)?, missing.is_empty()) {
            (true, true) => replace(connection, entity, object, &made)?,
            (false, true) => {
                let table = entity.table();
                insert_row(connection, entity, table, object, &made.values, made.is_removed)?;
                waiting.extend(waiting_for(connection, object)?);
                match entity {
                    Entity::Student => derived::refresh_survivors(connection, object)?,
                    _ => Vec::new(),
                }
            }
            (_, false) => continue,
        };
        touched.push((entity, object));
        touched.extend(others.into_iter().map(|student| (Entity::Student, student)));
    }

    Ok(touched)
}

/// Takes a row out of its table, and those first that point at it: they wait for it.
fn withdraw(
    connection: &Connection,
    entity: Entity,
    object: i64,
    touched: &mut Vec<(Entity, i64)>,
) -> Result<(), Error> {
    if !is_in_table(connection, entity, object)? {
        return Ok(());
    }
    for pointing in Entity::ALL.iter().copied() {
        for column in pointing.columns() {
            // Who was joined with a student who is not here is whom they were.
            if column.refers_to() != Some(entity) || pointing == entity {
                continue;
            }
            let table = pointing.table();
            let sql = format!("SELECT id FROM {table} WHERE {} = ?1", column.name);
            for row in crate::register::keys::ids(connection, &sql, object)? {
                withdraw(connection, pointing, row, touched)?;
                await_row(connection, row, object)?;
            }
        }
    }
    // Whose row it was is affected: that is asked while it stands there.
    touched.extend(owner_of(connection, entity, object)?);
    touched.push((entity, object));
    connection
        .prepare_cached("DELETE FROM standing WHERE student = ?1 OR class = ?1 OR course = ?1")?
        .execute([object])?;
    connection
        .prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", entity.table()))?
        .execute([object])?;
    if entity == Entity::Student {
        let others = derived::refresh_survivors(connection, object)?;
        touched.extend(others.into_iter().map(|student| (Entity::Student, student)));
    }

    Ok(())
}

/// The row whose figures a row is part of.
fn owner_of(
    connection: &Connection,
    entity: Entity,
    object: i64,
) -> Result<Option<(Entity, i64)>, Error> {
    let Some(column) = super::owner_column(entity) else { return Ok(None) };
    let owner: Option<i64> = connection
        .prepare_cached(&format!("SELECT {} FROM {} WHERE id = ?1", column.name, entity.table()))?
        .query_row([object], |row| row.get(0))?;

    Ok(column.refers_to().zip(owner))
}

fn is_in_table(connection: &Connection, entity: Entity, object: i64) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM {} WHERE id = ?1)", entity.table()))?
        .query_row([object], |row| row.get(0))?)
}

fn await_row(connection: &Connection, object: i64, awaited: i64) -> Result<(), Error> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO pending (object, awaits) VALUES (?1, ?2)")?
        .execute([object, awaited])?;

    Ok(())
}

/// Keeps what somebody must look at, in place of what there was.
fn note_conflicts(
    connection: &Connection,
    object: i64,
    conflicts: &[RowConflict],
) -> Result<(), Error> {
    connection.prepare_cached("DELETE FROM conflict WHERE object = ?1")?.execute([object])?;
    for conflict in conflicts {
        let field = conflict.field.map_or("", |column| column.name);
        connection
            .prepare_cached("INSERT INTO conflict (object, kind, field) VALUES (?1, ?2, ?3)")?
            .execute(params![object, conflict.kind.code(), field])?;
    }

    Ok(())
}

fn replace(
    connection: &Connection,
    entity: Entity,
    object: i64,
    made: &Merged,
) -> Result<Vec<i64>, Error> {
    let table = entity.table();
    let own = entity.columns().iter().zip(&made.values);
    let mut others = Vec::new();
    for (column, value) in own.chain([(Column::DELETED, &Value::Integer(made.is_removed.into()))]) {
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
