//! The matrix: students down, sessions across. A click or the arrows select, one cell or a range; a key, the menu or a button
//! at the foot writes. Before anything is written at a session that is not logged, it is asked whether it was held.

mod view;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use iced::keyboard::{Key, Modifiers, key::Named};
use iced::widget::Id;
use iced::widget::operation::{AbsoluteOffset, focus, scroll_to};
use iced::{Size, Task, Vector};

use super::Message as ClassMessage;
use crate::app::theme::DENSE_ROW_HEIGHT;
use crate::app::widget::cells::Pointed;
use crate::app::widget::field;
use crate::domain::{Attendance, Minutes, SessionId, SessionStatus, StudentId};
use crate::i18n::date;
use crate::register::class::{ClassDetail, Member, Session};
use crate::register::session::Marking;
use crate::register::{Error, Refusal};

/// What is selected, and what is being asked.
#[derive(Debug, Default)]
pub struct Matrix {
    cursor: Cell,
    /// The other end of the range that is selected; the cursor's own cell where `None`.
    anchor: Option<Cell>,
    /// The minutes typed for the next *late*.
    digits: String,
    menu: Option<Menu>,
    question: Option<Question>,
    /// What was asked for and is not in the class's facts yet: a key is held against this, not against what was loaded last.
    pending: BTreeMap<(SessionId, StudentId), Pending>,
    /// The newest asking.
    asking: Asking,
    offset: Vector,
    seen: Size,
}

/// A cell by its places among the students and the sessions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cell {
    student: usize,
    session: usize,
}

/// One time that marks were asked for, counted from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asking(u64);

/// A mark that was asked for.
#[derive(Debug, Clone, Copy)]
struct Pending {
    asking: Asking,
    mark: Option<Attendance>,
    /// Whether the register has answered; the facts that come next have it.
    answered: bool,
}

/// The menu of a cell.
#[derive(Debug, Clone, Default)]
struct Menu {
    /// The entry that is chosen.
    at: usize,
    /// The minutes, while they are typed.
    minutes: Option<String>,
}

/// What must be answered before something is written.
#[derive(Debug, Clone)]
enum Question {
    /// Whether sessions that are not logged were held, and on which day where there is one only.
    Held { sessions: Vec<(SessionId, u16)>, day: String, then: Deed },
    /// Whether a session without marks is to be planned again.
    PlanAgain(SessionId, u16),
}

/// What is written once a question is answered.
#[derive(Debug, Clone)]
enum Deed {
    Mark(Vec<(SessionId, StudentId)>, Attendance),
    MarkRest(SessionId),
}

#[derive(Debug, Clone)]
pub enum Message {
    Move(isize, isize),
    /// The same, and the range goes on to there.
    Stretch(isize, isize),
    SelectColumn,
    Pointed(Pointed),
    Mark(Stroke),
    Digit(char),
    /// Everyone without a mark at the session under the cursor is present.
    MarkRest,
    OpenMenu,
    MoveInMenu(isize),
    /// An entry of the menu is taken; the chosen one where `None`.
    Take(Option<Entry>),
    MinutesTyped(String),
    MinutesEntered,
    CloseMenu,
    DayTyped(String),
    Yes,
    LogInstead,
    No,
    /// How far it is scrolled, and how much is seen.
    Scrolled(Vector, Size),
}

/// What is to be done.
#[derive(Debug)]
pub enum Asked {
    Nothing,
    /// To mark cells alike; the sessions that have no mark left then.
    Mark(Asking, Marking, Vec<SessionId>),
    /// Everyone without a mark at a session is present; the day it was held, where it is not logged yet.
    MarkRest(Asking, SessionId, Option<NaiveDate>),
    /// To note an announced absence, or take it back.
    Announce(SessionId, StudentId, bool),
    PlanAgain(SessionId),
    /// To log the session with that number.
    Log(u16),
    /// To say why something can't be done.
    Refuse(Error),
}

/// What a key writes into the selected cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    Present,
    Late,
    Excused,
    Unexcused,
    Clear,
}

