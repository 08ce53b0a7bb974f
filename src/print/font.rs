//! The bundled faces, the same bytes on screen and on paper: how a text is set in them, and how wide it is.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

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

/// A text set in a face, in the face's own units.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
    /// How far the pen moves.
    pub advance: i32,
    /// Whether each letter became its own glyph on the baseline, so that the letters alone say what is drawn.
    pub plain: bool,
}

/// A glyph of a text, in the face's own units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// The bytes of the text it stands for.
    pub letters: Range<usize>,
    /// Where it is drawn, from where the text starts.
    pub x: i32,
    /// How far above the baseline it is drawn.
    pub y: i32,
    /// How far the pen moves after it.
    pub advance: i32,
}

/// Texts that are kept as they were set; a batch of certificates says most things many times.
const KEPT_RUNS: usize = 4096;

thread_local! {
    static RUNS: RefCell<HashMap<(Font, String), Arc<Run>>> = RefCell::new(HashMap::new());
}

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

    /// The face a text is set in: this one, or Inter where this one lacks a letter that Inter has.
    pub fn for_text(self, text: &str) -> Self {
        let text = &*without_emoji(text);
        match self {
            Self::Serif if !self.has_all(text) && Self::Regular.has_all(text) => Self::Regular,
            font => font,
        }
    }

    /// How wide a text is at a size in points, in the face it is set in.
    pub fn width(self, text: &str, size: f32) -> Millimetres {
        let font = self.for_text(text);

        font.millimetres(font.shape(&font.printable(text)).advance, size)
    }

    /// The face's own units at a size in points.
    pub fn millimetres(self, units: i32, size: f32) -> Millimetres {
        units as f32 / self.units_per_em() * size * MILLIMETRES_PER_POINT
    }

    /// Units to an em.
    pub fn units_per_em(self) -> f32 {
        self.face().map_or(1000.0, |face| face.units_per_em() as f32)
    }

    /// Whether the face has every letter of the text.
    pub fn has_all(self, text: &str) -> bool {
        self.face()
            .is_some_and(|face| text.chars().all(|letter| face.glyph_index(letter).is_some()))
    }

    /// The text without emoji, and with `?` for each letter the face lacks. Who prints is told of both beforehand.
    pub fn printable(self, text: &str) -> String {
        without_emoji(text)
            .chars()
            .map(|letter| if self.has_all(letter.encode_utf8(&mut [0; 4])) { letter } else { '?' })
            .collect()
    }

    /// The letters of a text that no face has, each once. Emoji are no letters.
    pub fn lacking(text: &str) -> Vec<char> {
        let mut lacking: Vec<char> = without_emoji(text)
            .chars()
            .filter(|letter| {
                !Self::ALL.iter().any(|font| font.has_all(letter.encode_utf8(&mut [0; 4])))
            })
            .collect();
        lacking.sort_unstable();
        lacking.dedup();

        lacking
    }

    /// Sets a text, with kerning and with marks on the letters they belong to.
    pub fn shape(self, text: &str) -> Arc<Run> {
        RUNS.with_borrow_mut(|runs| {
            let key = (self, text.to_owned());
            if let Some(run) = runs.get(&key) {
                return Arc::clone(run);
            }
            if runs.len() >= KEPT_RUNS {
                runs.clear();
            }
            let run = Arc::new(self.set(text));
            runs.insert(key, Arc::clone(&run));

            run
        })
    }

    fn set(self, text: &str) -> Run {
        let Some(face) = self.face() else {
            return Run { glyphs: Vec::new(), advance: 0, plain: true };
        };
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        let shaped = rustybuzz::shape(face, &*FEATURES, buffer);
        let starts: Vec<usize> =
            shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let end_of = |start: usize| {
            starts.iter().copied().filter(|other| *other > start).min().unwrap_or(text.len())
        };
        let mut pen = 0;
        let mut glyphs = Vec::with_capacity(starts.len());
        let mut plain = true;
        for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let start = info.cluster as usize;
            let letters = start..end_of(start);
            let id = u16::try_from(info.glyph_id).unwrap_or_default();
            let mut said = text[letters.clone()].chars();
            let own = match (said.next(), said.next()) {
                (Some(letter), None) => face.glyph_index(letter).is_some_and(|own| own.0 == id),
                _ => false,
            };
            plain &= own && place.x_offset == 0 && place.y_offset == 0;
            let (x, y) = (pen + place.x_offset, place.y_offset);
            glyphs.push(Glyph { id, letters, x, y, advance: place.x_advance });
            pen += place.x_advance;
        }

        Run { glyphs, advance: pen, plain }
    }

    /// How far the pen moves after a glyph, unkerned.
    pub(super) fn own_advance(self, glyph: u16) -> i32 {
        self.face()
            .and_then(|face| face.glyph_hor_advance(ttf_parser::GlyphId(glyph)))
            .map_or(0, i32::from)
    }

    /// Draws a glyph's outline in the face's own units, upwards.
    pub fn outline(self, glyph: u16, pen: &mut dyn ttf_parser::OutlineBuilder) {
        if let Some(face) = self.face() {
            face.outline_glyph(ttf_parser::GlyphId(glyph), pen);
        }
    }

    fn face(self) -> Option<&'static rustybuzz::Face<'static>> {
        static FACES: LazyLock<[Option<rustybuzz::Face<'static>>; 3]> =
            LazyLock::new(|| Font::ALL.map(|font| rustybuzz::Face::from_slice(font.bytes(), 0)));

        FACES[self as usize].as_ref()
    }
}

