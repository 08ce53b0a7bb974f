//! Logga tillfälle: everyone is present at the start; who was not is named with a few letters and Enter. Nothing of it is in
//! the register until it is saved, not even who turned up without being on the list.

mod draft;
mod turned_up;
mod view;

use chrono::NaiveDate;
use iced::keyboard::{Key, Modifiers, key::Named};
use iced::widget::operation::focus;
use iced::{Element, Task};

use draft::Draft;
use turned_up::{Choice, TurnedUp};
pub use view::mark_text;

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::widget::field;
use crate::domain::student::fold;
use crate::domain::{Attendance, ClassId, Minutes, SessionStatus, StudentId};
use crate::i18n::date;
use crate::register::class::{ClassDetail, Member, Session};
use crate::register::journal::Entity;
use crate::register::session::Log;
use crate::register::student::StudentRow;
use crate::register::{Error, Refusal};
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct LogSession {
    class: ClassId,
    number: u16,
    detail: Fetched<ClassDetail>,
    /// Whether this computer works with some classes and no more.
    is_limited: bool,
    /// What will be saved.
    draft: Draft,
    /// What it was before each act, for Ctrl+Z.
    earlier: Vec<Draft>,
    /// What it said before anybody touched it.
    before: Option<Draft>,
    letters: String,
    digits: String,
    /// The student that keys are about; nobody until one is pointed out.
    cursor: Option<StudentId>,
    /// A name that is being typed for somebody who is not on the list.
    turned_up: Option<TurnedUp>,
    /// A reason that is being typed for calling the session off.
    calling_off: Option<String>,
    /// A warning that must be answered before the session is saved.
    warning: Option<Refusal>,
    /// Whether it is being saved: Ctrl+Enter twice saves once.
    saving: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    /// The class, and whether this computer works with some classes and no more.
    Loaded(Ticket, Box<Result<(ClassDetail, bool), Error>>),
    DateChanged(String),
    MinutesChanged(String),
    NoteChanged(String),
    Typed(char),
    Mark(Option<Attendance>),
    /// The student that keys are about.
    Select(StudentId),
    Erase,
    Move(isize),
    /// Takes the last act back.
    TakeBack,
    Save,
    SaveAnyway,
    Saved(Box<Result<(), Error>>),
    AskWho,
    NameTyped(String),
    Found(String, Vec<StudentRow>),
    MoveInChoices(isize),
    /// Takes one of those offered; the chosen one where `None`.
    TakeChoice(Option<usize>),
    /// Somebody who had turned up is taken off again.
    TakeOff(usize),
    AskCallOff,
    ReasonChanged(String),
    CallOff,
    CloseInner,
}

/// The field that keys go to while nobody types in another.
const KEYS: &str = "log-keys";
/// The button that saves in spite of a warning.
const ANYWAY: &str = "log-anyway";
/// The length of a session that the course says nothing of, in minutes.
const USUAL_LENGTH: u32 = 90;

impl LogSession {
    pub fn new(context: &Context, class: ClassId, number: u16) -> (Self, Task<Message>) {
        let mut screen = Self {
            class,
            number,
            detail: Fetched::default(),
            is_limited: false,
            draft: Draft::default(),
            earlier: Vec::new(),
            before: None,
            letters: String::new(),
            digits: String::new(),
            cursor: None,
            turned_up: None,
            calling_off: None,
            warning: None,
            saving: false,
        };
        let task = screen.reload(context);

        (screen, Task::batch([task, focus_keys()]))
    }

    /// The session as the register has it; `None` where logging it would add it.
    fn session(&self) -> Option<&Session> {
        self.detail.value()?.sessions.iter().find(|session| session.number == self.number)
    }

    fn is_held(&self) -> bool {
        self.session().is_some_and(|session| session.status == SessionStatus::Held)
    }

    /// The day that is typed; the planned one, or today, where it can't be read.
    fn day(&self, context: &Context) -> NaiveDate {
        date::typed(&self.draft.date, context.today)
            .or_else(|| self.session().and_then(|session| session.date))
            .unwrap_or(context.today)
    }

