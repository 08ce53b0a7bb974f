//! `erase`: taking personal data out for good (gallring), its record, and the backups that still hold it. Without `--yes`
//! it only tells.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::erase::{Erase, How};
use super::{Failure, Invocation, output, student};
use crate::disk::write_whole;
use crate::domain::erasure::{Certificates, Decision, Whose};
use crate::i18n::date;
use crate::papers::erasure::{archive, record};
use crate::register::erasure::{Holder, Outlook, Total};
use crate::register::{Refusal, Register};
use crate::{messages, text};

pub fn run(invocation: &Invocation, job: &Erase) -> Result<ExitCode, Failure> {
    match job {
        Erase::Student { who, how } => {
            let (student, _) = student::find(invocation, &invocation.read()?, who)?;
            erase(invocation, Whose::Student(student), how)
        }
        Erase::Class { class, how } => {
            let class = invocation.class(&invocation.read()?, class)?.id;
            erase(invocation, Whose::Class(class), how)
        }
        Erase::Everyone { how } => erase(invocation, Whose::Everyone, how),
        Erase::Record { change, out } => write_record(invocation, change.as_deref(), out),
        Erase::Backups { yes } => clean_backups(invocation, *yes),
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
    /// How many entries go with those because somebody on another computer has joined them.
    joined_elsewhere: usize,
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

fn erase(invocation: &Invocation, whose: Whose, how: &How) -> Result<ExitCode, Failure> {
    let certificates = match how.keep_certificates {
        true => Certificates::AreKept,
        false => Certificates::BecomeNumbers,
    };
    // What is final is done on a day that is, unless somebody says so.
    if how.yes && invocation.clock.is_set() && !invocation.anyway {
        return Err(Refusal::DaySetByHand.into());
    }
    let day = invocation.day(how.decided.as_deref())?;
    let decision = Decision {
        reference: how.reference.clone().unwrap_or_default(),
        day: day.unwrap_or_default(),
    };
    let mut register = if how.yes { invocation.write()? } else { invocation.read()? };
    let outlook = register.erasure_outlook(whose, certificates)?;
    if how.yes {
        register.refuse_erasure(whose, &decision, certificates)?;
        student::refuse_unasked(&outlook.joined_elsewhere, how.joined_too)?;
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
        let file = archive(&register, invocation.language, whose)?;
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
        joined_elsewhere: outlook.joined_elsewhere.len(),
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
        match invocation.json {
            true => output::json(&document),
            false => tell(invocation, &outlook, &holders),
        }
        return Ok(ExitCode::FAILURE);
    }
    let (report, _) = register.erase(whose, &decision, certificates)?;
    let change = report.change.ok_or(Refusal::NothingToErase)?;
    document.erased = true;
    document.change = Some(register.history_entry(change)?.uid.to_string());
    // What is erased is told first: backups can be replaced, and a record written, later.
    if !invocation.json {
        output::line(&messages::change(invocation.language, &register.history_entry(change)?));
    }
    let cleaned = clean(&register, how.replace_backups);
    if let Ok((left, replaced)) = &cleaned {
        document.replaced_backups = *replaced;
        document.backups = left.iter().map(HolderDocument::new).collect();
        if !invocation.json {
            tell_holders(invocation, left, *replaced);
        }
    } else {
        output::remark(&text!(invocation.language, "erasure-backups-failed"));
    }
    let recorded = match &how.record {
        Some(path) => {
            document.record = Some(path.display().to_string());
            let file = record(&register, invocation.language, change)?;
            write_whole(path, &file.bytes).is_ok()
        }
        None => true,
    };
    if !recorded {
        document.record = None;
        output::remark(&text!(invocation.language, "cli-record-again"));
    }
    if invocation.json {
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
fn tell(invocation: &Invocation, outlook: &Outlook, holders: &[Holder]) {
    let language = invocation.language;
    if outlook.goes.is_nothing() {
        output::line(&text!(language, "refusal-nothing-to-erase"));
        return;
    }
    output::line(&text!(language, "erasure-would-go"));
    for (what, count) in messages::erasure::gone(language, &outlook.goes) {
        output::line(&format!("  {count}  {what}"));
    }
    output::line(&text!(language, "erasure-would-stay"));
    for sentence in messages::erasure::stays(language, outlook) {
        output::line(&format!("  {sentence}"));
    }
    for total in &outlook.totals {
        output::line(&format!("  {}", messages::erasure::total(language, total)));
    }
    for sentence in messages::erasure::joined_elsewhere(language, &outlook.joined_elsewhere) {
        output::line(&sentence);
    }
    tell_holders(invocation, holders, 0);
    output::line(&match outlook.not_before_end {
        Some(end) => {
            text!(language, "refusal-programme-not-over", day = date::long(language, end))
        }
        None => text!(language, "cli-erase-would"),
    });
}

fn tell_holders(invocation: &Invocation, holders: &[Holder], replaced: usize) {
    if replaced > 0 {
        output::line(&text!(invocation.language, "erasure-replaced", count = replaced));
    }
    match holders.len() {
        0 => output::line(&text!(invocation.language, "erasure-no-holders")),
        count => output::line(&text!(invocation.language, "erasure-holders", count = count)),
    }
    for holder in holders {
        output::line(&format!("  {}", holder.path.display()));
    }
    output::line(&text!(invocation.language, "erasure-copies-elsewhere"));
}

fn replace(register: &Register, holders: &[Holder]) -> Result<usize, Failure> {
    for holder in holders {
        register.replace_holder(holder)?;
    }

    Ok(holders.len())
}

fn write_record(
    invocation: &Invocation,
    change: Option<&str>,
    out: &Path,
) -> Result<ExitCode, Failure> {
    let register = invocation.read()?;
    let mut erasures = register.erasures()?.into_iter();
    let entry = match change {
        Some(id) => erasures.find(|entry| entry.uid.to_string() == id),
        None => erasures.next(),
    };
    let entry = entry.ok_or(Refusal::NoErasure)?;

    output::paper(invocation, out, &record(&register, invocation.language, entry.change)?.bytes)
}

#[derive(Serialize)]
struct BackupsDocument {
    backups: Vec<HolderDocument>,
    replaced_backups: usize,
}

fn clean_backups(invocation: &Invocation, yes: bool) -> Result<ExitCode, Failure> {
    let register = if yes { invocation.write()? } else { invocation.read()? };
    let holders = register.holders(None)?;
    let replaced_backups = if yes { replace(&register, &holders)? } else { 0 };
    let left = if yes { register.holders(None)? } else { holders };
    match invocation.json {
        true => {
            let backups = left.iter().map(HolderDocument::new).collect();
            output::json(&BackupsDocument { backups, replaced_backups });
        }
        false => tell_holders(invocation, &left, replaced_backups),
    }

    Ok(if left.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
