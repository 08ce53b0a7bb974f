//! Lying, everything around the middle.

use super::{Align, Sheet, sessions};
use crate::print::structure::Role;
use crate::print::{Font, INK, LINE, MUTED, Millimetres, Page, Rectangle, Style};

const MARGIN: Millimetres = 22.0;

/// Columns the sessions are listed in, at most.
pub const COLUMNS: usize = 4;

/// Where the sessions are listed; their first line stands on its top.
pub fn sessions(page: &Page) -> Rectangle {
    Rectangle { x: page.width / 2.0, y: 145.5, width: page.width - 2.0 * MARGIN, height: 13.0 }
}

pub fn write(sheet: &Sheet<'_>, page: &mut Page) {
    let middle = page.width / 2.0;
    let inside = page.width - 2.0 * MARGIN;
    page.fill(Rectangle { x: 0.0, y: 0.0, width: page.width, height: 4.0 }, sheet.hue());
    let small = Style::new(Font::SemiBold, 10.0, MUTED);
    let programme = small.shortened(&sheet.content.programme, inside);
    page.element(Role::Paragraph, |page| page.write_centred(middle, 23.0, small, &programme));
    sheet.title(page, (middle, 43.0), Align::Middle, 44.0);

    let lines =
        |y: Millimetres, height: Millimetres| Rectangle { x: middle, y, width: inside, height };
    sheet.wording(page, lines(61.0, 10.0), Align::Middle, 12.0, |wording| &wording.lead);
    let name = Rectangle { x: middle, y: 69.5, width: inside, height: 16.0 };
    sheet.name(page, name, Align::Middle, 42.0);
    page.line((middle - 55.0, 90.5), (middle + 55.0, 90.5), 0.25, LINE);
    sheet.wording(page, lines(98.0, 10.0), Align::Middle, 12.0, |wording| &wording.deed);
    let course = Style::new(Font::SemiBold, 18.0, INK).fitting(&sheet.content.course, inside);
    page.element(Role::Paragraph, |page| {
        page.write_centred(middle, 114.0, course, &sheet.content.course);
    });
    sheet.details(page, lines(122.5, 21.0), Align::Middle);
    sessions::write(sheet, page, sessions(page), COLUMNS, Align::Middle);

    let right = page.width - MARGIN;
    sheet.signature(page, [(MARGIN, 80.0), (MARGIN + 96.0, 92.0)], 176.0);
    let foot = Rectangle { x: MARGIN, y: 185.0, width: 200.0, height: 12.0 };
    sheet.partners(page, foot);
    sheet.code(page, right, 197.0);
}
