//! Registers that are opened, made, restored and left; what is shown until one is open.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::widget::operation;
use iced::{Size, Task};

use super::chrome::Notice;
use super::context::Context;
use super::desk::{Desk, Keeping};
use super::route::Destination;
use super::route::Route;
use super::screen::welcome::{self, Welcome};
use super::undoing::refresh_around;
use super::{App, Message, Stage, Start};
use crate::disk::is_in_the_open;
use crate::exchange::{Joining, Login, Place, package};
use crate::installation::{Role, Settings as Choices};
use crate::register::handle::{Handle, Thread};
use crate::register::{Error, Refusal, Register};
use crate::{demo, exchange, messages, text};

/// What is remembered once it has been said that the disk is not encrypted.
const TOLD_OF_DISK: &str = "told_of_disk";

/// A file's path, with a number where there is one of that name.
fn free_path(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let numbered =
        (2..1_000).map(|number| path.with_file_name(format!("{stem}-{number}.{ending}")));

    std::iter::once(path.to_owned())
        .chain(numbered)
        .find(|path| !path.exists())
        .unwrap_or_else(|| path.to_owned())
}

impl Start {
    /// Notes who works in an open register, and with a path remembers it for the next start.
    fn begin_work(&self, mut register: Register, path: Option<PathBuf>) -> Result<Register, Error> {
        if !register.is_read_only() {
            register.work_as(&self.person)?;
        }
        if path.is_some() {
            let kept = Choices { register: path, ..self.installation.settings() };
            let _ = self.installation.save_settings(&kept);
        }

        Ok(register)
    }
}

impl App {
    /// Welcomes, and says why nothing is open; the register that was to be can be tried again, where it is there.
    pub(super) fn welcome_with(&mut self, why: Option<String>, is_there: bool) {
        let again = is_there.then(|| self.path.clone());
        let welcome = Welcome::new(self.start.clock.today(), why, again);
        self.stage = Stage::Welcome(Box::new(welcome));
    }

    /// Opens a register on a thread of its own, and remembers it. One that can't be written is opened to look.
    pub(super) fn open(&mut self, path: PathBuf) -> Task<Message> {
        self.open_by(path, false)
    }

    /// The same; `clock_accepted` where somebody has said that a clock in doubt is right.
    fn open_by(&mut self, path: PathBuf, clock_accepted: bool) -> Task<Message> {
        let path = std::path::absolute(&path).unwrap_or(path);
        self.path.clone_from(&path);
        let start = self.start.clone();

        self.open_with(move || {
            let mut register = match Register::open(&path, &start.installation, start.clock) {
                Err(Error::ReadOnly) => Register::open_read_only(&path, start.clock)?,
                opened => opened?,
            };
            if clock_accepted {
                register.accept_clock();
            }
            if !register.is_read_only() {
                register.refuse_doubtful_clock()?;
            }
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
                let why = messages::failure(language, &error);
                if matches!(
                    error,
                    Error::Refused(Refusal::ClockBehind(..) | Refusal::ClockAhead(..))
                ) {
                    self.welcome_with(None, true);
                    if let Stage::Welcome(welcome) = &mut self.stage {
                        welcome.doubt_clock(why, self.path.clone());
                    }
                    return Task::none();
                }
                match &mut self.stage {
                    Stage::Welcome(welcome) => welcome.fail(why),
                    _ => self.welcome_with(Some(why), !matches!(error, Error::Missing(_))),
                }
                return match error {
                    Error::NotARegister => self.look_for_package(),
                    _ => Task::none(),
                };
            }
        };
        let context = Context {
            register,
            language,
            today: self.start.clock.today(),
            choices: Arc::clone(&self.choices),
            memory: self.memory.at(&self.path),
            room: Size::ZERO,
        };
        let beginning = match self.choices.role {
            Role::Teacher => Route::Classes,
            Role::Coordinator | Role::Lead => Route::Overview,
        };
        let is_sample = self.path == self.start.installation.sample_register();
        let (desk, task) = Desk::new(context, self.start.clock, beginning, is_sample);
        let around = refresh_around(&desk);
        // After what the screen asks for, so that the first frame does not wait for it.
        let backing_up = desk.context.register.write(|register| match register.is_read_only() {
            true => Ok(()),
            false => register.back_up_if_due().map(|_| ()),
        });
        let backed_up = Task::perform(backing_up, Message::Checked);
        let read_only = desk
            .context
            .ask(|register| Ok(register.can_only_be_looked_at()), Message::ReadOnlyKnown);
        let checked = desk.check(self.start.clock).map(Message::Checked);
        let disk = self.look_at_disk();
        self.stage = Stage::Open(Box::new(desk));

        Task::batch([task, around, read_only, backed_up, checked, disk])
    }

