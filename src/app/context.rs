//! What screens and dialogs work with: the register, the reader's language, the day, the room there is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use iced::widget::{column, container, row};
use iced::{Element, Fill, Length, Size, Task};

use super::action::{Action, Changing, Written};
use super::errand;
use super::memory::Memory;
use crate::app::theme::spacing;
use crate::exchange::{Accomplished, Errand, ExchangeError};
use crate::i18n::Language;
use crate::installation::Settings as Choices;
use crate::register::handle::{Handle, Question};
use crate::register::journal::Touched;
use crate::register::work::Work;
use crate::register::{Error, Register};
use crate::{intake, messages};

/// What every screen may use.
#[derive(Debug, Clone)]
pub struct Context {
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

    /// Does something in the place where the register is shared, beside all else; answers with the sentence where it can't be
    /// done.
    pub fn do_errand<Message: Send + 'static>(
        &self,
        name: String,
        errand: Errand,
        answer: impl FnOnce(Result<Result<Accomplished, String>, Error>) -> Message + Send + 'static,
    ) -> Action<Message> {
        let work = Work::default();
        let (theirs, register, language) = (work.clone(), self.register.clone(), self.language);
        let doing = async move {
            let done = match errand::perform(&register, errand, &theirs).await {
                Ok(accomplished) => Ok(Ok(accomplished)),
                Err(ExchangeError::Register(error)) => Err(error),
                Err(error) => Ok(Err(messages::exchange_failure(language, &error))),
            };
            register.write(move |register| Ok((done, register.take_touched()))).await
        };

        Action::Work(
            work,
            name,
            Task::perform(doing, |done| {
                let (result, touched) = apart(done);
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
                Err(Error::Cancelled) if !touched.is_empty() => {
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
