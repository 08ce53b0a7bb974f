//! What the log of a session looks like: the names on the left, the rest beside them.

use chrono::NaiveDate;
use iced::keyboard::{Key, key::Named};
use iced::widget::{Column, column, container, row, scrollable};
use iced::{Center, Element, Fill, Length};
use lucide_icons::Icon;

use super::turned_up::{Choice, TurnedUp};
use super::{ANYWAY, KEYS, LogSession, Message, on_key};
use crate::app::context::Context;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{size, spacing};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, card, field, muted, small, strong, title};
use crate::domain::{Attendance, StudentId};
use crate::i18n::{Language, date};
use crate::register::Error;
use crate::register::class::Member;
use crate::text;

/// The height of the names where what is beside them lies below.
const NAMES_HEIGHT: f32 = 320.0;

impl LogSession {
    pub(super) fn page<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(detail) = self.detail.value() else {
            return self.detail.waiting(context.language);
        };
        let heading =
            text!(language, "log-title", number = self.number, class = detail.row.name.as_str());
        let names = column![
            title(heading),
            muted(format!("{}, {}", detail.row.school_name, detail.row.term)),
        ]
        .spacing(spacing::XXS);
        // Farthest from what saves.
        let off = button::plain(text!(language, "log-cancel"))
            .on_press(self.calling_off.is_none().then_some(Message::AskCallOff));
        let head = row![names.width(Fill), off].align_y(Center);
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
        let members = self.members(context);
        let meant = if self.letters.is_empty() { Vec::new() } else { self.meant(context) };
        let columns_shown = if context.is_narrow() { 1 } else { 2 };
        let half = members.len().div_ceil(columns_shown).max(1);
        let mut columns = row![].spacing(spacing::M);
        for block in members.chunks(half) {
            let mut content = Column::new().spacing(2).width(Fill);
            for member in block {
                content = content.push(self.name_row(language, member, &meant));
            }
            columns = columns.push(content);
        }
        let content = column![
            small(self.hint(language, &meant)).style(style::muted),
            scrollable(columns).direction(style::slim()).style(style::scroll).height(Fill),
            self.keys(language),
        ]
        .spacing(spacing::S);
        let keys = area(card(content).width(Fill).height(Fill))
            .id(KEYS)
            .width(Length::FillPortion(3))
            .height(Fill)
            .on_key(on_key);

