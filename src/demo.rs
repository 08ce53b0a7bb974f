//! A believable sample programme: real schools of the county, invented students, dates around today so
//! that something is finished, something is running and something is overdue. The same for a given day.

mod names;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};

use crate::clock::Clock;
use crate::domain::certificate::CertificateLanguage;
use crate::domain::school::SchoolKind;
use crate::domain::{
    Attendance, ClassId, LegalSex, Minutes, Period, Protection, SchoolId, SessionStatus, StudentId,
    Term,
};
use crate::installation::Installation;
use crate::register::certificate::CandidateState;
use crate::register::list::{List, ListRow};
use crate::register::programme::Template;
use crate::register::session::Log;
use crate::register::student::StudentDetails;
use crate::register::{Error, Refusal, Register};
use names::Dice;

/// Students of the sample where no other number is asked for.
pub const STUDENTS: u32 = 1600;

/// Weeks before today in which the first classes started.
const WEEKS_BACK: i64 = 46;
/// Weeks after today in which the last classes start.
const WEEKS_AHEAD: i64 = 9;
/// Students whose personal data is protected.
const PROTECTED: usize = 3;

/// Opens the sample register at a place, or makes it there. One already there is never overwritten.
pub fn open_or_make(
    path: &Path,
    installation: &Installation,
    clock: Clock,
    person: &str,
) -> Result<Register, Error> {
    if path.exists() {
        let mut register = Register::open(path, installation, clock)?;
        register.work_as(person)?;
        return Ok(register);
    }

    make(path, installation, clock, person, STUDENTS, |_| {})
}

/// Makes a sample register with about so many students. `progress` is told the share done, 0–1.
pub fn make(
    path: &Path,
    installation: &Installation,
    clock: Clock,
    person: &str,
    students: u32,
    mut progress: impl FnMut(f32),
) -> Result<Register, Error> {
    let today = clock.today();
    let template = template(today).ok_or(Refusal::PeriodBackwards)?;
    let mut register = Register::create(path, &template, installation, clock)?;
    register.work_as(person)?;
    let mut programme = register.programme()?;
    programme.place = "Borlänge".to_owned();
    register.edit_programme(&programme)?;
    let mut dice = Dice::new(today.num_days_from_ce().unsigned_abs().into());
    let schools = schools(&register)?;
    let plans = plan_classes(&mut dice, &schools, students, today);
    let count = plans.len().max(1);
    let mut protected = 0;
    let mut people = People::default();
    for (index, plan) in plans.iter().enumerate() {
        let class = enrol(&mut register, &mut dice, plan, index, &mut people)?;
        hold(&mut register, &mut dice, plan, class, today)?;
        if protected < PROTECTED && index % 9 == 4 {
            protect_one(&mut register, class)?;
            protected += 1;
        }
        if index % 3 == 0 {
            print(&mut register, class)?;
        }
        progress((index + 1) as f32 / count as f32);
    }

    Ok(register)
}

/// The shipped template, begun a year earlier so that there is something to look back at.
fn template(today: NaiveDate) -> Option<Template> {
    let shipped = Template::shipped(today)?;
    let start = shipped.period.start.with_year(shipped.period.start.year() - 1)?;

    Some(Template { period: Period { start, ..shipped.period }, ..shipped })
}

/// A class that is to be made.
struct ClassPlan {
    school: SchoolId,
    name: String,
    term: Term,
    size: u32,
    days: Vec<NaiveDate>,
    /// Out of a hundred who are there on an ordinary day.
    presence: u64,
}

fn schools(register: &Register) -> Result<Vec<SchoolId>, Error> {
    let mut schools: Vec<SchoolId> = register
        .schools()?
        .into_iter()
        .filter(|school| school.kind == SchoolKind::UpperSecondary)
        .map(|school| school.id)
        .collect();
    schools.sort_unstable();

    Ok(schools)
}

