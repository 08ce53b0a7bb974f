//! Logga tillfälle: everyone is present at the start; who was not is named with a few letters and Enter.

mod view;

use std::collections::BTreeMap;

use iced::Task;
use iced::keyboard::{Key, Modifiers, key::Named};

pub use view::mark_text;

use super::{Action, Context, Fetched, Place, Ticket};
use crate::app::widget::field;
use crate::domain::student::fold;
use crate::domain::{Attendance, ClassId, Minutes, SessionStatus, StudentId};
use crate::i18n::date;
use crate::register::class::{ClassDetail, Member};
use crate::register::session::Log;
use crate::register::student::StudentDetails;
use crate::register::{Error, Refusal};

/// The screen.
#[derive(Debug)]
pub struct LogSession {
    class: ClassId,
    number: u16,
    detail: Fetched<ClassDetail>,
    filled_in: bool,
    date: String,
    minutes: String,
    note: String,
    marks: BTreeMap<StudentId, Attendance>,
    letters: String,
    digits: String,
    cursor: usize,
    /// A name that is being typed for somebody who is not on the list.
    newcomer: Option<String>,
    /// Whether the newcomer is on the way into the register: Enter twice adds nobody twice.
    adding: bool,
    /// A reason that is being typed for calling the session off.
    cancelling: Option<String>,
    /// A warning that must be answered before the session is saved.
    warning: Option<Refusal>,
    /// What the form said before anybody touched it.
    before: Option<Form>,
}

/// What would be lost by leaving.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    date: String,
    minutes: String,
    note: String,
    marks: BTreeMap<StudentId, Attendance>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<ClassDetail, Error>>),
    DateChanged(String),
    MinutesChanged(String),
    NoteChanged(String),
    Typed(char),
    Mark(Option<Attendance>),
    MarkStudent(usize, Attendance),
    Erase,
    Move(isize),
    Save,
    SaveAnyway,
    Saved(Box<Result<(), Error>>),
    AskNewcomer,
    NewcomerChanged(String),
    AddNewcomer,
    NewcomerAdded(Result<(), Error>),
    AskCancel,
    ReasonChanged(String),
    CancelSession,
}

/// The field that keys go to while nobody types in another.
const KEYS: &str = "log-keys";

impl LogSession {
    pub fn new(context: &Context, class: ClassId, number: u16) -> (Self, Task<Message>) {
        let mut screen = Self {
            class,
            number,
            detail: Fetched::default(),
            filled_in: false,
            date: String::new(),
            minutes: String::new(),
            note: String::new(),
            marks: BTreeMap::new(),
            letters: String::new(),
            digits: String::new(),
            cursor: 0,
            newcomer: None,
            adding: false,
            cancelling: None,
            warning: None,
            before: None,
        };
        let task = screen.reload(context);

        (screen, Task::batch([task, focus_keys()]))
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let (ticket, class) = (self.detail.ask(), self.class);

        context.ask(
            move |register| register.class(class),
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    /// The class's name, once it is known.
    pub fn name(&self) -> Option<String> {
        self.detail.value().map(|detail| detail.row.name.clone())
    }

    /// Whether leaving would lose something that was typed.
    pub fn is_unsaved(&self) -> bool {
        self.has_form() || self.before.as_ref().is_some_and(|before| *before != self.form())
    }

    /// Whether a field is open beside the list.
    pub fn has_form(&self) -> bool {
        self.newcomer.as_ref().or(self.cancelling.as_ref()).is_some_and(|typed| !typed.is_empty())
    }

    /// Gives the focus back to what was being typed.
    pub fn focus<M: Send + 'static>(&self) -> Task<M> {
        let name = match (&self.newcomer, &self.cancelling) {
            (Some(_), _) => "newcomer",
            (None, Some(_)) => "reason",
            (None, None) => KEYS,
        };

        iced::widget::operation::focus(field::id(name))
    }

    /// Closes the field for a newcomer, or for why it was called off. False where none was open.
    pub fn close_inner(&mut self) -> bool {
        self.newcomer.take().is_some() || self.cancelling.take().is_some()
    }

    fn form(&self) -> Form {
        Form {
            date: self.date.clone(),
            minutes: self.minutes.clone(),
            note: self.note.clone(),
            marks: self.marks.clone(),
        }
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let action = self.detail.take(ticket, *answer);
                self.fill_in(context);
                return match action {
                    Action::None => Action::Run(focus_keys()),
                    other => other,
                };
            }
            Message::DateChanged(date) => self.date = date,
            Message::MinutesChanged(minutes) => self.minutes = minutes,
            Message::NoteChanged(note) => self.note = note,
            Message::Typed(letter) => self.type_letter(letter),
            Message::Mark(mark) => self.mark_chosen(mark),
            Message::MarkStudent(index, mark) => {
                if let Some(student) = self.student(index) {
                    self.cursor = index;
                    self.marks.insert(student, mark);
                }
                return Action::Run(focus_keys());
            }
            Message::Erase => self.erase(),
            Message::Move(by) => self.move_cursor(by),
            Message::Save => return self.save(context, false),
            Message::SaveAnyway => return self.save(context, true),
            Message::Saved(answer) => return self.saved(*answer),
            Message::AskNewcomer => {
                self.newcomer = Some(String::new());
                return Action::Run(iced::widget::operation::focus(field::id("newcomer")));
            }
            Message::NewcomerChanged(name) => self.newcomer = Some(name),
            Message::AddNewcomer => return self.add_newcomer(context),
            Message::NewcomerAdded(Ok(())) => {
                self.adding = false;
                self.newcomer = None;
                return Action::Changed;
            }
            Message::NewcomerAdded(Err(error)) => {
                self.adding = false;
                return Action::Failed(error);
            }
            Message::AskCancel => {
                self.cancelling = Some(String::new());
                return Action::Run(iced::widget::operation::focus(field::id("reason")));
            }
            Message::ReasonChanged(reason) => self.cancelling = Some(reason),
            Message::CancelSession => return self.cancel(context),
        }

