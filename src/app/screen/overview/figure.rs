//! How far it is: the figure, how it has grown, what is booked, and where that leads.

use chrono::NaiveDate;
use iced::widget::{Column, Row, column, container, row, space};
use iced::{Bottom, Center, Element, Fill, Length, Padding};
use lucide_icons::Icon;

use super::{Message, OverviewFigures, todo};
use crate::app::context::Context;
use crate::app::route::Route;
use crate::app::screen::course_choice::CourseChoice;
use crate::app::theme::style::{self, Kind};
use crate::app::theme::{SEMIBOLD, lift, size, spacing};
use crate::app::widget::focus::area;
use crate::app::widget::progress::{Parts, progress};
use crate::app::widget::{body, button, card, field, hairline, hint, muted, small, strong};
use crate::domain::Term;
use crate::domain::figure::{Figure, Measure};
use crate::domain::forecast::{LEAST_FINISHED_CLASSES, Outlook};
use crate::i18n::{Language, date, number};
use crate::register::progress::Progress;
use crate::{messages, text};

/// Below this share of the bar the words under it stand beside each other instead of under their parts.
const LEAST_SHARE: f32 = 0.3;

/// In a room at least so wide the growth stands beside the figure.
const CHIP_BESIDE: f32 = 520.0;
/// How high the card is, and each line of what must be known about the figures.
const HEIGHT: f32 = 312.0;
const NOTE: f32 = 24.0;

/// How high the card is.
pub fn height(loaded: &OverviewFigures) -> f32 {
    let notes = [loaded.is_limited, loaded.missing.is_some(), loaded.progress.outside > 0];

    HEIGHT + notes.into_iter().filter(|is_there| *is_there).count() as f32 * NOTE
}

/// The card; as high as the one beside it, or as its content.
pub fn view<'a>(
    context: &Context,
    loaded: &OverviewFigures,
    high: Option<f32>,
) -> Element<'a, Message> {
    let language = context.language;
    let whole = |amount: u32| number::whole(language, amount.into());
    let parts = parts(&loaded.progress);
    let upper = column![
        head(language, loaded),
        headline(context, loaded),
        container(progress(parts, 16.0)).padding(Padding::ZERO.top(spacing::XS)),
        under_the_bar(language, loaded, parts),
    ]
    .spacing(spacing::XS);
    let mut content = column![
        container(upper).padding([20.0, spacing::L]),
        hairline(),
        cells(context, &loaded.progress),
        space().height(if high.is_some() { Fill } else { Length::Shrink }),
        hairline(),
    ];
    let count = loaded.progress.count;
    let figure = |measure| Message::Drilldown(Figure::of(loaded.progress.course.id, measure));
    let part = |words: String, measure| {
        area(small(words).style(style::muted)).kind(Kind::Row).on_press(figure(measure))
    };
    let enrolled = text!(language, "overview-are-enrolled", count = whole(count.enrolled));
    let started = text!(language, "overview-have-started", count = whole(count.started));
    let rule = messages::rule_in_short(language, loaded.progress.course.rule);
    let foot = row![
        part(enrolled, Measure::Enrolled),
        small("·").style(style::muted),
        part(started, Measure::Started),
        space().width(Fill),
        small(rule).style(style::muted),
    ]
    .spacing(spacing::XXS)
    .align_y(Center);
    content = content.push(container(foot).padding([spacing::S, spacing::L]));
    if let Some(notes) = notes(language, loaded, figure(Measure::Outside)) {
        content = content.push(container(notes).padding(Padding {
            top: 0.0,
            bottom: spacing::M,
            left: spacing::L,
            right: spacing::L,
        }));
    }

    card(content).padding(0).width(Fill).height(high.map_or(Length::Shrink, Length::Fixed)).into()
}

/// What counts, is booked and is to be reached.
fn parts(progress: &Progress) -> Parts {
    let done = progress.count.completed;
    let booked = progress
        .forecast
        .as_ref()
        .map_or(0, |forecast| messages::outlook::rounded(forecast).0.saturating_sub(done));

    Parts { done, booked, whole: progress.course.target.max(done.saturating_add(booked)) }
}

/// What it is about; which course, where there are several.
fn head<'a>(language: Language, loaded: &OverviewFigures) -> Element<'a, Message> {
    let about = muted(text!(language, "overview-counts-toward")).width(Fill);
    let course: Element<'_, Message> = match loaded.courses.len() > 1 {
        true => {
            let choices = CourseChoice::all(&loaded.courses);
            let chosen = CourseChoice::named(&loaded.progress.course);
            field::choice(choices, Some(chosen), 240, Message::Course)
        }
        false => small(loaded.progress.course.name.clone()).style(style::muted).into(),
    };

    row![about, course].align_y(Center).into()
}

