//! Changes as bytes: written out on several computers, taken in elsewhere in any order that keeps each one's own.

#[path = "support/dice.rs"]
mod dice;
mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dice::Dice;
use kursliggaren::clock::Clock;
use kursliggaren::demo;
use kursliggaren::domain::figure::Breakdown;
use kursliggaren::domain::{Attendance, ClassId, Minutes, Protection, SessionId, StudentId};
use kursliggaren::installation::Installation;
use kursliggaren::register::journal::arrival::Arrival;
use kursliggaren::register::journal::form::{
    ChangeId, Form, FormCell, FormSlot, FormValue, Hidden, Subject,
};
use kursliggaren::register::session::{Marking, SessionPlan};
use kursliggaren::register::{Error, Refusal, Register};
use rusqlite::Connection;
use rusqlite::types::Value;
use support::*;
use uuid::Uuid;

/// A computer of its own with a copy of a register.
struct Computer {
    home: PathBuf,
    path: PathBuf,
    clock: Clock,
}

impl Computer {
    fn new(folder: &Path, name: &str) -> Self {
        let home = folder.join(name);
        std::fs::create_dir_all(&home).unwrap();

        Self { path: home.join("register.db"), home, clock: Clock::at(day("2026-11-23")) }
    }

    fn installation(&self) -> Installation {
        Installation::open_in(&self.home.join("home")).unwrap()
    }

    fn open(&self, person: &str) -> Register {
        let mut register = Register::open(&self.path, &self.installation(), self.clock).unwrap();
        register.work_as(person).unwrap();

        register
    }

    fn empty(&self, uid: Uuid) -> Register {
        Register::create_for_changes(&self.path, uid, &self.installation(), self.clock).unwrap()
    }
}

/// A device and an epoch.
type Origin = (Uuid, i64);

/// Changes by who made them, each origin's in its own order.
fn by_origin(sent: &[Vec<u8>]) -> BTreeMap<Origin, Vec<Vec<u8>>> {
    type Numbered = Vec<(i64, Vec<u8>)>;
    let mut origins: BTreeMap<Origin, Numbered> = BTreeMap::new();
    for bytes in sent {
        let ChangeId { device, epoch, seq } = Form::from_bytes(bytes).unwrap().id;
        origins.entry((device, epoch)).or_default().push((seq, bytes.clone()));
    }

    origins
        .into_iter()
        .map(|(origin, mut changes)| {
            changes.sort();
            (origin, changes.into_iter().map(|(_, bytes)| bytes).collect())
        })
        .collect()
}

/// The changes in an order of chance that keeps each origin's own.
fn shuffled(sent: &[Vec<u8>], dice: &mut Dice) -> Vec<Vec<u8>> {
    let mut queues: Vec<std::collections::VecDeque<Vec<u8>>> =
        by_origin(sent).into_values().map(Into::into).collect();
    let mut order = Vec::new();
    while !queues.is_empty() {
        let chosen = dice.below(queues.len());
        // A few at a time, so that whole stretches come late.
        for _ in 0..=dice.below(40) {
            order.extend(queues[chosen].pop_front());
        }
        if queues[chosen].is_empty() {
            queues.swap_remove(chosen);
        }
    }

    order
}

/// Every row of every table that the journal makes, and how each student stands, with UUIDs where local keys stand.
fn tables(path: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = Connection::open(path).unwrap();
    let uid = |key: i64| -> String {
        let uid: Vec<u8> = connection
            .query_row("SELECT uid FROM object WHERE id = ?1", [key], |row| row.get(0))
            .unwrap();
        Uuid::from_slice(&uid).unwrap().to_string()
    };
    let names: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE sql LIKE '%PRIMARY KEY REFERENCES object%' OR name = 'standing'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(names.len() > 20, "{names:?}");
    names
        .into_iter()
        .map(|table| {
            let mut pointing: Vec<String> = connection
                .prepare(&format!("SELECT \"from\" FROM pragma_foreign_key_list('{table}')"))
                .unwrap()
                .query_map([], |row| row.get(0))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            pointing.retain(|column| column != "file");
            pointing.push("survivor".to_owned());
            let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
            let mut rows = statement.query([]).unwrap();
            let mut lines = Vec::new();
            while let Some(row) = rows.next().unwrap() {
                let cells = columns.iter().enumerate().map(|(place, column)| {
                    let value: Value = row.get(place).unwrap();
                    match value {
                        Value::Integer(key) if pointing.contains(column) => uid(key),
                        value => format!("{column}={value:?}"),
                    }
                });
                lines.push(cells.collect::<Vec<_>>().join(" "));
            }
            lines.sort();
            (table, lines)
        })
        .collect()
}

