//! Intyg: ready to print by class, and the ledger.

mod ledger;

use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, Task};
use serde::{Deserialize, Serialize};

pub use ledger::state;

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::action::CertificateScope;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::memory::Memory;
use crate::app::printing;
use crate::app::route::Route;
use crate::app::theme::{ROW_HEIGHT, spacing};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{self, Column, Key, Outcome, Parts, TableLayout, text_cell};
use crate::app::widget::{body, button, card, field, list, muted, strong, title};
use crate::domain::student::Words;
use crate::domain::{CertificateId, ClassId};
use crate::i18n::Language;
use crate::register::Error;
use crate::register::certificate::{Certificate, ReadyClass};
use crate::register::journal::Entity;
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct Certificates {
    loaded: Fetched<CertificateLists>,
    query: String,
    kept: Remembered,
    table: table::State<CertificateId>,
    ready: table::State<ClassId>,
    revoking: Option<(CertificateId, String)>,
}

/// What is remembered till next time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    tab: Tab,
    filter: Filter,
    look: TableLayout,
    ready_look: TableLayout,
}

/// Which certificates of the ledger are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Filter {
    #[default]
    All,
    Valid,
    Outdated,
    NoLonger,
}

/// The height of a row with a button in it.
const READY_HEIGHT: f32 = 52.0;
/// What the screen is remembered under.
const MEMORY: &str = "certificates";

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct CertificateLists {
    classes: Vec<ReadyClass>,
    ledger: Vec<Certificate>,
}

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tab {
    #[default]
    Ready,
    Ledger,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<CertificateLists, Error>),
    Show(Tab),
    PrintClass(ClassId),
    Verify,
    Everything,
    Printed(Box<Result<std::path::PathBuf, Error>>),
    QueryChanged(String),
    Filter(Filter),
    PrintNext,
    Table(table::Message),
    Ready(table::Message),
    Print(CertificateId),
    Reissue(CertificateId),
    AskRevoke(CertificateId),
    Reason(String),
    Revoke,
    Stop,
    Changed(Result<(), Error>),
}

/// Shows what is ready to print, the next time the screen is opened.
pub fn show_ready(memory: &Memory) {
    let kept: Remembered = memory.get(MEMORY);
    memory.put(MEMORY, &Remembered { tab: Tab::Ready, ..kept });
}

/// Shows the certificates that no longer say what the register says, the next time the screen is opened.
pub fn show_outdated(memory: &Memory) {
    let kept: Remembered = memory.get(MEMORY);
    memory.put(MEMORY, &Remembered { tab: Tab::Ledger, filter: Filter::Outdated, ..kept });
}

impl Certificates {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let kept: Remembered = context.memory.get(MEMORY);
        let mut screen = Self {
            loaded: Fetched::default(),
            query: String::new(),
            table: table::State::new(ROW_HEIGHT, kept.look.clone()),
            ready: table::State::new(READY_HEIGHT, kept.ready_look.clone()),
            kept,
            revoking: None,
        };
        let task = screen.reload(context);

