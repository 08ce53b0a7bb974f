//! What a list would do is said row by row and then done, as somebody chose; again it changes nothing; marks stay.

mod support;

use chrono::NaiveDate;
use kursliggaren::domain::{Attendance, ClassId, Protection};
use kursliggaren::intake::rows::list_rows;
use kursliggaren::intake::{self};
use kursliggaren::register::Register;
use kursliggaren::register::list::{List, ListPlan, Outcome, RowRefusal, Sight};
use support::*;

/// A list's plan, read from a text as a school mails it.
fn plan(register: &Register, text: &str, complete: bool) -> ListPlan {
    let sheets = intake::read_bytes(text.as_bytes().to_vec()).unwrap();
    let (sheet, mapping) = intake::choose_list(sheets, None).unwrap();
    let today: NaiveDate = day("2026-11-23");
    let (mut rows, _) = list_rows(&sheet, &mapping, today).unwrap();
    rows.retain(|row| row.sight == Sight::Student);
    let list = List {
        school: register.find_school("Lugnetgymnasiet").unwrap().id,
        course: register.find_course(None).unwrap().id,
        term: "HT26".parse().unwrap(),
        class: None,
        complete,
        rows,
        mapping: Some((mapping.headings(&sheet), mapping.code())),
    };

    register.plan_list(list).unwrap()
}

fn take_in(register: &mut Register, text: &str, complete: bool) {
    let plan = plan(register, text, complete);
    register.import(&plan).unwrap();
}

fn class_named(register: &Register, name: &str) -> ClassId {
    register.find_class(&format!("Lugnet/{name}").parse().unwrap()).unwrap().id
}

fn names(register: &Register, class: &str) -> Vec<String> {
    let members = register.class(class_named(register, class)).unwrap().members;

    members.iter().filter(|member| member.to.is_none()).map(|member| member.name()).collect()
}

const AUGUST: &str = "Klass;Förnamn;Efternamn;Födelsedatum;E-post\n\
    SA26A;Elin;Öberg;2010-03-01;elin@skola.example\n\
    SA26A;Amir;Haddad;2010-04-02;amir@skola.example\n\
    SA26A;Noah;Ek;2010-05-03;noah@skola.example\n\
    TE26B;Maja;Lind;2010-06-04;maja@skola.example\n";

/// Elin has another address and surname, Noah has moved, Sara is new, Amir is gone.
const OCTOBER: &str = "Klass;Förnamn;Efternamn;Födelsedatum;E-post\n\
    SA26A;Elin;Öberg Lind;2010-03-01;elin.lind@skola.example\n\
    SA26A;Sara;Alm;2010-07-05;sara@skola.example\n\
    TE26B;Noah;Ek;2010-05-03;noah@skola.example\n\
    TE26B;Maja;Lind;2010-06-04;maja@skola.example\n";

#[test]
fn the_same_list_again_changes_nothing() {
    let desk = Desk::new();
    let mut register = desk.create();
    take_in(&mut register, AUGUST, false);
    let before = picture(&desk.path());

    let again = plan(&register, AUGUST, true);
    assert_eq!((again.count().unchanged, again.left.len()), (4, 0));
    let (report, _) = register.import(&again).unwrap();

    assert_eq!(report.change, None);
    assert_eq!(picture(&desk.path()), before);
}

#[test]
fn an_updated_list_adds_moves_and_renames_and_ends_only_what_is_said_to_be_complete() {
    let desk = Desk::new();
    let mut register = desk.create();
    take_in(&mut register, AUGUST, false);
    let class = class_named(&register, "SA26A");
    hold_sessions(&mut register, class, 2);

    let partial = plan(&register, OCTOBER, false);
    assert!(partial.left.is_empty());
    let count = partial.count();
    assert_eq!((count.new, count.changed, count.unchanged), (1, 2, 1));
    let Outcome::Changed(_, changes) = &partial.rows[0].outcome else { panic!("Elin is known") };
    let family = changes.iter().find(|change| change.field == "family").unwrap();
    assert_eq!((family.from.as_str(), family.to.as_str()), ("Öberg", "Öberg Lind"));

    let mut complete = plan(&register, OCTOBER, true);
    let left: Vec<&str> = complete.left.iter().map(|leaver| leaver.name.as_str()).collect();
    assert_eq!(left, ["Amir Haddad", "Noah Ek"]);
    // Somebody knows that Amir is only ill.
    complete.left[0].accepted = false;
    register.import(&complete).unwrap();

    assert_eq!(names(&register, "SA26A"), ["Sara Alm", "Amir Haddad", "Elin Öberg Lind"]);
    assert_eq!(names(&register, "TE26B"), ["Noah Ek", "Maja Lind"]);
    let noah = student_named(&register, class_named(&register, "TE26B"), "Noah Ek");
    assert_eq!(
        register.student(noah).unwrap().enrolled.len(),
        2,
        "his marks stay where they were made"
    );
    assert_eq!(register.check().unwrap().problems, []);

    register.undo(false).unwrap();
    assert_eq!(names(&register, "SA26A"), ["Noah Ek", "Amir Haddad", "Elin Öberg"]);
}

