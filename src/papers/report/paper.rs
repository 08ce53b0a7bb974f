//! The report as a paper.

use super::Report;
use crate::domain::report::{ALL, ToldRow};
use crate::i18n::{date, number};
use crate::messages::{self, outlook};
use crate::print::chart::bars::{self, Bar, HIDDEN};
use crate::print::chart::timeline::{Point, Timeline};
use crate::print::document::{Column, Document};
use crate::print::{self, About, Page};
use crate::text;

/// What charts are laid out for, in logical pixels: the width of the text.
const WIDE: f32 = 640.0;
const HIGH: f32 = 300.0;
/// Charts of more rows than this are not drawn; the table tells the same.
const MOST_BARS: usize = 40;

impl Report {
    /// The paper's pages.
    pub fn pages(&self) -> Vec<Page> {
        let language = self.language;
        let under = format!(
            "{}, {} – {}",
            self.about.course,
            date::long(language, self.about.from),
            date::long(language, self.about.to)
        );
        let title = self.title();
        let foot = match self.about.in_full {
            true => format!("{title} · {}", text!(language, "report-small-told")),
            false => format!("{title} · {under}"),
        };
        let mut document = Document::new(language, &title, &under, foot);
        document.facts(&self.facts());
        self.whole(&mut document);
        self.over_time(&mut document);
        for index in 0..self.figures.tables.len() {
            self.table(&mut document, index);
        }
        document.heading(&text!(language, "report-definitions"));
        for definition in self.definitions() {
            document.paragraph(&definition);
        }

        document.finish()
    }

    pub(super) fn pdf(&self) -> Vec<u8> {
        let about = About {
            title: self.title(),
            language: self.language,
            date: self.made_on,
            codes: Vec::new(),
        };

        print::render(&about, self.pages())
    }

    fn title(&self) -> String {
        text!(self.language, "report-title")
    }

    fn told(&self, value: Option<u32>) -> String {
        value.map_or_else(|| HIDDEN.to_owned(), |value| number::whole(self.language, value.into()))
    }

    fn whole(&self, document: &mut Document) {
        let language = self.language;
        document.heading(&text!(language, "report-whole"));
        document.paragraph(&format!(
            "{} {}",
            outlook::pace(language, &self.progress),
            outlook::forecast(language, &self.progress)
        ));
        if let Some(need) = outlook::need(language, &self.progress) {
            document.paragraph(&need);
        }
        let sexes = self.sexes();
        let mut columns = vec![Column::words(String::new(), 3.0)];
        columns.extend(sexes.iter().map(|(_, name)| Column::figures(name.clone(), 1.2)));
        let rows = |told: &ToldRow| -> Vec<Vec<String>> {
            self.measures()
                .into_iter()
                .enumerate()
                .map(|(measure, name)| {
                    let values = sexes.iter().map(|(sex, _)| self.told(told[*sex][measure]));
                    std::iter::once(name).chain(values).collect()
                })
                .collect()
        };
        let titled = |title: String| {
            let mut columns = columns.clone();
            columns[0].title = title;
            columns
        };
        document.table(&titled(text!(language, "report-at-end")), &rows(&self.told.total));
        document.table(&titled(text!(language, "report-in-period")), &rows(&self.told.gained));
    }

    fn over_time(&self, document: &mut Document) {
        let language = self.language;
        let title = text!(language, "overview-over-time");
        document.heading_over_chart(&title, (WIDE, HIGH));
        let points: Vec<Point> = self
            .figures
            .months
            .iter()
            .zip(&self.told.months)
            .map(|((day, _), [enrolled, started, completed])| Point {
                day: *day,
                enrolled: *enrolled,
                started: *started,
                completed: *completed,
            })
            .collect();
        let path = self.progress.forecast.as_ref().map(|forecast| forecast.path.clone());
        let timeline = Timeline {
            points,
            target: self.progress.course.target,
            end: self.progress.end,
            path: path.unwrap_or_default(),
        };
        let drawing = timeline.draw(language, WIDE, HIGH);
        let alternative = text!(
            language,
            "report-chart-alternative",
            completed = self.told(self.told.total[ALL][2]),
            target = number::whole(language, self.progress.course.target.into()),
            day = date::long(language, self.as_of)
        );
        document.chart(&drawing, (WIDE, HIGH), &alternative);
        let mut columns = vec![Column::words(text!(language, "report-month"), 2.0)];
        columns.extend(self.measures().into_iter().map(|name| Column::figures(name, 1.0)));
        let rows: Vec<Vec<String>> = self
            .figures
            .months
            .iter()
            .zip(&self.told.months)
            .map(|((day, _), told)| {
                let values = told.iter().map(|value| self.told(*value));
                std::iter::once(date::long(language, *day)).chain(values).collect()
            })
            .collect();
        document.table(&columns, &rows);
    }

    fn table(&self, document: &mut Document, index: usize) {
        let language = self.language;
        let (table, told) = (&self.figures.tables[index], &self.told.tables[index]);
        let title = messages::figure::breakdown(language, table.by);
        let names: Vec<String> =
            table.rows.iter().map(|row| self.row_name(table.by, row)).collect();
        let is_drawn = names.len() <= MOST_BARS && !names.is_empty();
        match is_drawn {
            true => document.heading_over_chart(&title, (WIDE, bars::height(names.len()))),
            false => document.heading(&title),
        }
        if is_drawn {
            let bars: Vec<Bar> = names
                .iter()
                .zip(told)
                .map(|(name, told)| Bar {
                    label: name.clone(),
                    whole: told[ALL][0],
                    part: told[ALL][2],
                })
                .collect();
            let drawing = bars::draw(&bars, language, WIDE);
            let alternative = text!(language, "report-bars-alternative", by = title.as_str());
            document.chart(&drawing, (WIDE, bars::height(bars.len())), &alternative);
        }
        let sexes = self.sexes();
        let mut columns = vec![Column::words(title, 3.4)];
        for measure in self.measures() {
            columns.extend(
                sexes.iter().map(|(_, sex)| Column::figures(format!("{measure} {sex}"), 1.0)),
            );
        }
        let row = |name: String, told: &ToldRow| -> Vec<String> {
            let values = (0..3).flat_map(|measure| {
                sexes.iter().map(move |(sex, _)| self.told(told[*sex][measure]))
            });
            std::iter::once(name).chain(values).collect()
        };
        let mut rows: Vec<Vec<String>> =
            names.into_iter().zip(told).map(|(name, told)| row(name, told)).collect();
        rows.push(row(text!(language, "reports-all"), &self.told.total));
        document.figures(&columns, &rows);
    }
}
