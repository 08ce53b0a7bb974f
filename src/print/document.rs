//! Papers of running text: headings, paragraphs, facts and tables that go on over as many upright pages as they need,
//! with the table's headings repeated and page x of y at the foot.

use std::sync::Arc;

use super::chart::Drawing;
use super::picture::Picture;
use super::structure::Role;
use super::{Font, INK, LINE, MUTED, Millimetres, Page, Rectangle, SHADE, Style};
use crate::i18n::Language;
use crate::seal::squares::Modules;
use crate::text;

const MARGIN: Millimetres = 20.0;
const TOP: Millimetres = 24.0;
const BOTTOM: Millimetres = 274.0;
const LINE_HEIGHT: Millimetres = 5.1;
const ROW_PADDING: Millimetres = 1.6;
/// The side of a code to be scanned, and the empty zone around it: four squares of the smallest code.
const CODE: Millimetres = 38.0;
const QUIET: Millimetres = 6.0;

const BODY: Style = Style::new(Font::Regular, 10.0, INK);
const STRONG: Style = Style::new(Font::SemiBold, 10.0, INK);
const SMALL: Style = Style::new(Font::Regular, 8.0, MUTED);

/// A paper that is being written.
pub struct Document {
    pages: Vec<Page>,
    y: Millimetres,
    language: Language,
    foot: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its part of the table's width, in parts of their sum.
    pub share: f32,
    /// Whether its cells end at its right edge, as figures do.
    pub to_right: bool,
}

impl Column {
    /// A column of words.
    pub fn words(title: String, share: f32) -> Self {
        Self { title, share, to_right: false }
    }

    /// A column of figures.
    pub fn figures(title: String, share: f32) -> Self {
        Self { title, share, to_right: true }
    }
}

impl Document {
    /// Begins a paper with its title. `foot` stands at the foot of each page.
    pub fn new(language: Language, title: &str, under: &str, foot: String) -> Self {
        let mut document = Self { pages: vec![Page::portrait()], y: TOP + 4.0, language, foot };
        let style = Style::new(Font::Serif, 26.0, super::BRAND);
        for line in style.wrapped(title, document.inside()) {
            document.line(Role::Heading1, style, &line, 11.0);
        }
        if !under.is_empty() {
            document.y -= 2.0;
            document.line(Role::Paragraph, Style::new(Font::Regular, 11.0, MUTED), under, 6.0);
        }
        document.y += 3.0;

        document
    }

    fn inside(&self) -> Millimetres {
        super::A4.0 - 2.0 * MARGIN
    }

    fn page(&mut self) -> &mut Page {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Goes to a new page where so much does not fit on this one.
    fn make_room(&mut self, height: Millimetres) {
        if self.y + height > BOTTOM {
            self.pages.push(Page::portrait());
            self.y = TOP;
        }
    }

    fn line(&mut self, role: Role, style: Style, text: &str, height: Millimetres) {
        self.make_room(height);
        let y = self.y;
        let style = style.fitting(text, self.inside());
        self.page().element(role, |page| page.write(MARGIN, y, style, text));
        self.y += height;
    }

    /// A heading, kept together with what follows it.
    pub fn heading(&mut self, text: &str) {
        self.heading_over(text, 18.0);
    }

    /// A heading, kept together with a chart that follows it, laid out for a width and height in logical pixels.
    pub fn heading_over_chart(&mut self, text: &str, (wide, high): (f32, f32)) {
        self.heading_over(text, self.inside() / wide * high + 2.0);
    }

    fn heading_over(&mut self, text: &str, below: Millimetres) {
        self.y += 4.0;
        self.make_room(8.0 + below);
        self.line(Role::Heading2, Style::new(Font::SemiBold, 13.0, INK), text, 7.5);
    }

    pub fn paragraph(&mut self, text: &str) {
        let lines = BODY.wrapped(text, self.inside());
        let mut rest = lines.as_slice();
        while !rest.is_empty() {
            self.make_room(LINE_HEIGHT);
            let fitting = (((BOTTOM - self.y) / LINE_HEIGHT) as usize).clamp(1, rest.len());
            let (now, later) = rest.split_at(fitting);
            let y = self.y;
            self.page().element(Role::Paragraph, |page| {
                for (row, line) in now.iter().enumerate() {
                    // A space at the end keeps words apart for those who hear the lines one after the other.
                    page.write(MARGIN, y + LINE_HEIGHT * row as f32, BODY, &format!("{line} "));
                }
            });
            self.y += LINE_HEIGHT * now.len() as f32;
            rest = later;
        }
        self.y += 2.2;
    }

    /// Facts, each a name with its value.
    pub fn facts(&mut self, facts: &[(String, String)]) {
        let rows: Vec<Vec<String>> =
            facts.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect();
        let columns = [Column::words(String::new(), 2.0), Column::words(String::new(), 5.0)];
        self.rows(&columns, &rows, TableStyle::FACTS);
    }

    pub fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        self.rows(columns, rows, TableStyle::TABLE);
    }

