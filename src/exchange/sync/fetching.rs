//! What others have written: fetched folder by folder, each file after the one before it.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Exchange, Exchanged};
use crate::exchange::bundle::{self, Bundle, Former};
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

    /// The files of a folder that hold anything from a number on, in order.
    pub(super) fn files_from(&mut self, folder: &str, next: i64) -> Vec<BundleFile> {
        let mut files: Vec<BundleFile> = Vec::new();
        for name in self.seen.list(folder) {
            let Some((first, rest)) = name.split_once('-') else { continue };
            let (Ok(first), Some((last, hash))) = (first.parse(), numbered(rest)) else { continue };
            let hash = hash.to_owned();
            files.push(BundleFile { first, last, hash, path: format!("{folder}/{name}") });
        }
        files.retain(|file| file.last >= next);
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
        self.want_in_a_row(&files, feed.next);
        loop {
            let alike = alternatives(&files, feed.next);
            if alike.is_empty() {
                return Ok(());
            }
            if self.left == 0 {
                self.is_unfinished = true;
                return Ok(());
            }
            let (mut read, mut is_forged) = (None, None);
            for file in alike {
                let bytes = self.seen.read(&file.path);
                if !self.seen.knows(&file.path) {
                    return Ok(());
                }
                // Half of it, or only its name, is here yet.
                let Some(bytes) = bytes.filter(|bytes| is_whole(bytes, &file.hash)) else {
                    continue;
                };
                match read_next(&bytes, folder, author.device, file, &feed, &signers, keys) {
                    Ok(Some(bundle)) => {
                        let hash = bundle.hash(&bytes);
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
    }

    /// Asks for the files that will be read one after the other.
    fn want_in_a_row(&mut self, files: &[BundleFile], mut next: i64) {
        while let Some(file) = alternatives(files, next).first() {
            self.seen.want(&file.path);
            next = file.last + 1;
        }
    }
}

/// The files that hold the item of a number, the one that goes farthest first: of those, one was put in the place of the others.
fn alternatives(files: &[BundleFile], next: i64) -> Vec<&BundleFile> {
    let mut alternatives: Vec<&BundleFile> =
        files.iter().filter(|file| (file.first..=file.last).contains(&next)).collect();
    alternatives.sort_by_key(|file| std::cmp::Reverse(file.last));

    alternatives
}

/// Reads the file that comes next: one that follows on what was read last, or one that was put in the place of that and of what
/// comes after it.
fn read_next(
    bytes: &[u8],
    folder: &str,
    author: Uuid,
    file: &BundleFile,
    feed: &Feed,
    signers: &[[u8; 32]],
    keys: &[ScopeKey],
) -> Result<Option<Bundle>, ExchangeError> {
    let Some((public, others)) = signers.split_first() else { return Ok(None) };
    let BundleFile { first, last, .. } = *file;
    if first == feed.next {
        let place = bundle::Place { folder, author, first, last, before: feed.last };
        return Bundle::read_by(bytes, &place, public, others, keys);
    }
    let Some((place, bundle)) = bundle::read_any(bytes, folder, author, signers, keys)? else {
        return Ok(None);
    };
    let reached = Former { last: feed.next - 1, hash: feed.last };
    let is_file = (place.first, place.last) == (first, last);

    match is_file && bundle.stands_for.contains(&reached) {
        true => Ok(Some(bundle)),
        false => Err(ExchangeError::Forged),
    }
}
