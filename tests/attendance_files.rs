//! A class's attendance goes out as a spreadsheet and comes back: marks from what to what, one change that is undone as
//! one; a file that is old, edited in its codes, or comes back twice is told so.

mod support;

use std::collections::BTreeMap;

use kursliggaren::domain::{Attendance, ClassId, Minutes, SessionStatus};
use kursliggaren::export::attendance_file::{CODES, FIRST_STUDENT, workbook};
use kursliggaren::i18n::Language;
use kursliggaren::intake::{self, Sheet, attendance_file};
use kursliggaren::register::attendance_file::{CellRefusal, DayDoubt, MarkDoubt, ReturnPlan};
use kursliggaren::register::student::StudentDetails;
use kursliggaren::register::{Error, Refusal, Register};
use support::*;

fn sent(register: &Register, class: ClassId) -> Vec<Sheet> {
    let file = register.attendance_file(class).unwrap();

    intake::read_bytes(workbook(&file, Language::Swedish).unwrap()).unwrap()
}

/// Writes into the sheet that a teacher sees; row and column from 0.
fn write(sheets: &mut [Sheet], row: u32, column: usize, text: &str) {
    let sheet = sheets.iter_mut().find(|sheet| sheet.name != CODES).unwrap();
    let place = sheet.rows.iter_mut().find(|known| known.number == row + 1).unwrap();
    if place.cells.len() <= column {
        place.cells.resize(column + 1, String::new());
    }
    place.cells[column] = text.to_owned();
}

fn plan(register: &Register, sheets: &[Sheet]) -> ReturnPlan {
    let file = attendance_file::read(sheets, day("2026-11-23")).unwrap();

    register.plan_return(&file).unwrap()
}

fn marks(register: &Register, class: ClassId) -> BTreeMap<String, Option<Attendance>> {
    let session = session_numbered(register, class, 1);
    let detail = register.class(class).unwrap();

    detail
        .members
        .iter()
        .map(|member| (member.name(), detail.marks.get(&(session, member.student)).copied()))
        .collect()
}

#[test]
fn a_file_that_is_filled_in_is_one_change_that_can_be_undone() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let before = picture(&desk.path());
    let mut sheets = sent(&register, class);
    // In Swedish order: Haddad, Lindqvist, Åkesson, Öberg.
    write(&mut sheets, 4, 2, "2026-10-05");
    for (row, (mark, minutes)) in [("N", ""), ("S", "20"), ("g", ""), ("O", "")].iter().enumerate()
    {
        write(&mut sheets, FIRST_STUDENT + row as u32, 2, mark);
        write(&mut sheets, FIRST_STUDENT + row as u32, 3, minutes);
    }
    let plan = plan(&register, &sheets);
    assert_eq!((plan.marks.len(), plan.days.len(), plan.changed_since()), (4, 1, 0));
    register.take_return(&plan).unwrap();

    let marks = marks(&register, class);
    assert_eq!(marks["Amir Haddad"], Some(Attendance::Present));
    assert_eq!(marks["Maja Lindqvist"], Some(Attendance::Late(Minutes(20))));
    assert_eq!(marks["Noah Åkesson"], Some(Attendance::Excused));
    assert_eq!(marks["Elin Öberg"], Some(Attendance::Unexcused));
    let session = &register.class(class).unwrap().sessions[0];
    assert_eq!(session.date, Some(day("2026-10-05")));
    assert_eq!(register.check().unwrap().problems, []);

    register.undo(false).unwrap();
    assert_eq!(picture(&desk.path()), before);
}

#[test]
fn a_file_that_comes_back_twice_is_told_so() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let mut sheets = sent(&register, class);
    write(&mut sheets, FIRST_STUDENT, 2, "N");
    let first = plan(&register, &sheets);
    register.take_return(&first).unwrap();

    let again = plan(&register, &sheets);

    assert!(again.came_back_before());
    assert_eq!(register.take_return(&again).unwrap().change, None);
}

