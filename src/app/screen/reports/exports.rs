//! Tables and calendars for other programs.

use iced::Element;
use iced::widget::{column, row};
use lucide_icons::Icon;

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::theme::{size, spacing, style};
use crate::app::widget::{body, button, card, small, strong, title};
use crate::export::calendar;
use crate::export::records::{self, What};
use crate::export::table::{Separated, separated};
use crate::export::workbook::workbook;
use crate::i18n::Language;
use crate::papers::File;
use crate::register::{Error, Register};
use crate::text;

/// This part of the screen.
#[derive(Debug)]
pub struct Exports;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Spreadsheet,
    Text(Separated),
    Calendar,
}

#[derive(Debug, Clone)]
pub enum Message {
    Export(What, Kind),
    Made(Result<File, Error>),
}

impl Exports {
    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Export(what, kind) => {
                let language = context.language;
                context.read_long(
                    text!(language, "export-working"),
                    move |register| file(register, language, what, kind),
                    Message::Made,
                )
            }
            Message::Made(Ok(File { name, bytes })) => Action::SaveFile(name, bytes),
            Message::Made(Err(error)) => Action::Failed(error),
        }
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let lines = [
            (What::Students, Icon::Users, text!(language, "place-students")),
            (What::Attendance, Icon::ListChecks, text!(language, "export-attendance")),
            (What::Sessions, Icon::Calendar, text!(language, "place-sessions")),
        ];
        let mut content = column![
            title(text!(language, "reports-export")),
            small(text!(language, "export-text")).style(style::muted),
        ]
        .spacing(spacing::M);
        for (what, icon, name) in lines {
            let about = match what {
                What::Students => text!(language, "export-students-text"),
                What::Attendance => text!(language, "export-attendance-text"),
                What::Sessions => text!(language, "export-sessions-text"),
            };
            let press = |kind| Message::Export(what, kind);
            let mut deeds = row![
                button::plain(text!(language, "export-xlsx")).on_press(press(Kind::Spreadsheet)),
                button::plain(text!(language, "export-csv"))
                    .on_press(press(Kind::Text(Separated::Swedish))),
                button::plain(text!(language, "export-csv-plain"))
                    .on_press(press(Kind::Text(Separated::Plain))),
            ]
            .spacing(spacing::S);
            if what == What::Sessions {
                deeds = deeds.push(
                    button::plain(text!(language, "export-ics")).on_press(press(Kind::Calendar)),
                );
            }
            content = content.push(
                row![
                    button::glyph(icon, size::TITLE),
                    column![strong(name), body(about), deeds.wrap()].spacing(spacing::XS),
                ]
                .spacing(spacing::M),
            );
        }

        card(content).max_width(760).into()
    }
}

fn file(register: &Register, language: Language, what: What, kind: Kind) -> Result<File, Error> {
    let name = match what {
        What::Students => text!(language, "export-students-file"),
        What::Attendance => text!(language, "export-attendance-file"),
        What::Sessions => text!(language, "export-sessions-file"),
    };
    let today = register.today();
    let named = |ending: &str| format!("{name} {today}.{ending}");
    if kind == Kind::Calendar {
        let bytes = calendar::sessions(
            language,
            register.programme()?.time_zone,
            &register.all_sessions()?,
        );
        return Ok(File { name: named("ics"), bytes });
    }
    let (sheet, _) = records::gather(what, register, language)?;
    match kind {
        Kind::Text(style) => {
            Ok(File { name: named("csv"), bytes: separated(sheet.into_rows(), style) })
        }
        _ => {
            let failed = |error| {
                Error::io(std::path::Path::new(&named("xlsx")), std::io::Error::other(error))
            };
            let bytes = workbook([sheet], today).map_err(failed)?;
            Ok(File { name: named("xlsx"), bytes })
        }
    }
}
