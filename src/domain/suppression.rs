//! Small numbers in tables that are handed out: those that could tell something about a person are hidden, and with them
//! as many others as it takes that they can't be computed back from sums and differences.
//!
//! Cell suppression as in Hundepool et al., *Statistical Disclosure Control* (Wiley 2012), chapter 4: primary
//! suppression by a threshold, complementary suppression along the sums, and an audit over all sums of all tables at once:
//! by linear algebra, and by the bounds that follow from nobody being less than nobody and from one number never being more
//! than another (those who have started than those who are enrolled).

use std::collections::{BTreeSet, HashMap};

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

/// A cell that is never more than another, and stands after it. Readers know this, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    /// The cell that is never more.
    pub less: usize,
    /// The other.
    pub more: usize,
}

impl Within {
    fn is_told(self, hidden: &BTreeSet<usize>) -> bool {
        !hidden.contains(&self.less) && !hidden.contains(&self.more)
    }

    /// Whether their difference is a small number of people.
    fn is_small(self, cells: &[Cell]) -> bool {
        let difference = cells[self.more].value.saturating_sub(cells[self.less].value);

        (1..THRESHOLD).contains(&difference)
    }
}

/// Whether small differences between two numbers of the same people are hidden, too: 19 who started and 16 who completed
/// tell of three who did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differences {
    /// They are numbers like others.
    Hidden,
    /// They may be told.
    Told,
}

/// The cells that must not be told.
pub fn hidden(
    cells: &[Cell],
    sums: &[Sum],
    within: &[Within],
    differences: Differences,
) -> BTreeSet<usize> {
    let known = Known::of(cells, sums, within);
    let mut hidden: BTreeSet<usize> =
        (0..cells.len()).filter(|index| cells[*index].is_small()).collect();
    loop {
        let before = hidden.len();
        if differences == Differences::Hidden {
            for pair in within {
                if pair.is_told(&hidden) && pair.is_small(cells) {
                    hidden.insert(pair.less);
                }
            }
        }
        for sum in sums {
            hide_along(cells, sum, &mut hidden);
        }
        if hidden.len() > before {
            continue;
        }
        let bounds = known.bounds(&hidden);
        let exact = hidden.iter().copied().find(|cell| bounds[*cell].0 == bounds[*cell].1);
        let hidden_more = match (computable(sums, &hidden), exact) {
            (Some(told), _) => hide_with(cells, sums, told, &mut hidden),
            (None, Some(told)) => {
                hide_what_bounds(cells, sums, within, told, &mut hidden)
                    || hide_with(cells, sums, told, &mut hidden)
            }
            (None, None) if differences == Differences::Hidden => known
                .small_difference(&bounds)
                .is_some_and(|pair| hide_difference(cells, sums, pair, &mut hidden)),
            (None, None) => false,
        };
        if !hidden_more {
            break;
        }
    }

    hidden
}

/// What a reader knows besides the told numbers: all sums, and of each pair of which one is never more than the other,
/// their difference as a number of its own, which adds up as they do.
struct Known<'a> {
    cells: &'a [Cell],
    sums: Vec<Sum>,
    within: &'a [Within],
}

impl<'a> Known<'a> {
    fn of(cells: &'a [Cell], sums: &[Sum], within: &'a [Within]) -> Self {
        // A number is more than others of several kinds; differences of one kind lie equally far apart.
        let difference: HashMap<(usize, usize), usize> = within
            .iter()
            .enumerate()
            .map(|(index, pair)| ((pair.more, pair.less), cells.len() + index))
            .collect();
        let kinds: BTreeSet<usize> = within.iter().map(|pair| pair.less - pair.more).collect();
        let mut all = sums.to_vec();
        all.extend(kinds.into_iter().flat_map(|apart| {
            let difference = &difference;
            let of = move |cell: usize| difference.get(&(cell, cell + apart)).copied();
            sums.iter().filter_map(move |sum| {
                let parts = sum.parts.iter().map(|part| of(*part));
                Some(Sum { total: of(sum.total)?, parts: parts.collect::<Option<_>>()? })
            })
        }));
        all.extend(within.iter().enumerate().map(|(index, pair)| Sum {
            total: pair.more,
            parts: vec![pair.less, cells.len() + index],
        }));

        Self { cells, sums: all, within }
    }

    /// A pair of which only one difference is possible, and a small one.
    fn small_difference(&self, bounds: &[(i64, i64)]) -> Option<Within> {
        let differences = bounds[self.cells.len()..].iter();
        let mut pairs = self.within.iter().zip(differences);

        pairs.find_map(|(pair, (least, most))| {
            let small = least == most && (1..i64::from(THRESHOLD)).contains(least);
            small.then_some(*pair)
        })
    }

    /// A hidden cell of which only one number is possible.
    #[cfg(test)]
    fn exact(&self, hidden: &BTreeSet<usize>) -> Option<usize> {
        let bounds = self.bounds(hidden);

        hidden.iter().copied().find(|cell| bounds[*cell].0 == bounds[*cell].1)
    }

