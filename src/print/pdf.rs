//! Pages to PDF, through printpdf. Fonts are embedded with the letters that are used; `accessible` finishes the file.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use printpdf::{
    Color, DictItem, ExternalStream, ExternalXObject, FontId, LinePoint, Mm, Op, PdfDocument,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rgb, TextItem, TextMatrix, XObject,
    XObjectId, XObjectTransform,
};

use super::embed::{self, Used};
use super::font::MILLIMETRES_PER_POINT;
use super::picture::{Drawing, Modules, Picture, Segment};
use super::structure::Element;
use super::{About, Colour, Font, Item, Millimetres, Page, Rectangle, Text, accessible};

/// The faces as printpdf reads them, with the names they have in a file.
static FACES: LazyLock<Vec<(FontId, printpdf::ParsedFont)>> = LazyLock::new(|| {
    Font::ALL
        .into_iter()
        .filter_map(|font| {
            let parsed = printpdf::ParsedFont::from_bytes(font.bytes(), 0, &mut Vec::new())?;
            Some((FontId(embed::name(font).to_owned()), parsed))
        })
        .collect()
});

/// Draws pages into one PDF file's bytes, one page at a time, so that a batch takes no more room than its file.
pub fn render(about: &About, pages: impl IntoIterator<Item = Page>) -> Vec<u8> {
    let mut document = PdfDocument::new(&about.title);
    for (id, face) in FACES.iter() {
        document.resources.fonts.map.insert(id.clone(), printpdf::PdfFont::new(face.clone()));
    }
    let mut pictures = Pictures::default();
    let mut outlines: Vec<Vec<Element>> = Vec::new();
    let mut drawn = Vec::new();
    let mut used = Used::default();
    for page in pages {
        note_glyphs(&page, &mut used);
        let ops = operations(&page, &mut pictures);
        drawn.push(PdfPage::new(Mm(page.width), Mm(page.height), ops));
        outlines.push(page.outline);
    }
    document.with_pages(drawn);
    document.resources.xobjects.map = pictures.objects;
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    drop(document);
    embed::compact(&mut file, &used);

    accessible::finish(&mut file, about, outlines)
}

fn note_glyphs(page: &Page, used: &mut Used) {
    for placed in &page.items {
        if let Item::Text(text) = &placed.item {
            for glyph in &text.run.glyphs {
                used.add(text.font, glyph.id);
            }
        }
    }
}

/// The pictures of a file, each once.
#[derive(Default)]
struct Pictures {
    objects: BTreeMap<XObjectId, XObject>,
    known: HashMap<*const Picture, (Arc<Picture>, XObjectId)>,
}

impl Pictures {
    fn object(&mut self, picture: &Arc<Picture>) -> XObjectId {
        if let Some((_, id)) = self.known.get(&Arc::as_ptr(picture)) {
            return id.clone();
        }
        let id = XObjectId(format!("P{}", self.objects.len() + 1));
        self.objects.insert(id.clone(), XObject::External(object(picture)));
        self.known.insert(Arc::as_ptr(picture), (Arc::clone(picture), id.clone()));

        id
    }
}

fn operations(page: &Page, pictures: &mut Pictures) -> Vec<Op> {
    let mut ops = Vec::with_capacity(page.items.len() * 6);
    let mut pen = Pen::default();
    let mut rest = page.items.as_slice();
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|placed| placed.mark == first.mark).count();
        let (group, after) = rest.split_at(length);
        rest = after;
        ops.push(match first.mark {
            None => Op::BeginMarkedContent { tag: "Artifact".to_owned() },
            Some(mark) => marked(mark, group.iter().map(|placed| &placed.item)),
        });
        for placed in group {
            pen.draw(page, &placed.item, pictures, &mut ops);
        }
        ops.push(Op::EndMarkedContent);
    }
    // Thousands of pages wait for one another.
    ops.shrink_to_fit();

    ops
}

/// Begins marked content with its number, and with its letters where the glyphs alone don't tell them. What it is, the
/// structure tree says.
fn marked<'a>(mark: u32, items: impl Iterator<Item = &'a Item>) -> Op {
    let texts: Vec<&Text> = items
        .filter_map(|item| match item {
            Item::Text(text) => Some(text),
            _ => None,
        })
        .collect();
    let mut map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(mark.into()))]);
    if texts.iter().any(|text| !text.run.plain) {
        let said = texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ");
        let data = accessible::utf16(&said);
        map.insert("ActualText".to_owned(), DictItem::String { data, literal: false });
    }

    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict { map },
    }
}

/// What the page is drawn with at the moment; only what changes is said again.
#[derive(Default)]
struct Pen {
    fill: Option<Colour>,
    stroke: Option<(Colour, f32)>,
    font: Option<(Font, f32)>,
}

