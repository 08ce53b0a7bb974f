//! What lies under a click: the second press of a double click reaches nothing, so that it never falls through to what the
//! first one has opened. Fields to type in and buttons that step take as many presses as come, as long as they stay where
//! they are.

use std::any::Any;
use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::{self, Operation};
use iced::advanced::widget::{Id, Tree, Widget, tree};
use iced::advanced::{Clipboard, Overlay, Shell, mouse, overlay, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Size, Theme, Vector};

use super::content::content_does;

/// A press so soon after another, and so near to it, is its second half.
const SOON: Duration = Duration::from_millis(500);
/// In logical pixels.
const NEAR: f32 = 6.0;

/// Says of itself, when widgets are looked through, that it takes presses one after the other.
#[derive(Debug)]
pub struct Repeats;

/// Everything in the window, guarded from the second halves of double clicks.
pub struct Guard<'a, Message> {
    content: Element<'a, Message>,
}

/// Guards what is in the window.
pub fn guard<'a, Message>(content: impl Into<Element<'a, Message>>) -> Guard<'a, Message> {
    Guard { content: content.into() }
}

/// The newest press.
#[derive(Debug, Clone, Copy)]
struct Press {
    at: Instant,
    place: Point,
    /// What takes several presses and lay there.
    repeats: Option<Rectangle>,
    /// Whether it went to something that lay over the window: a menu, a calendar.
    over: bool,
}

#[derive(Debug, Default)]
struct State {
    last: Option<Press>,
    /// Whether the button is down of a press that reached nothing.
    swallowing: bool,
}

impl State {
    /// The press before, if this one is its second half.
    fn first_half(&self, place: Point) -> Option<Press> {
        self.last.filter(|last| last.at.elapsed() <= SOON && last.place.distance(place) <= NEAR)
    }

    /// Takes a press for itself.
    fn swallow<Message>(&mut self, place: Point, first: Press, shell: &mut Shell<'_, Message>) {
        self.last = Some(Press { at: Instant::now(), place, ..first });
        self.swallowing = true;
        shell.capture_event();
    }

    /// What else than presses a guard looks at; true where the event goes no further.
    fn watch<Message>(&mut self, event: &Event, shell: &mut Shell<'_, Message>) -> bool {
        match event {
            // Whoever moves away and comes back means a new click.
            Event::Mouse(mouse::Event::CursorMoved { position }) => {
                self.last = self.last.filter(|last| last.place.distance(*position) <= NEAR);
                false
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) if self.swallowing => {
                self.swallowing = false;
                shell.capture_event();
                true
            }
            _ => false,
        }
    }
}

fn is_press(event: &Event) -> bool {
    matches!(event, Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)))
}

/// Looks for what takes several presses at a place.
struct Repeating {
    place: Point,
    shift: Vector,
    entering: Option<Vector>,
    found: Option<Rectangle>,
}

impl Repeating {
    fn note(&mut self, bounds: Rectangle) {
        let seen = bounds - self.shift;
        if seen.contains(self.place) {
            self.found = Some(seen);
        }
    }
}

impl Operation for Repeating {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let before = self.shift;
        if let Some(shift) = self.entering.take() {
            self.shift += shift;
        }
        operate(self);
        self.shift = before;
    }

    fn scrollable(
        &mut self,
        _: Option<&Id>,
        _: Rectangle,
        _: Rectangle,
        translation: Vector,
        _: &mut dyn operation::Scrollable,
    ) {
        self.entering = Some(translation);
    }

    fn text_input(&mut self, _: Option<&Id>, bounds: Rectangle, _: &mut dyn operation::TextInput) {
        self.note(bounds);
    }

    fn custom(&mut self, _: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if state.is::<Repeats>() {
            self.note(bounds);
        }
    }
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Guard<'_, Message> {
    content_does!(keeps(State), size, layout, operate, draw, mouse_interaction);

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
        let Tree { state, children, .. } = tree;
        let state = state.downcast_mut::<State>();
        let content = self.content.as_widget_mut();
        if is_press(event)
            && let Some(place) = cursor.position()
        {
            let mut looked = Repeating { place, shift: Vector::ZERO, entering: None, found: None };
            content.operate(&mut children[0], layout, renderer, &mut looked);
            let repeats = looked.found;
            if let Some(first) = state.first_half(place)
                && (repeats.is_none() || repeats != first.repeats)
            {
                state.swallow(place, first, shell);
                return;
            }
            state.last = Some(Press { at: Instant::now(), place, repeats, over: false });
        }
        if state.watch(event, shell) {
            return;
        }
        content.update(
            &mut children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &iced::Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
        let Tree { state, children, .. } = tree;
        let content = self.content.as_widget_mut();
        let over = content.overlay(&mut children[0], layout, renderer, viewport, translation)?;
        let state = state.downcast_mut::<State>();

        Some(overlay::Element::new(Box::new(Over { over, state })))
    }
}

/// Something that lies over the window, guarded alike.
struct Over<'b, Message> {
    over: overlay::Element<'b, Message, Theme, iced::Renderer>,
    state: &'b mut State,
}

impl<Message> Overlay<Message, Theme, iced::Renderer> for Over<'_, Message> {
    fn layout(&mut self, renderer: &iced::Renderer, bounds: Size) -> layout::Node {
        self.over.as_overlay_mut().layout(renderer, bounds)
    }

    fn draw(
        &self,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
    ) {
        self.over.as_overlay().draw(renderer, theme, style, layout, cursor);
    }

    fn operate(
        &mut self,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        self.over.as_overlay_mut().operate(layout, renderer, operation);
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &iced::Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let press = cursor.position().filter(|_| is_press(event));
        let first = press.and_then(|place| self.state.first_half(place));
        if let (Some(place), Some(first)) = (press, first.filter(|first| !first.over)) {
            // A word that appears where the pointer rests is no reason to be strict with what takes several presses.
            if first.repeats.is_none() {
                self.state.swallow(place, first, shell);
            }
            return;
        }
        let over = self.over.as_overlay_mut();
        over.update(event, layout, cursor, renderer, clipboard, shell);
        let Some(place) = press else { return };
        if shell.is_event_captured() {
            let now = Instant::now();
            self.state.last = Some(Press { at: now, place, repeats: None, over: true });
        } else if let Some(first) = first {
            self.state.swallow(place, first, shell);
        }
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        self.over.as_overlay().mouse_interaction(layout, cursor, renderer)
    }

    fn overlay<'c>(
        &'c mut self,
        layout: Layout<'c>,
        renderer: &iced::Renderer,
    ) -> Option<overlay::Element<'c, Message, Theme, iced::Renderer>> {
        self.over.as_overlay_mut().overlay(layout, renderer)
    }

    fn index(&self) -> f32 {
        self.over.as_overlay().index()
    }
}

impl<'a, Message: 'a> From<Guard<'a, Message>> for Element<'a, Message> {
    fn from(guard: Guard<'a, Message>) -> Self {
        Self::new(guard)
    }
}
