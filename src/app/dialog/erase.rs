//! Erasing personal data (gallring): what would go and what would stay, by which decision, an archive first, and the record
//! afterwards. It is final, and says so.

use iced::widget::{Column, column, row, scrollable};
use iced::{Element, Fill, Task};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, field, muted, strong, title};
use crate::domain::erasure::{Certificates, Decision, Whose};
use crate::i18n::{Language, date, number};
use crate::papers::File;
use crate::papers::erasure::{archive, record};
use crate::register::erasure::{Holder, JoinedElsewhere, Outlook};
use crate::register::{Error, Refusal};
use crate::{messages, text};

/// The dialog.
pub struct Erase {
    whose: Whose,
    /// What the student or the class is called.
    name: String,
    loaded: Fetched<ErasurePreview>,
    reference: String,
    day: String,
    keep_certificates: bool,
    replace_backups: bool,
    /// Whether somebody has said that those whom others have joined are the same.
    are_same: bool,
    busy: bool,
    wrong: Option<Error>,
    done: Option<Done>,
    /// What is said of the archive or the record that was saved.
    saved: Option<String>,
}

/// What is shown before it is done.
#[derive(Debug, Clone)]
pub struct ErasurePreview {
    outlook: Outlook,
    holders: Vec<Holder>,
}

/// What was done.
#[derive(Debug, Clone)]
pub struct Done {
    change: i64,
    replaced: usize,
    /// Backups that still hold names.
    holding: usize,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<ErasurePreview, Error>>),
    Reference(String),
    Day(String),
    KeepCertificates,
    ReplaceBackups,
    AreSame,
    Archive,
    Record,
    Made(Result<File, Error>),
    Erase,
    Erased(Box<Result<Done, Error>>),
    Close,
}

/// The field for what the decision is found under.
const REFERENCE: &str = "erase-reference";

impl Erase {
    pub fn new(context: &Context, whose: Whose, name: String) -> (Self, Task<Message>) {
        let mut dialog = Self {
            whose,
            name,
            loaded: Fetched::default(),
            reference: String::new(),
            day: String::new(),
            keep_certificates: false,
            replace_backups: true,
            are_same: false,
            busy: false,
            wrong: None,
            done: None,
            saved: None,
        };
        let load = dialog.load(context);

        (dialog, Task::batch([load, iced::widget::operation::focus(field::id(REFERENCE))]))
    }

