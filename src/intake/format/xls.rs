//! Spreadsheets as Excel wrote them before 2007 (.xls), through calamine. Its own reader of compound files follows a
//! chain of sectors in a circle for ever and makes room for whatever size a sheet declares; so the workbook is taken out
//! with `cfb`, looked through record by record (MS-XLS 2.1.4), and handed over in a compound file of our own.

use std::io::{Cursor, Read, Write};

use calamine::{Reader, Xls, XlsError, open_workbook_from_rs};

use super::foreign;
use super::grid::{Grids, MOST_TEXT};
use super::xlsx::{hidden_sheets, text_of};
use crate::intake::{Error, LARGEST_FILE, LONGEST_CELL, MOST_SHEETS, OtherKind, Sheet};

/// No larger area of a sheet is read, in cells; the parser makes room for all of them.
const LARGEST_AREA: usize = 1_000_000;

/// Reads all sheets.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    foreign::parse(move || parse(bytes))
}

fn parse(bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    let mut workbook = workbook_of(bytes)?;
    look_through(&mut workbook)?;
    let mut workbook: Xls<_> =
        open_workbook_from_rs(repacked(&workbook)?).map_err(|error| match error {
            XlsError::Password => Error::Encrypted,
            _ => Error::Damaged,
        })?;
    let hidden_sheets = hidden_sheets(workbook.sheets_metadata());
    let mut grids = Grids::new();
    for name in workbook.sheet_names() {
        let Ok(range) = workbook.worksheet_range(&name) else { continue };
        grids.begin(&name)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let row = first_row + u32::try_from(row).unwrap_or(u32::MAX) + 1;
            grids.put(row, first_column as usize + column, &text_of(data))?;
        }
        if hidden_sheets.contains(&name) {
            grids.hide_sheet();
        }
        for merged in workbook.merge_cells_by_sheet_name(&name).unwrap_or_default() {
            if merged.start.1 == merged.end.1 && merged.end.0 > merged.start.0 {
                grids.fill_down(merged.start.1 as usize, merged.start.0 + 1, merged.end.0 + 1)?;
            }
        }
    }
    let sheets = grids.finish();

    if sheets.is_empty() { Err(Error::Damaged) } else { Ok(sheets) }
}

/// The stream with the workbook's records.
fn workbook_of(bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
    // A locked file is told even where the rest of it is damaged.
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(locked.len()).any(|part| part == locked) {
        return Err(Error::Encrypted);
    }
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Error::Damaged)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let none = match file.is_stream("/WordDocument") {
        true => Error::OtherKind(OtherKind::Document),
        false => Error::NotAList,
    };
    let stream = file.open_stream(name.ok_or(none)?).map_err(|_| Error::Damaged)?;
    let mut workbook = Vec::new();
    stream.take(LARGEST_FILE).read_to_end(&mut workbook).map_err(|_| Error::Damaged)?;

    Ok(workbook)
}

/// A compound file with nothing but the workbook.
fn repacked(workbook: &[u8]) -> Result<Cursor<Vec<u8>>, Error> {
    let damaged = |_| Error::Damaged;
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
            .map_err(damaged)?;
    let mut stream = file.create_stream("/Workbook").map_err(damaged)?;
    stream.write_all(workbook).map_err(damaged)?;
    stream.flush().map_err(damaged)?;
    drop(stream);
    file.flush().map_err(damaged)?;

    Ok(Cursor::new(file.into_inner().into_inner()))
}

/// Kinds of records.
mod record {
    pub const END: u16 = 0x000A;
    pub const PASSWORD: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const SHEET: u16 = 0x0085;
    pub const SHARED_TEXTS: u16 = 0x00FC;
    pub const DIMENSIONS: u16 = 0x0200;
    /// A kind that nobody has given a meaning.
    pub const NOTHING: u16 = 0xFFFE;
    pub const FORMULA: u16 = 0x0006;
    pub const SEVERAL_NUMBERS: u16 = 0x00BD;
    pub const RICH_TEXT: u16 = 0x00D6;
    pub const SHARED_TEXT: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const TEXT: u16 = 0x0204;
    pub const TRUTH: u16 = 0x0205;
    pub const SHORT_NUMBER: u16 = 0x027E;
}

/// Walks through the records of the workbook and of each sheet, holding them to the caps. What a sheet says of its size
/// is crossed out: its cells say it again.
fn look_through(workbook: &mut [u8]) -> Result<(), Error> {
    let mut sheets = Vec::new();
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some((kind, data)) = record_at(workbook, at) {
        match kind {
            record::PASSWORD => return Err(Error::Encrypted),
            record::SHEET => sheets.push(number(workbook, data.start, 4)?),
            record::SHARED_TEXTS => texts = text_lengths(workbook, data.clone()),
            record::END => break,
            _ => {}
        }
        at = data.end;
    }
    if sheets.len() > MOST_SHEETS {
        return Err(Error::TooLarge);
    }
    let mut area = 0;
    let mut text = 0;
    for sheet in sheets {
        let (sheet_area, sheet_text) = look_through_sheet(workbook, sheet, &texts)?;
        area += sheet_area;
        text += sheet_text;
        if area > LARGEST_AREA || text > MOST_TEXT {
            return Err(Error::TooLarge);
        }
    }

    Ok(())
}

