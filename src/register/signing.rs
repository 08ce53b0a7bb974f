//! The keys that sign certificates' codes, and what this register knows of a code. A secret key is in the computer's keyring
//! where there is one, else in the register's file and its backups; never in the journal or anywhere else.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::certificate::{self, Certificate};
use super::{Error, Refusal, Register};
use crate::keyring::Keyring;
use crate::seal::{self, Broken, Claim, PublicKey, SecretKey};

/// What a register knows of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// Signed by a key of this register.
    Signed {
        claim: Claim,
        /// The certificate in the ledger; `None` where this register's ledger does not have it.
        entry: Option<Box<Certificate>>,
    },
    /// Signed by a key of this register, for a number the ledger has, with other content than the ledger's: what the
    /// ledger says holds.
    Differs {
        claim: Claim,
        /// The certificate in the ledger.
        entry: Box<Certificate>,
    },
    /// Signed by a key that was lost, and the ledger does not say the same: whoever found the key can have written it.
    Unconfirmed { claim: Claim },
    /// Signed by the key that was given. Nothing is known of what has happened to it since.
    Genuine { claim: Claim },
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

/// A key that codes have been signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownKey {
    /// What others check with.
    pub key: PublicKey,
    /// When it was made.
    pub made_on: NaiveDate,
    /// When it was found to be lost: since then its codes are believed only where the ledger says the same.
    pub lost_on: Option<NaiveDate>,
    /// Whether it signs.
    pub is_in_use: bool,
}

/// Why a key is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// It is time for a new one: what the old one signed stays valid.
    Routinely,
    /// Somebody else may have it: what it signed is valid only where the ledger says the same.
    BecauseLost,
}

/// The keys of a register that another is restored over.
#[derive(Debug, Clone)]
pub(super) struct SigningKeys {
    register: Uuid,
    keys: Vec<KnownKey>,
    /// The secret half of the one in use; `None` where it is in the keyring.
    secret: Option<SecretKey>,
}

/// The secret half of the key in use.
enum Secret {
    /// It is in the register's file.
    Here(SecretKey),
    /// It is in the keyring of the computer that made it.
    InKeyring(PublicKey),
}

/// Makes a key where there is none that signs: in a new register, or in one that was handed over without. One that is still
/// in the register's file goes into the keyring where there is one.
pub(super) fn ensure_key(
    connection: &Connection,
    today: NaiveDate,
    keyring: &Keyring,
) -> Result<(), Error> {
    match find_secret(connection)? {
        None => drop(insert_key(connection, today, keyring)?),
        Some(Secret::Here(key)) if keyring.keep(&name_of(key.public()), &key.to_bytes()) => {
            connection.execute(
                "UPDATE signing_key SET secret = NULL, in_keyring = 1 WHERE public = ?1",
                [key.public().to_bytes()],
            )?;
        }
        Some(_) => {}
    }

    Ok(())
}

fn insert_key(
    connection: &Connection,
    today: NaiveDate,
    keyring: &Keyring,
) -> Result<SecretKey, Error> {
    let key = SecretKey::new().map_err(|error| {
        let error = std::io::Error::other(error.to_string());
        Error::io(std::path::Path::new("random"), error)
    })?;
    let in_keyring = keyring.keep(&name_of(key.public()), &key.to_bytes());
    let secret = (!in_keyring).then(|| key.to_bytes());
    connection.execute("UPDATE signing_key SET secret = NULL, in_keyring = 0", [])?;
    connection.execute(
        "INSERT INTO signing_key (public, secret, made_on, in_keyring) VALUES (?1, ?2, ?3, ?4)",
        params![key.public().to_bytes(), secret, today.to_string(), in_keyring],
    )?;

    Ok(key)
}

/// What a key's secret half is called in the keyring.
fn name_of(key: PublicKey) -> String {
    format!("signing key {}", key.hexadecimal())
}

