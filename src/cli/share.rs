//! Working together: sharing a register in a place, coming in, exchanging. Who is in it, packages, and what differs have files of
//! their own.

mod conflicts;
mod members;
mod packages;

use std::collections::BTreeSet;
use std::process::ExitCode;

use serde::Serialize;
use uuid::Uuid;

pub use conflicts::conflicts;
use conflicts::open_conflicts;
pub use members::{assign, invite, members, recovery_sheet, remove_member, withdraw};
pub use packages::{package, package_back};

use super::arguments::sharing::{Join, Share, StopSharing, Sync};
use super::{Failure, Invocation, output};
use crate::exchange::{
    self, Accomplished, Errand, Exchange, ExchangeError, Exchanged, Joined, Joining, Place,
    Underway, run,
};
use crate::messages;
use crate::register::Register;
use crate::text;

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

/// `sync`
pub fn sync(invocation: &Invocation, arguments: &Sync) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    let errand = match &arguments.place {
        Some(place) => Errand::Relocate { place: Place::read(place)?, login: None },
        None if arguments.anew => Errand::ExchangeAnew,
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
struct SharingDocument {
    shared: bool,
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
    match invocation.json {
        true => output::json(&SharingDocument { shared: false }),
        false => output::line(&text!(invocation.language, "cli-stopped-sharing")),
    }

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
