//! Intake: lists of the sizes that schools and counties send, from the file's bytes to the register. Times are wall time;
//! aims stand beside.

#[path = "support/mod.rs"]
mod support;

use std::fmt::Write;
use std::sync::LazyLock;

use divan::Bencher;
use kursliggaren::export::table::Cell;
use kursliggaren::export::workbook::{Sheet as Written, workbook};
use kursliggaren::intake::rows::list_rows;
use kursliggaren::intake::{self, Mapping, Sheet};
use kursliggaren::register::Register;
use kursliggaren::register::list::{List, ListPlan};
use support::Desk;

fn main() {
    divan::main();
}

/// A list with classes of 30, as a table.
fn rows(students: u32) -> impl Iterator<Item = [String; 7]> {
    (0..students).map(|number| {
        let day = chrono::NaiveDate::from_yo_opt(2009, 1 + number % 365).unwrap_or_default();
        let last_four = 2000 + number % 7000;

        [
            format!("{}-{last_four}", day.format("%Y%m%d")),
            format!("Elin{}", number % 997),
            format!("Öberg{number}"),
            format!("SA{}{}", 24 + number % 3, number / 30),
            if number % 2 == 0 { "K" } else { "M" }.to_owned(),
            "Samhällsvetenskap".to_owned(),
            format!("elin{number}@skola.example"),
        ]
    })
}

const HEADINGS: [&str; 7] =
    ["Personnummer", "Förnamn", "Efternamn", "Klass", "Kön", "Program", "E-post"];

fn csv(students: u32) -> Vec<u8> {
    let mut text = HEADINGS.join(";");
    for row in rows(students) {
        let _ = write!(text, "\r\n{}", row.join(";"));
    }

    text.into_bytes()
}

fn xlsx(students: u32) -> Vec<u8> {
    let mut table: Vec<Vec<Cell>> = vec![HEADINGS.iter().map(|name| Cell::from(*name)).collect()];
    table.extend(rows(students).map(|row| row.into_iter().map(Cell::from).collect()));
    let sheet = Written::new("Elever".into(), table).with_headings();

    workbook([sheet], "2026-11-23".parse().unwrap()).unwrap()
}

static CSV: LazyLock<Vec<u8>> = LazyLock::new(|| csv(100_000));
static SMALL_XLSX: LazyLock<Vec<u8>> = LazyLock::new(|| xlsx(2_000));
static LARGE_XLSX: LazyLock<Vec<u8>> = LazyLock::new(|| xlsx(100_000));

fn read(bytes: &[u8]) -> (Sheet, Mapping) {
    let sheets = intake::read_bytes(bytes.to_vec()).unwrap();

    intake::choose_list(sheets, None).unwrap()
}

/// From a file's bytes to students.
fn students(bytes: &[u8]) -> usize {
    let (sheet, mapping) = read(bytes);
    let (rows, _) = list_rows(&sheet, &mapping, "2026-11-23".parse().unwrap()).unwrap();

    rows.len()
}

/// Aim: 0.3 s.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn spreadsheet_of_2_000_rows(bencher: Bencher) {
    let bytes = &*SMALL_XLSX;
    bencher.bench_local(|| assert_eq!(students(bytes), 2_000));
}

/// Aim: 1 s.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn text_of_100_000_rows(bencher: Bencher) {
    let bytes = &*CSV;
    bencher.bench_local(|| assert_eq!(students(bytes), 100_000));
}

/// Aim: 7 s.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn spreadsheet_of_100_000_rows(bencher: Bencher) {
    let bytes = &*LARGE_XLSX;
    bencher.bench_local(|| assert_eq!(students(bytes), 100_000));
}

fn plan(register: &Register) -> ListPlan {
    let (sheet, mapping) = read(&CSV);
    let (rows, _) = list_rows(&sheet, &mapping, "2026-11-23".parse().unwrap()).unwrap();

    register
        .plan_list(List {
            school: register.find_school("Lugnetgymnasiet").unwrap().id,
            course: register.find_course(None).unwrap().id,
            term: "HT26".parse().unwrap(),
            class: None,
            complete: false,
            rows,
            mapping: None,
        })
        .unwrap()
}

/// What 100 000 rows would do, in a register without students. No aim of its own.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn dry_run_of_100_000_rows(bencher: Bencher) {
    let desk = Desk::new();
    let register = desk.empty();
    bencher.bench_local(|| assert_eq!(plan(&register).rows.len(), 100_000));
}

/// 100 000 rows committed with their journal, as one change. Aim: 4 s.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn commit_of_100_000_rows(bencher: Bencher) {
    bencher
        .with_inputs(|| {
            let desk = Desk::new();
            let register = desk.empty();
            let plan = plan(&register);
            (desk, register, plan)
        })
        .bench_local_refs(|(_, register, plan)| register.import(plan).unwrap().1.classes.len());
}

/// Everyone compared with everyone who may be the same. Aim: 5 s with 100 000 students.
#[divan::bench(sample_count = 3, sample_size = 1, args = [2_000, 100_000])]
fn duplicates_among(bencher: Bencher, students: u32) {
    let desk = Desk::new();
    let register = desk.sample(students);
    drop(register);
    bencher
        .with_inputs(|| Register::open_read_only(&desk.path(), desk.clock).unwrap())
        .bench_local_refs(|register| register.possible_duplicates().unwrap().len());
}