    fn load(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();
        let (whose, certificates) = (self.whose, self.certificates());

        context.ask(
            move |register| {
                Ok(ErasurePreview {
                    outlook: register.erasure_outlook(whose, certificates)?,
                    holders: register.holders(Some(whose))?,
                })
            },
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    fn certificates(&self) -> Certificates {
        match self.keep_certificates {
            true => Certificates::AreKept,
            false => Certificates::BecomeNumbers,
        }
    }

    /// Says where the archive or the record was saved: a notice would lie over the buttons.
    pub fn say_saved(&mut self, sentence: String) {
        self.saved = Some(sentence);
    }

    /// Whether closing would lose something.
    pub fn is_unsaved(&self) -> bool {
        self.done.is_none() && !(self.reference.trim().is_empty() && self.day.trim().is_empty())
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => return self.loaded.take(ticket, *answer),
            Message::Reference(reference) => {
                self.reference = reference;
                self.wrong = None;
            }
            Message::Day(day) => {
                self.day = day;
                self.wrong = None;
            }
            Message::KeepCertificates => {
                self.keep_certificates = !self.keep_certificates;
                return Action::Run(self.load(context));
            }
            Message::ReplaceBackups => self.replace_backups = !self.replace_backups,
            Message::AreSame => self.are_same = !self.are_same,
            Message::Archive => {
                let (whose, language) = (self.whose, context.language);
                return Action::Run(
                    context.ask(move |register| archive(register, language, whose), Message::Made),
                );
            }
            Message::Record => {
                let Some(done) = &self.done else { return Action::None };
                let (change, language) = (done.change, context.language);
                return Action::Run(
                    context.ask(move |register| record(register, language, change), Message::Made),
                );
            }
            Message::Made(Ok(File { name, bytes })) => return Action::SaveFile(name, bytes),
            Message::Made(Err(error)) => self.wrong = Some(error),
            Message::Erase => return self.erase(context),
            Message::Erased(answer) => {
                self.busy = false;
                self.saved = None;
                match *answer {
                    Ok(done) => self.done = Some(done),
                    Err(error) => self.wrong = Some(error),
                }
            }
            Message::Close if self.done.is_some() => return Action::Changed,
            Message::Close => return Action::Back,
        }

        Action::None
    }

    /// The decision, once it can be read.
    fn decision(&self, context: &Context) -> Option<Decision> {
        let reference = self.reference.trim();
        let day = date::typed(&self.day, context.today)?;

        (!reference.is_empty()).then(|| Decision { reference: reference.to_owned(), day })
    }

    fn is_ready(&self, context: &Context) -> bool {
        let something = self.loaded.value().is_some_and(|loaded| {
            let outlook = &loaded.outlook;
            let are_known = outlook.joined_elsewhere.is_empty() || self.are_same;
            !outlook.goes.is_nothing() && outlook.not_before_end.is_none() && are_known
        });

        something && !self.busy && self.done.is_none() && self.decision(context).is_some()
    }

    fn erase(&mut self, context: &Context) -> Action<Message> {
        let Some(decision) = self.decision(context).filter(|_| self.is_ready(context)) else {
            return Action::None;
        };
        self.busy = true;
        let (whose, certificates) = (self.whose, self.certificates());
        let replace_backups = self.replace_backups;

        context.change_long(
            text!(context.language, "erasure-work"),
            move |register| {
                let (report, _) = register.erase(whose, &decision, certificates)?;
                let change = report.change.ok_or(Refusal::NothingToErase)?;
                // What has been erased is so, whatever becomes of the backups: those that are left are told.
                let holders = register.holders(None)?;
                let mut replaced = 0;
                if replace_backups {
                    replaced =
                        holders.iter().filter(|one| register.replace_holder(one).is_ok()).count();
                }
                Ok(Done { change, replaced, holding: register.holders(None)?.len() })
            },
            |answer| Message::Erased(Box::new(answer)),
        )
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let heading = match self.whose {
            Whose::Everyone => text!(language, "erasure-title-all"),
            _ => text!(language, "erasure-title", name = self.name.as_str()),
        };
        let (content, buttons) = match &self.done {
            Some(done) => (after(language, done), self.buttons_after(language)),
            None => (self.before(context), self.buttons_before(context)),
        };
        let content = content.padding(iced::Padding::ZERO.right(spacing::M));

        let mut whole = column![
            title(heading),
            scrollable(content).direction(style::slim()).style(style::scroll).height(Fill),
        ]
        .spacing(spacing::M);
        if let Some(saved) = &self.saved {
            whole = whole.push(muted(saved.clone()));
        }

        whole.push(buttons).into()
    }

    fn before<'a>(&'a self, context: &Context) -> Column<'a, Message> {
        let language = context.language;
        let final_ = body(text!(language, "erasure-final")).style(style::danger);
        let mut content = column![final_].spacing(spacing::M).width(Fill);
        match self.loaded.value() {
            None => content = content.push(muted(text!(language, "working"))),
            Some(loaded) if loaded.outlook.goes.is_nothing() => {
                content = content.push(body(text!(language, "refusal-nothing-to-erase")));
            }
            Some(loaded) => {
                content = content.push(told(language, loaded));
                let joined = &loaded.outlook.joined_elsewhere;
                if !joined.is_empty() {
                    content = content.push(self.joined_elsewhere(language, joined));
                }
            }
        }
        let wrong = self.wrong.as_ref().map(|error| messages::failure(language, error));
        // Enter erases nothing: it is done by its button alone.
        let reference =
            field::typed("", &self.reference, Message::Reference).id(field::id(REFERENCE));
        let bad_day = (!self.day.trim().is_empty()
            && date::typed(&self.day, context.today).is_none())
        .then(|| text!(language, "log-bad-date"));
        let day = field::date(language, context.today, &self.day, Message::Day);
        content = content
            .push(context.beside(
                (field::labelled(text!(language, "erasure-reference-label"), reference, wrong), 3),
                (field::labelled(text!(language, "erasure-decided"), day, bad_day), 2),
            ))
            .push(field::switch(
                text!(language, "erasure-keep-certificates"),
                self.keep_certificates,
                Message::KeepCertificates,
            ));
        let holds = self.loaded.value().is_some_and(|loaded| !loaded.holders.is_empty());
        if holds {
            content = content.push(field::switch(
                text!(language, "erasure-replace-backups"),
                self.replace_backups,
                Message::ReplaceBackups,
            ));
        }

