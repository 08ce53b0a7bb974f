//! Översikt: how far it is, what needs doing, over time and where.

mod map;
mod over_time;
mod todo;

pub use over_time::timeline;

use iced::widget::{column, container, row, scrollable, space};
use iced::{Center, Element, Fill, Task};

use super::course_choice::CourseChoice;
use super::students::drilldown::Drilldown;
use super::{ShownScreen, first_steps, students};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::theme::{SEMIBOLD, lift, size, spacing, style};
use crate::app::widget::bar::bar;
use crate::app::widget::focus::area;
use crate::app::widget::{body, card, field, muted, small};
use crate::domain::figure::{Breakdown, Figure, Measure};
use crate::exchange::{Exchange, MissingWork};
use crate::i18n::number;
use crate::register::Error;
use crate::register::journal::Entity;
use crate::register::programme::Course;
use crate::register::progress::{Progress, TimePoint};
use crate::register::session::SessionRow;
use crate::register::todo::Todo as Counts;
use crate::{messages, text};
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
    Import,
    NewClass,
}

impl Overview {
    /// The screen, and the task that fills it.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self::default();
        let task = screen.reload(context);

        (screen, task)
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
        let mut content = column![].spacing(spacing::M);
        if loaded.courses.len() > 1 {
            let choices = CourseChoice::all(&loaded.courses);
            let chosen = CourseChoice::named(&loaded.progress.course);
            content = content.push(field::choice(choices, Some(chosen), 320, Message::Course));
        }
        let (over_time, map) =
            (self.over_time.view(context, loaded), self.map.view(context, loaded));
        let duplicates = self.duplicates.value().copied().unwrap_or(0);
        let (figure, todo) = (figure(context, loaded), todo::view(context, loaded, duplicates));
        let content = match is_roomy(context) {
            // Two columns, each as high as it is.
            true => content.push(context.beside(
                (column![figure, over_time].spacing(spacing::M), 3),
                (column![todo, map].spacing(spacing::M), 2),
            )),
            // The charts need the whole width.
            false => content.push(context.beside((figure, 3), (todo, 2))).push(over_time).push(map),
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

fn figure<'a>(context: &Context, loaded: &OverviewFigures) -> Element<'a, Message> {
    let language = context.language;
    let progress = &loaded.progress;
    let (count, target) = (progress.count, progress.course.target);
    let whole = |amount: u32| number::whole(language, amount.into());
    let open = |measure| Message::Drilldown(Figure::of(progress.course.id, measure));
    let number = iced::widget::text(whole(count.completed)).size(size::FIGURE).font(SEMIBOLD);
    let headline = row![
        area(number).kind(style::Kind::Row).on_press(open(Measure::Completed)),
        container(
            iced::widget::text(text!(language, "overview-of-target", target = whole(target)))
                .size(size::TITLE)
                .style(style::muted)
        )
        .padding(iced::Padding::ZERO.bottom(lift(size::FIGURE, size::TITLE))),
    ]
    .spacing(spacing::XS)
    .align_y(iced::alignment::Vertical::Bottom);
    let started = count.started - count.completed;
    let enrolled = count.enrolled - count.started;
    let parts: [crate::app::widget::bar::Part; 3] = [
        (count.completed, style::primary_fill),
        (started, style::ochre_fill),
        (enrolled, style::control_fill),
    ];
    let legend = row![
        legend_entry(
            style::primary_fill,
            text!(language, "overview-completed", count = whole(count.completed)),
            open(Measure::Completed)
        ),
        legend_entry(
            style::ochre_fill,
            text!(language, "overview-started", count = whole(started)),
            open(Measure::OnlyStarted)
        ),
        legend_entry(
            style::control_fill,
            text!(language, "overview-enrolled", count = whole(enrolled)),
            open(Measure::NotStarted)
        ),
    ]
    .spacing(spacing::S);
    let mut content = column![
        muted(progress.course.name.clone()),
        headline,
        bar(&parts, target.max(count.enrolled), 16.0),
        legend.wrap(),
        body(messages::outlook::pace(language, progress)),
        body(messages::outlook::forecast(language, progress)),
    ]
    .spacing(spacing::S);
    if let Some(need) = messages::outlook::need(language, progress) {
        content = content.push(body(need));
    }
    content =
        content.push(small(messages::rule(language, progress.course.rule)).style(style::muted));
    if loaded.is_limited {
        content = content.push(small(text!(language, "overview-own-classes")).style(style::muted));
    }
    if let Some(missing) = todo::missing(language, loaded) {
        content = content.push(small(missing).style(style::ochre));
    }
    if progress.outside > 0 {
        let line = text!(language, "cli-progress-outside", count = progress.outside);
        let line = area(small(line).style(style::muted)).kind(style::Kind::Row);
        content = content.push(line.on_press(open(Measure::Outside)));
    }

    card(content).width(Fill).into()
}

fn legend_entry<'a>(
    fill: fn(&iced::Theme) -> container::Style,
    label: String,
    press: Message,
) -> Element<'a, Message> {
    let content = row![container(space()).width(12).height(12).style(fill), small(label)]
        .spacing(spacing::XS)
        .align_y(Center);

    area(content).kind(style::Kind::Row).padding(spacing::XXS).on_press(press).into()
}
