//! Skolor: the county's schools by municipality, with their contact persons and classes.

mod form;

use iced::widget::{Column, column, row, scrollable, space};
use iced::{Center, Element, Fill, Length, Task};

use form::{Form, MunicipalityChoice, contact_form, municipality_choices, new_contact};

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::action::CertificateScope;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::theme::spacing;
use crate::app::theme::style::{self, Kind};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, card, field, muted, small, strong, title};
use crate::domain::SchoolId;
use crate::domain::school::SchoolKind;
use crate::domain::student::fold;
use crate::i18n::Language;
use crate::register::Error;
use crate::register::class::ClassRow;
use crate::register::journal::Entity;
use crate::register::school::{Contact, School, SchoolDetails};
use crate::{messages, text};

/// The screen.
#[derive(Debug, Default)]
pub struct Schools {
    loaded: Fetched<SchoolList>,
    query: String,
    chosen: Option<SchoolId>,
    contacts: Fetched<Vec<Contact>>,
    editing: Option<Contact>,
    new_school: Option<String>,
    form: Option<Form>,
    /// Whether something is on the way into the register: Enter twice adds nothing twice.
    saving: bool,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct SchoolList {
    schools: Vec<School>,
    classes: Vec<ClassRow>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<SchoolList, Error>),
    ContactsLoaded(Ticket, Result<Vec<Contact>, Error>),
    QueryChanged(String),
    Choose(SchoolId),
    ShowAll,
    Go(Route),
    Import(SchoolId),
    NewClass(SchoolId),
    PrintCertificates(SchoolId),
    NewContact,
    EditContact(Contact),
    Name(String),
    Role(String),
    Email(String),
    Phone(String),
    SaveContact,
    RemoveContact,
    Stop,
    EditSchool,
    FormName(String),
    UnitCode(String),
    Municipality(MunicipalityChoice),
    Aliases(String),
    SaveSchool,
    AskSchool,
    SchoolName(String),
    AddSchool,
    Changed(Result<(), Error>),
}

impl Schools {
    pub fn new(context: &Context, chosen: Option<SchoolId>) -> (Self, Task<Message>) {
        let mut screen = Self { chosen, ..Self::default() };
        let task = screen.reload(context);

        (screen, task)
    }

    fn load_contacts(&mut self, context: &Context) -> Task<Message> {
        let Some(school) = self.chosen else { return Task::none() };
        let ticket = self.contacts.begin();

        context.ask(
            move |register| register.contacts(school),
            move |answer| Message::ContactsLoaded(ticket, answer),
        )
    }

    fn chosen_school(&self) -> Option<&School> {
        let chosen = self.chosen?;
        self.loaded.value()?.schools.iter().find(|school| school.id == chosen)
    }

    fn with_form(&mut self, edit: impl FnOnce(&mut Form)) {
        if let Some(form) = &mut self.form {
            edit(form);
        }
    }

    fn save_school(&self, context: &Context) -> Action<Message> {
        let (Some(form), Some(school)) = (&self.form, self.chosen_school()) else {
            return Action::None;
        };
        let Some(details) = form.read(school) else { return Action::None };
        let id = school.id;

        context.change(
            move |register| register.edit_school(id, &details).map(|_| ()),
            Message::Changed,
        )
    }

    fn with_contact(&mut self, edit: impl FnOnce(&mut Contact)) {
        if let Some(contact) = &mut self.editing {
            edit(contact);
        }
    }

    fn save_contact(&mut self, context: &Context) -> Action<Message> {
        let (Some(school), Some(contact)) = (self.chosen, self.editing.clone()) else {
            return Action::None;
        };
        self.saving = true;

        context.change(
            move |register| register.save_contact(school, &contact).map(|_| ()),
            Message::Changed,
        )
    }

    fn remove_contact(&self, context: &Context) -> Action<Message> {
        let person = self.editing.as_ref().and_then(|contact| contact.id);
        let (Some(school), Some(person)) = (self.chosen, person) else { return Action::None };

        context.change(
            move |register| register.remove_contact(school, person).map(|_| ()),
            Message::Changed,
        )
    }

    fn add_school(&mut self, context: &Context) -> Action<Message> {
        let details = SchoolDetails {
            unit_code: None,
            name: self.new_school.clone().unwrap_or_default(),
            kind: SchoolKind::UpperSecondary,
            municipality: String::new(),
            aliases: Vec::new(),
        };

        self.saving = true;

        context.change(move |register| register.add_school(&details).map(|_| ()), Message::Changed)
    }

