//! The ops on one row, and which of them are the heads of its fields.
//!
//! A field's *heads* are the ops on it that no other op on the same field names as a parent; a new row's op is on all its
//! fields. There is one, as long as everybody knew what the last one wrote; several, where two wrote without knowing of each
//! other. What follows from several is said in `merging`.

use std::cell::OnceCell;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params};

use super::cells::Cells;
use super::form::{ChangeId, Hidden, OpId};
use super::salts::{SaltOrCommitment, Salts};
use super::{Column, Entity, unknown_entity};
use crate::register::Error;

/// One op.
#[derive(Debug, Clone)]
pub(super) struct Op {
    /// Its local key.
    pub id: i64,
    /// The change's local key.
    pub change: i64,
    /// Whether its change is an undo.
    pub is_undo: bool,
    /// The field; `None` for a new row.
    pub field: Option<String>,
    /// The field's value; a new row's fields as JSON.
    value: Value,
    /// A new row's fields, once they have been read.
    cells: OnceCell<Cells>,
    /// What is known of values that are not here; `None` while all of them are.
    salts: Option<Vec<u8>>,
    /// The op whose value it sets back.
    restores: Option<Restored>,
    /// The ops whose values it replaces.
    pub parents: Vec<i64>,
    /// What orders ops everywhere alike.
    pub rank: (i64, OpId),
}

/// An op whose value another sets back: its local key where it is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Restored {
    local: Option<i64>,
    id: OpId,
}

/// What an op says of a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    Value(Value),
    /// It said something that is not here.
    Hidden(Hidden),
}

impl Given {
    /// The value; NULL where it is not here.
    pub fn into_value(self) -> Value {
        match self {
            Self::Value(value) => value,
            Self::Hidden(_) => Value::Null,
        }
    }
}

impl Op {
    /// The op whose value holds: what it restores, or itself.
    pub fn in_force(&self) -> OpId {
        self.restores.map_or(self.rank.1, |restored| restored.id)
    }

    /// The local key of the op whose value holds, or its own where that one is not here.
    pub fn in_force_here(&self) -> i64 {
        self.restores.and_then(|restored| restored.local).unwrap_or(self.id)
    }

    /// Whether it makes the row.
    pub fn makes_the_row(&self) -> bool {
        self.field.is_none()
    }

    /// Whether it gives a field a value: as an edit of it, or by making the row.
    fn is_on(&self, field: &str) -> bool {
        self.field.as_deref().is_none_or(|own| own == field)
    }

    /// A new row's fields.
    fn cells(&self) -> Result<&Cells, Error> {
        if let Some(cells) = self.cells.get() {
            return Ok(cells);
        }
        let Value::Text(json) = &self.value else {
            return Err(Error::Damaged("journal: a new row without fields".to_owned()));
        };
        let cells = super::cells::from_json(json)?;

        Ok(self.cells.get_or_init(|| cells))
    }

    /// What a new row's op says of all its fields, as JSON; `None` for an edit.
    pub fn json(&self) -> Option<&str> {
        match (&self.field, &self.value) {
            (None, Value::Text(json)) => Some(json),
            _ => None,
        }
    }

    /// What it says of a field.
    pub fn given(&self, field: &str) -> Result<Given, Error> {
        if self.makes_the_row() && field == Column::DELETED.name {
            return Ok(Given::Value(Value::Integer(0)));
        }
        let value = match &self.field {
            Some(_) => self.value.clone(),
            None => self.cells()?.get(field).cloned().unwrap_or(Value::Null),
        };
        if value == Value::Null
            && let Some(salts) = &self.salts
            && let Some(SaltOrCommitment::Hidden(why, _)) = Salts::from_bytes(salts)?.of(field)
        {
            return Ok(Given::Hidden(why));
        }

        Ok(Given::Value(value))
    }

