//! From cells to students: names parted, numbers read and dropped, titles and totals passed over.

mod bulk;
mod habits;
mod reader;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use habits::Habits;
use reader::RowReader;

use super::{
    Beside, Column, Error, MOST_ROWS, Mapping, Passed, Sheet, SheetRow, belonging, clean, columns,
    titles,
};
use crate::domain::identity_number;
use crate::domain::student::{fold, tidy_name};
use crate::register::list::{LeftOut, ListRow, Sight};

/// A remark about a row that is taken in all the same, or about what came beside the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The row as a spreadsheet numbers it; 0 where the remark is about no row.
    pub row: u32,
    /// The sheet it stands in, where several are read together.
    pub sheet: Arc<str>,
    /// What is odd.
    pub kind: WarningKind,
    /// What it is about, in the list's own words; empty where the row says enough.
    pub about: String,
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
    /// A name was written with something around it, or in capitals.
    NameCleaned,
    /// Rows with different names have the same address.
    SameAddress,
    /// The columns, or the order of the names, are not those that were remembered of such lists.
    OtherThanRemembered,
    /// The spreadsheet doesn't show the row.
    HiddenRow,
    /// The spreadsheet doesn't show a sheet, which was not read.
    HiddenSheet,
    /// A sheet is about people who are no students, and was not read.
    SheetOfOthers,
    /// A file that came along could not be read.
    UnreadableFile,
    /// A line below the list says something of some in it, whom nothing that is read marks.
    UnseenLegend,
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
            Self::NameCleaned => "name_cleaned",
            Self::SameAddress => "same_address",
            Self::OtherThanRemembered => "other_than_remembered",
            Self::HiddenRow => "hidden_row",
            Self::HiddenSheet => "hidden_sheet",
            Self::SheetOfOthers => "sheet_of_others",
            Self::UnreadableFile => "unreadable_file",
            Self::UnseenLegend => "unseen_legend",
        }
    }
}

/// The rows of a sheet that hold anything, read as the mapping says; each with whether it is a student, may be one, or is none. A
/// class that a title or the sheet's name tells is the class of the rows below it that name none.
pub fn list_rows(
    sheet: &Sheet,
    mapping: &Mapping,
    today: NaiveDate,
) -> Result<(Vec<ListRow>, Vec<Warning>), Error> {
    if !mapping.has_name() {
        return Err(Error::NoHeadings);
    }
    let mut walk = Walk { today, ..Walk::default() };
    walk.warnings.extend(sheet.beside.iter().map(beside));
    if mapping.has_let_go
        && let Some(row) = mapping.header.and_then(|at| sheet.rows.get(at)).or(sheet.rows.first())
    {
        walk.warnings.push(warning(row, WarningKind::OtherThanRemembered));
    }
    walk.through(sheet, mapping)?;
    walk.warnings.append(&mut walk.unheard);
    let Walk { mut rows, mut warnings, .. } = walk;
    bulk::number_parts(&mut rows);
    bulk::heed_notes(sheet, &mut rows);
    bulk::compare(&mut rows, &mut warnings);
    let place = |row: &ListRow| (Arc::clone(&row.sheet), row.row);
    let is_none = |row: &&ListRow| matches!(row.sight, Sight::LeftOut(_));
    let nobody: HashSet<(Arc<str>, u32)> = rows.iter().filter(is_none).map(place).collect();
    let protected: HashSet<(Arc<str>, u32)> =
        rows.iter().filter(|row| row.protected).map(place).collect();
    warnings.retain(|warning| {
        matches!(warning.kind, WarningKind::OtherThanRemembered | WarningKind::UnseenLegend)
            || !nobody.contains(&(Arc::clone(&warning.sheet), warning.row))
    });
    // Whoever is protected is named nowhere.
    for warning in &mut warnings {
        if protected.contains(&(Arc::clone(&warning.sheet), warning.row)) {
            warning.about.clear();
        }
    }

    Ok((rows, warnings))
}

fn warning(row: &SheetRow, kind: WarningKind) -> Warning {
    Warning { row: row.number, sheet: Arc::clone(&row.sheet), kind, about: String::new() }
}

/// What is told of something that came beside the list.
fn beside(beside: &Beside) -> Warning {
    Warning {
        row: 0,
        sheet: Arc::from(""),
        about: identity_number::strike(&beside.name).unwrap_or_else(|| beside.name.to_string()),
        kind: match beside.why {
            Passed::Hidden => WarningKind::HiddenSheet,
            Passed::OfOthers => WarningKind::SheetOfOthers,
            Passed::Unreadable => WarningKind::UnreadableFile,
        },
    }
}

