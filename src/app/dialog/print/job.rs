//! What a print order is made of, and how it is carried out on the register's thread.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::app::action::CertificateScope;
use crate::app::printing::save_for_opening;
use crate::disk::write_whole;
use crate::domain::certificate::{CertificateContent, CertificateLanguage};
use crate::domain::student::tidy_name;
use crate::domain::{CertificateId, ClassId, StudentId, Verdict};
use crate::i18n::Language;
use crate::papers::certificates::{
    Batch, candidates, pictures, refuse_unprintable, specimen, unprintable, unprintable_of,
};
use crate::papers::{self, File};
use crate::print::Page;
use crate::print::certificate::{Pictures, sessions_left_out};
use crate::print::font::has_emoji;
use crate::register::certificate::{CandidateState, Certificate};
use crate::register::{Error, Register};
use crate::text;

/// What could be printed.
#[derive(Debug, Clone)]
pub struct Printable {
    /// What the papers are of: a class, a school, everything.
    pub name: String,
    /// What new certificates are written in.
    pub language: CertificateLanguage,
    items: Vec<Item>,
    /// Whose certificates are not printed, and why.
    pub skipped: Vec<(String, Skipped)>,
    /// Students who get a certificate and have no first name.
    pub without_given: Vec<String>,
    /// Whether the name is protected and must be typed for the page.
    pub is_nameless: bool,
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
    /// Nothing is left to print.
    Erased,
    NotYet,
    NoLonger,
    Letters(String),
}

impl Skipped {
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Self::Protected => text!(language, "skip-protected"),
            Self::Erased => text!(language, "skip-erased"),
            Self::NotYet => text!(language, "skip-not-yet"),
            Self::NoLonger => text!(language, "skip-no-longer"),
            Self::Letters(letters) => text!(language, "skip-letters", letters = letters.as_str()),
        }
    }
}

