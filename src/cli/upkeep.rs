//! `undo`, `redo`, `backup`, `restore`, `check`: keeping the register.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::{Failure, Invocation, output};
use crate::register::journal::Committed;
use crate::register::journal::history::Entry;
use crate::register::restore::{self, Restored};
use crate::register::{Error, Refusal, Register, backup};
use crate::{messages, text};

#[derive(Serialize)]
struct ChangeDocument {
    change: String,
    kind: &'static str,
    sentence: String,
}

impl ChangeDocument {
    /// What was set back: the kind is that of the change that was undone or done again.
    fn new(invocation: &Invocation, entry: &Entry) -> Self {
        let told = entry.about.as_deref().unwrap_or(&entry.kind);

        Self {
            change: entry.uid.to_string(),
            kind: told.code(),
            sentence: messages::change(invocation.language, entry),
        }
    }
}

pub fn undo(
    invocation: &Invocation,
    past_certificates: bool,
    change: Option<&str>,
) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    let (_, entry) = match change {
        None => register.undo(past_certificates)?,
        Some(id) => undo_one(invocation, &mut register, id)?,
    };
    let document = ChangeDocument::new(invocation, &entry);
    if invocation.json {
        output::json(&document);
    } else {
        output::line(&document.sentence);
    }

    Ok(ExitCode::SUCCESS)
}

/// Undoes one change alone; where a later one stands in the way, that is told.
fn undo_one(
    invocation: &Invocation,
    register: &mut Register,
    id: &str,
) -> Result<(Committed, Entry), Failure> {
    let change = register.history(u32::MAX)?.into_iter().find(|entry| entry.uid.to_string() == id);
    let change = change.ok_or_else(|| Failure::BadValue(id.to_owned()))?.change;

    match register.undo_one(change) {
        Err(Error::Refused(Refusal::LaterChange(later))) => {
            let later = register.history_entry(later)?;
            Err(Failure::InTheWay(messages::change(invocation.language, &later)))
        }
        answer => Ok(answer?),
    }
}

pub fn redo(invocation: &Invocation) -> Result<ExitCode, Failure> {
    let (_, entry) = invocation.write()?.redo()?;
    let document = ChangeDocument::new(invocation, &entry);
    if invocation.json {
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

pub fn backup(invocation: &Invocation, out: Option<&Path>) -> Result<ExitCode, Failure> {
    let register = invocation.read()?;
    let path = match out {
        Some(path) => {
            register.back_up_to(path)?;
            path.to_owned()
        }
        None => register.back_up()?,
    };
    let file = path.display().to_string();
    if invocation.json {
        output::json(&FileDocument { file });
    } else {
        output::line(&text!(invocation.language, "cli-backed-up", path = file));
    }

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct RestoreDocument {
    restored: bool,
    file: String,
    kept: Option<String>,
    /// Students who have been protected since, and stay so.
    protected: usize,
    programme: String,
    classes: i64,
    students: i64,
    marks: i64,
    certificates: i64,
    changed: String,
}

pub fn put_back(invocation: &Invocation, file: &Path, yes: bool) -> Result<ExitCode, Failure> {
    let contents = backup::inspect(file, invocation.clock)?;
    let Restored { kept, protected } = match yes {
        true => restore::restore(
            &invocation.register,
            file,
            &invocation.installation,
            invocation.clock,
        )?,
        false => Restored {
            kept: None,
            protected: restore::protected_since(&invocation.register, file)?,
        },
    };
    let changed = contents.changed.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    if invocation.json {
        output::json(&RestoreDocument {
            restored: yes,
            file: file.display().to_string(),
            kept: kept.map(|path| path.display().to_string()),
            protected,
            programme: contents.programme,
            classes: contents.classes,
            students: contents.students,
            marks: contents.marks,
            certificates: contents.certificates,
            changed,
        });
    } else if let Some(kept) = kept {
        output::line(&text!(
            invocation.language,
            "cli-restored",
            path = file.display().to_string(),
            kept = kept.display().to_string()
        ));
    } else if yes {
        output::line(&text!(
            invocation.language,
            "cli-restored-alone",
            path = file.display().to_string(),
            register = invocation.register.display().to_string()
        ));
    } else {
        output::line(&text!(
            invocation.language,
            "cli-restore-would",
            path = file.display().to_string(),
            programme = contents.programme.as_str(),
            classes = contents.classes,
            students = contents.students,
            marks = contents.marks,
            certificates = contents.certificates,
            changed = changed,
            register = invocation.register.display().to_string()
        ));
    }

    if protected > 0 && !invocation.json {
        output::line(&text!(invocation.language, "restore-protected", count = protected));
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

pub fn check(invocation: &Invocation) -> Result<ExitCode, Failure> {
    let checked = invocation.read()?.check()?;
    let ok = checked.problems.is_empty();
    let problems: Vec<ProblemDocument> = checked
        .problems
        .iter()
        .map(|problem| ProblemDocument {
            code: problem.code(),
            reason: messages::problem(invocation.language, problem),
        })
        .collect();
    if invocation.json {
        output::json(&CheckDocument { ok, problems, changes: checked.changes, ops: checked.ops });
    } else if ok {
        output::line(&text!(
            invocation.language,
            "cli-check-ok",
            changes = checked.changes,
            ops = checked.ops
        ));
    } else {
        output::remark(&text!(invocation.language, "cli-check-problems"));
        for problem in &problems {
            output::remark(&problem.reason);
        }
    }

    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
