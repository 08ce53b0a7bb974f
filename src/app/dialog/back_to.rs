//! Back to a point: what it would take back and what it can't, before it is done.

use iced::widget::{Column, column, row, scrollable};
use iced::{Element, Fill, Task};

use crate::app::screen::history::{moment, told};
use crate::app::screen::{Action, Context, Fetched, Ticket};
use crate::app::theme::{spacing, style};
use crate::app::widget::{button, muted, small, strong, title};
use crate::i18n::Language;
use crate::register::Error;
use crate::register::journal::back::WayBack;
use crate::register::journal::history::Entry;
use crate::text;

/// The dialog.
pub struct BackTo {
    before: i64,
    way: Fetched<WayBack>,
    busy: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<WayBack, Error>>),
    Go,
    Done(Result<(), Error>),
    Close,
}

/// Changes that are listed; of the rest only the number is said.
const MOST_LISTED: usize = 40;

impl BackTo {
    pub fn new(context: &Context, before: i64) -> (Self, Task<Message>) {
        let mut way = Fetched::default();
        let ticket = way.ask();
        let task = context.ask(
            move |register| register.way_back(before),
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        );

        (Self { before, way, busy: false }, task)
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => match self.way.take(ticket, *answer) {
                Action::None => Action::Run(iced::widget::operation::focus("back-stay")),
                action => action,
            },
            Message::Go if self.busy => Action::None,
            Message::Go => {
                self.busy = true;
                let before = self.before;
                context.work(
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
        let buttons = row![
            button::plain(text!(language, "action-cancel"))
                .id("back-stay")
                .on_press(Message::Close),
            button::danger(text!(language, "back-do")).on_press((count > 0).then_some(Message::Go)),
        ]
        .spacing(spacing::S);

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
        let when = small(moment(language, entry)).style(style::muted).width(112);
        rows = rows.push(row![when, told(language, entry).width(Fill)].spacing(spacing::S));
    }
    let rest = entries.len().saturating_sub(MOST_LISTED);
    if rest > 0 {
        rows = rows.push(muted(text!(language, "back-more", count = rest)));
    }

    rows.into()
}
