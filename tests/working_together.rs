//! Several computers with one register, through a folder that all of them reach.

#[path = "support/computers.rs"]
mod computers;
#[path = "support/program.rs"]
mod program;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use computers::*;
use kursliggaren::clock::Clock;
use kursliggaren::domain::certificate::CertificateLanguage;
use kursliggaren::domain::erasure::{Certificates, Whose};
use kursliggaren::domain::{ClassId, Protection, StudentId};
use kursliggaren::exchange::{self, Errand, Exchange, ExchangeError, Joining, Place, Role};
use kursliggaren::register::signing::Checked;
use kursliggaren::register::{Error, Refusal, Register};
use program::Program;
use support::*;
use uuid::Uuid;

#[test]
fn two_coordinators_share_a_register_and_a_conflict_is_seen_and_settled() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    let shared = asa.share(&place, "Åsa Berg").unwrap();
    assert!(shared.sent > 0);
    let (code, until) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    assert_eq!(until, NOW + 2 * 24 * 60 * 60 * 1000);
    let mut anna = joined(folder.path(), "anna", &place, &code);
    assert!(anna.run(NOW).unwrap().is_joining, "nobody has let her in yet");
    let done = asa.run(NOW).unwrap();
    assert_eq!(done.admitted, ["Anna Lind"]);
    let done = anna.run(NOW + 1).unwrap();
    assert!(!done.is_joining && done.fetched > 0);
    assert_same(&asa.register, &anna.register);
    assert_eq!(anna.register.check().unwrap().problems, []);
    anna.register.work_as("Anna Lind").unwrap();

    // Both rename the class without knowing of each other.
    let uid = asa.register.uid_of_class(class).unwrap();
    rename(&mut asa.register, class, "SA26B");
    let annas = anna.class(uid);
    rename(&mut anna.register, annas, "SA26C");
    asa.run(NOW + 2).unwrap();
    anna.run(NOW + 3).unwrap();
    asa.run(NOW + 4).unwrap();
    assert_same(&asa.register, &anna.register);
    let conflicts = asa.register.conflicts().unwrap();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!(conflicts[0].field, Some("name"));
    assert_eq!(conflicts, anna.register.conflicts().unwrap());
    let value = kursliggaren::register::journal::form::FormValue::Text("SA26B".to_owned());
    asa.register.settle_field(uid, "name", &value).unwrap();
    assert_eq!(asa.register.conflicts().unwrap(), []);
    asa.run(NOW + 5).unwrap();
    let done = anna.run(NOW + 6).unwrap();
    assert_eq!((done.fetched, done.waiting, done.forged.len()), (1, 0, 0));
    assert_eq!(anna.register.conflicts().unwrap(), []);
    assert_same(&asa.register, &anna.register);

    let states = Exchange::member_states(&asa.register).unwrap();
    let told: Vec<(&str, bool)> =
        states.iter().map(|state| (state.member.name.as_str(), state.is_me)).collect();
    assert_eq!(told, [("Åsa Berg", true), ("Anna Lind", false)]);
}

#[test]
fn a_teacher_sees_and_writes_the_own_class_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    let other = another_class(&mut asa.register);
    asa.share(&place, "Åsa Berg").unwrap();
    let uid = asa.register.uid_of_class(class).unwrap();
    let (code, _) = asa.invite("Jonas Ek", Role::Teacher, BTreeSet::from([uid]));
    let mut jonas = joined(folder.path(), "jonas", &place, &code);
    asa.run(NOW).unwrap();
    let done = jonas.run(NOW).unwrap();
    assert!(!done.is_joining && done.waiting == 0, "{done:?}");
    jonas.register.work_as("Jonas Ek").unwrap();
    let own = jonas.class(uid);
    assert_eq!(jonas.register.class(own).unwrap().members.len(), 3);
    let others = asa.register.uid_of_class(other).unwrap();
    assert_eq!(jonas.register.class_with_uid(others).unwrap(), None);
    assert_eq!(jonas.register.check().unwrap().problems, []);

    // What is not the teacher's to write is refused at once.
    let refused = try_to_rename(&mut jonas.register, own, "TE26A");
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotYours))), "{refused:?}");
    hold_sessions(&mut jonas.register, own, 1);
    assert_eq!(jonas.run(NOW + 1).unwrap().sent, 1);
    let before = asa.register.copy_standings().unwrap();
    let done = asa.run(NOW + 2).unwrap();
    assert_eq!((done.fetched, done.forged.len()), (1, 0));
    assert_ne!(asa.register.copy_standings().unwrap(), before);
    assert_eq!(asa.register.refused_changes().unwrap().len(), 0);
    assert_eq!(asa.register.check().unwrap().problems, []);

    // Who is taken out has no say any more, and reads nothing new.
    asa.perform(Errand::Remove { name: "jonas ek".to_owned() }, NOW + 3).unwrap();
    let member = jonas.register.class(own).unwrap().members[0].student;
    let session = session_numbered(&jonas.register, own, 1);
    jonas.register.set_mark(session, member, None).unwrap();
    let removed = jonas.run(NOW + 4);
    assert!(matches!(removed, Err(ExchangeError::Removed)), "{removed:?}");
    let standings = asa.register.copy_standings().unwrap();
    asa.run(NOW + 5).unwrap();
    assert_eq!(asa.register.copy_standings().unwrap(), standings);
}

