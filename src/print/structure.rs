//! What a page says to those who don't see it: headings, paragraphs, tables, lists, figures, in reading order.

use super::Rectangle;
use crate::i18n::Language;

/// A part of a page's outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// Its language, where it differs from the file's.
    pub language: Option<Language>,
    /// What it consists of.
    pub children: Vec<Child>,
}

/// A part of an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Child {
    /// An element within it.
    Element(Element),
    /// Marked content on the page, by its number there.
    Content(u32),
}

/// What an element is: the standard structure types of PDF (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// A part of the document.
    Section,
    /// Its title.
    Heading1,
    /// The title of a part.
    Heading2,
    Paragraph,
    Table,
    /// A table's row.
    Row,
    /// A cell that names its column.
    ColumnHeader,
    /// A cell that names its row.
    RowHeader,
    Cell,
    List,
    /// A list's item.
    ListItem,
    /// What an item of a list says.
    ListBody,
    /// A picture.
    Figure {
        /// What it says to those who don't see it.
        alternative: String,
        /// Where it is.
        place: Rectangle,
    },
}

impl Role {
    /// Whether text and pictures stand in it directly.
    pub fn holds_content(&self) -> bool {
        !matches!(self, Self::Section | Self::Table | Self::Row | Self::List | Self::ListItem)
    }

    /// Whether it means something with nothing in it, as an empty cell does.
    pub fn may_be_empty(&self) -> bool {
        matches!(self, Self::ColumnHeader | Self::RowHeader | Self::Cell)
    }

    /// Its name in PDF.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Section => "Sect",
            Self::Heading1 => "H1",
            Self::Heading2 => "H2",
            Self::Paragraph => "P",
            Self::Table => "Table",
            Self::Row => "TR",
            Self::ColumnHeader | Self::RowHeader => "TH",
            Self::Cell => "TD",
            Self::List => "L",
            Self::ListItem => "LI",
            Self::ListBody => "LBody",
            Self::Figure { .. } => "Figure",
        }
    }
}
