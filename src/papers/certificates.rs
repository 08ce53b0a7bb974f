//! Certificates as they are printed: from the ledger's entries to pages and files.

use std::sync::Arc;

use crate::domain::certificate::CertificateContent;
use crate::i18n::Language;
use crate::print::certificate::{Pictures, Sheet, State, page};
use crate::print::picture::{Modules, Picture};
use crate::print::{self, About, Page};
use crate::register::certificate::Certificate;
use crate::register::{Error, Register};
use crate::text;

/// Certificates to be printed, with the pictures they show.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// The certificates, in the order of their pages.
    pub certificates: Vec<Certificate>,
    pictures: Pictures,
    /// The name that is printed on a certificate of somebody with protected personal data. It is not stored anywhere.
    typed_name: Option<String>,
}

impl Batch {
    /// Gathers the pictures that the certificates show.
    pub fn gather(register: &Register, certificates: Vec<Certificate>) -> Result<Self, Error> {
        let digests = certificates.iter().flat_map(|certificate| {
            let look = &certificate.content.look;
            look.logos.iter().map(|logo| logo.picture.as_str()).chain(look.signature.as_deref())
        });
        let pictures = pictures(register.pictures(digests)?);

        Ok(Self { certificates, pictures, typed_name: None })
    }

    /// Prints a name in the alias's place.
    pub fn with_name(self, name: &str) -> Self {
        Self { typed_name: Some(crate::domain::student::tidy_name(name)), ..self }
    }

    /// One PDF with a page each.
    pub fn pdf(&self) -> Vec<u8> {
        self.pdf_of(&self.certificates)
    }

    /// A PDF for each certificate, with its file's name.
    pub fn files(&self) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
        self.certificates.iter().map(|certificate| {
            (file_name(certificate), self.pdf_of(std::slice::from_ref(certificate)))
        })
    }

    /// The PDF of some of the certificates.
    pub fn pdf_of(&self, certificates: &[Certificate]) -> Vec<u8> {
        let language = certificates.first().map(main_language).unwrap_or_default();
        let title = match certificates {
            [only] => {
                text!(language, "certificate-serial", serial = only.serial.to_string())
            }
            _ => text!(language, "certificate-file-title"),
        };
        let about = About {
            title,
            language,
            date: certificates.iter().map(|one| one.content.issued_on).max().unwrap_or_default(),
            codes: certificates.iter().filter_map(|one| one.code.clone()).collect(),
        };

        print::render(&about, certificates.iter().map(|certificate| self.page(certificate)))
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

/// The page of a certificate that has not been issued, to see how it looks.
pub fn specimen(content: &CertificateContent, pictures: &Pictures) -> Page {
    // As long as a code usually is.
    let code = code_picture(&"0".repeat(285));

    page(Sheet {
        content,
        serial: &format!("{}-AA-0000", content.issued_on.format("%Y")),
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

/// A file name for one certificate: class, name and number, safe on every system.
pub fn file_name(certificate: &Certificate) -> String {
    let content = &certificate.content;
    let name = format!("{} {} {}", content.class, content.student, certificate.serial);

    format!("{}.pdf", super::safe(&name))
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
