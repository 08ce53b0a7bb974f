//! A student's papers: the certificates there are, one that can be issued, and the extract of what is kept. Whose name is
//! protected gets it typed here for the print, and it is stored nowhere.

use iced::widget::{Column, column, row};
use iced::{Center, Element, Fill};

use super::Message;
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, card, field, muted, small, strong, title};
use crate::domain::certificate::CertificateKind;
use crate::domain::{CertificateId, ClassId, Protection, Verdict};
use crate::i18n::{Language, date};
use crate::papers::File;
use crate::papers::certificates::Batch;
use crate::register::certificate::Certificate;
use crate::register::student::StudentDetail;
use crate::register::{Error, Register};
use crate::text;

/// A copy whose name must be typed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub certificate: CertificateId,
    pub name: String,
}

/// The class a certificate can be issued for, and which it would be; `None` where there is nothing to certify, or it is
/// issued already.
pub fn issuable(
    detail: &StudentDetail,
    certificates: &[Certificate],
) -> Option<(ClassId, CertificateKind)> {
    if detail.protection == Protection::Erased {
        return None;
    }
    detail.enrolled.iter().find_map(|place| {
        let standing = &place.standing;
        let kind = match standing.verdict {
            Verdict::Completed => CertificateKind::Participation,
            Verdict::NotYet | Verdict::NoLonger => CertificateKind::Attendance,
        };
        let has_one = certificates.iter().any(|certificate| {
            certificate.is_valid()
                && certificate.content.course == place.course_name
                && (certificate.content.kind == CertificateKind::Participation
                    || certificate.content.kind == kind)
        });

        (standing.attended.0 > 0 && !has_one).then_some((standing.class, kind))
    })
}

/// A copy of a certificate. A typed name is on the page and nowhere else.
pub fn copy(
    register: &Register,
    certificate: CertificateId,
    name: Option<&str>,
) -> Result<File, Error> {
    let certificate = register.certificate(certificate)?;
    let batch = Batch::gather(register, vec![certificate], name)?;
    let file = batch.certificates.first().map(|one| batch.file_name(one)).unwrap_or_default();

    Ok(File { name: file, bytes: batch.pdf() })
}

/// The card.
pub fn view<'a>(
    language: Language,
    detail: &StudentDetail,
    certificates: &[Certificate],
    naming: Option<&'a Named>,
) -> Element<'a, Message> {
    let mut rows = Column::new().spacing(spacing::XS);
    if certificates.is_empty() {
        rows = rows.push(muted(text!(language, "student-no-certificates")));
    }
    for certificate in certificates {
        rows = rows.push(certificate_row(language, certificate));
    }
    let mut deeds = row![].spacing(spacing::S).align_y(Center);
    if let Some((class, kind)) = issuable(detail, certificates) {
        let label = match kind {
            CertificateKind::Participation => text!(language, "student-issue"),
            CertificateKind::Attendance => text!(language, "student-issue-attendance"),
        };
        deeds = deeds.push(button::primary(label).on_press(Message::Issue(class)));
    }
    deeds = deeds.push(button::plain(text!(language, "extract-title")).on_press(Message::Extract));
    let mut content = column![title(text!(language, "student-certificates")), rows, deeds.wrap()]
        .spacing(spacing::S);
    if let Some(named) = naming {
        let ready = !named.name.trim().is_empty();
        content = content.push(
            column![
                strong(text!(language, "student-name-on-paper")),
                small(text!(language, "student-name-on-paper-text")).style(style::muted),
                field::typed("", &named.name, Message::PaperName)
                    .id(field::id("paper-name"))
                    .on_submit(Message::PrintNamed),
                row![
                    button::primary(text!(language, "student-print-named"))
                        .on_press(ready.then_some(Message::PrintNamed)),
                    button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
                ]
                .spacing(spacing::S),
            ]
            .spacing(spacing::XS),
        );
    }

    card(content).width(Fill).into()
}

fn certificate_row<'a>(language: Language, certificate: &Certificate) -> Element<'a, Message> {
    let state = crate::app::screen::certificates::state(language, certificate);
    let mut content = row![
        strong(certificate.serial.to_string()).width(130),
        body(date::long(language, certificate.content.issued_on)).width(150),
        state.width(Fill),
    ]
    .spacing(spacing::S)
    .align_y(Center);
    if !certificate.is_number {
        let print = button::link(text!(language, "certificates-print"));
        content = content.push(print.on_press(Message::Copy(certificate.id)));
    }
    if certificate.is_valid() && certificate.outdated.is_some() && !certificate.is_number {
        content = content.push(
            button::plain(text!(language, "certificates-reissue"))
                .on_press(Message::Reissue(certificate.id)),
        );
    }

    content.into()
}