        Action::None
    }

    /// The members who are listed: those who have not left.
    fn members(&self) -> Vec<&Member> {
        self.detail
            .value()
            .map(|detail| detail.members.iter().filter(|member| member.to.is_none()).collect())
            .unwrap_or_default()
    }

    fn student(&self, index: usize) -> Option<StudentId> {
        self.members().get(index).map(|member| member.student)
    }

    /// Fills the form once with what is planned or logged; those who come later are present.
    fn fill_in(&mut self, context: &Context) {
        let Some(detail) = self.detail.value() else { return };
        let session = detail.sessions.iter().find(|session| session.number == self.number);
        let mut logged = BTreeMap::new();
        if let Some(session) = session {
            for ((_, student), mark) in
                detail.marks.iter().filter(|((marked, _), _)| *marked == session.id)
            {
                logged.insert(*student, *mark);
            }
        }
        let held = session.is_some_and(|session| session.status == SessionStatus::Held);
        if !self.filled_in {
            let planned = session.and_then(|session| session.date);
            let day = planned.filter(|day| held || *day <= context.today).unwrap_or(context.today);
            self.date = day.to_string();
            self.minutes = session.map_or(90, |session| session.minutes.0).to_string();
            self.note = session.map(|session| session.note.clone()).unwrap_or_default();
            self.filled_in = true;
        }
        for member in detail.members.iter().filter(|member| member.to.is_none()) {
            let present = (!held && !member.guest).then_some(Attendance::Present);
            if let Some(mark) = logged.get(&member.student).copied().or(present) {
                self.marks.entry(member.student).or_insert(mark);
            }
        }
        if self.before.is_none() {
            self.before = Some(self.form());
        }
    }

    fn type_letter(&mut self, letter: char) {
        if letter.is_ascii_digit() {
            self.digits.push(letter);
            return;
        }
        self.letters.push(letter);
        let typed = fold(&self.letters);
        let found = self
            .members()
            .iter()
            .position(|member| fold(&member.name()).starts_with(&typed))
            .or_else(|| {
                self.members().iter().position(|member| fold(&member.family).starts_with(&typed))
            });
        match found {
            Some(index) => self.cursor = index,
            // A letter that fits nobody is not kept, so that the next one is not lost on it.
            None => {
                self.letters.pop();
            }
        }
    }

    /// Marks the chosen student; digits typed before make it *late*.
    fn mark_chosen(&mut self, mark: Option<Attendance>) {
        let Some(student) = self.student(self.cursor) else { return };
        let late = self.digits.parse().ok().map(|minutes| Attendance::Late(Minutes(minutes)));
        match late.or(mark) {
            Some(mark) => self.marks.insert(student, mark),
            None => self.marks.insert(student, Attendance::Present),
        };
        self.letters.clear();
        self.digits.clear();
    }

    /// Takes back a letter, or makes the chosen student present again.
    fn erase(&mut self) {
        if self.digits.pop().is_some() {
            return;
        }
        self.mark_chosen(Some(Attendance::Present));
    }

    fn move_cursor(&mut self, by: isize) {
        let last = self.members().len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.letters.clear();
    }

    fn save(&mut self, context: &Context, anyway: bool) -> Action<Message> {
        let Some(day) = date::typed(&self.date, context.today) else { return Action::None };
        let Ok(minutes) = self.minutes.trim().parse() else { return Action::None };
        let held = self.detail.value().is_some_and(|detail| {
            detail
                .sessions
                .iter()
                .any(|s| s.number == self.number && s.status == SessionStatus::Held)
        });
        let log = Log {
            class: self.class,
            number: self.number,
            date: day,
            minutes: Some(Minutes(minutes)),
            marks: self.marks.clone(),
            note: Some(self.note.clone()),
            replace: held,
            anyway,
        };

        Action::Run(context.ask(
            move |register| register.log_session(&log).map(|_| ()),
            |answer| Message::Saved(Box::new(answer)),
        ))
    }

    fn saved(&mut self, answer: Result<(), Error>) -> Action<Message> {
        match answer {
            Ok(()) => Action::ChangedAndGo(Place::Class(self.class)),
            Err(Error::Refused(
                refusal @ (Refusal::OutsidePeriod(_)
                | Refusal::InFuture(_)
                | Refusal::SessionHasMarks(_)),
            )) => {
                self.warning = Some(refusal);
                Action::None
            }
            Err(error) => Action::Failed(error),
        }
    }

    /// The name stays in its field until the student is there.
    fn add_newcomer(&mut self, context: &Context) -> Action<Message> {
        let typed = self.newcomer.clone().unwrap_or_default();
        let Some(details) = StudentDetails::from_typed_name(&typed) else {
            self.newcomer = None;
            return Action::Run(focus_keys());
        };
        if std::mem::replace(&mut self.adding, true) {
            return Action::None;
        }
        let class = self.class;
        let from = date::typed(&self.date, context.today);

        Action::Run(context.ask(
            move |register| register.add_student(class, &details, from).map(|_| ()),
            Message::NewcomerAdded,
        ))
    }

    fn cancel(&mut self, context: &Context) -> Action<Message> {
        let reason = self.cancelling.clone().unwrap_or_default();
        if reason.trim().is_empty() {
            return Action::None;
        }
        let (class, number) = (self.class, self.number);
        let clear = matches!(self.warning, Some(Refusal::SessionHasMarks(_)));
        let day = date::typed(&self.date, context.today);

        Action::Run(context.ask(
            move |register| register.cancel_session(class, number, day, &reason, clear).map(|_| ()),
            |answer| Message::Saved(Box::new(answer)),
        ))
    }
}

fn focus_keys<M: Send + 'static>() -> Task<M> {
    iced::widget::operation::focus(field::id(KEYS))
}

fn on_key(key: &Key, modifiers: Modifiers) -> Option<Message> {
    match key {
        // Ctrl+Enter saves from anywhere in the window.
        Key::Named(Named::Enter) if modifiers.command() => None,
        Key::Named(Named::Enter) if modifiers.shift() => {
            Some(Message::Mark(Some(Attendance::Excused)))
        }
        Key::Named(Named::Enter) => Some(Message::Mark(Some(Attendance::Unexcused))),
        Key::Named(Named::Backspace) => Some(Message::Erase),
        Key::Named(Named::ArrowDown) => Some(Message::Move(1)),
        Key::Named(Named::ArrowUp) => Some(Message::Move(-1)),
        Key::Named(Named::Space) => Some(Message::Typed(' ')),
        Key::Named(Named::Insert) => Some(Message::AskNewcomer),
        Key::Character(text) if !modifiers.command() && !modifiers.alt() => {
            match text.chars().next()? {
                '+' => Some(Message::AskNewcomer),
                letter => Some(Message::Typed(letter)),
            }
        }
        _ => None,
    }
}
