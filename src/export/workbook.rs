//! Spreadsheets (.xlsx, Office Open XML): typed cells, and charts that draw what stands in them.

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Chart, ChartType, Color, DocProperties, Format, Formula, Workbook, Worksheet, XlsxError,
};

use super::table::Cell;

/// A sheet whose rows are made as they are written, so that a hundred thousand of them are never all in memory.
pub struct Sheet<'a> {
    name: String,
    rows: Box<dyn Iterator<Item = Vec<Cell>> + 'a>,
    has_headings: bool,
    /// Whether its rows leave memory as they are written. What draws them then has no copy of their numbers.
    is_long: bool,
    drawn: Option<Drawn>,
}

impl<'a> Sheet<'a> {
    /// A sheet without headings. What a spreadsheet does not allow in a name is left out of it.
    pub fn new(name: String, rows: impl IntoIterator<Item = Vec<Cell>, IntoIter: 'a>) -> Self {
        Self {
            name,
            rows: Box::new(rows.into_iter()),
            has_headings: false,
            is_long: false,
            drawn: None,
        }
    }

    /// The same whose first row is its headings, which stand still.
    pub fn with_headings(self) -> Self {
        Self { has_headings: true, ..self }
    }

    /// The same with rows that may be a hundred thousand.
    pub fn long(self) -> Self {
        Self { is_long: true, ..self }
    }

    /// A sheet of rows below headings.
    pub fn below(
        name: String,
        headings: impl IntoIterator<Item = String>,
        rows: impl IntoIterator<Item = Vec<Cell>, IntoIter: 'a>,
    ) -> Self {
        let headings = headings.into_iter().map(Cell::from).collect();

        Self::new(name, std::iter::once(headings).chain(rows)).with_headings()
    }

    /// The same with a chart beside the rows.
    pub fn with_chart(self, drawn: Option<Drawn>) -> Self {
        Self { drawn, ..self }
    }

    /// The rows, headings among them.
    pub fn into_rows(self) -> impl Iterator<Item = Vec<Cell>> + use<'a> {
        self.rows
    }
}

/// A chart of a sheet's rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Whether it goes over time, as lines; else bars.
    pub over_time: bool,
    pub title: String,
    /// The first and last row of what is drawn, from 0.
    pub rows: (u32, u32),
    /// The column of the names.
    pub names: u16,
    /// The columns of the values, with the row of their headings above.
    pub values: Vec<u16>,
}

/// The widest a column is made by itself, in characters.
const WIDEST: usize = 46;
/// A chart's size, in pixels.
const CHART: (u32, u32) = (720, 380);

/// The sheets as bytes of an .xlsx file. It says that it was made on a day.
///
/// # Errors
/// The system has no room for the rows of a long sheet, which stand in a nameless file of its own until they are packed.
pub fn workbook<'a>(
    sheets: impl IntoIterator<Item = Sheet<'a>>,
    made_on: NaiveDate,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_author("Kursliggaren");
    workbook.set_properties(&properties.set_creation_datetime(&made_on));
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = free_name(&sheet.name, &names);
        names.push(name.clone());
        let worksheet = match sheet.is_long {
            true => workbook.add_worksheet_with_constant_memory()?,
            false => workbook.add_worksheet(),
        };
        fill(worksheet, sheet, &name)?;
    }

    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: Sheet<'_>, name: &str) -> Result<(), XlsxError> {
    let Sheet { rows, has_headings, drawn, .. } = sheet;
    worksheet.set_name(name)?;
    let heading = Format::new().set_bold().set_background_color(Color::RGB(0xF3_EF_E8));
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let share = Format::new().set_num_format("0.0%");
    let mut widths: Vec<usize> = Vec::new();
    for (row, cells) in (0..).zip(rows) {
        let is_heading = has_headings && row == 0;
        for (column, cell) in (0..).zip(&cells) {
            let format = if is_heading { Some(&heading) } else { None };
            write(worksheet, (row, column), cell, format, (&day, &share))?;
            let place = usize::from(column);
            widths.resize(widths.len().max(place + 1), 8);
            widths[place] = widths[place].max(letters(cell) + 2).min(WIDEST);
        }
    }
    for (column, width) in (0..).zip(&widths) {
        worksheet.set_column_width(column, *width as f64)?;
    }
    if has_headings {
        worksheet.set_freeze_panes(1, 1)?;
    }
    if let Some(drawn) = &drawn {
        let beside = u16::try_from(widths.len()).unwrap_or(0) + 1;
        worksheet.insert_chart(0, beside, &chart(drawn, name))?;
    }

    Ok(())
}

