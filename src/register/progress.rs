//! How far a course is on a day: the figures, the pace that is needed, where what is booked leads.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use super::figures::Figures;
use super::programme::Course;
use super::standing;
use super::{Error, Register};
use crate::domain::figure::Breakdown;
use crate::domain::forecast::{ClassOutlook, Forecast, Need, forecast, usual_class};
use crate::domain::progress::{Count, required_per_week};
use crate::domain::tally::Sums;
use crate::domain::{LegalSex, Period, Rule, Standing, StudentId, Term, Verdict};

/// A row of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakdownRow {
    /// The code; `None` for unknown.
    pub key: Option<String>,
    /// Its name; empty where it is made when shown.
    pub label: String,
    /// The figures.
    pub count: Count,
    /// How many are to count, where that is said: for municipalities only.
    pub target: Option<u32>,
}

/// How far a course is.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The day it is about.
    pub as_of: NaiveDate,
    pub course: Course,
    /// The figures.
    pub count: Count,
    /// Students in classes of the course that don't feed the target, such as those at a folkhögskola.
    pub outside: u32,
    /// Students a week that must complete; `None` when the period is over.
    pub required_per_week: Option<f64>,
    /// What is booked will lead so far; `None` where there is too little to go on.
    pub forecast: Option<Forecast>,
    /// What is needed besides what is booked; `None` where that is enough, or there is too little to go on.
    pub advice: Option<Advice>,
    /// The rows, where a breakdown was asked for. Those of municipalities are all there.
    pub by: Vec<BreakdownRow>,
    /// The programme's last day.
    pub end: NaiveDate,
}

/// How many more classes are needed, and when they must begin at the latest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// By size: the usual one first.
    pub needs: Vec<Need>,
    /// Days a class takes from its first session to its last, as a rule.
    pub days: u32,
    /// The last day on which a class can begin and be over in time.
    pub begin_by: NaiveDate,
}

/// How far it was at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimePoint {
    /// The day: the last of a week, or the day that is asked about.
    pub day: NaiveDate,
    /// The figures.
    pub count: Count,
}

/// What another counting rule would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePreview {
    /// Who count now, among those the target is about.
    pub now: u32,
    /// Who would count.
    pub then: u32,
    /// Who would begin to count.
    pub gained: Vec<Judgement>,
    /// Who would no longer count.
    pub lost: Vec<Judgement>,
}

/// How a student is judged by two rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub student: StudentId,
    /// The name to show.
    pub name: String,
    /// The class that decides by the new rule.
    pub class: String,
    /// How the student would stand.
    pub standing: Standing,
}

/// Sizes of classes that are usual in Sweden, besides the register's own.
const SIZES: [u32; 2] = [20, 30];
/// Days between two sessions of a class where nothing is dated yet.
const USUAL_DAYS_BETWEEN: u32 = 7;

impl Register {
    /// How far a course is on a day, by a breakdown if one is asked for.
    pub fn progress(
        &self,
        course: &Course,
        as_of: Option<NaiveDate>,
        by: Option<Breakdown>,
    ) -> Result<Progress, Error> {
        let end = self.programme()?.period.end;
        let day = as_of.unwrap_or(self.today());

        self.with_figures(course, as_of, |figures| {
            let sums = figures.tally.sums();
            let outlooks = outlooks(figures);
            let forecast = forecast(&outlooks, course.target, end);
            Ok(Progress {
                as_of: day,
                count: sums.count,
                outside: figures.tally.outside(),
                required_per_week: required_per_week(course.target, sums.count.completed, day, end),
                advice: forecast
                    .as_ref()
                    .and_then(|forecast| advice(course, forecast, &outlooks, end)),
                forecast,
                by: by.map_or_else(Vec::new, |by| breakdown(course, figures, by)),
                end,
                course: course.clone(),
            })
        })
    }