        (screen, task)
    }

    fn revoke(&self, context: &Context) -> Action<Message> {
        let Some((certificate, reason)) = self.revoking.clone() else { return Action::None };
        if reason.trim().is_empty() {
            return Action::None;
        }

        context.change(
            move |register| register.revoke_certificate(certificate, &reason).map(|_| ()),
            Message::Changed,
        )
    }

    fn classes(&self) -> &[ReadyClass] {
        self.loaded.value().map(|loaded| loaded.classes.as_slice()).unwrap_or_default()
    }

    /// The class that is chosen, else the first in which somebody is ready.
    fn next_class(&self) -> Option<ClassId> {
        let classes = self.classes();
        let chosen = self.ready.chosen().and_then(|index| classes.get(index));

        chosen.or_else(|| classes.iter().find(|class| class.ready > 0)).map(|class| class.class)
    }

    fn remember(&mut self, context: &Context) {
        self.kept.look = self.table.look();
        self.kept.ready_look = self.ready.look();
        context.memory.put(MEMORY, &self.kept);
    }

    fn arrange(&mut self) {
        let words = Words::of(&self.query);
        let entries =
            self.loaded.value().map(|loaded| loaded.ledger.as_slice()).unwrap_or_default();
        let shown = entries
            .iter()
            .enumerate()
            .filter(|(_, certificate)| {
                let content = &certificate.content;
                words.stand_in(&format!(
                    "{} {} {} {}",
                    certificate.serial, content.student, content.class, content.school
                ))
            })
            .filter(|(_, certificate)| match self.kept.filter {
                Filter::All => true,
                Filter::Valid => certificate.is_valid(),
                Filter::Outdated => certificate.is_valid() && certificate.outdated.is_some(),
                Filter::NoLonger => !certificate.is_valid(),
            })
            .map(|(index, _)| index);
        self.table.arrange(shown, |column, index| ledger::key(column, &entries[index], index));
        let classes =
            self.loaded.value().map(|loaded| loaded.classes.as_slice()).unwrap_or_default();
        self.ready.arrange(0..classes.len(), |column, index| {
            let class = &classes[index];
            match column {
                "class" => Key::text(&class.name),
                "school" => Key::text(&class.school_name),
                "term" => Key::text(&class.term),
                "state" => Key::Several(vec![
                    Key::Number(-i64::from(class.ready)),
                    Key::Number(class.issued.into()),
                ]),
                _ => Key::Number(index as i64),
            }
        });
    }

    fn ready<'a>(
        &'a self,
        context: &Context,
        loaded: &'a CertificateLists,
    ) -> Element<'a, Message> {
        let language = context.language;
        if loaded.classes.is_empty() {
            return column![
                title(text!(language, "certificates-empty-title")),
                muted(text!(language, "certificates-empty-text"))
            ]
            .spacing(spacing::S)
            .padding(spacing::M)
            .into();
        }
        let parts = Parts {
            columns: &ready_columns(language),
            room: context.room.width - table::AROUND,
            columns_label: text!(language, "table-columns"),
            key: &|index| loaded.classes.get(index).map(|class| class.class),
            cell: &move |index, column| match loaded.classes.get(index) {
                Some(class) => ready_cell(language, class, column),
                None => space().into(),
            },
        };

        table::table(&self.ready, parts, Message::Ready)
    }

    fn ledger<'a>(
        &'a self,
        context: &Context,
        loaded: &'a CertificateLists,
    ) -> Element<'a, Message> {
        let language = context.language;
        let search = field::search(
            text!(language, "certificates-search"),
            &self.query,
            260.0,
            Message::QueryChanged,
            Message::Table(table::Message::Focus),
        );
        let filters = segmented(
            &[
                (Filter::All, text!(language, "students-all")),
                (Filter::Valid, text!(language, "ledger-valid")),
                (Filter::Outdated, text!(language, "ledger-outdated")),
                (Filter::NoLonger, text!(language, "ledger-no-longer")),
            ],
            self.kept.filter,
            Message::Filter,
        );
        let bar = row![search, filters].spacing(spacing::S).align_y(Center).wrap();
        let mut content = column![bar].spacing(spacing::S);
        if let Some((certificate, reason)) = &self.revoking {
            content = content.push(ledger::revoking(language, loaded, *certificate, reason));
        }
        if self.table.shown().is_empty() {
            let nothing = match loaded.ledger.is_empty() {
                true => text!(language, "ledger-empty"),
                false => text!(language, "nothing-found"),
            };
            return content.push(container(muted(nothing)).padding(spacing::M)).into();
        }
        let parts = Parts {
            columns: &ledger::columns(language),
            room: context.room.width - table::AROUND,
            columns_label: text!(language, "table-columns"),
            key: &|index| loaded.ledger.get(index).map(|certificate| certificate.id),
            cell: &move |index, column| match loaded.ledger.get(index) {
                Some(certificate) => ledger::cell(language, certificate, column),
                None => space().into(),
            },
        };

        content.push(table::table(&self.table, parts, Message::Table)).into()
    }
}

