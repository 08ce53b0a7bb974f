//! The certificate, in the layout it was issued in. Every layout says the same things; where they stand differs.

mod classic;
mod listed;
mod plain;
mod sessions;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::picture::Picture;
use super::structure::Role;
use super::{BRAND, Colour, Font, INK, MUTED, Millimetres, PALE, Page, Rectangle, Style};
use crate::domain::certificate::design::{Hue, Layout, Logo};
use crate::domain::certificate::wording::{Field, Template, Wording};
use crate::domain::certificate::{AttendedSession, CertificateContent};
use crate::i18n::{Language, date, number};
use crate::text;
use sessions::Listing;

/// Logos and signatures by the SHA-256 of their files.
pub type Pictures = BTreeMap<String, Arc<Picture>>;

/// One certificate as it is printed.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// What it says.
    pub content: &'a CertificateContent,
    /// Its number.
    pub serial: &'a str,
    /// The name that is printed: the ledger's, or one that was typed for somebody with protected personal data.
    pub name: &'a str,
    /// Whether it still holds.
    pub state: &'a State,
    /// The code that can be checked.
    pub code: Option<&'a Arc<Picture>>,
    /// Logos and signatures.
    pub pictures: &'a Pictures,
}

/// Whether a certificate still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It does.
    Valid,
    /// Another took its place.
    Replaced(String),
    /// It was revoked that day.
    Revoked(NaiveDate),
}

/// The page of a certificate.
pub fn page(sheet: Sheet<'_>) -> Page {
    let mut page = match sheet.content.look.layout {
        Layout::Plain => Page::portrait(),
        Layout::Classic | Layout::Listed => Page::landscape(),
    };
    page.element(Role::Section, |page| {
        sheet.watermark(page);
        match sheet.content.look.layout {
            Layout::Classic => classic::write(&sheet, page),
            Layout::Plain => plain::write(&sheet, page),
            Layout::Listed => listed::write(&sheet, page),
        }
    });

    page
}

/// How many of the sessions a certificate has no place for in letters that can be read. Who issues it is told beforehand;
/// hours and period are there all the same.
pub fn sessions_left_out(content: &CertificateContent) -> usize {
    let language = language_of(content);
    match content.look.layout {
        Layout::Classic => {
            let place = classic::sessions(&Page::landscape());
            Listing::of(language, &content.sessions, place, classic::COLUMNS).left_out()
        }
        Layout::Plain => {
            let place = plain::sessions(&Page::portrait());
            Listing::of(language, &content.sessions, place, plain::COLUMNS).left_out()
        }
        Layout::Listed => listed::left_out(content.sessions.len()),
    }
}

/// A certificate's main language.
fn language_of(content: &CertificateContent) -> Language {
    content.language.codes().first().and_then(|code| code.parse().ok()).unwrap_or_default()
}

/// The code with the quiet zone around it: 32 mm, so that its squares are at least 0.4 mm.
const CODE: Millimetres = 32.0;
/// Squares of quiet zone on each side of the code (ISO/IEC 18004, 9.1).
const QUIET: f32 = 4.0;
/// The largest square of a code.
const LARGEST_MODULE: Millimetres = 0.55;
/// Where a name is set in two lines rather than smaller, in points.
const SMALLEST_NAME: f32 = 25.0;
/// A line's height, in its letters' size.
const LEADING: f32 = 1.42;

/// On which side of a place a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Middle,
}

/// One of the languages of a certificate with its texts.
struct Voice<'a> {
    language: Language,
    wording: &'a Wording,
}

