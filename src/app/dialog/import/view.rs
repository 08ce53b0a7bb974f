//! How the dialog looks: the file, where it goes, and the columns or the rows of what has been read.

use iced::widget::{Row, column, container, responsive, row, scrollable};
use iced::{Center, Element, Fill};
use lucide_icons::Icon;

use super::rows::Shown;
use super::{Import, Lists, Message, Part, SheetChoice, columns, returned, rows};
use crate::app::context::Context;
use crate::app::theme::{spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, button, field, list, muted, title};
use crate::domain::Term;
use crate::i18n::Language;
use crate::intake::Column as Kind;
use crate::text;

/// With so much room, in logical pixels, the rows have theirs beside all that stands above them.
const ROOMY: f32 = 520.0;
/// So many rows are seen at a time where all is scrolled.
const FEWEST_ROWS: f32 = 5.0;

impl Import {
    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let content = responsive(move |room| {
            let is_roomy = room.height >= ROOMY;
            let content = self.content(language, is_roomy);
            match is_roomy {
                true => content,
                // Where the list would have no room, all of it is scrolled.
                false => {
                    scrollable(container(content).padding(iced::Padding::ZERO.right(spacing::M)))
                        .direction(style::slim())
                        .style(style::scroll)
                        .height(Fill)
                        .into()
                }
            }
        });
        let buttons = row![
            button::large(Icon::FileDown, text!(language, "import-do"))
                .on_press(self.is_ready().then_some(Message::Import)),
            button::plain(text!(language, "action-cancel")).on_press(Message::Close),
        ]
        .spacing(spacing::M)
        .align_y(Center);

