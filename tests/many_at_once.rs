//! Work on many at once leaves alone what others have answered differently, and says how many that were; work on one decides.

mod support;

use std::collections::BTreeMap;

use kursliggaren::clock::Clock;
use kursliggaren::domain::{Attendance, ClassId, StudentId};
use kursliggaren::register::Register;
use kursliggaren::register::session::Marking;
use kursliggaren::register::student::StudentDetails;
use support::*;
use uuid::Uuid;

/// Two computers with one class of four students, where two sessions were held.
struct Two {
    one: Register,
    other: Register,
}

impl Two {
    fn new() -> Self {
        let [mut one, mut other] = [1, 2].map(|device| {
            let clock = Clock::at(day("2026-11-23"));
            Register::in_memory(Uuid::from_u128(9), Uuid::from_u128(device), clock).unwrap()
        });
        let desk = Desk::new();
        let mut register = desk.create();
        let class = class_of(&mut register, &NAMES[..4]);
        hold_sessions(&mut register, class, 2);
        let other_class = details(&register, "TE26A");
        register.add_class(&other_class).unwrap();
        for copy in [&mut one, &mut other] {
            copy.take_changes(&register.changes_to_send().unwrap()).unwrap();
        }

        Self { one, other }
    }

    fn class(&self) -> ClassId {
        class_named(&self.one, "SA26A")
    }

    fn students(&self) -> Vec<StudentId> {
        everyone(&self.one, self.class()).into_iter().map(|(student, _)| student).collect()
    }

    /// The two hear of each other.
    fn meet(&mut self) {
        let (ones, others) =
            (self.one.changes_to_send().unwrap(), self.other.changes_to_send().unwrap());
        self.one.take_changes(&others).unwrap();
        self.other.take_changes(&ones).unwrap();
    }

    /// The same student in the other register.
    fn there(&self, student: StudentId) -> StudentId {
        self.other.student_with_uid(self.one.uid_of(student).unwrap()).unwrap().unwrap()
    }
}

fn class_named(register: &Register, name: &str) -> ClassId {
    register.classes().unwrap().iter().find(|class| class.name == name).unwrap().id
}

fn path_of(register: &Register, student: StudentId) -> String {
    register.student(student).unwrap().details.study_path
}

fn with_path(register: &Register, student: StudentId, path: &str) -> StudentDetails {
    StudentDetails { study_path: path.to_owned(), ..register.student(student).unwrap().details }
}

#[test]
fn a_study_path_for_many_leaves_those_that_are_answered_differently() {
    let mut two = Two::new();
    let students = two.students();
    let there = two.there(students[0]);
    let wanted = with_path(&two.one, students[0], "EK");
    two.one.edit_student(students[0], &wanted).unwrap();
    let wanted = with_path(&two.other, there, "NA");
    two.other.edit_student(there, &wanted).unwrap();
    two.meet();
    assert_eq!(two.one.conflicts_to_settle().unwrap().len(), 1);
    let shown = path_of(&two.one, students[0]);
    two.one.take_touched();

    let done = two.one.set_study_path(&students, "SA").unwrap();
    assert_eq!(done.touched.left_unsettled, 1);
    assert_eq!(two.one.take_touched().left_unsettled, 1);
    assert_eq!(path_of(&two.one, students[0]), shown);
    assert_eq!(path_of(&two.one, students[1]), "SA");
    assert_eq!(two.one.conflicts_to_settle().unwrap().len(), 1);

    // Alone it is a decision.
    let wanted = with_path(&two.one, students[0], "SA");
    two.one.edit_student(students[0], &wanted).unwrap();
    assert_eq!(two.one.conflicts_to_settle().unwrap(), []);
}