/// An entry of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    Mark(Stroke),
    /// Whoever has no mark at the session was there.
    MarkRest,
    /// The absence is announced, or no longer.
    Announce(bool),
    /// The session is logged.
    Log(u16),
}

/// The least and the greatest width of a session's column: they share what the others leave.
const LEAST_CELL: f32 = 72.0;
const MOST_CELL: f32 = 160.0;
/// The width of the column with what was attended, and of that with the verdict.
const SUM: f32 = 156.0;
const VERDICT: f32 = 148.0;
/// The height of a row with the line beneath it.
const PITCH: f32 = DENSE_ROW_HEIGHT + 1.0;
/// The height of the sessions' row.
const HEADER: f32 = 72.0;
/// The name of what scrolls.
const GRID: &str = "matrix-grid";
/// The name of what takes the keys.
pub const MATRIX: &str = "matrix";
/// The name of the menu while it is open.
const MENU: &str = "matrix-menu";
/// The name of the answer that is meant most often.
const YES: &str = "matrix-yes";
/// The width of the names' column.
const NAME_WIDTH: f32 = 204.0;

/// How wide a session's column is, in a room so wide.
fn cell_width(room: f32, sessions: usize) -> f32 {
    let left = room - NAME_WIDTH - SUM - VERDICT;

    (left / sessions.max(1) as f32).clamp(LEAST_CELL, MOST_CELL)
}

impl Matrix {
    /// Takes a message; the answer is what is to be done, and what follows in the window.
    pub fn update(
        &mut self,
        message: Message,
        detail: &ClassDetail,
        today: NaiveDate,
    ) -> (Asked, Task<ClassMessage>) {
        let asked = match message {
            Message::Move(down, across) => {
                self.anchor = None;
                return (Asked::Nothing, self.step(down, across, detail));
            }
            Message::Stretch(down, across) => {
                self.anchor.get_or_insert(self.cursor);
                return (Asked::Nothing, self.step(down, across, detail));
            }
            Message::SelectColumn => {
                self.select_column(detail);
                Asked::Nothing
            }
            Message::Pointed(pointed) => return (Asked::Nothing, self.point(pointed)),
            // A zero that begins nothing clears the cells.
            Message::Digit('0') if self.digits.is_empty() => {
                self.write(Stroke::Clear, detail, today)
            }
            Message::Digit(digit) => {
                if self.digits.len() < 3 {
                    self.digits.push(digit);
                }
                Asked::Nothing
            }
            // Late by how much is asked, where no minutes were typed before.
            Message::Mark(Stroke::Late) if self.digits.is_empty() => {
                return self.take(Some(Entry::Mark(Stroke::Late)), detail, today);
            }
            Message::Mark(stroke) => self.write(stroke, detail, today),
            Message::MarkRest => self.write_rest(detail, today),
            Message::OpenMenu => {
                self.menu = Some(Menu::default());
                return (Asked::Nothing, focus(Id::new(MENU)));
            }
            Message::MoveInMenu(by) => {
                let entries = self.entries(detail, today).len();
                if let Some(menu) = &mut self.menu {
                    let last = entries.saturating_sub(1);
                    menu.at = menu.at.saturating_add_signed(by).min(last);
                }
                Asked::Nothing
            }
            Message::Take(entry) => {
                let chosen = self.menu.as_ref().map_or(0, |menu| menu.at);
                let entry = entry.or_else(|| self.entries(detail, today).get(chosen).copied());
                return self.take(entry, detail, today);
            }
            Message::MinutesTyped(minutes) => {
                if let Some(menu) = &mut self.menu {
                    menu.minutes = Some(minutes);
                }
                Asked::Nothing
            }
            Message::MinutesEntered => {
                let minutes = self.menu.as_ref().and_then(|menu| menu.minutes.clone());
                self.digits = minutes.unwrap_or_default().trim().to_owned();
                if self.digits.parse::<u32>().is_err() {
                    self.digits.clear();
                    return (Asked::Nothing, Task::none());
                }
                self.menu = None;
                self.write(Stroke::Late, detail, today)
            }
            Message::CloseMenu => {
                self.menu = None;
                return (Asked::Nothing, focus(Id::new(MATRIX)));
            }
            Message::DayTyped(typed) => {
                if let Some(Question::Held { day, .. }) = &mut self.question {
                    *day = typed;
                }
                Asked::Nothing
            }
            Message::Yes => self.answered_yes(detail, today),
            Message::LogInstead => match self.question.take() {
                Some(Question::Held { sessions, .. }) => {
                    sessions.first().map_or(Asked::Nothing, |(_, number)| Asked::Log(*number))
                }
                _ => Asked::Nothing,
            },
            Message::No => {
                self.question = None;
                return (Asked::Nothing, focus(Id::new(MATRIX)));
            }
            Message::Scrolled(offset, seen) => {
                (self.offset, self.seen) = (offset, seen);
                self.menu = None;
                Asked::Nothing
            }
        };
        let task = match (&self.question, &asked) {
            (Some(Question::Held { day, .. }), Asked::Nothing) if day.is_empty() => {
                focus(field::id("matrix-day"))
            }
            (Some(_), Asked::Nothing) => focus(Id::new(YES)),
            _ => focus(Id::new(MATRIX)),
        };

        (asked, task)
    }

