//! Where a file is saved: a path that can be typed, or chosen with the system's own dialog.

use std::path::{Path, PathBuf};

use iced::widget::{column, row};
use iced::{Element, Task};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, field, muted, title};
use crate::disk::write_whole;
use crate::installation::Installation;
use crate::intake;
use crate::register::Error;
use crate::register::report::About;
use crate::{messages, text};

/// The dialog.
pub struct SaveAs {
    name: String,
    path: String,
    bytes: Vec<u8>,
    /// What a report is of, which is kept once it is saved.
    about: Option<About>,
    wrong: Option<Wrong>,
    busy: bool,
    /// The dialog it lies over.
    pub beneath: Option<Box<super::Lying>>,
}

/// Why the file is not saved.
#[derive(Debug, Clone)]
enum Wrong {
    /// There is a file of that name; pressing again replaces it.
    Exists,
    /// It can't be written.
    Failed(Error),
}

#[derive(Debug, Clone)]
pub enum Message {
    Path(String),
    Choose,
    Chosen(Option<PathBuf>),
    Save,
    Saved(Result<Written, intake::Error>),
    /// A report that was saved is kept, too.
    Kept(Result<PathBuf, Error>),
    Close,
}

/// What came of writing the file.
#[derive(Debug, Clone)]
pub enum Written {
    /// It is there.
    Done(PathBuf),
    /// There is another of that name.
    Exists,
    /// It could not be written.
    Failed(Error),
}

impl SaveAs {
    /// `about` says what a report is of that is kept in the register once it is saved.
    pub fn new(
        installation: &Installation,
        name: &str,
        bytes: Vec<u8>,
        about: Option<About>,
    ) -> (Self, Task<Message>) {
        let path = installation.documents.join(name).display().to_string();
        let focus = iced::widget::operation::focus(field::id("save-path"));

        let name = name.to_owned();

        (Self { name, path, bytes, about, wrong: None, busy: false, beneath: None }, focus)
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Path(path) => {
                self.path = path;
                self.wrong = None;
            }
            Message::Choose => {
                let path = PathBuf::from(self.path.trim());
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let mut dialog = rfd::AsyncFileDialog::new().set_file_name(name);
                if let Some(folder) = path.parent() {
                    dialog = dialog.set_directory(folder);
                }
                return Action::Run(Task::perform(dialog.save_file(), |chosen| {
                    Message::Chosen(chosen.map(|file| file.path().to_owned()))
                }));
            }
            // The system's dialog has asked about a file that is there.
            Message::Chosen(Some(path)) => {
                self.path = path.display().to_string();
                return self.save(true);
            }
            Message::Chosen(None) => {}
            Message::Save => {
                let replace = matches!(self.wrong, Some(Wrong::Exists));
                return self.save(replace);
            }
            Message::Saved(Ok(Written::Done(path))) => {
                let Some(about) = self.about.take() else {
                    return Action::ShowFile(path.clone(), done(context, &path));
                };
                let (name, bytes) = (self.name.clone(), std::mem::take(&mut self.bytes));
                return context.change(
                    move |register| register.keep_report(&name, &about, &bytes).map(|_| path),
                    Message::Kept,
                );
            }
            Message::Kept(Ok(path)) => {
                return Action::ShowFile(path.clone(), done(context, &path));
            }
            Message::Kept(Err(error)) => {
                self.busy = false;
                self.wrong = Some(Wrong::Failed(error));
            }
            Message::Saved(Ok(Written::Exists)) => {
                self.busy = false;
                self.wrong = Some(Wrong::Exists);
            }
            Message::Saved(Ok(Written::Failed(error))) => {
                self.busy = false;
                self.wrong = Some(Wrong::Failed(error));
            }
            Message::Saved(Err(_)) => self.busy = false,
            Message::Close => return Action::Back,
        }

        Action::None
    }

    fn save(&mut self, replace: bool) -> Action<Message> {
        if self.busy || self.path.trim().is_empty() {
            return Action::None;
        }
        self.busy = true;
        let (path, bytes) = (PathBuf::from(self.path.trim()), self.bytes.clone());

        Action::Run(Task::perform(
            crate::app::in_background(move || Ok(write(&path, &bytes, replace))),
            Message::Saved,
        ))
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let path = row![
            field::typed("", &self.path, Message::Path)
                .id(field::id("save-path"))
                .on_submit(Message::Save),
            button::plain(text!(language, "save-choose")).on_press(Message::Choose),
        ]
        .spacing(spacing::S);
        let mut content = column![
            title(text!(language, "save-title")),
            muted(text!(language, "save-text")),
            path
        ]
        .spacing(spacing::M);
        let label = match &self.wrong {
            Some(Wrong::Exists) => {
                let question = body(text!(language, "save-exists")).style(style::ochre);
                content = content.push(question);
                text!(language, "save-replace")
            }
            Some(Wrong::Failed(error)) => {
                let why = messages::failure(language, error);
                content = content.push(body(why).style(style::danger));
                text!(language, "action-save")
            }
            None => text!(language, "action-save"),
        };
        let buttons = row![
            button::primary(label).on_press((!self.busy).then_some(Message::Save)),
            button::plain(text!(language, "action-cancel")).on_press(Message::Close),
        ]
        .spacing(spacing::S);

        content.push(buttons).into()
    }
}

fn done(context: &Context, path: &Path) -> String {
    let path = messages::without_numbers(path.display().to_string());

    text!(context.language, "save-done", path = path)
}

fn write(path: &Path, bytes: &[u8], replace: bool) -> Written {
    if path.exists() && !replace {
        return Written::Exists;
    }
    match write_whole(path, bytes) {
        Ok(()) => Written::Done(path.to_owned()),
        Err(error) => Written::Failed(Error::io(path, error)),
    }
}
