//! From cells to students: names parted, numbers read and dropped, titles and totals passed over.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::notes::{self, Note};
use super::values::{self, Quantity};
use super::{
    Column, Error, MOST_ROWS, Mapping, Passed, Sheet, SheetRow, belonging, clean, columns,
    contents, names, titles,
};
use crate::domain::identity_number::{self, IdentityNumber};
use crate::domain::student::{fold, tidy_name};
use crate::register::list::{Doubt, LeftOut, ListRow, Sight};
use crate::register::student::StudentDetails;

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
    let header = mapping.header.and_then(|index| sheet.rows.get(index));
    let habits = Habits::of(sheet, mapping, today);
    let mut reader = RowReader { mapping, today, habits, warnings: Vec::new() };
    reader.warnings.extend(sheet.beside.iter().map(|beside| Warning {
        row: 0,
        sheet: Arc::from(""),
        about: identity_number::strike(&beside.name).unwrap_or_else(|| beside.name.to_string()),
        kind: match beside.why {
            Passed::Hidden => WarningKind::HiddenSheet,
            Passed::OfOthers => WarningKind::SheetOfOthers,
            Passed::Unreadable => WarningKind::UnreadableFile,
        },
    }));
    if mapping.has_let_go
        && let Some(row) = header.or(sheet.rows.first())
    {
        reader.warn(row, WarningKind::OtherThanRemembered);
    }
    let mut rows = Vec::new();
    let mut class: HashMap<Arc<str>, String> = HashMap::new();
    // Sheets in which a letter has come to its end: what follows is its signature.
    let mut closed: HashSet<Arc<str>> = HashSet::new();
    // Whether a line such as `Slutat:` stands above.
    let mut have_left = false;
    for (index, row) in sheet.rows.iter().enumerate() {
        let above = mapping.header.is_some_and(|header| index < header);
        if !class.contains_key(&row.sheet) {
            let named = Some(sheet_name(sheet, row)).filter(|name| titles::is_class_name(name));
            class.insert(Arc::clone(&row.sheet), named.unwrap_or_default().to_owned());
        }
        if row.is_blank() {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(Error::TooManyRows);
        }
        let is_header = mapping.header == Some(index);
        let repeats =
            |header: &SheetRow| says_the_same(header, row) || repeats_names(header, row, mapping);
        let no_student = if is_header || header.is_some_and(repeats) {
            Some(LeftOut::Headings)
        } else if titles::is_total(row) {
            Some(LeftOut::Total)
        } else if let Some(title) = titles::class_of(row)
            .filter(|_| above || reader.is_no_student(row))
            .or_else(|| above.then(|| titles::only_class_in(row)).flatten())
        {
            class.insert(Arc::clone(&row.sheet), title);
            Some(LeftOut::Title)
        } else if above {
            Some(LeftOut::Title)
        } else if closed.contains(&row.sheet) || reader.is_beside_the_list(row) {
            Some(LeftOut::Note)
        } else {
            None
        };
        if let Some(why) = no_student {
            rows.push(left_out(row, why));
            continue;
        }
        let mut read = reader.read(row);
        if let Some(section) = section(row) {
            have_left = belonging::has_left(section);
            rows.push(left_out(row, LeftOut::Note));
            continue;
        }
        if have_left && read.sight == Sight::Student {
            read.sight = Sight::Asked(Doubt::Status);
        }
        if (row.is_hidden || sheet.is_hidden) && !matches!(read.sight, Sight::LeftOut(_)) {
            reader.warn(row, WarningKind::HiddenRow);
        }
        if read.sight == Sight::LeftOut(LeftOut::Note) && reader.ends_a_letter(row) {
            closed.insert(Arc::clone(&row.sheet));
        }
        if read.class.is_none() {
            read.class = class.get(&row.sheet).filter(|class| !class.is_empty()).cloned();
        }
        rows.push(read);
    }

    number_parts(&mut rows);
    heed_notes(sheet, &mut rows);
    let mut warnings = reader.warnings;
    compare(&mut rows, &mut warnings);
    let protected: HashSet<(&Arc<str>, u32)> =
        rows.iter().filter(|row| row.protected).map(|row| (&row.sheet, row.row)).collect();
    for warning in &mut warnings {
        if protected.contains(&(&warning.sheet, warning.row)) {
            warning.about.clear();
        }
    }

    Ok((rows, warnings))
}

