//! A table: a list with columns to sort by and to hide, and rows to select. How it was arranged is
//! remembered; what is selected is not.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Debug;

use iced::widget::{Column as Stack, Row, container, row, space};
use iced::{Center, Element, Fill, Length, Task};
use lucide_icons::Icon;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::focus::area;
use super::{button, cell, hairline, list, small};
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{ROW_HEIGHT, size, spacing};

/// What tells a table's columns apart: an enum, remembered by its names.
pub trait ColumnId: Copy + Ord + Debug + Send + Serialize + DeserializeOwned + 'static {}

impl<C: Copy + Ord + Debug + Send + Serialize + DeserializeOwned + 'static> ColumnId for C {}

/// A column as it is drawn.
#[derive(Debug, Clone)]
pub struct Column<C> {
    /// Which one it is.
    pub id: C,
    /// The heading.
    pub label: String,
    /// The least width, in logical pixels; what is left over is shared in the same proportions.
    pub width: f32,
    /// Whether it is always shown.
    pub needed: bool,
    /// Whether it holds figures, which stand to the right.
    pub figures: bool,
    /// How long it stays where there is little room: those with less give way first.
    pub keeps: u8,
}

impl<C> Column<C> {
    /// A column that can be hidden, and is where there is no room.
    pub fn new(id: C, label: String, width: f32) -> Self {
        Self { id, label, width, needed: false, figures: false, keeps: 0 }
    }

    /// The same, holding figures.
    pub fn with_figures(self) -> Self {
        Self { figures: true, ..self }
    }

    /// The same, staying longer where there is little room than those with less.
    pub fn that_keeps(self, keeps: u8) -> Self {
        Self { keeps, ..self }
    }

    /// A column that is always shown.
    pub fn needed(id: C, label: String, width: f32) -> Self {
        Self { needed: true, ..Self::new(id, label, width) }
    }
}

/// What a row is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A figure.
    Number(i64),
    /// A text, in Swedish order.
    Text(Vec<u8>),
    /// One thing after the other.
    Several(Vec<Key>),
}

impl Key {
    /// A text's place in Swedish order.
    pub fn text(text: &str) -> Self {
        Self::Text(crate::i18n::collation::sort_key(text))
    }

    /// A day; what has none comes last.
    pub fn day(day: Option<chrono::NaiveDate>) -> Self {
        use chrono::Datelike;

        Self::Number(day.map_or(i64::MAX, |day| day.num_days_from_ce().into()))
    }
}

/// How a table is arranged; remembered till next time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, bound = "C: ColumnId")]
pub struct TableLayout<C> {
    /// The column it is sorted by, and whether backwards; the natural order where `None`.
    pub sort: Option<(C, bool)>,
    /// The columns that were hidden.
    pub hidden: BTreeSet<C>,
    /// How far it is scrolled, in logical pixels.
    pub offset: f32,
}

impl<C> Default for TableLayout<C> {
    fn default() -> Self {
        Self { sort: None, hidden: BTreeSet::new(), offset: 0.0 }
    }
}

/// Where a table stands. `K` is what tells its rows apart, `C` its columns.
#[derive(Debug, Clone)]
pub struct State<K, C> {
    list: list::State,
    layout: TableLayout<C>,
    shown: Vec<usize>,
    selected: BTreeSet<K>,
    anchor: Option<usize>,
    choosing_columns: bool,
}

/// What happens to a table.
#[derive(Debug, Clone)]
pub enum Message<C> {
    /// To its list.
    List(list::Message),
    /// It is sorted by a column; again: backwards, and then not at all.
    SortBy(C),
    /// The columns to choose from are shown or hidden.
    AskColumns,
    /// A column is shown or hidden.
    Toggle(C),
    /// It is given the focus.
    Focus,
    /// All shown rows are selected, or none.
    SelectAll(bool),
}

/// What is to be done by the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing.
    None,
    /// The rows are to be arranged anew.
    Arrange,
    /// A row is opened: its place among all rows.
    Open(usize),
}