        column![content, buttons].spacing(spacing::M).into()
    }

    fn content(&self, language: Language, is_roomy: bool) -> Element<'_, Message> {
        let height = if is_roomy { Fill } else { iced::Shrink };
        let file = row![
            field::typed(&text!(language, "import-path"), &self.path, Message::Path)
                .id(field::id("import-path"))
                .on_submit(Message::Read),
            button::plain(text!(language, "import-choose")).on_press(Message::ChooseFile),
            button::plain(text!(language, "import-paste")).on_press(Message::Paste),
        ]
        .spacing(spacing::S);
        let mut content =
            column![title(text!(language, "action-import")), file].spacing(spacing::S);
        // Always there, so that a field below keeps the focus when something is wrong.
        content = content.push(body(self.wrong.clone().unwrap_or_default()).style(style::danger));
        match (self.returned(), self.lists()) {
            (Some(plan), _) => content
                .push(returned::summary(language, plan))
                .push(self.entry_list(language, is_roomy))
                .height(height)
                .into(),
            (None, None) => {
                content.push(muted(text!(language, "import-hint"))).height(height).into()
            }
            (None, Some(lists)) => self.list_view(language, lists, content, is_roomy),
        }
    }

    /// A class list that has been read: where it goes, and its columns or its rows.
    fn list_view<'a>(
        &'a self,
        language: Language,
        lists: &'a Lists,
        content: iced::widget::Column<'a, Message>,
        is_roomy: bool,
    ) -> Element<'a, Message> {
        let mut content = content.push(self.where_to(language, lists));
        let parts = segmented(
            &[
                (Part::Columns, text!(language, "import-columns")),
                (Part::Rows, text!(language, "import-rows")),
            ],
            self.part,
            Message::Part,
        );
        match lists.known_plan() {
            Some(_) => content = content.push(rows::summary(language, &lists.tally)).push(parts),
            None => content = content.push(parts),
        }
        let part: Element<'a, Message> = match self.part {
            Part::Rows => column![rows::filter(language, &lists.tally, self.shown)]
                .push((self.shown == Shown::Asked).then(|| rows::questions(language, &lists.tally)))
                .push(self.entry_list(language, is_roomy))
                .spacing(spacing::XS)
                .into(),
            Part::Columns => {
                let mut part = iced::widget::Column::new().spacing(spacing::S);
                if let Some((sheet, mapping)) = lists.list() {
                    part = part.push(columns::preview(language, sheet, mapping));
                }
                if let Some(planned) = lists.known_plan() {
                    part = part.push(rows::remarks(language, &planned.plan, &planned.warnings));
                }
                match is_roomy {
                    true => scrollable(part.padding(iced::Padding::ZERO.right(spacing::S)))
                        .direction(style::slim())
                        .style(style::scroll)
                        .height(Fill)
                        .into(),
                    false => part.into(),
                }
            }
        };

        content.push(part).height(if is_roomy { Fill } else { iced::Shrink }).into()
    }

    fn entry_list<'a>(&'a self, language: Language, is_roomy: bool) -> Element<'a, Message> {
        let height = match is_roomy {
            true => Fill,
            false => iced::Length::Fixed(FEWEST_ROWS * rows::HEIGHT),
        };
        if self.entries.is_empty() {
            return muted(text!(language, "import-no-rows")).height(height).into();
        }
        let row = move |index: usize| match (self.entries.get(index), self.returned()) {
            (Some(entry), Some(plan)) => returned::entry(language, plan, *entry),
            (Some(entry), None) => match self.known_plan() {
                Some(planned) => self
                    .correction_at(language, planned, *entry)
                    .unwrap_or_else(|| rows::entry(language, planned, *entry, index)),
                None => iced::widget::space().into(),
            },
            (None, _) => iced::widget::space().into(),
        };

        container(list::list(&self.list_state, self.entries.len(), row, Message::List))
            .height(height)
            .into()
    }

    fn where_to<'a>(&'a self, language: Language, lists: &'a Lists) -> Element<'a, Message> {
        let columns = lists.list().map(|(_, mapping)| &mapping.columns);
        let has_class_column = columns.is_some_and(|columns| columns.contains(&Kind::Class));
        let says_class = has_class_column
            || lists
                .known_plan()
                .is_some_and(|planned| planned.plan.rows.iter().any(|row| row.row.class.is_some()));
        let class_hint = match says_class {
            true => text!(language, "import-class-column"),
            false => text!(language, "import-class-needed"),
        };
        let bad_term =
            self.term.parse::<Term>().is_err().then(|| text!(language, "class-bad-term"));
        let mut fields = Row::new().spacing(spacing::S);
        if lists.lists.len() > 1 {
            let sheets: Vec<SheetChoice> = lists
                .lists
                .iter()
                .enumerate()
                .map(|(index, (sheet, _))| {
                    let several = || text!(language, "import-sheets-together");
                    let name = if sheet.name.is_empty() { several() } else { sheet.name.clone() };
                    SheetChoice(index, name)
                })
                .collect();
            let chosen = sheets.get(lists.list).cloned();
            fields = fields.push(field::labelled(
                text!(language, "import-sheet"),
                field::choice(sheets, chosen, Fill, Message::Sheet),
                None,
            ));
        }
        fields = fields
            .push(field::labelled(
                text!(language, "classes-school"),
                field::choice(self.schools.clone(), self.school.clone(), Fill, Message::School),
                self.school.is_none().then(|| text!(language, "import-school-needed")),
            ))
            .push(field::labelled(
                text!(language, "import-class"),
                field::typed(&class_hint, &self.class, Message::Class),
                None,
            ))
            .push(field::labelled(
                text!(language, "classes-term"),
                field::typed("HT26", &self.term, Message::Term),
                bad_term,
            ));
        let mut switches = Row::new().spacing(spacing::M).push(field::switch(
            text!(language, "import-complete"),
            self.complete,
            Message::Complete,
        ));
        if columns.is_some_and(|columns| columns.contains(&Kind::FullName)) {
            let family_first = lists.list().is_some_and(|(_, mapping)| mapping.family_first);
            switches = switches.push(field::switch(
                text!(language, "import-family-first"),
                family_first,
                Message::FamilyFirst,
            ));
        }

        column![fields, switches.wrap()].spacing(spacing::S).into()
    }
}
