//! After a list has been taken in: whether its file, which holds more than the register keeps, is to be deleted.

use std::path::PathBuf;

use iced::widget::{column, row};
use iced::{Element, Task};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::theme::spacing;
use crate::app::widget::{body, button, muted, title};
use crate::intake;
use crate::text;

/// The button that has the focus: nothing is deleted in passing.
pub const KEEP: &str = "delete-keep";

/// The dialog.
pub struct DeleteFile {
    path: PathBuf,
}

#[derive(Debug, Clone)]
pub enum Message {
    Delete,
    /// The file is gone, or it could not be deleted.
    Deleted(Result<bool, intake::Error>),
    Keep,
}

impl DeleteFile {
    pub fn new(path: PathBuf) -> (Self, Task<Message>) {
        (Self { path }, iced::widget::operation::focus(KEEP))
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Delete => {
                let path = self.path.clone();
                let delete =
                    crate::app::in_background(move || Ok(std::fs::remove_file(path).is_ok()));
                Action::Run(Task::perform(delete, Message::Deleted))
            }
            Message::Deleted(Ok(true)) => Action::Say(text!(context.language, "delete-file-done")),
            Message::Deleted(_) => Action::Say(text!(context.language, "delete-file-failed")),
            Message::Keep => Action::Back,
        }
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = crate::messages::without_numbers(name);

        column![
            title(text!(language, "delete-file-title")),
            body(text!(language, "delete-file-text", name = name)),
            muted(text!(language, "delete-file-note")),
            row![
                button::primary(text!(language, "delete-file-keep"))
                    .id(KEEP)
                    .on_press(Message::Keep),
                button::danger(text!(language, "delete-file-do")).on_press(Message::Delete),
            ]
            .spacing(spacing::S)
            .wrap(),
        ]
        .spacing(spacing::M)
        .into()
    }
}
