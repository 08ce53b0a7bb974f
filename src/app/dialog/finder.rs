//! The field that finds everything: students, classes, schools and things to do, by name.

use iced::keyboard::{Key, key::Named};
use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::theme::{DENSE_ROW_HEIGHT, size, spacing, style};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, field, hairline, list, muted, small};
use crate::domain::session::SessionCode;
use crate::domain::student::fold;
use crate::domain::{ClassId, StudentId};
use crate::i18n::Language;
use crate::register::class::ClassRow;
use crate::register::school::School;
use crate::register::student::{StudentRow, search};
use crate::register::{Error, Register};
use crate::{messages, text};

/// The dialog.
pub struct Finder {
    query: String,
    loaded: Fetched<SearchIndex>,
    deeds: Vec<(Command, String)>,
    hits: Vec<Hit>,
    /// The session whose code on paper was typed.
    session: Option<FoundSession>,
    list: list::State,
}

/// What can be found in the register.
#[derive(Debug, Clone)]
pub struct SearchIndex {
    students: Vec<StudentRow>,
    classes: Vec<(ClassRow, String)>,
    schools: Vec<(School, String)>,
}

/// The session a code on paper belongs to.
#[derive(Debug, Clone)]
pub struct FoundSession {
    code: SessionCode,
    class: ClassId,
    number: u16,
    /// The class and its school.
    name: String,
}

/// Something that was found.
#[derive(Debug, Clone)]
struct Hit {
    icon: Icon,
    label: String,
    remark: String,
    command: Command,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<SearchIndex, Error>),
    QueryChanged(String),
    SessionFound(Result<Option<FoundSession>, Error>),
    List(list::Message),
    Open,
    Move(isize),
}

/// The most that is shown of a kind.
const MOST_STUDENTS: usize = 40;
const MOST_OTHERS: usize = 8;

impl Finder {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let language = context.language;
        let deeds = Command::all()
            .into_iter()
            .map(|command| (command, fold(&command.words(language))))
            .collect();
        let mut list = list::State::new(DENSE_ROW_HEIGHT, 0.0);
        list.choose(Some(0));
        let mut finder = Self {
            query: String::new(),
            loaded: Fetched::default(),
            deeds,
            hits: Vec::new(),
            session: None,
            list,
        };
        finder.find(language);
        let ticket = finder.loaded.begin();
        let load = context.ask(SearchIndex::gather, move |answer| Message::Loaded(ticket, answer));
        let focus = iced::widget::operation::focus(field::id("finder"));

