//! What others have written: fetched folder by folder, each file after the one before it.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Exchange, Exchanged};
use crate::exchange::bundle::{self, Bundle};
use crate::exchange::members::{COMMON, FIGURES, class_of_scope};
use crate::exchange::{ExchangeError, Member, Members, Role, VERSION, is_whole, numbered, sealed};
use crate::register::journal::form::Form;
use crate::register::sharing::{Feed, ScopeKey};

/// A file with changes, as its name has it.
pub(super) struct BundleFile {
    pub first: i64,
    pub last: i64,
    pub hash: String,
    pub path: String,
}

impl Exchange<'_> {
    pub(super) fn fetch(
        &mut self,
        me: &Member,
        members: &Members,
        exchanged: &mut Exchanged,
    ) -> Result<(), ExchangeError> {
        let keys = self.register.scope_keys()?;
        let scopes: BTreeMap<String, &str> = keys
            .iter()
            .map(|key| key.scope.as_str())
            .filter(|scope| *scope != COMMON && me.reads(scope))
            // Coordinators have what figures are made of.
            .filter(|scope| me.role != Role::Coordinator || *scope != FIGURES)
            .map(|scope| (self.folder_of_scope(scope), scope))
            .collect();
        for (device, reaches) in self.register.reaches()? {
            for (folder, next) in reaches {
                let Some((root, _)) = folder.rsplit_once('/') else { continue };
                let Some(scope) = scopes.get(root) else { continue };
                let Some(author) = members.known(device).filter(|member| member.writes_in(scope))
                else {
                    continue;
                };
                // What coordinators send on to a class they have themselves.
                let is_had = me.role == Role::Coordinator
                    && author.role == Role::Coordinator
                    && class_of_scope(scope).is_some();
                if !is_had && self.register.feed(&folder)?.next < next {
                    self.fetch_from(&folder, author, me, members, &keys, exchanged)?;
                }
            }
        }

        Ok(())
    }

    /// Where everything of a scope lies.
    pub(super) fn folder_of_scope(&self, scope: &str) -> String {
        let tag = sealed::hash(&[self.register.uid().as_bytes(), scope.as_bytes()].concat());

        format!("{VERSION}/changes/{}", sealed::hexadecimal(&tag[..16]))
    }

    /// The files of a folder from a number on, in order.
    pub(super) fn files_from(&mut self, folder: &str, next: i64) -> Vec<BundleFile> {
        let mut files: Vec<BundleFile> = Vec::new();
        for name in self.seen.list(folder) {
            let Some((first, rest)) = name.split_once('-') else { continue };
            let (Ok(first), Some((last, hash))) = (first.parse(), numbered(rest)) else { continue };
            let hash = hash.to_owned();
            files.push(BundleFile { first, last, hash, path: format!("{folder}/{name}") });
        }
        files.retain(|file| file.first >= next);
        files.sort_by(|one, other| (one.first, &one.path).cmp(&(other.first, &other.path)));

        files
    }

    fn fetch_from(
        &mut self,
        folder: &str,
        author: &Member,
        me: &Member,
        members: &Members,
        keys: &[ScopeKey],
        exchanged: &mut Exchanged,
    ) -> Result<(), ExchangeError> {
        let mut feed = self.register.feed(folder)?;
        let Some(public) = author.public() else { return Ok(()) };
        let signers = self.signers(&public)?;
        let files = self.files_from(folder, feed.next);
        for file in &files {
            self.seen.want(&file.path);
        }
        while files.iter().any(|file| file.first == feed.next) {
            if self.left == 0 {
                self.is_unfinished = true;
                return Ok(());
            }
            // Of two with one number, one was put in the place of the other, where somebody was erased.
            let alike = files.iter().filter(|file| file.first == feed.next);
            let (mut read, mut is_forged) = (None, None);
            for file in alike {
                // Half of it, or only its name, is here yet.
                let Some(bytes) =
                    self.seen.read(&file.path).filter(|bytes| is_whole(bytes, &file.hash))
                else {
                    continue;
                };
                let place = bundle::Place {
                    folder,
                    author: author.device,
                    first: file.first,
                    last: file.last,
                    before: feed.last,
                };
                match Bundle::read_by(&bytes, &place, &public, &signers, keys) {
                    Ok(Some(bundle)) => {
                        let hash = bundle.stands_for.unwrap_or_else(|| sealed::hash(&bytes));
                        read = Some((file, bundle, hash));
                        break;
                    }
                    // Its key is on its way.
                    Ok(None) => {}
                    Err(_) => is_forged = Some(&file.path),
                }
            }
            let Some((file, bundle, hash)) = read else {
                exchanged.forged.extend(is_forged.cloned());
                return Ok(());
            };
            // Somebody who works with some classes speaks for nobody else.
            let is_own = |form: &Form| form.id.device == author.device;
            if author.role != Role::Coordinator && !bundle.changes.iter().all(is_own) {
                exchanged.forged.insert(file.path.clone());
                return Ok(());
            }
            let holds = |form: &&Form| {
                members.gone.get(&form.id.device).is_none_or(|(_, ends)| {
                    ends.get(&form.id.epoch).is_some_and(|last| form.id.seq <= *last)
                })
            };
            let forms: Vec<Form> = bundle.changes.iter().filter(holds).cloned().collect();
            let complete: BTreeMap<(Uuid, i64), i64> = match me.role {
                Role::Coordinator => BTreeMap::new(),
                Role::Teacher | Role::Lead => bundle.complete,
            };
            let ops: usize = forms.iter().map(|form| form.ops.len()).sum();
            self.left = self.left.saturating_sub(ops.max(1));
            feed = Feed { next: file.last + 1, last: hash, ..feed };
            exchanged.fetched += self.register.take_bundle(&forms, &complete, folder, &feed)?;
            self.seen.forget(&file.path);
        }

        Ok(())
    }
}
