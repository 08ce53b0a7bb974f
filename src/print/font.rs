//! How a text is set: in which faces, in which direction, and how wide it is. The bundled faces are the same on screen and
//! on paper; letters that they lack come from a file the person named or from this computer's own faces.

mod face;
mod found;
mod letters;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation;

use super::Millimetres;

pub use face::{Face, Glyph, Unusable};
pub use found::{check, name};
use letters::is_undrawn;
pub use letters::{has_emoji, is_turning};

/// What a text looks like: a family of bundled faces, one for each script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Font {
    /// Inter, with Noto Sans.
    Regular,
    /// Inter, semibold, with Noto Sans.
    SemiBold,
    /// EB Garamond, with Noto Naskh and Noto Serif, for headings and names.
    Serif,
}

/// Millimetres in a point.
pub const MILLIMETRES_PER_POINT: f32 = 25.4 / 72.0;

/// A line of text, set.
#[derive(Debug, PartialEq)]
pub struct Line {
    /// What it says, in the order in which it is read.
    pub text: String,
    /// Its pieces, from left to right.
    pub pieces: Vec<Piece>,
    /// How far the pen moves, in ems.
    pub advance: f32,
}

/// A part of a line that is set in one face and in one direction.
#[derive(Debug, PartialEq)]
pub struct Piece {
    pub face: Face,
    /// Where it starts, in ems from where the line starts.
    pub x: f32,
    /// Whether it is read from right to left.
    pub leftwards: bool,
    /// Its glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
}

/// Lines that are kept as they were set; a batch of certificates says most things many times.
const KEPT_LINES: usize = 4096;

thread_local! {
    static LINES: RefCell<Lines> = RefCell::default();
}

#[derive(Default)]
struct Lines {
    /// The file with further faces that they were set with.
    named: Option<std::path::PathBuf>,
    kept: HashMap<(Font, String), Arc<Line>>,
}

