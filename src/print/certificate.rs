//! The certificate: A4 landscape, a serif heading in Falu red, the student's name large.

use super::{BRAND, Font, INK, LINE, MUTED, Page, Style};
use crate::domain::certificate::{CertificateContent, CertificateKind};
use crate::i18n::{Language, date, number};
use crate::text;

/// The margin on all sides, in millimetres.
const MARGIN: f32 = 22.0;
/// The name at its largest, in points.
const NAME_SIZE: f32 = 44.0;
/// Sessions listed in a column before the next column begins.
const SESSIONS_IN_COLUMN: usize = 3;

/// The page of a certificate. `revoked` is written across a copy that no longer holds.
pub fn page(content: &CertificateContent, serial: &str) -> Page {
    let language: Language = content.language.parse().unwrap_or_default();
    let mut page = Page::landscape();
    let middle = page.width / 2.0;
    let inside = page.width - 2.0 * MARGIN;

    page.fill(0.0, 0.0, page.width, 4.0, BRAND);
    let small_caps = Style::new(Font::SemiBold, 10.0, MUTED);
    let programme = small_caps.shortened(&content.programme, inside);
    page.write_centred(middle, 27.0, small_caps, &programme);

    let heading = Style::new(Font::Serif, 46.0, BRAND);
    page.write_centred(middle, 50.0, heading, &heading_text(language, content.kind));

    let body = Style::new(Font::Regular, 12.5, INK);
    page.write_centred(middle, 66.0, body, &text!(language, "certificate-hereby"));

    let name = Style::new(Font::Serif, NAME_SIZE, INK).fitting(&content.student, inside);
    page.write_centred(middle, 86.0, name, &content.student);
    page.line((middle - 55.0, 92.0), (middle + 55.0, 92.0), 0.25, LINE);

    let deed = match content.kind {
        CertificateKind::Participation => text!(language, "certificate-completed"),
        CertificateKind::Attendance => text!(language, "certificate-attended"),
    };
    page.write_centred(middle, 102.0, body, &deed);
    let course = Style::new(Font::SemiBold, 19.0, INK).fitting(&content.course, inside);
    page.write_centred(middle, 112.5, course, &content.course);

    let details = Style::new(Font::Regular, 11.0, INK);
    let place = text!(
        language,
        "certificate-class",
        school = content.school.as_str(),
        class = content.class.as_str()
    );
    page.write_centred(middle, 122.0, details.fitting(&place, inside), &place);
    page.write_centred(middle, 129.0, details, &when_and_how_much(language, content));

    sessions(&mut page, language, content);
    signature(&mut page, language, content);
    foot(&mut page, language, content, serial);

    page
}

fn heading_text(language: Language, kind: CertificateKind) -> String {
    match kind {
        CertificateKind::Participation => text!(language, "certificate-participation"),
        CertificateKind::Attendance => text!(language, "certificate-attendance"),
    }
}

fn when_and_how_much(language: Language, content: &CertificateContent) -> String {
    let attended = number::hours(content.attended.0);
    let planned = number::hours(content.planned.0);
    match (
        content.sessions.iter().map(|s| s.date).min(),
        content.sessions.iter().map(|s| s.date).max(),
    ) {
        (Some(first), Some(last)) if first != last => text!(
            language,
            "certificate-period",
            first = date::long(language, first),
            last = date::long(language, last),
            attended = attended,
            planned = planned
        ),
        (Some(only), _) => text!(
            language,
            "certificate-day",
            day = date::long(language, only),
            attended = attended,
            planned = planned
        ),
        (None, _) => {
            text!(language, "certificate-hours", attended = attended, planned = planned)
        }
    }
}

/// The sessions attended, in as many columns as they need, around the middle.
fn sessions(page: &mut Page, language: Language, content: &CertificateContent) {
    let style = Style::new(Font::Regular, 8.5, MUTED);
    let in_column = content.sessions.len().div_ceil(4).max(SESSIONS_IN_COLUMN);
    let columns = content.sessions.chunks(in_column).len();
    let width = 58.0_f32.min((page.width - 2.0 * MARGIN) / columns.max(1) as f32);
    let left = page.width / 2.0 - width * columns as f32 / 2.0;
    let step = (16.0 / in_column as f32).min(5.0);
    for (column, sessions) in content.sessions.chunks(in_column).enumerate() {
        for (row, session) in sessions.iter().enumerate() {
            let line = text!(
                language,
                "certificate-session",
                number = session.number,
                date = date::long(language, session.date),
                length = number::hours(session.minutes.0)
            );
            let middle = left + width * (column as f32 + 0.5);
            let style = style.fitting(&line, width - 3.0);
            page.write_centred(middle, 140.0 + step * row as f32, style, &line);
        }
    }
}

