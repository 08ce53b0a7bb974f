//! Where something is missing: schools without a class, classes below the line, students who are nearly there, and what
//! would save those who can't reach it any more.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::figures::attended_share;
use super::programme::Course;
use super::{Error, Register, standing};
use crate::domain::completion::{Missed, missed_sessions};
use crate::domain::{ClassId, Minutes, Rule, SchoolId, SessionId, StudentId, Verdict};

/// A school that has no class of the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmptySchool {
    /// The school.
    pub id: SchoolId,
    pub name: String,
    /// Its municipality's code; empty where not known.
    pub municipality: String,
}

/// A class whose students have attended less, of what is over, than the line asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeakClass {
    /// The class.
    pub id: ClassId,
    pub name: String,
    /// Its school's name.
    pub school: String,
    /// Attended of what is over, in thousandths.
    pub attended: u32,
    /// What the line asks, in thousandths.
    pub line: u32,
    pub students: u32,
    /// Of those, who can no longer reach the line.
    pub no_longer: u32,
}

/// Where something is missing in a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gaps {
    /// Upper-secondary schools without a class of the course, by municipality and name.
    pub schools: Vec<EmptySchool>,
    /// Classes below the line, the weakest first.
    pub classes: Vec<WeakClass>,
    /// Students who reach the line with one session more.
    pub one_session_left: u32,
    /// Students who can no longer reach it.
    pub no_longer: u32,
}

/// What would let a student reach the line after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescue {
    /// Minutes, or sessions, that are missing for the line.
    pub missing: Missing,
    /// Sessions of other classes still to come in which a missed one can be made up, the soonest first. Empty where
    /// none are planned.
    pub chances: Vec<Chance>,
}

/// How much is missing for the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// So many minutes.
    Minutes(Minutes),
    /// So many sessions.
    Sessions(u16),
}

/// A session in which a missed one can be made up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chance {
    pub session: SessionId,
    pub class: ClassId,
    /// Its class's name.
    pub class_name: String,
    /// Its school's name.
    pub school: String,
    pub number: u16,
    /// Its day.
    pub date: NaiveDate,
}

/// Chances that are told of each student.
const MOST_CHANCES: usize = 4;

impl Register {
    /// Where something is missing in a course today.
    pub fn gaps(&self, course: &Course) -> Result<Gaps, Error> {
        let schools = self.empty_schools(course)?;
        let line = line_in_thousandths(course);

        self.with_figures(course, None, |figures| {
            let sums = figures.tally.by(|cell| cell.class);
            let mut classes: Vec<WeakClass> = sums
                .into_iter()
                .filter_map(|(class, sums)| {
                    let keys = figures.keys.get(&class)?;
                    let attended = attended_share(sums.attended, sums.elapsed)?;
                    let line = line.filter(|line| attended < *line)?;
                    Some(WeakClass {
                        id: class,
                        name: keys.name.clone(),
                        school: keys.school.1.clone(),
                        attended,
                        line,
                        students: sums.count.enrolled,
                        no_longer: sums.no_longer,
                    })
                })
                .collect();
            classes.sort_by(|one, other| {
                one.attended.cmp(&other.attended).then_with(|| one.name.cmp(&other.name))
            });
            let sums = figures.tally.sums();
            Ok(Gaps {
                schools,
                classes,
                one_session_left: sums.one_session_left,
                no_longer: sums.no_longer,
            })
        })
    }

    fn empty_schools(&self, course: &Course) -> Result<Vec<EmptySchool>, Error> {
        let mut statement =
            self.connection().prepare_cached(include_str!("gaps/empty_schools.sql"))?;
        let rows = statement.query_map([course.id.0], |row| {
            Ok(EmptySchool {
                id: SchoolId(row.get(0)?),
                name: row.get(1)?,
                municipality: super::programme::text(row, 2)?,
            })
        })?;
        let mut schools: Vec<EmptySchool> = rows.collect::<Result<_, _>>()?;
        schools.sort_by_cached_key(|school| {
            let municipality =
                crate::reference::municipality_name(&school.municipality).unwrap_or_default();
            let key = crate::i18n::collation::sort_key;
            (key(municipality), key(&school.name))
        });

        Ok(schools)
    }

