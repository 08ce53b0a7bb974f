//! Everything is reached with Tab alone, nothing keeps the focus, and everything fits: at the least window
//! and at the largest text, in both languages.

mod support;
#[path = "support/window.rs"]
mod window;

use iced::keyboard::{Modifiers, key::Named};
use iced::{Rectangle, Size};
use kursliggaren::app::theme;
use kursliggaren::demo;
use kursliggaren::i18n::Language;
use support::{Desk, word};
use window::{Seen, Window};

/// The least window, and the same with text of 200 %.
const SIZES: [Size; 2] = [Size::new(1024.0, 700.0), Size::new(512.0, 350.0)];

fn sample() -> Desk {
    let desk = Desk::new();
    demo::make(&desk.path(), &desk.installation, desk.clock, "Åsa Berg", 300, |_| {}).unwrap();

    desk
}

/// Goes to each screen and dialog in turn, and looks at it.
fn on_every_screen(language: Language, mut look: impl FnMut(&mut Window, &str)) {
    let desk = sample();
    let mut window = Window::open(&desk, language);
    for key in ["1", "2", "3", "4", "5", "6", "7"] {
        window.command(key);
        look(&mut window, key);
    }
    for (swedish, english) in [("Luckor", "Gaps"), ("Rapport", "Report"), ("Export", "Export")] {
        window.click(word(language, swedish, english));
        look(&mut window, english);
    }
    window.command("1");
    window.click(word(language, "Visa som tabell", "Show as a table"));
    look(&mut window, "over time as a table");
    window.command("6");
    window.press(Named::Tab);
    window.click(word(language, "Liggaren", "The ledger"));
    look(&mut window, "ledger");
    window.command("2");
    open_first(&mut window);
    look(&mut window, "class");
    let tabs = [
        ("Elever", "Students"),
        ("Tillfällen", "Sessions"),
        ("Intyg", "Certificates"),
        ("Historik", "History"),
    ];
    for (swedish, english) in tabs {
        window.click_last(word(language, swedish, english));
        look(&mut window, english);
    }
    window.command("2");
    open_first(&mut window);
    window.press(Named::Enter);
    look(&mut window, "log");
    window.press(Named::Escape);
    window.command("3");
    open_first(&mut window);
    look(&mut window, "student");
    window.click(word(language, "Ändra", "Edit"));
    look(&mut window, "student form");
    window.press(Named::Escape);
    window.command("k");
    look(&mut window, "finder");
    window.write(word(language, "installningar", "settings"));
    window.press(Named::Enter);
    look(&mut window, "settings: computer");
    for (swedish, english) in [("Programmet", "The programme"), ("Registret", "The register")] {
        window.click(word(language, swedish, english));
        look(&mut window, english);
        if swedish == "Registret" {
            window.resize(1600.0, 1600.0);
            let all = word(
                language,
                "Gallra allas personuppgifter …",
                "Erase everyone’s personal data …",
            );
            window.click(all);
            window.resize(SIZES[0].width, SIZES[0].height);
            look(&mut window, "erasing");
            window.press(Named::Escape);
        }
        if swedish == "Programmet" {
            window.resize(1600.0, 1600.0);
            window.click(word(language, "Mål per kommun", "Targets by municipality"));
            window.click(word(language, "En gång räcker", "Once is enough"));
            window.resize(SIZES[0].width, SIZES[0].height);
            look(&mut window, "another rule, and targets of municipalities");
            window.resize(1600.0, 1600.0);
            window.click(word(language, "Andel av tiden", "Share of the time"));
            window.click(word(
                language,
                "Dölj målen per kommun",
                "Hide the targets by municipality",
            ));
            window.resize(SIZES[0].width, SIZES[0].height);
        }
    }
    window.click_last(word(language, "Intyg", "Certificates"));
    look(&mut window, "settings: certificates");
    window.click(word(language, "Registret", "The register"));
    window.click(word(language, "Registrets historik", "History of the register"));
    look(&mut window, "history");
    window.press(Named::ArrowDown);
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    look(&mut window, "back to");
    window.press(Named::Escape);
    window.press(Named::F1);
    look(&mut window, "help");
    window.press(Named::Escape);
    for (swedish, english) in [
        ("Skriv ut alla nya intyg", "Print all new certificates"),
        ("Kontrollera intyg", "Verify certificates"),
    ] {
        window.command("k");
        window.write(word(language, swedish, english));
        window.press(Named::Enter);
        look(&mut window, english);
        window.press(Named::Escape);
    }
    window.command("n");
    look(&mut window, "new class");
    window.press(Named::Escape);
    window.command("i");
    look(&mut window, "import");
    window.press(Named::Escape);
    lists(&desk, &mut window, language, &mut look);
    window.close();
}

