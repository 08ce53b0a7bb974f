//! The programme and its courses: what a register is about, and what it counts by.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::error::known_word;
use super::identity::derived_uid;
use super::journal::rows::{MunicipalTargetKey, ProgrammeKey};
use super::journal::{Change, ChangeKind, Committed, filled, rows};
use super::{Error, Refusal, Register};
use crate::clock::TIME_ZONE;
use crate::domain::{CourseId, Minutes, Percent, Period, Rule};
use crate::reference;

/// What a new register starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The programme's name.
    pub name: String,
    /// The course's name.
    pub course: String,
    /// How many students are to count.
    pub target: u32,
    /// When the programme runs.
    pub period: Period,
    /// Who stands behind it.
    pub partners: Vec<String>,
}

impl Template {
    /// The shipped template: social entrepreneurship in Dalarna. `None` only beyond the calendar.
    pub fn shipped(today: NaiveDate) -> Option<Self> {
        let partners = [
            "Region Dalarna",
            "Coompanion Dalarna",
            "Fornby folkhögskola",
            "Högskolan Dalarna",
            "Samarkand2015",
        ];

        Some(Self {
            name: "Socialt entreprenörskap i Dalarna".to_owned(),
            course: "Socialt entreprenörskap".to_owned(),
            target: 2000,
            period: Period::proposed(today)?,
            partners: partners.into_iter().map(str::to_owned).collect(),
        })
    }
}

/// Sessions of the template's course, and minutes of each.
const TEMPLATE_SESSIONS: (u16, u32) = (6, 90);
/// Percent of the planned minutes in the template's rule.
const TEMPLATE_PERCENT: u8 = 80;

/// The undertaking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Its key in this register.
    pub id: i64,
    pub name: String,
    /// When it runs.
    pub period: Period,
    /// Who stands behind it.
    pub partners: Vec<String>,
    /// Where certificates are issued.
    pub place: String,
    /// Who signs certificates.
    pub signatory: String,
    /// Where its days begin and end.
    pub time_zone: Tz,
}

/// A course plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Its key.
    pub id: CourseId,
    pub name: String,
    /// How many students are to count.
    pub target: u32,
    /// Who counts.
    pub rule: Rule,
    /// Whether only upper-secondary students count.
    pub upper_secondary_only: bool,
    /// Whether students who come late can be exempted from sessions held before.
    pub exemptions: bool,
    /// The plan: number and minutes of each session.
    pub sessions: Vec<CourseSession>,
    /// How many are to count in a municipality, by its code, where that is said.
    pub municipal_targets: BTreeMap<String, u32>,
}

/// A session of a course plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseSession {
    /// Its key.
    pub id: i64,
    pub number: u16,
    /// Its length.
    pub minutes: Minutes,
    /// What it is about; empty where not said.
    pub title: String,
}

/// Fills a new register: the programme, its course and the county's places of study.
pub(super) fn fill(change: &mut Change<'_>, template: &Template) -> Result<(), Error> {
    if template.period.end < template.period.start {
        return Err(Refusal::PeriodBackwards.into());
    }
    if template.name.trim().is_empty() || template.course.trim().is_empty() {
        return Err(Refusal::Empty.into());
    }
    change.create_as(
        derived_uid("programme"),
        &rows::Programme {
            name: template.name.clone(),
            starts_on: template.period.start,
            ends_on: template.period.end,
            partners: filled(&template.partners.join("\n")),
            time_zone: TIME_ZONE.name().to_owned(),
            place: None,
            signatory: None,
            number_digests: None,
        },
    )?;
    let (rule_kind, rule_value) = template_rule().code();
    let course = change.create_as(
        derived_uid(&format!("course:{}", template.course)),
        &rows::Course {
            name: template.course.clone(),
            target: template.target,
            rule_kind: rule_kind.to_owned(),
            rule_value,
            upper_secondary_only: true,
            exemptions: true,
        },
    )?;
    let (count, minutes) = TEMPLATE_SESSIONS;
    for number in 1..=count {
        change.create_as(
            derived_uid(&format!("course:{}:{number}", template.course)),
            &rows::CourseSession { course, number, minutes: Minutes(minutes), title: None },
        )?;
    }
    for place in reference::PLACES_OF_STUDY.iter() {
        let code = place.unit_code.as_ref().map(|code| code.as_str());
        change.create_as(
            derived_uid(&format!("school:{}", code.unwrap_or(place.name))),
            &rows::School {
                unit_code: code.map(str::to_owned),
                name: place.name.to_owned(),
                kind: place.kind,
                municipality: Some(place.municipality.to_owned()),
                aliases: None,
                valid_from: None,
                valid_to: None,
            },
        )?;
    }

    Ok(())
}

