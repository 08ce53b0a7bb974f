//! Runs the program with a disk that is recorded, or that fails: `tests/faults/faults.c`, put before the C library.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::program::Program;

/// The library, built by the C compiler that Rust links with.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/faults.c");
    let library = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("faults-{}.so", std::process::id()));
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .arg(&library)
        .arg(source)
        .status();
    assert!(built.unwrap().success(), "the library is built");

    library
});

/// Whether the proofs are made at length, as the environment asks: `KURSLIGGAREN_PROOFS=long`.
pub fn at_length() -> bool {
    std::env::var("KURSLIGGAREN_PROOFS").is_ok_and(|length| length == "long")
}

/// A command on a program's folder, whose changes to it go through the library.
pub fn command(program: &Program, words: &[&str]) -> Command {
    let mut command = program.command(words);
    command.env("LD_PRELOAD", &*LIBRARY).env("FAULTS_ROOT", program.folder.path());

    command
}

/// Something the program did to a file or a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Create {
        inode: u64,
        path: PathBuf,
    },
    Folder {
        inode: u64,
        path: PathBuf,
    },
    Write {
        inode: u64,
        offset: u64,
        bytes: Vec<u8>,
    },
    Truncate {
        inode: u64,
        length: u64,
    },
    /// The file or folder of that number, and all that was done to it, is to last.
    Sync {
        inode: u64,
        path: PathBuf,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Unlink {
        path: PathBuf,
    },
}

/// What was recorded.
pub fn read_log(path: &Path) -> Vec<Change> {
    let log = std::fs::read(path).unwrap();
    let mut changes = Vec::new();
    let mut at = 0;
    while at < log.len() {
        let kind = log[at];
        let number =
            |index: usize| u64::from_le_bytes(log[at + 1 + 8 * index..][..8].try_into().unwrap());
        let (inode, offset, length) = (number(0), number(1), number(2));
        let lengths = [number(3) as usize, number(4) as usize];
        at += 1 + 5 * 8;
        let mut text = |length: usize| {
            at += length;
            PathBuf::from(String::from_utf8(log[at - length..at].to_vec()).unwrap())
        };
        let (path, other) = (text(lengths[0]), text(lengths[1]));
        changes.push(match kind {
            b'C' => Change::Create { inode, path },
            b'D' => Change::Folder { inode, path },
            b'W' => {
                at += length as usize;
                Change::Write { inode, offset, bytes: log[at - length as usize..at].to_vec() }
            }
            b'T' => Change::Truncate { inode, length: offset },
            b'S' => Change::Sync { inode, path },
            b'R' => Change::Rename { from: path, to: other },
            b'U' => Change::Unlink { path },
            other => panic!("no such change: {other}"),
        });
    }

    changes
}

/// How many changes a command makes.
pub fn count(program: &Program, words: &[&str]) -> u64 {
    let outside = tempfile::NamedTempFile::new().unwrap();
    let done = command(program, words).env("FAULTS_COUNT", outside.path()).output().unwrap();
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));

    std::fs::read_to_string(outside.path()).unwrap().trim().parse().unwrap()
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}
