//! Every kind of change is done, undone and done again, and compared: on the rows, and after reopening.

mod support;

use std::collections::BTreeMap;

use kursliggaren::domain::certificate::CertificateLanguage;
use kursliggaren::domain::certificate::design::Logo;
use kursliggaren::domain::{Attendance, Minutes, Percent, Protection, Rule};
use kursliggaren::register::school::{Contact, SchoolDetails};
use kursliggaren::register::session::{Log, Marking, SessionPlan};
use kursliggaren::register::student::StudentDetails;
use kursliggaren::register::{Error, Refusal, Register};
use support::*;

/// A register with a class of four and one session logged.
fn prepared() -> (Desk, Register) {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    log(&mut register, class, 1, "2026-09-01");

    (desk, register)
}

fn log(register: &mut Register, class: kursliggaren::domain::ClassId, number: u16, date: &str) {
    let members = register.class(class).unwrap().members;
    let marks: BTreeMap<_, _> =
        members.iter().map(|member| (member.student, Attendance::Present)).collect();
    register
        .log_session(&Log {
            class,
            number,
            date: day(date),
            minutes: None,
            marks,
            newcomers: Vec::new(),
            note: None,
            replace: false,
            anyway: false,
        })
        .unwrap();
}

/// Does it, undoes it, does it again, closes and opens in between, and compares what stands there.
fn there_and_back(make: impl FnOnce(&mut Register)) {
    there_and_back_after(|_| {}, make);
}

/// The same, with something more prepared.
fn there_and_back_after(prepare: impl FnOnce(&mut Register), make: impl FnOnce(&mut Register)) {
    let (desk, mut register) = prepared();
    prepare(&mut register);
    let before = picture(&desk.path());
    make(&mut register);
    let after = picture(&desk.path());
    assert_ne!(before, after, "the change changes something");

    register.undo(false).unwrap();
    assert_eq!(picture(&desk.path()), before, "undone");
    drop(register);
    let mut register = desk.open();
    register.redo().unwrap();
    assert_eq!(picture(&desk.path()), after, "done again, after reopening");
    register.undo(false).unwrap();
    register.redo().unwrap();
    register.undo(false).unwrap();
    drop(register);
    let register = desk.open();
    assert_eq!(picture(&desk.path()), before, "undone, after reopening");
    assert_eq!(register.check().unwrap().problems, []);
}

fn class(register: &Register) -> kursliggaren::domain::ClassId {
    register.classes().unwrap()[0].id
}

#[test]
fn taking_in_a_list() {
    there_and_back(|register| {
        let mut more = list(register, "TE26B", &[("Sara", "Ek"), ("Elin", "Öberg")]);
        more.mapping = Some(("Förnamn;Efternamn".into(), "given;family".into()));
        let plan = register.plan_list(more).unwrap();
        register.import(&plan).unwrap();
    });
}

#[test]
fn taking_in_a_complete_list_that_changes_students() {
    there_and_back(|register| {
        let mut newer = list(register, "SA26A", &NAMES[..2]);
        newer.complete = true;
        newer.rows[0].details.email = "elin@example.org".into();
        let plan = register.plan_list(newer).unwrap();
        assert_eq!((plan.count().changed, plan.count().left), (1, 2));
        register.import(&plan).unwrap();
    });
}

#[test]
fn logging_a_session() {
    there_and_back(|register| log(register, class(register), 2, "2026-09-08"));
}

#[test]
fn logging_one_session_more_than_planned() {
    there_and_back(|register| log(register, class(register), 7, "2026-10-20"));
}

#[test]
fn calling_off_a_session_with_marks() {
    there_and_back(|register| {
        let class = class(register);
        assert!(matches!(
            register.cancel_session(class, 1, None, "Läraren sjuk", false),
            Err(Error::Refused(Refusal::SessionHasMarks(4)))
        ));
        register.cancel_session(class, 1, None, "Läraren sjuk", true).unwrap();
    });
}

