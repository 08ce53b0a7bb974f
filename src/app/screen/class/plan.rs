//! The class's sessions: dates for all in one go, and each by itself.

use chrono::{Datelike, NaiveDate};
use iced::widget::{Column, column, row, scrollable, space};
use iced::{Center, Element, Fill};

use super::Message as ClassMessage;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::route::Route;
use crate::app::theme::spacing;
use crate::app::theme::style;
use crate::app::widget::{body, button, field, hairline, muted, small, strong};
use crate::domain::session::start_time;
use crate::domain::{Minutes, SessionId, SessionStatus};
use crate::i18n::{Language, date, number};
use crate::register::class::{ClassDetail, Session};
use crate::register::session::SessionPlan;
use crate::register::{Error, Refusal};
use crate::{messages, text};

/// The button that saves in spite of a warning.
const ANYWAY: &str = "plan-anyway";

/// What is being typed.
#[derive(Debug, Default)]
pub struct Plan {
    first: String,
    time: String,
    place: String,
    skip: String,
    shift: bool,
    editing: Option<Editing>,
    /// A warning that must be answered before the dates are set.
    warning: Option<Error>,
}

/// A session that is being edited, or that is to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Editing {
    /// `None` for one that is to be added.
    session: Option<SessionId>,
    date: String,
    time: String,
    minutes: String,
    place: String,
    leader: String,
}

#[derive(Debug, Clone)]
pub enum Message {
    First(String),
    Time(String),
    Place(String),
    Skip(String),
    DateAll,
    DateAllAnyway,
    Done(Result<(), Error>),
    Add,
    Edit(SessionId),
    EditDate(String),
    EditTime(String),
    EditMinutes(String),
    EditPlace(String),
    EditLeader(String),
    Shift,
    Save,
    SaveAnyway,
    Stop,
    PlanAgain(SessionId),
    Remove(SessionId),
    Log(u16),
    List(SessionId),
}

impl Plan {
    /// Whether something is typed and not saved.
    pub fn is_unsaved(&self, detail: Option<&ClassDetail>) -> bool {
        let differs = self.editing.as_ref().is_some_and(|editing| {
            detail.and_then(|detail| editing.before(detail)).as_ref() != Some(editing)
        });

        differs || !self.first.trim().is_empty()
    }

    /// Whether a session is being edited.
    pub fn is_editing(&self) -> bool {
        self.editing.is_some() || !self.first.trim().is_empty()
    }

    /// Forgets what is typed. False where nothing was.
    pub fn close(&mut self) -> bool {
        let open = self.is_editing();
        *self = Self::default();

        open
    }

    /// What saves what is being typed.
    pub fn save_message(&self) -> Option<Message> {
        if self.editing.is_some() {
            return Some(Message::Save);
        }

        (!self.first.trim().is_empty()).then_some(Message::DateAll)
    }

    pub fn update(
        &mut self,
        message: Message,
        context: &Context,
        detail: &ClassDetail,
    ) -> Action<ClassMessage> {
        match message {
            Message::First(text) => self.first = text,
            Message::Time(text) => self.time = text,
            Message::Place(text) => self.place = text,
            Message::Skip(text) => self.skip = text,
            Message::DateAll => return self.date_all(context, detail, false),
            Message::Add => self.open(Some(Editing::new(detail))),
            Message::Edit(session) => self.open(Editing::of(session, detail)),
            Message::EditDate(text) => self.with_editing(|editing| editing.date = text),
            Message::EditTime(text) => self.with_editing(|editing| editing.time = text),
            Message::EditMinutes(text) => self.with_editing(|editing| editing.minutes = text),
            Message::EditPlace(text) => self.with_editing(|editing| editing.place = text),
            Message::EditLeader(text) => self.with_editing(|editing| editing.leader = text),
            Message::Shift => self.shift = !self.shift,
            Message::Save => return self.save(context, detail, false),
            Message::SaveAnyway => return self.save(context, detail, true),
            Message::Stop => (self.editing, self.warning) = (None, None),
            Message::PlanAgain(session) => {
                return context.change(
                    move |register| register.plan_again(session).map(|_| ()),
                    ClassMessage::Changed,
                );
            }
            Message::Remove(session) => {
                return context.change(
                    move |register| register.remove_session(session).map(|_| ()),
                    ClassMessage::Changed,
                );
            }
            Message::Done(Ok(())) => {
                self.close();
                return Action::Changed;
            }
            Message::Done(Err(
                error
                @ Error::Refused(Refusal::OutsidePeriod(_) | Refusal::ShorterThanLateness(..)),
            )) => {
                self.warning = Some(error);
                return Action::Run(iced::widget::operation::focus(field::id(ANYWAY)));
            }
            Message::Done(Err(error)) => return Action::Failed(error),
            Message::DateAllAnyway => return self.date_all(context, detail, true),
            Message::List(session) => {
                return Action::Run(iced::Task::done(ClassMessage::RosterOf(session)));
            }
            Message::Log(number) => return Action::Go(Route::Log(detail.row.id, number)),
        }

        Action::None
    }

