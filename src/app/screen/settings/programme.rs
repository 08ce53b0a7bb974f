//! The programme and its courses: names, period, partners, targets and the counting rule.

use iced::widget::{column, row};
use iced::{Element, Fill, Task};

use crate::app::screen::{Action, Context, Fetched, Ticket};
use crate::app::theme::{spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{button, card, field, small, title};
use crate::domain::{Minutes, Percent, Period, Rule};
use crate::i18n::date;
use crate::register::Error;
use crate::register::programme::{Course, Programme};
use crate::{sentence, text};

/// This part of the screen.
#[derive(Debug, Default)]
pub struct Programmes {
    facts: Fetched<Facts>,
    programme: ProgrammeForm,
    course: CourseForm,
    /// The course that is shown of several.
    chosen: usize,
}

/// What is shown.
#[derive(Debug, Clone)]
pub struct Facts {
    programme: Programme,
    courses: Vec<Course>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct ProgrammeForm {
    name: String,
    from: String,
    to: String,
    partners: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct CourseForm {
    name: String,
    target: String,
    kind: RuleKind,
    value: String,
}

/// Which counting rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RuleKind {
    #[default]
    Share,
    Sessions,
    Minutes,
    Started,
}

/// A course as it is offered to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseChoice(usize, String);

impl std::fmt::Display for CourseChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.1)
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<Facts, Error>),
    Name(String),
    From(String),
    To(String),
    Partners(String),
    SaveProgramme,
    Choose(CourseChoice),
    CourseName(String),
    Target(String),
    RuleKind(RuleKind),
    RuleValue(String),
    SaveCourse,
    Changed(Result<(), Error>),
}

impl ProgrammeForm {
    fn of(programme: &Programme) -> Self {
        Self {
            name: programme.name.clone(),
            from: programme.period.start.to_string(),
            to: programme.period.end.to_string(),
            partners: programme.partners.join(", "),
        }
    }

    /// What was typed; `None` where a field can't be read.
    fn read(&self, context: &Context, before: &Programme) -> Option<Programme> {
        let period = Period {
            start: date::typed(&self.from, context.today)?,
            end: date::typed(&self.to, context.today)?,
        };
        let partners = self
            .partners
            .split(',')
            .map(|partner| partner.trim().to_owned())
            .filter(|partner| !partner.is_empty())
            .collect();

        (period.start <= period.end && !self.name.trim().is_empty()).then(|| Programme {
            name: self.name.clone(),
            period,
            partners,
            ..before.clone()
        })
    }
}

impl CourseForm {
    fn of(course: &Course) -> Self {
        let (kind, value) = match course.rule {
            Rule::Share(percent) => (RuleKind::Share, u32::from(percent.value())),
            Rule::Sessions(count) => (RuleKind::Sessions, u32::from(count)),
            Rule::Minutes(minutes) => (RuleKind::Minutes, minutes.0),
            Rule::Started => (RuleKind::Started, 1),
        };

        Self {
            name: course.name.clone(),
            target: course.target.to_string(),
            kind,
            value: value.to_string(),
        }
    }

    /// What was typed; `None` where a field can't be read.
    fn read(&self, before: &Course) -> Option<Course> {
        let value = self.value.trim();
        let rule = match self.kind {
            RuleKind::Share => Rule::Share(Percent::new(value.parse().ok()?)?),
            RuleKind::Sessions => Rule::Sessions(value.parse().ok().filter(|n| *n > 0)?),
            RuleKind::Minutes => Rule::Minutes(Minutes(value.parse().ok().filter(|n| *n > 0)?)),
            RuleKind::Started => Rule::Started,
        };
        if self.name.trim().is_empty() {
            return None;
        }

        Some(Course {
            name: self.name.clone(),
            target: self.target.trim().parse().ok()?,
            rule,
            ..before.clone()
        })
    }
}

impl Programmes {
    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.facts.ask();

        context.ask(
            |register| Ok(Facts { programme: register.programme()?, courses: register.courses()? }),
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    fn chosen_course(&self) -> Option<&Course> {
        self.facts.value()?.courses.get(self.chosen)
    }

    fn programme_differs(&self) -> bool {
        let facts = self.facts.value();
        facts.is_some_and(|facts| ProgrammeForm::of(&facts.programme) != self.programme)
    }

    fn course_differs(&self) -> bool {
        self.chosen_course().is_some_and(|course| CourseForm::of(course) != self.course)
    }

    /// Whether something is typed and not saved.
    pub fn is_unsaved(&self) -> bool {
        self.programme_differs() || self.course_differs()
    }

    /// What Ctrl+Enter saves: the form that was changed.
    pub fn save(&self) -> Option<Message> {
        if self.programme_differs() {
            return Some(Message::SaveProgramme);
        }

        self.course_differs().then_some(Message::SaveCourse)
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                // What is being typed stays; a form that says what was saved says what is saved now.
                let (programme_kept, course_kept) =
                    (self.programme_differs(), self.course_differs());
                let action = self.facts.take(ticket, answer);
                if let Some(facts) = self.facts.value()
                    && !programme_kept
                {
                    self.programme = ProgrammeForm::of(&facts.programme);
                }
                if !course_kept {
                    self.fill_in_course();
                }
                return action;
            }
            Message::Name(text) => self.programme.name = text,
            Message::From(text) => self.programme.from = text,
            Message::To(text) => self.programme.to = text,
            Message::Partners(text) => self.programme.partners = text,
            Message::SaveProgramme => return self.save_programme(context),
            Message::Choose(CourseChoice(index, _)) => {
                self.chosen = index;
                self.fill_in_course();
            }
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
            Message::SaveCourse => return self.save_course(context),
            Message::Changed(Ok(())) => return Action::Changed,
            Message::Changed(Err(error)) => return Action::Failed(error),
        }