    /// A package that somebody opened by a double click asks for its code.
    fn look_for_package(&self) -> Task<Message> {
        let path = self.path.clone();
        let looking = super::in_background(move || Ok(package::is_file(&path)));
        let path = self.path.clone();

        Task::perform(looking, move |answer| match answer {
            Ok(true) => Message::Welcome(welcome::Message::PackageFound(path.clone())),
            _ => Message::Welcome(welcome::Message::Chosen(None)),
        })
    }

    /// Whether the disk can be read by whoever has it is found out once, beside everything else.
    fn look_at_disk(&self) -> Task<Message> {
        if !self.start.installation.is_the_accounts() || self.memory.get(TOLD_OF_DISK) {
            return Task::none();
        }
        let path = self.path.clone();
        let look = super::in_background(move || Ok(is_in_the_open(&path)));

        Task::perform(look, |answer| Message::DiskKnown(answer.ok().flatten()))
    }

    /// Says once, and not again, that the disk is not encrypted.
    pub(super) fn disk_known(&mut self, is_in_the_open: Option<bool>) -> Task<Message> {
        if is_in_the_open == Some(true) && self.notices.is_empty() {
            self.memory.put(TOLD_OF_DISK, &true);
            let sentence = text!(self.language(), "window-disk-in-the-open");
            self.say(Notice::Failed(sentence));
        }

        Task::none()
    }

    pub(super) fn welcome(&mut self, message: welcome::Message) -> Task<Message> {
        let Stage::Welcome(welcome) = &mut self.stage else { return Task::none() };
        match welcome.update(message) {
            welcome::Action::None => Task::none(),
            welcome::Action::Run(task) => task.map(Message::Welcome),
            welcome::Action::Open(path) => self.open(path),
            welcome::Action::Join(place, code, login) => self.join(place, code, login),
            welcome::Action::OpenAnyway(path) => self.open_by(path, true),
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

    /// Comes in where others work, beside all else; the register is opened once it is made.
    fn join(&self, address: String, code: String, login: Option<Login>) -> Task<Message> {
        let (start, language) = (self.start.clone(), self.language());
        let joining = super::beside(move || {
            // A package that was opened by itself is no place for the register that is made of it.
            let is_given = Path::new(address.trim()) == start.register;
            let path = match is_given {
                true => free_path(&start.installation.default_register()),
                false => free_path(&start.register),
            };
            if let (Some(login), Ok(place)) = (login, Place::read(&address)) {
                // Where it can't be kept the environment may say it, or nobody.
                start.installation.keep_login(&place, login);
            }
            let joined = exchange::join(&Joining {
                register: &path,
                address: &address,
                code: &code,
                person: &start.person,
                installation: &start.installation,
                clock: start.clock,
            });

            Ok(joined.map(|_| path).map_err(|error| messages::exchange_failure(language, &error)))
        });

        Task::perform(joining, Message::Joined)
    }

    pub(super) fn joined(
        &mut self,
        answer: Result<Result<PathBuf, String>, Error>,
    ) -> Task<Message> {
        let why = match answer {
            Ok(Ok(path)) => return self.open(path),
            Ok(Err(sentence)) => sentence,
            Err(error) => messages::failure(self.language(), &error),
        };
        if let Stage::Welcome(welcome) = &mut self.stage {
            welcome.fail(why);
        }

        Task::none()
    }

    /// Whether the register can only be looked at is known.
    pub(super) fn read_only_known(&mut self, answer: Result<bool, Error>) -> Task<Message> {
        let language = self.language();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        if answer.unwrap_or(false) {
            desk.keeping = Keeping::Looking;
            self.say(Notice::Failed(text!(language, "window-read-only-text")));
        }

        Task::none()
    }

    /// Saves what an open register holds to where its file was taken away, and opens it there.
    pub(super) fn save_copy_here(&mut self) -> Task<Message> {
        let Stage::Open(desk) = &self.stage else { return Task::none() };

        // By who writes: a whole copy is not made in the midst of reading.
        let saving = desk
            .context
            .register
            .write(|register| register.save_again().map(|()| register.path().to_owned()));

        Task::perform(saving, Message::CopySaved)
    }

    /// The copy lies where the register was: it is the register from now on.
    pub(super) fn copy_saved(&mut self, answer: Result<PathBuf, Error>) -> Task<Message> {
        match answer {
            Ok(path) => {
                self.close_register();
                self.open(path)
            }
            Err(error) => {
                self.say(Notice::Failed(messages::failure(self.language(), &error)));
                Task::none()
            }
        }
    }

    /// Closes the register that is open, and says where it is.
    pub(super) fn close_register(&mut self) -> Option<PathBuf> {
        self.notices.clear();
        self.working.clear();
        let open = std::mem::replace(&mut self.stage, Stage::Opening);
        let is_lost = matches!(open, Stage::Open(desk) if desk.keeping == Keeping::Lost);

        (!is_lost).then(|| self.path.clone())
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
            crate::register::restore::restore(&path, &backup, &start.installation, start.clock)?;
            let register = Register::open(&path, &start.installation, start.clock)?;
            start.begin_work(register, None)
        })
    }
}
