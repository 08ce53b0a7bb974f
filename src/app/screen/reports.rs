//! Rapporter: the figures of a course on a day, by a breakdown; kept as a table for other programs.

use iced::widget::{column, container, row, space};
use iced::{Element, Fill, Task};
use serde::{Deserialize, Serialize};

use super::{Action, Context, Fetched, Ticket};
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{self, Column, Key, Look, Outcome, Parts, text_cell};
use crate::app::widget::{body, button, card, field, muted, small, strong};
use crate::domain::figure::Breakdown;
use crate::domain::progress::Count;
use crate::i18n::{Language, date, number};
use crate::outlet;
use crate::outlet::table::Cell;
use crate::register::Error;
use crate::register::programme::Course;
use crate::register::progress::{BreakdownRow, Progress};
use crate::{sentence, text};

/// The screen.
#[derive(Debug)]
pub struct Reports {
    facts: Fetched<Facts>,
    kept: Kept,
    course: Option<CourseChoice>,
    day: String,
    table: table::State<usize>,
}

/// What is remembered till next time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    by: By,
    look: Look,
}

/// What the figures are broken down by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum By {
    #[default]
    Municipality,
    School,
    StudyPath,
    Sex,
    Year,
    Term,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct Facts {
    progress: Progress,
    courses: Vec<Course>,
}

/// A course as it is offered to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseChoice(String);

impl std::fmt::Display for CourseChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<Facts, Error>>),
    By(By),
    Course(CourseChoice),
    Day(String),
    Table(table::Message),
    Save,
}

/// What the screen is remembered under.
const MEMORY: &str = "reports";

impl Reports {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let kept: Kept = context.memory.get(MEMORY);
        let mut screen = Self {
            facts: Fetched::default(),
            course: None,
            day: context.today.to_string(),
            table: table::State::new(ROW_HEIGHT, kept.look.clone()),
            kept,
        };
        let task = screen.reload(context);

        (screen, task)
    }

    /// Whether what is shown has not come yet.
    pub fn is_waiting(&self) -> bool {
        self.facts.value().is_none()
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let Some(day) = date::typed(&self.day, context.today) else { return Task::none() };
        let ticket = self.facts.ask();
        let course = self.course.clone().map(|course| course.0);
        // Today's figures are those that are kept; a past day is worked out.
        let as_of = (day != context.today).then_some(day);
        let by = self.kept.by.breakdown();

        context.ask(
            move |register| {
                let course = register.find_course(course.as_deref())?;
                Ok(Facts {
                    progress: register.progress(&course, as_of, Some(by))?,
                    courses: register.courses()?,
                })
            },
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let action = self.facts.take(ticket, *answer);
                self.arrange(context.language);
                action
            }
            Message::By(by) => {
                self.kept.by = by;
                self.remember(context);
                Action::Run(self.reload(context))
            }
            Message::Course(course) => {
                self.course = Some(course);
                Action::Run(self.reload(context))
            }
            Message::Day(day) => {
                self.day = day;
                Action::Run(self.reload(context))
            }
            Message::Table(message) => {
                let (outcome, task) = self.table.update(message, Some);
                self.remember(context);
                if outcome == Outcome::Arrange {
                    self.arrange(context.language);
                }
                Action::Run(task.map(Message::Table))
            }
            Message::Save => {
                let Some(facts) = self.facts.value() else { return Action::None };
                let language = context.language;
                let rows = rows(language, self.kept.by, &facts.progress);
                let name = text!(language, "reports-file", day = facts.progress.as_of.to_string());
                Action::SaveFile(
                    format!("{name}.csv"),
                    outlet::table::separated(&rows, outlet::table::Separated::Swedish),
                )
            }
        }
    }

    fn remember(&mut self, context: &Context) {
        self.kept.look = self.table.look();
        context.memory.put(MEMORY, &self.kept);
    }

    fn arrange(&mut self, language: Language) {
        let rows = self.facts.value().map(|facts| facts.progress.by.as_slice()).unwrap_or_default();
        self.table.arrange(0..rows.len(), |column, index| {
            let row = &rows[index];
            let number = |number: u32| Key::Number(number.into());
            match column {
                "completed" => number(row.count.completed),
                "started" => number(row.count.started),
                "enrolled" => number(row.count.enrolled),
                "share" => Key::Number(share(row.count)),
                _ => Key::text(&label(language, row)),
            }
        });
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(facts) = self.facts.value() else { return self.facts.waiting(context.language) };
        let courses: Vec<CourseChoice> =
            facts.courses.iter().map(|course| CourseChoice(course.name.clone())).collect();
        let course = Some(CourseChoice(facts.progress.course.name.clone()));
        let bad_day = date::typed(&self.day, context.today)
            .is_none()
            .then(|| text!(language, "log-bad-date"));
        let choices = row![
            container(field::labelled(
                text!(language, "reports-day"),
                field::date(language, context.today, &self.day, Message::Day),
                bad_day
            ))
            .width(180),
            container(field::labelled(
                text!(language, "settings-course"),
                field::choice(courses, course, Fill, Message::Course),
                None
            ))
            .width(260),
            button::primary(text!(language, "reports-save")).on_press(Message::Save),
        ]
        .spacing(spacing::S)
        .align_y(iced::Bottom);
        let by = segmented(
            &[By::Municipality, By::School, By::StudyPath, By::Sex, By::Year, By::Term]
                .map(|by| (by, by.label(language))),
            self.kept.by,
            Message::By,
        );
        let parts = Parts {
            columns: &columns(language, self.kept.by),
            room: context.room.width - table::AROUND,
            columns_label: text!(language, "table-columns"),
            key: &|index| Some(index),
            cell: &move |index, column| match facts.progress.by.get(index) {
                Some(row) => figure(language, row, column),
                None => space().into(),
            },
        };
        let table = table::table(&self.table, parts, Message::Table);

        column![
            choices.wrap().vertical_spacing(spacing::XS),
            by,
            strong(total(language, &facts.progress)),
            small(sentence::rule(language, facts.progress.course.rule)).style(style::muted),
            card(table).padding([spacing::XXS, spacing::XS]).height(Fill),
        ]
        .spacing(spacing::S)
        .into()
    }
}