impl Font {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Regular, Self::SemiBold, Self::Serif];

    /// The file of its face for Latin, Greek and Cyrillic letters.
    pub fn bytes(self) -> &'static [u8] {
        self.files()[0]
    }

    /// The files of its faces: for Latin, Greek and Cyrillic letters, for Arabic ones, for Hebrew ones.
    pub fn files(self) -> [&'static [u8]; 3] {
        match self {
            Self::Regular => [
                include_bytes!("../../resources/fonts/Inter-Regular.otf"),
                include_bytes!("../../resources/fonts/NotoSansArabic-Regular.ttf"),
                include_bytes!("../../resources/fonts/NotoSansHebrew-Regular.ttf"),
            ],
            Self::SemiBold => [
                include_bytes!("../../resources/fonts/Inter-SemiBold.otf"),
                include_bytes!("../../resources/fonts/NotoSansArabic-Bold.ttf"),
                include_bytes!("../../resources/fonts/NotoSansHebrew-Bold.ttf"),
            ],
            Self::Serif => [
                include_bytes!("../../resources/fonts/EBGaramond12-Regular.otf"),
                include_bytes!("../../resources/fonts/NotoNaskhArabic-Regular.ttf"),
                include_bytes!("../../resources/fonts/NotoSerifHebrew-Regular.ttf"),
            ],
        }
    }

    /// Its bundled faces, in the order in which they are tried.
    fn faces(self) -> &'static [Face] {
        static FACES: LazyLock<[Vec<Face>; 3]> = LazyLock::new(|| {
            Font::ALL.map(|font| {
                let read = |file: &'static [u8]| Face::read(file, 0).ok();
                font.files().into_iter().filter_map(read).collect()
            })
        });

        &FACES[self as usize]
    }

    /// How wide a text is at a size in points.
    pub fn width(self, text: &str, size: f32) -> Millimetres {
        millimetres(self.line(text).advance, size)
    }

    /// The letters of a text that no face has, each once. Emoji are no letters.
    pub fn lacking(text: &str) -> Vec<char> {
        let text = letters::drawn(text);
        let mut lacking: Vec<char> = Self::Serif
            .parts(&text)
            .into_iter()
            .filter(|(_, face)| face.is_none())
            .flat_map(|(part, _)| text[part].chars())
            .collect();
        lacking.sort_unstable();
        lacking.dedup();

        lacking
    }

    /// Sets a line, without emoji and with `?` for what no face has. Who prints is told of both beforehand.
    pub fn line(self, text: &str) -> Arc<Line> {
        LINES.with_borrow_mut(|lines| {
            let named = found::named();
            if lines.named != named || lines.kept.len() >= KEPT_LINES {
                *lines = Lines { named, kept: HashMap::new() };
            }
            let key = (self, text.to_owned());
            if let Some(line) = lines.kept.get(&key) {
                return Arc::clone(line);
            }
            let line = Arc::new(self.set(text));
            lines.kept.insert(key, Arc::clone(&line));

            line
        })
    }

    fn set(self, text: &str) -> Line {
        let text = self.printable(&letters::drawn(text));
        let parts = self.parts(&text);
        let mut line = Line { text: String::new(), pieces: Vec::new(), advance: 0.0 };
        for (part, leftwards) in runs(&text) {
            let mut within: Vec<(Range<usize>, Face)> = parts
                .iter()
                .filter_map(|(other, face)| {
                    let (start, end) = (part.start.max(other.start), part.end.min(other.end));
                    Some((start..end, (*face)?)).filter(|_| start < end)
                })
                .collect();
            if leftwards {
                within.reverse();
            }
            for (part, face) in within {
                let features = if self.is_latin(face) { &FEATURES[..] } else { &[] };
                let (glyphs, advance) = face.shape(&text, part, leftwards, features);
                line.pieces.push(Piece { face, x: line.advance, leftwards, glyphs });
                line.advance += advance as f32 / face.units_per_em();
            }
        }
        line.text = text;

        line
    }

    /// The text with `?` for what no face has.
    fn printable(self, text: &str) -> String {
        self.parts(text)
            .into_iter()
            .map(|(part, face)| match face {
                Some(_) => text[part].to_owned(),
                None => text[part].graphemes(true).map(|_| '?').collect(),
            })
            .collect()
    }

    fn is_latin(self, face: Face) -> bool {
        Self::ALL.iter().any(|font| font.faces().first() == Some(&face))
    }

    /// The text in parts, each with the face that has it; `None` where there is none.
    fn parts(self, text: &str) -> Vec<(Range<usize>, Option<Face>)> {
        let bundled = self.for_text(text).faces();
        if let Some(first) = bundled.first().filter(|first| first.has(text)) {
            return vec![(0..text.len(), Some(*first))];
        }
        let mut parts: Vec<(Range<usize>, Option<Face>)> = Vec::new();
        for (start, cluster) in text.grapheme_indices(true) {
            let end = start + cluster.len();
            let own = bundled.iter().copied().find(|face| face.has(cluster));
            // What any script has follows what stands before it.
            let shared = cluster.chars().all(letters::is_shared);
            let before = parts.last().and_then(|(_, face)| *face);
            let face = before.filter(|before| shared && before.has(cluster)).or(own);
            match parts.last_mut() {
                Some((part, before)) if *before == face => part.end = end,
                _ => parts.push((start..end, face)),
            }
        }

        parts.into_iter().flat_map(|(part, face)| self.found(text, part, face)).collect()
    }

    /// A part that no bundled face has, with a face that has all of it, else cluster by cluster.
    fn found(
        self,
        text: &str,
        part: Range<usize>,
        face: Option<Face>,
    ) -> Vec<(Range<usize>, Option<Face>)> {
        if let Some(face) = face.or_else(|| found::face_for(&text[part.clone()])) {
            return vec![(part, Some(face))];
        }

        text[part.clone()]
            .grapheme_indices(true)
            .map(|(start, cluster)| {
                let start = part.start + start;
                (start..start + cluster.len(), found::face_for(cluster))
            })
            .collect()
    }

    /// The font a text is set in: this one, or Inter where the serif lacks a letter that Inter has.
    fn for_text(self, text: &str) -> Self {
        let latin = |font: Self| font.faces().first();
        let (Self::Serif, Some(serif), Some(inter)) =
            (self, latin(Self::Serif), latin(Self::Regular))
        else {
            return self;
        };
        let rare = |cluster: &str| !serif.has(cluster) && inter.has(cluster);

        if text.graphemes(true).any(rare) { Self::Regular } else { Self::Serif }
    }
}

/// Ems at a size in points.
pub fn millimetres(ems: f32, size: f32) -> Millimetres {
    ems * size * MILLIMETRES_PER_POINT
}

/// The text's parts of one direction, from left to right, and whether each is read leftwards (the Unicode Bidirectional
/// Algorithm). The paper is in Swedish or English, so a line begins at the left.
fn runs(text: &str) -> Vec<(Range<usize>, bool)> {
    let info = BidiInfo::new(text, Some(Level::ltr()));
    if !info.has_rtl() {
        return vec![(0..text.len(), false)];
    }

    info.paragraphs
        .iter()
        .flat_map(|paragraph| {
            let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
            runs.into_iter().map(move |run| (run.clone(), levels[run.start].is_rtl()))
        })
        .collect()
}

