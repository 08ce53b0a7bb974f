//! Finds codes: in what was pasted, in a PDF (its description, which must say what its pages show; else its pictures), in a
//! photograph.

mod drawn;

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use image::{DynamicImage, GrayImage, ImageReader};
use lopdf::{Document, LoadOptions, Object};
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader};

use super::squares::Modules;
use super::{NAMESPACE, PREFIX};
use crate::disk;
use crate::markup;
use crate::patience::within;

/// The largest file that is looked into, in bytes.
pub const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// What a part of a PDF may unpack to, in bytes.
const LARGEST_UNPACKED: usize = 64 * 1024 * 1024;
/// Pixels on a side beyond which a photograph is made smaller before it is searched.
const LARGEST_SEARCHED: u32 = 3000;

/// Pixels on a side beyond which a picture is not unpacked.
const MOST_PIXELS: u32 = 20_000;
/// What a picture may unpack to, in bytes: a photograph of 50 million pixels in colour.
const MOST_MEMORY: u64 = 160 * 1024 * 1024;

/// How deep elements of a file's description lie in each other; ours lie in six.
const DEEPEST: usize = 64;
/// How long one picture is searched.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why there is no code to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoCode {
    /// Larger than [`LARGEST_FILE`].
    #[error("too large")]
    TooLarge,
    /// Neither a PDF nor a picture.
    #[error("unreadable")]
    Unreadable,
    /// A whole file without a code in it.
    #[error("no code")]
    None,
    /// One with so much in it that looks like codes that the search was given up.
    #[error("given up")]
    GivenUp,
    /// A PDF whose description has other codes than its pages show.
    #[error("contradicted")]
    Contradicted,
}

/// The codes in the file at a place.
pub fn at(path: &Path) -> std::io::Result<Result<Vec<String>, NoCode>> {
    match disk::read_file(path, LARGEST_FILE as u64) {
        Ok(bytes) => Ok(file(&bytes)),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => Ok(Err(NoCode::TooLarge)),
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(Err(NoCode::Unreadable)),
        Err(error) => Err(error),
    }
}

/// The codes in a file, in the order of its pages.
pub fn file(bytes: &[u8]) -> Result<Vec<String>, NoCode> {
    if bytes.len() > LARGEST_FILE {
        return Err(NoCode::TooLarge);
    }
    let start = &bytes[..bytes.len().min(1024)];
    let codes = match start.windows(5).any(|window| window == b"%PDF-") {
        true => pdf(bytes)?,
        false => match std::str::from_utf8(bytes).ok().filter(|text| text.contains(PREFIX)) {
            Some(text) => pasted(text),
            None => picture(bytes)?,
        },
    };
    if codes.is_empty() {
        return Err(NoCode::None);
    }

    Ok(codes)
}

