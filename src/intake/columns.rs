//! Which row holds the headings, and what each column is.

use super::{Sheet, SheetRow};
use crate::domain::student::fold;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// Nothing the register keeps.
    Ignored,
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// The whole name in one cell.
    FullName,
    /// Personnummer or the like; read for birth date and sex, then dropped.
    IdentityNumber,
    /// Day of birth.
    BirthDate,
    /// Legal sex.
    Sex,
    /// The class's name.
    Class,
    /// Year of study.
    Grade,
    /// Study path.
    StudyPath,
    /// E-mail address.
    Email,
    /// Marks rows with protected personal data.
    Protection,
}

impl Column {
    /// All of them, as they are offered to choose from.
    pub const ALL: [Self; 12] = [
        Self::Ignored,
        Self::Given,
        Self::Family,
        Self::FullName,
        Self::IdentityNumber,
        Self::BirthDate,
        Self::Sex,
        Self::Class,
        Self::Grade,
        Self::StudyPath,
        Self::Email,
        Self::Protection,
    ];

    /// The word a remembered mapping keeps.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ignored => "ignored",
            Self::Given => "given",
            Self::Family => "family",
            Self::FullName => "full_name",
            Self::IdentityNumber => "identity_number",
            Self::BirthDate => "birth_date",
            Self::Sex => "sex",
            Self::Class => "class",
            Self::Grade => "grade",
            Self::StudyPath => "study_path",
            Self::Email => "email",
            Self::Protection => "protection",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }
}

/// How a sheet is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The index of the row with the headings; `None` where the sheet has none.
    pub header: Option<usize>,
    /// What each column is.
    pub columns: Vec<Column>,
    /// Whether a whole name is written with the family name first, also without a comma.
    pub family_first: bool,
}

/// Headings are looked for in so many rows from the top.
const HEADER_ROWS: usize = 25;

impl Mapping {
    /// A guess from the headings, and from the contents of columns whose heading says nothing.
    /// `None` where nothing is recognised.
    pub fn guess(sheet: &Sheet) -> Option<Self> {
        let (header, columns) = sheet
            .rows
            .iter()
            .take(HEADER_ROWS)
            .enumerate()
            .map(|(index, row)| (index, by_heading(row)))
            .max_by_key(|(index, columns)| (score(columns), std::cmp::Reverse(*index)))?;
        if score(&columns) == 0 {
            return None;
        }
        let mut mapping = Self {
            header: Some(header),
            family_first: sheet.rows[header]
                .cells
                .iter()
                .any(|cell| heading(cell) == Some(Column::FullName) && family_comes_first(cell)),
            columns,
        };
        mapping.fill_in_from_contents(sheet);

        Some(mapping)
    }

    /// Says what a column is. A kind that only one column can be is taken from the other.
    pub fn choose(&mut self, index: usize, kind: Column) {
        if kind != Column::Ignored {
            for column in self.columns.iter_mut().filter(|column| **column == kind) {
                *column = Column::Ignored;
            }
        }
        if let Some(column) = self.columns.get_mut(index) {
            *column = kind;
        }
    }

    /// Whether it says where the names are.
    pub fn has_name(&self) -> bool {
        [Column::Given, Column::Family, Column::FullName]
            .iter()
            .any(|column| self.columns.contains(column))
    }

    /// The headings folded into one text, by which a school's lists are recognised again.
    pub fn headings(&self, sheet: &Sheet) -> String {
        let cells = self.header.and_then(|row| sheet.rows.get(row)).map(|row| row.cells.as_slice());

        cells.unwrap_or_default().iter().map(|cell| fold(cell)).collect::<Vec<_>>().join(";")
    }

    /// The columns as a remembered mapping keeps them.
    pub fn code(&self) -> String {
        self.columns.iter().map(|column| column.code()).collect::<Vec<_>>().join(";")
    }

