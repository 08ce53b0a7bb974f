//! What a coordinator and a teacher do in the window, in both languages.

mod support;
#[path = "support/window.rs"]
mod window;

use iced::keyboard::{Modifiers, key::Named};
use kursliggaren::domain::Verdict;
use kursliggaren::i18n::Language;
use support::*;
use window::Window;

/// Words of the screen in both languages, so that a journey is written once.
struct Words {
    language: Language,
    new_register: &'static str,
    keep_file: &'static str,
    log: fn(u16) -> String,
    students: &'static str,
    counts: &'static str,
    print: &'static str,
    issue: &'static str,
    ask_same_day: &'static str,
    last_page: &'static str,
    one_file: &'static str,
    saved_pages: &'static str,
}

const SWEDISH: Words = Words {
    language: Language::Swedish,
    new_register: "Skapa registret",
    keep_file: "Behåll filen",
    log: |number| format!("Logga tillfälle {number}"),
    students: "26 elever, 0 räknas",
    counts: "räknas",
    print: "Utfärda …",
    issue: "Utfärda 4 intyg",
    ask_same_day: "Spara ändå",
    last_page: "1 av 4",
    one_file: "En fil",
    saved_pages: "intyg Lugnetgymnasiet SA26A.pdf",
};

const ENGLISH: Words = Words {
    language: Language::English,
    new_register: "Make the register",
    keep_file: "Keep the file",
    log: |number| format!("Log session {number}"),
    students: "26 students, 0 count",
    counts: "counts",
    print: "Issue …",
    issue: "Issue 4 certificates",
    ask_same_day: "Save all the same",
    last_page: "1 of 4",
    one_file: "One file",
    saved_pages: "certificates Lugnetgymnasiet SA26A.pdf",
};

/// A class list as a school mails it: titles, semicolons, Windows-1252.
fn class_list(desk: &Desk) -> std::path::PathBuf {
    let mut text = String::from("Klasslista SA26A;;\r\n\r\nEfternamn;Förnamn;E-post\r\n");
    for number in 0..26_u8 {
        let letter = char::from(b'A' + number);
        let initial = letter.to_lowercase();
        text.push_str(&format!("Öberg{letter};{letter}{initial}sa;\r\n"));
    }
    let path = desk.folder.path().join("klasslista.csv");
    std::fs::write(&path, encoding_rs::WINDOWS_1252.encode(&text).0).unwrap();

    path
}

