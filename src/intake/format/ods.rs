//! Spreadsheets as LibreOffice writes them (.ods, .fods; OpenDocument 1.3, part 3). calamine reads them too, but one whose
//! table never ends keeps it going for ever, and repeated cells cost it gigabytes.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::archive::Archive;
use super::grid::Grids;
use super::xlsx::number_text;
use crate::intake::{Error, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Sheet};

/// Reads all sheets.
pub(super) fn read(mut archive: Archive) -> Result<Vec<Sheet>, Error> {
    let content = archive.by_name("content.xml").map_err(|_| Error::Damaged)?;

    parse(Reader::from_reader(BufReader::new(content)))
}

/// Whether a page of XML is a spreadsheet in one piece.
pub(super) fn is_flat(page: &str) -> bool {
    let start: String = page.chars().take(20_000).collect();

    start.contains("<office:document") && start.contains("opendocument.spreadsheet")
}

/// Reads all sheets of a spreadsheet in one piece.
pub(super) fn read_flat(page: &str) -> Result<Vec<Sheet>, Error> {
    parse(Reader::from_reader(page.as_bytes()))
}

fn parse<R: BufRead>(mut xml: Reader<R>) -> Result<Vec<Sheet>, Error> {
    xml.config_mut().expand_empty_elements = true;
    let mut content = Content { grids: Grids::new(), spans: BTreeMap::new(), row: 0 };
    let mut buffer = Vec::new();
    let mut tables = 0;
    // A sheet is hidden by its style.
    let mut style = String::new();
    let mut hiding: Vec<String> = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| Error::Damaged)? {
            Event::Start(start) if start.name().0 == "style:style" => {
                style = attribute(&start, "style:name").unwrap_or_default();
            }
            Event::Start(start)
                if start.name().0 == "style:table-properties"
                    && attribute(&start, "table:display").is_some_and(|shown| shown == "false") =>
            {
                hiding.push(std::mem::take(&mut style));
            }
            Event::Start(start) if start.name().0 == "table:table" => {
                content.begin(&start)?;
                let style = attribute(&start, "table:style-name").unwrap_or_default();
                if hiding.contains(&style) {
                    content.grids.hide_sheet();
                }
                tables += 1;
            }
            Event::Start(start) if start.name().0 == "table:table-row" && tables > 0 => {
                let first = content.row;
                content.read_row(&mut xml, repeated(&start, "table:number-rows-repeated"))?;
                if attribute(&start, "table:visibility").is_some_and(|shown| shown != "visible") {
                    content.hide(first);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let sheets = content.grids.finish();

    if sheets.is_empty() { Err(Error::Damaged) } else { Ok(sheets) }
}

/// What has been read of the tables.
struct Content {
    grids: Grids,
    /// Cells that go on below, by column: rows that are left, and the text.
    spans: BTreeMap<usize, (usize, String)>,
    /// Rows of the table so far.
    row: usize,
}

/// A cell as it stands in a row.
struct Cell {
    column: usize,
    repeated: usize,
    /// How many rows it is merged over.
    rows: usize,
    /// Whether a merged cell lies over it.
    covered: bool,
    text: String,
    /// What somebody has remarked at it.
    remark: String,
}

impl Content {
    fn begin(&mut self, table: &BytesStart<'_>) -> Result<(), Error> {
        self.spans.clear();
        self.row = 0;

        self.grids.begin(&attribute(table, "table:name").unwrap_or_default())
    }

    /// Reads a row up to its end; it stands `repeated` times.
    fn read_row<R: BufRead>(&mut self, xml: &mut Reader<R>, repeated: usize) -> Result<(), Error> {
        let cells = cells(xml)?;
        let first = self.row;
        self.row = first.saturating_add(repeated);
        // Room below the table is often one row that stands a million times.
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            for row in first..self.row {
                let number = u32::try_from(row + 1).unwrap_or(u32::MAX);
                self.put_row(number, &cells)?;
                for cell in cells.iter().filter(|cell| !cell.remark.is_empty()) {
                    self.grids.remark(number, &cell.remark)?;
                }
            }
        }
        self.spans.retain(|_, (left, _)| {
            *left = left.saturating_sub(repeated);
            *left > 0
        });
        let merged = cells
            .into_iter()
            .filter(|cell| cell.rows > 1 && !cell.text.is_empty() && cell.column < MOST_COLUMNS);
        self.spans.extend(merged.map(|cell| (cell.column, (cell.rows - 1, cell.text))));

        Ok(())
    }

    /// Says that the rows since the first aren't shown; rows below the table may be many.
    fn hide(&mut self, first: usize) {
        for row in first..self.row.min(first + MOST_ROWS) {
            self.grids.hide(u32::try_from(row + 1).unwrap_or(u32::MAX));
        }
    }

    fn put_row(&mut self, number: u32, cells: &[Cell]) -> Result<(), Error> {
        for cell in cells {
            let last = cell.column.saturating_add(cell.repeated);
            if cell.covered {
                for (column, (_, text)) in self.spans.range(cell.column..last) {
                    self.grids.put(number, *column, text)?;
                }
            } else if !cell.text.is_empty() {
                for column in cell.column..last {
                    self.grids.put(number, column, &cell.text)?;
                }
            }
        }

        Ok(())
    }
}

/// The cells of a row, up to its end.
fn cells<R: BufRead>(xml: &mut Reader<R>) -> Result<Vec<Cell>, Error> {
    let mut cells = Vec::new();
    let mut column: usize = 0;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| Error::Damaged)? {
            Event::Start(start)
                if matches!(start.name().0, "table:table-cell" | "table:covered-table-cell") =>
            {
                let covered = start.name().0 == "table:covered-table-cell";
                let repeated = repeated(&start, "table:number-columns-repeated");
                let rows = self::repeated(&start, "table:number-rows-spanned");
                let columns = self::repeated(&start, "table:number-columns-spanned");
                let value = value(&start);
                let (written, remark) = written(xml)?;
                let text = match value {
                    _ if covered => String::new(),
                    Some(value) => value,
                    None => written,
                };
                let rows = if columns > 1 { 1 } else { rows };
                cells.push(Cell { column, repeated, rows, covered, text, remark });
                if cells.len() > 20 * MOST_COLUMNS {
                    return Err(Error::TooManyColumns);
                }
                column = column.saturating_add(repeated);
            }
            Event::End(end) if end.name().0 == "table:table-row" => return Ok(cells),
            Event::Eof => return Err(Error::Damaged),
            _ => {}
        }
    }
}

