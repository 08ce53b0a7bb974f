//! What needs doing, as numbers.

use super::programme::Course;
use super::{Error, Register};

/// What needs doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Todo {
    /// Sessions whose day has come and that are not logged.
    pub overdue_sessions: u32,
    /// Classes with students that have no session to come or held.
    pub unplanned_classes: u32,
    /// Classes in which some session has no date.
    pub undated_classes: u32,
    /// Certificates ready to print.
    pub ready_certificates: u32,
    /// Certificates that no longer say what the register says.
    pub outdated_certificates: u32,
    /// Students with protected personal data who count and have no certificate: each is decided on by itself.
    pub protected_to_decide: u32,
    /// Students who can't reach the line of the course any more.
    pub no_longer: u32,
}

impl Register {
    /// What needs doing; students who can't reach the line are those of one course.
    pub fn todo(&self, course: &Course) -> Result<Todo, Error> {
        let mut todo: Todo = self
            .connection()
            .prepare_cached(include_str!("todo/todo.sql"))?
            .query_row([self.today()], |row| {
                Ok(Todo {
                    overdue_sessions: row.get(0)?,
                    undated_classes: row.get(1)?,
                    unplanned_classes: row.get(2)?,
                    ..Todo::default()
                })
            })?;
        todo.no_longer =
            self.with_figures(course, None, |figures| Ok(figures.tally.sums().no_longer))?;
        let waiting = self.certificates_waiting()?;
        todo.ready_certificates = waiting.ready;
        todo.protected_to_decide = waiting.to_decide;
        todo.outdated_certificates = waiting.outdated;

        Ok(todo)
    }
}
