//! The journal: every write is a change made of ops, written with the rows in one transaction by one
//! function. Undo, history, `check` and, later, merging all read it.

pub mod arrival;
pub mod back;
mod cells;
pub mod column;
mod derived;
mod erasing;
pub mod form;
pub mod history;
pub mod kind;
pub mod limits;
pub mod merging;
mod ops;
pub mod rebuild;
pub mod rows;
mod salts;
pub mod scope;
mod settling;
mod snapshot;
pub mod travel;
pub mod trial;
pub mod undo;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::standing::{self, Affected};
use super::{Error, Refusal, identity};
pub use column::Key;
pub use column::{Column, FileDigest, Kind, Privacy};
pub(super) use derived::name_key;
pub(super) use erasing::Goes;
use form::{ChangeId, Form, FormCell, FormValue, Hash, OpDigest, OpId, Subject};
pub use kind::ChangeKind;
use kind::LocalKey;
use ops::Ops;
pub use rows::{Entity, Identity, Row, Touched};
use salts::{Randomness, SaltOrCommitment, Salts};

/// A change while it is being made. Rows are written through it and in no other way.
pub struct Change<'a> {
    transaction: Transaction<'a>,
    id: i64,
    signature: Signature,
    stamp: i64,
    /// The digests of the ops that have been written.
    digests: Vec<Hash>,
    identities: Identities,
    random: Randomness,
    /// Whether any erasure is known here.
    any_erased: bool,
    touched: Touched,
    affected: Affected,
    /// Rows that were left as they are, since several answers stand against each other there.
    left_unsettled: BTreeSet<i64>,
}

/// What rows and ops are known by everywhere, of those that have been asked for.
#[derive(Default)]
struct Identities {
    rows: HashMap<i64, Uuid>,
}

/// Where and when a change is made, and by whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signature {
    /// The local key of the origin.
    pub origin: i64,
    /// What the change is known by everywhere.
    pub id: ChangeId,
    pub now_milliseconds: i64,
    pub person: Option<i64>,
    /// Whether the day was set by hand, for trying.
    pub tried: bool,
}

/// A stamp that is further ahead of the clock than this was made by a clock that was wrong: it has no say in later ones.
const FARTHEST_AHEAD: i64 = 24 * 60 * 60 * 1000;

/// What a finished change did.
#[derive(Debug, Clone)]
pub struct Committed {
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
        let stamp = next_stamp(&transaction, signature.now_milliseconds)?;
        transaction.prepare_cached(include_str!("journal/begin_change.sql"))?.execute(params![
            id,
            signature.origin,
            signature.id.seq,
            stamp,
            signature.now_milliseconds,
            signature.person,
            first_op,
            signature.tried
        ])?;
        place(&transaction, signature.origin, signature.id.seq, stamp)?;
        let any_erased = number("SELECT EXISTS (SELECT 1 FROM erasure)")? != 0;

