//! The desk: an open register with the screen that is shown of it, the way back, and the dialog over it.

use std::time::Instant;

use chrono::{DateTime, Utc};
use iced::Task;

use super::Message;
use super::action::Action;
use super::context::{Asker, Context};
use super::dialog::{self, Dialog, Leave, Lying};
use super::route::Destination;
use super::route::Route;
use super::screen::shown::{self, Screen};
use crate::clock::Clock;
use crate::register::handle::Question;
use crate::register::journal::Touched;
use crate::register::journal::history::Entry;
use crate::register::{Error, Refusal};

/// How the exchange stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Exchanging {
    /// Whether one is under way.
    pub is_running: bool,
    /// When the last one ended.
    pub ended: Option<Instant>,
    /// When everything was sent and fetched last.
    pub done: Option<DateTime<Utc>>,
    /// Why the last one was not made.
    pub failed: Option<String>,
    /// The newest change when the last one was begun, by local key.
    pub newest: i64,
}

/// An open register with what is shown of it.
pub(super) struct Desk {
    pub context: Context,
    pub route: Route,
    back: Vec<Route>,
    pub screen: Screen,
    /// Whom answers to what the screen asked are for.
    pub asker: Asker,
    pub dialog: Option<Lying>,
    /// Screens and dialogs that are no longer shown, while long work of theirs goes on.
    left: Vec<Left>,
    /// Long work under way, by who asked for it.
    working: Vec<Asker>,
    pub around: Around,
    /// What waits in the places of the sidebar.
    pub waiting: Waiting,
    /// Whether the sidebar shows the keys of its places.
    pub shows_keys: bool,
    /// What changes have touched that is not fetched anew yet.
    pub touched: Touched,
    /// The window's clock: the day it shows follows it.
    pub clock: Clock,
    /// Whether it is the sample, which says how it is left.
    pub is_sample: bool,
    pub keeping: Keeping,
    /// How the exchange with others stands, where the register is shared.
    pub exchanging: Exchanging,
}

/// Somebody who asked for long work and is no longer shown.
struct Left {
    asker: Asker,
    what: LeftWhat,
}

enum LeftWhat {
    Screen(Box<Screen>),
    Dialog(Box<Dialog>),
}

/// What becomes of what is changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keeping {
    /// It is saved at once.
    #[default]
    Saved,
    /// The register can only be looked at.
    Looking,
    /// The register's file is gone: nothing is saved any more.
    Lost,
}

/// What is shown around every screen: what can be undone and done again, and what was done last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Around {
    pub undo: bool,
    pub redo: bool,
    /// When something was written last.
    pub saved: Option<DateTime<Utc>>,
    /// How much differs that others have written, where the register is shared.
    pub differing: Option<u32>,
}

/// What waits, by its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Sessions whose day has come and that are not logged.
    pub to_log: u32,
    /// Certificates to issue.
    pub certificates: u32,
}

impl Around {
    /// Whether others work with the register.
    pub fn is_shared(self) -> bool {
        self.differing.is_some()
    }
}

/// A message to who asked.
#[derive(Debug, Clone)]
pub enum Answer {
    Screen(shown::Message),
    Dialog(dialog::Message),
}

/// What somebody who is no longer shown would have the window do.
pub(super) enum Late {
    Screen(Action<shown::Message>),
    Dialog(Action<dialog::Message>),
}

/// Of questions what waits only the newest is answered.
const WAITING: Question = Question("waiting");
/// What the desk remembers of where one was.
const ROUTE: &str = "place";
/// Places one can go back through.
const LONGEST_WAY_BACK: usize = 100;

