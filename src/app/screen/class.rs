//! One class: the next thing to do as one big button, then attendance, students, sessions, history.

mod attendance;
mod plan;

use iced::widget::{Column, column, container, row, scrollable, space};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;

use super::students::verdict;
use super::{Action, Context, Fetched, Place, Ticket};
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{size, spacing};
use crate::app::widget::focus::area;
use crate::app::widget::ring::ring;
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, button, card, field, hairline, muted, small, strong};
use crate::domain::student::fold;
use crate::domain::{Attendance, ClassId, EnrolmentId, SessionId, StudentId};
use crate::i18n::{date, number};
use crate::papers;
use crate::register::Error;
use crate::register::class::ClassDetail;
use crate::register::journal::history::Entry;
use crate::register::student::{StudentDetails, StudentRow};
use crate::{sentence, text};

/// The screen.
#[derive(Debug)]
pub struct Class {
    class: ClassId,
    facts: Fetched<Facts>,
    tab: Tab,
    matrix: attendance::Matrix,
    plan: plan::Plan,
    newcomer: String,
    guests: Vec<StudentRow>,
    leaving: Option<EnrolmentId>,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct Facts {
    detail: ClassDetail,
    history: Vec<Entry>,
    ready: usize,
}

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Attendance,
    Students,
    Sessions,
    History,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<Facts, Error>>),
    Show(Tab),
    Go(Place),
    Print,
    Roster,
    Saved(Result<std::path::PathBuf, Error>),
    Matrix(attendance::Message),
    Plan(plan::Message),
    Mark(SessionId, StudentId, Option<Attendance>),
    Changed(Result<(), Error>),
    NewcomerChanged(String),
    GuestsFound(Vec<StudentRow>),
    AddStudent,
    AddGuest(StudentId),
    AskLeave(EnrolmentId),
    Leave(EnrolmentId),
    Back,
}

/// Guests offered while a name is typed.
const MOST_GUESTS: usize = 5;

impl Class {
    pub fn new(context: &Context, class: ClassId) -> (Self, Task<Message>) {
        let mut screen = Self {
            class,
            facts: Fetched::default(),
            tab: Tab::Attendance,
            matrix: attendance::Matrix::default(),
            plan: plan::Plan::default(),
            newcomer: String::new(),
            guests: Vec::new(),
            leaving: None,
        };
        let task = screen.reload(context);

        (screen, task)
    }

    /// The name to show above, once it is known.
    pub fn name(&self) -> Option<String> {
        self.facts.value().map(|facts| facts.detail.row.name.clone())
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let (ticket, class) = (self.facts.ask(), self.class);

        context.ask(
            move |register| {
                use crate::register::certificate::CandidateState;
                let candidates = register.certificate_candidates(class)?;
                Ok(Facts {
                    detail: register.class(class)?,
                    history: register.class_history(class)?,
                    ready: candidates.iter().filter(|c| c.state == CandidateState::Ready).count(),
                })
            },
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.facts.value().is_none();
                let action = self.facts.take(ticket, *answer);
                match action {
                    Action::None if first => {
                        return Action::Run(iced::widget::operation::focus(field::id("next")));
                    }
                    action => return action,
                }
            }
            Message::Show(tab) => self.tab = tab,
            Message::Go(place) => return Action::Go(place),
            Message::Back => return Action::Back,
            Message::Print => return Action::Go(Place::Certificates),
            Message::Roster => return self.save_roster(context),
            Message::Saved(Ok(path)) => return Action::OpenFile(path),
            Message::Saved(Err(error)) => return Action::Failed(error),
            Message::Matrix(message) => {
                if let Some(facts) = self.facts.value()
                    && let Some((session, student, mark)) =
                        self.matrix.update(message, &facts.detail)
                {
                    return self.mark(context, session, student, mark);
                }
            }
            Message::Plan(message) => {
                if let Some(facts) = self.facts.value() {
                    return self.plan.update(message, context, &facts.detail);
                }
            }
            Message::Mark(session, student, mark) => {
                return self.mark(context, session, student, mark);
            }
            Message::Changed(Ok(())) => return Action::Changed,
            Message::Changed(Err(error)) => return Action::Failed(error),
            Message::NewcomerChanged(name) => return self.look_for_guests(context, name),
            Message::GuestsFound(guests) => self.guests = guests,
            Message::AddStudent => return self.add_student(context),
            Message::AddGuest(student) => {
                self.newcomer.clear();
                self.guests.clear();
                let class = self.class;
                return self.change(context, move |register| {
                    register.add_guest(class, student).map(|_| ())
                });
            }
            Message::AskLeave(enrolment) => self.leaving = Some(enrolment),
            Message::Leave(enrolment) => {
                self.leaving = None;
                let today = context.today;
                return self.change(context, move |register| {
                    register.edit_enrolment(enrolment, None, Some(today)).map(|_| ())
                });
            }
        }

