//! Charts: laid out once, in logical pixels, as lines, areas and texts in inks that have a role. The screen paints them
//! in its theme's colours, paper in its own.

pub mod bars;
pub mod tiles;
pub mod timeline;
pub mod year;

use super::structure::Role;
use super::{Colour, Font, Item, Millimetres, Page, Rectangle, Style};

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Texts that are read first.
    Text,
    /// Other texts.
    Muted,
    /// Lines to read by.
    Grid,
    /// Who count.
    Primary,
    /// Who count, far away: bands and unfilled parts. The number is how strong, 0–4.
    Pale(u8),
    /// Text on [`Ink::Pale`] and on [`Ink::Primary`].
    OnPale(u8),
    /// A tile of the map: how great its share is, 0–3.
    Tile(u8),
    /// Text on [`Ink::Tile`].
    OnTile(u8),
    /// Who have started; the pace.
    Ochre,
    /// Texts about the pace.
    OchreText,
    /// What lies behind the drawing.
    Ground,
    /// Who are enrolled.
    Control,
}

/// Where a text stands by its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// Something that is drawn. Texts stand on their baseline.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A line through points, so thick.
    Line {
        points: Vec<(f32, f32)>,
        thickness: f32,
        ink: Ink,
    },
    /// A filled polygon.
    Area {
        points: Vec<(f32, f32)>,
        ink: Ink,
    },
    Text {
        at: (f32, f32),
        size: f32,
        strong: bool,
        ink: Ink,
        anchor: Anchor,
        text: String,
    },
}

/// A place that stands for a value: it can be pointed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Left, top, width and height of where a pointer means it.
    pub area: Rectangle,
    /// Where its mark is.
    pub mark: (f32, f32),
}

/// A chart, laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// What is drawn, the lowest first.
    pub shapes: Vec<Shape>,
    /// The values, in their order.
    pub spots: Vec<Spot>,
}

/// Size of texts.
const TEXT: f32 = 12.0;
/// Corners of what is drawn as a circle.
const CORNERS: u32 = 24;

impl Drawing {
    fn line(&mut self, points: Vec<(f32, f32)>, thickness: f32, ink: Ink) {
        self.shapes.push(Shape::Line { points, thickness, ink });
    }

    fn area(&mut self, points: Vec<(f32, f32)>, ink: Ink) {
        self.shapes.push(Shape::Area { points, ink });
    }

    fn rectangle(&mut self, place: Rectangle, ink: Ink) {
        let (right, bottom) = (place.x + place.width, place.y + place.height);
        let corners =
            vec![(place.x, place.y), (right, place.y), (right, bottom), (place.x, bottom)];
        self.area(corners, ink);
    }

    fn text(&mut self, at: (f32, f32), ink: Ink, anchor: Anchor, text: impl Into<String>) {
        let text = text.into();
        self.shapes.push(Shape::Text { at, size: TEXT, strong: false, ink, anchor, text });
    }

    fn strong(&mut self, at: (f32, f32), ink: Ink, anchor: Anchor, text: impl Into<String>) {
        let text = text.into();
        self.shapes.push(Shape::Text { at, size: TEXT, strong: true, ink, anchor, text });
    }

    /// A dot: filled, or a ring.
    fn dot(&mut self, (x, y): (f32, f32), radius: f32, ink: Ink, is_filled: bool) {
        let around = |radius: f32| -> Vec<(f32, f32)> {
            (0..=CORNERS)
                .map(|corner| {
                    let turn = corner as f32 / CORNERS as f32 * std::f32::consts::TAU;
                    (x + radius * turn.cos(), y + radius * turn.sin())
                })
                .collect()
        };
        self.area(around(radius), ink);
        if !is_filled {
            self.area(around(radius - 2.0), Ink::Ground);
        }
    }

    /// A line in strokes and gaps of these lengths.
    fn dashed(&mut self, points: &[(f32, f32)], strokes: (f32, f32), thickness: f32, ink: Ink) {
        for stroke in dashes(points, strokes) {
            self.line(stroke, thickness, ink);
        }
    }

