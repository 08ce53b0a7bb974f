//! From cells to students: names parted, numbers read and dropped, titles and totals passed over.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::values::{self, Quantity};
use super::{Column, Error, MOST_ROWS, Mapping, Sheet, SheetRow, columns, names, titles};
use crate::domain::identity_number::{self, IdentityNumber};
use crate::domain::student::{fold, tidy_name};
use crate::register::list::ListRow;
use crate::register::student::StudentDetails;

/// A remark about a row that is taken in all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The row as a spreadsheet numbers it.
    pub row: u32,
    /// The sheet it stands in, where several are read together.
    pub sheet: Arc<str>,
    /// What it is about.
    pub kind: WarningKind,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WarningKind {
    /// An identity number's check digit is wrong.
    WrongCheckDigit,
    /// An identity number could not be understood.
    UnreadableIdentityNumber,
    /// A date could not be understood.
    UnreadableDate,
    /// A spreadsheet has cut off an identity number.
    CutOffIdentityNumber,
    /// An identity number stood in a text that is kept, and was taken out of it.
    NumberTakenOut,
    /// A year of study could not be understood.
    UnreadableGrade,
    /// A sex could not be understood.
    UnreadableSex,
    /// An e-mail address could not be one.
    UnreadableEmail,
    /// Letters were lost when the file was written.
    DamagedLetters,
}

impl WarningKind {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongCheckDigit => "wrong_check_digit",
            Self::UnreadableIdentityNumber => "unreadable_identity_number",
            Self::UnreadableDate => "unreadable_date",
            Self::CutOffIdentityNumber => "cut_off_identity_number",
            Self::NumberTakenOut => "number_taken_out",
            Self::UnreadableGrade => "unreadable_grade",
            Self::UnreadableSex => "unreadable_sex",
            Self::UnreadableEmail => "unreadable_email",
            Self::DamagedLetters => "damaged_letters",
        }
    }
}

/// The data rows of a sheet, read as the mapping says. A class that a title or the sheet's name tells is the class of
/// the rows below it that name none.
pub fn list_rows(
    sheet: &Sheet,
    mapping: &Mapping,
    today: NaiveDate,
) -> Result<(Vec<ListRow>, Vec<Warning>), Error> {
    if !mapping.has_name() {
        return Err(Error::NoHeadings);
    }
    let header = mapping.header.and_then(|index| sheet.rows.get(index));
    let mut reader = RowReader { mapping, today, warnings: Vec::new() };
    let mut rows = Vec::new();
    let mut class: HashMap<Arc<str>, String> = HashMap::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let above = mapping.header.is_some_and(|header| index < header);
        if !class.contains_key(&row.sheet) {
            let named = Some(sheet_name(sheet, row)).filter(|name| titles::is_class_name(name));
            class.insert(Arc::clone(&row.sheet), named.unwrap_or_default().to_owned());
        }
        if row.is_blank()
            || titles::is_total(row)
            || header.is_some_and(|header| says_the_same(header, row))
        {
            continue;
        }
        if let Some(title) = titles::class_of(row).filter(|_| above || reader.is_no_student(row)) {
            class.insert(Arc::clone(&row.sheet), title);
            continue;
        }
        if above || reader.is_beside_the_list(row) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(Error::TooManyRows);
        }
        let mut read = reader.read(row);
        if read.class.is_none() {
            read.class = class.get(&row.sheet).filter(|class| !class.is_empty()).cloned();
        }
        rows.push(read);
    }

    Ok((rows, reader.warnings))
}

fn sheet_name<'a>(sheet: &'a Sheet, row: &'a SheetRow) -> &'a str {
    if row.sheet.is_empty() { &sheet.name } else { &row.sheet }
}

/// Whether a row repeats the headings, as lists do at the top of each page.
fn says_the_same(header: &SheetRow, row: &SheetRow) -> bool {
    header.cells == row.cells
        || (header.cells.len() == row.cells.len()
            && header.cells.iter().zip(&row.cells).all(|(one, other)| fold(one) == fold(other))
            && columns::is_heading_row(row))
}

/// Reads rows, one after the other.
struct RowReader<'a> {
    mapping: &'a Mapping,
    today: NaiveDate,
    warnings: Vec<Warning>,
}

