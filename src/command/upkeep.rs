//! `undo`, `redo`, `backup`, `restore`, `check`: keeping the register.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::{Desk, Failure, output};
use crate::register::backup;
use crate::register::journal::history::Entry;
use crate::{sentence, text};

#[derive(Serialize)]
struct ChangeDocument {
    change: String,
    kind: &'static str,
    sentence: String,
}

impl ChangeDocument {
    /// What was set back: the kind is that of the change that was undone or done again.
    fn new(desk: &Desk, entry: &Entry) -> Self {
        let told = entry.about.as_deref().unwrap_or(&entry.kind);

        Self {
            change: entry.uid.to_string(),
            kind: told.code(),
            sentence: sentence::change(desk.language, entry),
        }
    }
}

pub fn undo(desk: &Desk, past_certificates: bool) -> Result<ExitCode, Failure> {
    let (_, entry) = desk.write()?.undo(past_certificates)?;
    let document = ChangeDocument::new(desk, &entry);
    if desk.json {
        output::json(&document);
    } else {
        output::line(&document.sentence);
    }

    Ok(ExitCode::SUCCESS)
}

pub fn redo(desk: &Desk) -> Result<ExitCode, Failure> {
    let (_, entry) = desk.write()?.redo()?;
    let document = ChangeDocument::new(desk, &entry);
    if desk.json {
        output::json(&document);
    } else {
        output::line(&document.sentence);
    }

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct FileDocument {
    file: String,
}

pub fn backup(desk: &Desk, out: Option<&Path>) -> Result<ExitCode, Failure> {
    let register = desk.read()?;
    let path = match out {
        Some(path) => {
            register.back_up_to(path)?;
            path.to_owned()
        }
        None => register.back_up()?,
    };
    let file = path.display().to_string();
    if desk.json {
        output::json(&FileDocument { file });
    } else {
        output::line(&text!(desk.language, "cli-backed-up", path = file));
    }

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct RestoreDocument {
    restored: bool,
    file: String,
    kept: Option<String>,
    programme: String,
    classes: i64,
    students: i64,
    marks: i64,
    certificates: i64,
    changed: String,
}

pub fn restore(desk: &Desk, file: &Path, yes: bool) -> Result<ExitCode, Failure> {
    let contents = backup::inspect(file, desk.clock)?;
    let kept = match yes {
        true => Some(backup::restore(&desk.register, file, &desk.installation, desk.clock)?),
        false => None,
    };
    let changed = contents.changed.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    if desk.json {
        output::json(&RestoreDocument {
            restored: yes,
            file: file.display().to_string(),
            kept: kept.map(|path| path.display().to_string()),
            programme: contents.programme,
            classes: contents.classes,
            students: contents.students,
            marks: contents.marks,
            certificates: contents.certificates,
            changed,
        });
    } else if let Some(kept) = kept {
        output::line(&text!(
            desk.language,
            "cli-restored",
            path = file.display().to_string(),
            kept = kept.display().to_string()
        ));
    } else {
        output::line(&text!(
            desk.language,
            "cli-restore-would",
            path = file.display().to_string(),
            programme = contents.programme.as_str(),
            classes = contents.classes,
            students = contents.students,
            marks = contents.marks,
            certificates = contents.certificates,
            changed = changed,
            register = desk.register.display().to_string()
        ));
    }

    Ok(if yes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[derive(Serialize)]
struct CheckDocument {
    ok: bool,
    problems: Vec<ProblemDocument>,
    changes: i64,
    ops: i64,
}

#[derive(Serialize)]
struct ProblemDocument {
    code: &'static str,
    reason: String,
}

pub fn check(desk: &Desk) -> Result<ExitCode, Failure> {
    let checked = desk.read()?.check()?;
    let ok = checked.problems.is_empty();
    let problems: Vec<ProblemDocument> = checked
        .problems
        .iter()
        .map(|problem| ProblemDocument {
            code: problem.code(),
            reason: sentence::problem(desk.language, problem),
        })
        .collect();
    if desk.json {
        output::json(&CheckDocument { ok, problems, changes: checked.changes, ops: checked.ops });
    } else if ok {
        output::line(&text!(
            desk.language,
            "cli-check-ok",
            changes = checked.changes,
            ops = checked.ops
        ));
    } else {
        eprintln!("{}", text!(desk.language, "cli-check-problems"));
        for problem in &problems {
            eprintln!("{}", problem.reason);
        }
    }

    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
