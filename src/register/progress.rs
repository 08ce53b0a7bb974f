//! How far it is, and what needs doing: figures made of the kept standings.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::programme::Course;
use super::{Error, Register, standing};
use crate::domain::forecast::{ClassOutlook, Forecast, forecast};
use crate::domain::progress::{Count, Place, count, count_by, deciding_places, required_per_week};
use crate::domain::school::SchoolKind;
use crate::domain::{ClassId, LegalSex, Minutes, SessionStatus, StudentId, Term, Verdict};

/// What a breakdown goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breakdown {
    /// The school's municipality.
    Municipality,
    /// The school.
    School,
    /// The student's legal sex.
    Sex,
    /// The student's study path, else the class's.
    StudyPath,
    /// The class's school year.
    Year,
    /// The class's term.
    Term,
}

/// A row of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakdownRow {
    /// The code; `None` for unknown.
    pub key: Option<String>,
    /// Its name; empty where it is made when shown.
    pub label: String,
    /// The figures.
    pub count: Count,
}

/// How far a course is.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The day it is about.
    pub as_of: NaiveDate,
    /// The course.
    pub course: Course,
    /// The figures.
    pub count: Count,
    /// Students in classes of the course that don't feed the target, such as those at a folkhögskola.
    pub outside: u32,
    /// Students a week that must complete; `None` when the period is over.
    pub required_per_week: Option<f64>,
    /// What is booked will lead so far; `None` where there is too little to go on.
    pub forecast: Option<Forecast>,
    /// The rows, where a breakdown was asked for. Those of municipalities are all there.
    pub by: Vec<BreakdownRow>,
    /// The programme's last day.
    pub end: NaiveDate,
}

/// What needs doing, as numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Todo {
    /// Sessions whose day has come and that are not logged.
    pub overdue_sessions: u32,
    /// Certificates ready to print.
    pub ready_certificates: u32,
    /// Students who can't reach the line any more.
    pub no_longer: u32,
    /// Classes in which some session has no date.
    pub undated_classes: u32,
    /// Certificates that no longer say what the register says.
    pub outdated_certificates: u32,
}

/// What a breakdown needs to know of a class.
struct ClassKeys {
    municipality: Option<String>,
    school: (String, String),
    study_path: Option<String>,
    term: Term,
    feeds_target: bool,
}

impl Register {
    /// How far a course is on a day, by a breakdown if one is asked for.
    pub fn progress(
        &self,
        course: &Course,
        as_of: Option<NaiveDate>,
        by: Option<Breakdown>,
    ) -> Result<Progress, Error> {
        let today = self.today();
        let programme = self.programme()?;
        let keys = self.class_keys(course)?;
        let mut places = self.places(course, as_of, &keys)?;
        let before = places.len();
        let outside: std::collections::BTreeSet<StudentId> = places
            .iter()
            .filter(|place| !keys.get(&place.key).is_some_and(|keys| keys.feeds_target))
            .map(|place| place.student)
            .collect();
        places.retain(|place| keys.get(&place.key).is_some_and(|keys| keys.feeds_target));
        let deciding = deciding_places(places);
        let counted: std::collections::HashSet<StudentId> = if before == 0 {
            Default::default()
        } else {
            deciding.iter().map(|p| p.student).collect()
        };
        let outside = outside.iter().filter(|student| !counted.contains(student)).count();
        let total = count(&deciding);
        let day = as_of.unwrap_or(today);

        Ok(Progress {
            as_of: day,
            count: total,
            outside: u32::try_from(outside).unwrap_or(u32::MAX),
            required_per_week: required_per_week(
                course.target,
                total.completed,
                day,
                programme.period.end,
            ),
            forecast: self.forecast(course, &deciding, &keys, programme.period.end)?,
            by: match by {
                Some(by) => self.breakdown(by, &deciding, &keys)?,
                None => Vec::new(),
            },
            end: programme.period.end,
            course: course.clone(),
        })
    }

    /// What needs doing.
    pub fn todo(&self) -> Result<Todo, Error> {
        let connection = self.connection();
        let mut todo: Todo = connection
            .prepare_cached(include_str!("progress/todo.sql"))?
            .query_row([self.today()], |row| {
                Ok(Todo {
                    overdue_sessions: row.get(0)?,
                    no_longer: row.get(1)?,
                    undated_classes: row.get(2)?,
                    ..Todo::default()
                })
            })?;
        todo.ready_certificates = self.ready_classes()?.iter().map(|class| class.ready).sum();
        todo.outdated_certificates = connection
            .prepare_cached(include_str!("progress/outdated.sql"))?
            .query_row([], |row| row.get(0))?;

        Ok(todo)
    }

