//! Possible duplicates of a student: the same person, or not.

use iced::Element;
use iced::widget::{Column, column, row};

use super::Message;
use crate::app::screen::Place;
use crate::app::theme::{spacing, style};
use crate::app::widget::{button, card, small, title};
use crate::i18n::{Language, date};
use crate::register::student::StudentDetail;
use crate::text;

/// The card; nothing where there are none.
pub fn view<'a>(language: Language, namesakes: &[StudentDetail]) -> Option<Element<'a, Message>> {
    if namesakes.is_empty() {
        return None;
    }
    let mut rows = Column::new().spacing(spacing::S);
    for other in namesakes {
        rows = rows.push(
            column![
                button::link(other.name()).on_press(Message::Go(Place::Student(other.id))),
                small(told_by(language, other)).style(style::muted),
                row![
                    button::plain(text!(language, "namesake-same"))
                        .on_press(Message::Join(other.id)),
                    button::plain(text!(language, "namesake-other"))
                        .on_press(Message::TellApart(other.id)),
                ]
                .spacing(spacing::S)
                .wrap(),
            ]
            .spacing(spacing::XXS),
        );
    }
    let content = column![
        title(text!(language, "namesakes-title")),
        small(text!(language, "namesakes-text")).style(style::muted),
        rows,
    ]
    .spacing(spacing::S);

    Some(card(content).width(iced::Fill).into())
}

/// What tells one from another: classes and birth date.
fn told_by(language: Language, student: &StudentDetail) -> String {
    let classes = student
        .enrolled
        .iter()
        .map(|place| format!("{}, {}, {}", place.class_name, place.school_name, place.term));
    let born = match student.details.birth_date {
        Some(day) => text!(language, "namesake-born", day = date::long(language, day)),
        None => text!(language, "namesake-born-unknown"),
    };

    classes.chain([born]).collect::<Vec<_>>().join(" · ")
}
