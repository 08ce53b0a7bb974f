//! The handle that a long list is scrolled with: never too small to be taken hold of, as iced's own
//! becomes in a list of thousands.

use iced::widget::canvas::{self, Path};
use iced::{Element, Event, Fill, Point, Rectangle, Renderer, Size, Theme, mouse};

use crate::app::theme::{spacing, tokens};

/// How wide the handle's room is.
pub const WIDTH: f32 = 12.0;
/// The least height of the handle.
const LEAST: f32 = 36.0;

/// Where a list stands.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// How far it is scrolled.
    pub offset: f32,
    /// The height of all of it.
    pub content: f32,
}

/// A handle; it says how far the list is to be scrolled.
pub fn thumb<'a, Message: 'a>(
    extent: Extent,
    on_scroll: impl Fn(f32) -> Message + 'a,
) -> Element<'a, Message> {
    canvas::Canvas::new(Thumb { extent, on_scroll: Box::new(on_scroll) })
        .width(WIDTH)
        .height(Fill)
        .into()
}

struct Thumb<'a, Message> {
    extent: Extent,
    on_scroll: Box<dyn Fn(f32) -> Message + 'a>,
}

impl Extent {
    /// The handle's top and height in a track of so much; `None` where everything is seen.
    fn handle(self, track: f32) -> Option<(f32, f32)> {
        if self.content <= track {
            return None;
        }
        let height = (track * track / self.content).max(LEAST).min(track);
        let share = (self.offset / (self.content - track)).clamp(0.0, 1.0);

        Some((share * (track - height), height))
    }

    /// The offset at which the handle's top is there.
    fn offset_at(self, top: f32, track: f32) -> f32 {
        let Some((_, height)) = self.handle(track) else { return 0.0 };
        let room = (track - height).max(1.0);

        (top / room).clamp(0.0, 1.0) * (self.content - track)
    }
}

impl<Message> canvas::Program<Message> for Thumb<'_, Message> {
    /// How far below its top the handle was taken hold of.
    type State = Option<f32>;

    fn update(
        &self,
        held: &mut Self::State,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> Option<canvas::Action<Message>> {
        let (top, height) = self.extent.handle(bounds.height)?;
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let at = cursor.position_in(bounds)?;
                // Beside the handle it comes to where one presses.
                let grip =
                    if at.y >= top && at.y <= top + height { at.y - top } else { height / 2.0 };
                *held = Some(grip);
                let offset = self.extent.offset_at(at.y - grip, bounds.height);
                Some(canvas::Action::publish((self.on_scroll)(offset)).and_capture())
            }
            Event::Mouse(mouse::Event::CursorMoved { position }) => {
                let grip = (*held)?;
                let offset = self.extent.offset_at(position.y - bounds.y - grip, bounds.height);
                Some(canvas::Action::publish((self.on_scroll)(offset)).and_capture())
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                held.take().map(|_| canvas::Action::capture())
            }
            _ => None,
        }
    }

    fn draw(
        &self,
        held: &Self::State,
        renderer: &Renderer,
        theme: &Theme,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> Vec<canvas::Geometry> {
        let Some((top, height)) = self.extent.handle(bounds.height) else { return Vec::new() };
        let tokens = tokens(theme);
        let wide = held.is_some() || cursor.is_over(bounds);
        let width = if wide { spacing::XS } else { spacing::XXS + 2.0 };
        let mut frame = canvas::Frame::new(renderer, bounds.size());
        let handle = Path::rounded_rectangle(
            Point::new(bounds.width - width - 2.0, top + 2.0),
            Size::new(width, height - 4.0),
            (width / 2.0).into(),
        );
        frame.fill(&handle, tokens.control);

        vec![frame.into_geometry()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_handle_can_be_taken_hold_of_however_long_the_list_is() {
        let extent = Extent { offset: 0.0, content: 4_400_000.0 };

        assert_eq!(extent.handle(600.0), Some((0.0, LEAST)));
        assert_eq!(Extent { offset: 0.0, content: 500.0 }.handle(600.0), None);
    }

    #[test]
    fn the_ends_of_the_track_are_the_ends_of_the_list() {
        let extent = Extent { offset: 0.0, content: 10_000.0 };

        assert_eq!(extent.offset_at(-20.0, 600.0), 0.0);
        assert_eq!(extent.offset_at(9_999.0, 600.0), 9_400.0);
        let (top, _) = Extent { offset: 4_700.0, ..extent }.handle(600.0).unwrap();
        assert!((extent.offset_at(top, 600.0) - 4_700.0).abs() < 1.0);
    }
}
