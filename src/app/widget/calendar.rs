//! A month to choose a day from, with week numbers and Monday first. Drawn as a whole: it holds no
//! widgets, only days.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use iced::advanced::text::Renderer as _;
use iced::advanced::{Renderer as _, renderer};
use iced::keyboard::{Key, key::Named};
use iced::{Background, Border, Color, Font, Point, Rectangle, Size, Theme};

use crate::app::theme::{RADIUS, REGULAR, SEMIBOLD, Tokens, size, spacing, tokens};
use crate::i18n::{Language, date};

/// A month, with the day under the cursor.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    /// The reader's language.
    pub language: Language,
    /// The day it is.
    pub today: NaiveDate,
    /// The day under the cursor; its month is shown.
    pub cursor: NaiveDate,
}

/// What comes of a key or a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The cursor stands on another day.
    Move(NaiveDate),
    /// A day is chosen.
    Choose(NaiveDate),
    /// Nothing is chosen.
    Close,
}

const CELL: Size = Size::new(36.0, 32.0);
/// The week number, and seven days.
const COLUMNS: usize = 8;
/// The month's name, the weekdays, and at most six weeks.
const ROWS: usize = 8;
const PADDING: f32 = spacing::S;

/// The room a calendar takes.
pub const SIZE: Size = Size::new(
    COLUMNS as f32 * CELL.width + 2.0 * PADDING,
    ROWS as f32 * CELL.height + 2.0 * PADDING,
);

impl Calendar {
    /// The Monday of the first week that is shown.
    fn first_monday(self) -> NaiveDate {
        let first = self.cursor.with_day(1).unwrap_or(self.cursor);

        first.week(Weekday::Mon).first_day()
    }

    /// What a key does.
    pub fn key(self, key: &Key) -> Option<Answer> {
        let Key::Named(named) = key else { return None };
        let moved = match named {
            Named::ArrowLeft => self.cursor.checked_sub_days(Days::new(1)),
            Named::ArrowRight => self.cursor.checked_add_days(Days::new(1)),
            Named::ArrowUp => self.cursor.checked_sub_days(Days::new(7)),
            Named::ArrowDown => self.cursor.checked_add_days(Days::new(7)),
            Named::PageUp => self.cursor.checked_sub_months(Months::new(1)),
            Named::PageDown => self.cursor.checked_add_months(Months::new(1)),
            Named::Home => Some(self.today),
            Named::Enter | Named::Space => return Some(Answer::Choose(self.cursor)),
            Named::Escape | Named::Tab => return Some(Answer::Close),
            _ => return None,
        };

        moved.map(Answer::Move)
    }

    /// What a press at a place inside it does.
    pub fn press(self, at: Point) -> Option<Answer> {
        let column = ((at.x - PADDING) / CELL.width).floor();
        let row = ((at.y - PADDING) / CELL.height).floor();
        if column < 0.0 || row < 0.0 || column >= COLUMNS as f32 || row >= ROWS as f32 {
            return None;
        }
        let (column, row) = (column as u64, row as u64);
        match (row, column) {
            (0, 0) => self.cursor.checked_sub_months(Months::new(1)).map(Answer::Move),
            (0, 7) => self.cursor.checked_add_months(Months::new(1)).map(Answer::Move),
            (0 | 1, _) | (_, 0) => None,
            _ => {
                let days = Days::new((row - 2) * 7 + column - 1);
                self.first_monday().checked_add_days(days).map(Answer::Choose)
            }
        }
    }

    pub fn draw(self, renderer: &mut iced::Renderer, theme: &Theme, bounds: Rectangle) {
        let colours = tokens(theme);
        let border = Border { color: colours.control, width: 1.0, radius: RADIUS.into() };
        fill(renderer, bounds, border, colours.surface);
        let mut pen = Pen { renderer, bounds, colours };
        let month = format!("{} {}", date::month(self.language, self.cursor), self.cursor.year());
        pen.cell(0, 0, "‹", colours.ink, SEMIBOLD);
        pen.cell(0, 7, "›", colours.ink, SEMIBOLD);
        pen.line(0, &month, colours.ink);
        let monday = self.first_monday();
        let week = match self.language {
            Language::Swedish => "v.",
            Language::English => "wk",
        };
        pen.cell(1, 0, week, colours.muted, REGULAR);
        for offset in 0..7_u64 {
            let day = monday + Days::new(offset);
            let name: String = date::weekday(self.language, day).chars().take(2).collect();
            pen.cell(1, offset as usize + 1, &name, colours.muted, REGULAR);
        }
        for week in 0..6_u64 {
            let monday = monday + Days::new(week * 7);
            let row = week as usize + 2;
            pen.cell(row, 0, &monday.iso_week().week().to_string(), colours.muted, REGULAR);
            for offset in 0..7_u64 {
                self.draw_day(&mut pen, monday + Days::new(offset), row, offset as usize + 1);
            }
        }
    }

