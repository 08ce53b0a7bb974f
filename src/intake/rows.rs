//! From cells to students: names parted, numbers read and dropped, totals passed over.

use chrono::NaiveDate;

use super::{Column, Error, MOST_ROWS, Mapping, Sheet, SheetRow};
use crate::domain::LegalSex;
use crate::domain::identity_number::IdentityNumber;
use crate::domain::student::{fold, tidy_name};
use crate::reference;
use crate::register::list::ListRow;
use crate::register::student::StudentDetails;

/// A remark about a row that is taken in all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    /// The row as a spreadsheet numbers it.
    pub row: u32,
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
            Self::DamagedLetters => "damaged_letters",
        }
    }
}

/// The data rows of a sheet, read as the mapping says.
pub fn list_rows(
    sheet: &Sheet,
    mapping: &Mapping,
    today: NaiveDate,
) -> Result<(Vec<ListRow>, Vec<Warning>), Error> {
    if !mapping.has_name() {
        return Err(Error::NoHeadings);
    }
    let header = mapping.header.and_then(|index| sheet.rows.get(index));
    let mut rows = Vec::new();
    let mut warnings = Vec::new();
    for row in sheet.rows.iter().skip(mapping.header.map_or(0, |index| index + 1)) {
        let repeated_header = header.is_some_and(|header| header.cells == row.cells);
        if row.is_blank() || repeated_header || is_total(row) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(Error::TooManyRows);
        }
        rows.push(list_row(row, mapping, today, &mut warnings));
    }

    Ok((rows, warnings))
}

/// A line such as "Antal elever: 28" below the students.
fn is_total(row: &SheetRow) -> bool {
    let filled: Vec<&String> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let Some(first) = filled.first() else { return true };
    let first = fold(first);
    let counts = ["antal", "summa", "total", "utskriv", "sida ", "printed", "page "];

    filled.len() <= 2
        && counts.iter().any(|word| first.starts_with(word))
        && (first.contains(':')
            || first.chars().any(|letter| letter.is_ascii_digit())
            || filled.get(1).is_some_and(|cell| cell.chars().all(|c| c.is_ascii_digit()))
            || filled.len() == 1)
}

fn list_row(
    row: &SheetRow,
    mapping: &Mapping,
    today: NaiveDate,
    warnings: &mut Vec<Warning>,
) -> ListRow {
    let mut details = StudentDetails::default();
    let mut class = None;
    let mut protected = false;
    let mut warn = |kind| warnings.push(Warning { row: row.number, kind });
    if row.cells.iter().any(|cell| cell.contains('\u{fffd}')) {
        warn(WarningKind::DamagedLetters);
    }
    for (column, cell) in mapping.columns.iter().zip(&row.cells) {
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::Ignored => {}
            Column::Given => details.given = tidy_name(cell),
            Column::Family => details.family = tidy_name(cell),
            Column::FullName => {
                (details.given, details.family) = part_name(cell, mapping.family_first);
            }
            Column::IdentityNumber => match IdentityNumber::read(cell, today) {
                Some(number) => {
                    details.birth_date = Some(number.birth_date);
                    details.legal_sex = details.legal_sex.or(number.legal_sex);
                    if number.wrong_check_digit {
                        warn(WarningKind::WrongCheckDigit);
                    }
                }
                None => match date(cell, today) {
                    Some(day) => details.birth_date = details.birth_date.or(Some(day)),
                    None => warn(WarningKind::UnreadableIdentityNumber),
                },
            },
            Column::BirthDate => match date(cell, today) {
                Some(day) => details.birth_date = Some(day),
                None => warn(WarningKind::UnreadableDate),
            },
            Column::Sex => details.legal_sex = sex(cell).or(details.legal_sex),
            Column::Class => class = Some(tidy_name(cell)).filter(|class| !class.is_empty()),
            Column::Grade => {
                details.grade = cell
                    .chars()
                    .find(char::is_ascii_digit)
                    .and_then(|digit| digit.to_digit(10))
                    .and_then(|grade| u8::try_from(grade).ok())
                    .filter(|grade| (1..=4).contains(grade));
            }
            Column::StudyPath => details.study_path = study_path(cell),
            Column::Email => {
                details.email =
                    Some(cell).filter(|cell| cell.contains('@')).cloned().unwrap_or_default();
            }
            Column::Protection => protected |= is_yes(cell),
        }
    }
    protected |= [&details.given, &details.family].iter().any(|name| says_protected(name));

    ListRow { row: row.number, class, details, protected }
}