/// Says where two registers differ, row by row.
fn assert_same_tables(one: &Path, other: &BTreeMap<String, Vec<String>>, what: &str) {
    for (table, rows) in tables(one) {
        let others = &other[&table];
        let alone = rows.iter().filter(|row| !others.contains(row)).map(|row| format!("+ {row}"));
        let lacking = others.iter().filter(|row| !rows.contains(row)).map(|row| format!("- {row}"));
        let differing: Vec<String> = alone.chain(lacking).take(6).collect();
        assert!(
            differing.is_empty() && rows.len() == others.len(),
            "{what}, {table}: {differing:#?}"
        );
    }
}

/// What is told of the history, newest first, without local keys.
fn history(register: &Register) -> Vec<String> {
    register
        .history(u32::MAX)
        .unwrap()
        .into_iter()
        .map(|entry| {
            let about = entry.about.as_ref().map(|about| about.code());
            format!(
                "{} {} {} {} {:?} {} {:?}",
                entry.uid,
                entry.at,
                entry.person,
                entry.kind.code(),
                about,
                entry.undone,
                entry.names
            )
        })
        .collect()
}

/// All figures, today's and those of a past day, as they are told.
fn figures(register: &Register) -> Vec<String> {
    let course = register.find_course(None).unwrap();
    let mut told = Vec::new();
    for as_of in [None, Some(day("2026-05-04"))] {
        for by in Breakdown::ALL {
            let progress = register.progress(&course, as_of, Some(by)).unwrap();
            told.push(format!(
                "{by:?} {:?} {} {:?}",
                progress.count, progress.outside, progress.forecast
            ));
            told.extend(progress.by.iter().map(|row| format!("{row:?}")));
        }
    }

    told
}

/// Three computers that began with copies of one register and worked on alone.
fn three_computers(folder: &Path) -> (Vec<Computer>, Vec<Register>) {
    let computers: Vec<Computer> =
        ["anna", "bo", "cecilia"].map(|name| Computer::new(folder, name)).into();
    let first = &computers[0];
    let register =
        demo::make(&first.path, &first.installation(), first.clock, "Anna Ek", 120, |_| {})
            .unwrap();
    drop(register);
    for other in &computers[1..] {
        std::fs::copy(&first.path, &other.path).unwrap();
    }
    let registers = computers
        .iter()
        .zip(["Anna Ek", "Bo Lind", "Cecilia Nyström"])
        .map(|(computer, person)| computer.open(person))
        .collect();

    (computers, registers)
}