    /// A table of many columns of figures.
    pub fn figures(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        self.rows(columns, rows, TableStyle::FIGURES);
    }

    /// A chart as wide as the text, laid out for a width and height in logical pixels. `alternative` is what it says to
    /// those who don't see it.
    pub fn chart(&mut self, drawing: &Drawing, (wide, high): (f32, f32), alternative: &str) {
        let scale = self.inside() / wide;
        let height = high * scale;
        self.make_room(height + 2.0);
        let place = Rectangle { x: MARGIN, y: self.y - 2.0, width: self.inside(), height };
        drawing.put_on(self.page(), place, scale, alternative.to_owned());
        self.y += height + 4.0;
    }

    /// A code to be scanned, with the quiet zone that scanners need. `alternative` is what it says to those who don't see it.
    pub fn code(&mut self, modules: Modules, alternative: &str) {
        self.make_room(CODE + 2.0 * QUIET);
        let place = Rectangle { x: MARGIN + QUIET, y: self.y + QUIET, width: CODE, height: CODE };
        let picture = Arc::new(Picture::Modules(modules));
        self.page().picture(place, &picture, alternative);
        self.y += CODE + 2.0 * QUIET + 2.0;
    }

    fn rows(&mut self, columns: &[Column], rows: &[Vec<String>], look: TableStyle) {
        let whole: f32 = columns.iter().map(|column| column.share).sum();
        let widths: Vec<f32> =
            columns.iter().map(|column| column.share / whole * self.inside()).collect();
        let laid: Vec<Vec<Vec<String>>> = rows
            .iter()
            .map(|row| {
                let cells = row.iter().zip(&widths);
                cells.map(|(cell, width)| look.lines(look.text, cell, *width)).collect()
            })
            .collect();
        let height_of = |row: &[Vec<String>]| {
            let lines = row.iter().map(Vec::len).max().unwrap_or(1).max(1);
            lines as f32 * look.line_height + ROW_PADDING
        };
        let titles: Vec<Vec<String>> = columns
            .iter()
            .zip(&widths)
            .map(|(column, width)| look.lines(look.title, &column.title, *width))
            .collect();
        let heading = match look.headed {
            true => {
                let lines = titles.iter().map(Vec::len).max().unwrap_or(1).max(1);
                4.4 + (lines - 1) as f32 * look.line_height * 0.8 + 3.6
            }
            false => 0.0,
        };
        let mut rest = laid.as_slice();
        while !rest.is_empty() {
            self.make_room(heading + height_of(&rest[0]));
            let mut end = self.y + heading;
            let fitting = rest
                .iter()
                .take_while(|row| {
                    end += height_of(row);
                    end <= BOTTOM + 0.01
                })
                .count()
                .max(1);
            let (now, later) = rest.split_at(fitting);
            let top = self.y;
            let cells = Cells { columns, widths: &widths, titles: &titles, heading, look };
            self.page().element(Role::Table, |page| cells.write(page, now, top, height_of));
            self.y += heading + now.iter().map(|row| height_of(row)).sum::<f32>();
            rest = later;
        }
        self.y += 3.0;
    }

    /// Room to write by hand: two lines beside each other, with what each is for beneath.
    pub fn blanks(&mut self, captions: [&str; 2]) {
        self.make_room(18.0);
        let y = self.y + 10.0;
        let width = (self.inside() - 10.0) / 2.0;
        let page = self.page();
        for (index, caption) in captions.into_iter().enumerate() {
            let x = MARGIN + (width + 10.0) * index as f32;
            page.line((x, y), (x + width, y), 0.25, INK);
            page.element(Role::Paragraph, |page| page.write(x, y + 4.2, SMALL, caption));
        }
        self.y += 18.0;
    }

    /// The pages, numbered.
    pub fn finish(mut self) -> Vec<Page> {
        let pages = self.pages.len();
        let y = 286.0;
        for (index, page) in self.pages.iter_mut().enumerate() {
            let right = page.width - MARGIN;
            let number = text!(self.language, "roster-page", page = index + 1, pages = pages);
            page.line((MARGIN, y - 5.0), (right, y - 5.0), 0.2, LINE);
            page.decorate(|page| {
                let foot = SMALL.shortened(&self.foot, right - MARGIN - 40.0);
                page.write(MARGIN, y, SMALL, &foot);
                page.write_to(right, y, SMALL, &number);
            });
        }

        self.pages
    }
}

/// How a table's cells are written.
struct Cells<'a> {
    columns: &'a [Column],
    widths: &'a [f32],
    /// The headings in lines, and their height.
    titles: &'a [Vec<String>],
    heading: Millimetres,
    look: TableStyle,
}

/// How a table looks.
#[derive(Debug, Clone, Copy)]
struct TableStyle {
    headed: bool,
    text: Style,
    title: Style,
    line_height: Millimetres,
    /// Room beside the text of a cell, left and right together.
    around: Millimetres,
}