    fn by_municipality<'a>(
        &self,
        language: Language,
        loaded: &'a SchoolList,
    ) -> Element<'a, Message> {
        let words = fold(&self.query);
        let mut content = Column::new().spacing(2).width(Fill);
        let municipalities = municipality_choices().into_iter().map(|m| (m.0, m.1.to_owned()));
        let unknown = ("", text!(language, "cli-unknown"));
        for (code, name) in municipalities.chain([unknown]) {
            let schools: Vec<&School> = loaded
                .schools
                .iter()
                .filter(|school| school.municipality == code)
                .filter(|school| {
                    words.trim().is_empty()
                        || fold(&format!("{} {name}", school.name)).contains(words.trim())
                })
                .collect();
            if schools.is_empty() {
                continue;
            }
            content = content.push(small(name).style(style::muted));
            for school in schools {
                let students = messages::students_of(language, school);
                let line = row![
                    body(school.name.clone()).width(Fill),
                    small(students).style(style::muted)
                ]
                .align_y(Center);
                let chosen = self.chosen == Some(school.id);
                content = content.push(
                    area(line)
                        .kind(if chosen { Kind::ChosenRow } else { Kind::Row })
                        .padding([spacing::XXS, spacing::XS])
                        .width(Fill)
                        .on_press(Message::Choose(school.id)),
                );
            }
            content = content.push(space().height(spacing::XS));
        }

        content.padding(iced::Padding::ZERO.right(spacing::S)).into()
    }

    fn school<'a>(
        &'a self,
        language: Language,
        loaded: &'a SchoolList,
        school: &'a School,
    ) -> Element<'a, Message> {
        let code = match &school.unit_code {
            Some(code) => text!(language, "schools-code", code = code.as_str()),
            None => text!(language, "schools-no-code"),
        };
        let mut classes = Column::new().spacing(2);
        let own = loaded.classes.iter().filter(|class| class.school == school.id);
        for class in own {
            let line = row![
                strong(class.name.clone()).width(120),
                body(class.term.to_string()).width(70),
                muted(text!(
                    language,
                    "class-counts",
                    students = class.students - class.former,
                    former = class.former,
                    completed = class.completed
                )),
            ];
            classes = classes.push(
                area(line)
                    .kind(Kind::Row)
                    .padding([spacing::XXS, spacing::XS])
                    .width(Fill)
                    .on_press(Message::Go(Route::Class(class.id))),
            );
        }
        if school.classes == 0 {
            classes = classes.push(muted(text!(language, "schools-no-classes")));
        }
        if let Some(form) = &self.form {
            return form.view(language, school);
        }
        let actions = row![
            button::primary(text!(language, "action-import")).on_press(Message::Import(school.id)),
            button::plain(text!(language, "action-new-class"))
                .on_press(Message::NewClass(school.id)),
            button::link(text!(language, "place-certificates"))
                .on_press((school.students > 0).then_some(Message::PrintCertificates(school.id))),
            button::link(text!(language, "action-edit")).on_press(Message::EditSchool),
        ]
        .spacing(spacing::S)
        .align_y(Center)
        .wrap();

        column![
            title(school.name.clone()),
            small(code).style(style::muted),
            actions,
            strong(text!(language, "schools-classes")),
            scrollable(classes).direction(style::slim()).style(style::scroll).height(Fill),
            strong(text!(language, "schools-contacts")),
            self.contacts(language),
        ]
        .spacing(spacing::S)
        .into()
    }

    fn contacts<'a>(&'a self, language: Language) -> Element<'a, Message> {
        if let Some(contact) = &self.editing {
            return contact_form(language, contact);
        }
        let mut rows = Column::new().spacing(2);
        for contact in self.contacts.value().map(Vec::as_slice).unwrap_or_default() {
            let line = row![
                strong(contact.name.clone()).width(160),
                body(contact.role.clone()).width(110),
                muted(format!("{}  {}", contact.email, contact.phone)),
            ];
            rows = rows.push(
                area(line)
                    .kind(Kind::Row)
                    .padding([spacing::XXS, spacing::XS])
                    .width(Fill)
                    .on_press(Message::EditContact(contact.clone())),
            );
        }

        rows.push(
            button::link(text!(language, "schools-add-contact")).on_press(Message::NewContact),
        )
        .into()
    }
}

impl ShownScreen for Schools {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();
        let loaded = context.ask(
            |register| {
                Ok(SchoolList { schools: register.schools()?, classes: register.classes()? })
            },
            move |answer| Message::Loaded(ticket, answer),
        );