/// Something that somebody does with a register of the sample; refused where it can't be.
fn do_something(register: &mut Register, dice: &mut Dice) {
    let classes: Vec<ClassId> = register.classes().unwrap().iter().map(|class| class.id).collect();
    let class = *dice.of(&classes);
    let detail = register.class(class).unwrap();
    let students: Vec<StudentId> = detail.members.iter().map(|member| member.student).collect();
    let sessions: Vec<SessionId> = detail.sessions.iter().map(|session| session.id).collect();
    let marks =
        [Some(Attendance::Present), Some(Attendance::Unexcused), Some(Attendance::Excused), None];
    let refused = |answer: Result<(), Error>| match answer {
        Ok(()) | Err(Error::Refused(_)) => {}
        Err(error) => panic!("{error:?}"),
    };
    if students.is_empty() || sessions.is_empty() {
        return;
    }
    let (student, session) = (*dice.of(&students), *dice.of(&sessions));
    refused(match dice.below(12) {
        0..=4 => register.set_mark(session, student, *dice.of(&marks)).map(drop),
        5 => {
            let mut details = register.student(student).unwrap().details;
            details.email = format!("{}@exempel.se", dice.below(1000));
            details.grade = Some(1 + dice.below(3) as u8);
            register.edit_student(student, &details).map(drop)
        }
        6 => register.undo(false).map(drop),
        7 => register.redo().map(drop),
        8 => {
            let other = *dice.of(&classes);
            register.move_students(&[(student, Some(class))], other, day("2026-11-20")).map(drop)
        }
        9 => {
            let plan = SessionPlan {
                date: Some(day("2026-12-01")),
                starts_at: "9:15".to_owned(),
                note: format!("Sal {}", dice.below(40)),
                ..SessionPlan::of_length(Minutes(90))
            };
            register.move_session(session, &plan, &[], true).map(drop)
        }
        10 if dice.below(6) == 0 => {
            register.protect_student(student, Protection::Confidential, "").map(drop)
        }
        10 => {
            let other = *dice.of(&students);
            register.join_students(student, other, &[]).map(drop)
        }
        _ => {
            let mut programme = register.programme().unwrap();
            programme.place = format!("Falun {}", dice.below(100));
            register.edit_programme(&programme).map(drop)
        }
    });
}

#[test]
fn the_whole_sample_read_in_any_order_is_the_same_register() {
    let folder = tempfile::tempdir().unwrap();
    let (computers, mut registers) = three_computers(folder.path());
    let mut dice = Dice::of_seed(2026);
    for round in 0..3 {
        for register in &mut registers {
            for _ in 0..40 {
                do_something(register, &mut dice);
            }
        }
        // Somebody hears from somebody, and works on with what was heard.
        let (from, to) = ([0, 1, 2][round], [1, 2, 0][round]);
        let sent = registers[from].changes_to_send().unwrap();
        registers[to].take_changes(&sent).unwrap();
    }
    for (from, to) in [(0, 1), (1, 2), (2, 0), (0, 1), (0, 2)] {
        let sent = registers[from].changes_to_send().unwrap();
        registers[to].take_changes(&sent).unwrap();
    }
    let sent = registers[0].changes_to_send().unwrap();
    assert_eq!(by_origin(&sent).len(), 3);
    let (expected_tables, expected_history, expected_figures) =
        (tables(&computers[0].path), history(&registers[0]), figures(&registers[0]));
    for (computer, register) in computers.iter().zip(&registers) {
        assert_eq!(register.check().unwrap().problems, [], "{:?}", computer.home);
    }
    for (computer, register) in computers.iter().zip(&registers).skip(1) {
        assert_same_tables(&computer.path, &expected_tables, "another computer");
        assert_eq!(history(register), expected_history);
        assert_eq!(figures(register), expected_figures);
    }
    for order in 0..3 {
        let computer = Computer::new(folder.path(), &format!("empty-{order}"));
        let mut register = computer.empty(registers[0].uid());
        let shuffled = shuffled(&sent, &mut dice);
        // Some at once, some one by one.
        for part in shuffled.chunks(1 + dice.below(400)) {
            let arrivals = register.take_changes(part).unwrap();
            assert!(arrivals.iter().all(|arrival| *arrival == Arrival::Taken));
        }
        assert_same_tables(&computer.path, &expected_tables, &format!("order {order}"));
        assert_eq!(history(&register), expected_history);
        assert_eq!(figures(&register), expected_figures);
        assert_eq!(register.check().unwrap().problems, []);
        let again = register.changes_to_send().unwrap();
        assert_eq!(by_origin(&again), by_origin(&sent), "what is passed on is what came");
        let known = register.take_changes(&shuffled).unwrap();
        assert!(known.iter().all(|arrival| *arrival == Arrival::Known));
        drop(register);
        let reopened = computer.open("Dag Ask");
        assert_eq!(figures(&reopened), expected_figures);
    }
}

