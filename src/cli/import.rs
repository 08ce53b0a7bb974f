//! `import`: takes in a class list.

use std::collections::HashMap;
use std::io::Read;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::Import;
use super::{Failure, Invocation, output};
use crate::domain::Term;
use crate::import::{ClassList, Planned};
use crate::intake;
use crate::intake::rows::Warning;
use crate::register::list::{FieldChange, ListPlan, Outcome, PlannedRow, Sight};
use crate::register::{Error, Refusal, Register};
use crate::{messages, text};

#[derive(Serialize)]
struct Document {
    new: u32,
    changed: u32,
    unchanged: u32,
    possible_duplicates: u32,
    left: u32,
    asked: Vec<Remark>,
    left_out: Vec<Remark>,
    refused: Vec<Remark>,
    classes: Vec<Class>,
    class: Option<String>,
    students: u32,
    dry_run: bool,
    warnings: Vec<Remark>,
    changes: Vec<Change>,
}

#[derive(Serialize)]
struct Change {
    row: u32,
    field: &'static str,
    from: String,
    to: String,
    unsettled: bool,
}

#[derive(Serialize)]
struct Remark {
    row: u32,
    /// The sheet, where several are read together; only for people.
    #[serde(skip)]
    sheet: String,
    code: &'static str,
    reason: String,
}

#[derive(Serialize)]
struct Class {
    class: String,
    students: u32,
}

pub fn run(invocation: &Invocation, arguments: &Import) -> Result<ExitCode, Failure> {
    let sheets = read(arguments)?;
    let (sheet, mapping) = intake::choose_list(sheets, arguments.sheet.as_deref())?;
    let mut register = if arguments.dry_run { invocation.read()? } else { invocation.write()? };
    let school = register.find_school(&arguments.school)?;
    let term = match &arguments.term {
        Some(term) => term.parse().map_err(|_| Failure::BadClass(format!("@{term}")))?,
        None => Term::of(invocation.clock.today()),
    };
    let list = ClassList {
        mapping,
        is_mapping_given: false,
        school: school.id,
        course: register.find_course(arguments.course.as_deref())?.id,
        term,
        class: arguments.class.clone(),
        complete: arguments.complete,
        corrections: HashMap::new(),
    };
    let Planned { mut plan, warnings, .. } =
        list.plan(sheet, &register, invocation.clock.today())?;
    for row in &mut plan.rows {
        row.accepted |= arguments.with_protected
            && matches!(row.outcome, Outcome::Refused(_))
            && row.can_be_accepted();
        row.accepted |= arguments.as_new.contains(&row.row.row) && row.may_be_protected();
        row.accepted |=
            arguments.take.contains(&row.row.row) && row.can_be_accepted() && row.is_asked();
        row.accepted &= !arguments.leave_out.contains(&row.row.row);
    }
    let unit = school.unit_code.as_ref().map_or(school.name.as_str(), |code| code.as_str());
    let reference = |class: &str| format!("{unit}/{class}@{term}");
    let (committed, classes) = if arguments.dry_run {
        (None, planned_classes(&register, &plan, &reference)?)
    } else {
        let (committed, imported) = register.import(&plan)?;
        let classes = imported.classes.into_iter();
        let class =
            |(_, name, students): (_, String, _)| Class { class: reference(&name), students };
        (Some(committed), classes.map(class).collect())
    };
    say(invocation, arguments, &plan, &warnings, classes);
    if let Some(committed) = committed {
        output::left_unsettled(invocation, &committed);
    }
    if arguments.delete_file {
        std::fs::remove_file(&arguments.file)
            .map_err(|error| Failure::BadFile(arguments.file.clone(), error))?;
    }

    Ok(ExitCode::SUCCESS)
}

