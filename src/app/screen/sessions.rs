//! Tillfällen: what is planned, held and not reported, week by week; and all of it as a calendar.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;
use serde::{Deserialize, Serialize};

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{self, Column, Key, Outcome, Parts, TableLayout, text_cell};
use crate::app::widget::{body, button, card, field, hint, list, muted, strong};
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
    query: String,
    kept: Remembered,
    rows: Fetched<Vec<SessionRow>>,
    table: table::State<SessionId>,
}

/// What is remembered till next time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    span: Span,
    look: TableLayout,
}

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

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<Vec<SessionRow>, Error>),
    QueryChanged(String),
    Show(Span),
    Week(i32),
    ThisWeek,
    Table(table::Message),
    Export,
    Exported(Result<Vec<u8>, Error>),
}

/// What the screen is remembered under.
const MEMORY: &str = "sessions";
/// How far ahead and back the calendar reaches, in days.
const CALENDAR_DAYS: u64 = 3 * 366;

fn monday_of(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).first_day()
}

impl Sessions {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let kept: Remembered = context.memory.get(MEMORY);
        let mut screen = Self {
            monday: monday_of(context.today),
            query: String::new(),
            rows: Fetched::default(),
            table: table::State::new(ROW_HEIGHT, kept.look.clone()),
            kept,
        };
        let task = screen.reload(context);

        (screen, task)
    }

    fn show_others(&mut self, context: &Context) -> Action<Message> {
        let task = self.reload(context);

        Action::Run(Task::batch([task, self.table.reset().map(Message::Table)]))
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

    fn remember(&mut self, context: &Context) {
        self.kept.look = self.table.look();
        context.memory.put(MEMORY, &self.kept);
    }

    fn arrange(&mut self) {
        let words = Words::of(&self.query);
        let rows = self.rows.value().map(Vec::as_slice).unwrap_or_default();
        let shown = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| {
                let session = &row.session;
                words.stand_in(&format!(
                    "{} {} {} {}",
                    row.class_name, row.school_name, session.place, session.leader
                ))
            })
            .map(|(index, _)| index);
        self.table.arrange(shown, |column, index| key(column, &rows[index], index));
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
        let ticket = self.rows.begin();
        let (span, monday, today) = (self.kept.span, self.monday, context.today);

        context.ask(
            move |register| match span {
                Span::Week => register.sessions_between(monday, monday + Days::new(6)),
                Span::Overdue => register.overdue_sessions(),
                Span::Coming => register.sessions_between(today, today + Days::new(CALENDAR_DAYS)),
            },
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.rows.value().is_none();
                let action = self.rows.take(ticket, answer);
                self.arrange();
                return match action {
                    Action::None if first => Action::Run(list::focus()),
                    action => action,
                };
            }
            Message::QueryChanged(query) => {
                self.query = query;
                self.arrange();
                return Action::Run(self.table.reset().map(Message::Table));
            }
            Message::Show(span) => {
                self.kept.span = span;
                self.remember(context);
                return self.show_others(context);
            }
            Message::Week(weeks) => {
                self.monday += chrono::TimeDelta::weeks(weeks.into());
                return self.show_others(context);
            }
            Message::ThisWeek => {
                self.monday = monday_of(context.today);
                return self.show_others(context);
            }
            Message::Table(message) => {
                let rows = self.rows.value().map(Vec::as_slice).unwrap_or_default();
                let key = |index: usize| rows.get(index).map(|row| row.session.id);
                let (outcome, task) = self.table.update(message, key);
                self.remember(context);
                match outcome {
                    Outcome::Open(index) => {
                        let row = self.rows.value().and_then(|rows| rows.get(index));
                        return row.map_or(Action::None, |row| {
                            Action::Go(Route::Log(row.session.class, row.session.number))
                        });
                    }
                    Outcome::Arrange => self.arrange(),
                    Outcome::None => return Action::Run(task.map(Message::Table)),
                }
            }
            Message::Export => return self.export(context),
            Message::Exported(Ok(bytes)) => {
                let name = text!(context.language, "sessions-calendar-file");
                return Action::SaveFile(format!("{name}.ics"), bytes);
            }
            Message::Exported(Err(error)) => return Action::Failed(error),
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let search = field::search(
            text!(language, "sessions-search"),
            &self.query,
            190.0,
            Message::QueryChanged,
            Message::Table(table::Message::Focus),
        );
        let spans = segmented(
            &[
                (Span::Week, text!(language, "sessions-week")),
                (Span::Overdue, text!(language, "sessions-overdue")),
                (Span::Coming, text!(language, "sessions-coming")),
            ],
            self.kept.span,
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
        if self.kept.span == Span::Week {
            content = content.push(self.week(context));
        }
        let Some(rows) = self.rows.value() else { return content.into() };
        let table: Element<'a, Message> = if self.table.shown().is_empty() {
            let nothing = match (rows.is_empty(), self.kept.span) {
                (false, _) => text!(language, "nothing-found"),
                (true, Span::Week) => text!(language, "sessions-none-week"),
                (true, Span::Overdue) => text!(language, "sessions-none-overdue"),
                (true, Span::Coming) => text!(language, "sessions-none-coming"),
            };
            container(muted(nothing)).padding(spacing::L).into()
        } else {
            let today = context.today;
            let parts = Parts {
                columns: &columns(language),
                room: context.room.width - table::AROUND,
                columns_label: text!(language, "table-columns"),
                key: &|index| rows.get(index).map(|row| row.session.id),
                cell: &move |index, column| match rows.get(index) {
                    Some(row) => session_cell(language, today, row, column),
                    None => space().into(),
                },
            };
            table::table(&self.table, parts, Message::Table)
        };

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

    fn name(&self) -> Option<String> {
        None
    }

    fn is_waiting(&self) -> bool {
        false
    }

    fn is_unsaved(&self) -> bool {
        false
    }

    fn has_form(&self) -> bool {
        false
    }

    fn close_inner(&mut self) -> bool {
        false
    }

    fn is_asking(&self) -> bool {
        false
    }

    fn focus(&self) -> Task<Message> {
        Task::none()
    }

    fn focus_within(&self) -> Task<Message> {
        Task::none()
    }

    fn save(&self) -> Option<Message> {
        None
    }

    fn take_back(&self) -> Option<Message> {
        None
    }

    fn print(&self) -> Option<Message> {
        None
    }
}

