//! Inställningar: who works here, the programme, the course and its rule, language, theme, backups.

use std::path::PathBuf;

use iced::widget::{Column, column, row, scrollable, space};
use iced::{Element, Fill, Length, Task};

use super::{Action, Context, Fetched, Ticket};
use crate::app::theme::{spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, button, card, field, muted, small, title};
use crate::domain::{Minutes, Percent, Period, Rule};
use crate::i18n::{Language, date};
use crate::installation::{Role, Settings as Choices, ThemeChoice};
use crate::register::Error;
use crate::register::backup::Backup;
use crate::register::programme::{Course, Programme};
use crate::{sentence, text};

/// The screen.
#[derive(Debug)]
pub struct Settings {
    choices: Choices,
    facts: Fetched<Facts>,
    programme: ProgrammeForm,
    course: CourseForm,
}

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct Facts {
    programme: Programme,
    courses: Vec<Course>,
    backups: Vec<Backup>,
    path: PathBuf,
}

#[derive(Debug, Clone, Default)]
struct ProgrammeForm {
    name: String,
    from: String,
    to: String,
    partners: String,
    place: String,
    signatory: String,
}

#[derive(Debug, Clone)]
struct CourseForm {
    name: String,
    target: String,
    kind: RuleKind,
    value: String,
}

/// Which counting rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    Share,
    Sessions,
    Minutes,
    Started,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<Facts, Error>),
    Person(String),
    Role(Role),
    Language(Language),
    Theme(ThemeChoice),
    KeepChoices,
    Name(String),
    From(String),
    To(String),
    Partners(String),
    PlaceOfIssue(String),
    Signatory(String),
    SaveProgramme,
    CourseName(String),
    Target(String),
    RuleKind(RuleKind),
    RuleValue(String),
    SaveCourse,
    BackUp,
    BackedUp(Result<PathBuf, Error>),
    Changed(Result<(), Error>),
}

/// What this screen asks of the window beyond what the others ask.
pub enum Asked {
    /// What every screen may ask.
    Action(Action<Message>),
    /// To use these choices from now on, and keep them.
    Use(Choices),
}

impl Settings {
    pub fn new(context: &Context, choices: Choices) -> (Self, Task<Message>) {
        let mut screen = Self {
            choices,
            facts: Fetched::default(),
            programme: ProgrammeForm::default(),
            course: CourseForm {
                name: String::new(),
                target: String::new(),
                kind: RuleKind::Share,
                value: String::new(),
            },
        };
        let task = screen.reload(context);

        (screen, task)
    }

    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.facts.ask();

