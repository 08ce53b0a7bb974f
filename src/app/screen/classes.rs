//! Klasser: all classes, searched, filtered and sorted; one opens.

use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, Task};
use serde::{Deserialize, Serialize};

use super::{ShownScreen, first_steps};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::memory::Memory;
use crate::app::route::Route;
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{self, Column, Key, Outcome, Parts, TableLayout, text_cell};
use crate::app::widget::{body, button, card, field, hint, list, muted, strong};
use crate::domain::ClassId;
use crate::domain::student::Words;
use crate::i18n::{Language, date, number};
use crate::register::Error;
use crate::register::class::ClassRow;
use crate::register::journal::Entity;
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct Classes {
    rows: Fetched<Vec<ClassRow>>,
    query: String,
    kept: Remembered,
    table: table::State<ClassId>,
}

/// What is remembered till next time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Remembered {
    filter: Filter,
    look: TableLayout,
}

/// Which classes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Filter {
    #[default]
    All,
    Overdue,
    Undated,
    Unplanned,
    Running,
    Finished,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<Vec<ClassRow>, Error>),
    QueryChanged(String),
    Show(Filter),
    Table(table::Message),
    Import,
    NewClass,
}

/// What the screen is remembered under.
const MEMORY: &str = "classes";

/// Shows only these classes the next time the screen is opened.
pub fn show_only(memory: &Memory, filter: Filter) {
    let look = memory.get::<Remembered>(MEMORY).look;
    memory.put(MEMORY, &Remembered { filter, look: TableLayout { offset: 0.0, ..look } });
}

impl Classes {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let kept: Remembered = context.memory.get(MEMORY);
        let mut screen = Self {
            rows: Fetched::default(),
            query: String::new(),
            table: table::State::new(ROW_HEIGHT, kept.look.clone()),
            kept,
        };
        let task = screen.reload(context);

        (screen, task)
    }

    fn open(&self, index: usize) -> Action<Message> {
        let row = self.rows.value().and_then(|rows| rows.get(index));

        row.map_or(Action::None, |row| Action::Go(Route::Class(row.id)))
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
                words.stand_in(&format!(
                    "{} {} {} {}",
                    row.name, row.school_name, row.term, row.study_path
                ))
            })
            .filter(|(_, row)| match self.kept.filter {
                Filter::All => true,
                Filter::Overdue => row.overdue > 0,
                Filter::Undated => row.undated > 0,
                Filter::Unplanned => row.planned == 0 && row.students > 0,
                Filter::Running => row.held > 0 && row.held < row.planned,
                Filter::Finished => row.planned > 0 && row.held == row.planned,
            })
            .map(|(index, _)| index);
        self.table.arrange(shown, |column, row| key(column, &rows[row]));
    }
}

impl ShownScreen for Classes {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.rows.begin();

