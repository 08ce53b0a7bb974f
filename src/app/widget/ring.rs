//! A ring that fills up, with a figure in it.

use iced::widget::canvas::{self, Path, Stroke, path};
use iced::{Element, Point, Radians, Rectangle, Renderer, Theme, mouse};

use crate::app::theme::{SEMIBOLD, size, tokens};

/// A ring filled to a share of 0–1, with a short text in the middle.
pub fn ring<'a, Message: 'a>(share: f32, label: String, side: f32) -> Element<'a, Message> {
    canvas::Canvas::new(Ring { share: share.clamp(0.0, 1.0), label })
        .width(side)
        .height(side)
        .into()
}

struct Ring {
    share: f32,
    label: String,
}

impl<Message> canvas::Program<Message> for Ring {
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
        let mut frame = canvas::Frame::new(renderer, bounds.size());
        let centre = frame.center();
        let width = 6.0;
        let radius = bounds.width.min(bounds.height) / 2.0 - width / 2.0;
        let stroke = |colour| Stroke::default().with_color(colour).with_width(width);
        frame.stroke(&Path::circle(centre, radius), stroke(tokens.line));
        if self.share > 0.0 {
            let arc = Path::new(|builder| {
                let top = -std::f32::consts::FRAC_PI_2;
                builder.arc(path::Arc {
                    center: centre,
                    radius,
                    start_angle: Radians(top),
                    end_angle: Radians(top + self.share * std::f32::consts::TAU),
                });
            });
            frame.stroke(&arc, stroke(tokens.primary));
        }
        frame.fill_text(canvas::Text {
            content: self.label.clone(),
            position: Point::new(centre.x, centre.y),
            color: tokens.ink,
            size: size::BODY.into(),
            font: SEMIBOLD,
            align_x: iced::advanced::text::Alignment::Center,
            align_y: iced::alignment::Vertical::Center,
            ..canvas::Text::default()
        });

        vec![frame.into_geometry()]
    }
}