        Ok(Self {
            transaction,
            id,
            signature,
            stamp,
            digests: Vec::new(),
            identities: Identities::default(),
            random: Randomness::default(),
            any_erased,
            touched: Touched::default(),
            affected: Affected::default(),
            left_unsettled: BTreeSet::new(),
        })
    }

    /// For reading what the change is about. Writing goes through the change.
    pub(super) fn connection(&self) -> &Connection {
        &self.transaction
    }

    /// Makes a row, which has an identity of its own.
    pub fn create<R: Row>(&mut self, row: &R) -> Result<R::Id, Error> {
        let uid = self.random.identity()?;

        self.create_as(uid, row)
    }

    /// Makes a row whose identity follows from what it is, so that it is one wherever it is made.
    pub fn create_as<R: Row>(&mut self, uid: Uuid, row: &R) -> Result<R::Id, Error> {
        let entity = R::ENTITY;
        let values = row.values();
        let is_new = 1
            == self
                .transaction
                .prepare_cached("INSERT OR IGNORE INTO object (entity, uid) VALUES (?1, ?2)")?
                .execute(params![entity as i64, uid])?;
        let object = match is_new {
            true => self.transaction.last_insert_rowid(),
            false => object_of(&self.transaction, entity, uid)?,
        };
        self.identities.rows.insert(object, uid);
        let mut cells: Vec<(&Column, &Value)> = entity
            .columns()
            .iter()
            .zip(&values)
            .filter(|(_, value)| **value != Value::Null)
            .collect();
        cells.sort_unstable_by_key(|(column, _)| column.name);
        let json = cells::to_json(&cells)?;
        self.write_op(&NewOp {
            entity,
            object,
            field: None,
            value: &Value::Text(json),
            cells: &cells,
            parents: &[],
            restores: None,
        })?;
        if is_new {
            insert_row(&self.transaction, entity, entity.table(), object, &values, false)?;
            let owner = owner_column(entity).and_then(|owner| {
                let (_, value) = cells.iter().find(|(column, _)| *column == owner)?;
                match value {
                    Value::Integer(owner) => Some(*owner),
                    _ => None,
                }
            });
            note_owned(entity, object, owner, &mut self.touched, &mut self.affected);
        } else {
            // Somebody has spoken of it, or made it, elsewhere.
            self.rebuild(entity, object)?;
        }

        Ok(R::Id::with_key(object))
    }

    /// Keeps a file, once, for rows that name it.
    pub fn keep_file(&mut self, bytes: &[u8]) -> Result<FileDigest, Error> {
        keep_file(&self.transaction, bytes)
    }

    /// Edits a row: what is other than before is written, together with what belongs to it.
    ///
    /// # Errors
    /// There is no such row.
    pub fn edit<I: Identity>(
        &mut self,
        id: I,
        edit: impl FnOnce(&mut I::Row),
    ) -> Result<(), Error> {
        self.edit_except(id, &BTreeSet::new(), edit)
    }

    /// The same of one row among many, which nobody has looked at one by one: fields with several answers against each other
    /// stay as they are, and the row counts as passed over.
    ///
    /// # Errors
    /// There is no such row.
    pub fn edit_settled<I: Identity>(
        &mut self,
        id: I,
        edit: impl FnOnce(&mut I::Row),
    ) -> Result<(), Error> {
        let unsettled = self.unsettled_fields(id.key())?;

        self.edit_except(id, &unsettled, edit)
    }

    /// Whether one row among many can be written: one in which answers stand against each other counts as passed over.
    pub fn is_settled<I: Identity>(&mut self, id: I) -> Result<bool, Error> {
        self.is_settled_row(id.key())
    }

    fn is_settled_row(&mut self, object: i64) -> Result<bool, Error> {
        let is_settled = self.unsettled_fields(object)?.is_empty();
        if !is_settled {
            self.left_unsettled.insert(object);
        }

        Ok(is_settled)
    }

    fn edit_except<I: Identity>(
        &mut self,
        id: I,
        unsettled: &BTreeSet<String>,
        edit: impl FnOnce(&mut I::Row),
    ) -> Result<(), Error> {
        let mut row = rows::read(&self.transaction, id)?.ok_or(Refusal::Gone)?;
        let before = row.values();
        edit(&mut row);
        let after = row.values();
        let columns = I::ENTITY.columns();
        let differs: Vec<bool> =
            before.iter().zip(&after).map(|(one, other)| one != other).collect();
        let units: Vec<u8> = columns
            .iter()
            .zip(&differs)
            .filter(|(column, differs)| **differs && column.unit != 0)
            .map(|(column, _)| column.unit)
            .collect();
        let unsettled: Vec<&Column> =
            columns.iter().filter(|column| unsettled.contains(column.name)).collect();
        let is_left = |column: &Column| {
            let is_with = |one: &&Column| {
                one.name == column.name || (one.unit != 0 && one.unit == column.unit)
            };
            unsettled.iter().any(is_with)
        };
        let (left, written): (Vec<_>, Vec<(&'static Column, &Value)>) = columns
            .iter()
            .zip(&after)
            .zip(&differs)
            .filter(|((column, _), differs)| **differs || units.contains(&column.unit))
            .map(|(written, _)| written)
            .partition(|(column, _)| is_left(column));
        if !left.is_empty() {
            self.left_unsettled.insert(id.key());
        }
        if written.is_empty() {
            return Ok(());
        }
        let ops = Ops::of(&self.transaction, id.key())?;
        for (column, value) in written {
            self.write(I::ENTITY, id.key(), column, value, None, &ops)?;
        }

        Ok(())
    }

    /// Puts a tombstone on a row.
    pub fn delete<I: Identity>(&mut self, id: I) -> Result<(), Error> {
        self.set(I::ENTITY, id.key(), Column::DELETED, Value::Integer(1))
    }

    /// Takes the tombstone off a row.
    pub fn revive<I: Identity>(&mut self, id: I) -> Result<(), Error> {
        self.set(I::ENTITY, id.key(), Column::DELETED, Value::Integer(0))
    }

    /// Sets one column. Nothing is written where the value is that already.
    pub(super) fn set(
        &mut self,
        entity: Entity,
        object: i64,
        column: &'static Column,
        value: Value,
    ) -> Result<(), Error> {
        match self.value(entity, object, column)? {
            None => Err(Refusal::Gone.into()),
            Some(current) if current == value => Ok(()),
            Some(_) => {
                let ops = Ops::of(&self.transaction, object)?;
                self.write(entity, object, column, &value, None, &ops)
            }
        }
    }

    /// What stands in a column; `None` where there is no such row.
    fn value(&self, entity: Entity, object: i64, column: &Column) -> Result<Option<Value>, Error> {
        Ok(self
            .transaction
            .prepare_cached(&format!(
                "SELECT {} FROM {} WHERE id = ?1",
                column.name,
                entity.table()
            ))?
            .query_row([object], |row| row.get(0))
            .optional()?)
    }

    /// The one place that writes an op on a field together with the row. What was known of the row before says which ops it
    /// replaces: all heads of the field; of a removal, all heads of the row.
    fn write(
        &mut self,
        entity: Entity,
        object: i64,
        column: &'static Column,
        value: &Value,
        restores: Option<i64>,
        known: &Ops,
    ) -> Result<(), Error> {
        // The student a row belonged to before is affected as much as the one it belongs to after.
        self.note(entity, object)?;
        let is_all =
            column == Column::DELETED && (*value == Value::Integer(1) || restores.is_none());
        let parents: Vec<i64> = match is_all {
            true => known.all_heads(),
            false => known.heads(column.name).iter().map(|op| op.id).collect(),
        };
        self.write_op(&NewOp {
            entity,
            object,
            field: Some(column.name),
            value,
            cells: &[(column, value)],
            parents: &parents,
            restores,
        })?;
        if known.iter().len() > 1 && self.is_more_than_a_field(entity, object)? {
            return self.rebuild(entity, object);
        }
        let table = entity.table();
        let others = update_row(&self.transaction, entity, table, object, column.name, value)?;
        self.affected.students.extend(others);

        self.note(entity, object)
    }

    /// How many rows were passed over.
    pub fn left_unsettled(&self) -> usize {
        self.left_unsettled.len()
    }

    /// The fields of a row that have several answers against each other; an empty name where it is about the row.
    fn unsettled_fields(&self, object: i64) -> Result<BTreeSet<String>, Error> {
        let mut statement =
            self.transaction.prepare_cached("SELECT field FROM conflict WHERE object = ?1")?;
        let fields = statement.query_map([object], |row| row.get(0))?;

        Ok(fields.collect::<Result<_, _>>()?)
    }

    /// Whether writing a field may change more of the row than that field.
    fn is_more_than_a_field(&self, entity: Entity, object: i64) -> Result<bool, Error> {
        let is_in_conflict: bool = self
            .transaction
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM conflict WHERE object = ?1)")?
            .query_row([object], |row| row.get(0))?;

        Ok(is_in_conflict || entity.is_ledger())
    }

    /// Makes a row afresh of its ops.
    pub(super) fn rebuild(&mut self, entity: Entity, object: i64) -> Result<(), Error> {
        for (entity, object) in rebuild::row(&self.transaction, entity, object)? {
            self.note(entity, object)?;
        }

        Ok(())
    }

    fn write_op(&mut self, op: &NewOp<'_>) -> Result<(), Error> {
        let seed = self.random.salt()?;
        let salts = Salts::Seed(seed);
        let index = u32::try_from(self.digests.len()).unwrap_or(u32::MAX);
        let pseudonym = erasing::is_pseudonym(&self.transaction, op)?;
        let aware = match self.any_erased {
            true => erasing::aware_of(&self.transaction, op, pseudonym)?,
            false => Vec::new(),
        };
        let kept_aware = (!aware.is_empty()).then(|| form::aware_to_bytes(&aware));
        self.transaction
            .prepare_cached(
                "INSERT INTO op (change, idx, object, field, value, salts, restores, pseudonym, aware)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                self.id, index, op.object, op.field, op.value, seed, op.restores, pseudonym, kept_aware
            ])?;
        let id = self.transaction.last_insert_rowid();
        let mut parents = Vec::with_capacity(op.parents.len());
        for parent in op.parents {
            self.transaction
                .prepare_cached("INSERT INTO op_parent (op, parent) VALUES (?1, ?2)")?
                .execute(params![id, parent])?;
            parents.push(op_id(&self.transaction, *parent)?);
        }
        parents.sort_unstable();
        let mut commitments = Vec::with_capacity(op.cells.len());
        for (column, value) in op.cells {
            let Some(SaltOrCommitment::Salt(salt)) = salts.of(column.name) else { continue };
            let value = self.identities.form_value(&self.transaction, column.kind, value)?;
            commitments.push((column.name, FormCell::Open(salt, value).commitment(column.name)));
        }
        let restores = op.restores.map(|op| op_id(&self.transaction, op)).transpose()?;
        let row = self.identities.row(&self.transaction, op.object)?;
        self.digests.push(
            OpDigest {
                entity: op.entity.table(),
                row,
                field: op.field,
                commitments: &commitments,
                parents: &parents,
                restores,
                pseudonym,
                aware: &aware,
            }
            .digest(),
        );

        Ok(())
    }

    /// Notes what a written row touches.
    fn note(&mut self, entity: Entity, object: i64) -> Result<(), Error> {
        note(&self.transaction, entity, object, &mut self.touched, &mut self.affected)
    }

    /// Says what was done and makes it durable. Where no op was written, nothing is.
    pub(super) fn finish(mut self, kind: &ChangeKind) -> Result<Committed, Error> {
        self.touched.left_unsettled = self.left_unsettled.len();
        if self.digests.is_empty() {
            let (touched, affected) = (self.touched, Affected::default());
            return Ok(Committed { change: None, touched, affected });
        }
        let last_op: i64 = self
            .transaction
            .prepare_cached("SELECT max(id) FROM op")?
            .query_row([], |row| row.get(0))?;
        let (undoes, redoes) = match kind {
            ChangeKind::Undone { change } => (Some(*change), None),
            ChangeKind::Redone { change } => (None, Some(*change)),
            _ => (None, None),
        };
        let form = self.form(kind, undoes, redoes)?;
        self.transaction.prepare_cached(include_str!("journal/finish_change.sql"))?.execute(
            params![
                self.id,
                kind.code(),
                form.detail,
                form::subjects_to_bytes(&form.subjects),
                undoes,
                redoes,
                last_op,
                form.hash_with(&self.digests)
            ],
        )?;
        limits::refuse_own(&self.transaction, self.signature.id.device, self.id)?;
        if let Some(about) = undoes.or(redoes) {
            self.transaction
                .prepare_cached("UPDATE change SET undone_by = ?2 WHERE id = ?1")?
                .execute(params![about, undoes.map(|_| self.id)])?;
        }
        standing::refresh(&self.transaction, &self.affected)?;
        self.transaction.commit()?;

        Ok(Committed { change: Some(self.id), touched: self.touched, affected: self.affected })
    }

    /// The change as it travels, without its ops.
    fn form(
        &mut self,
        kind: &ChangeKind,
        undoes: Option<i64>,
        redoes: Option<i64>,
    ) -> Result<Form, Error> {
        let mut told = kind.clone();
        let mut subjects = Vec::new();
        for key in told.local_keys() {
            let place = subjects.len() as i64;
            match key {
                LocalKey::Row(key) => {
                    subjects.push(Subject::Row(self.identities.row(&self.transaction, *key)?));
                    *key = place;
                }
                LocalKey::Change(key) => {
                    subjects.push(Subject::Change(change_id(&self.transaction, *key)?));
                    *key = place;
                }
            }
        }
        let Signature { id, now_milliseconds, person, tried, .. } = self.signature;
        let person =
            person.map(|person| self.identities.row(&self.transaction, person)).transpose()?;
        let changed = |change: Option<i64>| {
            change.map(|change| change_id(&self.transaction, change)).transpose()
        };

        Ok(Form {
            id,
            stamp: self.stamp,
            wall: now_milliseconds,
            tried,
            person,
            detail: serde_json::to_string(&told)?,
            subjects,
            undoes: changed(undoes)?,
            redoes: changed(redoes)?,
            voids: Vec::new(),
            ops: Vec::new(),
            hash: Hash::default(),
        })
    }
}

