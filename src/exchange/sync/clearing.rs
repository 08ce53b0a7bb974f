//! What was erased goes from the place, too: files of this computer's that still hold it are put anew without it, and the old
//! ones deleted. The files that follow name the old one, so the new one says which it stands for.

use std::collections::BTreeSet;

use super::Exchange;
use crate::exchange::bundle::{self, Former};
use crate::exchange::members::Members;
use crate::exchange::{ExchangeError, Member, file_name, sealed};
use crate::register::sharing::{Feed, Post, ScopeKey};

/// Under what it is kept how many erasures the place has been cleared of.
const CLEARED: &str = "erasures";

impl Exchange<'_> {
    /// Whether anything was erased since the place was cleared.
    pub fn is_to_clear(&self) -> Result<bool, ExchangeError> {
        Ok(self.register.feed(CLEARED)?.scanned != self.register.erasures_count()?)
    }

    /// Clears the place of what was erased since. Says whether that is finished; where it is not, more of the place must be read.
    pub fn clear(&mut self) -> Result<bool, ExchangeError> {
        let erasures = self.register.erasures_count()?;
        let feed = self.register.feed(CLEARED)?;
        let members = self.known_members()?;
        let keys = self.register.scope_keys()?;
        for (folder, author) in self.folders_to_clear(&members)? {
            self.clear_folder(&folder, &author, &keys)?;
        }
        if !self.seen.is_complete() {
            return Ok(false);
        }
        self.register.keep_feed(CLEARED, &Feed { scanned: erasures, ..feed })?;

        Ok(true)
    }

    /// The folders of this computer's, and, where it is the keeper, those of computers that are no longer in it.
    fn folders_to_clear(&self, members: &Members) -> Result<Vec<(String, Member)>, ExchangeError> {
        let mut folders = Vec::new();
        if let Some(me) = members.present.get(&self.device) {
            let own = self.register.own_reaches(&super::device_name(self.device))?;
            folders.extend(own.into_keys().map(|folder| (folder, me.clone())));
        }
        if self.is_keeper(members)? {
            let reaches = self.register.reaches()?;
            for (device, (member, _)) in &members.gone {
                let theirs = reaches.get(device).into_iter().flat_map(|reaches| reaches.keys());
                folders.extend(theirs.map(|folder| (folder.clone(), member.clone())));
            }
        }
        folders.retain(|(folder, _)| folder.contains("/changes/"));

        Ok(folders)
    }

    fn clear_folder(
        &mut self,
        folder: &str,
        author: &Member,
        keys: &[ScopeKey],
    ) -> Result<(), ExchangeError> {
        let Some(public) = author.public() else { return Ok(()) };
        let files = self.files_from(folder, 1);
        for file in &files {
            self.seen.want(&file.path);
        }
        for file in files {
            let Some(bytes) = self.seen.read(&file.path) else { continue };
            self.seen.forget(&file.path);
            let Some((place, mut bundle)) =
                bundle::read_any(&bytes, folder, author.device, &self.signers(&public)?, keys)?
            else {
                continue;
            };
            let mut is_other = false;
            for form in &mut bundle.changes {
                is_other |= self.register.leave_out_erased(form)?;
            }
            if !is_other {
                continue;
            }
            if bundle.stands_for.is_empty() {
                bundle.stands_for.push(Former { last: place.last, hash: sealed::hash(&bytes) });
            }
            let Some(key) = self.key_for(folder, keys) else { continue };
            let new = bundle.write(&place, &self.own.signing, key)?;
            let path = format!("{folder}/{:012}-{}", file.first, file_name(file.last, &new));
            self.register.post(Post::file(path, new))?;
            self.register.post(Post::deletion(file.path))?;
        }

        Ok(())
    }

    /// Whose signatures files may have that stand for others: their author's, and coordinators'.
    pub(super) fn signers(&self, author: &[u8; 32]) -> Result<Vec<[u8; 32]>, ExchangeError> {
        let members = self.known_members()?;
        let coordinators: BTreeSet<[u8; 32]> = members.known_coordinators().collect();

        Ok(std::iter::once(*author).chain(coordinators).collect())
    }
}
