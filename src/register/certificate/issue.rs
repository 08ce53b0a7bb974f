//! Issuing, issuing anew and revoking. A number is durable before its page is drawn.

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::draft::drafts;
use crate::domain::certificate::{CertificateContent, CertificateLanguage, Serial};
use crate::domain::{CertificateId, ClassId, StudentId};
use crate::register::identity::derived_uid;
use crate::register::journal::rows::SeriesKey;
use crate::register::journal::{Change, ChangeKind, Committed, filled, rows};
use crate::register::nameless::refuse_erased;
use crate::register::{Error, Refusal, Register};
use crate::seal::{self, Claim, SecretKey};

impl Register {
    /// What certificates for these students would say if they were issued today, in their order.
    pub fn draft_certificates(
        &self,
        students: &[(StudentId, ClassId)],
        language: CertificateLanguage,
    ) -> Result<Vec<CertificateContent>, Error> {
        let (programme, design) = (self.programme()?, self.design()?);
        let look = (&design, language);
        let mut drafts = drafts(self.connection(), students, &programme, look, self.today())?;
        let contents = students.iter().map(|(student, _)| drafts.remove(student));

        Ok(contents.collect::<Option<_>>().ok_or(Refusal::Gone)?)
    }

    /// Issues a certificate for each of the students: a Deltagarintyg where the student counts in the class, else a
    /// Närvarointyg on the hours. Durable when this returns; the pages are drawn afterwards, from what is in the ledger.
    pub fn issue_certificates(
        &mut self,
        class: Option<ClassId>,
        students: &[(StudentId, ClassId)],
        language: CertificateLanguage,
    ) -> Result<(Committed, Vec<CertificateId>), Error> {
        self.refuse_doubtful_clock()?;
        let programme = self.programme()?;
        let design = self.design()?;
        let key = self.secret_key()?;
        let today = self.today();
        let origin = self.origin_of_ledger()?;

        self.change(|change| {
            let mut drafts =
                drafts(change.connection(), students, &programme, (&design, language), today)?;
            for (student, _) in students {
                refuse_erased(change.connection(), &[*student])?;
            }
            let series = series(change, &origin)?;
            let first = last_number(change.connection(), series, &today)? + 1;
            let mut issued = Vec::with_capacity(students.len());
            for (number, (student, class)) in (first..).zip(students) {
                let content = drafts.remove(student).ok_or(Refusal::Gone)?;
                let entry =
                    Entry { series, number, student: *student, class: *class, replaces: None };
                issued.push(write(change, &entry, &content, &key)?);
            }
            let count = u32::try_from(issued.len()).unwrap_or(u32::MAX);
            Ok((ChangeKind::CertificatesIssued { class, count }, issued))
        })
    }

    /// Issues a certificate in another's place, with the student's name and marks of today.
    pub fn reissue_certificate(
        &mut self,
        certificate: CertificateId,
    ) -> Result<(Committed, CertificateId), Error> {
        self.refuse_doubtful_clock()?;
        let old = self.certificate(certificate)?;
        if !old.is_valid() {
            return Err(Refusal::NotValidAnyMore(old.serial.to_string()).into());
        }
        let programme = self.programme()?;
        let design = self.design()?;
        let key = self.secret_key()?;
        let today = self.today();
        let origin = self.origin_of_ledger()?;

        self.change(|change| {
            let student = survivor(change.connection(), old.student)?;
            refuse_erased(change.connection(), &[student])?;
            let look = (&design, old.content.language);
            let students = [(student, old.class)];
            let mut drafts = drafts(change.connection(), &students, &programme, look, today)?;
            let mut content = drafts.remove(&student).ok_or(Refusal::Gone)?;
            content.replaces = Some(old.serial.to_string());
            let series = series(change, &origin)?;
            let number = last_number(change.connection(), series, &today)? + 1;
            let entry =
                Entry { series, number, student, class: old.class, replaces: Some(certificate) };
            let issued = write(change, &entry, &content, &key)?;
            let kind =
                ChangeKind::CertificateReissued { certificate: issued, replaces: certificate };
            Ok((kind, issued))
        })
    }

