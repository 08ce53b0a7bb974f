//! Buttons: a word, sometimes with an icon, that can be pressed by mouse and key.

use iced::widget::{row, text};
use iced::{Center, Element, Fill};
use lucide_icons::Icon;
use std::fmt::Debug;

use super::body;
use super::focus::{Area, area};
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{self, size, spacing};

/// The main action of a screen.
pub fn primary<'a, Message: Clone + Debug + 'a>(
    label: impl text::IntoFragment<'a>,
) -> Area<'a, Message> {
    labelled(label, Kind::Primary)
}

/// Another action.
pub fn plain<'a, Message: Clone + Debug + 'a>(
    label: impl text::IntoFragment<'a>,
) -> Area<'a, Message> {
    labelled(label, Kind::Plain)
}

/// An action that takes something away.
pub fn danger<'a, Message: Clone + Debug + 'a>(
    label: impl text::IntoFragment<'a>,
) -> Area<'a, Message> {
    labelled(label, Kind::Danger)
}

/// A button as wide as there is room, its word in the middle.
pub fn wide<'a, Message: Clone + Debug + 'a>(
    label: impl text::IntoFragment<'a>,
    kind: Kind,
) -> Area<'a, Message> {
    let label = text(label).size(size::BODY).font(theme::SEMIBOLD);

    area(label.width(Fill).align_x(Center))
        .kind(kind)
        .padding([spacing::XS, spacing::M])
        .width(Fill)
}

/// A word that leads somewhere.
pub fn link<'a, Message: Clone + Debug + 'a>(
    label: impl text::IntoFragment<'a>,
) -> Area<'a, Message> {
    area(text(label).size(size::BODY).font(theme::SEMIBOLD).wrapping(text::Wrapping::None))
        .kind(Kind::Link)
        .padding([spacing::XXS, spacing::XS])
}

/// A word that leads somewhere, among other words: without room around it.
pub fn inline<'a, Message: Clone + Debug + 'a>(
    label: impl text::IntoFragment<'a>,
) -> Area<'a, Message> {
    link(label).padding(0)
}

/// A small word that leads somewhere, beside a heading.
pub fn small_link<'a, Message: Clone + Debug + 'a>(
    label: impl text::IntoFragment<'a>,
) -> Area<'a, Message> {
    let label = text(label).size(size::SMALL).font(theme::SEMIBOLD);

    area(label.wrapping(text::Wrapping::None)).kind(Kind::Link)
}

/// A large button with an icon: the next thing to do.
pub fn large<'a, Message: Clone + Debug + 'a>(
    icon: Icon,
    label: impl text::IntoFragment<'a>,
) -> Area<'a, Message> {
    let content = row![
        glyph(icon, size::TITLE),
        text(label).size(size::LARGE).font(theme::SEMIBOLD).wrapping(text::Wrapping::None),
    ]
    .spacing(spacing::XS)
    .align_y(Center);

    area(content).kind(Kind::Primary).padding([spacing::S, spacing::L])
}

/// An icon alone.
pub fn icon<'a, Message: Clone + Debug + 'a>(icon: Icon) -> Area<'a, Message> {
    area(glyph(icon, size::LARGE)).kind(Kind::Row).padding(spacing::XS)
}

/// An icon from the one family.
pub fn glyph<'a, Message: 'a>(icon: Icon, size: f32) -> Element<'a, Message> {
    icon.widget().size(size).into()
}

fn labelled<'a, Message: Clone + Debug + 'a>(
    label: impl text::IntoFragment<'a>,
    kind: Kind,
) -> Area<'a, Message> {
    area(text(label).size(size::BODY).font(theme::SEMIBOLD).wrapping(text::Wrapping::None))
        .kind(kind)
        .padding([spacing::XS, spacing::M])
}

/// A number in a table that opens what is behind it.
pub fn number<'a, Message: Clone + Debug + 'a>(label: String, opens: Message) -> Area<'a, Message> {
    area(body(label).style(style::blue))
        .kind(Kind::Row)
        .padding([0.0, spacing::XXS])
        .on_press(opens)
        .without_focus()
}