fn template_rule() -> Rule {
    Percent::new(TEMPLATE_PERCENT).map_or(Rule::Started, Rule::Share)
}

/// Where the programme's days begin and end; the usual place where this version does not know it.
pub(super) fn time_zone(connection: &Connection) -> Result<Option<Tz>, Error> {
    let name: Option<String> = connection
        .query_row(
            "SELECT time_zone FROM programme WHERE deleted = 0 ORDER BY id LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?;

    Ok(name.and_then(|name| name.parse().ok()))
}

impl Register {
    pub fn programme(&self) -> Result<Programme, Error> {
        Ok(self.connection().query_row(
            "SELECT id, name, starts_on, ends_on, partners, place, signatory, time_zone
             FROM programme WHERE deleted = 0 ORDER BY id LIMIT 1",
            [],
            |row| {
                Ok(Programme {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    period: Period { start: row.get(2)?, end: row.get(3)? },
                    partners: text(row, 4)?.lines().map(str::to_owned).collect(),
                    place: text(row, 5)?,
                    signatory: text(row, 6)?,
                    // A zone that this version does not know: its days are taken to be the usual ones.
                    time_zone: text(row, 7)?.parse().unwrap_or(TIME_ZONE),
                })
            },
        )?)
    }

    pub fn edit_programme(&mut self, programme: &Programme) -> Result<Committed, Error> {
        if programme.name.trim().is_empty() {
            return Err(Refusal::Empty.into());
        }
        if programme.period.end < programme.period.start {
            return Err(Refusal::PeriodBackwards.into());
        }
        let (committed, ()) = self.change(|change| {
            change.edit(ProgrammeKey(programme.id), |row| {
                programme.name.trim().clone_into(&mut row.name);
                (row.starts_on, row.ends_on) = (programme.period.start, programme.period.end);
                row.partners = filled(&programme.partners.join("\n"));
                row.place = filled(programme.place.trim());
                row.signatory = filled(programme.signatory.trim());
                programme.time_zone.name().clone_into(&mut row.time_zone);
            })?;
            Ok((ChangeKind::ProgrammeEdited, ()))
        })?;
        self.clock = self.clock.in_zone(programme.time_zone);

        Ok(committed)
    }

    /// The courses, in the order they were made.
    pub fn courses(&self) -> Result<Vec<Course>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT id, name, target, rule_kind, rule_value, upper_secondary_only, exemptions
             FROM course WHERE deleted = 0 ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut courses = Vec::new();
        while let Some(row) = rows.next()? {
            let id = CourseId(row.get(0)?);
            let rule_kind: String = row.get(3)?;
            courses.push(Course {
                id,
                name: row.get(1)?,
                target: row.get(2)?,
                rule: known_word(Rule::from_code(&rule_kind, row.get(4)?), "course: rule")?,
                upper_secondary_only: row.get(5)?,
                exemptions: row.get(6)?,
                sessions: course_sessions(self.connection(), id)?,
                municipal_targets: municipal_targets(self.connection(), id)?,
            });
        }

        Ok(courses)
    }

    pub fn course(&self, course: CourseId) -> Result<Course, Error> {
        let courses = self.courses()?;

        Ok(courses.into_iter().find(|known| known.id == course).ok_or(Refusal::Gone)?)
    }

    /// The course with that name or part of it; the first course where none is named.
    pub fn find_course(&self, name: Option<&str>) -> Result<Course, Error> {
        let mut courses = self.courses()?;
        let Some(name) = name else {
            if courses.is_empty() {
                return Err(Refusal::UnknownCourse(String::new()).into());
            }
            return Ok(courses.remove(0));
        };
        let wanted = crate::domain::student::fold(name);
        let folded = |course: &Course| crate::domain::student::fold(&course.name);
        if let Some(index) = courses.iter().position(|course| folded(course) == wanted) {
            return Ok(courses.remove(index));
        }
        courses.retain(|course| folded(course).contains(&wanted));
        match courses.len() {
            0 => Err(Refusal::UnknownCourse(name.to_owned()).into()),
            1 => Ok(courses.remove(0)),
            _ => {
                let names = courses.into_iter().map(|course| course.name).collect();
                Err(Refusal::AmbiguousCourse(name.to_owned(), names).into())
            }
        }
    }

    /// Edits a course's name, target, rule and whom it counts.
    pub fn edit_course(&mut self, course: &Course) -> Result<Committed, Error> {
        if course.name.trim().is_empty() {
            return Err(Refusal::Empty.into());
        }
        let before = self.course(course.id)?;
        let (rule_kind, rule_value) = course.rule.code();
        let (committed, ()) = self.change(|change| {
            change.edit(course.id, |row| {
                course.name.trim().clone_into(&mut row.name);
                row.target = course.target;
                rule_kind.clone_into(&mut row.rule_kind);
                row.rule_value = rule_value;
                row.upper_secondary_only = course.upper_secondary_only;
                row.exemptions = course.exemptions;
            })?;
            set_municipal_targets(change, &before, &course.municipal_targets)?;
            let kind = match before.rule == course.rule {
                true => ChangeKind::CourseEdited { course: course.id },
                false => {
                    let named = |rule: Rule| {
                        let (kind, value) = rule.code();
                        (kind.to_owned(), value)
                    };
                    let (from, to) = (named(before.rule), named(course.rule));
                    ChangeKind::RuleChanged { course: course.id, from, to }
                }
            };
            Ok((kind, ()))
        })?;

        Ok(committed)
    }

    /// Adds a course with so many sessions of equal length.
    pub fn add_course(
        &mut self,
        name: &str,
        target: u32,
        rule: Rule,
        sessions: u16,
        minutes: Minutes,
    ) -> Result<(Committed, CourseId), Error> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Refusal::Empty.into());
        }
        let (rule_kind, rule_value) = rule.code();

        self.change(|change| {
            let course = change.create(&rows::Course {
                name: name.to_owned(),
                target,
                rule_kind: rule_kind.to_owned(),
                rule_value,
                upper_secondary_only: false,
                exemptions: true,
            })?;
            for number in 1..=sessions {
                let session = rows::CourseSession { course, number, minutes, title: None };
                change.create(&session)?;
            }
            Ok((ChangeKind::CourseAdded { course }, course))
        })
    }
}

