//! Att göra: each line goes to where it is done, and is gone when it is.

use chrono::DateTime;
use iced::widget::{Column, column, container, row};
use iced::{Center, Element, Fill, Length};
use lucide_icons::Icon;

use super::{Message, OverviewFigures};
use crate::app::context::Context;
use crate::app::memory::Memory;
use crate::app::route::Route;
use crate::app::screen::students::drilldown::Drilldown;
use crate::app::screen::{certificates, classes, students};
use crate::app::theme::{size, spacing, style};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, card, hairline, heading, muted, small};
use crate::clock::TIME_ZONE;
use crate::domain::figure::{Figure, Measure};
use crate::i18n::{Language, date};
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

/// So many lines are shown before the rest is asked for, at least.
const MOST: usize = 5;
/// What stands around the lines in the card, and above what is good to know.
const AROUND: f32 = 76.0;
const GOOD_TO_KNOW: f32 = 28.0;
/// How high a line is.
const LINE: f32 = 44.0;

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

/// A line of what there is to do.
struct Line {
    icon: Icon,
    look: fn(&iced::Theme) -> iced::widget::text::Style,
    what: String,
    /// What stands beneath in small letters.
    detail: Option<String>,
    press: Message,
    /// The next thing to do, as a button.
    next: Option<(String, Message)>,
}

impl Line {
    fn new(icon: Icon, what: String, press: Message) -> Self {
        Self { icon, look: style::muted, what, detail: None, press, next: None }
    }

    fn with_look(self, look: fn(&iced::Theme) -> iced::widget::text::Style) -> Self {
        Self { look, ..self }
    }
}

/// The card.
pub fn view<'a>(
    context: &Context,
    loaded: &OverviewFigures,
    duplicates: usize,
    shows_all: bool,
    high: Option<f32>,
) -> Element<'a, Message> {
    let language = context.language;
    let todo = lines(context, loaded, duplicates);
    let known = known(language, loaded);
    let count = todo.len() + known.len();
    let mut head = row![heading(text!(language, "overview-todo")).width(Fill)].align_y(Center);
    let fitting = high.map_or(MOST, |high| {
        (((high - AROUND) / (LINE + 1.0)).floor().max(0.0) as usize).max(MOST)
    });
    if count > fitting {
        let label = match shows_all {
            true => text!(language, "overview-show-fewer"),
            false => text!(language, "overview-show-all", count = count),
        };
        head = head.push(button::small_link(label).on_press(Message::ShowAll(!shows_all)));
    }
    let mut content = column![head].spacing(spacing::XS);
    if count == 0 {
        content = content.push(muted(text!(language, "overview-nothing")));
    }
    let most = if shows_all { usize::MAX } else { fitting };
    let mut rows = Column::new();
    let shown = todo.into_iter().take(most);
    for (index, line) in shown.enumerate() {
        if index > 0 {
            rows = rows.push(hairline());
        }
        rows = rows.push(todo_line(line));
    }
    content = content.push(rows);
    let left = most.saturating_sub(count - known.len());
    if left > 0 && !known.is_empty() {
        content = content.push(small(text!(language, "overview-good-to-know")).style(style::muted));
        let lines = known.into_iter().take(left).map(todo_line);
        content = content.push(Column::with_children(lines));
    }

    let height = high.map_or(Length::Shrink, Length::Fixed);
    card(content).padding([20.0, spacing::L]).width(Fill).height(height).into()
}

/// How high the card is with everything in it.
pub fn height(context: &Context, loaded: &OverviewFigures, duplicates: usize) -> f32 {
    let known = known(context.language, loaded).len();
    let count = lines(context, loaded, duplicates).len() + known;
    let heading = if known > 0 { GOOD_TO_KNOW } else { 0.0 };

    AROUND + heading + count as f32 * (LINE + 1.0)
}