#[test]
fn setting_one_mark() {
    there_and_back(|register| {
        let class = class(register);
        let student = student_named(register, class, "Amir Haddad");
        let session = session_numbered(register, class, 1);
        register.set_mark(session, student, Some(Attendance::Late(Minutes(20)))).unwrap();
    });
}

#[test]
fn clearing_one_mark() {
    there_and_back(|register| {
        let class = class(register);
        let student = student_named(register, class, "Amir Haddad");
        register.set_mark(session_numbered(register, class, 1), student, None).unwrap();
    });
}

#[test]
fn marking_at_a_session_that_was_only_planned() {
    there_and_back(|register| {
        let class = class(register);
        let student = student_named(register, class, "Amir Haddad");
        let session = session_numbered(register, class, 3);
        assert!(matches!(
            register.set_mark(session, student, Some(Attendance::Present)),
            Err(Error::Refused(Refusal::NotLogged(3)))
        ));
        register
            .mark(&Marking {
                cells: vec![(session, student)],
                mark: Some(Attendance::Present),
                held: BTreeMap::from([(session, day("2026-11-20"))]),
            })
            .unwrap();
    });
}

#[test]
fn adding_a_class() {
    there_and_back(|register| {
        register.add_class(&details(register, "EK26")).unwrap();
    });
}

#[test]
fn editing_a_class() {
    there_and_back(|register| {
        let class = class(register);
        register.edit_class(class, &details(register, "SA26B")).unwrap();
    });
}

#[test]
fn removing_a_class_without_marks() {
    let (desk, mut register) = prepared();
    register.add_class(&details(&register, "EK26")).unwrap();
    let class = register.find_class(&"EK26".parse().unwrap()).unwrap().id;
    let before = picture(&desk.path());
    register.remove_class(class).unwrap();
    register.undo(false).unwrap();

    assert_eq!(picture(&desk.path()), before);
    let other = register.find_class(&"SA26A".parse().unwrap()).unwrap().id;
    assert!(matches!(register.remove_class(other), Err(Error::Refused(Refusal::StillUsed(_)))));
}

#[test]
fn adding_a_student_who_turned_up() {
    there_and_back(|register| {
        let given = StudentDetails { given: "Ali".into(), ..StudentDetails::default() };
        register.add_student(class(register), &given, Some(day("2026-09-08"))).unwrap();
    });
}

#[test]
fn inviting_a_guest_from_another_class() {
    let (desk, mut register) = prepared();
    let plan = register.plan_list(list(&register, "TE26B", &[("Sara", "Ek")])).unwrap();
    let other = register.import(&plan).unwrap().1.classes[0].0;
    let own = register.find_class(&"SA26A".parse().unwrap()).unwrap().id;
    let guest = student_named(&register, other, "Sara Ek");
    let before = picture(&desk.path());
    register.add_guest(own, guest).unwrap();
    assert!(matches!(register.add_guest(own, guest), Err(Error::Refused(Refusal::AlreadyInClass))));
    let after = picture(&desk.path());
    register.undo(false).unwrap();
    assert_eq!(picture(&desk.path()), before);
    register.redo().unwrap();
    assert_eq!(picture(&desk.path()), after);
}

#[test]
fn editing_a_student() {
    there_and_back(|register| {
        let class = class(register);
        let student = student_named(register, class, "Amir Haddad");
        let mut edited = register.student(student).unwrap().details;
        edited.family = "Haddad Lind".into();
        edited.birth_date = Some(day("2009-05-04"));
        register.edit_student(student, &edited).unwrap();
    });
}

#[test]
fn saying_that_a_student_has_left() {
    there_and_back(|register| {
        let class = class(register);
        let enrolment = register.class(class).unwrap().members[0].enrolment;
        register.edit_enrolment(enrolment, None, Some(day("2026-10-01"))).unwrap();
    });
}

