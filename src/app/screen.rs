//! The screens, and what they share. A screen is one file with its state, messages and view; it asks
//! the window for what it can't do itself through an [`Action`].

pub mod certificates;
pub mod class;
pub mod classes;
mod course_choice;
pub mod history;
pub mod log;
pub mod overview;
pub(crate) mod printing;
pub mod reports;
pub mod schools;
pub mod sessions;
pub mod settings;
pub mod shown;
pub mod student;
pub mod students;
pub mod welcome;

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use iced::widget::{column, container, row, space};
use iced::{Element, Fill, Length, Size, Task};
use lucide_icons::Icon;
use serde::{Deserialize, Serialize};

use super::dialog::print::Scope;
use super::memory::Memory;
use super::wish::Wish;
use crate::app::theme::spacing;
use crate::app::widget::{button, card, muted, title};
use crate::domain::erasure::Whose;
use crate::domain::{ClassId, SchoolId, StudentId};
use crate::i18n::Language;
use crate::installation::Settings as Choices;
use crate::intake;
use crate::register::handle::{Handle, Question};
use crate::register::journal::{Entity, Touched};
use crate::register::report::About;
use crate::register::work::Work;
use crate::register::{Error, Register};
use crate::text;

/// Where one can be in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Place {
    /// Översikt.
    #[default]
    Overview,
    /// Klasser.
    Classes,
    /// One class.
    Class(ClassId),
    /// Logging a session of a class.
    Log(ClassId, u16),
    /// Elever.
    Students,
    /// One student.
    Student(StudentId),
    /// Skolor.
    Schools,
    /// Skolor, with one of them open.
    School(SchoolId),
    /// Tillfällen.
    Sessions,
    /// Intyg.
    Certificates,
    /// Rapporter.
    Reports,
    /// Historik.
    History,
    /// Inställningar.
    Settings,
}

impl Place {
    /// The place of the sidebar that a place belongs to.
    pub fn section(self) -> Self {
        match self {
            Self::Class(_) | Self::Log(..) => Self::Classes,
            Self::Student(_) => Self::Students,
            Self::School(_) => Self::Schools,
            Self::History => Self::Settings,
            other => other,
        }
    }
}

/// What every screen may use.
#[derive(Debug, Clone)]
pub struct Context {
    /// The register.
    pub register: Handle,
    /// The reader's language.
    pub language: Language,
    /// The day.
    pub today: NaiveDate,
    /// This computer's settings.
    pub choices: Arc<Choices>,
    /// What is remembered till next time.
    pub memory: Memory,
    /// The room a screen has, in logical pixels: small where the text is large.
    pub room: Size,
}

/// A screen narrower than this has one column where it otherwise has two.
const NARROW: f32 = 720.0;

