//! Backups hold everything; restoring shows first, keeps what it replaces, and takes the ledger along.

#[path = "support/program.rs"]
mod program;
mod support;

use kursliggaren::domain::Protection;
use kursliggaren::register::restore::restore;
use kursliggaren::register::{Error, Refusal, Register};
use program::{Program, fields, said};
use support::*;

#[test]
fn a_restore_shows_what_it_holds_before_it_replaces_anything() {
    let program = Program::with_class();
    program.done(&["backup", "--out", "kopia.db"]);
    program.log(1);
    let before = std::fs::read(program.register()).unwrap();
    let shown = program.run(&["restore", "kopia.db"]);
    assert_eq!(shown.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&shown.stdout).contains("--yes"));
    assert_eq!(std::fs::read(program.register()).unwrap(), before);

    let restored = program.json(&["restore", "kopia.db", "--yes"]);
    assert_eq!(
        fields(&restored),
        [
            "certificates",
            "changed",
            "classes",
            "file",
            "kept",
            "marks",
            "programme",
            "protected",
            "restored",
            "students"
        ]
    );
    assert_eq!((&restored["students"], &restored["marks"]), (&3.into(), &0.into()));
    assert_eq!(program.json(&["students"])[0]["attended_minutes"], 0);
    assert_eq!(program.json(&["check"])["ok"], true);

    let kept = restored["kept"].as_str().unwrap();
    program.done(&["restore", kept, "--yes"]);
    assert_eq!(
        program.json(&["students"])[0]["attended_minutes"],
        90,
        "what was replaced was kept"
    );
}