        keys.into()
    }

    /// What the next key does.
    fn hint(&self, language: Language, meant: &[StudentId]) -> String {
        match (self.letters.as_str(), self.digits.as_str(), meant.len()) {
            ("", "", _) => text!(language, "log-hint"),
            (_, digits, _) if !digits.is_empty() => {
                text!(language, "log-late-typed", minutes = digits)
            }
            (letters, _, several @ 2..) if self.cursor.is_none() => {
                text!(language, "log-several", letters = letters, count = several)
            }
            (letters, ..) => text!(language, "log-typed", letters = letters),
        }
    }

    /// The keys as buttons, about the student that is pointed out.
    fn keys<'a>(&self, language: Language) -> Element<'a, Message> {
        let chosen = self.cursor.is_some();
        let key = |label: String, mark: Attendance| {
            button::link(label)
                .on_press(chosen.then_some(Message::Mark(Some(mark))))
                .without_focus()
        };
        let late = !self.digits.is_empty();
        let present = key(text!(language, "log-key-present"), Attendance::Present);
        let late = key(text!(language, "log-key-late"), Attendance::Present)
            .on_press((chosen && late).then_some(Message::Mark(None)));

        row![
            key(text!(language, "log-key-unexcused"), Attendance::Unexcused),
            key(text!(language, "log-key-excused"), Attendance::Excused),
            late,
            present,
        ]
        .align_y(Center)
        .wrap()
        .into()
    }

    fn name_row<'a>(
        &self,
        language: Language,
        member: &Member,
        meant: &[StudentId],
    ) -> Element<'a, Message> {
        let mark = self.mark_of(member);
        let name = match member.guest {
            true => text!(language, "log-guest", name = member.name()),
            false => member.name(),
        };
        let name = match meant.is_empty() || meant.contains(&member.student) {
            true => body(name),
            false => muted(name),
        };
        let content = row![
            container(mark_letter(language, mark)).width(40),
            name.width(Fill).wrapping(iced::widget::text::Wrapping::None),
        ]
        .spacing(spacing::XS)
        .align_y(Center);
        let chosen = self.cursor == Some(member.student);

        area(container(content).clip(true))
            .kind(if chosen { Kind::ChosenRow } else { Kind::Row })
            .padding([spacing::XXS, spacing::XS])
            .width(Fill)
            .on_press(Message::Select(member.student))
            .without_focus()
            .into()
    }

    fn side<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let content = match &self.calling_off {
            Some(reason) => self.calling_off(context.language, reason),
            None => self.form(context),
        };
        if context.is_narrow() {
            return card(content).width(Fill).into();
        }
        let scroll = scrollable(content.padding(iced::Padding::ZERO.right(spacing::S)));

        card(scroll.direction(style::slim()).style(style::scroll)).width(320).height(Fill).into()
    }

    fn form<'a>(&'a self, context: &Context) -> Column<'a, Message> {
        let language = context.language;
        let day = date::typed(&self.draft.date, context.today);
        let bad_date = day.is_none().then(|| text!(language, "log-bad-date"));
        let minutes: Result<u32, _> = self.draft.minutes.trim().parse();
        let bad_minutes = minutes.is_err().then(|| text!(language, "log-bad-minutes"));
        let written = day.map(|day: NaiveDate| date::long(language, day)).unwrap_or_default();
        let mut content = column![
            field::labelled(
                text!(language, "log-date"),
                field::date_then(
                    language,
                    context.today,
                    &self.draft.date,
                    Message::DateChanged,
                    Some(Message::Save)
                ),
                bad_date,
            ),
            small(written).style(style::muted),
            field::labelled(
                text!(language, "log-minutes"),
                field::typed("", &self.draft.minutes, Message::MinutesChanged)
                    .on_submit(Message::Save),
                bad_minutes,
            ),
            field::labelled(
                text!(language, "log-note"),
                field::typed("", &self.draft.note, Message::NoteChanged).on_submit(Message::Save),
                None,
            ),
            body(self.summary(context)),
        ]
        .spacing(spacing::S);
        for (at, (choice, _)) in self.draft.turned_up.iter().enumerate() {
            content = content.push(turned_up_row(language, at, choice));
        }
        if let Some(warning) = &self.warning {
            let sentence = crate::messages::failure(language, &Error::Refused(warning.clone()));
            content = content.push(body(sentence).style(style::danger)).push(
                button::danger(text!(language, "log-anyway"))
                    .id(field::id(ANYWAY))
                    .on_press(Message::SaveAnyway),
            );
        }
        content = match &self.turned_up {
            Some(who) => content.push(who.view(language)),
            None => content.push(
                button::wide(text!(language, "log-add"), Kind::Plain).on_press(Message::AskWho),
            ),
        };
        let save = button::wide(text!(language, "log-save"), Kind::Primary);

        content.push(save.on_press((!self.saving).then_some(Message::Save)))
    }

    /// Why the session is called off: a way of its own, in which nothing else is saved.
    fn calling_off<'a>(&'a self, language: Language, reason: &'a str) -> Column<'a, Message> {
        let ready = !reason.trim().is_empty() && !self.saving;
        let mut content = column![
            strong(text!(language, "log-call-off-title", number = self.number)),
            body(text!(language, "log-call-off-text", count = self.marks_kept())),
        ]
        .spacing(spacing::S);
        if self.before.as_ref() != Some(&self.draft) {
            content = content.push(muted(text!(language, "log-call-off-draft")));
        }

        content
            .push(field::labelled(
                text!(language, "log-reason"),
                field::typed("", reason, Message::ReasonChanged)
                    .id(field::id("reason"))
                    .on_submit(Message::CallOff),
                None,
            ))
            .push(
                button::danger(text!(language, "log-call-off"))
                    .on_press(ready.then_some(Message::CallOff)),
            )
            .push(button::plain(text!(language, "log-not-off")).on_press(Message::CloseInner))
    }

    fn summary(&self, context: &Context) -> String {
        let marks: Vec<Attendance> = self
            .members(context)
            .iter()
            .filter_map(|member| self.mark_of(member))
            .chain(self.draft.turned_up.iter().map(|(_, mark)| *mark))
            .collect();
        let count = |test: fn(&Attendance) -> bool| marks.iter().filter(|mark| test(mark)).count();

        text!(
            context.language,
            "log-summary",
            present = count(|mark| *mark == Attendance::Present),
            late = count(|mark| matches!(mark, Attendance::Late(_))),
            excused = count(|mark| *mark == Attendance::Excused),
            unexcused = count(|mark| *mark == Attendance::Unexcused)
        )
    }
}

/// Somebody who turned up, and a way to take them off again.
fn turned_up_row<'a>(language: Language, at: usize, choice: &Choice) -> Element<'a, Message> {
    let said = match choice {
        Choice::Guest(_) => text!(language, "log-guest", name = choice.name()),
        Choice::New(_) => text!(language, "log-new", name = choice.name()),
        Choice::Noted(name) => name.clone(),
    };

    row![body(said).width(Fill), button::icon(Icon::X).on_press(Message::TakeOff(at))]
        .align_y(Center)
        .into()
}

impl TurnedUp {
    fn view<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let input = field::typed("", &self.typed, Message::NameTyped)
            .id(field::id("newcomer"))
            .on_submit(Message::TakeChoice(None));
        let input = area(input)
            .on_inner_key(|key, _| match key {
                Key::Named(Named::ArrowDown) => Some(Message::MoveInChoices(1)),
                Key::Named(Named::ArrowUp) => Some(Message::MoveInChoices(-1)),
                _ => None,
            })
            .without_focus();
        let mut content =
            column![small(text!(language, "log-newcomer")).style(style::muted), input]
                .spacing(spacing::XXS);
        for (at, choice) in self.choices().iter().enumerate() {
            let label = match choice {
                Choice::Guest(_) => text!(language, "log-take-guest", name = choice.name()),
                Choice::New(_) => text!(language, "log-take-new", name = choice.name()),
                Choice::Noted(name) => text!(language, "log-take-note", name = name.as_str()),
            };
            let kind = if at == self.at() { Kind::ChosenRow } else { Kind::Row };
            content = content.push(
                area(body(label))
                    .kind(kind)
                    .padding([spacing::XXS, spacing::XS])
                    .width(Fill)
                    .on_press(Message::TakeChoice(Some(at)))
                    .without_focus(),
            );
        }

        content.into()
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