#[test]
fn what_is_no_change_or_comes_too_early_is_not_taken_in() {
    let desk = Desk::new();
    let mut register = desk.create();
    class_of_four(&mut register);
    let sent = register.changes_to_send().unwrap();
    let computer = Computer::new(desk.folder.path(), "other");
    let mut other = computer.empty(register.uid());
    let empty = tables(&computer.path);

    assert_eq!(other.take_changes(&sent[1..2]).unwrap(), [Arrival::Waits]);
    let mut damaged = sent[0].clone();
    let at = damaged.len() / 2;
    damaged[at] ^= 1;
    for bad in [damaged, b"".to_vec(), b"hej".to_vec()] {
        let answer = other.take_changes(&[sent[0].clone(), bad]);
        assert!(matches!(answer, Err(Error::Refused(Refusal::NoChange))));
    }
    assert_eq!(tables(&computer.path), empty, "nothing is taken in where something is damaged");
    // It speaks of the fifth of its subjects, and has none; or of a row by the place of a change.
    let first = Form::from_bytes(&sent[0]).unwrap();
    for subjects in [Vec::new(), vec![Subject::Change(first.id)]] {
        let detail = r#"{"kind":"class_added","class":0}"#.to_owned();
        let mut bad = Form { detail, subjects, ops: Vec::new(), ..first.clone() };
        bad.hash = bad.hash_with(&[]);
        let answer = other.take_changes(&[bad.to_bytes()]);
        assert!(matches!(answer, Err(Error::Refused(Refusal::NoChange))));
    }
    assert_eq!(other.take_changes(&sent).unwrap().len(), sent.len());
    assert_eq!(tables(&computer.path), tables(&desk.path()));
}

#[test]
fn what_a_newer_program_wrote_is_kept_and_passed_on() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let student = student_named(&register, class, "Elin Öberg");
    let sent = register.changes_to_send().unwrap();
    let newest = Form::from_bytes(sent.last().unwrap()).unwrap();
    let FormSlot::Op(own) = &newest.ops[0] else { panic!() };
    let uid = register.student(student).unwrap().uid;
    let cell = |value| FormCell::Open([5; 16], value);
    // A new field of a student, a new entity, and a kind of change that nobody here knows.
    let mut newer = Form {
        id: ChangeId { device: Uuid::from_u128(77), epoch: 1, seq: 1 },
        detail: r#"{"kind":"shoes_measured","student":0,"size":41}"#.to_owned(),
        ops: ["student", "shoe"]
            .map(|entity| {
                let mut op = own.clone();
                op.entity = entity.to_owned();
                op.row = if entity == "student" { uid } else { Uuid::from_u128(3) };
                op.field = (entity == "student").then(|| "shoe_size".to_owned());
                op.cells = vec![("shoe_size".to_owned(), cell(FormValue::Integer(41)))];
                op.parents = Vec::new();
                FormSlot::Op(op)
            })
            .into(),
        ..newest
    };
    newer.hash = newer.hash_with(&newer.ops.iter().map(FormSlot::digest).collect::<Vec<_>>());
    let bytes = newer.to_bytes();
    let before = tables(&desk.path());

    assert_eq!(register.take_changes(std::slice::from_ref(&bytes)).unwrap(), [Arrival::Taken]);
    assert_eq!(tables(&desk.path()), before);
    assert!(register.changes_to_send().unwrap().contains(&bytes));
    assert!(register.history(9).unwrap().iter().any(|entry| entry.kind.code() == "unknown"));
    assert_eq!(register.check().unwrap().problems, []);
    // When the student's name goes, so does what is not understood of the student.
    register.protect_student(student, Protection::Confidential, "").unwrap();
    let size = |form: Form| -> Vec<bool> {
        let cells = form.ops.into_iter().flat_map(|slot| match slot {
            FormSlot::Op(op) => op.cells,
            FormSlot::Withheld(_) => Vec::new(),
        });
        cells.map(|(_, cell)| matches!(cell, FormCell::Hidden(Hidden::Erased, _))).collect()
    };
    let sent = register.changes_to_send().unwrap();
    let forms = sent.iter().map(|bytes| Form::from_bytes(bytes).unwrap());
    let passed_on = forms.into_iter().find(|form| form.id == newer.id).unwrap();
    assert!(passed_on.holds());
    assert_eq!(size(passed_on), [true, false], "the shoe is nobody's that is known");
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn what_a_newer_program_did_is_not_undone_here() {
    let desk = Desk::new();
    let mut register = desk.create();
    class_of_four(&mut register);
    let sent = register.changes_to_send().unwrap();
    let mut newer = Form::from_bytes(sent.last().unwrap()).unwrap();
    newer.id = ChangeId { device: Uuid::from_u128(77), epoch: 1, seq: 1 };
    newer.detail = r#"{"kind":"shoes_measured"}"#.to_owned();
    newer.ops.clear();
    newer.hash = newer.hash_with(&[]);
    register.take_changes(&[newer.to_bytes()]).unwrap();

    // One's own can still be undone.
    assert_eq!(register.undo(false).unwrap().1.about.unwrap().code(), "list_imported");
}

