//! What figures are made of: every student's place in each course, summed once and kept in step as changes are made.
//! The sums live in memory; what they are summed from is in the standings.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};

use chrono::NaiveDate;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::duplicates::Pair;
use super::error::{known_word, known_word_if_any};
use super::journal::{Committed, Entity};
use super::programme::Course;
use super::standing::Affected;
use super::{Error, Register, standing};
use crate::domain::figure::{Breakdown, Figure, sex_key};
use crate::domain::progress::{ClassResult, Lateness};
use crate::domain::school::SchoolKind;
use crate::domain::tally::{Cell, Entry, Tally};
use crate::domain::{ClassId, CourseId, LegalSex, Standing, StudentId, Term, Verdict};

/// What is kept between questions, for all connections to one register. It is never held while a question is asked: what is
/// found is handed out whole.
#[derive(Debug, Default)]
pub(super) struct FigureCache(Mutex<CachedSums>);

#[derive(Debug, Default)]
struct CachedSums {
    /// Counts the changes that were followed: what was summed of the register as it was before one of them is not kept after
    /// it.
    followed: Followed,
    courses: HashMap<CourseId, Arc<Figures>>,
    certified: Option<Arc<Certified>>,
    possible_duplicates: Option<Arc<Vec<Pair>>>,
    /// Those of the past day that was asked for last: a report and whoever looks at a day ask for them several times.
    past: Option<(CourseId, NaiveDate, Arc<Figures>)>,
}

impl FigureCache {
    /// Up to where changes have been followed. What a connection reads after this is at least as new.
    pub fn followed(&self) -> Followed {
        self.sums().followed
    }

    /// A job that broke off may have left something half done: then it is summed afresh.
    fn sums(&self) -> MutexGuard<'_, CachedSums> {
        self.0.lock().unwrap_or_else(|broken| {
            self.0.clear_poison();
            let mut sums = broken.into_inner();
            sums.forget();
            sums
        })
    }
}

impl CachedSums {
    fn forget(&mut self) {
        self.followed.0 += 1;
        self.courses.clear();
        self.certified = None;
        self.possible_duplicates = None;
        self.past = None;
    }
}

/// The figures of a course.
#[derive(Debug, Clone)]
pub(super) struct Figures {
    pub keys: HashMap<ClassId, ClassKeys>,
    pub plans: BTreeMap<ClassId, ClassPlan>,
    pub tally: Tally,
}

/// What figures need to know of a class.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ClassKeys {
    pub uid: Uuid,
    pub name: String,
    pub municipality: Option<String>,
    pub school: (String, String),
    pub study_path: Option<String>,
    pub term: Term,
    pub feeds_target: bool,
}

impl ClassKeys {
    /// How late the class is: by term, then by when it was made, which its UUID begins with.
    fn lateness(&self) -> Lateness {
        (self.term.order(), self.uid.as_u128())
    }

    /// The row of a breakdown that a student of the class stands in.
    pub fn key(&self, by: Breakdown, cell: &Cell) -> Option<String> {
        match by {
            Breakdown::Municipality => self.municipality.clone(),
            Breakdown::School => Some(self.school.0.clone()),
            Breakdown::Sex => sex_key(cell.sex),
            Breakdown::StudyPath => {
                cell.study_path.as_deref().map(str::to_owned).or_else(|| self.study_path.clone())
            }
            Breakdown::Year => Some(self.term.school_year()),
            Breakdown::Term => Some(self.term.to_string()),
        }
    }
}

/// A class's sessions in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClassPlan {
    /// Sessions that are not cancelled.
    pub sessions: u32,
    /// Of those, the ones without a day.
    pub undated: u32,
    pub first: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
}

/// A student's place in a class, as it is read.
struct Row {
    class: ClassId,
    standing: Standing,
}

/// What is known of certificates, student by student, where there is something to do.
#[derive(Debug, Clone, Default)]
struct Certified {
    notes: HashMap<StudentId, CertificatesWaiting>,
    sum: CertificatesWaiting,
}

/// Up to where changes had been followed at some moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Followed(u64);

