//! This computer: who works here, language, theme, text size, what draws the window.

use iced::Element;
use iced::Fill;
use iced::widget::{column, row};

use crate::app::screen::{Action, Context};
use crate::app::theme::{spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{button, card, field, small, title};
use crate::app::wish::theme_name;
use crate::i18n::Language;
use crate::installation::{Renderer, Role, Settings as Choices, ThemeChoice};
use crate::text;

/// This part of the screen.
#[derive(Debug)]
pub struct Computer {
    /// The name as it is being typed; `None` until it is touched.
    person: Option<String>,
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
}

/// The text sizes that are offered, in percent.
const TEXT_SIZES: [u16; 6] = [80, 100, 120, 140, 170, 200];

impl Computer {
    pub fn new(_context: &Context) -> Self {
        Self { person: None }
    }

    /// Whether a name is typed and not kept.
    pub fn is_unsaved(&self) -> bool {
        self.person.is_some()
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
        }

        Action::Use(Box::new(choices))
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let choices = &context.choices;

        context.beside(
            (person(language, self.person.as_ref().or(choices.person.as_ref()), choices.role), 1),
            (looks(language, choices), 1),
        )
    }
}

fn person<'a>(language: Language, typed: Option<&String>, role: Role) -> Element<'a, Message> {
    let typed = typed.map_or("", String::as_str);
    let roles = segmented(
        &[
            (Role::Coordinator, text!(language, "role-coordinator")),
            (Role::Teacher, text!(language, "role-teacher")),
            (Role::Lead, text!(language, "role-lead")),
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
