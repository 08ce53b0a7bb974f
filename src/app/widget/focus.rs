//! The focusable area: what makes buttons, lists, tabs and the matrix usable by keyboard alone.
//!
//! iced 0.14 lets only text fields take focus. An area takes it too, shows a ring, answers to a press by
//! mouse, Space or Enter, and turns keys into messages while it has the focus.

use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::Focusable;
use iced::advanced::widget::{Id, Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell, mouse, overlay, renderer};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{
    Background, Border, Color, Element, Event, Length, Padding, Rectangle, Size, Theme, Vector,
};

use super::click::Repeats;
use super::content::content_does;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{RADIUS, tokens};

/// How wide the edge of a chosen row is.
const EDGE: f32 = 3.0;

type OnKey<'a, Message> = Box<dyn Fn(&Key, Modifiers) -> Option<Message> + 'a>;

/// Something that can have the focus.
pub struct Area<'a, Message> {
    content: Element<'a, Message>,
    id: Option<Id>,
    kind: Kind,
    padding: Padding,
    width: Length,
    height: Length,
    on_press: Option<Message>,
    on_key: Option<OnKey<'a, Message>>,
    on_inner_key: Option<OnKey<'a, Message>>,
    takes_focus: bool,
    repeats: bool,
}

/// A focusable area around something.
pub fn area<'a, Message>(content: impl Into<Element<'a, Message>>) -> Area<'a, Message> {
    Area {
        content: content.into(),
        id: None,
        kind: Kind::Area,
        padding: Padding::ZERO,
        width: Length::Shrink,
        height: Length::Shrink,
        on_press: None,
        on_key: None,
        on_inner_key: None,
        takes_focus: true,
        repeats: false,
    }
}

impl<'a, Message> Area<'a, Message> {
    /// A name by which it can be given the focus.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// How it looks.
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Room around the content.
    pub fn padding(mut self, padding: impl Into<Padding>) -> Self {
        self.padding = padding.into();
        self
    }

    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    /// What a press by mouse, Space or Enter says. `None` disables it.
    pub fn on_press(mut self, message: impl Into<Option<Message>>) -> Self {
        self.on_press = message.into();
        self
    }

    /// The message a key sends while it has the focus; asked before Space and Enter press it.
    pub fn on_key(mut self, on_key: impl Fn(&Key, Modifiers) -> Option<Message> + 'a) -> Self {
        self.on_key = Some(Box::new(on_key));
        self
    }

    /// The message a key sends that nothing inside took, while something inside has the focus.
    pub fn on_inner_key(
        mut self,
        on_key: impl Fn(&Key, Modifiers) -> Option<Message> + 'a,
    ) -> Self {
        self.on_inner_key = Some(Box::new(on_key));
        self
    }

    /// Leaves it out of the Tab order, for things inside an area that has the focus as a whole.
    pub fn without_focus(mut self) -> Self {
        self.takes_focus = false;
        self
    }

    /// Takes presses one after the other, as what steps does; else the second half of a double click reaches nothing.
    pub fn repeats(mut self) -> Self {
        self.repeats = true;
        self
    }

    fn is_enabled(&self) -> bool {
        self.on_press.is_some() || self.on_key.is_some()
    }
}

#[derive(Debug, Default)]
struct State {
    focused: bool,
    /// Where the button went down, and what a press said then: the release counts only on the same.
    pressed: Option<(Rectangle, u64)>,
    hovered: bool,
}

/// Tells messages apart.
fn fingerprint(message: &impl Debug) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{message:?}").hash(&mut hasher);

    hasher.finish()
}

impl Focusable for State {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        self.focused = true;
    }

    fn unfocus(&mut self) {
        self.focused = false;
    }
}

/// Looks whether anything has the focus.
struct FocusInside(bool);

impl Operation for FocusInside {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        self.0 |= state.is_focused();
    }
}