#[test]
fn whoever_has_the_place_finds_no_name_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    asa.run(NOW).unwrap();
    anna.run(NOW).unwrap();
    let root = folder.path().join("place");
    let files = all_files(&root);
    assert!(files.len() > 8, "{}", files.len());
    for file in &files {
        let bytes = std::fs::read(file).unwrap();
        for name in ["Elin", "Öberg", "Haddad", "Lind", "Åsa", "SA26A"] {
            let found = bytes.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "{name} in {}", file.display());
        }
    }

    // Every file that is new is changed in every byte, one at a time: nothing comes of it, and when it is right again, it does.
    rename(&mut asa.register, class, "SA26B");
    asa.run(NOW + 1).unwrap();
    let new: Vec<PathBuf> =
        all_files(&root).into_iter().filter(|file| !files.contains(file)).collect();
    let changes = new.iter().find(|file| file.to_string_lossy().contains("changes")).unwrap();
    let bytes = std::fs::read(changes).unwrap();
    for place in (0..bytes.len()).step_by(bytes.len() / 20) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        std::fs::write(changes, &changed).unwrap();
        assert_eq!(anna.run(NOW + 2).unwrap().fetched, 0, "byte {place}");
    }
    std::fs::write(changes, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(anna.run(NOW + 2).unwrap().fetched, 0, "half of it");
    std::fs::write(changes.with_extension("conflict"), &bytes).unwrap();
    std::fs::write(changes, &bytes).unwrap();
    assert_eq!(anna.run(NOW + 2).unwrap().fetched, 1);
    assert_same(&asa.register, &anna.register);
}

#[test]
fn a_place_of_another_register_or_of_none_stops_the_exchange() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    class_of(&mut asa.register, &NAMES[..3]);
    asa.share(&place, "Åsa Berg").unwrap();
    assert!(matches!(asa.share(&place, "Åsa Berg"), Err(ExchangeError::SharedAlready)));
    let root = folder.path().join("place");
    let away = folder.path().join("away");
    std::fs::rename(&root, &away).unwrap();
    assert!(matches!(asa.run(NOW), Err(ExchangeError::Store(_))), "the folder is away");
    std::fs::create_dir(&root).unwrap();
    assert!(matches!(asa.run(NOW), Err(ExchangeError::OtherRegister)), "an empty one in its place");
    std::fs::remove_dir(&root).unwrap();
    std::fs::rename(&away, &root).unwrap();
    asa.run(NOW).unwrap();

    let second = tempfile::tempdir().unwrap();
    let (mut bo, _) = founder(second.path());
    assert!(matches!(bo.share(&place, "Bo Ek"), Err(ExchangeError::PlaceTaken)));
    assert_eq!(bo.register.sharing().unwrap(), None);
}

#[test]
fn a_backup_that_is_restored_fetches_what_the_others_know() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    let backup = asa.register.back_up().unwrap();
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    asa.run(NOW).unwrap();
    anna.run(NOW).unwrap();
    anna.register.work_as("Anna Lind").unwrap();
    rename(&mut asa.register, class, "SA26B");
    asa.run(NOW + 1).unwrap();
    anna.run(NOW + 2).unwrap();
    let member = anna.register.classes().unwrap()[0].id;
    hold_sessions(&mut anna.register, member, 1);
    anna.run(NOW + 3).unwrap();
    asa.run(NOW + 4).unwrap();

    let (path, clock) = (asa.register.path().to_owned(), Clock::at(day("2026-11-23")));
    drop(asa.register);
    let installation = asa.installation;
    kursliggaren::register::restore::restore(&path, &backup, &installation, clock).unwrap();
    let mut register = Register::open(&path, &installation, clock).unwrap();
    register.work_as("Åsa Berg").unwrap();
    let mut asa = Computer { installation, register };
    assert_ne!(asa.register.copy_contents().unwrap(), anna.register.copy_contents().unwrap());
    let done = asa.run(NOW + 5).unwrap();
    assert!(done.fetched > 0 && done.waiting == 0, "{done:?}");
    rename(&mut asa.register, class, "SA26D");
    asa.run(NOW + 6).unwrap();
    anna.run(NOW + 7).unwrap();
    asa.run(NOW + 8).unwrap();
    assert_same(&asa.register, &anna.register);
    assert_eq!(anna.register.conflicts().unwrap(), []);
    assert_eq!(asa.register.check().unwrap().problems, []);
}

#[test]
fn a_code_is_good_for_two_days_and_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, until) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    let mut other = joined(folder.path(), "other", &place, &code);
    assert_eq!(asa.run(until + 1).unwrap().admitted, Vec::<String>::new(), "too late");
    assert_eq!(asa.run(until).unwrap().admitted, ["Anna Lind"]);
    assert_eq!(asa.run(until).unwrap().admitted, Vec::<String>::new(), "it has been used");
    // Whoever came second is told.
    let told = other.run(until);
    assert!(matches!(told, Err(ExchangeError::InvitationOver)), "{told:?}");
    let in_it = [anna.run(until), other.run(until)]
        .into_iter()
        .filter(|done| done.as_ref().is_ok_and(|done| !done.is_joining))
        .count();
    assert_eq!(in_it, 1);
}

