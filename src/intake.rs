//! Class lists in: a file, a folder or a pasted text becomes sheets of text, its columns are recognised, its rows
//! become students. What a row does to the register is the register's to say.
//!
//! Every reader works within the same caps, kept by `format/grid.rs`, so that no file, however made, costs more than a
//! few seconds and a few hundred megabytes.

pub mod attendance_file;
mod belonging;
mod clean;
mod column;
pub mod columns;
mod contents;
pub mod format;
mod headings;
mod names;
mod notes;
mod on_its_side;
mod protected;
pub mod rows;
mod side_by_side;
mod titles;
mod values;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

pub use column::Column;
pub use columns::Mapping;
pub use format::{read_bytes, read_pasted, read_path};

use crate::domain::student::fold;

/// No larger file is read, in bytes: a county's list as separated text has some 20 MiB. What a file costs is capped by what
/// it holds.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// No packed file that unpacks to more is read, in bytes.
pub const LARGEST_INFLATED: u64 = 100 * 1024 * 1024;
/// No longer list is read, in rows.
pub const MOST_ROWS: usize = 100_000;
/// No wider list is read, in columns.
pub const MOST_COLUMNS: usize = 500;
/// No file with more cells is read, over all its sheets.
pub const MOST_CELLS: usize = 2_000_000;
/// No file with more sheets is read.
pub const MOST_SHEETS: usize = 200;
/// No longer cell is read, in bytes.
pub const LONGEST_CELL: usize = 4 * 1024;

/// A sheet of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet's name; empty for a text file and for several sheets put together.
    pub name: String,
    /// The rows in order; blank ones may be left out.
    pub rows: Vec<SheetRow>,
    /// What its file is called, without the ending; empty where that is not known, or it has several sheets.
    pub file: String,
    /// What somebody wrote who sent it, such as the text of a mail it is attached to; else empty.
    pub letter: String,
    /// Whether the spreadsheet doesn't show it.
    pub is_hidden: bool,
    /// What else came with it and is not in it, to be told.
    pub beside: Vec<Beside>,
}

/// Something that came in the same file as a list and was not read into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// What it is called.
    pub name: Arc<str>,
    /// Why it was not read.
    pub why: Passed,
}

/// Why a part of a file was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// It is a list that the spreadsheet doesn't show.
    Hidden,
    /// It is called after teachers, guardians or others who are no students.
    OfOthers,
    /// It is of a kind that isn't read, locked or damaged.
    Unreadable,
}

/// A row of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number as a spreadsheet shows it, from 1.
    pub number: u32,
    /// The sheet it stands in, where a file has several that are read together; else empty.
    pub sheet: Arc<str>,
    /// Whether the spreadsheet doesn't show it, by a filter or otherwise.
    pub is_hidden: bool,
    /// Its cells, without surrounding white space.
    pub cells: Vec<String>,
    /// What somebody has remarked at its cells, where the spreadsheet shows that only when one points there.
    pub remarks: String,
}

impl SheetRow {
    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }

    /// The cell in a column; empty beyond the last.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Why a file is no list that can be read. The file is untouched in every case.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("missing")]
    Missing(PathBuf),
    /// It is a folder.
    #[error("a folder")]
    Folder(PathBuf),
    /// It can't be read.
    #[error("unreadable")]
    Unreadable(PathBuf, Arc<std::io::Error>),
    /// It is empty.
    #[error("empty")]
    Empty,
    /// It is too large.
    #[error("too large")]
    TooLarge,
    /// It has more rows than are read.
    #[error("too many rows")]
    TooManyRows,
    /// It has more columns than are read.
    #[error("too many columns")]
    TooManyColumns,
    /// A cell is too long; the row.
    #[error("cell too long")]
    CellTooLong(u32),
    /// It is locked with a password.
    #[error("encrypted")]
    Encrypted,
    /// It is a packed folder, a document or a picture, not a list.
    #[error("not a list")]
    NotAList,
    /// It is of a kind that isn't read, but can be saved as one that is.
    #[error("another kind of file")]
    OtherKind(OtherKind),
    /// It is a web page under another name.
    #[error("a web page")]
    WebPage,
    /// The spreadsheet is damaged.
    #[error("damaged")]
    Damaged,
    /// It has no sheet with that name.
    #[error("no such sheet")]
    NoSuchSheet(String, Vec<String>),
    /// Several sheets look like lists.
    #[error("several sheets")]
    SeveralSheets(Vec<String>),
    /// No row of headings was found.
    #[error("no headings")]
    NoHeadings,
    /// It is no attendance file.
    #[error("no attendance file")]
    NotAnAttendanceFile,
    /// It is an attendance file, not a class list.
    #[error("an attendance file")]
    AttendanceFile,
    /// It is an attendance file of a newer version.
    #[error("a newer attendance file")]
    NewerAttendanceFile,
    /// The codes by which an attendance file knows its students and sessions have been edited.
    #[error("edited codes")]
    EditedCodes,
}

