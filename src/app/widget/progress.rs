//! How far it is: what is done, what is booked besides, and what is missing.

use iced::widget::canvas::{self, Frame, LineDash, Path, Stroke};
use iced::{Element, Fill, Point, Rectangle, Renderer, Size, Theme, mouse};

use crate::app::theme::tokens;

/// How far a hatched line is from the next.
const HATCH: f32 = 6.0;

/// Three parts of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    pub done: u32,
    pub booked: u32,
    pub whole: u32,
}

/// A bar of what is done, hatched where it is booked, and empty where it is missing.
pub fn progress<'a, Message: 'a>(parts: Parts, height: f32) -> Element<'a, Message> {
    canvas::Canvas::new(Bar(parts)).width(Fill).height(height).into()
}

struct Bar(Parts);

impl<Message> canvas::Program<Message> for Bar {
    type State = ();

    fn draw(
        &self,
        (): &(),
        renderer: &Renderer,
        theme: &Theme,
        bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> Vec<canvas::Geometry> {
        let tokens = tokens(theme);
        let Parts { done, booked, whole } = self.0;
        let mut frame = Frame::new(renderer, bounds.size());
        let (width, height) = (bounds.width, bounds.height);
        let at = |amount: u32| {
            (f64::from(amount) / f64::from(whole.max(1)) * f64::from(width)).min(width.into())
                as f32
        };
        let track = Path::rounded_rectangle(Point::ORIGIN, bounds.size(), 4.0.into());
        frame.fill(&track, tokens.sunk);
        let (from, to) = (at(done), at(done.saturating_add(booked)));
        if to > from {
            hatch(
                &mut frame,
                Rectangle { x: from, y: 0.0, width: to - from, height },
                tokens.primary,
            );
            frame.fill_rectangle(Point::new(to - 2.0, 0.0), Size::new(2.0, height), tokens.primary);
        }
        if from > 0.0 {
            let solid = Size::new(from.max(4.0), height);
            frame.fill(&Path::rounded_rectangle(Point::ORIGIN, solid, 4.0.into()), tokens.primary);
        }
        let around = Stroke::default().with_color(tokens.line).with_width(1.0);
        let inside = Size::new(width - 1.0, height - 1.0);
        let edge = Path::rounded_rectangle(Point::new(0.5, 0.5), inside, 4.0.into());
        frame.stroke(&edge, Stroke { line_dash: LineDash::default(), ..around });

        vec![frame.into_geometry()]
    }
}

/// Slanting lines in a rectangle.
pub fn hatch(frame: &mut Frame, place: Rectangle, colour: iced::Color) {
    let stroke = Stroke::default().with_color(colour).with_width(1.5);
    let mut foot = place.x - place.height;
    while foot < place.x + place.width {
        // From the lower left to the upper right, cut at the sides.
        let from = foot.max(place.x);
        let to = (foot + place.height).min(place.x + place.width);
        if to > from {
            let y = |x: f32| place.y + place.height - (x - foot);
            frame.stroke(&Path::line(Point::new(from, y(from)), Point::new(to, y(to))), stroke);
        }
        foot += HATCH;
    }
}