#[test]
fn planning_sessions() {
    there_and_back(|register| {
        let class = class(register);
        let dates: Vec<_> = (2..=6)
            .map(|number| {
                (session_numbered(register, class, number), day(&format!("2026-10-{number:02}")))
            })
            .collect();
        register.date_sessions(class, &dates, "13:00", "Sal 12", false).unwrap();
    });
    there_and_back(|register| {
        let plan = SessionPlan {
            date: Some(day("2026-12-01")),
            starts_at: String::new(),
            minutes: Minutes(60),
            place: String::new(),
            leader: "Ida".into(),
            note: String::new(),
        };
        let class = class(register);
        register.add_session(class, &plan).unwrap();
    });
    there_and_back(|register| {
        let plan = SessionPlan {
            date: Some(day("2026-12-01")),
            starts_at: "09:00".into(),
            minutes: Minutes(120),
            place: "Aulan".into(),
            leader: String::new(),
            note: "Gemensamt".into(),
        };
        let class = class(register);
        let following = [(session_numbered(register, class, 2), day("2026-12-08"))];
        let first = session_numbered(register, class, 1);
        assert!(matches!(
            register.move_session(first, &plan, &following, false),
            Err(Error::Refused(Refusal::HeldInFuture(_)))
        ));
        let plan = SessionPlan { date: Some(day("2026-11-20")), ..plan };
        register.move_session(first, &plan, &following, false).unwrap();
    });
}

#[test]
fn editing_the_programme_and_its_rule() {
    there_and_back(|register| {
        let mut programme = register.programme().unwrap();
        programme.name = "Ett annat program".into();
        programme.period.start = day("2026-09-02");
        register.edit_programme(&programme).unwrap();
    });
    there_and_back(|register| {
        let mut course = register.find_course(None).unwrap();
        course.rule = Rule::Sessions(1);
        course.target = 100;
        register.edit_course(&course).unwrap();
    });
    there_and_back(|register| {
        let rule = Rule::Share(Percent::new(50).unwrap());
        register.add_course("Baskurs", 20, rule, 3, Minutes(180)).unwrap();
    });
}

#[test]
fn deciding_how_certificates_look() {
    there_and_back(|register| {
        let logo = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'><rect width='4' height='4'/></svg>";
        let picture = kursliggaren::register::design::digest(logo);
        let mut design = register.design().unwrap();
        design.signatory_title = "rektor".into();
        design.logos.push(Logo { picture, name: "Region Dalarna".into() });
        register.edit_design(&design, "Åsa Berg", "Falun", &[logo.to_vec()]).unwrap();
    });
}

#[test]
fn editing_schools_and_contacts() {
    there_and_back(|register| {
        register
            .add_school(&SchoolDetails {
                unit_code: None,
                name: "Nya gymnasiet".into(),
                kind: kursliggaren::domain::school::SchoolKind::UpperSecondary,
                municipality: "2080".into(),
                aliases: vec!["Nya".into()],
            })
            .unwrap();
    });
    there_and_back(|register| {
        let school = register.find_school("Lugnet").unwrap();
        let contact = Contact {
            id: None,
            name: "Karin Holm".into(),
            role: "Rektor".into(),
            email: String::new(),
            phone: String::new(),
        };
        register.save_contact(school.id, &contact).unwrap();
    });
}

