//! Packed files: which kind they are, and that unpacking them is safe. Then each goes to its reader.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::result::ZipError;

use super::{Error, LARGEST_INFLATED, MOST_ROWS, OtherKind, Sheet, exchange, ods, spreadsheet};

/// A packed file that has been looked through.
pub(super) type Archive = zip::ZipArchive<Cursor<Vec<u8>>>;

/// Reads a packed spreadsheet, or packed tables that belong together.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::Damaged)?;
    let contents = look_through(&mut archive)?;
    match contents.kind.ok_or(match contents.other {
        _ if contents.encrypted => Error::Encrypted,
        Some(kind) => Error::OtherKind(kind),
        None => Error::NotAList,
    })? {
        Kind::Xlsx => {
            let bytes = archive.into_inner().into_inner();
            spreadsheet::read(bytes, contents.inflated, contents.hidden)
        }
        Kind::Ods if contents.encrypted => Err(Error::Encrypted),
        Kind::Ods if contents.other == Some(OtherKind::Document) => {
            Err(Error::OtherKind(OtherKind::Document))
        }
        Kind::Ods => ods::read(archive),
        Kind::Exchange => exchange::read_archive(archive),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Exchange,
    Ods,
    Xlsx,
}

struct Contents {
    kind: Option<Kind>,
    /// What else it is.
    other: Option<OtherKind>,
    /// Whether anything in it is locked with a password.
    encrypted: bool,
    /// What it unpacks to, in bytes.
    inflated: u64,
    /// The rows that aren't shown, by the number of the sheet's part.
    hidden: BTreeMap<u32, Vec<u32>>,
}

/// Unpacks everything once, counting, so that a small file that unpacks without end, or lies about its size, is refused
/// before anything is parsed.
fn look_through(archive: &mut Archive) -> Result<Contents, Error> {
    let mut contents = Contents {
        kind: None,
        other: None,
        encrypted: false,
        inflated: 0,
        hidden: BTreeMap::new(),
    };
    for index in 0..archive.len() {
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(_)) => {
                contents.encrypted = true;
                continue;
            }
            Err(_) => return Err(Error::Damaged),
        };
        let name = entry.name().to_lowercase();
        let kind = match name.as_str() {
            "xl/workbook.xml" => Some(Kind::Xlsx),
            "content.xml" => Some(Kind::Ods),
            _ if exchange::is_table(&name) => Some(Kind::Exchange),
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
        let mut hidden = HiddenRows::default();
        let sheet = part_of_sheet(&name);
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
            if says_kind && find(part, b"opendocument.text").is_some() {
                contents.other = Some(OtherKind::Document);
            }
            if name.ends_with(".xml") {
                stretch.look_at(part)?;
            }
            if name.ends_with("sharedstrings.xml") {
                declared.look_at(part)?;
            }
            if sheet.is_some() {
                hidden.look_at(part);
            }
        }
        if let Some(sheet) = sheet.filter(|_| !hidden.rows.is_empty()) {
            contents.hidden.insert(sheet, hidden.rows);
        }
    }

    Ok(contents)
}

/// The number in `xl/worksheets/sheet1.xml`.
fn part_of_sheet(name: &str) -> Option<u32> {
    name.strip_prefix("xl/worksheets/sheet")?.strip_suffix(".xml")?.parse().ok()
}

/// The rows of a sheet that say they aren't shown; calamine passes over that.
#[derive(Default)]
struct HiddenRows {
    tail: Vec<u8>,
    rows: Vec<u32>,
}

impl HiddenRows {
    fn look_at(&mut self, piece: &[u8]) {
        const TAG: &[u8] = b"<row ";
        self.tail.extend_from_slice(piece);
        let mut from = 0;
        while let Some(at) = find(&self.tail[from..], TAG) {
            let begin = from + at;
            let Some(length) = self.tail[begin..].iter().position(|byte| *byte == b'>') else {
                self.tail.drain(..begin);
                return;
            };
            let tag = String::from_utf8_lossy(&self.tail[begin..begin + length]);
            let is_hidden =
                [" hidden=\"1\"", " hidden=\"true\""].iter().any(|say| tag.contains(say));
            let number = tag.split(" r=\"").nth(1).and_then(|rest| rest.split('"').next());
            if let Some(number) = number.and_then(|number| number.parse().ok())
                && is_hidden
                && self.rows.len() < MOST_ROWS
            {
                self.rows.push(number);
            }
            from = begin + length;
        }
        let keep = (self.tail.len() - from).min(TAG.len() - 1);
        self.tail.drain(..self.tail.len() - keep);
    }
}

/// What a part of a packed file tells of it.
fn other_kind(name: &str) -> Option<OtherKind> {
    match name {
        "word/document.xml" => Some(OtherKind::Document),
        "xl/workbook.bin" => Some(OtherKind::BinaryWorkbook),
        "index/document.iwa" => Some(OtherKind::Numbers),
        _ if name.rsplit('/').next() == Some("studentenrollment.csv") => {
            Some(OtherKind::ClassicDataSync)
        }
        _ => None,
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

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
