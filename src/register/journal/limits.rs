//! Devices that work with some classes and no more. What they may write is asked of every change they have made, by every copy
//! alike: a change with anything else is refused whole. It is kept and counts as here, without effect.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::arrival::{need_history_of, rows_of};
use super::form::{Form, FormOp, FormSlot};
use super::ops::{Op, Ops};
use super::rows::{Attendance, Grant, Session};
use super::travel::form_of;
use super::{Column, Entity, Identities};
use crate::register::{Error, Refusal};

/// Why a change of somebody who works with some classes has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefusedChange {
    /// It writes what such a device does not write.
    NotAllowed,
    /// It is about a class that is not known yet.
    Pending,
    /// It is about another class.
    OutOfScope,
    /// The device's work with the class had ended.
    AfterTheEnd,
}

impl RefusedChange {
    /// The word in the register and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Pending => "pending",
            Self::OutOfScope => "out_of_scope",
            Self::AfterTheEnd => "after_the_end",
        }
    }
}

/// What must be asked anew when changes have come.
#[derive(Default)]
pub(super) struct Limits {
    arrived: BTreeSet<i64>,
    /// Sessions and marks that were made.
    made: BTreeSet<Uuid>,
    all: bool,
}

/// The classes of a limited device, each with the ends that were set: up to which change, by epoch.
type Classes = BTreeMap<i64, Vec<serde_json::Value>>;

impl Limits {
    /// A change has come, or more of it.
    pub fn arrived(&mut self, change: i64, form: &Form) {
        self.arrived.insert(change);
        for slot in &form.ops {
            let FormSlot::Op(op) = slot else { continue };
            match Entity::from_table(&op.entity) {
                Some(Entity::Grant) => self.all = true,
                Some(Entity::Session | Entity::Attendance) if op.field.is_none() => {
                    self.made.insert(op.row);
                }
                _ => {}
            }
        }
    }

    /// Changes that were here are gone.
    pub fn all_anew(&mut self) {
        self.all = true;
    }

    /// Says of each change whether it has an effect. The rows for which that is another than before.
    pub fn settle(&self, connection: &Connection) -> Result<Vec<(Entity, i64)>, Error> {
        let any: bool = connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM object WHERE entity = 22) OR EXISTS (SELECT 1 FROM member)",
            )?
            .query_row([], |row| row.get(0))?;
        if !any {
            return Ok(Vec::new());
        }
        let devices = limited(connection)?;
        let mut rows = Vec::new();
        for change in self.changes(connection, &devices)? {
            let form = form_of(connection, &mut Identities::default(), change)?;
            let refusal = match devices.get(&form.id.device) {
                Some(classes) => refusal(connection, &form, classes)?,
                None => None,
            };
            let is_other = 1
                == connection
                    .prepare_cached(
                        "UPDATE change SET aside = ?2 WHERE id = ?1 AND aside IS NOT ?2 AND aside IS NOT 'quarantined'",
                    )?
                    .execute(params![change, refusal.map(RefusedChange::code)])?;
            if is_other {
                if refusal.is_some() {
                    let (origin, seq): (i64, i64) = connection
                        .prepare_cached("SELECT origin, seq FROM change WHERE id = ?1")?
                        .query_row([change], |row| Ok((row.get(0)?, row.get(1)?)))?;
                    need_history_of(connection, origin, seq)?;
                }
                rows.extend(rows_of(connection, change)?);
            }
        }

        Ok(rows)
    }

    /// The changes to ask about: all that hold as far as their origins are concerned, or those that came and those about
    /// classes that were not known.
    fn changes(
        &self,
        connection: &Connection,
        devices: &HashMap<Uuid, Classes>,
    ) -> Result<BTreeSet<i64>, Error> {
        let ask = |sql: &str| crate::register::keys::ids(connection, sql, 0);
        if self.all || self.is_any_made_twice(connection)? {
            let mut changes: BTreeSet<i64> = ask(
                "SELECT id FROM change WHERE id > ?1 AND aside IS NOT NULL AND aside NOT IN ('quarantined', 'withheld')",
            )?
            .into_iter()
            .collect();
            for device in devices.keys() {
                let mut statement = connection.prepare_cached(
                    "SELECT change.id FROM origin JOIN change ON change.origin = origin.id
                     WHERE origin.device = ?1 AND change.aside IS NOT 'quarantined'
                     AND change.aside IS NOT 'withheld'",
                )?;
                for change in statement.query_map([device], |row| row.get(0))? {
                    changes.insert(change?);
                }
            }
            return Ok(changes);
        }
        let mut changes: BTreeSet<i64> =
            ask("SELECT id FROM change WHERE id > ?1 AND aside = 'pending'")?.into_iter().collect();
        changes.extend(&self.arrived);

        Ok(changes)
    }

    /// Whether a session or a mark that came was here: it may belong to another class, too, by now.
    fn is_any_made_twice(&self, connection: &Connection) -> Result<bool, Error> {
        for uid in &self.made {
            let times: i64 = connection
                .prepare_cached(
                    "SELECT count(*) FROM object JOIN op ON op.object = object.id AND op.field IS NULL
                     WHERE object.uid = ?1",
                )?
                .query_row([uid], |row| row.get(0))?;
            if times > 1 {
                return Ok(true);
            }
        }

        Ok(false)
    }
}

