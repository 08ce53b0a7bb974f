//! Klasser: all classes, searched, filtered and sorted; one opens.

use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;
use serde::{Deserialize, Serialize};

use super::list_screen::{self, ListScreen, Listed};
use super::{ShownScreen, first_steps, unsettled};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::memory::Memory;
use crate::app::route::Route;
use crate::app::theme::{spacing, style};
use crate::app::widget::bar::bar;
use crate::app::widget::cut::cut;
use crate::app::widget::segmented::counted;
use crate::app::widget::strip::{self, Square, strip};
use crate::app::widget::table::{self, Column, Key, text_cell};
use crate::app::widget::{body, button, card, hint, muted, strong};
use crate::domain::ClassId;
use crate::domain::student::Words;
use crate::i18n::{Language, date};
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

/// A window this wide has everything above the list in one line, in logical pixels.
const ONE_LINE: f32 = 980.0;

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
        let search = self.list.search(text!(language, "classes-search"), 216.0);
        let count =
            |filter: Filter| loaded.0.iter().filter(|class| filter.lets_through(class)).count();
        let filters = [
            (Filter::All, text!(language, "classes-all")),
            (Filter::Overdue, text!(language, "classes-overdue")),
            (Filter::Undated, text!(language, "classes-undated")),
            (Filter::Unplanned, text!(language, "classes-unplanned")),
            (Filter::Running, text!(language, "classes-running")),
            (Filter::Finished, text!(language, "classes-finished")),
        ];
        // What there is none of is no way to go, unless one is there.
        let filters = filters
            .into_iter()
            .map(|(filter, label)| (filter, label, Some(count(filter))))
            .filter(|(filter, _, count)| {
                *count != Some(0) || [Filter::All, *self.list.filter()].contains(filter)
            })
            .collect();
        let filters = counted(filters, *self.list.filter(), Message::Show);
        let deeds = row![
            button::plain(text!(language, "action-new-class")).on_press(Message::NewClass),
            button::primary(text!(language, "action-import-short")).on_press(Message::Import),
        ]
        .spacing(spacing::S);
        let search = search.map(Message::List);
        let bar: Element<'_, Message> = match context.room.width >= ONE_LINE {
            true => row![search, filters, space().width(Fill), deeds]
                .spacing(spacing::S)
                .align_y(Center)
                .into(),
            false => {
                let upper = row![search, space().width(Fill), deeds].align_y(Center);
                column![upper, filters].spacing(spacing::S).into()
            }
        };
        let today = context.today;
        let table = self.list.table(
            context,
            text!(language, "nothing-found"),
            move |loaded, row, column| class_cell(language, today, &loaded.0[row], column),
            Message::List,
        );
        let count = self.list.shown();
        let words = text!(language, "classes-count", count = count);
        let foot = table::foot(
            muted(words),
            table::keys(&[
                ("Enter", text!(language, "keys-open")),
                ("Ctrl+F", text!(language, "keys-search")),
            ]),
        );
        let table = container(table).height(Fill);

        column![bar, card(column![table, foot]).padding(0).height(Fill)].spacing(spacing::M).into()
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
    const ROW_HEIGHT: f32 = 40.0;
    const SORT: Option<ClassColumn> = Some(ClassColumn::Next);

    fn columns(language: Language) -> Vec<Column<ClassColumn>> {
        use ClassColumn as C;

        vec![
            Column::needed(C::Name, text!(language, "classes-name"), 80.0),
            Column::needed(C::School, text!(language, "classes-school"), 220.0),
            Column::new(C::Term, text!(language, "classes-term"), 52.0).that_keeps(1),
            Column::new(C::StudyPath, text!(language, "student-study-path"), 76.0),
            Column::new(C::Students, text!(language, "classes-students"), 52.0)
                .with_figures()
                .that_keeps(2),
            Column::new(C::Sessions, text!(language, "classes-sessions"), 140.0).that_keeps(4),
            Column::new(C::Completed, text!(language, "classes-completed"), 92.0).that_keeps(3),
            Column::needed(C::Next, text!(language, "classes-next"), 172.0),
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
    if column == ClassColumn::Students && class.former > 0 {
        let cell = text_cell(body(class.students.to_string()));
        return hint(cell, text!(language, "classes-former", count = class.former));
    }
    text_cell(match column {
        ClassColumn::Name => {
            return unsettled::name(language, class.name.clone(), class.is_unsettled);
        }
        ClassColumn::School => return cut(class.school_name.clone()).into(),
        ClassColumn::Next => return next(language, today, class),
        ClassColumn::Sessions => return held(language, class),
        ClassColumn::Completed => return counting(class),
        ClassColumn::Students => body(class.students.to_string()),
        ClassColumn::Term => muted(class.term.to_string()),
        ClassColumn::StudyPath => muted(class.study_path.clone()),
    })
}

/// How many sessions were held, one square each where they fit, and in words.
fn held<'a>(language: Language, class: &ClassRow) -> Element<'a, Message> {
    let words =
        muted(text!(language, "classes-held-of", held = class.held, planned = class.planned));
    let words = words.wrapping(iced::widget::text::Wrapping::None);
    if class.planned > strip::MOST {
        return words.into();
    }
    let waiting = class.held + class.overdue;
    let squares = (0..class.planned).map(|at| match at {
        at if at < class.held => Square::Done,
        at if at < waiting => Square::Waiting,
        _ => Square::ToCome,
    });

    row![strip(squares), words].spacing(spacing::XS).align_y(Center).into()
}

/// How many count, as a share of all and as a number.
fn counting<'a>(class: &ClassRow) -> Element<'a, Message> {
    let share = bar(&[(class.completed, style::primary_fill)], class.students.max(1), 6.0);

    row![container(share).width(40), body(class.completed.to_string())]
        .spacing(spacing::XS)
        .align_y(Center)
        .into()
}

/// What comes next in a class: what waits first, with its day.
fn next<'a>(
    language: Language,
    today: chrono::NaiveDate,
    class: &ClassRow,
) -> Element<'a, Message> {
    type Look = fn(&iced::Theme) -> iced::widget::text::Style;

    let day = class.next_date.map(|day| date::short(language, day)).unwrap_or_default();
    let (icon, look, what, when): (Icon, Look, String, String) =
        match (class.overdue, class.next_number, class.next_date) {
            (1.., Some(number), _) => {
                let what = text!(language, "classes-log", number = number);
                (Icon::ClipboardPen, style::ochre, what, day)
            }
            (0, Some(number), Some(next)) if next >= today => {
                let what = text!(language, "classes-number", number = number);
                (Icon::CircleDashed, style::muted, what, day)
            }
            (_, Some(_), _) => {
                let when = text!(language, "classes-without-day", count = class.undated);
                (Icon::CalendarPlus, style::blue, text!(language, "classes-set-dates"), when)
            }
            (_, None, _) if class.planned == 0 => {
                (Icon::CalendarPlus, style::blue, text!(language, "classes-plan"), String::new())
            }
            (_, None, _) => {
                let what = text!(language, "classes-done");
                (Icon::CircleCheck, style::primary, what, String::new())
            }
        };
    let what = strong(what).style(look).wrapping(iced::widget::text::Wrapping::None);
    let when = muted(when).wrapping(iced::widget::text::Wrapping::None);

    row![icon.widget().size(crate::app::theme::size::LARGE).style(look), what, when]
        .spacing(spacing::XS)
        .align_y(Center)
        .into()
}