#[test]
fn each_row_can_be_left_and_a_protected_one_taken_with_an_alias() {
    let desk = Desk::new();
    let mut register = desk.create();
    let mut plan = plan(
        &register,
        "Klass;Förnamn;Efternamn;Sekretess;Kön\nSA26A;Elin;Öberg;;K\nSA26A;Omar;Ek;;M\nSA26A;Hemlig;Person;Ja;K\n",
        false,
    );
    assert_eq!(plan.rows[2].outcome, Outcome::Refused(RowRefusal::Protected));
    plan.rows[1].accepted = false;
    plan.rows[2].accepted = true;
    let count = plan.count();
    assert_eq!((count.new, count.passed_over, count.refused), (2, 1, 0));
    register.import(&plan).unwrap();

    assert_eq!(names(&register, "SA26A"), ["Elev 1", "Elin Öberg"]);
    let members = register.class(class_named(&register, "SA26A")).unwrap().members;
    let hidden = members.iter().find(|member| member.name() == "Elev 1").unwrap();
    assert_eq!(hidden.protection, Protection::Confidential);
    drop(register);
    for file in std::fs::read_dir(desk.folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(6).any(|part| part == b"Hemlig"), "{}", path.display());
        }
    }
}

#[test]
fn a_student_of_two_classes_in_one_list_is_one_student() {
    let desk = Desk::new();
    let mut register = desk.create();
    let text = "Klass;Förnamn;Efternamn;Födelsedatum\n\
        SA26A;Elin;Öberg;2010-03-01\nTE26B;Elin;Öberg;2010-03-01\nSA26A;Elin;Öberg;2010-03-01\n";
    let plan = plan(&register, text, false);
    assert_eq!(plan.rows[1].outcome, Outcome::Again(0));
    assert_eq!(plan.rows[2].outcome, Outcome::Refused(RowRefusal::Repeated));
    register.import(&plan).unwrap();

    assert_eq!(register.students().unwrap().len(), 1);
    assert_eq!((names(&register, "SA26A").len(), names(&register, "TE26B").len()), (1, 1));
}

#[test]
fn a_namesake_elsewhere_is_the_same_person_when_somebody_says_so() {
    let desk = Desk::new();
    let mut register = desk.create();
    take_in(&mut register, AUGUST, false);
    let mut plan = plan(&register, "Klass;Namn\nNA26C;Maja Lind\n", false);
    assert!(plan.rows[0].is_possible_duplicate());
    assert_eq!(plan.rows[0].candidates[0].class, "TE26B");
    plan.rows[0].same_as = Some(plan.rows[0].candidates[0].student);
    register.import(&plan).unwrap();

    assert_eq!(register.students().unwrap().len(), 4);
    assert_eq!(names(&register, "NA26C"), ["Maja Lind"]);
}

#[test]
fn rows_of_another_school_are_refused() {
    let desk = Desk::new();
    let register = desk.create();
    let plan = plan(
        &register,
        "Skola;Klass;Namn\nLugnetgymnasiet;SA26A;Elin Öberg\nKristinegymnasiet;SA26A;Omar Ek\nOkänd skola;SA26A;Noah Alm\n",
        false,
    );
    let refused: Vec<bool> = plan
        .rows
        .iter()
        .map(|row| row.outcome == Outcome::Refused(RowRefusal::OtherSchool))
        .collect();

    assert_eq!(refused, [false, true, false]);
}

