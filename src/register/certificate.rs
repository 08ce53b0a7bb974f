//! The ledger of certificates. Issuing is durable before a page is drawn, contents are frozen, numbers
//! have no gaps, and nothing is ever deleted.

mod draft;
mod issue;
pub(super) mod taken_along;

use rusqlite::{Connection, Row, params};

use super::error::known_word;
use super::journal::{Change, Column, Entity, Goes, rows};
use super::{Error, Refusal, Register};
use crate::domain::certificate::{CertificateContent, CertificateKind, Serial};
use crate::domain::{CertificateId, ClassId, Protection, StudentId, Verdict};
use crate::seal::{self, SecretKey};

pub use issue::claim;

/// A certificate in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Its key.
    pub id: CertificateId,
    /// Its number.
    pub serial: Serial,
    pub student: StudentId,
    pub class: ClassId,
    /// What it says.
    pub content: CertificateContent,
    /// What its page is checked by; `None` where the name is too long for a code.
    pub code: Option<String>,
    /// The number of the one that replaced it.
    pub replaced_by: Option<Serial>,
    /// When it was revoked.
    pub revoked_on: Option<chrono::NaiveDate>,
    /// Why it was revoked.
    pub reason: String,
    /// What it says that the register no longer does.
    pub outdated: Option<Outdated>,
    /// Whether it is only a number any more: the student's personal data has been erased.
    pub is_number: bool,
}

/// What has changed since a certificate was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outdated {
    /// The student's name.
    Name,
    /// The hours, or that the student counts.
    Attendance,
}

impl Certificate {
    /// Whether it still holds: neither replaced nor revoked.
    pub fn is_valid(&self) -> bool {
        self.replaced_by.is_none() && self.revoked_on.is_none()
    }
}

/// A student whose certificate can be printed, or why it can't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub student: StudentId,
    /// The name to show.
    pub name: String,
    /// The class that makes the student count, or the one that was asked about.
    pub class: ClassId,
    /// What can be done.
    pub state: CandidateState,
}

/// What can be done for a student's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CandidateState {
    /// It can be issued.
    Ready,
    /// It is issued already.
    Issued(CertificateId),
    /// The student does not count yet, or can't any more.
    NotCounting(Verdict),
    /// Only an alias is kept: one at a time, with a name typed then.
    Protected,
    /// The student's personal data has been erased: nothing can be printed any more.
    Erased,
}

/// Certificates ready to print in one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyClass {
    pub class: ClassId,
    pub name: String,
    /// Its school's name.
    pub school_name: String,
    pub term: String,
    /// Students whose certificate is ready.
    pub ready: u32,
    /// Certificates issued and valid.
    pub issued: u32,
}

/// The statement for the certificates that meet a further condition, the newest first.
macro_rules! ledger {
    ($condition:literal) => {
        concat!(include_str!("certificate/ledger.sql"), $condition, " ORDER BY certificate.id DESC")
    };
}

impl Register {
    /// What can be printed for each student of a class.
    pub fn certificate_candidates(&self, class: ClassId) -> Result<Vec<Candidate>, Error> {
        candidates(self.connection(), class)
    }

