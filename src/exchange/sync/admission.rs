//! Letting people in and taking them out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Exchange, read_hexadecimal};
use crate::domain::ClassId;
use crate::exchange::invitation::GOOD_FOR;
use crate::exchange::members::{COMMON, REGISTER, Statement};
use crate::exchange::sheet::Sheet;
use crate::exchange::{
    Code, ExchangeError, Invitation, Member, Members, Role, VERSION, device_name, is_whole, keys,
    sealed,
};
use crate::register::sharing::{Post, Sharing};

/// Who wants to come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Request {
    device: Uuid,
    key: String,
    recipient: String,
}

impl Request {
    fn is_usable(&self) -> bool {
        read_hexadecimal::<32>(&self.key).is_some()
            && self.recipient.parse::<age::x25519::Recipient>().is_ok()
    }
}

impl Exchange<'_> {
    pub(super) fn ask_to_come_in(&mut self, sharing: &Sharing) -> Result<(), ExchangeError> {
        let code = sharing.invitation.as_deref().ok_or(ExchangeError::Removed)?;
        let code = Code::from_kept(code).ok_or(ExchangeError::WrongCode)?;
        let folder = joins_folder();
        let own = device_name(self.device);
        let is_refused = self.is_refused(&code, &own);
        let is_there = self.seen.list(&folder).iter().any(|name| name.starts_with(&own));
        // Who is in it is looked at first: one may have been let in.
        if !self.seen.is_complete() || self.is_unfinished {
            return Ok(());
        }
        if is_refused {
            return Err(ExchangeError::InvitationOver);
        }
        if is_there {
            return Ok(());
        }
        let asked = format!("{folder}/{own}");
        if self.register.feed(&asked)?.next > 1 {
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
        let mut feed = self.register.feed(&asked)?;
        feed.next += 1;

        Ok(self
            .register
            .post(Post::file(format!("{asked}-{hash}"), bytes).with_feed(asked, feed))?)
    }

    /// Whether a coordinator has answered that the invitation is over.
    fn is_refused(&mut self, code: &Code, own: &str) -> bool {
        let folder = refusals_folder();
        let names = self.seen.list(&folder);
        let mut answers = names.iter().filter(|name| name.starts_with(own));

        answers.any(|name| {
            let answer = self.seen.read(&format!("{folder}/{name}"));
            answer.is_some_and(|answer| {
                sealed::decrypt(&code.secret(), self.device.as_bytes(), &answer).is_ok()
            })
        })
    }

    /// Answers once that an invitation is over.
    fn refuse(&mut self, invitation: &Invitation, device: Uuid) -> Result<(), ExchangeError> {
        let own = format!("{}/{}", refusals_folder(), device_name(device));
        let mut answered = self.register.feed(&own)?;
        if answered.next > 1 {
            return Ok(());
        }
        answered.next += 1;
        let code = Code::read(&invitation.code)?;
        let bytes = sealed::encrypt(&code.secret(), device.as_bytes(), b"over")?;
        let hash = sealed::hexadecimal(&sealed::hash(&bytes));

        Ok(self
            .register
            .post(Post::file(format!("{own}-{hash}"), bytes).with_feed(own, answered))?)
    }

    /// Lets in who has a code that is good. Their names.
    pub(super) fn let_in(&mut self, members: &Members) -> Result<Vec<String>, ExchangeError> {
        let folder = joins_folder();
        let mut admitted = Vec::new();
        let mut used: BTreeSet<String> = BTreeSet::new();
        for name in self.seen.list(&folder) {
            let path = format!("{folder}/{name}");
            let Some((device, hash)) = name.split_once('-') else { continue };
            let Ok(device) = Uuid::parse_str(device) else { continue };
            if members.known(device).is_some() {
                if self.seen.read(&path).is_some() {
                    self.seen.forget(&path);
                    self.register.post(Post::deletion(path))?;
                }
                continue;
            }
            let Some(bytes) = self.seen.read(&path).filter(|bytes| is_whole(bytes, hash)) else {
                continue;
            };
            for invitation in members.invitations.iter().chain(&members.ended) {
                let Ok(code) = Code::read(&invitation.code) else { continue };
                let Ok(plain) = sealed::decrypt(&code.secret(), device.as_bytes(), &bytes) else {
                    continue;
                };
                let Ok(request) = serde_json::from_slice::<Request>(&plain) else { continue };
                if request.device != device || !request.is_usable() {
                    continue;
                }
                let is_open = members.invitations.contains(invitation);
                if !is_open || invitation.until < self.now || used.contains(&invitation.id) {
                    // The request stays: where a clock was wrong, it is good after all.
                    self.refuse(invitation, device)?;
                    break;
                }
                admitted.push(self.admit(invitation, request)?);
                used.insert(invitation.id.clone());
                self.seen.forget(&path);
                self.register.post(Post::deletion(path.clone()))?;
                break;
            }
        }

        Ok(admitted)
    }

    /// Lets somebody in; the name by which others know them from now on.
    fn admit(
        &mut self,
        invitation: &Invitation,
        request: Request,
    ) -> Result<String, ExchangeError> {
        let name = self.free_name(&invitation.name)?;
        let member = Member {
            device: request.device,
            key: request.key,
            recipient: request.recipient,
            name: name.clone(),
            role: invitation.role,
            classes: invitation.classes.clone(),
            since: self.now,
            invitation: Some(invitation.id.clone()),
            is_sheet: false,
        };
        self.note(&member)?;
        self.say(&Statement::Admitted(member), COMMON)?;

        Ok(name)
    }

    /// A name that nobody has who is in it: people are spoken of by their names.
    fn free_name(&self, wanted: &str) -> Result<String, ExchangeError> {
        let members = self.known_members()?;
        let numbered = (2..).map(|number| format!("{wanted} ({number})"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);

        Ok(names.find(|name| members.named(name).is_err()).unwrap_or_default())
    }

    fn note(&mut self, member: &Member) -> Result<(), ExchangeError> {
        let classes = self.classes_with(&member.classes)?;
        let is_teacher = member.role == Role::Teacher;

        self.register.note_member(&member.name, member.device, is_teacher, &classes)?;

        Ok(())
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
    /// One is no coordinator.
    pub fn invite(
        &mut self,
        name: &str,
        role: Role,
        classes: BTreeSet<Uuid>,
    ) -> Result<(Code, i64), ExchangeError> {
        self.refuse_others()?;
        let code = Code::new(keys::fingerprint(&self.own.public()))?;
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

    /// Makes a sheet that opens the register when all computers are lost. One that was made before no longer does, and what is
    /// written from now on is not for whoever has it.
    ///
    /// # Errors
    /// One is no coordinator.
    pub fn make_sheet(&mut self) -> Result<Code, ExchangeError> {
        self.refuse_others()?;
        if let Some(old) = self.known_members()?.sheet().cloned() {
            self.say_removed(&old)?;
        }
        let code = Code::new(keys::fingerprint(&self.own.public()))?;
        let sheet = Sheet::new()?;
        let (path, bytes) = sheet.file(&code)?;
        self.register.post(Post::file(path, bytes))?;
        self.say(&Statement::Admitted(sheet.member(self.now)), COMMON)?;

        Ok(code)
    }

    /// Lets in the computer that goes on from a sheet.
    pub fn succeed(&mut self, member: Member) -> Result<(), ExchangeError> {
        let member = Member { name: self.free_name(&member.name)?, ..member };
        self.note(&member)?;

        self.say(&Statement::Admitted(member), COMMON)
    }

    /// Takes an invitation back: nobody comes in with its code any more.
    ///
    /// # Errors
    /// One is no coordinator.
    pub fn withdraw(&mut self, invitation: String) -> Result<(), ExchangeError> {
        self.refuse_others()?;

        self.say(&Statement::InvitationEnded { id: invitation }, REGISTER)
    }

    /// Says what somebody works with from now on. What they have written with classes that they no longer have stays.
    ///
    /// # Errors
    /// One is no coordinator, there is nobody of that name, nobody else would be left to let others in, or a class is among
    /// them that was taken from that computer before ([`ExchangeError::TakenBefore`]).
    pub fn assign(
        &mut self,
        name: &str,
        role: Role,
        classes: BTreeSet<Uuid>,
    ) -> Result<(), ExchangeError> {
        self.refuse_others()?;
        let members = self.known_members()?;
        let before = members.named(name)?.clone();
        if before.role != role {
            return Err(ExchangeError::NoTeacher(before.name));
        }
        let after = Member { role, classes, ..before.clone() };
        let new: BTreeSet<Uuid> = after.classes.difference(&before.classes).copied().collect();
        // What was taken from a computer is not given back to it: what it wrote meanwhile would hold after all.
        if self.register.has_ended_grant(before.device, &self.classes_with(&new)?)? {
            return Err(ExchangeError::TakenBefore(before.name));
        }
        let lost: BTreeSet<Uuid> = before.classes.difference(&after.classes).copied().collect();
        let lost = self.classes_with(&lost)?;
        if !lost.is_empty() {
            self.register.end_grants(before.device, Some(&lost), &self.ends_of(before.device)?)?;
        }
        self.note(&Member { classes: new, ..after.clone() })?;
        self.say(&Statement::Admitted(after.clone()), COMMON)?;

        self.change_keys(|scope| before.reads(scope) && !after.reads(scope))
    }

    /// The last of a computer's changes that is here, by epoch.
    fn ends_of(&self, device: Uuid) -> Result<BTreeMap<i64, i64>, ExchangeError> {
        let held = self.register.holds()?;

        Ok(held
            .into_iter()
            .filter(|((author, _), _)| *author == device)
            .map(|((_, epoch), seq)| (epoch, seq))
            .collect())
    }

    /// Makes new keys for scopes: what is written from now on is not for those who had the old ones.
    fn change_keys(&mut self, of: impl Fn(&str) -> bool) -> Result<(), ExchangeError> {
        let scopes: BTreeSet<String> =
            self.register.scope_keys()?.into_iter().map(|key| key.scope).collect();
        for scope in scopes.iter().filter(|scope| of(scope)) {
            self.register.keep_scope_keys(&[sealed::new_key(scope, self.now)?])?;
        }

        Ok(())
    }

    /// Takes somebody out: what they write from now on does not hold, and keys change.
    ///
    /// # Errors
    /// One is no coordinator, there is nobody of that name, or nobody else would be left to let others in.
    pub fn remove(&mut self, name: &str) -> Result<Member, ExchangeError> {
        self.refuse_others()?;
        let members = self.known_members()?;
        let member = members.named(name)?.clone();
        if member.device == self.device {
            return Err(ExchangeError::Oneself);
        }
        if member.role == Role::Coordinator && members.coordinators().count() < 2 {
            return Err(ExchangeError::LastCoordinator);
        }
        let ends = self.ends_of(member.device)?;
        self.register.end_grants(member.device, None, &ends)?;
        self.say_removed(&member)?;

        Ok(member)
    }

    fn say_removed(&mut self, member: &Member) -> Result<(), ExchangeError> {
        let members = self.known_members()?;
        let ends = self.ends_of(member.device)?;
        let last_statement = members.heads.get(&member.device).map_or(0, |(n, _)| *n);
        let ends = ends.into_iter().collect();
        let removed =
            Statement::Removed { device: member.device, ends, last_statement, at: self.now };
        self.say(&removed, COMMON)?;

        self.change_keys(|scope| member.reads(scope))
    }
}

fn joins_folder() -> String {
    format!("{VERSION}/joins")
}

fn refusals_folder() -> String {
    format!("{VERSION}/refusals")
}
