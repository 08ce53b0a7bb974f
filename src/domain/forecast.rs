//! What is booked will lead how far: expected value, an 80 % range, and the day the target is reached.
//!
//! Each class completes at a rate of its own. The rates of finished classes give a mean and a spread
//! between classes (method of moments for the beta-binomial, after Kleinman 1973, JASA 68:46–54); an
//! unfinished class is drawn from the same. The mean itself is uncertain, the more so the fewer
//! classes are finished. The sum of many classes is close to normal.

use chrono::NaiveDate;

/// Fewer finished classes than this say too little about how classes differ.
pub const LEAST_FINISHED_CLASSES: usize = 3;
/// Fewer students in finished classes than this say too little about the rate.
pub const LEAST_FINISHED_STUDENTS: u32 = 30;

/// Standard normal quantile that leaves 10 % on each side.
const TEN_PERCENT_TAIL: f64 = 1.2816;

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
    /// Whether any session is planned at all.
    pub booked: bool,
}

impl ClassOutlook {
    fn is_finished(&self) -> bool {
        self.pending == 0 && self.booked && self.students > 0
    }
}

/// What is expected of what is booked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Expected number of students who count when everything booked is over.
    pub expected: f64,
    /// The lower end of the 80 % range.
    pub low: f64,
    /// The upper end of the 80 % range.
    pub high: f64,
    /// The day the target is expected to be reached; `None` if not within what is booked and dated.
    pub target_reached_on: Option<NaiveDate>,
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

    let mut expected = f64::from(completed);
    let mut variance = 0.0;
    let mut exposed = 0.0;
    let mut ceiling = f64::from(completed);
    let mut reached_on = None;
    for class in coming {
        let more = spread.expected_more(class);
        expected += more;
        variance += spread.variance(class);
        exposed += f64::from(class.pending);
        ceiling += f64::from(class.pending);
        if reached_on.is_none() && expected >= f64::from(target) && completed < target {
            reached_on = class.last_session;
        }
    }
    let deviation = (variance + exposed * exposed * spread.mean_variance).sqrt();

    Some(Forecast {
        expected,
        low: (expected - TEN_PERCENT_TAIL * deviation).max(f64::from(completed)),
        high: (expected + TEN_PERCENT_TAIL * deviation).min(ceiling),
        target_reached_on: reached_on,
    })
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
        let correlation = if growth > 0.0 {
            ((scatter - expected_scatter) / growth).clamp(0.0, 0.95)
        } else {
            0.0
        };
        let mean_variance = binomial
            * finished
                .iter()
                .map(|class| {
                    let size = f64::from(class.students);
                    size * (1.0 + (size - 1.0) * correlation)
                })
                .sum::<f64>()
            / (total * total);

        Some(Self { mean, correlation, mean_variance })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn finished(students: u32, completed: u32) -> ClassOutlook {
        ClassOutlook { students, completed, pending: 0, last_session: None, booked: true }
    }

    fn coming(students: u32, last: &str) -> ClassOutlook {
        ClassOutlook {
            students,
            completed: 0,
            pending: students,
            last_session: Some(day(last)),
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

        assert_eq!(forecast.expected, 72.0);
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
}
