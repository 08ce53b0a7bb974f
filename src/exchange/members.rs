//! Who is in it: what coordinators have said, each signed and in a chain of their own, beginning with who shared the register.
//!
//! A statement is worth something where its author is a coordinator by another's statement, back to the founder. Whoever has
//! the place in hand can hold statements back, but neither make nor change one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use minicbor::{Decoder, Encoder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ExchangeError;
use super::sealed;
use crate::register::Register;
use crate::register::sharing::{ScopeKey, Writer};

/// The scope that everybody in it has the key of: who is in it, and what they hold.
pub const COMMON: &str = "common";
/// The scope of those who have the whole register.
pub const REGISTER: &str = "register";
/// The scope of the figures.
pub const FIGURES: &str = "figures";

/// The scope of a class.
pub fn class_scope(class: Uuid) -> String {
    format!("class {class}")
}

/// The class whose scope it is.
pub fn class_of_scope(scope: &str) -> Option<Uuid> {
    scope.strip_prefix("class ")?.parse().ok()
}

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sees and changes everything.
    Coordinator,
    /// Works with some classes.
    Teacher,
    /// Looks at the figures.
    Lead,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Coordinator, Self::Teacher, Self::Lead];

    /// The word of the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Teacher => "teacher",
            Self::Lead => "lead",
        }
    }

    /// The role with that word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// What a coordinator says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum Statement {
    /// Somebody is in it.
    Admitted(Member),
    /// Somebody may come in who has the code. Only coordinators read it.
    Invited(Invitation),
    /// Nobody comes in with that code any more.
    InvitationEnded { id: String },
    /// A key that certificates' codes are signed with.
    Signing(SigningKey),
    /// Somebody is no longer in it.
    Removed {
        device: Uuid,
        /// The last of the member's changes that holds, by epoch.
        ends: Vec<(i64, i64)>,
        /// The last of the member's statements that holds.
        last_statement: i64,
        /// When: milliseconds since 1970 (UTC).
        at: i64,
    },
}

/// The public half of a key that certificates' codes are signed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKey {
    /// In hexadecimal.
    pub key: String,
    /// The computer that signs with it; `None` of one that was in use before anybody told of it.
    pub device: Option<Uuid>,
    pub made_on: NaiveDate,
    /// When it was found to be lost.
    pub lost_on: Option<NaiveDate>,
}

/// Somebody who is in it, with one computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The computer.
    pub device: Uuid,
    /// What its signatures are checked with, in hexadecimal.
    pub key: String,
    /// What is encrypted for it, as age writes it.
    pub recipient: String,
    pub name: String,
    pub role: Role,
    /// A teacher's classes.
    pub classes: BTreeSet<Uuid>,
    /// Since when: milliseconds since 1970 (UTC).
    pub since: i64,
    /// The invitation it was let in with; none of who shared the register.
    pub invitation: Option<String>,
    /// Whether it is no computer but a sheet of paper, which the register is opened with when all computers are lost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_sheet: bool,
}

impl Member {
    /// The public key.
    pub fn public(&self) -> Option<[u8; 32]> {
        let digits = self.key.as_bytes();
        let mut key = [0; 32];
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in key.iter_mut().zip(digits.chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }

        Some(key)
    }

    /// Whether it writes in a scope.
    pub fn writes_in(&self, scope: &str) -> bool {
        match self.role {
            Role::Coordinator => true,
            Role::Teacher => {
                class_of_scope(scope).is_some_and(|class| self.classes.contains(&class))
            }
            Role::Lead => false,
        }
    }

    /// Whether it has a scope's key.
    pub fn reads(&self, scope: &str) -> bool {
        match self.role {
            _ if scope == COMMON => true,
            Role::Coordinator => true,
            Role::Teacher => {
                class_of_scope(scope).is_some_and(|class| self.classes.contains(&class))
            }
            Role::Lead => scope == FIGURES,
        }
    }
}

/// Somebody may come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// What it is known by.
    pub id: String,
    /// The whole code.
    pub code: String,
    pub name: String,
    pub role: Role,
    pub classes: BTreeSet<Uuid>,
    /// Until when: milliseconds since 1970 (UTC).
    pub until: i64,
}

/// What was heard of who is in it.
#[derive(Debug)]
pub struct Heard {
    pub members: Members,
    /// Statements that this copy has not had, by author and number.
    pub new: Vec<((Uuid, i64), Vec<u8>)>,
}

/// Who is in it, by what has been said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members {
    /// Those who are in it, by computer.
    pub present: BTreeMap<Uuid, Member>,
    /// Those who were, each with the last of their changes that holds, by epoch.
    pub gone: BTreeMap<Uuid, (Member, BTreeMap<i64, i64>)>,
    /// The invitations that nobody has come in with.
    pub invitations: Vec<Invitation>,
    /// Those that somebody has come in with, or that were taken back.
    pub ended: Vec<Invitation>,
    /// The keys that certificates' codes are signed with, by their hexadecimal.
    pub signing: BTreeMap<String, SigningKey>,
    /// The number of each author's last statement, and its hash.
    pub heads: BTreeMap<Uuid, (i64, [u8; 32])>,
}

