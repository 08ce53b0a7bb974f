//! Changes to several students at once, each one undoable change.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use crate::domain::{ClassId, StudentId};
use crate::register::journal::{Change, ChangeKind, Entity, Report, text_or_null};
use crate::register::{Error, Refusal, Register};

impl Register {
    /// Moves students from a class to another: the old place ends today and the new one begins, so that
    /// no mark is lost. A place without marks is taken away instead, as if it had been a mistake.
    pub fn move_students(
        &mut self,
        students: &[(StudentId, Option<ClassId>)],
        to: ClassId,
    ) -> Result<Report, Error> {
        let today = self.today();
        let (report, ()) = self.change(|change| {
            let mut count = 0;
            for (student, from) in students {
                if *from == Some(to) {
                    continue;
                }
                if let Some(from) = from {
                    leave(change, *student, *from, &today.to_string())?;
                }
                arrive(change, *student, to, from.map(|_| today))?;
                count += 1;
            }
            Ok((ChangeKind::StudentsMoved { class: to, count }, ()))
        })?;

        Ok(report)
    }

    /// Gives students a study path's code; an empty one takes it away.
    pub fn set_study_path(&mut self, students: &[StudentId], code: &str) -> Result<Report, Error> {
        let count = u32::try_from(students.len()).unwrap_or(u32::MAX);
        let (report, ()) = self.change(|change| {
            for student in students {
                change.set(Entity::Student, student.0, "study_path", text_or_null(code.trim()))?;
            }
            Ok((ChangeKind::StudyPathSet { count }, ()))
        })?;

        Ok(report)
    }
}

/// The student's live place in a class: its row and whether it has ended.
fn place(
    change: &Change<'_>,
    student: StudentId,
    class: ClassId,
) -> Result<Option<(i64, bool)>, Error> {
    Ok(change
        .connection()
        .prepare_cached(
            "SELECT id, ends_on IS NOT NULL FROM enrolment
             WHERE student = ?1 AND class = ?2 AND deleted = 0 ORDER BY id LIMIT 1",
        )?
        .query_row(params![student.0, class.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn leave(
    change: &mut Change<'_>,
    student: StudentId,
    class: ClassId,
    today: &str,
) -> Result<(), Error> {
    let Some((enrolment, ended)) = place(change, student, class)? else {
        return Err(Refusal::Gone.into());
    };
    let marks: i64 = change
        .connection()
        .prepare_cached(
            "SELECT count(*) FROM attendance JOIN session ON session.id = attendance.session
             WHERE attendance.student = ?1 AND session.class = ?2
               AND attendance.deleted = 0 AND attendance.mark IS NOT NULL",
        )?
        .query_row(params![student.0, class.0], |row| row.get(0))?;
    if marks == 0 {
        return change.delete(Entity::Enrolment, enrolment);
    }
    if ended {
        return Ok(());
    }

    change.set(Entity::Enrolment, enrolment, "ends_on", today.to_owned())
}

/// Lets a student be in a class: a place that has ended, or was a guest's, becomes a place again.
pub(in crate::register) fn arrive(
    change: &mut Change<'_>,
    student: StudentId,
    class: ClassId,
    from: Option<NaiveDate>,
) -> Result<(), Error> {
    if let Some((enrolment, _)) = place(change, student, class)? {
        change.set(Entity::Enrolment, enrolment, "ends_on", rusqlite::types::Value::Null)?;
        return change.set(Entity::Enrolment, enrolment, "guest", 0);
    }
    super::enrol(change, student, class, from, false)?;

    Ok(())
}
