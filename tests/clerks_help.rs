//! What a clerk does with a list that is not as it should be: puts rows right where they stand, takes or leaves all rows of a
//! kind, and is not asked the same twice. In the window, in both languages.

mod support;
#[path = "support/window.rs"]
mod window;

use std::path::Path;

use iced::keyboard::{Modifiers, key::Named};
use kursliggaren::i18n::Language;
use support::*;
use window::Window;

fn open_list(window: &mut Window, path: &Path) {
    window.command("i");
    window.write(&path.display().to_string());
    window.press(Named::Enter);
}

/// Chooses the school with the class in a dialog whose path has the focus.
fn choose_school(window: &mut Window, known: &str) {
    for _ in 0..3 {
        window.press(Named::Tab);
    }
    for _ in 0..10 {
        // A letter chooses the next school that begins with it.
        window.write("l");
        if window.shows_part(known) {
            return;
        }
    }
    panic!("no school has the class");
}

/// Whether a text on the screen has this somewhere.
fn says(window: &mut Window, text: &str) -> bool {
    window.look().texts.iter().any(|seen| seen.content.contains(text))
}

fn students(desk: &Desk) -> Vec<String> {
    let register = reopened(desk);
    let mut students: Vec<String> = register
        .students()
        .unwrap()
        .into_iter()
        .map(|line| register.student(line.id).unwrap())
        .map(|student| {
            let details = &student.details;
            let born = details.birth_date.map(|day| day.to_string()).unwrap_or_default();
            format!("{} {} {born}", details.given, details.family).trim().to_owned()
        })
        .collect();
    students.sort();

    students
}

/// Somebody without a class, somebody without a given name, two with roles that nobody knows.
const LIST: &str = "Förnamn;Efternamn;Klass;Roll\r\n\
    Elin;Öberg;SA26A;Elev\r\n\
    Hugo;Lind;;Elev\r\n\
    ;Berg;SA26A;Elev\r\n\
    Saga;Holm;SA26A;Ambassadör\r\n\
    Omar;Ek;SA26A;Ambassadör\r\n";

fn rows_are_put_right(language: Language) {
    let desk = Desk::new();
    let mut register = desk.create();
    class_of_four(&mut register);
    drop(register);
    let file = desk.folder.path().join("lista.csv");
    std::fs::write(&file, LIST).unwrap();

    let mut window = Window::open(&desk, language);
    open_list(&mut window, &file);
    choose_school(&mut window, word(language, "Klassen SA26A finns", "The class SA26A exists"));
    window.click(word(language, "Rad för rad", "Row by row"));

    // Hugo's class is typed where it is missing, and a day that is none is told.
    window.click(word(language, "Inte med 1", "Left out 1"));
    window.click(word(language, "Rätta", "Correct"));
    window.write("SA26A");
    window.press(Named::Tab);
    window.write("31 februari");
    window.press(Named::Enter);
    assert!(window.shows(word(
        language,
        "Dagen går inte att förstå.",
        "The day can’t be understood."
    )));
    for _ in 0.."31 februari".chars().count() {
        window.press(Named::Backspace);
    }
    window.write("100517");
    window.press(Named::Enter);
    assert!(window.shows_part(word(language, "Inte med 0", "Left out 0")));

    // Both ambassadors in one press, back, and again.
    window.click(word(language, "Osäkra 2", "Uncertain 2"));
    window.click(word(language, "Ta med alla", "Take all"));
    assert!(says(&mut window, word(language, "2 tas med.", "2 are taken.")));
    window.click(word(language, "Utelämna alla", "Leave out all"));
    assert!(!says(&mut window, word(language, "tas med.", "are taken.")));
    window.click(word(language, "Ta med alla", "Take all"));

    window.press_with(Modifiers::COMMAND, Named::Enter);
    window.click(word(language, "Ta bort filen", "Delete the file"));
    let found = students(&desk);
    assert!(found.contains(&"Hugo Lind 2010-05-17".to_owned()), "{found:?}");
    assert!(found.contains(&"Saga Holm".to_owned()) && found.contains(&"Omar Ek".to_owned()));

    // The next list: what was decided of ambassadors is seen, and can be decided otherwise.
    let next = desk.folder.path().join("nasta.csv");
    std::fs::write(
        &next,
        "Namn;Klass;Roll\r\nElin Öberg;SA26A;Elev\r\nLi Ström;SA26A;Ambassadör\r\nIvar Dahl;SA26A;Ambassadör\r\n",
    )
    .unwrap();
    open_list(&mut window, &next);
    choose_school(&mut window, word(language, "Klassen SA26A finns", "The class SA26A exists"));
    window.click(word(language, "Rad för rad", "Row by row"));
    assert!(says(
        &mut window,
        word(language, "tas med, som förra gången", "taken, as the last time")
    ));
    window.click(word(language, "Osäkra 2", "Uncertain 2"));
    window.click(word(language, "Utelämna alla", "Leave out all"));
    window.press_with(Modifiers::COMMAND, Named::Enter);
    window.click(word(language, "Ta bort filen", "Delete the file"));
    assert!(!students(&desk).contains(&"Li Ström".to_owned()));
    window.close();
    assert_eq!(desk.open().check().unwrap().problems, []);
}

#[test]
fn rows_are_put_right_where_they_stand_in_swedish() {
    rows_are_put_right(Language::Swedish);
}

#[test]
fn rows_are_put_right_where_they_stand_in_english() {
    rows_are_put_right(Language::English);
}
