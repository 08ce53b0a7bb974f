//! Samarbete: where the register is shared, who is in it and whose work is here, what differs; and packages for those without
//! the place.

mod beginning;
mod classes;
mod invitations;
mod members;
mod packages;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use iced::widget::{Column, Row, column, container, operation, row, scrollable};
use iced::{Center, Element, Fill, Task};
use lucide_icons::Icon;
use uuid::Uuid;

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::theme::{size, spacing, style};
use crate::app::widget::{button, card, field, muted, small, strong, title};
use crate::exchange::{
    Accomplished, Errand, Exchange, ExchangeError, Exchanged, Invitation, Login, MemberState,
    Place, Role,
};
use crate::i18n::Language;
use crate::messages;
use crate::papers::File;
use crate::register::journal::Entity;
use crate::register::sharing::{KeptPackage, Sharing};
use crate::register::{Error, Register};
use crate::text;
use beginning::PlaceForm;
use invitations::Inviting;
use members::Assigning;
use packages::Packages;

/// The screen.
#[derive(Debug, Default)]
pub struct Together {
    loaded: Fetched<Loaded>,
    /// Where it is to be shared, or lies now.
    place: PlaceForm,
    /// What is being asked or filled in.
    open: Option<Open>,
    packages: Packages,
    /// What is on a recovery sheet that was just made.
    sheet: Option<String>,
    /// What the last exchange did.
    last: Option<Exchanged>,
    is_working: bool,
    /// Why something was not done.
    wrong: Option<String>,
}

/// What is being asked or filled in: one thing at a time.
#[derive(Debug, Clone)]
pub enum Open {
    /// Somebody is being invited.
    Inviting(Inviting),
    /// Which classes somebody works with.
    Assigning(Assigning),
    /// Whether somebody is to be taken out.
    Removing(String),
    /// Where the place is now.
    Relocating,
    /// Whether a recovery sheet is to be made: one that was made before no longer holds.
    MakingSheet,
    /// Whether the register is to be shared no longer.
    Leaving,
}

/// What is shown.
#[derive(Debug, Clone)]
pub struct Loaded {
    sharing: Option<Sharing>,
    members: Vec<MemberState>,
    invitations: Vec<Invitation>,
    /// What classes are called.
    classes: BTreeMap<Uuid, String>,
    packages: Vec<KeptPackage>,
    conflicts: u32,
    is_coordinator: bool,
}

/// The field for the name of who is invited.
const NAME: &str = "invited";

/// What came of an errand; the sentence where it was not done.
type Done = Result<Result<Accomplished, String>, Error>;

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<Loaded, Error>>),
    Place(beginning::Message),
    Open(Open),
    Close,
    NameTyped(String),
    RoleChosen(invitations::RoleChoice),
    ClassAdded(Uuid),
    ClassLeft(Uuid),
    Share,
    Exchange,
    ExchangeAnew,
    Relocate,
    MakeCode,
    Withdraw(String),
    Assign,
    Remove,
    Done(Box<Done>),
    MakeSheet,
    PrintSheet,
    SheetPrinted(Result<File, Error>),
    SheetPutAway,
    StopSharing,
    Stopped(Result<(), Error>),
    Copy(String),
    Settle,
    Packages(packages::Message),
}

impl Together {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self::default();
        let task = screen.reload(context);

