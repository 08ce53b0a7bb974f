//! The journal: every write is a change made of ops, written with the rows in one transaction by one
//! function. Undo, history, `check` and, later, merging all read it.

pub mod back;
pub mod entity;
pub mod history;
pub mod kind;
pub mod rebuild;
pub mod undo;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::{Error, Refusal, standing};
pub use entity::{Entity, Touched};
pub use kind::ChangeKind;

/// A named value for a field of a new row.
pub type FieldValue = (&'static str, Value);

/// A change while it is being made. Rows are written through it and in no other way.
pub struct Change<'a> {
    transaction: Transaction<'a>,
    id: i64,
    first_op: i64,
    touched: Touched,
    affected: Affected,
}

/// Whose standing must be worked out again.
#[derive(Debug, Clone, Default)]
pub struct Affected {
    /// Students.
    pub students: BTreeSet<i64>,
    /// Everyone in these classes.
    pub classes: BTreeSet<i64>,
    /// Everyone.
    pub everyone: bool,
    /// Students of whom something else than their standing is counted: their certificates.
    pub counted: BTreeSet<i64>,
}

/// Where and when a change is made, and by whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signature {
    pub origin: i64,
    pub seq: i64,
    pub now_milliseconds: i64,
    pub person: Option<i64>,
    /// Whether the day was set by hand, for trying.
    pub tried: bool,
}

/// A stamp that is further ahead of the clock than this was made by a clock that was wrong: it has no say in later ones.
const FARTHEST_AHEAD: i64 = 24 * 60 * 60 * 1000;

/// What a finished change did.
#[derive(Debug, Clone)]
pub struct Report {
    /// The change in the journal; `None` where nothing was different.
    pub change: Option<i64>,
    /// What was touched.
    pub touched: Touched,
    /// Who was affected.
    pub(super) affected: Affected,
}

impl<'a> Change<'a> {
    /// Begins a change: signed, and without a kind until it is finished.
    pub(super) fn begin(transaction: Transaction<'a>, signature: Signature) -> Result<Self, Error> {
        let number = |sql: &str| -> Result<i64, rusqlite::Error> {
            transaction.prepare_cached(sql)?.query_row([], |row| row.get(0))
        };
        let id = number("SELECT coalesce(max(id), 0) + 1 FROM change")?;
        let first_op = number("SELECT coalesce(max(id), 0) + 1 FROM op")?;
        let farthest = (signature.now_milliseconds + FARTHEST_AHEAD) << 16;
        let last_stamp: i64 = transaction
            .prepare_cached("SELECT coalesce(max(stamp), 0) FROM change WHERE stamp <= ?1")?
            .query_row([farthest], |row| row.get(0))?;
        let stamp = (signature.now_milliseconds << 16).max(last_stamp + 1);
        transaction.prepare_cached(include_str!("journal/begin_change.sql"))?.execute(params![
            id,
            Uuid::now_v7(),
            signature.origin,
            signature.seq,
            stamp,
            signature.person,
            first_op,
            signature.tried
        ])?;

        Ok(Self {
            transaction,
            id,
            first_op,
            touched: Touched::default(),
            affected: Affected::default(),
        })
    }

    /// For reading what the change is about. Writing goes through the change.
    pub(super) fn connection(&self) -> &rusqlite::Connection {
        &self.transaction
    }

    /// Makes a row. Fields that are not named are NULL.
    pub fn create(
        &mut self,
        entity: Entity,
        uid: Uuid,
        fields: &[FieldValue],
    ) -> Result<i64, Error> {
        self.transaction
            .prepare_cached("INSERT INTO object (entity, uid) VALUES (?1, ?2)")?
            .execute(params![entity as i64, uid])?;
        let object = self.transaction.last_insert_rowid();
        let json = to_json(fields)?;
        self.transaction
            .prepare_cached(
                "INSERT INTO op (change, object, field, value) VALUES (?1, ?2, NULL, ?3)",
            )?
            .execute(params![self.id, object, json])?;
        insert_row(&self.transaction, entity, entity.table(), object, fields)?;
        let number = |field| match value_of(fields, field) {
            Value::Integer(number) => Some(*number),
            _ => None,
        };
        let owner = owner_column(entity).and_then(number);
        self.note_owner(entity, object, owner);
        self.affected.students.extend(number("merged_into"));

        Ok(object)
    }

    /// Sets a field. Nothing is written where the value is that already.
    pub fn set(
        &mut self,
        entity: Entity,
        object: i64,
        field: &'static str,
        value: impl Into<Value>,
    ) -> Result<(), Error> {
        let value = value.into();
        let current: Option<Value> = self
            .transaction
            .prepare_cached(&format!("SELECT {field} FROM {} WHERE id = ?1", entity.table()))?
            .query_row([object], |row| row.get(0))
            .optional()?;
        match current {
            None => Err(Refusal::Gone.into()),
            Some(current) if current == value => Ok(()),
            Some(_) => self.write(entity, object, field, &value, None),
        }
    }

    /// Puts a tombstone on a row.
    pub fn delete(&mut self, entity: Entity, object: i64) -> Result<(), Error> {
        self.set(entity, object, "deleted", 1)
    }

