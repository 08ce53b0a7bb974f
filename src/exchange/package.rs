//! A class, or several, as one encrypted file for a teacher without the place: by mail or on a stick, with a code told by phone.
//! The teacher logs in it and sends a file back.
//!
//! The package brings a computer's identity of its own, which may write those classes and nothing else. Each time it is opened it
//! begins an epoch from chance, so that two who open it don't write under one number.

use std::collections::BTreeMap;
use std::path::Path;

use age::secrecy::SecretString;
use minicbor::{Decoder, Encoder};
use uuid::Uuid;

use super::sealed::{self, decrypt, encrypt, random};
use super::{ExchangeError, StoreError};
use crate::clock::Clock;
use crate::disk;
use crate::domain::ClassId;
use crate::installation::{Installation, LastWritten};
use crate::register::Register;
use crate::register::journal::form::{Form, FormValue};
use crate::register::sharing::Difference;
use crate::register::sharing::{Audience, KeptPackage, Secret, Writer};

/// The letters of a code's words: such as are not taken for each other when they are said.
const CONSONANTS: &[u8] = b"bdfgklmnprstv";
const VOWELS: &[u8] = b"aeiouy";
/// How many words a code has: 75 bits.
const WORDS: usize = 6;
/// How much work it is to try a code, as a power of two.
const WORK: u8 = 17;

/// The largest package, in bytes.
pub const LARGEST: u64 = 256 << 20;

/// What a package begins with, so that it is known by whoever finds it.
const PACKAGE: &[u8] = b"kursliggaren package 1\n";
/// What a file that comes back begins with.
const BACK: &[u8] = b"kursliggaren package back 1\n";

/// A package, and the code that opens it.
#[derive(Debug, Clone)]
pub struct Package {
    pub bytes: Vec<u8>,
    pub code: String,
}

/// What came back, and what it would change.
#[derive(Debug, Clone)]
pub struct Returned {
    /// Whose package it was.
    pub whose: KeptPackage,
    pub changes: Vec<Form>,
    pub differences: Vec<Difference>,
}

/// What a package holds.
struct Contents {
    register: Uuid,
    kept: KeptPackage,
    changes: Vec<Form>,
    complete: BTreeMap<(Uuid, i64), i64>,
}

/// Whether a file says that it is a package.
pub fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(PACKAGE)
}

/// Whether there is a package in a file.
pub fn is_file(path: &Path) -> bool {
    disk::read_file(path, LARGEST).is_ok_and(|bytes| is_package(&bytes))
}

/// Makes a package of some classes for somebody.
///
/// # Errors
/// No class is named ([`ExchangeError::NoClass`]), or this computer may not give classes away.
pub fn make(
    register: &mut Register,
    classes: &[ClassId],
    name: &str,
) -> Result<Package, ExchangeError> {
    if classes.is_empty() {
        return Err(ExchangeError::NoClass);
    }
    if register.is_limited()? {
        return Err(ExchangeError::OnlyCoordinators);
    }
    let kept = KeptPackage {
        id: Uuid::now_v7(),
        device: Uuid::now_v7(),
        name: name.to_owned(),
        secret: random()?,
        made: register.moment(),
        is_own: false,
    };
    register.note_member(name, kept.device, true, classes)?;
    register.keep_package(&kept)?;
    let mut changes: BTreeMap<_, Form> = BTreeMap::new();
    for class in classes {
        let uid = register.uid_of_class(*class)?;
        let scope = register.scope(&Audience::Class(uid))?;
        for form in register.changes_after(0, usize::MAX, |_| true)?.changes {
            if !scope.sees_any(&form) {
                continue;
            }
            let seen = scope.excerpt(form);
            let joined = match changes.remove(&seen.id) {
                Some(known) => known.join(&seen),
                None => seen,
            };
            changes.insert(joined.id, joined);
        }
    }
    let contents = Contents {
        register: register.uid(),
        kept,
        changes: changes.into_values().collect(),
        complete: register.holds()?,
    };
    let code = new_code()?;
    let packed = zstd::encode_all(contents.to_bytes()?.as_slice(), 6)
        .map_err(|_| ExchangeError::Unreadable)?;
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(code.clone()));
    recipient.set_work_factor(WORK);
    let sealed = age::encrypt(&recipient, &packed).map_err(|_| ExchangeError::Unreadable)?;

    Ok(Package { bytes: [PACKAGE, &sealed].concat(), code })
}

