//! What is to be sent to the place and has not arrived there, and how far its folders have been read and written. Both are kept
//! in one step, so that whatever breaks off is gone on with.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::Scope;
use crate::register::copy::Holds;
use crate::register::journal::arrival::Arrival;
use crate::register::journal::form::Form;
use crate::register::journal::travel;
use crate::register::{Error, Register};

/// How far a row of files has been read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// The number of the next item.
    pub next: i64,
    /// The hash of the last file.
    pub last: [u8; 32],
    /// Of one's own: the last change that was looked through for it, by local key.
    pub scanned: i64,
}

impl Default for Feed {
    fn default() -> Self {
        Self { next: 1, last: [0; 32], scanned: 0 }
    }
}

/// Something to be sent, with what is known once it is.
#[derive(Debug, Clone)]
pub struct Post {
    path: String,
    /// The file; `None` where one is to be deleted.
    bytes: Option<Vec<u8>>,
    feed: Option<(String, Feed)>,
    statement: Option<(Uuid, i64, Vec<u8>)>,
}

impl Post {
    /// A file.
    pub fn file(path: String, bytes: Vec<u8>) -> Self {
        Self { path, bytes: Some(bytes), feed: None, statement: None }
    }

    /// That a file goes.
    pub fn deletion(path: String) -> Self {
        Self { path, bytes: None, feed: None, statement: None }
    }

    /// With how far the row of files goes now.
    pub fn with_feed(self, path: String, feed: Feed) -> Self {
        Self { feed: Some((path, feed)), ..self }
    }

    /// With the statement that it is: author, number and bytes.
    pub fn with_statement(self, author: Uuid, n: i64, bytes: Vec<u8>) -> Self {
        Self { statement: Some((author, n, bytes)), ..self }
    }
}

/// Something that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    pub id: i64,
    pub path: String,
    /// The file; `None` where one is to be deleted.
    pub bytes: Option<Vec<u8>>,
}

/// What somebody said of themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    pub holds: Holds,
    /// The folders they have written in, each with the number of its next item.
    pub reaches: BTreeMap<String, i64>,
    /// What their changes have come to, by scope: hashes in hexadecimal.
    pub contents: BTreeMap<String, String>,
    /// When: milliseconds since 1970 (UTC).
    pub said: i64,
}

/// Some of the changes that are here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Portion {
    pub changes: Vec<Form>,
    /// The last change that was looked at, by local key.
    pub scanned: i64,
    /// Whether there are none after it.
    pub is_last: bool,
}

fn keep_feed(connection: &Connection, path: &str, feed: &Feed) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO feed (path, next, last, scanned) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![path, feed.next, feed.last, feed.scanned])?;

    Ok(())
}

impl Register {
    /// Puts something out to be sent.
    pub fn post(&mut self, post: Post) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        transaction
            .prepare_cached("INSERT INTO outbox (path, bytes) VALUES (?1, ?2)")?
            .execute(params![post.path, post.bytes])?;
        if let Some((path, feed)) = post.feed {
            keep_feed(&transaction, &path, &feed)?;
        }
        if let Some((author, n, bytes)) = post.statement {
            super::keep_statement(&transaction, author, n, &bytes)?;
        }