    /// The members who are listed: those who are in the class that day, guests, and who has a mark already.
    fn members(&self, context: &Context) -> Vec<&Member> {
        let day = self.day(context);
        let Some(detail) = self.detail.value() else { return Vec::new() };
        let marked = |member: &Member| {
            self.session().is_some_and(|one| detail.marks.contains_key(&(one.id, member.student)))
        };

        detail
            .members
            .iter()
            .filter(|member| member.guest || member.expected_on(day) || marked(member))
            .collect()
    }

    /// A member's mark as it would be saved: what was said, else present, or excused where the absence was announced. Of a
    /// session that is logged already and of guests nothing is assumed.
    fn mark_of(&self, member: &Member) -> Option<Attendance> {
        let said = self.draft.marks.get(&member.student).copied();
        if said.is_some() || self.is_held() || member.guest {
            return said;
        }
        let announced = self.session().zip(self.detail.value()).is_some_and(|(session, detail)| {
            detail.announced.contains(&(session.id, member.student))
        });

        Some(if announced { Attendance::Excused } else { Attendance::Present })
    }

    /// Fills the form once with what is planned or logged.
    fn fill_in(&mut self, context: &Context) {
        let Some(detail) = self.detail.value().filter(|_| self.before.is_none()) else { return };
        let session = detail.sessions.iter().find(|session| session.number == self.number);
        let day = session.and_then(|session| session.date).unwrap_or(context.today);
        let minutes = session.map_or(USUAL_LENGTH, |session| session.minutes.0);
        let note = session.map(|session| session.note.clone()).unwrap_or_default();
        let marks = detail
            .marks
            .iter()
            .filter(|((marked, _), _)| session.is_some_and(|session| session.id == *marked))
            .map(|((_, student), mark)| (*student, *mark))
            .collect();
        self.draft = Draft {
            date: day.to_string(),
            minutes: minutes.to_string(),
            note,
            marks,
            turned_up: Vec::new(),
        };
        self.before = Some(self.draft.clone());
    }

    /// Keeps the draft as it is, for Ctrl+Z.
    fn remember(&mut self) {
        self.earlier.push(self.draft.clone());
    }

    /// Those whom the letters that are typed may mean: whose given name begins so, else whose family name does.
    fn meant(&self, context: &Context) -> Vec<StudentId> {
        let typed = fold(&self.letters);
        let members = self.members(context);
        let fitting = |part: &dyn Fn(&Member) -> String| -> Vec<StudentId> {
            let fits = members.iter().filter(|member| fold(&part(member)).starts_with(&typed));
            fits.map(|member| member.student).collect()
        };
        let by_name = fitting(&|member| member.name());

        if by_name.is_empty() { fitting(&|member| member.family.clone()) } else { by_name }
    }

    fn type_letter(&mut self, letter: char, context: &Context) {
        if letter.is_ascii_digit() {
            self.digits.push(letter);
            return;
        }
        self.letters.push(letter);
        let meant = self.meant(context);
        match meant.as_slice() {
            // A letter that fits nobody is not kept, so that the next one is not lost on it.
            [] => {
                self.letters.pop();
            }
            [one] => self.cursor = Some(*one),
            _ => self.cursor = None,
        }
    }

    /// Marks the student that is pointed out; digits typed before make it *late*. Where several may be meant, nothing is
    /// marked until one of them is chosen.
    fn mark_chosen(&mut self, mark: Option<Attendance>, context: &Context) {
        let Some(student) = self.cursor else { return };
        if !self.members(context).iter().any(|member| member.student == student) {
            return;
        }
        let late = self.digits.parse().ok().map(|minutes| Attendance::Late(Minutes(minutes)));
        self.remember();
        self.draft.marks.insert(student, late.or(mark).unwrap_or(Attendance::Present));
        self.letters.clear();
        self.digits.clear();
    }

    /// Takes back a digit or a letter, or makes the chosen student present again.
    fn erase(&mut self, context: &Context) {
        if self.digits.pop().is_some() {
            return;
        }
        match self.cursor {
            Some(_) => self.mark_chosen(Some(Attendance::Present), context),
            None => {
                self.letters.pop();
            }
        }
    }

