//! What somebody is sent who works with some classes: of every change its place, its number and its digests; of what it holds,
//! what belongs to those classes.

use std::collections::BTreeSet;

use rusqlite::Connection;
use uuid::Uuid;

use super::column::Audience;
use super::form::{Form, FormOp, FormSlot, Hidden};
use super::rows::Student;
use super::{Column, Entity};
use crate::register::Error;
use crate::register::keys::Keys;

/// The rows that belong to some classes.
#[derive(Debug, Default)]
pub struct Scope {
    /// The rows; `None` where all are in it, without names.
    rows: Option<BTreeSet<Uuid>>,
    /// Those who are or were joined with a student of the classes: only that is told of them.
    linked: BTreeSet<Uuid>,
}

impl Scope {
    /// The scope of some classes. A row belongs to a class also when it has been removed, so that it is seen to go; a student
    /// while there is a place or a mark in the class.
    pub(in crate::register) fn of_classes(
        connection: &Connection,
        classes: &Keys,
    ) -> Result<Self, Error> {
        let mut rows = BTreeSet::new();
        let mut linked = BTreeSet::new();
        let mut statement = connection.prepare_cached(include_str!("scope/rows.sql"))?;
        for uid in statement.query_map([classes], |row| row.get(0))? {
            rows.insert(uid?);
        }
        let mut statement = connection.prepare_cached(include_str!("scope/students.sql"))?;
        let mut waiting: Vec<Uuid> =
            statement.query_map([classes], |row| row.get(0))?.collect::<Result<_, _>>()?;
        rows.extend(&waiting);
        linked.extend(&waiting);
        let mut links = connection.prepare_cached(
            "SELECT own.uid, other.uid FROM object AS known
             CROSS JOIN op ON op.field = 'merged_into' AND (op.object = known.id OR op.value = known.id) AND op.value IS NOT NULL
             JOIN object AS own ON own.id = op.object JOIN object AS other ON other.id = op.value
             WHERE known.uid = ?1",
        )?;
        while let Some(student) = waiting.pop() {
            let mut found = links.query([student])?;
            while let Some(row) = found.next()? {
                for uid in [row.get(0)?, row.get(1)?] {
                    if linked.insert(uid) {
                        waiting.push(uid);
                    }
                }
            }
        }

        Ok(Self { rows: Some(rows), linked })
    }

    /// What those see who look at the figures: every row, and of each what figures are made of.
    pub(in crate::register) fn of_figures() -> Self {
        Self { rows: None, linked: BTreeSet::new() }
    }

    /// The rows that are in it, those of which only little is told among them.
    pub fn rows(&self) -> impl Iterator<Item = Uuid> {
        let rows = self.rows.iter().flatten();

        rows.chain(&self.linked).copied().collect::<BTreeSet<_>>().into_iter()
    }

    /// Whether anything of a change is seen.
    pub fn sees_any(&self, form: &Form) -> bool {
        form.ops.iter().any(|slot| match slot {
            FormSlot::Op(op) => self
                .sees(op)
                .is_some_and(|sees| op.field.as_deref().is_none_or(|field| sees.includes(field))),
            FormSlot::Withheld(_) => false,
        })
    }

    /// The change as it is sent.
    pub fn excerpt(&self, mut form: Form) -> Form {
        for slot in &mut form.ops {
            let digest = slot.digest();
            let FormSlot::Op(op) = slot else { continue };
            let Some(sees) = self.sees(op) else {
                *slot = FormSlot::Withheld(digest);
                continue;
            };
            if op.field.as_deref().is_some_and(|field| !sees.includes(field)) {
                *slot = FormSlot::Withheld(digest);
                continue;
            }
            for (field, cell) in &mut op.cells {
                if !sees.includes(field) {
                    cell.hide(field, Hidden::Withheld);
                }
            }
        }

        form
    }

    /// What is seen of the row an op is on; `None` where it is not in scope.
    fn sees(&self, op: &FormOp) -> Option<Sees> {
        let entity = Entity::from_table(&op.entity)?;
        let Some(rows) = &self.rows else { return Some(Sees::ForFigures(entity)) };
        let is_in_scope = match entity {
            Entity::Programme | Entity::Grant => true,
            _ => rows.contains(&op.row),
        };
        if is_in_scope {
            return Some(Sees::ForClass(entity));
        }
        let is_erasure = op.field.as_deref() == Some(Column::ERASED.name);

        (entity == Entity::Student && (is_erasure || self.linked.contains(&op.row)))
            .then_some(Sees::ThatJoined)
    }
}

/// Which fields are seen of a row.
#[derive(Clone, Copy)]
enum Sees {
    /// Those for everybody who works with the class.
    ForClass(Entity),
    /// What figures are made of.
    ForFigures(Entity),
    /// That somebody was joined with a student, and goes by another name.
    ThatJoined,
}

impl Sees {
    fn includes(self, field: &str) -> bool {
        if [Column::DELETED.name, Column::ERASED.name].contains(&field) {
            return true;
        }
        match self {
            Self::ForClass(entity) => entity.column(field).is_some_and(|column| {
                matches!(column.audience, Audience::Everyone | Audience::Class)
            }),
            Self::ForFigures(entity) => entity.column(field).is_some_and(|column| {
                matches!(column.audience, Audience::Everyone | Audience::Figures)
            }),
            Self::ThatJoined => [Student::alias, Student::protection, Student::merged_into]
                .iter()
                .any(|column| column.name == field),
        }
    }
}
