//! The bundled faces, the same bytes on screen and on paper, and how wide a text is in them.

use std::sync::LazyLock;

use super::Millimetres;

/// A bundled face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Font {
    /// Inter.
    Regular,
    /// Inter, semibold.
    SemiBold,
    /// EB Garamond, for headings and names.
    Serif,
}

/// Millimetres in a point.
pub const MILLIMETRES_PER_POINT: f32 = 25.4 / 72.0;

impl Font {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Regular, Self::SemiBold, Self::Serif];

    /// The face's file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../resources/fonts/Inter-Regular.otf"),
            Self::SemiBold => include_bytes!("../../resources/fonts/Inter-SemiBold.otf"),
            Self::Serif => include_bytes!("../../resources/fonts/EBGaramond12-Regular.otf"),
        }
    }

    /// How wide a text is at a size in points.
    pub fn width(self, text: &str, size: f32) -> Millimetres {
        let Some(face) = self.face() else { return 0.0 };
        let units: u32 = text
            .chars()
            .map(|letter| {
                let glyph = face.glyph_index(letter).unwrap_or_default();
                u32::from(face.glyph_hor_advance(glyph).unwrap_or_default())
            })
            .sum();

        units as f32 / f32::from(face.units_per_em()) * size * MILLIMETRES_PER_POINT
    }

    /// Whether the face has every letter of the text.
    pub fn has_all(self, text: &str) -> bool {
        self.face()
            .is_some_and(|face| text.chars().all(|letter| face.glyph_index(letter).is_some()))
    }

    fn face(self) -> Option<&'static ttf_parser::Face<'static>> {
        static FACES: LazyLock<[Option<ttf_parser::Face<'static>>; 3]> =
            LazyLock::new(|| Font::ALL.map(|font| ttf_parser::Face::parse(font.bytes(), 0).ok()));

        FACES[self as usize].as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_the_letters_of_european_names() {
        for font in Font::ALL {
            for name in
                ["Åsa Öberg", "Łukasz", "Đorđe", "Şahin Doğan", "Nguyễn", "Жанна", "Γιώργος"]
            {
                assert!(font.has_all(name), "{font:?} {name}");
            }
        }
        assert!(!Font::Regular.has_all("田中"));
    }

    #[test]
    fn width_grows_with_size() {
        let narrow = Font::Regular.width("Elin", 10.0);

        assert!((Font::Regular.width("Elin", 20.0) - 2.0 * narrow).abs() < 0.001);
        assert!((5.0..7.0).contains(&narrow), "{narrow}");
    }
}
