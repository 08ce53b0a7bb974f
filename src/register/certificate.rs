//! The ledger of certificates. Issuing is durable before a page is drawn, contents are frozen, numbers
//! have no gaps, and nothing is ever deleted.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::journal::{Change, ChangeKind, Entity, Report, optional};
use super::programme::Programme;
use super::{Error, Refusal, Register, standing};
use crate::domain::certificate::{AttendedSession, CertificateContent, CertificateKind, Serial};
use crate::domain::completion::credited_sessions;
use crate::domain::{CertificateId, ClassId, Protection, Standing, StudentId, Verdict};

/// A certificate in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Its key.
    pub id: CertificateId,
    /// Its number.
    pub serial: Serial,
    /// The student.
    pub student: StudentId,
    /// The class.
    pub class: ClassId,
    /// What it says.
    pub content: CertificateContent,
    /// The number of the one that replaced it.
    pub replaced_by: Option<Serial>,
    /// When it was revoked.
    pub revoked_on: Option<chrono::NaiveDate>,
    /// Why it was revoked.
    pub reason: String,
    /// Whether the name has changed since it was issued.
    pub outdated: bool,
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
    /// The student.
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
}

/// Certificates ready to print in one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyClass {
    /// The class.
    pub class: ClassId,
    /// Its name.
    pub name: String,
    /// Its school's name.
    pub school_name: String,
    /// Its term.
    pub term: String,
    /// Students whose certificate is ready.
    pub ready: u32,
    /// Certificates issued and valid.
    pub issued: u32,
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

    /// Issues a Deltagarintyg for each of the students, who must count in the class. Durable when this
    /// returns; the pages are drawn afterwards, from what is in the ledger.
    pub fn issue_certificates(
        &mut self,
        class: Option<ClassId>,
        students: &[(StudentId, ClassId)],
        language: &str,
    ) -> Result<(Report, Vec<CertificateId>), Error> {
        let programme = self.programme()?;
        let today = self.today();
        let origin = self.origin_of_ledger()?;

        self.change(|change| {
            let mut drafts = drafts(change.connection(), students, &programme, language, today)?;
            let series = series(change, &origin)?;
            let first = last_number(change.connection(), series, &today)? + 1;
            let mut issued = Vec::with_capacity(students.len());
            for (number, (student, class)) in (first..).zip(students) {
                let content = drafts.remove(student).ok_or(Refusal::Gone)?;
                let entry =
                    Entry { series, number, student: *student, class: *class, replaces: None };
                issued.push(write(change, &entry, &content)?);
            }
            let count = u32::try_from(issued.len()).unwrap_or(u32::MAX);
            Ok((ChangeKind::CertificatesIssued { class, count }, issued))
        })
    }

    /// Issues a certificate in another's place, with the student's name and marks of today.
    pub fn reissue_certificate(
        &mut self,
        certificate: CertificateId,
    ) -> Result<(Report, CertificateId), Error> {
        let old = self.certificate(certificate)?;
        if !old.is_valid() {
            return Err(Refusal::NotValidAnyMore(old.serial.to_string()).into());
        }
        let programme = self.programme()?;
        let today = self.today();
        let origin = self.origin_of_ledger()?;

        self.change(|change| {
            let student = survivor(change.connection(), old.student)?;
            let language = old.content.language.clone();
            let students = [(student, old.class)];
            let mut drafts = drafts(change.connection(), &students, &programme, &language, today)?;
            let mut content = drafts.remove(&student).ok_or(Refusal::Gone)?;
            content.replaces = Some(old.serial.to_string());
            let series = series(change, &origin)?;
            let number = last_number(change.connection(), series, &today)? + 1;
            let entry =
                Entry { series, number, student, class: old.class, replaces: Some(certificate) };
            let issued = write(change, &entry, &content)?;
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
    ) -> Result<Report, Error> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::Empty.into());
        }
        let old = self.certificate(certificate)?;
        if !old.is_valid() {
            return Err(Refusal::NotValidAnyMore(old.serial.to_string()).into());
        }
        let today = self.today();
        let (report, ()) = self.change(|change| {
            let id = certificate.0;
            change.set(Entity::Certificate, id, "revoked_on", today.to_string())?;
            change.set(Entity::Certificate, id, "reason", reason.to_owned())?;
            Ok((ChangeKind::CertificateRevoked { certificate }, ()))
        })?;

        Ok(report)
    }

    /// One certificate.
    pub fn certificate(&self, certificate: CertificateId) -> Result<Certificate, Error> {
        one(self.connection(), "certificate.id = ?1", params![certificate.0])?
            .ok_or_else(|| Refusal::Gone.into())
    }

    /// The certificate with that number.
    pub fn find_certificate(&self, serial: &str) -> Result<Certificate, Error> {
        let unknown = || Error::from(Refusal::UnknownCertificate(serial.to_owned()));
        let parsed: Serial = serial.parse().map_err(|_| unknown())?;

        one(
            self.connection(),
            "series.letters = ?1 AND certificate.year = ?2 AND certificate.number = ?3",
            params![parsed.series, parsed.year, parsed.number],
        )?
        .ok_or_else(unknown)
    }

    /// The whole ledger, newest first.
    pub fn ledger(&self) -> Result<Vec<Certificate>, Error> {
        many(self.connection(), "1 = 1", params![])
    }

    /// A student's certificates, newest first.
    pub fn certificates_of(&self, student: StudentId) -> Result<Vec<Certificate>, Error> {
        many(
            self.connection(),
            "certificate.student IN (SELECT ?1 UNION ALL SELECT id FROM student WHERE merged_into = ?1)",
            params![student.0],
        )
    }

    fn origin_of_ledger(&self) -> Result<(Uuid, i64), Error> {
        let writing = self.writing.as_ref().ok_or(Error::ReadOnly)?;

        Ok((writing.installation.device, writing.written.epoch))
    }
}