impl<K: Ord + Copy, C: ColumnId> State<K, C> {
    /// A table arranged as it was.
    pub fn new(row_height: f32, layout: TableLayout<C>) -> Self {
        Self {
            list: list::State::new(row_height, layout.offset),
            layout,
            shown: Vec::new(),
            selected: BTreeSet::new(),
            anchor: None,
            choosing_columns: false,
        }
    }

    /// A table whose rows can be selected.
    pub fn selectable(row_height: f32, layout: TableLayout<C>) -> Self {
        let state = Self::new(row_height, layout);

        Self { list: state.list.with_marks(), ..state }
    }

    /// How it is arranged.
    pub fn layout(&self) -> TableLayout<C> {
        TableLayout { offset: self.list.offset(), ..self.layout.clone() }
    }

    /// The rows shown, as places among all rows.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// The chosen row, as its place among all rows.
    pub fn chosen(&self) -> Option<usize> {
        self.list.chosen().and_then(|at| self.shown.get(at).copied())
    }

    pub fn selected(&self) -> &BTreeSet<K> {
        &self.selected
    }

    /// Selects nothing.
    pub fn clear_selection(&mut self) {
        self.selected.clear();
        self.anchor = None;
    }

    /// Shows these rows, in the order that is chosen: by what `key` gives for a column and a row.
    pub fn arrange(
        &mut self,
        rows: impl IntoIterator<Item = usize>,
        key: impl Fn(C, usize) -> Key,
    ) {
        self.shown = rows.into_iter().collect();
        match self.layout.sort {
            Some((column, false)) => self.shown.sort_by_cached_key(|row| key(column, *row)),
            Some((column, true)) => {
                self.shown.sort_by_cached_key(|row| Reverse(key(column, *row)));
            }
            None => {}
        }
    }

    /// Scrolls to where it is remembered to be.
    pub fn restore<M: Send + 'static>(&self) -> Task<M> {
        self.list.restore()
    }

    /// Goes back to the beginning, for a table with other rows.
    pub fn reset(&mut self) -> Task<Message<C>> {
        self.clear_selection();

        self.list.reset().map(Message::List)
    }

    /// Takes a message. `key` tells apart the rows by their place among all.
    pub fn update(
        &mut self,
        message: Message<C>,
        key: impl Fn(usize) -> Option<K>,
    ) -> (Outcome, Task<Message<C>>) {
        match message {
            Message::List(message @ list::Message::Mark(at)) => {
                self.toggle_row(at, &key);
                let (_, task) = self.list.update(message);
                (Outcome::None, task.map(Message::List))
            }
            Message::List(message @ list::Message::MarkTo(at)) => {
                let anchor = *self.anchor.get_or_insert(self.list.chosen().unwrap_or(at));
                let between = anchor.min(at)..=anchor.max(at);
                self.selected
                    .extend(between.filter_map(|at| self.shown.get(at)).filter_map(|i| key(*i)));
                let (_, task) = self.list.update(message);
                (Outcome::None, task.map(Message::List))
            }
            Message::List(list::Message::MarkAll) => {
                self.select_all(true, &key);
                (Outcome::None, Task::none())
            }
            Message::List(message) => {
                self.anchor = None;
                let (opened, task) = self.list.update(message);
                let outcome = opened
                    .and_then(|at| self.shown.get(at).copied())
                    .map_or(Outcome::None, Outcome::Open);
                (outcome, task.map(Message::List))
            }
            Message::SortBy(column) => {
                self.layout.sort = match self.layout.sort.take() {
                    Some((by, false)) if by == column => Some((by, true)),
                    Some((by, true)) if by == column => None,
                    _ => Some((column, false)),
                };
                (Outcome::Arrange, Task::none())
            }
            Message::Focus => {
                let chosen = self.list.chosen().unwrap_or(0);
                let (_, task) = self.list.update(list::Message::Choose(chosen));
                (Outcome::None, Task::batch([list::focus(), task.map(Message::List)]))
            }
            Message::AskColumns => {
                self.choosing_columns = !self.choosing_columns;
                (Outcome::None, Task::none())
            }
            Message::Toggle(column) => {
                if !self.layout.hidden.remove(&column) {
                    self.layout.hidden.insert(column);
                }
                (Outcome::None, Task::none())
            }
            Message::SelectAll(all) => {
                self.select_all(all, &key);
                (Outcome::None, Task::none())
            }
        }
    }

    fn toggle_row(&mut self, at: usize, key: &impl Fn(usize) -> Option<K>) {
        let Some(key) = self.shown.get(at).and_then(|index| key(*index)) else { return };
        if !self.selected.remove(&key) {
            self.selected.insert(key);
        }
        self.anchor = Some(at);
    }

    fn select_all(&mut self, all: bool, key: &impl Fn(usize) -> Option<K>) {
        self.clear_selection();
        if all {
            self.selected.extend(self.shown.iter().filter_map(|index| key(*index)));
        }
    }

    /// The columns that are shown in so much room: those that are needed, then the others as they fit.
    fn visible<'c>(&self, columns: &'c [Column<C>], room: f32) -> Vec<&'c Column<C>> {
        let cost = |column: &Column<C>| column.width + spacing::XS;
        let mut left = room - columns.iter().filter(|c| c.needed).map(cost).sum::<f32>();
        let mut others: Vec<&Column<C>> = columns
            .iter()
            .filter(|column| !column.needed && !self.layout.hidden.contains(&column.id))
            .collect();
        others.sort_by_key(|column| Reverse(column.keeps));
        let fitting: BTreeSet<C> = others
            .into_iter()
            .filter(|column| {
                left -= cost(column);
                left >= 0.0
            })
            .map(|column| column.id)
            .collect();

        columns.iter().filter(|one| one.needed || fitting.contains(&one.id)).collect()
    }
}

