//! Marks: who was there, who was late and who was not, one by one, several at once, or all that are left.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::{Session, class, session_by_id};
use crate::domain::{Attendance, ClassId, SessionId, SessionStatus, StudentId};
use crate::register::identity::derived_uid;
use crate::register::journal::rows::AttendanceKey;
use crate::register::journal::{Change, ChangeKind, Committed, rows};
use crate::register::{Error, Refusal, Register};

/// Places in a class's attendance that are marked alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marking {
    /// The places.
    pub cells: Vec<(SessionId, StudentId)>,
    /// The mark; `None` clears them.
    pub mark: Option<Attendance>,
    /// Sessions that are not logged yet and were held all the same, with the day.
    pub held: BTreeMap<SessionId, NaiveDate>,
}

impl Register {
    /// Sets or clears one mark at a session that was held.
    pub fn set_mark(
        &mut self,
        session: SessionId,
        student: StudentId,
        mark: Option<Attendance>,
    ) -> Result<Committed, Error> {
        self.mark(&Marking { cells: vec![(session, student)], mark, held: BTreeMap::new() })
    }

    /// Sets or clears marks, in one change. A session that is only planned is held on the day that is said; without one
    /// the marking is refused, and so is one of somebody who was not in the class that day.
    pub fn mark(&mut self, marking: &Marking) -> Result<Committed, Error> {
        let today = self.today();
        let are_many = marking.cells.len() > 1;
        let (committed, ()) = self.change(|change| {
            let mut sessions = BTreeMap::new();
            for (id, _) in &marking.cells {
                if !sessions.contains_key(id) {
                    let mut session = session_by_id(change, *id)?;
                    let is_to_be_held =
                        marking.mark.is_some() && session.status != SessionStatus::Held;
                    if is_to_be_held && (!are_many || change.is_settled(*id)?) {
                        hold(change, &mut session, marking.held.get(id).copied(), today)?;
                    }
                    sessions.insert(*id, session);
                }
            }
            let mut places = Places::default();
            for (session, student) in &marking.cells {
                let session = &sessions[session];
                if let Some(mark) = marking.mark {
                    if session.status != SessionStatus::Held {
                        continue;
                    }
                    refuse_if_too_late(mark, session)?;
                    places.refuse_if_away(change, session, *student)?;
                }
                match are_many {
                    true => put_settled_mark(change, session.id, *student, marking.mark)?,
                    false => put_mark(change, session.id, *student, marking.mark)?,
                }
            }

            Ok((kind(&sessions, marking)?, ()))
        })?;

        Ok(committed)
    }

    /// Marks everyone who was in the class that day and has no mark at the session yet; guests stay without.
    /// A session that is only planned is held on the day that is said, as with [`Register::mark`].
    pub fn mark_rest(
        &mut self,
        session: SessionId,
        mark: Attendance,
        held_on: Option<NaiveDate>,
    ) -> Result<Committed, Error> {
        let today = self.today();
        let (committed, ()) = self.change(|change| {
            let mut held = session_by_id(change, session)?;
            let marks = class::marks(change.connection(), held.class)?;
            let day = held.date.filter(|_| held.status == SessionStatus::Held).or(held_on);
            let rest: Vec<StudentId> = class::members(change.connection(), held.class)?
                .into_iter()
                .filter(|member| !member.guest && day.is_none_or(|day| member.expected_on(day)))
                .map(|member| member.student)
                .filter(|student| !marks.contains_key(&(session, *student)))
                .collect();
            if !rest.is_empty() {
                hold(change, &mut held, held_on, today)?;
            }
            for student in &rest {
                put_settled_mark(change, session, *student, Some(mark))?;
            }
            let (class, number) = (held.class, held.number);
            let count = u32::try_from(rest.len() - change.left_unsettled()).unwrap_or(u32::MAX);
            Ok((ChangeKind::RestMarked { class, session, number, count }, ()))
        })?;

        Ok(committed)
    }
}

/// What a marking is called in the history: one mark by its student, several by their number.
fn kind(sessions: &BTreeMap<SessionId, Session>, marking: &Marking) -> Result<ChangeKind, Error> {
    let (session, student) = *marking.cells.first().ok_or(Refusal::Empty)?;
    let (class, number) = (sessions[&session].class, sessions[&session].number);
    let count = u32::try_from(marking.cells.len()).unwrap_or(u32::MAX);

    Ok(match count {
        1 => ChangeKind::MarkSet { class, session, number, student },
        _ => ChangeKind::MarksSet { class, count },
    })
}

/// When students have been in a class, read once for a change.
#[derive(Default)]
pub(in crate::register) struct Places(BTreeMap<ClassId, Known>);

