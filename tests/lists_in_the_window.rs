//! A later list looked at row by row, an attendance file out and back, and two students who are one: in the window, by keys
//! and mouse, in both languages.

mod support;
#[path = "support/window.rs"]
mod window;

use std::io::{Cursor, Read, Write};
use std::path::Path;

use iced::keyboard::{Modifiers, key::Named};
use kursliggaren::domain::{Attendance, ClassId};
use kursliggaren::i18n::Language;
use kursliggaren::register::Register;
use support::*;
use window::Window;

fn open_list(window: &mut Window, path: &Path) {
    window.command("i");
    window.write(&path.display().to_string());
    window.press(Named::Enter);
}

/// Chooses Lugnetgymnasiet, the only school with the class, in a dialog whose path has the focus.
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

fn names_of(register: &Register, class: &str) -> Vec<String> {
    let class = class_named(register, class);

    register.class(class).unwrap().members.iter().map(|member| member.name()).collect()
}

fn class_named(register: &Register, name: &str) -> ClassId {
    register.classes().unwrap().into_iter().find(|row| row.name == name).unwrap().id
}

/// October's list: one with an address, one as before, one new who shares a name with another class's, one protected; one is
/// missing.
const OCTOBER: &str = "Förnamn;Efternamn;Klass;E-post;Skydd\r\n\
    Elin;Öberg;SA26A;elin@skola.example;\r\n\
    Amir;Haddad;SA26A;;\r\n\
    Maja;Lindqvist;SA26A;;\r\n\
    Sara;Alm;SA26A;;\r\n\
    Karl;Hemlig;SA26A;;Skyddad identitet\r\n";

fn a_later_list(language: Language) {
    let desk = Desk::new();
    let mut register = desk.create();
    class_of_four(&mut register);
    let other = register.plan_list(list(&register, "NA25B", &[("Sara", "Alm")])).unwrap();
    register.import(&other).unwrap();
    drop(register);
    let file = desk.folder.path().join("oktober.csv");
    std::fs::write(&file, OCTOBER).unwrap();

    let mut window = Window::open(&desk, language);
    open_list(&mut window, &file);
    choose_school(&mut window, word(language, "Klassen SA26A finns", "The class SA26A exists"));
    window.click(word(
        language,
        "Listan är fullständig: den som saknas har slutat",
        "The list is complete: anyone missing has left",
    ));
    window.click(word(language, "Rad för rad", "Row by row"));
    assert!(window.shows_part(word(
        language,
        "1 ny elev, 1 ändrad, 2 oförändrade, 1 rad inte med",
        "1 new student, 1 changed, 2 unchanged, 1 row left out"
    )));
    assert!(!window.shows_part("Karl"), "whoever is protected is not named");
    assert!(window.shows_part(word(language, "Skyddade personuppgifter", "Protected")));

    // The row about Sara: she is the one in the other class.
    window.click(word(language, "Dubbletter 1", "Duplicates 1"));
    window.click(word(language, "Samma person", "The same person"));
    assert!(window.shows(word(language, "Inte samma", "Not the same")));

    // All rows left, all taken again: the protected row stays out. Then Elin's address is left by Space.
    window.click(word(language, "Alla 6", "All 6"));
    window.focus("list-keys");
    window.command("a");
    assert!(window.shows_part(word(language, "Inga nya elever, ", "No new students, ")));
    window.command("a");
    assert!(window.shows_part(word(
        language,
        "Inga nya elever, 2 ändrade",
        "No new students, 2 changed"
    )));
    window.press(Named::ArrowDown);
    window.press(Named::Space);
    assert!(window.shows_part(word(
        language,
        "Inga nya elever, 1 ändrad",
        "No new students, 1 changed"
    )));

    // Planned anew, for another term and back, the choices stay.
    window.click("HT26");
    window.press(Named::Backspace);
    window.write("5");
    assert!(window.shows_part(word(language, "Ny klass SA26A", "New class SA26A")));
    window.press(Named::Backspace);
    window.write("6");
    assert!(window.shows_part(word(
        language,
        "Inga nya elever, 1 ändrad",
        "No new students, 1 changed"
    )));

    window.press_with(Modifiers::COMMAND, Named::Enter);
    window.click(word(language, "Ta bort filen", "Delete the file"));
    assert!(!file.exists());
    window.close();

    let mut register = desk.open();
    assert_eq!(
        names_of(&register, "SA26A"),
        ["Sara Alm", "Amir Haddad", "Maja Lindqvist", "Noah Åkesson", "Elin Öberg"]
    );
    assert_eq!(register.students().unwrap().len(), 5, "Sara is one student, Karl none");
    let class = class_named(&register, "SA26A");
    let elin = student_named(&register, class, "Elin Öberg");
    assert_eq!(register.student(elin).unwrap().details.email, "");
    let ended = register.class(class).unwrap().members.into_iter().filter(|one| one.to.is_some());
    assert_eq!(ended.map(|member| member.name()).collect::<Vec<_>>(), ["Noah Åkesson"]);
    register.undo(false).unwrap();
    assert_eq!(names_of(&register, "SA26A").len(), 4);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn a_later_list_is_taken_in_row_by_row_in_swedish() {
    a_later_list(Language::Swedish);
}

#[test]
fn a_later_list_is_taken_in_row_by_row_in_english() {
    a_later_list(Language::English);
}

/// Writes marks into cells that are empty, as a spreadsheet program would.
fn fill_in(path: &Path, cells: &[(&str, &str)]) {
    let mut source = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut filled = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let mut part = source.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let mut sheet = String::from_utf8(content).unwrap();
            for (cell, mark) in cells {
                let at = sheet.find(&format!("<c r=\"{cell}\"")).unwrap();
                let end = at + sheet[at..].find("/>").unwrap();
                let text = format!(" t=\"inlineStr\"><is><t>{mark}</t></is></c>");
                sheet.replace_range(end..end + 2, &text);
            }
            content = sheet.into_bytes();
        }
        filled.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        filled.write_all(&content).unwrap();
    }
    std::fs::write(path, filled.finish().unwrap().into_inner()).unwrap();
}

