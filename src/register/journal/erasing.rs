//! Taking personal data out of ops, for good, wherever they come from and whenever they come. Of each value stays its
//! commitment, so that the change's hash still holds.
//!
//! An erasure is an op (field `erased`) that names the rows of a person and says what its maker had. It reaches rows that were
//! joined with the person by anything its maker had not seen. Exempt are ops whose makers knew of it (`aware`), those of its own
//! change, and those made from an alias (`pseudonym`).

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::form::{self, ChangeId, Form, FormCell, FormOp, FormSlot, FormValue, Hidden};
use super::rows::{Certificate, Student};
use super::salts::Salts;
use super::travel::unreadable;
use super::{Change, Column, Entity, Identities, NewOp, Privacy};
use crate::register::{Error, Refusal};

/// What an erasure says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    pub uid: Uuid,
    /// The rows of the person; none where it is about one field of everybody.
    pub rows: Vec<Uuid>,
    /// What its maker had: the number of the last change by `device/epoch`.
    pub seen: BTreeMap<String, i64>,
    /// The field that goes of everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The fields that go of the rows; where none is named, everything personal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Whether the person's certificates keep the name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub certificates_stay: bool,
}

impl Told {
    fn has_seen(&self, change: &ChangeId) -> bool {
        let origin = format!("{}/{}", change.device, change.epoch);

        self.seen.get(&origin).is_some_and(|seq| change.seq <= *seq)
    }
}

/// An erasure that is known.
#[derive(Debug, Clone)]
struct Erasure {
    told: Told,
    /// The change that it came with.
    by: (i64, i64),
}

/// What must be looked at when changes have come.
#[derive(Default)]
pub(super) struct Erasing {
    /// Erasures of which it must be asked whom they reach.
    new: BTreeSet<i64>,
    /// Who was said to be whom.
    joined: Vec<(Uuid, Uuid)>,
    /// Rows that somebody has written of.
    written: BTreeSet<i64>,
    any_closed: bool,
}

impl Erasing {
    /// A change has come, whether it is applied or not: an erasure can't come too early.
    pub fn note(&mut self, connection: &Connection, form: &Form, origin: i64) -> Result<(), Error> {
        for op in ops_in(form) {
            if let Some(told) = told_by(op)? {
                self.new.insert(keep(connection, &told, (origin, form.id.seq), false)?);
            }
            self.joined.extend(joined_by(op));
        }

        Ok(())
    }

    /// A change has been applied.
    pub fn applied(&self, connection: &Connection, origin: i64, seq: i64) -> Result<(), Error> {
        connection
            .prepare_cached("UPDATE erasure SET applied = 1 WHERE origin = ?1 AND seq = ?2")?
            .execute([origin, seq])?;

        Ok(())
    }

    /// An origin's changes no longer hold from a number on: what was seen of them is not what is meant.
    pub fn closed(&mut self, connection: &Connection, origin: i64, seq: i64) -> Result<(), Error> {
        connection
            .prepare_cached("UPDATE erasure SET applied = 0 WHERE origin = ?1 AND seq >= ?2")?
            .execute([origin, seq])?;
        self.any_closed = true;

        Ok(())
    }

    /// An op was written.
    pub fn wrote(&mut self, object: i64) {
        self.written.insert(object);
    }

    /// Takes out what is to go. The rows of which something went.
    pub fn settle(mut self, connection: &Connection) -> Result<BTreeSet<(Entity, i64)>, Error> {
        let mut rows = BTreeSet::new();
        let any: bool = connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM erasure)")?
            .query_row([], |row| row.get(0))?;
        if !any {
            return Ok(rows);
        }
        let apart = Apart::read(connection)?;
        self.find_reached_anew(connection)?;
        let mut sweeping = std::mem::take(&mut self.written);
        for id in std::mem::take(&mut self.new) {
            let erasure = erasure(connection, id)?;
            for row in reach(connection, &apart, &erasure)? {
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO erasure_reach (row, erasure) VALUES (?1, ?2)",
                    )?
                    .execute(params![row, id])?;
                sweeping.extend(super::known_object(connection, row)?);
            }
            if let Some(field) = &erasure.told.field {
                sweeping.extend(students_who_had(connection, field)?);
            }
        }
        let certificates = certificates_of(connection, &sweeping)?;
        sweeping.extend(certificates);
        for object in sweeping {
            rows.extend(sweep(connection, object)?);
        }
        apart.sweep(connection)?;

        Ok(rows)
    }

    /// Adds the erasures that may reach further by what has come.
    fn find_reached_anew(&mut self, connection: &Connection) -> Result<(), Error> {
        if self.any_closed {
            self.new.extend(crate::register::keys::ids(
                connection,
                "SELECT id FROM erasure WHERE id > ?1",
                0,
            )?);
        }
        // One link may lead to the next: those are followed where the reach is worked out.
        let mut near: BTreeSet<Uuid> = BTreeSet::new();
        for (one, other) in &self.joined {
            near.extend([*one, *other]);
        }
        for row in &near {
            self.new.extend(erasures_of(connection, *row)?);
        }

        Ok(())
    }
}

