//! Spreadsheets as Excel writes them in binary form (.xlsb; MS-XLSB), through calamine. What it is given has been looked
//! through by [`super::packed`], record by record.

use std::io::Cursor;

use calamine::{Reader, Xlsb, open_workbook_from_rs};

use super::foreign;
use super::grid::Grids;
use super::xlsx::{hidden_sheets, put};
use crate::intake::{Error, LARGEST_INFLATED, Sheet};

/// Reads all sheets; `inflated` is what the file unpacks to, in bytes.
pub(super) fn read(bytes: Vec<u8>, inflated: u64) -> Result<Vec<Sheet>, Error> {
    foreign::parse(move || parse(bytes, inflated))
}

fn parse(bytes: Vec<u8>, inflated: u64) -> Result<Vec<Sheet>, Error> {
    let mut workbook: Xlsb<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| Error::Damaged)?;
    let names = workbook.sheet_names();
    // Many sheets that all point at one large part would be parsed over and over.
    if names.len() as u64 * inflated > 5 * LARGEST_INFLATED && names.len() > 5 {
        return Err(Error::TooLarge);
    }
    let hidden_sheets = hidden_sheets(workbook.sheets_metadata());
    let mut grids = Grids::new();
    let mut seen = 0;
    for name in &names {
        // Sheets that hold only a chart have no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { continue };
        grids.begin(name)?;
        while let Some(cell) = cells.next_cell().map_err(|_| Error::Damaged)? {
            put(&mut grids, &cell, &mut seen)?;
        }
        if hidden_sheets.contains(name) {
            grids.hide_sheet();
        }
    }
    let sheets = grids.finish();

    if sheets.is_empty() { Err(Error::Damaged) } else { Ok(sheets) }
}
