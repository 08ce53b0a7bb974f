//! Klasser: all classes, searched, filtered and sorted; one opens.

use iced::widget::{column, row};
use iced::{Center, Element, Fill, Task};
use serde::{Deserialize, Serialize};

use super::list_screen::{self, ListScreen, Listed};
use super::{ShownScreen, first_steps, unsettled};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::memory::Memory;
use crate::app::route::Route;
use crate::app::theme::{spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{Column, Key, text_cell};
use crate::app::widget::{body, button, card, hint, muted};
use crate::domain::ClassId;
use crate::domain::student::Words;
use crate::i18n::{Language, date, number};
use crate::register::class::ClassRow;
use crate::register::journal::Entity;
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct Classes {
    list: ListScreen<ClassList>,
}

/// All classes.
#[derive(Debug, Clone)]
pub struct ClassList(Vec<ClassRow>);

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

/// What is shown of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClassColumn {
    Name,
    School,
    Next,
    Sessions,
    Completed,
    Students,
    Term,
    StudyPath,
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list_screen::Message<ClassList>),
    Show(Filter),
    Import,
    NewClass,
}

/// Shows only these classes the next time the screen is opened.
pub fn show_only(memory: &Memory, filter: Filter) {
    list_screen::show_only::<ClassList>(memory, &filter);
}

impl Classes {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self { list: ListScreen::new(context) };
        let task = screen.reload(context);

        (screen, task)
    }
}

impl ShownScreen for Classes {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        self.list.fetch(context, |register| register.classes().map(ClassList)).map(Message::List)
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::List(message) => {
                let (opened, action) = self.list.update(message, context);
                let opened = opened.and_then(|row| self.list.loaded()?.id(row));
                opened.map_or(action.map(Message::List), |class| Action::Go(Route::Class(class)))
            }
            Message::Show(filter) => self.list.set_filter(context, filter).map(Message::List),
            Message::Import => Action::Import(None),
            Message::NewClass => Action::NewClass(None),
        }
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.list.loaded() else { return self.list.waiting(language) };
        if loaded.0.is_empty() {
            return first_steps(
                language,
                text!(language, "classes-empty-title"),
                text!(language, "classes-empty-text"),
                Message::Import,
                Message::NewClass,
            );
        }
        let search = self.list.search(text!(language, "classes-search"), 150.0);
        let filters = segmented(
            &[
                (Filter::All, text!(language, "classes-all")),
                (Filter::Overdue, text!(language, "classes-overdue")),
                (Filter::Undated, text!(language, "classes-undated")),
                (Filter::Unplanned, text!(language, "classes-unplanned")),
                (Filter::Running, text!(language, "classes-running")),
                (Filter::Finished, text!(language, "classes-finished")),
            ],
            *self.list.filter(),
            Message::Show,
        );
        let bar = row![
            search.map(Message::List),
            filters,
            button::plain(text!(language, "action-new-class")).on_press(Message::NewClass),
            button::primary(text!(language, "action-import-short")).on_press(Message::Import),
        ]
        .spacing(spacing::S)
        .align_y(Center)
        .wrap();
        let today = context.today;
        let table = self.list.table(
            context,
            text!(language, "nothing-found"),
            move |loaded, row, column| class_cell(language, today, &loaded.0[row], column),
            Message::List,
        );

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

    fn is_waiting(&self) -> bool {
        self.list.loaded().is_none()
    }

    fn is_unsaved(&self) -> bool {
        false
    }
}

impl Listed for ClassList {
    type Id = ClassId;
    type Column = ClassColumn;
    type Filter = Filter;

    const NAME: &'static str = "classes";

    fn columns(language: Language) -> Vec<Column<ClassColumn>> {
        use ClassColumn as C;

        vec![
            Column::needed(C::Name, text!(language, "classes-name"), 74.0),
            Column::new(C::School, text!(language, "classes-school"), 180.0),
            Column::new(C::Next, text!(language, "classes-next"), 116.0),
            Column::new(C::Sessions, text!(language, "classes-sessions"), 56.0).with_figures(),
            Column::new(C::Completed, text!(language, "classes-completed"), 76.0).with_figures(),
            Column::new(C::Students, text!(language, "classes-students"), 58.0).with_figures(),
            Column::new(C::Term, text!(language, "classes-term"), 46.0),
            Column::new(C::StudyPath, text!(language, "student-study-path"), 74.0),
        ]
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn id(&self, row: usize) -> Option<ClassId> {
        self.0.get(row).map(|class| class.id)
    }

    fn found(&self, words: &str, filter: &Filter) -> Vec<usize> {
        let words = Words::of(words);
        let is_found = |class: &ClassRow| {
            let ClassRow { name, school_name, term, study_path, .. } = class;
            words.stand_in(&format!("{name} {school_name} {term} {study_path}"))
        };
        let rows = self.0.iter().enumerate();

        rows.filter(|(_, class)| is_found(class) && filter.lets_through(class))
            .map(|(row, _)| row)
            .collect()
    }

    fn key(&self, column: ClassColumn, row: usize) -> Key {
        let class = &self.0[row];
        let number = |number: u32| Key::Number(number.into());
        match column {
            ClassColumn::Name => Key::text(&class.name),
            ClassColumn::School => Key::text(&class.school_name),
            // What is overdue comes first, then by day; what has no day after that; what is done last.
            ClassColumn::Next => Key::Several(vec![
                Key::Number((class.overdue == 0).into()),
                Key::Number(class.next_number.is_none().into()),
                Key::day(class.next_date),
            ]),
            ClassColumn::Sessions => Key::Several(vec![number(class.held), number(class.planned)]),
            ClassColumn::Completed => Key::Number(match class.students {
                0 => -1,
                students => i64::from(class.completed) * 10_000 / i64::from(students),
            }),
            ClassColumn::Students => number(class.students),
            ClassColumn::Term => Key::Number(class.term.order()),
            ClassColumn::StudyPath => Key::text(&class.study_path),
        }
    }
}

impl Filter {
    fn lets_through(self, class: &ClassRow) -> bool {
        match self {
            Self::All => true,
            Self::Overdue => class.overdue > 0,
            Self::Undated => class.undated > 0,
            Self::Unplanned => class.planned == 0 && class.students > 0,
            Self::Running => class.held > 0 && class.held < class.planned,
            Self::Finished => class.planned > 0 && class.held == class.planned,
        }
    }
}

fn class_cell<'a>(
    language: Language,
    today: chrono::NaiveDate,
    class: &ClassRow,
    column: ClassColumn,
) -> Element<'a, Message> {
    let percent = || number::percent(language, class.completed.into(), class.students.into());
    if column == ClassColumn::Students && class.former > 0 {
        let cell = text_cell(body(class.students.to_string()));
        return hint(cell, text!(language, "classes-former", count = class.former));
    }
    text_cell(match column {
        ClassColumn::Name => {
            return unsettled::name(language, class.name.clone(), class.is_unsettled);
        }
        ClassColumn::School => body(class.school_name.clone()),
        ClassColumn::Next => next(language, today, class),
        ClassColumn::Sessions => {
            body(text!(language, "classes-held-of", held = class.held, planned = class.planned))
        }
        ClassColumn::Completed => body(format!("{} ({})", class.completed, percent())),
        ClassColumn::Students => body(class.students.to_string()),
        ClassColumn::Term => body(class.term.to_string()),
        ClassColumn::StudyPath => body(class.study_path.clone()),
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
