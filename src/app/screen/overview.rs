//! Översikt: how far it is, and what needs doing.

use iced::widget::{Column, column, container, row, scrollable, space};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;

use super::{
    Action, Context, Fetched, Place, Ticket, certificates, classes, first_steps, students,
};
use crate::app::memory::Memory;
use crate::app::theme::{SEMIBOLD, lift, size, spacing, style};
use crate::app::widget::bar::bar;
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, card, muted, small, title};
use crate::domain::figure::Breakdown;
use crate::i18n::{date, number};
use crate::register::Error;
use crate::register::progress::{BreakdownRow, Progress};
use crate::register::session::SessionRow;
use crate::register::todo::Todo as Counts;
use crate::{sentence, text};

/// The screen.
#[derive(Debug, Default)]
pub struct Overview {
    facts: Fetched<Facts>,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct Facts {
    progress: Progress,
    todo: Counts,
    overdue: Vec<SessionRow>,
    classes: usize,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<Facts, Error>>),
    Open(Place),
    Do(Todo),
    Import,
    NewClass,
}

/// Something to do that a list of several stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Todo {
    Overdue,
    Ready,
    Outdated,
    Undated,
    NoLonger,
}

/// Overdue sessions listed by name; the rest are a number.
const MOST_OVERDUE: usize = 6;

impl Todo {
    /// Where it is done, with only what it is about shown there.
    fn place(self, memory: &Memory) -> Place {
        match self {
            Self::Overdue => classes::show_only(memory, classes::Filter::Overdue),
            Self::Undated => classes::show_only(memory, classes::Filter::Undated),
            Self::NoLonger => students::show_only(memory, students::Shown::NoLonger),
            Self::Ready => certificates::show_ready(memory),
            Self::Outdated => certificates::show_outdated(memory),
        }
        match self {
            Self::Overdue | Self::Undated => Place::Classes,
            Self::NoLonger => Place::Students,
            Self::Ready | Self::Outdated => Place::Certificates,
        }
    }
}

impl Overview {
    /// The screen, and the task that fills it.
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self::default();
        let task = screen.reload(context);

        (screen, task)
    }

    /// Whether what is shown has not come yet.
    pub fn is_waiting(&self) -> bool {
        self.facts.value().is_none()
    }

    /// Fetches what is shown anew.
    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.facts.ask();

        context.ask(
            |register| {
                let course = register.find_course(None)?;
                Ok(Facts {
                    progress: register.progress(&course, None, Some(Breakdown::Municipality))?,
                    todo: register.todo()?,
                    overdue: register.overdue_sessions()?,
                    classes: register.classes()?.len(),
                })
            },
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => self.facts.take(ticket, *answer),
            Message::Open(place) => Action::Go(place),
            Message::Do(what) => Action::Go(what.place(&context.memory)),
            Message::Import => Action::Import(None),
            Message::NewClass => Action::NewClass(None),
        }
    }

    pub fn view(&self, context: &Context) -> Element<'_, Message> {
        let Some(facts) = self.facts.value() else { return self.facts.waiting(context.language) };
        if facts.classes == 0 {
            return first_steps(
                context.language,
                text!(context.language, "overview-empty-title"),
                text!(context.language, "overview-empty-text"),
                Message::Import,
                Message::NewClass,
            );
        }
        let figures = column![figure(context, facts), municipalities(context, &facts.progress)]
            .spacing(spacing::M);
        let content = context.beside((figures, 3), (todo(context, facts), 2));
        let content = container(content).padding(iced::Padding::ZERO.right(spacing::M));

        scrollable(content).direction(style::slim()).style(style::scroll).height(Fill).into()
    }
}

fn figure<'a>(context: &Context, facts: &Facts) -> Element<'a, Message> {
    let language = context.language;
    let progress = &facts.progress;
    let (count, target) = (progress.count, progress.course.target);
    let whole = |amount: u32| number::whole(language, amount.into());
    let headline = row![
        iced::widget::text(whole(count.completed)).size(size::FIGURE).font(SEMIBOLD),
        container(
            iced::widget::text(text!(language, "overview-of-target", target = whole(target)))
                .size(size::TITLE)
                .style(style::muted)
        )
        .padding(iced::Padding::ZERO.bottom(lift(size::FIGURE, size::TITLE))),
    ]
    .spacing(spacing::XS)
    .align_y(iced::alignment::Vertical::Bottom);
    let parts: [crate::app::widget::bar::Part; 3] = [
        (count.completed, style::primary_fill),
        (count.started - count.completed, style::ochre_fill),
        (count.enrolled - count.started, style::control_fill),
    ];
    let legend = row![
        legend_entry(
            style::primary_fill,
            text!(language, "overview-completed", count = whole(count.completed))
        ),
        legend_entry(
            style::ochre_fill,
            text!(language, "overview-started", count = whole(count.started - count.completed))
        ),
        legend_entry(
            style::control_fill,
            text!(language, "overview-enrolled", count = whole(count.enrolled - count.started))
        ),
    ]
    .spacing(spacing::M);
    let mut content = column![
        muted(progress.course.name.clone()),
        headline,
        bar(&parts, target.max(count.enrolled), 16.0),
        legend.wrap(),
        body(outlook(context, progress)),
        small(sentence::rule(language, progress.course.rule)).style(style::muted),
    ]
    .spacing(spacing::S);
    if progress.outside > 0 {
        let line = text!(language, "cli-progress-outside", count = progress.outside);
        content = content.push(small(line).style(style::muted));
    }

    card(content).width(Fill).into()
}

