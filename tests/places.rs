//! The places that people have: a folder that a program keeps the same on several computers, a WebDAV server, a bucket; each with
//! what it does wrong.

#[path = "support/computers.rs"]
mod computers;
mod support;
#[path = "support/web_place.rs"]
mod web_place;

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use computers::*;
use kursliggaren::domain::ClassId;
use kursliggaren::exchange::{ExchangeError, Place, Role, StoreError};
use support::*;
use web_place::{Fault, WebPlace};

/// Two coordinators with one register in a place.
struct Pair {
    asa: Computer,
    anna: Computer,
    class: ClassId,
    at: i64,
}

impl Pair {
    fn in_place(folder: &Path, place: &Place) -> Self {
        let mut asa = first(folder);
        let class = class_of(&mut asa.register, &NAMES[..3]);
        asa.share(place, "Åsa Berg").unwrap();
        let (code, _) = asa.invite("Anna Lind", Role::Coordinator, BTreeSet::new());
        let mut anna = joined(folder, "anna", place, &code);
        assert_eq!(asa.run(NOW).unwrap().admitted, ["Anna Lind"]);
        assert!(!anna.run(NOW).unwrap().is_joining);
        anna.register.work_as("Anna Lind").unwrap();
        let mut pair = Self { asa, anna, class, at: NOW };
        pair.settle();

        pair
    }

    /// Both exchange until both have the same.
    fn settle(&mut self) {
        for _ in 0..2 {
            self.at += 1;
            assert_eq!(self.asa.run(self.at).unwrap().forged, BTreeSet::new());
            assert_eq!(self.anna.run(self.at).unwrap().forged, BTreeSet::new());
        }
        assert_same(&self.asa.register, &self.anna.register);
    }

    /// Both change something.
    fn change(&mut self, name: &str) {
        rename(&mut self.asa.register, self.class, name);
        let details = details(&self.anna.register, name);
        self.anna.register.add_class(&details).unwrap();
        self.at += 1;
    }
}

fn place(address: &str) -> Place {
    Place::read(address).unwrap()
}

#[test]
fn two_work_together_over_webdav_and_over_a_bucket_with_few_requests() {
    for is_s3 in [false, true] {
        let server = if is_s3 { WebPlace::bucket() } else { WebPlace::webdav() };
        let folder = tempfile::tempdir().unwrap();
        let mut pair = Pair::in_place(folder.path(), &place(&server.address()));
        for name in ["SA26B", "SA26C", "SA26D"] {
            pair.change(name);
            pair.settle();
        }
        let asked = server.count(|| drop(pair.asa.run(pair.at).unwrap()));
        assert!(asked <= 20, "{asked} requests where nothing is new");
        for (path, bytes) in &server.state.lock().unwrap().files {
            assert!(!path.ends_with(".part"), "{path}");
            for name in ["Elin", "Öberg", "Lind", "SA26"] {
                let found = bytes.windows(name.len()).any(|window| window == name.as_bytes());
                assert!(!found, "{name} in {path}");
            }
        }
    }
}

