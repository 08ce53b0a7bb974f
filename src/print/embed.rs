//! The faces of a file, each cut down to the glyphs it shows, as CID-keyed fonts (ISO 32000-1, 9.7). A glyph's number in
//! the file is its CID; numbers are given as glyphs are first shown.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use subsetter::GlyphRemapper;
use ttf_parser::name_id;

use super::font::Face;
use super::{Item, Page};

/// The faces a file shows.
#[derive(Default)]
pub struct Faces(Vec<Shown>);

struct Shown {
    face: Face,
    numbers: GlyphRemapper,
    /// The letters that each glyph stands for, by its number.
    letters: Vec<String>,
}

/// Letters of a map of glyphs to letters that stand in one block of it, at most.
const BLOCK: usize = 100;

impl Faces {
    /// Takes in what a page shows; what is shown first has the first numbers.
    pub fn note(&mut self, page: &Page) {
        for placed in &page.items {
            let Item::Text(text) = &placed.item else { continue };
            for piece in &text.line.pieces {
                let place = self.place(piece.face);
                let shown = &mut self.0[place];
                for glyph in &piece.glyphs {
                    let number = shown.numbers.remap(glyph.id);
                    if usize::from(number) == shown.letters.len() {
                        shown.letters.push(text.line.text[glyph.letters.clone()].to_owned());
                    }
                }
            }
        }
    }

    /// The name a face has on the file's pages.
    pub fn name(&self, face: Face) -> String {
        // Not F1 and so on, which printpdf takes for the fonts that every reader has.
        let place = self.0.iter().position(|shown| shown.face == face).unwrap_or_default();

        format!("Face{}", place + 1)
    }

    /// The number of a glyph in the file; 0, which stands for nothing, where no page that was taken in shows it.
    pub fn number(&self, face: Face, glyph: u16) -> u16 {
        let shown = self.0.iter().find(|shown| shown.face == face);

        shown.and_then(|shown| shown.numbers.get(glyph)).unwrap_or_default()
    }

    /// Whether a glyph's number alone tells these letters, to somebody who reads the file. Spaces are all the same.
    pub fn tells(&self, face: Face, number: u16, letters: &str) -> bool {
        let shown = self.0.iter().find(|shown| shown.face == face);
        let told = shown.and_then(|shown| shown.letters.get(usize::from(number)));

        told.is_some_and(|told| {
            told == letters || (told.trim().is_empty() && letters.trim().is_empty())
        })
    }

    fn place(&mut self, face: Face) -> usize {
        self.0.iter().position(|shown| shown.face == face).unwrap_or_else(|| {
            // The glyph that stands for nothing is in every font.
            let letters = vec![String::new()];
            self.0.push(Shown { face, numbers: GlyphRemapper::new(), letters });
            self.0.len() - 1
        })
    }

    /// Adds the faces to a file, under their names on all its pages.
    pub fn embed(self, file: &mut Document) {
        let mut fonts = Dictionary::new();
        for (place, shown) in self.0.iter().enumerate() {
            if let Some(font) = shown.font(file, place) {
                fonts.set(format!("Face{}", place + 1), font);
            }
        }
        let fonts = file.add_object(fonts);
        for page in file.page_iter().collect::<Vec<_>>() {
            let resources = file
                .get_dictionary(page)
                .and_then(|page| page.get(b"Resources"))
                .and_then(Object::as_reference);
            if let Ok(resources) =
                resources.and_then(|id| file.get_object_mut(id)).and_then(Object::as_dict_mut)
            {
                resources.set("Font", fonts);
            }
        }
    }
}

impl Shown {
    fn font(&self, file: &mut Document, place: usize) -> Option<Object> {
        let tables = self.face.tables();
        let cut = subsetter::subset(self.face.file(), self.face.index(), &self.numbers).ok()?;
        let outlines = ttf_parser::RawFace::parse(&cut, 0).ok()?;
        let compact = outlines.table(ttf_parser::Tag::from_bytes(b"CFF ")).map(<[u8]>::to_vec);
        let (kind, key, program) = match compact {
            Some(program) => {
                let stream = Stream::new(dictionary! { "Subtype" => "CIDFontType0C" }, program);
                ("CIDFontType0", "FontFile3", stream)
            }
            None => {
                let length = i64::try_from(cut.len()).ok()?;
                let stream = Stream::new(dictionary! { "Length1" => length }, cut);
                ("CIDFontType2", "FontFile2", stream)
            }
        };
        let name = Object::Name(self.name(place).into_bytes());
        let program = file.add_object(program);
        let thousandths = |units: i16| i64::from(units) * 1000 / i64::from(tables.units_per_em());
        let bounds = tables.global_bounding_box();
        let descriptor = file.add_object(dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => name.clone(),
            // Its letters are not only the standard Latin ones.
            "Flags" => 4,
            "FontBBox" => [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
                .map(|side| Object::Integer(thousandths(side)))
                .to_vec(),
            "ItalicAngle" => tables.italic_angle(),
            "Ascent" => thousandths(tables.ascender()),
            "Descent" => thousandths(tables.descender()),
            "CapHeight" => thousandths(tables.capital_height().unwrap_or(tables.ascender())),
            "StemV" => stem(tables.weight().to_number()),
            key => program,
        });
        let mut descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => kind,
            "BaseFont" => name.clone(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "W" => vec![Object::Integer(0), Object::Array(self.widths())],
        };
        if kind == "CIDFontType2" {
            descendant.set("CIDToGIDMap", "Identity");
        }
        let descendant = file.add_object(descendant);
        let letters = file.add_object(Stream::new(Dictionary::new(), self.map().into_bytes()));
        let font = file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name,
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference(descendant)],
            "ToUnicode" => letters,
        });

        Some(Object::Reference(font))
    }

    /// The face's name. The first six letters mark a face that is embedded in part, and tell faces apart.
    fn name(&self, place: usize) -> String {
        let letter = |digit: usize| char::from(b'A' + u8::try_from(digit % 26).unwrap_or_default());
        let name = self
            .face
            .tables()
            .names()
            .into_iter()
            .filter(|name| name.name_id == name_id::POST_SCRIPT_NAME)
            .find_map(|name| name.to_string())
            .unwrap_or_default();
        let name: String = name.chars().filter(char::is_ascii_graphic).collect();

        format!("KLFA{}{}+{name}", letter(place / 26), letter(place))
    }

    fn widths(&self) -> Vec<Object> {
        let glyphs = self.numbers.remapped_gids();

        glyphs.map(|glyph| Object::Integer(width(self.face, glyph))).collect()
    }

    /// Which letters the glyphs stand for (`ToUnicode`, ISO 32000-1, 9.10.3).
    fn map(&self) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
             /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
             /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
             1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        let said: Vec<(usize, &String)> =
            self.letters.iter().enumerate().filter(|(_, letters)| !letters.is_empty()).collect();
        for block in said.chunks(BLOCK) {
            let _ = writeln!(map, "{} beginbfchar", block.len());
            for (number, letters) in block {
                let units: String =
                    letters.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                let _ = writeln!(map, "<{number:04X}> <{units}>");
            }
            map.push_str("endbfchar\n");
        }

        map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    }
}

/// How far the pen moves after a glyph, in whole thousandths of an em, as a file has it.
pub fn width(face: Face, glyph: u16) -> i64 {
    (f32::from(face.own_advance(glyph)) * 1000.0 / face.units_per_em()).round() as i64
}

/// About how thick a face's stems are, in thousandths of an em, by its weight; no table of a font says it.
fn stem(weight: u16) -> i64 {
    i64::from(weight) * i64::from(weight) / 4225 + 50
}
