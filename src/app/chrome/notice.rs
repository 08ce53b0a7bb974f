//! What is said at the foot of the window: what was done, what failed, and long work under way.

use std::path::PathBuf;
use std::time::Duration;

use iced::widget::{Column, container, mouse_area, opaque, row, stack};
use iced::{Center, Element, Fill};
use lucide_icons::Icon;

use crate::app::command::Command;
use crate::app::route::Route;
use crate::app::theme::{spacing, style};
use crate::app::widget::click::guard;
use crate::app::widget::{bar, body, button, muted, small};
use crate::app::{Message, Working};
use crate::i18n::Language;
use crate::text;

/// What is said at the foot of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Something was done; it can be undone from here.
    Done { sentence: String, undo: bool },
    /// A file lies there; it can be seen in its folder. It stays until it is read.
    File { sentence: String, path: PathBuf },
    /// The register's file is gone: a copy can be saved there.
    Vanished(String),
    /// Something failed; it stays until it is read.
    Failed(String),
    /// Of many rows some were left as they are, since several answers stand against each other there. It stays until it is read.
    LeftUnsettled(String),
    /// Undo met certificates: it can pass over them.
    AskPastCertificates(String),
}

impl Notice {
    /// Whether it goes by itself after a while.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Done { .. })
    }

    /// Whether it goes where another is said: what was done where anything new was, and what is said once already.
    pub fn gives_way_to(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Failed(one), Self::Failed(other)) => one == other,
            (Self::Failed(_), _) => false,
            (Self::LeftUnsettled(_), Self::LeftUnsettled(_)) => true,
            (Self::LeftUnsettled(_), _) => false,
            _ => true,
        }
    }
}

/// So many notices are shown at once, the newest; the others as those are closed.
const MOST_NOTICES: usize = 4;
/// A sentence of fewer letters stands on one line of a notice.
const SHORT_SENTENCE: usize = 60;

/// How long work goes on before it is shown, and before it is offered to stop it.
const SHOWN_AFTER: Duration = Duration::from_millis(200);
const STOPPED_AFTER: Duration = Duration::from_secs(1);

/// The content with a notice at its foot, or with long work that is under way.
pub fn frame<'a>(
    language: Language,
    content: Element<'a, Message>,
    notices: &'a [(u64, Notice)],
    working: &'a [Working],
) -> Element<'a, Message> {
    let base = container(content).width(Fill).height(Fill);
    // What is under way stands above what is said of what was done.
    let cards = working
        .iter()
        .filter(|working| !working.work.is_finished() && working.since.elapsed() >= SHOWN_AFTER)
        .map(|working| opaque(mouse_area(under_way(language, working))))
        .chain(
            notices
                .iter()
                .rev()
                .take(MOST_NOTICES)
                .rev()
                .map(|(number, notice)| opaque(mouse_area(said(language, *number, notice)))),
        );
    let cards = Column::with_children(cards).spacing(spacing::XS).align_x(Center);
    let placed = container(cards)
        .width(Fill)
        .height(Fill)
        .padding(spacing::L)
        .align_x(Center)
        .align_y(iced::Bottom);

    // Always the two of them: a notice that comes or goes takes the focus from nothing.
    guard(stack![base, placed]).into()
}

/// Long work: what it is, how far, and after a while a way to stop it.
fn under_way<'a>(language: Language, working: &'a Working) -> Element<'a, Message> {
    let share = working.work.share();
    let percent = share.map_or(0, |share| (share * 100.0) as u32);
    let mut line = row![body(&working.name)].spacing(spacing::M).align_y(Center);
    if share.is_some() {
        line = line
            .push(container(bar::bar(&[(percent, style::primary_fill)], 100, 8.0)).width(200))
            .push(small(format!("{percent} %")));
    }
    if working.work.is_cancelled() {
        line = line.push(muted(text!(language, "work-stopping")));
    } else if working.since.elapsed() >= STOPPED_AFTER {
        let stop = button::plain(text!(language, "action-cancel"));
        line = line.push(stop.on_press(Message::CancelWork(working.work.clone())));
    }

    container(line).padding([spacing::XS, spacing::M]).style(style::notice).into()
}

fn said<'a>(language: Language, number: u64, notice: &'a Notice) -> Element<'a, Message> {
    let (sentence, style, action): (&str, fn(&iced::Theme) -> container::Style, _) = match notice {
        Notice::Done { sentence, undo } => {
            let undo = undo.then(|| {
                button::plain(text!(language, "action-undo"))
                    .on_press(Message::Command(Command::Undo))
            });
            (sentence, style::notice, undo)
        }
        Notice::File { sentence, path } => {
            let show = button::plain(text!(language, "action-show-in-folder"))
                .on_press(Message::ShowInFolder(path.clone()));
            (sentence, style::notice, Some(show))
        }
        Notice::Vanished(sentence) => {
            let copy = button::plain(text!(language, "window-save-copy-here"))
                .on_press(Message::SaveCopyHere);
            (sentence, style::failure, Some(copy))
        }
        Notice::Failed(sentence) => (sentence, style::failure, None),
        Notice::LeftUnsettled(sentence) => {
            let settle = button::plain(text!(language, "together-settle"))
                .on_press(Message::Command(Command::Go(Route::Conflicts)));
            (sentence, style::notice, Some(settle))
        }
        Notice::AskPastCertificates(sentence) => {
            let past = button::plain(text!(language, "action-undo-before"))
                .on_press(Message::Undo { past_certificates: true });
            (sentence, style::failure, Some(past))
        }
    };
    // A long sentence leaves room for what stands beside it; a short one keeps the notice small.
    let long = sentence.chars().count() > SHORT_SENTENCE;
    let width = if long { Fill } else { iced::Shrink };
    let mut line = row![body(sentence).width(width)].spacing(spacing::M).align_y(Center);
    if let Some(action) = action {
        line = line.push(action);
    }
    line = line.push(button::icon(Icon::X).on_press(Message::NoticeOver(number)));

    container(line).padding([spacing::XS, spacing::M]).max_width(760).style(style).into()
}
