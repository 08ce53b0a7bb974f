//! A school year: who have counted so far, where what is booked leads, and the pace that is needed. The lines say what they are
//! at their ends, and the axis may begin above 0.

use chrono::{Datelike, Months, NaiveDate};

use super::{Anchor, Drawing, Ink, Spot, TEXT, ticks_between, width};
use crate::domain::forecast::Outlook;
use crate::i18n::{Language, date, number};
use crate::print::Rectangle;
use crate::text;

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// The first and the last day on the axis.
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Who counted at the end of each of some days, in order.
    pub points: Vec<(NaiveDate, u32)>,
    /// The day that the growth is told from.
    pub since: NaiveDate,
    /// The end of the term, where it is still to come.
    pub term_end: Option<NaiveDate>,
    /// Where what is booked leads.
    pub path: Vec<Outlook>,
    /// How many are to count at the end of the axis, where the pace that is needed were kept from today.
    pub needed: Option<f64>,
}

/// Room around the plot: above it, below it for the months, and beside it for what the lines say at their ends.
const ABOVE: f32 = 18.0;
const BELOW: f32 = 24.0;
const RIGHT: f32 = 104.0;
/// Labels at the lines' ends stand at least this far from each other.
const APART: f32 = 18.0;
const DOT: f32 = 5.0;

impl Year {
    /// Lays the chart out in a width and height.
    pub fn draw(&self, language: Language, wide: f32, high: f32) -> Drawing {
        let mut drawing = Drawing::default();
        let path: Vec<&Outlook> = self.path.iter().filter(|one| one.day <= self.to).collect();
        let seen = self.points.iter().map(|(_, count)| f64::from(*count));
        let booked = path.iter().flat_map(|outlook| [outlook.low, outlook.high]);
        let values: Vec<f64> = seen.chain(booked).chain(self.needed).collect();
        let most = values.iter().copied().fold(0.0, f64::max);
        let least = values.iter().copied().fold(most, f64::min);
        let ticks = ticks_between(least, most);
        let (bottom, top) = (ticks[0], ticks.last().copied().unwrap_or(1.0));
        let labels: Vec<String> =
            ticks.iter().map(|tick| number::whole(language, *tick as u64)).collect();
        let left = labels.iter().map(|label| width(label, TEXT)).fold(20.0, f32::max) + 12.0;
        let plot = Rectangle {
            x: left,
            y: ABOVE,
            width: (wide - left - RIGHT).max(10.0),
            height: (high - ABOVE - BELOW).max(10.0),
        };
        let y =
            |value: f64| plot.y + plot.height * (1.0 - ((value - bottom) / (top - bottom)) as f32);
        for (tick, label) in ticks.iter().zip(labels) {
            let y = y(*tick);
            drawing.line(vec![(plot.x, y), (plot.x + plot.width, y)], 1.0, Ink::Grid);
            drawing.text((plot.x - 8.0, y + 4.0), Ink::Muted, Anchor::End, label);
        }
        if bottom > 0.0 {
            // That the axis begins above 0.
            let y = plot.y + plot.height;
            let sign = vec![(plot.x - 4.0, y + 8.0), (plot.x, y + 4.0), (plot.x + 4.0, y + 8.0)];
            drawing.line(sign, 1.0, Ink::Muted);
        }
        self.months(&mut drawing, language, plot);
        self.days(&mut drawing, language, plot);
        self.ahead(&mut drawing, language, plot, &path, &y);
        self.so_far(&mut drawing, language, plot, &y);
        self.spots(&mut drawing, plot, &y);

        drawing
    }

    fn x(&self, plot: Rectangle, day: NaiveDate) -> f32 {
        let whole = (self.to - self.from).num_days().max(1) as f32;

        plot.x + plot.width * (day - self.from).num_days() as f32 / whole
    }

