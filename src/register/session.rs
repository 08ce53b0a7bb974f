//! Sessions: their plan and the lists of them. Logging them and single marks have files of their own.

mod log;
mod mark;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::params;
use uuid::Uuid;

use super::class::{self, Session};
use super::journal::{Change, ChangeKind, Committed, filled};
use super::{Error, Refusal, Register};
use crate::domain::session::{SessionCode, start_time};
use crate::domain::{Attendance, ClassId, Minutes, SessionId, SessionStatus, StudentId};
pub use log::{Log, Logged, Newcomer, Who};
pub use mark::Marking;
pub(super) use mark::{Places, hold, put_mark, put_settled_mark, uid_of_both};

/// A session's plan, as it is edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPlan {
    /// Its day.
    pub date: Option<NaiveDate>,
    /// When it starts, `HH:MM`; empty where not said.
    pub starts_at: String,
    /// Its length.
    pub minutes: Minutes,
    /// Where; empty where not said.
    pub place: String,
    /// Who leads it; empty where not said.
    pub leader: String,
    pub note: String,
}

impl SessionPlan {
    /// A plan that says nothing but how long the session is.
    pub fn of_length(minutes: Minutes) -> Self {
        let nothing = String::new;

        Self {
            date: None,
            starts_at: nothing(),
            minutes,
            place: nothing(),
            leader: nothing(),
            note: nothing(),
        }
    }

    /// The plan of a session.
    pub fn of(session: &Session) -> Self {
        Self {
            date: session.date,
            starts_at: session.starts_at.clone(),
            minutes: session.minutes,
            place: session.place.clone(),
            leader: session.leader.clone(),
            note: session.note.clone(),
        }
    }
}

/// A session in the list of all, with its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    pub session: Session,
    /// The session's identity across machines.
    pub uid: Uuid,
    /// The class's name.
    pub class_name: String,
    /// The school's name.
    pub school_name: String,
    /// How often it was changed.
    pub revision: u32,
    /// Those of the students expected who have a mark.
    pub reported: u32,
    /// Students in the class on the session's day, guests apart.
    pub expected: u32,
}

/// The statement for the sessions that meet a condition, in order of time.
macro_rules! session_rows {
    ($condition:literal) => {
        concat!(
            include_str!("session/rows.sql"),
            "AND ",
            $condition,
            " ORDER BY session.date, session.starts_at, school.name, class.name, session.number"
        )
    };
}

