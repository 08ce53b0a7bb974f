//! What a teacher and a project lead do in the window, in both languages; and what everyone finds there.

mod support;
#[path = "support/window.rs"]
mod window;

use iced::keyboard::{Modifiers, key::Named};
use kursliggaren::i18n::Language;
use kursliggaren::installation::{Role, Settings};
use support::*;
use window::Window;

/// Thirty names of which no two begin with the same three letters.
const THIRTY: [(&str, &str); 30] = [
    ("Alice", "Andersson"),
    ("Amir", "Haddad"),
    ("Anna-Karin", "Berg"),
    ("Astrid", "Lind"),
    ("Ayaan", "Warsame"),
    ("Bilal", "Ahmed"),
    ("Cecilia", "Ek"),
    ("Daniel", "Norén"),
    ("Ebba", "Holm"),
    ("Elin", "Öberg"),
    ("Emil", "Sjö"),
    ("Fatima", "Ali"),
    ("Filip", "Dahl"),
    ("Hanna", "Åkerlund"),
    ("Hugo", "Vik"),
    ("Ida", "Ros"),
    ("Isak", "Mo"),
    ("Jasmin", "Nguyen"),
    ("Johan", "Ström"),
    ("Klara", "Falk"),
    ("Leo", "Hed"),
    ("Maja", "Lund"),
    ("Mohammed", "Abdi"),
    ("Nils", "Östman"),
    ("Olivia", "Frisk"),
    ("Oskar", "Blom"),
    ("Sara", "Ahlin"),
    ("Tuva", "Ek"),
    ("William", "Ask"),
    ("Łukasz", "Nowak"),
];

/// A register with a class of thirty, and this computer's person in a role.
fn prepared(role: Role) -> (Desk, kursliggaren::domain::ClassId) {
    let desk = Desk::new();
    let mut register = desk.create();
    let plan = register.plan_list(list(&register, "SA26A", &THIRTY)).unwrap();
    let class = register.import(&plan).unwrap().1.classes[0].0;
    let settings = Settings { role, ..Settings::default() };
    desk.installation.save_settings(&settings).unwrap();

    (desk, class)
}

/// The shortest beginning of a name that no other name in the class has.
fn shortest_beginning(name: &str) -> String {
    let names: Vec<String> =
        THIRTY.iter().map(|(given, family)| format!("{given} {family}").to_lowercase()).collect();
    let name = name.to_lowercase();
    let lengths = 1..=name.chars().count();
    let mut beginnings = lengths.map(|length| name.chars().take(length).collect::<String>());

    beginnings
        .find(|beginning| names.iter().filter(|other| other.starts_with(beginning)).count() == 1)
        .unwrap()
}

fn a_teacher_logs_a_session(language: Language) {
    let (desk, class) = prepared(Role::Teacher);
    let mut window = Window::open(&desk, language);
    assert!(window.shows("SA26A"), "a teacher begins among the classes");
    window.press(Named::ArrowDown);
    window.press(Named::Enter);

    window.presses = 0;
    window.press(Named::Enter);
    for name in ["Emil Sjö", "Klara Falk", "Tuva Ek"] {
        window.write(&shortest_beginning(name));
        window.press(Named::Enter);
    }
    window.press_with(Modifiers::COMMAND, Named::Enter);
    assert!(window.presses <= 12, "{} key presses for 30 students with 3 absent", window.presses);
    let detail = reopened(&desk).class(class).unwrap();
    let absent: Vec<String> = detail
        .members
        .iter()
        .filter(|member| {
            detail
                .marks
                .get(&(detail.sessions[0].id, member.student))
                .is_some_and(|m| !m.was_there())
        })
        .map(|member| member.name())
        .collect();
    assert_eq!(absent, ["Tuva Ek", "Klara Falk", "Emil Sjö"]);

    // The mistake: the wrong class. One press takes it back.
    window.command("z");
    assert_eq!(reopened(&desk).class(class).unwrap().marks.len(), 0);
    window.close();
}

#[test]
fn a_teacher_logs_a_session_with_few_keys_in_swedish() {
    a_teacher_logs_a_session(Language::Swedish);
}

#[test]
fn a_teacher_logs_a_session_with_few_keys_in_english() {
    a_teacher_logs_a_session(Language::English);
}