impl TableStyle {
    const TABLE: Self = Self {
        headed: true,
        text: BODY,
        title: Style { size: 9.0, ..STRONG },
        line_height: LINE_HEIGHT,
        around: 4.0,
    };
    const FACTS: Self = Self { headed: false, ..Self::TABLE };
    const FIGURES: Self = Self {
        headed: true,
        text: Style { size: 7.5, ..BODY },
        title: Style { size: 6.8, ..STRONG },
        line_height: 3.8,
        around: 1.6,
    };

    /// A cell's text in lines.
    fn lines(self, style: Style, text: &str, width: Millimetres) -> Vec<String> {
        self.fitting(style, text, width).wrapped(text, width - self.around)
    }

    /// The style, smaller where a word would not fit otherwise; one that is far too wide is broken instead.
    fn fitting(self, style: Style, text: &str, width: Millimetres) -> Style {
        let inside = width - self.around;
        let longest = text
            .split_whitespace()
            .max_by(|one, other| style.width(one).total_cmp(&style.width(other)))
            .unwrap_or_default();
        let fitting = style.fitting(longest, inside - 0.01);

        if fitting.size < style.size * 0.7 { style } else { fitting }
    }
}

impl Cells<'_> {
    fn write(
        &self,
        page: &mut Page,
        rows: &[Vec<Vec<String>>],
        top: Millimetres,
        height_of: impl Fn(&[Vec<String>]) -> Millimetres,
    ) {
        let right = page.width - MARGIN;
        let mut y = top - 4.0;
        let TableStyle { headed, text, title, line_height, .. } = self.look;
        if headed {
            let height = self.heading - 1.0;
            page.fill(Rectangle { x: MARGIN, y, width: right - MARGIN, height }, SHADE);
            page.element(Role::Row, |page| {
                for (index, lines) in self.titles.iter().enumerate() {
                    page.element(Role::ColumnHeader, |page| {
                        let style = self.look.fitting(title, &lines.join(" "), self.widths[index]);
                        for (at, line) in lines.iter().enumerate() {
                            let ending = if at + 1 < lines.len() { " " } else { "" };
                            let y = y + 4.9 + line_height * 0.8 * at as f32;
                            self.cell(page, index, y, style, &format!("{line}{ending}"));
                        }
                    });
                }
            });
            y += self.heading;
        }
        for row in rows {
            page.element(Role::Row, |page| {
                for (index, lines) in row.iter().enumerate() {
                    let first = index == 0;
                    let style = match first && !headed {
                        true => Style { size: 9.5, ..SMALL },
                        false => self.look.fitting(text, &lines.join(" "), self.widths[index]),
                    };
                    let role = if first { Role::RowHeader } else { Role::Cell };
                    page.element(role, |page| {
                        for (at, line) in lines.iter().enumerate() {
                            let ending = if at + 1 < lines.len() { " " } else { "" };
                            let y = y + line_height - 1.1 + line_height * at as f32;
                            self.cell(page, index, y, style, &format!("{line}{ending}"));
                        }
                    });
                }
            });
            y += height_of(row);
            page.line((MARGIN, y), (right, y), 0.15, LINE);
        }
    }

    fn cell(&self, page: &mut Page, index: usize, y: Millimetres, style: Style, text: &str) {
        let left = MARGIN + self.widths[..index].iter().sum::<f32>();
        match self.columns[index].to_right {
            true => {
                let end = left + self.widths[index] - self.look.around / 2.0;
                // A space at the end of a line is heard, not seen.
                page.write(end - style.width(text.trim_end()), y, style, text);
            }
            false => page.write(left + self.look.around / 2.0, y, style, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::Item;

    #[test]
    fn a_long_table_goes_on_and_nothing_leaves_the_page_or_is_lost() {
        let mut document = Document::new(Language::Swedish, "Rubrik", "", "fot".into());
        document.heading("Närvaro");
        document.paragraph(&"ord ".repeat(900));
        let columns = [Column::words("Namn".into(), 3.0), Column::figures("Tid".into(), 1.0)];
        let rows: Vec<Vec<String>> = (0..120)
            .map(|row| vec![format!("Elev {row} {}", "å".repeat(70)), row.to_string()])
            .collect();
        document.table(&columns, &rows);

        let pages = document.finish();

        assert!(pages.len() > 4);
        let mut texts = Vec::new();
        for page in &pages {
            for placed in &page.items {
                let Item::Text(text) = &placed.item else { continue };
                let end = text.x + text.width();
                assert!(
                    text.x >= MARGIN - 0.1 && end <= page.width - MARGIN + 0.1,
                    "{}",
                    text.line.text
                );
                assert!(text.y <= 287.0, "{}", text.line.text);
                texts.push(text.line.text.clone());
            }
        }
        assert_eq!(texts.iter().filter(|text| text.starts_with("Elev ")).count(), 120);
        assert!(texts.iter().filter(|text| *text == "Namn").count() > 3, "headings are repeated");
    }
}
