//! What keeps values from being guessed from their commitments, and what is left of values that have gone.

use std::collections::BTreeMap;

use chrono::Utc;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::form::{FormCell, FormValue, Hash, Hidden, Salt};
use crate::register::Error;

/// The salts of an op's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Salts {
    /// All are made of one seed: nothing has gone, and the op was made here.
    Seed(Salt),
    /// One each, by field.
    Each(BTreeMap<String, SaltOrCommitment>),
}

/// What is kept beside a value, or instead of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaltOrCommitment {
    /// The salt of a value that is here.
    Salt(Salt),
    /// The commitment of one that is not.
    Hidden(Hidden, Hash),
}

impl Salts {
    /// What is kept of a field's value.
    pub fn of(&self, field: &str) -> Option<SaltOrCommitment> {
        match self {
            Self::Seed(seed) => Some(SaltOrCommitment::Salt(derived(seed, field))),
            Self::Each(each) => each.get(field).copied(),
        }
    }

    /// The fields of which nothing is here but the commitment.
    pub fn hidden(&self) -> impl Iterator<Item = (&str, Hidden, Hash)> {
        let each = match self {
            Self::Seed(_) => None,
            Self::Each(each) => Some(each),
        };

        each.into_iter().flatten().filter_map(|(field, kept)| match kept {
            SaltOrCommitment::Hidden(why, commitment) => Some((field.as_str(), *why, *commitment)),
            SaltOrCommitment::Salt(_) => None,
        })
    }

    /// Leaves of a field's value its commitment, for good. `fields` are those that have a value.
    pub fn erase(&mut self, field: &str, value: &FormValue, fields: &[&str]) -> Result<(), Error> {
        if let Self::Seed(seed) = self {
            let salts =
                fields.iter().map(|field| (*field, SaltOrCommitment::Salt(derived(seed, field))));
            *self = Self::Each(salts.map(|(field, kept)| (field.to_owned(), kept)).collect());
        }
        let Self::Each(each) = self else { return Ok(()) };
        let kept = each.get(field).copied().ok_or_else(unreadable)?;
        let commitment = match kept {
            SaltOrCommitment::Salt(salt) => FormCell::Open(salt, value.clone()).commitment(field),
            SaltOrCommitment::Hidden(_, commitment) => commitment,
        };
        each.insert(field.to_owned(), SaltOrCommitment::Hidden(Hidden::Erased, commitment));

        Ok(())
    }

    /// What was withheld is gone for good; whether it was withheld.
    pub fn erase_withheld(&mut self, field: &str) -> bool {
        match self {
            Self::Each(each) => match each.get_mut(field) {
                Some(SaltOrCommitment::Hidden(why @ Hidden::Withheld, _)) => {
                    *why = Hidden::Erased;
                    true
                }
                _ => false,
            },
            Self::Seed(_) => false,
        }
    }

    /// As the register keeps it: a seed as it is, else a CBOR list of fields, each with its salt or its commitment; that of a
    /// value which was withheld stands in a list.
    pub fn to_bytes(&self) -> Vec<u8> {
        let each = match self {
            Self::Seed(seed) => return seed.to_vec(),
            Self::Each(each) => each,
        };
        let mut bytes = Vec::new();
        let mut writer = Encoder::new(&mut bytes);
        let mut write = || -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
            writer.array(each.len() as u64)?;
            for (field, kept) in each {
                writer.array(2)?.str(field)?;
                match kept {
                    SaltOrCommitment::Salt(salt) => writer.bytes(salt)?,
                    SaltOrCommitment::Hidden(Hidden::Erased, commitment) => {
                        writer.bytes(commitment)?
                    }
                    SaltOrCommitment::Hidden(Hidden::Withheld, commitment) => {
                        writer.array(1)?.bytes(commitment)?
                    }
                };
            }
            Ok(())
        };
        // Memory does not fail.
        let _ = write();

        bytes
    }

    /// Reads what [`Salts::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        if let Ok(seed) = bytes.try_into() {
            return Ok(Self::Seed(seed));
        }

        read_each(bytes).map(Self::Each).ok_or_else(unreadable)
    }
}