fn municipal_targets(
    connection: &Connection,
    course: CourseId,
) -> Result<BTreeMap<String, u32>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT municipality, target FROM municipal_target WHERE course = ?1 AND deleted = 0",
    )?;
    let rows = statement.query_map([course.0], |row| Ok((row.get(0)?, row.get(1)?)))?;

    Ok(rows.collect::<Result<_, _>>()?)
}

/// Sets the targets that are other than before. Two may set one at once, so that its identity is derived.
fn set_municipal_targets(
    change: &mut Change<'_>,
    before: &Course,
    targets: &BTreeMap<String, u32>,
) -> Result<(), Error> {
    let course: Uuid = change.connection().query_row(
        "SELECT uid FROM object WHERE id = ?1",
        [before.id.0],
        |row| row.get(0),
    )?;
    for municipality in before.municipal_targets.keys().chain(targets.keys()) {
        let uid = derived_uid(&format!("target:{course}:{municipality}"));
        let known = change
            .connection()
            .query_row("SELECT id FROM object WHERE uid = ?1", [uid], |row| {
                row.get(0).map(MunicipalTargetKey)
            })
            .optional()?;
        match (known, targets.get(municipality).copied()) {
            (Some(known), Some(target)) => {
                change.edit(known, |row| row.target = target)?;
                change.revive(known)?;
            }
            (Some(known), None) => change.delete(known)?,
            (None, Some(target)) => {
                let (course, municipality) = (before.id, municipality.clone());
                change.create_as(uid, &rows::MunicipalTarget { course, municipality, target })?;
            }
            (None, None) => {}
        }
    }

    Ok(())
}

/// The plan of a course, in order of number.
pub(super) fn course_sessions(
    connection: &Connection,
    course: CourseId,
) -> Result<Vec<CourseSession>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT course_session.id, number, minutes, title
         FROM course_session JOIN object ON object.id = course_session.id
         WHERE course = ?1 AND deleted = 0 ORDER BY number, object.uid",
    )?;
    let rows = statement.query_map(params![course.0], |row| {
        Ok(CourseSession {
            id: row.get(0)?,
            number: row.get(1)?,
            minutes: Minutes(row.get(2)?),
            title: text(row, 3)?,
        })
    })?;

    Ok(rows.collect::<Result<_, _>>()?)
}

/// A text that may be NULL, as an empty one.
pub(super) fn text(row: &Row<'_>, column: usize) -> Result<String, rusqlite::Error> {
    Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
}
