//! Certificates as they are printed: from the ledger's entries to pages and files.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Datelike;
use rayon::prelude::*;

use super::File;
use crate::disk;
use crate::domain::certificate::file_name::{FileNamePattern, NameParts};
use crate::domain::certificate::{CertificateContent, Serial};
use crate::domain::{ClassId, StudentId};
use crate::i18n::Language;
use crate::print::certificate::{Pictures, Sheet, State, page};
use crate::print::picture::Picture;
use crate::print::{self, About, Font, Page};
use crate::register::certificate::{Candidate, CandidateState, Certificate, claim};
use crate::register::{Error, Refusal, Register};
use crate::seal::squares::Modules;
use crate::seal::{self, SecretKey};
use crate::text;

/// Certificates whose pages are laid out at the same time. More would only wait in memory.
const AT_ONCE: usize = 64;

/// Certificates to be printed, with the pictures they show.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// The certificates, in the order of their pages.
    pub certificates: Vec<Certificate>,
    pictures: Pictures,
    /// The name that is printed on a certificate of somebody with protected personal data. It is not stored anywhere.
    typed_name: Option<String>,
    file_name: FileNamePattern,
}

impl Batch {
    /// Gathers the pictures that the certificates show. A typed name is printed in the alias's place.
    ///
    /// # Errors
    /// A name with letters that no font has ([`Refusal::Unprintable`]), and a certificate of which only the number is left
    /// ([`Refusal::Erased`]).
    pub fn gather(
        register: &Register,
        certificates: Vec<Certificate>,
        typed_name: Option<&str>,
    ) -> Result<Self, Error> {
        if certificates.iter().any(|certificate| certificate.is_number) {
            return Err(Refusal::Erased.into());
        }
        let typed_name = typed_name.map(crate::domain::student::tidy_name);
        match &typed_name {
            Some(name) => refuse_unprintable(name)?,
            None => {
                certificates.iter().try_for_each(|one| refuse_unprintable(&one.content.student))?
            }
        }
        let digests = certificates.iter().flat_map(|certificate| {
            let look = &certificate.content.look;
            look.logos.iter().map(|logo| logo.picture.as_str()).chain(look.signature.as_deref())
        });
        let pictures = pictures(register.pictures(digests)?);

        let file_name = register.design()?.file_name;

        Ok(Self { certificates, pictures, typed_name, file_name })
    }

    /// One PDF with a page each.
    pub fn pdf(&self) -> Vec<u8> {
        self.pdf_of(&self.certificates)
    }

    /// A PDF for each certificate, some at a time on all processors.
    pub fn files(&self) -> impl Iterator<Item = File> + '_ {
        let file = |certificate: &Certificate| File {
            name: self.file_name(certificate),
            bytes: self.pdf_of(std::slice::from_ref(certificate)),
        };

        self.certificates
            .chunks(AT_ONCE)
            .flat_map(move |chunk| chunk.par_iter().map(file).collect::<Vec<_>>())
    }

    /// Writes a PDF for each certificate into a folder, some at a time on all processors, telling how many are written;
    /// stops where the telling fails. The files' paths, in the order of the certificates.
    pub fn write_each<E: Send>(
        &self,
        folder: &Path,
        mut tell: impl FnMut(usize) -> Result<(), E>,
        failed: impl Fn(&Path, io::Error) -> E + Sync,
    ) -> Result<Vec<PathBuf>, E> {
        let write = |certificate: &Certificate| {
            let path = folder.join(self.file_name(certificate));
            let bytes = self.pdf_of(std::slice::from_ref(certificate));
            match disk::write_one_of_many(&path, &bytes) {
                Ok(()) => Ok(path),
                Err(error) => Err(failed(&path, error)),
            }
        };
        let mut paths = Vec::with_capacity(self.certificates.len());
        for chunk in self.certificates.chunks(AT_ONCE) {
            tell(paths.len())?;
            paths.extend(chunk.par_iter().map(write).collect::<Result<Vec<_>, E>>()?);
        }
        if let Some(path) = paths.last() {
            disk::sync_folder_of(path).map_err(|error| failed(path, error))?;
        }

        Ok(paths)
    }

    /// What a certificate's file is called. A name that is typed for its page is not part of it.
    pub fn file_name(&self, certificate: &Certificate) -> String {
        let content = &certificate.content;
        let name = self.file_name.fill(NameParts {
            serial: &certificate.serial.to_string(),
            student: &content.student,
            class: &content.class,
            school: &content.school,
        });

        format!("{name}.pdf")
    }

    /// The PDF of some of the certificates.
    pub fn pdf_of(&self, certificates: &[Certificate]) -> Vec<u8> {
        let pages = certificates.chunks(AT_ONCE).flat_map(|chunk| self.pages(chunk));

        print::render(&self.about(certificates), pages)
    }

    /// The pages of some certificates, laid out on all processors: none depends on another.
    fn pages(&self, certificates: &[Certificate]) -> Vec<Page> {
        certificates.par_iter().map(|certificate| self.page(certificate)).collect()
    }

    fn about(&self, certificates: &[Certificate]) -> About {
        let language = certificates.first().map(main_language).unwrap_or_default();
        let title = match certificates {
            [only] => {
                text!(language, "certificate-serial", serial = only.serial.to_string())
            }
            _ => text!(language, "certificate-file-title"),
        };

        About {
            title,
            language,
            date: certificates.iter().map(|one| one.content.issued_on).max().unwrap_or_default(),
            codes: certificates.iter().filter_map(|one| one.code.clone()).collect(),
        }
    }

    /// One PDF with a page each, telling how many pages are laid out; stops where the telling fails.
    pub fn pdf_telling<E>(
        &self,
        mut tell: impl FnMut(usize) -> Result<(), E>,
    ) -> Result<Vec<u8>, E> {
        let mut stopped = None;
        let about = self.about(&self.certificates);
        let chunks = self.certificates.chunks(AT_ONCE).enumerate();
        let pages = chunks.map_while(|(index, chunk)| {
            stopped = tell(index * AT_ONCE).err();
            stopped.is_none().then(|| self.pages(chunk))
        });
        let bytes = print::render(&about, pages.flatten());

        stopped.map_or(Ok(bytes), Err)
    }

    /// One certificate's page.
    pub fn page(&self, certificate: &Certificate) -> Page {
        let code = certificate.code.as_deref().and_then(code_picture);
        let name = self.typed_name.as_deref().unwrap_or(&certificate.content.student);

        page(Sheet {
            content: &certificate.content,
            serial: &certificate.serial.to_string(),
            name,
            state: &state(certificate),
            code: code.as_ref(),
            pictures: &self.pictures,
        })
    }
}