fn headline<'a>(context: &Context, loaded: &OverviewFigures) -> Element<'a, Message> {
    let language = context.language;
    let progress = &loaded.progress;
    let whole = |amount: u32| number::whole(language, amount.into());
    let open = Message::Drilldown(Figure::of(progress.course.id, Measure::Completed));
    let figure = iced::widget::text(whole(progress.count.completed))
        .size(size::FIGURE)
        .line_height(1.1)
        .font(SEMIBOLD);
    let of =
        iced::widget::text(text!(language, "overview-of", target = whole(progress.course.target)))
            .size(size::TITLE)
            .style(style::muted);
    let mut line = row![
        area(figure).kind(Kind::Row).on_press(open),
        container(of).padding(Padding::ZERO.bottom(lift(size::FIGURE, size::TITLE))),
        space().width(Fill),
    ]
    .spacing(spacing::S)
    .align_y(Bottom);
    if let Some((since, growth)) = growth(loaded, context.today).filter(|(_, growth)| *growth != 0)
    {
        let sign = if growth < 0 { "−" } else { "+" };
        let grown = format!("{sign}{}", number::whole(language, growth.unsigned_abs()));
        let day = date::day_and_month(language, since);
        let chip = row![
            button::glyph(Icon::TrendingUp, size::LARGE),
            strong(grown),
            body(text!(language, "overview-since", day = day))
                .wrapping(iced::widget::text::Wrapping::None),
            button::glyph(Icon::ChevronRight, size::BODY),
        ]
        .spacing(spacing::XS)
        .align_y(Center);
        let chip = area(chip)
            .kind(Kind::Chip)
            .padding([spacing::XXS + 2.0, spacing::S])
            .on_press(Message::Open(Route::Reports));
        if context.room.width < CHIP_BESIDE {
            return column![line, chip].spacing(spacing::XS).into();
        }
        line = line.push(container(chip).padding(Padding::ZERO.bottom(spacing::XS)));
    }

    line.into()
}

/// How much it has grown since when: since 1 September, or since the programme began.
pub fn growth(loaded: &OverviewFigures, today: NaiveDate) -> Option<(NaiveDate, i64)> {
    let since = Term::of(today).first_of_september();
    let since = match since < today {
        true => since,
        false => Term::of(today).autumn().previous().first_of_september(),
    };
    let before = loaded.timeline.iter().rev().find(|point| point.day <= since)?;
    let growth = i64::from(loaded.progress.count.completed) - i64::from(before.count.completed);

    Some((since, growth))
}

fn under_the_bar<'a>(
    language: Language,
    loaded: &OverviewFigures,
    parts: Parts,
) -> Element<'a, Message> {
    let whole = |amount: u32| number::whole(language, amount.into());
    let course = loaded.progress.course.id;
    let word = |figure: String, word: String| {
        row![small(figure).font(SEMIBOLD), small(word).style(style::muted)].spacing(spacing::XXS)
    };
    let counts = area(word(whole(parts.done), text!(language, "overview-counts-today")))
        .kind(Kind::Row)
        .on_press(Message::Drilldown(Figure::of(course, Measure::Completed)));
    let missing = loaded.progress.course.target.saturating_sub(parts.done + parts.booked);
    let missing = word(whole(missing), text!(language, "overview-missing"));
    let share = parts.done as f32 / parts.whole.max(1) as f32;
    if parts.booked == 0 {
        return row![counts, space().width(Fill), missing].into();
    }
    let booked =
        area(word(format!("+{}", whole(parts.booked)), text!(language, "overview-booked")))
            .kind(Kind::Row)
            .on_press(Message::Drilldown(Figure::of(course, Measure::OnlyStarted)));
    if !(LEAST_SHARE..=0.7).contains(&share) {
        return row![counts, booked, space().width(Fill), missing].spacing(spacing::M).into();
    }
    let portion = |share: f32| Length::FillPortion((share * 1000.0) as u16);

    row![
        container(counts).width(portion(share)),
        row![booked, space().width(Fill), missing].width(portion(1.0 - share)),
    ]
    .into()
}

