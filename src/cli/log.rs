//! `log`: a session was held, or called off.

use std::collections::BTreeMap;
use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use super::arguments::Log;
use super::{Failure, Invocation, output};
use crate::domain::{Attendance, Minutes, SessionStatus, StudentId};
use crate::register::class::ClassRow;
use crate::register::session::{self, Logged};
use crate::register::{Refusal, Register};
use crate::text;

#[derive(Serialize)]
struct Document {
    class: String,
    session: u16,
    status: &'static str,
    held_on: Option<String>,
    present: u32,
    late: u32,
    excused: u32,
    unexcused: u32,
    unreported: u32,
    /// Whose marks were others before.
    changed: Vec<String>,
}

pub fn run(invocation: &Invocation, arguments: &Log) -> Result<ExitCode, Failure> {
    let date = invocation.day(arguments.date.as_deref())?;
    let mut register = invocation.write()?;
    let class = invocation.class(&register, &arguments.class)?;
    // Without a day only marks are corrected: of those who are named, and of nobody else.
    let Some(date) = date else {
        let marks = named(&register, &class, arguments)?;
        let (_, logged) = register.correct_session(class.id, arguments.session, &marks)?;
        let detail = register.class(class.id)?;
        let session = detail.sessions.iter().find(|one| one.number == arguments.session);
        let held_on = session.and_then(|session| session.date);
        say(invocation, arguments, &class, SessionStatus::Held, held_on, &logged);
        return Ok(ExitCode::SUCCESS);
    };
    if let Some(why) = &arguments.cancelled {
        let (_, logged) = register.cancel_session(
            class.id,
            arguments.session,
            Some(date),
            why,
            arguments.replace,
        )?;
        say(invocation, arguments, &class, SessionStatus::Cancelled, None, &logged);
        return Ok(ExitCode::SUCCESS);
    }
    let log = session::Log {
        class: class.id,
        number: arguments.session,
        date,
        minutes: arguments.minutes.map(Minutes),
        marks: marks(&register, &class, date, arguments)?,
        newcomers: Vec::new(),
        note: None,
        replace: arguments.replace,
        anyway: invocation.anyway,
    };
    let (_, logged) = register.log_session(&log)?;
    say(invocation, arguments, &class, SessionStatus::Held, Some(date), &logged);

    Ok(ExitCode::SUCCESS)
}

/// Present for everyone expected that day, and what was said of those who were named.
fn marks(
    register: &Register,
    class: &ClassRow,
    date: NaiveDate,
    arguments: &Log,
) -> Result<BTreeMap<StudentId, Attendance>, Failure> {
    let mut marks = named(register, class, arguments)?;
    let detail = register.class(class.id)?;
    let session = detail.sessions.iter().find(|session| session.number == arguments.session);
    for member in detail.members.iter().filter(|member| !member.guest && member.expected_on(date)) {
        let announced =
            session.is_some_and(|session| detail.announced.contains(&(session.id, member.student)));
        let usual = if announced { Attendance::Excused } else { Attendance::Present };
        marks.entry(member.student).or_insert(usual);
    }

    Ok(marks)
}

/// What was said of those who were named.
fn named(
    register: &Register,
    class: &ClassRow,
    arguments: &Log,
) -> Result<BTreeMap<StudentId, Attendance>, Failure> {
    let mut named: BTreeMap<StudentId, Attendance> = BTreeMap::new();
    let mut name = |name: &str, mark: Attendance| -> Result<(), Failure> {
        let student = register.find_member_named(class.id, name)?;
        match named.insert(student, mark) {
            Some(before) if before != mark => Err(Refusal::NamedTwice(name.to_owned()).into()),
            _ => Ok(()),
        }
    };
    for absent in &arguments.absent {
        name(absent, Attendance::Unexcused)?;
    }
    for excused in &arguments.excused {
        name(excused, Attendance::Excused)?;
    }
    for present in &arguments.present {
        name(present, Attendance::Present)?;
    }
    for late in &arguments.late {
        let bad = || Failure::BadLate(late.clone());
        let (who, minutes) = late.rsplit_once('=').ok_or_else(bad)?;
        let minutes = minutes.trim().parse().map_err(|_| bad())?;
        name(who, Attendance::Late(Minutes(minutes)))?;
    }

    Ok(named)
}

fn say(
    invocation: &Invocation,
    arguments: &Log,
    class: &ClassRow,
    status: SessionStatus,
    held_on: Option<NaiveDate>,
    logged: &Logged,
) {
    let held = status == SessionStatus::Held;
    if invocation.json {
        output::json(&Document {
            class: class.reference(),
            session: arguments.session,
            status: status.code(),
            held_on: held_on.map(|day| day.to_string()),
            present: logged.present,
            late: logged.late,
            excused: logged.excused,
            unexcused: logged.unexcused,
            unreported: logged.unreported,
            changed: logged.changed.clone(),
        });
    } else if held {
        output::line(&text!(
            invocation.language,
            "cli-logged",
            number = arguments.session,
            class = class.reference(),
            date = held_on.map(|day| day.to_string()).unwrap_or_default(),
            present = logged.present,
            late = logged.late,
            excused = logged.excused,
            unexcused = logged.unexcused,
            unreported = logged.unreported
        ));
        if !logged.changed.is_empty() {
            let names = logged.changed.join(", ");
            output::line(&text!(invocation.language, "cli-log-changed", names = names));
        }
    } else {
        output::line(&text!(
            invocation.language,
            "cli-cancelled",
            number = arguments.session,
            class = class.reference()
        ));
    }
}
