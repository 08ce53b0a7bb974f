//! Risks that were seen in the code before they came true.

mod support;

use std::sync::Arc;
use std::time::Duration;

use iced_test::futures::futures::executor::block_on;
use kursliggaren::domain::{Attendance, Protection, StudentId};
use kursliggaren::installation::{Installation, Settings};
use kursliggaren::register::handle::{Handle, Question};
use kursliggaren::register::programme::Template;
use kursliggaren::register::report::About;
use kursliggaren::register::work::Work;
use kursliggaren::register::{Error, Register};
use rusqlite::Connection;
use support::*;

fn open(desk: &Desk) -> (Handle, kursliggaren::register::handle::Thread) {
    let (path, installation, clock) = (desk.path(), desk.installation.clone(), desk.clock);
    let (handle, thread, opened) =
        Handle::open(move || Register::open(&path, &installation, clock));
    block_on(opened).unwrap();

    (handle, thread)
}

#[test]
fn a_name_that_is_erased_while_somebody_reads_is_told_to_be_in_the_log_still() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let student = student_named(&register, class, "Elin Öberg");
    let reader = Connection::open(desk.path()).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM student;").unwrap();
    let held: i64 = reader.query_row("SELECT count(*) FROM op", [], |row| row.get(0)).unwrap();
    assert!(held > 0);

    let answer = register.protect_student(student, Protection::Confidential, "");
    assert!(matches!(answer, Err(Error::StillInLog(_))), "{answer:?}");
    assert_eq!(register.student(student).unwrap().name(), "Elev 1", "the name is gone");
    let codes = |register: &Register| -> Vec<&str> {
        register.check().unwrap().problems.iter().map(|problem| problem.code()).collect()
    };
    assert_eq!(codes(&register), ["name_in_log"]);
    reader.execute_batch("COMMIT").unwrap();
    drop((reader, register));
    assert_eq!(codes(&desk.open()), Vec::<&str>::new(), "the next opening empties it");
}

#[test]
fn what_is_not_understood_is_an_error_with_a_name_and_stops_no_writing() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let session = session_numbered(&register, class, 1);
    let students: Vec<StudentId> =
        everyone(&register, class).into_iter().map(|(student, _)| student).collect();
    let spoil = Connection::open(desk.path()).unwrap();
    spoil
        .execute("UPDATE attendance SET mark = 'Elin var sjuk' WHERE student = ?1", [students[0].0])
        .unwrap();
    let named = |answer: Result<(), Error>| match answer {
        Err(Error::NotUnderstood(what)) => {
            assert_eq!(what, "attendance: mark", "it names the place, never what stands there");
        }
        other => panic!("{other:?}"),
    };
    named(register.class(class).map(drop));
    named(register.set_mark(session, students[0], Some(Attendance::Excused)).map(drop));

    let list = list(&register, "TE26B", &[("Nora", "Ek")]);
    let plan = register.plan_list(list).unwrap();
    register.import(&plan).unwrap();
    spoil.execute("UPDATE attendance SET mark = 'P' WHERE student = ?1", [students[0].0]).unwrap();
    register.set_mark(session, students[0], Some(Attendance::Excused)).unwrap();
    // A report's description that is no JSON.
    let about = About {
        course: register.find_course(None).unwrap().name,
        from: day("2026-08-01"),
        to: day("2026-11-01"),
        known_at: None,
        by: Vec::new(),
        in_full: false,
        differences_told: false,
    };
    register.keep_report("rapport.pdf", &about, b"%PDF").unwrap();
    spoil.execute("UPDATE report SET about = 'Elin Ek'", []).unwrap();
    match register.kept_reports() {
        Err(Error::NotUnderstood(what)) => assert!(!what.contains("Elin"), "{what}"),
        other => panic!("{other:?}"),
    }
    register.set_mark(session, students[1], Some(Attendance::Excused)).unwrap();
}

