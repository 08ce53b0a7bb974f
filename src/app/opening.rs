//! Registers that are opened, made, restored and left; what is shown until one is open.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::operation;
use iced::{Size, Task};

use super::desk::{Desk, Destination};
use super::screen::welcome::{self, Welcome};
use super::screen::{Context, Place};
use super::undoing::known;
use super::{App, Message, Stage, Start};
use crate::installation::{Role, Settings as Choices};
use crate::register::handle::{Handle, Thread};
use crate::register::{Error, Register};
use crate::{demo, sentence};

impl Start {
    /// Notes who works in an open register, and with a path remembers it for the next start.
    fn begin_work(&self, mut register: Register, path: Option<PathBuf>) -> Result<Register, Error> {
        register.work_as(&self.person)?;
        if path.is_some() {
            let kept = Choices { register: path, ..self.installation.settings() };
            let _ = self.installation.save_settings(&kept);
        }

        Ok(register)
    }
}

impl App {
    pub(super) fn welcome_with(&mut self, why: Option<String>) {
        let again = Some(self.path.clone()).filter(|path| path.exists());
        let welcome = Welcome::new(self.start.clock.today(), why, again);
        self.stage = Stage::Welcome(Box::new(welcome));
    }

    /// Opens a register on a thread of its own, and remembers it.
    pub(super) fn open(&mut self, path: PathBuf) -> Task<Message> {
        self.path.clone_from(&path);
        let start = self.start.clone();

        self.open_with(move || {
            let register = Register::open(&path, &start.installation, start.clock)?;
            start.begin_work(register, Some(path))
        })
    }

    /// Opens a register once those that were open are closed: they may be the same.
    pub(super) fn open_with(
        &self,
        opener: impl FnOnce() -> Result<Register, Error> + Send + 'static,
    ) -> Task<Message> {
        let threads = Arc::clone(&self.threads);
        let earlier: Vec<Thread> =
            threads.lock().map(|mut threads| threads.drain(..).collect()).unwrap_or_default();
        let (handle, thread, opened) = Handle::open(move || {
            for thread in earlier {
                thread.wait();
            }
            opener()
        });
        if let Ok(mut threads) = threads.lock() {
            threads.push(thread);
        }

        Task::perform(opened, move |result| Message::Opened(result.map(|()| handle)))
    }

    pub(super) fn opened(&mut self, answer: Result<Handle, Error>) -> Task<Message> {
        let language = self.language();
        let register = match answer {
            Ok(register) => register,
            Err(error) => {
                let why = sentence::failure(language, &error);
                match &mut self.stage {
                    Stage::Welcome(welcome) => welcome.fail(why),
                    _ => self.welcome_with(Some(why)),
                }
                return Task::none();
            }
        };
        let context = Context {
            register,
            language,
            today: self.start.clock.today(),
            choices: Arc::clone(&self.choices),
            memory: self.memory.clone(),
            room: Size::ZERO,
        };
        let beginning = match self.choices.role {
            Role::Teacher => Place::Classes,
            Role::Coordinator | Role::Lead => Place::Overview,
        };
        let is_sample = self.path == self.start.installation.sample_register();
        let (desk, task) = Desk::new(context, beginning, is_sample);
        let known = known(&desk, false);
        // After what the screen asks for, so that the first frame does not wait for it.
        let backed_up =
            desk.context.ask(|register| register.back_up_if_due().map(|_| ()), Message::Checked);
        let checked = desk.check(self.start.clock).map(Message::Checked);
        self.stage = Stage::Open(Box::new(desk));

        Task::batch([task.map(Message::Screen), known, backed_up, checked])
    }

    pub(super) fn welcome(&mut self, message: welcome::Message) -> Task<Message> {
        let Stage::Welcome(welcome) = &mut self.stage else { return Task::none() };
        match welcome.update(message) {
            welcome::Action::None => Task::none(),
            welcome::Action::Run(task) => task.map(Message::Welcome),
            welcome::Action::Open(path) => self.open(path),
            welcome::Action::Create(template) => {
                let (start, path) = (self.start.clone(), self.start.register.clone());
                self.path.clone_from(&path);
                self.open_with(move || {
                    let register =
                        Register::create(&path, &template, &start.installation, start.clock)?;
                    start.begin_work(register, Some(path))
                })
            }
            welcome::Action::Sample => {
                let (start, path) = (self.start.clone(), self.start.installation.sample_register());
                self.path.clone_from(&path);
                self.open_with(move || {
                    demo::open_or_make(&path, &start.installation, start.clock, &start.person)
                })
            }
        }
    }

    /// Closes the register that is open, and says where it is.
    pub(super) fn close_register(&mut self) -> Option<PathBuf> {
        self.notice = None;
        self.stage = Stage::Opening;

        Some(self.path.clone()).filter(|path| path.exists())
    }

    /// Closes the register and goes to where another is opened, asking first where something typed would
    /// be lost.
    pub(super) fn change_register(&mut self) -> Task<Message> {
        if let Stage::Open(desk) = &mut self.stage
            && desk.is_unsaved()
        {
            desk.ask_to_leave(Destination::Register);
            return operation::focus("stay");
        }

        self.leave_register()
    }

    pub(super) fn leave_register(&mut self) -> Task<Message> {
        let again = self.close_register();
        let welcome = Welcome::new(self.start.clock.today(), None, again);
        self.stage = Stage::Welcome(Box::new(welcome));

        welcome::focus()
    }

    /// Puts a backup in the open register's place.
    pub(super) fn restore(&mut self, backup: PathBuf) -> Task<Message> {
        let Some(path) = self.close_register() else { return Task::none() };
        let start = self.start.clone();

        self.open_with(move || {
            crate::register::backup::restore(&path, &backup, &start.installation, start.clock)?;
            let register = Register::open(&path, &start.installation, start.clock)?;
            start.begin_work(register, None)
        })
    }
}
