//! A row's cells as a person: names parted, numbers read and dropped.

use std::sync::Arc;

use chrono::NaiveDate;

use super::habits::{Habits, any_date, is_of_age, is_of_staff, marks_family};
use super::{Warning, WarningKind, left_out};
use crate::domain::identity_number::{self, IdentityNumber};
use crate::domain::student::{fold, tidy_name};
use crate::intake::notes::{self, Note};
use crate::intake::values::{self, Quantity};
use crate::intake::{
    Column, Mapping, SheetRow, belonging, clean, headings, names, protected, titles,
};
use crate::register::list::{Doubt, LeftOut, ListRow, Sight};
use crate::register::student::StudentDetails;

/// Reads rows, one after the other.
pub(super) struct RowReader<'a> {
    pub mapping: &'a Mapping,
    pub today: NaiveDate,
    pub habits: Habits,
    pub warnings: Vec<Warning>,
}

impl RowReader<'_> {
    /// Whether what the row has stands in no column that is kept: a number of its own, a footnote.
    pub(super) fn is_beside_the_list(&self, row: &SheetRow) -> bool {
        self.kept(row).next().is_none()
    }

    /// Whether a title may be one: at most one of the columns that are kept has something in it.
    pub(super) fn is_no_student(&self, row: &SheetRow) -> bool {
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

    pub(super) fn warn(&mut self, row: &SheetRow, kind: WarningKind) {
        self.warn_about(row, kind, String::new());
    }

    fn warn_about(&mut self, row: &SheetRow, kind: WarningKind, about: String) {
        self.warnings.push(Warning { row: row.number, sheet: Arc::clone(&row.sheet), kind, about });
    }

    pub(super) fn read(&mut self, row: &SheetRow) -> ListRow {
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
        let mut whole = None;
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
                    whole = Some(name.clone());
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
                    let has_number = cell.bytes().any(|byte| byte.is_ascii_digit());
                    if !has_number
                        && belonging::is_role(cell)
                        && belonging::of_role(cell) != Sight::Student
                    {
                        sights.push(Sight::Asked(Doubt::Role));
                    }
                    read.class =
                        Some(self.name(row, cell)).filter(|class| titles::may_be_class(class));
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
                Column::Role => sights.push(self.role(cell)),
                Column::Status => sights.push(self.status(cell)),
                Column::Active => sights.extend(belonging::of_status(cell, true)),
                Column::StartDate => sights.extend(self.came(cell)),
                Column::EndDate => sights.extend(self.left(cell)),
                Column::PersonKey => read.person_key = cell.to_owned(),
                Column::Remark => sights.push(belonging::of_remark(cell)),
            }
        }
        if !self.habits.capitals_mark_family
            && let Some(name) = whole
        {
            // The row's own address says more than what most rows look like.
            if let Some(family_first) = names::order_by_address(&name, &details.email) {
                (details.given, details.family) = names::part(&name, family_first);
            }
            if let Some(parted) = names::part_by_address(&name, &details.email) {
                (details.given, details.family) = parted;
            }
        }
        details.legal_sex = details.legal_sex.or(sex_of_number).or(read.details.legal_sex);
        details.birth_date = details.birth_date.or(read.details.birth_date);
        if details.email.is_empty() {
            details.email = std::mem::take(&mut read.details.email);
        }
        if details.birth_date.is_some_and(|day| !is_of_age(day, self.today)) {
            sights.push(Sight::Asked(Doubt::Age));
        }
        // Wherever in the row it is written.
        read.protected |=
            protected::any_says_protected(&row.cells) || protected::says_protected(&row.remarks);
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
        read.protected |= cleaned.protected
            || protected::says_protected(&kept)
            || protected::is_hidden_name(&kept);
        for (mark, protected, sight) in &self.habits.marks {
            if clean::marks_in(&kept).contains(&mark.as_str()) {
                read.protected |= *protected;
                read.sight = if *sight == Sight::Student { read.sight } else { *sight };
            }
        }
        if cleaned.sight != Sight::Student {
            read.sight = cleaned.sight;
        }
        read.details.birth_date = read.details.birth_date.or(cleaned.born);
        let letters = cleaned.name.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_small = letters > 1 && !cleaned.name.chars().any(char::is_uppercase);
        let is_in_capitals = cleaned.name.split(' ').any(clean::is_capital)
            && cleaned.name.split(' ').all(|word| clean::is_capital(word) || !starts_capital(word));
        let name = match () {
            () if is_in_capitals
                && !(self.habits.capitals_mark_family && marks_family(&cleaned.name)) =>
            {
                clean::without_capitals(&cleaned.name)
            }
            () if is_small => clean::with_capitals(&cleaned.name),
            () => cleaned.name.clone(),
        };
        if (cleaned.was_cleaned || name != cleaned.name) && !name.is_empty() {
            self.warn_about(row, WarningKind::NameCleaned, kept);
        }
        typed.push(cleaned.name.clone());
        if clean::has_foreign_signs(&name) && read.sight == Sight::Student {
            read.sight = Sight::Asked(Doubt::Letters);
        }
        if clean::names_several(&name) && read.sight == Sight::Student {
            read.sight = Sight::Asked(Doubt::SeveralPeople);
        }
        if let Some(address) = cleaned.address.filter(|_| read.details.email.is_empty()) {
            read.details.email = address;
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

    fn role(&self, cell: &str) -> Sight {
        match belonging::of_role(cell) {
            // What most have in common is what students are called here.
            Sight::Asked(_) if self.habits.usual_role == fold(cell) => Sight::Student,
            sight => sight,
        }
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
        if self.habits.has_several_people {
            return Sight::Asked(Doubt::SeveralPeople);
        }
        // The heading of another table, or of a column that lies on its side.
        let is_heading = |part: &str| {
            let kind = headings::heading(part).map(|(kind, _)| kind);
            part.is_empty() || kind.is_some_and(|kind| kind != Column::Protection)
        };
        let has_name = !details.given.is_empty() || !details.family.is_empty();
        if has_name && is_heading(&details.given) && is_heading(&details.family) {
            return Sight::LeftOut(LeftOut::Headings);
        }
        if words.iter().all(|word| clean::is_rule(word)) {
            return Sight::LeftOut(LeftOut::Note);
        }
        let plain = titles::plain(typed);
        if notes::is_test_student(&plain) {
            return Sight::LeftOut(LeftOut::Note);
        }
        if let Some(sight) = belonging::of_name_with_role(&plain) {
            // In two columns it may be a given name: Mentor Krasniqi.
            let is_parted = self.mapping.columns.contains(&Column::Given)
                && self.mapping.columns.contains(&Column::Family);
            return if is_parted { Sight::Asked(Doubt::Role) } else { sight };
        }
        if typed.is_empty() && words.len() > 1 {
            // Without a name it is refused.
            return Sight::Student;
        }
        // Whoever has what the others have is none.
        match if shares { Note::No } else { notes::is_note(typed) } {
            Note::Surely if alone || details.given.is_empty() => Sight::LeftOut(LeftOut::Note),
            _ if has_half_a_name && details.email.is_empty() && notes::is_mark(&plain) => {
                Sight::LeftOut(LeftOut::Note)
            }
            Note::Surely | Note::Perhaps if alone => Sight::Asked(Doubt::Note),
            _ if notes::is_greeting(&plain) => Sight::Asked(Doubt::Note),
            _ if !shares && self.habits.usual.len() >= 2 => Sight::Asked(Doubt::UnlikeTheOthers),
            _ => Sight::Student,
        }
    }

    /// The class that a row names for those below it too.
    pub(super) fn class_that_goes_on(&self, row: &SheetRow) -> Option<String> {
        let column = self.mapping.columns.iter().position(|kind| *kind == Column::Class)?;
        let named = tidy_name(row.cell(column));

        (self.habits.class_is_filled_down && !named.is_empty()).then_some(named)
    }

    /// Whether a row is the end of a letter.
    pub(super) fn ends_a_letter(&self, row: &SheetRow) -> bool {
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
        let address = clean::address(cell);
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