/// Numbers several people who stand in one row.
fn number_parts(rows: &mut [ListRow]) {
    let mut seen: HashMap<(Arc<str>, u32), u32> = HashMap::new();
    for row in rows {
        let parts = seen.entry((Arc::clone(&row.sheet), row.row)).or_default();
        row.part = *parts;
        *parts += 1;
    }
}

/// Notes may say of somebody in the list, by name, that the personal data is protected or that the student has left.
fn heed_notes(sheet: &Sheet, rows: &mut [ListRow]) {
    let words = |text: &str| {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(|letter: char| !letter.is_alphanumeric()).collect();
        format!(" {} ", words.join(" "))
    };
    let telling: Vec<String> = sheet
        .rows
        .iter()
        .filter(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1)
        .map(|row| row.cells.concat())
        .filter(|text| text.split_whitespace().count() >= 4)
        .filter(|text| {
            belonging::says_protected(text)
                || belonging::has_left(text)
                || belonging::begins_later(text)
        })
        .collect();
    for text in telling {
        let said = words(&text);
        for row in rows.iter_mut().filter(|row| row.sight == Sight::Student && !row.protected) {
            let name = words(&format!("{} {}", row.details.given, row.details.family));
            if name.trim().contains(' ') && said.contains(&name) {
                row.protected = belonging::says_protected(&text);
                row.sight = Sight::Asked(Doubt::Status);
            }
        }
    }
}

/// Rows with one identity number are about one person, and so may rows with one address be: the later of two with different
/// names is asked about, or told.
fn compare(rows: &mut [ListRow], warnings: &mut Vec<Warning>) {
    let mut by_number: HashMap<IdentityNumber, String> = HashMap::new();
    let mut by_address: HashMap<String, String> = HashMap::new();
    for row in rows.iter_mut().filter(|row| !matches!(row.sight, Sight::LeftOut(_))) {
        let name = fold(&format!("{} {}", row.details.given, row.details.family));
        if let Some(number) = row.identity_number.clone() {
            let first = by_number.entry(number).or_insert_with(|| name.clone());
            if *first != name && row.sight == Sight::Student {
                row.sight = Sight::Asked(Doubt::SamePerson);
            }
        }
        if row.details.email.is_empty() {
            continue;
        }
        let first = by_address.entry(fold(&row.details.email)).or_insert_with(|| name.clone());
        if *first != name && !row.protected {
            warnings.push(Warning {
                row: row.row,
                sheet: Arc::clone(&row.sheet),
                kind: WarningKind::SameAddress,
                about: String::new(),
            });
        }
    }
}

/// A line of one or two words with a colon at its end, which says what follows.
fn section(row: &SheetRow) -> Option<&str> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let (text, more) = (filled.next()?, filled.next());

    (more.is_none() && text.ends_with(':') && text.split_whitespace().count() <= 2).then_some(text)
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

/// What most of a list's rows have in common, against which each is held.
#[derive(Debug, Default)]
struct Habits {
    /// Columns that most rows fill, those of the names apart.
    usual: Vec<usize>,
    /// Whether there is nothing but a name in most rows.
    names_only: bool,
    /// Whether capitals mark the family name within a whole name.
    capitals_mark_family: bool,
    /// Whether most days on which somebody came lie ahead: the list is of a term to come.
    is_of_term_to_come: bool,
    /// Whether most days on which somebody left have passed: the list is of a term that is over.
    is_of_term_gone: bool,
    /// Statuses that many rows have, folded.
    usual_statuses: HashSet<String>,
    /// Whether days are written with the month first, as some of them can only be.
    is_month_first: bool,
    /// Where the school has its students' addresses, as most rows show; empty where they don't.
    domain: String,
    /// Whether days that a spreadsheet keeps as numbers are counted from 1904.
    counts_from_1904: bool,
    /// Whether a legend says that a star marks those whose personal data is protected.
    star_is_protection: bool,
    /// Whether two people stand in each row, so that the name may be the other's.
    has_two_numbers: bool,
}