impl Context {
    /// Reads for long: how far it is can be seen, and it can be stopped. Nothing else waits for it.
    pub fn read_long<T, Message>(
        &self,
        name: String,
        job: impl FnOnce(&Register) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) -> Message + Send + 'static,
    ) -> Action<Message>
    where
        T: Send + 'static,
        Message: Send + 'static,
    {
        let work = Work::default();
        let reading = self.register.read_long(work.clone(), job);

        Action::Work(work, name, Task::perform(reading, |read| (Touched::default(), answer(read))))
    }

    /// Writes for long: how far it is can be seen, and it can be stopped. What else is to be written waits for it.
    pub fn change_long<T, Message>(
        &self,
        name: String,
        job: impl FnOnce(&mut Register) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) -> Message + Send + 'static,
    ) -> Action<Message>
    where
        T: Send + 'static,
        Message: Send + 'static,
    {
        let work = Work::default();
        let theirs = work.clone();
        let writing = self.register.write(move |register| {
            let answer = register.do_work(&theirs, job);
            Ok((answer, register.take_touched()))
        });

        Action::Work(
            work,
            name,
            Task::perform(writing, |written| {
                let (result, touched) = apart(written);
                (touched, answer(result))
            }),
        )
    }

    /// Writes, and then reads for long what goes on from it, such as the pages of what was issued: nothing waits for that.
    pub fn change_then_read<Written, T, Message>(
        &self,
        name: String,
        change: impl FnOnce(&mut Register) -> Result<Written, Error> + Send + 'static,
        read: impl FnOnce(Written, &Register) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) -> Message + Send + 'static,
    ) -> Action<Message>
    where
        Written: Send + 'static,
        T: Send + 'static,
        Message: Send + 'static,
    {
        let work = Work::default();
        let (theirs, register) = (work.clone(), self.register.clone());
        let both = async move {
            let writing = theirs.clone();
            let writing = register.write(move |register| {
                let answer = match writing.is_cancelled() {
                    true => Err(Error::Cancelled),
                    false => change(register),
                };
                Ok((answer, register.take_touched()))
            });
            let (written, touched) = apart(writing.await);
            let read = match written {
                Ok(written) => {
                    register.read_long(theirs, move |register| read(written, register)).await
                }
                Err(error) => {
                    theirs.finish();
                    Err(error)
                }
            };
            match read {
                Err(Error::Cancelled) if touched != Touched::default() => {
                    (touched, Err(Error::CancelledAfter))
                }
                read => (touched, read),
            }
        };

        Action::Work(work, name, Task::perform(both, |(touched, read)| (touched, answer(read))))
    }

    /// Runs a job that reads files, away from the window's thread: what it is can be seen, and it can be stopped. The
    /// answer is then `None`.
    pub fn read_files<T, Message>(
        &self,
        name: String,
        job: impl FnOnce() -> Result<T, intake::Error> + Send + 'static,
        answer: impl FnOnce(Option<Result<T, intake::Error>>) -> Message + Send + 'static,
    ) -> Action<Message>
    where
        T: Send + 'static,
        Message: Send + 'static,
    {
        let work = Work::default();
        let theirs = work.clone();
        let job = crate::app::in_background(move || theirs.beside(job).transpose());

        Action::Work(
            work,
            name,
            Task::perform(job, |found| (Touched::default(), answer(found.transpose()))),
        )
    }

    /// Whether there is room for one column only.
    pub fn is_narrow(&self) -> bool {
        self.room.width < NARROW
    }

    /// Two parts beside each other, the first so much wider; below each other where there is no room.
    pub fn beside<'a, Message: 'a>(
        &self,
        (first, first_share): (impl Into<Element<'a, Message>>, u16),
        (second, second_share): (impl Into<Element<'a, Message>>, u16),
    ) -> Element<'a, Message> {
        let (first, second) = (container(first), container(second));
        if self.is_narrow() {
            return column![first.width(Fill), second.width(Fill)].spacing(spacing::M).into();
        }

        row![
            first.width(Length::FillPortion(first_share)),
            second.width(Length::FillPortion(second_share))
        ]
        .spacing(spacing::M)
        .into()
    }

    /// Asks the register and turns its answer into a message.
    pub fn ask<T, Message>(
        &self,
        job: impl FnOnce(&Register) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) -> Message + Send + 'static,
    ) -> Task<Message>
    where
        T: Send + 'static,
        Message: Send + 'static,
    {
        Task::perform(self.register.read(job), answer)
    }

    /// The same for a question that takes an earlier one's place: that one is broken off.
    pub fn ask_newest<T, Message>(
        &self,
        question: Question,
        job: impl FnOnce(&Register) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) -> Message + Send + 'static,
    ) -> Task<Message>
    where
        T: Send + 'static,
        Message: Send + 'static,
    {
        Task::perform(self.register.read_newest(question, job), answer)
    }

    /// Changes the register. What came of it is told wherever one is by then, and goes as a message to who asked.
    pub fn change<T, Message>(
        &self,
        job: impl FnOnce(&mut Register) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) -> Message + Send + 'static,
    ) -> Action<Message>
    where
        T: Send + 'static,
        Message: Send + 'static,
    {
        let writing = self.register.write(move |register| {
            let answer = job(register);
            Ok((answer, register.take_touched()))
        });

        Action::Change(Changing {
            not_saved: None,
            first: Task::none(),
            writing: Task::perform(writing, |written| {
                let (result, touched) = apart(written);
                let failed = result.as_ref().err().cloned();
                Written { failed, touched, message: answer(result) }
            }),
        })
    }
}

