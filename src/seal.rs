//! Codes on certificates: what one claims, signed with Ed25519 (RFC 8032, verified strictly), as CBOR (RFC 8949) in
//! Base45 (RFC 9285), so that anyone with the public key can check it without a network.
//!
//! `KL1:` stands before the Base45 of an array of key id, serial, kind, name, course, minutes attended, minutes planned,
//! day of issue and issuer, followed by the 64 bytes of the signature over `KL1:` and the array.

pub mod page;
pub mod read;
pub mod squares;

use chrono::{Datelike, NaiveDate};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use sha2::{Digest, Sha256};

use crate::domain::Minutes;
use crate::domain::certificate::{CertificateKind, Serial};

/// Stands before every code of this version.
pub const PREFIX: &str = "KL1:";
/// The name of the codes in the description of a PDF (XMP).
pub const NAMESPACE: &str = "https://kursliggaren.se/ns/certificate/1.0/";
/// The longest code, in characters.
pub const LONGEST: usize = 480;
/// The longest code for names up to [`SHORT_NAME`] bytes, in characters.
const LONGEST_FOR_SHORT_NAMES: usize = 319;
const SHORT_NAME: usize = 50;
const SIGNATURE: usize = 64;
const KEY_ID: usize = 4;

/// What a certificate's code claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The certificate's number.
    pub serial: Serial,
    /// Which certificate it is.
    pub kind: CertificateKind,
    /// The student's name or alias, never shortened.
    pub name: String,
    /// The course; ends in `…` where the code had no room for all of it.
    pub course: String,
    /// Minutes attended.
    pub attended: Minutes,
    /// Minutes in the plan.
    pub planned: Minutes,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// Who issued it; ends in `…` where the code had no room for all of it.
    pub issuer: String,
}

/// A key that others check codes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// The key that signs. It is not shown, not even to those who look for mistakes.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SecretKey")
    }
}

/// Why a code can't be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// It is not a code of ours, or not a whole one.
    #[error("not a code")]
    NotACode,
    /// A newer program made it.
    #[error("a newer version")]
    NewerVersion,
    /// No known key has signed it.
    #[error("an unknown key")]
    UnknownKey,
    /// It was changed after it was signed.
    #[error("a wrong signature")]
    WrongSignature,
}

impl SecretKey {
    /// A new key, by the system's randomness.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;

        Ok(Self(SigningKey::from_bytes(&bytes)))
    }

    /// The key that was kept as these bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(bytes))
    }

    /// The bytes to keep, in the register and nowhere else.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// What others check with.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }
}

impl PublicKey {
    /// The key that was written as these bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(bytes).ok().map(Self)
    }

    pub fn to_bytes(self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Its 32 bytes in hexadecimal, as it is published.
    pub fn hexadecimal(self) -> String {
        self.0.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The key that was published as [`PublicKey::hexadecimal`].
    pub fn from_hexadecimal(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).ok()?;
        }

        Self::from_bytes(&bytes)
    }

    /// The beginning of its SHA-256, by which a code says who signed it.
    pub fn id(self) -> [u8; KEY_ID] {
        let digest = Sha256::digest(self.0.to_bytes());
        let mut id = [0; KEY_ID];
        id.copy_from_slice(&digest[..KEY_ID]);

        id
    }
}

/// The code of a claim; `None` where the name alone is too long for one.
pub fn seal(claim: &Claim, key: &SecretKey) -> Option<String> {
    let most = match claim.name.len() <= SHORT_NAME {
        true => LONGEST_FOR_SHORT_NAMES,
        false => LONGEST,
    };
    let room = (most - PREFIX.len()) / 3 * 2 + usize::from((most - PREFIX.len()) % 3 == 2);
    let mut claim = claim.clone();
    let mut payload = encode(&claim, key.public().id());
    while payload.len() + SIGNATURE > room {
        let over = payload.len() + SIGNATURE - room;
        let longer = match claim.issuer.len() >= claim.course.len() {
            true => &mut claim.issuer,
            false => &mut claim.course,
        };
        shorten(longer, over)?;
        payload = encode(&claim, key.public().id());
    }
    let signature = key.0.sign(&[PREFIX.as_bytes(), &payload].concat());
    payload.extend(signature.to_bytes());

    Some(format!("{PREFIX}{}", base45::encode(&payload)))
}

