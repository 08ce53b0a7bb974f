//! Keys: replaced as routine or because they were lost, kept in a keyring, and left behind on another computer.

#[path = "support/program.rs"]
mod program;
mod support;

use kursliggaren::domain::Protection;
use kursliggaren::domain::certificate::CertificateLanguage;
use kursliggaren::installation::Installation;
use kursliggaren::keyring::Keyring;
use kursliggaren::messages::verify::{code, status};
use kursliggaren::papers::certificates::Batch;
use kursliggaren::papers::verification_page;
use kursliggaren::register::certificate::{Certificate, claim};
use kursliggaren::register::restore::restore;
use kursliggaren::register::signing::{Checked, Replaced};
use kursliggaren::register::{Error, Refusal, Register};
use kursliggaren::seal::read::{self, NoCode};
use kursliggaren::seal::{self, SecretKey};
use program::Program;
use support::*;

fn issued(register: &mut Register) -> Vec<Certificate> {
    let class = class_of(register, &[("Åsa", "Öberg"), ("Eli", "Persson")]);
    hold_sessions(register, class, 6);
    let students = everyone(register, class);
    register.issue_certificates(Some(class), &students, CertificateLanguage::Swedish).unwrap();

    register.ledger().unwrap()
}

/// The secret half of the key in use, as a thief finds it in the file.
fn stolen(desk: &Desk) -> SecretKey {
    let connection = rusqlite::Connection::open(desk.path()).unwrap();
    let bytes: [u8; 32] = connection
        .query_row("SELECT secret FROM signing_key WHERE secret IS NOT NULL", [], |row| row.get(0))
        .unwrap();

    SecretKey::from_bytes(&bytes)
}

#[test]
fn what_a_thief_signs_is_valid_nowhere_once_the_key_is_known_to_be_lost() {
    let desk = Desk::new();
    let mut register = desk.create();
    let ledger = issued(&mut register);
    let thief = stolen(&desk);
    let known = claim(&ledger[0].serial, &ledger[0].content);
    let mut other_name = known.clone();
    other_name.name = "Bo Ek".to_owned();
    let mut other_number = other_name.clone();
    other_number.serial.number = 77;
    let sealed = |claim| seal::seal(claim, &thief).unwrap();
    let told = |register: &Register, text: &str| {
        let checked = register.check_code(text).unwrap();
        (status(&checked), code(&checked))
    };

    register.replace_key_because(Replaced::BecauseLost).unwrap();
    assert_eq!(told(&register, &sealed(&known)), ("valid", "valid"), "the ledger says the same");
    assert_eq!(told(&register, &sealed(&other_name)), ("differs", "differs"));
    assert_eq!(told(&register, &sealed(&other_number)), ("unknown", "lost_key"));

    // With the name gone there is nothing to compare a name with.
    register.protect_student(ledger[0].student, Protection::Confidential, "").unwrap();
    assert_eq!(told(&register, &sealed(&other_name)), ("unknown", "lost_key"));

    // The page knows of it, too.
    let page = verification_page(&register, Default::default()).unwrap();
    let page = String::from_utf8(page.bytes).unwrap();
    let lost = thief.public().hexadecimal();
    assert!(page.contains(&format!("const LOST = [\"{lost}\"]")));
    assert!(!page.contains(&format!("const KEYS = [\"{lost}\"")));
}

#[test]
fn a_key_that_is_replaced_as_routine_stays_good_until_it_is_found_to_be_lost() {
    let desk = Desk::new();
    let mut register = desk.create();
    let ledger = issued(&mut register);
    let thief = stolen(&desk);
    let mut made_up = claim(&ledger[0].serial, &ledger[0].content);
    made_up.serial.number = 77;
    let made_up = seal::seal(&made_up, &thief).unwrap();
    let old = register.public_key().unwrap();
    assert!(matches!(register.lose_key(old), Err(Error::Refused(Refusal::KeyInUse))));
    register.replace_key_because(Replaced::Routinely).unwrap();
    assert_eq!(code(&register.check_code(&made_up).unwrap()), "not_in_ledger");

    register.lose_key(old).unwrap();
    assert_eq!(code(&register.check_code(&made_up).unwrap()), "lost_key");
    let stranger = SecretKey::from_bytes(&[9; 32]).public();
    assert!(matches!(register.lose_key(stranger), Err(Error::Refused(Refusal::UnknownKey))));
}

