//! What would let a student who can no longer reach the line do so after all.

use iced::Element;
use iced::widget::column;

use super::Message;
use crate::app::route::Route;
use crate::app::theme::{spacing, style};
use crate::app::widget::{button, small, strong};
use crate::i18n::{Language, date, number};
use crate::register::gaps::{Missing, Rescue};
use crate::text;

/// What would let a student reach the line after all.
pub fn view<'a>(language: Language, rescue: &Rescue) -> Element<'a, Message> {
    let missing = match rescue.missing {
        Missing::Minutes(minutes) => {
            text!(language, "rescue-minutes", missing = number::hours(minutes.0))
        }
        Missing::Sessions(count) => text!(language, "rescue-sessions", count = count),
    };
    let mut content = column![strong(missing)].spacing(spacing::XXS);
    if rescue.chances.is_empty() {
        return content.push(small(text!(language, "rescue-nothing")).style(style::muted)).into();
    }
    content = content.push(small(text!(language, "rescue-chances")).style(style::muted));
    for chance in &rescue.chances {
        let line = text!(
            language,
            "rescue-chance",
            number = chance.number,
            class = chance.class_name.as_str(),
            school = chance.school.as_str(),
            day = date::short(language, chance.date)
        );
        content =
            content.push(button::link(line).on_press(Message::Go(Route::Class(chance.class))));
    }

    content.into()
}
