//! The screen that is shown, whichever it is: the one place that knows them all.

use iced::{Element, Task};

use super::certificates::{self, Certificates};
use super::class::{self, Class};
use super::classes::{self, Classes};
use super::history::{self, History};
use super::log::{self, LogSession};
use super::overview::{self, Overview};
use super::reports::{self, Reports};
use super::schools::{self, Schools};
use super::sessions::{self, Sessions};
use super::settings::{self, Settings};
use super::student::{self, Student};
use super::students::{self, Students};
use super::{Action, Context, Place};

/// A screen.
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

impl Screen {
    /// The screen of a place, and the task that fills it.
    pub fn open(context: &Context, place: Place) -> (Self, Task<Message>) {
        match place {
            Place::Overview => opened(Overview::new(context), Self::Overview, Message::Overview),
            Place::Classes => opened(Classes::new(context), Self::Classes, Message::Classes),
            Place::Class(class) => opened(Class::new(context, class), Self::Class, Message::Class),
            Place::Log(class, number) => {
                opened(LogSession::new(context, class, number), Self::Log, Message::Log)
            }
            Place::Students => opened(Students::new(context), Self::Students, Message::Students),
            Place::Student(student) => {
                opened(Student::new(context, student), Self::Student, Message::Student)
            }
            Place::Schools => opened(Schools::new(context, None), Self::Schools, Message::Schools),
            Place::School(school) => {
                opened(Schools::new(context, Some(school)), Self::Schools, Message::Schools)
            }
            Place::Sessions => opened(Sessions::new(context), Self::Sessions, Message::Sessions),
            Place::Certificates => {
                opened(Certificates::new(context), Self::Certificates, Message::Certificates)
            }
            Place::Reports => opened(Reports::new(context), Self::Reports, Message::Reports),
            Place::History => opened(History::new(context), Self::History, Message::History),
            Place::Settings => opened(Settings::new(context), Self::Settings, Message::Settings),
        }
    }

