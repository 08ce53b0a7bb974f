//! Text documents of Word (.docx; ECMA-376) and Writer (.odt; OpenDocument 1.3): their tables with the lines around them, or
//! their lines as a text.

use std::io::{BufRead, BufReader};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::archive::Archive;
use super::grid::Grids;
use super::text;
use crate::intake::{Error, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Sheet};

/// Reads a document of Word.
pub(super) fn read_word(mut archive: Archive) -> Result<Sheet, Error> {
    let part = archive.by_name("word/document.xml").map_err(|_| Error::Damaged)?;

    Document::default().read(Reader::from_reader(BufReader::new(part)))
}

/// Reads a document of Writer.
pub(super) fn read_open(mut archive: Archive) -> Result<Sheet, Error> {
    let part = archive.by_name("content.xml").map_err(|_| Error::Damaged)?;
    let document = Document { every_text_is_written: true, ..Document::default() };

    document.read(Reader::from_reader(BufReader::new(part)))
}

/// A document while it is read.
#[derive(Default)]
struct Document {
    /// Whether all text within a paragraph is written there; Word has it in elements of its own.
    every_text_is_written: bool,
    lines: Vec<Vec<String>>,
    has_table: bool,
    /// How many tables lie around what is being read.
    tables: usize,
    /// How many elements lie around it that are not shown as they stand: deleted text, remarks, second forms.
    passed: usize,
    is_written: bool,
    paragraph: String,
    row: Vec<String>,
    cell: Cell,
}

/// A cell of the outermost table.
#[derive(Default)]
struct Cell {
    text: String,
    /// How many columns it covers.
    span: usize,
    /// Whether it goes on from the one above.
    goes_on: bool,
}

