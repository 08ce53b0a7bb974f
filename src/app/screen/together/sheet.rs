//! A recovery sheet that was just made: its code is shown once.

use iced::widget::{column, row};
use iced::{Center, Element, Fill};

use super::invitations::code_beside_squares;
use super::{Message, Together};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::theme::{spacing, style};
use crate::app::widget::{button, card, small, title};
use crate::exchange::InvitationText;
use crate::i18n::Language;
use crate::papers::recovery;
use crate::register::sharing::Sharing;
use crate::text;

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

    /// Asks first: a sheet that lies locked away somewhere would be worth nothing.
    pub(super) fn making_sheet<'a>(&'a self, language: Language) -> Element<'a, Message> {
        column![
            small(text!(language, "recovery-asks")),
            row![
                button::primary(text!(language, "recovery-do"))
                    .on_press((!self.is_working).then_some(Message::MakeSheet)),
                button::plain(text!(language, "action-cancel")).on_press(Message::Close),
            ]
            .spacing(spacing::S),
        ]
        .spacing(spacing::S)
        .push(self.wrong())
        .into()
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
        let said = column![
            small(text!(language, "recovery-text")).style(style::muted),
            small(text!(language, "recovery-shown-once")).style(style::ochre),
        ]
        .spacing(spacing::XS);
        let content = column![
            title(text!(language, "recovery-title")),
            code_beside_squares(code, &text, said),
        ]
        .push(buttons.wrap())
        .spacing(spacing::S);

        Some(card(content).width(Fill).into())
    }
}
