//! `certificates` and `roster`: papers.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{Certificates, Roster};
use super::{Failure, Invocation, output};
use crate::disk::write_whole;
use crate::domain::certificate::CertificateLanguage;
use crate::domain::{ClassId, SessionStatus, StudentId, Verdict};
use crate::papers;
use crate::papers::certificates::{Batch, candidates, unprintable, unprintable_of};
use crate::print::certificate::sessions_left_out;
use crate::print::font::has_emoji;
use crate::register::certificate::{Candidate, CandidateState, Certificate};
use crate::register::{Error, Refusal, Register};
use crate::text;

#[derive(Serialize)]
struct Document {
    issued: Vec<Printed>,
    copies: Vec<Printed>,
    skipped: Vec<Skipped>,
    pages: usize,
}

#[derive(Serialize)]
struct Printed {
    serial: String,
    student_id: String,
    student: String,
    class: String,
    file: String,
    page: usize,
}

#[derive(Serialize)]
struct Skipped {
    student_id: String,
    student: String,
    code: &'static str,
    reason: String,
}

pub fn certificates(
    invocation: &Invocation,
    arguments: &Certificates,
) -> Result<ExitCode, Failure> {
    let mut register = if arguments.dry_run { invocation.read()? } else { invocation.write()? };
    let classes: Vec<ClassId> = match &arguments.class {
        Some(class) => vec![invocation.class(&register, class)?.id],
        None => register.classes()?.into_iter().map(|class| class.id).collect(),
    };
    let single = arguments.class.as_ref().and(classes.first().copied());
    let candidates = candidates(&register, &classes)?;
    let ready: Vec<(StudentId, ClassId)> = candidates
        .iter()
        .filter(|candidate| candidate.state == CandidateState::Ready)
        .filter(|candidate| unprintable(&candidate.name).is_empty())
        .map(|candidate| (candidate.student, candidate.class))
        .collect();
    let language = match arguments.bilingual {
        true => CertificateLanguage::Both,
        false => register.design()?.language,
    };
    let drafts = register.draft_certificates(&ready, language)?;
    let crowded = drafts.iter().filter(|draft| sessions_left_out(draft) > 0).count();
    let with_emoji = drafts.iter().filter(|draft| has_emoji(&draft.student)).count();
    if with_emoji > 0 {
        output::remark(&text!(invocation.language, "print-without-emoji", count = with_emoji));
    }
    if arguments.dry_run {
        return would_issue(invocation, &register, &candidates, &ready, crowded);
    }
    if crowded > 0 {
        output::remark(&text!(invocation.language, "print-sessions-left-out", count = crowded));
    }
    // Before anything is issued, so that a place that can't be written costs no numbers.
    crate::disk::create_folder(&arguments.out).map_err(|error| bad_file(&arguments.out, error))?;
    let (_, new) = register.issue_certificates(single, &ready, language)?;
    let new_ones: BTreeSet<_> = new.iter().copied().collect();
    let mut printed: Vec<Certificate> = Vec::new();
    for candidate in &candidates {
        if let CandidateState::Issued(certificate) = candidate.state
            && unprintable_of(&register, candidate)?.is_empty()
        {
            printed.push(register.certificate(certificate)?);
        }
    }
    for certificate in new {
        printed.push(register.certificate(certificate)?);
    }
    let batch = Batch::gather(&register, printed, None)?;
    let files = write_files(arguments, &batch)?;
    let mut document = Document {
        issued: Vec::new(),
        copies: Vec::new(),
        skipped: skipped(invocation, &register, &candidates)?,
        pages: batch.certificates.len(),
    };
    for (certificate, (file, page)) in batch.certificates.iter().zip(files) {
        let entry = Printed {
            serial: certificate.serial.to_string(),
            student_id: register.uid_of(certificate.student)?.to_string(),
            student: certificate.content.student.clone(),
            class: certificate.content.class.clone(),
            file: file.display().to_string(),
            page,
        };
        match new_ones.contains(&certificate.id) {
            true => document.issued.push(entry),
            false => document.copies.push(entry),
        }
    }
    say(invocation, &document);
    if arguments.bilingual && !document.copies.is_empty() && !invocation.json {
        output::line(&text!(invocation.language, "print-copies-as-issued"));
    }

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Would {
    would_issue: Vec<WouldIssue>,
    /// Certificates whose layout leaves sessions out.
    sessions_left_out: usize,
    skipped: Vec<Skipped>,
    dry_run: bool,
}

#[derive(Serialize)]
struct WouldIssue {
    student_id: String,
    student: String,
}

/// Who would get a certificate, and who would not and why.
fn would_issue(
    invocation: &Invocation,
    register: &Register,
    candidates: &[Candidate],
    ready: &[(StudentId, ClassId)],
    crowded: usize,
) -> Result<ExitCode, Failure> {
    let skipped = skipped(invocation, register, candidates)?;
    let would_issue: Vec<WouldIssue> = candidates
        .iter()
        .filter(|candidate| ready.contains(&(candidate.student, candidate.class)))
        .map(|candidate| {
            Ok(WouldIssue {
                student_id: register.uid_of(candidate.student)?.to_string(),
                student: candidate.name.clone(),
            })
        })
        .collect::<Result<_, Error>>()?;
    if invocation.json {
        output::json(&Would { would_issue, sessions_left_out: crowded, skipped, dry_run: true });
        return Ok(ExitCode::SUCCESS);
    }
    output::line(&text!(invocation.language, "cli-would-issue-many", count = would_issue.len()));
    for one in &would_issue {
        output::line(&one.student);
    }
    if crowded > 0 {
        output::line(&text!(invocation.language, "print-sessions-left-out", count = crowded));
    }
    say_skipped(invocation, &skipped);

    Ok(ExitCode::SUCCESS)
}

fn skipped(
    invocation: &Invocation,
    register: &Register,
    candidates: &[Candidate],
) -> Result<Vec<Skipped>, Failure> {
    let mut skipped = Vec::new();
    for candidate in candidates {
        let lacking = unprintable_of(register, candidate)?;
        let (code, reason) = match candidate.state {
            CandidateState::Ready | CandidateState::Issued(_) if !lacking.is_empty() => {
                ("letters", text!(invocation.language, "skip-letters", letters = lacking))
            }
            CandidateState::Ready | CandidateState::Issued(_) => continue,
            CandidateState::Protected => {
                ("protected", text!(invocation.language, "skip-protected"))
            }
            CandidateState::Erased => ("erased", text!(invocation.language, "skip-erased")),
            CandidateState::NotCounting(Verdict::NoLonger) => {
                ("no_longer", text!(invocation.language, "skip-no-longer"))
            }
            CandidateState::NotCounting(_) => {
                ("not_yet", text!(invocation.language, "skip-not-yet"))
            }
        };
        skipped.push(Skipped {
            student_id: register.uid_of(candidate.student)?.to_string(),
            student: candidate.name.clone(),
            code,
            reason,
        });
    }

    Ok(skipped)
}

/// Writes the pages, in one file or a file each; the file and page of each certificate.
fn write_files(arguments: &Certificates, batch: &Batch) -> Result<Vec<(PathBuf, usize)>, Failure> {
    let pages = batch.certificates.len();
    if pages == 0 {
        return Ok(Vec::new());
    }
    if arguments.one_file {
        let path = arguments.out.join("certificates.pdf");
        write(&path, &batch.pdf())?;
        return Ok((1..=pages).map(|page| (path.clone(), page)).collect());
    }
    let paths = batch.write_each(&arguments.out, |_| Ok(()), bad_file)?;

    Ok(paths.into_iter().map(|path| (path, 1)).collect())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_whole(path, bytes).map_err(|error| bad_file(path, error))
}

fn bad_file(path: &Path, error: std::io::Error) -> Failure {
    Failure::BadFile(path.to_owned(), error)
}

fn say(invocation: &Invocation, document: &Document) {
    if invocation.json {
        output::json(document);
        return;
    }
    output::line(&text!(
        invocation.language,
        "cli-certificates",
        issued = document.issued.len(),
        copies = document.copies.len(),
        skipped = document.skipped.len()
    ));
    say_skipped(invocation, &document.skipped);
    let files: BTreeSet<&str> =
        document.issued.iter().chain(&document.copies).map(|entry| entry.file.as_str()).collect();
    for file in files {
        output::line(&text!(invocation.language, "cli-file", path = file));
    }
}

fn say_skipped(invocation: &Invocation, skipped: &[Skipped]) {
    for one in skipped {
        output::line(&text!(
            invocation.language,
            "cli-skipped",
            student = one.student.as_str(),
            reason = one.reason.as_str()
        ));
    }
    if skipped.iter().any(|one| one.code == "letters") {
        output::line(&text!(invocation.language, "hint-font"));
    }
}

#[derive(Serialize)]
struct RosterDocument {
    class: String,
    file: String,
    pages: usize,
    students: usize,
    sessions: usize,
}

pub fn roster(invocation: &Invocation, arguments: &Roster) -> Result<ExitCode, Failure> {
    let register = invocation.read()?;
    let class = invocation.class(&register, &arguments.class)?;
    let detail = register.class(class.id)?;
    let only = match arguments.session {
        None => None,
        Some(number) => {
            let found = detail.sessions.iter().find(|session| session.number == number);
            Some(found.ok_or(Error::from(Refusal::UnknownSession(number)))?.id)
        }
    };
    let codes = register.session_codes(class.id)?;
    let programme = register.programme()?;
    let today = register.today();
    let (pages, bytes) =
        papers::roster(invocation.language, &programme, &detail, &codes, only, today);
    write(&arguments.out, &bytes)?;
    let file = arguments.out.display().to_string();
    if invocation.json {
        let named = detail.members.iter().filter(|member| !member.protection.is_protected());
        let planned = detail
            .sessions
            .iter()
            .filter(|session| session.status != SessionStatus::Cancelled)
            .filter(|session| only.is_none_or(|only| session.id == only));
        output::json(&RosterDocument {
            class: class.reference(),
            file,
            pages,
            students: named.count(),
            sessions: planned.count(),
        });
    } else {
        output::line(&text!(invocation.language, "cli-file", path = file));
    }

    Ok(ExitCode::SUCCESS)
}