        content
    }

    /// Asks about those whose names go because somebody on another computer has joined them.
    fn joined_elsewhere<'a>(
        &self,
        language: Language,
        joined: &[JoinedElsewhere],
    ) -> Column<'a, Message> {
        let mut content = column![
            strong(text!(language, "erasure-joined-title", count = joined.len()))
                .style(style::danger)
        ]
        .spacing(spacing::XXS);
        for sentence in messages::erasure::joined_elsewhere(language, joined) {
            content = content.push(body(sentence));
        }

        content.push(muted(text!(language, "erasure-joined-text"))).push(field::switch(
            text!(language, "erasure-joined-same"),
            self.are_same,
            Message::AreSame,
        ))
    }

    fn buttons_before<'a>(&self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let ready = self.is_ready(context);

        row![
            button::plain(text!(language, "action-cancel")).on_press(Message::Close),
            button::plain(text!(language, "erasure-archive")).on_press(Message::Archive),
            button::danger(text!(language, "erasure-do")).on_press(ready.then_some(Message::Erase)),
        ]
        .spacing(spacing::S)
        .wrap()
        .into()
    }

    fn buttons_after<'a>(&self, language: Language) -> Element<'a, Message> {
        row![
            button::primary(text!(language, "erasure-save-record")).on_press(Message::Record),
            button::plain(text!(language, "action-close")).on_press(Message::Close),
        ]
        .spacing(spacing::S)
        .wrap()
        .into()
    }
}

/// What would go, what would stay, and which backups hold it.
fn told<'a>(language: Language, loaded: &ErasurePreview) -> Column<'a, Message> {
    let outlook = &loaded.outlook;
    let mut goes = column![strong(text!(language, "erasure-would-go"))].spacing(spacing::XXS);
    for (what, count) in messages::erasure::gone(language, &outlook.goes) {
        let count = number::whole(language, u64::from(count));
        goes = goes.push(row![strong(count).width(56), body(what).width(Fill)]);
    }
    let mut stays = column![strong(text!(language, "erasure-would-stay"))].spacing(spacing::XXS);
    for sentence in messages::erasure::stays(language, outlook) {
        stays = stays.push(body(sentence));
    }
    for total in &outlook.totals {
        stays = stays.push(muted(messages::erasure::total(language, total)));
    }
    let held = match loaded.holders.len() {
        0 => text!(language, "erasure-no-holders"),
        count => text!(language, "erasure-holders", count = count),
    };
    let backups = column![
        strong(text!(language, "settings-backups")),
        body(held),
        muted(text!(language, "erasure-copies-elsewhere")),
    ]
    .spacing(spacing::XXS);

    column![goes, stays, backups].spacing(spacing::M)
}

fn after<'a>(language: Language, done: &Done) -> Column<'a, Message> {
    let mut content =
        column![body(text!(language, "erasure-done"))].spacing(spacing::S).width(Fill);
    if done.replaced > 0 {
        content = content.push(body(text!(language, "erasure-replaced", count = done.replaced)));
    }
    let held = match done.holding {
        0 => text!(language, "erasure-no-holders"),
        count => text!(language, "erasure-holders", count = count),
    };

    content.push(body(held)).push(muted(text!(language, "erasure-copies-elsewhere")))
}
