//! The sessions attended: in columns where they can be read there, else in running text.

use super::{Align, Sheet, write_aligned};
use crate::domain::certificate::AttendedSession;
use crate::i18n::{Language, date, number};
use crate::print::font::MILLIMETRES_PER_POINT;
use crate::print::structure::Role;
use crate::print::{Font, MUTED, Millimetres, Page, Rectangle, Style};
use crate::text;

/// The smallest letters that are set, in points.
pub(super) const SMALLEST: f32 = 6.0;
/// The letters where there is room for them, in points.
const LARGEST: f32 = 8.5;
/// A row's height, in its letters' size.
const ROW: f32 = 1.2;
/// The most a column is wide.
const COLUMN: Millimetres = 62.0;
/// Between two sessions in running text.
const BETWEEN: &str = "  ·  ";

/// How the sessions are set.
pub(super) enum Listing {
    /// A line each, in columns.
    Columns { lines: Vec<String>, in_column: usize, width: Millimetres, style: Style },
    /// One after the other; so many are left out.
    Running { lines: Vec<String>, style: Style, left_out: usize },
}

impl Listing {
    /// How sessions are set in a place, in so many columns at most.
    pub(super) fn of(
        language: Language,
        sessions: &[AttendedSession],
        place: Rectangle,
        columns: usize,
    ) -> Self {
        let lines: Vec<String> = sessions
            .iter()
            .map(|session| {
                text!(
                    language,
                    "certificate-session",
                    number = session.number,
                    date = date::long(language, session.date),
                    length = number::hours(session.minutes.0)
                )
            })
            .collect();
        let most = columns.min(sessions.len().div_ceil(3)).max(1);
        let in_column = sessions.len().div_ceil(most).max(1);
        let columns = sessions.len().div_ceil(in_column).max(1);
        let width = (place.width / columns as f32).min(COLUMN);
        let high = place.height / in_column as f32 / MILLIMETRES_PER_POINT / ROW;
        let style = Style::new(Font::Regular, LARGEST.min(high), MUTED);
        let size = lines
            .iter()
            .map(|line| style.fitting(line, width - 3.0).size)
            .fold(style.size, f32::min);
        if size >= SMALLEST {
            return Self::Columns { lines, in_column, width, style: Style { size, ..style } };
        }

        Self::running(language, sessions, place)
    }

    fn running(language: Language, sessions: &[AttendedSession], place: Rectangle) -> Self {
        let items = short(language, sessions);
        let set = |shown: usize, size: f32| {
            let style = Style::new(Font::Regular, size, MUTED);
            let mut text = items[..shown].join(BETWEEN);
            if shown < items.len() {
                let more =
                    text!(language, "certificate-more-sessions", count = items.len() - shown);
                text = format!("{text}{BETWEEN}{more}");
            }
            let lines = style.wrapped(&text, place.width);
            let rows = place.height / (size * MILLIMETRES_PER_POINT * ROW);
            (lines.len() <= rows as usize).then_some((lines, style))
        };
        let mut size = LARGEST - 1.0;
        while size >= SMALLEST {
            if let Some((lines, style)) = set(items.len(), size) {
                return Self::Running { lines, style, left_out: 0 };
            }
            size -= 0.25;
        }
        let fitting = (0..items.len()).rev().find_map(|shown| Some((shown, set(shown, SMALLEST)?)));
        let (shown, (lines, style)) =
            fitting.unwrap_or((0, (Vec::new(), Style::new(Font::Regular, SMALLEST, MUTED))));

        Self::Running { lines, style, left_out: items.len() - shown }
    }

    /// How many sessions have no place.
    pub(super) fn left_out(&self) -> usize {
        match self {
            Self::Columns { .. } => 0,
            Self::Running { left_out, .. } => *left_out,
        }
    }

    fn write(&self, page: &mut Page, place: Rectangle, align: Align) {
        match self {
            Self::Columns { lines, in_column, width, style } => {
                let columns = lines.len().div_ceil(*in_column);
                let left = match align {
                    Align::Left => place.x,
                    Align::Middle => place.x - width * columns as f32 / 2.0,
                };
                let step = (place.height / *in_column as f32).min(5.0);
                page.element(Role::List, |page| {
                    for (index, line) in lines.iter().enumerate() {
                        let (column, row) = (index / in_column, index % in_column);
                        let start = left + width * column as f32;
                        let x = if align == Align::Middle { start + width / 2.0 } else { start };
                        let y = place.y + step * row as f32;
                        page.element(Role::ListItem, |page| {
                            page.element(Role::ListBody, |page| {
                                write_aligned(page, x, y, align, *style, line)
                            });
                        });
                    }
                });
            }
            Self::Running { lines, style, .. } => {
                let step = style.size * MILLIMETRES_PER_POINT * ROW;
                page.element(Role::Paragraph, |page| {
                    for (row, line) in lines.iter().enumerate() {
                        // A space at the end keeps words apart for those who hear the lines one after the other.
                        let ending = if row + 1 < lines.len() { " " } else { "" };
                        let y = place.y + step * row as f32;
                        write_aligned(page, place.x, y, align, *style, &format!("{line}{ending}"));
                    }
                });
            }
        }
    }
}

/// Number, day and length of each; the year where it is another than the one before.
fn short(language: Language, sessions: &[AttendedSession]) -> Vec<String> {
    use chrono::Datelike;

    let mut year = None;
    let one = |session: &AttendedSession| {
        let month: String = date::month(language, session.date).chars().take(3).collect();
        let mut day = format!("{} {month}", session.date.day());
        if year.replace(session.date.year()) != Some(session.date.year()) {
            day = format!("{day} {}", session.date.year());
        }
        // What belongs together stays on a line.
        format!("{}: {day}, {}", session.number, number::hours(session.minutes.0))
            .replace(' ', "\u{a0}")
    };

    sessions.iter().map(one).collect()
}

/// Lists the sessions of a certificate in a place, in so many columns at most.
pub(super) fn write(
    sheet: &Sheet<'_>,
    page: &mut Page,
    place: Rectangle,
    columns: usize,
    align: Align,
) {
    let sessions = &sheet.content.sessions;
    if sessions.is_empty() {
        return;
    }

    Listing::of(sheet.language(), sessions, place, columns).write(page, place, align);
}
