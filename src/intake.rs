//! Class lists in: a file becomes sheets of text, its columns are recognised, its rows become
//! students. What a row does to the register is the register's to say.

pub mod columns;
pub mod rows;
mod spreadsheet;
mod text;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use columns::{Column, Mapping};

/// No larger file is read, in bytes.
pub const LARGEST_FILE: u64 = 10 * 1024 * 1024;
/// No spreadsheet that unpacks to more is read, in bytes.
pub const LARGEST_INFLATED: u64 = 100 * 1024 * 1024;
/// No longer list is read, in rows.
pub const MOST_ROWS: usize = 50_000;
/// No wider list is read, in columns.
pub const MOST_COLUMNS: usize = 500;
/// No longer cell is read, in bytes.
pub const LONGEST_CELL: usize = 4 * 1024;

/// A sheet of text. `rows[0]` is row `first_row` as a spreadsheet numbers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet's name; empty for a text file.
    pub name: String,
    /// The rows, blank ones included.
    pub rows: Vec<SheetRow>,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number as a spreadsheet shows it, from 1.
    pub number: u32,
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
}

/// Reads a file: a spreadsheet or a text, whichever its contents say.
pub fn read_file(path: &Path) -> Result<Vec<Sheet>, Error> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Missing(path.to_owned()),
        std::io::ErrorKind::IsADirectory => Error::Folder(path.to_owned()),
        _ => Error::Unreadable(path.to_owned(), Arc::new(error)),
    };
    if path.is_dir() {
        return Err(Error::Folder(path.to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(unreadable)?
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;

    read_bytes(bytes)
}

/// Reads a file's contents.
pub fn read_bytes(bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Error::TooLarge);
    }
    let sheets = match kind(&bytes) {
        FileKind::Spreadsheet => spreadsheet::read(bytes)?,
        FileKind::Text => vec![text::read(&bytes)?],
        FileKind::WebPage => return Err(Error::WebPage),
        FileKind::Other => return Err(Error::NotAList),
    };
    if sheets.iter().all(|sheet| sheet.rows.iter().all(SheetRow::is_blank)) {
        return Err(Error::Empty);
    }

    Ok(sheets)
}

/// The sheet to take in: the named one, else the only one that looks like a list.
pub fn choose_sheet(sheets: Vec<Sheet>, name: Option<&str>) -> Result<Sheet, Error> {
    if let Some(name) = name {
        let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        return sheets
            .into_iter()
            .find(|sheet| sheet.name.eq_ignore_ascii_case(name.trim()))
            .ok_or_else(|| Error::NoSuchSheet(name.to_owned(), names));
    }
    let mut lists: Vec<Sheet> = sheets
        .into_iter()
        .filter(|sheet| Mapping::guess(sheet).is_some_and(|mapping| mapping.has_name()))
        .collect();
    match lists.len() {
        0 => Err(Error::NoHeadings),
        1 => Ok(lists.remove(0)),
        _ => Err(Error::SeveralSheets(lists.into_iter().map(|sheet| sheet.name).collect())),
    }
}

enum FileKind {
    Spreadsheet,
    Text,
    WebPage,
    Other,
}

/// What the first bytes say, whatever the file is called.
fn kind(bytes: &[u8]) -> FileKind {
    const ZIP: &[u8] = b"PK\x03\x04";
    const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    const OTHERS: [&[u8]; 6] =
        [b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"SQLite format 3", b"{\\rtf"];
    if bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND) {
        return FileKind::Spreadsheet;
    }
    if bytes.starts_with(EMPTY_ZIP) || OTHERS.iter().any(|magic| bytes.starts_with(magic)) {
        return FileKind::Other;
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if ["<html", "<!doctype html", "<table"].iter().any(|tag| start.starts_with(tag)) {
        return FileKind::WebPage;
    }

    FileKind::Text
}