    /// The same mapping with remembered columns, where there are as many.
    pub fn with_remembered(self, code: &str) -> Self {
        let columns: Option<Vec<Column>> = code.split(';').map(Column::from_code).collect();
        match columns {
            Some(columns) if columns.len() == self.columns.len() => Self { columns, ..self },
            _ => self,
        }
    }

    fn fill_in_from_contents(&mut self, sheet: &Sheet) {
        let below = self.header.map_or(0, |header| header + 1);
        let sample: Vec<&SheetRow> =
            sheet.rows.iter().skip(below).filter(|row| !row.is_blank()).take(40).collect();
        let most = |column: usize, test: fn(&str) -> bool| {
            let filled: Vec<&str> =
                sample.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
            let fitting = filled.iter().filter(|cell| test(cell)).count();
            !filled.is_empty() && fitting * 10 >= filled.len() * 8
        };
        for column in 0..self.columns.len() {
            if self.columns[column] != Column::Ignored {
                continue;
            }
            let guess = if most(column, |cell| cell.contains('@') && cell.contains('.')) {
                Column::Email
            } else if most(column, looks_like_identity_number) {
                Column::IdentityNumber
            } else {
                continue;
            };
            if !self.columns.contains(&guess) {
                self.columns[column] = guess;
            }
        }
    }
}

fn looks_like_identity_number(cell: &str) -> bool {
    // The century does not matter for recognising one.
    let far_off = chrono::NaiveDate::from_ymd_opt(2099, 12, 31).unwrap_or_default();

    crate::domain::identity_number::IdentityNumber::read(cell, far_off).is_some()
}

fn by_heading(row: &SheetRow) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let column = heading(cell).unwrap_or(Column::Ignored);
        // The first of two alike is the one that is meant.
        let taken = column != Column::Ignored && columns.contains(&column);
        columns.push(if taken { Column::Ignored } else { column });
    }
    // "Namn" beside "Efternamn" is the given name.
    if columns.contains(&Column::Family)
        && !columns.contains(&Column::Given)
        && let Some(name) = columns.iter_mut().find(|column| **column == Column::FullName)
    {
        *name = Column::Given;
    }
    if columns.contains(&Column::Given) && columns.contains(&Column::Family) {
        for column in columns.iter_mut().filter(|column| **column == Column::FullName) {
            *column = Column::Ignored;
        }
    }

    columns
}

/// Headings with a name weigh most; without one a row is no row of headings.
fn score(columns: &[Column]) -> usize {
    let known = columns.iter().filter(|column| **column != Column::Ignored).count();
    let named = [Column::Given, Column::Family, Column::FullName]
        .iter()
        .any(|column| columns.contains(column));

    if named { known } else { 0 }
}

fn family_comes_first(text: &str) -> bool {
    let folded = fold(text);

    folded.starts_with("efternamn") || folded.starts_with("surname") || folded.starts_with("last")
}