fn plan_classes(
    dice: &mut Dice,
    schools: &[SchoolId],
    students: u32,
    today: NaiveDate,
) -> Vec<ClassPlan> {
    const PATHS: [&str; 10] = ["SA", "TE", "NA", "EK", "ES", "BA", "EE", "VO", "HA", "BF"];
    let mut plans = Vec::new();
    let mut taken = std::collections::BTreeSet::new();
    let mut left = students;
    // About 70 classes of 1 600 students, spread evenly over the weeks.
    let expected = (students / 23).max(1);
    while left > 0 {
        let at = plans.len() as i64 * (WEEKS_BACK + WEEKS_AHEAD) / i64::from(expected);
        let start = today + chrono::TimeDelta::weeks(at.min(WEEKS_BACK + WEEKS_AHEAD) - WEEKS_BACK);
        let days = school_days(start + chrono::TimeDelta::days(dice.below(5) as i64));
        let term = days.first().map_or(Term::of(start), |day| Term::of(*day));
        let school = schools[dice.skewed(schools.len())];
        let size = (15 + dice.below(17) as u32).min(left);
        let path = PATHS[dice.below(PATHS.len() as u64) as usize];
        let first_year: i32 = term.school_year()[2..4].parse().unwrap_or(26);
        let year = first_year - dice.below(3) as i32;
        let name = ('A'..='Z')
            .map(|letter| format!("{path}{year:02}{letter}"))
            .find(|name| taken.insert((school, term, name.clone())));
        let Some(name) = name else { continue };
        left -= size;
        plans.push(ClassPlan { school, name, term, size, days, presence: 93 + dice.below(6) });
    }

    plans
}

/// Six weekly days from a day on, none of them at a weekend, over Christmas or in the summer.
fn school_days(start: NaiveDate) -> Vec<NaiveDate> {
    let mut days = Vec::with_capacity(6);
    let mut day = start;
    while days.len() < 6 {
        let (month, date) = (day.month(), day.day());
        let holiday =
            matches!((month, date), (6, 10..) | (7, _) | (8, ..=19) | (12, 19..) | (1, ..=8));
        let weekend = day.weekday().num_days_from_monday() > 4;
        if weekend {
            day = day + Days::new(2);
            continue;
        }
        if !holiday {
            days.push(day);
        }
        day = day + Days::new(7);
    }

    days
}

fn enrol(
    register: &mut Register,
    dice: &mut Dice,
    plan: &ClassPlan,
    index: usize,
    people: &mut People,
) -> Result<ClassId, Error> {
    let class_year: i32 = plan.name[2..4].parse().unwrap_or(26);
    let mut rows: Vec<ListRow> = (0..plan.size)
        .map(|row| ListRow {
            row: row + 2,
            details: student(dice, 2000 + class_year - 16, people),
            ..ListRow::default()
        })
        .collect();
    // One student stands twice in the register: the same name, once without a birth date.
    if let (0 | 1, Some(row)) = (index, rows.first_mut()) {
        row.details.given = "Elin".to_owned();
        row.details.family = "Lindström".to_owned();
        row.details.legal_sex = Some(LegalSex::Female);
        if index == 1 {
            row.details.birth_date = None;
        }
    }
    let list = List {
        school: plan.school,
        course: register.find_course(None)?.id,
        term: plan.term,
        class: Some(plan.name.clone()),
        complete: false,
        rows,
        mapping: None,
    };
    let planned = register.plan_list(list)?;
    let (_, imported) = register.import(&planned)?;
    let (class, ..) = imported.classes.first().ok_or(Refusal::Gone)?;

    Ok(*class)
}

/// Who has been made, by name: two with the same name and birth date would be one student, and one whose birth date is not
/// known might be any namesake.
type People =
    std::collections::HashMap<(String, String), std::collections::HashSet<Option<NaiveDate>>>;

/// Names that are tried for one student.
const MOST_TRIES: u32 = 60;

fn student(dice: &mut Dice, birth_year: i32, people: &mut People) -> StudentDetails {
    let sex = if dice.below(2) == 0 { LegalSex::Female } else { LegalSex::Male };
    let known = dice.below(100) < 92;
    let mut tries = 0;
    loop {
        let (given, family) = dice.name(sex);
        let day = NaiveDate::from_yo_opt(birth_year, 1 + dice.below(365) as u32);
        let day = day.filter(|_| known);
        let namesakes = people.entry((given.clone(), family.clone())).or_default();
        // Among very many students namesakes without a birth date can't be avoided.
        let plain = namesakes.is_empty() || (known && !namesakes.contains(&None));
        tries += 1;
        if tries > MOST_TRIES || plain && namesakes.insert(day) {
            return StudentDetails {
                given,
                family,
                birth_date: day,
                legal_sex: Some(sex).filter(|_| known),
                ..StudentDetails::default()
            };
        }
    }
}

