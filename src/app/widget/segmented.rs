//! A few options side by side, one of them chosen: tabs and filters. One stop for Tab, arrows choose.

use iced::keyboard::{Key, key::Named};
use iced::widget::Row;
use iced::{Center, Element};
use std::fmt::Debug;

use super::focus::area;
use super::{body, strong};
use crate::app::theme::spacing;
use crate::app::theme::style::Kind;

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
    let position = options.iter().position(|(option, _)| *option == chosen);
    let previous = position.and_then(|at| at.checked_sub(1)).map(|at| options[at].0);
    let next = position.and_then(|at| options.get(at + 1)).map(|option| option.0);
    let mut content = Row::new().spacing(spacing::XXS).align_y(Center);
    for (option, label) in options {
        let is_chosen = *option == chosen;
        let label = if is_chosen { strong(label.clone()) } else { body(label.clone()) };
        let label = label.wrapping(iced::widget::text::Wrapping::None);
        content = content.push(
            area(label)
                .kind(if is_chosen { Kind::ChosenRow } else { Kind::Row })
                .padding([spacing::XS, spacing::S])
                .on_press(on_choose(*option))
                .without_focus(),
        );
    }

    area(content.wrap())
        .on_key(move |key, _| match key {
            Key::Named(Named::ArrowLeft) => previous.map(&on_choose),
            Key::Named(Named::ArrowRight) => next.map(&on_choose),
            _ => None,
        })
        .into()
}
