//! Konflikter: where two have written different things. Nothing is chosen beforehand, and what is not chosen waits.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use iced::widget::{Column, column, container, row};
use iced::{Center, Element, Fill, FillPortion, Task};

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::theme::style::Kind;
use crate::app::theme::{spacing, style};
use crate::app::widget::focus::area;
use crate::app::widget::{button, card, field, muted, small, strong, title};
use crate::i18n::date;
use crate::messages;
use crate::messages::conflict::{answer, conflict_about, field_name};
use crate::register::conflict::{Conflict, RowName, Side, are_days};
use crate::register::journal::Entity;
use crate::register::journal::form::FormValue;
use crate::register::{Error, Register};
use crate::text;

/// The screen.
#[derive(Debug, Default)]
pub struct Conflicts {
    loaded: Fetched<Vec<Shown>>,
    /// What is chosen, by the conflict's place.
    chosen: BTreeMap<usize, Chosen>,
}

/// A conflict as it is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    conflict: Conflict,
    name: RowName,
    sides: Vec<Side>,
}

/// What somebody has decided for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// One of the answers.
    Side(usize),
    /// Something else, as it is typed.
    Typed(String),
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<Vec<Shown>, Error>>),
    Choose(usize, Chosen),
    Save,
    Saved(Result<(), Error>),
    Later,
}

/// What may have been made twice among the students is decided where duplicates are.
fn load(register: &Register) -> Result<Vec<Shown>, Error> {
    let mut shown = Vec::new();
    for conflict in register.conflicts_to_settle()? {
        let name = match conflict.rows.first() {
            Some(row) => register.row_name(*row)?,
            None => RowName::default(),
        };
        let sides = register.sides_of(&conflict)?;
        shown.push(Shown { conflict, name, sides });
    }
    shown.sort_by_key(|one| one.sides.is_empty());

    Ok(shown)
}

impl Conflicts {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self::default();
        let task = screen.reload(context);

        (screen, task)
    }

    /// What is chosen, as it is written.
    fn decided(&self, today: NaiveDate) -> Vec<(Shown, Chosen)> {
        let shown = self.loaded.value().map(Vec::as_slice).unwrap_or_default();
        let whole = |shown: &Shown, chosen: &Chosen| match chosen {
            Chosen::Side(_) => Some(chosen.clone()),
            Chosen::Typed(typed) if typed.trim().is_empty() => None,
            Chosen::Typed(typed) if are_days(&shown.sides) => {
                date::typed(typed, today).map(|day| Chosen::Typed(day.to_string()))
            }
            Chosen::Typed(_) => Some(chosen.clone()),
        };
        let decided = self.chosen.iter().filter_map(|(at, chosen)| {
            let shown = shown.get(*at)?;
            Some((shown.clone(), whole(shown, chosen)?))
        });

        decided.collect()
    }
}

fn write(register: &mut Register, decided: &[(Shown, Chosen)]) -> Result<(), Error> {
    for (shown, chosen) in decided {
        match chosen {
            Chosen::Side(at) => {
                if let Some(side) = shown.sides.get(*at) {
                    register.settle_by(&shown.conflict, side)?;
                }
            }
            Chosen::Typed(typed) => {
                if let (Some(row), Some(field)) =
                    (shown.conflict.rows.first(), shown.conflict.field)
                {
                    let value = FormValue::Text(typed.trim().to_owned());
                    register.settle_field(*row, field, &value)?;
                }
            }
        }
    }

    Ok(())
}

impl ShownScreen for Conflicts {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();

