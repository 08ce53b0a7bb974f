//! Working together: sharing a register in a place, letting people in, exchanging, and what somebody must look at.

use std::collections::BTreeSet;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::arguments::sharing::{
    Assign, Choice, Conflicts, Invite, Join, Package, PackageBack, RecoverySheet, RemoveMember,
    Share, StopSharing, Sync, Withdraw,
};
use super::{Failure, Invocation, output};
use crate::exchange::package::{self, Returned};
use crate::exchange::{
    self, Accomplished, Errand, Exchange, ExchangeError, Exchanged, Joined, Joining, MemberState,
    Place, Role, Underway, run,
};
use crate::i18n::Language;
use crate::papers::recovery;
use crate::register::conflict::{Conflict, Side};
use crate::register::journal::form::FormValue;
use crate::register::sharing::Difference;
use crate::register::{Refusal, Register};
use crate::text;
use crate::{disk, messages};

#[derive(Serialize)]
struct ExchangeDocument {
    sent: usize,
    fetched: usize,
    waiting: i64,
    conflicts: usize,
    members: usize,
    joining: bool,
    forged: usize,
}

/// Does something in the place.
fn perform(
    invocation: &Invocation,
    register: &mut Register,
    errand: Errand,
) -> Result<Accomplished, Failure> {
    let now = invocation.clock.now().timestamp_millis();
    let underway = Underway::begin(register, errand, &invocation.installation, now)?;

    Ok(run(register, underway)?)
}

fn moment(milliseconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(milliseconds)
}

/// `share`
pub fn share(invocation: &Invocation, arguments: &Share) -> Result<ExitCode, Failure> {
    let place = Place::read(&arguments.place)?;
    let mut register = invocation.write()?;
    let errand = Errand::Share { place, name: invocation.person.clone(), login: None };
    let done = perform(invocation, &mut register, errand)?;

    told(invocation, &register, &done.exchanged)
}

/// `join`
pub fn join(invocation: &Invocation, arguments: &Join) -> Result<ExitCode, Failure> {
    let path = &invocation.register;
    let clock = invocation.clock;
    let joining = Joining {
        register: path,
        address: &arguments.place,
        code: &arguments.code,
        person: &invocation.person,
        installation: &invocation.installation,
        clock,
    };
    match exchange::join(&joining)? {
        Joined::Place(done) => {
            let register = Register::open_read_only(path, clock)?;
            told(invocation, &register, &done)?;
        }
        Joined::Package => {
            let path = path.display().to_string();
            output::line(&text!(invocation.language, "cli-package-opened", path = path));
        }
    }

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct PackageDocument {
    file: String,
    code: Option<String>,
}

/// `package`
pub fn package(invocation: &Invocation, arguments: &Package) -> Result<ExitCode, Failure> {
    let file = arguments.out.display().to_string();
    let written = |bytes: &[u8]| {
        disk::write_whole(&arguments.out, bytes)
            .map_err(|error| Failure::BadFile(arguments.out.clone(), error))
    };
    let code = match arguments.send_back {
        true => {
            let register = Register::open_read_only(&invocation.register, invocation.clock)?;
            written(&package::back(&register)?)?;
            None
        }
        false => {
            let mut register = invocation.write()?;
            let mut classes = Vec::new();
            for class in &arguments.class {
                classes.push(invocation.class(&register, class)?.id);
            }
            let name = arguments.whom.clone().unwrap_or_default();
            let made = package::make(&mut register, &classes, &name)?;
            written(&made.bytes)?;
            Some(made.code)
        }
    };
    if invocation.json {
        output::json(&PackageDocument { file, code });
        return Ok(ExitCode::SUCCESS);
    }
    match code {
        Some(code) => {
            output::line(&code);
            output::line(&text!(invocation.language, "cli-packaged", path = file));
        }
        None => output::line(&text!(invocation.language, "cli-file", path = file)),
    }

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct BackDocument<'a> {
    name: &'a str,
    changes: usize,
    differences: Vec<DifferenceDocument>,
}

#[derive(Serialize)]
struct DifferenceDocument {
    about: String,
    field: String,
    before: String,
    after: String,
}

impl DifferenceDocument {
    fn of(language: Language, difference: &Difference) -> Self {
        let Difference { name, field, before, after } = difference;
        let value = |value| messages::conflict::answer(language, name.entity, Some(field), value);

        Self {
            about: messages::conflict::about_row(language, name),
            field: messages::conflict::field_name(language, name.entity, field),
            before: value(before),
            after: value(after),
        }
    }
}

/// `package-back`
pub fn package_back(invocation: &Invocation, arguments: &PackageBack) -> Result<ExitCode, Failure> {
    let bytes = package::read_file(&arguments.file)?;
    let mut register = invocation.write()?;
    let language = invocation.language;
    let Returned { whose, changes, differences } = package::look_at(&mut register, &bytes)?;
    let count = match arguments.dry_run {
        true => changes.len(),
        false => register.take_shared(&changes, &Default::default())?,
    };
    let name = whose.name.as_str();
    if invocation.json {
        let differences =
            differences.iter().map(|one| DifferenceDocument::of(language, one)).collect();
        output::json(&BackDocument { name, changes: count, differences });
        return Ok(ExitCode::SUCCESS);
    }
    for one in &differences {
        output::line(&messages::conflict::difference(language, one));
    }
    output::line(&match (arguments.dry_run, count) {
        (true, _) => text!(language, "cli-package-would-come-back", name = name, count = count),
        (false, 0) => text!(language, "cli-package-was-back", name = name),
        (false, _) => text!(language, "cli-package-came-back", name = name, count = count),
    });

    Ok(ExitCode::SUCCESS)
}

/// `sync`
pub fn sync(invocation: &Invocation, arguments: &Sync) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    let errand = match &arguments.place {
        Some(place) => Errand::Relocate { place: Place::read(place)?, login: None },
        None => Errand::Exchange,
    };
    let done = perform(invocation, &mut register, errand)?;

    told(invocation, &register, &done.exchanged)
}

