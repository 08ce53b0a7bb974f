//! The register: taking in lists, marks, figures, search. Times are wall time; aims stand beside.

#[path = "support/mod.rs"]
mod support;

use std::sync::{LazyLock, Mutex};

use divan::{Bencher, black_box};
use kursliggaren::domain::figure::Breakdown;
use kursliggaren::domain::{Attendance, Minutes, Rule};
use kursliggaren::export::records::{self, What};
use kursliggaren::export::workbook::workbook;
use kursliggaren::i18n::Language;
use kursliggaren::papers::report::{Format, Report, USUAL};
use kursliggaren::register::Register;
use kursliggaren::register::report::About;
use kursliggaren::register::student::{StudentRow, search};
use support::{Desk, list, somewhere};

type Shared = LazyLock<Mutex<(Desk, Register)>>;

static SMALL: Shared = LazyLock::new(|| shared(2_000));
static LARGE: Shared = LazyLock::new(|| shared(100_000));
static ROWS: LazyLock<Vec<StudentRow>> =
    LazyLock::new(|| LARGE.lock().unwrap().1.students().unwrap());

fn shared(students: u32) -> Mutex<(Desk, Register)> {
    let desk = Desk::new();
    let register = desk.sample(students);

    Mutex::new((desk, register))
}

fn main() {
    divan::main();
}

/// A list of 2 000 rows, planned and committed as one change. Aim: at most 0.2 s.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn import_2_000_rows(bencher: Bencher) {
    bencher
        .with_inputs(|| {
            let desk = Desk::new();
            let register = desk.empty();
            (desk, register)
        })
        .bench_local_refs(|(_, register)| {
            let plan = register.plan_list(list(register, "TE26A", 0, 2_000)).unwrap();
            register.import(&plan).unwrap()
        });
}

/// 100 000 rows in lists of 30, each a change of its own. Aim: at most 20 s.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn import_100_000_rows_in_lists_of_30(bencher: Bencher) {
    bencher
        .with_inputs(|| {
            let desk = Desk::new();
            let register = desk.empty();
            (desk, register)
        })
        .bench_local_refs(|(_, register)| {
            for number in 0..3_334 {
                let class = format!("K{number}");
                let plan = register.plan_list(list(register, &class, number * 30, 30)).unwrap();
                register.import(&plan).unwrap();
            }
        });
}

/// One mark, from the call to durable. Aim: at most 5 ms besides the disk's own fsync.
#[divan::bench(sample_count = 50, sample_size = 1, args = [2_000, 100_000])]
fn one_mark(bencher: Bencher, students: u32) {
    let mut shared = of(students).lock().unwrap();
    let (_, session, student) = somewhere(&shared.1);
    let mut late = 0;
    bencher.bench_local(|| {
        late = (late + 1) % 60;
        shared.1.set_mark(session, student, Some(Attendance::Late(Minutes(late)))).unwrap()
    });
}

/// Progress with a breakdown. Aims: 5 ms with 2 000 students, 300 ms with 100 000.
#[divan::bench(sample_count = 20, sample_size = 1, args = [2_000, 100_000])]
fn progress_by_municipality(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    let course = shared.1.find_course(None).unwrap();
    bencher
        .bench_local(|| shared.1.progress(&course, None, Some(Breakdown::Municipality)).unwrap());
}

/// What needs doing, as Översikt asks it.
#[divan::bench(sample_count = 20, sample_size = 1, args = [2_000, 100_000])]
fn what_needs_doing(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    let course = shared.1.find_course(None).unwrap();
    bencher.bench_local(|| shared.1.todo(&course).unwrap());
}

/// Everything Översikt shows.
fn overview(register: &Register) -> usize {
    let course = register.find_course(None).unwrap();
    let progress = register.progress(&course, None, Some(Breakdown::Municipality)).unwrap();
    let timeline = register.timeline(&course, None).unwrap();
    let todo = register.todo(&course).unwrap();
    let overdue = register.overdue_sessions().unwrap();

    progress.by.len() + timeline.len() + overdue.len() + todo.overdue_sessions as usize
}

