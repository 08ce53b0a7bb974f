//! A disk that fails, is full, or a program that is killed, at each single change to the disk: the register is as it was or as
//! it was to be, what was acknowledged holds, and what failed is told in a sentence.
#![cfg(target_os = "linux")]

#[path = "support/faults.rs"]
mod faults;
#[path = "support/program.rs"]
mod program;

use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicUsize, Ordering};

use faults::{at_length, copy_folder};
use kursliggaren::clock::Clock;
use kursliggaren::installation::Installation;
use kursliggaren::register::Register;
use program::{Program, said};

/// Input/output error, and no space left on the device, as Linux numbers them.
const ERRORS: [i32; 2] = [5, 28];

/// What is tried, each on a folder as it was made.
const JOBS: [&[&str]; 9] = [
    &["student", "add", "--class", "SA26A", "--given", "Tuva", "--family", "Alm"],
    &["import", "fler.csv", "--school", "Lugnet", "--class", "TE26A"],
    &["undo"],
    &["certificates", "--class", "SA26A", "--out", "intyg/hösten"],
    &["backup"],
    &["backup", "--out", "kopior/en.db"],
    &["student", "protect", "Elin Öberg", "--class", "SA26A"],
    &["restore", "kopia.db", "--yes"],
    &[
        "erase",
        "class",
        "SA26A",
        "--replace-backups",
        "--reference",
        "Dnr 1",
        "--decided",
        "2026-11-20",
        "--yes",
        "--anyway",
    ],
];

fn prepared() -> Program {
    let program = Program::with_class();
    program.done(&["backup", "--out", "kopia.db"]);
    program.file("fler.csv", "Förnamn;Efternamn\nTuva;Alm\nSara;Dahl\n");
    for number in 1..=6 {
        program.log(number);
    }

    program
}

fn copied(program: &Program) -> Program {
    let copy = Program::new();
    copy_folder(program.folder.path(), copy.folder.path());

    copy
}

/// How the register stands, and whether it is whole.
fn stands(folder: &Path) -> Result<String, String> {
    let home = Installation::open_in(&folder.join("home")).map_err(|error| error.to_string())?;
    let clock = Clock::at("2026-11-23".parse().unwrap());
    let register = Register::open(&folder.join("register.db"), &home, clock)
        .map_err(|error| format!("{error:?}"))?;
    let checked = register.check().map_err(|error| format!("{error:?}"))?;
    if !checked.problems.is_empty() {
        return Err(format!("{:?}", checked.problems));
    }
    let mut picture = String::new();
    for row in register.students().unwrap() {
        picture.push_str(&format!("{} {} {:?}\n", row.name, row.attended.0, row.verdict));
    }
    for certificate in register.ledger().unwrap() {
        picture
            .push_str(&format!("{} {}\n", certificate.serial.number, certificate.content.student));
    }

    Ok(picture)
}

/// A job with how the register stands before and after it, and how many changes it makes.
struct Tried {
    words: &'static [&'static str],
    before: String,
    after: String,
    changes: u64,
}

impl Tried {
    fn new(program: &Program, words: &'static [&'static str]) -> Self {
        let copy = copied(program);
        let before = stands(copy.folder.path()).unwrap();
        let changes = faults::count(&copied(program), words);
        copy.done(words);

        Self { words, before, after: stands(copy.folder.path()).unwrap(), changes }
    }

    /// What is wrong after the job was disturbed at one of its changes.
    fn wrong(&self, copy: &Program, output: &Output) -> Result<(), String> {
        let sentence = said(output);
        let stands = stands(copy.folder.path())?;
        if stands != self.before && stands != self.after {
            return Err(format!("neither before nor after: {stands}"));
        }
        match output.status.code() {
            Some(0) if stands != self.after => Err("acknowledged, but not done".to_owned()),
            Some(0) | None => Ok(()),
            Some(1) => told(&sentence, stands == self.before),
            Some(other) => Err(format!("status {other}: {sentence}")),
        }
    }
}

/// Whether a failure was told as it should be: in plain words, and truly.
fn told(sentence: &str, nothing_changed: bool) -> Result<(), String> {
    let raw = ["panicked", "os error", "I/O", "disk I/O", "Error", "SQLITE", "No space"];
    if sentence.trim().is_empty() || raw.iter().any(|word| sentence.contains(word)) {
        return Err(format!("told as: {sentence}"));
    }
    let claims = [
        "Registret är orört",
        "Inget har ändrats",
        "Inget är ändrat",
        "Inget är sparat",
        "är oförändrat",
        "Inget är gallrat",
    ];
    if !nothing_changed && claims.iter().any(|claim| sentence.contains(claim)) {
        return Err(format!("it was changed, but: {sentence}"));
    }

    Ok(())
}

/// Disturbs each job at its changes, every so many of them; what was wrong, and how often it was done.
fn disturbed(
    step: u64,
    disturb: impl Fn(&Program, &Tried, u64) -> Output + Sync,
) -> (Vec<String>, usize) {
    let program = prepared();
    let jobs: Vec<Tried> = JOBS.iter().map(|words| Tried::new(&program, words)).collect();
    let all: Vec<(usize, u64)> = jobs
        .iter()
        .enumerate()
        .flat_map(|(job, tried)| {
            (1..=tried.changes).step_by(step as usize).map(move |at| (job, at))
        })
        .collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some((job, at)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let tried = &jobs[*job];
            let copy = copied(&program);
            let output = disturb(&copy, tried, *at);
            if let Err(what) = tried.wrong(&copy, &output) {
                wrong.push(format!("{:?}, change {at} of {}: {what}", tried.words, tried.changes));
            }
        }
        wrong
    };
    let wrong = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });

    (wrong, all.len())
}

#[test]
fn an_error_of_the_disk_at_any_change_is_told_and_harms_nothing() {
    // Each change fails in one of the two ways; at length in both.
    let turns = if at_length() { 2 } else { 1 };
    for turn in 0..turns {
        let (wrong, count) = disturbed(1, |copy, tried, at| {
            let fail = format!("{at}:{}", ERRORS[(at as usize + turn) % 2]);
            faults::command(copy, tried.words).env("FAULTS_FAIL", fail).output().unwrap()
        });
        assert!(count > 900, "{count}");
        let first = &wrong[..wrong.len().min(60)];
        assert!(wrong.is_empty(), "{} of {count} wrong: {first:#?}", wrong.len());
    }
}

#[test]
fn a_kill_at_any_change_leaves_all_or_nothing() {
    let step = if at_length() { 1 } else { 2 };
    let (wrong, count) = disturbed(step, |copy, tried, at| {
        faults::command(copy, tried.words).env("FAULTS_KILL", at.to_string()).output().unwrap()
    });

    assert!(count >= 500, "{count}");
    let first = &wrong[..wrong.len().min(60)];
    assert!(wrong.is_empty(), "{} of {count} wrong: {first:#?}", wrong.len());
}

#[test]
fn the_library_disturbs() {
    let program = prepared();
    let mut told = 0;
    for at in [10, 40, 60] {
        let fail = format!("{at}:5");
        let output =
            faults::command(&copied(&program), JOBS[0]).env("FAULTS_FAIL", fail).output().unwrap();
        told += usize::from(!output.status.success());
    }
    assert!(told > 0, "no failure was noticed");
}