#[test]
fn an_older_backup_does_not_make_a_lost_key_good_again() {
    let desk = Desk::new();
    let mut register = desk.create();
    let ledger = issued(&mut register);
    let backup = register.back_up().unwrap();
    let old = register.public_key().unwrap();
    let new = register.replace_key_because(Replaced::BecauseLost).unwrap();
    drop(register);
    restore(&desk.path(), &backup, &desk.installation, desk.clock).unwrap();

    let register = desk.open();
    assert_eq!(register.public_key().unwrap(), new);
    let known = register.known_keys().unwrap();
    assert!(known.iter().any(|known| known.key == old && known.lost_on.is_some()));
    let checked = register.check_code(ledger[0].code.as_deref().unwrap()).unwrap();
    assert_eq!(status(&checked), "valid");
}

#[test]
fn a_lost_key_is_known_beside_a_register_that_can_not_be_read() {
    let desk = Desk::new();
    let mut register = desk.create();
    issued(&mut register);
    let outside = tempfile::tempdir().unwrap();
    let copy = outside.path().join("kopia.db");
    register.back_up_to(&copy).unwrap();
    let old = register.public_key().unwrap();
    register.replace_key_because(Replaced::BecauseLost).unwrap();
    drop(register);
    std::fs::write(desk.path(), vec![0x5A; 4096]).unwrap();
    restore(&desk.path(), &copy, &desk.installation, desk.clock).unwrap();

    let register = desk.open();
    assert_ne!(register.public_key().unwrap(), old, "it does not sign again");
    let known = register.known_keys().unwrap();
    assert!(known.iter().any(|known| known.key == old && known.lost_on.is_some()));
}

#[test]
fn what_is_revoked_is_told_as_revoked_also_where_the_name_is_gone_and_the_key_lost() {
    let desk = Desk::new();
    let mut register = desk.create();
    let ledger = issued(&mut register);
    let text = ledger[0].code.clone().unwrap();
    register.protect_student(ledger[0].student, Protection::Confidential, "").unwrap();
    register.replace_key_because(Replaced::BecauseLost).unwrap();
    register.revoke_certificate(ledger[0].id, "fel").unwrap();

    assert_eq!(status(&register.check_code(&text).unwrap()), "revoked");
}

fn with_keyring(desk: &Desk) -> Installation {
    let mut installation = desk.installation.clone();
    installation.keyring = Keyring::Memory(Default::default());

    installation
}

/// Whether a secret of 32 bytes stands in the register's table of keys.
fn has_secret(desk: &Desk) -> bool {
    let connection = rusqlite::Connection::open(desk.path()).unwrap();

    connection
        .query_row("SELECT count(*) FROM signing_key WHERE secret IS NOT NULL", [], |row| {
            row.get::<_, i64>(0)
        })
        .unwrap()
        > 0
}

#[test]
fn the_secret_key_goes_into_the_keyring_and_out_of_the_file() {
    let desk = Desk::new();
    let mut register = desk.create();
    let ledger = issued(&mut register);
    drop(register);
    let secret = stolen(&desk).to_bytes();
    let installation = with_keyring(&desk);
    let mut register = Register::open(&desk.path(), &installation, desk.clock).unwrap();
    let key = register.public_key().unwrap();
    let (_, again) = register.reissue_certificate(ledger[0].id).unwrap();
    let signed = register.certificate(again).unwrap().code.unwrap();
    assert!(seal::open(&signed, &[key]).is_ok(), "it signs as before");
    let backup = register.back_up().unwrap();
    drop(register);
    assert!(!has_secret(&desk));
    for file in [desk.path(), backup] {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(32).any(|window| window == secret), "{}", file.display());
    }
}

