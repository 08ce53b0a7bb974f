//! A few options side by side, one of them chosen: tabs and filters. One stop for Tab, arrows choose.

use iced::keyboard::{Key, key::Named};
use iced::widget::{Row, container, row};
use iced::{Center, Element};
use std::fmt::Debug;

use super::focus::area;
use super::{body, small, strong};
use crate::app::theme::style::Kind;
use crate::app::theme::{spacing, style};

/// Options side by side.
pub fn segmented<'a, T, Message>(
    options: &[(T, String)],
    chosen: T,
    on_choose: impl Fn(T) -> Message + 'a,
) -> Element<'a, Message>
where
    T: PartialEq + Copy + 'a,
    Message: Clone + Debug + 'a,
{
    let options: Vec<(T, String, Option<usize>)> =
        options.iter().map(|(option, label)| (*option, label.clone(), None)).collect();

    counted(options, chosen, on_choose)
}

/// The same, each with how many rows it lets through.
pub fn counted<'a, T, Message>(
    options: Vec<(T, String, Option<usize>)>,
    chosen: T,
    on_choose: impl Fn(T) -> Message + 'a,
) -> Element<'a, Message>
where
    T: PartialEq + Copy + 'a,
    Message: Clone + Debug + 'a,
{
    let position = options.iter().position(|(option, ..)| *option == chosen);
    let previous = position.and_then(|at| at.checked_sub(1)).map(|at| options[at].0);
    let next = position.and_then(|at| options.get(at + 1)).map(|option| option.0);
    let mut content = Row::new().spacing(spacing::XXS).align_y(Center);
    for (option, label, count) in options {
        let is_chosen = option == chosen;
        let label = if is_chosen { strong(label) } else { body(label) };
        let label = label.wrapping(iced::widget::text::Wrapping::None);
        let count = count.map(|count| small(count.to_string()).style(style::muted));
        let label = row![label].push(count).spacing(spacing::XXS + 2.0).align_y(Center);
        content = content.push(
            area(label)
                .kind(if is_chosen { Kind::Chosen } else { Kind::Row })
                .padding([spacing::XXS + 1.0, spacing::S])
                .on_press(on_choose(option))
                .without_focus(),
        );
    }

    let content = container(content.wrap()).padding(3).style(style::options);

    area(content)
        .on_key(move |key, _| match key {
            Key::Named(Named::ArrowLeft) => previous.map(&on_choose),
            Key::Named(Named::ArrowRight) => next.map(&on_choose),
            _ => None,
        })
        .into()
}