#[test]
fn a_kept_file_stands_in_the_register_once() {
    let desk = Desk::new();
    let mut register = desk.create();
    let about = About {
        course: register.find_course(None).unwrap().name,
        from: day("2026-08-01"),
        to: day("2026-11-01"),
        known_at: None,
        by: Vec::new(),
        in_full: false,
        differences_told: false,
    };
    // What can't be compressed away or found by chance.
    let file: Vec<u8> =
        (0..200_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let before = std::fs::metadata(desk.path()).unwrap().len();
    register.keep_report("rapport.pdf", &about, &file).unwrap();
    register.keep_report("samma.pdf", &about, &file).unwrap();
    register.make_whole().unwrap();
    let grown = std::fs::metadata(desk.path()).unwrap().len() - before;

    assert!(grown < 230_000, "{grown} bytes for two reports of 200 000 that are the same");
    let kept = register.kept_reports().unwrap();
    assert_eq!(kept.iter().map(|one| one.size).collect::<Vec<_>>(), [200_000, 200_000]);
    assert_eq!(register.kept_report(kept[0].id).unwrap(), file);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn settings_that_cannot_be_kept_name_their_own_file() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let installation = Installation::open_in(&home).unwrap();
    std::fs::create_dir_all(installation.settings_file()).unwrap();
    assert!(installation.save_settings(&Settings::default()).is_err());
    assert!(installation.settings_file().starts_with(&home));
    assert_ne!(installation.settings_file(), installation.log_folder());
}

#[test]
fn five_thousand_rows_against_five_thousand_others_can_be_stopped() {
    let desk = Desk::new();
    let mut register = desk.create();
    let names = |from: u32| -> Vec<(String, String)> {
        (from..from + 5_000)
            .map(|number| (format!("Elin{number}"), format!("Ek{number}")))
            .collect()
    };
    let rows = |register: &Register, from: u32| {
        let names = names(from);
        let names: Vec<(&str, &str)> =
            names.iter().map(|(given, family)| (given.as_str(), family.as_str())).collect();
        list(register, "SA26A", &names)
    };
    let plan = register.plan_list(rows(&register, 0)).unwrap();
    register.import(&plan).unwrap();
    let strangers = rows(&register, 5_000);
    assert_eq!(register.plan_list(strangers.clone()).unwrap().count().new, 5_000);
    let work = Work::default();
    work.cancel();
    let answer = register.do_work(&work, |register| register.plan_list(strangers));

    assert!(matches!(answer, Err(Error::Cancelled)));
}

#[test]
fn a_panic_ends_its_job_and_not_its_lane() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let (session, student) =
        (session_numbered(&register, class, 1), student_named(&register, class, "Elin Öberg"));
    drop(register);
    let (handle, thread) = open(&desk);
    for _ in 0..5 {
        let read = block_on(handle.read(|_| -> Result<(), Error> { panic!("as it may be") }));
        assert!(matches!(read, Err(Error::Broken)), "{read:?}");
    }
    let written = block_on(handle.write(move |register| -> Result<(), Error> {
        register.change(
            |_| -> Result<(kursliggaren::register::journal::ChangeKind, ()), Error> {
                panic!("in the middle of a change")
            },
        )?;
        Ok(())
    }));
    assert!(matches!(written, Err(Error::Broken)), "{written:?}");
    let mark = move |register: &mut Register| {
        register.set_mark(session, student, Some(Attendance::Excused)).map(drop)
    };
    block_on(handle.write(mark)).unwrap();
    assert_eq!(block_on(handle.read(|register| Ok(register.check()?.problems))).unwrap(), []);
    drop(handle);
    thread.wait();
}

#[test]
fn only_the_newest_of_questions_that_replace_each_other_is_answered() {
    let desk = Desk::new();
    drop(desk.create());
    let (handle, thread) = open(&desk);
    let begun = Arc::new(std::sync::Barrier::new(2));
    let theirs = Arc::clone(&begun);
    let slow = handle.read_newest(Question("plan"), move |register| {
        theirs.wait();
        // As long as nobody asks anything newer.
        loop {
            register.work().advance(0, 1)?;
            std::thread::sleep(Duration::from_millis(1));
        }
        #[expect(unreachable_code, reason = "it says what the answer would be")]
        Ok(0)
    });
    begun.wait();
    let other = handle.read_newest(Question("another"), |_| Ok(7));
    let newer = handle.read_newest(Question("plan"), |_| Ok(1));

    assert!(matches!(block_on(slow), Err(Error::Cancelled)));
    assert_eq!(block_on(newer).unwrap(), 1);
    assert_eq!(block_on(other).unwrap(), 7, "another question is not in its way");
    drop(handle);
    thread.wait();
}

#[test]
fn a_reader_sees_one_moment_while_marks_are_written() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let (session, student) =
        (session_numbered(&register, class, 1), student_named(&register, class, "Elin Öberg"));
    drop(register);
    let (handle, thread) = open(&desk);
    let (begun, written) =
        (Arc::new(std::sync::Barrier::new(2)), Arc::new(std::sync::Barrier::new(2)));
    let (theirs, their_written) = (Arc::clone(&begun), Arc::clone(&written));
    let reading = handle.read(move |register| {
        let before = register.class(class)?.marks;
        theirs.wait();
        their_written.wait();
        Ok(before == register.class(class)?.marks)
    });
    begun.wait();
    let mark = move |register: &mut Register| {
        register.set_mark(session, student, Some(Attendance::Unexcused)).map(drop)
    };
    block_on(handle.write(mark)).unwrap();
    written.wait();

    assert!(block_on(reading).unwrap(), "what a job reads is of one moment");
    let now = block_on(handle.read(move |register| Ok(register.class(class)?.marks))).unwrap();
    assert_eq!(now[&(session, student)], Attendance::Unexcused);
    drop(handle);
    thread.wait();
}

