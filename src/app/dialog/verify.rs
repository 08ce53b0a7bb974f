//! Kontrollera intyg: a code that is typed or pasted, a PDF or a picture, and what this register knows of it.

use std::path::PathBuf;

use iced::widget::{Column, column, row, scrollable};
use iced::{Element, Fill, Task};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::route::Route;
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, card, field, muted, small, strong, title};
use crate::i18n::Language;
use crate::register::Error;
use crate::register::signing::Checked;
use crate::seal::PREFIX;
use crate::seal::read::{self, NoCode};
use crate::{messages, text};

/// The dialog.
#[derive(Default)]
pub struct Verify {
    typed: String,
    checked: Vec<Checked>,
    wrong: Option<Wrong>,
    busy: bool,
}

/// Why nothing was checked.
#[derive(Debug, Clone)]
pub enum Wrong {
    NoCode(String, NoCode),
    Failed(Error),
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    Check,
    Choose,
    File(Option<PathBuf>),
    Found(Result<Vec<String>, Wrong>),
    Checked(Result<Vec<Checked>, Error>),
    Open(Route),
    Close,
}

impl Verify {
    pub fn new() -> (Self, Task<Message>) {
        (Self::default(), iced::widget::operation::focus(field::id("verify")))
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Typed(text) => {
                self.typed = text;
                self.wrong = None;
            }
            Message::Check if self.busy || self.typed.trim().is_empty() => {}
            Message::Check => {
                let typed = self.typed.trim().to_owned();
                self.busy = true;
                return match typed.starts_with(PREFIX) {
                    true => ask(context, read::pasted(&typed)),
                    // What is neither a code nor a file is most likely a code that was cut.
                    false => find(typed.clone().into(), Some(typed)),
                };
            }
            Message::Choose => {
                let dialog = rfd::AsyncFileDialog::new()
                    .add_filter("PDF, PNG, JPEG", &["pdf", "png", "jpg", "jpeg"]);
                return Action::Run(Task::perform(dialog.pick_file(), |chosen| {
                    Message::File(chosen.map(|file| file.path().to_owned()))
                }));
            }
            Message::File(Some(path)) if !self.busy => {
                self.typed = path.display().to_string();
                self.wrong = None;
                self.busy = true;
                return find(path, None);
            }
            Message::File(_) => {}
            Message::Found(Ok(codes)) => return ask(context, codes),
            Message::Found(Err(wrong)) => {
                self.busy = false;
                self.checked.clear();
                self.wrong = Some(wrong);
            }
            Message::Checked(Ok(checked)) => {
                self.busy = false;
                self.checked = checked;
            }
            Message::Checked(Err(error)) => {
                self.busy = false;
                self.wrong = Some(Wrong::Failed(error));
            }
            Message::Open(place) => return Action::Go(place),
            Message::Close => return Action::Back,
        }

        Action::None
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let wrong = self.wrong.as_ref().map(|wrong| match wrong {
            Wrong::NoCode(path, why) => messages::verify::no_code(language, path, *why),
            Wrong::Failed(error) => messages::failure(language, error),
        });
        let ready = !self.busy && !self.typed.trim().is_empty();
        let mut answers = Column::new().spacing(spacing::S).width(Fill);
        for checked in &self.checked {
            answers = answers.push(answer(language, checked));
        }
        if !self.checked.is_empty() {
            answers = answers.push(small(text!(language, "verify-limits")).style(style::muted));
        }

        column![
            title(text!(language, "verify-title")),
            muted(text!(language, "verify-text")),
            field::labelled(
                text!(language, "verify-what"),
                field::typed("", &self.typed, Message::Typed)
                    .id(field::id("verify"))
                    .on_submit(Message::Check),
                wrong
            ),
            row![
                button::primary(text!(language, "verify-check"))
                    .on_press(ready.then_some(Message::Check)),
                button::plain(text!(language, "verify-choose"))
                    .on_press((!self.busy).then_some(Message::Choose)),
                button::plain(text!(language, "action-close")).on_press(Message::Close),
            ]
            .spacing(spacing::S)
            .wrap(),
            scrollable(answers.padding(iced::Padding::ZERO.right(spacing::M)))
                .direction(style::slim())
                .style(style::scroll)
                .height(Fill),
        ]
        .spacing(spacing::M)
        .into()
    }
}

/// Looks for codes in a file.
/// Looks for codes in a file; in what was typed, where there is no such file.
fn find(path: PathBuf, typed: Option<String>) -> Action<Message> {
    Action::Run(Task::perform(
        crate::app::in_background(move || {
            if let Some(typed) = typed.filter(|_| !path.exists()) {
                return Ok(Ok(read::pasted(&typed)));
            }
            let shown = path.display().to_string();
            Ok(match read::at(&path) {
                Ok(found) => found.map_err(|why| Wrong::NoCode(shown, why)),
                Err(error) => Err(Wrong::Failed(Error::io(&path, error))),
            })
        }),
        |answer| Message::Found(answer.unwrap_or(Err(Wrong::Failed(Error::Closed)))),
    ))
}

/// Asks the register about codes.
fn ask(context: &Context, codes: Vec<String>) -> Action<Message> {
    Action::Run(context.ask(
        move |register| codes.iter().map(|code| register.check_code(code)).collect(),
        Message::Checked,
    ))
}

fn answer<'a>(language: Language, checked: &Checked) -> Element<'a, Message> {
    let verdict = strong(messages::verify::verdict(language, checked));
    let verdict = match messages::verify::code(checked) {
        "valid" | "genuine" => verdict.style(style::primary),
        "replaced" | "not_in_ledger" | "lost_key" => verdict.style(style::ochre),
        _ => verdict.style(style::danger),
    };
    let mut content = column![verdict].spacing(spacing::XS);
    let (claim, entry) = match checked {
        Checked::Signed { claim, entry } => (Some(claim), entry.as_ref()),
        Checked::Differs { claim, entry } => (Some(claim), Some(entry)),
        Checked::Unconfirmed { claim } => (Some(claim), None),
        Checked::Genuine { .. } | Checked::Broken(_) => (None, None),
    };
    if let Some(claim) = claim {
        content = content.push(body(messages::verify::claims(language, claim)));
        if let Some(entry) = entry {
            if !entry.reason.is_empty() {
                content = content.push(muted(entry.reason.clone()));
            }
            content = content.push(
                button::link(text!(language, "verify-student"))
                    .on_press(Message::Open(Route::Student(entry.student))),
            );
        }
    }

    card(content).padding(spacing::M).width(Fill).into()
}