fn a_lead_answers_the_funder(language: Language) {
    let desk = Desk::new();
    kursliggaren::demo::make(&desk.path(), &desk.installation, desk.clock, "Åsa Berg", 300, |_| {})
        .unwrap();
    let register = reopened(&desk);
    let course = register.find_course(None).unwrap();
    let completed = register.progress(&course, None, None).unwrap().count.completed;
    drop(register);
    let mut window = Window::open(&desk, language);
    assert!(window.shows(&completed.to_string()), "the figure is the first thing to see");

    // What needs doing leads to the students it is about.
    let no_longer =
        reopened(&desk).todo(&reopened(&desk).find_course(None).unwrap()).unwrap().no_longer;
    let line = match language {
        Language::Swedish => format!("{no_longer} elever kan inte längre nå gränsen"),
        Language::English => format!("{no_longer} students can no longer reach the threshold"),
    };
    window.click(&line);
    let shown = match language {
        Language::Swedish => format!("{no_longer} visas"),
        Language::English => format!("{no_longer} shown"),
    };
    assert!(window.shows(&shown), "the list's length is the number");

    // The table for the funder, by school, saved as a file.
    window.command("7");
    window.click(word(language, "Skola", "School"));
    window.click(word(language, "Spara tabellen", "Save the table"));
    window.press(Named::Enter);
    let name = word(language, "lage-2026-11-23.csv", "status-2026-11-23.csv");
    let saved = std::fs::read_to_string(desk.installation.documents.join(name)).unwrap();
    let last = saved.lines().last().unwrap();
    assert!(last.starts_with(&format!("{};{completed};", word(language, "Alla", "All"))), "{last}");

    // The same name again asks before it replaces anything.
    window.click(word(language, "Spara tabellen", "Save the table"));
    window.press(Named::Enter);
    assert!(window.shows(word(language, "Ersätt den", "Replace it")));
    window.press(Named::Escape);
    window.close();
}

#[test]
fn a_lead_answers_the_funder_in_swedish() {
    a_lead_answers_the_funder(Language::Swedish);
}

#[test]
fn a_lead_answers_the_funder_in_english() {
    a_lead_answers_the_funder(Language::English);
}

#[test]
fn one_field_finds_students_classes_schools_and_deeds() {
    let (desk, _) = prepared(Role::Coordinator);
    let mut window = Window::open(&desk, Language::Swedish);
    for (typed, shown) in [
        ("oberg", "Elin Öberg"),
        ("sa26", "Logga tillfälle 1"),
        ("lugnet", "Lugnet"),
        ("historik", "Tryck Enter för att återgå"),
    ] {
        window.command("k");
        window.write(typed);
        window.press(Named::Enter);
        assert!(window.shows_part(shown), "{typed} leads to {shown}");
    }
    window.command("k");
    window.write("engelska");
    window.press(Named::Enter);
    assert!(window.shows("History"), "the language is changed from anywhere");
    window.close();
}

#[test]
fn several_students_are_moved_at_once_and_back() {
    let (desk, class) = prepared(Role::Coordinator);
    let mut register = desk.open();
    let plan = register.plan_list(list(&register, "TE26B", &[("Sara", "Ny")])).unwrap();
    register.import(&plan).unwrap();
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    window.command("3");
    window.press(Named::ArrowDown);
    window.press(Named::Space);
    window.press_with(Modifiers::SHIFT, Named::ArrowDown);
    window.press_with(Modifiers::SHIFT, Named::ArrowDown);
    assert!(window.shows("3 elever valda"));
    window.press(Named::Tab);
    // At the foot: to select nobody, then the choice of class; T is TE26B.
    window.press(Named::Tab);
    window.write("t");
    window.click("Flytta till klassen");
    assert_eq!(reopened(&desk).class(class).unwrap().members.len(), 30, "a day is asked for");
    window.press(Named::Enter);
    assert_eq!(reopened(&desk).class(class).unwrap().members.len(), 27, "moved");

    window.command("z");
    assert_eq!(reopened(&desk).class(class).unwrap().members.len(), 30);
    window.close();
}

#[test]
fn history_leads_back_to_before_a_change() {
    let (desk, class) = prepared(Role::Coordinator);
    let mut register = desk.open();
    let session = register.class(class).unwrap().sessions[0].id;
    register
        .mark_rest(session, kursliggaren::domain::Attendance::Present, Some(day("2026-11-23")))
        .unwrap();
    let student = student_named(&register, class, "Elin Öberg");
    register.set_mark(session, student, None).unwrap();
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    window.command("k");
    window.write("historik");
    window.press(Named::Enter);
    window.press(Named::ArrowDown);
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    assert!(window.shows("2 ändringar tas tillbaka"));
    window.click("Gå tillbaka");
    assert_eq!(reopened(&desk).class(class).unwrap().marks.len(), 0);
    assert!(window.shows("Ångra"));
    window.command("z");
    assert_eq!(reopened(&desk).class(class).unwrap().marks.len(), 29);
    window.close();
}

