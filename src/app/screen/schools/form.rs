//! The forms of Skolor: a school's own particulars, and a contact person.

use std::sync::LazyLock;

use iced::widget::{column, row};
use iced::{Element, Fill};

use super::Message;
use crate::app::theme::spacing;
use crate::app::widget::{button, field};
use crate::domain::school::UnitCode;
use crate::i18n::Language;
use crate::register::school::{Contact, School, SchoolDetails};
use crate::{reference, text};

/// A school's own particulars while they are edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub name: String,
    pub unit_code: String,
    pub municipality: Option<MunicipalityChoice>,
    pub aliases: String,
}

/// A municipality as it is offered to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MunicipalityChoice(pub &'static str, pub &'static str);

impl std::fmt::Display for MunicipalityChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.1)
    }
}

/// A contact person of whom nothing is known yet.
pub fn new_contact() -> Contact {
    Contact {
        id: None,
        name: String::new(),
        role: String::new(),
        email: String::new(),
        phone: String::new(),
    }
}

impl Form {
    pub fn of(school: &School) -> Self {
        Self {
            name: school.name.clone(),
            unit_code: school
                .unit_code
                .as_ref()
                .map(|code| code.as_str().to_owned())
                .unwrap_or_default(),
            municipality: municipality_choices()
                .into_iter()
                .find(|choice| choice.0 == school.municipality),
            aliases: school.aliases.join(", "),
        }
    }

    /// What was typed; `None` where a field can't be read.
    pub fn read(&self, school: &School) -> Option<SchoolDetails> {
        let unit_code = match self.unit_code.trim() {
            "" => None,
            typed => Some(UnitCode::new(typed)?),
        };
        let aliases = self.aliases.split(',').map(str::trim).filter(|alias| !alias.is_empty());

        (!self.name.trim().is_empty()).then(|| SchoolDetails {
            unit_code,
            name: self.name.clone(),
            kind: school.kind,
            municipality: self.municipality.map(|choice| choice.0.to_owned()).unwrap_or_default(),
            aliases: aliases.map(str::to_owned).collect(),
        })
    }

    pub fn view<'a>(&'a self, language: Language, school: &School) -> Element<'a, Message> {
        let input = |value: &'a str, on: fn(String) -> Message| {
            field::typed("", value, on).on_submit(Message::SaveSchool)
        };
        let code = self.unit_code.trim();
        let bad_code = (!code.is_empty() && UnitCode::new(code).is_none())
            .then(|| text!(language, "schools-bad-code"));
        let empty = self.name.trim().is_empty().then(|| text!(language, "settings-empty"));

        column![
            field::labelled(
                text!(language, "schools-name"),
                input(&self.name, Message::FormName),
                empty
            ),
            row![
                field::labelled(
                    text!(language, "schools-unit-code"),
                    input(&self.unit_code, Message::UnitCode),
                    bad_code
                ),
                field::labelled(
                    text!(language, "reports-municipality"),
                    field::choice(
                        municipality_choices(),
                        self.municipality,
                        Fill,
                        Message::Municipality
                    ),
                    None
                ),
            ]
            .spacing(spacing::S),
            field::labelled(
                text!(language, "schools-aliases"),
                input(&self.aliases, Message::Aliases),
                None
            ),
            row![
                button::primary(text!(language, "action-save"))
                    .on_press(self.read(school).map(|_| Message::SaveSchool)),
                button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
            ]
            .spacing(spacing::S),
        ]
        .spacing(spacing::S)
        .into()
    }
}

/// The municipalities in Swedish order of name.
pub fn municipality_choices() -> Vec<MunicipalityChoice> {
    static ORDERED: LazyLock<Vec<MunicipalityChoice>> = LazyLock::new(|| {
        let known = reference::MUNICIPALITIES.iter();
        let mut choices: Vec<_> = known.map(|one| MunicipalityChoice(one.code, one.name)).collect();
        choices.sort_by_cached_key(|choice| crate::i18n::collation::sort_key(choice.1));
        choices
    });

    ORDERED.clone()
}

/// The form of a contact person.
pub fn contact_form<'a>(language: Language, contact: &'a Contact) -> Element<'a, Message> {
    let input = |value: &'a str, on: fn(String) -> Message| {
        field::typed("", value, on).on_submit(Message::SaveContact)
    };
    let mut buttons = row![
        button::primary(text!(language, "action-save"))
            .on_press((!contact.name.trim().is_empty()).then_some(Message::SaveContact)),
        button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
    ]
    .spacing(spacing::S);
    if contact.id.is_some() {
        buttons = buttons.push(
            button::danger(text!(language, "action-remove")).on_press(Message::RemoveContact),
        );
    }

    column![
        row![
            field::labelled(
                text!(language, "contact-name"),
                input(&contact.name, Message::Name).id(field::id("contact-name")),
                None
            ),
            field::labelled(
                text!(language, "contact-role"),
                input(&contact.role, Message::Role),
                None
            ),
        ]
        .spacing(spacing::S),
        row![
            field::labelled(
                text!(language, "student-email"),
                input(&contact.email, Message::Email),
                None
            ),
            field::labelled(
                text!(language, "contact-phone"),
                input(&contact.phone, Message::Phone),
                None
            ),
        ]
        .spacing(spacing::S),
        buttons,
    ]
    .spacing(spacing::S)
    .into()
}
