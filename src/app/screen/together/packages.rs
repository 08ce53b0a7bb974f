//! Packages: a class as a file for somebody without the place, what comes back, and what is sent back from one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::DateTime;
use iced::widget::{Column, column, row};
use iced::{Center, Element, Fill, Task};
use uuid::Uuid;

use super::classes::{ClassChoice, offered};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::theme::{size, spacing, style};
use crate::app::widget::{body, button, card, field, muted, small, strong, title};
use crate::exchange::ExchangeError;
use crate::exchange::package::{self, Package, Returned};
use crate::i18n::Language;
use crate::messages;
use crate::register::sharing::KeptPackage;
use crate::register::{Error, Register};
use crate::text;

/// How many changes of what came back are listed.
const LISTED: usize = 60;

/// How a package's file name ends.
const ENDING: &str = "kursliggaren-paket";

/// This part of the screen.
#[derive(Debug, Default)]
pub struct Packages {
    name: String,
    class: Option<ClassChoice>,
    /// The code of the package that was just made, and whose it is.
    code: Option<(String, String)>,
    /// What came back and is not taken in yet.
    returned: Option<Returned>,
    /// Why something was not done.
    wrong: Option<String>,
}

/// What came of it; the sentence where it was not done.
type Done<T> = Result<Result<T, String>, Error>;

#[derive(Debug, Clone)]
pub enum Message {
    NameTyped(String),
    ClassChosen(ClassChoice),
    Make,
    Made(Box<Done<Package>>),
    Copy(String),
    CodeTold,
    ChooseReturned,
    ReturnedChosen(Option<PathBuf>),
    Looked(Box<Done<Returned>>),
    TakeIn,
    TakenIn(Result<usize, Error>),
    LeaveOut,
    SendBack,
    Back(Box<Done<Vec<u8>>>),
}

/// A failure of the register is the window's to tell, another has its sentence.
fn sorted<T>(language: Language, done: Result<T, ExchangeError>) -> Done<T> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(ExchangeError::Register(error)) => Err(error),
        Err(error) => Ok(Err(messages::exchange_failure(language, &error))),
    }
}

fn look(register: &mut Register, path: &Path) -> Result<Returned, ExchangeError> {
    let bytes = package::read_file(path)?;

    package::look_at(register, &bytes)
}

impl Packages {
    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        let language = context.language;
        match message {
            Message::NameTyped(name) => self.name = name,
            Message::ClassChosen(class) => self.class = Some(class),
            Message::Make => {
                let Some(class) = self.class.as_ref().map(|class| class.0) else {
                    return Action::None;
                };
                let name = self.name.trim().to_owned();
                let make = move |register: &mut Register| {
                    let class = register.class_with_uid(class)?;
                    let classes: Vec<_> = class.into_iter().collect();
                    sorted(language, package::make(register, &classes, &name))
                };
                let work = text!(language, "package-making");
                return context.change_long(work, make, |done| Message::Made(Box::new(done)));
            }
            Message::Made(done) => {
                return self.go_on(*done, |packages, made| packages.give(made, language));
            }
            Message::Copy(code) => return Action::Run(iced::clipboard::write(code)),
            Message::CodeTold => self.code = None,
            Message::ChooseReturned => {
                let dialog = rfd::AsyncFileDialog::new().pick_file();
                return Action::Run(Task::perform(dialog, |chosen| {
                    Message::ReturnedChosen(chosen.map(|file| file.path().to_owned()))
                }));
            }
            Message::ReturnedChosen(None) => {}
            Message::ReturnedChosen(Some(path)) => {
                let look = move |register: &mut Register| sorted(language, look(register, &path));
                let work = text!(language, "package-looking");
                return context.change_long(work, look, |done| Message::Looked(Box::new(done)));
            }
            Message::Looked(done) => {
                return self.go_on(*done, |packages, returned| {
                    packages.returned = Some(returned);
                    Action::None
                });
            }
            Message::TakeIn => {
                let Some(returned) = self.returned.clone() else { return Action::None };
                return context.change(
                    move |register| register.take_shared(&returned.changes, &BTreeMap::new()),
                    Message::TakenIn,
                );
            }
            Message::TakenIn(Ok(_)) => {
                self.returned = None;
                return Action::Changed;
            }
            // The window says why.
            Message::TakenIn(Err(_)) => {}
            Message::LeaveOut => self.returned = None,
            Message::SendBack => {
                return context.read_long(
                    text!(language, "package-making"),
                    move |register| sorted(language, package::back(register)),
                    |done| Message::Back(Box::new(done)),
                );
            }
            Message::Back(done) => {
                let name = text!(language, "package-back-file");
                return self
                    .go_on(*done, |_, bytes| Action::SaveFile(format!("{name}.{ENDING}"), bytes));
            }
        }

