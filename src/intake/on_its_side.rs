//! Lists with one column per student, turned to have one row per student.

use super::headings::heading;
use super::{Column, MOST_COLUMNS, Sheet, SheetRow};

/// Headings are looked for in so many rows from the top, and so many columns from the left.
const TOP: usize = 25;
const LEFT: usize = 3;
/// With fewer students than this it can't be told how a list lies.
const FEWEST: usize = 3;

/// The sheet turned, where its headings stand below each other and not beside each other; a student's row has the number of
/// the column. Any other stays as it is.
pub(super) fn upright(sheet: Sheet) -> Sheet {
    let Some((first, column)) = headings_below_each_other(&sheet) else { return sheet };
    let (above, below) = sheet.rows.split_at(first);
    let last = below.iter().map(|row| row.cells.len()).max().unwrap_or(0).min(MOST_COLUMNS);
    let mut rows = above.to_vec();
    rows.extend((column..last).map(|at| SheetRow {
        number: u32::try_from(at + 1).unwrap_or(u32::MAX),
        cells: below.iter().map(|row| row.cell(at).to_owned()).collect(),
        ..below[0].clone()
    }));

    Sheet { rows, ..sheet }
}

/// The first row with a heading of those that stand below each other, and their column.
fn headings_below_each_other(sheet: &Sheet) -> Option<(usize, usize)> {
    let top = || sheet.rows.iter().take(TOP).enumerate();
    let kind = |row: &SheetRow, column: usize| heading(row.cell(column)).map(|(kind, _)| kind);
    let beside = |row: &SheetRow| {
        (0..row.cells.len().min(MOST_COLUMNS)).filter(|at| kind(row, *at).is_some()).count()
    };
    if sheet.rows.len() > 2 * TOP || top().any(|(_, row)| beside(row) > 1) {
        return None;
    }
    (0..LEFT).find_map(|column| {
        let found: Vec<(usize, Column)> = top()
            .filter(|(_, row)| row.cells.len() > column + FEWEST)
            .filter_map(|(index, row)| Some((index, kind(row, column)?)))
            .collect();
        let is_name = |(_, kind): &(usize, Column)| {
            matches!(kind, Column::Given | Column::Family | Column::FullName)
        };

        let is_several = found.iter().any(|(_, kind)| *kind != found[0].1);

        (is_several && found.iter().any(is_name)).then(|| (found[0].0, column))
    })
}

#[cfg(test)]
mod tests {
    use super::super::read_bytes;

    #[test]
    fn a_list_with_a_column_a_student_is_turned() {
        let text =
            "SA26A;;;;\nPlats;1;2;3;4\nFörnamn;Alva;Noel;Tuva;Hugo\nEfternamn;Ek;Fors;Gren;Holm\n";
        let rows = read_bytes(text.as_bytes().to_vec()).unwrap().remove(0).rows;

        assert_eq!(rows[2].cells, ["Förnamn", "Efternamn"]);
        assert_eq!((rows[3].number, rows[3].cells.concat()), (2, "AlvaEk".to_owned()));
        assert_eq!(rows.len(), 7);
    }
}
