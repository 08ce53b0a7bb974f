//! Papers: pages are laid out once, as texts, shapes and pictures in millimetres from the upper left corner, and
//! painted on the screen or drawn to PDF from the same places. What a page says comes from the ledger and the
//! register; nothing is looked up here.

mod accessible;
pub mod certificate;
pub mod chart;
pub mod document;
mod embed;
pub mod font;
pub mod paint;
mod pdf;
pub mod picture;
pub mod roster;
pub mod structure;

use std::sync::Arc;

use chrono::NaiveDate;

pub use font::Font;
use font::Line;
pub use pdf::render;
use picture::Picture;
use structure::{Child, Element, Role};

use crate::i18n::Language;

/// A length in millimetres.
pub type Millimetres = f32;

/// What a file of pages says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its title, which a reader shows.
    pub title: String,
    /// The language of what stands on its pages.
    pub language: Language,
    /// The day it speaks of; the file says it was made then.
    pub date: NaiveDate,
    /// The codes that stand on its pages, in their order.
    pub codes: Vec<String>,
}

/// A page with what stands on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub width: Millimetres,
    pub height: Millimetres,
    /// What stands on it, the lowest first.
    pub items: Vec<Placed>,
    /// What the page says to those who don't see it, in reading order.
    pub outline: Vec<Element>,
    /// The elements that are being written, the outermost first.
    open: Vec<Element>,
    marks: u32,
}

/// An item, and the part of the page's outline it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// What is drawn.
    pub item: Item,
    /// The marked content it is part of; `None` for decoration.
    pub mark: Option<u32>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A line of text.
    Text(Text),
    /// A filled rectangle.
    Fill(Rectangle, Colour),
    /// A filled polygon.
    Area(Vec<(Millimetres, Millimetres)>, Colour),
    /// A straight line between two points, with its thickness.
    Line((Millimetres, Millimetres), (Millimetres, Millimetres), Millimetres, Colour),
    /// A picture, stretched to its rectangle.
    Picture(Rectangle, Arc<Picture>),
}

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// From the left edge.
    pub x: Millimetres,
    /// From the upper edge.
    pub y: Millimetres,
    pub width: Millimetres,
    pub height: Millimetres,
}

/// A line of text on its baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where it starts.
    pub x: Millimetres,
    /// Its baseline.
    pub y: Millimetres,
    /// Its size in points.
    pub size: f32,
    pub colour: Colour,
    /// Degrees counter-clockwise around where it starts.
    pub angle: f32,
    /// What it says, and its glyphs.
    pub line: Arc<Line>,
}

impl Text {
    /// How wide it is.
    pub fn width(&self) -> Millimetres {
        font::millimetres(self.line.advance, self.size)
    }
}

/// A colour, each part 0–255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Text.
pub const INK: Colour = Colour(0x1F, 0x1B, 0x16);
/// Secondary text.
pub const MUTED: Colour = Colour(0x5C, 0x55, 0x4D);
/// Falu red, for headings.
pub const BRAND: Colour = Colour(0x6E, 0x1A, 0x17);
/// Hairlines.
pub const LINE: Colour = Colour(0xC9, 0xBF, 0xB2);
/// Behind headings of tables.
pub const SHADE: Colour = Colour(0xF3, 0xEF, 0xE8);
/// Large words across a page that no longer holds.
pub const PALE: Colour = Colour(0xF0, 0xD9, 0xD7);

/// A4, upright: width and height.
pub const A4: (Millimetres, Millimetres) = (210.0, 297.0);

impl Page {
    /// An empty A4 page, lying.
    pub fn landscape() -> Self {
        Self::empty(A4.1, A4.0)
    }

    /// An empty A4 page, upright.
    pub fn portrait() -> Self {
        Self::empty(A4.0, A4.1)
    }

    fn empty(width: Millimetres, height: Millimetres) -> Self {
        Self { width, height, items: Vec::new(), outline: Vec::new(), open: Vec::new(), marks: 0 }
    }

    /// Writes part of the page as an element of its outline; what is drawn outside of one is decoration.
    pub fn element(&mut self, role: Role, write: impl FnOnce(&mut Self)) {
        self.element_in(role, None, write);
    }

