//! Changes written out in the form in which they travel.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::cells::Cells;
use super::form::{self, ChangeId, Form, FormCell, FormOp, FormSlot, FormValue, Hidden, OpId};
use super::salts::{SaltOrCommitment, Salts};
use super::scope::Scope;
use super::{Entity, Identities, Kind, cells, change_id, op_id};
use crate::domain::ClassId;
use crate::register::sharing::Portion;
use crate::register::{Error, Register};

impl Register {
    /// All changes in the form in which they travel, in the order in which they came to be known here.
    pub fn changes_to_send(&self) -> Result<Vec<Vec<u8>>, Error> {
        let connection = self.connection();
        let ids = crate::register::keys::ids(
            connection,
            "SELECT id FROM change WHERE id > ?1 AND aside IS NOT 'withheld' ORDER BY id",
            0,
        )?;
        let mut identities = Identities::default();
        let mut changes: Vec<Vec<u8>> = ids
            .into_iter()
            .map(|change| Ok(form_of(connection, &mut identities, change)?.to_bytes()))
            .collect::<Result<_, Error>>()?;
        // Nothing is lost by passing through a copy: neither what waits nor what doesn't hold.
        let mut apart =
            connection.prepare("SELECT bytes FROM change_apart ORDER BY origin, seq, hash")?;
        for bytes in apart.query_map([], |row| row.get(0))? {
            changes.push(bytes?);
        }

        Ok(changes)
    }

    /// Takes out of a change what was erased of it since it was written out. Whether there was anything.
    pub fn leave_out_erased(&self, form: &mut Form) -> Result<bool, Error> {
        let Some(change) = super::change_with(self.connection(), &form.id)? else {
            return Ok(false);
        };
        let known = form_of(self.connection(), &mut Identities::default(), change)?;
        let mut is_other = false;
        for (slot, known) in form.ops.iter_mut().zip(known.ops) {
            let (FormSlot::Op(op), FormSlot::Op(known)) = (slot, known) else { continue };
            for (field, cell) in &mut op.cells {
                let is_erased = known.cells.iter().any(|(name, cell)| {
                    name == field && matches!(cell, FormCell::Hidden(Hidden::Erased, _))
                });
                if is_erased && matches!(cell, FormCell::Open(..)) {
                    cell.hide(field, Hidden::Erased);
                    is_other |= matches!(cell, FormCell::Hidden(..));
                }
            }
        }

        Ok(is_other)
    }

    /// How many erasures are known here, and rows that they reach: it grows with each.
    pub fn erasures_count(&self) -> Result<i64, Error> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT (SELECT count(*) FROM erasure) + (SELECT count(*) FROM erasure_reach)",
            )?
            .query_row([], |row| row.get(0))?)
    }

    /// The same for somebody who works with some classes: what is out of scope is withheld.
    pub fn changes_for_classes(&self, classes: &[ClassId]) -> Result<Vec<Vec<u8>>, Error> {
        let classes = classes.iter().map(|class| class.0).collect();
        let scope = Scope::of_classes(self.connection(), &classes)?;
        let changes = self.changes_to_send()?;

        changes
            .iter()
            .map(|bytes| {
                let form = Form::from_bytes(bytes).map_err(|_| unreadable())?;
                Ok(scope.excerpt(form).to_bytes())
            })
            .collect()
    }
}

/// Changes after a local key, of devices that are wanted: about that many ops of them.
pub(in crate::register) fn forms_after(
    connection: &Connection,
    key: i64,
    most_ops: usize,
    wanted: impl Fn(Uuid) -> bool,
) -> Result<Portion, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT change.id, origin.device FROM change JOIN origin ON origin.id = change.origin
         WHERE change.id > ?1 AND change.aside IS NOT 'withheld' ORDER BY change.id",
    )?;
    let mut rows = statement.query([key])?;
    let mut identities = Identities::default();
    let mut portion = Portion { scanned: key, ..Portion::default() };
    let mut ops = 0;
    while let Some(row) = rows.next()? {
        if ops >= most_ops {
            return Ok(portion);
        }
        let change = row.get(0)?;
        if wanted(row.get(1)?) {
            let form = form_of(connection, &mut identities, change)?;
            ops += form.ops.len();
            portion.changes.push(form);
        }
        portion.scanned = change;
    }
    // Those of which nothing was sent to this copy were looked at, too.
    portion.scanned = connection
        .prepare_cached("SELECT max(?1, coalesce(max(id), 0)) FROM change")?
        .query_row([portion.scanned], |row| row.get(0))?;
    portion.is_last = true;

    Ok(portion)
}

/// The changes that have written of any of these rows.
pub(in crate::register) fn forms_about(
    connection: &Connection,
    rows: &[Uuid],
) -> Result<Vec<Form>, Error> {
    let mut changes: BTreeSet<i64> = BTreeSet::new();
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT op.change FROM object JOIN op ON op.object = object.id WHERE object.uid = ?1",
    )?;
    for row in rows {
        for change in statement.query_map([row], |row| row.get(0))? {
            changes.insert(change?);
        }
    }
    let mut identities = Identities::default();

    changes.into_iter().map(|change| form_of(connection, &mut identities, change)).collect()
}

/// A change as it travels.
pub(super) fn form_of(
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
pub(super) fn awaited_ops(
    connection: &Connection,
    op: i64,
    role: &str,
) -> Result<Vec<OpId>, Error> {
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

/// Whether every change is what its maker wrote: the number of those whose hash does not hold.
pub(in crate::register) fn false_hashes(connection: &Connection) -> Result<i64, Error> {
    let ids = crate::register::keys::ids(
        connection,
        "SELECT id FROM change WHERE id > ?1 AND aside IS NOT 'withheld'",
        0,
    )?;
    let mut identities = Identities::default();
    let mut wrong = 0;
    for change in ids {
        wrong += i64::from(!form_of(connection, &mut identities, change)?.holds());
    }

    Ok(wrong)
}

pub(super) fn unreadable() -> Error {
    Error::Damaged("journal: a change".to_owned())
}
