//! The register: taking in lists, marks, figures, search. Times are wall time; aims stand beside.

#[path = "support/mod.rs"]
mod support;

use std::sync::{LazyLock, Mutex};

use divan::{Bencher, black_box};
use kursliggaren::domain::figure::Breakdown;
use kursliggaren::domain::{Attendance, Minutes};
use kursliggaren::register::Register;
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
