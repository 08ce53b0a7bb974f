//! `progress`, `students`, `history`: commands that only read.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{By, History, Progress, Students};
use super::{Failure, Invocation, output};
use crate::domain::figure::Breakdown;
use crate::domain::forecast::Forecast;
use crate::domain::{StudentId, Verdict};
use crate::i18n::number;
use crate::messages::outlook;
use crate::register::journal::history::Entry;
use crate::register::progress::{self, BreakdownRow};
use crate::register::student::{Enrolled, StudentDetail, search};
use crate::register::{Refusal, Register};
use crate::{messages, text};

#[derive(Serialize)]
struct ProgressDocument {
    as_of: String,
    known_at: Option<String>,
    course: String,
    target: u32,
    enrolled: u32,
    started: u32,
    completed: u32,
    required_per_week: Option<f64>,
    forecast: Option<ForecastDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Vec<RowDocument>>,
}

#[derive(Serialize)]
struct ForecastDocument {
    expected: u32,
    low: u32,
    high: u32,
    target_reached_on: Option<String>,
}

#[derive(Serialize)]
struct RowDocument {
    key: Option<String>,
    label: String,
    enrolled: u32,
    started: u32,
    completed: u32,
}

pub fn progress(invocation: &Invocation, arguments: &Progress) -> Result<ExitCode, Failure> {
    let day = |text: &Option<String>| text.as_deref().map(|text| invocation.date(text)).transpose();
    let (as_of, known_at) = (day(&arguments.as_of)?, day(&arguments.known_at)?);
    let register = match known_at {
        Some(day) => invocation.read()?.known_at(day)?,
        None => invocation.read()?,
    };
    let course = register.find_course(arguments.course.as_deref())?;
    let by = arguments.by.map(By::breakdown);
    // What will be by then is the forecast's to say.
    if let Some(day) = as_of.filter(|day| *day > register.today()) {
        return Err(Refusal::FiguresInFuture(day).into());
    }
    let progress = register.progress(&course, as_of, by)?;
    if invocation.json {
        output::json(&ProgressDocument {
            as_of: progress.as_of.to_string(),
            known_at: known_at.map(|day| day.to_string()),
            course: course.name,
            target: course.target,
            enrolled: progress.count.enrolled,
            started: progress.count.started,
            completed: progress.count.completed,
            required_per_week: progress.required_per_week.map(|pace| (pace * 10.0).round() / 10.0),
            forecast: progress.forecast.as_ref().map(forecast_document),
            by: by.map(|by| {
                progress.by.iter().map(|row| row_document(invocation, by, row)).collect()
            }),
        });
    } else {
        say_progress(invocation, &progress, by);
        if let Some(day) = known_at {
            output::line(&text!(
                invocation.language,
                "cli-progress-known-at",
                date = day.to_string()
            ));
        }
    }

    Ok(ExitCode::SUCCESS)
}

fn forecast_document(forecast: &Forecast) -> ForecastDocument {
    let (expected, low, high) = outlook::rounded(forecast);

    ForecastDocument {
        expected,
        low,
        high,
        target_reached_on: forecast.target_reached_on.map(|day| day.to_string()),
    }
}

fn row_document(invocation: &Invocation, by: Breakdown, row: &BreakdownRow) -> RowDocument {
    RowDocument {
        key: row.key.clone(),
        label: messages::figure::row(invocation.language, by, row),
        enrolled: row.count.enrolled,
        started: row.count.started,
        completed: row.count.completed,
    }
}

fn say_progress(invocation: &Invocation, progress: &progress::Progress, by: Option<Breakdown>) {
    let language = invocation.language;
    let course = &progress.course;
    output::line(&text!(
        language,
        "cli-progress-title",
        course = course.name.as_str(),
        date = progress.as_of.to_string()
    ));
    output::line(&text!(
        language,
        "cli-progress-completed",
        completed = number::whole(language, progress.count.completed.into()),
        target = number::whole(language, course.target.into())
    ));
    output::line(&text!(
        language,
        "cli-progress-rest",
        started = number::whole(language, progress.count.started.into()),
        enrolled = number::whole(language, progress.count.enrolled.into())
    ));
    output::line(&messages::rule(language, course.rule));
    if progress.outside > 0 {
        output::line(&text!(language, "cli-progress-outside", count = progress.outside));
    }
    output::line(&outlook::pace(language, progress));
    output::line(&outlook::forecast(language, progress));
    if let Some(need) = outlook::need(language, progress) {
        output::line(&need);
    }
    if let Some(by) = by {
        say_rows(invocation, by, &progress.by);
    }
}