/// A list that has been read, its rows, whether its file is to be deleted, and a student who may be one of its.
fn lists(
    desk: &Desk,
    window: &mut Window,
    language: Language,
    look: &mut impl FnMut(&mut Window, &str),
) {
    let mut text = String::from("Namn;Klass;Född;Kön;Program;E-post;Skydd;Mentor\r\n");
    for (row, name) in (1..).zip([
        "Elin Öberg",
        "Elin Öberg",
        "Anna-Karin von Segebaden-Åkerström",
        "Märta-Linnéa Wallin Öhrnberg Söderström Lindqvist-Haddad af Uppsala-Näs",
        "",
    ]) {
        let day = format!("2009-05-{:02}", row % 3 + 1);
        text.push_str(&format!("{name};SA26{row};{day};K;Samhällsvetenskap;x;;Åsa Berg\r\n"));
    }
    text.push_str("Karl Hemlig;SA26A;;M;;;Skyddade personuppgifter;\r\n");
    let path = desk.folder.path().join("klasslista med ett långt namn från en skola.csv");
    std::fs::write(&path, text).unwrap();
    window.command("i");
    window.write(&path.display().to_string());
    window.press(Named::Enter);
    for _ in 0..3 {
        window.press(Named::Tab);
    }
    window.write("l");
    look(window, "a list's columns");
    window.click(word(language, "Rad för rad", "Row by row"));
    look(window, "a list's rows");
    window.press_with(Modifiers::COMMAND, Named::Enter);
    assert!(window.shows(word(language, "Ta bort filen?", "Delete the file?")));
    look(window, "whether the list's file is deleted");
    window.click(word(language, "Behåll filen", "Keep the file"));
    window.command("3");
    window.write("Elin Öberg");
    open_first(window);
    assert!(window.shows(word(language, "Möjliga dubbletter", "Possible duplicates")));
    look(window, "who may be the same");
    window.resize(1600.0, 1600.0);
    window.click(word(language, "Samma person", "The same person"));
    window.resize(SIZES[0].width, SIZES[0].height);
    look(window, "two compared");
}

fn open_first(window: &mut Window) {
    window.press(Named::ArrowDown);
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
}

fn focused(seen: &Seen) -> Vec<usize> {
    let all = seen.focusables.iter().enumerate();

    all.filter(|(_, one)| one.is_focused).map(|(index, _)| index).collect()
}

#[test]
fn tab_reaches_every_control_of_every_screen_and_none_keeps_it() {
    on_every_screen(Language::Swedish, |window, name| {
        let count = window.look().focusables.len();
        let mut reached = vec![false; count];
        for _ in 0..=count {
            window.press(Named::Tab);
            let now = focused(&window.look());
            assert_eq!(now.len(), 1, "{name}: one thing at a time has the focus");
            reached[now[0]] = true;
        }
        let missed: Vec<usize> = (0..count).filter(|index| !reached[*index]).collect();
        assert!(missed.is_empty(), "{name}: of {count} controls Tab never reaches {missed:?}");

        let before = focused(&window.look())[0];
        window.press_with(Modifiers::SHIFT, Named::Tab);
        let after = focused(&window.look())[0];
        assert_eq!((after + 1) % count, before, "{name}: Shift+Tab goes back");
    });
}

#[test]
fn everything_fits_in_the_least_window_and_with_the_largest_text() {
    for language in Language::ALL {
        let mut wrong = Vec::new();
        on_every_screen(language, |window, name| {
            for size in SIZES {
                window.resize(size.width, size.height);
                let _ = window.picture(&theme::theme(theme::LIGHT));
                let seen = window.look();
                let place = format!("{}, {name}, {} px", language.code(), size.width);
                wrong.extend(
                    outside(&seen, size).into_iter().map(|what| format!("{place}: {what}")),
                );
            }
            window.resize(SIZES[0].width, SIZES[0].height);
        });
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// What does not fit: texts and controls that reach beyond the window, or beyond what scrolls around them
/// without scrolling sideways; labels that are cut off.
fn outside(seen: &Seen, size: Size) -> Vec<String> {
    let window = Rectangle::with_size(size);
    let fits = |bounds: Rectangle, scrolls: Option<(Rectangle, bool)>| match scrolls {
        Some((_, true)) => true,
        Some((around, false)) => {
            bounds.x >= around.x - 0.5 && bounds.x + bounds.width <= around.x + around.width + 0.5
        }
        None => {
            bounds.x >= -0.5
                && bounds.y >= -0.5
                && bounds.x + bounds.width <= window.width + 0.5
                && bounds.y + bounds.height <= window.height + 0.5
        }
    };
    let mut wrong = Vec::new();
    // Icons are letters of a private area, drawn as wide as they are high.
    let is_icon =
        |text: &str| text.chars().all(|letter| ('\u{e000}'..'\u{f900}').contains(&letter));
    for text in seen.texts.iter().filter(|text| !is_icon(&text.content)) {
        if !fits(text.bounds, text.scrolls) {
            wrong.push(format!("“{}” is outside: {:?}", text.content, text.bounds));
        } else if text.is_label && is_cut_off(&text.content, text.bounds) {
            wrong.push(format!("“{}” is cut off: {:?}", text.content, text.bounds));
        }
    }
    for control in &seen.focusables {
        if !fits(control.bounds, control.scrolls) {
            wrong.push(format!("a control is outside: {:?}", control.bounds));
        }
    }

    wrong
}

/// Whether one line of text has less room than it needs. Its size follows from its height.
fn is_cut_off(content: &str, bounds: Rectangle) -> bool {
    use iced::advanced::text::Paragraph as _;

    let size = (bounds.height / 1.3).round();
    if ![12.0, 14.0, 16.0, 20.0].contains(&size) {
        return false;
    }
    let needed = iced::advanced::graphics::text::Paragraph::with_text(iced::advanced::Text {
        content,
        bounds: Size::INFINITE,
        size: size.into(),
        line_height: iced::advanced::text::LineHeight::default(),
        font: theme::REGULAR,
        align_x: iced::advanced::text::Alignment::Default,
        align_y: iced::alignment::Vertical::Top,
        shaping: iced::advanced::text::Shaping::Advanced,
        wrapping: iced::advanced::text::Wrapping::None,
    });

    needed.min_bounds().width > bounds.width + 1.0
}
