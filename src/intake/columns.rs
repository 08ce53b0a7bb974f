//! Which row holds the headings, and what each column is.

use super::column::Column;
use super::contents::{self, Looks};
use super::headings::heading;
use super::{Sheet, SheetRow, clean, names, titles};
use crate::domain::student::fold;

/// How a sheet is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The index of the row with the headings; `None` where the sheet has none.
    pub header: Option<usize>,
    /// What each column is.
    pub columns: Vec<Column>,
    /// Whether a whole name is written with the family name first, also without a comma.
    pub family_first: bool,
    /// Whether what was remembered of such lists has been let go, since the sheet speaks against it.
    pub has_let_go: bool,
    /// Whether the order of whole names is only remembered, and nothing in the sheet shows it.
    pub order_is_unsure: bool,
}

/// Headings are looked for in so many rows from the top.
const HEADER_ROWS: usize = 25;

/// So many of a column's cells in a hundred must look alike for it to be taken for that.
const MOST: usize = 75;

impl Mapping {
    /// A guess from the headings, and from the contents of columns whose heading says nothing.
    /// `None` where nothing is recognised.
    pub fn guess(sheet: &Sheet) -> Option<Self> {
        let top = sheet.rows.iter().take(HEADER_ROWS).enumerate();
        let read: Vec<(usize, Vec<Column>)> =
            top.map(|(index, row)| (index, by_heading(above(sheet, index), row))).collect();
        let (mut header, mut recognised) = read
            .iter()
            .max_by_key(|(index, columns)| (score(columns), std::cmp::Reverse(*index)))
            .cloned()?;
        // Headings further down that say more are those of another table, where rows of this one lie between.
        if let Some((first, columns)) = read.iter().find(|(_, columns)| score(columns) > 101)
            && sheet.rows[*first..header].iter().skip(1).any(holds_data)
        {
            (header, recognised) = (*first, columns.clone());
        }
        let (header, recognised) = match score(&recognised) {
            0 => (None, Vec::new()),
            _ => (Some(header), recognised),
        };
        let mut mapping = Self { header, columns: recognised, ..Self::default() };
        mapping.fill_in_from_contents(sheet);
        if !mapping.has_name() {
            return None;
        }
        if mapping.header.is_none() {
            mapping.swap_as_addresses_say(sheet);
        }
        mapping.family_first = mapping.order_seen(sheet).unwrap_or(false);

        Some(mapping)
    }

    /// A mapping of a sheet of which nothing is recognised, for somebody to say.
    pub fn unknown(sheet: &Sheet) -> Self {
        let width =
            sheet.rows.iter().take(HEADER_ROWS).map(|row| row.cells.len()).max().unwrap_or(0);

        Self { columns: vec![Column::Ignored; width], ..Self::default() }
    }

