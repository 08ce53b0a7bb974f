//! How certificates look, and the pictures they show. A picture that a certificate shows is never lost.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::identity::derived_uid;
pub use super::identity::digest;
use super::journal::rows::{DesignKey, ProgrammeKey};
use super::journal::{Change, ChangeKind, Committed, filled, rows, stored_file};
use super::{Error, Register};
use crate::domain::certificate::design::Design;

impl Register {
    /// How new certificates look.
    pub fn design(&self) -> Result<Design, Error> {
        let content: Option<String> = self
            .connection()
            .query_row(
                "SELECT content FROM design WHERE deleted = 0 ORDER BY id LIMIT 1",
                [],
                |row| row.get(0),
            )
            .optional()?;

        Ok(content.map(|content| serde_json::from_str(&content)).transpose()?.unwrap_or_default())
    }

    /// Decides how certificates look from now on, what they say and who signs, in one change. `files` are pictures
    /// the design names and the register may not have yet. What is issued already stays as it is.
    pub fn edit_design(
        &mut self,
        design: &Design,
        signatory: &str,
        place: &str,
        files: &[Vec<u8>],
    ) -> Result<Committed, Error> {
        let programme = self.programme()?;
        let content = serde_json::to_string(design)?;
        let (committed, ()) = self.change(|change| {
            for file in files {
                keep_picture(change, file)?;
            }
            let uid = derived_uid("design");
            let known = change
                .connection()
                .query_row("SELECT id FROM object WHERE uid = ?1", [uid], |row| row.get(0))
                .optional()?
                .map(DesignKey);
            match known {
                Some(id) => {
                    change.edit(id, |row| row.content = content)?;
                    change.revive(id)?;
                }
                None => {
                    change.create_as(uid, &rows::Design { content })?;
                }
            }
            change.edit(ProgrammeKey(programme.id), |row| {
                row.signatory = filled(signatory.trim());
                row.place = filled(place.trim());
            })?;
            Ok((ChangeKind::DesignEdited, ()))
        })?;

        Ok(committed)
    }

    /// The files of pictures, by their SHA-256. Also of those that no design names any more.
    pub fn pictures<'a>(
        &self,
        digests: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let mut pictures = BTreeMap::new();
        for digest in digests {
            if pictures.contains_key(digest) {
                continue;
            }
            let file = stored_file(self.connection(), digest)?;
            pictures.extend(file.map(|file| (digest.to_owned(), file)));
        }

        Ok(pictures)
    }
}

/// The same file is the same row, wherever it is taken in.
fn keep_picture(change: &mut Change<'_>, file: &[u8]) -> Result<(), Error> {
    let digest = digest(file);
    let uid = derived_uid(&format!("picture:{digest}"));
    let known: Option<i64> = change
        .connection()
        .query_row("SELECT id FROM object WHERE uid = ?1", [uid], |row| row.get(0))
        .optional()?;
    if known.is_none() {
        let file = change.keep_file(file)?;
        change.create_as(uid, &rows::Picture { file })?;
    }

    Ok(())
}