/// For Latin, Greek and Cyrillic letters: kerning and the placing of marks are on by themselves; ligatures and alternates
/// are not wanted, so that what is drawn is letter by letter what is said.
static FEATURES: LazyLock<[rustybuzz::Feature; 5]> = LazyLock::new(|| {
    // Figures as high as capitals: class names have both.
    [(b"liga", 0), (b"clig", 0), (b"calt", 0), (b"locl", 0), (b"lnum", 1)]
        .map(|(tag, on)| rustybuzz::Feature::new(ttf_parser::Tag::from_bytes(tag), on, ..))
});

#[cfg(test)]
mod tests {
    use super::*;

    /// A letter that no font has, since no script has it yet.
    const NOBODYS: &str = "\u{378}";

    /// The letters of a line as they stand from left to right.
    fn seen(text: &str) -> String {
        let line = Font::Serif.line(text);
        let glyphs = line.pieces.iter().flat_map(|piece| &piece.glyphs);

        glyphs.map(|glyph| &line.text[glyph.letters.clone()]).collect()
    }

    fn glyphs(text: &str) -> Vec<u16> {
        let line = Font::Serif.line(text);

        line.pieces.iter().flat_map(|piece| &piece.glyphs).map(|glyph| glyph.id).collect()
    }

    #[test]
    fn every_font_has_the_letters_of_names_here() {
        for name in [
            "Åsa Öberg",
            "Łukasz",
            "Đorđe",
            "Şahin Doğan",
            "Nguyễn",
            "Жанна",
            "Γιώργος",
            "محمد",
            "گلناز چراغی",
            "ٹیپو",
            "נועה לוי",
            "שָׁלוֹם",
        ] {
            assert!(Font::lacking(name).is_empty(), "{name}");
            for font in Font::ALL {
                let bundled = font.faces();
                let line = font.line(name);
                assert!(
                    line.pieces.iter().all(|piece| bundled.contains(&piece.face)),
                    "{font:?} {name}"
                );
                assert_eq!(line.text, name);
            }
        }
    }

    #[test]
    fn a_letter_that_no_font_has_is_told_and_shown_as_such() {
        assert_eq!(Font::lacking(&format!("Aya {NOBODYS} {NOBODYS}")), ['\u{378}']);
        assert_eq!(Font::Serif.line(&format!("Aya {NOBODYS}")).text, "Aya ?");
    }

    #[test]
    fn emoji_are_left_out_of_a_name_and_are_no_letters() {
        for name in ["Elin 🌻 Öberg", "Elin Öberg 👩‍🎓", "🇸🇪 Elin Öberg ❤️", "Elin 1️⃣ Öberg"]
        {
            assert_eq!(Font::Serif.line(name).text, "Elin Öberg", "{name}");
            assert!(Font::lacking(name).is_empty() && has_emoji(name));
        }
        assert!(!has_emoji("Elin Öberg"));
    }

    #[test]
    fn arabic_and_hebrew_are_read_from_the_right() {
        assert_eq!(seen("נועה"), "העונ");
        assert_eq!(seen("Noa נועה Levi"), "Noa העונ Levi");
        // A first name in Arabic stands first, also before a Latin family name.
        assert!(seen("أحمد Svensson").ends_with(" Svensson"));
        // What is counted goes on in the direction of what stands before it, and is itself read from the left.
        assert!(seen("نور 12").starts_with("12 "));
    }

    #[test]
    fn arabic_letters_are_joined() {
        let alone: Vec<u16> =
            "محمد".chars().rev().flat_map(|letter| glyphs(&letter.to_string())).collect();

        assert!(glyphs("محمد").iter().all(|glyph| *glyph != 0));
        assert_ne!(glyphs("محمد"), alone);
        // A sign that keeps letters apart does.
        assert_ne!(glyphs("می\u{200C}خواه"), glyphs("میخواه"));
    }

    #[test]
    fn nothing_turns_a_name_around() {
        assert_eq!(seen("Elin \u{202E}grebÖ\u{202C}"), "Elin grebÖ");
        assert_eq!(Font::Serif.line("Elin \u{2067}Öberg\u{2069}").text, "Elin Öberg");
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
        let pair = Font::Serif.line("AV").advance;
        let apart = Font::Serif.line("A").advance + Font::Serif.line("V").advance;
        assert!(pair < apart);

        let marked = Font::Regular.line("q\u{303}a");
        let plain = Font::Regular.line("qa");
        assert_eq!(marked.advance, plain.advance);
    }
}