/// An op that is to be written.
struct NewOp<'a> {
    entity: Entity,
    object: i64,
    field: Option<&'static str>,
    /// As the journal keeps it.
    value: &'a Value,
    /// The values it gives, in the order of the columns' names.
    cells: &'a [(&'a Column, &'a Value)],
    parents: &'a [i64],
    restores: Option<i64>,
}

impl Identities {
    /// What a row is known by everywhere.
    fn row(&mut self, connection: &Connection, object: i64) -> Result<Uuid, Error> {
        if let Some(uid) = self.rows.get(&object) {
            return Ok(*uid);
        }
        let uid = connection
            .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
            .query_row([object], |row| row.get(0))?;
        self.rows.insert(object, uid);

        Ok(uid)
    }

    /// A value as it travels; a file stays its digest.
    fn form_value(
        &mut self,
        connection: &Connection,
        kind: Kind,
        value: &Value,
    ) -> Result<FormValue, Error> {
        Ok(match value {
            Value::Null => FormValue::Null,
            Value::Integer(object) if matches!(kind, Kind::Reference(_)) => {
                FormValue::Row(self.row(connection, *object)?)
            }
            Value::Integer(number) => FormValue::Integer(*number),
            Value::Text(json) if kind == Kind::Object => FormValue::Object(json.clone()),
            Value::Text(text) => FormValue::Text(text.clone()),
            Value::Real(_) | Value::Blob(_) => {
                return Err(Error::Damaged("journal: neither number nor text".to_owned()));
            }
        })
    }
}

