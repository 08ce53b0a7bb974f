//! Classes: the list of them, one in full, and how they come and go.

mod find_member;
pub mod newcomer;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::known_word;
use super::journal::{Change, ChangeKind, Committed, filled, rows};
use super::programme::course_sessions;
use super::{Error, Refusal, Register, keys, standing};
use crate::domain::student::{display_name, fold};
use crate::domain::{
    Attendance, ClassId, ClassReference, CourseId, EnrolmentId, Minutes, Protection, SchoolId,
    SessionId, SessionStatus, Standing, StudentId, Term,
};

/// A class as a line in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassRow {
    /// Its key.
    pub id: ClassId,
    pub name: String,
    pub school: SchoolId,
    /// Its school's name.
    pub school_name: String,
    /// Its school's unit code; empty where there is none.
    pub unit_code: String,
    pub course: CourseId,
    /// Its course's name.
    pub course_name: String,
    pub term: Term,
    /// Its study path's code; empty where not said.
    pub study_path: String,
    /// Students ever in it.
    pub students: u32,
    /// Of those, who have left it.
    pub former: u32,
    /// Of all students, who count by this class's standing.
    pub completed: u32,
    /// Sessions held.
    pub held: u32,
    /// Sessions that are not cancelled.
    pub planned: u32,
    /// Sessions whose day has come and that are not logged.
    pub overdue: u32,
    /// Planned sessions without a day.
    pub undated: u32,
    /// The next session to log: the lowest number not held.
    pub next_number: Option<u16>,
    /// Its date, where it has one.
    pub next_date: Option<NaiveDate>,
    /// Whether several answers about it stand against each other.
    pub is_unsettled: bool,
}

impl ClassRow {
    /// The class as it can be named on the command line: `UNITCODE/CLASS@TERM`.
    pub fn reference(&self) -> String {
        let school = if self.unit_code.is_empty() { &self.school_name } else { &self.unit_code };

        format!("{school}/{}@{}", self.name, self.term)
    }
}

/// A student in a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The enrolment; the latest one of who has left and come back.
    pub enrolment: EnrolmentId,
    pub student: StudentId,
    /// Given name; empty for a protected student.
    pub given: String,
    /// Family name; empty for a protected student.
    pub family: String,
    /// The alias of a protected student; else empty.
    pub alias: String,
    pub protection: Protection,
    /// From when a mark is expected; open where `None`.
    pub from: Option<NaiveDate>,
    /// Until when, that day included; open where `None`.
    pub to: Option<NaiveDate>,
    /// From and until when the student was in the class before leaving it and coming back.
    pub earlier: Vec<(Option<NaiveDate>, Option<NaiveDate>)>,
    /// Whether the student belongs to another class.
    pub guest: bool,
    /// How the student stands in this class; `None` for a merged duplicate.
    pub standing: Option<Standing>,
}

impl Member {
    /// The name to show: given and family name, or the alias.
    pub fn name(&self) -> String {
        display_name(&self.given, &self.family, &self.alias)
    }

    /// Whether a mark is expected that day.
    pub fn expected_on(&self, day: NaiveDate) -> bool {
        let now = (self.from, self.to);

        self.earlier
            .iter()
            .chain([&now])
            .any(|(from, to)| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to))
    }

    /// Whether the student has left the class by that day.
    pub fn has_left(&self, day: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < day)
    }
}

/// A meeting of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its key.
    pub id: SessionId,
    pub class: ClassId,
    /// Its number in the course.
    pub number: u16,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// When it starts, `HH:MM`; empty where not said.
    pub starts_at: String,
    /// Its length.
    pub minutes: Minutes,
    /// Where; empty where not said.
    pub place: String,
    /// Who leads it; empty where not said.
    pub leader: String,
    /// A note; empty where there is none.
    pub note: String,
    /// Where it stands.
    pub status: SessionStatus,
    /// Why it was cancelled; empty where it was not.
    pub reason: String,
}

