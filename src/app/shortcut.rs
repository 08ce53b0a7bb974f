//! Keys that work everywhere in the window.

use iced::event::Status;
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, window};

use super::command::Command;
use super::route::ROUTES;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    NextField,
    PreviousField,
    Escape,
    /// Escape, where the thing that has the focus did something with it.
    EscapeInField,
    /// The key of commands is held alone, or no longer is.
    CommandKey(bool),
    Command(Command),
}

/// The shortcut an event is, if it is one.
pub fn pressed(event: Event, status: Status, _window: window::Id) -> Option<Shortcut> {
    let (key, modifiers) = match event {
        Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) => (key, modifiers),
        Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => {
            let is_alone = modifiers == keyboard::Modifiers::COMMAND;
            return Some(Shortcut::CommandKey(is_alone));
        }
        Event::Window(window::Event::Unfocused) => return Some(Shortcut::CommandKey(false)),
        _ => return None,
    };
    let command = modifiers.command();
    let command = match key.as_ref() {
        Key::Named(Named::Tab) if modifiers.shift() => return Some(Shortcut::PreviousField),
        Key::Named(Named::Tab) if !command => return Some(Shortcut::NextField),
        Key::Named(Named::Escape) => {
            return Some(match status {
                Status::Captured => Shortcut::EscapeInField,
                Status::Ignored => Shortcut::Escape,
            });
        }
        Key::Named(Named::F1) => Command::Help,
        Key::Character("?") if !command && status == Status::Ignored => Command::Help,
        Key::Named(Named::Enter) if command => Command::Save,
        Key::Character(letter) if command => match letter {
            "z" | "Z" if modifiers.shift() => Command::Redo,
            "z" => Command::Undo,
            "y" => Command::Redo,
            "k" => Command::Find,
            "i" => Command::Import,
            "n" => Command::NewClass,
            "p" => Command::Print,
            "f" => Command::Filter,
            "q" => Command::Quit,
            digit => {
                let number = digit.parse().ok().and_then(|number: usize| number.checked_sub(1));
                match number.and_then(|at| ROUTES.get(at)) {
                    Some(route) => Command::Go(*route),
                    None => return Some(Shortcut::CommandKey(false)),
                }
            }
        },
        // The key itself, which has been told.
        Key::Named(Named::Control | Named::Super | Named::Meta) => return None,
        _ if command => return Some(Shortcut::CommandKey(false)),
        _ => return None,
    };

    // A field with the focus has its own way back.
    let taken = status == Status::Captured && matches!(command, Command::Undo | Command::Redo);

    (!taken).then_some(Shortcut::Command(command))
}