impl Desk {
    /// The desk as it was left, or at its beginning, and the task that fills the screen.
    pub fn new(
        context: Context,
        clock: Clock,
        beginning: Route,
        is_sample: bool,
    ) -> (Self, Task<Message>) {
        let route = context.memory.get_here::<Option<Route>>(ROUTE).unwrap_or(beginning);
        // A half-logged session is not remembered: nothing typed is written outside the register.
        let route = match route {
            Route::Log(class, _) => Route::Class(class),
            other => other,
        };
        let (screen, task) = Screen::open(&context, route);
        let desk = Self {
            context,
            route,
            back: Vec::new(),
            screen,
            asker: Asker::new(),
            dialog: None,
            left: Vec::new(),
            working: Vec::new(),
            around: Around::default(),
            waiting: Waiting::default(),
            shows_keys: false,
            touched: Touched::default(),
            clock,
            is_sample,
            keeping: Keeping::default(),
            exchanging: Exchanging::default(),
        };

        let asker = desk.asker;
        let task = task.map(move |message| Message::Answered(asker, Answer::Screen(message)));

        (desk, task)
    }

    /// Whether leaving would lose something that was typed.
    pub fn is_unsaved(&self) -> bool {
        self.screen.is_unsaved()
            || self.dialog.as_ref().is_some_and(|lying| lying.dialog.is_unsaved())
    }

    /// Asks whether what is typed may be lost; the dialog that is open waits beneath.
    pub fn ask_to_leave(&mut self, to: Destination) {
        if matches!(self.dialog(), Some(Dialog::Leave(_))) {
            return;
        }
        let beneath = self.dialog.take().map(Box::new);
        self.dialog = Some(Lying::new(Dialog::Leave(Leave { to, beneath })));
    }

    /// The dialog that lies over the screen.
    pub fn dialog(&self) -> Option<&Dialog> {
        self.dialog.as_ref().map(|lying| &lying.dialog)
    }

    /// Lays a dialog over the screen; whom answers to what it asks are for.
    pub fn lay(&mut self, dialog: Dialog) -> Asker {
        self.leave_dialogs();
        let lying = Lying::new(dialog);
        let asker = lying.asker;
        self.dialog = Some(lying);

        asker
    }

    /// Closes the dialog, down to what it lay over.
    pub fn close_dialog(&mut self) {
        let Some(mut lying) = self.dialog.take() else { return };
        self.dialog = lying.take_beneath();
        let Lying { asker, dialog } = lying;
        if self.working.contains(&asker) {
            self.left.push(Left { asker, what: LeftWhat::Dialog(Box::new(dialog)) });
        }
    }

    /// Closes a dialog that lies beneath others, with the question whether it is to be left.
    pub fn close_beneath(&mut self, asker: Asker) {
        let Some(top) = &mut self.dialog else { return };
        top.close_beneath(asker);
        let asks_for_nothing =
            matches!(&top.dialog, Dialog::Leave(Leave { to: Destination::Form, beneath: None }));
        if asks_for_nothing {
            self.dialog = None;
        }
    }

    /// Closes all dialogs that lie over the screen.
    pub fn leave_dialogs(&mut self) {
        while self.dialog.is_some() {
            self.close_dialog();
        }
    }

    /// Notes that somebody waits for long work, whatever is shown when it is done.
    pub fn begin_work(&mut self, asker: Asker) {
        self.working.push(asker);
    }

    /// Takes an answer to long work. What is to be done where who asked is no longer shown; `None` where they are.
    pub fn end_work(&mut self, asker: Asker, answer: &Answer) -> Option<Late> {
        if let Some(at) = self.working.iter().position(|one| *one == asker) {
            self.working.swap_remove(at);
        }
        let is_waited_for = self.working.contains(&asker);
        let at = self.left.iter().position(|left| left.asker == asker)?;
        let late = match (&mut self.left[at].what, answer.clone()) {
            (LeftWhat::Screen(screen), Answer::Screen(message)) => {
                Late::Screen(screen.update(message, &self.context))
            }
            (LeftWhat::Dialog(dialog), Answer::Dialog(message)) => {
                Late::Dialog(dialog.update(message, &self.context))
            }
            _ => return None,
        };
        if !is_waited_for {
            self.left.swap_remove(at);
        }

        Some(late)
    }

