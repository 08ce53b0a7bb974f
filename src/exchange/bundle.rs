//! Changes as they lie in the place: some of them at a time, encrypted, signed, each file naming the one before.

use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use minicbor::{Decoder, Encoder};
use uuid::Uuid;

use super::ExchangeError;
use super::sealed;
use crate::register::journal::form::Form;
use crate::register::sharing::ScopeKey;

/// The most changes in one file.
const MOST: usize = 500;
/// About the most bytes of changes in one file: one is taken in at a time.
const LARGEST: usize = 1 << 20;

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bundle {
    pub changes: Vec<Form>,
    /// Up to where nothing more of an origin is for those who read it: by device and epoch.
    pub complete: BTreeMap<(Uuid, i64), i64>,
    /// The files in whose place it was put, in order; none where it is the first that was written there.
    pub stands_for: Vec<Former>,
}

/// A file that another was put in the place of, since what it held of somebody was erased, or since it was one of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Former {
    /// The number of its last item.
    pub last: i64,
    /// Its hash, which the file after it names.
    pub hash: [u8; 32],
}

/// Which file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The folder it lies in, from the place's root.
    pub folder: &'a str,
    pub author: Uuid,
    /// The numbers of its first and its last item, counted from 1 in the folder.
    pub first: i64,
    pub last: i64,
    /// The hash of the file before; zeros where it is the first.
    pub before: [u8; 32],
}

impl Bundle {
    /// Changes, in as many files as they need.
    pub fn of(changes: Vec<Form>) -> Vec<Self> {
        let mut bundles: Vec<Self> = Vec::new();
        let mut size = 0;
        for change in changes {
            let is_full =
                bundles.last().is_none_or(|last| last.changes.len() >= MOST || size >= LARGEST);
            if is_full {
                bundles.push(Self::default());
                size = 0;
            }
            size += change.to_bytes().len();
            if let Some(last) = bundles.last_mut() {
                last.changes.push(change);
            }
        }

        bundles
    }

    /// How many numbers it takes: one also where it holds no change.
    pub fn items(&self) -> i64 {
        i64::try_from(self.changes.len()).unwrap_or(i64::MAX).max(1)
    }

    /// What the file after it names, where these are its bytes.
    pub fn hash(&self, bytes: &[u8]) -> [u8; 32] {
        self.stands_for.last().map_or_else(|| sealed::hash(bytes), |former| former.hash)
    }

    /// Writes it.
    pub fn write(
        &self,
        place: &Place<'_>,
        signing: &SigningKey,
        key: &ScopeKey,
    ) -> Result<Vec<u8>, ExchangeError> {
        let mut plain = Vec::new();
        let mut writer = Encoder::new(&mut plain);
        let mut fill = || -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
            writer.array(4)?.u8(1)?;
            writer.array(self.stands_for.len() as u64)?;
            for Former { last, hash } in &self.stands_for {
                writer.array(2)?.i64(*last)?.bytes(hash)?;
            }
            writer.array(self.changes.len() as u64)?;
            for change in &self.changes {
                writer.bytes(&change.to_bytes())?;
            }
            writer.array(self.complete.len() as u64)?;
            for ((device, epoch), seq) in &self.complete {
                writer.array(3)?.bytes(device.as_bytes())?.i64(*epoch)?.i64(*seq)?;
            }
            Ok(())
        };
        fill().map_err(|_| ExchangeError::Unreadable)?;
        let about = place.about()?;
        let sealed = sealed::seal(key, &about, &plain)?;
        let mut bytes = Vec::new();
        let mut writer = Encoder::new(&mut bytes);
        writer
            .array(2)
            .and_then(|writer| writer.bytes(&about)?.bytes(&sealed))
            .map_err(|_| ExchangeError::Unreadable)?;

