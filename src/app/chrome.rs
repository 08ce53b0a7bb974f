//! What stands around the screens: the sidebar, the bar above, dialogs and notices.

use std::path::PathBuf;
use std::time::Duration;

use iced::widget::{Column, column, container, mouse_area, opaque, responsive, row, space, stack};
use iced::{Center, Element, Fill, Size};
use lucide_icons::Icon;

use super::command::{Command, route_name};
use super::context::Context;
use super::desk::{Desk, Keeping};
use super::route::ROUTES;
use super::route::Route;
use super::theme::style::{self, Kind};
use super::theme::{SEMIBOLD, size, spacing};
use super::widget::backdrop::backdrop;
use super::widget::click::guard;
use super::widget::focus::area;
use super::widget::{bar, body, button, hint, muted, small};
use super::{Message, Working};
use crate::i18n::Language;
use crate::text;

/// What is said at the foot of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notice {
    /// Something was done; it can be undone from here.
    Done { sentence: String, undo: bool },
    /// A file lies there; it can be seen in its folder. It stays until it is read.
    File { sentence: String, path: PathBuf },
    /// The register's file is gone: a copy can be saved there.
    Vanished(String),
    /// Something failed; it stays until it is read.
    Failed(String),
    /// Of many rows some were left as they are, since several answers stand against each other there. It stays until it is read.
    LeftUnsettled(String),
    /// Undo met certificates: it can pass over them.
    AskPastCertificates(String),
}

impl Notice {
    /// Whether it goes by itself after a while.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Done { .. })
    }

    /// Whether it goes where another is said: what was done where anything new was, and what is said once already.
    pub fn gives_way_to(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Failed(one), Self::Failed(other)) => one == other,
            (Self::Failed(_), _) => false,
            (Self::LeftUnsettled(_), Self::LeftUnsettled(_)) => true,
            (Self::LeftUnsettled(_), _) => false,
            _ => true,
        }
    }
}

/// So many notices are shown at once, the newest; the others as those are closed.
const MOST_NOTICES: usize = 4;
/// The sidebar with words, and with icons alone.
const SIDEBAR: f32 = 210.0;
const NARROW_SIDEBAR: f32 = 56.0;
/// A window narrower than this has a sidebar of icons.
const NARROW_WINDOW: f32 = 900.0;
/// The height of the bar above the screens.
const BAR: f32 = 36.0;
/// A screen lower than this scrolls as a whole.
const LEAST_HEIGHT: f32 = 440.0;
/// A window lower than this leaves out the heading, which the sidebar says too.
const LOW_WINDOW: f32 = 480.0;

/// Before a register is open: the frame is there at once.
pub(super) fn opening<'a>(language: Language) -> Element<'a, Message> {
    let sidebar = container(space()).width(SIDEBAR).height(Fill).style(style::sidebar);
    let waiting = container(muted(text!(language, "window-opening"))).padding(spacing::L);

    row![sidebar, waiting].into()
}

/// The sidebar, the bar above and the screen, with a dialog over them if one is open.
pub(super) fn desk<'a>(desk: &'a Desk, person: &'a str) -> Element<'a, Message> {
    let lay_out = move |window: Size| -> Element<'a, Message> {
        let narrow = window.width < NARROW_WINDOW;
        let (sidebar_width, around) =
            if narrow { (NARROW_SIDEBAR, spacing::S) } else { (SIDEBAR, spacing::L) };
        let low = window.height < LOW_WINDOW;
        let gap = if low { spacing::XS } else { spacing::M };
        let width = window.width - sidebar_width - 2.0 * around;
        let height = window.height - 2.0 * around - BAR - gap;
        let scrolls = height < LEAST_HEIGHT;
        let room = Size::new(width.max(1.0), height.max(LEAST_HEIGHT));
        let context = Context { room, ..desk.context.clone() };
        let screen = desk.screen.view(&context).map(Message::Screen);
        let screen: Element<'_, Message> = if scrolls {
            let whole = container(screen)
                .height(LEAST_HEIGHT)
                .padding(iced::Padding::ZERO.right(spacing::S));
            iced::widget::scrollable(whole)
                .direction(style::slim())
                .style(style::scroll)
                .height(Fill)
                .into()
        } else {
            screen
        };
        let right = column![top(desk, low, narrow), screen]
            .spacing(gap)
            .padding(around)
            .width(Fill)
            .height(Fill);

        let whole = row![sidebar(desk, person, narrow), right];
        let dialog = match desk.dialog() {
            Some(dialog) => {
                let context = Context { room: window, ..desk.context.clone() };
                dialog.view(&context).map(Message::Dialog)
            }
            None => space().into(),
        };

        // Always the two of them, so that a screen is as it was when its dialog is closed.
        stack![backdrop(whole, desk.dialog.is_some()), dialog].into()
    };

    responsive(move |window| super::window::timed("view", "desk", || lay_out(window))).into()
}

