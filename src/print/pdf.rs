//! Pages to PDF, through printpdf. Fonts are embedded with the letters that are used; `accessible` finishes the file.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{
    Color, DictItem, ExternalStream, ExternalXObject, FontId, LinePoint, Mm, Op, PdfDocument,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rgb, TextMatrix, XObject, XObjectId,
    XObjectTransform,
};
use rayon::prelude::*;

use super::embed::{self, Faces};
use super::font::{Face, Glyph, MILLIMETRES_PER_POINT, Piece};
use super::picture::{Drawing, Picture, Segment};
use super::structure::Element;
use super::{About, Colour, Item, Millimetres, Page, Rectangle, Text, accessible};
use crate::seal::squares::Modules;

/// Pages that are drawn at the same time. More would only wait in memory.
const AT_ONCE: usize = 64;

/// Draws pages into one PDF file's bytes, some at a time on all processors. A page waits for the file as its packed content
/// and its outline.
pub fn render(about: &About, pages: impl IntoIterator<Item = Page>) -> Vec<u8> {
    let mut pictures = Pictures::default();
    let mut faces = Faces::default();
    let mut outlines: Vec<Vec<Element>> = Vec::new();
    let mut sheets = Vec::new();
    let mut contents: Vec<Stream> = Vec::new();
    let mut pages = pages.into_iter();
    loop {
        let chunk: Vec<Page> = pages.by_ref().take(AT_ONCE).collect();
        if chunk.is_empty() {
            break;
        }
        // What pages share is numbered in their order; then none depends on another.
        chunk.iter().for_each(|page| faces.note(page));
        pictures.note(&chunk);
        contents.par_extend(chunk.par_iter().map(|page| content(page, &pictures, &faces)));
        for page in chunk {
            sheets.push(PdfPage::new(Mm(page.width), Mm(page.height), Vec::new()));
            outlines.push(page.outline);
        }
    }
    let mut document = PdfDocument::new(&about.title);
    document.with_pages(sheets);
    document.resources.xobjects.map = pictures.objects;
    let mut file = to_file(&document);
    drop(document);
    for (page, content) in file.page_iter().collect::<Vec<_>>().into_iter().zip(contents) {
        if let Some(place) = content_of(&file, page) {
            file.objects.insert(place, content.into());
        }
    }
    faces.embed(&mut file);

    accessible::finish(&mut file, about, outlines)
}

fn to_file(document: &PdfDocument) -> Document {
    // Text is shown by an operator that printpdf doesn't know.
    let options = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };

    document.to_lopdf_document(&options, &mut Vec::new())
}

/// Where a page's content stands in its file.
fn content_of(file: &Document, page: ObjectId) -> Option<ObjectId> {
    file.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok()
}

/// A page's content, packed: printpdf writes it as that of a file by itself.
fn content(page: &Page, pictures: &Pictures, faces: &Faces) -> Stream {
    let ops = operations(page, pictures, faces);
    let mut document = PdfDocument::new("");
    document.with_pages(vec![PdfPage::new(Mm(page.width), Mm(page.height), ops)]);
    let mut file = to_file(&document);
    let place = file.page_iter().next().and_then(|page| content_of(&file, page));
    let written = match place.and_then(|place| file.objects.remove(&place)) {
        Some(Object::Stream(stream)) => stream.content,
        _ => Vec::new(),
    };
    match accessible::packed(&written) {
        Some(packed) => Stream::new(dictionary! { "Filter" => "FlateDecode" }, packed),
        None => Stream::new(Dictionary::new(), written),
    }
}

/// The pictures of a file, each once.
#[derive(Default)]
struct Pictures {
    objects: BTreeMap<XObjectId, XObject>,
    /// By where they lie in memory, which they keep as long as they are here.
    known: HashMap<usize, (Arc<Picture>, XObjectId)>,
}

impl Pictures {
    /// Takes in what pages show.
    fn note(&mut self, pages: &[Page]) {
        let mut new: Vec<(Arc<Picture>, XObjectId)> = Vec::new();
        for placed in pages.iter().flat_map(|page| &page.items) {
            let Item::Picture(_, picture) = &placed.item else { continue };
            let number = self.known.len() + 1;
            self.known.entry(Arc::as_ptr(picture).addr()).or_insert_with(|| {
                let id = XObjectId(format!("P{number}"));
                new.push((Arc::clone(picture), id.clone()));
                (Arc::clone(picture), id)
            });
        }
        self.objects.par_extend(
            new.into_par_iter().map(|(picture, id)| (id, XObject::External(object(&picture)))),
        );
    }

    fn id(&self, picture: &Arc<Picture>) -> XObjectId {
        let known = self.known.get(&Arc::as_ptr(picture).addr());

        known.map_or_else(|| XObjectId(String::new()), |(_, id)| id.clone())
    }
}

fn operations(page: &Page, pictures: &Pictures, faces: &Faces) -> Vec<Op> {
    let mut ops = Vec::with_capacity(page.items.len() * 6);
    let mut pen = Pen { fill: None, stroke: None, face: None, pictures, faces };
    let mut rest = page.items.as_slice();
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|placed| placed.mark == first.mark).count();
        let (group, after) = rest.split_at(length);
        rest = after;
        ops.push(match first.mark {
            None => Op::BeginMarkedContent { tag: "Artifact".to_owned() },
            Some(mark) => marked(mark),
        });
        for placed in group {
            pen.draw(page, &placed.item, &mut ops);
        }
        ops.push(Op::EndMarkedContent);
    }

    ops
}