/// The hybrid clock: the wall's time, or one more than the newest stamp where that is not later. A stamp far ahead of the wall has
/// no say.
fn next_stamp(connection: &Connection, now_milliseconds: i64) -> Result<i64, Error> {
    let farthest = (now_milliseconds + FARTHEST_AHEAD) << 16;
    let newest: i64 = connection
        .prepare_cached("SELECT coalesce(max(stamp), 0) FROM change WHERE stamp <= ?1")?
        .query_row([farthest], |row| row.get(0))?;

    Ok((now_milliseconds << 16).max(newest + 1))
}

/// Puts what an origin stamped higher before with a change in front of it.
fn place(connection: &Connection, origin: i64, seq: i64, stamp: i64) -> Result<(), Error> {
    connection
        .prepare_cached(
            // By what is placed ahead, which is nothing as long as clocks are right; by its origin it would be all it ever made.
            "UPDATE change SET placed = ?3
             WHERE placed > ?3 AND +origin = ?1 AND +seq < ?2",
        )?
        .execute(params![origin, seq, stamp])?;

    Ok(())
}

/// The local key of a row that somebody has spoken of.
///
/// # Errors
/// It is of another entity ([`Refusal::NoChange`]).
fn object_of(connection: &Connection, entity: Entity, uid: Uuid) -> Result<i64, Error> {
    let (object, number): (i64, i64) = connection
        .prepare_cached("SELECT id, entity FROM object WHERE uid = ?1")?
        .query_row([uid], |row| Ok((row.get(0)?, row.get(1)?)))?;

    if number == entity as i64 { Ok(object) } else { Err(Refusal::NoChange.into()) }
}

