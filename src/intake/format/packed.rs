//! Packed files: which kind they are, and that unpacking them is safe. Then each goes to its reader.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;

use super::workbook_parts::WorkbookParts;
use super::{Outside, binary_workbook, bundle, document, ods, xlsx};
use crate::intake::{Error, LARGEST_INFLATED, OtherKind, Sheet};

/// A packed file that has been looked through.
pub(super) type Archive = zip::ZipArchive<Cursor<Vec<u8>>>;

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
    /// Whether a part of it is written with sixteen bits a letter.
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

/// The same files with every part of XML in UTF-8: the parser knows text of sixteen bits a letter only where it is marked.
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

/// The records of a binary workbook (MS-XLSB 2.1.4), each with how long it says it is: the parser makes room for that at
/// once.
#[derive(Default)]
struct Records {
    /// How much of the record is still to come, in bytes.
    left: usize,
    /// The bytes of the kind and of the length that have been read.
    head: Vec<u8>,
}

impl Records {
    /// No longer record is parsed, in bytes.
    const LONGEST: usize = 1024 * 1024;

    fn look_at(&mut self, mut piece: &[u8]) -> Result<(), Error> {
        while let Some((byte, rest)) = piece.split_first() {
            if self.left > 0 {
                let passed = self.left.min(piece.len());
                self.left -= passed;
                piece = &piece[passed..];
                continue;
            }
            piece = rest;
            self.head.push(*byte);
            // The kind is one byte or two, the length one to four; the highest bit says that another follows.
            let kind = if self.head[0] & 0x80 == 0 { 1 } else { 2 };
            let Some(length) = self.head.get(kind..).filter(|length| !length.is_empty()) else {
                continue;
            };
            if byte & 0x80 != 0 && length.len() < 4 {
                continue;
            }
            let seven = |byte: &u8| usize::from(byte & 0x7F);
            self.left = length.iter().rev().fold(0, |sum, byte| sum << 7 | seven(byte));
            self.head.clear();
            if self.left > Self::LONGEST {
                return Err(Error::TooLarge);
            }
        }

        Ok(())
    }
}

/// Looks for a word in what comes piece by piece.
struct Finder {
    word: &'static [u8],
    tail: Vec<u8>,
}

impl Finder {
    fn new(word: &'static [u8]) -> Self {
        Self { word, tail: Vec::new() }
    }

    fn find(&mut self, piece: &[u8]) -> bool {
        self.tail.extend_from_slice(piece);
        let found = find(&self.tail, self.word).is_some();
        let keep = self.tail.len().min(self.word.len() - 1);
        self.tail.drain(..self.tail.len() - keep);

        found
    }
}

/// How long it is since markup last began: a parser keeps the whole of a text or a tag in memory.
#[derive(Default)]
struct Stretch {
    length: usize,
}

impl Stretch {
    /// No longer text and no longer tag is parsed, in bytes.
    const LONGEST: usize = 1024 * 1024;

    fn look_at(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut pieces = bytes.split(|byte| *byte == b'<');
        self.length += pieces.next().map_or(0, <[u8]>::len);
        let mut longest = self.length;
        for piece in pieces {
            self.length = piece.len();
            longest = longest.max(self.length);
        }

        if longest > Self::LONGEST { Err(Error::TooLarge) } else { Ok(()) }
    }
}

/// Counts that a spreadsheet declares of its texts. The parser makes room for as many at once, so that a false one
/// would end the program.
#[derive(Default)]
struct DeclaredCounts {
    tail: Vec<u8>,
}

impl DeclaredCounts {
    /// More texts than a file within the caps can have.
    const MOST: u64 = 10_000_000;
    const NAME: &'static [u8] = b"uniqueCount";

    fn look_at(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut window = std::mem::take(&mut self.tail);
        // Sixteen-bit text has a zero beside each letter.
        window.extend(bytes.iter().filter(|byte| **byte != 0));
        let mut rest = window.as_slice();
        while let Some(at) = find(rest, Self::NAME) {
            rest = &rest[at + Self::NAME.len()..];
            let digits: Vec<u8> = rest
                .iter()
                .take(64)
                .skip_while(|byte| {
                    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'=' | b'"' | b'\'')
                })
                .take_while(|byte| byte.is_ascii_digit())
                .copied()
                .collect();
            let count = String::from_utf8(digits).unwrap_or_default();
            if count.len() > 18 || count.parse::<u64>().is_ok_and(|count| count > Self::MOST) {
                return Err(Error::TooLarge);
            }
        }
        let keep = window.len().min(Self::NAME.len() + 64);
        self.tail = window.split_off(window.len() - keep);

        Ok(())
    }
}

pub(super) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
