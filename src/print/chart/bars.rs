//! Bars: a whole and the part of it that counts, row by row.

use super::{Anchor, Drawing, Ink, Spot, TEXT, width};
use crate::i18n::{Language, number};
use crate::print::Rectangle;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// The whole, where it is told.
    pub whole: Option<u32>,
    /// The part, where it is told.
    pub part: Option<u32>,
}

/// What stands for a value that is not told.
pub const HIDDEN: &str = "..";

const ROW: f32 = 22.0;

/// How high a chart of so many rows is.
pub fn height(rows: usize) -> f32 {
    rows as f32 * ROW + 4.0
}

/// Lays the rows out in a width. A value that is not told has no bar.
pub fn draw(bars: &[Bar], language: Language, wide: f32) -> Drawing {
    let mut drawing = Drawing::default();
    let most = bars.iter().filter_map(|bar| bar.whole.max(bar.part)).max().unwrap_or(0).max(1);
    let labels = bars.iter().map(|bar| width(&bar.label, TEXT)).fold(0.0, f32::max);
    let left = (labels + 10.0).min(wide * 0.45);
    let figures = |bar: &Bar| {
        let told = |value: Option<u32>| {
            value.map_or_else(|| HIDDEN.to_owned(), |value| number::whole(language, value.into()))
        };
        format!("{} / {}", told(bar.part), told(bar.whole))
    };
    let right = bars.iter().map(|bar| width(&figures(bar), TEXT)).fold(0.0, f32::max) + 10.0;
    let room = (wide - left - right).max(10.0);
    for (index, bar) in bars.iter().enumerate() {
        let y = index as f32 * ROW + 4.0;
        let length = |value: u32| room * value as f32 / most as f32;
        let place = |value: u32| Rectangle { x: left, y, width: length(value), height: 14.0 };
        let label = shortened(&bar.label, left - 10.0);
        drawing.text((0.0, y + 11.0), Ink::Text, Anchor::Start, label);
        if let Some(whole) = bar.whole {
            drawing.rectangle(place(whole), Ink::Pale(1));
        }
        if let Some(part) = bar.part {
            drawing.rectangle(place(part), Ink::Primary);
        }
        drawing.text((wide, y + 11.0), Ink::Muted, Anchor::End, figures(bar));
        drawing.spots.push(Spot {
            area: Rectangle { x: 0.0, y: y - 4.0, width: wide, height: ROW },
            mark: (left + length(bar.part.unwrap_or(0)), y + 7.0),
        });
    }

    drawing
}

fn shortened(label: &str, most: f32) -> String {
    let style = crate::print::Style::new(crate::print::Font::Regular, TEXT, crate::print::INK);

    style.shortened(label, most * crate::print::font::MILLIMETRES_PER_POINT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::chart::Shape;

    #[test]
    fn what_is_not_told_has_no_bar() {
        let bars = [
            Bar { label: "Falun".into(), whole: Some(100), part: Some(50) },
            Bar { label: "Orsa".into(), whole: None, part: None },
        ];
        let drawing = draw(&bars, Language::Swedish, 400.0);
        let areas = drawing.shapes.iter().filter(|shape| matches!(shape, Shape::Area { .. }));

        assert_eq!(areas.count(), 2);
        assert_eq!(drawing.spots.len(), 2);
        let hidden = |shape: &Shape| matches!(shape, Shape::Text { text, .. } if text == ".. / ..");
        assert!(drawing.shapes.iter().any(hidden));
    }
}