fn sidebar<'a>(desk: &Desk, person: &'a str, narrow: bool) -> Element<'a, Message> {
    let language = desk.context.language;
    let mut routes = Column::new().spacing(spacing::XXS);
    let is_shown = |route: &Route| *route != Route::Together || desk.undo.is_shared();
    for (index, route) in ROUTES.into_iter().filter(is_shown).enumerate() {
        routes = routes.push(entry(desk, language, route, Some(index + 1), narrow));
    }
    let routes =
        iced::widget::scrollable(routes).direction(style::slim()).style(style::scroll).height(Fill);
    let mut content = Column::new().spacing(spacing::S);
    if !narrow {
        let name = iced::widget::text("Kursliggaren").size(size::TITLE).font(SEMIBOLD);
        content = content.push(container(name).padding([spacing::XS, spacing::S]));
    }
    content = content.push(routes);
    if desk.is_sample {
        let label = text!(language, "sample-leave");
        let icon = button::glyph(Icon::FlaskConical, size::LARGE);
        let line = if narrow { row![icon] } else { row![icon, small(label.clone()).width(Fill)] };
        let leave = area(line.spacing(spacing::S).align_y(Center))
            .kind(Kind::Route)
            .padding([spacing::XS, if narrow { spacing::XS } else { spacing::S }])
            .width(Fill)
            .on_press(Message::Command(Command::ChangeRegister));
        content = content.push(hint(leave, label));
    }
    if !narrow {
        content = content.push(container(small(person)).padding([0.0, spacing::S]));
    }
    content = content.push(entry(desk, language, Route::Settings, None, narrow));
    let (width, around) =
        if narrow { (NARROW_SIDEBAR, spacing::XS) } else { (SIDEBAR, spacing::S) };

    container(content).padding(around).width(width).height(Fill).style(style::sidebar).into()
}

fn entry<'a>(
    desk: &Desk,
    language: Language,
    route: Route,
    number: Option<usize>,
    narrow: bool,
) -> Element<'a, Message> {
    let current = desk.route.section() == route;
    let label = route_name(language, route);
    let icon = button::glyph(icon(route), size::LARGE);
    let kind = if current { Kind::CurrentRoute } else { Kind::Route };
    let press = Message::Command(Command::Go(route));
    if narrow {
        let entry = area(container(icon).center_x(Fill))
            .kind(kind)
            .padding([spacing::XS, 0.0])
            .width(Fill)
            .on_press(press);
        return hint(entry, label);
    }
    let mut line = row![icon, body(label).width(Fill)].spacing(spacing::S).align_y(Center);
    let differing = desk.undo.differing.filter(|count| *count > 0 && route == Route::Together);
    if let Some(count) = differing {
        line = line.push(small(text!(language, "window-differing", count = count)));
    } else if let Some(number) = number {
        line = line.push(small(number.to_string()));
    }

    area(line).kind(kind).padding([spacing::XS, spacing::S]).width(Fill).on_press(press).into()
}