/// The devices that are limited, each to its classes. One that is can limit nobody.
fn limited(connection: &Connection) -> Result<HashMap<Uuid, Classes>, Error> {
    let grants = crate::register::keys::ids(
        connection,
        "SELECT id FROM object WHERE entity = 22 AND id > ?1",
        0,
    )?;
    let mut named: Vec<(Uuid, i64, Ops)> = Vec::new();
    for grant in grants {
        let ops = Ops::of_everybody(connection, grant)?;
        let mut about = BTreeSet::new();
        for made in ops.creations() {
            if let (Value::Text(device), Value::Integer(class)) =
                (made.value(Grant::device.name)?, made.value(Grant::class.name)?)
                && let Ok(device) = Uuid::parse_str(&device)
            {
                about.insert((device, class));
            }
        }
        named.extend(about.into_iter().map(|(device, class)| (device, class, ops.clone())));
    }
    // Where it is known who is in it, that says who is limited, and nobody else can.
    let roles = roles(connection)?;
    let is_coordinator =
        |device: &Uuid| roles.get(device).is_some_and(|role| role == "coordinator");
    named.retain(|(device, _, _)| !is_coordinator(device));
    let mut devices: BTreeSet<Uuid> = named.iter().map(|(device, _, _)| *device).collect();
    devices.extend(roles.keys().filter(|device| !is_coordinator(device)));
    let counts = |op: &&Op| !devices.contains(&op.rank.1.change.device);
    let mut limited: HashMap<Uuid, Classes> =
        devices.iter().map(|device| (*device, Classes::new())).collect();
    for (device, class, ops) in &named {
        let classes = limited.entry(*device).or_default();
        let made = ops.creations().filter(counts).count();
        let mut ends = Vec::new();
        for op in ops.edits(Grant::closed.name).filter(counts) {
            if let Value::Text(closed) = op.value(Grant::closed.name)? {
                ends.push(serde_json::from_str(&closed)?);
            }
        }
        if made > 0 || !ends.is_empty() {
            classes.entry(*class).or_default().extend(ends);
        }
    }

    Ok(limited)
}

/// Refuses what others would not take, where this copy's own device is limited.
///
/// # Errors
/// It is not the device's to write ([`Refusal::NotYours`]).
pub(super) fn refuse_own(connection: &Connection, device: Uuid, change: i64) -> Result<(), Error> {
    let role: Option<String> = connection
        .prepare_cached("SELECT role FROM member WHERE device = ?1")?
        .query_row([device], |row| row.get(0))
        .optional()?;
    if role.is_none_or(|role| role == "coordinator") {
        return Ok(());
    }
    let form = form_of(connection, &mut Identities::default(), change)?;
    let classes = limited(connection)?.remove(&device).unwrap_or_default();
    match refusal(connection, &form, &classes)? {
        None => Ok(()),
        Some(_) => Err(Refusal::NotYours.into()),
    }
}

/// What those who are in it may do, by device.
fn roles(connection: &Connection) -> Result<HashMap<Uuid, String>, Error> {
    let mut statement = connection.prepare_cached("SELECT device, role FROM member")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;

    Ok(rows.collect::<Result<_, _>>()?)
}

/// Why a limited device's change is not taken; the whole of it or nothing.
fn refusal(
    connection: &Connection,
    form: &Form,
    own: &Classes,
) -> Result<Option<RefusedChange>, Error> {
    for slot in &form.ops {
        let FormSlot::Op(op) = slot else { continue };
        let Some(entity) = Entity::from_table(&op.entity).filter(|entity| may_write(*entity, op))
        else {
            return Ok(Some(RefusedChange::NotAllowed));
        };
        let Some(classes) = classes_of(connection, entity, op.row)? else {
            return Ok(Some(RefusedChange::Pending));
        };
        for class in classes {
            let Some(ends) = own.get(&class) else { return Ok(Some(RefusedChange::OutOfScope)) };
            let epoch = form.id.epoch.to_string();
            let last =
                ends.iter().map(|end| end.get(&epoch).and_then(|seq| seq.as_i64()).unwrap_or(0));
            if last.min().is_some_and(|last| form.id.seq > last) {
                return Ok(Some(RefusedChange::AfterTheEnd));
            }
        }
    }

    Ok(None)
}

/// Whether a limited device writes such an op at all: marks, and what its sessions are.
fn may_write(entity: Entity, op: &FormOp) -> bool {
    let Some(field) = op.field.as_deref() else {
        return matches!(entity, Entity::Attendance | Entity::Session);
    };
    let fields: &[&Column] = match entity {
        Entity::Attendance => &[Attendance::mark, Column::DELETED],
        Entity::Session => &[
            Session::date,
            Session::starts_at,
            Session::minutes,
            Session::place,
            Session::leader,
            Session::note,
            Session::status,
            Session::reason,
        ],
        _ => &[],
    };

    fields.iter().any(|column| column.name == field)
}

/// The classes a session or a mark belongs to, by everything that made it; `None` where that is not known yet.
fn classes_of(
    connection: &Connection,
    entity: Entity,
    row: Uuid,
) -> Result<Option<BTreeSet<i64>>, Error> {
    let Some(object) = super::known_object(connection, row)? else { return Ok(None) };
    let ops = Ops::of_everybody(connection, object)?;
    let reference = match entity {
        Entity::Session => Session::class,
        _ => Attendance::session,
    };
    let mut referred = BTreeSet::new();
    for made in ops.creations() {
        if let Value::Integer(object) = made.value(reference.name)? {
            referred.insert(object);
        }
    }
    if referred.is_empty() || entity == Entity::Session {
        return Ok((!referred.is_empty()).then_some(referred));
    }
    let mut classes = BTreeSet::new();
    for session in referred {
        let ops = Ops::of_everybody(connection, session)?;
        let before = classes.len();
        for made in ops.creations() {
            if let Value::Integer(class) = made.value(Session::class.name)? {
                classes.insert(class);
            }
        }
        if classes.len() == before && ops.creations().next().is_none() {
            return Ok(None);
        }
    }

    Ok(Some(classes))
}
