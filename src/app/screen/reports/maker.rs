//! Making a report: its period and breakdowns, its pages beside, the file; and the reports that are kept.

use iced::widget::{Column, column, container, row, scrollable};
use iced::{Center, Element, Fill, Size, Task};
use lucide_icons::Icon;

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::printing;
use crate::app::screen::course_choice::CourseChoice;
use crate::app::theme::{spacing, style};
use crate::app::widget::paper::Paper;
use crate::app::widget::{button, card, field, hint, muted, small, strong, title};
use crate::domain::figure::Breakdown;
use crate::export::table::Separated;
use crate::i18n::{Language, date};
use crate::papers::File;
use crate::papers::report::{Format, Report, USUAL};
use crate::print::Page;
use crate::register::Error;
use crate::register::handle::Question;
use crate::register::programme::{Course, Programme};
use crate::register::report::{About, StoredReport};
use crate::{messages, text};

/// What Ctrl+Enter makes.
pub const USUAL_FORMAT: Format = Format::Pdf;

/// This part of the screen.
#[derive(Debug)]
pub struct Maker {
    loaded: Fetched<ReportChoices>,
    course: Option<CourseChoice>,
    from: String,
    to: String,
    known_at: String,
    by: Vec<Breakdown>,
    in_full: bool,
    differences_told: bool,
    keep: bool,
    /// What the pages are of, with them.
    preview: Fetched<(About, Vec<Page>)>,
    page: usize,
    paper: Option<Paper>,
}

/// What is shown.
#[derive(Debug, Clone)]
pub struct ReportChoices {
    programme: Programme,
    courses: Vec<Course>,
    kept: Vec<StoredReport>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<ReportChoices, Error>),
    Course(CourseChoice),
    From(String),
    To(String),
    KnownAt(String),
    Toggle(Breakdown),
    InFull,
    Differences,
    Keep,
    Previewed(Ticket, Box<Result<(About, Vec<Page>), Error>>),
    Page(usize),
    Make(Format),
    Made(Result<(File, Option<About>), Error>),
    OpenKept(i64),
    Opened(Result<std::path::PathBuf, Error>),
    SaveKept(i64),
    RemoveKept(i64),
    Changed(Result<(), Error>),
}

impl Maker {
    pub fn new(context: &Context) -> Self {
        Self {
            loaded: Fetched::default(),
            course: None,
            from: String::new(),
            to: context.today.to_string(),
            known_at: String::new(),
            by: USUAL.to_vec(),
            in_full: false,
            differences_told: false,
            keep: true,
            preview: Fetched::default(),
            page: 0,
            paper: None,
        }
    }

