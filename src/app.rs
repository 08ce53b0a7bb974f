//! The window. `update` only dispatches: each screen and dialog has its own file, and answers with an
//! action that is carried out here.

pub mod action;
mod answers;
mod chrome;
pub mod command;
pub mod context;
mod desk;
pub mod dialog;
pub mod display;
mod errand;
mod exchanging;
pub mod fetched;
#[cfg(test)]
mod late_answers;
pub mod memory;
mod opening;
pub(crate) mod printing;
pub mod route;
pub mod screen;
pub mod shortcut;
pub mod theme;
mod undoing;
pub mod widget;
mod window;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use iced::widget::operation;
use iced::{Element, Size, Subscription, Task, Theme};

use crate::clock::Clock;
use crate::i18n::Language;
use crate::installation::{Installation, Settings as Choices};
use crate::register::Error;
use crate::register::handle::{Handle, Thread};
use crate::register::journal::Touched;
use crate::register::journal::history::Entry;
use crate::register::work::Work;
use crate::{messages, text};
use action::CertificateScope;
use action::{Action, Written};
use answers::{lay, reload, reload_all, to_screen};
use chrome::Notice;
use command::Command;
use context::Asker;
use desk::{Answer, Around, Desk, Waiting};
use dialog::finder::Finder;
use dialog::help::Help;
use dialog::verify::Verify;
use dialog::{Dialog, Lying};
use memory::Memory;
use route::Destination;
use route::Route;
use screen::shown;
use screen::welcome::{self, Welcome};
use shortcut::Shortcut;
pub use window::{fonts, run};

/// What the window is opened with.
#[derive(Debug, Clone)]
pub struct Start {
    /// This computer's folder.
    pub installation: Installation,
    pub clock: Clock,
    pub language: Language,
    /// The register to open.
    pub register: PathBuf,
    /// Who works.
    pub person: String,
    /// Opens a file with the program the system has for it; false where there is none.
    pub open_file: fn(&Path) -> bool,
}

/// The window's state.
pub struct App {
    start: Start,
    choices: Arc<Choices>,
    memory: Memory,
    /// The register that is open, or was to be.
    path: PathBuf,
    stage: Stage,
    /// What is said at the foot, the newest last. What failed stays until it is read.
    notices: Vec<(u64, Notice)>,
    /// What is not saved, while the answer is taken that says so.
    not_saved: Option<String>,
    /// Long work under way, what was begun first at the top.
    working: Vec<Working>,
    threads: Arc<Mutex<Vec<Thread>>>,
    /// Since the key of commands is held, which time that is.
    command_key: Option<u64>,
}

/// Long work under way, as it is shown.
pub(crate) struct Working {
    work: Work,
    name: String,
    since: Instant,
}

/// Whether a register is open.
enum Stage {
    Opening,
    Welcome(Box<Welcome>),
    Open(Box<Desk>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Opened(Result<Handle, Error>),
    Welcome(welcome::Message),
    Joined(Result<Result<PathBuf, String>, Error>),
    Screen(shown::Message),
    Dialog(dialog::Message),
    Command(Command),
    Pressed(Shortcut),
    Undo {
        past_certificates: bool,
    },
    SetBack(Box<Result<(Touched, Entry), Error>>),
    AroundKnown(Box<Result<(Around, Option<Entry>), Error>>, bool),
    WaitingKnown(Result<Waiting, Error>),
    /// The key of commands has been held for a while: the how many-eth time.
    CommandKeyHeld(u64),
    ReadOnlyKnown(Result<bool, Error>),
    /// To save what the open register holds to where its file was taken away.
    SaveCopyHere,
    CopySaved(Result<PathBuf, Error>),
    BackedUp(Result<PathBuf, Error>),
    /// This computer's settings are kept.
    ChoicesSaved(Result<(), Error>),
    /// Whoever works now is noted.
    WorksAs(Result<(), Error>),
    /// A file was opened, or lies there and could not be.
    FileOpened(Option<PathBuf>),
    /// To see a file in its folder.
    ShowInFolder(PathBuf),
    Checked(Result<(), Error>),
    /// To close the newest notice.
    CloseNotice,
    /// To close a notice, whose time has passed or that has been read.
    NoticeOver(u64),
    /// An answer to who asked.
    Answered(Asker, Answer),
    /// What came of a change; what is not saved where it failed.
    Written(Asker, Option<String>, Box<Written<Answer>>),
    /// What came of long work.
    Worked(Asker, Touched, Answer),
    /// What came of an exchange that ran by itself.
    Exchanged(Box<Result<Option<exchanging::Outcome>, Error>>),
    /// A minute has passed.
    Minute,
    /// Time to look how far long work is.
    Tick,
    CancelWork(Work),
    CloseRequested,
    Resized(Size),
    Moved(iced::Point),
    /// A file was dropped on the window.
    /// Whether the disk the register lies on can be read by whoever has it.
    DiskKnown(Option<bool>),
    Dropped(PathBuf),
}

/// How often long work is looked at.
const TICK: Duration = Duration::from_millis(100);
/// How often it is asked what day it is: at midnight, or when a computer has slept.
const MINUTE: Duration = Duration::from_secs(60);
/// How long the key of commands is held before the sidebar shows the keys of its places.
const HELD_AFTER: Duration = Duration::from_millis(300);
/// How long a notice of something done stays.
const NOTICE_TIME: Duration = Duration::from_secs(8);

/// Runs a job that reads files away from the window's thread.
pub fn in_background<T: Send + 'static>(
    job: impl FnOnce() -> Result<T, crate::intake::Error> + Send + 'static,
) -> impl Future<Output = Result<T, crate::intake::Error>> + Send {
    let (answer, waiting) = futures_channel::oneshot::channel();
    std::thread::spawn(move || {
        let _ = answer.send(job());
    });

    async move { waiting.await.unwrap_or(Err(crate::intake::Error::Damaged)) }
}