fn icon(route: Route) -> Icon {
    match route.section() {
        Route::Overview => Icon::LayoutDashboard,
        Route::Students => Icon::Users,
        Route::Schools => Icon::School,
        Route::Sessions => Icon::CalendarDays,
        Route::Certificates => Icon::Award,
        Route::Reports => Icon::ChartColumn,
        Route::Together => Icon::Handshake,
        Route::Settings => Icon::Settings,
        _ => Icon::BookOpen,
    }
}

fn top<'a>(desk: &Desk, low: bool, narrow: bool) -> Element<'a, Message> {
    let language = desk.context.language;
    let section = desk.route.section();
    let mut line = iced::widget::Row::new().spacing(spacing::S).align_y(Center);
    let own = route_name(language, desk.route);
    let name = match desk.route {
        Route::History | Route::Conflicts => Some(own.clone()),
        _ => desk.screen.name(),
    };
    if let Some(name) = name.filter(|_| desk.route != section) {
        let up = button::link(route_name(language, section))
            .on_press(Message::Command(Command::Go(section)));
        line = line.push(up);
        if !narrow {
            let name = muted(name).wrapping(iced::widget::text::Wrapping::None);
            line = line.push(button::glyph(Icon::ChevronRight, size::BODY)).push(name);
        }
    } else if !low {
        line = line.push(iced::widget::text(own).size(size::HEADING).font(SEMIBOLD));
    }
    let find = row![
        button::glyph(Icon::Search, size::BODY),
        muted(text!(language, "window-find")),
        small(Command::Find.keys().unwrap_or_default()).style(style::muted),
    ]
    .spacing(spacing::XS)
    .align_y(Center);
    let find = area(find)
        .kind(Kind::Plain)
        .padding([spacing::XXS, spacing::S])
        .on_press(Message::Command(Command::Find));
    let undo = button::icon(Icon::Undo2)
        .on_press(desk.undo.undo.then_some(Message::Command(Command::Undo)));
    let undo = undo.repeats();
    let redo = button::icon(Icon::Redo2)
        .on_press(desk.undo.redo.then_some(Message::Command(Command::Redo)));
    let redo = redo.repeats();
    let help = button::icon(Icon::CircleQuestionMark).on_press(Message::Command(Command::Help));
    let (icon, word, look): (Icon, String, fn(&iced::Theme) -> iced::widget::text::Style) =
        match desk.keeping {
            Keeping::Saved if desk.exchanging.failed.is_some() => {
                (Icon::CloudOff, text!(language, "window-not-exchanged"), style::ochre)
            }
            Keeping::Saved if desk.exchanging.done.is_some() => {
                let at = desk
                    .exchanging
                    .done
                    .unwrap_or_default()
                    .with_timezone(&crate::clock::TIME_ZONE);
                let at = at.format("%H:%M").to_string();
                (Icon::Check, text!(language, "window-exchanged", at = at), style::muted)
            }
            Keeping::Saved => (Icon::Check, text!(language, "window-saved"), style::muted),
            Keeping::Looking => (Icon::Eye, text!(language, "window-read-only"), style::ochre),
            Keeping::Lost => {
                (Icon::TriangleAlert, text!(language, "window-not-saved"), style::danger)
            }
        };
    let mut saved = row![button::glyph(icon, size::BODY)].spacing(spacing::XXS);
    if !narrow || desk.keeping != Keeping::Saved {
        saved = saved.push(small(word).style(look));
    }
    let named = |button, command: Command| {
        let keys = command.keys().unwrap_or_default();
        hint(button, format!("{} ({keys})", command.label(language)))
    };

    line.push(space().width(Fill))
        .push(find)
        .push(named(undo, Command::Undo))
        .push(named(redo, Command::Redo))
        .push(named(help, Command::Help))
        .push(saved.align_y(Center))
        .height(BAR)
        .into()
}

/// A sentence of fewer letters stands on one line of a notice.
const SHORT_SENTENCE: usize = 60;

/// How long work goes on before it is shown, and before it is offered to stop it.
const SHOWN_AFTER: Duration = Duration::from_millis(200);
const STOPPED_AFTER: Duration = Duration::from_secs(1);