#[test]
fn the_command_line_shares_lets_in_exchanges_and_settles() {
    let (asa, anna) = (Program::with_register(), Program::new());
    let list = asa.file("list.csv", "Förnamn;Efternamn\nElin;Öberg\nAmir;Haddad\n");
    asa.done(&["import", &list, "--school", "Lugnet", "--class", "SA26A"]);
    let place = asa.path("place");
    std::fs::create_dir(&place).unwrap();
    let place = place.to_str().unwrap();
    assert!(asa.refused(&["sync"]).contains("delas inte"));
    let shared = asa.json(&["share", place]);
    assert_eq!((shared["members"].as_i64(), shared["joining"].as_bool()), (Some(1), Some(false)));
    assert!(asa.refused(&["share", place]).contains("delas redan"));
    let teacher = ["invite", "--name", "Jonas Ek", "--role", "teacher"];
    assert!(asa.refused(&teacher).contains("minst en klass"));
    let invitation = asa.json(&["invite", "--name", "Anna Lind", "--role", "coordinator"]);
    let code = invitation["code"].as_str().unwrap();
    // Two days, where the clock is: it may be the day before by Greenwich.
    let expires: chrono::DateTime<chrono::Utc> =
        invitation["expires"].as_str().unwrap().parse().unwrap();
    let expires = expires.with_timezone(&kursliggaren::clock::TIME_ZONE);
    assert_eq!(expires.date_naive(), day("2026-11-25"));

    assert!(anna.refused(&["join", place, "--code", "FM8J"]).contains("Koden stämmer inte"));
    assert!(!anna.register().exists());
    assert!(anna.refused(&["join", "/nowhere/at/all", "--code", code]).contains("går inte att nå"));
    anna.done(&["join", place, "--code", code]);
    let waiting = anna.run(&["sync", "--json"]);
    assert_eq!(waiting.status.code(), Some(1), "it is not let in yet");
    asa.done(&["sync"]);
    assert_eq!(anna.json(&["sync"])["waiting"], 0);
    assert_eq!(anna.json(&["students"]).as_array().unwrap().len(), 2);
    let members = asa.json(&["members"]);
    let names: Vec<&str> =
        members.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Åsa Berg", "Anna Lind"]);

    asa.done(&["class", "edit", "Lugnet/SA26A", "--name", "SA26B"]);
    anna.done(&["class", "edit", "Lugnet/SA26A", "--name", "SA26C"]);
    asa.done(&["sync"]);
    assert_eq!(anna.json(&["sync"])["conflicts"], 1);
    let conflicts = anna.json(&["conflicts"]);
    assert_eq!(conflicts[0]["field"], "namn");
    let values = conflicts[0]["values"].as_array().unwrap();
    let told: Vec<(&str, bool)> = values
        .iter()
        .map(|one| (one["value"].as_str().unwrap(), one["mine"].as_bool().unwrap()))
        .collect();
    assert_eq!(told, [("SA26B", false), ("SA26C", true)]);
    assert!(anna.refused(&["conflicts", "choose", "7", "--mine"]).contains('7'));
    anna.done(&["conflicts", "choose", "1", "--value", "SA26D"]);
    anna.done(&["sync"]);
    asa.done(&["sync"]);
    assert_eq!(asa.json(&["conflicts"]), serde_json::json!([]));
    assert!(asa.done(&["students"]).contains("SA26D"));

    assert_eq!(asa.run(&["remove-member", "Anna Lind"]).status.code(), Some(1), "only with --yes");
    asa.done(&["remove-member", "Anna Lind", "--yes"]);
    assert!(anna.refused(&["sync"]).contains("inte längre med"));
}

