//! Logging a session: who was there, or that it was called off; correcting that, and taking it back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::mark::{Places, put_mark, refuse_if_too_late};
use super::{Session, class, session_by_id};
use crate::domain::{Attendance, ClassId, Minutes, SessionId, SessionStatus, StudentId};
use crate::register::journal::{Change, ChangeKind, Committed, filled};
use crate::register::student::{StudentDetails, enrol};
use crate::register::{Error, Refusal, Register};

/// What is logged of a held session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    pub class: ClassId,
    /// The session's number; the next free one adds a session.
    pub number: u16,
    /// The day it was held.
    pub date: NaiveDate,
    /// Its length, where it was not the planned one.
    pub minutes: Option<Minutes>,
    /// A mark for everyone expected.
    pub marks: BTreeMap<StudentId, Attendance>,
    /// Those who turned up and were not on the list.
    pub newcomers: Vec<Newcomer>,
    /// A note; `None` leaves the note as it is.
    pub note: Option<String>,
    /// Whether a session that is reported already is logged again.
    pub replace: bool,
    /// Whether a date is meant that is outside the period, in the future, before the planned one, or another session's.
    pub anyway: bool,
}

/// Somebody who turned up at a session without being on the class's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    pub who: Who,
    /// How long they were there.
    pub mark: Attendance,
}

/// Who turned up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A student of another class, as a guest.
    Guest(StudentId),
    /// Somebody who is new in the class from that day on.
    New(StudentDetails),
}

/// What was logged, each student of the class in one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    pub session: SessionId,
    pub present: u32,
    pub late: u32,
    pub excused: u32,
    pub unexcused: u32,
    /// Not reported, though expected that day.
    pub unreported: u32,
    /// Whose marks were others before, in the class's order.
    pub changed: Vec<String>,
}

impl Register {
    /// Logs a held session: the marks, the day, and that it was held, in one change. Who was new comes with it.
    pub fn log_session(&mut self, log: &Log) -> Result<(Committed, Logged), Error> {
        self.check_date(log.date, log.anyway)?;

        self.change(|change| {
            let before = class::marks(change.connection(), log.class)?;
            let session = session_to_log(change, log.class, log.number, log.minutes)?;
            if session.status == SessionStatus::Held && !log.replace {
                return Err(Refusal::AlreadyReported(log.number).into());
            }
            if !log.anyway {
                refuse_unlikely_day(change, &session, log.date)?;
            }
            let held = Session {
                date: Some(log.date),
                minutes: log.minutes.unwrap_or(session.minutes),
                ..session
            };
            let id = held.id;
            change.edit(id, |row| {
                (row.status, row.reason) = (SessionStatus::Held, None);
                (row.date, row.minutes) = (held.date, held.minutes);
                if let Some(note) = &log.note {
                    row.note = filled(note.trim());
                }
            })?;
            let mut marks = log.marks.clone();
            for newcomer in &log.newcomers {
                let student = match &newcomer.who {
                    Who::Guest(student) => {
                        enrol(change, *student, log.class, None, true)?;
                        *student
                    }
                    Who::New(details) => {
                        let student = change.create(&details.new_row())?;
                        enrol(change, student, log.class, Some(log.date), false)?;
                        student
                    }
                };
                marks.insert(student, newcomer.mark);
            }
            let mut places = Places::default();
            for (student, mark) in &marks {
                refuse_if_too_late(*mark, &held)?;
                places.refuse_if_away(change, &held, *student)?;
                put_mark(change, id, *student, Some(*mark))?;
            }
            let logged = count_marks(change, &held, &before)?;
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

    /// Corrects the marks of those who are named at a session that was held; everyone else's stay.
    pub fn correct_session(
        &mut self,
        class: ClassId,
        number: u16,
        marks: &BTreeMap<StudentId, Attendance>,
    ) -> Result<(Committed, Logged), Error> {
        self.change(|change| {
            let before = class::marks(change.connection(), class)?;
            let session = session_numbered(change, class, number)?;
            if session.status != SessionStatus::Held {
                return Err(Refusal::NotLogged(number).into());
            }
            let mut places = Places::default();
            for (student, mark) in marks {
                refuse_if_too_late(*mark, &session)?;
                places.refuse_if_away(change, &session, *student)?;
                put_mark(change, session.id, *student, Some(*mark))?;
            }
            let logged = count_marks(change, &session, &before)?;
            let count = u32::try_from(marks.len()).unwrap_or(u32::MAX);
            let kind = match marks.keys().next() {
                Some(student) if count == 1 => {
                    let (session, student) = (session.id, *student);
                    ChangeKind::MarkSet { class, session, number, student }
                }
                _ => ChangeKind::MarksSet { class, count },
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
    ) -> Result<(Committed, Logged), Error> {
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(Refusal::Empty.into());
        }

        self.change(|change| {
            let before = class::marks(change.connection(), class)?;
            let session = session_to_log(change, class, number, None)?;
            let marked = marked_at(change, &session)?;
            if !marked.is_empty() && !clear_marks {
                return Err(Refusal::SessionHasMarks(marked.len()).into());
            }
            for student in &marked {
                put_mark(change, session.id, *student, None)?;
            }
            change.edit(session.id, |row| {
                (row.status, row.reason) = (SessionStatus::Cancelled, Some(reason));
                row.date = date.or(row.date);
            })?;
            let logged = count_marks(change, &session, &before)?;
            let cleared = u32::try_from(marked.len()).unwrap_or(u32::MAX);
            let session = session.id;
            Ok((ChangeKind::SessionCancelled { class, session, number, cleared }, logged))
        })
    }

    /// Makes a session planned again that was logged or called off by mistake; its marks go. The day stays as the plan's.
    pub fn plan_again(&mut self, session: SessionId) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            let known = session_by_id(change, session)?;
            let marked = marked_at(change, &known)?;
            for student in &marked {
                put_mark(change, session, *student, None)?;
            }
            change
                .edit(session, |row| (row.status, row.reason) = (SessionStatus::Planned, None))?;
            let cleared = u32::try_from(marked.len()).unwrap_or(u32::MAX);
            let (class, number) = (known.class, known.number);
            Ok((ChangeKind::SessionPlannedAgain { class, session, number, cleared }, ()))
        })?;

        Ok(committed)
    }

    /// Takes a session away, with its marks. One that the course's plan has stays: it is made planned again, or called off.
    pub fn remove_session(&mut self, session: SessionId) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            let known = session_by_id(change, session)?;
            let of_course: bool = change
                .connection()
                .prepare_cached(
                    "SELECT EXISTS (
                        SELECT 1 FROM class
                        JOIN course_session ON course_session.course = class.course
                        WHERE class.id = ?1 AND course_session.number = ?2 AND course_session.deleted = 0)",
                )?
                .query_row(rusqlite::params![known.class.0, known.number], |row| row.get(0))?;
            if of_course {
                return Err(Refusal::SessionOfCourse(known.number).into());
            }
            let marked = marked_at(change, &known)?;
            for student in &marked {
                put_mark(change, session, *student, None)?;
            }
            change.delete(session)?;
            let cleared = u32::try_from(marked.len()).unwrap_or(u32::MAX);
            let (class, number) = (known.class, known.number);
            Ok((ChangeKind::SessionRemoved { class, session, number, cleared }, ()))
        })?;

        Ok(committed)
    }
}

