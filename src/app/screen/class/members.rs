//! The class's students: adding one who is missing or a guest, saying that one has left.

use iced::widget::{Column, column, container, row, scrollable, space};
use iced::{Center, Element, Fill};

use crate::app::action::Action;
use crate::app::action::EnrolmentChange;
use crate::app::context::Context;
use crate::app::route::Route;
use crate::app::screen::students::verdict;
use crate::app::theme::spacing;
use crate::app::theme::style::{self, Kind};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, field, hairline, muted, small, strong};
use crate::domain::{ClassId, StudentId};
use crate::i18n::{Language, date, number};
use crate::register::class::newcomer::Newcomer;
use crate::register::class::{ClassDetail, Member};
use crate::register::student::{StudentDetails, StudentRow};
use crate::register::{Error, Register};
use crate::text;

/// What is being typed.
#[derive(Debug, Default)]
pub struct Members {
    newcomer: String,
    guests: Vec<StudentRow>,
    /// Whether a student is on the way into the register: Enter twice adds nobody twice.
    adding: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    NewcomerChanged(String),
    GuestsFound(Vec<StudentRow>),
    AddStudent,
    AddGuest(StudentId),
    AskLeave(StudentId),
    AskReturn(StudentId),
    AskExempt(StudentId),
    Open(StudentId),
    Changed(Result<(), Error>),
}

impl Members {
    /// Whether a name is typed.
    pub fn is_unsaved(&self) -> bool {
        !self.newcomer.trim().is_empty()
    }

    /// Forgets what is typed. False where nothing was.
    pub fn close(&mut self) -> bool {
        let open = !self.newcomer.is_empty();
        *self = Self::default();

        open
    }

    pub fn update(
        &mut self,
        message: Message,
        context: &Context,
        detail: &ClassDetail,
    ) -> Action<Message> {
        let class = detail.row.id;
        match message {
            Message::NewcomerChanged(name) => return self.look_for_guests(context, class, name),
            Message::GuestsFound(guests) => self.guests = guests,
            Message::AddStudent => return self.add_student(context, detail),
            Message::AddGuest(student) => {
                if std::mem::replace(&mut self.adding, true) {
                    return Action::None;
                }
                return change(context, move |register| {
                    register.add_guest(class, student).map(|_| ())
                });
            }
            Message::AskLeave(student) => {
                let name = name_of(detail, student);
                return Action::Enrol(EnrolmentChange::Leave { student, name, class });
            }
            Message::AskReturn(student) => {
                let name = name_of(detail, student);
                return Action::Enrol(EnrolmentChange::Return { student, name, class });
            }
            Message::AskExempt(student) => {
                let member = detail.members.iter().find(|member| member.student == student);
                if let Some(newcomer) = member.and_then(|member| Newcomer::of(detail, member)) {
                    return Action::Exempt(newcomer);
                }
            }
            Message::Open(student) => return Action::Go(Route::Student(student)),
            Message::Changed(Ok(())) => {
                *self = Self::default();
                return Action::Changed;
            }
            Message::Changed(Err(error)) => {
                self.adding = false;
                return Action::Failed(error);
            }
        }

        Action::None
    }

    fn look_for_guests(
        &mut self,
        context: &Context,
        class: ClassId,
        name: String,
    ) -> Action<Message> {
        self.newcomer = name;
        self.guests.clear();
        let query = self.newcomer.clone();

        Action::Run(context.ask(
            move |register| register.possible_guests(class, &query),
            |answer| Message::GuestsFound(answer.unwrap_or_default()),
        ))
    }

    /// The name stays in its field until the student is there.
    fn add_student(&mut self, context: &Context, detail: &ClassDetail) -> Action<Message> {
        let Some(details) = StudentDetails::from_typed_name(&self.newcomer) else {
            return Action::None;
        };
        if std::mem::replace(&mut self.adding, true) {
            return Action::None;
        }
        let class = detail.row.id;
        let from = (detail.row.held > 0).then_some(context.today);

        change(context, move |register| register.add_student(class, &details, from).map(|_| ()))
    }

    pub fn view<'a>(&'a self, context: &Context, detail: &'a ClassDetail) -> Element<'a, Message> {
        let language = context.language;
        let add = row![
            field::typed(
                &text!(language, "class-add-placeholder"),
                &self.newcomer,
                Message::NewcomerChanged
            )
            .id(field::id(field::FILTER))
            .on_submit(Message::AddStudent)
            .width(300),
            button::plain(text!(language, "class-add"))
                .on_press(self.is_unsaved().then_some(Message::AddStudent)),
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
        for member in &detail.members {
            rows = rows.push(member_row(context, detail, member)).push(hairline());
        }
        if detail.members.is_empty() {
            rows = rows.push(muted(text!(language, "class-no-students")));
        }

        column![
            add,
            guests,
            scrollable(rows.padding(iced::Padding::ZERO.right(spacing::M)))
                .direction(style::slim())
                .style(style::scroll)
                .height(Fill)
        ]
        .spacing(spacing::S)
        .into()
    }
}

fn member_row<'a>(
    context: &Context,
    detail: &ClassDetail,
    member: &'a Member,
) -> Element<'a, Message> {
    let language = context.language;
    let stands: Element<'a, Message> = match &member.standing {
        Some(standing) if !context.is_narrow() => row![
            body(text!(
                language,
                "students-attended-of",
                attended = number::hours(standing.attended.0),
                planned = number::hours(standing.planned.0)
            ))
            .width(150),
            container(verdict(language, standing.verdict)).width(150),
        ]
        .into(),
        Some(standing) => verdict(language, standing.verdict),
        None => space().into(),
    };
    let leave = if member.to.is_none() {
        button::link(text!(language, "class-leave")).on_press(Message::AskLeave(member.student))
    } else {
        button::link(text!(language, "class-return")).on_press(Message::AskReturn(member.student))
    };
    let open = area(strong(member.name()))
        .kind(Kind::Row)
        .padding([spacing::XXS, spacing::XS])
        .on_press(Message::Open(member.student));
    let remark = small(remark(language, member)).style(style::muted);
    let mut line = row![container(open).width(Fill).clip(true), remark, stands];
    if Newcomer::of(detail, member).is_some() {
        let exempt = button::link(text!(language, "class-exempt"));
        line = line.push(exempt.on_press(Message::AskExempt(member.student)));
    }

    line.push(leave).spacing(spacing::S).align_y(Center).height(44).into()
}

/// What sets a member apart: a guest, one who came later or has left.
pub fn remark(language: Language, member: &Member) -> String {
    match (member.guest, member.from, member.to) {
        (true, _, _) => text!(language, "class-is-guest"),
        (false, _, Some(to)) => text!(language, "class-has-left", day = date::short(language, to)),
        (false, Some(from), None) => {
            text!(language, "class-came", day = date::short(language, from))
        }
        (false, None, None) => String::new(),
    }
}

fn name_of(detail: &ClassDetail, student: StudentId) -> String {
    let member = detail.members.iter().find(|member| member.student == student);

    member.map(Member::name).unwrap_or_default()
}

fn change(
    context: &Context,
    job: impl FnOnce(&mut Register) -> Result<(), Error> + Send + 'static,
) -> Action<Message> {
    context.change(job, Message::Changed)
}
