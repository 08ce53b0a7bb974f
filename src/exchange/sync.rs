//! An exchange: who is in it, what is new of theirs, what is new here. It works with what has been read of the place, and puts
//! what is to be sent in the register's outbox; [`super::errand`] carries both.

mod admission;
mod clearing;
mod fetching;
mod heads;
mod keys;
mod packing;
mod sending;

use std::collections::{BTreeMap, BTreeSet};

pub use heads::Weighed;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::members::{COMMON, SigningKey, Statement};
use super::seen::Seen;
use super::{
    DeviceKeys, ExchangeError, Login, Member, Members, Place, Role, VERSION, device_name,
    file_name, members, sealed,
};
use crate::register::Register;
use crate::register::sharing::{Feed, Post, ScopeKey, Sharing};
use crate::register::signing::KnownKey;
use crate::seal::PublicKey;

/// About how many ops are sent or taken in in one turn at the register.
const OPS: usize = 5_000;

/// What an exchange did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// Changes of this copy's that were sent.
    pub sent: usize,
    /// Changes of others' that came.
    pub fetched: usize,
    /// Changes that are known to exist and are not here yet.
    pub waiting: i64,
    /// Whether one still waits to be let in.
    pub is_joining: bool,
    /// Those who were let in now, by name.
    pub admitted: Vec<String>,
    /// Files that somebody changed who must not, by path.
    pub forged: BTreeSet<String>,
    /// How many changes don't hold, since their maker may not write that, or no longer: by name.
    pub refused: BTreeMap<String, usize>,
    /// Those whose clock is a day or more ahead of this computer's, by name.
    pub ahead: BTreeSet<String>,
    /// Those who hold the same changes and have another register made of them, by name.
    pub differing: BTreeSet<String>,
}

impl Exchanged {
    /// What another turn did beside it.
    pub fn add(&mut self, later: Self) {
        self.sent += later.sent;
        self.fetched += later.fetched;
        self.waiting = later.waiting;
        self.is_joining = later.is_joining;
        self.admitted.extend(later.admitted);
        self.forged.extend(later.forged);
        self.refused.extend(later.refused);
        self.ahead.extend(later.ahead);
        self.differing.extend(later.differing);
    }
}

/// What a turn at the register did.
#[derive(Debug)]
pub struct Round {
    pub exchanged: Exchanged,
    /// Whether there is more to do before anything else is read of the place.
    pub is_unfinished: bool,
}

/// Somebody who is in it, and whose work is here up to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberState {
    pub member: Member,
    /// Up to when all of the member's work is here: milliseconds since 1970 (UTC). `None` where nothing is known.
    pub complete_until: Option<i64>,
    /// When the member's computer exchanged last: milliseconds since 1970 (UTC).
    pub last_seen: Option<i64>,
    pub is_me: bool,
}

/// Work of members that has not been heard of for days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingWork {
    /// How many members' it is.
    pub count: usize,
    /// Since when: milliseconds since 1970 (UTC).
    pub since: i64,
}

/// After how long somebody's work is said to be missing, in milliseconds: five days.
const MISSING_AFTER: i64 = 5 * 24 * 60 * 60 * 1000;

/// A turn at the register.
pub struct Exchange<'a> {
    register: &'a mut Register,
    seen: &'a mut Seen,
    own: &'a DeviceKeys,
    device: Uuid,
    /// Milliseconds since 1970 (UTC).
    now: i64,
    /// How many more ops are sent or taken in in this turn.
    left: usize,
    is_unfinished: bool,
    /// Whether it has just become this computer's to send on what others have written.
    takes_over: bool,
}

/// What is in the file that tells whose register a place holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Opened {
    register: Uuid,
    founder: String,
}

/// The place's first file.
pub fn register_file() -> String {
    format!("{VERSION}/register")
}

/// Whose register a place holds: its identity and the founder's key. `None` where it holds none.
///
/// # Errors
/// The file is none of ours.
pub fn opened(seen: &mut Seen) -> Result<Option<(Uuid, [u8; 32])>, ExchangeError> {
    seen.read(&register_file()).map(|signed| founded(&signed)).transpose()
}