fn say_rows(invocation: &Invocation, by: Breakdown, rows: &[BreakdownRow]) {
    let language = invocation.language;
    let labels: Vec<String> =
        rows.iter().map(|row| messages::figure::row(invocation.language, by, row)).collect();
    let heading = text!(language, "cli-column-key");
    let width =
        labels.iter().chain([&heading]).map(|label| label.chars().count()).max().unwrap_or(0);
    output::line("");
    output::line(&format!(
        "{heading:width$}  {:>10}  {:>10}  {:>10}",
        text!(language, "cli-column-enrolled"),
        text!(language, "cli-column-started"),
        text!(language, "cli-column-completed")
    ));
    for (row, label) in rows.iter().zip(labels) {
        output::line(&format!(
            "{label:width$}  {:>10}  {:>10}  {:>10}",
            row.count.enrolled, row.count.started, row.count.completed
        ));
    }
}

#[derive(Serialize)]
struct StudentDocument {
    id: String,
    name: String,
    classes: Vec<String>,
    attended_minutes: u32,
    planned_minutes: u32,
    counts: bool,
    verdict: &'static str,
    code: &'static str,
    reason: String,
    enrolments: Vec<EnrolmentDocument>,
}

#[derive(Serialize)]
struct EnrolmentDocument {
    class: String,
    course: String,
    attended_minutes: u32,
    planned_minutes: u32,
    verdict: &'static str,
    code: &'static str,
    reason: String,
}

pub fn students(invocation: &Invocation, arguments: &Students) -> Result<ExitCode, Failure> {
    let register = invocation.read()?;
    let rows = register.students()?;
    let chosen: Vec<StudentId> = match &arguments.class {
        Some(class) => {
            let class = invocation.class(&register, class)?;
            let members = register.class(class.id)?.members;
            let inside: std::collections::BTreeSet<StudentId> =
                members.iter().map(|member| member.student).collect();
            matching(&rows, arguments.query.as_deref())
                .filter(|student| inside.contains(student))
                .collect()
        }
        None => matching(&rows, arguments.query.as_deref()).collect(),
    };
    let details: Vec<StudentDetail> =
        chosen.into_iter().map(|student| register.student(student)).collect::<Result<_, _>>()?;
    if invocation.json {
        let documents: Vec<StudentDocument> =
            details.iter().map(|detail| student_document(invocation, detail)).collect();
        output::json(&documents);
    } else {
        for detail in &details {
            let document = student_document(invocation, detail);
            let classes = match document.classes.is_empty() {
                true => text!(invocation.language, "cli-no-school"),
                false => document.classes.join(", "),
            };
            output::line(&format!(
                "#{:<6} {}  [{}]  {}: {}",
                detail.id.0,
                document.name,
                classes,
                messages::verdict(invocation.language, detail.verdict()),
                document.reason
            ));
        }
        output::line(&text!(invocation.language, "cli-students-count", count = details.len()));
    }

    Ok(ExitCode::SUCCESS)
}

fn matching<'a>(
    rows: &'a [crate::register::student::StudentRow],
    query: Option<&str>,
) -> impl Iterator<Item = StudentId> + 'a {
    search(rows, query.unwrap_or_default()).into_iter().map(|index| rows[index].id)
}

fn student_document(invocation: &Invocation, detail: &StudentDetail) -> StudentDocument {
    let deciding = detail.enrolled.first();
    let reason = |enrolled: &Enrolled| {
        messages::reason(invocation.language, enrolled.reason(), &enrolled.standing)
    };

    StudentDocument {
        id: detail.uid.to_string(),
        name: detail.name(),
        classes: detail.enrolled.iter().map(|enrolled| enrolled.reference.clone()).collect(),
        attended_minutes: deciding.map_or(0, |enrolled| enrolled.standing.attended.0),
        planned_minutes: deciding.map_or(0, |enrolled| enrolled.standing.planned.0),
        counts: detail.verdict() == Verdict::Completed,
        verdict: detail.verdict().code(),
        code: deciding.map_or("no_class", |enrolled| enrolled.reason().code()),
        reason: deciding.map_or_else(|| text!(invocation.language, "cli-no-school"), reason),
        enrolments: detail
            .enrolled
            .iter()
            .map(|enrolled| EnrolmentDocument {
                class: enrolled.reference.clone(),
                course: enrolled.course_name.clone(),
                attended_minutes: enrolled.standing.attended.0,
                planned_minutes: enrolled.standing.planned.0,
                verdict: enrolled.standing.verdict.code(),
                code: enrolled.reason().code(),
                reason: reason(enrolled),
            })
            .collect(),
    }
}

