//! Changes written out in the form in which they travel, and taken in.
//!
//! What is taken in is kept as it came, whether this program understands it or not; the tables follow from what it understands.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::cells::Cells;
use super::form::{
    self, ChangeId, Form, FormCell, FormOp, FormSlot, FormValue, Hidden, OpId, Subject,
};
use super::kind::{ChangeKind, LocalKey};
use super::salts::{SaltOrCommitment, Salts};
use super::{
    Column, Committed, Entity, Identities, Kind, Touched, cells, change_id, change_with, op_id,
    rebuild,
};
use crate::register::standing::{self, Affected};
use crate::register::{Error, Refusal, Register};

/// What became of a change that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// It was taken in.
    Taken,
    /// It was here.
    Known,
    /// An earlier one of its origin is not here yet; it is not taken in.
    TooEarly,
}

impl Register {
    /// All changes in the form in which they travel, in the order in which they came to be known here.
    pub fn changes_to_send(&self) -> Result<Vec<Vec<u8>>, Error> {
        let connection = self.connection();
        let ids = crate::register::keys::ids(
            connection,
            "SELECT id FROM change WHERE id > ?1 ORDER BY id",
            0,
        )?;
        let mut identities = Identities::default();

        ids.into_iter()
            .map(|change| Ok(form_of(connection, &mut identities, change)?.to_bytes()))
            .collect()
    }

    /// Takes in changes that were made elsewhere; what became of each.
    ///
    /// # Errors
    /// One of them is no change, or not the one it was when it was made ([`Refusal::NoChange`]). None is taken in then.
    pub fn take_changes(&mut self, sent: &[Vec<u8>]) -> Result<Vec<Arrival>, Error> {
        if self.is_read_only() {
            return Err(Error::ReadOnly);
        }
        let forms: Vec<Form> = sent
            .iter()
            .map(|bytes| Form::from_bytes(bytes).ok().filter(Form::holds))
            .collect::<Option<_>>()
            .ok_or(Refusal::NoChange)?;
        let transaction = self.write_transaction()?;
        let mut taking = Taking::new(&transaction);
        let arrivals = forms.iter().map(|form| taking.take(form)).collect::<Result<_, _>>()?;
        let (touched, affected) = taking.settle()?;
        standing::refresh(&transaction, &affected)?;
        transaction.commit()?;
        self.follow(&Committed { change: None, touched, affected });
        // A name that somebody took out elsewhere is gone from what lies beside the register, too.
        if self.is_unsettled()? {
            self.settle_names()?;
        }

        Ok(arrivals)
    }
}

/// What a change says of itself.
///
/// # Errors
/// It speaks of something that is not among its subjects.
fn told(form: &Form) -> Result<ChangeKind, Error> {
    let mut kind: ChangeKind = serde_json::from_str(&form.detail).map_err(|_| Refusal::NoChange)?;
    for key in kind.local_keys() {
        let (LocalKey::Row(place) | LocalKey::Change(place)) = &key;
        let subject = usize::try_from(**place).ok().and_then(|place| form.subjects.get(place));
        match (&key, subject) {
            (LocalKey::Row(_), Some(Subject::Row(_)))
            | (LocalKey::Change(_), Some(Subject::Change(_))) => {}
            _ => return Err(Refusal::NoChange.into()),
        }
    }

    Ok(kind)
}