/// A kind of file that people have lists in and that isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKind {
    /// A text document of Word, Writer or the like.
    Document,
    Pdf,
    /// A picture, such as a photo of a list.
    Picture,
    /// A spreadsheet of Apple's Numbers.
    Numbers,
    /// Files packed in a way that isn't unpacked (7z, RAR, gzip).
    Archive,
    /// A page of SS12000's groups or organisations without the persons.
    PageWithoutPersons,
}

/// A day of birth in any of the forms that lists have; `None` where a text is none, or lies ahead.
pub fn day_of_birth(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    values::date(text, today)
}

/// The sheets that look like lists, each with how its columns are taken: those with the same headings put together as
/// one, in the order of the file. What the spreadsheet doesn't show stands by itself, behind the others.
///
/// # Errors
/// The sheets, where none looks like a list.
pub fn lists(sheets: Vec<Sheet>) -> Result<Vec<(Sheet, Mapping)>, Vec<Sheet>> {
    let mut lists: Vec<(Sheet, Mapping)> = Vec::new();
    let mut others: Vec<Sheet> = Vec::new();
    let is_several = sheets.len() > 1;
    let (hidden, shown): (Vec<Sheet>, Vec<Sheet>) =
        sheets.into_iter().partition(|sheet| sheet.is_hidden);
    let mut beside: Vec<Beside> = Vec::new();
    for sheet in shown.into_iter().chain(hidden) {
        if belonging::is_of_others(&sheet.name) && is_several {
            let name = Arc::from(sheet.name.as_str());
            beside.push(Beside { name, why: Passed::OfOthers });
            others.push(sheet);
            continue;
        }
        let Some(mapping) = Mapping::guess(&sheet).filter(Mapping::has_name) else {
            others.push(sheet);
            continue;
        };
        let alike = lists.iter_mut().find(|(known, known_mapping)| {
            let same_headings = mapping.header.is_some()
                && known_mapping.headings(known) == mapping.headings(&sheet);
            same_headings && !sheet.is_hidden && !known.is_hidden
        });
        match alike {
            Some((known, _)) => {
                known.rows.extend(sheet.rows);
                known.name = String::new();
            }
            None => lists.push((sheet, mapping)),
        }
    }
    if lists.is_empty() {
        return Err(others);
    }
    let hidden = lists.iter().filter(|(sheet, _)| sheet.is_hidden);
    beside.extend(hidden.map(|(sheet, _)| {
        let name = Arc::from(sheet.name.as_str());
        Beside { name, why: Passed::Hidden }
    }));
    for (sheet, _) in lists.iter_mut().filter(|(sheet, _)| !sheet.is_hidden) {
        sheet.beside.extend_from_slice(&beside);
    }

    Ok(lists)
}

/// The list to take in: the named sheet, else the only list that is shown, else the only one there is.
pub fn choose_list(sheets: Vec<Sheet>, name: Option<&str>) -> Result<(Sheet, Mapping), Error> {
    if let Some(name) = name {
        let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let sheet = sheets
            .into_iter()
            .find(|sheet| fold(&sheet.name) == fold(name.trim()))
            .ok_or_else(|| Error::NoSuchSheet(name.to_owned(), names))?;
        let mapping = Mapping::guess(&sheet).ok_or(Error::NoHeadings)?;
        return Ok((sheet, mapping));
    }
    if attendance_file::is_one(&sheets) {
        return Err(Error::AttendanceFile);
    }
    let mut lists = lists(sheets).map_err(|_| Error::NoHeadings)?;
    if lists.iter().any(|(sheet, _)| !sheet.is_hidden) {
        lists.retain(|(sheet, _)| !sheet.is_hidden);
    }
    match lists.len() {
        1 => Ok(lists.remove(0)),
        _ => Err(Error::SeveralSheets(
            lists.into_iter().flat_map(|(sheet, _)| sheet_names(&sheet)).collect(),
        )),
    }
}

/// The names of the sheets that a list was put together from.
fn sheet_names(sheet: &Sheet) -> Vec<String> {
    let mut names: Vec<String> = sheet.rows.iter().map(|row| row.sheet.to_string()).collect();
    names.dedup();

    names
}
