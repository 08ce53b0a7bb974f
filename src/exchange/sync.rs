//! One exchange: who is in it, what is new of theirs, what is new here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bundle::{self, Bundle};
use super::invitation::GOOD_FOR;
use super::members::{self, COMMON, FIGURES, REGISTER, Statement, class_of_scope, class_scope};
use super::store::Store;
use super::{
    Code, DeviceKeys, ExchangeError, Invitation, Member, Members, Place, Role, VERSION,
    device_name, file_name, is_whole, numbered, sealed,
};
use crate::domain::ClassId;
use crate::register::Register;
use crate::register::journal::form::{ChangeId, Form};
use crate::register::sharing::{Audience, Feed, Heard, ScopeKey, Sharing};

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
    /// Files that somebody changed who must not.
    pub forged: usize,
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

/// A register, its place, and the keys of this computer.
pub struct Exchange<'a> {
    register: &'a mut Register,
    store: Box<dyn Store>,
    own: DeviceKeys,
    device: Uuid,
    /// Milliseconds since 1970 (UTC).
    now: i64,
}

/// Who wants to come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Request {
    device: Uuid,
    key: String,
    recipient: String,
}

/// What somebody holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Holdings {
    holds: Vec<(Uuid, i64, i64)>,
    at: i64,
}

/// A key as it is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct HandedKey {
    scope: String,
    secret: String,
    made: i64,
}

/// Keys that were handed over, and by whom they say they were.
struct Handed {
    author: Uuid,
    /// The file.
    signed: Vec<u8>,
    keys: Vec<ScopeKey>,
}

/// What is in the file that tells whose register a place holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Opened {
    register: Uuid,
    founder: String,
}

/// The place's first file.
fn register_file() -> String {
    format!("{VERSION}/register")
}

