//! Welcome: a new register, one that is there, or the sample. Three fields, no wizard.

use std::path::PathBuf;

use chrono::NaiveDate;
use iced::widget::{center, column, row, scrollable};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;

use crate::app::theme::{SEMIBOLD, size, spacing, style};
use crate::app::widget::{body, button, card, field, muted, small, title};
use crate::domain::Period;
use crate::exchange::{InvitationText, Login, Place};
use crate::i18n::{Language, date};
use crate::register::programme::Template;
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct Welcome {
    name: String,
    target: String,
    from: String,
    to: String,
    path: String,
    code: String,
    place: String,
    /// Who one is to a place on the net.
    login: Login,
    is_joining: bool,
    /// Why the register that should have been opened was not.
    why: Option<String>,
    /// The register that could not be opened, to be tried again.
    again: Option<PathBuf>,
    /// Whether it was not opened because the computer's clock may be wrong.
    clock_in_doubt: bool,
    template: Option<Template>,
    today: NaiveDate,
}

/// The name of the button that makes a register.
const CREATE: &str = "create-register";

/// The fields for a code and for where it leads.
const JOIN_CODE: &str = "join-code";
const JOIN_PLACE: &str = "join-place";

/// Gives the focus to the first thing to do.
pub fn focus<M: Send + 'static>() -> Task<M> {
    iced::widget::operation::focus(CREATE)
}

#[derive(Debug, Clone)]
pub enum Message {
    Name(String),
    Target(String),
    From(String),
    To(String),
    Path(String),
    Code(String),
    Place(String),
    User(String),
    Password(String),
    ChoosePlace,
    PlaceChosen(Option<PathBuf>),
    PackageFound(PathBuf),
    Join,
    Create,
    Open,
    OpenAgain,
    ChooseFile,
    Chosen(Option<PathBuf>),
    Sample,
}

/// What the window is asked to do.
pub enum Action {
    None,
    Run(Task<Message>),
    Create(Template),
    Open(PathBuf),
    /// To come in where others work: address, code, and who one is there.
    Join(String, String, Option<Login>),
    /// The same, though the computer's clock may be wrong.
    OpenAnyway(PathBuf),
    Sample,
}

impl Welcome {
    pub fn new(today: NaiveDate, why: Option<String>, again: Option<PathBuf>) -> Self {
        let template = Template::shipped(today);
        let period = template.as_ref().map(|template| template.period);
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();

        Self {
            name: template.as_ref().map(|template| template.name.clone()).unwrap_or_default(),
            target: template.as_ref().map_or(0, |template| template.target).to_string(),
            from: day(period.map(|period| period.start)),
            to: day(period.map(|period| period.end)),
            path: String::new(),
            code: String::new(),
            place: String::new(),
            login: Login::default(),
            is_joining: false,
            why,
            again,
            clock_in_doubt: false,
            template,
            today,
        }
    }

    /// Says why something did not work; what was typed stays.
    pub fn fail(&mut self, why: String) {
        self.is_joining = false;
        self.why = Some(why);
        self.clock_in_doubt = false;
    }

    /// Says why the computer's clock is doubted, and offers to open the register all the same.
    pub fn doubt_clock(&mut self, why: String, register: PathBuf) {
        self.why = Some(why);
        self.again = Some(register);
        self.clock_in_doubt = true;
    }

