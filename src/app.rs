//! The window. `update` only dispatches: each screen and dialog has its own file, and answers with an
//! action that is carried out here.

mod chrome;
pub mod dialog;
pub mod display;
pub mod screen;
pub mod shortcut;
pub mod theme;
pub mod widget;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use iced::widget::operation;
use iced::{Element, Subscription, Task, Theme};

use crate::clock::Clock;
use crate::i18n::Language;
use crate::installation::{Installation, Settings as Choices, ThemeChoice};
use crate::register::handle::{Handle, Thread};
use crate::register::journal::history::Entry;
use crate::register::{Error, Refusal, Register};
use crate::{demo, sentence, text};
use dialog::import::{self, Import};
use dialog::new_class::{self, NewClass};
use screen::certificates::Certificates;
use screen::class::Class;
use screen::classes::Classes;
use screen::log::LogSession;
use screen::overview::Overview;
use screen::schools::Schools;
use screen::settings::{Asked, Settings};
use screen::student::Student;
use screen::students::Students;
use screen::welcome::{self, Welcome};
use screen::{Action, Context, Place};
use shortcut::Shortcut;

/// What the window is opened with.
#[derive(Debug, Clone)]
pub struct Start {
    /// This computer's folder.
    pub installation: Installation,
    /// The clock.
    pub clock: Clock,
    /// The language.
    pub language: Language,
    /// The register to open.
    pub register: PathBuf,
    /// Who works.
    pub person: String,
}

/// The window's state.
pub struct App {
    start: Start,
    choices: Choices,
    stage: Stage,
    notice: Option<Notice>,
    threads: Arc<Mutex<Vec<Thread>>>,
}

/// Whether a register is open.
enum Stage {
    Opening,
    Welcome(Box<Welcome>),
    Open(Box<Desk>),
}

/// An open register with what is shown of it.
struct Desk {
    context: Context,
    place: Place,
    back: Vec<Place>,
    screen: Screen,
    dialog: Option<Dialog>,
    undo: UndoState,
}

enum Screen {
    Overview(Overview),
    Classes(Classes),
    Class(Class),
    Log(LogSession),
    Students(Students),
    Student(Student),
    Schools(Schools),
    Certificates(Certificates),
    Settings(Settings),
}

enum Dialog {
    Import(Box<Import>),
    NewClass(NewClass),
    /// Leaving a screen on which something is typed.
    Leave(Destination),
}

/// Where one leaves for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Another place in the window.
    Place(Place),
    /// Out: the window is closed.
    Out,
}

/// What can be undone and done again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UndoState {
    undo: bool,
    redo: bool,
}

/// What is said at the foot of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Notice {
    /// Something was done; it can be undone from here.
    Done { sentence: String, undo: bool },
    /// Something failed; it stays until it is read.
    Failed(String),
    /// Undo met certificates: it can pass over them.
    AskPastCertificates(String),
}

#[derive(Debug, Clone)]
pub enum Message {
    Opened(Result<Handle, Error>),
    Welcome(welcome::Message),
    Overview(screen::overview::Message),
    Classes(screen::classes::Message),
    Class(screen::class::Message),
    Log(screen::log::Message),
    Students(screen::students::Message),
    Student(screen::student::Message),
    Schools(screen::schools::Message),
    Certificates(screen::certificates::Message),
    Settings(screen::settings::Message),
    Import(import::Message),
    NewClass(new_class::Message),
    Go(Place),
    Leave(Destination),
    CloseRequested,
    CloseDialog,
    Undo { past_certificates: bool },
    Redo,
    SetBack(Box<Result<Entry, Error>>),
    UndoKnown(Box<Result<(UndoState, Option<Entry>), Error>>, bool),
    FileOpened(Option<String>),
    Checked(Result<(), Error>),
    CloseNotice,
    Pressed(Shortcut),
}

/// How long a notice of something done stays.
const NOTICE_TIME: Duration = Duration::from_secs(8);

