//! Keys that work everywhere in the window.

use iced::event::Status;
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, window};

use super::screen::Place;
use super::wish::Wish;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    NextField,
    PreviousField,
    Escape,
    /// Escape, where the thing that has the focus did something with it.
    EscapeInField,
    Wish(Wish),
}

/// The places in the order of the sidebar; Ctrl+1 is the first.
pub const PLACES: [Place; 7] = [
    Place::Overview,
    Place::Classes,
    Place::Students,
    Place::Schools,
    Place::Sessions,
    Place::Certificates,
    Place::Reports,
];

/// The shortcut an event is, if it is one.
pub fn pressed(event: Event, status: Status, _window: window::Id) -> Option<Shortcut> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else {
        return None;
    };
    let command = modifiers.command();
    let wish = match key.as_ref() {
        Key::Named(Named::Tab) if modifiers.shift() => return Some(Shortcut::PreviousField),
        Key::Named(Named::Tab) if !command => return Some(Shortcut::NextField),
        Key::Named(Named::Escape) => {
            return Some(match status {
                Status::Captured => Shortcut::EscapeInField,
                Status::Ignored => Shortcut::Escape,
            });
        }
        Key::Named(Named::F1) => Wish::Help,
        Key::Character("?") if !command && status == Status::Ignored => Wish::Help,
        Key::Named(Named::Enter) if command => Wish::Save,
        Key::Character(letter) if command => match letter {
            "z" | "Z" if modifiers.shift() => Wish::Redo,
            "z" => Wish::Undo,
            "y" => Wish::Redo,
            "k" => Wish::Find,
            "i" => Wish::Import,
            "n" => Wish::NewClass,
            "p" => Wish::Print,
            "f" => Wish::Filter,
            "q" => Wish::Quit,
            digit => {
                let number: usize = digit.parse().ok()?;
                Wish::Go(PLACES.get(number.checked_sub(1)?).copied()?)
            }
        },
        _ => return None,
    };

    // A field with the focus has its own way back.
    let taken = status == Status::Captured && matches!(wish, Wish::Undo | Wish::Redo);

    (!taken).then_some(Shortcut::Wish(wish))
}