#[test]
fn a_package_goes_to_a_teacher_and_comes_back_also_twice_and_late() {
    let (asa, jonas) = (Program::with_register(), Program::new());
    let list = asa.file("list.csv", "Förnamn;Efternamn\nElin;Öberg\nAmir;Haddad\n");
    asa.done(&["import", &list, "--school", "Lugnet", "--class", "SA26A"]);
    let other = asa.file("other.csv", "Förnamn;Efternamn\nSara;Ahlin\n");
    asa.done(&["import", &other, "--school", "Lugnet", "--class", "TE26B"]);
    let file = asa.path("SA26A.klpaket");
    let file = file.to_str().unwrap();
    let class = ["package", "--class", "Lugnet/SA26A", "--for", "Jonas Ek", "--out", file];
    let made = asa.json(&class);
    let code = made["code"].as_str().unwrap();
    let bytes = std::fs::read(file).unwrap();
    for name in ["Elin", "Öberg", "SA26A", "Jonas"] {
        assert!(!bytes.windows(name.len()).any(|window| window == name.as_bytes()), "{name}");
    }

    assert!(
        jonas.refused(&["join", file, "--code", "bami doku feri gola hane kipo"]).contains("Koden")
    );
    assert!(!jonas.register().exists());
    jonas.done(&["join", file, "--code", &code.to_uppercase()]);
    assert_eq!(jonas.json(&["students"]).as_array().unwrap().len(), 2);
    let log = ["log", "--class", "Lugnet/SA26A", "--session", "1", "--date", "2026-11-02"];
    jonas.done(&[&log[..], &["--absent", "Amir"]].concat());
    assert!(
        jonas.refused(&["class", "edit", "Lugnet/SA26A", "--name", "X"]).contains("samordnare")
    );
    let back = jonas.path("back.klpaket");
    let back = back.to_str().unwrap();
    jonas.done(&["package", "--send-back", "--out", back]);

    // Meanwhile the class has another name and one more student.
    asa.done(&["class", "edit", "Lugnet/SA26A", "--name", "SA26B"]);
    let tried = asa.json(&["package-back", back, "--dry-run"]);
    assert_eq!((tried["name"].as_str(), tried["changes"].as_i64()), (Some("Jonas Ek"), Some(1)));
    let told = tried["differences"].to_string();
    assert!(told.contains("ogiltig frånvaro") && told.contains("hållet"), "{told}");
    let attended = || asa.json(&["students", "Elin"]).to_string();
    assert!(attended().contains(r#""attended_minutes":0"#), "{}", attended());
    assert_eq!(asa.json(&["package-back", back])["changes"], 1);
    assert!(attended().contains(r#""attended_minutes":90"#), "{}", attended());
    assert_eq!(asa.json(&["package-back", back])["changes"], 0, "a second time");
    jonas.done(&["log", "--class", "Lugnet/SA26A", "--session", "2", "--date", "2026-11-03"]);
    jonas.done(&["package", "--send-back", "--out", back]);
    assert_eq!(asa.json(&["package-back", back])["changes"], 1, "what has come since");
    assert_eq!(asa.json(&["check"])["ok"], true);

    // One that was opened twice is two who write, neither under the other's numbers.
    let maria = Program::new();
    maria.done(&["join", file, "--code", code]);
    let log = ["log", "--class", "Lugnet/SA26A", "--session", "1", "--date", "2026-11-02"];
    maria.done(&log);
    maria.done(&["package", "--send-back", "--out", back]);
    assert_eq!(asa.json(&["package-back", back])["changes"], 1);
    assert_eq!(
        asa.json(&["conflicts"]).as_array().unwrap().len(),
        1,
        "Amir was there, and was not"
    );
    assert_eq!(asa.json(&["check"])["ok"], true);
    let foreign = Program::with_register();
    assert!(foreign.refused(&["package-back", back]).contains("hör inte till ett paket"));
}

fn student_called(
    register: &Register,
    class: kursliggaren::domain::ClassId,
    given: &str,
) -> kursliggaren::domain::StudentId {
    let members = register.class(class).unwrap().members;

    members.into_iter().find(|member| member.given == given).unwrap().student
}

/// Nobody who comes later is ever given what was erased, and the files that held it are gone from the place.
#[test]
fn what_was_erased_goes_from_the_place_too() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    asa.run(NOW).unwrap();
    anna.run(NOW).unwrap();
    anna.register.work_as("Anna Lind").unwrap();
    // Anna writes of the student, too, so that the name is in files of hers.
    let hers = anna.class(asa.register.uid_of_class(class).unwrap());
    let student = student_called(&anna.register, hers, "Elin");
    let details = kursliggaren::register::student::StudentDetails {
        given: "Elinor".to_owned(),
        family: "Öbergsson".to_owned(),
        ..Default::default()
    };
    anna.register.edit_student(student, &details).unwrap();
    anna.run(NOW + 1).unwrap();
    asa.run(NOW + 2).unwrap();
    let root = folder.path().join("place");
    let changes = |path: &PathBuf| path.to_string_lossy().contains("changes");
    let before: Vec<PathBuf> = all_files(&root).into_iter().filter(changes).collect();

    let student = student_called(&asa.register, class, "Elinor");
    let protection = kursliggaren::domain::Protection::Confidential;
    asa.register.protect_student(student, protection, "Elev 1").unwrap();
    asa.run(NOW + 3).unwrap();
    anna.run(NOW + 4).unwrap();
    asa.run(NOW + 5).unwrap();
    assert_same(&asa.register, &anna.register);
    let after: Vec<PathBuf> = all_files(&root).into_iter().filter(changes).collect();
    let gone = before.iter().filter(|path| !after.contains(path)).count();
    assert_eq!(gone, 2, "each of them had written a name: {before:?} {after:?}");

    // Whoever was away, and whoever comes later, goes on with what is there now.
    let (code, _) = asa.invite("Bo Ek", Role::Coordinator, BTreeSet::new());
    let mut bo = joined(folder.path(), "bo", &place, &code);
    asa.run(NOW + 6).unwrap();
    let done = bo.run(NOW + 7).unwrap();
    assert_eq!((done.waiting, done.forged.len()), (0, 0));
    assert_same(&asa.register, &bo.register);
    assert_eq!(bo.register.check().unwrap().problems, []);
    let path = bo.register.path().to_owned();
    drop(bo.register);
    for name in ["Elin", "Öberg"] {
        for file in [path.clone(), path.with_extension("db-wal")] {
            let bytes = std::fs::read(&file).unwrap_or_default();
            let found = bytes.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "{name} in {}", file.display());
        }
    }
}

/// A register that has come to something else of the same changes is told, and stays as it is.
#[test]
fn a_register_that_differs_is_told_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    class_of(&mut asa.register, &NAMES[..3]);
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    for at in 0..3 {
        asa.run(NOW + at).unwrap();
        assert_eq!(anna.run(NOW + at).unwrap().differing, BTreeSet::new());
    }
    // A fault in the file: a name is another than its changes say.
    let file = rusqlite::Connection::open(anna.register.path()).unwrap();
    file.execute("UPDATE student SET given = 'Elina' WHERE given = 'Elin'", []).unwrap();
    drop(file);
    another_class(&mut asa.register);
    for at in 3..6 {
        asa.run(NOW + at).unwrap();
        anna.run(NOW + at).unwrap();
    }
    let done = asa.run(NOW + 6).unwrap();
    assert_eq!(done.differing, BTreeSet::from(["Anna Lind".to_owned()]));
    let done = anna.run(NOW + 7).unwrap();
    assert_eq!(done.differing, BTreeSet::from(["Åsa Berg".to_owned()]));
    assert_ne!(asa.register.copy_contents().unwrap(), Default::default());
}

/// A teacher gets another class with one press; what was written with the old one stays.
#[test]
fn a_teacher_gets_another_class() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    let other = another_class(&mut asa.register);
    asa.share(&place, "Åsa Berg").unwrap();
    let own = asa.register.uid_of_class(class).unwrap();
    let new = asa.register.uid_of_class(other).unwrap();
    let (code, _) = asa.invite("Jonas Ek", Role::Teacher, BTreeSet::from([own]));
    let mut jonas = joined(folder.path(), "jonas", &place, &code);
    asa.run(NOW).unwrap();
    jonas.run(NOW).unwrap();
    jonas.register.work_as("Jonas Ek").unwrap();
    let theirs = jonas.class(own);
    hold_sessions(&mut jonas.register, theirs, 1);
    jonas.run(NOW + 1).unwrap();
    let errand = Errand::Assign {
        name: "Jonas Ek".to_owned(),
        role: Role::Teacher,
        classes: BTreeSet::from([new]),
    };
    asa.perform(errand, NOW + 2).unwrap();
    let standings = asa.register.copy_standings().unwrap();
    let done = jonas.run(NOW + 3).unwrap();
    assert_eq!((done.waiting, done.forged.len()), (0, 0), "{done:?}");
    let given = jonas.class(new);
    assert_eq!(jonas.register.class(given).unwrap().members.len(), 1);
    hold_sessions(&mut jonas.register, given, 1);
    let refused = kursliggaren::register::Refusal::NotYours;
    let member = jonas.register.class(theirs).unwrap().members[0].student;
    let session = session_numbered(&jonas.register, theirs, 1);
    let tried = jonas.register.set_mark(session, member, None);
    assert!(matches!(tried, Err(Error::Refused(ref why)) if *why == refused), "{tried:?}");
    jonas.run(NOW + 4).unwrap();
    asa.run(NOW + 5).unwrap();
    assert!(asa.register.copy_standings().unwrap().len() >= standings.len());
    assert_eq!(asa.register.refused_changes().unwrap().len(), 0);
    assert_eq!(asa.register.check().unwrap().problems, []);
    let states = Exchange::member_states(&asa.register).unwrap();
    assert_eq!(states[1].member.classes, BTreeSet::from([new]));
}

