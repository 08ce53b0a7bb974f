//! Students in classes: joining, leaving, moving and coming back, each with its day; and guests.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use crate::domain::{ClassId, EnrolmentId, StudentId};
use crate::register::journal::{Change, ChangeKind, Committed, rows};
use crate::register::{Error, Refusal, Register};

impl Register {
    /// Lets a student of another class come along as a guest.
    pub fn add_guest(&mut self, class: ClassId, student: StudentId) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            enrol(change, student, class, None, true)?;
            Ok((ChangeKind::GuestAdded { student, class }, ()))
        })?;

        Ok(committed)
    }

    /// Puts a student who is in the register already in a class, from a day on. Who has left it before comes back: the time
    /// between is not forgotten.
    pub fn join_class(
        &mut self,
        student: StudentId,
        class: ClassId,
        day: NaiveDate,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            arrive(change, student, class, Some(day))?;
            Ok((ChangeKind::StudentCame { student, class }, ()))
        })?;

        Ok(committed)
    }

    /// Says that students have left a class; the day is their last in it.
    pub fn leave_class(
        &mut self,
        students: &[StudentId],
        class: ClassId,
        day: NaiveDate,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            for student in students {
                let place = place(change, *student, class)?.ok_or(Refusal::Gone)?;
                if students.len() == 1 || change.is_settled(place.enrolment)? {
                    end(change, &place, day)?;
                }
            }
            let kind = match students {
                [student] => ChangeKind::StudentLeft { student: *student, class },
                several => {
                    let count = several.len() - change.left_unsettled();
                    let count = u32::try_from(count).unwrap_or(u32::MAX);
                    ChangeKind::StudentsLeft { class, count }
                }
            };
            Ok((kind, ()))
        })?;

        Ok(committed)
    }

    /// Moves students from a class to another on a day: the old place ends and the new one begins, so that no mark is lost.
    /// A place without marks is taken away instead, as if it had been a mistake.
    pub fn move_students(
        &mut self,
        students: &[(StudentId, Option<ClassId>)],
        to: ClassId,
        day: NaiveDate,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            let mut count = 0;
            for (student, from) in students {
                if *from == Some(to) {
                    continue;
                }
                if students.len() > 1 && !are_places_settled(change, *student, &[*from, Some(to)])?
                {
                    continue;
                }
                if let Some(from) = from {
                    let place = place(change, *student, *from)?.ok_or(Refusal::Gone)?;
                    match has_marks(change, *student, *from)? {
                        false => change.delete(place.enrolment)?,
                        true if place.to.is_none() => end(change, &place, day)?,
                        true => {}
                    }
                }
                arrive(change, *student, to, from.map(|_| day))?;
                count += 1;
            }
            Ok((ChangeKind::StudentsMoved { class: to, count }, ()))
        })?;

        Ok(committed)
    }

    /// Corrects from and until when a student is in a class.
    pub fn edit_enrolment(
        &mut self,
        enrolment: EnrolmentId,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Result<Committed, Error> {
        if matches!((from, to), (Some(from), Some(to)) if to < from) {
            return Err(Refusal::PeriodBackwards.into());
        }
        let (committed, ()) = self.change(|change| {
            let (student, class): (i64, i64) = change
                .connection()
                .query_row(
                    "SELECT student, class FROM enrolment WHERE id = ?1 AND deleted = 0",
                    [enrolment.0],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?
                .ok_or(Refusal::Gone)?;
            change.edit(enrolment, |row| (row.starts_on, row.ends_on) = (from, to))?;
            let (student, class) = (StudentId(student), ClassId(class));
            Ok((ChangeKind::EnrolmentEdited { student, class }, ()))
        })?;

        Ok(committed)
    }
}

/// A student's latest place in a class.
struct LatestEnrolment {
    enrolment: EnrolmentId,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    guest: bool,
}

fn place(
    change: &Change<'_>,
    student: StudentId,
    class: ClassId,
) -> Result<Option<LatestEnrolment>, Error> {
    Ok(change
        .connection()
        .prepare_cached(
            "SELECT id, starts_on, ends_on, guest FROM enrolment
             WHERE student = ?1 AND class = ?2 AND deleted = 0
             ORDER BY ends_on IS NOT NULL, ends_on DESC, id LIMIT 1",
        )?
        .query_row(params![student.0, class.0], |row| {
            Ok(LatestEnrolment {
                enrolment: EnrolmentId(row.get(0)?),
                from: row.get(1)?,
                to: row.get(2)?,
                guest: row.get(3)?,
            })
        })
        .optional()?)
}

/// Whether a student's places in classes can be written among many others.
fn are_places_settled(
    change: &mut Change<'_>,
    student: StudentId,
    classes: &[Option<ClassId>],
) -> Result<bool, Error> {
    let mut are_settled = true;
    for class in classes.iter().flatten() {
        if let Some(place) = place(change, student, *class)? {
            are_settled &= change.is_settled(place.enrolment)?;
        }
    }

    Ok(are_settled)
}

fn has_marks(change: &Change<'_>, student: StudentId, class: ClassId) -> Result<bool, Error> {
    Ok(change
        .connection()
        .prepare_cached(
            "SELECT EXISTS (
                SELECT 1 FROM attendance JOIN session ON session.id = attendance.session
                WHERE attendance.student = ?1 AND session.class = ?2
                  AND attendance.deleted = 0 AND attendance.mark IS NOT NULL)",
        )?
        .query_row(params![student.0, class.0], |row| row.get(0))?)
}

