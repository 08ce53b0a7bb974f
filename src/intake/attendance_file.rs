//! Attendance files that come back (see [`crate::export::attendance_file`]): what they were made from, and what they say
//! now.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

use super::{Error, Sheet, SheetRow, values};
use crate::domain::student::fold;
use crate::domain::{Attendance, Minutes};
use crate::export::attendance_file::{
    CODES, DAYS, FIRST_SESSION, FIRST_STUDENT, MARK, SESSION_CODES, checksum, name_checksum,
};
use crate::register::attendance_file::{CellRefusal, FileSession, ReturnedFile};

/// Whether the sheets are an attendance file rather than a class list.
pub fn is_one(sheets: &[Sheet]) -> bool {
    codes_of(sheets).is_some()
}

/// What the first form of the file says of itself; it has no checksums of the names.
const FIRST_FORM: &str = "kursliggaren närvarofil 1";

fn codes_of(sheets: &[Sheet]) -> Option<&Sheet> {
    let kind = MARK.rsplit_once(' ').map_or(MARK, |(kind, _)| kind);

    sheets.iter().find(|sheet| {
        sheet.name == CODES && sheet.rows.first().is_some_and(|row| row.cell(0).starts_with(kind))
    })
}

/// Reads the file. `today` decides the century of days.
pub fn read(sheets: &[Sheet], today: NaiveDate) -> Result<ReturnedFile, Error> {
    let codes = codes_of(sheets).ok_or(Error::NotAnAttendanceFile)?;
    let lines: Vec<String> = codes.rows.iter().map(|row| row.cell(0).to_owned()).collect();
    if lines.first().is_none_or(|line| line != MARK && line != FIRST_FORM) {
        return Err(Error::NewerAttendanceFile);
    }
    if codes.rows[0].cell(1) != checksum(&lines) {
        return Err(Error::EditedCodes);
    }
    let mut file = made_from(&lines).ok_or(Error::EditedCodes)?;
    let sheet = sheets.iter().find(|sheet| sheet.name != CODES).ok_or(Error::EditedCodes)?;
    let students: HashMap<Uuid, &str> = lines
        .iter()
        .filter_map(|line| {
            let code = line.strip_prefix("E;")?;
            let (uid, name) = code.split_once(';').unwrap_or((code, ""));
            Some((uid.parse().ok()?, name))
        })
        .collect();
    let rows: HashMap<u32, &SheetRow> =
        sheet.rows.iter().map(|row| (row.number - 1, row)).collect();
    let sessions = columns_of(&file, rows.get(&SESSION_CODES).copied())?;
    read_days(&mut file, &sessions, rows.get(&DAYS).copied(), today);
    let mut seen = Vec::new();
    for row in sheet.rows.iter().filter(|row| row.number > FIRST_STUDENT) {
        let code = row.cell(0);
        if code.is_empty() {
            // Somebody who turned up; a name below the list.
            if !row.is_blank() {
                file.refused.push((address(1, row.number), CellRefusal::NewStudent));
            }
            continue;
        }
        let student =
            code.parse().ok().filter(|uid| students.contains_key(uid) && !seen.contains(uid));
        let student: Uuid = student.ok_or(Error::EditedCodes)?;
        seen.push(student);
        let name = row.cell(1).to_owned();
        if name_checksum(student, &name) != students[&student] {
            file.other_names.insert(student, (address(1, row.number), name));
        }
        for (column, session) in &sessions {
            match mark(row.cell(*column), row.cell(column + 1), session.minutes) {
                Ok(mark) => {
                    file.marks.insert((student, session.uid), mark);
                }
                Err(refusal) => {
                    let wrong = match refusal {
                        CellRefusal::UnknownMark => *column,
                        _ => column + 1,
                    };
                    file.refused.push((address(wrong, row.number), refusal));
                }
            }
        }
    }

    Ok(file)
}

/// What the lines of the hidden sheet say.
fn made_from(lines: &[String]) -> Option<ReturnedFile> {
    let mut sessions = Vec::new();
    let mut sent = BTreeMap::new();
    for line in lines.get(4..)? {
        let parts: Vec<&str> = line.split(';').collect();
        match parts.as_slice() {
            ["T", uid, number, minutes, date] => sessions.push(FileSession {
                uid: uid.parse().ok()?,
                number: number.parse().ok()?,
                minutes: Minutes(minutes.parse().ok()?),
                date: if date.is_empty() { None } else { Some(date.parse().ok()?) },
            }),
            ["M", student, session, mark] => {
                sent.insert(
                    (student.parse().ok()?, session.parse().ok()?),
                    Attendance::from_code(mark)?,
                );
            }
            ["E", student] | ["E", student, _] => {
                student.parse::<Uuid>().ok()?;
            }
            _ => return None,
        }
    }

    Some(ReturnedFile {
        register: lines.get(1)?.parse().ok()?,
        class: lines.get(2)?.parse().ok()?,
        made_at: DateTime::parse_from_rfc3339(lines.get(3)?).ok()?.to_utc(),
        sessions,
        sent,
        marks: BTreeMap::new(),
        other_names: BTreeMap::new(),
        days: BTreeMap::new(),
        refused: Vec::new(),
    })
}

