//! What another rule or another period would do: to the figure, and to whom, with the reason.

use iced::widget::{column, container, row, space};
use iced::{Element, Fill};

use crate::app::theme::{spacing, style};
use crate::app::widget::{body, cell, list, small, strong};
use crate::domain::Rule;
use crate::i18n::{Language, number};
use crate::register::progress::{Judgement, RulePreview};
use crate::{messages, text};

/// The height of the list, in logical pixels.
const HEIGHT: f32 = 260.0;

/// The figure as it is and as it would be, and those who begin or cease to count. `rule` says by which rule one is judged.
pub fn view<'a, Message: Clone + std::fmt::Debug + 'a>(
    language: Language,
    preview: &'a RulePreview,
    rule: impl Fn(&Judgement) -> Rule,
    state: &'a list::State,
    on_list: fn(list::Message) -> Message,
) -> Element<'a, Message> {
    let whole = |number: u32| number::whole(language, number.into());
    let line = text!(
        language,
        "settings-rule-effect",
        now = whole(preview.now),
        then = whole(preview.then),
        gained = preview.gained.len(),
        lost = preview.lost.len()
    );
    let mut content = column![strong(line)].spacing(spacing::XS);
    let gained = preview.gained.iter().map(|one| (true, one));
    let changed: Vec<(bool, &Judgement)> =
        gained.chain(preview.lost.iter().map(|one| (false, one))).collect();
    if changed.is_empty() {
        return content.into();
    }
    let row = |index: usize| match changed.get(index) {
        Some((gained, one)) => change(language, rule(one), *gained, one),
        None => space().into(),
    };
    let list = list::list(state, changed.len(), row, on_list);
    content = content.push(container(list).height(HEIGHT));

    content.into()
}

/// A student who begins or ceases to count, and why.
fn change<'a, Message: 'a>(
    language: Language,
    rule: Rule,
    gained: bool,
    one: &Judgement,
) -> Element<'a, Message> {
    let what = match gained {
        true => body(text!(language, "settings-rule-gained")).style(style::primary),
        false => body(text!(language, "settings-rule-lost")).style(style::ochre),
    };
    let why = messages::reason(language, one.standing.reason(rule), &one.standing);

    column![
        row![strong(format!("{}, {}", one.name, one.class)), what].spacing(spacing::S),
        cell(small(why).style(style::muted), Fill),
    ]
    .into()
}
