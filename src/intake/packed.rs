//! Packed files: which kind they are, and that unpacking them is safe. Then each goes to its reader.

use std::io::{Cursor, Read};

use zip::result::ZipError;

use super::{Error, LARGEST_INFLATED, Sheet, exchange, ods, spreadsheet};

/// A packed file that has been looked through.
pub(super) type Archive = zip::ZipArchive<Cursor<Vec<u8>>>;

/// Reads a packed spreadsheet, or packed tables that belong together.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::Damaged)?;
    let contents = look_through(&mut archive)?;
    match contents.kind.ok_or(if contents.encrypted {
        Error::Encrypted
    } else {
        Error::NotAList
    })? {
        Kind::Xlsx => spreadsheet::read(archive.into_inner().into_inner(), contents.inflated),
        Kind::Ods if contents.encrypted => Err(Error::Encrypted),
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
    /// Whether anything in it is locked with a password.
    encrypted: bool,
    /// What it unpacks to, in bytes.
    inflated: u64,
}

/// Unpacks everything once, counting, so that a small file that unpacks without end, or lies about its size, is refused
/// before anything is parsed.
fn look_through(archive: &mut Archive) -> Result<Contents, Error> {
    let mut contents = Contents { kind: None, encrypted: false, inflated: 0 };
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
        let left = LARGEST_INFLATED - contents.inflated;
        let mut declared = DeclaredCounts::default();
        let mut stretch = Stretch::default();
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
            if name.ends_with(".xml") {
                stretch.look_at(part)?;
            }
            if name.ends_with("sharedstrings.xml") {
                declared.look_at(part)?;
            }
        }
    }

    Ok(contents)
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
