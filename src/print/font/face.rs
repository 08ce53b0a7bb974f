//! A face: the letters it has, how they are set in it, and their outlines.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use ttf_parser::{GlyphId, OutlineBuilder, Permissions, Tag};
use unicode_normalization::UnicodeNormalization;

/// A face, kept for as long as the program runs. Copies are the same face.
#[derive(Clone, Copy)]
pub struct Face(&'static Loaded);

struct Loaded {
    file: &'static [u8],
    /// Which of the file's faces it is.
    index: u32,
    shaper: rustybuzz::Face<'static>,
}

/// A glyph of a text, in the face's own units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// The bytes of the text it stands for.
    pub letters: Range<usize>,
    /// Where it is drawn, from where its piece of the text starts.
    pub x: i32,
    /// How far above the baseline it is drawn.
    pub y: i32,
}

/// Why a file is no face that papers can be set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// It can't be read.
    Unreadable,
    /// It is no font with outlines that can be embedded.
    NotAFont,
    /// Its maker does not let it be embedded in other files (OS/2 `fsType`).
    NotAllowed,
}

impl Face {
    /// A face of a font file. The file stays in memory.
    ///
    /// # Errors
    /// What is no font, or one whose outlines must not be embedded in part.
    pub(super) fn read(file: &'static [u8], index: u32) -> Result<Self, Unusable> {
        let shaper = rustybuzz::Face::from_slice(file, index).ok_or(Unusable::NotAFont)?;
        check(&shaper)?;

        Ok(Self(Box::leak(Box::new(Loaded { file, index, shaper }))))
    }

    /// The file it is in.
    pub fn file(self) -> &'static [u8] {
        self.0.file
    }

    /// Which of its file's faces it is.
    pub fn index(self) -> u32 {
        self.0.index
    }

    pub(in crate::print) fn tables(self) -> &'static ttf_parser::Face<'static> {
        &self.0.shaper
    }

    /// Units to an em.
    pub fn units_per_em(self) -> f32 {
        self.tables().units_per_em() as f32
    }

    /// Whether it has all that is drawn of a text.
    pub fn has(self, text: &str) -> bool {
        has(self.tables(), text)
    }

    /// How far the pen moves after a glyph, unkerned.
    pub(in crate::print) fn own_advance(self, glyph: u16) -> u16 {
        self.tables().glyph_hor_advance(GlyphId(glyph)).unwrap_or_default()
    }

    /// Draws a glyph's outline in the face's own units, upwards.
    pub fn outline(self, glyph: u16, pen: &mut dyn OutlineBuilder) {
        self.tables().outline_glyph(GlyphId(glyph), pen);
    }

    /// Sets part of a text, in one direction: the glyphs, and how far the pen moves.
    pub(super) fn shape(
        self,
        text: &str,
        part: Range<usize>,
        leftwards: bool,
        features: &[rustybuzz::Feature],
    ) -> (Vec<Glyph>, i32) {
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(&text[part.clone()]);
        buffer.set_direction(match leftwards {
            true => rustybuzz::Direction::RightToLeft,
            false => rustybuzz::Direction::LeftToRight,
        });
        let shaped = rustybuzz::shape(&self.0.shaper, features, buffer);
        let starts: Vec<usize> =
            shaped.glyph_infos().iter().map(|info| part.start + info.cluster as usize).collect();
        let end_of = |start: usize| {
            starts.iter().copied().filter(|other| *other > start).min().unwrap_or(part.end)
        };
        let mut pen = 0;
        let mut glyphs = Vec::with_capacity(starts.len());
        for ((info, place), start) in
            shaped.glyph_infos().iter().zip(shaped.glyph_positions()).zip(&starts)
        {
            let letters = *start..end_of(*start);
            let id = u16::try_from(info.glyph_id).unwrap_or_default();
            glyphs.push(Glyph { id, letters, x: pen + place.x_offset, y: place.y_offset });
            pen += place.x_advance;
        }

        (glyphs, pen)
    }
}

/// Whether a face's outlines may be embedded in a file, cut down to what it shows.
pub(super) fn check(face: &ttf_parser::Face<'_>) -> Result<(), Unusable> {
    let outlines = [b"glyf", b"CFF "];
    if !outlines.iter().any(|tag| face.raw_face().table(Tag::from_bytes(tag)).is_some()) {
        return Err(Unusable::NotAFont);
    }
    let allowed = face.tables().os2.is_none_or(|table| {
        // A value that means nothing is no permission.
        let permitted =
            table.permissions().is_some_and(|permissions| permissions != Permissions::Restricted);
        permitted && table.is_subsetting_allowed() && table.is_outline_embedding_allowed()
    });

    if allowed { Ok(()) } else { Err(Unusable::NotAllowed) }
}

/// Whether a face has all that is drawn of a text, its letters and marks taken apart or together.
pub(super) fn has(face: &ttf_parser::Face<'_>, text: &str) -> bool {
    let drawn = |letter| super::is_undrawn(letter) || face.glyph_index(letter).is_some();

    text.chars().all(drawn) || text.nfc().all(drawn) || text.nfd().all(drawn)
}

impl fmt::Debug for Face {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Face").field(&std::ptr::from_ref(self.0)).finish()
    }
}

impl PartialEq for Face {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Face {}

impl Hash for Face {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self.0).hash(state);
    }
}