/// What can be printed for each student of some classes, each student once.
pub fn candidates(register: &Register, classes: &[ClassId]) -> Result<Vec<Candidate>, Error> {
    let mut seen: BTreeSet<StudentId> = BTreeSet::new();
    let mut all = Vec::new();
    for class in classes {
        all.extend(register.certificate_candidates(*class)?);
    }
    // Somebody who counts in one class is not skipped for another.
    all.sort_by_key(|candidate| matches!(candidate.state, CandidateState::NotCounting(_)));
    all.retain(|candidate| seen.insert(candidate.student));

    Ok(all)
}

/// Letters of a name that can't be printed, because no font has them.
pub fn unprintable(name: &str) -> String {
    Font::lacking(name).into_iter().collect()
}

/// Refuses a name with letters that no font has.
pub fn refuse_unprintable(name: &str) -> Result<(), Refusal> {
    let letters = unprintable(name);

    if letters.is_empty() { Ok(()) } else { Err(Refusal::Unprintable(letters)) }
}

/// Letters that can't be printed, of the name that stands or would stand on a candidate's certificate.
pub fn unprintable_of(register: &Register, candidate: &Candidate) -> Result<String, Error> {
    Ok(match candidate.state {
        CandidateState::Issued(certificate) => {
            unprintable(&register.certificate(certificate)?.content.student)
        }
        _ => unprintable(&candidate.name),
    })
}

/// The page of a certificate that has not been issued, to see how it looks.
pub fn specimen(content: &CertificateContent, pictures: &Pictures) -> Page {
    let serial = Serial { year: content.issued_on.year(), series: "AA".to_owned(), number: 0 };
    // A code as it will look, signed with a key that nobody believes.
    let nobody = SecretKey::from_bytes(&[0; 32]);
    let code = seal::seal(&claim(&serial, content), &nobody);
    let code = code.as_deref().and_then(code_picture);

    page(Sheet {
        content,
        serial: &serial.to_string(),
        name: &content.student,
        state: &State::Valid,
        code: code.as_ref(),
        pictures,
    })
}

/// Pictures from their files. One that can't be read any more is left out.
pub fn pictures(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Pictures {
    files
        .into_iter()
        .filter_map(|(digest, file)| Some((digest, Arc::new(Picture::read(&file).ok()?))))
        .collect()
}

fn code_picture(code: &str) -> Option<Arc<Picture>> {
    Modules::of(code).map(|modules| Arc::new(Picture::Modules(modules)))
}

fn main_language(certificate: &Certificate) -> Language {
    let code = certificate.content.language.codes().first();

    code.and_then(|code| code.parse().ok()).unwrap_or_default()
}

fn state(certificate: &Certificate) -> State {
    match (&certificate.revoked_on, &certificate.replaced_by) {
        (Some(day), _) => State::Revoked(*day),
        (None, Some(serial)) => State::Replaced(serial.to_string()),
        (None, None) => State::Valid,
    }
}
