//! Files of every kind that lists come in: what a file is, and sheets of text out of it.

mod archive;
mod binary_workbook;
mod bundle;
mod classic_sync;
mod contacts;
mod decode;
mod document;
mod exchange;
mod foreign;
mod grid;
mod mail;
mod ods;
mod packed;
mod persons;
mod run_on;
mod sheet_xml;
mod text;
mod web_table;
mod workbook_parts;
mod xls;
mod xlsx;

use std::path::Path;
use std::sync::Arc;

pub use foreign::keep_quiet;

use super::{Error, LARGEST_FILE, OtherKind, Sheet, SheetRow, on_its_side, side_by_side};
use crate::disk;

/// Reads a file, or a folder of files that belong together: whichever its contents say.
pub fn read_path(path: &Path) -> Result<Vec<Sheet>, Error> {
    if path.is_dir() {
        return bundle::read_folder(path).and_then(checked);
    }

    let mut sheets = read_bytes(read_capped(path)?)?;
    // What the file is called may tell the class.
    if let [sheet] = sheets.as_mut_slice() {
        sheet.file = path.file_stem().map(|name| name.to_string_lossy().into()).unwrap_or_default();
    }

    Ok(sheets)
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
    sheets(bytes, Outside::File).and_then(checked)
}

/// What a file was found in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outside {
    /// Nothing: it is the file that was named.
    File,
    /// Another file, which holds several. Those hold no further ones.
    Holder,
}

fn sheets(bytes: Vec<u8>, outside: Outside) -> Result<Vec<Sheet>, Error> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Error::TooLarge);
    }
    match kind(&bytes) {
        FileKind::Packed => packed::read(bytes, outside),
        FileKind::Compound => xls::read(bytes),
        FileKind::Json => Ok(vec![persons::read(&[decode::decode(&bytes)?])?]),
        FileKind::Contacts => Ok(vec![contacts::read(&decode::decode(&bytes)?)?]),
        FileKind::Mail if outside == Outside::File => mail::read(&bytes),
        FileKind::Text => Ok(exchange::or_list(text::read(&bytes)?)),
        FileKind::WebPage => {
            let page = decode::decode(&bytes)?;
            match () {
                () if sheet_xml::is_one(&page) => sheet_xml::read(&page),
                () if ods::is_flat(&page) => ods::read_flat(&page),
                () => web_table::read(&page),
            }
        }
        FileKind::OtherKind(kind) => Err(Error::OtherKind(kind)),
        FileKind::Locked => Err(Error::Encrypted),
        FileKind::Mail | FileKind::Other => Err(Error::NotAList),
    }
}

/// The sheets, where they have anything; classes that stand beside each other below each other.
fn checked(sheets: Vec<Sheet>) -> Result<Vec<Sheet>, Error> {
    if sheets.iter().all(|sheet| sheet.rows.iter().all(SheetRow::is_blank)) {
        return Err(Error::Empty);
    }

    let turned = sheets.into_iter().map(on_its_side::upright);

    Ok(turned.map(side_by_side::below_each_other).collect())
}

enum FileKind {
    Packed,
    Compound,
    Json,
    Contacts,
    Mail,
    Text,
    WebPage,
    OtherKind(OtherKind),
    Locked,
    Other,
}

/// What the first bytes say, whatever the file is called.
fn kind(bytes: &[u8]) -> FileKind {
    const ZIP: &[u8] = b"PK\x03\x04";
    const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    const SQLITE: &[u8] = b"SQLite format 3";
    const PDF: &[u8] = b"%PDF";
    const OTHERS: [(&[u8], OtherKind); 7] = [
        (b"\x89PNG", OtherKind::Picture),
        (b"\xFF\xD8\xFF", OtherKind::Picture),
        (b"GIF8", OtherKind::Picture),
        (b"{\\rtf", OtherKind::Document),
        (b"7z\xBC\xAF\x27\x1C", OtherKind::Archive),
        (b"Rar!\x1A\x07", OtherKind::Archive),
        (b"\x1F\x8B\x08", OtherKind::Archive),
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
    if begun.starts_with(PDF) {
        let is_locked = begun.windows(8).any(|part| part == b"/Encrypt");
        return if is_locked { FileKind::Locked } else { FileKind::OtherKind(OtherKind::Pdf) };
    }
    if let Some((_, kind)) = OTHERS.iter().find(|(magic, _)| begun.starts_with(magic)) {
        return FileKind::OtherKind(*kind);
    }
    if begun.get(4..8) == Some(b"ftyp") || begun.starts_with(b"RIFF") {
        return FileKind::OtherKind(OtherKind::Picture);
    }
    let start = decode::start(bytes).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with("begin:vcard") {
        return FileKind::Contacts;
    }
    if mail::is_one(start) {
        return FileKind::Mail;
    }
    if ["<html", "<!doctype", "<table", "<?xml", "<meta", "<head", "<!--"]
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
