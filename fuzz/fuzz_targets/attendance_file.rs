//! An attendance file whose hidden lines and marks are anything.
#![no_main]

use libfuzzer_sys::fuzz_target;
use kursliggaren::intake::{Sheet, SheetRow, attendance_file};
use kursliggaren::outlet::attendance_file::{CODES, checksum};
use kursliggaren_fuzz::pieces;

fuzz_target!(|input: &[u8]| {
    let [lines, cells] = pieces(input);
    let lines: Vec<String> = String::from_utf8_lossy(lines).lines().map(str::to_owned).collect();
    let sum = checksum(&lines);
    let row = |number: usize, cells: Vec<String>| SheetRow {
        number: u32::try_from(number + 1).unwrap_or(1),
        sheet: "".into(),
        cells,
    };
    let codes = lines.into_iter().enumerate().map(|(number, line)| row(number, vec![line, sum.clone()]));
    let cells = String::from_utf8_lossy(cells).into_owned();
    let marks = cells
        .lines()
        .enumerate()
        .map(|(number, line)| row(number, line.split(';').map(str::to_owned).collect()));
    let sheets = [
        Sheet { name: "Närvaro".to_owned(), rows: marks.collect() },
        Sheet { name: CODES.to_owned(), rows: codes.collect() },
    ];
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    let _ = attendance_file::read(&sheets, today);
});