fn founded(signed: &[u8]) -> Result<(Uuid, [u8; 32]), ExchangeError> {
    let other = || ExchangeError::OtherRegister;
    let (bytes, _) = sealed::unsigned(signed).ok_or_else(other)?;
    let told: Opened = serde_json::from_slice(bytes).map_err(|_| other())?;
    let founder = read_hexadecimal(&told.founder).ok_or_else(other)?;
    sealed::signed_by(&founder, signed).ok_or_else(other)?;

    Ok((told.register, founder))
}

fn read_hexadecimal<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if digits.len() != 2 * N || !digits.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }

    Some(bytes)
}

/// The identity of the register that a place holds.
///
/// # Errors
/// It holds none ([`ExchangeError::OtherRegister`]).
pub fn register_in(place: &Place, login: Option<&Login>) -> Result<Uuid, ExchangeError> {
    let store = place.open(login)?;
    match store.read(&register_file())? {
        Some(signed) => Ok(founded(&signed)?.0),
        None => Err(missing(store.list("")?.iter().any(|name| is_newer(name)))),
    }
}

/// Whether a folder is of a form that a newer program writes.
fn is_newer(name: &str) -> bool {
    let form = name.strip_prefix('v').and_then(|number| number.parse::<u32>().ok());

    form.is_some_and(|number| number > 1)
}

fn missing(is_newer: bool) -> ExchangeError {
    if is_newer { ExchangeError::NewerForm } else { ExchangeError::OtherRegister }
}

impl<'a> Exchange<'a> {
    /// A turn at a register that is shared.
    pub fn new(
        register: &'a mut Register,
        seen: &'a mut Seen,
        own: &'a DeviceKeys,
        now: i64,
    ) -> Result<Self, ExchangeError> {
        let device = register.own_device().ok_or(crate::register::Error::ReadOnly)?;

        Ok(Self {
            register,
            seen,
            own,
            device,
            now,
            left: OPS,
            is_unfinished: false,
            takes_over: false,
        })
    }

    /// Begins to share the register.
    pub fn begin(&mut self, name: &str) -> Result<(), ExchangeError> {
        let told = Opened {
            register: self.register.uid(),
            founder: sealed::hexadecimal(&self.own.public()),
        };
        let bytes = serde_json::to_vec(&told).map_err(|_| ExchangeError::Unreadable)?;
        let signed = sealed::sign(&self.own.signing, &bytes);
        self.register.post(Post::file(register_file(), signed))?;
        let keys: Vec<ScopeKey> = [COMMON, members::REGISTER, members::FIGURES]
            .iter()
            .map(|scope| sealed::new_key(scope, self.now))
            .collect::<Result<_, _>>()?;
        self.register.keep_scope_keys(&keys)?;
        let me = Member {
            device: self.device,
            key: sealed::hexadecimal(&self.own.public()),
            recipient: self.own.recipient(),
            name: name.to_owned(),
            role: Role::Coordinator,
            classes: BTreeSet::new(),
            since: self.now,
            invitation: None,
            is_sheet: false,
        };

        self.say(&Statement::Admitted(me), COMMON)
    }

    /// Takes in what is new of what has been read, lets in who has a code, and puts out what is new here.
    pub fn round(mut self) -> Result<Round, ExchangeError> {
        let sharing = self.register.sharing()?.ok_or(ExchangeError::NotShared)?;
        let mut exchanged = Exchanged::default();
        if self.is_place_known(&sharing)? {
            self.work(sharing, &mut exchanged)?;
        }

        Ok(Round { exchanged, is_unfinished: self.is_unfinished })
    }

