//! Översikt: how far it is, what needs doing, over time and where.

mod figure;
mod map;
mod over_time;
mod todo;

pub use over_time::timeline;

use iced::widget::{column, container, row, scrollable};
use iced::{Element, Fill, Length, Task};

use super::course_choice::CourseChoice;
use super::students::drilldown::Drilldown;
use super::{ShownScreen, first_steps, students};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::theme::{spacing, style};
use crate::domain::figure::{Breakdown, Figure};
use crate::exchange::{Exchange, MissingWork};
use crate::register::Error;
use crate::register::journal::Entity;
use crate::register::programme::Course;
use crate::register::progress::{Progress, TimePoint};
use crate::register::session::SessionRow;
use crate::register::todo::Todo as Counts;
use crate::text;
use map::Map;
use over_time::OverTime;
use todo::Todo;

/// The screen.
#[derive(Debug, Default)]
pub struct Overview {
    loaded: Fetched<OverviewFigures>,
    /// Pairs of students who may be one; found after the figures are shown.
    duplicates: Fetched<usize>,
    /// The course that is shown; the first where none is chosen.
    course: Option<CourseChoice>,
    over_time: OverTime,
    map: Map,
    /// Whether all there is to do is shown.
    shows_all: bool,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct OverviewFigures {
    progress: Progress,
    timeline: Vec<TimePoint>,
    courses: Vec<Course>,
    todo: Counts,
    overdue: Vec<SessionRow>,
    has_classes: bool,
    /// What others have yet to send, and what differs, where the register is shared.
    missing: Option<MissingWork>,
    conflicts: u32,
    /// Whether only some classes are here.
    is_limited: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<OverviewFigures, Error>>),
    DuplicatesFound(Ticket, Result<usize, Error>),
    Course(CourseChoice),
    Open(Route),
    Do(Todo),
    Drilldown(Figure),
    OverTime(over_time::Message),
    Map(map::Message),
    /// To see all there is to do, or the first of it.
    ShowAll(bool),
    Import,
    NewClass,
}

/// The lower cards are at least so high; where there is less room, all of it scrolls.
const LEAST_LOWER: f32 = 340.0;
/// The upper cards grow where the lower ones keep so much.
const USUAL_LOWER: f32 = 376.0;
/// How wide the columns are to each other.
const LEFT: u16 = 544;
const RIGHT: u16 = 456;

impl Overview {
    /// The screen, and the task that fills it.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self::default();
        let task = screen.reload(context);

        (screen, task)
    }

    /// How high the lower cards are where everything has room without scrolling.
    fn lower_height(&self, context: &Context, loaded: &OverviewFigures) -> Option<f32> {
        let height = context.room.height - self.upper_height(context, loaded) - spacing::M;

        (is_roomy(context) && !self.shows_all && height >= LEAST_LOWER).then_some(height)
    }

    /// How high the upper cards are: as all there is to do, where there is room for it.
    fn upper_height(&self, context: &Context, loaded: &OverviewFigures) -> f32 {
        let most = context.room.height - USUAL_LOWER - spacing::M;
        let duplicates = self.duplicates.value().copied().unwrap_or(0);

        todo::height(context, loaded, duplicates).min(most).max(figure::height(loaded))
    }
}

impl ShownScreen for Overview {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();
        let course = self.course.clone();
        let for_duplicates = self.duplicates.begin();
        let loaded = context.ask(
            move |register| {
                let courses = register.courses()?;
                let course = CourseChoice::of(&courses, course.as_ref())?;
                Ok(OverviewFigures {
                    progress: register.progress(&course, None, Some(Breakdown::Municipality))?,
                    timeline: register.timeline(&course, None)?,
                    todo: register.todo(&course)?,
                    overdue: register.overdue_sessions()?,
                    has_classes: register.has_classes()?,
                    missing: Exchange::missing_work(register).unwrap_or_default(),
                    is_limited: register.is_limited()?,
                    conflicts: register.shared_conflicts()?.unwrap_or_default(),
                    courses,
                })
            },
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        );
        // Everyone is compared, which is too long for the figures to wait for.
        let duplicates = context.ask(
            |register| Ok(register.possible_duplicates()?.len()),
            move |answer| Message::DuplicatesFound(for_duplicates, answer),
        );