/// What lies to the left and right of a table's columns, in logical pixels.
pub const AROUND: f32 = 2.0 * BESIDE + BUTTON + spacing::S;
/// The room beside the columns, up to the card's edge.
const BESIDE: f32 = spacing::L - spacing::XXS;
/// How high the foot is: the same at rest and while something is selected.
const FOOT: f32 = 48.0;
/// How high the headings are.
const HEADINGS: f32 = 40.0;

/// What the boxes take before rows that can be selected, in logical pixels.
pub const TICK: f32 = ROW_HEIGHT;

/// What a table is made of besides its state.
pub struct Parts<'p, 'a, K, C, M> {
    /// The columns, in order.
    pub columns: &'p [Column<C>],
    /// The room there is, in logical pixels.
    pub room: f32,
    /// What the button that leads to the columns is called.
    pub columns_label: String,
    /// What tells a row apart, by its place among all.
    pub key: &'p dyn Fn(usize) -> Option<K>,
    /// A row's cell in a column.
    pub cell: &'p dyn Fn(usize, C) -> Element<'a, M>,
}

pub fn table<'a, K: Ord + Copy, C: ColumnId, M: Clone + Debug + 'a>(
    state: &'a State<K, C>,
    parts: Parts<'_, 'a, K, C, M>,
    on_message: impl Fn(Message<C>) -> M + Clone + 'a,
) -> Element<'a, M> {
    let visible = state.visible(parts.columns, parts.room);
    let on_list = on_message.clone();
    let body = list::list(
        &state.list,
        state.shown.len(),
        |at| match state.shown.get(at) {
            Some(index) => table_row(state, &parts, &visible, at, *index, &on_message),
            None => space().into(),
        },
        move |message| on_list(Message::List(message)),
    );
    let mut content = Stack::new().push(header(state, &parts, &visible, &on_message));
    if state.choosing_columns {
        content = content.push(column_choice(state, parts.columns, &on_message));
    }

    content
        .push(container(space()).width(Fill).height(1).style(style::strong_line))
        .push(body)
        .into()
}

