//! One class: the next thing to do as one big button, then attendance, students, sessions, certificates
//! and history.

pub(in crate::app) mod attendance;
mod certificates;
mod members;
mod plan;

use iced::widget::{column, row, space};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;

use super::{ShownScreen, unsettled};
use crate::app::action::Action;
use crate::app::action::CertificateScope;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::printing;
use crate::app::route::Route;
use crate::app::theme::{SEMIBOLD, size, spacing, style};
use crate::app::widget::changes;
use crate::app::widget::ring::ring;
use crate::app::widget::segmented::segmented;
use crate::app::widget::{button, card, field, muted, small};
use crate::domain::erasure::Whose;
use crate::domain::{Attendance, CertificateId, ClassId, SessionId, StudentId};
use crate::i18n::Language;
use crate::papers::File;
use crate::papers::class::{cover, summary};
use crate::register::certificate::{Candidate, CandidateState, Certificate};
use crate::register::class::{ClassDetail, ClassDetails};
use crate::register::journal::Entity;
use crate::register::journal::history::Entry;
use crate::register::{Error, Register};
use crate::text;

/// The screen.
#[derive(Debug)]
pub struct Class {
    class: ClassId,
    loaded: Fetched<ClassPage>,
    tab: Tab,
    matrix: attendance::Matrix,
    plan: plan::Plan,
    members: members::Members,
    form: Option<Form>,
    busy: bool,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct ClassPage {
    detail: ClassDetail,
    history: Vec<Entry>,
    candidates: Vec<Candidate>,
    issued: Vec<Certificate>,
}

/// The class's own particulars while they are edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    name: String,
    term: String,
    study_path: String,
}

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Attendance,
    Students,
    Sessions,
    Certificates,
    History,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<ClassPage, Error>>),
    Show(Tab),
    Go(Route),
    Roster,
    RosterOf(SessionId),
    Summary,
    AttendanceFile,
    AttendanceFileMade(Result<File, Error>),
    Cover,
    PrintCertificates,
    ShowCertificate(CertificateId),
    Saved(Box<Result<Option<std::path::PathBuf>, Error>>),
    Matrix(attendance::Message),
    Plan(plan::Message),
    Members(members::Message),
    Changed(Result<(), Error>),
    /// Marks were set or cleared; the sessions that have none left.
    Marked(Result<(), Error>, attendance::Asking, Vec<SessionId>),
    Edit,
    Name(String),
    Term(String),
    StudyPath(String),
    SaveForm,
    /// What was saved, and what came of it.
    FormSaved(Box<Form>, Result<(), Error>),
    Remove,
    /// To take its students' personal data out for good.
    Erase,
    Removed(Result<(), Error>),
    CloseForm,
}

impl Class {
    pub fn new(context: &Context, class: ClassId) -> (Self, Task<Message>) {
        let mut screen = Self {
            class,
            loaded: Fetched::default(),
            tab: Tab::Attendance,
            matrix: attendance::Matrix::default(),
            plan: plan::Plan::default(),
            members: members::Members::default(),
            form: None,
            busy: false,
        };
        let task = screen.reload(context);

        (screen, task)
    }

    /// Whether what is shown has come, and the name that is being typed: for tests of the window.
    #[cfg(test)]
    pub(in crate::app) fn is_loaded(&self) -> bool {
        self.loaded.value().is_some()
    }

    /// The name that is being typed.
    #[cfg(test)]
    pub(in crate::app) fn typed_name(&self) -> Option<&str> {
        self.form.as_ref().map(|form| form.name.as_str())
    }

    fn with_form(&mut self, edit: impl FnOnce(&mut Form)) {
        if let Some(form) = &mut self.form {
            edit(form);
        }
    }

