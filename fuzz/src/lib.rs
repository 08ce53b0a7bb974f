//! What every target does with bytes once they are a file: read it as the program would, to the students.

use std::io::{Cursor, Write};
use std::sync::Once;

use chrono::NaiveDate;
use kursliggaren::intake::rows::list_rows;
use kursliggaren::intake::{self, attendance_file};

/// Reads a file's bytes to the end. Nothing may panic but other people's parsers, whose panics are caught as a refusal; a
/// refusal is as good as a list.
pub fn read(bytes: Vec<u8>) {
    static QUIET: Once = Once::new();
    QUIET.call_once(intake::format::keep_quiet);
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    let Ok(sheets) = intake::read_bytes(bytes) else { return };
    let _ = attendance_file::read(&sheets, today);
    for (sheet, mapping) in intake::lists(sheets).unwrap_or_default() {
        let _ = mapping.headings(&sheet);
        if let Ok((rows, _)) = list_rows(&sheet, &mapping, today) {
            for row in rows {
                let kept = [&row.details.given, &row.details.family];
                for text in kept {
                    let struck = kursliggaren::domain::identity_number::strike(text);
                    assert_eq!(struck, None, "an identity number was kept");
                }
            }
        }
    }
}

/// A packed file of these parts.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        if archive.start_file(*name, options).is_err() || archive.write_all(bytes).is_err() {
            return Vec::new();
        }
    }

    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The pieces of the input between `\n--\n`, so many.
pub fn pieces<const N: usize>(input: &[u8]) -> [&[u8]; N] {
    let mut rest = input;

    std::array::from_fn(|_| {
        let end = rest.windows(4).position(|window| window == b"\n--\n");
        let piece = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or(&[], |end| &rest[end + 4..]);
        piece
    })
}