#[test]
fn marks_are_never_touched_by_a_list() {
    let desk = Desk::new();
    let mut register = desk.create();
    take_in(&mut register, AUGUST, false);
    let class = class_named(&register, "SA26A");
    hold_sessions(&mut register, class, 3);
    let session = session_numbered(&register, class, 1);
    let amir = student_named(&register, class, "Amir Haddad");
    register.set_mark(session, amir, Some(Attendance::Excused)).unwrap();
    let attendance = |path: &std::path::Path| {
        let all = picture(path);
        all.lines()
            .filter(|line| line.contains("Text(b\"P\")") || line.contains("Text(b\"E\")"))
            .count()
    };
    let before = attendance(&desk.path());

    take_in(&mut register, OCTOBER, true);

    assert_eq!(attendance(&desk.path()), before);
    // Whoever left and stands in a later list again is back.
    take_in(&mut register, AUGUST, false);
    assert!(names(&register, "SA26A").contains(&"Amir Haddad".to_owned()));
}

#[test]
fn numbers_tell_duplicates_where_that_is_wanted_and_nothing_is_left_when_it_no_longer_is() {
    let desk = Desk::new();
    let mut register = desk.create();
    register.keep_number_digests(true).unwrap();
    take_in(&mut register, "Klass;Namn;Personnr\nSA26A;Elin Öberg;20100301-2383\n", false);

    // Another name, the same number: the same student in one more class.
    let plan = plan(&register, "Klass;Namn;Personnr\nTE26B;Elina Lind;20100301-2383\n", false);
    assert!(matches!(&plan.rows[0].outcome, Outcome::Changed(..)), "{:?}", plan.rows[0].outcome);
    register.import(&plan).unwrap();
    assert_eq!(register.students().unwrap().len(), 1);
    assert_eq!(register.check().unwrap().problems, []);

    register.keep_number_digests(false).unwrap();
    let connection = rusqlite::Connection::open(desk.path()).unwrap();
    let digests: i64 = connection
        .query_row("SELECT count(*) FROM student WHERE number_digest IS NOT NULL", [], |row| {
            row.get(0)
        })
        .unwrap();
    let in_journal: i64 = connection
        .query_row(
            "SELECT count(*) FROM op WHERE (field = 'number_digest' AND value IS NOT NULL)
             OR (field IS NULL AND value ->> '$.number_digest' IS NOT NULL)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!((digests, in_journal), (0, 0));
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn a_student_who_stands_in_a_class_twice_is_taken_in_once_and_told() {
    let desk = Desk::new();
    let register = desk.create();
    // The second row has no address.
    let twice = "Klass;Förnamn;Efternamn;Födelsedatum;E-post\n\
        SA26A;Elin;Öberg;2010-03-01;elin@skola.example\n\
        SA26A;Elin;Öberg;2010-03-01;\n";

    let plan = plan(&register, twice, false);

    assert_eq!(plan.rows[0].outcome, Outcome::New);
    assert_eq!(plan.rows[1].outcome, Outcome::Refused(RowRefusal::Repeated));
}

#[test]
fn a_name_that_has_changed_is_the_same_student_or_is_asked_about() {
    let desk = Desk::new();
    let mut register = desk.create();
    take_in(&mut register, AUGUST, false);
    let before = register.students().unwrap().len();
    // Another surname; given and family name the other way round; spelled in another way.
    let changed = "Klass;Förnamn;Efternamn;Födelsedatum\n\
        SA26A;Elin;Bergvall;2010-03-01\n\
        SA26A;Haddad;Amir;2010-04-02\n\
        SA26A;Noa;Eek;2010-05-03\n";

    let mut plan = plan(&register, changed, true);
    assert!(matches!(plan.rows[0].outcome, Outcome::Changed(..)), "{:?}", plan.rows[0]);
    assert!(matches!(plan.rows[1].outcome, Outcome::Changed(..)), "{:?}", plan.rows[1]);
    assert_eq!(plan.rows[2].outcome, Outcome::New);
    assert_eq!(plan.rows[2].candidates[0].name, "Noah Ek");
    assert_eq!((plan.count().possible_duplicates, plan.count().left), (1, 1));

    plan.rows[2].same_as = Some(plan.rows[2].candidates[0].student);
    assert_eq!(plan.count().left, 0, "whoever stands in the list does not leave");
    register.import(&plan).unwrap();
    assert_eq!(register.students().unwrap().len(), before);
    assert_eq!(names(&register, "SA26A").len(), 3);
    assert_eq!(register.check().unwrap().problems, []);
}
