//! What an attendance file that has come back would change, mark by mark.

use iced::Element;
use iced::widget::{Column, space};

use super::Message;
use super::rows::{Entry, Tone, entry_view};
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, strong};
use crate::i18n::Language;
use crate::register::attendance_file::{DayChange, MarkChange, ReturnPlan};
use crate::{messages, text};

/// The entries to show.
pub fn entries(plan: &ReturnPlan) -> Vec<Entry> {
    let days = (0..plan.days.len()).map(Entry::Day);
    let marks = (0..plan.marks.len()).map(Entry::Mark);

    (0..plan.refused.len()).map(Entry::Refused).chain(days).chain(marks).collect()
}

/// What the file is and what it would do in all.
pub fn summary<'a>(language: Language, plan: &ReturnPlan) -> Element<'a, Message> {
    let mut content = Column::new().spacing(spacing::XXS);
    for (index, sentence) in messages::returned(language, plan).into_iter().enumerate() {
        content = match index {
            0 => content.push(strong(sentence)),
            1 => content.push(body(sentence)),
            _ => content.push(body(sentence).style(style::ochre)),
        };
    }

    content.into()
}

/// A mark with what it was and what it would be, or a place that is passed over.
pub fn entry<'a>(language: Language, plan: &ReturnPlan, entry: Entry) -> Element<'a, Message> {
    match entry {
        Entry::Day(at) => match plan.days.get(at) {
            Some(day) => {
                let (what, tone) = match day.doubt {
                    Some(doubt) => (messages::day_doubt(language, doubt), Tone::Odd),
                    None => (text!(language, "return-row-taken"), Tone::Quiet),
                };
                let changed = DayChange { accepted: true, ..day.clone() };
                let heading = messages::day_change(language, &changed);
                let choice = day.can_be_accepted().then_some(day.accepted);
                entry_view(choice, heading, what, tone, None)
            }
            None => space().into(),
        },
        Entry::Mark(at) => match plan.marks.get(at) {
            Some(mark) => {
                let (what, tone) = match mark.doubt {
                    Some(doubt) => (messages::mark_doubt(language, doubt), Tone::Odd),
                    None => (text!(language, "return-row-taken"), Tone::Quiet),
                };
                let changed = MarkChange { accepted: true, ..mark.clone() };
                let heading = messages::mark_change(language, &changed);
                let choice = mark.can_be_accepted().then_some(mark.accepted);
                entry_view(choice, heading, what, tone, None)
            }
            None => space().into(),
        },
        Entry::Refused(at) => match plan.refused.get(at) {
            Some((cell, refusal)) => {
                let heading = text!(language, "return-cell", cell = cell.as_str());
                let what = messages::cell_refusal(language, refusal);
                entry_view(None, heading, what, Tone::Odd, None)
            }
            None => space().into(),
        },
        Entry::Row(_) | Entry::Leaver(_) => space().into(),
    }
}
