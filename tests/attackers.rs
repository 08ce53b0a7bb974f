//! Somebody who has the place in hand: reads all of it, puts back what was there before, takes away, and was once in it.

#[path = "support/computers.rs"]
mod computers;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use computers::*;
use kursliggaren::exchange::{Errand, Exchange, ExchangeError, Role};
use kursliggaren::register::student::StudentDetails;
use support::*;

fn copy_folder(from: &Path, to: &Path) {
    for file in all_files(from) {
        let there = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(there.parent().unwrap()).unwrap();
        std::fs::copy(file, there).unwrap();
    }
}

/// A thousand names, of which none is a part of another word.
fn planted() -> Vec<(String, String)> {
    let syllables = ["bra", "dek", "fli", "gon", "hur", "jev", "kaz", "lom", "nix", "pyr"];
    let word = |number: usize| {
        let [a, b, c] = [number / 100, number / 10 % 10, number % 10];
        let mut word = format!("{}{}{}", syllables[a], syllables[b], syllables[c]);
        word[..1].make_ascii_uppercase();
        word
    };

    (0..1_000).map(|number| (word(number), format!("{}son", word(999 - number)))).collect()
}

#[test]
fn of_a_thousand_names_none_is_found_in_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let names = planted();
    let borrowed: Vec<(&str, &str)> =
        names.iter().map(|(given, family)| (given.as_str(), family.as_str())).collect();
    let class = class_of(&mut asa.register, &borrowed);
    hold_sessions(&mut asa.register, class, 1);
    asa.share(&place, "Åsa Berg").unwrap();
    let uid = asa.register.uid_of_class(class).unwrap();
    let codes = [
        ("Anna Lind", Role::Coordinator, BTreeSet::new()),
        ("Jonas Ek", Role::Teacher, BTreeSet::from([uid])),
        ("Maria Wiklund", Role::Lead, BTreeSet::new()),
    ]
    .map(|(name, role, classes)| asa.invite(name, role, classes).0);
    let mut others: Vec<Computer> = ["anna", "jonas", "maria"]
        .iter()
        .zip(&codes)
        .map(|(name, code)| joined(folder.path(), name, &place, code))
        .collect();
    asa.run(NOW).unwrap();
    for other in &mut others {
        assert_eq!(other.run(NOW + 1).unwrap().waiting, 0);
    }
    asa.run(NOW + 2).unwrap();

    // What they have shows that there is something to find.
    assert_eq!(others[1].register.students().unwrap().len(), 1_000);
    let words: BTreeSet<&str> =
        borrowed.iter().flat_map(|(given, family)| [*given, *family]).collect();
    let besides = ["Lugnet", "SA26A", "Berg", "Lind", "Wiklund", "student", "enrolment", "present"];
    let finder = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(words.iter().copied().chain(besides))
        .unwrap();
    let mut bytes = 0;
    for file in all_files(&folder.path().join("place")) {
        let contents = std::fs::read(&file).unwrap();
        bytes += contents.len();
        // Six letters are not there by chance; every second byte is what UTF-16 would be.
        let half = |from: usize| contents.iter().skip(from).step_by(2).copied().collect();
        for read in [half(0), half(1), contents] as [Vec<u8>; 3] {
            let found = finder.find_iter(&read).find(|found| found.len() > 5);
            assert!(found.is_none(), "{found:?} in {}", file.display());
        }
    }
    assert!(bytes > 100_000, "{bytes}");
    // The lead works without names.
    let lead = &others[2].register;
    let contents = lead.copy_contents().unwrap();
    let told = format!("{contents:?}");
    let found = finder.find_iter(&told).find(|found| found.pattern().as_usize() < words.len());
    assert!(found.is_none(), "{found:?}");
}