impl<'a> Sheet<'a> {
    /// The languages, the main one first.
    fn voices(&self) -> Vec<Voice<'a>> {
        let look = &self.content.look;
        self.content
            .language
            .codes()
            .iter()
            .filter_map(|code| {
                let wording = look.wordings.get(*code)?;
                Some(Voice { language: code.parse().unwrap_or_default(), wording })
            })
            .collect()
    }

    fn language(&self) -> Language {
        language_of(self.content)
    }

    /// A second language stands beneath the first and says which it is.
    fn language_of(&self, voice: &Voice<'_>) -> Option<Language> {
        (voice.language != self.language()).then_some(voice.language)
    }

    fn hue(&self) -> Colour {
        match self.content.look.hue {
            Hue::FaluRed => BRAND,
            Hue::Spruce => Colour(0x1E, 0x5B, 0x4F),
            Hue::Blue => Colour(0x1F, 0x4E, 0x79),
            Hue::Ink => INK,
        }
    }

    fn fill(&self, language: Language, template: &Template) -> String {
        let content = self.content;
        template.fill(|field| match field {
            Field::Student => self.name.to_owned(),
            Field::Course => content.course.clone(),
            Field::School => content.school.clone(),
            Field::Class => content.class.clone(),
            Field::Hours => number::hours(content.attended.0),
            Field::PlannedHours => number::hours(content.planned.0),
            Field::Period => period(language, &content.sessions),
            Field::Programme => content.programme.clone(),
            Field::Place => content.place.clone(),
            Field::Date => date::long(language, content.issued_on),
            Field::Serial => self.serial.to_owned(),
        })
    }

    /// What was attended, and from what the student was exempt.
    fn details(&self, page: &mut Page, place: Rectangle, align: Align) {
        let exempt = self.content.exempt;
        self.texts(page, place, align, 10.5, |voice| {
            let details = self.fill(voice.language, &voice.wording.details);
            if exempt.0 == 0 {
                return details;
            }
            let said = text!(voice.language, "certificate-exempt", hours = number::hours(exempt.0));
            format!("{details} {said}").trim().to_owned()
        });
    }

    /// A text of the wording in each language, within a place.
    fn wording(
        &self,
        page: &mut Page,
        place: Rectangle,
        align: Align,
        size: f32,
        template: impl Fn(&Wording) -> &Template,
    ) {
        self.texts(page, place, align, size, |voice| {
            self.fill(voice.language, template(voice.wording))
        });
    }

    /// Says across the page that it no longer holds.
    fn watermark(&self, page: &mut Page) {
        let language = self.language();
        let word = match self.state {
            State::Valid => return,
            State::Replaced(_) => text!(language, "certificate-mark-replaced"),
            State::Revoked(_) => text!(language, "certificate-mark-revoked"),
        };
        let style = Style::new(Font::SemiBold, 110.0, PALE);
        let style = style.fitting(&word, page.width * 0.85);
        let angle: f32 = 24.0;
        let half = style.width(&word) / 2.0;
        let (sine, cosine) = angle.to_radians().sin_cos();
        let (x, y) = (page.width / 2.0 - half * cosine, page.height / 2.0 + half * sine + 10.0);
        page.element(Role::Paragraph, |page| page.write_turned(x, y, angle, style, &word));
    }

    /// The title in each language, the second smaller; where the last stands.
    fn title(&self, page: &mut Page, place: (Millimetres, Millimetres), align: Align, size: f32) {
        let inside = page.width - place.0.min(page.width - place.0).max(20.0) * 2.0;
        let most = if align == Align::Middle { page.width - 44.0 } else { inside.max(120.0) };
        let mut y = place.1;
        for (index, voice) in self.voices().iter().enumerate() {
            let title = self.fill(voice.language, &voice.wording.title);
            let style = match index {
                0 => Style::new(Font::Serif, size, self.hue()),
                _ => Style::new(Font::Serif, size * 0.42, MUTED),
            };
            let role = if index == 0 { Role::Heading1 } else { Role::Paragraph };
            let style = style.fitting(&title, most);
            page.element_in(role, self.language_of(voice), |page| {
                write_aligned(page, place.0, y, align, style, &title);
            });
            y += 9.0;
        }
    }

    /// A text in each language, within a place.
    fn texts(
        &self,
        page: &mut Page,
        place: Rectangle,
        align: Align,
        size: f32,
        text: impl Fn(&Voice<'_>) -> String,
    ) {
        let voices = self.voices();
        let texts: Vec<String> = voices.iter().map(text).collect();
        let style_of = |index: usize, scale: f32| match index {
            0 => Style::new(Font::Regular, size * scale, INK),
            _ => Style::new(Font::Regular, size * 0.82 * scale, MUTED),
        };
        let lines_of = |scale: f32| -> Vec<Vec<String>> {
            let lines = texts.iter().enumerate();
            lines.map(|(index, text)| style_of(index, scale).wrapped(text, place.width)).collect()
        };
        let height_of = |lines: &[Vec<String>], scale: f32| -> Millimetres {
            let each = lines.iter().enumerate();
            each.map(|(index, lines)| lines.len() as f32 * line_height(style_of(index, scale)))
                .sum()
        };
        let mut scale = 1.0;
        let mut lines = lines_of(scale);
        while height_of(&lines, scale) > place.height && scale > 0.3 {
            scale *= 0.94;
            lines = lines_of(scale);
        }
        let mut y = place.y;
        for (index, (voice, lines)) in voices.iter().zip(&lines).enumerate() {
            let style = style_of(index, scale);
            page.element_in(Role::Paragraph, self.language_of(voice), |page| {
                for (row, line) in lines.iter().enumerate() {
                    // A space at the end keeps words apart for those who hear the lines one after the other.
                    let ending = if row + 1 < lines.len() { " " } else { "" };
                    write_aligned(page, place.x, y, align, style, &format!("{line}{ending}"));
                    y += line_height(style);
                }
            });
        }
    }

    /// The name, large: smaller where it is long, in two lines where it would become small.
    fn name(&self, page: &mut Page, place: Rectangle, align: Align, size: f32) {
        let style = Style::new(Font::Serif, size, INK);
        let size_of = |lines: &[String]| {
            let sizes = lines.iter().map(|line| style.fitting(line, place.width).size);
            let highest = match lines.len() {
                1 => size,
                _ => place.height / 2.1 / super::font::MILLIMETRES_PER_POINT,
            };
            sizes.fold(highest, f32::min)
        };
        let mut lines = vec![self.name.to_owned()];
        let parted = in_two(self.name);
        let alone = size_of(&lines);
        if alone < SMALLEST_NAME && size_of(&parted) > alone {
            lines = parted;
        }
        let style = Style { size: size_of(&lines), ..style };
        let step = line_height(style) * 0.82;
        let first = place.y + place.height - step * (lines.len() - 1) as f32;
        page.element(Role::Paragraph, |page| {
            for (row, line) in lines.iter().enumerate() {
                let ending = if row + 1 < lines.len() { " " } else { "" };
                let y = first + step * row as f32;
                write_aligned(page, place.x, y, align, style, &format!("{line}{ending}"));
            }
        });
    }

    /// Place and date on the left, the signature on the right, each on a line of that width.
    fn signature(&self, page: &mut Page, lines: [(Millimetres, Millimetres); 2], y: Millimetres) {
        let content = self.content;
        let language = self.language();
        let style = Style::new(Font::Regular, 10.5, INK);
        let small = Style::new(Font::Regular, 8.0, MUTED);
        let issued = date::long(language, content.issued_on);
        let when = match content.place.as_str() {
            "" => issued,
            place => text!(language, "certificate-place-date", place = place, date = issued),
        };
        let [(left, width), (right, signing)] = lines;
        page.line((left, y), (left + width, y), 0.25, INK);
        page.element(Role::Paragraph, |page| {
            page.write(left, y - 1.8, style.fitting(&when, width), &when);
        });
        page.decorate(|page| {
            page.write(left, y + 4.2, small, &text!(language, "certificate-place-and-date"));
        });
        self.signature_picture(page, right, y, signing);
        page.line((right, y), (right + signing, y), 0.25, INK);
        let title = content.look.signatory_title.as_str();
        let caption = match (content.signatory.as_str(), title) {
            ("", "") => text!(language, "certificate-signature"),
            ("", title) => title.to_owned(),
            (name, "") => name.to_owned(),
            (name, title) => format!("{name}, {title}"),
        };
        page.element(Role::Paragraph, |page| {
            page.write(right, y + 4.2, small.fitting(&caption, signing), &caption);
        });
    }

    fn signature_picture(
        &self,
        page: &mut Page,
        x: Millimetres,
        y: Millimetres,
        most: Millimetres,
    ) {
        let digest = self.content.look.signature.as_ref();
        let Some(picture) = digest.and_then(|digest| self.pictures.get(digest)) else { return };
        let alternative = match self.content.signatory.as_str() {
            "" => text!(self.language(), "certificate-signature"),
            name => text!(self.language(), "certificate-signature-of", name = name),
        };
        let place = within(picture, Rectangle { x, y: y - 16.0, width: most, height: 17.0 });
        page.picture(place, picture, &alternative);
    }

    /// Partners' logos in a row, or their names where no logo is chosen.
    fn partners(&self, page: &mut Page, place: Rectangle) {
        let logos: Vec<(&Logo, &Arc<Picture>)> = self
            .content
            .look
            .logos
            .iter()
            .filter_map(|logo| Some((logo, self.pictures.get(&logo.picture)?)))
            .collect();
        if logos.is_empty() {
            let style = Style::new(Font::Regular, 8.5, MUTED);
            let names = self.content.partners.join("   ·   ");
            let y = place.y + place.height - 1.5;
            page.element(Role::Paragraph, |page| {
                page.write(place.x, y, style.fitting(&names, place.width), &names);
            });
            return;
        }
        let gap = 7.0;
        let natural: Vec<Rectangle> = logos
            .iter()
            .map(|(_, picture)| within(picture, Rectangle { width: 46.0, ..place }))
            .collect();
        let gaps = gap * (logos.len() - 1) as f32;
        let total: Millimetres = natural.iter().map(|box_of| box_of.width).sum();
        let scale = ((place.width - gaps) / total).min(1.0);
        let mut x = place.x;
        for ((logo, picture), box_of) in logos.iter().zip(natural) {
            let (width, height) = (box_of.width * scale, box_of.height * scale);
            let y = place.y + (place.height - height) / 2.0;
            page.picture(Rectangle { x, y, width, height }, picture, &logo.name);
            x += width + gap;
        }
    }

    /// The code in its corner, and the number beneath it.
    fn code(&self, page: &mut Page, right: Millimetres, bottom: Millimetres) {
        let language = self.language();
        let small = Style::new(Font::Regular, 8.0, MUTED);
        let number = text!(language, "certificate-serial", serial = self.serial);
        if let Some(picture) = self.code {
            let (side, _) = picture.size();
            let module = (CODE / (side + 2.0 * QUIET)).min(LARGEST_MODULE);
            let quiet = module * QUIET;
            let (width, height) = (module * side, module * side);
            // The quiet zone reaches into the margin, so that the squares end where the text does.
            let place =
                Rectangle { x: right - width, y: bottom - height - quiet - 1.0, width, height };
            let alternative = text!(language, "certificate-code", serial = self.serial);
            page.picture(place, picture, &alternative);
        }
        page.element(Role::Paragraph, |page| page.write_to(right, bottom + 2.2, small, &number));
        let more = match (self.state, &self.content.replaces) {
            (State::Revoked(day), _) => {
                text!(language, "certificate-revoked-on", date = date::long(language, *day))
            }
            (State::Replaced(serial), _) => {
                text!(language, "certificate-replaced-by", serial = serial.as_str())
            }
            (State::Valid, Some(serial)) => {
                text!(language, "certificate-replaces", serial = serial.as_str())
            }
            (State::Valid, None) => return,
        };
        page.element(Role::Paragraph, |page| page.write_to(right, bottom + 6.0, small, &more));
    }
}

