//! The forecast tried on programmes whose end is known: simulated ones, each class with a rate of its own.

use chrono::NaiveDate;
use kursliggaren::domain::forecast::{ClassOutlook, forecast};

/// Pseudo-random numbers (SplitMix64), the same each time.
struct Dice(u64);

impl Dice {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);

        mixed ^ (mixed >> 31)
    }

    /// Evenly between two numbers.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn chance(&mut self, share: f64) -> bool {
        self.between(0.0, 1.0) < share
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.between(0.0, 1.0)).sum::<f64>() - 6.0
    }

    /// Gamma with scale 1 (Marsaglia & Tsang 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = self.between(f64::MIN_POSITIVE, 1.0).powf(1.0 / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            let even = self.between(f64::MIN_POSITIVE, 1.0);
            if v > 0.0 && even.ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    fn beta(&mut self, mean: f64, correlation: f64) -> f64 {
        let sum = (1.0 - correlation) / correlation;
        let (a, b) = (self.gamma(mean * sum), self.gamma((1.0 - mean) * sum));

        a / (a + b)
    }
}

/// A programme as it is seen at some moment, and how many count in the end.
fn programme(dice: &mut Dice) -> (Vec<ClassOutlook>, u32) {
    let count = dice.between(5.0, 121.0) as usize;
    let (mean, correlation) = (dice.between(0.5, 0.92), dice.between(0.02, 0.25));
    let finished = ((count as f64 * dice.between(0.15, 0.9)) as usize).clamp(3, count - 1);
    let mut in_the_end = 0;
    let classes = (0..count)
        .map(|index| {
            let students = dice.between(12.0, 33.0) as u32;
            let rate = dice.beta(mean, correlation);
            // How far the class has come: to its end, not yet begun, or in between.
            let come = match index {
                _ if index < finished => 1.0,
                _ if dice.chance(0.4) => dice.between(0.0, 1.0),
                _ => 0.0,
            };
            let (mut completed, mut lost) = (0, 0);
            for _ in 0..students {
                let counts = dice.chance(rate);
                in_the_end += u32::from(counts);
                // Who misses too much is known early; who completes, late.
                match counts {
                    true if come >= 1.0 || dice.chance((come - 0.8) / 0.2) => completed += 1,
                    false if come >= 1.0 || dice.chance(come * 0.7) => lost += 1,
                    _ => {}
                }
            }
            let pending = students - completed - lost;
            let day = NaiveDate::from_yo_opt(2027, 1 + index as u32);
            ClassOutlook {
                students,
                completed,
                pending,
                last_session: day,
                days: None,
                booked: true,
            }
        })
        .collect();

    (classes, in_the_end)
}

/// In how many of so many simulated programmes the range holds the truth.
fn held(seed: u64, programmes: usize) -> usize {
    let mut dice = Dice(seed);
    let end = NaiveDate::from_ymd_opt(2027, 12, 31).unwrap();

    (0..programmes)
        .filter(|_| {
            let (classes, truth) = programme(&mut dice);
            let forecast = forecast(&classes, 2_000, end).expect("three classes are finished");
            (forecast.low.floor()..=forecast.high.ceil()).contains(&f64::from(truth))
        })
        .count()
}

#[test]
fn the_range_of_80_percent_holds_the_truth_in_75_to_85_percent_of_500_programmes() {
    let held = held(20_261_124, 500);

    assert!((375..=425).contains(&held), "{held} of 500");
}
