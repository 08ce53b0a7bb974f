//! This computer: who works here, where rare letters come from, language, theme, text size, what draws the window.

use std::path::{Path, PathBuf};

use iced::widget::{column, row};
use iced::{Element, Fill, Task};

use crate::app::action::Action;
use crate::app::command::theme_name;
use crate::app::context::Context;
use crate::app::theme::{spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{button, card, field, small, title};
use crate::i18n::Language;
use crate::installation::{Renderer, Role, Settings as Choices, ThemeChoice};
use crate::messages;
use crate::print::font::{self, Unusable};
use crate::text;

/// This part of the screen.
#[derive(Debug)]
pub struct Computer {
    /// The name as it is being typed; `None` until it is touched.
    person: Option<String>,
    /// The font file as its path is being typed; `None` until it is touched.
    font: Option<String>,
    /// The file that can't be used, and why.
    wrong_font: Option<(PathBuf, Unusable)>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Person(String),
    KeepPerson,
    Role(Role),
    Language(Language),
    Theme(ThemeChoice),
    TextSize(u16),
    Renderer(Renderer),
    Font(String),
    KeepFont,
    ChooseFont,
    FontChosen(Option<PathBuf>),
    FontChecked(PathBuf, Result<(), Unusable>),
    OwnFonts,
}

/// The text sizes that are offered, in percent.
const TEXT_SIZES: [u16; 6] = [80, 100, 120, 140, 170, 200];

impl Computer {
    pub fn new(_context: &Context) -> Self {
        Self { person: None, font: None, wrong_font: None }
    }

    /// Whether something is typed and not kept.
    pub fn is_unsaved(&self) -> bool {
        self.person.is_some() || self.font.is_some()
    }

    /// What keeps what is typed.
    pub fn save(&self) -> Message {
        if self.person.is_some() { Message::KeepPerson } else { Message::KeepFont }
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        let mut choices: Choices = (*context.choices).clone();
        match message {
            Message::Person(person) => {
                self.person = Some(person).filter(|person| Some(person) != choices.person.as_ref());
                return Action::None;
            }
            Message::KeepPerson => {
                let Some(person) = self.person.take() else { return Action::None };
                if person.trim().is_empty() {
                    return Action::None;
                }
                choices.person = Some(person.trim().to_owned());
            }
            Message::Role(role) => choices.role = role,
            Message::Language(language) => choices.language = Some(language.code().to_owned()),
            Message::Theme(theme) => choices.theme = theme,
            Message::TextSize(percent) => choices.text_size = percent,
            Message::Renderer(renderer) => choices.renderer = renderer,
            Message::Font(path) => {
                self.wrong_font = None;
                self.font = Some(path).filter(|path| *path != path_of(choices.font.as_deref()));
                return Action::None;
            }
            Message::KeepFont => {
                let Some(path) = self.font.as_deref().map(str::trim) else { return Action::None };
                if !path.is_empty() {
                    return check_font(path.into());
                }
                self.font = None;
                choices.font = None;
            }
            Message::ChooseFont => {
                let dialog = rfd::AsyncFileDialog::new()
                    .add_filter("OpenType", &["ttf", "otf", "ttc", "otc"]);
                return Action::Run(Task::perform(dialog.pick_file(), |chosen| {
                    Message::FontChosen(chosen.map(|file| file.path().to_owned()))
                }));
            }
            Message::FontChosen(Some(path)) => return check_font(path),
            Message::FontChosen(None) => return Action::None,
            Message::FontChecked(path, Err(why)) => {
                self.wrong_font = Some((path, why));
                return Action::None;
            }
            Message::FontChecked(path, Ok(())) => {
                self.font = None;
                self.wrong_font = None;
                choices.font = Some(path);
            }
            Message::OwnFonts => {
                self.font = None;
                self.wrong_font = None;
                choices.font = None;
            }
        }

        Action::Use(Box::new(choices))
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let choices = &context.choices;

        let left: iced::widget::Column<'_, Message> = column![
            person(language, self.person.as_ref().or(choices.person.as_ref()), choices.role),
            self.letters(language, choices.font.as_deref()),
        ];

        context.beside((left.spacing(spacing::M), 1), (looks(language, choices), 1))
    }

    /// Where letters come from that no bundled font has.
    fn letters<'a>(&'a self, language: Language, kept: Option<&Path>) -> Element<'a, Message> {
        let typed = self.font.clone().unwrap_or_else(|| path_of(kept));
        let wrong = self.wrong_font.as_ref().map(|(path, why)| {
            messages::unusable_font(language, &path.display().to_string(), *why)
        });
        let own = text!(language, "settings-font-own");
        let content = column![
            title(text!(language, "settings-font")),
            field::labelled(
                text!(language, "settings-font-file"),
                row![
                    field::typed(&own, &typed, Message::Font).on_submit(Message::KeepFont),
                    button::plain(text!(language, "import-choose")).on_press(Message::ChooseFont),
                ]
                .spacing(spacing::S),
                wrong
            ),
            small(text!(language, "settings-font-text")).style(style::muted),
        ]
        .push(kept.map(|_| {
            button::plain(text!(language, "settings-font-use-own")).on_press(Message::OwnFonts)
        }))
        .spacing(spacing::S);

        card(content).width(Fill).into()
    }
}