    /// Goes somewhere, asking first where something typed would be lost.
    pub fn go(&mut self, route: Route) -> Task<shown::Message> {
        if self.screen.is_unsaved() {
            self.ask_to_leave(Destination::Route(route));
            return Task::none();
        }
        if self.route != route {
            self.back.push(self.route);
            let excess = self.back.len().saturating_sub(LONGEST_WAY_BACK);
            self.back.drain(..excess);
        }

        self.show(route)
    }

    /// Goes back to where one was, asking first where something typed would be lost.
    pub fn back(&mut self) -> Task<shown::Message> {
        let Some(route) = self.back.last().copied() else { return Task::none() };
        if self.screen.is_unsaved() {
            self.ask_to_leave(Destination::Route(route));
            return Task::none();
        }

        self.leave_for(route)
    }

    /// Goes somewhere without asking.
    pub fn leave_for(&mut self, route: Route) -> Task<shown::Message> {
        self.leave_dialogs();
        match self.back.last() {
            Some(last) if *last == route => {
                self.back.pop();
            }
            _ => self.back.push(self.route),
        }

        self.show(route)
    }

    /// Goes to where a change leads; one doesn't come back here through what is done.
    pub fn arrive(&mut self, route: Route) -> Task<shown::Message> {
        self.back.retain(|earlier| *earlier != route);

        self.show(route)
    }

    /// Leaves a place that is no longer there: a class or a student that was undone away.
    pub fn leave_gone(&mut self) -> Task<shown::Message> {
        let gone = self.route;
        self.back.retain(|earlier| *earlier != gone);

        self.show(gone.section())
    }

    pub fn show(&mut self, route: Route) -> Task<shown::Message> {
        self.route = route;
        self.context.memory.put_here(ROUTE, &route);
        let (screen, task) = Screen::open(&self.context, route);
        let left = std::mem::replace(&mut self.screen, screen);
        let asker = std::mem::replace(&mut self.asker, Asker::new());
        if self.working.contains(&asker) {
            self.left.push(Left { asker, what: LeftWhat::Screen(Box::new(left)) });
        }

        task
    }

    /// Fetches anew what is shown.
    pub fn reload(&mut self) -> Task<shown::Message> {
        self.screen.reload(&self.context)
    }

    /// The same where a change touched what is shown.
    pub fn reload_touched(&mut self, touched: Touched) -> Task<shown::Message> {
        match touched.contains_any(self.screen.shows()) {
            true => self.reload(),
            false => Task::none(),
        }
    }

    /// Looks for damage in the file, beside everything else; a file that can't be looked at now is met
    /// where it is read.
    pub fn check(&self, clock: Clock) -> Task<Result<(), Error>> {
        let path = self
            .context
            .ask(|register| Ok(register.path().to_owned()), |answer| answer.unwrap_or_default());

        path.then(move |path| {
            let (answer, waiting) = futures_channel::oneshot::channel();
            std::thread::spawn(move || {
                let _ = answer.send(crate::register::check::quick_check(&path, clock));
            });
            Task::perform(waiting, |answer| answer.unwrap_or(Ok(())))
        })
    }

    /// Asks what waits in the places of the sidebar.
    pub fn ask_waiting(&self) -> Task<Result<Waiting, Error>> {
        self.context.ask_newest(
            WAITING,
            |register| {
                let overdue = register.overdue_sessions()?.len();
                Ok(Waiting {
                    to_log: u32::try_from(overdue).unwrap_or(u32::MAX),
                    certificates: register.certificates_waiting()?.ready,
                })
            },
            |answer| answer,
        )
    }

    /// Asks what can be undone, and what was done last.
    pub fn ask_around(&self) -> Task<Result<(Around, Option<Entry>), Error>> {
        self.context.ask(
            |register| {
                let next = register.next_undo(false);
                let newest = register.history(1)?.pop();
                let state = Around {
                    saved: newest.as_ref().map(|entry| entry.at),
                    undo: matches!(next, Ok(_) | Err(Error::Refused(Refusal::NotTakenBack { .. }))),
                    redo: register.next_redo().is_ok(),
                    differing: register.shared_conflicts()?,
                };
                Ok((state, newest))
            },
            |answer| answer,
        )
    }
}