        context.ask(|register| register.classes(), move |answer| Message::Loaded(ticket, answer))
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.rows.value().is_none();
                let action = self.rows.take(ticket, answer);
                self.arrange();
                match action {
                    Action::None if first => {
                        Action::Run(Task::batch([list::focus(), self.table.restore()]))
                    }
                    action => action,
                }
            }
            Message::QueryChanged(query) => {
                self.query = query;
                self.arrange();
                Action::Run(self.table.reset().map(Message::Table))
            }
            Message::Show(filter) => {
                self.kept.filter = filter;
                self.arrange();
                self.remember(context);
                Action::Run(self.table.reset().map(Message::Table))
            }
            Message::Table(message) => {
                let rows = self.rows.value().map(Vec::as_slice).unwrap_or_default();
                let key = |index: usize| rows.get(index).map(|row| row.id);
                let (outcome, task) = self.table.update(message, key);
                self.remember(context);
                match outcome {
                    Outcome::Open(index) => self.open(index),
                    Outcome::Arrange => {
                        self.arrange();
                        Action::None
                    }
                    Outcome::None => Action::Run(task.map(Message::Table)),
                }
            }
            Message::Import => Action::Import(None),
            Message::NewClass => Action::NewClass(None),
        }
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(rows) = self.rows.value() else { return self.rows.waiting(context.language) };
        if rows.is_empty() {
            return first_steps(
                language,
                text!(language, "classes-empty-title"),
                text!(language, "classes-empty-text"),
                Message::Import,
                Message::NewClass,
            );
        }
        let search = field::search(
            text!(language, "classes-search"),
            &self.query,
            150.0,
            Message::QueryChanged,
            Message::Table(table::Message::Focus),
        );
        let filters = segmented(
            &[
                (Filter::All, text!(language, "classes-all")),
                (Filter::Overdue, text!(language, "classes-overdue")),
                (Filter::Undated, text!(language, "classes-undated")),
                (Filter::Unplanned, text!(language, "classes-unplanned")),
                (Filter::Running, text!(language, "classes-running")),
                (Filter::Finished, text!(language, "classes-finished")),
            ],
            self.kept.filter,
            Message::Show,
        );
        let bar = row![
            search,
            filters,
            button::plain(text!(language, "action-new-class")).on_press(Message::NewClass),
            button::primary(text!(language, "action-import-short")).on_press(Message::Import),
        ]
        .spacing(spacing::S)
        .align_y(Center)
        .wrap();
        let table: Element<'a, Message> = match self.table.shown().is_empty() {
            true => container(muted(text!(language, "nothing-found"))).padding(spacing::L).into(),
            false => {
                let today = context.today;
                let parts = Parts {
                    columns: &columns(language),
                    room: context.room.width - table::AROUND,
                    columns_label: text!(language, "table-columns"),
                    key: &|index| rows.get(index).map(|row| row.id),
                    cell: &move |index, column| match rows.get(index) {
                        Some(row) => class_cell(language, today, row, column),
                        None => space().into(),
                    },
                };
                table::table(&self.table, parts, Message::Table)
            }
        };

        column![bar, card(table).padding([spacing::XXS, spacing::XS]).height(Fill)]
            .spacing(spacing::S)
            .into()
    }

    fn shows(&self) -> &'static [Entity] {
        &[
            Entity::Programme,
            Entity::Course,
            Entity::School,
            Entity::Class,
            Entity::Enrolment,
            Entity::Student,
            Entity::Session,
            Entity::Attendance,
            Entity::Exemption,
        ]
    }

    fn name(&self) -> Option<String> {
        None
    }

    fn is_waiting(&self) -> bool {
        self.rows.value().is_none()
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
        Column::needed("name", text!(language, "classes-name"), 74.0),
        Column::new("school", text!(language, "classes-school"), 180.0),
        Column::new("next", text!(language, "classes-next"), 116.0),
        Column::new("sessions", text!(language, "classes-sessions"), 56.0).with_figures(),
        Column::new("completed", text!(language, "classes-completed"), 76.0).with_figures(),
        Column::new("students", text!(language, "classes-students"), 58.0).with_figures(),
        Column::new("term", text!(language, "classes-term"), 46.0),
        Column::new("path", text!(language, "student-study-path"), 74.0),
    ]
}

fn key(column: &str, class: &ClassRow) -> Key {
    let number = |number: u32| Key::Number(number.into());
    match column {
        "name" => Key::text(&class.name),
        "school" => Key::text(&class.school_name),
        // What is overdue comes first, then by day; what has no day after that; what is done last.
        "next" => Key::Several(vec![
            Key::Number((class.overdue == 0).into()),
            Key::Number(class.next_number.is_none().into()),
            Key::day(class.next_date),
        ]),
        "sessions" => Key::Several(vec![number(class.held), number(class.planned)]),
        "completed" => Key::Number(match class.students {
            0 => -1,
            students => i64::from(class.completed) * 10_000 / i64::from(students),
        }),
        "students" => number(class.students),
        "term" => Key::Number(class.term.order()),
        _ => Key::text(&class.study_path),
    }
}

fn class_cell<'a>(
    language: Language,
    today: chrono::NaiveDate,
    class: &ClassRow,
    column: &str,
) -> Element<'a, Message> {
    let percent = || number::percent(language, class.completed.into(), class.students.into());
    if column == "students" && class.former > 0 {
        let cell = text_cell(body(class.students.to_string()));
        return hint(cell, text!(language, "classes-former", count = class.former));
    }
    text_cell(match column {
        "name" => strong(class.name.clone()),
        "school" => body(class.school_name.clone()),
        "next" => next(language, today, class),
        "sessions" => {
            body(text!(language, "classes-held-of", held = class.held, planned = class.planned))
        }
        "completed" => body(format!("{} ({})", class.completed, percent())),
        "students" => body(class.students.to_string()),
        "term" => body(class.term.to_string()),
        _ => body(class.study_path.clone()),
    })
}

/// What comes next in a class, in words.
fn next<'a>(
    language: Language,
    today: chrono::NaiveDate,
    class: &ClassRow,
) -> iced::widget::Text<'a> {
    match (class.overdue, class.next_number, class.next_date) {
        (1.., _, _) => {
            body(text!(language, "classes-not-logged", count = class.overdue)).style(style::ochre)
        }
        (0, Some(number), Some(day)) if day >= today => body(text!(
            language,
            "classes-next-dated",
            number = number,
            day = date::short(language, day)
        )),
        (0, Some(_), _) => muted(text!(language, "classes-undated")),
        (0, None, _) => muted(text!(language, "classes-done")),
    }
}