    fn on_matrix(&mut self, message: attendance::Message, context: &Context) -> Action<Message> {
        use attendance::Asked;

        let Some(loaded) = self.loaded.value() else { return Action::None };
        let (asked, follows) = self.matrix.update(message, &loaded.detail, context.today);
        let language = context.language;
        match asked {
            Asked::Nothing => Action::Run(follows),
            Asked::Mark(asking, marking, emptied) => {
                let what = not_saved(language, &loaded.detail, &marking.cells);
                context
                    .change(
                        move |register| register.mark(&marking).map(|_| ()),
                        move |answer| Message::Marked(answer, asking, emptied),
                    )
                    .after(follows)
                    .or_say(what)
            }
            Asked::MarkRest(asking, session, held_on) => context
                .change(
                    move |register| {
                        register.mark_rest(session, Attendance::Present, held_on).map(|_| ())
                    },
                    move |answer| Message::Marked(answer, asking, Vec::new()),
                )
                .after(follows)
                .or_say(not_saved(language, &loaded.detail, &[])),
            Asked::Announce(session, student, absent) => context
                .change(
                    move |register| register.announce_absence(session, student, absent).map(|_| ()),
                    Message::Changed,
                )
                .after(follows)
                .or_say(not_saved(language, &loaded.detail, &[(session, student)])),
            Asked::PlanAgain(session) => context
                .change(move |register| register.plan_again(session).map(|_| ()), Message::Changed)
                .after(follows),
            Asked::Log(number) => Action::Go(Route::Log(self.class, number)),
            Asked::Refuse(error) => Action::Failed(error),
        }
    }

    /// After marks were cleared, a session that has none left may be planned again.
    fn marked(
        &mut self,
        answer: Result<(), Error>,
        asking: attendance::Asking,
        emptied: &[SessionId],
    ) -> Action<Message> {
        if let Err(error) = answer {
            self.matrix.forget(asking);
            return Action::Failed(error);
        }
        self.matrix.answered(asking);
        if let Some(loaded) = self.loaded.value() {
            self.matrix.ask_to_plan_again(emptied, &loaded.detail);
        }

        Action::Changed
    }

    fn save_form(&self, context: &Context) -> Action<Message> {
        let (Some(form), Some(loaded)) = (&self.form, self.loaded.value()) else {
            return Action::None;
        };
        let Some(details) = form.read(&loaded.detail) else { return Action::None };
        let (class, saved) = (self.class, Box::new(form.clone()));

        context.change(
            move |register| register.edit_class(class, &details).map(|_| ()),
            move |answer| Message::FormSaved(saved, answer),
        )
    }

    fn open(
        &mut self,
        context: &Context,
        job: impl FnOnce(&Register) -> Result<Option<std::path::PathBuf>, Error> + Send + 'static,
    ) -> Action<Message> {
        if std::mem::replace(&mut self.busy, true) {
            return Action::None;
        }

        context.read_long(text!(context.language, "work-certificates"), job, |answer| {
            Message::Saved(Box::new(answer))
        })
    }

    /// Saves the attendance list where temporary files go and opens it, ready to be printed.
    fn save_roster(&mut self, context: &Context, only: Option<SessionId>) -> Action<Message> {
        let (class, language) = (self.class, context.language);

        self.open(context, move |register| {
            printing::save_roster(register, language, class, only).map(Some)
        })
    }

    /// Makes the class's attendance as a spreadsheet for a teacher on another computer.
    fn make_attendance_file(&self, context: &Context) -> Action<Message> {
        let (class, language) = (self.class, context.language);

        Action::Run(context.ask(
            move |register| crate::papers::class::attendance_file(register, language, class),
            Message::AttendanceFileMade,
        ))
    }

    /// Saves a paper about the class where temporary files go and opens it, ready to be printed.
    fn save_paper(
        &mut self,
        context: &Context,
        paper: fn(&Register, Language, ClassId) -> Result<File, Error>,
    ) -> Action<Message> {
        let (class, language) = (self.class, context.language);

        self.open(context, move |register| {
            printing::save_for_opening(&paper(register, language, class)?).map(Some)
        })
    }
}

impl ShownScreen for Class {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let (ticket, class) = (self.loaded.begin(), self.class);

