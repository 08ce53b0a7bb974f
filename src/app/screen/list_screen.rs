//! The rows of a screen: found by words, filtered, sorted by a column, selected and opened. How they are arranged is remembered
//! till next time, in this register also what they are filtered by; what was typed is not.

use std::fmt::Debug;

use iced::widget::{container, space};
use iced::{Element, Fill, Task};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::memory::Memory;
use crate::app::theme::spacing;
use crate::app::widget::table::{self, Column, ColumnId, Key, Outcome, Parts, TableLayout};
use crate::app::widget::{field, list, muted};
use crate::i18n::Language;
use crate::register::{Error, Register};
use crate::text;

/// What a list is of: everything that was fetched for it, all rows among it.
pub trait Listed: Debug + Clone + Send + 'static {
    /// What tells a row apart.
    type Id: Copy + Ord + Debug + Send + 'static;
    /// What is shown of a row.
    type Column: ColumnId;
    /// What rows are filtered by; its default lets all through.
    type Filter: Debug + Clone + Default + Send + Serialize + DeserializeOwned + 'static;

    /// What the list is remembered under.
    const NAME: &'static str;
    /// How high a row is, in logical pixels.
    const ROW_HEIGHT: f32 = crate::app::theme::ROW_HEIGHT;
    /// By which column the rows are sorted until another is chosen; in their own order where there is none.
    const SORT: Option<Self::Column> = None;
    /// Whether several rows can be selected.
    const SELECTABLE: bool = false;
    /// Whether what is typed when the screen opens is words to look for; else keys move in the rows.
    const SEARCHED_FIRST: bool = false;

    /// The columns, in order.
    fn columns(language: Language) -> Vec<Column<Self::Column>>;

    /// How many rows there are in all.
    fn count(&self) -> usize;

    /// What a row is known by.
    fn id(&self, row: usize) -> Option<Self::Id>;

    /// The rows that the words stand in and the filter lets through, in their own order.
    fn found(&self, words: &str, filter: &Self::Filter) -> Vec<usize>;

    /// What a row is sorted by in a column.
    fn key(&self, column: Self::Column, row: usize) -> Key;
}

/// A list of a screen.
#[derive(Debug)]
pub struct ListScreen<L: Listed> {
    loaded: Fetched<L>,
    words: String,
    filter: L::Filter,
    table: table::State<L::Id, L::Column>,
}

/// What happens to a list.
#[derive(Debug, Clone)]
pub enum Message<L: Listed> {
    /// What was asked for has come.
    Loaded(Ticket, Box<Result<L, Error>>),
    /// Other words are looked for.
    Search(String),
    /// To its table.
    Table(table::Message<L::Column>),
}

/// What the filter is remembered under, beside the layout.
fn filter_name(list: &str) -> String {
    format!("{list}: filter")
}

/// Filters the list the next time its screen is opened, and shows it from the top.
pub fn show_only<L: Listed>(memory: &Memory, filter: &L::Filter) {
    let layout: TableLayout<L::Column> = memory.get(L::NAME);
    memory.put(L::NAME, &TableLayout { offset: 0.0, ..layout });
    memory.put_here(&filter_name(L::NAME), filter);
}

impl<L: Listed> ListScreen<L> {
    /// A list as it was left.
    pub fn new(context: &Context) -> Self {
        let layout: Option<TableLayout<L::Column>> = context.memory.get(L::NAME);
        let layout = layout.unwrap_or_else(|| TableLayout {
            sort: L::SORT.map(|column| (column, false)),
            ..TableLayout::default()
        });
        let table = match L::SELECTABLE {
            true => table::State::selectable(L::ROW_HEIGHT, layout),
            false => table::State::new(L::ROW_HEIGHT, layout),
        };

        Self {
            loaded: Fetched::default(),
            words: String::new(),
            filter: context.memory.get_here(&filter_name(L::NAME)),
            table,
        }
    }

    /// Fetches the rows; those that are here stay until others have come.
    pub fn fetch(
        &mut self,
        context: &Context,
        gather: impl FnOnce(&Register) -> Result<L, Error> + Send + 'static,
    ) -> Task<Message<L>> {
        let ticket = self.loaded.begin();

        context.ask(gather, move |answer| Message::Loaded(ticket, Box::new(answer)))
    }

