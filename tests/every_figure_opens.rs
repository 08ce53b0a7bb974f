//! Every figure of Översikt and Rapporter opens the list of the students behind it, and the list's length is the number.

mod support;
#[path = "support/window.rs"]
mod window;

use iced::keyboard::key::Named;
use kursliggaren::demo;
use kursliggaren::domain::figure::{Breakdown, Figure, Measure};
use kursliggaren::i18n::Language;
use support::*;
use window::Window;

fn sample() -> Desk {
    let desk = Desk::new();
    demo::make(&desk.path(), &desk.installation, desk.clock, "Åsa Berg", 320, |_| {}).unwrap();

    desk
}

/// The number a text begins with, however its thousands are parted.
fn number(text: &str) -> Option<u32> {
    let digits: String = text
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '\u{a0}' | ','))
        .filter(char::is_ascii_digit)
        .collect();

    digits.parse().ok()
}

/// How many students the list shows.
fn listed(window: &mut Window, language: Language) -> u32 {
    let ending = word(language, " visas", " shown");
    let texts = window.look().texts;
    let shown = texts.iter().find(|text| text.content.ends_with(ending));
    let shown = shown.unwrap_or_else(|| panic!("no list: {texts:?}"));

    number(&shown.content).unwrap()
}

fn figures_of_the_overview(language: Language) {
    let desk = sample();
    let register = reopened(&desk);
    let course = register.find_course(None).unwrap();
    let progress = register.progress(&course, None, Some(Breakdown::Municipality)).unwrap();
    let mut window = Window::open(&desk, language);
    window.resize(1600.0, 1400.0);

    // The figure itself and the parts of the bar.
    let count = progress.count;
    let parts = [
        (count.completed, format!("{}", count.completed)),
        (count.enrolled, format!("{} {}", count.enrolled, word(language, "inskrivna", "enrolled"))),
        (
            count.started,
            format!("{} {}", count.started, word(language, "har börjat", "have begun")),
        ),
    ];
    for (number, label) in parts {
        window.command("1");
        window.click(&label);
        assert_eq!(listed(&mut window, language), number, "{label}");
    }

    // Each point in time, read with the keys.
    let timeline = register.timeline(&course, None).unwrap();
    for (index, point) in timeline.iter().enumerate().step_by(3) {
        window.command("1");
        window.focus("over-time");
        window.press(Named::End);
        for _ in index..timeline.len() - 1 {
            window.press(Named::ArrowLeft);
        }
        window.press(Named::Enter);
        assert_eq!(listed(&mut window, language), point.count.completed, "{}", point.day);
    }

    // Each tile of the map.
    for (index, row) in progress.by.iter().enumerate() {
        window.command("1");
        window.focus("map");
        window.press(Named::Home);
        for _ in 0..index {
            window.press(Named::ArrowRight);
        }
        window.press(Named::Enter);
        assert_eq!(listed(&mut window, language), row.count.completed, "{}", row.label);
    }

    // What needs doing, where a list of students stands behind it.
    let todo = register.todo(&course).unwrap();
    let duplicates: std::collections::BTreeSet<_> = register
        .possible_duplicates()
        .unwrap()
        .iter()
        .flat_map(|pair| [pair.one, pair.other])
        .collect();
    let lines = [
        (
            todo.no_longer,
            word(language, "elever kan inte längre nå gränsen", "students can no longer reach"),
        ),
        (duplicates.len() as u32, word(language, "möjlig", "possible duplicate")),
        (todo.protected_to_decide, word(language, "skyddad", "protected")),
    ];
    for (number, part) in lines.into_iter().filter(|(number, _)| *number > 0) {
        window.command("1");
        let texts = window.look().texts;
        let line = texts.iter().find(|text| text.content.contains(part));
        let line = line.unwrap_or_else(|| panic!("{part}: {texts:?}"));
        window.click_at(line.bounds.center());
        assert_eq!(listed(&mut window, language), number, "{part}");
    }
    window.close();
}

#[test]
fn every_figure_of_the_overview_opens_in_swedish() {
    figures_of_the_overview(Language::Swedish);
}

#[test]
fn every_figure_of_the_overview_opens_in_english() {
    figures_of_the_overview(Language::English);
}

/// The numbers of the table, each with where it stands and its row's name: on one line with the name, to its right.
fn numbers_of_the_table(window: &mut Window, names: &[String]) -> Vec<(String, iced::Point, u32)> {
    let seen = window.look();
    let mut numbers = Vec::new();
    for name in names {
        let label = seen.texts.iter().rfind(|text| text.content == *name);
        let label = label.unwrap_or_else(|| panic!("{name} is not in the table"));
        let line = label.bounds.center_y();
        for text in &seen.texts {
            let on_line = (text.bounds.center_y() - line).abs() < 4.0;
            let is_number = number(&text.content).is_some() && !text.content.ends_with('%');
            if on_line && text.bounds.x > label.bounds.x + 1.0 && is_number {
                let value = number(&text.content).unwrap();
                numbers.push((name.clone(), text.bounds.center(), value));
            }
        }
    }

    numbers
}

fn figures_of_the_reports(language: Language) {
    let desk = sample();
    let register = reopened(&desk);
    let course = register.find_course(None).unwrap();
    let mut window = Window::open(&desk, language);
    window.resize(1600.0, 2400.0);
    let tabs = [
        (Breakdown::Municipality, word(language, "Kommun", "Municipality")),
        (Breakdown::School, word(language, "Skola", "School")),
        (Breakdown::StudyPath, word(language, "Studieväg", "Study path")),
        (Breakdown::Year, word(language, "Läsår", "School year")),
        (Breakdown::Term, word(language, "Termin", "Term")),
        (Breakdown::Sex, word(language, "Juridiskt kön", "Legal sex")),
    ];
    for (by, tab) in tabs {
        window.command("7");
        window.click(tab);
        let rows = register.progress(&course, None, Some(by)).unwrap().by;
        let names: Vec<String> =
            rows.iter().map(|row| kursliggaren::messages::figure::row(language, by, row)).collect();
        let numbers = numbers_of_the_table(&mut window, &names);
        assert_eq!(numbers.len(), rows.len() * 3, "{by:?}");
        for (name, at, value) in numbers {
            window.click_at(at);
            assert_eq!(listed(&mut window, language), value, "{by:?} {name}");
            window.command("7");
        }
    }

    // The sum above the table, and the gaps.
    let all = register.progress(&course, None, None).unwrap().count;
    for (number, part) in [
        (all.completed, word(language, "av målet", "of the target")),
        (all.started, word(language, "har börjat", "have started")),
        (all.enrolled, word(language, "är inskrivna", "are enrolled")),
    ] {
        window.command("7");
        let texts = window.look().texts;
        let line = texts.iter().find(|text| text.content.contains(part)).unwrap();
        window.click_at(line.bounds.center());
        assert_eq!(listed(&mut window, language), number, "{part}");
    }
    for measure in [Measure::OneSessionLeft, Measure::NoLonger] {
        let number =
            register.students_counted(&Figure::of(course.id, measure)).unwrap().len() as u32;
        window.command("7");
        window.click(word(language, "Luckor", "Gaps"));
        window.click(&number.to_string());
        assert_eq!(listed(&mut window, language), number, "{measure:?}");
    }
    window.close();
}

#[test]
fn every_figure_of_the_reports_opens_in_swedish() {
    figures_of_the_reports(Language::Swedish);
}

#[test]
fn every_figure_of_the_reports_opens_in_english() {
    figures_of_the_reports(Language::English);
}
