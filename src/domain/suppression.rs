//! Small numbers in tables that are handed out: those that could tell something about a person are hidden, and with them
//! as many others as it takes that they can't be computed back from sums and differences.
//!
//! Cell suppression as in Hundepool et al., *Statistical Disclosure Control* (Wiley 2012), chapter 4: primary
//! suppression by a threshold, complementary suppression along the sums, and an audit by linear algebra over all sums of
//! all tables at once.

use std::collections::BTreeSet;

/// Numbers below this are small.
pub const THRESHOLD: u32 = 5;

/// A cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Its number.
    pub value: u32,
    /// How many people it is about. A 0 among nobody says nothing about anyone.
    pub among: u32,
}

impl Cell {
    /// Whether the number by itself tells too much.
    fn is_small(self) -> bool {
        self.value < THRESHOLD && self.among > 0
    }
}

/// A cell that is the sum of others, each by its place in the list of cells. Readers know this of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The sum.
    pub total: usize,
    /// What it is the sum of.
    pub parts: Vec<usize>,
}

impl Sum {
    fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().copied().chain([self.total])
    }
}

/// The cells that must not be told.
pub fn hidden(cells: &[Cell], sums: &[Sum]) -> BTreeSet<usize> {
    let mut hidden: BTreeSet<usize> =
        (0..cells.len()).filter(|index| cells[*index].is_small()).collect();
    loop {
        let before = hidden.len();
        for sum in sums {
            hide_along(cells, sum, &mut hidden);
        }
        if hidden.len() == before
            && let Some(computable) = computable(sums, &hidden)
            && !hide_with(cells, sums, computable, &mut hidden)
        {
            // Everything is hidden already.
            break;
        }
        if hidden.len() == before {
            break;
        }
    }

    hidden
}

/// Hides more along one sum until what is hidden there neither stands alone nor is small together.
fn hide_along(cells: &[Cell], sum: &Sum, hidden: &mut BTreeSet<usize>) {
    loop {
        let inside: Vec<usize> = sum.cells().filter(|cell| hidden.contains(cell)).collect();
        if inside.is_empty() || is_safe(cells, sum, &inside, hidden) {
            return;
        }
        let Some(next) = next_to_hide(cells, sum, hidden) else { return };
        hidden.insert(next);
    }
}

/// Whether the hidden cells of a sum can't be told from it: there are several, and together they are no small number.
/// Where the sum itself is hidden, their difference to it is no number of people.
fn is_safe(cells: &[Cell], sum: &Sum, inside: &[usize], hidden: &BTreeSet<usize>) -> bool {
    let several = inside.len() > 1;
    let together: u32 = inside.iter().map(|cell| cells[*cell].value).sum();

    several && (hidden.contains(&sum.total) || together >= THRESHOLD)
}

/// The least cell that is told and says something, a part rather than the total.
fn next_to_hide(cells: &[Cell], sum: &Sum, hidden: &BTreeSet<usize>) -> Option<usize> {
    let told = |cell: &usize| !hidden.contains(cell) && cells[*cell].value > 0;
    let part = sum.parts.iter().copied().filter(told).min_by_key(|cell| cells[*cell].value);

    part.or(Some(sum.total).filter(told))
}

/// Hides one more cell on account of one that is computable: along the sums it stands in, else along any. False where all
/// are hidden.
fn hide_with(cells: &[Cell], sums: &[Sum], cell: usize, hidden: &mut BTreeSet<usize>) -> bool {
    let least = |near: bool| {
        sums.iter()
            .filter(|sum| !near || sum.cells().any(|other| other == cell))
            .filter_map(|sum| next_to_hide(cells, sum, hidden))
            .min_by_key(|next| cells[*next].value)
    };

    least(true).or_else(|| least(false)).is_some_and(|next| hidden.insert(next))
}

/// A hidden cell whose number follows from the told ones by the sums, if there is one: the system of equations is brought
/// to its reduced form, in which such a cell stands alone in a row.
pub fn computable(sums: &[Sum], hidden: &BTreeSet<usize>) -> Option<usize> {
    let unknowns: Vec<usize> = hidden.iter().copied().collect();
    let place = |cell: usize| unknowns.binary_search(&cell).ok();
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for sum in sums {
        let mut row = vec![0.0; unknowns.len()];
        for part in &sum.parts {
            if let Some(place) = place(*part) {
                row[place] += 1.0;
            }
        }
        if let Some(place) = place(sum.total) {
            row[place] -= 1.0;
        }
        if row.iter().any(|number| *number != 0.0) {
            rows.push(row);
        }
    }
    reduce(&mut rows, unknowns.len());

    rows.iter().find_map(|row| {
        let mut standing = row.iter().enumerate().filter(|(_, number)| number.abs() > NOTHING);
        let (first, _) = standing.next()?;
        standing.next().is_none().then(|| unknowns[first])
    })
}

