//! The figures of a course on a day, by a breakdown; each opens the students behind it.

use iced::widget::{column, container, row, space};
use iced::{Element, Fill, Task};
use serde::{Deserialize, Serialize};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::screen::course_choice::CourseChoice;
use crate::app::screen::overview::behind;
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{self, Column, Key, Outcome, Parts, TableLayout, text_cell};
use crate::app::widget::{body, button, card, field, muted, small, strong};
use crate::domain::figure::{Breakdown, Figure, Measure};
use crate::domain::progress::Count;
use crate::export;
use crate::export::table::Cell;
use crate::i18n::{Language, date, number};
use crate::register::Error;
use crate::register::handle::Question;
use crate::register::programme::Course;
use crate::register::progress::{BreakdownRow, Progress};
use crate::{messages, text};

/// This part of the screen.
#[derive(Debug)]
pub struct Figures {
    loaded: Fetched<ReportFigures>,
    kept: Remembered,
    course: Option<CourseChoice>,
    day: String,
    table: table::State<usize, FigureColumn>,
}

/// What is remembered till next time.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    by: Breakdown,
    layout: TableLayout<FigureColumn>,
}

impl Default for Remembered {
    fn default() -> Self {
        Self { by: Breakdown::Municipality, layout: TableLayout::default() }
    }
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct ReportFigures {
    progress: Progress,
    by: Breakdown,
    courses: Vec<Course>,
}

/// What is shown of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FigureColumn {
    Row,
    Completed,
    Started,
    Enrolled,
    Share,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<ReportFigures, Error>>),
    By(Breakdown),
    Behind(Figure),
    Course(CourseChoice),
    Day(String),
    Table(table::Message<FigureColumn>),
    Save,
}

/// What the screen is remembered under.
const MEMORY: &str = "reports";

impl Figures {
    pub fn new(context: &Context) -> Self {
        let kept: Remembered = context.memory.get(MEMORY);

        Self {
            loaded: Fetched::default(),
            course: None,
            day: context.today.to_string(),
            table: table::State::new(ROW_HEIGHT, kept.layout.clone()),
            kept,
        }
    }

    /// Whether what is shown has not come yet.
    pub fn is_waiting(&self) -> bool {
        self.loaded.value().is_none()
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        // A figure of a day to come would be a forecast, and stands on the overview.
        let typed = date::typed(&self.day, context.today);
        let Some(day) = typed.filter(|day| *day <= context.today) else { return Task::none() };
        let ticket = self.loaded.begin();
        let course = self.course.clone();
        // Today's figures are those that are kept; a past day is worked out.
        let as_of = (day != context.today).then_some(day);
        let by = self.kept.by;

        context.ask_newest(
            Question("figures of a day"),
            move |register| {
                let courses = register.courses()?;
                let course = CourseChoice::of(&courses, course.as_ref())?;
                Ok(ReportFigures {
                    progress: register.progress(&course, as_of, Some(by))?,
                    by,
                    courses,
                })
            },
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let action = self.loaded.take(ticket, *answer);
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
            Message::Behind(figure) => behind(context, figure),
            Message::Day(day) => {
                self.day = day;
                Action::Run(self.reload(context))
            }
            Message::Table(message) => {
                let (outcome, task) = self.table.update(message, Some);
                self.remember(context);
                match outcome {
                    Outcome::Arrange => self.arrange(context.language),
                    // With the keys one comes to all of a row; the list tells them apart.
                    Outcome::Open(index) => {
                        let loaded = self.loaded.value();
                        let row = loaded
                            .and_then(|loaded| Some((loaded, loaded.progress.by.get(index)?)));
                        let Some((loaded, row)) = row else { return Action::None };
                        return behind(context, figure(loaded, context, row, Measure::Enrolled));
                    }
                    Outcome::None => {}
                }
                Action::Run(task.map(Message::Table))
            }
            Message::Save => {
                let Some(loaded) = self.loaded.value() else { return Action::None };
                let language = context.language;
                let rows = rows(language, loaded.by, &loaded.progress);
                let name = text!(language, "reports-file", day = loaded.progress.as_of.to_string());
                Action::SaveFile(
                    format!("{name}.csv"),
                    export::table::separated(&rows, export::table::Separated::Swedish),
                )
            }
        }
    }

    fn remember(&mut self, context: &Context) {
        self.kept.layout = self.table.layout();
        context.memory.put(MEMORY, &self.kept);
    }