impl RowReader<'_> {
    /// Whether what the row has stands in no column that is kept: a number of its own, a footnote.
    fn is_beside_the_list(&self, row: &SheetRow) -> bool {
        self.kept(row).next().is_none()
    }

    /// Whether a title may be one: at most one of the columns that are kept has something in it.
    fn is_no_student(&self, row: &SheetRow) -> bool {
        self.kept(row).nth(1).is_none()
            || row.cells.iter().filter(|cell| !cell.is_empty()).count() <= 2
    }

    fn kept<'a>(&'a self, row: &'a SheetRow) -> impl Iterator<Item = (Column, &'a str)> {
        self.mapping
            .columns
            .iter()
            .zip(&row.cells)
            .filter(|(column, cell)| **column != Column::Ignored && !cell.is_empty())
            .map(|(column, cell)| (*column, cell.as_str()))
    }

    fn warn(&mut self, row: &SheetRow, kind: WarningKind) {
        self.warnings.push(Warning { row: row.number, sheet: Arc::clone(&row.sheet), kind });
    }

    fn read(&mut self, row: &SheetRow) -> ListRow {
        let mut details = StudentDetails::default();
        let mut read =
            ListRow { row: row.number, sheet: Arc::clone(&row.sheet), ..ListRow::default() };
        let cells: Vec<(Column, &str)> = self
            .mapping
            .columns
            .iter()
            .zip(&row.cells)
            .filter(|(column, cell)| **column != Column::Ignored && !cell.is_empty())
            .map(|(column, cell)| (*column, cell.as_str()))
            .collect();
        if cells.iter().any(|(_, cell)| cell.contains('\u{fffd}')) {
            self.warn(row, WarningKind::DamagedLetters);
        }
        // What a number tells of the sex gives way to what the list says in so many words.
        let mut sex_of_number = None;
        for (column, cell) in cells {
            match column {
                Column::Ignored => {}
                Column::Given => details.given = self.name(row, cell),
                Column::Family => details.family = self.name(row, cell),
                Column::FullName => {
                    let name = self.name(row, cell);
                    (details.given, details.family) = names::part(&name, self.mapping.family_first);
                }
                Column::IdentityNumber | Column::BirthDate => {
                    match self.number(row, cell, column) {
                        Born::Numbered(number) => {
                            details.birth_date = Some(number.birth_date);
                            sex_of_number = number.legal_sex;
                            read.identity_number = Some(number);
                        }
                        Born::On(day) => details.birth_date = details.birth_date.or(Some(day)),
                        Born::Unknown => {}
                    }
                }
                Column::Sex => match values::sex(cell) {
                    Some(sex) => details.legal_sex = Some(sex),
                    None if values::says_unknown(cell) => {}
                    None => self.warn(row, WarningKind::UnreadableSex),
                },
                Column::School => read.school = Some(self.name(row, cell)),
                Column::Class => {
                    read.class = Some(self.name(row, cell)).filter(|class| !class.is_empty());
                }
                Column::Grade => {
                    details.grade = values::grade(cell);
                    if details.grade.is_none() && !values::says_unknown(cell) {
                        self.warn(row, WarningKind::UnreadableGrade);
                    }
                }
                Column::StudyPath => details.study_path = values::study_path(&self.name(row, cell)),
                Column::Email => details.email = self.email(row, cell),
                Column::Protection => read.protected |= values::is_yes(cell),
            }
        }
        details.legal_sex = details.legal_sex.or(sex_of_number);
        read.protected |= [&details.given, &details.family].iter().any(|name| says_protected(name));
        read.details = details;

        read
    }

    /// A text that is kept, without what can't be seen and without identity numbers.
    fn name(&mut self, row: &SheetRow, cell: &str) -> String {
        let tidy = tidy_name(cell);
        match identity_number::strike(&tidy) {
            Some(kept) => {
                self.warn(row, WarningKind::NumberTakenOut);
                tidy_name(kept.replace("()", "").trim_matches([' ', ',', ';', '-', '/']))
            }
            None => tidy,
        }
    }

    fn email(&mut self, row: &SheetRow, cell: &str) -> String {
        let address = cell.trim().trim_start_matches("mailto:");
        let is_address = address.contains('@') && !address.contains(char::is_whitespace);
        if is_address && identity_number::strike(address).is_none() {
            return address.to_owned();
        }
        if is_address {
            self.warn(row, WarningKind::NumberTakenOut);
        } else if cell.contains('@') {
            self.warn(row, WarningKind::UnreadableEmail);
        }

        String::new()
    }

    /// What a cell tells of when somebody was born.
    fn number(&mut self, row: &SheetRow, cell: &str, column: Column) -> Born {
        let whole = match values::scientific(cell) {
            Some(Quantity::CutOff) => {
                self.warn(row, WarningKind::CutOffIdentityNumber);
                return Born::Unknown;
            }
            Some(Quantity::Whole(digits)) => digits,
            None => cell.to_owned(),
        };
        // With so many digits it is more than a day.
        let is_long = whole.chars().filter(char::is_ascii_digit).count() > 8;
        let number = IdentityNumber::read(&whole, self.today);
        if !(is_long && number.is_some())
            && let Some(day) = values::date(&whole, self.today)
        {
            return Born::On(day);
        }
        match number {
            Some(number) => {
                if number.wrong_check_digit {
                    self.warn(row, WarningKind::WrongCheckDigit);
                }
                Born::Numbered(number)
            }
            None if values::says_unknown(cell) => Born::Unknown,
            None => {
                self.warn(
                    row,
                    match column {
                        Column::BirthDate => WarningKind::UnreadableDate,
                        _ => WarningKind::UnreadableIdentityNumber,
                    },
                );
                Born::Unknown
            }
        }
    }
}

