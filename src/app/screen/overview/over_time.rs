//! How far it has come over time, as a chart or as a table.

use chrono::{Datelike, NaiveDate};
use iced::widget::{column, row, space};
use iced::{Center, Element, Fill, Size, Task};
use serde::{Deserialize, Serialize};

use super::figure::growth;
use super::{Message as OverviewMessage, OverviewFigures};
use crate::app::context::Context;
use crate::app::theme::{DENSE_ROW_HEIGHT, spacing};
use crate::app::widget::chart::{self, chart};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{self, Column, Key, Outcome, TableLayout, text_cell};
use crate::app::widget::{body, button, card, heading};
use crate::domain::Term;
use crate::domain::figure::{Figure, Measure};
use crate::domain::progress::Count;
use crate::i18n::{Language, date, number};
use crate::print::chart::Drawing;
use crate::print::chart::timeline::{Point, Timeline};
use crate::print::chart::year::Year;
use crate::register::progress::{Progress, TimePoint};
use crate::text;

/// The state of the card.
#[derive(Debug)]
pub struct OverTime {
    /// The point that is read with the keys.
    point: Option<usize>,
    span: Span,
    as_table: bool,
    table: table::State<usize, WeekColumn>,
}

/// How much of the time is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Span {
    /// This school year, and where it leads.
    #[default]
    SchoolYear,
    /// The programme's whole time.
    Whole,
}

/// What is shown of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WeekColumn {
    Week,
    Enrolled,
    Started,
    Completed,
}

#[derive(Debug, Clone)]
pub enum Message {
    Choose(usize),
    Open(usize),
    /// The students behind a number of a week.
    Behind(usize, Measure),
    Table(table::Message<WeekColumn>),
    AsTable(bool),
    Span(Span),
}

/// What the window is asked.
pub enum Asked {
    Nothing,
    Run(Task<Message>),
    Open(Figure),
}

/// How high the chart is where the screen scrolls, in logical pixels.
const HEIGHT: f32 = 280.0;
/// What stands above and below the chart in its card.
const AROUND: f32 = 100.0;
const LEAST: f32 = 200.0;

impl Default for OverTime {
    fn default() -> Self {
        let table = table::State::new(DENSE_ROW_HEIGHT, TableLayout::default());

        Self { point: None, span: Span::default(), as_table: false, table }
    }
}

impl OverTime {
    /// Shows other facts.
    pub fn arrange(&mut self, points: &[TimePoint]) {
        self.point = self.point.filter(|point| *point < points.len());
        // The newest first.
        self.table.arrange((0..points.len()).rev(), |column, index| {
            let count = points[index].count;
            match column {
                WeekColumn::Completed => Key::Number(count.completed.into()),
                WeekColumn::Started => Key::Number(count.started.into()),
                WeekColumn::Enrolled => Key::Number(count.enrolled.into()),
                WeekColumn::Week => Key::day(Some(points[index].day)),
            }
        });
    }

    pub fn update(
        &mut self,
        message: Message,
        loaded: &OverviewFigures,
        context: &Context,
    ) -> Asked {
        match message {
            Message::Choose(point) => self.point = Some(point),
            Message::Open(point) => return open(loaded, context, point, Measure::Completed),
            Message::Behind(point, measure) => return open(loaded, context, point, measure),
            Message::AsTable(as_table) => self.as_table = as_table,
            Message::Span(span) => (self.span, self.point) = (span, None),
            Message::Table(message) => {
                let (outcome, task) = self.table.update(message, Some);
                match outcome {
                    Outcome::Open(index) => {
                        return open(loaded, context, index, Measure::Completed);
                    }
                    Outcome::Arrange => self.arrange(&loaded.timeline),
                    Outcome::None => return Asked::Run(task.map(Message::Table)),
                }
            }
        }

        Asked::Nothing
    }

