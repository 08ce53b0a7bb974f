//! How this computer says who it is to a place on the net: by the environment, or as it was kept with the help of the keyring.
//! It never stands in an address, an argument or the register.

use std::collections::BTreeMap;
use std::path::Path;

use super::Place;
use super::sealed::{decrypt, encrypt, random};
use super::store::Login;
use crate::disk;
use crate::installation::Installation;
use crate::keyring::Keyring;

/// The file's name in the installation's folder.
const FILE: &str = "place-logins";
/// The keyring's entry for what the file is encrypted with.
const ENTRY: &str = "place-logins";

/// The environment's variables.
const USER: &str = "KURSLIGGAREN_PLACE_USER";
const PASSWORD: &str = "KURSLIGGAREN_PLACE_PASSWORD";

/// The largest file of logins, in bytes.
const LARGEST: u64 = 1 << 20;

impl Login {
    /// The one for a place: the environment's, or the one that was kept.
    pub fn of(place: &str, folder: &Path, keyring: &Keyring) -> Option<Self> {
        Self::from_environment().or_else(|| kept(folder, keyring)?.remove(place))
    }

    fn from_environment() -> Option<Self> {
        let user = std::env::var(USER).ok()?;

        Some(Self { user, password: std::env::var(PASSWORD).unwrap_or_default() })
    }

    /// Keeps the one for a place. Says whether it is kept: it is where there is a keyring.
    pub fn keep(self, place: &str, folder: &Path, keyring: &Keyring) -> bool {
        let secret = match keyring.find(ENTRY) {
            Ok(Some(secret)) => secret,
            _ => match random() {
                Ok(secret) if keyring.keep(ENTRY, &secret) => secret,
                _ => return false,
            },
        };
        let mut logins = kept(folder, keyring).unwrap_or_default();
        logins.insert(place.to_owned(), self);
        let Ok(plain) = serde_json::to_vec(&logins) else { return false };
        let Ok(sealed) = encrypt(&secret, ENTRY.as_bytes(), &plain) else { return false };

        disk::write_whole(&folder.join(FILE), &sealed).is_ok()
    }
}

impl Installation {
    /// How this computer says who it is to a place.
    pub fn login(&self, place: &Place) -> Option<Login> {
        Login::of(&place.to_string(), self.folder(), &self.keyring)
    }

    /// Keeps how it does. Says whether that is kept.
    pub fn keep_login(&self, place: &Place, login: Login) -> bool {
        login.keep(&place.to_string(), self.folder(), &self.keyring)
    }
}

fn kept(folder: &Path, keyring: &Keyring) -> Option<BTreeMap<String, Login>> {
    let sealed = disk::read_file(&folder.join(FILE), LARGEST).ok()?;
    let secret = keyring.find(ENTRY).ok()??;
    let plain = decrypt(&secret, ENTRY.as_bytes(), &sealed).ok()?;

    serde_json::from_slice(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_kept_with_a_keyring_and_not_without() {
        let folder = tempfile::tempdir().unwrap();
        let login = Login { user: "asa".to_owned(), password: "hemligt".to_owned() };
        assert!(!login.clone().keep("webdav+https://a/b", folder.path(), &Keyring::Nowhere));
        let keyring = Keyring::Memory(std::sync::Arc::default());
        assert!(login.clone().keep("webdav+https://a/b", folder.path(), &keyring));
        assert!(login.clone().keep("webdav+https://a/c", folder.path(), &keyring));
        assert_eq!(Login::of("webdav+https://a/b", folder.path(), &keyring), Some(login));
        assert_eq!(Login::of("webdav+https://other/b", folder.path(), &keyring), None);
        let file = std::fs::read(folder.path().join(FILE)).unwrap();
        assert!(!file.windows(7).any(|window| window == b"hemligt"));
    }
}
