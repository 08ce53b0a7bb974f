//! Marks stand only on days on which somebody was there to have one: before and after a place in a class, in its gaps, and
//! under a session that is moved, shortened or taken away.

mod support;

use std::collections::BTreeMap;

use kursliggaren::domain::{Attendance, Minutes, SessionStatus, Standing, StudentId};
use kursliggaren::register::session::SessionPlan;
use kursliggaren::register::{Error, Refusal, Register};
use support::*;

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> Refusal {
    match answer.unwrap_err() {
        Error::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

fn plan(register: &Register, class: kursliggaren::domain::ClassId, number: u16) -> SessionPlan {
    let class = register.class(class).unwrap();

    SessionPlan::of(class.sessions.iter().find(|session| session.number == number).unwrap())
}

fn place_of(
    register: &Register,
    class: kursliggaren::domain::ClassId,
    student: StudentId,
) -> kursliggaren::domain::EnrolmentId {
    let members = register.class(class).unwrap().members;

    members.iter().find(|member| member.student == student).unwrap().enrolment
}

fn standing(register: &Register, student: StudentId) -> Standing {
    register.student(student).unwrap().enrolled.remove(0).standing
}

#[test]
fn the_rest_are_those_who_were_in_the_class_that_day() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let late = student_named(&register, class, "Maja Lindqvist");
    let first = session_numbered(&register, class, 1);
    register.set_mark(first, late, None).unwrap();
    let place = place_of(&register, class, late);
    register.edit_enrolment(place, Some(day("2026-11-01")), None).unwrap();

    register.mark_rest(first, Attendance::Present, None).unwrap();

    assert!(!register.class(class).unwrap().marks.contains_key(&(first, late)));
    let refused = refusal(register.set_mark(first, late, Some(Attendance::Present)));
    assert!(matches!(refused, Refusal::NotInClassThen(..)), "{refused:?}");
}

#[test]
fn moving_away_and_back_keeps_the_gap() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let student = student_named(&register, class, "Amir Haddad");
    hold_sessions(&mut register, class, 1);
    let other =
        register.import(&register.plan_list(list(&register, "SA26B", &[("Ida", "Ros")])).unwrap());
    let other = other.unwrap().1.classes[0].0;
    register.move_students(&[(student, Some(class))], other, day("2026-10-05")).unwrap();
    register.move_students(&[(student, Some(other))], class, day("2026-11-05")).unwrap();

    let member = |date: &str| {
        let class = register.class(class).unwrap();
        let member = class.members.into_iter().find(|member| member.student == student).unwrap();
        member.expected_on(day(date))
    };
    // The day of the move is the last in the one class and the first in the other.
    assert!(member("2026-10-01") && member("2026-10-05"));
    assert!(!member("2026-10-06") && !member("2026-11-04"));
    assert!(member("2026-11-05"));
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn a_session_is_not_shortened_below_somebodys_lateness_nor_moved_to_a_day_to_come() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let session = session_numbered(&register, class, 1);
    let student = student_named(&register, class, "Amir Haddad");
    let late = Attendance::Late(Minutes(60));
    register.set_mark(session, student, Some(late)).unwrap();

    let shorter = SessionPlan { minutes: Minutes(45), ..plan(&register, class, 1) };
    let refused = refusal(register.move_session(session, &shorter, &[], false));
    assert_eq!(refused, Refusal::ShorterThanLateness(vec!["Amir Haddad".into()], 45));

    let to_come = SessionPlan { date: Some(day("2026-12-24")), ..plan(&register, class, 1) };
    let refused = refusal(register.move_session(session, &to_come, &[], true));
    assert_eq!(refused, Refusal::HeldInFuture(day("2026-12-24")));
}

#[test]
fn a_correction_changes_only_those_who_are_named() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let session = session_numbered(&register, class, 1);
    let [elin, amir] =
        ["Elin Öberg", "Amir Haddad"].map(|name| student_named(&register, class, name));
    register.set_mark(session, elin, Some(Attendance::Excused)).unwrap();

    let marks = BTreeMap::from([(amir, Attendance::Unexcused)]);
    register.correct_session(class, 1, &marks).unwrap();

    let marks = register.class(class).unwrap().marks;
    assert_eq!(marks[&(session, elin)], Attendance::Excused);
    assert_eq!(marks[&(session, amir)], Attendance::Unexcused);
    let refused = refusal(register.correct_session(class, 2, &BTreeMap::new()));
    assert_eq!(refused, Refusal::NotLogged(2));
}

