//! The faces of a file, cut down to the glyphs it shows. printpdf numbers the glyphs in order of their number in the
//! face and embeds a whole OpenType file; here its program is exchanged for a bare CID-keyed CFF with the same numbers,
//! which is a third as large and which every validator can follow.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use subsetter::GlyphRemapper;

use super::Font;

/// Glyphs that are shown, by face.
#[derive(Debug, Default)]
pub struct Used([BTreeSet<u16>; 3]);

impl Used {
    /// Notes a glyph.
    pub fn add(&mut self, font: Font, glyph: u16) {
        self.0[font as usize].insert(glyph);
    }
}

/// The name a face has in a file. The first six letters mark a face that is embedded in part.
pub fn name(font: Font) -> &'static str {
    match font {
        Font::Regular => "KLREGU",
        Font::SemiBold => "KLSEMI",
        Font::Serif => "KLSERI",
    }
}

/// Exchanges the font programs. A face that can't be cut down stays as it is.
pub fn compact(file: &mut Document, used: &Used) {
    let descriptors: Vec<(ObjectId, Font)> =
        file.objects.iter().filter_map(|(id, object)| Some((*id, described(object)?))).collect();
    for (id, font) in descriptors {
        let glyphs: Vec<u16> = used.0[font as usize].iter().copied().collect();
        let Some(program) = program(font, &glyphs) else { continue };
        let stream = Stream::new(dictionary! { "Subtype" => "CIDFontType0C" }, program);
        let new = file.add_object(stream);
        let Ok(descriptor) = file.get_object_mut(id).and_then(Object::as_dict_mut) else {
            continue;
        };
        let old = descriptor.get(b"FontFile3").and_then(Object::as_reference).ok();
        descriptor.set("FontFile3", new);
        if let Some(old) = old {
            file.objects.remove(&old);
        }
    }
}

/// Which face a font descriptor describes.
fn described(object: &Object) -> Option<Font> {
    let dictionary = object.as_dict().ok()?;
    if !dictionary.has_type(b"FontDescriptor") || !dictionary.has(b"FontFile3") {
        return None;
    }
    let written = dictionary.get(b"FontName").and_then(Object::as_name).ok()?;

    Font::ALL.into_iter().find(|font| written.starts_with(name(*font).as_bytes()))
}

fn program(font: Font, glyphs: &[u16]) -> Option<Vec<u8>> {
    let remapper = GlyphRemapper::new_from_glyphs_sorted(glyphs);
    let cut = subsetter::subset(font.bytes(), 0, &remapper).ok()?;
    let face = ttf_parser::RawFace::parse(&cut, 0).ok()?;

    face.table(ttf_parser::Tag::from_bytes(b"CFF ")).map(<[u8]>::to_vec)
}
