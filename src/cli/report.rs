//! `report` and `records`: tables and papers for others.

use std::ffi::OsStr;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{By, Export, Exported, Report as Arguments};
use super::{Failure, Invocation, output};
use crate::disk::write_whole;
use crate::domain::figure::Breakdown;
use crate::export::calendar;
use crate::export::records::{self, What};
use crate::export::table::{Separated, separated};
use crate::export::workbook::workbook;
use crate::papers::report::{Format, Report, USUAL};
use crate::register::Register;
use crate::register::report::About;
use crate::text;

#[derive(Serialize)]
struct Document {
    file: String,
    course: String,
    from: String,
    to: String,
    known_at: Option<String>,
    small_numbers: bool,
    kept: bool,
}

impl By {
    pub fn breakdown(self) -> Breakdown {
        match self {
            Self::Municipality => Breakdown::Municipality,
            Self::School => Breakdown::School,
            Self::Sex => Breakdown::Sex,
            Self::StudyPath => Breakdown::StudyPath,
            Self::Year => Breakdown::Year,
            Self::Term => Breakdown::Term,
        }
    }
}

pub fn report(invocation: &Invocation, arguments: &Arguments) -> Result<ExitCode, Failure> {
    let format = format(&arguments.out, arguments.plain)?;
    let day = |text: &Option<String>| text.as_deref().map(|text| invocation.date(text)).transpose();
    let (from, to) = (day(&arguments.from)?, day(&arguments.to)?);
    let known_at = day(&arguments.known_at)?;
    let mut register = if arguments.keep { invocation.write()? } else { invocation.read()? };
    let about = About {
        course: register.find_course(arguments.course.as_deref())?.name,
        from: from.unwrap_or(register.programme()?.period.start),
        to: to.or(known_at).unwrap_or(register.today()),
        known_at,
        by: match arguments.by.is_empty() {
            true => USUAL.to_vec(),
            false => arguments.by.iter().map(|by| by.breakdown()).collect(),
        },
        in_full: arguments.in_full,
        differences_told: arguments.in_full || arguments.differences,
    };
    // What will be by then is the forecast's to say.
    if about.to > register.today() {
        return Err(crate::register::Refusal::FiguresInFuture(about.to).into());
    }
    if about.to < about.from {
        return Err(crate::register::Refusal::PeriodBackwards.into());
    }
    let report = Report::gather(&register, invocation.language, about)?;
    let bytes = report.file(format)?.bytes;
    write(&arguments.out, &bytes)?;
    if arguments.keep {
        let name = arguments.out.file_name().unwrap_or_default().to_string_lossy();
        register.keep_report(&name, report.about(), &bytes)?;
    }
    let about = report.about();
    let document = Document {
        file: arguments.out.display().to_string(),
        course: about.course.clone(),
        from: about.from.to_string(),
        to: about.to.to_string(),
        known_at: about.known_at.map(|day| day.to_string()),
        small_numbers: about.in_full,
        kept: arguments.keep,
    };
    say(invocation, &document, &document.file);

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct ExportDocument {
    file: String,
    rows: usize,
}

pub fn export(invocation: &Invocation, arguments: &Export) -> Result<ExitCode, Failure> {
    let register = invocation.read()?;
    let is_calendar = ending(&arguments.out) == "ics" && arguments.what == Exported::Sessions;
    let (bytes, rows) = match is_calendar {
        true => {
            let rows = register.all_sessions()?;
            (
                calendar::sessions(invocation.language, register.programme()?.time_zone, &rows),
                rows.len(),
            )
        }
        false => table(invocation, &register, arguments)?,
    };
    write(&arguments.out, &bytes)?;
    let document = ExportDocument { file: arguments.out.display().to_string(), rows };
    say(invocation, &document, &document.file);

    Ok(ExitCode::SUCCESS)
}

fn table(
    invocation: &Invocation,
    register: &Register,
    arguments: &Export,
) -> Result<(Vec<u8>, usize), Failure> {
    let format = format(&arguments.out, arguments.plain)?;
    let what = match arguments.what {
        Exported::Students => What::Students,
        Exported::Attendance => What::Attendance,
        Exported::Sessions => What::Sessions,
    };
    let (sheet, rows) = records::gather(what, register, invocation.language)?;
    let bytes = match format {
        Format::Text(style) => separated(sheet.into_rows(), style),
        Format::Spreadsheet => workbook([sheet], register.today()).map_err(|error| {
            Failure::BadFile(arguments.out.clone(), std::io::Error::other(error))
        })?,
        Format::Pdf => return Err(Failure::BadEnding(arguments.out.clone())),
    };

    Ok((bytes, rows))
}

fn say(invocation: &Invocation, document: &impl Serialize, file: &str) {
    match invocation.json {
        true => output::json(document),
        false => output::line(&text!(invocation.language, "cli-file", path = file)),
    }
}

fn ending(path: &Path) -> String {
    path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase()
}

/// What a file is written as, by how its name ends.
fn format(path: &Path, plain: bool) -> Result<Format, Failure> {
    match ending(path).as_str() {
        "pdf" => Ok(Format::Pdf),
        "xlsx" => Ok(Format::Spreadsheet),
        "csv" if plain => Ok(Format::Text(Separated::Plain)),
        "csv" => Ok(Format::Text(Separated::Swedish)),
        _ => Err(Failure::BadEnding(path.to_owned())),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_whole(path, bytes).map_err(|error| Failure::BadFile(path.to_owned(), error))
}