    /// Marks that were asked for could not be written; those that were asked for after them stay.
    pub fn forget(&mut self, asking: Asking) {
        self.pending.retain(|_, pending| pending.asking != asking);
    }

    /// Marks that were asked for are written: what the facts say next holds.
    pub fn answered(&mut self, asking: Asking) {
        for pending in self.pending.values_mut().filter(|pending| pending.asking == asking) {
            pending.answered = true;
        }
    }

    /// The facts have come that have all that was answered.
    pub fn loaded(&mut self) {
        self.pending.retain(|_, pending| !pending.answered);
    }

    /// The mark a cell has, or is to have.
    fn mark_of(
        &self,
        session: SessionId,
        student: StudentId,
        detail: &ClassDetail,
    ) -> Option<Attendance> {
        match self.pending.get(&(session, student)) {
            Some(pending) => pending.mark,
            None => detail.marks.get(&(session, student)).copied(),
        }
    }

    /// Notes what is asked for, so that the next key is held against it.
    fn note(&mut self, mut asked: Asked, detail: &ClassDetail) -> Asked {
        let (asking, cells, mark) = match &mut asked {
            Asked::Mark(asking, marking, _) => (asking, marking.cells.clone(), marking.mark),
            Asked::MarkRest(asking, session, held_on) => {
                let cells = self.rest(*session, *held_on, detail);
                (asking, cells, Some(Attendance::Present))
            }
            _ => return asked,
        };
        self.asking.0 += 1;
        *asking = self.asking;
        let pending = Pending { asking: self.asking, mark, answered: false };
        self.pending.extend(cells.into_iter().map(|cell| (cell, pending)));

        asked
    }

    /// The cells of everyone who was in the class at a session and has no mark there.
    fn rest(
        &self,
        session: SessionId,
        held_on: Option<NaiveDate>,
        detail: &ClassDetail,
    ) -> Vec<(SessionId, StudentId)> {
        let date = detail.sessions.iter().find(|one| one.id == session).and_then(|one| one.date);
        let day = held_on.or(date);
        let members = detail.members.iter();
        let there =
            members.filter(|member| !member.guest && day.is_none_or(|day| member.expected_on(day)));

        there
            .map(|member| member.student)
            .filter(|student| self.mark_of(session, *student, detail).is_none())
            .map(|student| (session, student))
            .collect()
    }

    /// Asks whether a session that has lost its last mark is to be planned again, unless something else is asked or it has been
    /// marked again meanwhile.
    pub fn ask_to_plan_again(&mut self, emptied: &[SessionId], detail: &ClassDetail) {
        let is_marked_again = |session: SessionId| {
            let mut pending = self.pending.iter().filter(|(cell, _)| cell.0 == session);
            pending.any(|(_, pending)| pending.mark.is_some())
        };
        let session = detail
            .sessions
            .iter()
            .find(|session| emptied.contains(&session.id) && !is_marked_again(session.id));
        if let Some(session) = session
            && self.question.is_none()
        {
            self.question = Some(Question::PlanAgain(session.id, session.number));
        }
    }

