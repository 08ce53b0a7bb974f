//! A field for a day: typed as `3/2`, `2027-02-03` or `idag`, or picked from a calendar that the arrow
//! down, or the picture at its end, opens.

use chrono::NaiveDate;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Overlay, Shell, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::{container, row};
use iced::{Center, Element, Event, Fill, Length, Point, Rectangle, Size, Theme, Vector};
use lucide_icons::Icon;
use std::fmt::Debug;

use super::button;
use super::calendar::{self, Answer, Calendar};
use super::content::content_does;
use super::typing::{self, Typing};
use crate::app::theme::{size, spacing};
use crate::i18n::{Language, date};

/// The room of the picture that opens the calendar.
const PICTURE: f32 = 36.0;

/// A field for a day.
pub struct DateField<'a, Message> {
    content: Element<'a, Message>,
    language: Language,
    today: NaiveDate,
    value: String,
    on_input: Box<dyn Fn(String) -> Message + 'a>,
}

/// A field for a day around a field to type in.
pub fn date_field<'a, Message: Clone + Debug + 'a>(
    language: Language,
    today: NaiveDate,
    value: &str,
    input: Typing<'a, Message>,
    on_input: impl Fn(String) -> Message + 'a,
) -> DateField<'a, Message> {
    let picture =
        container(button::glyph(Icon::CalendarDays, size::LARGE)).width(PICTURE).center_x(PICTURE);

    DateField {
        content: row![Element::from(input.width(Fill)), picture].align_y(Center).into(),
        language,
        today,
        value: value.to_owned(),
        on_input: Box::new(on_input),
    }
}

#[derive(Debug, Default)]
struct State {
    /// The day under the cursor while the calendar is open.
    open: Option<NaiveDate>,
}

impl<Message> DateField<'_, Message> {
    fn begin(&self) -> NaiveDate {
        date::typed(&self.value, self.today).unwrap_or(self.today)
    }
}

/// Whether the field inside has the focus.
fn is_focused(tree: &Tree) -> bool {
    typing::is_focused(&tree.children[0].children[0])
}

impl<Message: Clone + Debug> Widget<Message, Theme, iced::Renderer> for DateField<'_, Message> {
    content_does!(keeps(State), layout, operate, draw);

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Shrink)
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
        self.content.as_widget_mut().update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
        let picture = layout.children().nth(1).map(|layout| layout.bounds());
        let opens = match event {
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: Key::Named(Named::ArrowDown),
                ..
            }) => !shell.is_event_captured() && is_focused(tree),
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                picture.is_some_and(|picture| cursor.is_over(picture))
            }
            _ => false,
        };
        if opens {
            let state = tree.state.downcast_mut::<State>();
            state.open = Some(self.begin());
            shell.capture_event();
            shell.request_redraw();
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
        let picture = layout.children().nth(1).map(|layout| layout.bounds());
        if picture.is_some_and(|picture| cursor.is_over(picture)) {
            return mouse::Interaction::Pointer;
        }

        self.content.as_widget().mouse_interaction(
            &tree.children[0],
            layout,
            cursor,
            viewport,
            renderer,
        )
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &iced::Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
        let state = tree.state.downcast_mut::<State>();
        state.open?;
        let field = layout.bounds() + translation;

        Some(overlay::Element::new(Box::new(Open {
            state,
            field,
            language: self.language,
            today: self.today,
            on_input: &*self.on_input,
        })))
    }
}

impl<'a, Message: Clone + Debug + 'a> From<DateField<'a, Message>> for Element<'a, Message> {
    fn from(field: DateField<'a, Message>) -> Self {
        Self::new(field)
    }
}

/// The calendar while it is open.
struct Open<'b, Message> {
    state: &'b mut State,
    field: Rectangle,
    language: Language,
    today: NaiveDate,
    on_input: &'b dyn Fn(String) -> Message,
}

impl<Message> Open<'_, Message> {
    fn calendar(&self) -> Calendar {
        let cursor = self.state.open.unwrap_or(self.today);

        Calendar { language: self.language, today: self.today, cursor }
    }

    fn answer(&mut self, answer: Answer, shell: &mut Shell<'_, Message>) {
        match answer {
            Answer::Move(day) => self.state.open = Some(day),
            Answer::Choose(day) => {
                self.state.open = None;
                shell.publish((self.on_input)(day.to_string()));
            }
            Answer::Close => self.state.open = None,
        }
        shell.capture_event();
        shell.request_redraw();
    }
}

impl<Message> Overlay<Message, Theme, iced::Renderer> for Open<'_, Message> {
    fn layout(&mut self, _renderer: &iced::Renderer, bounds: Size) -> layout::Node {
        let size = calendar::SIZE;
        let below = self.field.y + self.field.height + spacing::XXS;
        let y = match below + size.height <= bounds.height {
            true => below,
            false => (self.field.y - size.height - spacing::XXS).max(0.0),
        };
        let x = self.field.x.min(bounds.width - size.width).max(0.0);

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
        self.calendar().draw(renderer, theme, layout.bounds());
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &iced::Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        match event {
            Event::Keyboard(keyboard::Event::KeyPressed { key, .. }) => {
                if let Some(answer) = self.calendar().key(key) {
                    self.answer(answer, shell);
                }
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let answer = match cursor.position_in(layout.bounds()) {
                    Some(at) => self.calendar().press(at),
                    None => Some(Answer::Close),
                };
                match answer {
                    Some(answer) => self.answer(answer, shell),
                    None => shell.capture_event(),
                }
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        match cursor.is_over(layout.bounds()) {
            true => mouse::Interaction::Pointer,
            false => mouse::Interaction::None,
        }
    }
}
