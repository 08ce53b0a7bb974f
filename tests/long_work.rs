//! Long work tells how far it is, and leaves nothing behind when it is stopped.

mod support;

use kursliggaren::register::Error;
use kursliggaren::register::work::Work;
use support::*;

/// So many names that nobody has time to take them in before they change their mind.
fn long_list(register: &kursliggaren::register::Register) -> kursliggaren::register::list::List {
    let names: Vec<(String, String)> =
        (0..20_000).map(|number| (format!("Elin{number}"), format!("Öberg{number}"))).collect();
    let names: Vec<(&str, &str)> =
        names.iter().map(|(given, family)| (given.as_str(), family.as_str())).collect();

    list(register, "SA26A", &names)
}

#[test]
fn an_import_that_is_stopped_half_way_leaves_nothing() {
    let desk = Desk::new();
    let mut register = desk.create();
    let plan = register.plan_list(long_list(&register)).unwrap();
    let before = picture(&desk.path());
    let work = Work::default();
    let theirs = work.clone();
    let stopper = std::thread::spawn(move || {
        while theirs.share().is_none_or(|share| share < 0.01) {
            std::thread::yield_now();
        }
        theirs.cancel();
    });
    let answer = register.do_work(&work, |register| register.import(&plan));
    stopper.join().unwrap();

    assert!(matches!(answer, Err(Error::Cancelled)), "{answer:?}");
    assert!(work.is_finished());
    assert_eq!(picture(&desk.path()), before);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn work_that_is_stopped_before_it_begins_never_begins() {
    let desk = Desk::new();
    let mut register = desk.create();
    let work = Work::default();
    work.cancel();

    assert!(matches!(
        register.do_work(&work, |register| register.back_up()),
        Err(Error::Cancelled)
    ));
    assert_eq!(register.backups().unwrap(), []);
}

#[test]
fn stopping_work_that_has_ended_stops_nothing_else() {
    let desk = Desk::new();
    let mut register = desk.create();
    let work = Work::default();
    register.do_work(&work, |register| register.back_up()).unwrap();
    work.cancel();

    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn what_a_job_beside_the_register_found_is_dropped_where_it_was_stopped() {
    let work = Work::default();
    assert_eq!(work.beside(|| 1), Some(1));
    assert!(work.is_finished());

    let stopped = Work::default();
    assert_eq!(stopped.beside(|| stopped.cancel()), None);
    assert!(stopped.is_finished());
    assert_eq!(stopped.beside(|| panic!("it must not begin")), None::<()>);
}