impl Members {
    /// Who is in it, by the statements that this copy has.
    pub fn of(register: &Register, keys: &[ScopeKey]) -> Result<Self, ExchangeError> {
        let Some(sharing) = register.sharing()? else { return Ok(Self::default()) };
        let mut chains: BTreeMap<Uuid, Vec<(i64, Vec<u8>)>> = BTreeMap::new();
        for ((author, n), bytes) in register.statements()? {
            chains.entry(author).or_default().push((n, bytes));
        }

        Ok(Self::by(&sharing.founder, &chains, keys))
    }

    /// Who is in it with what the place holds beyond that, and which of it is new and holds.
    pub fn heard(
        register: &Register,
        keys: &[ScopeKey],
        files: &BTreeMap<Uuid, Vec<(i64, Vec<u8>)>>,
    ) -> Result<Heard, ExchangeError> {
        let founder = register.sharing()?.ok_or(ExchangeError::NotShared)?.founder;
        let mut chains: BTreeMap<Uuid, Vec<(i64, Vec<u8>)>> = BTreeMap::new();
        for ((author, n), bytes) in register.statements()? {
            chains.entry(author).or_default().push((n, bytes));
        }
        let mut new = Vec::new();
        loop {
            let members = Self::by(&founder, &chains, keys);
            let mut any = false;
            for (author, files) in files {
                let last = members.heads.get(author).map_or(0, |(n, _)| *n);
                // Of several that say to be the next, one is the author's.
                for (n, bytes) in files.iter().filter(|(n, _)| *n == last + 1) {
                    let mut longer = chains.clone();
                    longer.entry(*author).or_default().push((*n, bytes.clone()));
                    let with = Self::by(&founder, &longer, keys);
                    if with.heads.get(author).is_some_and(|(head, _)| head == n) {
                        chains = longer;
                        new.push(((*author, *n), bytes.clone()));
                        any = true;
                        break;
                    }
                }
            }
            if !any {
                return Ok(Heard { members, new });
            }
        }
    }

    /// The public keys of those who are or were coordinators.
    pub fn known_coordinators(&self) -> impl Iterator<Item = [u8; 32]> {
        let gone = self.gone.values().map(|(member, _)| member);
        let all = self.present.values().chain(gone);

        all.filter(|member| member.role == Role::Coordinator).filter_map(Member::public)
    }

    /// Who is in it, by what has been said: from the founder on, as far as signatures and chains hold.
    fn by(
        founder: &[u8; 32],
        chains: &BTreeMap<Uuid, Vec<(i64, Vec<u8>)>>,
        keys: &[ScopeKey],
    ) -> Self {
        let mut members = Self::default();
        // Each author's statements up to where they have been heard.
        let mut heard: BTreeMap<Uuid, usize> = BTreeMap::new();
        let mut limits: BTreeMap<Uuid, i64> = BTreeMap::new();
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut invited: BTreeMap<String, Invitation> = BTreeMap::new();
        // When each was taken out: milliseconds since 1970 (UTC).
        let mut removed: Vec<(Uuid, i64)> = Vec::new();
        loop {
            let mut any = false;
            for (author, chain) in chains {
                let key = match members.known(*author) {
                    Some(member) if member.role == Role::Coordinator => member.public(),
                    Some(_) => None,
                    // The founder lets themselves in, with the key that the place was opened with.
                    None if members.present.is_empty() && members.gone.is_empty() => Some(*founder),
                    None => None,
                };
                let Some(key) = key else { continue };
                let next = *heard.entry(*author).or_default();
                let Some((n, bytes)) = chain.get(next) else { continue };
                if limits.get(author).is_some_and(|last| n > last) {
                    continue;
                }
                let before = members.heads.get(author).map_or([0; 32], |(_, hash)| *hash);
                let Some(said) = read(bytes, *author, *n, &before, &key, keys) else { continue };
                if *n != next as i64 + 1 {
                    continue;
                }
                any = true;
                heard.insert(*author, next + 1);
                members.heads.insert(*author, (*n, sealed::hash(bytes)));
                match said {
                    // It is for others.
                    None => {}
                    Some(Statement::Admitted(member)) => {
                        used.extend(member.invitation.clone());
                        if !members.gone.contains_key(&member.device) {
                            members.present.insert(member.device, member);
                        }
                    }
                    Some(Statement::Invited(invitation)) => {
                        invited.insert(invitation.id.clone(), invitation);
                    }
                    Some(Statement::InvitationEnded { id }) => {
                        used.insert(id);
                    }
                    Some(Statement::Signing(signing)) => {
                        members.know_signing(signing);
                    }
                    Some(Statement::Removed { device, ends, last_statement, at }) => {
                        limits.insert(device, last_statement);
                        removed.push((device, at));
                        if let Some(member) = members.present.remove(&device) {
                            members.gone.insert(device, (member, ends.into_iter().collect()));
                        }
                    }
                }
            }
            if !any {
                break;
            }
        }
        // Whoever has the computer has its key: what it signed holds where the ledger says the same.
        for (device, at) in removed {
            let day = DateTime::from_timestamp_millis(at).map(|at| at.date_naive());
            let theirs = members.signing.values_mut().filter(|key| key.device == Some(device));
            for signing in theirs {
                signing.lost_on = [signing.lost_on, day].into_iter().flatten().min();
            }
        }
        (members.ended, members.invitations) =
            invited.into_values().partition(|invitation| used.contains(&invitation.id));

        members
    }