fn read_each(bytes: &[u8]) -> Option<BTreeMap<String, SaltOrCommitment>> {
    let mut reader = Decoder::new(bytes);
    let mut each = BTreeMap::new();
    for _ in 0..reader.array().ok()?? {
        reader.array().ok().filter(|length| *length == Some(2))?;
        let field = reader.str().ok()?.to_owned();
        let kept = match reader.datatype().ok()? {
            Type::Array => {
                reader.array().ok()?;
                SaltOrCommitment::Hidden(Hidden::Withheld, reader.bytes().ok()?.try_into().ok()?)
            }
            _ => match reader.bytes().ok()? {
                salt if salt.len() == 16 => SaltOrCommitment::Salt(salt.try_into().ok()?),
                commitment => SaltOrCommitment::Hidden(Hidden::Erased, commitment.try_into().ok()?),
            },
        };
        each.insert(field, kept);
    }

    Some(each)
}

fn derived(seed: &Salt, field: &str) -> Salt {
    let digest = Sha256::new().chain_update(seed).chain_update(field).finalize();
    let mut salt = Salt::default();
    salt.copy_from_slice(&digest[..16]);

    salt
}

fn unreadable() -> Error {
    Error::Damaged("journal: salts".to_owned())
}

/// Random bytes, fetched from the system a page at a time.
#[derive(Default)]
pub struct Randomness {
    fetched: Vec<u8>,
    /// How many of them are spent.
    spent: usize,
    /// When the newest identity was made, in milliseconds since 1970 (UTC), and the how many-eth it was of those.
    newest: (u64, u16),
}

impl Randomness {
    /// A salt that nobody can guess.
    pub fn salt(&mut self) -> Result<Salt, Error> {
        const FETCHED: usize = 256 * size_of::<Salt>();
        if self.spent == self.fetched.len() {
            self.fetched.resize(FETCHED, 0);
            getrandom::fill(&mut self.fetched)
                .map_err(|error| Error::Damaged(error.to_string()))?;
            self.spent = 0;
        }
        let mut salt = Salt::default();
        salt.copy_from_slice(&self.fetched[self.spent..self.spent + size_of::<Salt>()]);
        self.spent += size_of::<Salt>();

        Ok(salt)
    }

    /// An identity that nobody else makes (UUIDv7, RFC 9562), greater than those it made before. Its moment is the
    /// computer's, also where the day was set by hand.
    pub fn identity(&mut self) -> Result<Uuid, Error> {
        // What the version leaves of the two bytes that count.
        const MOST: u16 = 0x0FFF;
        let now = u64::try_from(Utc::now().timestamp_millis()).unwrap_or_default();
        self.newest = match self.newest {
            (then, _) if then < now => (now, 0),
            (then, MOST) => (then + 1, 0),
            (then, counted) => (then, counted + 1),
        };
        let (milliseconds, counted) = self.newest;
        let mut random = [0; 10];
        random.copy_from_slice(&self.salt()?[..10]);
        random[..2].copy_from_slice(&counted.to_be_bytes());

        Ok(uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_erased_leaves_its_commitment_and_nothing_to_guess_it_by() {
        let mut salts = Salts::Seed([7; 16]);
        let value = FormValue::Text("Elin".to_owned());
        let Some(SaltOrCommitment::Salt(salt)) = salts.of("given") else { panic!() };
        let commitment = FormCell::Open(salt, value.clone()).commitment("given");
        salts.erase("given", &value, &["family", "given"]).unwrap();

        assert_eq!(salts.of("given"), Some(SaltOrCommitment::Hidden(Hidden::Erased, commitment)));
        assert!(matches!(salts.of("family"), Some(SaltOrCommitment::Salt(_))));
        assert_eq!(Salts::from_bytes(&salts.to_bytes()).unwrap(), salts);
        let bytes = salts.to_bytes();
        for secret in [[7; 16], salt] {
            assert!(!bytes.windows(16).any(|window| window == secret));
        }
        // A second time changes nothing.
        salts.erase("given", &FormValue::Null, &["family", "given"]).unwrap();
        assert_eq!(salts.of("given"), Some(SaltOrCommitment::Hidden(Hidden::Erased, commitment)));
    }

    #[test]
    fn identities_stand_in_the_order_in_which_they_were_made() {
        let mut random = Randomness::default();
        let made: Vec<Uuid> = (0..10_000).map(|_| random.identity().unwrap()).collect();

        assert!(made.windows(2).all(|two| two[0] < two[1]));
        assert!(made.iter().all(|one| one.get_version_num() == 7));
    }

    #[test]
    fn salts_are_never_the_same_twice() {
        let mut random = Randomness::default();
        let salts: Vec<Salt> = (0..600).map(|_| random.salt().unwrap()).collect();

        assert!(salts.iter().enumerate().all(|(at, salt)| !salts[..at].contains(salt)));
    }
}
