//! A class's attendance sent out to a teacher on another computer, and taken back: what the file says, compared with what
//! it said when it was made and with what the register says now.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::journal::{ChangeKind, Committed};
use super::session::{Places, hold, put_settled_mark};
use super::{Error, Refusal, Register, class};
use crate::domain::student::fold;
use crate::domain::{Attendance, ClassId, Minutes, SessionId, SessionStatus, StudentId, Term};

/// A session as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSession {
    /// The identity across machines.
    pub uid: Uuid,
    pub number: u16,
    /// Its day, where it has one.
    pub date: Option<NaiveDate>,
    /// Its length.
    pub minutes: Minutes,
}

/// A student as they stand in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStudent {
    /// The identity across machines.
    pub uid: Uuid,
    pub name: String,
}

/// What a class's attendance file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceFile {
    /// The register it was made from.
    pub register: Uuid,
    pub class: Uuid,
    /// The class's name.
    pub class_name: String,
    /// The school's name.
    pub school_name: String,
    pub term: Term,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Sessions that are not cancelled, in order of number.
    pub sessions: Vec<FileSession>,
    /// Students in Swedish order. Those with protected personal data are not in it.
    pub students: Vec<FileStudent>,
    /// The marks when it was made, by student and session.
    pub marks: BTreeMap<(Uuid, Uuid), Attendance>,
}

/// Why a place of a returned file is passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellRefusal {
    /// The mark is none of those there are.
    UnknownMark,
    /// Somebody late without minutes.
    NoMinutes,
    /// Minutes beside somebody who was not late.
    MinutesWithoutLate,
    /// Minutes that are no number, or more than the session has.
    BadMinutes,
    /// A day that can't be understood.
    BadDay,
    /// Somebody the file was not made for.
    NewStudent,
    /// The name is not that of the student whom the row's code stands for: the rows have been sorted without their codes,
    /// or the name has been written over.
    OtherName {
        /// The name that stands there.
        written: String,
        /// The student's.
        student: String,
    },
}

impl CellRefusal {
    /// The word in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownMark => "unknown_mark",
            Self::NoMinutes => "no_minutes",
            Self::MinutesWithoutLate => "minutes_without_late",
            Self::BadMinutes => "bad_minutes",
            Self::BadDay => "bad_day",
            Self::NewStudent => "new_student",
            Self::OtherName { .. } => "other_name",
        }
    }
}

/// A file that has come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedFile {
    /// The register it was made from.
    pub register: Uuid,
    pub class: Uuid,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The sessions as they were when it was made.
    pub sessions: Vec<FileSession>,
    /// The marks when it was made.
    pub sent: BTreeMap<(Uuid, Uuid), Attendance>,
    /// The marks it has now, those that are understood; a place that is passed over is not there.
    pub marks: BTreeMap<(Uuid, Uuid), Option<Attendance>>,
    /// Names that are not as the file was made, with their places, by student. The student may be called so by now.
    pub other_names: BTreeMap<Uuid, (String, String)>,
    /// The days it has now, by session.
    pub days: BTreeMap<Uuid, Option<NaiveDate>>,
    /// Places that are passed over, such as `D7`, and why.
    pub refused: Vec<(String, CellRefusal)>,
}

/// A mark that would be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkChange {
    pub student: StudentId,
    /// The student's name.
    pub name: String,
    pub session: SessionId,
    /// The session's number.
    pub number: u16,
    /// What the register has now.
    pub from: Option<Attendance>,
    /// What the file has.
    pub to: Option<Attendance>,
    /// Why it is left unless somebody says otherwise.
    pub doubt: Option<MarkDoubt>,
    /// Whether it is to be taken in.
    pub accepted: bool,
}

impl MarkChange {
    /// Whether somebody may say that it is to be taken in.
    pub fn can_be_accepted(&self) -> bool {
        self.doubt != Some(MarkDoubt::Away)
    }
}

/// Why a mark of a returned file is not simply taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkDoubt {
    /// The register's mark was changed after the file was made.
    ChangedSince,
    /// The student was not in the class on the session's day.
    Away,
}

impl MarkDoubt {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::ChangedSince => "changed_since",
            Self::Away => "away",
        }
    }
}

/// A session that would be said to have been held, or to have been held on another day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayChange {
    pub session: SessionId,
    /// The session's number.
    pub number: u16,
    /// The day the register has.
    pub from: Option<NaiveDate>,
    /// The day the file has.
    pub to: NaiveDate,
    /// Why it is left unless somebody says otherwise.
    pub doubt: Option<DayDoubt>,
    /// Whether it is to be taken in.
    pub accepted: bool,
}

impl DayChange {
    /// Whether somebody may say that it is to be taken in.
    pub fn can_be_accepted(&self) -> bool {
        self.doubt != Some(DayDoubt::InFuture)
    }
}

/// Why a day of a returned file is not simply taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayDoubt {
    /// The register's day was changed after the file was made.
    ChangedSince,
    /// The session has been held, and the day has not come.
    InFuture,
    /// The day is outside the programme's period.
    OutsidePeriod,
}