/// Takes a few bytes off the end and puts `…` there; `None` where nothing would be left.
fn shorten(text: &mut String, bytes: usize) -> Option<()> {
    let kept = text.trim_end_matches('…');
    // At most a few at a time, so that the loop takes from the two texts in turn.
    let wanted = kept.len().checked_sub(bytes.min(6) + 1)?;
    let end = (0..=wanted).rev().find(|end| kept.is_char_boundary(*end))?;
    if end == 0 {
        return None;
    }
    *text = format!("{}…", kept[..end].trim_end());

    Some(())
}

/// What a code claims, if one of the keys has signed it and not a byte was changed since.
pub fn open(code: &str, keys: &[PublicKey]) -> Result<Claim, Broken> {
    let code = code.trim();
    let Some(digits) = code.strip_prefix(PREFIX) else {
        let newer = code.strip_prefix("KL").and_then(|rest| rest.split_once(':'));
        return match newer {
            Some((version, _)) if version.parse::<u32>().is_ok_and(|version| version > 1) => {
                Err(Broken::NewerVersion)
            }
            _ => Err(Broken::NotACode),
        };
    };
    if code.len() > LONGEST {
        return Err(Broken::NotACode);
    }
    let bytes = base45::decode(digits).map_err(|_| Broken::NotACode)?;
    // One spelling only.
    if base45::encode(&bytes) != digits {
        return Err(Broken::NotACode);
    }
    let place = bytes.len().checked_sub(SIGNATURE).ok_or(Broken::NotACode)?;
    let (payload, signature) = bytes.split_at(place);
    let (claim, id) = decode(payload).ok_or(Broken::NotACode)?;
    let signature = Signature::from_slice(signature).map_err(|_| Broken::NotACode)?;
    let signed = [PREFIX.as_bytes(), payload].concat();
    let mut known = keys.iter().filter(|key| key.id() == id).peekable();
    if known.peek().is_none() {
        return Err(Broken::UnknownKey);
    }
    if !known.any(|key| key.0.verify_strict(&signed, &signature).is_ok()) {
        return Err(Broken::WrongSignature);
    }

    Ok(claim)
}

fn encode(claim: &Claim, id: [u8; KEY_ID]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    let mut encoder = Encoder::new(&mut bytes);
    let days = claim.issued_on.to_epoch_days();
    let wide: Vec<u8> = claim.name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    // Writing to memory does not fail.
    let _ = (|| {
        encoder.array(9)?.bytes(&id)?.str(&claim.serial.to_string())?;
        encoder.u8(u8::from(claim.kind == CertificateKind::Attendance))?;
        // Names of letters that take three bytes each are shorter as UTF-16.
        match wide.len() < claim.name.len() {
            true => encoder.bytes(&wide)?,
            false => encoder.str(&claim.name)?,
        };
        encoder.str(&claim.course)?.u32(claim.attended.0)?.u32(claim.planned.0)?;
        encoder.i32(days)?.str(&claim.issuer)?.ok()
    })();

    bytes
}

fn decode(payload: &[u8]) -> Option<(Claim, [u8; KEY_ID])> {
    let mut decoder = Decoder::new(payload);
    if decoder.array().ok()? != Some(9) {
        return None;
    }
    let id: [u8; KEY_ID] = decoder.bytes().ok()?.try_into().ok()?;
    let claim = Claim {
        serial: decoder.str().ok()?.parse().ok()?,
        kind: match decoder.u8().ok()? {
            0 => CertificateKind::Participation,
            1 => CertificateKind::Attendance,
            _ => return None,
        },
        name: match decoder.datatype().ok()? {
            Type::Bytes => wide_text(decoder.bytes().ok()?)?,
            _ => decoder.str().ok()?.to_owned(),
        },
        course: decoder.str().ok()?.to_owned(),
        attended: Minutes(decoder.u32().ok()?),
        planned: Minutes(decoder.u32().ok()?),
        issued_on: NaiveDate::from_epoch_days(decoder.i32().ok()?).filter(has_four_digit_year)?,
        issuer: decoder.str().ok()?.to_owned(),
    };

    // One spelling only, and nothing after it.
    (encode(&claim, id) == payload).then_some((claim, id))
}