/// Welcome → a register → a class list in → three sessions logged by keys → undo.
fn first_day(words: &Words) {
    let desk = Desk::new();
    let list = class_list(&desk);
    let mut window = Window::open(&desk, words.language);
    assert!(window.shows(words.new_register));
    window.press(Named::Enter);

    window.command("i");
    window.write(&list.display().to_string());
    window.press(Named::Enter);
    for _ in 0..3 {
        window.press(Named::Tab);
    }
    // A letter chooses the next school that begins with it.
    window.write("l");
    window.press(Named::Tab);
    window.write("SA26A");
    window.press_with(Modifiers::COMMAND, Named::Enter);
    assert!(window.shows(words.keep_file), "the file may be deleted");
    window.press(Named::Enter);
    assert!(window.shows(words.students), "the class is shown after the import");
    assert!(list.exists());

    for number in 1..=3 {
        window.presses = 0;
        window.press(Named::Enter);
        for name in ["b", "g", "m"] {
            window.write(name);
            window.press(Named::Enter);
        }
        window.press_with(Modifiers::COMMAND, Named::Enter);
        if number > 1 {
            assert!(window.shows(words.ask_same_day), "two sessions of a class on one day ask");
            window.press(Named::Enter);
        }
        assert!(window.presses <= 12, "{} key presses", window.presses);
        assert!(window.shows(&(words.log)(number + 1)));
    }
    window.command("z");
    assert!(window.shows(&(words.log)(3)));
    window.command("y");
    window.close();

    let register = reopened(&desk);
    let class = register.classes().unwrap().remove(0);
    assert_eq!((class.students, class.held), (26, 3));
    let detail = register.class(class.id).unwrap();
    let absent = detail.marks.values().filter(|mark| !mark.was_there()).count();
    assert_eq!(absent, 9);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn the_first_day_in_swedish() {
    first_day(&SWEDISH);
}

#[test]
fn the_first_day_in_english() {
    first_day(&ENGLISH);
}

/// A class that has completed is printed, a name is corrected, and the certificate issued anew.
fn certificates(words: &Words) {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let student = student_named(&register, class, "Elin Öberg");
    assert!(register.students().unwrap().iter().all(|row| row.verdict == Verdict::Completed));
    drop(register);

    let mut window = Window::open(&desk, words.language);
    window.command("6");
    window.click(words.print);
    assert!(window.shows_part(words.last_page), "the pages are shown before they are issued");
    assert_eq!(reopened(&desk).ledger().unwrap().len(), 0, "a click issues nothing");
    window.click(words.issue);
    assert_eq!(reopened(&desk).ledger().unwrap().len(), 4);
    window.press(Named::ArrowDown);
    window.press_with(Modifiers::COMMAND, Named::Enter);
    assert!(window.shows_part(words.last_page), "the pages are shown before they go anywhere");
    window.click(words.one_file);
    window.press(Named::Enter);
    let saved = desk.installation.documents.join(words.saved_pages);
    assert!(std::fs::read(saved).unwrap().starts_with(b"%PDF"), "the same pages as a file");
    assert_eq!(reopened(&desk).ledger().unwrap().len(), 4, "and no number twice");

    window.command("3");
    window.write("oberg");
    assert!(window.shows(words.counts));
    window.close();
    let mut register = desk.open();
    let mut details = register.student(student).unwrap().details;
    details.given = "Ellen".into();
    register.edit_student(student, &details).unwrap();
    assert!(register.ledger().unwrap().iter().any(|certificate| certificate.outdated.is_some()));
}

#[test]
fn certificates_in_swedish() {
    certificates(&SWEDISH);
}

#[test]
fn certificates_in_english() {
    certificates(&ENGLISH);
}

#[test]
fn a_register_that_is_damaged_leads_to_welcome_and_says_so() {
    let desk = Desk::new();
    std::fs::write(desk.path(), "not a register at all, but long enough to be looked at").unwrap();
    let mut window = Window::open(&desk, Language::Swedish);

    assert!(
        window.shows("Filen är inget register från Kursliggaren. Den är orörd. Välj en annan fil.")
    );
    assert!(window.shows("Skapa registret"));
}

/// The window on session 1 of a class of four, being logged.
fn logging(desk: &Desk) -> Window {
    let mut register = desk.create();
    class_of_four(&mut register);
    drop(register);
    let mut window = Window::open(desk, Language::Swedish);
    window.command("2");
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    window.press(Named::Enter);

    window
}

#[test]
fn leaving_a_half_logged_session_asks_first() {
    let desk = Desk::new();
    let mut window = logging(&desk);
    window.write("am");
    window.press(Named::Enter);
    window.command("1");

    assert!(window.shows("Något är inte sparat"));
    window.click("Stanna kvar");
    assert!(window.shows("Tillfälle 1, SA26A"));
    window.press(Named::Escape);
    assert!(window.shows("Något är inte sparat"), "Esc asks too");
    window.click("Gå utan att spara");
    assert!(window.shows("Logga tillfälle 1"));
}

#[test]
fn closing_the_window_over_a_half_logged_session_asks_first() {
    let desk = Desk::new();
    let mut window = logging(&desk);
    window.write("am");
    window.press(Named::Enter);
    assert!(!window.close_button());

    assert!(window.shows("Något är inte sparat"));
    window.click("Stanna kvar");
    window.press_with(Modifiers::COMMAND, Named::Enter);
    assert!(window.close_button(), "nothing is left to ask about");
}

#[test]
fn undo_keys_in_a_field_leave_the_register_alone() {
    let desk = Desk::new();
    let mut window = logging(&desk);
    window.write("+");
    window.write("Ny");
    window.command("z");
    assert_eq!(reopened(&desk).students().unwrap().len(), 4);
}

#[test]
fn a_name_typed_for_somebody_who_turned_up_stays_until_the_student_is_there() {
    let desk = Desk::new();
    let mut window = logging(&desk);
    window.write("+");
    window.write("Sara Ahlin");
    window.press(Named::Escape);
    assert!(window.shows("Något är inte sparat"), "Esc asks before it loses a name");
    window.click("Stanna kvar");
    window.press(Named::Enter);
    assert!(window.shows("Sara Ahlin (ny i klassen)"));
    assert_eq!(reopened(&desk).students().unwrap().len(), 4, "part of the form until it is saved");
    window.command("1");
    window.click("Gå utan att spara");
    assert_eq!(
        reopened(&desk).students().unwrap().len(),
        4,
        "leaving without saving leaves nothing"
    );
    window.close();
}

#[test]
fn undo_in_a_field_to_search_in_takes_back_what_was_typed() {
    let desk = Desk::new();
    let mut register = desk.create();
    class_of_four(&mut register);
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    window.command("3");
    window.write("oberg");
    assert!(window.shows("1 visas"));
    window.command("z");
    assert!(window.shows("4 visas"));
    window.command("z");
    assert_eq!(reopened(&desk).students().unwrap().len(), 4);

    window.command("1");
    window.command("z");
    assert_eq!(reopened(&desk).students().unwrap().len(), 0, "elsewhere it is about the register");
}
