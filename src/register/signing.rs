//! The keys that sign certificates' codes, and what this register knows of a code. A secret key is in the register's file
//! and its backups, never in the journal or anywhere else.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::certificate::{self, Certificate};
use super::{Error, Refusal, Register};
use crate::seal::{self, Broken, Claim, PublicKey, SecretKey};

/// What a register knows of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// Signed by a key of this register.
    Signed {
        /// What it claims.
        claim: Claim,
        /// The certificate in the ledger; `None` where this register's ledger does not have it.
        entry: Option<Box<Certificate>>,
    },
    /// Signed by a key of this register, for a number the ledger has, with other content than the ledger's: what the
    /// ledger says holds.
    Differs {
        /// What it claims.
        claim: Claim,
        /// The certificate in the ledger.
        entry: Box<Certificate>,
    },
    /// Signed by the key that was given. Nothing is known of what has happened to it since.
    Genuine {
        /// What it claims.
        claim: Claim,
    },
    /// It can't be believed.
    Broken(Broken),
}

impl Checked {
    /// What can be known of a code with a published key alone.
    pub fn with_key(code: &str, key: PublicKey) -> Self {
        match seal::open(code, &[key]) {
            Ok(claim) => Self::Genuine { claim },
            Err(broken) => Self::Broken(broken),
        }
    }
}

/// The keys of a register that another is restored over.
#[derive(Debug, Clone)]
pub(super) struct SigningKeys {
    register: Uuid,
    keys: Vec<([u8; 32], String)>,
    secret: Option<SecretKey>,
}

/// Makes a key where there is none that signs: in a new register, or in one that was handed over without.
pub(super) fn ensure_key(connection: &Connection, today: NaiveDate) -> Result<(), Error> {
    if find_secret(connection)?.is_none() {
        insert_key(connection, today)?;
    }

    Ok(())
}

fn insert_key(connection: &Connection, today: NaiveDate) -> Result<PublicKey, Error> {
    let key = SecretKey::new().map_err(|error| {
        let error = std::io::Error::other(error.to_string());
        Error::io(std::path::Path::new("random"), error)
    })?;
    connection.execute(
        "INSERT INTO signing_key (public, secret, made_on) VALUES (?1, ?2, ?3)",
        params![key.public().to_bytes(), key.to_bytes(), today.to_string()],
    )?;

    Ok(key.public())
}

fn find_secret(connection: &Connection) -> Result<Option<SecretKey>, Error> {
    let bytes: Option<[u8; 32]> = connection
        .query_row("SELECT secret FROM signing_key WHERE secret IS NOT NULL", [], |row| row.get(0))
        .optional()?;

    Ok(bytes.map(|bytes| SecretKey::from_bytes(&bytes)))
}

impl Register {
    /// The key that signs codes.
    pub(super) fn secret_key(&self) -> Result<SecretKey, Error> {
        find_secret(self.connection())?.ok_or(Error::ReadOnly)
    }

    /// The key to publish, that others check this register's codes with.
    pub fn public_key(&self) -> Result<PublicKey, Error> {
        self.secret_key().map(|key| key.public())
    }

    /// All keys this register's codes have been signed with, the one in use first, and when each was made.
    pub fn public_keys(&self) -> Result<Vec<(PublicKey, NaiveDate)>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT public, made_on FROM signing_key ORDER BY secret IS NULL, id DESC",
        )?;
        let rows = statement.query_map([], |row| {
            let bytes: [u8; 32] = row.get(0)?;
            Ok((bytes, row.get::<_, NaiveDate>(1)?))
        })?;
        let mut keys = Vec::new();
        for row in rows {
            let (bytes, made_on) = row?;
            let key = PublicKey::from_bytes(&bytes)
                .ok_or_else(|| Error::Damaged("signing_key: public".to_owned()))?;
            keys.push((key, made_on));
        }

        Ok(keys)
    }

    /// Signs with a new key from now on. What the old one signed can still be checked; nothing more can be signed with it.
    pub fn replace_key(&mut self) -> Result<PublicKey, Error> {
        if self.writing.is_none() {
            return Err(Error::ReadOnly);
        }
        let today = self.today();
        let transaction = self.connection.transaction()?;
        transaction.execute("UPDATE signing_key SET secret = NULL", [])?;
        let key = insert_key(&transaction, today)?;
        transaction.commit()?;
        // The old secret is not to be found in the write-ahead log either.
        self.empty_log()?;

        Ok(key)
    }

    /// What this register knows of a code.
    pub fn check_code(&self, code: &str) -> Result<Checked, Error> {
        let keys: Vec<PublicKey> = self.public_keys()?.into_iter().map(|(key, _)| key).collect();
        let claim = match seal::open(code, &keys) {
            Ok(claim) => claim,
            Err(broken) => return Ok(Checked::Broken(broken)),
        };
        let entry = match self.find_certificate(&claim.serial.to_string()) {
            Ok(certificate) => Box::new(certificate),
            Err(Error::Refused(Refusal::UnknownCertificate(_))) => {
                return Ok(Checked::Signed { claim, entry: None });
            }
            Err(error) => return Err(error),
        };
        if self.is_of_entry(&claim, &entry, &keys)? {
            return Ok(Checked::Signed { claim, entry: Some(entry) });
        }

        Ok(Checked::Differs { claim, entry })
    }

    /// Whether a code says what the ledger says. The name on paper is not compared where it has been erased since.
    fn is_of_entry(
        &self,
        claim: &Claim,
        entry: &Certificate,
        keys: &[PublicKey],
    ) -> Result<bool, Error> {
        let signed = entry.code.as_deref().and_then(|code| seal::open(code, keys).ok());
        let mut own = signed.unwrap_or_else(|| certificate::claim(&entry.serial, &entry.content));
        let is_erased: bool = self.connection().query_row(
            "SELECT protection <> 'none' FROM student WHERE id = ?1",
            [entry.student.0],
            |row| row.get(0),
        )?;
        if is_erased {
            own.name.clone_from(&claim.name);
        }

        Ok(own == *claim)
    }

    /// All keys, to be taken along.
    pub(super) fn signing_keys(&self) -> Result<SigningKeys, Error> {
        let keys = self.public_keys()?;

        Ok(SigningKeys {
            register: self.uid,
            secret: find_secret(self.connection())?,
            keys: keys.into_iter().map(|(key, day)| (key.to_bytes(), day.to_string())).collect(),
        })
    }

    /// Notes the keys of the register this one was restored over, so that its certificates can still be checked. An
    /// earlier state of the same register goes on with the newest key: the one before may have been given up.
    pub(super) fn know_keys(&mut self, known: &SigningKeys) -> Result<(), Error> {
        for (public, made_on) in &known.keys {
            self.connection.execute(
                "INSERT OR IGNORE INTO signing_key (public, made_on) VALUES (?1, ?2)",
                params![public, made_on],
            )?;
        }
        if let Some(secret) = known.secret.as_ref().filter(|_| known.register == self.uid) {
            let transaction = self.connection.transaction()?;
            transaction.execute("UPDATE signing_key SET secret = NULL", [])?;
            transaction.execute(
                "UPDATE signing_key SET secret = ?2 WHERE public = ?1",
                params![secret.public().to_bytes(), secret.to_bytes()],
            )?;
            transaction.commit()?;
        }

        Ok(())
    }
}