    /// What would let a student reach the line after all, in the class that decides; `None` where the line is reached
    /// or still can be.
    pub fn rescue(&self, student: StudentId) -> Result<Option<Rescue>, Error> {
        let detail = self.student(student)?;
        let Some(deciding) =
            detail.enrolled.first().filter(|_| detail.verdict() == Verdict::NoLonger)
        else {
            return Ok(None);
        };
        let class = deciding.standing.class;
        let mut missed: Vec<Missed> = Vec::new();
        standing::of_students(self.connection(), [detail.id], |judged| {
            if judged.course == deciding.course {
                missed = missed_sessions(judged.period, judged.records, class);
            }
            Ok(())
        })?;
        let numbers: Vec<u16> = missed.iter().map(|missed| missed.number).collect();
        let standing = &deciding.standing;
        let possible = standing.attended + standing.open;
        let missing = match deciding.rule {
            Rule::Share(percent) => {
                Missing::Minutes(percent.of(standing.planned).without(possible))
            }
            Rule::Minutes(minutes) => Missing::Minutes(minutes.without(possible)),
            Rule::Sessions(count) => Missing::Sessions(
                count.saturating_sub(standing.attended_sessions + standing.open_sessions),
            ),
            Rule::Started => Missing::Sessions(1),
        };
        let own: Vec<ClassId> =
            detail.enrolled.iter().map(|enrolled| enrolled.standing.class).collect();
        let mut chances = self.chances(deciding.course.0, class)?;
        chances.retain(|chance| numbers.contains(&chance.number) && !own.contains(&chance.class));
        chances.truncate(MOST_CHANCES);

        Ok(Some(Rescue { missing, chances }))
    }

    /// Sessions of a course still to come, those near a class first, then the soonest.
    fn chances(&self, course: i64, near: ClassId) -> Result<Vec<Chance>, Error> {
        let mut statement = self.connection().prepare_cached(include_str!("gaps/chances.sql"))?;
        let rows = statement.query_map(rusqlite::params![course, self.today(), near.0], |row| {
            Ok(Chance {
                session: SessionId(row.get(0)?),
                class: ClassId(row.get(1)?),
                class_name: row.get(2)?,
                school: row.get(3)?,
                number: row.get(4)?,
                date: row.get(5)?,
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Names to show, of students that are wanted.
    pub(super) fn names_of(
        &self,
        wanted: impl Fn(StudentId) -> bool,
    ) -> Result<BTreeMap<StudentId, String>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT id, given, family, alias FROM student WHERE deleted = 0 AND survivor = id",
        )?;
        let mut rows = statement.query([])?;
        let mut names = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let student = StudentId(row.get(0)?);
            if wanted(student) {
                let part = |column| super::programme::text(row, column);
                let name = crate::domain::student::display_name(&part(1)?, &part(2)?, &part(3)?);
                names.insert(student, name);
            }
        }

        Ok(names)
    }
}

/// What share of the course's minutes the rule asks, in thousandths; `None` where it asks for no share.
fn line_in_thousandths(course: &Course) -> Option<u32> {
    let planned: u32 = course.sessions.iter().map(|session| session.minutes.0).sum();
    let sessions = u32::try_from(course.sessions.len()).ok()?;
    let share = |part: u32, whole: u32| (whole > 0).then(|| (part * 1000 / whole).min(1000));
    match course.rule {
        Rule::Share(percent) => Some(u32::from(percent.value()) * 10),
        Rule::Sessions(count) => share(count.into(), sessions),
        Rule::Minutes(minutes) => share(minutes.0, planned),
        Rule::Started => None,
    }
}
