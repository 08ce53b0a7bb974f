//! Pictures on paper: drawings of filled paths (logos as SVG), rasters (PNG, JPEG), and the modules of a QR code.

mod simple;

use std::io::Cursor;

use image::{DynamicImage, ImageReader, RgbImage, imageops};
use usvg::tiny_skia_path::{PathSegment, PathStroker};

use super::Colour;
use crate::seal::squares::Modules;

/// Something to be stretched to a rectangle.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// Filled paths.
    Drawing(Drawing),
    /// Pixels, on white.
    Raster(RgbImage),
    /// The dark squares of a square code.
    Modules(Modules),
}

/// Filled paths in a rectangle of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The rectangle's width.
    pub width: f32,
    /// The rectangle's height.
    pub height: f32,
    /// The paths, the lowest first.
    pub shapes: Vec<Shape>,
}

/// A filled path, in its drawing's units from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// What it is filled with.
    pub colour: Colour,
    /// Whether holes are told by the even-odd rule.
    pub even_odd: bool,
    pub outline: Vec<Segment>,
}

/// A step along an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begins at a point.
    Move(f32, f32),
    /// Straight to a point.
    Line(f32, f32),
    /// To the last point along a cubic Bézier curve with two control points.
    Curve([(f32, f32); 3]),
    /// Back to where it began.
    Close,
}

impl Segment {
    /// The control points of the cubic curve that a quadratic one is.
    pub fn cubic_controls(
        from: (f32, f32),
        control: (f32, f32),
        to: (f32, f32),
    ) -> [(f32, f32); 2] {
        let two_thirds = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;

        [from, to].map(|end| (two_thirds(end.0, control.0), two_thirds(end.1, control.1)))
    }

    /// The same step elsewhere.
    pub fn moved(self, to: impl Fn(f32, f32) -> (f32, f32)) -> Self {
        let move_point = |(x, y): (f32, f32)| to(x, y);
        match self {
            Self::Move(x, y) => {
                let (x, y) = to(x, y);
                Self::Move(x, y)
            }
            Self::Line(x, y) => {
                let (x, y) = to(x, y);
                Self::Line(x, y)
            }
            Self::Curve(points) => Self::Curve(points.map(move_point)),
            Self::Close => Self::Close,
        }
    }
}

/// The largest file a picture is read from, in bytes.
pub const LARGEST_FILE: usize = 2 * 1024 * 1024;
/// Pixels on a side that are kept: 40 mm in 400 dpi.
const MOST_PIXELS: u32 = 640;
/// Pixels on a side beyond which a file is not unpacked.
const MOST_UNPACKED: u32 = 12_000;

/// Why a file is no picture that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPicture {
    /// Larger than [`LARGEST_FILE`].
    #[error("too large")]
    TooLarge,
    /// Neither PNG, JPEG nor SVG, or broken.
    #[error("unreadable")]
    Unreadable,
    /// A drawing with more in it, or with other effects, than a logo has use for.
    #[error("too intricate")]
    TooIntricate,
}

impl Picture {
    /// Reads a PNG, JPEG or SVG file.
    pub fn read(bytes: &[u8]) -> Result<Self, NotAPicture> {
        if bytes.len() > LARGEST_FILE {
            return Err(NotAPicture::TooLarge);
        }
        if image::guess_format(bytes).is_ok() {
            return raster(bytes).map(Self::Raster);
        }

        drawing(bytes)
    }

    /// Width by height, in units of its own.
    pub fn size(&self) -> (f32, f32) {
        match self {
            Self::Drawing(drawing) => (drawing.width, drawing.height),
            Self::Raster(pixels) => (pixels.width() as f32, pixels.height() as f32),
            Self::Modules(modules) => (modules.side as f32, modules.side as f32),
        }
    }
}

fn raster(bytes: &[u8]) -> Result<RgbImage, NotAPicture> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| NotAPicture::Unreadable)?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(MOST_UNPACKED);
    limits.max_image_height = Some(MOST_UNPACKED);
    reader.limits(limits);
    let image = reader.decode().map_err(|_| NotAPicture::Unreadable)?;
    let image = match image.width().max(image.height()) > MOST_PIXELS {
        true => image.resize(MOST_PIXELS, MOST_PIXELS, imageops::FilterType::Lanczos3),
        false => image,
    };

    Ok(on_white(&image))
}