/// Opens a package: makes a register of it.
///
/// # Errors
/// It is none, or the code is another ([`ExchangeError::WrongCode`]).
pub fn open(
    bytes: &[u8],
    code: &str,
    path: &Path,
    installation: &Installation,
    clock: Clock,
) -> Result<Register, ExchangeError> {
    let sealed = bytes.strip_prefix(PACKAGE).ok_or(ExchangeError::Unreadable)?;
    let mut identity = age::scrypt::Identity::new(SecretString::from(read_code(code)));
    identity.set_max_work_factor(WORK);
    let packed = age::decrypt(&identity, sealed).map_err(|_| ExchangeError::WrongCode)?;
    let plain = sealed::unpack(&packed)?;
    let contents = Contents::from_bytes(&plain).ok_or(ExchangeError::Unreadable)?;
    let kept = KeptPackage { is_own: true, ..contents.kept };
    let installation = installation.clone().with_device(kept.device);
    let epoch = i64::from(u32::from_be_bytes(random()?));
    // A mark that can't be kept is only missing: then the epoch is the first.
    let _ = installation.remember_written(contents.register, path, LastWritten { epoch, seq: 0 });
    let mut register = Register::create_for_changes(path, contents.register, &installation, clock)?;
    register.keep_own_identity(kept.device)?;
    register.keep_package(&kept)?;
    register.take_shared(&contents.changes, &contents.complete)?;
    register.keep_writers(&[Writer { device: kept.device, role: "teacher", is_gone: false }])?;

    Ok(register)
}

/// What was written in an opened package, as a file to send back.
///
/// # Errors
/// The register is no opened package ([`ExchangeError::NoPackage`]).
pub fn back(register: &Register) -> Result<Vec<u8>, ExchangeError> {
    let own = register.packages()?.into_iter().find(|package| package.is_own);
    let own = own.ok_or(ExchangeError::NoPackage)?;
    let changes = register.changes_after(0, usize::MAX, |device| device == own.device)?.changes;
    let mut plain = Vec::new();
    let mut writer = Encoder::new(&mut plain);
    let mut fill = || -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        writer.array(changes.len() as u64)?;
        for change in &changes {
            writer.bytes(&change.to_bytes())?;
        }
        Ok(())
    };
    fill().map_err(|_| ExchangeError::Unreadable)?;
    let packed = zstd::encode_all(plain.as_slice(), 6).map_err(|_| ExchangeError::Unreadable)?;
    let sealed = encrypt(&own.secret, own.id.as_bytes(), &packed)?;

    Ok([BACK, own.id.as_bytes(), &sealed].concat())
}

/// The changes in a file that came back, and whose package it was.
///
/// # Errors
/// It is none, or of a package that this register has not given ([`ExchangeError::NoPackage`]).
pub fn read_back(
    register: &Register,
    bytes: &[u8],
) -> Result<(KeptPackage, Vec<Form>), ExchangeError> {
    let rest = bytes.strip_prefix(BACK).ok_or(ExchangeError::NoPackage)?;
    let (id, sealed) = rest.split_at_checked(16).ok_or(ExchangeError::NoPackage)?;
    let given = register
        .packages()?
        .into_iter()
        .find(|package| !package.is_own && package.id.as_bytes() == id)
        .ok_or(ExchangeError::NoPackage)?;
    let plain = sealed::unpack(&decrypt(&given.secret, id, sealed)?)?;
    let changes = read_changes(&mut Decoder::new(&plain)).ok_or(ExchangeError::Unreadable)?;
    match changes.iter().all(|change| change.id.device == given.device) {
        true => Ok((given, changes)),
        false => Err(ExchangeError::Forged),
    }
}

