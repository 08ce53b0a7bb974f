//! The day on which students leave a class, come back to it, or move to another.

use chrono::NaiveDate;
use iced::widget::{column, row};
use iced::{Element, Task};

use crate::app::action::{Action, EnrolmentChange};
use crate::app::context::Context;
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, field, title};
use crate::i18n::{Language, date};
use crate::register::{Error, Register};
use crate::{messages, text};

/// The dialog.
pub struct Enrolment {
    deed: EnrolmentChange,
    day: String,
    busy: bool,
    wrong: Option<Error>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Day(String),
    Do,
    Done(Result<(), Error>),
    Close,
}

/// The field for the day.
const DAY: &str = "enrolment-day";

impl Enrolment {
    pub fn new(context: &Context, deed: EnrolmentChange) -> (Self, Task<Message>) {
        let dialog = Self { deed, day: context.today.to_string(), busy: false, wrong: None };

        (dialog, iced::widget::operation::focus(field::id(DAY)))
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Day(day) => {
                self.day = day;
                self.wrong = None;
            }
            Message::Do => {
                let Some(day) = date::typed(&self.day, context.today) else { return Action::None };
                if std::mem::replace(&mut self.busy, true) {
                    return Action::None;
                }
                let deed = self.deed.clone();
                return context
                    .change(move |register| deed.carry_out(register, day), Message::Done);
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

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let day = date::typed(&self.day, context.today);
        let wrong = match (&self.wrong, day) {
            (Some(error), _) => Some(messages::failure(language, error)),
            (None, None) => Some(text!(language, "log-bad-date")),
            (None, Some(_)) => None,
        };
        let (label, go) = match self.deed {
            EnrolmentChange::Leave { .. } => {
                (text!(language, "enrolment-last-day"), text!(language, "enrolment-leave"))
            }
            EnrolmentChange::Return { .. } => {
                (text!(language, "enrolment-back-on"), text!(language, "enrolment-return"))
            }
            EnrolmentChange::Move { .. } => {
                (text!(language, "enrolment-first-day"), text!(language, "together-move"))
            }
        };
        let typed =
            field::date_named(language, context.today, (DAY, &self.day), Message::Day, Message::Do);
        let ready = day.is_some() && !self.busy;
        let buttons = row![
            button::primary(go).on_press(ready.then_some(Message::Do)),
            button::plain(text!(language, "action-cancel")).on_press(Message::Close),
        ]
        .spacing(spacing::S);

        column![
            title(self.deed.question(language)),
            body(self.deed.explained(language)).style(style::muted),
            field::labelled(label, typed, wrong),
            buttons,
        ]
        .spacing(spacing::M)
        .into()
    }
}

impl EnrolmentChange {
    fn carry_out(&self, register: &mut Register, day: NaiveDate) -> Result<(), Error> {
        match self {
            Self::Leave { student, class, .. } => {
                register.leave_class(&[*student], *class, day).map(|_| ())
            }
            Self::Return { student, class, .. } => {
                register.join_class(*student, *class, day).map(|_| ())
            }
            Self::Move { students, to, .. } => {
                register.move_students(students, *to, day).map(|_| ())
            }
        }
    }

    fn question(&self, language: Language) -> String {
        match self {
            Self::Leave { name, .. } => {
                text!(language, "enrolment-leave-title", name = name.as_str())
            }
            Self::Return { name, .. } => {
                text!(language, "enrolment-return-title", name = name.as_str())
            }
            Self::Move { students, class_name, .. } => text!(
                language,
                "enrolment-move-title",
                count = students.len(),
                class = class_name.as_str()
            ),
        }
    }

    fn explained(&self, language: Language) -> String {
        match self {
            Self::Leave { .. } => text!(language, "enrolment-leave-text"),
            Self::Return { .. } => text!(language, "enrolment-return-text"),
            Self::Move { .. } => text!(language, "enrolment-move-text"),
        }
    }
}
