//! Identity numbers as keyed digests, where the register's owner wants duplicates told by them: HMAC-SHA-256 (RFC 2104)
//! with a key of this register, cut to 16 bytes. The number itself is never kept. Whoever has the register has the key:
//! the digest keeps numbers out of exports, messages and eyes, not out of reach of somebody with the file and patience.

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::OptionalExtension;
use sha2::Sha256;

use super::journal::rows::ProgrammeKey;
use super::journal::{ChangeKind, Committed, Entity, Goes, rows};
use super::{Error, Register};
use crate::domain::identity_number::IdentityNumber;

/// Makes digests with a register's key.
pub struct Digester {
    keyed: Hmac<Sha256>,
}

impl Digester {
    /// The digest of a number, as 32 hexadecimal digits.
    pub fn digest(&self, number: &IdentityNumber) -> String {
        let mut mac = self.keyed.clone();
        mac.update(number.for_hashing());

        mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Register {
    /// What makes digests, where they are wanted.
    pub fn digester(&self) -> Result<Option<Digester>, Error> {
        let key: Option<Vec<u8>> = self
            .connection()
            .query_row(
                "SELECT digest_key.secret FROM digest_key
                 JOIN programme ON programme.deleted = 0 AND programme.number_digests = 1",
                [],
                |row| row.get(0),
            )
            .optional()?;
        let Some(key) = key else { return Ok(None) };
        let keyed =
            Hmac::new_from_slice(&key).map_err(|_| Error::Damaged("digest_key".to_owned()))?;

        Ok(Some(Digester { keyed }))
    }

    /// Whether identity numbers are kept as digests.
    pub fn keeps_number_digests(&self) -> Result<bool, Error> {
        Ok(self.digester()?.is_some())
    }

    /// Says whether identity numbers are to be kept as digests. Where they no longer are, those there are go for good,
    /// from the journal too.
    pub fn keep_number_digests(&mut self, keep: bool) -> Result<Committed, Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| Error::Damaged(error.to_string()))?;
        let (committed, ()) = self.change(|change| {
            let programme = change.connection().query_row(
                "SELECT id FROM programme WHERE deleted = 0",
                [],
                |row| row.get(0).map(ProgrammeKey),
            )?;
            change.edit(programme, |row| row.number_digests = Some(keep))?;
            if keep {
                change.connection().execute(
                    "INSERT INTO digest_key (id, secret) VALUES (1, ?1) ON CONFLICT DO NOTHING",
                    [secret],
                )?;
            } else {
                let goes = Goes::OfEverybody(rows::Student::number_digest);
                change.erase(Entity::Programme, &[programme.0], goes)?;
                change.connection().execute("DELETE FROM digest_key", [])?;
            }
            Ok((ChangeKind::NumberDigestsChosen { kept: keep }, ()))
        })?;

        Ok(committed)
    }
}