fn end(change: &mut Change<'_>, place: &LatestEnrolment, day: NaiveDate) -> Result<(), Error> {
    if let Some(from) = place.from.filter(|from| day < *from) {
        return Err(Refusal::LeavesBeforeComing(from).into());
    }

    change.edit(place.enrolment, |row| row.ends_on = Some(day))
}

/// Lets a student be in a class from a day on. A guest's place becomes a place of one's own; one that has ended goes on
/// where no day lies between, else a new one begins, so that the time away stays known.
pub(in crate::register) fn arrive(
    change: &mut Change<'_>,
    student: StudentId,
    class: ClassId,
    from: Option<NaiveDate>,
) -> Result<(), Error> {
    let Some(place) = place(change, student, class)? else {
        enrol_new(change, student, class, from, false)?;
        return Ok(());
    };
    if place.guest {
        return change.edit(place.enrolment, |row| {
            (row.guest, row.starts_on, row.ends_on) = (false, from, None);
        });
    }
    match (place.to, from) {
        (Some(to), Some(from)) if to.succ_opt().is_some_and(|next| next < from) => {
            enrol_new(change, student, class, Some(from), false)?;
            Ok(())
        }
        _ => change.edit(place.enrolment, |row| row.ends_on = None),
    }
}

/// The same of one student among many: a place of which several answers stand against each other is passed over.
pub(in crate::register) fn arrive_if_settled(
    change: &mut Change<'_>,
    student: StudentId,
    class: ClassId,
    from: Option<NaiveDate>,
) -> Result<(), Error> {
    match are_places_settled(change, student, &[Some(class)])? {
        true => arrive(change, student, class, from),
        false => Ok(()),
    }
}

/// Puts a student in a class inside a change.
pub(in crate::register) fn enrol(
    change: &mut Change<'_>,
    student: StudentId,
    class: ClassId,
    from: Option<NaiveDate>,
    guest: bool,
) -> Result<EnrolmentId, Error> {
    if place(change, student, class)?.is_some() {
        return Err(Refusal::AlreadyInClass.into());
    }

    enrol_new(change, student, class, from, guest)
}

/// Puts a student in a class in which the student has no place.
pub(in crate::register) fn enrol_new(
    change: &mut Change<'_>,
    student: StudentId,
    class: ClassId,
    from: Option<NaiveDate>,
    guest: bool,
) -> Result<EnrolmentId, Error> {
    let place = rows::Enrolment { student, class, starts_on: from, ends_on: None, guest };

    change.create(&place)
}
