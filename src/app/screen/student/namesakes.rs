//! Possible duplicates of a student: the same person, or not; and, before two are joined, which of them says it right.

use std::collections::BTreeSet;

use iced::widget::{Column, column, row};
use iced::{Center, Element, Fill};

use super::{Message, StudentPage};
use crate::app::route::Route;
use crate::app::theme::{spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{button, card, muted, small, strong, title};
use crate::domain::StudentId;
use crate::i18n::{Language, date};
use crate::register::duplicates::Duplicate;
use crate::register::student::{Particular, StudentDetail};
use crate::{messages, text};

/// Two students held beside each other, and the fields that are to be taken from the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparing {
    pub other: StudentId,
    /// Fields of the other's that are to be kept.
    pub taken: BTreeSet<Particular>,
}

/// The card; nothing where there is nobody.
pub fn view<'a>(
    language: Language,
    loaded: &'a StudentPage,
    duplicates: &'a [Duplicate],
    comparing: Option<&'a Comparing>,
) -> Option<Element<'a, Message>> {
    if duplicates.is_empty() && loaded.joined.is_empty() {
        return None;
    }
    let mut rows = Column::new().spacing(spacing::M);
    for duplicate in duplicates {
        let compared = comparing.filter(|comparing| comparing.other == duplicate.student.id);
        rows = rows.push(match compared {
            Some(comparing) => compare(language, &loaded.detail, &duplicate.student, comparing),
            None => entry(language, duplicate),
        });
    }
    let mut content = Column::new().spacing(spacing::S);
    if !duplicates.is_empty() {
        content = content
            .push(title(text!(language, "namesakes-title")))
            .push(small(text!(language, "namesakes-text")).style(style::muted))
            .push(rows);
    }
    for (other, name) in &loaded.joined {
        let line = small(text!(language, "namesake-joined", name = name.as_str())).width(Fill);
        let part = button::plain(text!(language, "namesake-part")).on_press(Message::Part(*other));
        content = content.push(row![line, part].spacing(spacing::S).align_y(Center));
    }

    Some(card(content).width(Fill).into())
}

fn entry<'a>(language: Language, duplicate: &'a Duplicate) -> Element<'a, Message> {
    let other = &duplicate.student;

    column![
        button::link(other.name()).on_press(Message::Go(Route::Student(other.id))),
        small(text!(
            language,
            "namesake-why",
            why = messages::likeness(language, duplicate.why),
            score = duplicate.score
        )),
        small(told_by(language, other)).style(style::muted),
        row![
            button::plain(text!(language, "namesake-same")).on_press(Message::Compare(other.id)),
            button::plain(text!(language, "namesake-other")).on_press(Message::TellApart(other.id)),
        ]
        .spacing(spacing::S)
        .wrap(),
    ]
    .spacing(spacing::XXS)
    .into()
}

/// Where the two differ, and which of them is to be kept; then the button that joins them.
fn compare<'a>(
    language: Language,
    student: &'a StudentDetail,
    other: &'a StudentDetail,
    comparing: &'a Comparing,
) -> Element<'a, Message> {
    let mut content = column![
        strong(text!(language, "namesake-compare")),
        small(text!(language, "namesake-compare-text")).style(style::muted),
    ]
    .spacing(spacing::S);
    let mut differs = false;
    for particular in Particular::ALL {
        let said = |student: &StudentDetail| {
            messages::particular_value(language, particular, &student.details)
        };
        let (own, others) = (said(student), said(other));
        if own == others || others.is_empty() || own.is_empty() {
            continue;
        }
        differs = true;
        let options = [(false, own), (true, others)];
        content = content.push(
            column![
                muted(messages::particular(language, particular)),
                segmented(&options, comparing.taken.contains(&particular), move |taken| {
                    Message::Take(particular, taken)
                }),
            ]
            .spacing(spacing::XXS),
        );
    }
    if !differs {
        content = content.push(small(text!(language, "namesake-no-difference")));
    }
    let buttons = row![
        button::primary(text!(language, "namesake-join")).on_press(Message::Join(other.id)),
        button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
    ]
    .spacing(spacing::S);

    content.push(buttons).into()
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
