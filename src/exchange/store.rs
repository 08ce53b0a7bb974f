//! A place that can hold files: what of it an exchange needs, and no more.
//!
//! Nothing rests on locks, on writing only where nothing is, or on what a list leaves out: of places that people have, some do
//! each of these wrongly. Every folder has one writer, and a file that has been written is never written again.

mod folder;
mod http;
mod s3;
mod webdav;

use std::{fmt, io};

use serde::{Deserialize, Serialize};

pub use folder::Folder;
pub use s3::S3;
pub use webdav::WebDav;

/// What went wrong with a place.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It can't be reached now: it may be later.
    #[error("the place can't be reached")]
    Unreachable,
    /// It is not there, or is no folder.
    #[error("there is no such place")]
    Missing,
    /// One may not read or write there.
    #[error("the place refuses")]
    Forbidden,
    /// It does not know who asks: the name or the password is wrong, or none was given.
    #[error("the place does not know who asks")]
    Unknown,
    /// Its certificate is not trusted.
    #[error("the place is not trusted")]
    Untrusted,
    /// Its clock and this computer's tell different days.
    #[error("the clocks differ")]
    Clock,
    /// A server answered something that was not expected: its status.
    #[error("the place refuses with {0}")]
    Refused(u16),
    /// There is no room left.
    #[error("the place is full")]
    Full,
    /// A file is larger than anything that belongs there.
    #[error("a file in the place is too large")]
    TooLarge,
    /// Something else that the system said.
    #[error("the place failed")]
    Other(#[source] io::Error),
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Forbidden,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::FileTooLarge => Self::TooLarge,
            io::ErrorKind::TimedOut
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset => Self::Unreachable,
            _ => Self::Other(error),
        }
    }
}

/// The largest file that is read from a place, in bytes.
pub const LARGEST: u64 = 256 << 20;

/// Who asks.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    pub user: String,
    pub password: String,
}

/// Without the password.
impl fmt::Debug for Login {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Login").finish_non_exhaustive()
    }
}

/// A place. Paths are of small letters, digits, `-` and `/`, so that no file system changes them.
pub trait Store: Send + Sync {
    /// The names of the files and folders in a folder; none where there is no such folder.
    fn list(&self, folder: &str) -> Result<Vec<String>, StoreError>;

    /// A file's bytes; `None` where there is none, or not all of it yet.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Writes a file, whole or not at all.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), StoreError>;

    /// Deletes a file, where there is one.
    fn delete(&self, path: &str) -> Result<(), StoreError>;
}