    /// The value nearest to a point, if one is meant by it.
    pub fn spot_at(&self, x: f32, y: f32) -> Option<usize> {
        self.spots.iter().position(|spot| {
            let area = spot.area;
            (area.x..area.x + area.width).contains(&x)
                && (area.y..area.y + area.height).contains(&y)
        })
    }

    /// Draws the chart on a page from its upper left corner, so many millimetres a logical pixel. `alternative` is what
    /// it says to those who don't see it.
    pub fn put_on(
        &self,
        page: &mut Page,
        place: Rectangle,
        scale: Millimetres,
        alternative: String,
    ) {
        let on_page = |(x, y): (f32, f32)| (place.x + x * scale, place.y + y * scale);
        page.element(Role::Figure { alternative, place }, |page| {
            for shape in &self.shapes {
                match shape {
                    Shape::Line { points, thickness, ink } => {
                        for pair in points.windows(2) {
                            let (from, to) = (on_page(pair[0]), on_page(pair[1]));
                            page.put(Item::Line(from, to, thickness * scale, paper(*ink)));
                        }
                    }
                    Shape::Area { points, ink } => {
                        let points = points.iter().copied().map(on_page).collect();
                        page.put(Item::Area(points, paper(*ink)));
                    }
                    Shape::Text { at, size, strong, ink, anchor, text } => {
                        let (x, y) = on_page(*at);
                        let style = Style::new(
                            face(*strong),
                            size * scale / super::font::MILLIMETRES_PER_POINT,
                            paper(*ink),
                        );
                        let x = match anchor {
                            Anchor::Start => x,
                            Anchor::Middle => x - style.width(text) / 2.0,
                            Anchor::End => x - style.width(text),
                        };
                        page.write(x, y, style, text);
                    }
                }
            }
        });
    }
}

fn face(strong: bool) -> Font {
    if strong { Font::SemiBold } else { Font::Regular }
}

/// How wide a text is, in logical pixels.
fn width(text: &str, size: f32) -> f32 {
    Font::Regular.width(text, size) / super::font::MILLIMETRES_PER_POINT
}

/// The colours of paper: those of the light theme.
fn paper(ink: Ink) -> Colour {
    match ink {
        Ink::Text => super::INK,
        Ink::Muted => super::MUTED,
        Ink::Grid => Colour(0xE6, 0xDF, 0xD5),
        Ink::Primary => Colour(0x1E, 0x5B, 0x4F),
        Ink::Pale(step) => pale(Colour(0x1E, 0x5B, 0x4F), Colour(0xFF, 0xFF, 0xFF), step),
        Ink::OnPale(step) if step >= 3 => Colour(0xFF, 0xFF, 0xFF),
        Ink::OnPale(_) => super::INK,
        Ink::Tile(step) => TILES[usize::from(step).min(3)].0,
        Ink::OnTile(step) => TILES[usize::from(step).min(3)].1,
        Ink::Ground => Colour(0xFF, 0xFF, 0xFF),
        Ink::Ochre => Colour(0xB9, 0x7F, 0x10),
        Ink::OchreText => Colour(0x8F, 0x5E, 0x08),
        Ink::Control => Colour(0x85, 0x7B, 0x70),
    }
}

/// The tiles of a map on paper, each with its text.
const TILES: [(Colour, Colour); 4] = [
    (Colour(0xE7, 0xEF, 0xED), super::INK),
    (Colour(0xC3, 0xD6, 0xD0), super::INK),
    (Colour(0x4A, 0x7C, 0x6F), Colour(0xFF, 0xFF, 0xFF)),
    (Colour(0x1E, 0x5B, 0x4F), Colour(0xFF, 0xFF, 0xFF)),
];

/// How much of the strong colour is in each step.
pub const STEPS: [f32; 5] = [0.10, 0.25, 0.45, 0.80, 1.0];