    /// Whether something must be answered before anything is written.
    pub fn is_asking(&self) -> bool {
        self.question.is_some()
    }

    /// Closes the menu, the question or the range. False where none was open.
    pub fn close(&mut self) -> bool {
        self.menu.take().is_some()
            || self.question.take().is_some()
            || self.anchor.take().is_some()
            || !std::mem::take(&mut self.digits).is_empty()
    }

    fn step(&mut self, down: isize, across: isize, detail: &ClassDetail) -> Task<ClassMessage> {
        let step = |at: usize, by: isize, count: usize| {
            at.saturating_add_signed(by).min(count.saturating_sub(1))
        };
        self.cursor = Cell {
            student: step(self.cursor.student, down, detail.members.len()),
            session: step(self.cursor.session, across, shown_sessions(detail).len()),
        };
        self.digits.clear();

        self.show_cursor(shown_sessions(detail).len())
    }

    /// The whole column, then everything.
    fn select_column(&mut self, detail: &ClassDetail) {
        let last = Cell {
            student: detail.members.len().saturating_sub(1),
            session: shown_sessions(detail).len().saturating_sub(1),
        };
        let (top, bottom) = (
            Cell { student: 0, session: self.cursor.session },
            Cell { student: last.student, session: self.cursor.session },
        );
        let is_column = self.anchor == Some(top) && self.cursor == bottom;
        (self.anchor, self.cursor) = match is_column {
            true => (Some(Cell::default()), last),
            false => (Some(top), bottom),
        };
    }

    fn point(&mut self, pointed: Pointed) -> Task<ClassMessage> {
        self.digits.clear();
        self.menu = None;
        let cell = |(student, session)| Cell { student, session };
        match pointed {
            Pointed::Press(student, session) => {
                self.anchor = None;
                self.cursor = cell((student, session));
            }
            Pointed::Extend(student, session) => {
                self.anchor.get_or_insert(self.cursor);
                self.cursor = cell((student, session));
            }
            Pointed::Menu(student, session) => {
                let at = cell((student, session));
                if !self.is_selected(at) {
                    self.anchor = None;
                    self.cursor = at;
                }
                self.menu = Some(Menu::default());
                return focus(Id::new(MENU));
            }
        }

        focus(Id::new(MATRIX))
    }

    /// The range that is selected: the first and the last cell, by rows and columns.
    fn range(&self) -> (Cell, Cell) {
        let other = self.anchor.unwrap_or(self.cursor);
        let ordered = |one: usize, another: usize| (one.min(another), one.max(another));
        let (top, bottom) = ordered(self.cursor.student, other.student);
        let (left, right) = ordered(self.cursor.session, other.session);

        (Cell { student: top, session: left }, Cell { student: bottom, session: right })
    }

    fn is_selected(&self, cell: Cell) -> bool {
        let (first, last) = self.range();

        (first.student..=last.student).contains(&cell.student)
            && (first.session..=last.session).contains(&cell.session)
    }

