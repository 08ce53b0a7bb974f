//! Registers to measure on, made once a run.
#![allow(dead_code)]

use kursliggaren::clock::Clock;
use kursliggaren::demo;
use kursliggaren::domain::{ClassId, StudentId};
use kursliggaren::installation::Installation;
use kursliggaren::register::Register;
use kursliggaren::register::list::{List, ListRow};
use kursliggaren::register::programme::Template;
use kursliggaren::register::student::StudentDetails;

/// A folder with a register in it.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub installation: Installation,
    pub clock: Clock,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation::open_in(&folder.path().join("home")).unwrap();

        Self { folder, installation, clock: Clock::at("2026-11-23".parse().unwrap()) }
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("register.db")
    }

    pub fn empty(&self) -> Register {
        let template = Template::shipped(self.clock.today()).unwrap();

        Register::create(&self.path(), &template, &self.installation, self.clock).unwrap()
    }

    /// The sample with so many students; about six marks each.
    pub fn sample(&self, students: u32) -> Register {
        demo::make(&self.path(), &self.installation, self.clock, "Åsa", students, |_| {}).unwrap()
    }
}

/// A list of so many invented students for one class, at one of the schools by turns.
pub fn list(register: &Register, class: &str, first: u32, students: u32) -> List {
    let places = &kursliggaren::reference::PLACES_OF_STUDY;
    let school = places[(first / 30) as usize % places.len()].name;

    List {
        school: register.find_school(school).unwrap().id,
        course: register.find_course(None).unwrap().id,
        term: "HT26".parse().unwrap(),
        class: Some(class.to_owned()),
        complete: false,
        rows: (first..first + students)
            .map(|number| ListRow {
                row: number - first + 2,
                details: StudentDetails {
                    given: format!("Elin{}", number % 997),
                    family: format!("Öberg{number}"),
                    birth_date: chrono::NaiveDate::from_yo_opt(2009, 1 + number % 365),
                    ..StudentDetails::default()
                },
                ..ListRow::default()
            })
            .collect(),
        mapping: None,
    }
}

/// A session and a student of some class that has one session held.
pub fn somewhere(register: &Register) -> (ClassId, kursliggaren::domain::SessionId, StudentId) {
    let class = register.classes().unwrap().into_iter().find(|class| class.held > 0).unwrap().id;
    let detail = register.class(class).unwrap();

    (class, detail.sessions[0].id, detail.members[0].student)
}
