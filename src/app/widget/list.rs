//! A list of rows of one height that builds only what is seen, at ten rows or a hundred thousand.
//! One stop for Tab; arrows, Page Up and Down, Home and End move, Enter opens.

use std::fmt::Debug;
use std::ops::Range;

use iced::keyboard::{Key, Modifiers, key::Named};
use iced::widget::operation::{AbsoluteOffset, scroll_to};
use iced::widget::{Column, Id, container, scrollable, space, stack};
use iced::{Element, Fill, Task};

use super::focus::area;
use super::thumb::{Extent, thumb};
use crate::app::theme::style::Kind;

/// Rows built beyond what is seen, so that a quick scroll shows no gap.
const MARGIN: usize = 4;
/// The height a list is taken to have until it has been scrolled once.
const ASSUMED_HEIGHT: f32 = 1400.0;

/// Where a list stands: how far it is scrolled and which row is chosen.
#[derive(Debug, Clone)]
pub struct State {
    id: Id,
    offset: f32,
    height: f32,
    row_height: f32,
    chosen: Option<usize>,
    /// Whether rows can be marked: Space, Shift with arrows, Ctrl+A.
    marks: bool,
}

/// What happens to a list.
#[derive(Debug, Clone)]
pub enum Message {
    /// It was scrolled: how far, and the height that is seen.
    Scrolled(f32, f32),
    /// It is to be scrolled so far.
    ScrollTo(f32),
    /// A row is chosen.
    Choose(usize),
    /// A row is opened.
    Open(usize),
    /// A row is marked, or no longer.
    Mark(usize),
    /// The rows up to this one are marked too.
    MarkTo(usize),
    /// All rows are marked.
    MarkAll,
}

impl State {
    /// A list that is scrolled so far.
    pub fn new(row_height: f32, offset: f32) -> Self {
        Self {
            id: Id::unique(),
            offset,
            height: ASSUMED_HEIGHT,
            row_height,
            chosen: None,
            marks: false,
        }
    }

    /// The same, with rows that can be marked.
    pub fn with_marks(self) -> Self {
        Self { marks: true, ..self }
    }

    /// Whether rows can be marked.
    pub fn marks(&self) -> bool {
        self.marks
    }

    /// How far it is scrolled.
    pub fn offset(&self) -> f32 {
        self.offset
    }

    /// Scrolls to where it is remembered to be.
    pub fn restore<M: Send + 'static>(&self) -> Task<M> {
        scroll_to(self.id.clone(), AbsoluteOffset { x: 0.0, y: self.offset })
    }

    /// Chooses a row, or none, without scrolling.
    pub fn choose(&mut self, row: Option<usize>) {
        self.chosen = row;
    }

    /// The chosen row.
    pub fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// Goes back to the beginning, for a list with other rows.
    pub fn reset(&mut self) -> Task<Message> {
        self.offset = 0.0;
        self.chosen = None;

        scroll_to(self.id.clone(), AbsoluteOffset { x: 0.0, y: 0.0 })
    }

    /// Takes a message; the answer is the row to open, and what to do.
    pub fn update(&mut self, message: Message) -> (Option<usize>, Task<Message>) {
        match message {
            Message::Scrolled(offset, height) => {
                self.offset = offset;
                self.height = height;
                (None, Task::none())
            }
            Message::ScrollTo(offset) => {
                self.offset = offset;
                (None, self.restore())
            }
            Message::Choose(row) | Message::Mark(row) | Message::MarkTo(row) => {
                self.chosen = Some(row);
                (None, self.show(row))
            }
            Message::Open(row) => {
                self.chosen = Some(row);
                (Some(row), Task::none())
            }
            Message::MarkAll => (None, Task::none()),
        }
    }

    /// Scrolls so that a row is seen.
    fn show(&mut self, row: usize) -> Task<Message> {
        let top = row as f32 * self.row_height;
        let bottom = top + self.row_height;
        let offset = if top < self.offset {
            top
        } else if bottom > self.offset + self.height {
            bottom - self.height
        } else {
            return Task::none();
        };
        self.offset = offset;

        scroll_to(self.id.clone(), AbsoluteOffset { x: 0.0, y: offset })
    }

    /// The rows to build of so many.
    pub fn seen(&self, count: usize) -> Range<usize> {
        let first = ((self.offset / self.row_height) as usize).saturating_sub(MARGIN).min(count);
        let rows = (self.height / self.row_height).ceil() as usize + 2 * MARGIN;

        first..(first + rows).min(count)
    }
}

/// The width of the ring around a list that has the focus.
pub const RING: f32 = 2.0;

