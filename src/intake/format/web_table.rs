//! Tables of web pages: what many school systems call an Excel file is one. As tolerant as browsers are; scripts and
//! styles are passed over.

use std::collections::BTreeMap;

use quick_xml::escape::resolve_html5_entity;

use super::grid::Grids;
use crate::intake::{Error, MOST_COLUMNS, MOST_ROWS, Sheet, belonging, titles};

/// Reads the tables of a page, each as a sheet.
pub(super) fn read(page: &str) -> Result<Vec<Sheet>, Error> {
    let mut grids = Grids::new();
    let mut table = Table::default();
    // What the page says above a table.
    let mut title = String::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        table.text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = &rest[1..end.max(1)];
        rest = &rest[end..];
        let name: String = tag
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '/')
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        match name.as_str() {
            "script" | "style" => {
                let closing = format!("</{name}");
                rest = find_ignoring_case(rest, &closing).map_or("", |at| &rest[at..]);
                table.text.clear();
            }
            "table" => {
                table.end_cell(&mut grids)?;
                grids.begin(&title)?;
                table = Table { begun: true, ..Table::default() };
            }
            "title" | "h1" | "h2" | "h3" | "h4" | "caption" if !table.open => table.text.clear(),
            "/title" | "/h1" | "/h2" | "/h3" | "/h4" | "/caption" if !table.open => {
                // A heading further down that is about something else leaves the class that is known.
                let said = spaced(&std::mem::take(&mut table.text));
                let tells = |text: &str| titles::class_in_name(text).is_some();
                if tells(&said) || !tells(&title) || belonging::of_section(&said).is_some() {
                    title = said;
                }
                if name == "/caption" {
                    grids.rename(&title);
                }
            }
            "tr" => {
                table.end_cell(&mut grids)?;
                table.row += 1;
                table.column = 0;
                table.reaching.retain(|_, (rows, ..)| {
                    *rows -= 1;
                    *rows > 0
                });
                table.fill_from_above(&mut grids)?;
            }
            "td" | "th" => {
                table.end_cell(&mut grids)?;
                table.open = true;
                table.span = attribute(tag, "colspan").unwrap_or(1).clamp(1, MOST_COLUMNS);
                table.rows = attribute(tag, "rowspan").unwrap_or(1).clamp(1, MOST_ROWS);
                table.text.clear();
            }
            "/td" | "/th" | "/tr" | "/table" => table.end_cell(&mut grids)?,
            "br" | "br/" | "p" => table.text.push(' '),
            _ => {}
        }
    }
    table.end_cell(&mut grids)?;
    let sheets: Vec<Sheet> =
        grids.finish().into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();

    if sheets.is_empty() { Err(Error::WebPage) } else { Ok(sheets) }
}

#[derive(Default)]
struct Table {
    begun: bool,
    row: u32,
    column: usize,
    span: usize,
    rows: usize,
    open: bool,
    text: String,
    /// Cells that reach into rows below: how many rows are left, this one included, over how many columns, and the text; by their column.
    reaching: BTreeMap<usize, (usize, usize, String)>,
}

impl Table {
    fn end_cell(&mut self, grids: &mut Grids) -> Result<(), Error> {
        if !std::mem::take(&mut self.open) || !self.begun {
            return Ok(());
        }
        let text = spaced(&self.text);
        let column = self.column;
        self.column += self.span;
        grids.put(self.row.max(1), column, &text)?;
        if self.rows > 1 && column < MOST_COLUMNS {
            self.reaching.insert(column, (self.rows, self.span, text));
        }

        self.fill_from_above(grids)
    }

    /// Puts the cells that reach down to this place where they are seen, and goes on behind them.
    fn fill_from_above(&mut self, grids: &mut Grids) -> Result<(), Error> {
        while let Some((_, span, text)) = self.reaching.get(&self.column) {
            grids.put(self.row.max(1), self.column, text)?;
            self.column += *span;
        }

        Ok(())
    }
}

/// A text as a page shows it.
fn spaced(text: &str) -> String {
    unescape(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn find_ignoring_case(text: &str, part: &str) -> Option<usize> {
    text.as_bytes()
        .windows(part.len())
        .position(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

/// A number that a tag gives an attribute.
fn attribute(tag: &str, name: &str) -> Option<usize> {
    let at = find_ignoring_case(tag, name)?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let digits: String =
        value.trim_start_matches(['"', '\'']).chars().take_while(char::is_ascii_digit).collect();

    digits.parse().ok()
}

/// The text with its entities as letters; what is none stays as it is.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some((entity, after)) = rest.split_once(';').filter(|(entity, _)| entity.len() <= 32)
        else {
            plain.push('&');
            continue;
        };
        let numbered =
            entity.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
                None => number.parse().ok(),
            });
        match (resolve_html5_entity(entity), numbered.and_then(char::from_u32)) {
            (Some(letters), _) => plain.push_str(letters),
            (None, Some(letter)) => plain.push(letter),
            (None, None) => {
                plain.push('&');
                continue;
            }
        }
        rest = after;
    }
    plain.push_str(rest);

    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_a_browser_shows_it() {
        let page = "<html><head><style>td { color: red }</style></head><body><h1>Klass</h1>\
            <TABLE border=1><tr><th>F&ouml;rnamn<th>Efternamn</tr>\
            <tr><td>Elin<br>Maria</td><td>&Ouml;berg &amp; Ek</td></tr><!-- <tr><td>nej -->\
            <tr><td colspan=\"2\">Antal: 1</td></tr></table></body></html>";
        let sheets = read(page).unwrap();
        let rows: Vec<&[String]> = sheets[0].rows.iter().map(|row| row.cells.as_slice()).collect();

        assert_eq!(
            rows,
            [&["Förnamn", "Efternamn"][..], &["Elin Maria", "Öberg & Ek"], &["Antal: 1"]]
        );
    }

    #[test]
    fn a_cell_that_reaches_down_stands_in_every_row_it_covers() {
        let page = "<table><tr><th>Klass<th>Namn<th>Telefon</tr>\
            <tr><td rowspan=2>SA26A<td>Alva Bergström<td>070</tr><tr><td>Noel Dahlqvist<td>070</tr>\
            <tr><td>SA26B<td>Tuva Ek<td rowspan='2'>071</tr><tr><td>SA26B<td>Melvin Fors</tr></table>";
        let sheets = read(page).unwrap();
        let rows: Vec<&[String]> = sheets[0].rows.iter().map(|row| row.cells.as_slice()).collect();

        assert_eq!(rows[2], ["SA26A", "Noel Dahlqvist", "070"]);
        assert_eq!(rows[4], ["SA26B", "Melvin Fors", "071"]);
    }

    #[test]
    fn a_page_without_a_table_is_a_web_page() {
        assert!(matches!(read("<html><body>Logga in</body></html>"), Err(Error::WebPage)));
        assert!(matches!(read("<table><tr><td"), Err(Error::WebPage)));
    }
}