fn path_of(font: Option<&Path>) -> String {
    font.map(|path| path.display().to_string()).unwrap_or_default()
}

fn check_font(path: PathBuf) -> Action<Message> {
    let path = std::path::absolute(&path).unwrap_or(path);
    let checked = path.clone();

    Action::Run(Task::perform(
        crate::app::in_background(move || Ok(font::check(&checked))),
        move |answer| {
            Message::FontChecked(path.clone(), answer.unwrap_or(Err(Unusable::Unreadable)))
        },
    ))
}

fn person<'a>(language: Language, typed: Option<&String>, role: Role) -> Element<'a, Message> {
    let typed = typed.map_or("", String::as_str);
    let roles = segmented(
        &[
            (Role::Coordinator, messages::work_role(language, Role::Coordinator)),
            (Role::Teacher, messages::work_role(language, Role::Teacher)),
            (Role::Lead, messages::work_role(language, Role::Lead)),
        ],
        role,
        Message::Role,
    );
    let empty = typed.trim().is_empty().then(|| text!(language, "settings-empty"));
    let content = column![
        title(text!(language, "settings-who")),
        field::labelled(
            text!(language, "settings-person"),
            row![
                field::typed("", typed, Message::Person).on_submit(Message::KeepPerson),
                button::plain(text!(language, "action-save")).on_press(Message::KeepPerson),
            ]
            .spacing(spacing::S),
            empty
        ),
        small(text!(language, "settings-person-text")).style(style::muted),
        field::labelled(text!(language, "settings-role"), roles, None),
        small(text!(language, "settings-role-text")).style(style::muted),
    ]
    .spacing(spacing::S);

    card(content).width(Fill).into()
}

fn looks<'a>(language: Language, choices: &Choices) -> Element<'a, Message> {
    let languages = segmented(
        &[(Language::Swedish, "Svenska".to_owned()), (Language::English, "English".to_owned())],
        language,
        Message::Language,
    );
    let themes = segmented(
        &[
            ThemeChoice::System,
            ThemeChoice::Light,
            ThemeChoice::Dark,
            ThemeChoice::HighContrast,
            ThemeChoice::HighContrastDark,
        ]
        .map(|theme| (theme, theme_name(language, theme))),
        choices.theme,
        Message::Theme,
    );
    let sizes = segmented(
        &TEXT_SIZES.map(|percent| (percent, format!("{percent} %"))),
        choices.text_size,
        Message::TextSize,
    );
    let renderers = segmented(
        &[
            (Renderer::Automatic, text!(language, "renderer-automatic")),
            (Renderer::Graphics, text!(language, "renderer-graphics")),
            (Renderer::Processor, text!(language, "renderer-processor")),
        ],
        choices.renderer,
        Message::Renderer,
    );
    let content = column![
        title(text!(language, "settings-looks")),
        field::labelled(text!(language, "settings-language"), languages, None),
        field::labelled(text!(language, "settings-theme"), themes, None),
        field::labelled(text!(language, "settings-text-size"), sizes, None),
        field::labelled(text!(language, "settings-renderer"), renderers, None),
        small(text!(language, "settings-renderer-text")).style(style::muted),
    ]
    .spacing(spacing::S);

    card(content).width(Fill).into()
}
