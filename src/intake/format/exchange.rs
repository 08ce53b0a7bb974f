//! Tables that school systems exchange: OneRoster 1.1 and 1.2 (1EdTech, CSV binding) and Microsoft School Data Sync
//! v2.1. They are joined into one list with one row per student and class.

use std::collections::{BTreeMap, HashMap};

use super::grid::Grids;
use super::text;
use crate::intake::{Error, Sheet, SheetRow};

/// The tables that are read; both formats have others, which say nothing of students and classes.
const TABLES: [&str; 6] = ["orgs", "users", "roles", "classes", "enrollments", "demographics"];

/// The headings of a list made here, as [`crate::intake::Mapping`] knows them.
pub(super) const HEADINGS: [&str; 15] = [
    "Given name",
    "Family name",
    "Class",
    "School",
    "Grade",
    "E-mail",
    "Birth date",
    "Sex",
    "Study path",
    "Protected",
    "Role",
    "Status",
    "Start date",
    "End date",
    "SourcedId",
];

/// A list with these rows below [`HEADINGS`].
pub(super) fn list<'a>(
    rows: impl Iterator<Item = [&'a str; HEADINGS.len()]>,
) -> Result<Sheet, Error> {
    let mut grids = Grids::new();
    grids.begin("")?;
    for (number, cells) in (1..).zip(std::iter::once(HEADINGS).chain(rows)) {
        for (column, cell) in cells.iter().enumerate() {
            grids.put(number, column, cell)?;
        }
    }

    grids.finish().pop().ok_or(Error::Empty)
}

/// Whether a file is one of the tables, by its name.
pub(super) fn is_table(path: &str) -> bool {
    table_name(path).is_some()
}

/// Whether it is the one without which the others say nothing.
pub(super) fn is_table_of_persons(path: &str) -> bool {
    table_name(path) == Some("users")
}

fn table_name(path: &str) -> Option<&'static str> {
    named(path, &TABLES)
}

/// The name among some of a table that a file is called after.
pub(super) fn named(path: &str, tables: &[&'static str]) -> Option<&'static str> {
    let file = path.rsplit(['/', '\\']).next()?.to_lowercase();

    tables.iter().copied().find(|table| file.strip_suffix(".csv") == Some(table))
}

/// The list that tables make, each with the path it was found at.
pub(super) fn join<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<Sheet, Error> {
    let mut tables = Tables::default();
    for (path, bytes) in files {
        if let Some(name) = table_name(path) {
            tables.0.insert(name, Table::read(bytes)?);
        }
    }

    tables.join()
}

/// A text file as a list: a table of users without its companions keeps the students among them.
pub(super) fn or_list(mut sheet: Sheet) -> Vec<Sheet> {
    let heading = |name: &str| {
        let cells = &sheet.rows.first()?.cells;
        cells.iter().position(|cell| cell.eq_ignore_ascii_case(name))
    };
    if let (Some(_), Some(_), Some(role)) =
        (heading("sourcedId"), heading("givenName"), heading("role"))
    {
        let mut first = true;
        sheet.rows.retain(|row| std::mem::take(&mut first) || is_student(row.cell(role)));
    }

    vec![sheet]
}

fn is_student(role: &str) -> bool {
    role.to_lowercase().split([',', ' ', ';']).any(|role| role == "student")
}

#[derive(Default)]
struct Tables(BTreeMap<&'static str, Table>);

/// A table with where its columns are, by their names in small letters.
#[derive(Default)]
pub(super) struct Table {
    columns: HashMap<String, usize>,
    rows: Vec<SheetRow>,
}

impl Table {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut rows = text::read(bytes)?.rows.into_iter();
        let columns = rows
            .next()
            .map(|row| row.cells)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .map(|(index, cell)| (cell.to_lowercase(), index))
            .collect();

        Ok(Self { columns, rows: rows.collect() })
    }

    pub(super) fn cell<'a>(&self, row: &'a SheetRow, name: &str) -> &'a str {
        self.columns.get(name).map_or("", |column| row.cell(*column))
    }

    /// The rows that are in force, by what stands in a column; the first where several have the same.
    pub(super) fn by(&self, name: &str) -> HashMap<&str, &SheetRow> {
        let mut found = HashMap::new();
        for row in self.in_force() {
            found.entry(self.cell(row, name)).or_insert(row);
        }

        found
    }

    pub(super) fn in_force(&self) -> impl Iterator<Item = &SheetRow> {
        self.rows.iter().filter(|row| !self.cell(row, "status").eq_ignore_ascii_case("tobedeleted"))
    }
}

