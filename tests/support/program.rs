//! Runs the program itself, in a home and a folder of its own.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder with a home for the program, and a register that may be made in it.
pub struct Program {
    pub folder: tempfile::TempDir,
}

impl Program {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// With an empty register.
    pub fn with_register() -> Self {
        let program = Self::new();
        program.done(&["new"]);

        program
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn register(&self) -> PathBuf {
        self.path("register.db")
    }

    /// Writes a file and gives its path as text.
    pub fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), contents).unwrap();

        self.path(name).display().to_string()
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kursliggaren"));
        command
            .env("KURSLIGGAREN_HOME", self.path("home"))
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .current_dir(self.folder.path())
            .args(["--today", "2026-11-23", "--person", "Åsa Berg", "--language", "sv"])
            .arg("--register")
            .arg(self.register())
            .args(words);

        command
    }

    pub fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs a command that must go well; what it printed.
    pub fn done(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?}: {}", said(&output));

        String::from_utf8(output.stdout).unwrap()
    }

    /// The same with `--json`, read.
    pub fn json(&self, words: &[&str]) -> Value {
        let mut words = words.to_vec();
        words.push("--json");

        serde_json::from_str(&self.done(&words)).unwrap()
    }

    /// Runs a command that must be refused: status 1, nothing on stdout, one sentence on stderr.
    pub fn refused(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let sentence = said(&output);
        assert_eq!(output.status.code(), Some(1), "{words:?}: {sentence}");
        assert!(output.stdout.is_empty(), "{words:?}");
        assert_eq!(sentence.trim().lines().count(), 1, "{sentence}");
        assert!(!sentence.contains("panicked"), "{sentence}");

        sentence
    }

    /// A class of three at Lugnetgymnasiet.
    pub fn with_class() -> Self {
        let program = Self::with_register();
        let list =
            program.file("list.csv", "Förnamn;Efternamn\nElin;Öberg\nAmir;Haddad\nNoah;Ek\n");
        program.done(&["import", &list, "--school", "Lugnet", "--class", "SA26A"]);

        program
    }

    pub fn log(&self, number: u16) {
        let (number, date) = (number.to_string(), format!("2026-10-{number:02}"));
        self.done(&["log", "--class", "SA26A", "--session", &number, "--date", &date]);
    }
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }

    found
}

/// The names of a document's fields, in order of the alphabet.
pub fn fields(document: &Value) -> Vec<String> {
    let mut names: Vec<String> = document.as_object().unwrap().keys().cloned().collect();
    names.sort();

    names
}
