//! The ledger of a register that is restored over, taken along by the register that takes its place.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::domain::certificate::CertificateKind;
use crate::domain::{CertificateId, ClassId, CourseId, SchoolId, StudentId};
use crate::register::class::FORM_CLASS;
use crate::register::error::known_word;
use crate::register::journal::rows::SeriesKey;
use crate::register::journal::{Change, ChangeKind, Committed, rows};
use crate::register::signing::SigningKeys;
use crate::register::student::StudentDetails;
use crate::register::{Error, Register};

/// The ledger of one register as another can take it along: series and certificates by `uid`.
#[derive(Debug, Clone)]
pub(in crate::register) struct LedgerRows {
    rows: Vec<LedgerRow>,
    /// Keys that have signed them.
    keys: SigningKeys,
}

#[derive(Debug, Clone)]
struct LedgerRow {
    uid: Uuid,
    series_uid: Uuid,
    letters: String,
    device: String,
    epoch: i64,
    student_uid: Uuid,
    class_uid: Uuid,
    school_uid: Uuid,
    course_uid: Uuid,
    class_name: String,
    term: String,
    replaces_uid: Option<Uuid>,
    year: i32,
    number: u32,
    kind: String,
    name: Option<String>,
    content: String,
    code: Option<String>,
    revoked_on: Option<NaiveDate>,
    reason: Option<String>,
}

impl Register {
    /// The whole ledger, to be taken along by a register that is restored in this one's place.
    pub(in crate::register) fn ledger_rows(&self) -> Result<LedgerRows, Error> {
        let mut statement = self.connection().prepare(include_str!("ledger_rows.sql"))?;
        let rows = statement.query_map([], |row| {
            Ok(LedgerRow {
                uid: row.get("uid")?,
                series_uid: row.get("series_uid")?,
                letters: row.get("letters")?,
                device: row.get("device")?,
                epoch: row.get("epoch")?,
                student_uid: row.get("student_uid")?,
                class_uid: row.get("class_uid")?,
                school_uid: row.get("school_uid")?,
                course_uid: row.get("course_uid")?,
                class_name: row.get("class_name")?,
                term: row.get("term")?,
                replaces_uid: row.get("replaces_uid")?,
                year: row.get("year")?,
                number: row.get("number")?,
                kind: row.get("kind")?,
                name: row.get("name")?,
                content: row.get("content")?,
                code: row.get("code")?,
                revoked_on: row.get("revoked_on")?,
                reason: row.get("reason")?,
            })
        })?;

        Ok(LedgerRows { rows: rows.collect::<Result<_, _>>()?, keys: self.signing_keys()? })
    }

    /// Takes along the certificates another register issued and this one does not know. A student or class
    /// this register never had is noted as removed, so that the ledger can point at it. Only where not even
    /// the school or the course is known is a certificate left behind, which `check` then says.
    pub(in crate::register) fn take_ledger_along(
        &mut self,
        ledger: &LedgerRows,
    ) -> Result<Committed, Error> {
        self.know_keys(&ledger.keys)?;
        let (committed, ()) = self.change(|change| {
            let mut count = 0;
            for row in &ledger.rows {
                count += u32::from(take_along(change, row)?);
            }
            Ok((ChangeKind::LedgerTakenAlong { count }, ()))
        })?;

        Ok(committed)
    }
}

fn object_of(connection: &Connection, uid: Uuid) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached("SELECT id FROM object WHERE uid = ?1")?
        .query_row([uid], |row| row.get(0))
        .optional()?)
}

fn class_or_removed(change: &mut Change<'_>, row: &LedgerRow) -> Result<Option<ClassId>, Error> {
    if let Some(class) = object_of(change.connection(), row.class_uid)? {
        return Ok(Some(ClassId(class)));
    }
    let school = object_of(change.connection(), row.school_uid)?;
    let course = object_of(change.connection(), row.course_uid)?;
    let (Some(school), Some(course)) = (school, course) else { return Ok(None) };
    let class = change.create_as(
        row.class_uid,
        &rows::Class {
            school: SchoolId(school),
            name: row.class_name.clone(),
            course: CourseId(course),
            term: known_word(row.term.parse().ok(), "class: term")?,
            study_path: None,
            grouping: FORM_CLASS.to_owned(),
        },
    )?;
    change.delete(class)?;

    Ok(Some(class))
}

fn student_or_removed(change: &mut Change<'_>, row: &LedgerRow) -> Result<StudentId, Error> {
    if let Some(student) = object_of(change.connection(), row.student_uid)? {
        return Ok(StudentId(student));
    }
    let student = change.create_as(row.student_uid, &StudentDetails::default().new_row())?;
    change.delete(student)?;

    Ok(student)
}

fn take_along(change: &mut Change<'_>, row: &LedgerRow) -> Result<bool, Error> {
    if let Some(known) = object_of(change.connection(), row.uid)? {
        change.edit(CertificateId(known), |known| {
            (known.revoked_on, known.reason) = (row.revoked_on, row.reason.clone());
        })?;
        return Ok(false);
    }
    let Some(class) = class_or_removed(change, row)? else { return Ok(false) };
    let student = student_or_removed(change, row)?;
    let series = match object_of(change.connection(), row.series_uid)? {
        Some(series) => SeriesKey(series),
        None => change.create_as(
            row.series_uid,
            &rows::Series {
                letters: row.letters.clone(),
                device: row.device.clone(),
                epoch: row.epoch,
            },
        )?,
    };
    let replaces = match row.replaces_uid {
        Some(uid) => object_of(change.connection(), uid)?.map(CertificateId),
        None => None,
    };
    change.create_as(
        row.uid,
        &rows::Certificate {
            series,
            year: row.year,
            number: row.number,
            kind: known_word(CertificateKind::from_code(&row.kind), "certificate: kind")?,
            student,
            class,
            name: row.name.clone(),
            content: row.content.clone(),
            code: row.code.clone(),
            replaces,
            revoked_on: row.revoked_on,
            reason: row.reason.clone(),
        },
    )?;

    Ok(true)
}
