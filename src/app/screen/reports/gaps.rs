//! Where something is missing: schools without a class, classes below the line, students who are nearly there or out of
//! reach.

use iced::widget::{Column, column, row, scrollable};
use iced::{Center, Element, Fill, Task};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::screen::course_choice::CourseChoice;
use crate::app::screen::overview::behind;
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, card, field, muted, small, strong, title};
use crate::domain::figure::{Figure, Measure};
use crate::domain::{ClassId, SchoolId};
use crate::i18n::{Language, number};
use crate::reference;
use crate::register::Error;
use crate::register::gaps::Gaps;
use crate::register::programme::Course;
use crate::text;

/// This part of the screen.
#[derive(Debug, Default)]
pub struct Missing {
    loaded: Fetched<GapLists>,
    course: Option<CourseChoice>,
}

/// What is shown.
#[derive(Debug, Clone)]
pub struct GapLists {
    gaps: Gaps,
    course: Course,
    courses: Vec<Course>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<Box<GapLists>, Error>),
    Course(CourseChoice),
    School(SchoolId),
    Class(ClassId),
    Behind(Measure),
}

impl Missing {
    pub fn is_waiting(&self) -> bool {
        self.loaded.value().is_none()
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();
        let course = self.course.clone();

        context.ask(
            move |register| {
                let courses = register.courses()?;
                let course = CourseChoice::of(&courses, course.as_ref())?;
                Ok(Box::new(GapLists { gaps: register.gaps(&course)?, course, courses }))
            },
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                self.loaded.take(ticket, answer.map(|loaded| *loaded))
            }
            Message::Course(course) => {
                self.course = Some(course);
                Action::Run(self.reload(context))
            }
            Message::School(school) => Action::Go(Route::School(school)),
            Message::Class(class) => Action::Go(Route::Class(class)),
            Message::Behind(measure) => match self.loaded.value() {
                Some(loaded) => behind(context, Figure::of(loaded.course.id, measure)),
                None => Action::None,
            },
        }
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else { return self.loaded.waiting(language) };
        let mut content = column![].spacing(spacing::M);
        if loaded.courses.len() > 1 {
            let chosen = Some(CourseChoice::named(&loaded.course));
            let choices = CourseChoice::all(&loaded.courses);
            content = content.push(field::choice(choices, chosen, 320, Message::Course));
        }
        let left = column![students(language, &loaded.gaps), schools(language, &loaded.gaps)];
        let content = content.push(
            context.beside((left.spacing(spacing::M), 1), (classes(language, &loaded.gaps), 1)),
        );
        let content =
            iced::widget::container(content).padding(iced::Padding::ZERO.right(spacing::M));

        scrollable(content).direction(style::slim()).style(style::scroll).height(Fill).into()
    }
}

fn students<'a>(language: Language, gaps: &Gaps) -> Element<'a, Message> {
    let line = |count: u32, label: String, measure| {
        row![
            button::link(number::whole(language, count.into())).on_press(Message::Behind(measure)),
            body(label).width(Fill),
        ]
        .spacing(spacing::XS)
        .align_y(Center)
    };
    let content = column![
        title(text!(language, "gaps-students")),
        line(
            gaps.one_session_left,
            text!(language, "gaps-one-left", count = gaps.one_session_left),
            Measure::OneSessionLeft
        ),
        line(
            gaps.no_longer,
            text!(language, "gaps-no-longer", count = gaps.no_longer),
            Measure::NoLonger
        ),
        small(text!(language, "gaps-students-text")).style(style::muted),
    ]
    .spacing(spacing::XS);

    card(content).width(Fill).into()
}

fn classes<'a>(language: Language, gaps: &Gaps) -> Element<'a, Message> {
    let mut lines = Column::new().spacing(spacing::XS);
    for class in &gaps.classes {
        let percent = |thousandths: u32| number::percent(language, thousandths.into(), 1000);
        let about = text!(
            language,
            "gaps-class",
            attended = percent(class.attended),
            line = percent(class.line),
            school = class.school.as_str()
        );
        let lost =
            text!(language, "gaps-class-lost", count = class.no_longer, students = class.students);
        lines = lines.push(
            column![
                row![
                    button::link(class.name.clone()).on_press(Message::Class(class.id)),
                    body(about).width(Fill),
                ]
                .spacing(spacing::XS)
                .align_y(Center),
                small(lost).style(style::muted),
            ]
            .spacing(spacing::XXS),
        );
    }
    let mut content = column![
        title(text!(language, "gaps-classes", count = gaps.classes.len())),
        small(text!(language, "gaps-classes-text")).style(style::muted),
    ]
    .spacing(spacing::S);
    content = match gaps.classes.is_empty() {
        true => content.push(muted(text!(language, "gaps-no-classes"))),
        false => content.push(lines),
    };

    card(content).width(Fill).into()
}

/// The schools by municipality.
fn schools<'a>(language: Language, gaps: &Gaps) -> Element<'a, Message> {
    let mut lines = Column::new().spacing(spacing::XXS);
    let mut last = None;
    for school in &gaps.schools {
        if last != Some(&school.municipality) {
            let name = reference::municipality_name(&school.municipality)
                .map_or_else(|| text!(language, "cli-unknown"), str::to_owned);
            lines = lines.push(strong(name));
            last = Some(&school.municipality);
        }
        lines = lines.push(button::link(school.name.clone()).on_press(Message::School(school.id)));
    }
    let mut content = column![title(text!(language, "gaps-schools", count = gaps.schools.len()))]
        .spacing(spacing::S);
    content = match gaps.schools.is_empty() {
        true => content.push(muted(text!(language, "gaps-no-schools"))),
        false => content.push(lines),
    };

    card(content).width(Fill).into()
}