/// The value that a cell's attributes tell, as a person sees it; `None` where the text in it is the value.
fn value(cell: &BytesStart<'_>) -> Option<String> {
    match attribute(cell, "office:value-type")?.as_str() {
        "float" | "percentage" | "currency" => {
            let value = attribute(cell, "office:value")?;
            Some(value.parse::<f64>().map_or(value, number_text))
        }
        "date" => attribute(cell, "office:date-value")
            .map(|date| date.split('T').next().unwrap_or_default().to_owned()),
        "boolean" => attribute(cell, "office:boolean-value")
            .map(|truth| if truth == "true" { "1".to_owned() } else { "0".to_owned() }),
        "string" => attribute(cell, "office:string-value").filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// The text written in a cell, up to its end, paragraphs as lines; and what is remarked at it.
fn written<R: BufRead>(xml: &mut Reader<R>) -> Result<(String, String), Error> {
    let mut text = String::new();
    let mut remark = String::new();
    let mut paragraphs = 0;
    let mut depth: usize = 0;
    let mut remarks: usize = 0;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| Error::Damaged)? {
            Event::Start(start) => {
                depth += 1;
                match start.name().0 {
                    "office:annotation" => remarks += 1,
                    "text:p" if remarks == 0 => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                    }
                    "text:s" if remarks == 0 => text.push(' '),
                    "text:tab" if remarks == 0 => text.push('\t'),
                    "text:line-break" if remarks == 0 => text.push('\n'),
                    _ => {}
                }
            }
            Event::End(_) if depth == 0 => return Ok((text, remark)),
            Event::End(end) => {
                depth -= 1;
                if end.name().0 == "office:annotation" {
                    remarks = remarks.saturating_sub(1);
                }
            }
            Event::Text(part) if remarks > 0 && remark.len() < LONGEST_CELL => {
                remark.push_str(&part.xml10_content());
                remark.push(' ');
            }
            Event::Text(part) if remarks == 0 && paragraphs > 0 => {
                text.push_str(&part.xml10_content());
            }
            Event::GeneralRef(reference) if remarks == 0 && paragraphs > 0 => {
                match reference.resolve_char_ref() {
                    Ok(Some(letter)) => text.push(letter),
                    _ => text.push_str(
                        resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default(),
                    ),
                }
            }
            Event::Eof => return Err(Error::Damaged),
            _ => {}
        }
        // One byte over the cap is enough to be refused by it.
        if text.len() > 4 * LONGEST_CELL {
            text.truncate(text.floor_char_boundary(2 * LONGEST_CELL));
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;

    Some(attribute.normalized_value(XmlVersion::Explicit1_0).ok()?.into_owned())
}

/// How often something stands; once where it does not say.
fn repeated(start: &BytesStart<'_>, name: &str) -> usize {
    attribute(start, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}
