//! What the matrix looks like: the grid, its menu, and the foot with the keys or a question.

use iced::widget::{
    Column, column, container, mouse_area, opaque, pin, row, scrollable, space, stack,
};
use iced::{Center, Element, Fill, Size, Vector};

use super::{
    Cell, Entry, GRID, HEADER, MATRIX, MENU, Matrix, Menu, Message, NAME_WIDTH, PITCH, Question,
    SUM, Stroke, VERDICT, YES, can_have_mark, cell_width, on_key, on_menu_key, shown_sessions,
};
use lucide_icons::Icon;

use crate::app::context::Context;
use crate::app::screen::log::mark_text;
use crate::app::screen::students::verdict;
use crate::app::screen::unsettled;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{DENSE_ROW_HEIGHT, size, spacing};
use crate::app::widget::bar::bar;
use crate::app::widget::cells::{Geometry, cells};
use crate::app::widget::focus::area;
use crate::app::widget::{body, button, field, hairline, hint, muted, small, strong, table};
use crate::domain::{Attendance, SessionStatus};
use crate::i18n::{Language, date, number};
use crate::register::class::{ClassDetail, Member, Session};
use crate::text;

const MENU_WIDTH: f32 = 220.0;
/// The ring around the table and the room its handle takes.
const AROUND: f32 = 18.0;
/// The height of the row of sums.
const SUMS: f32 = 48.0;
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
        let wide = cell_width(context.room.width - AROUND, sessions.len());
        let planned: u32 = sessions.iter().map(|session| session.minutes.0).sum();
        let title = |words: String, width: f32| {
            container(small(words).style(style::muted)).width(width).align_bottom(HEADER)
        };
        let mut header = row![
            title(text!(language, "matrix-name"), NAME_WIDTH).padding([spacing::XS, spacing::L])
        ]
        .height(HEADER);
        for session in &sessions {
            header = header.push(heading(context, session, wide));
        }
        let of = text!(language, "matrix-attended", planned = number::hours(planned));
        header = header
            .push(title(of, SUM).padding([spacing::XS, spacing::M]))
            .push(title(text!(language, "matrix-verdict"), VERDICT).padding([spacing::XS, 0.0]));
        let mut rows = Column::new();
        for (index, member) in detail.members.iter().enumerate() {
            let mut cells = row![name(context, member)].align_y(Center).height(DENSE_ROW_HEIGHT);
            for (column_index, session) in sessions.iter().enumerate() {
                let at = Cell { student: index, session: column_index };
                let cell = self.cell(context, at, session, member, detail);
                cells = cells.push(container(cell).width(wide));
            }
            cells = cells.push(attended(member)).push(judged(language, member));
            rows = rows.push(cells).push(hairline());
        }
        let geometry = Geometry {
            left: NAME_WIDTH,
            pitch: Size::new(wide, PITCH),
            rows: detail.members.len(),
            columns: sessions.len(),
        };
        let width = NAME_WIDTH + wide * sessions.len() as f32 + SUM + VERDICT;
        let line = container(space()).width(Fill).height(1).style(style::strong_line);
        let table = column![
            header,
            line,
            cells(rows, geometry, Message::Pointed),
            sums(context, detail, &sessions, wide)
        ]
        .width(width);
        let both = scrollable::Direction::Both {
            vertical: scrollable::Scrollbar::default(),
            horizontal: scrollable::Scrollbar::default(),
        };
        let grid = scrollable(table)
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
        let foot = container(self.foot(context, detail)).padding([spacing::XXS, spacing::L]);
        let foot = foot.width(Fill).center_y(iced::Length::Shrink);

        column![stack![grid, menu].width(Fill).height(Fill), hairline(), foot].into()
    }

    fn cell<'a>(
        &self,
        context: &Context,
        at: Cell,
        session: &Session,
        member: &Member,
        detail: &ClassDetail,
    ) -> Element<'a, Message> {
        let language = context.language;
        let place = (session.id, member.student);
        let mark = detail.marks.get(&place).copied();
        let shown: Element<'a, Message> = match mark {
            None if detail.exempt.contains_key(&place) => {
                small(text!(language, "matrix-exempt")).style(style::muted).into()
            }
            None if detail.announced.contains(&place) => {
                small(text!(language, "matrix-announced")).style(style::blue).into()
            }
            None if !can_have_mark(session, member, detail) => body("–").style(style::muted).into(),
            // The rule is quiet, the exception is loud.
            Some(Attendance::Present) | None => mark_text(language, mark).into(),
            Some(exception) => container(mark_text(language, mark).style(style::plain))
                .padding([1.0, spacing::XS])
                .style(match exception {
                    Attendance::Unexcused => style::danger_chip,
                    Attendance::Excused => style::blue_chip,
                    Attendance::Late(_) | Attendance::Present => style::ochre_chip,
                })
                .into(),
        };
        let mut shown = row![shown].spacing(2.0).align_y(Center);
        if detail.unsettled.contains(&place) {
            shown = shown.push(unsettled::mark(size::SMALL));
        }
        let kind = match (at == self.cursor, self.is_selected(at)) {
            (true, _) => Kind::Chosen,
            (false, true) => Kind::SelectedCell,
            (false, false) => Kind::Row,
        };
        let cell = area(container(shown).center_x(Fill).center_y(Fill))
            .kind(kind)
            .width(Fill)
            .height(DENSE_ROW_HEIGHT)
            .without_focus();

        match waits(session, context) {
            true => container(cell).style(style::waiting).into(),
            false => cell.into(),
        }
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
        let sessions = shown_sessions(detail).len();
        let cell = cell_width(context.room.width - AROUND, sessions);
        let left = NAME_WIDTH + self.cursor.session as f32 * cell - self.offset.x;
        let top = HEADER + self.cursor.student as f32 * PITCH - self.offset.y;
        let x = if left + MENU_WIDTH > seen.width { left + cell - MENU_WIDTH } else { left };
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
        let (first, last) = self.range();
        let count = (last.student - first.student + 1) * (last.session - first.session + 1);
        let told = match self.digits.as_str() {
            "" => text!(language, "matrix-selected", count = count),
            digits => text!(language, "matrix-digits", minutes = digits),
        };
        let told = hint(strong(told), text!(language, "matrix-hint"));
        // To read, not to press: whoever has the mouse has the menu, which says whose cell it is.
        let swedish = language == Language::Swedish;
        let key = |in_swedish, in_english| if swedish { in_swedish } else { in_english };
        let keys = table::keys(&[
            (key("N", "P"), text!(language, "matrix-key-present")),
            (key("S", "L"), text!(language, "matrix-key-late")),
            (key("G", "E"), text!(language, "matrix-key-excused")),
            (key("O", "U"), text!(language, "matrix-key-unexcused")),
            ("0", text!(language, "matrix-key-clear")),
        ]);
        let rest = hint(
            table::keys(&[("A", text!(language, "matrix-rest"))]),
            text!(language, "matrix-rest-hint"),
        );

        let menu = table::keys(&[("Enter", text!(language, "matrix-menu"))]);

        row![told, keys, rest, menu].spacing(spacing::M).align_y(Center).wrap().into()
    }
}