/// How many certificates of a student await something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CertificatesWaiting {
    /// Ready to print.
    pub ready: u32,
    /// Ready, of a student whose personal data is protected.
    pub to_decide: u32,
    /// No longer what the register says.
    pub outdated: u32,
}

impl Figures {
    /// The figures as the register has them.
    fn kept(connection: &Connection, course: &Course) -> Result<Self, Error> {
        let mut figures = Self::without_students(connection, course)?;
        let mut statement =
            connection.prepare_cached(include_str!("figures/standings_of_course.sql"))?;
        figures.read(statement.query([course.id.0])?)?;

        Ok(figures)
    }

    /// What the register knows now about everything up to and including a day.
    fn as_of(connection: &Connection, course: &Course, day: NaiveDate) -> Result<Self, Error> {
        let mut figures = Self::without_students(connection, course)?;
        let particulars = particulars(connection)?;
        standing::as_of(connection, day, |judged| {
            if judged.course == course.id {
                let rows = judged
                    .standings
                    .iter()
                    .map(|standing| Row { class: standing.class, standing: *standing });
                let rows: Vec<Row> = rows.collect();
                let (sex, path) = particulars.get(&judged.student).cloned().unwrap_or_default();
                let entry = figures.entry(judged.student, &rows, sex, path);
                figures.tally.put(judged.student, entry);
            }
            Ok(())
        })?;

        Ok(figures)
    }

    fn without_students(connection: &Connection, course: &Course) -> Result<Self, Error> {
        Ok(Self {
            keys: class_keys(connection, course)?,
            plans: plans(connection, course.id)?,
            tally: Tally::default(),
        })
    }

    /// Puts in the students of whom rows are read, one row per class, student by student.
    fn read(&mut self, mut rows: rusqlite::Rows<'_>) -> Result<(), Error> {
        let mut current: Option<(StudentId, Option<LegalSex>, Option<Box<str>>)> = None;
        let mut places: Vec<Row> = Vec::new();
        while let Some(row) = rows.next()? {
            let student = StudentId(row.get(0)?);
            if current.as_ref().is_none_or(|(current, ..)| *current != student) {
                self.put(current.take(), &mut places);
                let sex: Option<String> = row.get(13)?;
                let path: Option<String> = row.get(14)?;
                let sex = known_sex(sex)?;
                current = Some((student, sex, path.map(Into::into)));
            }
            let standing = standing::read_in_order(row)?;
            places.push(Row { class: standing.class, standing });
        }
        self.put(current, &mut places);

        Ok(())
    }

    fn put(
        &mut self,
        student: Option<(StudentId, Option<LegalSex>, Option<Box<str>>)>,
        places: &mut Vec<Row>,
    ) {
        let Some((student, sex, path)) = student else { return };
        let entry = self.entry(student, places, sex, path);
        self.tally.put(student, entry);
        places.clear();
    }

    /// Where a student stands: among the classes that feed the target if there are any, else among the others.
    fn entry(
        &self,
        student: StudentId,
        rows: &[Row],
        sex: Option<LegalSex>,
        study_path: Option<Box<str>>,
    ) -> Option<Entry> {
        let feeds = |row: &Row| self.keys.get(&row.class).is_some_and(|keys| keys.feeds_target);
        let feeds_target = rows.iter().any(feeds);
        let mut decided: Option<ClassResult<usize>> = None;
        let mut one_session_left = false;
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| feeds(row) == feeds_target) {
            let standing = &row.standing;
            one_session_left |= standing.needed_sessions == Some(1);
            let place = ClassResult {
                student,
                verdict: standing.verdict,
                attended: standing.attended,
                enrolled_on: standing.enrolled_on,
                started_on: standing.started_on,
                completed_on: standing.completed_on,
                lateness: self.keys.get(&row.class).map_or((0, 0), ClassKeys::lateness),
                key: index,
            };
            match &mut decided {
                Some(decided) => decided.weigh_in(place),
                None => decided = Some(place),
            }
        }
        let place = decided?;
        let standing = &rows[place.key].standing;

