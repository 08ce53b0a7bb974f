//! What is typed and chosen about certificates, before it is a design.

use std::collections::BTreeMap;
use std::path::Path;

use crate::app::context::Context;
use crate::domain::Minutes;
use crate::domain::certificate::design::{Design, Hue, Layout, Logo, MOST_LOGOS};
use crate::domain::certificate::file_name::FileNamePattern;
use crate::domain::certificate::wording::{Template, Wording};
use crate::domain::certificate::{
    AttendedSession, CertificateContent, CertificateKind, CertificateLanguage,
};
use crate::i18n::Language;
use crate::register::programme::Programme;
use crate::text;

/// A text of a certificate as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    Title,
    Lead,
    EnrolmentChange,
    Details,
    More,
}

impl Line {
    pub const ALL: [Self; 5] =
        [Self::Title, Self::Lead, Self::EnrolmentChange, Self::Details, Self::More];
}

/// The form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    pub layout: Layout,
    pub hue: Hue,
    pub language: CertificateLanguage,
    texts: BTreeMap<(&'static str, &'static str, Line), String>,
    pub logos: Vec<Logo>,
    pub signature: Option<String>,
    pub signatory: String,
    pub signatory_title: String,
    pub place: String,
    pub file_name: String,
}

const KINDS: [CertificateKind; 2] = [CertificateKind::Participation, CertificateKind::Attendance];

impl Form {
    pub fn of(design: &Design, programme: &Programme) -> Self {
        let mut form = Self {
            layout: design.layout,
            hue: design.hue,
            language: design.language,
            texts: BTreeMap::new(),
            logos: design.logos.clone(),
            signature: design.signature.clone(),
            signatory: programme.signatory.clone(),
            signatory_title: design.signatory_title.clone(),
            place: programme.place.clone(),
            file_name: design.file_name.to_string(),
        };
        for kind in KINDS {
            for language in Language::ALL {
                form.fill_in(kind, language, &design.wording(kind, language.code()));
            }
        }

        form
    }

    fn fill_in(&mut self, kind: CertificateKind, language: Language, wording: &Wording) {
        let details = wording.details.to_string();
        let (first, rest) = details.split_once('\n').unwrap_or((&details, ""));
        let lines = [
            (Line::Title, wording.title.to_string()),
            (Line::Lead, wording.lead.to_string()),
            (Line::EnrolmentChange, wording.deed.to_string()),
            (Line::Details, first.to_owned()),
            (Line::More, rest.replace('\n', " ")),
        ];
        for (line, text) in lines {
            self.write(kind, language, line, text);
        }
    }

    pub fn write(&mut self, kind: CertificateKind, language: Language, line: Line, text: String) {
        self.texts.insert((kind.code(), language.code(), line), text);
    }

    pub fn text(&self, kind: CertificateKind, language: Language, line: Line) -> &str {
        self.texts.get(&(kind.code(), language.code(), line)).map_or("", String::as_str)
    }

    /// Takes back the program's own texts.
    pub fn set_standard(&mut self, kind: CertificateKind, language: Language) {
        self.fill_in(kind, language, &Wording::standard(kind, language.code()));
    }

    pub fn is_standard(&self, kind: CertificateKind, language: Language) -> bool {
        self.wording(kind, language) == Some(Wording::standard(kind, language.code()))
    }

    fn wording(&self, kind: CertificateKind, language: Language) -> Option<Wording> {
        let read = |line| Template::read(self.text(kind, language, line).trim()).ok();
        let (details, more) = (read(Line::Details)?, read(Line::More)?);
        let details = format!("{details}\n{more}");

        Some(Wording {
            title: read(Line::Title)?,
            lead: read(Line::Lead)?,
            deed: read(Line::EnrolmentChange)?,
            details: Template::read(details.trim()).ok()?,
        })
    }

    /// What was typed and chosen; `None` where a text can't be read.
    pub fn design(&self) -> Option<Design> {
        let mut design = Design {
            layout: self.layout,
            hue: self.hue,
            language: self.language,
            wordings: Vec::new(),
            logos: self.logos.clone(),
            signature: self.signature.clone(),
            signatory_title: self.signatory_title.trim().to_owned(),
            file_name: FileNamePattern::read(&self.file_name).ok()?,
        };
        for kind in KINDS {
            for language in Language::ALL {
                design.set_wording(kind, language.code(), self.wording(kind, language)?);
            }
        }

        Some(design)
    }

    /// Adds a logo; its file's name is what it is called to begin with.
    pub fn add_logo(&mut self, picture: String, path: &str) {
        if self.logos.len() < MOST_LOGOS {
            let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
            self.logos.push(Logo { picture, name: name.replace(['_', '-'], " ") });
        }
    }
}

/// A certificate nobody has, to see how it looks.
pub fn example(
    design: &Design,
    (kind, language): (CertificateKind, CertificateLanguage),
    form: &Form,
    (programme, course): (&Programme, &str),
    context: &Context,
) -> CertificateContent {
    let first = context.today - chrono::Days::new(35);
    let sessions: Vec<AttendedSession> = (0..6)
        .map(|week| AttendedSession {
            number: week + 1,
            date: first + chrono::Days::new(7 * u64::from(week)),
            minutes: Minutes(90),
        })
        .collect();

    CertificateContent {
        kind,
        language,
        look: design.frozen(kind, language),
        student: text!(context.language, "design-example-name"),
        school: text!(context.language, "design-example-school"),
        class: "SA26A".to_owned(),
        course: course.to_owned(),
        programme: programme.name.clone(),
        partners: programme.partners.clone(),
        period: programme.period,
        attended: Minutes(540),
        planned: Minutes(540),
        exempt: Minutes::default(),
        sessions,
        completed_on: None,
        issued_on: context.today,
        place: form.place.trim().to_owned(),
        signatory: form.signatory.trim().to_owned(),
        replaces: None,
    }
}
