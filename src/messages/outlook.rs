//! Where it leads, in words: the pace that is needed, what is booked, what is needed besides.

use chrono::Datelike;

use crate::domain::forecast::{Forecast, LEAST_FINISHED_CLASSES, LEAST_FINISHED_STUDENTS};
use crate::i18n::{Language, date, number};
use crate::register::progress::{Advice, Progress};
use crate::text;

/// Students a week that must complete.
pub fn pace(language: Language, progress: &Progress) -> String {
    match progress.required_per_week {
        None => text!(language, "cli-progress-over"),
        Some(0.0) => text!(language, "overview-target-reached"),
        Some(pace) => {
            text!(language, "cli-progress-pace", pace = number::one_decimal(language, pace))
        }
    }
}

/// What is booked leads so far, and the week in which the target is expected.
pub fn forecast(language: Language, progress: &Progress) -> String {
    let Some(forecast) = &progress.forecast else {
        return text!(
            language,
            "cli-progress-no-forecast",
            classes = LEAST_FINISHED_CLASSES,
            students = LEAST_FINISHED_STUDENTS
        );
    };
    let (expected, low, high) = rounded(forecast);
    let whole = |amount: u32| number::whole(language, amount.into());
    let booked = text!(
        language,
        "cli-progress-forecast",
        expected = whole(expected),
        low = whole(low),
        high = whole(high),
        day = date::long(language, progress.end)
    );
    let undated = forecast.undated.round() as u32;
    let undated =
        (undated > 0).then(|| text!(language, "cli-progress-undated", count = whole(undated)));
    let reached = forecast.target_reached_on.map(|day| {
        let week = day.iso_week();
        text!(language, "cli-progress-reached", week = week.week(), year = week.year().to_string())
    });

    [Some(booked), undated, reached].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A forecast in whole students: expected, low, high.
pub fn rounded(forecast: &Forecast) -> (u32, u32, u32) {
    let whole = |amount: f64| amount.max(0.0) as u32;

    (whole(forecast.expected.round()), whole(forecast.low.floor()), whole(forecast.high.ceil()))
}

/// How many more classes are needed, and by when they must begin; `None` where no more are.
pub fn need(language: Language, progress: &Progress) -> Option<String> {
    let advice: &Advice = progress.advice.as_ref()?;
    let mut classes: Vec<String> = advice
        .needs
        .iter()
        .map(|need| text!(language, "outlook-classes", classes = need.classes, size = need.size))
        .collect();
    let last = classes.pop()?;
    let classes = match classes.is_empty() {
        true => last,
        false => format!("{} {} {last}", classes.join(", "), text!(language, "outlook-or")),
    };
    let needed = text!(language, "outlook-need", classes = classes);
    let weeks = advice.days.div_ceil(7).max(1);
    let begin_by = date::long(language, advice.begin_by);
    let when = match advice.begin_by < progress.as_of {
        false => text!(language, "outlook-begin-by", day = begin_by, weeks = weeks),
        true => text!(language, "outlook-too-late", day = begin_by, weeks = weeks),
    };

    Some(format!("{needed} {when}"))
}
