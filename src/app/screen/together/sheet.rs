//! A recovery sheet that was just made: its code is shown once.

use iced::widget::{column, row};
use iced::{Center, Element, Fill};

use super::{Message, Together};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::theme::{size, spacing, style};
use crate::app::widget::squares::squares;
use crate::app::widget::{button, card, small, strong, title};
use crate::exchange::InvitationText;
use crate::i18n::Language;
use crate::papers::recovery;
use crate::register::sharing::Sharing;
use crate::text;

/// The side of the code as squares, in logical pixels.
const SQUARES: f32 = 112.0;

impl Together {
    pub(super) fn print_sheet(&self, context: &Context) -> Action<Message> {
        let Some(code) = self.sheet.clone() else { return Action::None };
        let language = context.language;

        context.read_long(
            text!(language, "recovery-title"),
            move |register| recovery::sheet(register, language, &code),
            Message::SheetPrinted,
        )
    }

    pub(super) fn sheet<'a>(
        &'a self,
        language: Language,
        sharing: &Sharing,
    ) -> Option<Element<'a, Message>> {
        let code = self.sheet.as_ref()?;
        let text = InvitationText::of(code, &sharing.place).line();
        let buttons = row![
            button::primary(text!(language, "recovery-save")).on_press(Message::PrintSheet),
            button::link(text!(language, "recovery-done")).on_press(Message::SheetPutAway),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        let content = column![
            title(text!(language, "recovery-title")),
            strong(code.clone()).size(size::BODY),
        ]
        .push(squares(&text, SQUARES))
        .push(small(text!(language, "recovery-text")).style(style::muted))
        .push(small(text!(language, "recovery-shown-once")).style(style::ochre))
        .push(buttons.wrap())
        .spacing(spacing::S);

        Some(card(content).width(Fill).into())
    }
}
