//! `demo`: a sample register with its papers, and a window on it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::Demo;
use super::{Failure, Invocation, output};
use crate::disk::write_whole;
use crate::papers;
use crate::papers::certificates::Batch;
use crate::papers::report::{Format, Report, USUAL};
use crate::register::Register;
use crate::register::certificate::Certificate;
use crate::register::report::About;
use crate::{demo, text};

/// Where the sample is put when no folder is named.
const FOLDER: &str = "kursliggaren-demo";

#[derive(Serialize)]
struct Document {
    folder: String,
    register: String,
    certificates: Option<String>,
    roster: Option<String>,
    report: Option<String>,
    classes: usize,
    students: usize,
    made: bool,
}

/// Makes the sample, or finds it made; the window is opened by the caller.
pub fn run(invocation: &Invocation, arguments: &Demo) -> Result<ExitCode, Failure> {
    let folder = folder(arguments);
    let path = register_path(arguments);
    let made = !path.exists();
    let register = match made {
        true => make(invocation, &path, arguments.students.unwrap_or(demo::STUDENTS))?,
        false => Register::open_read_only(&path, invocation.clock)?,
    };
    let papers = match made {
        true => write_papers(invocation, &register, &folder)?,
        false => Papers {
            certificates: Some(folder.join("certificates.pdf")),
            roster: Some(folder.join("roster.pdf")),
            report: Some(folder.join("report.pdf")),
        },
    };
    let there = |path: Option<PathBuf>| {
        path.filter(|path| path.exists()).map(|path| path.display().to_string())
    };
    let document = Document {
        folder: folder.display().to_string(),
        register: path.display().to_string(),
        certificates: there(papers.certificates),
        roster: there(papers.roster),
        report: there(papers.report),
        classes: register.classes()?.len(),
        students: register.students()?.len(),
        made,
    };
    if invocation.json {
        output::json(&document);
    } else if made {
        output::line(&text!(
            invocation.language,
            "cli-demo-made",
            classes = document.classes,
            students = document.students,
            folder = document.folder.as_str()
        ));
        for file in document.certificates.iter().chain(&document.roster).chain(&document.report) {
            output::line(&text!(invocation.language, "cli-file", path = file.as_str()));
        }
    } else {
        output::line(&text!(
            invocation.language,
            "cli-demo-opened",
            folder = document.folder.as_str()
        ));
    }

    Ok(ExitCode::SUCCESS)
}

/// The sample's register.
pub fn register_path(arguments: &Demo) -> PathBuf {
    folder(arguments).join("register.db")
}

fn folder(arguments: &Demo) -> PathBuf {
    arguments.folder.clone().unwrap_or_else(|| PathBuf::from(FOLDER))
}

fn make(invocation: &Invocation, path: &Path, students: u32) -> Result<Register, Failure> {
    let bar = match invocation.json {
        true => indicatif::ProgressBar::hidden(),
        false => indicatif::ProgressBar::new(1000),
    };
    let register = demo::make(
        path,
        &invocation.installation,
        invocation.clock,
        &invocation.person,
        students,
        |share| bar.set_position((share * 1000.0) as u64),
    )?;
    bar.finish_and_clear();

    Ok(register)
}

/// The sample's papers, as far as there is something to print.
struct Papers {
    certificates: Option<PathBuf>,
    roster: Option<PathBuf>,
    report: Option<PathBuf>,
}

/// The certificates of the first class that has some, the list of a class that is running, if one is, and the report of the
/// whole time.
fn write_papers(
    invocation: &Invocation,
    register: &Register,
    folder: &Path,
) -> Result<Papers, Failure> {
    let write = |name: &str, bytes: &[u8]| -> Result<PathBuf, Failure> {
        let path = folder.join(name);
        write_whole(&path, bytes).map_err(|error| Failure::BadFile(path.clone(), error))?;
        Ok(path)
    };
    let mut ledger = register.ledger()?;
    ledger.reverse();
    let first = ledger.first().map(|certificate| certificate.class);
    let of_first: Vec<Certificate> =
        ledger.into_iter().filter(|certificate| Some(certificate.class) == first).collect();
    let certificates = match of_first.is_empty() {
        true => None,
        false => Some(write("certificates.pdf", &Batch::gather(register, of_first, None)?.pdf())?),
    };
    let classes = register.classes()?;
    let running = classes
        .iter()
        .find(|class| class.held > 0 && class.held < class.planned)
        .or(classes.first());
    let roster = match running {
        None => None,
        Some(class) => {
            let roster = papers::roster_of(register, invocation.language, class.id, None)?;
            Some(write("roster.pdf", &roster.bytes)?)
        }
    };

    let about = About {
        course: register.find_course(None)?.name,
        from: register.programme()?.period.start,
        to: register.today(),
        known_at: None,
        by: USUAL.to_vec(),
        in_full: false,
        differences_told: false,
    };
    let report = Report::gather(register, invocation.language, about)?.file(Format::Pdf)?;
    let report = Some(write("report.pdf", &report.bytes)?);

    Ok(Papers { certificates, roster, report })
}