/// Who has been in a class, and who has a mark at which session.
struct Known {
    members: BTreeMap<StudentId, class::Member>,
    marked: BTreeSet<(SessionId, StudentId)>,
}

impl Known {
    fn of(change: &Change<'_>, class: ClassId) -> Result<Self, Error> {
        let members = class::members(change.connection(), class)?;
        let marks = class::marks(change.connection(), class)?;

        Ok(Self {
            members: members.into_iter().map(|member| (member.student, member)).collect(),
            marked: marks.into_keys().collect(),
        })
    }
}

impl Places {
    /// Refuses a mark on a day on which the student was not in the class. A mark that stands there already may be corrected.
    pub fn refuse_if_away(
        &mut self,
        change: &Change<'_>,
        session: &Session,
        student: StudentId,
    ) -> Result<(), Error> {
        let (class, Some(day)) = (session.class, session.date) else { return Ok(()) };
        let known = match self.0.entry(class) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Known::of(change, class)?),
        };
        let member = known.members.get(&student).ok_or(Refusal::Gone)?;
        if member.guest || member.expected_on(day) || known.marked.contains(&(session.id, student))
        {
            return Ok(());
        }

        Err(Refusal::NotInClassThen(member.name(), day).into())
    }
}

/// Refuses a lateness that is longer than the session.
pub(super) fn refuse_if_too_late(mark: Attendance, session: &Session) -> Result<(), Error> {
    match mark {
        Attendance::Late(missed) if missed > session.minutes => {
            Err(Refusal::LateBeyondSession(missed.0, session.minutes.0).into())
        }
        _ => Ok(()),
    }
}

/// Says that a session was held on a day, which has come. One that is held already stays as it is.
pub(in crate::register) fn hold(
    change: &mut Change<'_>,
    session: &mut Session,
    held_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), Error> {
    if session.status == SessionStatus::Held {
        return Ok(());
    }
    let day = match (held_on, session.date) {
        (Some(day), _) => day,
        (None, Some(planned)) if planned > today => return Err(Refusal::InFuture(planned).into()),
        (None, _) => return Err(Refusal::NotLogged(session.number).into()),
    };
    if day > today {
        return Err(Refusal::InFuture(day).into());
    }
    change.edit(session.id, |row| {
        (row.status, row.date, row.reason) = (SessionStatus::Held, Some(day), None);
    })?;
    (session.status, session.date) = (SessionStatus::Held, Some(day));

    Ok(())
}

/// Sets a mark, or clears it. Two people who mark the same student at the same session write the same
/// row: its identity is derived from the two.
pub(in crate::register) fn put_mark(
    change: &mut Change<'_>,
    session: SessionId,
    student: StudentId,
    mark: Option<Attendance>,
) -> Result<(), Error> {
    if let Some((row, deleted)) = known_mark(change, session, student)? {
        if deleted {
            change.revive(row)?;
        }
        return change.edit(row, |row| row.mark = mark);
    }
    if mark.is_none() {
        return Ok(());
    }
    let identity = uid_of_both(change, "attendance", session, student)?;
    change.create_as(identity, &rows::Attendance { session, student, mark })?;

    Ok(())
}

/// The same of one mark among many: where several stand against each other, it is passed over.
pub(in crate::register) fn put_settled_mark(
    change: &mut Change<'_>,
    session: SessionId,
    student: StudentId,
    mark: Option<Attendance>,
) -> Result<(), Error> {
    match known_mark(change, session, student)? {
        Some((row, _)) if !change.is_settled(row)? => Ok(()),
        _ => put_mark(change, session, student, mark),
    }
}

/// The row of a mark, and whether it is removed.
fn known_mark(
    change: &Change<'_>,
    session: SessionId,
    student: StudentId,
) -> Result<Option<(AttendanceKey, bool)>, Error> {
    Ok(change
        .connection()
        .prepare_cached("SELECT id, deleted FROM attendance WHERE student = ?1 AND session = ?2")?
        .query_row(params![student.0, session.0], |row| {
            Ok((AttendanceKey(row.get(0)?), row.get(1)?))
        })
        .optional()?)
}

/// The identity of something about a student at a session, which two people may write at once.
pub(in crate::register) fn uid_of_both(
    change: &Change<'_>,
    what: &str,
    session: SessionId,
    student: StudentId,
) -> Result<Uuid, Error> {
    let uid = |id: i64| -> Result<Uuid, rusqlite::Error> {
        change
            .connection()
            .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
    };

    Ok(derived_uid(&format!("{what}:{}:{}", uid(session.0)?, uid(student.0)?)))
}
