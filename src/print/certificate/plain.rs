//! Upright, from the left margin.

use super::{Align, Sheet, sessions};
use crate::print::structure::Role;
use crate::print::{Font, INK, LINE, MUTED, Millimetres, Page, Rectangle, Style};

const MARGIN: Millimetres = 26.0;

/// Columns the sessions are listed in, at most.
pub const COLUMNS: usize = 2;

/// Where the sessions are listed; their first line stands on its top.
pub fn sessions(page: &Page) -> Rectangle {
    Rectangle { x: MARGIN, y: 184.0, width: page.width - 2.0 * MARGIN, height: 33.0 }
}

pub fn write(sheet: &Sheet<'_>, page: &mut Page) {
    let inside = page.width - 2.0 * MARGIN;
    page.fill(Rectangle { x: 0.0, y: 0.0, width: 5.0, height: page.height }, sheet.hue());
    let small = Style::new(Font::SemiBold, 10.0, MUTED);
    let programme = small.shortened(&sheet.content.programme, inside);
    page.element(Role::Paragraph, |page| page.write(MARGIN, 32.0, small, &programme));
    sheet.title(page, (MARGIN, 56.0), Align::Left, 40.0);

    let lines =
        |y: Millimetres, height: Millimetres| Rectangle { x: MARGIN, y, width: inside, height };
    sheet.wording(page, lines(84.0, 11.0), Align::Left, 12.0, |wording| &wording.lead);
    sheet.name(page, lines(94.0, 16.0), Align::Left, 38.0);
    page.line((MARGIN, 115.0), (MARGIN + inside, 115.0), 0.25, LINE);
    sheet.wording(page, lines(124.0, 11.0), Align::Left, 12.0, |wording| &wording.deed);
    let course = Style::new(Font::SemiBold, 18.0, INK).fitting(&sheet.content.course, inside);
    page.element(Role::Paragraph, |page| page.write(MARGIN, 142.0, course, &sheet.content.course));
    sheet.details(page, lines(152.0, 27.0), Align::Left);
    sessions::write(sheet, page, sessions(page), COLUMNS, Align::Left);

    sheet.signature(page, [(MARGIN, 66.0), (MARGIN + 74.0, inside - 74.0)], 236.0);
    sheet.partners(page, Rectangle { x: MARGIN, y: 264.0, width: 118.0, height: 13.0 });
    sheet.code(page, page.width - MARGIN, 278.0);
}