fn marks_of(desk: &Desk, class: ClassId) -> Vec<(String, Option<Attendance>)> {
    let register = reopened(desk);
    let session = session_numbered(&register, class, 1);
    let detail = register.class(class).unwrap();
    let mark = |student| detail.marks.get(&(session, student)).copied();

    detail.members.iter().map(|member| (member.name(), mark(member.student))).collect()
}

fn an_attendance_file(language: Language) {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    drop(register);
    let mut window = Window::open(&desk, language);
    window.command("2");
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    window.click(&char::from(lucide_icons::Icon::Sheet).to_string());
    window.press(Named::Enter);
    let files: Vec<_> = std::fs::read_dir(&desk.installation.documents)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        .collect();
    let [file] = files.as_slice() else { panic!("one attendance file, not {files:?}") };

    // The teacher: Haddad was there, Lindqvist was late, Åkesson had leave, Öberg's mark can't be read.
    fill_in(file, &[("C8", "N"), ("C9", "S"), ("D9", "20"), ("C10", "G"), ("C11", "kanske")]);
    open_list(&mut window, file);
    assert!(window.shows_part(word(language, "Närvarofil för SA26A", "Attendance file for SA26A")));
    assert!(window.shows(word(language, "Ruta C11", "Cell C11")));
    let late = word(language, "→ sen 20 min", "→ late 20 min");
    assert!(window.look().texts.iter().any(|seen| seen.content.ends_with(late)), "{late}");
    // What can't be read comes first; the mark of the second student after it is left.
    window.focus("list-keys");
    for _ in 0..4 {
        window.press(Named::ArrowDown);
    }
    window.press(Named::Space);
    window.press_with(Modifiers::COMMAND, Named::Enter);
    window.click(word(language, "Behåll filen", "Keep the file"));
    let marks = marks_of(&desk, class);
    let expected = [
        ("Amir Haddad".to_owned(), Some(Attendance::Present)),
        ("Maja Lindqvist".to_owned(), Some(Attendance::Late(kursliggaren::domain::Minutes(20)))),
        ("Noah Åkesson".to_owned(), None),
        ("Elin Öberg".to_owned(), None),
    ];
    assert_eq!(marks, expected);

    // The same file again: what was left is still offered, and only that.
    open_list(&mut window, file);
    window.press_with(Modifiers::COMMAND, Named::Enter);
    window.click(word(language, "Behåll filen", "Keep the file"));
    assert_eq!(marks_of(&desk, class)[2].1, Some(Attendance::Excused));
    open_list(&mut window, file);
    assert!(window.shows_part(word(
        language,
        "Filen har redan lästs in",
        "The file has been taken in before"
    )));
    window.press(Named::Escape);
    window.command("z");
    window.command("z");
    assert!(marks_of(&desk, class).iter().all(|(_, mark)| mark.is_none()), "undone as two changes");
    window.close();
}

#[test]
fn an_attendance_file_goes_out_and_comes_back_in_swedish() {
    an_attendance_file(Language::Swedish);
}

#[test]
fn an_attendance_file_goes_out_and_comes_back_in_english() {
    an_attendance_file(Language::English);
}

fn two_who_are_one(language: Language) {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let other = register.plan_list(list(&register, "NA25B", &[("Elin", "Oberg")])).unwrap();
    let other = register.import(&other).unwrap().1.classes[0].0;
    for (class, name, address) in [
        (class, "Elin Öberg", "elin.oberg@skola.example"),
        (other, "Elin Oberg", "elin@hemma.example"),
    ] {
        let student = student_named(&register, class, name);
        let mut details = register.student(student).unwrap().details;
        details.birth_date = Some(day("2009-05-04"));
        details.email = address.to_owned();
        register.edit_student(student, &details).unwrap();
    }
    let elin = student_named(&register, class, "Elin Öberg");
    drop(register);

    let mut window = Window::open(&desk, language);
    window.command("3");
    // Both are found, Oberg before Öberg.
    window.write("Elin Ö");
    window.press(Named::ArrowDown);
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    window.resize(1280.0, 1600.0);
    window.click(word(language, "Samma person", "The same person"));
    window.click("elin@hemma.example");
    window.click(word(language, "Slå ihop", "Join"));
    let register = reopened(&desk);
    assert_eq!(register.students().unwrap().len(), 4);
    let details = register.student(elin).unwrap().details;
    assert_eq!((details.family.as_str(), details.email.as_str()), ("Öberg", "elin@hemma.example"));
    drop(register);

    window.click(word(language, "Dela igen", "Part again"));
    let register = reopened(&desk);
    assert_eq!(register.students().unwrap().len(), 5);
    let details = register.student(elin).unwrap().details;
    assert_eq!(details.email, "elin.oberg@skola.example", "parted as they were");
    drop(register);
    window.click(word(language, "Inte samma person", "Not the same person"));
    assert!(reopened(&desk).possible_duplicates().unwrap().is_empty());
    window.close();
    assert_eq!(reopened(&desk).check().unwrap().problems, []);
}

#[test]
fn two_who_are_one_are_joined_and_parted_in_swedish() {
    two_who_are_one(Language::Swedish);
}

#[test]
fn two_who_are_one_are_joined_and_parted_in_english() {
    two_who_are_one(Language::English);
}
