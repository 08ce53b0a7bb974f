//! Those who are invited: the form, and the codes that are out.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, NaiveDate};
use iced::widget::{Column, column, row};
use iced::{Center, Element, Fill};
use uuid::Uuid;

use super::classes::chosen_classes;
use super::{Loaded, Message, NAME, Open, Together};
use crate::app::theme::{size, spacing, style};
use crate::app::widget::squares::squares;
use crate::app::widget::{button, card, field, muted, small, strong, title};
use crate::exchange::{Errand, Invitation, InvitationText, Role};
use crate::i18n::Language;
use crate::messages;
use crate::text;

/// The side of a code as squares, in logical pixels.
const SQUARES: f32 = 112.0;
/// The room a code's groups need beside it.
const CODE: f32 = 180.0;

/// Somebody who is being invited.
#[derive(Debug, Clone, Default)]
pub struct Inviting {
    pub name: String,
    pub role: Option<RoleChoice>,
    pub classes: BTreeSet<Uuid>,
}

/// A role as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChoice(Role, String);

impl fmt::Display for RoleChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.1)
    }
}

/// A code as text with what is said of it, beside what a camera reads; below it where there is no room.
pub fn code_beside_squares<'a>(
    code: &str,
    read: &str,
    said: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let code = column![strong(code.to_owned()).size(size::BODY), said.into()].spacing(spacing::XS);

    row![squares(read, SQUARES), code.width(CODE)].spacing(spacing::M).wrap().into()
}

impl Inviting {
    fn role(&self) -> Option<Role> {
        self.role.as_ref().map(|role| role.0)
    }

    /// What is done with it; `None` while something is missing.
    pub fn errand(&self) -> Option<Errand> {
        let (name, role) = (self.name.trim(), self.role()?);
        let classes = match role {
            Role::Teacher => self.classes.clone(),
            Role::Coordinator | Role::Lead => BTreeSet::new(),
        };
        let is_whole = !name.is_empty() && (role != Role::Teacher || !classes.is_empty());

        is_whole.then(|| Errand::Invite { name: name.to_owned(), role, classes })
    }
}

impl Together {
    pub(super) fn invitations<'a>(
        &'a self,
        language: Language,
        loaded: &'a Loaded,
        today: NaiveDate,
    ) -> Element<'a, Message> {
        let mut content = Column::new().spacing(spacing::M);
        if let Some(Open::Inviting(inviting)) = &self.open {
            content = content.push(self.form(language, loaded, inviting));
        }
        let place = loaded.sharing.as_ref().map_or("", |sharing| sharing.place.as_str());
        for invitation in &loaded.invitations {
            content = content.push(self.invitation(language, invitation, place, today));
        }

        content.into()
    }

    fn invitation<'a>(
        &'a self,
        language: Language,
        invitation: &'a Invitation,
        place: &str,
        today: NaiveDate,
    ) -> Element<'a, Message> {
        let name = invitation.name.as_str();
        let text = InvitationText::of(&invitation.code, place).line();
        let until = DateTime::from_timestamp_millis(invitation.until).unwrap_or_default();
        let until = messages::moment_seen(language, until, today);
        let said = column![
            small(text!(language, "together-code-text", name = name)).style(style::muted),
            small(text!(language, "together-code-until", until = until)).style(style::muted),
        ]
        .spacing(spacing::XS);
        let beside = code_beside_squares(&invitation.code, &text, said);
        let buttons = row![
            button::plain(text!(language, "together-copy")).on_press(Message::Copy(text)),
            button::link(text!(language, "together-withdraw"))
                .on_press((!self.is_working).then(|| Message::Withdraw(invitation.id.clone()))),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        let shown =
            column![title(text!(language, "together-invitation", name = name)), beside, buttons,]
                .spacing(spacing::S);

        card(shown).width(Fill).into()
    }

    fn form<'a>(
        &'a self,
        language: Language,
        loaded: &'a Loaded,
        inviting: &'a Inviting,
    ) -> Element<'a, Message> {
        let roles: Vec<RoleChoice> = Role::ALL
            .into_iter()
            .map(|role| RoleChoice(role, messages::role(language, role.code())))
            .collect();
        let mut form = column![
            title(text!(language, "together-invite-heading")),
            field::labelled(
                text!(language, "together-name"),
                field::typed("", &inviting.name, Message::NameTyped).id(field::id(NAME)),
                None
            ),
            field::labelled(
                text!(language, "together-role"),
                field::choice(roles, inviting.role.clone(), Fill, Message::RoleChosen),
                None
            ),
        ]
        .spacing(spacing::S);
        form = match inviting.role() {
            Some(Role::Teacher) => {
                form.push(chosen_classes(language, &loaded.classes, &inviting.classes))
            }
            Some(Role::Coordinator) => {
                form.push(muted(text!(language, "together-gets-everything")))
            }
            Some(Role::Lead) => form.push(muted(text!(language, "together-gets-figures"))),
            None => form,
        };
        let is_ready = inviting.errand().is_some() && !self.is_working;
        form = form.push(
            row![
                button::primary(text!(language, "together-make-code"))
                    .on_press(is_ready.then_some(Message::MakeCode)),
                button::plain(text!(language, "action-cancel")).on_press(Message::Close),
            ]
            .spacing(spacing::S),
        );

        card(form.push(self.wrong())).width(Fill).into()
    }
}
