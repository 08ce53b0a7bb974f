//! What a packed workbook tells and calamine passes over: which rows aren't shown, and what somebody has remarked at a cell.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::archive::find;
use crate::intake::MOST_ROWS;

/// No larger part of remarks is read, in bytes.
const MOST_REMARKS: usize = 4 * 1024 * 1024;

/// What has been found, by the number of the sheet's part: the sheets are in that order in all but odd files.
#[derive(Default)]
pub(super) struct WorkbookParts {
    hidden: BTreeMap<u32, Vec<u32>>,
    /// Which part holds the remarks at a sheet's cells.
    remarks_of: BTreeMap<u32, String>,
    /// The remarks with their rows, by the part that holds them.
    remarks: BTreeMap<String, Vec<(u32, String)>>,
}

impl WorkbookParts {
    /// Begins to look at a part, by its path in small letters.
    pub(super) fn begin(&self, path: &str) -> Part {
        const SHEETS: &str = "xl/worksheets/sheet";
        const RELATIONS: &str = "xl/worksheets/_rels/sheet";
        let number = |prefix: &str, suffix: &str| -> Option<u32> {
            path.strip_prefix(prefix)?.strip_suffix(suffix)?.parse().ok()
        };
        let file = path.rsplit('/').next().unwrap_or_default();
        if let Some(sheet) = number(SHEETS, ".xml") {
            Part::Sheet(sheet, HiddenRows::default())
        } else if let Some(sheet) = number(RELATIONS, ".xml.rels") {
            Part::Relations(sheet, Vec::new())
        } else if path.starts_with("xl/") && file.starts_with("comment") && file.ends_with(".xml") {
            Part::Remarks(file.to_owned(), Vec::new())
        } else {
            Part::Other
        }
    }

    /// Keeps what a part has told.
    pub(super) fn end(&mut self, part: Part) {
        match part {
            Part::Sheet(sheet, found) if !found.rows.is_empty() => {
                self.hidden.insert(sheet, found.rows);
            }
            Part::Relations(sheet, text) => {
                let text = String::from_utf8_lossy(&text).to_lowercase();
                let target = text
                    .split('"')
                    .filter_map(|value| value.rsplit('/').next())
                    .find(|file| file.starts_with("comment") && file.ends_with(".xml"));
                if let Some(file) = target {
                    self.remarks_of.insert(sheet, file.to_owned());
                }
            }
            Part::Remarks(file, text) => {
                self.remarks.insert(file, remarks(&text));
            }
            Part::Sheet(..) | Part::Other => {}
        }
    }

    /// The rows of a sheet that aren't shown.
    pub(super) fn hidden_rows(&self, sheet: u32) -> &[u32] {
        self.hidden.get(&sheet).map_or(&[], Vec::as_slice)
    }

    /// The remarks at a sheet's cells, each with its row.
    pub(super) fn remarks(&self, sheet: u32) -> &[(u32, String)] {
        let file = self.remarks_of.get(&sheet);

        file.and_then(|file| self.remarks.get(file)).map_or(&[], Vec::as_slice)
    }
}

/// A part while it is looked at.
pub(super) enum Part {
    /// A sheet, by its number.
    Sheet(u32, HiddenRows),
    /// What belongs to a sheet.
    Relations(u32, Vec<u8>),
    /// Remarks, by the part's name.
    Remarks(String, Vec<u8>),
    Other,
}

impl Part {
    /// Looks at the next piece.
    pub(super) fn look_at(&mut self, piece: &[u8]) {
        match self {
            Self::Sheet(_, rows) => rows.look_at(piece),
            Self::Relations(_, text) | Self::Remarks(_, text) => {
                let left = MOST_REMARKS - text.len().min(MOST_REMARKS);
                text.extend_from_slice(&piece[..piece.len().min(left)]);
            }
            Self::Other => {}
        }
    }
}

/// The texts of `<comment ref="B4">`, each with its row. What can't be read tells nothing.
fn remarks(xml: &[u8]) -> Vec<(u32, String)> {
    let mut reader = Reader::from_reader(xml);
    let mut found: Vec<(u32, String)> = Vec::new();
    let mut is_text = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => match local(start.name().0) {
                "comment" => {
                    let at = start.try_get_attribute("ref").ok().flatten();
                    let digits: String = at
                        .map(|at| String::from_utf8_lossy(at.value.as_bytes()).into_owned())
                        .unwrap_or_default()
                        .chars()
                        .filter(char::is_ascii_digit)
                        .collect();
                    found.push((digits.parse().unwrap_or(0), String::new()));
                }
                "t" => is_text = true,
                _ => {}
            },
            Ok(Event::End(end)) if local(end.name().0) == "t" => is_text = false,
            Ok(Event::Text(text)) if is_text => {
                if let Some((_, remark)) = found.last_mut() {
                    remark.push_str(&text.xml10_content());
                    remark.push(' ');
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// A name without what stands before its colon.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The rows of a sheet that say they aren't shown.
#[derive(Default)]
pub(super) struct HiddenRows {
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
