//! A packed file while it is unpacked piece by piece: what its parts may make a parser do, seen before one is called.

use std::io::Cursor;

use crate::intake::Error;

/// A packed file that has been looked through.
pub(super) type Archive = zip::ZipArchive<Cursor<Vec<u8>>>;

/// The records of a binary workbook (MS-XLSB 2.1.4), each with how long it says it is: the parser makes room for that at
/// once.
#[derive(Default)]
pub(super) struct Records {
    /// How much of the record is still to come, in bytes.
    left: usize,
    /// The bytes of the kind and of the length that have been read.
    head: Vec<u8>,
}

impl Records {
    /// No longer record is parsed, in bytes.
    const LONGEST: usize = 1024 * 1024;

    pub(super) fn look_at(&mut self, mut piece: &[u8]) -> Result<(), Error> {
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
pub(super) struct Finder {
    word: &'static [u8],
    tail: Vec<u8>,
}

impl Finder {
    pub(super) fn new(word: &'static [u8]) -> Self {
        Self { word, tail: Vec::new() }
    }

    pub(super) fn find(&mut self, piece: &[u8]) -> bool {
        self.tail.extend_from_slice(piece);
        let found = find(&self.tail, self.word).is_some();
        let keep = self.tail.len().min(self.word.len() - 1);
        self.tail.drain(..self.tail.len() - keep);

        found
    }
}

/// How long it is since markup last began: a parser keeps the whole of a text or a tag in memory.
#[derive(Default)]
pub(super) struct Stretch {
    length: usize,
}

impl Stretch {
    /// No longer text and no longer tag is parsed, in bytes.
    const LONGEST: usize = 1024 * 1024;

    pub(super) fn look_at(&mut self, bytes: &[u8]) -> Result<(), Error> {
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
pub(super) struct DeclaredCounts {
    tail: Vec<u8>,
}

impl DeclaredCounts {
    /// More texts than a file within the caps can have.
    const MOST: u64 = 10_000_000;
    const NAME: &'static [u8] = b"uniqueCount";

    pub(super) fn look_at(&mut self, bytes: &[u8]) -> Result<(), Error> {
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

/// Where the part first begins.
pub(super) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, part)
}
