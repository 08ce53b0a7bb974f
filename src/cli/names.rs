//! `check --names`: whether words, names that are to be gone, stand anywhere the program writes. What is found is told by
//! file and by the words' lines, never by the words.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::{Failure, Invocation, output};
use crate::disk;
use crate::domain::student::fold;
use crate::register::file;
use crate::text;

/// The largest list of words, in bytes.
const LARGEST_LIST: u64 = 16 * 1024 * 1024;

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

pub fn check(invocation: &Invocation, list: &Path) -> Result<ExitCode, Failure> {
    let listed = disk::read_file(list, LARGEST_LIST)
        .map_err(|error| Failure::NotRead(list.to_owned(), error))?;
    let listed = String::from_utf8_lossy(&listed);
    let words: Vec<(usize, Vec<String>)> = listed
        .lines()
        .enumerate()
        .map(|(index, word)| (index + 1, word.trim()))
        .filter(|(_, word)| !word.is_empty())
        .map(|(line, word)| (line, ways_to_write(word)))
        .collect();
    let places = places(invocation, &disk::real_path(list));
    let mut found = Vec::new();
    for path in &places {
        let bytes = std::fs::read(path).map_err(|error| Failure::NotRead(path.clone(), error))?;
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<usize> = words
            .iter()
            .filter(|(_, ways)| ways.iter().any(|way| text.contains(way.as_str())))
            .map(|(line, _)| *line)
            .collect();
        if !lines.is_empty() {
            found.push(Found { file: path.display().to_string(), lines });
        }
    }
    let ok = found.is_empty();
    if invocation.json {
        output::json(&Document { ok, words: words.len(), files: places.len(), found });
    } else if ok {
        let (words, files) = (words.len(), places.len());
        output::line(&text!(invocation.language, "cli-names-gone", words = words, files = files));
    } else {
        for one in &found {
            let lines: Vec<String> = one.lines.iter().map(usize::to_string).collect();
            let (path, count, lines) = (one.file.as_str(), lines.len(), lines.join(", "));
            output::line(&text!(
                invocation.language,
                "cli-names-found",
                path = path,
                count = count,
                lines = lines
            ));
        }
    }

    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How words may stand in a file: as they are, folded, and, since a register keeps given and family names apart, as the parts
/// of a name beside each other.
fn ways_to_write(word: &str) -> Vec<String> {
    let mut ways = vec![word.to_owned(), fold(word)];
    for (place, _) in word.match_indices(' ') {
        let (given, family) = (word[..place].trim(), word[place..].trim());
        ways.push(format!("{given}{family}"));
        ways.push(format!(r#""family":"{family}","given":"{given}""#));
        ways.push(format!("{family}, {given}"));
        ways.push(format!("{family} {given}"));
    }

    ways
}

/// The files the program writes for itself: the register with what belongs to it, the computer's folder, opened papers.
fn places(invocation: &Invocation, list: &Path) -> BTreeSet<PathBuf> {
    let register = disk::real_path(&invocation.register);
    let mut places = BTreeSet::new();
    places.extend(file::own(&register).files);
    places.insert(file::note(&register));
    gather(&file::backups_folder(&register), &mut places);
    gather(invocation.installation.folder(), &mut places);
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