/// Whether a sign is a picture, or only serves to put pictures together (Unicode Technical Standard 51).
fn is_emoji(sign: char) -> bool {
    matches!(
        sign,
        '\u{200D}'
            | '\u{20E3}'
            | '\u{2600}'..='\u{27BF}'
            | '\u{2B00}'..='\u{2BFF}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{1F000}'..='\u{1FAFF}'
            | '\u{E0020}'..='\u{E007F}'
    )
}

/// Whether a text has emoji, which no paper shows.
pub fn has_emoji(text: &str) -> bool {
    text.chars().any(is_emoji)
}

/// A text without its emoji, and without the gaps they leave.
fn without_emoji(text: &str) -> Cow<'_, str> {
    if !has_emoji(text) {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().filter(|sign| !is_emoji(*sign)).collect();

    Cow::Owned(kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Kerning and the placing of marks are on by themselves; ligatures and alternates are not wanted, so that what is
/// drawn is letter by letter what is said.
static FEATURES: LazyLock<[rustybuzz::Feature; 5]> = LazyLock::new(|| {
    // Figures as high as capitals: class names have both.
    [(b"liga", 0), (b"clig", 0), (b"calt", 0), (b"locl", 0), (b"lnum", 1)]
        .map(|(tag, on)| rustybuzz::Feature::new(ttf_parser::Tag::from_bytes(tag), on, ..))
});

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
        assert_eq!(Font::lacking("Aya 田中 田"), ['中', '田']);
        assert_eq!(Font::Serif.printable("Aya 田中"), "Aya ??");
    }

    #[test]
    fn emoji_are_left_out_of_a_name_and_are_no_letters() {
        for name in ["Elin 🌻 Öberg", "Elin Öberg 👩‍🎓", "🇸🇪 Elin Öberg ❤️"] {
            assert_eq!(Font::Serif.printable(name), "Elin Öberg", "{name}");
            assert!(Font::lacking(name).is_empty() && has_emoji(name));
        }
        assert!(!has_emoji("Elin Öberg"));
    }

    #[test]
    fn a_name_the_serif_lacks_letters_for_is_set_in_inter() {
        let rare = "Ғалия";

        assert_eq!(Font::Serif.for_text("Жанна"), Font::Serif);
        assert_eq!(Font::Serif.for_text(rare), Font::Regular);
        assert_eq!(Font::Serif.width(rare, 10.0), Font::Regular.width(rare, 10.0));
    }

    #[test]
    fn width_grows_with_size() {
        let narrow = Font::Regular.width("Elin", 10.0);

        assert!((Font::Regular.width("Elin", 20.0) - 2.0 * narrow).abs() < 0.001);
        assert!((5.0..7.0).contains(&narrow), "{narrow}");
    }

    #[test]
    fn letters_are_kerned_and_marks_stand_on_their_letters() {
        let pair = Font::Serif.shape("AV").advance;
        let apart = Font::Serif.shape("A").advance + Font::Serif.shape("V").advance;
        assert!(pair < apart);

        let marked = Font::Regular.shape("q\u{303}a");
        assert!(!marked.plain);
        let plain = Font::Regular.shape("qa");
        assert!(plain.plain);
        assert_eq!(marked.advance, plain.advance);
    }
}