        (screen, task)
    }

    fn begin(&mut self, context: &Context, errand: Errand) -> Action<Message> {
        if self.is_working {
            return Action::None;
        }
        self.is_working = true;
        let name = text!(context.language, "together-exchanging");

        context.do_errand(name, errand, |done| Message::Done(Box::new(done)))
    }

    /// Takes what came of an errand: what was asked is answered, and stays open where it was not done.
    fn done(&mut self, done: Done, context: &Context) -> Action<Message> {
        self.is_working = false;
        match done {
            Ok(Ok(done)) => {
                let is_new = self.loaded.value().is_some_and(|loaded| loaded.sharing.is_none());
                self.wrong = None;
                self.open = None;
                self.place = PlaceForm::default();
                self.last = Some(done.exchanged);
                self.sheet = done.sheet.map(|code| code.text()).or(self.sheet.take());
                match (is_new, done.is_login_kept) {
                    (_, Some(false)) => {
                        Action::Say(text!(context.language, "together-login-not-kept"))
                    }
                    (true, _) => Action::Say(text!(context.language, "together-begun")),
                    _ => Action::Run(self.reload(context)),
                }
            }
            Ok(Err(sentence)) => {
                self.wrong = Some(sentence);
                Action::Run(self.reload(context))
            }
            Err(error) => Action::Failed(error),
        }
    }

    /// The place that was typed; says what is wrong where it is none.
    fn typed_place(&mut self, language: Language) -> Option<(Place, Option<Login>)> {
        match self.place.read() {
            Ok(place) => Some(place),
            Err(error) => {
                self.wrong = Some(messages::exchange_failure(language, &error));
                None
            }
        }
    }

    /// The classes that are being chosen.
    fn chosen_classes(&mut self) -> Option<&mut BTreeSet<Uuid>> {
        match self.open.as_mut()? {
            Open::Inviting(Inviting { classes, .. })
            | Open::Assigning(Assigning { classes, .. }) => Some(classes),
            Open::Removing(_) | Open::Relocating | Open::MakingSheet | Open::Leaving => None,
        }
    }

    fn inviting(&mut self) -> Option<&mut Inviting> {
        match self.open.as_mut()? {
            Open::Inviting(inviting) => Some(inviting),
            _ => None,
        }
    }

    fn is_open(&self) -> bool {
        self.open.is_some()
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
        packages: register.packages()?,
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
        let language = context.language;
        match message {
            Message::Loaded(ticket, answer) => return self.loaded.take(ticket, *answer),
            Message::Place(message) => {
                return Action::Run(self.place.update(message).map(Message::Place));
            }
            Message::Open(open) => {
                self.wrong = None;
                let is_inviting = matches!(open, Open::Inviting(_));
                if let (Open::Relocating, Some(loaded)) = (&open, self.loaded.value()) {
                    let address = loaded.sharing.as_ref().map(|sharing| sharing.place.clone());
                    self.place = PlaceForm::at(address.unwrap_or_default());
                }
                self.open = Some(open);
                if is_inviting {
                    return Action::Run(operation::focus(field::id(NAME)));
                }
            }
            Message::Close => self.open = None,
            Message::NameTyped(name) => {
                if let Some(inviting) = self.inviting() {
                    inviting.name = name;
                }
            }
            Message::RoleChosen(role) => {
                if let Some(inviting) = self.inviting() {
                    inviting.role = Some(role);
                }
            }
            Message::ClassAdded(class) => {
                self.chosen_classes().map(|classes| classes.insert(class));
            }
            Message::ClassLeft(class) => {
                self.chosen_classes().map(|classes| classes.remove(&class));
            }
            Message::Share => {
                let Some((place, login)) = self.typed_place(language) else { return Action::None };
                let name = context.choices.person.clone().unwrap_or_default();
                return self.begin(context, Errand::Share { place, name, login });
            }
            Message::Relocate => {
                let Some((place, login)) = self.typed_place(language) else { return Action::None };
                return self.begin(context, Errand::Relocate { place, login });
            }
            Message::Exchange => return self.begin(context, Errand::Exchange),
            Message::ExchangeAnew => return self.begin(context, Errand::ExchangeAnew),
            Message::MakeCode => {
                let Some(errand) = self.inviting().and_then(|inviting| inviting.errand()) else {
                    return Action::None;
                };
                return self.begin(context, errand);
            }
            Message::Withdraw(invitation) => {
                return self.begin(context, Errand::Withdraw { invitation });
            }
            Message::Assign => {
                let Some(Open::Assigning(assigning)) = self.open.clone() else {
                    return Action::None;
                };
                return self.begin(context, assigning.errand());
            }
            Message::Remove => {
                let Some(Open::Removing(name)) = self.open.clone() else { return Action::None };
                return self.begin(context, Errand::Remove { name });
            }
            Message::Done(done) => return self.done(*done, context),
            Message::MakeSheet => return self.begin(context, Errand::MakeSheet),
            Message::PrintSheet => return self.print_sheet(context),
            Message::SheetPrinted(Ok(File { name, bytes })) => {
                return Action::SaveFile(name, bytes);
            }
            Message::SheetPrinted(Err(error)) => return Action::Failed(error),
            Message::SheetPutAway => self.sheet = None,
            Message::StopSharing => {
                return context.change(|register| register.keep_sharing(None), Message::Stopped);
            }
            Message::Stopped(Ok(())) => {
                self.open = None;
                self.last = None;
                return Action::Say(text!(language, "cli-stopped-sharing"));
            }
            // The window says why.
            Message::Stopped(Err(_)) => {}
            Message::Copy(text) => return Action::Run(iced::clipboard::write(text)),
            Message::Settle => return Action::Go(Route::Conflicts),
            Message::Packages(message) => {
                return self.packages.update(message, context).map(Message::Packages);
            }
        }

        Action::None
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else { return self.loaded.waiting(language) };
        let packages = self.packages.view(context, &loaded.packages, &loaded.classes);
        let packages = packages.map(|packages| packages.map(Message::Packages));
        let content = match &loaded.sharing {
            None => {
                let right = Column::new().spacing(spacing::M).push(packages);
                context.beside((self.beginning(language), 3), (right, 2))
            }
            Some(sharing) => {
                let mut left = column![self.status(language, sharing, context.today)];
                if loaded.conflicts > 0 {
                    left = left.push(differing(language, loaded.conflicts));
                }
                let left = left.push(self.members(language, loaded, context.today));
                // What is shown only once comes first.
                let mut right = Column::new()
                    .push(self.sheet(language, sharing))
                    .push(self.place(language, loaded, sharing));
                if loaded.is_coordinator {
                    right = right.push(self.invitations(language, loaded, context.today));
                    right = right.push(packages);
                }
                context.beside((left.spacing(spacing::M), 16), (right.spacing(spacing::M), 9))
            }
        };

        scrollable(content).direction(style::slim()).style(style::scroll).height(Fill).into()
    }

    fn shows(&self) -> &'static [Entity] {
        Entity::ALL
    }

    fn is_waiting(&self) -> bool {
        self.loaded.value().is_none()
    }

    fn is_unsaved(&self) -> bool {
        match &self.open {
            Some(Open::Inviting(inviting)) => !inviting.name.trim().is_empty(),
            Some(Open::Assigning(assigning)) => assigning.is_changed(),
            Some(Open::Removing(_) | Open::Relocating | Open::MakingSheet | Open::Leaving)
            | None => false,
        }
    }

    fn has_form(&self) -> bool {
        matches!(self.open, Some(Open::Inviting(_) | Open::Assigning(_) | Open::Relocating))
    }

    fn close_inner(&mut self) -> bool {
        self.open.take().is_some() || self.packages.close()
    }
}

