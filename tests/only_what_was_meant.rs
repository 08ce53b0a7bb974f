//! The window writes what was asked for, and nothing else: a click selects, a double click reaches nothing that appears under
//! it, and a form that is left leaves nothing.

mod support;
#[path = "support/window.rs"]
mod window;

use std::collections::BTreeSet;

use iced::Point;
use iced::keyboard::{Modifiers, key::Named};
use kursliggaren::demo;
use kursliggaren::domain::{Attendance, SessionStatus};
use kursliggaren::i18n::Language;
use support::*;
use window::Window;

/// Changes in the journal.
fn changes(desk: &Desk) -> i64 {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = rusqlite::Connection::open_with_flags(desk.path(), flags).unwrap();

    connection.query_row("SELECT count(*) FROM change", [], |row| row.get(0)).unwrap()
}

/// Buttons that write when they are pressed, and say so: undo and redo, by their signs.
const DEEDS: [&str; 2] = ["\u{e2a1}", "\u{e2a0}"];

/// Where something may be pressed: the middle of every text and of everything that takes the focus, as far as it is seen.
fn places(window: &mut Window, from_x: f32) -> Vec<Point> {
    let seen = window.look();
    let texts = seen.texts.iter();
    let (deeds, texts): (Vec<_>, Vec<_>) =
        texts.partition(|text| DEEDS.contains(&text.content.as_str()));
    let focusable = seen.focusables.iter().map(|one| one.bounds);
    let spots = texts.into_iter().map(|text| text.bounds).chain(focusable);
    let inside = |at: &Point| {
        let on_deed = deeds.iter().any(|deed| deed.bounds.expand(8.0).contains(*at));
        (from_x..1270.0).contains(&at.x) && (70.0..790.0).contains(&at.y) && !on_deed
    };
    let mut known = BTreeSet::new();

    spots
        .map(|bounds| bounds.center())
        .filter(inside)
        // One place in a row and column of it is as good as another.
        .filter(|at| known.insert(((at.x / 24.0) as i32, (at.y / 12.0) as i32)))
        .collect()
}

/// Goes somewhere.
type Way = fn(&mut Window);

fn open_first(window: &mut Window) {
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
}

/// Every place with rows, tiles or buttons, and how to come there.
const WAYS: [(&str, Way); 13] = [
    ("overview", |window| window.command("1")),
    ("classes", |window| window.command("2")),
    ("students", |window| window.command("3")),
    ("schools", |window| window.command("4")),
    ("sessions", |window| window.command("5")),
    ("certificates", |window| window.command("6")),
    ("reports", |window| window.command("7")),
    ("class", |window| {
        window.command("2");
        open_first(window);
    }),
    ("the class's students", |window| {
        window.command("2");
        open_first(window);
        window.click_last("Elever");
    }),
    ("the class's sessions", |window| {
        window.command("2");
        open_first(window);
        window.click_last("Tillfällen");
    }),
    ("the class's certificates", |window| {
        window.command("2");
        open_first(window);
        window.click_last("Intyg");
    }),
    ("student", |window| {
        window.command("3");
        open_first(window);
    }),
    ("school", |window| {
        window.command("4");
        open_first(window);
    }),
];

/// Leaves whatever has opened.
fn leave(window: &mut Window) {
    for _ in 0..3 {
        window.press(Named::Escape);
    }
}

#[test]
fn a_double_click_on_anything_writes_nothing() {
    let desk = Desk::new();
    demo::make(&desk.path(), &desk.installation, desk.clock, "Åsa Berg", 60, |_| {}).unwrap();
    let mut window = Window::open(&desk, Language::Swedish);
    window.resize(1280.0, 800.0);
    let before = changes(&desk);
    let mut tried = 0;
    for (name, way) in WAYS {
        leave(&mut window);
        way(&mut window);
        for at in places(&mut window, 214.0) {
            window.double_click_at(at);
            assert_eq!(changes(&desk), before, "{name}: a double click at {at:?} wrote");
            tried += 1;
            leave(&mut window);
            way(&mut window);
        }
    }
    window.close();

    println!("{tried} places were double-clicked");
    assert!(tried > 300, "{tried} places are too few");
}

/// A class of four: session 1 held on 1 October, 2 planned for today, 3 for a day to come.
fn matrix() -> (Desk, kursliggaren::domain::ClassId, Window) {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 1);
    for (number, date) in [(2, "2026-11-23"), (3, "2026-12-14")] {
        let id = session_numbered(&register, class, number);
        let plan = kursliggaren::register::session::SessionPlan {
            date: Some(day(date)),
            ..plan_of(&register, class, number)
        };
        register.move_session(id, &plan, &[], false).unwrap();
    }
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    window.resize(1280.0, 800.0);
    window.command("2");
    open_first(&mut window);

    (desk, class, window)
}