/// Opens the window and returns when it is closed and the register with it.
pub fn run(start: Start) -> iced::Result {
    let threads = Arc::new(Mutex::new(Vec::new()));
    let boot_threads = Arc::clone(&threads);
    let result = iced::application(
        move || App::new(start.clone(), Arc::clone(&boot_threads)),
        App::update,
        App::view,
    )
    .title(App::title)
    .subscription(App::subscription)
    .theme(App::theme)
    .style(App::style)
    .settings(iced::Settings {
        id: Some("kursliggaren".to_owned()),
        fonts: fonts(),
        default_font: theme::REGULAR,
        default_text_size: theme::size::BODY.into(),
        ..iced::Settings::default()
    })
    .window(window_settings())
    .run();
    let waiting: Vec<Thread> =
        threads.lock().map(|mut threads| threads.drain(..).collect()).unwrap_or_default();
    for thread in waiting {
        thread.wait();
    }

    result
}

/// The bundled faces and the icons.
pub fn fonts() -> Vec<std::borrow::Cow<'static, [u8]>> {
    use crate::print::Font;

    vec![
        Font::Regular.bytes().into(),
        Font::SemiBold.bytes().into(),
        lucide_icons::LUCIDE_FONT_BYTES.into(),
    ]
}

fn window_settings() -> iced::window::Settings {
    iced::window::Settings {
        size: iced::Size::new(1280.0, 840.0),
        min_size: Some(iced::Size::new(1024.0, 700.0)),
        exit_on_close_request: false,
        #[cfg(target_os = "linux")]
        platform_specific: iced::window::settings::PlatformSpecific {
            application_id: "kursliggaren".to_owned(),
            ..Default::default()
        },
        ..iced::window::Settings::default()
    }
}

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

impl App {
    /// The window before a register is open, and the task that opens it.
    pub fn new(start: Start, threads: Arc<Mutex<Vec<Thread>>>) -> (Self, Task<Message>) {
        let choices =
            Choices { person: Some(start.person.clone()), ..start.installation.settings() };
        let mut app = Self { start, choices, stage: Stage::Opening, notice: None, threads };
        let task = match app.start.register.exists() {
            true => app.open(app.start.register.clone()),
            false => {
                app.stage = Stage::Welcome(Box::new(Welcome::new(app.start.clock.today(), None)));
                Task::none()
            }
        };

        (app, task)
    }

    fn title(&self) -> String {
        "Kursliggaren".to_owned()
    }

    /// The theme, or `None` for the system's.
    pub fn theme(&self) -> Option<Theme> {
        match self.choices.theme {
            ThemeChoice::System => None,
            ThemeChoice::Light => Some(theme::theme(theme::LIGHT)),
            ThemeChoice::Dark => Some(theme::theme(theme::DARK)),
            ThemeChoice::HighContrast => Some(theme::theme(theme::HIGH_CONTRAST)),
        }
    }

    /// The ground and the text on it.
    pub fn style(&self, theme: &Theme) -> iced::theme::Style {
        let tokens = theme::tokens(theme);

        iced::theme::Style { background_color: tokens.ground, text_color: tokens.ink }
    }

    fn subscription(&self) -> Subscription<Message> {
        let keys = iced::event::listen_with(shortcut::pressed).map(Message::Pressed);
        let notice = match self.notice {
            Some(Notice::Done { .. }) => {
                iced::time::every(NOTICE_TIME).map(|_| Message::CloseNotice)
            }
            _ => Subscription::none(),
        };

        let closing = iced::window::close_requests().map(|_| Message::CloseRequested);

        Subscription::batch([keys, notice, closing])
    }

    fn language(&self) -> Language {
        self.choices
            .language
            .as_deref()
            .and_then(|code| code.parse().ok())
            .unwrap_or(self.start.language)
    }

    /// Opens a register on a thread of its own.
    fn open(&self, path: PathBuf) -> Task<Message> {
        let start = self.start.clone();

        self.open_with(move || {
            let mut register = Register::open(&path, &start.installation, start.clock)?;
            register.work_as(&start.person)?;
            let kept = Choices { register: Some(path), ..start.installation.settings() };
            let _ = start.installation.save_settings(&kept);
            Ok(register)
        })
    }