/// Whose register a place holds: its identity and the founder's key. `None` where it holds none.
///
/// # Errors
/// The file is none of ours.
fn opened(store: &dyn Store) -> Result<Option<(Uuid, [u8; 32])>, ExchangeError> {
    let Some(signed) = store.read(&register_file())? else { return Ok(None) };
    let other = || ExchangeError::OtherRegister;
    let (bytes, _) = sealed::unsigned(&signed).ok_or_else(other)?;
    let told: Opened = serde_json::from_slice(bytes).map_err(|_| other())?;
    let founder = read_hexadecimal(&told.founder).ok_or_else(other)?;
    sealed::signed_by(&founder, &signed).ok_or_else(other)?;

    Ok(Some((told.register, founder)))
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
pub fn register_in(place: &Place) -> Result<Uuid, ExchangeError> {
    let store = place.open()?;

    opened(store.as_ref())?.map(|(uid, _)| uid).ok_or(ExchangeError::OtherRegister)
}

impl<'a> Exchange<'a> {
    /// An exchange of a register that is shared.
    ///
    /// # Errors
    /// It is not ([`ExchangeError::NotShared`]), or its place can't be opened.
    pub fn of(
        register: &'a mut Register,
        own: DeviceKeys,
        now: i64,
    ) -> Result<Self, ExchangeError> {
        let sharing = register.sharing()?.ok_or(ExchangeError::NotShared)?;
        let store = Place::read(&sharing.place)?.open()?;

        Self::with(register, store, own, now)
    }

    /// The same with the keys of the computer whose register it is.
    pub fn here(register: &'a mut Register) -> Result<Self, ExchangeError> {
        let installation = register.own_installation().ok_or(crate::register::Error::ReadOnly)?;
        let now = register.moment();

        Self::of(register, installation.exchange_keys()?, now)
    }

    fn with(
        register: &'a mut Register,
        store: Box<dyn Store>,
        own: DeviceKeys,
        now: i64,
    ) -> Result<Self, ExchangeError> {
        let device = register.own_device().ok_or(crate::register::Error::ReadOnly)?;

        Ok(Self { register, store, own, device, now })
    }

    /// Shares a register in a place that holds nothing yet.
    pub fn share(
        register: &'a mut Register,
        place: &Place,
        own: DeviceKeys,
        name: &str,
        now: i64,
    ) -> Result<Exchanged, ExchangeError> {
        if register.sharing()?.is_some() {
            return Err(ExchangeError::SharedAlready);
        }
        let store = place.open()?;
        if store.read(&register_file())?.is_some() || !store.list(VERSION)?.is_empty() {
            return Err(ExchangeError::PlaceTaken);
        }
        let uid = register.uid();
        let mut exchange = Self::with(register, store, own, now)?;
        let sharing = Sharing {
            place: place.to_string(),
            founder: exchange.own.public(),
            invitation: None,
            exchanged: None,
        };
        exchange.register.keep_sharing(Some(&sharing))?;
        let begun = exchange.begin(uid, name);
        if begun.is_err() {
            // What was begun and not finished is not shared.
            exchange.register.keep_sharing(None)?;
        }
        begun?;

        exchange.run()
    }

    fn begin(&mut self, uid: Uuid, name: &str) -> Result<(), ExchangeError> {
        let keys: Vec<ScopeKey> = [COMMON, REGISTER, FIGURES]
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
        };
        self.say(&Statement::Admitted(me), COMMON)?;
        let told = Opened { register: uid, founder: sealed::hexadecimal(&self.own.public()) };
        let bytes = serde_json::to_vec(&told).map_err(|_| ExchangeError::Unreadable)?;
        self.store.write(&register_file(), &sealed::sign(&self.own.signing, &bytes))?;

        Ok(())
    }

    /// Begins to come in: with a copy that has nothing yet.
    pub fn join(
        register: &'a mut Register,
        place: &Place,
        code: &Code,
        own: DeviceKeys,
        now: i64,
    ) -> Result<Exchanged, ExchangeError> {
        let store = place.open()?;
        let (uid, founder) = opened(store.as_ref())?.ok_or(ExchangeError::OtherRegister)?;
        if uid != register.uid() {
            return Err(ExchangeError::OtherRegister);
        }
        let mut exchange = Self::with(register, store, own, now)?;
        exchange.register.keep_sharing(Some(&Sharing {
            place: place.to_string(),
            founder,
            invitation: Some(code.bytes()),
            exchanged: None,
        }))?;

        exchange.run()
    }

    /// Who is in it, by what this copy knows.
    pub fn members(register: &Register) -> Result<Members, ExchangeError> {
        Members::of(register, &register.scope_keys()?)
    }

    /// Whose work is here up to when, by what this copy knows.
    pub fn member_states(register: &Register) -> Result<Vec<MemberState>, ExchangeError> {
        let members = Self::members(register)?;
        let (held, heard) = (register.holds()?, register.heard()?);
        let me = register.own_device();
        let mut states: Vec<MemberState> = members
            .present
            .into_values()
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

    /// Fetches what is new, lets in who has a code, and sends what is new here.
    pub fn run(&mut self) -> Result<Exchanged, ExchangeError> {
        let sharing = self.register.sharing()?.ok_or(ExchangeError::NotShared)?;
        let found = opened(self.store.as_ref())?.ok_or(ExchangeError::OtherRegister)?;
        if found != (self.register.uid(), sharing.founder) {
            return Err(ExchangeError::OtherRegister);
        }
        let mut done = Exchanged::default();
        let mut members = self.hear_members(&sharing)?;
        let Some(me) = members.present.get(&self.device).cloned() else {
            if members.gone.contains_key(&self.device) {
                return Err(ExchangeError::Removed);
            }
            self.ask_to_come_in(&sharing)?;
            done.is_joining = true;
            return Ok(done);
        };
        if sharing.invitation.is_some() {
            self.register.keep_sharing(Some(&Sharing { invitation: None, ..sharing }))?;
        }
        self.register.keep_writers(&members.writers())?;
        if me.role == Role::Coordinator {
            done.admitted = self.let_in(&members)?;
            members = self.known_members()?;
            self.register.keep_writers(&members.writers())?;
            self.make_class_keys(&members)?;
        }
        done.sent += self.send(&me, &members)?;
        self.fetch(&me, &members, &mut done)?;
        if done.fetched > 0 {
            done.sent += self.send(&me, &members)?;
        }
        // Last, so that whom it is for has what is sent with it.
        if me.role == Role::Coordinator {
            self.hand_over_keys(&members)?;
        }
        self.tell_holdings()?;
        self.hear_holdings(&members)?;
        done.waiting = self.waiting()?;
        self.register.note_exchange(self.now)?;

        Ok(done)
    }

    // -- Who is in it

    fn known_members(&self) -> Result<Members, ExchangeError> {
        Members::of(self.register, &self.register.scope_keys()?)
    }

    /// Says something as a coordinator.
    fn say(&mut self, statement: &Statement, scope: &str) -> Result<(), ExchangeError> {
        let members = self.known_members()?;
        let (n, before) = members.heads.get(&self.device).copied().unwrap_or((0, [0; 32]));
        let key = self.key_of(scope)?;
        let bytes =
            members::write(statement, self.device, n + 1, &before, &self.own.signing, &key)?;
        let path =
            format!("{VERSION}/members/{}/{}", device_name(self.device), file_name(n + 1, &bytes));
        self.store.write(&path, &bytes)?;
        self.register.keep_statement(self.device, n + 1, &bytes)?;

        Ok(())
    }

    /// The newest key of a scope.
    fn key_of(&self, scope: &str) -> Result<ScopeKey, ExchangeError> {
        let keys = self.register.scope_keys()?;

        keys.into_iter().rfind(|key| key.scope == scope).ok_or(ExchangeError::Unreadable)
    }

    /// Reads keys that are for this computer, and what coordinators have said since.
    fn hear_members(&mut self, sharing: &Sharing) -> Result<Members, ExchangeError> {
        let handed = self.handed_keys()?;
        let known = self.register.scope_keys()?;
        let mut trying = known.clone();
        trying.extend(handed.iter().flat_map(|handed| handed.keys.iter().cloned()));
        // Statements are read with keys that may turn out to be nobody's; who signed the keys is asked of what they say.
        let mut files: BTreeMap<Uuid, Vec<(i64, Vec<u8>)>> = BTreeMap::new();
        for author in self.devices_in("members")? {
            let folder = format!("{VERSION}/members/{}", device_name(author));
            for name in self.store.list(&folder)? {
                let Some((n, hash)) = numbered(&name) else { continue };
                if let Some(bytes) = self.store.read(&format!("{folder}/{name}"))?
                    && is_whole(&bytes, hash)
                {
                    files.entry(author).or_default().push((n, bytes));
                }
            }
        }
        let found = Members::heard(self.register, &trying, &files)?;
        if let Some(code) = &sharing.invitation {
            let inviter = &code[16..26];
            let is_there = found
                .members
                .known_coordinators()
                .any(|public| super::keys::fingerprint(&public) == inviter);
            if !found.members.present.is_empty() && !is_there {
                return Err(ExchangeError::WrongCode);
            }
        }
        for ((author, n), bytes) in &found.new {
            self.register.keep_statement(*author, *n, bytes)?;
        }
        for Handed { author, signed, keys } in handed {
            let public = found.members.known(author).and_then(Member::public);
            if public.is_some_and(|public| sealed::signed_by(&public, &signed).is_some()) {
                self.register.keep_scope_keys(&keys)?;
            }
        }

        self.known_members()
    }

    /// Keys that were handed over to this computer.
    fn handed_keys(&self) -> Result<Vec<Handed>, ExchangeError> {
        let mut handed = Vec::new();
        for author in self.devices_in("keys")? {
            let folder =
                format!("{VERSION}/keys/{}/{}", device_name(author), device_name(self.device));
            for name in self.store.list(&folder)? {
                let Some((_, hash)) = numbered(&name) else { continue };
                let Some(signed) = self.store.read(&format!("{folder}/{name}"))? else { continue };
                let Some((wrapped, _)) = sealed::unsigned(&signed) else { continue };
                if !is_whole(&signed, hash) {
                    continue;
                }
                let Ok(plain) = sealed::unwrap(&self.own.identity, wrapped) else { continue };
                let Ok(keys) = serde_json::from_slice::<Vec<HandedKey>>(&plain) else { continue };
                let keys = keys.iter().filter_map(HandedKey::read).collect();
                handed.push(Handed { author, signed, keys });
            }
        }

        Ok(handed)
    }

    /// The computers that have a folder of their own there.
    fn devices_in(&self, room: &str) -> Result<Vec<Uuid>, ExchangeError> {
        let names = self.store.list(&format!("{VERSION}/{room}"))?;

        Ok(names.iter().filter_map(|name| Uuid::parse_str(name).ok()).collect())
    }

    fn ask_to_come_in(&self, sharing: &Sharing) -> Result<(), ExchangeError> {
        let code = sharing.invitation.as_deref().ok_or(ExchangeError::Removed)?;
        let code = Code::from_kept(code).ok_or(ExchangeError::WrongCode)?;
        let folder = format!("{VERSION}/joins");
        let own = device_name(self.device);
        if self.store.list(&folder)?.iter().any(|name| name.starts_with(&own)) {
            return Ok(());
        }
        let request = Request {
            device: self.device,
            key: sealed::hexadecimal(&self.own.public()),
            recipient: self.own.recipient(),
        };
        let plain = serde_json::to_vec(&request).map_err(|_| ExchangeError::Unreadable)?;
        let bytes = sealed::encrypt(&code.secret(), self.device.as_bytes(), &plain)?;
        let hash = sealed::hexadecimal(&sealed::hash(&bytes));
        self.store.write(&format!("{folder}/{own}-{hash}"), &bytes)?;

        Ok(())
    }

    /// Lets in who has a code that is good. Their names.
    fn let_in(&mut self, members: &Members) -> Result<Vec<String>, ExchangeError> {
        let folder = format!("{VERSION}/joins");
        let mut admitted = Vec::new();
        let mut used: BTreeSet<String> = BTreeSet::new();
        for name in self.store.list(&folder)? {
            let path = format!("{folder}/{name}");
            let Some((device, hash)) = name.split_once('-') else { continue };
            let Ok(device) = Uuid::parse_str(device) else { continue };
            let Some(bytes) = self.store.read(&path)?.filter(|bytes| is_whole(bytes, hash)) else {
                continue;
            };
            if members.known(device).is_some() {
                self.store.delete(&path)?;
                continue;
            }
            for invitation in &members.invitations {
                let is_good = invitation.until >= self.now && !used.contains(&invitation.id);
                let Some(code) = Code::read(&invitation.code).ok().filter(|_| is_good) else {
                    continue;
                };
                let Ok(plain) = sealed::decrypt(&code.secret(), device.as_bytes(), &bytes) else {
                    continue;
                };
                let Ok(request) = serde_json::from_slice::<Request>(&plain) else { continue };
                if request.device != device || !request.is_usable() {
                    continue;
                }
                self.admit(invitation, request)?;
                used.insert(invitation.id.clone());
                admitted.push(invitation.name.clone());
                self.store.delete(&path)?;
                break;
            }
        }

        Ok(admitted)
    }

    fn admit(&mut self, invitation: &Invitation, request: Request) -> Result<(), ExchangeError> {
        let classes = self.classes_with(&invitation.classes)?;
        self.register.note_member(
            &invitation.name,
            request.device,
            invitation.role == Role::Teacher,
            &classes,
        )?;
        let member = Member {
            device: request.device,
            key: request.key,
            recipient: request.recipient,
            name: invitation.name.clone(),
            role: invitation.role,
            classes: invitation.classes.clone(),
            since: self.now,
            invitation: Some(invitation.id.clone()),
        };

        self.say(&Statement::Admitted(member), COMMON)
    }

    fn classes_with(&self, uids: &BTreeSet<Uuid>) -> Result<Vec<ClassId>, ExchangeError> {
        let mut classes = Vec::new();
        for uid in uids {
            classes.extend(self.register.class_with_uid(*uid)?);
        }

        Ok(classes)
    }

    /// Makes a code for somebody.
    ///
    /// # Errors
    /// One is no coordinator, or a teacher would have no class.
    pub fn invite(
        &mut self,
        name: &str,
        role: Role,
        classes: BTreeSet<Uuid>,
    ) -> Result<(Code, i64), ExchangeError> {
        if role == Role::Teacher && classes.is_empty() {
            return Err(ExchangeError::NoClass);
        }
        self.refuse_others()?;
        let code = Code::new(super::keys::fingerprint(&self.own.public()))?;
        let until = self.now + GOOD_FOR;
        let invitation = Invitation {
            id: sealed::hexadecimal(&code.id()),
            code: code.text(),
            name: name.to_owned(),
            role,
            classes,
            until,
        };
        self.say(&Statement::Invited(invitation), REGISTER)?;

        Ok((code, until))
    }

    /// Takes somebody out: what they write from now on does not hold, and keys change.
    ///
    /// # Errors
    /// One is no coordinator, there is nobody of that name, or nobody else would be left to let others in.
    pub fn remove(&mut self, name: &str) -> Result<Member, ExchangeError> {
        self.refuse_others()?;
        let members = self.known_members()?;
        let wanted = name.trim().to_lowercase();
        let member = members
            .present
            .values()
            .find(|member| member.name.to_lowercase() == wanted)
            .cloned()
            .ok_or_else(|| ExchangeError::UnknownMember(name.to_owned()))?;
        if member.role == Role::Coordinator && members.coordinators().count() < 2 {
            return Err(ExchangeError::LastCoordinator);
        }
        // What is there of theirs so far is taken first.
        self.run()?;
        let held = self.register.holds()?;
        let ends: BTreeMap<i64, i64> = held
            .into_iter()
            .filter(|((device, _), _)| *device == member.device)
            .map(|((_, epoch), seq)| (epoch, seq))
            .collect();
        self.register.end_grants(member.device, &ends)?;
        let members = self.known_members()?;
        let last_statement = members.heads.get(&member.device).map_or(0, |(n, _)| *n);
        let ends = ends.into_iter().collect();
        let removed =
            Statement::Removed { device: member.device, ends, last_statement, at: self.now };
        self.say(&removed, COMMON)?;
        // What is written from now on is not for them.
        let scopes: BTreeSet<String> =
            self.register.scope_keys()?.into_iter().map(|key| key.scope).collect();
        for scope in scopes.iter().filter(|scope| member.reads(scope)) {
            self.register.keep_scope_keys(&[sealed::new_key(scope, self.now)?])?;
        }
        self.run()?;

        Ok(member)
    }

    fn refuse_others(&self) -> Result<(), ExchangeError> {
        let members = self.known_members()?;
        let me = members.present.get(&self.device);

        match me.is_some_and(|me| me.role == Role::Coordinator) {
            true => Ok(()),
            false => Err(ExchangeError::OnlyCoordinators),
        }
    }

    // -- Keys

    fn make_class_keys(&mut self, members: &Members) -> Result<(), ExchangeError> {
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
    fn hand_over_keys(&mut self, members: &Members) -> Result<(), ExchangeError> {
        let keys = self.register.scope_keys()?;
        for member in members.present.values().filter(|member| member.device != self.device) {
            let folder = format!(
                "{VERSION}/keys/{}/{}",
                device_name(self.device),
                device_name(member.device)
            );
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
            self.store.write(&path, &signed)?;
            let feed = Feed { next: feed.next + 1, last: digest, ..feed };
            self.register.keep_feed(&folder, &feed)?;
        }

        Ok(())
    }

    // -- Changes

    fn folder_of(&self, scope: &str, device: Uuid, epoch: i64) -> String {
        let tag = sealed::hash(&[self.register.uid().as_bytes(), scope.as_bytes()].concat());

        format!(
            "{VERSION}/changes/{}/{}-{epoch}",
            sealed::hexadecimal(&tag[..16]),
            device_name(device)
        )
    }

    /// Sends what is new here; how many changes of this copy's own.
    fn send(&mut self, me: &Member, members: &Members) -> Result<usize, ExchangeError> {
        match me.role {
            Role::Coordinator => {
                let sent = self.send_register(members)?;
                if members.present.values().any(|member| member.role == Role::Lead) {
                    self.send_derived(FIGURES, &Audience::Figures, members)?;
                }
                let classes: BTreeSet<Uuid> =
                    members.present.values().flat_map(|member| member.classes.clone()).collect();
                for class in classes {
                    self.send_derived(&class_scope(class), &Audience::Class(class), members)?;
                }
                Ok(sent)
            }
            Role::Teacher => self.send_own(me),
            Role::Lead => Ok(0),
        }
    }

    /// Whether this computer sends on what a computer has written: its own, and, where it is the coordinator who has been in it
    /// longest, what nobody else does.
    fn relays(&self, members: &Members, device: Uuid) -> bool {
        if device == self.device {
            return true;
        }
        let is_coordinator =
            members.present.get(&device).is_some_and(|member| member.role == Role::Coordinator);
        let keeper = members.coordinators().min_by_key(|member| (member.since, member.device));

        !is_coordinator && keeper.is_some_and(|keeper| keeper.device == self.device)
    }

    fn send_register(&mut self, members: &Members) -> Result<usize, ExchangeError> {
        let folder = self.own_folder(REGISTER)?;
        let feed = self.register.feed(&folder)?;
        let changes = self.register.changes_after(feed.scanned, |device| {
            // What teachers write lies in their classes' folders, which coordinators read, too.
            device == self.device
                || (members.known(device).is_none() && self.relays(members, device))
        })?;
        let newest = self.register.newest_change_key()?;
        let own = changes.iter().filter(|(_, form)| form.id.device == self.device).count();
        let forms = changes.into_iter().map(|(_, form)| form).collect();
        self.write_bundles(REGISTER, &folder, forms, &BTreeMap::new(), false)?;
        let feed = self.register.feed(&folder)?;
        self.register.keep_feed(&folder, &Feed { scanned: newest, ..feed })?;

        Ok(own)
    }

    /// Sends what others see of changes: those of a class, or of the figures.
    fn send_derived(
        &mut self,
        scope_name: &str,
        audience: &Audience,
        members: &Members,
    ) -> Result<(), ExchangeError> {
        let folder = self.own_folder(scope_name)?;
        let feed = self.register.feed(&folder)?;
        let newest = self.register.newest_change_key()?;
        if newest == feed.scanned {
            return Ok(());
        }
        let writes_itself = |device: Uuid| {
            members
                .known(device)
                .is_some_and(|member| member.role == Role::Teacher && member.writes_in(scope_name))
        };
        let changes = self.register.changes_after(feed.scanned, |device| {
            self.relays(members, device) && !writes_itself(device)
        })?;
        let scope = self.register.scope(audience)?;
        let mut forms: BTreeMap<ChangeId, Form> = BTreeMap::new();
        for (_, form) in changes {
            if scope.sees_any(&form) {
                forms.insert(form.id, scope.excerpt(form));
            }
        }
        // What was written of rows that have come into the scope is for those who see it now, whoever wrote it.
        let new_rows = self.register.rows_new_in(scope_name, &scope)?;
        for form in self.register.changes_about(&new_rows)? {
            if !writes_itself(form.id.device) {
                forms.insert(form.id, scope.excerpt(form));
            }
        }
        let held = self.register.holds()?;
        let complete = held
            .into_iter()
            .filter(|((device, _), _)| self.relays(members, *device) && !writes_itself(*device))
            .collect();
        self.write_bundles(scope_name, &folder, forms.into_values().collect(), &complete, true)?;
        let feed = self.register.feed(&folder)?;
        self.register.keep_feed(&folder, &Feed { scanned: newest, ..feed })?;

        Ok(())
    }

    /// Sends what a teacher has written, to each of the classes what is theirs.
    fn send_own(&mut self, me: &Member) -> Result<usize, ExchangeError> {
        let mut sent = 0;
        let mut told: BTreeSet<ChangeId> = BTreeSet::new();
        let classes: Vec<Uuid> = me.classes.iter().copied().collect();
        for (place, class) in classes.iter().enumerate() {
            let scope_name = class_scope(*class);
            let folder = self.own_folder(&scope_name)?;
            let feed = self.register.feed(&folder)?;
            let changes =
                self.register.changes_after(feed.scanned, |device| device == self.device)?;
            let newest = self.register.newest_change_key()?;
            let scope = self.register.scope(&Audience::Class(*class))?;
            let mut forms = Vec::new();
            for (_, form) in changes {
                // Whatever is in none of the classes is told, too, so that nobody waits for it.
                if scope.sees_any(&form) || (place + 1 == classes.len() && !told.contains(&form.id))
                {
                    told.insert(form.id);
                    forms.push(form);
                }
            }
            sent += forms.len();
            self.write_bundles(&scope_name, &folder, forms, &BTreeMap::new(), false)?;
            let feed = self.register.feed(&folder)?;
            self.register.keep_feed(&folder, &Feed { scanned: newest, ..feed })?;
        }

        Ok(sent)
    }

    fn own_folder(&self, scope: &str) -> Result<String, ExchangeError> {
        let epoch = self.register.own_epoch().ok_or(crate::register::Error::ReadOnly)?;

        Ok(self.folder_of(scope, self.device, epoch))
    }

    fn write_bundles(
        &mut self,
        scope: &str,
        folder: &str,
        changes: Vec<Form>,
        complete: &BTreeMap<(Uuid, i64), i64>,
        also_empty: bool,
    ) -> Result<(), ExchangeError> {
        let mut bundles: Vec<Bundle> = Vec::new();
        let mut size = 0;
        for change in changes {
            let is_full = bundles
                .last()
                .is_none_or(|last| last.changes.len() >= bundle::MOST || size >= bundle::LARGEST);
            if is_full {
                bundles.push(Bundle::default());
                size = 0;
            }
            size += change.to_bytes().len();
            if let Some(last) = bundles.last_mut() {
                last.changes.push(change);
            }
        }
        if bundles.is_empty() && also_empty {
            bundles.push(Bundle::default());
        }
        if let Some(last) = bundles.last_mut() {
            last.complete = complete.clone();
        }
        let key = self.key_of(scope)?;
        for bundle in bundles {
            let feed = self.register.feed(folder)?;
            let place = bundle::Place {
                folder,
                author: self.device,
                first: feed.next,
                last: feed.next + bundle.items() - 1,
                before: feed.last,
            };
            let bytes = bundle.write(&place, &self.own.signing, &key)?;
            let path = format!("{folder}/{:012}-{}", place.first, file_name(place.last, &bytes));
            self.store.write(&path, &bytes)?;
            let feed = Feed { next: place.last + 1, last: sealed::hash(&bytes), ..feed };
            self.register.keep_feed(folder, &feed)?;
        }

        Ok(())
    }

    fn fetch(
        &mut self,
        me: &Member,
        members: &Members,
        done: &mut Exchanged,
    ) -> Result<(), ExchangeError> {
        let keys = self.register.scope_keys()?;
        let scopes: BTreeSet<&str> = keys
            .iter()
            .map(|key| key.scope.as_str())
            .filter(|scope| *scope != COMMON && me.reads(scope))
            .collect();
        for scope in scopes {
            // Coordinators have what figures are made of.
            if me.role == Role::Coordinator && scope == FIGURES {
                continue;
            }
            let tag = self.folder_of(scope, self.device, 0);
            let Some((root, _)) = tag.rsplit_once('/') else { continue };
            for name in self.store.list(root)? {
                let Some((device, epoch)) = name.split_once('-') else { continue };
                let (Ok(device), Ok(_)) = (Uuid::parse_str(device), epoch.parse::<i64>()) else {
                    continue;
                };
                let Some(author) = members.known(device).filter(|member| member.writes_in(scope))
                else {
                    continue;
                };
                // What coordinators send on to a class they have themselves.
                if me.role == Role::Coordinator
                    && author.role == Role::Coordinator
                    && class_of_scope(scope).is_some()
                {
                    continue;
                }
                self.fetch_from(&format!("{root}/{name}"), author, me, members, &keys, done)?;
            }
        }

        Ok(())
    }

    fn fetch_from(
        &mut self,
        folder: &str,
        author: &Member,
        me: &Member,
        members: &Members,
        keys: &[ScopeKey],
        done: &mut Exchanged,
    ) -> Result<(), ExchangeError> {
        let mut feed = self.register.feed(folder)?;
        let Some(public) = author.public() else { return Ok(()) };
        let mut files: Vec<(i64, i64, String, String)> = Vec::new();
        for name in self.store.list(folder)? {
            let Some((first, rest)) = name.split_once('-') else { continue };
            let (Ok(first), Some((last, hash))) = (first.parse(), numbered(rest)) else { continue };
            files.push((first, last, hash.to_owned(), name));
        }
        files.sort();
        while let Some((first, last, hash, name)) =
            files.iter().find(|(first, ..)| *first == feed.next)
        {
            let path = format!("{folder}/{name}");
            // Half of it, or only its name, is here yet.
            let Some(bytes) = self.store.read(&path)?.filter(|bytes| is_whole(bytes, hash)) else {
                return Ok(());
            };
            let place = bundle::Place {
                folder,
                author: author.device,
                first: *first,
                last: *last,
                before: feed.last,
            };
            let bundle = match Bundle::read(&bytes, &place, &public, keys) {
                Ok(Some(bundle)) => bundle,
                // Its key is on its way.
                Ok(None) => return Ok(()),
                Err(_) => {
                    done.forged += 1;
                    return Ok(());
                }
            };
            // Somebody who works with some classes speaks for nobody else.
            let is_own = |form: &Form| form.id.device == author.device;
            if author.role != Role::Coordinator && !bundle.changes.iter().all(is_own) {
                done.forged += 1;
                return Ok(());
            }
            let holds = |form: &&Form| {
                members.gone.get(&form.id.device).is_none_or(|(_, ends)| {
                    ends.get(&form.id.epoch).is_some_and(|last| form.id.seq <= *last)
                })
            };
            let forms: Vec<Form> = bundle.changes.iter().filter(holds).cloned().collect();
            let complete = match me.role {
                Role::Coordinator => BTreeMap::new(),
                Role::Teacher | Role::Lead => bundle.complete,
            };
            done.fetched += self.register.take_shared(&forms, &complete)?;
            feed = Feed { next: last + 1, last: sealed::hash(&bytes), ..feed };
            self.register.keep_feed(folder, &feed)?;
        }

        Ok(())
    }

    // -- What everybody holds

    fn tell_holdings(&mut self) -> Result<(), ExchangeError> {
        let holds = self.register.holds()?;
        let told = Holdings {
            holds: holds.into_iter().map(|((device, epoch), seq)| (device, epoch, seq)).collect(),
            at: self.now,
        };
        let plain = serde_json::to_vec(&told).map_err(|_| ExchangeError::Unreadable)?;
        let key = self.key_of(COMMON)?;
        let sealed = sealed::seal(&key, self.device.as_bytes(), &plain)?;
        let signed = sealed::sign(&self.own.signing, &sealed);
        let folder = format!("{VERSION}/heads/{}", device_name(self.device));
        let earlier = self.store.list(&folder)?;
        let newest = earlier.iter().filter_map(|name| numbered(name)).map(|(n, _)| n).max();
        let path = format!("{folder}/{}", file_name(newest.unwrap_or(0) + 1, &signed));
        self.store.write(&path, &signed)?;
        for name in earlier.iter().filter(|name| numbered(name).is_some()) {
            self.store.delete(&format!("{folder}/{name}"))?;
        }

        Ok(())
    }

    fn hear_holdings(&mut self, members: &Members) -> Result<(), ExchangeError> {
        let keys = self.register.scope_keys()?;
        let heard = self.register.heard()?;
        for member in members.present.values().filter(|member| member.device != self.device) {
            let folder = format!("{VERSION}/heads/{}", device_name(member.device));
            let mut names = self.store.list(&folder)?;
            names.retain(|name| numbered(name).is_some());
            let Some((name, public)) = names.last().zip(member.public()) else { continue };
            let Some((_, hash)) = numbered(name) else { continue };
            let Some(signed) = self.store.read(&format!("{folder}/{name}"))? else { continue };
            let Some(sealed) =
                sealed::signed_by(&public, &signed).filter(|_| is_whole(&signed, hash))
            else {
                continue;
            };
            let Ok(Some(plain)) = sealed::open(&keys, member.device.as_bytes(), sealed) else {
                continue;
            };
            let Ok(told) = serde_json::from_slice::<Holdings>(&plain) else { continue };
            // An old one that somebody put back says nothing new.
            if heard.get(&member.device).is_some_and(|heard| heard.said >= told.at) {
                continue;
            }
            let holds = told.holds.into_iter().map(|(device, epoch, seq)| ((device, epoch), seq));
            let heard = Heard { holds: holds.collect(), said: told.at };
            self.register.hear(member.device, &heard)?;
        }

        Ok(())
    }

    /// Changes that somebody has said to hold and that are not here.
    fn waiting(&self) -> Result<i64, ExchangeError> {
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

impl Request {
    fn is_usable(&self) -> bool {
        read_hexadecimal::<32>(&self.key).is_some()
            && self.recipient.parse::<age::x25519::Recipient>().is_ok()
    }
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
