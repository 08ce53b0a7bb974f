//! What several screens do with papers: issue, and save where temporary files go, to be opened and printed.

use std::path::{Path, PathBuf};

use crate::disk::write_whole;
use crate::domain::certificate::CertificateLanguage;
use crate::domain::{CertificateId, ClassId, SessionId};
use crate::i18n::Language;
use crate::papers::certificates::Batch;
use crate::papers::{self, File};
use crate::register::{Error, Register};
use crate::text;

/// Saves a certificate for printing.
pub fn save_certificate(register: &Register, certificate: CertificateId) -> Result<PathBuf, Error> {
    save_batch(&Batch::gather(register, vec![register.certificate(certificate)?], None)?)
}

fn save_batch(batch: &Batch) -> Result<PathBuf, Error> {
    let name = match batch.certificates.as_slice() {
        [only] => batch.file_name(only),
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

/// Saves a file where papers lie that are only opened.
pub fn save_for_opening(file: &File) -> Result<PathBuf, Error> {
    let here = Path::new(".");
    let folder = papers::opened::folder().map_err(|error| Error::io(here, error))?;
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