fn line_height(style: Style) -> Millimetres {
    style.size * super::font::MILLIMETRES_PER_POINT * LEADING
}

fn write_aligned(
    page: &mut Page,
    x: Millimetres,
    y: Millimetres,
    align: Align,
    style: Style,
    text: &str,
) {
    let x = match align {
        Align::Left => x,
        Align::Middle => x - style.width(text.trim_end()) / 2.0,
    };
    page.write(x, y, style, text);
}

/// As large as it becomes within a place without being stretched, at the place's left and bottom.
fn within(picture: &Picture, place: Rectangle) -> Rectangle {
    let (width, height) = picture.size();
    let scale = (place.width / width).min(place.height / height);
    let (width, height) = (width * scale, height * scale);

    Rectangle { x: place.x, y: place.y + place.height - height, width, height }
}

/// A name in two lines, parted at the space nearest its middle.
fn in_two(name: &str) -> Vec<String> {
    let middle = name.len() / 2;
    let space = name
        .match_indices([' ', '-'])
        .map(|(place, found)| if found == "-" { place + 1 } else { place })
        .min_by_key(|place| place.abs_diff(middle));

    match space {
        Some(place) if place > 0 && place < name.len() => {
            vec![name[..place].trim().to_owned(), name[place..].trim().to_owned()]
        }
        _ => vec![name.to_owned()],
    }
}