#[test]
fn a_certificate_of_another_computer_is_verified_until_that_computer_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    hold_sessions(&mut asa.register, class, 6);
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    asa.run(NOW).unwrap();
    anna.run(NOW + 1).unwrap();
    anna.register.work_as("Anna Lind").unwrap();
    let uid = asa.register.uid_of_class(class).unwrap();
    let annas = everyone(&anna.register, anna.class(uid));
    let code = issue(&mut anna.register, annas[0]);
    // Its key is told with the next exchange, and the certificate with it.
    assert!(matches!(asa.register.check_code(&code).unwrap(), Checked::Broken(_)));
    anna.run(NOW + 2).unwrap();
    asa.run(NOW + 3).unwrap();
    let checked = asa.register.check_code(&code).unwrap();
    assert!(matches!(&checked, Checked::Signed { entry: Some(_), .. }), "{checked:?}");
    let asas = everyone(&asa.register, class);
    let of_asa = issue(&mut asa.register, asas[1]);
    let checked = anna.register.check_code(&of_asa).unwrap();
    assert!(matches!(&checked, Checked::Signed { entry: None, .. }), "{checked:?}");

    // The computer is lost: what it issued before holds, what somebody writes with its key from now on does not.
    let secret = issue(&mut anna.register, annas[2]);
    asa.perform(Errand::Remove { name: "Anna Lind".to_owned() }, NOW + 4).unwrap();
    asa.run(NOW + 5).unwrap();
    let checked = asa.register.check_code(&code).unwrap();
    assert!(matches!(&checked, Checked::Signed { entry: Some(_), .. }), "{checked:?}");
    let checked = asa.register.check_code(&secret).unwrap();
    assert!(matches!(&checked, Checked::Unconfirmed { .. }), "{checked:?}");
}

/// Issues a certificate; its code.
fn issue(register: &mut Register, whose: (StudentId, ClassId)) -> String {
    let language = CertificateLanguage::Swedish;
    let issued = register.issue_certificates(Some(whose.1), &[whose], language).unwrap().1;
    let ledger = register.ledger().unwrap();
    let entry = ledger.into_iter().find(|entry| entry.id == issued[0]).unwrap();

    entry.code.unwrap()
}