impl<Message: Clone + Debug> Widget<Message, Theme, iced::Renderer> for Area<'_, Message> {
    content_does!(keeps(State));

    fn size(&self) -> Size<Length> {
        Size { width: self.width, height: self.height }
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        layout::padded(limits, self.width, self.height, self.padding, |limits| {
            self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
        })
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        if self.takes_focus && self.is_enabled() {
            let state = tree.state.downcast_mut::<State>();
            operation.focusable(self.id.as_ref(), layout.bounds(), state);
        }
        if self.repeats {
            operation.custom(self.id.as_ref(), layout.bounds(), &mut Repeats);
        }
        operation.container(self.id.as_ref(), layout.bounds());
        operation.traverse(&mut |operation| {
            if let Some(inside) = layout.children().next() {
                self.content.as_widget_mut().operate(
                    &mut tree.children[0],
                    inside,
                    renderer,
                    operation,
                );
            }
        });
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
        if let Some(inside) = layout.children().next() {
            self.content.as_widget_mut().update(
                &mut tree.children[0],
                event,
                inside,
                cursor,
                renderer,
                clipboard,
                shell,
                viewport,
            );
        }
        let is_key = matches!(event, Event::Keyboard(keyboard::Event::KeyPressed { .. }));
        let focus_inside = is_key && self.on_inner_key.is_some() && {
            let mut looked = FocusInside(false);
            if let Some(inside) = layout.children().next() {
                let content = self.content.as_widget_mut();
                content.operate(&mut tree.children[0], inside, renderer, &mut looked);
            }
            looked.0
        };
        let state = tree.state.downcast_mut::<State>();
        let over = cursor.is_over(layout.bounds());
        let captured = shell.is_event_captured();
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let was_focused = state.focused;
                state.focused = over && self.takes_focus && self.is_enabled();
                state.pressed = None;
                if let Some(message) = self.on_press.as_ref().filter(|_| over && !captured) {
                    state.pressed = Some((layout.bounds(), fingerprint(message)));
                    shell.capture_event();
                }
                if was_focused != state.focused || state.pressed.is_some() {
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                let pressed = state.pressed.take();
                if let Some(message) = self.on_press.as_ref().filter(|_| over && pressed.is_some())
                    && pressed == Some((layout.bounds(), fingerprint(message)))
                {
                    shell.publish(message.clone());
                    shell.capture_event();
                }
            }
            Event::Mouse(mouse::Event::CursorMoved { .. } | mouse::Event::CursorLeft)
                if state.hovered != over =>
            {
                state.hovered = over;
                shell.request_redraw();
            }
            Event::Keyboard(keyboard::Event::KeyPressed {
                modified_key, key, modifiers, ..
            }) if !captured => {
                // Letters as they are typed, named keys as they are.
                let typed = if matches!(key, Key::Named(_)) { key } else { modified_key };
                let ask = |on_key: &Option<OnKey<'_, Message>>| {
                    on_key.as_ref().and_then(|on_key| on_key(typed, *modifiers))
                };
                let pressed = state.focused
                    && matches!(key, Key::Named(Named::Enter | Named::Space))
                    && modifiers.is_empty();
                let answer = ask(if state.focused { &self.on_key } else { &None })
                    .or_else(|| ask(if focus_inside { &self.on_inner_key } else { &None }))
                    .or_else(|| self.on_press.clone().filter(|_| pressed));
                if let Some(message) = answer {
                    shell.publish(message);
                    shell.capture_event();
                }
            }
            _ => {}
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        use iced::advanced::Renderer as _;

        let state = tree.state.downcast_ref::<State>();
        let tokens = tokens(theme);
        let hovered = state.hovered && self.on_press.is_some();
        let face = style::face(tokens, self.kind, hovered, self.is_enabled());
        let bounds = layout.bounds();
        let quad = |border: Border, bounds: Rectangle| renderer::Quad {
            bounds,
            border,
            ..renderer::Quad::default()
        };
        if face.background.is_some() || face.border.1 > 0.0 {
            let radius = match self.kind {
                Kind::ChosenRow => 0.0,
                Kind::Chosen => 6.0,
                _ => RADIUS,
            };
            let border =
                Border { color: face.border.0, width: face.border.1, radius: radius.into() };
            let background = face.background.unwrap_or(Color::TRANSPARENT);
            renderer.fill_quad(quad(border, bounds), Background::Color(background));
        }
        if self.kind == Kind::ChosenRow && !tokens.has_high_contrast() {
            let edge = Rectangle { width: EDGE, ..bounds };
            renderer.fill_quad(quad(Border::default(), edge), Background::Color(tokens.primary));
        }
        if let Some(inside) = layout.children().next() {
            self.content.as_widget().draw(
                &tree.children[0],
                renderer,
                theme,
                &renderer::Style { text_color: face.text },
                inside,
                cursor,
                viewport,
            );
        }
        if state.focused {
            let on_brand = matches!(self.kind, Kind::Route | Kind::CurrentRoute);
            let color = match (on_brand, self.kind) {
                (true, _) => tokens.on_brand,
                (false, Kind::Primary) => tokens.ink,
                (false, _) => tokens.primary,
            };
            let ring = Border { color, width: 2.0, radius: RADIUS.into() };
            renderer.fill_quad(quad(ring, bounds), Background::Color(Color::TRANSPARENT));
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        let inside = layout.children().next().map(|inside| {
            self.content.as_widget().mouse_interaction(
                &tree.children[0],
                inside,
                cursor,
                viewport,
                renderer,
            )
        });
        match inside {
            Some(interaction) if interaction != mouse::Interaction::default() => interaction,
            _ if cursor.is_over(layout.bounds()) && self.on_press.is_some() => {
                mouse::Interaction::Pointer
            }
            _ => mouse::Interaction::default(),
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &iced::Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
        let inside = layout.children().next()?;

        self.content.as_widget_mut().overlay(
            &mut tree.children[0],
            inside,
            renderer,
            viewport,
            translation,
        )
    }
}

impl<'a, Message: Clone + Debug + 'a> From<Area<'a, Message>> for Element<'a, Message> {
    fn from(area: Area<'a, Message>) -> Self {
        Self::new(area)
    }
}
