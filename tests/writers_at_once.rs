//! Many who write in one register at once, each by another of its names: everything that was acknowledged is there.
#![cfg(unix)]

#[path = "support/program.rs"]
mod program;

use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use program::{Program, said};

const WRITERS: usize = 20;
/// What each of them adds.
const STUDENTS: usize = 5;

#[test]
fn twenty_writers_by_several_names_lose_nothing() {
    let program = Program::with_class();
    let register = program.register();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("lanken.db");
    symlink(&register, &link).unwrap();
    let folder_link = elsewhere.path().join("mappen");
    symlink(program.folder.path(), &folder_link).unwrap();
    let hard = program.path("annat-namn.db");
    std::fs::hard_link(&register, &hard).unwrap();
    let names: Vec<PathBuf> = vec![
        register.clone(),
        link,
        folder_link.join("register.db"),
        PathBuf::from("register.db"),
        PathBuf::from("./home/../register.db"),
    ];
    let refused = AtomicUsize::new(0);
    let busy = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (program, names, hard) = (&program, &names, &hard);
            let (refused, busy) = (&refused, &busy);
            scope.spawn(move || {
                for number in 0..STUDENTS {
                    let (given, family) = (format!("Elev{number}"), format!("Nr{writer}"));
                    let words = [
                        "student", "add", "--class", "SA26A", "--given", &given, "--family",
                        &family,
                    ];
                    let name = &names[(writer + number) % names.len()];
                    let by_name = |path: &PathBuf| {
                        let mut command = Command::new(env!("CARGO_BIN_EXE_kursliggaren"));
                        command
                            .env("KURSLIGGAREN_HOME", program.path("home"))
                            .current_dir(program.folder.path())
                            .args(["--today", "2026-11-23", "--person", "Åsa Berg"])
                            .args(["--language", "sv", "--register"])
                            .arg(path)
                            .args(words);
                        command.output().unwrap()
                    };
                    let since = Instant::now();
                    loop {
                        let output = by_name(name);
                        if output.status.success() {
                            break;
                        }
                        let sentence = said(&output);
                        assert!(sentence.contains("har registret öppet"), "{sentence}");
                        busy.fetch_add(1, Ordering::Relaxed);
                        assert!(since.elapsed() < Duration::from_secs(120), "never let in");
                        std::thread::sleep(Duration::from_millis(20 + 7 * writer as u64));
                    }
                    let by_hard_link = by_name(hard);
                    if !by_hard_link.status.success() {
                        refused.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });

    assert_eq!(refused.load(Ordering::Relaxed), WRITERS * STUDENTS, "a hard link writes nothing");
    assert!(busy.load(Ordering::Relaxed) > 0, "they were in each other's way");
    let students = program.json(&["students"]);
    assert_eq!(students.as_array().unwrap().len(), 3 + WRITERS * STUDENTS);
    assert_eq!(program.json(&["check"])["ok"], true);
}