        Some(Entry {
            class: standing.class,
            feeds_target,
            verdict: place.verdict,
            attended: place.attended,
            elapsed: standing.planned.without(standing.open),
            one_session_left: one_session_left && place.verdict == Verdict::NotYet,
            enrolled_on: place.enrolled_on,
            started_on: place.started_on,
            completed_on: place.completed_on,
            sex,
            study_path,
        })
    }

    /// The row of a breakdown that students of a cell stand in.
    pub fn key(&self, by: Breakdown, cell: &Cell) -> Option<String> {
        self.keys.get(&cell.class)?.key(by, cell)
    }

    fn students_counted(&self, figure: &Figure) -> BTreeSet<StudentId> {
        let lies_within = |entry: &Entry| {
            let cell = crate::domain::tally::cell(entry);
            figure.within.iter().all(|(by, key)| self.key(*by, &cell) == *key)
        };

        self.tally
            .entries()
            .filter(|(_, entry)| figure.measure.counts(entry, figure.since) && lies_within(entry))
            .map(|(student, _)| student)
            .collect()
    }
}

impl Register {
    /// Asks the figures of a course; those of today are kept, those of another day worked out.
    pub(super) fn with_figures<T>(
        &self,
        course: &Course,
        as_of: Option<NaiveDate>,
        ask: impl FnOnce(&Figures) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if let Some(day) = as_of.filter(|day| *day != self.today()) {
            let figures = self.past_figures(course, day)?;
            return ask(&figures);
        }
        let figures = self.kept_figures(course)?;

        ask(&figures)
    }

    fn past_figures(&self, course: &Course, day: NaiveDate) -> Result<Arc<Figures>, Error> {
        if let Some((known, on, figures)) = &self.figures.sums().past
            && (*known, *on) == (course.id, day)
        {
            return Ok(Arc::clone(figures));
        }
        let followed = self.followed();
        let figures = Arc::new(Figures::as_of(self.connection(), course, day)?);
        let mut sums = self.figures.sums();
        if sums.followed == followed {
            sums.past = Some((course.id, day, Arc::clone(&figures)));
        }

        Ok(figures)
    }

    fn kept_figures(&self, course: &Course) -> Result<Arc<Figures>, Error> {
        if let Some(figures) = self.figures.sums().courses.get(&course.id) {
            return Ok(Arc::clone(figures));
        }
        let followed = self.followed();
        let figures = Arc::new(Figures::kept(self.connection(), course)?);
        let mut sums = self.figures.sums();
        if sums.followed == followed {
            sums.courses.insert(course.id, Arc::clone(&figures));
        }

        Ok(figures)
    }

    /// The students a figure counts.
    pub fn students_counted(&self, figure: &Figure) -> Result<BTreeSet<StudentId>, Error> {
        let course = self.course(figure.course)?;

        self.with_figures(&course, figure.as_of, |figures| Ok(figures.students_counted(figure)))
    }

    /// Certificates that await something, in all.
    pub fn certificates_waiting(&self) -> Result<CertificatesWaiting, Error> {
        self.with_certified(|certified| certified.sum)
    }

    /// Students with protected personal data who count and have no certificate.
    pub fn protected_to_decide(&self) -> Result<BTreeSet<StudentId>, Error> {
        self.with_certified(|certified| {
            let waiting = certified.notes.iter().filter(|(_, note)| note.to_decide > 0);
            waiting.map(|(student, _)| *student).collect()
        })
    }

    fn with_certified<T>(&self, ask: impl FnOnce(&Certified) -> T) -> Result<T, Error> {
        let kept = self.figures.sums().certified.clone();
        if let Some(certified) = kept {
            return Ok(ask(&certified));
        }
        let followed = self.followed();
        let everyone = Affected { everyone: true, ..Affected::default() };
        let everyone = standing::chosen(self.connection(), &everyone)?;
        let mut fresh = Certified::default();
        fresh.read(self.connection(), &everyone)?;
        let fresh = Arc::new(fresh);
        let mut sums = self.figures.sums();
        if sums.followed == followed {
            sums.certified = Some(Arc::clone(&fresh));
        }
        drop(sums);

        Ok(ask(&fresh))
    }