        Action::None
    }

    /// Goes on with what was done; where it was not, the sentence is shown.
    fn go_on<T>(
        &mut self,
        done: Done<T>,
        then: impl FnOnce(&mut Self, T) -> Action<Message>,
    ) -> Action<Message> {
        match done {
            Ok(Ok(done)) => {
                self.wrong = None;
                then(self, done)
            }
            Ok(Err(sentence)) => {
                self.wrong = Some(sentence);
                Action::None
            }
            Err(error) => Action::Failed(error),
        }
    }

    /// Shows the code of a package that was made, and saves the package.
    fn give(&mut self, Package { bytes, code }: Package, language: Language) -> Action<Message> {
        let whose = std::mem::take(&mut self.name).trim().to_owned();
        let class = self.class.take().map(|class| class.1).unwrap_or_default();
        let name = text!(language, "package-file", class = class.as_str(), name = whose.as_str());
        self.code = Some((code, whose));

        Action::SaveFile(format!("{name}.{ENDING}"), bytes)
    }

    /// Closes what is shown besides; whether there was anything.
    pub fn close(&mut self) -> bool {
        self.returned.take().is_some()
    }

    /// The card; `None` where there is nothing to give and nothing to send back.
    pub fn view<'a>(
        &'a self,
        context: &Context,
        packages: &'a [KeptPackage],
        classes: &BTreeMap<Uuid, String>,
    ) -> Option<Element<'a, Message>> {
        let language = context.language;
        if packages.iter().any(|package| package.is_own) {
            return Some(self.opened(language));
        }
        if classes.is_empty() {
            return None;
        }
        let name = field::typed("", &self.name, Message::NameTyped);
        let class = field::choice_saying(
            text!(language, "together-choose-class"),
            offered(classes, &BTreeSet::new()),
            self.class.clone(),
            Fill,
            Message::ClassChosen,
        );
        let is_ready = !self.name.trim().is_empty() && self.class.is_some();
        let mut content = column![
            title(text!(language, "package-title")),
            muted(text!(language, "package-text")),
            field::labelled(text!(language, "together-name"), name, None),
            field::labelled(text!(language, "together-class"), class, None),
            row![
                button::plain(text!(language, "package-make"))
                    .on_press(is_ready.then_some(Message::Make)),
                button::link(text!(language, "package-take-back"))
                    .on_press(Message::ChooseReturned),
            ]
            .spacing(spacing::S)
            .align_y(Center)
            .wrap(),
        ]
        .spacing(spacing::S);
        if let Some((code, whose)) = &self.code {
            content = content
                .push(strong(code.clone()).size(size::LARGE))
                .push(small(text!(language, "package-code-text", name = whose.as_str())))
                .push(
                    row![
                        button::plain(text!(language, "together-copy"))
                            .on_press(Message::Copy(code.clone())),
                        button::link(text!(language, "package-code-told"))
                            .on_press(Message::CodeTold),
                    ]
                    .spacing(spacing::S),
                );
        }
        if let Some(wrong) = &self.wrong {
            content = content.push(body(wrong.clone()).style(style::danger));
        }
        for package in packages {
            content = content.push(small(out(context, package)).style(style::muted));
        }
        let mut cards = Column::new().spacing(spacing::M).push(card(content).width(Fill));
        if let Some(returned) = &self.returned {
            cards = cards.push(came_back(language, returned));
        }

        Some(cards.into())
    }

    /// In an opened package: what was written in it is sent back.
    fn opened<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let mut content = column![
            title(text!(language, "package-own-title")),
            muted(text!(language, "package-own-text")),
            button::primary(text!(language, "package-send-back")).on_press(Message::SendBack),
        ]
        .spacing(spacing::S);
        if let Some(wrong) = &self.wrong {
            content = content.push(body(wrong.clone()).style(style::danger));
        }

        card(content).width(Fill).into()
    }
}

fn out(context: &Context, package: &KeptPackage) -> String {
    let since = DateTime::from_timestamp_millis(package.made).unwrap_or_default();
    let since = messages::moment_seen(context.language, since, context.today);

    text!(context.language, "package-out", name = package.name.as_str(), since = since)
}

/// What would change, and the question.
fn came_back<'a>(language: Language, returned: &'a Returned) -> Element<'a, Message> {
    let name = returned.whose.name.as_str();
    let count = returned.differences.len();
    let mut content =
        column![title(text!(language, "package-came-back", name = name, count = count))]
            .spacing(spacing::XS);
    for difference in returned.differences.iter().take(LISTED) {
        content = content.push(body(messages::conflict::difference(language, difference)));
    }
    if count > LISTED {
        content = content.push(muted(text!(language, "package-more", count = count - LISTED)));
    }
    let content = content.push(
        row![
            button::primary(text!(language, "package-take-in"))
                .on_press((count > 0).then_some(Message::TakeIn)),
            button::plain(text!(language, "package-leave-out")).on_press(Message::LeaveOut),
        ]
        .spacing(spacing::S),
    );

    card(content).width(Fill).into()
}