    pub fn view<'a>(
        &'a self,
        context: &Context,
        loaded: &'a OverviewFigures,
        room: Option<f32>,
    ) -> Element<'a, OverviewMessage> {
        let language = context.language;
        let switch = match self.as_table {
            true => text!(language, "chart-as-chart"),
            false => text!(language, "chart-as-table"),
        };
        let height = room.map_or(HEIGHT, |room| (room - AROUND).max(LEAST));
        let mut head = row![heading(text!(language, "overview-over-time")).width(Fill)];
        if !self.as_table {
            let spans = [
                (Span::SchoolYear, text!(language, "chart-school-year")),
                (Span::Whole, text!(language, "chart-whole-time")),
            ];
            head = head.push(segmented(&spans, self.span, Message::Span));
        }
        let switch = button::small_link(switch).on_press(Message::AsTable(!self.as_table));
        let heading = head.push(switch).spacing(spacing::M).align_y(Center);
        let content: Element<'a, Message> = match self.as_table {
            true => self.table(context, &loaded.timeline, height),
            false => self.chart(context, loaded, height),
        };

        let content: Element<'a, Message> = column![heading, content].spacing(spacing::S).into();
        card(content.map(OverviewMessage::OverTime))
            .padding([20.0, spacing::L])
            .width(Fill)
            .height(if room.is_some() { Fill } else { iced::Shrink })
            .into()
    }

    fn chart<'a>(
        &'a self,
        context: &Context,
        loaded: &OverviewFigures,
        height: f32,
    ) -> Element<'a, Message> {
        let language = context.language;
        let layout: Box<dyn Fn(Size) -> Drawing + 'a> = match self.span {
            Span::Whole => {
                let drawn = timeline(&loaded.progress, &loaded.timeline);
                Box::new(move |size: Size| drawn.draw(language, size.width, size.height))
            }
            Span::SchoolYear => {
                let drawn = school_year(loaded, context.today);
                Box::new(move |size: Size| drawn.draw(language, size.width, size.height))
            }
        };

        chart(chart::Parts {
            id: "over-time",
            layout,
            height,
            readings: loaded.timeline.iter().map(|point| reading(language, point)).collect(),
            chosen: self.point,
            hint: String::new(),
            choose: Message::Choose,
            open: Message::Open,
        })
    }

    fn table<'a>(
        &'a self,
        context: &Context,
        points: &'a [TimePoint],
        height: f32,
    ) -> Element<'a, Message> {
        let language = context.language;
        let parts = table::Parts {
            columns: &[
                Column::needed(WeekColumn::Week, text!(language, "chart-week"), 170.0),
                Column::new(WeekColumn::Enrolled, text!(language, "reports-enrolled"), 84.0)
                    .with_figures(),
                Column::new(WeekColumn::Started, text!(language, "reports-started"), 84.0)
                    .with_figures(),
                Column::needed(WeekColumn::Completed, text!(language, "reports-completed"), 84.0)
                    .with_figures(),
            ],
            room: match super::is_roomy(context) {
                true => context.room.width * 0.544 - 2.0 * spacing::L,
                false => context.room.width - 2.0 * spacing::L,
            } - table::AROUND,
            columns_label: text!(language, "table-columns"),
            key: &|index| Some(index),
            cell: &move |index, column| match points.get(index) {
                Some(point) => text_cell(match column {
                    WeekColumn::Week => body(week(language, point)),
                    WeekColumn::Completed => {
                        return opens(language, index, point.count, Measure::Completed);
                    }
                    WeekColumn::Started => {
                        return opens(language, index, point.count, Measure::Started);
                    }
                    WeekColumn::Enrolled => {
                        return opens(language, index, point.count, Measure::Enrolled);
                    }
                }),
                None => space().into(),
            },
        };

        iced::widget::container(table::table(&self.table, parts, Message::Table))
            .height(height)
            .into()
    }
}

/// A number of a week, which opens the students behind it.
fn opens<'a>(
    language: Language,
    point: usize,
    count: Count,
    measure: Measure,
) -> Element<'a, Message> {
    let number = match measure {
        Measure::Enrolled => count.enrolled,
        Measure::Started => count.started,
        _ => count.completed,
    };

    button::number(number::whole(language, number.into()), Message::Behind(point, measure)).into()
}

/// Who was counted at the end of a week.
fn open(loaded: &OverviewFigures, context: &Context, point: usize, measure: Measure) -> Asked {
    let Some(point) = loaded.timeline.get(point) else { return Asked::Nothing };
    let day = Some(point.day).filter(|day| *day != context.today);

    Asked::Open(Figure::of(loaded.progress.course.id, measure).as_of(day))
}

/// What is drawn of the school year that a day lies in.
fn school_year(loaded: &OverviewFigures, today: NaiveDate) -> Year {
    let autumn = Term::of(today).autumn();
    let progress = &loaded.progress;
    let from = NaiveDate::from_ymd_opt(autumn.first_of_september().year(), 8, 1);
    let to = autumn.next().usual_last_day().max(today);
    let points: Vec<(NaiveDate, u32)> = loaded
        .timeline
        .iter()
        .filter(|point| from.is_none_or(|from| point.day >= from))
        .map(|point| (point.day, point.count.completed))
        .collect();
    let first = points.first().map_or(today, |(day, _)| *day);
    let weeks = (to.min(progress.end) - today).num_days() as f64 / 7.0;
    let completed = f64::from(progress.count.completed);

    Year {
        from: from.unwrap_or(first).max(first.min(today)),
        to,
        since: growth(loaded, today).map_or(today, |(since, _)| since),
        term_end: Some(Term::of(today).usual_last_day()).filter(|end| *end > today),
        path: progress.forecast.as_ref().map_or_else(Vec::new, |forecast| forecast.path.clone()),
        needed: progress
            .required_per_week
            .filter(|pace| *pace > 0.0)
            .map(|pace| completed + pace * weeks),
        points,
    }
}

/// What is drawn of a course's progress.
pub fn timeline(progress: &Progress, points: &[TimePoint]) -> Timeline {
    Timeline {
        points: points
            .iter()
            .map(|point| Point {
                day: point.day,
                enrolled: Some(point.count.enrolled),
                started: Some(point.count.started),
                completed: Some(point.count.completed),
            })
            .collect(),
        target: progress.course.target,
        end: progress.end,
        path: progress.forecast.as_ref().map_or_else(Vec::new, |forecast| forecast.path.clone()),
    }
}

fn week(language: Language, point: &TimePoint) -> String {
    text!(
        language,
        "chart-week-of",
        week = point.day.iso_week().week(),
        day = date::long(language, point.day)
    )
}

/// What a point says; its parts become lines.
fn reading(language: Language, point: &TimePoint) -> String {
    let whole = |number: u32| number::whole(language, number.into());
    let parts = [
        week(language, point),
        format!("{} {}", text!(language, "chart-completed"), whole(point.count.completed)),
        format!("{} {}", text!(language, "chart-started"), whole(point.count.started)),
        format!("{} {}", text!(language, "chart-enrolled"), whole(point.count.enrolled)),
    ];

    parts.join("; ")
}
