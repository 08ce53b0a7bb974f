//! Exempting a student who came later from sessions that were held before.

use std::collections::BTreeSet;

use iced::widget::{Column, column, row, scrollable};
use iced::{Element, Task};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, field, title};
use crate::i18n::date;
use crate::register::Error;
use crate::register::class::newcomer::Newcomer;
use crate::{messages, text};

/// The dialog.
pub struct Exempt {
    newcomer: Newcomer,
    chosen: BTreeSet<u16>,
    reason: String,
    busy: bool,
    wrong: Option<Error>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Toggle(u16),
    Reason(String),
    Exempt,
    TakeBack,
    Done(Result<(), Error>),
    Close,
}

/// The field for the reason.
const REASON: &str = "exempt-reason";

impl Exempt {
    pub fn new(newcomer: Newcomer) -> (Self, Task<Message>) {
        let chosen = newcomer.missed.iter().map(|missed| missed.number).collect();
        let dialog = Self { newcomer, chosen, reason: String::new(), busy: false, wrong: None };

        (dialog, iced::widget::operation::focus(field::id(REASON)))
    }

    /// Whether closing would lose something.
    pub fn is_unsaved(&self) -> bool {
        !self.reason.trim().is_empty()
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Toggle(number) => {
                if !self.chosen.remove(&number) {
                    self.chosen.insert(number);
                }
            }
            Message::Reason(reason) => self.reason = reason,
            Message::Exempt if !self.is_ready() => {}
            Message::Exempt => {
                self.busy = true;
                let (student, class) = (self.newcomer.student, self.newcomer.class);
                let numbers: Vec<u16> = self.chosen.iter().copied().collect();
                let reason = self.reason.clone();
                return context.change(
                    move |register| register.exempt(student, class, &numbers, &reason).map(|_| ()),
                    Message::Done,
                );
            }
            Message::TakeBack => {
                let (student, class) = (self.newcomer.student, self.newcomer.class);
                return context.change(
                    move |register| register.take_back_exemptions(student, class).map(|_| ()),
                    Message::Done,
                );
            }
            Message::Done(Ok(())) => return Action::Changed,
            Message::Done(Err(error)) => {
                self.busy = false;
                self.wrong = Some(error);
            }
            Message::Close => return Action::Back,
        }

        Action::None
    }

    fn is_ready(&self) -> bool {
        !self.busy && !self.chosen.is_empty() && !self.reason.trim().is_empty()
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let mut sessions = Column::new().spacing(spacing::XXS);
        for missed in &self.newcomer.missed {
            let day = date::long(language, missed.date);
            let label = match self.newcomer.exempt.contains(&missed.number) {
                true => text!(language, "exempt-session-done", number = missed.number, day = day),
                false => text!(language, "exempt-session", number = missed.number, day = day),
            };
            let on = self.chosen.contains(&missed.number);
            sessions = sessions.push(field::switch(label, on, Message::Toggle(missed.number)));
        }
        let wrong = self.wrong.as_ref().map(|error| messages::failure(language, error));
        let reason = field::typed("", &self.reason, Message::Reason)
            .id(field::id(REASON))
            .on_submit(Message::Exempt);
        let mut buttons = row![
            button::primary(text!(language, "exempt-do"))
                .on_press(self.is_ready().then_some(Message::Exempt)),
            button::plain(text!(language, "action-cancel")).on_press(Message::Close),
        ]
        .spacing(spacing::S);
        if !self.newcomer.exempt.is_empty() {
            let back = button::danger(text!(language, "exempt-take-back"));
            buttons = buttons.push(back.on_press((!self.busy).then_some(Message::TakeBack)));
        }

        column![
            title(text!(language, "exempt-title", name = self.newcomer.name.as_str())),
            body(text!(language, "exempt-text")).style(style::muted),
            scrollable(sessions).direction(style::slim()).style(style::scroll).height(160),
            field::labelled(text!(language, "exempt-reason"), reason, wrong),
            buttons.wrap(),
        ]
        .spacing(spacing::M)
        .into()
    }
}
