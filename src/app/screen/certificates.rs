//! Intyg: ready to print by class, and the ledger.

use iced::widget::{Column, column, container, row, scrollable, space};
use iced::{Center, Element, Fill, Length, Task};

use super::student::save_for_opening;
use super::{Action, Context, Fetched, Ticket};
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{
    body, button, card, cell, field, hairline, list, muted, small, strong, title,
};
use crate::domain::student::fold;
use crate::domain::{CertificateId, ClassId};
use crate::i18n::Language;
use crate::register::Error;
use crate::register::certificate::{CandidateState, Certificate, ReadyClass};
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct Certificates {
    facts: Fetched<Facts>,
    tab: Tab,
    query: String,
    shown: Vec<usize>,
    list: list::State,
    revoking: Option<(CertificateId, String)>,
    busy: bool,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct Facts {
    classes: Vec<ReadyClass>,
    ledger: Vec<Certificate>,
}

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Ready,
    Ledger,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<Facts, Error>),
    Show(Tab),
    PrintClass(ClassId),
    Printed(Box<Result<Option<std::path::PathBuf>, Error>>),
    QueryChanged(String),
    List(list::Message),
    Print(CertificateId),
    Reissue(CertificateId),
    AskRevoke(CertificateId),
    Reason(String),
    Revoke,
    Stop,
    Changed(Result<(), Error>),
}

impl Certificates {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self {
            facts: Fetched::default(),
            tab: Tab::Ready,
            query: String::new(),
            shown: Vec::new(),
            list: list::State::new(ROW_HEIGHT),
            revoking: None,
            busy: false,
        };
        let task = screen.reload(context);

        (screen, task)
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.facts.ask();

        context.ask(
            |register| Ok(Facts { classes: register.ready_classes()?, ledger: register.ledger()? }),
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let action = self.facts.take(ticket, answer);
                self.filter_rows();
                return action;
            }
            Message::Show(tab) => self.tab = tab,
            Message::PrintClass(class) => return self.print_class(context, class),
            Message::Printed(answer) => {
                self.busy = false;
                return match *answer {
                    Ok(Some(path)) => Action::OpenFile(path),
                    Ok(None) => Action::Say(text!(context.language, "certificates-none")),
                    Err(error) => Action::Failed(error),
                };
            }
            Message::QueryChanged(query) => {
                self.query = query;
                self.filter_rows();
                return Action::Run(self.list.reset().map(Message::List));
            }
            Message::List(message) => {
                let (_, task) = self.list.update(message);
                return Action::Run(task.map(Message::List));
            }
            Message::Print(certificate) => {
                return Action::Run(context.ask(
                    move |register| {
                        save_for_opening(&[register.certificate(certificate)?]).map(Some)
                    },
                    |answer| Message::Printed(Box::new(answer)),
                ));
            }
            Message::Reissue(certificate) => {
                return Action::Run(context.ask(
                    move |register| {
                        let (_, new) = register.reissue_certificate(certificate)?;
                        save_for_opening(&[register.certificate(new)?]).map(Some)
                    },
                    |answer| Message::Printed(Box::new(answer)),
                ));
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

    /// Issues what is ready in a class and opens the pages of all its valid certificates.
    fn print_class(&mut self, context: &Context, class: ClassId) -> Action<Message> {
        if self.busy {
            return Action::None;
        }
        self.busy = true;
        let language = context.language;

        Action::Run(context.ask(
            move |register| {
                let candidates = register.certificate_candidates(class)?;
                let ready: Vec<_> = candidates
                    .iter()
                    .filter(|candidate| candidate.state == CandidateState::Ready)
                    .map(|candidate| (candidate.student, class))
                    .collect();
                if !ready.is_empty() {
                    register.issue_certificates(Some(class), &ready, language.code())?;
                }
                let mut certificates = Vec::new();
                for candidate in register.certificate_candidates(class)? {
                    if let CandidateState::Issued(certificate) = candidate.state {
                        certificates.push(register.certificate(certificate)?);
                    }
                }
                match certificates.is_empty() {
                    true => Ok(None),
                    false => save_for_opening(&certificates).map(Some),
                }
            },
            |answer| Message::Printed(Box::new(answer)),
        ))
    }

    fn revoke(&self, context: &Context) -> Action<Message> {
        let Some((certificate, reason)) = self.revoking.clone() else { return Action::None };
        if reason.trim().is_empty() {
            return Action::None;
        }

        Action::Run(context.ask(
            move |register| register.revoke_certificate(certificate, &reason).map(|_| ()),
            Message::Changed,
        ))
    }

    fn filter_rows(&mut self) {
        let words = fold(&self.query);
        let words: Vec<&str> = words.split_whitespace().collect();
        let ledger = self.facts.value().map(|facts| facts.ledger.as_slice()).unwrap_or_default();
        self.shown = ledger
            .iter()
            .enumerate()
            .filter(|(_, certificate)| {
                let content = &certificate.content;
                let all = fold(&format!(
                    "{} {} {} {}",
                    certificate.serial, content.student, content.class, content.school
                ));
                words.iter().all(|word| all.contains(word))
            })
            .map(|(index, _)| index)
            .collect();
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(facts) = self.facts.value() else { return space().into() };
        let tabs = segmented(
            &[
                (Tab::Ready, text!(language, "certificates-ready")),
                (Tab::Ledger, text!(language, "certificates-ledger")),
            ],
            self.tab,
            Message::Show,
        );
        let content = match self.tab {
            Tab::Ready => self.ready(language, facts),
            Tab::Ledger => self.ledger(language, facts),
        };

        column![tabs, card(content).padding(spacing::S).width(Fill).height(Fill)]
            .spacing(spacing::S)
            .into()
    }

    fn ready<'a>(&self, language: Language, facts: &'a Facts) -> Element<'a, Message> {
        if facts.classes.is_empty() {
            return column![
                title(text!(language, "certificates-empty-title")),
                muted(text!(language, "certificates-empty-text"))
            ]
            .spacing(spacing::S)
            .padding(spacing::M)
            .into();
        }
        let mut rows = Column::new().width(Fill);
        for class in &facts.classes {
            let state = match class.ready {
                0 => muted(text!(language, "certificates-all-printed", count = class.issued)),
                ready => strong(text!(language, "certificates-are-ready", count = ready)),
            };
            let press = (!self.busy).then_some(Message::PrintClass(class.class));
            let action: Element<'a, Message> = match class.ready {
                0 => button::plain(text!(language, "certificates-copies")).on_press(press).into(),
                _ => button::primary(text!(language, "certificates-print-class"))
                    .on_press(press)
                    .into(),
            };
            rows = rows
                .push(
                    row![
                        strong(class.name.clone()).width(120),
                        body(class.school_name.clone()).width(Fill),
                        body(class.term.clone()).width(70),
                        state.width(200),
                        action,
                    ]
                    .spacing(spacing::S)
                    .align_y(Center)
                    .height(52),
                )
                .push(hairline());
        }

        scrollable(rows.padding(iced::Padding::ZERO.right(spacing::S)))
            .style(style::scroll)
            .height(Fill)
            .into()
    }

    fn ledger<'a>(&'a self, language: Language, facts: &'a Facts) -> Element<'a, Message> {
        let search = field::typed(
            &text!(language, "certificates-search"),
            &self.query,
            Message::QueryChanged,
        )
        .id(field::id(field::FILTER))
        .width(320);
        let mut content = column![search].spacing(spacing::S);
        if let Some((certificate, reason)) = &self.revoking {
            content = content.push(revoking(language, facts, *certificate, reason));
        }
        let table: Element<'a, Message> = match self.shown.is_empty() {
            true => container(muted(text!(language, "nothing-found"))).padding(spacing::M).into(),
            false => list::list(
                &self.list,
                self.shown.len(),
                move |index| match self.shown.get(index).and_then(|index| facts.ledger.get(*index))
                {
                    Some(certificate) => ledger_row(language, certificate),
                    None => space().into(),
                },
                Message::List,
            ),
        };

        content.push(hairline()).push(table).into()
    }
}

