//! Where: the municipalities as a map of tiles, or as a table.

use iced::widget::{column, row, space};
use iced::{Center, Element, Fill, Size, Task};
use serde::{Deserialize, Serialize};

use super::{Message as OverviewMessage, OverviewFigures};
use crate::app::context::Context;
use crate::app::theme::{DENSE_ROW_HEIGHT, spacing, style};
use crate::app::widget::chart::{self, chart};
use crate::app::widget::segmented::segmented;
use crate::app::widget::table::{self, Column, Key, Outcome, TableLayout, text_cell};
use crate::app::widget::{body, button, card, heading, small};
use crate::domain::figure::{Breakdown, Figure, Measure};
use crate::i18n::{Language, number};
use crate::print::chart::tiles::{self, Tile};
use crate::reference::MUNICIPALITIES;
use crate::register::progress::BreakdownRow;
use crate::{messages, text};

/// The state of the card.
#[derive(Debug)]
pub struct Map {
    share: Share,
    tile: Option<usize>,
    as_table: bool,
    table: table::State<usize, MapColumn>,
}

/// The map is no wider than this where it has the window's whole width, in logical pixels.
const WIDEST: f32 = 600.0;

/// What stands above and below the map in its card, and how high it is at least and at most.
const AROUND: f32 = 92.0;
const LEAST: f32 = 256.0;
const MOST: f32 = 396.0;

/// What colours a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Share {
    /// Who count, of those enrolled.
    #[default]
    Completed,
    /// Who count, of the municipality's target.
    Target,
}

/// What is shown of a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MapColumn {
    Municipality,
    Completed,
    Enrolled,
    Target,
}

#[derive(Debug, Clone)]
pub enum Message {
    Share(Share),
    Choose(usize),
    Open(usize),
    /// The students behind a number of a row.
    Behind(usize, Measure),
    Table(table::Message<MapColumn>),
    AsTable(bool),
}

/// What the window is asked.
pub enum Asked {
    Nothing,
    Run(Task<Message>),
    Open(Figure),
}

impl Default for Map {
    fn default() -> Self {
        let table = table::State::new(DENSE_ROW_HEIGHT, TableLayout::default());

        Self { share: Share::default(), tile: None, as_table: false, table }
    }
}

impl Map {
    /// Shows other facts.
    pub fn arrange(&mut self, language: Language, rows: &[BreakdownRow]) {
        self.tile = self.tile.filter(|tile| *tile < rows.len());
        self.table.arrange(0..rows.len(), |column, index| {
            let row = &rows[index];
            match column {
                MapColumn::Completed => Key::Number(row.count.completed.into()),
                MapColumn::Enrolled => Key::Number(row.count.enrolled.into()),
                MapColumn::Target => Key::Number(row.target.map_or(-1, i64::from)),
                MapColumn::Municipality => {
                    Key::text(&messages::figure::row(language, Breakdown::Municipality, row))
                }
            }
        });
    }

    pub fn update(
        &mut self,
        message: Message,
        language: Language,
        loaded: &OverviewFigures,
    ) -> Asked {
        let rows = &loaded.progress.by;
        match message {
            Message::Share(share) => self.share = share,
            Message::Choose(tile) => self.tile = Some(tile),
            Message::Open(tile) => return open(loaded, rows.get(tile), Measure::Completed),
            Message::Behind(row, measure) => return open(loaded, rows.get(row), measure),
            Message::AsTable(as_table) => self.as_table = as_table,
            Message::Table(message) => {
                let (outcome, task) = self.table.update(message, Some);
                match outcome {
                    Outcome::Open(index) => {
                        return open(loaded, rows.get(index), Measure::Completed);
                    }
                    Outcome::Arrange => self.arrange(language, rows),
                    Outcome::None => return Asked::Run(task.map(Message::Table)),
                }
            }
        }

        Asked::Nothing
    }