#[test]
fn what_was_taken_away_is_missed_and_what_is_put_back_is_old() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let root = folder.path().join("place");
    let class = class_of(&mut asa.register, &NAMES);
    asa.share(&place, "Åsa Berg").unwrap();
    let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
    let mut anna = joined(folder.path(), "anna", &place, &code);
    asa.run(NOW).unwrap();
    anna.run(NOW + 1).unwrap();
    let before = folder.path().join("before");
    copy_folder(&root, &before);
    rename(&mut asa.register, class, "SA26B");
    asa.run(NOW + 2).unwrap();
    anna.run(NOW + 3).unwrap();

    // The whole place as it was: nobody goes back, and what was there comes again.
    std::fs::remove_dir_all(&root).unwrap();
    copy_folder(&before, &root);
    anna.run(NOW + 4).unwrap();
    asa.run(NOW + 5).unwrap();
    assert_same(&asa.register, &anna.register);
    assert_eq!(asa.register.classes().unwrap()[0].name, "SA26B");

    // One who comes in later knows that something is missing.
    rename(&mut asa.register, class, "SA26C");
    asa.run(NOW + 6).unwrap();
    let mut changes = all_files(&root.join("v1/changes"));
    changes.retain(|file| !before.join(file.strip_prefix(&root).unwrap()).exists());
    assert!(!changes.is_empty());
    for file in changes {
        std::fs::remove_file(file).unwrap();
    }
    assert!(anna.run(NOW + 7).unwrap().waiting > 0);
    let states = Exchange::member_states(&anna.register).unwrap();
    let of_asa = states.iter().find(|state| !state.is_me).unwrap();
    assert_eq!(of_asa.complete_until, None, "it is not said that all is here");

    // Whoever wrote it sends everything again.
    rename(&mut asa.register, class, "SA26D");
    asa.run(NOW + 8).unwrap();
    assert!(anna.run(NOW + 9).unwrap().waiting > 0);
    asa.perform(Errand::ExchangeAnew, NOW + 10).unwrap();
    assert_eq!(anna.run(NOW + 11).unwrap().waiting, 0);
    assert_same(&asa.register, &anna.register);
    rename(&mut asa.register, class, "SA26E");
    asa.run(NOW + 12).unwrap();
    anna.run(NOW + 13).unwrap();
    assert_same(&asa.register, &anna.register);
}

#[test]
fn whoever_was_taken_out_reads_and_writes_nothing_with_what_they_had() {
    let folder = tempfile::tempdir().unwrap();
    let (mut asa, place) = founder(folder.path());
    let root = folder.path().join("place");
    let class = class_of(&mut asa.register, &NAMES);
    asa.share(&place, "Åsa Berg").unwrap();
    let uid = asa.register.uid_of_class(class).unwrap();
    let (code, _) = asa.invite("Jonas Ek", Role::Teacher, BTreeSet::from([uid]));
    let mut jonas = joined(folder.path(), "jonas", &place, &code);
    asa.run(NOW).unwrap();
    jonas.run(NOW + 1).unwrap();
    asa.run(NOW + 2).unwrap();
    let aside = folder.path().join("aside");
    copy_folder(&root, &aside);
    asa.perform(Errand::Remove { name: "Jonas Ek".to_owned() }, NOW + 3).unwrap();
    let student = StudentDetails {
        given: "Hemlig".to_owned(),
        family: "Efteråt".to_owned(),
        ..Default::default()
    };
    asa.register.add_student(class, &student, None).unwrap();
    asa.run(NOW + 4).unwrap();

    // With a place in which nobody has been taken out the program works on, and signs what is written.
    std::fs::rename(&root, folder.path().join("real")).unwrap();
    std::fs::rename(&aside, &root).unwrap();
    let known = all_files(&root);
    let own = jonas.class(uid);
    hold_sessions(&mut jonas.register, own, 1);
    assert!(jonas.run(NOW + 5).unwrap().sent > 0);
    let written: Vec<PathBuf> =
        all_files(&root).into_iter().filter(|file| !known.contains(file)).collect();
    assert!(written.iter().any(|file| file.to_string_lossy().contains("changes")));
    // All of that is put into the real place.
    for file in &written {
        let there = folder.path().join("real").join(file.strip_prefix(&root).unwrap());
        std::fs::create_dir_all(there.parent().unwrap()).unwrap();
        std::fs::copy(file, there).unwrap();
    }
    std::fs::remove_dir_all(&root).unwrap();
    std::fs::rename(folder.path().join("real"), &root).unwrap();
    let standings = asa.register.copy_standings().unwrap();
    let contents = asa.register.contents_hash().unwrap().1;
    asa.run(NOW + 6).unwrap();
    assert_eq!(asa.register.copy_standings().unwrap(), standings);
    assert_eq!(asa.register.contents_hash().unwrap().1, contents);

    // And what was written since can't be read.
    assert!(matches!(jonas.run(NOW + 7), Err(ExchangeError::Removed)));
    let told = format!("{:?}", jonas.register.copy_contents().unwrap());
    assert!(!told.contains("Hemlig") && !told.contains("Efteråt"));
}