        Ok(sealed::sign(signing, &bytes))
    }

    /// Reads it; `None` where its key is not here.
    ///
    /// # Errors
    /// It is another file, or not its author's ([`ExchangeError::Forged`]).
    pub fn read(
        signed: &[u8],
        place: &Place<'_>,
        public: &[u8; 32],
        keys: &[ScopeKey],
    ) -> Result<Option<Self>, ExchangeError> {
        let forged = || ExchangeError::Forged;
        let bytes = sealed::signed_by(public, signed).ok_or_else(forged)?;
        let about = place.about()?;
        let sealed = sealed_part(bytes, &about).ok_or_else(forged)?;
        let Some(plain) = sealed::open(keys, &about, sealed)? else { return Ok(None) };

        Self::from_plain(&plain).map(Some).ok_or(ExchangeError::Unreadable)
    }

    /// Reads what its author wrote, or what another put in its place: somebody who may, and only where it says what it stands
    /// for.
    ///
    /// # Errors
    /// It is another file, or none of theirs ([`ExchangeError::Forged`]).
    pub fn read_by(
        signed: &[u8],
        place: &Place<'_>,
        author: &[u8; 32],
        others: &[[u8; 32]],
        keys: &[ScopeKey],
    ) -> Result<Option<Self>, ExchangeError> {
        let first = Self::read(signed, place, author, keys);
        if !matches!(first, Err(ExchangeError::Forged)) {
            return first;
        }
        for other in others {
            match Self::read(signed, place, other, keys) {
                Ok(Some(bundle)) if !bundle.stands_for.is_empty() => return Ok(Some(bundle)),
                Ok(None) => return Ok(None),
                _ => {}
            }
        }

        first
    }

    fn from_plain(plain: &[u8]) -> Option<Self> {
        let mut reader = Decoder::new(plain);
        if reader.array().ok()? != Some(4) || reader.u8().ok()? != 1 {
            return None;
        }
        let mut bundle = Self::default();
        for _ in 0..reader.array().ok()?? {
            reader.array().ok()?;
            let last = reader.i64().ok()?;
            bundle.stands_for.push(Former { last, hash: reader.bytes().ok()?.try_into().ok()? });
        }
        for _ in 0..reader.array().ok()?? {
            let form = Form::from_bytes(reader.bytes().ok()?).ok()?;
            bundle.changes.push(form.holds().then_some(form)?);
        }
        for _ in 0..reader.array().ok()?? {
            reader.array().ok()?;
            let device = Uuid::from_slice(reader.bytes().ok()?).ok()?;
            let origin = (device, reader.i64().ok()?);
            bundle.complete.insert(origin, reader.i64().ok()?);
        }

        Some(bundle)
    }
}

/// Reads a file of a folder, whichever it is; `None` where it is none that can be read.
pub fn read_any<'a>(
    signed: &[u8],
    folder: &'a str,
    author: Uuid,
    signers: &[[u8; 32]],
    keys: &[ScopeKey],
) -> Result<Option<(Place<'a>, Bundle)>, ExchangeError> {
    for signer in signers {
        let Some(bytes) = sealed::signed_by(signer, signed) else { continue };
        let Some(place) = place_of(bytes, folder, author) else { continue };
        if let Ok(Some(bundle)) = Bundle::read(signed, &place, signer, keys) {
            return Ok(Some((place, bundle)));
        }
    }

    Ok(None)
}

/// Which file of a folder it says it is.
fn place_of<'a>(bytes: &[u8], folder: &'a str, author: Uuid) -> Option<Place<'a>> {
    let mut reader = Decoder::new(bytes);
    reader.array().ok()?;
    let mut reader = Decoder::new(reader.bytes().ok()?);
    let is_there = reader.array().ok()? == Some(5)
        && reader.str().ok()? == folder
        && reader.bytes().ok()? == author.as_bytes();
    let (first, last) = (reader.i64().ok()?, reader.i64().ok()?);
    let before = reader.bytes().ok()?.try_into().ok()?;

    is_there.then_some(Place { folder, author, first, last, before })
}

fn sealed_part<'a>(bytes: &'a [u8], about: &[u8]) -> Option<&'a [u8]> {
    let mut reader = Decoder::new(bytes);
    if reader.array().ok()? != Some(2) || reader.bytes().ok()? != about {
        return None;
    }

    reader.bytes().ok()
}

impl Place<'_> {
    fn about(&self) -> Result<Vec<u8>, ExchangeError> {
        let mut bytes = Vec::new();
        Encoder::new(&mut bytes)
            .array(5)
            .and_then(|writer| {
                writer
                    .str(self.folder)?
                    .bytes(self.author.as_bytes())?
                    .i64(self.first)?
                    .i64(self.last)?
                    .bytes(&self.before)
            })
            .map_err(|_| ExchangeError::Unreadable)?;

        Ok(bytes)
    }
}