    /// How far it was at the end of each week since the programme began, and on the day itself.
    pub fn timeline(
        &self,
        course: &Course,
        as_of: Option<NaiveDate>,
    ) -> Result<Vec<TimePoint>, Error> {
        let day = as_of.unwrap_or(self.today());
        let start = self.programme()?.period.start;

        self.with_figures(course, as_of, |figures| {
            let mut sum = Count::default();
            let mut days = figures.tally.days().iter().peekable();
            let points = week_ends(start, day).into_iter().map(|end| {
                while let Some((_, count)) = days.next_if(|(on, _)| **on <= end || end == day) {
                    sum += *count;
                }
                TimePoint { day: end, count: sum }
            });
            Ok(points.collect())
        })
    }

    /// What another rule would do to a course: who would begin and who would cease to count.
    pub fn preview_rule(&self, course: &Course, rule: Rule) -> Result<RulePreview, Error> {
        let mut standings: BTreeMap<StudentId, Vec<Standing>> = BTreeMap::new();
        standing::under_rule(self.connection(), course.id, rule, |judged| {
            standings.insert(judged.student, judged.standings.to_vec());
            Ok(())
        })?;

        self.preview(course, &standings)
    }

    /// What another period of the programme would do to a course: who would begin and who would cease to count.
    pub fn preview_period(&self, course: &Course, period: Period) -> Result<RulePreview, Error> {
        let mut standings: BTreeMap<StudentId, Vec<Standing>> = BTreeMap::new();
        standing::within_period(self.connection(), period, |judged| {
            if judged.course == course.id {
                standings.insert(judged.student, judged.standings.to_vec());
            }
            Ok(())
        })?;

        self.preview(course, &standings)
    }

    /// Compares how everyone would stand with how they do.
    fn preview(
        &self,
        course: &Course,
        standings: &BTreeMap<StudentId, Vec<Standing>>,
    ) -> Result<RulePreview, Error> {
        self.with_figures(course, None, |figures| {
            let names = self.names_of(|_| true)?;
            let mut preview = RulePreview { now: 0, then: 0, gained: Vec::new(), lost: Vec::new() };
            for (student, entry) in figures.tally.entries().filter(|(_, entry)| entry.feeds_target)
            {
                let feeding = standings.get(&student).into_iter().flatten().filter(|standing| {
                    figures.keys.get(&standing.class).is_some_and(|keys| keys.feeds_target)
                });
                let best = feeding.min_by_key(|one| (one.verdict, std::cmp::Reverse(one.attended)));
                let Some(standing) = best else { continue };
                let (now, then) =
                    (entry.verdict == Verdict::Completed, standing.verdict == Verdict::Completed);
                preview.now += u32::from(now);
                preview.then += u32::from(then);
                if now == then {
                    continue;
                }
                let judgement = Judgement {
                    student,
                    name: names.get(&student).cloned().unwrap_or_default(),
                    class: figures
                        .keys
                        .get(&standing.class)
                        .map_or_else(String::new, |keys| keys.name.clone()),
                    standing: *standing,
                };
                match then {
                    true => preview.gained.push(judgement),
                    false => preview.lost.push(judgement),
                }
            }
            for list in [&mut preview.gained, &mut preview.lost] {
                list.sort_by_cached_key(|one| crate::i18n::collation::sort_key(&one.name));
            }
            Ok(preview)
        })
    }
}

/// The last day of each week from one day to another, and the other day itself.
fn week_ends(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let to_sunday = 6 - u64::from(from.weekday().num_days_from_monday());
    let first = from.checked_add_days(Days::new(to_sunday));
    let sundays = std::iter::successors(first, |day| day.checked_add_days(Days::new(7)))
        .take_while(|d| *d < to);

    sundays.chain([to]).collect()
}

/// How each class that feeds the target stands, for the forecast.
fn outlooks(figures: &Figures) -> Vec<ClassOutlook> {
    let sums = figures.tally.by(|cell| cell.class);
    let feeding = figures
        .plans
        .iter()
        .filter(|(class, _)| figures.keys.get(class).is_some_and(|keys| keys.feeds_target));

    feeding
        .map(|(class, plan)| {
            let sums: Sums = sums.get(class).copied().unwrap_or_default();
            let dated = plan.undated == 0;
            let span = plan.first.zip(plan.last).filter(|_| dated);
            ClassOutlook {
                students: sums.count.enrolled,
                completed: sums.count.completed,
                pending: sums.not_yet,
                last_session: plan.last.filter(|_| dated),
                days: span.and_then(|(first, last)| u32::try_from((last - first).num_days()).ok()),
                booked: plan.sessions > 0,
            }
        })
        .collect()
}

