//! What was done, by whom and when; and what happened to one student, class or session.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::form::{self, ChangeId, Subject};
use super::kind::{ChangeKind, LocalKey};
use crate::domain::{ClassId, StudentId};
use crate::register::Error;
use crate::register::identity::derived_uid;

/// A change as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number in this register.
    pub change: i64,
    /// Its identity.
    pub uid: uuid::Uuid,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Who made it; empty where nobody was named.
    pub person: String,
    /// What was done.
    pub kind: ChangeKind,
    /// Whether it has been undone.
    pub undone: bool,
    /// Whether it was made with a day that was set by hand, for trying.
    pub tried: bool,
    /// The change it undoes or does again.
    pub about: Option<Box<ChangeKind>>,
    /// Today's names of what it is about.
    pub names: Names,
}

/// Today's names of what a change is about; empty where it is about no such thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    pub class: String,
    /// The student, or the alias.
    pub student: String,
    pub school: String,
    pub course: String,
    pub person: String,
    /// The certificate's number.
    pub serial: String,
}

const SELECT: &str = "SELECT change.id, origin.device, origin.epoch, change.seq, change.wall, person.name, change.detail, change.subjects,
        change.undone_by, change.tried, about.detail AS about_detail, about.subjects AS about_subjects
    FROM (SELECT * FROM change WHERE aside IS NULL) AS change
    JOIN origin ON origin.id = change.origin
    LEFT JOIN person ON person.id = change.person
    LEFT JOIN change AS about ON about.id = coalesce(change.undoes, change.redoes)";

/// The order in which changes were made: by stamp, as far as a clock did not run ahead; then by who made them.
const NEWEST_FIRST: &str =
    "ORDER BY change.placed DESC, origin.device DESC, origin.epoch DESC, change.seq DESC";

/// The newest changes, newest first.
pub(in crate::register) fn newest(connection: &Connection, most: u32) -> Result<Vec<Entry>, Error> {
    entries(connection, &format!("{SELECT} {NEWEST_FIRST} LIMIT ?1"), params![most])
}

/// A change and all that were made after it, newest first.
pub(in crate::register) fn since(
    connection: &Connection,
    change: i64,
) -> Result<Vec<Entry>, Error> {
    entries(connection, &format!("{SELECT} WHERE change.id >= ?1 {NEWEST_FIRST}"), [change])
}

/// One change.
pub(in crate::register) fn entry(connection: &Connection, change: i64) -> Result<Entry, Error> {
    entries(connection, &format!("{SELECT} WHERE change.id = ?1"), params![change])?
        .pop()
        .ok_or_else(|| Error::Damaged("journal: a change is missing".to_owned()))
}

/// Changes that touched a student, its enrolments or marks, newest first.
pub(in crate::register) fn of_student(
    connection: &Connection,
    student: StudentId,
) -> Result<Vec<Entry>, Error> {
    let sql = format!(
        "{SELECT} WHERE change.id IN (
            SELECT op.change FROM op WHERE op.object IN (
                SELECT ?1
                UNION SELECT id FROM enrolment WHERE student = ?1
                UNION SELECT id FROM attendance WHERE student = ?1
                UNION SELECT id FROM certificate WHERE student = ?1))
         {NEWEST_FIRST}"
    );

    entries(connection, &sql, params![student.0])
}

/// Changes that touched a class, its students' places, sessions or marks, newest first.
pub(in crate::register) fn of_class(
    connection: &Connection,
    class: ClassId,
) -> Result<Vec<Entry>, Error> {
    let sql = format!(
        "{SELECT} WHERE change.id IN (
            SELECT op.change FROM op WHERE op.object IN (
                SELECT ?1
                UNION SELECT id FROM enrolment WHERE class = ?1
                UNION SELECT id FROM session WHERE class = ?1
                UNION SELECT id FROM certificate WHERE class = ?1
                UNION SELECT attendance.id FROM attendance
                      JOIN session ON session.id = attendance.session WHERE session.class = ?1))
         {NEWEST_FIRST}"
    );

    entries(connection, &sql, params![class.0])
}