impl By {
    fn breakdown(self) -> Breakdown {
        match self {
            Self::Municipality => Breakdown::Municipality,
            Self::School => Breakdown::School,
            Self::StudyPath => Breakdown::StudyPath,
            Self::Sex => Breakdown::Sex,
            Self::Year => Breakdown::Year,
            Self::Term => Breakdown::Term,
        }
    }

    fn label(self, language: Language) -> String {
        match self {
            Self::Municipality => text!(language, "reports-municipality"),
            Self::School => text!(language, "classes-school"),
            Self::StudyPath => text!(language, "student-study-path"),
            Self::Sex => text!(language, "student-sex"),
            Self::Year => text!(language, "reports-year"),
            Self::Term => text!(language, "classes-term"),
        }
    }
}

/// Of those enrolled, who count, in hundredths of a percent; −1 where nobody is enrolled.
fn share(count: Count) -> i64 {
    match count.enrolled {
        0 => -1,
        enrolled => i64::from(count.completed) * 10_000 / i64::from(enrolled),
    }
}

fn label(language: Language, row: &BreakdownRow) -> String {
    match (&row.key, row.label.as_str()) {
        (None, _) => text!(language, "cli-unknown"),
        (Some(key), "") => match key.as_str() {
            "female" => text!(language, "student-sex-female"),
            "male" => text!(language, "student-sex-male"),
            other => other.to_owned(),
        },
        (Some(_), label) => label.to_owned(),
    }
}

fn columns(language: Language, by: By) -> [Column; 5] {
    [
        Column::needed("label", by.label(language), 180.0),
        Column::needed("completed", text!(language, "reports-completed"), 90.0).with_figures(),
        Column::new("started", text!(language, "reports-started"), 90.0).with_figures(),
        Column::new("enrolled", text!(language, "reports-enrolled"), 90.0).with_figures(),
        Column::new("share", text!(language, "reports-share"), 110.0).with_figures(),
    ]
}

fn figure<'a>(language: Language, row: &BreakdownRow, column: &str) -> Element<'a, Message> {
    let count = row.count;
    let whole = |number: u32| body(number::whole(language, number.into()));
    text_cell(match column {
        "completed" => strong(number::whole(language, count.completed.into())),
        "started" => whole(count.started),
        "enrolled" => whole(count.enrolled),
        "share" if count.enrolled == 0 => muted("–"),
        "share" => body(number::percent(language, count.completed.into(), count.enrolled.into())),
        _ => body(label(language, row)),
    })
}

/// All rows together, and what day they are about.
fn total(language: Language, progress: &Progress) -> String {
    let whole = |number: u32| number::whole(language, number.into());

    text!(
        language,
        "reports-total",
        day = date::long(language, progress.as_of),
        completed = whole(progress.count.completed),
        started = whole(progress.count.started),
        enrolled = whole(progress.count.enrolled),
        target = whole(progress.course.target)
    )
}

/// The table as it is saved: what it is about, the rows, their sum.
fn rows(language: Language, by: By, progress: &Progress) -> Vec<Vec<Cell>> {
    let count = |label: String, count: Count| {
        vec![label.into(), count.completed.into(), count.started.into(), count.enrolled.into()]
    };
    let mut rows = vec![
        vec![progress.course.name.as_str().into(), progress.as_of.to_string().into()],
        vec![sentence::rule(language, progress.course.rule).into()],
        vec![
            by.label(language).into(),
            text!(language, "reports-completed").into(),
            text!(language, "reports-started").into(),
            text!(language, "reports-enrolled").into(),
        ],
    ];
    rows.extend(progress.by.iter().map(|row| count(label(language, row), row.count)));
    rows.push(count(text!(language, "reports-all"), progress.count));

    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_enrolled_is_no_share() {
        assert_eq!(share(Count::default()), -1);
        assert_eq!(share(Count { enrolled: 3, started: 3, completed: 1 }), 3333);
    }
}