/// The ledger of one register as another can take it along: series and certificates by `uid`.
#[derive(Debug, Clone)]
pub(super) struct LedgerRows {
    rows: Vec<LedgerRow>,
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
    year: i64,
    number: i64,
    kind: String,
    content: String,
    revoked_on: Option<String>,
    reason: Option<String>,
}

impl Register {
    /// The whole ledger, to be taken along by a register that is restored in this one's place.
    pub(super) fn ledger_rows(&self) -> Result<LedgerRows, Error> {
        let mut statement =
            self.connection().prepare(include_str!("certificate/ledger_rows.sql"))?;
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
                content: row.get("content")?,
                revoked_on: row.get("revoked_on")?,
                reason: row.get("reason")?,
            })
        })?;

        Ok(LedgerRows { rows: rows.collect::<Result<_, _>>()? })
    }

    /// Takes along the certificates another register issued and this one does not know. A student or class
    /// this register never had is noted as removed, so that the ledger can point at it. Only where not even
    /// the school or the course is known is a certificate left behind, which `check` then says.
    pub(super) fn take_ledger_along(&mut self, ledger: &LedgerRows) -> Result<Report, Error> {
        let (report, ()) = self.change(|change| {
            let mut count = 0;
            for row in &ledger.rows {
                count += u32::from(take_along(change, row)?);
            }
            Ok((ChangeKind::LedgerTakenAlong { count }, ()))
        })?;

        Ok(report)
    }
}

fn object_of(connection: &Connection, uid: Uuid) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached("SELECT id FROM object WHERE uid = ?1")?
        .query_row([uid], |row| row.get(0))
        .optional()?)
}

fn class_or_removed(change: &mut Change<'_>, row: &LedgerRow) -> Result<Option<i64>, Error> {
    if let Some(class) = object_of(change.connection(), row.class_uid)? {
        return Ok(Some(class));
    }
    let school = object_of(change.connection(), row.school_uid)?;
    let course = object_of(change.connection(), row.course_uid)?;
    let (Some(school), Some(course)) = (school, course) else { return Ok(None) };
    let class = change.create(
        Entity::Class,
        row.class_uid,
        &[
            ("school", school.into()),
            ("name", row.class_name.clone().into()),
            ("course", course.into()),
            ("term", row.term.clone().into()),
            ("grouping", "form_class".to_owned().into()),
        ],
    )?;
    change.delete(Entity::Class, class)?;

    Ok(Some(class))
}