    /// Fetches anew what is shown.
    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        match self {
            Self::Overview(screen) => screen.reload(context).map(Message::Overview),
            Self::Classes(screen) => screen.reload(context).map(Message::Classes),
            Self::Class(screen) => screen.reload(context).map(Message::Class),
            Self::Log(screen) => screen.reload(context).map(Message::Log),
            Self::Students(screen) => screen.reload(context).map(Message::Students),
            Self::Student(screen) => screen.reload(context).map(Message::Student),
            Self::Schools(screen) => screen.reload(context).map(Message::Schools),
            Self::Sessions(screen) => screen.reload(context).map(Message::Sessions),
            Self::Certificates(screen) => screen.reload(context).map(Message::Certificates),
            Self::Reports(screen) => screen.reload(context).map(Message::Reports),
            Self::History(screen) => screen.reload(context).map(Message::History),
            Self::Settings(screen) => screen.reload(context).map(Message::Settings),
        }
    }

    /// Takes a message; one to a screen that is no longer shown is dropped.
    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match (self, message) {
            (Self::Overview(screen), Message::Overview(message)) => {
                screen.update(message, context).map(Message::Overview)
            }
            (Self::Classes(screen), Message::Classes(message)) => {
                screen.update(message, context).map(Message::Classes)
            }
            (Self::Class(screen), Message::Class(message)) => {
                screen.update(message, context).map(Message::Class)
            }
            (Self::Log(screen), Message::Log(message)) => {
                screen.update(message, context).map(Message::Log)
            }
            (Self::Students(screen), Message::Students(message)) => {
                screen.update(message, context).map(Message::Students)
            }
            (Self::Student(screen), Message::Student(message)) => {
                screen.update(message, context).map(Message::Student)
            }
            (Self::Schools(screen), Message::Schools(message)) => {
                screen.update(message, context).map(Message::Schools)
            }
            (Self::Sessions(screen), Message::Sessions(message)) => {
                screen.update(message, context).map(Message::Sessions)
            }
            (Self::Certificates(screen), Message::Certificates(message)) => {
                screen.update(message, context).map(Message::Certificates)
            }
            (Self::Reports(screen), Message::Reports(message)) => {
                screen.update(message, context).map(Message::Reports)
            }
            (Self::History(screen), Message::History(message)) => {
                screen.update(message).map(Message::History)
            }
            (Self::Settings(screen), Message::Settings(message)) => {
                screen.update(message, context).map(Message::Settings)
            }
            _ => Action::None,
        }
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        match self {
            Self::Overview(screen) => screen.view(context).map(Message::Overview),
            Self::Classes(screen) => screen.view(context).map(Message::Classes),
            Self::Class(screen) => screen.view(context).map(Message::Class),
            Self::Log(screen) => screen.view(context).map(Message::Log),
            Self::Students(screen) => screen.view(context).map(Message::Students),
            Self::Student(screen) => screen.view(context).map(Message::Student),
            Self::Schools(screen) => screen.view(context).map(Message::Schools),
            Self::Sessions(screen) => screen.view(context).map(Message::Sessions),
            Self::Certificates(screen) => screen.view(context).map(Message::Certificates),
            Self::Reports(screen) => screen.view(context).map(Message::Reports),
            Self::History(screen) => screen.view(context).map(Message::History),
            Self::Settings(screen) => screen.view(context).map(Message::Settings),
        }
    }

    /// Whether what is shown has not come yet.
    pub fn is_waiting(&self) -> bool {
        match self {
            Self::Overview(screen) => screen.is_waiting(),
            Self::Classes(screen) => screen.is_waiting(),
            Self::Students(screen) => screen.is_waiting(),
            Self::Certificates(screen) => screen.is_waiting(),
            Self::Reports(screen) => screen.is_waiting(),
            Self::History(screen) => screen.is_waiting(),
            _ => false,
        }
    }

    /// The name above the screen where it is not its section's: a class, a student.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Class(screen) => screen.name(),
            Self::Log(screen) => screen.name(),
            Self::Student(screen) => screen.name(),
            _ => None,
        }
    }

    /// Whether leaving would lose something that was typed.
    pub fn is_unsaved(&self) -> bool {
        match self {
            Self::Log(screen) => screen.is_unsaved(),
            Self::Class(screen) => screen.is_unsaved(),
            Self::Student(screen) => screen.is_unsaved(),
            Self::Schools(screen) => screen.is_unsaved(),
            Self::Settings(screen) => screen.is_unsaved(),
            Self::Certificates(screen) => screen.is_unsaved(),
            _ => false,
        }
    }

    /// Whether a form is open inside the screen.
    pub fn has_form(&self) -> bool {
        match self {
            Self::Log(screen) => screen.has_form(),
            Self::Class(screen) => screen.has_form(),
            Self::Student(screen) => screen.has_form(),
            Self::Schools(screen) => screen.has_form(),
            Self::Certificates(screen) => screen.is_unsaved(),
            _ => false,
        }
    }

    /// Closes what is open inside the screen: a form, a selection. False where nothing was.
    pub fn close_inner(&mut self) -> bool {
        match self {
            Self::Log(screen) => screen.close_inner(),
            Self::Class(screen) => screen.close_inner(),
            Self::Student(screen) => screen.close_inner(),
            Self::Students(screen) => screen.close_inner(),
            Self::Schools(screen) => screen.close_inner(),
            Self::Certificates(screen) => screen.close_inner(),
            _ => false,
        }
    }

    /// Whether the screen asks something where notices lie.
    pub fn is_asking(&self) -> bool {
        matches!(self, Self::Class(screen) if screen.is_asking())
    }

    /// Gives the focus back to where one was typing, after a question.
    pub fn focus<M: Send + 'static>(&self) -> Task<M> {
        match self {
            Self::Log(screen) => screen.focus(),
            Self::Class(_) => iced::widget::operation::focus("next"),
            _ => Task::none(),
        }
    }

    /// Gives the focus back to what had it before something within the screen was closed.
    pub fn focus_within<M: Send + 'static>(&self) -> Task<M> {
        match self {
            Self::Class(screen) => screen.focus_within(),
            _ => Task::none(),
        }
    }

    /// What Ctrl+Enter does, if anything.
    pub fn save(&self) -> Option<Message> {
        match self {
            Self::Log(screen) => Some(Message::Log(screen.save_message())),
            Self::Class(screen) => screen.save().map(Message::Class),
            Self::Student(screen) => screen.save().map(Message::Student),
            Self::Schools(screen) => screen.save().map(Message::Schools),
            Self::Certificates(screen) => screen.save().map(Message::Certificates),
            Self::Settings(screen) => screen.save().map(Message::Settings),
            Self::Reports(screen) => screen.save().map(Message::Reports),
            _ => None,
        }
    }

    /// What Ctrl+Z takes back inside the screen, before it is about the register.
    pub fn take_back(&self) -> Option<Message> {
        match self {
            Self::Log(screen) => screen.take_back().map(Message::Log),
            _ => None,
        }
    }

    /// What Ctrl+P prints, if anything.
    pub fn print(&self) -> Option<Message> {
        match self {
            Self::Class(screen) => Some(Message::Class(screen.print())),
            Self::Student(screen) => screen.print().map(Message::Student),
            Self::Certificates(screen) => screen.print().map(Message::Certificates),
            _ => None,
        }
    }
}
