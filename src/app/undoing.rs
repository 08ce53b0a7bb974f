//! Undo and redo from the window, and the notice that says what was done.

use iced::Task;

use super::chrome::Notice;
use super::desk::{Desk, UndoState};
use super::wish::Wish;
use super::{App, Message, Stage};
use crate::register::journal::history::Entry;
use crate::register::{Error, Refusal, Register};
use crate::sentence;

impl App {
    pub(super) fn undo(&mut self, past_certificates: bool) -> Task<Message> {
        self.notice = None;
        let Stage::Open(desk) = &self.stage else { return Task::none() };

        desk.context.ask(
            move |register| register.undo(past_certificates).map(|(_, entry)| entry),
            |answer| Message::SetBack(Box::new(answer)),
        )
    }

    /// Where something is marked that is not saved, Ctrl+Z takes that back; else it is about the register.
    pub(super) fn set_back_by_key(&mut self, wish: Wish) -> Task<Message> {
        let Stage::Open(desk) = &self.stage else { return Task::none() };
        if desk.dialog.is_none()
            && wish == Wish::Undo
            && let Some(message) = desk.screen.take_back()
        {
            return self.on_screen(message);
        }

        self.grant(wish)
    }

    pub(super) fn redo(&self) -> Task<Message> {
        let Stage::Open(desk) = &self.stage else { return Task::none() };

        desk.context.ask(
            |register| register.redo().map(|(_, entry)| entry),
            |answer| Message::SetBack(Box::new(answer)),
        )
    }

    pub(super) fn set_back(&mut self, answer: Result<Entry, Error>) -> Task<Message> {
        let language = self.language();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match answer {
            Ok(entry) => {
                let sentence = sentence::change(language, &entry);
                self.notice = Some(Notice::Done { sentence, undo: false });
                Task::batch([desk.reload().map(Message::Screen), known(desk, false)])
            }
            Err(error @ Error::Refused(Refusal::NotTakenBack { .. })) => {
                let sentence = sentence::failure(language, &error);
                self.notice = Some(Notice::AskPastCertificates(sentence));
                Task::none()
            }
            Err(error) => {
                self.notice = Some(Notice::Failed(sentence::failure(language, &error)));
                Task::none()
            }
        }
    }

    pub(super) fn undo_known(
        &mut self,
        answer: Result<(UndoState, Option<Entry>), Error>,
        announce: bool,
    ) -> Task<Message> {
        let language = self.language();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match answer {
            Ok((undo, newest)) => {
                desk.undo = undo;
                if let Some(entry) = newest.filter(|_| announce) {
                    let sentence = sentence::change(language, &entry);
                    let undo = Register::can_undo(&entry.kind);
                    self.notice = Some(Notice::Done { sentence, undo });
                }
            }
            Err(error) => {
                self.notice = Some(Notice::Failed(sentence::failure(language, &error)));
            }
        }

        Task::none()
    }
}

/// Asks what can be undone, and with `announce` says what was done last.
pub(super) fn known(desk: &Desk, announce: bool) -> Task<Message> {
    desk.ask_undo().map(move |answer| Message::UndoKnown(Box::new(answer), announce))
}
