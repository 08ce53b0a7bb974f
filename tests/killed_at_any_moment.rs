//! Killing the program at any moment loses no change it has acknowledged.

#[path = "support/program.rs"]
mod program;

use std::process::Stdio;
use std::time::Duration;

use program::Program;

const KILLS: u32 = 200;

#[test]
fn two_hundred_kills_lose_no_acknowledged_change() {
    let program = Program::with_register();
    let mut acknowledged = Vec::new();
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
            std::thread::sleep(Duration::from_micros(u64::from(seed >> 8) % 60_000));
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