    fn months(&self, drawing: &mut Drawing, language: Language, plot: Rectangle) {
        let first = self.from.with_day(1).unwrap_or(self.from);
        let months =
            std::iter::successors(Some(first), |month| month.checked_add_months(Months::new(1)));
        let bottom = plot.y + plot.height + 18.0;
        let mut free = plot.x - 4.0;
        for month in months.take_while(|month| *month <= self.to) {
            let name: String = date::month(language, month).chars().take(3).collect();
            let middle = (self.x(plot, month) + plot.width / 24.0).max(plot.x);
            let half = width(&name, TEXT) / 2.0;
            if middle - half >= free && middle + half <= plot.x + plot.width + 4.0 {
                drawing.text((middle, bottom), Ink::Muted, Anchor::Middle, name);
                free = middle + half + 6.0;
            }
        }
    }

    /// Today, and the end of the term.
    fn days(&self, drawing: &mut Drawing, language: Language, plot: Rectangle) {
        let (top, bottom) = (plot.y, plot.y + plot.height);
        if let Some((today, _)) = self.points.last() {
            let x = self.x(plot, *today);
            drawing.line(vec![(x, top), (x, bottom)], 1.0, Ink::Muted);
            let word = text!(language, "chart-today");
            drawing.text((x - 6.0, top + 10.0), Ink::Muted, Anchor::End, word);
        }
        if let Some(end) = self.term_end.filter(|end| *end <= self.to) {
            let x = self.x(plot, end);
            drawing.dashed(&[(x, top), (x, bottom)], (2.0, 3.0), 1.0, Ink::Muted);
            let word = text!(language, "chart-term-end");
            let (at, anchor) = match x + 6.0 + width(&word, TEXT) <= plot.x + plot.width {
                true => (x + 6.0, Anchor::Start),
                false => (x - 6.0, Anchor::End),
            };
            drawing.text((at, top + 10.0), Ink::Muted, anchor, word);
        }
    }

    fn ahead(
        &self,
        drawing: &mut Drawing,
        language: Language,
        plot: Rectangle,
        path: &[&Outlook],
        y: &impl Fn(f64) -> f32,
    ) {
        let Some((today, completed)) = self.points.last().copied() else { return };
        let at = |day: NaiveDate, value: f64| (self.x(plot, day), y(value));
        let now = at(today, completed.into());
        let end = plot.x + plot.width;
        let mut ends: Vec<(f32, Ink, String, String)> = Vec::new();
        if let Some(needed) = self.needed {
            let needed = y(needed);
            drawing.dashed(&[now, (end, needed)], (2.0, 3.0), 1.5, Ink::Ochre);
            let word = text!(language, "chart-pace");
            ends.push((needed, Ink::OchreText, String::new(), word));
        }
        let ahead: Vec<&&Outlook> = path.iter().filter(|outlook| outlook.day > today).collect();
        if let Some(last) = ahead.last() {
            let mut band = vec![now];
            band.extend(ahead.iter().map(|outlook| at(outlook.day, outlook.low)));
            band.push((end, y(last.low)));
            band.push((end, y(last.high)));
            band.extend(ahead.iter().rev().map(|outlook| at(outlook.day, outlook.high)));
            drawing.area(band, Ink::Pale(1));
            let mut expected = vec![now];
            expected.extend(ahead.iter().map(|outlook| at(outlook.day, outlook.expected)));
            expected.push((end, y(last.expected)));
            drawing.dashed(&expected, (4.0, 4.0), 2.0, Ink::Primary);
            let whole = number::whole(language, last.expected.round() as u64);
            ends.push((y(last.expected), Ink::Text, whole, text!(language, "chart-expected")));
        }
        ends.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut free = f32::MIN;
        for (wanted, ink, figure, word) in ends {
            let y = wanted.max(free);
            free = y + APART;
            let x = end + 8.0;
            let word_x = if figure.is_empty() { x } else { x + width(&figure, TEXT) * 1.08 + 4.0 };
            drawing.strong((x, y + 4.0), ink, Anchor::Start, figure);
            drawing.text((word_x, y + 4.0), ink, Anchor::Start, word);
        }
        if let Some(outlook) = self.term_end.and_then(|end| {
            path.iter().rev().find(|outlook| outlook.day <= end && outlook.day > today)
        }) {
            let (x, y) = at(self.term_end.unwrap_or(outlook.day), outlook.expected);
            drawing.dot((x, y), DOT, Ink::Primary, false);
            let figure = number::whole(language, outlook.expected.round() as u64);
            drawing.strong((x, y - 11.0), Ink::Text, Anchor::Middle, figure);
        }
    }

