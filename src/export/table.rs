//! Tables as separated text: as Excel in Sweden opens it, or plain for other programs.

use chrono::NaiveDate;

/// What a cell is.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A share of a whole, 0–1.
    Share(f64),
    Day(NaiveDate),
    /// What a spreadsheet works out, with what it comes to.
    Formula(String, Box<Cell>),
    /// Nothing.
    Empty,
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

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

/// How text is separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separated {
    /// Semicolons, UTF-8 with a byte order mark, decimal commas.
    #[default]
    Swedish,
    /// Commas, UTF-8 without a mark, decimal points (RFC 4180).
    Plain,
}

/// The table as bytes of a `.csv` file. A text that a spreadsheet would take for a formula is written
/// with an apostrophe before it.
pub fn separated<R: AsRef<[Cell]>>(rows: impl IntoIterator<Item = R>, style: Separated) -> Vec<u8> {
    let (mark, delimiter) = match style {
        Separated::Swedish => ("\u{feff}", b';'),
        Separated::Plain => ("", b','),
    };
    let mut bytes = mark.as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut bytes);
    for row in rows {
        let written = writer.write_record(row.as_ref().iter().map(|cell| field(cell, style)));
        debug_assert!(written.is_ok(), "writing to memory");
    }
    drop(writer);

    bytes
}

fn field(cell: &Cell, style: Separated) -> String {
    match cell {
        Cell::Text(text) => neutral(text),
        Cell::Whole(number) => number.to_string(),
        Cell::Share(share) => {
            let number = format!("{share:.4}");
            if style == Separated::Swedish { number.replace('.', ",") } else { number }
        }
        Cell::Day(day) => day.to_string(),
        Cell::Formula(_, result) => field(result, style),
        Cell::Empty => String::new(),
    }
}

/// A text that no spreadsheet runs as a formula. One that looks as if it had been made so already gets one more apostrophe,
/// so that [`plain`] gives each back.
fn neutral(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);

    if is_formula || is_guarded(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text of a cell without the apostrophe that keeps spreadsheets from seeing a formula or a number in it.
pub fn plain(cell: &str) -> &str {
    if is_guarded(cell) { &cell[1..] } else { cell }
}

fn is_guarded(cell: &str) -> bool {
    let inner = cell.trim_start_matches('\'');

    inner.len() < cell.len()
        && inner.starts_with(|c: char| c.is_ascii_digit() || "=+-@\t\r".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_as_a_table_in_a_swedish_spreadsheet() {
        let rows = [
            vec!["Kommun".into(), 12_u32.into(), Cell::Share(0.125)],
            vec!["a;b \"c\"".into(), 0_u32.into(), Cell::Empty],
        ];
        let swedish = String::from_utf8(separated(&rows, Separated::Swedish)).unwrap();
        let plain = String::from_utf8(separated(&rows, Separated::Plain)).unwrap();

        assert_eq!(swedish, "\u{feff}Kommun;12;0,1250\r\n\"a;b \"\"c\"\"\";0;\r\n");
        assert_eq!(plain, "Kommun,12,0.1250\r\n\"a;b \"\"c\"\"\",0,\r\n");
    }

    #[test]
    fn a_text_is_never_a_formula_and_a_formula_is_what_it_comes_to() {
        let formula = Cell::Formula("=SUM(A1:A2)".into(), Box::new(Cell::Whole(-3)));
        let rows = [vec!["=1+1".into(), formula]];
        let text = String::from_utf8(separated(&rows, Separated::Swedish)).unwrap();

        assert_eq!(text, "\u{feff}'=1+1;-3\r\n");
    }
}
