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
    use std::collections::{BTreeMap, BTreeSet, HashMap};
    use std::path::{Path, PathBuf};

    use super::*;

    /// The texts of a language, each with its key, in their order.
    fn texts(language: Language) -> Vec<(String, String)> {
        let path = format!("{}/kursliggaren.ftl", language.code());
        let file = Files::get(&path).unwrap();
        let text = String::from_utf8(file.data.into_owned()).unwrap();
        let mut texts: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            let begins = line.starts_with(|first: char| first.is_ascii_lowercase());
            match line.split_once('=') {
                Some((key, rest)) if begins => {
                    texts.push((key.trim().to_owned(), rest.to_owned()));
                }
                _ if line.starts_with('#') => {}
                _ => {
                    if let Some((_, text)) = texts.last_mut() {
                        text.push_str(line);
                    }
                }
            }
        }

        texts
    }

    fn keys(language: Language) -> BTreeSet<String> {
        texts(language).into_iter().map(|(key, _)| key).collect()
    }

    /// The words after each `$` in a text.
    fn variables(text: &str) -> BTreeSet<String> {
        let is_part =
            |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
        let after = text.split('$').skip(1);

        after.map(|rest| rest.chars().take_while(|letter| is_part(*letter)).collect()).collect()
    }

    /// Every use of a text in the program: the file, the key, and the arguments it is given.
    fn uses() -> Vec<(PathBuf, String, BTreeSet<String>)> {
        fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => walk(&path, files),
                    false if path.extension().is_some_and(|ending| ending == "rs") => {
                        files.push(path);
                    }
                    false => {}
                }
            }
        }
        let mut files = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        let mut uses = Vec::new();
        for path in files {
            let source = std::fs::read_to_string(&path).unwrap();
            for call in source.split("text!(").skip(1) {
                let mut depth = 1;
                let end = call.find(|letter| {
                    match letter {
                        '(' => depth += 1,
                        ')' => depth -= 1,
                        _ => {}
                    }
                    depth == 0
                });
                let call = &call[..end.unwrap_or(call.len())];
                let Some(key) = call.split('"').nth(1) else { continue };
                let given = call.split(['(', ',', '\n']).filter_map(|part| {
                    let (name, _) =
                        part.split_once('=').filter(|(_, rest)| !rest.starts_with('='))?;
                    let name = name.trim();
                    name.chars()
                        .all(|c| c.is_ascii_alphanumeric() || c == '_')
                        .then(|| name.to_owned())
                });
                uses.push((path.clone(), key.to_owned(), given.collect()));
            }
        }

        uses
    }

    #[test]
    fn no_text_stands_twice_and_both_languages_name_the_same_things() {
        let [swedish, english] = [Language::Swedish, Language::English].map(texts);
        for texts in [&swedish, &english] {
            let mut known = BTreeSet::new();
            for (key, _) in texts {
                assert!(known.insert(key), "{key} stands twice");
            }
        }
        let english: BTreeMap<_, _> = english.into_iter().collect();
        for (key, text) in swedish {
            assert_eq!(variables(&text), variables(&english[&key]), "{key}");
        }
    }

    #[test]
    fn every_text_is_given_what_it_names_and_shows_no_sign_of_it() {
        let uses = uses();
        for language in Language::ALL {
            let texts: BTreeMap<String, String> = texts(language).into_iter().collect();
            for (path, key, given) in &uses {
                let Some(text) = texts.get(key) else { continue };
                let lacking: Vec<_> = variables(text).difference(given).cloned().collect();
                assert!(lacking.is_empty(), "{}: {key} lacks {lacking:?}", path.display());
                let named = given.iter().map(String::as_str);
                let mut shown: Vec<String> = [0, 1, 7]
                    .map(|number| {
                        let numbers: HashMap<&str, u32> =
                            named.clone().map(|name| (name, number)).collect();
                        language.loader().get_args(key, numbers)
                    })
                    .to_vec();
                let words: HashMap<&str, &str> = named.map(|name| (name, "Åsa")).collect();
                shown.push(language.loader().get_args(key, words));
                for shown in shown {
                    assert!(!shown.contains('$'), "{key}: {shown}");
                }
            }
        }
        assert!(uses.len() > 1000, "{}", uses.len());
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