/// The area that a sheet's cells span and the bytes of text they show.
fn look_through_sheet(
    workbook: &mut [u8],
    start: usize,
    texts: &[usize],
) -> Result<(usize, usize), Error> {
    let mut corners: Option<[usize; 4]> = None;
    let mut text = 0;
    let mut at = start;
    while let Some((kind, data)) = record_at(workbook, at) {
        match kind {
            record::DIMENSIONS => {
                workbook[at..at + 2].copy_from_slice(&record::NOTHING.to_le_bytes());
            }
            record::FORMULA
            | record::SEVERAL_NUMBERS
            | record::RICH_TEXT
            | record::SHARED_TEXT
            | record::NUMBER
            | record::TEXT
            | record::TRUTH
            | record::SHORT_NUMBER => {
                let row = number(workbook, data.start, 2)?;
                let column = number(workbook, data.start + 2, 2)?;
                let last_column = match kind {
                    record::SEVERAL_NUMBERS => number(workbook, data.end.saturating_sub(2), 2)?,
                    _ => column,
                };
                if last_column < column {
                    return Err(Error::Damaged);
                }
                if kind == record::SHARED_TEXT {
                    let index = number(workbook, data.start + 6, 4)?;
                    text += texts.get(index).copied().unwrap_or(LONGEST_CELL);
                }
                if kind == record::FORMULA {
                    // Its result is kept; the formula itself has no length any more.
                    let length = data.start + 20..(data.start + 22).min(data.end);
                    workbook.get_mut(length).ok_or(Error::Damaged)?.fill(0);
                }
                corners = Some(match corners {
                    None => [row, row, column, last_column],
                    Some([top, bottom, left, right]) => {
                        [top.min(row), bottom.max(row), left.min(column), right.max(last_column)]
                    }
                });
            }
            _ => {}
        }
        at = data.end;
    }
    let area =
        corners.map_or(0, |[top, bottom, left, right]| (bottom - top + 1) * (right - left + 1));

    Ok((area, text))
}

/// The kind of the record at a place, and where its data are; `None` where there is no whole one.
fn record_at(workbook: &[u8], at: usize) -> Option<(u16, std::ops::Range<usize>)> {
    let head = workbook.get(at..at.checked_add(4)?)?;
    let start = at + 4;
    let end = start + usize::from(u16::from_le_bytes([head[2], head[3]]));

    (end <= workbook.len()).then(|| (u16::from_le_bytes([head[0], head[1]]), start..end))
}

/// A little-endian number of two or four bytes.
fn number(workbook: &[u8], at: usize, bytes: usize) -> Result<usize, Error> {
    let bytes = workbook.get(at..at.saturating_add(bytes)).ok_or(Error::Damaged)?;

    Ok(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

/// How long each shared text is at most, in bytes of UTF-8 (MS-XLS 2.4.265, 2.5.293). A table that is not whole ends
/// early.
fn text_lengths(workbook: &[u8], table: std::ops::Range<usize>) -> Vec<usize> {
    let mut pieces = vec![table.clone()];
    let mut at = table.end;
    while let Some((record::CONTINUE, data)) = record_at(workbook, at) {
        at = data.end;
        pieces.push(data);
    }
    let mut reader = Pieces { workbook, pieces, piece: 0, at: table.start };
    let mut lengths = Vec::new();
    if reader.skip(8).is_none() {
        return lengths;
    }
    while let Some(length) = reader.text_length() {
        lengths.push(length);
    }

    lengths
}

/// A table that goes on over several records.
struct Pieces<'a> {
    workbook: &'a [u8],
    pieces: Vec<std::ops::Range<usize>>,
    piece: usize,
    at: usize,
}

impl Pieces<'_> {
    /// Passes over one text; its length in bytes.
    fn text_length(&mut self) -> Option<usize> {
        let characters = self.number(2)?;
        let flags = self.number(1)?;
        let formats = if flags & 0x08 != 0 { self.number(2)? } else { 0 };
        let extension = if flags & 0x04 != 0 { self.number(4)? } else { 0 };
        let mut wide = flags & 0x01 != 0;
        let mut left = characters;
        while left > 0 {
            let room = self.left_in_piece();
            if room == 0 {
                // A text that goes on says anew how wide its characters are.
                self.next_piece()?;
                wide = self.number(1)? & 0x01 != 0;
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let here = left.min(room / width);
            if here == 0 {
                return None;
            }
            self.at += here * width;
            left -= here;
        }
        self.skip(formats * 4 + extension)?;

        Some(characters * 3)
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        if self.left_in_piece() == 0 {
            self.next_piece()?;
        }
        let number = number(self.workbook, self.at, bytes).ok()?;
        self.at += bytes;

        Some(number)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let room = self.left_in_piece();
            if room == 0 {
                self.next_piece()?;
                continue;
            }
            let here = bytes.min(room);
            self.at += here;
            bytes -= here;
        }

        Some(())
    }

    fn left_in_piece(&self) -> usize {
        self.pieces.get(self.piece).map_or(0, |piece| piece.end.saturating_sub(self.at))
    }

    fn next_piece(&mut self) -> Option<()> {
        self.piece += 1;
        self.at = self.pieces.get(self.piece)?.start;

        Some(())
    }
}
