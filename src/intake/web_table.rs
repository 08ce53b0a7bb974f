//! Tables of web pages: what many school systems call an Excel file is one. As tolerant as browsers are; scripts and
//! styles are passed over.

use quick_xml::escape::resolve_html5_entity;

use super::grid::Grids;
use super::{Error, MOST_COLUMNS, Sheet};

/// Reads the tables of a page, each as a sheet.
pub(super) fn read(page: &str) -> Result<Vec<Sheet>, Error> {
    let mut grids = Grids::new();
    let mut table = Table::default();
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
                grids.begin("")?;
                table = Table { begun: true, ..Table::default() };
            }
            "tr" => {
                table.end_cell(&mut grids)?;
                table.row += 1;
                table.column = 0;
            }
            "td" | "th" => {
                table.end_cell(&mut grids)?;
                table.open = true;
                table.span = attribute(tag, "colspan").unwrap_or(1).clamp(1, MOST_COLUMNS);
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
    open: bool,
    text: String,
}

impl Table {
    fn end_cell(&mut self, grids: &mut Grids) -> Result<(), Error> {
        if !std::mem::take(&mut self.open) || !self.begun {
            return Ok(());
        }
        let text = unescape(&self.text);
        let column = self.column;
        self.column += self.span;

        grids.put(self.row.max(1), column, &text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
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
    fn a_page_without_a_table_is_a_web_page() {
        assert!(matches!(read("<html><body>Logga in</body></html>"), Err(Error::WebPage)));
        assert!(matches!(read("<table><tr><td"), Err(Error::WebPage)));
    }
}