#[test]
fn a_day_is_picked_from_the_calendar_by_keys() {
    let (desk, _) = prepared(Role::Coordinator);
    let mut window = Window::open(&desk, Language::Swedish);
    window.command("7");
    window.click_at(iced::Point::new(290.0, 164.0));
    window.press(Named::ArrowDown);
    window.press(Named::ArrowUp);
    window.press(Named::Escape);
    assert!(window.shows("Spara tabellen"), "Esc closes the calendar and nothing else");
    window.press(Named::ArrowDown);
    window.press(Named::ArrowUp);
    window.press(Named::Enter);
    assert!(window.shows("Till och med 16 november 2026:"));
    window.close();
}

#[test]
fn the_window_is_as_it_was_left() {
    let (desk, class) = prepared(Role::Coordinator);
    let mut window = Window::open(&desk, Language::Swedish);
    window.command("3");
    window.click("Når inte gränsen");
    window.command("2");
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    assert!(window.close_button());
    window.close();

    let mut window = Window::open(&desk, Language::Swedish);
    assert!(window.shows("Logga tillfälle 1"), "in the class");
    window.command("3");
    assert!(window.shows("Sökningen gav inga träffar."), "with the same filter");
    window.command("2");
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    assert!(window.close_button());
    window.close();

    // The class is gone the next time: its section is shown instead.
    let mut register = desk.open();
    register.remove_class(class).unwrap();
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    assert!(window.shows("Inga klasser än"));
    window.close();
}

#[test]
fn a_register_that_is_gone_or_taken_is_named_and_can_be_tried_again() {
    let (desk, _) = prepared(Role::Coordinator);
    let holder = desk.open();
    let mut window = Window::open(&desk, Language::Swedish);
    assert!(window.shows("Försök igen"));
    drop(holder);
    window.click("Försök igen");
    assert!(window.shows("Översikt"));
    assert!(window.close_button());
    window.close();

    let moved = desk.folder.path().join("moved.db");
    std::fs::rename(desk.path(), &moved).unwrap();
    let mut window = Window::open(&desk, Language::Swedish);
    let path = desk.path().display().to_string();
    assert!(window.shows(&format!(
        "Registret som var öppet senast finns inte längre på sin plats: {path}. Har det flyttats, öppna det där det ligger nu."
    )));
    window.close();

    // Without a file named, the program means the one that was open last.
    let usual = desk.installation.default_register();
    let mut window = Window::open_at(&desk, &usual, Language::Swedish);
    assert!(window.shows_part("Registret som var öppet senast finns inte längre"));
    window.close();
}

#[test]
fn a_backup_is_looked_into_and_restored() {
    let (desk, class) = prepared(Role::Coordinator);
    let mut register = desk.open();
    register.back_up().unwrap();
    let session = register.class(class).unwrap().sessions[0].id;
    register
        .mark_rest(session, kursliggaren::domain::Attendance::Present, Some(day("2026-11-23")))
        .unwrap();
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    window.click("Inställningar");
    window.click("Registret");
    window.click_last("Visa innehållet");
    assert!(window.shows_part("Klasser: 1, elever: 30, närvaromarkeringar: 0, intyg: 0."));
    window.click("Återställ den här kopian");
    assert!(window.shows("Inställningar"));
    assert_eq!(reopened(&desk).class(class).unwrap().marks.len(), 0);
    window.close();
}

#[test]
fn a_dialog_and_a_notice_leave_the_focus_where_it_was() {
    let (desk, class) = prepared(Role::Coordinator);
    let mut register = desk.open();
    let session = register.class(class).unwrap().sessions[0].id;
    register
        .mark_rest(session, kursliggaren::domain::Attendance::Present, Some(day("2026-11-23")))
        .unwrap();
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    window.command("3");
    window.write("el");
    window.send(kursliggaren::app::Message::Command(kursliggaren::app::command::Command::Undo));
    assert!(window.shows_part("Åsa Berg ångrade"), "a notice has come");
    window.write("i");
    assert!(window.shows("1 visas"));
    window.send(kursliggaren::app::Message::CloseNotice);
    window.write("n");
    assert!(window.shows("1 visas"), "it goes, and what is typed goes on");

    window.command("k");
    window.write("zzz");
    window.press(Named::Escape);
    window.write("x");
    assert!(window.shows("0 visas"), "the field has the focus again, and what stood in it: elinx");
    window.close();
}

#[test]
fn a_file_dropped_on_the_window_is_a_class_list_to_take_in() {
    let (desk, _) = prepared(Role::Coordinator);
    let path = desk.folder.path().join("lista.csv");
    std::fs::write(&path, "Namn;Klass\r\nSara Ny;TE26B\r\n").unwrap();
    let mut window = Window::open(&desk, Language::Swedish);
    window.send(kursliggaren::app::Message::Dropped(path));

    assert!(window.shows("Läs in en klasslista"));
    assert!(window.shows("Sara Ny"), "its first rows are shown");
    window.close();
}
