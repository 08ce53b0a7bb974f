//! `attendance-file`: a class's attendance out to a teacher, and back.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::AttendanceFile;
use super::{Failure, Invocation, output};
use crate::disk::write_whole;
use crate::domain::Attendance;
use crate::export::attendance_file::workbook;
use crate::intake;
use crate::register::attendance_file::{DayDoubt, MarkDoubt, ReturnPlan};
use crate::{messages, text};

#[derive(Serialize)]
struct OutDocument {
    class: String,
    file: String,
    students: usize,
    sessions: usize,
}

#[derive(Serialize)]
struct BackDocument {
    class: String,
    made_at: String,
    marks: Vec<Mark>,
    days: Vec<Day>,
    already_there: u32,
    gone: u32,
    refused: Vec<Refused>,
    dry_run: bool,
}

#[derive(Serialize)]
struct Mark {
    session: u16,
    student: String,
    from: Option<String>,
    to: Option<String>,
    doubt: Option<&'static str>,
    taken: bool,
}

#[derive(Serialize)]
struct Day {
    session: u16,
    from: Option<String>,
    to: String,
    doubt: Option<&'static str>,
    taken: bool,
}

#[derive(Serialize)]
struct Refused {
    cell: String,
    code: &'static str,
    reason: String,
}

pub fn run(invocation: &Invocation, arguments: &AttendanceFile) -> Result<ExitCode, Failure> {
    match (&arguments.file, &arguments.class, &arguments.out) {
        (Some(file), ..) => back(invocation, arguments, file)?,
        (None, Some(class), Some(out)) => send(invocation, class, out)?,
        // The grammar asks for one or the other.
        (None, ..) => {}
    }

    Ok(ExitCode::SUCCESS)
}

fn send(invocation: &Invocation, class: &str, out: &Path) -> Result<(), Failure> {
    let register = invocation.read()?;
    let class = invocation.class(&register, class)?;
    let file = register.attendance_file(class.id)?;
    let bad = |error: std::io::Error| Failure::BadFile(out.to_owned(), error);
    let bytes =
        workbook(&file, invocation.language).map_err(|error| bad(std::io::Error::other(error)))?;
    write_whole(out, &bytes).map_err(bad)?;
    let path = out.display().to_string();
    if invocation.json {
        output::json(&OutDocument {
            class: class.reference(),
            file: path,
            students: file.students.len(),
            sessions: file.sessions.len(),
        });
    } else {
        output::line(&text!(invocation.language, "cli-file", path = path));
    }

    Ok(())
}

fn back(invocation: &Invocation, arguments: &AttendanceFile, file: &Path) -> Result<(), Failure> {
    let sheets = intake::read_path(file)?;
    let mut register = if arguments.dry_run { invocation.read()? } else { invocation.write()? };
    let returned = intake::attendance_file::read(&sheets, invocation.clock.today())?;
    let mut plan = register.plan_return(&returned)?;
    for mark in &mut plan.marks {
        mark.accepted |= mark.can_be_accepted() && arguments.also_changed_since;
    }
    for day in &mut plan.days {
        day.accepted |= match day.doubt {
            Some(DayDoubt::ChangedSince) => arguments.also_changed_since,
            Some(_) => invocation.anyway && day.can_be_accepted(),
            None => true,
        };
    }
    let committed = match arguments.dry_run {
        true => None,
        false => Some(register.take_return(&plan)?),
    };
    say(invocation, arguments, &plan);
    if let Some(committed) = committed {
        output::left_unsettled(invocation, &committed);
    }

    Ok(())
}

fn say(invocation: &Invocation, arguments: &AttendanceFile, plan: &ReturnPlan) {
    let language = invocation.language;
    if !invocation.json {
        for line in messages::returned(language, plan) {
            output::line(&line);
        }
        for day in &plan.days {
            output::line(&messages::day_change(language, day));
        }
        for mark in &plan.marks {
            output::line(&messages::mark_change(language, mark));
        }
        for (cell, refusal) in &plan.refused {
            let reason = messages::cell_refusal(language, refusal);
            output::line(&text!(language, "cli-cell", cell = cell.as_str(), reason = reason));
        }
        return;
    }
    let code = |mark: Option<Attendance>| mark.map(Attendance::code);
    output::json(&BackDocument {
        class: plan.class_name.clone(),
        made_at: plan.made_at.to_rfc3339(),
        marks: plan
            .marks
            .iter()
            .map(|mark| Mark {
                session: mark.number,
                student: mark.name.clone(),
                from: code(mark.from),
                to: code(mark.to),
                doubt: mark.doubt.map(MarkDoubt::code),
                taken: mark.accepted,
            })
            .collect(),
        days: plan
            .days
            .iter()
            .map(|day| Day {
                session: day.number,
                from: day.from.map(|day| day.to_string()),
                to: day.to.to_string(),
                doubt: day.doubt.map(DayDoubt::code),
                taken: day.accepted,
            })
            .collect(),
        already_there: plan.already_there,
        gone: plan.gone,
        refused: plan
            .refused
            .iter()
            .map(|(cell, refusal)| Refused {
                cell: cell.clone(),
                code: refusal.code(),
                reason: messages::cell_refusal(language, refusal),
            })
            .collect(),
        dry_run: arguments.dry_run,
    });
}
