//! How soon a mark is durable while something long is under way: alone, while 2 000 certificates are drawn, while a list of
//! 100 000 rows is planned, and while the report of a past day is made. Aim: within 20 ms, 99 of 100.

#[path = "support/mod.rs"]
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use iced_test::futures::futures::executor::block_on;
use kursliggaren::domain::figure::Breakdown;
use kursliggaren::domain::{Attendance, SessionId, StudentId};
use kursliggaren::i18n::Language;
use kursliggaren::papers::certificates::Batch;
use kursliggaren::papers::report::{Format, Report};
use kursliggaren::register::handle::Handle;
use kursliggaren::register::report::About;
use kursliggaren::register::work::Work;
use kursliggaren::register::{Error, Register};
use support::Desk;

/// Marks that are timed beside each work; the work is done again until there are so many.
const MARKS: usize = 300;
/// Time from one mark to the next: somebody who is quick.
const BETWEEN: Duration = Duration::from_millis(40);

/// Something long that only reads.
type Long = Arc<dyn Fn(&Register) -> Result<(), Error> + Send + Sync>;

fn main() {
    // `cargo test` runs benches, too, to see that they build.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let desk = Desk::new();
    let mut register = desk.sample(5_000);
    hold_everything(&mut register);
    let (_, session, student) = support::somewhere(&register);
    let course = register.find_course(None).unwrap().name;
    let list = support::list(&register, "ZZ26", 0, 100_000);
    let ledger = register.ledger().unwrap();
    let certificates: Vec<_> = ledger.into_iter().cycle().take(2_000).collect();
    drop(register);

    let (path, installation, clock) = (desk.path(), desk.installation.clone(), desk.clock);
    let (handle, thread, opened) =
        Handle::open(move || Register::open(&path, &installation, clock));
    block_on(opened).unwrap();
    let long: [(&str, Option<Long>); 4] = [
        ("alone", None),
        (
            "2 000 certificates drawn",
            Some(Arc::new(move |register| {
                let batch = Batch::gather(register, certificates.clone(), None)?;
                std::hint::black_box(batch.pdf());
                Ok(())
            })),
        ),
        (
            "100 000 rows planned",
            Some(Arc::new(move |register| {
                std::hint::black_box(register.plan_list(list.clone())?);
                Ok(())
            })),
        ),
        (
            "the report of a past day",
            Some(Arc::new(move |register| {
                let about = About {
                    course: course.clone(),
                    from: "2026-01-01".parse().unwrap(),
                    to: "2026-06-30".parse().unwrap(),
                    known_at: Some("2026-11-23".parse().unwrap()),
                    by: Breakdown::ALL.into(),
                    in_full: true,
                    differences_told: true,
                };
                let report = Report::gather(register, Language::Swedish, about)?;
                std::hint::black_box(report.file(Format::Pdf)?);
                Ok(())
            })),
        ),
    ];
    println!(
        "{:<28} {:>8} {:>8} {:>8} {:>8} {:>7} {:>9}",
        "ms", "median", "90 %", "99 %", "most", "times", "CPU s"
    );
    for (name, long) in long {
        measure(&handle, name, long, (session, student));
    }
    drop(handle);
    thread.wait();
}

/// Everybody was at everything that has a day behind us, so that there is much to certify and to report.
fn hold_everything(register: &mut Register) {
    for class in register.classes().unwrap() {
        let candidates = register.certificate_candidates(class.id).unwrap();
        let ready: Vec<_> = candidates
            .iter()
            .filter(|one| {
                matches!(one.state, kursliggaren::register::certificate::CandidateState::Ready)
            })
            .map(|one| (one.student, one.class))
            .collect();
        if !ready.is_empty() {
            register.issue_certificates(Some(class.id), &ready, Default::default()).unwrap();
        }
    }
}

fn measure(
    handle: &Handle,
    name: &str,
    long: Option<Long>,
    (session, student): (SessionId, StudentId),
) {
    let enough = Arc::new(AtomicBool::new(false));
    let busy = long.map(|long| {
        let (handle, enough) = (handle.clone(), Arc::clone(&enough));
        std::thread::spawn(move || {
            let mut times = 0;
            while !enough.load(Ordering::Relaxed) {
                let long = Arc::clone(&long);
                block_on(handle.read_long(Work::default(), move |register| long(register)))
                    .unwrap();
                times += 1;
            }
            times
        })
    });
    std::thread::sleep(Duration::from_millis(50));
    let before = cpu_seconds();
    let mut took: Vec<f64> = (0..MARKS)
        .map(|number| {
            let mark = if number % 2 == 0 { Attendance::Present } else { Attendance::Unexcused };
            let started = Instant::now();
            block_on(handle.write(move |register| register.set_mark(session, student, Some(mark))))
                .unwrap();
            let took = started.elapsed();
            std::thread::sleep(BETWEEN.saturating_sub(took));
            took.as_secs_f64() * 1000.0
        })
        .collect();
    let used = cpu_seconds() - before;
    enough.store(true, Ordering::Relaxed);
    let times = busy.map_or(0, |busy| busy.join().unwrap());
    took.sort_by(f64::total_cmp);
    let at = |share: usize| took[(MARKS * share / 100).min(MARKS - 1)];
    println!(
        "{name:<28} {:>8.1} {:>8.1} {:>8.1} {:>8.1} {times:>7} {used:>9.1}",
        at(50),
        at(90),
        at(99),
        took[MARKS - 1]
    );
}

/// Seconds of processor time this process has used, all threads together; 0 where the system does not say.
fn cpu_seconds() -> f64 {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return 0.0 };
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<f64> =
        after_name.split_whitespace().filter_map(|field| field.parse().ok()).collect();
    // State is no number: user and system time are the 11th and 12th of the numbers that follow it.
    match fields.get(10..12) {
        Some([user, system]) => (user + system) / 100.0,
        _ => 0.0,
    }
}