        Ok(transaction.commit()?)
    }

    /// The first of what is to be sent: about that many bytes of it.
    pub fn parcels(&self, most: usize) -> Result<Vec<Parcel>, Error> {
        let mut statement =
            self.connection().prepare_cached("SELECT id, path, bytes FROM outbox ORDER BY id")?;
        let mut rows = statement.query([])?;
        let (mut parcels, mut size) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let parcel = Parcel { id: row.get(0)?, path: row.get(1)?, bytes: row.get(2)? };
            size += parcel.bytes.as_ref().map_or(0, Vec::len);
            parcels.push(parcel);
            if size >= most {
                break;
            }
        }

        Ok(parcels)
    }

    /// Lets go of what has arrived.
    pub fn forget_parcels(&mut self, arrived: &[i64]) -> Result<(), Error> {
        if arrived.is_empty() {
            return Ok(());
        }
        let transaction = self.write_transaction()?;
        for id in arrived {
            transaction.prepare_cached("DELETE FROM outbox WHERE id = ?1")?.execute([id])?;
        }

        Ok(transaction.commit()?)
    }

    /// Whether a file is to be sent and has not arrived.
    pub fn is_to_be_sent(&self, path: &str) -> Result<bool, Error> {
        Ok(self
            .connection()
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM outbox WHERE path = ?1)")?
            .query_row([path], |row| row.get(0))?)
    }

    /// How far a row of files has been read or written.
    pub fn feed(&self, path: &str) -> Result<Feed, Error> {
        let feed = self
            .connection()
            .prepare_cached("SELECT next, last, scanned FROM feed WHERE path = ?1")?
            .query_row([path], |row| {
                Ok(Feed { next: row.get(0)?, last: row.get(1)?, scanned: row.get(2)? })
            })
            .optional()?;

        Ok(feed.unwrap_or_default())
    }

    /// Keeps how far a row of files has been read or written.
    pub fn keep_feed(&mut self, path: &str, feed: &Feed) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        keep_feed(&transaction, path, feed)?;

        Ok(transaction.commit()?)
    }

    /// Takes in changes that came from the place; how many of them were not here.
    pub fn take_shared(
        &mut self,
        forms: &[Form],
        complete: &BTreeMap<(Uuid, i64), i64>,
    ) -> Result<usize, Error> {
        Ok(new(self.take_forms(forms, complete, |_| Ok(()))?))
    }

    /// The same of a file, with how far its folder has been read with it.
    pub fn take_bundle(
        &mut self,
        forms: &[Form],
        complete: &BTreeMap<(Uuid, i64), i64>,
        folder: &str,
        feed: &Feed,
    ) -> Result<usize, Error> {
        let arrivals =
            self.take_forms(forms, complete, |connection| keep_feed(connection, folder, feed))?;

        Ok(new(arrivals))
    }

    /// What other members have said of themselves.
    pub fn heard(&self) -> Result<BTreeMap<Uuid, Heard>, Error> {
        let mut heard: BTreeMap<Uuid, Heard> = BTreeMap::new();
        let mut statement = self
            .connection()
            .prepare_cached("SELECT member, device, epoch, seq, said FROM heard")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let one = heard.entry(row.get(0)?).or_default();
            one.holds.insert((row.get(1)?, row.get(2)?), row.get(3)?);
            one.said = row.get(4)?;
        }
        for (member, reaches) in self.reaches()? {
            heard.entry(member).or_default().reaches = reaches;
        }
        let mut statement =
            self.connection().prepare_cached("SELECT member, scope, hash FROM heard_contents")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let contents = &mut heard.entry(row.get(0)?).or_default().contents;
            contents.insert(row.get(1)?, row.get(2)?);
        }

        Ok(heard)
    }

    /// The folders that other members have written in, each with the number of its next item.
    pub fn reaches(&self) -> Result<BTreeMap<Uuid, BTreeMap<String, i64>>, Error> {
        let mut statement =
            self.connection().prepare_cached("SELECT member, path, next FROM reach")?;
        let mut rows = statement.query([])?;
        let mut reaches: BTreeMap<Uuid, BTreeMap<String, i64>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            reaches.entry(row.get(0)?).or_default().insert(row.get(1)?, row.get(2)?);
        }

        Ok(reaches)
    }

    /// The folders that this copy has written in, each with the number of its next item: those that have the computer's name in
    /// them, but for the files in which it says so.
    pub fn own_reaches(&self, device: &str) -> Result<BTreeMap<String, i64>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT path, next FROM feed WHERE next > 1
             AND (path GLOB 'v1/changes/*/' || ?1 || '-*' OR path GLOB 'v1/keys/' || ?1 || '/*'
                  OR path = 'v1/members/' || ?1)",
        )?;
        let rows = statement.query_map([device], |row| Ok((row.get(0)?, row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes what a member says of themselves, and that the file was read.
    pub fn hear(
        &mut self,
        member: Uuid,
        heard: &Heard,
        path: &str,
        feed: &Feed,
    ) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        for table in ["heard", "reach", "heard_contents"] {
            transaction.execute(&format!("DELETE FROM {table} WHERE member = ?1"), [member])?;
        }
        for ((device, epoch), seq) in &heard.holds {
            transaction
                .prepare_cached(
                    "INSERT INTO heard (member, device, epoch, seq, said) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![member, device, epoch, seq, heard.said])?;
        }
        for (folder, next) in &heard.reaches {
            transaction
                .prepare_cached("INSERT INTO reach (member, path, next) VALUES (?1, ?2, ?3)")?
                .execute(params![member, folder, next])?;
        }
        for (scope, hash) in &heard.contents {
            transaction
                .prepare_cached(
                    "INSERT INTO heard_contents (member, scope, hash) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![member, scope, hash])?;
        }
        keep_feed(&transaction, path, feed)?;

        Ok(transaction.commit()?)
    }

    /// What a computer's changes have come to, by scope.
    pub fn contents_of(&self, member: Uuid) -> Result<BTreeMap<String, String>, Error> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT scope, hash FROM heard_contents WHERE member = ?1")?;
        let rows = statement.query_map([member], |row| Ok((row.get(0)?, row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps what a computer's changes have come to in a scope, and of which changes that was said.
    pub fn keep_contents(
        &mut self,
        member: Uuid,
        scope: &str,
        hash: &str,
        path: &str,
        feed: &Feed,
    ) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO heard_contents (member, scope, hash) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![member, scope, hash])?;
        keep_feed(&transaction, path, feed)?;

        Ok(transaction.commit()?)
    }

    /// The local key of the newest change.
    pub fn newest_change_key(&self) -> Result<i64, Error> {
        Ok(self
            .connection()
            .prepare_cached("SELECT coalesce(max(id), 0) FROM change")?
            .query_row([], |row| row.get(0))?)
    }

    /// The computers whose changes are here.
    pub fn devices(&self) -> Result<Vec<Uuid>, Error> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT DISTINCT device FROM origin ORDER BY device")?;
        let rows = statement.query_map([], |row| row.get(0))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Changes after a local key, those of the computers that are wanted, in the order in which they came to be known here:
    /// about that many ops of them.
    pub fn changes_after(
        &self,
        key: i64,
        most_ops: usize,
        wanted: impl Fn(Uuid) -> bool,
    ) -> Result<Portion, Error> {
        travel::forms_after(self.connection(), key, most_ops, wanted)
    }

    /// The rows that have come into a scope since it was kept, and the scope as it is kept from now on.
    pub fn rows_new_in(&mut self, name: &str, scope: &Scope) -> Result<Vec<Uuid>, Error> {
        let transaction = self.write_transaction()?;
        let known: BTreeSet<Uuid> = transaction
            .prepare_cached("SELECT row FROM scope_row WHERE scope = ?1")?
            .query_map([name], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let now: BTreeSet<Uuid> = scope.rows().collect();
        let new: Vec<Uuid> = now.difference(&known).copied().collect();
        for row in &new {
            transaction
                .prepare_cached("INSERT INTO scope_row (scope, row) VALUES (?1, ?2)")?
                .execute(params![name, row])?;
        }
        for row in known.difference(&now) {
            transaction
                .prepare_cached("DELETE FROM scope_row WHERE scope = ?1 AND row = ?2")?
                .execute(params![name, row])?;
        }
        transaction.commit()?;

        Ok(new)
    }
}

/// How many of what came was not here.
fn new(arrivals: Vec<Arrival>) -> usize {
    arrivals.into_iter().filter(|arrival| *arrival != Arrival::Known).count()
}