    fn draw_day(self, pen: &mut Pen<'_>, day: NaiveDate, row: usize, column: usize) {
        let colours = pen.colours;
        let (mut colour, mut font) = match day.month() == self.cursor.month() {
            true => (colours.ink, REGULAR),
            false => (colours.muted, REGULAR),
        };
        if day == self.today {
            let border = Border { color: colours.primary, width: 2.0, radius: RADIUS.into() };
            pen.box_of(row, column, border, Color::TRANSPARENT);
            font = SEMIBOLD;
        }
        if day == self.cursor {
            let border = Border { radius: RADIUS.into(), ..Border::default() };
            pen.box_of(row, column, border, colours.primary);
            (colour, font) = (colours.on_primary, SEMIBOLD);
        }
        pen.cell(row, column, &day.day().to_string(), colour, font);
    }
}

fn fill(renderer: &mut iced::Renderer, bounds: Rectangle, border: Border, colour: Color) {
    let quad = renderer::Quad { bounds, border, ..renderer::Quad::default() };
    renderer.fill_quad(quad, Background::Color(colour));
}

/// What draws in the cells of a calendar.
struct Pen<'r> {
    renderer: &'r mut iced::Renderer,
    bounds: Rectangle,
    colours: &'static Tokens,
}

impl Pen<'_> {
    fn cell_bounds(&self, row: usize, column: usize) -> Rectangle {
        Rectangle {
            x: self.bounds.x + PADDING + column as f32 * CELL.width,
            y: self.bounds.y + PADDING + row as f32 * CELL.height,
            width: CELL.width,
            height: CELL.height,
        }
    }

    fn box_of(&mut self, row: usize, column: usize, border: Border, colour: Color) {
        let bounds = self.cell_bounds(row, column).shrink(2.0);
        fill(self.renderer, bounds, border, colour);
    }

    fn cell(&mut self, row: usize, column: usize, text: &str, colour: Color, font: Font) {
        let bounds = self.cell_bounds(row, column);
        self.text(text, bounds, colour, font);
    }

    /// A text across a whole row.
    fn line(&mut self, row: usize, text: &str, colour: Color) {
        let first = self.cell_bounds(row, 0);
        let bounds = Rectangle { width: COLUMNS as f32 * CELL.width, ..first };
        self.text(text, bounds, colour, SEMIBOLD);
    }

    fn text(&mut self, text: &str, bounds: Rectangle, colour: Color, font: Font) {
        let drawn = iced::advanced::Text {
            content: text.to_owned(),
            bounds: bounds.size(),
            size: size::BODY.into(),
            line_height: iced::advanced::text::LineHeight::default(),
            font,
            align_x: iced::advanced::text::Alignment::Center,
            align_y: iced::alignment::Vertical::Center,
            shaping: iced::advanced::text::Shaping::Basic,
            wrapping: iced::advanced::text::Wrapping::None,
        };
        self.renderer.fill_text(drawn, bounds.center(), colour, self.bounds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        Calendar { language: Language::Swedish, today: day, cursor: day }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn arrows_move_by_days_and_weeks_and_pages_by_months() {
        let key = |named| calendar().key(&Key::Named(named));

        assert_eq!(key(Named::ArrowRight), Some(Answer::Move(day("2026-11-24"))));
        assert_eq!(key(Named::ArrowUp), Some(Answer::Move(day("2026-11-16"))));
        assert_eq!(key(Named::PageDown), Some(Answer::Move(day("2026-12-23"))));
        assert_eq!(key(Named::Enter), Some(Answer::Choose(day("2026-11-23"))));
        assert_eq!(key(Named::Escape), Some(Answer::Close));
    }

    #[test]
    fn a_press_chooses_the_day_that_is_drawn_there() {
        let at = |row: f32, column: f32| {
            Point::new(PADDING + (column + 0.5) * CELL.width, PADDING + (row + 0.5) * CELL.height)
        };

        // November 2026 begins on a Sunday: the first row is the week of 26 October.
        assert_eq!(calendar().press(at(2.0, 1.0)), Some(Answer::Choose(day("2026-10-26"))));
        assert_eq!(calendar().press(at(2.0, 7.0)), Some(Answer::Choose(day("2026-11-01"))));
        assert_eq!(calendar().press(at(0.0, 0.0)), Some(Answer::Move(day("2026-10-23"))));
        assert_eq!(calendar().press(at(3.0, 0.0)), None);
    }
}
