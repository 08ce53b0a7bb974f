//! What is booked will lead how far: expected value, an 80 % range, the day the target is reached, and how much more is
//! needed.
//!
//! Each class completes at a rate of its own. The rates of finished classes give a mean and a spread
//! between classes (method of moments for the beta-binomial, after Kleinman 1973, JASA 68:46–54); an
//! unfinished class is drawn from the same. Mean and spread are themselves uncertain, the more so the fewer
//! classes are finished: the spread leans on what is usual between school classes, and the range is Student's
//! t rather than the normal. `tests/the_forecast_holds.rs` tries it on simulated programmes.

use chrono::NaiveDate;

/// Fewer finished classes than this say too little about how classes differ.
pub const LEAST_FINISHED_CLASSES: usize = 3;
/// Fewer students in finished classes than this say too little about the rate.
pub const LEAST_FINISHED_STUDENTS: u32 = 30;

/// Standard normal quantile that leaves 10 % on each side.
const TEN_PERCENT_TAIL: f64 = 1.2816;
/// How alike students of one class are assumed to be (intra-class correlation) before anything is seen. A guess on the
/// low side of what is found for school results (Hedges & Hedberg 2007, EEPA 29:60–87: about 0.1–0.25).
const USUAL_CORRELATION: f64 = 0.1;
/// The usual correlation weighs as much as so many classes that were seen.
const USUAL_WEIGHT: f64 = 2.0;

/// A class as the forecast sees it; students are counted in the class that decides for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassOutlook {
    /// Students in the class.
    pub students: u32,
    /// Of those, who count already.
    pub completed: u32,
    /// Of those, who do not count yet but still can.
    pub pending: u32,
    /// The day of its last planned session; `None` where not all are dated.
    pub last_session: Option<NaiveDate>,
    /// Days from its first session to its last; `None` where not all are dated.
    pub days: Option<u32>,
    /// Whether any session is planned at all.
    pub booked: bool,
}

impl ClassOutlook {
    fn is_finished(&self) -> bool {
        self.pending == 0 && self.booked && self.students > 0
    }
}

/// What is expected of what is booked.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Expected number of students who count when everything booked is over.
    pub expected: f64,
    /// The lower end of the 80 % range.
    pub low: f64,
    /// The upper end of the 80 % range.
    pub high: f64,
    /// The day the target is expected to be reached; `None` if not within what is booked and dated.
    pub target_reached_on: Option<NaiveDate>,
    /// The share of a class's students who complete, 0–1.
    pub rate: f64,
    /// Of those expected, how many come from classes in which a session has no day: they have no place on the path.
    pub undated: f64,
    /// The same day by day: where the sum stands after the last session of each class that is dated.
    pub path: Vec<Outlook>,
}

/// How far it is expected to be on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    pub day: NaiveDate,
    /// Expected number of students who count.
    pub expected: f64,
    /// The lower end of the 80 % range.
    pub low: f64,
    /// The upper end of the 80 % range.
    pub high: f64,
}

/// What is needed besides what is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// More classes.
    pub classes: u32,
    /// Students in each.
    pub size: u32,
}

impl Forecast {
    /// How far it is expected to be at the end of a day; `None` where nothing that is booked and dated is over by then.
    pub fn on(&self, day: NaiveDate) -> Option<Outlook> {
        self.path.iter().rev().find(|outlook| outlook.day <= day).copied()
    }

    /// How many more classes of a size are needed for the target; `None` where what is booked is enough, or classes
    /// complete nobody.
    pub fn need(&self, target: u32, size: u32) -> Option<Need> {
        let missing = f64::from(target) - self.expected;
        let each = f64::from(size) * self.rate;
        if missing <= 0.0 || each <= 0.0 {
            return None;
        }

        Some(Need { classes: (missing / each).ceil() as u32, size })
    }
}

/// The usual size of a class and the days it takes, as the median of those that have students and those that are dated.
pub fn usual_class(classes: &[ClassOutlook]) -> (Option<u32>, Option<u32>) {
    let sizes = classes.iter().map(|class| class.students).filter(|students| *students > 0);
    let days = classes.iter().filter_map(|class| class.days);

    (median(sizes.collect()), median(days.collect()))
}

fn median(mut numbers: Vec<u32>) -> Option<u32> {
    numbers.sort_unstable();

    numbers.get(numbers.len() / 2).copied()
}