impl DayDoubt {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::ChangedSince => "changed_since",
            Self::InFuture => "in_future",
            Self::OutsidePeriod => "outside_period",
        }
    }
}

/// What taking a returned file in would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnPlan {
    pub class: ClassId,
    /// The class's name.
    pub class_name: String,
    /// When the file was made.
    pub made_at: DateTime<Utc>,
    /// Marks that would be changed.
    pub marks: Vec<MarkChange>,
    /// Sessions with another day.
    pub days: Vec<DayChange>,
    /// Marks in the file that the register has already, though they were not there when it was made: the file has come
    /// back before.
    pub already_there: u32,
    /// Students and sessions of the file that are no longer there.
    pub gone: u32,
    /// Places that are passed over.
    pub refused: Vec<(String, CellRefusal)>,
}

impl ReturnPlan {
    /// Marks that would be taken in.
    pub fn accepted(&self) -> usize {
        self.marks.iter().filter(|mark| mark.accepted).count()
    }

    /// Whether taking it in would change anything.
    pub fn changes(&self) -> bool {
        self.accepted() > 0 || self.days.iter().any(|day| day.accepted)
    }

    /// Whether the file has been taken in before and says nothing new.
    pub fn came_back_before(&self) -> bool {
        self.marks.is_empty() && self.days.is_empty() && self.already_there > 0
    }

    /// Marks that somebody has changed in the register since the file was made.
    pub fn changed_since(&self) -> usize {
        self.marks.iter().filter(|mark| mark.doubt == Some(MarkDoubt::ChangedSince)).count()
    }
}

impl Register {
    /// A class's attendance as a file to send out.
    pub fn attendance_file(&self, class: ClassId) -> Result<AttendanceFile, Error> {
        let detail = self.class(class)?;
        let uids = self.uids_of_class(class)?;
        let uid = |id: i64| uids.get(&id).copied().ok_or(Refusal::Gone);
        let marks = class::marks(self.connection(), class)?;
        let sessions: Vec<_> = detail
            .sessions
            .iter()
            .filter(|session| session.status != SessionStatus::Cancelled)
            .collect();
        let mut students = Vec::new();
        for member in &detail.members {
            let marked = marks.keys().any(|(_, student)| *student == member.student);
            if !member.protection.is_protected() && (member.to.is_none() || marked) {
                students.push((member.student, uid(member.student.0)?, member.name()));
            }
        }
        let mut sent = BTreeMap::new();
        for session in &sessions {
            for (student, student_uid, _) in &students {
                if let Some(mark) = marks.get(&(session.id, *student)) {
                    sent.insert((*student_uid, uid(session.id.0)?), *mark);
                }
            }
        }

        Ok(AttendanceFile {
            register: self.uid(),
            class: uid(class.0)?,
            class_name: detail.row.name,
            school_name: detail.row.school_name,
            term: detail.row.term,
            made_at: self.clock.now(),
            sessions: sessions
                .iter()
                .map(|session| {
                    Ok(FileSession {
                        uid: uid(session.id.0)?,
                        number: session.number,
                        date: session.date,
                        minutes: session.minutes,
                    })
                })
                .collect::<Result<_, Refusal>>()?,
            students: students
                .into_iter()
                .map(|(_, uid, name)| FileStudent { uid, name })
                .collect(),
            marks: sent,
        })
    }