/// One class in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassDetail {
    /// The class.
    pub row: ClassRow,
    /// Its students in Swedish order of name, guests last.
    pub members: Vec<Member>,
    /// Its sessions in order of number.
    pub sessions: Vec<Session>,
    /// The marks there are.
    pub marks: BTreeMap<(SessionId, StudentId), Attendance>,
    /// The marks of which several stand against each other.
    pub unsettled: BTreeSet<(SessionId, StudentId)>,
    /// Who is exempt from which session, and why.
    pub exempt: BTreeMap<(SessionId, StudentId), String>,
    /// Who has announced to be absent.
    pub announced: BTreeSet<(SessionId, StudentId)>,
    /// Sessions of the course's plan: those with a higher number were added by hand.
    pub course_sessions: u16,
    /// Whether the course allows exemptions from sessions held before a student joined.
    pub exemptions: bool,
}

impl ClassDetail {
    /// Students who are in the class that day, and those who are not any more; guests apart.
    pub fn present_and_former(&self, day: NaiveDate) -> (usize, usize) {
        let own = self.members.iter().filter(|member| !member.guest);

        let (former, present): (Vec<_>, Vec<_>) = own.partition(|member| member.has_left(day));

        (present.len(), former.len())
    }

    /// One day per week for each planned session from the first day on, passing over weeks by their ISO numbers. `None` where no
    /// week is left.
    pub fn weekly(&self, first: NaiveDate, skipped: &[u32]) -> Option<Vec<(SessionId, NaiveDate)>> {
        let free = |day: &NaiveDate| !skipped.contains(&day.iso_week().week());
        let weeks = |from: NaiveDate| {
            (0..=WEEKS_OF_A_YEAR).map_while(move |week| from.checked_add_days(Days::new(7 * week)))
        };
        let mut next = Some(first);
        let planned =
            self.sessions.iter().filter(|session| session.status == SessionStatus::Planned);

        planned
            .map(|session| {
                let day = weeks(next?).find(free)?;
                next = day.checked_add_days(Days::new(7));
                Some((session.id, day))
            })
            .collect()
    }

    /// The planned sessions after one that is moved to another day, moved by as many days.
    pub fn following(
        &self,
        session: &Session,
        to: Option<NaiveDate>,
    ) -> Vec<(SessionId, NaiveDate)> {
        let (Some(before), Some(after)) = (session.date, to) else { return Vec::new() };
        let later = self.sessions.iter().filter(|one| one.number > session.number);

        later
            .filter(|one| one.status == SessionStatus::Planned && before != after)
            .filter_map(|one| Some((one.id, one.date?.checked_add_signed(after - before)?)))
            .collect()
    }
}

/// Some years have 53.
const WEEKS_OF_A_YEAR: u64 = 53;

/// A class as it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassDetails {
    pub school: SchoolId,
    pub name: String,
    pub course: CourseId,
    pub term: Term,
    /// Its study path's code; empty where not said.
    pub study_path: String,
}

impl Register {
    /// All classes, the newest term first, then by school and name.
    pub fn classes(&self) -> Result<Vec<ClassRow>, Error> {
        class_rows(self.connection(), self.today(), None)
    }

    /// One class in full.
    pub fn class(&self, class: ClassId) -> Result<ClassDetail, Error> {
        let connection = self.connection();
        let row = class_rows(connection, self.today(), Some(class))?.pop().ok_or(Refusal::Gone)?;
        let course = self.course(row.course)?;

        Ok(ClassDetail {
            course_sessions: course.sessions.iter().map(|one| one.number).max().unwrap_or(0),
            exemptions: course.exemptions,
            row,
            members: members(connection, class)?,
            sessions: sessions(connection, class)?,
            marks: marks(connection, class)?,
            unsettled: unsettled_marks(connection, class)?,
            exempt: exemptions(connection, class)?,
            announced: announced(connection, class)?,
        })
    }

    /// The class that was pointed out. Without a term, the one running today.
    pub fn find_class(&self, reference: &ClassReference) -> Result<ClassRow, Error> {
        let written = reference.class.clone();
        let school = reference.school.as_deref().map(|text| self.find_school(text)).transpose()?;
        let course = match &reference.course {
            Some(name) => Some(self.find_course(Some(name))?),
            None => None,
        };
        let wanted = fold(&reference.class);
        let mut classes = self.classes()?;
        classes.retain(|class| {
            fold(&class.name) == wanted
                && school.as_ref().is_none_or(|school| school.id == class.school)
                && course.as_ref().is_none_or(|course| course.id == class.course)
                && reference.term.is_none_or(|term| term == class.term)
        });
        let current = Term::of(self.today());
        if classes.len() > 1 && classes.iter().any(|class| class.term == current) {
            classes.retain(|class| class.term == current);
        }
        match classes.len() {
            0 => Err(Refusal::UnknownClass(written).into()),
            1 => Ok(classes.remove(0)),
            _ => {
                let names = classes
                    .iter()
                    .map(|class| format!("{}:{}", class.reference(), class.course_name))
                    .collect();
                Err(Refusal::AmbiguousClass(written, names).into())
            }
        }
    }

