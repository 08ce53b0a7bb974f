//! A row that lacks something, or says it wrong, is put right where it stands: a name, a class, a day of birth.

use iced::widget::row;
use iced::{Center, Element, Fill, Task};

use super::rows::Entry;
use super::{Import, Message, PlannedList};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::theme::{spacing, style};
use crate::app::widget::{button, field, list, small};
use crate::domain::student::tidy_name;
use crate::i18n::Language;
use crate::intake;
use crate::register::list::{Correction, RowKey};
use crate::text;

/// The row that is being put right, as far as it has been typed.
#[derive(Debug, Clone)]
pub struct Correcting {
    key: RowKey,
    given: String,
    family: String,
    class: String,
    birth_date: String,
    /// Whether the day can't be one.
    has_bad_day: bool,
}

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Given,
    Family,
    Class,
    BirthDate,
}

impl Import {
    /// Begins to put a row right, where the first of what it lacks can be typed at once.
    pub(super) fn begin_correcting(&mut self, index: usize) -> Action<Message> {
        let Some(Entry::Row(at)) = self.entries.get(index).copied() else { return Action::None };
        let Some(row) = self.known_plan().and_then(|planned| planned.plan.rows.get(at)) else {
            return Action::None;
        };
        let details = &row.row.details;
        let correcting = Correcting {
            key: row.row.key(),
            given: details.given.clone(),
            family: details.family.clone(),
            class: row.class.clone(),
            birth_date: details.birth_date.map(|day| day.to_string()).unwrap_or_default(),
            has_bad_day: false,
        };
        let first = match () {
            () if correcting.given.is_empty() => GIVEN,
            () if correcting.family.is_empty() => FAMILY,
            () if correcting.class.is_empty() => CLASS,
            () => GIVEN,
        };
        if let Some(lists) = self.lists_mut() {
            lists.correcting = Some(correcting);
        }

        Action::Run(iced::widget::operation::focus(field::id(first)))
    }

    /// Takes what is typed.
    pub(super) fn type_correction(&mut self, part: Part, text: String) {
        let Some(correcting) = self.lists_mut().and_then(|lists| lists.correcting.as_mut()) else {
            return;
        };
        match part {
            Part::Given => correcting.given = text,
            Part::Family => correcting.family = text,
            Part::Class => correcting.class = text,
            Part::BirthDate => {
                correcting.birth_date = text;
                correcting.has_bad_day = false;
            }
        }
    }

    /// Puts the row right, and plans the list with it.
    pub(super) fn end_correcting(&mut self, context: &Context) -> Action<Message> {
        let Some(lists) = self.lists_mut() else { return Action::None };
        let Some(correcting) = &mut lists.correcting else { return Action::None };
        let typed = correcting.birth_date.trim();
        let day = intake::day_of_birth(typed, context.today);
        if day.is_none() && !typed.is_empty() {
            correcting.has_bad_day = true;
            return Action::None;
        }
        let correction = Correction {
            given: tidy_name(&correcting.given),
            family: tidy_name(&correcting.family),
            class: tidy_name(&correcting.class),
            birth_date: day,
        };
        lists.corrections.insert(correcting.key.clone(), correction);
        lists.correcting = None;

        match self.make_plan(context) {
            Action::Run(task) => Action::Run(Task::batch([task, list::focus()])),
            action => action,
        }
    }

    /// Leaves the row as it was.
    pub(super) fn stop_correcting(&mut self) -> Task<Message> {
        if let Some(lists) = self.lists_mut() {
            lists.correcting = None;
        }

        list::focus()
    }

    /// The fields of the row that is being put right; `None` for any other.
    pub(super) fn correction_at<'a>(
        &'a self,
        language: Language,
        planned: &PlannedList,
        entry: Entry,
    ) -> Option<Element<'a, Message>> {
        let Entry::Row(at) = entry else { return None };
        let row = planned.plan.rows.get(at)?;
        let correcting = self.lists()?.correcting.as_ref();
        let correcting = correcting.filter(|one| one.key == row.row.key())?;
        let typed = |hint: String, value: &str, name: &'static str, part: Part| {
            field::typed(&hint, value, move |text| Message::Correct(part, text))
                .id(field::id(name))
                .on_submit(Message::Corrected)
        };
        let wrong = correcting.has_bad_day.then(|| text!(language, "rows-bad-day"));
        let fields = row![
            typed(text!(language, "column-given"), &correcting.given, GIVEN, Part::Given),
            typed(text!(language, "column-family"), &correcting.family, FAMILY, Part::Family),
            typed(text!(language, "column-class"), &correcting.class, CLASS, Part::Class)
                .width(CLASS_WIDTH),
            typed(text!(language, "rows-born"), &correcting.birth_date, BORN, Part::BirthDate)
                .width(DAY_WIDTH),
        ]
        .push(wrong.map(|wrong| small(wrong).style(style::danger)))
        .push(button::plain(text!(language, "rows-corrected")).on_press(Message::Corrected))
        .push(button::link(text!(language, "action-cancel")).on_press(Message::NotCorrected));

        Some(
            iced::widget::container(fields.spacing(spacing::XS).align_y(Center))
                .padding(iced::Padding::ZERO.left(spacing::S).right(spacing::L))
                .width(Fill)
                .center_y(Fill)
                .into(),
        )
    }
}

const GIVEN: &str = "import-correct-given";
const FAMILY: &str = "import-correct-family";
const CLASS: &str = "import-correct-class";
const BORN: &str = "import-correct-born";
/// Widths in logical pixels.
const CLASS_WIDTH: f32 = 110.0;
const DAY_WIDTH: f32 = 120.0;
