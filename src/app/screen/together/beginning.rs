//! Where a register is shared: before it is, and where the place lies elsewhere now.

use std::path::PathBuf;

use iced::widget::{column, row};
use iced::{Element, Fill, Task};
use lucide_icons::Icon;

use super::Together;
use crate::app::theme::spacing;
use crate::app::widget::{button, card, field, muted, title};
use crate::exchange::{ExchangeError, Login, Place};
use crate::i18n::Language;
use crate::text;

/// The field for the address.
const ADDRESS: &str = "place-address";

/// A place as it is typed, and who one is there.
#[derive(Debug, Default)]
pub struct PlaceForm {
    address: String,
    login: Login,
}

#[derive(Debug, Clone)]
pub enum Message {
    Address(String),
    User(String),
    Password(String),
    Choose,
    Chosen(Option<PathBuf>),
}

impl PlaceForm {
    /// An address to be put right.
    pub fn at(address: String) -> Self {
        Self { address, login: Login::default() }
    }

    /// The place, and who one is there where one said so.
    pub fn read(&self) -> Result<(Place, Option<Login>), ExchangeError> {
        let place = Place::read(&self.address)?;
        let is_said = place.needs_login() && !self.login.user.trim().is_empty();

        Ok((place, is_said.then(|| self.login.clone())))
    }

    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Address(address) => self.address = address,
            Message::User(user) => self.login.user = user,
            Message::Password(password) => self.login.password = password,
            Message::Choose => {
                let dialog = rfd::AsyncFileDialog::new().pick_folder();
                return Task::perform(dialog, |chosen| {
                    Message::Chosen(chosen.map(|folder| folder.path().to_owned()))
                });
            }
            Message::Chosen(Some(path)) => self.address = path.display().to_string(),
            Message::Chosen(None) => {}
        }

        Task::none()
    }

    fn is_filled(&self) -> bool {
        !self.address.trim().is_empty()
    }

    fn view<'a>(&'a self, language: Language, label: String) -> Element<'a, Message> {
        let address = row![
            field::typed("", &self.address, Message::Address).id(field::id(ADDRESS)),
            button::plain(text!(language, "welcome-join-choose")).on_press(Message::Choose),
        ]
        .spacing(spacing::S);
        let mut form = column![field::labelled(label, address, None)].spacing(spacing::S);
        if Place::read(&self.address).is_ok_and(|place| place.needs_login()) {
            let user = field::typed("", &self.login.user, Message::User);
            let password = field::typed("", &self.login.password, Message::Password).secret();
            form = form
                .push(field::labelled(text!(language, "place-user"), user, None))
                .push(field::labelled(text!(language, "place-password"), password, None));
        }

        form.into()
    }
}

impl Together {
    /// Before it is shared: what that is, and the place.
    pub(super) fn beginning<'a>(&'a self, language: Language) -> Element<'a, super::Message> {
        let is_ready = self.place.is_filled() && !self.is_working;
        let form = self.place.view(language, text!(language, "together-folder"));
        let content = column![
            title(text!(language, "together-begin")),
            muted(text!(language, "together-begin-text")),
            form.map(super::Message::Place),
            button::large(Icon::Handshake, text!(language, "together-share"))
                .on_press(is_ready.then_some(super::Message::Share)),
        ]
        .spacing(spacing::M)
        .push(self.wrong());

        card(content).width(Fill).into()
    }

    /// Where the place lies now, or who one is there.
    pub(super) fn relocating<'a>(&'a self, language: Language) -> Element<'a, super::Message> {
        let is_ready = self.place.is_filled() && !self.is_working;
        let form = self.place.view(language, text!(language, "together-lies-here"));

        column![
            muted(text!(language, "together-relocate-text")),
            form.map(super::Message::Place),
            row![
                button::primary(text!(language, "action-save"))
                    .on_press(is_ready.then_some(super::Message::Relocate)),
                button::plain(text!(language, "action-cancel")).on_press(super::Message::Close),
            ]
            .spacing(spacing::S),
        ]
        .push(muted(text!(language, "together-anew-text")))
        .push(
            button::plain(text!(language, "together-anew"))
                .on_press((!self.is_working).then_some(super::Message::ExchangeAnew)),
        )
        .spacing(spacing::S)
        .push(self.wrong())
        .into()
    }
}