    /// The sessions and the students that are selected.
    fn selected<'d>(&self, detail: &'d ClassDetail) -> (Vec<&'d Session>, Vec<&'d Member>) {
        let (first, last) = self.range();
        let sessions = shown_sessions(detail).into_iter().enumerate();
        let sessions = sessions.filter(|(at, _)| (first.session..=last.session).contains(at));
        let members = detail.members.iter().enumerate();
        let members = members.filter(|(at, _)| (first.student..=last.student).contains(at));

        (sessions.map(|(_, one)| one).collect(), members.map(|(_, one)| one).collect())
    }

    /// What the menu offers: marks, or where the session lies in the future, that an absence is announced.
    fn entries(&self, detail: &ClassDetail, today: NaiveDate) -> Vec<Entry> {
        let (sessions, members) = self.selected(detail);
        let future = |session: &&Session| {
            session.status == SessionStatus::Planned && session.date.is_some_and(|day| day > today)
        };
        if let (Some(session), [member]) =
            (sessions.first().filter(|one| future(one)), &members[..])
            && sessions.len() == 1
        {
            let announced = detail.announced.contains(&(session.id, member.student));
            return vec![Entry::Announce(!announced), Entry::Log(session.number)];
        }

        [Stroke::Present, Stroke::Late, Stroke::Excused, Stroke::Unexcused, Stroke::Clear]
            .map(Entry::Mark)
            .into_iter()
            .chain([Entry::MarkRest])
            .collect()
    }

    fn take(
        &mut self,
        entry: Option<Entry>,
        detail: &ClassDetail,
        today: NaiveDate,
    ) -> (Asked, Task<ClassMessage>) {
        if entry == Some(Entry::Mark(Stroke::Late)) {
            let menu = self.menu.get_or_insert_default();
            menu.minutes = Some(String::new());
            return (Asked::Nothing, focus(field::id("matrix-minutes")));
        }
        self.menu = None;
        let asked = match entry {
            Some(Entry::Mark(stroke)) => self.write(stroke, detail, today),
            Some(Entry::MarkRest) => self.write_rest(detail, today),
            Some(Entry::Announce(absent)) => match self.selected(detail) {
                (sessions, members) if !sessions.is_empty() && !members.is_empty() => {
                    Asked::Announce(sessions[0].id, members[0].student, absent)
                }
                _ => Asked::Nothing,
            },
            Some(Entry::Log(number)) => Asked::Log(number),
            None => Asked::Nothing,
        };
        let task = match self.question {
            Some(_) => focus(Id::new(YES)),
            None => focus(Id::new(MATRIX)),
        };

        (asked, task)
    }

    /// Writes into the selected cells, or asks first.
    fn write(&mut self, stroke: Stroke, detail: &ClassDetail, today: NaiveDate) -> Asked {
        let asked = self.asked_by(stroke, detail, today);

        self.note(asked, detail)
    }

    fn asked_by(&mut self, stroke: Stroke, detail: &ClassDetail, today: NaiveDate) -> Asked {
        let late = Attendance::Late(Minutes(self.digits.parse().unwrap_or(0)));
        self.digits.clear();
        let mark = match stroke {
            Stroke::Present => Some(Attendance::Present),
            Stroke::Late => Some(late),
            Stroke::Excused => Some(Attendance::Excused),
            Stroke::Unexcused => Some(Attendance::Unexcused),
            Stroke::Clear => None,
        };
        let (sessions, members) = self.selected(detail);
        let all = sessions.iter().flat_map(|session| members.iter().map(move |m| (*session, *m)));
        let Some(mark) = mark else {
            let marked = |(session, member): &(&Session, &Member)| {
                self.mark_of(session.id, member.student, detail).is_some()
            };
            let cells: Vec<_> = all.filter(marked).map(|(s, m)| (s.id, m.student)).collect();
            return match cells.is_empty() {
                true => Asked::Nothing,
                false => self.clear(cells, detail),
            };
        };
        if let Some(day) = coming(&sessions, today) {
            return Asked::Refuse(Refusal::InFuture(day).into());
        }
        let (inside, outside): (Vec<_>, Vec<_>) =
            all.partition(|(session, member)| can_have_mark(session, member, detail));
        let cells: Vec<(SessionId, StudentId)> = inside
            .iter()
            .filter(|(s, m)| self.mark_of(s.id, m.student, detail) != Some(mark))
            .map(|(session, member)| (session.id, member.student))
            .collect();
        if cells.is_empty() {
            let away = outside.first().filter(|_| inside.is_empty());
            return match away.and_then(|(session, member)| Some((session.date?, member.name()))) {
                Some((day, name)) => Asked::Refuse(Refusal::NotInClassThen(name, day).into()),
                None => Asked::Nothing,
            };
        }

        self.ask_first(&sessions, Deed::Mark(cells, mark))
    }

    fn write_rest(&mut self, detail: &ClassDetail, today: NaiveDate) -> Asked {
        let sessions = shown_sessions(detail);
        let Some(session) = sessions.get(self.cursor.session) else { return Asked::Nothing };
        if let Some(day) = coming(&[session], today) {
            return Asked::Refuse(Refusal::InFuture(day).into());
        }

        let asked = self.ask_first(&[session], Deed::MarkRest(session.id));

        self.note(asked, detail)
    }

    /// Does what is wanted where all of the sessions were held; else asks whether they were.
    fn ask_first(&mut self, sessions: &[&Session], deed: Deed) -> Asked {
        let unlogged: Vec<&&Session> =
            sessions.iter().filter(|one| one.status == SessionStatus::Planned).collect();
        if unlogged.is_empty() {
            return deed.done(&BTreeMap::new());
        }
        let day = match unlogged.as_slice() {
            [only] => only.date.map(|day| day.to_string()).unwrap_or_default(),
            several => match several.iter().find(|session| session.date.is_none()) {
                Some(undated) => return Asked::Refuse(Refusal::NotLogged(undated.number).into()),
                None => String::new(),
            },
        };
        let sessions = unlogged.iter().map(|session| (session.id, session.number)).collect();
        self.question = Some(Question::Held { sessions, day, then: deed });

        Asked::Nothing
    }

    fn answered_yes(&mut self, detail: &ClassDetail, today: NaiveDate) -> Asked {
        let Some(question) = self.question.clone() else { return Asked::Nothing };
        let (sessions, day, then) = match question {
            Question::PlanAgain(session, _) => {
                self.question = None;
                return Asked::PlanAgain(session);
            }
            Question::Held { sessions, day, then } => (sessions, day, then),
        };
        let mut held = BTreeMap::new();
        if let [(session, _)] = sessions.as_slice() {
            let Some(day) = date::typed(&day, today) else { return Asked::Nothing };
            held.insert(*session, day);
        } else {
            let planned = detail.sessions.iter().filter_map(|one| Some((one.id, one.date?)));
            held.extend(planned.filter(|(id, _)| sessions.iter().any(|(asked, _)| asked == id)));
        }
        self.question = None;
        let asked = then.done(&held);

        self.note(asked, detail)
    }

    /// Clears cells, and says which sessions have no mark left then.
    fn clear(&self, cells: Vec<(SessionId, StudentId)>, detail: &ClassDetail) -> Asked {
        let mut emptied: Vec<SessionId> = cells.iter().map(|(session, _)| *session).collect();
        emptied.dedup();
        let asked_for = self.pending.iter().filter(|(_, pending)| pending.mark.is_some());
        let marked: Vec<(SessionId, StudentId)> = detail
            .marks
            .keys()
            .filter(|(session, student)| self.mark_of(*session, *student, detail).is_some())
            .chain(asked_for.map(|(cell, _)| cell))
            .copied()
            .collect();
        emptied
            .retain(|session| marked.iter().all(|cell| cell.0 != *session || cells.contains(cell)));

        let marking = Marking { cells, mark: None, held: BTreeMap::new() };

        Asked::Mark(Asking::default(), marking, emptied)
    }

    /// Scrolls so that the cell under the cursor is seen.
    fn show_cursor(&self, sessions: usize) -> Task<ClassMessage> {
        if self.seen == Size::ZERO {
            return Task::none();
        }
        let fit = |at: f32, length: f32, offset: f32, seen: f32| {
            if at < offset { at } else { offset.max(at + length - seen) }
        };
        let row = self.cursor.student as f32 * PITCH + HEADER;
        let cell = cell_width(self.seen.width, sessions);
        let column = NAME_WIDTH + self.cursor.session as f32 * cell;
        // With the names in sight as long as the first session is.
        let left = if self.cursor.session == 0 { 0.0 } else { column };
        let x = fit(left, column + cell - left, self.offset.x, self.seen.width);
        let y = fit(
            if self.cursor.student == 0 { 0.0 } else { row },
            DENSE_ROW_HEIGHT,
            self.offset.y,
            self.seen.height,
        );
        if (x, y) == (self.offset.x, self.offset.y) {
            return Task::none();
        }

        scroll_to(Id::new(GRID), AbsoluteOffset { x, y })
    }
}

