//! All students of a course, each in one place, with the sums that figures are made of. One student can be put in anew
//! without summing the others again.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::progress::Count;
use super::{ClassId, LegalSex, Minutes, StudentId, Verdict};

/// Where one student stands in a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The class that decides.
    pub class: ClassId,
    /// Whether the student is among those the target is about.
    pub feeds_target: bool,
    pub verdict: Verdict,
    /// Minutes attended in the deciding class.
    pub attended: Minutes,
    /// Minutes of the deciding class that can't be attended any more, attended or not.
    pub elapsed: Minutes,
    /// Whether one more session reaches the line.
    pub one_session_left: bool,
    /// From when the student is in a class of the course.
    pub enrolled_on: NaiveDate,
    /// The day the student was there the first time.
    pub started_on: Option<NaiveDate>,
    /// The day the line was reached.
    pub completed_on: Option<NaiveDate>,
    /// Legal sex.
    pub sex: Option<LegalSex>,
    /// The code of the student's own study path.
    pub study_path: Option<Box<str>>,
}

/// Students who are counted alike in every breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// The class that decides.
    pub class: ClassId,
    /// Legal sex.
    pub sex: Option<LegalSex>,
    /// The code of the students' own study path.
    pub study_path: Option<Box<str>>,
}

/// Sums over students.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Enrolled, started, completed.
    pub count: Count,
    /// Who don't count yet and still can.
    pub not_yet: u32,
    /// Who can no longer reach the line.
    pub no_longer: u32,
    /// Who reach the line with one session more.
    pub one_session_left: u32,
    /// Minutes attended.
    pub attended: u64,
    /// Minutes that are over, attended or not.
    pub elapsed: u64,
}

impl Sums {
    fn of(entry: &Entry) -> Self {
        let completed = entry.verdict == Verdict::Completed;

        Self {
            count: Count {
                enrolled: 1,
                started: (entry.started_on.is_some() || completed).into(),
                completed: completed.into(),
            },
            not_yet: (entry.verdict == Verdict::NotYet).into(),
            no_longer: (entry.verdict == Verdict::NoLonger).into(),
            one_session_left: entry.one_session_left.into(),
            attended: entry.attended.0.into(),
            elapsed: entry.elapsed.0.into(),
        }
    }

    fn remove(&mut self, other: Self) {
        self.count.enrolled -= other.count.enrolled;
        self.count.started -= other.count.started;
        self.count.completed -= other.count.completed;
        self.not_yet -= other.not_yet;
        self.no_longer -= other.no_longer;
        self.one_session_left -= other.one_session_left;
        self.attended -= other.attended;
        self.elapsed -= other.elapsed;
    }
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.count += other.count;
        self.not_yet += other.not_yet;
        self.no_longer += other.no_longer;
        self.one_session_left += other.one_session_left;
        self.attended += other.attended;
        self.elapsed += other.elapsed;
    }
}

/// How many were enrolled, started and completed on each day.
pub type Days = BTreeMap<NaiveDate, Count>;

/// All students of a course.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    entries: HashMap<StudentId, Entry>,
    cells: HashMap<Cell, Sums>,
    days: Days,
    outside: u32,
}

impl Tally {
    /// Puts a student in, in place of what was known before; `None` takes the student out.
    pub fn put(&mut self, student: StudentId, entry: Option<Entry>) {
        if let Some(before) = self.entries.remove(&student) {
            self.take_out(&before);
        }
        if let Some(entry) = entry {
            self.add(&entry);
            self.entries.insert(student, entry);
        }
    }

    fn add(&mut self, entry: &Entry) {
        if !entry.feeds_target {
            self.outside += 1;
            return;
        }
        *self.cells.entry(cell(entry)).or_default() += Sums::of(entry);
        for (day, count) in steps(entry) {
            *self.days.entry(day).or_default() += count;
        }
    }

    fn take_out(&mut self, entry: &Entry) {
        if !entry.feeds_target {
            self.outside -= 1;
            return;
        }
        let cell = cell(entry);
        if let Some(sums) = self.cells.get_mut(&cell) {
            sums.remove(Sums::of(entry));
            if sums.count.enrolled == 0 {
                self.cells.remove(&cell);
            }
        }
        for (day, count) in steps(entry) {
            let Some(sum) = self.days.get_mut(&day) else { continue };
            sum.enrolled -= count.enrolled;
            sum.started -= count.started;
            sum.completed -= count.completed;
            if *sum == Count::default() {
                self.days.remove(&day);
            }
        }
    }

    /// All who the target is about, together.
    pub fn sums(&self) -> Sums {
        self.cells.values().fold(Sums::default(), |mut sum, one| {
            sum += *one;
            sum
        })
    }