/// A change as it travels.
fn form_of(
    connection: &Connection,
    identities: &mut Identities,
    change: i64,
) -> Result<Form, Error> {
    let mut form = connection
        .prepare_cached(
            "SELECT stamp, wall, tried, person, detail, subjects, undoes, redoes, voids, hash FROM change
             WHERE id = ?1",
        )?
        .query_row([change], |row| {
            Ok((
                Form {
                    id: ChangeId { device: Uuid::nil(), epoch: 0, seq: 0 },
                    stamp: row.get(0)?,
                    wall: row.get(1)?,
                    tried: row.get(2)?,
                    person: None,
                    detail: row.get(4)?,
                    subjects: Vec::new(),
                    undoes: None,
                    redoes: None,
                    voids: Vec::new(),
                    ops: Vec::new(),
                    hash: row.get(9)?,
                },
                row.get::<_, Option<i64>>(3)?,
                row.get::<_, Vec<u8>>(5)?,
                row.get::<_, Option<i64>>(6)?,
                row.get::<_, Option<i64>>(7)?,
                row.get::<_, Option<Vec<u8>>>(8)?,
            ))
        })
        .map(|(form, person, subjects, undoes, redoes, voids)| -> Result<Form, Error> {
            let known = |change: Option<i64>| {
                change.map(|change| change_id(connection, change)).transpose()
            };
            Ok(Form {
                id: change_id(connection, change)?,
                person: person.map(|person| identities.row(connection, person)).transpose()?,
                subjects: form::subjects_from_bytes(&subjects).map_err(|_| unreadable())?,
                undoes: match known(undoes)? {
                    None => awaited_change(connection, change, "undoes")?,
                    known => known,
                },
                redoes: match known(redoes)? {
                    None => awaited_change(connection, change, "redoes")?,
                    known => known,
                },
                voids: match voids {
                    None => Vec::new(),
                    Some(voids) => form::voids_from_bytes(&voids).map_err(|_| unreadable())?,
                },
                ..form
            })
        })??;
    form.ops = slots_of(connection, identities, change)?;

    Ok(form)
}

fn slots_of(
    connection: &Connection,
    identities: &mut Identities,
    change: i64,
) -> Result<Vec<FormSlot>, Error> {
    let mut slots: Vec<(u32, FormSlot)> = Vec::new();
    let mut apart =
        connection.prepare_cached("SELECT idx, bytes FROM op_apart WHERE change = ?1")?;
    let mut rows = apart.query([change])?;
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(1)?;
        slots.push((row.get(0)?, form::slot_from_bytes(&bytes).map_err(|_| unreadable())?));
    }
    let kept_apart: BTreeSet<u32> = slots.iter().map(|(index, _)| *index).collect();
    let mut statement = connection.prepare_cached(
        "SELECT op.id, op.idx, object.entity, object.uid, op.field, op.value, op.salts, op.restores, op.pseudonym, op.aware,
                op.object
         FROM op JOIN object ON object.id = op.object
         WHERE op.id BETWEEN (SELECT first_op FROM change WHERE id = ?1)
                         AND (SELECT last_op FROM change WHERE id = ?1) AND op.change = ?1",
    )?;
    let awaits: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM awaited WHERE change = ?1)")?
        .query_row([change], |row| row.get(0))?;
    let mut rows = statement.query([change])?;
    while let Some(row) = rows.next()? {
        let index = row.get(1)?;
        if kept_apart.contains(&index) {
            continue;
        }
        let id: i64 = row.get(0)?;
        let entity = Entity::from_number(row.get(2)?).ok_or_else(super::unknown_entity)?;
        let field: Option<String> = row.get(4)?;
        let salts = Salts::from_bytes(&row.get::<_, Vec<u8>>(6)?)?;
        let restores: Option<i64> = row.get(7)?;
        let aware: Option<Vec<u8>> = row.get(9)?;
        let uid: Uuid = row.get(3)?;
        identities.rows.insert(row.get(10)?, uid);
        let cells =
            cells_of(connection, identities, entity, field.as_deref(), &row.get(5)?, &salts)?;
        slots.push((
            index,
            FormSlot::Op(FormOp {
                entity: entity.table().to_owned(),
                row: uid,
                field,
                cells,
                parents: parents_of(connection, id, awaits)?,
                restores: match restores {
                    Some(restores) => Some(op_id(connection, restores)?),
                    None if awaits => awaited_ops(connection, id, "restores")?.pop(),
                    None => None,
                },
                pseudonym: row.get(8)?,
                aware: match aware {
                    None => Vec::new(),
                    Some(aware) => form::aware_from_bytes(&aware).map_err(|_| unreadable())?,
                },
            }),
        ));
    }
    slots.sort_by_key(|(index, _)| *index);

    Ok(slots.into_iter().map(|(_, slot)| slot).collect())
}