/// Headings of so many more tables are looked for in a list.
const MOST_TABLES: usize = 30;

/// A list while it is read from its first row to its last.
#[derive(Default)]
struct Walk {
    today: NaiveDate,
    rows: Vec<ListRow>,
    warnings: Vec<Warning>,
    /// The class that was named last in each sheet; empty where none has been.
    class: HashMap<Arc<str>, String>,
    /// Sheets in which a letter has come to its end: what follows is its signature.
    closed: HashSet<Arc<str>>,
    /// What a line such as `Slutat` says of the rows below it.
    section: Option<Sight>,
    /// Such lines that nobody stands below yet.
    unheard: Vec<Warning>,
    /// How many more tables than one there have been.
    tables: usize,
    /// How many of the rows are nobody's.
    around: usize,
}

impl Walk {
    /// Reads all rows: those of the first table as the mapping says, those of others by their own headings.
    fn through(&mut self, sheet: &Sheet, mapping: &Mapping) -> Result<(), Error> {
        let Some(next) = self.through_table(sheet, mapping)? else { return Ok(()) };
        let mut rest = Sheet {
            name: sheet.name.clone(),
            rows: sheet.rows[next..].to_vec(),
            is_hidden: sheet.is_hidden,
            ..Sheet::default()
        };
        while let Some(mapping) = Mapping::guess(&rest).filter(|one| one.header == Some(0)) {
            let Some(next) = self.through_table(&rest, &mapping)? else { return Ok(()) };
            rest.rows.drain(..next);
        }
        // What can't be read is refused, row by row.
        let unread = rest.rows.iter().filter(|row| !row.is_blank());
        self.rows.extend(
            unread.map(|row| ListRow { sight: Sight::Student, ..left_out(row, LeftOut::Note) }),
        );

        Ok(())
    }

    /// Reads a table's rows, up to where another begins with headings of its own: the row's index.
    fn through_table(&mut self, sheet: &Sheet, mapping: &Mapping) -> Result<Option<usize>, Error> {
        let header = mapping.header.and_then(|index| sheet.rows.get(index));
        let habits = Habits::of(sheet, mapping, self.today);
        let mut reader = RowReader { mapping, today: self.today, habits, warnings: Vec::new() };
        let mut next = None;
        for (index, row) in sheet.rows.iter().enumerate() {
            self.enter(sheet, row);
            if row.is_blank() {
                continue;
            }
            // Headings, titles and the like may stand around as many people.
            if self.rows.len() - self.around == MOST_ROWS {
                return Err(Error::TooManyRows);
            }
            let above = mapping.header.is_some_and(|header| index < header);
            let below = mapping.header.is_some_and(|header| header < index);
            if let Some(header) = header.filter(|_| below && self.tables < MOST_TABLES)
                && columns::begins_another_table(mapping, header, row)
            {
                self.tables += 1;
                next = Some(index);
                break;
            }
            match self.no_student(&reader, header, row, above) {
                Some(why) => {
                    self.around += 1;
                    self.rows.push(left_out(row, why));
                }
                None => self.take(&mut reader, sheet, row),
            }
        }
        self.warnings.append(&mut reader.warnings);

        Ok(next)
    }

    /// Notes what the name of a sheet says, where a new one begins.
    fn enter(&mut self, sheet: &Sheet, row: &SheetRow) {
        if !self.class.contains_key(&row.sheet) {
            let name = if row.sheet.is_empty() { &sheet.name } else { &*row.sheet };
            let class = titles::class_in_name(name).or_else(|| titles::class_in_name(&sheet.file));
            self.class.insert(Arc::clone(&row.sheet), class.unwrap_or_default());
            self.section = belonging::of_section(name);
        }
    }

    /// Why a row is no student, where that is seen without reading it as one; a class that it names is noted.
    fn no_student(
        &mut self,
        reader: &RowReader<'_>,
        header: Option<&SheetRow>,
        row: &SheetRow,
        above: bool,
    ) -> Option<LeftOut> {
        let repeats = |header: &SheetRow| {
            says_the_same(header, row) || repeats_names(header, row, reader.mapping)
        };
        if header.is_some_and(|header| std::ptr::eq(header, row) || repeats(header)) {
            return Some(LeftOut::Headings);
        }
        if titles::is_total(row) {
            return Some(LeftOut::Total);
        }
        let title = titles::class_of(row)
            .filter(|_| above || reader.is_no_student(row))
            .or_else(|| above.then(|| titles::only_class_in(row)).flatten());
        if let Some(title) = title {
            self.begin_class(row, title);
            return Some(LeftOut::Title);
        }
        if above {
            return Some(LeftOut::Title);
        }

        if let Some(why) = self.says_of_others(row) {
            return Some(why);
        }

        (self.closed.contains(&row.sheet) || reader.is_beside_the_list(row))
            .then_some(LeftOut::Note)
    }

