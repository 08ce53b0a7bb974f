//! A power cut at any moment: what was acknowledged is there, what was not is wholly there or not at all. The program's
//! changes to its folder are recorded, and disks are made of them on which what was not synced is lost, torn within a sector or
//! kept out of order.
#![cfg(target_os = "linux")]

#[path = "support/faults.rs"]
mod faults;
#[path = "support/program.rs"]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use faults::{Change, at_length, read_log};
use kursliggaren::clock::Clock;
use kursliggaren::installation::Installation;
use kursliggaren::register::Register;
use program::{Program, files, said};

/// Cuts in each run, and at length.
const CUTS: (usize, usize) = (1_100, 20_000);

/// A small pseudo-random number generator (Steele, Lea and Flood's SplitMix64): the same cuts each time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);

        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
}

/// A file on the disk: what lasts, and what was done to it since it was synced.
#[derive(Debug, Clone, Default)]
struct Body {
    lasting: Vec<u8>,
    pending: Vec<Edit>,
}

#[derive(Debug, Clone)]
enum Edit {
    Write(u64, Vec<u8>),
    Truncate(u64),
}

/// A name given or taken away; a folder has no body.
#[derive(Debug, Clone)]
enum Naming {
    Give(PathBuf, Option<usize>),
    Take(PathBuf),
    Move(PathBuf, PathBuf),
}

/// A disk with what lasts on it and what doesn't yet.
#[derive(Debug, Clone, Default)]
struct Disk {
    bodies: Vec<Body>,
    /// By the number the system gave it last.
    numbers: BTreeMap<u64, usize>,
    folders: BTreeMap<u64, PathBuf>,
    names: BTreeMap<PathBuf, Option<usize>>,
    pending: Vec<Naming>,
}

impl Disk {
    /// A folder as it lies, all of it lasting.
    fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        disk.folders.insert(std::fs::metadata(folder).unwrap().ino(), folder.to_owned());
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let number = std::fs::metadata(&path).unwrap().ino();
                if path.is_dir() {
                    disk.names.insert(path.clone(), None);
                    disk.folders.insert(number, path.clone());
                    folders.push(path);
                    continue;
                }
                let lasting = std::fs::read(&path).unwrap();
                disk.names.insert(path, Some(disk.bodies.len()));
                disk.numbers.insert(number, disk.bodies.len());
                disk.bodies.push(Body { lasting, pending: Vec::new() });
            }
        }

        disk
    }

    fn take(&mut self, change: &Change, syncs: bool) {
        match change {
            Change::Create { inode, path } => {
                self.numbers.insert(*inode, self.bodies.len());
                self.pending.push(Naming::Give(path.clone(), Some(self.bodies.len())));
                self.bodies.push(Body::default());
            }
            Change::Folder { inode, path } => {
                self.folders.insert(*inode, path.clone());
                self.pending.push(Naming::Give(path.clone(), None));
            }
            Change::Write { inode, offset, bytes } => {
                self.edit(*inode, Edit::Write(*offset, bytes.clone()));
            }
            Change::Truncate { inode, length } => self.edit(*inode, Edit::Truncate(*length)),
            Change::Sync { .. } if !syncs => {}
            Change::Sync { inode, path } => match self.folders.get(inode).cloned() {
                Some(folder) => self.sync_folder(&folder),
                None => {
                    let body = self.numbers.get(inode);
                    let body = *body.unwrap_or_else(|| panic!("{path:?} was made unseen"));
                    let body = &mut self.bodies[body];
                    for edit in std::mem::take(&mut body.pending) {
                        edit.apply(&mut body.lasting);
                    }
                }
            },
            Change::Rename { from, to } => {
                self.pending.push(Naming::Move(from.clone(), to.clone()));
            }
            Change::Unlink { path } => self.pending.push(Naming::Take(path.clone())),
        }
    }

    fn edit(&mut self, inode: u64, edit: Edit) {
        let body = self.numbers[&inode];
        self.bodies[body].pending.push(edit);
    }

    fn sync_folder(&mut self, folder: &Path) {
        for naming in std::mem::take(&mut self.pending) {
            match naming.folder() == folder {
                true => naming.apply(&mut self.names),
                false => self.pending.push(naming),
            }
        }
    }

    /// Writes what a power cut leaves into a folder, in the place of the one that was recorded.
    fn cut(&self, from: &Path, to: &Path, dice: &mut Dice) {
        let sector = if dice.chance(50) { 512 } else { 4096 };
        // From nothing of what was not synced to nearly all of it.
        let kept = [0, 20, 50, 80, 97][dice.below(5)];
        let mut names = self.names.clone();
        let namings = dice.below(self.pending.len() + 1);
        self.pending[..namings].iter().for_each(|naming| naming.apply(&mut names));
        for (path, body) in &names {
            let there = |folder: &Path| folder == from || names.contains_key(folder);
            if !path.parent().is_some_and(there) {
                continue;
            }
            let target = to.join(path.strip_prefix(from).unwrap());
            let Some(body) = body.map(|body| &self.bodies[body]) else {
                std::fs::create_dir_all(target).unwrap();
                continue;
            };
            let mut bytes = body.lasting.clone();
            for edit in &body.pending {
                if dice.chance(kept) {
                    match dice.chance(25) {
                        true => edit.tear(&mut bytes, sector, dice),
                        false => edit.apply(&mut bytes),
                    }
                }
            }
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::write(target, bytes).unwrap();
        }
    }
}