/// Whatever breaks off at whichever request: the next exchange goes on, and nothing is lost or made twice.
#[test]
fn an_exchange_that_breaks_off_at_any_request_is_gone_on_with() {
    let faults = [Fault::Lost, Fault::Unanswered, Fault::Half, Fault::Full];
    let cases: Vec<(bool, Fault)> = [false, true]
        .into_iter()
        .flat_map(|is_s3| faults.into_iter().map(move |fault| (is_s3, fault)))
        .collect();
    // Each waits most of its time, as one waits for a server.
    let broken: usize = thread::scope(|scope| {
        let running: Vec<_> = cases
            .iter()
            .flat_map(|case| [(case, 0), (case, 1), (case, 2)])
            .map(|((is_s3, fault), part)| scope.spawn(move || break_off(*is_s3, *fault, part)))
            .collect();
        running.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert!(broken > 60, "{broken} exchanges broke off");
}

/// Breaks off exchanges at every third request; how many of them.
fn break_off(is_s3: bool, fault: Fault, part: usize) -> usize {
    let server = if is_s3 { WebPlace::bucket() } else { WebPlace::webdav() };
    let folder = tempfile::tempdir().unwrap();
    let mut pair = Pair::in_place(folder.path(), &place(&server.address()));
    let mut broken = 0;
    for request in (part..).step_by(3) {
        pair.change(&format!("SA{request}"));
        {
            let mut state = server.state.lock().unwrap();
            state.fault = Some((state.asked + 1 + request, usize::MAX / 2, fault));
        }
        let failed = pair.asa.run(pair.at).is_err();
        server.state.lock().unwrap().fault = None;
        pair.settle();
        if !failed {
            break;
        }
        broken += 1;
    }

    broken
}

#[test]
fn a_server_that_is_busy_for_a_moment_is_asked_again() {
    let server = WebPlace::webdav();
    let folder = tempfile::tempdir().unwrap();
    let mut pair = Pair::in_place(folder.path(), &place(&server.address()));
    pair.change("SA26B");
    {
        let mut state = server.state.lock().unwrap();
        state.fault = Some((state.asked + 1, 2, Fault::Busy));
    }
    pair.asa.run(pair.at).unwrap();
    pair.settle();
}

#[test]
fn what_a_place_refuses_is_told_and_nothing_is_begun() {
    let folder = tempfile::tempdir().unwrap();
    let mut asa = first(folder.path());
    class_of(&mut asa.register, &NAMES[..3]);
    let server = WebPlace::webdav();
    let nowhere = format!("{}/nowhere", server.address());
    let refused = |asa: &mut Computer, address: &str| match asa.share(&place(address), "Åsa Berg")
    {
        Err(ExchangeError::Store(error)) => error,
        other => panic!("{address}: {other:?}"),
    };
    assert!(matches!(refused(&mut asa, &nowhere), StoreError::Missing));
    assert!(matches!(
        refused(&mut asa, "webdav+http://127.0.0.1:9/place"),
        StoreError::Unreachable
    ));
    server.state.lock().unwrap().authorization = Some("Basic bm9ib2R5Og==".to_owned());
    assert!(matches!(refused(&mut asa, &server.address()), StoreError::Unknown));
    server.state.lock().unwrap().authorization = None;
    server.state.lock().unwrap().date = Some("Mon, 02 Jan 2017 10:00:00 GMT");
    assert!(matches!(refused(&mut asa, &server.address()), StoreError::Clock));
    server.state.lock().unwrap().date = None;
    server.state.lock().unwrap().fault = Some((0, usize::MAX, Fault::Full));
    assert!(matches!(refused(&mut asa, &server.address()), StoreError::Full));
    server.state.lock().unwrap().fault = None;
    assert_eq!(asa.register.sharing().unwrap(), None);

    // A newer program's place is no empty one.
    server.state.lock().unwrap().files.clear();
    for folder in ["/place/", "/place/v2/"] {
        server.state.lock().unwrap().files.insert(folder.to_owned(), Vec::new());
    }
    let found = kursliggaren::exchange::register_in(&place(&server.address()), None);
    assert!(matches!(found, Err(ExchangeError::NewerForm)), "{found:?}");
}

#[test]
fn a_folder_with_a_sync_clients_habits_comes_right() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("place");
    std::fs::create_dir(&root).unwrap();
    let mut pair = Pair::in_place(folder.path(), &place(root.to_str().unwrap()));
    for round in 0..6 {
        let before = all_files(&root);
        pair.change(&format!("SA{round}"));
        pair.asa.run(pair.at).unwrap();
        let new: Vec<_> =
            all_files(&root).into_iter().filter(|path| !before.contains(path)).collect();
        assert!(!new.is_empty());
        let whole: Vec<Vec<u8>> = new.iter().map(|path| std::fs::read(path).unwrap()).collect();
        for (path, bytes) in new.iter().zip(&whole) {
            match round % 6 {
                // Nothing of it is here yet.
                0 => std::fs::remove_file(path).unwrap(),
                // Half of it is.
                1 => std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap(),
                // Only its name is, or as many zeros.
                2 => std::fs::write(path, b"").unwrap(),
                3 => std::fs::write(path, vec![0; bytes.len()]).unwrap(),
                // A placeholder with another ending.
                4 => {
                    std::fs::rename(path, path.with_extension("cloud")).unwrap();
                }
                // A copy that a program made of what two wrote at once, and one of capitals.
                _ => {
                    let name = path.file_name().unwrap().to_str().unwrap();
                    std::fs::write(path.with_file_name(format!("{name} (1)")), bytes).unwrap();
                    std::fs::write(path.with_file_name(name.to_uppercase()), b"x").unwrap();
                    std::fs::write(path.with_file_name("desktop.ini"), b"x").unwrap();
                    std::fs::write(path.with_file_name("Å\u{30a}.tmp"), b"x").unwrap();
                }
            }
        }
        let done = pair.anna.run(pair.at).unwrap();
        assert_eq!(done.forged, BTreeSet::new(), "round {round}");
        for (path, bytes) in new.iter().zip(&whole) {
            std::fs::write(path, bytes).unwrap();
            let _ = std::fs::remove_file(path.with_extension("cloud"));
        }
        pair.settle();
    }
    assert_eq!(pair.asa.register.check().unwrap().problems, []);
}
