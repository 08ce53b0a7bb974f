//! Lying, everything around the middle.

use super::{Align, Sheet};
use crate::print::structure::Role;
use crate::print::{Font, INK, LINE, MUTED, Millimetres, Page, Rectangle, Style};

const MARGIN: Millimetres = 22.0;

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
    sheet.texts(page, lines(61.0, 10.0), Align::Middle, 12.0, |wording| &wording.lead);
    let name = Rectangle { x: middle, y: 69.5, width: inside, height: 16.0 };
    sheet.name(page, name, Align::Middle, 42.0);
    page.line((middle - 55.0, 90.5), (middle + 55.0, 90.5), 0.25, LINE);
    sheet.texts(page, lines(98.0, 10.0), Align::Middle, 12.0, |wording| &wording.deed);
    let course = Style::new(Font::SemiBold, 18.0, INK).fitting(&sheet.content.course, inside);
    page.element(Role::Paragraph, |page| {
        page.write_centred(middle, 114.0, course, &sheet.content.course);
    });
    sheet.texts(page, lines(122.5, 21.0), Align::Middle, 10.5, |wording| &wording.details);
    let sessions = Rectangle { x: middle, y: 145.5, width: inside, height: 11.5 };
    sheet.sessions(page, sessions, 4, Align::Middle);

    let right = page.width - MARGIN;
    sheet.signature(page, [(MARGIN, 80.0), (MARGIN + 96.0, 92.0)], 176.0);
    let foot = Rectangle { x: MARGIN, y: 185.0, width: 200.0, height: 12.0 };
    sheet.partners(page, foot);
    sheet.code(page, right, 197.0);
}