/// The column of each session's marks.
fn columns_of(
    file: &ReturnedFile,
    codes: Option<&SheetRow>,
) -> Result<Vec<(usize, FileSession)>, Error> {
    let mut columns = Vec::new();
    for (column, code) in codes.iter().flat_map(|row| row.cells.iter().enumerate()) {
        if code.is_empty() || column < usize::from(FIRST_SESSION) {
            continue;
        }
        let uid: Option<Uuid> = code.parse().ok();
        let session = file.sessions.iter().find(|session| Some(session.uid) == uid);
        let known = columns.iter().any(|(_, known): &(usize, FileSession)| Some(known.uid) == uid);
        let session = session.filter(|_| !known).ok_or(Error::EditedCodes)?;
        columns.push((column, session.clone()));
    }
    if columns.len() != file.sessions.len() {
        return Err(Error::EditedCodes);
    }

    Ok(columns)
}

fn read_days(
    file: &mut ReturnedFile,
    sessions: &[(usize, FileSession)],
    row: Option<&SheetRow>,
    today: NaiveDate,
) {
    // Planned days lie ahead.
    let horizon = today.checked_add_months(chrono::Months::new(60)).unwrap_or(today);
    for (column, session) in sessions {
        let cell = row.map_or("", |row| row.cell(*column));
        if cell.is_empty() {
            file.days.insert(session.uid, None);
            continue;
        }
        match values::date(cell, horizon) {
            Some(day) => {
                file.days.insert(session.uid, Some(day));
            }
            None => file.refused.push((address(*column, DAYS + 1), CellRefusal::BadDay)),
        }
    }
}

/// A mark by its letter or word, Swedish or English.
fn mark(cell: &str, minutes: &str, longest: Minutes) -> Result<Option<Attendance>, CellRefusal> {
    let late = || -> Result<Option<Attendance>, CellRefusal> {
        if minutes.is_empty() {
            return Err(CellRefusal::NoMinutes);
        }
        let minutes = minutes.trim_end_matches(" min").trim_end_matches(".0");
        match minutes.parse() {
            Ok(missed) if missed <= longest.0 => Ok(Some(Attendance::Late(Minutes(missed)))),
            _ => Err(CellRefusal::BadMinutes),
        }
    };
    let read = fold(cell);
    let is_late = matches!(read.trim(), "" | "s" | "sen" | "l" | "late");
    if !minutes.is_empty() && !is_late {
        return Err(CellRefusal::MinutesWithoutLate);
    }
    match read.trim() {
        // Minutes alone say that somebody was late.
        "" if minutes.is_empty() => Ok(None),
        "" | "s" | "sen" | "l" | "late" => late(),
        "n" | "narvarande" | "p" | "present" => Ok(Some(Attendance::Present)),
        "g" | "giltig" | "giltig franvaro" | "e" | "excused" => Ok(Some(Attendance::Excused)),
        "o" | "ogiltig" | "ogiltig franvaro" | "u" | "unexcused" => Ok(Some(Attendance::Unexcused)),
        _ => Err(CellRefusal::UnknownMark),
    }
}

/// A place as a spreadsheet names it: `D7`. The column counts from 0, the row from 1.
fn address(column: usize, row: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }

    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_as_letters_and_as_words() {
        let read = |cell, minutes| mark(cell, minutes, Minutes(90));
        assert_eq!(read("n", ""), Ok(Some(Attendance::Present)));
        assert_eq!(read("S", "15"), Ok(Some(Attendance::Late(Minutes(15)))));
        assert_eq!(read("", "15"), Ok(Some(Attendance::Late(Minutes(15)))));
        assert_eq!(read("Ogiltig frånvaro", ""), Ok(Some(Attendance::Unexcused)));
        assert_eq!(read("", ""), Ok(None));
        assert_eq!(read("S", ""), Err(CellRefusal::NoMinutes));
        assert_eq!(read("S", "95"), Err(CellRefusal::BadMinutes));
        assert_eq!(read("N", "10"), Err(CellRefusal::MinutesWithoutLate));
        assert_eq!(read("hm", ""), Err(CellRefusal::UnknownMark));
        assert_eq!(read("X", ""), Err(CellRefusal::UnknownMark), "some write it for who was away");
    }

    #[test]
    fn places_are_named_as_spreadsheets_name_them() {
        assert_eq!(
            (address(0, 1), address(25, 2), address(26, 3)),
            ("A1".into(), "Z2".into(), "AA3".into())
        );
    }
}