    fn arrange(&mut self, language: Language) {
        let Some(loaded) = self.loaded.value() else { return };
        let (rows, by) = (loaded.progress.by.as_slice(), loaded.by);
        self.table.arrange(0..rows.len(), |column, index| {
            let row = &rows[index];
            let number = |number: u32| Key::Number(number.into());
            match column {
                FigureColumn::Completed => number(row.count.completed),
                FigureColumn::Started => number(row.count.started),
                FigureColumn::Enrolled => number(row.count.enrolled),
                FigureColumn::Share => Key::Number(share(row.count)),
                FigureColumn::Row => Key::text(&messages::figure::row(language, by, row)),
            }
        });
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };
        let courses = CourseChoice::all(&loaded.courses);
        let course = Some(CourseChoice::named(&loaded.progress.course));
        let bad_day = match date::typed(&self.day, context.today) {
            None => Some(text!(language, "log-bad-date")),
            Some(day) if day > context.today => Some(text!(language, "reports-day-to-come")),
            Some(_) => None,
        };
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
            &Breakdown::ALL.map(|by| (by, messages::figure::breakdown(language, by))),
            self.kept.by,
            Message::By,
        );
        let parts = Parts {
            columns: &columns(language, loaded.by),
            room: context.room.width - table::AROUND,
            columns_label: text!(language, "table-columns"),
            key: &|index| Some(index),
            cell: &|index, column| match loaded.progress.by.get(index) {
                Some(row) => cell(context, loaded, row, column),
                None => space().into(),
            },
        };
        let table = table::table(&self.table, parts, Message::Table);

        column![
            choices.wrap().vertical_spacing(spacing::XS),
            by,
            total(context, loaded),
            small(messages::rule(language, loaded.progress.course.rule)).style(style::muted),
            card(table).padding([spacing::XXS, spacing::XS]).height(Fill),
        ]
        .spacing(spacing::S)
        .into()
    }
}

/// Of those enrolled, who count, in hundredths of a percent; −1 where nobody is enrolled.
fn share(count: Count) -> i64 {
    match count.enrolled {
        0 => -1,
        enrolled => i64::from(count.completed) * 10_000 / i64::from(enrolled),
    }
}

fn columns(language: Language, by: Breakdown) -> [Column<FigureColumn>; 5] {
    [
        Column::needed(FigureColumn::Row, messages::figure::breakdown(language, by), 180.0),
        Column::needed(FigureColumn::Completed, text!(language, "reports-completed"), 90.0)
            .with_figures(),
        Column::new(FigureColumn::Started, text!(language, "reports-started"), 90.0).with_figures(),
        Column::new(FigureColumn::Enrolled, text!(language, "reports-enrolled"), 90.0)
            .with_figures(),
        Column::new(FigureColumn::Share, text!(language, "reports-share"), 110.0).with_figures(),
    ]
}

/// A figure of a row.
fn figure(
    loaded: &ReportFigures,
    context: &Context,
    row: &BreakdownRow,
    measure: Measure,
) -> Figure {
    all(loaded, context, measure).among(loaded.by, row.key.clone())
}

/// A figure of all rows together.
fn all(loaded: &ReportFigures, context: &Context, measure: Measure) -> Figure {
    let day = Some(loaded.progress.as_of).filter(|day| *day != context.today);

    Figure::of(loaded.progress.course.id, measure).as_of(day)
}

fn cell<'a>(
    context: &Context,
    loaded: &ReportFigures,
    row: &BreakdownRow,
    column: FigureColumn,
) -> Element<'a, Message> {
    let language = context.language;
    let count = row.count;
    let opens = |number: u32, measure| -> Element<'a, Message> {
        let opens = Message::Behind(figure(loaded, context, row, measure));
        button::number(number::whole(language, number.into()), opens).into()
    };
    match column {
        FigureColumn::Completed => opens(count.completed, Measure::Completed),
        FigureColumn::Started => opens(count.started, Measure::Started),
        FigureColumn::Enrolled => opens(count.enrolled, Measure::Enrolled),
        FigureColumn::Share if count.enrolled == 0 => text_cell(muted("–")),
        FigureColumn::Share => text_cell(body(number::percent(
            language,
            count.completed.into(),
            count.enrolled.into(),
        ))),
        FigureColumn::Row => text_cell(strong(messages::figure::row(language, loaded.by, row))),
    }
}

/// All rows together, and what day they are about.
fn total<'a>(context: &Context, loaded: &ReportFigures) -> Element<'a, Message> {
    let language = context.language;
    let progress = &loaded.progress;
    let link = |number: u32, key: String, measure| {
        let label = format!("{} {key}", number::whole(language, number.into()));
        button::link(label).on_press(Message::Behind(all(loaded, context, measure)))
    };
    let count = progress.count;
    let target = number::whole(language, progress.course.target.into());

    row![
        strong(text!(language, "reports-up-to", day = date::long(language, progress.as_of))),
        link(
            count.completed,
            text!(language, "reports-of-target", target = target),
            Measure::Completed
        ),
        link(count.started, text!(language, "reports-have-started"), Measure::Started),
        link(count.enrolled, text!(language, "reports-are-enrolled"), Measure::Enrolled),
    ]
    .spacing(spacing::S)
    .align_y(iced::Center)
    .wrap()
    .into()
}

/// The table as it is saved: what it is about, the rows, their sum.
fn rows(language: Language, by: Breakdown, progress: &Progress) -> Vec<Vec<Cell>> {
    let count = |label: String, count: Count| {
        vec![label.into(), count.completed.into(), count.started.into(), count.enrolled.into()]
    };
    let mut rows = vec![
        vec![progress.course.name.as_str().into(), progress.as_of.to_string().into()],
        vec![messages::rule(language, progress.course.rule).into()],
        vec![
            messages::figure::breakdown(language, by).into(),
            text!(language, "reports-completed").into(),
            text!(language, "reports-started").into(),
            text!(language, "reports-enrolled").into(),
        ],
    ];
    rows.extend(
        progress.by.iter().map(|row| count(messages::figure::row(language, by, row), row.count)),
    );
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