    /// Says what taking a returned file in would do. Nothing is written.
    pub fn plan_return(&self, file: &ReturnedFile) -> Result<ReturnPlan, Error> {
        if file.register != self.uid() {
            return Err(Refusal::FileOfOtherRegister.into());
        }
        let class: Option<i64> = self.key_of(file.class)?;
        let class = ClassId(class.ok_or(Refusal::Gone)?);
        let detail = self.class(class)?;
        let keys: HashMap<Uuid, i64> =
            self.uids_of_class(class)?.into_iter().map(|(key, uid)| (uid, key)).collect();
        let marks = class::marks(self.connection(), class)?;
        let sessions: HashMap<SessionId, &class::Session> = detail
            .sessions
            .iter()
            .filter(|session| session.status != SessionStatus::Cancelled)
            .map(|session| (session.id, session))
            .collect();
        let members: HashMap<StudentId, &class::Member> =
            detail.members.iter().map(|member| (member.student, member)).collect();
        let mut plan = ReturnPlan {
            class,
            class_name: detail.row.name,
            made_at: file.made_at,
            marks: Vec::new(),
            days: Vec::new(),
            already_there: 0,
            gone: 0,
            refused: file.refused.clone(),
        };
        let mut strangers = HashSet::new();
        for (uid, (place, name)) in &file.other_names {
            let student = keys.get(uid).map(|key| StudentId(*key));
            let member = student.and_then(|student| members.get(&student));
            let student = member.map(|member| member.name()).unwrap_or_default();
            if member.is_some() && fold(&student) != fold(name.trim()) {
                let written = name.trim().to_owned();
                plan.refused.push((place.clone(), CellRefusal::OtherName { written, student }));
                strangers.insert(*uid);
            }
        }
        for sent in &file.sessions {
            let Some(Some(to)) = file.days.get(&sent.uid) else { continue };
            let session = keys.get(&sent.uid).and_then(|key| sessions.get(&SessionId(*key)));
            if let Some(session) = session
                && Some(*to) != sent.date
                && Some(*to) != session.date
            {
                let marked = |((_, session), mark): (&(Uuid, Uuid), &Option<Attendance>)| {
                    *session == sent.uid && mark.is_some()
                };
                let held = session.status == SessionStatus::Held || file.marks.iter().any(marked);
                let doubt = match self.check_date(*to, false) {
                    _ if held && *to > self.today() => Some(DayDoubt::InFuture),
                    _ if session.date != sent.date => Some(DayDoubt::ChangedSince),
                    Err(Error::Refused(Refusal::OutsidePeriod(_))) => Some(DayDoubt::OutsidePeriod),
                    _ => None,
                };
                plan.days.push(DayChange {
                    session: session.id,
                    number: session.number,
                    from: session.date,
                    to: *to,
                    doubt,
                    accepted: doubt.is_none(),
                });
            }
        }
        for ((student_uid, session_uid), to) in &file.marks {
            let sent = file.sent.get(&(*student_uid, *session_uid)).copied();
            if *to == sent || strangers.contains(student_uid) {
                continue;
            }
            let student = keys.get(student_uid).map(|key| StudentId(*key));
            let session = keys.get(session_uid).and_then(|key| sessions.get(&SessionId(*key)));
            let member = student.and_then(|student| members.get(&student));
            let (Some(student), Some(session), Some(member)) = (student, session, member) else {
                plan.gone += 1;
                continue;
            };
            let from = marks.get(&(session.id, student)).copied();
            if from == *to {
                plan.already_there += 1;
                continue;
            }
            let given = plan.days.iter().find(|day| day.session == session.id && day.accepted);
            let day = given.map(|day| day.to).or(session.date).unwrap_or(self.today());
            let day = day.min(self.today());
            let away = to.is_some() && from.is_none() && !member.guest && !member.expected_on(day);
            let doubt = match () {
                () if away => Some(MarkDoubt::Away),
                () if from != sent => Some(MarkDoubt::ChangedSince),
                () => None,
            };
            plan.marks.push(MarkChange {
                student,
                name: member.name(),
                session: session.id,
                number: session.number,
                from,
                to: *to,
                doubt,
                accepted: doubt.is_none(),
            });
        }
        plan.marks.sort_by(|one, other| (one.number, &one.name).cmp(&(other.number, &other.name)));

        Ok(plan)
    }

    /// Does what the plan says, in one change. A session that was only planned is thereby held, on the file's day.
    /// What is in doubt is left unless it has been chosen.
    pub fn take_return(&mut self, plan: &ReturnPlan) -> Result<Committed, Error> {
        let today = self.today();
        let (committed, ()) = self.change(|change| {
            for day in plan.days.iter().filter(|day| day.accepted) {
                if !day.can_be_accepted() {
                    return Err(Refusal::HeldInFuture(day.to).into());
                }
                change.edit_settled(day.session, |row| row.date = Some(day.to))?;
            }
            let mut sessions = class::sessions(change.connection(), plan.class)?;
            let mut places = Places::default();
            for mark in plan.marks.iter().filter(|mark| mark.accepted) {
                let session = sessions
                    .iter_mut()
                    .find(|session| session.id == mark.session)
                    .ok_or(Refusal::Gone)?;
                if let Some(Attendance::Late(missed)) = mark.to
                    && missed > session.minutes
                {
                    return Err(Refusal::LateBeyondSession(missed.0, session.minutes.0).into());
                }
                if mark.to.is_some() {
                    if session.status != SessionStatus::Held && !change.is_settled(session.id)? {
                        continue;
                    }
                    // The file says that it was held: on the day it gives, else on the planned one.
                    let day = session.date.filter(|day| *day <= today).unwrap_or(today);
                    hold(change, session, Some(day), today)?;
                    places.refuse_if_away(change, session, mark.student)?;
                }
                put_settled_mark(change, mark.session, mark.student, mark.to)?;
            }
            let marks = plan.accepted().saturating_sub(change.left_unsettled());
            let marks = u32::try_from(marks).unwrap_or(u32::MAX);
            Ok((ChangeKind::AttendanceReturned { class: plan.class, marks }, ()))
        })?;

        Ok(committed)
    }

    /// Identities of a class, its sessions and its students, by their keys.
    fn uids_of_class(&self, class: ClassId) -> Result<HashMap<i64, Uuid>, Error> {
        let mut statement =
            self.connection().prepare_cached(include_str!("attendance_file/uids.sql"))?;
        let rows = statement.query_map([class.0], |row| Ok((row.get(0)?, row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn key_of(&self, uid: Uuid) -> Result<Option<i64>, Error> {
        use rusqlite::OptionalExtension;

        Ok(self
            .connection()
            .query_row(
                "SELECT object.id FROM object JOIN class ON class.id = object.id AND class.deleted = 0
                 WHERE object.uid = ?1",
                [uid],
                |row| row.get(0),
            )
            .optional()?)
    }
}
