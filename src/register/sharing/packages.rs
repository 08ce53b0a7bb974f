//! Packages that were given to somebody, and the one that this register is.

use rusqlite::params;
use uuid::Uuid;

use super::Secret;
use crate::register::{Error, Register};

/// A package that was given to somebody, or that this register is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPackage {
    pub id: Uuid,
    /// The computer that it is written with.
    pub device: Uuid,
    /// Whose it is.
    pub name: String,
    /// What comes back is encrypted with.
    pub secret: Secret,
    /// When it was made: milliseconds since 1970 (UTC).
    pub made: i64,
    /// Whether this register is the package.
    pub is_own: bool,
}

impl Register {
    /// The packages that were given to somebody, and the one that this register is.
    pub fn packages(&self) -> Result<Vec<KeptPackage>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT id, device, name, secret, made, own FROM package ORDER BY made, id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(KeptPackage {
                id: row.get(0)?,
                device: row.get(1)?,
                name: row.get(2)?,
                secret: row.get(3)?,
                made: row.get(4)?,
                is_own: row.get(5)?,
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps a package.
    pub fn keep_package(&mut self, package: &KeptPackage) -> Result<(), Error> {
        let KeptPackage { id, device, name, secret, made, is_own } = package;
        let transaction = self.write_transaction()?;
        transaction.execute(
            "INSERT INTO package (id, device, name, secret, made, own) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, device, name, secret, made, is_own],
        )?;

        Ok(transaction.commit()?)
    }
}
