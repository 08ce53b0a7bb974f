//! Backups hold everything; restoring shows first, keeps what it replaces, and takes the ledger along.

#[path = "support/program.rs"]
mod program;

use program::{Program, fields};

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