/// Where it leads: at the end of the term, at the end of the programme, and what is needed besides.
fn cells<'a>(context: &Context, progress: &Progress) -> Element<'a, Message> {
    let language = context.language;
    let term_end = Term::of(context.today).usual_last_day();
    let mut cells: Vec<(String, Value)> = Vec::new();
    if term_end > context.today && term_end < progress.end {
        let label =
            text!(language, "overview-expected", day = date::day_and_month(language, term_end));
        cells.push((label, at_term_end(language, progress, term_end)));
    }
    let day = date::short_long(language, progress.end);
    cells.push((text!(language, "overview-expected", day = day), at_the_end(language, progress)));
    cells.push((text!(language, "overview-needed"), needed(language, progress)));
    let count = cells.len();
    let mut line = Row::new().height(iced::Shrink);
    for (index, (label, value)) in cells.into_iter().enumerate() {
        let figure = iced::widget::text(value.figure)
            .size(if value.is_figure { size::TITLE } else { size::BODY })
            .font(SEMIBOLD)
            .style(if value.is_waiting { style::ochre } else { style::plain });
        let content = column![
            small(label).style(style::muted),
            figure,
            small(value.range).style(style::muted)
        ]
        .spacing(2);
        let cell = container(content).width(Fill).padding(Padding::ZERO.left(if index == 0 {
            0.0
        } else {
            spacing::M
        }));
        line = line.push(match value.how.is_empty() {
            true => cell.into(),
            false => hint(cell, value.how),
        });
        if index + 1 < count {
            line = line.push(container(space()).width(1).height(56).style(style::hairline));
        }
    }

    container(line.align_y(Center)).padding([spacing::M, spacing::L]).into()
}

/// What a cell says.
struct Value {
    figure: String,
    /// Whether it is a number rather than words.
    is_figure: bool,
    /// Whether something waits for somebody.
    is_waiting: bool,
    /// What stands beneath.
    range: String,
    /// How it comes about.
    how: String,
}

impl Value {
    fn too_early(language: Language) -> Self {
        Self {
            figure: text!(language, "overview-too-early", classes = LEAST_FINISHED_CLASSES),
            is_figure: false,
            is_waiting: false,
            range: String::new(),
            how: String::new(),
        }
    }

    fn range(language: Language, expected: f64, low: f64, high: f64, how: String) -> Self {
        let whole = |amount: f64| number::whole(language, amount.max(0.0) as u64);
        let (low, high) = (whole(low.floor()), whole(high.ceil()));

        Self {
            figure: whole(expected.round()),
            is_figure: true,
            is_waiting: false,
            range: match low == high {
                true => String::new(),
                false => text!(language, "overview-likely", low = low, high = high),
            },
            how,
        }
    }
}

fn at_term_end(language: Language, progress: &Progress, day: NaiveDate) -> Value {
    let Some(forecast) = &progress.forecast else { return Value::too_early(language) };
    let how = text!(language, "overview-how-term", day = date::long(language, day));
    let completed = f64::from(progress.count.completed);
    match forecast.on(day) {
        Some(Outlook { expected, low, high, .. }) => {
            Value::range(language, expected, low, high, how)
        }
        None => Value::range(language, completed, completed, completed, how),
    }
}

fn at_the_end(language: Language, progress: &Progress) -> Value {
    match &progress.forecast {
        None => Value::too_early(language),
        Some(forecast) => {
            let how = messages::outlook::forecast(language, progress);
            Value::range(language, forecast.expected, forecast.low, forecast.high, how)
        }
    }
}

fn needed(language: Language, progress: &Progress) -> Value {
    if progress.forecast.is_none() {
        return Value::too_early(language);
    }
    let need = progress.advice.as_ref().and_then(|advice| Some((advice, advice.needs.first()?)));
    let Some((advice, need)) = need else {
        return Value {
            figure: text!(language, "overview-nothing-needed"),
            is_figure: false,
            is_waiting: false,
            range: String::new(),
            how: messages::outlook::pace(language, progress),
        };
    };
    let day = date::short_long(language, advice.begin_by);
    let pace = messages::outlook::pace(language, progress);

    Value {
        figure: text!(language, "overview-classes", count = need.classes),
        is_figure: true,
        is_waiting: true,
        range: match advice.begin_by < progress.as_of {
            true => text!(language, "overview-begin-late", day = day),
            false => text!(language, "overview-begin-before", day = day),
        },
        how: messages::outlook::need(language, progress)
            .map_or(pace.clone(), |need| format!("{pace} {need}")),
    }
}

/// What must be known about the figures.
fn notes<'a>(
    language: Language,
    loaded: &OverviewFigures,
    outside: Message,
) -> Option<Column<'a, Message>> {
    let mut notes: Vec<Element<'a, Message>> = Vec::new();
    if loaded.is_limited {
        notes.push(small(text!(language, "overview-own-classes")).style(style::muted).into());
    }
    if let Some(missing) = todo::missing(language, loaded) {
        notes.push(small(missing).style(style::ochre).into());
    }
    if loaded.progress.outside > 0 {
        let line = text!(language, "cli-progress-outside", count = loaded.progress.outside);
        let line = area(small(line).style(style::muted)).kind(Kind::Row).on_press(outside);
        notes.push(line.into());
    }

    (!notes.is_empty()).then(|| Column::with_children(notes).spacing(spacing::XXS))
}