/// Whether a session's day has come and it is not logged.
fn waits(session: &Session, context: &Context) -> bool {
    session.status == SessionStatus::Planned && session.date.is_some_and(|day| day <= context.today)
}

/// A session's number, day and state above its column.
fn heading<'a>(context: &Context, session: &Session, width: f32) -> Element<'a, Message> {
    type Look = fn(&iced::Theme) -> iced::widget::text::Style;
    type Edge = fn(&iced::Theme) -> container::Style;

    let language = context.language;
    let day = match session.date {
        Some(day) => date::short(language, day),
        None => text!(language, "matrix-no-date"),
    };
    let waits = waits(session, context);
    let (icon, word, look, edge): (Icon, String, Look, Edge) = match session.status {
        SessionStatus::Held => {
            let word = text!(language, "session-held");
            (Icon::Check, word, style::primary, style::primary_fill)
        }
        _ if waits => {
            let word = text!(language, "matrix-to-log");
            (Icon::ClipboardPen, word, style::ochre, style::ochre_fill)
        }
        _ => {
            let word = text!(language, "session-planned");
            (Icon::CircleDashed, word, style::muted, style::hairline)
        }
    };
    let state = row![
        icon.widget().size(size::SMALL).style(look),
        small(word).style(look).wrapping(iced::widget::text::Wrapping::None)
    ]
    .spacing(spacing::XXS)
    .align_y(Center);
    let edge = container(space()).width(Fill).height(3).style(edge);
    let words = column![strong(session.number.to_string()), small(day).style(style::muted), state];
    let content = column![edge, words.align_x(Center).width(Fill)].spacing(spacing::XXS);
    let heading = container(content).width(width).height(HEADER);

    if waits { heading.style(style::waiting).into() } else { heading.into() }
}

