//! Papers: pages are laid out once, as texts and shapes in millimetres from the upper left corner, and
//! drawn to PDF. What a page says comes from the ledger and the register; nothing is looked up here.

pub mod certificate;
pub mod font;
mod pdf;
pub mod roster;

pub use font::Font;
pub use pdf::render;

/// A length in millimetres.
pub type Millimetres = f32;

/// A page with what stands on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its width.
    pub width: Millimetres,
    /// Its height.
    pub height: Millimetres,
    /// What stands on it, the lowest first.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A line of text.
    Text(Text),
    /// A filled rectangle: left, top, width, height.
    Fill(Millimetres, Millimetres, Millimetres, Millimetres, Colour),
    /// A straight line between two points, with its thickness.
    Line((Millimetres, Millimetres), (Millimetres, Millimetres), Millimetres, Colour),
}

/// A line of text on its baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where it starts.
    pub x: Millimetres,
    /// Its baseline.
    pub y: Millimetres,
    /// The face.
    pub font: Font,
    /// Its size in points.
    pub size: f32,
    /// Its colour.
    pub colour: Colour,
    /// What it says.
    pub text: String,
}

/// A colour, each part 0–255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Text.
pub const INK: Colour = Colour(0x1F, 0x1B, 0x16);
/// Secondary text.
pub const MUTED: Colour = Colour(0x6B, 0x63, 0x5A);
/// Falu red, for headings.
pub const BRAND: Colour = Colour(0x6E, 0x1A, 0x17);
/// Hairlines.
pub const LINE: Colour = Colour(0xC9, 0xBF, 0xB2);

/// A4, upright: width and height.
pub const A4: (Millimetres, Millimetres) = (210.0, 297.0);

impl Page {
    /// An empty A4 page, lying.
    pub fn landscape() -> Self {
        Self { width: A4.1, height: A4.0, items: Vec::new() }
    }

    /// Writes a line of text that starts at `x`.
    pub fn write(&mut self, x: Millimetres, y: Millimetres, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        self.items.push(Item::Text(Text {
            x,
            y,
            font: style.font,
            size: style.size,
            colour: style.colour,
            text: text.to_owned(),
        }));
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
        self.items.push(Item::Line(from, to, thickness, colour));
    }

    /// Fills a rectangle.
    pub fn fill(
        &mut self,
        x: Millimetres,
        y: Millimetres,
        width: Millimetres,
        height: Millimetres,
        colour: Colour,
    ) {
        self.items.push(Item::Fill(x, y, width, height, colour));
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The face.
    pub font: Font,
    /// Its size in points.
    pub size: f32,
    /// Its colour.
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
}