    /// Like [`Page::element`], in a language of its own.
    pub fn element_in(
        &mut self,
        role: Role,
        language: Option<Language>,
        write: impl FnOnce(&mut Self),
    ) {
        self.open.push(Element { role, language, children: Vec::new() });
        write(self);
        let Some(mut element) = self.open.pop() else { return };
        // Thousands of pages wait for one another.
        element.children.shrink_to_fit();
        if element.children.is_empty() && !element.role.may_be_empty() {
            return;
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Child::Element(element)),
            None => self.outline.push(element),
        }
    }

    /// Draws something, as part of the element that is being written.
    pub fn put(&mut self, item: Item) {
        let Some(element) = self.open.last_mut().filter(|element| element.role.holds_content())
        else {
            self.items.push(Placed { item, mark: None });
            return;
        };
        let goes_on = match (element.children.last(), self.items.last()) {
            (Some(Child::Content(mark)), Some(placed)) if placed.mark == Some(*mark) => Some(*mark),
            _ => None,
        };
        let mark = goes_on.unwrap_or_else(|| {
            let mark = self.marks;
            self.marks += 1;
            element.children.push(Child::Content(mark));
            mark
        });
        self.items.push(Placed { item, mark: Some(mark) });
    }

    /// Draws something that says nothing by itself: a rule, a ground, a repeated heading.
    pub fn decorate(&mut self, draw: impl FnOnce(&mut Self)) {
        let open = std::mem::take(&mut self.open);
        draw(self);
        self.open = open;
    }

    /// Writes a line of text that starts at `x`.
    pub fn write(&mut self, x: Millimetres, y: Millimetres, style: Style, text: &str) {
        self.write_turned(x, y, 0.0, style, text);
    }

    /// Writes a line of text that starts at `x` and rises by so many degrees.
    pub fn write_turned(
        &mut self,
        x: Millimetres,
        y: Millimetres,
        angle: f32,
        style: Style,
        text: &str,
    ) {
        if text.is_empty() {
            return;
        }
        let Style { font, size, colour } = style;
        self.put(Item::Text(Text { x, y, size, colour, angle, line: font.line(text) }));
    }

    /// Writes a line of text around the middle `x`.
    pub fn write_centred(&mut self, x: Millimetres, y: Millimetres, style: Style, text: &str) {
        self.write(x - style.width(text) / 2.0, y, style, text);
    }

    /// Writes a line of text that ends at `x`.
    pub fn write_to(&mut self, x: Millimetres, y: Millimetres, style: Style, text: &str) {
        self.write(x - style.width(text), y, style, text);
    }

    /// Draws a line.
    pub fn line(
        &mut self,
        from: (Millimetres, Millimetres),
        to: (Millimetres, Millimetres),
        thickness: Millimetres,
        colour: Colour,
    ) {
        self.decorate(|page| page.put(Item::Line(from, to, thickness, colour)));
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, place: Rectangle, colour: Colour) {
        self.decorate(|page| page.put(Item::Fill(place, colour)));
    }

    /// Draws a picture, which says `alternative` to those who don't see it.
    pub fn picture(&mut self, place: Rectangle, picture: &Arc<Picture>, alternative: &str) {
        let role = Role::Figure { alternative: alternative.to_owned(), place };
        self.element(role, |page| page.put(Item::Picture(place, Arc::clone(picture))));
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The face.
    pub font: Font,
    /// Its size in points.
    pub size: f32,
    pub colour: Colour,
}

impl Style {
    /// A style.
    pub const fn new(font: Font, size: f32, colour: Colour) -> Self {
        Self { font, size, colour }
    }

    /// How wide a text is.
    pub fn width(self, text: &str) -> Millimetres {
        self.font.width(text, self.size)
    }

    /// The same style, smaller where the text would be wider than `most`.
    pub fn fitting(self, text: &str, most: Millimetres) -> Self {
        let width = self.width(text);
        if width <= most {
            return self;
        }

        Self { size: self.size * most / width, ..self }
    }

    /// The text, cut with `…` where it would be wider than `most`.
    pub fn shortened(self, text: &str, most: Millimetres) -> String {
        if self.width(text) <= most {
            return text.to_owned();
        }
        let mut letters: Vec<char> = text.chars().collect();
        while letters.pop().is_some() {
            let shorter: String = letters.iter().collect::<String>().trim_end().to_owned() + "…";
            if self.width(&shorter) <= most {
                return shorter;
            }
        }

        String::new()
    }

    /// The text in lines no wider than `most`, broken between words, and within a word only where it is too wide alone.
    pub fn wrapped(self, text: &str, most: Millimetres) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            // A no-break space keeps what it stands between on a line.
            let parted = |letter: char| letter.is_whitespace() && letter != '\u{a0}';
            for word in paragraph.split(parted).filter(|word| !word.is_empty()) {
                let longer = match line.is_empty() {
                    true => word.to_owned(),
                    false => format!("{line} {word}"),
                };
                if self.width(&longer) <= most {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line = self.broken(word, most, &mut lines);
            }
            lines.push(line);
        }

        lines
    }

    /// Breaks a word that is too wide for a line; what is left of it.
    fn broken(self, word: &str, most: Millimetres, lines: &mut Vec<String>) -> String {
        let mut piece = String::new();
        for letter in word.chars() {
            piece.push(letter);
            if self.width(&piece) > most && piece.chars().count() > 1 {
                piece.pop();
                lines.push(std::mem::replace(&mut piece, letter.to_string()));
            }
        }

        piece
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_an_element_is_marked_and_the_rest_is_decoration() {
        let style = Style::new(Font::Regular, 10.0, INK);
        let mut page = Page::portrait();
        page.write(10.0, 10.0, style, "pynt");
        page.element(Role::Paragraph, |page| {
            page.write(10.0, 20.0, style, "Åsa");
            page.write(20.0, 20.0, style, "Öberg");
            page.line((0.0, 0.0), (1.0, 1.0), 0.2, INK);
            page.write(30.0, 20.0, style, "igen");
        });
        page.element(Role::Table, |_| ());

        let marks: Vec<_> = page.items.iter().map(|placed| placed.mark).collect();
        assert_eq!(marks, [None, Some(0), Some(0), None, Some(1)]);
        assert_eq!(page.outline.len(), 1);
        assert_eq!(page.outline[0].children, [Child::Content(0), Child::Content(1)]);
    }

    #[test]
    fn lines_are_broken_between_words_and_nothing_is_lost() {
        let style = Style::new(Font::Regular, 10.0, INK);
        let text =
            "Eleven har deltagit i utbildningen\noch Donaudampfschifffahrtsgesellschaftskapitän";

        let lines = style.wrapped(text, 30.0);

        assert!(lines.iter().all(|line| style.width(line) <= 30.0), "{lines:?}");
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&lines.concat()), letters(text));
    }
}
