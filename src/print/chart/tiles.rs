//! A map of tiles: each area a square where it lies, the stronger the more of its whole is reached.

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

const GAP: f32 = 4.0;
/// A tile is never higher than this.
const HIGHEST: f32 = 64.0;

/// How strong a share is drawn: five steps of a fifth each.
pub fn step(share: f32) -> u8 {
    (share * 5.0).floor().clamp(0.0, 4.0) as u8
}

/// How high the map is in a width.
pub fn height(tiles: &[Tile], wide: f32) -> f32 {
    let rows = tiles.iter().map(|tile| tile.at.1 + 1).max().unwrap_or(0);

    f32::from(rows) * (tile_height(tiles, wide) + GAP)
}

fn columns(tiles: &[Tile]) -> f32 {
    tiles.iter().map(|tile| tile.at.0 + 1).max().unwrap_or(1).into()
}

fn tile_height(tiles: &[Tile], wide: f32) -> f32 {
    (wide / columns(tiles) * 0.72).clamp(40.0, HIGHEST)
}

/// Lays the tiles out in a width.
pub fn draw(tiles: &[Tile], wide: f32) -> Drawing {
    let mut drawing = Drawing::default();
    let across = wide / columns(tiles);
    let down = tile_height(tiles, wide) + GAP;
    for tile in tiles {
        let place = Rectangle {
            x: f32::from(tile.at.0) * across,
            y: f32::from(tile.at.1) * down,
            width: across - GAP,
            height: down - GAP,
        };
        let (ink, name_ink) = match tile.share.map(step) {
            Some(step) => (Ink::Pale(step), Ink::OnPale(step)),
            None => (Ink::Grid, Ink::Muted),
        };
        match tile.share {
            Some(_) => drawing.rectangle(place, ink),
            // Nothing to speak of: an outline, not a colour.
            None => {
                let (right, bottom) = (place.x + place.width, place.y + place.height);
                let corners =
                    [(place.x, place.y), (right, place.y), (right, bottom), (place.x, bottom)];
                let around = corners.into_iter().chain([corners[0]]).collect();
                drawing.line(around, 1.0, ink);
            }
        }
        let middle = place.x + place.width / 2.0;
        let inside = place.width - 6.0;
        let fitting = |text: &str| (TEXT * (inside / width(text, TEXT)).min(1.0)).max(8.0);
        let centre = place.y + place.height / 2.0;
        for (text, y, strong) in
            [(&tile.name, centre - 3.0, true), (&tile.figure, centre + 14.0, false)]
        {
            drawing.shapes.push(Shape::Text {
                at: (middle, y),
                size: fitting(text) * if strong { 0.96 } else { 1.0 },
                strong,
                ink: name_ink,
                anchor: Anchor::Middle,
                text: text.clone(),
            });
        }
        drawing.spots.push(Spot { area: place, mark: (middle, centre) });
    }

    drawing
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
        let drawing = draw(&tiles, 360.0);

        for (index, spot) in drawing.spots.iter().enumerate() {
            assert_eq!(drawing.spot_at(spot.mark.0, spot.mark.1), Some(index));
            assert!(spot.area.x + spot.area.width <= 360.0);
            assert!(spot.area.y + spot.area.height <= height(&tiles, 360.0));
        }
        assert_eq!((step(0.0), step(0.19), step(0.5), step(1.0), step(1.7)), (0, 0, 2, 4, 4));
    }
}
