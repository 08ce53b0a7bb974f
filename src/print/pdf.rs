//! Pages to PDF, through printpdf. Fonts are embedded with the letters that are used.

use std::sync::LazyLock;

use printpdf::{
    Color, FontId, LinePoint, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point,
    Pt, Rgb, TextItem,
};

use super::{Colour, Font, Item, Page};

static PARSED: LazyLock<Vec<Option<printpdf::ParsedFont>>> = LazyLock::new(|| {
    Font::ALL
        .iter()
        .map(|font| printpdf::ParsedFont::from_bytes(font.bytes(), 0, &mut Vec::new()))
        .collect()
});

/// Draws pages into one PDF file's bytes. `language` is `sv` or `en`.
pub fn render(title: &str, language: &str, pages: &[Page]) -> Vec<u8> {
    let mut document = PdfDocument::new(title);
    let _ = language;
    let fonts: Vec<Option<FontId>> =
        PARSED.iter().map(|font| font.as_ref().map(|font| document.add_font(font))).collect();
    let drawn = pages
        .iter()
        .map(|page| {
            let mut ops = Vec::with_capacity(page.items.len() * 6);
            for item in &page.items {
                draw(page, item, &fonts, &mut ops);
            }
            PdfPage::new(Mm(page.width), Mm(page.height), ops)
        })
        .collect();
    document.with_pages(drawn);

    document.save(&PdfSaveOptions::default(), &mut Vec::new())
}

fn draw(page: &Page, item: &Item, fonts: &[Option<FontId>], ops: &mut Vec<Op>) {
    let point = |x: f32, y: f32| Point::new(Mm(x), Mm(page.height - y));
    match item {
        Item::Text(text) => {
            let Some(Some(font)) = fonts.get(text.font as usize) else { return };
            let font = PdfFontHandle::External(font.clone());
            ops.extend([
                Op::StartTextSection,
                Op::SetFont { font, size: Pt(text.size) },
                Op::SetFillColor { col: colour(text.colour) },
                Op::SetTextCursor { pos: point(text.x, text.y) },
                Op::ShowText { items: vec![TextItem::Text(text.text.clone())] },
                Op::EndTextSection,
            ]);
        }
        Item::Fill(x, y, width, height, fill) => {
            let corners = [(*x, *y), (x + width, *y), (x + width, y + height), (*x, y + height)];
            let points = corners.map(|(x, y)| LinePoint { p: point(x, y), bezier: false });
            ops.push(Op::SetFillColor { col: colour(*fill) });
            ops.push(Op::DrawPolygon {
                polygon: printpdf::Polygon {
                    rings: vec![printpdf::PolygonRing { points: points.to_vec() }],
                    mode: printpdf::PaintMode::Fill,
                    winding_order: printpdf::WindingOrder::NonZero,
                },
            });
        }
        Item::Line(from, to, thickness, stroke) => {
            let points = [from, to].map(|(x, y)| LinePoint { p: point(*x, *y), bezier: false });
            ops.push(Op::SetOutlineColor { col: colour(*stroke) });
            ops.push(Op::SetOutlineThickness { pt: Mm(*thickness).into() });
            ops.push(Op::DrawLine {
                line: printpdf::Line { points: points.to_vec(), is_closed: false },
            });
        }
    }
}

fn colour(colour: Colour) -> Color {
    let part = |part: u8| f32::from(part) / 255.0;

    Color::Rgb(Rgb::new(part(colour.0), part(colour.1), part(colour.2), None))
}
