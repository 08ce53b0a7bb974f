//! Small squares in a row, one for each of several things that come one after the other.

use iced::widget::{Row, container, space};
use iced::{Background, Border, Element, Theme};

use crate::app::theme::{spacing, tokens};

/// How one of them stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Square {
    Done,
    /// It waits for somebody.
    Waiting,
    ToCome,
}

const SIZE: (f32, f32) = (10.0, 12.0);
/// More than this many are told in words alone.
pub const MOST: u32 = 10;

/// The squares; nothing where there are more than fit.
pub fn strip<'a, Message: 'a>(squares: impl IntoIterator<Item = Square>) -> Element<'a, Message> {
    let squares = squares.into_iter().map(|square| {
        let look = move |theme: &Theme| look(theme, square);
        container(space()).width(SIZE.0).height(SIZE.1).style(look).into()
    });

    Row::with_children(squares).spacing(spacing::XXS / 2.0).into()
}

fn look(theme: &Theme, square: Square) -> container::Style {
    let tokens = tokens(theme);
    let (background, colour, width) = match square {
        Square::Done => (Some(tokens.primary), tokens.primary, 1.0),
        Square::Waiting => (None, tokens.ochre_fill, 2.0),
        Square::ToCome => (None, tokens.control, 1.0),
    };

    container::Style {
        background: background.map(Background::Color),
        border: Border { color: colour, width, radius: 2.0.into() },
        ..container::Style::default()
    }
}
