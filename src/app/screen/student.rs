//! One student: classes and why they count, what is kept, certificates, history.

mod form;
mod namesakes;
mod papers;
mod rescue;

use std::collections::BTreeSet;

use iced::widget::{Column, column, row, scrollable};
use iced::{Center, Element, Fill, Task};

use form::Form;
use namesakes::Comparing;
use papers::Named;

use super::ShownScreen;
use super::students::verdict;
use super::unsettled;
use crate::app::action::Action;
use crate::app::action::CertificateScope;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::printing;
use crate::app::route::Route;
use crate::app::theme::{SEMIBOLD, size, spacing, style};
use crate::app::widget::changes;
use crate::app::widget::{body, button, card, field, muted, small, strong, title};
use crate::domain::erasure::Whose;
use crate::domain::{CertificateId, ClassId, Protection, StudentId};
use crate::i18n::Language;
use crate::papers::File;
use crate::papers::person::extract;
use crate::register::Error;
use crate::register::certificate::Certificate;
use crate::register::duplicates::Duplicate;
use crate::register::erasure::JoinedElsewhere;
use crate::register::gaps::Rescue;
use crate::register::journal::Entity;
use crate::register::journal::history::Entry;
use crate::register::student::{Enrolled, Particular, StudentDetail};
use crate::{messages, text};

/// The screen.
#[derive(Debug)]
pub struct Student {
    student: StudentId,
    loaded: Fetched<StudentPage>,
    form: Option<Form>,
    protecting: Option<String>,
    /// A paper that waits for the name that is to stand on it.
    naming: Option<Named>,
    /// Those who may be the same person; found after the page is shown.
    duplicates: Fetched<Vec<Duplicate>>,
    comparing: Option<Comparing>,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct StudentPage {
    detail: StudentDetail,
    certificates: Vec<Certificate>,
    history: Vec<Entry>,
    joined: Vec<(StudentId, String)>,
    joined_elsewhere: Vec<JoinedElsewhere>,
    rescue: Option<Rescue>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<StudentPage, Error>>),
    DuplicatesFound(Ticket, Result<Vec<Duplicate>, Error>),
    Edit,
    Stop,
    Typed(Particular, String),
    Save,
    /// What was saved, and what came of it.
    Saved(Box<Form>, Result<(), Error>),
    AskProtect,
    Alias(String),
    Protect(Protection),
    /// To take the personal data out for good.
    Erase,
    Issue(ClassId),
    Reissue(CertificateId),
    Copy(CertificateId),
    PaperName(String),
    PrintNamed,
    Extract,
    Made(Result<File, Error>),
    Opened(Result<std::path::PathBuf, Error>),
    Changed(Result<(), Error>),
    /// Hold another beside this one, to say what is right.
    Compare(StudentId),
    /// Take a field from the other, or not.
    Take(Particular, bool),
    /// The same person as another.
    Join(StudentId),
    /// Not one person after all.
    Part(StudentId),
    /// Not the same person.
    TellApart(StudentId),
    Go(Route),
}

impl Student {
    pub fn new(context: &Context, student: StudentId) -> (Self, Task<Message>) {
        let mut screen = Self {
            student,
            loaded: Fetched::default(),
            form: None,
            protecting: None,
            naming: None,
            duplicates: Fetched::default(),
            comparing: None,
        };
        let task = screen.reload(context);

        (screen, task)
    }

    /// Opens a copy to be printed. A protected name is asked for first, and its page goes where the person says
    /// rather than where temporary files are left.
    fn copy(&mut self, context: &Context, certificate: CertificateId) -> Action<Message> {
        let Some(loaded) = self.loaded.value() else { return Action::None };
        if loaded.detail.protection.is_protected() {
            self.naming = Some(Named { certificate, name: String::new() });
            return Action::Run(iced::widget::operation::focus(field::id("paper-name")));
        }

        Action::Run(context.ask(
            move |register| printing::save_for_opening(&papers::copy(register, certificate, None)?),
            Message::Opened,
        ))
    }