        context.ask(
            |register| {
                Ok(Facts {
                    programme: register.programme()?,
                    courses: register.courses()?,
                    backups: register.backups()?,
                    path: register.path().to_owned(),
                })
            },
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Asked {
        match message {
            Message::Loaded(ticket, answer) => {
                let action = self.facts.take(ticket, answer);
                self.fill_in();
                return Asked::Action(action);
            }
            Message::Person(person) => self.choices.person = Some(person),
            Message::Role(role) => {
                self.choices.role = role;
                return Asked::Use(self.choices.clone());
            }
            Message::Language(language) => {
                self.choices.language = Some(language.code().to_owned());
                return Asked::Use(self.choices.clone());
            }
            Message::Theme(theme) => {
                self.choices.theme = theme;
                return Asked::Use(self.choices.clone());
            }
            Message::KeepChoices => return Asked::Use(self.choices.clone()),
            Message::Name(text) => self.programme.name = text,
            Message::From(text) => self.programme.from = text,
            Message::To(text) => self.programme.to = text,
            Message::Partners(text) => self.programme.partners = text,
            Message::PlaceOfIssue(text) => self.programme.place = text,
            Message::Signatory(text) => self.programme.signatory = text,
            Message::SaveProgramme => return Asked::Action(self.save_programme(context)),
            Message::CourseName(text) => self.course.name = text,
            Message::Target(text) => self.course.target = text,
            Message::RuleKind(kind) => {
                self.course.kind = kind;
                self.course.value = match kind {
                    RuleKind::Share => "80",
                    RuleKind::Sessions => "5",
                    RuleKind::Minutes => "450",
                    RuleKind::Started => "1",
                }
                .to_owned();
            }
            Message::RuleValue(text) => self.course.value = text,
            Message::SaveCourse => return Asked::Action(self.save_course(context)),
            Message::BackUp => {
                let task = context.ask(|register| register.back_up(), Message::BackedUp);
                return Asked::Action(Action::Run(task));
            }
            Message::BackedUp(Ok(path)) => {
                let path = path.display().to_string();
                let said = text!(context.language, "cli-backed-up", path = path);
                return Asked::Action(Action::Say(said));
            }
            Message::BackedUp(Err(error)) | Message::Changed(Err(error)) => {
                return Asked::Action(Action::Failed(error));
            }
            Message::Changed(Ok(())) => return Asked::Action(Action::Changed),
        }

        Asked::Action(Action::None)
    }

    fn fill_in(&mut self) {
        let Some(facts) = self.facts.value() else { return };
        let programme = &facts.programme;
        self.programme = ProgrammeForm {
            name: programme.name.clone(),
            from: programme.period.start.to_string(),
            to: programme.period.end.to_string(),
            partners: programme.partners.join(", "),
            place: programme.place.clone(),
            signatory: programme.signatory.clone(),
        };
        if let Some(course) = facts.courses.first() {
            let (kind, value) = match course.rule {
                Rule::Share(percent) => (RuleKind::Share, u32::from(percent.value())),
                Rule::Sessions(count) => (RuleKind::Sessions, u32::from(count)),
                Rule::Minutes(minutes) => (RuleKind::Minutes, minutes.0),
                Rule::Started => (RuleKind::Started, 1),
            };
            self.course = CourseForm {
                name: course.name.clone(),
                target: course.target.to_string(),
                kind,
                value: value.to_string(),
            };
        }
    }

    fn programme_typed(&self, context: &Context) -> Option<Programme> {
        let before = &self.facts.value()?.programme;
        let period = Period {
            start: date::typed(&self.programme.from, context.today)?,
            end: date::typed(&self.programme.to, context.today)?,
        };
        let partners = self
            .programme
            .partners
            .split(',')
            .map(|partner| partner.trim().to_owned())
            .filter(|partner| !partner.is_empty())
            .collect();

        (period.start <= period.end && !self.programme.name.trim().is_empty()).then(|| Programme {
            id: before.id,
            name: self.programme.name.clone(),
            period,
            partners,
            place: self.programme.place.clone(),
            signatory: self.programme.signatory.clone(),
        })
    }

    fn save_programme(&self, context: &Context) -> Action<Message> {
        let Some(programme) = self.programme_typed(context) else { return Action::None };

        Action::Run(
            context.ask(
                move |register| register.edit_programme(&programme).map(|_| ()),
                Message::Changed,
            ),
        )
    }

    fn course_typed(&self) -> Option<Course> {
        let before = self.facts.value()?.courses.first()?;
        let value = self.course.value.trim();
        let rule = match self.course.kind {
            RuleKind::Share => Rule::Share(Percent::new(value.parse().ok()?)?),
            RuleKind::Sessions => Rule::Sessions(value.parse().ok().filter(|n| *n > 0)?),
            RuleKind::Minutes => Rule::Minutes(Minutes(value.parse().ok().filter(|n| *n > 0)?)),
            RuleKind::Started => Rule::Started,
        };

        (!self.course.name.trim().is_empty()).then_some(())?;

        Some(Course {
            name: self.course.name.clone(),
            target: self.course.target.trim().parse().ok()?,
            rule,
            ..before.clone()
        })
    }

    fn save_course(&self, context: &Context) -> Action<Message> {
        let Some(course) = self.course_typed() else { return Action::None };

        Action::Run(
            context
                .ask(move |register| register.edit_course(&course).map(|_| ()), Message::Changed),
        )
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let Some(facts) = self.facts.value() else { return space().into() };
        let left = column![self.computer(context), backups(context, facts)]
            .spacing(spacing::M)
            .width(Length::FillPortion(5));
        let right = column![self.programme(context), self.course(context)]
            .spacing(spacing::M)
            .width(Length::FillPortion(6));
        let content =
            row![left, right].spacing(spacing::M).padding(iced::Padding::ZERO.right(spacing::M));

        scrollable(content).style(style::scroll).height(Fill).into()
    }

    fn computer<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let person = self.choices.person.clone().unwrap_or_default();
        let roles = segmented(
            &[
                (Role::Coordinator, text!(language, "role-coordinator")),
                (Role::Teacher, text!(language, "role-teacher")),
                (Role::Lead, text!(language, "role-lead")),
            ],
            self.choices.role,
            Message::Role,
        );
        let languages = segmented(
            &[(Language::Swedish, "Svenska".to_owned()), (Language::English, "English".to_owned())],
            language,
            Message::Language,
        );
        let themes = segmented(
            &[
                (ThemeChoice::System, text!(language, "theme-system")),
                (ThemeChoice::Light, text!(language, "theme-light")),
                (ThemeChoice::Dark, text!(language, "theme-dark")),
                (ThemeChoice::HighContrast, text!(language, "theme-contrast")),
            ],
            self.choices.theme,
            Message::Theme,
        );
        let content = column![
            title(text!(language, "settings-computer")),
            field::labelled(
                text!(language, "settings-person"),
                field::typed("", &person, Message::Person).on_submit(Message::KeepChoices),
                None
            ),
            button::plain(text!(language, "settings-keep-person")).on_press(Message::KeepChoices),
            field::labelled(text!(language, "settings-role"), roles, None),
            field::labelled(text!(language, "settings-language"), languages, None),
            field::labelled(text!(language, "settings-theme"), themes, None),
        ]
        .spacing(spacing::S);

        card(content).width(Fill).into()
    }