/// "Berg, Elin" or "Elin Berg", or "Berg Elin" where the heading says so. Particles such as *von* and
/// *al* belong to the family name.
fn part_name(cell: &str, family_first: bool) -> (String, String) {
    let cell = tidy_name(cell);
    if let Some((family, given)) = cell.split_once([',', ';']) {
        return (tidy_name(given), tidy_name(family));
    }
    let words: Vec<&str> = cell.split(' ').collect();
    let [_, .., _] = words.as_slice() else { return (cell, String::new()) };
    const PARTICLES: [&str; 12] =
        ["von", "af", "de", "van", "der", "al", "el", "bin", "ben", "la", "da", "dos"];
    let is_particle = |word: &&str| PARTICLES.contains(&fold(word).as_str());
    let cut = if family_first {
        let particles = words.iter().take_while(|word| is_particle(word)).count();
        (particles + 1).min(words.len() - 1)
    } else {
        let before_last = &words[1..words.len() - 1];
        let particles = before_last.iter().rev().take_while(|word| is_particle(word)).count();
        words.len() - 1 - particles
    };
    let (first, last) = (words[..cut].join(" "), words[cut..].join(" "));

    if family_first { (last, first) } else { (first, last) }
}

/// `2009-03-01`, `20090301`, `090301`, `1/3/2009` or `1.3.2009`, not in the future.
fn date(cell: &str, today: NaiveDate) -> Option<NaiveDate> {
    let cell = cell.split([' ', 'T']).next().unwrap_or_default();
    let parsed = if cell.bytes().all(|byte| byte.is_ascii_digit()) {
        match cell.len() {
            8 => NaiveDate::parse_from_str(cell, "%Y%m%d").ok(),
            6 => IdentityNumber::read(&format!("{cell}-0000"), today).map(|n| n.birth_date),
            _ => None,
        }
    } else {
        ["%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d.%m.%Y", "%Y.%m.%d"]
            .iter()
            .find_map(|format| NaiveDate::parse_from_str(cell, format).ok())
    };

    parsed.filter(|day| *day <= today && chrono::Datelike::year(day) > 1900)
}

fn sex(cell: &str) -> Option<LegalSex> {
    match fold(cell).as_str() {
        "k" | "kvinna" | "f" | "flicka" | "female" | "woman" | "girl" | "tjej" | "2" => {
            Some(LegalSex::Female)
        }
        "m" | "man" | "p" | "pojke" | "male" | "boy" | "kille" | "1" => Some(LegalSex::Male),
        _ => None,
    }
}

/// The national code where the text names one, also at the beginning of a longer code (`TEINF`).
fn study_path(cell: &str) -> String {
    if let Some(path) = reference::study_path(cell) {
        return path.code.to_owned();
    }
    let upper = cell.trim().to_uppercase();
    let is_code = upper.len() <= 8 && upper.bytes().all(|byte| byte.is_ascii_alphanumeric());

    reference::STUDY_PATHS
        .iter()
        .filter(|path| is_code && upper.starts_with(path.code))
        .max_by_key(|path| path.code.len())
        .map_or_else(|| tidy_name(cell), |path| path.code.to_owned())
}

/// Some systems write the protection where the name would stand.
fn says_protected(name: &str) -> bool {
    let name = fold(name);

    ["skyddad", "skyddade", "sekretess"].iter().any(|word| {
        name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', 'm']))
    })
}

fn is_yes(cell: &str) -> bool {
    !matches!(
        fold(cell).as_str(),
        "" | "nej" | "n" | "no" | "0" | "-" | "false" | "falskt" | "ingen"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(warnings, [Warning { row: 3, kind: WarningKind::WrongCheckDigit }]);
    }

    #[test]
    fn a_name_in_one_cell_is_parted_either_way_round() {
        for (cell, family_first, given, family) in [
            ("Öberg, Elin Maria", false, "Elin Maria", "Öberg"),
            ("Elin Öberg", false, "Elin", "Öberg"),
            ("Öberg Elin", true, "Elin", "Öberg"),
            ("Carl Gustaf von Essen", false, "Carl Gustaf", "von Essen"),
            ("von Essen Carl", true, "Carl", "von Essen"),
            ("Omar Al Haddad", false, "Omar", "Al Haddad"),
            ("Madonna", false, "Madonna", ""),
        ] {
            assert_eq!(
                part_name(cell, family_first),
                (given.to_owned(), family.to_owned()),
                "{cell}"
            );
        }
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
    fn dates_are_understood_in_the_forms_lists_have() {
        for text in
            ["2009-03-01", "20090301", "090301", "1/3/2009", "01.03.2009", "2009-03-01 00:00:00"]
        {
            assert_eq!(date(text, today()), Some("2009-03-01".parse().unwrap()), "{text}");
        }
        for text in ["2029-01-01", "mars", "", "31/31/2009"] {
            assert_eq!(date(text, today()), None, "{text}");
        }
    }
}
