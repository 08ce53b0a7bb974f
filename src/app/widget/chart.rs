//! A chart on the screen: painted in the theme's colours, read by pointing or with the arrow keys, opened by a press.

use iced::keyboard::{Key, key::Named};
use iced::widget::canvas::{self, Action, Frame, Path, Stroke};
use iced::widget::column;
use iced::{Color, Element, Event, Fill, Pixels, Point, Rectangle, Renderer, Size, Theme, mouse};
use std::fmt::Debug;

use super::focus::area;
use super::small;
use crate::app::theme::{
    RADIUS, REGULAR, SEMIBOLD, Tokens, contrast, size, spacing, style, tokens,
};
use crate::print::chart::{Anchor, Drawing, Ink, STEPS, Shape};
use crate::print::font::MILLIMETRES_PER_POINT;

/// A chart and what is done with it.
pub struct Parts<'a, Message> {
    /// A name by which it can be given the focus.
    pub id: &'static str,
    /// Lays it out in the room there is.
    pub layout: Box<dyn Fn(Size) -> Drawing + 'a>,
    /// How high it is.
    pub height: f32,
    /// What each of its values says, in their order: those that are drawn are the last.
    pub readings: Vec<String>,
    /// The value that is read with the keys.
    pub chosen: Option<usize>,
    /// What stands beneath while none is read.
    pub hint: String,
    /// Reads a value.
    pub choose: fn(usize) -> Message,
    /// Opens what is behind a value.
    pub open: fn(usize) -> Message,
}

/// The chart, with what is read of it beneath.
pub fn chart<'a, Message: Clone + Debug + 'a>(parts: Parts<'a, Message>) -> Element<'a, Message> {
    let Parts { id, layout, height, readings, chosen, hint, choose, open } = parts;
    let count = readings.len();
    let reading = chosen.and_then(|chosen| readings.get(chosen).cloned()).unwrap_or(hint);
    let on_key = move |key: &Key, _| {
        let last = count.checked_sub(1)?;
        let at = match key {
            Key::Named(Named::ArrowRight | Named::ArrowDown) => {
                chosen.map_or(0, |chosen| (chosen + 1).min(last))
            }
            Key::Named(Named::ArrowLeft | Named::ArrowUp) => {
                chosen.map_or(last, |chosen| chosen.saturating_sub(1))
            }
            Key::Named(Named::Home) => 0,
            Key::Named(Named::End) => last,
            Key::Named(Named::Enter | Named::Space) => return chosen.map(open),
            _ => return None,
        };
        Some(choose(at))
    };
    let canvas =
        canvas::Canvas::new(Chart { layout, readings, chosen, open }).width(Fill).height(height);

    let drawn = area(canvas).id(id).padding(spacing::XXS).width(Fill).on_key(on_key);
    let mut content = column![drawn].spacing(spacing::XXS);
    if !reading.is_empty() {
        content = content.push(small(reading).style(style::muted).width(Fill));
    }

    content.into()
}

struct Chart<'a, Message> {
    layout: Box<dyn Fn(Size) -> Drawing + 'a>,
    readings: Vec<String>,
    chosen: Option<usize>,
    open: fn(usize) -> Message,
}

