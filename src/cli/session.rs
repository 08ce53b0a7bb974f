//! `session`: planning, dating, calling off and taking away; and announced absences.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::jobs::{NumberOrCode, Plan, Session, Which};
use super::{Failure, Invocation, output};
use crate::domain::{Minutes, SessionStatus};
use crate::i18n::date;
use crate::register::class::{ClassDetail, Session as Known};
use crate::register::session::SessionPlan;
use crate::register::{Error, Refusal, Register};
use crate::text;

pub fn run(invocation: &Invocation, job: &Session) -> Result<ExitCode, Failure> {
    match job {
        Session::Add { class, plan } => {
            let mut register = invocation.write()?;
            let class = invocation.class(&register, class)?;
            let detail = register.class(class.id)?;
            let minutes = detail.sessions.last().map_or(Minutes(90), |session| session.minutes);
            let planned = fill(invocation, SessionPlan::of_length(minutes), plan)?;
            if let Some(day) = planned.date {
                register.check_period(day, invocation.anyway)?;
            }
            let (report, _) = register.add_session(class.id, &planned)?;
            output::changed(invocation, &register, &report, None)
        }
        Session::Edit { which, plan, shift } => {
            let mut register = invocation.write()?;
            let (detail, session) = find(invocation, &register, which)?;
            let planned = fill(invocation, SessionPlan::of(&session), plan)?;
            let following =
                if *shift { detail.following(&session, planned.date) } else { Vec::new() };
            let report =
                register.move_session(session.id, &planned, &following, invocation.anyway)?;
            output::changed(invocation, &register, &report, None)
        }
        Session::Date { class, first, time, place, skip_week } => {
            let first = invocation.date(first)?;
            let mut register = invocation.write()?;
            let class = invocation.class(&register, class)?;
            let detail = register.class(class.id)?;
            let days = detail
                .weekly(first, skip_week)
                .ok_or_else(|| Failure::BadValue(format!("{skip_week:?}")))?;
            let (time, place) =
                (time.as_deref().unwrap_or_default(), place.as_deref().unwrap_or_default());
            let report = register.date_sessions(class.id, &days, time, place, invocation.anyway)?;
            output::changed(invocation, &register, &report, None)
        }
        Session::Cancel { which, reason, replace } => {
            let mut register = invocation.write()?;
            let class = invocation.class(&register, &which.class)?;
            let number = match which.session {
                // A session after the last can be called off, too.
                NumberOrCode::Number(number) => number,
                NumberOrCode::Code(_) => find(invocation, &register, which)?.1.number,
            };
            let detail = register.class(class.id)?;
            refuse_several(&register, &detail, number)?;
            let (report, _) = register.cancel_session(class.id, number, None, reason, *replace)?;
            output::changed(invocation, &register, &report, None)
        }
        Session::PlanAgain { which } => {
            let mut register = invocation.write()?;
            let (_, session) = find(invocation, &register, which)?;
            let report = register.plan_again(session.id)?;
            output::changed(invocation, &register, &report, None)
        }
        Session::Remove { which } => {
            let mut register = invocation.write()?;
            let (_, session) = find(invocation, &register, which)?;
            let report = register.remove_session(session.id)?;
            output::changed(invocation, &register, &report, None)
        }
        Session::Announce { student, which, take_back } => {
            let mut register = invocation.write()?;
            let (detail, session) = find(invocation, &register, which)?;
            let student = register.find_member_named(detail.row.id, student)?;
            let report = register.announce_absence(session.id, student, !take_back)?;
            output::changed(invocation, &register, &report, Some(student))
        }
        Session::List { class } => list(invocation, class),
    }
}

