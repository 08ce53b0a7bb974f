//! Every figure can be traced: to the students behind it, to any past day, to what was known then; and the figures that
//! are kept in step are those that are worked out afresh.

mod support;

use std::collections::BTreeSet;

use kursliggaren::clock::Clock;
use kursliggaren::demo;
use kursliggaren::domain::certificate::CertificateLanguage;
use kursliggaren::domain::figure::{Breakdown, Figure, Measure};
use kursliggaren::domain::{Attendance, ClassId, Minutes, Percent, Rule, StudentId, Verdict};
use kursliggaren::register::gaps::Missing;
use kursliggaren::register::journal::ChangeKind;
use kursliggaren::register::session::Log;
use kursliggaren::register::student::StudentDetails;
use kursliggaren::register::{Error, Refusal, Register};
use proptest::prelude::*;
use support::*;

fn sample(students: u32) -> (Desk, Register) {
    let desk = Desk::new();
    let register =
        demo::make(&desk.path(), &desk.installation, desk.clock, "Åsa", students, |_| {}).unwrap();

    (desk, register)
}

#[test]
fn the_students_behind_a_figure_are_as_many_as_it_says() {
    let (_desk, register) = sample(400);
    let course = register.find_course(None).unwrap();
    for day in [None, Some(support::day("2026-10-15"))] {
        let behind =
            |figure: Figure| register.students_counted(&figure.as_of(day)).unwrap().len() as u32;
        let all = register.progress(&course, day, None).unwrap();
        let figure = |measure| Figure::of(course.id, measure);
        assert_eq!(behind(figure(Measure::Enrolled)), all.count.enrolled);
        assert_eq!(behind(figure(Measure::Started)), all.count.started);
        assert_eq!(behind(figure(Measure::Completed)), all.count.completed);
        assert_eq!(behind(figure(Measure::OnlyStarted)), all.count.started - all.count.completed);
        assert_eq!(behind(figure(Measure::NotStarted)), all.count.enrolled - all.count.started);
        assert_eq!(behind(figure(Measure::Outside)), all.outside);
        for by in Breakdown::ALL {
            for row in register.progress(&course, day, Some(by)).unwrap().by {
                let among = |measure| figure(measure).among(by, row.key.clone());
                assert_eq!(behind(among(Measure::Enrolled)), row.count.enrolled, "{by:?} {row:?}");
                assert_eq!(behind(among(Measure::Started)), row.count.started, "{by:?} {row:?}");
                assert_eq!(behind(among(Measure::Completed)), row.count.completed, "{row:?}");
            }
        }
    }
    let gaps = register.gaps(&course).unwrap();
    let behind =
        |measure| register.students_counted(&Figure::of(course.id, measure)).unwrap().len() as u32;
    assert!(gaps.one_session_left > 0 && gaps.no_longer > 0);
    assert_eq!(behind(Measure::OneSessionLeft), gaps.one_session_left);
    assert_eq!(behind(Measure::NoLonger), gaps.no_longer);
}

#[test]
fn each_point_in_time_is_what_was_so_on_that_day() {
    let (_desk, register) = sample(300);
    let course = register.find_course(None).unwrap();
    let timeline = register.timeline(&course, None).unwrap();

    assert!(timeline.len() > 60);
    let today = register.progress(&course, None, None).unwrap();
    assert_eq!(timeline.last().unwrap().count, today.count);
    for point in timeline.iter().rev().step_by(7) {
        let then = register.progress(&course, Some(point.day), None).unwrap();
        assert_eq!(point.count, then.count, "{}", point.day);
    }
}

