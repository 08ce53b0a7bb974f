//! What a print order is made of, and how it is carried out on the register's thread.

use std::path::PathBuf;

use super::Scope;
use crate::app::screen::printing::save_for_opening;
use crate::domain::certificate::{CertificateContent, CertificateLanguage};
use crate::domain::{ClassId, StudentId, Verdict};
use crate::i18n::Language;
use crate::installation::write_whole;
use crate::papers::certificates::{Batch, candidates, pictures, specimen, unprintable};
use crate::papers::{self, File};
use crate::print::Page;
use crate::print::certificate::Pictures;
use crate::register::certificate::{CandidateState, Certificate};
use crate::register::{Error, Register};
use crate::text;

/// What could be printed.
#[derive(Debug, Clone)]
pub struct Facts {
    /// What the papers are of: a class, a school, everything.
    pub name: String,
    /// What new certificates are written in.
    pub language: CertificateLanguage,
    items: Vec<Item>,
    /// Whose certificates are not printed, and why.
    pub skipped: Vec<(String, Skipped)>,
    batch: Batch,
    pictures: Pictures,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Item {
    pub content: CertificateContent,
    student: StudentId,
    class: ClassId,
    /// The place in the batch of one that is issued already.
    issued: Option<usize>,
}

/// Why somebody gets no certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skipped {
    Protected,
    NotYet,
    NoLonger,
    Letters(String),
}

impl Skipped {
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Self::Protected => text!(language, "skip-protected"),
            Self::NotYet => text!(language, "skip-not-yet"),
            Self::NoLonger => text!(language, "skip-no-longer"),
            Self::Letters(letters) => text!(language, "skip-letters", letters = letters.as_str()),
        }
    }
}

impl Facts {
    pub fn gather(
        register: &mut Register,
        scope: Scope,
        language: Option<CertificateLanguage>,
    ) -> Result<Self, Error> {
        let design = register.design()?;
        let language = language.unwrap_or(design.language);
        let rows = register.classes()?;
        let classes: Vec<_> = rows
            .iter()
            .filter(|class| match scope {
                Scope::Class(id) => class.id == id,
                Scope::School(id) => class.school == id,
                Scope::Everything => true,
            })
            .collect();
        let name = match (scope, classes.first()) {
            (Scope::Class(_), Some(class)) => {
                papers::class_file_name(&class.school_name, &class.name)
            }
            (Scope::School(_), Some(class)) => class.school_name.clone(),
            _ => register.programme()?.name,
        };
        let ids: Vec<ClassId> = classes.iter().map(|class| class.id).collect();
        let (mut ready, mut issued, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
        for candidate in candidates(register, &ids)? {
            let lacking: String = unprintable(&candidate.name).into_iter().collect();
            let why = match candidate.state {
                CandidateState::Ready if lacking.is_empty() => {
                    ready.push((candidate.student, candidate.class));
                    continue;
                }
                CandidateState::Issued(certificate) => {
                    issued.push(register.certificate(certificate)?);
                    continue;
                }
                CandidateState::Ready => Skipped::Letters(lacking),
                CandidateState::Protected => Skipped::Protected,
                CandidateState::NotCounting(Verdict::NoLonger) => Skipped::NoLonger,
                CandidateState::NotCounting(_) => Skipped::NotYet,
            };
            skipped.push((candidate.name, why));
        }
        // Of everything, only those who could have one are of interest.
        if scope == Scope::Everything {
            skipped.retain(|(_, why)| matches!(why, Skipped::Protected | Skipped::Letters(_)));
        }
        let drafts = register.draft_certificates(&ready, language)?;
        let mut items: Vec<Item> = ready
            .into_iter()
            .zip(drafts)
            .map(|((student, class), content)| Item { content, student, class, issued: None })
            .collect();
        items.extend(issued.iter().enumerate().map(|(index, certificate)| Item {
            content: certificate.content.clone(),
            student: certificate.student,
            class: certificate.class,
            issued: Some(index),
        }));

        Ok(Self {
            name,
            language,
            items,
            skipped,
            pictures: pictures(register.pictures(design.pictures())?),
            batch: Batch::gather(register, issued)?,
        })
    }

    /// The pages there would be, in their order.
    pub fn pages(&self, copies: bool) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| copies || item.issued.is_none())
    }

    pub fn new_count(&self) -> usize {
        self.pages(false).count()
    }

    pub fn issued_count(&self) -> usize {
        self.batch.certificates.len()
    }

    /// A page as it will look.
    pub fn page(&self, item: &Item) -> Page {
        match item.issued.and_then(|index| self.batch.certificates.get(index)) {
            Some(certificate) => self.batch.page(certificate),
            None => specimen(&item.content, &self.pictures),
        }
    }

    pub fn order(&self, scope: Scope, copies: bool, where_to: WhereTo) -> Order {
        let new = self.pages(false).map(|item| (item.student, item.class)).collect();
        let copies = if copies { self.batch.certificates.clone() } else { Vec::new() };
        let class = match scope {
            Scope::Class(class) => Some(class),
            Scope::School(_) | Scope::Everything => None,
        };

        Order { class, new, copies, language: self.language, name: self.name.clone(), where_to }
    }
}

/// Where the pages go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhereTo {
    Viewer,
    Printer(String),
    File(PathBuf),
    Folder(PathBuf),
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Done {
    Open(PathBuf),
    Sent(String),
    Saved(PathBuf),
}

/// Certificates to be issued and printed.
#[derive(Debug, Clone)]
pub struct Order {
    class: Option<ClassId>,
    new: Vec<(StudentId, ClassId)>,
    copies: Vec<Certificate>,
    language: CertificateLanguage,
    name: String,
    where_to: WhereTo,
}

impl Order {
    /// Issues what is new, then writes the pages. Whatever becomes of the pages, the ledger is true: what was issued is
    /// issued, and can be printed again as copies.
    pub fn carry_out(self, register: &mut Register) -> Result<Done, Error> {
        if let WhereTo::Folder(folder) = &self.where_to {
            // Before anything is issued, so that a place that can't be written costs no numbers.
            std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
        }
        let mut certificates = Vec::new();
        if !self.new.is_empty() {
            let (_, issued) = register.issue_certificates(self.class, &self.new, self.language)?;
            for certificate in issued {
                certificates.push(register.certificate(certificate)?);
            }
        }
        certificates.extend(self.copies);
        let work = register.work();
        let whole = certificates.len();
        let batch = Batch::gather(register, certificates)?;
        let name = format!("intyg-{}.pdf", self.name);
        match self.where_to {
            WhereTo::Viewer => {
                let bytes = batch.pdf_telling(|done| work.advance(done, whole))?;
                save_for_opening(&File { name, bytes }).map(Done::Open)
            }
            WhereTo::Printer(printer) => {
                let bytes = batch.pdf_telling(|done| work.advance(done, whole))?;
                let path = save_for_opening(&File { name, bytes })?;
                crate::printer::send(&printer, &path).map_err(|error| Error::io(&path, error))?;
                Ok(Done::Sent(printer))
            }
            WhereTo::File(path) => {
                let bytes = batch.pdf_telling(|done| work.advance(done, whole))?;
                write_whole(&path, &bytes).map_err(|error| Error::io(&path, error))?;
                Ok(Done::Saved(path))
            }
            WhereTo::Folder(folder) => {
                for (done, file) in batch.files().enumerate() {
                    work.advance(done, whole)?;
                    let path = folder.join(&file.name);
                    write_whole(&path, &file.bytes).map_err(|error| Error::io(&path, error))?;
                }
                Ok(Done::Saved(folder))
            }
        }
    }
}
