//! Pictures of the screens, compared with stored ones; a missing picture fails.
//!
//! `KEEP_PICTURES=1 cargo test --test pictures` stores new ones after a change that is meant. Look at
//! them before they are kept.

mod support;
#[path = "support/window.rs"]
mod window;

use std::path::PathBuf;

use iced::keyboard::key::Named;
use kursliggaren::app::theme::{self, DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK, LIGHT};
use kursliggaren::demo;
use kursliggaren::i18n::Language;
use support::Desk;
use window::Window;

/// A pixel differs if a colour part differs by more.
const TOLERANCE: u8 = 40;
/// Pixels that may differ, of a thousand.
const MOST_DIFFERING: usize = 2;

fn sample() -> Desk {
    let desk = Desk::new();
    demo::make(&desk.path(), &desk.installation, desk.clock, "Åsa Berg", 600, |_| {}).unwrap();

    desk
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(format!("{name}.png"))
}

/// Compares the window with a stored picture, or stores it.
fn compare(window: &mut Window, tokens: theme::Tokens, name: &str) {
    let (width, height, rgba) = window.picture(&theme::theme(tokens));
    if std::env::var_os("KEEP_PICTURES").is_some() {
        std::fs::create_dir_all(path(name).parent().unwrap()).unwrap();
        let file = std::fs::File::create(path(name)).unwrap();
        let mut encoder = png::Encoder::new(file, width, height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_compression(png::Compression::High);
        encoder.write_header().unwrap().write_image_data(&rgba).unwrap();
        return;
    }
    let stored = std::fs::File::open(path(name)).expect("the stored picture is there");
    let mut reader = png::Decoder::new(std::io::BufReader::new(stored)).read_info().unwrap();
    let mut wanted = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut wanted).unwrap();
    assert_eq!(wanted.len(), rgba.len(), "{name}: another size");
    let differing = rgba
        .chunks(4)
        .zip(wanted.chunks(4))
        .filter(|(one, other)| one.iter().zip(*other).any(|(a, b)| a.abs_diff(*b) > TOLERANCE))
        .count();
    let pixels = (width * height) as usize;

    assert!(
        differing * 1000 <= pixels * MOST_DIFFERING,
        "{name}: {differing} of {pixels} pixels differ from the stored picture"
    );
}

#[test]
fn welcome_looks_as_it_should() {
    let desk = Desk::new();
    let mut window = Window::open(&desk, Language::Swedish);

    compare(&mut window, LIGHT, "welcome");
}

#[test]
fn the_other_screens_look_as_they_should() {
    let desk = sample();
    let mut window = Window::open(&desk, Language::Swedish);
    window.command("2");
    for _ in 0..14 {
        window.press(Named::ArrowDown);
    }
    window.press(Named::Enter);
    compare(&mut window, LIGHT, "class");
    window.click_last("Tillfällen");
    compare(&mut window, LIGHT, "class-sessions");
    for (key, name) in
        [("4", "schools"), ("5", "sessions"), ("6", "certificates"), ("7", "reports")]
    {
        window.command(key);
        compare(&mut window, LIGHT, name);
    }
    for (tab, name) in
        [("Luckor", "reports-gaps"), ("Rapport", "reports-report"), ("Export", "reports-export")]
    {
        window.click(tab);
        compare(&mut window, LIGHT, name);
    }
    window.click("Inställningar");
    window.click("Programmet");
    window.click("Antal tillfällen");
    compare(&mut window, LIGHT, "settings-rule");
    window.click("Andel av tiden");
    window.resize(1600.0, 1000.0);
    window.command("1");
    compare(&mut window, LIGHT, "overview-wide");
    window.focus("over-time");
    window.press(Named::End);
    compare(&mut window, DARK, "overview-wide-dark");
    window.resize(1024.0, 700.0);
    window.command("i");
    compare(&mut window, LIGHT, "import");
    window.press(Named::Escape);
    for (words, name) in [("skriv ut alla", "print"), ("kontrollera", "verify")] {
        window.command("k");
        window.write(words);
        window.press(Named::Enter);
        compare(&mut window, LIGHT, name);
        window.press(Named::Escape);
    }
    window.press(Named::F1);
    compare(&mut window, LIGHT, "help");
    window.command("k");
    window.write("ss");
    compare(&mut window, LIGHT, "finder");
    window.press(Named::Escape);
    window.resize(512.0, 350.0);
    window.command("2");
    compare(&mut window, LIGHT, "classes-at-200-percent");
}

#[test]
fn three_screens_look_as_they_should_in_every_theme_and_language() {
    let desk = sample();
    for language in Language::ALL {
        let mut window = Window::open(&desk, language);
        for (key, name) in [("1", "overview"), ("2", "classes"), ("3", "students")] {
            window.command(key);
            for (tokens, shade) in [
                (LIGHT, "light"),
                (DARK, "dark"),
                (HIGH_CONTRAST, "contrast"),
                (HIGH_CONTRAST_DARK, "contrast-dark"),
            ] {
                let name = format!("{name}-{}-{shade}", language.code());
                compare(&mut window, tokens, &name);
            }
        }
        window.close();
    }
}

#[test]
fn screens_that_show_times_and_numbers_of_their_own_are_drawn() {
    let desk = sample();
    for language in Language::ALL {
        let mut window = Window::open(&desk, language);
        window.command("3");
        window.press(Named::Tab);
        window.press(Named::Tab);
        window.press(Named::ArrowDown);
        window.press(Named::Enter);
        assert_drawn(&mut window);
        window.click(match language {
            Language::Swedish => "Inställningar",
            Language::English => "Settings",
        });
        assert_drawn(&mut window);
        window.click_last(match language {
            Language::Swedish => "Intyg",
            Language::English => "Certificates",
        });
        assert_drawn(&mut window);
        window.close();
    }
}

/// More than one colour, and text on the ground.
fn assert_drawn(window: &mut Window) {
    let (_, _, rgba) = window.picture(&theme::theme(LIGHT));
    let mut colours: Vec<&[u8]> = rgba.chunks(4).collect();
    colours.sort_unstable();
    colours.dedup();

    assert!(colours.len() > 50, "only {} colours", colours.len());
}
