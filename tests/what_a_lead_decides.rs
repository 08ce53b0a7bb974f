//! What the project lead decides in the window: who counts, what is reported, who is one person. In both languages.

mod support;
#[path = "support/window.rs"]
mod window;

use iced::keyboard::key::Named;
use kursliggaren::demo;
use kursliggaren::domain::figure::{Figure, Measure};
use kursliggaren::domain::{Percent, Rule};
use kursliggaren::i18n::Language;
use kursliggaren::register::student::StudentDetails;
use support::*;
use window::Window;

fn sample() -> Desk {
    let desk = Desk::new();
    demo::make(&desk.path(), &desk.installation, desk.clock, "Åsa Berg", 300, |_| {}).unwrap();

    desk
}

fn who_counts_is_decided_anew(language: Language) {
    let desk = sample();
    let register = reopened(&desk);
    let course = register.find_course(None).unwrap();
    let preview = register.preview_rule(&course, Rule::Sessions(5)).unwrap();
    assert_ne!(preview.now, preview.then);
    let mut window = Window::open(&desk, language);
    window.resize(1600.0, 1200.0);
    window.click(word(language, "Inställningar", "Settings"));
    window.click(word(language, "Programmet", "The programme"));
    window.click(word(language, "Antal tillfällen", "Number of sessions"));

    // What it does is said before it is done, and nothing is done yet.
    let effect = match language {
        Language::Swedish => {
            format!("Med den nya regeln räknas {} i stället för {}", preview.then, preview.now)
        }
        Language::English => {
            format!("With the new rule {} count instead of {}", preview.then, preview.now)
        }
    };
    assert!(window.shows_part(&effect));
    let first = preview.gained.first().or(preview.lost.first()).unwrap();
    assert!(window.shows(&format!("{}, {}", first.name, first.class)), "who, and in which class");
    let share = Rule::Share(Percent::new(80).unwrap());
    assert_eq!(reopened(&desk).course(course.id).unwrap().rule, share);

    window.press_with(iced::keyboard::Modifiers::COMMAND, Named::Enter);
    let register = reopened(&desk);
    assert_eq!(register.course(course.id).unwrap().rule, Rule::Sessions(5));
    let counting = register.students_counted(&Figure::of(course.id, Measure::Completed)).unwrap();
    assert_eq!(counting.len() as u32, preview.then);
    assert_eq!(register.history(1).unwrap()[0].person, "Åsa Berg");
    window.command("1");
    assert!(window.shows(&preview.then.to_string()));
    window.command("z");
    assert_eq!(reopened(&desk).course(course.id).unwrap().rule, share);
    window.close();
}

#[test]
fn who_counts_is_decided_anew_in_swedish() {
    who_counts_is_decided_anew(Language::Swedish);
}

#[test]
fn who_counts_is_decided_anew_in_english() {
    who_counts_is_decided_anew(Language::English);
}

fn a_report_is_made_kept_and_opened_again(language: Language) {
    let desk = sample();
    let mut window = Window::open(&desk, language);
    window.resize(1600.0, 1200.0);
    window.command("7");
    window.click(word(language, "Rapport", "Report"));
    assert!(window.shows_part(word(language, "Sida 1 av", "Page 1 of")), "its pages stand beside");
    window.click(word(language, "Spara som PDF", "Save as PDF"));
    window.press(Named::Enter);
    let name = word(language, "lagesrapport 2026-11-23.pdf", "progress report 2026-11-23.pdf");
    let saved = std::fs::read(desk.installation.documents.join(name)).unwrap();
    let register = reopened(&desk);
    let kept = register.kept_reports().unwrap();
    assert_eq!(kept.len(), 1);
    assert!(register.kept_report(kept[0].id).unwrap() == saved);
    assert!(window.shows(name), "it stands among those that are kept");
    window.click(word(language, "Öppna", "Open"));

    // Without being kept, and in full, it is only a file.
    window.click(word(language, "Bevara rapporten i registret", "Keep the report in the register"));
    window.click(word(language, "Visa också små tal", "Show small numbers too"));
    window.click(word(language, "CSV, kommatecken", "CSV, commas"));
    window.press(Named::Enter);
    let name = word(
        language,
        "lagesrapport 2026-11-23 innehaller sma tal.csv",
        "progress report 2026-11-23 contains small numbers.csv",
    );
    assert!(desk.installation.documents.join(name).exists());
    assert_eq!(reopened(&desk).kept_reports().unwrap().len(), 1);
    window.click(word(language, "Ta bort", "Remove"));
    assert_eq!(reopened(&desk).kept_reports().unwrap().len(), 0);
    window.close();
}

#[test]
fn a_report_is_made_kept_and_opened_again_in_swedish() {
    a_report_is_made_kept_and_opened_again(Language::Swedish);
}

#[test]
fn a_report_is_made_kept_and_opened_again_in_english() {
    a_report_is_made_kept_and_opened_again(Language::English);
}

fn namesakes_are_told_apart_or_joined(language: Language) {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let other = register.add_class(&details(&register, "SA26B")).unwrap().1;
    for (given, family) in [("Elin", "Öberg"), ("Amir", "Haddad")] {
        let twin = StudentDetails {
            given: given.into(),
            family: family.into(),
            ..StudentDetails::default()
        };
        register.add_student(other, &twin, None).unwrap();
    }
    let amir = student_named(&register, class, "Amir Haddad");
    drop(register);
    let mut window = Window::open(&desk, language);
    window.resize(1600.0, 1000.0);
    window.click(word(language, "2 möjliga dubbletter", "2 possible duplicates"));
    assert!(window.shows(word(language, "4 visas", "4 shown")));
    window.click("Amir Haddad");
    window.click(word(language, "Samma person", "The same person"));
    window.click(word(language, "Slå ihop", "Join"));
    assert_eq!(reopened(&desk).students().unwrap().len(), 5);
    window.command("1");
    window.click(word(language, "En möjlig dubblett", "One possible duplicate"));
    window.click("Elin Öberg");
    window.click(word(language, "Inte samma person", "Not the same person"));
    window.command("1");
    assert!(!window.shows_part(word(language, "En möjlig", "One possible")), "it is done");
    window.command("z");
    window.command("z");
    assert_eq!(reopened(&desk).possible_duplicates().unwrap().len(), 2);
    assert_eq!(reopened(&desk).student(amir).unwrap().enrolled.len(), 1);
    window.close();
}

#[test]
fn namesakes_are_told_apart_or_joined_in_swedish() {
    namesakes_are_told_apart_or_joined(Language::Swedish);
}

#[test]
fn namesakes_are_told_apart_or_joined_in_english() {
    namesakes_are_told_apart_or_joined(Language::English);
}
