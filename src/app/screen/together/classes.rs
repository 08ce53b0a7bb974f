//! The classes somebody works with, as they are chosen: those that are, each with a way to leave it out, and one more.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use iced::widget::{Column, row};
use iced::{Center, Element, Fill};
use uuid::Uuid;

use super::Message;
use crate::app::theme::spacing;
use crate::app::widget::{body, button, field};
use crate::i18n::Language;
use crate::text;

/// A class as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassChoice(pub Uuid, pub String);

impl fmt::Display for ClassChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.1)
    }
}

/// All classes, those that are chosen left out.
pub fn offered(classes: &BTreeMap<Uuid, String>, chosen: &BTreeSet<Uuid>) -> Vec<ClassChoice> {
    let left = classes.iter().filter(|(uid, _)| !chosen.contains(uid));
    let mut offered: Vec<ClassChoice> =
        left.map(|(uid, name)| ClassChoice(*uid, name.clone())).collect();
    offered.sort_by(|one, other| one.1.cmp(&other.1));

    offered
}

/// The field.
pub fn chosen_classes<'a>(
    language: Language,
    classes: &BTreeMap<Uuid, String>,
    chosen: &BTreeSet<Uuid>,
) -> Element<'a, Message> {
    let mut lines = Column::new().spacing(spacing::XXS);
    for class in chosen {
        let name = classes.get(class).cloned().unwrap_or_default();
        let leave =
            button::link(text!(language, "together-leave")).on_press(Message::ClassLeft(*class));
        lines = lines.push(row![body(name).width(Fill), leave].align_y(Center));
    }
    let more = field::choice_saying(
        text!(language, "together-choose-class"),
        offered(classes, chosen),
        None,
        Fill,
        |choice| Message::ClassAdded(choice.0),
    );

    field::labelled(text!(language, "together-classes"), lines.push(more), None)
}
