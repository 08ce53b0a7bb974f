//! Changes that were made elsewhere, taken in: in whatever order they come, and as often as they come.
//!
//! What is taken in is kept as it came, whether this program understands it or not; the tables follow from what it understands.
//! One whose earlier ones are not here yet waits. Two machines that have written under one number have forked: from there on
//! nothing of that origin holds, on every copy alike, and all of it is kept aside.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::cells::Cells;
use super::erasing::Erasing;
use super::form::{
    self, ChangeId, Form, FormCell, FormOp, FormSlot, FormValue, Hash, Hidden, OpId, Subject,
};
use super::kind::{ChangeKind, LocalKey};
use super::limits::Limits;
use super::salts::{SaltOrCommitment, Salts};
use super::travel::{form_of, unreadable};
use super::{Column, Committed, Entity, Identities, Kind, Touched, cells, change_with, rebuild};
use crate::register::standing::{self, Affected};
use crate::register::{Error, Refusal, Register};

/// Why a change that is here does not hold: its origin is closed.
pub(super) const QUARANTINED: &str = "quarantined";

/// Why a change that is here says nothing: nothing of it was sent to this copy.
pub(super) const WITHHELD: &str = "withheld";

/// What became of a change that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// It was taken in.
    Taken,
    /// It was here; what was not of it is now.
    Known,
    /// It waits: an earlier one of its origin is not here yet.
    Waits,
    /// It does not hold: two machines have written under one number of its origin.
    Quarantined,
}

impl Register {
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
        self.take_forms(&forms, &BTreeMap::new(), |_| Ok(()))
    }

    /// The same, with up to where nothing more of each origin is in this copy's scope than what was sent; with what else is
    /// noted in the same step.
    pub(in crate::register) fn take_forms(
        &mut self,
        forms: &[Form],
        complete: &BTreeMap<(Uuid, i64), i64>,
        note: impl FnOnce(&Connection) -> Result<(), Error>,
    ) -> Result<Vec<Arrival>, Error> {
        let transaction = self.write_transaction()?;
        let mut taking = Taking::new(&transaction);
        let arrivals = forms.iter().map(|form| taking.take(form)).collect::<Result<_, _>>()?;
        for ((device, epoch), seq) in complete {
            taking.note_withheld(&ChangeId { device: *device, epoch: *epoch, seq: *seq })?;
        }
        let (touched, affected) = taking.settle()?;
        standing::refresh(&transaction, &affected)?;
        note(&transaction)?;
        transaction.commit()?;
        self.follow_arrived(touched, affected);
        self.begin_epoch_if_behind()?;
        // A name that somebody took out elsewhere is gone from what lies beside the register, too.
        if self.is_unsettled()? {
            self.settle_names()?;
        }

        Ok(arrivals)
    }
}

impl Register {
    /// Brings what is kept in step with what has come, and notes that it was touched: whatever shows it is to be fetched anew.
    pub(super) fn follow_arrived(&mut self, touched: Touched, affected: Affected) {
        self.follow(&Committed { change: None, touched, affected });
        self.touched.join(touched);
    }

    /// Asks anew of every change whether its maker may write it.
    pub(in crate::register) fn judge_writers_anew(&mut self) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        let mut taking = Taking::new(&transaction);
        taking.limits.all_anew();
        let (touched, affected) = taking.settle()?;
        standing::refresh(&transaction, &affected)?;
        transaction.commit()?;
        self.follow_arrived(touched, affected);

        Ok(())
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

/// Changes being taken in.
pub(super) struct Taking<'a> {
    connection: &'a Connection,
    /// The rows that must be made anew.
    written: BTreeSet<(Entity, i64)>,
    limits: Limits,
    erasing: Erasing,
    touched: Touched,
    affected: Affected,
}

impl<'a> Taking<'a> {
    pub fn new(transaction: &'a Transaction<'_>) -> Self {
        Self {
            connection: transaction,
            written: BTreeSet::new(),
            limits: Limits::default(),
            erasing: Erasing::default(),
            touched: Touched::default(),
            affected: Affected::default(),
        }
    }

