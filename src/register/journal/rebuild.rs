//! The tables are what the journal says: replaying it gives the same rows.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::undo::named_fields;
use super::{Entity, insert_row, update_row};
use crate::register::Error;

/// Replays the whole journal into temporary tables and compares them with the register's own.
/// The answer names each table that differs, with the number of rows; empty where all agree.
pub(in crate::register) fn differences(
    connection: &Connection,
) -> Result<Vec<(&'static str, i64)>, Error> {
    for entity in Entity::ALL {
        let (table, replayed) = (entity.table(), replayed_table(entity));
        connection.execute_batch(&format!(
            "DROP TABLE IF EXISTS temp.{replayed};
             CREATE TEMP TABLE {replayed} AS SELECT * FROM main.{table} WHERE 0;
             CREATE UNIQUE INDEX temp.{replayed}_id ON {replayed} (id);"
        ))?;
    }
    replay(connection, replayed_table, |_, value| Ok(value))?;
    let mut differences = Vec::new();
    for entity in Entity::ALL {
        let rows = differing_rows(connection, entity)?;
        if rows > 0 {
            differences.push((entity.table(), rows));
        }
        connection.execute_batch(&format!("DROP TABLE temp.{}", replayed_table(entity)))?;
    }

    Ok(differences)
}

fn replayed_table(entity: Entity) -> String {
    format!("replayed_{}", entity.table())
}

/// Replays the whole journal into the register's own tables, which are empty. What has been erased is what stands in
/// `temp.stand_in`, where there must be something.
pub(in crate::register) fn into_tables(connection: &Connection) -> Result<(), Error> {
    let stand_in = |object: i64, value: Value| match value {
        Value::Null => Ok(connection
            .prepare_cached("SELECT value FROM temp.stand_in WHERE id = ?1")?
            .query_row([object], |row| row.get(0))?),
        value => Ok(value),
    };

    replay(connection, |entity| entity.table().to_owned(), stand_in)
}

/// The field of an entity that must have a value, and may have lost it.
fn must_have(entity: Entity) -> Option<&'static str> {
    match entity {
        Entity::Certificate => Some("content"),
        Entity::Person => Some("name"),
        _ => None,
    }
}

fn replay(
    connection: &Connection,
    table: fn(Entity) -> String,
    stand_in: impl Fn(i64, Value) -> Result<Value, Error>,
) -> Result<(), Error> {
    let mut statement = connection.prepare(
        "SELECT object.entity, op.object, op.field, op.value
         FROM op JOIN object ON object.id = op.object ORDER BY op.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let entity = Entity::from_number(row.get(0)?)
            .ok_or_else(|| Error::Damaged("journal: an unknown entity".to_owned()))?;
        let (object, field, value): (i64, Option<String>, Value) =
            (row.get(1)?, row.get(2)?, row.get(3)?);
        let table = table(entity);
        match (field, value) {
            (None, Value::Text(json)) => {
                let mut fields = named_fields(entity, &json)?;
                if let Some(name) = must_have(entity)
                    && !fields.iter().any(|(field, _)| *field == name)
                {
                    fields.push((name, stand_in(object, Value::Null)?));
                }
                insert_row(connection, entity, &table, object, &fields)?;
                update_row(connection, entity, &table, object, "deleted", &Value::Integer(0))?;
            }
            (None, _) => {
                return Err(Error::Damaged("journal: a new row without fields".to_owned()));
            }
            (Some(field), value) => {
                let known =
                    field == "deleted" || entity.fields().iter().any(|known| known.name == field);
                if !known {
                    return Err(Error::Damaged("journal: an unknown field".to_owned()));
                }
                let value = match must_have(entity) == Some(field.as_str()) {
                    true => stand_in(object, value)?,
                    false => value,
                };
                update_row(connection, entity, &table, object, &field, &value)?;
            }
        }
    }

    Ok(())
}

fn differing_rows(connection: &Connection, entity: Entity) -> Result<i64, Error> {
    let columns: Vec<&str> =
        ["id", "deleted"].into_iter().chain(entity.fields().iter().map(|f| f.name)).collect();
    let columns = columns.join(", ");
    let (table, replayed) = (entity.table(), replayed_table(entity));

    Ok(connection.query_row(
        &format!(
            "SELECT (SELECT count(*) FROM (SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM temp.{replayed}))
                  + (SELECT count(*) FROM (SELECT {columns} FROM temp.{replayed} EXCEPT SELECT {columns} FROM main.{table}))"
        ),
        [],
        |row| row.get(0),
    )?)
}
