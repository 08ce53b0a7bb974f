//! Files on the disk: written whole, made to last, told apart, and kept from being written over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::RwLock;

/// Writes a file so that it is there whole or not at all, for this account alone, and lasts.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    refuse_own(path)?;

    write_over(path, bytes)
}

/// The same for one of many files in a folder, which lasts through a power cut only once [`sync_folder_of`] it is done.
pub fn write_one_of_many(path: &Path, bytes: &[u8]) -> io::Result<()> {
    refuse_own(path)?;

    rename(synced(path, bytes)?, path)
}

/// The same over what belongs to a register in use.
pub fn write_over(path: &Path, bytes: &[u8]) -> io::Result<()> {
    put(synced(path, bytes)?, path)
}

/// A file beside the path, with all of the bytes on the disk.
fn synced(path: &Path, bytes: &[u8]) -> io::Result<tempfile::TempPath> {
    use io::Write;

    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new().tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;

    Ok(file.into_temp_path())
}

/// Puts a file that is whole under a name, in the place of what is there, so that it lasts.
pub fn put(file: tempfile::TempPath, path: &Path) -> io::Result<()> {
    rename(file, path)?;

    sync_folder_of(path)
}

fn rename(file: tempfile::TempPath, path: &Path) -> io::Result<()> {
    fs::rename(&file, path)?;
    // It has another name now: there is nothing left to take away.
    let _ = file.keep();

    Ok(())
}

/// Reads a file that somebody named, with at most so many bytes. What is no file, such as a device or a pipe, is not waited for.
///
/// # Errors
/// Besides those of the disk: [`io::ErrorKind::FileTooLarge`], and [`io::ErrorKind::InvalidInput`] where it is no file.
pub fn read_file(path: &Path, largest: u64) -> io::Result<Vec<u8>> {
    use io::Read;

    let about = fs::metadata(path)?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !about.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    if about.len() > largest {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    fs::File::open(path)?.take(largest).read_to_end(&mut bytes)?;

    Ok(bytes)
}

/// Makes what was put under a name in a folder, or taken away, last through a power cut.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    // Only Unix has folders that are synced.
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;

    Ok(())
}

/// Makes a folder, and those above it, where they are not there.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        create_folder(above)?;
    }
    match fs::create_dir(folder) {
        // Somebody else was faster.
        Err(error) if !folder.is_dir() => return Err(error),
        _ => {}
    }

    sync_folder_of(folder)
}

/// What belongs to registers in use, and is no place for anything else.
static OWN: RwLock<Vec<Own>> = RwLock::new(Vec::new());

/// Files and a folder that nothing else is written over or into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The files, as they really lie.
    pub files: Vec<PathBuf>,
    pub folder: PathBuf,
}

/// Notes what is in use, so that nothing is written over it.
pub fn keep_from_outputs(own: Own) {
    if let Ok(mut all) = OWN.write()
        && !all.contains(&own)
    {
        all.push(own);
    }
}

/// Refuses to write over what is in use.
pub fn refuse_own(path: &Path) -> io::Result<()> {
    let path = real_path(path);
    let belongs = |own: &Own| {
        path.starts_with(&own.folder) || own.files.iter().any(|file| is_same(file, &path))
    };
    let own = OWN.read().is_ok_and(|all| all.iter().any(belongs));

    if own { Err(io::Error::new(io::ErrorKind::AlreadyExists, OwnFile)) } else { Ok(()) }
}

/// What is told of a path that is in use.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("in use")]
pub struct OwnFile;

/// Where a file really lies: absolute, with links followed, so that two names of one file are told to be one. Of a file that is not there yet, its folder's links.
pub fn real_path(path: &Path) -> PathBuf {
    if let Ok(real) = dunce::canonicalize(path) {
        return real;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = absolute.parent().and_then(|folder| dunce::canonicalize(folder).ok());
    match (folder, absolute.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => absolute,
    }
}

/// Whether what is on the disk that a file lies on can be read by whoever has the disk; `None` where that can't be seen, as on
/// other systems than Linux, on file systems of several disks and on the network.
pub fn is_in_the_open(path: &Path) -> Option<bool> {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;

        let device = fs::metadata(path).ok()?.dev();
        let (major, minor) = (rustix::fs::major(device), rustix::fs::minor(device));
        // What has no disk of its own.
        if major == 0 {
            return None;
        }
        let block = fs::canonicalize(format!("/sys/dev/block/{major}:{minor}")).ok()?;

        Some(!is_encrypted(&block, 0))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = path;
        None
    }
}

/// Whether a block device, or one that it lies on, is encrypted by the kernel (dm-crypt).
#[cfg(target_os = "linux")]
fn is_encrypted(block: &Path, depth: u8) -> bool {
    let mapped = fs::read_to_string(block.join("dm/uuid")).unwrap_or_default();
    if mapped.starts_with("CRYPT-") || depth > 8 {
        return true;
    }
    let below = fs::read_dir(block.join("slaves")).into_iter().flatten();
    let mut below = below.filter_map(|entry| fs::canonicalize(entry.ok()?.path()).ok());

    below.any(|below| is_encrypted(&below, depth + 1))
}

/// What tells a file apart from another, whatever they are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(u64, u64);

impl FileId {
    /// The file at a path; `None` where there is none, or where the system has no such number: an open file can't be
    /// taken away there.
    pub fn of(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().map(|metadata| Self::read(&metadata))
    }

    /// An open file.
    pub fn of_open(file: &std::fs::File) -> Option<Self> {
        file.metadata().ok().map(|metadata| Self::read(&metadata))
    }

    #[cfg(unix)]
    fn read(metadata: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;

        Self(metadata.dev(), metadata.ino())
    }

    #[cfg(not(unix))]
    fn read(_metadata: &std::fs::Metadata) -> Self {
        Self(0, 0)
    }
}

/// Whether two paths lead to one file.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || (cfg!(unix) && FileId::of(one).is_some() && FileId::of(one) == FileId::of(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_leads_to_the_real_file() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("r.db");
        std::fs::write(&real, "x").unwrap();
        std::os::unix::fs::symlink(&real, folder.path().join("s.db")).unwrap();

        assert_eq!(real_path(&folder.path().join("s.db")), real_path(&real));
        assert_eq!(FileId::of(&folder.path().join("s.db")), FileId::of(&real));
        assert_eq!(FileId::of(&folder.path().join("none")), None);
    }
}