fn plan_of(
    register: &kursliggaren::register::Register,
    class: kursliggaren::domain::ClassId,
    number: u16,
) -> kursliggaren::register::session::SessionPlan {
    let class = register.class(class).unwrap();
    let session = class.sessions.iter().find(|session| session.number == number).unwrap();

    kursliggaren::register::session::SessionPlan::of(session)
}

/// Where the cell of a student and a session is: beneath the session's day, beside the name.
fn cell(window: &mut Window, student: &str, heading: &str) -> Point {
    let texts = window.look().texts;
    let middle = |text: &str| {
        let found = texts.iter().rfind(|seen| seen.content == text);
        found.unwrap_or_else(|| panic!("“{text}” is not on the screen")).bounds.center()
    };

    Point::new(middle(heading).x, middle(student).y)
}

fn marks(desk: &Desk, class: kursliggaren::domain::ClassId, number: u16) -> Vec<Attendance> {
    let register = reopened(desk);
    let session = session_numbered(&register, class, number);
    let class = register.class(class).unwrap();
    let of_session = class.marks.iter().filter(|(cell, _)| cell.0 == session);

    of_session.map(|(_, mark)| *mark).collect()
}

#[test]
fn a_click_in_the_matrix_selects_and_a_key_writes() {
    let (desk, class, mut window) = matrix();
    let before = changes(&desk);
    for heading in ["tor 1 okt", "mån 23 nov", "mån 14 dec"] {
        for student in ["Amir Haddad", "Elin Öberg"] {
            let at = cell(&mut window, student, heading);
            window.click_at(at);
            window.double_click_at(at);
        }
    }
    assert_eq!(changes(&desk), before, "clicks write nothing");

    let at = cell(&mut window, "Amir Haddad", "tor 1 okt");
    window.click_at(at);
    window.write("o");
    assert_eq!(changes(&desk), before + 1);
    assert!(marks(&desk, class, 1).contains(&Attendance::Unexcused));

    window.press_with(Modifiers::SHIFT, Named::ArrowDown);
    window.write("g");
    let excused = |mark: &&Attendance| **mark == Attendance::Excused;
    assert_eq!(marks(&desk, class, 1).iter().filter(excused).count(), 2, "a range and one key");
    assert_eq!(changes(&desk), before + 2, "are one change");
    window.command("z");
    assert_eq!(marks(&desk, class, 1).iter().filter(excused).count(), 0);
    window.close();
}

#[test]
fn a_session_to_come_refuses_and_one_of_today_asks() {
    let (desk, class, mut window) = matrix();
    let before = changes(&desk);
    let at = cell(&mut window, "Amir Haddad", "mån 14 dec");
    window.click_at(at);
    window.write("n");
    assert_eq!(changes(&desk), before);
    assert!(window.shows_part("2026-12-14 ligger i framtiden"), "it says why");

    let at = cell(&mut window, "Amir Haddad", "mån 23 nov");
    window.click_at(at);
    window.write("n");
    assert_eq!(changes(&desk), before, "a question first");
    assert!(window.shows("Ja, det hölls"));
    window.click("Ja, det hölls");
    assert_eq!(marks(&desk, class, 2), [Attendance::Present]);

    window.write("0");
    assert!(window.shows_part("Tillfälle 2 har inga markeringar kvar"));
    window.click("Gör planerat igen");
    let register = reopened(&desk);
    let session = session_numbered(&register, class, 2);
    let class = register.class(class).unwrap();
    let session = class.sessions.iter().find(|one| one.id == session).unwrap();
    assert_eq!(session.status, SessionStatus::Planned);
    window.close();
}

#[test]
fn a_menu_writes_what_is_chosen_from_it() {
    let (desk, class, mut window) = matrix();
    let before = changes(&desk);
    let at = cell(&mut window, "Amir Haddad", "tor 1 okt");
    window.right_click_at(at);
    assert!(window.shows("Ogiltig frånvaro"));
    window.press(Named::Escape);
    assert_eq!(changes(&desk), before);

    window.right_click_at(at);
    window.click("Ogiltig frånvaro");
    assert_eq!(changes(&desk), before + 1);
    assert!(marks(&desk, class, 1).contains(&Attendance::Unexcused));
    window.close();
}

