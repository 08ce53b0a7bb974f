//! Over time: who were enrolled, had started and counted, the pace that is needed, and where what is booked leads.

use chrono::{Datelike, Months, NaiveDate};

use super::{Anchor, Drawing, Ink, Spot, TEXT, ticks, width};
use crate::domain::forecast::Outlook;
use crate::i18n::{Language, date, number};
use crate::print::Rectangle;
use crate::text;

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// How far it was at the end of each of some days, in order: enrolled, started, completed. A value that is not told
    /// is passed over.
    pub points: Vec<Point>,
    /// How many are to count.
    pub target: u32,
    /// By which day.
    pub end: NaiveDate,
    /// Where what is booked leads.
    pub path: Vec<Outlook>,
}

/// How far it was at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub day: NaiveDate,
    /// Who were in a class.
    pub enrolled: Option<u32>,
    /// Who had been there.
    pub started: Option<u32>,
    /// Who counted.
    pub completed: Option<u32>,
}

/// Room above the plot for what the lines mean, and for the axis beside and below it.
const LEGEND: f32 = 20.0;
const UNIT: f32 = 28.0;
const BELOW: f32 = 22.0;
const RIGHT: f32 = 14.0;

impl Timeline {
    /// Lays the chart out in a width and height.
    pub fn draw(&self, language: Language, wide: f32, high: f32) -> Drawing {
        let mut drawing = Drawing::default();
        let legend = self.legend(&mut drawing, language, wide);
        let most = self.most();
        let ticks = ticks(most);
        let top_value = ticks.last().copied().unwrap_or(1.0);
        let labels: Vec<String> =
            ticks.iter().map(|tick| number::whole(language, *tick as u64)).collect();
        let left = labels.iter().map(|label| width(label, TEXT)).fold(20.0, f32::max) + 10.0;
        let plot = Rectangle {
            x: left,
            y: legend + UNIT,
            width: (wide - left - RIGHT).max(10.0),
            height: (high - legend - UNIT - BELOW).max(10.0),
        };
        let y = |value: f64| plot.y + plot.height * (1.0 - (value / top_value) as f32);
        let unit = text!(language, "chart-students");
        drawing.text((0.0, plot.y - 14.0), Ink::Muted, Anchor::Start, unit);
        for (tick, label) in ticks.iter().zip(labels) {
            let y = y(*tick);
            drawing.line(vec![(plot.x, y), (plot.x + plot.width, y)], 1.0, Ink::Grid);
            drawing.text((plot.x - 6.0, y + 4.0), Ink::Muted, Anchor::End, label);
        }
        self.months(&mut drawing, language, plot);
        self.lines(&mut drawing, language, plot, &y);
        self.spots(&mut drawing, plot, &y);

        drawing
    }

    fn first(&self) -> NaiveDate {
        self.points.first().map_or(self.end, |point| point.day)
    }

    /// The last day on the axis.
    fn last(&self) -> NaiveDate {
        let shown = self.points.last().map(|point| point.day);
        let booked = self.path.last().map(|outlook| outlook.day);

        [shown, booked].into_iter().flatten().fold(self.end, NaiveDate::max)
    }

    fn x(&self, plot: Rectangle, day: NaiveDate) -> f32 {
        let whole = (self.last() - self.first()).num_days().max(1) as f32;

        plot.x + plot.width * (day - self.first()).num_days() as f32 / whole
    }

    fn most(&self) -> f64 {
        let seen = self
            .points
            .iter()
            .flat_map(|point| [point.enrolled, point.started, point.completed])
            .flatten()
            .max()
            .unwrap_or(0);
        let high = self.path.iter().map(|outlook| outlook.high).fold(0.0, f64::max);

        f64::from(seen.max(self.target)).max(high)
    }

