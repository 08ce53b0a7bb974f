//! Elever: all students, with instant search, facets and sorting; one opens, several are changed at once.

pub mod drilldown;
mod list;

use iced::widget::text::Wrapping;
use iced::widget::{Column, column, container, row};
use iced::{Bottom, Center, Element, Fill, Task};
use lucide_icons::Icon;
use serde::{Deserialize, Serialize};

use drilldown::Drilldown;
use list::StudentList;

use super::ShownScreen;
use super::list_screen::{self, ListScreen, Listed};
use crate::app::action::{Action, EnrolmentChange};
use crate::app::context::Context;
use crate::app::memory::Memory;
use crate::app::route::Route;
use crate::app::theme::{size, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, button, card, field, muted, strong, table};
use crate::domain::figure::Measure;
use crate::domain::{ClassId, SchoolId, StudentId, Term, Verdict};
use crate::i18n::{Language, number};
use crate::register::class::ClassRow;
use crate::register::journal::Entity;
use crate::register::{Error, Register};
use crate::{messages, reference, text};

/// The screen.
#[derive(Debug)]
pub struct Students {
    list: ListScreen<StudentList>,
    /// The class that those selected would be moved to.
    class: Option<ClassChoice>,
    /// The study path that those selected would be given.
    path: Option<PathChoice>,
}

/// Which students are shown.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    verdict: Option<Shown>,
    school: Option<SchoolId>,
    class: Option<ClassId>,
    term: Option<Term>,
    /// A study path's code.
    path: Option<String>,
    /// Only who stand behind this.
    drilldown: Option<Drilldown>,
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
    List(list_screen::Message<StudentList>),
    ShowAll,
    /// Those of the figure beside the one that is shown.
    Measure(Measure),
    Show(Option<Shown>),
    School(Facet<SchoolId>),
    Class(Facet<ClassId>),
    Term(Facet<Term>),
    Path(Facet<String>),
    ClearFacets,
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
pub struct Facet<T> {
    label: String,
    value: Option<T>,
}

impl<T> std::fmt::Display for Facet<T> {
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
/// How wide a choice of what to filter by is, in logical pixels; and one of schools, or of classes with their schools.
const FACET: f32 = 150.0;
const LONG_FACET: f32 = 240.0;
/// The width that the foot's one line takes.
const ONE_LINE: f32 = 980.0;

/// Shows only the students behind something, the next time the screen is opened.
pub fn show_behind(memory: &Memory, drilldown: Drilldown) {
    let filter = Filter { drilldown: Some(drilldown), ..Filter::default() };
    list_screen::show_only::<StudentList>(memory, &filter);
}

impl Students {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self { list: ListScreen::new(context), class: None, path: None };
        let task = screen.reload(context);

        (screen, task)
    }

    fn filter(&mut self, context: &Context, change: impl FnOnce(&mut Filter)) -> Action<Message> {
        let mut filter = self.list.filter().clone();
        change(&mut filter);

        self.list.set_filter(context, filter).map(Message::List)
    }

    /// Shows those who stand behind something else.
    fn show(&mut self, context: &Context, drilldown: Option<Drilldown>) -> Action<Message> {
        let filter = Filter { drilldown, ..self.list.filter().clone() };
        drop(self.list.set_filter(context, filter));

        Action::Run(self.reload(context))
    }

    fn change(
        &self,
        context: &Context,
        job: impl FnOnce(&mut Register) -> Result<(), Error> + Send + 'static,
    ) -> Action<Message> {
        context.change(job, Message::Changed)
    }

    fn move_selected(&self) -> Action<Message> {
        let (Some(loaded), Some(ClassChoice(to, class_name))) = (self.list.loaded(), &self.class)
        else {
            return Action::None;
        };
        let (to, selected, class_name) = (*to, self.list.selected(), class_name.clone());
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
        let students: Vec<StudentId> = self.list.selected().iter().copied().collect();

        self.change(context, move |register| register.set_study_path(&students, code).map(|_| ()))
    }