    /// Takes the tombstone off a row.
    pub fn revive(&mut self, entity: Entity, object: i64) -> Result<(), Error> {
        self.set(entity, object, "deleted", 0)
    }

    /// The one place that writes an op on a field together with the row.
    fn write(
        &mut self,
        entity: Entity,
        object: i64,
        field: &str,
        value: &Value,
        restores: Option<i64>,
    ) -> Result<(), Error> {
        // The student a row belonged to before is affected as much as the one it belongs to after.
        self.note(entity, object)?;
        let parent = undo::head(&self.transaction, object, field)?;
        self.transaction
            .prepare_cached(
                "INSERT INTO op (change, object, field, value, restores) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![self.id, object, field, value, restores])?;
        let op = self.transaction.last_insert_rowid();
        if let Some(parent) = parent {
            self.transaction
                .prepare_cached("INSERT INTO op_parent (op, parent) VALUES (?1, ?2)")?
                .execute(params![op, parent])?;
        }
        update_row(&self.transaction, entity, entity.table(), object, field, value)?;

        self.note(entity, object)
    }

    /// Takes a person's values out of every op on a row, for good. The rows are set by the caller.
    pub(super) fn erase(&mut self, object: i64, fields: &[&str]) -> Result<(), Error> {
        for field in fields {
            self.transaction
                .prepare_cached(
                    "UPDATE op SET value = NULL, erased = 1 WHERE object = ?1 AND field = ?2",
                )?
                .execute(params![object, field])?;
            self.transaction
                .prepare_cached(
                    "UPDATE op SET value = json_remove(value, '$.' || ?2), erased = 1
                     WHERE object = ?1 AND field IS NULL AND value ->> ?2 IS NOT NULL",
                )?
                .execute(params![object, field])?;
        }

        Ok(())
    }

    /// Takes the values out of every op on a field but the newest, for good.
    pub(super) fn erase_before_last(&mut self, object: i64, field: &str) -> Result<(), Error> {
        let newest = undo::head(&self.transaction, object, field)?;
        self.transaction
            .prepare_cached(
                "UPDATE op SET value = NULL, erased = 1 WHERE object = ?1 AND field = ?2 AND id <> ?3",
            )?
            .execute(params![object, field, newest])?;
        self.transaction
            .prepare_cached(
                "UPDATE op SET value = json_remove(value, '$.' || ?2), erased = 1
                 WHERE object = ?1 AND field IS NULL AND id <> ?3",
            )?
            .execute(params![object, field, newest])?;

        Ok(())
    }

    /// Notes what a written row touches.
    fn note(&mut self, entity: Entity, object: i64) -> Result<(), Error> {
        let owner = match owner_column(entity) {
            Some(column) => {
                let sql = format!("SELECT {column} FROM {} WHERE id = ?1", entity.table());
                let mut statement = self.transaction.prepare_cached(&sql)?;
                Some(statement.query_row([object], |row| row.get(0))?)
            }
            None => None,
        };
        self.note_owner(entity, object, owner);
        if entity == Entity::Student {
            self.note_survivor(object)?;
        }

        Ok(())
    }

    /// Notes what a written row touches, with the row it belongs to.
    fn note_owner(&mut self, entity: Entity, object: i64, owner: Option<i64>) {
        self.touched.add(entity);
        let affected = &mut self.affected;
        match entity {
            Entity::Programme | Entity::Course => affected.everyone = true,
            Entity::Class => affected.classes.extend([object]),
            Entity::Student => affected.students.extend([object]),
            Entity::Session => affected.classes.extend(owner),
            Entity::Certificate => affected.counted.extend(owner),
            Entity::Enrolment | Entity::Attendance | Entity::Exemption => {
                affected.students.extend(owner);
            }
            _ => {}
        }
    }

    fn note_survivor(&mut self, student: i64) -> Result<(), Error> {
        let survivor: Option<i64> = self
            .transaction
            .prepare_cached("SELECT merged_into FROM student WHERE id = ?1")?
            .query_row([student], |row| row.get(0))?;
        self.affected.students.extend(survivor);

        Ok(())
    }

    /// Says what was done and makes it durable. Where no op was written, nothing is.
    pub(super) fn finish(self, kind: &ChangeKind) -> Result<Report, Error> {
        let last_op: i64 = self
            .transaction
            .prepare_cached("SELECT coalesce(max(id), 0) FROM op")?
            .query_row([], |row| row.get(0))?;
        if last_op < self.first_op {
            return Ok(Report {
                change: None,
                touched: Touched::default(),
                affected: Affected::default(),
            });
        }
        let (undoes, redoes) = match kind {
            ChangeKind::Undone { change } => (Some(*change), None),
            ChangeKind::Redone { change } => (None, Some(*change)),
            _ => (None, None),
        };
        self.transaction.prepare_cached(include_str!("journal/finish_change.sql"))?.execute(
            params![self.id, kind.code(), serde_json::to_string(kind)?, undoes, redoes, last_op],
        )?;
        if let Some(about) = undoes.or(redoes) {
            self.transaction
                .prepare_cached("UPDATE change SET undone_by = ?2 WHERE id = ?1")?
                .execute(params![about, undoes.map(|_| self.id)])?;
        }
        standing::refresh(&self.transaction, &self.affected)?;
        self.transaction.commit()?;

        Ok(Report { change: Some(self.id), touched: self.touched, affected: self.affected })
    }
}

/// A stamp's wall time, in milliseconds since 1970 (UTC).
pub fn wall_milliseconds(stamp: i64) -> i64 {
    stamp >> 16
}

/// A text value, NULL where it is empty.
pub fn text_or_null(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::Text(text.to_owned()) }
}