fn columns(language: Language) -> [Column; 8] {
    [
        Column::needed("date", text!(language, "log-date"), 120.0),
        Column::needed("class", text!(language, "classes-name"), 90.0),
        Column::new("state", text!(language, "sessions-state"), 150.0),
        Column::new("number", text!(language, "sessions-number"), 40.0).with_figures(),
        Column::new("school", text!(language, "classes-school"), 150.0),
        Column::new("time", text!(language, "plan-time"), 56.0),
        Column::new("place", text!(language, "plan-place"), 90.0),
        Column::new("leader", text!(language, "plan-leader"), 90.0),
    ]
}

fn key(column: &str, row: &SessionRow, index: usize) -> Key {
    let session = &row.session;
    match column {
        "class" => Key::text(&row.class_name),
        "state" => Key::text(&format!("{} {}", session.status.code(), session.reason)),
        "number" => Key::Number(session.number.into()),
        "school" => Key::text(&row.school_name),
        "time" => Key::text(&session.starts_at),
        "place" => Key::text(&session.place),
        "leader" => Key::text(&session.leader),
        // They come in order of time.
        _ => Key::Number(index as i64),
    }
}

fn session_cell<'a>(
    language: Language,
    today: NaiveDate,
    row: &SessionRow,
    column: &str,
) -> Element<'a, Message> {
    let session = &row.session;
    text_cell(match column {
        "class" => strong(row.class_name.clone()),
        "state" => state(language, today, row),
        "number" => body(session.number.to_string()),
        "school" => body(row.school_name.clone()),
        "time" => body(session.starts_at.clone()),
        "place" => body(session.place.clone()),
        "leader" => body(session.leader.clone()),
        _ => body(session.date.map_or_else(
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
