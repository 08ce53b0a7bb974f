//! The screens: building a frame of each, with 2 000 and with 100 000 students. Aim: at most 4 ms.
//!
//! A frame is the window's view and its layout; what is drawn of it differs with what draws. Making the
//! large register takes most of the time.

#[path = "../tests/support/mod.rs"]
mod support;
#[path = "../tests/support/window.rs"]
mod window;

use std::time::{Duration, Instant};

use iced::keyboard::key::Named;
use kursliggaren::demo;
use kursliggaren::i18n::Language;
use support::Desk;
use window::Window;

/// Frames that are built of each screen.
const FRAMES: usize = 60;

fn main() {
    for students in [2_000, 100_000] {
        let desk = Desk::new();
        demo::make(&desk.path(), &desk.installation, desk.clock, "Åsa Berg", students, |_| {})
            .unwrap();
        println!("{students} students");
        measure(&desk);
    }
}

fn measure(desk: &Desk) {
    let mut window = Window::open(desk, Language::Swedish);
    window.resize(1600.0, 1000.0);
    let places = [
        ("1", "Översikt"),
        ("2", "Klasser"),
        ("3", "Elever"),
        ("4", "Skolor"),
        ("5", "Tillfällen"),
        ("6", "Intyg"),
        ("7", "Rapporter"),
    ];
    for (key, name) in places {
        let begun = Instant::now();
        window.command(key);
        report(&mut window, name, begun.elapsed());
    }
    window.command("2");
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    report(&mut window, "Klass", Duration::ZERO);
    window.press(Named::Enter);
    report(&mut window, "Logga tillfälle", Duration::ZERO);
    window.press(Named::Escape);
    let begun = Instant::now();
    window.command("k");
    window.write("oberg");
    report(&mut window, "Ctrl+K", begun.elapsed());
    window.press(Named::Escape);
    window.close();
}

/// Prints how long a frame takes, the median and the longest, and how long it took to come here.
fn report(window: &mut Window, name: &str, opened: Duration) {
    let mut took: Vec<Duration> = (0..FRAMES).map(|_| window.build_frame()).collect();
    took.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "  {name:16} {:7.3} ms, at most {:7.3} ms; opened in {:7.1} ms",
        milliseconds(took[FRAMES / 2]),
        milliseconds(took[FRAMES - 1]),
        milliseconds(opened)
    );
}