impl ShownScreen for Certificates {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();

        context.ask(
            |register| {
                Ok(CertificateLists {
                    classes: register.ready_classes()?,
                    ledger: register.ledger()?,
                })
            },
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.loaded.value().is_none();
                let action = self.loaded.take(ticket, answer);
                self.arrange();
                return match action {
                    Action::None if first => Action::Run(list::focus()),
                    action => action,
                };
            }
            Message::Show(tab) => {
                self.kept.tab = tab;
                self.remember(context);
            }
            Message::Filter(filter) => {
                self.kept.filter = filter;
                self.arrange();
                self.remember(context);
                return Action::Run(self.table.reset().map(Message::Table));
            }
            Message::PrintNext => {
                if let Some(class) = self.next_class() {
                    return Action::PrintCertificates(CertificateScope::Class(class));
                }
            }
            Message::Ready(message) => {
                let classes = self.loaded.value().map(|loaded| loaded.classes.as_slice());
                let classes = classes.unwrap_or_default();
                let key = |index: usize| classes.get(index).map(|class| class.class);
                let (outcome, task) = self.ready.update(message, key);
                self.remember(context);
                return match outcome {
                    Outcome::Open(index) => match self.classes().get(index) {
                        Some(class) => Action::Go(Route::Class(class.class)),
                        None => Action::None,
                    },
                    Outcome::Arrange => {
                        self.arrange();
                        Action::None
                    }
                    Outcome::None => Action::Run(task.map(Message::Ready)),
                };
            }
            Message::Everything => return Action::PrintCertificates(CertificateScope::Everything),
            Message::Verify => return Action::Do(Command::Verify),
            Message::PrintClass(class) => {
                return Action::PrintCertificates(CertificateScope::Class(class));
            }
            Message::Printed(answer) => {
                return match *answer {
                    Ok(path) => Action::OpenFile(path),
                    Err(error) => Action::Failed(error),
                };
            }
            Message::QueryChanged(query) => {
                self.query = query;
                self.arrange();
                return Action::Run(self.table.reset().map(Message::Table));
            }
            Message::Table(message) => {
                let ledger = self.loaded.value().map(|loaded| loaded.ledger.as_slice());
                let ledger = ledger.unwrap_or_default();
                let key = |index: usize| ledger.get(index).map(|certificate| certificate.id);
                let (outcome, task) = self.table.update(message, key);
                let opened = match outcome {
                    Outcome::Open(index) => {
                        ledger.get(index).map(|certificate| certificate.student)
                    }
                    _ => None,
                };
                self.remember(context);
                if let Some(student) = opened {
                    return Action::Go(Route::Student(student));
                }
                if outcome == Outcome::Arrange {
                    self.arrange();
                }
                return Action::Run(task.map(Message::Table));
            }
            Message::Print(certificate) => {
                return Action::Run(context.ask(
                    move |register| printing::save_certificate(register, certificate),
                    |answer| Message::Printed(Box::new(answer)),
                ));
            }
            Message::Reissue(certificate) => {
                return Action::PrintCertificates(CertificateScope::InPlaceOf(certificate));
            }
            Message::AskRevoke(certificate) => {
                self.revoking = Some((certificate, String::new()));
                return Action::Run(iced::widget::operation::focus(field::id("reason")));
            }
            Message::Reason(text) => {
                if let Some((_, reason)) = &mut self.revoking {
                    *reason = text;
                }
            }
            Message::Revoke => return self.revoke(context),
            Message::Stop => self.revoking = None,
            Message::Changed(Ok(())) => {
                self.revoking = None;
                return Action::Changed;
            }
            Message::Changed(Err(error)) => return Action::Failed(error),
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };
        let tabs = segmented(
            &[
                (Tab::Ready, text!(language, "certificates-ready")),
                (Tab::Ledger, text!(language, "certificates-ledger")),
            ],
            self.kept.tab,
            Message::Show,
        );
        let content = match self.kept.tab {
            Tab::Ready => self.ready(context, loaded),
            Tab::Ledger => self.ledger(context, loaded),
        };

        let ready = loaded.classes.iter().any(|class| class.ready > 0);
        let everything = button::plain(text!(language, "wish-print-everything"))
            .on_press(ready.then_some(Message::Everything));
        let verify = button::plain(text!(language, "verify-title")).on_press(Message::Verify);
        let bar: Element<'a, Message> = match context.is_narrow() {
            true => row![tabs, everything, verify].spacing(spacing::S).wrap().into(),
            false => row![container(tabs).width(Fill), everything, verify]
                .spacing(spacing::S)
                .align_y(Center)
                .into(),
        };

        column![bar, card(content).padding(spacing::S).width(Fill).height(Fill)]
            .spacing(spacing::S)
            .into()
    }

    fn shows(&self) -> &'static [Entity] {
        &[
            Entity::School,
            Entity::Class,
            Entity::Enrolment,
            Entity::Student,
            Entity::Session,
            Entity::Attendance,
            Entity::Exemption,
            Entity::Course,
            Entity::Programme,
            Entity::Series,
            Entity::Certificate,
        ]
    }

    fn name(&self) -> Option<String> {
        None
    }

    fn is_waiting(&self) -> bool {
        self.loaded.value().is_none()
    }

    fn is_unsaved(&self) -> bool {
        self.revoking.as_ref().is_some_and(|(_, reason)| !reason.trim().is_empty())
    }

    fn has_form(&self) -> bool {
        self.is_unsaved()
    }

    fn close_inner(&mut self) -> bool {
        self.revoking.take().is_some()
    }

    fn is_asking(&self) -> bool {
        false
    }

    fn focus(&self) -> Task<Message> {
        Task::none()
    }

    fn focus_within(&self) -> Task<Message> {
        Task::none()
    }

    fn save(&self) -> Option<Message> {
        match (self.kept.tab, &self.revoking) {
            (_, Some(_)) => Some(Message::Revoke),
            (Tab::Ready, None) => self.next_class().map(Message::PrintClass),
            (Tab::Ledger, None) => None,
        }
    }

    fn take_back(&self) -> Option<Message> {
        None
    }

    fn print(&self) -> Option<Message> {
        if self.kept.tab == Tab::Ready {
            return Some(Message::PrintNext);
        }
        let chosen = self.loaded.value()?.ledger.get(self.table.chosen()?)?;

        Some(Message::Print(chosen.id))
    }
}

fn ready_columns(language: Language) -> [Column; 5] {
    [
        Column::needed("class", text!(language, "classes-name"), 80.0),
        Column::new("school", text!(language, "classes-school"), 180.0),
        Column::new("term", text!(language, "classes-term"), 50.0),
        Column::needed("state", text!(language, "sessions-state"), 120.0),
        Column::needed("deed", String::new(), 220.0),
    ]
}

fn ready_cell<'a>(language: Language, class: &ReadyClass, column: &str) -> Element<'a, Message> {
    text_cell(match (column, class.ready) {
        ("class", _) => strong(class.name.clone()),
        ("school", _) => body(class.school_name.clone()),
        ("term", _) => body(class.term.clone()),
        ("state", 0) => muted(text!(language, "certificates-all-printed", count = class.issued)),
        ("state", ready) => strong(text!(language, "certificates-are-ready", count = ready)),
        (_, ready) => {
            let deed = match ready {
                0 => button::plain(text!(language, "certificates-copies")),
                _ => button::primary(text!(language, "certificates-print-class")),
            };
            // With keys this is Ctrl+P on the chosen row.
            return deed.on_press(Message::PrintClass(class.class)).without_focus().into();
        }
    })
}
