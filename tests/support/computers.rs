//! Computers that work with one register.
#![allow(dead_code, reason = "each test uses some of it")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kursliggaren::clock::Clock;
use kursliggaren::domain::ClassId;
use kursliggaren::exchange::{
    Accomplished, Code, Errand, ExchangeError, Exchanged, Place, Role, Underway,
};
use kursliggaren::installation::Installation;
use kursliggaren::register::programme::Template;
use kursliggaren::register::{Error, Register};
use uuid::Uuid;

use super::support::{day, details};

pub const NOW: i64 = 1_795_000_000_000;

/// A computer with its own copy.
pub struct Computer {
    pub installation: Installation,
    pub register: Register,
}

impl Computer {
    pub fn perform(&mut self, errand: Errand, now: i64) -> Result<Accomplished, ExchangeError> {
        let underway = Underway::begin(&self.register, errand, &self.installation, now)?;
        kursliggaren::exchange::run(&mut self.register, underway)
    }

    pub fn run(&mut self, now: i64) -> Result<Exchanged, ExchangeError> {
        self.perform(Errand::Exchange, now).map(|done| done.exchanged)
    }

    pub fn share(&mut self, place: &Place, name: &str) -> Result<Exchanged, ExchangeError> {
        let errand = Errand::Share { place: place.clone(), name: name.to_owned(), login: None };
        self.perform(errand, NOW).map(|done| done.exchanged)
    }

    pub fn invite(&mut self, name: &str, role: Role, classes: BTreeSet<Uuid>) -> (Code, i64) {
        let errand = Errand::Invite { name: name.to_owned(), role, classes };
        self.perform(errand, NOW).unwrap().invitation.unwrap()
    }

    pub fn class(&self, uid: Uuid) -> ClassId {
        self.register.class_with_uid(uid).unwrap().unwrap()
    }
}

pub fn installation(folder: &Path, name: &str) -> Installation {
    let home = folder.join(name);
    std::fs::create_dir_all(&home).unwrap();

    Installation::open_in(&home).unwrap()
}

/// A coordinator's computer with a register, and a folder to share it in.
pub fn founder(folder: &Path) -> (Computer, Place) {
    let place = folder.join("place");
    std::fs::create_dir(&place).unwrap();

    (first(folder), Place::read(place.to_str().unwrap()).unwrap())
}

/// A coordinator's computer with a register.
pub fn first(folder: &Path) -> Computer {
    let path = folder.join("founder.db");
    let installation = installation(folder, "founder");
    let template = Template::shipped(day("2026-11-23")).unwrap();
    let clock = Clock::at(day("2026-11-23"));
    let mut register = Register::create(&path, &template, &installation, clock).unwrap();
    register.work_as("Åsa Berg").unwrap();

    Computer { installation, register }
}

pub fn joined(folder: &Path, name: &str, place: &Place, code: &Code) -> Computer {
    joined_at(folder, name, place, code, NOW)
}

pub fn joined_at(folder: &Path, name: &str, place: &Place, code: &Code, now: i64) -> Computer {
    let installation = installation(folder, name);
    let uid = kursliggaren::exchange::register_in(place, None).unwrap();
    let path = folder.join(format!("{name}.db"));
    let clock = Clock::at(day("2026-11-23"));
    let register = Register::create_for_changes(&path, uid, &installation, clock).unwrap();
    let mut computer = Computer { installation, register };
    let errand = Errand::Join { place: place.clone(), code: *code };
    assert!(computer.perform(errand, now).unwrap().exchanged.is_joining);

    computer
}

pub fn try_to_rename(register: &mut Register, class: ClassId, name: &str) -> Result<(), Error> {
    let details = details(register, name);

    register.edit_class(class, &details).map(drop)
}

pub fn rename(register: &mut Register, class: ClassId, name: &str) {
    try_to_rename(register, class, name).unwrap();
}

/// Another class, with a student of its own.
pub fn another_class(register: &mut Register) -> ClassId {
    let details = details(register, "TE26B");
    let class = register.add_class(&details).unwrap().1;
    let student = kursliggaren::register::student::StudentDetails {
        given: "Sara".to_owned(),
        family: "Ahlin".to_owned(),
        ..Default::default()
    };
    register.add_student(class, &student, None).unwrap();

    class
}

pub fn assert_same(one: &Register, other: &Register) {
    assert_eq!(one.copy_contents().unwrap(), other.copy_contents().unwrap());
    assert_eq!(one.copy_standings().unwrap(), other.copy_standings().unwrap());
    assert_eq!(one.contents_hash().unwrap(), other.contents_hash().unwrap());
}

/// Every file below a folder.
pub fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(all_files(&path)),
            false => files.push(path),
        }
    }

    files
}