    /// Pairs of students who may be one, as they were found; else what to hand to [`Register::keep_duplicates`].
    pub(super) fn kept_duplicates(&self) -> Result<Arc<Vec<Pair>>, Followed> {
        let kept = self.figures.sums().possible_duplicates.clone();

        kept.ok_or_else(|| self.followed())
    }

    /// Up to where changes had been followed when the job that is being done began to read.
    fn followed(&self) -> Followed {
        self.moment.unwrap_or_else(|| self.figures.followed())
    }

    /// Keeps pairs of students who may be one, unless something has changed since they were searched for.
    pub(super) fn keep_duplicates(&self, pairs: Arc<Vec<Pair>>, followed: Followed) {
        let mut sums = self.figures.sums();
        if sums.followed == followed {
            sums.possible_duplicates = Some(pairs);
        }
    }

    /// Brings what is kept in step with a change. Where that fails, it is summed afresh the next time.
    pub(super) fn follow(&self, committed: &Committed) {
        let mut sums = self.figures.sums();
        sums.followed.0 += 1;
        sums.past = None;
        let compared = [Entity::Student, Entity::NotSame, Entity::Enrolment, Entity::Class];
        if compared.iter().any(|one| committed.touched.contains(*one)) {
            sums.possible_duplicates = None;
        }
        let whole = [Entity::Programme, Entity::Course, Entity::Class, Entity::School];
        let is_whole = committed.affected.everyone
            || whole.iter().any(|entity| committed.touched.contains(*entity))
            || self.follow_students(&mut sums, committed).is_err();
        if is_whole {
            sums.courses.clear();
            sums.certified = None;
        }
    }

    /// What is kept is summed afresh: something broke off.
    pub(super) fn forget_figures(&self) {
        self.figures.sums().forget();
    }

    fn follow_students(&self, sums: &mut CachedSums, committed: &Committed) -> Result<(), Error> {
        let connection = self.connection();
        let affected = &committed.affected;
        let mut students = affected.students.clone();
        students.extend(&affected.counted);
        let affected = Affected { students, ..affected.clone() };
        let chosen = standing::chosen(connection, &affected)?;
        let mut changed = chosen.clone();
        // One who was merged or taken away is chosen no more.
        changed.extend(affected.students.iter().map(|student| StudentId(*student)));
        for (course, figures) in &mut sums.courses {
            // Whoever still asks the old figures keeps them.
            let figures = Arc::make_mut(figures);
            if committed.touched.contains(Entity::Session) {
                figures.plans = plans(connection, *course)?;
            }
            for student in &changed {
                figures.tally.put(*student, None);
            }
            let mut statement =
                connection.prepare_cached(include_str!("figures/standings_of_chosen.sql"))?;
            figures.read(statement.query(params![course.0, standing::keys(&chosen)])?)?;
        }
        if let Some(certified) = &mut sums.certified {
            let certified = Arc::make_mut(certified);
            for student in &changed {
                certified.put(*student, CertificatesWaiting::default());
            }
            certified.read(connection, &chosen)?;
        }

        Ok(())
    }

    /// Whether what is kept is the same as what is summed afresh.
    pub fn figures_agree(&self) -> Result<bool, Error> {
        let (courses, certified) = {
            let sums = self.figures.sums();
            (sums.courses.clone(), sums.certified.clone())
        };
        for (course, figures) in courses {
            let fresh = Figures::kept(self.connection(), &self.course(course)?)?;
            if fresh.tally != figures.tally
                || fresh.plans != figures.plans
                || fresh.keys != figures.keys
            {
                return Ok(false);
            }
        }
        let Some(kept) = certified else { return Ok(true) };
        self.figures.sums().certified = None;

        Ok(self.certificates_waiting()? == kept.sum)
    }
}

impl Certified {
    fn put(&mut self, student: StudentId, note: CertificatesWaiting) {
        let before = self.notes.remove(&student).unwrap_or_default();
        self.sum.ready = self.sum.ready + note.ready - before.ready;
        self.sum.to_decide = self.sum.to_decide + note.to_decide - before.to_decide;
        self.sum.outdated = self.sum.outdated + note.outdated - before.outdated;
        if note != CertificatesWaiting::default() {
            self.notes.insert(student, note);
        }
    }