impl Together {
    /// What is wrong, below what it is about.
    fn wrong<'a>(&'a self) -> Option<Element<'a, Message>> {
        let wrong = self.wrong.clone()?;

        Some(crate::app::widget::body(wrong).style(style::danger).into())
    }

    fn status<'a>(
        &'a self,
        language: Language,
        sharing: &Sharing,
        today: NaiveDate,
    ) -> Element<'a, Message> {
        // What is wrong with a form is said there.
        let wrong = self.wrong.as_ref().filter(|_| !self.is_open());
        let heading = match (sharing.invitation.is_some(), wrong, &self.last) {
            (true, ..) => text!(language, "together-joining"),
            (_, Some(_), _) => text!(language, "together-not-exchanged"),
            (_, None, Some(last)) if last.waiting > 0 => {
                text!(language, "together-waiting", count = last.waiting)
            }
            _ => text!(language, "together-all-exchanged"),
        };
        let at = sharing.exchanged.and_then(DateTime::from_timestamp_millis);
        let told = match (wrong, at) {
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
        let mut said = column![title(heading), muted(told)].spacing(spacing::XXS).width(Fill);
        for name in self.last.iter().flat_map(|last| &last.admitted) {
            let admitted = text!(language, "cli-sync-admitted", name = name.as_str());
            said = said.push(small(admitted).style(style::primary));
        }
        let warnings = self.last.iter();
        for warning in warnings.flat_map(|last| messages::exchange_warnings(language, last)) {
            said = said.push(small(warning).style(style::ochre));
        }
        let content = row![said, exchange].spacing(spacing::M).align_y(Center);

        card(content).width(Fill).into()
    }

    /// Where it is shared, and how to say that it lies elsewhere or to leave.
    fn place<'a>(
        &'a self,
        language: Language,
        loaded: &Loaded,
        sharing: &Sharing,
    ) -> Element<'a, Message> {
        let (icon, kind) = match Place::read(&sharing.place) {
            Ok(Place::WebDav(_)) => (Icon::Cloud, text!(language, "together-shared-webdav")),
            Ok(Place::S3(_)) => (Icon::Cloud, text!(language, "together-shared-s3")),
            _ => (Icon::FolderSync, text!(language, "together-shared-folder")),
        };
        let change = button::link(text!(language, "together-relocate"))
            .on_press((!self.is_open()).then_some(Message::Open(Open::Relocating)));
        let heading = row![title(text!(language, "together-place")).width(Fill), change];
        let mut content = column![
            heading.align_y(Center),
            row![
                button::glyph(icon, size::LARGE),
                column![strong(kind), small(sharing.place.clone()).style(style::muted)]
                    .spacing(spacing::XXS),
            ]
            .spacing(spacing::S),
            row![
                button::glyph(Icon::Lock, size::SMALL),
                small(text!(language, "together-encrypted")).style(style::primary),
            ]
            .spacing(spacing::XS)
            .align_y(Center),
        ]
        .spacing(spacing::S);
        content = match &self.open {
            Some(Open::Relocating) => content.push(self.relocating(language)),
            Some(Open::MakingSheet) => content.push(self.making_sheet(language)),
            Some(Open::Leaving) => content.push(self.leaving(language)),
            _ => {
                let is_free = !self.is_open() && !self.is_working;
                let make_sheet = button::link(text!(language, "recovery-make"))
                    .on_press(is_free.then_some(Message::Open(Open::MakingSheet)));
                let stop = button::link(text!(language, "together-stop"))
                    .on_press(is_free.then_some(Message::Open(Open::Leaving)));
                let deeds = Row::new().push(loaded.is_coordinator.then_some(make_sheet));
                content.push(deeds.push(stop).spacing(spacing::S).wrap())
            }
        };

        card(content).width(Fill).into()
    }

    fn leaving<'a>(&'a self, language: Language) -> Element<'a, Message> {
        column![
            small(text!(language, "together-stop-asks")),
            row![
                button::danger(text!(language, "together-stop"))
                    .on_press((!self.is_working).then_some(Message::StopSharing)),
                button::plain(text!(language, "together-go-on")).on_press(Message::Close),
            ]
            .spacing(spacing::S)
        ]
        .spacing(spacing::S)
        .into()
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
