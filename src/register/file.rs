//! The register's file: where it really lies, what tells it apart from another, and how it is opened to look.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::{Error, Register, open_connection};
use crate::disk::{Own, real_path};

/// Refuses a register by another name than its own (a hard link): each name would have a lock and a log of its own. Its own
/// is the one that has a lock beside it.
pub(super) fn refuse_other_names(path: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;

        let has_others = std::fs::metadata(path).is_ok_and(|metadata| metadata.nlink() > 1);
        if has_others && !companion(path, ".lock").exists() {
            return Err(Error::OtherName(path.to_owned()));
        }
    }
    #[cfg(not(unix))]
    let _ = path;

    Ok(())
}

/// Whether this process may write a file or a folder.
pub(super) fn is_writable(path: &Path) -> bool {
    #[cfg(unix)]
    {
        rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
    }
    #[cfg(not(unix))]
    {
        std::fs::metadata(path).is_ok_and(|metadata| !metadata.permissions().readonly())
    }
}

/// A path as SQLite's URI, which has a form for every byte.
pub(super) fn uri(path: &Path, parameters: &str) -> String {
    let mut uri = "file:".to_owned();
    let bytes = path.as_os_str().as_encoded_bytes();
    if bytes.get(1) == Some(&b':') {
        uri.push('/');
    }
    for byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b':' => {
                uri.push(char::from(*byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri.push_str(parameters);

    uri
}

/// What belongs to a register: its file, its companions and its backups.
pub fn own(register: &Path) -> Own {
    let register = real_path(register);
    let endings = ["", "-wal", "-shm", "-journal", ".lock"];
    let mut files = endings.map(|ending| companion(&register, ending)).to_vec();
    files.push(note(&register));

    Own { files, folder: backups_folder(&register) }
}

/// Where it is noted what has been taken out of a register: `NAME-protected.json` beside it.
pub fn note(register: &Path) -> PathBuf {
    let mut name = register.file_stem().unwrap_or_default().to_owned();
    name.push("-protected.json");

    register.with_file_name(name)
}

/// The folder of a register's backups: `NAME-backups` beside it.
pub fn backups_folder(register: &Path) -> PathBuf {
    let mut name = register.file_stem().unwrap_or_default().to_owned();
    name.push("-backups");

    register.with_file_name(name)
}

/// What SQLite leaves beside a file.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The companion of a register's file with that ending.
pub fn companion(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);

    PathBuf::from(name)
}

/// What SQLite is told of a file that nothing but looking is done to.
const AS_IT_IS: &str = "?immutable=1";

/// Opens a register's file to look; true where it is taken as it lies, without SQLite's companions. So it is where they can't be
/// made, in a folder or on a disk that can't be written, and where they would be left behind unwritable.
pub(super) fn connect_to_look(path: &Path) -> Result<(Connection, bool), Error> {
    // Newer changes may stand in the log beside it: then its index is there, or must be made.
    let log = companion(path, "-wal");
    let whole = std::fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    let folder = path.parent().unwrap_or(Path::new("."));
    let leaves_nothing = is_writable(path) && is_writable(folder);
    // What was being written when a process was stopped: SQLite sets it back when it may write.
    let half_done = std::fs::metadata(companion(path, "-journal")).is_ok_and(|file| file.len() > 0);
    // Its log lies beside its own name.
    let is_other_name = refuse_other_names(path).is_err();
    if is_other_name || (!whole && !half_done && !leaves_nothing) {
        return as_it_is(path);
    }
    let flags = match half_done && leaves_nothing {
        true => OpenFlags::SQLITE_OPEN_READ_WRITE,
        false => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let opened = open_connection(path, flags).and_then(|connection| {
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    });
    match opened {
        Ok(connection) => Ok((connection, false)),
        Err(Error::DiskFull | Error::ReadOnly | Error::Sqlite(_)) if !whole && !half_done => {
            as_it_is(path)
        }
        Err(error) => Err(error),
    }
}

fn as_it_is(path: &Path) -> Result<(Connection, bool), Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;

    Ok((open_connection(Path::new(&uri(path, AS_IT_IS)), flags)?, true))
}

/// Attaches a register's file to a connection under the name `source`, to be read.
pub(super) fn attach(connection: &Connection, register: &Register) -> Result<(), Error> {
    let parameters = if register.as_it_is { AS_IT_IS } else { "?mode=ro" };
    connection.execute("ATTACH DATABASE ?1 AS source", [uri(&register.path, parameters)])?;

    Ok(())
}

/// Removes a register that was made just now and has nothing in it, with what lies beside it.
pub fn remove_new(path: &Path) {
    for ending in ["-wal", "-shm", "-journal", ".lock", ""] {
        // What is not there need not be removed.
        let _ = std::fs::remove_file(companion(path, ending));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_any_bytes_has_a_uri() {
        assert_eq!(uri(Path::new("/a b/ä?.db"), "?mode=ro"), "file:/a%20b/%C3%A4%3F.db?mode=ro");
    }
}