    fn print_named(&self, context: &Context) -> Action<Message> {
        let Some(Named { certificate, name }) = self.naming.clone() else { return Action::None };
        if name.trim().is_empty() {
            return Action::None;
        }

        Action::Run(
            context.ask(
                move |register| papers::copy(register, certificate, Some(&name)),
                Message::Made,
            ),
        )
    }

    fn save_form(&self, context: &Context) -> Action<Message> {
        let Some(form) = &self.form else { return Action::None };
        let Some(details) = form.read(context) else { return Action::None };
        let (student, saved) = (self.student, Box::new(form.clone()));

        context.change(
            move |register| register.edit_student(student, &details).map(|_| ()),
            move |answer| Message::Saved(saved, answer),
        )
    }

    fn particulars<'a>(&'a self, context: &Context, page: &StudentPage) -> Element<'a, Message> {
        let (language, detail) = (context.language, &page.detail);
        let content = match &self.form {
            Some(form) => form.view(context),
            None => {
                let mut content = Column::new().spacing(spacing::XS);
                for particular in Particular::besides_the_name() {
                    let label = messages::particular(language, particular);
                    let value = match (particular, detail.details.lacks(particular)) {
                        (Particular::LegalSex, true) => messages::sex(language, None),
                        (_, true) => "–".to_owned(),
                        _ => messages::particular_value(language, particular, &detail.details),
                    };
                    content = content.push(row![
                        small(label).style(style::muted).width(130),
                        body(value).width(Fill)
                    ]);
                }
                if detail.protection != Protection::Erased {
                    let edit = button::plain(text!(language, "action-edit"));
                    content = content.push(edit.on_press(Message::Edit));
                }
                content.into()
            }
        };

        card(
            column![
                title(text!(language, "student-particulars")),
                content,
                self.protection(language, page)
            ]
            .spacing(spacing::M),
        )
        .width(Fill)
        .into()
    }

    fn protection<'a>(&'a self, language: Language, page: &StudentPage) -> Element<'a, Message> {
        let detail = &page.detail;
        if detail.protection == Protection::Erased {
            return column![
                strong(text!(language, "student-is-erased")),
                small(text!(language, "student-is-erased-text")).style(style::muted),
            ]
            .spacing(spacing::XS)
            .into();
        }
        let erase = button::link(text!(language, "erasure-ask")).on_press(Message::Erase);
        if detail.protection.is_protected() {
            return column![
                strong(text!(language, "student-is-protected")),
                small(text!(language, "student-is-protected-text")).style(style::muted),
                button::plain(text!(language, "student-lift-protection"))
                    .on_press(Message::Protect(Protection::None)),
                erase,
            ]
            .spacing(spacing::XS)
            .into();
        }
        let Some(alias) = &self.protecting else {
            let protect =
                button::link(text!(language, "student-protect")).on_press(Message::AskProtect);
            return row![protect, erase].spacing(spacing::S).wrap().into();
        };

        let mut content = column![
            strong(text!(language, "student-protect")),
            small(text!(language, "student-protect-text")).style(style::danger),
        ]
        .spacing(spacing::XS);
        for sentence in messages::erasure::joined_elsewhere(language, &page.joined_elsewhere) {
            content = content.push(small(sentence).style(style::danger));
        }
        let fields = column![
            field::labelled(
                text!(language, "student-alias"),
                field::typed(&text!(language, "student-alias-free"), alias, Message::Alias),
                None
            ),
            row![
                button::danger(text!(language, "student-confidential"))
                    .on_press(Message::Protect(Protection::Confidential)),
                button::danger(text!(language, "student-protected-registration"))
                    .on_press(Message::Protect(Protection::ProtectedRegistration)),
            ]
            .spacing(spacing::XS)
            .wrap(),
            button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
        ]
        .spacing(spacing::XS);

        content.push(fields).into()
    }
}