/// Runs a job that needs the disk but not the register, away from the window's thread. One that panics has failed.
pub fn beside<T: Send + 'static>(
    job: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> impl Future<Output = Result<T, Error>> + Send {
    let (answer, waiting) = futures_channel::oneshot::channel();
    std::thread::spawn(move || {
        let _ = answer.send(job());
    });

    async move { waiting.await.unwrap_or(Err(Error::Broken)) }
}

impl App {
    /// The window before a register is open, and the task that opens it.
    pub fn new(
        start: Start,
        memory: Memory,
        threads: Arc<Mutex<Vec<Thread>>>,
    ) -> (Self, Task<Message>) {
        let settings = start.installation.settings();
        // Where the register that was open last is gone, the program means that one, or the usual one in its
        // place: neither is made or opened unasked.
        let usual = start.installation.default_register();
        let gone = settings
            .register
            .clone()
            .filter(|last| !last.exists() && [last, &usual].contains(&&start.register));
        let choices = Arc::new(Choices { person: Some(start.person.clone()), ..settings });
        crate::print::font::name(choices.font.as_deref());
        let stage = Stage::Opening;
        let path = start.register.clone();
        let (notices, working, not_saved) = (Vec::new(), Vec::new(), None);
        let mut app = Self {
            start,
            choices,
            memory,
            path,
            stage,
            notices,
            not_saved,
            working,
            threads,
            command_key: None,
        };
        // Before there is a window that could wait.
        let is_there = app.path.exists();
        if is_there && gone.is_none() {
            let task = app.open(app.path.clone());
            return (app, task);
        }
        let gone = gone.map(|last| last.display().to_string());
        let why = gone.map(|last| text!(app.language(), "welcome-gone", path = last));
        app.welcome_with(why, is_there);

        (app, welcome::focus())
    }

    /// The theme, or `None` for the system's.
    pub fn theme(&self) -> Option<Theme> {
        theme::chosen(self.choices.theme)
    }

    /// The ground and the text on it.
    pub fn style(&self, theme: &Theme) -> iced::theme::Style {
        let tokens = theme::tokens(theme);

        iced::theme::Style { background_color: tokens.ground, text_color: tokens.ink }
    }

    /// How large everything is drawn.
    pub fn scale(&self) -> f32 {
        f32::from(self.choices.text_size.clamp(80, 200)) / 100.0
    }