#[test]
fn marks_for_many_leave_those_that_are_answered_differently() {
    let mut two = Two::new();
    let (class, students) = (two.class(), two.students());
    let session = session_numbered(&two.one, class, 1);
    let class_there = class_named(&two.other, "SA26A");
    let session_there = session_numbered(&two.other, class_there, 1);
    let there = two.there(students[0]);
    two.one.set_mark(session, students[0], Some(Attendance::Excused)).unwrap();
    two.other.set_mark(session_there, there, Some(Attendance::Unexcused)).unwrap();
    two.meet();
    let open = two.one.conflicts_to_settle().unwrap();
    assert_eq!(open.len(), 1, "{open:?}");

    let cells = students.iter().map(|student| (session, *student)).collect();
    let all = Marking { cells, mark: Some(Attendance::Present), held: BTreeMap::new() };
    let done = two.one.mark(&all).unwrap();
    assert_eq!(done.touched.left_unsettled, 1);
    assert_eq!(two.one.conflicts_to_settle().unwrap(), open);

    two.one.set_mark(session, students[0], Some(Attendance::Present)).unwrap();
    assert_eq!(two.one.conflicts_to_settle().unwrap(), []);
}

#[test]
fn a_place_that_is_answered_differently_is_not_moved_with_others() {
    let mut two = Two::new();
    let (class, students) = (two.class(), two.students());
    let to = class_named(&two.one, "TE26A");
    let there = two.there(students[0]);
    let class_there = class_named(&two.other, "SA26A");
    two.one.leave_class(&[students[0]], class, day("2026-11-01")).unwrap();
    two.other.leave_class(&[there], class_there, day("2026-11-09")).unwrap();
    two.meet();
    assert_eq!(two.one.conflicts_to_settle().unwrap().len(), 1);

    let moving: Vec<_> = students.iter().map(|student| (*student, Some(class))).collect();
    let done = two.one.move_students(&moving, to, day("2026-11-20")).unwrap();
    assert_eq!(done.touched.left_unsettled, 1);
    let moved = two.one.class(to).unwrap().members.len();
    assert_eq!(moved, students.len() - 1);
    assert_eq!(two.one.conflicts_to_settle().unwrap().len(), 1);
}

#[test]
fn a_list_leaves_a_name_that_is_answered_differently_and_says_so_before() {
    let mut two = Two::new();
    let students = two.students();
    let there = two.there(students[0]);
    let told = |register: &Register, student, email: &str| StudentDetails {
        email: email.to_owned(),
        ..register.student(student).unwrap().details
    };
    let wanted = told(&two.one, students[0], "elin@skola.example");
    two.one.edit_student(students[0], &wanted).unwrap();
    let wanted = told(&two.other, there, "elin.o@skola.example");
    two.other.edit_student(there, &wanted).unwrap();
    two.meet();

    let mut wanted = list(&two.one, "SA26A", &NAMES[..4]);
    for row in &mut wanted.rows {
        row.details.email = format!("{}@ny.example", row.details.given.to_lowercase());
        row.details.study_path = "SA".to_owned();
    }
    let plan = two.one.plan_list(wanted).unwrap();
    let unsettled: Vec<&str> = plan
        .rows
        .iter()
        .filter_map(|row| match &row.outcome {
            kursliggaren::register::list::Outcome::Changed(_, changes) => Some(changes),
            _ => None,
        })
        .flatten()
        .filter(|change| change.is_unsettled)
        .map(|change| change.field)
        .collect();
    assert_eq!(unsettled, ["email"]);
    let (done, _) = two.one.import(&plan).unwrap();
    assert_eq!(done.touched.left_unsettled, 1);
    let first = two.one.student(students[0]).unwrap().details;
    assert!(first.email.ends_with("@skola.example"), "{}", first.email);
    assert_eq!(first.study_path, "SA", "what nobody disagrees about is taken");
    assert_eq!(two.one.conflicts_to_settle().unwrap().len(), 1);
}

#[test]
fn going_back_leaves_what_is_answered_differently() {
    let mut two = Two::new();
    let students = two.students();
    let there = two.there(students[0]);
    let before = two.one.newest_change_key().unwrap();
    let wanted = with_path(&two.one, students[0], "EK");
    two.one.edit_student(students[0], &wanted).unwrap();
    let wanted = with_path(&two.one, students[1], "EK");
    two.one.edit_student(students[1], &wanted).unwrap();
    let wanted = with_path(&two.other, there, "NA");
    two.other.edit_student(there, &wanted).unwrap();
    two.meet();
    let (done, _) = two.one.go_back_before(before + 1).unwrap();
    assert_eq!(done.touched.left_unsettled, 1);
    assert_eq!(path_of(&two.one, students[1]), "");
    assert_eq!(two.one.conflicts_to_settle().unwrap().len(), 1);
}