        Task::batch([loaded, self.load_contacts(context)])
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => return self.loaded.take(ticket, answer),
            Message::ContactsLoaded(ticket, answer) => return self.contacts.take(ticket, answer),
            Message::QueryChanged(query) => self.query = query,
            Message::Choose(school) => {
                self.chosen = Some(school);
                self.contacts = Fetched::default();
                self.editing = None;
                return Action::Run(self.load_contacts(context));
            }
            Message::ShowAll => self.chosen = None,
            Message::Go(place) => return Action::Go(place),
            Message::Import(school) => return Action::Import(Some(school)),
            Message::NewClass(school) => return Action::NewClass(Some(school)),
            Message::PrintCertificates(school) => {
                return Action::PrintCertificates(CertificateScope::School(school));
            }
            Message::NewContact => {
                self.editing = Some(new_contact());
                return Action::Run(iced::widget::operation::focus(field::id("contact-name")));
            }
            Message::EditContact(contact) => self.editing = Some(contact),
            Message::Name(text) => self.with_contact(|contact| contact.name = text),
            Message::Role(text) => self.with_contact(|contact| contact.role = text),
            Message::Email(text) => self.with_contact(|contact| contact.email = text),
            Message::Phone(text) => self.with_contact(|contact| contact.phone = text),
            Message::SaveContact | Message::AddSchool | Message::SaveSchool if self.saving => {}
            Message::SaveContact => return self.save_contact(context),
            Message::RemoveContact => return self.remove_contact(context),
            Message::Stop => {
                self.close_inner();
            }
            Message::EditSchool => self.form = self.chosen_school().map(Form::of),
            Message::FormName(text) => self.with_form(|form| form.name = text),
            Message::UnitCode(text) => self.with_form(|form| form.unit_code = text),
            Message::Municipality(choice) => {
                self.with_form(|form| form.municipality = Some(choice))
            }
            Message::Aliases(text) => self.with_form(|form| form.aliases = text),
            Message::SaveSchool => return self.save_school(context),
            Message::AskSchool => {
                self.new_school = Some(String::new());
                return Action::Run(iced::widget::operation::focus(field::id("new-school")));
            }
            Message::SchoolName(name) => self.new_school = Some(name),
            Message::AddSchool => return self.add_school(context),
            Message::Changed(Ok(())) => {
                self.saving = false;
                self.close_inner();
                return Action::Changed;
            }
            Message::Changed(Err(error)) => {
                self.saving = false;
                return Action::Failed(error);
            }
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };
        let search =
            field::typed(&text!(language, "schools-search"), &self.query, Message::QueryChanged)
                .id(field::id(field::FILTER));
        let mut left = column![search].spacing(spacing::S);
        left = match &self.new_school {
            None => {
                left.push(button::link(text!(language, "schools-add")).on_press(Message::AskSchool))
            }
            Some(name) => left.push(field::labelled(
                text!(language, "schools-new-name"),
                field::typed("", name, Message::SchoolName)
                    .id(field::id("new-school"))
                    .on_submit(Message::AddSchool),
                None,
            )),
        };
        let list = scrollable(self.by_municipality(language, loaded))
            .direction(style::slim())
            .style(style::scroll)
            .height(Fill);
        let left = card(left.push(list)).padding(spacing::S).width(Length::FillPortion(2));
        if context.is_narrow() && self.chosen.is_none() {
            return left.width(Fill).height(Fill).into();
        }
        if context.is_narrow() {
            let back = button::link(text!(language, "schools-all")).on_press(Message::ShowAll);
            let chosen = self.chosen_school().map(|school| self.school(language, loaded, school));
            return column![back, card(chosen.unwrap_or_else(|| space().into())).height(Fill)]
                .spacing(spacing::XS)
                .into();
        }
        let chosen = loaded.schools.iter().find(|school| Some(school.id) == self.chosen);
        let right: Element<'a, Message> = match chosen {
            Some(school) => self.school(language, loaded, school),
            None => muted(text!(language, "schools-choose")).into(),
        };

        row![left.height(Fill), card(right).width(Length::FillPortion(3)).height(Fill)]
            .spacing(spacing::M)
            .into()
    }

    fn shows(&self) -> &'static [Entity] {
        &[
            Entity::School,
            Entity::Person,
            Entity::Class,
            Entity::Enrolment,
            Entity::Student,
            Entity::Session,
            Entity::Attendance,
            Entity::Course,
            Entity::Programme,
        ]
    }

    fn is_waiting(&self) -> bool {
        false
    }

    fn is_unsaved(&self) -> bool {
        let contact = self.editing.as_ref().is_some_and(|contact| {
            let known = self.contacts.value().map(Vec::as_slice).unwrap_or_default();
            match contact.id {
                Some(_) => !known.contains(contact),
                None => *contact != new_contact(),
            }
        });

        contact
            || self.new_school.as_ref().is_some_and(|name| !name.trim().is_empty())
            || self.form.is_some() && self.form != self.chosen_school().map(Form::of)
    }

    fn has_form(&self) -> bool {
        self.editing.is_some() || self.new_school.is_some() || self.form.is_some()
    }

    fn close_inner(&mut self) -> bool {
        self.editing.take().is_some()
            | self.new_school.take().is_some()
            | self.form.take().is_some()
    }

    fn save(&self) -> Option<Message> {
        if self.form.is_some() {
            return Some(Message::SaveSchool);
        }
        if self.new_school.is_some() {
            return Some(Message::AddSchool);
        }

        self.editing.is_some().then_some(Message::SaveContact)
    }
}
