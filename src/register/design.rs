//! How certificates look, and the pictures they show. A picture that a certificate shows is never lost.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::journal::{Change, ChangeKind, Entity, Report};
use super::programme::derived_uid;
use super::{Error, Register};
use crate::domain::certificate::design::Design;

/// The SHA-256 of a picture's file, by which designs and certificates name it.
pub fn digest(file: &[u8]) -> String {
    Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect()
}

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
    ) -> Result<Report, Error> {
        let programme = self.programme()?;
        let content = serde_json::to_string(design)?;
        let (report, ()) = self.change(|change| {
            for file in files {
                keep_picture(change, file)?;
            }
            let uid = derived_uid("design");
            let known = change
                .connection()
                .query_row("SELECT id FROM object WHERE uid = ?1", [uid], |row| row.get(0))
                .optional()?;
            match known {
                Some(id) => {
                    change.set(Entity::Design, id, "content", content)?;
                    change.set(Entity::Design, id, "deleted", 0)?;
                }
                None => {
                    change.create(Entity::Design, uid, &[("content", content.into())])?;
                }
            }
            if programme.signatory != signatory.trim() {
                let value = super::journal::text_or_null(signatory.trim());
                change.set(Entity::Programme, programme.id, "signatory", value)?;
            }
            if programme.place != place.trim() {
                let value = super::journal::text_or_null(place.trim());
                change.set(Entity::Programme, programme.id, "place", value)?;
            }
            Ok((ChangeKind::DesignEdited, ()))
        })?;

        Ok(report)
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
            let file: Option<String> = self
                .connection()
                .prepare_cached("SELECT file FROM picture WHERE digest = ?1 ORDER BY id LIMIT 1")?
                .query_row(params![digest], |row| row.get(0))
                .optional()?;
            let Some(file) = file else { continue };
            let bytes = BASE64_STANDARD
                .decode(file)
                .map_err(|_| Error::Damaged("picture: file".to_owned()))?;
            pictures.insert(digest.to_owned(), bytes);
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
        let file = BASE64_STANDARD.encode(file);
        change.create(Entity::Picture, uid, &[("digest", digest.into()), ("file", file.into())])?;
    }

    Ok(())
}