    /// All classes in which somebody counts or has a certificate.
    pub fn ready_classes(&self) -> Result<Vec<ReadyClass>, Error> {
        let mut statement =
            self.connection().prepare_cached(include_str!("certificate/ready_classes.sql"))?;
        let rows = statement.query_map([], |row| {
            Ok(ReadyClass {
                class: ClassId(row.get(0)?),
                name: row.get(1)?,
                school_name: row.get(2)?,
                term: row.get(3)?,
                ready: row.get(4)?,
                issued: row.get(5)?,
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn certificate(&self, certificate: CertificateId) -> Result<Certificate, Error> {
        one(self.connection(), ledger!("AND certificate.id = ?1"), params![certificate.0])?
            .ok_or_else(|| Refusal::Gone.into())
    }

    /// The certificate with that number.
    pub fn find_certificate(&self, serial: &str) -> Result<Certificate, Error> {
        let unknown = || Error::from(Refusal::UnknownCertificate(serial.to_owned()));
        let parsed: Serial = serial.parse().map_err(|_| unknown())?;

        one(
            self.connection(),
            ledger!(
                "AND series.letters = ?1 AND certificate.year = ?2 AND certificate.number = ?3"
            ),
            params![parsed.series, parsed.year, parsed.number],
        )?
        .ok_or_else(unknown)
    }

    /// The whole ledger, newest first.
    pub fn ledger(&self) -> Result<Vec<Certificate>, Error> {
        many(self.connection(), ledger!(""), params![])
    }

    /// A student's certificates, newest first.
    pub fn certificates_of(&self, student: StudentId) -> Result<Vec<Certificate>, Error> {
        many(
            self.connection(),
            ledger!(
                "AND certificate.student IN
                     (SELECT id FROM student WHERE survivor = (SELECT survivor FROM student WHERE id = ?1))"
            ),
            params![student.0],
        )
    }
}

/// Puts the alias where a protected student's name stood in the ledger.
pub(super) fn replace_name(
    change: &mut Change<'_>,
    student: StudentId,
    alias: &str,
    key: &SecretKey,
) -> Result<(), Error> {
    rewrite(change, student, key, |content| content.student = alias.to_owned())
}

/// Leaves of a student's certificates what a number stands for: which certificate of which course and class, the hours, the
/// day; neither the name nor the days the student was there.
pub(super) fn make_number(
    change: &mut Change<'_>,
    student: StudentId,
    alias: &str,
    key: &SecretKey,
) -> Result<(), Error> {
    rewrite(change, student, key, |content| {
        content.student = alias.to_owned();
        content.sessions.clear();
        content.completed_on = None;
        content.signatory.clear();
    })
}

/// Writes anew what a student's certificates say, and leaves nothing of what they said.
fn rewrite(
    change: &mut Change<'_>,
    student: StudentId,
    key: &SecretKey,
    edit: impl Fn(&mut CertificateContent),
) -> Result<(), Error> {
    let certificates = super::keys::ids(
        change.connection(),
        "SELECT id FROM certificate WHERE student = ?1",
        student.0,
    )?;
    for id in certificates {
        let content: String = change.connection().query_row(
            "SELECT content FROM certificate WHERE id = ?1",
            [id],
            |row| row.get(0),
        )?;
        let mut content: CertificateContent = serde_json::from_str(&content)?;
        edit(&mut content);
        let alias = content.student.clone();
        let serial = one(change.connection(), ledger!("AND certificate.id = ?1"), params![id])?
            .ok_or(Refusal::Gone)?
            .serial;
        let code = seal::seal(&claim(&serial, &content), key);
        let content = written(content)?;
        // What is written anew goes as it was before; what is not stays.
        let mut goes: Vec<&'static Column> = Vec::new();
        change.edit(CertificateId(id), |row| {
            let name = Some(alias);
            goes.extend((row.name != name).then_some(rows::Certificate::name));
            goes.extend((row.content != content).then_some(rows::Certificate::content));
            goes.extend((row.code != code).then_some(rows::Certificate::code));
            (row.name, row.content, row.code) = (name, content, code);
        })?;
        if !goes.is_empty() {
            change.erase(Entity::Certificate, &[id], Goes::Fields(&goes))?;
        }
    }

    Ok(())
}

fn candidates(connection: &Connection, class: ClassId) -> Result<Vec<Candidate>, Error> {
    let mut statement = connection.prepare_cached(include_str!("certificate/candidates.sql"))?;
    let mut rows = statement.query([class.0])?;
    let mut candidates = Vec::new();
    while let Some(row) = rows.next()? {
        let part = |column| super::programme::text(row, column);
        let verdict: String = row.get(4)?;
        let verdict = known_word(Verdict::from_code(&verdict), "standing: verdict")?;
        let protection: String = row.get(5)?;
        let issued: Option<i64> = row.get(6)?;
        let protection = known_word(Protection::from_code(&protection), "student: protection")?;
        candidates.push(Candidate {
            student: StudentId(row.get(0)?),
            name: crate::domain::student::display_name(&part(1)?, &part(2)?, &part(3)?),
            class,
            state: match (issued, verdict) {
                (Some(certificate), _) if !is_number(connection, certificate)? => {
                    CandidateState::Issued(CertificateId(certificate))
                }
                _ if protection == Protection::Erased => CandidateState::Erased,
                (_, Verdict::Completed) if protection.is_protected() => CandidateState::Protected,
                (_, Verdict::Completed) => CandidateState::Ready,
                (_, verdict) => CandidateState::NotCounting(verdict),
            },
        });
    }

    Ok(candidates)
}

/// Whether nothing but a number is left of a certificate.
fn is_number(connection: &Connection, certificate: i64) -> Result<bool, Error> {
    Ok(one(connection, ledger!("AND certificate.id = ?1"), params![certificate])?
        .is_some_and(|certificate| certificate.is_number))
}

fn one(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Option<Certificate>, Error> {
    Ok(many(connection, sql, parameters)?.pop())
}

fn many(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Certificate>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut certificates = Vec::new();
    while let Some(row) = rows.next()? {
        certificates.push(read(row)?);
    }

    Ok(certificates)
}

/// What a certificate says, as the ledger keeps it: the name stands beside it.
fn written(content: CertificateContent) -> Result<String, Error> {
    Ok(serde_json::to_string(&CertificateContent { student: String::new(), ..content })?)
}

fn read(row: &Row<'_>) -> Result<Certificate, Error> {
    let content: String = row.get("content")?;
    let mut content: CertificateContent = serde_json::from_str(&content)?;
    let replacing: Option<u32> = row.get("replacing_number")?;
    let replaced_by = match replacing {
        Some(number) => Some(Serial {
            year: row.get("replacing_year")?,
            series: row.get("replacing_letters")?,
            number,
        }),
        None => None,
    };
    let text = |column: &str| -> Result<String, rusqlite::Error> {
        Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
    };
    let name =
        crate::domain::student::display_name(&text("given")?, &text("family")?, &text("alias")?);
    // Where somebody has taken the name out since, the student goes by what is left.
    content.student = match (row.get("name")?, content.student.is_empty()) {
        (Some(name), _) => name,
        (None, true) => name.clone(),
        (None, false) => content.student,
    };

    Ok(Certificate {
        id: CertificateId(row.get("id")?),
        serial: Serial {
            year: row.get("year")?,
            series: row.get("letters")?,
            number: row.get("number")?,
        },
        student: StudentId(row.get("survivor")?),
        class: ClassId(row.get("class")?),
        is_number: row.get::<_, bool>("erased")? && content.student == name,
        outdated: outdated(row, &content, &name)?,
        content,
        code: row.get("code")?,
        replaced_by,
        revoked_on: row.get("revoked_on")?,
        reason: text("reason")?,
    })
}

/// A certificate is compared with how its student stands in its class today.
fn outdated(
    row: &Row<'_>,
    content: &CertificateContent,
    name: &str,
) -> Result<Option<Outdated>, Error> {
    let attended: Option<u32> = row.get("attended")?;
    let verdict: Option<String> = row.get("verdict")?;
    let counts = verdict.as_deref() == Some(Verdict::Completed.code());
    let grounded = attended == Some(content.attended.0)
        && (counts || content.kind == CertificateKind::Attendance);

    Ok(match (content.student == name, grounded) {
        (_, false) => Some(Outdated::Attendance),
        (false, true) => Some(Outdated::Name),
        (true, true) => None,
    })
}
