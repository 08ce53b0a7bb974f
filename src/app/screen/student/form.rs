//! What is kept of a student, while it is edited.

use iced::widget::{column, row};
use iced::{Element, Fill};

use super::Message;
use crate::app::screen::Context;
use crate::app::theme::spacing;
use crate::app::widget::{button, field};
use crate::domain::LegalSex;
use crate::i18n::{Language, date};
use crate::register::student::{StudentDetail, StudentDetails};
use crate::text;

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub given: String,
    pub family: String,
    pub birth_date: String,
    pub legal_sex: Option<LegalSex>,
    pub study_path: String,
    pub grade: String,
    pub email: String,
}

/// Legal sex as it is offered to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SexChoice(pub Language, pub Option<LegalSex>);

impl std::fmt::Display for SexChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&match self.1 {
            None => text!(self.0, "student-sex-unknown"),
            Some(LegalSex::Female) => text!(self.0, "student-sex-female"),
            Some(LegalSex::Male) => text!(self.0, "student-sex-male"),
        })
    }
}

impl Form {
    /// What is kept, ready to be edited.
    pub fn of(detail: &StudentDetail) -> Self {
        let details = &detail.details;

        Self {
            given: details.given.clone(),
            family: details.family.clone(),
            birth_date: details.birth_date.map(|day| day.to_string()).unwrap_or_default(),
            legal_sex: details.legal_sex,
            study_path: details.study_path.clone(),
            grade: details.grade.map(|grade| grade.to_string()).unwrap_or_default(),
            email: details.email.clone(),
        }
    }

    /// What was typed; `None` where a field can't be read.
    pub fn read(&self, context: &Context) -> Option<StudentDetails> {
        let birth_date = match self.birth_date.trim() {
            "" => None,
            typed => Some(date::typed(typed, context.today)?),
        };
        let grade = match self.grade.trim() {
            "" => None,
            typed => Some(typed.parse().ok().filter(|grade| (1..=4).contains(grade))?),
        };

        Some(StudentDetails {
            given: self.given.clone(),
            family: self.family.clone(),
            birth_date,
            legal_sex: self.legal_sex,
            study_path: self.study_path.clone(),
            grade,
            email: self.email.clone(),
        })
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let typed = self.birth_date.trim();
        let bad_date = (!typed.is_empty() && date::typed(typed, context.today).is_none())
            .then(|| text!(language, "log-bad-date"));
        let grade = self.grade.trim();
        let bad_grade = (!grade.is_empty() && !matches!(grade, "1" | "2" | "3" | "4"))
            .then(|| text!(language, "student-bad-grade"));
        let sexes = [None, Some(LegalSex::Female), Some(LegalSex::Male)]
            .map(|sex| SexChoice(language, sex))
            .to_vec();
        let input = |value: &'a str, on: fn(String) -> Message| {
            field::typed("", value, on).on_submit(Message::Save)
        };

        column![
            field::labelled(
                text!(language, "student-given"),
                input(&self.given, Message::Given).id(field::id("given")),
                None
            ),
            field::labelled(
                text!(language, "student-family"),
                input(&self.family, Message::Family),
                None
            ),
            field::labelled(
                text!(language, "student-birth-date"),
                field::date_then(
                    language,
                    context.today,
                    &self.birth_date,
                    Message::BirthDate,
                    Some(Message::Save)
                ),
                bad_date
            ),
            field::labelled(
                text!(language, "student-sex"),
                field::choice(sexes, Some(SexChoice(language, self.legal_sex)), Fill, Message::Sex),
                None
            ),
            field::labelled(
                text!(language, "student-study-path"),
                input(&self.study_path, Message::StudyPath),
                None
            ),
            field::labelled(
                text!(language, "student-grade"),
                input(&self.grade, Message::Grade),
                bad_grade
            ),
            field::labelled(
                text!(language, "student-email"),
                input(&self.email, Message::Email),
                None
            ),
            row![
                button::primary(text!(language, "action-save"))
                    .on_press(self.read(context).map(|_| Message::Save)),
                button::plain(text!(language, "action-cancel")).on_press(Message::Stop),
            ]
            .spacing(spacing::S),
        ]
        .spacing(spacing::XS)
        .into()
    }
}