impl Deed {
    /// What is to be done where these sessions were held though they are not logged.
    fn done(self, held: &BTreeMap<SessionId, NaiveDate>) -> Asked {
        match self {
            Self::Mark(cells, mark) => {
                let marking = Marking { cells, mark: Some(mark), held: held.clone() };
                Asked::Mark(Asking::default(), marking, Vec::new())
            }
            Self::MarkRest(session) => {
                Asked::MarkRest(Asking::default(), session, held.get(&session).copied())
            }
        }
    }
}

/// The first day among the sessions that has not come.
fn coming(sessions: &[&Session], today: NaiveDate) -> Option<NaiveDate> {
    let planned = sessions.iter().filter(|session| session.status == SessionStatus::Planned);

    planned.filter_map(|session| session.date.filter(|day| *day > today)).min()
}

/// Whether a student can have a mark at a session: in the class that day, a guest, or marked already.
fn can_have_mark(session: &Session, member: &Member, detail: &ClassDetail) -> bool {
    member.guest
        || session.date.is_none_or(|day| member.expected_on(day))
        || detail.marks.contains_key(&(session.id, member.student))
}

/// Sessions that can have marks.
fn shown_sessions(detail: &ClassDetail) -> Vec<&Session> {
    detail.sessions.iter().filter(|session| session.status != SessionStatus::Cancelled).collect()
}