    /// Moves through the list, or through those who may be meant.
    fn move_cursor(&mut self, by: isize, context: &Context) {
        let among: Vec<StudentId> = match self.letters.is_empty() {
            true => self.members(context).iter().map(|member| member.student).collect(),
            false => self.meant(context),
        };
        let at = self.cursor.and_then(|cursor| among.iter().position(|one| *one == cursor));
        let last = among.len().saturating_sub(1);
        let next = match at {
            Some(at) => at.saturating_add_signed(by).min(last),
            None if by < 0 => last,
            None => 0,
        };
        self.cursor = among.get(next).copied();
    }

    fn save(&mut self, context: &Context, anyway: bool) -> Action<Message> {
        if self.calling_off.is_some() {
            return Action::None;
        }
        let Some(day) = date::typed(&self.draft.date, context.today) else { return Action::None };
        let Ok(minutes) = self.draft.minutes.trim().parse() else { return Action::None };
        if std::mem::replace(&mut self.saving, true) {
            return Action::None;
        }
        let listed = self.members(context);
        let marks = listed.iter().filter_map(|one| Some((one.student, self.mark_of(one)?)));
        let log = Log {
            class: self.class,
            number: self.number,
            date: day,
            minutes: Some(Minutes(minutes)),
            marks: marks.collect(),
            newcomers: self.draft.newcomers(),
            note: Some(self.draft.note.clone()),
            replace: self.is_held(),
            anyway,
        };

        context.change(
            move |register| register.log_session(&log).map(|_| ()),
            |answer| Message::Saved(Box::new(answer)),
        )
    }

    fn saved(&mut self, answer: Result<(), Error>) -> Action<Message> {
        self.saving = false;
        match answer {
            Ok(()) => Action::ChangedAndGo(Route::Class(self.class)),
            Err(Error::Refused(
                refusal @ (Refusal::OutsidePeriod(_)
                | Refusal::InFuture(_)
                | Refusal::BeforePlanned(_)
                | Refusal::SameDay(..)),
            )) => {
                self.warning = Some(refusal);
                Action::Run(focus(field::id(ANYWAY)))
            }
            Err(error) => Action::Failed(error),
        }
    }

    fn look_for(&mut self, context: &Context, name: String) -> Action<Message> {
        let who = self.turned_up.get_or_insert_default();
        who.is_noted = self.is_limited;
        who.typed.clone_from(&name);
        who.offer(Vec::new());
        let class = self.class;
        let query = name.clone();

        Action::Run(context.ask(
            move |register| register.possible_guests(class, &query),
            move |answer| Message::Found(name, answer.unwrap_or_default()),
        ))
    }

    fn take_choice(&mut self, at: Option<usize>, context: &Context) -> Action<Message> {
        let Some(who) = &self.turned_up else { return Action::None };
        let chosen = who.chosen(at);
        self.turned_up = None;
        match chosen {
            Some(Choice::Noted(name)) => {
                let noted = text!(context.language, "log-noted", name = name.as_str());
                self.draft.note_name(&noted);
            }
            Some(choice) => {
                self.remember();
                self.draft.turned_up.push((choice, Attendance::Present));
            }
            None => {}
        }

        Action::Run(focus_keys())
    }

    fn call_off(&mut self, context: &Context) -> Action<Message> {
        let reason = self.calling_off.clone().unwrap_or_default();
        if reason.trim().is_empty() || std::mem::replace(&mut self.saving, true) {
            return Action::None;
        }
        let (class, number) = (self.class, self.number);
        let day = date::typed(&self.draft.date, context.today);

        // What is said beside the button tells how many marks go.
        context.change(
            move |register| register.cancel_session(class, number, day, &reason, true).map(|_| ()),
            |answer| Message::Saved(Box::new(answer)),
        )
    }

    /// Marks that the register has for the session.
    fn marks_kept(&self) -> usize {
        let (Some(session), Some(detail)) = (self.session(), self.detail.value()) else { return 0 };

        detail.marks.keys().filter(|(marked, _)| *marked == session.id).count()
    }
}

impl ShownScreen for LogSession {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let (ticket, class) = (self.detail.begin(), self.class);