/// A column is usual that so many rows in a hundred fill.
const USUAL: usize = 75;
/// Below so many rows nothing can be said of what is usual.
const FEW: usize = 4;

impl Habits {
    fn of(sheet: &Sheet, mapping: &Mapping, today: NaiveDate) -> Self {
        let below = mapping.header.map_or(0, |header| header + 1);
        let rows = contents::sample(&sheet.rows[below.min(sheet.rows.len())..]);
        let is_name =
            |kind: &Column| matches!(kind, Column::Given | Column::Family | Column::FullName);
        let named: Vec<usize> = (0..mapping.columns.len())
            .filter(|column| is_name(&mapping.columns[*column]))
            .collect();
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let filled = |column: usize| rows.iter().filter(|row| !row.cell(column).is_empty()).count();
        let usual: Vec<usize> = (0..width)
            .filter(|column| !named.contains(column))
            .filter(|column| filled(*column) * 100 >= USUAL * rows.len().max(1))
            .collect();
        let full = mapping.columns.iter().position(|kind| *kind == Column::FullName);
        let marked = full
            .map_or(0, |column| rows.iter().filter(|row| marks_family(row.cell(column))).count());
        let days = |kind: Column, ahead: bool| {
            let column = mapping.columns.iter().position(|one| *one == kind)?;
            let days = rows.iter().filter_map(|row| any_date(row.cell(column), today));
            let (all, wanted) = days.fold((0, 0), |(all, wanted), day| {
                (all + 1, wanted + usize::from((day > today) == ahead))
            });
            Some(all >= FEW && wanted * 100 >= USUAL * all)
        };
        let mut statuses: HashMap<String, usize> = HashMap::new();
        if let Some(column) = mapping.columns.iter().position(|one| *one == Column::Status) {
            for row in &rows {
                *statuses.entry(fold(row.cell(column))).or_default() += 1;
            }
        }
        let numbers = (0..width).filter(|column| {
            mapping.header.is_none() && contents::look(&rows, *column).identity_number >= USUAL
        });

        Self {
            names_only: usual.is_empty(),
            usual: if rows.len() < FEW { Vec::new() } else { usual },
            capitals_mark_family: marked >= 2 && marked * 100 >= 30 * rows.len(),
            star_is_protection: sheet.rows.iter().any(|row| {
                let text = row.cells.join(" ");
                text.trim_start().starts_with('*')
                    && text.contains('=')
                    && belonging::says_protected(&text)
            }),
            is_month_first: mapping.columns.iter().enumerate().any(|(column, kind)| {
                matches!(kind, Column::BirthDate | Column::IdentityNumber)
                    && values::is_month_first(rows.iter().map(|row| row.cell(column)))
            }),
            domain: domain_of_students(&rows, mapping).unwrap_or_default(),
            counts_from_1904: mapping.columns.iter().enumerate().any(|(column, kind)| {
                matches!(kind, Column::BirthDate | Column::IdentityNumber)
                    && values::counts_from_1904(rows.iter().map(|row| row.cell(column)), today)
            }),
            is_of_term_to_come: days(Column::StartDate, true).unwrap_or(false),
            is_of_term_gone: days(Column::EndDate, false).unwrap_or(false),
            usual_statuses: statuses
                .into_iter()
                .filter(|(_, count)| *count * 5 >= rows.len())
                .map(|(status, _)| status)
                .collect(),
            has_two_numbers: numbers.count() > 1,
        }
    }
}

