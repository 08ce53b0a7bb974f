//! A report's figures: what is counted, by sex, in total and by breakdowns, over time; and what of it is told where small
//! numbers are hidden.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::figure::Breakdown;
use super::progress::Count;
use super::suppression::{Cell, Differences, Sum, THRESHOLD, Within, hidden, told_in_time};

/// The columns by sex: women, men, unknown, and all.
pub const SEXES: usize = 4;
/// The column of all.
pub const ALL: usize = 3;

/// Counts by sex: women, men, unknown, all.
pub type BySex = [Count; SEXES];

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The code; `None` for unknown.
    pub key: Option<String>,
    /// Its name; empty where it is made when shown.
    pub label: String,
    /// The row of another breakdown that this one is part of: a school's municipality, a term's school year.
    pub within: Option<(Breakdown, Option<String>)>,
    pub counts: BySex,
}

/// A breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it goes by.
    pub by: Breakdown,
    pub rows: Vec<Row>,
}

/// Everything a report counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// At the end of the period.
    pub total: BySex,
    /// What had been reached the day before the period began.
    pub before: BySex,
    /// The breakdowns, as of the end of the period.
    pub tables: Vec<Table>,
    /// At the end of each month of the period, and on its last day.
    pub months: Vec<(NaiveDate, Count)>,
}

/// A number that is told, or hidden.
pub type Told = Option<u32>;

/// Enrolled, started and completed, as far as they are told.
pub type ToldCount = [Told; 3];

/// A row as it is told: by sex, then enrolled, started, completed.
pub type ToldRow = [ToldCount; SEXES];

/// A report as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFigures {
    /// At the end of the period.
    pub total: ToldRow,
    /// Of those, who came to be counted in the period.
    pub gained: ToldRow,
    /// The breakdowns, in the order of the figures.
    pub tables: Vec<Vec<ToldRow>>,
    pub months: Vec<ToldCount>,
    /// Whether anyone's sex is unknown, so that there is a column for them.
    pub has_unknown: bool,
}

/// Enrolled, started, completed.
pub fn measures(count: Count) -> [u32; 3] {
    [count.enrolled, count.started, count.completed]
}

impl Figures {
    /// All of it.
    pub fn in_full(&self) -> ToldFigures {
        self.told(|_, _, value| Some(value), |values| vec![[true; 3]; values.len()])
    }

    /// With small numbers hidden, and all that would give them away; small differences between enrolled, started and
    /// completed as well or not.
    pub fn suppressed(&self, differences: Differences) -> ToldFigures {
        let mut cells = Vec::new();
        let mut sums: Vec<Sum> = Vec::new();
        let mut each = 0;
        for measure in 0..3 {
            let (of_measure, adding_up) = self.cells(measure);
            let first = cells.len();
            each = of_measure.len();
            cells.extend(of_measure);
            sums.extend(adding_up.into_iter().map(|sum| Sum {
                total: first + sum.total,
                parts: sum.parts.into_iter().map(|part| first + part).collect(),
            }));
        }
        // Whoever completes has started, and whoever starts is enrolled.
        let within: Vec<Within> = [(1, 0), (2, 1), (2, 0)]
            .into_iter()
            .flat_map(|(less, more)| {
                (0..each).map(move |place| Within {
                    less: less * each + place,
                    more: more * each + place,
                })
            })
            .collect();
        let hidden = hidden(&cells, &sums, &within, differences);

        self.told(
            |measure, place, value| (!hidden.contains(&(measure * each + place))).then_some(value),
            |values| told_in_months(values, differences),
        )
    }

