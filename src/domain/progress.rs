//! How far it is: enrolled, started, completed, and the pace that is needed.
//!
//! All figures are made from the same verdicts, one class per student, so that they always add up.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;

use super::{Minutes, StudentId, Verdict};

/// A student in one class of the course, as the counting needs it.
#[derive(Debug, Clone, Copy)]
pub struct ClassResult<K> {
    /// The student; after a merge, the one that remains.
    pub student: StudentId,
    /// The verdict in this class.
    pub verdict: Verdict,
    /// Minutes attended that the class's plan takes in.
    pub attended: Minutes,
    /// From when the student is in the class.
    pub enrolled_on: NaiveDate,
    /// The day the student was there the first time.
    pub started_on: Option<NaiveDate>,
    /// The day the line was reached.
    pub completed_on: Option<NaiveDate>,
    /// How late the class is among classes: the greatest is the latest.
    pub lateness: Lateness,
    /// The row of the breakdown this class puts the student in.
    pub key: K,
}

/// What orders classes in time, on every computer alike: the term's order, then the class's UUID.
pub type Lateness = (i64, u128);

/// A figure of three: completed ⊆ started ⊆ enrolled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Everyone ever in a class of the course.
    pub enrolled: u32,
    /// Those who were there at least once.
    pub started: u32,
    /// Those who count.
    pub completed: u32,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.enrolled += other.enrolled;
        self.started += other.started;
        self.completed += other.completed;
    }
}

impl<K> ClassResult<K> {
    /// Weighs another place of the same student in: the class that makes them count (the earliest day) decides, else the
    /// one with most attended minutes, else the latest. When the student was enrolled and started, and the verdict,
    /// are those of all the places together.
    pub fn weigh_in(&mut self, other: Self) {
        let enrolled_on = self.enrolled_on.min(other.enrolled_on);
        let started_on = self.started_on.into_iter().chain(other.started_on).min();
        let verdict = self.verdict.min(other.verdict);
        if weight(&other) < weight(self) {
            *self = other;
        }
        (self.enrolled_on, self.started_on, self.verdict) = (enrolled_on, started_on, verdict);
    }
}

/// The one place each student stands in. Students come out in order of id.
pub fn deciding_places<K>(places: Vec<ClassResult<K>>) -> Vec<ClassResult<K>> {
    let mut chosen: BTreeMap<StudentId, ClassResult<K>> = BTreeMap::new();
    for place in places {
        match chosen.entry(place.student) {
            Entry::Vacant(entry) => {
                entry.insert(place);
            }
            Entry::Occupied(mut entry) => entry.get_mut().weigh_in(place),
        }
    }

    chosen.into_values().collect()
}

/// The lesser decides.
fn weight<K>(place: &ClassResult<K>) -> impl Ord + use<K> {
    (
        place.completed_on.is_none(),
        place.completed_on,
        std::cmp::Reverse(place.attended),
        std::cmp::Reverse(place.lateness),
    )
}

/// Students a week that must complete from `today` to reach the target by `end`.
/// `None` when the period is over; 0 when the target is reached.
pub fn required_per_week(
    target: u32,
    completed: u32,
    today: NaiveDate,
    end: NaiveDate,
) -> Option<f64> {
    let days = (end - today).num_days() + 1;
    if days <= 0 {
        return None;
    }
    let left = f64::from(target.saturating_sub(completed));

    Some(left / (days as f64 / 7.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn place(
        verdict: Verdict,
        attended: u32,
        completed_on: Option<&str>,
        key: u8,
    ) -> ClassResult<u8> {
        ClassResult {
            student: StudentId(1),
            verdict,
            attended: Minutes(attended),
            enrolled_on: day("2026-08-01"),
            started_on: (attended > 0).then(|| day("2026-09-01")),
            completed_on: completed_on.map(day),
            lateness: (0, key.into()),
            key,
        }
    }

    #[test]
    fn the_class_that_makes_a_student_count_first_decides() {
        let places = vec![
            place(Verdict::NoLonger, 500, None, 1),
            place(Verdict::Completed, 450, Some("2026-10-09"), 2),
            place(Verdict::Completed, 450, Some("2026-10-08"), 3),
        ];

        assert_eq!(deciding_places(places)[0].key, 3);
    }

    #[test]
    fn among_others_the_one_with_most_minutes_decides_and_any_hope_is_hope() {
        let places =
            vec![place(Verdict::NotYet, 0, None, 9), place(Verdict::NoLonger, 90, None, 2)];
        let decided = deciding_places(places)[0];

        assert_eq!((decided.key, decided.verdict), (2, Verdict::NotYet));
        assert_eq!(decided.started_on, Some(day("2026-09-01")));
    }

    #[test]
    fn the_required_pace_ends_with_the_period() {
        assert_eq!(required_per_week(100, 30, day("2026-09-01"), day("2026-09-14")), Some(35.0));
        assert_eq!(required_per_week(100, 130, day("2026-09-01"), day("2026-09-14")), Some(0.0));
        assert_eq!(required_per_week(100, 0, day("2026-09-15"), day("2026-09-14")), None);
    }
}
