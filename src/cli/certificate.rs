//! `certificate`: issuing one, issuing anew, revoking. What is final can be tried first.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::jobs::{Certificate, Who};
use super::{Failure, Invocation, output};
use crate::disk::write_whole;
use crate::domain::{CertificateId, ClassId, Protection, StudentId};
use crate::papers::certificates::{Batch, refuse_unprintable};
use crate::print::font::has_emoji;
use crate::register::{Error, Refusal, Register};
use crate::{messages, text};

pub fn run(invocation: &Invocation, job: &Certificate) -> Result<ExitCode, Failure> {
    match job {
        Certificate::Issue { who, name_on_page, out, dry_run } => {
            issue(invocation, who, name_on_page.as_deref(), out, *dry_run)
        }
        Certificate::Revoke { serial, reason, dry_run } => {
            let mut register = if *dry_run { invocation.read()? } else { invocation.write()? };
            let known = register.find_certificate(serial)?;
            if *dry_run {
                if !known.is_valid() {
                    return Err(Refusal::NotValidAnyMore(serial.clone()).into());
                }
                return would(
                    invocation,
                    &text!(invocation.language, "cli-would-revoke", serial = serial.as_str()),
                );
            }
            let report = register.revoke_certificate(known.id, reason)?;
            output::changed(invocation, &register, &report, Some(known.student))
        }
        Certificate::Reissue { serial, name_on_page, out, dry_run } => {
            let mut register = if *dry_run { invocation.read()? } else { invocation.write()? };
            let known = register.find_certificate(serial)?;
            check_name(invocation, &register, known.student, name_on_page.as_deref())?;
            if *dry_run {
                if !known.is_valid() {
                    return Err(Refusal::NotValidAnyMore(serial.clone()).into());
                }
                return would(
                    invocation,
                    &text!(invocation.language, "cli-would-reissue", serial = serial.as_str()),
                );
            }
            crate::disk::create_folder(out)
                .map_err(|error| Failure::BadFile(out.to_owned(), error))?;
            let (_, issued) = register.reissue_certificate(known.id)?;
            save(invocation, &register, issued, name_on_page.as_deref(), out)
        }
    }
}

#[derive(Serialize)]
struct Would {
    dry_run: bool,
    sentence: String,
}

fn would(invocation: &Invocation, sentence: &str) -> Result<ExitCode, Failure> {
    match invocation.json {
        true => output::json(&Would { dry_run: true, sentence: sentence.to_owned() }),
        false => output::line(sentence),
    }

    Ok(ExitCode::SUCCESS)
}

fn issue(
    invocation: &Invocation,
    who: &Who,
    name: Option<&str>,
    out: &Path,
    dry_run: bool,
) -> Result<ExitCode, Failure> {
    let mut register = if dry_run { invocation.read()? } else { invocation.write()? };
    let (student, class) = super::student::find(invocation, &register, who)?;
    let detail = register.student(student)?;
    let class = match class {
        Some(class) => class,
        None => detail.enrolled.first().ok_or(Refusal::Gone)?.standing.class,
    };
    check_name(invocation, &register, student, name)?;
    refuse_second(&register, student, class)?;
    let language = register.design()?.language;
    let draft = register.draft_certificates(&[(student, class)], language)?.remove(0);
    if draft.attended.0 == 0 {
        return Err(Refusal::NothingAttended.into());
    }
    if dry_run {
        let kind = messages::verify::kind(invocation.language, draft.kind);
        let sentence = text!(
            invocation.language,
            "cli-would-issue",
            kind = kind,
            name = name.unwrap_or(&draft.student),
            class = draft.class.as_str()
        );
        return would(invocation, &sentence);
    }
    crate::disk::create_folder(out).map_err(|error| Failure::BadFile(out.to_owned(), error))?;
    let (_, issued) = register.issue_certificates(Some(class), &[(student, class)], language)?;
    let issued = *issued.first().ok_or(Refusal::Gone)?;

    save(invocation, &register, issued, name, out)
}

/// A protected student's name must be said for the page; nobody else's may be.
fn check_name(
    invocation: &Invocation,
    register: &Register,
    student: StudentId,
    name: Option<&str>,
) -> Result<(), Failure> {
    let detail = register.student(student)?;
    if detail.protection == Protection::Erased {
        return Err(Refusal::Erased.into());
    }
    if has_emoji(name.unwrap_or(&detail.name())) {
        output::remark(&text!(invocation.language, "print-without-emoji", count = 1));
    }
    refuse_unprintable(name.unwrap_or(&detail.name()))?;
    match (detail.protection.is_protected(), name) {
        (true, None) => Err(Refusal::NameNeeded.into()),
        (false, Some(_)) => Err(Refusal::NameNotNeeded.into()),
        _ => Ok(()),
    }
}

/// A student has one valid certificate in a class; another one is issued in its place.
fn refuse_second(register: &Register, student: StudentId, class: ClassId) -> Result<(), Error> {
    let known = register.certificates_of(student)?;
    match known.iter().find(|one| one.is_valid() && one.class == class) {
        Some(one) => Err(Refusal::AlreadyIssued(one.serial.to_string()).into()),
        None => Ok(()),
    }
}

#[derive(Serialize)]
struct Issued {
    serial: String,
    student_id: String,
    student: String,
    class: String,
    file: String,
}

fn save(
    invocation: &Invocation,
    register: &Register,
    certificate: CertificateId,
    name: Option<&str>,
    folder: &Path,
) -> Result<ExitCode, Failure> {
    let certificate = register.certificate(certificate)?;
    let batch = Batch::gather(register, vec![certificate.clone()], name)?;
    let path = folder.join(batch.file_name(&certificate));
    write_whole(&path, &batch.pdf()).map_err(|error| Failure::BadFile(path.clone(), error))?;
    let file = path.display().to_string();
    if invocation.json {
        output::json(&Issued {
            serial: certificate.serial.to_string(),
            student_id: register.uid_of(certificate.student)?.to_string(),
            student: certificate.content.student.clone(),
            class: certificate.content.class.clone(),
            file,
        });
    } else {
        output::line(&text!(
            invocation.language,
            "cli-issued",
            serial = certificate.serial.to_string(),
            path = file
        ));
    }

    Ok(ExitCode::SUCCESS)
}