    fn is_filtered(&self) -> bool {
        let anyone =
            Filter { drilldown: self.list.filter().drilldown.clone(), ..Filter::default() };

        self.list.is_searched() || *self.list.filter() != anyone
    }

    fn filters<'a>(&'a self, context: &Context, loaded: &'a StudentList) -> Element<'a, Message> {
        let language = context.language;
        let search = self.list.search(text!(language, "students-search"), 230.0);
        let filter = self.list.filter();
        let verdicts = segmented(
            &[
                (None, text!(language, "students-all")),
                (Some(Shown::Counts), text!(language, "students-count")),
                (Some(Shown::NotYet), text!(language, "students-not-yet")),
                (Some(Shown::NoLonger), text!(language, "students-no-longer")),
            ],
            filter.verdict,
            Message::Show,
        );
        let is_wide = context.room.width >= ONE_LINE;
        let school_width = if is_wide { LONG_FACET } else { FACET };
        let class_width = if filter.school.is_none() { LONG_FACET } else { FACET };
        let schools =
            loaded.schools().into_iter().map(|(id, name)| (id, fitting(name, school_width)));
        let classes = loaded.classes_of(filter.school).into_iter();
        let classes = classes.map(|(id, name)| (id, fitting(name, class_width)));
        let terms = loaded.terms().into_iter().map(|term| (term, term.to_string()));
        let paths = loaded.paths.iter().map(|path| (path.clone(), path.clone()));
        let upper = row![search.map(Message::List), verdicts].spacing(spacing::S).align_y(Center);
        let mut lower = row![
            facet(
                text!(language, "facet-schools"),
                schools,
                &filter.school,
                school_width,
                Message::School
            ),
            facet(
                text!(language, "facet-classes"),
                classes,
                &filter.class,
                class_width,
                Message::Class
            ),
            facet(text!(language, "facet-terms"), terms, &filter.term, FACET, Message::Term),
            facet(text!(language, "facet-paths"), paths, &filter.path, FACET, Message::Path),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        if self.is_filtered() {
            let clear = button::link(text!(language, "facet-clear")).on_press(Message::ClearFacets);
            lower = lower.push(clear);
        }

        column![
            upper.wrap().vertical_spacing(spacing::XS),
            lower.wrap().vertical_spacing(spacing::XS)
        ]
        .spacing(spacing::S)
        .into()
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
        let count = self.list.selected().len();

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
        let drilldown = self.list.filter().drilldown.clone();
        let gather = move |register: &Register| StudentList::gather(register, drilldown);

        self.list.fetch(context, gather).map(Message::List)
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::List(message) => {
                let (opened, action) = self.list.update(message, context);
                let opened = opened.and_then(|row| self.list.loaded()?.id(row));
                return match opened {
                    Some(student) => Action::Go(Route::Student(student)),
                    None => action.map(Message::List),
                };
            }
            Message::Show(verdict) => {
                return self.filter(context, |filter| filter.verdict = verdict);
            }
            Message::School(facet) => {
                return self.filter(context, |filter| {
                    (filter.school, filter.class) = (facet.value, None);
                });
            }
            Message::Class(facet) => {
                return self.filter(context, |filter| filter.class = facet.value);
            }
            Message::Term(facet) => {
                return self.filter(context, |filter| filter.term = facet.value);
            }
            Message::Path(facet) => {
                return self.filter(context, |filter| filter.path = facet.value);
            }
            Message::ClearFacets => {
                self.list.clear_search();
                let drilldown = self.list.filter().drilldown.clone();
                let filter = Filter { drilldown, ..Filter::default() };
                return self.list.set_filter(context, filter).map(Message::List);
            }
            Message::ShowAll => return self.show(context, None),
            Message::Measure(measure) => {
                let them = self.list.loaded().and_then(|loaded| loaded.drilldown.as_ref());
                let drilldown = them.map(|them| them.by(measure));
                return self.show(context, drilldown);
            }
            Message::MoveTo(class) => self.class = Some(class),
            Message::Move => return self.move_selected(),
            Message::PathFor(path) => self.path = Some(path),
            Message::SetPath => return self.set_path(context),
            Message::Unselect => drop(self.list.clear_selection()),
            Message::Changed(Ok(())) => {
                self.list.clear_selection();
                return Action::Changed;
            }
            Message::Changed(Err(error)) => return Action::Failed(error),
            Message::Import => return Action::Import(None),
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.list.loaded() else { return self.list.waiting(language) };
        if loaded.rows.is_empty() {
            return column![
                muted(text!(language, "students-empty")),
                button::large(Icon::FileUp, text!(language, "action-import"))
                    .on_press(Message::Import),
            ]
            .spacing(spacing::M)
            .into();
        }
        // The same place at rest and while some are selected, so that no row moves.
        let count = number::whole(language, self.list.shown() as u64);
        let foot: Element<'_, Message> = match self.list.selected().is_empty() {
            true => table::foot(
                muted(text!(language, "students-shown", count = count)),
                table::keys(&[
                    ("Enter", text!(language, "keys-open")),
                    (&text!(language, "key-space"), text!(language, "keys-select")),
                ]),
            ),
            false => {
                let deeds = container(self.together(language, loaded))
                    .padding([spacing::XXS, spacing::L])
                    .width(Fill);
                deeds.style(style::chosen_foot).into()
            }
        };
        let is_wide = context.room.width >= ONE_LINE;
        let foot = container(foot).height(FOOT[usize::from(!is_wide)]).align_y(Bottom);
        let table = self.list.table(
            context,
            text!(language, "nothing-found"),
            move |loaded, row, column| list::cell(language, loaded, &loaded.rows[row], column),
            Message::List,
        );

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
            .push(self.filters(context, loaded))
            .push(card(column![container(table).height(Fill), foot]).padding(0).height(Fill))
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

    fn is_waiting(&self) -> bool {
        self.list.loaded().is_none()
    }

    fn is_unsaved(&self) -> bool {
        false
    }

    fn close_inner(&mut self) -> bool {
        self.list.clear_selection()
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

/// How wide a letter is on the whole, in logical pixels, and what stands around a text in a choice.
const LETTER: f32 = 7.0;
const AROUND: f32 = 20.0;

/// A text that fits into a choice so wide.
fn fitting(text: String, width: f32) -> String {
    let most = ((width - AROUND) / LETTER) as usize;
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// A choice of a value to filter by, or all.
fn facet<'a, T: Clone + PartialEq + 'static>(
    all: String,
    values: impl IntoIterator<Item = (T, String)>,
    chosen: &Option<T>,
    width: f32,
    on_choice: fn(Facet<T>) -> Message,
) -> Element<'a, Message> {
    let values = values.into_iter().map(|(value, label)| Facet { label, value: Some(value) });
    let options: Vec<Facet<T>> =
        std::iter::once(Facet { label: all, value: None }).chain(values).collect();
    let chosen = options.iter().find(|option| option.value == *chosen).cloned();

    field::choice(options, chosen, width, on_choice)
}

/// A verdict with its icon and colour; the words say the same.
pub fn verdict<'a, M: 'a>(language: Language, verdict: Verdict) -> Element<'a, M> {
    type Look = fn(&iced::Theme) -> iced::widget::text::Style;

    let (icon, look): (Icon, Look) = match verdict {
        Verdict::Completed => (Icon::CircleCheck, style::primary),
        Verdict::NotYet => (Icon::CircleDashed, style::muted),
        Verdict::NoLonger => (Icon::CircleX, style::danger),
    };
    let word = body(messages::verdict(language, verdict)).style(look);

    row![icon.widget().size(size::LARGE).style(look), word.wrapping(Wrapping::None)]
        .spacing(spacing::XS)
        .align_y(Center)
        .into()
}