/// What came back, and what taking it in would change. Nothing is changed.
///
/// # Errors
/// As [`read_back`].
pub fn look_at(register: &mut Register, bytes: &[u8]) -> Result<Returned, ExchangeError> {
    let (whose, changes) = read_back(register, bytes)?;
    // What a new row points at and that it is there is said by its name.
    let is_told = |difference: &Difference| {
        !matches!(difference.after, FormValue::Row(_))
            && (difference.field, &difference.after) != ("deleted", &FormValue::Integer(0))
    };
    let differences = register.try_shared(&changes)?.into_iter().filter(is_told).collect();

    Ok(Returned { whose, changes, differences })
}

/// The bytes of a package, or of one that came back.
///
/// # Errors
/// It can't be read, or is larger than any package.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ExchangeError> {
    Ok(disk::read_file(path, LARGEST).map_err(StoreError::from)?)
}

impl Contents {
    fn to_bytes(&self) -> Result<Vec<u8>, ExchangeError> {
        let mut bytes = Vec::new();
        let mut writer = Encoder::new(&mut bytes);
        let mut fill = || -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
            writer.array(8)?.u8(1)?.bytes(self.register.as_bytes())?;
            writer.bytes(self.kept.id.as_bytes())?.bytes(self.kept.device.as_bytes())?;
            writer.bytes(&self.kept.secret)?.str(&self.kept.name)?;
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

        Ok(bytes)
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Decoder::new(bytes);
        if reader.array().ok()? != Some(8) || reader.u8().ok()? != 1 {
            return None;
        }
        let mut uid = || Uuid::from_slice(reader.bytes().ok()?).ok();
        let (register, id, device) = (uid()?, uid()?, uid()?);
        let secret: Secret = reader.bytes().ok()?.try_into().ok()?;
        let name = reader.str().ok()?.to_owned();
        let changes = read_changes(&mut reader)?;
        let mut complete = BTreeMap::new();
        for _ in 0..reader.array().ok()?? {
            reader.array().ok()?;
            let device = Uuid::from_slice(reader.bytes().ok()?).ok()?;
            let origin = (device, reader.i64().ok()?);
            complete.insert(origin, reader.i64().ok()?);
        }

        Some(Self {
            register,
            kept: KeptPackage { id, device, name, secret, made: 0, is_own: true },
            changes,
            complete,
        })
    }
}

fn read_changes(reader: &mut Decoder<'_>) -> Option<Vec<Form>> {
    let mut changes = Vec::new();
    for _ in 0..reader.array().ok()?? {
        let form = Form::from_bytes(reader.bytes().ok()?).ok()?;
        changes.push(form.holds().then_some(form)?);
    }

    Some(changes)
}

/// Six words of four letters, from chance.
fn new_code() -> Result<String, ExchangeError> {
    let mut words: Vec<String> = Vec::with_capacity(WORDS);
    while words.len() < WORDS {
        let mut word = String::new();
        while word.len() < 4 {
            let letters = if word.len().is_multiple_of(2) { CONSONANTS } else { VOWELS };
            let [drawn] = random::<1>()?;
            // Drawn again where some letters would come more often than others.
            let most = 256 - 256 % letters.len();
            if usize::from(drawn) < most {
                word.push(char::from(letters[usize::from(drawn) % letters.len()]));
            }
        }
        words.push(word);
    }

    Ok(words.join(" "))
}

/// A code as people type it.
fn read_code(typed: &str) -> String {
    let lower = typed.to_lowercase();
    let words: Vec<&str> =
        lower.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty()).collect();

    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_six_words_and_are_read_as_people_type_them() {
        let code = new_code().unwrap();
        assert_eq!(code.split(' ').count(), WORDS);
        assert!(code.split(' ').all(|word| word.len() == 4), "{code}");
        assert_eq!(read_code(&code.to_uppercase().replace(' ', "-")), code);
        assert_ne!(new_code().unwrap(), code);
    }
}
