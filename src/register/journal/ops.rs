//! The ops on one row, and which of them say what it is now.
//!
//! A field's *heads* are the ops on it that no other op on the same field names as a parent; a new row's op is on all its
//! fields. There is one, as long as everybody knew what the last one wrote; several, where two wrote without knowing of each
//! other. The greatest shows: by stamp, then by who made it, so that it is one everywhere.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params};

use super::form::{ChangeId, OpId};
use super::{Entity, unknown_entity};
use crate::register::Error;

/// One op.
#[derive(Debug, Clone)]
pub(super) struct Op {
    /// Its local key.
    pub id: i64,
    /// The change's local key.
    pub change: i64,
    /// The field; `None` for a new row.
    pub field: Option<String>,
    /// The field's value; a new row's fields as JSON.
    pub value: Value,
    /// The op whose value it sets back.
    pub restores: Option<i64>,
    /// The ops whose values it replaces.
    pub parents: Vec<i64>,
    /// What orders ops everywhere alike.
    pub rank: (i64, OpId),
}

impl Op {
    /// The op whose value holds: what it restores, or itself.
    pub fn in_force(&self) -> i64 {
        self.restores.unwrap_or(self.id)
    }

    /// Whether it gives a field a value: as an edit of it, or by making the row.
    fn is_on(&self, field: &str) -> bool {
        self.field.as_deref().is_none_or(|own| own == field)
    }

    fn read(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        let change = ChangeId { device: row.get(6)?, epoch: row.get(7)?, seq: row.get(8)? };

        Ok(Self {
            id: row.get(0)?,
            change: row.get(1)?,
            field: row.get(2)?,
            value: row.get(3)?,
            restores: row.get(4)?,
            parents: Vec::new(),
            rank: (row.get(5)?, OpId { change, index: row.get(9)? }),
        })
    }
}

/// The ops on one row.
#[derive(Debug, Clone, Default)]
pub(super) struct Ops(Vec<Op>);

macro_rules! ops {
    ($from:literal, $rest:literal) => {
        concat!(
            "SELECT op.id, op.change, op.field, op.value, op.restores, change.stamp, origin.device, origin.epoch,
                    change.seq, op.idx, op.object
             FROM ", $from, " CROSS JOIN change ON change.id = op.change CROSS JOIN origin ON origin.id = change.origin ",
            $rest
        )
    };
}

impl Ops {
    /// All that are known.
    pub fn of(connection: &Connection, object: i64) -> Result<Self, Error> {
        Self::of_before(connection, object, i64::MAX)
    }

    /// Those that were known before an op was.
    pub fn of_before(connection: &Connection, object: i64, op: i64) -> Result<Self, Error> {
        let mut statement = connection
            .prepare_cached(ops!("op", "WHERE op.object = ?1 AND op.id < ?2 ORDER BY op.id"))?;
        let ops =
            statement.query_map(params![object, op], Op::read)?.collect::<Result<Vec<_>, _>>()?;

        Self(ops).with_parents(connection)
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
            each(entity, object, &Self(ops).with_parents(connection)?)
        };
        // In the order of the rows' keys, so that nothing need be sorted.
        let mut statement = connection
            .prepare(ops!("object CROSS JOIN op ON op.object = object.id", "ORDER BY object.id"))?;
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

    fn with_parents(mut self, connection: &Connection) -> Result<Self, Error> {
        let mut statement =
            connection.prepare_cached("SELECT parent FROM op_parent WHERE op = ?1")?;
        for op in self.0.iter_mut().filter(|op| op.field.is_some()) {
            let parents = statement.query_map([op.id], |row| row.get(0))?;
            op.parents = parents.collect::<Result<_, _>>()?;
        }

        Ok(self)
    }

    /// The op that makes the row, where there is no other on it.
    pub fn only(&self) -> Option<&Op> {
        match self.0.as_slice() {
            [only] if only.field.is_none() => Some(only),
            _ => None,
        }
    }

    /// Whether one of them makes the row.
    pub fn make_the_row(&self) -> bool {
        self.0.iter().any(|op| op.field.is_none())
    }

    /// The heads of a field, the greatest last.
    pub fn heads(&self, field: &str) -> Vec<&Op> {
        let on_field = |op: &&Op| op.field.as_deref() == Some(field);
        let is_named = |id: i64| self.0.iter().filter(on_field).any(|op| op.parents.contains(&id));
        let mut heads: Vec<&Op> =
            self.0.iter().filter(|op| op.is_on(field) && !is_named(op.id)).collect();
        heads.sort_by_key(|op| op.rank);

        heads
    }

    /// The op whose value shows; `None` where the field has none.
    pub fn shown(&self, field: &str) -> Option<&Op> {
        self.heads(field).pop()
    }

    /// The heads of everything somebody has written of the row, those of its making among them.
    pub fn all_heads(&self) -> Vec<i64> {
        let mut fields: Vec<&str> = self.0.iter().filter_map(|op| op.field.as_deref()).collect();
        fields.sort_unstable();
        fields.dedup();
        let made = self.0.iter().filter(|op| op.field.is_none()).map(|op| op.id);
        let edited = fields.iter().flat_map(|field| self.heads(field)).map(|op| op.id);
        let mut heads: Vec<i64> = made.chain(edited).collect();
        heads.sort_unstable();
        heads.dedup();

        heads
    }

    /// The ops, in the order in which they came to be known.
    pub fn iter(&self) -> impl Iterator<Item = &Op> {
        self.0.iter()
    }

    /// The op with that local key.
    pub fn get(&self, id: i64) -> Option<&Op> {
        self.0.iter().find(|op| op.id == id)
    }
}

/// The value an op gives a field: its own, or the one among a new row's fields. `None` where it says nothing of it.
pub(super) fn value_of(op: &Op, field: &str) -> Result<Value, Error> {
    match (&op.field, &op.value) {
        (Some(_), value) => Ok(value.clone()),
        (None, _) if field == super::Column::DELETED.name => Ok(Value::Integer(0)),
        (None, Value::Text(json)) => super::cells::value_in(json, field),
        (None, _) => Err(Error::Damaged("journal: a new row without fields".to_owned())),
    }
}
