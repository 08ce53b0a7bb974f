//! Cells of one size in rows and columns, as the pointer finds them: pressed, dragged over, asked for a menu. What they look
//! like is drawn by what lies inside.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Shell, mouse, overlay, renderer};
use iced::keyboard::{self, Modifiers};
use iced::{Element, Event, Length, Point, Rectangle, Size, Theme, Vector};

use super::content::content_does;

/// Where the cells lie in what is drawn, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geometry {
    /// To the left of the first column.
    pub left: f32,
    /// From one row or column to the next.
    pub pitch: Size,
    pub rows: usize,
    pub columns: usize,
}

impl Geometry {
    /// The cell at a place: row and column.
    pub fn cell_at(self, at: Point) -> Option<(usize, usize)> {
        let (row, column) = (at.y / self.pitch.height, (at.x - self.left) / self.pitch.width);
        let inside = row >= 0.0 && column >= 0.0;
        let cell = (row as usize, column as usize);

        (inside && cell.0 < self.rows && cell.1 < self.columns).then_some(cell)
    }
}

/// What the pointer did, with row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointed {
    /// A cell was pressed.
    Press(usize, usize),
    /// A cell was pressed with Shift, or is dragged to: the range goes on to it.
    Extend(usize, usize),
    /// A cell's menu is asked for.
    Menu(usize, usize),
}

/// Cells around what draws them.
pub struct Cells<'a, Message> {
    content: Element<'a, Message>,
    geometry: Geometry,
    on_point: Box<dyn Fn(Pointed) -> Message + 'a>,
}

/// Cells that the pointer finds.
pub fn cells<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    geometry: Geometry,
    on_point: impl Fn(Pointed) -> Message + 'a,
) -> Cells<'a, Message> {
    Cells { content: content.into(), geometry, on_point: Box::new(on_point) }
}

#[derive(Debug, Default)]
struct State {
    /// The cell the pointer was over last while the button is down.
    dragging: Option<(usize, usize)>,
    modifiers: Modifiers,
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Cells<'_, Message> {
    content_does!(keeps(State), size, layout, operate, draw, overlay);

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
        let cell = cursor.position_in(layout.bounds()).and_then(|at| self.geometry.cell_at(at));
        match (event, cell) {
            (Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)), _) => {
                state.modifiers = *modifiers;
            }
            (
                Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)),
                Some((row, column)),
            ) => {
                state.dragging = Some((row, column));
                let pointed = match state.modifiers.shift() {
                    true => Pointed::Extend(row, column),
                    false => Pointed::Press(row, column),
                };
                shell.publish((self.on_point)(pointed));
                shell.capture_event();
            }
            (
                Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right)),
                Some((row, column)),
            ) => {
                shell.publish((self.on_point)(Pointed::Menu(row, column)));
                shell.capture_event();
            }
            (Event::Mouse(mouse::Event::CursorMoved { .. }), Some((row, column)))
                if state.dragging.is_some_and(|before| before != (row, column)) =>
            {
                state.dragging = Some((row, column));
                shell.publish((self.on_point)(Pointed::Extend(row, column)));
            }
            (Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)), _) => {
                state.dragging = None;
            }
            _ => {}
        }
    }
}

impl<'a, Message: 'a> From<Cells<'a, Message>> for Element<'a, Message> {
    fn from(cells: Cells<'a, Message>) -> Self {
        Self::new(cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_in_the_cell_that_is_drawn_there() {
        let geometry = Geometry { left: 200.0, pitch: Size::new(50.0, 30.0), rows: 3, columns: 4 };

        assert_eq!(geometry.cell_at(Point::new(201.0, 1.0)), Some((0, 0)));
        assert_eq!(geometry.cell_at(Point::new(399.0, 89.0)), Some((2, 3)));
        assert_eq!(geometry.cell_at(Point::new(199.0, 1.0)), None, "the names");
        assert_eq!(geometry.cell_at(Point::new(401.0, 1.0)), None);
        assert_eq!(geometry.cell_at(Point::new(250.0, 91.0)), None);
    }
}