fn pale(strong: Colour, ground: Colour, step: u8) -> Colour {
    let share = STEPS[usize::from(step).min(4)];
    let mix = |strong: u8, ground: u8| {
        (f32::from(strong) * share + f32::from(ground) * (1.0 - share)).round() as u8
    };

    Colour(mix(strong.0, ground.0), mix(strong.1, ground.1), mix(strong.2, ground.2))
}

/// Round numbers from 0 that reach `most`, four to six of them.
fn ticks(most: f64) -> Vec<f64> {
    let most = most.max(1.0);
    let rough = most / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough && (step.fract() == 0.0))
        .unwrap_or(1.0)
        .max(1.0);
    let count = (most / step).ceil() as usize;

    (0..=count).map(|index| index as f64 * step).collect()
}

/// Round numbers from below `least` to above `most`, four to seven of them; from 0 where that is not much farther.
fn ticks_between(least: f64, most: f64) -> Vec<f64> {
    if least < most * 0.4 {
        return ticks(most);
    }
    let rough = ((most - least) / 4.0).max(1.0);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough && step.fract() == 0.0)
        .unwrap_or(1.0);
    let first = (least / step).floor() * step;
    let count = ((most - first) / step).ceil().max(1.0) as usize;

    (0..=count).map(|index| first + index as f64 * step).collect()
}

/// The strokes of a dashed line through points.
fn dashes(points: &[(f32, f32)], (on, off): (f32, f32)) -> Vec<Vec<(f32, f32)>> {
    let mut strokes = Vec::new();
    let mut stroke: Vec<(f32, f32)> = Vec::new();
    let (mut left, mut drawing) = (on, true);
    for pair in points.windows(2) {
        let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
        let length = (to_x - x).hypot(to_y - y);
        let at = |along: f32| {
            let share = if length > 0.0 { along / length } else { 1.0 };
            (x + (to_x - x) * share, y + (to_y - y) * share)
        };
        let mut along = 0.0;
        if drawing && stroke.is_empty() {
            stroke.push((x, y));
        }
        while length - along > left {
            along += left;
            if drawing {
                stroke.push(at(along));
                strokes.push(std::mem::take(&mut stroke));
            } else {
                stroke.push(at(along));
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= length - along;
        if drawing {
            stroke.push((to_x, to_y));
        }
    }
    if stroke.len() > 1 {
        strokes.push(stroke);
    }

    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_greatest() {
        assert_eq!(ticks(2000.0), [0.0, 500.0, 1000.0, 1500.0, 2000.0]);
        assert_eq!(ticks(3.0), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks(0.0), [0.0, 1.0]);
        for most in [1.0, 7.0, 13.0, 99.0, 101.0, 928.0, 1600.0, 123_456.0] {
            let ticks = ticks(most);
            assert!(*ticks.last().unwrap() >= most && (2..=6).contains(&ticks.len()), "{ticks:?}");
        }
    }

    #[test]
    fn an_axis_may_begin_above_0_and_reaches_both_ends() {
        assert_eq!(ticks_between(740.0, 1320.0), [600.0, 800.0, 1000.0, 1200.0, 1400.0]);
        assert_eq!(ticks_between(0.0, 2000.0)[0], 0.0);
        for (least, most) in [(900.0, 901.0), (990.0, 1000.0), (5.0, 5.0), (1234.0, 2345.0)] {
            let ticks = ticks_between(least, most);
            assert!(ticks[0] <= least && *ticks.last().unwrap() >= most, "{ticks:?}");
            assert!((2..=8).contains(&ticks.len()), "{ticks:?}");
        }
    }

    #[test]
    fn dashes_have_their_length_around_corners_too() {
        let strokes = dashes(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], (6.0, 2.0));

        assert_eq!(strokes[0], [(0.0, 0.0), (6.0, 0.0)]);
        assert_eq!(strokes[1], [(8.0, 0.0), (10.0, 0.0), (10.0, 4.0)]);
        assert_eq!(strokes[2], [(10.0, 6.0), (10.0, 10.0)]);
    }
}
