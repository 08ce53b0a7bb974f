//! What this copy keeps of where the register is shared and with whom. What it means is the business of `exchange`.

mod outbox;
mod packages;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

pub use outbox::{Feed, Heard, Parcel, Portion, Post};
pub use packages::KeptPackage;

use super::conflict::{self, RowName};
use super::journal::form::{Form, FormSlot, FormValue};
use super::journal::scope::Scope;
use super::journal::travel;
use super::journal::trial::{self, FieldChange};
use super::opening::under_own_identity;
use super::{Error, Register};

/// A secret that a scope's files are encrypted with.
pub type Secret = [u8; 32];
/// What a key is known by.
pub type KeyId = [u8; 8];

/// What taking in changes makes of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What the row is called, once it is there.
    pub name: RowName,
    /// The field; `deleted` where the row comes or goes.
    pub field: &'static str,
    pub before: FormValue,
    pub after: FormValue,
    /// Whether the two stand against each other then, until somebody decides.
    pub is_unsettled: bool,
}

/// Where the register is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// The place's address, without a password.
    pub place: String,
    /// The public key of who shared it first.
    pub founder: [u8; 32],
    /// The code one waits with to be let in; `None` once one is.
    pub invitation: Option<Vec<u8>>,
    /// When everything was sent and fetched last: milliseconds since 1970 (UTC).
    pub exchanged: Option<i64>,
}

/// A scope's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeKey {
    /// The scope's name.
    pub scope: String,
    pub id: KeyId,
    pub secret: Secret,
    /// When it was made: milliseconds since 1970 (UTC).
    pub made: i64,
}

/// Who may write, as the register asks for it with each change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writer {
    pub device: Uuid,
    pub role: &'static str,
    pub is_gone: bool,
}

fn keep_statement(
    connection: &Connection,
    author: Uuid,
    n: i64,
    bytes: &[u8],
) -> Result<(), Error> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO statement (author, n, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![author, n, bytes])?;

    Ok(())
}

impl Register {
    /// Where it is shared; `None` where it is not.
    pub fn sharing(&self) -> Result<Option<Sharing>, Error> {
        Ok(self
            .connection()
            .prepare_cached("SELECT place, founder, invitation, exchanged FROM sharing")?
            .query_row([], |row| {
                Ok(Sharing {
                    place: row.get(0)?,
                    founder: row.get(1)?,
                    invitation: row.get(2)?,
                    exchanged: row.get(3)?,
                })
            })
            .optional()?)
    }

    /// Keeps where it is shared; `None` ends it, with all keys.
    pub fn keep_sharing(&mut self, sharing: Option<&Sharing>) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        transaction.execute("DELETE FROM sharing", [])?;
        match sharing {
            Some(Sharing { place, founder, invitation, exchanged }) => {
                transaction.execute(
                    "INSERT INTO sharing (id, place, founder, invitation, exchanged) VALUES (1, ?1, ?2, ?3, ?4)",
                    params![place, founder, invitation, exchanged],
                )?;
            }
            None => {
                for table in [
                    "scope_key",
                    "statement",
                    "member",
                    "feed",
                    "scope_row",
                    "heard",
                    "reach",
                    "heard_contents",
                    "outbox",
                ] {
                    transaction.execute(&format!("DELETE FROM {table}"), [])?;
                }
            }
        }