/// The local key of a row, where anybody has spoken of it.
fn known_object(connection: &Connection, uid: Uuid) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached("SELECT id FROM object WHERE uid = ?1")?
        .query_row([uid], |row| row.get(0))
        .optional()?)
}

/// What a change is known by everywhere.
fn change_id(connection: &Connection, change: i64) -> Result<ChangeId, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT origin.device, origin.epoch, change.seq
             FROM change JOIN origin ON origin.id = change.origin WHERE change.id = ?1",
        )?
        .query_row([change], |row| {
            Ok(ChangeId { device: row.get(0)?, epoch: row.get(1)?, seq: row.get(2)? })
        })?)
}

/// Whether a change has an effect here.
pub(super) fn holds(connection: &Connection, change: i64) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT aside IS NULL FROM change WHERE id = ?1")?
        .query_row([change], |row| row.get(0))?)
}

/// Whether a change was made on a device.
pub(super) fn is_made_by(
    connection: &Connection,
    change: i64,
    device: Uuid,
) -> Result<bool, Error> {
    Ok(change_id(connection, change)?.device == device)
}

/// The local key of a change, where it is here.
pub(super) fn change_with(connection: &Connection, id: &ChangeId) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT change.id FROM origin JOIN change ON change.origin = origin.id AND change.seq = ?3
             WHERE origin.device = ?1 AND origin.epoch = ?2",
        )?
        .query_row(params![id.device, id.epoch, id.seq], |row| row.get(0))
        .optional()?)
}

