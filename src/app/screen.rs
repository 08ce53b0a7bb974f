//! The screens. A screen is one file with its state, messages and view; it asks the window for what it can't do itself through an
//! [`Action`].

pub mod certificates;
pub mod class;
pub mod classes;
pub mod conflicts;
mod course_choice;
pub mod history;
mod list_screen;
pub mod log;
pub mod overview;
pub mod reports;
pub mod schools;
pub mod sessions;
pub mod settings;
pub mod shown;
pub mod student;
pub mod students;
pub mod together;
mod unsettled;
pub mod welcome;

use std::fmt::Debug;

use iced::widget::{column, row};
use iced::{Element, Task};
use lucide_icons::Icon;

use super::action::Action;
use super::context::Context;
use super::theme::spacing;
use super::widget::{button, card, muted, title};
use crate::i18n::Language;
use crate::register::journal::Entity;
use crate::text;

/// A screen with nothing to show yet: what to do first, and the buttons for it.
fn first_steps<'a, Message: Clone + Debug + 'a>(
    language: Language,
    heading: String,
    text: String,
    import: Message,
    new_class: Message,
) -> Element<'a, Message> {
    let content = column![
        title(heading),
        muted(text),
        row![
            button::large(Icon::FileUp, text!(language, "action-import")).on_press(import),
            button::plain(text!(language, "action-new-class")).on_press(new_class),
        ]
        .spacing(spacing::M)
        .align_y(iced::Center),
    ]
    .spacing(spacing::M);

    card(content).width(iced::Fill).into()
}

/// What the window must know of a screen. What has a default is so with a screen that is only looked at; whether typing could be
/// lost is said by each.
pub trait ShownScreen {
    type Message: Send + 'static;

    /// Fetches anew what is shown.
    fn reload(&mut self, context: &Context) -> Task<Self::Message>;

    /// Takes a message.
    fn update(&mut self, message: Self::Message, context: &Context) -> Action<Self::Message>;

    /// What is shown.
    fn view<'a>(&'a self, context: &Context) -> Element<'a, Self::Message>;

    /// The kinds of rows that are shown: it is fetched anew where one of them was touched.
    fn shows(&self) -> &'static [Entity];

    /// The name above it where it is not its section's: a class, a student.
    fn name(&self) -> Option<String> {
        None
    }

    /// Whether what is shown has not come yet.
    fn is_waiting(&self) -> bool;

    /// Whether leaving would lose something that was typed.
    fn is_unsaved(&self) -> bool;

    /// Whether a form is open inside it.
    fn has_form(&self) -> bool {
        self.is_unsaved()
    }

    /// Closes what is open inside it: a form, a selection. False where nothing was.
    fn close_inner(&mut self) -> bool {
        false
    }

    /// Whether it asks something where notices lie.
    fn is_asking(&self) -> bool {
        false
    }

    /// Gives the focus back to where one was typing, after a question.
    fn focus(&self) -> Task<Self::Message> {
        Task::none()
    }

    /// Gives the focus back to what had it before something inside was closed.
    fn focus_within(&self) -> Task<Self::Message> {
        Task::none()
    }

    /// What Ctrl+Enter does, if anything.
    fn save(&self) -> Option<Self::Message> {
        None
    }

    /// What Ctrl+Z takes back inside it, before it is about the register.
    fn take_back(&self) -> Option<Self::Message> {
        None
    }

    /// What Ctrl+P prints, if anything.
    fn print(&self) -> Option<Self::Message> {
        None
    }
}