#[test]
fn figures_of_a_past_day_may_be_those_that_were_known_then() {
    let desk = Desk::new();
    let on = |day: &str| Clock::at(support::day(day));
    let desk = Desk { clock: on("2026-10-10"), ..desk };
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 5);
    drop(register);

    // A month later it turns out that Elin was never there, and one student more is put in.
    let later = Desk { clock: on("2026-11-10"), ..desk };
    let mut register = later.open();
    let elin = student_named(&register, class, "Elin Öberg");
    for number in 1..=5 {
        let session = session_numbered(&register, class, number);
        register.set_mark(session, elin, Some(Attendance::Unexcused)).unwrap();
    }
    let more = StudentDetails { given: "Ida".into(), family: "Ros".into(), ..Default::default() };
    register.add_student(class, &more, Some(day("2026-11-10"))).unwrap();
    let course = register.find_course(None).unwrap();
    let then = register.known_at(day("2026-10-20")).unwrap();
    let count = |register: &Register, as_of: Option<&str>| {
        let course = register.find_course(None).unwrap();
        let count = register.progress(&course, as_of.map(day), None).unwrap().count;
        (count.enrolled, count.started, count.completed)
    };

    assert_eq!(count(&register, None), (5, 3, 3));
    assert_eq!(count(&register, Some("2026-10-20")), (4, 3, 3), "what is known now");
    assert_eq!(count(&then, None), (4, 4, 4), "what was known then");
    assert_eq!(count(&then, Some("2026-10-04")), (4, 4, 0), "both");
    assert_eq!(then.today(), day("2026-10-20"));
    let figure = Figure::of(course.id, Measure::Completed);
    assert_eq!(then.students_counted(&figure).unwrap().len(), 4);
    match register.known_at(day("2026-09-01")) {
        Err(Error::Refused(Refusal::NothingKnownThen(_, begun))) => {
            assert_eq!(begun, day("2026-10-10"));
        }
        other => panic!("{:?}", other.err()),
    }
}

