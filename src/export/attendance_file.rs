//! A class's attendance as a spreadsheet to fill in: students in rows, two columns per session (mark and minutes late), with
//! lists to choose marks from. What it was made from stands in a hidden sheet, with a checksum; [`crate::intake`] reads it
//! back.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::Attendance;
use crate::domain::student::fold;
use crate::i18n::Language;
use crate::register::attendance_file::AttendanceFile;
use crate::text;

/// The hidden sheet's name; what it says in its first cell.
pub const CODES: &str = "kod";
/// What the hidden sheet says in its first cell: the kind of file, and which form of it.
pub const MARK: &str = "kursliggaren närvarofil 2";
/// The row of the days, of the sessions' codes, and the first of the students, from 0.
pub const DAYS: u32 = 4;
/// The row of the sessions' codes (hidden).
pub const SESSION_CODES: u32 = 6;
/// The first row of the students.
pub const FIRST_STUDENT: u32 = 7;
/// The first column of the sessions; the students' codes stand in column 0 (hidden), their names in column 1.
pub const FIRST_SESSION: u16 = 2;
/// Empty rows below the students, for those who turned up and are not on the list.
const EMPTY_ROWS: u32 = 3;

/// The letter of a mark on the screen and in the file.
pub fn letter(mark: Attendance) -> &'static str {
    match mark {
        Attendance::Present => "N",
        Attendance::Late(_) => "S",
        Attendance::Excused => "G",
        Attendance::Unexcused => "O",
    }
}

/// The lines of the hidden sheet: what the file was made from.
pub fn lines(file: &AttendanceFile) -> Vec<String> {
    let mut lines = vec![
        MARK.to_owned(),
        file.register.to_string(),
        file.class.to_string(),
        file.made_at.to_rfc3339(),
    ];
    lines.extend(file.sessions.iter().map(|session| {
        let day = session.date.map(|day| day.to_string()).unwrap_or_default();
        format!("T;{};{};{};{day}", session.uid, session.number, session.minutes.0)
    }));
    lines.extend(
        file.students.iter().map(|student| {
            format!("E;{};{}", student.uid, name_checksum(student.uid, &student.name))
        }),
    );
    lines.extend(
        file.marks
            .iter()
            .map(|((student, session), mark)| format!("M;{student};{session};{}", mark.code())),
    );

    lines
}

