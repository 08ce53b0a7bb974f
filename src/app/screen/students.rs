//! Elever: all students, with instant search, facets and sorting; one opens, several are changed at once.

pub mod drilldown;
mod list;

use std::collections::BTreeSet;

use iced::widget::{Column, column, container, row, space};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;
use serde::{Deserialize, Serialize};

use drilldown::Drilldown;
use list::StudentList;

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::action::EnrolmentChange;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::memory::Memory;
use crate::app::route::Route;
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{self, Outcome, Parts, TableLayout};
use crate::app::widget::{body, button, card, field, muted, strong};
use crate::domain::figure::Measure;
use crate::domain::{ClassId, StudentId, Verdict};
use crate::i18n::{Language, number};
use crate::register::class::ClassRow;
use crate::register::journal::Entity;
use crate::register::student::{StudentRow, search};
use crate::register::{Error, Register};
use crate::{messages, reference, text};

/// The screen.
#[derive(Debug)]
pub struct Students {
    loaded: Fetched<StudentList>,
    query: String,
    kept: Remembered,
    table: table::State<StudentId>,
    /// The class that those selected would be moved to.
    class: Option<ClassChoice>,
    /// The study path that those selected would be given.
    path: Option<PathChoice>,
}

/// What is remembered till next time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    verdict: Option<Shown>,
    school: Option<String>,
    class: Option<String>,
    term: Option<String>,
    path: Option<String>,
    /// Only who stand behind this.
    drilldown: Option<Drilldown>,
    look: TableLayout,
}

/// A verdict as it is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    Counts,
    NotYet,
    NoLonger,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<StudentList, Error>>),
    ShowAll,
    /// Those of the figure beside the one that is shown.
    Measure(Measure),
    QueryChanged(String),
    Show(Option<Shown>),
    School(Facet),
    Class(Facet),
    Term(Facet),
    Path(Facet),
    ClearFacets,
    Table(table::Message),
    MoveTo(ClassChoice),
    Move,
    PathFor(PathChoice),
    SetPath,
    Unselect,
    Changed(Result<(), Error>),
    Import,
}

/// A value to filter by; `None` is all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    label: String,
    value: Option<String>,
}

impl std::fmt::Display for Facet {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.label)
    }
}

/// A class as it is offered to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassChoice(ClassId, String);

impl std::fmt::Display for ClassChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.1)
    }
}

/// A study path as it is offered to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathChoice(&'static str, &'static str);

impl std::fmt::Display for PathChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.0, self.1)
    }
}

/// The height of the foot, whatever stands in it: one line where there is room for it, else two.
const FOOT: [f32; 2] = [40.0, 84.0];
/// The width that the foot's one line takes.
const ONE_LINE: f32 = 980.0;
/// What the screen is remembered under.
const MEMORY: &str = "students";

/// Shows only the students behind something, the next time the screen is opened.
pub fn show_behind(memory: &Memory, drilldown: Drilldown) {
    let look = memory.get::<Remembered>(MEMORY).look;
    let look = TableLayout { offset: 0.0, ..look };
    memory.put(MEMORY, &Remembered { drilldown: Some(drilldown), look, ..Remembered::default() });
}

impl Students {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let kept: Remembered = context.memory.get(MEMORY);
        let mut screen = Self {
            loaded: Fetched::default(),
            query: String::new(),
            table: table::State::selectable(ROW_HEIGHT, kept.look.clone()),
            kept,
            class: None,
            path: None,
        };
        let task = screen.reload(context);