#[test]
fn whoever_was_taken_out_comes_in_again_as_somebody_new() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    asa.share(&place, "Åsa Berg").unwrap();
    let uid = asa.register.uid_of_class(class).unwrap();
    let other = another_class(&mut asa.register);
    let others = asa.register.uid_of_class(other).unwrap();
    let (code, _) = asa.invite("Jonas Ek", Role::Teacher, BTreeSet::from([uid, others]));
    let home = installation(folder.path(), "jonas");
    let clock = Clock::at(day("2026-11-23"));
    let address = place.to_string();
    let come_in = |name: &str, code: &str| {
        let path = folder.path().join(name);
        let joining = Joining {
            register: &path,
            address: &address,
            code,
            person: "Jonas Ek",
            installation: &home,
            clock,
        };
        exchange::join(&joining).unwrap();
        Computer {
            register: Register::open(&path, &home, clock).unwrap(),
            installation: home.clone(),
        }
    };
    let mut jonas = come_in("jonas-1.db", &code.text());
    asa.run(NOW).unwrap();
    jonas.run(NOW + 1).unwrap();
    let own = jonas.class(uid);
    hold_sessions(&mut jonas.register, own, 1);
    jonas.run(NOW + 2).unwrap();
    asa.run(NOW + 3).unwrap();

    // A class that was taken from a computer is not given back to it.
    let assign = |classes: &[Uuid]| Errand::Assign {
        name: "Jonas Ek".to_owned(),
        role: Role::Teacher,
        classes: classes.iter().copied().collect(),
    };
    asa.perform(assign(&[uid]), NOW + 4).unwrap();
    let again = asa.perform(assign(&[uid, others]), NOW + 5);
    assert!(matches!(again, Err(ExchangeError::TakenBefore(_))), "{again:?}");

    asa.perform(Errand::Remove { name: "Jonas Ek".to_owned() }, NOW + 6).unwrap();
    assert!(matches!(jonas.run(NOW + 7), Err(ExchangeError::Removed)));
    let (code, _) = asa.invite("Jonas Ek", Role::Teacher, BTreeSet::from([uid, others]));
    let mut jonas = come_in("jonas-2.db", &code.text());
    let done = asa.run(NOW + 8).unwrap();
    assert_eq!(done.admitted, ["Jonas Ek"]);
    jonas.run(NOW + 9).unwrap();
    // What was written before stands, and there is more to write.
    let own = jonas.class(uid);
    assert_eq!(jonas.register.class(own).unwrap().marks.len(), 3);
    let member = jonas.register.class(own).unwrap().members[0].student;
    let session = session_numbered(&jonas.register, own, 1);
    jonas.register.set_mark(session, member, None).unwrap();
    jonas.run(NOW + 10).unwrap();
    asa.run(NOW + 11).unwrap();
    assert_eq!(asa.register.class(class).unwrap().marks.len(), 2);
    assert_eq!(asa.register.refused_changes().unwrap().len(), 0);
    // A second computer of the same name is told apart.
    let (code, _) = asa.invite("Jonas Ek", Role::Teacher, BTreeSet::from([uid]));
    joined(folder.path(), "jonas-at-home", &place, &code);
    assert_eq!(asa.run(NOW + 12).unwrap().admitted, ["Jonas Ek (2)"]);

    // The file alone, on another computer, is nobody.
    let stranger = installation(folder.path(), "stranger");
    drop(jonas);
    let register = Register::open(&folder.path().join("jonas-2.db"), &stranger, clock).unwrap();
    let mut stranger = Computer { installation: stranger, register };
    assert!(matches!(stranger.run(NOW + 13), Err(ExchangeError::Removed)));
}

#[test]
fn an_invitation_is_taken_back_and_a_place_that_was_moved_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    class_of(&mut asa.register, &NAMES[..3]);
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let invitation = Exchange::members(&asa.register).unwrap().invitations[0].id.clone();
    asa.perform(Errand::Withdraw { invitation }, NOW).unwrap();
    joined(folder.path(), "anna", &place, &code);
    assert_eq!(asa.run(NOW + 1).unwrap().admitted, [""; 0]);

    // The sync client moved the folder.
    let moved = folder.path().join("moved");
    std::fs::rename(folder.path().join("place"), &moved).unwrap();
    let gone = asa.run(NOW + 2);
    assert!(matches!(gone, Err(ExchangeError::Store(_))), "{gone:?}");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let relocate = |path: &Path| Errand::Relocate {
        place: Place::read(path.to_str().unwrap()).unwrap(),
        login: None,
    };
    let other = asa.perform(relocate(&empty), NOW + 3);
    assert!(matches!(other, Err(ExchangeError::OtherRegister)), "{other:?}");
    let kept = asa.register.sharing().unwrap().unwrap().place;
    assert_eq!(kept, place.to_string(), "what was not found changes nothing");
    asa.perform(relocate(&moved), NOW + 4).unwrap();
    assert_eq!(asa.register.sharing().unwrap().unwrap().place, moved.display().to_string());
    asa.run(NOW + 5).unwrap();
}