/// Forecasts the number that counts at `end`. `None` where there is too little to go on.
pub fn forecast(classes: &[ClassOutlook], target: u32, end: NaiveDate) -> Option<Forecast> {
    let (finished, open): (Vec<_>, Vec<_>) =
        classes.iter().filter(|class| class.students > 0).partition(|class| class.is_finished());
    let spread = Spread::seen_in(&finished)?;
    let completed: u32 = classes.iter().map(|class| class.completed).sum();
    let mut coming: Vec<&ClassOutlook> = open
        .into_iter()
        .filter(|class| class.booked && class.last_session.is_none_or(|day| day <= end))
        .collect();
    coming.sort_by_key(|class| (class.last_session.is_none(), class.last_session));

    let mut sum = Sum::of(f64::from(completed));
    let mut path: Vec<Outlook> = Vec::new();
    let mut reached_on = None;
    for class in coming {
        sum.add(class, &spread);
        if reached_on.is_none() && sum.expected >= f64::from(target) && completed < target {
            reached_on = class.last_session;
        }
        if let Some(day) = class.last_session {
            path.pop_if(|last| last.day == day);
            let (low, high) = sum.range(&spread);
            path.push(Outlook { day, expected: sum.expected, low, high });
        }
    }
    let (low, high) = sum.range(&spread);
    let dated = path.last().map_or(f64::from(completed), |last| last.expected);

    Some(Forecast {
        expected: sum.expected,
        low,
        high,
        undated: sum.expected - dated,
        target_reached_on: reached_on,
        rate: spread.mean,
        path,
    })
}

/// What classes add up to.
#[derive(Debug, Clone, Copy)]
struct Sum {
    floor: f64,
    expected: f64,
    variance: f64,
    /// Students whose outcome hangs on the mean.
    exposed: f64,
    ceiling: f64,
}

impl Sum {
    fn of(completed: f64) -> Self {
        Self {
            floor: completed,
            expected: completed,
            variance: 0.0,
            exposed: 0.0,
            ceiling: completed,
        }
    }

    fn add(&mut self, class: &ClassOutlook, spread: &Spread) {
        self.expected += spread.expected_more(class);
        self.variance += spread.variance(class);
        self.exposed += f64::from(class.pending);
        self.ceiling += f64::from(class.pending);
    }

    fn range(&self, spread: &Spread) -> (f64, f64) {
        let variance = self.variance + self.exposed * self.exposed * spread.mean_variance;
        let reach = spread.tail * variance.sqrt();

        ((self.expected - reach).max(self.floor), (self.expected + reach).min(self.ceiling))
    }
}

/// How classes have completed so far.
#[derive(Debug, Clone, Copy)]
struct Spread {
    /// Mean completion rate.
    mean: f64,
    /// Correlation between students of one class, 0–1.
    correlation: f64,
    /// Variance of the mean itself.
    mean_variance: f64,
    /// Quantile of Student's t that leaves 10 % on each side.
    tail: f64,
}

impl Spread {
    fn seen_in(finished: &[&ClassOutlook]) -> Option<Self> {
        let students: u32 = finished.iter().map(|class| class.students).sum();
        if finished.len() < LEAST_FINISHED_CLASSES || students < LEAST_FINISHED_STUDENTS {
            return None;
        }
        let completed: u32 = finished.iter().map(|class| class.completed).sum();
        let count = finished.len() as f64;
        let total = f64::from(students);
        // One student of each kind is added, so that no rate is ever certain.
        let mean = (f64::from(completed) + 1.0) / (total + 2.0);
        let binomial = mean * (1.0 - mean);
        let scatter: f64 = finished
            .iter()
            .map(|class| {
                let size = f64::from(class.students);
                size * (f64::from(class.completed) / size - mean).powi(2)
            })
            .sum();
        let squares: f64 = finished.iter().map(|class| f64::from(class.students).powi(2)).sum();
        let expected_scatter = binomial * (count - 1.0);
        let growth = binomial * (total - squares / total - (count - 1.0));
        let seen = if growth > 0.0 { (scatter - expected_scatter) / growth } else { 0.0 };
        let weight = count - 1.0;
        let correlation =
            (seen * weight + USUAL_CORRELATION * USUAL_WEIGHT) / (weight + USUAL_WEIGHT);
        let correlation = correlation.clamp(0.0, 0.95);
        let mean_variance = binomial
            * finished
                .iter()
                .map(|class| {
                    let size = f64::from(class.students);
                    size * (1.0 + (size - 1.0) * correlation)
                })
                .sum::<f64>()
            / (total * total);
        let tail = student_tail(weight + USUAL_WEIGHT);

        Some(Self { mean, correlation, mean_variance, tail })
    }

    /// Students of an unfinished class expected to count, beyond those who do.
    fn expected_more(&self, class: &ClassOutlook) -> f64 {
        let final_count = f64::from(class.students) * self.mean;

        (final_count - f64::from(class.completed)).clamp(0.0, f64::from(class.pending))
    }

