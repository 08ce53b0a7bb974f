//! The classes in which somebody is to get a certificate.

use iced::Element;
use serde::{Deserialize, Serialize};

use super::Message;
use crate::app::screen::list_screen::Listed;
use crate::app::widget::table::{Column, Key, text_cell};
use crate::app::widget::{body, button, muted, strong};
use crate::domain::ClassId;
use crate::i18n::Language;
use crate::register::certificate::ReadyClass;
use crate::text;

/// All of them, and those in which everyone has one.
#[derive(Debug, Clone)]
pub struct ReadyClasses(pub Vec<ReadyClass>);

/// What is shown of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReadyColumn {
    Class,
    School,
    Term,
    State,
    Print,
}

impl Listed for ReadyClasses {
    type Id = ClassId;
    type Column = ReadyColumn;
    type Filter = ();

    const NAME: &'static str = "ready certificates";
    // There is a button in it.
    const ROW_HEIGHT: f32 = 52.0;

    fn columns(language: Language) -> Vec<Column<ReadyColumn>> {
        vec![
            Column::needed(ReadyColumn::Class, text!(language, "classes-name"), 80.0),
            Column::new(ReadyColumn::School, text!(language, "classes-school"), 180.0),
            Column::new(ReadyColumn::Term, text!(language, "classes-term"), 50.0),
            Column::needed(ReadyColumn::State, text!(language, "sessions-state"), 120.0),
            Column::needed(ReadyColumn::Print, String::new(), 220.0),
        ]
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn id(&self, row: usize) -> Option<ClassId> {
        self.0.get(row).map(|class| class.class)
    }

    fn found(&self, _: &str, (): &()) -> Vec<usize> {
        (0..self.0.len()).collect()
    }

    fn key(&self, column: ReadyColumn, row: usize) -> Key {
        let class = &self.0[row];
        match column {
            ReadyColumn::Class => Key::text(&class.name),
            ReadyColumn::School => Key::text(&class.school_name),
            ReadyColumn::Term => Key::text(&class.term),
            ReadyColumn::State => Key::Several(vec![
                Key::Number(-i64::from(class.ready)),
                Key::Number(class.issued.into()),
            ]),
            ReadyColumn::Print => Key::Number(row as i64),
        }
    }
}

/// A class's cell in a column.
pub fn cell<'a>(
    language: Language,
    class: &ReadyClass,
    column: ReadyColumn,
) -> Element<'a, Message> {
    text_cell(match (column, class.ready) {
        (ReadyColumn::Class, _) => strong(class.name.clone()),
        (ReadyColumn::School, _) => body(class.school_name.clone()),
        (ReadyColumn::Term, _) => body(class.term.clone()),
        (ReadyColumn::State, 0) => {
            muted(text!(language, "certificates-all-printed", count = class.issued))
        }
        (ReadyColumn::State, ready) => {
            strong(text!(language, "certificates-are-ready", count = ready))
        }
        (ReadyColumn::Print, ready) => {
            let print = match ready {
                0 => button::plain(text!(language, "certificates-copies")),
                _ => button::primary(text!(language, "certificates-print-class")),
            };
            // With keys this is Ctrl+P on the chosen row.
            return print.on_press(Message::PrintClass(class.class)).without_focus().into();
        }
    })
}