#[test]
fn a_recovery_sheet_opens_the_register_when_all_computers_are_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    hold_sessions(&mut asa.register, class, 2);
    asa.share(&place, "Åsa Berg").unwrap();
    let old = asa.perform(Errand::MakeSheet, NOW).unwrap().sheet.unwrap();
    let sheet = asa.perform(Errand::MakeSheet, NOW + 1).unwrap().sheet.unwrap();
    rename(&mut asa.register, class, "SA26B");
    asa.run(NOW + 2).unwrap();
    // A sheet is nobody who is counted.
    assert_eq!(Exchange::member_states(&asa.register).unwrap().len(), 1);
    let contents = asa.register.copy_contents().unwrap();
    let uid = asa.register.uid_of_class(class).unwrap();
    drop(asa);

    let home = installation(folder.path(), "new");
    let clock = Clock::at(day("2026-11-23"));
    let address = place.to_string();
    let path = folder.path().join("new.db");
    let with = |code: &str| {
        exchange::join(&Joining {
            register: &path,
            address: &address,
            code,
            person: "Åsa Berg",
            installation: &home,
            clock,
        })
    };
    let refused = with(&old.text());
    assert!(matches!(refused, Err(ExchangeError::SheetOver)), "{refused:?}");
    assert!(!path.exists(), "nothing is left of it");
    with(&sheet.text()).unwrap();
    let mut asa = Computer {
        register: Register::open(&path, &home, clock).unwrap(),
        installation: home.clone(),
    };
    let rows = |contents: &kursliggaren::register::copy::CopyContents| -> Vec<String> {
        let is_content = |row: &&kursliggaren::register::copy::CopyRow| {
            !["person", "class_teacher", "grant"].contains(&row.entity.table())
        };
        contents.rows.iter().filter(is_content).map(|row| format!("{row:?}")).collect()
    };
    assert_eq!(rows(&asa.register.copy_contents().unwrap()), rows(&contents));
    assert_eq!(asa.register.check().unwrap().problems, []);

    // It goes on as a coordinator's computer: the lost one is taken out, others come in.
    asa.run(NOW + 10).unwrap();
    let class = asa.class(uid);
    rename(&mut asa.register, class, "SA26C");
    asa.perform(Errand::Remove { name: "Åsa Berg".to_owned() }, NOW + 11).unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    asa.run(NOW + 12).unwrap();
    anna.run(NOW + 13).unwrap();
    assert_same(&asa.register, &anna.register);
    let names: Vec<String> = Exchange::member_states(&anna.register)
        .unwrap()
        .into_iter()
        .map(|state| state.member.name)
        .collect();
    assert_eq!(names, ["Anna Lind", "Åsa Berg (2)"]);
}

#[test]
fn a_lead_sees_a_teachers_mark_though_one_coordinator_is_away() {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    asa.share(&place, "Åsa Berg").unwrap();
    let uid = asa.register.uid_of_class(class).unwrap();
    let invited = [
        ("Anna Lind", Role::Coordinator, BTreeSet::new()),
        ("Jonas Ek", Role::Teacher, BTreeSet::from([uid])),
        ("Maria Wiklund", Role::Lead, BTreeSet::new()),
    ];
    let codes = invited.map(|(name, role, classes)| asa.invite(name, role, classes).0);
    let [mut anna, mut jonas, mut maria] = ["anna", "jonas", "maria"]
        .map(|name| name.to_owned())
        .into_iter()
        .zip(&codes)
        .map(|(name, code)| joined(folder.path(), &name, &place, code))
        .collect::<Vec<_>>()
        .try_into()
        .unwrap_or_else(|_| panic!("three came in"));
    asa.run(NOW).unwrap();
    for other in [&mut anna, &mut jonas, &mut maria] {
        other.run(NOW + 1).unwrap();
    }
    // The teacher's first session goes by way of who shared the register, who then stays away.
    let own = jonas.class(uid);
    hold_sessions(&mut jonas.register, own, 1);
    jonas.run(NOW + 2).unwrap();
    anna.run(NOW + 3).unwrap();
    maria.run(NOW + 4).unwrap();
    let before = maria.register.copy_standings().unwrap();
    assert_ne!(before, anna.register.copy_standings().unwrap());
    anna.run(NOW + 5 * DAY).unwrap();
    maria.run(NOW + 5 * DAY + 1).unwrap();
    assert_eq!(maria.register.copy_standings().unwrap(), anna.register.copy_standings().unwrap());
}

#[test]
fn what_a_teacher_wrote_after_a_class_was_taken_is_told_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..3]);
    let other = another_class(&mut asa.register);
    asa.share(&place, "Åsa Berg").unwrap();
    let [uid, others] = [class, other].map(|class| asa.register.uid_of_class(class).unwrap());
    let (code, _) = asa.invite("Jonas Ek", Role::Teacher, BTreeSet::from([uid]));
    let mut jonas = joined(folder.path(), "jonas", &place, &code);
    asa.run(NOW).unwrap();
    jonas.run(NOW + 1).unwrap();
    let own = jonas.class(uid);
    hold_sessions(&mut jonas.register, own, 1);
    let assign = |name: &str, role, class| Errand::Assign {
        name: name.to_owned(),
        role,
        classes: BTreeSet::from([class]),
    };
    // Nobody becomes a teacher by being given a class, and nobody takes themselves out.
    let made = asa.perform(assign("Åsa Berg", Role::Teacher, others), NOW + 2);
    assert!(matches!(made, Err(ExchangeError::NoTeacher(_))), "{made:?}");
    let oneself = asa.perform(Errand::Remove { name: "Åsa Berg".to_owned() }, NOW + 2);
    assert!(matches!(oneself, Err(ExchangeError::Oneself)), "{oneself:?}");
    asa.perform(assign("Jonas Ek", Role::Teacher, others), NOW + 3).unwrap();
    let told = [jonas.run(NOW + 4).unwrap().refused, asa.run(NOW + 5).unwrap().refused];
    for refused in told {
        assert_eq!(refused.into_iter().collect::<Vec<_>>(), [("Jonas Ek".to_owned(), 1)]);
    }
}

