//! Tillfällen: what is planned, held and not reported, week by week; and all of it as a calendar.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use iced::widget::{column, row, space};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;
use serde::{Deserialize, Serialize};

use super::ShownScreen;
use super::list_screen::{self, ListScreen, Listed};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::route::Route;
use crate::app::theme::{spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{Column, Key, text_cell};
use crate::app::widget::{body, button, card, hint, muted, strong};
use crate::domain::student::Words;
use crate::domain::{SessionId, SessionStatus};
use crate::export::calendar;
use crate::i18n::{Language, date};
use crate::register::Error;
use crate::register::journal::Entity;
use crate::register::session::SessionRow;
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct Sessions {
    /// The Monday of the week that is shown.
    monday: NaiveDate,
    list: ListScreen<SessionList>,
}

/// The sessions of a span.
#[derive(Debug, Clone)]
pub struct SessionList(Vec<SessionRow>);

/// Which sessions are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Span {
    /// Those of one week.
    #[default]
    Week,
    /// Those whose day has come and that are not logged.
    Overdue,
    /// Those from today on.
    Coming,
}

/// What is shown of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SessionColumn {
    Date,
    Class,
    State,
    Number,
    School,
    Time,
    Place,
    Leader,
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list_screen::Message<SessionList>),
    Show(Span),
    Week(i32),
    ThisWeek,
    Export,
    Exported(Result<Vec<u8>, Error>),
}

/// How far ahead and back the calendar reaches, in days.
const CALENDAR_DAYS: u64 = 3 * 366;

fn monday_of(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).first_day()
}

impl Sessions {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self { monday: monday_of(context.today), list: ListScreen::new(context) };
        let task = screen.reload(context);

        (screen, task)
    }

    fn show(&mut self, context: &Context, span: Span) -> Action<Message> {
        let top = match self.list.set_filter(context, span).map(Message::List) {
            Action::Run(task) => task,
            _ => Task::none(),
        };

        Action::Run(Task::batch([self.reload(context), top]))
    }

    /// All sessions with a day as a calendar, whatever is shown.
    fn export(&self, context: &Context) -> Action<Message> {
        let (language, today) = (context.language, context.today);

        Action::Run(context.ask(
            move |register| {
                let days = Days::new(CALENDAR_DAYS);
                let rows = register.sessions_between(today - days, today + days)?;
                Ok(calendar::sessions(language, register.programme()?.time_zone, &rows))
            },
            Message::Exported,
        ))
    }

    fn week<'a>(&self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let sunday = self.monday + Days::new(6);
        let named = text!(
            language,
            "sessions-week-of",
            week = self.monday.iso_week().week(),
            from = date::short(language, self.monday),
            to = date::short(language, sunday),
            year = sunday.year().to_string()
        );
        let earlier = button::icon(Icon::ChevronLeft).on_press(Message::Week(-1)).repeats();
        let later = button::icon(Icon::ChevronRight).on_press(Message::Week(1)).repeats();
        let mut line = row![
            hint(earlier, text!(language, "sessions-earlier")),
            strong(named),
            hint(later, text!(language, "sessions-later")),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        if self.monday != monday_of(context.today) {
            line = line.push(
                button::link(text!(language, "sessions-this-week")).on_press(Message::ThisWeek),
            );
        }

        line.into()
    }
}

impl ShownScreen for Sessions {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let (span, monday, today) = (*self.list.filter(), self.monday, context.today);

        self.list
            .fetch(context, move |register| {
                let rows = match span {
                    Span::Week => register.sessions_between(monday, monday + Days::new(6)),
                    Span::Overdue => register.overdue_sessions(),
                    Span::Coming => {
                        register.sessions_between(today, today + Days::new(CALENDAR_DAYS))
                    }
                };
                rows.map(SessionList)
            })
            .map(Message::List)
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::List(message) => {
                let (opened, action) = self.list.update(message, context);
                let opened = opened.and_then(|row| self.list.loaded()?.0.get(row));
                let route = opened.map(|row| Route::Log(row.session.class, row.session.number));

                route.map_or(action.map(Message::List), Action::Go)
            }
            Message::Show(span) => self.show(context, span),
            Message::Week(weeks) => {
                self.monday += chrono::TimeDelta::weeks(weeks.into());
                self.show(context, Span::Week)
            }
            Message::ThisWeek => {
                self.monday = monday_of(context.today);
                self.show(context, Span::Week)
            }
            Message::Export => self.export(context),
            Message::Exported(Ok(bytes)) => {
                let name = text!(context.language, "sessions-calendar-file");
                Action::SaveFile(format!("{name}.ics"), bytes)
            }
            Message::Exported(Err(error)) => Action::Failed(error),
        }
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let search = self.list.search(text!(language, "sessions-search"), 190.0).map(Message::List);
        let span = *self.list.filter();
        let spans = segmented(
            &[
                (Span::Week, text!(language, "sessions-week")),
                (Span::Overdue, text!(language, "sessions-overdue")),
                (Span::Coming, text!(language, "sessions-coming")),
            ],
            span,
            Message::Show,
        );
        let export = button::plain(text!(language, "sessions-calendar")).on_press(Message::Export);
        let above: Element<'a, Message> = match context.is_narrow() {
            true => row![search, export, spans]
                .spacing(spacing::S)
                .align_y(Center)
                .wrap()
                .vertical_spacing(spacing::XS)
                .into(),
            false => row![search, spans, space().width(Fill), export]
                .spacing(spacing::S)
                .align_y(Center)
                .into(),
        };
        let mut content = column![above].spacing(spacing::S);
        if span == Span::Week {
            content = content.push(self.week(context));
        }
        let Some(loaded) = self.list.loaded() else { return content.into() };
        let nothing = match (loaded.0.is_empty(), span) {
            (false, _) => text!(language, "nothing-found"),
            (true, Span::Week) => text!(language, "sessions-none-week"),
            (true, Span::Overdue) => text!(language, "sessions-none-overdue"),
            (true, Span::Coming) => text!(language, "sessions-none-coming"),
        };
        let today = context.today;
        let table = self.list.table(
            context,
            nothing,
            move |loaded, row, column| session_cell(language, today, &loaded.0[row], column),
            Message::List,
        );

        content.push(card(table).padding([spacing::XXS, spacing::XS]).height(Fill)).into()
    }

    fn shows(&self) -> &'static [Entity] {
        &[
            Entity::School,
            Entity::Class,
            Entity::Enrolment,
            Entity::Student,
            Entity::Session,
            Entity::Attendance,
        ]
    }

    fn is_waiting(&self) -> bool {
        false
    }

    fn is_unsaved(&self) -> bool {
        false
    }
}

