//! `erase`: taking personal data out for good (gallring), its record, and the backups that still hold it. Without `--yes`
//! it only tells.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::erase::{Erase, How};
use super::{Desk, Failure, output, student};
use crate::disk::write_whole;
use crate::domain::erasure::{Certificates, Decision, Whose};
use crate::i18n::date;
use crate::papers::erasure::{archive, record};
use crate::register::erasure::{Holder, Outlook, Total};
use crate::register::{Refusal, Register};
use crate::{sentence, text};

pub fn run(desk: &Desk, job: &Erase) -> Result<ExitCode, Failure> {
    match job {
        Erase::Student { who, how } => {
            let (student, _) = student::find(desk, &desk.read()?, who)?;
            erase(desk, Whose::Student(student), how)
        }
        Erase::Class { class, how } => {
            let class = desk.class(&desk.read()?, class)?.id;
            erase(desk, Whose::Class(class), how)
        }
        Erase::Everyone { how } => erase(desk, Whose::Everyone, how),
        Erase::Record { change, out } => write_record(desk, change.as_deref(), out),
        Erase::Backups { yes } => clean_backups(desk, *yes),
    }
}

#[derive(Serialize)]
struct Document {
    erased: bool,
    students: u32,
    persons: u32,
    certificates: u32,
    kept_certificates: u32,
    texts: u32,
    marks: u32,
    elsewhere: u32,
    is_ongoing: bool,
    totals: Vec<Total>,
    /// Backups that hold names of those whose data is gone, or is to go.
    backups: Vec<HolderDocument>,
    replaced_backups: usize,
    archive: Option<String>,
    record: Option<String>,
    change: Option<String>,
}

#[derive(Serialize)]
struct HolderDocument {
    file: String,
    names: Option<usize>,
}

impl HolderDocument {
    fn new(holder: &Holder) -> Self {
        Self { file: holder.path.display().to_string(), names: holder.names }
    }
}

