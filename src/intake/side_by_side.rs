//! Classes that stand beside each other in one sheet: put below each other.

use super::contents;
use super::headings::heading;
use super::{Column, Sheet, SheetRow, titles};
use crate::domain::student::fold;

/// Headings are looked for in so many rows from the top.
const TOP: usize = 25;

/// The sheet with classes that stand beside each other below each other instead; a row keeps its number in each of them.
/// Any other sheet stays as it is.
pub(super) fn below_each_other(sheet: Sheet) -> Sheet {
    let Some(blocks) = blocks(&sheet) else { return sheet };
    let within = |column: usize| blocks.iter().any(|(from, to)| (*from..*to).contains(&column));
    // Lines that stand beside the blocks alone are about them all.
    let (beside, rows): (Vec<SheetRow>, Vec<SheetRow>) = sheet.rows.into_iter().partition(|row| {
        let filled = (0..row.cells.len()).filter(|column| !row.cell(*column).is_empty());
        !filled.clone().any(within) && !row.is_blank()
    });
    let rows = blocks
        .iter()
        .flat_map(|(from, to)| {
            rows.iter().map(|row| SheetRow {
                number: row.number,
                sheet: row.sheet.clone(),
                is_hidden: row.is_hidden,
                remarks: row.remarks.clone(),
                cells: (*from..*to).map(|column| heading_of_each(row.cell(column))).collect(),
            })
        })
        .filter(|row| !row.is_blank());
    let rows = beside.iter().cloned().chain(rows).collect();

    Sheet { rows, ..sheet }
}

/// The columns of classes whose names head them, with nothing but people below: `SA26A | EK26B`.
fn below_class_names(sheet: &Sheet) -> Option<Vec<(usize, usize)>> {
    let (index, row) = sheet
        .rows
        .iter()
        .enumerate()
        .take(TOP)
        .find(|(_, row)| row.cells.iter().filter(|cell| !cell.is_empty()).nth(1).is_some())?;
    let starts: Vec<usize> =
        (0..row.cells.len()).filter(|column| !row.cell(*column).is_empty()).collect();
    let below: Vec<&SheetRow> =
        sheet.rows[index + 1..].iter().filter(|row| !row.is_blank()).collect();
    let is_of_people = |column: &usize| {
        let looks = contents::look(&below, *column);
        looks.filled > 0 && looks.several_words >= 75 && looks.any_given >= 40
    };
    if !starts.iter().all(|at| titles::is_class_name(row.cell(*at)))
        || !starts.iter().all(is_of_people)
    {
        return None;
    }

    Some(starts.iter().map(|at| (*at, at + 1)).collect())
}

/// `Elev 2`: one of several students in a row.
fn is_numbered_student(cell: &str) -> bool {
    let word = unnumbered(cell);

    word != fold(cell) && matches!(word.as_str(), "elev" | "student" | "deltagare" | "namn")
}

/// A cell as it stands in the list of one student a row.
fn heading_of_each(cell: &str) -> String {
    match is_numbered_student(cell) {
        true => cell.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim().to_owned(),
        false => cell.to_owned(),
    }
}

/// A heading without the number at its end, folded.
fn unnumbered(cell: &str) -> String {
    let folded = fold(cell);

    folded.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ').to_owned()
}

/// The columns of each class, where the same headings stand again and again and each time tell of a class, as a column or
/// above.
fn blocks(sheet: &Sheet) -> Option<Vec<(usize, usize)>> {
    if let Some(blocks) = below_class_names(sheet) {
        return Some(blocks);
    }
    let top = sheet.rows.iter().take(TOP).enumerate();
    top.filter_map(|(index, row)| {
        let first = row.cells.iter().position(|cell| !cell.is_empty())?;
        let first = (first..row.cells.len())
            .find(|column| is_numbered_student(row.cell(*column)))
            .unwrap_or(first);
        let is_numbered = is_numbered_student(row.cell(first));
        let word = |column: usize| match is_numbered {
            true => unnumbered(row.cell(column)),
            false => fold(row.cell(column)),
        };
        let is_first = |column: &usize| word(*column) == word(first);
        let mut starts: Vec<usize> = (first..row.cells.len()).filter(is_first).collect();
        if starts.len() < 2 {
            return None;
        }
        let last = starts[starts.len() - 1] + starts[1] - starts[0];
        starts.push(if is_numbered { last } else { row.cells.len().max(last) });
        let blocks: Vec<(usize, usize)> =
            starts.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let headings = |(from, to): &(usize, usize)| -> Vec<String> {
            let cells = (*from..*to).map(word);
            cells.filter(|cell| !cell.is_empty()).collect()
        };
        let is_alike = blocks.iter().all(|block| headings(block) == headings(&blocks[0]));
        let kinds: Vec<Column> =
            headings(&blocks[0]).iter().filter_map(|cell| Some(heading(cell)?.0)).collect();
        let has_name = kinds
            .iter()
            .any(|kind| matches!(kind, Column::Given | Column::Family | Column::FullName));
        let is_named_above = |(from, to): &(usize, usize)| {
            sheet.rows[..index].iter().any(|above| {
                let cells: Vec<String> =
                    (*from..*to).map(|column| above.cell(column).to_owned()).collect();
                let part = SheetRow { cells, ..above.clone() };
                titles::class_of(&part).is_some()
            })
        };
        let is_of_others = sheet.rows[..index].iter().flat_map(|above| &above.cells).any(|cell| {
            let is_label = !cell.contains(|letter: char| letter.is_numeric() || letter == ':');
            contents::is_about_somebody_else(cell) && is_label
        });
        let is_class_each =
            is_numbered || kinds.contains(&Column::Class) || blocks.iter().all(is_named_above);

        (is_alike && has_name && is_class_each && !is_of_others).then_some(blocks)
    })
    .next()
}

#[cfg(test)]
mod tests {
    use super::super::read_bytes;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let sheets = read_bytes(text.as_bytes().to_vec()).unwrap();

        sheets[0].rows.iter().map(|row| row.cells.clone()).collect()
    }

    #[test]
    fn classes_beside_each_other_come_below_each_other() {
        let text = "SA26A;;;EK26B;\nFörnamn;Efternamn;;Förnamn;Efternamn\nAlva;Bergström;;Ines;Holm\n\
            Noel;Ek;;;\n";

        let rows = cells(text);
        assert_eq!(rows.len(), 7);
        assert_eq!(rows[4][0], "EK26B");
        assert_eq!(rows[6][..2], ["Ines", "Holm"]);
    }

    #[test]
    fn a_student_and_a_guardian_in_a_row_stay_there() {
        for text in [
            "Förnamn;Efternamn;Förnamn;Efternamn\nAlva;Ek;Karin;Ek\n",
            "Elev;;Vårdnadshavare;\nFörnamn;Efternamn;Förnamn;Efternamn\nAlva;Ek;Karin;Ek\n",
        ] {
            assert!(cells(text).iter().any(|row| row.len() == 4), "{text}");
        }
    }
}