/// Paper is white; a file for archives has no use for a transparent pixel.
fn on_white(image: &DynamicImage) -> RgbImage {
    let pixels = image.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0.map(u32::from);
        let over = |part: u32| ((part * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        image::Rgb([over(red), over(green), over(blue)])
    })
}

fn drawing(bytes: &[u8]) -> Result<Picture, NotAPicture> {
    let mut options = usvg::Options::default();
    for file in super::Font::ALL.into_iter().flat_map(super::Font::files) {
        options.fontdb_mut().load_font_data(file.to_vec());
    }
    options.font_family = "Inter".to_owned();
    // A picture that points at another file is not let into this computer's folders.
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let embedded = usvg::ImageHrefResolver::default_data_resolver();
    options.image_href_resolver.resolve_data = Box::new(move |kind, data, options| {
        // A drawing within a drawing has not been looked at.
        let small = image::guess_format(&data).is_ok() && is_small(&data);
        small.then(|| embedded(kind, data, options)).flatten()
    });
    let text = simple::text(bytes)?;
    let tree = usvg::Tree::from_str(&text, &options).map_err(|_| NotAPicture::Unreadable)?;
    let mut shapes = Some(Vec::new());
    collect(tree.root(), &mut shapes);
    let (width, height) = (tree.size().width(), tree.size().height());
    if let Some(shapes) = shapes.filter(|shapes| !shapes.is_empty()) {
        return Ok(Picture::Drawing(Drawing { width, height, shapes }));
    }

    painted(&tree).map(Picture::Raster)
}

/// Whether a picture's pixels can be unpacked without harm.
fn is_small(bytes: &[u8]) -> bool {
    let size = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map(ImageReader::into_dimensions);

    matches!(size, Ok(Ok((width, height))) if width.max(height) <= MOST_PIXELS)
}

/// Gathers filled paths; leaves `None` where the picture has something that is more than those.
fn collect(group: &usvg::Group, shapes: &mut Option<Vec<Shape>>) {
    let plain = group.opacity().get() >= 1.0
        && group.clip_path().is_none()
        && group.mask().is_none()
        && group.filters().is_empty()
        && group.blend_mode() == usvg::BlendMode::Normal;
    if !plain {
        *shapes = None;
    }
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => collect(group, shapes),
            usvg::Node::Path(path) if path.is_visible() => collect_path(path, shapes),
            usvg::Node::Path(_) => {}
            usvg::Node::Text(text) => collect(text.flattened(), shapes),
            usvg::Node::Image(_) => *shapes = None,
        }
    }
}

fn collect_path(path: &usvg::Path, shapes: &mut Option<Vec<Shape>>) {
    if let Some(fill) = path.fill() {
        let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
        let outline = path.data().clone().transform(path.abs_transform());
        add(shapes, fill.paint(), fill.opacity(), even_odd, outline);
    }
    if let Some(stroke) = path.stroke() {
        let outline = PathStroker::new()
            .stroke(path.data(), &stroke.to_tiny_skia(), 4.0)
            .and_then(|outline| outline.transform(path.abs_transform()));
        add(shapes, stroke.paint(), stroke.opacity(), false, outline);
    }
}

fn add(
    shapes: &mut Option<Vec<Shape>>,
    paint: &usvg::Paint,
    opacity: usvg::Opacity,
    even_odd: bool,
    outline: Option<usvg::tiny_skia_path::Path>,
) {
    let usvg::Paint::Color(colour) = paint else {
        *shapes = None;
        return;
    };
    if opacity.get() < 1.0 {
        *shapes = None;
    }
    if let (Some(shapes), Some(outline)) = (shapes.as_mut(), outline) {
        let colour = Colour(colour.red, colour.green, colour.blue);
        shapes.push(Shape { colour, even_odd, outline: segments(&outline) });
    }
}

