//! Lying, with the sessions in a table beside the text.

use super::sessions::SMALLEST;
use super::{Align, Sheet};
use crate::i18n::{date, number};
use crate::print::structure::Role;
use crate::print::{Font, INK, LINE, MUTED, Millimetres, Page, Rectangle, SHADE, Style};
use crate::text;

const MARGIN: Millimetres = 22.0;
/// How wide the text is; the table stands to the right of it.
const TEXT: Millimetres = 142.0;
const TABLE: Rectangle = Rectangle { x: 180.0, y: 27.0, width: 95.0, height: 126.0 };
const HEADING: Millimetres = 8.0;
/// The size of letters, in points, to a millimetre of a row.
const SIZE_IN_ROW: f32 = 2.1;

pub fn write(sheet: &Sheet<'_>, page: &mut Page) {
    page.fill(Rectangle { x: 0.0, y: 0.0, width: page.width, height: 4.0 }, sheet.hue());
    let small = Style::new(Font::SemiBold, 10.0, MUTED);
    let programme = small.shortened(&sheet.content.programme, TEXT);
    page.element(Role::Paragraph, |page| page.write(MARGIN, 27.0, small, &programme));
    sheet.title(page, (MARGIN, 47.0), Align::Left, 38.0);

    let lines =
        |y: Millimetres, height: Millimetres| Rectangle { x: MARGIN, y, width: TEXT, height };
    sheet.wording(page, lines(67.0, 10.0), Align::Left, 11.5, |wording| &wording.lead);
    sheet.name(page, lines(76.0, 15.0), Align::Left, 34.0);
    page.line((MARGIN, 95.0), (MARGIN + TEXT, 95.0), 0.25, LINE);
    sheet.wording(page, lines(102.5, 10.0), Align::Left, 11.5, |wording| &wording.deed);
    let course = Style::new(Font::SemiBold, 17.0, INK).fitting(&sheet.content.course, TEXT);
    page.element(Role::Paragraph, |page| page.write(MARGIN, 118.5, course, &sheet.content.course));
    sheet.details(page, lines(127.0, 27.0), Align::Left);
    table(sheet, page);

    sheet.signature(page, [(MARGIN, 80.0), (MARGIN + 96.0, 92.0)], 176.0);
    sheet.partners(page, Rectangle { x: MARGIN, y: 185.0, width: 200.0, height: 12.0 });
    sheet.code(page, page.width - MARGIN, 197.0);
}

/// How many sessions a table has rows for in letters that can be read, the sum beneath them.
fn rows() -> usize {
    ((TABLE.height - HEADING) / (SMALLEST / SIZE_IN_ROW)) as usize - 1
}

/// How many of the sessions the table leaves out; a row says so.
pub fn left_out(sessions: usize) -> usize {
    match sessions > rows() {
        true => sessions - (rows() - 1),
        false => 0,
    }
}

fn table(sheet: &Sheet<'_>, page: &mut Page) {
    let sessions = &sheet.content.sessions;
    if sessions.is_empty() {
        return;
    }
    let language = sheet.language();
    let left_out = left_out(sessions.len());
    let shown = &sessions[..sessions.len() - left_out];
    let lines = shown.len() + 1 + usize::from(left_out > 0);
    let step = ((TABLE.height - HEADING) / lines as f32).min(7.0);
    let style = Style::new(Font::Regular, 9.5_f32.min(step * SIZE_IN_ROW), INK);
    let strong = Style { font: Font::SemiBold, ..style };
    let heading = Style::new(Font::SemiBold, 9.0, MUTED);
    let right = TABLE.x + TABLE.width;
    page.fill(Rectangle { height: HEADING, ..TABLE }, SHADE);
    page.element(Role::Table, |page| {
        let y = TABLE.y + 5.4;
        page.element(Role::Row, |page| {
            page.element(Role::ColumnHeader, |page| {
                page.write(
                    TABLE.x + 3.0,
                    y,
                    heading,
                    &text!(language, "certificate-column-session"),
                );
            });
            page.element(Role::ColumnHeader, |page| {
                page.write(TABLE.x + 30.0, y, heading, &text!(language, "certificate-column-day"));
            });
            page.element(Role::ColumnHeader, |page| {
                page.write_to(
                    right - 3.0,
                    y,
                    heading,
                    &text!(language, "certificate-column-hours"),
                );
            });
        });
        let mut top = TABLE.y + HEADING;
        for session in shown {
            let y = top + step * 0.66;
            page.element(Role::Row, |page| {
                page.element(Role::RowHeader, |page| {
                    page.write(TABLE.x + 3.0, y, style, &session.number.to_string());
                });
                page.element(Role::Cell, |page| {
                    page.write(TABLE.x + 30.0, y, style, &date::long(language, session.date));
                });
                page.element(Role::Cell, |page| {
                    page.write_to(right - 3.0, y, style, &number::hours(session.minutes.0));
                });
            });
            top += step;
            page.line((TABLE.x, top), (right, top), 0.15, LINE);
        }
        if left_out > 0 {
            let y = top + step * 0.66;
            page.element(Role::Row, |page| {
                page.element(Role::RowHeader, |_| ());
                page.element(Role::Cell, |page| {
                    let more = text!(language, "certificate-more-sessions", count = left_out);
                    page.write(TABLE.x + 30.0, y, style, &more);
                });
                page.element(Role::Cell, |_| ());
            });
            top += step;
        }
        page.element(Role::Row, |page| {
            let y = top + step * 0.66;
            page.element(Role::RowHeader, |page| {
                page.write(TABLE.x + 3.0, y, strong, &text!(language, "certificate-column-sum"));
            });
            page.element(Role::Cell, |_| ());
            page.element(Role::Cell, |page| {
                page.write_to(right - 3.0, y, strong, &number::hours(sheet.content.attended.0));
            });
        });
    });
}