        Action::None
    }

    fn change(
        &self,
        context: &Context,
        job: impl FnOnce(&mut crate::register::Register) -> Result<(), Error> + Send + 'static,
    ) -> Action<Message> {
        Action::Run(context.ask(job, Message::Changed))
    }

    fn mark(
        &self,
        context: &Context,
        session: SessionId,
        student: StudentId,
        mark: Option<Attendance>,
    ) -> Action<Message> {
        self.change(context, move |register| register.set_mark(session, student, mark).map(|_| ()))
    }

    fn look_for_guests(&mut self, context: &Context, name: String) -> Action<Message> {
        self.newcomer = name;
        self.guests.clear();
        let query = fold(&self.newcomer);
        if query.trim().chars().count() < 2 {
            return Action::None;
        }
        let class = self.class;

        Action::Run(context.ask(
            move |register| {
                let inside: Vec<StudentId> =
                    register.class(class)?.members.iter().map(|m| m.student).collect();
                let rows = register.students()?;
                let found = crate::register::student::search(&rows, &query)
                    .into_iter()
                    .map(|index| rows[index].clone())
                    .filter(|row| !inside.contains(&row.id))
                    .take(MOST_GUESTS)
                    .collect();
                Ok(found)
            },
            |answer| Message::GuestsFound(answer.unwrap_or_default()),
        ))
    }

    fn add_student(&mut self, context: &Context) -> Action<Message> {
        self.guests.clear();
        let typed = std::mem::take(&mut self.newcomer);
        let Some(details) = StudentDetails::from_typed_name(&typed) else { return Action::None };
        let class = self.class;
        let started = self.facts.value().is_some_and(|facts| facts.detail.row.held > 0);
        let from = started.then_some(context.today);

        self.change(context, move |register| {
            register.add_student(class, &details, from).map(|_| ())
        })
    }

    /// Saves the attendance list where temporary files go and opens it, ready to be printed.
    fn save_roster(&self, context: &Context) -> Action<Message> {
        let (class, language, today) = (self.class, context.language, context.today);

        Action::Run(context.ask(
            move |register| {
                let detail = register.class(class)?;
                let (_, bytes) = papers::roster(language, &register.programme()?, &detail, today);
                let name = papers::class_file_name(&detail.row.school_name, &detail.row.name);
                let path = papers::folder_for_opening()
                    .map_err(|error| Error::io(std::path::Path::new("."), error))?
                    .join(format!("{name}.pdf"));
                crate::installation::write_whole(&path, &bytes)
                    .map_err(|error| Error::io(&path, error))?;
                Ok(path)
            },
            Message::Saved,
        ))
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(facts) = self.facts.value() else { return space().into() };
        let tabs = segmented(
            &[
                (Tab::Attendance, text!(language, "class-attendance")),
                (Tab::Students, text!(language, "class-students")),
                (Tab::Sessions, text!(language, "class-sessions")),
                (Tab::History, text!(language, "class-history")),
            ],
            self.tab,
            Message::Show,
        );
        let content: Element<'a, Message> = match self.tab {
            Tab::Attendance => self.matrix.view(context, &facts.detail).map(Message::Matrix),
            Tab::Students => self.students(context, facts),
            Tab::Sessions => self.plan.view(context, &facts.detail).map(Message::Plan),
            Tab::History => history(context, &facts.history),
        };

        column![
            head(context, facts),
            tabs,
            card(content).padding(spacing::S).width(Fill).height(Fill)
        ]
        .spacing(spacing::S)
        .into()
    }

    fn students<'a>(&'a self, context: &Context, facts: &'a Facts) -> Element<'a, Message> {
        let language = context.language;
        let add = row![
            field::typed(
                &text!(language, "class-add-placeholder"),
                &self.newcomer,
                Message::NewcomerChanged
            )
            .on_submit(Message::AddStudent)
            .width(320),
            button::plain(text!(language, "class-add")).on_press(Message::AddStudent),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        let mut guests = Column::new().spacing(spacing::XXS);
        for guest in &self.guests {
            guests = guests.push(
                button::link(text!(language, "class-add-guest", name = guest.name.as_str()))
                    .on_press(Message::AddGuest(guest.id)),
            );
        }
        let mut rows = Column::new().width(Fill);
        for member in &facts.detail.members {
            rows = rows.push(self.member_row(context, member)).push(hairline());
        }
        if facts.detail.members.is_empty() {
            rows = rows.push(muted(text!(language, "class-no-students")));
        }

        column![
            add,
            guests,
            scrollable(rows.padding(iced::Padding::ZERO.right(spacing::M)))
                .style(style::scroll)
                .height(Fill)
        ]
        .spacing(spacing::S)
        .into()
    }

    fn member_row<'a>(
        &self,
        context: &Context,
        member: &'a crate::register::class::Member,
    ) -> Element<'a, Message> {
        let language = context.language;
        let mut remark = match (member.guest, member.to) {
            (true, _) => text!(language, "class-is-guest"),
            (false, Some(to)) => text!(language, "class-has-left", day = to.to_string()),
            (false, None) => String::new(),
        };
        if remark.is_empty()
            && let Some(from) = member.from
        {
            remark = text!(language, "class-came", day = from.to_string());
        }
        let stands: Element<'a, Message> = match &member.standing {
            Some(standing) => row![
                body(text!(
                    language,
                    "students-attended-of",
                    attended = number::hours(standing.attended.0),
                    planned = number::hours(standing.planned.0)
                ))
                .width(150),
                verdict(language, standing.verdict).width(150),
            ]
            .into(),
            None => space().into(),
        };
        let leave: Element<'a, Message> = if self.leaving == Some(member.enrolment) {
            button::danger(text!(language, "class-leave-sure"))
                .on_press(Message::Leave(member.enrolment))
                .into()
        } else if member.to.is_none() {
            button::link(text!(language, "class-leave"))
                .on_press(Message::AskLeave(member.enrolment))
                .into()
        } else {
            space().into()
        };
        let open = area(strong(member.name()))
            .kind(Kind::Row)
            .padding([spacing::XXS, spacing::XS])
            .on_press(Message::Go(Place::Student(member.student)));

        row![container(open).width(Fill), small(remark).style(style::muted), stands, leave]
            .spacing(spacing::S)
            .align_y(Center)
            .height(44)
            .into()
    }
}