    /// The least and the most that each number can be, by following every sum until nothing more follows.
    fn bounds(&self, hidden: &BTreeSet<usize>) -> Vec<(i64, i64)> {
        const ENDLESS: i64 = 1 << 40;
        let mut bounds: Vec<(i64, i64)> = (0..self.cells.len())
            .map(|index| match hidden.contains(&index) {
                true => (0, ENDLESS),
                false => (self.cells[index].value.into(), self.cells[index].value.into()),
            })
            .collect();
        bounds.extend(std::iter::repeat_n((0, ENDLESS), self.within.len()));
        // Bounds only draw nearer, and by whole numbers; what is far off by then stays open.
        for _ in 0..MOST_ROUNDS {
            let mut drew_nearer = false;
            for sum in &self.sums {
                let (low, high) = sum.parts.iter().fold((0, 0), |(low, high), part| {
                    (low + bounds[*part].0, high + bounds[*part].1)
                });
                let mut narrow = |cell: usize, least: i64, most: i64| {
                    let before = bounds[cell];
                    bounds[cell] = (before.0.max(least), before.1.min(most));
                    drew_nearer |= bounds[cell] != before;
                    bounds[cell]
                };
                let total = narrow(sum.total, low, high);
                for part in &sum.parts {
                    // What the others are at the most and at the least leaves this much for the part.
                    let own = narrow(*part, 0, ENDLESS);
                    narrow(*part, total.0 - (high - own.1), total.1 - (low - own.0));
                }
            }
            if !drew_nearer {
                break;
            }
        }

        bounds
    }
}

/// So often at most all sums are followed.
const MOST_ROUNDS: usize = 60;

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

/// Hides one of the numbers that bound a cell, or those hidden beside it, from below or above: the told number of the same
/// people that is never more, or never less. That costs less than hiding ever more of one kind. False where there is none.
fn hide_what_bounds(
    cells: &[Cell],
    sums: &[Sum],
    within: &[Within],
    cell: usize,
    hidden: &mut BTreeSet<usize>,
) -> bool {
    let beside: BTreeSet<usize> = sums
        .iter()
        .filter(|sum| sum.cells().any(|other| other == cell))
        .flat_map(|sum| sum.cells())
        .filter(|other| hidden.contains(other))
        .collect();
    let least = within
        .iter()
        .filter_map(|pair| match (beside.contains(&pair.less), beside.contains(&pair.more)) {
            (true, false) => Some(pair.more),
            (false, true) => Some(pair.less),
            _ => None,
        })
        .filter(|told| !hidden.contains(told) && cells[*told].value > 0)
        .min_by_key(|told| cells[*told].value);

    least.is_some_and(|least| hidden.insert(least))
}

/// Hides one more number on account of a difference that can be computed: one of the two, else along the sums they stand
/// in. False where all are hidden.
fn hide_difference(
    cells: &[Cell],
    sums: &[Sum],
    pair: Within,
    hidden: &mut BTreeSet<usize>,
) -> bool {
    let own = [pair.less, pair.more].into_iter().find(|cell| !hidden.contains(cell));
    if let Some(own) = own {
        return hidden.insert(own);
    }

    [pair.less, pair.more].into_iter().any(|cell| hide_with(cells, sums, cell, hidden))
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

/// What counts as 0 after sums of numbers that were rounded.
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

        assert_eq!(
            hidden(&cells(&[30, 3, 20, 7]), &sums, &[], Differences::Hidden),
            BTreeSet::from([1, 3])
        );
    }

    #[test]
    fn small_numbers_that_are_small_together_take_one_more() {
        let sums = [Sum { total: 0, parts: vec![1, 2, 3] }];

        assert_eq!(
            hidden(&cells(&[33, 1, 2, 30]), &sums, &[], Differences::Hidden),
            BTreeSet::from([1, 2, 3])
        );
    }

    #[test]
    fn nobody_is_no_secret() {
        let sums = [Sum { total: 0, parts: vec![1, 2] }];
        let cells = [
            Cell { value: 20, among: 20 },
            Cell { value: 20, among: 20 },
            Cell { value: 0, among: 0 },
        ];

        assert!(hidden(&cells, &sums, &[], Differences::Hidden).is_empty());
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
        let hidden = hidden(&cells(&values), &sums, &[], Differences::Hidden);

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

    #[test]
    fn numbers_that_are_never_more_than_others_give_nothing_away() {
        // Enrolled 65 = 23 + 42, of whom women, men and unknown; started 65 of 65: so everyone has.
        let enrolled = [42, 23, 19, 21, 11, 10, 20, 12, 7, 1, 0, 1];
        let n = enrolled.len();
        let values: Vec<u32> = enrolled.iter().chain(&enrolled).copied().collect();
        let sums: Vec<Sum> = [0, n]
            .iter()
            .flat_map(|at| {
                [
                    (0, vec![1, 2]),
                    (3, vec![4, 5]),
                    (6, vec![7, 8]),
                    (9, vec![10, 11]),
                    (0, vec![3, 6, 9]),
                    (1, vec![4, 7, 10]),
                    (2, vec![5, 8, 11]),
                ]
                .map(|(total, parts)| Sum {
                    total: total + at,
                    parts: parts.into_iter().map(|part| part + at).collect(),
                })
            })
            .collect();
        let within: Vec<Within> =
            (0..n).map(|place| Within { less: n + place, more: place }).collect();
        let hidden = hidden(&cells(&values), &sums, &within, Differences::Hidden);

        assert_eq!(Known::of(&cells(&values), &sums, &within).exact(&hidden), None);
        assert!(hidden.contains(&9) && hidden.contains(&(n + 9)));
    }

    proptest! {
        #[test]
        fn no_small_number_can_be_computed_back((cells, sums) in linked()) {
            let hidden = hidden(&cells, &sums, &[], Differences::Hidden);

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
            prop_assert_eq!(Known::of(&cells, &sums, &[]).exact(&hidden), None);
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