    fn open_with(
        &self,
        opener: impl FnOnce() -> Result<Register, Error> + Send + 'static,
    ) -> Task<Message> {
        let threads = Arc::clone(&self.threads);
        let (handle, thread, opened) = Handle::open(opener);
        if let Ok(mut threads) = threads.lock() {
            threads.push(thread);
        }

        Task::perform(opened, move |result| Message::Opened(result.map(|()| handle)))
    }

    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Opened(answer) => self.opened(answer),
            Message::Welcome(message) => self.welcome(message),
            Message::Pressed(shortcut) => self.shortcut(shortcut),
            Message::CloseNotice => {
                self.notice = None;
                Task::none()
            }
            Message::CloseRequested => self.close(),
            Message::FileOpened(problem) => {
                self.notice = problem.map(Notice::Failed).or(self.notice.take());
                Task::none()
            }
            message => self.on_desk(message),
        }
    }

    /// Closes the window, asking first where something typed would be lost.
    fn close(&mut self) -> Task<Message> {
        match &mut self.stage {
            Stage::Open(desk) if desk.is_unsaved() => {
                desk.dialog = Some(Dialog::Leave(Destination::Out));
                Task::none()
            }
            _ => iced::exit(),
        }
    }

    fn opened(&mut self, answer: Result<Handle, Error>) -> Task<Message> {
        let language = self.language();
        match answer {
            Ok(register) => {
                let today = self.start.clock.today();
                let context = Context { register, language, today };
                let (overview, task) = Overview::new(&context);
                let desk = Desk {
                    context,
                    place: Place::Overview,
                    back: Vec::new(),
                    screen: Screen::Overview(overview),
                    dialog: None,
                    undo: UndoState::default(),
                };
                let known = desk.ask_undo(false);
                // After what the screen asks for, so that the first frame does not wait for it.
                let backed_up = desk
                    .context
                    .ask(|register| register.back_up_if_due().map(|_| ()), Message::Checked);
                let checked = desk.check(self.start.clock);
                self.stage = Stage::Open(Box::new(desk));
                Task::batch([task.map(Message::Overview), known, backed_up, checked])
            }
            Err(error) => {
                let why = sentence::failure(language, &error);
                match &mut self.stage {
                    Stage::Welcome(welcome) => welcome.fail(why),
                    _ => {
                        let welcome = Welcome::new(self.start.clock.today(), Some(why));
                        self.stage = Stage::Welcome(Box::new(welcome));
                    }
                }
                Task::none()
            }
        }
    }

    fn welcome(&mut self, message: welcome::Message) -> Task<Message> {
        let Stage::Welcome(welcome) = &mut self.stage else { return Task::none() };
        match welcome.update(message) {
            welcome::Action::None => Task::none(),
            welcome::Action::Run(task) => task.map(Message::Welcome),
            welcome::Action::Open(path) => self.open(path),
            welcome::Action::Create(template) => {
                let start = self.start.clone();
                self.open_with(move || {
                    let path = &start.register;
                    let mut register =
                        Register::create(path, &template, &start.installation, start.clock)?;
                    register.work_as(&start.person)?;
                    Ok(register)
                })
            }
            welcome::Action::Sample => {
                let start = self.start.clone();
                self.open_with(move || {
                    let path = start.installation.sample_register();
                    demo::open_or_make(&path, &start.installation, start.clock, &start.person)
                })
            }
        }
    }

    /// Everything that needs an open register.
    fn on_desk(&mut self, message: Message) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        let context = desk.context.clone();
        match (message, &mut desk.screen) {
            (Message::Overview(message), Screen::Overview(screen)) => {
                let action = screen.update(message);
                self.act(action, Message::Overview)
            }
            (Message::Classes(message), Screen::Classes(screen)) => {
                let action = screen.update(message);
                self.act(action, Message::Classes)
            }
            (Message::Class(message), Screen::Class(screen)) => {
                let action = screen.update(message, &context);
                self.act(action, Message::Class)
            }
            (Message::Log(message), Screen::Log(screen)) => {
                let action = screen.update(message, &context);
                self.act(action, Message::Log)
            }
            (Message::Students(message), Screen::Students(screen)) => {
                let action = screen.update(message);
                self.act(action, Message::Students)
            }
            (Message::Student(message), Screen::Student(screen)) => {
                let action = screen.update(message, &context);
                self.act(action, Message::Student)
            }
            (Message::Schools(message), Screen::Schools(screen)) => {
                let action = screen.update(message, &context);
                self.act(action, Message::Schools)
            }
            (Message::Certificates(message), Screen::Certificates(screen)) => {
                let action = screen.update(message, &context);
                self.act(action, Message::Certificates)
            }
            (Message::Settings(message), Screen::Settings(screen)) => {
                match screen.update(message, &context) {
                    Asked::Action(action) => self.act(action, Message::Settings),
                    Asked::Use(choices) => self.use_choices(choices),
                }
            }
            (Message::Import(message), _) => {
                let Some(Dialog::Import(dialog)) = &mut desk.dialog else { return Task::none() };
                let action = dialog.update(message, &context);
                self.act_in_dialog(action, Message::Import)
            }
            (Message::NewClass(message), _) => {
                let Some(Dialog::NewClass(dialog)) = &mut desk.dialog else {
                    return Task::none();
                };
                let action = dialog.update(message, &context);
                self.act_in_dialog(action, Message::NewClass)
            }
            (Message::Go(place), _) => self.go(place),
            (Message::Leave(Destination::Place(place)), _) => self.leave_for(place),
            (Message::Leave(Destination::Out), _) => iced::exit(),
            (Message::CloseDialog, _) => {
                desk.dialog = None;
                Task::none()
            }
            (Message::Undo { past_certificates }, _) => {
                self.notice = None;
                context.ask(
                    move |register| register.undo(past_certificates).map(|(_, entry)| entry),
                    |answer| Message::SetBack(Box::new(answer)),
                )
            }
            (Message::Redo, _) => context.ask(
                |register| register.redo().map(|(_, entry)| entry),
                |answer| Message::SetBack(Box::new(answer)),
            ),
            (Message::SetBack(answer), _) => self.set_back(*answer),
            (Message::Checked(Err(error @ Error::Damaged(_))), _) => {
                let stopped = context.register.run(|register| {
                    register.stop_writing();
                    Ok(())
                });
                self.notice = Some(Notice::Failed(sentence::failure(context.language, &error)));
                Task::future(stopped).discard()
            }
            (Message::UndoKnown(answer, announce), _) => self.undo_known(*answer, announce),
            (Message::Checked(Err(error)), _) => {
                self.notice = Some(Notice::Failed(sentence::failure(context.language, &error)));
                Task::none()
            }
            // An answer to a screen that is no longer shown.
            _ => Task::none(),
        }
    }

    /// Carries out what a dialog asks; *back* closes it.
    fn act_in_dialog<M: Send + 'static>(
        &mut self,
        action: Action<M>,
        wrap: fn(M) -> Message,
    ) -> Task<Message> {
        match action {
            Action::Back => {
                if let Stage::Open(desk) = &mut self.stage {
                    desk.dialog = None;
                }
                Task::none()
            }
            Action::ChangedAndGo(place) => {
                if let Stage::Open(desk) = &mut self.stage {
                    desk.dialog = None;
                }
                self.act(Action::ChangedAndGo(place), wrap)
            }
            other => self.act(other, wrap),
        }
    }

    /// Carries out what a screen asks.
    fn act<M: Send + 'static>(
        &mut self,
        action: Action<M>,
        wrap: fn(M) -> Message,
    ) -> Task<Message> {
        let language = self.language();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match action {
            Action::None => Task::none(),
            Action::Run(task) => task.map(wrap),
            Action::Go(place) => self.go(place),
            Action::Back => self.back(),
            Action::Changed => Task::batch([desk.reload(), desk.ask_undo(true)]),
            Action::ChangedAndGo(place) => {
                let known = desk.ask_undo(true);
                desk.back.retain(|earlier| *earlier != place);
                Task::batch([known, self.show(place)])
            }
            Action::Failed(error) => {
                self.notice = Some(Notice::Failed(sentence::failure(language, &error)));
                Task::none()
            }
            Action::Say(sentence) => {
                self.notice = Some(Notice::Done { sentence, undo: false });
                desk.reload()
            }
            Action::OpenFile(path) => {
                let changed = Task::batch([desk.reload(), desk.ask_undo(true)]);
                Task::batch([changed, open_file(language, path)])
            }
            Action::Import(school) => {
                let (dialog, task) = Import::new(&desk.context, school);
                desk.dialog = Some(Dialog::Import(Box::new(dialog)));
                task.map(Message::Import)
            }
            Action::NewClass(school) => {
                let (dialog, task) = NewClass::new(&desk.context, school);
                desk.dialog = Some(Dialog::NewClass(dialog));
                task.map(Message::NewClass)
            }
        }
    }

    /// Goes somewhere, asking first where something typed would be lost.
    fn go(&mut self, place: Place) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        if desk.is_unsaved() {
            desk.dialog = Some(Dialog::Leave(Destination::Place(place)));
            return Task::none();
        }
        if desk.place != place {
            desk.back.push(desk.place);
        }

        self.show(place)
    }

    /// Goes back to where one was, asking first where something typed would be lost.
    fn back(&mut self) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        let Some(place) = desk.back.last().copied() else { return Task::none() };
        if desk.is_unsaved() {
            desk.dialog = Some(Dialog::Leave(Destination::Place(place)));
            return Task::none();
        }

        self.leave_for(place)
    }

    /// Goes somewhere without asking.
    fn leave_for(&mut self, place: Place) -> Task<Message> {
        if let Stage::Open(desk) = &mut self.stage {
            desk.dialog = None;
            match desk.back.last() {
                Some(last) if *last == place => {
                    desk.back.pop();
                }
                _ => desk.back.push(desk.place),
            }
        }

        self.show(place)
    }

    fn show(&mut self, place: Place) -> Task<Message> {
        let choices = self.choices.clone();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        desk.place = place;
        let context = &desk.context;
        let (screen, task) = match place {
            Place::Overview => {
                let (screen, task) = Overview::new(context);
                (Screen::Overview(screen), task.map(Message::Overview))
            }
            Place::Classes => {
                let (screen, task) = Classes::new(context);
                (Screen::Classes(screen), task.map(Message::Classes))
            }
            Place::Class(class) => {
                let (screen, task) = Class::new(context, class);
                (Screen::Class(screen), task.map(Message::Class))
            }
            Place::Log(class, number) => {
                let (screen, task) = LogSession::new(context, class, number);
                (Screen::Log(screen), task.map(Message::Log))
            }
            Place::Students => {
                let (screen, task) = Students::new(context);
                (Screen::Students(screen), task.map(Message::Students))
            }
            Place::Student(student) => {
                let (screen, task) = Student::new(context, student);
                (Screen::Student(screen), task.map(Message::Student))
            }
            Place::Schools => {
                let (screen, task) = Schools::new(context);
                (Screen::Schools(screen), task.map(Message::Schools))
            }
            Place::Certificates => {
                let (screen, task) = Certificates::new(context);
                (Screen::Certificates(screen), task.map(Message::Certificates))
            }
            Place::Settings => {
                let (screen, task) = Settings::new(context, choices);
                (Screen::Settings(screen), task.map(Message::Settings))
            }
        };
        desk.screen = screen;

        task
    }

    fn use_choices(&mut self, choices: Choices) -> Task<Message> {
        let person = choices.person.clone().filter(|person| *person != self.start.person);
        self.choices = choices;
        let language = self.language();
        let kept = Choices {
            register: self.start.installation.settings().register,
            ..self.choices.clone()
        };
        if let Err(error) = self.start.installation.save_settings(&kept) {
            let error = Error::io(&self.start.installation.log_folder(), error);
            self.notice = Some(Notice::Failed(sentence::failure(language, &error)));
        }
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        desk.context.language = language;
        let Some(person) = person.filter(|person| !person.trim().is_empty()) else {
            return Task::none();
        };
        self.start.person = person.clone();

        desk.context.ask(
            move |register| register.work_as(&person).map(|_| ()),
            |answer| Message::Settings(screen::settings::Message::Changed(answer)),
        )
    }

    fn set_back(&mut self, answer: Result<Entry, Error>) -> Task<Message> {
        let language = self.language();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match answer {
            Ok(entry) => {
                let sentence = sentence::change(language, &entry);
                self.notice = Some(Notice::Done { sentence, undo: false });
                Task::batch([desk.reload(), desk.ask_undo(false)])
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

    fn undo_known(
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

    fn shortcut(&mut self, shortcut: Shortcut) -> Task<Message> {
        match shortcut {
            Shortcut::NextField => return operation::focus_next(),
            Shortcut::PreviousField => return operation::focus_previous(),
            _ => {}
        }
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        if desk.dialog.is_some() {
            return match shortcut {
                Shortcut::Escape => self.update(Message::CloseDialog),
                _ => Task::none(),
            };
        }
        match shortcut {
            Shortcut::Escape if self.notice.is_some() => self.update(Message::CloseNotice),
            Shortcut::Escape => match &desk.screen {
                Screen::Log(_) => self.update(Message::Log(screen::log::Message::Close)),
                _ => self.back(),
            },
            Shortcut::Place(place) => self.go(place),
            // In a field these keys are about what is being typed, not about the register.
            Shortcut::Undo | Shortcut::Redo => {
                let message = match shortcut {
                    Shortcut::Undo => Message::Undo { past_certificates: false },
                    _ => Message::Redo,
                };
                widget::field::is_typing().then(move |typing| match typing {
                    true => Task::none(),
                    false => Task::done(message.clone()),
                })
            }
            Shortcut::Import => self.act(Action::<()>::Import(None), |()| Message::CloseNotice),
            Shortcut::New => self.act(Action::<()>::NewClass(None), |()| Message::CloseNotice),
            Shortcut::Filter => operation::focus(widget::field::id(widget::field::FILTER)),
            Shortcut::Save => match &desk.screen {
                Screen::Log(_) => self.update(Message::Log(screen::log::Message::Save)),
                _ => Task::none(),
            },
            Shortcut::NextField | Shortcut::PreviousField => Task::none(),
        }
    }

    pub fn view(&self) -> Element<'_, Message> {
        let language = self.language();
        let content = match &self.stage {
            Stage::Opening => widget::muted(text!(language, "window-opening")).into(),
            Stage::Welcome(welcome) => welcome.view(language).map(Message::Welcome),
            Stage::Open(desk) => chrome::desk(desk, &self.start.person),
        };

        chrome::frame(language, content, self.notice.as_ref())
    }
}

impl Desk {
    fn is_unsaved(&self) -> bool {
        match &self.screen {
            Screen::Log(screen) => screen.is_unsaved(),
            Screen::Student(screen) => screen.is_unsaved(),
            _ => false,
        }
    }

    /// Fetches anew what the screen shows.
    fn reload(&mut self) -> Task<Message> {
        let context = &self.context;
        match &mut self.screen {
            Screen::Overview(screen) => screen.reload(context).map(Message::Overview),
            Screen::Classes(screen) => screen.reload(context).map(Message::Classes),
            Screen::Class(screen) => screen.reload(context).map(Message::Class),
            Screen::Log(screen) => screen.reload(context).map(Message::Log),
            Screen::Students(screen) => screen.reload(context).map(Message::Students),
            Screen::Student(screen) => screen.reload(context).map(Message::Student),
            Screen::Schools(screen) => screen.reload(context).map(Message::Schools),
            Screen::Certificates(screen) => screen.reload(context).map(Message::Certificates),
            Screen::Settings(screen) => screen.reload(context).map(Message::Settings),
        }
    }

    /// Looks for damage in the file, beside everything else; a file that can't be looked at now is met
    /// where it is read.
    fn check(&self, clock: Clock) -> Task<Message> {
        let path = self
            .context
            .ask(|register| Ok(register.path().to_owned()), |answer| answer.unwrap_or_default());

        path.then(move |path| {
            let (answer, waiting) = futures_channel::oneshot::channel();
            std::thread::spawn(move || {
                let _ = answer.send(crate::register::check::quick_check(&path, clock));
            });
            Task::perform(waiting, |answer| Message::Checked(answer.unwrap_or(Ok(()))))
        })
    }

    /// Asks what can be undone, and with `announce` what was done last.
    fn ask_undo(&self, announce: bool) -> Task<Message> {
        self.context.ask(
            |register| {
                let state = UndoState {
                    undo: !matches!(
                        register.next_undo(false),
                        Err(Error::Refused(Refusal::NothingToUndo))
                    ),
                    redo: register.next_redo().is_ok(),
                };
                Ok((state, register.history(1)?.pop()))
            },
            move |answer| Message::UndoKnown(Box::new(answer), announce),
        )
    }
}

/// Opens a file with the program the system has for it; where there is none, says where the file is.
fn open_file(language: Language, path: PathBuf) -> Task<Message> {
    Task::perform(
        in_background(move || {
            let shown = path.display().to_string();
            Ok(match opener::open(&path) {
                Ok(()) => None,
                Err(_) => Some(text!(language, "window-open-failed", path = shown)),
            })
        }),
        |answer| Message::FileOpened(answer.unwrap_or_default()),
    )
}