impl Listed for SessionList {
    type Id = SessionId;
    type Column = SessionColumn;
    type Filter = Span;

    const NAME: &'static str = "sessions";

    fn columns(language: Language) -> Vec<Column<SessionColumn>> {
        use SessionColumn as C;

        vec![
            Column::needed(C::Date, text!(language, "log-date"), 120.0),
            Column::needed(C::Class, text!(language, "classes-name"), 90.0),
            Column::new(C::State, text!(language, "sessions-state"), 150.0),
            Column::new(C::Number, text!(language, "sessions-number"), 40.0).with_figures(),
            Column::new(C::School, text!(language, "classes-school"), 150.0),
            Column::new(C::Time, text!(language, "plan-time"), 56.0),
            Column::new(C::Place, text!(language, "plan-place"), 90.0),
            Column::new(C::Leader, text!(language, "plan-leader"), 90.0),
        ]
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn id(&self, row: usize) -> Option<SessionId> {
        self.0.get(row).map(|row| row.session.id)
    }

    fn found(&self, words: &str, _: &Span) -> Vec<usize> {
        let words = Words::of(words);
        let is_found = |row: &SessionRow| {
            let SessionRow { class_name, school_name, session, .. } = row;
            let (place, leader) = (&session.place, &session.leader);
            words.stand_in(&format!("{class_name} {school_name} {place} {leader}"))
        };

        (0..self.0.len()).filter(|row| is_found(&self.0[*row])).collect()
    }

    fn key(&self, column: SessionColumn, row: usize) -> Key {
        let SessionRow { class_name, school_name, session, .. } = &self.0[row];
        match column {
            // They come in order of time.
            SessionColumn::Date => Key::Number(row as i64),
            SessionColumn::Class => Key::text(class_name),
            SessionColumn::State => {
                Key::text(&format!("{} {}", session.status.code(), session.reason))
            }
            SessionColumn::Number => Key::Number(session.number.into()),
            SessionColumn::School => Key::text(school_name),
            SessionColumn::Time => Key::text(&session.starts_at),
            SessionColumn::Place => Key::text(&session.place),
            SessionColumn::Leader => Key::text(&session.leader),
        }
    }
}

fn session_cell<'a>(
    language: Language,
    today: NaiveDate,
    row: &SessionRow,
    column: SessionColumn,
) -> Element<'a, Message> {
    let session = &row.session;
    text_cell(match column {
        SessionColumn::Class => strong(row.class_name.clone()),
        SessionColumn::State => state(language, today, row),
        SessionColumn::Number => body(session.number.to_string()),
        SessionColumn::School => body(row.school_name.clone()),
        SessionColumn::Time => body(session.starts_at.clone()),
        SessionColumn::Place => body(session.place.clone()),
        SessionColumn::Leader => body(session.leader.clone()),
        SessionColumn::Date => body(session.date.map_or_else(
            || text!(language, "matrix-no-date"),
            |day| match day.year() == today.year() {
                true => date::short(language, day),
                false => format!("{} {}", date::short(language, day), day.year()),
            },
        )),
    })
}

/// Where a session stands, in words.
fn state<'a>(language: Language, today: NaiveDate, row: &SessionRow) -> iced::widget::Text<'a> {
    let session = &row.session;
    match session.status {
        SessionStatus::Held if row.reported < row.expected => body(text!(
            language,
            "sessions-held-partly",
            reported = row.reported,
            expected = row.expected
        ))
        .style(style::ochre),
        SessionStatus::Held => body(text!(language, "session-held")).style(style::primary),
        SessionStatus::Cancelled => {
            muted(text!(language, "session-cancelled", reason = session.reason.as_str()))
        }
        SessionStatus::Planned if session.date.is_some_and(|day| day <= today) => {
            body(text!(language, "sessions-not-logged")).style(style::ochre)
        }
        SessionStatus::Planned => muted(text!(language, "session-planned")),
    }
}