    fn variance(&self, class: &ClassOutlook) -> f64 {
        let pending = f64::from(class.pending);

        pending
            * self.mean
            * (1.0 - self.mean)
            * (1.0 + (pending - 1.0).max(0.0) * self.correlation)
    }
}

/// Student's t that leaves 10 % on each side, by its expansion around the normal quantile (Abramowitz & Stegun 26.7.5).
fn student_tail(freedom: f64) -> f64 {
    let z = TEN_PERCENT_TAIL;
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;

    z + first / freedom + second / freedom.powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn finished(students: u32, completed: u32) -> ClassOutlook {
        ClassOutlook {
            students,
            completed,
            pending: 0,
            last_session: None,
            days: None,
            booked: true,
        }
    }

    fn coming(students: u32, last: &str) -> ClassOutlook {
        ClassOutlook {
            students,
            completed: 0,
            pending: students,
            last_session: Some(day(last)),
            days: Some(35),
            booked: true,
        }
    }

    #[test]
    fn two_finished_classes_are_too_little_to_go_on() {
        let classes = [finished(30, 25), finished(30, 26), coming(30, "2026-12-01")];

        assert_eq!(forecast(&classes, 100, day("2027-01-01")), None);
    }

    #[test]
    fn the_target_is_reached_with_the_class_that_brings_the_expected_sum_there() {
        let classes = [
            finished(30, 24),
            finished(30, 24),
            finished(30, 24),
            coming(30, "2026-12-08"),
            coming(30, "2026-12-01"),
        ];
        let forecast = forecast(&classes, 90, day("2027-01-01")).unwrap();

        assert_eq!(forecast.target_reached_on, Some(day("2026-12-01")));
        assert!(forecast.low < forecast.expected && forecast.expected < forecast.high);
        assert!((110.0..125.0).contains(&forecast.expected), "{forecast:?}");
    }

    #[test]
    fn classes_with_a_session_without_a_day_are_expected_and_told_apart() {
        let undated = ClassOutlook { last_session: None, ..coming(30, "2026-12-01") };
        let classes = [
            finished(30, 24),
            finished(30, 24),
            finished(30, 24),
            coming(30, "2026-12-01"),
            undated,
        ];
        let forecast = forecast(&classes, 200, day("2027-01-01")).unwrap();
        let drawn = forecast.path.last().unwrap().expected;

        assert!(forecast.undated > 20.0, "{forecast:?}");
        assert_eq!(forecast.expected, drawn + forecast.undated);
    }

    #[test]
    fn what_is_not_booked_or_comes_after_the_end_is_left_out() {
        let unbooked = ClassOutlook { booked: false, ..coming(30, "2026-12-01") };
        let classes = [
            finished(30, 24),
            finished(30, 24),
            finished(30, 24),
            unbooked,
            coming(30, "2027-02-01"),
        ];
        let forecast = forecast(&classes, 90, day("2027-01-01")).unwrap();

        assert_eq!((forecast.expected, forecast.undated), (72.0, 0.0));
        assert_eq!((forecast.low, forecast.high), (72.0, 72.0));
    }

    #[test]
    fn classes_that_differ_widen_the_range() {
        let alike =
            [finished(30, 24), finished(30, 24), finished(30, 24), coming(30, "2026-12-01")];
        let unlike =
            [finished(30, 14), finished(30, 29), finished(30, 29), coming(30, "2026-12-01")];
        let width = |classes: &[ClassOutlook]| {
            let forecast = forecast(classes, 2000, day("2027-01-01")).unwrap();
            forecast.high - forecast.low
        };

        assert!(width(&unlike) > width(&alike));
    }

    #[test]
    fn more_classes_are_needed_where_what_is_booked_is_not_enough() {
        let classes = [finished(30, 24), finished(30, 24), finished(30, 24)];
        let forecast = forecast(&classes, 144, day("2027-01-01")).unwrap();

        assert_eq!(forecast.need(144, 30), Some(Need { classes: 4, size: 30 }));
        assert_eq!(forecast.need(72, 30), None);
        assert_eq!(
            usual_class(&[coming(20, "2026-12-01"), finished(30, 24)]),
            (Some(30), Some(35))
        );
    }

    #[test]
    fn the_tail_is_that_of_the_tables() {
        // Student's t, 90th percentile: 1.638 with 3, 1.372 with 10 degrees of freedom.
        assert!((student_tail(3.0) - 1.638).abs() < 0.02);
        assert!((student_tail(10.0) - 1.372).abs() < 0.005);
    }
}