    pub fn is_waiting(&self) -> bool {
        self.loaded.value().is_none()
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();

        context.ask(
            |register| {
                Ok(ReportChoices {
                    programme: register.programme()?,
                    courses: register.courses()?,
                    kept: register.kept_reports()?,
                })
            },
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    /// What is asked for; `None` where a field can't be read.
    fn about(&self, context: &Context) -> Option<About> {
        let loaded = self.loaded.value()?;
        let day = |typed: &str| date::typed(typed, context.today);
        let (from, to) = (day(&self.from)?, day(&self.to)?);
        let known_at = match self.known_at.trim() {
            "" => None,
            typed => Some(day(typed)?),
        };
        let course = CourseChoice::of(&loaded.courses, self.course.as_ref()).ok()?;

        (from <= to).then(|| About {
            course: course.name,
            from,
            to,
            known_at,
            by: self.by.clone(),
            in_full: self.in_full,
            differences_told: self.in_full || self.differences_told,
        })
    }

    fn ask_preview(&mut self, context: &Context) -> Task<Message> {
        let Some(about) = self.about(context) else { return Task::none() };
        let (ticket, language) = (self.preview.begin(), context.language);

        context.ask_newest(
            Question("preview of a report"),
            move |register| {
                let pages = Report::gather(register, language, about.clone())?.pages();
                Ok((about, pages))
            },
            move |answer| Message::Previewed(ticket, Box::new(answer)),
        )
    }

    fn show_page(&mut self) {
        let Some((_, pages)) = self.preview.value() else { return };
        self.page = self.page.min(pages.len().saturating_sub(1));
        match (pages.get(self.page), &mut self.paper) {
            (Some(page), Some(paper)) => paper.show(page.clone()),
            (Some(page), none) => *none = Some(Paper::new(page.clone())),
            (None, _) => self.paper = None,
        }
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let action = self.loaded.take(ticket, answer);
                if let (Some(loaded), true) = (self.loaded.value(), self.from.is_empty()) {
                    self.from = loaded.programme.period.start.to_string();
                }
                return match action {
                    Action::None => Action::Run(self.ask_preview(context)),
                    action => action,
                };
            }
            Message::Course(course) => self.course = Some(course),
            Message::From(text) => self.from = text,
            Message::To(text) => self.to = text,
            Message::KnownAt(text) => self.known_at = text,
            Message::Toggle(by) => match self.by.contains(&by) {
                true => self.by.retain(|one| *one != by),
                false => {
                    let wanted = |one: &Breakdown| self.by.contains(one) || *one == by;
                    self.by = Breakdown::ALL.into_iter().filter(wanted).collect();
                }
            },
            Message::InFull => self.in_full = !self.in_full,
            Message::Differences => self.differences_told = !self.differences_told,
            Message::Keep => {
                self.keep = !self.keep;
                return Action::None;
            }
            Message::Previewed(ticket, answer) => {
                let action = self.preview.take(ticket, *answer);
                self.show_page();
                return action;
            }
            Message::Page(page) => {
                self.page = page;
                self.show_page();
                return Action::None;
            }
            Message::Make(format) => return self.make(context, format),
            Message::Made(Ok((File { name, bytes }, None))) => {
                return Action::SaveFile(name, bytes);
            }
            Message::Made(Ok((File { name, bytes }, Some(kept)))) => {
                return Action::SaveReport(name, bytes, Box::new(kept));
            }
            Message::OpenKept(id) => {
                return Action::Run(context.ask(
                    move |register| {
                        let reports = register.kept_reports()?;
                        let name = reports.into_iter().find(|one| one.id == id).map(|one| one.name);
                        let bytes = register.kept_report(id)?;
                        printing::save_for_opening(&File { name: name.unwrap_or_default(), bytes })
                    },
                    Message::Opened,
                ));
            }
            Message::Opened(Ok(path)) => return Action::OpenFile(path),
            Message::SaveKept(id) => {
                return Action::Run(context.ask(
                    move |register| {
                        let reports = register.kept_reports()?;
                        let name = reports.into_iter().find(|one| one.id == id).map(|one| one.name);
                        let bytes = register.kept_report(id)?;
                        Ok((File { name: name.unwrap_or_default(), bytes }, None))
                    },
                    Message::Made,
                ));
            }
            Message::RemoveKept(id) => {
                return context.change(
                    move |register| register.remove_report(id).map(|_| ()),
                    Message::Changed,
                );
            }
            Message::Changed(Ok(())) => return Action::Changed,
            Message::Made(Err(error))
            | Message::Opened(Err(error))
            | Message::Changed(Err(error)) => return Action::Failed(error),
        }

        Action::Run(self.ask_preview(context))
    }

    /// Makes the file. Where it is to be kept, it is once it has been saved: not where saving is cancelled.
    fn make(&self, context: &Context, format: Format) -> Action<Message> {
        let Some(about) = self.about(context) else { return Action::None };
        let (language, keep) = (context.language, self.keep);

        context.read_long(
            text!(language, "report-working"),
            move |register| {
                let report = Report::gather(register, language, about)?;
                let file = report.file(format)?;
                let kept = keep.then(|| report.about().clone());
                Ok((file, kept))
            },
            Message::Made,
        )
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else { return self.loaded.waiting(language) };
        let left = column![self.form(context, loaded), kept(language, &loaded.kept)];
        let content = context.beside((left.spacing(spacing::M), 1), (self.pages(context), 1));
        let content = container(content).padding(iced::Padding::ZERO.right(spacing::M));

        scrollable(content).direction(style::slim()).style(style::scroll).height(Fill).into()
    }