#[test]
fn a_copy_on_another_computer_begins_a_new_key_and_the_old_codes_stay_valid() {
    let desk = Desk::new();
    let here = with_keyring(&desk);
    drop(desk.create());
    let mut register = Register::open(&desk.path(), &here, desk.clock).unwrap();
    let ledger = issued(&mut register);
    let old = register.public_key().unwrap();
    drop(register);

    let elsewhere = with_keyring(&desk);
    let mut register = Register::open(&desk.path(), &elsewhere, desk.clock).unwrap();
    let (_, again) = register.reissue_certificate(ledger[0].id).unwrap();
    let new = register.public_key().unwrap();
    assert_ne!(old, new);
    let signed = register.certificate(again).unwrap().code.unwrap();
    assert!(seal::open(&signed, &[new]).is_ok());
    let checked = register.check_code(ledger[1].code.as_deref().unwrap()).unwrap();
    assert_eq!(status(&checked), "valid");
    assert!(register.check().unwrap().problems.is_empty());
}

#[test]
fn a_pdf_whose_description_says_another_code_than_its_page_is_not_believed() {
    let desk = Desk::new();
    let mut register = desk.create();
    let ledger = issued(&mut register);
    let codes: Vec<&str> = ledger.iter().map(|one| one.code.as_deref().unwrap()).collect();
    let pdf_of = |index: usize| {
        let batch = Batch::gather(&register, vec![ledger[index].clone()], None).unwrap();
        batch.pdf()
    };
    let escaped = |code: &str| code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let honest = pdf_of(0);
    assert_eq!(read::file(&honest), Ok(vec![codes[0].to_owned()]));

    // The description of another's certificate, of the same length, over this page.
    let (own, other) = (escaped(codes[0]), escaped(codes[1]));
    let place = honest.windows(own.len()).position(|window| window == own.as_bytes()).unwrap();
    let mut forged = honest.clone();
    forged.splice(place..place + own.len(), other.bytes());
    assert_eq!(own.len(), other.len(), "nothing moves in the file");
    assert_eq!(read::file(&forged), Err(NoCode::Contradicted));

    // Without a description the page is read.
    let mut bare = honest.clone();
    let word = b"certificate:codes";
    while let Some(place) = bare.windows(word.len()).position(|window| window == word) {
        bare[place] = b'x';
    }
    assert_eq!(read::file(&bare), Ok(vec![codes[0].to_owned()]));
}

#[test]
fn a_revoked_certificates_file_says_so() {
    let desk = Desk::new();
    let mut register = desk.create();
    let ledger = issued(&mut register);
    let file = Batch::gather(&register, vec![ledger[0].clone()], None).unwrap().pdf();
    register.revoke_certificate(ledger[0].id, "Fel elev").unwrap();
    let codes = read::file(&file).unwrap();

    assert_eq!(status(&register.check_code(&codes[0]).unwrap()), "revoked");
    assert!(matches!(register.check_code(&codes[0]).unwrap(), Checked::Signed { .. }));
}

#[test]
fn keys_are_listed_and_replaced_on_the_command_line() {
    let program = Program::with_class();
    let before = program.json(&["key", "list"]);
    assert_eq!(before.as_array().unwrap().len(), 1);
    let unsaid = program.run(&["key", "replace"]);
    assert_eq!(unsaid.status.code(), Some(2), "routine or lost must be said");
    let after = program.json(&["key", "replace", "--lost"]);
    assert_eq!((&after[0]["in_use"], &after[1]["in_use"]), (&true.into(), &false.into()));
    assert!(after[0]["lost_on"].is_null() && after[1]["lost_on"].is_string());
    program.done(&["key", "replace", "--routine"]);
    let keys = program.json(&["key", "list"]);
    assert!(keys[1]["lost_on"].is_null());
    let second = keys[1]["key"].as_str().unwrap().to_owned();
    let lost = program.json(&["key", "lost", &second]);
    assert!(lost[1]["lost_on"].is_string());
    let in_use = keys[0]["key"].as_str().unwrap().to_owned();
    program.refused(&["key", "lost", &in_use]);
    program.done(&["key", "page", "--out", "sida.html"]);
    let page = std::fs::read_to_string(program.path("sida.html")).unwrap();
    assert!(page.contains(&in_use) && page.contains(&second));
}