#[test]
fn marks_that_were_changed_since_stay_unless_somebody_says_otherwise() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let mut sheets = sent(&register, class);
    let session = session_numbered(&register, class, 1);
    let amir = student_named(&register, class, "Amir Haddad");
    register.set_mark(session, amir, Some(Attendance::Excused)).unwrap();
    // The teacher's file says something else than it did and than the register does.
    write(&mut sheets, FIRST_STUDENT, 2, "O");
    write(&mut sheets, FIRST_STUDENT + 1, 2, "G");

    let mut plan = plan(&register, &sheets);
    assert_eq!((plan.marks.len(), plan.changed_since(), plan.accepted()), (2, 1, 1));
    register.take_return(&plan).unwrap();
    assert_eq!(marks(&register, class)["Amir Haddad"], Some(Attendance::Excused));

    plan.marks.iter_mut().for_each(|mark| mark.accepted = true);
    register.take_return(&plan).unwrap();
    assert_eq!(marks(&register, class)["Amir Haddad"], Some(Attendance::Unexcused));
}

#[test]
fn what_cannot_be_read_is_passed_over_by_its_place() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let mut sheets = sent(&register, class);
    write(&mut sheets, FIRST_STUDENT, 2, "kanske");
    write(&mut sheets, FIRST_STUDENT + 1, 2, "S");
    write(&mut sheets, FIRST_STUDENT + 2, 3, "9999");
    write(&mut sheets, 4, 4, "nästa vecka");
    let sheet = sheets.iter_mut().find(|sheet| sheet.name != CODES).unwrap();
    let mut new = sheet.rows.last().unwrap().clone();
    new.number += 1;
    new.cells = vec![String::new(), "Sara Alm".to_owned(), "N".to_owned()];
    sheet.rows.push(new);

    let plan = plan(&register, &sheets);
    assert_eq!(
        plan.refused,
        [
            ("E5".to_owned(), CellRefusal::BadDay),
            ("C8".to_owned(), CellRefusal::UnknownMark),
            ("D9".to_owned(), CellRefusal::NoMinutes),
            ("D10".to_owned(), CellRefusal::BadMinutes),
            ("B12".to_owned(), CellRefusal::NewStudent),
        ]
    );
}

#[test]
fn a_day_in_doubt_is_left_and_the_rest_taken_in() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let mut sheets = sent(&register, class);
    // The first session was held, on a day that has not come; the second lies ahead and may.
    write(&mut sheets, 4, 2, "2027-01-01");
    write(&mut sheets, FIRST_STUDENT, 2, "N");
    write(&mut sheets, 4, 4, "2027-01-08");
    let mut plan = plan(&register, &sheets);
    let doubts: Vec<_> =
        plan.days.iter().map(|day| (day.number, day.doubt, day.accepted)).collect();
    assert_eq!(doubts, [(1, Some(DayDoubt::InFuture), false), (2, None, true)]);

    register.take_return(&plan).unwrap();
    assert_eq!(marks(&register, class)["Amir Haddad"], Some(Attendance::Present));
    let days = |register: &Register| -> Vec<_> {
        register.class(class).unwrap().sessions[..2].iter().map(|one| one.date).collect()
    };
    assert_eq!(days(&register), [Some(day("2026-11-23")), Some(day("2027-01-08"))]);

    // A session that has been held is not moved to a day to come, whatever is said.
    plan.days[0].accepted = true;
    assert!(matches!(
        register.take_return(&plan),
        Err(Error::Refused(Refusal::HeldInFuture(day))) if day == self::day("2027-01-01")
    ));
    assert_eq!(days(&register)[0], Some(day("2026-11-23")));
}

#[test]
fn a_mark_of_a_day_on_which_the_student_was_not_in_the_class_is_left_and_the_rest_taken_in() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let amir = student_named(&register, class, "Amir Haddad");
    register.leave_class(&[amir], class, day("2026-11-01")).unwrap();
    let mut sheets = sent(&register, class);
    // The second session was held after Amir had left.
    write(&mut sheets, 4, 4, "2026-11-10");
    write(&mut sheets, FIRST_STUDENT, 4, "N");
    write(&mut sheets, FIRST_STUDENT + 1, 4, "N");

    let plan = plan(&register, &sheets);
    let doubts: Vec<_> =
        plan.marks.iter().map(|mark| (mark.name.as_str(), mark.doubt, mark.accepted)).collect();
    assert_eq!(doubts[0], ("Amir Haddad", Some(MarkDoubt::Away), false));
    assert_eq!((doubts.len(), plan.accepted()), (2, 1));
    register.take_return(&plan).unwrap();
    assert_eq!(register.class(class).unwrap().sessions[1].status, SessionStatus::Held);
}

