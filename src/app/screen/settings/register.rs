//! The register's file: where it is, its backups and what they hold, its history, another register, and what has been erased
//! from it.

use std::path::PathBuf;

use iced::widget::{Column, column, row};
use iced::{Center, Element, Fill, Task};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, card, muted, small, strong, title};
use crate::clock::Clock;
use crate::domain::erasure::Whose;
use crate::i18n::{Language, date, number};
use crate::papers::File;
use crate::papers::erasure::record;
use crate::register::backup::{self, Backup, Contents};
use crate::register::journal::history::Entry;
use crate::register::restore;
use crate::register::{Error, Register};
use crate::text;

/// This part of the screen.
#[derive(Debug, Default)]
pub struct Backups {
    loaded: Fetched<RegisterStatus>,
    /// The backup that was looked into.
    opened: Option<(PathBuf, Fetched<Looked>)>,
    checked: Option<String>,
    checking: bool,
}

/// What is shown.
#[derive(Debug, Clone)]
pub struct RegisterStatus {
    backups: Vec<Backup>,
    path: PathBuf,
    erasures: Vec<Entry>,
}

/// What a backup would bring back.
#[derive(Debug, Clone)]
pub struct Looked {
    contents: Contents,
    /// Students who have been protected since, and stay so.
    protected: usize,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<RegisterStatus, Error>),
    BackUp,
    History,
    ChangeRegister,
    Look(PathBuf),
    Looked(Ticket, Result<Looked, Error>),
    Restore(PathBuf),
    Check,
    Checked(Box<Result<crate::register::check::Checked, Error>>),
    EraseEveryone,
    /// The record of an erasure.
    Record(i64),
    Made(Result<File, Error>),
    CleanBackups,
    /// So many backups were replaced.
    Cleaned(Result<usize, Error>),
}

/// Backups that are listed; older ones are opened by their file.
const MOST_LISTED: usize = 12;

impl Backups {
    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();

        context.ask(
            |register| {
                Ok(RegisterStatus {
                    backups: register.backups()?,
                    path: register.path().to_owned(),
                    erasures: register.erasures()?,
                })
            },
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => return self.loaded.take(ticket, answer),
            Message::BackUp => return Action::Do(Command::BackUp),
            Message::History => return Action::Go(Route::History),
            Message::ChangeRegister => return Action::Do(Command::ChangeRegister),
            Message::Look(path) => return self.look(path, context),
            Message::Looked(ticket, answer) => {
                if let Some((_, contents)) = &mut self.opened {
                    return contents.take(ticket, answer);
                }
            }
            Message::Restore(path) => return Action::Restore(path),
            Message::EraseEveryone => return Action::Erase(Whose::Everyone, String::new()),
            Message::Record(change) => {
                let language = context.language;
                return Action::Run(
                    context.ask(move |register| record(register, language, change), Message::Made),
                );
            }
            Message::Made(Ok(File { name, bytes })) => return Action::SaveFile(name, bytes),
            Message::CleanBackups => {
                let name = text!(context.language, "erasure-clean-backups");
                return context.change_long(name, clean_backups, Message::Cleaned);
            }
            Message::Cleaned(Ok(count)) => {
                return Action::Say(match count {
                    0 => text!(context.language, "erasure-no-holders"),
                    _ => text!(context.language, "erasure-replaced", count = count),
                });
            }
            Message::Made(Err(error)) | Message::Cleaned(Err(error)) => {
                return Action::Failed(error);
            }
            Message::Check => {
                if self.checking {
                    return Action::None;
                }
                self.checking = true;
                self.checked = None;
                return context.read_long(
                    text!(context.language, "work-check"),
                    |register| register.check(),
                    |answer| Message::Checked(Box::new(answer)),
                );
            }
            Message::Checked(answer) => {
                self.checking = false;
                match *answer {
                    Ok(checked) => self.checked = Some(told(context.language, &checked)),
                    Err(error) => return Action::Failed(error),
                }
            }
        }

