//! Ten thousand class lists drawn from a grammar of how schools write them, each with its truth: how many rows come out right,
//! how many are asked about, and how many are wrong without a word. The seed is fixed, so that the figures are the same each time.

#[path = "lists/grammar.rs"]
mod grammar;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use grammar::Truth;
use kursliggaren::intake;
use kursliggaren::intake::rows::list_rows;
use kursliggaren::register::list::{ListRow, Sight};

const LISTS: u64 = 10_000;
/// So many rows that are wrong are told of.
const SHOWN: usize = 40;

/// Rows of a kind by what has come of them.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    rows: u32,
    right: u32,
    asked: u32,
    /// Left out or refused with a reason, though it is a student.
    held_back: u32,
    /// Taken as something it is not, or gone.
    wrong: u32,
}

impl Score {
    fn count(&mut self, fate: Fate) {
        self.rows += 1;
        match fate {
            Fate::Right => self.right += 1,
            Fate::Asked => self.asked += 1,
            Fate::HeldBack => self.held_back += 1,
            Fate::Wrong => self.wrong += 1,
        }
    }

    fn share(&self, count: u32) -> f64 {
        f64::from(count) * 100.0 / f64::from(self.rows.max(1))
    }
}

/// What has come of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Right,
    Asked,
    HeldBack,
    Wrong,
}

fn fate(truth: &Truth, row: Option<&ListRow>) -> Fate {
    let Some(row) = row else { return Fate::Wrong };
    let details = &row.details;
    let is_nameless = details.given.is_empty() && details.family.is_empty();
    let is_left = matches!(row.sight, Sight::LeftOut(_)) || is_nameless;
    match truth {
        Truth::Protected if row.protected || is_left => Fate::Right,
        _ if matches!(row.sight, Sight::Asked(_)) && !row.protected => Fate::Asked,
        // Whoever has no class is refused.
        Truth::Student { .. } if is_left || row.protected || row.class.is_none() => Fate::HeldBack,
        Truth::Student { given, family, class, email, born } => {
            let is_right = details.given == *given
                && details.family == *family
                && row.class == *class
                && details.email == *email
                && details.birth_date == *born;
            if is_right { Fate::Right } else { Fate::Wrong }
        }
        Truth::Nobody(_) if is_left => Fate::Right,
        Truth::Nobody(_) | Truth::Protected => Fate::Wrong,
    }
}

#[test]
fn rows_of_ten_thousand_lists_come_out_right_or_are_asked_about() {
    let today: NaiveDate = "2026-11-25".parse().unwrap();
    let mut scores: BTreeMap<(bool, &str), Score> = BTreeMap::new();
    let mut unread = 0;
    let mut shown = 0;
    let mut asked_of_clean = 0;
    for seed in 0..LISTS {
        let list = grammar::list(seed);
        let read = intake::read_bytes(list.bytes.clone())
            .and_then(|sheets| intake::choose_list(sheets, None))
            .and_then(|(sheet, mapping)| list_rows(&sheet, &mapping, today));
        let rows = match read {
            Ok((rows, _)) => rows,
            Err(error) => {
                unread += 1;
                println!("seed {seed}: {error}");
                continue;
            }
        };
        for (number, truth) in &list.truth {
            let row = rows.iter().find(|row| row.row == *number);
            let score = scores.entry((list.is_dirty, truth.kind())).or_default();
            let fate = fate(truth, row);
            score.count(fate);
            if fate == Fate::Wrong && shown < SHOWN {
                shown += 1;
                println!("seed {seed}, row {number}: {truth:?}\n   {row:?}");
            }
            if !list.is_dirty && row.is_some_and(|row| matches!(row.sight, Sight::Asked(_))) {
                asked_of_clean += 1;
            }
        }
    }
    let mut all = Score::default();
    for ((is_dirty, kind), score) in &scores {
        println!(
            "{} {kind:<12} {:>7} rows: {:>6.2} % right, {:>5.2} % asked, {:>5.2} % held back, {} wrong",
            if *is_dirty { "dirty" } else { "clean" },
            score.rows,
            score.share(score.right),
            score.share(score.asked),
            score.share(score.held_back),
            score.wrong
        );
        all.rows += score.rows;
        all.wrong += score.wrong;
    }
    println!("{unread} lists not read; {asked_of_clean} rows of clean lists asked about");
    println!("{} of {} rows wrong without a word", all.wrong, all.rows);

    let students = |dirty: bool| scores[&(dirty, "student")];
    for ((_, kind), score) in &scores {
        let must_hold = matches!(*kind, "protected" | "staff" | "guardian");
        assert!(!must_hold || score.wrong == 0, "{kind}: {score:?}");
    }
    assert!(all.wrong * 1000 <= all.rows, "{} of {} rows wrong", all.wrong, all.rows);
    assert!(students(false).share(students(false).right) >= 97.0, "{:?}", students(false));
    assert!(students(true).share(students(true).right) >= 90.0, "{:?}", students(true));
    assert!(unread * 100 <= LISTS, "{unread} lists not read");
}
