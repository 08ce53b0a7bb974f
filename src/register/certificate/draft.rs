//! What certificates would say today, from the register's facts.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::domain::certificate::design::Design;
use crate::domain::certificate::{
    AttendedSession, CertificateContent, CertificateKind, CertificateLanguage,
};
use crate::domain::completion::{CreditedSession, credited_sessions};
use crate::domain::{ClassId, Standing, StudentId, Verdict};
use crate::register::programme::Programme;
use crate::register::{Error, standing};

/// What the certificates of these students say today.
pub(super) fn drafts(
    connection: &Connection,
    students: &[(StudentId, ClassId)],
    programme: &Programme,
    look: (&Design, CertificateLanguage),
    today: chrono::NaiveDate,
) -> Result<BTreeMap<StudentId, CertificateContent>, Error> {
    let wanted: BTreeMap<StudentId, ClassId> = students.iter().copied().collect();
    let mut drafts = BTreeMap::new();
    standing::of_students(connection, wanted.keys().copied(), |judged| {
        let Some(class) = wanted.get(&judged.student) else { return Ok(()) };
        let Some(standing) = judged.standings.iter().find(|standing| standing.class == *class)
        else {
            return Ok(());
        };
        let sessions = credited_sessions(judged.period, judged.records, *class);
        let names = names(connection, judged.student, *class)?;
        let content = content(names, standing, sessions, programme, look, today);
        drafts.insert(judged.student, content);
        Ok(())
    })?;

    Ok(drafts)
}

/// Names a certificate needs: student, school, class, course.
struct Names {
    student: String,
    school: String,
    class: String,
    course: String,
}

fn names(connection: &Connection, student: StudentId, class: ClassId) -> Result<Names, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT student.given, student.family, student.alias, school.name, class.name, course.name
             FROM student, class
             JOIN school ON school.id = class.school
             JOIN course ON course.id = class.course
             WHERE student.id = ?1 AND class.id = ?2",
        )?
        .query_row(params![student.0, class.0], |row| {
            let part = |column| crate::register::programme::text(row, column);
            Ok(Names {
                student: crate::domain::student::display_name(&part(0)?, &part(1)?, &part(2)?),
                school: row.get(3)?,
                class: row.get(4)?,
                course: row.get(5)?,
            })
        })?)
}

fn content(
    names: Names,
    standing: &Standing,
    sessions: Vec<CreditedSession>,
    programme: &Programme,
    (design, language): (&Design, CertificateLanguage),
    today: chrono::NaiveDate,
) -> CertificateContent {
    let kind = match standing.verdict {
        Verdict::Completed => CertificateKind::Participation,
        Verdict::NotYet | Verdict::NoLonger => CertificateKind::Attendance,
    };

    CertificateContent {
        kind,
        language,
        look: design.frozen(kind, language),
        student: names.student,
        school: names.school,
        class: names.class,
        course: names.course,
        programme: programme.name.clone(),
        partners: programme.partners.clone(),
        period: programme.period,
        attended: standing.attended,
        planned: standing.planned,
        exempt: standing.exempt,
        sessions: sessions
            .into_iter()
            .map(|session| AttendedSession {
                number: session.number,
                date: session.date,
                minutes: session.minutes,
            })
            .collect(),
        completed_on: standing.completed_on,
        issued_on: today,
        place: programme.place.clone(),
        signatory: programme.signatory.clone(),
        replaces: None,
    }
}
