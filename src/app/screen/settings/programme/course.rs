//! A course: its name and target, those of the municipalities, and the counting rule with what another one would do.

use std::collections::BTreeMap;

use iced::widget::{column, container, row, space};
use iced::{Center, Element, Fill, Task};

use super::consequences;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::screen::course_choice::CourseChoice;
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{button, card, field, list, muted, small, title};
use crate::domain::{Minutes, Percent, Rule};
use crate::i18n::{Language, number};
use crate::reference::MUNICIPALITIES;
use crate::register::Error;
use crate::register::handle::Question;
use crate::register::programme::Course;
use crate::register::progress::RulePreview;
use crate::{messages, text};

/// The button that saves.
const SAVE: &str = "save-course";

/// This part of the screen.
#[derive(Debug)]
pub struct Courses {
    courses: Vec<Course>,
    /// The course that is shown of several.
    chosen: Option<CourseChoice>,
    form: Form,
    /// What the rule that is typed would do, with that rule.
    preview: Fetched<(Rule, RulePreview)>,
    list: list::State,
    shows_municipalities: bool,
}

impl Default for Courses {
    fn default() -> Self {
        Self {
            courses: Vec::new(),
            chosen: None,
            form: Form::default(),
            preview: Fetched::default(),
            list: list::State::new(ROW_HEIGHT, 0.0),
            shows_municipalities: false,
        }
    }
}

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Form {
    name: String,
    target: String,
    upper_secondary_only: bool,
    exemptions: bool,
    kind: RuleKind,
    value: String,
    /// By the municipality's code; empty where none is set.
    municipal_targets: BTreeMap<&'static str, String>,
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

#[derive(Debug, Clone)]
pub enum Message {
    Choose(CourseChoice),
    Name(String),
    Target(String),
    UpperSecondaryOnly,
    Exemptions,
    RuleKind(RuleKind),
    RuleValue(String),
    ShowMunicipalities(bool),
    MunicipalTarget(&'static str, String),
    /// Shows what the rule that is typed would do; saves nothing.
    Preview,
    Previewed(Ticket, Rule, Box<Result<RulePreview, Error>>),
    List(list::Message),
    Save,
    Changed(Result<(), Error>),
}

impl RuleKind {
    /// What stands in the field when the kind is chosen.
    fn usual(self) -> &'static str {
        match self {
            Self::Share => "80",
            Self::Sessions => "5",
            Self::Minutes => "450",
            Self::Started => "1",
        }
    }
}

impl Form {
    fn of(course: &Course) -> Self {
        let (kind, value) = match course.rule {
            Rule::Share(percent) => (RuleKind::Share, u32::from(percent.value())),
            Rule::Sessions(count) => (RuleKind::Sessions, u32::from(count)),
            Rule::Minutes(minutes) => (RuleKind::Minutes, minutes.0),
            Rule::Started => (RuleKind::Started, 1),
        };
        let target =
            |code: &str| course.municipal_targets.get(code).map(u32::to_string).unwrap_or_default();

        Self {
            name: course.name.clone(),
            target: course.target.to_string(),
            upper_secondary_only: course.upper_secondary_only,
            exemptions: course.exemptions,
            kind,
            value: value.to_string(),
            municipal_targets: MUNICIPALITIES
                .iter()
                .map(|municipality| (municipality.code, target(municipality.code)))
                .collect(),
        }
    }

    fn rule(&self) -> Option<Rule> {
        let value = self.value.trim();
        match self.kind {
            RuleKind::Share => Some(Rule::Share(Percent::new(value.parse().ok()?)?)),
            RuleKind::Sessions => value.parse().ok().filter(|n| *n > 0).map(Rule::Sessions),
            RuleKind::Minutes => {
                value.parse().ok().filter(|n| *n > 0).map(|n| Rule::Minutes(Minutes(n)))
            }
            RuleKind::Started => Some(Rule::Started),
        }
    }

    /// What was typed; `None` where a field can't be read.
    fn read(&self, before: &Course) -> Option<Course> {
        if self.name.trim().is_empty() {
            return None;
        }
        let mut municipal_targets = before.municipal_targets.clone();
        for (code, typed) in &self.municipal_targets {
            match typed.trim() {
                "" => municipal_targets.remove(*code),
                typed => municipal_targets.insert((*code).to_owned(), typed.parse().ok()?),
            };
        }

        Some(Course {
            name: self.name.clone(),
            target: self.target.trim().parse().ok()?,
            upper_secondary_only: self.upper_secondary_only,
            exemptions: self.exemptions,
            rule: self.rule()?,
            municipal_targets,
            ..before.clone()
        })
    }
}

impl Courses {
    /// Shows the courses as they are saved; what is being typed stays.
    pub fn take(&mut self, courses: Vec<Course>) {
        let kept = self.differs();
        self.courses = courses;
        if !kept {
            self.fill_in();
        }
    }

    fn fill_in(&mut self) {
        self.form = self.course().map(|course| Form::of(&course)).unwrap_or_default();
        self.preview = Fetched::default();
    }

    fn course(&self) -> Option<Course> {
        CourseChoice::of(&self.courses, self.chosen.as_ref()).ok()
    }

    /// Whether something is typed and not saved.
    pub fn differs(&self) -> bool {
        self.course().is_some_and(|course| Form::of(&course) != self.form)
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Choose(choice) => {
                self.chosen = Some(choice);
                self.fill_in();
            }
            Message::Name(text) => self.form.name = text,
            Message::Target(text) => self.form.target = text,
            Message::UpperSecondaryOnly => {
                self.form.upper_secondary_only = !self.form.upper_secondary_only;
            }
            Message::Exemptions => self.form.exemptions = !self.form.exemptions,
            Message::RuleKind(kind) => {
                self.form.kind = kind;
                self.form.value = kind.usual().to_owned();
                return Action::Run(self.ask_preview(context));
            }
            Message::RuleValue(text) => {
                self.form.value = text;
                return Action::Run(self.ask_preview(context));
            }
            Message::Preview => {
                let shown = iced::widget::operation::focus(SAVE);
                return Action::Run(Task::batch([self.ask_preview(context), shown]));
            }
            Message::ShowMunicipalities(shows) => self.shows_municipalities = shows,
            Message::MunicipalTarget(code, text) => {
                self.form.municipal_targets.insert(code, text);
            }
            Message::Previewed(ticket, rule, answer) => {
                self.list = list::State::new(ROW_HEIGHT, 0.0);
                return self.preview.take(ticket, answer.map(|preview| (rule, preview)));
            }
            Message::List(message) => {
                let (_, task) = self.list.update(message);
                return Action::Run(task.map(Message::List));
            }
            Message::Save => return self.save(context),
            Message::Changed(Ok(())) => {
                self.preview = Fetched::default();
                return Action::Changed;
            }
            Message::Changed(Err(error)) => return Action::Failed(error),
        }

        Action::None
    }

    /// Asks what the rule that is typed would do, where it is another than the saved one.
    fn ask_preview(&mut self, context: &Context) -> Task<Message> {
        let (Some(course), Some(rule)) = (self.course(), self.form.rule()) else {
            return Task::none();
        };
        if course.rule == rule {
            self.preview = Fetched::default();
            return Task::none();
        }
        let ticket = self.preview.begin();

        context.ask_newest(
            Question("preview of a rule"),
            move |register| register.preview_rule(&course, rule),
            move |answer| Message::Previewed(ticket, rule, Box::new(answer)),
        )
    }

    /// Whether what the rule that is typed would do is shown, where it is another than the saved one.
    fn is_previewed(&self, saved: &Course) -> bool {
        let typed = self.form.rule().filter(|rule| *rule != saved.rule);

        typed.is_none_or(|typed| self.preview.value().is_some_and(|(rule, _)| *rule == typed))
    }

    /// Saves what is typed. Another rule is saved only once what it would do has been shown.
    fn save(&mut self, context: &Context) -> Action<Message> {
        let Some(before) = self.course() else { return Action::None };
        let Some(course) = self.form.read(&before) else { return Action::None };
        if !self.is_previewed(&before) {
            return Action::Run(self.ask_preview(context));
        }

        context.change(move |register| register.edit_course(&course).map(|_| ()), Message::Changed)
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(saved) = self.course() else { return space().into() };
        let form = &self.form;
        let input = |value: &'a str, on: fn(String) -> Message| {
            field::typed("", value, on).on_submit(Message::Save)
        };
        let mut content = column![title(text!(language, "settings-course"))].spacing(spacing::S);
        if self.courses.len() > 1 {
            let choices = CourseChoice::all(&self.courses);
            let chosen = Some(CourseChoice::named(&saved));
            content = content.push(field::choice(choices, chosen, Fill, Message::Choose));
        }
        let bad = |typed: &str| {
            let is_bad = typed.trim().parse::<u32>().is_err();
            is_bad.then(|| text!(language, "settings-bad-number"))
        };
        content = content
            .push(
                row![
                    field::labelled(
                        text!(language, "settings-course-name"),
                        input(&form.name, Message::Name),
                        form.name.trim().is_empty().then(|| text!(language, "settings-empty"))
                    ),
                    field::labelled(
                        text!(language, "settings-target"),
                        input(&form.target, Message::Target),
                        bad(&form.target)
                    ),
                ]
                .spacing(spacing::S),
            )
            .push(field::switch(
                text!(language, "settings-upper-secondary-only"),
                form.upper_secondary_only,
                Message::UpperSecondaryOnly,
            ))
            .push(field::switch(
                text!(language, "settings-exemptions"),
                form.exemptions,
                Message::Exemptions,
            ))
            .push(self.municipalities(language))
            .push(self.rule(language));
        let typed = form.read(&saved);
        let ready = typed.is_some() && self.differs();
        content = content.push(self.consequences(language, &saved)).push(
            button::primary(text!(language, "settings-save-course"))
                .id(SAVE)
                .on_press(ready.then_some(Message::Save)),
        );

        card(content).width(Fill).into()
    }

    fn rule<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let form = &self.form;
        let kinds = segmented(
            &[
                (RuleKind::Share, text!(language, "rule-kind-share")),
                (RuleKind::Sessions, text!(language, "rule-kind-sessions")),
                (RuleKind::Minutes, text!(language, "rule-kind-minutes")),
                (RuleKind::Started, text!(language, "rule-kind-started")),
            ],
            form.kind,
            Message::RuleKind,
        );
        let mut content = column![field::labelled(text!(language, "settings-rule"), kinds, None)]
            .spacing(spacing::S);
        if form.kind != RuleKind::Started {
            let value =
                field::typed("", &form.value, Message::RuleValue).on_submit(Message::Preview);
            content =
                content.push(field::labelled(text!(language, "settings-rule-value"), value, None));
        }

        content
            .push(match form.rule() {
                Some(rule) => small(messages::rule(language, rule)).style(style::muted),
                None if form.kind == RuleKind::Share => {
                    small(text!(language, "settings-bad-rule")).style(style::danger)
                }
                None => small(text!(language, "settings-bad-count")).style(style::danger),
            })
            .into()
    }

    /// Targets of the municipalities, and what they sum to.
    fn municipalities<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let numbers = self.form.municipal_targets.values().map(|typed| typed.trim());
        let set: Vec<u32> = numbers.filter_map(|typed| typed.parse().ok()).collect();
        let sum = text!(
            language,
            "settings-municipal-sum",
            count = set.len(),
            sum = number::whole(language, set.iter().map(|one| u64::from(*one)).sum())
        );
        let link = match self.shows_municipalities {
            true => text!(language, "settings-municipal-hide"),
            false => text!(language, "settings-municipal-show"),
        };
        let mut content = column![
            row![
                button::link(link)
                    .on_press(Message::ShowMunicipalities(!self.shows_municipalities)),
                muted(sum),
            ]
            .spacing(spacing::S)
            .align_y(Center)
            .wrap()
        ]
        .spacing(spacing::XS);
        if self.shows_municipalities {
            let fields = MUNICIPALITIES.iter().map(|municipality| {
                let code = municipality.code;
                let typed =
                    self.form.municipal_targets.get(code).map(String::as_str).unwrap_or_default();
                let is_bad = !typed.trim().is_empty() && typed.trim().parse::<u32>().is_err();
                let input =
                    field::typed("", typed, move |text| Message::MunicipalTarget(code, text))
                        .on_submit(Message::Save);
                let bad = is_bad.then(|| text!(language, "settings-bad-number"));
                container(field::labelled(municipality.name.to_owned(), input, bad))
                    .width(120)
                    .into()
            });
            content =
                content.push(row(fields).spacing(spacing::S).wrap().vertical_spacing(spacing::XS));
        }

        content.into()
    }

    /// What the rule that is typed does to the figure, and to whom.
    fn consequences<'a>(&'a self, language: Language, saved: &Course) -> Element<'a, Message> {
        let typed = self.form.rule().filter(|rule| *rule != saved.rule);
        let Some((rule, preview)) = self.preview.value().filter(|(rule, _)| Some(*rule) == typed)
        else {
            return match typed {
                Some(_) => self.preview.waiting(language),
                None => space().into(),
            };
        };
        let rule = *rule;

        consequences::view(language, preview, |_| rule, &self.list, Message::List)
    }
}
