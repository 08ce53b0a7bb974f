//! Identity numbers are read and dropped: no file the program writes holds one.

#[path = "support/program.rs"]
mod program;

use program::{Program, files};

#[test]
fn no_file_holds_an_identity_number() {
    let program = Program::with_register();
    let mut list = String::from("Personnr;Förnamn;Efternamn\n");
    // The century stands before these in the longer forms.
    let mut numbers = Vec::new();
    for number in 0..300_u32 {
        // Invented: the last four are counted up, whatever the check digit.
        let date = format!("2009{:02}{:02}", number % 12 + 1, number % 28 + 1);
        let last_four = format!("{:04}", 7000 + number);
        list.push_str(&format!("{date}-{last_four};Elin{number};Öberg\n"));
        numbers.push(format!("{}-{last_four}", &date[2..]));
        numbers.push(format!("{}{last_four}", &date[2..]));
    }
    let source = program.file("list.csv", list);
    let answer =
        program.done(&["import", &source, "--school", "Lugnet", "--class", "SA26A", "--json"]);
    std::fs::remove_file(&source).unwrap();
    for number in 1..=6 {
        program.log(number);
    }
    program.done(&["undo"]);
    program.done(&["redo"]);
    program.done(&["backup"]);
    program.done(&["certificates", "--class", "SA26A", "--out", "intyg", "--one-file"]);

    let wanted: std::collections::HashSet<&[u8]> =
        numbers.iter().map(|number| number.as_bytes()).collect();
    let found = |bytes: &[u8]| {
        [10, 11].iter().any(|length| bytes.windows(*length).any(|window| wanted.contains(window)))
    };
    assert!(!found(answer.as_bytes()), "the answer");
    let written = files(program.folder.path());
    assert!(written.len() > 5);
    for file in written {
        assert!(!found(&std::fs::read(&file).unwrap()), "{}", file.display());
    }
}