/// Copies of a register with a class of four, on computers of their own.
fn copies(desk: &Desk, names: &[&str]) -> (ClassId, Vec<Computer>, Vec<Register>) {
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    drop(register);
    let computers: Vec<Computer> =
        names.iter().map(|name| Computer::new(desk.folder.path(), name)).collect();
    for computer in &computers {
        std::fs::copy(desk.path(), &computer.path).unwrap();
    }
    let registers = computers.iter().map(|computer| computer.open("Bo Lind")).collect();

    (class, computers, registers)
}

#[test]
fn students_who_were_joined_both_ways_are_one_wherever_that_comes_to() {
    let desk = Desk::new();
    let (class, computers, mut registers) = copies(&desk, &["anna", "bo"]);
    let one = student_named(&registers[0], class, "Elin Öberg");
    let other = student_named(&registers[0], class, "Amir Haddad");
    registers[0].join_students(one, other, &[]).unwrap();
    registers[1].join_students(other, one, &[]).unwrap();
    for (from, to) in [(0, 1), (1, 0)] {
        let sent = registers[from].changes_to_send().unwrap();
        registers[to].take_changes(&sent).unwrap();
    }
    let expected = tables(&computers[0].path);
    assert_same_tables(&computers[1].path, &expected, "the other of the two");
    assert_eq!(expected["standing"].len(), 3, "four entries, three people");
    let sent = registers[0].changes_to_send().unwrap();
    let mut dice = Dice::of_seed(16);
    for order in 0..6 {
        let computer = Computer::new(desk.folder.path(), &format!("empty-{order}"));
        let mut register = computer.empty(registers[0].uid());
        for change in shuffled(&sent, &mut dice) {
            register.take_changes(&[change]).unwrap();
        }
        assert_same_tables(&computer.path, &expected, &format!("order {order}"));
        assert_eq!(register.check().unwrap().problems, []);
    }
}

#[test]
fn a_mark_can_be_set_where_somebody_has_only_spoken_of_it() {
    let desk = Desk::new();
    let (class, computers, mut registers) = copies(&desk, &["anna", "bo", "cecilia"]);
    let student = student_named(&registers[0], class, "Elin Öberg");
    let session = registers[0].class(class).unwrap().sessions[0].id;
    let hand_over = |registers: &mut Vec<Register>, from: usize, to: usize, whose: usize| {
        let device = computers[whose].installation().device;
        let sent = registers[from].changes_to_send().unwrap();
        let theirs: Vec<Vec<u8>> = sent
            .into_iter()
            .filter(|bytes| Form::from_bytes(bytes).unwrap().id.device == device)
            .collect();
        assert!(!theirs.is_empty());
        registers[to].take_changes(&theirs).unwrap();
    };
    let held = |register: &mut Register, mark| {
        register
            .mark(&Marking {
                cells: vec![(session, student)],
                mark: Some(mark),
                held: [(session, day("2026-09-01"))].into(),
            })
            .unwrap();
    };
    held(&mut registers[0], Attendance::Present);
    hand_over(&mut registers, 0, 1, 0);
    registers[1].set_mark(session, student, Some(Attendance::Excused)).unwrap();
    // Of what Anna made Cecilia has nothing; of what Bo made of it everything.
    hand_over(&mut registers, 1, 2, 1);
    held(&mut registers[2], Attendance::Unexcused);
    assert_eq!(registers[2].class(class).unwrap().marks.len(), 1);
    assert_eq!(registers[2].check().unwrap().problems, []);
    hand_over(&mut registers, 0, 2, 0);
    hand_over(&mut registers, 2, 0, 2);
    hand_over(&mut registers, 2, 0, 1);
    assert_same_tables(&computers[2].path, &tables(&computers[0].path), "all have come");
    for register in &registers {
        assert_eq!(register.check().unwrap().problems, []);
    }
}