    /// The cells of one measure in a row, and how they add up: total, before, gained, then the tables.
    fn cells(&self, measure: usize) -> (Vec<Cell>, Vec<Sum>) {
        let mut cells = Vec::new();
        let mut sums = Vec::new();
        let mut push = |counts: &BySex, people: &BySex| -> usize {
            let first = cells.len();
            // That nobody has started where nothing has begun says nothing about anyone.
            let not_begun =
                measure > 0 && people[ALL].started == 0 && people[ALL].enrolled >= THRESHOLD;
            cells.extend(counts.iter().zip(people).map(|(count, among)| Cell {
                value: measures(*count)[measure],
                among: if not_begun { 0 } else { among.enrolled },
            }));
            sums.push(Sum { total: first + ALL, parts: (first..first + ALL).collect() });
            first
        };
        let total = push(&self.total, &self.total);
        let before = push(&self.before, &self.before);
        let gained = push(&self.gained(), &self.total);
        let mut places: BTreeMap<(Breakdown, Option<&str>), usize> = BTreeMap::new();
        let mut lists: Vec<Vec<usize>> = Vec::new();
        for table in &self.tables {
            lists.push(table.rows.iter().map(|row| push(&row.counts, &row.counts)).collect());
            let rows = table.rows.iter().zip(&lists[lists.len() - 1]);
            places.extend(rows.map(|(row, place)| ((table.by, row.key.as_deref()), *place)));
        }
        for sex in 0..SEXES {
            let total_and = [before + sex, gained + sex].to_vec();
            sums.push(Sum { total: total + sex, parts: total_and });
            for list in &lists {
                let parts = list.iter().map(|place| place + sex).collect();
                sums.push(Sum { total: total + sex, parts });
            }
            let mut within: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (table, list) in self.tables.iter().zip(&lists) {
                for (row, place) in table.rows.iter().zip(list) {
                    let Some((by, key)) = &row.within else { continue };
                    if let Some(outer) = places.get(&(*by, key.as_deref())) {
                        within.entry(outer + sex).or_default().push(place + sex);
                    }
                }
            }
            sums.extend(within.into_iter().map(|(total, parts)| Sum { total, parts }));
        }

        (cells, sums)
    }

    fn gained(&self) -> BySex {
        std::array::from_fn(|sex| {
            let (now, before) = (self.total[sex], self.before[sex]);
            Count {
                enrolled: now.enrolled.saturating_sub(before.enrolled),
                started: now.started.saturating_sub(before.started),
                completed: now.completed.saturating_sub(before.completed),
            }
        })
    }

    /// Tells each number as far as it is told at its place, which is that of [`Figures::cells`].
    fn told(
        &self,
        tell: impl Fn(usize, usize, u32) -> Told,
        in_time: impl Fn(&[[u32; 3]]) -> Vec<[bool; 3]>,
    ) -> ToldFigures {
        let row = |first: usize, counts: &BySex| -> ToldRow {
            std::array::from_fn(|sex| {
                let values = measures(counts[sex]);
                std::array::from_fn(|measure| tell(measure, first + sex, values[measure]))
            })
        };
        let mut place = 3 * SEXES;
        let tables = self
            .tables
            .iter()
            .map(|table| {
                let rows = table.rows.iter().map(|one| {
                    let told = row(place, &one.counts);
                    place += SEXES;
                    told
                });
                rows.collect()
            })
            .collect();
        let values: Vec<[u32; 3]> = self.months.iter().map(|(_, count)| measures(*count)).collect();
        let told_months = in_time(&values);
        let months = values.iter().zip(&told_months).enumerate().map(|(index, (values, told))| {
            std::array::from_fn(|measure| {
                let is_last = index + 1 == told_months.len();
                let total_is_told = tell(measure, ALL, values[measure]).is_some();
                let told = if is_last { total_is_told } else { told[measure] };
                told.then_some(values[measure])
            })
        });

        ToldFigures {
            total: row(0, &self.total),
            gained: row(2 * SEXES, &self.gained()),
            months: months.collect(),
            tables,
            has_unknown: self.total[2].enrolled > 0,
        }
    }
}