fn legend_entry<'a>(
    fill: fn(&iced::Theme) -> container::Style,
    label: String,
) -> Element<'a, Message> {
    row![container(space()).width(12).height(12).style(fill), small(label)]
        .spacing(spacing::XS)
        .align_y(Center)
        .into()
}

/// The pace that is needed and what is booked, in words.
fn outlook(context: &Context, progress: &Progress) -> String {
    let language = context.language;
    let (pace, forecast) = (
        sentence::outlook::pace(language, progress),
        sentence::outlook::forecast(language, progress),
    );

    format!("{pace} {forecast}")
}

fn todo<'a>(context: &Context, facts: &Facts) -> Element<'a, Message> {
    let language = context.language;
    let todo = facts.todo;
    let mut lines = Column::new().spacing(spacing::XXS);
    for overdue in facts.overdue.iter().take(MOST_OVERDUE) {
        let day = overdue.session.date.map(|day| date::short(language, day)).unwrap_or_default();
        let line = text!(
            language,
            "overview-overdue",
            number = overdue.session.number,
            class = overdue.class_name.as_str(),
            day = day
        );
        let place = Place::Log(overdue.session.class, overdue.session.number);
        lines = lines.push(todo_line(Icon::ClipboardPen, line, Message::Open(place)));
    }
    let rest = facts.overdue.len().saturating_sub(MOST_OVERDUE);
    if rest > 0 {
        let line = text!(language, "overview-overdue-more", count = rest);
        lines = lines.push(todo_line(Icon::ClipboardList, line, Message::Do(Todo::Overdue)));
    }
    let others = [
        (
            todo.ready_certificates,
            Icon::Award,
            text!(language, "overview-ready", count = todo.ready_certificates),
            Todo::Ready,
        ),
        (
            todo.outdated_certificates,
            Icon::FilePen,
            text!(language, "overview-outdated", count = todo.outdated_certificates),
            Todo::Outdated,
        ),
        (
            todo.undated_classes,
            Icon::CalendarPlus,
            text!(language, "overview-undated", count = todo.undated_classes),
            Todo::Undated,
        ),
        (
            todo.no_longer,
            Icon::UserX,
            text!(language, "overview-no-longer", count = todo.no_longer),
            Todo::NoLonger,
        ),
    ];
    for (count, icon, line, what) in others {
        if count > 0 {
            lines = lines.push(todo_line(icon, line, Message::Do(what)));
        }
    }
    let nothing = todo == Counts::default();
    let mut content = column![title(text!(language, "overview-todo"))].spacing(spacing::S);
    content = match nothing {
        true => content.push(muted(text!(language, "overview-nothing"))),
        false => content.push(lines),
    };

    card(content).width(Fill).into()
}

fn todo_line<'a>(icon: Icon, line: String, press: Message) -> Element<'a, Message> {
    let content = row![
        button::glyph(icon, size::LARGE),
        body(line).width(Fill),
        button::glyph(Icon::ChevronRight, size::LARGE),
    ]
    .spacing(spacing::S)
    .align_y(Center);

    area(content)
        .kind(style::Kind::Row)
        .padding([spacing::XS, spacing::XS])
        .width(Fill)
        .on_press(press)
        .into()
}

fn municipalities<'a>(context: &Context, progress: &Progress) -> Element<'a, Message> {
    let language = context.language;
    let most = progress.by.iter().map(|row| row.count.enrolled).max().unwrap_or(0);
    let mut rows = Column::new().spacing(spacing::XS).width(Fill);
    for entry in &progress.by {
        rows = rows.push(municipality(context, entry, most));
    }
    let content = column![
        title(text!(language, "overview-municipalities")),
        small(text!(language, "overview-municipalities-text")).style(style::muted),
        rows,
    ]
    .spacing(spacing::S);

    card(content).width(Fill).into()
}

fn municipality<'a>(context: &Context, entry: &BreakdownRow, most: u32) -> Element<'a, Message> {
    let language = context.language;
    let name = match entry.key {
        Some(_) => entry.label.clone(),
        None => text!(language, "cli-unknown"),
    };
    let figures = match entry.count.enrolled {
        0 => text!(language, "overview-no-students"),
        enrolled => format!("{} / {enrolled}", entry.count.completed),
    };
    let parts: [crate::app::widget::bar::Part; 2] = [
        (entry.count.completed, style::primary_fill),
        (entry.count.enrolled - entry.count.completed, style::control_fill),
    ];

    row![
        body(name).width(112),
        container(bar(&parts, most.max(1), 8.0)).width(Fill),
        small(figures).style(style::muted).width(84).align_x(iced::Right),
    ]
    .spacing(spacing::S)
    .align_y(Center)
    .into()
}
