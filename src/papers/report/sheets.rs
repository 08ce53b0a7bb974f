//! The report as a spreadsheet and as separated text.

use super::Report;
use crate::domain::report::{ALL, ToldRow};
use crate::export::table::{Cell, Separated, separated};
use crate::export::workbook::{Drawn, Sheet, workbook};
use crate::print::chart::bars::HIDDEN;
use crate::register::Error;
use crate::{messages, text};

impl Report {
    pub(super) fn spreadsheet(&self) -> Result<Vec<u8>, Error> {
        let mut sheets = vec![self.front()];
        sheets.extend((0..self.figures.tables.len()).map(|index| self.sheet(index)));
        sheets.push(self.months());

        workbook(sheets, self.made_on)
            .map_err(|error| Error::io(std::path::Path::new("xlsx"), std::io::Error::other(error)))
    }

    /// What it is about, the figures of the whole, and what the words mean.
    fn front(&self) -> Sheet<'static> {
        let language = self.language;
        let mut rows: Vec<Vec<Cell>> = vec![vec![text!(language, "report-title").into()]];
        if self.about.in_full {
            rows.push(vec![text!(language, "report-small-told").into()]);
        }
        rows.extend(self.facts().into_iter().map(|(name, value)| vec![name.into(), value.into()]));
        let sexes = self.sexes();
        for (title, told) in [
            (text!(language, "report-at-end"), &self.told.total),
            (text!(language, "report-in-period"), &self.told.gained),
        ] {
            rows.push(Vec::new());
            let names = sexes.iter().map(|(_, name)| name.as_str().into());
            rows.push(std::iter::once(title.into()).chain(names).collect());
            for (measure, name) in self.measures().into_iter().enumerate() {
                let at = rows.len();
                let cells = sexes.iter().enumerate().map(|(place, (sex, _))| {
                    let value = told[*sex][measure];
                    // All is the first column, and those by sex follow it.
                    match (place, value) {
                        (0, Some(value)) if self.about.in_full => {
                            sum_across(at, 2, sexes.len(), value)
                        }
                        _ => self::told(value),
                    }
                });
                rows.push(std::iter::once(name.into()).chain(cells).collect());
            }
        }
        rows.push(Vec::new());
        rows.push(vec![text!(language, "report-definitions").into()]);
        rows.extend(self.definitions().into_iter().map(|line| vec![line.into()]));

