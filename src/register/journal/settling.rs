//! Somebody says what holds where several have written different things.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::form::{FormValue, OpId};
use super::merging;
use super::ops::Ops;
use super::rows::{Attendance, Enrolment, Session};
use super::{Change, ChangeKind, Column, Entity, Kind};
use crate::domain::{ClassId, StudentId};
use crate::register::{Error, Refusal};

impl Change<'_> {
    /// The row with an identity.
    ///
    /// # Errors
    /// Nobody has made it ([`Refusal::Gone`]).
    pub(in crate::register) fn row_with(&self, uid: Uuid) -> Result<(Entity, i64), Error> {
        let object = super::known_object(self.connection(), uid)?.ok_or(Refusal::Gone)?;
        let entity: i64 = self
            .connection()
            .prepare_cached("SELECT entity FROM object WHERE id = ?1")?
            .query_row([object], |row| row.get(0))?;

        Ok((Entity::from_number(entity).ok_or_else(super::unknown_entity)?, object))
    }

    /// Writes a field, and what belongs to it, in the place of everything that was written there. Nothing is written where the
    /// field has that value and nobody says otherwise.
    pub(in crate::register) fn settle(
        &mut self,
        entity: Entity,
        object: i64,
        column: &'static Column,
        value: &FormValue,
    ) -> Result<(), Error> {
        let ops = Ops::of(self.connection(), object)?;
        if ops.creations().next().is_none() {
            return Err(Refusal::Gone.into());
        }
        let value = self.local_value(column, value)?;
        let mut written: Vec<(&'static Column, Value)> = Vec::new();
        let mut is_settled = true;
        for part in entity.columns().iter().chain([Column::DELETED]) {
            let belongs =
                part.name == column.name || (column.unit != 0 && part.unit == column.unit);
            if !belongs {
                continue;
            }
            let wanted = match part.name == column.name {
                true => value.clone(),
                false => match merging::shown(entity, &ops, part)? {
                    Some(shown) => shown.value(part.name)?,
                    None => Value::Null,
                },
            };
            for head in merging::effective(entity, &ops, part.name)? {
                is_settled &= head.value(part.name)? == wanted;
            }
            written.push((part, wanted));
        }
        if is_settled {
            return Ok(());
        }
        for (part, value) in written {
            self.write(entity, object, part, &value, None, &ops)?;
        }

        self.rebuild(entity, object)
    }

    /// Writes what an op says of a field, and what was written together with it, in the place of everything that was written
    /// there.
    pub(in crate::register) fn settle_by(
        &mut self,
        entity: Entity,
        object: i64,
        column: &'static Column,
        side: &OpId,
    ) -> Result<(), Error> {
        let ops = Ops::of(self.connection(), object)?;
        let chosen = ops.iter().find(|op| op.rank.1 == *side).ok_or(Refusal::Gone)?;
        let mut written: Vec<(&'static Column, Value)> = Vec::new();
        for part in entity.columns() {
            if part.name != column.name && (column.unit == 0 || part.unit != column.unit) {
                continue;
            }
            let together = ops.edits(part.name).find(|op| op.change == chosen.change);
            let value = match together {
                Some(op) => op.value(part.name)?,
                None if chosen.makes_the_row() || part.name == column.name => {
                    chosen.value(part.name)?
                }
                None => match merging::shown(entity, &ops, part)? {
                    Some(shown) => shown.value(part.name)?,
                    None => Value::Null,
                },
            };
            written.push((part, value));
        }
        for (part, value) in written {
            self.write(entity, object, part, &value, None, &ops)?;
        }

        self.rebuild(entity, object)
    }

    /// Writes whether a row is removed, in the place of all that was written of it.
    pub(in crate::register) fn settle_removal(
        &mut self,
        entity: Entity,
        object: i64,
        is_removed: bool,
    ) -> Result<(), Error> {
        let ops = Ops::of(self.connection(), object)?;
        if ops.creations().next().is_none() || entity.is_ledger() {
            return Err(Refusal::Gone.into());
        }
        let value = Value::Integer(is_removed.into());
        self.write(entity, object, Column::DELETED, &value, None, &ops)?;

        self.rebuild(entity, object)
    }

    /// What the change is called in the history, by the row it is about.
    pub(in crate::register) fn settled_kind(
        &self,
        entity: Entity,
        object: i64,
    ) -> Result<ChangeKind, Error> {
        let points_at = |column: &Column, table: &str, object: i64| -> Result<Option<i64>, Error> {
            Ok(self
                .connection()
                .prepare_cached(&format!("SELECT {} FROM {table} WHERE id = ?1", column.name))?
                .query_row(params![object], |row| row.get(0))
                .optional()?)
        };
        let (class, student) = match entity {
            Entity::Class => (Some(object), None),
            Entity::Student => (None, Some(object)),
            Entity::Session => (points_at(Session::class, "session", object)?, None),
            Entity::Enrolment => (
                points_at(Enrolment::class, "enrolment", object)?,
                points_at(Enrolment::student, "enrolment", object)?,
            ),
            Entity::Attendance => (None, points_at(Attendance::student, "attendance", object)?),
            _ => (None, None),
        };

        Ok(ChangeKind::ConflictSettled {
            class: class.map(ClassId),
            student: student.map(StudentId),
        })
    }

    /// A value that was given in the words of all copies.
    fn local_value(&self, column: &Column, value: &FormValue) -> Result<Value, Error> {
        Ok(match (column.kind, value) {
            (_, FormValue::Null) if column.is_optional => Value::Null,
            (Kind::Reference(_), FormValue::Row(uid)) => Value::Integer(self.row_with(*uid)?.1),
            (Kind::Integer, FormValue::Integer(number)) => Value::Integer(*number),
            (Kind::Text | Kind::Date, FormValue::Text(text)) => Value::Text(text.clone()),
            _ => return Err(Refusal::Gone.into()),
        })
    }
}