#[test]
fn a_new_rule_does_what_its_preview_says() {
    let (_desk, mut register) = sample(400);
    let course = register.find_course(None).unwrap();
    for rule in [
        Rule::Share(Percent::new(60).unwrap()),
        Rule::Sessions(6),
        Rule::Minutes(Minutes(400)),
        Rule::Started,
    ] {
        let course = register.course(course.id).unwrap();
        let before = register.progress(&course, None, None).unwrap().count.completed;
        let counting = |register: &Register| {
            register.students_counted(&Figure::of(course.id, Measure::Completed)).unwrap()
        };
        let before_them = counting(&register);
        let preview = register.preview_rule(&course, rule).unwrap();
        let edited = kursliggaren::register::programme::Course { rule, ..course.clone() };
        register.edit_course(&edited).unwrap();
        let after_them = counting(&register);
        let ids = |list: &[kursliggaren::register::progress::Judgement]| {
            list.iter().map(|one| one.student).collect::<BTreeSet<StudentId>>()
        };

        assert_eq!((preview.now, preview.then), (before, after_them.len() as u32), "{rule:?}");
        assert_eq!(ids(&preview.gained), &after_them - &before_them);
        assert_eq!(ids(&preview.lost), &before_them - &after_them);
    }
    let newest = &register.history(1).unwrap()[0];
    match &newest.kind {
        ChangeKind::RuleChanged { from, to, .. } => {
            assert_eq!((from.0.as_str(), from.1), ("minutes", 400));
            assert_eq!(to.0, "started");
            assert_eq!(newest.person, "Åsa");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_records_of_one_student_are_joined_and_parted_again() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let other = register.add_class(&details(&register, "SA26B")).unwrap().1;
    let twin =
        StudentDetails { given: "Elin".into(), family: "Öberg".into(), ..Default::default() };
    let (_, twin) = register.add_student(other, &twin, None).unwrap();
    hold_sessions(&mut register, other, 5);
    let elin = student_named(&register, class, "Elin Öberg");
    let pairs = register.possible_duplicates().unwrap();
    assert_eq!((pairs.len(), pairs[0].one, pairs[0].other), (1, elin, twin));

    register.join_students(elin, twin, &[]).unwrap();
    assert!(register.possible_duplicates().unwrap().is_empty());
    let course = register.find_course(None).unwrap();
    let joined = register.progress(&course, None, None).unwrap().count;
    assert_eq!((joined.enrolled, joined.completed), (4, 1));
    assert_eq!(register.student(twin).unwrap().id, elin);
    assert!(register.figures_agree().unwrap());
    assert_eq!(register.check().unwrap().problems, []);

    register.undo(false).unwrap();
    let parted = register.progress(&course, None, None).unwrap().count;
    assert_eq!((parted.enrolled, parted.completed), (5, 1));
    register.tell_apart(elin, twin).unwrap();
    assert!(register.possible_duplicates().unwrap().is_empty());
    assert_eq!(register.duplicates_of(elin).unwrap(), []);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn who_can_no_longer_reach_the_line_is_told_where_to_make_it_up() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let amir = student_named(&register, class, "Amir Haddad");
    for number in [2, 3] {
        let session = session_numbered(&register, class, number);
        register.set_mark(session, amir, Some(Attendance::Excused)).unwrap();
    }
    let rescue = register.rescue(amir).unwrap().unwrap();
    assert_eq!(rescue.missing, Missing::Minutes(Minutes(432 - 360)));
    assert_eq!(rescue.chances, []);

    let other = register.add_class(&details(&register, "SA26B")).unwrap().1;
    let sessions = register.class(other).unwrap().sessions;
    let dates: Vec<_> =
        (0..6).map(|n| (sessions[n].id, day("2026-12-01") + chrono::Days::new(n as u64))).collect();
    register.date_sessions(other, &dates, "", "", false).unwrap();
    let rescue = register.rescue(amir).unwrap().unwrap();
    let chances: Vec<u16> = rescue.chances.iter().map(|chance| chance.number).collect();
    assert_eq!(chances, [2, 3]);

    register.add_guest(other, amir).unwrap();
    assert_eq!(register.rescue(amir).unwrap(), None, "a guest can reach the line again");
    assert_eq!(register.student(amir).unwrap().verdict(), Verdict::NotYet);
}

#[test]
fn targets_of_municipalities_are_set_and_undone() {
    let desk = Desk::new();
    let mut register = desk.create();
    let mut course = register.find_course(None).unwrap();
    course.municipal_targets.insert("2080".to_owned(), 300);
    register.edit_course(&course).unwrap();
    let rows = |register: &Register| {
        let course = register.find_course(None).unwrap();
        register.progress(&course, None, Some(Breakdown::Municipality)).unwrap().by
    };
    let target = |register: &Register| {
        rows(register).iter().find(|row| row.key.as_deref() == Some("2080")).unwrap().target
    };
    assert_eq!(target(&register), Some(300));
    course.municipal_targets.clear();
    register.edit_course(&course).unwrap();
    assert_eq!(target(&register), None);
    register.undo(false).unwrap();
    assert_eq!(target(&register), Some(300));
    assert_eq!(register.check().unwrap().problems, []);
}

/// Something a person does to a small register.
#[derive(Debug, Clone)]
enum Deed {
    Mark(usize, u16, Option<Attendance>),
    Log(usize, u16),
    Cancel(usize, u16),
    Path(usize),
    Guest(usize, usize),
    Leave(usize),
    Issue(usize),
    Rename(usize),
    Rule(u8),
    Undo,
    Redo,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let mark = prop_oneof![
        Just(None),
        Just(Some(Attendance::Present)),
        Just(Some(Attendance::Unexcused)),
        (1u32..90).prop_map(|late| Some(Attendance::Late(Minutes(late))))
    ];
    prop_oneof![
        6 => (0usize..8, 1u16..7, mark).prop_map(|(who, session, mark)| Deed::Mark(who, session, mark)),
        4 => (0usize..2, 1u16..7).prop_map(|(class, session)| Deed::Log(class, session)),
        1 => (0usize..2, 1u16..7).prop_map(|(class, session)| Deed::Cancel(class, session)),
        1 => (0usize..8).prop_map(Deed::Path),
        1 => (0usize..8, 0usize..2).prop_map(|(who, class)| Deed::Guest(who, class)),
        1 => (0usize..8).prop_map(Deed::Leave),
        2 => (0usize..8).prop_map(Deed::Issue),
        1 => (0usize..8).prop_map(Deed::Rename),
        1 => (40u8..95).prop_map(Deed::Rule),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

/// Does it; what the register refuses changes nothing.
fn do_it(register: &mut Register, classes: &[ClassId], students: &[StudentId], deed: &Deed) {
    let here = |class: &ClassId| register.class(*class).is_ok();
    if !classes.iter().all(here) || students.iter().any(|who| register.student(*who).is_err()) {
        // Undone back to before they were made.
        let _ = register.redo();
        return;
    }
    let _ = match deed {
        Deed::Mark(who, number, mark) => {
            let class = classes[who / 4];
            let session = session_numbered(register, class, *number);
            register.set_mark(session, students[*who], *mark).map(|_| ())
        }
        Deed::Log(class, number) => {
            let class = classes[*class];
            let members = register.class(class).unwrap().members;
            let marks = members.iter().map(|m| (m.student, Attendance::Present)).collect();
            let log = Log {
                class,
                number: *number,
                date: day(&format!("2026-10-{number:02}")),
                minutes: None,
                marks,
                newcomers: Vec::new(),
                note: None,
                replace: true,
                anyway: true,
            };
            register.log_session(&log).map(|_| ())
        }
        Deed::Cancel(class, number) => {
            register.cancel_session(classes[*class], *number, None, "snö", true).map(|_| ())
        }
        Deed::Path(who) => register.set_study_path(&students[*who..=*who], "TE").map(|_| ()),
        Deed::Guest(who, class) => register.add_guest(classes[*class], students[*who]).map(|_| ()),
        Deed::Leave(who) => register
            .move_students(
                &[(students[*who], Some(classes[who / 4]))],
                classes[1 - who / 4],
                day("2026-11-23"),
            )
            .map(|_| ()),
        Deed::Issue(who) => {
            let chosen = [(students[*who], classes[who / 4])];
            register.issue_certificates(None, &chosen, CertificateLanguage::Swedish).map(|_| ())
        }
        Deed::Rename(who) => {
            let mut details = register.student(students[*who]).unwrap().details;
            details.family.push('x');
            register.edit_student(students[*who], &details).map(|_| ())
        }
        Deed::Rule(percent) => {
            let course = register.find_course(None).unwrap();
            let rule = Rule::Share(Percent::new(*percent).unwrap());
            let course = kursliggaren::register::programme::Course { rule, ..course };
            register.edit_course(&course).map(|_| ())
        }
        Deed::Undo => register.undo(true).map(|_| ()),
        Deed::Redo => register.redo().map(|_| ()),
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn figures_kept_in_step_are_those_worked_out_afresh(deeds in proptest::collection::vec(any_deed(), 1..25)) {
        let desk = Desk::new();
        let mut register = desk.create();
        let first = class_of_four(&mut register);
        let second = register.add_class(&details(&register, "SA26B")).unwrap().1;
        let mut students: Vec<StudentId> = NAMES.iter().map(|(given, family)| student_named(&register, first, &format!("{given} {family}"))).collect();
        for name in ["Tuva Ek", "Leo Hed", "Ida Ros", "Nils Vik"] {
            let details = StudentDetails::from_typed_name(name).unwrap();
            students.push(register.add_student(second, &details, None).unwrap().1);
        }
        let course = register.find_course(None).unwrap();
        register.progress(&course, None, None).unwrap();
        register.todo(&register.find_course(None).unwrap()).unwrap();
        for deed in &deeds {
            do_it(&mut register, &[first, second], &students, deed);
            prop_assert!(register.figures_agree().unwrap(), "{:?}", deed);
            register.todo(&register.find_course(None).unwrap()).unwrap();
        }
        let course = register.course(course.id).unwrap();
        let kept = register.progress(&course, None, Some(Breakdown::School)).unwrap();
        let todo = register.todo(&register.find_course(None).unwrap()).unwrap();
        drop(register);
        let fresh = desk.open();
        let again = fresh.progress(&course, None, Some(Breakdown::School)).unwrap();
        prop_assert_eq!(kept, again);
        prop_assert_eq!(todo, fresh.todo(&fresh.find_course(None).unwrap()).unwrap());
    }
}