        context.ask(
            move |register| Ok((register.class(class)?, register.is_limited()?)),
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let answer = answer.map(|(detail, is_limited)| {
                    self.is_limited = is_limited;
                    detail
                });
                let action = self.detail.take(ticket, answer);
                self.fill_in(context);
                return match action {
                    Action::None => Action::Run(self.focus()),
                    other => other,
                };
            }
            Message::DateChanged(date) => self.draft.date = date,
            Message::MinutesChanged(minutes) => self.draft.minutes = minutes,
            Message::NoteChanged(note) => self.draft.note = note,
            Message::Typed(letter) => self.type_letter(letter, context),
            Message::Mark(mark) => self.mark_chosen(mark, context),
            Message::Select(student) => {
                self.cursor = Some(student);
                self.letters.clear();
                return Action::Run(focus_keys());
            }
            Message::Erase => self.erase(context),
            Message::Move(by) => self.move_cursor(by, context),
            Message::TakeBack => {
                if let Some(earlier) = self.earlier.pop() {
                    self.draft.take_back(earlier);
                }
            }
            Message::Save => return self.save(context, false),
            Message::SaveAnyway => return self.save(context, true),
            Message::Saved(answer) => return self.saved(*answer),
            Message::AskWho => {
                self.turned_up = Some(TurnedUp::default());
                return Action::Run(focus(field::id("newcomer")));
            }
            Message::NameTyped(name) => return self.look_for(context, name),
            Message::Found(name, found) => {
                let taken: Vec<StudentId> = self.draft.guests().collect();
                if let Some(who) = self.turned_up.as_mut().filter(|who| who.typed == name) {
                    who.offer(found.into_iter().filter(|row| !taken.contains(&row.id)).collect());
                }
            }
            Message::MoveInChoices(by) => {
                if let Some(who) = &mut self.turned_up {
                    who.move_by(by);
                }
            }
            Message::TakeChoice(at) => return self.take_choice(at, context),
            Message::TakeOff(at) => {
                self.remember();
                self.draft.turned_up.remove(at);
                return Action::Run(focus_keys());
            }
            Message::AskCallOff => {
                self.calling_off = Some(String::new());
                (self.turned_up, self.warning) = (None, None);
                return Action::Run(focus(field::id("reason")));
            }
            Message::ReasonChanged(reason) => self.calling_off = Some(reason),
            Message::CallOff => return self.call_off(context),
            Message::CloseInner => {
                self.close_inner();
                return Action::Run(focus_keys());
            }
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        self.page(context)
    }

    fn shows(&self) -> &'static [Entity] {
        &[
            Entity::Programme,
            Entity::Course,
            Entity::School,
            Entity::Class,
            Entity::Enrolment,
            Entity::Student,
            Entity::Session,
            Entity::Attendance,
            Entity::Exemption,
            Entity::AnnouncedAbsence,
        ]
    }

    fn name(&self) -> Option<String> {
        self.detail.value().map(|detail| detail.row.name.clone())
    }

    fn is_waiting(&self) -> bool {
        false
    }

    fn is_unsaved(&self) -> bool {
        self.has_form() || self.before.as_ref().is_some_and(|before| *before != self.draft)
    }

    fn has_form(&self) -> bool {
        self.turned_up.as_ref().is_some_and(|who| !who.typed.is_empty())
            || self.calling_off.as_ref().is_some_and(|reason| !reason.is_empty())
    }

    fn close_inner(&mut self) -> bool {
        self.turned_up.take().is_some()
            || self.calling_off.take().is_some()
            || !std::mem::take(&mut self.letters).is_empty()
    }

    fn focus(&self) -> Task<Message> {
        let name = match (&self.turned_up, &self.calling_off) {
            (Some(_), _) => "newcomer",
            (None, Some(_)) => "reason",
            (None, None) => KEYS,
        };

        focus(field::id(name))
    }

    fn save(&self) -> Option<Message> {
        Some(match self.calling_off {
            Some(_) => Message::CallOff,
            None => Message::Save,
        })
    }

    fn take_back(&self) -> Option<Message> {
        (!self.earlier.is_empty()).then_some(Message::TakeBack)
    }
}

fn focus_keys<M: Send + 'static>() -> Task<M> {
    focus(field::id(KEYS))
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
        Key::Named(Named::Insert) => Some(Message::AskWho),
        Key::Character(text) if !modifiers.command() && !modifiers.alt() => {
            match text.chars().next()? {
                '+' => Some(Message::AskWho),
                letter => Some(Message::Typed(letter)),
            }
        }
        _ => None,
    }
}