impl Pen {
    fn draw(&mut self, page: &Page, item: &Item, pictures: &mut Pictures, ops: &mut Vec<Op>) {
        let point = |x: f32, y: f32| Point::new(Mm(x), Mm(page.height - y));
        match item {
            Item::Text(text) => self.text(text, point(text.x, text.y), ops),
            Item::Fill(place, fill) => {
                let (right, bottom) = (place.x + place.width, place.y + place.height);
                let corners =
                    [(place.x, place.y), (right, place.y), (right, bottom), (place.x, bottom)];
                self.polygon(corners.map(|(x, y)| point(x, y)).to_vec(), *fill, ops);
            }
            Item::Area(corners, fill) => {
                let corners = corners.iter().map(|(x, y)| point(*x, *y)).collect();
                self.polygon(corners, *fill, ops);
            }
            Item::Line(from, to, thickness, stroke) => {
                let points = [from, to].map(|(x, y)| LinePoint { p: point(*x, *y), bezier: false });
                if self.stroke.replace((*stroke, *thickness)) != Some((*stroke, *thickness)) {
                    ops.push(Op::SetOutlineColor { col: colour(*stroke) });
                    ops.push(Op::SetOutlineThickness { pt: Mm(*thickness).into() });
                }
                ops.push(Op::DrawLine {
                    line: printpdf::Line { points: points.to_vec(), is_closed: false },
                });
            }
            Item::Picture(place, picture) => {
                let corner = point(place.x, place.y + place.height);
                let id = pictures.object(picture);
                ops.push(Op::UseXobject { id, transform: stretched(picture, *place, corner) });
            }
        }
    }

    fn polygon(&mut self, corners: Vec<Point>, fill: Colour, ops: &mut Vec<Op>) {
        self.fill_with(fill, ops);
        let points = corners.into_iter().map(|p| LinePoint { p, bezier: false }).collect();
        ops.push(Op::DrawPolygon {
            polygon: printpdf::Polygon {
                rings: vec![printpdf::PolygonRing { points }],
                mode: printpdf::PaintMode::Fill,
                winding_order: printpdf::WindingOrder::NonZero,
            },
        });
    }

    fn fill_with(&mut self, fill: Colour, ops: &mut Vec<Op>) {
        if self.fill.replace(fill) != Some(fill) {
            ops.push(Op::SetFillColor { col: colour(fill) });
        }
    }

    fn text(&mut self, text: &Text, place: Point, ops: &mut Vec<Op>) {
        let Some((font, _)) = FACES.get(text.font as usize) else { return };
        self.fill_with(text.colour, ops);
        ops.push(Op::StartTextSection);
        if self.font.replace((text.font, text.size)) != Some((text.font, text.size)) {
            let font = PdfFontHandle::External(font.clone());
            ops.push(Op::SetFont { font, size: Pt(text.size) });
        }
        ops.push(match text.angle {
            0.0 => Op::SetTextCursor { pos: place },
            angle => {
                Op::SetTextMatrix { matrix: TextMatrix::TranslateRotate(place.x, place.y, angle) }
            }
        });
        show(text, ops);
        ops.push(Op::EndTextSection);
    }
}

/// Pixels fill a square of one unit, drawings and codes a rectangle of their own size.
fn stretched(picture: &Picture, place: Rectangle, corner: Point) -> XObjectTransform {
    let (width, height) = match picture {
        Picture::Raster(_) => (1.0, 1.0),
        _ => picture.size(),
    };

    XObjectTransform {
        translate_x: Some(corner.x),
        translate_y: Some(corner.y),
        scale_x: Some(Pt::from(Mm(place.width)).0 / width),
        scale_y: Some(Pt::from(Mm(place.height)).0 / height),
        no_auto_scale: true,
        ..XObjectTransform::default()
    }
}

/// How far a letter may stray from where the layout has it before it is set right: a tenth of a hair. A file has whole
/// thousandths of an em for the width of a letter, and small kernings are many.
const STRAYING: Millimetres = 0.03;