/// Begins marked content with its number. What it is, the structure tree says.
fn marked(mark: u32) -> Op {
    span([("MCID".to_owned(), DictItem::Int(mark.into()))])
}

/// Begins marked content that says this, where its glyphs alone don't.
fn saying(text: &str) -> Op {
    let data = accessible::utf16(text);

    span([("ActualText".to_owned(), DictItem::String { data, literal: false })])
}

fn span(properties: [(String, DictItem); 1]) -> Op {
    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict { map: BTreeMap::from(properties) },
    }
}

/// What the page is drawn with at the moment; only what changes is said again.
struct Pen<'a> {
    fill: Option<Colour>,
    stroke: Option<(Colour, f32)>,
    face: Option<(Face, f32)>,
    pictures: &'a Pictures,
    faces: &'a Faces,
}

impl Pen<'_> {
    fn draw(&mut self, page: &Page, item: &Item, ops: &mut Vec<Op>) {
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
                let id = self.pictures.id(picture);
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
        self.fill_with(text.colour, ops);
        let (sine, cosine) = text.angle.to_radians().sin_cos();
        for piece in &text.line.pieces {
            let along = piece.x * text.size;
            let start =
                Point { x: Pt(place.x.0 + along * cosine), y: Pt(place.y.0 + along * sine) };
            ops.push(Op::StartTextSection);
            if self.face.replace((piece.face, text.size)) != Some((piece.face, text.size)) {
                let font = PdfFontHandle::External(FontId(self.faces.name(piece.face)));
                ops.push(Op::SetFont { font, size: Pt(text.size) });
            }
            ops.push(match text.angle {
                0.0 => Op::SetTextCursor { pos: start },
                angle => {
                    let matrix = TextMatrix::TranslateRotate(start.x, start.y, angle);
                    Op::SetTextMatrix { matrix }
                }
            });
            self.show(text, piece, ops);
            ops.push(Op::EndTextSection);
        }
    }

    /// Shows a piece glyph by glyph where the layout has them.
    fn show(&mut self, text: &Text, piece: &Piece, ops: &mut Vec<Op>) {
        let mut shown = Shown::new(text.size, piece.face);
        for cluster in piece.glyphs.chunk_by(|one, next| one.letters == next.letters) {
            let letters = &text.line.text[cluster[0].letters.clone()];
            let numbers: Vec<u16> =
                cluster.iter().map(|glyph| self.faces.number(piece.face, glyph.id)).collect();
            // Several glyphs for the same letters would say them several times.
            let tells = match numbers.as_slice() {
                [number] => self.faces.tells(piece.face, *number, letters),
                _ => false,
            };
            if !tells {
                shown.end(ops);
                ops.push(saying(letters));
            }
            for (glyph, number) in cluster.iter().zip(numbers) {
                shown.glyph(glyph, number, ops);
            }
            if !tells {
                shown.end(ops);
                ops.push(Op::EndMarkedContent);
            }
        }
        shown.end(ops);
        shown.rise(0, ops);
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

/// Glyphs as they are shown, with what the pen moves between them.
struct Shown {
    size: f32,
    face: Face,
    /// What is yet to be written.
    parts: Vec<DictItem>,
    numbers: Vec<u8>,
    /// Where the pen is, in thousandths of an em.
    pen: i64,
    /// How far above the baseline it is, in the face's own units.
    height: i32,
}

impl Shown {
    fn new(size: f32, face: Face) -> Self {
        Self { size, face, parts: Vec::new(), numbers: Vec::new(), pen: 0, height: 0 }
    }

    fn glyph(&mut self, glyph: &Glyph, number: u16, ops: &mut Vec<Op>) {
        if glyph.y != self.height {
            self.end(ops);
            self.rise(glyph.y, ops);
        }
        let straying = STRAYING / (self.size * MILLIMETRES_PER_POINT) * 1000.0;
        let astray = glyph.x as f32 * 1000.0 / self.face.units_per_em() - self.pen as f32;
        if astray.abs() > straying {
            self.flush();
            let ahead = astray.round() as i64;
            self.parts.push(DictItem::Int(-ahead));
            self.pen += ahead;
        }
        self.numbers.extend(number.to_be_bytes());
        self.pen += embed::width(self.face, glyph.id);
    }

    /// Lifts the baseline.
    fn rise(&mut self, height: i32, ops: &mut Vec<Op>) {
        if height != self.height {
            self.height = height;
            // printpdf's name for a rise of the baseline (`Ts`), in points.
            let multiplier = height as f32 / self.face.units_per_em() * self.size;
            ops.push(Op::SetLineOffset { multiplier });
        }
    }

    fn flush(&mut self) {
        if !self.numbers.is_empty() {
            let data = std::mem::take(&mut self.numbers);
            self.parts.push(DictItem::String { data, literal: false });
        }
    }

    /// Writes what has come together.
    fn end(&mut self, ops: &mut Vec<Op>) {
        self.flush();
        if !self.parts.is_empty() {
            let value = vec![DictItem::Array(std::mem::take(&mut self.parts))];
            ops.push(Op::Unknown { key: "TJ".to_owned(), value });
        }
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
            // Packed at once: a batch has one code per page, and they wait for one another.
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