        context.ask(load, move |answer| Message::Loaded(ticket, Box::new(answer)))
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                // What is chosen was chosen for what stood there.
                if let (Ok(new), Some(old)) = (answer.as_ref(), self.loaded.value()) {
                    let same = |at: &usize| {
                        let (new, old) = (new.get(*at), old.get(*at));
                        new.map(|one| (&one.conflict, &one.sides))
                            == old.map(|one| (&one.conflict, &one.sides))
                    };
                    self.chosen.retain(|at, _| same(at));
                }
                self.loaded.take(ticket, *answer)
            }
            Message::Choose(at, chosen) => {
                self.chosen.insert(at, chosen);
                Action::None
            }
            Message::Save => {
                let decided = self.decided(context.today);
                if decided.is_empty() {
                    return Action::None;
                }
                context.change(move |register| write(register, &decided), Message::Saved)
            }
            Message::Saved(Ok(())) => {
                self.chosen.clear();
                Action::Changed
            }
            // The window says why.
            Message::Saved(Err(_)) => Action::None,
            Message::Later => Action::Back,
        }
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else { return self.loaded.waiting(language) };
        if loaded.is_empty() {
            return card(muted(text!(language, "cli-no-conflicts"))).width(Fill).into();
        }
        let mut cards =
            Column::new().spacing(spacing::M).push(muted(text!(language, "conflicts-text")));
        for (at, shown) in loaded.iter().enumerate() {
            cards = cards.push(self.card(context, at, shown));
        }
        let cards = iced::widget::scrollable(cards)
            .direction(style::slim())
            .style(style::scroll)
            .height(Fill);
        let open = loaded.iter().filter(|shown| !shown.sides.is_empty()).count();
        let count = self.decided(context.today).len();
        let foot = row![
            muted(text!(language, "conflicts-chosen", count = count, all = open)).width(Fill),
            button::plain(text!(language, "conflicts-later")).on_press(Message::Later),
            button::primary(text!(language, "conflicts-save", count = count))
                .on_press((count > 0).then_some(Message::Save)),
        ]
        .spacing(spacing::S)
        .align_y(Center);

        column![cards, foot].spacing(spacing::S).into()
    }

    fn shows(&self) -> &'static [Entity] {
        Entity::ALL
    }

    fn is_waiting(&self) -> bool {
        self.loaded.value().is_none()
    }

    fn is_unsaved(&self) -> bool {
        self.chosen
            .values()
            .any(|chosen| matches!(chosen, Chosen::Typed(typed) if !typed.trim().is_empty()))
    }

    fn save(&self) -> Option<Message> {
        Some(Message::Save)
    }
}

impl Conflicts {
    fn card<'a>(&'a self, context: &Context, at: usize, shown: &'a Shown) -> Element<'a, Message> {
        let language = context.language;
        let about = conflict_about(language, &shown.conflict, &shown.name);
        let field = shown.conflict.field;
        let mut heading = row![title(about)].spacing(spacing::S).align_y(Center);
        if let Some(field) = field {
            heading = heading.push(muted(field_name(language, shown.name.entity, field)));
        }
        let mut content = column![heading].spacing(spacing::S);
        if shown.sides.is_empty() {
            return card(content).width(Fill).into();
        }
        let mut choices: Vec<Element<'a, Message>> = Vec::new();
        for (index, side) in shown.sides.iter().enumerate() {
            let is_chosen = self.chosen.get(&at) == Some(&Chosen::Side(index));
            choices.push(side_choice(context, (at, index), shown, side, is_chosen));
        }
        let is_text = shown.sides.iter().all(|side| matches!(side.value, FormValue::Text(_)))
            && !["mark", "status", "protection", "rule_kind"].contains(&field.unwrap_or("mark"));
        if is_text {
            let typed = match self.chosen.get(&at) {
                Some(Chosen::Typed(typed)) => typed.as_str(),
                _ => "",
            };
            let wrong = (are_days(&shown.sides)
                && !typed.trim().is_empty()
                && date::typed(typed, context.today).is_none())
            .then(|| text!(language, "log-bad-date"));
            let typed =
                field::typed("", typed, move |typed| Message::Choose(at, Chosen::Typed(typed)));
            choices.push(field::labelled(text!(language, "conflicts-other"), typed, wrong));
        }
        let choices: Element<'a, Message> = match context.is_narrow() {
            true => Column::with_children(choices).spacing(spacing::S).into(),
            false => iced::widget::Row::with_children(
                choices.into_iter().map(|one| container(one).width(FillPortion(1)).into()),
            )
            .spacing(spacing::S)
            .into(),
        };
        content = content.push(choices);

        card(content).width(Fill).into()
    }
}

fn side_choice<'a>(
    context: &Context,
    (at, index): (usize, usize),
    shown: &Shown,
    side: &Side,
    is_chosen: bool,
) -> Element<'a, Message> {
    let language = context.language;
    let who = match side.is_mine {
        true => text!(language, "conflict-mine"),
        false if side.person.is_empty() => text!(language, "conflicts-somebody"),
        false => side.person.clone(),
    };
    let at_when = messages::moment_seen(language, side.at, context.today);
    let content = column![
        strong(answer(language, shown.name.entity, shown.conflict.field, &side.value)),
        small(format!("{who} · {at_when}")).style(style::muted),
    ]
    .spacing(spacing::XXS);

    area(container(content).width(Fill))
        .kind(if is_chosen { Kind::Chosen } else { Kind::Plain })
        .padding([spacing::S, spacing::M])
        .width(Fill)
        .on_press(Message::Choose(at, Chosen::Side(index)))
        .into()
}
