//! Keys of scopes: who has which, and how they are handed over.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Exchange, keys_folder, read_hexadecimal, statements_folder};
use crate::exchange::keys::fingerprint;
use crate::exchange::members::class_scope;
use crate::exchange::{ExchangeError, Member, Members, file_name, is_whole, numbered, sealed};
use crate::register::sharing::{Feed, Post, ScopeKey, Sharing};

/// A key as it is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct HandedKey {
    scope: String,
    secret: String,
    made: i64,
}

impl HandedKey {
    fn of(key: &ScopeKey) -> Self {
        Self { scope: key.scope.clone(), secret: sealed::hexadecimal(&key.secret), made: key.made }
    }

    fn read(&self) -> Option<ScopeKey> {
        let secret = read_hexadecimal(&self.secret)?;

        Some(ScopeKey {
            scope: self.scope.clone(),
            id: sealed::id_of(&secret),
            secret,
            made: self.made,
        })
    }
}

/// Keys that were handed over, and by whom they say they were.
struct Handed {
    author: Uuid,
    n: i64,
    /// The file.
    signed: Vec<u8>,
    keys: Vec<ScopeKey>,
}

impl Exchange<'_> {
    /// Reads keys that are for this computer, and what coordinators have said since.
    pub(super) fn hear_members(&mut self, sharing: &Sharing) -> Result<Members, ExchangeError> {
        let (speakers, givers) = self.who_has_said_more()?;
        let handed = self.handed_keys(&givers)?;
        let mut trying = self.register.scope_keys()?;
        trying.extend(handed.iter().flat_map(|handed| handed.keys.iter().cloned()));
        let known = self.register.statements()?;
        // Statements are read with keys that may turn out to be nobody's; who signed the keys is asked of what they say.
        let mut files: BTreeMap<Uuid, Vec<(i64, Vec<u8>)>> = BTreeMap::new();
        for author in speakers {
            let folder = statements_folder(author);
            for name in self.seen.list(&folder) {
                let Some((n, hash)) = numbered(&name) else { continue };
                if known.contains_key(&(author, n)) {
                    continue;
                }
                if let Some(bytes) = self.seen.read(&format!("{folder}/{name}"))
                    && is_whole(&bytes, hash)
                {
                    files.entry(author).or_default().push((n, bytes));
                }
            }
        }
        if files.is_empty() && handed.is_empty() {
            return self.known_members();
        }
        let found = Members::heard(self.register, &trying, &files)?;
        if let Some(code) = &sharing.invitation {
            let inviter = &code[16..26];
            let is_there =
                found.members.known_coordinators().any(|public| fingerprint(&public) == inviter);
            if !found.members.present.is_empty() && !is_there {
                return Err(ExchangeError::WrongCode);
            }
        }
        for ((author, n), bytes) in &found.new {
            self.register.keep_statement(*author, *n, bytes)?;
        }
        for Handed { author, n, signed, keys } in handed {
            let public = found.members.known(author).and_then(Member::public);
            if public.is_some_and(|public| sealed::signed_by(&public, &signed).is_some()) {
                self.register.keep_scope_keys(&keys)?;
                let folder = keys_folder(author, self.device);
                let feed = self.register.feed(&folder)?;
                let next = feed.next.max(n + 1);
                self.register.keep_feed(&folder, &Feed { next, ..feed })?;
                self.is_unfinished = true;
            }
        }
        self.is_unfinished |= !found.new.is_empty();

        self.known_members()
    }

    /// Whose statements, and whose keys for this computer, go further than is known here. Whoever is not in it yet looks at all.
    fn who_has_said_more(&mut self) -> Result<(BTreeSet<Uuid>, BTreeSet<Uuid>), ExchangeError> {
        let members = self.known_members()?;
        if !members.present.contains_key(&self.device) {
            let speakers = self.devices_in("members").into_iter().collect();
            return Ok((speakers, self.devices_in("keys").into_iter().collect()));
        }
        let (mut speakers, mut givers) = (BTreeSet::new(), BTreeSet::new());
        for (author, reaches) in self.register.reaches()? {
            let said = members.heads.get(&author).map_or(0, |(n, _)| *n);
            if reaches.get(&statements_folder(author)).is_some_and(|next| *next > said + 1) {
                speakers.insert(author);
            }
            let folder = keys_folder(author, self.device);
            let read = self.register.feed(&folder)?.next;
            if reaches.get(&folder).is_some_and(|next| *next > read) {
                givers.insert(author);
            }
        }
        // Whoever has changed the keys says so with keys that are not here yet.
        for author in self.unreadable_heads(&members)? {
            speakers.insert(author);
            givers.insert(author);
        }

        Ok((speakers, givers))
    }

    /// Keys that were handed over to this computer.
    fn handed_keys(&mut self, givers: &BTreeSet<Uuid>) -> Result<Vec<Handed>, ExchangeError> {
        let mut handed = Vec::new();
        for author in givers {
            let folder = keys_folder(*author, self.device);
            let next = self.register.feed(&folder)?.next;
            for name in self.seen.list(&folder) {
                let Some((n, hash)) = numbered(&name).filter(|(n, _)| *n >= next) else { continue };
                let Some(signed) = self.seen.read(&format!("{folder}/{name}")) else { continue };
                let Some((wrapped, _)) = sealed::unsigned(&signed) else { continue };
                if !is_whole(&signed, hash) {
                    continue;
                }
                let Ok(plain) = sealed::unwrap(&self.own.identity, wrapped) else { continue };
                let Ok(keys) = serde_json::from_slice::<Vec<HandedKey>>(&plain) else { continue };
                let keys = keys.iter().filter_map(HandedKey::read).collect();
                handed.push(Handed { author: *author, n, signed, keys });
            }
        }

        Ok(handed)
    }

    pub(super) fn make_class_keys(&mut self, members: &Members) -> Result<(), ExchangeError> {
        let known: BTreeSet<String> =
            self.register.scope_keys()?.into_iter().map(|key| key.scope).collect();
        let scopes: BTreeSet<String> = members
            .present
            .values()
            .flat_map(|member| member.classes.iter().map(|class| class_scope(*class)))
            .collect();
        for scope in scopes.difference(&known) {
            self.register.keep_scope_keys(&[sealed::new_key(scope, self.now)?])?;
        }

        Ok(())
    }

    /// Hands each member the keys that are theirs to have, and that this computer has not handed over yet.
    pub(super) fn hand_over_keys(&mut self, members: &Members) -> Result<(), ExchangeError> {
        let keys = self.register.scope_keys()?;
        for member in members.present.values().filter(|member| member.device != self.device) {
            let folder = keys_folder(self.device, member.device);
            let feed = self.register.feed(&folder)?;
            let theirs: Vec<&ScopeKey> =
                keys.iter().filter(|key| member.reads(&key.scope)).collect();
            let told: Vec<u8> = theirs.iter().flat_map(|key| key.id).collect();
            let digest = sealed::hash(&told);
            if feed.last == digest {
                continue;
            }
            let Ok(recipient) = member.recipient.parse::<age::x25519::Recipient>() else {
                continue;
            };
            let handed: Vec<HandedKey> = theirs.iter().map(|key| HandedKey::of(key)).collect();
            let plain = serde_json::to_vec(&handed).map_err(|_| ExchangeError::Unreadable)?;
            let wrapped = sealed::wrap(&recipient, &plain)?;
            let signed = sealed::sign(&self.own.signing, &wrapped);
            let path = format!("{folder}/{}", file_name(feed.next, &signed));
            let feed = Feed { next: feed.next + 1, last: digest, ..feed };
            self.register.post(Post::file(path, signed).with_feed(folder, feed))?;
        }

        Ok(())
    }
}
