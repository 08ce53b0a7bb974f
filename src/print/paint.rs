//! A page as filled outlines and pixels, to be painted on the screen from the places it is printed from.

use ttf_parser::OutlineBuilder;

use super::font::MILLIMETRES_PER_POINT;
use super::picture::{Picture, Segment};
use super::{Colour, Item, Page, Rectangle, Text};

/// Something to paint, in millimetres from the page's upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub enum Painted<'a> {
    /// A filled outline.
    Outline {
        /// What it is filled with.
        colour: Colour,
        /// Whether holes are told by the even-odd rule.
        even_odd: bool,
        /// The outline.
        segments: Vec<Segment>,
    },
    /// Pixels, stretched to a rectangle.
    Pixels(Rectangle, &'a image::RgbImage),
}

/// What is to be painted, the lowest first.
pub fn paint(page: &Page) -> Vec<Painted<'_>> {
    let mut painted = Vec::with_capacity(page.items.len());
    for placed in &page.items {
        match &placed.item {
            Item::Text(text) => painted.push(outline(text.colour, letters(text))),
            Item::Fill(place, colour) => painted.push(outline(*colour, rectangle(*place))),
            Item::Area(corners, colour) => painted.push(outline(*colour, polygon(corners))),
            Item::Line(from, to, thickness, colour) => {
                painted.push(outline(*colour, line(*from, *to, *thickness)));
            }
            Item::Picture(place, picture) => paint_picture(*place, picture, &mut painted),
        }
    }

    painted
}

fn outline<'a>(colour: Colour, segments: Vec<Segment>) -> Painted<'a> {
    Painted::Outline { colour, even_odd: false, segments }
}

fn paint_picture<'a>(place: Rectangle, picture: &'a Picture, painted: &mut Vec<Painted<'a>>) {
    let (width, height) = picture.size();
    let (across, down) = (place.width / width, place.height / height);
    let on_page = |x: f32, y: f32| (place.x + x * across, place.y + y * down);
    match picture {
        Picture::Raster(pixels) => painted.push(Painted::Pixels(place, pixels)),
        Picture::Modules(modules) => {
            let squares = modules.runs().flat_map(|(column, row, length)| {
                let (x, y) = on_page(column as f32, row as f32);
                rectangle(Rectangle { x, y, width: length as f32 * across, height: down })
            });
            painted.push(outline(Colour(0, 0, 0), squares.collect()));
        }
        Picture::Drawing(drawing) => painted.extend(drawing.shapes.iter().map(|shape| {
            let segments = shape.outline.iter().map(|segment| segment.moved(on_page));
            Painted::Outline {
                colour: shape.colour,
                even_odd: shape.even_odd,
                segments: segments.collect(),
            }
        })),
    }
}

fn rectangle(place: Rectangle) -> Vec<Segment> {
    let (right, bottom) = (place.x + place.width, place.y + place.height);

    polygon(&[(place.x, place.y), (right, place.y), (right, bottom), (place.x, bottom)])
}

fn polygon(corners: &[(f32, f32)]) -> Vec<Segment> {
    let mut segments: Vec<Segment> =
        corners.iter().map(|(x, y)| Segment::Line(*x, *y)).chain([Segment::Close]).collect();
    if let Some((x, y)) = corners.first() {
        segments[0] = Segment::Move(*x, *y);
    }

    segments
}

/// A line as the thin rectangle it fills.
fn line(from: (f32, f32), to: (f32, f32), thickness: f32) -> Vec<Segment> {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let length = across.hypot(down).max(f32::EPSILON);
    let (x, y) = (-down / length * thickness / 2.0, across / length * thickness / 2.0);

    polygon(&[
        (from.0 + x, from.1 + y),
        (to.0 + x, to.1 + y),
        (to.0 - x, to.1 - y),
        (from.0 - x, from.1 - y),
    ])
}

/// The outlines of a text's glyphs, each where the layout has it.
fn letters(text: &Text) -> Vec<Segment> {
    let (sine, cosine) = text.angle.to_radians().sin_cos();
    let em = text.size * MILLIMETRES_PER_POINT;
    let mut segments = Vec::new();
    for piece in &text.line.pieces {
        let scale = em / piece.face.units_per_em();
        let start = piece.x * em;
        for glyph in &piece.glyphs {
            let (left, above) = (glyph.x as f32, glyph.y as f32);
            let mut pen = Pen {
                last: (0.0, 0.0),
                segments: &mut segments,
                on_page: |x: f32, y: f32| {
                    let (x, y) = (start + (x + left) * scale, (y + above) * scale);
                    (text.x + x * cosine - y * sine, text.y - x * sine - y * cosine)
                },
            };
            piece.face.outline(glyph.id, &mut pen);
        }
    }

    segments
}

/// Draws a glyph's outline onto the page.
struct Pen<'a, F> {
    /// Where the outline is, in the face's own units.
    last: (f32, f32),
    segments: &'a mut Vec<Segment>,
    on_page: F,
}

impl<F: Fn(f32, f32) -> (f32, f32)> OutlineBuilder for Pen<'_, F> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = (x, y);
        let (x, y) = (self.on_page)(x, y);
        self.segments.push(Segment::Move(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = (x, y);
        let (x, y) = (self.on_page)(x, y);
        self.segments.push(Segment::Line(x, y));
    }

    fn quad_to(&mut self, control_x: f32, control_y: f32, x: f32, y: f32) {
        let [first, second] = Segment::cubic_controls(self.last, (control_x, control_y), (x, y));
        self.curve_to(first.0, first.1, second.0, second.1, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.last = (x, y);
        let points = [(ax, ay), (bx, by), (x, y)].map(|(x, y)| (self.on_page)(x, y));
        self.segments.push(Segment::Curve(points));
    }

    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}