/// The name of the list that takes keys; a screen shows one at a time.
const KEYS: &str = "list-keys";

/// Gives the list the focus, so that arrows work at once.
pub fn focus<M: Send + 'static>() -> Task<M> {
    iced::widget::operation::focus(Id::new(KEYS))
}

/// The list. `row` builds the row at a place; only those that are seen are built.
pub fn list<'a, M: Clone + Debug + 'a>(
    state: &'a State,
    count: usize,
    row: impl Fn(usize) -> Element<'a, M>,
    on_message: impl Fn(Message) -> M + Clone + 'a,
) -> Element<'a, M> {
    let seen = state.seen(count);
    let above = seen.start as f32 * state.row_height;
    let below = (count - seen.end) as f32 * state.row_height;
    let mut content = Column::new().width(Fill).push(space().height(above));
    for index in seen {
        let kind = if state.chosen == Some(index) { Kind::ChosenRow } else { Kind::Row };
        content = content.push(
            area(row(index))
                .kind(kind)
                .width(Fill)
                .height(state.row_height)
                .on_press(on_message(Message::Open(index)))
                .without_focus(),
        );
    }
    content = content.push(space().height(below));
    let on_scroll = on_message.clone();
    let scroll = scrollable(content)
        .id(state.id.clone())
        .width(Fill)
        .height(Fill)
        .direction(scrollable::Direction::Vertical(scrollable::Scrollbar::hidden()))
        .on_scroll(move |viewport| {
            on_scroll(Message::Scrolled(viewport.absolute_offset().y, viewport.bounds().height))
        });
    let extent = Extent { offset: state.offset, content: count as f32 * state.row_height };
    let on_thumb = on_message.clone();
    let handle = thumb(extent, move |offset| on_thumb(Message::ScrollTo(offset)));
    let whole = stack![scroll, container(handle).align_right(Fill).height(Fill)];
    let page = (state.height / state.row_height) as usize;
    let at = Keys { chosen: state.chosen, page, count, marks: state.marks };

    // Inside the ring that shows the focus.
    area(whole)
        .id(KEYS)
        .padding(RING)
        .width(Fill)
        .height(Fill)
        .on_key(move |key, modifiers| at.message(key, modifiers).map(&on_message))
        .into()
}

/// What decides what a key says.
struct Keys {
    chosen: Option<usize>,
    page: usize,
    count: usize,
    marks: bool,
}

impl Keys {
    fn message(&self, key: &Key, modifiers: Modifiers) -> Option<Message> {
        let last = self.count.checked_sub(1)?;
        if let Key::Character(letter) = key {
            let all = self.marks && modifiers.command() && letter == "a";
            return all.then_some(Message::MarkAll);
        }
        let Key::Named(named) = key else { return None };
        let (chosen, page) = (self.chosen, self.page.max(1));
        let row = match named {
            Named::ArrowDown => chosen.map_or(0, |row| (row + 1).min(last)),
            Named::ArrowUp => chosen.map_or(0, |row| row.saturating_sub(1)),
            Named::PageDown => (chosen.unwrap_or(0) + page).min(last),
            Named::PageUp => chosen.unwrap_or(0).saturating_sub(page),
            Named::Home => 0,
            Named::End => last,
            Named::Enter if modifiers.is_empty() => return chosen.map(Message::Open),
            Named::Space if self.marks => return chosen.map(Message::Mark),
            _ => return None,
        };

        Some(if self.marks && modifiers.shift() {
            Message::MarkTo(row)
        } else {
            Message::Choose(row)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_is_built() {
        let mut state = State::new(44.0, 0.0);
        let _ = state.update(Message::Scrolled(44_000.0, 880.0));
        let seen = state.seen(100_000);

        assert_eq!(seen.start, 1000 - MARGIN);
        assert_eq!(seen.len(), 20 + 2 * MARGIN);
        assert_eq!(state.seen(10), 10..10);
    }

    #[test]
    fn keys_never_leave_the_list() {
        let keys = Keys { chosen: Some(2), page: 10, count: 3, marks: false };
        let key = |named| keys.message(&Key::Named(named), Modifiers::empty());

        assert!(matches!(key(Named::ArrowDown), Some(Message::Choose(2))));
        assert!(matches!(key(Named::PageUp), Some(Message::Choose(0))));
        assert!(matches!(key(Named::Enter), Some(Message::Open(2))));
        assert!(key(Named::Space).is_none());
        let none = Keys { chosen: None, page: 10, count: 0, marks: false };
        assert!(none.message(&Key::Named(Named::ArrowDown), Modifiers::empty()).is_none());
    }
}