enum Born {
    Numbered(IdentityNumber),
    On(NaiveDate),
    Unknown,
}

/// Some systems write the protection where the name would stand.
fn says_protected(name: &str) -> bool {
    let name = fold(name);

    ["skyddad", "skyddade", "sekretess"].iter().any(|word| {
        name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', 'm']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::LegalSex;

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn read(text: &str) -> (Vec<ListRow>, Vec<Warning>) {
        let sheet = super::super::read_bytes(text.as_bytes().to_vec()).unwrap().remove(0);
        let mapping = Mapping::guess(&sheet).unwrap();

        list_rows(&sheet, &mapping, today()).unwrap()
    }

    #[test]
    fn an_ordinary_swedish_list_is_read_whole() {
        let (rows, warnings) = read(
            "Personnr;Förnamn;Efternamn;Klass;Kön;Program;E-post\n\
             20090301-2383;Elin;Öberg;SA26A;;Samhällsvetenskapsprogrammet;elin@example.org\n\
             090515-1234;Amir;El Haddad;SA26A;M;SASAM;\n\n\
             Antal elever: 2\n",
        );

        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].details.birth_date, Some("2009-03-01".parse().unwrap()));
        assert_eq!(rows[0].details.legal_sex, Some(LegalSex::Female));
        assert_eq!(rows[0].details.study_path, "SA");
        assert_eq!(rows[1].details.study_path, "SA");
        assert_eq!(rows[1].details.family, "El Haddad");
        assert_eq!((rows[1].row, rows[1].class.as_deref()), (3, Some("SA26A")));
        let warnings: Vec<_> = warnings.iter().map(|warning| (warning.row, warning.kind)).collect();
        assert_eq!(warnings, [(3, WarningKind::WrongCheckDigit)]);
    }

    #[test]
    fn rows_with_protected_personal_data_are_marked() {
        let (rows, _) = read("Namn;Sekretess\nA Berg;Ja\nB Ek;\nC Alm;Nej\nSkyddad identitet;\n");
        let protected: Vec<bool> = rows.iter().map(|row| row.protected).collect();

        assert_eq!(protected, [true, false, false, true]);
    }

    #[test]
    fn totals_and_repeated_headings_are_no_students() {
        let (rows, _) =
            read("Förnamn;Efternamn\nElin;Berg\nFörnamn;Efternamn\nTotala;Ek\nSumma;2\n");

        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].details.given, "Totala");
    }

    #[test]
    fn titles_between_the_rows_name_the_class_of_those_below() {
        let (rows, _) = read(
            "Klass: SA26A;\nFörnamn;Efternamn\nElin;Berg\n\nKlass: TE26B;\nFörnamn;Efternamn\nOmar;Ek\n",
        );
        let classes: Vec<_> = rows.iter().map(|row| row.class.as_deref()).collect();

        assert_eq!(classes, [Some("SA26A"), Some("TE26B")]);
    }

    #[test]
    fn a_number_in_a_text_that_is_kept_is_taken_out() {
        let (rows, warnings) =
            read("Namn;Klass;E-post\nElin Berg 20090301-2383;SA26A;e200903012383@skola.example\n");

        assert_eq!(
            (rows[0].details.given.as_str(), rows[0].details.family.as_str()),
            ("Elin", "Berg")
        );
        assert_eq!(rows[0].details.email, "");
        assert!(warnings.iter().all(|warning| warning.kind == WarningKind::NumberTakenOut));
    }

    #[test]
    fn a_number_that_a_spreadsheet_cut_off_tells_nothing_and_says_so() {
        let (rows, warnings) =
            read("Namn;Personnr\nElin Berg;2,00903E+11\nOmar Ek;2,00903012383E+11\n");

        assert_eq!(rows[0].details.birth_date, None);
        assert_eq!(warnings[0].kind, WarningKind::CutOffIdentityNumber);
        assert_eq!(rows[1].details.birth_date, Some("2009-03-01".parse().unwrap()));
    }
}