fn signature(page: &mut Page, language: Language, content: &CertificateContent) {
    let baseline = 174.0;
    let style = Style::new(Font::Regular, 10.5, INK);
    let small = Style::new(Font::Regular, 8.0, MUTED);
    let width = 82.0;
    let issued = date::long(language, content.issued_on);
    let place_and_date = match content.place.as_str() {
        "" => issued,
        place => text!(language, "certificate-place-date", place = place, date = issued),
    };
    let left = MARGIN + 8.0;
    page.write(left, baseline - 1.8, style.fitting(&place_and_date, width), &place_and_date);
    page.line((left, baseline), (left + width, baseline), 0.25, INK);
    page.write(left, baseline + 4.2, small, &text!(language, "certificate-place-and-date"));

    let right = page.width - MARGIN - 8.0 - width;
    page.line((right, baseline), (right + width, baseline), 0.25, INK);
    let caption = match content.signatory.as_str() {
        "" => text!(language, "certificate-signature"),
        name => name.to_owned(),
    };
    page.write(right, baseline + 4.2, small.fitting(&caption, width), &caption);
}

fn foot(page: &mut Page, language: Language, content: &CertificateContent, serial: &str) {
    let style = Style::new(Font::Regular, 8.5, MUTED);
    let y = page.height - 14.0;
    page.line((MARGIN, y - 7.0), (page.width - MARGIN, y - 7.0), 0.2, LINE);
    let partners = content.partners.join("   ·   ");
    let right = page.width - MARGIN;
    let number = text!(language, "certificate-serial", serial = serial);
    let reserved = style.width(&number) + 10.0;
    let width = page.width - 2.0 * MARGIN - reserved;
    page.write(MARGIN, y, style.fitting(&partners, width), &partners);
    page.write_to(right, y, style, &number);
    if let Some(replaced) = &content.replaces {
        let line = text!(language, "certificate-replaces", serial = replaced.as_str());
        page.write_to(right, y + 4.5, style, &line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::certificate::AttendedSession;
    use crate::domain::{Minutes, Period};
    use crate::print::Item;

    fn content(student: &str, sessions: u16) -> CertificateContent {
        let day = |text: &str| text.parse().unwrap();

        CertificateContent {
            kind: CertificateKind::Participation,
            language: "sv".into(),
            student: student.into(),
            school: "Vasaskolan 7-9 med ett mycket långt namn för en gymnasieskola i Dalarna"
                .into(),
            class: "SA26A".into(),
            course: "Socialt entreprenörskap".into(),
            programme: "Socialt entreprenörskap i Dalarna".into(),
            partners: vec!["Region Dalarna".into(); 9],
            period: Period { start: day("2026-07-01"), end: day("2028-10-31") },
            attended: Minutes(540),
            planned: Minutes(540),
            sessions: (1..=sessions)
                .map(|number| AttendedSession {
                    number,
                    date: day("2026-09-23"),
                    minutes: Minutes(90),
                })
                .collect(),
            completed_on: None,
            issued_on: day("2026-11-23"),
            place: "Borlänge".into(),
            signatory: String::new(),
            replaces: Some("2026-KA-0001".into()),
        }
    }

    #[test]
    fn nothing_leaves_the_page_whatever_the_name() {
        let longest = "W".repeat(80);
        for (name, sessions) in [("Åsa Öberg", 6), (longest.as_str(), 40), ("", 0)] {
            let page = page(&content(name, sessions), "2026-KA-0041");
            for item in &page.items {
                if let Item::Text(text) = item {
                    let width = text.font.width(&text.text, text.size);
                    assert!(text.x >= MARGIN - 0.1, "{}", text.text);
                    assert!(text.x + width <= page.width - MARGIN + 0.1, "{}", text.text);
                    assert!(text.y <= page.height - 5.0);
                }
            }
        }
    }
}
