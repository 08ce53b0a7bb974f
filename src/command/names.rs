//! `check --names`: whether words, names that are to be gone, stand anywhere the program writes. What is found is told by
//! file and by the words' lines, never by the words.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::{Desk, Failure, output};
use crate::disk;
use crate::domain::student::fold;
use crate::register::{backup, file};
use crate::text;

#[derive(Serialize)]
struct Document {
    ok: bool,
    words: usize,
    files: usize,
    found: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    file: String,
    /// The lines of the list of words whose words stand in the file.
    lines: Vec<usize>,
}

pub fn check(desk: &Desk, list: &Path) -> Result<ExitCode, Failure> {
    let listed =
        std::fs::read_to_string(list).map_err(|error| Failure::BadFile(list.to_owned(), error))?;
    let words: Vec<(usize, String, String)> = listed
        .lines()
        .enumerate()
        .map(|(index, word)| (index + 1, word.trim()))
        .filter(|(_, word)| !word.is_empty())
        .map(|(line, word)| (line, word.to_owned(), fold(word)))
        .collect();
    let places = places(desk, &disk::real_path(list));
    let mut found = Vec::new();
    for path in &places {
        let bytes = std::fs::read(path).map_err(|error| Failure::BadFile(path.clone(), error))?;
        let text = String::from_utf8_lossy(&bytes);
        let holds = |word: &str| text.contains(word);
        let lines: Vec<usize> = words
            .iter()
            .filter(|(_, word, folded)| holds(word) || holds(folded))
            .map(|(line, ..)| *line)
            .collect();
        if !lines.is_empty() {
            found.push(Found { file: path.display().to_string(), lines });
        }
    }
    let ok = found.is_empty();
    if desk.json {
        output::json(&Document { ok, words: words.len(), files: places.len(), found });
    } else if ok {
        let (words, files) = (words.len(), places.len());
        output::line(&text!(desk.language, "cli-names-gone", words = words, files = files));
    } else {
        for one in &found {
            let lines: Vec<String> = one.lines.iter().map(usize::to_string).collect();
            let (path, count, lines) = (one.file.as_str(), lines.len(), lines.join(", "));
            output::line(&text!(
                desk.language,
                "cli-names-found",
                path = path,
                count = count,
                lines = lines
            ));
        }
    }

    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The files the program writes for itself: the register with what belongs to it, the computer's folder, opened papers.
fn places(desk: &Desk, list: &Path) -> BTreeSet<PathBuf> {
    let register = disk::real_path(&desk.register);
    let mut places = BTreeSet::new();
    places.extend(file::own(&register).files);
    places.insert(crate::register::protected_note(&register));
    gather(&backup::folder(&register), &mut places);
    gather(desk.installation.folder(), &mut places);
    for folder in crate::papers::opened::folders() {
        gather(&folder, &mut places);
    }
    places.retain(|path| path.is_file() && path != list);

    places
}

fn gather(folder: &Path, places: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => gather(&entry.path(), places),
            Ok(kind) if kind.is_file() => drop(places.insert(entry.path())),
            _ => {}
        }
    }
}