    /// Why a row is no student that says something of the rows below it, or explains a mark.
    fn says_of_others(&mut self, row: &SheetRow) -> Option<LeftOut> {
        if let Some(label) = label(row) {
            let named = label.trim_end_matches(':');
            if titles::is_class_name(named) {
                self.begin_class(row, tidy_name(named));
                return Some(LeftOut::Title);
            }
            self.section = belonging::of_section(label);
            return Some(LeftOut::Note);
        }
        if let Some(said) = only_text(row).and_then(belonging::of_section) {
            self.section = Some(said);
            self.unheard.push(warning(row, WarningKind::UnseenLegend));
            return Some(LeftOut::Note);
        }

        let first = row.cells.iter().find(|cell| !cell.is_empty())?;

        (first.starts_with(clean::is_mark_of_legend) && clean::is_legend(&row.cells.join(" ")))
            .then_some(LeftOut::Note)
    }

    fn begin_class(&mut self, row: &SheetRow, class: String) {
        self.class.insert(Arc::clone(&row.sheet), class);
        self.section = None;
    }

    /// Reads a row as a person's.
    fn take(&mut self, reader: &mut RowReader<'_>, sheet: &Sheet, row: &SheetRow) {
        let mut read = reader.read(row);
        if !matches!(read.sight, Sight::LeftOut(_)) {
            self.unheard.clear();
        }
        if let (Sight::Student, Some(said)) = (read.sight, self.section) {
            read.sight = said;
        }
        if (row.is_hidden || sheet.is_hidden) && !matches!(read.sight, Sight::LeftOut(_)) {
            reader.warn(row, WarningKind::HiddenRow);
        }
        if read.sight == Sight::LeftOut(LeftOut::Note) && reader.ends_a_letter(row) {
            self.closed.insert(Arc::clone(&row.sheet));
        }
        // Also where the first of its rows is no student.
        if let Some(named) = reader.class_that_goes_on(row) {
            self.class.insert(Arc::clone(&row.sheet), named);
        }
        if read.class.is_none() {
            read.class = self.class.get(&row.sheet).filter(|class| !class.is_empty()).cloned();
        }
        self.rows.push(read);
    }
}

/// What stands in a row alone.
fn only_text(row: &SheetRow) -> Option<&str> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let (text, more) = (filled.next()?, filled.next());

    more.is_none().then_some(text.as_str())
}

/// A line of one or two words with a colon at its end, which says what follows.
fn label(row: &SheetRow) -> Option<&str> {
    only_text(row).filter(|text| text.ends_with(':') && text.split_whitespace().count() <= 2)
}

/// A row that is no student: nothing of it is kept.
fn left_out(row: &SheetRow, why: LeftOut) -> ListRow {
    ListRow {
        row: row.number,
        sheet: Arc::clone(&row.sheet),
        sight: Sight::LeftOut(why),
        ..ListRow::default()
    }
}

/// Whether a row repeats the headings, as lists do at the top of each page.
fn says_the_same(header: &SheetRow, row: &SheetRow) -> bool {
    header.cells == row.cells
        || (header.cells.len() == row.cells.len()
            && header.cells.iter().zip(&row.cells).all(|(one, other)| fold(one) == fold(other))
            && columns::is_heading_row(row))
}

/// Whether what stands where the names do is their heading once more, as where headings reach over two rows.
fn repeats_names(header: &SheetRow, row: &SheetRow, mapping: &Mapping) -> bool {
    let mut names = mapping
        .columns
        .iter()
        .enumerate()
        .filter(|(_, kind)| matches!(kind, Column::Given | Column::Family | Column::FullName))
        .map(|(column, _)| (header.cell(column), row.cell(column)))
        .filter(|(_, cell)| !cell.is_empty())
        .peekable();

    names.peek().is_some() && names.all(|(heading, cell)| fold(heading) == fold(cell))
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
        let (mut rows, warnings) = list_rows(&sheet, &mapping, today()).unwrap();
        rows.retain(|row| !matches!(row.sight, Sight::LeftOut(_)));

        (rows, warnings)
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