/// Keeps an erasure, once. Its key.
fn keep(
    connection: &Connection,
    told: &Told,
    (origin, seq): (i64, i64),
    is_applied: bool,
) -> Result<i64, Error> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO erasure (uid, told, origin, seq, applied, of_everybody)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            told.uid,
            serde_json::to_string(told)?,
            origin,
            seq,
            is_applied,
            told.field.is_some()
        ])?;

    Ok(connection
        .prepare_cached("SELECT id FROM erasure WHERE uid = ?1")?
        .query_row([told.uid], |row| row.get(0))?)
}

/// The erasures that reach a row.
fn erasures_of(connection: &Connection, row: Uuid) -> Result<Vec<i64>, Error> {
    Ok(connection
        .prepare_cached("SELECT erasure FROM erasure_reach WHERE row = ?1")?
        .query_map([row], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

fn erasure(connection: &Connection, id: i64) -> Result<Erasure, Error> {
    let (told, by): (String, (i64, i64)) = connection
        .prepare_cached("SELECT told, origin, seq FROM erasure WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;

    Ok(Erasure { told: serde_json::from_str(&told)?, by })
}

fn ops_in(form: &Form) -> impl Iterator<Item = &FormOp> {
    form.ops.iter().filter_map(|slot| match slot {
        FormSlot::Op(op) => Some(op),
        FormSlot::Withheld(_) => None,
    })
}

/// The erasure that an op is.
fn told_by(op: &FormOp) -> Result<Option<Told>, Error> {
    match (op.field.as_deref(), op.cells.first()) {
        (Some(field), Some((_, FormCell::Open(_, FormValue::Object(json)))))
            if field == Column::ERASED.name =>
        {
            serde_json::from_str(json).map(Some).map_err(|_| Refusal::NoChange.into())
        }
        _ => Ok(None),
    }
}

/// Whom an op says to be whom.
fn joined_by(op: &FormOp) -> Option<(Uuid, Uuid)> {
    if op.entity != Entity::Student.table() {
        return None;
    }
    op.cells.iter().find_map(|(field, cell)| match cell {
        FormCell::Open(_, FormValue::Row(other)) if field == Student::merged_into.name => {
            Some((op.row, *other))
        }
        _ => None,
    })
}

/// The rows of the person: those the maker named, and those joined with them without the maker's knowledge. Every link counts
/// that was ever made, also one that was parted since: else it would depend on the order of arrival whether a name is gone.
fn reach(
    connection: &Connection,
    apart: &Apart,
    erasure: &Erasure,
) -> Result<BTreeSet<Uuid>, Error> {
    let mut reached: BTreeSet<Uuid> = erasure.told.rows.iter().copied().collect();
    let mut waiting: Vec<Uuid> = reached.iter().copied().collect();
    while let Some(row) = waiting.pop() {
        let mut linked = apart.joined_with(row, erasure);
        if let Some(object) = super::known_object(connection, row)? {
            linked.extend(joined_with(connection, object, erasure)?);
        }
        for other in linked {
            if reached.insert(other) {
                waiting.push(other);
            }
        }
    }

    Ok(reached)
}

/// Those a student was said to be, or who were said to be this one, by ops that the erasure's maker had not seen.
fn joined_with(
    connection: &Connection,
    object: i64,
    erasure: &Erasure,
) -> Result<Vec<Uuid>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT own.uid, other.uid, origin.device, origin.epoch, change.seq, change.aside IS 'quarantined', op.aware
         FROM (SELECT id FROM op WHERE object = ?1 AND field = 'merged_into'
               UNION SELECT id FROM op INDEXED BY op_joining WHERE field = 'merged_into' AND value = ?1) AS joining
         JOIN op ON op.id = joining.id JOIN change ON change.id = op.change JOIN origin ON origin.id = change.origin
         JOIN object AS own ON own.id = op.object JOIN object AS other ON other.id = op.value",
    )?;
    let mut rows = statement.query([object])?;
    let mut linked = Vec::new();
    while let Some(row) = rows.next()? {
        let change = ChangeId { device: row.get(2)?, epoch: row.get(3)?, seq: row.get(4)? };
        let is_closed: bool = row.get(5)?;
        if (is_closed || !erasure.told.has_seen(&change))
            && !is_aware(row.get(6)?, erasure.told.uid)?
        {
            linked.extend([row.get::<_, Uuid>(0)?, row.get(1)?]);
        }
    }

    Ok(linked)
}

fn is_aware(aware: Option<Vec<u8>>, uid: Uuid) -> Result<bool, Error> {
    match aware {
        None => Ok(false),
        Some(aware) => Ok(form::aware_from_bytes(&aware).map_err(|_| unreadable())?.contains(&uid)),
    }
}

/// The students who have, or ever had, something in a field.
fn students_who_had(connection: &Connection, field: &str) -> Result<Vec<i64>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT DISTINCT op.object FROM op JOIN object ON object.id = op.object
             WHERE object.entity = ?1 AND (op.field = ?2 OR op.field IS NULL)",
        )?
        .query_map(params![Entity::Student as i64, field], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// The certificates of any of these, where they are students; those among them that stand in no table yet.
fn certificates_of(connection: &Connection, objects: &BTreeSet<i64>) -> Result<Vec<i64>, Error> {
    let mut found = Vec::new();
    let mut of_student =
        connection.prepare_cached("SELECT id FROM certificate WHERE student = ?1")?;
    for object in objects {
        for certificate in of_student.query_map([object], |row| row.get(0))? {
            found.push(certificate?);
        }
    }
    let mut pending = connection.prepare_cached(
        "SELECT object.id FROM object WHERE object.entity = 13
         AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.id = object.id)",
    )?;
    for certificate in pending.query_map([], |row| row.get(0))? {
        let certificate = certificate?;
        let student = student_of(connection, certificate)?;
        if student.is_some_and(|student| objects.contains(&student)) {
            found.push(certificate);
        }
    }

    Ok(found)
}

/// The student a certificate is of, by what made it.
fn student_of(connection: &Connection, certificate: i64) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT value ->> 'student' FROM op WHERE object = ?1 AND field IS NULL LIMIT 1",
        )?
        .query_row([certificate], |row| row.get(0))
        .optional()?
        .flatten())
}