fn advice(
    course: &Course,
    forecast: &Forecast,
    outlooks: &[ClassOutlook],
    end: NaiveDate,
) -> Option<Advice> {
    let (size, days) = usual_class(outlooks);
    let sessions = u32::try_from(course.sessions.len()).unwrap_or(0);
    let days = days.unwrap_or(sessions.saturating_sub(1) * USUAL_DAYS_BETWEEN);
    let mut sizes: Vec<u32> = size.into_iter().collect();
    sizes.extend(SIZES.into_iter().filter(|other| Some(*other) != size));
    let needs: Vec<Need> =
        sizes.into_iter().filter_map(|size| forecast.need(course.target, size)).collect();

    (!needs.is_empty())
        .then(|| end.checked_sub_signed(TimeDelta::days(days.into())))
        .flatten()
        .map(|begin_by| Advice { needs, days, begin_by })
}

fn breakdown(course: &Course, figures: &Figures, by: Breakdown) -> Vec<BreakdownRow> {
    let mut rows = figures.tally.by(|cell| figures.key(by, cell));
    if by == Breakdown::Municipality {
        for municipality in crate::reference::MUNICIPALITIES.iter() {
            rows.entry(Some(municipality.code.to_owned())).or_default();
        }
    }
    let schools: BTreeMap<&str, &str> = figures
        .keys
        .values()
        .map(|keys| (keys.school.0.as_str(), keys.school.1.as_str()))
        .collect();
    let mut rows: Vec<BreakdownRow> = rows
        .into_iter()
        .map(|(key, sums)| BreakdownRow {
            label: breakdown_label(by, key.as_deref(), &schools),
            target: key
                .as_deref()
                .filter(|_| by == Breakdown::Municipality)
                .and_then(|key| course.municipal_targets.get(key).copied()),
            key,
            count: sums.count,
        })
        .collect();
    rows.sort_by_cached_key(|row| breakdown_order(by, row.key.as_deref(), &row.label));

    rows
}

/// The names of schools by their keys.
pub(super) fn school_names(figures: &Figures) -> BTreeMap<&str, &str> {
    figures.keys.values().map(|keys| (keys.school.0.as_str(), keys.school.1.as_str())).collect()
}

/// A row's name; empty for the unknown and for what is named when shown.
pub(super) fn breakdown_label(
    by: Breakdown,
    key: Option<&str>,
    schools: &BTreeMap<&str, &str>,
) -> String {
    let Some(key) = key else { return String::new() };
    match by {
        Breakdown::Municipality => {
            crate::reference::municipality_name(key).unwrap_or(key).to_owned()
        }
        Breakdown::School => schools.get(key).copied().unwrap_or_default().to_owned(),
        Breakdown::StudyPath => crate::reference::study_path(key)
            .map_or_else(|| key.to_owned(), |path| path.name.to_owned()),
        Breakdown::Sex => match LegalSex::from_code(key) {
            Some(_) => String::new(),
            None => key.to_owned(),
        },
        Breakdown::Year | Breakdown::Term => key.to_owned(),
    }
}

/// Names in Swedish order, terms in order of time, unknown last.
pub(super) fn breakdown_order(by: Breakdown, key: Option<&str>, label: &str) -> (bool, Vec<u8>) {
    let order = match (by, key.map(str::parse::<Term>)) {
        (Breakdown::Term, Some(Ok(term))) => format!("{}{term}", term.school_year()).into_bytes(),
        _ => crate::i18n::collation::sort_key(label),
    };

    (key.is_none(), order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_end_on_sundays_and_the_last_one_on_the_day_itself() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();

        assert_eq!(
            week_ends(day("2026-11-18"), day("2026-11-30")),
            [day("2026-11-22"), day("2026-11-29"), day("2026-11-30")]
        );
        assert_eq!(week_ends(day("2026-11-18"), day("2026-11-22")), [day("2026-11-22")]);
        assert_eq!(week_ends(day("2026-11-18"), day("2026-11-01")), [day("2026-11-01")]);
    }
}
