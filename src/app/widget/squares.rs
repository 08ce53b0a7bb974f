//! A text as squares that a camera reads.

use iced::widget::canvas;
use iced::{Color, Element, Point, Rectangle, Renderer, Size, Theme, mouse};

use crate::seal::squares::Modules;

/// Squares of light around it, on each side.
const QUIET: usize = 2;

/// A text as a QR code, dark on light in every theme, as readers want it. Nothing where the text is too long for one.
pub fn squares<'a, Message: 'a>(text: &str, side: f32) -> Option<Element<'a, Message>> {
    let modules = Modules::of(text)?;

    Some(canvas::Canvas::new(Squares(modules)).width(side).height(side).into())
}

struct Squares(Modules);

impl<Message> canvas::Program<Message> for Squares {
    type State = ();

    fn draw(
        &self,
        (): &(),
        renderer: &Renderer,
        _theme: &Theme,
        bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> Vec<canvas::Geometry> {
        let mut frame = canvas::Frame::new(renderer, bounds.size());
        frame.fill_rectangle(Point::ORIGIN, bounds.size(), Color::WHITE);
        let across = self.0.side + 2 * QUIET;
        let unit = bounds.width / across as f32;
        for (column, row, length) in self.0.runs() {
            let at = |squares: usize| squares as f32 * unit;
            let corner = Point::new(at(column + QUIET), at(row + QUIET));
            // A hair wider, so that no light shines between the rows.
            let size = Size::new(at(length), unit + 0.25);
            frame.fill_rectangle(corner, size, Color::BLACK);
        }

        vec![frame.into_geometry()]
    }
}
