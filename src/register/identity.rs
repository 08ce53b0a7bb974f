//! Identities that need no meeting: of rows that two registers may make at once, and of files.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// An identity two registers agree on without meeting: version 8 of a SHA-256 of the name.
pub(super) fn derived_uid(name: &str) -> Uuid {
    let digest = Sha256::digest(format!("kursliggaren:{name}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);

    Uuid::new_v8(bytes)
}

/// The SHA-256 of a file, in hexadecimal: rows, designs and certificates name it by that.
pub fn digest(file: &[u8]) -> String {
    Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect()
}