    /// The value it gives a field; NULL where it says nothing of it, or what it said is not here.
    pub fn value(&self, field: &str) -> Result<Value, Error> {
        self.given(field).map(Given::into_value)
    }

    fn read(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        let change = ChangeId { device: row.get(6)?, epoch: row.get(7)?, seq: row.get(8)? };
        let restores: Option<i64> = row.get(4)?;

        Ok(Self {
            id: row.get(0)?,
            change: row.get(1)?,
            is_undo: row.get(11)?,
            field: row.get(2)?,
            value: row.get(3)?,
            cells: OnceCell::new(),
            salts: row.get(12)?,
            // Its identity is asked for when all are read.
            restores: restores
                .map(|local| Restored { local: Some(local), id: OpId { change, index: u32::MAX } }),
            parents: Vec::new(),
            rank: (row.get(5)?, OpId { change, index: row.get(9)? }),
        })
    }
}

/// The ops on one row.
#[derive(Debug, Clone, Default)]
pub(super) struct Ops {
    all: Vec<Op>,
    /// Ops that one which is not here had replaced, by field.
    named_before: Vec<(String, OpId)>,
}

macro_rules! ops {
    ($from:literal, $rest:literal) => {
        concat!(
            "SELECT op.id, op.change, op.field, op.value, op.restores, change.stamp, origin.device, origin.epoch,
                    change.seq, op.idx, op.object, change.kind = 'undone', iif(length(op.salts) = 16, NULL, op.salts)
             FROM ", $from, " CROSS JOIN change ON change.id = op.change CROSS JOIN origin ON origin.id = change.origin ",
            $rest
        )
    };
}

impl Ops {
    /// All that hold.
    pub fn of(connection: &Connection, object: i64) -> Result<Self, Error> {
        Self::of_before(connection, object, i64::MAX)
    }

    /// Those that were known before an op was.
    pub fn of_before(connection: &Connection, object: i64, op: i64) -> Result<Self, Error> {
        let mut statement = connection.prepare_cached(ops!(
            "op",
            "WHERE op.object = ?1 AND op.id < ?2 AND change.aside IS NULL ORDER BY op.id"
        ))?;
        let all =
            statement.query_map(params![object, op], Op::read)?.collect::<Result<Vec<_>, _>>()?;

        Self::whole(connection, object, all)
    }

    /// Those that would hold if everybody might write everything: all but those of closed origins.
    pub fn of_everybody(connection: &Connection, object: i64) -> Result<Self, Error> {
        let mut statement = connection.prepare_cached(ops!(
            "op",
            "WHERE op.object = ?1 AND change.aside IS NOT 'quarantined' ORDER BY op.id"
        ))?;
        let all = statement.query_map([object], Op::read)?.collect::<Result<Vec<_>, _>>()?;

        Self::whole(connection, object, all)
    }