impl<Message> canvas::Program<Message> for Chart<'_, Message> {
    /// The value that is pointed at.
    type State = Option<usize>;

    fn update(
        &self,
        hovered: &mut Option<usize>,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> Option<Action<Message>> {
        let Event::Mouse(event) = event else { return None };
        let drawing = (self.layout)(bounds.size());
        let at = cursor.position_in(bounds).and_then(|at| drawing.spot_at(at.x, at.y));
        match event {
            mouse::Event::CursorMoved { .. } | mouse::Event::CursorLeft => {
                let before = std::mem::replace(hovered, at);
                (before != at).then(Action::request_redraw)
            }
            mouse::Event::ButtonPressed(mouse::Button::Left) => {
                let before = self.readings.len().saturating_sub(drawing.spots.len());
                at.map(|at| Action::publish((self.open)(before + at)).and_capture())
            }
            _ => None,
        }
    }

    fn draw(
        &self,
        hovered: &Option<usize>,
        renderer: &Renderer,
        theme: &Theme,
        bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> Vec<canvas::Geometry> {
        let tokens = tokens(theme);
        let drawing = (self.layout)(bounds.size());
        let mut frame = Frame::new(renderer, bounds.size());
        for shape in &drawing.shapes {
            paint(&mut frame, tokens, shape);
        }
        // Those that are not drawn are read all the same.
        let before = self.readings.len().saturating_sub(drawing.spots.len());
        let chosen = self.chosen.and_then(|chosen| chosen.checked_sub(before));
        if let Some(spot) = chosen.and_then(|chosen| drawing.spots.get(chosen)) {
            ring(&mut frame, tokens, spot.mark, 6.0);
        }
        if let Some((index, spot)) =
            hovered.and_then(|index| Some((index, drawing.spots.get(index)?)))
        {
            ring(&mut frame, tokens, spot.mark, 5.0);
            if let Some(reading) = self.readings.get(before + index) {
                balloon(&mut frame, tokens, spot.mark, bounds.size(), reading);
            }
        }

        vec![frame.into_geometry()]
    }

    fn mouse_interaction(
        &self,
        hovered: &Option<usize>,
        _bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> mouse::Interaction {
        match hovered {
            Some(_) => mouse::Interaction::Pointer,
            None => mouse::Interaction::default(),
        }
    }
}

/// The colour of an ink in a theme.
fn colour(tokens: &Tokens, ink: Ink) -> Color {
    match ink {
        Ink::Text => tokens.ink,
        Ink::Muted => tokens.muted,
        Ink::Grid => tokens.line,
        Ink::Primary => tokens.primary,
        Ink::Pale(step) => pale(tokens, step),
        Ink::OnPale(step) => {
            let ground = pale(tokens, step);
            let better = |one: &Color, other: &Color| {
                contrast(*one, ground).total_cmp(&contrast(*other, ground))
            };
            [tokens.ink, tokens.on_primary, tokens.surface]
                .into_iter()
                .max_by(better)
                .unwrap_or(tokens.ink)
        }
        Ink::Tile(step) => tokens.tiles[usize::from(step).min(3)].0,
        Ink::OnTile(step) => tokens.tiles[usize::from(step).min(3)].1,
        Ink::Ground => tokens.surface,
        Ink::OchreText => tokens.ochre,
        Ink::Ochre => tokens.ochre_fill,
        Ink::Control => tokens.control,
    }
}

fn pale(tokens: &Tokens, step: u8) -> Color {
    let share = STEPS[usize::from(step).min(STEPS.len() - 1)];
    let mix = |strong: f32, ground: f32| strong * share + ground * (1.0 - share);
    let (strong, ground) = (tokens.primary, tokens.surface);

    Color::from_rgb(mix(strong.r, ground.r), mix(strong.g, ground.g), mix(strong.b, ground.b))
}

fn through(points: &[(f32, f32)], closed: bool) -> Path {
    Path::new(|builder| {
        let mut points = points.iter().map(|(x, y)| Point::new(*x, *y));
        let Some(first) = points.next() else { return };
        builder.move_to(first);
        points.for_each(|point| builder.line_to(point));
        if closed {
            builder.close();
        }
    })
}

fn paint(frame: &mut Frame, tokens: &Tokens, shape: &Shape) {
    match shape {
        Shape::Line { points, thickness, ink } => {
            let stroke = Stroke::default().with_color(colour(tokens, *ink)).with_width(*thickness);
            frame.stroke(&through(points, false), stroke);
        }
        Shape::Area { points, ink } => {
            frame.fill(&through(points, true), colour(tokens, *ink));
            if matches!(ink, Ink::Tile(_)) && tokens.has_high_contrast() {
                let edge = Stroke::default().with_color(tokens.control).with_width(2.0);
                frame.stroke(&through(points, true), edge);
            }
        }
        Shape::Text { at, size, strong, ink, anchor, text } => frame.fill_text(canvas::Text {
            content: text.clone(),
            position: Point::new(at.0, baseline(at.1, *size)),
            color: colour(tokens, *ink),
            size: Pixels(*size),
            font: if *strong { SEMIBOLD } else { REGULAR },
            align_x: match anchor {
                Anchor::Start => iced::advanced::text::Alignment::Left,
                Anchor::Middle => iced::advanced::text::Alignment::Center,
                Anchor::End => iced::advanced::text::Alignment::Right,
            },
            align_y: iced::alignment::Vertical::Center,
            ..canvas::Text::default()
        }),
    }
}

/// The middle of a line of Inter whose baseline is known: letters rise 0.73 of the size above it.
fn baseline(y: f32, size: f32) -> f32 {
    y - size * 0.36
}

fn ring(frame: &mut Frame, tokens: &Tokens, (x, y): (f32, f32), radius: f32) {
    let circle = Path::circle(Point::new(x, y), radius);
    frame.fill(&circle, tokens.surface);
    frame.stroke(&circle, Stroke::default().with_color(tokens.ink).with_width(2.0));
}

/// What a value says, beside it and inside the chart.
fn balloon(frame: &mut Frame, tokens: &Tokens, (x, y): (f32, f32), room: Size, text: &str) {
    let lines: Vec<&str> = text.split("; ").collect();
    let wide = lines
        .iter()
        .map(|line| crate::print::Font::Regular.width(line, size::SMALL) / MILLIMETRES_PER_POINT)
        .fold(0.0, f32::max);
    let (padding, line_height) = (8.0, 16.0);
    let box_of = Size::new(wide + 2.0 * padding, lines.len() as f32 * line_height + 2.0 * padding);
    let left =
        if x + 12.0 + box_of.width <= room.width { x + 12.0 } else { x - 12.0 - box_of.width };
    let left = left.clamp(0.0, (room.width - box_of.width).max(0.0));
    let top = (y - box_of.height / 2.0).clamp(0.0, (room.height - box_of.height).max(0.0));
    let around = Path::rounded_rectangle(Point::new(left, top), box_of, (RADIUS / 2.0).into());
    frame.fill(&around, tokens.surface);
    frame.stroke(&around, Stroke::default().with_color(tokens.control).with_width(1.0));
    for (index, line) in lines.into_iter().enumerate() {
        frame.fill_text(canvas::Text {
            content: line.to_owned(),
            position: Point::new(
                left + padding,
                top + padding + line_height * (index as f32 + 0.5),
            ),
            color: tokens.ink,
            size: size::SMALL.into(),
            font: REGULAR,
            align_y: iced::alignment::Vertical::Center,
            ..canvas::Text::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::{DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK, LIGHT};

    #[test]
    fn text_on_every_tile_can_be_read() {
        for tokens in [&LIGHT, &DARK, &HIGH_CONTRAST, &HIGH_CONTRAST_DARK] {
            for step in 0..5 {
                let ratio =
                    contrast(colour(tokens, Ink::OnPale(step)), colour(tokens, Ink::Pale(step)));
                assert!(ratio >= 4.5, "step {step}: {ratio}");
            }
        }
    }
}
