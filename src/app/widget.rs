//! Our own widgets. They know no word of the domain.

pub mod backdrop;
pub mod bar;
pub mod button;
pub mod calendar;
pub mod cells;
pub mod changes;
pub mod chart;
pub mod click;
mod content;
pub mod cut;
pub mod date;
pub mod field;
pub mod focus;
pub mod list;
pub mod paper;
pub mod progress;
pub mod ring;
pub mod segmented;
pub mod squares;
pub mod strip;
pub mod tab;
pub mod table;
pub mod thumb;
pub mod typing;

use std::time::Duration;

use iced::widget::{Text, container, text};
use iced::{Element, Fill};

use super::theme::{self, size, style};

/// A hint is no wider than this; it breaks.
const HINT: f32 = 320.0;
/// How long the pointer rests before a hint appears.
const HINT_AFTER: Duration = Duration::from_millis(400);

/// Text of the ordinary size.
pub fn body<'a>(content: impl text::IntoFragment<'a>) -> Text<'a> {
    text(content).size(size::BODY)
}

/// Small text.
pub fn small<'a>(content: impl text::IntoFragment<'a>) -> Text<'a> {
    text(content).size(size::SMALL)
}

/// Secondary text.
pub fn muted<'a>(content: impl text::IntoFragment<'a>) -> Text<'a> {
    body(content).style(style::muted)
}

/// A heading inside a screen.
pub fn title<'a>(content: impl text::IntoFragment<'a>) -> Text<'a> {
    text(content).size(size::TITLE).font(theme::SEMIBOLD)
}

/// A heading of a card.
pub fn heading<'a>(content: impl text::IntoFragment<'a>) -> Text<'a> {
    text(content).size(size::LARGE).font(theme::SEMIBOLD)
}

/// Text of the ordinary size, strong.
pub fn strong<'a>(content: impl text::IntoFragment<'a>) -> Text<'a> {
    body(content).font(theme::SEMIBOLD)
}

/// A line across.
pub fn hairline<'a, Message: 'a>() -> Element<'a, Message> {
    container(iced::widget::space()).width(Fill).height(1).style(style::hairline).into()
}

/// A text in a column of a list: one line, cut off at the column's edge.
pub fn cell<'a, Message: 'a>(
    content: Text<'a>,
    width: impl Into<iced::Length>,
) -> Element<'a, Message> {
    container(content.wrapping(text::Wrapping::None)).width(width).clip(true).into()
}

/// A card around something.
pub fn card<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
) -> iced::widget::Container<'a, Message> {
    container(content).padding(theme::spacing::L).style(style::card)
}

/// Something with a word that appears when the pointer rests on it.
pub fn hint<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    word: String,
) -> Element<'a, Message> {
    let word = container(small(word))
        .padding([theme::spacing::XS, theme::spacing::S])
        .max_width(HINT)
        .style(style::hint);

    iced::widget::tooltip(content, word, iced::widget::tooltip::Position::Bottom)
        .delay(HINT_AFTER)
        .into()
}

/// A key's name, as on the key.
pub fn keycap<'a, Message: 'a>(key: impl text::IntoFragment<'a>) -> Element<'a, Message> {
    container(small(key).line_height(1.0))
        .padding([theme::spacing::XXS, theme::spacing::XXS + 2.0])
        .style(style::keycap)
        .into()
}