/// Dates the sessions and logs those that have been, but for a few of the last days.
fn hold(
    register: &mut Register,
    dice: &mut Dice,
    plan: &ClassPlan,
    class: ClassId,
    today: NaiveDate,
) -> Result<(), Error> {
    let detail = register.class(class)?;
    let sessions: Vec<_> = detail.sessions.iter().map(|session| session.id).collect();
    let undated = plan.days.first().is_some_and(|day| *day > today) && dice.below(4) == 0;
    if !undated {
        let dates: Vec<_> = sessions.iter().copied().zip(plan.days.iter().copied()).collect();
        register.date_sessions(class, &dates, "13:00", "", true)?;
    }
    let students: Vec<StudentId> = detail.members.iter().map(|member| member.student).collect();
    // Some miss much and some nothing, as in life.
    let habits: Vec<u64> = students.iter().map(|_| plan.presence.min(98) - dice.tail(34)).collect();
    for (number, day) in (1..).zip(&plan.days) {
        let recent = (today - *day).num_days() < 12;
        if *day > today || (recent && dice.below(100) < 35) {
            continue;
        }
        let marks: BTreeMap<StudentId, Attendance> = students
            .iter()
            .zip(&habits)
            .map(|(student, habit)| (*student, dice.mark(*habit)))
            .collect();
        register.log_session(&Log {
            class,
            number,
            date: *day,
            minutes: None,
            marks,
            newcomers: Vec::new(),
            note: None,
            replace: false,
            anyway: true,
        })?;
    }

    Ok(())
}

fn protect_one(register: &mut Register, class: ClassId) -> Result<(), Error> {
    let detail = register.class(class)?;
    if let Some(member) = detail.members.get(detail.members.len() / 2) {
        register.protect_student(member.student, Protection::Confidential, "")?;
    }

    Ok(())
}

/// Issues the certificates of a class whose sessions are over.
fn print(register: &mut Register, class: ClassId) -> Result<(), Error> {
    let over = register.class(class)?.sessions.iter().all(|s| s.status == SessionStatus::Held);
    if !over {
        return Ok(());
    }
    let ready: Vec<_> = register
        .certificate_candidates(class)?
        .into_iter()
        .filter(|candidate| candidate.state == CandidateState::Ready)
        .map(|candidate| (candidate.student, class))
        .collect();
    if !ready.is_empty() {
        register.issue_certificates(Some(class), &ready, CertificateLanguage::Swedish)?;
    }

    Ok(())
}

impl Dice {
    fn mark(&mut self, habit: u64) -> Attendance {
        if self.below(100) < habit {
            return match self.below(100) {
                0..4 => Attendance::Late(Minutes(5 * (1 + self.below(6) as u32))),
                _ => Attendance::Present,
            };
        }

        if self.below(100) < 60 { Attendance::Excused } else { Attendance::Unexcused }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn school_days_avoid_weekends_and_holidays() {
        let start: NaiveDate = "2026-12-05".parse().unwrap();
        let days = school_days(start);

        assert_eq!(days.len(), 6);
        assert!(days.iter().all(|day| day.weekday().num_days_from_monday() < 5));
        assert!(days.iter().all(|day| !(day.month() == 12 && day.day() >= 19)));
    }

    #[test]
    fn the_sample_is_believable_and_the_same_for_a_day() {
        let make_one = || {
            let folder = tempfile::tempdir().unwrap();
            let installation = Installation::open_in(&folder.path().join("home")).unwrap();
            let clock = Clock::at("2026-11-23".parse().unwrap());
            let path = folder.path().join("register.db");
            let register = make(&path, &installation, clock, "Åsa", 300, |_| {}).unwrap();
            let names: Vec<String> =
                register.students().unwrap().into_iter().map(|row| row.name).collect();
            let course = register.find_course(None).unwrap();
            let count = register.progress(&course, None, None).unwrap().count;
            let problems = register.check().unwrap().problems;

            (names, count, register.todo(&register.find_course(None).unwrap()).unwrap(), problems)
        };
        let (names, count, todo, problems) = make_one();

        assert_eq!(problems, []);
        assert_eq!(names.len(), 300);
        assert_eq!(count.enrolled, 300);
        assert!(count.completed > 60 && count.completed < count.started);
        assert!(todo.overdue_sessions > 0 && todo.ready_certificates > 0 && todo.no_longer > 0);
        assert_eq!(names.iter().filter(|name| *name == "Elin Lindström").count(), 2);
        assert!(names.iter().any(|name| name == "Elev 1"));
        let again = make_one();
        assert_eq!((again.0, again.1), (names, count));
    }
}