fn find_secret(connection: &Connection) -> Result<Option<Secret>, Error> {
    let found: Option<([u8; 32], Option<[u8; 32]>)> = connection
        .query_row(
            "SELECT public, secret FROM signing_key WHERE secret IS NOT NULL OR in_keyring",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;

    Ok(match found {
        None => None,
        Some((_, Some(secret))) => Some(Secret::Here(SecretKey::from_bytes(&secret))),
        Some((public, None)) => Some(Secret::InKeyring(public_key(&public)?)),
    })
}

fn public_key(bytes: &[u8; 32]) -> Result<PublicKey, Error> {
    PublicKey::from_bytes(bytes).ok_or_else(|| Error::Damaged("signing_key: public".to_owned()))
}

impl Register {
    /// The key that signs codes. Where its secret half is in the keyring of another computer, a new key begins; what the old
    /// one signed stays valid.
    ///
    /// # Errors
    /// The keyring is locked, or does not answer ([`Error::KeyLocked`]).
    pub(super) fn secret_key(&self) -> Result<SecretKey, Error> {
        let writing = self.writing.as_ref().ok_or(Error::ReadOnly)?;
        let keyring = &writing.installation.keyring;
        let public = match find_secret(self.connection())?.ok_or(Error::ReadOnly)? {
            Secret::Here(key) => return Ok(key),
            Secret::InKeyring(public) => public,
        };
        let found = keyring.find(&name_of(public)).map_err(|_| Error::KeyLocked)?;
        match found.map(|bytes| SecretKey::from_bytes(&bytes)) {
            Some(key) if key.public() == public => Ok(key),
            _ => insert_key(self.connection(), self.today(), keyring),
        }
    }

    /// The key to publish, that others check this register's codes with.
    pub fn public_key(&self) -> Result<PublicKey, Error> {
        let in_use = self.known_keys()?.into_iter().find(|known| known.is_in_use);

        in_use.map(|known| known.key).ok_or(Error::ReadOnly)
    }

    /// All keys this register's codes have been signed with, the one in use first.
    pub fn known_keys(&self) -> Result<Vec<KnownKey>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT public, made_on, lost_on, secret IS NOT NULL OR in_keyring FROM signing_key
             ORDER BY secret IS NULL AND NOT in_keyring, id DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.push(KnownKey {
                key: public_key(&row.get(0)?)?,
                made_on: row.get(1)?,
                lost_on: row.get(2)?,
                is_in_use: row.get(3)?,
            });
        }

        Ok(keys)
    }

    /// Those that are not lost, the one in use first, and when each was made.
    pub fn public_keys(&self) -> Result<Vec<(PublicKey, NaiveDate)>, Error> {
        let keys = self.known_keys()?.into_iter().filter(|known| known.lost_on.is_none());

        Ok(keys.map(|known| (known.key, known.made_on)).collect())
    }

    /// Signs with a new key from now on, as a matter of routine. What the old one signed stays valid; nothing more can be
    /// signed with it.
    pub fn replace_key(&mut self) -> Result<PublicKey, Error> {
        self.replace_key_because(Replaced::Routinely)
    }

    /// Signs with a new key from now on.
    pub fn replace_key_because(&mut self, why: Replaced) -> Result<PublicKey, Error> {
        let writing = self.writing.as_ref().ok_or(Error::ReadOnly)?;
        let keyring = writing.installation.keyring.clone();
        let today = self.today();
        let old = self.public_key()?;
        let transaction = self.connection.transaction()?;
        let key = insert_key(&transaction, today, &keyring)?.public();
        if why == Replaced::BecauseLost {
            note_lost(&transaction, old, today)?;
        }
        transaction.commit()?;
        // The old secret is not to be found in the keyring or the write-ahead log either.
        keyring.forget(&name_of(old));
        self.note_what_is_gone()?;
        self.empty_log()?;

        Ok(key)
    }

    /// Notes that a key which no longer signs has been lost.
    ///
    /// # Errors
    /// It is the key in use, which is replaced instead, or none of this register's.
    pub fn lose_key(&mut self, key: PublicKey) -> Result<(), Error> {
        if self.writing.is_none() {
            return Err(Error::ReadOnly);
        }
        let known = self.known_keys()?.into_iter().find(|known| known.key == key);
        match known {
            Some(known) if !known.is_in_use => {
                note_lost(&self.connection, key, self.today())?;
                self.note_what_is_gone()
            }
            Some(_) => Err(Refusal::KeyInUse.into()),
            None => Err(Refusal::UnknownKey.into()),
        }
    }

    /// What this register knows of a code.
    pub fn check_code(&self, code: &str) -> Result<Checked, Error> {
        let known = self.known_keys()?;
        let keys: Vec<PublicKey> = known.iter().map(|known| known.key).collect();
        let claim = match seal::open(code, &keys) {
            Ok(claim) => claim,
            Err(broken) => return Ok(Checked::Broken(broken)),
        };
        let lost = known.iter().filter(|known| known.lost_on.is_some());
        let lost: Vec<PublicKey> = lost.map(|known| known.key).collect();
        let is_lost = seal::open(code, &lost).is_ok();
        let entry = match self.find_certificate(&claim.serial.to_string()) {
            Ok(certificate) => Box::new(certificate),
            Err(Error::Refused(Refusal::UnknownCertificate(_))) if is_lost => {
                return Ok(Checked::Unconfirmed { claim });
            }
            Err(Error::Refused(Refusal::UnknownCertificate(_))) => {
                return Ok(Checked::Signed { claim, entry: None });
            }
            Err(error) => return Err(error),
        };

        Ok(match self.is_of_entry(&claim, &entry, &keys)? {
            // Whoever found the key can write any name where the ledger has none to compare with.
            Same::ButForTheName if is_lost && entry.is_valid() => Checked::Unconfirmed { claim },
            Same::All | Same::ButForTheName => Checked::Signed { claim, entry: Some(entry) },
            Same::Not => Checked::Differs { claim, entry },
        })
    }

    /// Whether a code says what the ledger says. The name on paper can't be compared where it has been taken out since.
    fn is_of_entry(
        &self,
        claim: &Claim,
        entry: &Certificate,
        keys: &[PublicKey],
    ) -> Result<Same, Error> {
        let signed = entry.code.as_deref().and_then(|code| seal::open(code, keys).ok());
        let mut own = signed.unwrap_or_else(|| certificate::claim(&entry.serial, &entry.content));
        let is_erased: bool = self.connection().query_row(
            "SELECT protection <> 'none' FROM student WHERE id = ?1",
            [entry.student.0],
            |row| row.get(0),
        )?;
        if own == *claim {
            return Ok(Same::All);
        }
        own.name.clone_from(&claim.name);

        Ok(if is_erased && own == *claim { Same::ButForTheName } else { Same::Not })
    }

    /// Notes that keys have been lost, by their hexadecimal; one that signs is replaced.
    pub(super) fn know_lost(&mut self, lost: &[String]) -> Result<(), Error> {
        for known in self.known_keys()? {
            if known.lost_on.is_some() || !lost.contains(&known.key.hexadecimal()) {
                continue;
            }
            let today = self.today();
            if known.is_in_use
                && let Some(writing) = &self.writing
            {
                insert_key(&self.connection, today, &writing.installation.keyring)?;
            }
            note_lost(&self.connection, known.key, today)?;
        }

        Ok(())
    }

    /// Notes keys that others sign with, and those that are lost; one that signs here and is lost is replaced.
    pub fn know_told_keys(&mut self, told: &[KnownKey]) -> Result<(), Error> {
        let known: BTreeMap<[u8; 32], bool> = self
            .known_keys()?
            .iter()
            .map(|known| (known.key.to_bytes(), known.lost_on.is_some()))
            .collect();
        let is_new = |told: &&KnownKey| {
            known.get(&told.key.to_bytes()).is_none_or(|is_lost| !is_lost && told.lost_on.is_some())
        };
        let new: Vec<&KnownKey> = told.iter().filter(is_new).collect();
        if new.is_empty() {
            return Ok(());
        }
        let in_use = self.public_key()?;
        let (today, keyring) = match &self.writing {
            Some(writing) => (self.today(), writing.installation.keyring.clone()),
            None => return Err(Error::ReadOnly),
        };
        let transaction = self.connection.transaction()?;
        for told in new {
            transaction.execute(
                "INSERT OR IGNORE INTO signing_key (public, made_on) VALUES (?1, ?2)",
                params![told.key.to_bytes(), told.made_on.to_string()],
            )?;
            if let Some(day) = told.lost_on {
                if told.key == in_use {
                    insert_key(&transaction, today, &keyring)?;
                }
                note_lost(&transaction, told.key, day)?;
            }
        }

        Ok(transaction.commit()?)
    }

    /// All keys, to be taken along.
    pub(super) fn signing_keys(&self) -> Result<SigningKeys, Error> {
        let secret = match find_secret(self.connection())? {
            Some(Secret::Here(key)) => Some(key),
            Some(Secret::InKeyring(_)) | None => None,
        };

        Ok(SigningKeys { register: self.uid, keys: self.known_keys()?, secret })
    }

    /// Notes the keys of the register this one was restored over, so that its certificates can still be checked, and which
    /// were lost. An earlier state of the same register goes on with the newest key: the one before may have been given up.
    pub(super) fn know_keys(&mut self, taken: &SigningKeys) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        for known in &taken.keys {
            let public = known.key.to_bytes();
            transaction.execute(
                "INSERT OR IGNORE INTO signing_key (public, made_on) VALUES (?1, ?2)",
                params![public, known.made_on.to_string()],
            )?;
            if let Some(day) = known.lost_on {
                note_lost(&transaction, known.key, day)?;
            }
        }
        let in_use = taken.keys.iter().find(|known| known.is_in_use);
        if let Some(in_use) = in_use.filter(|_| taken.register == self.uid) {
            let secret = taken.secret.as_ref().map(SecretKey::to_bytes);
            transaction.execute("UPDATE signing_key SET secret = NULL, in_keyring = 0", [])?;
            transaction.execute(
                "UPDATE signing_key SET secret = ?2, in_keyring = ?3 WHERE public = ?1",
                params![in_use.key.to_bytes(), secret, secret.is_none()],
            )?;
        }
        transaction.commit()?;

        Ok(())
    }
}

/// How far a code says what the ledger says.
enum Same {
    /// In everything.
    All,
    /// In everything but the name, which the ledger no longer has.
    ButForTheName,
    /// It does not.
    Not,
}

fn note_lost(connection: &Connection, key: PublicKey, day: NaiveDate) -> Result<(), Error> {
    connection.execute(
        "UPDATE signing_key SET lost_on = coalesce(lost_on, ?2) WHERE public = ?1",
        params![key.to_bytes(), day.to_string()],
    )?;

    Ok(())
}