#[test]
fn going_back_passes_over_what_is_only_spoken_of() {
    let desk = Desk::new();
    let (class, computers, mut registers) = copies(&desk, &["anna", "bo", "cecilia"]);
    let student = student_named(&registers[0], class, "Elin Öberg");
    let point = registers[2].history(1).unwrap()[0].change;
    let added = {
        let newcomer = list(&registers[0], "SA26A", &[("Vera", "Ask")]);
        let plan = registers[0].plan_list(newcomer).unwrap();
        registers[0].import(&plan).unwrap();
        student_named(&registers[0], class, "Vera Ask")
    };
    let sent = registers[0].changes_to_send().unwrap();
    registers[1].take_changes(&sent).unwrap();
    let uid = registers[0].student(added).unwrap().uid;
    let there = registers[1].student_with_uid(uid).unwrap().unwrap();
    registers[1].protect_student(there, Protection::Confidential, "").unwrap();
    let device = computers[1].installation().device;
    let sent: Vec<Vec<u8>> = registers[1]
        .changes_to_send()
        .unwrap()
        .into_iter()
        .filter(|bytes| Form::from_bytes(bytes).unwrap().id.device == device)
        .collect();
    registers[2].take_changes(&sent).unwrap();
    let mut details = registers[2].student(student).unwrap().details;
    details.grade = Some(3);
    registers[2].edit_student(student, &details).unwrap();
    registers[2].go_back_before(point + 1).unwrap();

    assert_eq!(registers[2].student(student).unwrap().details.grade, None);
    assert_eq!(registers[2].check().unwrap().problems, []);
}

#[test]
fn a_name_that_was_taken_out_does_not_travel_and_the_change_still_holds() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let student = student_named(&register, class, "Elin Öberg");
    let has = |register: &Register, name: &str| {
        let sent = register.changes_to_send().unwrap().concat();
        sent.windows(name.len()).any(|window| window == name.as_bytes())
    };
    assert!(has(&register, "Öberg"));
    let hashes = |register: &Register| -> Vec<_> {
        let sent = register.changes_to_send().unwrap();
        sent.iter().map(|bytes| Form::from_bytes(bytes).unwrap().hash).collect()
    };
    let before = hashes(&register);
    register.protect_student(student, Protection::Confidential, "").unwrap();

    assert!(!has(&register, "Öberg"));
    assert!(has(&register, "Elev 1"));
    assert_eq!(hashes(&register)[..before.len()], before);
    assert_eq!(register.check().unwrap().problems, []);
    let sent = register.changes_to_send().unwrap();
    let erased = sent.iter().flat_map(|bytes| Form::from_bytes(bytes).unwrap().ops).any(|slot| {
        matches!(slot, FormSlot::Op(op)
            if op.cells.iter().any(|(_, cell)| matches!(cell, FormCell::Hidden(Hidden::Erased, _))))
    });
    assert!(erased);
    let computer = Computer::new(desk.folder.path(), "other");
    let mut other = computer.empty(register.uid());
    other.take_changes(&sent).unwrap();
    assert_eq!(tables(&computer.path), tables(&desk.path()));
    assert_eq!(by_origin(&other.changes_to_send().unwrap()), by_origin(&sent));
}

#[test]
fn check_finds_a_change_that_is_not_what_its_maker_wrote() {
    let desk = Desk::new();
    let mut register = desk.create();
    class_of_four(&mut register);
    drop(register);
    let connection = Connection::open(desk.path()).unwrap();
    connection.execute("UPDATE change SET wall = wall + 1 WHERE id = 2", []).unwrap();
    drop(connection);
    let problems = desk.open().check().unwrap().problems;

    assert_eq!(
        problems.iter().map(|problem| problem.code()).collect::<Vec<_>>(),
        ["changes_differ"]
    );
}
