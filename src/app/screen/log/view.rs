//! What the log of a session looks like: the names on the left, the rest beside them.

use chrono::NaiveDate;
use iced::widget::{Column, column, container, row, scrollable};
use iced::{Center, Element, Fill, Length};

use super::{KEYS, LogSession, Message, on_key};
use crate::app::screen::Context;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{size, spacing};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, card, field, muted, small, strong, title};
use crate::domain::Attendance;
use crate::i18n::{Language, date};
use crate::register::class::Member;
use crate::register::{Error, Refusal};
use crate::text;

/// The height of the names where what is beside them lies below.
const NAMES_HEIGHT: f32 = 320.0;

impl LogSession {
    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(detail) = self.detail.value() else {
            return self.detail.waiting(context.language);
        };
        let heading =
            text!(language, "log-title", number = self.number, class = detail.row.name.as_str());
        let head = column![
            title(heading),
            muted(format!("{}, {}", detail.row.school_name, detail.row.term)),
        ]
        .spacing(spacing::XXS);
        if context.is_narrow() {
            let names = container(self.names(context)).height(NAMES_HEIGHT);
            let whole = column![head, names, self.side(context)].spacing(spacing::M);
            return scrollable(whole.padding(iced::Padding::ZERO.right(spacing::S)))
                .direction(style::slim())
                .style(style::scroll)
                .height(Fill)
                .into();
        }
        let columns = row![self.names(context), self.side(context)].spacing(spacing::M);

