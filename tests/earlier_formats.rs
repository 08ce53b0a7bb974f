//! Registers that earlier versions of the program left: looked at as they are, and brought up when they are opened.
//!
//! `formats/2.sql` is what SQLite dumps of a register of the second format: made-up students, and a key that signs nothing else.

mod support;

use std::path::Path;

use kursliggaren::domain::Protection;
use kursliggaren::messages::verify::status;
use kursliggaren::register::Register;
use rusqlite::Connection;
use support::*;

/// Makes the file as the program of that format left it.
fn left_by(format: i32, path: &Path) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(include_str!("formats/2.sql")).unwrap();
    if format == 1 {
        connection
            .execute_batch(
                "DROP INDEX signing_key_in_use;
                 ALTER TABLE signing_key DROP COLUMN lost_on;
                 ALTER TABLE signing_key DROP COLUMN in_keyring;
                 CREATE UNIQUE INDEX signing_key_in_use ON signing_key (secret IS NOT NULL) WHERE secret IS NOT NULL;",
            )
            .unwrap();
    }
    connection.pragma_update(None, "application_id", 0x4B75_7273).unwrap();
    connection.pragma_update(None, "user_version", format).unwrap();
}

fn assert_whole(register: &Register) {
    assert_eq!(register.check().unwrap().problems, []);
    let ledger = register.ledger().unwrap();
    assert_eq!(ledger.len(), 3);
    let names: Vec<&str> = ledger.iter().map(|one| one.content.student.as_str()).collect();
    assert!(names.contains(&"Elin Öberg") && names.contains(&"Elev 1"), "{names:?}");
    for one in &ledger {
        let checked = register.check_code(one.code.as_deref().unwrap()).unwrap();
        assert_eq!(status(&checked), "valid");
    }
}

#[test]
fn a_register_of_an_earlier_format_is_looked_at_and_brought_up() {
    for format in [1, 2] {
        let desk = Desk::new();
        left_by(format, &desk.path());
        let before = std::fs::read(desk.path()).unwrap();
        let looked = reopened(&desk);
        assert_whole(&looked);
        drop(looked);
        assert_eq!(std::fs::read(desk.path()).unwrap(), before, "looking changes nothing");

        let register = desk.open();
        assert_whole(&register);
        assert_eq!(register.known_keys().unwrap().len(), 1);
    }
}

#[test]
fn a_name_that_stands_in_a_certificate_of_an_earlier_format_goes_like_any_other() {
    let desk = Desk::new();
    left_by(2, &desk.path());
    let mut register = desk.open();
    let elin = register
        .ledger()
        .unwrap()
        .into_iter()
        .find(|one| one.content.student == "Elin Öberg")
        .unwrap()
        .student;
    register.protect_student(elin, Protection::Confidential, "").unwrap();
    assert_eq!(register.check().unwrap().problems, []);
    let names: Vec<String> =
        register.ledger().unwrap().into_iter().map(|one| one.content.student).collect();
    assert!(names.contains(&"Elev 2".to_owned()), "{names:?}");
    drop(register);
    let bytes = std::fs::read(desk.path()).unwrap();
    assert!(!bytes.windows(6).any(|window| window == "Öberg".as_bytes()));
}