/// Headings as schools and their systems write them, folded; SchoolSoft, Vklass, Skola24, Edlevo,
/// IST, OneRoster (`givenName`) and Microsoft SDS (`First Name`) among them.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Given,
        &[
            "fornamn",
            "tilltalsnamn",
            "given name",
            "givenname",
            "first name",
            "firstname",
            "forename",
        ],
    ),
    (
        Column::Family,
        &[
            "efternamn",
            "surname",
            "family name",
            "familyname",
            "last name",
            "lastname",
            "slaktnamn",
        ],
    ),
    (
        Column::FullName,
        &[
            "namn",
            "elev",
            "elevnamn",
            "elevens namn",
            "deltagare",
            "name",
            "full name",
            "fullname",
            "student",
            "student name",
            "efternamn fornamn",
            "fornamn efternamn",
            "for och efternamn",
            "surname given name",
            "last name first name",
        ],
    ),
    (
        Column::IdentityNumber,
        &[
            "personnr",
            "pnr",
            "personnummer",
            "socialnumber",
            "social number",
            "person nr",
            "personid",
            "person id",
            "identitetsnummer",
            "fodelsenummer",
            "civic number",
            "ssn",
        ],
    ),
    (
        Column::BirthDate,
        &[
            "fodelsedatum",
            "fodd",
            "fodelsedag",
            "birth date",
            "birthdate",
            "date of birth",
            "birthday",
        ],
    ),
    (Column::Sex, &["kon", "sex", "gender", "juridiskt kon"]),
    (
        Column::Class,
        &[
            "klass",
            "grupp",
            "klassnamn",
            "class",
            "group",
            "undervisningsgrupp",
            "klass grupp",
            "avdelning",
            "homeroom",
            "section",
            "gruppnamn",
        ],
    ),
    (Column::Grade, &["arskurs", "ak", "grade", "grades", "year", "ar"]),
    (
        Column::StudyPath,
        &[
            "program",
            "studievag",
            "programkod",
            "study path",
            "programme",
            "inriktning",
            "studievagskod",
            "utbildning",
        ],
    ),
    (
        Column::Email,
        &[
            "e post",
            "epost",
            "mail",
            "e mail",
            "email",
            "e postadress",
            "epostadress",
            "mailadress",
            "elevens e post",
            "username",
        ],
    ),
    (
        Column::Protection,
        &[
            "skyddade personuppgifter",
            "skyddad",
            "skyddad identitet",
            "sekretess",
            "sekretessmarkering",
            "skyddad id",
            "protected",
            "skydd",
            "skyddad folkbokforing",
        ],
    ),
];

fn heading(cell: &str) -> Option<Column> {
    let plain = plain_heading(cell);
    if plain.is_empty() || plain.len() > 60 {
        return None;
    }

    HEADINGS.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(column, _)| *column)
}

/// The heading folded, without what stands in parentheses and without punctuation.
fn plain_heading(cell: &str) -> String {
    let outside: String = fold(cell).split('(').next().unwrap_or_default().to_owned();
    let words: String =
        outside.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();

    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        Sheet {
            name: String::new(),
            rows: (1..)
                .zip(rows)
                .map(|(number, cells)| SheetRow {
                    number,
                    cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
                })
                .collect(),
        }
    }

    #[test]
    fn headings_are_found_below_titles() {
        let mapping = Mapping::guess(&sheet(&[
            &["Klasslista SA26A", "", ""],
            &[],
            &["Personnr (ÅÅMMDD-XXXX)", "Efternamn:", "Förnamn"],
            &["090301-2383", "Berg", "Elin"],
        ]))
        .unwrap();

        assert_eq!(mapping.header, Some(2));
        assert_eq!(mapping.columns, [Column::IdentityNumber, Column::Family, Column::Given]);
    }

    #[test]
    fn one_name_column_beside_a_family_name_is_the_given_name() {
        let mapping = Mapping::guess(&sheet(&[&["Namn", "Efternamn", "E-post"]])).unwrap();

        assert_eq!(mapping.columns, [Column::Given, Column::Family, Column::Email]);
    }

    #[test]
    fn contents_tell_what_a_heading_does_not() {
        let mapping = Mapping::guess(&sheet(&[
            &["Elev", "Uppgift 1", "Kontakt"],
            &["Elin Berg", "20090301-2383", "elin@example.org"],
        ]))
        .unwrap();

        assert_eq!(mapping.columns, [Column::FullName, Column::IdentityNumber, Column::Email]);
    }

    #[test]
    fn the_order_of_a_whole_name_is_read_from_its_heading() {
        assert!(Mapping::guess(&sheet(&[&["Efternamn, Förnamn"]])).unwrap().family_first);
        assert!(!Mapping::guess(&sheet(&[&["Namn"]])).unwrap().family_first);
    }

    #[test]
    fn what_is_not_a_list_has_no_mapping() {
        assert_eq!(Mapping::guess(&sheet(&[&["Hej", "på", "dig"], &["1", "2", "3"]])), None);
        assert_eq!(Mapping::guess(&sheet(&[])), None);
    }
}
