//! Help: the keys of the screen one is at, and one short page per task, searchable.

use iced::widget::{Column, column, container, row, scrollable};
use iced::{Element, Fill, Length, Task};
use lucide_icons::Icon;

use crate::app::action::Action;
use crate::app::command::{Command, route_name};
use crate::app::context::Context;
use crate::app::route::Route;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{size, spacing};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, field, muted, strong, title};
use crate::domain::student::Words;
use crate::i18n::Language;
use crate::text;

/// The dialog.
pub struct Help {
    place: Route,
    query: String,
    /// The page that is read; the keys where `None`.
    page: Option<usize>,
}

#[derive(Debug, Clone)]
pub enum Message {
    QueryChanged(String),
    Open(Option<usize>),
    OpenFirst,
    Close,
}

/// A page in both languages; that both are there is known when the program is built.
macro_rules! page {
    ($name:literal) => {
        (
            include_str!(concat!("../../../resources/help/sv/", $name, ".txt")),
            include_str!(concat!("../../../resources/help/en/", $name, ".txt")),
        )
    };
}

/// The pages, in Swedish and English: a heading, paragraphs, and lines that begin with a dash.
const PAGES: [(&str, &str); 12] = [
    page!("1-begin"),
    page!("2-class-list"),
    page!("3-plan"),
    page!("4-log"),
    page!("5-who-counts"),
    page!("6-certificates"),
    page!("7-figures"),
    page!("8-undo"),
    page!("9-personal-data"),
    page!("10-backups"),
    page!("11-sample"),
    page!("12-together"),
];

fn page_text(language: Language, index: usize) -> &'static str {
    match (PAGES.get(index), language) {
        (Some((swedish, _)), Language::Swedish) => swedish,
        (Some((_, english)), Language::English) => english,
        (None, _) => "",
    }
}

fn heading(text: &'static str) -> &'static str {
    text.lines().next().unwrap_or_default()
}

impl Help {
    pub fn new(place: Route) -> (Self, Task<Message>) {
        let focus = iced::widget::operation::focus(field::id("help"));

        (Self { place, query: String::new(), page: None }, focus)
    }

    pub fn update(&mut self, message: Message, language: Language) -> Action<Message> {
        match message {
            Message::QueryChanged(query) => self.query = query,
            Message::Open(page) => self.page = page,
            Message::OpenFirst => self.page = self.found(language).first().copied(),
            Message::Close => return Action::Back,
        }

        Action::None
    }

    /// The pages in which every word stands, those with all of them in the heading first.
    fn found(&self, language: Language) -> Vec<usize> {
        let words = Words::of(&self.query);
        let holds = |text: &str| words.stand_in(text);
        let mut found: Vec<usize> =
            (0..PAGES.len()).filter(|index| holds(page_text(language, *index))).collect();
        found.sort_by_key(|index| !holds(heading(page_text(language, *index))));

        found
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let search =
            field::typed(&text!(language, "help-search"), &self.query, Message::QueryChanged)
                .id(field::id("help"))
                .on_submit(Message::OpenFirst);
        let mut pages = Column::new().spacing(2);
        pages = pages.push(entry(text!(language, "help-keys"), self.page.is_none(), None));
        let found = self.found(language);
        for index in &found {
            let heading = heading(page_text(language, *index)).to_owned();
            pages = pages.push(entry(heading, self.page == Some(*index), Some(*index)));
        }
        if found.is_empty() {
            pages = pages.push(muted(text!(language, "nothing-found")));
        }
        let shown: Element<'a, Message> = match self.page {
            None => keys(language, self.place),
            Some(index) => read(page_text(language, index)),
        };
        let list = column![
            search,
            scrollable(pages).direction(style::slim()).style(style::scroll).height(Fill)
        ]
        .spacing(spacing::S);
        let reading = scrollable(container(shown).padding(iced::Padding::ZERO.right(spacing::M)))
            .direction(style::slim())
            .style(style::scroll)
            .height(Fill);
        let head = row![
            title(text!(language, "help-title")).width(Fill),
            button::icon(Icon::X).on_press(Message::Close)
        ];
        let both = row![
            container(list).width(Length::FillPortion(2)).height(Fill),
            container(reading).width(Length::FillPortion(4)).height(Fill),
        ]
        .spacing(spacing::L);

        column![head, both].spacing(spacing::M).into()
    }
}