    /// Each student's places in the classes of the course.
    fn places(
        &self,
        course: &Course,
        as_of: Option<NaiveDate>,
        keys: &HashMap<ClassId, ClassKeys>,
    ) -> Result<Vec<Place<ClassId>>, Error> {
        let mut places = Vec::new();
        let mut push = |student, standing: &crate::domain::Standing| {
            places.push(Place {
                student,
                verdict: standing.verdict,
                attended: standing.attended,
                started: standing.started,
                completed_on: standing.completed_on,
                lateness: lateness(keys, standing.class),
                key: standing.class,
            });
        };
        if let Some(day) = as_of.filter(|day| *day != self.today()) {
            standing::as_of(self.connection(), day, |judged| {
                if judged.course == course.id {
                    judged.standings.iter().for_each(|standing| push(judged.student, standing));
                }
                Ok(())
            })?;
            return Ok(places);
        }
        let mut statement = self.connection().prepare_cached(
            "SELECT student, class, verdict, attended, started, completed_on
             FROM standing WHERE course = ?1",
        )?;
        let mut rows = statement.query([course.id.0])?;
        while let Some(row) = rows.next()? {
            let class = ClassId(row.get(1)?);
            let verdict = row.get_ref(2)?;
            let verdict = verdict.as_str().map_err(rusqlite::Error::from)?;
            places.push(Place {
                student: StudentId(row.get(0)?),
                verdict: Verdict::from_code(verdict)
                    .ok_or_else(|| Error::Damaged("standing: verdict".to_owned()))?,
                attended: Minutes(row.get(3)?),
                started: row.get(4)?,
                completed_on: row.get(5)?,
                lateness: lateness(keys, class),
                key: class,
            });
        }

        Ok(places)
    }

