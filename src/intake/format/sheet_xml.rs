//! Spreadsheets as one page of XML (SpreadsheetML 2003), which Excel 2003 and many reporting tools save as `.xls` or `.xml`.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::grid::Grids;
use crate::intake::{Error, LONGEST_CELL, Sheet};

/// Whether a page of XML is one.
pub(super) fn is_one(page: &str) -> bool {
    let start: String = page.chars().take(2_000).collect();

    start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.contains("Workbook")
}

/// Reads all sheets.
pub(super) fn read(page: &str) -> Result<Vec<Sheet>, Error> {
    let mut xml = Reader::from_str(page);
    xml.config_mut().expand_empty_elements = true;
    let mut place = Position::default();
    let mut grids = Grids::new();
    let mut data: Option<String> = None;
    let mut shown: Option<String> = None;
    loop {
        match xml.read_event().map_err(|_| Error::Damaged)? {
            Event::Start(start) => match local(start.name().0) {
                "Worksheet" => {
                    place.end_sheet(&mut grids)?;
                    grids.begin(&attribute(&start, "Name").unwrap_or_default())?;
                }
                "Row" => place.begin_row(&start),
                "Cell" => place.begin_cell(&start),
                "Data" => data = Some(String::new()),
                "Visible" => shown = Some(String::new()),
                _ => {}
            },
            Event::Text(text) => {
                if let Some(text_of) = data.as_mut().or(shown.as_mut()) {
                    text_of.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(data) = &mut data {
                    match reference.resolve_char_ref() {
                        Ok(Some(letter)) => data.push(letter),
                        _ => data.push_str(
                            resolve_predefined_entity(&reference.xml10_content())
                                .unwrap_or_default(),
                        ),
                    }
                }
            }
            Event::End(end) => match local(end.name().0) {
                "Data" => {
                    let text = data.take().unwrap_or_default();
                    grids.put(place.row.max(1), place.column, without_time(&text))?;
                }
                "Cell" => place.end_cell(),
                "Visible"
                    if shown
                        .take()
                        .is_some_and(|shown| shown.trim().starts_with("SheetHidden")) =>
                {
                    grids.hide_sheet();
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
        if data.as_ref().is_some_and(|data| data.len() > LONGEST_CELL) {
            return Err(Error::CellTooLong(place.row));
        }
    }
    place.end_sheet(&mut grids)?;
    let sheets: Vec<Sheet> =
        grids.finish().into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();

    if sheets.is_empty() { Err(Error::Empty) } else { Ok(sheets) }
}

/// Where in a sheet is being read.
#[derive(Default)]
struct Position {
    /// As a spreadsheet numbers it; 0 above the first.
    row: u32,
    column: usize,
    /// How many columns more the cell covers.
    across: usize,
    /// Cells that go on below: their column, their first row and their last.
    merged: Vec<(usize, u32, u32)>,
    /// Rows that aren't shown.
    hidden: Vec<u32>,
}

impl Position {
    fn begin_row(&mut self, start: &BytesStart<'_>) {
        self.row = number(start, "Index").unwrap_or(self.row.saturating_add(1));
        self.column = 0;
        if number(start, "Hidden") == Some(1) {
            self.hidden.push(self.row);
        }
    }

    fn begin_cell(&mut self, start: &BytesStart<'_>) {
        if let Some(said) = number(start, "Index") {
            self.column = (said as usize).saturating_sub(1);
        }
        self.across = number(start, "MergeAcross").unwrap_or(0) as usize;
        if let Some(down) = number(start, "MergeDown").filter(|down| *down > 0 && self.across == 0)
        {
            self.merged.push((self.column, self.row, self.row.saturating_add(down)));
        }
    }

    fn end_cell(&mut self) {
        self.column = self.column.saturating_add(1).saturating_add(self.across);
    }

    fn end_sheet(&mut self, grids: &mut Grids) -> Result<(), Error> {
        let ended = std::mem::take(self);
        for (column, first, last) in ended.merged {
            grids.fill_down(column, first, last)?;
        }
        for row in ended.hidden {
            grids.hide(row);
        }

        Ok(())
    }
}

/// A name without what stands before its colon.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// `2010-05-17T00:00:00.000` as a day.
fn without_time(text: &str) -> &str {
    text.split_once("T00:00:00").map_or(text, |(day, _)| day)
}

fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(start, name)?.parse().ok()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.attributes().flatten().find(|one| local(one.key.0) == name)?;

    Some(attribute.normalized_value(XmlVersion::Explicit1_0).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::read_bytes;

    #[test]
    fn rows_and_cells_stand_where_they_say() {
        let page = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
             xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="SA26A"><Table>
            <Row><Cell><Data ss:Type="String">Namn</Data></Cell>
             <Cell><Data ss:Type="String">Klass</Data></Cell>
             <Cell><Data ss:Type="String">Född</Data></Cell></Row>
            <Row ss:Index="3"><Cell><Data ss:Type="String">Elin &amp; Berg</Data></Cell>
             <Cell ss:MergeDown="1"><Data ss:Type="String">SA26A</Data></Cell>
             <Cell><Data ss:Type="DateTime">2010-05-17T00:00:00.000</Data></Cell></Row>
            <Row><Cell><Data ss:Type="String">Omar Ek</Data></Cell>
             <Cell ss:Index="3"><Data ss:Type="String">2010-01-02</Data></Cell></Row>
            </Table></Worksheet></Workbook>"#;
        let sheets = read_bytes(page.as_bytes().to_vec()).unwrap();
        let rows = &sheets[0].rows;

        assert_eq!(rows[1].number, 3);
        assert_eq!(rows[1].cells, ["Elin & Berg", "SA26A", "2010-05-17"]);
        assert_eq!(rows[2].cells, ["Omar Ek", "SA26A", "2010-01-02"]);
    }
}