    fn programme<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let form = &self.programme;
        let input = |value: &'a str, on: fn(String) -> Message| {
            field::typed("", value, on).on_submit(Message::SaveProgramme)
        };
        let bad = |typed: &str| {
            date::typed(typed, context.today).is_none().then(|| text!(language, "log-bad-date"))
        };
        let content = column![
            title(text!(language, "settings-programme")),
            field::labelled(
                text!(language, "settings-name"),
                input(&form.name, Message::Name),
                form.name.trim().is_empty().then(|| text!(language, "settings-empty"))
            ),
            row![
                field::labelled(
                    text!(language, "settings-from"),
                    input(&form.from, Message::From),
                    bad(&form.from)
                ),
                field::labelled(
                    text!(language, "settings-to"),
                    input(&form.to, Message::To),
                    bad(&form.to)
                ),
            ]
            .spacing(spacing::S),
            field::labelled(
                text!(language, "settings-partners"),
                input(&form.partners, Message::Partners),
                None
            ),
            row![
                field::labelled(
                    text!(language, "settings-place"),
                    input(&form.place, Message::PlaceOfIssue),
                    None
                ),
                field::labelled(
                    text!(language, "settings-signatory"),
                    input(&form.signatory, Message::Signatory),
                    None
                ),
            ]
            .spacing(spacing::S),
            button::primary(text!(language, "settings-save-programme"))
                .on_press(self.programme_typed(context).map(|_| Message::SaveProgramme)),
        ]
        .spacing(spacing::S);

        card(content).width(Fill).into()
    }

    fn course<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let form = &self.course;
        let input = |value: &'a str, on: fn(String) -> Message| {
            field::typed("", value, on).on_submit(Message::SaveCourse)
        };
        let rules = segmented(
            &[
                (RuleKind::Share, text!(language, "rule-kind-share")),
                (RuleKind::Sessions, text!(language, "rule-kind-sessions")),
                (RuleKind::Minutes, text!(language, "rule-kind-minutes")),
                (RuleKind::Started, text!(language, "rule-kind-started")),
            ],
            form.kind,
            Message::RuleKind,
        );
        let typed = self.course_typed();
        let in_words = match &typed {
            Some(course) => small(sentence::rule(language, course.rule)).style(style::muted),
            None => small(text!(language, "settings-bad-rule")).style(style::danger),
        };
        let mut content = column![
            title(text!(language, "settings-course")),
            row![
                field::labelled(
                    text!(language, "settings-course-name"),
                    input(&form.name, Message::CourseName),
                    None
                ),
                field::labelled(
                    text!(language, "settings-target"),
                    input(&form.target, Message::Target),
                    form.target
                        .trim()
                        .parse::<u32>()
                        .is_err()
                        .then(|| text!(language, "settings-bad-number"))
                ),
            ]
            .spacing(spacing::S),
            field::labelled(text!(language, "settings-rule"), rules, None),
        ]
        .spacing(spacing::S);
        if form.kind != RuleKind::Started {
            content = content.push(field::labelled(
                text!(language, "settings-rule-value"),
                input(&form.value, Message::RuleValue),
                None,
            ));
        }
        content = content.push(in_words).push(
            button::primary(text!(language, "settings-save-course"))
                .on_press(typed.map(|_| Message::SaveCourse)),
        );

        card(content).width(Fill).into()
    }
}

fn backups<'a>(context: &Context, facts: &Facts) -> Element<'a, Message> {
    let language = context.language;
    let newest = match facts.backups.first() {
        Some(backup) => {
            let local = backup.made.with_timezone(&chrono::Local);
            text!(
                language,
                "settings-newest-backup",
                date = date::long(language, local.date_naive()),
                time = local.format("%H:%M").to_string(),
                count = facts.backups.len()
            )
        }
        None => text!(language, "settings-no-backup"),
    };
    let content: Column<'a, Message> = column![
        title(text!(language, "settings-register")),
        small(facts.path.display().to_string()).style(style::muted),
        body(newest),
        muted(text!(language, "settings-backup-text")),
        button::plain(text!(language, "settings-back-up")).on_press(Message::BackUp),
    ]
    .spacing(spacing::S);

    card(content).width(Fill).into()
}
