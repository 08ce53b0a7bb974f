//! Who is in it: what each may do, and whose work is here up to when.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use iced::widget::{Column, column, container, row, space};
use iced::{Center, Element, Fill, FillPortion};
use lucide_icons::Icon;
use uuid::Uuid;

use super::classes::chosen_classes;
use super::invitations::Inviting;
use super::{Loaded, Message, Open, Together};
use crate::app::theme::{size, spacing, style};
use crate::app::widget::{body, button, card, hairline, muted, small, strong, title};
use crate::exchange::{Errand, Member, MemberState, Role};
use crate::i18n::Language;
use crate::messages;
use crate::text;

/// After how many days somebody's work is said to be old.
const OLD: i64 = 5;

/// Which classes somebody works with from now on.
#[derive(Debug, Clone)]
pub struct Assigning {
    name: String,
    before: BTreeSet<Uuid>,
    pub classes: BTreeSet<Uuid>,
}

impl Assigning {
    fn of(member: &Member) -> Self {
        let Member { name, classes, .. } = member;

        Self { name: name.clone(), before: classes.clone(), classes: classes.clone() }
    }

    pub fn is_changed(&self) -> bool {
        self.before != self.classes
    }

    pub fn errand(self) -> Errand {
        Errand::Assign { name: self.name, role: Role::Teacher, classes: self.classes }
    }
}

impl Together {
    pub(super) fn members<'a>(
        &'a self,
        language: Language,
        loaded: &'a Loaded,
        today: NaiveDate,
    ) -> Element<'a, Message> {
        let mut heading = row![
            title(text!(language, "together-members")),
            muted(text!(language, "together-count", count = loaded.members.len())).width(Fill),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        if loaded.is_coordinator {
            heading = heading.push(
                button::plain(text!(language, "together-invite")).on_press(
                    (!self.is_working && !self.is_open())
                        .then(|| Message::Open(Open::Inviting(Inviting::default()))),
                ),
            );
        }
        let mut rows = Column::new().spacing(spacing::XS).push(heading);
        for state in &loaded.members {
            rows = rows.push(hairline()).push(self.member(language, loaded, state, today));
        }

        card(rows).width(Fill).into()
    }

    fn member<'a>(
        &'a self,
        language: Language,
        loaded: &'a Loaded,
        state: &'a MemberState,
        today: NaiveDate,
    ) -> Element<'a, Message> {
        let member = &state.member;
        let name = match state.is_me {
            true => text!(language, "together-you", name = member.name.as_str()),
            false => member.name.clone(),
        };
        let line = row![
            column![
                strong(name),
                small(messages::role(language, member.role.code())).style(style::muted)
            ]
            .width(FillPortion(3)),
            container(muted(gets(language, loaded, member))).width(FillPortion(4)),
            container(work(language, state, today)).width(FillPortion(4)),
            // The columns stand below each other, whatever can be done.
            container(self.actions(language, loaded, state)).width(104.0),
        ]
        .spacing(spacing::S)
        .align_y(Center);
        let below = match &self.open {
            Some(Open::Removing(name)) if *name == member.name => {
                Some(self.removing(language, name))
            }
            Some(Open::Assigning(assigning)) if assigning.name == member.name => {
                Some(self.assigning(language, loaded, assigning))
            }
            _ => None,
        };

        column![line].push(below).spacing(spacing::S).padding([spacing::XXS, 0.0]).into()
    }

    fn actions<'a>(
        &'a self,
        language: Language,
        loaded: &Loaded,
        state: &'a MemberState,
    ) -> Element<'a, Message> {
        if !loaded.is_coordinator || state.is_me || self.is_open() {
            return space().into();
        }
        let member = &state.member;
        let remove = button::link(text!(language, "together-remove"))
            .on_press(Message::Open(Open::Removing(member.name.clone())));
        if member.role != Role::Teacher {
            return remove.into();
        }
        let assign = button::link(text!(language, "together-assign"))
            .on_press(Message::Open(Open::Assigning(Assigning::of(member))));

        column![assign, remove].into()
    }

    fn removing<'a>(&'a self, language: Language, name: &'a str) -> Element<'a, Message> {
        column![
            body(text!(language, "together-remove-asks", name = name)),
            row![
                button::danger(text!(language, "together-remove"))
                    .on_press((!self.is_working).then_some(Message::Remove)),
                button::plain(text!(language, "together-keep")).on_press(Message::Close),
            ]
            .spacing(spacing::S),
        ]
        .spacing(spacing::XS)
        .push(self.wrong())
        .into()
    }

    fn assigning<'a>(
        &'a self,
        language: Language,
        loaded: &'a Loaded,
        assigning: &'a Assigning,
    ) -> Element<'a, Message> {
        let is_ready = assigning.is_changed() && !assigning.classes.is_empty() && !self.is_working;

        column![
            chosen_classes(language, &loaded.classes, &assigning.classes),
            small(text!(language, "together-assign-text", name = assigning.name.as_str()))
                .style(style::muted),
            row![
                button::primary(text!(language, "action-save"))
                    .on_press(is_ready.then_some(Message::Assign)),
                button::plain(text!(language, "action-cancel")).on_press(Message::Close),
            ]
            .spacing(spacing::S),
        ]
        .spacing(spacing::S)
        .push(self.wrong())
        .into()
    }
}

fn gets(language: Language, loaded: &Loaded, member: &Member) -> String {
    let names = member.classes.iter().filter_map(|class| loaded.classes.get(class));
    let names: Vec<&str> = names.map(String::as_str).collect();
    match member.role {
        Role::Coordinator => text!(language, "together-gets-everything"),
        Role::Teacher => text!(language, "together-gets-classes", classes = names.join(", ")),
        Role::Lead => text!(language, "together-gets-figures"),
    }
}

/// Up to when the member's work is here: by icon, colour and word.
fn work<'a>(language: Language, state: &MemberState, today: NaiveDate) -> Element<'a, Message> {
    let until = state.complete_until.and_then(DateTime::from_timestamp_millis);
    let (icon, said) = match (state.is_me, until) {
        (true, _) => return muted(text!(language, "member-this-computer")).into(),
        (false, Some(until)) => {
            let days =
                (today - until.with_timezone(&crate::clock::TIME_ZONE).date_naive()).num_days();
            let until = messages::moment_seen(language, until, today);
            match days > OLD {
                true => {
                    let said = text!(language, "member-old", days = days, until = until);
                    (Icon::Clock, body(said).style(style::ochre))
                }
                false => {
                    let said = text!(language, "member-complete", until = until);
                    (Icon::Check, body(said).style(style::primary))
                }
            }
        }
        (false, None) if state.last_seen.is_some() => {
            (Icon::Clock, body(text!(language, "member-incomplete")).style(style::ochre))
        }
        (false, None) => (Icon::CircleDashed, muted(text!(language, "member-not-begun"))),
    };

    row![button::glyph(icon, size::BODY), said].spacing(spacing::XS).align_y(Center).into()
}
