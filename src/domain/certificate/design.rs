//! How certificates look and what they say, as the programme has decided it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::file_name::FileNamePattern;
use super::wording::Wording;
use super::{CertificateKind, CertificateLanguage};

/// How a certificate is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Lying, everything around the middle.
    #[default]
    Classic,
    /// Upright, from the left margin.
    Plain,
    /// Lying, with the sessions in a table beside the text.
    Listed,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Classic, Self::Plain, Self::Listed];
}

/// The colour of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hue {
    /// Falu red.
    #[default]
    FaluRed,
    /// Spruce green.
    Spruce,
    /// Lake blue.
    Blue,
    /// Black, for printers without colour.
    Ink,
}

impl Hue {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::FaluRed, Self::Spruce, Self::Blue, Self::Ink];
}

/// Partners' logos on one certificate, at most.
pub const MOST_LOGOS: usize = 6;

/// How certificates look. Pictures are named by the SHA-256 of their files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Design {
    pub layout: Layout,
    /// The colour of headings.
    pub hue: Hue,
    /// The language new certificates are in unless another is chosen.
    pub language: CertificateLanguage,
    /// Texts that differ from the program's own.
    pub wordings: Vec<OwnWording>,
    /// Partners' logos, from the left.
    pub logos: Vec<Logo>,
    /// The signature's picture; a line is left for it where there is none.
    pub signature: Option<String>,
    /// What the one who signs is.
    pub signatory_title: String,
    /// What a certificate's file is called.
    #[serde(default)]
    pub file_name: FileNamePattern,
}

/// A partner's logo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    pub picture: String,
    /// Whose it is; said to those who don't see it.
    pub name: String,
}

/// Texts of the programme's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWording {
    /// Which certificate.
    pub kind: CertificateKind,
    /// `sv` or `en`.
    pub language: String,
    /// What it says.
    pub wording: Wording,
}

impl Design {
    /// The texts of a kind of certificate in a language.
    pub fn wording(&self, kind: CertificateKind, language: &str) -> Wording {
        self.wordings
            .iter()
            .find(|own| own.kind == kind && own.language == language)
            .map_or_else(|| Wording::standard(kind, language), |own| own.wording.clone())
    }

    /// Sets the texts of a kind of certificate in a language; the program's own are not kept.
    pub fn set_wording(&mut self, kind: CertificateKind, language: &str, wording: Wording) {
        self.wordings.retain(|own| own.kind != kind || own.language != language);
        if wording != Wording::standard(kind, language) {
            let language = language.to_owned();
            self.wordings.push(OwnWording { kind, language, wording });
        }
    }

    /// The pictures it shows.
    pub fn pictures(&self) -> impl Iterator<Item = &str> {
        self.logos.iter().map(|logo| logo.picture.as_str()).chain(self.signature.as_deref())
    }

    /// What is frozen with a certificate of that kind in those languages.
    pub fn frozen(&self, kind: CertificateKind, language: CertificateLanguage) -> Look {
        Look {
            layout: self.layout,
            hue: self.hue,
            wordings: language
                .codes()
                .iter()
                .map(|code| ((*code).to_owned(), self.wording(kind, code)))
                .collect(),
            logos: self.logos.clone(),
            signature: self.signature.clone(),
            signatory_title: self.signatory_title.clone(),
        }
    }
}

/// How one certificate looks, frozen when it is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub layout: Layout,
    /// The colour of headings.
    pub hue: Hue,
    /// Its texts, by language.
    pub wordings: BTreeMap<String, Wording>,
    /// Partners' logos, from the left.
    pub logos: Vec<Logo>,
    /// The signature's picture.
    pub signature: Option<String>,
    /// What the one who signs is.
    pub signatory_title: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::certificate::wording::Template;

    #[test]
    fn own_texts_are_kept_and_the_programs_own_are_not() {
        let mut design = Design::default();
        let kind = CertificateKind::Participation;
        let standard = Wording::standard(kind, "sv");
        let title = Template::read("Intyg om deltagande").unwrap();
        design.set_wording(kind, "sv", Wording { title, ..standard.clone() });
        assert_eq!(design.wording(kind, "sv").title.to_string(), "Intyg om deltagande");
        assert_eq!(design.wording(kind, "en"), Wording::standard(kind, "en"));

        design.set_wording(kind, "sv", standard);
        assert_eq!(design, Design::default());
    }

    #[test]
    fn a_certificate_in_two_languages_freezes_both() {
        let look = Design::default().frozen(CertificateKind::Attendance, CertificateLanguage::Both);

        assert_eq!(look.wordings.keys().collect::<Vec<_>>(), ["en", "sv"]);
    }
}
