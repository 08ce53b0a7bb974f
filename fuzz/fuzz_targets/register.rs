//! A register's file with bytes changed: looked at, checked, restored from.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use kursliggaren::clock::Clock;
use kursliggaren::installation::Installation;
use kursliggaren::register::programme::Template;
use kursliggaren::register::restore::restore;
use kursliggaren::register::{Register, backup};
use libfuzzer_sys::fuzz_target;

/// A folder in memory, and the bytes of a register that is whole.
static WHOLE: LazyLock<(PathBuf, Vec<u8>)> = LazyLock::new(|| {
    let folder = PathBuf::from(format!("/dev/shm/kursliggaren-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let installation = Installation::open_in(&folder.join("home")).expect("a home");
    let clock = clock();
    let template = Template::shipped(clock.today()).expect("a template");
    let path = folder.join("whole.db");
    let _ = std::fs::remove_file(&path);
    let mut register =
        Register::create(&path, &template, &installation, clock).expect("a register");
    register.work_as("Åsa Berg").expect("a person");
    drop(register);
    let bytes = std::fs::read(&path).expect("its bytes");

    (folder, bytes)
});

fn clock() -> Clock {
    Clock::at(chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default())
}

fuzz_target!(|input: &[u8]| {
    let (folder, whole) = &*WHOLE;
    let mut bytes = whole.clone();
    // Each six bytes: where, how many, what.
    for edit in input.chunks_exact(6) {
        let place = u32::from_le_bytes([edit[0], edit[1], edit[2], 0]) as usize % bytes.len();
        let end = (place + 1 + usize::from(edit[3] % 16)).min(bytes.len());
        bytes[place..end].fill(edit[4]);
        bytes[place] = edit[5];
    }
    let path = folder.join("changed.db");
    std::fs::write(&path, &bytes).expect("written");
    if let Ok(register) = Register::open_read_only(&path, clock()) {
        let _ = register.check();
        let _ = register.students();
        let _ = register.ledger();
        let _ = register.history(50);
        let _ = register.holders(None);
    }
    let _ = backup::inspect(&path, clock());
    let installation = Installation::open_in(&folder.join("home")).expect("a home");
    let target = folder.join("restored.db");
    let _ = std::fs::remove_file(&target);
    let _ = restore(&target, &path, &installation, clock());
    let _ = std::fs::remove_dir_all(backup::folder(&target));
});
