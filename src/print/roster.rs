//! The attendance list (närvarolista): students down, sessions across, room to sign.

use chrono::NaiveDate;

use super::structure::Role;
use super::{Font, INK, LINE, MUTED, Millimetres, Page, Rectangle, SHADE, Style};
use crate::i18n::{Language, date, number};
use crate::text;

/// What an attendance list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// The programme's name.
    pub programme: String,
    /// The school's name.
    pub school: String,
    /// The class's name and term.
    pub class: String,
    /// The course's name.
    pub course: String,
    /// Students in order; protected ones are left out by the caller.
    pub students: Vec<String>,
    /// The sessions that are not cancelled.
    pub sessions: Vec<RosterSession>,
    /// The day it is printed.
    pub printed: NaiveDate,
}

/// A session's column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterSession {
    pub number: u16,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Its length in minutes.
    pub minutes: u32,
    /// What it is found by when the paper is keyed in.
    pub code: String,
}

const MARGIN: Millimetres = 14.0;
const ROW: Millimetres = 8.6;
const NUMBER_WIDTH: Millimetres = 9.0;
const NAME_WIDTH: Millimetres = 66.0;
const TABLE_TOP: Millimetres = 36.0;
const HEADER: Millimetres = 15.5;
/// Sessions on one page; more go on further pages.
const SESSIONS_ACROSS: usize = 6;
/// Rows for those who turn up and are not on the list. The same on every list, so that they tell nothing
/// about who is left out.
const BLANK_ROWS: usize = 4;

/// The pages of an attendance list.
pub fn pages(language: Language, roster: &Roster) -> Vec<Page> {
    let rows: Vec<&str> =
        roster.students.iter().map(String::as_str).chain([""; BLANK_ROWS]).collect();
    let empty = Page::landscape();
    let rows_down = ((empty.height - TABLE_TOP - HEADER - 18.0) / ROW) as usize;
    let blocks: Vec<&[RosterSession]> = match roster.sessions.is_empty() {
        true => vec![&[]],
        false => roster.sessions.chunks(SESSIONS_ACROSS).collect(),
    };
    let total = rows.chunks(rows_down).len() * blocks.len();
    let mut pages = Vec::with_capacity(total);
    for sessions in blocks {
        for (block, names) in rows.chunks(rows_down).enumerate() {
            let mut page = Page::landscape();
            let first = pages.is_empty();
            page.element(Role::Section, |page| {
                head(page, language, roster, first);
                table(page, language, sessions, names, block * rows_down);
            });
            let number = text!(language, "roster-page", page = pages.len() + 1, pages = total);
            foot(&mut page, language, roster, &number, first);
            pages.push(page);
        }
    }

    pages
}

fn head(page: &mut Page, language: Language, roster: &Roster, first: bool) {
    let title = Style::new(Font::SemiBold, 17.0, INK);
    let heading = match roster.sessions.as_slice() {
        [only] => {
            let class = roster.class.as_str();
            text!(language, "roster-title-session", class = class, number = only.number)
        }
        _ => text!(language, "roster-title", class = roster.class.as_str()),
    };
    let inside = page.width - 2.0 * MARGIN;
    let line = format!("{}  ·  {}", roster.school, roster.course);
    let style = Style::new(Font::Regular, 10.0, MUTED);
    let programme = style.shortened(&roster.programme, inside * 0.4);
    let write =
        |page: &mut Page, role: Role, y: Millimetres, style: Style, text: &str, right: bool| {
            let write = |page: &mut Page| match right {
                true => page.write_to(page.width - MARGIN, y, style, text),
                false => page.write(MARGIN, y, style, text),
            };
            // What every page repeats is read aloud once.
            match first {
                true => page.element(role, write),
                false => page.decorate(write),
            }
        };
    write(page, Role::Heading1, 20.0, title.fitting(&heading, inside * 0.58), &heading, false);
    write(page, Role::Paragraph, 27.0, style.fitting(&line, inside), &line, false);
    write(page, Role::Paragraph, 20.0, style, &programme, true);
}

fn table(
    page: &mut Page,
    language: Language,
    sessions: &[RosterSession],
    names: &[&str],
    before: usize,
) {
    let right = page.width - MARGIN;
    let first_column = MARGIN + NUMBER_WIDTH + NAME_WIDTH;
    let columns = columns(language, sessions);
    let width = (right - first_column) / columns.len().max(1) as f32;
    let bottom = TABLE_TOP + HEADER + ROW * names.len() as f32;
    let strong = Style::new(Font::SemiBold, 10.0, INK);
    let small = Style::new(Font::Regular, 8.0, MUTED);
    let shade = Rectangle { x: MARGIN, y: TABLE_TOP, width: right - MARGIN, height: HEADER };
    page.fill(shade, SHADE);
    let x_of = |index: usize| first_column + width * index as f32;
    page.element(Role::Table, |page| {
        page.element(Role::Row, |page| {
            page.element(Role::ColumnHeader, |page| {
                page.write(MARGIN + 2.0, TABLE_TOP + 9.8, small, &text!(language, "roster-number"));
            });
            page.element(Role::ColumnHeader, |page| {
                let name = text!(language, "roster-name");
                page.write(MARGIN + NUMBER_WIDTH, TABLE_TOP + 9.8, strong, &name);
            });
            for (index, column) in columns.iter().enumerate() {
                let x = x_of(index) + 2.0;
                page.element(Role::ColumnHeader, |page| {
                    let title = &column.title;
                    page.write(x, TABLE_TOP + 5.0, strong.fitting(title, width - 4.0), title);
                    for (row, under) in column.under.iter().enumerate() {
                        let y = TABLE_TOP + 9.6 + 3.7 * row as f32;
                        page.write(x, y, small.fitting(under, width - 4.0), under);
                    }
                });
            }
        });
        for (row, name) in names.iter().enumerate() {
            let y = TABLE_TOP + HEADER + ROW * row as f32 + 5.8;
            page.element(Role::Row, |page| {
                page.element(Role::Cell, |page| {
                    let order = (before + row + 1).to_string();
                    page.write_to(MARGIN + NUMBER_WIDTH - 3.0, y, small, &order);
                });
                page.element(Role::RowHeader, |page| write_name(page, y, name));
                for _ in &columns {
                    page.element(Role::Cell, |_| ());
                }
            });
        }
    });
    for row in 0..=names.len() {
        let y = TABLE_TOP + HEADER + ROW * row as f32;
        let thickness = if row == 0 || row == names.len() { 0.4 } else { 0.2 };
        page.line((MARGIN, y), (right, y), thickness, INK);
    }
    page.line((MARGIN, TABLE_TOP), (right, TABLE_TOP), 0.4, INK);
    for x in (0..columns.len()).map(x_of).chain([MARGIN, right]) {
        page.line((x, TABLE_TOP), (x, bottom), 0.2, INK);
    }
}