        context.ask(
            move |register| ClassPage::gather(register, class),
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.loaded.value().is_none();
                if self.loaded.is_current(ticket) && answer.is_ok() {
                    self.matrix.loaded();
                }
                let action = self.loaded.take(ticket, *answer);
                return match action {
                    Action::None if first => {
                        Action::Run(iced::widget::operation::focus(field::id("next")))
                    }
                    action => action,
                };
            }
            Message::Show(tab) => {
                self.tab = tab;
                if tab == Tab::Attendance {
                    return Action::Run(iced::widget::operation::focus(attendance::MATRIX));
                }
            }
            Message::Go(place) => return Action::Go(place),
            Message::PrintCertificates => {
                return Action::PrintCertificates(CertificateScope::Class(self.class));
            }
            Message::Roster => return self.save_roster(context, None),
            Message::RosterOf(session) => return self.save_roster(context, Some(session)),
            Message::Summary => return self.save_paper(context, summary),
            Message::AttendanceFile => return self.make_attendance_file(context),
            Message::AttendanceFileMade(Ok(File { name, bytes })) => {
                return Action::SaveFile(name, bytes);
            }
            Message::AttendanceFileMade(Err(error)) => return Action::Failed(error),
            Message::Cover => return self.save_paper(context, cover),
            Message::ShowCertificate(certificate) => {
                return self.open(context, move |register| {
                    printing::save_certificate(register, certificate).map(Some)
                });
            }
            Message::Saved(answer) => {
                self.busy = false;
                return match *answer {
                    Ok(Some(path)) => Action::OpenFile(path),
                    Ok(None) => Action::Say(text!(context.language, "certificates-none")),
                    Err(error) => Action::Failed(error),
                };
            }
            Message::Matrix(message) => return self.on_matrix(message, context),
            Message::Plan(message) => {
                if let Some(loaded) = self.loaded.value() {
                    return self.plan.update(message, context, &loaded.detail);
                }
            }
            Message::Members(message) => {
                if let Some(loaded) = self.loaded.value() {
                    return self
                        .members
                        .update(message, context, &loaded.detail)
                        .map(Message::Members);
                }
            }
            Message::Marked(answer, asking, emptied) => {
                return self.marked(answer, asking, &emptied);
            }
            Message::Edit => self.form = self.loaded.value().map(|loaded| Form::of(&loaded.detail)),
            Message::Name(text) => self.with_form(|form| form.name = text),
            Message::Term(text) => self.with_form(|form| form.term = text),
            Message::StudyPath(text) => self.with_form(|form| form.study_path = text),
            Message::SaveForm => return self.save_form(context),
            Message::CloseForm => self.form = None,
            Message::Remove => {
                let class = self.class;
                return context.change(
                    move |register| register.remove_class(class).map(|_| ()),
                    Message::Removed,
                );
            }
            Message::Erase => {
                let name = self.name().unwrap_or_default();
                return Action::Erase(Whose::Class(self.class), name);
            }
            Message::Removed(Ok(())) => {
                self.form = None;
                return Action::ChangedAndGo(Route::Classes);
            }
            Message::Changed(Ok(())) => return Action::Changed,
            Message::FormSaved(saved, Ok(())) => {
                // What was typed since stays.
                if self.form.as_ref() == Some(&*saved) {
                    self.form = None;
                }
                return Action::Changed;
            }
            Message::Removed(Err(error))
            | Message::Changed(Err(error))
            | Message::FormSaved(_, Err(error)) => return Action::Failed(error),
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };
        let tabs = segmented(
            &[
                (Tab::Attendance, text!(language, "class-attendance")),
                (Tab::Students, text!(language, "class-students")),
                (Tab::Sessions, text!(language, "class-sessions")),
                (Tab::Certificates, text!(language, "place-certificates")),
                (Tab::History, text!(language, "class-history")),
            ],
            self.tab,
            Message::Show,
        );
        let detail = &loaded.detail;
        let content: Element<'a, Message> = match self.tab {
            Tab::Attendance => self.matrix.view(context, detail).map(Message::Matrix),
            Tab::Students => self.members.view(context, detail).map(Message::Members),
            Tab::Sessions => self.plan.view(context, detail).map(Message::Plan),
            Tab::Certificates => {
                certificates::view(context, &loaded.candidates, &loaded.issued, self.busy)
            }
            Tab::History => changes::lines(language, &loaded.history),
        };
        let above: Element<'a, Message> = match &self.form {
            Some(form) => form.view(context, detail),
            None => head(context, loaded),
        };

        // The table of marks goes up to the card's edges.
        let padding = if self.tab == Tab::Attendance { 0.0 } else { spacing::S };

        column![above, tabs, card(content).padding(padding).width(Fill).height(Fill)]
            .spacing(spacing::S)
            .into()
    }

    fn shows(&self) -> &'static [Entity] {
        Entity::ALL
    }

    fn name(&self) -> Option<String> {
        self.loaded.value().map(|loaded| loaded.detail.row.name.clone())
    }

    fn is_waiting(&self) -> bool {
        false
    }

    fn is_unsaved(&self) -> bool {
        let before = self.loaded.value().map(|loaded| Form::of(&loaded.detail));

        self.form.is_some() && self.form != before
            || self.plan.is_unsaved(self.loaded.value().map(|loaded| &loaded.detail))
            || self.members.is_unsaved()
    }

    fn has_form(&self) -> bool {
        self.form.is_some() || self.plan.is_editing() || self.members.is_unsaved()
    }

    fn close_inner(&mut self) -> bool {
        self.matrix.close()
            || self.form.take().is_some()
            || self.plan.close()
            || self.members.close()
    }

    fn is_asking(&self) -> bool {
        self.tab == Tab::Attendance && self.matrix.is_asking()
    }

    fn focus(&self) -> Task<Message> {
        iced::widget::operation::focus("next")
    }

    fn focus_within(&self) -> Task<Message> {
        match self.tab {
            Tab::Attendance => iced::widget::operation::focus(attendance::MATRIX),
            _ => Task::none(),
        }
    }

    fn save(&self) -> Option<Message> {
        if self.form.is_some() {
            return Some(Message::SaveForm);
        }

        self.plan.save_message().map(Message::Plan)
    }

    fn print(&self) -> Option<Message> {
        Some(match self.tab {
            Tab::Certificates => Message::PrintCertificates,
            _ => Message::Roster,
        })
    }
}