    /// Reads what is to do for those chosen, of whom nothing is noted yet.
    fn read(&mut self, connection: &Connection, chosen: &BTreeSet<StudentId>) -> Result<(), Error> {
        let mut statement = connection.prepare_cached(include_str!("figures/ready.sql"))?;
        let mut rows = statement.query([standing::keys(chosen)])?;
        while let Some(row) = rows.next()? {
            let (protected, ready): (bool, u32) = (row.get(1)?, row.get(2)?);
            let note = match protected {
                true => CertificatesWaiting { to_decide: ready, ..CertificatesWaiting::default() },
                false => CertificatesWaiting { ready, ..CertificatesWaiting::default() },
            };
            self.put(StudentId(row.get(0)?), note);
        }
        let mut statement = connection.prepare_cached(include_str!("figures/outdated.sql"))?;
        let mut rows = statement.query([standing::keys(chosen)])?;
        while let Some(row) = rows.next()? {
            let student = StudentId(row.get(0)?);
            let note = self.notes.get(&student).copied().unwrap_or_default();
            self.put(student, CertificatesWaiting { outdated: row.get(1)?, ..note });
        }

        Ok(())
    }
}

/// Sex and own study path of everyone of whom something is known.
#[expect(clippy::type_complexity, reason = "a pair by student, used once")]
fn particulars(
    connection: &Connection,
) -> Result<HashMap<StudentId, (Option<LegalSex>, Option<Box<str>>)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, legal_sex, study_path FROM student
         WHERE deleted = 0 AND (legal_sex IS NOT NULL OR study_path IS NOT NULL)",
    )?;
    let mut rows = statement.query([])?;
    let mut particulars = HashMap::new();
    while let Some(row) = rows.next()? {
        let path: Option<String> = row.get(2)?;
        let known = (known_sex(row.get(1)?)?, path.map(Into::into));
        particulars.insert(StudentId(row.get(0)?), known);
    }

    Ok(particulars)
}

fn known_sex(code: Option<String>) -> Result<Option<LegalSex>, Error> {
    known_word_if_any(code.as_deref(), LegalSex::from_code, "student: legal_sex")
}

fn class_keys(
    connection: &Connection,
    course: &Course,
) -> Result<HashMap<ClassId, ClassKeys>, Error> {
    let mut statement = connection.prepare_cached(include_str!("figures/class_keys.sql"))?;
    let mut rows = statement.query([course.id.0])?;
    let mut keys = HashMap::new();
    while let Some(row) = rows.next()? {
        let term: String = row.get("term")?;
        let kind: String = row.get("kind")?;
        let kind = known_word(SchoolKind::from_code(&kind), "school: kind")?;
        let upper_secondary = kind.is_upper_secondary();
        keys.insert(
            ClassId(row.get("id")?),
            ClassKeys {
                uid: row.get("uid")?,
                name: row.get("name")?,
                municipality: row.get("municipality")?,
                school: (row.get("school_key")?, row.get("school_name")?),
                study_path: row.get("study_path")?,
                term: term.parse().map_err(|_| Error::Damaged("class: term".to_owned()))?,
                feeds_target: upper_secondary || !course.upper_secondary_only,
            },
        );
    }

    Ok(keys)
}

fn plans(connection: &Connection, course: CourseId) -> Result<BTreeMap<ClassId, ClassPlan>, Error> {
    let mut statement = connection.prepare_cached(include_str!("figures/plans.sql"))?;
    let rows = statement.query_map([course.0], |row| {
        let plan = ClassPlan {
            sessions: row.get(1)?,
            undated: row.get(2)?,
            first: row.get(3)?,
            last: row.get(4)?,
        };

        Ok((ClassId(row.get(0)?), plan))
    })?;

    Ok(rows.collect::<Result<_, _>>()?)
}

/// How much of what is over was attended, in thousandths; `None` where nothing is over.
pub(super) fn attended_share(attended: u64, elapsed: u64) -> Option<u32> {
    (elapsed > 0).then(|| u32::try_from(attended * 1000 / elapsed).unwrap_or(1000))
}
