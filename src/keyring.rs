//! The computer's keyring, where secret keys are kept that a copy of a register must not hold: the Secret Service on Linux,
//! Keychain on macOS, the Credential Manager on Windows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::patience::within;

/// What the entries of this program are filed under.
const SERVICE: &str = "kursliggaren";
/// How long the keyring is waited for: somebody may have to type its password.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it is waited for where nobody has asked for anything that needs it.
const SHORT_PATIENCE: Duration = Duration::from_secs(3);

/// A secret of 32 bytes.
type Secret = [u8; 32];

/// Where secret keys are kept.
#[derive(Debug, Clone, Default)]
pub enum Keyring {
    /// There is none: secrets stay in the register's file.
    #[default]
    Nowhere,
    /// The computer's own.
    Computer,
    /// In memory, to be tried.
    Memory(Arc<Mutex<HashMap<String, Secret>>>),
}

/// The keyring is locked, or does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the keyring can't be asked")]
pub struct Unavailable;

impl Keyring {
    /// Keeps a secret. Says whether it is kept, which it is only where it can be read back.
    pub fn keep(&self, name: &str, secret: &Secret) -> bool {
        match self {
            Self::Nowhere => false,
            Self::Memory(entries) => {
                let kept = entries.lock().map(|mut all| all.insert(name.to_owned(), *secret));
                kept.is_ok()
            }
            Self::Computer => {
                let (name, secret) = (name.to_owned(), *secret);
                let kept = within(SHORT_PATIENCE, move || {
                    let entry = keyring::Entry::new(SERVICE, &name).ok()?;
                    entry.set_secret(&secret).ok()?;
                    (entry.get_secret().ok()? == secret).then_some(())
                });
                kept.flatten().is_some()
            }
        }
    }

    /// The secret of that name; `None` where this computer has none.
    ///
    /// # Errors
    /// The keyring is locked, or does not answer.
    pub fn find(&self, name: &str) -> Result<Option<Secret>, Unavailable> {
        match self {
            Self::Nowhere => Ok(None),
            Self::Memory(entries) => {
                Ok(entries.lock().map_err(|_| Unavailable)?.get(name).copied())
            }
            Self::Computer => {
                let name = name.to_owned();
                within(PATIENCE, move || match keyring::Entry::new(SERVICE, &name) {
                    Ok(entry) => match entry.get_secret() {
                        Ok(secret) => Ok(secret.try_into().ok()),
                        Err(keyring::Error::NoEntry) => Ok(None),
                        Err(_) => Err(Unavailable),
                    },
                    Err(_) => Err(Unavailable),
                })
                .unwrap_or(Err(Unavailable))
            }
        }
    }

    /// Forgets a secret, as far as the keyring can be asked.
    pub fn forget(&self, name: &str) {
        match self {
            Self::Nowhere => {}
            Self::Memory(entries) => {
                if let Ok(mut all) = entries.lock() {
                    all.remove(name);
                }
            }
            Self::Computer => {
                let name = name.to_owned();
                within(SHORT_PATIENCE, move || {
                    let entry = keyring::Entry::new(SERVICE, &name);
                    entry.and_then(|entry| entry.delete_credential()).is_ok()
                });
            }
        }
    }
}
