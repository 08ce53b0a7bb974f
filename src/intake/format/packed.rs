//! Packed files: which kind they are, and that unpacking them is safe. Then each goes to its reader.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;

use super::archive::{Archive, DeclaredCounts, Finder, Records, Stretch, find};
use super::workbook_parts::WorkbookParts;
use super::{Outside, binary_workbook, bundle, document, ods, xlsx};
use crate::intake::{Error, LARGEST_INFLATED, OtherKind, Sheet};

/// Reads a packed spreadsheet or document, packed tables that belong together, or packed lists.
pub(super) fn read(bytes: Vec<u8>, outside: Outside) -> Result<Vec<Sheet>, Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::Damaged)?;
    let mut contents = look_through(&mut archive)?;
    if contents.is_sixteen_bit && contents.kind != Some(Kind::Lists) {
        archive = in_utf8(archive)?;
        contents = look_through(&mut archive)?;
    }
    let kind = contents.kind.ok_or(match contents.other {
        _ if contents.encrypted => Error::Encrypted,
        Some(kind) => Error::OtherKind(kind),
        None => Error::NotAList,
    })?;
    if contents.encrypted && kind != Kind::Lists {
        return Err(Error::Encrypted);
    }
    match kind {
        Kind::Xlsx => {
            let bytes = archive.into_inner().into_inner();
            xlsx::read(bytes, contents.inflated, contents.parts)
        }
        Kind::BinaryWorkbook => {
            binary_workbook::read(archive.into_inner().into_inner(), contents.inflated)
        }
        Kind::OpenDocument if contents.is_text => Ok(vec![document::read_open(archive)?]),
        Kind::OpenDocument => ods::read(archive),
        Kind::Word => Ok(vec![document::read_word(archive)?]),
        // What holds several files holds no further ones.
        _ if outside == Outside::Holder => Err(Error::NotAList),
        Kind::Lists => bundle::read_archive(archive),
    }
}

/// What a packed file is; of several that it may be the last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Lists,
    OpenDocument,
    Word,
    BinaryWorkbook,
    Xlsx,
}

/// What a packed file holds.
#[derive(Default)]
struct Contents {
    kind: Option<Kind>,
    /// What else it is.
    other: Option<OtherKind>,
    /// Whether anything in it is locked with a password.
    encrypted: bool,
    /// Whether it says of itself that it is a text document.
    is_text: bool,
    /// Whether a part of it is written with sixteen bits per letter.
    is_sixteen_bit: bool,
    /// What it unpacks to, in bytes.
    inflated: u64,
    /// What the workbook's parser passes over.
    parts: WorkbookParts,
}

/// Unpacks everything once, counting, so that a small file that unpacks without end, or lies about its size, is refused
/// before anything is parsed.
fn look_through(archive: &mut Archive) -> Result<Contents, Error> {
    let mut contents = Contents::default();
    for index in 0..archive.len() {
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(_)) => {
                contents.encrypted = true;
                continue;
            }
            Err(_) => return Err(Error::Damaged),
        };
        let name = entry.name().map_err(|_| Error::Damaged)?.to_lowercase();
        let kind = match name.as_str() {
            "xl/workbook.xml" => Some(Kind::Xlsx),
            "xl/workbook.bin" => Some(Kind::BinaryWorkbook),
            "word/document.xml" => Some(Kind::Word),
            "content.xml" => Some(Kind::OpenDocument),
            _ if bundle::may_be_a_list(&name) => Some(Kind::Lists),
            _ => None,
        };
        contents.kind = contents.kind.max(kind);
        contents.other = contents.other.or(other_kind(&name));
        // OpenDocument says in a list of its parts which of them are locked.
        let mut locks = Finder::new(b"encryption-data");
        let is_list_of_parts = name == "meta-inf/manifest.xml";
        let says_kind = name == "mimetype";
        let left = LARGEST_INFLATED - contents.inflated;
        let mut declared = DeclaredCounts::default();
        let mut stretch = Stretch::default();
        let mut workbook_part = contents.parts.begin(&name);
        let mut records = Records::default();
        let mut begins = true;
        let mut entry = entry.take(left + 1);
        let mut buffer = [0; 16 * 1024];
        loop {
            let read = entry.read(&mut buffer).map_err(|_| Error::Damaged)?;
            if read == 0 {
                break;
            }
            contents.inflated += read as u64;
            if contents.inflated > LARGEST_INFLATED {
                return Err(Error::TooLarge);
            }
            let part = &buffer[..read];
            contents.encrypted |= is_list_of_parts && locks.find(part);
            contents.is_text |= says_kind && find(part, b"opendocument.text").is_some();
            if name.ends_with(".bin") && name.starts_with("xl/") {
                records.look_at(part)?;
            }
            if name.ends_with(".xml") || name.ends_with(".rels") {
                contents.is_sixteen_bit |=
                    std::mem::take(&mut begins) && part.iter().take(4).any(|byte| *byte == 0);
                stretch.look_at(part)?;
            }
            if name.ends_with("sharedstrings.xml") {
                declared.look_at(part)?;
            }
            workbook_part.look_at(part);
        }
        contents.parts.end(workbook_part);
    }

    Ok(contents)
}

/// What a part of a packed file tells of it.
fn other_kind(name: &str) -> Option<OtherKind> {
    match name {
        "index/document.iwa" => Some(OtherKind::Numbers),
        _ => None,
    }
}

/// The same files with every part of XML in UTF-8: the parser knows text of sixteen bits per letter only where it is marked.
fn in_utf8(mut archive: Archive) -> Result<Archive, Error> {
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| Error::Damaged)?;
        let name = entry.name().map_err(|_| Error::Damaged)?.into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|_| Error::Damaged)?;
        let is_markup = name.ends_with(".xml") || name.ends_with(".rels");
        if is_markup && bytes.iter().take(4).any(|byte| *byte == 0) {
            let text = super::decode::decode(&bytes)?;
            // The declaration names the old encoding.
            let rest = text.trim_start_matches('\u{feff}');
            let rest = match rest.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
                Some((_, rest)) => rest,
                None => rest,
            };
            bytes = rest.as_bytes().to_vec();
        }
        written.start_file(name, options).map_err(|_| Error::Damaged)?;
        written.write_all(&bytes).map_err(|_| Error::Damaged)?;
    }
    let written = written.finish().map_err(|_| Error::Damaged)?;

    zip::ZipArchive::new(written).map_err(|_| Error::Damaged)
}
