//! Undo and redo from the window, and the notice that says what was done.

use iced::Task;

use super::chrome::Notice;
use super::command::Command;
use super::desk::{Around, Desk, Waiting};
use super::{App, Message, Stage, reload};
use crate::messages;
use crate::register::journal::Touched;
use crate::register::journal::history::Entry;
use crate::register::{Error, Refusal, Register};

impl App {
    pub(super) fn undo(&mut self, past_certificates: bool) -> Task<Message> {
        self.notices.retain(|(_, notice)| !notice.passes());
        let Stage::Open(desk) = &self.stage else { return Task::none() };

        let writing = desk.context.register.write(move |register| {
            let (committed, entry) = register.undo(past_certificates)?;
            Ok((committed.touched, entry))
        });

        Task::perform(writing, |answer| Message::SetBack(Box::new(answer)))
    }

    /// Where something is marked that is not saved, Ctrl+Z takes that back; else it is about the register.
    pub(super) fn set_back_by_key(&mut self, command: Command) -> Task<Message> {
        let Stage::Open(desk) = &self.stage else { return Task::none() };
        if desk.dialog.is_none()
            && command == Command::Undo
            && let Some(message) = desk.screen.take_back()
        {
            return self.on_screen(message);
        }

        self.execute(command)
    }

    pub(super) fn redo(&self) -> Task<Message> {
        let Stage::Open(desk) = &self.stage else { return Task::none() };

        let writing = desk.context.register.write(|register| {
            let (committed, entry) = register.redo()?;
            Ok((committed.touched, entry))
        });

        Task::perform(writing, |answer| Message::SetBack(Box::new(answer)))
    }

    pub(super) fn set_back(&mut self, answer: Result<(Touched, Entry), Error>) -> Task<Message> {
        let language = self.language();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match answer {
            Ok((touched, entry)) => {
                desk.touched.join(touched);
                let anew = Task::batch([reload(desk), refresh_around(desk)]);
                let sentence = messages::change(language, &entry);
                self.say(Notice::Done { sentence, undo: false });
                anew
            }
            Err(error @ Error::Refused(Refusal::NotTakenBack { .. })) => {
                let sentence = messages::failure(language, &error);
                self.say(Notice::AskPastCertificates(sentence));
                Task::none()
            }
            Err(error) => {
                self.say(Notice::Failed(messages::failure(language, &error)));
                Task::none()
            }
        }
    }

    pub(super) fn waiting_known(&mut self, answer: Result<Waiting, Error>) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match answer {
            Ok(waiting) => desk.waiting = waiting,
            // Another question has taken its place.
            Err(Error::Cancelled) => {}
            Err(error) => return self.failed(error),
        }

        Task::none()
    }

    pub(super) fn around_known(
        &mut self,
        answer: Result<(Around, Option<Entry>), Error>,
        announce: bool,
    ) -> Task<Message> {
        let language = self.language();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match answer {
            Ok((undo, newest)) => {
                let was_shared = desk.around.is_shared();
                desk.around = undo;
                let begins = undo.is_shared() && !was_shared;
                if let Some(entry) = newest.filter(|_| announce) {
                    let sentence = messages::change(language, &entry);
                    let undo = Register::can_undo(&entry.kind);
                    self.say(Notice::Done { sentence, undo });
                }
                // What others have written is fetched as soon as it is known that there are others.
                match begins {
                    true => self.exchange_if_due(),
                    false => Task::none(),
                }
            }
            Err(error) => {
                self.say(Notice::Failed(messages::failure(language, &error)));
                Task::none()
            }
        }
    }
}

/// Asks what can be undone and redone, and what waits.
pub(super) fn refresh_around(desk: &Desk) -> Task<Message> {
    ask(desk, false)
}

/// The same, and says what was done last.
pub(super) fn announce_newest_change(desk: &Desk) -> Task<Message> {
    ask(desk, true)
}

fn ask(desk: &Desk, announce: bool) -> Task<Message> {
    let around =
        desk.ask_around().map(move |answer| Message::AroundKnown(Box::new(answer), announce));

    Task::batch([around, desk.ask_waiting().map(Message::WaitingKnown)])
}
