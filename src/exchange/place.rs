//! The address of a place.

use std::fmt;
use std::path::PathBuf;

use super::ExchangeError;
use super::store::{Folder, Store, StoreError};

/// Where a register is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder.
    Folder(PathBuf),
}

impl Place {
    /// Reads an address.
    ///
    /// # Errors
    /// It is none ([`ExchangeError::NoPlace`]).
    pub fn read(address: &str) -> Result<Self, ExchangeError> {
        let address = address.trim();
        if address.is_empty() || address.contains("://") {
            return Err(ExchangeError::NoPlace(address.to_owned()));
        }
        let path = PathBuf::from(address);
        // Whoever reads it later may stand in another folder.
        let path = std::path::absolute(&path).unwrap_or(path);

        Ok(Self::Folder(path))
    }

    /// Opens it.
    pub fn open(&self) -> Result<Box<dyn Store>, StoreError> {
        match self {
            Self::Folder(path) => Ok(Box::new(Folder::open(path)?)),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(formatter, "{}", path.display()),
        }
    }
}