    /// Revokes a certificate, with a reason. It stays in the ledger.
    pub fn revoke_certificate(
        &mut self,
        certificate: CertificateId,
        reason: &str,
    ) -> Result<Committed, Error> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::Empty.into());
        }
        let old = self.certificate(certificate)?;
        if !old.is_valid() {
            return Err(Refusal::NotValidAnyMore(old.serial.to_string()).into());
        }
        let today = self.today();
        let (committed, ()) = self.change(|change| {
            change.edit(certificate, |row| {
                (row.revoked_on, row.reason) = (Some(today), filled(reason));
            })?;
            Ok((ChangeKind::CertificateRevoked { certificate }, ()))
        })?;

        Ok(committed)
    }

    fn origin_of_ledger(&self) -> Result<(Uuid, i64), Error> {
        let writing = self.writing.as_ref().ok_or(Error::ReadOnly)?;

        Ok((writing.installation.device, writing.written.epoch))
    }
}

/// A line of the ledger before it is written.
struct Entry {
    series: SeriesKey,
    number: u32,
    student: StudentId,
    class: ClassId,
    replaces: Option<CertificateId>,
}

fn write(
    change: &mut Change<'_>,
    entry: &Entry,
    content: &CertificateContent,
    key: &SecretKey,
) -> Result<CertificateId, Error> {
    let letters = letters_of(change.connection(), entry.series)?;
    let year = content.issued_on.year();
    let serial = Serial { year, series: letters, number: entry.number };
    let code = seal::seal(&claim(&serial, content), key);
    change.create(&rows::Certificate {
        series: entry.series,
        year,
        number: entry.number,
        kind: content.kind,
        student: entry.student,
        class: entry.class,
        name: Some(content.student.clone()),
        content: super::written(content.clone())?,
        code,
        replaces: entry.replaces,
        revoked_on: None,
        reason: None,
    })
}

/// What a certificate's code says.
pub fn claim(serial: &Serial, content: &CertificateContent) -> Claim {
    Claim {
        serial: serial.clone(),
        kind: content.kind,
        name: content.student.clone(),
        course: content.course.clone(),
        attended: content.attended,
        planned: content.planned,
        issued_on: content.issued_on,
        issuer: content.programme.clone(),
    }
}

fn letters_of(connection: &Connection, series: SeriesKey) -> Result<String, Error> {
    Ok(connection
        .prepare_cached("SELECT letters FROM series WHERE id = ?1")?
        .query_row([series.0], |row| row.get(0))?)
}

/// The series of this installation's epoch in this register; its letters are free in the register.
fn series(change: &mut Change<'_>, (device, epoch): &(Uuid, i64)) -> Result<SeriesKey, Error> {
    let known = change
        .connection()
        .query_row(
            "SELECT id FROM series WHERE device = ?1 AND epoch = ?2 AND deleted = 0",
            params![device.to_string(), epoch],
            |row| row.get(0).map(SeriesKey),
        )
        .optional()?;
    if let Some(series) = known {
        return Ok(series);
    }
    let taken: Vec<String> = {
        let mut statement = change.connection().prepare("SELECT letters FROM series")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    let letters = free_letters(device, *epoch, &taken);

    change.create(&rows::Series { letters, device: device.to_string(), epoch: *epoch })
}

/// Letters that can't be taken for digits, so that a number read aloud is understood.
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXY";

/// How many letters a series has: 22⁵ are 5 million. Of a hundred devices that never meet, the chance that two choose alike is
/// one in a thousand.
const SERIES_LETTERS: usize = 5;

/// Letters made of the device and the epoch, so that two computers with the same register don't choose alike; the next that
/// are free where they are taken here.
fn free_letters(device: &Uuid, epoch: i64, taken: &[String]) -> String {
    let letters = |attempt: u32| -> String {
        let uid = derived_uid(&format!("series:{device}:{epoch}:{attempt}"));
        let digits = uid.as_u128();
        let place = |place: u32| (digits >> (20 * place)) as usize & 0xF_FFFF;
        (0..SERIES_LETTERS as u32)
            .map(|at| char::from(LETTERS[place(at) % LETTERS.len()]))
            .collect()
    };

    (0..).map(letters).find(|letters| !taken.contains(letters)).unwrap_or_default()
}

fn last_number(
    connection: &Connection,
    series: SeriesKey,
    today: &NaiveDate,
) -> Result<u32, Error> {
    Ok(connection.query_row(
        "SELECT coalesce(max(number), 0) FROM certificate WHERE series = ?1 AND year = ?2",
        params![series.0, today.year()],
        |row| row.get(0),
    )?)
}

fn survivor(connection: &Connection, student: StudentId) -> Result<StudentId, Error> {
    Ok(connection.query_row("SELECT survivor FROM student WHERE id = ?1", [student.0], |row| {
        row.get(0).map(StudentId)
    })?)
}
