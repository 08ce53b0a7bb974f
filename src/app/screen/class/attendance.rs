//! The matrix: students down, sessions across. Arrows move, N S G O mark, 0 clears.

use iced::keyboard::{Key, Modifiers, key::Named};
use iced::widget::operation::{AbsoluteOffset, scroll_to};
use iced::widget::{Column, Id, column, container, row, scrollable};
use iced::{Center, Element, Fill, Size, Task, Vector};

use super::Message as ClassMessage;
use crate::app::screen::Context;
use crate::app::screen::log::mark_text;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{DENSE_ROW_HEIGHT, spacing};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, hairline, muted, small, strong};
use crate::domain::{Attendance, Minutes, SessionId, SessionStatus, StudentId};
use crate::i18n::date;
use crate::register::class::{ClassDetail, Session};
use crate::text;

/// Where the cursor stands, and the minutes typed for the next *late*.
#[derive(Debug, Default)]
pub struct Matrix {
    student: usize,
    session: usize,
    digits: String,
    offset: Vector,
    seen: Size,
}

#[derive(Debug, Clone)]
pub enum Message {
    Move(isize, isize),
    Mark(Stroke),
    Digit(char),
    MarkAt(usize, usize),
    /// Everyone without a mark at the session under the cursor is present.
    MarkRest,
    /// How far it is scrolled, and how much is seen.
    Scrolled(Vector, Size),
}

/// What is to be marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// One student's mark at a session.
    Mark(SessionId, StudentId, Option<Attendance>),
    /// Everyone without a mark at a session is present.
    MarkRest(SessionId),
}

/// What a key does to the cell under the cursor.
#[derive(Debug, Clone, Copy)]
pub enum Stroke {
    Present,
    Late,
    Excused,
    Unexcused,
    Clear,
    Next,
}

/// The width of a session's column.
const CELL: f32 = 76.0;
/// The height of the sessions' row.
const HEADER: f32 = 44.0;
/// The name of what scrolls.
const GRID: &str = "matrix-grid";
/// The width of the names' column.
const NAME_WIDTH: f32 = 220.0;

impl Matrix {
    /// Takes a message; the answer is what is to be marked, and how to scroll.
    pub fn update(
        &mut self,
        message: Message,
        detail: &ClassDetail,
    ) -> (Option<Asked>, Task<ClassMessage>) {
        let sessions = shown_sessions(detail);
        let mut scroll = Task::none();
        let asked = match message {
            Message::Move(down, across) => {
                let step = |at: usize, by: isize, count: usize| {
                    at.saturating_add_signed(by).min(count.saturating_sub(1))
                };
                self.student = step(self.student, down, detail.members.len());
                self.session = step(self.session, across, sessions.len());
                self.digits.clear();
                scroll = self.show_cursor();
                None
            }
            // A zero that begins nothing clears the cell.
            Message::Digit('0') if self.digits.is_empty() => {
                self.stroke(Stroke::Clear, detail, &sessions)
            }
            Message::Digit(digit) => {
                if self.digits.len() < 3 {
                    self.digits.push(digit);
                }
                None
            }
            Message::Mark(stroke) => self.stroke(stroke, detail, &sessions),
            Message::MarkAt(student, session) => {
                (self.student, self.session) = (student, session);
                self.stroke(Stroke::Next, detail, &sessions)
            }
            Message::MarkRest => {
                sessions.get(self.session).map(|session| Asked::MarkRest(session.id))
            }
            Message::Scrolled(offset, seen) => {
                (self.offset, self.seen) = (offset, seen);
                None
            }
        };

        (asked, scroll)
    }

    /// Scrolls so that the cell under the cursor is seen.
    fn show_cursor(&self) -> Task<ClassMessage> {
        if self.seen == Size::ZERO {
            return Task::none();
        }
        let fit = |at: f32, length: f32, offset: f32, seen: f32| {
            if at < offset { at } else { offset.max(at + length - seen) }
        };
        let row = self.student as f32 * (DENSE_ROW_HEIGHT + 1.0) + HEADER;
        let column = NAME_WIDTH + self.session as f32 * CELL;
        // With the names in sight as long as the first session is.
        let left = if self.session == 0 { 0.0 } else { column };
        let x = fit(left, column + CELL - left, self.offset.x, self.seen.width);
        let y = fit(
            if self.student == 0 { 0.0 } else { row },
            DENSE_ROW_HEIGHT,
            self.offset.y,
            self.seen.height,
        );
        if (x, y) == (self.offset.x, self.offset.y) {
            return Task::none();
        }

        scroll_to(Id::new(GRID), AbsoluteOffset { x, y })
    }

    fn stroke(
        &mut self,
        stroke: Stroke,
        detail: &ClassDetail,
        sessions: &[&Session],
    ) -> Option<Asked> {
        let member = detail.members.get(self.student)?;
        let session = sessions.get(self.session)?;
        let current = detail.marks.get(&(session.id, member.student)).copied();
        let late = Attendance::Late(Minutes(self.digits.parse().unwrap_or(0)));
        self.digits.clear();
        let mark = match stroke {
            Stroke::Present => Some(Attendance::Present),
            Stroke::Late => Some(late),
            Stroke::Excused => Some(Attendance::Excused),
            Stroke::Unexcused => Some(Attendance::Unexcused),
            Stroke::Clear => None,
            Stroke::Next => match current {
                None => Some(Attendance::Present),
                Some(Attendance::Present) => Some(Attendance::Unexcused),
                Some(Attendance::Unexcused) => Some(Attendance::Excused),
                Some(Attendance::Excused | Attendance::Late(_)) => Some(Attendance::Present),
            },
        };

        (mark != current).then_some(Asked::Mark(session.id, member.student, mark))
    }