fn cells_of(
    connection: &Connection,
    identities: &mut Identities,
    entity: Entity,
    field: Option<&str>,
    value: &Value,
    salts: &Salts,
) -> Result<Vec<(String, FormCell)>, Error> {
    let values: Cells = match (field, value) {
        (Some(field), value) => Cells::from([(field.to_owned(), value.clone())]),
        (None, Value::Text(json)) => cells::from_json(json)?,
        (None, _) => return Err(unreadable()),
    };
    let mut cells: Vec<(String, FormCell)> = salts
        .hidden()
        .map(|(field, why, commitment)| (field.to_owned(), FormCell::Hidden(why, commitment)))
        .collect();
    for (field, value) in values {
        let Some(SaltOrCommitment::Salt(salt)) = salts.of(&field) else { continue };
        let kind = entity.column(&field).map_or(Kind::Text, |column| column.kind);
        let value = match (kind, &value) {
            (Kind::File, Value::Text(digest)) => match super::stored_file(connection, digest)? {
                Some(bytes) => FormValue::File(bytes),
                None => FormValue::Text(digest.clone()),
            },
            _ => identities.form_value(connection, kind, &value)?,
        };
        cells.push((field, FormCell::Open(salt, value)));
    }
    cells.sort_by(|(one, _), (other, _)| one.cmp(other));

    Ok(cells)
}

/// The ops whose values an op replaces, those that are not here among them where its change awaits any.
fn parents_of(connection: &Connection, op: i64, awaits: bool) -> Result<Vec<OpId>, Error> {
    let mut parents = match awaits {
        true => awaited_ops(connection, op, "parent")?,
        false => Vec::new(),
    };
    let known: Vec<i64> = connection
        .prepare_cached("SELECT parent FROM op_parent WHERE op = ?1")?
        .query_map([op], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for parent in known {
        parents.push(op_id(connection, parent)?);
    }
    parents.sort_unstable();

    Ok(parents)
}

/// Ops that an op names in that role and that are not here.
fn awaited_ops(connection: &Connection, op: i64, role: &str) -> Result<Vec<OpId>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT origin.device, origin.epoch, awaited.seq, awaited.idx
         FROM awaited JOIN origin ON origin.id = awaited.origin
         WHERE awaited.change = (SELECT change FROM op WHERE id = ?1) AND awaited.op = ?1 AND awaited.role = ?2",
    )?;
    let rows = statement.query_map(params![op, role], |row| {
        let change = ChangeId { device: row.get(0)?, epoch: row.get(1)?, seq: row.get(2)? };
        Ok(OpId { change, index: row.get(3)? })
    })?;

    Ok(rows.collect::<Result<_, _>>()?)
}

fn awaited_change(
    connection: &Connection,
    change: i64,
    role: &str,
) -> Result<Option<ChangeId>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT origin.device, origin.epoch, awaited.seq
             FROM awaited JOIN origin ON origin.id = awaited.origin
             WHERE awaited.change = ?1 AND awaited.op IS NULL AND awaited.role = ?2",
        )?
        .query_row(params![change, role], |row| {
            Ok(ChangeId { device: row.get(0)?, epoch: row.get(1)?, seq: row.get(2)? })
        })
        .optional()?)
}

/// Changes being taken in.
struct Taking<'a> {
    connection: &'a Connection,
    /// The rows that must be made anew.
    written: BTreeSet<(Entity, i64)>,
    touched: Touched,
    affected: Affected,
}

impl<'a> Taking<'a> {
    fn new(transaction: &'a Transaction<'_>) -> Self {
        Self {
            connection: transaction,
            written: BTreeSet::new(),
            touched: Touched::default(),
            affected: Affected::default(),
        }
    }

    fn take(&mut self, form: &Form) -> Result<Arrival, Error> {
        let connection = self.connection;
        let origin = origin_with(connection, &form.id)?;
        if change_with(connection, &form.id)?.is_some() {
            return Ok(Arrival::Known);
        }
        let newest: i64 = connection
            .prepare_cached("SELECT coalesce(max(seq), 0) FROM change WHERE origin = ?1")?
            .query_row([origin], |row| row.get(0))?;
        if form.id.seq != newest + 1 {
            return Ok(Arrival::TooEarly);
        }
        let change = self.note_change(form, origin)?;
        let first_op = next_op(connection)?;
        for (index, slot) in (0..).zip(&form.ops) {
            self.take_slot(change, index, slot)?;
        }
        connection
            .prepare_cached("UPDATE change SET first_op = ?2, last_op = ?3 WHERE id = ?1")?
            .execute(params![change, first_op, next_op(connection)? - 1])?;
        self.answer_awaiting(form.id, origin, change)?;
        for about in [form.undoes, form.redoes].into_iter().flatten() {
            refresh_undone(connection, &about)?;
        }
        refresh_undone(connection, &form.id)?;

        Ok(Arrival::Taken)
    }