impl Printable {
    pub fn gather(
        register: &Register,
        scope: CertificateScope,
        language: Option<CertificateLanguage>,
    ) -> Result<Self, Error> {
        let design = register.design()?;
        let language = language.unwrap_or(design.language);
        match scope {
            CertificateScope::Student(student, class) => {
                return Self::of_one(register, (student, class), None, language);
            }
            CertificateScope::InPlaceOf(certificate) => {
                let old = register.certificate(certificate)?;
                let language = old.content.language;
                return Self::of_one(register, (old.student, old.class), Some(old), language);
            }
            CertificateScope::Class(_)
            | CertificateScope::School(_)
            | CertificateScope::Everything => {}
        }
        let rows = register.classes()?;
        let classes: Vec<_> = rows
            .iter()
            .filter(|class| match scope {
                CertificateScope::Class(id) => class.id == id,
                CertificateScope::School(id) => class.school == id,
                CertificateScope::Everything => true,
                CertificateScope::Student(..) | CertificateScope::InPlaceOf(_) => false,
            })
            .collect();
        let name = match (scope, classes.first()) {
            (CertificateScope::Class(_), Some(class)) => {
                papers::class_file_name(&class.school_name, &class.name)
            }
            (CertificateScope::School(_), Some(class)) => class.school_name.clone(),
            _ => register.programme()?.name,
        };
        let ids: Vec<ClassId> = classes.iter().map(|class| class.id).collect();
        let (mut ready, mut issued, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
        for candidate in candidates(register, &ids)? {
            let lacking = unprintable_of(register, &candidate)?;
            let why = match candidate.state {
                CandidateState::Ready if lacking.is_empty() => {
                    ready.push((candidate.student, candidate.class));
                    continue;
                }
                CandidateState::Issued(certificate) if lacking.is_empty() => {
                    issued.push(register.certificate(certificate)?);
                    continue;
                }
                CandidateState::Ready | CandidateState::Issued(_) => Skipped::Letters(lacking),
                CandidateState::Protected => Skipped::Protected,
                CandidateState::Erased => Skipped::Erased,
                CandidateState::NotCounting(Verdict::NoLonger) => Skipped::NoLonger,
                CandidateState::NotCounting(_) => Skipped::NotYet,
            };
            skipped.push((candidate.name, why));
        }
        // Of everything, only those who could have one are of interest.
        if scope == CertificateScope::Everything {
            skipped.retain(|(_, why)| matches!(why, Skipped::Protected | Skipped::Letters(_)));
        }
        let drafts = register.draft_certificates(&ready, language)?;
        let without_given = without_given(register, &ready, &drafts)?;
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
            without_given,
            is_nameless: false,
            pictures: pictures(register.pictures(design.pictures())?),
            batch: Batch::gather(register, issued, None)?,
        })
    }

    /// One certificate of a student in a class, in another's place or not. A protected student's page has the name that is
    /// typed for it.
    fn of_one(
        register: &Register,
        (student, class): (StudentId, ClassId),
        replaces: Option<Certificate>,
        language: CertificateLanguage,
    ) -> Result<Self, Error> {
        let detail = register.student(student)?;
        let student = detail.id;
        let protected = detail.protection.is_protected();
        let design = register.design()?;
        let mut draft = register.draft_certificates(&[(student, class)], language)?.remove(0);
        draft.replaces = replaces.map(|old| old.serial.to_string());
        let lacking = unprintable(&draft.student);
        let name = detail.name();
        let (mut items, mut skipped) = (Vec::new(), Vec::new());
        if lacking.is_empty() || protected {
            items.push(Item { content: draft.clone(), student, class, issued: None });
        } else {
            skipped.push((name.clone(), Skipped::Letters(lacking)));
        }

        Ok(Self {
            without_given: without_given(register, &[(student, class)], &[draft])?,
            name,
            language,
            items,
            skipped,
            is_nameless: protected,
            pictures: pictures(register.pictures(design.pictures())?),
            batch: Batch::default(),
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

    /// How many pages show a name without the emoji it has.
    pub fn with_emoji(&self, copies: bool) -> usize {
        self.pages(copies).filter(|item| has_emoji(&item.content.student)).count()
    }

    /// Of how many pages the layout leaves sessions out.
    pub fn crowded(&self, copies: bool) -> usize {
        self.pages(copies).filter(|item| sessions_left_out(&item.content) > 0).count()
    }

    /// A page as it will look; with a name that is typed for it alone.
    pub fn page(&self, item: &Item, typed: &str) -> Page {
        if self.is_nameless && !typed.trim().is_empty() {
            let student = tidy_name(typed);
            let named = CertificateContent { student, ..item.content.clone() };
            return specimen(&named, &self.pictures);
        }
        match item.issued.and_then(|index| self.batch.certificates.get(index)) {
            Some(certificate) => self.batch.page(certificate),
            None => specimen(&item.content, &self.pictures),
        }
    }

    pub fn order(
        &self,
        scope: CertificateScope,
        copies: bool,
        name: &str,
        where_to: WhereTo,
    ) -> Order {
        let new = match scope {
            CertificateScope::InPlaceOf(certificate) => New::InPlaceOf(certificate),
            _ => New::Each(self.pages(false).map(|item| (item.student, item.class)).collect()),
        };
        let copies = if copies { self.batch.certificates.clone() } else { Vec::new() };
        let class = match scope {
            CertificateScope::Class(class) | CertificateScope::Student(_, class) => Some(class),
            CertificateScope::School(_)
            | CertificateScope::Everything
            | CertificateScope::InPlaceOf(_) => None,
        };
        let typed_name = self.is_nameless.then(|| name.to_owned());

        Order {
            class,
            new,
            copies,
            language: self.language,
            name: self.name.clone(),
            typed_name,
            where_to,
        }
    }
}

/// Those of the students who have no first name, by the names on their certificates. Who is protected has none to say.
fn without_given(
    register: &Register,
    students: &[(StudentId, ClassId)],
    drafts: &[CertificateContent],
) -> Result<Vec<String>, Error> {
    let lacking = register.without_given_name()?;
    let named = students.iter().zip(drafts).filter(|((student, _), _)| lacking.contains(student));

    Ok(named.map(|(_, draft)| draft.student.clone()).collect())
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
    /// To be opened; whose certificates were issued.
    Open(PathBuf),
    Sent(String),
    /// The printer took nothing; the pages lie there.
    NotSent(PathBuf),
    /// So many files in a folder, or one.
    Saved(PathBuf, usize),
}

/// What is issued.
#[derive(Debug, Clone)]
enum New {
    Each(Vec<(StudentId, ClassId)>),
    InPlaceOf(CertificateId),
}

/// Certificates to be issued and printed.
#[derive(Debug, Clone)]
pub struct Order {
    class: Option<ClassId>,
    new: New,
    copies: Vec<Certificate>,
    language: CertificateLanguage,
    name: String,
    /// The name that stands on a protected student's page, and nowhere else.
    typed_name: Option<String>,
    where_to: WhereTo,
}

impl Order {
    /// Issues what is new. Whatever becomes of the pages, the ledger is true: what was issued is issued, and can be printed
    /// again as copies.
    pub fn issue(&self, register: &mut Register) -> Result<Vec<CertificateId>, Error> {
        // Before anything is issued, so that a name or a place that can't be written costs no numbers.
        if let Some(name) = &self.typed_name {
            refuse_unprintable(name)?;
        }
        match &self.where_to {
            WhereTo::Folder(folder) => {
                crate::disk::create_folder(folder).map_err(|error| Error::io(folder, error))?;
            }
            WhereTo::File(path) if path.exists() => return Err(Error::Exists(path.clone())),
            WhereTo::File(_) | WhereTo::Viewer | WhereTo::Printer(_) => {}
        }

        Ok(match &self.new {
            New::Each(students) if students.is_empty() => Vec::new(),
            New::Each(students) => {
                register.issue_certificates(self.class, students, self.language)?.1
            }
            New::InPlaceOf(certificate) => vec![register.reissue_certificate(*certificate)?.1],
        })
    }

    /// Writes the pages of what has been issued, and the copies.
    pub fn write(self, register: &Register, issued: Vec<CertificateId>) -> Result<Done, Error> {
        let mut certificates = Vec::new();
        for certificate in issued {
            certificates.push(register.certificate(certificate)?);
        }
        certificates.extend(self.copies);
        let work = register.work();
        let whole = certificates.len();
        let batch = Batch::gather(register, certificates, self.typed_name.as_deref())?;
        let name = format!("intyg-{}.pdf", self.name);
        match self.where_to {
            WhereTo::Viewer => {
                let bytes = batch.pdf_telling(|done| work.advance(done, whole))?;
                save_for_opening(&File { name, bytes }).map(Done::Open)
            }
            WhereTo::Printer(printer) => {
                let bytes = batch.pdf_telling(|done| work.advance(done, whole))?;
                let path = save_for_opening(&File { name, bytes })?;
                Ok(match crate::printer::send(&printer, &path) {
                    Ok(()) => Done::Sent(printer),
                    Err(_) => Done::NotSent(path),
                })
            }
            WhereTo::File(path) => {
                let bytes = batch.pdf_telling(|done| work.advance(done, whole))?;
                write_whole(&path, &bytes).map_err(|error| Error::io(&path, error))?;
                Ok(Done::Saved(path, 1))
            }
            WhereTo::Folder(folder) => {
                let paths =
                    batch.write_each(&folder, |done| work.advance(done, whole), Error::io)?;
                // Counted by their names: two certificates never share a file.
                let written: BTreeSet<PathBuf> = paths.into_iter().collect();
                Ok(Done::Saved(folder, written.len()))
            }
        }
    }
}
