//! What a row is where several people have written of it without knowing of each other.
//!
//! It follows from the set of the ops alone: neither from the order in which they came nor from the clocks that stamped them,
//! except that the greatest stamp shows where several values stand against each other. `tests/merging` has the rules as a
//! specification that runs.

use chrono::DateTime;
use rusqlite::Connection;
use rusqlite::types::Value;
use uuid::Uuid;

use super::form::OpId;
use super::ops::{Given, Op, Ops};
use super::rows::{Attendance, Certificate, Session, Student};
use super::{Column, Entity};
use crate::domain::{Protection, SessionStatus};
use crate::register::Error;
use crate::register::conflict::Side;

/// A row as the ops on it make it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::register) struct Merged {
    /// Its values, in the order of the entity's columns.
    pub values: Vec<Value>,
    pub is_removed: bool,
    /// What somebody must look at.
    pub conflicts: Vec<RowConflict>,
}

/// Something about a row that somebody must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowConflict {
    pub kind: RowConflictKind,
    /// The field with several values; `None` where it is about the row.
    pub field: Option<&'static Column>,
    /// The op whose value shows.
    pub shown: Option<OpId>,
    /// The ops concerned, in their order.
    pub ops: Vec<OpId>,
}

/// What there is to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowConflictKind {
    /// A field was given different values.
    Field,
    /// Somebody removed the row, and somebody who did not know of that edited it.
    EditedThoughRemoved,
    /// Somebody removed the row, and somebody else made it.
    RemovedElsewhere,
    /// Somebody wrote into the ledger what can't be changed there.
    LedgerIsFrozen,
}

impl RowConflictKind {
    const ALL: [Self; 4] =
        [Self::Field, Self::EditedThoughRemoved, Self::RemovedElsewhere, Self::LedgerIsFrozen];

    /// The word in the register and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::EditedThoughRemoved => "edited_though_removed",
            Self::RemovedElsewhere => "removed_elsewhere",
            Self::LedgerIsFrozen => "ledger_is_frozen",
        }
    }

    /// The kind with that word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Makes a row of the ops on it; `None` where none of them makes it.
pub(super) fn merged(entity: Entity, ops: &Ops) -> Result<Option<Merged>, Error> {
    if let Some(json) = ops.only().and_then(Op::json) {
        let values = super::cells::values(json, entity.columns())?;
        return Ok(Some(Merged { values, ..Merged::default() }));
    }
    if ops.creations().next().is_none() {
        return Ok(None);
    }
    let row = RowOps { entity, ops };
    let mut conflicts = Vec::new();
    let removal = match entity.is_ledger() {
        true => {
            conflicts.extend(row.frozen());
            Removal::default()
        }
        false => row.removal()?,
    };
    conflicts.extend(removal.conflict);
    let mut values = Vec::with_capacity(entity.columns().len());
    for column in entity.columns() {
        let heads = row.column_heads(column)?;
        values.push(row.shown_value(column, &heads)?);
        if !removal.is_removed
            && ![Certificate::name, Certificate::content, Certificate::code].contains(&column)
            && !row.is_revocation(column)
            && let Some(conflict) = row.field_conflict(column, &heads)?
        {
            conflicts.push(conflict);
        }
    }

    Ok(Some(Merged { values, is_removed: removal.is_removed, conflicts }))
}