#[test]
fn a_day_that_was_changed_since_stays_unless_somebody_says_otherwise() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    let mut sheets = sent(&register, class);
    let mut first = sheets.clone();
    write(&mut first, 4, 2, "2026-11-20");
    let first = plan(&register, &first);
    register.take_return(&first).unwrap();
    write(&mut sheets, 4, 2, "2026-11-19");

    let second = plan(&register, &sheets);

    assert_eq!(second.days[0].doubt, Some(DayDoubt::ChangedSince));
    assert_eq!(second.days[0].from, Some(day("2026-11-20")));
    assert!(!second.changes());
}

#[test]
fn edited_codes_and_other_registers_are_refused() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let sheets = sent(&register, class);

    let mut edited = sheets.clone();
    let codes = edited.iter_mut().find(|sheet| sheet.name == CODES).unwrap();
    let last = codes.rows.last_mut().unwrap();
    last.cells[0] = last.cells[0].replace(['0', '1', '2'], "3");
    let today = day("2026-11-23");
    assert!(matches!(attendance_file::read(&edited, today), Err(intake::Error::EditedCodes)));
    let mut swapped = sheets.clone();
    write(&mut swapped, FIRST_STUDENT, 0, "00000000-0000-0000-0000-000000000000");
    assert!(matches!(attendance_file::read(&swapped, today), Err(intake::Error::EditedCodes)));

    let other = Desk::new();
    let elsewhere = other.create();
    let file = attendance_file::read(&sheets, today).unwrap();
    assert!(matches!(
        elsewhere.plan_return(&file),
        Err(Error::Refused(Refusal::FileOfOtherRegister))
    ));
    // A class list is no attendance file, and the other way round.
    assert!(matches!(intake::choose_list(sheets, None), Err(intake::Error::AttendanceFile)));
    let list = intake::read_pasted("Namn\nElin Berg\n").unwrap();
    assert!(matches!(attendance_file::read(&list, today), Err(intake::Error::NotAnAttendanceFile)));
}

#[test]
fn protected_students_are_not_in_the_file() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let elin = student_named(&register, class, "Elin Öberg");
    register.protect_student(elin, kursliggaren::domain::Protection::Confidential, "").unwrap();

    let file = register.attendance_file(class).unwrap();

    assert_eq!(file.students.len(), 3);
}

#[test]
fn a_row_whose_name_is_not_its_codes_is_refused_with_both_names() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    // The rows sorted without their codes: the first two have changed places.
    let mut sheets = sent(&register, class);
    let name = |sheets: &[Sheet], row: u32| {
        let sheet = sheets.iter().find(|sheet| sheet.name != CODES).unwrap();
        let place = sheet.rows.iter().find(|known| known.number == row + 1).unwrap();
        place.cell(1).to_owned()
    };
    let (first, second) = (name(&sheets, FIRST_STUDENT), name(&sheets, FIRST_STUDENT + 1));
    write(&mut sheets, FIRST_STUDENT, 1, &second);
    write(&mut sheets, FIRST_STUDENT + 1, 1, &first);
    for row in 0..4 {
        write(&mut sheets, FIRST_STUDENT + row, 2, "N");
    }

    let plan = plan(&register, &sheets);
    let other = |written: &str, student: &str| CellRefusal::OtherName {
        written: written.into(),
        student: student.into(),
    };
    let refused: Vec<&CellRefusal> = plan.refused.iter().map(|(_, refusal)| refusal).collect();
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(
        refused.contains(&&other(&second, &first)) && refused.contains(&&other(&first, &second))
    );
    assert_eq!(plan.accepted(), 2);

    // A student who is called so by now is the same.
    let mut sheets = sent(&register, class);
    let student = student_named(&register, class, &first);
    let details = StudentDetails {
        given: "Annat".into(),
        family: "Namn".into(),
        ..StudentDetails::default()
    };
    register.edit_student(student, &details).unwrap();
    write(&mut sheets, FIRST_STUDENT, 2, "N");
    assert_eq!(self::plan(&register, &sheets).refused, []);
    write(&mut sheets, FIRST_STUDENT, 1, "Annat Namn");
    assert_eq!(self::plan(&register, &sheets).refused, []);
}
