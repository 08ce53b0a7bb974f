//! What leaves this computer: encrypted with a scope's key (XChaCha20-Poly1305), and signed by the device that wrote it
//! (Ed25519). Keys are handed over with age (X25519), to one device each.

use std::io::Read;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::ExchangeError;
use crate::register::sharing::{KeyId, ScopeKey, Secret};

const NONCE: usize = 24;
/// The most that a file may be when it is unpacked, in bytes: a small one must not fill the memory.
const LARGEST: u64 = 1 << 30;
/// How hard it is tried to make files small: more gains little.
const LEVEL: i32 = 6;

/// A SHA-256.
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes from chance.
pub fn random<const N: usize>() -> Result<[u8; N], ExchangeError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| ExchangeError::NoChance)?;

    Ok(bytes)
}

/// A new key for a scope.
pub fn new_key(scope: &str, now: i64) -> Result<ScopeKey, ExchangeError> {
    let secret: Secret = random()?;

    Ok(ScopeKey { scope: scope.to_owned(), id: id_of(&secret), secret, made: now })
}

/// What a key is known by: it tells nothing of it.
pub fn id_of(secret: &Secret) -> KeyId {
    let digest = hash(&[b"kursliggaren key".as_slice(), secret].concat());
    let mut id = KeyId::default();
    id.copy_from_slice(&digest[..8]);

    id
}

/// Packs and encrypts. What it is about is not in it, and must be the same when it is opened.
pub fn seal(key: &ScopeKey, about: &[u8], bytes: &[u8]) -> Result<Vec<u8>, ExchangeError> {
    let packed = zstd::encode_all(bytes, LEVEL).map_err(|_| ExchangeError::Unreadable)?;
    let sealed = encrypt(&key.secret, about, &packed)?;

    Ok([key.id.as_slice(), &sealed].concat())
}

/// Decrypts and unpacks what [`seal`] made; `None` where none of the keys is the one.
///
/// # Errors
/// It is something else, or is about something else.
pub fn open(
    keys: &[ScopeKey],
    about: &[u8],
    sealed: &[u8],
) -> Result<Option<Vec<u8>>, ExchangeError> {
    let (id, sealed) = sealed.split_at_checked(8).ok_or(ExchangeError::Unreadable)?;
    let Some(key) = keys.iter().find(|key| key.id == id) else { return Ok(None) };

    unpack(&decrypt(&key.secret, about, sealed)?).map(Some)
}

/// Unpacks, as far as it is not too much.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, ExchangeError> {
    let mut bytes = Vec::new();
    let mut unpacking =
        zstd::Decoder::new(packed).map_err(|_| ExchangeError::Unreadable)?.take(LARGEST);
    unpacking.read_to_end(&mut bytes).map_err(|_| ExchangeError::Unreadable)?;

    Ok(bytes)
}

/// Encrypts with a key: a nonce from chance, then what is encrypted.
pub fn encrypt(secret: &Secret, about: &[u8], bytes: &[u8]) -> Result<Vec<u8>, ExchangeError> {
    let nonce: [u8; NONCE] = random()?;
    let sealed = XChaCha20Poly1305::new(secret.into())
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: bytes, aad: about })
        .map_err(|_| ExchangeError::Unreadable)?;

    Ok([nonce.as_slice(), &sealed].concat())
}

/// Decrypts what [`encrypt`] made.
pub fn decrypt(secret: &Secret, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, ExchangeError> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(ExchangeError::Unreadable)?;

    XChaCha20Poly1305::new(secret.into())
        .decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: about })
        .map_err(|_| ExchangeError::Unreadable)
}

/// Puts a signature behind bytes.
pub fn sign(key: &SigningKey, bytes: &[u8]) -> Vec<u8> {
    [bytes, &key.sign(bytes).to_bytes()].concat()
}

/// The bytes before a signature, where it is that key's.
pub fn signed_by<'a>(key: &[u8; 32], signed: &'a [u8]) -> Option<&'a [u8]> {
    let (bytes, signature) = unsigned(signed)?;
    let key = VerifyingKey::from_bytes(key).ok()?;
    key.verify_strict(bytes, &signature).ok()?;

    Some(bytes)
}

/// The bytes before a signature, whosesoever it is: to read who says they signed.
pub fn unsigned(signed: &[u8]) -> Option<(&[u8], Signature)> {
    let (bytes, signature) = signed.split_last_chunk::<64>()?;

    Some((bytes, Signature::from_bytes(signature)))
}

/// Encrypts for one device.
pub fn wrap(recipient: &age::x25519::Recipient, bytes: &[u8]) -> Result<Vec<u8>, ExchangeError> {
    age::encrypt(recipient, bytes).map_err(|_| ExchangeError::Unreadable)
}

/// Decrypts what was encrypted for this device.
pub fn unwrap(identity: &age::x25519::Identity, wrapped: &[u8]) -> Result<Vec<u8>, ExchangeError> {
    age::decrypt(identity, wrapped).map_err(|_| ExchangeError::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_with_its_key_and_for_what_it_is_about() {
        let key = new_key("class", 1).unwrap();
        let other = new_key("class", 2).unwrap();
        let sealed = seal(&key, b"1", b"Elin").unwrap();
        assert!(!sealed.windows(4).any(|window| window == b"Elin"));
        let keys = [other.clone(), key.clone()];
        assert_eq!(open(&keys, b"1", &sealed).unwrap(), Some(b"Elin".to_vec()));
        assert_eq!(open(&[other], b"1", &sealed).unwrap(), None);
        assert!(open(&keys, b"2", &sealed).is_err());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(!matches!(open(&keys, b"1", &changed), Ok(Some(_))), "byte {place}");
        }
    }

    #[test]
    fn a_signature_holds_for_its_bytes_and_its_key() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let other = SigningKey::from_bytes(&[8; 32]);
        let signed = sign(&key, b"says");
        assert_eq!(signed_by(key.verifying_key().as_bytes(), &signed), Some(b"says".as_slice()));
        assert_eq!(signed_by(other.verifying_key().as_bytes(), &signed), None);
        let mut changed = signed;
        changed[0] ^= 1;
        assert_eq!(signed_by(key.verifying_key().as_bytes(), &changed), None);
    }
}