/// The foot of a table: how many rows there are, and what can be done.
pub fn foot<'a, M: 'a>(
    words: impl Into<Element<'a, M>>,
    deeds: impl Into<Element<'a, M>>,
) -> Element<'a, M> {
    let line = row![container(words).width(Fill).clip(true), deeds.into()]
        .spacing(spacing::M)
        .align_y(Center)
        .height(FOOT);

    Stack::new().push(hairline()).push(container(line).padding([0.0, BESIDE + spacing::XXS])).into()
}

/// Keys with what they do, for a foot.
pub fn keys<'a, M: 'a>(keys: &[(&str, String)]) -> Element<'a, M> {
    let mut line = Row::new().spacing(spacing::S).align_y(Center);
    for (key, deed) in keys {
        let deed = small(deed.clone()).wrapping(iced::widget::text::Wrapping::None);
        let pair = row![super::keycap((*key).to_owned()), deed].spacing(spacing::XS);
        line = line.push(pair.align_y(Center));
    }

    line.into()
}

/// Something in its column, figures to the right.
fn placed<'a, C, M: 'a>(
    content: impl Into<Element<'a, M>>,
    column: &Column<C>,
) -> iced::widget::Container<'a, M> {
    let placed = container(content).width(Length::FillPortion(column.width as u16)).clip(true);

    if column.figures { placed.align_x(iced::Right) } else { placed }
}

/// The room of the button that leads to the columns.
const BUTTON: f32 = size::BODY + 2.0 * spacing::XXS;

/// The box before a row or the header that says whether it is selected.
fn tick<'a, M: Clone + Debug + 'a>(on: bool, message: M) -> super::focus::Area<'a, M> {
    let icon = if on { Icon::SquareCheckBig } else { Icon::Square };

    area(button::glyph(icon, size::LARGE)).kind(Kind::Row).padding(spacing::XXS).on_press(message)
}

fn header<'a, K: Ord + Copy, C: ColumnId, M: Clone + Debug + 'a>(
    state: &State<K, C>,
    parts: &Parts<'_, 'a, K, C, M>,
    visible: &[&Column<C>],
    on_message: &impl Fn(Message<C>) -> M,
) -> Element<'a, M> {
    let mut header = Row::new().spacing(spacing::XS).align_y(Center);
    if state.list.marks() {
        let all = !state.shown.is_empty() && state.selected.len() >= state.shown.len();
        header = header.push(tick(all, on_message(Message::SelectAll(!all))));
    }
    for column in visible {
        let mut label =
            row![small(column.label.clone()).style(style::muted)].spacing(2).align_y(Center);
        if let Some((_, backwards)) = state.layout.sort.filter(|(by, _)| *by == column.id) {
            let arrow = if backwards { Icon::ChevronDown } else { Icon::ChevronUp };
            label = label.push(button::glyph(arrow, size::BODY));
        }
        let sort = area(label)
            .kind(Kind::Row)
            .padding(spacing::XXS)
            .on_press(on_message(Message::SortBy(column.id)));
        header = header.push(placed(sort, column));
    }
    let columns = super::hint(
        area(button::glyph(Icon::Columns3, size::BODY))
            .kind(Kind::Row)
            .padding(spacing::XXS)
            .on_press(on_message(Message::AskColumns)),
        parts.columns_label.clone(),
    );

    header.push(container(columns).center_x(BUTTON)).padding([0.0, BESIDE]).height(HEADINGS).into()
}

fn column_choice<'a, K: Ord + Copy, C: ColumnId, M: Clone + Debug + 'a>(
    state: &State<K, C>,
    columns: &[Column<C>],
    on_message: &impl Fn(Message<C>) -> M,
) -> Element<'a, M> {
    let mut choice = Row::new().spacing(spacing::XS);
    for column in columns.iter().filter(|column| !column.needed) {
        let on = !state.layout.hidden.contains(&column.id);
        choice = choice.push(super::field::switch(
            column.label.clone(),
            on,
            on_message(Message::Toggle(column.id)),
        ));
    }

    container(choice.wrap()).padding([spacing::XXS, spacing::S]).into()
}

