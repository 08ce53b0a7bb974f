//! A register in a folder of its own, and a picture of its rows to compare.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use kursliggaren::clock::Clock;
use kursliggaren::domain::{Attendance, ClassId, SessionId, StudentId};
use kursliggaren::i18n::Language;
use kursliggaren::installation::Installation;
use kursliggaren::register::Register;
use kursliggaren::register::class::ClassDetails;
use kursliggaren::register::list::{List, ListRow};
use kursliggaren::register::programme::Template;
use kursliggaren::register::session::Log;
use kursliggaren::register::student::StudentDetails;

/// A temporary folder with a register in it.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub installation: Installation,
    pub clock: Clock,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation::open_in(&folder.path().join("home")).unwrap();

        Self { folder, installation, clock: Clock::at(day("2026-11-23")) }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("register.db")
    }

    pub fn create(&self) -> Register {
        let template = Template::shipped(self.clock.today()).unwrap();
        let mut register =
            Register::create(&self.path(), &template, &self.installation, self.clock).unwrap();
        register.work_as("Åsa Berg").unwrap();

        register
    }

    pub fn open(&self) -> Register {
        let mut register = Register::open(&self.path(), &self.installation, self.clock).unwrap();
        register.work_as("Åsa Berg").unwrap();

        register
    }
}

/// A list for a class at Lugnetgymnasiet.
pub fn list(register: &Register, class: &str, names: &[(&str, &str)]) -> List {
    List {
        school: register.find_school("Lugnetgymnasiet").unwrap().id,
        course: register.find_course(None).unwrap().id,
        term: "HT26".parse().unwrap(),
        class: Some(class.to_owned()),
        complete: false,
        rows: names
            .iter()
            .enumerate()
            .map(|(index, (given, family))| ListRow {
                row: index as u32 + 2,
                details: StudentDetails {
                    given: (*given).to_owned(),
                    family: (*family).to_owned(),
                    ..StudentDetails::default()
                },
                ..ListRow::default()
            })
            .collect(),
        mapping: None,
    }
}

pub const NAMES: [(&str, &str); 4] =
    [("Elin", "Öberg"), ("Amir", "Haddad"), ("Noah", "Åkesson"), ("Maja", "Lindqvist")];

/// A class with four students, taken in from a list.
pub fn class_of_four(register: &mut Register) -> ClassId {
    let plan = register.plan_list(list(register, "SA26A", &NAMES)).unwrap();

    register.import(&plan).unwrap().1.classes[0].0
}

pub fn details(register: &Register, name: &str) -> ClassDetails {
    ClassDetails {
        school: register.find_school("Lugnetgymnasiet").unwrap().id,
        name: name.to_owned(),
        course: register.find_course(None).unwrap().id,
        term: "HT26".parse().unwrap(),
        study_path: String::new(),
    }
}

pub fn student_named(register: &Register, class: ClassId, name: &str) -> StudentId {
    register.find_member_named(class, name).unwrap()
}

pub fn session_numbered(register: &Register, class: ClassId, number: u16) -> SessionId {
    let class = register.class(class).unwrap();

    class.sessions.iter().find(|session| session.number == number).unwrap().id
}

/// Every live row of every entity and the kept standings, as text.
pub fn picture(path: &Path) -> String {
    let connection =
        rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)
            .unwrap();
    let tables = [
        "programme",
        "course",
        "course_session",
        "school",
        "person",
        "class",
        "class_teacher",
        "student",
        "enrolment",
        "session",
        "attendance",
        "series",
        "certificate",
        "mapping",
        "not_same",
        "municipal_target",
        "report",
    ];
    let mut picture = String::new();
    for table in tables {
        rows(
            &connection,
            &format!("SELECT * FROM {table} WHERE deleted = 0 ORDER BY id"),
            &mut picture,
        );
    }
    rows(&connection, "SELECT * FROM standing ORDER BY student, class", &mut picture);

    picture
}

fn rows(connection: &rusqlite::Connection, sql: &str, picture: &mut String) {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            picture.push_str(&format!("{:?}|", row.get_ref(column).unwrap()));
        }
        picture.push('\n');
    }
}

/// Holds the first sessions of a class in October, with everyone there.
pub fn hold_sessions(register: &mut Register, class: ClassId, count: u16) {
    let members = register.class(class).unwrap().members;
    for number in 1..=count {
        let marks = members.iter().map(|member| (member.student, Attendance::Present)).collect();
        let date = day(&format!("2026-10-{number:02}"));
        let log = Log {
            class,
            number,
            date,
            minutes: None,
            marks,
            newcomers: Vec::new(),
            note: None,
            replace: false,
            anyway: false,
        };
        register.log_session(&log).unwrap();
    }
}

/// A class of Lugnetgymnasiet with these students.
pub fn class_of(register: &mut Register, names: &[(&str, &str)]) -> ClassId {
    let plan = register.plan_list(list(register, "SA26A", names)).unwrap();

    register.import(&plan).unwrap().1.classes[0].0
}

/// The students of a class, each with the class, as certificates are issued.
pub fn everyone(register: &Register, class: ClassId) -> Vec<(StudentId, ClassId)> {
    register.class(class).unwrap().members.iter().map(|one| (one.student, class)).collect()
}

/// The register again, beside the window that has it open.
pub fn reopened(desk: &Desk) -> Register {
    Register::open_read_only(&desk.path(), desk.clock).unwrap()
}

/// What stands on the screen in a language.
pub fn word(language: Language, swedish: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Swedish => swedish,
        Language::English => english,
    }
}
