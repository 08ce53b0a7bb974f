//! What each column of a list is, above its first rows.

use iced::widget::{Column, Row, column, container, scrollable};
use iced::{Element, Fill, Length};

use super::Message;
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, field, hairline, muted, strong};
use crate::domain::identity_number;
use crate::i18n::Language;
use crate::intake::{Column as Kind, Mapping, Sheet};
use crate::text;

/// A kind of column as it is offered to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnChoice(pub Language, pub Kind);

impl std::fmt::Display for ColumnChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let language = self.0;
        formatter.write_str(&match self.1 {
            Kind::Ignored => text!(language, "column-ignored"),
            Kind::Given => text!(language, "column-given"),
            Kind::Family => text!(language, "column-family"),
            Kind::FullName => text!(language, "column-full-name"),
            Kind::IdentityNumber => text!(language, "column-identity-number"),
            Kind::BirthDate => text!(language, "column-birth-date"),
            Kind::Sex => text!(language, "column-sex"),
            Kind::School => text!(language, "column-school"),
            Kind::Class => text!(language, "column-class"),
            Kind::Grade => text!(language, "column-grade"),
            Kind::StudyPath => text!(language, "column-study-path"),
            Kind::Email => text!(language, "column-email"),
            Kind::Protection => text!(language, "column-protection"),
            Kind::Role => text!(language, "column-role"),
            Kind::Status => text!(language, "column-status"),
            Kind::Active => text!(language, "column-active"),
            Kind::StartDate => text!(language, "column-start-date"),
            Kind::EndDate => text!(language, "column-end-date"),
            Kind::PersonKey => text!(language, "column-person-key"),
            Kind::Remark => text!(language, "column-remark"),
        })
    }
}

/// Data rows shown below the mapping.
const PREVIEW_ROWS: usize = 6;
/// Columns shown; a list with more has them ignored.
const MOST_COLUMNS: usize = 60;
const WIDTH: f32 = 150.0;
/// A cell is shown as far as this many characters.
const MOST_LETTERS: usize = 80;

/// The columns with what each is taken for, above the first rows.
pub fn preview<'a>(
    language: Language,
    sheet: &'a Sheet,
    mapping: &Mapping,
) -> Element<'a, Message> {
    let options: Vec<ColumnChoice> =
        Kind::ALL.iter().map(|kind| ColumnChoice(language, *kind)).collect();
    let mut choices = Row::new().spacing(spacing::XXS);
    let mut headings = Row::new().spacing(spacing::XXS);
    let columns = || mapping.columns.iter().take(MOST_COLUMNS).enumerate();
    for (index, kind) in columns() {
        choices = choices.push(field::choice(
            options.clone(),
            Some(ColumnChoice(language, *kind)),
            Length::Fixed(WIDTH),
            move |choice| Message::Column(index, choice),
        ));
        let heading = mapping.header.and_then(|row| sheet.rows.get(row)).map(|row| row.cell(index));
        headings = headings.push(
            container(
                strong(shown(heading.unwrap_or_default()))
                    .wrapping(iced::widget::text::Wrapping::None),
            )
            .width(WIDTH)
            .padding([0.0, spacing::XS])
            .clip(true),
        );
    }
    let mut rows = Column::new();
    let below = mapping.header.map_or(0, |row| row + 1);
    let data = sheet.rows.iter().skip(below).filter(|row| !row.is_blank());
    for data_row in data.take(PREVIEW_ROWS) {
        let mut cells = Row::new().spacing(spacing::XXS);
        for (index, kind) in columns() {
            // A number that is dropped is not shown either.
            let text = match kind {
                Kind::IdentityNumber => HIDDEN.to_owned(),
                _ => shown(data_row.cell(index)),
            };
            let line = match kind {
                Kind::Ignored => muted(text),
                _ => body(text),
            };
            cells = cells.push(
                container(line.wrapping(iced::widget::text::Wrapping::None))
                    .width(WIDTH)
                    .padding([2.0, spacing::XS])
                    .clip(true),
            );
        }
        rows = rows.push(cells);
    }
    let table = column![choices, headings, hairline(), rows].spacing(spacing::XXS);

    scrollable(container(table).padding(iced::Padding::ZERO.bottom(spacing::M)))
        .direction(scrollable::Direction::Horizontal(scrollable::Scrollbar::default()))
        .style(style::scroll)
        .width(Fill)
        .into()
}

/// What stands where a number would.
const HIDDEN: &str = "••••••••";

/// A cell's text without what must not be seen, on one line.
fn shown(cell: &str) -> String {
    let text = crate::domain::student::tidy_name(cell);
    match identity_number::strike(&text) {
        Some(rest) if rest.is_empty() => HIDDEN.to_owned(),
        Some(rest) => format!("{rest} {HIDDEN}"),
        None => text.chars().take(MOST_LETTERS).collect(),
    }
}