/// Where most addresses are, if that is a place for students: `elev.falun.se`.
fn domain_of_students(rows: &[&SheetRow], mapping: &Mapping) -> Option<String> {
    let column = mapping.columns.iter().position(|kind| *kind == Column::Email)?;
    let domain = |row: &&SheetRow| Some(fold(row.cell(column).split_once('@')?.1));
    let domains: Vec<String> = rows.iter().filter_map(domain).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for domain in &domains {
        *counts.entry(domain).or_default() += 1;
    }
    let (usual, count) = counts.into_iter().max_by_key(|(domain, count)| (*count, *domain))?;
    let is_for_students =
        ["elev", "stud", "edu"].iter().any(|word| usual.starts_with(word)) && usual.contains('.');

    (is_for_students && count >= FEW && count * 100 >= USUAL * domains.len())
        .then(|| usual.to_owned())
}

/// Whether an address is of the same body as the students', but not where those are: `falun.se` beside `elev.falun.se`.
fn is_of_staff(address: &str, of_students: &str) -> bool {
    let (Some((_, domain)), Some((_, body))) =
        (address.split_once('@'), of_students.split_once('.'))
    else {
        return false;
    };
    let domain = fold(domain);

    body.contains('.')
        && domain != of_students
        && (domain == body || domain.strip_suffix(body).is_some_and(|rest| rest.ends_with('.')))
}

/// A day, also one to come.
fn any_date(cell: &str, today: NaiveDate) -> Option<NaiveDate> {
    let ahead = today.checked_add_months(chrono::Months::new(12 * 20)).unwrap_or(today);

    values::date(cell, ahead)
}