    /// What the lines mean, in as many rows as it takes; the height of them.
    fn legend(&self, drawing: &mut Drawing, language: Language, wide: f32) -> f32 {
        let entries = [
            (Mark::Completed, text!(language, "chart-completed")),
            (Mark::Started, text!(language, "chart-started")),
            (Mark::Enrolled, text!(language, "chart-enrolled")),
            (Mark::Pace, text!(language, "chart-pace")),
            (Mark::Band, text!(language, "chart-forecast")),
        ];
        let (mut x, mut y) = (0.0, 14.0);
        for (mark, label) in entries {
            if mark == Mark::Band && self.path.is_empty() {
                continue;
            }
            let needed = 30.0 + width(&label, TEXT);
            if x > 0.0 && x + needed > wide {
                (x, y) = (0.0, y + LEGEND);
            }
            let middle = y - 4.0;
            mark.draw(drawing, &[(x, middle), (x + 24.0, middle)]);
            drawing.text((x + 30.0, y), Ink::Text, Anchor::Start, label);
            x += needed + 18.0;
        }

        y + 6.0
    }

    /// The months along the axis, as many as there is room for: first the years, then those between.
    fn months(&self, drawing: &mut Drawing, language: Language, plot: Rectangle) {
        let first = self.first().with_day(1).unwrap_or(self.first());
        let months =
            std::iter::successors(Some(first), |month| month.checked_add_months(Months::new(1)));
        let months: Vec<NaiveDate> = months
            .take_while(|month| *month <= self.last())
            .filter(|month| *month >= self.first())
            .collect();
        let bottom = plot.y + plot.height;
        let mut taken: Vec<(f32, f32)> = Vec::new();
        for years in [true, false] {
            for month in months.iter().filter(|month| (month.month() == 1) == years) {
                let x = self.x(plot, *month);
                let name: String = date::month(language, *month).chars().take(3).collect();
                let label = if years { format!("{name} {}", month.year()) } else { name };
                let (from, to) = (x - 8.0, x + width(&label, TEXT) + 8.0);
                drawing.line(vec![(x, bottom), (x, bottom + 4.0)], 1.0, Ink::Muted);
                let free = taken.iter().all(|(left, right)| to <= *left || from >= *right);
                if free && to <= plot.x + plot.width + RIGHT + 8.0 {
                    drawing.text((x, bottom + 17.0), Ink::Muted, Anchor::Start, label);
                    taken.push((from + 4.0, to - 4.0));
                }
            }
        }
    }

    fn lines(
        &self,
        drawing: &mut Drawing,
        language: Language,
        plot: Rectangle,
        y: &impl Fn(f64) -> f32,
    ) {
        let at = |day: NaiveDate, value: f64| (self.x(plot, day), y(value));
        let now =
            self.points.iter().rev().find_map(|point| {
                point.completed.map(|completed| (point.day, f64::from(completed)))
            });
        if let Some((today, completed)) = now {
            if !self.path.is_empty() {
                let ahead = || self.path.iter().filter(|outlook| outlook.day > today);
                let lower = ahead().map(|outlook| at(outlook.day, outlook.low));
                let upper = ahead().map(|outlook| at(outlook.day, outlook.high));
                let mut band = vec![at(today, completed)];
                band.extend(lower);
                let upper: Vec<_> = upper.collect();
                band.extend(upper.into_iter().rev());
                if band.len() > 2 {
                    drawing.area(band, Ink::Pale(1));
                }
                let mut expected = vec![at(today, completed)];
                expected.extend(ahead().map(|outlook| at(outlook.day, outlook.expected)));
                drawing.dashed(&expected, (3.0, 3.0), 1.5, Ink::Primary);
            }
            if today < self.end && completed < f64::from(self.target) {
                let needed = [at(today, completed), at(self.end, f64::from(self.target))];
                Mark::Pace.draw(drawing, &needed);
            }
        }
        let target = y(f64::from(self.target));
        drawing.line(vec![(plot.x, target), (plot.x + plot.width, target)], 1.5, Ink::Text);
        let label =
            text!(language, "chart-target", target = number::whole(language, self.target.into()));
        // Beside the axis's unit, which may reach over the axis.
        let from = (plot.x + 6.0).max(width(&text!(language, "chart-students"), TEXT) + 10.0);
        drawing.text((from, target - 6.0), Ink::Text, Anchor::Start, label);
        for mark in [Mark::Enrolled, Mark::Started, Mark::Completed] {
            let line: Vec<(f32, f32)> = self
                .points
                .iter()
                .filter_map(|point| Some(at(point.day, mark.value(point)?.into())))
                .collect();
            mark.draw(drawing, &line);
        }
    }