    /// Whether it has been seen that the place is the register's.
    fn is_place_known(&mut self, sharing: &Sharing) -> Result<bool, ExchangeError> {
        let file = register_file();
        if self.register.is_to_be_sent(&file)? {
            return Ok(true);
        }
        match opened(self.seen)? {
            Some(found) if found == (self.register.uid(), sharing.founder) => Ok(true),
            Some(_) => Err(ExchangeError::OtherRegister),
            None if !self.seen.knows(&file) => Ok(false),
            None => {
                let names = self.seen.list("");
                match self.seen.is_complete() {
                    true => Err(missing(names.iter().any(|name| is_newer(name)))),
                    false => Ok(false),
                }
            }
        }
    }

    fn work(&mut self, sharing: Sharing, exchanged: &mut Exchanged) -> Result<(), ExchangeError> {
        let mut members = self.hear_members(&sharing)?;
        let Some(me) = members.present.get(&self.device).cloned() else {
            if members.gone.contains_key(&self.device) {
                return Err(ExchangeError::Removed);
            }
            exchanged.is_joining = true;
            return self.ask_to_come_in(&sharing);
        };
        if sharing.invitation.is_some() {
            self.register.keep_sharing(Some(&Sharing { invitation: None, ..sharing }))?;
            // Now one may see who is in it.
            self.is_unfinished = true;
        }
        // The file was opened on another computer.
        if me.public() != Some(self.own.public()) {
            return Err(ExchangeError::Removed);
        }
        self.register.keep_writers(&members.writers())?;
        self.know_signing_keys(&members)?;
        if me.role == Role::Coordinator {
            self.tell_signing_keys(&members)?;
            exchanged.admitted = self.let_in(&members)?;
            members = self.known_members()?;
            self.register.keep_writers(&members.writers())?;
            self.make_class_keys(&members)?;
        }
        self.hear_heads(&members, exchanged)?;
        self.fetch(&me, &members, exchanged)?;
        exchanged.sent = self.send(&me, &members)?;
        // Last, so that whom it is for has what is sent with it.
        if me.role == Role::Coordinator && !self.is_unfinished {
            self.hand_over_keys(&members)?;
        }
        exchanged.waiting = self.waiting()?;

        Ok(())
    }

    /// Who is in it, by what this copy knows.
    pub fn members(register: &Register) -> Result<Members, ExchangeError> {
        Members::of(register, &register.scope_keys()?)
    }

    /// Takes in which keys certificates' codes are signed with, so that each computer can verify what another has issued.
    fn know_signing_keys(&mut self, members: &Members) -> Result<(), ExchangeError> {
        let told = members.signing.values().filter_map(|signing| {
            Some(KnownKey {
                key: PublicKey::from_bytes(&read_hexadecimal(&signing.key)?)?,
                made_on: signing.made_on,
                lost_on: signing.lost_on,
                is_in_use: false,
            })
        });

        Ok(self.register.know_told_keys(&told.collect::<Vec<_>>())?)
    }

    /// Tells of those that nobody has told of, or not that they are lost.
    fn tell_signing_keys(&mut self, members: &Members) -> Result<(), ExchangeError> {
        for known in self.register.known_keys()? {
            let key = known.key.hexadecimal();
            let told = members.signing.get(&key);
            if told.is_none_or(|told| told.lost_on.is_none() && known.lost_on.is_some()) {
                let KnownKey { made_on, lost_on, is_in_use, .. } = known;
                let device = is_in_use.then_some(self.device);
                self.say(
                    &Statement::Signing(SigningKey { key, device, made_on, lost_on }),
                    COMMON,
                )?;
            }
        }

        Ok(())
    }

    fn known_members(&self) -> Result<Members, ExchangeError> {
        Self::members(self.register)
    }

