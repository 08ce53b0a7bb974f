//! A line of text that ends in "…" where there is no room for all of it, and says the whole when the pointer rests on it.

use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{self, Paragraph as _, Renderer as _};
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, mouse, overlay, renderer};
use iced::widget::text::{Style, Wrapping};
use iced::{
    Background, Border, Color, Element, Event, Font, Length, Pixels, Point, Rectangle, Size, Theme,
    Vector, window,
};

use crate::app::theme::{self, size, spacing, tokens};

type Paragraph = <iced::Renderer as text::Renderer>::Paragraph;

/// How long the pointer rests before the whole is said.
const SAID_AFTER: Duration = Duration::from_millis(400);
/// The whole is no wider than this; it breaks.
const WIDEST: f32 = 360.0;

/// A line of text.
pub struct Cut {
    content: String,
    size: f32,
    font: Font,
    look: fn(&Theme) -> Style,
}

/// A line of text of the ordinary size.
pub fn cut(content: impl Into<String>) -> Cut {
    Cut {
        content: content.into(),
        size: size::BODY,
        font: theme::REGULAR,
        look: |_| Style::default(),
    }
}

impl Cut {
    /// The same in heavier letters.
    pub fn strong(self) -> Self {
        Self { font: theme::SEMIBOLD, ..self }
    }

    /// The same in another colour.
    pub fn style(self, look: fn(&Theme) -> Style) -> Self {
        Self { look, ..self }
    }

    fn text<'t>(
        &self,
        content: &'t str,
        bounds: Size,
        wrapping: Wrapping,
    ) -> text::Text<&'t str, Font> {
        text::Text {
            content,
            bounds,
            size: Pixels(self.size),
            line_height: text::LineHeight::default(),
            font: self.font,
            align_x: text::Alignment::Default,
            align_y: iced::alignment::Vertical::Top,
            shaping: text::Shaping::Advanced,
            wrapping,
        }
    }

    fn width_of(&self, content: &str) -> f32 {
        Paragraph::with_text(self.text(content, Size::INFINITE, Wrapping::None)).min_width()
    }

    /// The text, cut where it is wider than there is room; whether it was.
    fn fitting(&self, room: f32) -> (String, bool) {
        if self.width_of(&self.content) <= room {
            return (self.content.clone(), false);
        }
        let ends: Vec<usize> = self.content.char_indices().map(|(at, _)| at).collect();
        let shortened = |letters: usize| {
            let end = ends.get(letters).copied().unwrap_or(self.content.len());
            format!("{}…", self.content[..end].trim_end())
        };
        // As many letters as fit, found by halving.
        let (mut fits, mut fails) = (0, ends.len());
        while fails - fits > 1 {
            let middle = fits.midpoint(fails);
            match self.width_of(&shortened(middle)) <= room {
                true => fits = middle,
                false => fails = middle,
            }
        }

        (shortened(fits), true)
    }
}

#[derive(Default)]
struct State {
    /// For which text and room it was laid out.
    of: Option<(String, f32, f32)>,
    paragraph: Paragraph,
    is_cut: bool,
    /// Since when the pointer rests on it.
    hovered: Option<Instant>,
    is_said: bool,
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Cut {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size { width: Length::Shrink, height: Length::Shrink }
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        _renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let room = limits.max().width;
        let is_known = state.of.as_ref().is_some_and(|(content, wide, size)| {
            *content == self.content && *wide == room && *size == self.size
        });
        if !is_known {
            let (shown, is_cut) = self.fitting(room);
            state.paragraph =
                Paragraph::with_text(self.text(&shown, Size::INFINITE, Wrapping::None));
            (state.is_cut, state.of) = (is_cut, Some((self.content.clone(), room, self.size)));
        }

        layout::Node::new(limits.resolve(
            Length::Shrink,
            Length::Shrink,
            state.paragraph.min_bounds(),
        ))
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.text(None, layout.bounds(), &self.content);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &iced::Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        match event {
            Event::Mouse(mouse::Event::CursorMoved { .. } | mouse::Event::CursorLeft) => {
                let is_over = state.is_cut && cursor.is_over(layout.bounds());
                match (is_over, state.hovered) {
                    (true, None) => {
                        let now = Instant::now();
                        state.hovered = Some(now);
                        shell.request_redraw_at(window::RedrawRequest::At(now + SAID_AFTER));
                    }
                    (false, Some(_)) => {
                        (state.hovered, state.is_said) = (None, false);
                        shell.invalidate_layout();
                        shell.request_redraw();
                    }
                    _ => {}
                }
            }
            Event::Window(window::Event::RedrawRequested(now))
                if !state.is_said
                    && state.hovered.is_some_and(|since| *now >= since + SAID_AFTER) =>
            {
                state.is_said = true;
                shell.invalidate_layout();
                shell.request_redraw();
            }
            _ => {}
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let colour = (self.look)(theme).color.unwrap_or(style.text_color);
        renderer.fill_paragraph(&state.paragraph, layout.position(), colour, *viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &iced::Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
        let state = tree.state.downcast_ref::<State>();
        if !state.is_said {
            return None;
        }
        let whole = self.text(&self.content, Size::new(WIDEST, f32::INFINITY), Wrapping::Word);
        let paragraph = Paragraph::with_text(text::Text { size: Pixels(size::SMALL), ..whole });

        Some(overlay::Element::new(Box::new(Whole {
            paragraph,
            under: layout.bounds() + translation,
        })))
    }
}

/// The whole text, under the line that is cut.
struct Whole {
    paragraph: Paragraph,
    under: Rectangle,
}

impl<Message> overlay::Overlay<Message, Theme, iced::Renderer> for Whole {
    fn layout(&mut self, _renderer: &iced::Renderer, bounds: Size) -> layout::Node {
        let text = self.paragraph.min_bounds();
        let size = Size::new(text.width + 2.0 * spacing::S, text.height + 2.0 * spacing::XS);
        let x = self.under.x.min(bounds.width - size.width).max(0.0);
        let below = self.under.y + self.under.height + spacing::XXS;
        let y = match below + size.height <= bounds.height {
            true => below,
            false => (self.under.y - size.height - spacing::XXS).max(0.0),
        };

        layout::Node::new(size).move_to(Point::new(x, y))
    }

    fn draw(
        &self,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
    ) {
        let tokens = tokens(theme);
        let bounds = layout.bounds();
        let border = Border { color: Color::TRANSPARENT, width: 0.0, radius: 6.0.into() };
        let quad = renderer::Quad { bounds, border, ..renderer::Quad::default() };
        renderer.fill_quad(quad, Background::Color(tokens.ink));
        let at = bounds.position() + Vector::new(spacing::S, spacing::XS);
        renderer.fill_paragraph(&self.paragraph, at, tokens.surface, bounds);
    }
}

impl<'a, Message: 'a> From<Cut> for Element<'a, Message> {
    fn from(cut: Cut) -> Self {
        Self::new(cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_ends_in_dots_and_what_fits_does_not() {
        let line = cut("Anpassad gymnasieskola Leksands kommun, Siljansnäs");
        let whole = line.width_of(&line.content);
        assert_eq!(line.fitting(whole + 1.0), (line.content.clone(), false));
        for room in [120.0, 60.0, 30.0] {
            let (shown, is_cut) = line.fitting(room);
            assert!(is_cut && shown.ends_with('…') && line.width_of(&shown) <= room, "{shown}");
        }
        assert_eq!(cut("Elin").fitting(0.0), ("…".to_owned(), true));
    }
}