    fn subscription(&self) -> Subscription<Message> {
        let keys = iced::event::listen_with(shortcut::pressed).map(Message::Pressed);
        // Each has its own time, from when it is said.
        let passing = self.notices.iter().filter(|(_, notice)| notice.passes());
        let notices = passing.map(|(number, _)| {
            iced::time::every(NOTICE_TIME)
                .with(*number)
                .map(|(number, _)| Message::NoticeOver(number))
        });
        let notices = Subscription::batch(notices);

        let waits = match &self.stage {
            Stage::Opening => true,
            Stage::Welcome(_) => false,
            Stage::Open(desk) => desk.screen.is_waiting(),
        };
        let ticks = match waits || !self.working.is_empty() {
            true => iced::time::every(TICK).map(|_| Message::Tick),
            false => Subscription::none(),
        };

        let minutes = iced::time::every(MINUTE).map(|_| Message::Minute);
        let are_keys_shown = matches!(&self.stage, Stage::Open(desk) if desk.shows_keys);
        let held = match self.command_key.filter(|_| !are_keys_shown) {
            Some(time) => iced::time::every(HELD_AFTER)
                .with(time)
                .map(|(time, _)| Message::CommandKeyHeld(time)),
            None => Subscription::none(),
        };

        Subscription::batch([keys, notices, ticks, minutes, held, window::happenings()])
    }

    fn language(&self) -> Language {
        self.choices
            .language
            .as_deref()
            .and_then(|code| code.parse().ok())
            .unwrap_or(self.start.language)
    }

