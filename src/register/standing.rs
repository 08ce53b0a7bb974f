//! How each student stands in each class, kept as marks change. Derived: `check` works it out afresh.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Error;
use super::error::known_word;
use super::keys::Keys;
use crate::domain::completion::{ClassRecord, PlannedSession, judge};
use crate::domain::{
    Attendance, ClassId, CourseId, Minutes, Period, Rule, SessionStatus, Standing, StudentId,
    Verdict,
};

/// Longer than any session: by what is left of it, marks are compared.
const LONGEST: Minutes = Minutes(u32::MAX);

/// Whose standing must be worked out again.
#[derive(Debug, Clone, Default)]
pub struct Affected {
    pub students: BTreeSet<i64>,
    /// Everyone in these classes.
    pub classes: BTreeSet<i64>,
    pub everyone: bool,
    /// Students of whom something else than their standing is counted: their certificates.
    pub counted: BTreeSet<i64>,
}

/// The programme's period; `None` only while the register is being made.
pub(super) fn period(connection: &Connection) -> Result<Option<Period>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT starts_on, ends_on FROM programme WHERE deleted = 0 ORDER BY id LIMIT 1",
        )?
        .query_row([], |row| Ok(Period { start: row.get(0)?, end: row.get(1)? }))
        .optional()?)
}

/// Works out anew how the affected students stand.
pub(super) fn refresh(connection: &Connection, affected: &Affected) -> Result<(), Error> {
    if !affected.everyone && affected.students.is_empty() && affected.classes.is_empty() {
        return Ok(());
    }
    let chosen = chosen(connection, affected)?;
    connection.prepare_cached(include_str!("standing/delete.sql"))?.execute([keys(&chosen)])?;
    let mut insert = connection.prepare_cached(include_str!("standing/insert.sql"))?;
    for_each_chosen(connection, &chosen, None, |judged| {
        for standing in judged.standings {
            insert.execute(params![
                judged.student.0,
                standing.class.0,
                judged.course.0,
                standing.verdict.code(),
                standing.planned.0,
                standing.exempt.0,
                standing.attended.0,
                standing.attended_sessions,
                standing.open.0,
                standing.open_sessions,
                standing.needed_sessions,
                standing.enrolled_on,
                standing.started_on,
                standing.completed_on
            ])?;
        }
        Ok(())
    })
}

/// The number of kept standings that differ from those worked out afresh.
pub(super) fn differences(connection: &Connection) -> Result<i64, Error> {
    let mut kept: BTreeMap<(i64, i64), Standing> = BTreeMap::new();
    let mut statement = connection.prepare("SELECT * FROM standing")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let standing = read(row)?;
        kept.insert((row.get("student")?, standing.class.0), standing);
    }
    let mut different = 0;
    for_each_chosen(connection, &everyone(connection)?, None, |judged| {
        for standing in judged.standings {
            let kept = kept.remove(&(judged.student.0, standing.class.0));
            different += i64::from(kept.as_ref() != Some(standing));
        }
        Ok(())
    })?;

    Ok(different + i64::try_from(kept.len()).unwrap_or(i64::MAX))
}

/// A student judged in all the classes of one course.
pub(super) struct Judged<'a> {
    /// The student; after a merge, the one that remains.
    pub student: StudentId,
    pub course: CourseId,
    /// The programme's period.
    pub period: Period,
    /// What was judged, one record per class and merged student.
    pub records: &'a [ClassRecord<'a>],
    /// One standing per class.
    pub standings: &'a [Standing],
}

