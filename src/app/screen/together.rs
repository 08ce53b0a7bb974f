//! Samarbete: where the register is shared, who is in it and whose work is here, and what differs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{DateTime, NaiveDate};
use iced::widget::{Column, column, container, operation, row, scrollable, space};
use iced::{Center, Element, Fill, FillPortion, Task};
use lucide_icons::Icon;
use uuid::Uuid;

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::theme::{size, spacing, style};
use crate::app::widget::{body, button, card, field, hairline, muted, small, strong, title};
use crate::exchange::{
    Accomplished, Errand, Exchange, ExchangeError, Exchanged, Invitation, MemberState, Place, Role,
};
use crate::i18n::Language;
use crate::messages;
use crate::register::journal::Entity;
use crate::register::sharing::Sharing;
use crate::register::{Error, Register};
use crate::text;

/// The screen.
#[derive(Debug, Default)]
pub struct Together {
    loaded: Fetched<Loaded>,
    /// The folder that is typed, before the register is shared.
    place: String,
    /// Somebody who is being invited.
    inviting: Option<Inviting>,
    /// Whom it is asked of whether they are to be removed.
    removing: Option<String>,
    /// What the last exchange did.
    last: Option<Exchanged>,
    is_working: bool,
    /// Why something was not done.
    wrong: Option<String>,
}

/// What is shown.
#[derive(Debug, Clone)]
pub struct Loaded {
    sharing: Option<Sharing>,
    members: Vec<MemberState>,
    invitations: Vec<Invitation>,
    /// What classes are called.
    classes: BTreeMap<Uuid, String>,
    conflicts: u32,
    is_coordinator: bool,
}

/// Somebody who is being invited.
#[derive(Debug, Clone, Default)]
pub struct Inviting {
    name: String,
    role: Option<RoleChoice>,
    class: Option<ClassChoice>,
}

/// A role as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChoice(Role, String);

/// A class as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassChoice(Uuid, String);

impl fmt::Display for RoleChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.1)
    }
}

impl fmt::Display for ClassChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.1)
    }
}

/// The field for the name of who is invited.
const NAME: &str = "invited";

/// What came of an exchange; the sentence where it was not made.
type Done = Result<Result<Accomplished, String>, Error>;

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<Loaded, Error>>),
    PlaceTyped(String),
    Share,
    Shared(Done),
    Exchange,
    Exchanged(Done),
    Invite,
    NameTyped(String),
    RoleChosen(RoleChoice),
    ClassChosen(ClassChoice),
    CloseInvitation,
    MakeCode,
    CodeMade(Done),
    Copy(String),
    AskToRemove(String),
    Keep,
    Remove,
    Removed(Done),
    Settle,
}

impl Together {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self::default();
        let task = screen.reload(context);

        (screen, task)
    }

    /// Takes what came of an exchange.
    fn done(
        &mut self,
        done: Done,
        then: impl FnOnce(&mut Self),
        context: &Context,
    ) -> Action<Message> {
        self.is_working = false;
        match done {
            Ok(Ok(done)) => {
                self.wrong = None;
                self.last = Some(done.exchanged);
                then(self);
                Action::Run(self.reload(context))
            }
            Ok(Err(sentence)) => {
                self.wrong = Some(sentence);
                Action::Run(self.reload(context))
            }
            Err(error) => Action::Failed(error),
        }
    }

    fn begin(
        &mut self,
        context: &Context,
        errand: Errand,
        answer: impl FnOnce(Done) -> Message + Send + 'static,
    ) -> Action<Message> {
        if self.is_working {
            return Action::None;
        }
        self.is_working = true;

        context.do_errand(text!(context.language, "together-exchanging"), errand, answer)
    }
}

fn load(register: &Register) -> Result<Loaded, Error> {
    let fail = |error| match error {
        ExchangeError::Register(error) => error,
        _ => Error::Damaged("statement: unreadable".to_owned()),
    };
    let members = Exchange::member_states(register).map_err(fail)?;
    let known = Exchange::members(register).map_err(fail)?;
    let mut classes = BTreeMap::new();
    for class in register.classes()? {
        let name = format!("{} {}", class.name, class.school_name);
        classes.insert(register.uid_of_class(class.id)?, name);
    }
    let me = members.iter().find(|state| state.is_me);

    Ok(Loaded {
        sharing: register.sharing()?,
        is_coordinator: me.is_some_and(|me| me.member.role == Role::Coordinator),
        members,
        invitations: known.invitations,
        classes,
        conflicts: register.shared_conflicts()?.unwrap_or(0),
    })
}