#[test]
fn a_session_logged_by_mistake_is_taken_away_with_its_marks_in_one_step() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let count = register.class(class).unwrap().sessions.len() as u16;
    // A seventh session, which is not in the course's plan.
    hold_sessions(&mut register, class, count + 1);
    let before = picture(&desk.path());
    let second = session_numbered(&register, class, count + 1);

    register.remove_session(second).unwrap();
    assert!(register.class(class).unwrap().marks.keys().all(|(session, _)| *session != second));
    register.undo(false).unwrap();

    assert_eq!(picture(&desk.path()), before);
}

#[test]
fn exempt_time_is_asked_of_nobody_and_counts_for_nobody() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 2);
    let late = student_named(&register, class, "Maja Lindqvist");
    for number in [1, 2] {
        register.set_mark(session_numbered(&register, class, number), late, None).unwrap();
    }
    let place = place_of(&register, class, late);
    register.edit_enrolment(place, Some(day("2026-11-01")), None).unwrap();
    let course = register.find_course(None).unwrap();
    let forbidding =
        kursliggaren::register::programme::Course { exemptions: false, ..course.clone() };
    register.edit_course(&forbidding).unwrap();
    let refused = refusal(register.exempt(late, class, &[1], "Började i november"));
    assert_eq!(refused, Refusal::NoExemptions);
    register.edit_course(&course).unwrap();

    let before = standing(&register, late);
    register.exempt(late, class, &[1], "Började i november").unwrap();
    let after = standing(&register, late);

    assert_eq!(after.planned.0, before.planned.0 - 90);
    assert_eq!((after.exempt, after.attended), (Minutes(90), Minutes(0)));
    let draft =
        register.draft_certificates(&[(late, class)], Default::default()).unwrap().remove(0);
    assert_eq!((draft.exempt, draft.planned), (Minutes(90), after.planned));
    register.take_back_exemptions(late, class).unwrap();
    assert_eq!(standing(&register, late), before);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn one_change_is_undone_alone_where_nothing_later_depends_on_it() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 2);
    let [first, second] = [1, 2].map(|number| session_numbered(&register, class, number));
    let student = student_named(&register, class, "Amir Haddad");
    register.set_mark(first, student, Some(Attendance::Excused)).unwrap();
    let change = register.history(1).unwrap()[0].change;
    register.set_mark(second, student, Some(Attendance::Unexcused)).unwrap();
    register.undo_one(change).unwrap();
    let marks = register.class(class).unwrap().marks;
    assert_eq!(marks[&(first, student)], Attendance::Present);
    assert_eq!(marks[&(second, student)], Attendance::Unexcused);

    register.set_mark(first, student, Some(Attendance::Excused)).unwrap();
    let change = register.history(1).unwrap()[0].change;
    register.set_mark(first, student, Some(Attendance::Late(Minutes(10)))).unwrap();
    let refused = refusal(register.undo_one(change));
    assert!(matches!(refused, Refusal::LaterChange(_)), "{refused:?}");
}

#[test]
fn clearing_and_planning_again_leaves_no_held_session_without_marks() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let first = session_numbered(&register, class, 1);

    register.plan_again(first).unwrap();

    let class = register.class(class).unwrap();
    let session = class.sessions.iter().find(|session| session.id == first).unwrap();
    assert_eq!(session.status, SessionStatus::Planned);
    assert!(class.marks.is_empty());
}

#[test]
fn who_has_left_is_told_apart_and_is_not_waited_for() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let first = session_numbered(&register, class, 1);
    let held = register.class(class).unwrap().sessions[0].date.unwrap();
    let leaver = student_named(&register, class, "Maja Lindqvist");
    register.set_mark(first, leaver, None).unwrap();
    let of_first = |register: &Register| {
        let row = register.all_sessions().unwrap().remove(0);
        (row.reported, row.expected)
    };
    assert_eq!(of_first(&register), (3, 4));

    register.leave_class(&[leaver], class, held.pred_opt().unwrap()).unwrap();
    assert_eq!(of_first(&register), (3, 3), "nobody waits for who had left");
    let schools = register.schools().unwrap();
    let school = schools.iter().find(|school| school.students > 0).unwrap();
    assert_eq!((school.students, school.former), (4, 1));
}
