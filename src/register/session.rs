//! Sessions: planning them, logging them, calling them off; and single marks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::class::{self, Session};
use super::journal::{Change, ChangeKind, Entity, Report, optional, text_or_null};
use super::programme::derived_uid;
use super::{Error, Refusal, Register};
use crate::domain::session::SessionCode;
use crate::domain::{Attendance, ClassId, Minutes, SessionId, SessionStatus, StudentId};

/// What is logged of a held session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The class.
    pub class: ClassId,
    /// The session's number; the next free one adds a session.
    pub number: u16,
    /// The day it was held.
    pub date: NaiveDate,
    /// Its length, where it was not the planned one.
    pub minutes: Option<Minutes>,
    /// A mark for everyone expected.
    pub marks: BTreeMap<StudentId, Attendance>,
    /// A note; `None` leaves the note as it is.
    pub note: Option<String>,
    /// Whether a session that is reported already is logged again.
    pub replace: bool,
    /// Whether a date outside the period or in the future is meant.
    pub anyway: bool,
}

/// What was logged, each student of the class in one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logged {
    /// The session.
    pub session: SessionId,
    /// Present.
    pub present: u32,
    /// Late.
    pub late: u32,
    /// Excused.
    pub excused: u32,
    /// Unexcused.
    pub unexcused: u32,
    /// Not reported.
    pub unreported: u32,
}

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
    /// A note.
    pub note: String,
}

