//! The keys of this computer: one to sign with, one that others encrypt for.

use std::fs;
use std::io;
use std::path::Path;

use age::secrecy::ExposeSecret;
use ed25519_dalek::SigningKey;
use sha2::{Digest, Sha256};

use super::ExchangeError;
use super::sealed::{decrypt, encrypt, random};
use crate::disk;
use crate::installation::Installation;
use crate::keyring::Keyring;

/// The file's name in the installation's folder.
const FILE: &str = "exchange-keys";
/// The keyring's entry for what the file is encrypted with.
const ENTRY: &str = "exchange";

/// The keys of this computer.
pub struct DeviceKeys {
    pub signing: SigningKey,
    pub identity: age::x25519::Identity,
}

impl DeviceKeys {
    /// The public key that this computer's signatures are checked with.
    pub fn public(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// Where others encrypt to, as text.
    pub fn recipient(&self) -> String {
        self.identity.to_public().to_string()
    }

    /// The keys of this computer; made where there are none. Where there is a keyring, they are encrypted with a secret in it.
    ///
    /// # Errors
    /// They can't be read: the keyring is locked, or the file is damaged. They are not replaced then.
    pub fn of(folder: &Path, keyring: &Keyring) -> Result<Self, ExchangeError> {
        let path = folder.join(FILE);
        match fs::read(&path) {
            Ok(bytes) => Self::read(&bytes, keyring),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let keys = Self::new()?;
                keys.write(&path, keyring)?;
                Ok(keys)
            }
            Err(_) => Err(ExchangeError::NoDeviceKeys),
        }
    }

    /// Keys that nobody has.
    pub fn new() -> Result<Self, ExchangeError> {
        Ok(Self {
            signing: SigningKey::from_bytes(&random()?),
            identity: age::x25519::Identity::generate(),
        })
    }

    /// Both, in the open.
    pub fn plain(&self) -> Vec<u8> {
        let identity = self.identity.to_string();

        [self.signing.as_bytes().as_slice(), identity.expose_secret().as_bytes()].concat()
    }

    /// Those that [`DeviceKeys::plain`] wrote.
    pub fn from_plain(plain: &[u8]) -> Option<Self> {
        let (signing, identity) = plain.split_first_chunk::<32>()?;
        let identity = std::str::from_utf8(identity).ok()?;

        Some(Self { signing: SigningKey::from_bytes(signing), identity: identity.parse().ok()? })
    }

    fn write(&self, path: &Path, keyring: &Keyring) -> Result<(), ExchangeError> {
        let plain = self.plain();
        let secret = random()?;
        let bytes = match keyring.keep(ENTRY, &secret) {
            true => [b"K".as_slice(), &encrypt(&secret, b"", &plain)?].concat(),
            false => [b"P".as_slice(), &plain].concat(),
        };

        disk::write_whole(path, &bytes).map_err(|_| ExchangeError::NoDeviceKeys)
    }

    fn read(bytes: &[u8], keyring: &Keyring) -> Result<Self, ExchangeError> {
        let broken = || ExchangeError::NoDeviceKeys;
        let (how, kept) = bytes.split_first().ok_or_else(broken)?;
        let plain = match how {
            b'P' => kept.to_vec(),
            b'K' => {
                let secret = keyring.find(ENTRY).map_err(|_| broken())?.ok_or_else(broken)?;
                decrypt(&secret, b"", kept).map_err(|_| broken())?
            }
            _ => return Err(broken()),
        };

        Self::from_plain(&plain).ok_or_else(broken)
    }
}

impl Installation {
    /// The keys that this computer exchanges with.
    pub fn exchange_keys(&self) -> Result<DeviceKeys, ExchangeError> {
        DeviceKeys::of(self.folder(), &self.keyring)
    }
}

/// What a public key is recognised by: the first bytes of its SHA-256.
pub fn fingerprint(public: &[u8; 32]) -> [u8; 10] {
    let digest = Sha256::digest(public);
    let mut fingerprint = [0; 10];
    fingerprint.copy_from_slice(&digest[..10]);

    fingerprint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_the_same_with_a_keyring_and_without() {
        for keyring in [Keyring::Nowhere, Keyring::Memory(std::sync::Arc::default())] {
            let folder = tempfile::tempdir().unwrap();
            let first = DeviceKeys::of(folder.path(), &keyring).unwrap();
            let again = DeviceKeys::of(folder.path(), &keyring).unwrap();
            assert_eq!(first.public(), again.public());
            assert_eq!(first.recipient(), again.recipient());
            fs::write(folder.path().join(FILE), b"P").unwrap();
            assert!(matches!(
                DeviceKeys::of(folder.path(), &keyring),
                Err(ExchangeError::NoDeviceKeys)
            ));
        }
    }
}