    /// Whose work is here up to when, by what this copy knows.
    pub fn member_states(register: &Register) -> Result<Vec<MemberState>, ExchangeError> {
        let members = Self::members(register)?;
        let (held, heard) = (register.holds()?, register.heard()?);
        let me = register.own_device();
        let mut states: Vec<MemberState> = members
            .people()
            .cloned()
            .map(|member| {
                let is_me = Some(member.device) == me;
                let said = heard.get(&member.device);
                let is_all_here = said.is_some_and(|said| {
                    said.holds
                        .iter()
                        .filter(|((device, _), _)| *device == member.device)
                        .all(|(origin, seq)| held.get(origin).is_some_and(|here| here >= seq))
                });
                let last_seen = said.map(|said| said.said);
                let complete_until = if is_all_here { last_seen } else { None };
                MemberState { member, complete_until, last_seen, is_me }
            })
            .collect();
        states.sort_by(|one, other| {
            (!one.is_me, &one.member.name).cmp(&(!other.is_me, &other.member.name))
        });

        Ok(states)
    }

    /// Whose work has been missing for days; `None` where nobody's has.
    pub fn missing_work(register: &Register) -> Result<Option<MissingWork>, ExchangeError> {
        if register.sharing()?.is_none_or(|sharing| sharing.invitation.is_some()) {
            return Ok(None);
        }
        let latest = register.moment() - MISSING_AFTER;
        let since: Vec<i64> = Self::member_states(register)?
            .into_iter()
            .filter(|state| !state.is_me && state.member.role != Role::Lead)
            .map(|state| state.complete_until.unwrap_or(state.member.since))
            .filter(|until| *until < latest)
            .collect();

        Ok(since.iter().min().map(|earliest| MissingWork { count: since.len(), since: *earliest }))
    }

    /// How many of whose changes have no effect here, since they may not write that, or no longer.
    pub fn refused(register: &Register) -> Result<BTreeMap<String, usize>, ExchangeError> {
        let members = Self::members(register)?;
        let mut refused = BTreeMap::new();
        for (id, why) in register.refused_changes()? {
            // What waits for the class it is about may hold yet.
            if why == "pending" {
                continue;
            }
            let name = members.known(id.device).map(|member| member.name.clone());
            *refused.entry(name.unwrap_or_default()).or_default() += 1;
        }

        Ok(refused)
    }

    /// Says something as a coordinator.
    fn say(&mut self, statement: &Statement, scope: &str) -> Result<(), ExchangeError> {
        let members = self.known_members()?;
        let (n, before) = members.heads.get(&self.device).copied().unwrap_or((0, [0; 32]));
        let key = self.key_of(scope)?;
        let bytes =
            members::write(statement, self.device, n + 1, &before, &self.own.signing, &key)?;
        let folder = statements_folder(self.device);
        let path = format!("{folder}/{}", file_name(n + 1, &bytes));
        let feed = Feed { next: n + 2, ..self.register.feed(&folder)? };

        Ok(self.register.post(
            Post::file(path, bytes.clone()).with_feed(folder, feed).with_statement(
                self.device,
                n + 1,
                bytes,
            ),
        )?)
    }

    /// The newest key of a scope.
    fn key_of(&self, scope: &str) -> Result<ScopeKey, ExchangeError> {
        let keys = self.register.scope_keys()?;

        keys.into_iter().rfind(|key| key.scope == scope).ok_or(ExchangeError::Unreadable)
    }

    fn refuse_others(&self) -> Result<(), ExchangeError> {
        let members = self.known_members()?;
        let me = members.present.get(&self.device);

        match me.is_some_and(|me| me.role == Role::Coordinator) {
            true => Ok(()),
            false => Err(ExchangeError::OnlyCoordinators),
        }
    }

    /// The computers that have a folder of their own in another.
    fn devices_in(&mut self, room: &str) -> Vec<Uuid> {
        let names = self.seen.list(&format!("{VERSION}/{room}"));

        names.iter().filter_map(|name| Uuid::parse_str(name).ok()).collect()
    }
}

/// Where a coordinator's statements lie.
pub fn statements_folder(author: Uuid) -> String {
    format!("{VERSION}/members/{}", device_name(author))
}

/// Where the keys lie that somebody has handed over to somebody.
fn keys_folder(author: Uuid, to: Uuid) -> String {
    format!("{VERSION}/keys/{}/{}", device_name(author), device_name(to))
}
