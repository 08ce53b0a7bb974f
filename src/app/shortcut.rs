//! Keys that work everywhere in the window.

use iced::keyboard::{self, Key, key::Named};
use iced::{Event, event, window};

use super::screen::Place;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    NextField,
    PreviousField,
    Escape,
    Place(Place),
    Undo,
    Redo,
    Import,
    New,
    Filter,
    Save,
}

/// The places in the order of the sidebar; Ctrl+1 is the first.
pub const PLACES: [Place; 5] =
    [Place::Overview, Place::Classes, Place::Students, Place::Schools, Place::Certificates];

/// The shortcut an event is, if it is one.
pub fn pressed(event: Event, _status: event::Status, _window: window::Id) -> Option<Shortcut> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else {
        return None;
    };
    match key.as_ref() {
        Key::Named(Named::Tab) if modifiers.shift() => Some(Shortcut::PreviousField),
        Key::Named(Named::Tab) => Some(Shortcut::NextField),
        Key::Named(Named::Escape) => Some(Shortcut::Escape),
        Key::Named(Named::Enter) if modifiers.command() => Some(Shortcut::Save),
        Key::Character(letter) if modifiers.command() => match letter {
            "z" | "Z" if modifiers.shift() => Some(Shortcut::Redo),
            "z" => Some(Shortcut::Undo),
            "y" => Some(Shortcut::Redo),
            "i" => Some(Shortcut::Import),
            "n" => Some(Shortcut::New),
            "f" => Some(Shortcut::Filter),
            digit => {
                let number: usize = digit.parse().ok()?;
                PLACES.get(number.checked_sub(1)?).copied().map(Shortcut::Place)
            }
        },
        _ => None,
    }
}