    /// Takes a message; a row that it opens is told by its place among all.
    pub fn update(
        &mut self,
        message: Message<L>,
        context: &Context,
    ) -> (Option<usize>, Action<Message<L>>) {
        match message {
            Message::Loaded(ticket, answer) => (None, self.take(ticket, *answer)),
            Message::Search(words) => {
                self.words = words;
                (None, self.begin_at_top())
            }
            Message::Table(message) => {
                let rows = self.loaded.value();
                let (outcome, task) =
                    self.table.update(message, |row| rows.and_then(|rows| rows.id(row)));
                self.remember(context);
                let opened = match outcome {
                    Outcome::Open(row) => Some(row),
                    Outcome::Arrange => {
                        self.arrange();
                        None
                    }
                    Outcome::None => None,
                };
                (opened, Action::Run(task.map(Message::Table)))
            }
        }
    }

    fn take(&mut self, ticket: Ticket, answer: Result<L, Error>) -> Action<Message<L>> {
        let first = self.loaded.value().is_none();
        let action = self.loaded.take(ticket, answer);
        self.arrange();

        match action {
            Action::None if first => {
                let focus = match L::SEARCHED_FIRST {
                    true => iced::widget::operation::focus(field::id(field::FILTER)),
                    false => list::focus(),
                };
                Action::Run(Task::batch([focus, self.table.restore()]))
            }
            action => action,
        }
    }

    /// What was fetched.
    pub fn loaded(&self) -> Option<&L> {
        self.loaded.value()
    }

    /// What stands there while nothing has come.
    pub fn waiting<'a, M: 'a>(&self, language: Language) -> Element<'a, M> {
        self.loaded.waiting(language)
    }

    /// What rows are filtered by.
    pub fn filter(&self) -> &L::Filter {
        &self.filter
    }

    /// Whether words are looked for.
    pub fn is_searched(&self) -> bool {
        !self.words.is_empty()
    }

    /// Filters by something else, from the top.
    pub fn set_filter(&mut self, context: &Context, filter: L::Filter) -> Action<Message<L>> {
        self.filter = filter;
        self.remember(context);

        self.begin_at_top()
    }

    /// Looks for no words any more.
    pub fn clear_search(&mut self) {
        self.words.clear();
    }

    /// How many rows are shown.
    pub fn shown(&self) -> usize {
        self.table.shown().len()
    }

    /// The chosen row, as its place among all.
    pub fn chosen(&self) -> Option<usize> {
        self.table.chosen()
    }

    /// The selected rows.
    pub fn selected(&self) -> &std::collections::BTreeSet<L::Id> {
        self.table.selected()
    }

    /// Selects nothing; whether anything was selected.
    pub fn clear_selection(&mut self) -> bool {
        let any = !self.table.selected().is_empty();
        self.table.clear_selection();

        any
    }

    fn arrange(&mut self) {
        let Some(rows) = self.loaded.value() else { return };
        self.table
            .arrange(rows.found(&self.words, &self.filter), |column, row| rows.key(column, row));
    }

    fn begin_at_top(&mut self) -> Action<Message<L>> {
        self.arrange();

        Action::Run(self.table.reset().map(Message::Table))
    }

    fn remember(&self, context: &Context) {
        context.memory.put(L::NAME, &self.table.layout());
        context.memory.put_here(&filter_name(L::NAME), &self.filter);
    }

    /// The field for words to look for, so wide, in logical pixels. An arrow leads from it into the rows.
    pub fn search<'a>(&self, label: String, width: f32) -> Element<'a, Message<L>> {
        field::search(
            label,
            &self.words,
            width,
            Message::Search,
            Message::Table(table::Message::Focus),
        )
    }

    /// The table; where no row is shown, what is said instead.
    pub fn table<'a, M: Clone + Debug + 'a>(
        &'a self,
        context: &Context,
        nothing: String,
        cell: impl Fn(&'a L, usize, L::Column) -> Element<'a, M>,
        on_message: impl Fn(Message<L>) -> M + Clone + 'a,
    ) -> Element<'a, M> {
        let Some(rows) = self.loaded.value().filter(|_| !self.table.shown().is_empty()) else {
            return container(muted(nothing)).padding(spacing::L).width(Fill).into();
        };
        let ticks = if L::SELECTABLE { table::TICK } else { 0.0 };
        let parts = Parts {
            columns: &L::columns(context.language),
            room: context.room.width - table::AROUND - ticks,
            columns_label: text!(context.language, "table-columns"),
            key: &|row| rows.id(row),
            cell: &|row, column| match row < rows.count() {
                true => cell(rows, row, column),
                false => space().into(),
            },
        };

        table::table(&self.table, parts, move |message| on_message(Message::Table(message)))
    }
}
