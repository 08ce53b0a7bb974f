//! Class lists in: a file, a folder or a pasted text becomes sheets of text, its columns are recognised, its rows
//! become students. What a row does to the register is the register's to say.
//!
//! Every reader works within the same caps, kept by [`grid::Grids`], so that no file, however made, costs more than a
//! few seconds and a few hundred megabytes.

pub mod attendance_file;
mod belonging;
mod clean;
pub mod columns;
mod contents;
mod decode;
mod exchange;
pub mod foreign;
mod grid;
mod headings;
mod names;
mod notes;
mod ods;
mod packed;
mod persons;
pub mod rows;
mod run_on;
mod sheet_xml;
mod side_by_side;
mod spreadsheet;
mod text;
mod titles;
mod values;
mod web_table;
mod xls;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use columns::{Column, Mapping};

use crate::disk;
use crate::domain::student::fold;

/// No larger file is read, in bytes.
pub const LARGEST_FILE: u64 = 10 * 1024 * 1024;
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet's name; empty for a text file and for several sheets put together.
    pub name: String,
    /// The rows in order; blank ones may be left out.
    pub rows: Vec<SheetRow>,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number as a spreadsheet shows it, from 1.
    pub number: u32,
    /// The sheet it stands in, where a file has several that are read together; else empty.
    pub sheet: Arc<str>,
    /// Whether the spreadsheet doesn't show it, by a filter or otherwise.
    pub is_hidden: bool,
    /// Its cells, without surrounding white space.
    pub cells: Vec<String>,
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
    /// PDF.
    Pdf,
    /// A picture, such as a photo of a list.
    Picture,
    /// Contacts (vCard).
    Contacts,
    /// A binary workbook of Excel (.xlsb).
    BinaryWorkbook,
    /// A spreadsheet of Apple's Numbers.
    Numbers,
    /// A web page with everything in one file (MHTML).
    WebArchive,
    /// Tables of Microsoft School Data Sync's first format.
    ClassicDataSync,
}

/// Reads a file, or a folder of files that belong together: whichever its contents say.
pub fn read_path(path: &Path) -> Result<Vec<Sheet>, Error> {
    if path.is_dir() {
        return exchange::read_folder(path);
    }

    read_bytes(read_capped(path)?)
}

/// The bytes of a file that is not too large.
fn read_capped(path: &Path) -> Result<Vec<u8>, Error> {
    disk::read_file(path, LARGEST_FILE).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Missing(path.to_owned()),
        std::io::ErrorKind::IsADirectory => Error::Folder(path.to_owned()),
        std::io::ErrorKind::FileTooLarge => Error::TooLarge,
        std::io::ErrorKind::InvalidInput => Error::NotAList,
        _ => Error::Unreadable(path.to_owned(), Arc::new(error)),
    })
}

/// Reads a text that was copied from a spreadsheet, a mail or a web page.
pub fn read_pasted(text: &str) -> Result<Vec<Sheet>, Error> {
    read_bytes(text.as_bytes().to_vec())
}

/// Reads a file's contents.
pub fn read_bytes(bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Error::TooLarge);
    }
    let sheets = match kind(&bytes) {
        FileKind::Packed => packed::read(bytes)?,
        FileKind::Compound => xls::read(bytes)?,
        FileKind::Json => vec![persons::read(&decode::decode(&bytes)?)?],
        FileKind::Text => exchange::or_list(text::read(&bytes)?),
        FileKind::WebPage => {
            let page = decode::decode(&bytes)?;
            match sheet_xml::is_one(&page) {
                true => sheet_xml::read(&page)?,
                false => web_table::read(&page)?,
            }
        }
        FileKind::OtherKind(kind) => return Err(Error::OtherKind(kind)),
        FileKind::Other => return Err(Error::NotAList),
    };
    if sheets.iter().all(|sheet| sheet.rows.iter().all(SheetRow::is_blank)) {
        return Err(Error::Empty);
    }

    Ok(sheets.into_iter().map(side_by_side::below_each_other).collect())
}

/// The sheets that look like lists, each with how its columns are taken: those with the same headings put together as
/// one, in the order of the file.
pub fn lists(sheets: &[Sheet]) -> Vec<(Sheet, Mapping)> {
    let mut lists: Vec<(Sheet, Mapping)> = Vec::new();
    for sheet in sheets {
        let Some(mapping) = Mapping::guess(sheet).filter(Mapping::has_name) else { continue };
        let alike = lists.iter_mut().find(|(known, known_mapping)| {
            mapping.header.is_some() && known_mapping.headings(known) == mapping.headings(sheet)
        });
        match alike {
            Some((known, _)) => {
                known.rows.extend_from_slice(&sheet.rows);
                known.name = String::new();
            }
            None => lists.push((sheet.clone(), mapping)),
        }
    }

    lists
}

/// The list to take in: the named sheet, else the only list there is.
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
    let mut lists = lists(&sheets);
    match lists.len() {
        0 => Err(Error::NoHeadings),
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

enum FileKind {
    Packed,
    Compound,
    Json,
    Text,
    WebPage,
    OtherKind(OtherKind),
    Other,
}

/// What the first bytes say, whatever the file is called.
fn kind(bytes: &[u8]) -> FileKind {
    const ZIP: &[u8] = b"PK\x03\x04";
    const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    const SQLITE: &[u8] = b"SQLite format 3";
    const OTHERS: [(&[u8], OtherKind); 8] = [
        (b"%PDF", OtherKind::Pdf),
        (b"\x89PNG", OtherKind::Picture),
        (b"\xFF\xD8\xFF", OtherKind::Picture),
        (b"GIF8", OtherKind::Picture),
        (b"{\\rtf", OtherKind::Document),
        (b"BEGIN:VCARD", OtherKind::Contacts),
        (b"MIME-Version:", OtherKind::WebArchive),
        (b"From: <Saved by", OtherKind::WebArchive),
    ];
    if bytes.starts_with(ZIP) {
        return FileKind::Packed;
    }
    if bytes.starts_with(COMPOUND) {
        return FileKind::Compound;
    }
    if bytes.starts_with(EMPTY_ZIP) || bytes.starts_with(SQLITE) {
        return FileKind::Other;
    }
    let begun = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if let Some((_, kind)) = OTHERS.iter().find(|(magic, _)| begun.starts_with(magic)) {
        return FileKind::OtherKind(*kind);
    }
    if begun.get(4..8) == Some(b"ftyp") || begun.starts_with(b"RIFF") {
        return FileKind::OtherKind(OtherKind::Picture);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if ["<html", "<!doctype", "<table", "<?xml", "<meta", "<head"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        return FileKind::WebPage;
    }
    if start.starts_with(['{', '[']) {
        return FileKind::Json;
    }

    FileKind::Text
}
