//! Tables of Microsoft School Data Sync's first format (School, Section, Student, StudentEnrollment; Teacher and TeacherRoster
//! beside them), joined into one list with one row per student and section.

use std::collections::HashMap;

use super::exchange::{self, HEADINGS, Table};
use crate::intake::{Error, Sheet, values};

/// The tables that are read.
const TABLES: [&str; 4] = ["school", "section", "student", "studentenrollment"];

/// Whether a file is one of the tables, by its name.
pub(super) fn is_table(path: &str) -> bool {
    exchange::named(path, &TABLES).is_some()
}

/// Whether files are such tables: students and where they are.
pub(super) fn is_one<'a>(paths: impl Iterator<Item = &'a str>) -> bool {
    let found: Vec<&str> = paths.filter_map(|path| exchange::named(path, &TABLES)).collect();

    found.contains(&"student") && found.contains(&"studentenrollment")
}

/// The list that the tables make, each with the path it was found at.
pub(super) fn join<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<Sheet, Error> {
    let mut tables: HashMap<&str, Table> = HashMap::new();
    for (path, bytes) in files {
        if let Some(name) = exchange::named(path, &TABLES) {
            tables.insert(name, Table::read(bytes)?);
        }
    }
    let [schools, sections, students, enrollments] =
        TABLES.map(|name| tables.remove(name).unwrap_or_default());
    let (school_by_id, section_by_id) = (schools.by("sis id"), sections.by("sis id"));
    let mut sections_of: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in enrollments.in_force() {
        let student = enrollments.cell(row, "sis id");
        sections_of.entry(student).or_default().push(enrollments.cell(row, "section sis id"));
    }
    let mut rows: Vec<[String; HEADINGS.len()]> = Vec::new();
    for student in students.in_force() {
        let cell = |name| students.cell(student, name);
        let first = |names: [&'static str; 2]| {
            names.into_iter().map(cell).find(|text| !text.is_empty()).unwrap_or("")
        };
        let id = cell("sis id");
        let none = vec![""];
        for section in sections_of.get(id).unwrap_or(&none) {
            let section = section_by_id.get(section).copied();
            let of_section = |name| section.map_or("", |row| sections.cell(row, name));
            let school = [of_section("school sis id"), cell("school sis id")]
                .into_iter()
                .find_map(|school| school_by_id.get(school))
                .map_or("", |row| schools.cell(row, "name"));
            let mut row = [const { String::new() }; HEADINGS.len()];
            for (column, text) in [
                (0, cell("first name")),
                (1, cell("last name")),
                (2, of_section("section name")),
                (3, school),
                (4, cell("grade")),
                (5, first(["secondary email", "username"])),
                (11, cell("status")),
                (14, id),
            ] {
                row[column] = text.to_owned();
            }
            row[6] = day(first(["birthdate", "birth date"]));
            rows.push(row);
        }
    }

    exchange::list(rows.iter().map(|row| std::array::from_fn(|index| row[index].as_str())))
}

/// A day, which the format writes with the month first, with the year first.
fn day(text: &str) -> String {
    match values::slashed(text) {
        Some((month, day, year)) => format!("{year}-{month:02}-{day:02}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_student_has_a_row_for_each_section() {
        let files: [(&str, &[u8]); 5] = [
            ("School.csv", b"SIS ID,Name\n1,Lugnetgymnasiet\n"),
            ("Section.csv", b"SIS ID,School SIS ID,Section Name\nA,1,SA26A\nB,1,Historia 1\n"),
            (
                "Student.csv",
                b"SIS ID,School SIS ID,First Name,Last Name,Username\n7,1,Alva,Ek,alva@x.example\n\
                  8,1,Noel,Fors,noel@x.example\n",
            ),
            ("StudentEnrollment.csv", b"Section SIS ID,SIS ID\nA,7\nB,7\nA,8\n"),
            ("Teacher.csv", b"SIS ID,School SIS ID,First Name,Last Name\n9,1,Eva,Lind\n"),
        ];
        assert!(is_one(files.iter().map(|file| file.0)));
        let sheet = join(files.into_iter()).unwrap();
        let rows: Vec<[&str; 4]> = sheet.rows[1..]
            .iter()
            .map(|row| [row.cell(0), row.cell(2), row.cell(3), row.cell(14)])
            .collect();

        assert_eq!(
            rows,
            [
                ["Alva", "SA26A", "Lugnetgymnasiet", "7"],
                ["Alva", "Historia 1", "Lugnetgymnasiet", "7"],
                ["Noel", "SA26A", "Lugnetgymnasiet", "8"],
            ]
        );
    }
}