        Sheet::new(text!(language, "report-whole"), rows)
    }

    /// A breakdown: for each of enrolled, started and completed all and by sex, and the share that has completed.
    fn sheet(&self, index: usize) -> Sheet<'static> {
        let language = self.language;
        let (table, told) = (&self.figures.tables[index], &self.told.tables[index]);
        let title = messages::figure::breakdown(language, table.by);
        let sexes = self.sexes();
        let mut headings: Vec<Cell> = vec![title.as_str().into()];
        for measure in self.measures() {
            headings.extend(sexes.iter().map(|(_, sex)| format!("{measure} {sex}").into()));
        }
        headings.push(text!(language, "reports-share").into());
        let mut rows = vec![headings];
        for (row, told) in table.rows.iter().zip(told) {
            let at = rows.len();
            rows.push(self.row(at, self.row_name(table.by, row), told));
        }
        let at = rows.len();
        rows.push(self.sum(at, &sexes));
        let last = u32::try_from(table.rows.len()).unwrap_or(0);
        let per_measure = u16::try_from(sexes.len()).unwrap_or(1);
        let drawn = (last > 0).then(|| Drawn {
            over_time: false,
            title: title.clone(),
            rows: (1, last),
            names: 0,
            values: vec![1, 1 + 2 * per_measure],
        });

        Sheet::new(title, rows).with_headings().with_chart(drawn)
    }

    fn row(&self, at: usize, name: String, told: &ToldRow) -> Vec<Cell> {
        let sexes = self.sexes();
        let mut cells: Vec<Cell> = vec![name.into()];
        for (measure, place, sex) in places(&sexes) {
            let first = cells.len();
            cells.push(match (place, told[sex][measure]) {
                (0, Some(value)) if self.about.in_full => {
                    sum_across(at, first + 1, sexes.len(), value)
                }
                (_, value) => self::told(value),
            });
        }
        cells.push(self.share(at, told, sexes.len()));

        cells
    }

    /// The row of all: in the working export the sum of the rows above.
    fn sum(&self, at: usize, sexes: &[(usize, String)]) -> Vec<Cell> {
        let name = text!(self.language, "reports-all");
        let total = &self.told.total;
        if !self.about.in_full || at < 2 {
            return self.row(at, name, total);
        }
        let mut cells: Vec<Cell> = vec![name.into()];
        for (measure, _, sex) in places(sexes) {
            let column = letters(cells.len());
            let formula = format!("=SUM({column}2:{column}{at})");
            let result = self::told(total[sex][measure]);
            cells.push(Cell::Formula(formula, Box::new(result)));
        }
        cells.push(self.share(at, total, sexes.len()));

        cells
    }

    /// The share of those enrolled who have completed, where both are told.
    fn share(&self, at: usize, told: &ToldRow, per_measure: usize) -> Cell {
        let (Some(enrolled), Some(completed)) = (told[ALL][0], told[ALL][2]) else {
            return HIDDEN.into();
        };
        if enrolled == 0 {
            return Cell::Empty;
        }
        let share = Cell::Share(f64::from(completed) / f64::from(enrolled));
        match self.about.in_full {
            true => {
                let (whole, part) = (letters(1), letters(1 + 2 * per_measure));
                let row = at + 1;
                let formula = format!("=IF({whole}{row}=0,\"\",{part}{row}/{whole}{row})");
                Cell::Formula(formula, Box::new(share))
            }
            false => share,
        }
    }

    fn months(&self) -> Sheet<'static> {
        let language = self.language;
        let mut headings: Vec<Cell> = vec![text!(language, "report-month").into()];
        headings.extend(self.measures().into_iter().map(Cell::from));
        let mut rows = vec![headings];
        for ((day, _), told) in self.figures.months.iter().zip(&self.told.months) {
            let values = told.iter().map(|value| self::told(*value));
            rows.push(std::iter::once((*day).into()).chain(values).collect());
        }
        let last = u32::try_from(self.figures.months.len()).unwrap_or(0);
        let title = text!(language, "overview-over-time");
        let drawn = Drawn {
            over_time: true,
            title: title.clone(),
            rows: (1, last),
            names: 0,
            values: vec![1, 2, 3],
        };

        Sheet::new(title, rows).with_headings().with_chart(Some(drawn))
    }

    /// One row a breakdown's row and sex. For people what it is about stands above; for programs each row says it.
    pub(super) fn separated(&self, style: Separated) -> Vec<u8> {
        let language = self.language;
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        if style == Separated::Swedish {
            rows.push(vec![text!(language, "report-title").into()]);
            rows.extend(
                self.facts().into_iter().map(|(name, value)| vec![name.into(), value.into()]),
            );
        }
        let mut headings: Vec<Cell> = vec![
            text!(language, "report-as-of").into(),
            text!(language, "report-by").into(),
            text!(language, "report-row").into(),
            text!(language, "student-sex").into(),
        ];
        headings.extend(self.measures().into_iter().map(Cell::from));
        headings.push(text!(language, "reports-share").into());
        rows.push(headings);
        let all = text!(language, "reports-all");
        self.lines(&mut rows, &all, &all, &self.told.total);
        self.lines(&mut rows, &text!(language, "report-in-period"), &all, &self.told.gained);
        for (table, told) in self.figures.tables.iter().zip(&self.told.tables) {
            let by = messages::figure::breakdown(language, table.by);
            for (row, told) in table.rows.iter().zip(told) {
                self.lines(&mut rows, &by, &self.row_name(table.by, row), told);
            }
        }
        let month = text!(language, "report-month");
        for ((day, _), told) in self.figures.months.iter().zip(&self.told.months) {
            let mut cells: Vec<Cell> =
                vec![self.as_of.into(), month.as_str().into(), (*day).into(), all.as_str().into()];
            cells.extend(told.iter().map(|value| self::told(*value)));
            rows.push(cells);
        }

        separated(&rows, style)
    }

    fn lines(&self, rows: &mut Vec<Vec<Cell>>, by: &str, name: &str, told: &ToldRow) {
        for (sex, sex_name) in self.sexes() {
            let mut cells: Vec<Cell> =
                vec![self.as_of.into(), by.into(), name.into(), sex_name.into()];
            cells.extend(told[sex].iter().map(|value| self::told(*value)));
            cells.push(match (told[sex][0], told[sex][2]) {
                (Some(0), _) => Cell::Empty,
                (Some(enrolled), Some(completed)) => {
                    Cell::Share(f64::from(completed) / f64::from(enrolled))
                }
                _ => HIDDEN.into(),
            });
            rows.push(cells);
        }
    }
}

fn told(value: Option<u32>) -> Cell {
    value.map_or_else(|| HIDDEN.into(), Cell::from)
}

/// Enrolled, started, completed, each by sex: the measure, the place among the sexes, the sex.
fn places(sexes: &[(usize, String)]) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..3).flat_map(move |measure| {
        sexes.iter().enumerate().map(move |(place, (sex, _))| (measure, place, *sex))
    })
}

/// All as the sum of the columns by sex, which begin at a column and are one fewer than the columns of a measure.
fn sum_across(row: usize, first: usize, columns: usize, value: u32) -> Cell {
    let (from, to) = (letters(first), letters(first + columns - 2));
    let row = row + 1;

    Cell::Formula(format!("=SUM({from}{row}:{to}{row})"), Box::new(value.into()))
}

/// A column's letters: `A` for 0.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        assert_eq!([0, 25, 26, 27, 702].map(letters), ["A", "Z", "AA", "AB", "AAA"]);
    }
}
