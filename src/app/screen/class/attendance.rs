//! The matrix: students down, sessions across. Arrows move, N S G O mark, 0 clears.

use iced::keyboard::{Key, Modifiers, key::Named};
use iced::widget::{Column, column, container, row, scrollable};
use iced::{Center, Element, Fill};

use crate::app::screen::Context;
use crate::app::screen::log::mark_text;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{DENSE_ROW_HEIGHT, spacing};
use crate::app::widget::focus::area;
use crate::app::widget::{body, hairline, muted, small, strong};
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
}

#[derive(Debug, Clone)]
pub enum Message {
    Move(isize, isize),
    Mark(Stroke),
    Digit(char),
    MarkAt(usize, usize),
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
/// The width of the names' column.
const NAME_WIDTH: f32 = 220.0;

impl Matrix {
    /// Takes a message; the answer is the mark to set.
    pub fn update(
        &mut self,
        message: Message,
        detail: &ClassDetail,
    ) -> Option<(SessionId, StudentId, Option<Attendance>)> {
        let sessions = shown_sessions(detail);
        match message {
            Message::Move(down, across) => {
                let step = |at: usize, by: isize, count: usize| {
                    at.saturating_add_signed(by).min(count.saturating_sub(1))
                };
                self.student = step(self.student, down, detail.members.len());
                self.session = step(self.session, across, sessions.len());
                self.digits.clear();
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
        }
    }

    fn stroke(
        &mut self,
        stroke: Stroke,
        detail: &ClassDetail,
        sessions: &[&Session],
    ) -> Option<(SessionId, StudentId, Option<Attendance>)> {
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

        (mark != current).then_some((session.id, member.student, mark))
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
        .direction(both)
        .style(style::scroll)
        .width(Fill)
        .height(Fill);

        area(column![small(hint).style(style::muted), grid].spacing(spacing::XS))
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
            digit if digit.is_ascii_digit() => Some(Message::Digit(digit)),
            _ => None,
        },
        _ => None,
    }
}