/// The value of an optional field.
pub fn optional<T: Into<Value>>(value: Option<T>) -> Value {
    value.map_or(Value::Null, Into::into)
}

/// The column that says which class or student a row belongs to.
fn owner_column(entity: Entity) -> Option<&'static str> {
    match entity {
        Entity::Session => Some("class"),
        Entity::Enrolment | Entity::Attendance | Entity::Exemption | Entity::Certificate => {
            Some("student")
        }
        _ => None,
    }
}

/// A field's value; NULL where it is not named.
fn value_of<'a>(fields: &'a [FieldValue], field: &str) -> &'a Value {
    fields.iter().find(|(name, _)| *name == field).map_or(&Value::Null, |(_, value)| value)
}

/// The fields as a JSON object, in alphabetical order, without those that are NULL. What JSON can't hold is refused: the journal is
/// the truth, and nothing of it may be lost.
fn to_json(fields: &[FieldValue]) -> Result<String, Error> {
    let mut object: BTreeMap<&str, serde_json::Value> = BTreeMap::new();
    for (name, value) in fields {
        let value = match value {
            Value::Null => continue,
            Value::Integer(number) => (*number).into(),
            Value::Text(text) => text.as_str().into(),
            Value::Real(_) | Value::Blob(_) => {
                return Err(Error::Damaged(format!("journal: {name} is neither number nor text")));
            }
        };
        object.insert(name, value);
    }

    Ok(serde_json::to_string(&object)?)
}

/// Writes a new row into `table`, which has the entity's columns.
fn insert_row(
    connection: &rusqlite::Connection,
    entity: Entity,
    table: &str,
    object: i64,
    fields: &[FieldValue],
) -> Result<(), Error> {
    let columns = entity.fields();
    let mut sql = format!("INSERT INTO {table} (id");
    for column in columns {
        sql.push_str(", ");
        sql.push_str(column.name);
    }
    if entity == Entity::Student {
        sql.push_str(", sort_key");
    }
    sql.push_str(") VALUES (?1");
    for _ in columns {
        sql.push_str(", ?");
    }
    if entity == Entity::Student {
        sql.push_str(", ?");
    }
    sql.push(')');
    let mut statement = connection.prepare_cached(&sql)?;
    statement.raw_bind_parameter(1, object)?;
    for (index, column) in columns.iter().enumerate() {
        statement.raw_bind_parameter(index + 2, value_of(fields, column.name))?;
    }
    if entity == Entity::Student {
        let text = |field| match value_of(fields, field) {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        };
        let key = sort_key(text("given"), text("family"), text("alias"));
        statement.raw_bind_parameter(columns.len() + 2, key)?;
    }
    statement.raw_execute()?;

    Ok(())
}

/// Sets one field of a row in `table`.
fn update_row(
    connection: &rusqlite::Connection,
    entity: Entity,
    table: &str,
    object: i64,
    field: &str,
    value: &Value,
) -> Result<(), Error> {
    connection
        .prepare_cached(&format!("UPDATE {table} SET {field} = ?2 WHERE id = ?1"))?
        .execute(params![object, value])?;
    if entity == Entity::Student && matches!(field, "given" | "family" | "alias") {
        refresh_sort_key(connection, table, object)?;
    }

    Ok(())
}

/// Works out anew what orders a student's name.
fn refresh_sort_key(
    connection: &rusqlite::Connection,
    table: &str,
    object: i64,
) -> Result<(), Error> {
    let (given, family, alias): (Option<String>, Option<String>, Option<String>) = connection
        .prepare_cached(&format!("SELECT given, family, alias FROM {table} WHERE id = ?1"))?
        .query_row([object], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let key = sort_key(given.as_deref(), family.as_deref(), alias.as_deref());
    connection
        .prepare_cached(&format!("UPDATE {table} SET sort_key = ?2 WHERE id = ?1"))?
        .execute(params![object, key])?;

    Ok(())
}

/// What orders a student's name: family name, then given name; or the alias.
fn sort_key(given: Option<&str>, family: Option<&str>, alias: Option<&str>) -> Vec<u8> {
    match alias {
        Some(alias) => name_key("", alias),
        None => name_key(given.unwrap_or_default(), family.unwrap_or_default()),
    }
}

/// What orders names as Swedish lists do: the family name first, then the given name.
pub(super) fn name_key(given: &str, family: &str) -> Vec<u8> {
    let mut key = crate::i18n::collation::sort_key(family);
    key.push(0);
    key.extend(crate::i18n::collation::sort_key(given));

    key
}
