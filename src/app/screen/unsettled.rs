//! That several answers stand against each other, where they are shown: beside a name, and as a way to where it is decided.

use std::fmt::Debug;

use iced::widget::{container, row};
use iced::{Center, Element, Fill};
use lucide_icons::Icon;

use crate::app::theme::{size, spacing, style};
use crate::app::widget::cut::cut;
use crate::app::widget::{button, hint, small};
use crate::i18n::Language;
use crate::text;

/// A name in a list, marked where its row is not settled.
pub fn name<'a, Message: 'a>(
    language: Language,
    name: String,
    is_unsettled: bool,
) -> Element<'a, Message> {
    let name = cut(name).strong();
    if !is_unsettled {
        return name.into();
    }
    let marked = row![mark(size::BODY), name].spacing(spacing::XXS).align_y(Center);

    hint(container(marked).width(Fill).clip(true), text!(language, "unsettled"))
}

/// The mark alone.
pub fn mark<'a, Message: 'a>(size: f32) -> Element<'a, Message> {
    Icon::Split.widget().size(size).style(style::ochre).into()
}

/// What is said of a row, with a way to where it is decided.
pub fn line<'a, Message: Clone + Debug + 'a>(
    language: Language,
    settle: Message,
) -> Element<'a, Message> {
    row![
        mark(size::LARGE),
        small(text!(language, "unsettled")).style(style::ochre),
        button::link(text!(language, "together-settle")).on_press(settle),
    ]
    .spacing(spacing::XS)
    .align_y(Center)
    .into()
}
