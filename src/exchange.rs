//! Several people with one register and no server: what each has written lies encrypted in a place that all of them reach, a
//! folder that is kept the same on several computers, and is fetched from there.
//!
//! ```text
//! v1/register                                     whose register it is, signed by who shared it
//! v1/members/<computer>/<n>-<hash>                what a coordinator says of who is in it
//! v1/keys/<computer>/<n>-<hash>                   keys of scopes, each for one computer
//! v1/joins/<computer>-<hash>                      who wants to come in
//! v1/refusals/<computer>-<hash>                  that an invitation is over, encrypted with its code
//! v1/sheets/<code's id>-<hash>                    the recovery sheet's keys, encrypted with what is on it
//! v1/changes/<scope>/<computer>-<epoch>/<first>-<last>-<hash>
//! v1/heads/<computer>-<n>-<hash>                  what a computer holds, and how far what it has written goes
//! ```
//!
//! Each name has one writer; a file is never written again, and its name holds the hash of its bytes: one whose hash is another
//! is not here yet. Nothing follows from what is not there.

mod bundle;
mod errand;
mod invitation;
mod joining;
mod keys;
mod login;
mod members;
pub mod package;
mod place;
mod sealed;
mod seen;
mod sheet;
pub mod store;
mod sync;

use uuid::Uuid;

pub use errand::{Accomplished, Errand, Turn, Underway, run};
pub use invitation::Code;
pub use joining::{InvitationText, Joined, Joining, join};
pub use keys::DeviceKeys;
pub use members::{Invitation, Member, Members, Role};
pub use place::Place;
pub use store::{Login, StoreError};
pub use sync::{Exchange, Exchanged, MemberState, MissingWork, register_in};

/// Why an exchange is not made.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The address of a place is none.
    #[error("no place")]
    NoPlace(String),
    /// The place itself.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The register is shared already.
    #[error("shared already")]
    SharedAlready,
    /// The register is not shared.
    #[error("not shared")]
    NotShared,
    /// There is something in the place already.
    #[error("the place is taken")]
    PlaceTaken,
    /// What is in the place is another register, or none any more.
    #[error("another register")]
    OtherRegister,
    /// What is in the place was written by a newer program.
    #[error("a newer form")]
    NewerForm,
    /// The code is none, or has a slip in it.
    #[error("a wrong code")]
    WrongCode,
    /// The invitation is over: too old, used, or taken back.
    #[error("the invitation is over")]
    InvitationOver,
    /// Only a coordinator can do that.
    #[error("only a coordinator")]
    OnlyCoordinators,
    /// There is nobody of that name in it.
    #[error("nobody of that name")]
    UnknownMember(String),
    /// Nobody of that name is invited.
    #[error("nobody of that name is invited")]
    UnknownInvitation(String),
    /// Oneself can't be removed while nobody else is a coordinator.
    #[error("the last coordinator")]
    LastCoordinator,
    /// Oneself is not taken out by oneself.
    #[error("oneself")]
    Oneself,
    /// Only teachers have classes.
    #[error("no teacher")]
    NoTeacher(String),
    /// A newer sheet was made.
    #[error("the sheet is over")]
    SheetOver,
    /// Somebody needs a name.
    #[error("no name")]
    NoName,
    /// A class was taken from somebody's computer before.
    #[error("taken before")]
    TakenBefore(String),
    /// One is not in it any more.
    #[error("removed")]
    Removed,
    /// It is no package of this register's, or none that came back.
    #[error("no package")]
    NoPackage,
    /// A teacher needs classes.
    #[error("no class")]
    NoClass,
    /// A file was changed by somebody who must not.
    #[error("a forged file")]
    Forged,
    /// Something that should be readable is not.
    #[error("unreadable")]
    Unreadable,
    /// The computer's own keys can't be read.
    #[error("no keys of this computer")]
    NoDeviceKeys,
    /// The system gives no random bytes.
    #[error("no random bytes")]
    NoChance,
    /// The register itself.
    #[error(transparent)]
    Register(#[from] crate::register::Error),
}

/// The first part of every path: the form of all that lies below.
const VERSION: &str = "v1";

/// The name of a file: its number and its bytes' hash.
fn file_name(n: i64, bytes: &[u8]) -> String {
    format!("{n:012}-{}", sealed::hexadecimal(&sealed::hash(bytes)))
}

/// The number and the hash in a file's name; `None` where it is none of ours: a copy that a program made where two wrote at
/// once, or what is on its way.
fn numbered(name: &str) -> Option<(i64, &str)> {
    let (n, hash) = name.split_once('-')?;
    let is_ours = n.len() == 12
        && n.bytes().all(|digit| digit.is_ascii_digit())
        && hash.len() == 64
        && hash.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));

    Some((n.parse().ok().filter(|_| is_ours)?, hash))
}

/// Whether a file is whole.
fn is_whole(bytes: &[u8], hash: &str) -> bool {
    sealed::hexadecimal(&sealed::hash(bytes)) == hash
}

/// A computer as it stands in a path.
fn device_name(device: Uuid) -> String {
    device.simple().to_string()
}
