//! Identity numbers are read and dropped: no file the program writes holds one, nor anything it says.

#[path = "support/program.rs"]
mod program;

use std::collections::HashSet;
use std::process::Output;

use program::{Program, files};

/// A thousand invented numbers; the last four are counted up, whatever the check digit.
fn numbers() -> Vec<(String, String)> {
    (0..1_000_u32)
        .map(|number| {
            let date = format!("2009{:02}{:02}", number % 12 + 1, number % 28 + 1);
            (date, format!("{:04}", 7000 + number))
        })
        .collect()
}

/// What is looked for: a number without its century, with and without a sign. The longer forms have these in them.
struct Wanted(HashSet<Vec<u8>>);

impl Wanted {
    fn of(numbers: &[(String, String)]) -> Self {
        let forms = |(date, last): &(String, String)| {
            let short = &date[2..];
            ["-", "", " ", "+"].map(|sign| format!("{short}{sign}{last}").into_bytes())
        };

        Self(numbers.iter().flat_map(forms).collect())
    }

    fn is_in(&self, bytes: &[u8]) -> bool {
        [10, 11].iter().any(|length| bytes.windows(*length).any(|part| self.0.contains(part)))
    }

    fn assert_not_said(&self, what: &str, output: &Output) {
        assert!(!self.is_in(&output.stdout), "{what}");
        assert!(!self.is_in(&output.stderr), "{what}");
    }
}

#[test]
fn no_file_and_no_sentence_holds_an_identity_number() {
    let numbers = numbers();
    let wanted = Wanted::of(&numbers);
    let program = Program::with_register();
    // In their own column, in the name, in the e-mail address, in a remark nobody keeps, in the class, in a title.
    let mut list = format!(
        "Klasslista {}-{};;;;;\nPersonnr;Förnamn;Efternamn;E-post;Anmärkning;Klass\n",
        numbers[0].0, numbers[0].1
    );
    for (index, (date, last)) in numbers.iter().enumerate() {
        let whole = format!("{date}-{last}");
        let (number, given, email, remark) = match index % 5 {
            0 => (whole, format!("Elin{index}"), String::new(), String::new()),
            1 => (
                format!("{}{last}", &date[2..]),
                format!("Elin{index}"),
                String::new(),
                String::new(),
            ),
            2 => (String::new(), format!("Elin{index} {whole}"), String::new(), String::new()),
            3 => (
                String::new(),
                format!("Elin{index}"),
                format!("{date}{last}@skola.example"),
                String::new(),
            ),
            _ => (
                String::new(),
                format!("Elin{index}"),
                String::new(),
                format!("{} {last}", &date[2..]),
            ),
        };
        let class =
            if index % 50 == 7 { format!("SA26A {date}-{last}") } else { "SA26A".to_owned() };
        list.push_str(&format!("{number};{given};Öberg;{email};{remark};{class}\n"));
    }
    let source = program.file("list.csv", list);
    let import = ["import", &source, "--school", "Lugnet"];
    for words in [&[][..], &["--json"], &["--dry-run"], &["--dry-run", "--json"]] {
        let words: Vec<&str> = import.iter().chain(words).copied().collect();
        wanted.assert_not_said(&format!("{words:?}"), &program.run(&words));
    }
    // A list without headings: its first row is a student, and must not be remembered as headings.
    let (date, last) = &numbers[1];
    let nameless =
        program.file("nameless.csv", format!("Åsa;Berg;{date}-{last}\nOmar;Ek;{date}-{last}\n"));
    program.done(&["import", &nameless, "--school", "Lugnet", "--class", "TE26A"]);
    // Wrong turns: what can't be read, and a register that isn't there.
    let odd =
        program.file("odd.csv", format!("Namn;Personnr\n;{date}-{last}\nElin Ek;{date}-{last}9\n"));
    wanted.assert_not_said(
        "odd",
        &program.run(&["import", &odd, "--school", "Lugnet", "--class", "X"]),
    );
    for (name, sheet) in [
        ("one.csv", format!("{date}-{last}\n")),
        ("two.json", format!("{{\"a\":\"{date}-{last}\"}}")),
    ] {
        let file = program.file(name, sheet);
        wanted.assert_not_said(
            name,
            &program.run(&["import", &file, "--school", "Lugnet", "--class", "X"]),
        );
    }
    for file in [&source, &nameless, &odd] {
        std::fs::remove_file(file).unwrap();
    }
    for name in ["one.csv", "two.json"] {
        std::fs::remove_file(program.path(name)).unwrap();
    }
    for number in 1..=6 {
        program.log(number);
    }
    program.done(&["undo"]);
    program.done(&["redo"]);
    program.done(&["backup"]);
    program.done(&["history", "--json"]);
    program.done(&["duplicates"]);
    program.done(&["certificates", "--class", "SA26A", "--out", "intyg", "--one-file"]);
    program.done(&["export", "students", "--out", "students.csv"]);
    program.done(&["attendance-file", "--class", "SA26A", "--out", "sheet.xlsx"]);

    let written = files(program.folder.path());
    assert!(written.len() > 8);
    for file in written {
        assert!(!wanted.is_in(&std::fs::read(&file).unwrap()), "{}", file.display());
    }
}
