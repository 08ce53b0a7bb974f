//! Elever: all students, with instant search; one opens.

use std::collections::HashMap;

use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, Length, Task};

use super::{Action, Context, Fetched, Place, Ticket};
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, card, cell, field, hairline, list, muted, small, strong};
use crate::domain::{ClassId, Verdict};
use crate::i18n::{Language, number};
use crate::register::Error;
use crate::register::student::{StudentRow, search};
use crate::{sentence, text};

/// The screen.
#[derive(Debug)]
pub struct Students {
    facts: Fetched<Facts>,
    query: String,
    filter: Option<Verdict>,
    shown: Vec<usize>,
    list: list::State,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct Facts {
    rows: Vec<StudentRow>,
    classes: HashMap<ClassId, String>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<Facts, Error>),
    QueryChanged(String),
    Show(Option<Verdict>),
    List(list::Message),
}

impl Students {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self {
            facts: Fetched::default(),
            query: String::new(),
            filter: None,
            shown: Vec::new(),
            list: list::State::new(ROW_HEIGHT),
        };
        let task = screen.reload(context);

        (screen, task)
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.facts.ask();

        context.ask(
            |register| {
                let classes = register
                    .classes()?
                    .into_iter()
                    .map(|class| {
                        let label = format!("{}, {}", class.name, class.school_name);
                        (class.id, label)
                    })
                    .collect();
                Ok(Facts { rows: register.students()?, classes })
            },
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    pub fn update(&mut self, message: Message) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.facts.value().is_none();
                let action = self.facts.take(ticket, answer);
                self.filter_rows();
                match action {
                    Action::None if first => {
                        Action::Run(iced::widget::operation::focus(field::id(field::FILTER)))
                    }
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
                    Some(student) => Action::Go(Place::Student(student.id)),
                    None => Action::Run(task.map(Message::List)),
                }
            }
        }
    }

    fn row(&self, shown: usize) -> Option<&StudentRow> {
        self.facts.value()?.rows.get(*self.shown.get(shown)?)
    }

    fn filter_rows(&mut self) {
        let rows = self.facts.value().map(|facts| facts.rows.as_slice()).unwrap_or_default();
        self.shown = search(rows, &self.query)
            .into_iter()
            .filter(|index| self.filter.is_none_or(|verdict| rows[*index].verdict == verdict))
            .collect();
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(facts) = self.facts.value() else { return space().into() };
        let search =
            field::typed(&text!(language, "students-search"), &self.query, Message::QueryChanged)
                .id(field::id(field::FILTER))
                .width(240);
        let filters = segmented(
            &[
                (None, text!(language, "students-all")),
                (Some(Verdict::Counts), text!(language, "students-count")),
                (Some(Verdict::NotYet), text!(language, "students-not-yet")),
                (Some(Verdict::NoLonger), text!(language, "students-no-longer")),
            ],
            self.filter,
            Message::Show,
        );
        let count = number::whole(language, self.shown.len() as u64);
        let bar = row![
            search,
            filters,
            space().width(Fill),
            muted(text!(language, "students-shown", count = count)),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        let table: Element<'a, Message> = if facts.rows.is_empty() {
            container(muted(text!(language, "students-empty"))).padding(spacing::L).into()
        } else if self.shown.is_empty() {
            container(muted(text!(language, "nothing-found"))).padding(spacing::L).into()
        } else {
            list::list(
                &self.list,
                self.shown.len(),
                move |index| match self.row(index) {
                    Some(student) => student_row(language, student, &facts.classes),
                    None => space().into(),
                },
                Message::List,
            )
        };

        column![
            bar,
            card(column![header(language), hairline(), table])
                .padding([spacing::XS, spacing::XS])
                .height(Fill)
        ]
        .spacing(spacing::M)
        .into()
    }
}

const WIDTHS: [Length; 4] = [
    Length::FillPortion(5),
    Length::FillPortion(6),
    Length::FillPortion(4),
    Length::FillPortion(3),
];

fn header<'a>(language: Language) -> Element<'a, Message> {
    let labels = [
        text!(language, "students-name"),
        text!(language, "students-class"),
        text!(language, "students-attended"),
        text!(language, "students-verdict"),
    ];
    let mut header = row![].spacing(spacing::S).padding([spacing::XS, spacing::S]);
    for (label, width) in labels.into_iter().zip(WIDTHS) {
        header = header.push(cell(small(label).style(style::muted), width));
    }

    header.into()
}

fn student_row<'a>(
    language: Language,
    student: &StudentRow,
    classes: &HashMap<ClassId, String>,
) -> Element<'a, Message> {
    let class = student.class.and_then(|class| classes.get(&class)).cloned().unwrap_or_default();
    let attended = text!(
        language,
        "students-attended-of",
        attended = number::hours(student.attended.0),
        planned = number::hours(student.planned.0)
    );
    let content = row![
        cell(strong(student.name.clone()), WIDTHS[0]),
        cell(body(class), WIDTHS[1]),
        cell(body(attended), WIDTHS[2]),
        cell(verdict(language, student.verdict), WIDTHS[3]),
    ]
    .spacing(spacing::S)
    .align_y(Center);

    container(content).padding([0.0, spacing::S]).center_y(Fill).clip(true).into()
}

/// A verdict with its colour; the words say the same.
pub fn verdict<'a>(language: Language, verdict: Verdict) -> iced::widget::Text<'a> {
    let style: fn(&iced::Theme) -> iced::widget::text::Style = match verdict {
        Verdict::Counts => style::primary,
        Verdict::NotYet => style::muted,
        Verdict::NoLonger => style::ochre,
    };

    body(sentence::verdict(language, verdict)).style(style)
}