/// What the lines come to, by which it is seen whether somebody has edited them.
pub fn checksum(lines: &[String]) -> String {
    Sha256::digest(lines.join("\n")).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a student's name beside a code comes to, by which it is seen whether rows have been sorted without their codes.
pub fn name_checksum(student: Uuid, name: &str) -> String {
    let text = format!("{student} {}", fold(name.trim()));

    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The file's bytes (.xlsx).
pub fn workbook(file: &AttendanceFile, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_author("Kursliggaren");
    workbook.set_properties(&properties.set_creation_datetime(&file.made_at.date_naive()));
    fill(workbook.add_worksheet(), file, language)?;
    let codes = workbook.add_worksheet();
    codes.set_name(CODES)?.set_very_hidden(true);
    let lines = lines(file);
    for (row, line) in (0..).zip(&lines) {
        codes.write_string(row, 0, line)?;
    }
    codes.write_string(0, 1, checksum(&lines))?;
    codes.protect();

    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, file: &AttendanceFile, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(text!(language, "attendance-file-sheet"))?;
    let title = Format::new().set_bold().set_font_size(16.0);
    let note = Format::new().set_font_color(Color::RGB(0x6B_63_5A));
    let heading = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color(Color::RGB(0xF3_EF_E8))
        .set_border(FormatBorder::Thin);
    let name = Format::new().set_border(FormatBorder::Thin);
    let open =
        Format::new().set_unlocked().set_border(FormatBorder::Thin).set_align(FormatAlign::Center);
    let open_text = Format::new().set_unlocked().set_border(FormatBorder::Thin);
    let day = open.clone().set_num_format("yyyy-mm-dd");
    let heading_of_file = text!(
        language,
        "attendance-file-title",
        class = file.class_name.as_str(),
        school = file.school_name.as_str(),
        term = file.term.to_string()
    );
    sheet.write_string_with_format(0, 1, heading_of_file, &title)?;
    sheet.write_string_with_format(1, 1, text!(language, "attendance-file-marks"), &note)?;
    sheet.write_string_with_format(2, 1, text!(language, "attendance-file-how"), &note)?;
    sheet.write_string_with_format(3, 1, text!(language, "attendance-file-student"), &heading)?;
    sheet.write_string_with_format(DAYS, 1, text!(language, "attendance-file-day"), &name)?;
    sheet.write_string_with_format(5, 1, "", &name)?;
    sheet.set_column_width(1, 34)?.set_column_hidden(0)?;
    // Not every program makes a row as high as its text.
    sheet.set_row_height(0, 24)?.set_row_hidden(SESSION_CODES)?;
    let last = FIRST_STUDENT + count(file.students.len()) + EMPTY_ROWS - 1;
    for (column, session) in (FIRST_SESSION..).step_by(2).zip(&file.sessions) {
        let number = text!(language, "attendance-file-session", number = session.number);
        sheet.merge_range(3, column, 3, column + 1, &number, &heading)?;
        sheet.merge_range(DAYS, column, DAYS, column + 1, "", &day)?;
        if let Some(date) = session.date {
            sheet.write_datetime_with_format(DAYS, column, date, &day)?;
        }
        sheet.write_string_with_format(
            5,
            column,
            text!(language, "attendance-file-mark"),
            &heading,
        )?;
        sheet.write_string_with_format(
            5,
            column + 1,
            text!(language, "attendance-file-late"),
            &heading,
        )?;
        sheet.write_string(SESSION_CODES, column, session.uid.to_string())?;
        sheet.set_column_width(column, 9)?.set_column_width(column + 1, 7)?;
        let marks = DataValidation::new()
            .allow_list_strings(&["N", "S", "G", "O"])?
            .set_error_title(text!(language, "attendance-file-wrong"))?
            .set_error_message(text!(language, "attendance-file-marks-short"))?;
        sheet.add_data_validation(FIRST_STUDENT, column, last, column, &marks)?;
        let longest = i32::try_from(session.minutes.0).unwrap_or(i32::MAX);
        let minutes = DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(0, longest))
            .set_error_title(text!(language, "attendance-file-wrong"))?
            .set_error_message(text!(
                language,
                "attendance-file-minutes",
                most = session.minutes.0
            ))?;
        sheet.add_data_validation(FIRST_STUDENT, column + 1, last, column + 1, &minutes)?;
    }
    for (row, student) in (FIRST_STUDENT..).zip(&file.students) {
        sheet.write_string(row, 0, student.uid.to_string())?;
        sheet.write_string_with_format(row, 1, &student.name, &name)?;
        for (column, session) in (FIRST_SESSION..).step_by(2).zip(&file.sessions) {
            let mark = file.marks.get(&(student.uid, session.uid)).copied();
            match mark {
                Some(mark) => sheet.write_string_with_format(row, column, letter(mark), &open)?,
                None => sheet.write_blank(row, column, &open)?,
            };
            match mark {
                Some(Attendance::Late(missed)) => {
                    sheet.write_number_with_format(row, column + 1, missed.0, &open)?
                }
                _ => sheet.write_blank(row, column + 1, &open)?,
            };
        }
    }
    let columns = FIRST_SESSION + u16::try_from(file.sessions.len() * 2).unwrap_or(0);
    for row in last + 1 - EMPTY_ROWS..=last {
        sheet.write_blank(row, 1, &open_text)?;
        for column in FIRST_SESSION..columns {
            sheet.write_blank(row, column, &open)?;
        }
    }
    sheet.set_freeze_panes(FIRST_STUDENT, FIRST_SESSION)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.protect();

    Ok(())
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