        (finder, Task::batch([focus, load]))
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let action = self.loaded.take(ticket, answer);
                self.find(context.language);
                action
            }
            Message::QueryChanged(query) => {
                self.query = query;
                self.find(context.language);
                let task = self.list.reset();
                self.list.choose(Some(0));
                let task = task.map(Message::List);
                match self.query.parse::<SessionCode>() {
                    Ok(code) => Action::Run(Task::batch([task, look_for(context, code)])),
                    Err(_) => Action::Run(task),
                }
            }
            Message::SessionFound(answer) => {
                let Ok(found) = answer else { return Action::None };
                self.session = found;
                self.find(context.language);
                Action::None
            }
            Message::List(message) => {
                let (opened, task) = self.list.update(message);
                match opened {
                    Some(at) => self.open(at),
                    None => Action::Run(task.map(Message::List)),
                }
            }
            Message::Open => self.open(self.list.chosen().unwrap_or(0)),
            Message::Move(by) => {
                let last = self.hits.len().saturating_sub(1);
                let at = self.list.chosen().unwrap_or(0).saturating_add_signed(by).min(last);
                let (_, task) = self.list.update(list::Message::Choose(at));
                Action::Run(task.map(Message::List))
            }
        }
    }

    fn open(&self, at: usize) -> Action<Message> {
        self.hits.get(at).map_or(Action::None, |hit| Action::Do(hit.command))
    }

    fn find(&mut self, language: Language) {
        let query = fold(&self.query);
        let words: Vec<&str> = query.split_whitespace().collect();
        let fits = |folded: &str| words.iter().all(|word| folded.contains(word));
        self.hits.clear();
        if let (Ok(code), Some(FoundSession { code: found, class, number, name })) =
            (self.query.parse::<SessionCode>(), &self.session)
            && code == *found
        {
            self.hits.push(Hit {
                icon: Icon::ClipboardCheck,
                label: text!(language, "finder-session", number = *number, class = name.as_str()),
                remark: found.to_string(),
                command: Command::Go(Route::Log(*class, *number)),
            });
        }
        if let Some(loaded) = self.loaded.value().filter(|_| !words.is_empty()) {
            // What begins with the words comes before what only holds them.
            let begins = |folded: &str| words.first().is_some_and(|word| folded.starts_with(word));
            let mut classes: Vec<_> =
                loaded.classes.iter().filter(|(_, folded)| fits(folded)).collect();
            classes.sort_by_key(|(_, folded)| !begins(folded));
            self.hits.extend(classes.into_iter().take(MOST_OTHERS).map(|(class, _)| Hit {
                icon: Icon::BookOpen,
                label: class.name.clone(),
                remark: format!("{}, {}", class.school_name, class.term),
                command: Command::Go(Route::Class(class.id)),
            }));
            let students = search(&loaded.students, &self.query).into_iter().take(MOST_STUDENTS);
            self.hits.extend(students.map(|index| loaded.student_hit(index)));
            let mut schools: Vec<_> =
                loaded.schools.iter().filter(|(_, folded)| fits(folded)).collect();
            schools.sort_by_key(|(_, folded)| !begins(folded));
            self.hits.extend(schools.into_iter().take(MOST_OTHERS).map(|(school, _)| Hit {
                icon: Icon::School,
                label: school.name.clone(),
                remark: messages::students_of(language, school),
                command: Command::Go(Route::School(school.id)),
            }));
        }
        let deeds = self.deeds.iter().filter(|(_, folded)| fits(folded));
        self.hits.extend(deeds.map(|(command, _)| Hit {
            icon: if matches!(command, Command::Go(_)) { Icon::ArrowRight } else { Icon::Zap },
            label: command.label(language),
            remark: command.keys().unwrap_or_default(),
            command: *command,
        }));
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let input =
            field::typed(&text!(language, "finder-hint"), &self.query, Message::QueryChanged)
                .id(field::id("finder"))
                .size(size::LARGE)
                .on_submit(Message::Open);
        let hits: Element<'a, Message> = match self.hits.is_empty() {
            true => container(muted(text!(language, "nothing-found"))).padding(spacing::M).into(),
            false => list::list(
                &self.list,
                self.hits.len(),
                move |at| match self.hits.get(at) {
                    Some(hit) => hit_row(hit),
                    None => space().into(),
                },
                Message::List,
            ),
        };
        let content = column![
            input,
            small(text!(language, "finder-keys")).style(style::muted),
            hairline(),
            hits
        ]
        .spacing(spacing::S);

        // The arrows work while the field has the focus.
        area(content)
            .width(Fill)
            .height(Fill)
            .on_inner_key(|key, _| match key {
                Key::Named(Named::ArrowDown) => Some(Message::Move(1)),
                Key::Named(Named::ArrowUp) => Some(Message::Move(-1)),
                Key::Named(Named::PageDown) => Some(Message::Move(10)),
                Key::Named(Named::PageUp) => Some(Message::Move(-10)),
                _ => None,
            })
            .without_focus()
            .into()
    }
}

/// Looks for the session with a code on paper.
fn look_for(context: &Context, code: SessionCode) -> Task<Message> {
    context.ask(
        move |register| {
            let Some((class, number)) = register.find_session_by_code(code)? else {
                return Ok(None);
            };
            let row = register.class(class)?.row;
            let name = format!("{}, {}", row.name, row.school_name);
            Ok(Some(FoundSession { code, class, number, name }))
        },
        Message::SessionFound,
    )
}

impl SearchIndex {
    fn gather(register: &Register) -> Result<Self, Error> {
        let classes = register.classes()?.into_iter().map(|class| {
            let folded = fold(&format!("{} {} {}", class.name, class.school_name, class.term));
            (class, folded)
        });
        let classes = classes.collect();
        let schools = register.schools()?.into_iter().map(|school| {
            let folded = fold(&format!("{} {}", school.name, school.aliases.join(" ")));
            (school, folded)
        });

        Ok(Self { students: register.students()?, classes, schools: schools.collect() })
    }

    fn student_hit(&self, index: usize) -> Hit {
        let student = &self.students[index];
        let class = student
            .class
            .and_then(|id| self.classes.iter().find(|(class, _)| class.id == id))
            .map(|(class, _)| format!("{}, {}", class.name, class.school_name));
        let id: StudentId = student.id;

        Hit {
            icon: Icon::User,
            label: student.name.clone(),
            remark: class.unwrap_or_default(),
            command: Command::Go(Route::Student(id)),
        }
    }
}

fn hit_row<'a>(hit: &Hit) -> Element<'a, Message> {
    let one_line = iced::widget::text::Wrapping::None;
    let content = row![
        button::glyph(hit.icon, size::LARGE),
        container(body(hit.label.clone()).wrapping(one_line)).width(Fill).clip(true),
        small(hit.remark.clone()).style(style::muted).wrapping(one_line),
    ]
    .spacing(spacing::S)
    .align_y(Center);

    container(content).padding([0.0, spacing::S]).center_y(Fill).clip(true).into()
}