    fn typed(&self) -> Option<Template> {
        let period = Period {
            start: date::typed(&self.from, self.today)?,
            end: date::typed(&self.to, self.today)?,
        };
        if period.end < period.start || self.name.trim().is_empty() {
            return None;
        }

        Some(Template {
            name: self.name.trim().to_owned(),
            target: self.target.trim().parse().ok()?,
            period,
            ..self.template.clone()?
        })
    }

    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Name(text) => self.name = text,
            Message::Target(text) => self.target = text,
            Message::From(text) => self.from = text,
            Message::To(text) => self.to = text,
            Message::Path(text) => self.path = text,
            Message::Code(text) => {
                let pasted = InvitationText::read(&text);
                match pasted.place {
                    Some(place) => (self.code, self.place) = (pasted.code, place),
                    None => self.code = text,
                }
            }
            Message::Place(text) => self.place = text,
            Message::User(text) => self.login.user = text,
            Message::Password(text) => self.login.password = text,
            Message::ChoosePlace => {
                let dialog = rfd::AsyncFileDialog::new().pick_folder();
                return Action::Run(Task::perform(dialog, |chosen| {
                    Message::PlaceChosen(chosen.map(|folder| folder.path().to_owned()))
                }));
            }
            Message::PlaceChosen(Some(path)) => self.place = path.display().to_string(),
            Message::PlaceChosen(None) => {}
            Message::PackageFound(path) => {
                self.why = None;
                self.again = None;
                self.place = path.display().to_string();
                return Action::Run(iced::widget::operation::focus(field::id(JOIN_CODE)));
            }
            Message::Join if self.can_join() => {
                self.is_joining = true;
                let login = self.asks_login().then(|| self.login.clone());
                let (place, code) = (self.place.trim().to_owned(), self.code.clone());
                return Action::Join(place, code, login);
            }
            Message::Join => {}
            Message::Create => {
                return self.typed().map_or(Action::None, Action::Create);
            }
            Message::Open => return Action::Open(PathBuf::from(self.path.trim())),
            Message::OpenAgain => {
                return match self.again.clone() {
                    Some(path) if self.clock_in_doubt => Action::OpenAnyway(path),
                    Some(path) => Action::Open(path),
                    None => Action::None,
                };
            }
            Message::ChooseFile => {
                let dialog = rfd::AsyncFileDialog::new().pick_file();
                return Action::Run(Task::perform(dialog, |chosen| {
                    Message::Chosen(chosen.map(|file| file.path().to_owned()))
                }));
            }
            Message::Chosen(Some(path)) => return Action::Open(path),
            Message::Chosen(None) => {}
            Message::Sample => return Action::Sample,
        }

        Action::None
    }

    pub fn view(&self, language: Language) -> Element<'_, Message> {
        let heading = column![
            iced::widget::text("Kursliggaren").size(size::FIGURE).font(SEMIBOLD),
            muted(text!(language, "welcome-text")),
        ]
        .spacing(spacing::XS)
        .align_x(Center);
        let mut content = column![heading].spacing(spacing::L).align_x(Center).max_width(760);
        if let Some(why) = &self.why {
            let mut said = column![body(why.clone()).style(style::danger)].spacing(spacing::S);
            if self.again.is_some() {
                let again = match self.clock_in_doubt {
                    true => text!(language, "welcome-clock-right"),
                    false => text!(language, "welcome-again"),
                };
                said = said.push(button::plain(again).on_press(Message::OpenAgain));
            }
            content = content.push(card(said).width(Fill));
        }
        let others =
            row![self.join(language), self.open(language), sample(language)].spacing(spacing::M);
        content = content.push(self.new_register(language)).push(others);

        scrollable(center(content).padding(spacing::XL).height(iced::Shrink)).height(Fill).into()
    }

    fn new_register<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let input = |value: &'a str, on: fn(String) -> Message| {
            field::typed("", value, on).on_submit(Message::Create)
        };
        let bad_date = |typed: &str| {
            date::typed(typed, self.today).is_none().then(|| text!(language, "log-bad-date"))
        };
        let bad_target = self
            .target
            .trim()
            .parse::<u32>()
            .is_err()
            .then(|| text!(language, "settings-bad-number"));
        let content = column![
            title(text!(language, "welcome-new")),
            field::labelled(
                text!(language, "settings-name"),
                input(&self.name, Message::Name),
                None
            ),
            row![
                field::labelled(
                    text!(language, "settings-target"),
                    input(&self.target, Message::Target),
                    bad_target
                ),
                field::labelled(
                    text!(language, "settings-from"),
                    field::date_then(
                        language,
                        self.today,
                        &self.from,
                        Message::From,
                        Some(Message::Create)
                    ),
                    bad_date(&self.from)
                ),
                field::labelled(
                    text!(language, "settings-to"),
                    field::date_then(
                        language,
                        self.today,
                        &self.to,
                        Message::To,
                        Some(Message::Create)
                    ),
                    bad_date(&self.to)
                ),
            ]
            .spacing(spacing::S),
            small(text!(language, "welcome-new-text")).style(style::muted),
            button::large(Icon::BookOpen, text!(language, "welcome-create"))
                .id(CREATE)
                .on_press(self.typed().map(|_| Message::Create)),
        ]
        .spacing(spacing::S);

        card(content).width(Fill).into()
    }

    fn asks_login(&self) -> bool {
        Place::read(&self.place).is_ok_and(|place| place.needs_login())
    }

    fn can_join(&self) -> bool {
        !self.is_joining && !self.code.trim().is_empty() && !self.place.trim().is_empty()
    }

    fn join<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let code =
            field::typed(&text!(language, "welcome-join-code-example"), &self.code, Message::Code)
                .id(field::id(JOIN_CODE))
                .on_submit(Message::Join);
        let place = field::typed("", &self.place, Message::Place)
            .id(field::id(JOIN_PLACE))
            .on_submit(Message::Join);
        let choose =
            button::link(text!(language, "welcome-join-choose")).on_press(Message::ChoosePlace);
        let mut content = column![
            title(text!(language, "welcome-join")),
            muted(text!(language, "welcome-join-text")),
            field::labelled(text!(language, "welcome-join-code"), code, None),
            field::labelled(text!(language, "welcome-join-place"), place, None),
        ]
        .spacing(spacing::S);
        if self.asks_login() {
            let user = field::typed("", &self.login.user, Message::User);
            let password = field::typed("", &self.login.password, Message::Password).secret();
            content = content
                .push(field::labelled(text!(language, "place-user"), user, None))
                .push(field::labelled(text!(language, "place-password"), password, None));
        }
        let join = match self.is_joining {
            true => text!(language, "welcome-joining"),
            false => text!(language, "welcome-join-do"),
        };
        let join = button::plain(join).on_press(self.can_join().then_some(Message::Join));
        content = content.push(row![join, choose].spacing(spacing::XS).align_y(Center).wrap());

        card(content).width(Fill).into()
    }

    fn open<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let content = column![
            title(text!(language, "welcome-open")),
            button::plain(text!(language, "welcome-choose")).on_press(Message::ChooseFile),
            field::labelled(
                text!(language, "welcome-path"),
                field::typed("", &self.path, Message::Path).on_submit(Message::Open),
                None
            ),
        ]
        .spacing(spacing::S);

        card(content).width(Fill).into()
    }
}

fn sample<'a>(language: Language) -> Element<'a, Message> {
    let content = column![
        title(text!(language, "welcome-sample")),
        muted(text!(language, "welcome-sample-text")),
        button::plain(text!(language, "welcome-try")).on_press(Message::Sample),
    ]
    .spacing(spacing::S);

    card(content).width(Fill).into()
}
