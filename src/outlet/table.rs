//! Separated text as Excel in Sweden opens it: semicolons, UTF-8 with a byte order mark.

/// What a cell is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

/// The table as bytes of a `.csv` file. A text that a spreadsheet would take for a formula is written
/// with an apostrophe before it.
pub fn separated(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut bytes);
    for row in rows {
        let written = writer.write_record(row.iter().map(|cell| match cell {
            Cell::Text(text) => neutral(text),
            Cell::Whole(number) => number.to_string(),
        }));
        debug_assert!(written.is_ok(), "writing to memory");
    }
    drop(writer);

    bytes
}

/// A text that no spreadsheet runs as a formula.
fn neutral(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_as_a_table_in_a_swedish_spreadsheet() {
        let rows = [vec!["Kommun".into(), 12_u32.into()], vec!["a;b \"c\"".into(), 0_u32.into()]];
        let text = String::from_utf8(separated(&rows)).unwrap();

        assert_eq!(text, "\u{feff}Kommun;12\r\n\"a;b \"\"c\"\"\";0\r\n");
    }

    #[test]
    fn a_text_is_never_a_formula() {
        let text = String::from_utf8(separated(&[vec!["=1+1".into(), Cell::Whole(-3)]])).unwrap();

        assert_eq!(text, "\u{feff}'=1+1;-3\r\n");
    }
}
