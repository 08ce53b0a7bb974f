//! Papers that are only opened, to be looked at or printed: in a folder that nobody else can read, which goes when the program
//! ends. What a program that was killed has left goes when the next one starts.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::TempDir;

/// How the folders' names begin.
const PREFIX: &str = "kursliggaren-papers-";

/// Held by the program the folder belongs to.
const LOCK: &str = ".lock";

/// This program's folder, once there is something in it.
static FOLDER: Mutex<Option<(TempDir, File)>> = Mutex::new(None);

pub fn folder() -> io::Result<PathBuf> {
    let mut made = FOLDER.lock().map_err(|_| io::Error::other("papers"))?;
    if let Some((folder, _)) = made.as_ref().filter(|(folder, _)| folder.path().exists()) {
        return Ok(folder.path().to_owned());
    }
    let folder = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
    let lock = File::create(folder.path().join(LOCK))?;
    // Where files can't be locked, what is left is swept by nobody but this program.
    let _ = lock.try_lock();
    let path = folder.path().to_owned();
    *made = Some((folder, lock));

    Ok(path)
}

/// Removes the folder with what is in it.
pub fn clear() {
    if let Ok(mut made) = FOLDER.lock() {
        made.take();
    }
}

/// Removes the folders of programs that have ended without doing so. What can't be removed now will be the next time.
pub fn sweep() {
    sweep_in(&std::env::temp_dir());
}

/// The folders there are, of this program and of others.
pub fn folders() -> Vec<PathBuf> {
    folders_in(&std::env::temp_dir())
}

fn folders_in(place: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(place) else { return Vec::new() };
    let ours = |name: &std::ffi::OsStr| name.to_str().is_some_and(|name| name.starts_with(PREFIX));

    entries
        .filter_map(Result::ok)
        .filter(|entry| ours(&entry.file_name()))
        .map(|entry| entry.path())
        .collect()
}

fn sweep_in(place: &Path) {
    for folder in folders_in(place).into_iter().filter(|folder| is_left(folder)) {
        let _ = fs::remove_dir_all(folder);
    }
}

fn is_left(folder: &Path) -> bool {
    File::open(folder.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_holds_is_swept() {
        let place = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let folder = place.path().join(format!("{PREFIX}{name}"));
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("intyg.pdf"), "Elin").unwrap();
            (File::create(folder.join(LOCK)).unwrap(), folder)
        };
        let (held, living) = folder("a");
        held.try_lock().unwrap();
        let (gone, left) = folder("b");
        drop(gone);

        sweep_in(place.path());
        assert!(living.join("intyg.pdf").exists() && !left.exists());
    }
}