impl Document {
    fn read<R: BufRead>(mut self, mut xml: Reader<R>) -> Result<Sheet, Error> {
        xml.config_mut().expand_empty_elements = true;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|_| Error::Damaged)? {
                Event::Start(start) => self.begin(&start),
                Event::End(end) => self.end(local(end.name().0)),
                Event::Text(text) => self.write(&text.xml10_content()),
                Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                    Ok(Some(letter)) => self.write(letter.encode_utf8(&mut [0; 4])),
                    _ => self.write(
                        resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default(),
                    ),
                },
                Event::Eof => break,
                _ => {}
            }
            if self.lines.len() > 2 * MOST_ROWS {
                return Err(Error::TooManyRows);
            }
        }

        self.sheet()
    }

    fn begin(&mut self, start: &BytesStart<'_>) {
        let name = start.name();
        let name = local(name.0);
        if self.passed > 0 || PASSED.contains(&name) {
            self.passed += 1;
            return;
        }
        match name {
            "tbl" | "table" => {
                self.tables += 1;
                self.has_table = true;
            }
            "tr" | "table-row" if self.tables == 1 => self.row.clear(),
            "tc" | "table-cell" | "covered-table-cell" if self.tables == 1 => {
                self.cell = Cell { span: 1, ..Cell::default() };
                self.paragraph.clear();
            }
            "gridSpan" if self.tables == 1 => {
                let span = attribute(start, "w:val").and_then(|span| span.parse().ok());
                self.cell.span = span.unwrap_or(1).clamp(1, MOST_COLUMNS);
            }
            "vMerge" if self.tables == 1 => {
                self.cell.goes_on = attribute(start, "w:val").is_none_or(|say| say != "restart");
            }
            "p" | "h" => {
                self.is_written = self.every_text_is_written;
                if self.tables > 0 && !self.paragraph.is_empty() {
                    self.paragraph.push(' ');
                }
            }
            "t" => self.is_written = true,
            "tab" if self.every_text_is_written || self.tables == 0 => self.write_sign('\t'),
            "tab" => self.write_sign(' '),
            "br" | "cr" | "line-break" => self.write_sign(match self.tables {
                0 => '\n',
                _ => ' ',
            }),
            "s" if self.every_text_is_written => self.write_sign(' '),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.passed > 0 {
            self.passed -= 1;
            return;
        }
        match name {
            "t" => self.is_written = false,
            "p" | "h" => {
                self.is_written = false;
                if self.tables == 0 {
                    let paragraph = std::mem::take(&mut self.paragraph);
                    let lines = paragraph.split('\n');
                    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
                    self.lines.extend(lines.map(cells));
                }
            }
            "tc" | "table-cell" | "covered-table-cell" if self.tables == 1 => {
                self.cell.text = std::mem::take(&mut self.paragraph);
                if self.cell.goes_on
                    && let Some(above) = self.lines.last().and_then(|row| row.get(self.row.len()))
                {
                    self.cell.text = above.clone();
                }
                let Cell { text, span, .. } = std::mem::take(&mut self.cell);
                self.row.push(text);
                let covered = self.row.len() + span.saturating_sub(1);
                self.row.resize(covered.min(MOST_COLUMNS + 1), String::new());
            }
            "tr" | "table-row" if self.tables == 1 => {
                self.lines.push(std::mem::take(&mut self.row));
            }
            "tbl" | "table" => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        // One byte over the cap is enough to be refused by it.
        if self.passed == 0 && self.is_written && self.paragraph.len() <= 4 * LONGEST_CELL {
            self.paragraph.push_str(text);
        }
    }

    fn write_sign(&mut self, sign: char) {
        if self.paragraph.len() <= 4 * LONGEST_CELL {
            self.paragraph.push(sign);
        }
    }

    fn sheet(self) -> Result<Sheet, Error> {
        if !self.has_table {
            let lines = self.lines.iter().map(|cells| cells.join("\t"));

            return text::read_text(&lines.collect::<Vec<_>>().join("\n"));
        }
        let mut grids = Grids::new();
        grids.begin("")?;
        for (row, cells) in (1..).zip(&self.lines) {
            for (column, cell) in cells.iter().enumerate() {
                grids.put(row, column, cell)?;
            }
        }

        grids.finish().pop().ok_or(Error::Empty)
    }
}

/// Elements whose text is not shown as it stands.
const PASSED: [&str; 7] =
    ["del", "moveFrom", "Fallback", "annotation", "note", "tracked-changes", "automatic-styles"];

/// A name without what stands before its colon.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;

    Some(attribute.normalized_value(XmlVersion::Explicit1_0).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use crate::intake::{SheetRow, read_bytes};

    fn packed(name: &str, text: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();

        archive.finish().unwrap().into_inner()
    }

    fn rows(body: &str) -> Vec<Vec<String>> {
        let text = format!("<w:document><w:body>{body}</w:body></w:document>");
        let sheets = read_bytes(packed("word/document.xml", &text)).unwrap();
        let rows = sheets[0].rows.iter().filter(|row| !SheetRow::is_blank(row));

        rows.map(|row| row.cells.clone()).collect()
    }

    fn cell(text: &str) -> String {
        format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    }

    #[test]
    fn a_table_is_read_with_the_line_above_it() {
        let first = format!("<w:tr>{}{}</w:tr>", cell("Förnamn"), cell("Efternamn"));
        let second = format!("<w:tr>{}{}</w:tr>", cell("Alva"), cell("Berg &amp; Ek"));
        let body = format!(
            "<w:p><w:r><w:t>Klass SA26A</w:t></w:r></w:p><w:tbl>{first}{second}</w:tbl>\
             <w:p><w:del><w:r><w:t>Struket</w:t></w:r></w:del></w:p>"
        );

        assert_eq!(
            rows(&body),
            [vec!["Klass SA26A"], vec!["Förnamn", "Efternamn"], vec!["Alva", "Berg & Ek"]]
        );
    }

    #[test]
    fn lines_without_a_table_are_a_text() {
        let line = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let body = [line("Namn;Klass"), line("Alva Ek;SA26A"), line("Noel Fors;SA26A")].concat();

        assert_eq!(rows(&body)[1], ["Alva Ek", "SA26A"]);
    }

    #[test]
    fn a_cell_that_goes_on_from_above_has_its_text() {
        let merged = |say: &str, text: &str| {
            format!(
                "<w:tc><w:tcPr><w:vMerge{say}/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
            )
        };
        let row = |class: String, name: &str| format!("<w:tr>{class}{}</w:tr>", cell(name));
        let body = format!(
            "<w:tbl>{}{}{}</w:tbl>",
            row(cell("Klass"), "Namn"),
            row(merged(" w:val=\"restart\"", "SA26A"), "Alva Ek"),
            row(merged("", ""), "Noel Fors"),
        );

        assert_eq!(rows(&body)[2], ["SA26A", "Noel Fors"]);
    }
}