fn head<'a>(context: &Context, facts: &Facts) -> Element<'a, Message> {
    let language = context.language;
    let class = &facts.detail.row;
    let share = match class.planned {
        0 => 0.0,
        planned => class.held as f32 / planned as f32,
    };
    let course = format!("{}, {}, {}", class.school_name, class.term, class.course_name);
    let names = column![
        iced::widget::text(class.name.clone())
            .size(size::HEADING)
            .font(crate::app::theme::SEMIBOLD),
        muted(course),
        small(text!(
            language,
            "class-summary",
            students = class.students,
            completed = class.completed
        ))
        .style(style::muted),
    ]
    .spacing(spacing::XXS);
    let next: Element<'a, Message> = match (class.next_number, facts.ready) {
        (Some(number), _) if class.students > 0 => {
            button::large(Icon::ClipboardPen, text!(language, "class-log", number = number))
                .id("next")
                .on_press(Message::Go(Place::Log(class.id, number)))
                .into()
        }
        (_, ready @ 1..) => {
            button::large(Icon::Award, text!(language, "class-print", count = ready))
                .id("next")
                .on_press(Message::Print)
                .into()
        }
        _ => muted(text!(language, "class-nothing-to-do")).into(),
    };
    let roster = button::plain(text!(language, "class-roster")).on_press(Message::Roster);
    let label = text!(language, "classes-held-of", held = class.held, planned = class.planned);

    row![ring(share, label, 76.0), names.width(Fill), roster, next]
        .spacing(spacing::M)
        .align_y(Center)
        .into()
}

fn history<'a>(context: &Context, entries: &[Entry]) -> Element<'a, Message> {
    entry_rows(context, entries)
}

/// Changes as lines: when, and what in a sentence.
pub fn entry_rows<'a, M: 'a>(context: &Context, entries: &[Entry]) -> Element<'a, M> {
    let language = context.language;
    let mut rows = Column::new().spacing(spacing::XS).width(Fill);
    for entry in entries {
        let local = entry.at.with_timezone(&chrono::Local);
        let when =
            format!("{} {}", date::short(language, local.date_naive()), local.format("%H:%M"));
        let told = match entry.undone {
            true => format!(
                "{} ({})",
                sentence::change(language, entry),
                text!(language, "cli-history-undone")
            ),
            false => sentence::change(language, entry),
        };
        rows = rows.push(
            row![small(when).style(style::muted).width(130), body(told).width(Fill)]
                .spacing(spacing::S),
        );
    }

    scrollable(rows).style(style::scroll).height(Fill).into()
}