fn period(language: Language, sessions: &[AttendedSession]) -> String {
    let first = sessions.iter().map(|session| session.date).min();
    let last = sessions.iter().map(|session| session.date).max();
    match (first, last) {
        (Some(first), Some(last)) if first != last => text!(
            language,
            "certificate-period",
            first = date::long(language, first),
            last = date::long(language, last)
        ),
        (Some(only), _) => date::long(language, only),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::certificate::design::Design;
    use crate::domain::certificate::{CertificateKind, CertificateLanguage};
    use crate::domain::{Minutes, Period};
    use crate::print::Item;
    use crate::seal::squares::Modules;

    fn content(layout: Layout, language: CertificateLanguage, sessions: u16) -> CertificateContent {
        let day = |text: &str| text.parse().unwrap();
        let design = Design { layout, ..Design::default() };

        CertificateContent {
            kind: CertificateKind::Participation,
            language,
            look: design.frozen(CertificateKind::Participation, language),
            student: String::new(),
            school: "Vasaskolan 7-9 med ett mycket långt namn för en gymnasieskola i Dalarna"
                .into(),
            class: "SA26A".into(),
            course: "Socialt entreprenörskap".into(),
            programme: "Socialt entreprenörskap i Dalarna".into(),
            partners: vec!["Region Dalarna".into(); 9],
            period: Period { start: day("2026-07-01"), end: day("2028-10-31") },
            attended: Minutes(540),
            planned: Minutes(540),
            exempt: Minutes::default(),
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

    fn pages_of(name: &str, sessions: u16, language: CertificateLanguage) -> Vec<Page> {
        let code = Arc::new(Picture::Modules(Modules { side: 57, dark: vec![true; 57 * 57] }));
        let pictures = Pictures::new();
        Layout::ALL
            .iter()
            .map(|layout| {
                let content = content(*layout, language, sessions);
                page(Sheet {
                    content: &content,
                    serial: "2026-KA-0041",
                    name,
                    state: &State::Valid,
                    code: Some(&code),
                    pictures: &pictures,
                })
            })
            .collect()
    }

    #[test]
    fn nothing_leaves_the_page_or_meets_something_else_whatever_the_name() {
        let longest = "W".repeat(80);
        let double =
            "Anna-Karin Maximiliana von Württemberg-Hohenstaufen af Klercker Österberg-Söder";
        for (name, sessions) in [("Åsa Öberg", 6), (&longest, 40), (double, 12), ("", 0)] {
            for language in CertificateLanguage::ALL {
                for page in pages_of(name, sessions, language) {
                    assert_inside_and_apart(&page, name);
                }
            }
        }
    }

    fn assert_inside_and_apart(page: &Page, name: &str) {
        let mut boxes: Vec<(f32, f32, f32, f32, String)> = Vec::new();
        for placed in &page.items {
            let next = match &placed.item {
                Item::Text(text) => {
                    let width = text.width();
                    let high = text.size * crate::print::font::MILLIMETRES_PER_POINT * 0.62;
                    (text.x, text.y - high, text.x + width, text.y, text.line.text.clone())
                }
                Item::Picture(place, _) => {
                    let (right, bottom) = (place.x + place.width, place.y + place.height);
                    (place.x, place.y, right, bottom, "the code".to_owned())
                }
                _ => continue,
            };
            let (left, top, right, bottom, what) = &next;
            assert!(*left >= 14.0 && *right <= page.width - 14.0, "{name}: {what}");
            assert!(*top >= 8.0 && *bottom <= page.height - 4.0, "{name}: {what}");
            for other in &boxes {
                let apart = *left >= other.2 - 0.3
                    || other.0 >= *right - 0.3
                    || *top >= other.3 - 0.1
                    || other.1 >= *bottom - 0.1;
                assert!(apart, "{name}: {what} meets {}", other.4);
            }
            boxes.push(next);
        }
    }

    #[test]
    fn forty_sessions_are_listed_in_letters_that_can_be_read_and_more_are_counted() {
        for sessions in [12, 24, 40] {
            for page in pages_of("Åsa Öberg", sessions, CertificateLanguage::Swedish) {
                let said = said(&page);
                for number in 1..=sessions {
                    let listed = [format!("Tillfälle {number}: "), format!("{number}:\u{a0}")];
                    let shown = said.iter().any(|(text, _)| {
                        *text == number.to_string()
                            || listed.iter().any(|start| text.contains(start.as_str()))
                    });
                    assert!(shown, "{number} of {sessions} in {said:?}");
                }
                let listed = said.iter().filter(|(text, _)| text.contains("Tillfälle "));
                let smallest = listed.map(|(_, size)| *size).fold(f32::MAX, f32::min);
                assert!(smallest >= sessions::SMALLEST - 0.01, "{smallest} of {sessions}");
            }
        }
        for layout in Layout::ALL {
            assert_eq!(
                sessions_left_out(&content(layout, CertificateLanguage::Both, 40)),
                0,
                "{layout:?}"
            );
            let crowded = content(layout, CertificateLanguage::Both, 200);
            assert!((1..200).contains(&sessions_left_out(&crowded)), "{layout:?}");
        }
        for page in pages_of("Åsa Öberg", 150, CertificateLanguage::Swedish) {
            assert!(said(&page).iter().any(|(text, _)| text.contains("tillfällen till")));
            assert_inside_and_apart(&page, "200 sessions");
        }
    }

    #[test]
    fn what_a_student_was_exempt_from_is_said_and_nothing_where_there_is_none() {
        let mut content = content(Layout::Classic, CertificateLanguage::Both, 3);
        let without = serde_json::to_string(&content).unwrap();
        assert!(!without.contains("exempt"), "the ledger's texts stay as they were");
        content.exempt = Minutes(90);
        let page = page(Sheet {
            content: &content,
            serial: "2026-KA-0041",
            name: "Åsa Öberg",
            state: &State::Valid,
            code: None,
            pictures: &Pictures::new(),
        });

        let all: String = said(&page).iter().map(|(text, _)| text.as_str()).collect();
        let all = all.replace('\u{a0}', " ");
        assert!(all.contains("Befriad från 1 h 30 min"), "{all}");
        assert!(all.contains("Exempt from 1 h 30 min"), "{all}");
    }

    /// What stands on a page, with the letters' size.
    fn said(page: &Page) -> Vec<(String, f32)> {
        let texts = page.items.iter().filter_map(|placed| match &placed.item {
            Item::Text(text) => Some((text.line.text.clone(), text.size)),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn each_layout_says_the_same_and_a_second_language_says_which_it_is() {
        for page in pages_of("Åsa Öberg", 6, CertificateLanguage::Both) {
            let said: Vec<&str> = page
                .items
                .iter()
                .filter_map(|placed| match &placed.item {
                    Item::Text(text) => Some(text.line.text.as_str()),
                    _ => None,
                })
                .collect();
            let all = said.join("|");
            for wanted in [
                "Deltagarintyg",
                "Certificate of Participation",
                "Åsa Öberg",
                "Socialt entreprenörskap",
                "Borlänge",
                "2026-KA-0041",
                "2026-KA-0001",
            ] {
                assert!(all.contains(wanted), "{wanted} in {all}");
            }
            let outline = format!("{:?}", page.outline);
            assert!(outline.contains("Heading1") && outline.contains("Some(English)"));
        }
    }

    #[test]
    fn one_that_no_longer_holds_says_so_first() {
        let content = content(Layout::Classic, CertificateLanguage::Swedish, 3);
        let revoked = State::Revoked("2026-12-01".parse().unwrap());
        let page = page(Sheet {
            content: &content,
            serial: "2026-KA-0041",
            name: "Åsa Öberg",
            state: &revoked,
            code: None,
            pictures: &Pictures::new(),
        });

        let Item::Text(first) = &page.items[0].item else { panic!() };
        assert_eq!(first.line.text, "Makulerat");
        assert!(page.items.iter().any(|placed| matches!(&placed.item,
            Item::Text(text) if text.line.text.contains("1 december 2026"))));
    }
}