    /// Sums by what a cell belongs to; the rows sum to [`Tally::sums`].
    pub fn by<K: Ord>(&self, key: impl Fn(&Cell) -> K) -> BTreeMap<K, Sums> {
        let mut rows: BTreeMap<K, Sums> = BTreeMap::new();
        for (cell, sums) in &self.cells {
            *rows.entry(key(cell)).or_default() += *sums;
        }

        rows
    }

    /// Students of the course whom the target is not about.
    pub fn outside(&self) -> u32 {
        self.outside
    }

    /// When those the target is about were enrolled, started and completed.
    pub fn days(&self) -> &Days {
        &self.days
    }

    /// Everyone, in no order.
    pub fn entries(&self) -> impl Iterator<Item = (StudentId, &Entry)> {
        self.entries.iter().map(|(student, entry)| (*student, entry))
    }
}

/// What a student is counted with.
pub fn cell(entry: &Entry) -> Cell {
    Cell { class: entry.class, sex: entry.sex, study_path: entry.study_path.clone() }
}

/// The days on which a student was enrolled, started and completed.
fn steps(entry: &Entry) -> impl Iterator<Item = (NaiveDate, Count)> + use<> {
    let one = Count::default();
    let enrolled = Some((entry.enrolled_on, Count { enrolled: 1, ..one }));
    let started = entry.started_on.map(|day| (day, Count { started: 1, ..one }));
    let completed = entry.completed_on.map(|day| (day, Count { completed: 1, ..one }));

    [enrolled, started, completed].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_entry() -> impl Strategy<Value = Entry> {
        let verdict =
            prop_oneof![Just(Verdict::Completed), Just(Verdict::NotYet), Just(Verdict::NoLonger)];
        let sex = proptest::option::of(prop_oneof![Just(LegalSex::Female), Just(LegalSex::Male)]);
        (0i64..4, any::<bool>(), verdict, 0u32..600, sex, proptest::option::of(0u8..3)).prop_map(
            |(class, feeds_target, verdict, minutes, sex, path)| {
                let day = |number: u32| NaiveDate::from_yo_opt(2026, 1 + number);
                let completed_on = day(40).filter(|_| verdict == Verdict::Completed);
                Entry {
                    class: ClassId(class),
                    feeds_target,
                    verdict,
                    attended: Minutes(minutes),
                    elapsed: Minutes(minutes * 2),
                    one_session_left: minutes % 3 == 0,
                    enrolled_on: day(0).unwrap(),
                    started_on: completed_on.or_else(|| day_of(minutes, day)),
                    completed_on,
                    sex,
                    study_path: path.map(|path| path.to_string().into()),
                }
            },
        )
    }

    fn day_of(minutes: u32, day: impl Fn(u32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        day(1 + minutes % 20).filter(|_| minutes > 0)
    }

    proptest! {
        #[test]
        fn putting_students_in_anew_is_the_same_as_summing_afresh(
            steps in proptest::collection::vec((0i64..12, proptest::option::of(any_entry())), 0..80)
        ) {
            let mut kept = Tally::default();
            let mut last: BTreeMap<i64, Option<Entry>> = BTreeMap::new();
            for (student, entry) in steps {
                kept.put(StudentId(student), entry.clone());
                last.insert(student, entry);
            }
            let mut afresh = Tally::default();
            for (student, entry) in last {
                afresh.put(StudentId(student), entry);
            }

            prop_assert_eq!(kept, afresh);
        }

        #[test]
        fn breakdowns_and_days_sum_to_the_whole(entries in proptest::collection::vec(any_entry(), 0..60)) {
            let mut tally = Tally::default();
            for (student, entry) in entries.iter().enumerate() {
                tally.put(StudentId(student as i64), Some(entry.clone()));
            }
            let whole = tally.sums();
            for rows in [tally.by(|cell| cell.sex.map(|sex| sex.code().to_owned())), tally.by(|cell| cell.study_path.as_deref().map(str::to_owned))] {
                let mut sum = Sums::default();
                rows.into_values().for_each(|row| sum += row);
                prop_assert_eq!(sum, whole);
            }
            let mut days = Count::default();
            tally.days().values().for_each(|count| days += *count);

            prop_assert_eq!(days, whole.count);
            prop_assert!(whole.count.completed <= whole.count.started && whole.count.started <= whole.count.enrolled);
            prop_assert_eq!(whole.count.enrolled + tally.outside(), entries.len() as u32);
            prop_assert_eq!(whole.count.completed + whole.not_yet + whole.no_longer, whole.count.enrolled);
        }
    }
}