    fn with_editing(&mut self, edit: impl FnOnce(&mut Editing)) {
        if let Some(editing) = &mut self.editing {
            edit(editing);
        }
    }

    /// The days all planned sessions would get: one per week from the first, some weeks passed over.
    fn days(&self, context: &Context, detail: &ClassDetail) -> Option<Vec<(SessionId, NaiveDate)>> {
        let first = date::typed(&self.first, context.today)?;

        detail.weekly(first, &weeks(&self.skip)?)
    }

    fn date_all(
        &self,
        context: &Context,
        detail: &ClassDetail,
        anyway: bool,
    ) -> Action<ClassMessage> {
        let Some(days) = self.days(context, detail) else { return Action::None };
        let class = detail.row.id;
        let (time, place) = (self.time.trim().to_owned(), self.place.trim().to_owned());

        context.change(
            move |register| register.date_sessions(class, &days, &time, &place, anyway).map(|_| ()),
            |answer| ClassMessage::Plan(Message::Done(answer)),
        )
    }

    fn open(&mut self, editing: Option<Editing>) {
        (self.editing, self.shift, self.warning) = (editing, false, None);
    }

    fn save(
        &mut self,
        context: &Context,
        detail: &ClassDetail,
        anyway: bool,
    ) -> Action<ClassMessage> {
        let Some(editing) = self.editing.clone() else { return Action::None };
        let before = detail.sessions.iter().find(|s| Some(s.id) == editing.session);
        let day = match editing.date.trim() {
            "" => None,
            typed => match date::typed(typed, context.today) {
                Some(day) => Some(day),
                None => return Action::None,
            },
        };
        let Ok(minutes) = editing.minutes.trim().parse() else { return Action::None };
        let plan = SessionPlan {
            date: day,
            starts_at: editing.time,
            minutes: Minutes(minutes),
            place: editing.place,
            leader: editing.leader,
            note: before.map(|session| session.note.clone()).unwrap_or_default(),
        };
        let Some(before) = before else {
            let class = detail.row.id;
            return context.change(
                move |register| {
                    plan.date.map_or(Ok(()), |day| register.check_period(day, anyway))?;
                    register.add_session(class, &plan).map(|_| ())
                },
                |answer| ClassMessage::Plan(Message::Done(answer)),
            );
        };
        let following = match self.shift {
            true => detail.following(before, day),
            false => Vec::new(),
        };
        let session = before.id;

        context.change(
            move |register| register.move_session(session, &plan, &following, anyway).map(|_| ()),
            |answer| ClassMessage::Plan(Message::Done(answer)),
        )
    }

    pub fn view<'a>(&'a self, context: &Context, detail: &'a ClassDetail) -> Element<'a, Message> {
        let language = context.language;
        let mut rows = Column::new().width(Fill);
        for session in &detail.sessions {
            let line = match &self.editing {
                Some(editing) if editing.session == Some(session.id) => {
                    self.edit_row(context, editing, Some(session), detail)
                }
                _ => session_row(context, session),
            };
            rows = rows.push(line).push(hairline());
        }
        let add = match &self.editing {
            Some(editing) if editing.session.is_none() => {
                let title = strong(text!(language, "plan-add"));
                column![title, self.edit_row(context, editing, None, detail)].into()
            }
            _ => Element::from(button::link(text!(language, "plan-add")).on_press(Message::Add)),
        };
        let content = column![self.all(context, detail), hairline(), rows, add].spacing(spacing::S);

        scrollable(content.padding(iced::Padding::ZERO.right(spacing::S)))
            .direction(style::slim())
            .style(style::scroll)
            .height(Fill)
            .into()
    }

