//! A place fills with small files as people work; they are packed, and nobody misses anything: neither who has just come, nor
//! who is in the midst of reading, nor who has read everything before.

#[path = "support/computers.rs"]
mod computers;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use computers::*;
use kursliggaren::domain::{Attendance, Protection};
use kursliggaren::exchange::{Errand, Place, Role};
use support::*;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The files with changes, by name.
fn bundles(root: &Path) -> BTreeSet<PathBuf> {
    all_files(root)
        .into_iter()
        .filter(|file| file.to_string_lossy().contains("/changes/"))
        .collect()
}

/// Those of them that stand for many.
fn packed(root: &Path) -> Vec<PathBuf> {
    let is_packed = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_str().unwrap();
        let number = |at: usize| name.split('-').nth(at).unwrap().parse::<i64>().unwrap();
        number(1) - number(0) > 16
    };

    bundles(root).into_iter().filter(is_packed).collect()
}

/// A coordinator and a teacher who has written thirty times, each in a file; a second coordinator has read the first ten.
struct Filled {
    folder: tempfile::TempDir,
    place: Place,
    asa: Computer,
    anna: Computer,
    jonas: Computer,
    now: i64,
}

impl Filled {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (mut asa, place) = founder(folder.path());
        let class = class_of(&mut asa.register, &NAMES[..3]);
        hold_sessions(&mut asa.register, class, 1);
        asa.share(&place, "Åsa Berg").unwrap();
        let uid = asa.register.uid_of_class(class).unwrap();
        let (code, _) = asa.invite("Jonas Ek", Role::Teacher, BTreeSet::from([uid]));
        let mut jonas = joined(folder.path(), "jonas", &place, &code);
        let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
        let mut anna = joined(folder.path(), "anna", &place, &code);
        asa.run(NOW).unwrap();
        jonas.run(NOW + 1).unwrap();
        let own = jonas.class(uid);
        let (session, student) = (
            session_numbered(&jonas.register, own, 1),
            jonas.register.class(own).unwrap().members[0].student,
        );
        let mut now = NOW + 2;
        for n in 0..30 {
            let mark = if n % 2 == 0 { Attendance::Unexcused } else { Attendance::Excused };
            jonas.register.set_mark(session, student, Some(mark)).unwrap();
            jonas.run(now).unwrap();
            now += 1;
            if n == 10 {
                anna.run(now).unwrap();
            }
        }

        Self { folder, place, asa, anna, jonas, now }
    }

    /// Somebody new comes in.
    fn welcome(&mut self, name: &str, now: i64) -> Computer {
        let errand = Errand::Invite {
            name: name.to_owned(),
            role: Role::Coordinator,
            classes: BTreeSet::new(),
        };
        let code = self.asa.perform(errand, now).unwrap().invitation.unwrap().0;
        let mut new = joined_at(self.folder.path(), name, &self.place, &code, now);
        self.asa.run(now + 1).unwrap();
        new.run(now + 2).unwrap();
        assert_same(&self.asa.register, &new.register);

        new
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("place")
    }
}

#[test]
fn many_small_files_become_one_and_the_old_ones_go_after_a_month() {
    let mut filled = Filled::new();
    let root = filled.root();
    let before = bundles(&root);
    // The first look was at the beginning, before there was anything to pack.
    filled.asa.run(filled.now).unwrap();
    assert_eq!(packed(&root).len(), 0, "the look is once a week");
    let week = filled.now + 8 * DAY;
    filled.asa.run(week).unwrap();
    assert_eq!(packed(&root).len(), 1, "one file stands for many");
    assert!(bundles(&root).is_superset(&before), "they still lie there");

    // Whoever comes now reads the one, whoever was in the midst goes on.
    let mut maria = filled.welcome("maria", week + 1);

    filled.asa.run(week + 15 * DAY).unwrap();
    assert!(bundles(&root).is_superset(&before), "a month is not over");
    filled.asa.run(week + 39 * DAY).unwrap();
    let gone = before.difference(&bundles(&root)).count();
    assert_eq!(gone, 30, "those that are packed go after a month");

    // She had read the first of them: the file in the midst of which she stands is the packed one. Maria came, too.
    let done = filled.anna.run(week + 39 * DAY + 1).unwrap();
    assert_eq!((done.fetched, done.waiting, done.forged.len()), (20, 0, 0));
    assert_same(&filled.asa.register, &filled.anna.register);
    filled.asa.run(week + 47 * DAY).unwrap();

    // The teacher goes on as if nothing had happened.
    let class = filled.jonas.register.classes().unwrap()[0].id;
    let student = filled.jonas.register.class(class).unwrap().members[1].student;
    let session = session_numbered(&filled.jonas.register, class, 1);
    filled.jonas.register.set_mark(session, student, None).unwrap();
    assert_eq!(filled.jonas.run(week + 48 * DAY).unwrap().sent, 1);
    for computer in [&mut filled.asa, &mut filled.anna, &mut maria] {
        assert_eq!(computer.run(week + 48 * DAY + 1).unwrap().fetched, 1);
    }
    let bo = filled.welcome("bo", week + 49 * DAY);
    assert_eq!(bo.register.check().unwrap().problems, []);
}

#[test]
fn what_was_erased_is_in_no_packed_file_either() {
    let mut filled = Filled::new();
    let week = filled.now + 8 * DAY;
    filled.asa.run(week).unwrap();
    assert_eq!(packed(&filled.root()).len(), 1);
    let class = filled.asa.register.classes().unwrap()[0].id;
    let student = filled.asa.register.class(class).unwrap().members[0].student;
    filled.asa.register.protect_student(student, Protection::Confidential, "").unwrap();
    filled.asa.run(week + 1).unwrap();
    filled.jonas.run(week + 2).unwrap();
    filled.asa.run(week + 3).unwrap();
    let anew = packed(&filled.root());
    assert_eq!(anew.len(), 1);
    filled.welcome("bo", week + 4);
}

#[test]
fn a_packed_file_that_is_not_all_there_or_is_another_changes_nothing() {
    let mut filled = Filled::new();
    let root = filled.root();
    let before = bundles(&root);
    let week = filled.now + 8 * DAY;
    filled.asa.run(week).unwrap();
    let packed = &packed(&root)[0];
    let bytes = std::fs::read(packed).unwrap();
    // Half of it is there: the others are read instead, and none of them goes.
    std::fs::write(packed, &bytes[..bytes.len() / 2]).unwrap();
    let done = filled.anna.run(week + 1).unwrap();
    assert_eq!((done.fetched, done.waiting), (19, 0));
    filled.asa.run(week + 39 * DAY).unwrap();
    assert!(bundles(&root).is_superset(&before), "nothing stands for them");
    assert_same(&filled.asa.register, &filled.anna.register);
}