    /// Whether there is any class.
    pub fn has_classes(&self) -> Result<bool, Error> {
        Ok(self.connection().query_row(
            "SELECT EXISTS (SELECT 1 FROM class WHERE deleted = 0)",
            [],
            |row| row.get(0),
        )?)
    }

    /// Makes a class; its sessions are planned without dates, as the course has them.
    pub fn add_class(&mut self, details: &ClassDetails) -> Result<(Committed, ClassId), Error> {
        self.change(|change| {
            let class = create_class(change, details)?;
            Ok((ChangeKind::ClassAdded { class }, class))
        })
    }

    pub fn edit_class(
        &mut self,
        class: ClassId,
        details: &ClassDetails,
    ) -> Result<Committed, Error> {
        let name = crate::domain::student::tidy_name(&details.name);
        if name.is_empty() {
            return Err(Refusal::Empty.into());
        }
        let (committed, ()) = self.change(|change| {
            let same = existing_class(change.connection(), details)?;
            if same.is_some_and(|same| same != class) {
                return Err(Refusal::ClassExists(name.clone()).into());
            }
            change.edit(class, |row| {
                row.name = name;
                row.term = details.term;
                row.study_path = filled(&details.study_path);
            })?;
            Ok((ChangeKind::ClassEdited { class }, ()))
        })?;

        Ok(committed)
    }

    /// Removes a class with its sessions and its students' places in it. One that has marks or
    /// certificates stays.
    pub fn remove_class(&mut self, class: ClassId) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            let (marks, certificates): (i64, i64) = change.connection().query_row(
                include_str!("class/usage.sql"),
                [class.0],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            if marks + certificates > 0 {
                let usage = super::error::Usage { marks, certificates, ..Default::default() };
                return Err(Refusal::StillUsed(usage).into());
            }
            let places = "SELECT id FROM enrolment WHERE class = ?1 AND deleted = 0";
            for place in keys::ids(change.connection(), places, class.0)? {
                change.delete(EnrolmentId(place))?;
            }
            let sessions = "SELECT id FROM session WHERE class = ?1 AND deleted = 0";
            for session in keys::ids(change.connection(), sessions, class.0)? {
                change.delete(SessionId(session))?;
            }
            change.delete(class)?;
            Ok((ChangeKind::ClassRemoved { class }, ()))
        })?;

        Ok(committed)
    }
}

/// A class as a school has it, as against a group made for the course.
pub(super) const FORM_CLASS: &str = "form_class";

/// Makes a class inside a change.
pub(super) fn create_class(
    change: &mut Change<'_>,
    details: &ClassDetails,
) -> Result<ClassId, Error> {
    let name = crate::domain::student::tidy_name(&details.name);
    if name.is_empty() {
        return Err(Refusal::Empty.into());
    }
    if existing_class(change.connection(), details)?.is_some() {
        return Err(Refusal::ClassExists(name).into());
    }

    create_new_class(change, details)
}

/// Makes a class inside a change that is known not to be there yet.
pub(super) fn create_new_class(
    change: &mut Change<'_>,
    details: &ClassDetails,
) -> Result<ClassId, Error> {
    let class = change.create(&rows::Class {
        school: details.school,
        name: crate::domain::student::tidy_name(&details.name),
        course: details.course,
        term: details.term,
        study_path: filled(&details.study_path),
        grouping: FORM_CLASS.to_owned(),
    })?;
    for planned in course_sessions(change.connection(), details.course)? {
        create_session(change, class, planned.number, planned.minutes)?;
    }

    Ok(class)
}

/// The class with the same school, name, course and term.
pub(super) fn existing_class(
    connection: &Connection,
    details: &ClassDetails,
) -> Result<Option<ClassId>, Error> {
    let wanted = fold(&crate::domain::student::tidy_name(&details.name));
    let mut classes = classes_by_name(connection, details.school, details.course, details.term)?;

    Ok(classes.remove(&wanted).map(|(class, _)| class))
}