    /// The ops of every row there is, one row after the other.
    pub fn of_each(
        connection: &Connection,
        mut each: impl FnMut(Entity, i64, &Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut hand_over = |entity: i64, object: i64, ops: Vec<Op>| -> Result<(), Error> {
            if ops.is_empty() {
                return Ok(());
            }
            let entity = Entity::from_number(entity).ok_or_else(unknown_entity)?;
            each(entity, object, &Self::whole(connection, object, ops)?)
        };
        // In the order of the rows' keys, so that nothing need be sorted.
        let mut statement = connection.prepare(ops!(
            "object CROSS JOIN op ON op.object = object.id",
            "WHERE change.aside IS NULL ORDER BY object.id"
        ))?;
        let mut entities = connection.prepare_cached("SELECT entity FROM object WHERE id = ?1")?;
        let mut rows = statement.query([])?;
        let (mut current, mut entity, mut ops) = (0, 0, Vec::new());
        while let Some(row) = rows.next()? {
            let object = row.get(10)?;
            if object != current {
                hand_over(entity, current, std::mem::take(&mut ops))?;
                current = object;
                entity = entities.query_row([object], |row| row.get(0))?;
            }
            ops.push(Op::read(row)?);
        }

        hand_over(entity, current, ops)
    }

    /// With what other tables say of the ops.
    fn whole(connection: &Connection, object: i64, all: Vec<Op>) -> Result<Self, Error> {
        let mut ops = Self { all, named_before: Vec::new() };
        if ops.only().is_some() {
            return Ok(ops);
        }
        let mut parents =
            connection.prepare_cached("SELECT parent FROM op_parent WHERE op = ?1")?;
        for op in ops.all.iter_mut().filter(|op| !op.makes_the_row()) {
            op.parents = parents.query_map([op.id], |row| row.get(0))?.collect::<Result<_, _>>()?;
            match &mut op.restores {
                Some(Restored { local: Some(local), id }) => {
                    *id = super::op_id(connection, *local)?
                }
                restores => {
                    let id = super::travel::awaited_ops(connection, op.id, "restores")?.pop();
                    *restores = id.map(|id| Restored { local: None, id });
                }
            }
        }
        let mut named = connection.prepare_cached(
            "SELECT named_before.field, origin.device, origin.epoch, named_before.seq, named_before.idx
             FROM named_before JOIN origin ON origin.id = named_before.origin WHERE named_before.object = ?1",
        )?;
        ops.named_before = named
            .query_map([object], |row| {
                let change = ChangeId { device: row.get(1)?, epoch: row.get(2)?, seq: row.get(3)? };
                Ok((row.get(0)?, OpId { change, index: row.get(4)? }))
            })?
            .collect::<Result<_, _>>()?;

        Ok(ops)
    }

    /// The op that makes the row, where there is no other on it.
    pub fn only(&self) -> Option<&Op> {
        match self.all.as_slice() {
            [only] if only.makes_the_row() => Some(only),
            _ => None,
        }
    }

    /// The ops that make the row.
    pub fn creations(&self) -> impl Iterator<Item = &Op> {
        self.all.iter().filter(|op| op.makes_the_row())
    }

    /// The edits of a field.
    pub fn edits<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a Op> {
        self.all.iter().filter(move |op| op.field.as_deref() == Some(field))
    }

    /// The fields somebody has edited, each once.
    pub fn edited_fields(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = self.all.iter().filter_map(|op| op.field.as_deref()).collect();
        fields.sort_unstable();
        fields.dedup();

        fields
    }

    /// Whether another op on the field has taken the place of an op.
    pub fn is_replaced(&self, op: &Op, field: &str) -> bool {
        self.edits(field).any(|edit| edit.parents.contains(&op.id))
            || self.named_before.iter().any(|(on, named)| on == field && *named == op.rank.1)
    }

    /// The heads of a field, the greatest last.
    pub fn heads(&self, field: &str) -> Vec<&Op> {
        let mut heads: Vec<&Op> =
            self.all.iter().filter(|op| op.is_on(field) && !self.is_replaced(op, field)).collect();
        heads.sort_by_key(|op| op.rank);

        heads
    }

    /// The heads of everything somebody has written of the row, those of its making among them.
    pub fn all_heads(&self) -> Vec<i64> {
        let fields = self.edited_fields().into_iter().filter(|field| *field != Column::ERASED.name);
        let edited = fields.flat_map(|field| self.heads(field)).map(|op| op.id);
        let mut heads: Vec<i64> = self.creations().map(|op| op.id).chain(edited).collect();
        heads.sort_unstable();
        heads.dedup();

        heads
    }

    /// The ops, in the order in which they came to be known.
    pub fn iter(&self) -> std::slice::Iter<'_, Op> {
        self.all.iter()
    }

    /// Ops that one which is not here had replaced, by field.
    pub fn named_before(&self) -> &[(String, OpId)] {
        &self.named_before
    }

    /// The op with that local key.
    pub fn get(&self, id: i64) -> Option<&Op> {
        self.all.iter().find(|op| op.id == id)
    }
}