/// Whether a whole name has its family name in capitals, and something else that is not.
fn marks_family(name: &str) -> bool {
    let words: Vec<&str> =
        name.split_whitespace().filter(|word| word.chars().count() > 1).collect();

    words.iter().any(|word| clean::is_capital(word))
        && words.iter().any(|word| !clean::is_capital(word) && word.starts_with(char::is_uppercase))
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

/// Reads rows, one after the other.
struct RowReader<'a> {
    mapping: &'a Mapping,
    today: NaiveDate,
    habits: Habits,
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
        self.warn_about(row, kind, String::new());
    }

    fn warn_about(&mut self, row: &SheetRow, kind: WarningKind, about: String) {
        self.warnings.push(Warning { row: row.number, sheet: Arc::clone(&row.sheet), kind, about });
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
        let mut sights = Vec::new();
        // The name as it is written, where several columns hold it one after the other.
        let mut typed: Vec<String> = Vec::new();
        let mut is_broken = false;
        for (column, cell) in cells {
            let is_name = matches!(column, Column::Given | Column::Family | Column::FullName);
            is_broken |= is_name && clean::is_broken_formula(cell);
            match column {
                Column::Ignored => {}
                Column::Given => details.given = self.person(row, cell, &mut read, &mut typed),
                Column::Family => details.family = self.person(row, cell, &mut read, &mut typed),
                Column::FullName => {
                    self.number_beside_name(cell, &mut read);
                    let name = self.person(row, cell, &mut read, &mut typed);
                    (details.given, details.family) = self.part(&name);
                    if self.mapping.order_is_unsure && name.contains(' ') && !name.contains(',') {
                        sights.push(Sight::Asked(Doubt::NameOrder));
                    }
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
                    if titles::names_two_classes(cell) {
                        sights.push(Sight::Asked(Doubt::Class));
                    }
                    if belonging::is_role(cell) && belonging::of_role(cell) != Sight::Student {
                        sights.push(Sight::Asked(Doubt::Role));
                    }
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
                Column::Role => sights.push(belonging::of_role(cell)),
                Column::Status => sights.push(self.status(cell)),
                Column::Active => sights.extend(belonging::of_status(cell, true)),
                Column::StartDate => sights.extend(self.came(cell)),
                Column::EndDate => sights.extend(self.left(cell)),
                Column::PersonKey => read.person_key = cell.to_owned(),
                Column::Remark => sights.push(belonging::of_remark(cell)),
            }
        }
        details.legal_sex = details.legal_sex.or(sex_of_number).or(read.details.legal_sex);
        details.birth_date = details.birth_date.or(read.details.birth_date);
        // Wherever in the row it is written.
        read.protected |= row.cells.iter().any(|cell| belonging::says_protected(cell))
            || belonging::says_protected(&row.remarks);
        sights.push(belonging::of_remark(&row.remarks));
        if is_of_staff(&details.email, &self.habits.domain) {
            sights.push(Sight::Asked(Doubt::Address));
        }
        sights.push(read.sight);
        sights.push(self.shape(row, &details, typed.join(" ").trim()));
        if is_broken {
            // Half a name is nobody's.
            (details.given, details.family) = (String::new(), String::new());
        }
        read.details = details;
        read.sight = sights.into_iter().max_by_key(|sight| weight(*sight)).unwrap_or_default();
        if let Sight::LeftOut(why) = read.sight
            && !read.protected
        {
            return left_out(row, why);
        }

        read
    }

    /// A person's name without what stands around it; what that says of the person is noted in the row, and the name as it
    /// is written added to the others.
    fn person(
        &mut self,
        row: &SheetRow,
        cell: &str,
        read: &mut ListRow,
        typed: &mut Vec<String>,
    ) -> String {
        let kept = self.name(row, cell);
        let cleaned = clean::name(&kept, self.today);
        read.protected |= cleaned.protected || belonging::says_protected(&kept);
        read.protected |= self.habits.star_is_protection && kept.contains('*');
        if cleaned.sight != Sight::Student {
            read.sight = cleaned.sight;
        }
        read.details.birth_date = read.details.birth_date.or(cleaned.born);
        let letters = cleaned.name.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_small = letters > 1 && !cleaned.name.chars().any(char::is_uppercase);
        let is_in_capitals = cleaned.name.split(' ').any(clean::is_capital)
            && cleaned.name.split(' ').all(|word| clean::is_capital(word) || !starts_capital(word));
        let name = match () {
            () if is_in_capitals && !self.habits.capitals_mark_family => {
                clean::without_capitals(&cleaned.name)
            }
            () if is_small => clean::without_capitals(&cleaned.name.to_uppercase()),
            () => cleaned.name.clone(),
        };
        if (cleaned.was_cleaned || name != cleaned.name) && !name.is_empty() {
            self.warn_about(row, WarningKind::NameCleaned, kept);
        }
        typed.push(cleaned.name);
        if clean::has_foreign_signs(&name) {
            read.sight = Sight::Asked(Doubt::Letters);
        }

        name
    }

    /// An identity number that stands in the name's cell tells what it tells in a column of its own.
    fn number_beside_name(&self, cell: &str, read: &mut ListRow) {
        let is_long = |word: &&str| word.chars().filter(char::is_ascii_digit).count() >= 9;
        let mut words = cell.split_whitespace().filter(is_long);
        if let Some(number) = words.find_map(|word| IdentityNumber::read(word, self.today)) {
            read.details.birth_date = Some(number.birth_date);
            read.details.legal_sex = number.legal_sex;
            read.identity_number = Some(number);
        }
    }

    /// Given and family name of a whole one.
    fn part(&self, name: &str) -> (String, String) {
        if !(self.habits.capitals_mark_family && marks_family(name)) {
            return names::part(name, self.mapping.family_first);
        }
        let words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let is_family = |index: usize| {
            let capital = |word: &&str| clean::is_capital(word);
            // "de la CRUZ": what is small before the capitals belongs to them.
            words[index..]
                .iter()
                .find(|word| !word.starts_with(char::is_lowercase))
                .is_some_and(capital)
        };
        let (family, given): (Vec<_>, Vec<_>) =
            (0..words.len()).partition(|index| is_family(*index));
        let joined = |places: Vec<usize>| {
            places.into_iter().map(|place| words[place]).collect::<Vec<_>>().join(" ")
        };

        (joined(given), clean::without_capitals(&joined(family)))
    }

    fn status(&self, cell: &str) -> Sight {
        match belonging::of_status(cell, false) {
            Some(sight) => sight,
            // What many have in common says nothing of one.
            None if self.habits.usual_statuses.contains(&fold(cell)) => Sight::Student,
            None => Sight::Asked(Doubt::Status),
        }
    }

    fn came(&self, cell: &str) -> Option<Sight> {
        let day = any_date(cell, self.today)?;

        (day > self.today && !self.habits.is_of_term_to_come)
            .then_some(Sight::LeftOut(LeftOut::NotBegun))
    }

    fn left(&self, cell: &str) -> Option<Sight> {
        let day = any_date(cell, self.today)?;

        match (day < self.today, self.habits.is_of_term_gone) {
            (true, false) => Some(Sight::LeftOut(LeftOut::HasLeft)),
            (true, true) => Some(Sight::Asked(Doubt::Status)),
            (false, _) => None,
        }
    }

    /// Whether the row looks like its neighbours.
    fn shape(&self, row: &SheetRow, details: &StudentDetails, typed: &str) -> Sight {
        let words: Vec<&String> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
        let alone = words.len() <= 1 || self.kept(row).nth(1).is_none();
        let typed = if typed.is_empty() && words.len() == 1 { words[0].as_str() } else { typed };
        let has_half_a_name = details.given.is_empty() || details.family.is_empty();
        let shares = self.habits.usual.iter().any(|column| !row.cell(*column).is_empty());
        if self.habits.has_two_numbers {
            return Sight::Asked(Doubt::SeveralPeople);
        }
        if words.iter().all(|word| clean::is_rule(word)) {
            return Sight::LeftOut(LeftOut::Note);
        }
        if notes::is_test_student(typed) {
            return Sight::LeftOut(LeftOut::Note);
        }
        if let Some(sight) = belonging::of_name_with_role(typed) {
            return sight;
        }
        if typed.is_empty() && words.len() > 1 {
            // Without a name it is refused.
            return Sight::Student;
        }
        match notes::is_note(typed) {
            Note::Surely if alone && !shares => Sight::LeftOut(LeftOut::Note),
            Note::Surely if details.given.is_empty() && !shares => Sight::LeftOut(LeftOut::Note),
            _ if has_half_a_name && details.email.is_empty() && notes::is_mark(typed) => {
                Sight::LeftOut(LeftOut::Note)
            }
            Note::Surely | Note::Perhaps if alone && !shares => Sight::Asked(Doubt::Note),
            _ if notes::is_greeting(typed) => Sight::Asked(Doubt::Note),
            _ if !shares && self.habits.usual.len() >= 2 => Sight::Asked(Doubt::UnlikeTheOthers),
            _ => Sight::Student,
        }
    }

    /// Whether a row is the end of a letter.
    fn ends_a_letter(&self, row: &SheetRow) -> bool {
        self.habits.names_only && row.cells.iter().any(|cell| notes::is_closing(cell))
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

    fn day(&self, cell: &str) -> Option<NaiveDate> {
        if self.habits.counts_from_1904
            && let Some(serial) = values::serial(cell)
        {
            return values::day_of_serial(serial + values::DAYS_TO_1904);
        }
        match values::slashed(cell).filter(|_| self.habits.is_month_first) {
            Some((month, day, year)) => values::date(&format!("{year}-{month}-{day}"), self.today),
            None => values::date(cell, self.today),
        }
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
            && let Some(day) = self.day(&whole)
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

/// Whether a word begins as names do, and goes on: initials and particles don't.
fn starts_capital(word: &str) -> bool {
    word.chars().count() > 1 && !word.contains('.') && word.starts_with(char::is_uppercase)
}

/// Of several things that a row says of itself the one that matters.
fn weight(sight: Sight) -> u8 {
    match sight {
        Sight::Student => 0,
        Sight::Asked(_) => 1,
        Sight::LeftOut(LeftOut::Note) => 2,
        Sight::LeftOut(_) => 3,
    }
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
