//! A new class: school, name, term.

use iced::widget::{column, row};
use iced::{Element, Fill, Task};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::route::Route;
use crate::app::theme::spacing;
use crate::app::widget::{button, field, title};
use crate::domain::{ClassId, CourseId, SchoolId, Term};
use crate::register::class::ClassDetails;
use crate::register::school::SchoolName;
use crate::register::{Error, Register};
use crate::text;

/// The dialog.
#[derive(Debug)]
pub struct NewClass {
    schools: Vec<SchoolName>,
    course: Option<CourseId>,
    school: Option<SchoolName>,
    wanted: Option<SchoolId>,
    name: String,
    term: String,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Result<(Vec<SchoolName>, CourseId), Error>),
    School(SchoolName),
    Name(String),
    Term(String),
    Create,
    Created(Result<ClassId, Error>),
    Close,
}

/// The schools to choose from, and the course a class takes.
pub fn choices(register: &Register) -> Result<(Vec<SchoolName>, CourseId), Error> {
    let schools = register.school_names()?;

    Ok((schools, register.find_course(None)?.id))
}

impl NewClass {
    pub fn new(context: &Context, school: Option<SchoolId>) -> (Self, Task<Message>) {
        let dialog = Self {
            schools: Vec::new(),
            course: None,
            school: None,
            wanted: school,
            name: String::new(),
            term: Term::of(context.today).to_string(),
        };

        (dialog, context.ask(choices, Message::Loaded))
    }

    /// Whether a name is typed.
    pub fn is_unsaved(&self) -> bool {
        !self.name.trim().is_empty()
    }

    fn details(&self) -> Option<ClassDetails> {
        let name = crate::domain::student::tidy_name(&self.name);
        let codes = crate::reference::STUDY_PATHS.iter().map(|path| path.code);
        let hint = crate::domain::class::name_hint(&name, codes);

        Some(ClassDetails {
            school: self.school.as_ref()?.id,
            course: self.course?,
            term: self.term.parse().ok()?,
            study_path: hint.map(|hint| hint.study_path).unwrap_or_default(),
            name: (!name.is_empty()).then_some(name)?,
        })
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(Ok((schools, course))) => {
                self.school = schools.iter().find(|s| Some(s.id) == self.wanted).cloned();
                self.schools = schools;
                self.course = Some(course);
                return Action::Run(iced::widget::operation::focus(field::id("class-name")));
            }
            Message::School(school) => self.school = Some(school),
            Message::Name(name) => self.name = name,
            Message::Term(term) => self.term = term,
            Message::Create => {
                let Some(details) = self.details() else { return Action::None };
                return context.change(
                    move |register| register.add_class(&details).map(|(_, class)| class),
                    Message::Created,
                );
            }
            Message::Created(Ok(class)) => return Action::ChangedAndGo(Route::Class(class)),
            Message::Loaded(Err(error)) | Message::Created(Err(error)) => {
                return Action::Failed(error);
            }
            Message::Close => return Action::Back,
        }

        Action::None
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let bad_term =
            self.term.parse::<Term>().is_err().then(|| text!(language, "class-bad-term"));

        column![
            title(text!(language, "action-new-class")),
            field::labelled(
                text!(language, "classes-school"),
                field::choice(self.schools.clone(), self.school.clone(), Fill, Message::School),
                None
            ),
            row![
                field::labelled(
                    text!(language, "classes-name"),
                    field::typed("SA26A", &self.name, Message::Name)
                        .id(field::id("class-name"))
                        .on_submit(Message::Create),
                    None
                ),
                field::labelled(
                    text!(language, "classes-term"),
                    field::typed("HT26", &self.term, Message::Term).on_submit(Message::Create),
                    bad_term
                ),
            ]
            .spacing(spacing::S),
            row![
                button::primary(text!(language, "class-create"))
                    .on_press(self.details().map(|_| Message::Create)),
                button::plain(text!(language, "action-cancel")).on_press(Message::Close),
            ]
            .spacing(spacing::S),
        ]
        .spacing(spacing::M)
        .into()
    }
}
