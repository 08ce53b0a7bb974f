//! A map of tiles: each area a square where it lies, the stronger the more of its whole is reached. No text is smaller than the others: a long name breaks.

use super::{Anchor, Drawing, Ink, Shape, Spot, TEXT, width};
use crate::print::Rectangle;

/// A tile.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// Column and row, from the upper left.
    pub at: (u8, u8),
    pub name: String,
    /// What stands under the name.
    pub figure: String,
    /// Its share, 0–1 and above; `None` where there is none to speak of.
    pub share: Option<f32>,
}

/// What the strengths mean, the strongest first, each with its name.
pub type Legend = [String; 4];

const GAP: f32 = 4.0;
/// A tile is never higher than this, and by itself not that high.
const HIGHEST: f32 = 76.0;
const USUAL: f32 = 56.0;
/// A tile is never lower than this: three lines stand in it.
const LOWEST: f32 = 48.0;
const LINE: f32 = 14.0;
/// A row of the legend.
const LEGEND_ROW: f32 = 20.0;

/// How strong a share is drawn: under 40 %, under 60 %, under 80 %, and from there.
pub fn step(share: f32) -> u8 {
    match share {
        share if share >= 0.8 => 3,
        share if share >= 0.6 => 2,
        share if share >= 0.4 => 1,
        _ => 0,
    }
}

/// How high the map is in a width.
pub fn height(tiles: &[Tile], wide: f32) -> f32 {
    let each = (wide / columns(tiles) * 0.72).clamp(LOWEST, USUAL);

    rows(tiles) * (each + GAP)
}

fn rows(tiles: &[Tile]) -> f32 {
    tiles.iter().map(|tile| tile.at.1 + 1).max().unwrap_or(1).into()
}

fn columns(tiles: &[Tile]) -> f32 {
    tiles.iter().map(|tile| tile.at.0 + 1).max().unwrap_or(1).into()
}

/// Lays the tiles out in a width and height, with what their strength means in the corner that is free.
pub fn draw(tiles: &[Tile], legend: &Legend, (wide, high): (f32, f32)) -> Drawing {
    let mut drawing = Drawing::default();
    let across = (wide + GAP) / columns(tiles);
    let down = ((high + GAP) / rows(tiles)).clamp(LOWEST + GAP, HIGHEST + GAP);
    for tile in tiles {
        let place = Rectangle {
            x: f32::from(tile.at.0) * across,
            y: f32::from(tile.at.1) * down,
            width: across - GAP,
            height: down - GAP,
        };
        let name_ink = match tile.share.map(step) {
            Some(step) => {
                drawing.rectangle(place, Ink::Tile(step));
                Ink::OnTile(step)
            }
            // Nothing to speak of: an outline, not a colour.
            None => {
                outline(&mut drawing, place);
                Ink::Muted
            }
        };
        write(&mut drawing, tile, place, name_ink);
        let mark = (place.x + place.width / 2.0, place.y + place.height / 2.0);
        drawing.spots.push(Spot { area: place, mark });
    }
    let is_taken = |column: u8, row: u8| tiles.iter().any(|tile| tile.at == (column, row));
    let last = columns(tiles) as u8 - 1;
    if last >= 2 && (0..2).all(|row| !is_taken(last, row) && !is_taken(last - 1, row)) {
        let x = f32::from(last - 1) * across + 16.0;
        for (row, (step, label)) in (0..4).rev().zip(legend).enumerate() {
            let y = 2.0 + row as f32 * LEGEND_ROW;
            drawing.rectangle(Rectangle { x, y, width: 16.0, height: 12.0 }, Ink::Tile(step));
            drawing.text((x + 24.0, y + 10.0), Ink::Muted, Anchor::Start, label);
        }
    }

    drawing
}

fn outline(drawing: &mut Drawing, place: Rectangle) {
    let (left, top) = (place.x + 0.5, place.y + 0.5);
    let (right, bottom) = (place.x + place.width - 0.5, place.y + place.height - 0.5);
    let around = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];

    drawing.dashed(&around, (3.0, 3.0), 1.0, Ink::Control);
}

/// The name, in two lines where it has a place to break and no room for one, and the figure beneath.
fn write(drawing: &mut Drawing, tile: &Tile, place: Rectangle, ink: Ink) {
    let inside = place.width - 6.0;
    // Letters of a heavier face are wider by about a twelfth.
    let is_too_wide = |text: &str| width(text, TEXT) * 1.08 > inside;
    let name: Vec<String> = match is_too_wide(&tile.name) {
        true => broken(&tile.name),
        false => vec![tile.name.clone()],
    };
    let middle = place.x + place.width / 2.0;
    let lines = name.len() as f32 + 1.0;
    let mut y = place.y + (place.height - lines * LINE) / 2.0 + LINE - 3.0;
    let mut push = |text: &str, strong: bool| {
        drawing.shapes.push(Shape::Text {
            at: (middle, y),
            size: TEXT,
            strong,
            ink,
            anchor: Anchor::Middle,
            text: text.to_owned(),
        });
        y += LINE + 1.0;
    };
    for line in &name {
        push(line, true);
    }
    push(&tile.figure, false);
}

/// A long name in two lines, at its hyphen or where the words meet that it is made of.
fn broken(name: &str) -> Vec<String> {
    const SECOND_WORDS: [&str; 3] = ["backen", "dalen", "mora"];

    if let Some((first, second)) = name.split_once('-') {
        return vec![format!("{first}-"), second.to_owned()];
    }
    let second = SECOND_WORDS.iter().find_map(|word| {
        let first = name.strip_suffix(word)?;
        (first.chars().count() > 2).then(|| (first.to_owned(), (*word).to_owned()))
    });

    match second {
        Some((first, second)) => vec![format!("{first}-"), second],
        None => vec![name.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tile_can_be_pointed_at_and_none_covers_another() {
        let tiles: Vec<Tile> = crate::reference::MUNICIPALITIES
            .iter()
            .map(|municipality| Tile {
                at: municipality.tile,
                name: municipality.name.to_owned(),
                figure: "120 / 200".to_owned(),
                share: Some(0.6),
            })
            .collect();
        let legend = ["minst 80 %", "60–79 %", "40–59 %", "under 40 %"].map(str::to_owned);
        let drawing = draw(&tiles, &legend, (360.0, height(&tiles, 360.0)));

        for (index, spot) in drawing.spots.iter().enumerate() {
            assert_eq!(drawing.spot_at(spot.mark.0, spot.mark.1), Some(index));
            assert!(spot.area.x + spot.area.width <= 360.0);
            assert!(spot.area.y + spot.area.height <= height(&tiles, 360.0));
        }
        assert_eq!((step(0.0), step(0.39), step(0.4), step(0.8), step(1.7)), (0, 0, 1, 3, 3));
        assert_eq!(broken("Smedjebacken"), ["Smedje-", "backen"]);
        assert_eq!(broken("Malung-Sälen"), ["Malung-", "Sälen"]);
        assert_eq!(broken("Mora"), ["Mora"]);
    }
}