        (screen, task)
    }

    fn on_table(&mut self, message: table::Message, context: &Context) -> Action<Message> {
        let rows = self.loaded.value().map(|loaded| loaded.rows.as_slice()).unwrap_or_default();
        let key = |index: usize| rows.get(index).map(|row| row.id);
        let (outcome, task) = self.table.update(message, key);
        self.remember(context);
        match outcome {
            Outcome::Open(index) => match self.row(index) {
                Some(student) => Action::Go(Route::Student(student.id)),
                None => Action::None,
            },
            Outcome::Arrange => {
                self.arrange();
                Action::None
            }
            Outcome::None => Action::Run(task.map(Message::Table)),
        }
    }

    fn filtered(&mut self, context: &Context) -> Action<Message> {
        self.arrange();
        self.remember(context);

        Action::Run(self.table.reset().map(Message::Table))
    }

    fn remember(&mut self, context: &Context) {
        self.kept.look = self.table.look();
        context.memory.put(MEMORY, &self.kept);
    }

    fn change(
        &self,
        context: &Context,
        job: impl FnOnce(&mut Register) -> Result<(), Error> + Send + 'static,
    ) -> Action<Message> {
        context.change(job, Message::Changed)
    }

    fn move_selected(&self) -> Action<Message> {
        let (Some(loaded), Some(ClassChoice(to, class_name))) = (self.loaded.value(), &self.class)
        else {
            return Action::None;
        };
        let (to, selected, class_name) = (*to, self.table.selected(), class_name.clone());
        let students: Vec<(StudentId, Option<ClassId>)> = loaded
            .rows
            .iter()
            .filter(|row| selected.contains(&row.id))
            .map(|row| (row.id, row.class))
            .collect();

        Action::Enrol(EnrolmentChange::Move { students, to, class_name })
    }

    fn set_path(&self, context: &Context) -> Action<Message> {
        let Some(PathChoice(code, _)) = self.path else { return Action::None };
        let students: Vec<StudentId> = self.table.selected().iter().copied().collect();

        self.change(context, move |register| register.set_study_path(&students, code).map(|_| ()))
    }

    fn row(&self, index: usize) -> Option<&StudentRow> {
        self.loaded.value()?.rows.get(index)
    }

    fn arrange(&mut self) {
        let Some(loaded) = self.loaded.value() else { return };
        let kept = &self.kept;
        let wanted = |row: &StudentRow| {
            let class = row.class.and_then(|class| loaded.classes.get(&class));
            let fits = |facet: &Option<String>, value: &dyn Fn(&ClassRow) -> String| {
                facet.as_ref().is_none_or(|facet| class.is_some_and(|class| value(class) == *facet))
            };
            loaded.drilldown.as_ref().is_none_or(|them| them.students.contains(&row.id))
                && kept.verdict.is_none_or(|shown| shown.verdict() == row.verdict)
                && fits(&kept.school, &|class| class.school_name.clone())
                && fits(&kept.class, &|class| class.name.clone())
                && fits(&kept.term, &|class| class.term.to_string())
                && kept.path.as_ref().is_none_or(|path| loaded.study_path(row) == path)
        };
        let found = search(&loaded.rows, &self.query);
        let shown = found.into_iter().filter(|index| wanted(&loaded.rows[*index]));
        self.table.arrange(shown, |column, index| loaded.key(column, index));
    }

    fn is_filtered(&self) -> bool {
        let kept = &self.kept;

        !self.query.is_empty()
            || kept.verdict.is_some()
            || kept.school.is_some()
            || kept.class.is_some()
            || kept.term.is_some()
            || kept.path.is_some()
    }

    fn filters<'a>(&'a self, language: Language, loaded: &'a StudentList) -> Element<'a, Message> {
        let search = field::search(
            text!(language, "students-search"),
            &self.query,
            230.0,
            Message::QueryChanged,
            Message::Table(table::Message::Focus),
        );
        let verdicts = segmented(
            &[
                (None, text!(language, "students-all")),
                (Some(Shown::Counts), text!(language, "students-count")),
                (Some(Shown::NotYet), text!(language, "students-not-yet")),
                (Some(Shown::NoLonger), text!(language, "students-no-longer")),
            ],
            self.kept.verdict,
            Message::Show,
        );
        let facet = |all: String,
                     values: &BTreeSet<String>,
                     chosen: &Option<String>,
                     on: fn(Facet) -> Message| {
            let mut options = vec![Facet { label: all, value: None }];
            options.extend(
                values
                    .iter()
                    .cloned()
                    .map(|value| Facet { label: value.clone(), value: Some(value) }),
            );
            let chosen = options.iter().find(|option| option.value == *chosen).cloned();
            field::choice(options, chosen, 150, on)
        };
        // The classes of the chosen school, or all.
        let classes: BTreeSet<String> = loaded
            .classes
            .values()
            .filter(|class| self.kept.school.as_ref().is_none_or(|s| *s == class.school_name))
            .map(|class| class.name.clone())
            .collect();
        let count = number::whole(language, self.table.shown().len() as u64);
        let mut bar = row![
            search,
            verdicts,
            facet(
                text!(language, "facet-schools"),
                &loaded.schools,
                &self.kept.school,
                Message::School
            ),
            facet(text!(language, "facet-classes"), &classes, &self.kept.class, Message::Class),
            facet(text!(language, "facet-terms"), &loaded.terms, &self.kept.term, Message::Term),
            facet(text!(language, "facet-paths"), &loaded.paths, &self.kept.path, Message::Path),
            muted(text!(language, "students-shown", count = count)),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        if self.is_filtered() {
            bar = bar
                .push(button::link(text!(language, "facet-clear")).on_press(Message::ClearFacets));
        }

        bar.wrap().vertical_spacing(spacing::XS).into()
    }

    /// What can be done with those selected.
    fn together<'a>(&'a self, language: Language, loaded: &'a StudentList) -> Element<'a, Message> {
        let mut classes: Vec<&ClassRow> = loaded.classes.values().collect();
        classes.sort_by_cached_key(|class| {
            (std::cmp::Reverse(class.term), class.name.clone(), class.school_name.clone())
        });
        let classes: Vec<ClassChoice> = classes
            .into_iter()
            .map(|class| {
                let label = format!("{} {}, {}", class.name, class.term, class.school_name);
                ClassChoice(class.id, label)
            })
            .collect();
        let paths: Vec<PathChoice> =
            reference::STUDY_PATHS.iter().map(|path| PathChoice(path.code, path.name)).collect();
        let count = self.table.selected().len();

        let move_to = row![
            field::choice_saying(
                text!(language, "together-choose-class"),
                classes,
                self.class.clone(),
                220,
                Message::MoveTo,
            ),
            button::plain(text!(language, "together-move"))
                .on_press(self.class.is_some().then_some(Message::Move)),
        ]
        .spacing(spacing::XS)
        .align_y(Center);
        let study_path = row![
            field::choice_saying(
                text!(language, "together-choose-path"),
                paths,
                self.path,
                180,
                Message::PathFor,
            ),
            button::plain(text!(language, "together-path"))
                .on_press(self.path.is_some().then_some(Message::SetPath)),
        ]
        .spacing(spacing::XS)
        .align_y(Center);
        let selected = row![
            strong(text!(language, "together-selected", count = count)),
            button::link(text!(language, "together-unselect")).on_press(Message::Unselect),
        ]
        .spacing(spacing::XS)
        .align_y(Center);

        row![selected, move_to, study_path]
            .spacing(spacing::M)
            .align_y(Center)
            .wrap()
            .vertical_spacing(spacing::XS)
            .into()
    }
}

