//! What this copy holds of everybody's changes, and what a row is by them, said in words that mean the same on every copy.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::journal::form::{ChangeId, FormValue};
use super::journal::{Entity, rebuild};
use super::{Error, Register};
use crate::domain::{ClassId, Standing};

/// Up to which change each origin's are here without a gap: by device and epoch.
pub type Holds = BTreeMap<(Uuid, i64), i64>;

/// A row as the changes that are here make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyRow {
    pub entity: Entity,
    pub uid: Uuid,
    pub is_removed: bool,
    /// The fields that have a value, in the order of the entity's columns.
    pub values: Vec<(&'static str, FormValue)>,
}

/// What is here, whether it stands in a table or waits for what it points at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CopyContents {
    /// The rows, in the order of their identities.
    pub rows: Vec<CopyRow>,
    /// Rows that are spoken of, and not here.
    pub awaited: BTreeSet<Uuid>,
}

/// The identities of all rows, each at the place of its local key; nil where there is none. Read once, in the order in which they
/// lie: asked for one by one they take most of the time.
fn identities(connection: &Connection) -> Result<Vec<Uuid>, Error> {
    let most: usize = connection
        .query_row("SELECT coalesce(max(id), 0) FROM object", [], |row| row.get::<_, i64>(0))?
        .try_into()
        .unwrap_or_default();
    let mut identities = vec![Uuid::nil(); most + 1];
    let mut statement = connection.prepare_cached("SELECT id, uid FROM object")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let place: i64 = row.get(0)?;
        if let Some(identity) = usize::try_from(place).ok().and_then(|at| identities.get_mut(at)) {
            *identity = row.get(1)?;
        }
    }

    Ok(identities)
}

/// Adds up a hash of each row of a table: the same in whatever order they stand.
fn add_rows(
    connection: &Connection,
    entity: Entity,
    identities: &[Uuid],
    sum: &mut [u64; 4],
) -> Result<(), Error> {
    let identity = |local: i64| {
        let found = usize::try_from(local).ok().and_then(|at| identities.get(at));
        found.filter(|identity| !identity.is_nil())
    };
    let columns: Vec<String> =
        entity.columns().iter().map(|column| format!("\"{}\"", column.name)).collect();
    // The row itself, whether it is removed, and then its columns.
    let points: Vec<bool> = [true, false]
        .into_iter()
        .chain(entity.columns().iter().map(|column| column.refers_to().is_some()))
        .collect();
    let sql = format!("SELECT id, deleted, {} FROM \"{}\"", columns.join(", "), entity.table());
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut digest = Sha256::new();
        for (index, points) in points.iter().enumerate() {
            let (kind, bytes): (u8, Cow<'_, [u8]>) = match row.get_ref(index)? {
                ValueRef::Integer(local) if *points => match identity(local) {
                    Some(identity) => (4, Cow::Borrowed(identity.as_bytes())),
                    None => (0, Cow::Borrowed(&[])),
                },
                ValueRef::Null => (0, Cow::Borrowed(&[])),
                ValueRef::Integer(number) => (1, Cow::Owned(number.to_be_bytes().to_vec())),
                ValueRef::Real(number) => (2, Cow::Owned(number.to_be_bytes().to_vec())),
                ValueRef::Text(text) => (3, Cow::Borrowed(text)),
                ValueRef::Blob(bytes) => (4, Cow::Borrowed(bytes)),
            };
            digest.update([kind]);
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(&bytes);
        }
        let hash: [u8; 32] = digest.finalize().into();
        for (part, bytes) in sum.iter_mut().zip(hash.chunks(8)) {
            let bytes = <[u8; 8]>::try_from(bytes).unwrap_or_default();
            *part = part.wrapping_add(u64::from_be_bytes(bytes));
        }
    }

    Ok(())
}

