//! Texts, numbers, dates and order, in Swedish and English. Knows nothing of registers or windows.

pub mod collation;
pub mod date;
pub mod number;

use std::str::FromStr;
use std::sync::LazyLock;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::{FluentLanguageLoader, fluent_language_loader};

#[derive(rust_embed::RustEmbed)]
#[folder = "resources/i18n/"]
struct Files;

/// The language people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Svenska.
    #[default]
    Swedish,
    /// English.
    English,
}

static SWEDISH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| loader(Language::Swedish));
static ENGLISH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| loader(Language::English));

/// A text in a language, its key checked when the program is built:
/// `text!(language, "class-students", count = 3)`.
#[macro_export]
macro_rules! text {
    ($language:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        ::i18n_embed_fl::fl!($language.loader(), $key $(, $name = { $value })*)
    };
}

impl Language {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Swedish, Self::English];

    /// `sv` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    /// The system's language if it is one of ours, else Swedish.
    pub fn of_system() -> Self {
        match sys_locale::get_locale() {
            Some(locale) if locale.starts_with("en") => Self::English,
            _ => Self::Swedish,
        }
    }

    /// Its texts.
    pub fn loader(self) -> &'static FluentLanguageLoader {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|language| language.code() == code).ok_or(())
    }
}

fn loader(language: Language) -> FluentLanguageLoader {
    let loader = fluent_language_loader!();
    if let Ok(identifier) = language.code().parse() {
        // The files are part of the program; a test reads both.
        let loaded = loader.load_languages(&Files, &[identifier]);
        debug_assert!(loaded.is_ok(), "{loaded:?}");
    }
    loader.set_use_isolating(false);

    loader
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(language: Language) -> BTreeSet<String> {
        let path = format!("{}/kursliggaren.ftl", language.code());
        let file = Files::get(&path).unwrap();
        let text = String::from_utf8(file.data.into_owned()).unwrap();

        text.lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
            .collect()
    }

    #[test]
    fn every_text_exists_in_both_languages() {
        let (swedish, english) = (keys(Language::Swedish), keys(Language::English));

        assert_eq!(swedish.difference(&english).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(english.difference(&swedish).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn every_text_can_be_read() {
        for language in Language::ALL {
            for key in keys(language) {
                let text = language.loader().get(&key);
                assert!(!text.starts_with("No localization"), "{} {key}", language.code());
            }
        }
    }
}
