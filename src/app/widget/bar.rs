//! A bar of parts that make up a whole.

use iced::widget::{Row, container, space};
use iced::{Element, Fill, Length, Theme};

use crate::app::theme::style;

/// A part of a bar: its share and how it is filled.
pub type Part = (u32, fn(&Theme) -> container::Style);

/// A bar of parts; what is left of `whole` is not filled.
pub fn bar<'a, Message: 'a>(parts: &[Part], whole: u32, height: f32) -> Element<'a, Message> {
    let mut content = Row::new().width(Fill).height(height);
    let mut left = whole;
    for (share, fill) in parts {
        let share = (*share).min(left);
        left -= share;
        if share > 0 {
            content = content.push(part(share, *fill));
        }
    }
    if left > 0 || whole == 0 {
        content = content.push(part(left.max(1), style::unfilled));
    }

    content.into()
}

/// Fill portions are 16 bits wide; shares are scaled to fit without losing the smallest.
fn part<'a, Message: 'a>(share: u32, fill: fn(&Theme) -> container::Style) -> Element<'a, Message> {
    let portion = u16::try_from(share).unwrap_or(u16::MAX).max(1);

    container(space()).width(Length::FillPortion(portion)).height(Fill).style(fill).into()
}
