//! Class lists as schools mail them (`tests/lists`, made by `make.py`), read without a touch: at least 95 of 100 must
//! come out as a careful clerk would have read them, and none may lose a row.

use std::path::PathBuf;

use chrono::NaiveDate;
use kursliggaren::intake;
use kursliggaren::intake::rows::list_rows;
use kursliggaren::register::list::{ListRow, Sight};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    file: String,
    rows: Vec<Row>,
}

#[derive(Deserialize, Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    row: Option<u32>,
    sheet: Option<String>,
    given: String,
    family: String,
    class: Option<String>,
    birth_date: Option<NaiveDate>,
    sex: Option<String>,
    grade: Option<u8>,
    study_path: Option<String>,
    email: Option<String>,
    protected: bool,
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

impl Row {
    fn of(row: &ListRow) -> Self {
        let details = &row.details;
        // What stands where a protected student's name would is nobody's name.
        let name = |name: &str| if row.protected { String::new() } else { name.to_owned() };

        Self {
            row: Some(row.row),
            sheet: some(&row.sheet),
            given: name(&details.given),
            family: name(&details.family),
            class: row.class.clone(),
            birth_date: details.birth_date,
            sex: details.legal_sex.map(|sex| sex.code().to_owned()),
            grade: details.grade,
            study_path: some(&details.study_path),
            email: some(&details.email),
            protected: row.protected,
        }
    }

    fn without_name_if_protected(mut self) -> Self {
        if self.protected {
            self.given.clear();
            self.family.clear();
        }

        self
    }
}

/// The file's rows as they are read; formats without rows of their own have no numbers.
fn read(file: &str, numbered: bool) -> Result<Vec<Row>, intake::Error> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/lists").join(file);
    let today: NaiveDate = "2026-11-23".parse().unwrap();
    let (sheet, mapping) = intake::choose_list(intake::read_path(&path)?, None)?;
    let (mut rows, _) = list_rows(&sheet, &mapping, today)?;
    // What is asked about is not read right without a touch.
    rows.retain(|row| row.sight == Sight::Student);
    let mut rows: Vec<Row> = rows.iter().map(Row::of).collect();
    if !numbered {
        for row in &mut rows {
            row.row = None;
        }
        rows.sort();
    }

    Ok(rows)
}

#[test]
fn class_lists_are_read_right_without_a_touch() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/lists/expected.json");
    let all: Vec<Expected> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(all.len() >= 60);
    let mut wrong = Vec::new();
    for expected in &all {
        let numbered = expected.rows.iter().all(|row| row.row.is_some());
        let mut wanted: Vec<Row> =
            expected.rows.iter().cloned().map(Row::without_name_if_protected).collect();
        if !numbered {
            wanted.sort();
        }
        match read(&expected.file, numbered) {
            Ok(rows) if rows == wanted => {}
            Ok(rows) => {
                let unlike: Vec<_> =
                    rows.iter().zip(&wanted).filter(|(one, other)| one != other).collect();
                wrong.push(format!(
                    "{}: {} rows for {}; first unlike: {:?}",
                    expected.file,
                    rows.len(),
                    wanted.len(),
                    unlike.first()
                ));
            }
            Err(error) => wrong.push(format!("{}: {error}", expected.file)),
        }
    }
    let right = all.len() - wrong.len();
    println!("{right} of {} lists read right\n{}", all.len(), wrong.join("\n"));
    assert!(right * 100 >= all.len() * 95, "{right} of {}\n{}", all.len(), wrong.join("\n"));
}