impl Tables {
    fn join(mut self) -> Result<Sheet, Error> {
        let [orgs, users, roles, classes, enrollments, demographics] =
            TABLES.map(|name| self.0.remove(name).unwrap_or_default());
        let (org_by_id, class_by_id) = (orgs.by("sourcedid"), classes.by("sourcedid"));
        let facts_by_user = demographics.by("sourcedid");
        let mut roles_of: HashMap<&str, &SheetRow> = HashMap::new();
        for row in roles.in_force().filter(|row| is_student(roles.cell(row, "role"))) {
            roles_of.entry(roles.cell(row, "usersourcedid")).or_insert(row);
        }
        let mut classes_of: HashMap<&str, Vec<&SheetRow>> = HashMap::new();
        for row in enrollments.in_force().filter(|row| is_student(enrollments.cell(row, "role"))) {
            classes_of.entry(enrollments.cell(row, "usersourcedid")).or_default().push(row);
        }
        let or = |first: &'_ str, second: &'_ str| {
            if first.is_empty() { second.to_owned() } else { first.to_owned() }
        };
        let mut rows: Vec<[String; HEADINGS.len()]> = Vec::new();
        for user in users.in_force() {
            let id = users.cell(user, "sourcedid");
            let role = roles_of.get(id).copied();
            let own_role = [users.cell(user, "role"), users.cell(user, "roles")];
            let is_student = role.is_some()
                || classes_of.contains_key(id)
                || own_role.iter().any(|role| is_student(role));
            if !is_student {
                continue;
            }
            let of_role = |name| role.map_or("", |row| roles.cell(row, name));
            let facts = |name| facts_by_user.get(id).map_or("", |row| demographics.cell(row, name));
            let email = Some(users.cell(user, "email"))
                .filter(|email| !email.is_empty())
                .unwrap_or_else(|| users.cell(user, "username"));
            let places: Vec<Option<&SheetRow>> = match classes_of.get(id) {
                Some(places) => places.iter().copied().map(Some).collect(),
                None => vec![None],
            };
            for place in places {
                let of_place = |name| place.map_or("", |row| enrollments.cell(row, name));
                let class = class_by_id.get(of_place("classsourcedid")).copied();
                let of_class = |name| class.map_or("", |row| classes.cell(row, name));
                // Where somebody belongs says more than whose class it is.
                let own = users.cell(user, "orgsourcedids");
                let of_the_class = [of_class("schoolsourcedid"), of_class("orgsourcedid")];
                let belongs =
                    own.is_empty() || own.split(',').any(|org| of_the_class.contains(&org.trim()));
                let elsewhere = if belongs { "" } else { own };
                let school = [
                    elsewhere,
                    of_class("schoolsourcedid"),
                    of_class("orgsourcedid"),
                    of_role("orgsourcedid"),
                    own,
                ]
                .into_iter()
                .find_map(|org| org_by_id.get(org))
                .map_or("", |row| orgs.cell(row, "name"));
                rows.push([
                    users.cell(user, "givenname").to_owned(),
                    users.cell(user, "familyname").to_owned(),
                    of_class("title").to_owned(),
                    school.to_owned(),
                    or(users.cell(user, "grades"), of_role("grade")),
                    email.to_owned(),
                    facts("birthdate").to_owned(),
                    facts("sex").to_owned(),
                    String::new(),
                    String::new(),
                    String::new(),
                    users.cell(user, "status").to_owned(),
                    of_place("begindate").to_owned(),
                    of_place("enddate").to_owned(),
                    id.to_owned(),
                ]);
            }
        }
        let rows = rows.iter().map(|row| std::array::from_fn(|index| row[index].as_str()));

        list(rows)
    }
}