impl Naming {
    fn folder(&self) -> &Path {
        match self {
            Self::Give(path, _) | Self::Take(path) | Self::Move(_, path) => path.parent().unwrap(),
        }
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, Option<usize>>) {
        match self {
            Self::Give(path, body) => drop(names.insert(path.clone(), *body)),
            Self::Take(path) => drop(names.remove(path)),
            Self::Move(from, to) => {
                if let Some(body) = names.remove(from) {
                    names.insert(to.clone(), body);
                }
            }
        }
    }
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Truncate(length) => bytes.resize(*length as usize, 0),
            Self::Write(offset, written) => write_at(bytes, *offset as usize, written),
        }
    }

    /// Only some of the sectors it touches.
    fn tear(&self, bytes: &mut Vec<u8>, sector: usize, dice: &mut Dice) {
        let Self::Write(offset, written) = self else { return self.apply(bytes) };
        let (mut at, end) = (*offset as usize, *offset as usize + written.len());
        while at < end {
            let next = (at / sector + 1) * sector;
            if dice.chance(50) {
                let part = at - *offset as usize..next.min(end) - *offset as usize;
                write_at(bytes, at, &written[part]);
            }
            at = next;
        }
    }
}

fn write_at(bytes: &mut Vec<u8>, offset: usize, written: &[u8]) {
    if bytes.len() < offset + written.len() {
        bytes.resize(offset + written.len(), 0);
    }
    bytes[offset..offset + written.len()].copy_from_slice(written);
}

/// A register as people see it: who there is, how far they are, what was held, which certificates there are.
fn picture(register: &Register) -> String {
    let mut picture = String::new();
    for row in register.students().unwrap() {
        let line = format!("{} {} {:?}\n", row.name, row.attended.0, row.verdict);
        picture.push_str(&line);
    }
    for certificate in register.ledger().unwrap() {
        picture.push_str(&format!("{}\n", certificate.serial));
    }

    picture
}

/// What a command has promised once it has ended well.
#[derive(Debug, Clone, Default)]
struct Promise {
    /// Changes of the record that were made by then.
    changes: usize,
    picture: String,
    /// Files that are there and whole.
    files: BTreeSet<PathBuf>,
    /// Words that are nowhere in the register's files.
    gone: Vec<&'static str>,
}

/// The work that is recorded, and what each part of it promises.
struct Recording {
    program: Program,
    before: Disk,
    changes: Vec<Change>,
    promises: Vec<Promise>,
}

const LIST: &str = "Förnamn;Efternamn\nElin;Öberg\nAmir;Haddad\nNoah;Ek\n";

impl Recording {
    fn new() -> Self {
        let program = Program::with_register();
        program.file("lista.csv", LIST);
        program.file("fler.csv", "Förnamn;Efternamn\nTuva;Alm\nSara;Dahl\n");
        let log = tempfile::NamedTempFile::new().unwrap();
        let first = Promise { picture: stands(&program), ..Promise::default() };
        let mut recording = Self {
            before: Disk::of(program.folder.path()),
            program,
            changes: Vec::new(),
            promises: vec![first],
        };
        let import: &[&str] = &["import", "lista.csv", "--school", "Lugnet", "--class", "SA26A"];
        recording.does(log.path(), import);
        for number in 1..=6 {
            let (number, date) = (number.to_string(), format!("2026-10-{number:02}"));
            let words = ["log", "--class", "SA26A", "--session", &number, "--date", &date];
            recording.does(log.path(), &words);
        }
        let decided = ["--reference", "Dnr 1", "--decided", "2026-11-20", "--yes", "--anyway"];
        let erase = [&["erase", "class", "SA26A", "--replace-backups"][..], &decided].concat();
        let steps: &[&[&str]] = &[
            &["undo"],
            &["redo"],
            &["certificates", "--class", "SA26A", "--out", "intyg/hösten"],
            &["backup"],
            &["backup", "--out", "kopior/en.db"],
            &["import", "fler.csv", "--school", "Lugnet", "--class", "TE26A"],
            &["student", "protect", "Elin Öberg", "--class", "SA26A"],
            &["restore", "kopior/en.db", "--yes"],
            &["import", "fler.csv", "--school", "Lugnet", "--class", "TE26A"],
            &["export", "students", "--out", "elever.xlsx"],
            &erase,
        ];
        for words in steps {
            recording.does(log.path(), words);
        }

        recording
    }