/// The session of a class that is pointed out.
fn find(
    invocation: &Invocation,
    register: &Register,
    which: &Which,
) -> Result<(ClassDetail, Known), Failure> {
    let class = invocation.class(register, &which.class)?;
    let detail = register.class(class.id)?;
    let session = match which.session {
        NumberOrCode::Number(number) => {
            refuse_several(register, &detail, number)?;
            let session = detail.sessions.iter().find(|session| session.number == number);
            session.ok_or(Error::from(Refusal::UnknownSession(number)))?
        }
        NumberOrCode::Code(code) => {
            let codes = register.session_codes(class.id)?;
            let session = detail.sessions.iter().find(|one| codes.get(&one.id) == Some(&code));
            session.ok_or_else(|| Failure::BadValue(code.to_string()))?
        }
    };
    let session = session.clone();

    Ok((detail, session))
}

/// Refuses a number that several sessions have: two people may have made one each.
fn refuse_several(register: &Register, detail: &ClassDetail, number: u16) -> Result<(), Failure> {
    let several: Vec<_> = detail.sessions.iter().filter(|one| one.number == number).collect();
    if several.len() < 2 {
        return Ok(());
    }
    let codes = register.session_codes(detail.row.id)?;
    let codes = several.iter().filter_map(|one| codes.get(&one.id)).map(ToString::to_string);

    Err(Failure::SeveralSessions(number, codes.collect()))
}

/// Puts in what was named; what was not stays.
fn fill(invocation: &Invocation, before: SessionPlan, plan: &Plan) -> Result<SessionPlan, Failure> {
    let date = match plan.date.as_deref().map(str::trim) {
        None => before.date,
        Some("") => None,
        Some(text) => Some(invocation.date(text)?),
    };
    let or = |value: &Option<String>, before: String| value.clone().unwrap_or(before);

    Ok(SessionPlan {
        date,
        starts_at: or(&plan.time, before.starts_at),
        minutes: plan.minutes.map_or(before.minutes, Minutes),
        place: or(&plan.place, before.place),
        leader: or(&plan.leader, before.leader),
        note: or(&plan.note, before.note),
    })
}

#[derive(Serialize)]
struct Document {
    number: u16,
    code: Option<String>,
    date: Option<String>,
    starts_at: Option<String>,
    minutes: u32,
    place: Option<String>,
    leader: Option<String>,
    status: &'static str,
    reason: Option<String>,
}

fn list(invocation: &Invocation, class: &str) -> Result<ExitCode, Failure> {
    let register = invocation.read()?;
    let class = invocation.class(&register, class)?;
    let sessions = register.class(class.id)?.sessions;
    let codes = register.session_codes(class.id)?;
    if invocation.json {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let documents: Vec<Document> = sessions
            .iter()
            .map(|session| Document {
                number: session.number,
                code: codes.get(&session.id).map(ToString::to_string),
                date: session.date.map(|day| day.to_string()),
                starts_at: some(&session.starts_at),
                minutes: session.minutes.0,
                place: some(&session.place),
                leader: some(&session.leader),
                status: session.status.code(),
                reason: some(&session.reason),
            })
            .collect();
        output::json(&documents);
        return Ok(ExitCode::SUCCESS);
    }
    for session in &sessions {
        let day = match session.date {
            Some(day) => date::long(invocation.language, day),
            None => text!(invocation.language, "matrix-no-date"),
        };
        let state = match session.status {
            SessionStatus::Held => text!(invocation.language, "session-held"),
            SessionStatus::Planned => text!(invocation.language, "session-planned"),
            SessionStatus::Cancelled => {
                text!(invocation.language, "session-cancelled", reason = session.reason.as_str())
            }
        };
        let is_alone = sessions.iter().filter(|one| one.number == session.number).count() == 1;
        let code = codes.get(&session.id).filter(|_| !is_alone).map(ToString::to_string);
        let line = [
            session.number.to_string(),
            code.unwrap_or_default(),
            day,
            session.starts_at.clone(),
            format!("{} min", session.minutes.0),
            session.place.clone(),
            state,
        ];
        let line: Vec<String> = line.into_iter().filter(|part| !part.is_empty()).collect();
        output::line(&line.join("  "));
    }

    Ok(ExitCode::SUCCESS)
}
