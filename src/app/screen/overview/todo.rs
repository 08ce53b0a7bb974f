//! Att göra: each line goes to where it is done, and is gone when it is.

use chrono::{DateTime, NaiveDate};
use iced::widget::{Column, column, container, row};
use iced::{Center, Element, Fill};
use lucide_icons::Icon;

use super::{Message, OverviewFigures};
use crate::app::context::Context;
use crate::app::memory::Memory;
use crate::app::route::Route;
use crate::app::screen::students::drilldown::Drilldown;
use crate::app::screen::{certificates, classes, students};
use crate::app::theme::{size, spacing, style};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, card, muted, small, title};
use crate::clock::TIME_ZONE;
use crate::domain::figure::{Figure, Measure};
use crate::i18n::{Language, date};
use crate::register::session::SessionRow;
use crate::register::todo::Todo as Counts;
use crate::text;

/// Something to do that a list of several stands behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Todo {
    Overdue,
    Ready,
    Outdated,
    ToDecide,
    Undated,
    Unplanned,
    NoLonger(Figure),
    Duplicates,
}

/// Overdue sessions listed by name; the rest are a number.
const MOST_OVERDUE: usize = 6;

impl Todo {
    /// Where it is done, with only what it is about shown there.
    pub fn place(self, memory: &Memory) -> Route {
        let behind = |behind| {
            students::show_behind(memory, behind);
            Route::Students
        };
        let only = |filter| {
            classes::show_only(memory, filter);
            Route::Classes
        };
        match self {
            Self::Overdue => only(classes::Filter::Overdue),
            Self::Undated => only(classes::Filter::Undated),
            Self::Unplanned => only(classes::Filter::Unplanned),
            Self::NoLonger(figure) => behind(Drilldown::Figure(figure)),
            Self::Duplicates => behind(Drilldown::Duplicates),
            Self::ToDecide => behind(Drilldown::ToDecide),
            Self::Ready => {
                certificates::show_ready(memory);
                Route::Certificates
            }
            Self::Outdated => {
                certificates::show_outdated(memory);
                Route::Certificates
            }
        }
    }
}

pub fn view<'a>(
    context: &Context,
    loaded: &OverviewFigures,
    duplicates: usize,
) -> Element<'a, Message> {
    let language = context.language;
    let mut lines = Column::new().spacing(spacing::XXS);
    for overdue in loaded.overdue.iter().take(MOST_OVERDUE) {
        let (line, about) = overdue_line(language, overdue, context.today);
        let place = Route::Log(overdue.session.class, overdue.session.number);
        let line = column![body(line), small(about).style(style::muted)];
        lines = lines.push(todo_line(Icon::ClipboardPen, line, Message::Open(place)));
    }
    let rest = loaded.overdue.len().saturating_sub(MOST_OVERDUE);
    if rest > 0 {
        let line = text!(language, "overview-overdue-more", count = rest);
        let press = Message::Do(Todo::Overdue);
        lines = lines.push(todo_line(Icon::ClipboardList, body(line), press));
    }
    for (icon, line, what) in others(language, loaded, duplicates) {
        lines = lines.push(todo_line(icon, body(line), Message::Do(what)));
    }
    for (icon, line, place) in shared(language, loaded) {
        lines = lines.push(todo_line(icon, body(line), Message::Open(place)));
    }
    let nothing = loaded.todo == Counts::default()
        && duplicates == 0
        && loaded.missing.is_none()
        && loaded.conflicts == 0;
    let mut content = column![title(text!(language, "overview-todo"))].spacing(spacing::S);
    content = match nothing {
        true => content.push(muted(text!(language, "overview-nothing"))),
        false => content.push(lines),
    };

    card(content).width(Fill).into()
}

/// What is to be done together with others.
fn shared(language: Language, loaded: &OverviewFigures) -> Vec<(Icon, String, Route)> {
    let mut lines = Vec::new();
    if loaded.conflicts > 0 {
        let line = text!(language, "overview-conflicts", count = loaded.conflicts);
        lines.push((Icon::Split, line, Route::Conflicts));
    }
    if let Some(missing) = missing(language, loaded) {
        lines.push((Icon::CloudAlert, missing, Route::Together));
    }

    lines
}

/// Whose work is missing, where anybody's is: figures may concern it.
pub fn missing(language: Language, loaded: &OverviewFigures) -> Option<String> {
    let missing = loaded.missing?;
    let since = DateTime::from_timestamp_millis(missing.since)?.with_timezone(&TIME_ZONE);
    let since = date::short(language, since.date_naive());

    Some(text!(language, "overview-missing-work", count = missing.count, since = since))
}

/// What there is to do besides logging, as far as there is any of it.
fn others(
    language: Language,
    loaded: &OverviewFigures,
    duplicates: usize,
) -> Vec<(Icon, String, Todo)> {
    let todo = loaded.todo;
    let no_longer = Figure::of(loaded.progress.course.id, Measure::NoLonger);
    let all = [
        (
            todo.unplanned_classes,
            Icon::CalendarX,
            text!(language, "overview-unplanned", count = todo.unplanned_classes),
            Todo::Unplanned,
        ),
        (
            todo.ready_certificates,
            Icon::Award,
            text!(language, "overview-ready", count = todo.ready_certificates),
            Todo::Ready,
        ),
        (
            todo.protected_to_decide,
            Icon::ShieldQuestionMark,
            text!(language, "overview-to-decide", count = todo.protected_to_decide),
            Todo::ToDecide,
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
            Todo::NoLonger(no_longer),
        ),
        (
            u32::try_from(duplicates).unwrap_or(u32::MAX),
            Icon::Users,
            text!(language, "overview-duplicates", count = duplicates),
            Todo::Duplicates,
        ),
    ];

    all.into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(_, icon, line, what)| (icon, line, what))
        .collect()
}

/// A session that awaits its log; where, and for how long.
fn overdue_line(language: Language, overdue: &SessionRow, today: NaiveDate) -> (String, String) {
    let day = overdue.session.date.unwrap_or(today);
    let line = text!(
        language,
        "overview-overdue",
        number = overdue.session.number,
        class = overdue.class_name.as_str(),
        day = date::short(language, day)
    );
    let age = match (today - day).num_days() {
        0 => text!(language, "overview-today"),
        days => text!(language, "overview-days-old", days = days),
    };

    (line, format!("{} · {age}", overdue.school_name))
}

fn todo_line<'a>(
    icon: Icon,
    line: impl Into<Element<'a, Message>>,
    press: Message,
) -> Element<'a, Message> {
    let content = row![
        button::glyph(icon, size::LARGE),
        container(line).width(Fill),
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