#[test]
fn a_form_that_is_left_leaves_nothing() {
    let (desk, class, mut window) = matrix();
    let (before, picture_before) = (changes(&desk), picture(&desk.path()));
    window.press_with(Modifiers::COMMAND, Named::Enter);
    leave(&mut window);
    window.command("2");
    open_first(&mut window);
    window.click("Logga tillfälle 2");
    window.write("+");
    window.write("Sara Lund");
    window.press(Named::Enter);
    window.write("am");
    window.press(Named::Enter);
    for _ in 0..4 {
        window.press(Named::Escape);
    }
    if window.shows("Gå utan att spara") {
        window.click("Gå utan att spara");
    }
    window.command("1");
    if window.shows_part("Det du") {
        window.press(Named::Enter);
    }
    assert_eq!(changes(&desk), before);
    assert_eq!(picture(&desk.path()), picture_before);
    assert_eq!(reopened(&desk).class(class).unwrap().members.len(), 4);
    window.close();
}

#[test]
fn a_planned_day_is_kept_and_logging_before_it_asks() {
    let (desk, class, mut window) = matrix();
    let before = changes(&desk);
    window.command("k");
    window.write("SA26A");
    window.press(Named::Enter);
    window.click_last("Tillfällen");
    let row = window.look().texts.iter().any(|text| text.content.contains("14 dec"));
    assert!(row, "the session to come is listed");
    let register = reopened(&desk);
    let planned = register.class(class).unwrap();
    let third = planned.sessions.iter().find(|session| session.number == 3).unwrap();
    assert_eq!(third.date, Some(day("2026-12-14")));
    assert_eq!(changes(&desk), before);
    window.close();
}

#[test]
fn undo_where_one_types_undoes_typing() {
    let (desk, _, mut window) = matrix();
    let before = picture(&desk.path());
    window.command("3");
    window.write("haddad");
    window.command("z");
    assert_eq!(picture(&desk.path()), before, "the register is as it was");
    assert!(!window.shows("haddad"), "what was typed is gone");
    window.close();
}

/// Logs the next session of a class by keys; how many presses it took.
fn logged(window: &mut Window, keys: impl FnOnce(&mut Window)) -> usize {
    window.command("2");
    open_first(window);
    window.presses = 0;
    window.press(Named::Enter);
    keys(window);
    window.press_with(Modifiers::COMMAND, Named::Enter);

    window.presses
}

#[test]
fn a_session_is_logged_with_few_keys() {
    let names = [("Adam", "Ek"), ("Bea", "Ros"), ("Cia", "Lund"), ("David", "Mo"), ("Emil", "Sjö")];
    let absent = |window: &mut Window, letters: &[&str]| {
        for letter in letters {
            window.write(letter);
            window.press(Named::Enter);
        }
    };
    let late = |window: &mut Window| {
        window.write("e10");
        window.press(Named::Enter);
    };
    let guest = |window: &mut Window| {
        window.write("+");
        window.write("sa");
        window.press(Named::Enter);
    };
    type Keys<'a> = Box<dyn Fn(&mut Window) + 'a>;
    let cases: [(usize, Keys<'_>); 3] = [
        (2, Box::new(|_| ())),
        (
            12,
            Box::new(|window| {
                absent(window, &["a", "b"]);
                late(window);
            }),
        ),
        (
            25,
            Box::new(|window| {
                absent(window, &["a", "b", "c", "d"]);
                late(window);
                guest(window);
            }),
        ),
    ];
    for (most, keys) in cases {
        let desk = Desk::new();
        let mut register = desk.create();
        let class = class_of(&mut register, &names);
        let plan = register.plan_list(list(&register, "TE26B", &[("Sara", "Ny")])).unwrap();
        register.import(&plan).unwrap();
        drop(register);
        let mut window = Window::open(&desk, Language::Swedish);
        let presses = logged(&mut window, keys);
        println!("{presses} presses, at most {most}");
        assert!(presses <= most, "{presses} presses, not {most}");
        let register = reopened(&desk);
        let detail = register.class(class).unwrap();
        let held = detail.sessions.iter().find(|one| one.status == SessionStatus::Held).unwrap();
        let marks: Vec<Attendance> = detail.marks.values().copied().collect();
        let absent = marks.iter().filter(|mark| **mark == Attendance::Unexcused).count();
        let late = marks.iter().filter(|mark| matches!(mark, Attendance::Late(_))).count();
        let guests = detail.members.iter().filter(|member| member.guest).count();
        assert_eq!(held.number, 1);
        match most {
            2 => assert_eq!((absent, late, guests), (0, 0, 0)),
            12 => assert_eq!((absent, late, guests), (2, 1, 0)),
            _ => assert_eq!((absent, late, guests), (4, 1, 1)),
        }
        window.close();
    }
}
