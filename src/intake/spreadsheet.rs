//! Spreadsheets: .xlsx, .xls and .ods, through calamine, with their unpacked size guarded first.

use std::io::{Cursor, Read};

use calamine::{Data, Ods, Range, Reader, Xls, XlsError, Xlsx, open_workbook_from_rs};

use super::{Error, LARGEST_INFLATED, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Sheet, SheetRow};

/// Reads all sheets of a spreadsheet.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    // The parsers are other people's; a file that makes one of them panic is a damaged file.
    std::panic::catch_unwind(move || parse(bytes)).unwrap_or(Err(Error::Damaged))
}

fn parse(bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    if bytes.starts_with(b"PK") {
        return match packed_kind(&bytes)? {
            Packed::Xlsx => sheets(open::<Xlsx<_>>(bytes)?),
            Packed::Ods => sheets(open::<Ods<_>>(bytes)?),
        };
    }
    if contains_utf16(&bytes, "EncryptedPackage") {
        return Err(Error::Encrypted);
    }
    match open_workbook_from_rs::<Xls<_>, _>(Cursor::new(bytes)) {
        Ok(workbook) => sheets(workbook),
        Err(XlsError::Password) => Err(Error::Encrypted),
        Err(XlsError::Cfb(_)) => Err(Error::NotAList),
        Err(_) => Err(Error::Damaged),
    }
}

fn open<R: Reader<Cursor<Vec<u8>>>>(bytes: Vec<u8>) -> Result<R, Error> {
    open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| Error::Damaged)
}

enum Packed {
    Xlsx,
    Ods,
}

/// Which spreadsheet the packed file is. Unpacks everything once, counting, so that a small file that
/// unpacks without end, or lies about its size, is refused before anything is parsed.
fn packed_kind(bytes: &[u8]) -> Result<Packed, Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::Damaged)?;
    let mut left = LARGEST_INFLATED;
    let mut kind = None;
    let mut encrypted = false;
    for index in 0..archive.len() {
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::UnsupportedArchive(_)) => {
                encrypted = true;
                continue;
            }
            Err(_) => return Err(Error::Damaged),
        };
        match entry.name() {
            "xl/workbook.xml" => kind = Some(Packed::Xlsx),
            "content.xml" => kind = kind.or(Some(Packed::Ods)),
            _ => {}
        }
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())
            .map_err(|_| Error::Damaged)?;
        left = left.checked_sub(unpacked).ok_or(Error::TooLarge)?;
    }

    kind.ok_or(if encrypted { Error::Encrypted } else { Error::NotAList })
}

fn contains_utf16(bytes: &[u8], text: &str) -> bool {
    let pattern: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();

    bytes.windows(pattern.len()).any(|window| window == pattern)
}

fn sheets<R: Reader<Cursor<Vec<u8>>>>(mut workbook: R) -> Result<Vec<Sheet>, Error> {
    let names = workbook.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        // Sheets that hold only a chart have no cells.
        let Ok(range) = workbook.worksheet_range(&name) else { continue };
        sheets.push(Sheet { rows: rows(&range)?, name });
    }
    if sheets.is_empty() {
        return Err(Error::Damaged);
    }

    Ok(sheets)
}

fn rows(range: &Range<Data>) -> Result<Vec<SheetRow>, Error> {
    let (height, width) = range.get_size();
    if height > MOST_ROWS + 100 {
        return Err(Error::TooManyRows);
    }
    if width > MOST_COLUMNS {
        return Err(Error::TooManyColumns);
    }
    let first = range.start().map_or(0, |(row, _)| row);
    let mut rows = Vec::with_capacity(height);
    for (number, cells) in (first + 1..).zip(range.rows()) {
        let cells: Vec<String> = cells.iter().map(cell).collect();
        if cells.iter().any(|cell| cell.len() > LONGEST_CELL) {
            return Err(Error::CellTooLong(number));
        }
        rows.push(SheetRow { number, cells });
    }

    Ok(rows)
}

fn cell(data: &Data) -> String {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.trim().to_owned()
        }
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        Data::Float(number) => number.to_string(),
        Data::Bool(true) => "1".to_owned(),
        Data::Bool(false) => "0".to_owned(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) | Data::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

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
        let sheets = read(bytes).unwrap();
        let rows = &sheets[0].rows;

        assert_eq!((rows[0].number, rows[0].cells.as_slice()), (3, &["Personnr".to_owned()][..]));
        assert_eq!(rows[1].cells, ["200903012383"]);
        assert_eq!(rows[2].cells, ["2009-03-01"]);
    }

    #[test]
    fn a_packed_folder_under_a_spreadsheets_name_is_no_list() {
        assert!(matches!(read(packed("brev.txt", b"Hej")), Err(Error::NotAList)));
        assert!(matches!(read(packed("xl/workbook.xml", b"<")), Err(Error::Damaged)));
    }

    #[test]
    fn a_file_that_unpacks_without_end_is_refused_before_it_is_parsed() {
        let bomb = packed("xl/workbook.xml", &vec![0; LARGEST_INFLATED as usize + 1]);

        assert!(bomb.len() < 1_000_000);
        assert!(matches!(read(bomb), Err(Error::TooLarge)));
    }

    #[test]
    fn a_spreadsheet_cut_off_anywhere_is_damaged_and_never_a_crash() {
        let whole = xlsx(|sheet| {
            sheet.write(0, 0, "Namn").unwrap();
        });
        for length in (4..whole.len()).step_by(97) {
            assert!(read(whole[..length].to_vec()).is_err(), "{length}");
        }
    }
}