/// The classes of a school that take a course in a term with their names, by their folded names.
pub(super) fn classes_by_name(
    connection: &Connection,
    school: SchoolId,
    course: CourseId,
    term: Term,
) -> Result<HashMap<String, (ClassId, String)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name FROM class
         WHERE school = ?1 AND course = ?2 AND term = ?3 AND deleted = 0 ORDER BY id DESC",
    )?;
    let rows = statement.query_map(params![school.0, course.0, term.to_string()], |row| {
        let name: String = row.get(1)?;
        Ok((fold(&name), (ClassId(row.get(0)?), name)))
    })?;

    Ok(rows.collect::<Result<_, _>>()?)
}

fn class_rows(
    connection: &Connection,
    today: NaiveDate,
    only: Option<ClassId>,
) -> Result<Vec<ClassRow>, Error> {
    let mut statement = connection.prepare_cached(include_str!("class/classes.sql"))?;
    let mut rows = statement.query(params![today, only.map(|class| class.0)])?;
    let mut classes = Vec::new();
    while let Some(row) = rows.next()? {
        classes.push(read_row(row)?);
    }
    let mut schools: BTreeMap<SchoolId, Vec<u8>> = BTreeMap::new();
    classes.sort_by_cached_key(|class: &ClassRow| {
        let school = schools
            .entry(class.school)
            .or_insert_with(|| crate::i18n::collation::sort_key(&class.school_name))
            .clone();
        (std::cmp::Reverse(class.term), school, class.name.to_lowercase())
    });

    Ok(classes)
}

fn read_row(row: &Row<'_>) -> Result<ClassRow, Error> {
    let term: String = row.get("term")?;
    let unit_code: Option<String> = row.get("unit_code")?;
    let study_path: Option<String> = row.get("study_path")?;

    Ok(ClassRow {
        id: ClassId(row.get("id")?),
        name: row.get("name")?,
        school: SchoolId(row.get("school")?),
        school_name: row.get("school_name")?,
        unit_code: unit_code.unwrap_or_default(),
        course: CourseId(row.get("course")?),
        course_name: row.get("course_name")?,
        term: term.parse().map_err(|_| Error::Damaged("class: term".to_owned()))?,
        study_path: study_path.unwrap_or_default(),
        students: row.get("students")?,
        former: row.get("former")?,
        completed: row.get("completed")?,
        held: row.get("held")?,
        planned: row.get("planned")?,
        overdue: row.get("overdue")?,
        undated: row.get("undated")?,
        next_number: row.get("next_number")?,
        next_date: row.get("next_date")?,
        is_unsettled: row.get("unsettled")?,
    })
}

/// The class's students in Swedish order of name, guests last.
pub(super) fn members(connection: &Connection, class: ClassId) -> Result<Vec<Member>, Error> {
    let mut statement = connection.prepare_cached(include_str!("class/members.sql"))?;
    let mut rows = statement.query([class.0])?;
    let mut members = Vec::new();
    while let Some(row) = rows.next()? {
        let protection: String = row.get("protection")?;
        let verdict: Option<String> = row.get("verdict")?;
        let optional = |column: &str| -> Result<String, rusqlite::Error> {
            Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
        };
        let (student, from, to) =
            (StudentId(row.get("student")?), row.get("starts_on")?, row.get("ends_on")?);
        // Whoever left and came back stands there once.
        if let Some(known) =
            members.last_mut().filter(|known: &&mut Member| known.student == student)
        {
            known.earlier.push((known.from, known.to));
            (known.from, known.to) = (from, to);
            known.enrolment = EnrolmentId(row.get("enrolment")?);
            known.guest &= row.get::<_, bool>("guest")?;
            continue;
        }
        members.push(Member {
            enrolment: EnrolmentId(row.get("enrolment")?),
            student,
            given: optional("given")?,
            family: optional("family")?,
            alias: optional("alias")?,
            protection: known_word(Protection::from_code(&protection), "student: protection")?,
            from,
            to,
            earlier: Vec::new(),
            guest: row.get("guest")?,
            standing: match verdict {
                Some(_) => Some(standing::read(row)?),
                None => None,
            },
        });
    }

    Ok(members)
}

pub(super) fn session(connection: &Connection, session: SessionId) -> Result<Session, Error> {
    connection
        .prepare_cached("SELECT * FROM session WHERE id = ?1 AND deleted = 0")?
        .query_row([session.0], |row| Ok(read_session(row)))
        .optional()?
        .ok_or(Refusal::Gone)?
}

