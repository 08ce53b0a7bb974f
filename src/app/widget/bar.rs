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
            content = content.push(part(portion(share, whole), *fill));
        }
    }
    if left > 0 || whole == 0 {
        content = content.push(part(portion(left, whole), style::unfilled));
    }

    content.into()
}

/// A share of the whole as iced wants it: all portions together are far below what 16 bits hold, and the
/// smallest share is still seen.
fn portion(share: u32, whole: u32) -> u16 {
    const PORTIONS: u64 = 10_000;
    let portion = u64::from(share) * PORTIONS / u64::from(whole.max(1));

    u16::try_from(portion).unwrap_or(u16::MAX).max(1)
}

fn part<'a, Message: 'a>(
    portion: u16,
    fill: fn(&Theme) -> container::Style,
) -> Element<'a, Message> {
    container(space()).width(Length::FillPortion(portion)).height(Fill).style(fill).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_stay_small_however_many_students_there_are() {
        assert_eq!(portion(1_000, 2_000), 5_000);
        assert_eq!(portion(100_000, 100_000), 10_000);
        assert_eq!(portion(1, 100_000), 1);
        assert_eq!(portion(0, 0), 1);
    }
}
