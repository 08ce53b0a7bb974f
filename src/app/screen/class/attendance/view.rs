//! What the matrix looks like: the grid, its menu, and the foot with the keys or a question.

use iced::widget::{Column, column, container, mouse_area, opaque, pin, row, scrollable, stack};
use iced::{Center, Element, Fill, Size, Vector};

use super::{
    CELL, Cell, Entry, GRID, HEADER, MATRIX, MENU, Matrix, Menu, Message, NAME_WIDTH, PITCH,
    Question, Stroke, YES, can_have_mark, on_key, on_menu_key, shown_sessions,
};
use crate::app::context::Context;
use crate::app::screen::log::mark_text;
use crate::app::screen::unsettled;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{DENSE_ROW_HEIGHT, size, spacing};
use crate::app::widget::cells::{Geometry, cells};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, field, hairline, hint, muted, small, strong};
use crate::domain::SessionStatus;
use crate::i18n::{Language, date};
use crate::register::class::{ClassDetail, Member, Session};
use crate::text;

const MENU_WIDTH: f32 = 220.0;
/// The height of an entry of the menu.
const ENTRY_HEIGHT: f32 = 36.0;
/// The same where there is little room: a line of text.
const LEAST_ENTRY_HEIGHT: f32 = 20.0;

impl Matrix {
    pub fn view<'a>(&'a self, context: &Context, detail: &'a ClassDetail) -> Element<'a, Message> {
        let language = context.language;
        if detail.members.is_empty() {
            return muted(text!(language, "class-no-students")).into();
        }
        let sessions = shown_sessions(detail);
        let mut header =
            row![small(text!(language, "matrix-name")).style(style::muted).width(NAME_WIDTH)]
                .height(HEADER);
        for session in &sessions {
            header = header.push(heading(context, session));
        }
        let mut rows = Column::new();
        for (index, member) in detail.members.iter().enumerate() {
            let mut cells = row![name(context, member)].align_y(Center).height(DENSE_ROW_HEIGHT);
            for (column_index, session) in sessions.iter().enumerate() {
                let at = Cell { student: index, session: column_index };
                cells = cells.push(self.cell(language, at, session, member, detail));
            }
            rows = rows.push(cells).push(hairline());
        }
        let geometry = Geometry {
            left: NAME_WIDTH,
            pitch: Size::new(CELL, PITCH),
            rows: detail.members.len(),
            columns: sessions.len(),
        };
        let width = NAME_WIDTH + CELL * sessions.len() as f32;
        let table = column![header, cells(rows, geometry, Message::Pointed)].width(width);
        let both = scrollable::Direction::Both {
            vertical: scrollable::Scrollbar::default(),
            horizontal: scrollable::Scrollbar::default(),
        };
        let grid = scrollable(
            container(table).padding(iced::Padding::ZERO.right(spacing::M).bottom(spacing::M)),
        )
        .id(GRID)
        .direction(both)
        .on_scroll(|viewport| {
            let offset = viewport.absolute_offset();
            Message::Scrolled(Vector::new(offset.x, offset.y), viewport.bounds().size())
        })
        .style(style::scroll)
        .width(Fill)
        .height(Fill);
        let grid = area(grid).id(MATRIX).padding(2.0).width(Fill).height(Fill).on_key(on_key);
        let menu: Element<'a, Message> = match &self.menu {
            Some(menu) => self.menu(context, menu, detail),
            None => iced::widget::space().into(),
        };