    fn so_far(
        &self,
        drawing: &mut Drawing,
        language: Language,
        plot: Rectangle,
        y: &impl Fn(f64) -> f32,
    ) {
        let at = |(day, count): (NaiveDate, u32)| (self.x(plot, day), y(count.into()));
        drawing.line(self.points.iter().copied().map(at).collect(), 3.0, Ink::Primary);
        let Some(today) = self.points.last().copied() else { return };
        let since = self.points.iter().rev().find(|(day, _)| *day <= self.since).copied();
        if let Some(since) = since.filter(|since| since.0 < today.0) {
            let (x, y) = at(since);
            drawing.dot((x, y), DOT, Ink::Primary, false);
            let figure = number::whole(language, since.1.into());
            let day = date::day_and_month(language, self.since);
            let word = text!(language, "chart-since", figure = figure, day = day);
            // Below the line where there is room, else above it.
            let below = y + 22.0 <= plot.y + plot.height;
            let at = (x + 4.0, if below { y + 22.0 } else { y - 12.0 });
            drawing.text(at, Ink::Muted, Anchor::Start, word);
        }
        let (x, y) = at(today);
        drawing.dot((x, y), DOT, Ink::Primary, true);
        let figure = number::whole(language, today.1.into());
        drawing.strong((x - 10.0, y - 9.0), Ink::Text, Anchor::End, figure);
    }

    /// One spot a point: a column around it, as far as half way to the next.
    fn spots(&self, drawing: &mut Drawing, plot: Rectangle, y: &impl Fn(f64) -> f32) {
        let xs: Vec<f32> = self.points.iter().map(|(day, _)| self.x(plot, *day)).collect();
        for (index, (_, count)) in self.points.iter().enumerate() {
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
                mark: (x, y((*count).into())),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::chart::Shape;

    #[test]
    fn nothing_leaves_the_chart_and_the_axis_begins_where_the_year_does() {
        let day = |month, day| {
            let year = if month < 8 { 2027 } else { 2026 };
            NaiveDate::from_ymd_opt(year, month, day).unwrap()
        };
        let points =
            (0..16).map(|week| (day(8, 1) + chrono::Days::new(week * 7), 740 + week as u32 * 15));
        let outlook = |day, expected: f64| Outlook {
            day,
            expected,
            low: expected - 30.0,
            high: expected + 30.0,
        };
        let year = Year {
            from: day(8, 1),
            to: day(6, 12),
            points: points.collect(),
            since: day(9, 1),
            term_end: Some(day(12, 18)),
            path: vec![outlook(day(12, 10), 1060.0), outlook(day(5, 20), 1306.0)],
            needed: Some(1290.0),
        };
        for (wide, high) in [(520.0, 300.0), (340.0, 220.0)] {
            let drawing = year.draw(Language::Swedish, wide, high);
            for shape in &drawing.shapes {
                let points = match shape {
                    Shape::Line { points, .. } | Shape::Area { points, .. } => points.clone(),
                    Shape::Text { at, .. } => vec![*at],
                };
                for (x, y) in points {
                    assert!((0.0..=wide).contains(&x) && (0.0..=high).contains(&y), "{shape:?}");
                }
            }
            assert_eq!(drawing.spots.len(), 16);
        }
    }
}
