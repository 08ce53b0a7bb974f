//! A copy's beginning: what a new copy needs of all changes, without the ops on which nothing depends any more.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decoder, Encoder};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::arrival::{QUARANTINED, Taking, keep_apart, origin_with};
use super::form::{
    ChangeId, Form, FormSlot, NotAChange, OpId, Written, read_change_id, read_list, read_op_id,
    read_uid, write_change_id, write_list, write_op_id,
};
use super::ops::Ops;
use super::rows::{Certificate, Grant, Student};
use super::travel::{awaited_ops, form_of, unreadable};
use super::{Column, Identities};
use crate::register::{Error, Refusal, Register, standing};

/// The form's version.
const VERSION: u8 = 1;

/// Fields of which everything ever written is needed.
const WHOLE: [&Column; 5] = [
    Column::ERASED,
    Student::merged_into,
    Certificate::revoked_on,
    Certificate::reason,
    Grant::closed,
];

/// What a new copy begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Snapshot {
    /// The changes that hold, and those refused, each with the places of the ops that were left out.
    changes: Vec<(Vec<u8>, Vec<u32>)>,
    /// The ops that those left out had replaced, by row and field.
    named: Vec<(Uuid, String, OpId)>,
    /// The first change of each origin that does not hold.
    closed: Vec<ChangeId>,
    /// Changes that wait, and those that do not hold.
    waiting: Vec<Vec<u8>>,
    quarantined: Vec<Vec<u8>>,
}

impl Register {
    /// What a new copy begins with.
    pub fn snapshot(&self) -> Result<Vec<u8>, Error> {
        self.in_one_read(|| Ok(snapshot(self.connection())?.to_bytes()))
    }

    /// Begins with what another copy holds. This one has nothing yet.
    ///
    /// # Errors
    /// What is given is no such beginning ([`Refusal::NoChange`]).
    pub fn begin_with(&mut self, snapshot: &[u8]) -> Result<(), Error> {
        if self.is_read_only() {
            return Err(Error::ReadOnly);
        }
        let snapshot = Snapshot::from_bytes(snapshot).map_err(|_| Refusal::NoChange)?;
        let transaction = self.write_transaction()?;
        let mut taking = Taking::new(&transaction);
        snapshot.give_to(&mut taking)?;
        let (touched, affected) = taking.settle()?;
        transaction.execute("UPDATE origin SET base = newest.seq FROM (
                 SELECT origin, max(seq) AS seq FROM change WHERE aside IS NOT 'quarantined' GROUP BY origin) AS newest
             WHERE newest.origin = origin.id", [])?;
        standing::refresh(&transaction, &affected)?;
        transaction.commit()?;
        self.follow_arrived(touched, affected);

        Ok(())
    }

    /// Whether this copy began with less than it turned out to need: it must be given everything anew.
    pub fn needs_history(&self) -> Result<bool, Error> {
        Ok(self
            .connection()
            .prepare_cached("SELECT needs_history FROM register")?
            .query_row([], |row| row.get(0))?)
    }
}

fn snapshot(connection: &Connection) -> Result<Snapshot, Error> {
    let (kept, named) = kept_and_named(connection)?;
    let mut snapshot = Snapshot { named, ..Snapshot::default() };
    let mut identities = Identities::default();
    let mut changes = connection.prepare("SELECT id, aside FROM change ORDER BY id")?;
    let mut rows = changes.query([])?;
    while let Some(row) = rows.next()? {
        let (change, aside): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
        let mut form = form_of(connection, &mut identities, change)?;
        if aside.as_deref() == Some(QUARANTINED) {
            snapshot.quarantined.push(form.to_bytes());
            continue;
        }
        let mut left_out = left_out_before(connection, change)?;
        for (index, slot) in (0..).zip(&mut form.ops) {
            let is_kept = aside.is_some() || kept.contains(&OpId { change: form.id, index });
            if !is_kept && matches!(slot, FormSlot::Op(_)) {
                *slot = FormSlot::Withheld(slot.digest());
                left_out.push(index);
            }
        }
        left_out.sort_unstable();
        snapshot.changes.push((form.to_bytes(), left_out));
    }
    let mut closed = connection.prepare_cached(
        "SELECT device, epoch, closed FROM origin WHERE closed IS NOT NULL ORDER BY device, epoch",
    )?;
    snapshot.closed = closed
        .query_map([], |row| {
            Ok(ChangeId { device: row.get(0)?, epoch: row.get(1)?, seq: row.get(2)? })
        })?
        .collect::<Result<_, _>>()?;
    let mut apart = connection.prepare_cached("SELECT waits, bytes FROM change_apart")?;
    let mut rows = apart.query([])?;
    while let Some(row) = rows.next()? {
        match row.get(0)? {
            true => snapshot.waiting.push(row.get(1)?),
            false => snapshot.quarantined.push(row.get(1)?),
        }
    }

    Ok(snapshot)
}