    fn all<'a>(&'a self, context: &Context, detail: &ClassDetail) -> Element<'a, Message> {
        let language = context.language;
        let days = self.days(context, detail);
        let wrong =
            (days.is_none() && !self.first.is_empty()).then(|| text!(language, "plan-bad-date"));
        let preview = match days.as_deref() {
            Some(days @ [_, ..]) => days
                .iter()
                .map(|(_, day)| date::short(language, *day))
                .collect::<Vec<_>>()
                .join(" · "),
            _ => text!(language, "plan-all-hint"),
        };
        let fields = row![
            field::labelled(
                text!(language, "plan-first"),
                field::date_then(
                    language,
                    context.today,
                    &self.first,
                    Message::First,
                    Some(Message::DateAll)
                ),
                wrong,
            ),
            field::labelled(
                text!(language, "plan-time"),
                field::typed("13:00", &self.time, Message::Time).on_submit(Message::DateAll),
                bad_time(language, &self.time),
            ),
            field::labelled(
                text!(language, "plan-place"),
                field::typed("", &self.place, Message::Place).on_submit(Message::DateAll),
                None,
            ),
            field::labelled(
                text!(language, "plan-skip"),
                field::typed("44, 51", &self.skip, Message::Skip).on_submit(Message::DateAll),
                None,
            ),
            column![
                small(" "),
                button::primary(text!(language, "plan-all")).on_press(
                    days.is_some_and(|days| !days.is_empty()).then_some(Message::DateAll)
                )
            ]
            .spacing(spacing::XXS),
        ]
        .spacing(spacing::S);

        let mut content = column![
            strong(text!(language, "plan-all-title")),
            fields,
            small(preview).style(style::muted)
        ]
        .spacing(spacing::XS);
        if self.editing.is_none() {
            content = content.push(self.warned(language, Message::DateAllAnyway));
        }

        content.into()
    }

    /// What must be answered before it is saved, and the way to save it all the same.
    fn warned<'a>(&self, language: Language, anyway: Message) -> Element<'a, Message> {
        let Some(warning) = &self.warning else { return space().into() };

        column![
            body(messages::failure(language, warning)).style(style::danger),
            button::danger(text!(language, "log-anyway")).id(field::id(ANYWAY)).on_press(anyway),
        ]
        .spacing(spacing::XS)
        .into()
    }

    fn edit_row<'a>(
        &'a self,
        context: &Context,
        editing: &'a Editing,
        session: Option<&Session>,
        detail: &ClassDetail,
    ) -> Element<'a, Message> {
        let language = context.language;
        let typed = editing.date.trim();
        let bad_date = (!typed.is_empty() && date::typed(typed, context.today).is_none())
            .then(|| text!(language, "log-bad-date"));
        let bad_minutes = editing
            .minutes
            .trim()
            .parse::<u32>()
            .is_err()
            .then(|| text!(language, "log-bad-minutes"));
        let fields = row![
            field::labelled(
                text!(language, "log-date"),
                field::date_then(
                    language,
                    context.today,
                    &editing.date,
                    Message::EditDate,
                    Some(Message::Save)
                ),
                bad_date
            ),
            field::labelled(
                text!(language, "plan-time"),
                field::typed("13:00", &editing.time, Message::EditTime).on_submit(Message::Save),
                bad_time(language, &editing.time)
            ),
            field::labelled(
                text!(language, "log-minutes"),
                field::typed("", &editing.minutes, Message::EditMinutes).on_submit(Message::Save),
                bad_minutes
            ),
            field::labelled(
                text!(language, "plan-place"),
                field::typed("", &editing.place, Message::EditPlace).on_submit(Message::Save),
                None
            ),
            field::labelled(
                text!(language, "plan-leader"),
                field::typed("", &editing.leader, Message::EditLeader).on_submit(Message::Save),
                None
            ),
        ]
        .spacing(spacing::S);
        let buttons = row![
            button::primary(text!(language, "action-save")).on_press(Message::Save),
            button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
        ]
        .push(
            session
                .map(|_| field::switch(text!(language, "plan-shift"), self.shift, Message::Shift)),
        )
        .spacing(spacing::S)
        .align_y(Center);
        // What takes something away stands by itself.
        let mut away = row![].spacing(spacing::S).align_y(Center);
        if let Some(session) = session.filter(|one| one.status != SessionStatus::Planned) {
            away = away.push(
                button::danger(text!(language, "session-plan-again"))
                    .on_press(Message::PlanAgain(session.id)),
            );
        }
        if let Some(session) = session.filter(|one| one.number > detail.course_sessions) {
            away = away.push(
                button::danger(text!(language, "session-remove"))
                    .on_press(Message::Remove(session.id)),
            );
        }
        let buttons = row![buttons.width(Fill), away].spacing(spacing::M).wrap();

        column![fields, self.warned(language, Message::SaveAnyway), buttons]
            .spacing(spacing::S)
            .padding([spacing::S, 0.0])
            .into()
    }
}