/// Refuses a day that somebody may have mistaken: before the planned one, or that of another session of the class.
fn refuse_unlikely_day(
    change: &Change<'_>,
    session: &Session,
    day: NaiveDate,
) -> Result<(), Error> {
    if session.date == Some(day) {
        return Ok(());
    }
    if let Some(planned) =
        session.date.filter(|planned| session.status == SessionStatus::Planned && day < *planned)
    {
        return Err(Refusal::BeforePlanned(planned).into());
    }
    let others = class::sessions(change.connection(), session.class)?;
    let same_day = others.iter().find(|other| {
        other.id != session.id
            && other.status != SessionStatus::Cancelled
            && other.date == Some(day)
    });

    match same_day {
        Some(other) => Err(Refusal::SameDay(other.number, day).into()),
        None => Ok(()),
    }
}

/// The session with that number.
fn session_numbered(change: &Change<'_>, class: ClassId, number: u16) -> Result<Session, Error> {
    class::sessions(change.connection(), class)?
        .into_iter()
        .find(|session| session.number == number)
        .ok_or_else(|| Refusal::UnknownSession(number).into())
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
    let session = class::create_session(change, class, number, minutes)?;

    session_by_id(change, session)
}

/// Everyone who has a mark at a session.
fn marked_at(change: &Change<'_>, session: &Session) -> Result<Vec<StudentId>, Error> {
    Ok(class::marks(change.connection(), session.class)?
        .into_keys()
        .filter(|(marked, _)| *marked == session.id)
        .map(|(_, student)| student)
        .collect())
}

/// How the class's students are marked at a session, and whose marks are others than before.
fn count_marks(
    change: &Change<'_>,
    session: &Session,
    before: &BTreeMap<(SessionId, StudentId), Attendance>,
) -> Result<Logged, Error> {
    let marks = class::marks(change.connection(), session.class)?;
    let mut logged = Logged {
        session: session.id,
        present: 0,
        late: 0,
        excused: 0,
        unexcused: 0,
        unreported: 0,
        changed: Vec::new(),
    };
    for member in class::members(change.connection(), session.class)? {
        let cell = (session.id, member.student);
        let mark = marks.get(&cell);
        if before.get(&cell).is_some_and(|earlier| Some(earlier) != mark) {
            logged.changed.push(member.name());
        }
        let place = match mark {
            Some(Attendance::Present) => &mut logged.present,
            Some(Attendance::Late(_)) => &mut logged.late,
            Some(Attendance::Excused) => &mut logged.excused,
            Some(Attendance::Unexcused) => &mut logged.unexcused,
            None if member.guest => continue,
            None if session.date.is_some_and(|day| !member.expected_on(day)) => continue,
            None => &mut logged.unreported,
        };
        *place += 1;
    }

    Ok(logged)
}