    fn note_change(&mut self, form: &Form, origin: i64) -> Result<i64, Error> {
        let connection = self.connection;
        let kind = told(form)?;
        let person = match form.person {
            None => None,
            Some(uid) => Some(object_with(connection, uid, Entity::Person)?),
        };
        let known = |about: Option<ChangeId>| -> Result<Option<i64>, Error> {
            Ok(about.map(|about| change_with(connection, &about)).transpose()?.flatten())
        };
        let voids = (!form.voids.is_empty()).then(|| form::voids_to_bytes(&form.voids));
        connection
            .prepare_cached(
                "INSERT INTO change (origin, seq, stamp, wall, placed, person, kind, detail, subjects, undoes, redoes, voids,
                                     first_op, last_op, tried, hash)
                 VALUES (?1, ?2, ?3, ?4, ?3, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, 0, ?12, ?13)",
            )?
            .execute(params![
                origin,
                form.id.seq,
                form.stamp,
                form.wall,
                person,
                kind.code(),
                form.detail,
                form::subjects_to_bytes(&form.subjects),
                known(form.undoes)?,
                known(form.redoes)?,
                voids,
                form.tried,
                form.hash
            ])?;
        let change = connection.last_insert_rowid();
        super::place(connection, origin, form.id.seq, form.stamp)?;
        for (about, role) in [(form.undoes, "undoes"), (form.redoes, "redoes")] {
            if let Some(about) = about
                && change_with(connection, &about)?.is_none()
            {
                await_change(connection, change, None, role, &about, None)?;
            }
        }

        Ok(change)
    }

    fn take_slot(&mut self, change: i64, index: u32, slot: &FormSlot) -> Result<(), Error> {
        let connection = self.connection;
        let op = match slot {
            FormSlot::Op(op) => op,
            FormSlot::Withheld(_) => return put_apart(connection, change, index, None, slot),
        };
        let entity = Entity::from_table(&op.entity);
        let is_understood = |entity: Entity| {
            let fields = op.cells.iter().map(|(field, _)| field.as_str());
            fields.chain(op.field.as_deref()).all(|field| entity.column(field).is_some())
        };
        let Some(entity) = entity else {
            return put_apart(connection, change, index, None, slot);
        };
        let object = object_with(connection, op.row, entity)?;
        if !is_understood(entity) {
            put_apart(connection, change, index, Some(object), slot)?;
        }
        if op.field.as_deref().is_some_and(|field| entity.column(field).is_none()) {
            return Ok(());
        }
        let taken = taken_cells(connection, entity, op)?;
        let value = match &op.field {
            None => Value::Text(taken.json()?),
            Some(field) => taken.values.get(field).cloned().unwrap_or(Value::Null),
        };
        let restores = match op.restores {
            None => None,
            Some(restored) => op_with_id(connection, &restored)?,
        };
        let aware = (!op.aware.is_empty()).then(|| form::aware_to_bytes(&op.aware));
        connection
            .prepare_cached(
                "INSERT INTO op (change, idx, object, field, value, salts, restores, pseudonym, aware, erased)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                change,
                index,
                object,
                op.field,
                value,
                taken.salts.to_bytes(),
                restores,
                op.pseudonym,
                aware,
                taken.salts.hidden().any(|(_, why, _)| why == Hidden::Erased)
            ])?;
        let id = connection.last_insert_rowid();
        if let (Some(restored), None) = (op.restores, restores) {
            let index = Some(restored.index);
            await_change(connection, change, Some(id), "restores", &restored.change, index)?;
        }
        for parent in &op.parents {
            match op_with_id(connection, parent)? {
                Some(parent) => name_parent(connection, id, parent)?,
                None => {
                    let index = Some(parent.index);
                    await_change(connection, change, Some(id), "parent", &parent.change, index)?;
                }
            }
        }
        self.written.insert((entity, object));

        Ok(())
    }

    /// What was named before it came is known now.
    fn answer_awaiting(&mut self, id: ChangeId, origin: i64, change: i64) -> Result<(), Error> {
        let connection = self.connection;
        let awaiting: Vec<(i64, Option<i64>, String, Option<u32>)> = connection
            .prepare_cached(
                "SELECT change, op, role, idx FROM awaited WHERE origin = ?1 AND seq = ?2",
            )?
            .query_map(params![origin, id.seq], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<Result<_, _>>()?;
        for (waiting, op, role, index) in awaiting {
            match (op, role.as_str(), index) {
                (Some(op), role, Some(index)) => {
                    // It may have been withheld, or not be understood: then it goes on being awaited.
                    let Some(named) = op_with_id(connection, &OpId { change: id, index })? else {
                        continue;
                    };
                    match role {
                        "parent" => name_parent(connection, op, named)?,
                        _ => {
                            connection
                                .prepare_cached("UPDATE op SET restores = ?2 WHERE id = ?1")?
                                .execute([op, named])?;
                        }
                    }
                    self.written.insert(row_of_op(connection, op)?);
                }
                (None, role, _) => {
                    let column = if role == "undoes" { "undoes" } else { "redoes" };
                    connection
                        .prepare_cached(&format!("UPDATE change SET {column} = ?2 WHERE id = ?1"))?
                        .execute([waiting, change])?;
                }
                (Some(_), _, None) => return Err(unreadable()),
            }
            connection
                .prepare_cached(
                    "DELETE FROM awaited
                     WHERE change = ?1 AND op IS ?2 AND role = ?3 AND origin = ?4 AND seq = ?5 AND idx IS ?6",
                )?
                .execute(params![waiting, op, role, origin, id.seq, index])?;
        }

        Ok(())
    }

    /// Makes the rows that were written; what that touches.
    fn settle(mut self) -> Result<(Touched, Affected), Error> {
        for (entity, object) in std::mem::take(&mut self.written) {
            self.note(entity, object)?;
            for (entity, object) in rebuild::row(self.connection, entity, object)? {
                self.note(entity, object)?;
            }
        }

        Ok((self.touched, self.affected))
    }

    fn note(&mut self, entity: Entity, object: i64) -> Result<(), Error> {
        super::note(self.connection, entity, object, &mut self.touched, &mut self.affected)
    }
}

