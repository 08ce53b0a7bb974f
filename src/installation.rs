//! What belongs to this computer and not to a register: who works here, the device's identity, and
//! how far this installation has written in each register.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::disk::{create_folder, write_whole};
use crate::keyring::Keyring;

/// Overrides the platform's folders, for tests and for running from a stick.
pub const HOME_VARIABLE: &str = "KURSLIGGAREN_HOME";

/// This computer's folder for the program.
#[derive(Debug, Clone)]
pub struct Installation {
    folder: PathBuf,
    /// Where files for people are saved unless they say otherwise.
    pub documents: PathBuf,
    /// The device's identity, part of where every change was made.
    pub device: Uuid,
    /// Where secret keys are kept.
    pub keyring: Keyring,
}

/// How far a register has been written in one of its files.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Mark {
    path: Option<PathBuf>,
    #[serde(flatten)]
    written: LastWritten,
}

/// Where this installation last wrote in a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LastWritten {
    /// The epoch it wrote in.
    pub epoch: i64,
    /// The last change's number in that epoch.
    pub seq: i64,
}

impl Installation {
    /// Opens the platform's folder, or the one `KURSLIGGAREN_HOME` names, and makes it if needed. Only the platform's goes with
    /// the computer's keyring.
    pub fn open() -> io::Result<Self> {
        let folder = Self::place().ok_or_else(|| io::Error::other("no home folder"))?;
        if std::env::var_os(HOME_VARIABLE).is_some() {
            return Self::open_in(&folder);
        }
        let opened = Self::open_in(&folder)?;
        let documents = directories::UserDirs::new()
            .map(|folders| folders.document_dir().unwrap_or(folders.home_dir()).to_owned());

        Ok(Self { documents: documents.unwrap_or(folder), keyring: Keyring::Computer, ..opened })
    }

    /// The same under another identity.
    pub fn with_device(self, device: Uuid) -> Self {
        Self { device, ..self }
    }

    /// One that leaves nothing on this computer: for a register in memory.
    pub fn nowhere(device: Uuid) -> Self {
        Self {
            folder: PathBuf::new(),
            documents: PathBuf::new(),
            device,
            keyring: Keyring::Nowhere,
        }
    }

    /// Where the folder is, or is to be; `None` where the account has no home.
    pub fn place() -> Option<PathBuf> {
        if let Some(folder) = std::env::var_os(HOME_VARIABLE) {
            return Some(folder.into());
        }

        directories::ProjectDirs::from("se", "", "kursliggaren")
            .map(|folders| folders.data_local_dir().to_owned())
    }

    /// Opens a given folder, and makes it if needed.
    pub fn open_in(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let path = folder.join("device");
        let device = match fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok())
        {
            Some(device) => device,
            None => {
                let device = Uuid::now_v7();
                write_whole(&path, device.to_string().as_bytes())?;
                device
            }
        };

        let (folder, documents) = (folder.to_owned(), folder.to_owned());

