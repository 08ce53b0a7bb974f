//! What everybody says of themselves: what they hold, and how far what they have written goes. So that whoever comes by looks
//! only where there is something new.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Exchange, Exchanged};
use crate::clock::Clock;
use crate::exchange::members::{COMMON, REGISTER};
use crate::exchange::{
    ExchangeError, Member, Members, VERSION, device_name, file_name, is_whole, numbered, sealed,
};
use crate::register::Register;
use crate::register::copy::Holds;
use crate::register::sharing::{Feed, Heard, Post};

/// Under what it is kept of which changes it was worked out what they come to.
const WEIGHED: &str = "contents";

/// How long what was said holds without being said anew, in milliseconds: an hour.
const HOLDS_FOR: i64 = 60 * 60 * 1000;
/// How far ahead a clock may be before it is told, in milliseconds: a day.
const AHEAD: i64 = 24 * 60 * 60 * 1000;

/// What somebody says of themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    /// The last change that is held of each origin: device, epoch and number.
    holds: Vec<(Uuid, i64, i64)>,
    /// The folders that were written in, each with the number of its next item.
    reaches: BTreeMap<String, i64>,
    /// What the changes have come to, by scope: hashes in hexadecimal.
    contents: BTreeMap<String, String>,
    /// When: milliseconds since 1970 (UTC).
    at: i64,
}

/// What a register comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    holds: Holds,
    hash: String,
}

impl Weighed {
    /// What a register comes to by its file: it takes a moment, and nobody waits for it.
    pub fn of(path: &Path, clock: Clock) -> Result<Self, ExchangeError> {
        let register = Register::open_read_only(path, clock)?;
        register.read_once()?;
        let (holds, hash) = register.contents_hash()?;

        Ok(Self { holds, hash: sealed::hexadecimal(&hash) })
    }
}

/// The newest file of a computer, and the others.
#[derive(Default)]
struct HeadFiles {
    n: i64,
    hash: String,
    name: String,
    all: Vec<String>,
}