/// What somebody must look at about a row, and what that is known by.
pub(in crate::register) fn conflicts_of(
    connection: &Connection,
    object: i64,
) -> Result<(Uuid, Vec<RowConflict>), Error> {
    let (uid, entity): (Uuid, i64) = connection
        .prepare_cached("SELECT uid, entity FROM object WHERE id = ?1")?
        .query_row([object], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let entity = Entity::from_number(entity).ok_or_else(super::unknown_entity)?;
    let made = merged(entity, &Ops::of(connection, object)?)?;

    Ok((uid, made.map(|made| made.conflicts).unwrap_or_default()))
}

/// What each of some ops on a row says of a field.
pub(in crate::register) fn sides(
    connection: &Connection,
    row: Uuid,
    field: &str,
    ops: &[OpId],
) -> Result<Vec<Side>, Error> {
    let Some(object) = super::known_object(connection, row)? else { return Ok(Vec::new()) };
    let entity: i64 = connection
        .prepare_cached("SELECT entity FROM object WHERE id = ?1")?
        .query_row([object], |row| row.get(0))?;
    let entity = Entity::from_number(entity).ok_or_else(super::unknown_entity)?;
    let kind = entity.column(field).map_or(super::Kind::Text, |column| column.kind);
    let known = Ops::of(connection, object)?;
    let mut identities = super::Identities::default();
    let mut sides = Vec::new();
    for op in known.iter().filter(|op| ops.contains(&op.rank.1)) {
        // An edit that a removal had not seen says that the row is wanted.
        let value = match op.field.as_deref() {
            Some(own) if own != field => Value::Integer(0),
            _ => op.value(field)?,
        };
        let (person, wall): (Option<String>, i64) = connection
            .prepare_cached(
                "SELECT person.name, change.wall FROM change LEFT JOIN person ON person.id = change.person
                 WHERE change.id = ?1",
            )?
            .query_row([op.change], |row| Ok((row.get(0)?, row.get(1)?)))?;
        sides.push(Side {
            op: op.rank.1,
            value: identities.form_value(connection, kind, &value)?,
            person: person.unwrap_or_default(),
            at: DateTime::from_timestamp_millis(wall).unwrap_or_default(),
            is_mine: false,
        });
    }
    sides.sort_by_key(|side| side.op);

    Ok(sides)
}

/// The heads of a field that have something to say, the greatest last.
pub(super) fn effective<'a>(
    entity: Entity,
    ops: &'a Ops,
    field: &str,
) -> Result<Vec<&'a Op>, Error> {
    RowOps { entity, ops }.effective(field)
}

/// The op whose value of a field shows.
pub(super) fn shown<'a>(
    entity: Entity,
    ops: &'a Ops,
    column: &Column,
) -> Result<Option<&'a Op>, Error> {
    let row = RowOps { entity, ops };
    let heads = row.column_heads(column)?;

    row.shown(column, &heads)
}

/// Whether the row is removed.
pub(super) fn is_removed(entity: Entity, ops: &Ops) -> Result<bool, Error> {
    Ok(!entity.is_ledger() && RowOps { entity, ops }.removal()?.is_removed)
}

/// The ops on a row of an entity.
#[derive(Clone, Copy)]
struct RowOps<'a> {
    entity: Entity,
    ops: &'a Ops,
}

/// Whether a row is removed, and what is to be said of that.
#[derive(Default)]
struct Removal {
    is_removed: bool,
    conflict: Option<RowConflict>,
}

impl<'a> RowOps<'a> {
    /// The ops that say what a column is: of what is frozen, those alone that made the row.
    fn column_heads(self, column: &Column) -> Result<Vec<&'a Op>, Error> {
        if self.entity.is_ledger() && column.is_frozen() {
            let mut made: Vec<&Op> = self.ops.creations().collect();
            made.sort_by_key(|op| op.rank);
            return Ok(made);
        }

