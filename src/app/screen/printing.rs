//! What several screens do with papers: issue, and save where temporary files go, to be opened and printed.

use std::path::{Path, PathBuf};

use crate::domain::certificate::CertificateLanguage;
use crate::domain::{CertificateId, ClassId, SessionId};
use crate::i18n::Language;
use crate::installation::write_whole;
use crate::papers::certificates::{Batch, file_name};
use crate::papers::{self, File};
use crate::register::certificate::CandidateState;
use crate::register::{Error, Register};
use crate::text;

/// Issues what is ready in a class; all its valid certificates. Without a language the one that is decided for all.
pub fn issue(
    register: &mut Register,
    class: ClassId,
    language: Option<CertificateLanguage>,
) -> Result<Batch, Error> {
    let language = match language {
        Some(language) => language,
        None => register.design()?.language,
    };
    let ready: Vec<_> = register
        .certificate_candidates(class)?
        .iter()
        .filter(|candidate| candidate.state == CandidateState::Ready)
        .map(|candidate| (candidate.student, class))
        .collect();
    if !ready.is_empty() {
        register.issue_certificates(Some(class), &ready, language)?;
    }
    let mut certificates = Vec::new();
    for candidate in register.certificate_candidates(class)? {
        if let CandidateState::Issued(certificate) = candidate.state {
            certificates.push(register.certificate(certificate)?);
        }
    }

    Batch::gather(register, certificates)
}

/// Issues what is ready in a class and saves the pages of all its valid certificates for printing; `None` where
/// there are none.
pub fn issue_and_save(
    register: &mut Register,
    class: ClassId,
    language: Option<CertificateLanguage>,
) -> Result<Option<PathBuf>, Error> {
    let batch = issue(register, class, language)?;
    match batch.certificates.is_empty() {
        true => Ok(None),
        false => save_batch(&batch).map(Some),
    }
}

/// Saves a certificate for printing.
pub fn save_certificate(register: &Register, certificate: CertificateId) -> Result<PathBuf, Error> {
    save_batch(&Batch::gather(register, vec![register.certificate(certificate)?])?)
}

fn save_batch(batch: &Batch) -> Result<PathBuf, Error> {
    let name = match batch.certificates.as_slice() {
        [only] => file_name(only),
        several => format!("intyg-{}.pdf", several.len()),
    };

    save_for_opening(&File { name, bytes: batch.pdf() })
}

/// Saves the attendance list of a class, or of one of its sessions, for printing.
pub fn save_roster(
    register: &Register,
    language: Language,
    class: ClassId,
    only: Option<SessionId>,
) -> Result<PathBuf, Error> {
    save_for_opening(&papers::roster_of(register, language, class, only)?)
}

/// Saves a file where temporary files go.
pub fn save_for_opening(file: &File) -> Result<PathBuf, Error> {
    let here = Path::new(".");
    let folder = papers::folder_for_opening().map_err(|error| Error::io(here, error))?;
    let path = folder.join(&file.name);
    write_whole(&path, &file.bytes).map_err(|error| Error::io(&path, error))?;

    Ok(path)
}

/// What a certificate's language is called.
pub fn language_name(language: Language, of: CertificateLanguage) -> String {
    match of {
        CertificateLanguage::Swedish => text!(language, "design-swedish"),
        CertificateLanguage::English => text!(language, "design-english"),
        CertificateLanguage::Both => text!(language, "design-both"),
    }
}
