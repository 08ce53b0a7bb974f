//! Who is in it: inviting, showing, changing, taking out; and the sheet for when all computers are lost.

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{perform, uids};
use crate::cli::arguments::sharing::{Assign, Invite, RecoverySheet, RemoveMember, Withdraw};
use crate::cli::{Failure, Invocation, output};
use crate::exchange::{Errand, Exchange, ExchangeError, MemberState, Role};
use crate::papers::recovery;
use crate::register::Register;
use crate::text;
use crate::{disk, messages};

fn moment(milliseconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(milliseconds)
}

#[derive(Serialize)]
struct InvitationDocument {
    code: String,
    expires: Option<DateTime<Utc>>,
}

/// `invite`
pub fn invite(invocation: &Invocation, arguments: &Invite) -> Result<ExitCode, Failure> {
    let role = Role::from_code(&arguments.role)
        .ok_or_else(|| Failure::BadValue(arguments.role.clone()))?;
    let mut register = invocation.write()?;
    let classes = uids(invocation, &register, &arguments.class)?;
    let errand = Errand::Invite { name: arguments.name.clone(), role, classes };
    let done = perform(invocation, &mut register, errand)?;
    let (code, until) = done.invitation.ok_or(ExchangeError::Unreadable)?;
    if invocation.json {
        output::json(&InvitationDocument { code: code.text(), expires: moment(until) });
        return Ok(ExitCode::SUCCESS);
    }
    output::line(&code.text());
    let until = moment(until).map(|until| messages::moment(invocation.language, until));
    output::line(&text!(
        invocation.language,
        "cli-invited",
        name = arguments.name.as_str(),
        until = until.unwrap_or_default()
    ));

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct MemberDocument {
    name: String,
    role: &'static str,
    classes: Vec<String>,
    complete_until: Option<DateTime<Utc>>,
    last_seen: Option<DateTime<Utc>>,
    is_me: bool,
}

impl MemberDocument {
    fn new(register: &Register, state: &MemberState) -> Result<Self, Failure> {
        let mut classes = Vec::new();
        for uid in &state.member.classes {
            classes.push(register.row_name(*uid)?.name);
        }

        Ok(Self {
            name: state.member.name.clone(),
            role: state.member.role.code(),
            classes,
            complete_until: state.complete_until.and_then(moment),
            last_seen: state.last_seen.and_then(moment),
            is_me: state.is_me,
        })
    }
}

/// `members`
pub fn members(invocation: &Invocation) -> Result<ExitCode, Failure> {
    let register = Register::open_read_only(&invocation.register, invocation.clock)?
        .of_installation(&invocation.installation)?;
    if register.sharing()?.is_none() {
        return Err(ExchangeError::NotShared.into());
    }
    let mut documents = Vec::new();
    for state in Exchange::member_states(&register)? {
        documents.push(MemberDocument::new(&register, &state)?);
    }
    if invocation.json {
        output::json(&documents);
        return Ok(ExitCode::SUCCESS);
    }
    for member in &documents {
        let role = messages::role(invocation.language, member.role);
        let classes = member.classes.join(", ");
        let until = match (member.is_me, member.complete_until) {
            (true, _) => text!(invocation.language, "member-this-computer"),
            (false, Some(until)) => text!(
                invocation.language,
                "member-complete",
                until = messages::moment(invocation.language, until)
            ),
            (false, None) if member.last_seen.is_some() => {
                text!(invocation.language, "member-incomplete")
            }
            (false, None) => text!(invocation.language, "member-not-begun"),
        };
        output::line(&format!("{}\t{role}\t{classes}\t{until}", member.name));
    }

    Ok(ExitCode::SUCCESS)
}

/// Whom something was done about.
#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct AssignedDocument<'a> {
    name: &'a str,
    classes: &'a [String],
}

/// `remove-member`
pub fn remove_member(
    invocation: &Invocation,
    arguments: &RemoveMember,
) -> Result<ExitCode, Failure> {
    let name = arguments.name.as_str();
    if !arguments.yes {
        let register = Register::open_read_only(&invocation.register, invocation.clock)?;
        Exchange::members(&register)?.named(name)?;
        output::line(&text!(invocation.language, "cli-remove-member-asks", name = name));
        return Ok(ExitCode::FAILURE);
    }
    let mut register = invocation.write()?;
    let done = perform(invocation, &mut register, Errand::Remove { name: name.to_owned() })?;
    let member = done.removed.ok_or_else(|| ExchangeError::UnknownMember(name.to_owned()))?;
    if invocation.json {
        output::json(&Named { name: &member.name });
        return Ok(ExitCode::SUCCESS);
    }
    output::line(&text!(invocation.language, "cli-member-removed", name = member.name));

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct SheetDocument {
    code: String,
    place: String,
}

/// `recovery-sheet`
pub fn recovery_sheet(
    invocation: &Invocation,
    arguments: &RecoverySheet,
) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    if !arguments.yes && Exchange::members(&register)?.sheet().is_some() {
        output::line(&text!(invocation.language, "cli-recovery-asks"));
        return Ok(ExitCode::FAILURE);
    }
    let done = perform(invocation, &mut register, Errand::MakeSheet)?;
    let code = done.sheet.ok_or(ExchangeError::Unreadable)?.text();
    let place = register.sharing()?.map(|sharing| sharing.place).unwrap_or_default();
    if let Some(out) = &arguments.out {
        let paper = recovery::sheet(&register, invocation.language, &code)?;
        if let Err(error) = disk::write_whole(out, &paper.bytes) {
            // The code is made, and the one before holds no more: it is not kept back.
            output::line(&code);
            return Err(Failure::BadFile(out.clone(), error));
        }
    }
    if invocation.json {
        output::json(&SheetDocument { code, place });
        return Ok(ExitCode::SUCCESS);
    }
    output::line(&code);
    output::line(&text!(invocation.language, "recovery-text"));

    Ok(ExitCode::SUCCESS)
}

/// `withdraw`
pub fn withdraw(invocation: &Invocation, arguments: &Withdraw) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    let name = arguments.name.trim();
    let wanted = name.to_lowercase();
    let invitations = Exchange::members(&register)?.invitations;
    let meant: Vec<_> =
        invitations.into_iter().filter(|one| one.name.to_lowercase() == wanted).collect();
    if meant.is_empty() {
        return Err(ExchangeError::UnknownInvitation(name.to_owned()).into());
    }
    for invitation in meant {
        perform(invocation, &mut register, Errand::Withdraw { invitation: invitation.id })?;
    }
    if invocation.json {
        output::json(&Named { name });
        return Ok(ExitCode::SUCCESS);
    }
    output::line(&text!(invocation.language, "cli-withdrawn", name = name));

    Ok(ExitCode::SUCCESS)
}

/// `assign`
pub fn assign(invocation: &Invocation, arguments: &Assign) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    let classes = uids(invocation, &register, &arguments.class)?;
    let name = arguments.name.clone();
    let errand = Errand::Assign { name: name.clone(), role: Role::Teacher, classes };
    perform(invocation, &mut register, errand)?;
    if invocation.json {
        output::json(&AssignedDocument { name: &name, classes: &arguments.class });
        return Ok(ExitCode::SUCCESS);
    }
    let classes = arguments.class.join(", ");
    output::line(&text!(invocation.language, "cli-assigned", name = name, classes = classes));

    Ok(ExitCode::SUCCESS)
}
