//! Changes of the register as lines: when each was made, and what it did in a sentence.

use iced::widget::{Column, Row, Text, row, scrollable};
use iced::{Element, Fill};

use super::{body, muted, small};
use crate::app::theme::{spacing, style};
use crate::i18n::{Language, date};
use crate::register::journal::history::Entry;
use crate::{messages, text};

/// The width of a moment, in logical pixels.
const WHEN: f32 = 112.0;

/// When a change was made, in the computer's own time.
pub fn when<'a>(language: Language, entry: &Entry) -> Text<'a> {
    let local = entry.at.with_timezone(&crate::clock::TIME_ZONE);
    let when = format!("{} {}", date::short(language, local.date_naive()), local.format("%H:%M"));

    small(when).style(style::muted).width(WHEN)
}

/// What was done; muted where it was undone.
pub fn what<'a>(language: Language, entry: &Entry) -> Text<'a> {
    let sentence = messages::told(language, entry);
    if !entry.undone {
        return body(sentence);
    }

    muted(format!("{sentence} ({})", text!(language, "cli-history-undone")))
}

/// A change as a line.
pub fn line<'a, M: 'a>(language: Language, entry: &Entry) -> Row<'a, M> {
    row![when(language, entry), what(language, entry).width(Fill)].spacing(spacing::S)
}

/// Changes below each other, scrolled where there is no room.
pub fn lines<'a, M: 'a>(language: Language, entries: &[Entry]) -> Element<'a, M> {
    let mut rows = Column::new().spacing(spacing::XS).width(Fill);
    for entry in entries {
        rows = rows.push(line(language, entry));
    }

    scrollable(rows.padding(iced::Padding::ZERO.right(spacing::M)))
        .direction(style::slim())
        .style(style::scroll)
        .height(Fill)
        .into()
}