fn left_out_before(connection: &Connection, change: i64) -> Result<Vec<u32>, Error> {
    Ok(connection
        .prepare_cached("SELECT idx FROM op_apart WHERE change = ?1 AND left_out")?
        .query_map([change], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// Ops that others had replaced, by row and field.
type Named = Vec<(Uuid, String, OpId)>;

/// The ops on which something depends, and those of them that others have replaced: also ones that are not here yet.
fn kept_and_named(connection: &Connection) -> Result<(BTreeSet<OpId>, Named), Error> {
    let mut kept = BTreeSet::new();
    let mut named: BTreeSet<(Uuid, String, OpId)> = BTreeSet::new();
    Ops::of_each(connection, |_, object, ops| {
        kept.extend(ops.creations().map(|op| op.rank.1));
        if ops.only().is_some() {
            return Ok(());
        }
        let uid: Uuid = connection
            .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
            .query_row([object], |row| row.get(0))?;
        for field in ops.edited_fields() {
            match WHOLE.iter().any(|column| column.name == field) {
                true => kept.extend(ops.edits(field).map(|op| op.rank.1)),
                false => kept.extend(ops.heads(field).into_iter().map(|op| op.rank.1)),
            }
            for op in ops.edits(field) {
                for parent in &op.parents {
                    if let Some(parent) = ops.get(*parent) {
                        named.insert((uid, field.to_owned(), parent.rank.1));
                    }
                }
                for parent in awaited_ops(connection, op.id, "parent")? {
                    named.insert((uid, field.to_owned(), parent));
                }
            }
        }
        for (field, op) in ops.named_before() {
            named.insert((uid, field.clone(), *op));
        }
        Ok(())
    })?;
    let reach: BTreeMap<(Uuid, i64), i64> = connection
        .prepare_cached(
            "SELECT origin.device, origin.epoch, max(change.seq) FROM origin JOIN change ON change.origin = origin.id
             WHERE change.aside IS NOT 'quarantined' GROUP BY origin.id",
        )?
        .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let is_here = |op: &OpId| {
        let ChangeId { device, epoch, seq } = op.change;
        reach.get(&(device, epoch)).is_some_and(|newest| seq <= *newest)
    };
    let named = named.into_iter().filter(|(_, _, op)| kept.contains(op) || !is_here(op)).collect();

    Ok((kept, named))
}

impl Snapshot {
    fn give_to(&self, taking: &mut Taking<'_>) -> Result<(), Error> {
        let connection = taking.connection();
        let form = |bytes: &[u8]| -> Result<Form, Error> {
            let form = Form::from_bytes(bytes).ok().filter(Form::holds);
            form.ok_or_else(|| Refusal::NoChange.into())
        };
        for (bytes, left_out) in &self.changes {
            let form = form(bytes)?;
            let origin = origin_with(connection, &form.id)?;
            taking.begin_with(&form, origin)?;
            for index in left_out {
                connection
                    .prepare_cached(
                        "UPDATE op_apart SET left_out = 1 WHERE idx = ?3
                         AND change = (SELECT id FROM change WHERE origin = ?1 AND seq = ?2)",
                    )?
                    .execute(params![origin, form.id.seq, index])?;
            }
        }
        for (row, field, op) in &self.named {
            let object = super::known_object(connection, *row)?.ok_or_else(unreadable)?;
            connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO named_before (object, field, origin, seq, idx) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![
                    object,
                    field,
                    origin_with(connection, &op.change)?,
                    op.change.seq,
                    op.index
                ])?;
        }
        for closed in &self.closed {
            let origin = origin_with(connection, closed)?;
            connection
                .prepare_cached("UPDATE origin SET closed = ?2 WHERE id = ?1")?
                .execute([origin, closed.seq])?;
        }
        for (all, waits) in [(&self.waiting, true), (&self.quarantined, false)] {
            for bytes in all {
                let form = form(bytes)?;
                let origin = origin_with(connection, &form.id)?;
                taking.note_erasures(&form, origin)?;
                keep_apart(connection, origin, &form, waits)?;
            }
        }

        Ok(())
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = Encoder::new(&mut bytes);
        let mut write = || -> Written {
            writer.array(6)?.u8(VERSION)?;
            write_list(&mut writer, &self.changes, |writer, (bytes, left_out)| {
                writer.array(2)?.bytes(bytes)?;
                write_list(writer, left_out, |writer, index| writer.u32(*index).map(drop))
            })?;
            write_list(&mut writer, &self.named, |writer, (row, field, op)| {
                writer.array(3)?.bytes(row.as_bytes())?.str(field)?;
                write_op_id(writer, op)
            })?;
            write_list(&mut writer, &self.closed, write_change_id)?;
            write_list(&mut writer, &self.waiting, |writer, bytes| writer.bytes(bytes).map(drop))?;
            write_list(&mut writer, &self.quarantined, |writer, bytes| {
                writer.bytes(bytes).map(drop)
            })
        };
        // Memory does not fail.
        let _ = write();

        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, NotAChange> {
        let mut reader = Decoder::new(bytes);
        if reader.array()? != Some(6) || reader.u8()? != VERSION {
            return Err(NotAChange);
        }
        let list_of_bytes = |reader: &mut Decoder<'_>| Ok(reader.bytes()?.to_vec());

        Ok(Self {
            changes: read_list(&mut reader, |reader| {
                reader.array()?;
                Ok((list_of_bytes(reader)?, read_list(reader, |reader| Ok(reader.u32()?))?))
            })?,
            named: read_list(&mut reader, |reader| {
                reader.array()?;
                Ok((read_uid(reader)?, reader.str()?.to_owned(), read_op_id(reader)?))
            })?,
            closed: read_list(&mut reader, read_change_id)?,
            waiting: read_list(&mut reader, list_of_bytes)?,
            quarantined: read_list(&mut reader, list_of_bytes)?,
        })
    }
}