/// What an op is known by everywhere.
fn op_id(connection: &Connection, op: i64) -> Result<OpId, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT origin.device, origin.epoch, change.seq, op.idx
             FROM op CROSS JOIN change ON change.id = op.change
             CROSS JOIN origin ON origin.id = change.origin WHERE op.id = ?1",
        )?
        .query_row([op], |row| {
            let change = ChangeId { device: row.get(0)?, epoch: row.get(1)?, seq: row.get(2)? };
            Ok(OpId { change, index: row.get(3)? })
        })?)
}

/// Notes what a row that was written touches.
fn note(
    connection: &Connection,
    entity: Entity,
    object: i64,
    touched: &mut Touched,
    affected: &mut Affected,
) -> Result<(), Error> {
    let owner: Option<i64> = match owner_column(entity) {
        Some(column) => {
            let sql = format!("SELECT {} FROM {} WHERE id = ?1", column.name, entity.table());
            let mut statement = connection.prepare_cached(&sql)?;
            statement.query_row([object], |row| row.get(0)).optional()?.flatten()
        }
        None => None,
    };
    note_owned(entity, object, owner, touched, affected);
    if entity == Entity::Student {
        affected.students.extend(derived::survivor_of(connection, object)?);
    }

    Ok(())
}

/// The same of a row of which is known whose it is.
fn note_owned(
    entity: Entity,
    object: i64,
    owner: Option<i64>,
    touched: &mut Touched,
    affected: &mut Affected,
) {
    touched.add(entity);
    match entity {
        Entity::Programme | Entity::Course => affected.everyone = true,
        Entity::Class => affected.classes.extend([object]),
        Entity::Student => affected.students.extend([object]),
        Entity::Session => affected.classes.extend(owner),
        Entity::Certificate => affected.counted.extend(owner),
        Entity::Enrolment | Entity::Attendance | Entity::Exemption => {
            affected.students.extend(owner);
        }
        Entity::CourseSession
        | Entity::School
        | Entity::Person
        | Entity::ClassTeacher
        | Entity::Series
        | Entity::Mapping
        | Entity::NotSame
        | Entity::Picture
        | Entity::Design
        | Entity::MunicipalTarget
        | Entity::Report
        | Entity::AnnouncedAbsence
        | Entity::Grant => {}
    }
}