fn entry<'a>(label: String, chosen: bool, page: Option<usize>) -> Element<'a, Message> {
    area(body(label))
        .kind(if chosen { Kind::Chosen } else { Kind::Row })
        .padding([spacing::XXS, spacing::XS])
        .width(Fill)
        .on_press(Message::Open(page))
        .into()
}

/// A page: its heading, paragraphs, and lines that begin with a dash.
fn read<'a>(text: &'static str) -> Element<'a, Message> {
    let mut lines = text.lines();
    let mut content = column![title(lines.next().unwrap_or_default())].spacing(spacing::S);
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let line: Element<'a, Message> = match line.strip_prefix("- ") {
            Some(point) => row![body("•"), body(point).width(Fill)].spacing(spacing::XS).into(),
            None => body(line).into(),
        };
        content = content.push(line);
    }

    content.max_width(620).into()
}

/// The keys of a screen, and those that work everywhere.
fn keys<'a>(language: Language, place: Route) -> Element<'a, Message> {
    let mut content = Column::new().spacing(spacing::XS);
    let own = own_keys(language, place);
    if !own.is_empty() {
        content = content.push(title(route_name(language, place)));
        for (keys, what) in own {
            content = content.push(key_row(keys, what));
        }
    }
    content = content.push(title(text!(language, "help-everywhere")));
    let wishes = [
        Command::Find,
        Command::NewClass,
        Command::Import,
        Command::Print,
        Command::Undo,
        Command::Redo,
        Command::Filter,
        Command::Save,
        Command::Help,
        Command::Quit,
    ];
    for command in wishes {
        if let Some(keys) = command.keys() {
            content = content.push(key_row(keys, command.label(language)));
        }
    }
    let places = format!("{}…7", Command::Go(Route::Overview).keys().unwrap_or_default());
    for (keys, what) in [
        (places, text!(language, "key-places")),
        (text!(language, "key-tab"), text!(language, "key-tab-what")),
        (text!(language, "key-arrows"), text!(language, "key-arrows-what")),
        (text!(language, "key-enter"), text!(language, "key-enter-what")),
        ("Esc".to_owned(), text!(language, "key-escape-what")),
    ] {
        content = content.push(key_row(keys, what));
    }

    content.into()
}

fn key_row<'a>(keys: String, what: String) -> Element<'a, Message> {
    row![strong(keys).size(size::BODY).width(150), body(what).width(Fill)]
        .spacing(spacing::S)
        .into()
}

/// The keys that only this screen has.
fn own_keys(language: Language, place: Route) -> Vec<(String, String)> {
    match place {
        Route::Log(..) => vec![
            (text!(language, "key-letters"), text!(language, "key-letters-what")),
            (text!(language, "key-enter"), text!(language, "key-log-enter")),
            (text!(language, "key-shift-enter"), text!(language, "key-log-shift-enter")),
            (text!(language, "key-minutes"), text!(language, "key-log-minutes")),
            (text!(language, "key-backspace"), text!(language, "key-log-backspace")),
            ("+".to_owned(), text!(language, "key-log-plus")),
        ],
        Route::Class(_) => vec![
            (text!(language, "key-marks"), text!(language, "key-marks-what")),
            (text!(language, "key-space"), text!(language, "key-matrix-space")),
            ("0".to_owned(), text!(language, "key-matrix-zero")),
            ("A".to_owned(), text!(language, "key-matrix-all")),
        ],
        Route::Students => vec![
            (text!(language, "key-space"), text!(language, "key-select")),
            (text!(language, "key-shift-arrows"), text!(language, "key-select-range")),
            ("Ctrl+A".to_owned(), text!(language, "key-select-all")),
        ],
        Route::Certificates => vec![
            (Command::Print.keys().unwrap_or_default(), text!(language, "key-print-class")),
            (Command::Save.keys().unwrap_or_default(), text!(language, "key-save-class")),
        ],
        Route::History => vec![(text!(language, "key-enter"), text!(language, "key-history"))],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_heading_and_something_to_read_in_both_languages() {
        for (swedish, english) in PAGES {
            for page in [swedish, english] {
                assert!(!heading(page).is_empty());
                assert!(page.lines().filter(|line| !line.is_empty()).count() >= 3, "{page}");
            }
        }
    }

    #[test]
    fn a_page_is_found_by_a_word_without_its_accents() {
        let (mut help, _) = Help::new(Route::Overview);
        let _ = help.update(Message::QueryChanged("angra".into()), Language::Swedish);

        assert_eq!(help.found(Language::Swedish).first(), Some(&7));
    }
}