        Ok(Self { folder, documents, device, keyring: Keyring::Nowhere })
    }

    /// Whether it is the account's own, rather than one that was named for trying.
    pub fn is_the_accounts(&self) -> bool {
        matches!(self.keyring, Keyring::Computer)
    }

    /// This computer's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The register that is opened when none is named.
    pub fn default_register(&self) -> PathBuf {
        self.folder.join("register.db")
    }

    /// The sample register that the window opens.
    pub fn sample_register(&self) -> PathBuf {
        self.folder.join("sample").join("register.db")
    }

    /// The folder for the program's log.
    pub fn log_folder(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// Where the window remembers its state.
    pub fn window_memory(&self) -> PathBuf {
        self.folder.join("window.json")
    }

    /// This computer's settings; the defaults where there are none or they can't be read.
    pub fn settings(&self) -> Settings {
        fs::read(self.folder.join("settings.json"))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Keeps this computer's settings.
    pub fn save_settings(&self, settings: &Settings) -> io::Result<()> {
        let bytes = serde_json::to_vec_pretty(settings)?;

        write_whole(&self.settings_file(), &bytes)
    }

    /// Where this computer's settings are kept.
    pub fn settings_file(&self) -> PathBuf {
        self.folder.join("settings.json")
    }

    /// How far this installation has written in the register, as far as it remembers.
    pub fn last_written(&self, register: Uuid) -> Option<LastWritten> {
        self.marks(register).into_iter().map(|mark| mark.written).max()
    }

    /// Whether it has last been written in another file: one of two copies of it. A file that was moved is none.
    pub fn has_other_copy(&self, register: Uuid, path: &Path) -> bool {
        let newest = self.marks(register).into_iter().max_by_key(|mark| mark.written);
        let elsewhere = newest.and_then(|mark| mark.path).filter(|other| other != path);

        elsewhere.is_some_and(|other| other.exists())
    }

    /// Remembers how far this installation has written in a register's file. Not synced: lagging behind is harmless, as
    /// only a register *behind* this mark begins a new epoch.
    pub fn remember_written(
        &self,
        register: Uuid,
        path: &Path,
        written: LastWritten,
    ) -> io::Result<()> {
        if self.folder.as_os_str().is_empty() {
            return Ok(());
        }
        let mut marks = self.marks(register);
        // The highest stays, also of a file that is gone: its numbers are given.
        marks.retain(|mark| {
            let of_other = mark.path.as_deref() != Some(path);
            of_other
                && (mark.written > written || mark.path.as_ref().is_some_and(|path| path.exists()))
        });
        marks.push(Mark { path: Some(path.to_owned()), written });
        let path = self.written_path(register);
        if let Some(folder) = path.parent() {
            create_folder(folder)?;
        }

        fs::write(path, serde_json::to_vec(&marks)?)
    }

    /// One for each file the register has been written in. Before there were copies there was only one, of no file.
    fn marks(&self, register: Uuid) -> Vec<Mark> {
        if self.folder.as_os_str().is_empty() {
            return Vec::new();
        }
        let Ok(bytes) = fs::read(self.written_path(register)) else { return Vec::new() };
        let earlier = || {
            serde_json::from_slice(&bytes).ok().map(|written| vec![Mark { path: None, written }])
        };

        serde_json::from_slice(&bytes).ok().or_else(earlier).unwrap_or_default()
    }

    fn written_path(&self, register: Uuid) -> PathBuf {
        self.folder.join("registers").join(format!("{register}.json"))
    }
}

/// This computer's settings: who works here and how the window looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Who works at this computer.
    pub person: Option<String>,
    /// The person's role, which decides the start screen.
    pub role: Role,
    /// `sv` or `en`; the system's language where `None`.
    pub language: Option<String>,
    pub theme: ThemeChoice,
    /// How large everything is drawn, in percent of the usual size: 80–200.
    pub text_size: u16,
    /// What draws the window.
    pub renderer: Renderer,
    /// The font file that papers take letters from that no bundled font has.
    pub font: Option<PathBuf>,
    /// The register that was open last.
    pub register: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            person: None,
            role: Role::default(),
            language: None,
            theme: ThemeChoice::default(),
            text_size: 100,
            renderer: Renderer::default(),
            font: None,
            register: None,
        }
    }
}

/// What draws the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renderer {
    /// The graphics card where there is a real one, else the processor.
    #[default]
    Automatic,
    /// The graphics card.
    Graphics,
    Processor,
}

/// What somebody does in the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Samordnare.
    #[default]
    Coordinator,
    /// Lärare.
    Teacher,
    /// Projektledare.
    Lead,
}

/// Which theme the window has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
    /// High contrast on white.
    HighContrast,
    /// High contrast on black.
    HighContrastDark,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_copies_of_a_register_are_told_apart_and_a_moved_one_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation::open_in(&folder.path().join("home")).unwrap();
        let register = Uuid::now_v7();
        let [one, copy, moved] = ["a.db", "b.db", "c.db"].map(|name| folder.path().join(name));
        fs::write(&one, "").unwrap();
        fs::write(&copy, "").unwrap();
        let written = |epoch, seq| LastWritten { epoch, seq };
        installation.remember_written(register, &one, written(1, 5)).unwrap();
        assert!(!installation.has_other_copy(register, &one));
        assert!(installation.has_other_copy(register, &copy));

        installation.remember_written(register, &copy, written(2, 0)).unwrap();
        installation.remember_written(register, &one, written(1, 6)).unwrap();
        assert_eq!(installation.last_written(register), Some(written(2, 0)));
        assert!(installation.has_other_copy(register, &one));
        fs::rename(&copy, &moved).unwrap();
        assert!(!installation.has_other_copy(register, &moved));
        installation.remember_written(register, &one, written(1, 7)).unwrap();
        assert_eq!(installation.last_written(register), Some(written(2, 0)), "never forgotten");
    }

    #[test]
    fn the_device_keeps_its_identity() {
        let folder = tempfile::tempdir().unwrap();
        let first = Installation::open_in(folder.path()).unwrap();

        assert_eq!(Installation::open_in(folder.path()).unwrap().device, first.device);
    }

    #[test]
    fn settings_that_cannot_be_read_are_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation::open_in(folder.path()).unwrap();
        fs::write(folder.path().join("settings.json"), "{").unwrap();

        assert_eq!(installation.settings(), Settings::default());

        let settings = Settings { person: Some("Åsa Berg".into()), ..Settings::default() };
        installation.save_settings(&settings).unwrap();

        assert_eq!(installation.settings(), settings);
    }
}
