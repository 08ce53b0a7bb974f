//! What most of a list's rows have in common.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::domain::student::fold;
use crate::intake::{
    Column, Mapping, Sheet, SheetRow, belonging, clean, contents, protected, values,
};
use crate::register::list::Sight;

/// What most of a list's rows have in common, against which each is held.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Columns that most rows fill, those of the names apart.
    pub usual: Vec<usize>,
    /// Whether there is nothing but a name in most rows.
    pub names_only: bool,
    /// Whether capitals mark the family name within a whole name.
    pub capitals_mark_family: bool,
    /// Whether most days on which somebody came lie ahead: the list is of a term to come.
    pub is_of_term_to_come: bool,
    /// Whether most days on which somebody left have passed: the list is of a term that is over.
    pub is_of_term_gone: bool,
    /// The role that most rows have, folded; empty where they differ.
    pub usual_role: String,
    /// Statuses that many rows have, folded.
    pub usual_statuses: HashSet<String>,
    /// Whether days are written with the month first, as some of them can only be.
    pub is_month_first: bool,
    /// Where the school has its students' addresses, as most rows show; empty where they don't.
    pub domain: String,
    /// Whether a class stands only in the first of its rows.
    pub class_is_filled_down: bool,
    /// Whether days that a spreadsheet keeps as numbers are counted from 1904.
    pub counts_from_1904: bool,
    /// What a legend says of those who are marked: the mark, whether it says that their personal data is protected, and what
    /// else.
    pub marks: Vec<(String, bool, Sight)>,
    /// Whether two people stand in each row, so that the name may be the other's.
    pub has_several_people: bool,
}

/// A column is usual that so many rows in a hundred fill.
const USUAL: usize = 75;
/// What so many rows in a hundred have says what the others are held against.
const MANY: usize = 50;
/// Below so many rows nothing can be said of what is usual.
const FEW: usize = 4;

impl Habits {
    pub(super) fn of(sheet: &Sheet, mapping: &Mapping, today: NaiveDate) -> Self {
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
            marks: sheet.rows.iter().filter_map(|row| explained(&row.cells.join(" "))).collect(),
            is_month_first: mapping.columns.iter().enumerate().any(|(column, kind)| {
                matches!(kind, Column::BirthDate | Column::IdentityNumber)
                    && values::is_month_first(rows.iter().map(|row| row.cell(column)))
            }),
            class_is_filled_down: mapping.columns.iter().enumerate().any(|(column, kind)| {
                let begins = rows.first().is_some_and(|row| !row.cell(column).is_empty());
                *kind == Column::Class && begins && filled(column) * 2 <= rows.len()
            }),
            domain: domain_of_students(&rows, mapping).unwrap_or_default(),
            counts_from_1904: mapping.columns.iter().enumerate().any(|(column, kind)| {
                matches!(kind, Column::BirthDate | Column::IdentityNumber)
                    && values::counts_from_1904(rows.iter().map(|row| row.cell(column)), today)
            }),
            is_of_term_to_come: days(Column::StartDate, true).unwrap_or(false),
            is_of_term_gone: days(Column::EndDate, false).unwrap_or(false),
            usual_role: usual_role(&rows, mapping).unwrap_or_default(),
            usual_statuses: statuses
                .into_iter()
                .filter(|(_, count)| *count * 5 >= rows.len())
                .map(|(status, _)| status)
                .collect(),
            has_several_people: numbers.count() > 1 || {
                let names = (0..width).filter(|column| {
                    let looks = contents::look(&rows, *column);
                    looks.several_words >= USUAL
                        && looks.any_given >= MANY
                        && looks.filled * 4 >= rows.len()
                });
                mapping.header.is_none() && names.count() > 1
            },
        }
    }
}

/// The role that most rows have, folded, where nobody has one that students are known by.
fn usual_role(rows: &[&SheetRow], mapping: &Mapping) -> Option<String> {
    let column = mapping.columns.iter().position(|one| *one == Column::Role)?;
    let is_student =
        |cell: &str| belonging::is_role(cell) && belonging::of_role(cell) == Sight::Student;
    if rows.len() < FEW || rows.iter().any(|row| is_student(row.cell(column))) {
        return None;
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for row in rows {
        *counts.entry(fold(row.cell(column))).or_default() += 1;
    }
    let (usual, count) = counts.into_iter().max_by_key(|(text, count)| (*count, text.clone()))?;

    (count * 100 >= MANY * rows.len()).then_some(usual)
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

    (is_for_students && count >= FEW && count * 100 >= MANY * domains.len())
        .then(|| usual.to_owned())
}

/// Whether an address is of the same body as the students', but not where those are: `falun.se` beside `elev.falun.se`.
pub(super) fn is_of_staff(address: &str, of_students: &str) -> bool {
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

/// Whether somebody born on a day may go to an upper-secondary school.
pub(super) fn is_of_age(born: NaiveDate, today: NaiveDate) -> bool {
    today.years_since(born).is_some_and(|age| (10..50).contains(&age))
}

/// What a line of a legend says, such as `* = skyddade uppgifter` or `** slutade före lovet`: the mark, and what it means.
fn explained(line: &str) -> Option<(String, bool, Sight)> {
    let line = line.trim();
    let rest = line.trim_start_matches(clean::is_mark_of_legend);
    let mark = &line[..line.len() - rest.len()];
    let meaning = rest.trim_start_matches([' ', '=', ':', '-', '–']);
    if mark.is_empty()
        || !meaning.starts_with(char::is_alphabetic)
        || rest.starts_with(char::is_alphabetic)
    {
        return None;
    }
    let protected = protected::says_protected(meaning);
    let sight = belonging::of_remark_beside_name(meaning);

    (protected || sight != Sight::Student).then(|| (mark.to_owned(), protected, sight))
}

/// A day, also one to come.
pub(super) fn any_date(cell: &str, today: NaiveDate) -> Option<NaiveDate> {
    let ahead = today.checked_add_months(chrono::Months::new(12 * 20)).unwrap_or(today);

    values::date(cell, ahead)
}

/// Whether a whole name has its family name in capitals, and something else that is not.
pub(super) fn marks_family(name: &str) -> bool {
    let words: Vec<&str> =
        name.split_whitespace().filter(|word| word.chars().count() > 1).collect();

    words.iter().any(|word| clean::is_capital(word))
        && words.iter().any(|word| !clean::is_capital(word) && word.starts_with(char::is_uppercase))
}
