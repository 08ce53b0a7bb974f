//! What is said of a student at a session besides a mark: an exemption from one held before the student joined, and an
//! absence that was announced before.

use rusqlite::{Connection, OptionalExtension, params};

use super::journal::rows::{AnnouncedAbsenceKey, ExemptionKey};
use super::journal::{Change, ChangeKind, Committed, Identity, filled, rows};
use super::session::uid_of_both;
use super::{Error, Refusal, Register, class};
use crate::domain::{ClassId, SessionId, SessionStatus, StudentId};

impl Register {
    /// Exempts a student from sessions that were held before the student joined the class. The course must allow it. Exempt
    /// minutes leave the student's planned minutes under the share rule; they were never attended.
    pub fn exempt(
        &mut self,
        student: StudentId,
        class: ClassId,
        numbers: &[u16],
        reason: &str,
    ) -> Result<Committed, Error> {
        let reason = reason.trim().to_owned();
        if reason.is_empty() || numbers.is_empty() {
            return Err(Refusal::Empty.into());
        }
        let (committed, ()) = self.change(|change| {
            if !allowed(change.connection(), class)? {
                return Err(Refusal::NoExemptions.into());
            }
            let members = class::members(change.connection(), class)?;
            let member = members
                .iter()
                .find(|member| member.student == student && !member.guest)
                .ok_or(Refusal::Gone)?;
            let marks = class::marks(change.connection(), class)?;
            let sessions = class::sessions(change.connection(), class)?;
            for number in numbers {
                let session = sessions
                    .iter()
                    .find(|session| session.number == *number)
                    .ok_or(Refusal::UnknownSession(*number))?;
                let before = session.status == SessionStatus::Held
                    && session.date.is_some_and(|day| !member.expected_on(day))
                    && !marks.contains_key(&(session.id, student));
                if !before {
                    return Err(Refusal::NotBeforeComing(*number).into());
                }
                match row::<ExemptionKey>(change, session.id, student)? {
                    Some(row) => {
                        change.revive(row)?;
                        change.edit(row, |row| row.reason = filled(&reason))?;
                    }
                    None => {
                        let uid = uid_of_both(change, "exemption", session.id, student)?;
                        let (session, reason) = (session.id, filled(&reason));
                        change.create_as(uid, &rows::Exemption { session, student, reason })?;
                    }
                }
            }
            let count = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            Ok((ChangeKind::StudentExempted { student, class, count }, ()))
        })?;

        Ok(committed)
    }

    /// Takes back all exemptions of a student in a class.
    pub fn take_back_exemptions(
        &mut self,
        student: StudentId,
        class: ClassId,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            for session in class::sessions(change.connection(), class)? {
                if let Some(row) = row::<ExemptionKey>(change, session.id, student)? {
                    change.delete(row)?;
                }
            }
            Ok((ChangeKind::StudentExempted { student, class, count: 0 }, ()))
        })?;

        Ok(committed)
    }

    /// Notes that a student has announced to be absent from a session that is not logged yet, or takes that back. Whoever
    /// logs it finds the student's absence excused.
    pub fn announce_absence(
        &mut self,
        session: SessionId,
        student: StudentId,
        absent: bool,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            let known = class::session(change.connection(), session)?;
            if known.status != SessionStatus::Planned {
                return Err(Refusal::AlreadyReported(known.number).into());
            }
            let members = class::members(change.connection(), known.class)?;
            if !members.iter().any(|member| member.student == student) {
                return Err(Refusal::Gone.into());
            }
            match (row::<AnnouncedAbsenceKey>(change, session, student)?, absent) {
                (Some(row), true) => change.revive(row)?,
                (Some(row), false) => change.delete(row)?,
                (None, true) => {
                    let uid = uid_of_both(change, "announced", session, student)?;
                    change.create_as(uid, &rows::AnnouncedAbsence { session, student })?;
                }
                (None, false) => {}
            }
            let (class, number) = (known.class, known.number);
            Ok((ChangeKind::AbsenceAnnounced { student, class, session, number, absent }, ()))
        })?;

        Ok(committed)
    }
}

/// Whether the class's course allows exemptions.
fn allowed(connection: &Connection, class: ClassId) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT course.exemptions FROM class JOIN course ON course.id = class.course WHERE class.id = ?1",
        )?
        .query_row([class.0], |row| row.get(0))?)
}

/// The row about a student at a session, also one that is taken away.
fn row<I: Identity>(
    change: &Change<'_>,
    session: SessionId,
    student: StudentId,
) -> Result<Option<I>, Error> {
    let table = I::ENTITY.table();

    Ok(change
        .connection()
        .prepare_cached(&format!("SELECT id FROM {table} WHERE session = ?1 AND student = ?2"))?
        .query_row(params![session.0, student.0], |row| row.get(0).map(I::with_key))
        .optional()?)
}
