//! What the window can be asked to do by name: with a key, or from the field that finds everything.

use super::route::{ROUTES, Route, SettingsPart};
use crate::i18n::Language;
use crate::installation::ThemeChoice;
use crate::{reference, text};

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// To go somewhere.
    Go(Route),
    /// To see a part of the settings.
    Setting(SettingsPart),
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
        let others = [Route::Conflicts, Route::History, Route::Settings];
        let routes = ROUTES.into_iter().chain(others).map(Self::Go);
        let settings = SettingsPart::ALL.map(Self::Setting);
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

        routes.chain(settings).chain(deeds).collect()
    }

    /// What it is called.
    pub fn label(self, language: Language) -> String {
        match self {
            Self::Go(route) => route_name(language, route),
            Self::Setting(part) => {
                let settings = text!(language, "place-settings");
                format!("{settings}: {}", settings_part(language, part))
            }
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
        let own = match self {
            Self::PrintEverything => text!(language, "wish-print-other-words"),
            _ => String::new(),
        };
        let others = reference::other_words(language.code(), self.code());

        format!("{label} {own} {others}")
    }

    /// What it is called in the list of other words; empty where it has none.
    fn code(self) -> &'static str {
        match self {
            Self::Go(Route::Overview) => "overview",
            Self::Go(Route::Classes) => "classes",
            Self::Go(Route::Students) => "students",
            Self::Go(Route::Schools) => "schools",
            Self::Go(Route::Sessions) => "sessions",
            Self::Go(Route::Certificates) => "certificates",
            Self::Go(Route::Reports) => "reports",
            Self::Go(Route::Together) => "together",
            Self::Go(Route::Conflicts) => "conflicts",
            Self::Go(Route::History) => "history",
            Self::Setting(SettingsPart::Computer) => "setting-computer",
            Self::Setting(SettingsPart::Programme) => "setting-programme",
            Self::Setting(SettingsPart::Certificates) => "setting-certificates",
            Self::Setting(SettingsPart::Register) => "setting-register",
            Self::Import => "import",
            Self::NewClass => "new-class",
            Self::Print => "print",
            Self::Verify => "verify",
            Self::BackUp => "back-up",
            Self::ChangeRegister => "change-register",
            Self::Help => "help",
            Self::Go(_)
            | Self::Find
            | Self::PrintEverything
            | Self::Undo
            | Self::Redo
            | Self::Filter
            | Self::Save
            | Self::Theme(_)
            | Self::Language(_)
            | Self::Quit => "",
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
            | Self::Setting(_)
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

/// What a part of the settings is called.
pub fn settings_part(language: Language, part: SettingsPart) -> String {
    match part {
        SettingsPart::Computer => text!(language, "settings-computer"),
        SettingsPart::Programme => text!(language, "settings-programme"),
        SettingsPart::Certificates => text!(language, "place-certificates"),
        SettingsPart::Register => text!(language, "settings-register"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::student::fold;

    #[test]
    fn what_people_call_things_leads_to_them() {
        let found = |language: Language, word: &str| -> Vec<Command> {
            let holds = |command: &Command| fold(&command.words(language)).contains(&fold(word));
            Command::all().into_iter().filter(holds).collect()
        };
        for (word, command) in [
            ("regel", Command::Setting(SettingsPart::Programme)),
            ("textstorlek", Command::Setting(SettingsPart::Computer)),
            ("kopia", Command::BackUp),
            ("säkerhetskopia", Command::Setting(SettingsPart::Register)),
            ("närvarofil", Command::Import),
            ("dubblett", Command::Go(Route::Students)),
            ("utdrag", Command::Go(Route::Reports)),
            ("onedrive", Command::Go(Route::Together)),
        ] {
            assert!(found(Language::Swedish, word).contains(&command), "{word}");
        }
        assert!(
            found(Language::English, "text size")
                .contains(&Command::Setting(SettingsPart::Computer))
        );
    }

    #[test]
    fn every_row_of_other_words_is_about_something() {
        for language in Language::ALL {
            for command in Command::all().into_iter().filter(|command| !command.code().is_empty()) {
                let words = reference::other_words(language.code(), command.code());
                assert!(!words.is_empty(), "{command:?}");
            }
        }
    }
}