/// The letter of a mark, the same in both languages: P L E U are English; O and G are Swedish only, so that the two never clash.
fn stroke_of(letter: char) -> Option<Stroke> {
    match letter.to_ascii_lowercase() {
        'n' | 'p' => Some(Stroke::Present),
        's' | 'l' => Some(Stroke::Late),
        'g' | 'e' => Some(Stroke::Excused),
        'o' | 'u' => Some(Stroke::Unexcused),
        _ => None,
    }
}

fn on_key(key: &Key, modifiers: Modifiers) -> Option<Message> {
    if let (Key::Character(letter), true) = (key, modifiers.command()) {
        return (letter.as_str() == "a").then_some(Message::SelectColumn);
    }
    if modifiers.command() || modifiers.alt() {
        return None;
    }
    let go: fn(isize, isize) -> Message =
        if modifiers.shift() { Message::Stretch } else { Message::Move };
    match key {
        Key::Named(Named::ArrowUp) => Some(go(-1, 0)),
        Key::Named(Named::ArrowDown) => Some(go(1, 0)),
        Key::Named(Named::ArrowLeft) => Some(go(0, -1)),
        Key::Named(Named::ArrowRight) => Some(go(0, 1)),
        Key::Named(Named::Enter | Named::Space | Named::ContextMenu) => Some(Message::OpenMenu),
        Key::Named(Named::Delete | Named::Backspace) => Some(Message::Mark(Stroke::Clear)),
        Key::Character(text) => match text.chars().next()? {
            'a' | 'A' => Some(Message::MarkRest),
            digit if digit.is_ascii_digit() => Some(Message::Digit(digit)),
            letter => stroke_of(letter).map(Message::Mark),
        },
        _ => None,
    }
}

fn on_menu_key(key: &Key, modifiers: Modifiers) -> Option<Message> {
    if modifiers.command() || modifiers.alt() {
        return None;
    }
    match key {
        Key::Named(Named::ArrowUp) => Some(Message::MoveInMenu(-1)),
        Key::Named(Named::ArrowDown) => Some(Message::MoveInMenu(1)),
        Key::Named(Named::Enter | Named::Space) => Some(Message::Take(None)),
        // Escape is asked of the screen, which closes what lies on top.
        Key::Named(Named::Tab) => Some(Message::CloseMenu),
        Key::Character(text) => match text.chars().next()? {
            '0' => Some(Message::Take(Some(Entry::Mark(Stroke::Clear)))),
            'a' | 'A' => Some(Message::Take(Some(Entry::MarkRest))),
            letter => stroke_of(letter).map(|stroke| Message::Take(Some(Entry::Mark(stroke)))),
        },
        _ => None,
    }
}