/// How much of what is asked a student has attended.
fn attended<'a>(member: &Member) -> Element<'a, Message> {
    let Some(standing) = &member.standing else { return space().width(SUM).into() };
    let share = bar(&[(standing.attended.0, style::primary_fill)], standing.planned.0.max(1), 6.0);
    let hours = body(number::hours(standing.attended.0));
    let line = row![container(share).width(36), hours.wrapping(iced::widget::text::Wrapping::None)];

    container(line.spacing(spacing::XS).align_y(Center))
        .width(SUM)
        .padding([0.0, spacing::M])
        .clip(true)
        .into()
}

fn judged<'a>(language: Language, member: &Member) -> Element<'a, Message> {
    let Some(standing) = &member.standing else { return space().width(VERDICT).into() };

    container(verdict(language, standing.verdict)).width(VERDICT).clip(true).into()
}

/// How many were there at each session, and how many were not, by why.
fn sums<'a>(
    context: &Context,
    detail: &ClassDetail,
    sessions: &[&Session],
    wide: f32,
) -> Element<'a, Message> {
    let language = context.language;
    let own: Vec<&Member> =
        detail.members.iter().filter(|member| member.standing.is_some()).collect();
    let present = row![
        strong(text!(language, "matrix-present")),
        small(text!(language, "matrix-with-late")).style(style::muted)
    ]
    .spacing(spacing::XS)
    .align_y(Center);
    let mut line = row![container(present).width(NAME_WIDTH).padding([0.0, spacing::L])]
        .align_y(Center)
        .height(SUMS);
    for session in sessions {
        let marks = detail
            .members
            .iter()
            .filter_map(|member| detail.marks.get(&(session.id, member.student)).copied());
        let marks: Vec<Attendance> = marks.collect();
        let of = |wanted: fn(&Attendance) -> bool| marks.iter().filter(|mark| wanted(mark)).count();
        let late = of(|mark| matches!(mark, Attendance::Late(_)));
        let there = of(|mark| *mark == Attendance::Present) + late;
        let exceptions = [
            (of(|mark| *mark == Attendance::Unexcused), text!(language, "mark-unexcused")),
            (of(|mark| *mark == Attendance::Excused), text!(language, "mark-excused")),
            (late, text!(language, "mark-late-letter")),
        ];
        let exceptions: Vec<String> = exceptions
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, letter)| format!("{count}{letter}"))
            .collect();
        let words = match session.status {
            SessionStatus::Held => column![
                strong(there.to_string()),
                small(exceptions.join(" · ")).style(style::muted)
            ],
            _ => column![body("–").style(style::muted)],
        };
        line = line.push(container(words.align_x(Center)).center_x(wide).clip(true));
    }
    let total: u32 =
        own.iter().filter_map(|member| member.standing.as_ref()).map(|one| one.attended.0).sum();
    let average = total / u32::try_from(own.len().max(1)).unwrap_or(1);
    let average = text!(language, "matrix-average", hours = number::hours(average));
    let counting = text!(
        language,
        "matrix-counting",
        count = detail.row.completed,
        students = detail.row.students
    );
    line = line
        .push(container(small(average)).width(SUM).padding([0.0, spacing::M]).clip(true))
        .push(container(small(counting)).width(VERDICT).clip(true));

    container(line).style(style::sunk).into()
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

    container(content)
        .clip(true)
        .width(NAME_WIDTH)
        .padding(iced::Padding::ZERO.left(spacing::L))
        .center_y(DENSE_ROW_HEIGHT)
        .into()
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
