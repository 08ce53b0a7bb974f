//! The class's certificates: who has one, who can have one, and why the others can't.

use iced::widget::{Column, column, row, scrollable, space};
use iced::{Center, Element, Fill};

use super::Message as ClassMessage;
use crate::app::context::Context;
use crate::app::screen::students::verdict;
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, hairline, muted, strong};
use crate::i18n::{Language, date};
use crate::register::certificate::{Candidate, CandidateState, Certificate};
use crate::text;

/// The tab.
pub fn view<'a>(
    context: &Context,
    candidates: &'a [Candidate],
    issued: &'a [Certificate],
    busy: bool,
) -> Element<'a, ClassMessage> {
    let language = context.language;
    let ready =
        candidates.iter().filter(|candidate| candidate.state == CandidateState::Ready).count();
    let press = (!busy).then_some(ClassMessage::PrintCertificates);
    let print: Element<'a, ClassMessage> = match (ready, issued.len()) {
        (1.., _) => {
            button::primary(text!(language, "class-print", count = ready)).on_press(press).into()
        }
        (0, 1..) => button::plain(text!(language, "certificates-copies")).on_press(press).into(),
        (0, 0) => muted(text!(language, "certificates-none")).into(),
    };
    let mut rows = Column::new().width(Fill);
    for candidate in candidates {
        rows = rows.push(candidate_row(language, candidate, issued)).push(hairline());
    }

    let cover = button::link(text!(language, "class-cover"))
        .on_press((!issued.is_empty()).then_some(ClassMessage::Cover));

    column![
        row![print, cover].spacing(spacing::S).align_y(Center).wrap(),
        scrollable(rows.padding(iced::Padding::ZERO.right(spacing::M)))
            .direction(style::slim())
            .style(style::scroll)
            .height(Fill)
    ]
    .spacing(spacing::S)
    .into()
}

fn candidate_row<'a>(
    language: Language,
    candidate: &'a Candidate,
    issued: &'a [Certificate],
) -> Element<'a, ClassMessage> {
    let certificate = match candidate.state {
        CandidateState::Issued(id) => issued.iter().find(|certificate| certificate.id == id),
        _ => None,
    };
    let state: Element<'a, ClassMessage> = match (&candidate.state, certificate) {
        (CandidateState::Ready, _) => {
            strong(text!(language, "candidate-ready")).style(style::primary).into()
        }
        (CandidateState::Issued(_), Some(certificate)) => body(text!(
            language,
            "candidate-issued",
            serial = certificate.serial.to_string(),
            day = date::long(language, certificate.content.issued_on)
        ))
        .into(),
        (CandidateState::Issued(_), None) => space().into(),
        (CandidateState::NotCounting(judged), _) => verdict(language, *judged),
        (CandidateState::Erased, _) => muted(text!(language, "student-is-erased")).into(),
        (CandidateState::Protected, _) => {
            body(text!(language, "student-is-protected")).style(style::ochre).into()
        }
    };
    let show: Element<'a, ClassMessage> = match certificate {
        Some(certificate) => button::link(text!(language, "certificates-print"))
            .on_press(ClassMessage::ShowCertificate(certificate.id))
            .into(),
        None => space().into(),
    };

    row![strong(candidate.name.clone()).width(Fill), state, show]
        .spacing(spacing::S)
        .align_y(Center)
        .height(44)
        .into()
}
