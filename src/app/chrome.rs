//! What stands around the screens: the sidebar, the bar above, dialogs and notices.

use iced::widget::{Column, column, container, mouse_area, opaque, row, space, stack};
use iced::{Center, Element, Fill};
use lucide_icons::Icon;

use super::screen::Place;
use super::shortcut::PLACES;
use super::theme::style::{self, Kind};
use super::theme::{SEMIBOLD, size, spacing};
use super::widget::focus::area;
use super::widget::{body, button, small, title};
use super::{Desk, Destination, Dialog, Message, Notice, Screen};
use crate::i18n::Language;
use crate::text;

/// The sidebar, the bar above and the screen, with a dialog over them if one is open.
pub(super) fn desk<'a>(desk: &'a Desk, person: &'a str) -> Element<'a, Message> {
    let language = desk.context.language;
    let screen: Element<'a, Message> = match &desk.screen {
        Screen::Overview(screen) => screen.view(&desk.context).map(Message::Overview),
        Screen::Classes(screen) => screen.view(&desk.context).map(Message::Classes),
        Screen::Class(screen) => screen.view(&desk.context).map(Message::Class),
        Screen::Log(screen) => screen.view(&desk.context).map(Message::Log),
        Screen::Students(screen) => screen.view(&desk.context).map(Message::Students),
        Screen::Student(screen) => screen.view(&desk.context).map(Message::Student),
        Screen::Schools(screen) => screen.view(&desk.context).map(Message::Schools),
        Screen::Certificates(screen) => screen.view(&desk.context).map(Message::Certificates),
        Screen::Settings(screen) => screen.view(&desk.context).map(Message::Settings),
    };
    let right =
        column![bar(desk), screen].spacing(spacing::M).padding(spacing::L).width(Fill).height(Fill);
    let frame = row![sidebar(desk, person), right];
    let Some(dialog) = &desk.dialog else { return frame.into() };

    // Nothing behind a dialog can be reached, by mouse or by Tab.
    let (content, width, height): (Element<'a, Message>, f32, iced::Length) = match dialog {
        Dialog::Import(dialog) => (dialog.view(&desk.context).map(Message::Import), 940.0, Fill),
        Dialog::NewClass(dialog) => {
            (dialog.view(&desk.context).map(Message::NewClass), 560.0, iced::Shrink)
        }
        Dialog::Leave(destination) => (leave(language, *destination), 460.0, iced::Shrink),
    };
    let card = container(content)
        .padding(spacing::L)
        .max_width(width)
        .width(Fill)
        .height(height)
        .style(style::card);

    container(card).center_x(Fill).center_y(Fill).padding(spacing::XL).into()
}

fn leave<'a>(language: Language, destination: Destination) -> Element<'a, Message> {
    column![
        title(text!(language, "leave-title")),
        body(text!(language, "leave-text")),
        row![
            button::primary(text!(language, "leave-stay")).on_press(Message::CloseDialog),
            button::danger(text!(language, "leave-go")).on_press(Message::Leave(destination)),
        ]
        .spacing(spacing::S),
    ]
    .spacing(spacing::M)
    .into()
}

fn sidebar<'a>(desk: &Desk, person: &'a str) -> Element<'a, Message> {
    let language = desk.context.language;
    let mut places = Column::new().spacing(spacing::XXS);
    for (index, place) in PLACES.into_iter().enumerate() {
        let number = small((index + 1).to_string());
        places = places.push(entry(desk, language, place, Some(number)));
    }
    let name = iced::widget::text("Kursliggaren").size(size::TITLE).font(SEMIBOLD);
    let content = column![
        container(name).padding(iced::Padding::from([spacing::XS, spacing::S])),
        places,
        space().height(Fill),
        container(small(person)).padding([0.0, spacing::S]),
        entry(desk, language, Place::Settings, None),
    ]
    .spacing(spacing::S);

    container(content).padding(spacing::S).width(210).height(Fill).style(style::sidebar).into()
}

fn entry<'a>(
    desk: &Desk,
    language: Language,
    place: Place,
    number: Option<iced::widget::Text<'a>>,
) -> Element<'a, Message> {
    let (icon, label) = label(language, place);
    let current = section(desk.place) == place;
    let mut line = row![button::glyph(icon, size::LARGE), body(label).width(Fill)]
        .spacing(spacing::S)
        .align_y(Center);
    if let Some(number) = number {
        line = line.push(number);
    }

    area(line)
        .kind(if current { Kind::CurrentPlace } else { Kind::Place })
        .padding([spacing::XS, spacing::S])
        .width(Fill)
        .on_press(Message::Go(place))
        .into()
}

/// The place of the sidebar that a place belongs to.
fn section(place: Place) -> Place {
    match place {
        Place::Class(_) | Place::Log(..) => Place::Classes,
        Place::Student(_) => Place::Students,
        other => other,
    }
}

fn label(language: Language, place: Place) -> (Icon, String) {
    match section(place) {
        Place::Overview => (Icon::LayoutDashboard, text!(language, "place-overview")),
        Place::Students => (Icon::Users, text!(language, "place-students")),
        Place::Schools => (Icon::School, text!(language, "place-schools")),
        Place::Certificates => (Icon::Award, text!(language, "place-certificates")),
        Place::Settings => (Icon::Settings, text!(language, "place-settings")),
        _ => (Icon::BookOpen, text!(language, "place-classes")),
    }
}

fn bar<'a>(desk: &Desk) -> Element<'a, Message> {
    let language = desk.context.language;
    let (_, label) = label(language, desk.place);
    let heading = iced::widget::text(label).size(size::HEADING).font(SEMIBOLD);
    let undo = button::icon(Icon::Undo2)
        .on_press(desk.undo.undo.then_some(Message::Undo { past_certificates: false }));
    let redo = button::icon(Icon::Redo2).on_press(desk.undo.redo.then_some(Message::Redo));
    let saved = row![
        button::glyph(Icon::Check, size::BODY),
        small(text!(language, "window-saved")).style(style::muted)
    ]
    .spacing(spacing::XXS)
    .align_y(Center);

    row![heading, space().width(Fill), undo, redo, saved].spacing(spacing::S).align_y(Center).into()
}

/// A sentence of fewer letters stands on one line of a notice.
const SHORT_SENTENCE: usize = 60;

/// The content with a notice at its foot.
pub(super) fn frame<'a>(
    language: Language,
    content: Element<'a, Message>,
    notice: Option<&'a Notice>,
) -> Element<'a, Message> {
    let base = container(content).width(Fill).height(Fill);
    let Some(notice) = notice else { return base.into() };
    let (sentence, style, action): (&str, fn(&iced::Theme) -> container::Style, _) = match notice {
        Notice::Done { sentence, undo } => {
            let undo = undo.then(|| {
                button::plain(text!(language, "action-undo"))
                    .on_press(Message::Undo { past_certificates: false })
            });
            (sentence, style::notice, undo)
        }
        Notice::Failed(sentence) => (sentence, style::failure, None),
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
    line = line.push(button::icon(Icon::X).on_press(Message::CloseNotice));
    let card = container(line).padding([spacing::XS, spacing::M]).max_width(760).style(style);
    let placed = container(opaque(mouse_area(card)))
        .width(Fill)
        .height(Fill)
        .padding(spacing::L)
        .align_x(Center)
        .align_y(iced::Bottom);

    stack![base, placed].into()
}
