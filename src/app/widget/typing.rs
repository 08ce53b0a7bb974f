//! A field to type in that has its own way back: Ctrl+Z takes back what was typed last in it, Ctrl+Shift+Z and Ctrl+Y bring it
//! again. What was typed before the field had the focus is not its own.

use std::fmt::Debug;
use std::rc::Rc;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell, mouse, overlay, renderer};
use iced::keyboard::{self, Key};
use iced::widget::text_input::{self, TextInput};
use iced::{Element, Event, Length, Rectangle, Size, Theme, Vector};

use super::content::content_does;

type Paragraph = <iced::Renderer as iced::advanced::text::Renderer>::Paragraph;
type OnInput<'a, Message> = Rc<dyn Fn(String) -> Message + 'a>;

/// A field to type in.
pub struct Typing<'a, Message> {
    input: TextInput<'a, Message>,
    value: String,
    on_input: OnInput<'a, Message>,
}

/// A field to type in, around one by iced.
pub fn typing<'a, Message: Clone + Debug + 'a>(
    input: TextInput<'a, Message>,
    value: &str,
    on_input: impl Fn(String) -> Message + 'a,
) -> Typing<'a, Message> {
    let on_input: OnInput<'a, Message> = Rc::new(on_input);
    let theirs = Rc::clone(&on_input);

    Typing { input: input.on_input(move |text| theirs(text)), value: value.to_owned(), on_input }
}

impl<'a, Message: Clone + Debug + 'a> Typing<'a, Message> {
    /// What is typed is not shown.
    pub fn secret(self) -> Self {
        Self { input: self.input.secure(true), ..self }
    }

    /// A name by which it can be given the focus.
    pub fn id(self, id: impl Into<iced::widget::Id>) -> Self {
        Self { input: self.input.id(id), ..self }
    }

    /// What Enter says.
    pub fn on_submit(self, message: Message) -> Self {
        Self { input: self.input.on_submit(message), ..self }
    }

    /// What Enter says, if anything.
    pub fn on_submit_maybe(self, message: Option<Message>) -> Self {
        Self { input: self.input.on_submit_maybe(message), ..self }
    }

    /// How large its letters are.
    pub fn size(self, size: f32) -> Self {
        Self { input: self.input.size(size), ..self }
    }

    pub fn width(self, width: impl Into<Length>) -> Self {
        Self { input: self.input.width(width), ..self }
    }
}

/// Whether the field whose state this is has the focus.
pub fn is_focused(tree: &Tree) -> bool {
    tree.children[0].state.downcast_ref::<text_input::State<Paragraph>>().is_focused()
}

/// What the field said, from when it got the focus.
#[derive(Debug, Default)]
struct State {
    values: Vec<String>,
    at: usize,
}

impl State {
    /// Takes down what the field says now. Letters of one word are one step.
    fn note(&mut self, value: &str) {
        let Some(current) = self.values.get(self.at) else {
            self.values.push(value.to_owned());
            return;
        };
        if current == value {
            return;
        }
        let added = value.strip_prefix(current.as_str());
        let goes_on = self.at > 0
            && self.at + 1 == self.values.len()
            && added.is_some_and(|added| !added.starts_with(char::is_whitespace));
        if !goes_on {
            self.values.truncate(self.at + 1);
            self.values.push(String::new());
            self.at += 1;
        }
        self.values[self.at] = value.to_owned();
    }

    /// What it said before, or after; `None` where there is no more.
    fn step(&mut self, back: bool) -> Option<String> {
        let at = if back { self.at.checked_sub(1)? } else { self.at + 1 };
        let value = self.values.get(at)?.clone();
        self.at = at;

        Some(value)
    }
}

/// The field as a widget.
struct Field<'a, Message> {
    content: Element<'a, Message>,
    value: String,
    on_input: OnInput<'a, Message>,
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Field<'_, Message> {
    content_does!(keeps(State), size, layout, operate, draw, mouse_interaction, overlay);

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &iced::Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let focused = is_focused(tree);
        let state = tree.state.downcast_mut::<State>();
        if !focused {
            *state = State::default();
        }
        state.note(&self.value);
        if let Some(back) = asks_back(event).filter(|_| focused) {
            if let Some(value) = state.step(back) {
                shell.publish((self.on_input)(value));
            }
            shell.capture_event();
            return;
        }
        self.content.as_widget_mut().update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
    }
}

/// Whether an event asks to take back what was typed (true), or to bring it again (false).
fn asks_back(event: &Event) -> Option<bool> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else {
        return None;
    };
    let Key::Character(letter) = key.as_ref() else { return None };
    if !modifiers.command() || modifiers.alt() {
        return None;
    }
    match letter {
        "z" | "Z" => Some(!modifiers.shift()),
        "y" => Some(false),
        _ => None,
    }
}

impl<'a, Message: Clone + Debug + 'a> From<Typing<'a, Message>> for Element<'a, Message> {
    fn from(typing: Typing<'a, Message>) -> Self {
        let Typing { input, value, on_input } = typing;

        Self::new(Field { content: input.into(), value, on_input })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_taken_back_at_once_and_comes_again() {
        let mut state = State::default();
        for value in ["", "A", "An", "Anna", "Anna ", "Anna B", "Anna Be"] {
            state.note(value);
        }

        assert_eq!(state.step(true).as_deref(), Some("Anna"));
        assert_eq!(state.step(true).as_deref(), Some(""));
        assert_eq!(state.step(true), None);
        assert_eq!(state.step(false).as_deref(), Some("Anna"));
        state.note("Anna");
        state.note("Annika");
        assert_eq!(state.step(false), None, "what is typed now empties what came after");
    }
}
