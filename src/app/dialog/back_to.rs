//! Back to a point: what it would take back and what it can't, before it is done; or one change alone undone.

use iced::widget::{Column, column, row, scrollable};
use iced::{Element, Fill, Task};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::theme::{spacing, style};
use crate::app::widget::changes;
use crate::app::widget::{button, muted, strong, title};
use crate::i18n::Language;
use crate::register::journal::back::WayBack;
use crate::register::journal::history::Entry;
use crate::register::{Error, Refusal};
use crate::text;

/// The dialog.
pub struct BackTo {
    before: i64,
    way: Fetched<WayBack>,
    busy: bool,
    /// The later change that stands in the way of undoing this one alone.
    in_the_way: Option<Entry>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<WayBack, Error>>),
    Go,
    Alone,
    AloneDone(Box<Result<Option<Entry>, Error>>),
    Done(Result<(), Error>),
    Close,
}

/// Changes that are listed; of the rest only the number is said.
const MOST_LISTED: usize = 40;

impl BackTo {
    pub fn new(context: &Context, before: i64) -> (Self, Task<Message>) {
        let mut way = Fetched::default();
        let ticket = way.begin();
        let task = context.ask(
            move |register| register.way_back(before),
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        );

        (Self { before, way, busy: false, in_the_way: None }, task)
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => match self.way.take(ticket, *answer) {
                Action::None => Action::Run(iced::widget::operation::focus("back-stay")),
                action => action,
            },
            Message::Go | Message::Alone if self.busy => Action::None,
            Message::Alone => {
                self.busy = true;
                let change = self.before;
                context.change(
                    move |register| match register.undo_one(change) {
                        Err(Error::Refused(Refusal::LaterChange(later))) => {
                            register.history_entry(later).map(Some)
                        }
                        answer => answer.map(|_| None),
                    },
                    |answer| Message::AloneDone(Box::new(answer)),
                )
            }
            Message::AloneDone(answer) => {
                self.busy = false;
                match *answer {
                    Ok(None) => Action::Changed,
                    Ok(later) => {
                        self.in_the_way = later;
                        Action::None
                    }
                    Err(error) => Action::Failed(error),
                }
            }
            Message::Go => {
                self.busy = true;
                let before = self.before;
                context.change_long(
                    text!(context.language, "working"),
                    move |register| {
                        register.back_up_if_due()?;
                        register.go_back_before(before).map(|_| ())
                    },
                    Message::Done,
                )
            }
            Message::Done(Ok(())) => Action::Changed,
            Message::Done(Err(error)) => {
                self.busy = false;
                Action::Failed(error)
            }
            Message::Close => Action::Back,
        }
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(way) = self.way.value() else {
            return muted(text!(language, "working")).into();
        };
        let count = way.taken_back.len();
        let mut content = column![
            strong(text!(language, "back-taken", count = count)),
            entries(language, &way.taken_back),
        ]
        .spacing(spacing::S);
        if !way.kept.is_empty() {
            content = content
                .push(strong(text!(language, "back-kept", count = way.kept.len())))
                .push(entries(language, &way.kept));
        }
        let alone = way.taken_back.last().filter(|entry| entry.change == self.before);
        let buttons = row![
            button::plain(text!(language, "action-cancel"))
                .id("back-stay")
                .on_press(Message::Close),
            button::plain(text!(language, "back-alone"))
                .on_press(alone.filter(|_| self.in_the_way.is_none()).map(|_| Message::Alone)),
            button::danger(text!(language, "back-do")).on_press((count > 0).then_some(Message::Go)),
        ]
        .spacing(spacing::S);

        if let Some(later) = &self.in_the_way {
            content = column![
                strong(text!(language, "back-in-the-way")).style(style::danger),
                entries(language, std::slice::from_ref(later)),
                content,
            ]
            .spacing(spacing::S);
        }

        column![
            title(text!(language, "back-title")),
            muted(text!(language, "back-text")),
            scrollable(content.padding(iced::Padding::ZERO.right(spacing::M)))
                .direction(style::slim())
                .style(style::scroll)
                .height(Fill),
            buttons,
        ]
        .spacing(spacing::M)
        .into()
    }
}

fn entries<'a, M: 'a>(language: Language, entries: &[Entry]) -> Element<'a, M> {
    let mut rows = Column::new().spacing(spacing::XXS).width(Fill);
    for entry in entries.iter().take(MOST_LISTED) {
        rows = rows.push(changes::line(language, entry));
    }
    let rest = entries.len().saturating_sub(MOST_LISTED);
    if rest > 0 {
        rows = rows.push(muted(text!(language, "back-more", count = rest)));
    }

    rows.into()
}