impl ClassPage {
    fn gather(register: &Register, class: ClassId) -> Result<Self, Error> {
        let candidates = register.certificate_candidates(class)?;
        let mut issued = Vec::new();
        for candidate in &candidates {
            if let CandidateState::Issued(certificate) = candidate.state {
                issued.push(register.certificate(certificate)?);
            }
        }

        Ok(Self {
            detail: register.class(class)?,
            history: register.class_history(class)?,
            candidates,
            issued,
        })
    }

    /// Certificates that can be printed.
    fn ready(&self) -> usize {
        let ready = |candidate: &&Candidate| candidate.state == CandidateState::Ready;

        self.candidates.iter().filter(ready).count()
    }
}

impl Form {
    fn of(detail: &ClassDetail) -> Self {
        Self {
            name: detail.row.name.clone(),
            term: detail.row.term.to_string(),
            study_path: detail.row.study_path.clone(),
        }
    }

    /// What was typed; `None` where a field can't be read.
    fn read(&self, detail: &ClassDetail) -> Option<ClassDetails> {
        (!self.name.trim().is_empty()).then_some(ClassDetails {
            school: detail.row.school,
            course: detail.row.course,
            name: self.name.clone(),
            term: self.term.parse().ok()?,
            study_path: self.study_path.trim().to_owned(),
        })
    }