        Action::None
    }

    /// Reads what a backup holds, beside the register.
    fn look(&mut self, path: PathBuf, context: &Context) -> Action<Message> {
        let mut contents = Fetched::default();
        let ticket = contents.begin();
        self.opened = Some((path.clone(), contents));
        let clock = Clock::at(context.today);

        Action::Run(context.ask(
            move |register| {
                let contents = backup::inspect(&path, clock)?;
                let protected = restore::protected_since(register.path(), &path)?;
                Ok(Looked { contents, protected })
            },
            move |answer| Message::Looked(ticket, answer),
        ))
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };

        let kept = column![self.backups(language, loaded), erasures(language, loaded)];

        context.beside((self.file(language, loaded), 1), (kept.spacing(spacing::M), 1))
    }

    fn file<'a>(&'a self, language: Language, loaded: &RegisterStatus) -> Element<'a, Message> {
        let mut content = column![
            title(text!(language, "settings-register")),
            small(loaded.path.display().to_string()).style(style::muted),
            button::plain(text!(language, "settings-history")).on_press(Message::History),
            muted(text!(language, "settings-history-text")),
            button::plain(text!(language, "settings-check"))
                .on_press((!self.checking).then_some(Message::Check)),
        ]
        .spacing(spacing::S);
        if self.checking {
            content = content.push(muted(text!(language, "working")));
        }
        if let Some(checked) = &self.checked {
            content = content.push(body(checked.clone()));
        }
        content = content
            .push(muted(text!(language, "settings-check-text")))
            .push(
                button::plain(text!(language, "settings-change-register"))
                    .on_press(Message::ChangeRegister),
            )
            .push(muted(text!(language, "settings-change-register-text")));

        card(content).width(Fill).into()
    }

    fn backups<'a>(
        &'a self,
        language: Language,
        loaded: &'a RegisterStatus,
    ) -> Element<'a, Message> {
        let mut rows = Column::new().spacing(2);
        if loaded.backups.is_empty() {
            rows = rows.push(muted(text!(language, "settings-no-backup")));
        }
        for backup in loaded.backups.iter().take(MOST_LISTED) {
            rows = rows.push(self.backup_row(language, backup));
        }
        let rest = loaded.backups.len().saturating_sub(MOST_LISTED);
        if rest > 0 {
            rows = rows.push(muted(text!(language, "settings-more-backups", count = rest)));
        }
        let content = column![
            title(text!(language, "settings-backups")),
            muted(text!(language, "settings-backup-text")),
            button::plain(text!(language, "settings-back-up")).on_press(Message::BackUp),
            rows,
        ]
        .spacing(spacing::S);

        card(content).width(Fill).into()
    }

    fn backup_row<'a>(&'a self, language: Language, backup: &'a Backup) -> Element<'a, Message> {
        let local = backup.made.with_timezone(&crate::clock::TIME_ZONE);
        let when =
            format!("{} {}", date::long(language, local.date_naive()), local.format("%H:%M"));
        let line = row![
            body(when).width(Fill),
            button::link(text!(language, "settings-look"))
                .on_press(Message::Look(backup.path.clone())),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        let Some((path, contents)) = &self.opened else { return line.into() };
        if *path != backup.path {
            return line.into();
        }
        let Some(contents) = contents.value() else {
            return column![line, muted(text!(language, "working"))].into();
        };

        column![
            line,
            strong(holds(language, contents)),
            small(text!(language, "settings-restore-text")).style(style::muted),
            button::danger(text!(language, "settings-restore"))
                .on_press(Message::Restore(backup.path.clone())),
        ]
        .spacing(spacing::XS)
        .into()
    }
}

/// What has been erased, and erasing everyone's data.
fn erasures<'a>(language: Language, loaded: &'a RegisterStatus) -> Element<'a, Message> {
    let mut content =
        column![title(text!(language, "erasure-list"))].spacing(spacing::S).width(Fill);
    for entry in &loaded.erasures {
        content = content.push(
            row![
                body(crate::messages::told(language, entry)).width(Fill),
                button::link(text!(language, "erasure-save-record"))
                    .on_press(Message::Record(entry.change)),
            ]
            .spacing(spacing::S)
            .align_y(Center),
        );
    }
    content = content
        .push(muted(text!(language, "erasure-ask-all-text")))
        .push(
            button::plain(text!(language, "erasure-clean-backups")).on_press(Message::CleanBackups),
        )
        .push(button::danger(text!(language, "erasure-ask-all")).on_press(Message::EraseEveryone));

    card(content).width(Fill).into()
}

/// Replaces the backups that hold names that are gone; how many.
fn clean_backups(register: &mut Register) -> Result<usize, Error> {
    let work = register.work();
    let holders = register.holders(None)?;
    for (done, holder) in holders.iter().enumerate() {
        work.advance(done, holders.len())?;
        register.replace_holder(holder)?;
    }

    Ok(holders.len())
}

/// What a backup holds, in words.
fn holds(language: Language, Looked { contents, protected }: &Looked) -> String {
    let whole = |count: i64| number::whole(language, count.unsigned_abs());
    let changed = contents.changed.with_timezone(&crate::clock::TIME_ZONE);

    let held = text!(
        language,
        "settings-backup-holds",
        classes = whole(contents.classes),
        students = whole(contents.students),
        marks = whole(contents.marks),
        certificates = whole(contents.certificates),
        day = date::long(language, changed.date_naive())
    );

    match protected {
        0 => held,
        _ => format!("{held} {}", text!(language, "restore-protected", count = *protected)),
    }
}

/// What a check found, in words.
fn told(language: Language, checked: &crate::register::check::Checked) -> String {
    match checked.problems.first() {
        None => text!(
            language,
            "settings-check-ok",
            changes = number::whole(language, u64::try_from(checked.changes).unwrap_or(0))
        ),
        Some(problem) => crate::messages::problem(language, problem),
    }
}