        Action::None
    }

    fn fill_in_course(&mut self) {
        if let Some(form) = self.chosen_course().map(CourseForm::of) {
            self.course = form;
        }
    }

    fn save_programme(&self, context: &Context) -> Action<Message> {
        let before = self.facts.value().map(|facts| &facts.programme);
        let Some(programme) = before.and_then(|before| self.programme.read(context, before)) else {
            return Action::None;
        };

        Action::Run(
            context.ask(
                move |register| register.edit_programme(&programme).map(|_| ()),
                Message::Changed,
            ),
        )
    }

    fn save_course(&self, context: &Context) -> Action<Message> {
        let Some(course) = self.chosen_course().and_then(|before| self.course.read(before)) else {
            return Action::None;
        };

        Action::Run(
            context
                .ask(move |register| register.edit_course(&course).map(|_| ()), Message::Changed),
        )
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let Some(facts) = self.facts.value() else { return self.facts.waiting(context.language) };

        context.beside((self.programme(context, facts), 1), (self.course(context, facts), 1))
    }

    fn programme<'a>(&'a self, context: &Context, facts: &Facts) -> Element<'a, Message> {
        let language = context.language;
        let form = &self.programme;
        let input = |value: &'a str, on: fn(String) -> Message| {
            field::typed("", value, on).on_submit(Message::SaveProgramme)
        };
        let day = |value: &'a str, on: fn(String) -> Message| {
            let save = Some(Message::SaveProgramme);
            field::date_then(language, context.today, value, on, save)
        };
        let bad = |typed: &str| {
            date::typed(typed, context.today).is_none().then(|| text!(language, "log-bad-date"))
        };
        let days = (date::typed(&form.from, context.today), date::typed(&form.to, context.today));
        let backwards = matches!(days, (Some(from), Some(to)) if to < from)
            .then(|| text!(language, "settings-backwards"));
        let ready = self.programme_differs() && form.read(context, &facts.programme).is_some();
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
                    day(&form.from, Message::From),
                    bad(&form.from)
                ),
                field::labelled(
                    text!(language, "settings-to"),
                    day(&form.to, Message::To),
                    bad(&form.to).or(backwards)
                ),
            ]
            .spacing(spacing::S),
            field::labelled(
                text!(language, "settings-partners"),
                input(&form.partners, Message::Partners),
                None
            ),
            button::primary(text!(language, "settings-save-programme"))
                .on_press(ready.then_some(Message::SaveProgramme)),
        ]
        .spacing(spacing::S);

        card(content).width(Fill).into()
    }

    fn course<'a>(&'a self, context: &Context, facts: &'a Facts) -> Element<'a, Message> {
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
        let typed = self.chosen_course().and_then(|before| form.read(before));
        let in_words = match &typed {
            Some(course) => small(sentence::rule(language, course.rule)).style(style::muted),
            None => small(text!(language, "settings-bad-rule")).style(style::danger),
        };
        let mut content = column![title(text!(language, "settings-course"))].spacing(spacing::S);
        if facts.courses.len() > 1 {
            let choices: Vec<CourseChoice> = facts
                .courses
                .iter()
                .enumerate()
                .map(|(index, course)| CourseChoice(index, course.name.clone()))
                .collect();
            let chosen = choices.get(self.chosen).cloned();
            content = content.push(field::choice(choices, chosen, Fill, Message::Choose));
        }
        content = content
            .push(
                row![
                    field::labelled(
                        text!(language, "settings-course-name"),
                        input(&form.name, Message::CourseName),
                        form.name.trim().is_empty().then(|| text!(language, "settings-empty"))
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
            )
            .push(field::labelled(text!(language, "settings-rule"), rules, None));
        if form.kind != RuleKind::Started {
            content = content.push(field::labelled(
                text!(language, "settings-rule-value"),
                input(&form.value, Message::RuleValue),
                None,
            ));
        }
        let ready = typed.is_some() && self.course_differs();
        content = content.push(in_words).push(
            button::primary(text!(language, "settings-save-course"))
                .on_press(ready.then_some(Message::SaveCourse)),
        );

        card(content).width(Fill).into()
    }
}