    fn view<'a>(&'a self, context: &Context, detail: &ClassDetail) -> Element<'a, Message> {
        let language = context.language;
        let input = |value: &'a str, on: fn(String) -> Message| {
            field::typed("", value, on).on_submit(Message::SaveForm)
        };
        let bad_term = self
            .term
            .parse::<crate::domain::Term>()
            .is_err()
            .then(|| text!(language, "class-bad-term"));
        let empty = self.name.trim().is_empty().then(|| text!(language, "settings-empty"));
        let fields = row![
            field::labelled(
                text!(language, "classes-name"),
                input(&self.name, Message::Name),
                empty
            ),
            field::labelled(
                text!(language, "classes-term"),
                input(&self.term, Message::Term),
                bad_term
            ),
            field::labelled(
                text!(language, "student-study-path"),
                input(&self.study_path, Message::StudyPath),
                None
            ),
        ]
        .spacing(spacing::S);
        let buttons = row![
            button::primary(text!(language, "action-save"))
                .on_press(self.read(detail).map(|_| Message::SaveForm)),
            button::plain(text!(language, "action-cancel")).on_press(Message::CloseForm),
            space().width(Fill),
            button::danger(text!(language, "erasure-ask-class")).on_press(Message::Erase),
            button::danger(text!(language, "class-remove")).on_press(Message::Remove),
        ]
        .spacing(spacing::S);

        card(column![fields, buttons].spacing(spacing::S)).padding(spacing::S).into()
    }
}

/// What is not saved where marks of a class could not be written: whose, and at which session.
fn not_saved(language: Language, detail: &ClassDetail, cells: &[(SessionId, StudentId)]) -> String {
    let class = detail.row.name.as_str();
    let session = |id: SessionId| detail.sessions.iter().find(|session| session.id == id);
    let member = |id: StudentId| detail.members.iter().find(|member| member.student == id);
    match cells {
        [(at, who)] if let (Some(session), Some(member)) = (session(*at), member(*who)) => text!(
            language,
            "not-saved-mark",
            name = member.name(),
            number = session.number,
            class = class
        ),
        cells => text!(language, "not-saved-marks", count = cells.len(), class = class),
    }
}

fn head<'a>(context: &Context, loaded: &ClassPage) -> Element<'a, Message> {
    let language = context.language;
    let class = &loaded.detail.row;
    let share = match class.planned {
        0 => 0.0,
        planned => class.held as f32 / planned as f32,
    };
    let course = format!("{}, {}, {}", class.school_name, class.term, class.course_name);
    let names = column![
        iced::widget::text(class.name.clone()).size(size::HEADING).font(SEMIBOLD),
        muted(course),
        small(text!(
            language,
            "class-counts",
            students = loaded.detail.present_and_former(context.today).0,
            former = loaded.detail.present_and_former(context.today).1,
            completed = class.completed
        ))
        .style(style::muted),
    ]
    .spacing(spacing::XXS);
    let is_unsettled = class.is_unsettled || !loaded.detail.unsettled.is_empty();
    let settle = || unsettled::line(language, Message::Go(Route::Conflicts));
    let names = names.push(is_unsettled.then(settle));
    let next: Element<'a, Message> = match (class.next_number, loaded.ready()) {
        (Some(number), _) if class.students > 0 => {
            button::large(Icon::ClipboardPen, text!(language, "class-log", number = number))
                .id("next")
                .on_press(Message::Go(Route::Log(class.id, number)))
                .into()
        }
        (_, ready @ 1..) => {
            button::large(Icon::Award, text!(language, "class-print", count = ready))
                .id("next")
                .on_press(Message::PrintCertificates)
                .into()
        }
        _ => muted(text!(language, "class-nothing-to-do")).into(),
    };
    let edit = button::icon(Icon::Pencil).on_press(Message::Edit);
    let edit = crate::app::widget::hint(edit, text!(language, "class-edit"));
    let roster = button::plain(text!(language, "class-roster")).on_press(Message::Roster);
    let summary = button::icon(Icon::FileText).on_press(Message::Summary);
    let summary = crate::app::widget::hint(summary, text!(language, "class-summary"));
    let sheet = button::icon(Icon::Sheet).on_press(Message::AttendanceFile);
    let sheet = crate::app::widget::hint(sheet, text!(language, "class-attendance-file"));
    let label = text!(language, "classes-held-of", held = class.held, planned = class.planned);

    if context.is_narrow() {
        let deeds = row![next, roster, sheet, summary, edit].spacing(spacing::S).align_y(Center);
        return column![names, deeds.wrap()].spacing(spacing::XS).into();
    }

    row![ring(share, label, 76.0), names.width(Fill), edit, summary, sheet, roster, next]
        .spacing(spacing::M)
        .align_y(Center)
        .into()
}