    fn form<'a>(&'a self, context: &Context, loaded: &'a ReportChoices) -> Element<'a, Message> {
        let language = context.language;
        let day = |label: String, typed: &'a str, on: fn(String) -> Message, may_be_empty: bool| {
            let empty = may_be_empty && typed.trim().is_empty();
            let is_bad = !empty && date::typed(typed, context.today).is_none();
            let bad = is_bad.then(|| text!(language, "log-bad-date"));
            container(field::labelled(label, field::date(language, context.today, typed, on), bad))
                .width(170)
        };
        let mut content = column![title(text!(language, "report-title"))].spacing(spacing::S);
        if loaded.courses.len() > 1 {
            let chosen = CourseChoice::of(&loaded.courses, self.course.as_ref())
                .ok()
                .map(|course| CourseChoice::named(&course));
            let choices = CourseChoice::all(&loaded.courses);
            content = content.push(field::choice(choices, chosen, Fill, Message::Course));
        }
        let by = Breakdown::ALL
            .into_iter()
            // Everything is told by sex.
            .filter(|by| *by != Breakdown::Sex)
            .map(|by| {
                let label = messages::figure::breakdown(language, by);
                field::switch(label, self.by.contains(&by), Message::Toggle(by))
            });
        content = content
            .push(
                row![
                    day(text!(language, "report-from"), &self.from, Message::From, false),
                    day(text!(language, "report-to"), &self.to, Message::To, false),
                ]
                .spacing(spacing::S)
                .wrap()
                .vertical_spacing(spacing::XS),
            )
            .push(field::labelled(
                text!(language, "report-breakdowns"),
                row(by).spacing(spacing::XS).wrap(),
                None,
            ))
            .push(day(
                text!(language, "report-known-field"),
                &self.known_at,
                Message::KnownAt,
                true,
            ))
            .push(small(text!(language, "report-known-hint")).style(style::muted))
            .push(field::switch(text!(language, "report-in-full"), self.in_full, Message::InFull));
        if self.in_full {
            content =
                content.push(small(text!(language, "report-define-in-full")).style(style::danger));
        } else {
            content = content.push(field::switch(
                text!(language, "report-differences"),
                self.differences_told,
                Message::Differences,
            ));
        }
        let ready = self.about(context).is_some();
        let make = |format| ready.then_some(Message::Make(format));
        content = content
            .push(field::switch(text!(language, "report-keep"), self.keep, Message::Keep))
            .push(
                row![
                    button::primary(text!(language, "report-pdf")).on_press(make(Format::Pdf)),
                    button::plain(text!(language, "export-xlsx"))
                        .on_press(make(Format::Spreadsheet)),
                    button::plain(text!(language, "export-csv"))
                        .on_press(make(Format::Text(Separated::Swedish))),
                    button::plain(text!(language, "export-csv-plain"))
                        .on_press(make(Format::Text(Separated::Plain))),
                ]
                .spacing(spacing::S)
                .wrap()
                .vertical_spacing(spacing::XS),
            );

        card(content).width(Fill).into()
    }

    /// A page of the report as it will look, and the way to the others.
    fn pages<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let (Some((_, pages)), Some(paper)) = (self.preview.value(), &self.paper) else {
            return self.preview.waiting(language);
        };
        let wide = if context.is_narrow() {
            context.room.width - spacing::XL
        } else {
            context.room.width * 0.5 - spacing::XL
        };
        let turn = |icon: Icon, to: Option<usize>, label: String| {
            hint(button::icon(icon).on_press(to.map(Message::Page)).repeats(), label)
        };
        let before = self.page.checked_sub(1);
        let after = Some(self.page + 1).filter(|next| *next < pages.len());
        let turning = row![
            turn(Icon::ChevronLeft, before, text!(language, "report-page-before")),
            muted(text!(language, "roster-page", page = self.page + 1, pages = pages.len())),
            turn(Icon::ChevronRight, after, text!(language, "report-page-after")),
        ]
        .spacing(spacing::S)
        .align_y(Center);

        column![turning, paper.view(Size::new(wide, wide * 1.5))].spacing(spacing::XS).into()
    }
}

/// The reports that are kept, the newest first.
fn kept<'a>(language: Language, kept: &[StoredReport]) -> Element<'a, Message> {
    let mut rows = Column::new().spacing(spacing::S);
    for report in kept {
        let period = format!(
            "{} – {}",
            date::long(language, report.about.from),
            date::long(language, report.about.to)
        );
        let about = text!(
            language,
            "report-kept-about",
            course = report.about.course.as_str(),
            period = period,
            day = date::long(language, report.made_on)
        );
        rows = rows.push(
            column![
                strong(report.name.clone()),
                small(about).style(style::muted),
                row![
                    button::link(text!(language, "report-open"))
                        .on_press(Message::OpenKept(report.id)),
                    button::link(text!(language, "report-save-copy"))
                        .on_press(Message::SaveKept(report.id)),
                    button::link(text!(language, "report-remove"))
                        .on_press(Message::RemoveKept(report.id)),
                ]
                .spacing(spacing::S),
            ]
            .spacing(spacing::XXS),
        );
    }
    let mut content = column![title(text!(language, "report-kept-title"))].spacing(spacing::S);
    content = match kept.is_empty() {
        true => content.push(muted(text!(language, "report-kept-none"))),
        false => content.push(rows),
    };

    card(content).width(Fill).into()
}