    pub fn view<'a>(&'a self, context: &Context, detail: &'a ClassDetail) -> Element<'a, Message> {
        let language = context.language;
        if detail.members.is_empty() {
            return muted(text!(language, "class-no-students")).into();
        }
        let sessions = shown_sessions(detail);
        let mut header =
            row![small(text!(language, "matrix-name")).style(style::muted).width(NAME_WIDTH)];
        for session in &sessions {
            let day = match session.date {
                Some(day) => date::short(language, day),
                None => text!(language, "matrix-no-date"),
            };
            header = header.push(
                column![strong(session.number.to_string()), small(day).style(style::muted)]
                    .align_x(Center)
                    .width(CELL),
            );
        }
        let mut rows = Column::new();
        for (index, member) in detail.members.iter().enumerate() {
            let name = match (member.guest, member.to) {
                (true, _) => muted(text!(language, "log-guest", name = member.name())),
                (false, Some(_)) => muted(member.name()),
                (false, None) => body(member.name()),
            };
            let mut cells = row![
                container(name.wrapping(iced::widget::text::Wrapping::None))
                    .clip(true)
                    .width(NAME_WIDTH)
            ]
            .align_y(Center)
            .height(DENSE_ROW_HEIGHT);
            for (column_index, session) in sessions.iter().enumerate() {
                let mark = detail.marks.get(&(session.id, member.student)).copied();
                let chosen = (index, column_index) == (self.student, self.session);
                let letter = container(mark_text(language, mark)).center_x(Fill).center_y(Fill);
                cells = cells.push(
                    area(letter)
                        .kind(if chosen { Kind::ChosenRow } else { Kind::Row })
                        .width(CELL)
                        .height(DENSE_ROW_HEIGHT - 2.0)
                        .on_press(Message::MarkAt(index, column_index))
                        .without_focus(),
                );
            }
            rows = rows.push(cells).push(hairline());
        }
        let table = column![header, hairline(), rows];
        let both = scrollable::Direction::Both {
            vertical: scrollable::Scrollbar::default(),
            horizontal: scrollable::Scrollbar::default(),
        };
        let hint = match self.digits.as_str() {
            "" => text!(language, "matrix-hint"),
            digits => text!(language, "matrix-digits", minutes = digits),
        };
        let grid = scrollable(
            container(table).padding(iced::Padding::ZERO.right(spacing::M).bottom(spacing::M)),
        )
        .id(GRID)
        .direction(both)
        .on_scroll(|viewport| {
            let offset = viewport.absolute_offset();
            Message::Scrolled(Vector::new(offset.x, offset.y), viewport.bounds().size())
        })
        .style(style::scroll)
        .width(Fill)
        .height(Fill);

        let rest = button::link(text!(language, "matrix-rest")).on_press(Message::MarkRest);
        let above = row![small(hint).style(style::muted).width(Fill), rest.without_focus()]
            .spacing(spacing::S)
            .align_y(Center);

        area(column![above, grid].spacing(spacing::XXS))
            .id("matrix")
            .padding(spacing::XXS)
            .width(Fill)
            .height(Fill)
            .on_key(on_key)
            .into()
    }
}

/// Sessions that can have marks.
fn shown_sessions(detail: &ClassDetail) -> Vec<&Session> {
    detail.sessions.iter().filter(|session| session.status != SessionStatus::Cancelled).collect()
}

fn on_key(key: &Key, modifiers: Modifiers) -> Option<Message> {
    if modifiers.command() || modifiers.alt() {
        return None;
    }
    match key {
        Key::Named(Named::ArrowUp) => Some(Message::Move(-1, 0)),
        Key::Named(Named::ArrowDown | Named::Enter) => Some(Message::Move(1, 0)),
        Key::Named(Named::ArrowLeft) => Some(Message::Move(0, -1)),
        Key::Named(Named::ArrowRight) => Some(Message::Move(0, 1)),
        Key::Named(Named::Space) => Some(Message::Mark(Stroke::Next)),
        Key::Named(Named::Delete | Named::Backspace) => Some(Message::Mark(Stroke::Clear)),
        // P L E U are the same in English; O and G are Swedish only, so the two never clash.
        Key::Character(text) => match text.chars().next()?.to_ascii_lowercase() {
            'n' | 'p' => Some(Message::Mark(Stroke::Present)),
            's' | 'l' => Some(Message::Mark(Stroke::Late)),
            'g' | 'e' => Some(Message::Mark(Stroke::Excused)),
            'o' | 'u' => Some(Message::Mark(Stroke::Unexcused)),
            'a' => Some(Message::MarkRest),
            digit if digit.is_ascii_digit() => Some(Message::Digit(digit)),
            _ => None,
        },
        _ => None,
    }
}
