//! What the window can be asked to do by name: with a key, or from the field that finds everything.

use super::route::ROUTES;
use super::route::Route;
use crate::i18n::Language;
use crate::installation::ThemeChoice;
use crate::text;

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// To go somewhere.
    Go(Route),
    /// To find a student, a class, a school or something to do.
    Find,
    /// To see the keys of this screen, and help.
    Help,
    /// To make a class.
    NewClass,
    /// To take in a class list.
    Import,
    /// To print what the screen is about.
    Print,
    /// To see whether a certificate is genuine.
    Verify,
    /// To print every certificate that is ready.
    PrintEverything,
    /// To undo the newest change.
    Undo,
    /// To do again what was undone last.
    Redo,
    /// To search or filter the list.
    Filter,
    /// To save what is typed.
    Save,
    /// To make a backup now.
    BackUp,
    /// To open another register, or make one.
    ChangeRegister,
    /// To look like this.
    Theme(ThemeChoice),
    /// To speak this language.
    Language(Language),
    /// To close the window.
    Quit,
}

impl Command {
    /// Those that make sense everywhere, in the order they are offered.
    pub fn all() -> Vec<Self> {
        let routes = ROUTES.into_iter().chain([Route::History, Route::Settings]).map(Self::Go);
        let deeds = [
            Self::Import,
            Self::NewClass,
            Self::Print,
            Self::PrintEverything,
            Self::Verify,
            Self::Undo,
            Self::Redo,
            Self::BackUp,
            Self::ChangeRegister,
            Self::Help,
            Self::Theme(ThemeChoice::Light),
            Self::Theme(ThemeChoice::Dark),
            Self::Theme(ThemeChoice::HighContrast),
            Self::Theme(ThemeChoice::HighContrastDark),
            Self::Theme(ThemeChoice::System),
            Self::Language(Language::Swedish),
            Self::Language(Language::English),
            Self::Quit,
        ];

        routes.chain(deeds).collect()
    }

    /// What it is called.
    pub fn label(self, language: Language) -> String {
        match self {
            Self::Go(route) => route_name(language, route),
            Self::Find => text!(language, "wish-find"),
            Self::Help => text!(language, "wish-help"),
            Self::NewClass => text!(language, "action-new-class"),
            Self::Import => text!(language, "action-import"),
            Self::Print => text!(language, "wish-print"),
            Self::PrintEverything => text!(language, "wish-print-everything"),
            Self::Verify => text!(language, "verify-title"),
            Self::Undo => text!(language, "action-undo"),
            Self::Redo => text!(language, "wish-redo"),
            Self::Filter => text!(language, "wish-filter"),
            Self::Save => text!(language, "action-save"),
            Self::BackUp => text!(language, "settings-back-up"),
            Self::ChangeRegister => text!(language, "wish-change-register"),
            Self::Theme(choice) => {
                text!(language, "wish-theme", theme = theme_name(language, choice))
            }
            Self::Language(Language::Swedish) => text!(language, "wish-swedish"),
            Self::Language(Language::English) => text!(language, "wish-english"),
            Self::Quit => text!(language, "wish-quit"),
        }
    }

    /// What it can be found by: what it is called, and what else people call it.
    pub fn words(self, language: Language) -> String {
        let label = self.label(language);
        match self {
            Self::PrintEverything => {
                format!("{label} {}", text!(language, "wish-print-other-words"))
            }
            _ => label,
        }
    }

    /// The keys for it, where it has any.
    pub fn keys(self) -> Option<String> {
        let letter = match self {
            Self::Go(route) => {
                let index = ROUTES.iter().position(|known| *known == route)?;
                return Some(command_key(&(index + 1).to_string()));
            }
            Self::Help => return Some("F1".to_owned()),
            Self::Save => return Some(command_key("Enter")),
            Self::Redo if cfg!(target_os = "macos") => return Some("⇧⌘Z".to_owned()),
            Self::Redo => return Some("Ctrl+Shift+Z".to_owned()),
            Self::Find => "K",
            Self::NewClass => "N",
            Self::Import => "I",
            Self::Print => "P",
            Self::Undo => "Z",
            Self::Filter => "F",
            Self::Quit => "Q",
            Self::PrintEverything
            | Self::Verify
            | Self::BackUp
            | Self::ChangeRegister
            | Self::Theme(_)
            | Self::Language(_) => {
                return None;
            }
        };

        Some(command_key(letter))
    }
}

/// A key together with Ctrl, or with Command on a Mac, as it is written there.
pub fn command_key(key: &str) -> String {
    if cfg!(target_os = "macos") { format!("⌘{key}") } else { format!("Ctrl+{key}") }
}

/// What a place of the sidebar is called.
pub fn route_name(language: Language, route: Route) -> String {
    match route {
        Route::Overview => text!(language, "place-overview"),
        Route::Classes | Route::Class(_) | Route::Log(..) => text!(language, "place-classes"),
        Route::Students | Route::Student(_) => text!(language, "place-students"),
        Route::Schools | Route::School(_) => text!(language, "place-schools"),
        Route::Sessions => text!(language, "place-sessions"),
        Route::Certificates => text!(language, "place-certificates"),
        Route::Reports => text!(language, "place-reports"),
        Route::Together => text!(language, "place-together"),
        Route::Conflicts => text!(language, "place-conflicts"),
        Route::History => text!(language, "place-history"),
        Route::Settings => text!(language, "place-settings"),
    }
}

/// What a theme is called.
pub fn theme_name(language: Language, theme: ThemeChoice) -> String {
    match theme {
        ThemeChoice::System => text!(language, "theme-system"),
        ThemeChoice::Light => text!(language, "theme-light"),
        ThemeChoice::Dark => text!(language, "theme-dark"),
        ThemeChoice::HighContrast => text!(language, "theme-contrast"),
        ThemeChoice::HighContrastDark => text!(language, "theme-contrast-dark"),
    }
}