#[derive(Serialize)]
struct EntryDocument {
    change: String,
    at: String,
    person: String,
    kind: &'static str,
    sentence: String,
    undone: bool,
    tried: bool,
}

pub fn history(invocation: &Invocation, arguments: &History) -> Result<ExitCode, Failure> {
    let register = invocation.read()?;
    let entries = match (&arguments.student, &arguments.class) {
        (Some(student), _) => register.student_history(student_by_id(&register, student)?)?,
        (None, Some(class)) => {
            let class = invocation.class(&register, class)?;
            register.class_history(class.id)?
        }
        (None, None) => register.history(u32::MAX)?,
    };
    if invocation.json {
        let documents: Vec<EntryDocument> =
            entries.iter().map(|entry| entry_document(invocation, entry)).collect();
        output::json(&documents);
    } else {
        for entry in &entries {
            let at = entry.at.with_timezone(&crate::clock::TIME_ZONE).format("%Y-%m-%d %H:%M");
            let mark = match entry.undone {
                true => format!(" ({})", text!(invocation.language, "cli-history-undone")),
                false => String::new(),
            };
            output::line(&format!("{at}  {}{mark}", messages::told(invocation.language, entry)));
        }
    }

    Ok(ExitCode::SUCCESS)
}

fn entry_document(invocation: &Invocation, entry: &Entry) -> EntryDocument {
    EntryDocument {
        change: entry.uid.to_string(),
        at: entry.at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        person: entry.person.clone(),
        kind: entry.kind.code(),
        sentence: messages::change(invocation.language, entry),
        undone: entry.undone,
        tried: entry.tried,
    }
}

/// A student by its UUID, or by the number that `students` shows; one that was joined with another leads to that.
pub fn student_by_id(register: &Register, text: &str) -> Result<StudentId, Failure> {
    let entry = entry_by_id(register, text)?;
    let unknown = || Refusal::UnknownStudent(text.to_owned());

    Ok(register.student(entry).map_err(|_| unknown())?.id)
}

/// The same entry, also where it was joined with another.
pub fn entry_by_id(register: &Register, text: &str) -> Result<StudentId, Failure> {
    let number = text.strip_prefix('#').unwrap_or(text);
    let unknown = || Refusal::UnknownStudent(text.to_owned());

    Ok(match number.parse() {
        Ok(id) => StudentId(id),
        Err(_) => {
            let uid = text.parse().map_err(|_| unknown())?;
            register.student_with_uid(uid)?.ok_or_else(unknown)?
        }
    })
}

#[derive(Serialize)]
struct PairDocument {
    one: NamedDocument,
    other: NamedDocument,
    code: &'static str,
    reason: String,
    score: u8,
}

#[derive(Serialize)]
struct NamedDocument {
    id: String,
    name: String,
}

/// `duplicates`: students who may be one, the surest first.
pub fn duplicates(invocation: &Invocation) -> Result<ExitCode, Failure> {
    let register = invocation.read()?;
    let mut documents = Vec::new();
    for pair in register.possible_duplicates()?.iter() {
        let named = |student| -> Result<NamedDocument, Failure> {
            let student = register.student(student)?;
            Ok(NamedDocument { id: student.uid.to_string(), name: student.name() })
        };
        let reason = messages::likeness(invocation.language, pair.why);
        let (one, other) = (named(pair.one)?, named(pair.other)?);
        if invocation.json {
            let (code, score) = (pair.why.code(), pair.score);
            documents.push(PairDocument { one, other, code, reason, score });
            continue;
        }
        output::line(&text!(
            invocation.language,
            "cli-duplicate",
            one = one.name,
            other = other.name,
            reason = reason,
            score = pair.score
        ));
    }
    if invocation.json {
        output::json(&documents);
    }

    Ok(ExitCode::SUCCESS)
}