/// Judges everyone as the register knows it now about everything up to and including a day.
pub(super) fn as_of(
    connection: &Connection,
    day: NaiveDate,
    each: impl FnMut(Judged<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    for_each_chosen(connection, &everyone(connection)?, Some(day), each)
}

/// Judges everyone of a course by another rule than the register's.
pub(super) fn under_rule(
    connection: &Connection,
    course: CourseId,
    rule: Rule,
    mut each: impl FnMut(Judged<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let rules = Ground { courses: BTreeMap::from([(course, rule)]), ..Ground::default() };

    for_each_under(connection, &everyone(connection)?, rules, |judged| {
        match judged.course == course {
            true => each(judged),
            false => Ok(()),
        }
    })
}

/// Judges everyone as if the programme had another period.
pub(super) fn within_period(
    connection: &Connection,
    period: Period,
    each: impl FnMut(Judged<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let within = Ground { period: Some(period), ..Ground::default() };

    for_each_under(connection, &everyone(connection)?, within, each)
}

/// Judges some students, with the records behind the verdicts.
pub(super) fn of_students(
    connection: &Connection,
    students: impl IntoIterator<Item = StudentId>,
    each: impl FnMut(Judged<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let students = students.into_iter().map(|student| student.0).collect();
    let chosen = chosen(connection, &Affected { students, ..Affected::default() })?;

    for_each_chosen(connection, &chosen, None, each)
}

/// Reads a row of the table.
pub(super) fn read(row: &Row<'_>) -> Result<Standing, Error> {
    let verdict: String = row.get("verdict")?;

    Ok(Standing {
        class: ClassId(row.get("class")?),
        verdict: known_word(Verdict::from_code(&verdict), "standing: verdict")?,
        planned: Minutes(row.get("planned")?),
        exempt: Minutes(row.get("exempt")?),
        attended: Minutes(row.get("attended")?),
        attended_sessions: row.get("attended_sessions")?,
        open: Minutes(row.get("open")?),
        open_sessions: row.get("open_sessions")?,
        needed_sessions: row.get("needed_sessions")?,
        enrolled_on: row.get("enrolled_on")?,
        started_on: row.get("started_on")?,
        completed_on: row.get("completed_on")?,
    })
}

/// Reads a row whose columns stand in the order of the table, from the second on: thousands are read at once, and
/// looking each column up by its name takes half of the time.
pub(super) fn read_in_order(row: &Row<'_>) -> Result<Standing, Error> {
    let verdict = row.get_ref(2)?;
    let verdict = verdict.as_str().map_err(rusqlite::Error::from)?;

    Ok(Standing {
        class: ClassId(row.get(1)?),
        verdict: known_word(Verdict::from_code(verdict), "standing: verdict")?,
        planned: Minutes(row.get(3)?),
        exempt: Minutes(row.get(4)?),
        attended: Minutes(row.get(5)?),
        attended_sessions: row.get(6)?,
        open: Minutes(row.get(7)?),
        open_sessions: row.get(8)?,
        needed_sessions: row.get(9)?,
        enrolled_on: row.get(10)?,
        started_on: row.get(11)?,
        completed_on: row.get(12)?,
    })
}

/// Those who remain of everyone affected.
pub(super) fn chosen(
    connection: &Connection,
    affected: &Affected,
) -> Result<BTreeSet<StudentId>, Error> {
    let found = |sql: &str, keys: Keys| -> Result<BTreeSet<StudentId>, Error> {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([keys], |row| row.get(0).map(StudentId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    if affected.everyone {
        return found(
            "SELECT id FROM student WHERE survivor = id AND json_array_length(?1) = 0",
            Keys::from_iter([]),
        );
    }
    let mut chosen = found(
        "SELECT student.survivor FROM json_each(?1) AS key CROSS JOIN student ON student.id = key.value",
        affected.students.iter().copied().collect(),
    )?;
    chosen.extend(found(
        "SELECT student.survivor FROM json_each(?1) AS key
         CROSS JOIN enrolment ON enrolment.class = key.value
         CROSS JOIN student ON student.id = enrolment.student",
        affected.classes.iter().copied().collect(),
    )?);

    Ok(chosen)
}

fn everyone(connection: &Connection) -> Result<BTreeSet<StudentId>, Error> {
    chosen(connection, &Affected { everyone: true, ..Affected::default() })
}

/// Students as a statement takes them.
pub(super) fn keys(students: &BTreeSet<StudentId>) -> Keys {
    students.iter().map(|student| student.0).collect()
}

/// One student's places in the classes of one course.
struct Membership {
    course: CourseId,
    class: ClassId,
    member: i64,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    known_on: NaiveDate,
}

/// What is said of a student and those merged into it, by student and session.
#[derive(Default)]
struct Own {
    marks: BTreeMap<(i64, i64), Attendance>,
    /// The entries about the student that have no place in one of the classes: what was reported of them there counts, too.
    placeless: Vec<(ClassId, i64)>,
    exempt: BTreeSet<(i64, i64)>,
}

/// What is needed to judge, read once.
struct Rules {
    period: Option<Period>,
    courses: BTreeMap<CourseId, Rule>,
    plans: BTreeMap<ClassId, Rc<Plan>>,
    day: Option<NaiveDate>,
}

/// A class's sessions, and their keys in the same order.
struct Plan {
    ids: Vec<i64>,
    sessions: Vec<PlannedSession>,
    /// Whether marks count at any of them.
    any_held: bool,
}

/// What students are judged by, where it is not the register's own.
#[derive(Default)]
struct Ground {
    /// The last day of which something is known.
    day: Option<NaiveDate>,
    period: Option<Period>,
    courses: BTreeMap<CourseId, Rule>,
}

fn for_each_chosen(
    connection: &Connection,
    chosen: &BTreeSet<StudentId>,
    day: Option<NaiveDate>,
    each: impl FnMut(Judged<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    for_each_under(connection, chosen, Ground { day, ..Ground::default() }, each)
}

/// Judges everyone chosen; within a period and by rules that are given, rather than by the register's.
fn for_each_under(
    connection: &Connection,
    chosen: &BTreeSet<StudentId>,
    ground: Ground,
    mut each: impl FnMut(Judged<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut rules = Rules {
        period: match ground.period {
            Some(period) => Some(period),
            None => period(connection)?,
        },
        courses: ground.courses,
        plans: BTreeMap::new(),
        day: ground.day,
    };
    let Some(period) = rules.period else { return Ok(()) };
    let mut statement = connection.prepare_cached(include_str!("standing/places.sql"))?;
    let mut rows = statement.query([keys(chosen)])?;
    let mut marks = connection.prepare_cached(
        "SELECT session, mark FROM attendance WHERE student = ?1 AND deleted = 0 AND mark IS NOT NULL",
    )?;
    let mut exempt = connection
        .prepare_cached("SELECT session FROM exemption WHERE student = ?1 AND deleted = 0")?;
    // Most programmes exempt nobody, and before the first session nobody has marks: a long list is judged without asking.
    let anyone_exempt: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM exemption)")?
        .query_row([], |row| row.get(0))?;
    let joined = joined(connection)?;
    let mut current: Option<StudentId> = None;
    let mut places: Vec<Membership> = Vec::new();
    let mut judge_places = |student: Option<StudentId>,
                            places: &mut Vec<Membership>,
                            rules: &mut Rules|
     -> Result<(), Error> {
        let Some(student) = student else { return Ok(()) };
        let mut own = Own::default();
        let mut members: BTreeSet<i64> = places.iter().map(|place| place.member).collect();
        if let Some(joined) = joined.get(&student.0) {
            for class in places.iter().map(|place| place.class) {
                let has_place = |entry: &i64| {
                    places.iter().any(|place| (place.class, place.member) == (class, *entry))
                };
                let placeless = joined.iter().filter(|entry| !has_place(entry));
                own.placeless.extend(placeless.map(|entry| (class, *entry)));
            }
            members.extend(joined);
        }
        let mut any_held = false;
        for place in places.iter() {
            any_held |= rules.plan(connection, place.class)?.any_held;
        }
        for member in members {
            if any_held {
                let mut rows = marks.query([member])?;
                while let Some(row) = rows.next()? {
                    let code = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                    let mark = known_word(Attendance::from_code(code), "attendance: mark")?;
                    own.marks.insert((member, row.get(0)?), mark);
                }
            }
            if anyone_exempt {
                let mut rows = exempt.query([member])?;
                while let Some(row) = rows.next()? {
                    own.exempt.insert((member, row.get(0)?));
                }
            }
        }
        let places = std::mem::take(places);

        judge_courses(connection, rules, period, student, &places, &own, &mut each)
    };
    while let Some(row) = rows.next()? {
        let student = StudentId(row.get(0)?);
        if current != Some(student) {
            judge_places(current, &mut places, &mut rules)?;
            current = Some(student);
        }
        places.push(Membership {
            member: row.get(1)?,
            course: CourseId(row.get(2)?),
            class: ClassId(row.get(3)?),
            from: row.get(4)?,
            to: row.get(5)?,
            known_on: row.get(6)?,
        });
    }

    judge_places(current, &mut places, &mut rules)
}

/// Those who were joined with others: by who remains, everybody, the one who remains among them.
fn joined(connection: &Connection) -> Result<BTreeMap<i64, BTreeSet<i64>>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT survivor, id FROM student WHERE merged_into IS NOT NULL AND survivor <> id AND deleted = 0",
    )?;
    let mut rows = statement.query([])?;
    let mut joined: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let survivor = row.get(0)?;
        joined.entry(survivor).or_insert_with(|| BTreeSet::from([survivor])).insert(row.get(1)?);
    }

    Ok(joined)
}

/// Judges one student in each course; one standing per class, the best where merged students share one.
fn judge_courses(
    connection: &Connection,
    rules: &mut Rules,
    period: Period,
    student: StudentId,
    places: &[Membership],
    own: &Own,
    each: &mut impl FnMut(Judged<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut by_course: BTreeMap<CourseId, Vec<(&Membership, Rc<Plan>)>> = BTreeMap::new();
    for place in places {
        let plan = rules.plan(connection, place.class)?;
        by_course.entry(place.course).or_default().push((place, plan));
    }
    for (course, places) in by_course {
        let Some(rule) = rules.rule(connection, course)? else { continue };
        let records: Vec<ClassRecord<'_>> = places
            .iter()
            .map(|(place, plan)| record(place, plan, own))
            .filter(|record| rules.day.is_none_or(|day| record.enrolled_on() <= day))
            .collect();
        let mut best: BTreeMap<ClassId, Standing> = BTreeMap::new();
        for standing in judge(rule, period, &records) {
            let kept = best.entry(standing.class).or_insert(standing);
            let enrolled_on = kept.enrolled_on.min(standing.enrolled_on);
            if (standing.verdict, kept.attended) < (kept.verdict, standing.attended) {
                *kept = standing;
            }
            kept.enrolled_on = enrolled_on;
        }
        let standings: Vec<Standing> = best.into_values().collect();
        each(Judged { student, course, period, records: &records, standings: &standings })?;
    }

    Ok(())
}

fn record<'a>(place: &Membership, plan: &'a Plan, own: &Own) -> ClassRecord<'a> {
    let mark_at = |session: i64| {
        let placeless = own.placeless.iter().filter(|(class, _)| *class == place.class);
        let others = placeless.filter_map(|(_, entry)| own.marks.get(&(*entry, session)));
        let own = own.marks.get(&(place.member, session)).into_iter();
        own.chain(others).max_by_key(|mark| mark.attended(LONGEST)).copied()
    };
    let marks = plan.ids.iter().zip(&plan.sessions).map(|(id, session)| {
        let mark = mark_at(*id);
        mark.filter(|_| session.status == SessionStatus::Held)
    });
    let exempt = plan.ids.iter().enumerate();
    let exempt = exempt.filter(|(_, id)| own.exempt.contains(&(place.member, **id)));

    ClassRecord {
        class: place.class,
        from: place.from,
        to: place.to,
        known_on: place.known_on,
        sessions: &plan.sessions,
        marks: marks.collect(),
        exempt: exempt.map(|(index, _)| index).collect(),
    }
}

impl Rules {
    fn rule(&mut self, connection: &Connection, course: CourseId) -> Result<Option<Rule>, Error> {
        if let Some(rule) = self.courses.get(&course) {
            return Ok(Some(*rule));
        }
        let rule: Option<(String, i64)> = connection
            .prepare_cached("SELECT rule_kind, rule_value FROM course WHERE id = ?1")?
            .query_row([course.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let rule = rule
            .map(|(kind, value)| known_word(Rule::from_code(&kind, value), "course: rule"))
            .transpose()?;
        if let Some(rule) = rule {
            self.courses.insert(course, rule);
        }

        Ok(rule)
    }

    fn plan(&mut self, connection: &Connection, class: ClassId) -> Result<Rc<Plan>, Error> {
        if let Some(plan) = self.plans.get(&class) {
            return Ok(Rc::clone(plan));
        }
        let mut plan = Plan { ids: Vec::new(), sessions: Vec::new(), any_held: false };
        let mut statement = connection.prepare_cached(
            "SELECT session.id, number, date, minutes, status
             FROM session JOIN object ON object.id = session.id
             WHERE class = ?1 AND deleted = 0 ORDER BY number, date, object.uid",
        )?;
        let mut rows = statement.query([class.0])?;
        while let Some(row) = rows.next()? {
            let status: String = row.get(4)?;
            let session = PlannedSession {
                number: row.get(1)?,
                date: row.get(2)?,
                minutes: Minutes(row.get(3)?),
                status: known_word(SessionStatus::from_code(&status), "session: status")?,
            };
            plan.ids.push(row.get(0)?);
            let session = as_known_on(session, self.day);
            plan.any_held |= session.status == SessionStatus::Held;
            plan.sessions.push(session);
        }
        let plan = Rc::new(plan);
        self.plans.insert(class, Rc::clone(&plan));

        Ok(plan)
    }
}

/// The session as it stood on that day: one held later was only planned.
fn as_known_on(session: PlannedSession, day: Option<NaiveDate>) -> PlannedSession {
    let later = matches!((day, session.date), (Some(day), Some(date)) if date > day);
    if later && session.status == SessionStatus::Held {
        return PlannedSession { status: SessionStatus::Planned, ..session };
    }

    session
}