    /// Takes a message. In a debug build, one that keeps the window waiting is logged by its kind.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        window::timed("update", message.kind(), || self.dispatch(message))
    }

    fn dispatch(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Opened(answer) => self.opened(answer),
            Message::Welcome(message) => self.welcome(message),
            Message::Joined(answer) => self.joined(answer),
            Message::Screen(message) => self.on_screen(message),
            Message::Dialog(message) => self.on_dialog(message),
            Message::Command(command) => self.execute(command),
            Message::Pressed(shortcut) => self.shortcut(shortcut),
            Message::Undo { past_certificates } => self.undo(past_certificates),
            Message::SetBack(answer) => self.set_back(*answer),
            Message::AroundKnown(answer, announce) => self.around_known(*answer, announce),
            Message::WaitingKnown(answer) => self.waiting_known(answer),
            Message::CommandKeyHeld(time) => {
                if let Stage::Open(desk) = &mut self.stage {
                    desk.shows_keys = self.command_key == Some(time);
                }
                Task::none()
            }
            Message::ReadOnlyKnown(answer) => self.read_only_known(answer),
            Message::SaveCopyHere => self.save_copy_here(),
            Message::CopySaved(answer) => self.copy_saved(answer),
            Message::BackedUp(answer) => self.backed_up(answer),
            Message::ChoicesSaved(Ok(())) => Task::none(),
            Message::ChoicesSaved(Err(error)) => self.failed(error),
            Message::WorksAs(Ok(())) => self.changed(),
            Message::WorksAs(Err(error)) => self.failed(error),
            Message::Checked(answer) => self.checked(answer),
            Message::Tick => {
                self.working.retain(|working| !working.work.is_finished());
                Task::none()
            }
            Message::CancelWork(work) => {
                work.cancel();
                Task::none()
            }
            Message::CloseRequested => self.close(),
            Message::CloseNotice => {
                self.notices.pop();
                Task::none()
            }
            Message::NoticeOver(number) => {
                self.notices.retain(|(one, _)| *one != number);
                Task::none()
            }
            Message::Answered(asker, answer) => self.answered(asker, answer),
            Message::Written(asker, not_saved, written) => self.written(asker, not_saved, *written),
            Message::Worked(asker, touched, answer) => self.worked(asker, touched, answer),
            Message::Minute => Task::batch([self.look_at_the_day(), self.exchange_if_due()]),
            Message::Exchanged(answer) => self.exchanged(*answer),
            Message::FileOpened(unopened) => {
                if let Some(path) = unopened {
                    let shown = path.display().to_string();
                    let sentence = text!(self.language(), "window-open-failed", path = shown);
                    self.say(Notice::File { sentence, path });
                }
                Task::none()
            }
            Message::ShowInFolder(path) => {
                let folder = path.parent().filter(|_| !path.is_dir()).unwrap_or(&path);
                open_file(folder.to_owned(), self.start.open_file)
            }
            Message::Resized(size) => {
                window::remember_size(&self.memory, size, self.scale());
                Task::none()
            }
            Message::Moved(to) => {
                window::remember_position(&self.memory, to);
                Task::none()
            }
            Message::DiskKnown(answer) => self.disk_known(answer),
            Message::Dropped(path) => self.dropped(path),
        }
    }

    /// A file that is dropped on the window is a class list to take in.
    fn dropped(&mut self, path: PathBuf) -> Task<Message> {
        if let Stage::Open(desk) = &self.stage
            && let Some(Dialog::Verify(_)) = desk.dialog()
        {
            let file = dialog::verify::Message::File(Some(path));
            return self.on_dialog(dialog::Message::Verify(file));
        }
        let opened = self.execute(Command::Import);
        let Stage::Open(desk) = &self.stage else { return Task::none() };
        if !matches!(desk.dialog(), Some(Dialog::Import(_))) {
            return opened;
        }
        let chosen = dialog::import::Message::Chosen(Some(path));
        let read = self.on_dialog(dialog::Message::Import(chosen));

        Task::batch([opened, read])
    }

    /// Closes the window, asking first where something typed would be lost.
    fn close(&mut self) -> Task<Message> {
        match &mut self.stage {
            Stage::Open(desk) if desk.is_unsaved() => {
                desk.ask_to_leave(Destination::Out);
                operation::focus("stay")
            }
            _ => {
                self.memory.save();
                iced::exit()
            }
        }
    }

    fn on_screen(&mut self, message: shown::Message) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        let action = desk.screen.update(message, &desk.context);
        let asker = desk.asker;
        let task = self.act(action, asker, Answer::Screen);

        // A screen that fills below a dialog does not take the focus from it.
        match &self.stage {
            Stage::Open(desk) => match desk.dialog() {
                Some(dialog) => task.chain(dialog.focus()),
                None => task,
            },
            _ => task,
        }
    }

    fn on_dialog(&mut self, message: dialog::Message) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match message {
            dialog::Message::Stay => {
                if !matches!(desk.dialog(), Some(Dialog::Leave(_))) {
                    return Task::none();
                }
                desk.close_dialog();
                return to_screen(desk, |desk| desk.screen.focus());
            }
            dialog::Message::Leave(to) => return self.leave(to),
            _ => {}
        }
        let Some(Lying { asker, dialog }) = &mut desk.dialog else { return Task::none() };
        let asker = *asker;
        let action = dialog.update(message, &desk.context);
        // What leads away from a dialog closes it first.
        if action.leads_away() {
            desk.close_dialog();
        }
        match (action, desk.dialog.as_mut().map(|lying| &mut lying.dialog)) {
            (Action::Back, None) => to_screen(desk, |desk| desk.screen.focus()),
            (Action::Back, Some(_)) => Task::none(),
            (Action::ShowFile(_, sentence), Some(Dialog::Erase(dialog))) => {
                dialog.say_saved(sentence);
                Task::none()
            }
            (action, _) => self.act(action, asker, Answer::Dialog),
        }
    }

    /// Leaves without saving.
    fn leave(&mut self, to: Destination) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match to {
            Destination::Route(place) => to_screen(desk, |desk| desk.leave_for(place)),
            Destination::Form => {
                // It is the dialog's form, or where there is none the screen's.
                let is_dialogs =
                    matches!(desk.dialog(), Some(Dialog::Leave(leave)) if leave.beneath.is_some());
                desk.leave_dialogs();
                if !is_dialogs {
                    desk.screen.close_inner();
                }
                Task::none()
            }
            Destination::Register => self.leave_register(),
            Destination::Out => {
                self.memory.save();
                iced::exit()
            }
        }
    }

    fn go(&mut self, place: Route) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        let task = to_screen(desk, |desk| desk.go(place));
        let memory = self.memory.clone();
        std::thread::spawn(move || memory.save());

        task
    }

    /// Says something at the foot. What was done takes the place of what was done before; what failed stands beside it.
    fn say(&mut self, notice: Notice) {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        self.notices.retain(|(_, other)| !other.gives_way_to(&notice));
        self.notices.push((NUMBER.fetch_add(1, Ordering::Relaxed), notice));
    }

    /// Follows the day: at midnight, or when the computer has slept.
    fn look_at_the_day(&mut self) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        let today = desk.clock.today();
        if desk.context.today == today {
            return Task::none();
        }
        desk.context.today = today;

        reload_all(desk)
    }

    /// Uses these settings from now on, and keeps them.
    fn use_choices(&mut self, choices: Choices) -> Task<Message> {
        let person = choices.person.clone().filter(|person| *person != self.start.person);
        self.choices = Arc::new(choices);
        crate::print::font::name(self.choices.font.as_deref());
        let language = self.language();
        let saved = self.save_choices();
        let Stage::Open(desk) = &mut self.stage else { return saved };
        desk.context.language = language;
        desk.context.choices = Arc::clone(&self.choices);
        let Some(person) = person.filter(|person| !person.trim().is_empty()) else {
            return saved;
        };
        self.start.person = person.clone();

        let working =
            desk.context.register.write(move |register| register.work_as(&person).map(|_| ()));

        Task::batch([saved, Task::perform(working, Message::WorksAs)])
    }

    /// Keeps this computer's settings, away from the window's thread; which register was open last stays as it is there.
    fn save_choices(&self) -> Task<Message> {
        let (installation, choices) = (self.start.installation.clone(), Arc::clone(&self.choices));
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let saving = beside(move || {
            // One after the other, and none after a newer one.
            static NEWEST: Mutex<u64> = Mutex::new(0);
            let mut newest = NEWEST.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if number < *newest {
                return Ok(());
            }
            *newest = number;
            let kept = Choices { register: installation.settings().register, ..(*choices).clone() };
            installation
                .save_settings(&kept)
                .map_err(|error| Error::io(&installation.settings_file(), error))
        });

        Task::perform(saving, Message::ChoicesSaved)
    }

    fn backed_up(&mut self, answer: Result<PathBuf, Error>) -> Task<Message> {
        let language = self.language();
        self.say(match answer {
            Ok(path) => {
                let path = path.display().to_string();
                let sentence = text!(language, "cli-backed-up", path = path);
                Notice::Done { sentence, undo: false }
            }
            Err(error) => Notice::Failed(messages::failure(language, &error)),
        });

        Task::none()
    }

    /// After a damage has been found nothing more is written.
    fn checked(&mut self, answer: Result<(), Error>) -> Task<Message> {
        let language = self.language();
        let Err(error) = answer else { return Task::none() };
        self.say(Notice::Failed(messages::failure(language, &error)));
        let Stage::Open(desk) = &self.stage else { return Task::none() };
        if !matches!(error, Error::Damaged(_)) {
            return Task::none();
        }
        let stopped = desk.context.register.write(|register| {
            register.stop_writing();
            Ok(())
        });

        Task::future(stopped).discard()
    }

    fn shortcut(&mut self, shortcut: Shortcut) -> Task<Message> {
        match shortcut {
            Shortcut::NextField => widget::tab::next(),
            Shortcut::PreviousField => widget::tab::previous(),
            Shortcut::Escape => self.escape(),
            // A field that had a calendar open closes that first, and keeps the focus.
            Shortcut::EscapeInField => widget::field::is_typing().then(|typing| match typing {
                true => Task::none(),
                false => Task::done(Message::Pressed(Shortcut::Escape)),
            }),
            Shortcut::CommandKey(is_held) => {
                self.hold_command_key(is_held);
                Task::none()
            }
            Shortcut::Command(command @ (Command::Undo | Command::Redo)) => {
                self.set_back_by_key(command)
            }
            Shortcut::Command(command) => self.execute(command),
        }
    }

    /// Notes that the key of commands is held, or no longer is: the sidebar shows keys meanwhile.
    fn hold_command_key(&mut self, is_held: bool) {
        static TIMES: AtomicU64 = AtomicU64::new(0);
        self.command_key = is_held.then(|| TIMES.fetch_add(1, Ordering::Relaxed));
        if let Stage::Open(desk) = &mut self.stage {
            desk.shows_keys = false;
        }
    }

    /// Closes what lies on top: the dialog, the notice, a form inside the screen; else goes back.
    fn escape(&mut self) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match desk.dialog() {
            Some(Dialog::Leave(_)) => return self.on_dialog(dialog::Message::Stay),
            Some(Dialog::SaveAs(_)) => {
                desk.close_dialog();
                return Task::none();
            }
            Some(dialog) if dialog.is_unsaved() => {
                desk.ask_to_leave(Destination::Form);
                return operation::focus("stay");
            }
            Some(_) => {
                desk.close_dialog();
                return Task::none();
            }
            None => {}
        }
        if self.notices.pop().is_some() {
            return Task::none();
        }
        if desk.screen.has_form() && desk.screen.is_unsaved() {
            desk.ask_to_leave(Destination::Form);
            return operation::focus("stay");
        }
        if desk.screen.close_inner() {
            return to_screen(desk, |desk| desk.screen.focus_within());
        }

        to_screen(desk, Desk::back)
    }

    /// Does what was asked for by name.
    fn execute(&mut self, command: Command) -> Task<Message> {
        if command == Command::Quit {
            return self.close();
        }
        if let Command::Theme(theme) = command {
            return self.use_choices(Choices { theme, ..(*self.choices).clone() });
        }
        if let Command::Language(language) = command {
            let language = Some(language.code().to_owned());
            return self.use_choices(Choices { language, ..(*self.choices).clone() });
        }
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        if command == Command::Save
            && let Some(dialog) = desk.dialog()
        {
            return match dialog.save() {
                Some(message) => self.on_dialog(message),
                None => Task::none(),
            };
        }
        // Behind a dialog nothing happens; help and the finder take each other's place.
        let replaceable = matches!(desk.dialog(), None | Some(Dialog::Help(_) | Dialog::Finder(_)));
        if !replaceable {
            return Task::none();
        }
        desk.close_dialog();
        let asker = desk.asker;
        match command {
            Command::Go(place) => self.go(place),
            Command::Setting(part) => {
                screen::settings::show_part(&desk.context.memory, part);
                self.go(Route::Settings)
            }
            Command::Find => {
                let (dialog, task) = Finder::new(&desk.context);
                lay(desk, Dialog::Finder(dialog), task.map(dialog::Message::Finder))
            }
            Command::Help => {
                let (dialog, task) = Help::new(desk.route);
                lay(desk, Dialog::Help(dialog), task.map(dialog::Message::Help))
            }
            Command::NewClass => self.act(Action::NewClass(None), asker, Answer::Dialog),
            Command::Import => self.act(Action::Import(None), asker, Answer::Dialog),
            Command::Print => match desk.screen.print() {
                Some(message) => self.on_screen(message),
                None => self.go(Route::Certificates),
            },
            Command::PrintEverything => self.act(
                Action::PrintCertificates(CertificateScope::Everything),
                asker,
                Answer::Dialog,
            ),
            Command::Verify => {
                let (dialog, task) = Verify::new();
                lay(desk, Dialog::Verify(dialog), task.map(dialog::Message::Verify))
            }
            Command::Undo => self.undo(false),
            Command::Redo => self.redo(),
            Command::Filter => operation::focus(widget::field::id(widget::field::FILTER)),
            Command::Save => match desk.screen.save() {
                Some(message) => self.on_screen(message),
                None => Task::none(),
            },
            Command::BackUp => {
                let name = text!(desk.context.language, "work-backup");
                let work = Work::default();
                let theirs = work.clone();
                let writing = desk.context.register.write(move |register| {
                    register.do_work(&theirs, |register| register.back_up())
                });
                self.working.push(Working { work, name, since: Instant::now() });
                Task::perform(writing, Message::BackedUp)
            }
            Command::ChangeRegister => self.change_register(),
            Command::Theme(_) | Command::Language(_) | Command::Quit => Task::none(),
        }
    }

    pub fn view(&self) -> Element<'_, Message> {
        window::timed("view", "", || {
            let language = self.language();
            let content = match &self.stage {
                Stage::Opening => chrome::opening(language),
                Stage::Welcome(welcome) => welcome.view(language).map(Message::Welcome),
                Stage::Open(desk) => chrome::desk(desk, &self.choices, &self.start.person),
            };
            // A question is not covered: the notice is shown when it is answered.
            let asks = matches!(&self.stage, Stage::Open(desk) if desk.screen.is_asking());
            let notices = if asks { &[] } else { self.notices.as_slice() };

            chrome::frame(language, content, notices, &self.working)
        })
    }
}

impl Message {
    /// The message's kind, for the log: no value of it.
    fn kind(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::Welcome(_) => "welcome",
            Self::Screen(_) => "screen",
            Self::Dialog(_) => "dialog",
            Self::Command(_) => "wish",
            Self::Pressed(_) => "pressed",
            _ => "other",
        }
    }
}

/// Opens a file with the program the system has for it; where there is none, says where the file is.
fn open_file(path: PathBuf, open: fn(&Path) -> bool) -> Task<Message> {
    Task::perform(
        in_background(move || Ok(if open(&path) { None } else { Some(path) })),
        |answer| Message::FileOpened(answer.unwrap_or_default()),
    )
}