/// An op's values as the journal keeps them.
struct TakenCells {
    values: Cells,
    salts: Salts,
}

impl TakenCells {
    fn json(&self) -> Result<String, Error> {
        cells::cells_to_json(&self.values)
    }
}

fn taken_cells(connection: &Connection, entity: Entity, op: &FormOp) -> Result<TakenCells, Error> {
    let (mut values, mut salts) = (Cells::new(), std::collections::BTreeMap::new());
    for (field, cell) in &op.cells {
        let Some(column) = entity.column(field) else { continue };
        match cell {
            FormCell::Open(salt, value) => {
                values.insert(field.clone(), local_value(connection, column, value)?);
                salts.insert(field.clone(), SaltOrCommitment::Salt(*salt));
            }
            FormCell::Hidden(why, commitment) => {
                salts.insert(field.clone(), SaltOrCommitment::Hidden(*why, *commitment));
            }
        }
    }

    Ok(TakenCells { values, salts: Salts::Each(salts) })
}

/// A value as the tables have it.
fn local_value(
    connection: &Connection,
    column: &Column,
    value: &FormValue,
) -> Result<Value, Error> {
    Ok(match (column.kind, value) {
        (_, FormValue::Null) => Value::Null,
        (Kind::Reference(table), FormValue::Row(uid)) => {
            let entity = Entity::from_table(table).ok_or_else(super::unknown_entity)?;
            Value::Integer(object_with(connection, *uid, entity)?)
        }
        (Kind::Integer, FormValue::Integer(number)) => Value::Integer(*number),
        (Kind::Text | Kind::Date | Kind::File, FormValue::Text(text)) => Value::Text(text.clone()),
        (Kind::Object, FormValue::Object(json)) => Value::Text(json.clone()),
        (Kind::File, FormValue::File(bytes)) => Value::Text(super::keep_file(connection, bytes)?.0),
        _ => return Err(Refusal::NoChange.into()),
    })
}