fn student_or_removed(change: &mut Change<'_>, row: &LedgerRow) -> Result<i64, Error> {
    if let Some(student) = object_of(change.connection(), row.student_uid)? {
        return Ok(student);
    }
    let fields = [("protection", Protection::None.code().to_owned().into())];
    let student = change.create(Entity::Student, row.student_uid, &fields)?;
    change.delete(Entity::Student, student)?;

    Ok(student)
}

fn take_along(change: &mut Change<'_>, row: &LedgerRow) -> Result<bool, Error> {
    if let Some(known) = object_of(change.connection(), row.uid)? {
        change.set(Entity::Certificate, known, "revoked_on", optional(row.revoked_on.clone()))?;
        change.set(Entity::Certificate, known, "reason", optional(row.reason.clone()))?;
        return Ok(false);
    }
    let Some(class) = class_or_removed(change, row)? else { return Ok(false) };
    let student = student_or_removed(change, row)?;
    let series = match object_of(change.connection(), row.series_uid)? {
        Some(series) => series,
        None => change.create(
            Entity::Series,
            row.series_uid,
            &[
                ("letters", row.letters.clone().into()),
                ("device", row.device.clone().into()),
                ("epoch", row.epoch.into()),
            ],
        )?,
    };
    let replaces = match row.replaces_uid {
        Some(uid) => object_of(change.connection(), uid)?,
        None => None,
    };
    change.create(
        Entity::Certificate,
        row.uid,
        &[
            ("series", series.into()),
            ("year", row.year.into()),
            ("number", row.number.into()),
            ("kind", row.kind.clone().into()),
            ("student", student.into()),
            ("class", class.into()),
            ("content", row.content.clone().into()),
            ("replaces", optional(replaces)),
            ("revoked_on", optional(row.revoked_on.clone())),
            ("reason", optional(row.reason.clone())),
        ],
    )?;

    Ok(true)
}

/// A line of the ledger before it is written.
struct Entry {
    series: i64,
    number: u32,
    student: StudentId,
    class: ClassId,
    replaces: Option<CertificateId>,
}

fn write(
    change: &mut Change<'_>,
    entry: &Entry,
    content: &CertificateContent,
) -> Result<CertificateId, Error> {
    use chrono::Datelike;

    let id = change.create(
        Entity::Certificate,
        Uuid::now_v7(),
        &[
            ("series", entry.series.into()),
            ("year", i64::from(content.issued_on.year()).into()),
            ("number", i64::from(entry.number).into()),
            ("kind", content.kind.code().to_owned().into()),
            ("student", entry.student.0.into()),
            ("class", entry.class.0.into()),
            ("content", serde_json::to_string(content)?.into()),
            ("replaces", optional(entry.replaces.map(|id| id.0))),
        ],
    )?;

    Ok(CertificateId(id))
}

/// The series of this installation's epoch in this register; its letters are free in the register.
fn series(change: &mut Change<'_>, (device, epoch): &(Uuid, i64)) -> Result<i64, Error> {
    let known: Option<i64> = change
        .connection()
        .query_row(
            "SELECT id FROM series WHERE device = ?1 AND epoch = ?2 AND deleted = 0",
            params![device.to_string(), epoch],
            |row| row.get(0),
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

    change.create(
        Entity::Series,
        Uuid::now_v7(),
        &[
            ("letters", letters.into()),
            ("device", device.to_string().into()),
            ("epoch", (*epoch).into()),
        ],
    )
}

/// Letters that can't be taken for digits, so that a number read aloud is understood.
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXY";

/// Two letters, or three when those are used up. They start from the device's identity, so that two
/// laptops with the same register seldom choose alike.
fn free_letters(device: &Uuid, epoch: i64, taken: &[String]) -> String {
    let base = LETTERS.len() as u128;
    let start = device.as_u128() / 7 + epoch.unsigned_abs() as u128;
    let letter = |number: u128| char::from(LETTERS[(number % base) as usize]);
    for offset in 0..base * base {
        let number = (start + offset) % (base * base);
        let letters: String = [letter(number / base), letter(number)].into_iter().collect();
        if !taken.contains(&letters) {
            return letters;
        }
    }

    [letter(start / base / base), letter(start / base), letter(start)].into_iter().collect()
}

fn last_number(
    connection: &Connection,
    series: i64,
    today: &chrono::NaiveDate,
) -> Result<u32, Error> {
    use chrono::Datelike;

    Ok(connection.query_row(
        "SELECT coalesce(max(number), 0) FROM certificate WHERE series = ?1 AND year = ?2",
        params![series, today.year()],
        |row| row.get(0),
    )?)
}

fn survivor(connection: &Connection, student: StudentId) -> Result<StudentId, Error> {
    Ok(connection.query_row(
        "SELECT coalesce(merged_into, id) FROM student WHERE id = ?1",
        [student.0],
        |row| row.get(0).map(StudentId),
    )?)
}

/// What the certificates of these students say today.
fn drafts(
    connection: &Connection,
    students: &[(StudentId, ClassId)],
    programme: &Programme,
    language: &str,
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
        let content = content(names, standing, sessions, programme, language, today);
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
            let part = |column| super::programme::text(row, column);
            Ok(Names {
                student: super::student::display_name(&part(0)?, &part(1)?, &part(2)?),
                school: row.get(3)?,
                class: row.get(4)?,
                course: row.get(5)?,
            })
        })?)
}

