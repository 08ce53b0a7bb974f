//! Faces for the letters that no bundled face has: from a file the person named, else from those this computer has.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, OnceLock, RwLock};

use super::face::{self, Face, Unusable};
use crate::disk;

/// The largest font file that is read, in bytes. The largest there are, of all Han characters, have a third.
const LARGEST_FILE: u64 = 100_000_000;

/// Families that have a glyph for every character, which says nothing.
const EMPTY_FAMILIES: [&str; 4] = ["LastResort", "Last Resort", "Adobe Blank", "NotDef"];

/// The file the person named.
static NAMED: RwLock<Option<Arc<Named>>> = RwLock::new(None);

/// What has been looked for on this computer, and what was found.
static KNOWN: LazyLock<RwLock<HashMap<String, Option<Face>>>> = LazyLock::new(RwLock::default);

/// The computer's faces, in the order in which they are tried.
static COMPUTER: LazyLock<Computer> = LazyLock::new(Computer::look);

struct Named {
    path: PathBuf,
    /// Its faces, read when a letter first asks for them.
    faces: OnceLock<Vec<Face>>,
}

impl Named {
    /// None where the file is gone or is no longer what it was when it was named.
    fn faces(&self) -> &[Face] {
        self.faces.get_or_init(|| {
            let Ok(file) = read(&self.path) else { return Vec::new() };
            let file = file.leak();

            (0..faces_in(file)).filter_map(|index| Face::read(file, index).ok()).collect()
        })
    }
}

/// Has the faces of a file tried before the computer's own; only those where it is `None`.
pub fn name(path: Option<&Path>) {
    let Ok(mut named) = NAMED.write() else { return };
    if named.as_ref().map(|named| named.path.as_path()) != path {
        let path = path.map(Path::to_owned);
        *named = path.map(|path| Arc::new(Named { path, faces: OnceLock::new() }));
    }
}

/// The file that was named last.
pub fn named() -> Option<PathBuf> {
    NAMED.read().ok()?.as_ref().map(|named| named.path.clone())
}

/// Whether papers can be set in a file's faces.
///
/// # Errors
/// What can't be read, is no font, or must not be embedded.
pub fn check(path: &Path) -> Result<(), Unusable> {
    let file = read(path)?;
    let faces = (0..faces_in(&file)).map(|index| {
        let face = ttf_parser::Face::parse(&file, index).map_err(|_| Unusable::NotAFont)?;
        face::check(&face)
    });
    // One that can be used is enough.
    let checked: Vec<Result<(), Unusable>> = faces.collect();

    match checked.iter().any(Result::is_ok) {
        true => Ok(()),
        false => checked.into_iter().next().unwrap_or(Err(Unusable::NotAFont)),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Unusable> {
    disk::read_file(path, LARGEST_FILE).map_err(|error| match error.kind() {
        ErrorKind::InvalidInput | ErrorKind::IsADirectory | ErrorKind::FileTooLarge => {
            Unusable::NotAFont
        }
        _ => Unusable::Unreadable,
    })
}

fn faces_in(file: &[u8]) -> u32 {
    ttf_parser::fonts_in_collection(file).unwrap_or(1)
}

/// A face that has the whole text.
pub(super) fn face_for(text: &str) -> Option<Face> {
    let named = NAMED.read().ok().and_then(|named| named.clone());
    if let Some(face) =
        named.and_then(|named| named.faces().iter().copied().find(|face| face.has(text)))
    {
        return Some(face);
    }
    if let Some(known) = KNOWN.read().ok().and_then(|known| known.get(text).copied()) {
        return known;
    }
    let found = COMPUTER.face_for(text);
    if let Ok(mut known) = KNOWN.write() {
        known.insert(text.to_owned(), found);
    }

    found
}

struct Computer {
    database: fontdb::Database,
    order: Vec<fontdb::ID>,
    opened: RwLock<Vec<(fontdb::ID, Face)>>,
}

impl Computer {
    fn look() -> Self {
        let mut database = fontdb::Database::new();
        database.load_system_fonts();
        let mut usable: Vec<&fontdb::FaceInfo> =
            database.faces().filter(|face| says(face)).collect();
        // Upright and of book weight first; then always in the same order.
        usable.sort_by_key(|face| {
            (
                face.style != fontdb::Style::Normal,
                face.weight.0.abs_diff(fontdb::Weight::NORMAL.0),
                face.stretch != fontdb::Stretch::Normal,
                face.monospaced,
                file_of(face),
                face.index,
            )
        });
        let order = usable.into_iter().map(|face| face.id).collect();

        Self { database, order, opened: RwLock::default() }
    }

    fn face_for(&self, text: &str) -> Option<Face> {
        let id = self.order.iter().copied().find(|id| {
            let has = self.database.with_face_data(*id, |file, index| {
                ttf_parser::Face::parse(file, index)
                    .is_ok_and(|face| face::has(&face, text) && face::check(&face).is_ok())
            });
            has.unwrap_or_default()
        })?;
        let opened = self.opened.read().ok().and_then(|opened| {
            opened.iter().find(|(before, _)| *before == id).map(|(_, face)| *face)
        });
        if opened.is_some() {
            return opened;
        }
        let (file, index) =
            self.database.with_face_data(id, |file, index| (file.to_vec(), index))?;
        let face = Face::read(file.leak(), index).ok()?;
        if let Ok(mut opened) = self.opened.write() {
            opened.push((id, face));
        }

        Some(face)
    }
}

/// Whether a family's glyphs say which letters they are.
fn says(face: &fontdb::FaceInfo) -> bool {
    !face.families.iter().any(|(name, _)| EMPTY_FAMILIES.iter().any(|empty| name.contains(empty)))
}

fn file_of(face: &fontdb::FaceInfo) -> Option<PathBuf> {
    match &face.source {
        fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => Some(path.clone()),
        fontdb::Source::Binary(_) => None,
    }
}