fn next_op(connection: &Connection) -> Result<i64, Error> {
    Ok(connection
        .prepare_cached("SELECT coalesce(max(id), 0) + 1 FROM op")?
        .query_row([], |row| row.get(0))?)
}

fn put_apart(
    connection: &Connection,
    change: i64,
    index: u32,
    object: Option<i64>,
    slot: &FormSlot,
) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO op_apart (change, idx, object, bytes) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![change, index, object, form::slot_to_bytes(slot)])?;

    Ok(())
}

/// The local key of an origin; it need not have made anything that is here.
fn origin_with(connection: &Connection, id: &ChangeId) -> Result<i64, Error> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO origin (device, epoch) VALUES (?1, ?2)")?
        .execute(params![id.device, id.epoch])?;

    Ok(connection
        .prepare_cached("SELECT id FROM origin WHERE device = ?1 AND epoch = ?2")?
        .query_row(params![id.device, id.epoch], |row| row.get(0))?)
}

/// The local key of a row; it need not have been made here yet.
fn object_with(connection: &Connection, uid: Uuid, entity: Entity) -> Result<i64, Error> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO object (entity, uid) VALUES (?1, ?2)")?
        .execute(params![entity as i64, uid])?;

    super::object_of(connection, entity, uid)
}

fn op_with_id(connection: &Connection, id: &OpId) -> Result<Option<i64>, Error> {
    let Some(change) = change_with(connection, &id.change)? else { return Ok(None) };

    Ok(connection
        .prepare_cached(
            "SELECT op.id FROM change JOIN op ON op.id BETWEEN change.first_op AND change.last_op
             WHERE change.id = ?1 AND op.change = ?1 AND op.idx = ?2",
        )?
        .query_row(params![change, id.index], |row| row.get(0))
        .optional()?)
}

fn row_of_op(connection: &Connection, op: i64) -> Result<(Entity, i64), Error> {
    let (entity, object): (i64, i64) = connection
        .prepare_cached(
            "SELECT object.entity, object.id FROM op JOIN object ON object.id = op.object WHERE op.id = ?1",
        )?
        .query_row([op], |row| Ok((row.get(0)?, row.get(1)?)))?;

    Ok((Entity::from_number(entity).ok_or_else(super::unknown_entity)?, object))
}

fn name_parent(connection: &Connection, op: i64, parent: i64) -> Result<(), Error> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO op_parent (op, parent) VALUES (?1, ?2)")?
        .execute([op, parent])?;

    Ok(())
}

fn await_change(
    connection: &Connection,
    change: i64,
    op: Option<i64>,
    role: &str,
    awaited: &ChangeId,
    index: Option<u32>,
) -> Result<(), Error> {
    let origin = origin_with(connection, awaited)?;
    connection
        .prepare_cached(
            "INSERT INTO awaited (change, op, role, origin, seq, idx) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![change, op, role, origin, awaited.seq, index])?;

    Ok(())
}

/// Says of a change whether it is undone: the last of those who undid it or did it again decides.
fn refresh_undone(connection: &Connection, about: &ChangeId) -> Result<(), Error> {
    let Some(change) = change_with(connection, about)? else { return Ok(()) };
    connection
        .prepare_cached(
            "UPDATE change SET undone_by = (
                 SELECT iif(later.undoes = ?1, later.id, NULL)
                 FROM change AS later JOIN origin ON origin.id = later.origin
                 WHERE later.undoes = ?1 OR later.redoes = ?1
                 ORDER BY later.stamp DESC, origin.device DESC, origin.epoch DESC, later.seq DESC LIMIT 1)
             WHERE id = ?1",
        )?
        .execute([change])?;

    Ok(())
}

/// Whether every change is what its maker wrote: the number of those whose hash does not hold.
pub(in crate::register) fn false_hashes(connection: &Connection) -> Result<i64, Error> {
    let ids = crate::register::keys::ids(connection, "SELECT id FROM change WHERE id > ?1", 0)?;
    let mut identities = Identities::default();
    let mut wrong = 0;
    for change in ids {
        wrong += i64::from(!form_of(connection, &mut identities, change)?.holds());
    }

    Ok(wrong)
}

fn unreadable() -> Error {
    Error::Damaged("journal: a change".to_owned())
}
