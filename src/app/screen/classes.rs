//! Klasser: all classes, searched and filtered; one opens.

use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, Length, Task};

use super::{Action, Context, Fetched, Place, Ticket, first_steps};
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, button, card, cell, field, hairline, list, muted, small, strong};
use crate::domain::student::fold;
use crate::i18n::{date, number};
use crate::register::Error;
use crate::register::class::ClassRow;
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct Classes {
    rows: Fetched<Vec<ClassRow>>,
    query: String,
    filter: Filter,
    shown: Vec<usize>,
    list: list::State,
}

/// Which classes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    All,
    Overdue,
    Running,
    Finished,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<Vec<ClassRow>, Error>),
    QueryChanged(String),
    Show(Filter),
    List(list::Message),
    Import,
    NewClass,
}

impl Classes {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self {
            rows: Fetched::default(),
            query: String::new(),
            filter: Filter::All,
            shown: Vec::new(),
            list: list::State::new(ROW_HEIGHT),
        };
        let task = screen.reload(context);

        (screen, task)
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.rows.ask();

        context.ask(|register| register.classes(), move |answer| Message::Loaded(ticket, answer))
    }

    pub fn update(&mut self, message: Message) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.rows.value().is_none();
                let action = self.rows.take(ticket, answer);
                self.filter_rows();
                match action {
                    Action::None if first => Action::Run(list::focus()),
                    action => action,
                }
            }
            Message::QueryChanged(query) => {
                self.query = query;
                self.filter_rows();
                Action::Run(self.list.reset().map(Message::List))
            }
            Message::Show(filter) => {
                self.filter = filter;
                self.filter_rows();
                Action::Run(self.list.reset().map(Message::List))
            }
            Message::List(message) => {
                let (opened, task) = self.list.update(message);
                match opened.and_then(|row| self.row(row)) {
                    Some(class) => Action::Go(Place::Class(class.id)),
                    None => Action::Run(task.map(Message::List)),
                }
            }
            Message::Import => Action::Import(None),
            Message::NewClass => Action::NewClass(None),
        }
    }

    fn row(&self, shown: usize) -> Option<&ClassRow> {
        self.rows.value()?.get(*self.shown.get(shown)?)
    }

    fn filter_rows(&mut self) {
        let words = fold(&self.query);
        let words: Vec<&str> = words.split_whitespace().collect();
        let rows = self.rows.value().map(Vec::as_slice).unwrap_or_default();
        self.shown = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| {
                let all = fold(&format!("{} {} {}", row.name, row.school_name, row.term));
                words.iter().all(|word| all.contains(word))
            })
            .filter(|(_, row)| match self.filter {
                Filter::All => true,
                Filter::Overdue => row.overdue > 0,
                Filter::Running => row.held < row.planned,
                Filter::Finished => row.planned > 0 && row.held == row.planned,
            })
            .map(|(index, _)| index)
            .collect();
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(rows) = self.rows.value() else { return space().into() };
        if rows.is_empty() {
            return first_steps(
                language,
                text!(language, "classes-empty-title"),
                text!(language, "classes-empty-text"),
                Message::Import,
                Message::NewClass,
            );
        }
        let search =
            field::typed(&text!(language, "classes-search"), &self.query, Message::QueryChanged)
                .id(field::id(field::FILTER))
                .width(200);
        let filters = segmented(
            &[
                (Filter::All, text!(language, "classes-all")),
                (Filter::Overdue, text!(language, "classes-overdue")),
                (Filter::Running, text!(language, "classes-running")),
                (Filter::Finished, text!(language, "classes-finished")),
            ],
            self.filter,
            Message::Show,
        );
        let bar = row![
            search,
            filters,
            space().width(Fill),
            button::plain(text!(language, "action-new-class")).on_press(Message::NewClass),
            button::primary(text!(language, "action-import-short")).on_press(Message::Import),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        let table: Element<'a, Message> = match self.shown.is_empty() {
            true => container(muted(text!(language, "nothing-found"))).padding(spacing::L).into(),
            false => {
                let language = context.language;
                let today = context.today;
                list::list(
                    &self.list,
                    self.shown.len(),
                    move |index| match self.row(index) {
                        Some(class) => class_row(language, today, class),
                        None => space().into(),
                    },
                    Message::List,
                )
            }
        };
        let content = column![header(context), hairline(), table];

        column![bar, card(content).padding([spacing::XS, spacing::XS]).height(Fill)]
            .spacing(spacing::M)
            .into()
    }
}

/// The columns' widths, the same in header and rows.
const WIDTHS: [Length; 7] = [
    Length::FillPortion(3),
    Length::FillPortion(8),
    Length::FillPortion(2),
    Length::FillPortion(2),
    Length::FillPortion(2),
    Length::FillPortion(3),
    Length::FillPortion(4),
];

fn header<'a>(context: &Context) -> Element<'a, Message> {
    let language = context.language;
    let labels = [
        text!(language, "classes-name"),
        text!(language, "classes-school"),
        text!(language, "classes-term"),
        text!(language, "classes-students"),
        text!(language, "classes-sessions"),
        text!(language, "classes-completed"),
        text!(language, "classes-next"),
    ];
    let mut header = row![].spacing(spacing::S).padding([spacing::XS, spacing::S]);
    for (label, width) in labels.into_iter().zip(WIDTHS) {
        header = header.push(cell(small(label).style(style::muted), width));
    }

    header.into()
}

fn class_row<'a>(
    language: crate::i18n::Language,
    today: chrono::NaiveDate,
    class: &ClassRow,
) -> Element<'a, Message> {
    let next = match (class.overdue, class.next_number, class.next_date) {
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
    };
    let content = row![
        cell(strong(class.name.clone()), WIDTHS[0]),
        cell(body(class.school_name.clone()), WIDTHS[1]),
        cell(body(class.term.to_string()), WIDTHS[2]),
        cell(body(class.students.to_string()), WIDTHS[3]),
        cell(
            body(text!(language, "classes-held-of", held = class.held, planned = class.planned)),
            WIDTHS[4]
        ),
        cell(
            body(format!(
                "{} ({})",
                class.completed,
                number::percent(language, class.completed.into(), class.students.into())
            )),
            WIDTHS[5]
        ),
        cell(next, WIDTHS[6]),
    ]
    .spacing(spacing::S)
    .align_y(Center);

    container(content).padding([0.0, spacing::S]).center_y(Fill).clip(true).into()
}
