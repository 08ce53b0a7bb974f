//! Files that are not what they should be: one sentence, status 1, every byte still there.

#[path = "support/program.rs"]
mod program;

use std::io::{Cursor, Write};

use program::Program;

/// Runs a refused command and asserts that the register's bytes are as they were.
fn untouched(program: &Program, words: &[&str]) -> String {
    let before = std::fs::read(program.register()).unwrap();
    let sentence = program.refused(words);
    assert_eq!(std::fs::read(program.register()).unwrap(), before, "{words:?}");

    sentence
}

fn zip_of(name: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"Hej").unwrap();

    archive.finish().unwrap().into_inner()
}

#[test]
fn a_file_that_is_no_class_list_leaves_the_register_alone() {
    let program = Program::with_class();
    let mut encrypted = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let files: [(&str, Vec<u8>, &str); 7] = [
        ("bild.xlsx", b"\x89PNG\r\n\x1a\n0000".to_vec(), "en bild"),
        ("brev.xlsx", zip_of("brev.dat"), "ingen klasslista"),
        ("last.xlsx", encrypted, "lösenord"),
        ("tom.csv", Vec::new(), "tom"),
        ("webb.xls", b"<html><body>Logga in</body></html>".to_vec(), "webbsida"),
        ("prosa.txt", b"Hej!\nDet var en g\xe5ng en klass.\n".to_vec(), "rubriker"),
        ("stor.csv", vec![b'x'; 65 * 1024 * 1024], "för stor"),
    ];
    for (name, bytes, word) in files {
        let file = program.file(name, bytes);
        let said = untouched(&program, &["import", &file, "--school", "Lugnet", "--class", "X"]);
        assert!(said.contains(word), "{name}: {said}");
    }
    let folder = program.folder.path().display().to_string();
    assert!(untouched(&program, &["import", &folder, "--school", "Lugnet"]).contains("mapp"));
    let missing = program.path("finns-inte.csv").display().to_string();
    assert!(
        untouched(&program, &["import", &missing, "--school", "Lugnet"]).contains("finns inte")
    );
}

#[test]
fn a_file_that_is_no_register_is_left_alone_by_every_command() {
    let contents: [&[u8]; 4] = [
        b"",
        b"Detta ar ingen databas, men en lang text som SQLite skulle kunna titta pa.",
        b"SQLite format 3\0 och sedan skrap",
        &[0; 8192],
    ];
    for bytes in contents {
        let program = Program::new();
        std::fs::write(program.register(), bytes).unwrap();
        for words in [&["check"][..], &["progress"], &["undo"], &["backup"]] {
            let said = untouched(&program, words);
            assert!(said.contains("register"), "{said}");
        }
        assert!(untouched(&program, &["new"]).contains("redan en fil"));
    }
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let program = Program::new();
    let other = rusqlite::Connection::open(program.register()).unwrap();
    other.execute_batch("CREATE TABLE annat (x); INSERT INTO annat VALUES (1);").unwrap();
    drop(other);

    assert!(untouched(&program, &["undo"]).contains("inget register"));
}

#[test]
fn a_register_from_a_newer_version_is_refused_and_named() {
    let program = Program::with_class();
    let connection = rusqlite::Connection::open(program.register()).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(connection);

    for words in [&["progress"][..], &["undo"]] {
        assert!(untouched(&program, words).contains("99"));
    }
}

#[test]
fn a_register_that_another_process_writes_is_refused() {
    let program = Program::with_class();
    let mut lock = program.register().into_os_string();
    lock.push(".lock");
    let held = std::fs::OpenOptions::new().write(true).open(lock).unwrap();
    held.try_lock().unwrap();

    assert!(untouched(&program, &["undo"]).contains("annat program"));
    program.done(&["progress"]);
}

#[test]
fn damage_in_one_page_is_reported_and_stays_as_it_is() {
    let program = Program::with_class();
    for number in 1..=6 {
        program.log(number);
    }
    let mut bytes = std::fs::read(program.register()).unwrap();
    let page = 4096;
    for start in (2 * page..bytes.len()).step_by(page) {
        bytes[start..start + 64].fill(0xA5);
    }
    std::fs::write(program.register(), &bytes).unwrap();

    let checked = program.run(&["check"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        !program.run(&["backup"]).status.success(),
        "damage is not backed up as if it were whole"
    );
    assert_eq!(std::fs::read(program.register()).unwrap(), bytes);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_changes_nothing() {
    let program = Program::with_class();
    let mut list = String::from("Förnamn;Efternamn\n");
    for number in 0..3000 {
        list.push_str(&format!("Elin{number};Öberg\n"));
    }
    let list = program.file("lang.csv", list);
    let register = program.register().display().to_string();
    let before = program.json(&["students"]).as_array().unwrap().len();
    // A limit on the size of files stands in for a disk that is full; SIGXFSZ is ignored so that the
    // write itself fails.
    let script = format!(
        "trap '' XFSZ; ulimit -f 300; exec '{}' --register '{register}' --person Å --today 2026-11-23 --language sv import '{list}' --school Lugnet --class TE26A",
        env!("CARGO_BIN_EXE_kursliggaren")
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .env("KURSLIGGAREN_HOME", program.path("home"))
        .output()
        .unwrap();

    assert_eq!(output.status.code(), Some(1), "{}", program::said(&output));
    assert_eq!(program.json(&["students"]).as_array().unwrap().len(), before);
    assert_eq!(program.json(&["check"])["ok"], true);
}