        self.effective(column.name)
    }

    /// The heads that have something to say, the greatest last. Not among them, where there is another: a creation that its
    /// maker has undone; a template's value where it has been replaced in an identical creation; a value that is not here.
    fn effective(self, field: &str) -> Result<Vec<&'a Op>, Error> {
        let mut heads = self.ops.heads(field);
        if heads.len() < 2 {
            return Ok(heads);
        }
        let undone = self.undone_creations()?;
        keep_if_any(&mut heads, |op| Ok(!undone.contains(&op.id)))?;
        if self.entity.is_templated() {
            let mut replaced = Vec::new();
            for made in self.ops.creations().filter(|op| self.ops.is_replaced(op, field)) {
                replaced.push(made.given(field)?);
            }
            keep_if_any(&mut heads, |op| {
                Ok(!op.makes_the_row() || !replaced.contains(&op.given(field)?))
            })?;
        }
        keep_if_any(&mut heads, |op| Ok(matches!(op.given(field)?, Given::Value(_))))?;

        Ok(heads)
    }

    /// Creations that their makers have undone, of a row that somebody else made too.
    fn undone_creations(self) -> Result<Vec<i64>, Error> {
        let made: Vec<i64> = self.ops.creations().map(|op| op.id).collect();
        let mut undone = Vec::new();
        if made.len() < 2 {
            return Ok(undone);
        }
        let deleted = Column::DELETED.name;
        for op in self.ops.edits(deleted) {
            if op.is_undo && is_tombstone(op)? && !self.ops.is_replaced(op, deleted) {
                undone.extend(op.parents.iter().filter(|parent| made.contains(parent)));
            }
        }

        Ok(undone)
    }

    /// A removal takes away only what its maker had seen: an edit it did not see, or a creation somebody else made, keeps the
    /// row.
    fn removal(self) -> Result<Removal, Error> {
        let heads = self.ops.heads(Column::DELETED.name);
        let (mut tombstones, mut lives) = (Vec::new(), Vec::new());
        for op in heads {
            match is_tombstone(op)? {
                true => tombstones.push(op),
                false => lives.push(op),
            }
        }
        if tombstones.is_empty() {
            return Ok(Removal::default());
        }
        let undone = self.undone_creations()?;
        lives.retain(|op| !undone.contains(&op.id));
        if !lives.is_empty() {
            let is_told = undone.is_empty() || tombstones.iter().any(|op| !op.is_undo);
            let told: Vec<&Op> = match undone.is_empty() {
                true => tombstones,
                false => tombstones.into_iter().filter(|op| !op.is_undo).collect(),
            };
            let conflict = is_told.then(|| {
                RowConflict::about(RowConflictKind::RemovedElsewhere, told.into_iter().chain(lives))
            });
            return Ok(Removal { is_removed: false, conflict });
        }
        let seen = |op: &Op| tombstones.iter().any(|tombstone| tombstone.parents.contains(&op.id));
        let fields = self.ops.edited_fields().into_iter();
        let unseen: Vec<&Op> = fields
            .filter(|field| ![Column::DELETED.name, Column::ERASED.name].contains(field))
            .flat_map(|field| self.ops.heads(field))
            .filter(|op| !op.makes_the_row() && !seen(op))
            .collect();
        if unseen.is_empty() {
            return Ok(Removal { is_removed: true, conflict: None });
        }
        let ops = unseen.into_iter().chain(tombstones);

        Ok(Removal {
            is_removed: false,
            conflict: Some(RowConflict::about(RowConflictKind::EditedThoughRemoved, ops)),
        })
    }

    /// What somebody wrote of a row of the ledger that has no effect.
    fn frozen(self) -> Option<RowConflict> {
        let columns = self.entity.columns();
        let is_revisable =
            |field: &str| columns.iter().any(|column| column.name == field && !column.is_frozen());
        let ops: Vec<&Op> = self
            .ops
            .iter()
            .filter(|op| {
                let field = op.field.as_deref();
                field.is_some_and(|field| field != Column::ERASED.name && !is_revisable(field))
            })
            .collect();

        (!ops.is_empty()).then(|| RowConflict::about(RowConflictKind::LedgerIsFrozen, ops))
    }

    fn is_revocation(self, column: &Column) -> bool {
        self.entity == Entity::Certificate
            && [Certificate::revoked_on, Certificate::reason].contains(&column)
    }

    fn shown_value(self, column: &'static Column, heads: &[&'a Op]) -> Result<Value, Error> {
        if self.is_revocation(column) {
            return self.revocation(column);
        }

        self.shown(column, heads)?.map_or(Ok(Value::Null), |op| op.value(column.name))
    }

    /// Revoking is final: of all revocations ever made, the one of the earliest day holds, with its own reason.
    fn revocation(self, column: &Column) -> Result<Value, Error> {
        let mut first: Option<(String, &Op)> = None;
        for op in self.ops.edits(Certificate::revoked_on.name) {
            if let Value::Text(day) = op.value(Certificate::revoked_on.name)?
                && first
                    .as_ref()
                    .is_none_or(|(earliest, by)| (&day, op.rank.1) < (earliest, by.rank.1))
            {
                first = Some((day, op));
            }
        }
        let Some((day, first)) = first else { return Ok(Value::Null) };
        if column == Certificate::revoked_on {
            return Ok(Value::Text(day));
        }
        let reason = Certificate::reason.name;
        let own = self.ops.edits(reason).find(|op| op.change == first.change);

        own.map_or(Ok(Value::Null), |op| op.value(reason))
    }

    /// The op whose value shows: of a unit's fields, those that were written together with what shows of the first.
    fn shown(self, column: &Column, heads: &[&'a Op]) -> Result<Option<&'a Op>, Error> {
        let leading = self.entity.columns().iter().find(|one| one.unit == column.unit);
        let leading = leading.filter(|one| column.unit != 0 && one.name != column.name);
        let Some(leading) = leading else { return self.greatest(column, heads) };
        let Some(leader) = self.shown(leading, &self.column_heads(leading)?)? else {
            return Ok(None);
        };
        let likeness = |op: &Op| {
            let is_from_the_same = op.in_force().change == leader.in_force().change;
            (op.change == leader.change, is_from_the_same, op.rank)
        };

        Ok(heads.iter().copied().max_by_key(|op| likeness(op)))
    }

    /// Of several heads the one that shows.
    fn greatest(self, column: &Column, heads: &[&'a Op]) -> Result<Option<&'a Op>, Error> {
        let weight = |value: Value| -> u8 {
            let text = match value {
                Value::Text(text) => text,
                _ => return 0,
            };
            match (self.entity, column) {
                (Entity::Session, column) if column == Session::status => {
                    match SessionStatus::from_code(&text) {
                        Some(SessionStatus::Held) => 2,
                        Some(SessionStatus::Cancelled) => 1,
                        Some(SessionStatus::Planned) | None => 0,
                    }
                }
                (Entity::Attendance, column) if column == Attendance::mark => 1,
                (Entity::Student, column) if column == Student::protection => {
                    match Protection::from_code(&text) {
                        Some(Protection::Erased) => 3,
                        Some(Protection::ProtectedRegistration) => 2,
                        Some(Protection::Confidential) => 1,
                        Some(Protection::None) | None => 0,
                    }
                }
                _ => 0,
            }
        };
        if heads.len() < 2 {
            return Ok(heads.first().copied());
        }
        let mut greatest: Option<(u8, &Op)> = None;
        for op in heads {
            let weight = weight(op.value(column.name)?);
            if greatest.is_none_or(|(most, _)| weight >= most) {
                greatest = Some((weight, op));
            }
        }

        Ok(greatest.map(|(_, op)| op))
    }

    /// What is to be said of a column whose heads differ.
    fn field_conflict(
        self,
        column: &'static Column,
        heads: &[&'a Op],
    ) -> Result<Option<RowConflict>, Error> {
        if heads.len() < 2 {
            return Ok(None);
        }
        let first = heads[0].value(column.name)?;
        let mut differs = false;
        for head in &heads[1..] {
            differs |= head.value(column.name)? != first;
        }
        if !differs {
            return Ok(None);
        }
        let shown = self.shown(column, heads)?.map(|op| op.rank.1);

        Ok(Some(RowConflict {
            field: Some(column),
            shown,
            ..RowConflict::about(RowConflictKind::Field, heads.iter().copied())
        }))
    }
}

impl RowConflict {
    fn about<'a>(kind: RowConflictKind, ops: impl IntoIterator<Item = &'a Op>) -> Self {
        let mut ops: Vec<OpId> = ops.into_iter().map(|op| op.rank.1).collect();
        ops.sort_unstable();
        ops.dedup();

        Self { kind, field: None, shown: None, ops }
    }
}

fn is_tombstone(op: &Op) -> Result<bool, Error> {
    Ok(op.value(Column::DELETED.name)? == Value::Integer(1))
}

/// Keeps those of which something holds, as long as it holds of any.
fn keep_if_any(
    heads: &mut Vec<&Op>,
    mut holds: impl FnMut(&Op) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut kept = Vec::with_capacity(heads.len());
    for head in heads.iter() {
        if holds(head)? {
            kept.push(*head);
        }
    }
    if !kept.is_empty() {
        *heads = kept;
    }

    Ok(())
}