fn entries(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Entry>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let mut entry = read(connection, row)?;
        let told = entry.about.as_deref().unwrap_or(&entry.kind);
        entry.names = names(connection, told)?;
        entries.push(entry);
    }

    Ok(entries)
}

fn read(connection: &Connection, row: &Row<'_>) -> Result<Entry, Error> {
    let id =
        ChangeId { device: row.get("device")?, epoch: row.get("epoch")?, seq: row.get("seq")? };
    let person: Option<String> = row.get("name")?;
    let undone_by: Option<i64> = row.get("undone_by")?;
    let detail: String = row.get("detail")?;
    let about: Option<String> = row.get("about_detail")?;
    let about = match about {
        None => None,
        Some(detail) => {
            let subjects: Vec<u8> = row.get("about_subjects")?;
            Some(Box::new(stored_kind(connection, &detail, &subjects)?))
        }
    };
    let wall = DateTime::from_timestamp_millis(row.get("wall")?);

    Ok(Entry {
        change: row.get("id")?,
        uid: derived_uid(&format!("change:{}:{}:{}", id.device, id.epoch, id.seq)),
        at: wall.ok_or_else(|| Error::Damaged("journal: a moment that is none".to_owned()))?,
        person: person.unwrap_or_default(),
        kind: stored_kind(connection, &detail, &row.get::<_, Vec<u8>>("subjects")?)?,
        undone: undone_by.is_some(),
        tried: row.get("tried")?,
        about,
        names: Names::default(),
    })
}

/// What a change says of itself, with the keys that its subjects have here; 0 for those that are not here.
fn stored_kind(
    connection: &Connection,
    detail: &str,
    subjects: &[u8],
) -> Result<ChangeKind, Error> {
    let unreadable = || Error::Damaged("journal: what a change is about".to_owned());
    let mut kind: ChangeKind = serde_json::from_str(detail)?;
    let keys = kind.local_keys();
    if keys.is_empty() {
        return Ok(kind);
    }
    let subjects = form::subjects_from_bytes(subjects).map_err(|_| unreadable())?;
    for key in keys {
        let (LocalKey::Row(key) | LocalKey::Change(key)) = key;
        let place = usize::try_from(*key).map_err(|_| unreadable())?;
        *key = match subjects.get(place).ok_or_else(unreadable)? {
            Subject::Row(uid) => connection
                .prepare_cached("SELECT id FROM object WHERE uid = ?1")?
                .query_row([uid], |row| row.get(0))
                .optional()?,
            Subject::Change(id) => super::change_with(connection, id)?,
        }
        .unwrap_or(0);
    }

    Ok(kind)
}

fn names(connection: &Connection, kind: &ChangeKind) -> Result<Names, Error> {
    let about = kind.about();
    let mut names = Names::default();
    let look_up = |sql: &str, id: Option<i64>, name: &mut String| -> Result<(), Error> {
        if let Some(id) = id {
            *name = connection
                .prepare_cached(sql)?
                .query_row([id], |row| row.get::<_, Option<String>>(0))
                .optional()?
                .flatten()
                .unwrap_or_default();
        }
        Ok(())
    };
    look_up("SELECT name FROM class WHERE id = ?1", about.class.map(|id| id.0), &mut names.class)?;
    look_up(
        "SELECT name FROM school WHERE id = ?1",
        about.school.map(|id| id.0),
        &mut names.school,
    )?;
    look_up(
        "SELECT name FROM course WHERE id = ?1",
        about.course.map(|id| id.0),
        &mut names.course,
    )?;
    look_up(
        "SELECT name FROM person WHERE id = ?1",
        about.person.map(|id| id.0),
        &mut names.person,
    )?;
    look_up(
        "SELECT coalesce(alias, trim(coalesce(given, '') || ' ' || coalesce(family, '')))
         FROM student WHERE id = ?1",
        about.student.map(|id| id.0),
        &mut names.student,
    )?;
    look_up(
        "SELECT certificate.year || '-' || series.letters || '-' || printf('%04d', certificate.number)
         FROM certificate JOIN series ON series.id = certificate.series WHERE certificate.id = ?1",
        about.certificate.map(|id| id.0),
        &mut names.serial,
    )?;

    Ok(names)
}
