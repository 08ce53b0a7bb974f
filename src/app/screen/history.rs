//! Historik: everything that was done in the register, in sentences; and the way back to a point.

use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, Task};

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::changes;
use crate::app::widget::segmented::segmented;
use crate::app::widget::{button, card, field, list, muted, small};
use crate::domain::student::{Words, fold};
use crate::i18n::{Language, number};
use crate::register::Error;
use crate::register::journal::ChangeKind;
use crate::register::journal::Entity;
use crate::register::journal::history::Entry;
use crate::{messages, text};

/// The screen.
#[derive(Debug)]
pub struct History {
    lines: Fetched<Vec<Line>>,
    query: String,
    about: About,
    shown: Vec<usize>,
    list: list::State,
}

/// What the changes that are shown are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    All,
    Attendance,
    Students,
    Certificates,
}

/// A change, and its sentence folded for searching.
#[derive(Debug, Clone)]
pub struct Line {
    entry: Entry,
    folded: String,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<Vec<Line>, Error>),
    QueryChanged(String),
    List(list::Message),
    FocusList,
    Show(About),
    BackTo(i64),
}

/// Changes that are fetched; older ones are read with `kursliggaren history`.
const MOST: u32 = 5_000;

impl History {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self {
            lines: Fetched::default(),
            query: String::new(),
            about: About::All,
            shown: Vec::new(),
            list: list::State::new(ROW_HEIGHT, 0.0),
        };
        let task = screen.reload(context);

        (screen, task)
    }

    fn entry(&self, at: usize) -> Option<&Entry> {
        Some(&self.lines.value()?.get(*self.shown.get(at)?)?.entry)
    }

    fn filter(&mut self) {
        let words = Words::of(&self.query);
        let lines = self.lines.value().map(Vec::as_slice).unwrap_or_default();
        self.shown = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| self.about.fits(&line.entry))
            .filter(|(_, line)| words.stand_in_folded(&line.folded))
            .map(|(index, _)| index)
            .collect();
    }
}

impl ShownScreen for History {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let (ticket, language) = (self.lines.begin(), context.language);

        context.ask(
            move |register| {
                let line =
                    |entry| Line { folded: fold(&messages::change(language, &entry)), entry };
                Ok(register.history(MOST)?.into_iter().map(line).collect())
            },
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    fn update(&mut self, message: Message, _: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.lines.value().is_none();
                let action = self.lines.take(ticket, answer);
                self.filter();
                match action {
                    Action::None if first => Action::Run(list::focus()),
                    action => action,
                }
            }
            Message::QueryChanged(query) => {
                self.query = query;
                self.filter();
                Action::Run(self.list.reset().map(Message::List))
            }
            Message::List(message) => {
                let (opened, task) = self.list.update(message);
                let entry = opened.and_then(|at| self.entry(at));
                match entry.filter(|entry| can_go_back_before(entry)) {
                    Some(entry) => Action::BackTo(entry.change),
                    None => Action::Run(task.map(Message::List)),
                }
            }
            Message::Show(about) => {
                self.about = about;
                self.filter();
                Action::Run(self.list.reset().map(Message::List))
            }
            Message::FocusList => Action::Run(list::focus()),
            Message::BackTo(change) => Action::BackTo(change),
        }
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let search = field::search(
            text!(language, "history-search"),
            &self.query,
            240.0,
            Message::QueryChanged,
            Message::FocusList,
        );
        let count = number::whole(language, self.shown.len() as u64);
        let about = segmented(
            &[
                (About::All, text!(language, "students-all")),
                (About::Attendance, text!(language, "class-sessions")),
                (About::Students, text!(language, "place-students")),
                (About::Certificates, text!(language, "place-certificates")),
            ],
            self.about,
            Message::Show,
        );
        let bar = row![
            search,
            about,
            muted(text!(language, "history-count", count = count)),
            small(text!(language, "history-hint")).style(style::muted),
        ]
        .spacing(spacing::S)
        .align_y(Center)
        .wrap()
        .vertical_spacing(spacing::XXS);
        let narrow = context.is_narrow();
        if self.is_waiting() {
            return self.lines.waiting(language);
        }
        let rows: Element<'a, Message> = match self.shown.is_empty() {
            true => container(muted(text!(language, "nothing-found"))).padding(spacing::L).into(),
            false => list::list(
                &self.list,
                self.shown.len(),
                move |at| match self.entry(at) {
                    Some(entry) => entry_row(language, entry, narrow),
                    None => space().into(),
                },
                Message::List,
            ),
        };

        column![bar, card(rows).padding([spacing::XXS, spacing::XS]).height(Fill)]
            .spacing(spacing::S)
            .into()
    }

    fn shows(&self) -> &'static [Entity] {
        Entity::ALL
    }

    fn is_waiting(&self) -> bool {
        self.lines.value().is_none()
    }

    fn is_unsaved(&self) -> bool {
        false
    }
}

impl About {
    /// Whether a change is about this; undoing is about what was undone.
    fn fits(self, entry: &Entry) -> bool {
        use ChangeKind as K;

        let kind = entry.about.as_deref().unwrap_or(&entry.kind);
        let about = match kind {
            K::SessionAdded { .. }
            | K::SessionPlannedAgain { .. }
            | K::SessionRemoved { .. }
            | K::MarksSet { .. }
            | K::AbsenceAnnounced { .. }
            | K::SessionEdited { .. }
            | K::SessionsDated { .. }
            | K::SessionLogged { .. }
            | K::SessionCancelled { .. }
            | K::MarkSet { .. }
            | K::RestMarked { .. } => Self::Attendance,
            K::ListImported { .. }
            | K::StudentAdded { .. }
            | K::StudentCame { .. }
            | K::StudentLeft { .. }
            | K::StudentsLeft { .. }
            | K::StudentExempted { .. }
            | K::StudentEdited { .. }
            | K::StudentProtected { .. }
            | K::StudentsMoved { .. }
            | K::StudyPathSet { .. }
            | K::GuestAdded { .. }
            | K::EnrolmentEdited { .. } => Self::Students,
            K::CertificatesIssued { .. }
            | K::CertificateReissued { .. }
            | K::CertificateRevoked { .. }
            | K::LedgerTakenAlong { .. } => Self::Certificates,
            _ => Self::All,
        };

        self == Self::All || self == about
    }
}

/// Undo, redo and the beginning are no points to go back to.
fn can_go_back_before(entry: &Entry) -> bool {
    crate::register::Register::can_undo(&entry.kind) && !entry.undone
}

fn entry_row<'a>(language: Language, entry: &Entry, narrow: bool) -> Element<'a, Message> {
    let mut content = row![
        changes::when(language, entry),
        container(changes::what(language, entry).wrapping(iced::widget::text::Wrapping::None))
            .width(Fill)
            .clip(true),
    ]
    .spacing(spacing::S)
    .align_y(Center);
    if can_go_back_before(entry) && !narrow {
        let back = button::link(text!(language, "history-back"))
            .on_press(Message::BackTo(entry.change))
            .without_focus();
        content = content.push(back);
    }

    container(content).padding([0.0, spacing::S]).center_y(Fill).into()
}