fn write(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: Option<&Format>,
    (day, share): (&Format, &Format),
) -> Result<(), XlsxError> {
    match (cell, format) {
        (Cell::Text(text), Some(format)) => {
            worksheet.write_string_with_format(row, column, text, format)?;
        }
        (Cell::Text(text), None) => {
            worksheet.write_string(row, column, text)?;
        }
        (Cell::Whole(number), _) => {
            worksheet.write_number(row, column, *number as f64)?;
        }
        (Cell::Share(number), _) => {
            worksheet.write_number_with_format(row, column, *number, share)?;
        }
        (Cell::Day(date), _) => {
            worksheet.write_datetime_with_format(row, column, *date, day)?;
        }
        (Cell::Formula(formula, result), _) => {
            let (result, format) = match result.as_ref() {
                Cell::Whole(number) => (number.to_string(), None),
                Cell::Share(number) => (number.to_string(), Some(share)),
                _ => (String::new(), None),
            };
            let formula = Formula::new(formula).set_result(result);
            match format {
                Some(format) => {
                    worksheet.write_formula_with_format(row, column, formula, format)?
                }
                None => worksheet.write_formula(row, column, formula)?,
            };
        }
        (Cell::Empty, _) => {}
    }

    Ok(())
}

fn chart(drawn: &Drawn, sheet: &str) -> Chart {
    let kind = if drawn.over_time { ChartType::Line } else { ChartType::Bar };
    let mut chart = Chart::new(kind);
    chart.title().set_name(&drawn.title);
    let (first, last) = drawn.rows;
    let colours = [0x85_7B_70, 0xB9_7F_10, 0x1E_5B_4F];
    for (column, colour) in drawn.values.iter().zip(colours.into_iter().cycle()) {
        let series = chart.add_series();
        series
            .set_name((sheet, first.saturating_sub(1), *column))
            .set_categories((sheet, first, drawn.names, last, drawn.names))
            .set_values((sheet, first, *column, last, *column));
        match drawn.over_time {
            true => series.set_format(rust_xlsxwriter::ChartFormat::new().set_line(
                rust_xlsxwriter::ChartLine::new().set_color(Color::RGB(colour)).set_width(2.25),
            )),
            false => series.set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(
                rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(colour)),
            )),
        };
    }
    if !drawn.over_time {
        // The first row on top, as in the table.
        chart.y_axis().set_reverse();
    }
    chart.set_width(CHART.0).set_height(CHART.1);

    chart
}

fn letters(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.chars().count(),
        Cell::Whole(number) => number.to_string().len(),
        Cell::Day(_) => 10,
        Cell::Share(_) => 6,
        Cell::Formula(_, result) => letters(result),
        Cell::Empty => 0,
    }
}

/// A name a sheet may have (at most 31 characters, none of `[]:*?/\`), and that none before it has.
fn free_name(name: &str, taken: &[String]) -> String {
    let allowed: String =
        name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(26).collect();
    let allowed = if allowed.trim().is_empty() { "1".to_owned() } else { allowed };
    let is_taken =
        |name: &str| taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = (2..).map(|number| format!("{allowed} {number}"));

    std::iter::once(allowed.clone())
        .chain(numbered)
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};

    #[test]
    fn cells_come_back_with_their_types() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let rows = [
            vec!["=1+1".into(), 12_u32.into(), Cell::Share(0.25), Cell::Day(day)],
            vec!["Åsa".into(), Cell::Formula("=SUM(B1:B1)".into(), Box::new(Cell::Whole(12)))],
        ];
        let sheet = || Sheet::new("Över tid: [1]".into(), rows.clone());
        let bytes = workbook([sheet(), sheet()], day).unwrap();
        let mut read: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();

        assert_eq!(read.sheet_names(), ["Över tid 1", "Över tid 1 2"]);
        let range = read.worksheet_range("Över tid 1").unwrap();
        assert_eq!(range.get((0, 0)), Some(&Data::String("=1+1".into())));
        assert_eq!(range.get((0, 1)), Some(&Data::Float(12.0)));
        assert!(matches!(range.get((0, 3)), Some(Data::DateTime(_))));
        assert_eq!(range.get((1, 1)), Some(&Data::Float(12.0)));
        let formulas = read.worksheet_formula("Över tid 1").unwrap();
        assert_eq!(formulas.used_cells().count(), 1, "a text is never a formula");
    }
}