/// What came of writing, and what it touched; nothing where it was not even begun.
fn apart<T>(written: Result<(Result<T, Error>, Touched), Error>) -> (Result<T, Error>, Touched) {
    written.unwrap_or_else(|error| (Err(error), Touched::default()))
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
    Go(Place),
    /// To go back to where one was.
    Back,
    /// To tell that the register was changed: a notice with Ångra, and all that is shown anew.
    Changed,
    /// To tell that the register was changed, and go somewhere.
    ChangedAndGo(Place),
    /// To tell that something failed.
    Failed(Error),
    /// To say something.
    Say(String),
    /// To open a file with the program the system has for it.
    OpenFile(std::path::PathBuf),
    /// To say where a file lies, with a way to see it there.
    ShowFile(std::path::PathBuf, String),
    /// To save a file of this name; the person says where.
    SaveFile(String, Vec<u8>),
    /// The same for a report, which is kept in the register once it is saved.
    SaveReport(String, Vec<u8>, Box<About>),
    /// To see certificates as they will look, and print them.
    PrintCertificates(Scope),
    /// To begin taking in a class list, for a school if one is meant.
    Import(Option<SchoolId>),
    /// To show what has been taken in, and ask whether its file is to be deleted.
    Imported(Place, std::path::PathBuf),
    /// To make a class.
    NewClass(Option<SchoolId>),
    /// To say what going back to just before a change would do, and ask.
    BackTo(i64),
    /// To ask for the day on which students leave a class, come back or move.
    Enrol(crate::app::dialog::enrolment::Deed),
    /// To exempt somebody who came later from sessions held before.
    Exempt(crate::app::dialog::exempt::Newcomer),
    /// To erase somebody's personal data, or everyone's; what the student or the class is called.
    Erase(Whose, String),
    /// To put a backup in the register's place.
    Restore(std::path::PathBuf),
    /// To use these settings from now on, and keep them.
    Use(Box<Choices>),
    /// To do what can be asked for by name.
    Do(Wish),
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
            Self::Go(place) => Action::Go(place),
            Self::Back => Action::Back,
            Self::Changed => Action::Changed,
            Self::ChangedAndGo(place) => Action::ChangedAndGo(place),
            Self::Failed(error) => Action::Failed(error),
            Self::Say(sentence) => Action::Say(sentence),
            Self::OpenFile(path) => Action::OpenFile(path),
            Self::ShowFile(path, sentence) => Action::ShowFile(path, sentence),
            Self::SaveFile(name, bytes) => Action::SaveFile(name, bytes),
            Self::SaveReport(name, bytes, about) => Action::SaveReport(name, bytes, about),
            Self::PrintCertificates(scope) => Action::PrintCertificates(scope),
            Self::Import(school) => Action::Import(school),
            Self::Imported(place, file) => Action::Imported(place, file),
            Self::NewClass(school) => Action::NewClass(school),
            Self::BackTo(change) => Action::BackTo(change),
            Self::Enrol(deed) => Action::Enrol(deed),
            Self::Exempt(newcomer) => Action::Exempt(newcomer),
            Self::Erase(whose, name) => Action::Erase(whose, name),
            Self::Restore(backup) => Action::Restore(backup),
            Self::Use(choices) => Action::Use(choices),
            Self::Do(wish) => Action::Do(wish),
        }
    }
}

/// A screen with nothing to show yet: what to do first, and the buttons for it.
fn first_steps<'a, Message: Clone + Debug + 'a>(
    language: Language,
    heading: String,
    text: String,
    import: Message,
    new_class: Message,
) -> Element<'a, Message> {
    let content = column![
        title(heading),
        muted(text),
        row![
            button::large(Icon::FileUp, text!(language, "action-import")).on_press(import),
            button::plain(text!(language, "action-new-class")).on_press(new_class),
        ]
        .spacing(spacing::M)
        .align_y(iced::Center),
    ]
    .spacing(spacing::M);

    card(content).width(iced::Fill).into()
}

/// What the window must know of a screen. Nothing has a default: whoever writes a screen says of each whether typing could be
/// lost.
pub trait ShownScreen {
    /// Its messages.
    type Message: Send + 'static;

    /// Fetches anew what is shown.
    fn reload(&mut self, context: &Context) -> Task<Self::Message>;

    /// Takes a message.
    fn update(&mut self, message: Self::Message, context: &Context) -> Action<Self::Message>;

