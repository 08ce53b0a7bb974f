//! Killing the program at any moment loses no change it has acknowledged.

#[path = "support/program.rs"]
mod program;

use std::process::Stdio;
use std::time::{Duration, Instant};

use program::Program;

const KILLS: u32 = 200;

#[test]
fn two_hundred_kills_lose_no_acknowledged_change() {
    let program = Program::with_register();
    let mut acknowledged = Vec::new();
    let whole = time_of(
        &program,
        &[
            "import",
            &program.file("forst.csv", "Namn\nTuva Ek\n"),
            "--school",
            "Lugnet",
            "--class",
            "K",
        ],
    );
    let mut seed: u32 = 20_261_123;
    for number in 0..KILLS {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let class = format!("K{number:03}");
        let list = program.file(
            &format!("{class}.csv"),
            format!("Förnamn;Efternamn\nElin;Öberg{number}\nAmir;Haddad{number}\n"),
        );
        let first = ["import", &list, "--school", "Lugnet", "--class", &class];
        let reference = format!("Lugnet/{class}");
        let second = ["log", "--class", &reference, "--session", "1", "--date", "2026-10-01"];
        for words in [&first[..], &second[..]] {
            let mut child =
                program.command(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            // Half of the kills fall within the time a command takes here; the rest a little later.
            std::thread::sleep(
                whole.mul_f64(2.0 * f64::from(seed >> 8) / f64::from(u32::MAX >> 8)),
            );
            let finished = child.try_wait().unwrap();
            child.kill().unwrap();
            let status = finished.unwrap_or(child.wait().unwrap());
            if !status.success() {
                break;
            }
            acknowledged.push((class.clone(), words[0].to_owned()));
        }
    }
    let checked = program.json(&["check"]);
    assert_eq!(checked["ok"], true, "{checked}");
    let students = program.json(&["students"]);
    for (class, deed) in &acknowledged {
        let reference = format!("73046137/{class}@HT26");
        let members: Vec<_> = students
            .as_array()
            .unwrap()
            .iter()
            .filter(|student| student["classes"][0] == reference.as_str())
            .collect();
        assert_eq!(members.len(), 2, "{class} was acknowledged");
        if deed == "log" {
            assert!(members.iter().all(|student| student["attended_minutes"] == 90), "{class}");
        }
    }
    assert!(!acknowledged.is_empty(), "some commands were let finish");
    assert!(acknowledged.len() < 2 * KILLS as usize, "some commands were killed");
}

/// How long a command takes on this computer, with what else it does.
fn time_of(program: &Program, words: &[&str]) -> Duration {
    let started = Instant::now();
    program.done(words);

    started.elapsed()
}

/// Kills of restores and backups.
const RESTORES: u32 = 80;

#[test]
fn a_restore_that_is_killed_is_wholly_done_or_not_at_all() {
    let program = Program::with_class();
    for number in 1..=6 {
        program.log(number);
    }
    let issued = program.json(&["certificates", "--all", "--out", "intyg"]);
    let serials = issued["issued"].as_array().unwrap().len();
    assert_eq!(serials, 3);
    program.done(&["backup", "--out", "tre.db"]);
    let list = program.file("fler.csv", "Förnamn;Efternamn\nTuva;Ek\nSara;Alm\n");
    program.done(&["import", &list, "--school", "Lugnet", "--class", "TE26B"]);
    program.done(&["backup", "--out", "fem.db"]);
    let count = || program.json(&["students"]).as_array().unwrap().len();
    let whole = time_of(&program, &["restore", "fem.db", "--yes"]);
    let mut seed: u32 = 20_261_124;
    let (mut killed, mut finished) = (0, 0);
    let mut stood = count();
    for number in 0..RESTORES {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (file, wanted) = if stood == 5 { ("tre.db", 3) } else { ("fem.db", 5) };
        let words: &[&str] = match number % 4 {
            3 => &["backup"],
            _ => &["restore", file, "--yes"],
        };
        let mut child =
            program.command(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole.mul_f64(2.0 * f64::from(seed >> 8) / f64::from(u32::MAX >> 8)));
        let ended = child.try_wait().unwrap();
        child.kill().unwrap();
        let status = ended.unwrap_or(child.wait().unwrap());
        let now = count();
        match (status.success(), words[0]) {
            (true, "restore") => assert_eq!(now, wanted, "{number}: acknowledged"),
            (_, "backup") => assert_eq!(now, stood, "{number}"),
            _ => assert!([stood, wanted].contains(&now), "{number}: {now}"),
        }
        if status.success() {
            finished += 1;
        } else {
            killed += 1;
        }
        stood = now;
        let checked = program.json(&["check"]);
        assert_eq!(checked["ok"], true, "{number}: {checked}");
    }
    assert!(killed > 0 && finished > 0, "{killed} killed, {finished} finished");
    let kept = program.json(&["certificates", "--all", "--out", "igen"]);
    assert_eq!(kept["copies"].as_array().unwrap().len(), serials, "no certificate was lost");
    let hidden =
        |name: &str| name.starts_with(".kursliggaren-") && !name.starts_with(".kursliggaren-r-");
    for folder in [program.folder.path().to_owned(), program.path("register-backups")] {
        let left = std::fs::read_dir(folder)
            .unwrap()
            .filter(|entry| hidden(entry.as_ref().unwrap().file_name().to_str().unwrap()));
        assert_eq!(left.count(), 0, "what the killed left is swept away");
    }
}