/// A session in the list of all, with its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// The session.
    pub session: Session,
    /// The session's identity across machines.
    pub uid: Uuid,
    /// The class's name.
    pub class_name: String,
    /// The school's name.
    pub school_name: String,
    /// Students with a mark.
    pub reported: u32,
    /// Students in the class, guests apart.
    pub students: u32,
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

    /// Logs a held session: the marks, the day, and that it was held, in one change.
    pub fn log_session(&mut self, log: &Log) -> Result<(Report, Logged), Error> {
        self.check_date(log.date, log.anyway)?;

        self.change(|change| {
            let session = session_to_log(change, log.class, log.number, log.minutes)?;
            if session.status == SessionStatus::Held && !log.replace {
                return Err(Refusal::AlreadyReported(log.number).into());
            }
            let minutes = log.minutes.unwrap_or(session.minutes);
            for mark in log.marks.values() {
                if let Attendance::Late(missed) = mark
                    && *missed > minutes
                {
                    return Err(Refusal::LateBeyondSession(missed.0, minutes.0).into());
                }
            }
            let id = session.id;
            change.set(Entity::Session, id.0, "status", SessionStatus::Held.code().to_owned())?;
            change.set(Entity::Session, id.0, "date", log.date.to_string())?;
            change.set(Entity::Session, id.0, "minutes", i64::from(minutes.0))?;
            change.set(Entity::Session, id.0, "reason", rusqlite::types::Value::Null)?;
            if let Some(note) = &log.note {
                change.set(Entity::Session, id.0, "note", text_or_null(note.trim()))?;
            }
            for (student, mark) in &log.marks {
                put_mark(change, id, *student, Some(*mark))?;
            }
            let logged = count_marks(change, log.class, id)?;
            let kind = ChangeKind::SessionLogged {
                class: log.class,
                session: id,
                number: log.number,
                present: logged.present,
                late: logged.late,
                excused: logged.excused,
                unexcused: logged.unexcused,
            };
            Ok((kind, logged))
        })
    }

    /// Calls a session off. One that has marks is called off only with `clear_marks`.
    pub fn cancel_session(
        &mut self,
        class: ClassId,
        number: u16,
        date: Option<NaiveDate>,
        reason: &str,
        clear_marks: bool,
    ) -> Result<(Report, Logged), Error> {
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(Refusal::Empty.into());
        }

        self.change(|change| {
            let session = session_to_log(change, class, number, None)?;
            let marked: Vec<StudentId> = class::marks(change.connection(), class)?
                .into_keys()
                .filter(|(marked, _)| *marked == session.id)
                .map(|(_, student)| student)
                .collect();
            if !marked.is_empty() && !clear_marks {
                return Err(Refusal::SessionHasMarks(marked.len()).into());
            }
            for student in &marked {
                put_mark(change, session.id, *student, None)?;
            }
            let id = session.id.0;
            change.set(
                Entity::Session,
                id,
                "status",
                SessionStatus::Cancelled.code().to_owned(),
            )?;
            change.set(Entity::Session, id, "reason", reason)?;
            if let Some(date) = date {
                change.set(Entity::Session, id, "date", date.to_string())?;
            }
            let logged = count_marks(change, class, session.id)?;
            let cleared = u32::try_from(marked.len()).unwrap_or(u32::MAX);
            let session = session.id;
            Ok((ChangeKind::SessionCancelled { class, session, number, cleared }, logged))
        })
    }

    /// Sets or clears one mark. A session that was only planned is thereby held, on its planned day if
    /// that has come, else today.
    pub fn set_mark(
        &mut self,
        session: SessionId,
        student: StudentId,
        mark: Option<Attendance>,
    ) -> Result<Report, Error> {
        let today = self.today();
        let (report, ()) = self.change(|change| {
            let held = session_by_id(change, session)?;
            if let Some(Attendance::Late(missed)) = mark
                && missed > held.minutes
            {
                return Err(Refusal::LateBeyondSession(missed.0, held.minutes.0).into());
            }
            if mark.is_some() {
                hold(change, &held, today)?;
            }
            put_mark(change, session, student, mark)?;
            let (class, number) = (held.class, held.number);
            Ok((ChangeKind::MarkSet { class, session, number, student }, ()))
        })?;

        Ok(report)
    }

    /// Marks everyone in the class who has no mark at a session yet; guests and those who have left stay
    /// without. A session that was only planned is thereby held, as with [`Register::set_mark`].
    pub fn mark_rest(&mut self, session: SessionId, mark: Attendance) -> Result<Report, Error> {
        let today = self.today();
        let (report, ()) = self.change(|change| {
            let held = session_by_id(change, session)?;
            let marks = class::marks(change.connection(), held.class)?;
            let rest: Vec<StudentId> = class::members(change.connection(), held.class)?
                .into_iter()
                .filter(|member| !member.guest && member.to.is_none())
                .map(|member| member.student)
                .filter(|student| !marks.contains_key(&(session, *student)))
                .collect();
            if !rest.is_empty() {
                hold(change, &held, today)?;
            }
            for student in &rest {
                put_mark(change, session, *student, Some(mark))?;
            }
            let (class, number) = (held.class, held.number);
            let count = u32::try_from(rest.len()).unwrap_or(u32::MAX);
            Ok((ChangeKind::RestMarked { class, session, number, count }, ()))
        })?;

        Ok(report)
    }

    /// Adds a session to a class's plan, under the next free number.
    pub fn add_session(
        &mut self,
        class: ClassId,
        plan: &SessionPlan,
    ) -> Result<(Report, SessionId), Error> {
        self.change(|change| {
            let sessions = class::sessions(change.connection(), class)?;
            let number = sessions.iter().map(|session| session.number).max().unwrap_or(0) + 1;
            let session = create_session(change, class, number, plan.minutes)?;
            write_plan(change, session, plan)?;
            Ok((ChangeKind::SessionAdded { class, session, number }, session))
        })
    }

    /// Edits a session's plan, and gives sessions that follow it new days, in one change. A held session
    /// keeps a day.
    pub fn move_session(
        &mut self,
        session: SessionId,
        plan: &SessionPlan,
        following: &[(SessionId, NaiveDate)],
    ) -> Result<Report, Error> {
        for date in plan.date.iter().chain(following.iter().map(|(_, date)| date)) {
            self.check_period(*date, false)?;
        }
        let (report, ()) = self.change(|change| {
            let before = session_by_id(change, session)?;
            if before.status == SessionStatus::Held && plan.date.is_none() {
                return Err(Refusal::Empty.into());
            }
            write_plan(change, session, plan)?;
            for (later, date) in following {
                change.set(Entity::Session, later.0, "date", date.to_string())?;
            }
            let (class, number) = (before.class, before.number);
            Ok((ChangeKind::SessionEdited { class, session, number }, ()))
        })?;

        Ok(report)
    }

    /// Gives several sessions of a class their days, times and places in one change.
    pub fn date_sessions(
        &mut self,
        class: ClassId,
        dates: &[(SessionId, NaiveDate)],
        starts_at: &str,
        place: &str,
        anyway: bool,
    ) -> Result<Report, Error> {
        for (_, date) in dates {
            self.check_period(*date, anyway)?;
        }
        let count = u32::try_from(dates.len()).unwrap_or(u32::MAX);
        let (report, ()) = self.change(|change| {
            for (session, date) in dates {
                change.set(Entity::Session, session.0, "date", date.to_string())?;
                change.set(Entity::Session, session.0, "starts_at", text_or_null(starts_at))?;
                change.set(Entity::Session, session.0, "place", text_or_null(place))?;
            }
            Ok((ChangeKind::SessionsDated { class, count }, ()))
        })?;

        Ok(report)
    }

    /// Sessions of all classes that have a day between the two, in order of time.
    pub fn sessions_between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<SessionRow>, Error> {
        self.session_rows("session.date BETWEEN ?1 AND ?2", params![from, to])
    }

    /// All sessions that have a day, in order of time.
    pub fn all_sessions(&self) -> Result<Vec<SessionRow>, Error> {
        self.session_rows("session.date IS NOT NULL", [])
    }

    /// Sessions whose day has come and that are not logged, the oldest first.
    pub fn overdue_sessions(&self) -> Result<Vec<SessionRow>, Error> {
        self.session_rows("session.status = 'planned' AND session.date <= ?1", [self.today()])
    }

    fn session_rows(
        &self,
        wanted: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<SessionRow>, Error> {
        let sql = include_str!("session/rows.sql").replace("TRUE", wanted);
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(parameters)?;
        let mut sessions = Vec::new();
        while let Some(row) = rows.next()? {
            sessions.push(SessionRow {
                session: class::read_session(row)?,
                uid: row.get("uid")?,
                class_name: row.get("class_name")?,
                school_name: row.get("school_name")?,
                reported: row.get("reported")?,
                students: row.get("students")?,
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

    fn check_period(&self, date: NaiveDate, anyway: bool) -> Result<(), Error> {
        let period = super::programme::period(self.connection())?;
        if !anyway && period.is_some_and(|period| !period.contains(date)) {
            return Err(Refusal::OutsidePeriod(date).into());
        }

        Ok(())
    }
}

/// The session with that number; the next free number adds one.
fn session_to_log(
    change: &mut Change<'_>,
    class: ClassId,
    number: u16,
    minutes: Option<Minutes>,
) -> Result<Session, Error> {
    let sessions = class::sessions(change.connection(), class)?;
    if let Some(session) = sessions.iter().find(|session| session.number == number) {
        return Ok(session.clone());
    }
    let last = sessions.last();
    if number != last.map_or(0, |session| session.number) + 1 {
        return Err(Refusal::UnknownSession(number).into());
    }
    let minutes = minutes.or(last.map(|session| session.minutes)).unwrap_or(Minutes(0));
    let session = create_session(change, class, number, minutes)?;

    session_by_id(change, session)
}

fn create_session(
    change: &mut Change<'_>,
    class: ClassId,
    number: u16,
    minutes: Minutes,
) -> Result<SessionId, Error> {
    let session = change.create(
        Entity::Session,
        Uuid::now_v7(),
        &[
            ("class", class.0.into()),
            ("number", i64::from(number).into()),
            ("minutes", i64::from(minutes.0).into()),
            ("status", SessionStatus::Planned.code().to_owned().into()),
        ],
    )?;

    Ok(SessionId(session))
}

fn write_plan(
    change: &mut Change<'_>,
    session: SessionId,
    plan: &SessionPlan,
) -> Result<(), Error> {
    let id = session.0;
    let date = optional(plan.date.map(|day| day.to_string()));
    change.set(Entity::Session, id, "date", date)?;
    change.set(Entity::Session, id, "starts_at", text_or_null(plan.starts_at.trim()))?;
    change.set(Entity::Session, id, "minutes", i64::from(plan.minutes.0))?;
    change.set(Entity::Session, id, "place", text_or_null(plan.place.trim()))?;
    change.set(Entity::Session, id, "leader", text_or_null(plan.leader.trim()))?;

    change.set(Entity::Session, id, "note", text_or_null(plan.note.trim()))
}

fn session_by_id(change: &Change<'_>, session: SessionId) -> Result<Session, Error> {
    change
        .connection()
        .prepare_cached("SELECT * FROM session WHERE id = ?1 AND deleted = 0")?
        .query_row([session.0], |row| Ok(class::read_session(row)))
        .optional()?
        .ok_or(Refusal::Gone)?
}

/// Says that a session was held: on its planned day if that has come, else today.
pub(super) fn hold(
    change: &mut Change<'_>,
    session: &Session,
    today: NaiveDate,
) -> Result<(), Error> {
    if session.status == SessionStatus::Held {
        return Ok(());
    }
    let id = session.id.0;
    let day = session.date.filter(|day| *day <= today).unwrap_or(today);
    change.set(Entity::Session, id, "status", SessionStatus::Held.code().to_owned())?;
    change.set(Entity::Session, id, "date", day.to_string())?;

    change.set(Entity::Session, id, "reason", rusqlite::types::Value::Null)
}

/// Sets a mark, or clears it. Two people who mark the same student at the same session write the same
/// row: its identity is derived from the two.
pub(super) fn put_mark(
    change: &mut Change<'_>,
    session: SessionId,
    student: StudentId,
    mark: Option<Attendance>,
) -> Result<(), Error> {
    let known: Option<(i64, bool)> = change
        .connection()
        .prepare_cached("SELECT id, deleted FROM attendance WHERE student = ?1 AND session = ?2")?
        .query_row(params![student.0, session.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let code = optional(mark.map(Attendance::code));
    if let Some((row, deleted)) = known {
        if deleted {
            change.revive(Entity::Attendance, row)?;
        }
        return change.set(Entity::Attendance, row, "mark", code);
    }
    if mark.is_none() {
        return Ok(());
    }
    let uid = |id: i64| -> Result<Uuid, rusqlite::Error> {
        change
            .connection()
            .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
    };
    let identity = derived_uid(&format!("attendance:{}:{}", uid(session.0)?, uid(student.0)?));
    change.create(
        Entity::Attendance,
        identity,
        &[("session", session.0.into()), ("student", student.0.into()), ("mark", code)],
    )?;

    Ok(())
}

/// How the class's students are marked at a session.
fn count_marks(change: &Change<'_>, class: ClassId, session: SessionId) -> Result<Logged, Error> {
    let marks = class::marks(change.connection(), class)?;
    let mut logged =
        Logged { session, present: 0, late: 0, excused: 0, unexcused: 0, unreported: 0 };
    for member in class::members(change.connection(), class)? {
        let place = match marks.get(&(session, member.student)) {
            Some(Attendance::Present) => &mut logged.present,
            Some(Attendance::Late(_)) => &mut logged.late,
            Some(Attendance::Excused) => &mut logged.excused,
            Some(Attendance::Unexcused) => &mut logged.unexcused,
            None => &mut logged.unreported,
        };
        *place += 1;
    }

    Ok(logged)
}