/// The person a row is about, and what it holds of personal data: its own, or, of a certificate, the student's.
fn subject_of(connection: &Connection, entity: Entity, object: i64) -> Result<Option<Uuid>, Error> {
    let person = match entity {
        Entity::Certificate => match student_of(connection, object)? {
            Some(student) => student,
            None => return Ok(None),
        },
        _ => object,
    };

    Ok(connection
        .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
        .query_row([person], |row| row.get(0))
        .optional()?)
}

/// The fields that go with a person's erasure.
fn personal_fields(entity: Entity) -> Vec<&'static Column> {
    match entity {
        Entity::Certificate => vec![Certificate::name, Certificate::code],
        _ => entity.columns().iter().filter(|column| column.privacy != Privacy::Open).collect(),
    }
}

/// Takes out of the ops on a row what erasures take that reach it. The row, where something went.
fn sweep(connection: &Connection, object: i64) -> Result<Option<(Entity, i64)>, Error> {
    let entity: i64 = connection
        .prepare_cached("SELECT entity FROM object WHERE id = ?1")?
        .query_row([object], |row| row.get(0))?;
    let Some(entity) = Entity::from_number(entity) else { return Ok(None) };
    let erasures = erasures_about(connection, entity, object)?;
    if erasures.is_empty() {
        return Ok(None);
    }
    let ops: Vec<KeptOp> = connection
        .prepare_cached(
            "SELECT op.id, op.pseudonym, op.aware, change.origin, change.seq
             FROM op JOIN change ON change.id = op.change WHERE op.object = ?1",
        )?
        .query_map([object], |row| {
            Ok(KeptOp {
                id: row.get(0)?,
                pseudonym: row.get(1)?,
                aware: row.get(2)?,
                by: (row.get(3)?, row.get(4)?),
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut went = false;
    let mut identities = Identities::default();
    for op in ops.into_iter().filter(|op| !op.pseudonym) {
        for erasure in &erasures {
            if erasure.by == op.by || is_aware(op.aware.clone(), erasure.told.uid)? {
                continue;
            }
            for column in fields_of(&erasure.told, entity) {
                went |= erase_in(connection, &mut identities, op.id, column)?;
            }
        }
    }
    for erasure in erasures.iter().filter(|erasure| erasure.told.is_whole()) {
        erase_unknown(connection, object, entity, erasure)?;
    }

    Ok(went.then_some((entity, object)))
}

/// What is asked of an op before values are taken out of it.
struct KeptOp {
    id: i64,
    pseudonym: bool,
    aware: Option<Vec<u8>>,
    by: (i64, i64),
}

/// The erasures that take something of a row: those of whom it is about, and those of the row itself.
fn erasures_about(
    connection: &Connection,
    entity: Entity,
    object: i64,
) -> Result<Vec<Erasure>, Error> {
    let uid: Uuid = connection
        .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
        .query_row([object], |row| row.get(0))?;
    let subject = subject_of(connection, entity, object)?;
    let ids = ids_about(connection, entity, uid, subject)?;

    ids.into_iter().map(|id| erasure(connection, id)).collect()
}

fn ids_about(
    connection: &Connection,
    entity: Entity,
    row: Uuid,
    subject: Option<Uuid>,
) -> Result<BTreeSet<i64>, Error> {
    let mut ids: BTreeSet<i64> = erasures_of(connection, row)?.into_iter().collect();
    if let Some(subject) = subject.filter(|subject| *subject != row) {
        for id in erasures_of(connection, subject)? {
            // What is said of somebody's row alone is not said of their certificates.
            let told = erasure(connection, id)?.told;
            if told.fields.is_empty() && !told.certificates_stay {
                ids.insert(id);
            }
        }
    }
    if entity == Entity::Student {
        ids.extend(of_everybody(connection)?);
    }

    Ok(ids)
}

/// The erasures of one field of all students.
fn of_everybody(connection: &Connection) -> Result<Vec<i64>, Error> {
    crate::register::keys::ids(
        connection,
        "SELECT id FROM erasure WHERE id > ?1 AND of_everybody",
        0,
    )
}

fn fields_of(told: &Told, entity: Entity) -> Vec<&'static Column> {
    let named = told.fields.iter().chain(&told.field);
    let named: Vec<&Column> = named.filter_map(|field| entity.column(field)).collect();
    match named.is_empty() {
        true => personal_fields(entity),
        false => named,
    }
}

impl Told {
    /// Whether everything personal goes: what this program does not understand may be as personal as what it does.
    fn is_whole(&self) -> bool {
        self.field.is_none() && self.fields.is_empty()
    }
}

/// The erasures that whoever writes an op knows to concern what it is about.
///
/// # Errors
/// It has somebody's personal data in it whose erasure is known and not applied yet ([`Refusal::BeingErased`]).
pub(super) fn aware_of(
    connection: &Connection,
    op: &NewOp<'_>,
    pseudonym: bool,
) -> Result<Vec<Uuid>, Error> {
    let given = |wanted: &Column| {
        op.cells.iter().find_map(|(column, value)| match value {
            Value::Integer(object) if *column == wanted => Some(*object),
            _ => None,
        })
    };
    let mut objects = Vec::new();
    match op.entity {
        Entity::Certificate => objects.extend(match given(Certificate::student) {
            Some(student) => Some(student),
            None => student_of(connection, op.object)?,
        }),
        _ => objects.push(op.object),
    }
    if op.entity == Entity::Student {
        objects.extend(given(Student::merged_into));
    }
    let mut known: BTreeMap<Uuid, bool> = BTreeMap::new();
    let mut reaching = connection.prepare_cached(
        "SELECT erasure.uid, erasure.applied FROM object JOIN erasure_reach ON erasure_reach.row = object.uid
         JOIN erasure ON erasure.id = erasure_reach.erasure WHERE object.id = ?1",
    )?;
    for object in objects {
        for row in reaching.query_map([object], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (uid, applied): (Uuid, bool) = row?;
            known.insert(uid, applied);
        }
    }
    let is_personal = personal_fields(op.entity).iter().any(|personal| {
        op.cells.iter().any(|(column, value)| column == personal && **value != Value::Null)
    });
    if is_personal && !pseudonym && known.values().any(|applied| !applied) {
        return Err(Refusal::BeingErased.into());
    }
    if op.entity == Entity::Student {
        for id in of_everybody(connection)? {
            known.insert(erasure(connection, id)?.told.uid, is_applied(connection, id)?);
        }
    }

    Ok(known.into_iter().filter(|(_, applied)| *applied).map(|(uid, _)| uid).collect())
}

fn is_applied(connection: &Connection, id: i64) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT applied FROM erasure WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

/// Whether an op is made from an alias: what a certificate says of somebody who has no name here.
pub(super) fn is_pseudonym(connection: &Connection, op: &NewOp<'_>) -> Result<bool, Error> {
    let says_who = |column: &Column| {
        [Certificate::name, Certificate::content, Certificate::code].contains(&column)
    };
    if op.entity != Entity::Certificate || !op.cells.iter().any(|(column, _)| says_who(column)) {
        return Ok(false);
    }
    let given = op.cells.iter().find_map(|(column, value)| match value {
        Value::Integer(student) if *column == Certificate::student => Some(*student),
        _ => None,
    });
    let student = match given {
        Some(student) => Some(student),
        None => student_of(connection, op.object)?,
    };

    Ok(connection
        .prepare_cached("SELECT given IS NULL AND family IS NULL FROM student WHERE id = ?1")?
        .query_row([student], |row| row.get(0))
        .optional()?
        .unwrap_or(false))
}

/// Changes that are kept as they came.
struct Apart(Vec<ApartChange>);

struct ApartChange {
    key: i64,
    /// Whether it waits for earlier ones; else it does not hold.
    waits: bool,
    form: Form,
}

impl Apart {
    fn read(connection: &Connection) -> Result<Self, Error> {
        let mut statement =
            connection.prepare_cached("SELECT rowid, waits, bytes FROM change_apart")?;
        let mut rows = statement.query([])?;
        let mut apart = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes: Vec<u8> = row.get(2)?;
            apart.push(ApartChange {
                key: row.get(0)?,
                waits: row.get(1)?,
                form: Form::from_bytes(&bytes).map_err(|_| unreadable())?,
            });
        }

        Ok(Self(apart))
    }

    fn joined_with(&self, row: Uuid, erasure: &Erasure) -> Vec<Uuid> {
        let mut linked = Vec::new();
        for ApartChange { waits, form, .. } in &self.0 {
            // Of what does not hold a number says nothing.
            if *waits && erasure.told.has_seen(&form.id) {
                continue;
            }
            for op in ops_in(form).filter(|op| !op.aware.contains(&erasure.told.uid)) {
                if let Some((one, other)) = joined_by(op)
                    && (one == row || other == row)
                {
                    linked.extend([one, other]);
                }
            }
        }

        linked
    }

    /// Takes out of them what is to go.
    fn sweep(mut self, connection: &Connection) -> Result<(), Error> {
        let makers: BTreeMap<Uuid, Uuid> = self
            .0
            .iter()
            .flat_map(|change| ops_in(&change.form))
            .filter(|op| op.field.is_none() && op.entity == Entity::Certificate.table())
            .filter_map(|op| student_in(op).map(|student| (op.row, student)))
            .collect();
        for ApartChange { key, form, .. } in &mut self.0 {
            let before = form.clone();
            let by: BTreeSet<Uuid> = ops_in(form)
                .filter_map(|op| told_by(op).ok().flatten())
                .map(|told| told.uid)
                .collect();
            for slot in &mut form.ops {
                let FormSlot::Op(op) = slot else { continue };
                let Some(entity) = Entity::from_table(&op.entity).filter(|_| !op.pseudonym) else {
                    continue;
                };
                let subject = subject_in(connection, entity, op, &makers)?;
                for id in ids_about(connection, entity, op.row, subject)? {
                    let erasure = erasure(connection, id)?;
                    if by.contains(&erasure.told.uid) || op.aware.contains(&erasure.told.uid) {
                        continue;
                    }
                    let fields = fields_of(&erasure.told, entity);
                    for (name, cell) in &mut op.cells {
                        let is_unknown = erasure.told.is_whole() && entity.column(name).is_none();
                        if is_unknown || fields.iter().any(|column| column.name == *name) {
                            cell.hide(name, Hidden::Erased);
                        }
                    }
                }
            }
            if *form != before {
                connection
                    .prepare_cached("UPDATE change_apart SET bytes = ?2 WHERE rowid = ?1")?
                    .execute(params![*key, form.to_bytes()])?;
            }
        }

        Ok(())
    }
}

fn student_in(op: &FormOp) -> Option<Uuid> {
    op.cells.iter().find_map(|(field, cell)| match cell {
        FormCell::Open(_, FormValue::Row(student)) if field == Certificate::student.name => {
            Some(*student)
        }
        _ => None,
    })
}

/// The person an op is about that is kept as it came.
fn subject_in(
    connection: &Connection,
    entity: Entity,
    op: &FormOp,
    makers: &BTreeMap<Uuid, Uuid>,
) -> Result<Option<Uuid>, Error> {
    if entity != Entity::Certificate {
        return Ok(Some(op.row));
    }
    match student_in(op).or_else(|| makers.get(&op.row).copied()) {
        Some(student) => Ok(Some(student)),
        None => match super::known_object(connection, op.row)? {
            Some(object) => subject_of(connection, entity, object),
            None => Ok(None),
        },
    }
}

/// What goes of rows that are erased.
#[derive(Debug, Clone, Copy)]
pub(in crate::register) enum Goes<'a> {
    /// Everything personal, of a student's certificates the name.
    Person,
    /// Everything personal; certificates keep the name.
    PersonButCertificates,
    /// Some fields.
    Fields(&'a [&'static Column]),
    /// One field of all students; the row is the programme's.
    OfEverybody(&'static Column),
}

impl Change<'_> {
    /// Takes values out of everything that is here and of everything that will come, for good. What this change writes itself
    /// stays.
    pub(in crate::register) fn erase(
        &mut self,
        entity: Entity,
        rows: &[i64],
        goes: Goes<'_>,
    ) -> Result<(), Error> {
        let uids = rows
            .iter()
            .map(|row| self.identities.row(&self.transaction, *row))
            .collect::<Result<_, _>>()?;
        let names =
            |columns: &[&Column]| columns.iter().map(|column| column.name.to_owned()).collect();
        let mut told = Told {
            uid: self.random.identity()?,
            rows: uids,
            seen: self.seen()?,
            field: None,
            fields: Vec::new(),
            certificates_stay: false,
        };
        match goes {
            Goes::Person => {}
            Goes::PersonButCertificates => told.certificates_stay = true,
            Goes::Fields(columns) => told.fields = names(columns),
            Goes::OfEverybody(column) => {
                told.field = Some(column.name.to_owned());
                told.rows.clear();
            }
        }
        let value = Value::Text(serde_json::to_string(&told)?);
        for row in rows {
            self.write_op(&NewOp {
                entity,
                object: *row,
                field: Some(Column::ERASED.name),
                value: &value,
                cells: &[(Column::ERASED, &value)],
                parents: &[],
                restores: None,
            })?;
        }
        let by = (self.signature.origin, self.signature.id.seq);
        let mut erasing = Erasing::default();
        erasing.new.insert(keep(&self.transaction, &told, by, true)?);
        self.any_erased = true;
        for (entity, object) in erasing.settle(&self.transaction)? {
            self.note(entity, object)?;
            self.rebuild(entity, object)?;
        }

        Ok(())
    }

    /// What is here while the change is made, the change itself with it.
    fn seen(&self) -> Result<BTreeMap<String, i64>, Error> {
        let mut seen = BTreeMap::new();
        let mut statement = self.transaction.prepare_cached(
            "SELECT origin.device, origin.epoch, max(change.seq) FROM origin JOIN change ON change.origin = origin.id
             WHERE change.aside IS NOT 'quarantined' GROUP BY origin.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (device, epoch): (Uuid, i64) = (row.get(0)?, row.get(1)?);
            seen.insert(format!("{device}/{epoch}"), row.get(2)?);
        }

        Ok(seen)
    }
}