    pub fn connection(&self) -> &'a Connection {
        self.connection
    }

    /// Applies a change that another copy begins with.
    pub fn begin_with(&mut self, form: &Form, origin: i64) -> Result<(), Error> {
        self.note_erasures(form, origin)?;

        self.apply(form, origin)
    }

    /// Notes what a change erases, also one that is not applied: an erasure can't come too early.
    pub fn note_erasures(&mut self, form: &Form, origin: i64) -> Result<(), Error> {
        self.erasing.note(self.connection, form, origin)
    }

    pub fn take(&mut self, form: &Form) -> Result<Arrival, Error> {
        let connection = self.connection;
        let origin = origin_with(connection, &form.id)?;
        self.note_erasures(form, origin)?;
        let seq = form.id.seq;
        let held: Option<(i64, Hash)> = connection
            .prepare_cached("SELECT id, hash FROM change WHERE origin = ?1 AND seq = ?2")?
            .query_row(params![origin, seq], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if is_closed(connection, origin, seq)? {
            match held {
                Some((change, hash)) if hash == form.hash => self.fill_in(change, form)?,
                _ => keep_apart(connection, origin, form, false)?,
            }
            return Ok(Arrival::Quarantined);
        }
        let other_waits: bool = connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM change_apart WHERE origin = ?1 AND seq = ?2 AND hash <> ?3)",
            )?
            .query_row(params![origin, seq, form.hash], |row| row.get(0))?;
        match held {
            Some((change, hash)) if hash == Hash::default() => {
                connection.prepare_cached("DELETE FROM change WHERE id = ?1")?.execute([change])?;
                self.apply(form, origin)?;
                return Ok(Arrival::Taken);
            }
            Some((change, hash)) if hash == form.hash => {
                self.fill_in(change, form)?;
                return Ok(Arrival::Known);
            }
            held if held.is_some() || other_waits => {
                keep_apart(connection, origin, form, false)?;
                self.close(origin, seq)?;
                return Ok(Arrival::Quarantined);
            }
            _ => {}
        }
        if seq != newest_of(connection, origin)? + 1 {
            keep_apart(connection, origin, form, true)?;
            return Ok(Arrival::Waits);
        }
        self.apply(form, origin)?;
        self.apply_waiting(origin)?;

        Ok(Arrival::Taken)
    }

    /// Applies those that waited for what has come.
    fn apply_waiting(&mut self, origin: i64) -> Result<(), Error> {
        let connection = self.connection;
        loop {
            let next = newest_of(connection, origin)? + 1;
            let bytes: Option<Vec<u8>> = connection
                .prepare_cached(
                    "DELETE FROM change_apart WHERE origin = ?1 AND seq = ?2 AND waits RETURNING bytes",
                )?
                .query_row(params![origin, next], |row| row.get(0))
                .optional()?;
            let Some(bytes) = bytes else { return Ok(()) };
            let form = Form::from_bytes(&bytes).map_err(|_| unreadable())?;
            self.apply(&form, origin)?;
        }
    }

    /// Nothing of an origin's changes up to this one is in scope but what is here or waits: the others count as here.
    fn note_withheld(&mut self, id: &ChangeId) -> Result<(), Error> {
        let connection = self.connection;
        let origin = origin_with(connection, id)?;
        loop {
            self.apply_waiting(origin)?;
            let next = newest_of(connection, origin)? + 1;
            if next > id.seq || is_closed(connection, origin, next)? {
                return Ok(());
            }
            connection
                .prepare_cached(
                    "INSERT INTO change (origin, seq, stamp, wall, placed, kind, detail, subjects, first_op, last_op, hash, aside)
                     VALUES (?1, ?2, 0, 0, 0, '', '{}', x'80', 0, 0, ?3, ?4)",
                )?
                .execute(params![origin, next, Hash::default(), WITHHELD])?;
        }
    }

    fn apply(&mut self, form: &Form, origin: i64) -> Result<(), Error> {
        let connection = self.connection;
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
        self.limits.arrived(change, form);
        self.erasing.applied(connection, origin, form.id.seq)?;
        for void in &form.voids {
            let voided = origin_with(connection, void)?;
            self.close(voided, void.seq)?;
        }

        Ok(())
    }

    /// From a number on nothing of an origin holds any more.
    fn close(&mut self, origin: i64, seq: i64) -> Result<(), Error> {
        let connection = self.connection;
        if is_closed(connection, origin, seq)? {
            return Ok(());
        }
        connection
            .prepare_cached("UPDATE origin SET closed = ?2 WHERE id = ?1")?
            .execute([origin, seq])?;
        need_history_of(connection, origin, seq)?;
        connection
            .prepare_cached("UPDATE change_apart SET waits = 0 WHERE origin = ?1 AND seq >= ?2")?
            .execute([origin, seq])?;
        let closed: Vec<i64> = connection
            .prepare_cached(
                "SELECT id FROM change WHERE origin = ?1 AND seq >= ?2 AND aside IS NOT 'quarantined'",
            )?
            .query_map([origin, seq], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for change in closed {
            connection
                .prepare_cached("UPDATE change SET aside = ?2 WHERE id = ?1")?
                .execute(params![change, QUARANTINED])?;
            self.written.extend(rows_of(connection, change)?);
            let about: Vec<i64> = connection
                .prepare_cached(
                    "SELECT undoes FROM change WHERE id = ?1 AND undoes IS NOT NULL
                     UNION SELECT redoes FROM change WHERE id = ?1 AND redoes IS NOT NULL",
                )?
                .query_map([change], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for about in about {
                refresh_undone_of(connection, about)?;
            }
        }
        self.erasing.closed(connection, origin, seq)?;
        self.limits.all_anew();

        Ok(())
    }

    /// What was not here of a change that is: rows that have come into scope, and values that have been erased since.
    fn fill_in(&mut self, change: i64, form: &Form) -> Result<(), Error> {
        let connection = self.connection;
        let known = form_of(connection, &mut Identities::default(), change)?;
        for (index, (ours, theirs)) in (0..).zip(known.ops.iter().zip(&form.ops)) {
            let joined = ours.clone().join(theirs);
            if joined == *ours || left_out(connection, change, index)? {
                continue;
            }
            connection
                .prepare_cached("DELETE FROM op_apart WHERE change = ?1 AND idx = ?2")?
                .execute(params![change, index])?;
            let id: ChangeId = known.id;
            match op_with_id(connection, &OpId { change: id, index })? {
                Some(op) => self.replace_cells(op, &joined)?,
                None => {
                    self.take_slot(change, index, &joined)?;
                    connection
                        .prepare_cached(
                            "UPDATE change SET first_op = min(first_op, ?2), last_op = max(last_op, ?2) WHERE id = ?1",
                        )?
                        .execute([change, next_op(connection)? - 1])?;
                }
            }
            let origin = origin_with(connection, &id)?;
            self.answer_awaiting(id, origin, change)?;
        }
        self.limits.arrived(change, form);

        Ok(())
    }

    fn replace_cells(&mut self, op: i64, slot: &FormSlot) -> Result<(), Error> {
        let connection = self.connection;
        let FormSlot::Op(form) = slot else { return Ok(()) };
        let (entity, object) = row_of_op(connection, op)?;
        let taken = taken_cells(connection, entity, form)?;
        connection
            .prepare_cached("UPDATE op SET value = ?2, salts = ?3, erased = ?4 WHERE id = ?1")?
            .execute(params![op, taken.value(form)?, taken.salts.to_bytes(), taken.any_erased()])?;
        self.written.insert((entity, object));

        Ok(())
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
                taken.value(op)?,
                taken.salts.to_bytes(),
                restores,
                op.pseudonym,
                aware,
                taken.any_erased()
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
        self.erasing.wrote(object);

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
    pub fn settle(mut self) -> Result<(Touched, Affected), Error> {
        self.written.extend(self.limits.settle(self.connection)?);
        self.written.extend(std::mem::take(&mut self.erasing).settle(self.connection)?);
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
    /// What the op says, as the journal keeps it.
    fn value(&self, op: &FormOp) -> Result<Value, Error> {
        match &op.field {
            None => Ok(Value::Text(cells::cells_to_json(&self.values)?)),
            Some(field) => Ok(self.values.get(field).cloned().unwrap_or(Value::Null)),
        }
    }

    fn any_erased(&self) -> bool {
        self.salts.hidden().any(|(_, why, _)| why == Hidden::Erased)
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
pub(super) fn origin_with(connection: &Connection, id: &ChangeId) -> Result<i64, Error> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO origin (device, epoch) VALUES (?1, ?2)")?
        .execute(params![id.device, id.epoch])?;

    Ok(connection
        .prepare_cached("SELECT id FROM origin WHERE device = ?1 AND epoch = ?2")?
        .query_row(params![id.device, id.epoch], |row| row.get(0))?)
}

/// The local key of a row; it need not have been made here yet.
pub(super) fn object_with(
    connection: &Connection,
    uid: Uuid,
    entity: Entity,
) -> Result<i64, Error> {
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

/// The rows a change has ops on.
pub(super) fn rows_of(connection: &Connection, change: i64) -> Result<Vec<(Entity, i64)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT object.entity, object.id FROM change
         JOIN op ON op.id BETWEEN change.first_op AND change.last_op AND op.change = change.id
         JOIN object ON object.id = op.object WHERE change.id = ?1",
    )?;
    let mut rows = statement.query([change])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let entity = Entity::from_number(row.get(0)?).ok_or_else(super::unknown_entity)?;
        found.push((entity, row.get(1)?));
    }

    Ok(found)
}

/// The number up to which an origin's changes are here without a gap, and hold as far as it is concerned.
fn newest_of(connection: &Connection, origin: i64) -> Result<i64, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(max(change.seq), 0) FROM change JOIN origin ON origin.id = change.origin
             WHERE origin.id = ?1 AND (origin.closed IS NULL OR change.seq < origin.closed)",
        )?
        .query_row([origin], |row| row.get(0))?)
}