impl Exchange<'_> {
    fn head_files(&mut self) -> BTreeMap<Uuid, HeadFiles> {
        let mut files: BTreeMap<Uuid, HeadFiles> = BTreeMap::new();
        for name in self.seen.list(&folder()) {
            let Some((device, rest)) = name.split_once('-') else { continue };
            let (Ok(device), Some((n, hash))) = (Uuid::parse_str(device), numbered(rest)) else {
                continue;
            };
            let newest = files.entry(device).or_default();
            newest.all.push(name.clone());
            if n > newest.n {
                (newest.n, newest.hash, newest.name) = (n, hash.to_owned(), name);
            }
        }

        files
    }

    /// The heads that are newer than what was heard, with their files where those have been read. This computer's own is one of
    /// them where the register was restored and has forgotten what it had written since.
    fn new_heads(
        &mut self,
        members: &Members,
    ) -> Result<Vec<(Member, i64, Vec<u8>)>, ExchangeError> {
        let mut new = Vec::new();
        for (device, file) in self.head_files() {
            if self.register.feed(&head_of(device))?.next > file.n {
                continue;
            }
            let Some(member) = members.known(device) else { continue };
            let Some(public) = member.public() else { continue };
            let path = format!("{}/{}", folder(), file.name);
            let Some(signed) = self.seen.read(&path) else { continue };
            let is_theirs =
                is_whole(&signed, &file.hash) && sealed::signed_by(&public, &signed).is_some();
            if is_theirs {
                new.push((member.clone(), file.n, signed));
            }
        }

        Ok(new)
    }

    /// Those whose heads are encrypted with a key that is not here.
    pub(super) fn unreadable_heads(
        &mut self,
        members: &Members,
    ) -> Result<BTreeSet<Uuid>, ExchangeError> {
        let keys = self.register.scope_keys()?;
        let mut unreadable = BTreeSet::new();
        for (member, _, signed) in self.new_heads(members)? {
            let Some((sealed, _)) = sealed::unsigned(&signed) else { continue };
            if matches!(sealed::open(&keys, member.device.as_bytes(), sealed), Ok(None)) {
                unreadable.insert(member.device);
            }
        }

        Ok(unreadable)
    }

    /// Hears what others say of themselves.
    pub(super) fn hear_heads(
        &mut self,
        members: &Members,
        exchanged: &mut Exchanged,
    ) -> Result<(), ExchangeError> {
        let keys = self.register.scope_keys()?;
        let heard = self.register.heard()?;
        for (member, n, signed) in self.new_heads(members)? {
            let Some((sealed, _)) = sealed::unsigned(&signed) else { continue };
            let Ok(Some(plain)) = sealed::open(&keys, member.device.as_bytes(), sealed) else {
                continue;
            };
            let Ok(head) = serde_json::from_slice::<Head>(&plain) else { continue };
            let path = head_of(member.device);
            let feed = self.register.feed(&path)?;
            let feed = Feed { next: n + 1, ..feed };
            // An old one that somebody put back says nothing new.
            if heard.get(&member.device).is_some_and(|heard| heard.said > head.at) {
                self.register.keep_feed(&path, &feed)?;
                continue;
            }
            if head.at > self.now + AHEAD {
                exchanged.ahead.insert(member.name.clone());
            }
            let holds = head.holds.into_iter().map(|(device, epoch, seq)| ((device, epoch), seq));
            if member.device == self.device {
                self.remember_handed_keys(&head.reaches)?;
            }
            let heard = Heard {
                holds: holds.collect(),
                said: head.at,
                reaches: head.reaches,
                contents: head.contents,
            };
            self.register.hear(member.device, &heard, &path, &feed)?;
            self.is_unfinished = true;
        }

        Ok(())
    }

    /// Goes on after the keys that were handed over before the register was restored.
    fn remember_handed_keys(
        &mut self,
        reaches: &BTreeMap<String, i64>,
    ) -> Result<(), ExchangeError> {
        let own = format!("{VERSION}/keys/{}/", device_name(self.device));
        for (folder, next) in reaches.iter().filter(|(folder, _)| folder.starts_with(&own)) {
            let feed = self.register.feed(folder)?;
            self.register.keep_feed(folder, &Feed { next: feed.next.max(*next), ..feed })?;
        }

        Ok(())
    }

    /// Whether there is somebody to compare the whole register with, and this copy holds something else than when that was done.
    pub fn needs_weighing(&self) -> Result<bool, ExchangeError> {
        let members = self.known_members()?;
        let is_coordinator =
            members.coordinators().any(|coordinator| coordinator.device == self.device);
        if !is_coordinator || members.coordinators().count() < 2 {
            return Ok(false);
        }

        Ok(self.register.feed(WEIGHED)?.last != hash_of(&self.register.holds()?)?)
    }

    /// Keeps what this copy comes to.
    pub fn keep_weighed(&mut self, weighed: &Weighed) -> Result<(), ExchangeError> {
        let last = hash_of(&weighed.holds)?;
        let feed = Feed { last, ..self.register.feed(WEIGHED)? };

        Ok(self.register.keep_contents(self.device, REGISTER, &weighed.hash, WEIGHED, &feed)?)
    }

    /// The coordinators who hold the same changes and have come to something else, by name.
    pub fn differing(register: &Register) -> Result<BTreeSet<String>, ExchangeError> {
        let holds = register.holds()?;
        let Some(own) = register.own_device() else { return Ok(BTreeSet::new()) };
        if register.feed(WEIGHED)?.last != hash_of(&holds)? {
            return Ok(BTreeSet::new());
        }
        let heard = register.heard()?;
        let Some(hash) = heard.get(&own).and_then(|heard| heard.contents.get(REGISTER)) else {
            return Ok(BTreeSet::new());
        };
        let members = Self::members(register)?;
        let differs = |member: &&Member| {
            heard.get(&member.device).is_some_and(|heard| {
                heard.holds == holds
                    && heard.contents.get(REGISTER).is_some_and(|theirs| theirs != hash)
            })
        };

        Ok(members.people().filter(differs).map(|member| member.name.clone()).collect())
    }

    /// Says what this copy holds, where that is another than was said, or was said long ago.
    pub fn tell_holdings(&mut self) -> Result<(), ExchangeError> {
        let members = self.known_members()?;
        let Some(me) = members.present.get(&self.device) else { return Ok(()) };
        let holds = self.register.holds()?;
        let contents = match self.needs_weighing()? {
            true => BTreeMap::new(),
            false => self.register.contents_of(self.device)?,
        };
        let head = Head {
            holds: holds.into_iter().map(|((device, epoch), seq)| (device, epoch, seq)).collect(),
            reaches: self.register.own_reaches(&device_name(self.device))?,
            contents,
            at: self.now,
        };
        let plain = serde_json::to_vec(&head).map_err(|_| ExchangeError::Unreadable)?;
        let said = sealed::hash(
            &serde_json::to_vec(&(&head.holds, &head.reaches, &head.contents, me.since))
                .map_err(|_| ExchangeError::Unreadable)?,
        );
        let path = head_of(self.device);
        let feed = self.register.feed(&path)?;
        if feed.last == said && (feed.scanned..feed.scanned + HOLDS_FOR).contains(&self.now) {
            return Ok(());
        }
        let key = self.key_of(COMMON)?;
        let sealed = sealed::seal(&key, self.device.as_bytes(), &plain)?;
        let signed = sealed::sign(&self.own.signing, &sealed);
        let earlier = self.head_files().remove(&self.device).unwrap_or_default();
        // A register that was restored may have forgotten which number it was at.
        let n = feed.next.max(earlier.n + 1);
        let name = format!("{path}-{}", file_name(n, &signed));
        let feed = Feed { next: n + 1, last: said, scanned: self.now };
        self.register.post(Post::file(name, signed).with_feed(path, feed))?;
        for name in earlier.all {
            self.register.post(Post::deletion(format!("{}/{name}", folder())))?;
        }

        Ok(())
    }

    /// Changes that somebody has said to hold and that are not here.
    pub(super) fn waiting(&self) -> Result<i64, ExchangeError> {
        let held = self.register.holds()?;
        let mut known: BTreeMap<(Uuid, i64), i64> = BTreeMap::new();
        for heard in self.register.heard()?.into_values() {
            for (origin, seq) in heard.holds {
                let newest = known.entry(origin).or_default();
                *newest = seq.max(*newest);
            }
        }
        let missing = known
            .into_iter()
            .map(|(origin, seq)| (seq - held.get(&origin).copied().unwrap_or(0)).max(0));

        Ok(missing.sum())
    }
}

fn hash_of(holds: &Holds) -> Result<[u8; 32], ExchangeError> {
    let holds: Vec<(&(Uuid, i64), &i64)> = holds.iter().collect();

    Ok(sealed::hash(&serde_json::to_vec(&holds).map_err(|_| ExchangeError::Unreadable)?))
}

fn folder() -> String {
    format!("{VERSION}/heads")
}

/// What the names of a computer's heads begin with.
fn head_of(device: Uuid) -> String {
    format!("{}/{}", folder(), device_name(device))
}