/// The years that a certificate's page writes, and that other programs understand.
fn has_four_digit_year(day: &NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}

fn wide_text(bytes: &[u8]) -> Option<String> {
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)))
        .collect::<Option<_>>()?;

    String::from_utf16(&units).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key() -> SecretKey {
        SecretKey::from_bytes(&[7; 32])
    }

    fn claim(name: &str) -> Claim {
        Claim {
            serial: "2026-KA-0041".parse().unwrap(),
            kind: CertificateKind::Participation,
            name: name.to_owned(),
            course: "Socialt entreprenörskap".into(),
            attended: Minutes(540),
            planned: Minutes(540),
            issued_on: "2026-11-23".parse().unwrap(),
            issuer: "Socialt entreprenörskap i Dalarna".into(),
        }
    }

    #[test]
    fn a_code_says_what_was_claimed() {
        let code = seal(&claim("Åsa Öberg"), &key()).unwrap();

        assert_eq!(open(&code, &[key().public()]), Ok(claim("Åsa Öberg")));
        assert_eq!(open(&format!(" {code}\n"), &[key().public()]), Ok(claim("Åsa Öberg")));
        assert!(code.starts_with(PREFIX) && code.len() < 320, "{}", code.len());
    }

    #[test]
    fn no_single_byte_can_be_changed() {
        let code = seal(&claim("Åsa Öberg"), &key()).unwrap();
        let keys = [key().public()];
        for place in 0..code.len() {
            for byte in (0..=255_u8).filter(|byte| *byte != code.as_bytes()[place]) {
                let mut changed = code.clone().into_bytes();
                changed[place] = byte;
                let changed = String::from_utf8_lossy(&changed);
                assert!(open(&changed, &keys).is_err(), "{place} {byte}");
            }
        }
    }

    #[test]
    fn long_names_are_whole_and_codes_stay_short() {
        let key = key();
        for name in
            ["Å".repeat(25), "Ж".repeat(80), "ễ".repeat(80), "W".repeat(80), "W".repeat(160)]
        {
            let code = seal(&claim(&name), &key).unwrap();
            let most = if name.len() <= SHORT_NAME { 319 } else { LONGEST };
            assert!(code.len() <= most, "{name}: {}", code.len());
            assert_eq!(open(&code, &[key.public()]).unwrap().name, name);
        }
        let long =
            Claim { course: "Ö".repeat(120), issuer: "Å".repeat(120), ..claim(&"W".repeat(50)) };
        let code = seal(&long, &key).unwrap();
        let opened = open(&code, &[key.public()]).unwrap();
        assert!(code.len() < 320 && opened.course.ends_with('…') && opened.issuer.ends_with('…'));
        assert_eq!(seal(&claim(&"W".repeat(400)), &key), None);
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let code = seal(&claim("Åsa"), &key()).unwrap();
        let other = SecretKey::from_bytes(&[8; 32]).public();

        assert_eq!(open(&code, &[other]), Err(Broken::UnknownKey));
        assert_eq!(open("KL2:ABC", &[]), Err(Broken::NewerVersion));
        for text in ["", "KL1:", "KL1:ÅÄÖ", "hello", "https://example.org", "KL1:000", &code[..90]]
        {
            assert_eq!(open(text, &[key().public()]), Err(Broken::NotACode), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_name_comes_back(name in "\\PC{1,60}", minutes in 0..100_000_u32) {
            let claim = Claim { attended: Minutes(minutes), ..claim(&name) };
            if let Some(code) = seal(&claim, &key()) {
                let opened = open(&code, &[key().public()]).unwrap();
                prop_assert_eq!(opened.name, name);
                prop_assert!(code.len() <= LONGEST);
            }
        }

        #[test]
        fn nonsense_is_refused(text in "\\PC{0,500}") {
            let prefixed = format!("{}{}", PREFIX, text);
            prop_assert!(open(&prefixed, &[key().public()]).is_err());
        }
    }
}