/// The content with a notice at its foot, or with long work that is under way.
pub(super) fn frame<'a>(
    language: Language,
    content: Element<'a, Message>,
    notices: &'a [(u64, Notice)],
    working: &'a [Working],
) -> Element<'a, Message> {
    let base = container(content).width(Fill).height(Fill);
    // What is under way stands above what is said of what was done.
    let cards = working
        .iter()
        .filter(|working| !working.work.is_finished() && working.since.elapsed() >= SHOWN_AFTER)
        .map(|working| opaque(mouse_area(under_way(language, working))))
        .chain(
            notices
                .iter()
                .rev()
                .take(MOST_NOTICES)
                .rev()
                .map(|(number, notice)| opaque(mouse_area(said(language, *number, notice)))),
        );
    let cards = Column::with_children(cards).spacing(spacing::XS).align_x(Center);
    let placed = container(cards)
        .width(Fill)
        .height(Fill)
        .padding(spacing::L)
        .align_x(Center)
        .align_y(iced::Bottom);

    // Always the two of them: a notice that comes or goes takes the focus from nothing.
    guard(stack![base, placed]).into()
}

/// Long work: what it is, how far, and after a while a way to stop it.
fn under_way<'a>(language: Language, working: &'a Working) -> Element<'a, Message> {
    let share = working.work.share();
    let percent = share.map_or(0, |share| (share * 100.0) as u32);
    let mut line = row![body(&working.name)].spacing(spacing::M).align_y(Center);
    if share.is_some() {
        line = line
            .push(container(bar::bar(&[(percent, style::primary_fill)], 100, 8.0)).width(200))
            .push(small(format!("{percent} %")));
    }
    if working.work.is_cancelled() {
        line = line.push(muted(text!(language, "work-stopping")));
    } else if working.since.elapsed() >= STOPPED_AFTER {
        let stop = button::plain(text!(language, "action-cancel"));
        line = line.push(stop.on_press(Message::CancelWork(working.work.clone())));
    }

    container(line).padding([spacing::XS, spacing::M]).style(style::notice).into()
}

fn said<'a>(language: Language, number: u64, notice: &'a Notice) -> Element<'a, Message> {
    let (sentence, style, action): (&str, fn(&iced::Theme) -> container::Style, _) = match notice {
        Notice::Done { sentence, undo } => {
            let undo = undo.then(|| {
                button::plain(text!(language, "action-undo"))
                    .on_press(Message::Command(Command::Undo))
            });
            (sentence, style::notice, undo)
        }
        Notice::File { sentence, path } => {
            let show = button::plain(text!(language, "action-show-in-folder"))
                .on_press(Message::ShowInFolder(path.clone()));
            (sentence, style::notice, Some(show))
        }
        Notice::Vanished(sentence) => {
            let copy = button::plain(text!(language, "window-save-copy-here"))
                .on_press(Message::SaveCopyHere);
            (sentence, style::failure, Some(copy))
        }
        Notice::Failed(sentence) => (sentence, style::failure, None),
        Notice::LeftUnsettled(sentence) => {
            let settle = button::plain(text!(language, "together-settle"))
                .on_press(Message::Command(Command::Go(Route::Conflicts)));
            (sentence, style::notice, Some(settle))
        }
        Notice::AskPastCertificates(sentence) => {
            let past = button::plain(text!(language, "action-undo-before"))
                .on_press(Message::Undo { past_certificates: true });
            (sentence, style::failure, Some(past))
        }
    };
    // A long sentence leaves room for what stands beside it; a short one keeps the notice small.
    let long = sentence.chars().count() > SHORT_SENTENCE;
    let width = if long { Fill } else { iced::Shrink };
    let mut line = row![body(sentence).width(width)].spacing(spacing::M).align_y(Center);
    if let Some(action) = action {
        line = line.push(action);
    }
    line = line.push(button::icon(Icon::X).on_press(Message::NoticeOver(number)));

    container(line).padding([spacing::XS, spacing::M]).max_width(760).style(style).into()
}