    /// Says what a column is. A kind that only one column can be is taken from the other.
    pub fn choose(&mut self, index: usize, kind: Column) {
        if kind != Column::Ignored && !kind.may_repeat() {
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

    /// The headings by which a school's lists are recognised again, as a digest: where a list has none, its first row
    /// may be a student.
    pub fn headings(&self, sheet: &Sheet) -> String {
        use sha2::{Digest, Sha256};

        let cells = self.header.and_then(|row| sheet.rows.get(row)).map(|row| row.cells.as_slice());
        let text = match cells {
            Some(cells) => cells.iter().map(|cell| fold(cell)).collect::<Vec<_>>().join(";"),
            None => format!("{} columns", self.columns.len()),
        };

        Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The columns as a remembered mapping keeps them.
    pub fn code(&self) -> String {
        let columns = self.columns.iter().map(|column| column.code()).collect::<Vec<_>>().join(";");

        if self.family_first { format!("{columns}{FAMILY_FIRST}") } else { columns }
    }

    /// The same mapping with remembered columns, where there are as many and the sheet itself says nothing else: its headings,
    /// its names and its addresses come first.
    pub fn with_remembered(self, code: &str, sheet: &Sheet) -> Self {
        // The register remembers more of a school's lists behind it.
        let family_first = code.contains(FAMILY_FIRST);
        let columns = code.split('|').next().unwrap_or_default();
        let columns: Option<Vec<Column>> = columns.split(';').map(Column::from_code).collect();
        let Some(columns) = columns.filter(|columns| columns.len() == self.columns.len()) else {
            return self;
        };
        let remembered = Self { columns, family_first, ..self.clone() };
        if remembered.columns != self.columns && remembered.fits_worse_than(&self, sheet) {
            return Self { has_let_go: true, ..self };
        }
        match remembered.order_seen(sheet) {
            Some(seen) if seen != family_first => {
                Self { family_first: seen, has_let_go: true, ..remembered }
            }
            seen => Self { order_is_unsure: family_first && seen.is_none(), ..remembered },
        }
    }

    /// Whether the sheet's contents speak for the other in what this one reads. What it ignores somebody has chosen to ignore.
    fn fits_worse_than(&self, other: &Self, sheet: &Sheet) -> bool {
        let rows = self.rows_below(sheet);
        let fit = |mapping: &Self| -> usize {
            (0..mapping.columns.len())
                .filter(|column| self.columns.contains(&mapping.columns[*column]))
                .map(|column| {
                    let looks = contents::look(&rows, column);
                    match mapping.columns[column] {
                        Column::Given => looks.given,
                        Column::FullName => looks.any_given.min(looks.several_words),
                        Column::Family => looks.words.saturating_sub(looks.given),
                        Column::Email => looks.email,
                        Column::IdentityNumber => looks.identity_number.max(looks.birth_date),
                        Column::BirthDate => looks.birth_date,
                        Column::Class => looks.class,
                        _ => 0,
                    }
                })
                .sum()
        };

        fit(self) + CLEARLY <= fit(other)
    }

    fn rows_below<'a>(&self, sheet: &'a Sheet) -> Vec<&'a SheetRow> {
        let below = self.header.map_or(0, |header| header + 1);

        contents::sample(&sheet.rows[below.min(sheet.rows.len())..])
    }

    /// Takes columns that no heading named for what they look like.
    fn fill_in_from_contents(&mut self, sheet: &Sheet) {
        let below = self.header.map_or(0, |header| header + 1);
        let mut sample = contents::sample(&sheet.rows[below.min(sheet.rows.len())..]);
        let width = sample.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        self.columns.resize(self.columns.len().max(width), Column::Ignored);
        let nameless = self.header.is_none();
        if nameless && sample.len() > 1 && begins_with_headings(&sample, width) {
            let number = sample.remove(0).number;
            self.header = sheet.rows.iter().position(|row| row.number == number);
        }
        // A column of roles behind guardians tells what those are.
        let is_behind_others = |column: usize| {
            let header = self.header.and_then(|row| sheet.rows.get(row));
            header.is_some_and(|row| {
                row.cells.iter().take(column).any(|cell| contents::is_about_somebody_else(cell))
            })
        };
        let of_guardians = self.columns.iter().enumerate().position(|(column, kind)| {
            *kind == Column::Role
                && is_behind_others(column)
                && contents::share_of_guardians(&sample, column) >= MOST
        });
        if let Some(column) = of_guardians {
            self.columns[column] = Column::Ignored;
        }
        let heading = |column: usize| {
            self.header.and_then(|row| sheet.rows.get(row)).map_or("", |row| row.cell(column))
        };
        let groups = match self.header.and_then(|index| Some((index, sheet.rows.get(index)?))) {
            Some((index, row)) => groups(above(sheet, index), row.cells.len()),
            None => Vec::new(),
        };
        let of_others = match self.header.and_then(|index| sheet.rows.get(index)) {
            Some(row) => of_others(row),
            None => Vec::new(),
        };
        let is_of_others = |column: usize| of_others.get(column).copied().unwrap_or(false);
        let unknown: Vec<(usize, Looks)> = (0..self.columns.len())
            .filter(|column| self.columns[*column] == Column::Ignored && !is_of_others(*column))
            .filter(|column| !contents::is_about_something_else(heading(*column)))
            .filter(|column| {
                !contents::is_about_somebody_else(groups.get(*column).copied().unwrap_or(""))
            })
            .map(|column| (column, contents::look(&sample, column)))
            .filter(|(_, looks)| looks.filled > 0)
            .collect();
        let has_headings = self.header.is_some() && !nameless;
        for (column, looks) in &unknown {
            let unnamed = heading(*column).is_empty() || !has_headings;
            let kind = if looks.email >= MOST {
                Column::Email
            } else if looks.identity_number >= MOST {
                Column::IdentityNumber
            } else if looks.class >= MOST {
                Column::Class
            } else if looks.role >= MOST {
                Column::Role
            } else if unnamed && nameless && looks.is_mark_of_few {
                Column::Protection
            } else if unnamed && looks.birth_date >= MOST {
                Column::BirthDate
            } else if unnamed && looks.sex >= MOST {
                Column::Sex
            } else if unnamed && looks.study_path >= MOST {
                Column::StudyPath
            } else {
                continue;
            };
            if !self.columns.contains(&kind) {
                self.columns[*column] = kind;
            }
        }
        if !self.has_name() {
            self.find_names(&unknown);
        }
    }

    /// Which of the columns that nothing is known of hold the names.
    fn find_names(&mut self, unknown: &[(usize, Looks)]) {
        let unknown: Vec<&(usize, Looks)> = unknown
            .iter()
            .filter(|(column, looks)| {
                self.columns[*column] == Column::Ignored && looks.words >= MOST
            })
            .collect();
        let whole = unknown.iter().find(|(_, looks)| {
            looks.comma >= MOST || (looks.several_words >= MOST && looks.any_given >= 40)
        });
        // Where a list has several people a row, the student stands first.
        let given = unknown.iter().find(|(_, looks)| looks.given >= 40);
        if let (Some((column, _)), false) =
            (whole, given.is_some_and(|(_, looks)| looks.several_words < 20))
        {
            self.columns[*column] = Column::FullName;
            return;
        }
        let Some((given, _)) = given else { return };
        // The family name stands beside the given name.
        let family = unknown
            .iter()
            .filter(|(column, _)| column.abs_diff(*given) == 1)
            .min_by_key(|(_, looks)| looks.given);
        self.columns[*given] = match family {
            Some((family, _)) => {
                self.columns[*family] = Column::Family;
                Column::Given
            }
            None => Column::FullName,
        };
    }

    /// Exchanges given and family name where most addresses begin with what was taken for the family name.
    fn swap_as_addresses_say(&mut self, sheet: &Sheet) {
        let place = |kind| self.columns.iter().position(|one| *one == kind);
        let (Some(given), Some(family), Some(email)) =
            (place(Column::Given), place(Column::Family), place(Column::Email))
        else {
            return;
        };
        let votes = self.rows_below(sheet).iter().fold(0_i32, |votes, row| {
            let name = format!("{} {}", row.cell(given), row.cell(family));
            match names::order_by_address(&name, row.cell(email)) {
                Some(true) => votes + 1,
                Some(false) => votes - 1,
                None => votes,
            }
        });
        if votes > 0 {
            self.columns.swap(given, family);
        }
    }

    /// Whether whole names begin with the family name, as the heading says, or as the names and addresses look; `None` where
    /// nothing tells.
    fn order_seen(&self, sheet: &Sheet) -> Option<bool> {
        let column = self.columns.iter().position(|kind| *kind == Column::FullName)?;
        let heading =
            self.header.and_then(|row| sheet.rows.get(row)).map_or("", |row| row.cell(column));
        if let Some(said) = order_in_heading(heading) {
            return Some(said);
        }
        let rows = self.rows_below(sheet);
        let email = self.columns.iter().position(|kind| *kind == Column::Email);
        let name = |row: &&'_ SheetRow| clean::bare(row.cell(column));
        let by_address = rows
            .iter()
            .filter_map(|row| names::order_by_address(&name(row), row.cell(email?)))
            .fold(0_i32, |votes, family_first| votes + if family_first { 1 } else { -1 });
        if by_address != 0 {
            return Some(by_address > 0);
        }

        let names: Vec<String> = rows.iter().map(name).collect();

        names::family_first(names.iter().map(String::as_str))
    }
}

/// Added to the rank of a heading that is about home.
const OF_HOME: usize = 1_000;

/// By so much the contents must speak for another mapping than the remembered, in percent of a column's cells.
const CLEARLY: usize = 40;

/// How a remembered mapping says that the family name comes first.
const FAMILY_FIRST: &str = "|family_first";

/// Whether a row holds something of a table, other than headings.
fn holds_data(row: &SheetRow) -> bool {
    row.cells.iter().filter(|cell| !cell.is_empty()).nth(1).is_some() && !is_heading_row(row)
}

/// The row right above, which may group the columns.
fn above(sheet: &Sheet, index: usize) -> Option<&SheetRow> {
    let row = sheet.rows.get(index.checked_sub(1)?)?;
    let is_beside = sheet.rows.get(index).is_some_and(|below| below.number == row.number + 1);
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();

    (is_beside && filled >= 2).then_some(row)
}

/// Whether the first of the rows says what stands below it: its cells look like nothing their columns hold.
fn begins_with_headings(sample: &[&SheetRow], width: usize) -> bool {
    let (first, below) = sample.split_at(1);
    let mut typed = 0;
    let mut fitting = 0;
    for column in 0..width {
        let (head, looks) = (contents::look(first, column), contents::look(below, column));
        if head.filled == 0 {
            continue;
        }
        for (of_head, of_all) in [
            (head.email, looks.email),
            (head.identity_number, looks.identity_number),
            (head.birth_date, looks.birth_date),
            (head.class, looks.class),
        ] {
            if of_all >= MOST {
                typed += 1;
                fitting += usize::from(of_head > 0);
            }
        }
    }

    typed > 0 && fitting == 0
}

/// Which group of columns each column stands in, where the row above groups them.
fn groups(above: Option<&SheetRow>, width: usize) -> Vec<&str> {
    let mut group = "";

    (0..width)
        .map(|column| {
            let cell = above.map_or("", |above| above.cell(column));
            if !cell.is_empty() {
                group = cell;
            }
            group
        })
        .collect()
}

fn by_heading(above: Option<&SheetRow>, row: &SheetRow) -> Vec<Column> {
    let columns = by_heading_of(above, row, &of_others(row));
    let is_named = |columns: &[Column]| {
        columns
            .iter()
            .any(|column| matches!(column, Column::Given | Column::Family | Column::FullName))
    };
    if is_named(&columns) {
        return columns;
    }

    // A list of nobody but others is for a person to say.
    by_heading_of(above, row, &vec![false; row.cells.len()])
}

/// Which columns follow one that is about somebody else, up to the next about the student: a guardian's address stands behind
/// the guardian.
fn of_others(row: &SheetRow) -> Vec<bool> {
    let mut is_other = false;

    row.cells
        .iter()
        .map(|cell| {
            if contents::is_about_somebody_else(cell) {
                is_other = true;
                return true;
            }
            let kind = heading(cell).map(|(kind, _)| kind);
            let says_relation = titles::plain(cell).starts_with("relation");
            let is_personal = says_relation
                || matches!(
                    kind,
                    None | Some(
                        Column::Given
                            | Column::Family
                            | Column::FullName
                            | Column::Email
                            | Column::IdentityNumber
                            | Column::BirthDate
                    )
                );
            let names_student = titles::plain(cell).split(' ').any(|word| {
                ["elev", "oppila", "student", "pupil"].iter().any(|one| word.starts_with(one))
            });
            is_other &= is_personal && !names_student;
            is_other
        })
        .collect()
}

fn by_heading_of(above: Option<&SheetRow>, row: &SheetRow, of_others: &[bool]) -> Vec<Column> {
    let groups = groups(above, row.cells.len());
    let mut columns = vec![Column::Ignored; row.cells.len()];
    let mut ranks: Vec<usize> = vec![usize::MAX; row.cells.len()];
    for (index, cell) in row.cells.iter().enumerate() {
        let Some((kind, rank)) = heading(cell) else { continue };
        if contents::is_about_somebody_else(groups[index]) || of_others[index] {
            continue;
        }
        let is_of_home = titles::plain(cell)
            .split(' ')
            .any(|word| ["hem", "hemma", "privat", "home", "private"].contains(&word));
        // Of several alike the one whose heading says it best is meant, else the first; the school's before that of home.
        let rank = if is_of_home { rank + OF_HOME } else { rank };
        let same = columns.iter().position(|column| *column == kind);
        match same.filter(|_| !kind.may_repeat()) {
            Some(other) if ranks[other] <= rank => continue,
            Some(other) => columns[other] = Column::Ignored,
            None => {}
        }
        columns[index] = kind;
        ranks[index] = rank;
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

/// Whether a row reads as headings.
pub(super) fn is_heading_row(row: &SheetRow) -> bool {
    score(&by_heading(None, row)) > 0
}

/// Whether a row below a table's headings is the headings of another table: where the first has its names there are headings,
/// and it says where the names are now and what at least one other column is.
pub(super) fn begins_another_table(mapping: &Mapping, header: &SheetRow, row: &SheetRow) -> bool {
    let mut names = mapping
        .columns
        .iter()
        .zip(&row.cells)
        .filter(|(kind, cell)| {
            let is_name = matches!(kind, Column::Given | Column::Family | Column::FullName);
            is_name && !cell.is_empty()
        })
        .map(|(_, cell)| cell)
        .peekable();
    if names.peek().is_none() || !names.all(|cell| heading(cell).is_some()) {
        return false;
    }
    let columns = by_heading(None, row);
    let known = columns.iter().filter(|column| **column != Column::Ignored).count();
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let folded = |row: &SheetRow| row.cells.iter().map(|cell| fold(cell)).collect::<Vec<_>>();

    known >= 2 && known * 2 >= filled && score(&columns) > 100 && folded(header) != folded(row)
}

/// Headings with a name weigh most; without one there must be two that are known.
fn score(columns: &[Column]) -> usize {
    let known = columns.iter().filter(|column| **column != Column::Ignored).count();
    let named = [Column::Given, Column::Family, Column::FullName]
        .iter()
        .any(|column| columns.contains(column));

    match (named, known) {
        (true, known) => 100 + known,
        (false, 2..) => known,
        (false, _) => 0,
    }
}

/// Whether a heading says that the family name comes first; `None` where it names only one of them, or none.
fn order_in_heading(text: &str) -> Option<bool> {
    let plain = titles::plain(text);
    let at = |words: &[&str]| words.iter().filter_map(|word| plain.find(word)).min();
    let family = at(&["efternamn", "surname", "last name", "family name"])?;
    let given = at(&["fornamn", "for och", "tilltalsnamn", "given name", "first name"])?;

    Some(family < given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        Sheet {
            rows: (1..)
                .zip(rows)
                .map(|(number, cells)| SheetRow {
                    number,
                    cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
                    ..SheetRow::default()
                })
                .collect(),
            ..Sheet::default()
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