    /// What is shown.
    fn view<'a>(&'a self, context: &Context) -> Element<'a, Self::Message>;

    /// The kinds of rows that are shown: it is fetched anew where one of them was touched.
    fn shows(&self) -> &'static [Entity];

    /// The name above it where it is not its section's: a class, a student.
    fn name(&self) -> Option<String>;

    /// Whether what is shown has not come yet.
    fn is_waiting(&self) -> bool;

    /// Whether leaving would lose something that was typed.
    fn is_unsaved(&self) -> bool;

    /// Whether a form is open inside it.
    fn has_form(&self) -> bool;

    /// Closes what is open inside it: a form, a selection. False where nothing was.
    fn close_inner(&mut self) -> bool;

    /// Whether it asks something where notices lie.
    fn is_asking(&self) -> bool;

    /// Gives the focus back to where one was typing, after a question.
    fn focus(&self) -> Task<Self::Message>;

    /// Gives the focus back to what had it before something inside was closed.
    fn focus_within(&self) -> Task<Self::Message>;

    /// What Ctrl+Enter does, if anything.
    fn save(&self) -> Option<Self::Message>;

    /// What Ctrl+Z takes back inside it, before it is about the register.
    fn take_back(&self) -> Option<Self::Message>;

    /// What Ctrl+P prints, if anything.
    fn print(&self) -> Option<Self::Message>;
}

/// Who asked for something: a screen or a dialog, from when it is opened until it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker(u64);

impl Asker {
    /// Somebody new.
    #[expect(clippy::new_without_default, reason = "no two are the same")]
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);

        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// Something that is being fetched. An answer to an earlier question is dropped.
#[derive(Debug, Clone)]
pub struct Fetched<T> {
    ticket: u64,
    value: Option<T>,
    /// When it was asked for first.
    since: Option<Instant>,
}

/// How long something is waited for before that is said.
const PATIENCE: Duration = Duration::from_millis(200);

/// Which question an answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u64);

impl<T> Default for Fetched<T> {
    fn default() -> Self {
        Self { ticket: 0, value: None, since: None }
    }
}

impl<T> Fetched<T> {
    /// Asks anew; what was fetched before stays until the answer comes.
    pub fn ask(&mut self) -> Ticket {
        // No two questions have the same ticket, not those of two screens of one kind either: an answer
        // about one class is never taken for one about another.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        self.ticket = NEXT.fetch_add(1, Ordering::Relaxed);
        self.since.get_or_insert_with(Instant::now);

        Ticket(self.ticket)
    }

    /// What stands there while nothing has come: nothing at first, then a word that it is on its way.
    pub fn waiting<'a, M: 'a>(&self, language: Language) -> Element<'a, M> {
        match self.since {
            Some(since) if since.elapsed() >= PATIENCE => muted(text!(language, "working")).into(),
            _ => space().into(),
        }
    }

    /// Asks anew and forgets what was fetched before, where that would mislead.
    pub fn ask_afresh(&mut self) -> Ticket {
        self.value = None;

        self.ask()
    }

    /// Whether an answer is the one that is waited for.
    pub fn is_current(&self, ticket: Ticket) -> bool {
        ticket.0 == self.ticket
    }

    /// Takes the answer if it is the one that is waited for.
    pub fn take<M>(&mut self, ticket: Ticket, answer: Result<T, Error>) -> Action<M> {
        if ticket.0 != self.ticket {
            return Action::None;
        }
        match answer {
            Ok(value) => {
                self.value = Some(value);
                Action::None
            }
            Err(error) => Action::Failed(error),
        }
    }

    /// What was fetched.
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// What was fetched, to be arranged by whoever looks at it.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        self.value.as_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_to_one_screen_is_not_taken_by_another_of_its_kind() {
        let (mut one, mut other): (Fetched<u8>, Fetched<u8>) = Default::default();
        let (to_one, _) = (one.ask(), other.ask());
        let _: Action<()> = other.take(to_one, Ok(1));

        assert_eq!(other.value(), None);
    }

    #[test]
    fn a_late_answer_to_an_old_question_is_dropped() {
        let mut fetched: Fetched<u8> = Fetched::default();
        let (old, new) = (fetched.ask(), fetched.ask());
        let _: Action<()> = fetched.take(new, Ok(2));
        let _: Action<()> = fetched.take(old, Ok(1));

        assert_eq!(fetched.value(), Some(&2));
    }
}