    fn class_keys(&self, course: &Course) -> Result<HashMap<ClassId, ClassKeys>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT class.id, school.municipality, coalesce(school.unit_code, school.name), school.name,
                    class.study_path, class.term, school.kind
             FROM class JOIN school ON school.id = class.school
             WHERE class.course = ?1 AND class.deleted = 0",
        )?;
        let mut rows = statement.query([course.id.0])?;
        let mut keys = HashMap::new();
        while let Some(row) = rows.next()? {
            let term: String = row.get(5)?;
            let kind: String = row.get(6)?;
            let upper_secondary =
                SchoolKind::from_code(&kind).is_some_and(SchoolKind::is_upper_secondary);
            keys.insert(
                ClassId(row.get(0)?),
                ClassKeys {
                    municipality: row.get(1)?,
                    school: (row.get(2)?, row.get(3)?),
                    study_path: row.get(4)?,
                    term: term.parse().map_err(|_| Error::Damaged("class: term".to_owned()))?,
                    feeds_target: upper_secondary || !course.upper_secondary_only,
                },
            );
        }

        Ok(keys)
    }

    fn breakdown(
        &self,
        by: Breakdown,
        deciding: &[Place<ClassId>],
        classes: &HashMap<ClassId, ClassKeys>,
    ) -> Result<Vec<BreakdownRow>, Error> {
        let particulars = match by {
            Breakdown::Sex => self.particulars("legal_sex")?,
            Breakdown::StudyPath => self.particulars("study_path")?,
            _ => HashMap::new(),
        };
        let mut labels: BTreeMap<String, String> = BTreeMap::new();
        let keyed: Vec<Place<Option<String>>> = deciding
            .iter()
            .map(|place| {
                let class = classes.get(&place.key);
                let own = particulars.get(&place.student).cloned();
                let key = match by {
                    Breakdown::Municipality => class.and_then(|class| class.municipality.clone()),
                    Breakdown::School => class.map(|class| {
                        labels.insert(class.school.0.clone(), class.school.1.clone());
                        class.school.0.clone()
                    }),
                    Breakdown::Sex => own,
                    Breakdown::StudyPath => {
                        own.or_else(|| class.and_then(|class| class.study_path.clone()))
                    }
                    Breakdown::Year => class.map(|class| class.term.school_year()),
                    Breakdown::Term => class.map(|class| class.term.to_string()),
                };
                rekey(place, key)
            })
            .collect();
        let mut rows = count_by(&keyed);
        if by == Breakdown::Municipality {
            for municipality in crate::reference::MUNICIPALITIES.iter() {
                rows.entry(Some(municipality.code.to_owned())).or_default();
            }
        }
        let mut rows: Vec<BreakdownRow> = rows
            .into_iter()
            .map(|(key, count)| BreakdownRow {
                label: key.as_deref().map_or_else(String::new, |key| label(by, key, &labels)),
                key,
                count,
            })
            .collect();
        rows.sort_by_cached_key(|row| row_order(by, row));

        Ok(rows)
    }

    /// One field of every student that has it.
    fn particulars(&self, field: &str) -> Result<HashMap<StudentId, String>, Error> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT id, {field} FROM student WHERE {field} IS NOT NULL AND deleted = 0"
        ))?;
        let rows = statement.query_map([], |row| Ok((StudentId(row.get(0)?), row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn forecast(
        &self,
        course: &Course,
        deciding: &[Place<ClassId>],
        keys: &HashMap<ClassId, ClassKeys>,
        end: NaiveDate,
    ) -> Result<Option<Forecast>, Error> {
        let mut outlooks: BTreeMap<ClassId, ClassOutlook> = BTreeMap::new();
        let mut statement = self.connection().prepare_cached(include_str!("progress/plans.sql"))?;
        let mut rows = statement.query([course.id.0])?;
        while let Some(row) = rows.next()? {
            let (sessions, undated): (u32, u32) = (row.get(1)?, row.get(2)?);
            let last: Option<NaiveDate> = row.get(3)?;
            outlooks.insert(
                ClassId(row.get(0)?),
                ClassOutlook {
                    students: 0,
                    completed: 0,
                    pending: 0,
                    last_session: last.filter(|_| undated == 0),
                    booked: sessions > 0,
                },
            );
        }
        for place in deciding {
            if let Some(outlook) = outlooks.get_mut(&place.key) {
                outlook.students += 1;
                outlook.completed += u32::from(place.verdict == Verdict::Counts);
                outlook.pending += u32::from(place.verdict == Verdict::NotYet);
            }
        }
        let outlooks: Vec<ClassOutlook> = outlooks
            .into_iter()
            .filter(|(class, _)| keys.get(class).is_some_and(|keys| keys.feeds_target))
            .map(|(_, outlook)| outlook)
            .collect();

        Ok(forecast(&outlooks, course.target, end))
    }
}

/// The greater the later: by term, then by when the class was made.
fn lateness(keys: &HashMap<ClassId, ClassKeys>, class: ClassId) -> i64 {
    let rank = keys.get(&class).map_or(0, |keys| {
        let term = keys.term.to_string();
        let year: i64 = term[2..].parse().unwrap_or(0);
        year * 2 + i64::from(term.starts_with("HT"))
    });

    (rank << 40) | class.0
}

fn rekey(place: &Place<ClassId>, key: Option<String>) -> Place<Option<String>> {
    Place {
        student: place.student,
        verdict: place.verdict,
        attended: place.attended,
        started: place.started,
        completed_on: place.completed_on,
        lateness: place.lateness,
        key,
    }
}

fn label(by: Breakdown, key: &str, labels: &BTreeMap<String, String>) -> String {
    match by {
        Breakdown::Municipality => {
            crate::reference::municipality_name(key).unwrap_or(key).to_owned()
        }
        Breakdown::School => labels.get(key).cloned().unwrap_or_default(),
        Breakdown::StudyPath => crate::reference::study_path(key)
            .map_or_else(|| key.to_owned(), |path| path.name.to_owned()),
        Breakdown::Sex => match LegalSex::from_code(key) {
            Some(_) => String::new(),
            None => key.to_owned(),
        },
        Breakdown::Year | Breakdown::Term => key.to_owned(),
    }
}

/// Names in Swedish order, terms in order of time, unknown last.
fn row_order(by: Breakdown, row: &BreakdownRow) -> (bool, Vec<u8>) {
    let order = match (by, row.key.as_deref().map(str::parse::<Term>)) {
        (Breakdown::Term, Some(Ok(term))) => format!("{}{term}", term.school_year()).into_bytes(),
        _ => crate::i18n::collation::sort_key(&row.label),
    };

    (row.key.is_none(), order)
}

/// Whether a session still awaits its log.
pub fn is_overdue(status: SessionStatus, date: Option<NaiveDate>, today: NaiveDate) -> bool {
    status == SessionStatus::Planned && date.is_some_and(|date| date <= today)
}