/// Says what was sent and fetched; all is well where nothing is left to be.
fn told(
    invocation: &Invocation,
    register: &Register,
    done: &Exchanged,
) -> Result<ExitCode, Failure> {
    let members = Exchange::members(register)?.people().count();
    let conflicts = open_conflicts(register)?.len();
    if invocation.json {
        output::json(&ExchangeDocument {
            sent: done.sent,
            fetched: done.fetched,
            waiting: done.waiting,
            conflicts,
            members,
            joining: done.is_joining,
            forged: done.forged.len(),
        });
    } else if done.is_joining {
        output::line(&text!(invocation.language, "cli-sync-joining"));
    } else {
        output::line(&text!(
            invocation.language,
            "cli-synced",
            sent = done.sent,
            fetched = done.fetched
        ));
        for name in &done.admitted {
            output::line(&text!(invocation.language, "cli-sync-admitted", name = name.as_str()));
        }
        if done.waiting > 0 {
            output::line(&text!(invocation.language, "cli-sync-waiting", count = done.waiting));
        }
        if conflicts > 0 {
            output::line(&text!(invocation.language, "cli-sync-conflicts", count = conflicts));
        }
    }
    for warning in messages::exchange_warnings(invocation.language, done) {
        output::remark(&warning);
    }

    Ok(match done.is_joining || done.waiting > 0 || !done.forged.is_empty() {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
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

/// `remove-member`
pub fn remove_member(
    invocation: &Invocation,
    arguments: &RemoveMember,
) -> Result<ExitCode, Failure> {
    let name = arguments.name.as_str();
    if !arguments.yes {
        output::line(&text!(invocation.language, "cli-remove-member-asks", name = name));
        return Ok(ExitCode::FAILURE);
    }
    let mut register = invocation.write()?;
    let done = perform(invocation, &mut register, Errand::Remove { name: name.to_owned() })?;
    let member = done.removed.ok_or_else(|| ExchangeError::UnknownMember(name.to_owned()))?;
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
        disk::write_whole(out, &paper.bytes)
            .map_err(|error| Failure::BadFile(out.clone(), error))?;
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
    let classes = arguments.class.join(", ");
    output::line(&text!(invocation.language, "cli-assigned", name = name, classes = classes));

    Ok(ExitCode::SUCCESS)
}

/// `stop-sharing`
pub fn stop_sharing(invocation: &Invocation, arguments: &StopSharing) -> Result<ExitCode, Failure> {
    if !arguments.yes {
        output::line(&text!(invocation.language, "cli-stop-sharing-asks"));
        return Ok(ExitCode::FAILURE);
    }
    let mut register = invocation.write()?;
    if register.sharing()?.is_none() {
        return Err(ExchangeError::NotShared.into());
    }
    register.keep_sharing(None)?;
    output::line(&text!(invocation.language, "cli-stopped-sharing"));

    Ok(ExitCode::SUCCESS)
}

/// The identities of classes that were named.
fn uids(
    invocation: &Invocation,
    register: &Register,
    classes: &[String],
) -> Result<BTreeSet<Uuid>, Failure> {
    let mut uids = BTreeSet::new();
    for class in classes {
        let class = invocation.class(register, class)?.id;
        uids.insert(register.uid_of_class(class)?);
    }

    Ok(uids)
}

#[derive(Serialize)]
struct ConflictDocument {
    n: usize,
    kind: &'static str,
    about: String,
    field: Option<String>,
    values: Vec<SideDocument>,
}

#[derive(Serialize)]
struct SideDocument {
    value: String,
    person: String,
    at: DateTime<Utc>,
    mine: bool,
}

/// Those that somebody decides here; what may have been made twice among the students is `duplicates`' business.
fn open_conflicts(register: &Register) -> Result<Vec<Conflict>, Failure> {
    let mut conflicts = register.conflicts_to_settle()?;
    conflicts.sort_by(|one, other| {
        (one.kind, &one.rows, one.field).cmp(&(other.kind, &other.rows, other.field))
    });

    Ok(conflicts)
}

/// `conflicts`
pub fn conflicts(invocation: &Invocation, arguments: &Conflicts) -> Result<ExitCode, Failure> {
    if let Some(Choice::Choose { n, mine, theirs, value }) = &arguments.choice {
        let chosen = match value {
            Some(value) => Chosen::Value(value),
            None if *mine => Chosen::Mine,
            None => Chosen::Theirs(*theirs),
        };
        return choose(invocation, *n, chosen);
    }
    let register = Register::open_read_only(&invocation.register, invocation.clock)?
        .of_installation(&invocation.installation)?;
    let mut documents = Vec::new();
    for (index, conflict) in open_conflicts(&register)?.iter().enumerate() {
        documents.push(document(invocation, &register, index + 1, conflict)?);
    }
    if invocation.json {
        output::json(&documents);
        return Ok(ExitCode::SUCCESS);
    }
    if documents.is_empty() {
        output::line(&text!(invocation.language, "cli-no-conflicts"));
    }
    for conflict in &documents {
        let field = conflict.field.as_ref().map(|field| format!(", {field}")).unwrap_or_default();
        output::line(&format!("{}. {}{field}", conflict.n, conflict.about));
        for side in &conflict.values {
            let who = match side.mine {
                true => text!(invocation.language, "conflict-mine"),
                false => side.person.clone(),
            };
            let at = messages::moment(invocation.language, side.at);
            output::line(&format!("   {}  ({who}, {at})", side.value));
        }
    }

    Ok(ExitCode::SUCCESS)
}

fn document(
    invocation: &Invocation,
    register: &Register,
    n: usize,
    conflict: &Conflict,
) -> Result<ConflictDocument, Failure> {
    let name = match conflict.rows.first() {
        Some(row) => register.row_name(*row)?,
        None => Default::default(),
    };
    let language = invocation.language;
    let values = register
        .sides_of(conflict)?
        .into_iter()
        .map(|side| SideDocument {
            value: messages::conflict::answer(language, name.entity, conflict.field, &side.value),
            person: side.person,
            at: side.at,
            mine: side.is_mine,
        })
        .collect();

    Ok(ConflictDocument {
        n,
        kind: conflict.kind.code(),
        about: messages::conflict::conflict_about(language, conflict, &name),
        field: conflict
            .field
            .map(|field| messages::conflict::field_name(language, name.entity, field)),
        values,
    })
}

/// What somebody has decided for.
enum Chosen<'a> {
    Mine,
    /// The other's; which of several by number, from 1.
    Theirs(Option<usize>),
    Value(&'a str),
}

fn choose(invocation: &Invocation, n: usize, chosen: Chosen<'_>) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    let conflicts = open_conflicts(&register)?;
    let conflict = n
        .checked_sub(1)
        .and_then(|index| conflicts.get(index))
        .ok_or_else(|| Failure::BadValue(n.to_string()))?;
    let sides = register.sides_of(conflict)?;
    let gone = || Failure::from(Refusal::NoSuchSide);
    let committed = match chosen {
        Chosen::Value(value) => {
            let (Some(row), Some(field)) = (conflict.rows.first(), conflict.field) else {
                return Err(gone());
            };
            let value = typed_value(&sides, value)?;
            register.settle_field(*row, field, &value)?
        }
        Chosen::Mine => {
            let side = sides.iter().find(|side| side.is_mine).ok_or_else(gone)?;
            register.settle_by(conflict, side)?
        }
        Chosen::Theirs(which) => {
            let theirs: Vec<&Side> = sides.iter().filter(|side| !side.is_mine).collect();
            let side = match (which, theirs.as_slice()) {
                (Some(which), theirs) => theirs.get(which.saturating_sub(1)).copied(),
                (None, [only]) => Some(*only),
                (None, _) => None,
            };
            register.settle_by(conflict, side.ok_or_else(gone)?)?
        }
    };

    output::changed(invocation, &register, &committed, None)
}

/// A value that was typed, of the type that the answers have.
fn typed_value(sides: &[Side], value: &str) -> Result<FormValue, Failure> {
    let is_number = sides.iter().any(|side| matches!(side.value, FormValue::Integer(_)));
    let value = value.trim();
    match (is_number, value.is_empty()) {
        (_, true) => Ok(FormValue::Null),
        (true, false) => {
            value.parse().map(FormValue::Integer).map_err(|_| Failure::BadValue(value.to_owned()))
        }
        (false, false) => Ok(FormValue::Text(value.to_owned())),
    }
}