        column![head, columns.height(Fill)].spacing(spacing::M).into()
    }

    fn names<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let members = self.members();
        let columns_shown = if context.is_narrow() { 1 } else { 2 };
        let half = members.len().div_ceil(columns_shown).max(1);
        let mut columns = row![].spacing(spacing::M);
        for (column_index, block) in members.chunks(half).enumerate() {
            let mut content = Column::new().spacing(2).width(Fill);
            for (offset, member) in block.iter().enumerate() {
                let index = column_index * half + offset;
                content = content.push(self.name_row(language, index, member));
            }
            columns = columns.push(content);
        }
        let hint = match (self.letters.as_str(), self.digits.as_str()) {
            ("", "") => text!(language, "log-hint"),
            (letters, "") => text!(language, "log-typed", letters = letters),
            (_, digits) => text!(language, "log-late-typed", minutes = digits),
        };
        let content = column![
            small(hint).style(style::muted),
            scrollable(columns).direction(style::slim()).style(style::scroll).height(Fill),
        ]
        .spacing(spacing::S);
        let keys = area(card(content).width(Fill).height(Fill))
            .id(KEYS)
            .width(Length::FillPortion(3))
            .height(Fill)
            .on_key(on_key);

        keys.into()
    }

    fn name_row<'a>(
        &self,
        language: Language,
        index: usize,
        member: &Member,
    ) -> Element<'a, Message> {
        let mark = self.marks.get(&member.student).copied();
        let name = match member.guest {
            true => text!(language, "log-guest", name = member.name()),
            false => member.name(),
        };
        let next = match mark {
            Some(Attendance::Present) => Attendance::Unexcused,
            Some(Attendance::Unexcused) => Attendance::Excused,
            _ => Attendance::Present,
        };
        let content = row![
            container(mark_letter(language, mark)).width(40),
            body(name).width(Fill).wrapping(iced::widget::text::Wrapping::None),
        ]
        .spacing(spacing::XS)
        .align_y(Center);

        area(container(content).clip(true))
            .kind(if index == self.cursor { Kind::ChosenRow } else { Kind::Row })
            .padding([spacing::XXS, spacing::XS])
            .width(Fill)
            .on_press(Message::MarkStudent(index, next))
            .without_focus()
            .into()
    }

    fn side<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let day = date::typed(&self.date, context.today);
        let bad_date = day.is_none().then(|| text!(language, "log-bad-date"));
        let minutes: Result<u32, _> = self.minutes.trim().parse();
        let bad_minutes = minutes.is_err().then(|| text!(language, "log-bad-minutes"));
        let written = day.map(|day: NaiveDate| date::long(language, day)).unwrap_or_default();
        let mut content = column![
            field::labelled(
                text!(language, "log-date"),
                field::date_then(
                    language,
                    context.today,
                    &self.date,
                    Message::DateChanged,
                    Some(Message::Save)
                ),
                bad_date,
            ),
            small(written).style(style::muted),
            field::labelled(
                text!(language, "log-minutes"),
                field::typed("", &self.minutes, Message::MinutesChanged).on_submit(Message::Save),
                bad_minutes,
            ),
            field::labelled(
                text!(language, "log-note"),
                field::typed("", &self.note, Message::NoteChanged).on_submit(Message::Save),
                None,
            ),
            body(self.summary(language)),
        ]
        .spacing(spacing::S);
        if let Some(warning) = &self.warning {
            let sentence = crate::sentence::failure(language, &Error::Refused(warning.clone()));
            let again = match warning {
                Refusal::SessionHasMarks(_) => Message::CancelSession,
                _ => Message::SaveAnyway,
            };
            content = content
                .push(body(sentence).style(style::danger))
                .push(button::danger(text!(language, "log-anyway")).on_press(again));
        }
        if let Some(name) = &self.newcomer {
            content = content.push(field::labelled(
                text!(language, "log-newcomer"),
                field::typed("", name, Message::NewcomerChanged)
                    .id(field::id("newcomer"))
                    .on_submit(Message::AddNewcomer),
                None,
            ));
        }
        if let Some(reason) = &self.cancelling {
            content = content.push(field::labelled(
                text!(language, "log-reason"),
                field::typed("", reason, Message::ReasonChanged)
                    .id(field::id("reason"))
                    .on_submit(Message::CancelSession),
                None,
            ));
        }
        content = content
            .push(button::wide(text!(language, "log-save"), Kind::Primary).on_press(Message::Save))
            .push(
                button::wide(text!(language, "log-add"), Kind::Plain)
                    .on_press(Message::AskNewcomer),
            )
            .push(
                button::wide(text!(language, "log-cancel"), Kind::Plain)
                    .on_press(Message::AskCancel),
            );

        if context.is_narrow() {
            return card(content).width(Fill).into();
        }
        let scroll = scrollable(content.padding(iced::Padding::ZERO.right(spacing::S)));

        card(scroll.direction(style::slim()).style(style::scroll)).width(300).height(Fill).into()
    }

    fn summary(&self, language: Language) -> String {
        let count = |test: fn(&Attendance) -> bool| self.marks.values().filter(|m| test(m)).count();

        text!(
            language,
            "log-summary",
            present = count(|mark| *mark == Attendance::Present),
            late = count(|mark| matches!(mark, Attendance::Late(_))),
            excused = count(|mark| *mark == Attendance::Excused),
            unexcused = count(|mark| *mark == Attendance::Unexcused)
        )
    }
}

/// A mark as a letter with its colour: N S G O in Swedish.
pub fn mark_letter<'a>(language: Language, mark: Option<Attendance>) -> Element<'a, Message> {
    mark_text(language, mark).into()
}

/// The same as a text.
pub fn mark_text<'a>(language: Language, mark: Option<Attendance>) -> iced::widget::Text<'a> {
    let (letter, colour): (String, fn(&iced::Theme) -> iced::widget::text::Style) = match mark {
        None => ("·".to_owned(), style::muted),
        Some(Attendance::Present) => (text!(language, "mark-present"), style::primary),
        Some(Attendance::Late(minutes)) => {
            (text!(language, "mark-late", minutes = minutes.0), style::ochre)
        }
        Some(Attendance::Excused) => (text!(language, "mark-excused"), style::blue),
        Some(Attendance::Unexcused) => (text!(language, "mark-unexcused"), style::danger),
    };

    strong(letter).size(size::BODY).style(colour)
}