    /// Takes in what is said of a key: that it is lost stays said, the earliest day first.
    fn know_signing(&mut self, said: SigningKey) {
        let known = self.signing.entry(said.key.clone()).or_insert_with(|| said.clone());
        known.made_on = known.made_on.min(said.made_on);
        known.device = known.device.or(said.device);
        known.lost_on = [known.lost_on, said.lost_on].into_iter().flatten().min();
    }

    /// Somebody who is or was in it.
    pub fn known(&self, device: Uuid) -> Option<&Member> {
        self.present.get(&device).or_else(|| self.gone.get(&device).map(|(member, _)| member))
    }

    /// Somebody who is in it, by name.
    ///
    /// # Errors
    /// There is nobody of that name.
    pub fn named(&self, name: &str) -> Result<&Member, ExchangeError> {
        let wanted = name.trim().to_lowercase();
        let found = self.people().find(|member| member.name.to_lowercase() == wanted);

        found.ok_or_else(|| ExchangeError::UnknownMember(name.to_owned()))
    }

    /// Who may write what, as the register asks for it.
    pub fn writers(&self) -> Vec<Writer> {
        let gone = self.gone.values().map(|(member, _)| (member, true));
        let present = self.present.values().map(|member| (member, false));

        present
            .chain(gone)
            .map(|(member, is_gone)| Writer {
                device: member.device,
                role: member.role.code(),
                is_gone,
            })
            .collect()
    }

    /// The people who are in it.
    pub fn people(&self) -> impl Iterator<Item = &Member> {
        self.present.values().filter(|member| !member.is_sheet)
    }

    /// The coordinators among them.
    pub fn coordinators(&self) -> impl Iterator<Item = &Member> {
        self.people().filter(|member| member.role == Role::Coordinator)
    }

    /// The sheet that the register is opened with when all computers are lost.
    pub fn sheet(&self) -> Option<&Member> {
        self.present.values().find(|member| member.is_sheet)
    }
}

/// Writes a statement: author, number, the hash of the author's last, and what is said, encrypted; signed.
pub fn write(
    statement: &Statement,
    author: Uuid,
    n: i64,
    before: &[u8; 32],
    signing: &ed25519_dalek::SigningKey,
    key: &ScopeKey,
) -> Result<Vec<u8>, ExchangeError> {
    let said = serde_json::to_vec(statement).map_err(|_| ExchangeError::Unreadable)?;
    let sealed = sealed::seal(key, author.as_bytes(), &said)?;
    let mut bytes = Vec::new();
    let mut writer = Encoder::new(&mut bytes);
    writer
        .array(5)
        .and_then(|writer| {
            writer.u8(1)?.bytes(author.as_bytes())?.i64(n)?.bytes(before)?.bytes(&sealed)
        })
        .map_err(|_| ExchangeError::Unreadable)?;

    Ok(sealed::sign(signing, &bytes))
}

/// Reads a statement; `None` where it is none, or not the author's next. What is said is `None` where it is for others.
#[expect(clippy::option_option, reason = "no statement, and one for others, are two things")]
fn read(
    signed: &[u8],
    author: Uuid,
    n: i64,
    before: &[u8; 32],
    key: &[u8; 32],
    keys: &[ScopeKey],
) -> Option<Option<Statement>> {
    let bytes = sealed::signed_by(key, signed)?;
    let mut reader = Decoder::new(bytes);
    let is_it = reader.array().ok()? == Some(5)
        && reader.u8().ok()? == 1
        && reader.bytes().ok()? == author.as_bytes()
        && reader.i64().ok()? == n
        && reader.bytes().ok()? == before;
    if !is_it {
        return None;
    }
    let sealed = reader.bytes().ok()?;
    match sealed::open(keys, author.as_bytes(), sealed) {
        // What a newer program says stands in the chain, and is for newer programs.
        Ok(Some(said)) => Some(serde_json::from_slice(&said).ok()),
        Ok(None) => Some(None),
        Err(_) => None,
    }
}