fn revoking<'a>(
    language: Language,
    facts: &Facts,
    certificate: CertificateId,
    reason: &str,
) -> Element<'a, Message> {
    let serial = facts
        .ledger
        .iter()
        .find(|entry| entry.id == certificate)
        .map(|entry| entry.serial.to_string())
        .unwrap_or_default();

    row![
        field::labelled(
            text!(language, "certificates-why", serial = serial),
            field::typed("", reason, Message::Reason)
                .id(field::id("reason"))
                .on_submit(Message::Revoke),
            None
        ),
        button::danger(text!(language, "certificates-revoke"))
            .on_press((!reason.trim().is_empty()).then_some(Message::Revoke)),
        button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
    ]
    .spacing(spacing::S)
    .align_y(iced::alignment::Vertical::Bottom)
    .into()
}

fn ledger_row<'a>(language: Language, certificate: &Certificate) -> Element<'a, Message> {
    let content = &certificate.content;
    let mut actions = row![
        button::link(text!(language, "certificates-print"))
            .on_press(Message::Print(certificate.id))
    ];
    if certificate.is_valid() {
        if certificate.outdated {
            actions = actions.push(
                button::link(text!(language, "certificates-reissue"))
                    .on_press(Message::Reissue(certificate.id)),
            );
        }
        actions = actions.push(
            button::link(text!(language, "certificates-revoke"))
                .on_press(Message::AskRevoke(certificate.id)),
        );
    }

    row![
        strong(certificate.serial.to_string()).width(116),
        cell(body(content.student.clone()), Length::FillPortion(4)),
        cell(body(content.class.clone()), Length::FillPortion(2)),
        small(content.issued_on.to_string()).style(style::muted).width(76),
        cell(state(language, certificate), Length::FillPortion(4)),
        actions,
    ]
    .spacing(spacing::S)
    .padding([0.0, spacing::XS])
    .align_y(Center)
    .height(Fill)
    .into()
}

/// How a certificate stands, in words.
pub fn state<'a>(language: Language, certificate: &Certificate) -> iced::widget::Text<'a> {
    if let Some(serial) = &certificate.replaced_by {
        return muted(text!(language, "certificate-replaced", serial = serial.to_string()));
    }
    if certificate.revoked_on.is_some() {
        return body(text!(language, "certificate-revoked")).style(style::danger);
    }
    if certificate.outdated {
        return body(text!(language, "certificate-outdated")).style(style::ochre);
    }

    body(text!(language, "certificate-valid")).style(style::primary)
}
