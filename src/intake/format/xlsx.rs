//! Spreadsheets as Excel writes them today (.xlsx), through calamine, cell by cell. What it is given has been looked
//! through by [`super::packed`].

use std::io::Cursor;

use calamine::{Cell, Data, DataRef, Reader, SheetVisible, Xlsx, open_workbook_from_rs};

use super::foreign;
use super::grid::Grids;
use super::workbook_parts::WorkbookParts;
use crate::intake::{Error, LARGEST_INFLATED, MOST_CELLS, Sheet};

/// Reads all sheets; `inflated` is what the file unpacks to, in bytes.
pub(super) fn read(
    bytes: Vec<u8>,
    inflated: u64,
    parts: WorkbookParts,
) -> Result<Vec<Sheet>, Error> {
    foreign::parse(move || parse(bytes, inflated, &parts))
}

fn parse(bytes: Vec<u8>, inflated: u64, parts: &WorkbookParts) -> Result<Vec<Sheet>, Error> {
    let mut workbook: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| Error::Damaged)?;
    let names = workbook.sheet_names();
    // Many sheets that all point at one large part would be parsed over and over.
    if names.len() as u64 * inflated > 5 * LARGEST_INFLATED && names.len() > 5 {
        return Err(Error::TooLarge);
    }
    let hidden_sheets = hidden_sheets(workbook.sheets_metadata());
    let mut grids = Grids::new();
    let mut seen = 0;
    for (part, name) in (1..).zip(&names) {
        // Sheets that hold only a chart have no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { continue };
        grids.begin(name)?;
        while let Some(cell) = cells.next_cell().map_err(|_| Error::Damaged)? {
            put(&mut grids, &cell, &mut seen)?;
        }
        drop(cells);
        if hidden_sheets.contains(name) {
            grids.hide_sheet();
        }
        for row in parts.hidden_rows(part) {
            grids.hide(*row);
        }
        for (row, text) in parts.remarks(part) {
            grids.remark(*row, text)?;
        }
        for merged in workbook.merge_cells_by_sheet_name(name).unwrap_or_default() {
            if merged.start.1 == merged.end.1 && merged.end.0 > merged.start.0 {
                grids.fill_down(merged.start.1 as usize, merged.start.0 + 1, merged.end.0 + 1)?;
            }
        }
    }
    let sheets = grids.finish();

    if sheets.is_empty() { Err(Error::Damaged) } else { Ok(sheets) }
}

/// Puts a cell where it stands; `seen` counts those of the whole file.
pub(super) fn put(
    grids: &mut Grids,
    cell: &Cell<DataRef<'_>>,
    seen: &mut usize,
) -> Result<(), Error> {
    *seen += 1;
    if *seen > 4 * MOST_CELLS {
        return Err(Error::TooLarge);
    }
    let (row, column) = cell.get_position();
    match cell.get_value() {
        DataRef::SharedString(text) => grids.put(row + 1, column as usize, text),
        DataRef::Empty => Ok(()),
        value => grids.put(row + 1, column as usize, &text_of(&Data::from(value.clone()))),
    }
}

/// The names of the sheets that the spreadsheet doesn't show.
pub(super) fn hidden_sheets(sheets: &[calamine::Sheet]) -> Vec<String> {
    let hidden = sheets.iter().filter(|sheet| sheet.visible != SheetVisible::Visible);

    hidden.map(|sheet| sheet.name.clone()).collect()
}

/// The text of a cell as a person sees it; a day as `2009-03-01`.
pub(super) fn text_of(data: &Data) -> String {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::Bool(true) => "1".to_owned(),
        Data::Bool(false) => "0".to_owned(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// A number without a fraction where it has none.
pub(super) fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        (number as i64).to_string()
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::intake::{MOST_COLUMNS, read_bytes};

    fn xlsx(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        write(workbook.add_worksheet());

        workbook.save_to_buffer().unwrap()
    }

    fn packed(name: &str, contents: &[u8]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(contents).unwrap();

        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn numbers_and_dates_become_the_text_a_person_sees() {
        let bytes = xlsx(|sheet| {
            sheet.write(2, 1, "Personnr").unwrap();
            sheet.write(3, 1, 200_903_012_383_f64).unwrap();
            let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2009, 3, 1).unwrap();
            let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_with_format(4, 1, &date, &format).unwrap();
        });
        let sheets = read_bytes(bytes).unwrap();
        let rows = &sheets[0].rows;

        assert_eq!((rows[0].number, rows[0].cell(1)), (3, "Personnr"));
        assert_eq!(rows[1].cell(1), "200903012383");
        assert_eq!(rows[2].cell(1), "2009-03-01");
    }

    #[test]
    fn a_merged_cell_stands_for_all_its_rows() {
        let bytes = xlsx(|sheet| {
            let plain = rust_xlsxwriter::Format::new();
            sheet.merge_range(0, 0, 0, 2, "Klasslista", &plain).unwrap();
            sheet.write_row(1, 0, ["Klass", "Namn"]).unwrap();
            sheet.merge_range(2, 0, 3, 0, "SA26A", &plain).unwrap();
            sheet.write(2, 1, "Elin Berg").unwrap();
            sheet.write(3, 1, "Omar Ek").unwrap();
        });
        let sheets = read_bytes(bytes).unwrap();

        assert_eq!(sheets[0].rows[3].cells, ["SA26A", "Omar Ek"]);
        assert_eq!(sheets[0].rows[1].cells, ["Klass", "Namn"]);
    }

    #[test]
    fn rows_that_are_not_shown_are_known() {
        let bytes = xlsx(|sheet| {
            for (row, text) in ["Namn", "Elin Berg", "Omar Ek"].iter().enumerate() {
                sheet.write(row as u32, 0, *text).unwrap();
            }
            sheet.set_row_hidden(1).unwrap();
        });
        let hidden: Vec<bool> =
            read_bytes(bytes).unwrap()[0].rows.iter().map(|row| row.is_hidden).collect();

        assert_eq!(hidden, [false, true, false]);
    }

    #[test]
    fn a_packed_folder_under_a_spreadsheets_name_is_no_list() {
        assert!(matches!(read_bytes(packed("bild.dat", b"Hej")), Err(Error::NotAList)));
        assert!(matches!(read_bytes(packed("xl/workbook.xml", b"<")), Err(Error::Damaged)));
    }

    #[test]
    fn cells_far_out_are_refused_before_room_is_made_for_them() {
        let far = xlsx(|sheet| {
            sheet.write(0, 0, "Namn").unwrap();
            sheet.write(1_048_575, 16_383, "x").unwrap();
        });
        assert!(matches!(read_bytes(far), Err(Error::TooManyColumns)));
        let wide = xlsx(|sheet| {
            sheet.write(0, MOST_COLUMNS as u16, "x").unwrap();
        });
        assert!(matches!(read_bytes(wide), Err(Error::TooManyColumns)));
    }
}
