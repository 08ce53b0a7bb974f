//! The bar above the screens: where one is, search, the way back, and how safe what is written is.

use chrono::{DateTime, Utc};
use iced::widget::{Row, container, row, space};
use iced::{Center, Element, Fill};
use lucide_icons::Icon;

use crate::app::Message;
use crate::app::command::{Command, route_name};
use crate::app::desk::{Desk, Keeping};
use crate::app::route::Route;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{SEMIBOLD, size, spacing};
use crate::app::widget::focus::area;
use crate::app::widget::{button, hint, muted, small};
use crate::clock::TIME_ZONE;
use crate::i18n::date;
use crate::text;

/// How high the bar is, and where the window is low.
pub const HEIGHT: f32 = 72.0;
pub const LOW: f32 = 52.0;
/// How wide the search is.
const SEARCH: f32 = 256.0;

/// The bar.
pub fn view<'a>(desk: &Desk, low: bool, narrow: bool) -> Element<'a, Message> {
    let mut line = whereabouts(desk, low, narrow).push(space().width(Fill));
    line = line.push(search(desk, narrow));
    let named = |button, command: Command| {
        let keys = command.keys().unwrap_or_default();
        hint(button, format!("{} ({keys})", command.label(desk.context.language)))
    };
    let undo = button::icon(Icon::Undo2)
        .on_press(desk.around.undo.then_some(Message::Command(Command::Undo)));
    let redo = button::icon(Icon::Redo2)
        .on_press(desk.around.redo.then_some(Message::Command(Command::Redo)));
    let help = button::icon(Icon::CircleQuestionMark).on_press(Message::Command(Command::Help));

    line.push(named(undo.repeats(), Command::Undo))
        .push(named(redo.repeats(), Command::Redo))
        .push(named(help, Command::Help))
        .push(keeping(desk, narrow))
        .height(if low { LOW } else { HEIGHT })
        .into()
}

/// The screen's name, or the way that leads to it.
fn whereabouts<'a>(desk: &Desk, low: bool, narrow: bool) -> Row<'a, Message> {
    let language = desk.context.language;
    let section = desk.route.section();
    let line = Row::new().spacing(spacing::S).align_y(Center);
    let own = route_name(language, desk.route);
    let name = match desk.route {
        Route::History | Route::Conflicts => Some(own.clone()),
        _ => desk.screen.name(),
    };
    let Some(name) = name.filter(|_| desk.route != section) else {
        return match low {
            true => line,
            false => line.push(iced::widget::text(own).size(size::HEADING).font(SEMIBOLD)),
        };
    };
    let up = button::inline(route_name(language, section))
        .on_press(Message::Command(Command::Go(section)));
    if narrow {
        return line.push(up);
    }
    let name = muted(name).wrapping(iced::widget::text::Wrapping::None);

    line.push(up)
        .push(iced::widget::container(button::glyph(Icon::ChevronRight, size::BODY)))
        .push(name)
}

fn search<'a>(desk: &Desk, narrow: bool) -> Element<'a, Message> {
    let language = desk.context.language;
    let keys = small(Command::Find.keys().unwrap_or_default());
    let find = row![
        button::glyph(Icon::Search, size::LARGE),
        muted(text!(language, "window-find")).width(if narrow { iced::Shrink } else { Fill }),
        container(keys).padding([2.0, spacing::XS]).style(style::quiet_keycap),
    ]
    .spacing(spacing::XS)
    .height(Fill)
    .align_y(Center);

    area(find)
        .kind(Kind::Plain)
        .padding([0.0, spacing::S])
        .width(if narrow { iced::Shrink } else { SEARCH.into() })
        .height(36)
        .on_press(Message::Command(Command::Find))
        .into()
}

/// Whether what is written is safe, and since when.
fn keeping<'a>(desk: &Desk, narrow: bool) -> Element<'a, Message> {
    type Look = fn(&iced::Theme) -> iced::widget::text::Style;

    let language = desk.context.language;
    let at = |moment: DateTime<Utc>| {
        let moment = moment.with_timezone(&TIME_ZONE);
        match moment.date_naive() == desk.context.today {
            true => moment.format("%H:%M").to_string(),
            false => date::short(language, moment.date_naive()),
        }
    };
    let exchanging = &desk.exchanging;
    let (icon, word, look): (Icon, String, Look) = match (desk.keeping, exchanging.done) {
        (Keeping::Saved, _) if exchanging.failed.is_some() => {
            (Icon::CloudOff, text!(language, "window-not-exchanged"), style::ochre)
        }
        (Keeping::Saved, Some(done)) => {
            (Icon::Check, text!(language, "window-exchanged", at = at(done)), style::muted)
        }
        // A day that was set by hand has no time of its own.
        (Keeping::Saved, None) => match desk.around.saved.filter(|_| !desk.clock.is_set()) {
            Some(saved) => {
                (Icon::Check, text!(language, "window-saved-at", at = at(saved)), style::muted)
            }
            None => (Icon::Check, text!(language, "window-saved"), style::muted),
        },
        (Keeping::Looking, _) => (Icon::Eye, text!(language, "window-read-only"), style::ochre),
        (Keeping::Lost, _) => {
            (Icon::TriangleAlert, text!(language, "window-not-saved"), style::danger)
        }
    };
    let glyph = icon.widget().size(size::LARGE).style(look);
    let mut line = row![glyph].spacing(spacing::XS).align_y(Center);
    let is_quiet = desk.keeping == Keeping::Saved && exchanging.failed.is_none();
    if narrow && is_quiet {
        return hint(line, word);
    }
    line = line.push(small(word).style(look).wrapping(iced::widget::text::Wrapping::None));

    line.into()
}