/// The class's sessions in order of number.
pub(super) fn sessions(connection: &Connection, class: ClassId) -> Result<Vec<Session>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT session.* FROM session JOIN object ON object.id = session.id
         WHERE class = ?1 AND deleted = 0 ORDER BY number, date, object.uid",
    )?;
    let mut rows = statement.query([class.0])?;
    let mut sessions = Vec::new();
    while let Some(row) = rows.next()? {
        sessions.push(read_session(row)?);
    }

    Ok(sessions)
}

/// Reads a row of the table `session`.
pub(super) fn read_session(row: &Row<'_>) -> Result<Session, Error> {
    let status: String = row.get("status")?;
    let optional = |column: &str| -> Result<String, rusqlite::Error> {
        Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
    };

    Ok(Session {
        id: SessionId(row.get("id")?),
        class: ClassId(row.get("class")?),
        number: row.get("number")?,
        date: row.get("date")?,
        starts_at: optional("starts_at")?,
        minutes: Minutes(row.get("minutes")?),
        place: optional("place")?,
        leader: optional("leader")?,
        note: optional("note")?,
        status: known_word(SessionStatus::from_code(&status), "session: status")?,
        reason: optional("reason")?,
    })
}

/// The marks of a class's sessions.
pub(super) fn marks(
    connection: &Connection,
    class: ClassId,
) -> Result<BTreeMap<(SessionId, StudentId), Attendance>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT attendance.session, attendance.student, attendance.mark
         FROM session JOIN attendance ON attendance.session = session.id
         WHERE session.class = ?1 AND session.deleted = 0
           AND attendance.deleted = 0 AND attendance.mark IS NOT NULL",
    )?;
    let mut rows = statement.query([class.0])?;
    let mut marks = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get(2)?;
        let mark = known_word(Attendance::from_code(&code), "attendance: mark")?;
        marks.insert((SessionId(row.get(0)?), StudentId(row.get(1)?)), mark);
    }

    Ok(marks)
}

fn unsettled_marks(
    connection: &Connection,
    class: ClassId,
) -> Result<BTreeSet<(SessionId, StudentId)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT attendance.session, attendance.student
         FROM conflict JOIN attendance ON attendance.id = conflict.object
         JOIN session ON session.id = attendance.session WHERE session.class = ?1",
    )?;
    let rows = statement
        .query_map([class.0], |row| Ok((SessionId(row.get(0)?), StudentId(row.get(1)?))))?;

    Ok(rows.collect::<Result<_, _>>()?)
}

/// Puts a session into a class's plan, without a day.
pub(super) fn create_session(
    change: &mut Change<'_>,
    class: ClassId,
    number: u16,
    minutes: Minutes,
) -> Result<SessionId, Error> {
    let session = rows::Session {
        class,
        number,
        date: None,
        starts_at: None,
        minutes,
        place: None,
        leader: None,
        note: None,
        status: SessionStatus::Planned,
        reason: None,
    };

    change.create(&session)
}

/// Who is exempt from which of a class's sessions, and why.
pub(super) fn exemptions(
    connection: &Connection,
    class: ClassId,
) -> Result<BTreeMap<(SessionId, StudentId), String>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT exemption.session, exemption.student, coalesce(exemption.reason, '')
         FROM session JOIN exemption ON exemption.session = session.id
         WHERE session.class = ?1 AND session.deleted = 0 AND exemption.deleted = 0",
    )?;
    let rows = statement.query_map([class.0], |row| {
        Ok(((SessionId(row.get(0)?), StudentId(row.get(1)?)), row.get(2)?))
    })?;

    Ok(rows.collect::<Result<_, _>>()?)
}

/// Who has announced to be absent from which of a class's sessions.
pub(super) fn announced(
    connection: &Connection,
    class: ClassId,
) -> Result<BTreeSet<(SessionId, StudentId)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT announced_absence.session, announced_absence.student
         FROM session JOIN announced_absence ON announced_absence.session = session.id
         WHERE session.class = ?1 AND session.deleted = 0 AND announced_absence.deleted = 0",
    )?;
    let rows = statement
        .query_map([class.0], |row| Ok((SessionId(row.get(0)?), StudentId(row.get(1)?))))?;

    Ok(rows.collect::<Result<_, _>>()?)
}
