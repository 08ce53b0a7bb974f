//! What a screen or a dialog asks of the window.

use std::path::PathBuf;

use iced::Task;

use super::command::Command;
use super::route::Route;
use crate::domain::erasure::Whose;
use crate::domain::{CertificateId, ClassId, SchoolId, StudentId};
use crate::installation::Settings as Choices;
use crate::register::Error;
use crate::register::class::newcomer::Newcomer;
use crate::register::journal::Touched;
use crate::register::report::About;
use crate::register::work::Work;

/// Whose certificates are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateScope {
    Class(ClassId),
    School(SchoolId),
    Everything,
    /// One student's, in a class.
    Student(StudentId, ClassId),
    /// One that is issued in another's place.
    InPlaceOf(CertificateId),
}

/// What becomes of students' places in classes, with what the question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrolmentChange {
    /// Somebody leaves a class.
    Leave { student: StudentId, name: String, class: ClassId },
    /// Somebody comes back to a class.
    Return { student: StudentId, name: String, class: ClassId },
    /// Students move, each from a class or from none, to another.
    Move { students: Vec<(StudentId, Option<ClassId>)>, to: ClassId, class_name: String },
}

/// A change of the register under way.
pub struct Changing<Message> {
    /// What is not saved where it fails, such as whose mark at which session; something, where nothing is said.
    pub not_saved: Option<String>,
    /// What happens in the window first.
    pub first: Task<Message>,
    /// What writes.
    pub writing: Task<Written<Message>>,
}

/// What came of a change of the register.
#[derive(Debug, Clone)]
pub struct Written<Message> {
    /// Why it failed.
    pub failed: Option<Error>,
    /// What was touched.
    pub touched: Touched,
    /// What is said to who asked.
    pub message: Message,
}

/// What a screen asks of the window.
pub enum Action<Message> {
    /// Nothing.
    None,
    /// To run a task and bring its message back to the screen, if it is still shown.
    Run(Task<Message>),
    /// To change the register.
    Change(Changing<Message>),
    /// To do long work, in the register or not: its name is shown, how far it is, and a way to stop it. With its message comes
    /// what it touched.
    Work(Work, String, Task<(Touched, Message)>),
    /// To go somewhere.
    Go(Route),
    /// To go back to where one was.
    Back,
    /// To tell that the register was changed: a notice with Ångra, and all that is shown anew.
    Changed,
    /// To tell that the register was changed, and go somewhere.
    ChangedAndGo(Route),
    /// To tell that something failed.
    Failed(Error),
    /// To say something.
    Say(String),
    /// To open a file with the program the system has for it.
    OpenFile(PathBuf),
    /// To say where a file lies, with a way to see it there.
    ShowFile(PathBuf, String),
    /// To save a file of this name; the person says where.
    SaveFile(String, Vec<u8>),
    /// The same for a report, which is kept in the register once it is saved.
    SaveReport(String, Vec<u8>, Box<About>),
    /// To see certificates as they will look, and print them.
    PrintCertificates(CertificateScope),
    /// To begin taking in a class list, for a school if one is meant.
    Import(Option<SchoolId>),
    /// To show what has been taken in, and ask whether its file is to be deleted.
    Imported(Route, PathBuf),
    /// To make a class.
    NewClass(Option<SchoolId>),
    /// To say what going back to just before a change would do, and ask.
    BackTo(i64),
    /// To ask for the day on which students leave a class, come back or move.
    Enrol(EnrolmentChange),
    /// To exempt somebody who came later from sessions held before.
    Exempt(Newcomer),
    /// To erase somebody's personal data, or everyone's; what the student or the class is called.
    Erase(Whose, String),
    /// To put a backup in the register's place.
    Restore(PathBuf),
    /// To use these settings from now on, and keep them.
    Use(Box<Choices>),
    /// To do what can be asked for by name.
    Do(Command),
}

impl<Message> Action<Message> {
    /// A change of the register, of which is said what is not saved where it fails.
    pub fn or_say(self, what: String) -> Self {
        match self {
            Self::Change(changing) => Self::Change(Changing { not_saved: Some(what), ..changing }),
            other => other,
        }
    }

    /// A change of the register, after something in the window.
    pub fn after(self, first: Task<Message>) -> Self {
        match self {
            Self::Change(changing) => Self::Change(Changing { first, ..changing }),
            other => other,
        }
    }

    /// Whether a dialog that asks for it is done.
    pub fn leads_away(&self) -> bool {
        matches!(
            self,
            Self::Back
                | Self::Go(_)
                | Self::ChangedAndGo(_)
                | Self::Changed
                | Self::Say(_)
                | Self::OpenFile(_)
                | Self::ShowFile(..)
                | Self::Do(_)
        )
    }

    /// The same, with another message.
    pub fn map<Other>(self, wrap: fn(Message) -> Other) -> Action<Other>
    where
        Message: Send + 'static,
        Other: Send + 'static,
    {
        match self {
            Self::None => Action::None,
            Self::Run(task) => Action::Run(task.map(wrap)),
            Self::Change(Changing { not_saved, first, writing }) => Action::Change(Changing {
                not_saved,
                first: first.map(wrap),
                writing: writing.map(move |Written { failed, touched, message }| Written {
                    failed,
                    touched,
                    message: wrap(message),
                }),
            }),
            Self::Work(work, name, task) => Action::Work(
                work,
                name,
                task.map(move |(touched, message)| (touched, wrap(message))),
            ),
            Self::Go(route) => Action::Go(route),
            Self::Back => Action::Back,
            Self::Changed => Action::Changed,
            Self::ChangedAndGo(route) => Action::ChangedAndGo(route),
            Self::Failed(error) => Action::Failed(error),
            Self::Say(sentence) => Action::Say(sentence),
            Self::OpenFile(path) => Action::OpenFile(path),
            Self::ShowFile(path, sentence) => Action::ShowFile(path, sentence),
            Self::SaveFile(name, bytes) => Action::SaveFile(name, bytes),
            Self::SaveReport(name, bytes, about) => Action::SaveReport(name, bytes, about),
            Self::PrintCertificates(scope) => Action::PrintCertificates(scope),
            Self::Import(school) => Action::Import(school),
            Self::Imported(route, file) => Action::Imported(route, file),
            Self::NewClass(school) => Action::NewClass(school),
            Self::BackTo(change) => Action::BackTo(change),
            Self::Enrol(deed) => Action::Enrol(deed),
            Self::Exempt(newcomer) => Action::Exempt(newcomer),
            Self::Erase(whose, name) => Action::Erase(whose, name),
            Self::Restore(backup) => Action::Restore(backup),
            Self::Use(choices) => Action::Use(choices),
            Self::Do(command) => Action::Do(command),
        }
    }
}