    /// One spot a point: a column around it, as far as half way to the next.
    fn spots(&self, drawing: &mut Drawing, plot: Rectangle, y: &impl Fn(f64) -> f32) {
        let xs: Vec<f32> = self.points.iter().map(|point| self.x(plot, point.day)).collect();
        for (index, point) in self.points.iter().enumerate() {
            let x = xs[index];
            let before = index.checked_sub(1).map_or(plot.x - 8.0, |before| (xs[before] + x) / 2.0);
            let after = xs.get(index + 1).map_or(x + 12.0, |after| (x + after) / 2.0);
            drawing.spots.push(Spot {
                area: Rectangle {
                    x: before,
                    y: plot.y,
                    width: after - before,
                    height: plot.height,
                },
                mark: (x, y(point.completed.unwrap_or(0).into())),
            });
        }
    }
}

/// A kind of line: told apart by its strokes as much as by its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Completed,
    Started,
    Enrolled,
    Pace,
    Band,
}

impl Mark {
    fn value(self, point: &Point) -> Option<u32> {
        match self {
            Self::Started => point.started,
            Self::Enrolled => point.enrolled,
            _ => point.completed,
        }
    }

    fn draw(self, drawing: &mut Drawing, points: &[(f32, f32)]) {
        match self {
            Self::Completed => drawing.line(points.to_vec(), 3.0, Ink::Primary),
            Self::Started => drawing.dashed(points, (9.0, 4.0), 2.0, Ink::Ochre),
            Self::Enrolled => drawing.line(points.to_vec(), 1.5, Ink::Control),
            Self::Pace => drawing.dashed(points, (2.0, 4.0), 1.5, Ink::Text),
            Self::Band => {
                let [(x, y), (to, _)] = [points[0], points[points.len() - 1]];
                let place = Rectangle { x, y: y - 5.0, width: to - x, height: 10.0 };
                drawing.rectangle(place, Ink::Pale(1));
                drawing.dashed(points, (3.0, 3.0), 1.5, Ink::Primary);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::chart::Shape;

    #[test]
    fn nothing_leaves_the_chart_and_every_point_can_be_pointed_at() {
        let day = |number: u32| NaiveDate::from_yo_opt(2026, number).unwrap();
        let points = (1..40).map(|week| Point {
            day: day(week * 7),
            enrolled: Some(week * 40),
            started: Some(week * 30),
            completed: (week % 5 != 0).then_some(week * 20),
        });
        let end = NaiveDate::from_ymd_opt(2028, 10, 31).unwrap();
        let path = vec![Outlook { day: end, expected: 1900.0, low: 1700.0, high: 2200.0 }];
        let timeline = Timeline { points: points.collect(), target: 2000, end, path };
        for (wide, high) in [(600.0, 300.0), (280.0, 220.0)] {
            let drawing = timeline.draw(Language::Swedish, wide, high);
            for shape in &drawing.shapes {
                let (points, reach) = match shape {
                    Shape::Line { points, .. } | Shape::Area { points, .. } => {
                        (points.clone(), 0.0)
                    }
                    Shape::Text { at, anchor: Anchor::Start, text, .. } => {
                        (vec![*at], width(text, TEXT))
                    }
                    Shape::Text { at, .. } => (vec![*at], 0.0),
                };
                for (x, y) in points {
                    assert!(x >= 0.0 && x + reach <= wide + 1.0, "{shape:?}");
                    assert!((0.0..=high).contains(&y), "{shape:?}");
                }
            }
            assert_eq!(drawing.spots.len(), 39);
            for (index, spot) in drawing.spots.iter().enumerate() {
                let (x, y) = spot.mark;
                assert_eq!(drawing.spot_at(x, y.min(high - BELOW - 1.0)), Some(index));
            }
        }
    }
}