#[test]
fn a_register_that_is_shared_anew_elsewhere_is_another_place() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    class_of(&mut asa.register, &NAMES[..3]);
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    asa.run(NOW).unwrap();
    anna.run(NOW + 1).unwrap();
    asa.register.keep_sharing(None).unwrap();
    let anew = folder.path().join("anew");
    std::fs::create_dir(&anew).unwrap();
    let anew = Place::read(anew.to_str().unwrap()).unwrap();
    asa.share(&anew, "Åsa Berg").unwrap();
    let moved = anna.perform(Errand::Relocate { place: anew, login: None }, NOW + 2);
    assert!(matches!(moved, Err(ExchangeError::OtherRegister)), "{moved:?}");
    assert_eq!(anna.register.sharing().unwrap().unwrap().place, place.to_string());
}

#[test]
fn no_name_of_a_protected_student_comes_back_by_one_they_were_joined_with() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &[("Elin", "Öberg"), ("Elin", "Åberg")]);
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    asa.run(NOW).unwrap();
    anna.run(NOW + 1).unwrap();
    let students: Vec<_> = everyone(&asa.register, class);
    let uids = [0, 1].map(|at: usize| asa.register.uid_of(students[at].0).unwrap());
    let [one, two] = uids.map(|uid| anna.register.student_with_uid(uid).unwrap().unwrap());
    anna.register.join_students(one, two, &[]).unwrap();
    asa.register.protect_student(students[1].0, Protection::Confidential, "").unwrap();
    for (computer, at) in [(&mut asa, 2), (&mut anna, 3)] {
        computer.run(NOW + at).unwrap();
    }
    asa.run(NOW + 4).unwrap();
    for register in [&mut asa.register, &mut anna.register] {
        let student = register.student_with_uid(uids[0]).unwrap().unwrap();
        let named = kursliggaren::register::student::StudentDetails {
            given: "Elin".to_owned(),
            family: "Åberg".to_owned(),
            ..register.student(student).unwrap().details
        };
        let done = register.edit_student(student, &named);
        assert!(matches!(done, Err(Error::Refused(Refusal::Protected))), "{done:?}");
    }
}

#[test]
fn a_student_whose_other_entry_is_in_another_class_has_a_name_at_the_teachers() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class = class_of(&mut asa.register, &NAMES[..2]);
    let other = another_class(&mut asa.register);
    let [here, there] = [class, other].map(|class| everyone(&asa.register, class)[0].0);
    asa.register.join_students(there, here, &[]).unwrap();
    asa.share(&place, "Åsa Berg").unwrap();
    let uid = asa.register.uid_of_class(class).unwrap();
    let (code, _) = asa.invite("Jonas Ek", Role::Teacher, BTreeSet::from([uid]));
    let mut jonas = joined(folder.path(), "jonas", &place, &code);
    asa.run(NOW).unwrap();
    jonas.run(NOW + 1).unwrap();
    let names: Vec<String> =
        jonas.register.students().unwrap().into_iter().map(|student| student.name).collect();
    assert_eq!(names.len(), 2);
    assert!(names.iter().all(|name| !name.is_empty()), "{names:?}");
}

#[test]
fn whoever_takes_names_away_is_told_whom_others_have_joined() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let class =
        class_of(&mut asa.register, &[("Elin", "Öberg"), ("Elin", "Åberg"), ("Amir", "Ek")]);
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    asa.run(NOW).unwrap();
    anna.run(NOW + 1).unwrap();
    anna.register.work_as("Anna Lind").unwrap();
    let students: Vec<StudentId> =
        everyone(&asa.register, class).into_iter().map(|(student, _)| student).collect();
    let uids = [0, 1].map(|at: usize| asa.register.uid_of(students[at]).unwrap());
    let [one, two] = uids.map(|uid| anna.register.student_with_uid(uid).unwrap().unwrap());
    anna.register.join_students(one, two, &[]).unwrap();
    anna.run(NOW + 2).unwrap();
    asa.run(NOW + 3).unwrap();
    let joined = asa.register.joined_elsewhere(&[students[0]]).unwrap();
    assert_eq!(joined.len(), 1);
    assert_eq!((joined[0].name.as_str(), joined[0].person.as_str()), ("Elin Åberg", "Anna Lind"));
    // Who joined them herself is not asked, and neither is anybody about others.
    assert_eq!(anna.register.joined_elsewhere(&[one]).unwrap(), []);
    assert_eq!(asa.register.joined_elsewhere(&[students[2]]).unwrap(), []);
    let outlook = asa
        .register
        .erasure_outlook(Whose::Student(students[0]), Certificates::BecomeNumbers)
        .unwrap();
    assert_eq!(outlook.joined_elsewhere, joined);
    asa.register.part_students(students[0], students[1]).unwrap();
    assert_eq!(asa.register.joined_elsewhere(&students).unwrap(), []);
}