fn segments(path: &usvg::tiny_skia_path::Path) -> Vec<Segment> {
    let mut last = (0.0, 0.0);
    path.segments()
        .map(|segment| match segment {
            PathSegment::MoveTo(p) => {
                last = (p.x, p.y);
                Segment::Move(p.x, p.y)
            }
            PathSegment::LineTo(p) => {
                last = (p.x, p.y);
                Segment::Line(p.x, p.y)
            }
            PathSegment::QuadTo(c, p) => {
                let [first, second] = Segment::cubic_controls(last, (c.x, c.y), (p.x, p.y));
                last = (p.x, p.y);
                Segment::Curve([first, second, last])
            }
            PathSegment::CubicTo(a, b, p) => {
                last = (p.x, p.y);
                Segment::Curve([(a.x, a.y), (b.x, b.y), last])
            }
            PathSegment::Close => Segment::Close,
        })
        .collect()
}

/// A picture with gradients, shadows or the like, as pixels.
fn painted(tree: &usvg::Tree) -> Result<RgbImage, NotAPicture> {
    let size = tree.size();
    let scale = MOST_PIXELS as f32 / size.width().max(size.height());
    let pixels = |length: f32| ((length * scale).round() as u32).max(1);
    let (width, height) = (pixels(size.width()), pixels(size.height()));
    let mut canvas = resvg::tiny_skia::Pixmap::new(width, height).ok_or(NotAPicture::Unreadable)?;
    canvas.fill(resvg::tiny_skia::Color::WHITE);
    let scaled = usvg::Transform::from_scale(scale, scale);
    resvg::render(tree, scaled, &mut canvas.as_mut());
    let rgb = canvas.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);

    RgbImage::from_raw(width, height, rgb.collect()).ok_or(NotAPicture::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> Vec<u8> {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{inside}</svg>"#)
            .into_bytes()
    }

    #[test]
    fn an_svg_becomes_filled_paths() {
        let picture = Picture::read(&svg(
            r##"<rect x="1" y="2" width="10" height="5" fill="#6E1A17"/><path d="M0 0L40 20" stroke="#000" fill="none"/><text x="2" y="18">Å</text>"##,
        ))
        .unwrap();

        let Picture::Drawing(drawing) = picture else { panic!("{picture:?}") };
        assert_eq!((drawing.width, drawing.height), (40.0, 20.0));
        assert_eq!(drawing.shapes[0].colour, Colour(0x6E, 0x1A, 0x17));
        assert_eq!(drawing.shapes[0].outline[0], Segment::Move(1.0, 2.0));
        assert!(drawing.shapes.len() >= 3, "the letter is a path too");
    }

    #[test]
    fn what_is_more_than_paths_becomes_pixels() {
        let picture =
            Picture::read(&svg(r#"<rect width="40" height="20" opacity="0.5"/>"#)).unwrap();

        let Picture::Raster(pixels) = picture else { panic!("{picture:?}") };
        assert_eq!(pixels.dimensions(), (640, 320));
        assert_eq!(pixels.get_pixel(300, 100).0, [128, 128, 128]);
    }

    #[test]
    fn a_transparent_picture_stands_on_white_and_a_large_one_is_made_smaller() {
        let mut bytes = Vec::new();
        let clear = image::RgbaImage::from_pixel(2000, 1000, image::Rgba([0, 0, 0, 0]));
        clear.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();

        let Ok(Picture::Raster(pixels)) = Picture::read(&bytes) else { panic!() };

        assert_eq!(pixels.dimensions(), (640, 320));
        assert_eq!(pixels.get_pixel(5, 5).0, [255, 255, 255]);
    }

    #[test]
    fn what_is_no_picture_is_said() {
        for bytes in [&b""[..], b"hello", b"\x89PNG\r\n\x1a\nbroken", b"<svg><broken"] {
            assert_eq!(Picture::read(bytes), Err(NotAPicture::Unreadable));
        }
        assert_eq!(Picture::read(&vec![0; LARGEST_FILE + 1]), Err(NotAPicture::TooLarge));
    }
}