        Ok(transaction.commit()?)
    }

    /// Goes on where another copy of the register is shared: with its place, its keys and who is in it. What has been read there
    /// is what this copy has read.
    pub(super) fn take_sharing_along(&mut self, other: &Self) -> Result<(), Error> {
        let Some(sharing) = other.sharing()? else { return Ok(()) };
        self.keep_sharing(Some(&sharing))?;
        self.keep_scope_keys(&other.scope_keys()?)?;
        for ((author, n), bytes) in other.statements()? {
            self.keep_statement(author, n, &bytes)?;
        }
        let mut statement = other.connection().prepare("SELECT device, role, gone FROM member")?;
        let members: Vec<(Uuid, String, bool)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        // What had not arrived yet still goes.
        for Parcel { path, bytes, .. } in other.parcels(usize::MAX)? {
            self.post(match bytes {
                Some(bytes) => Post::file(path, bytes),
                None => Post::deletion(path),
            })?;
        }

        self.keep_members(members)
    }

    /// The keys of all scopes, each scope's newest last.
    pub fn scope_keys(&self) -> Result<Vec<ScopeKey>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT scope, id, secret, made FROM scope_key ORDER BY scope, made, id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(ScopeKey {
                scope: row.get(0)?,
                id: row.get(1)?,
                secret: row.get(2)?,
                made: row.get(3)?,
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps keys; those that are here stay as they are.
    pub fn keep_scope_keys(&mut self, keys: &[ScopeKey]) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        for ScopeKey { scope, id, secret, made } in keys {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO scope_key (scope, id, secret, made) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![scope, id, secret, made])?;
        }

        Ok(transaction.commit()?)
    }

    /// What coordinators have said of who is in it, as it came, by author and number.
    pub fn statements(&self) -> Result<BTreeMap<(Uuid, i64), Vec<u8>>, Error> {
        let mut statement =
            self.connection().prepare_cached("SELECT author, n, bytes FROM statement")?;
        let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps a statement.
    pub fn keep_statement(&mut self, author: Uuid, n: i64, bytes: &[u8]) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        keep_statement(&transaction, author, n, bytes)?;

        Ok(transaction.commit()?)
    }

    /// Keeps who may write. What they wrote is looked at anew.
    pub fn keep_writers(&mut self, writers: &[Writer]) -> Result<(), Error> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT device, role, gone FROM member ORDER BY device")?;
        let known: Vec<(Uuid, String, bool)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        drop(statement);
        let mut wanted: Vec<(Uuid, String, bool)> = writers
            .iter()
            .map(|writer| (writer.device, writer.role.to_owned(), writer.is_gone))
            .collect();
        wanted.sort();
        if known == wanted {
            return Ok(());
        }

        self.keep_members(wanted)
    }

    fn keep_members(&mut self, members: Vec<(Uuid, String, bool)>) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        transaction.execute("DELETE FROM member", [])?;
        for (device, role, is_gone) in members {
            transaction.execute(
                "INSERT INTO member (device, role, gone) VALUES (?1, ?2, ?3)",
                params![device, role, is_gone],
            )?;
        }
        transaction.commit()?;

        self.judge_writers_anew()
    }

    /// What taking in changes would make of the rows they are about: from what to what. Nothing is changed.
    pub fn try_shared(&mut self, forms: &[Form]) -> Result<Vec<Difference>, Error> {
        let rows: BTreeSet<Uuid> = forms
            .iter()
            .flat_map(|form| &form.ops)
            .filter_map(|slot| match slot {
                FormSlot::Op(op) => Some(op.row),
                FormSlot::Withheld(_) => None,
            })
            .collect();
        let transaction = self.write_transaction()?;

        trial::field_changes(&transaction, forms, &rows)?
            .into_iter()
            .map(|FieldChange { row, field, before, after, is_unsettled }| {
                let name = conflict::row_name(&transaction, row)?;
                Ok(Difference { name, field, before, after, is_unsettled })
            })
            .collect()
    }

    /// Notes when everything was sent and fetched.
    pub fn note_exchange(&mut self, at: i64) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        transaction.execute("UPDATE sharing SET exchanged = ?1", [at])?;

        Ok(transaction.commit()?)
    }

    /// The same as this installation's, where it is only looked at.
    pub fn of_installation(
        mut self,
        installation: &crate::installation::Installation,
    ) -> Result<Self, Error> {
        self.device = Some(under_own_identity(self.connection(), installation.clone())?.device);

        Ok(self)
    }

    /// Keeps who writes in this file, where it is somebody else than this computer otherwise is.
    pub fn keep_own_identity(&mut self, device: Uuid) -> Result<(), Error> {
        let transaction = self.write_transaction()?;
        transaction
            .execute("INSERT OR REPLACE INTO own_identity (id, device) VALUES (1, ?1)", [device])?;

        Ok(transaction.commit()?)
    }

    /// Whether this copy works with some classes, or looks at the figures, and no more.
    pub fn is_limited(&self) -> Result<bool, Error> {
        let role: Option<String> = self
            .connection()
            .prepare_cached("SELECT role FROM member WHERE device = ?1")?
            .query_row([self.device], |row| row.get(0))
            .optional()?;

        // One that waits to be let in has nothing to write yet.
        let is_joining = self.sharing()?.is_some_and(|sharing| sharing.invitation.is_some());

        Ok(is_joining || role.is_some_and(|role| role != "coordinator"))
    }

    /// This computer's folder for the program; `None` where one can only look.
    pub fn own_installation(&self) -> Option<crate::installation::Installation> {
        self.writing.as_ref().map(|writing| writing.installation.clone())
    }

    /// The moment, as the register's clock has it: milliseconds since 1970 (UTC).
    pub fn moment(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    /// How many fields and rows somebody must look at, where the register is shared; `None` where it is not.
    pub fn shared_conflicts(&self) -> Result<Option<u32>, Error> {
        Ok(self
            .connection()
            .prepare_cached("SELECT (SELECT count(*) FROM conflict) FROM sharing")?
            .query_row([], |row| row.get(0))
            .optional()?)
    }

    /// The device that writes here; `None` where one can only look.
    pub fn own_device(&self) -> Option<Uuid> {
        self.device
    }

    /// The epoch that is written in here.
    pub fn own_epoch(&self) -> Option<i64> {
        self.writing.as_ref().map(|writing| writing.written.epoch)
    }

    /// The changes that have written of any of these rows.
    pub fn changes_about(&self, rows: &[Uuid]) -> Result<Vec<Form>, Error> {
        travel::forms_about(self.connection(), rows)
    }

    /// What belongs to a class, or to the figures of the whole register.
    pub fn scope(&self, audience: &Audience) -> Result<Scope, Error> {
        match audience {
            Audience::Class(uid) => {
                let class = self.class_with_uid(*uid)?;
                let keys = class.into_iter().map(|class| class.0).collect();
                Scope::of_classes(self.connection(), &keys)
            }
            Audience::Figures => Ok(Scope::of_figures()),
        }
    }
}

/// Whom something is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Those who work with a class.
    Class(Uuid),
    /// Those who look at the figures.
    Figures,
}
