//! Rows of a file while they are read, within the caps. Knows no format.

use std::sync::Arc;

use crate::intake::{
    Error, LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Sheet, SheetRow,
};

/// No file with more text in its cells is read, in bytes: one long text may be shown in many cells.
pub(super) const MOST_TEXT: usize = 64 * 1024 * 1024;

/// Rows that may stand around the data: titles, headings, totals.
const ROWS_AROUND: usize = 1_000;

/// The sheets of one file, as far as they have been read.
pub(super) struct Grids {
    sheets: Vec<Sheet>,
    name: Arc<str>,
    cells: usize,
    text: usize,
    rows: usize,
}

impl Grids {
    pub(super) fn new() -> Self {
        Self { sheets: Vec::new(), name: Arc::from(""), cells: 0, text: 0, rows: 0 }
    }

    /// Begins a sheet. What is put goes there until the next one begins.
    pub(super) fn begin(&mut self, name: &str) -> Result<(), Error> {
        if self.sheets.len() == MOST_SHEETS {
            return Err(Error::TooLarge);
        }
        let name: String = name.chars().take(100).collect();
        self.name = Arc::from(name.as_str());
        self.sheets.push(Sheet { name, ..Sheet::default() });

        Ok(())
    }

    /// Puts a text at a place: `row` as a spreadsheet numbers it, `column` from 0. Empty texts take no room.
    pub(super) fn put(&mut self, row: u32, column: usize, text: &str) -> Result<(), Error> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(Error::TooManyColumns);
        }
        if text.len() > LONGEST_CELL {
            return Err(Error::CellTooLong(row));
        }
        let cells = &mut self.row(row)?.cells;
        let added = (column + 1).saturating_sub(cells.len());
        if added > 0 {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text.to_owned();
        self.text += text.len();
        if self.text > MOST_TEXT {
            return Err(Error::TooLarge);
        }

        self.count(added)
    }

    /// What stands at a place of the sheet that is being read.
    pub(super) fn get(&self, row: u32, column: usize) -> &str {
        let rows = self.sheets.last().map_or(&[][..], |sheet| &sheet.rows);

        rows.binary_search_by_key(&row, |row| row.number)
            .map_or("", |index| rows[index].cell(column))
    }

    /// Puts what stands in the first of some rows into the empty cells of the same column below it, as a merged cell
    /// means it. Rows that are not there stay away.
    pub(super) fn fill_down(&mut self, column: usize, first: u32, last: u32) -> Result<(), Error> {
        let text = self.get(first, column).to_owned();
        let Some(sheet) = self.sheets.last().filter(|_| !text.is_empty()) else { return Ok(()) };
        let from = sheet.rows.partition_point(|row| row.number <= first);
        let to = sheet.rows.partition_point(|row| row.number <= last);
        let empty: Vec<u32> = sheet.rows[from..to.max(from)]
            .iter()
            .filter(|row| row.cell(column).is_empty() && !row.is_blank())
            .map(|row| row.number)
            .collect();
        self.count(to.saturating_sub(from))?;
        for row in empty {
            self.put(row, column, &text)?;
        }

        Ok(())
    }

    /// Says that a row of the sheet that is being read isn't shown.
    pub(super) fn hide(&mut self, row: u32) {
        let Some(sheet) = self.sheets.last_mut() else { return };
        if let Ok(index) = sheet.rows.binary_search_by_key(&row, |row| row.number) {
            sheet.rows[index].is_hidden = true;
        }
    }

    /// Notes what somebody has remarked at a cell of a row.
    pub(super) fn remark(&mut self, row: u32, text: &str) -> Result<(), Error> {
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        if let Ok(index) = sheet.rows.binary_search_by_key(&row, |row| row.number) {
            let remarks = &mut sheet.rows[index].remarks;
            remarks.push_str(text.trim());
            remarks.push('\n');
            self.text += text.len();
        }

        if self.text > MOST_TEXT { Err(Error::TooLarge) } else { Ok(()) }
    }

    /// Calls the sheet that is being read otherwise, before its rows are there.
    pub(super) fn rename(&mut self, name: &str) {
        if let Some(sheet) = self.sheets.last_mut().filter(|sheet| sheet.rows.is_empty()) {
            sheet.name = name.chars().take(100).collect();
            self.name = Arc::from(sheet.name.as_str());
        }
    }

    /// Says that the sheet that is being read isn't shown.
    pub(super) fn hide_sheet(&mut self) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.is_hidden = true;
        }
    }

    /// The sheets. Several are told apart by the name that each row then has.
    pub(super) fn finish(mut self) -> Vec<Sheet> {
        if self.sheets.len() == 1 {
            let nameless: Arc<str> = Arc::from("");
            for row in self.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
                row.sheet = Arc::clone(&nameless);
            }
        }

        self.sheets
    }

    fn row(&mut self, number: u32) -> Result<&mut SheetRow, Error> {
        if self.sheets.is_empty() {
            self.begin("")?;
        }
        let last = self.sheets.len() - 1;
        let rows = &mut self.sheets[last].rows;
        let index = match rows.last() {
            Some(row) if row.number == number => rows.len() - 1,
            Some(row) if row.number > number => {
                match rows.binary_search_by_key(&number, |row| row.number) {
                    Ok(index) => index,
                    // Rows out of order are not worth a search for their place each.
                    Err(_) => return Err(Error::Damaged),
                }
            }
            _ => {
                if self.rows >= MOST_ROWS + ROWS_AROUND {
                    return Err(Error::TooManyRows);
                }
                self.rows += 1;
                rows.push(SheetRow {
                    number,
                    sheet: Arc::clone(&self.name),
                    ..SheetRow::default()
                });
                rows.len() - 1
            }
        };

        Ok(&mut rows[index])
    }

    fn count(&mut self, cells: usize) -> Result<(), Error> {
        self.cells += cells;

        if self.cells > MOST_CELLS { Err(Error::TooLarge) } else { Ok(()) }
    }
}