fn table_row<'a, K: Ord + Copy, C: ColumnId, M: Clone + Debug + 'a>(
    state: &State<K, C>,
    parts: &Parts<'_, 'a, K, C, M>,
    visible: &[&Column<C>],
    at: usize,
    index: usize,
    on_message: &impl Fn(Message<C>) -> M,
) -> Element<'a, M> {
    let mut content = Row::new().spacing(spacing::XS).align_y(Center);
    if state.list.marks() {
        let on = (parts.key)(index).is_some_and(|key| state.selected.contains(&key));
        let message = on_message(Message::List(list::Message::Mark(at)));
        content = content.push(tick(on, message).without_focus());
    }
    for column in visible {
        // As far in as the heading, which has room for its ring.
        let cell = container((parts.cell)(index, column.id)).padding([0.0, spacing::XXS]);
        content = content.push(placed(cell, column));
    }
    // As wide as the button above, so that header and rows are in line.
    content = content.push(space().width(BUTTON));

    let line = container(content).padding([0.0, BESIDE - list::RING]).center_y(Fill).clip(true);

    Stack::new().push(line).push(hairline()).into()
}

/// A text in a cell: one line, cut off at the column's edge.
pub fn text_cell<'a, M: 'a>(content: iced::widget::Text<'a>) -> Element<'a, M> {
    cell(content, iced::Shrink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    enum Of {
        Name,
        School,
        Term,
    }

    fn state() -> State<usize, Of> {
        let mut state = State::selectable(44.0, TableLayout::default());
        state.arrange(0..5, |_, row| Key::Number(row as i64));
        state
    }

    #[test]
    fn a_heading_sorts_forwards_then_backwards_then_not() {
        let mut state = state();
        let arranged = |state: &mut State<usize, Of>| {
            let (outcome, _) = state.update(Message::SortBy(Of::Name), Some);
            assert_eq!(outcome, Outcome::Arrange);
            state.arrange([2, 0, 1], |_, row| Key::Number(row as i64));
            state.shown().to_vec()
        };

        assert_eq!(arranged(&mut state), [0, 1, 2]);
        assert_eq!(arranged(&mut state), [2, 1, 0]);
        assert_eq!(arranged(&mut state), [2, 0, 1]);
    }

    #[test]
    fn rows_are_selected_one_by_one_and_in_a_stretch() {
        let mut state = state();
        let _ = state.update(Message::List(list::Message::Mark(1)), Some);
        let _ = state.update(Message::List(list::Message::MarkTo(3)), Some);
        assert_eq!(state.selected().iter().copied().collect::<Vec<_>>(), [1, 2, 3]);

        let _ = state.update(Message::List(list::Message::Mark(2)), Some);
        assert_eq!(state.selected().len(), 2);
        let _ = state.update(Message::SelectAll(true), Some);
        assert_eq!(state.selected().len(), 5);
    }

    #[test]
    fn columns_give_way_where_there_is_no_room() {
        let columns = [
            Column::needed(Of::Name, String::new(), 100.0),
            Column::new(Of::School, String::new(), 100.0),
            Column::new(Of::Term, String::new(), 60.0),
        ];
        let mut state = state();
        let names = |state: &State<usize, Of>, room| {
            state.visible(&columns, room).iter().map(|column| column.id).collect::<Vec<_>>()
        };

        assert_eq!(names(&state, 400.0), [Of::Name, Of::School, Of::Term]);
        assert_eq!(names(&state, 240.0), [Of::Name, Of::School]);
        let _ = state.update(Message::Toggle(Of::School), Some);
        assert_eq!(names(&state, 400.0), [Of::Name, Of::Term]);
        assert_eq!(names(&state, 10.0), [Of::Name]);
    }
}