/// The codes in a text, one per line.
pub fn pasted(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn pdf(bytes: &[u8]) -> Result<Vec<String>, NoCode> {
    let options =
        LoadOptions { max_decompressed_size: Some(LARGEST_UNPACKED), ..LoadOptions::default() };
    let file = Document::load_mem_with_options(bytes, options).map_err(|_| NoCode::Unreadable)?;
    let described = described(&file);
    let drawn = drawn::codes(&file);
    if described.is_empty() {
        let mut codes: Vec<String> = drawn.iter().flat_map(read_squares).collect();
        codes.extend(scanned(&file)?);
        return Ok(codes);
    }
    let mut expected = described.iter().map(|code| Modules::of(code));
    let as_described = match drawn.is_empty() {
        // Kept as pictures by another program.
        true => sorted(scanned(&file)?) == sorted(described.clone()),
        false => {
            expected.len() == drawn.len()
                && drawn.iter().all(|drawn| expected.next().flatten().as_ref() == Some(drawn))
        }
    };

    if as_described { Ok(described) } else { Err(NoCode::Contradicted) }
}

fn sorted(mut codes: Vec<String>) -> Vec<String> {
    codes.sort();

    codes
}

/// What squares say.
fn read_squares(modules: &Modules) -> Option<String> {
    const SCALE: u32 = 4;
    const QUIET: u32 = 4 * SCALE;
    let side = u32::try_from(modules.side).ok()?;
    let mut picture = GrayImage::from_pixel(
        side * SCALE + 2 * QUIET,
        side * SCALE + 2 * QUIET,
        image::Luma([255]),
    );
    for (column, row, length) in modules.runs() {
        let at = |place: usize| u32::try_from(place).unwrap_or(0) * SCALE;
        for y in at(row)..at(row) + SCALE {
            for x in at(column)..at(column + length) {
                picture.put_pixel(QUIET + x, QUIET + y, image::Luma([0]));
            }
        }
    }

    search(&picture).into_iter().next()
}

/// The codes in the file's description (XMP).
fn described(file: &Document) -> Vec<String> {
    let metadata = file
        .catalog()
        .and_then(|catalog| catalog.get(b"Metadata"))
        .and_then(Object::as_reference)
        .and_then(|id| file.get_object(id))
        .and_then(Object::as_stream)
        .and_then(|stream| match stream.filters() {
            Ok(filters) if !filters.is_empty() => {
                stream.decompressed_content_with_limit(LARGEST_UNPACKED)
            }
            _ => Ok(stream.content.clone()),
        });
    let Ok(metadata) = metadata else { return Vec::new() };
    let text = String::from_utf8_lossy(&metadata);
    let text = text.trim_start_matches('\u{FEFF}');
    if !markup::is_at_most(text, DEEPEST) {
        return Vec::new();
    }
    let Ok(tree) = roxmltree::Document::parse(text) else { return Vec::new() };

    tree.descendants()
        .filter(|node| node.has_tag_name((NAMESPACE, "codes")))
        .flat_map(|node| node.descendants())
        .filter(|node| node.tag_name().name() == "li")
        .filter_map(|node| node.text())
        .map(|code| code.trim().to_owned())
        .collect()
}

/// The codes in the pictures of a file, as a scanner makes it.
fn scanned(file: &Document) -> Result<Vec<String>, NoCode> {
    let mut codes = Vec::new();
    for page in file.page_iter() {
        let Ok(images) = file.get_page_images(page) else { continue };
        for image in images {
            let filters = image.filters.as_deref().unwrap_or_default();
            let pixels = match filters.last().map(String::as_str) {
                Some("DCTDecode") => self::pixels(image.content),
                _ => unpacked(file, image.id, image.width, image.height),
            };
            if let Some(pixels) = pixels {
                codes.extend(searched(pixels)?);
            }
        }
    }

    Ok(codes)
}

/// Pixels that a PDF keeps without a picture format: 8 bits grey or colour, or 1 bit.
fn unpacked(file: &Document, id: lopdf::ObjectId, width: i64, height: i64) -> Option<DynamicImage> {
    let stream = file.get_object(id).and_then(Object::as_stream).ok()?;
    let bytes = stream.decompressed_content_with_limit(LARGEST_UNPACKED).ok()?;
    let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let pixels = (width as usize).checked_mul(height as usize)?;
    if bytes.len() >= pixels.checked_mul(3)? {
        return image::RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8);
    }
    if bytes.len() >= pixels {
        return GrayImage::from_raw(width, height, bytes).map(DynamicImage::ImageLuma8);
    }
    let row = (width as usize).div_ceil(8);
    if bytes.len() < row.checked_mul(height as usize)? {
        return None;
    }
    let bit = |x: u32, y: u32| bytes[y as usize * row + x as usize / 8] >> (7 - x % 8) & 1;

    Some(GrayImage::from_fn(width, height, |x, y| image::Luma([bit(x, y) * 255])).into())
}

fn picture(bytes: &[u8]) -> Result<Vec<String>, NoCode> {
    searched(pixels(bytes).ok_or(NoCode::Unreadable)?)
}

/// A picture's pixels, where they take no more room than [`MOST_MEMORY`].
fn pixels(bytes: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);

    reader.decode().ok()
}

/// The codes in a picture, unless it takes too long.
fn searched(pixels: DynamicImage) -> Result<Vec<String>, NoCode> {
    within(PATIENCE, move || in_pixels(&pixels)).ok_or(NoCode::GivenUp)
}

/// The codes that are seen in a picture, tried in several sizes: fine squares want a larger one, noise a smaller.
pub fn in_pixels(pixels: &DynamicImage) -> Vec<String> {
    let grey = match pixels.width().max(pixels.height()) > LARGEST_SEARCHED {
        true => pixels.thumbnail(LARGEST_SEARCHED, LARGEST_SEARCHED).to_luma8(),
        false => pixels.to_luma8(),
    };
    for scale in [1.0, 2.0, 0.5] {
        let side = |length: u32| ((length as f32 * scale) as u32).max(1);
        let (width, height) = (side(grey.width()), side(grey.height()));
        if width.max(height) > 2 * LARGEST_SEARCHED {
            continue;
        }
        let filter = image::imageops::FilterType::CatmullRom;
        let sized = match scale {
            1.0 => grey.clone(),
            _ => image::imageops::resize(&grey, width, height, filter),
        };
        let found = search(&sized);
        if !found.is_empty() {
            return found;
        }
    }

    Vec::new()
}

fn search(grey: &GrayImage) -> Vec<String> {
    let Ok(source) = Luma8LuminanceSource::new(grey.as_raw().clone(), grey.width(), grey.height())
    else {
        return Vec::new();
    };
    let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
    let mut reader = QrReader;
    let mut found = reader.decode_multiple_with_hints(&mut picture, &hints).unwrap_or_default();
    if found.is_empty() {
        found.extend(reader.decode_with_hints(&mut picture, &hints));
    }

    found.into_iter().map(|code| code.getText().to_owned()).collect()
}
