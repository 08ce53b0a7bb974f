//! What lies behind a dialog: seen through a veil, out of reach of mouse and keys, and the same as before
//! when the dialog is closed.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, mouse, overlay, renderer};
use iced::{Background, Color, Element, Event, Length, Rectangle, Size, Theme, Vector};

use crate::app::theme::tokens;

/// How much the veil hides.
const VEIL: f32 = 0.82;

/// Something that may lie behind a dialog.
pub struct Backdrop<'a, Message> {
    content: Element<'a, Message>,
    is_behind: bool,
}

/// Something that lies behind a dialog, or doesn't.
pub fn backdrop<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    is_behind: bool,
) -> Backdrop<'a, Message> {
    Backdrop { content: content.into(), is_behind }
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Backdrop<'_, Message> {
    fn tag(&self) -> tree::Tag {
        self.content.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.content.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.content.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.content.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        self.content.as_widget_mut().layout(tree, renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        if !self.is_behind {
            self.content.as_widget_mut().operate(tree, layout, renderer, operation);
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &iced::Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        if !self.is_behind {
            let content = self.content.as_widget_mut();
            content.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let content = self.content.as_widget();
        if !self.is_behind {
            content.draw(tree, renderer, theme, style, layout, cursor, viewport);
            return;
        }
        let cursor = mouse::Cursor::Unavailable;
        content.draw(tree, renderer, theme, style, layout, cursor, viewport);
        let bounds = layout.bounds();
        let veil = Color { a: VEIL, ..tokens(theme).ground };
        renderer.with_layer(bounds, |renderer| {
            let quad = renderer::Quad { bounds, ..renderer::Quad::default() };
            renderer.fill_quad(quad, Background::Color(veil));
        });
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        if self.is_behind {
            return mouse::Interaction::Idle;
        }

        self.content.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &iced::Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
        if self.is_behind {
            return None;
        }

        self.content.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}

impl<'a, Message: 'a> From<Backdrop<'a, Message>> for Element<'a, Message> {
    fn from(backdrop: Backdrop<'a, Message>) -> Self {
        Self::new(backdrop)
    }
}