fn erase(desk: &Desk, whose: Whose, how: &How) -> Result<ExitCode, Failure> {
    let certificates = match how.keep_certificates {
        true => Certificates::AreKept,
        false => Certificates::BecomeNumbers,
    };
    // What is final is done on a day that is, unless somebody says so.
    if how.yes && desk.clock.is_set() && !desk.anyway {
        return Err(Refusal::DaySetByHand.into());
    }
    let day = desk.day(how.decided.as_deref())?;
    let decision = Decision {
        reference: how.reference.clone().unwrap_or_default(),
        day: day.unwrap_or_default(),
    };
    let mut register = if how.yes { desk.write()? } else { desk.read()? };
    let outlook = register.erasure_outlook(whose, certificates)?;
    if how.yes {
        register.refuse_erasure(whose, &decision, certificates)?;
    }
    // What has been archived before is not written over: it may be all that is left.
    for path in how.archive.iter().chain(&how.record) {
        let is_twice = how.archive.is_some() && how.archive == how.record;
        if path.exists() || is_twice {
            let there = std::io::ErrorKind::AlreadyExists.into();
            return Err(Failure::NotWritten(path.clone(), there));
        }
    }
    if let Some(path) = &how.archive {
        let file = archive(&register, desk.language, whose)?;
        write_whole(path, &file.bytes).map_err(|error| Failure::NotWritten(path.clone(), error))?;
    }
    let mut document = Document {
        erased: false,
        students: outlook.goes.students,
        persons: outlook.goes.persons,
        certificates: outlook.goes.certificates,
        kept_certificates: outlook.goes.kept_certificates,
        texts: outlook.goes.texts,
        marks: outlook.marks,
        elsewhere: outlook.elsewhere,
        is_ongoing: outlook.is_ongoing,
        totals: outlook.totals.clone(),
        backups: Vec::new(),
        replaced_backups: 0,
        archive: how.archive.as_ref().map(|path| path.display().to_string()),
        record: None,
        change: None,
    };
    if !how.yes {
        let holders = register.holders(Some(whose))?;
        document.backups = holders.iter().map(HolderDocument::new).collect();
        match desk.json {
            true => output::json(&document),
            false => tell(desk, &outlook, &holders),
        }
        return Ok(ExitCode::FAILURE);
    }
    let (report, _) = register.erase(whose, &decision, certificates)?;
    let change = report.change.ok_or(Refusal::NothingToErase)?;
    document.erased = true;
    document.change = Some(register.history_entry(change)?.uid.to_string());
    // What is erased is told first: backups can be replaced, and a record written, later.
    if !desk.json {
        output::line(&sentence::change(desk.language, &register.history_entry(change)?));
    }
    let cleaned = clean(&register, how.replace_backups);
    if let Ok((left, replaced)) = &cleaned {
        document.replaced_backups = *replaced;
        document.backups = left.iter().map(HolderDocument::new).collect();
        if !desk.json {
            tell_holders(desk, left, *replaced);
        }
    } else {
        output::remark(&text!(desk.language, "erasure-backups-failed"));
    }
    let recorded = match &how.record {
        Some(path) => {
            document.record = Some(path.display().to_string());
            let file = record(&register, desk.language, change)?;
            write_whole(path, &file.bytes).is_ok()
        }
        None => true,
    };
    if !recorded {
        document.record = None;
        output::remark(&text!(desk.language, "cli-record-again"));
    }
    if desk.json {
        output::json(&document);
    }
    Ok(if cleaned.is_ok() && recorded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The backups that still hold names once those that do have been replaced, if they are to be; and how many were.
fn clean(register: &Register, replacing: bool) -> Result<(Vec<Holder>, usize), Failure> {
    let holders = register.holders(None)?;
    if !replacing {
        return Ok((holders, 0));
    }
    let replaced = replace(register, &holders)?;

    Ok((register.holders(None)?, replaced))
}

/// What would go and what would stay.
fn tell(desk: &Desk, outlook: &Outlook, holders: &[Holder]) {
    let language = desk.language;
    if outlook.goes.is_nothing() {
        output::line(&text!(language, "refusal-nothing-to-erase"));
        return;
    }
    output::line(&text!(language, "erasure-would-go"));
    for (what, count) in sentence::erasure::gone(language, &outlook.goes) {
        output::line(&format!("  {count}  {what}"));
    }
    output::line(&text!(language, "erasure-would-stay"));
    for sentence in sentence::erasure::stays(language, outlook) {
        output::line(&format!("  {sentence}"));
    }
    for total in &outlook.totals {
        output::line(&format!("  {}", sentence::erasure::total(language, total)));
    }
    tell_holders(desk, holders, 0);
    output::line(&match outlook.not_before_end {
        Some(end) => {
            text!(language, "refusal-programme-not-over", day = date::long(language, end))
        }
        None => text!(language, "cli-erase-would"),
    });
}

fn tell_holders(desk: &Desk, holders: &[Holder], replaced: usize) {
    if replaced > 0 {
        output::line(&text!(desk.language, "erasure-replaced", count = replaced));
    }
    match holders.len() {
        0 => output::line(&text!(desk.language, "erasure-no-holders")),
        count => output::line(&text!(desk.language, "erasure-holders", count = count)),
    }
    for holder in holders {
        output::line(&format!("  {}", holder.path.display()));
    }
    output::line(&text!(desk.language, "erasure-copies-elsewhere"));
}

fn replace(register: &Register, holders: &[Holder]) -> Result<usize, Failure> {
    for holder in holders {
        register.replace_holder(holder)?;
    }

    Ok(holders.len())
}

fn write_record(desk: &Desk, change: Option<&str>, out: &Path) -> Result<ExitCode, Failure> {
    let register = desk.read()?;
    let mut erasures = register.erasures()?.into_iter();
    let entry = match change {
        Some(id) => erasures.find(|entry| entry.uid.to_string() == id),
        None => erasures.next(),
    };
    let entry = entry.ok_or(Refusal::NoErasure)?;

    output::paper(desk, out, &record(&register, desk.language, entry.change)?.bytes)
}

#[derive(Serialize)]
struct BackupsDocument {
    backups: Vec<HolderDocument>,
    replaced_backups: usize,
}

fn clean_backups(desk: &Desk, yes: bool) -> Result<ExitCode, Failure> {
    let register = if yes { desk.write()? } else { desk.read()? };
    let holders = register.holders(None)?;
    let replaced_backups = if yes { replace(&register, &holders)? } else { 0 };
    let left = if yes { register.holders(None)? } else { holders };
    match desk.json {
        true => {
            let backups = left.iter().map(HolderDocument::new).collect();
            output::json(&BackupsDocument { backups, replaced_backups });
        }
        false => tell_holders(desk, &left, replaced_backups),
    }

    Ok(if left.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