/// Which numbers of which months may be told: no small growth from one told number to the next, no small number where
/// somebody has begun, and no small difference within a month.
fn told_in_months(months: &[[u32; 3]], differences: Differences) -> Vec<[bool; 3]> {
    let mut told = vec![[true; 3]; months.len()];
    for measure in 0..3 {
        let values: Vec<u32> = months.iter().map(|month| month[measure]).collect();
        for (month, is_told) in told.iter_mut().zip(told_in_time(&values)) {
            month[measure] = is_told;
        }
    }
    for (month, told) in months.iter().zip(&mut told) {
        let [enrolled, started, completed] = *month;
        let is_small = |value: u32, among: u32| value < THRESHOLD && among > 0;
        told[0] &= !is_small(enrolled, enrolled);
        // That nobody has started where nothing has begun says nothing about anyone.
        told[1] &= started == 0 || !is_small(started, enrolled);
        told[2] &= !is_small(completed, started);
        if differences == Differences::Hidden {
            let apart = |more: u32, less: u32| (1..THRESHOLD).contains(&more.saturating_sub(less));
            told[1] &= !(told[0] && apart(enrolled, started));
            told[2] &= !(told[1] && apart(started, completed));
            told[2] &= !(told[0] && apart(enrolled, completed));
        }
    }

    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(enrolled: u32, started: u32, completed: u32) -> Count {
        Count { enrolled, started, completed }
    }

    fn row(key: &str, within: Option<&str>, women: Count, men: Count) -> Row {
        let mut all = women;
        all += men;

        Row {
            key: Some(key.to_owned()),
            label: key.to_owned(),
            within: within.map(|key| (Breakdown::Municipality, Some(key.to_owned()))),
            counts: [women, men, Count::default(), all],
        }
    }

    fn figures() -> Figures {
        let falun = row("2080", None, count(30, 20, 12), count(40, 30, 20));
        let orsa = row("2034", None, count(10, 8, 7), count(3, 2, 1));
        let mut total = falun.counts;
        total.iter_mut().zip(orsa.counts).for_each(|(sum, one)| *sum += one);
        let schools = vec![
            row("a", Some("2080"), count(20, 10, 6), count(20, 15, 10)),
            row("b", Some("2080"), count(10, 10, 6), count(20, 15, 10)),
            row("c", Some("2034"), count(10, 8, 7), count(3, 2, 1)),
        ];

        Figures {
            total,
            before: [count(0, 0, 0); SEXES],
            tables: vec![
                Table { by: Breakdown::Municipality, rows: vec![falun, orsa] },
                Table { by: Breakdown::School, rows: schools },
            ],
            months: vec![
                (NaiveDate::from_yo_opt(2026, 31).unwrap(), count(60, 50, 2)),
                (NaiveDate::from_yo_opt(2026, 59).unwrap(), count(83, 60, 40)),
            ],
        }
    }

    #[test]
    fn a_small_number_is_hidden_in_every_table_where_it_could_be_found() {
        let told = figures().suppressed(Differences::Told);
        let (municipalities, schools) = (&told.tables[0], &told.tables[1]);

        // Three men in Orsa, all at one school: neither table tells, and neither the women's number beside.
        assert_eq!(municipalities[1][1][0], None);
        assert_eq!(municipalities[1][0][0], None);
        assert_eq!(schools[2][1][0], None);
        assert_eq!(told.total[ALL][0], Some(83), "the total is told");
        assert_eq!(told.months, [[Some(60), Some(50), None], [Some(83), Some(60), Some(40)]]);
    }

    #[test]
    fn small_differences_within_a_row_are_numbers_too() {
        let mut figures = figures();
        // Eight of ten women at one school, as many fewer at the other, so that all sums stay.
        let rows = &mut figures.tables[1].rows;
        (rows[0].counts[0], rows[0].counts[ALL]) = (count(20, 10, 4), count(40, 25, 14));
        (rows[1].counts[0], rows[1].counts[ALL]) = (count(10, 10, 8), count(30, 25, 18));
        let told = figures.suppressed(Differences::Hidden);
        let rows = told.tables.iter().flatten().chain([&told.total, &told.gained]);
        let every_month = told.months.iter().copied();
        for numbers in rows.flat_map(|row| row.iter().copied()).chain(every_month) {
            for (more, less) in [(0, 1), (1, 2), (0, 2)] {
                if let (Some(more), Some(less)) = (numbers[more], numbers[less]) {
                    assert!(!(1..THRESHOLD).contains(&(more - less)), "{numbers:?}");
                }
            }
        }
        assert!(figures.suppressed(Differences::Told).tables[1][1][ALL][2].is_some());
    }

    #[test]
    fn a_month_tells_no_zero_where_somebody_has_begun() {
        let months = [[40, 0, 0], [60, 30, 0], [83, 60, 40]];

        let told = told_in_months(&months, Differences::Hidden);

        assert_eq!(told, [[true, true, true], [true, true, false], [true, true, true]]);
    }

    #[test]
    fn in_full_everything_is_told() {
        let figures = figures();
        let told = figures.in_full();

        for (table, told) in figures.tables.iter().zip(&told.tables) {
            for (row, told) in table.rows.iter().zip(told) {
                for (counts, told) in row.counts.iter().zip(told) {
                    assert_eq!(told.map(Option::unwrap), measures(*counts));
                }
            }
        }
        assert!(!told.has_unknown);
    }
}