    pub fn view<'a>(
        &'a self,
        context: &Context,
        loaded: &'a OverviewFigures,
        room: Option<f32>,
    ) -> Element<'a, OverviewMessage> {
        let language = context.language;
        let rows = &loaded.progress.by;
        let switch = match self.as_table {
            true => text!(language, "chart-as-map"),
            false => text!(language, "chart-as-table"),
        };
        let has_targets = rows.iter().any(|row| row.target.is_some());
        let share = if has_targets { self.share } else { Share::Completed };
        let mut head = row![heading(text!(language, "overview-municipalities"))];
        if !has_targets && super::is_roomy(context) {
            let about = small(text!(language, "map-of-enrolled-short")).style(style::muted);
            head = head.push(about);
        }
        let head = head
            .push(space().width(Fill))
            .push(button::small_link(switch).on_press(Message::AsTable(!self.as_table)))
            .spacing(spacing::S)
            .align_y(Center);
        let mut content = column![head].spacing(spacing::S);
        if has_targets && !self.as_table {
            content = content.push(segmented(
                &[
                    (Share::Completed, text!(language, "map-of-enrolled")),
                    (Share::Target, text!(language, "map-of-target")),
                ],
                self.share,
                Message::Share,
            ));
        }
        let content: Element<'a, Message> = match self.as_table {
            true => content.push(self.table(context, rows)),
            false => {
                content.push(self.map(context, share, rows, room)).push(unknown(language, rows))
            }
        }
        .into();
        let widest = if super::is_roomy(context) { f32::INFINITY } else { WIDEST };
        let content = iced::widget::container(content).max_width(widest);
        let content: Element<'a, Message> = content.into();

        card(content.map(OverviewMessage::Map))
            .padding([20.0, spacing::L])
            .width(Fill)
            .height(if room.is_some() { Fill } else { iced::Shrink })
            .into()
    }

    fn map<'a>(
        &'a self,
        context: &Context,
        share: Share,
        rows: &[BreakdownRow],
        high: Option<f32>,
    ) -> Element<'a, Message> {
        let language = context.language;
        let tiles: Vec<Tile> = rows.iter().filter_map(|row| tile(language, share, row)).collect();
        let readings = rows.iter().map(|row| reading(language, row)).collect();
        let room = context.room.width;
        let wide = match super::is_roomy(context) {
            true => (room - spacing::L - spacing::M) * 0.456,
            false => ((room - spacing::M) / 2.0).min(WIDEST),
        };
        let natural = tiles::height(&tiles, wide - 2.0 * spacing::L - spacing::M);
        let height = high.map_or(natural, |high| (high - AROUND).clamp(LEAST, MOST));
        let legend = [
            text!(language, "map-80"),
            text!(language, "map-60"),
            text!(language, "map-40"),
            text!(language, "map-under"),
        ];

        chart(chart::Parts {
            id: "map",
            layout: Box::new(move |size: Size| {
                tiles::draw(&tiles, &legend, (size.width, size.height))
            }),
            height: height + 2.0 * spacing::XXS,
            readings,
            chosen: self.tile,
            hint: String::new(),
            choose: Message::Choose,
            open: Message::Open,
        })
    }

    fn table<'a>(&'a self, context: &Context, rows: &'a [BreakdownRow]) -> Element<'a, Message> {
        let language = context.language;
        let parts = table::Parts {
            columns: &[
                Column::needed(
                    MapColumn::Municipality,
                    text!(language, "reports-municipality"),
                    110.0,
                ),
                Column::needed(MapColumn::Completed, text!(language, "reports-completed"), 76.0)
                    .with_figures(),
                Column::new(MapColumn::Enrolled, text!(language, "reports-enrolled"), 76.0)
                    .with_figures(),
                Column::new(MapColumn::Target, text!(language, "settings-target"), 56.0)
                    .with_figures(),
            ],
            room: match super::is_roomy(context) {
                true => context.room.width * 0.456 - 2.0 * spacing::L,
                false => (context.room.width - spacing::M) / 2.0 - 2.0 * spacing::L,
            } - table::AROUND,
            columns_label: text!(language, "table-columns"),
            key: &|index| Some(index),
            cell: &move |index, column| match rows.get(index) {
                Some(row) => text_cell(match column {
                    MapColumn::Completed => {
                        let opens = Message::Behind(index, Measure::Completed);
                        return button::number(
                            number::whole(language, row.count.completed.into()),
                            opens,
                        )
                        .into();
                    }
                    MapColumn::Enrolled => {
                        let opens = Message::Behind(index, Measure::Enrolled);
                        return button::number(
                            number::whole(language, row.count.enrolled.into()),
                            opens,
                        )
                        .into();
                    }
                    MapColumn::Target => body(
                        row.target
                            .map_or_else(|| "–".to_owned(), |t| number::whole(language, t.into())),
                    ),
                    MapColumn::Municipality => {
                        body(messages::figure::row(language, Breakdown::Municipality, row))
                    }
                }),
                None => space().into(),
            },
        };

        iced::widget::container(table::table(&self.table, parts, Message::Table)).height(320).into()
    }
}

