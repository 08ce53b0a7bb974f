//! The report for the funder: figures of a period with what they mean, as a paper, a spreadsheet or separated text. The same
//! figures in each, told or hidden alike.

mod paper;
mod sheets;

use chrono::NaiveDate;

use crate::domain::Period;
use crate::domain::figure::Breakdown;
use crate::domain::report::{Figures, ToldFigures};
use crate::export::table::Separated;
use crate::i18n::{Language, date};
use crate::register::progress::Progress;
use crate::register::report::About;
use crate::register::{Error, Register};
use crate::{messages, text};

use super::File;

/// Breakdowns a report has if nothing else is asked for.
pub const USUAL: [Breakdown; 4] =
    [Breakdown::Municipality, Breakdown::School, Breakdown::StudyPath, Breakdown::Term];

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A paper.
    Pdf,
    Spreadsheet,
    /// Separated text.
    Text(Separated),
}

impl Format {
    /// How the file's name ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Spreadsheet => "xlsx",
            Self::Text(_) => "csv",
        }
    }
}

/// A report's figures, gathered from the register.
#[derive(Debug, Clone)]
pub struct Report {
    language: Language,
    about: About,
    programme: String,
    /// The day it was made.
    made_on: NaiveDate,
    /// The day the figures are those of the end of.
    as_of: NaiveDate,
    progress: Progress,
    figures: Figures,
    told: ToldFigures,
}

impl Report {
    /// Gathers what the report tells. Where it is as the register stood on a past day, the rule and the target are those of
    /// that day too.
    pub fn gather(register: &Register, language: Language, about: About) -> Result<Self, Error> {
        match about.known_at {
            Some(day) => {
                let made_on = register.today();
                Self::gather_from(&register.known_at(day)?, language, about, made_on)
            }
            None => Self::gather_from(register, language, about, register.today()),
        }
    }

    fn gather_from(
        register: &Register,
        language: Language,
        about: About,
        made_on: NaiveDate,
    ) -> Result<Self, Error> {
        let course = register.find_course(Some(&about.course))?;
        let period = Period { start: about.from, end: about.to };
        let figures = register.report_figures(&course, period, &about.by)?;
        let as_of = about.to.min(register.today());
        let told =
            if about.in_full { figures.in_full() } else { figures.suppressed(about.differences()) };

        Ok(Self {
            language,
            programme: register.programme()?.name,
            made_on,
            as_of,
            progress: register.progress(&course, Some(as_of), None)?,
            figures,
            told,
            about,
        })
    }

    /// The file, called after what it is about.
    pub fn file(&self, format: Format) -> Result<File, Error> {
        let mut name = text!(self.language, "report-file", day = self.as_of.to_string());
        if self.about.in_full {
            name.push(' ');
            name.push_str(&text!(self.language, "report-file-in-full"));
        }
        let bytes = match format {
            Format::Pdf => self.pdf(),
            Format::Spreadsheet => self.spreadsheet()?,
            Format::Text(style) => self.separated(style),
        };

        Ok(File { name: format!("{}.{}", super::safe(&name), format.ending()), bytes })
    }

    /// What the report is about.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// What is said of the whole, each with its name.
    fn facts(&self) -> Vec<(String, String)> {
        let language = self.language;
        let long = |day| date::long(language, day);
        let known = match self.about.known_at {
            Some(day) => text!(language, "report-known-at", day = long(day)),
            None => text!(language, "report-known-now", day = long(self.made_on)),
        };
        let small = match self.about.in_full {
            true => text!(language, "report-small-told"),
            false => text!(language, "report-small-hidden"),
        };

        vec![
            (text!(language, "report-programme"), self.programme.clone()),
            (text!(language, "settings-course"), self.about.course.clone()),
            (
                text!(language, "report-period"),
                format!("{} – {}", long(self.about.from), long(self.about.to)),
            ),
            (text!(language, "report-as-of"), long(self.as_of)),
            (text!(language, "report-known"), known),
            (
                text!(language, "settings-target"),
                crate::i18n::number::whole(language, self.progress.course.target.into()),
            ),
            (text!(language, "settings-rule"), messages::rule(language, self.progress.course.rule)),
            (text!(language, "report-small"), small),
        ]
    }

    /// What the words mean.
    fn definitions(&self) -> Vec<String> {
        let language = self.language;

        vec![
            text!(language, "report-define-enrolled"),
            text!(language, "report-define-started"),
            text!(
                language,
                "report-define-completed",
                rule = messages::rule(language, self.progress.course.rule)
            ),
            text!(language, "report-define-rows"),
            match (self.about.in_full, self.about.differences_told) {
                (true, _) => text!(language, "report-define-in-full"),
                (false, false) => text!(language, "report-define-hidden"),
                (false, true) => text!(language, "report-define-differences-told"),
            },
        ]
    }

    /// The columns by sex that are told, each with its name; all first.
    fn sexes(&self) -> Vec<(usize, String)> {
        let language = self.language;
        let mut sexes = vec![
            (crate::domain::report::ALL, text!(language, "report-all")),
            (0, text!(language, "sex-female")),
            (1, text!(language, "sex-male")),
        ];
        if self.told.has_unknown {
            sexes.push((2, text!(language, "cli-unknown")));
        }

        sexes
    }

    /// Enrolled, started, completed.
    fn measures(&self) -> [String; 3] {
        let language = self.language;

        [
            text!(language, "reports-enrolled"),
            text!(language, "reports-started"),
            text!(language, "reports-completed"),
        ]
    }

    /// The name of a table's row.
    fn row_name(&self, by: Breakdown, row: &crate::domain::report::Row) -> String {
        messages::figure::name(self.language, by, row.key.as_deref(), &row.label)
    }
}
