//! Something that is asked of the register and shown when it has come.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use iced::Element;
use iced::widget::space;

use super::action::Action;
use super::widget::muted;
use crate::i18n::Language;
use crate::register::Error;
use crate::text;

/// Something that is being fetched. An answer to an earlier question is dropped.
#[derive(Debug, Clone)]
pub struct Fetched<T> {
    ticket: u64,
    value: Option<T>,
    /// When it was asked for first.
    since: Option<Instant>,
}

/// How long something is waited for before that is said.
const PATIENCE: Duration = Duration::from_millis(200);

/// Which question an answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u64);

impl<T> Default for Fetched<T> {
    fn default() -> Self {
        Self { ticket: 0, value: None, since: None }
    }
}

impl<T> Fetched<T> {
    /// Asks anew; what was fetched before stays until the answer comes.
    pub fn begin(&mut self) -> Ticket {
        // No two questions have the same ticket, not those of two screens of one kind either: an answer
        // about one class is never taken for one about another.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        self.ticket = NEXT.fetch_add(1, Ordering::Relaxed);
        self.since.get_or_insert_with(Instant::now);

        Ticket(self.ticket)
    }

    /// What stands there while nothing has come: nothing at first, then a word that it is on its way.
    pub fn waiting<'a, M: 'a>(&self, language: Language) -> Element<'a, M> {
        match self.since {
            Some(since) if since.elapsed() >= PATIENCE => muted(text!(language, "working")).into(),
            _ => space().into(),
        }
    }

    /// Asks anew and forgets what was fetched before, where that would mislead.
    pub fn begin_afresh(&mut self) -> Ticket {
        self.value = None;

        self.begin()
    }

    /// Whether an answer is the one that is waited for.
    pub fn is_current(&self, ticket: Ticket) -> bool {
        ticket.0 == self.ticket
    }

    /// Takes the answer if it is the one that is waited for.
    pub fn take<M>(&mut self, ticket: Ticket, answer: Result<T, Error>) -> Action<M> {
        if ticket.0 != self.ticket {
            return Action::None;
        }
        match answer {
            Ok(value) => {
                self.value = Some(value);
                Action::None
            }
            Err(error) => Action::Failed(error),
        }
    }

    /// What was fetched.
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// What was fetched, to be arranged by whoever looks at it.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        self.value.as_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_to_one_screen_is_not_taken_by_another_of_its_kind() {
        let (mut one, mut other): (Fetched<u8>, Fetched<u8>) = Default::default();
        let (to_one, _) = (one.begin(), other.begin());
        let _: Action<()> = other.take(to_one, Ok(1));

        assert_eq!(other.value(), None);
    }

    #[test]
    fn a_late_answer_to_an_old_question_is_dropped() {
        let mut fetched: Fetched<u8> = Fetched::default();
        let (old, new) = (fetched.begin(), fetched.begin());
        let _: Action<()> = fetched.take(new, Ok(2));
        let _: Action<()> = fetched.take(old, Ok(1));

        assert_eq!(fetched.value(), Some(&2));
    }
}
