//! What is kept of a student, while it is edited.

use std::collections::BTreeMap;

use iced::widget::{Column, row};
use iced::{Element, Fill};

use super::Message;
use crate::app::context::Context;
use crate::app::theme::spacing;
use crate::app::widget::{button, field};
use crate::domain::LegalSex;
use crate::i18n::{Language, date};
use crate::register::student::{Particular, StudentDetail, StudentDetails};
use crate::{messages, text};

/// What is being typed: a text for each particular, as [`StudentDetails::text`] gives it; a day as anybody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    typed: BTreeMap<Particular, String>,
}

/// Legal sex as it is offered to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SexChoice(pub Language, pub Option<LegalSex>);

impl std::fmt::Display for SexChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&messages::sex(self.0, self.1))
    }
}

impl Form {
    /// What is kept, ready to be edited.
    pub fn of(detail: &StudentDetail) -> Self {
        let typed = Particular::ALL.map(|one| (one, detail.details.text(one)));

        Self { typed: BTreeMap::from(typed) }
    }

    /// Takes what was typed.
    pub fn put(&mut self, particular: Particular, typed: String) {
        self.typed.insert(particular, typed);
    }

    fn typed(&self, particular: Particular) -> &str {
        self.typed.get(&particular).map_or("", String::as_str)
    }

    /// What was typed; `None` where a field can't be read.
    pub fn read(&self, context: &Context) -> Option<StudentDetails> {
        let mut details = StudentDetails::default();
        for particular in Particular::ALL {
            let typed = self.typed(particular).trim();
            let day = match particular {
                Particular::BirthDate if !typed.is_empty() => {
                    Some(date::typed(typed, context.today)?.to_string())
                }
                _ => None,
            };
            if !details.put(particular, day.as_deref().unwrap_or(typed)) {
                return None;
            }
        }

        Some(details)
    }

    /// What is wrong with what was typed; `None` where it can be read.
    fn fault(&self, context: &Context, particular: Particular) -> Option<String> {
        let typed = self.typed(particular).trim();
        let language = context.language;
        match particular {
            _ if typed.is_empty() => None,
            Particular::BirthDate => {
                date::typed(typed, context.today).is_none().then(|| text!(language, "log-bad-date"))
            }
            Particular::Grade => (!StudentDetails::default().put(particular, typed))
                .then(|| text!(language, "student-bad-grade")),
            _ => None,
        }
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let mut fields = Column::new().spacing(spacing::XS);
        for particular in Particular::ALL {
            fields = fields.push(field::labelled(
                messages::particular(language, particular),
                self.input(context, particular),
                self.fault(context, particular),
            ));
        }
        let buttons = row![
            button::primary(text!(language, "action-save"))
                .on_press(self.read(context).map(|_| Message::Save)),
            button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
        ]
        .spacing(spacing::S);

        fields.push(buttons).into()
    }

    fn input<'a>(&'a self, context: &Context, particular: Particular) -> Element<'a, Message> {
        let language = context.language;
        let typed = self.typed(particular);
        let on_typed = move |typed: String| Message::Typed(particular, typed);
        match particular {
            Particular::BirthDate => {
                field::date_then(language, context.today, typed, on_typed, Some(Message::Save))
                    .into()
            }
            Particular::LegalSex => {
                let sexes = [None, Some(LegalSex::Female), Some(LegalSex::Male)]
                    .map(|sex| SexChoice(language, sex))
                    .to_vec();
                let chosen = SexChoice(language, LegalSex::from_code(typed));
                field::choice(sexes, Some(chosen), Fill, move |SexChoice(_, sex)| {
                    on_typed(sex.map(|sex| sex.code().to_owned()).unwrap_or_default())
                })
            }
            _ => field::typed("", typed, on_typed)
                .on_submit(Message::Save)
                .id(field::id(particular.code()))
                .into(),
        }
    }
}