    /// Does a part of the work, recorded, and notes what it promises.
    fn does(&mut self, log: &Path, words: &[&str]) {
        let before: BTreeSet<PathBuf> = self.outputs().into_iter().collect();
        let done = faults::command(&self.program, words).env("FAULTS_LOG", log).output().unwrap();
        assert!(done.status.success(), "{words:?}: {}", said(&done));
        self.changes = read_log(log);
        let last = self.promises.last().unwrap();
        let mut files = last.files.clone();
        let mut gone = last.gone.clone();
        match words[0] {
            // They hold names, and are replaced.
            "erase" => gone.extend(["Amir", "Haddad", "Noah"]),
            "student" => gone.extend(["Elin", "Öberg"]),
            _ => {}
        }
        files.extend(self.outputs().into_iter().filter(|path| !before.contains(path)));
        self.promises.push(Promise {
            changes: self.changes.len(),
            picture: stands(&self.program),
            files,
            gone,
        });
    }

    /// Papers, tables and backups.
    fn outputs(&self) -> Vec<PathBuf> {
        let root = self.program.folder.path();
        let kept = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            !name.starts_with('.')
                && !path.starts_with(root.join("home"))
                && !name.starts_with("register.db")
        };

        files(root)
            .into_iter()
            .filter(kept)
            .map(|path| path.strip_prefix(root).unwrap().to_owned())
            .collect()
    }

    /// What is wrong after a cut at a place of the record; `None` where all is as it must be.
    fn wrong_after(&self, disk: &Disk, at: usize, dice: &mut Dice) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        disk.cut(self.program.folder.path(), folder.path(), dice);
        let kept = self.promises.iter().rposition(|promise| promise.changes <= at).unwrap();
        let (promise, next) = (&self.promises[kept], self.promises.get(kept + 1));

        self.compare(folder.path(), promise, next).err()
    }

    fn compare(&self, folder: &Path, kept: &Promise, next: Option<&Promise>) -> Result<(), String> {
        let home =
            Installation::open_in(&folder.join("home")).map_err(|error| error.to_string())?;
        let path = folder.join("register.db");
        let clock = Clock::at("2026-11-23".parse().unwrap());
        let register = Register::open(&path, &home, clock).map_err(|error| format!("{error:?}"))?;
        let checked = register.check().map_err(|error| format!("{error:?}"))?;
        if !checked.problems.is_empty() {
            return Err(format!("{:?}", checked.problems));
        }
        let found = picture(&register);
        if found != kept.picture && next.is_none_or(|next| found != next.picture) {
            return Err(format!("neither before nor after: {found}"));
        }
        for file in &kept.files {
            let bytes =
                std::fs::read(folder.join(file)).map_err(|_| format!("{file:?} is gone"))?;
            let is_whole = match file.extension().and_then(|ending| ending.to_str()) {
                Some("pdf") => bytes.ends_with(b"%%EOF\n") || bytes.ends_with(b"%%EOF"),
                Some("db") => Register::open_read_only(&folder.join(file), clock)
                    .and_then(|backup| backup.check())
                    .is_ok_and(|checked| checked.problems.is_empty()),
                _ => !bytes.is_empty(),
            };
            if !is_whole {
                return Err(format!("{file:?} is not whole"));
            }
        }
        drop(register);
        for part in ["register.db", "register.db-wal", "register.db-journal"] {
            let bytes = std::fs::read(folder.join(part)).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            if let Some(word) = kept.gone.iter().find(|word| text.contains(**word)) {
                return Err(format!("{part} has a name again: {word}"));
            }
        }

        Ok(())
    }

    /// What was wrong after each of so many cuts.
    fn cut(&self, cuts: usize, syncs: bool) -> Vec<String> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut wrong = Vec::new();
            // Each takes the places in order, so that the disk is made only once.
            let mut disk = self.before.clone();
            let mut made = 0;
            loop {
                let cut = next.fetch_add(1, Ordering::Relaxed);
                if cut >= cuts {
                    return wrong;
                }
                let at = cut * self.changes.len() / cuts;
                while made < at {
                    disk.take(&self.changes[made], syncs);
                    made += 1;
                }
                let mut dice = Dice(cut as u64);
                if let Some(what) = self.wrong_after(&disk, at, &mut dice) {
                    wrong.push(format!("cut {cut} after {at} changes: {what}"));
                }
            }
        };

        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        })
    }
}

/// How the register stands, looked at in a copy: nothing is done to the folder that is not recorded.
fn stands(program: &Program) -> String {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("register.db");
    std::fs::copy(program.register(), &copy).unwrap();
    let clock = Clock::at("2026-11-23".parse().unwrap());

    picture(&Register::open_read_only(&copy, clock).unwrap())
}

#[test]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    let recording = Recording::new();
    let protected = recording.promises.last().unwrap();
    assert!(!protected.gone.is_empty() && protected.files.len() > 5, "{protected:?}");
    let (cuts, long) = CUTS;
    let wrong = recording.cut(if at_length() { long } else { cuts }, true);

    assert!(wrong.is_empty(), "{} wrong: {:#?}", wrong.len(), &wrong[..wrong.len().min(5)]);

    // A disk that syncs nothing must be found out, or nothing is proved.
    let wrong = recording.cut(100, false);
    assert!(wrong.len() > 20, "only {} of 100 were found", wrong.len());
}
