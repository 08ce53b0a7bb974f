//! The ledger's table: how a certificate stands, and what can be done with it.

use iced::Element;
use iced::widget::row;

use super::{CertificateLists, Message};
use crate::app::theme::{spacing, style};
use crate::app::widget::table::{Column, Key, text_cell};
use crate::app::widget::{body, button, field, muted, strong};
use crate::domain::CertificateId;
use crate::i18n::Language;
use crate::register::certificate::{Certificate, Outdated};
use crate::text;

pub fn columns(language: Language) -> [Column; 7] {
    [
        Column::needed("serial", text!(language, "ledger-serial"), 110.0),
        Column::needed("student", text!(language, "students-name"), 150.0),
        Column::new("state", text!(language, "sessions-state"), 130.0),
        Column::new("class", text!(language, "classes-name"), 76.0),
        Column::new("issued", text!(language, "ledger-issued"), 88.0),
        Column::new("school", text!(language, "classes-school"), 150.0),
        Column::needed("deeds", String::new(), 190.0),
    ]
}

/// What a row is sorted by.
pub fn key(column: &str, certificate: &Certificate, index: usize) -> Key {
    let content = &certificate.content;
    match column {
        "student" => Key::text(&content.student),
        "class" => Key::text(&content.class),
        "school" => Key::text(&content.school),
        "issued" => Key::day(Some(content.issued_on)),
        "state" => Key::Several(vec![
            Key::Number(certificate.is_valid().into()),
            Key::Number(certificate.outdated.is_none().into()),
        ]),
        // They come in order of their numbers.
        _ => Key::Number(index as i64),
    }
}

pub fn cell<'a>(
    language: Language,
    certificate: &Certificate,
    column: &str,
) -> Element<'a, Message> {
    let content = &certificate.content;
    text_cell(match column {
        "serial" => strong(certificate.serial.to_string()),
        "student" => body(content.student.clone()),
        "class" => body(content.class.clone()),
        "school" => body(content.school.clone()),
        "issued" => body(content.issued_on.to_string()),
        "state" => state(language, certificate),
        _ => return deeds(language, certificate),
    })
}

/// What can be done with a certificate.
fn deeds<'a>(language: Language, certificate: &Certificate) -> Element<'a, Message> {
    let mut deeds = row![];
    if !certificate.is_number {
        let print = button::link(text!(language, "certificates-print"));
        deeds = deeds.push(print.on_press(Message::Print(certificate.id)));
    }
    if certificate.is_valid() && certificate.outdated.is_some() && !certificate.is_number {
        deeds = deeds.push(
            button::link(text!(language, "certificates-reissue"))
                .on_press(Message::Reissue(certificate.id)),
        );
    } else if certificate.is_valid() {
        deeds = deeds.push(
            button::link(text!(language, "certificates-revoke"))
                .on_press(Message::AskRevoke(certificate.id)),
        );
    }

    deeds.into()
}

/// The field for why a certificate is revoked.
pub fn revoking<'a>(
    language: Language,
    loaded: &CertificateLists,
    certificate: CertificateId,
    reason: &str,
) -> Element<'a, Message> {
    let serial = loaded
        .ledger
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