#[test]
fn certificates_issued_since_are_taken_along_and_no_number_is_used_twice() {
    let program = Program::with_class();
    for number in 1..=5 {
        program.log(number);
    }
    program.done(&["backup", "--out", "kopia.db"]);
    let list = program.file("mer.csv", "Förnamn;Efternamn\nSara;Alm\n");
    program.done(&["import", &list, "--school", "Lugnet", "--class", "TE26A"]);
    let issued = program.json(&["certificates", "--class", "SA26A", "--out", "intyg"]);
    assert_eq!(issued["issued"].as_array().unwrap().len(), 3);
    program.done(&["restore", "kopia.db", "--yes"]);

    let again = program.json(&["certificates", "--class", "SA26A", "--out", "intyg"]);
    assert_eq!(again["issued"].as_array().unwrap().len(), 0, "they are in the ledger");
    let serials = |document: &serde_json::Value, list: &str| -> Vec<String> {
        let entries = document[list].as_array().unwrap();
        entries.iter().map(|entry| entry["serial"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(serials(&again, "copies"), serials(&issued, "issued"));

    let list = program.file("fler.csv", "Förnamn;Efternamn\nOmar;Ali\n");
    program.done(&["import", &list, "--school", "Lugnet", "--class", "NA26A"]);
    for number in 1..=6 {
        let (number, date) = (number.to_string(), format!("2026-10-{number:02}"));
        program.done(&["log", "--class", "NA26A", "--session", &number, "--date", &date]);
    }
    let new = program.json(&["certificates", "--class", "NA26A", "--out", "intyg"]);
    let new = serials(&new, "issued");
    assert_eq!(new.len(), 1);
    assert!(!serials(&issued, "issued").contains(&new[0]));
    assert!(
        new[0].ends_with("-0001"),
        "a restored register numbers in a series of its own: {new:?}"
    );
    assert_eq!(program.json(&["check"])["ok"], true);
}

#[test]
fn a_backup_is_made_when_it_is_due_and_not_more_often() {
    let program = Program::with_class();
    program.log(1);
    program.log(2);
    let backups = std::fs::read_dir(program.path("register-backups")).unwrap().count();

    assert_eq!(backups, 1, "one within half an hour");
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_replaced() {
    let program = Program::with_class();
    program.done(&["backup", "--out", "kopia.db"]);
    let mut bytes = std::fs::read(program.path("kopia.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xFF);
    std::fs::write(program.path("kopia.db"), bytes).unwrap();
    let before = std::fs::read(program.register()).unwrap();

    program.refused(&["restore", "kopia.db", "--yes"]);
    assert_eq!(std::fs::read(program.register()).unwrap(), before);
}

#[test]
fn what_is_made_by_hand_or_kept_by_a_restore_is_never_thinned() {
    let program = Program::with_class();
    program.done(&["backup", "--out", "kopia.db"]);
    let by_hand = program.json(&["backup"])["file"].as_str().unwrap().to_owned();
    program.log(1);
    let mut kept = vec![by_hand];
    for _ in 0..3 {
        let restored = program.json(&["restore", "kopia.db", "--yes"]);
        kept.push(restored["kept"].as_str().unwrap().to_owned());
        program.log(2);
        program.done(&["backup"]);
    }

    for path in kept {
        assert!(std::path::Path::new(&path).exists(), "{path}");
    }
}

#[test]
fn nobody_writes_while_a_register_is_restored() {
    let desk = Desk::new();
    let mut register = desk.create();
    class_of_four(&mut register);
    let copy = desk.folder.path().join("kopia.db");
    register.back_up_to(&copy).unwrap();

    let refused = restore(&desk.path(), &copy, &desk.installation, desk.clock);
    assert!(matches!(refused, Err(Error::Locked)), "{refused:?}");
    drop(register);
    restore(&desk.path(), &copy, &desk.installation, desk.clock).unwrap();
}

#[test]
fn who_reads_meanwhile_sees_the_register_as_it_was() {
    let desk = Desk::new();
    let mut register = desk.create();
    let copy = desk.folder.path().join("kopia.db");
    register.back_up_to(&copy).unwrap();
    class_of_four(&mut register);
    drop(register);
    let reader = rusqlite::Connection::open(desk.path()).unwrap();
    let students = || -> i64 {
        reader.query_row("SELECT count(*) FROM student", [], |row| row.get(0)).unwrap()
    };
    reader.execute_batch("BEGIN").unwrap();
    assert_eq!(students(), 4);

    restore(&desk.path(), &copy, &desk.installation, desk.clock).unwrap();
    assert_eq!(students(), 4);
    reader.execute_batch("COMMIT").unwrap();
    assert_eq!(students(), 0);
    drop(reader);
    assert!(desk.open().check().unwrap().problems.is_empty());
}

#[test]
fn who_was_protected_since_stays_protected() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let copy = desk.folder.path().join("kopia.db");
    register.back_up_to(&copy).unwrap();
    let student = student_named(&register, class, "Maja Lindqvist");
    register.protect_student(student, Protection::ProtectedRegistration, "Elev 9").unwrap();
    drop(register);

    for damaged in [false, true] {
        if damaged {
            std::fs::write(desk.path(), "inget register").unwrap();
        }
        let restored = restore(&desk.path(), &copy, &desk.installation, desk.clock).unwrap();
        assert_eq!(restored.protected, 1);
        let register = desk.open();
        assert_eq!(register.student(student).unwrap().name(), "Elev 9");
        drop(register);
        let bytes = std::fs::read(desk.path()).unwrap();
        assert!(!bytes.windows(9).any(|part| part == b"Lindqvist"), "damaged: {damaged}");
    }
}

#[test]
fn a_list_with_an_erased_name_does_not_bring_it_back_unasked() {
    let program = Program::with_class();
    let list = program.file("igen.csv", "Förnamn;Efternamn\nElin;Öberg\nAmir;Haddad\nNoah;Ek\n");
    let words = ["import", &list, "--school", "Lugnet", "--class", "SA26A"];
    program.done(&["student", "protect", "Noah Ek", "--class", "SA26A"]);

    let answer = program.json(&words);
    assert_eq!((&answer["new"], &answer["unchanged"]), (&0.into(), &2.into()), "{answer}");
    assert_eq!(answer["asked"][0]["code"], "maybe_protected");
    assert!(answer["asked"][0]["reason"].as_str().unwrap().contains("Elev 1"), "{answer}");
    assert_eq!(program.json(&["students"]).as_array().unwrap().len(), 3);
    let mut as_new = words.to_vec();
    as_new.extend(["--as-new", "4"]);
    assert_eq!(program.json(&as_new)["new"], 1);
}

#[test]
fn whether_a_name_is_gone_can_be_proven() {
    let program = Program::with_class();
    let words = program.file("ord.txt", "Haddad\n\nZyxwvuts\n");
    let before = program.run(&["check", "--names", &words]);
    assert_eq!(before.status.code(), Some(1));
    let told = String::from_utf8(before.stdout).unwrap();
    assert!(told.contains("register.db: ordet på rad 1") && !told.contains("Haddad"), "{told}");

    std::fs::remove_file(program.path("list.csv")).unwrap();
    program.done(&["student", "protect", "Amir Haddad", "--class", "SA26A"]);
    std::fs::remove_dir_all(program.path("register-backups")).unwrap();
    let after = program.json(&["check", "--names", &words]);
    assert_eq!((&after["ok"], &after["words"]), (&true.into(), &2.into()), "{after}");
}

#[test]
fn what_cannot_be_read_is_set_aside_with_its_log() {
    let program = Program::with_class();
    program.done(&["backup", "--out", "kopia.db"]);
    std::fs::write(program.register(), "inget register").unwrap();
    std::fs::write(program.path("register.db-wal"), "gammal logg").unwrap();

    let restored = program.json(&["restore", "kopia.db", "--yes"]);
    let kept = restored["kept"].as_str().unwrap();
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "inget register");
    assert_eq!(std::fs::read_to_string(format!("{kept}-wal")).unwrap(), "gammal logg");
    assert_eq!(program.json(&["check"])["ok"], true);
}

#[test]
fn what_a_killed_backup_left_is_swept_away() {
    let program = Program::with_class();
    program.done(&["backup"]);
    let left = program.path("register-backups/.kursliggaren-AbCdEf.db");
    std::fs::write(&left, "ett halvt register").unwrap();

    // Somebody who only reads may not take away what another is making.
    program.done(&["students"]);
    assert!(left.exists());
    let list = program.file("fler.csv", "Förnamn;Efternamn\nTuva;Ek\n");
    program.done(&["import", &list, "--school", "Lugnet", "--class", "TE26B"]);
    assert!(!left.exists());
}

#[test]
fn nothing_is_written_over_the_register_or_what_belongs_to_it() {
    let program = Program::with_class();
    let kept = program.json(&["backup"])["file"].as_str().unwrap().to_owned();
    let before = std::fs::read(program.register()).unwrap();
    let register = program.register().display().to_string();

    for place in [register.as_str(), "register.db-wal", "register.db.lock", &kept] {
        for words in [
            &["backup", "--out", place][..],
            &["roster", "--class", "Lugnet/SA26A", "--out", place],
            &["export", "students", "--out", place],
        ] {
            let said = program.refused(words);
            assert!(
                said.contains("hör till registret") || said.contains("ändelse"),
                "{words:?}: {said}"
            );
        }
    }
    assert_eq!(std::fs::read(program.register()).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_register_is_written_by_its_own_name_alone() {
    let program = Program::with_class();
    let other = program.path("annat.db");
    std::fs::hard_link(program.register(), &other).unwrap();

    program.log(1);
    let words = ["log", "--class", "SA26A", "--session", "2", "--date", "2026-10-02"];
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kursliggaren"));
    let by_other = command
        .env("KURSLIGGAREN_HOME", program.path("home"))
        .args(["--today", "2026-11-23", "--language", "sv", "--register"])
        .arg(&other)
        .args(words)
        .output()
        .unwrap();
    let said = said(&by_other);
    assert!(said.contains("annat.db") && said.contains("hård länk"), "{said}");
    assert!(!program.path("annat.db.lock").exists() && !program.path("annat.db-wal").exists());
    assert!(program.json(&["check"])["ok"] == true);
}

#[test]
fn a_name_is_erased_in_all_that_were_joined() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of(
        &mut register,
        &[("Hanna", "Zetterqvist"), ("Hana", "Zetterkvist"), ("Elin", "Öberg")],
    );
    let (one, other) = (
        student_named(&register, class, "Hanna Zetterqvist"),
        student_named(&register, class, "Hana Zetterkvist"),
    );
    let elin = student_named(&register, class, "Elin Öberg");
    register.join_students(one, other, &[]).unwrap();
    register.protect_student(one, Protection::Confidential, "Elev 3").unwrap();
    let refused = register.join_students(one, elin, &[]);
    assert!(matches!(refused, Err(Error::Refused(Refusal::OneIsProtected))), "{refused:?}");
    drop(register);

    for file in std::fs::read_dir(desk.folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(&path).unwrap() } else { continue };
        for name in [&b"Zetterqvist"[..], b"Zetterkvist"] {
            assert!(!bytes.windows(name.len()).any(|part| part == name), "{}", path.display());
        }
    }
    let register = Register::open_read_only(&desk.path(), desk.clock).unwrap();
    assert!(register.check().unwrap().problems.is_empty());
}