impl ShownScreen for Student {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let (ticket, student) = (self.loaded.begin(), self.student);
        let for_duplicates = self.duplicates.begin();
        let loaded = context.ask(
            move |register| {
                Ok(StudentPage {
                    detail: register.student(student)?,
                    certificates: register.certificates_of(student)?,
                    history: register.student_history(student)?,
                    joined: register.joined_with(student)?,
                    joined_elsewhere: register.joined_elsewhere(&[student])?,
                    rescue: register.rescue(student)?,
                })
            },
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        );
        // Everyone is compared, which is too long for the page to wait for.
        let duplicates = context.ask(
            move |register| register.duplicates_of(student),
            move |answer| Message::DuplicatesFound(for_duplicates, answer),
        );

        Task::batch([loaded, duplicates])
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => return self.loaded.take(ticket, *answer),
            Message::DuplicatesFound(ticket, answer) => {
                return self.duplicates.take(ticket, answer);
            }
            Message::Edit => {
                self.form = self.loaded.value().map(|loaded| Form::of(&loaded.detail));
                return Action::Run(iced::widget::operation::focus(field::id("given")));
            }
            Message::Stop => {
                self.form = None;
                self.protecting = None;
                self.naming = None;
                self.comparing = None;
            }
            Message::Typed(particular, typed) => {
                if let Some(form) = &mut self.form {
                    form.put(particular, typed);
                }
            }
            Message::Save => return self.save_form(context),
            Message::AskProtect => self.protecting = Some(String::new()),
            Message::Alias(alias) => self.protecting = Some(alias),
            Message::Protect(protection) => {
                let alias = self.protecting.take().unwrap_or_default();
                let student = self.student;
                return context.change(
                    move |register| {
                        register.protect_student(student, protection, &alias).map(|_| ())
                    },
                    Message::Changed,
                );
            }
            Message::Erase => {
                let name = self.name().unwrap_or_default();
                return Action::Erase(Whose::Student(self.student), name);
            }
            Message::Issue(class) => {
                return Action::PrintCertificates(CertificateScope::Student(self.student, class));
            }
            Message::Reissue(certificate) => {
                return Action::PrintCertificates(CertificateScope::InPlaceOf(certificate));
            }
            Message::Copy(certificate) => return self.copy(context, certificate),
            Message::PaperName(name) => {
                if let Some(named) = &mut self.naming {
                    named.name = name;
                }
            }
            Message::PrintNamed => return self.print_named(context),
            Message::Extract => {
                let (student, language) = (self.student, context.language);
                return Action::Run(
                    context
                        .ask(move |register| extract(register, language, student), Message::Made),
                );
            }
            Message::Made(Ok(File { name, bytes })) => {
                self.naming = None;
                return Action::SaveFile(name, bytes);
            }
            Message::Opened(Ok(path)) => {
                return Action::OpenFile(path);
            }
            Message::Opened(Err(error))
            | Message::Made(Err(error))
            | Message::Saved(_, Err(error))
            | Message::Changed(Err(error)) => {
                return Action::Failed(error);
            }
            Message::Changed(Ok(())) => {
                self.comparing = None;
                return Action::Changed;
            }
            Message::Saved(saved, Ok(())) => {
                // What was typed since stays.
                if self.form.as_ref() == Some(&*saved) {
                    self.form = None;
                }
                return Action::Changed;
            }
            Message::Compare(other) => {
                self.comparing = Some(Comparing { other, taken: BTreeSet::new() });
            }
            Message::Take(field, taken) => {
                if let Some(comparing) = &mut self.comparing {
                    if taken {
                        comparing.taken.insert(field);
                    } else {
                        comparing.taken.remove(&field);
                    }
                }
            }
            Message::Part(other) => {
                let student = self.student;
                return context.change(
                    move |register| register.part_students(student, other).map(|_| ()),
                    Message::Changed,
                );
            }
            Message::Join(other) => {
                let student = self.student;
                let taken: Vec<Particular> =
                    self.comparing.iter().flat_map(|comparing| &comparing.taken).copied().collect();
                return context.change(
                    move |register| register.join_students(student, other, &taken).map(|_| ()),
                    Message::Changed,
                );
            }
            Message::TellApart(other) => {
                let student = self.student;
                return context.change(
                    move |register| register.tell_apart(student, other).map(|_| ()),
                    Message::Changed,
                );
            }
            Message::Go(place) => return Action::Go(place),
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };
        let detail = &loaded.detail;
        let heading = row![
            iced::widget::text(detail.name()).size(size::HEADING).font(SEMIBOLD),
            verdict(language, detail.verdict()),
        ]
        .spacing(spacing::M)
        .align_y(Center);
        let unsettled =
            detail.is_unsettled.then(|| unsettled::line(language, Message::Go(Route::Conflicts)));
        let mut left = column![classes(language, &detail.enrolled, loaded.rescue.as_ref())];
        let duplicates = self.duplicates.value().map_or(&[][..], Vec::as_slice);
        let comparing = self.comparing.as_ref();
        if let Some(namesakes) = namesakes::view(language, loaded, duplicates, comparing) {
            left = left.push(namesakes);
        }
        let left = left
            .push(papers::view(language, detail, &loaded.certificates, self.naming.as_ref()))
            .push(
                card(
                    column![
                        title(text!(language, "class-history")),
                        changes::lines(language, &loaded.history)
                    ]
                    .spacing(spacing::S),
                )
                .width(Fill)
                .height(260),
            )
            .spacing(spacing::M);
        let content = context.beside((left, 3), (self.particulars(context, loaded), 2));
        let content = column![heading]
            .push(unsettled)
            .push(content)
            .spacing(spacing::M)
            .padding(iced::Padding::ZERO.right(spacing::M));

        scrollable(content).direction(style::slim()).style(style::scroll).height(Fill).into()
    }

    fn shows(&self) -> &'static [Entity] {
        Entity::ALL
    }

    fn name(&self) -> Option<String> {
        self.loaded.value().map(|loaded| loaded.detail.name())
    }

    fn is_waiting(&self) -> bool {
        false
    }

    fn is_unsaved(&self) -> bool {
        let before = self.loaded.value().map(|loaded| Form::of(&loaded.detail));

        self.form.is_some() && self.form != before
            || self.protecting.as_ref().is_some_and(|alias| !alias.is_empty())
            || self.naming.as_ref().is_some_and(|named| !named.name.is_empty())
    }

    fn has_form(&self) -> bool {
        self.form.is_some()
            || self.protecting.is_some()
            || self.naming.is_some()
            || self.comparing.is_some()
    }

    fn close_inner(&mut self) -> bool {
        self.form.take().is_some()
            | self.protecting.take().is_some()
            | self.naming.take().is_some()
            | self.comparing.take().is_some()
    }

    fn save(&self) -> Option<Message> {
        self.form.is_some().then_some(Message::Save)
    }

    fn print(&self) -> Option<Message> {
        let certificates = &self.loaded.value()?.certificates;

        certificates.iter().find(|known| known.is_valid()).map(|known| Message::Copy(known.id))
    }
}

fn classes<'a>(
    language: Language,
    enrolled: &[Enrolled],
    saved_by: Option<&Rescue>,
) -> Element<'a, Message> {
    let mut rows = Column::new().spacing(spacing::S);
    if enrolled.is_empty() {
        rows = rows.push(muted(text!(language, "cli-no-school")));
    }
    for place in enrolled {
        let heading = format!("{}, {}, {}", place.class_name, place.school_name, place.term);
        rows = rows.push(
            column![
                button::link(heading).on_press(Message::Go(Route::Class(place.standing.class))),
                row![
                    iced::widget::container(verdict(language, place.standing.verdict)).width(150),
                    body(messages::reason(language, place.reason(), &place.standing)).width(Fill),
                ]
                .padding([0.0, spacing::XS])
                .spacing(spacing::S),
            ]
            .spacing(spacing::XXS),
        );
    }

    if let Some(rescue) = saved_by {
        rows = rows.push(rescue::view(language, rescue));
    }

    card(column![title(text!(language, "student-classes")), rows].spacing(spacing::S))
        .width(Fill)
        .into()
}