/// A name on its line; a long one in two lines, before it becomes too small to read.
fn write_name(page: &mut Page, y: Millimetres, name: &str) {
    let (x, most) = (MARGIN + NUMBER_WIDTH, NAME_WIDTH - 3.0);
    let style = Style::new(Font::Regular, 10.5, INK);
    let fitting = style.fitting(name, most);
    if fitting.size >= 8.0 {
        page.write(x, y, fitting, name);
        return;
    }
    let mut style = Style { size: 8.0, ..style };
    let mut lines = style.wrapped(name, most);
    while lines.len() > 2 {
        style.size *= 0.95;
        lines = style.wrapped(name, most);
    }
    for (row, line) in lines.iter().enumerate() {
        let ending = if row + 1 < lines.len() { " " } else { "" };
        page.write(x, y - 1.9 + 3.4 * row as f32, style, &format!("{line}{ending}"));
    }
}

/// A column to sign in.
struct SigningColumn {
    title: String,
    /// What stands beneath the title.
    under: Vec<String>,
}

/// The columns to sign in. A single session has room for more than a name.
fn columns(language: Language, sessions: &[RosterSession]) -> Vec<SigningColumn> {
    let under = |session: &RosterSession| {
        let day = session
            .date
            .map(|day| date::short(language, day))
            .unwrap_or_else(|| "____-____".to_owned());
        let code = text!(language, "roster-code", code = session.code.as_str());
        vec![format!("{day}  {}", number::hours(session.minutes)), code]
    };
    match sessions {
        [only] => vec![
            SigningColumn { title: text!(language, "roster-signature"), under: under(only) },
            SigningColumn {
                title: text!(language, "roster-came"),
                under: vec![text!(language, "roster-came-under")],
            },
            SigningColumn { title: text!(language, "roster-note"), under: Vec::new() },
        ],
        _ => sessions
            .iter()
            .map(|session| SigningColumn {
                title: text!(language, "roster-session", number = session.number),
                under: under(session),
            })
            .collect(),
    }
}

fn foot(page: &mut Page, language: Language, roster: &Roster, number: &str, first: bool) {
    let y = page.height - 9.0;
    let style = Style::new(Font::Regular, 8.0, MUTED);
    page.line((MARGIN, y - 4.5), (page.width - MARGIN, y - 4.5), 0.2, LINE);
    let printed = date::long(language, roster.printed);
    let printed = text!(language, "roster-printed", date = printed);
    match first {
        true => page.element(Role::Paragraph, |page| page.write(MARGIN, y, style, &printed)),
        false => page.decorate(|page| page.write(MARGIN, y, style, &printed)),
    }
    page.decorate(|page| page.write_to(page.width - MARGIN, y, style, number));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::Item;

    fn roster(students: usize, sessions: u16) -> Roster {
        Roster {
            programme: "Socialt entreprenörskap i Dalarna".into(),
            school: "Lugnetgymnasiet".into(),
            class: "SA26A, HT26".into(),
            course: "Socialt entreprenörskap".into(),
            students: (0..students).map(|_| "Å".repeat(80)).collect(),
            sessions: (1..=sessions)
                .map(|number| RosterSession {
                    number,
                    date: None,
                    minutes: 90,
                    code: "4KQ-7ZP".into(),
                })
                .collect(),
            printed: "2026-11-23".parse().unwrap(),
        }
    }

    #[test]
    fn every_student_and_the_blank_rows_have_a_line_for_every_session() {
        for (students, sessions, pages_wanted) in [(0, 0, 1), (12, 6, 1), (13, 6, 2), (30, 13, 9)] {
            let pages = pages(Language::Swedish, &roster(students, sessions));

            assert_eq!(pages.len(), pages_wanted, "{students} {sessions}");
        }
    }

    #[test]
    fn nothing_leaves_the_page() {
        for page in pages(Language::Swedish, &roster(40, 20)) {
            for placed in &page.items {
                if let Item::Text(text) = &placed.item {
                    let end = text.x + text.width();
                    assert!(
                        text.x >= MARGIN - 0.1 && end <= page.width - MARGIN + 0.1,
                        "{}",
                        text.line.text
                    );
                    assert!(text.y < page.height - 5.0);
                }
            }
        }
    }
}