impl ShownScreen for Students {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();

        let drilldown = self.kept.drilldown.clone();

        context.ask(
            move |register| StudentList::gather(register, drilldown),
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.loaded.value().is_none();
                let action = self.loaded.take(ticket, *answer);
                self.arrange();
                return match action {
                    Action::None if first => {
                        let focus = iced::widget::operation::focus(field::id(field::FILTER));
                        Action::Run(Task::batch([focus, self.table.restore()]))
                    }
                    action => action,
                };
            }
            Message::QueryChanged(query) => {
                self.query = query;
                return self.filtered(context);
            }
            Message::Show(verdict) => {
                self.kept.verdict = verdict;
                return self.filtered(context);
            }
            Message::School(facet) => {
                self.kept.school = facet.value;
                self.kept.class = None;
                return self.filtered(context);
            }
            Message::Class(facet) => {
                self.kept.class = facet.value;
                return self.filtered(context);
            }
            Message::Term(facet) => {
                self.kept.term = facet.value;
                return self.filtered(context);
            }
            Message::Path(facet) => {
                self.kept.path = facet.value;
                return self.filtered(context);
            }
            Message::ClearFacets => {
                self.query.clear();
                let drilldown = self.kept.drilldown.take();
                self.kept =
                    Remembered { drilldown, look: self.table.look(), ..Remembered::default() };
                return self.filtered(context);
            }
            Message::ShowAll => {
                self.kept.drilldown = None;
                self.remember(context);
                return Action::Run(self.reload(context));
            }
            Message::Measure(measure) => {
                let them = self.loaded.value().and_then(|loaded| loaded.drilldown.as_ref());
                self.kept.drilldown = them.map(|them| them.by(measure));
                self.remember(context);
                return Action::Run(self.reload(context));
            }
            Message::Table(message) => return self.on_table(message, context),
            Message::MoveTo(class) => self.class = Some(class),
            Message::Move => return self.move_selected(),
            Message::PathFor(path) => self.path = Some(path),
            Message::SetPath => return self.set_path(context),
            Message::Unselect => self.table.clear_selection(),
            Message::Changed(Ok(())) => {
                self.table.clear_selection();
                return Action::Changed;
            }
            Message::Changed(Err(error)) => return Action::Failed(error),
            Message::Import => return Action::Import(None),
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };
        if loaded.rows.is_empty() {
            return column![
                muted(text!(language, "students-empty")),
                button::large(Icon::FileUp, text!(language, "action-import"))
                    .on_press(Message::Import),
            ]
            .spacing(spacing::M)
            .into();
        }
        // In a place of its own, so that no row moves when one is ticked.
        let foot = match self.table.selected().is_empty() {
            true => muted(text!(language, "together-none")).into(),
            false => self.together(language, loaded),
        };
        let height = FOOT[usize::from(context.room.width < ONE_LINE)];
        let foot = container(foot).center_y(height);
        let table: Element<'a, Message> = match self.table.shown().is_empty() {
            true => container(muted(text!(language, "nothing-found")))
                .padding(spacing::L)
                .width(Fill)
                .into(),
            false => {
                let parts = Parts {
                    columns: &list::columns(language),
                    room: context.room.width - table::AROUND - ROW_HEIGHT,
                    columns_label: text!(language, "table-columns"),
                    key: &|index| loaded.rows.get(index).map(|row| row.id),
                    cell: &move |index, column| match loaded.rows.get(index) {
                        Some(student) => list::cell(language, loaded, student, column),
                        None => space().into(),
                    },
                };
                table::table(&self.table, parts, Message::Table)
            }
        };

        let mut content = Column::new().spacing(spacing::S);
        if let Some(them) = &loaded.drilldown {
            let mut line = row![strong(them.sentence(language))];
            if let Some(measure) = them.measure() {
                let siblings =
                    drilldown::SIBLINGS.map(|one| (one, messages::figure::measure(language, one)));
                line = line.push(segmented(&siblings, measure, Message::Measure));
            }
            let clear = button::link(text!(language, "behind-clear")).on_press(Message::ShowAll);
            content = content.push(line.push(clear).spacing(spacing::S).align_y(Center).wrap());
        }

        content
            .push(self.filters(language, loaded))
            .push(card(table).padding([spacing::XXS, spacing::XS]).height(Fill))
            .push(foot)
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
        self.loaded.value().is_none()
    }

    fn is_unsaved(&self) -> bool {
        false
    }

    fn has_form(&self) -> bool {
        false
    }

    fn close_inner(&mut self) -> bool {
        let any = !self.table.selected().is_empty();
        self.table.clear_selection();

        any
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

impl Shown {
    fn verdict(self) -> Verdict {
        match self {
            Self::Counts => Verdict::Completed,
            Self::NotYet => Verdict::NotYet,
            Self::NoLonger => Verdict::NoLonger,
        }
    }
}

/// A verdict with its colour; the words say the same.
pub fn verdict<'a>(language: Language, verdict: Verdict) -> iced::widget::Text<'a> {
    let style: fn(&iced::Theme) -> iced::widget::text::Style = match verdict {
        Verdict::Completed => style::primary,
        Verdict::NotYet => style::muted,
        Verdict::NoLonger => style::ochre,
    };

    body(messages::verdict(language, verdict)).style(style)
}