/// What there is to do, what is most urgent first.
fn lines(context: &Context, loaded: &OverviewFigures, duplicates: usize) -> Vec<Line> {
    let language = context.language;
    let todo = loaded.todo;
    let mut lines: Vec<Line> = to_log(context, loaded).into_iter().collect();
    let mut push = |count: u32, icon, look, what: String, press: Message| {
        if count > 0 {
            lines.push(Line::new(icon, what, press).with_look(look));
        }
    };
    push(
        todo.outdated_certificates,
        Icon::FilePen,
        style::ochre,
        text!(language, "overview-outdated", count = todo.outdated_certificates),
        Message::Do(Todo::Outdated),
    );
    push(
        todo.ready_certificates,
        Icon::Award,
        style::primary,
        text!(language, "overview-ready", count = todo.ready_certificates),
        Message::Do(Todo::Ready),
    );
    push(
        loaded.conflicts,
        Icon::Split,
        style::blue,
        text!(language, "overview-conflicts", count = loaded.conflicts),
        Message::Open(Route::Conflicts),
    );
    if let Some(missing) = missing(language, loaded) {
        push(1, Icon::CloudAlert, style::ochre, missing, Message::Open(Route::Together));
    }
    push(
        todo.protected_to_decide,
        Icon::ShieldQuestionMark,
        style::muted,
        text!(language, "overview-to-decide", count = todo.protected_to_decide),
        Message::Do(Todo::ToDecide),
    );
    push(
        todo.unplanned_classes,
        Icon::CalendarX,
        style::muted,
        text!(language, "overview-unplanned", count = todo.unplanned_classes),
        Message::Do(Todo::Unplanned),
    );
    push(
        todo.undated_classes,
        Icon::CalendarPlus,
        style::muted,
        text!(language, "overview-undated", count = todo.undated_classes),
        Message::Do(Todo::Undated),
    );
    push(
        u32::try_from(duplicates).unwrap_or(u32::MAX),
        Icon::Users,
        style::muted,
        text!(language, "overview-duplicates", count = duplicates),
        Message::Do(Todo::Duplicates),
    );

    lines
}

/// The sessions that are not logged: the oldest is the next thing to do.
fn to_log(context: &Context, loaded: &OverviewFigures) -> Option<Line> {
    let language = context.language;
    let oldest = loaded.overdue.first()?;
    let day = date::short(language, oldest.session.date.unwrap_or(context.today));
    let class = oldest.class_name.as_str();
    let log = Route::Log(oldest.session.class, oldest.session.number);

    Some(Line {
        icon: Icon::ClipboardPen,
        look: style::ochre,
        what: text!(language, "overview-to-log", count = loaded.overdue.len()),
        detail: Some(text!(language, "overview-oldest", class = class, day = day)),
        press: Message::Do(Todo::Overdue),
        next: Some((text!(language, "overview-log", class = class), Message::Open(log))),
    })
}

/// What is good to know and needs no action.
fn known(language: Language, loaded: &OverviewFigures) -> Vec<Line> {
    let count = loaded.todo.no_longer;
    let figure = Figure::of(loaded.progress.course.id, Measure::NoLonger);
    let what = text!(language, "overview-no-longer", count = count);
    let line = Line::new(Icon::UserX, what, Message::Do(Todo::NoLonger(figure)));

    (count > 0).then_some(line).into_iter().collect()
}

fn todo_line<'a>(line: Line) -> Element<'a, Message> {
    let Line { icon, look, what, detail, press, next } = line;
    let mut words = column![body(what)].width(Fill);
    if let Some(detail) = detail {
        let detail = small(detail).style(style::muted);
        words = words.push(detail.wrapping(iced::widget::text::Wrapping::None));
    }
    let content =
        row![icon.widget().size(size::LARGE).style(look), container(words).width(Fill).clip(true)]
            .spacing(spacing::S)
            .align_y(Center)
            .height(LINE);
    let opens = |content: iced::widget::Row<'a, Message>| {
        area(content).kind(style::Kind::Row).width(Fill).on_press(press)
    };
    match next {
        Some((label, next)) => row![opens(content), button::primary(label).on_press(next)]
            .spacing(spacing::S)
            .align_y(Center)
            .into(),
        None => opens(content.push(button::glyph(Icon::ChevronRight, size::LARGE))).into(),
    }
}

/// Whose work is missing, where anybody's is: figures may concern it.
pub fn missing(language: Language, loaded: &OverviewFigures) -> Option<String> {
    let missing = loaded.missing?;
    let since = DateTime::from_timestamp_millis(missing.since)?.with_timezone(&TIME_ZONE);
    let since = date::short(language, since.date_naive());

    Some(text!(language, "overview-missing-work", count = missing.count, since = since))
}
