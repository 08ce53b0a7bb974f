//! The ledger's table: how a certificate stands, and what can be done with it.

use iced::Element;
use iced::widget::row;
use serde::{Deserialize, Serialize};

use super::{Filter, Message};
use crate::app::screen::list_screen::Listed;
use crate::app::theme::{spacing, style};
use crate::app::widget::table::{Column, Key, text_cell};
use crate::app::widget::{body, button, field, muted, strong};
use crate::domain::CertificateId;
use crate::domain::student::Words;
use crate::i18n::Language;
use crate::register::certificate::{Certificate, Outdated};
use crate::text;

/// All certificates that have been issued.
#[derive(Debug, Clone)]
pub struct Ledger(pub Vec<Certificate>);

/// What is shown of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LedgerColumn {
    Serial,
    Student,
    State,
    Class,
    Issued,
    School,
    Actions,
}

impl Listed for Ledger {
    type Id = CertificateId;
    type Column = LedgerColumn;
    type Filter = Filter;

    const NAME: &'static str = "ledger";

    fn columns(language: Language) -> Vec<Column<LedgerColumn>> {
        use LedgerColumn as C;

        vec![
            Column::needed(C::Serial, text!(language, "ledger-serial"), 110.0),
            Column::needed(C::Student, text!(language, "students-name"), 150.0),
            Column::new(C::State, text!(language, "sessions-state"), 130.0),
            Column::new(C::Class, text!(language, "classes-name"), 76.0),
            Column::new(C::Issued, text!(language, "ledger-issued"), 88.0),
            Column::new(C::School, text!(language, "classes-school"), 150.0),
            Column::needed(C::Actions, String::new(), 190.0),
        ]
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn id(&self, row: usize) -> Option<CertificateId> {
        self.0.get(row).map(|certificate| certificate.id)
    }

    fn found(&self, words: &str, filter: &Filter) -> Vec<usize> {
        let words = Words::of(words);
        let is_found = |certificate: &Certificate| {
            let content = &certificate.content;
            words.stand_in(&format!(
                "{} {} {} {}",
                certificate.serial, content.student, content.class, content.school
            ))
        };
        let rows = self.0.iter().enumerate();

        rows.filter(|(_, certificate)| is_found(certificate) && filter.lets_through(certificate))
            .map(|(row, _)| row)
            .collect()
    }

    fn key(&self, column: LedgerColumn, row: usize) -> Key {
        let certificate = &self.0[row];
        let content = &certificate.content;
        match column {
            LedgerColumn::Student => Key::text(&content.student),
            LedgerColumn::Class => Key::text(&content.class),
            LedgerColumn::School => Key::text(&content.school),
            LedgerColumn::Issued => Key::day(Some(content.issued_on)),
            LedgerColumn::State => Key::Several(vec![
                Key::Number(certificate.is_valid().into()),
                Key::Number(certificate.outdated.is_none().into()),
            ]),
            // They come in order of their numbers.
            LedgerColumn::Serial | LedgerColumn::Actions => Key::Number(row as i64),
        }
    }
}

impl Filter {
    fn lets_through(self, certificate: &Certificate) -> bool {
        match self {
            Self::All => true,
            Self::Valid => certificate.is_valid(),
            Self::Outdated => certificate.is_valid() && certificate.outdated.is_some(),
            Self::NoLonger => !certificate.is_valid(),
        }
    }
}

/// A certificate's cell in a column.
pub fn cell<'a>(
    language: Language,
    certificate: &Certificate,
    column: LedgerColumn,
) -> Element<'a, Message> {
    let content = &certificate.content;
    text_cell(match column {
        LedgerColumn::Serial => strong(certificate.serial.to_string()),
        LedgerColumn::Student => body(content.student.clone()),
        LedgerColumn::Class => body(content.class.clone()),
        LedgerColumn::School => body(content.school.clone()),
        LedgerColumn::Issued => body(content.issued_on.to_string()),
        LedgerColumn::State => state(language, certificate),
        LedgerColumn::Actions => return actions(language, certificate),
    })
}

/// What can be done with a certificate.
fn actions<'a>(language: Language, certificate: &Certificate) -> Element<'a, Message> {
    let mut actions = row![];
    if !certificate.is_number {
        let print = button::link(text!(language, "certificates-print"));
        actions = actions.push(print.on_press(Message::Print(certificate.id)));
    }
    if certificate.is_valid() && certificate.outdated.is_some() && !certificate.is_number {
        actions = actions.push(
            button::link(text!(language, "certificates-reissue"))
                .on_press(Message::Reissue(certificate.id)),
        );
    } else if certificate.is_valid() {
        actions = actions.push(
            button::link(text!(language, "certificates-revoke"))
                .on_press(Message::AskRevoke(certificate.id)),
        );
    }

    actions.into()
}

/// The field for why a certificate is revoked.
pub fn revoking<'a>(
    language: Language,
    ledger: &Ledger,
    certificate: CertificateId,
    reason: &str,
) -> Element<'a, Message> {
    let serial = ledger
        .0
        .iter()
        .find(|entry| entry.id == certificate)
        .map(|entry| entry.serial.to_string())
        .unwrap_or_default();

    row![
        field::labelled(
            text!(language, "certificates-why", serial = serial),
            field::typed("", reason, Message::Reason)
                .id(field::id("reason"))
                .on_submit(Message::Revoke),
            None
        ),
        button::danger(text!(language, "certificates-revoke"))
            .on_press((!reason.trim().is_empty()).then_some(Message::Revoke)),
        button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
    ]
    .spacing(spacing::S)
    .align_y(iced::alignment::Vertical::Bottom)
    .into()
}

/// How a certificate stands, in words.
pub fn state<'a>(language: Language, certificate: &Certificate) -> iced::widget::Text<'a> {
    if let Some(serial) = &certificate.replaced_by {
        return muted(text!(language, "certificate-replaced", serial = serial.to_string()));
    }
    if certificate.revoked_on.is_some() {
        return body(text!(language, "certificate-revoked")).style(style::danger);
    }
    match certificate.outdated {
        Some(Outdated::Name) => {
            return body(text!(language, "certificate-outdated")).style(style::ochre);
        }
        Some(Outdated::Attendance) => {
            return body(text!(language, "certificate-outdated-hours")).style(style::ochre);
        }
        None => {}
    }

    body(text!(language, "certificate-valid")).style(style::primary)
}
