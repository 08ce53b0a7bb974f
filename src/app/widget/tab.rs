//! Tab and Shift+Tab: the next thing takes the focus, in a circle, and is scrolled into sight.

use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::{Focusable, Operation, Outcome, Scrollable};
use iced::advanced::widget::{Id, operate};
use iced::{Rectangle, Task, Vector};

/// Gives the focus to what comes next.
pub fn next<M: Send + 'static>() -> Task<M> {
    operate(FocusSearch { forwards: true, ..FocusSearch::default() }).discard()
}

/// Gives the focus to what comes before.
pub fn previous<M: Send + 'static>() -> Task<M> {
    operate(FocusSearch::default()).discard()
}

/// Something that can have the focus: where it is, and what scrolls around it, outermost first.
#[derive(Debug, Clone)]
struct Stop {
    bounds: Rectangle,
    scrolls: Vec<usize>,
}

/// Something that scrolls.
#[derive(Debug, Clone, Copy)]
struct Scroll {
    bounds: Rectangle,
    translation: Vector,
}

/// Looks for what can have the focus, and what has it.
#[derive(Debug, Default)]
struct FocusSearch {
    forwards: bool,
    places: Vec<Stop>,
    focused: Option<usize>,
    scrolls: Vec<Scroll>,
    around: Vec<usize>,
    entering: Option<usize>,
}

impl Operation<()> for FocusSearch {
    fn traverse(&mut self, visit: &mut dyn FnMut(&mut dyn Operation<()>)) {
        let entered = self.entering.take();
        self.around.extend(entered);
        visit(self);
        if entered.is_some() {
            self.around.pop();
        }
    }

    fn scrollable(
        &mut self,
        _: Option<&Id>,
        bounds: Rectangle,
        _: Rectangle,
        translation: Vector,
        _: &mut dyn Scrollable,
    ) {
        self.entering = Some(self.scrolls.len());
        self.scrolls.push(Scroll { bounds, translation });
    }

    fn focusable(&mut self, _: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            self.focused = Some(self.places.len());
        }
        self.places.push(Stop { bounds, scrolls: self.around.clone() });
    }

    fn finish(&self) -> Outcome<()> {
        let count = self.places.len();
        let target = match (self.focused, self.forwards) {
            _ if count == 0 => return Outcome::None,
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        let place = &self.places[target];
        let mut moves = Vec::new();
        let mut seen = place.bounds;
        for index in place.scrolls.iter().rev() {
            let Scroll { bounds, translation } = self.scrolls[*index];
            let by = Vector::new(
                shift(seen.x, seen.width, bounds.x + translation.x, bounds.width),
                shift(seen.y, seen.height, bounds.y + translation.y, bounds.height),
            );
            moves.push((*index, by));
            seen = seen - translation - by;
        }

        Outcome::Chain(Box::new(Move { target, moves, focusable: 0, scrollable: 0 }))
    }
}

/// How far to scroll so that a stretch lies within what is seen; its beginning counts most.
fn shift(at: f32, length: f32, seen_from: f32, seen: f32) -> f32 {
    if at < seen_from || length > seen {
        at - seen_from
    } else {
        (at + length - seen_from - seen).max(0.0)
    }
}

/// Gives the focus to one place, takes it from all others, and scrolls.
#[derive(Debug)]
struct Move {
    target: usize,
    moves: Vec<(usize, Vector)>,
    focusable: usize,
    scrollable: usize,
}

impl Operation<()> for Move {
    fn traverse(&mut self, visit: &mut dyn FnMut(&mut dyn Operation<()>)) {
        visit(self);
    }

    fn scrollable(
        &mut self,
        _: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        _: Vector,
        state: &mut dyn Scrollable,
    ) {
        if let Some((_, by)) = self.moves.iter().find(|(index, _)| *index == self.scrollable)
            && *by != Vector::ZERO
        {
            state.scroll_by(AbsoluteOffset { x: by.x, y: by.y }, bounds, content);
        }
        self.scrollable += 1;
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        match self.focusable == self.target {
            true => state.focus(),
            false => state.unfocus(),
        }
        self.focusable += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_sight_is_scrolled_just_into_it() {
        assert_eq!(shift(50.0, 20.0, 0.0, 100.0), 0.0);
        assert_eq!(shift(90.0, 20.0, 0.0, 100.0), 10.0);
        assert_eq!(shift(30.0, 20.0, 50.0, 100.0), -20.0);
        assert_eq!(shift(30.0, 500.0, 0.0, 100.0), 30.0);
    }
}