impl ShownScreen for Together {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();

        context.ask(load, move |answer| Message::Loaded(ticket, Box::new(answer)))
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => return self.loaded.take(ticket, *answer),
            Message::PlaceTyped(place) => self.place = place,
            Message::Shared(done) => {
                let language = context.language;
                return match self.done(done, |_| {}, context) {
                    Action::Run(_) if self.wrong.is_none() => {
                        Action::Say(text!(language, "together-begun"))
                    }
                    action => action,
                };
            }
            Message::Share => {
                let place = match Place::read(&self.place) {
                    Ok(place) => place,
                    Err(error) => {
                        self.wrong = Some(messages::exchange_failure(context.language, &error));
                        return Action::None;
                    }
                };
                let name = context.choices.person.clone().unwrap_or_default();
                return self.begin(context, Errand::Share { place, name }, Message::Shared);
            }
            Message::Exchange => {
                return self.begin(context, Errand::Exchange, Message::Exchanged);
            }
            Message::Exchanged(done) => {
                return self.done(done, |_| {}, context);
            }
            Message::Invite => {
                self.inviting = Some(Inviting::default());
                return Action::Run(operation::focus(field::id(NAME)));
            }
            Message::NameTyped(name) => self.invite(|inviting| inviting.name = name),
            Message::RoleChosen(role) => self.invite(|inviting| inviting.role = Some(role)),
            Message::ClassChosen(class) => self.invite(|inviting| inviting.class = Some(class)),
            Message::CloseInvitation => self.inviting = None,
            Message::MakeCode => {
                let Some(Inviting { name, role: Some(role), class }) = self.inviting.clone() else {
                    return Action::None;
                };
                let classes: BTreeSet<Uuid> = class.into_iter().map(|class| class.0).collect();
                let errand = Errand::Invite { name: name.trim().to_owned(), role: role.0, classes };
                return self.begin(context, errand, Message::CodeMade);
            }
            Message::CodeMade(done) => {
                return self.done(done, |screen| screen.inviting = None, context);
            }
            Message::Copy(code) => return Action::Run(iced::clipboard::write(code)),
            Message::AskToRemove(name) => self.removing = Some(name),
            Message::Keep => self.removing = None,
            Message::Remove => {
                let Some(name) = self.removing.clone() else { return Action::None };
                return self.begin(context, Errand::Remove { name }, Message::Removed);
            }
            Message::Removed(done) => {
                return self.done(done, |screen| screen.removing = None, context);
            }
            Message::Settle => return Action::Go(Route::Conflicts),
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else { return self.loaded.waiting(language) };
        let Some(sharing) = &loaded.sharing else { return self.beginning(language) };
        let today = context.today;
        let mut left = column![self.status(language, sharing, today)].spacing(spacing::M);
        if loaded.conflicts > 0 {
            left = left.push(differing(language, loaded.conflicts));
        }
        let left = left.push(self.members(language, loaded, today));
        let mut right = column![place(language, sharing)].spacing(spacing::M);
        if loaded.is_coordinator {
            right = right.push(self.invitations(language, loaded, today));
        }

        scrollable(context.beside((left, 16), (right, 9)))
            .direction(style::slim())
            .style(style::scroll)
            .height(Fill)
            .into()
    }

    fn shows(&self) -> &'static [Entity] {
        Entity::ALL
    }

    fn is_waiting(&self) -> bool {
        self.loaded.value().is_none()
    }

    fn is_unsaved(&self) -> bool {
        self.inviting.as_ref().is_some_and(|inviting| !inviting.name.trim().is_empty())
    }

    fn has_form(&self) -> bool {
        self.inviting.is_some()
    }

    fn close_inner(&mut self) -> bool {
        self.removing.take().is_some() || self.inviting.take().is_some()
    }
}

impl Together {
    fn invite(&mut self, edit: impl FnOnce(&mut Inviting)) {
        if let Some(inviting) = &mut self.inviting {
            edit(inviting);
        }
    }

    /// Before it is shared: what that is, and the folder.
    fn beginning<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let typed = field::typed("", &self.place, Message::PlaceTyped);
        let is_ready = !self.place.trim().is_empty() && !self.is_working;
        let mut content = column![
            title(text!(language, "together-begin")),
            muted(text!(language, "together-begin-text")),
            field::labelled(text!(language, "together-folder"), typed, None),
            button::large(Icon::Handshake, text!(language, "together-share"))
                .on_press(is_ready.then_some(Message::Share)),
        ]
        .spacing(spacing::M)
        .max_width(560.0);
        if let Some(wrong) = &self.wrong {
            content = content.push(body(wrong.clone()).style(style::danger));
        }