/// Takes a field's value out of an op; whether there was one.
fn erase_in(
    connection: &Connection,
    identities: &mut Identities,
    op: i64,
    column: &Column,
) -> Result<bool, Error> {
    type Kept = (Option<String>, Value, Vec<u8>, i64, u32);
    let (field, value, salts, change, index): Kept = connection
        .prepare_cached("SELECT field, value, salts, change, idx FROM op WHERE id = ?1")?
        .query_row([op], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
    let mut salts = Salts::from_bytes(&salts)?;
    let left = match (&field, &value) {
        (Some(field), value) if field == column.name => {
            if !salts.erase_withheld(column.name) {
                if *value == Value::Null {
                    return Ok(false);
                }
                let value = identities.form_value(connection, column.kind, value)?;
                salts.erase(column.name, &value, &[column.name])?;
            }
            Value::Null
        }
        (None, Value::Text(json)) => {
            let mut fields: Map<String, Json> = serde_json::from_str(json)?;
            let value = super::cells::value_in(json, column.name)?;
            if value == Value::Null {
                if !salts.erase_withheld(column.name) {
                    return Ok(false);
                }
            } else {
                let value = identities.form_value(connection, column.kind, &value)?;
                let names: Vec<&str> = fields.keys().map(String::as_str).collect();
                salts.erase(column.name, &value, &names)?;
                fields.remove(column.name);
            }
            Value::Text(serde_json::to_string(&fields)?)
        }
        _ => return Ok(false),
    };
    connection
        .prepare_cached("UPDATE op SET value = ?2, salts = ?3, erased = 1 WHERE id = ?1")?
        .execute(params![op, left, salts.to_bytes()])?;

    let apart: Option<Vec<u8>> = connection
        .prepare_cached("SELECT bytes FROM op_apart WHERE change = ?1 AND idx = ?2")?
        .query_row(params![change, index], |row| row.get(0))
        .optional()?;
    if let Some(apart) = apart {
        erase_apart(connection, change, index, &apart, |field| field == column.name)?;
    }

    Ok(true)
}

/// Takes out of the ops on a row what this program does not understand.
fn erase_unknown(
    connection: &Connection,
    object: i64,
    entity: Entity,
    erasure: &Erasure,
) -> Result<(), Error> {
    let apart: Vec<(i64, u32, Vec<u8>)> = connection
        .prepare_cached(
            "SELECT op_apart.change, op_apart.idx, op_apart.bytes FROM op_apart
             JOIN change ON change.id = op_apart.change
             WHERE op_apart.object = ?1 AND NOT (change.origin = ?2 AND change.seq = ?3)",
        )?
        .query_map(params![object, erasure.by.0, erasure.by.1], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    for (change, index, bytes) in apart {
        let slot = form::slot_from_bytes(&bytes).map_err(|_| unreadable())?;
        let is_exempt = match &slot {
            FormSlot::Op(op) => op.pseudonym || op.aware.contains(&erasure.told.uid),
            FormSlot::Withheld(_) => true,
        };
        if !is_exempt {
            let is_unknown = |field: &str| entity.column(field).is_none();
            erase_apart(connection, change, index, &bytes, is_unknown)?;
        }
    }

    Ok(())
}

/// Takes values out of an op as it came, which is kept where not all of it is understood.
fn erase_apart(
    connection: &Connection,
    change: i64,
    index: u32,
    bytes: &[u8],
    is_erased: impl Fn(&str) -> bool,
) -> Result<(), Error> {
    let slot = form::slot_from_bytes(bytes).map_err(|_| unreadable())?;
    let FormSlot::Op(mut op) = slot else { return Ok(()) };
    for (field, cell) in op.cells.iter_mut().filter(|(field, _)| is_erased(field)) {
        cell.hide(field, Hidden::Erased);
    }
    connection
        .prepare_cached("UPDATE op_apart SET bytes = ?3 WHERE change = ?1 AND idx = ?2")?
        .execute(params![change, index, form::slot_to_bytes(&FormSlot::Op(op))])?;

    Ok(())
}