/// The file's sheets; `-` is what comes on standard input.
fn read(arguments: &Import) -> Result<Vec<intake::Sheet>, Failure> {
    if arguments.file.as_os_str() != "-" {
        return Ok(intake::read_path(&arguments.file)?);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(intake::LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::BadFile(arguments.file.clone(), error))?;

    Ok(intake::read_bytes(bytes)?)
}

/// What is said of a row.
fn remark(row: &PlannedRow, code: &'static str, reason: String) -> Remark {
    Remark { row: row.row.row, sheet: row.row.sheet.to_string(), code, reason }
}

/// The classes with the students each would have.
fn planned_classes(
    register: &Register,
    plan: &ListPlan,
    reference: &impl Fn(&str) -> String,
) -> Result<Vec<Class>, Failure> {
    let mut joining: HashMap<&str, usize> = HashMap::new();
    for row in plan.rows.iter().filter(|row| row.accepted) {
        let joins = match &row.outcome {
            Outcome::New | Outcome::Again(_) | Outcome::Refused(_) => true,
            Outcome::Changed(_, fields) => fields.iter().any(|change| change.field == "class"),
            Outcome::Unchanged(_) | Outcome::LeftOut(_) => false,
        };
        *joining.entry(&row.class).or_default() += usize::from(joins);
    }
    let mut leaving: HashMap<&str, usize> = HashMap::new();
    for leaver in plan.leaving() {
        *leaving.entry(&leaver.class).or_default() += 1;
    }
    let mut classes = Vec::new();
    for (name, is_new) in &plan.classes {
        let before = if *is_new { 0 } else { students_in(register, name, reference)? };
        let count = |of: &HashMap<&str, usize>| of.get(name.as_str()).copied().unwrap_or(0);
        let students = (before + count(&joining)).saturating_sub(count(&leaving));
        let students = u32::try_from(students).unwrap_or(u32::MAX);
        classes.push(Class { class: reference(name), students });
    }

    Ok(classes)
}

/// How many students are in a class of the register now.
fn students_in(
    register: &Register,
    name: &str,
    reference: &impl Fn(&str) -> String,
) -> Result<usize, Failure> {
    let written = reference(name).parse().map_err(|_| Failure::BadClass(name.to_owned()))?;
    let class = match register.find_class(&written) {
        Ok(class) => class,
        Err(Error::Refused(Refusal::UnknownClass(_))) => return Ok(0),
        Err(error) => return Err(error.into()),
    };
    let members = register.class(class.id)?.members;

    Ok(members.iter().filter(|member| !member.guest && member.to.is_none()).count())
}

/// The fields that taking in the list changes, with the number of the row that says so.
fn changed_fields(plan: &ListPlan) -> impl Iterator<Item = (u32, &FieldChange)> {
    plan.rows.iter().filter(|row| row.accepted).flat_map(|row| {
        let changes = match &row.outcome {
            Outcome::Changed(_, changes) => changes.as_slice(),
            _ => &[],
        };
        changes.iter().map(|change| (row.row.row, change))
    })
}

fn say(
    invocation: &Invocation,
    arguments: &Import,
    plan: &ListPlan,
    warnings: &[Warning],
    classes: Vec<Class>,
) {
    let language = invocation.language;
    let count = plan.count();
    let refused: Vec<Remark> = plan
        .rows
        .iter()
        .filter_map(|row| match row.outcome {
            Outcome::Refused(refusal) if !row.accepted => Some(Remark {
                row: row.row.row,
                sheet: row.row.sheet.to_string(),
                code: refusal.code(),
                reason: messages::row_refusal(language, refusal),
            }),
            _ => None,
        })
        .collect();
    let asked: Vec<Remark> = plan
        .rows
        .iter()
        .filter(|row| row.is_asked() && !row.accepted)
        .filter(|row| !arguments.leave_out.contains(&row.row.row))
        .map(|row| {
            let (code, reason) = match row.row.sight {
                Sight::Asked(doubt) if !row.may_be_protected() => {
                    (doubt.code(), messages::doubt(language, doubt))
                }
                _ => ("maybe_protected", messages::maybe_protected(language, row)),
            };
            let hint = match code {
                "maybe_protected" => text!(language, "hint-as-new", row = row.row.row),
                _ => text!(language, "hint-take", row = row.row.row),
            };
            remark(row, code, format!("{reason} {hint}"))
        })
        .collect();
    let left_out: Vec<Remark> = plan
        .rows
        .iter()
        .filter_map(|row| match row.outcome {
            Outcome::LeftOut(why) => {
                Some(remark(row, why.code(), messages::left_out(language, why)))
            }
            Outcome::Refused(_) => None,
            _ if arguments.leave_out.contains(&row.row.row) => {
                Some(remark(row, "by_choice", text!(language, "left-out-by-choice")))
            }
            _ => None,
        })
        .collect();
    let changes: Vec<Change> = changed_fields(plan)
        .map(|(row, change)| Change {
            row,
            field: change.field,
            from: change.from.clone(),
            to: change.to.clone(),
            unsettled: change.is_unsettled,
        })
        .collect();
    let warnings: Vec<Remark> = warnings
        .iter()
        .map(|warning| Remark {
            row: warning.row,
            sheet: warning.sheet.to_string(),
            code: warning.kind.code(),
            reason: messages::row_warning(language, warning.kind, &warning.about),
        })
        .collect();
    if invocation.json {
        output::json(&Document {
            new: count.new,
            changed: count.changed,
            unchanged: count.unchanged,
            possible_duplicates: count.possible_duplicates,
            left: count.left,
            class: match classes.as_slice() {
                [only] => Some(only.class.clone()),
                _ => None,
            },
            students: classes.iter().map(|class| class.students).sum(),
            asked,
            left_out,
            refused,
            classes,
            dry_run: arguments.dry_run,
            warnings,
            changes,
        });
        return;
    }
    if arguments.dry_run {
        output::line(&text!(language, "cli-import-dry-run"));
    }
    output::line(&text!(
        language,
        "cli-imported",
        new = count.new,
        changed = count.changed,
        unchanged = count.unchanged,
        refused = count.refused
    ));
    if count.left_out_people > 0 {
        output::line(&text!(language, "import-left-out", count = count.left_out_people));
    }
    if !asked.is_empty() {
        output::line(&text!(language, "import-asked", count = asked.len()));
    }
    for class in &classes {
        output::line(&text!(
            language,
            "cli-import-class",
            class = class.class.as_str(),
            students = class.students
        ));
    }
    if count.possible_duplicates > 0 {
        output::line(&text!(language, "cli-import-duplicates", count = count.possible_duplicates));
    }
    if count.left > 0 {
        output::line(&text!(language, "cli-import-left", count = count.left));
    }
    for (row, change) in changed_fields(plan) {
        let sentence = messages::field_change(language, change);
        output::line(&text!(language, "cli-row", row = row, sentence = sentence));
    }
    let people =
        left_out.iter().filter(|remark| !matches!(remark.code, "headings" | "title" | "total"));
    for remark in asked.iter().chain(&refused).chain(people).chain(&warnings) {
        let sentence = remark.reason.as_str();
        if remark.row == 0 {
            output::line(sentence);
            continue;
        }
        output::line(&match remark.sheet.as_str() {
            "" => text!(language, "cli-row", row = remark.row, sentence = sentence),
            sheet => {
                text!(
                    language,
                    "cli-sheet-row",
                    sheet = sheet,
                    row = remark.row,
                    sentence = sentence
                )
            }
        });
    }
}