fn open(loaded: &OverviewFigures, row: Option<&BreakdownRow>, measure: Measure) -> Asked {
    let Some(row) = row else { return Asked::Nothing };
    let figure = Figure::of(loaded.progress.course.id, measure);

    Asked::Open(figure.among(Breakdown::Municipality, row.key.clone()))
}

/// The tile of a municipality; students of unknown ones have none.
fn tile(language: Language, share: Share, row: &BreakdownRow) -> Option<Tile> {
    let key = row.key.as_deref()?;
    let municipality = MUNICIPALITIES.iter().find(|municipality| municipality.code == key)?;
    let whole = match share {
        Share::Completed => Some(row.count.enrolled).filter(|enrolled| *enrolled > 0),
        Share::Target => row.target.filter(|target| *target > 0),
    };
    let completed = number::whole(language, row.count.completed.into());

    Some(Tile {
        at: municipality.tile,
        name: municipality.name.to_owned(),
        figure: match whole {
            Some(whole) => text!(
                language,
                "map-of",
                completed = completed,
                whole = number::whole(language, whole.into())
            ),
            None if row.count.enrolled > 0 => completed,
            None => text!(language, "map-nobody"),
        },
        share: whole.map(|whole| row.count.completed as f32 / whole as f32),
    })
}

/// What a tile says; its parts become lines.
fn reading(language: Language, row: &BreakdownRow) -> String {
    let whole = |number: u32| number::whole(language, number.into());
    let name = messages::figure::row(language, Breakdown::Municipality, row);
    if row.count.enrolled == 0 {
        return format!("{name}; {}", text!(language, "overview-no-students"));
    }
    let mut parts = vec![
        name,
        format!("{} {}", text!(language, "chart-completed"), whole(row.count.completed)),
        format!("{} {}", text!(language, "chart-started"), whole(row.count.started)),
        format!("{} {}", text!(language, "chart-enrolled"), whole(row.count.enrolled)),
    ];
    if let Some(target) = row.target {
        parts.push(format!("{} {}", text!(language, "map-target"), whole(target)));
    }

    parts.join("; ")
}

/// Students whose school lies in no municipality that is known, or outside the county.
fn unknown<'a>(language: Language, rows: &[BreakdownRow]) -> Element<'a, Message> {
    let known = |row: &&BreakdownRow| {
        row.key.as_deref().is_none_or(|key| crate::reference::municipality_name(key).is_none())
    };
    let mut lines = iced::widget::Column::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| known(row)) {
        let label = reading(language, row);
        let line = small(label).style(style::muted);
        lines = lines.push(
            crate::app::widget::focus::area(line)
                .kind(style::Kind::Row)
                .on_press(Message::Open(index)),
        );
    }

    lines.into()
}
