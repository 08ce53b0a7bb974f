//! Choosing among courses.

use crate::domain::CourseId;
use crate::register::programme::Course;
use crate::register::{Error, Refusal};

/// A course as it is offered to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseChoice(CourseId, String);

impl CourseChoice {
    /// A course by its name.
    pub fn named(course: &Course) -> Self {
        Self(course.id, course.name.clone())
    }

    /// All of them.
    pub fn all(courses: &[Course]) -> Vec<Self> {
        courses.iter().map(Self::named).collect()
    }

    /// The course that is chosen; the first where none is, or it is gone.
    pub fn of(courses: &[Course], chosen: Option<&Self>) -> Result<Course, Error> {
        let chosen = courses.iter().find(|course| Some(course.id) == chosen.map(|one| one.0));
        let course = chosen.or(courses.first()).cloned();

        Ok(course.ok_or_else(|| Refusal::UnknownCourse(String::new()))?)
    }
}

impl std::fmt::Display for CourseChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.1)
    }
}
