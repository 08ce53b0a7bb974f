//! The programme and its courses: names, period, partners, targets and the counting rule.

mod consequences;
mod course;

use iced::widget::{column, row, space};
use iced::{Element, Fill, Task};

use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::theme::{ROW_HEIGHT, spacing, style};
use crate::app::widget::{button, card, field, list, small, title};
use crate::domain::{Period, Rule};
use crate::i18n::date;
use crate::register::Error;
use crate::register::programme::{Course, Programme};
use crate::register::progress::RulePreview;
use crate::text;
use course::Courses;

/// This part of the screen.
#[derive(Debug)]
pub struct Programmes {
    loaded: Fetched<ProgrammeSettings>,
    programme: ProgrammeForm,
    courses: Courses,
    /// What the period that is typed would do, with that period and the rule that holds.
    preview: Fetched<(Period, Rule, RulePreview)>,
    list: list::State,
}

impl Default for Programmes {
    fn default() -> Self {
        Self {
            loaded: Fetched::default(),
            programme: ProgrammeForm::default(),
            courses: Courses::default(),
            preview: Fetched::default(),
            list: list::State::new(ROW_HEIGHT, 0.0),
        }
    }
}

/// What is shown.
#[derive(Debug, Clone)]
pub struct ProgrammeSettings {
    programme: Programme,
    courses: Vec<Course>,
    keeps_digests: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct ProgrammeForm {
    name: String,
    from: String,
    to: String,
    partners: String,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Result<ProgrammeSettings, Error>),
    Name(String),
    From(String),
    To(String),
    Partners(String),
    SaveProgramme,
    Previewed(Ticket, Period, Box<Result<(Rule, RulePreview), Error>>),
    List(list::Message),
    /// Whether duplicates are found by identity number, too.
    KeepDigests(bool),
    Course(course::Message),
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

impl Programmes {
    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();

        context.ask(
            |register| {
                Ok(ProgrammeSettings {
                    programme: register.programme()?,
                    courses: register.courses()?,
                    keeps_digests: register.keeps_number_digests()?,
                })
            },
            move |answer| Message::Loaded(ticket, answer),
        )
    }

    fn programme_differs(&self) -> bool {
        let loaded = self.loaded.value();
        loaded.is_some_and(|loaded| ProgrammeForm::of(&loaded.programme) != self.programme)
    }

    /// Whether something is typed and not saved.
    pub fn is_unsaved(&self) -> bool {
        self.programme_differs() || self.courses.differs()
    }

    /// What Ctrl+Enter saves: the form that was changed.
    pub fn save(&self) -> Option<Message> {
        if self.programme_differs() {
            return Some(Message::SaveProgramme);
        }

        self.courses.differs().then_some(Message::Course(course::Message::Save))
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                // What is being typed stays; a form that says what was saved says what is saved now.
                let kept = self.programme_differs();
                let action = self.loaded.take(ticket, answer);
                if let Some(loaded) = self.loaded.value() {
                    if !kept {
                        self.programme = ProgrammeForm::of(&loaded.programme);
                    }
                    self.courses.take(loaded.courses.clone());
                }
                return action;
            }
            Message::Name(text) => self.programme.name = text,
            Message::From(text) => {
                self.programme.from = text;
                return Action::Run(self.ask_preview(context));
            }
            Message::To(text) => {
                self.programme.to = text;
                return Action::Run(self.ask_preview(context));
            }
            Message::Previewed(ticket, period, answer) => {
                self.list = list::State::new(ROW_HEIGHT, 0.0);
                let answer = answer.map(|(rule, preview)| (period, rule, preview));
                return self.preview.take(ticket, answer);
            }
            Message::List(message) => {
                let (_, task) = self.list.update(message);
                return Action::Run(task.map(Message::List));
            }
            Message::Partners(text) => self.programme.partners = text,
            Message::SaveProgramme => return self.save_programme(context),
            Message::KeepDigests(keep) => {
                return context.change(
                    move |register| register.keep_number_digests(keep).map(|_| ()),
                    Message::Changed,
                );
            }
            Message::Course(message) => {
                return self.courses.update(message, context).map(Message::Course);
            }
            Message::Changed(Ok(())) => return Action::Changed,
            Message::Changed(Err(error)) => return Action::Failed(error),
        }

        Action::None
    }

    /// The period that is typed, where it is another than the saved one.
    fn other_period(&self, context: &Context) -> Option<Period> {
        let before = &self.loaded.value()?.programme;
        let typed = self.programme.read(context, before)?.period;

        (typed != before.period).then_some(typed)
    }

    /// Asks what the period that is typed would do to the first course, which has the target.
    fn ask_preview(&mut self, context: &Context) -> Task<Message> {
        let Some(period) = self.other_period(context) else {
            self.preview = Fetched::default();
            return Task::none();
        };
        let ticket = self.preview.begin();

        context.ask(
            move |register| {
                let course = register.find_course(None)?;
                Ok((course.rule, register.preview_period(&course, period)?))
            },
            move |answer| Message::Previewed(ticket, period, Box::new(answer)),
        )
    }

    /// What another period would do, where it is typed; `None` while that is not known yet.
    fn consequences<'a>(&'a self, context: &Context) -> Option<Element<'a, Message>> {
        let typed = self.other_period(context);
        let known = self.preview.value().filter(|(period, ..)| Some(*period) == typed);
        match (typed, known) {
            (None, _) => Some(space().into()),
            (Some(_), None) => None,
            (Some(_), Some((_, rule, preview))) => {
                let language = context.language;
                Some(consequences::view(language, preview, |_| *rule, &self.list, Message::List))
            }
        }
    }

    /// Saves what is typed. Another period is saved only once what it would do has been shown.
    fn save_programme(&mut self, context: &Context) -> Action<Message> {
        let before = self.loaded.value().map(|loaded| &loaded.programme);
        let Some(programme) = before.and_then(|before| self.programme.read(context, before)) else {
            return Action::None;
        };
        if self.consequences(context).is_none() {
            return Action::Run(self.ask_preview(context));
        }

        context.change(
            move |register| register.edit_programme(&programme).map(|_| ()),
            Message::Changed,
        )
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };

        let course = self.courses.view(context).map(Message::Course);

        context.beside((self.programme(context, loaded), 1), (course, 1))
    }

    fn programme<'a>(
        &'a self,
        context: &Context,
        loaded: &ProgrammeSettings,
    ) -> Element<'a, Message> {
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
        let ready = self.programme_differs() && form.read(context, &loaded.programme).is_some();
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
            self.consequences(context).unwrap_or_else(|| self.preview.waiting(language)),
            button::primary(text!(language, "settings-save-programme"))
                .on_press(ready.then_some(Message::SaveProgramme)),
            title(text!(language, "settings-duplicates")),
            field::switch(
                text!(language, "settings-digests"),
                loaded.keeps_digests,
                Message::KeepDigests(!loaded.keeps_digests)
            ),
            small(text!(language, "settings-digests-text")).style(style::muted),
        ]
        .spacing(spacing::S);

        card(content).width(Fill).into()
    }
}
