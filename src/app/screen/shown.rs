//! The screen that is shown, whichever it is: the one place that knows them all.

use iced::{Element, Task};

use super::ShownScreen;
use super::certificates::{self, Certificates};
use super::class::{self, Class};
use super::classes::{self, Classes};
use super::conflicts::{self, Conflicts};
use super::history::{self, History};
use super::log::{self, LogSession};
use super::overview::{self, Overview};
use super::reports::{self, Reports};
use super::schools::{self, Schools};
use super::sessions::{self, Sessions};
use super::settings::{self, Settings};
use super::student::{self, Student};
use super::students::{self, Students};
use super::together::{self, Together};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::route::Route;
use crate::register::journal::Entity;

pub enum Screen {
    Overview(Overview),
    Classes(Classes),
    Class(Class),
    Log(LogSession),
    Students(Students),
    Student(Student),
    Schools(Schools),
    Sessions(Sessions),
    Certificates(Certificates),
    Reports(Reports),
    Together(Together),
    Conflicts(Conflicts),
    History(History),
    Settings(Settings),
}

/// A message to a screen.
#[derive(Debug, Clone)]
pub enum Message {
    Overview(overview::Message),
    Classes(classes::Message),
    Class(class::Message),
    Log(log::Message),
    Students(students::Message),
    Student(student::Message),
    Schools(schools::Message),
    Sessions(sessions::Message),
    Certificates(certificates::Message),
    Reports(reports::Message),
    Together(together::Message),
    Conflicts(conflicts::Message),
    History(history::Message),
    Settings(settings::Message),
}

fn opened<S, M: Send + 'static>(
    (screen, task): (S, Task<M>),
    shown: fn(S) -> Screen,
    wrap: fn(M) -> Message,
) -> (Screen, Task<Message>) {
    (shown(screen), task.map(wrap))
}

/// Does the same with whichever screen it is; the second name is what makes its messages the window's.
macro_rules! each {
    ($self:expr, |$screen:ident, $wrap:ident| $do:expr) => {
        match $self {
            Self::Overview($screen) => each!(Message::Overview, $wrap, $do),
            Self::Classes($screen) => each!(Message::Classes, $wrap, $do),
            Self::Class($screen) => each!(Message::Class, $wrap, $do),
            Self::Log($screen) => each!(Message::Log, $wrap, $do),
            Self::Students($screen) => each!(Message::Students, $wrap, $do),
            Self::Student($screen) => each!(Message::Student, $wrap, $do),
            Self::Schools($screen) => each!(Message::Schools, $wrap, $do),
            Self::Sessions($screen) => each!(Message::Sessions, $wrap, $do),
            Self::Certificates($screen) => each!(Message::Certificates, $wrap, $do),
            Self::Reports($screen) => each!(Message::Reports, $wrap, $do),
            Self::Together($screen) => each!(Message::Together, $wrap, $do),
            Self::Conflicts($screen) => each!(Message::Conflicts, $wrap, $do),
            Self::History($screen) => each!(Message::History, $wrap, $do),
            Self::Settings($screen) => each!(Message::Settings, $wrap, $do),
        }
    };
    ($message:path, $wrap:ident, $do:expr) => {{
        let $wrap = $message;
        $do
    }};
}

// Each is said in `ShownScreen`.
impl Screen {
    /// The screen of a place, and the task that fills it.
    pub fn open(context: &Context, route: Route) -> (Self, Task<Message>) {
        match route {
            Route::Overview => opened(Overview::new(context), Self::Overview, Message::Overview),
            Route::Classes => opened(Classes::new(context), Self::Classes, Message::Classes),
            Route::Class(class) => opened(Class::new(context, class), Self::Class, Message::Class),
            Route::Log(class, number) => {
                opened(LogSession::new(context, class, number), Self::Log, Message::Log)
            }
            Route::Students => opened(Students::new(context), Self::Students, Message::Students),
            Route::Student(student) => {
                opened(Student::new(context, student), Self::Student, Message::Student)
            }
            Route::Schools => opened(Schools::new(context, None), Self::Schools, Message::Schools),
            Route::School(school) => {
                opened(Schools::new(context, Some(school)), Self::Schools, Message::Schools)
            }
            Route::Sessions => opened(Sessions::new(context), Self::Sessions, Message::Sessions),
            Route::Certificates => {
                opened(Certificates::new(context), Self::Certificates, Message::Certificates)
            }
            Route::Reports => opened(Reports::new(context), Self::Reports, Message::Reports),
            Route::Together => opened(Together::new(context), Self::Together, Message::Together),
            Route::Conflicts => {
                opened(Conflicts::new(context), Self::Conflicts, Message::Conflicts)
            }
            Route::History => opened(History::new(context), Self::History, Message::History),
            Route::Settings => opened(Settings::new(context), Self::Settings, Message::Settings),
        }
    }

    /// Takes a message; one to a screen that is no longer shown is dropped.
    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        macro_rules! deliver {
            ($($kind:ident),+) => {
                match (self, message) {
                    $((Self::$kind(screen), Message::$kind(message)) => {
                        screen.update(message, context).map(Message::$kind)
                    })+
                    _ => Action::None,
                }
            };
        }

        deliver!(
            Overview,
            Classes,
            Class,
            Log,
            Students,
            Student,
            Schools,
            Sessions,
            Certificates,
            Reports,
            Together,
            Conflicts,
            History,
            Settings
        )
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        each!(self, |screen, wrap| screen.reload(context).map(wrap))
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        each!(self, |screen, wrap| screen.view(context).map(wrap))
    }

    pub fn shows(&self) -> &'static [Entity] {
        each!(self, |screen, _wrap| screen.shows())
    }

    pub fn is_waiting(&self) -> bool {
        each!(self, |screen, _wrap| screen.is_waiting())
    }

    pub fn name(&self) -> Option<String> {
        each!(self, |screen, _wrap| screen.name())
    }

    pub fn is_unsaved(&self) -> bool {
        each!(self, |screen, _wrap| screen.is_unsaved())
    }

    pub fn has_form(&self) -> bool {
        each!(self, |screen, _wrap| screen.has_form())
    }

    pub fn close_inner(&mut self) -> bool {
        each!(self, |screen, _wrap| screen.close_inner())
    }

    pub fn is_asking(&self) -> bool {
        each!(self, |screen, _wrap| screen.is_asking())
    }

    pub fn focus(&self) -> Task<Message> {
        each!(self, |screen, wrap| screen.focus().map(wrap))
    }

    pub fn focus_within(&self) -> Task<Message> {
        each!(self, |screen, wrap| screen.focus_within().map(wrap))
    }

    pub fn save(&self) -> Option<Message> {
        each!(self, |screen, wrap| screen.save().map(wrap))
    }

    pub fn take_back(&self) -> Option<Message> {
        each!(self, |screen, wrap| screen.take_back().map(wrap))
    }

    pub fn print(&self) -> Option<Message> {
        each!(self, |screen, wrap| screen.print().map(wrap))
    }
}