        card(content).width(Fill).into()
    }

    fn status<'a>(
        &'a self,
        language: Language,
        sharing: &Sharing,
        today: NaiveDate,
    ) -> Element<'a, Message> {
        let heading = match (sharing.invitation.is_some(), &self.wrong, &self.last) {
            (true, ..) => text!(language, "together-joining"),
            (_, Some(_), _) => text!(language, "together-not-exchanged"),
            (_, None, Some(last)) if last.waiting > 0 => {
                text!(language, "together-waiting", count = last.waiting)
            }
            _ => text!(language, "together-all-exchanged"),
        };
        let at = sharing.exchanged.and_then(DateTime::from_timestamp_millis);
        let told = match (&self.wrong, at) {
            (Some(wrong), _) => wrong.clone(),
            (None, Some(at)) => {
                let fetched = self.last.as_ref().map_or(0, |last| last.fetched);
                let at = messages::moment_seen(language, at, today);
                text!(language, "together-last", at = at, count = fetched)
            }
            (None, None) => text!(language, "together-never"),
        };
        let exchange = button::large(Icon::RefreshCw, text!(language, "together-exchange"))
            .on_press((!self.is_working).then_some(Message::Exchange));
        let content =
            row![column![title(heading), muted(told)].spacing(spacing::XXS).width(Fill), exchange]
                .spacing(spacing::M)
                .align_y(Center);

        card(content).width(Fill).into()
    }

    fn members<'a>(
        &'a self,
        language: Language,
        loaded: &'a Loaded,
        today: NaiveDate,
    ) -> Element<'a, Message> {
        let heading = row![
            title(text!(language, "together-members")),
            muted(text!(language, "together-count", count = loaded.members.len())).width(Fill),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        let heading = match loaded.is_coordinator {
            true => heading.push(
                button::plain(text!(language, "together-invite"))
                    .on_press((!self.is_working).then_some(Message::Invite)),
            ),
            false => heading,
        };
        let mut rows = Column::new().spacing(spacing::XS).push(heading);
        for state in &loaded.members {
            rows = rows.push(hairline()).push(self.member(language, loaded, state, today));
        }

        card(rows).width(Fill).into()
    }

    fn member<'a>(
        &'a self,
        language: Language,
        loaded: &Loaded,
        state: &'a MemberState,
        today: NaiveDate,
    ) -> Element<'a, Message> {
        let member = &state.member;
        let name = match state.is_me {
            true => text!(language, "together-you", name = member.name.as_str()),
            false => member.name.clone(),
        };
        let classes: Vec<&str> = member
            .classes
            .iter()
            .filter_map(|class| loaded.classes.get(class))
            .map(String::as_str)
            .collect();
        let gets = match member.role {
            Role::Coordinator => text!(language, "together-gets-everything"),
            Role::Teacher => text!(language, "together-gets-classes", classes = classes.join(", ")),
            Role::Lead => text!(language, "together-gets-figures"),
        };
        let work =
            match (state.is_me, state.complete_until.and_then(DateTime::from_timestamp_millis)) {
                (true, _) => text!(language, "member-this-computer"),
                (false, Some(until)) => {
                    let until = messages::moment_seen(language, until, today);
                    text!(language, "member-complete", until = until)
                }
                (false, None) if state.last_seen.is_some() => text!(language, "member-incomplete"),
                (false, None) => text!(language, "member-not-begun"),
            };
        let is_asked = self.removing.as_deref() == Some(member.name.as_str());
        let line = row![
            column![
                strong(name),
                small(messages::role(language, member.role.code())).style(style::muted)
            ]
            .width(FillPortion(3)),
            container(muted(gets)).width(FillPortion(4)),
            container(muted(work)).width(FillPortion(4)),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        let remove: Element<'a, Message> = match loaded.is_coordinator && !state.is_me && !is_asked
        {
            true => button::link(text!(language, "together-remove"))
                .on_press(Message::AskToRemove(member.name.clone()))
                .into(),
            false => space().into(),
        };
        // The columns stand below each other, whoever can be removed.
        let line = line.push(container(remove).width(96.0));
        if !is_asked {
            return container(line).padding([spacing::XXS, 0.0]).into();
        }

        column![
            line,
            body(text!(language, "together-remove-asks", name = member.name.as_str())),
            row![
                button::danger(text!(language, "together-remove"))
                    .on_press((!self.is_working).then_some(Message::Remove)),
                button::plain(text!(language, "together-keep")).on_press(Message::Keep),
            ]
            .spacing(spacing::S)
        ]
        .spacing(spacing::XS)
        .padding([spacing::XXS, 0.0])
        .into()
    }

    fn invitations<'a>(
        &'a self,
        language: Language,
        loaded: &'a Loaded,
        today: NaiveDate,
    ) -> Element<'a, Message> {
        let mut content = Column::new().spacing(spacing::M);
        if let Some(inviting) = &self.inviting {
            content = content.push(self.inviting(language, loaded, inviting));
        }
        for invitation in &loaded.invitations {
            let until = DateTime::from_timestamp_millis(invitation.until).unwrap_or_default();
            let until = messages::moment_seen(language, until, today);
            let shown = column![
                title(text!(language, "together-invitation", name = invitation.name.as_str())),
                strong(invitation.code.clone()).size(size::BODY),
                muted(text!(language, "together-code-text", name = invitation.name.as_str())),
                small(text!(language, "together-code-until", until = until)).style(style::muted),
                button::plain(text!(language, "together-copy"))
                    .on_press(Message::Copy(invitation.code.clone())),
            ]
            .spacing(spacing::S);
            content = content.push(card(shown).width(Fill));
        }

        content.into()
    }

    fn inviting<'a>(
        &'a self,
        language: Language,
        loaded: &'a Loaded,
        inviting: &'a Inviting,
    ) -> Element<'a, Message> {
        let roles: Vec<RoleChoice> = Role::ALL
            .into_iter()
            .map(|role| RoleChoice(role, messages::role(language, role.code())))
            .collect();
        let classes: Vec<ClassChoice> =
            loaded.classes.iter().map(|(uid, name)| ClassChoice(*uid, name.clone())).collect();
        let role = inviting.role.as_ref().map(|role| role.0);
        let mut form = column![
            title(text!(language, "together-invite-heading")),
            field::labelled(
                text!(language, "together-name"),
                field::typed("", &inviting.name, Message::NameTyped).id(field::id(NAME)),
                None
            ),
            field::labelled(
                text!(language, "together-role"),
                field::choice(roles, inviting.role.clone(), Fill, Message::RoleChosen),
                None
            ),
        ]
        .spacing(spacing::S);
        if role == Some(Role::Teacher) {
            form = form.push(field::labelled(
                text!(language, "together-class"),
                field::choice(classes, inviting.class.clone(), Fill, Message::ClassChosen),
                None,
            ));
        }
        let is_ready = !inviting.name.trim().is_empty()
            && role.is_some()
            && (role != Some(Role::Teacher) || inviting.class.is_some())
            && !self.is_working;
        form = form.push(
            row![
                button::primary(text!(language, "together-make-code"))
                    .on_press(is_ready.then_some(Message::MakeCode)),
                button::plain(text!(language, "action-cancel")).on_press(Message::CloseInvitation),
            ]
            .spacing(spacing::S),
        );
        if let Some(wrong) = &self.wrong {
            form = form.push(body(wrong.clone()).style(style::danger));
        }

        card(form).width(Fill).into()
    }
}

fn differing<'a>(language: Language, count: u32) -> Element<'a, Message> {
    let content = row![
        button::glyph(Icon::GitBranch, size::LARGE),
        column![
            strong(text!(language, "together-differ", count = count)),
            muted(text!(language, "together-differ-text")),
        ]
        .spacing(spacing::XXS)
        .width(Fill),
        button::plain(text!(language, "together-settle")).on_press(Message::Settle),
    ]
    .spacing(spacing::M)
    .align_y(Center);

    container(content).padding(spacing::M).width(Fill).style(style::attention).into()
}

fn place<'a>(language: Language, sharing: &Sharing) -> Element<'a, Message> {
    let content = column![
        title(text!(language, "together-place")),
        row![
            button::glyph(Icon::FolderSync, size::LARGE),
            column![
                strong(text!(language, "together-shared-folder")),
                small(sharing.place.clone()).style(style::muted),
            ]
            .spacing(spacing::XXS),
        ]
        .spacing(spacing::S),
        small(text!(language, "together-encrypted")).style(style::muted),
    ]
    .spacing(spacing::S);

    card(content).width(Fill).into()
}