/// Shows a text glyph by glyph where the layout has them.
fn show(text: &Text, ops: &mut Vec<Op>) {
    let Text { font, run, .. } = text;
    let scale = 1000.0 / font.units_per_em();
    let straying = STRAYING / (text.size * MILLIMETRES_PER_POINT) * 1000.0;
    let mut items = Vec::new();
    let mut letters = String::new();
    let mut pen = 0.0;
    let mut height = 0;
    for glyph in &run.glyphs {
        if glyph.y != height {
            height = glyph.y;
            flush(&mut letters, &mut items);
            if !items.is_empty() {
                ops.push(Op::ShowText { items: std::mem::take(&mut items) });
            }
            // printpdf's name for a rise of the baseline (`Ts`), in points.
            let rise = height as f32 / font.units_per_em() * text.size;
            ops.push(Op::SetLineOffset { multiplier: rise });
        }
        let astray = glyph.x as f32 * scale - pen;
        if astray.abs() > straying {
            flush(&mut letters, &mut items);
            items.push(TextItem::Offset(-astray));
            pen += astray;
        }
        let said = &text.text[glyph.letters.clone()];
        if run.plain {
            letters.push_str(said);
        } else {
            let glyph = printpdf::Codepoint::with_cid(glyph.id, 0.0, said.to_owned());
            items.push(TextItem::GlyphIds(vec![glyph]));
        }
        pen += (font.own_advance(glyph.id) as f32 * scale).trunc();
    }
    flush(&mut letters, &mut items);
    items.shrink_to_fit();
    ops.push(Op::ShowText { items });
    if height != 0 {
        ops.push(Op::SetLineOffset { multiplier: 0.0 });
    }
}

fn flush(letters: &mut String, items: &mut Vec<TextItem>) {
    if !letters.is_empty() {
        items.push(TextItem::Text(std::mem::take(letters)));
    }
}

fn object(picture: &Picture) -> ExternalXObject {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let (width, height) = picture.size();
    let mut dict = BTreeMap::from([("Type".to_owned(), name("XObject"))]);
    let content = match picture {
        Picture::Raster(pixels) => {
            dict.extend([
                ("Subtype".to_owned(), name("Image")),
                ("Width".to_owned(), DictItem::Int(pixels.width().into())),
                ("Height".to_owned(), DictItem::Int(pixels.height().into())),
                ("ColorSpace".to_owned(), name("DeviceRGB")),
                ("BitsPerComponent".to_owned(), DictItem::Int(8)),
            ]);
            pixels.as_raw().clone()
        }
        Picture::Drawing(_) | Picture::Modules(_) => {
            let box_of = [0.0, 0.0, width, height].map(DictItem::Real).to_vec();
            // Ours go downwards, the page upwards.
            let matrix = [1.0, 0.0, 0.0, -1.0, 0.0, height].map(DictItem::Real).to_vec();
            dict.extend([
                ("Subtype".to_owned(), name("Form")),
                ("FormType".to_owned(), DictItem::Int(1)),
                ("BBox".to_owned(), DictItem::Array(box_of)),
                ("Matrix".to_owned(), DictItem::Array(matrix)),
                ("Resources".to_owned(), DictItem::Dict { map: BTreeMap::new() }),
            ]);
            let content = match picture {
                Picture::Drawing(drawing) => paths(drawing),
                Picture::Modules(modules) => squares(modules),
                Picture::Raster(_) => String::new(),
            };
            // Packed at once: a batch has one code a page, and they wait for one another.
            match accessible::packed(content.as_bytes()) {
                Some(packed) => {
                    dict.insert("Filter".to_owned(), name("FlateDecode"));
                    packed
                }
                None => content.into_bytes(),
            }
        }
    };

    ExternalXObject {
        stream: ExternalStream { dict, content, compress: true },
        width: None,
        height: None,
        dpi: None,
    }
}

fn squares(modules: &Modules) -> String {
    let mut content = String::from("0 g\n");
    for (column, row, length) in modules.runs() {
        let _ = writeln!(content, "{column} {row} {length} 1 re");
    }

    content + "f"
}

fn paths(drawing: &Drawing) -> String {
    let mut content = String::new();
    for shape in &drawing.shapes {
        let [red, green, blue] =
            [shape.colour.0, shape.colour.1, shape.colour.2].map(|part| f32::from(part) / 255.0);
        let _ = writeln!(content, "{red:.4} {green:.4} {blue:.4} rg");
        for segment in &shape.outline {
            let _ = match segment {
                Segment::Move(x, y) => writeln!(content, "{x:.3} {y:.3} m"),
                Segment::Line(x, y) => writeln!(content, "{x:.3} {y:.3} l"),
                Segment::Curve([(a, b), (c, d), (x, y)]) => {
                    writeln!(content, "{a:.3} {b:.3} {c:.3} {d:.3} {x:.3} {y:.3} c")
                }
                Segment::Close => writeln!(content, "h"),
            };
        }
        content.push_str(if shape.even_odd { "f*\n" } else { "f\n" });
    }

    content
}

fn colour(colour: Colour) -> Color {
    let part = |part: u8| f32::from(part) / 255.0;

    Color::Rgb(Rgb::new(part(colour.0), part(colour.1), part(colour.2), None))
}