#[test]
fn undo_and_redo_go_without_limit_and_a_new_change_empties_redo() {
    let desk = Desk::new();
    let mut register = desk.create();
    let mut pictures = vec![picture(&desk.path())];
    for number in 0..12 {
        register.add_class(&details(&register, &format!("SA26{number}"))).unwrap();
        pictures.push(picture(&desk.path()));
    }
    for wanted in pictures.iter().rev().skip(1) {
        register.undo(false).unwrap();
        assert_eq!(&picture(&desk.path()), wanted);
    }
    assert!(matches!(register.undo(false), Err(Error::Refused(Refusal::NothingToUndo))));
    for wanted in pictures.iter().skip(1).take(6) {
        register.redo().unwrap();
        assert_eq!(&picture(&desk.path()), wanted);
    }
    register.add_class(&details(&register, "Ny")).unwrap();
    assert!(matches!(register.redo(), Err(Error::Refused(Refusal::NothingToRedo))));
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn issued_certificates_are_not_undone_and_hold_what_they_point_at() {
    let (desk, mut register) = prepared();
    let class = class(&register);
    for number in 2..=6 {
        log(&mut register, class, number, &format!("2026-10-{number:02}"));
    }
    let students: Vec<_> =
        register.class(class).unwrap().members.iter().map(|m| (m.student, class)).collect();
    register.issue_certificates(Some(class), &students, CertificateLanguage::Swedish).unwrap();
    let before = picture(&desk.path());

    assert!(matches!(
        register.undo(false),
        Err(Error::Refused(Refusal::NotTakenBack { kind, .. })) if kind == "certificates_issued"
    ));
    assert_eq!(picture(&desk.path()), before);
    for _ in 0..6 {
        register.undo(true).unwrap();
    }
    let Err(Error::Refused(Refusal::StillUsed(usage))) = register.undo(true) else {
        panic!("the list's students are pointed at by certificates");
    };
    assert_eq!((usage.certificates, usage.marks), (8, 0), "by student and by class");
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn a_protected_students_name_is_gone_from_every_byte_of_the_register() {
    let (desk, mut register) = prepared();
    let class = class(&register);
    for number in 2..=6 {
        log(&mut register, class, number, &format!("2026-10-{number:02}"));
    }
    let student = student_named(&register, class, "Amir Haddad");
    let mut edited = register.student(student).unwrap().details;
    edited.given = "Amirkhan".into();
    register.edit_student(student, &edited).unwrap();
    register
        .issue_certificates(Some(class), &[(student, class)], CertificateLanguage::Swedish)
        .unwrap();
    register.protect_student(student, Protection::Confidential, "").unwrap();

    assert_eq!(register.student(student).unwrap().name(), "Elev 1");
    assert_eq!(register.ledger().unwrap()[0].content.student, "Elev 1");
    assert!(matches!(register.undo(false), Err(Error::Refused(Refusal::NotTakenBack { .. }))));
    assert_eq!(register.check().unwrap().problems, []);
    drop(register);
    let bytes = std::fs::read(desk.path()).unwrap();
    for name in ["Haddad", "Amir"] {
        assert!(!bytes.windows(name.len()).any(|window| window == name.as_bytes()), "{name}");
    }
}

#[test]
fn moving_students_to_another_class() {
    there_and_back_after(
        |register| {
            let plan = register.plan_list(list(register, "TE26B", &[("Sara", "Ek")])).unwrap();
            register.import(&plan).unwrap();
        },
        |register| {
            let classes = register.classes().unwrap();
            let from = classes.iter().find(|class| class.name == "SA26A").unwrap().id;
            let to = classes.iter().find(|class| class.name == "TE26B").unwrap().id;
            let moved = [student_named(register, from, "Elin Öberg")].map(|id| (id, Some(from)));
            register.move_students(&moved, to, register.today()).unwrap();

            assert_eq!(register.class(to).unwrap().members.len(), 2);
            let left = register.class(from).unwrap();
            let member = left.members.iter().find(|member| member.student == moved[0].0).unwrap();
            assert_eq!(member.to, Some(day("2026-11-23")));
            assert_eq!(left.marks.len(), 4, "no mark is lost");
        },
    );
}

#[test]
fn moving_a_student_without_marks_corrects_the_place() {
    let (_desk, mut register) = prepared();
    let from = class(&register);
    let details = StudentDetails { given: "Ny".into(), ..StudentDetails::default() };
    let (_, student) = register.add_student(from, &details, None).unwrap();
    let plan = register.plan_list(list(&register, "TE26B", &[("Sara", "Ek")])).unwrap();
    register.import(&plan).unwrap();
    let to =
        register.classes().unwrap().into_iter().find(|class| class.name == "TE26B").unwrap().id;
    register.move_students(&[(student, Some(from))], to, day("2026-11-23")).unwrap();

    assert_eq!(register.class(from).unwrap().members.len(), 4);
    assert_eq!(register.student(student).unwrap().enrolled.len(), 1);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn giving_several_students_a_study_path() {
    there_and_back(|register| {
        let students: Vec<_> =
            register.students().unwrap().into_iter().map(|student| student.id).collect();
        register.set_study_path(&students, "NA").unwrap();
    });
}

#[test]
fn marking_everyone_who_has_no_mark() {
    there_and_back(|register| {
        let class = class(register);
        let detail = register.class(class).unwrap();
        let (session, student) = (detail.sessions[1].id, detail.members[0].student);
        register.add_guest(class, student).unwrap_err();
        register.set_mark(detail.sessions[0].id, student, Some(Attendance::Unexcused)).unwrap();
        register.undo(false).unwrap();
        register.mark_rest(session, Attendance::Present, Some(day("2026-11-23"))).unwrap();
        assert_eq!(register.class(class).unwrap().marks.len(), 8);
    });
}

/// The newest change of a kind.
fn newest(register: &Register, code: &str) -> i64 {
    let history = register.history(100).unwrap();
    history.into_iter().find(|entry| entry.kind.code() == code).unwrap().change
}

#[test]
fn going_back_to_a_point_takes_everything_since_back_in_one_change() {
    let (desk, mut register) = prepared();
    let before = picture(&desk.path());
    let class = class(&register);
    log(&mut register, class, 2, "2026-09-08");
    let point = newest(&register, "session_logged");
    let student = student_named(&register, class, "Elin Öberg");
    let mut details = register.student(student).unwrap().details;
    details.given = "Ellen".into();
    register.edit_student(student, &details).unwrap();
    register.undo(false).unwrap();
    details.given = "Elina".into();
    register.edit_student(student, &details).unwrap();
    let plan = register.plan_list(list(&register, "TE26B", &[("Sara", "Ek")])).unwrap();
    register.import(&plan).unwrap();
    let session = register.class(class).unwrap().sessions[0].id;
    register.set_mark(session, student, Some(Attendance::Excused)).unwrap();
    let after = picture(&desk.path());

    let way = register.way_back(point).unwrap();
    assert_eq!(way.taken_back.len(), 4);
    assert!(way.kept.is_empty());
    register.go_back_before(point).unwrap();
    assert_eq!(picture(&desk.path()), before);
    assert_eq!(register.check().unwrap().problems, []);

    register.undo(false).unwrap();
    assert_eq!(picture(&desk.path()), after, "and back again");
    register.redo().unwrap();
    drop(register);
    let register = desk.open();
    assert_eq!(picture(&desk.path()), before);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn going_back_past_an_undo_brings_back_what_stood_there_then() {
    let (desk, mut register) = prepared();
    let class = class(&register);
    log(&mut register, class, 2, "2026-09-08");
    let then = picture(&desk.path());
    register.undo(false).unwrap();
    let point = newest(&register, "undone");
    log(&mut register, class, 3, "2026-09-15");
    register.go_back_before(point).unwrap();

    assert_eq!(picture(&desk.path()), then);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn going_back_leaves_certificates_and_erased_names_as_they_are() {
    let (_desk, mut register) = prepared();
    let class = class(&register);
    log(&mut register, class, 2, "2026-09-02");
    let point = newest(&register, "session_logged");
    for (number, date) in
        [(3, "2026-09-08"), (4, "2026-09-15"), (5, "2026-09-22"), (6, "2026-09-29")]
    {
        log(&mut register, class, number, date);
    }
    let plan = register.plan_list(list(&register, "SA26A", &[("Sara", "Ek")])).unwrap();
    register.import(&plan).unwrap();
    let ready: Vec<_> = register.class(class).unwrap().members[..2]
        .iter()
        .map(|member| (member.student, class))
        .collect();
    let ready: Vec<_> = ready
        .into_iter()
        .filter(|(student, _)| {
            register.student(*student).unwrap().verdict()
                == kursliggaren::domain::Verdict::Completed
        })
        .collect();
    register.issue_certificates(Some(class), &ready, CertificateLanguage::Swedish).unwrap();
    let hidden = student_named(&register, class, "Elin Öberg");
    register.protect_student(hidden, Protection::Confidential, "").unwrap();

    let way = register.way_back(point).unwrap();
    assert_eq!(way.kept.len(), 2);
    register.go_back_before(point).unwrap();

    assert_eq!(register.ledger().unwrap().len(), ready.len());
    let student = register.student(hidden).unwrap();
    assert!(student.protection.is_protected());
    assert!(student.name().starts_with("Elev "));
    assert_eq!(register.class(class).unwrap().marks.len(), 4);
    assert_eq!(register.check().unwrap().problems, []);
}

/// One of the things people do, chosen by a number; one that is refused changes nothing.
fn do_something(register: &mut Register, dice: u64) {
    let Some(class) = register.classes().unwrap().first().map(|class| class.id) else {
        register.redo().unwrap();
        return;
    };
    let detail = register.class(class).unwrap();
    let session = &detail.sessions[(dice / 7) as usize % detail.sessions.len()];
    let member = &detail.members[(dice / 11) as usize % detail.members.len()];
    let (session, number) = (session.id, session.number);
    let student = member.student;
    let _ = match dice % 9 {
        0 => register.set_mark(session, student, Some(Attendance::Unexcused)).map(|_| ()),
        1 => register.set_mark(session, student, None).map(|_| ()),
        2 => register.mark_rest(session, Attendance::Present, Some(day("2026-11-23"))).map(|_| ()),
        3 => register.cancel_session(class, number, None, "Sjuk", true).map(|_| ()),
        4 => register
            .set_study_path(&[student], if dice.is_multiple_of(2) { "NA" } else { "" })
            .map(|_| ()),
        5 => {
            let given = format!("Ny{dice}");
            let details = StudentDetails { given, ..StudentDetails::default() };
            register.add_student(class, &details, None).map(|_| ())
        }
        6 => register.edit_enrolment(member.enrolment, None, Some(day("2026-10-01"))).map(|_| ()),
        7 => register.undo(false).map(|_| ()),
        _ => register.redo().map(|_| ()),
    };
}

#[test]
fn going_back_to_any_point_of_any_history_leads_to_what_stood_there_then() {
    for seed in 0..12_u64 {
        let (desk, mut register) = prepared();
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut points = Vec::new();
        for _ in 0..14 {
            let newest = register.history(1).unwrap()[0].change;
            points.push((newest, picture(&desk.path())));
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            do_something(&mut register, state >> 8);
        }
        let end = picture(&desk.path());
        for (newest, then) in points {
            if register.history_entry(newest + 1).is_err() {
                continue;
            }
            match register.go_back_before(newest + 1) {
                Ok(_) => {
                    assert_eq!(picture(&desk.path()), then, "seed {seed}, after change {newest}");
                    register.undo(false).unwrap();
                }
                Err(error) => {
                    assert!(matches!(error, Error::Refused(Refusal::NothingToUndo)), "{error:?}");
                    assert_eq!(picture(&desk.path()), then);
                }
            }
            assert_eq!(picture(&desk.path()), end, "seed {seed}: and forth");
        }
        assert_eq!(register.check().unwrap().problems, [], "seed {seed}");
    }
}