#[test]
fn work_that_has_written_something_is_not_said_to_have_been_stopped() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    drop(register);
    let (handle, thread) = open(&desk);
    let work = Work::default();
    let theirs = work.clone();
    let answer = handle.write(move |register| {
        let own = theirs.clone();
        register.do_work(&theirs, |register| {
            let student = student_named(register, class, "Elin Öberg");
            let mut details = register.student(student)?.details;
            details.email = "elin@exempel.se".to_owned();
            register.edit_student(student, &details)?;
            own.cancel();
            own.advance(1, 2)?;
            register.history(9)
        })
    });

    assert_eq!(block_on(answer).unwrap()[0].kind.code(), "student_edited");
    assert!(work.is_finished() && !work.is_cancelled());
    drop(handle);
    thread.wait();
}

#[test]
fn a_panic_in_long_work_ends_it() {
    let desk = Desk::new();
    drop(desk.create());
    let (handle, thread) = open(&desk);
    let work = Work::default();
    let theirs = work.clone();
    let answer = handle
        .write(move |register| register.do_work(&theirs, |_| -> Result<(), Error> { panic!() }));

    assert!(matches!(block_on(answer), Err(Error::Broken)));
    assert!(work.is_finished());
    drop(handle);
    thread.wait();
}

#[test]
fn the_file_is_whole_when_the_register_is_closed_while_somebody_reads() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    drop(register);
    let (handle, thread) = open(&desk);
    let (begun, has_begun) = std::sync::mpsc::channel();
    let reading = handle.read(move |register| {
        register.history(1)?;
        begun.send(()).unwrap();
        std::thread::sleep(Duration::from_millis(300));
        register.history(1)
    });
    has_begun.recv().unwrap();
    let unread = Work::default();
    let waiting: Vec<_> =
        (0..4).map(|_| handle.read_long(unread.clone(), |register| register.history(1))).collect();
    let writing = handle.write(move |register| {
        let student = student_named(register, class, "Elin Öberg");
        register.protect_student(student, Protection::None, "").map(drop)?;
        let mut details = register.student(student)?.details;
        details.grade = Some(2);
        register.edit_student(student, &details).map(drop)
    });
    block_on(writing).unwrap();
    drop((handle, reading, waiting));
    thread.wait();

    assert!(unread.is_finished());
    let alone = desk.folder.path().join("alone.db");
    std::fs::copy(desk.path(), &alone).unwrap();
    let copy = Register::open_read_only(&alone, desk.clock).unwrap();
    let student = student_named(&copy, class, "Elin Öberg");
    assert_eq!(copy.student(student).unwrap().details.grade, Some(2));
}

#[test]
fn a_log_that_lies_where_a_register_is_put_is_not_taken_for_its_own() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let other = desk.folder.path().join("other.db");
    let wal = |path: &std::path::Path| std::path::PathBuf::from(format!("{}-wal", path.display()));
    // What a program that was killed leaves, once somebody has moved the file itself.
    let left = std::fs::read(wal(&desk.path())).unwrap();
    assert!(!left.is_empty());
    let lay_log = || std::fs::write(wal(&other), &left).unwrap();

    lay_log();
    register.back_up_to(&other).unwrap();
    let copy = Register::open_read_only(&other, desk.clock).unwrap();
    assert_eq!(copy.class(class).unwrap().members.len(), 4);
    assert_eq!(copy.check().unwrap().problems, []);
    drop(copy);
    std::fs::remove_file(&other).unwrap();
    lay_log();
    let template = Template::shipped(desk.clock.today()).unwrap();
    let made = Register::create(&other, &template, &desk.installation, desk.clock).unwrap();
    assert_eq!(made.classes().unwrap().len(), 0);
    assert_eq!(made.check().unwrap().problems, []);
    // It may be all that is left of the one that was moved.
    let backups = std::fs::read_dir(desk.folder.path().join("other-backups")).unwrap();
    let kept = backups.filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.to_string_lossy().ends_with(".damaged-wal") && std::fs::read(path).unwrap() == left
    });
    assert_eq!(kept.count(), 2, "each time");
}