fn content(
    names: Names,
    standing: &Standing,
    sessions: Vec<crate::domain::completion::CreditedSession>,
    programme: &Programme,
    language: &str,
    today: chrono::NaiveDate,
) -> CertificateContent {
    let kind = match standing.verdict {
        Verdict::Counts => CertificateKind::Participation,
        Verdict::NotYet | Verdict::NoLonger => CertificateKind::Attendance,
    };

    CertificateContent {
        kind,
        language: language.to_owned(),
        student: names.student,
        school: names.school,
        class: names.class,
        course: names.course,
        programme: programme.name.clone(),
        partners: programme.partners.clone(),
        period: programme.period,
        attended: standing.attended,
        planned: standing.planned,
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

/// Puts the alias where a protected student's name stood in the ledger.
pub(super) fn replace_name(
    change: &mut Change<'_>,
    student: StudentId,
    alias: &str,
) -> Result<(), Error> {
    let certificates = super::class::ids(
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
        content.student = alias.to_owned();
        change.set(Entity::Certificate, id, "content", serde_json::to_string(&content)?)?;
        change.erase_before_last(id, "content")?;
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
        let verdict = Verdict::from_code(&verdict)
            .ok_or_else(|| Error::Damaged("standing: verdict".to_owned()))?;
        let protection: String = row.get(5)?;
        let issued: Option<i64> = row.get(6)?;
        let protected = Protection::from_code(&protection).unwrap_or_default().is_protected();
        candidates.push(Candidate {
            student: StudentId(row.get(0)?),
            name: super::student::display_name(&part(1)?, &part(2)?, &part(3)?),
            class,
            state: match (issued, verdict) {
                (Some(certificate), _) => CandidateState::Issued(CertificateId(certificate)),
                (None, Verdict::Counts) if protected => CandidateState::Protected,
                (None, Verdict::Counts) => CandidateState::Ready,
                (None, verdict) => CandidateState::NotCounting(verdict),
            },
        });
    }

    Ok(candidates)
}

fn one(
    connection: &Connection,
    condition: &str,
    parameters: impl rusqlite::Params,
) -> Result<Option<Certificate>, Error> {
    Ok(many(connection, condition, parameters)?.pop())
}

fn many(
    connection: &Connection,
    condition: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Certificate>, Error> {
    let sql = include_str!("certificate/ledger.sql").replace("/* condition */", condition);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(parameters)?;
    let mut certificates = Vec::new();
    while let Some(row) = rows.next()? {
        certificates.push(read(row)?);
    }

    Ok(certificates)
}

fn read(row: &Row<'_>) -> Result<Certificate, Error> {
    let content: String = row.get("content")?;
    let content: CertificateContent = serde_json::from_str(&content)?;
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
    let name = super::student::display_name(&text("given")?, &text("family")?, &text("alias")?);

    Ok(Certificate {
        id: CertificateId(row.get("id")?),
        serial: Serial {
            year: row.get("year")?,
            series: row.get("letters")?,
            number: row.get("number")?,
        },
        student: StudentId(row.get("survivor")?),
        class: ClassId(row.get("class")?),
        outdated: content.student != name,
        content,
        replaced_by,
        revoked_on: row.get("revoked_on")?,
        reason: text("reason")?,
    })
}
