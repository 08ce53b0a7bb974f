//! Columns of students that follow from others, and are not journalled: what orders their names, and who remains of those who
//! were joined.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::rows::Student;
use super::{Column, Entity};
use crate::register::Error;

/// The key that orders a new row of a student: family name, then given name; or the alias.
pub(super) fn sort_key_of(values: &[Value]) -> Vec<u8> {
    let text = |wanted: &Column| {
        let place = Entity::Student.columns().iter().position(|column| column == wanted)?;
        match values.get(place) {
            Some(Value::Text(text)) => Some(text.as_str()),
            _ => None,
        }
    };

    sort_key(text(Student::given), text(Student::family), text(Student::alias))
}

/// After a field of a student was written: works out anew what follows from it. The students of whom somebody else remains now,
/// and who that was and is.
pub(super) fn refresh(
    connection: &Connection,
    table: &str,
    student: i64,
    field: &str,
) -> Result<Vec<i64>, Error> {
    let is_one_of = |columns: &[&Column]| columns.iter().any(|column| column.name == field);
    if is_one_of(&[Student::given, Student::family, Student::alias]) {
        refresh_sort_key(connection, table, student)?;
    }
    // Copies of the table that are made to compare have nobody who remains.
    let is_own = table == Entity::Student.table();
    if is_own && is_one_of(&[Student::merged_into, Column::DELETED]) {
        return refresh_survivors(connection, student);
    }

    Ok(Vec::new())
}

fn refresh_sort_key(connection: &Connection, table: &str, student: i64) -> Result<(), Error> {
    let names: Option<(Option<String>, Option<String>, Option<String>)> = connection
        .prepare_cached(&format!("SELECT given, family, alias FROM {table} WHERE id = ?1"))?
        .query_row([student], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    // What is said of somebody may be here before they are.
    let Some((given, family, alias)) = names else { return Ok(()) };
    let key = sort_key(given.as_deref(), family.as_deref(), alias.as_deref());
    connection
        .prepare_cached(&format!("UPDATE {table} SET sort_key = ?2 WHERE id = ?1"))?
        .execute(params![student, key])?;

    Ok(())
}

fn sort_key(given: Option<&str>, family: Option<&str>, alias: Option<&str>) -> Vec<u8> {
    match alias {
        Some(alias) => name_key("", alias),
        None => name_key(given.unwrap_or_default(), family.unwrap_or_default()),
    }
}

/// What orders names as Swedish lists do: the family name first, then the given name.
pub(in crate::register) fn name_key(given: &str, family: &str) -> Vec<u8> {
    let mut key = crate::i18n::collation::sort_key(family);
    key.push(0);
    key.extend(crate::i18n::collation::sort_key(given));

    key
}

/// Who remains of those a student was joined with; `None` where there is no such student.
pub(super) fn survivor_of(connection: &Connection, student: i64) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached("SELECT survivor FROM student WHERE id = ?1")?
        .query_row([student], |row| row.get(0))
        .optional()?)
}

/// Works out anew who remains of a student and of all who were joined with them, directly or through others. Those of whom
/// somebody else remains now, and who that was and is.
pub(super) fn refresh_survivors(connection: &Connection, student: i64) -> Result<Vec<i64>, Error> {
    let joined: Vec<(i64, i64)> = connection
        .prepare_cached(
            "WITH RECURSIVE joined(id) AS (
                 SELECT ?1 UNION
                 SELECT student.id FROM joined CROSS JOIN student ON student.merged_into = joined.id)
             SELECT student.id, student.survivor FROM joined CROSS JOIN student ON student.id = joined.id",
        )?
        .query_map([student], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut others = Vec::new();
    for (student, before) in joined {
        let after = survivor(connection, student)?;
        if after != before {
            connection
                .prepare_cached("UPDATE student SET survivor = ?2 WHERE id = ?1")?
                .execute([student, after])?;
            others.extend([student, before, after]);
        }
    }

    Ok(others)
}

/// Works out who remains, of everyone.
pub(super) fn refresh_all_survivors(connection: &Connection) -> Result<(), Error> {
    connection.execute("UPDATE student SET survivor = id WHERE merged_into IS NULL", [])?;
    let joined: Vec<i64> = connection
        .prepare("SELECT id FROM student WHERE merged_into IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for student in joined {
        refresh_survivors(connection, student)?;
    }

    Ok(())
}

/// The last of a chain, at any depth. Where it comes back to where it was, the one with the least UUID remains.
fn survivor(connection: &Connection, student: i64) -> Result<i64, Error> {
    let mut way: Vec<i64> = vec![student];
    let mut passed: BTreeSet<i64> = BTreeSet::from([student]);
    let mut last = student;
    while let Some(next) = joined_with(connection, last)? {
        if !passed.insert(next) {
            let circle = way.iter().position(|one| *one == next).unwrap_or(0);
            return least(connection, &way[circle..]);
        }
        way.push(next);
        last = next;
    }

    Ok(last)
}

/// Whom a student was said to be, where both are there.
fn joined_with(connection: &Connection, student: i64) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT other.id FROM student JOIN student AS other ON other.id = student.merged_into
             WHERE student.id = ?1 AND student.deleted = 0 AND other.deleted = 0",
        )?
        .query_row([student], |row| row.get(0))
        .optional()?)
}

fn least(connection: &Connection, circle: &[i64]) -> Result<i64, Error> {
    let mut by_uid: BTreeMap<Uuid, i64> = BTreeMap::new();
    for student in circle {
        let uid = connection
            .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
            .query_row([student], |row| row.get(0))?;
        by_uid.insert(uid, *student);
    }

    by_uid
        .into_values()
        .next()
        .ok_or_else(|| Error::Damaged("student: joined with nobody".to_owned()))
}