impl Editing {
    /// One that is to be added, as long as the last.
    fn new(detail: &ClassDetail) -> Self {
        let minutes = detail.sessions.last().map_or(Minutes(90), |session| session.minutes);

        Self {
            session: None,
            date: String::new(),
            time: String::new(),
            minutes: minutes.0.to_string(),
            place: String::new(),
            leader: String::new(),
        }
    }

    /// As it was when it was opened.
    fn before(&self, detail: &ClassDetail) -> Option<Self> {
        match self.session {
            Some(session) => Self::of(session, detail),
            None => Some(Self::new(detail)),
        }
    }

    fn of(session: SessionId, detail: &ClassDetail) -> Option<Self> {
        let session = detail.sessions.iter().find(|known| known.id == session)?;

        Some(Self {
            session: Some(session.id),
            date: session.date.map(|day| day.to_string()).unwrap_or_default(),
            time: session.starts_at.clone(),
            minutes: session.minutes.0.to_string(),
            place: session.place.clone(),
            leader: session.leader.clone(),
        })
    }
}

fn session_row<'a>(context: &Context, session: &Session) -> Element<'a, Message> {
    let language = context.language;
    let day = match session.date {
        Some(day) => format!("{} {}", date::short(language, day), day.year()),
        None => text!(language, "matrix-no-date"),
    };
    let state = match session.status {
        SessionStatus::Held => strong(text!(language, "session-held")).style(style::primary),
        SessionStatus::Planned => muted(text!(language, "session-planned")),
        SessionStatus::Cancelled => {
            body(text!(language, "session-cancelled", reason = session.reason.as_str()))
                .style(style::ochre)
        }
    };
    let log = match session.status {
        SessionStatus::Held => text!(language, "session-log-again"),
        _ => text!(language, "session-log"),
    };

    let mut line = row![strong(session.number.to_string()).width(28), body(day).width(130)];
    if !context.is_narrow() {
        line = line
            .push(body(session.starts_at.clone()).width(56))
            .push(body(number::hours(session.minutes.0)).width(80))
            .push(body(session.place.clone()).width(140));
    }

    line.push(state.width(Fill))
        .push(button::link(text!(language, "action-edit")).on_press(Message::Edit(session.id)))
        .push(button::link(text!(language, "plan-list")).on_press(Message::List(session.id)))
        .push(button::link(log).on_press(Message::Log(session.number)))
        .spacing(spacing::S)
        .align_y(Center)
        .height(44)
        .into()
}

/// What is wrong with a time of day.
fn bad_time(language: Language, typed: &str) -> Option<String> {
    let wrong = !typed.trim().is_empty() && start_time(typed).is_none();

    wrong.then(|| text!(language, "plan-bad-time"))
}

/// Week numbers as they are typed: `44, 51`.
fn weeks(text: &str) -> Option<Vec<u32>> {
    text.split([',', ' ', ';'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok().filter(|week| (1..=53).contains(week)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_to_skip_are_read_as_they_are_typed() {
        assert_eq!(weeks("44, 51"), Some(vec![44, 51]));
        assert_eq!(weeks(""), Some(vec![]));
        assert_eq!(weeks("lov"), None);
        assert_eq!(weeks("60"), None);
    }
}