/// Rounding leaves this much of a 0.
const NOTHING: f64 = 1e-9;

/// Gauss–Jordan elimination.
fn reduce(rows: &mut [Vec<f64>], columns: usize) {
    let mut done = 0;
    for column in 0..columns {
        let pivot = (done..rows.len())
            .max_by(|one, other| rows[*one][column].abs().total_cmp(&rows[*other][column].abs()));
        let Some(pivot) = pivot.filter(|pivot| rows[*pivot][column].abs() > NOTHING) else {
            continue;
        };
        rows.swap(done, pivot);
        let by = rows[done][column];
        rows[done].iter_mut().for_each(|number| *number /= by);
        let pivot_row = rows[done].clone();
        for (index, row) in rows.iter_mut().enumerate() {
            let times = row[column];
            if index != done && times.abs() > NOTHING {
                for (number, of_pivot) in row.iter_mut().zip(&pivot_row) {
                    *number -= times * of_pivot;
                }
            }
        }
        done += 1;
    }
}

/// Of numbers that only grow, which may be told: none from which, with the one told before, a small growth follows. The
/// last is always told, for it is the total that stands elsewhere.
pub fn told_in_time(values: &[u32]) -> Vec<bool> {
    let mut told = vec![false; values.len()];
    let mut shown: Vec<usize> = Vec::new();
    let small = |growth: u32| (1..THRESHOLD).contains(&growth);
    for index in 0..values.len() {
        let last = index + 1 == values.len();
        if last {
            while shown.last().is_some_and(|before| small(values[index] - values[*before])) {
                shown.pop();
            }
            shown.push(index);
        } else if !small(values[index] - shown.last().map_or(0, |before| values[*before])) {
            shown.push(index);
        }
    }
    for index in shown {
        told[index] = true;
    }

    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(values: &[u32]) -> Vec<Cell> {
        values.iter().map(|value| Cell { value: *value, among: 100 }).collect()
    }

    #[test]
    fn a_small_number_takes_another_with_it() {
        // 30 = 3 + 20 + 7: hiding 3 alone would leave it to subtraction.
        let sums = [Sum { total: 0, parts: vec![1, 2, 3] }];

        assert_eq!(hidden(&cells(&[30, 3, 20, 7]), &sums), BTreeSet::from([1, 3]));
    }

    #[test]
    fn small_numbers_that_are_small_together_take_one_more() {
        let sums = [Sum { total: 0, parts: vec![1, 2, 3] }];

        assert_eq!(hidden(&cells(&[33, 1, 2, 30]), &sums), BTreeSet::from([1, 2, 3]));
    }

    #[test]
    fn nobody_is_no_secret() {
        let sums = [Sum { total: 0, parts: vec![1, 2] }];
        let cells = [
            Cell { value: 20, among: 20 },
            Cell { value: 20, among: 20 },
            Cell { value: 0, among: 0 },
        ];

        assert!(hidden(&cells, &sums).is_empty());
    }

    #[test]
    fn what_only_several_tables_together_would_tell_is_hidden_too() {
        // Two tables of one total: rows 1–2 and 3–4, each by two sexes, share the total's row.
        let values = [30, 15, 15, 18, 4, 14, 12, 11, 1, 20, 10, 10, 10, 5, 5];
        let sums = [
            Sum { total: 0, parts: vec![1, 2] },
            Sum { total: 3, parts: vec![4, 5] },
            Sum { total: 6, parts: vec![7, 8] },
            Sum { total: 0, parts: vec![3, 6] },
            Sum { total: 1, parts: vec![4, 7] },
            Sum { total: 2, parts: vec![5, 8] },
            Sum { total: 9, parts: vec![10, 11] },
            Sum { total: 12, parts: vec![13, 14] },
            Sum { total: 0, parts: vec![9, 12] },
            Sum { total: 1, parts: vec![10, 13] },
            Sum { total: 2, parts: vec![11, 14] },
        ];
        let hidden = hidden(&cells(&values), &sums);

        assert!(hidden.contains(&4) && hidden.contains(&8));
        assert_eq!(computable(&sums, &hidden), None);
    }

    /// Two linked tables of random numbers: rows by three columns, with sums both ways and a common total.
    fn linked() -> impl Strategy<Value = (Vec<Cell>, Vec<Sum>)> {
        let number = prop_oneof![3 => 0u32..8, 2 => 5u32..60];
        let people = proptest::collection::vec((0usize..4, 0usize..5, 0usize..3, number), 3..40);
        people.prop_map(|groups| {
            let mut values = vec![0u32; 1 + 3];
            let mut sums = vec![Sum { total: 0, parts: vec![1, 2, 3] }];
            for (rows, of) in [(4, 0), (5, 1)] {
                let first = values.len();
                values.extend(std::iter::repeat_n(0, rows * 4));
                for row in 0..rows {
                    let at = first + row * 4;
                    sums.push(Sum { total: at, parts: vec![at + 1, at + 2, at + 3] });
                }
                for column in 0..4 {
                    let parts = (0..rows).map(|row| first + row * 4 + column).collect();
                    sums.push(Sum { total: column, parts });
                }
                for (one, other, sex, number) in &groups {
                    let row = if of == 0 { *one } else { *other };
                    values[first + row * 4] += number;
                    values[first + row * 4 + 1 + sex] += number;
                }
            }
            for (_, _, sex, number) in &groups {
                values[0] += number;
                values[1 + sex] += number;
            }
            let cells = values.iter().map(|value| Cell { value: *value, among: *value });
            (cells.collect(), sums)
        })
    }

    /// What a reader can conclude who adds and subtracts, and knows that nobody is less than nobody.
    fn bounds(cells: &[Cell], sums: &[Sum], hidden: &BTreeSet<usize>) -> Vec<(i64, i64)> {
        let most = i64::from(cells[0].value.max(1_000));
        let mut bounds: Vec<(i64, i64)> = cells
            .iter()
            .enumerate()
            .map(|(index, cell)| match hidden.contains(&index) {
                true => (0, most),
                false => (cell.value.into(), cell.value.into()),
            })
            .collect();
        for _ in 0..60 {
            for sum in sums {
                let (low, high) = sum.parts.iter().fold((0, 0), |(low, high), part| {
                    (low + bounds[*part].0, high + bounds[*part].1)
                });
                let total = &mut bounds[sum.total];
                *total = (total.0.max(low), total.1.min(high));
                let total = bounds[sum.total];
                for part in &sum.parts {
                    let (own_low, own_high) = bounds[*part];
                    bounds[*part] = (
                        own_low.max(total.0 - (high - own_high)),
                        own_high.min(total.1 - (low - own_low)),
                    );
                }
            }
        }

        bounds
    }

    proptest! {
        #[test]
        fn no_small_number_can_be_computed_back((cells, sums) in linked()) {
            let hidden = hidden(&cells, &sums);

            prop_assert_eq!(computable(&sums, &hidden), None);
            for (index, cell) in cells.iter().enumerate() {
                prop_assert!(!cell.is_small() || hidden.contains(&index));
            }
            for sum in &sums {
                let inside: Vec<usize> = sum.cells().filter(|cell| hidden.contains(cell)).collect();
                let total_told = !hidden.contains(&sum.total);
                let together: u32 = inside.iter().map(|cell| cells[*cell].value).sum();
                prop_assert!(inside.len() != 1, "{:?}", sum);
                prop_assert!(inside.is_empty() || !total_told || together >= THRESHOLD, "{:?}", sum);
            }
            for (index, (low, high)) in bounds(&cells, &sums, &hidden).into_iter().enumerate() {
                prop_assert!(!cells[index].is_small() || low < high, "cell {} is {}", index, low);
            }
        }

        #[test]
        fn no_growth_between_told_numbers_is_small(steps in proptest::collection::vec(0u32..9, 1..40)) {
            let mut sum = 0;
            let values: Vec<u32> = steps.iter().map(|step| { sum += step; sum }).collect();
            let told = told_in_time(&values);
            let shown: Vec<u32> = values.iter().zip(&told).filter(|(_, told)| **told).map(|(value, _)| *value).collect();

            prop_assert_eq!(shown.last(), values.last());
            for pair in shown.windows(2) {
                prop_assert!(!(1..THRESHOLD).contains(&(pair[1] - pair[0])), "{:?}", shown);
            }
        }
    }
}