/// Översikt of a register that has just been opened. Aims: 20 ms with 2 000 students, 500 ms with 100 000.
#[divan::bench(sample_count = 10, sample_size = 1, args = [2_000, 100_000])]
fn overview_complete(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    let (desk, _) = &*shared;
    bencher
        .with_inputs(|| Register::open_read_only(&desk.path(), desk.clock).unwrap())
        .bench_local_refs(|register| overview(register));
}

/// Översikt again after one mark. Aim: 20 ms, however many students there are.
#[divan::bench(sample_count = 30, sample_size = 1, args = [2_000, 100_000])]
fn overview_after_one_mark(bencher: Bencher, students: u32) {
    let shared = std::cell::RefCell::new(of(students).lock().unwrap());
    let (_, session, student) = somewhere(&shared.borrow().1);
    overview(&shared.borrow().1);
    let mut late = 0;
    bencher
        .with_inputs(|| {
            late = (late + 1) % 60;
            let mark = Some(Attendance::Late(Minutes(late)));
            shared.borrow_mut().1.set_mark(session, student, mark).unwrap();
        })
        .bench_local_values(|()| overview(&shared.borrow().1));
}

/// A report of a year as PDF, gathered and drawn. Aim: 1 s.
#[divan::bench(sample_count = 5, sample_size = 1, args = [2_000, 100_000])]
fn report_of_a_year(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    let about = About {
        course: shared.1.find_course(None).unwrap().name,
        from: "2025-11-24".parse().unwrap(),
        to: "2026-11-23".parse().unwrap(),
        known_at: None,
        by: USUAL.to_vec(),
        in_full: false,
        differences_told: false,
    };
    bencher.bench_local(|| {
        Report::gather(&shared.1, Language::Swedish, about.clone())
            .unwrap()
            .file(Format::Pdf)
            .unwrap()
    });
}

/// The table of all students as a spreadsheet. Aim: 5 s with 100 000.
#[divan::bench(sample_count = 3, sample_size = 1, args = [2_000, 100_000])]
fn students_as_a_spreadsheet(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    bencher.bench_local(|| {
        let (sheet, _) = records::gather(What::Students, &shared.1, Language::Swedish).unwrap();
        workbook([sheet], shared.1.today()).unwrap()
    });
}

/// What the register knew on a past day: its journal replayed.
#[divan::bench(sample_count = 2, sample_size = 1, args = [2_000, 100_000])]
fn known_at_a_past_day(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    bencher.bench_local(|| shared.1.known_at(shared.1.today()).unwrap());
}

/// What another counting rule would do.
#[divan::bench(sample_count = 3, sample_size = 1, args = [2_000, 100_000])]
fn preview_of_a_rule(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    let course = shared.1.find_course(None).unwrap();
    bencher.bench_local(|| shared.1.preview_rule(&course, Rule::Sessions(5)).unwrap());
}

/// The list of classes.
#[divan::bench(sample_count = 20, sample_size = 1, args = [2_000, 100_000])]
fn all_classes(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    bencher.bench_local(|| shared.1.classes().unwrap());
}

/// The list of students, read once when the screen opens.
#[divan::bench(sample_count = 10, sample_size = 1, args = [2_000, 100_000])]
fn all_students(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    bencher.bench_local(|| shared.1.students().unwrap());
}

/// Search as one types, among 100 000 students. Aim: at most 10 ms in 99 of 100.
#[divan::bench(sample_count = 100, sample_size = 1, args = ["a", "an", "oberg", "el ma", "xyz"])]
fn search_among_100_000(bencher: Bencher, query: &str) {
    let rows = &*ROWS;
    bencher.bench_local(|| search(black_box(rows), black_box(query)));
}

/// Everything worked out afresh for a past day.
#[divan::bench(sample_count = 3, sample_size = 1, args = [2_000, 100_000])]
fn progress_as_of_a_past_day(bencher: Bencher, students: u32) {
    let shared = of(students).lock().unwrap();
    let course = shared.1.find_course(None).unwrap();
    let day = "2026-10-01".parse().ok();
    bencher.bench_local(|| shared.1.progress(&course, day, None).unwrap());
}

fn of(students: u32) -> &'static Mutex<(Desk, Register)> {
    if students == 2_000 { &SMALL } else { &LARGE }
}
