//! The sidebar: the places, what waits in them, and who works.

use iced::widget::{Column, column, container, row, space, stack};
use iced::{Center, Element, Fill, Right, Top};
use lucide_icons::Icon;

use crate::app::Message;
use crate::app::command::{Command, route_name};
use crate::app::desk::Desk;
use crate::app::route::{ROUTES, Route};
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{SEMIBOLD, size, spacing};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, hint, small, strong};
use crate::i18n::Language;
use crate::installation::Settings;
use crate::{messages, text};

/// The sidebar with words, and with icons alone.
pub const WIDE: f32 = 208.0;
pub const NARROW: f32 = 56.0;
/// How high a place is.
const PLACE: f32 = 36.0;
/// How high what stands above the places is.
const NAME: f32 = 56.0;
/// The circle with somebody's initials.
const INITIALS: f32 = 32.0;

/// The sidebar.
pub fn view<'a>(
    desk: &Desk,
    choices: &Settings,
    person: &'a str,
    narrow: bool,
) -> Element<'a, Message> {
    let language = desk.context.language;
    let mut routes = Column::new().spacing(spacing::XXS);
    let is_shown = |route: &Route| *route != Route::Together || desk.around.is_shared();
    for (index, route) in ROUTES.into_iter().filter(is_shown).enumerate() {
        routes = routes.push(place(desk, route, Some(index + 1), narrow));
    }
    let routes =
        iced::widget::scrollable(routes).direction(style::slim()).style(style::scroll).height(Fill);
    let mut content = Column::new();
    if !narrow {
        let name = iced::widget::text("Kursliggaren").size(size::TITLE).font(SEMIBOLD);
        let name = container(name).padding([spacing::S - 2.0, spacing::S]).height(NAME);
        content = content.push(name);
    }
    content = content.push(routes);
    let mut foot = Column::new().spacing(spacing::XXS);
    if desk.is_sample {
        foot = foot.push(leave_sample(language, narrow));
    }
    foot = foot
        .push(place(desk, Route::Settings, None, narrow))
        .push(who(language, choices, person, narrow));
    let (width, beside) = if narrow { (NARROW, spacing::XS) } else { (WIDE, spacing::S) };

    container(content.push(foot))
        .padding([spacing::S, beside])
        .width(width)
        .height(Fill)
        .style(style::sidebar)
        .into()
}

fn place<'a>(
    desk: &Desk,
    route: Route,
    number: Option<usize>,
    narrow: bool,
) -> Element<'a, Message> {
    let language = desk.context.language;
    let label = route_name(language, route);
    let icon = button::glyph(icon(route), size::LARGE);
    let is_current = desk.route.section() == route;
    let kind = if is_current { Kind::CurrentRoute } else { Kind::Route };
    let press = Message::Command(Command::Go(route));
    let waiting = waiting(desk, route);
    if narrow {
        let mut whole = stack![container(icon).center(Fill)];
        if waiting.is_some() {
            let dot = container(space()).width(6).height(6).style(style::brand_dot);
            let dot = container(dot).width(Fill).align_x(Right).align_y(Top).padding(spacing::XS);
            whole = whole.push(dot);
        }
        let entry = area(whole.height(PLACE)).kind(kind).width(Fill).on_press(press);
        let keys = Command::Go(route).keys();
        let words: Vec<String> = [Some(label), waiting, keys].into_iter().flatten().collect();
        return hint(entry, words.join(" · "));
    }
    let label = if is_current { strong(label) } else { body(label) };
    let mut line = row![icon, label.width(Fill)].spacing(spacing::S).align_y(Center).height(PLACE);
    match (desk.shows_keys, number, waiting) {
        (true, Some(number), _) => {
            let key = container(small(number.to_string())).center_x(20).center_y(20);
            line = line.push(key.style(style::brand_keycap));
        }
        (_, _, Some(waiting)) => line = line.push(small(waiting).style(style::on_brand_muted)),
        _ => {}
    }

    area(line).kind(kind).padding([0.0, spacing::S]).width(Fill).on_press(press).into()
}

/// What waits in a place, in words; nothing where nothing does.
fn waiting(desk: &Desk, route: Route) -> Option<String> {
    let language = desk.context.language;
    let (key, count) = match route {
        Route::Sessions => ("to-log", desk.waiting.to_log),
        Route::Certificates => ("new", desk.waiting.certificates),
        Route::Together => ("differing", desk.around.differing.unwrap_or(0)),
        _ => return None,
    };
    let words = match key {
        "to-log" => text!(language, "window-to-log", count = count),
        "new" => text!(language, "window-new", count = count),
        _ => text!(language, "window-differing", count = count),
    };

    (count > 0).then_some(words)
}

fn leave_sample<'a>(language: Language, narrow: bool) -> Element<'a, Message> {
    let label = text!(language, "sample-leave");
    let icon = button::glyph(Icon::FlaskConical, size::LARGE);
    let line = if narrow {
        row![container(icon).center_x(Fill)]
    } else {
        row![icon, small(label.clone()).width(Fill)]
    };
    let leave = area(line.spacing(spacing::S).align_y(Center).height(PLACE))
        .kind(Kind::Route)
        .padding([0.0, if narrow { 0.0 } else { spacing::S }])
        .width(Fill)
        .on_press(Message::Command(Command::ChangeRegister));

    if narrow { hint(leave, label) } else { leave.into() }
}

/// Who works, and as what.
fn who<'a>(
    language: Language,
    choices: &Settings,
    person: &'a str,
    narrow: bool,
) -> Element<'a, Message> {
    let initials = container(small(initials(person)).font(SEMIBOLD))
        .center_x(INITIALS)
        .center_y(INITIALS)
        .style(style::initials);
    let role = messages::work_role(language, choices.role);
    if narrow {
        let centred = container(initials).center_x(Fill).padding([spacing::XS, 0.0]);
        return hint(centred, format!("{person} · {role}"));
    }
    let words = column![
        strong(person).wrapping(iced::widget::text::Wrapping::None),
        small(role).style(style::on_brand_muted)
    ];

    container(
        row![initials, container(words).width(Fill).clip(true)].spacing(spacing::S).align_y(Center),
    )
    .padding([spacing::XS, spacing::S])
    .into()
}

/// The first letters of the first and the last name.
fn initials(person: &str) -> String {
    let first = |word: &str| word.chars().next().map(|letter| letter.to_uppercase().to_string());
    let mut words = person.split_whitespace();
    let (given, family) = (words.next().and_then(first), words.next_back().and_then(first));

    given.into_iter().chain(family).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Åsa Maria Berg"), "ÅB");
        assert_eq!(initials("åsa"), "Å");
        assert_eq!(initials(""), "");
    }
}
