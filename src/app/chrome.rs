//! What stands around the screens: the sidebar, the bar above, dialogs and notices.

mod notice;
mod sidebar;
mod top;

use iced::widget::{column, container, responsive, row, space, stack};
use iced::{Element, Fill, Padding, Size};

pub(super) use notice::{Notice, frame};

use super::Message;
use super::context::Context;
use super::desk::Desk;
use super::theme::{spacing, style};
use super::widget::backdrop::backdrop;
use super::widget::muted;
use crate::i18n::Language;
use crate::installation::Settings;
use crate::text;

/// A window narrower than this has a sidebar of icons.
const NARROW_WINDOW: f32 = 900.0;
/// A screen lower than this scrolls as a whole.
const LEAST_HEIGHT: f32 = 440.0;
/// A window lower than this leaves out the heading, which the sidebar says too.
const LOW_WINDOW: f32 = 520.0;
/// What is wider than this has margins beside it.
const WIDEST: f32 = 2304.0;

/// Before a register is open: the frame is there at once.
pub(super) fn opening<'a>(language: Language) -> Element<'a, Message> {
    let sidebar = container(space()).width(sidebar::WIDE).height(Fill).style(style::sidebar);
    let waiting = container(muted(text!(language, "window-opening"))).padding(spacing::L);

    row![sidebar, waiting].into()
}

/// The sidebar, the bar above and the screen, with a dialog over them if one is open.
pub(super) fn desk<'a>(
    desk: &'a Desk,
    choices: &'a Settings,
    person: &'a str,
) -> Element<'a, Message> {
    let lay_out = move |window: Size| -> Element<'a, Message> {
        let narrow = window.width < NARROW_WINDOW;
        let (sidebar_width, around) =
            if narrow { (sidebar::NARROW, spacing::S) } else { (sidebar::WIDE, spacing::L) };
        let low = window.height < LOW_WINDOW;
        let top_height = if low { top::LOW } else { top::HEIGHT };
        let width = (window.width - sidebar_width - 2.0 * around).min(WIDEST);
        let height = window.height - top_height - around;
        let scrolls = height < LEAST_HEIGHT;
        let room = Size::new(width.max(1.0), height.max(LEAST_HEIGHT));
        let context = Context { room, ..desk.context.clone() };
        let screen = desk.screen.view(&context).map(Message::Screen);
        let screen: Element<'_, Message> = if scrolls {
            let whole =
                container(screen).height(LEAST_HEIGHT).padding(Padding::ZERO.right(spacing::S));
            iced::widget::scrollable(whole)
                .direction(style::slim())
                .style(style::scroll)
                .height(Fill)
                .into()
        } else {
            screen
        };
        let right = column![top::view(desk, low, narrow), screen].max_width(WIDEST).height(Fill);
        let right = container(right)
            .padding(Padding { top: 0.0, right: around, bottom: around, left: around })
            .center_x(Fill)
            .height(Fill);

        let whole = row![sidebar::view(desk, choices, person, narrow), right];
        let dialog = match desk.dialog() {
            Some(dialog) => {
                let context = Context { room: window, ..desk.context.clone() };
                dialog.view(&context).map(Message::Dialog)
            }
            None => space().into(),
        };

        // Always the two of them, so that a screen is as it was when its dialog is closed.
        stack![backdrop(whole, desk.dialog.is_some()), dialog].into()
    };

    responsive(move |window| super::window::timed("view", "desk", || lay_out(window))).into()
}