        // Always the two of them, so that the grid stays as it is when its menu opens.
        column![stack![grid, menu].width(Fill).height(Fill), self.foot(context, detail)]
            .spacing(spacing::XXS)
            .into()
    }

    fn cell<'a>(
        &self,
        language: Language,
        at: Cell,
        session: &Session,
        member: &Member,
        detail: &ClassDetail,
    ) -> Element<'a, Message> {
        let place = (session.id, member.student);
        let mark = detail.marks.get(&place).copied();
        let shown = match mark {
            None if detail.exempt.contains_key(&place) => {
                small(text!(language, "matrix-exempt")).style(style::muted)
            }
            None if detail.announced.contains(&place) => {
                small(text!(language, "matrix-announced")).style(style::blue)
            }
            None if !can_have_mark(session, member, detail) => body("–").style(style::muted),
            mark => mark_text(language, mark),
        };
        let mut shown = row![shown].spacing(2.0).align_y(Center);
        if detail.unsettled.contains(&place) {
            shown = shown.push(unsettled::mark(size::SMALL));
        }
        let kind = match (at == self.cursor, self.is_selected(at)) {
            (true, _) => Kind::ChosenRow,
            (false, true) => Kind::SelectedCell,
            (false, false) => Kind::Row,
        };

        area(container(shown).center_x(Fill).center_y(Fill))
            .kind(kind)
            .width(CELL)
            .height(DENSE_ROW_HEIGHT - 2.0)
            .without_focus()
            .into()
    }

    /// The menu beside the cell under the cursor, inside what is seen.
    fn menu<'a>(
        &self,
        context: &Context,
        menu: &'a Menu,
        detail: &ClassDetail,
    ) -> Element<'a, Message> {
        let language = context.language;
        let entries = self.entries(detail, context.today);
        let seen = match self.seen {
            Size::ZERO => Size::new(context.room.width, context.room.height),
            seen => seen,
        };
        // In a small window they stand closer, so that all of them are seen.
        let around = 2.0 * spacing::XXS;
        let entry_height = ((seen.height - around) / entries.len().max(1) as f32)
            .clamp(LEAST_ENTRY_HEIGHT, ENTRY_HEIGHT);
        let mut content = Column::new().width(Fill);
        for (index, entry) in entries.iter().enumerate() {
            let kind = if index == menu.at { Kind::ChosenRow } else { Kind::Row };
            let (word, key) = entry_words(language, *entry);
            let line = row![body(word).width(Fill), small(key).style(style::muted)];
            content = content.push(
                area(container(line.align_y(Center)).center_y(Fill))
                    .kind(kind)
                    .padding([0.0, spacing::S])
                    .width(Fill)
                    .height(entry_height)
                    .on_press(Message::Take(Some(*entry)))
                    .without_focus(),
            );
        }
        let mut height = entries.len() as f32 * entry_height + around;
        if let Some(minutes) = &menu.minutes {
            height = ENTRY_HEIGHT + 40.0;
            content = column![
                small(text!(language, "matrix-minutes")).style(style::muted),
                field::typed("", minutes, Message::MinutesTyped)
                    .id(field::id("matrix-minutes"))
                    .on_submit(Message::MinutesEntered),
            ]
            .padding(spacing::XS);
        }
        let left = NAME_WIDTH + self.cursor.session as f32 * CELL - self.offset.x;
        let top = HEADER + self.cursor.student as f32 * PITCH - self.offset.y;
        let x = if left + MENU_WIDTH > seen.width { left + CELL - MENU_WIDTH } else { left };
        let below = top + PITCH;
        let y = if below + height > seen.height { top - height } else { below };
        let card = area(container(content).padding(spacing::XXS).style(style::notice))
            .id(MENU)
            .width(MENU_WIDTH)
            .on_key(on_menu_key);
        let placed = pin(opaque(card)).x(x.max(0.0)).y(y.max(0.0)).width(Fill).height(Fill);

        mouse_area(placed).on_press(Message::CloseMenu).on_right_press(Message::CloseMenu).into()
    }

    /// What the keys write, or what must be answered first: in a place of its own, so that no row moves.
    fn foot<'a>(&'a self, context: &Context, detail: &ClassDetail) -> Element<'a, Message> {
        match &self.question {
            Some(question) => question_row(context, question, detail),
            None => self.keys(context),
        }
    }

    fn keys<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let told = match self.digits.as_str() {
            "" => text!(language, "matrix-hint"),
            digits => text!(language, "matrix-digits", minutes = digits),
        };
        // To read, not to press: whoever has the mouse has the menu, which says whose cell it is.
        let keys = row![
            small(text!(language, "matrix-key-present")),
            small(text!(language, "matrix-key-late")),
            small(text!(language, "matrix-key-excused")),
            small(text!(language, "matrix-key-unexcused")),
            small(text!(language, "matrix-key-clear")),
            hint(small(text!(language, "matrix-rest")), text!(language, "matrix-rest-hint")),
        ]
        .spacing(spacing::M)
        .align_y(Center);

        row![small(told).style(style::muted), keys]
            .spacing(spacing::S)
            .align_y(Center)
            .wrap()
            .into()
    }
}

