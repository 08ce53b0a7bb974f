//! What a report counts, and the reports that are kept: their bytes as they were made.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::figures::Figures;
use super::journal::rows::ReportKey;
use super::journal::{ChangeKind, Committed, rows};
use super::programme::Course;
use super::progress::{breakdown_label, breakdown_order, school_names};
use super::{Error, Refusal, Register};
use crate::domain::figure::Breakdown;
use crate::domain::progress::Count;
use crate::domain::report::{self, ALL, BySex, Row, SEXES, Table};
use crate::domain::suppression::Differences;
use crate::domain::{LegalSex, Period};

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The course's name.
    pub course: String,
    /// The first day of the period.
    pub from: NaiveDate,
    /// Its last day; figures are those at the end of it.
    pub to: NaiveDate,
    /// As the register stood at the end of this day; `None` for when the report was made.
    pub known_at: Option<NaiveDate>,
    /// The breakdowns.
    pub by: Vec<Breakdown>,
    /// Whether small numbers are told.
    pub in_full: bool,
    /// Whether small differences between enrolled, started and completed are told where small numbers are hidden; they
    /// were in reports kept before there was a choice.
    #[serde(default = "told")]
    pub differences_told: bool,
}

fn told() -> bool {
    true
}

impl About {
    /// What is hidden of small differences.
    pub fn differences(&self) -> Differences {
        match self.differences_told {
            true => Differences::Told,
            false => Differences::Hidden,
        }
    }
}

/// A kept report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReport {
    /// Its key.
    pub id: i64,
    /// The day it was made.
    pub made_on: NaiveDate,
    /// The file's name.
    pub name: String,
    pub about: About,
    /// How large the file is, in bytes.
    pub size: u64,
}

impl Register {
    /// Everything a report counts, up to and including the period's last day.
    pub fn report_figures(
        &self,
        course: &Course,
        period: Period,
        by: &[Breakdown],
    ) -> Result<report::Figures, Error> {
        let before = period.start.pred_opt().unwrap_or(period.start);
        let to = period.end.min(self.today());
        let months = month_ends(period.start, to);
        let before = self.with_figures(course, Some(before), |figures| Ok(by_sex(figures)))?;

        self.with_figures(course, Some(to), |figures| {
            let in_time = |day: NaiveDate| {
                let days = figures.tally.days().iter();
                days.take_while(|(on, _)| **on <= day).fold(
                    Count::default(),
                    |mut sum, (_, one)| {
                        sum += *one;
                        sum
                    },
                )
            };
            let mut months: Vec<(NaiveDate, Count)> =
                months.into_iter().map(|day| (day, in_time(day))).collect();
            let total = by_sex(figures);
            // What has no day, or a later one, is told with the last.
            if let Some((_, last)) = months.last_mut() {
                *last = total[ALL];
            }
            Ok(report::Figures {
                total,
                before,
                tables: by.iter().map(|by| table(figures, *by)).collect(),
                months,
            })
        })
    }

    /// Keeps a report as it was made.
    pub fn keep_report(
        &mut self,
        name: &str,
        about: &About,
        file: &[u8],
    ) -> Result<Committed, Error> {
        let made_on = self.today();
        let about = serde_json::to_string(about)?;
        let (report, ()) = self.change(|change| {
            let file = change.keep_file(file)?;
            let report = rows::Report { made_on, name: name.to_owned(), about, file };
            change.create(&report)?;
            Ok((ChangeKind::ReportKept, ()))
        })?;

        Ok(report)
    }

    /// The reports that are kept, the newest first.
    pub fn kept_reports(&self) -> Result<Vec<StoredReport>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT report.id, made_on, name, about, length(stored_file.bytes)
             FROM report JOIN stored_file ON stored_file.digest = report.file
             WHERE deleted = 0 ORDER BY made_on DESC, report.id DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            let about: String = row.get(3)?;
            kept.push(StoredReport {
                id: row.get(0)?,
                made_on: row.get(1)?,
                name: row.get(2)?,
                about: serde_json::from_str(&about)?,
                size: row.get::<_, i64>(4)?.try_into().unwrap_or(0),
            });
        }

        Ok(kept)
    }

    /// A kept report's file, the same to the byte as when it was made.
    pub fn kept_report(&self, id: i64) -> Result<Vec<u8>, Error> {
        let report = rows::read(self.connection(), ReportKey(id))?.ok_or(Refusal::Gone)?;
        let file = super::journal::stored_file(self.connection(), &report.file.0)?;

        file.ok_or_else(|| Error::Damaged("report: file".to_owned()))
    }

    /// Takes a kept report away.
    pub fn remove_report(&mut self, id: i64) -> Result<Committed, Error> {
        let (report, ()) = self.change(|change| {
            change.delete(ReportKey(id))?;
            Ok((ChangeKind::ReportRemoved, ()))
        })?;

        Ok(report)
    }
}

/// The last day of each month from one day to another, and the other day itself.
fn month_ends(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let first = from.with_day(1).and_then(|day| day.checked_add_months(Months::new(1)));
    let firsts = std::iter::successors(first, |day| day.checked_add_months(Months::new(1)));
    let lasts = firsts.filter_map(|first| first.pred_opt()).take_while(|last| *last < to);

    lasts.chain([to]).collect()
}

fn column(sex: Option<LegalSex>) -> usize {
    match sex {
        Some(LegalSex::Female) => 0,
        Some(LegalSex::Male) => 1,
        None => 2,
    }
}

fn by_sex(figures: &Figures) -> BySex {
    let mut counts = [Count::default(); SEXES];
    for (sex, sums) in figures.tally.by(|cell| cell.sex) {
        counts[column(sex)] += sums.count;
        counts[ALL] += sums.count;
    }

    counts
}

/// The row of another breakdown that a row is part of.
type Outer = Option<(Breakdown, Option<String>)>;

fn table(figures: &Figures, by: Breakdown) -> Table {
    let mut rows: BTreeMap<Option<String>, (Outer, BySex)> = BTreeMap::new();
    if by == Breakdown::Municipality {
        for municipality in crate::reference::MUNICIPALITIES.iter() {
            rows.entry(Some(municipality.code.to_owned())).or_default();
        }
    }
    let outer = match by {
        Breakdown::School => Some(Breakdown::Municipality),
        Breakdown::Term => Some(Breakdown::Year),
        _ => None,
    };
    let cells = figures.tally.by(|cell| {
        (figures.key(by, cell), outer.map(|outer| (outer, figures.key(outer, cell))), cell.sex)
    });
    for ((key, within, sex), sums) in cells {
        let (kept, counts) = rows.entry(key).or_default();
        *kept = within;
        counts[column(sex)] += sums.count;
        counts[ALL] += sums.count;
    }
    let schools = school_names(figures);
    let mut rows: Vec<Row> = rows
        .into_iter()
        .map(|(key, (within, counts))| Row {
            label: breakdown_label(by, key.as_deref(), &schools),
            key,
            within,
            counts,
        })
        .collect();
    rows.sort_by_cached_key(|row| breakdown_order(by, row.key.as_deref(), &row.label));

    Table { by, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_on_their_last_day_and_the_period_on_its_own() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();

        assert_eq!(
            month_ends(day("2026-09-10"), day("2026-11-23")),
            [day("2026-09-30"), day("2026-10-31"), day("2026-11-23")]
        );
        assert_eq!(month_ends(day("2026-09-10"), day("2026-09-30")), [day("2026-09-30")]);
    }
}