impl Register {
    /// The codes that a class's sessions have on paper.
    pub fn session_codes(&self, class: ClassId) -> Result<BTreeMap<SessionId, SessionCode>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT session.id, object.uid FROM session JOIN object ON object.id = session.id
             WHERE session.class = ?1 AND session.deleted = 0",
        )?;
        let rows = statement.query_map([class.0], |row| {
            Ok((SessionId(row.get(0)?), SessionCode::of(row.get(1)?)))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The session with that code on paper: its class and its number.
    pub fn find_session_by_code(&self, code: SessionCode) -> Result<Option<(ClassId, u16)>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT session.class, session.number, object.uid
             FROM session JOIN object ON object.id = session.id
             JOIN class ON class.id = session.class AND class.deleted = 0
             WHERE session.deleted = 0",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if SessionCode::of(row.get(2)?) == code {
                return Ok(Some((ClassId(row.get(0)?), row.get(1)?)));
            }
        }

        Ok(None)
    }

    /// Adds a session to a class's plan, under the next free number. Whether its day is unusual is asked before
    /// ([`Self::check_period`]).
    pub fn add_session(
        &mut self,
        class: ClassId,
        plan: &SessionPlan,
    ) -> Result<(Committed, SessionId), Error> {
        self.change(|change| {
            let sessions = class::sessions(change.connection(), class)?;
            let number = sessions.iter().map(|session| session.number).max().unwrap_or(0) + 1;
            let session = class::create_session(change, class, number, plan.minutes)?;
            write_plan(change, session, plan)?;
            Ok((ChangeKind::SessionAdded { class, session, number }, session))
        })
    }

    /// Edits a session's plan, and gives sessions that follow it new days, in one change. A held session keeps a day that
    /// has come. With `anyway`, days may lie outside the period, and who was late for longer than a shortened session
    /// was late for the whole of it.
    pub fn move_session(
        &mut self,
        session: SessionId,
        plan: &SessionPlan,
        following: &[(SessionId, NaiveDate)],
        anyway: bool,
    ) -> Result<Committed, Error> {
        for date in plan.date.iter().chain(following.iter().map(|(_, date)| date)) {
            self.check_period(*date, anyway)?;
        }
        let today = self.today();
        let (committed, ()) = self.change(|change| {
            let before = session_by_id(change, session)?;
            if before.status == SessionStatus::Held {
                let day = plan.date.ok_or(Refusal::Empty)?;
                if day > today && before.date != Some(day) {
                    return Err(Refusal::HeldInFuture(day).into());
                }
                cap_lateness(change, &before, plan.minutes, anyway)?;
            }
            write_plan(change, session, plan)?;
            for (later, date) in following {
                change.edit(*later, |row| row.date = Some(*date))?;
            }
            let (class, number) = (before.class, before.number);
            Ok((ChangeKind::SessionEdited { class, session, number }, ()))
        })?;

        Ok(committed)
    }

    /// Gives several sessions of a class their days, times and places in one change.
    pub fn date_sessions(
        &mut self,
        class: ClassId,
        dates: &[(SessionId, NaiveDate)],
        starts_at: &str,
        place: &str,
        anyway: bool,
    ) -> Result<Committed, Error> {
        for (_, date) in dates {
            self.check_period(*date, anyway)?;
        }
        let starts_at = read_start(starts_at)?;
        let (committed, ()) = self.change(|change| {
            for (session, date) in dates {
                change.edit_settled(*session, |row| {
                    (row.date, row.starts_at) = (Some(*date), filled(&starts_at));
                    row.place = filled(place.trim());
                })?;
            }
            let count = u32::try_from(dates.len() - change.left_unsettled()).unwrap_or(u32::MAX);
            Ok((ChangeKind::SessionsDated { class, count }, ()))
        })?;

        Ok(committed)
    }

    /// Sessions of all classes that have a day between the two, in order of time.
    pub fn sessions_between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<SessionRow>, Error> {
        self.session_rows(session_rows!("session.date BETWEEN ?1 AND ?2"), params![from, to])
    }

    /// All sessions that have a day, in order of time.
    pub fn all_sessions(&self) -> Result<Vec<SessionRow>, Error> {
        self.session_rows(session_rows!("session.date IS NOT NULL"), [])
    }

    /// Sessions whose day has come and that are not logged, the oldest first.
    pub fn overdue_sessions(&self) -> Result<Vec<SessionRow>, Error> {
        let overdue = session_rows!("session.status = 'planned' AND session.date <= ?1");

        self.session_rows(overdue, [self.today()])
    }

    fn session_rows(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<SessionRow>, Error> {
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        let mut sessions = Vec::new();
        while let Some(row) = rows.next()? {
            sessions.push(SessionRow {
                session: class::read_session(row)?,
                uid: row.get("uid")?,
                class_name: row.get("class_name")?,
                school_name: row.get("school_name")?,
                revision: row.get("revision")?,
                reported: row.get("reported")?,
                expected: row.get("expected")?,
            });
        }

        Ok(sessions)
    }

    pub(super) fn check_date(&self, date: NaiveDate, anyway: bool) -> Result<(), Error> {
        if !anyway && date > self.today() {
            return Err(Refusal::InFuture(date).into());
        }

        self.check_period(date, anyway)
    }

    /// Refuses a day outside the programme's period, unless it is meant.
    pub fn check_period(&self, date: NaiveDate, anyway: bool) -> Result<(), Error> {
        let period = super::standing::period(self.connection())?;
        if !anyway && period.is_some_and(|period| !period.contains(date)) {
            return Err(Refusal::OutsidePeriod(date).into());
        }

        Ok(())
    }
}

fn write_plan(
    change: &mut Change<'_>,
    session: SessionId,
    plan: &SessionPlan,
) -> Result<(), Error> {
    let starts_at = filled(&read_start(&plan.starts_at)?);

    change.edit(session, |row| {
        (row.date, row.starts_at, row.minutes) = (plan.date, starts_at, plan.minutes);
        row.place = filled(plan.place.trim());
        row.leader = filled(plan.leader.trim());
        row.note = filled(plan.note.trim());
    })
}

fn session_by_id(change: &Change<'_>, session: SessionId) -> Result<Session, Error> {
    class::session(change.connection(), session)
}

/// When a session starts, as the register keeps it; refuses what is no time of day.
fn read_start(typed: &str) -> Result<String, Error> {
    match typed.trim() {
        "" => Ok(String::new()),
        typed => start_time(typed).ok_or_else(|| Refusal::NotATime(typed.to_owned()).into()),
    }
}

/// Nobody was late for longer than the session is long: where it becomes shorter, says whose marks that concerns, or with
/// `anyway` makes them late for all of it.
fn cap_lateness(
    change: &mut Change<'_>,
    session: &Session,
    minutes: Minutes,
    anyway: bool,
) -> Result<(), Error> {
    let too_late: Vec<StudentId> = class::marks(change.connection(), session.class)?
        .into_iter()
        .filter(|((marked, _), mark)| {
            *marked == session.id && matches!(mark, Attendance::Late(missed) if *missed > minutes)
        })
        .map(|((_, student), _)| student)
        .collect();
    if too_late.is_empty() {
        return Ok(());
    }
    if !anyway {
        let names = class::members(change.connection(), session.class)?
            .into_iter()
            .filter(|member| too_late.contains(&member.student))
            .map(|member| member.name())
            .collect();
        return Err(Refusal::ShorterThanLateness(names, minutes.0).into());
    }
    for student in too_late {
        put_mark(change, session.id, student, Some(Attendance::Late(minutes)))?;
    }

    Ok(())
}