        Task::batch([loaded, duplicates])
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let action = self.loaded.take(ticket, *answer);
                if let Some(loaded) = self.loaded.value() {
                    self.over_time.arrange(&loaded.timeline);
                    self.map.arrange(context.language, &loaded.progress.by);
                }
                action
            }
            Message::DuplicatesFound(ticket, answer) => self.duplicates.take(ticket, answer),
            Message::Course(course) => {
                self.course = Some(course);
                Action::Run(self.reload(context))
            }
            Message::Open(place) => Action::Go(place),
            Message::Do(what) => Action::Go(what.place(&context.memory)),
            Message::Drilldown(figure) => behind(context, figure),
            Message::OverTime(message) => {
                let Some(loaded) = self.loaded.value() else { return Action::None };
                match self.over_time.update(message, loaded, context) {
                    over_time::Asked::Nothing => Action::None,
                    over_time::Asked::Run(task) => Action::Run(task.map(Message::OverTime)),
                    over_time::Asked::Open(figure) => behind(context, figure),
                }
            }
            Message::Map(message) => {
                let Some(loaded) = self.loaded.value() else { return Action::None };
                match self.map.update(message, context.language, loaded) {
                    map::Asked::Nothing => Action::None,
                    map::Asked::Run(task) => Action::Run(task.map(Message::Map)),
                    map::Asked::Open(figure) => behind(context, figure),
                }
            }
            Message::ShowAll(all) => {
                self.shows_all = all;
                Action::None
            }
            Message::Import => Action::Import(None),
            Message::NewClass => Action::NewClass(None),
        }
    }

    fn view(&self, context: &Context) -> Element<'_, Message> {
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };
        if !loaded.has_classes {
            return first_steps(
                context.language,
                text!(context.language, "overview-empty-title"),
                text!(context.language, "overview-empty-text"),
                Message::Import,
                Message::NewClass,
            );
        }
        let content = column![].spacing(spacing::M);
        let lower = self.lower_height(context, loaded);
        let (over_time, map) =
            (self.over_time.view(context, loaded, lower), self.map.view(context, loaded, lower));
        let duplicates = self.duplicates.value().copied().unwrap_or(0);
        let high =
            (is_roomy(context) && !self.shows_all).then(|| self.upper_height(context, loaded));
        let figure = figure::view(context, loaded, high);
        let todo = todo::view(context, loaded, duplicates, self.shows_all, high);
        if lower.is_some() {
            let upper = beside(figure, todo).height(self.upper_height(context, loaded));
            let lower = beside(over_time, map).height(Fill);
            return column![upper, lower].spacing(spacing::M).into();
        }
        let content = match is_roomy(context) {
            // Two columns, each as high as it is.
            true => {
                let left = column![figure, over_time].spacing(spacing::M);
                let right = column![todo, map].spacing(spacing::M);
                let columns = row![
                    container(left).width(Length::FillPortion(LEFT)),
                    container(right).width(Length::FillPortion(RIGHT)),
                ];
                content.push(columns.spacing(spacing::L))
            }
            // The figures and the chart need the whole width.
            false => {
                let (todo, map) = ((todo, 1), (map, 1));
                content.push(figure).push(context.beside(todo, map)).push(over_time)
            }
        };
        let content = container(content).padding(iced::Padding::ZERO.right(spacing::M));

        scrollable(content).direction(style::slim()).style(style::scroll).height(Fill).into()
    }

    fn shows(&self) -> &'static [Entity] {
        Entity::ALL
    }

    fn is_waiting(&self) -> bool {
        self.loaded.value().is_none()
    }

    fn is_unsaved(&self) -> bool {
        false
    }
}

/// Whether a chart and the map fit beside each other.
fn is_roomy(context: &Context) -> bool {
    context.room.width >= 1000.0
}

/// Goes to the students a figure counts.
pub fn behind<M>(context: &Context, figure: Figure) -> Action<M> {
    students::show_behind(&context.memory, Drilldown::Figure(figure));

    Action::Go(Route::Students)
}

/// Two cards beside each other, as high as there is room.
fn beside<'a>(
    left: Element<'a, Message>,
    right: Element<'a, Message>,
) -> iced::widget::Row<'a, Message> {
    row![
        container(left).width(Length::FillPortion(LEFT)).height(Fill),
        container(right).width(Length::FillPortion(RIGHT)).height(Fill),
    ]
    .spacing(spacing::L)
}