/// The column that says whose a row is: a student's, or a class's.
fn owner_column(entity: Entity) -> Option<&'static Column> {
    match entity {
        Entity::Session => Some(rows::Session::class),
        Entity::Certificate => Some(rows::Certificate::student),
        Entity::Enrolment => Some(rows::Enrolment::student),
        Entity::Attendance => Some(rows::Attendance::student),
        Entity::Exemption => Some(rows::Exemption::student),
        _ => None,
    }
}

/// A file that some row names by its SHA-256.
///
/// # Errors
/// The bytes are not those that the digest is of.
pub(super) fn stored_file(connection: &Connection, wanted: &str) -> Result<Option<Vec<u8>>, Error> {
    let file: Option<Vec<u8>> = connection
        .prepare_cached("SELECT bytes FROM stored_file WHERE digest = ?1")?
        .query_row([wanted], |row| row.get(0))
        .optional()?;
    match file {
        Some(bytes) if identity::digest(&bytes) != wanted => {
            Err(Error::Damaged("stored_file: digest".to_owned()))
        }
        file => Ok(file),
    }
}

fn keep_file(connection: &Connection, bytes: &[u8]) -> Result<FileDigest, Error> {
    let digest = identity::digest(bytes);
    connection
        .prepare_cached("INSERT OR IGNORE INTO stored_file (digest, bytes) VALUES (?1, ?2)")?
        .execute(params![digest, bytes])?;

    Ok(FileDigest(digest))
}

fn unknown_entity() -> Error {
    Error::Damaged("journal: an unknown entity".to_owned())
}

/// When the newest change was made, by the clock of who made it: the newest by order, since a clock that ran ahead once has no
/// say later. `None` where there is none.
pub(super) fn newest_moment(connection: &Connection) -> Result<Option<DateTime<Utc>>, Error> {
    let wall: Option<i64> = connection
        .prepare_cached("SELECT wall FROM change ORDER BY placed DESC, seq DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;

    Ok(wall.and_then(DateTime::from_timestamp_millis))
}

/// A text; `None` where it is empty.
pub fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Writes a row into `table`, which has the entity's columns.
fn insert_row(
    connection: &Connection,
    entity: Entity,
    table: &str,
    object: i64,
    values: &[Value],
    deleted: bool,
) -> Result<(), Error> {
    let (columns, places) = entity.insert();
    let (derived, derived_places) = match entity {
        Entity::Student => (", sort_key, survivor", ", ?, ?"),
        _ => ("", ""),
    };
    let sql =
        ["INSERT INTO ", table, " (", columns, derived, ") VALUES (", places, derived_places, ")"];
    let mut statement = connection.prepare_cached(&sql.concat())?;
    statement.raw_bind_parameter(1, object)?;
    statement.raw_bind_parameter(2, deleted)?;
    for (index, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(index + 3, value)?;
    }
    if entity == Entity::Student {
        statement.raw_bind_parameter(values.len() + 3, derived::sort_key_of(values))?;
        statement.raw_bind_parameter(values.len() + 4, object)?;
    }
    statement.raw_execute()?;

    Ok(())
}

/// Sets one field of a row in `table`. The students of whom somebody else remains by it.
fn update_row(
    connection: &Connection,
    entity: Entity,
    table: &str,
    object: i64,
    field: &str,
    value: &Value,
) -> Result<Vec<i64>, Error> {
    connection
        .prepare_cached(&format!("UPDATE {table} SET {field} = ?2 WHERE id = ?1"))?
        .execute(params![object, value])?;

    match entity {
        Entity::Student => derived::refresh(connection, table, object, field),
        _ => Ok(Vec::new()),
    }
}