fn is_closed(connection: &Connection, origin: i64, seq: i64) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT coalesce(closed <= ?2, 0) FROM origin WHERE id = ?1")?
        .query_row([origin, seq], |row| row.get(0))?)
}

/// Something of an origin is not what it was when this copy began with less than everything: what was left out is needed.
pub(super) fn need_history_of(connection: &Connection, origin: i64, seq: i64) -> Result<(), Error> {
    connection
        .prepare_cached(
            "UPDATE register SET needs_history = 1 WHERE (SELECT coalesce(base, 0) FROM origin WHERE id = ?1) >= ?2",
        )?
        .execute([origin, seq])?;

    Ok(())
}

/// Whether an op is not here because nothing depended on it when this copy began.
fn left_out(connection: &Connection, change: i64, index: u32) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM op_apart WHERE change = ?1 AND idx = ?2 AND left_out)",
        )?
        .query_row(params![change, index], |row| row.get(0))?)
}

/// Keeps a change as it came, joined with what is kept of it already.
pub(super) fn keep_apart(
    connection: &Connection,
    origin: i64,
    form: &Form,
    waits: bool,
) -> Result<(), Error> {
    let kept: Option<Vec<u8>> = connection
        .prepare_cached(
            "SELECT bytes FROM change_apart WHERE origin = ?1 AND seq = ?2 AND hash = ?3",
        )?
        .query_row(params![origin, form.id.seq, form.hash], |row| row.get(0))
        .optional()?;
    let joined = match kept {
        Some(kept) => Form::from_bytes(&kept).map_err(|_| unreadable())?.join(form),
        None => form.clone(),
    };
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO change_apart (origin, seq, hash, waits, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![origin, form.id.seq, form.hash, waits, joined.to_bytes()])?;

    Ok(())
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
    match change_with(connection, about)? {
        Some(change) => refresh_undone_of(connection, change),
        None => Ok(()),
    }
}

fn refresh_undone_of(connection: &Connection, change: i64) -> Result<(), Error> {
    connection
        .prepare_cached(
            "UPDATE change SET undone_by = (
                 SELECT iif(later.undoes = ?1, later.id, NULL)
                 FROM change AS later JOIN origin ON origin.id = later.origin
                 WHERE (later.undoes = ?1 OR later.redoes = ?1) AND later.aside IS NULL
                 ORDER BY later.stamp DESC, origin.device DESC, origin.epoch DESC, later.seq DESC LIMIT 1)
             WHERE id = ?1",
        )?
        .execute([change])?;

    Ok(())
}
