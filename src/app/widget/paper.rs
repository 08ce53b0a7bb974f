//! A page of paper, painted from the places it is printed from.

use iced::widget::canvas::{self, Cache, Path, fill};
use iced::widget::image;
use iced::{Color, Element, Fill, Point, Rectangle, Renderer, Size, Theme, mouse};

use crate::app::theme::tokens;
use crate::print::paint::{Painted, paint};
use crate::print::picture::Segment;
use crate::print::{Colour, Page};

/// A page that is shown.
#[derive(Debug)]
pub struct Paper {
    page: Page,
    painted: Cache,
}

impl Paper {
    /// A page to be shown.
    pub fn new(page: Page) -> Self {
        Self { page, painted: Cache::new() }
    }

    /// Shows another page; one that is the same is not painted again.
    pub fn show(&mut self, page: Page) {
        if self.page != page {
            self.page = page;
            self.painted.clear();
        }
    }

    /// The page, as large as fits in a width and height.
    pub fn view<'a, Message: 'a>(&'a self, most: Size) -> Element<'a, Message> {
        let scale = self.scale(most);
        let (width, height) = (self.page.width * scale, self.page.height * scale);
        let sheet = canvas::Canvas::new(Sheet(self)).width(width).height(height);

        iced::widget::container(sheet).center_x(Fill).into()
    }

    fn scale(&self, most: Size) -> f32 {
        (most.width / self.page.width).min(most.height / self.page.height).max(0.1)
    }
}

struct Sheet<'a>(&'a Paper);

impl<Message> canvas::Program<Message> for Sheet<'_> {
    type State = ();

    fn draw(
        &self,
        (): &(),
        renderer: &Renderer,
        theme: &Theme,
        bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> Vec<canvas::Geometry> {
        let Paper { page, painted } = self.0;
        let edge = tokens(theme).line;
        let geometry = painted.draw(renderer, bounds.size(), |frame| {
            frame.fill_rectangle(Point::ORIGIN, bounds.size(), Color::WHITE);
            let scale = bounds.width / page.width;
            for one in paint(page) {
                match one {
                    Painted::Outline { colour, even_odd, segments } => {
                        let rule = if even_odd { fill::Rule::EvenOdd } else { fill::Rule::NonZero };
                        let style = fill::Style::Solid(color(colour));
                        frame.fill(&path(&segments, scale), canvas::Fill { style, rule });
                    }
                    Painted::Pixels(place, pixels) => {
                        let rgba: Vec<u8> = pixels
                            .pixels()
                            .flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], 255])
                            .collect();
                        let handle =
                            image::Handle::from_rgba(pixels.width(), pixels.height(), rgba);
                        let place = Rectangle {
                            x: place.x * scale,
                            y: place.y * scale,
                            width: place.width * scale,
                            height: place.height * scale,
                        };
                        frame.draw_image(place, &handle);
                    }
                }
            }
            let border = canvas::Stroke::default().with_color(edge).with_width(1.0);
            frame.stroke_rectangle(Point::ORIGIN, bounds.size(), border);
        });

        vec![geometry]
    }
}

fn color(Colour(red, green, blue): Colour) -> Color {
    Color::from_rgb8(red, green, blue)
}

fn path(segments: &[Segment], scale: f32) -> Path {
    let point = |(x, y): (f32, f32)| Point::new(x * scale, y * scale);
    Path::new(|builder| {
        for segment in segments {
            match *segment {
                Segment::Move(x, y) => builder.move_to(point((x, y))),
                Segment::Line(x, y) => builder.line_to(point((x, y))),
                Segment::Curve([first, second, to]) => {
                    builder.bezier_curve_to(point(first), point(second), point(to));
                }
                Segment::Close => builder.close(),
            }
        }
    })
}
