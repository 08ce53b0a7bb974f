//! Intyg: ready to print by class, and the ledger.

mod ledger;
mod ready;

use iced::widget::{column, container, row};
use iced::{Center, Element, Fill, Task};
use serde::{Deserialize, Serialize};

use ledger::Ledger;
pub use ledger::state;
use ready::ReadyClasses;

use super::ShownScreen;
use super::list_screen::{self, ListScreen, Listed};
use crate::app::action::{Action, CertificateScope};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::memory::Memory;
use crate::app::printing;
use crate::app::route::Route;
use crate::app::theme::spacing;
use crate::app::widget::segmented::segmented;
use crate::app::widget::{button, card, field, muted, title};
use crate::domain::{CertificateId, ClassId};
use crate::register::Error;
use crate::register::journal::Entity;
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct Certificates {
    tab: Tab,
    ready: ListScreen<ReadyClasses>,
    ledger: ListScreen<Ledger>,
    revoking: Option<(CertificateId, String)>,
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

/// What is remembered of which part was shown.
const MEMORY: &str = "certificates";

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tab {
    #[default]
    Ready,
    Ledger,
}

#[derive(Debug, Clone)]
pub enum Message {
    Ready(list_screen::Message<ReadyClasses>),
    Ledger(list_screen::Message<Ledger>),
    Show(Tab),
    PrintClass(ClassId),
    Verify,
    Everything,
    Printed(Box<Result<std::path::PathBuf, Error>>),
    Filter(Filter),
    PrintNext,
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
    memory.put(MEMORY, &Tab::Ready);
}

/// Shows the certificates that no longer say what the register says, the next time the screen is opened.
pub fn show_outdated(memory: &Memory) {
    memory.put(MEMORY, &Tab::Ledger);
    list_screen::show_only::<Ledger>(memory, &Filter::Outdated);
}

impl Certificates {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self {
            tab: context.memory.get(MEMORY),
            ready: ListScreen::new(context),
            ledger: ListScreen::new(context),
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

    /// The class that is chosen, else the first in which somebody is ready.
    fn next_class(&self) -> Option<ClassId> {
        let classes = &self.ready.loaded()?.0;
        let chosen = self.ready.chosen().and_then(|row| classes.get(row));

        chosen.or_else(|| classes.iter().find(|class| class.ready > 0)).map(|class| class.class)
    }

    fn ready<'a>(&'a self, context: &Context, classes: &ReadyClasses) -> Element<'a, Message> {
        let language = context.language;
        if classes.0.is_empty() {
            return column![
                title(text!(language, "certificates-empty-title")),
                muted(text!(language, "certificates-empty-text"))
            ]
            .spacing(spacing::S)
            .padding(spacing::M)
            .into();
        }

        self.ready.table(
            context,
            text!(language, "nothing-found"),
            move |classes, row, column| ready::cell(language, &classes.0[row], column),
            Message::Ready,
        )
    }

    fn ledger<'a>(&'a self, context: &Context, ledger: &'a Ledger) -> Element<'a, Message> {
        let language = context.language;
        let search = self.ledger.search(text!(language, "certificates-search"), 260.0);
        let filters = segmented(
            &[
                (Filter::All, text!(language, "students-all")),
                (Filter::Valid, text!(language, "ledger-valid")),
                (Filter::Outdated, text!(language, "ledger-outdated")),
                (Filter::NoLonger, text!(language, "ledger-no-longer")),
            ],
            *self.ledger.filter(),
            Message::Filter,
        );
        let bar =
            row![search.map(Message::Ledger), filters].spacing(spacing::S).align_y(Center).wrap();
        let mut content = column![bar].spacing(spacing::S);
        if let Some((certificate, reason)) = &self.revoking {
            content = content.push(ledger::revoking(language, ledger, *certificate, reason));
        }
        let nothing = match ledger.0.is_empty() {
            true => text!(language, "ledger-empty"),
            false => text!(language, "nothing-found"),
        };
        let table = self.ledger.table(
            context,
            nothing,
            move |ledger, row, column| ledger::cell(language, &ledger.0[row], column),
            Message::Ledger,
        );

        content.push(table).into()
    }
}

impl ShownScreen for Certificates {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let ready =
            self.ready.fetch(context, |register| register.ready_classes().map(ReadyClasses));
        let ledger = self.ledger.fetch(context, |register| register.ledger().map(Ledger));

        Task::batch([ready.map(Message::Ready), ledger.map(Message::Ledger)])
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Ready(message) => {
                let (opened, action) = self.ready.update(message, context);
                let opened = opened.and_then(|row| self.ready.loaded()?.id(row));
                let route = opened.map(Route::Class);
                return route.map_or(action.map(Message::Ready), Action::Go);
            }
            Message::Ledger(message) => {
                let (opened, action) = self.ledger.update(message, context);
                let opened = opened.and_then(|row| self.ledger.loaded()?.0.get(row));
                let route = opened.map(|certificate| Route::Student(certificate.student));
                return route.map_or(action.map(Message::Ledger), Action::Go);
            }
            Message::Show(tab) => {
                self.tab = tab;
                context.memory.put(MEMORY, &tab);
            }
            Message::Filter(filter) => {
                return self.ledger.set_filter(context, filter).map(Message::Ledger);
            }
            Message::PrintNext => {
                if let Some(class) = self.next_class() {
                    return Action::PrintCertificates(CertificateScope::Class(class));
                }
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
        let (Some(classes), Some(entries)) = (self.ready.loaded(), self.ledger.loaded()) else {
            return self.ledger.waiting(language);
        };
        let tabs = segmented(
            &[
                (Tab::Ready, text!(language, "certificates-ready")),
                (Tab::Ledger, text!(language, "certificates-ledger")),
            ],
            self.tab,
            Message::Show,
        );
        let content = match self.tab {
            Tab::Ready => self.ready(context, classes),
            Tab::Ledger => self.ledger(context, entries),
        };

        let ready = classes.0.iter().any(|class| class.ready > 0);
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

    fn is_waiting(&self) -> bool {
        self.ready.loaded().is_none() || self.ledger.loaded().is_none()
    }

    fn is_unsaved(&self) -> bool {
        self.revoking.as_ref().is_some_and(|(_, reason)| !reason.trim().is_empty())
    }

    fn close_inner(&mut self) -> bool {
        self.revoking.take().is_some()
    }

    fn save(&self) -> Option<Message> {
        match (self.tab, &self.revoking) {
            (_, Some(_)) => Some(Message::Revoke),
            (Tab::Ready, None) => self.next_class().map(Message::PrintClass),
            (Tab::Ledger, None) => None,
        }
    }

    fn print(&self) -> Option<Message> {
        if self.tab == Tab::Ready {
            return Some(Message::PrintNext);
        }
        let chosen = self.ledger.loaded()?.id(self.ledger.chosen()?)?;

        Some(Message::Print(chosen))
    }
}