impl Register {
    /// What is here.
    pub fn holds(&self) -> Result<Holds, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT origin.device, origin.epoch, max(change.seq) FROM origin JOIN change ON change.origin = origin.id
             WHERE change.aside IS NOT 'quarantined' GROUP BY origin.id",
        )?;
        let rows = statement
            .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?
            .collect::<Result<_, _>>()?;

        Ok(rows)
    }

    /// Changes that wait for earlier ones of their origin.
    pub fn waiting_changes(&self) -> Result<BTreeSet<ChangeId>, Error> {
        self.change_ids(
            "SELECT origin.device, origin.epoch, change_apart.seq FROM change_apart
             JOIN origin ON origin.id = change_apart.origin WHERE change_apart.waits",
        )
        .map(|ids| ids.into_iter().collect())
    }

    /// Changes that do not hold, since two machines have written under one number of their origin; each as often as there are
    /// of it.
    pub fn quarantined_changes(&self) -> Result<Vec<ChangeId>, Error> {
        self.change_ids(
            "SELECT origin.device, origin.epoch, change_apart.seq FROM change_apart
             JOIN origin ON origin.id = change_apart.origin WHERE NOT change_apart.waits
             UNION ALL SELECT origin.device, origin.epoch, change.seq FROM change
             JOIN origin ON origin.id = change.origin WHERE change.aside = 'quarantined'
             ORDER BY 1, 2, 3",
        )
    }

    /// Changes that have no effect, each with the word of why: their makers may not write that.
    pub fn refused_changes(&self) -> Result<BTreeMap<ChangeId, String>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT origin.device, origin.epoch, change.seq, change.aside FROM change
             JOIN origin ON origin.id = change.origin
             WHERE change.aside IS NOT NULL AND change.aside NOT IN ('quarantined', 'withheld')",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                ChangeId { device: row.get(0)?, epoch: row.get(1)?, seq: row.get(2)? },
                row.get(3)?,
            ))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How students stand: by student, class and course. Equal on all copies that hold the same changes.
    pub fn copy_standings(&self) -> Result<BTreeMap<[Uuid; 3], Standing>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT standing.*, own.uid, room.uid, plan.uid FROM standing
             JOIN object AS own ON own.id = standing.student JOIN object AS room ON room.id = standing.class
             JOIN object AS plan ON plan.id = standing.course",
        )?;
        let mut rows = statement.query([])?;
        let mut standings = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let key = [row.get(14)?, row.get(15)?, row.get(16)?];
            standings.insert(key, super::standing::read(row)?);
        }

        Ok(standings)
    }

    /// Who remains of those who were joined with others; of students who are their own nothing.
    pub fn copy_survivors(&self) -> Result<BTreeMap<Uuid, Uuid>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT own.uid, remains.uid FROM student JOIN object AS own ON own.id = student.id
             JOIN object AS remains ON remains.id = student.survivor
             WHERE student.survivor <> student.id AND student.deleted = 0",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The local key of a change, where it is here.
    pub fn change_with(&self, id: &ChangeId) -> Result<Option<i64>, Error> {
        super::journal::change_with(self.connection(), id)
    }

    /// The class's identity.
    pub fn uid_of_class(&self, class: ClassId) -> Result<Uuid, Error> {
        Ok(self
            .connection()
            .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
            .query_row([class.0], |row| row.get(0))?)
    }

    /// The class with that identity.
    pub fn class_with_uid(&self, uid: Uuid) -> Result<Option<ClassId>, Error> {
        let class = self
            .connection()
            .prepare_cached(
                "SELECT class.id FROM object JOIN class ON class.id = object.id WHERE object.uid = ?1",
            )?
            .query_row([uid], |row| row.get(0).map(ClassId));

        Ok(class.optional()?)
    }

    fn change_ids(&self, sql: &str) -> Result<Vec<ChangeId>, Error> {
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(ChangeId { device: row.get(0)?, epoch: row.get(1)?, seq: row.get(2)? })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps little of the file in memory: it is read from one end to the other, and then no more.
    pub fn read_once(&self) -> Result<(), Error> {
        // In KiB where negative.
        Ok(self.connection().pragma_update(None, "cache_size", -4_096)?)
    }

    /// What this copy holds, and a hash of what that comes to in its tables. Copies that hold the same come to the same.
    pub fn contents_hash(&self) -> Result<(Holds, [u8; 32]), Error> {
        self.in_one_read(|| {
            let mut sum = [0_u64; 4];
            let identities = identities(self.connection())?;
            for entity in Entity::ALL {
                add_rows(self.connection(), *entity, &identities, &mut sum)?;
            }
            let mut digest = Sha256::new();
            for part in sum {
                digest.update(part.to_be_bytes());
            }

            Ok((self.holds()?, digest.finalize().into()))
        })
    }

    /// Everything that is here: equal on all copies that hold the same changes.
    pub fn copy_contents(&self) -> Result<CopyContents, Error> {
        let connection = self.connection();
        let mut contents = CopyContents::default();
        let mut pointed_at: BTreeSet<Uuid> = BTreeSet::new();
        let uid_of = |object: i64| -> Result<Uuid, Error> {
            Ok(connection
                .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
                .query_row([object], |row| row.get(0))?)
        };
        rebuild::each(connection, |entity, object, made| {
            let uid = uid_of(object)?;
            let Some(made) = made else {
                contents.awaited.insert(uid);
                return Ok(());
            };
            let mut values = Vec::new();
            for (column, value) in entity.columns().iter().zip(&made.values) {
                let value = match value {
                    Value::Null => continue,
                    Value::Integer(target) if column.refers_to().is_some() => {
                        let target = uid_of(*target)?;
                        pointed_at.insert(target);
                        FormValue::Row(target)
                    }
                    Value::Integer(number) => FormValue::Integer(*number),
                    Value::Text(text) => FormValue::Text(text.clone()),
                    Value::Real(_) | Value::Blob(_) => continue,
                };
                values.push((column.name, value));
            }
            contents.rows.push(CopyRow { entity, uid, is_removed: made.is_removed, values });
            Ok(())
        })?;
        contents.rows.sort_by_key(|row| row.uid);
        let here = |uid: &Uuid| contents.rows.binary_search_by_key(uid, |row| row.uid).is_ok();
        let missing: Vec<Uuid> = pointed_at.into_iter().filter(|uid| !here(uid)).collect();
        contents.awaited.extend(missing);

        Ok(contents)
    }
}