/// A session's number and day above its column.
fn heading<'a>(context: &Context, session: &Session) -> Element<'a, Message> {
    let language = context.language;
    let day = match session.date {
        Some(day) => date::short(language, day),
        None => text!(language, "matrix-no-date"),
    };
    let waits = session.status == SessionStatus::Planned
        && session.date.is_some_and(|day| day <= context.today);
    let day = small(day).style(if waits { style::ochre } else { style::muted });

    column![strong(session.number.to_string()), day].align_x(Center).width(CELL).into()
}

/// A student's name, with what sets the student apart on a second line.
fn name<'a>(context: &Context, member: &Member) -> Element<'a, Message> {
    use iced::widget::text::Wrapping;

    let shown = body(member.name()).wrapping(Wrapping::None);
    let shown = match member.guest || member.has_left(context.today) {
        true => shown.style(style::muted),
        false => shown,
    };
    let remark = super::super::members::remark(context.language, member);
    let mut content = column![shown];
    if !remark.is_empty() {
        content = content.push(small(remark).style(style::muted).wrapping(Wrapping::None));
    }

    container(content).clip(true).width(NAME_WIDTH).center_y(DENSE_ROW_HEIGHT).into()
}

/// What an entry is called, and its key.
fn entry_words(language: Language, entry: Entry) -> (String, &'static str) {
    let swedish = language == Language::Swedish;
    let key = |in_swedish, in_english| if swedish { in_swedish } else { in_english };
    match entry {
        Entry::Mark(Stroke::Present) => (text!(language, "menu-present"), key("N", "P")),
        Entry::Mark(Stroke::Late) => (text!(language, "menu-late"), key("S", "L")),
        Entry::Mark(Stroke::Excused) => (text!(language, "menu-excused"), key("G", "E")),
        Entry::Mark(Stroke::Unexcused) => (text!(language, "menu-unexcused"), key("O", "U")),
        Entry::Mark(Stroke::Clear) => (text!(language, "menu-clear"), "0"),
        Entry::MarkRest => (text!(language, "menu-rest"), "A"),
        Entry::Announce(true) => (text!(language, "menu-announce"), ""),
        Entry::Announce(false) => (text!(language, "menu-not-announced"), ""),
        Entry::Log(number) => (text!(language, "class-log", number = number), ""),
    }
}

fn question_row<'a>(
    context: &Context,
    question: &'a Question,
    detail: &ClassDetail,
) -> Element<'a, Message> {
    let language = context.language;
    let no = button::plain(text!(language, "action-cancel")).on_press(Message::No);
    let content = match question {
        Question::PlanAgain(_, number) => row![
            body(text!(language, "matrix-plan-again", number = *number)),
            button::primary(text!(language, "session-plan-again")).id(YES).on_press(Message::Yes),
            button::plain(text!(language, "matrix-stays-held")).on_press(Message::No),
        ],
        Question::Held { sessions, day, .. } => {
            let numbers: Vec<String> =
                sessions.iter().map(|(_, number)| number.to_string()).collect();
            let planned = detail
                .sessions
                .iter()
                .find(|one| sessions.first().is_some_and(|(id, _)| *id == one.id))
                .and_then(|session| session.date);
            let yes = button::primary(text!(language, "matrix-was-held"));
            let log =
                button::plain(text!(language, "matrix-log-instead")).on_press(Message::LogInstead);
            match (numbers.as_slice(), planned) {
                ([number], Some(planned)) => {
                    let number = number.as_str();
                    let day = date::long(language, planned);
                    let asked = text!(language, "matrix-held-then", number = number, day = day);
                    row![body(asked), yes.id(YES).on_press(Message::Yes), log, no]
                }
                ([number], None) => {
                    let asked = text!(language, "matrix-held-when", number = number.as_str());
                    let can = date::typed(day, context.today).is_some_and(|d| d <= context.today);
                    let typed = field::typed(&text!(language, "date-hint"), day, Message::DayTyped)
                        .id(field::id("matrix-day"))
                        .on_submit(Message::Yes)
                        .width(140);
                    let yes = yes.id(YES).on_press(can.then_some(Message::Yes));
                    row![body(asked), typed, yes, log, no]
                }
                (several, _) => {
                    let listed = several.join(", ");
                    let asked = text!(language, "matrix-held-several", numbers = listed);
                    row![body(asked), yes.id(YES).on_press(Message::Yes), no]
                }
            }
        }
    };

    container(content.spacing(spacing::S).align_y(Center).wrap())
        .padding(spacing::XS)
        .width(Fill)
        .style(style::notice)
        .into()
}
