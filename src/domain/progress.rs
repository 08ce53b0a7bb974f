//! How far it is: enrolled, started, completed, in total and by a breakdown.
//!
//! All figures are made from the same verdicts, one row a student, so that they always add up.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Minutes, StudentId, Verdict};

/// A student in one class of the course, as the counting needs it.
#[derive(Debug, Clone, Copy)]
pub struct Place<K> {
    /// The student; after a merge, the one that remains.
    pub student: StudentId,
    /// The verdict in this class.
    pub verdict: Verdict,
    /// Minutes attended that the class's plan takes in.
    pub attended: Minutes,
    /// Whether the student was there at least once.
    pub started: bool,
    /// The day the line was reached.
    pub completed_on: Option<NaiveDate>,
    /// How late the class is among classes: the greatest is the latest.
    pub lateness: i64,
    /// The row of the breakdown this class puts the student in.
    pub key: K,
}

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

/// The one place each student stands in: the class that makes them count (the earliest day), else the
/// one with most attended minutes, else the latest. Students come out in order of id.
pub fn deciding_places<K>(places: Vec<Place<K>>) -> Vec<Place<K>> {
    let mut chosen: BTreeMap<StudentId, Place<K>> = BTreeMap::new();
    let mut started: BTreeMap<StudentId, bool> = BTreeMap::new();

    for place in places {
        *started.entry(place.student).or_default() |= place.started;
        match chosen.entry(place.student) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(place);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                if weight(&place) < weight(entry.get()) {
                    entry.insert(place);
                }
            }
        }
    }

    chosen.into_values().map(|place| Place { started: started[&place.student], ..place }).collect()
}

/// The lesser decides.
fn weight<K>(place: &Place<K>) -> impl Ord + use<K> {
    (
        place.verdict != Verdict::Counts,
        place.completed_on,
        std::cmp::Reverse(place.attended),
        std::cmp::Reverse(place.lateness),
    )
}

/// Counts students that each stand in one place.
pub fn count<'a, K: 'a>(deciding: impl IntoIterator<Item = &'a Place<K>>) -> Count {
    let mut count = Count::default();
    for place in deciding {
        count += one(place);
    }

    count
}

/// Counts by row; the rows sum to [`count`].
pub fn count_by<K: Ord + Clone>(deciding: &[Place<K>]) -> BTreeMap<K, Count> {
    let mut rows: BTreeMap<K, Count> = BTreeMap::new();
    for place in deciding {
        *rows.entry(place.key.clone()).or_default() += one(place);
    }

    rows
}

fn one<K>(place: &Place<K>) -> Count {
    let completed = place.verdict == Verdict::Counts;

    Count { enrolled: 1, started: (place.started || completed).into(), completed: completed.into() }
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
    use proptest::prelude::*;

    fn any_place() -> impl Strategy<Value = Place<Option<u8>>> {
        (0i64..20, 0u32..600, any::<bool>(), 0i64..5, proptest::option::of(0u8..4)).prop_map(
            |(student, attended, counts, lateness, key)| Place {
                student: StudentId(student),
                verdict: if counts { Verdict::Counts } else { Verdict::NotYet },
                attended: Minutes(attended),
                started: attended > 0,
                completed_on: counts.then(|| NaiveDate::from_ymd_opt(2026, 9, 1).unwrap()),
                lateness,
                key,
            },
        )
    }

    proptest! {
        #[test]
        fn breakdowns_sum_to_the_whole_and_each_student_counts_once(places in proptest::collection::vec(any_place(), 0..60)) {
            let students: std::collections::BTreeSet<_> = places.iter().map(|place| place.student).collect();
            let completed: std::collections::BTreeSet<_> = places
                .iter()
                .filter(|place| place.verdict == Verdict::Counts)
                .map(|place| place.student)
                .collect();
            let deciding = deciding_places(places);
            let whole = count(&deciding);
            let mut sum = Count::default();
            for row in count_by(&deciding).into_values() {
                sum += row;
            }

            prop_assert_eq!(sum, whole);
            prop_assert_eq!(whole.enrolled as usize, students.len());
            prop_assert_eq!(whole.completed as usize, completed.len());
            prop_assert!(whole.completed <= whole.started && whole.started <= whole.enrolled);
        }
    }

    #[test]
    fn the_required_pace_ends_with_the_period() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();

        assert_eq!(required_per_week(100, 30, day("2026-09-01"), day("2026-09-14")), Some(35.0));
        assert_eq!(required_per_week(100, 130, day("2026-09-01"), day("2026-09-14")), Some(0.0));
        assert_eq!(required_per_week(100, 0, day("2026-09-15"), day("2026-09-14")), None);
    }
}
