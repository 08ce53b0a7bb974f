//! Who counts, and why: the rule that decides whether a student has completed a course.
//!
//! *Planned* is the minutes of all the class's sessions that are not cancelled, dated or not, inside
//! the period or not. *Attended* is minutes at sessions held within the programme's period. A student
//! in several classes of one course is judged in each of them, with the best mark per session number
//! from all, at most that session's minutes. Sessions from which a student is exempt, and was not there all the same,
//! leave that student's planned minutes under the share rule, and nothing else.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Attendance, ClassId, Minutes, Percent, Period, SessionStatus};

/// When a student counts as having completed the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Attended at least this share of the planned minutes.
    Share(Percent),
    /// Was there, present or late, at no fewer than this many sessions.
    Sessions(u16),
    /// Attended at least so many minutes.
    Minutes(Minutes),
    /// Was there once.
    Started,
}

impl Rule {
    /// The kind and number that the register keeps.
    pub fn code(self) -> (&'static str, u32) {
        match self {
            Self::Share(percent) => ("share", percent.value().into()),
            Self::Sessions(count) => ("sessions", count.into()),
            Self::Minutes(minutes) => ("minutes", minutes.0),
            Self::Started => ("started", 1),
        }
    }

    /// Reads what [`Rule::code`] wrote; `None` where kind or number is not one of a rule's.
    pub fn from_code(kind: &str, value: i64) -> Option<Self> {
        match kind {
            "share" => Percent::new(u8::try_from(value).ok()?).map(Self::Share),
            "sessions" => u16::try_from(value).ok().filter(|n| *n > 0).map(Self::Sessions),
            "minutes" => {
                u32::try_from(value).ok().filter(|n| *n > 0).map(|n| Self::Minutes(Minutes(n)))
            }
            "started" => Some(Self::Started),
            _ => None,
        }
    }
}

/// A session as the rule sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedSession {
    /// Its number in the course.
    pub number: u16,
    /// The day it is planned for or was held.
    pub date: Option<NaiveDate>,
    /// Its length.
    pub minutes: Minutes,
    /// Where it stands.
    pub status: SessionStatus,
}

/// A student in one class: the class's sessions, and the student's mark at each of them.
#[derive(Debug, Clone)]
pub struct ClassRecord<'a> {
    pub class: ClassId,
    /// From when a mark is expected; open where `None`.
    pub from: Option<NaiveDate>,
    /// Until when a mark is expected, that day included; open where `None`.
    pub to: Option<NaiveDate>,
    /// The day the register learnt of it.
    pub known_on: NaiveDate,
    /// The class's sessions.
    pub sessions: &'a [PlannedSession],
    /// The student's mark at each session, in the same order; `None` is *not reported*.
    pub marks: Vec<Option<Attendance>>,
    /// The sessions from which the student is exempt, as places in `sessions`.
    pub exempt: Vec<usize>,
}

/// Whether a student counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Reached the line: the student counts (räknas).
    Completed,
    /// Does not count yet (räknas inte än).
    NotYet,
    /// Can no longer reach the line (kan inte längre).
    NoLonger,
}

impl Verdict {
    /// The best first.
    pub const ALL: [Self; 3] = [Self::Completed, Self::NotYet, Self::NoLonger];

    /// The word of the command line and the register.
    pub fn code(self) -> &'static str {
        match self {
            Self::Completed => "counts",
            Self::NotYet => "not_yet",
            Self::NoLonger => "no_longer",
        }
    }

    /// Reads what [`Verdict::code`] wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// How a student stands in one class, with the numbers that say why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub class: ClassId,
    pub verdict: Verdict,
    /// Minutes in the class's plan that are asked of the student.
    pub planned: Minutes,
    /// Minutes of the class's plan from which the student is exempt; they are not in `planned`.
    pub exempt: Minutes,
    /// Minutes attended that this class's plan takes in.
    pub attended: Minutes,
    /// Sessions at which the student was there.
    pub attended_sessions: u16,
    /// Minutes that can still be attended.
    pub open: Minutes,
    /// Sessions not yet held, or not reported for this student.
    pub open_sessions: u16,
    /// The fewest open sessions that would reach the line: 0 for who counts, `None` where none would.
    pub needed_sessions: Option<u16>,
    /// From when the student is in the class.
    pub enrolled_on: NaiveDate,
    /// The day the student was there the first time, in a session this class's plan takes in.
    pub started_on: Option<NaiveDate>,
    /// The date of the session that reached the line under today's plan.
    pub completed_on: Option<NaiveDate>,
}

/// Why the verdict is what it is; with the standing's numbers it makes a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The verdict it explains.
    pub verdict: Verdict,
    /// The rule that was asked; `None` where nothing is planned and no rule was.
    pub rule: Option<Rule>,
}

impl Reason {
    /// The word in JSON, such as `share_reached`.
    pub fn code(self) -> &'static str {
        let Some(rule) = self.rule else { return "nothing_planned" };
        match (rule, self.verdict) {
            (Rule::Share(_), Verdict::Completed) => "share_reached",
            (Rule::Share(_), Verdict::NotYet) => "share_not_reached",
            (Rule::Share(_), Verdict::NoLonger) => "share_out_of_reach",
            (Rule::Sessions(_), Verdict::Completed) => "sessions_reached",
            (Rule::Sessions(_), Verdict::NotYet) => "sessions_not_reached",
            (Rule::Sessions(_), Verdict::NoLonger) => "sessions_out_of_reach",
            (Rule::Minutes(_), Verdict::Completed) => "minutes_reached",
            (Rule::Minutes(_), Verdict::NotYet) => "minutes_not_reached",
            (Rule::Minutes(_), Verdict::NoLonger) => "minutes_out_of_reach",
            (Rule::Started, Verdict::Completed) => "started",
            (Rule::Started, Verdict::NotYet) => "not_started",
            (Rule::Started, Verdict::NoLonger) => "never_started",
        }
    }
}

impl ClassRecord<'_> {
    /// From when the student is in the class: as the enrolment says; where it says nothing, since the class's first
    /// session or since the register learnt of it; in any case no later than the first mark.
    pub fn enrolled_on(&self) -> NaiveDate {
        let planned = self.sessions.iter().filter(|one| one.status != SessionStatus::Cancelled);
        let begun = planned.filter_map(|session| session.date).fold(self.known_on, NaiveDate::min);
        let marked = self
            .sessions
            .iter()
            .zip(&self.marks)
            .filter(|(session, mark)| session.status == SessionStatus::Held && mark.is_some())
            .filter_map(|(session, _)| session.date);

        marked.fold(self.from.unwrap_or(begun), NaiveDate::min)
    }
}

impl Standing {
    /// Whether the student was there at least once.
    pub fn started(&self) -> bool {
        self.started_on.is_some()
    }

    /// Why the verdict is what it is under the rule.
    pub fn reason(&self, rule: Rule) -> Reason {
        Reason { verdict: self.verdict, rule: (self.planned > Minutes(0)).then_some(rule) }
    }
}

/// A session's place in the course: its number, and which of the class's sessions with that number
/// it is. Classes of one course meet in these.
type Slot = (u16, usize);

/// The best a student did, or could do, in one slot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Credit {
    minutes: Minutes,
    was_there: bool,
}

impl Credit {
    fn best(self, other: Self) -> Self {
        Self {
            minutes: self.minutes.max(other.minutes),
            was_there: self.was_there || other.was_there,
        }
    }

    fn at_most(self, minutes: Minutes) -> Self {
        Self { minutes: self.minutes.min(minutes), ..self }
    }
}

/// Something a student did on a day that counts.
#[derive(Debug, Clone, Copy)]
struct Event {
    date: NaiveDate,
    slot: Slot,
    credit: Credit,
}

/// Judges one student in each of the classes of one course.
/// The answer has one standing a record, in the records' order.
pub fn judge(rule: Rule, period: Period, records: &[ClassRecord<'_>]) -> Vec<Standing> {
    let events = events(period, records);
    let open = open(period, records);

    records.iter().map(|record| stand(rule, record, &events, &open)).collect()
}

/// The sessions that are not cancelled, with their slots and the student's marks.
fn slots<'a>(
    record: &'a ClassRecord<'_>,
) -> impl Iterator<Item = (Slot, &'a PlannedSession, Option<Attendance>)> {
    let mut seen: BTreeMap<u16, usize> = BTreeMap::new();

    record
        .sessions
        .iter()
        .zip(&record.marks)
        .filter(|(session, _)| session.status != SessionStatus::Cancelled)
        .map(move |(session, mark)| {
            let nth = seen.entry(session.number).or_default();
            let slot = (session.number, *nth);
            *nth += 1;

            (slot, session, *mark)
        })
}

/// Every time the student was reported at a session held within the period, in order of date.
fn events(period: Period, records: &[ClassRecord<'_>]) -> Vec<Event> {
    let mut events: Vec<Event> = records
        .iter()
        .flat_map(slots)
        .filter(|(_, session, _)| session.status == SessionStatus::Held)
        .filter_map(|(slot, session, mark)| {
            let date = session.date.filter(|date| period.contains(*date))?;
            let mark = mark?;
            let credit =
                Credit { minutes: mark.attended(session.minutes), was_there: mark.was_there() };

            Some(Event { date, slot, credit })
        })
        .collect();
    events.sort_by_key(|event| event.date);

    events
}

/// What can still be attended, in any of the classes: sessions that have no mark for the student yet,
/// where the enrolment expects one.
fn open(period: Period, records: &[ClassRecord<'_>]) -> BTreeMap<Slot, Credit> {
    let mut open: BTreeMap<Slot, Credit> = BTreeMap::new();
    for record in records {
        for (slot, session, mark) in slots(record) {
            if mark.is_none()
                && session.date.is_none_or(|date| period.contains(date))
                && expects_mark(record, session.date)
            {
                let credit = Credit { minutes: session.minutes, was_there: true };
                let best = open.entry(slot).or_default();
                *best = best.best(credit);
            }
        }
    }

    open
}

/// Whether the enrolment expects a mark that day. A session without a date is expected of everyone
/// who has not left.
fn expects_mark(record: &ClassRecord<'_>, date: Option<NaiveDate>) -> bool {
    match date {
        Some(date) => {
            record.from.is_none_or(|from| from <= date) && record.to.is_none_or(|to| date <= to)
        }
        None => record.to.is_none(),
    }
}

/// The class's plan: the length of each session that is not cancelled.
fn plan(record: &ClassRecord<'_>) -> BTreeMap<Slot, Minutes> {
    slots(record).map(|(slot, session, _)| (slot, session.minutes)).collect()
}

/// The slots from which the student is exempt. Who was there all the same, in whichever class, is not.
fn exempt_slots(record: &ClassRecord<'_>, events: &[Event]) -> Vec<Slot> {
    let indexes = record.sessions.iter().enumerate();
    let indexes = indexes.filter(|(_, session)| session.status != SessionStatus::Cancelled);

    slots(record)
        .zip(indexes.map(|(index, _)| index))
        .filter(|(_, index)| record.exempt.contains(index))
        .map(|((slot, _, _), _)| slot)
        .filter(|slot| !events.iter().any(|e| e.slot == *slot && e.credit.was_there))
        .collect()
}

fn stand(
    rule: Rule,
    record: &ClassRecord<'_>,
    events: &[Event],
    open: &BTreeMap<Slot, Credit>,
) -> Standing {
    let mut plan = plan(record);
    let mut exempt = Minutes(0);
    if matches!(rule, Rule::Share(_)) {
        for slot in exempt_slots(record, events) {
            exempt = exempt + plan.remove(&slot).unwrap_or_default();
        }
    }
    let planned: Minutes = plan.values().copied().sum();
    let mut best: BTreeMap<Slot, Credit> = BTreeMap::new();
    let (mut started_on, mut completed_on) = (None, None);

    for event in events {
        let Some(at_most) = plan.get(&event.slot) else { continue };
        if event.credit.was_there {
            started_on = started_on.or(Some(event.date));
        }
        let credit = best.entry(event.slot).or_default();
        *credit = credit.best(event.credit.at_most(*at_most));
        if completed_on.is_none() && Tally::of(best.values()).reaches(rule, planned) {
            completed_on = Some(event.date);
        }
    }

    let attended = Tally::of(best.values());
    let mut gains: Vec<Tally> = Vec::new();
    for (slot, credit) in open {
        let Some(at_most) = plan.get(slot) else { continue };
        let now = best.get(slot).copied().unwrap_or_default();
        let then = now.best(credit.at_most(*at_most));
        gains.push(Tally {
            minutes: then.minutes.without(now.minutes),
            sessions: u16::from(then.was_there) - u16::from(now.was_there),
        });
    }
    let possible = gains.iter().fold(attended, |sum, gain| sum.and(*gain));
    let needed_sessions = attended.fewest_needed(rule, planned, gains);

    Standing {
        class: record.class,
        verdict: match completed_on {
            Some(_) => Verdict::Completed,
            None if planned == Minutes(0) || possible.reaches(rule, planned) => Verdict::NotYet,
            None => Verdict::NoLonger,
        },
        needed_sessions,
        enrolled_on: record.enrolled_on(),
        started_on,
        planned,
        exempt,
        attended: attended.minutes,
        attended_sessions: attended.sessions,
        open: possible.minutes.without(attended.minutes),
        open_sessions: possible.sessions.saturating_sub(attended.sessions),
        completed_on,
    }
}

/// A session that was credited to a student in a class's plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditedSession {
    /// Its number in the course.
    pub number: u16,
    /// The day on which the student was there, in whichever class.
    pub date: NaiveDate,
    /// Minutes credited.
    pub minutes: Minutes,
}

/// The sessions that make up a student's attended minutes in one of the records' classes, by number.
pub fn credited_sessions(
    period: Period,
    records: &[ClassRecord<'_>],
    class: ClassId,
) -> Vec<CreditedSession> {
    let Some(record) = records.iter().find(|record| record.class == class) else {
        return Vec::new();
    };
    let plan = plan(record);
    let mut best: BTreeMap<Slot, CreditedSession> = BTreeMap::new();
    for event in events(period, records).iter().filter(|event| event.credit.was_there) {
        let Some(at_most) = plan.get(&event.slot) else { continue };
        let credited = CreditedSession {
            number: event.slot.0,
            date: event.date,
            minutes: event.credit.at_most(*at_most).minutes,
        };
        let kept = best.entry(event.slot).or_insert(credited);
        if credited.minutes > kept.minutes {
            *kept = credited;
        }
    }

    best.into_values().collect()
}

/// A session of a class's plan of which a student lacks minutes that can't be had there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// Its number in the course.
    pub number: u16,
    /// Minutes that are lacking.
    pub minutes: Minutes,
}

/// The sessions a student has missed, wholly or in part, in one of the records' classes, by number.
pub fn missed_sessions(period: Period, records: &[ClassRecord<'_>], class: ClassId) -> Vec<Missed> {
    let Some(record) = records.iter().find(|record| record.class == class) else {
        return Vec::new();
    };
    let mut best: BTreeMap<Slot, Credit> = open(period, records);
    let events = events(period, records);
    let exempt = exempt_slots(record, &events);
    for event in events {
        let credit = best.entry(event.slot).or_default();
        *credit = credit.best(event.credit);
    }

    plan(record)
        .into_iter()
        .filter(|(slot, _)| !exempt.contains(slot))
        .filter_map(|(slot, minutes)| {
            let had = best.get(&slot).copied().unwrap_or_default().minutes;
            let lacking = minutes.without(had);
            (lacking > Minutes(0)).then_some(Missed { number: slot.0, minutes: lacking })
        })
        .collect()
}

/// Minutes and sessions added up.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    minutes: Minutes,
    sessions: u16,
}

impl Tally {
    fn of<'a>(credits: impl Iterator<Item = &'a Credit>) -> Self {
        credits.fold(Self::default(), |sum, credit| Self {
            minutes: sum.minutes + credit.minutes,
            sessions: sum.sessions.saturating_add(credit.was_there.into()),
        })
    }

    fn and(self, other: Self) -> Self {
        Self {
            minutes: self.minutes + other.minutes,
            sessions: self.sessions.saturating_add(other.sessions),
        }
    }

    /// The fewest of the gains that reach the line, the greatest first; `None` where all of them don't.
    fn fewest_needed(self, rule: Rule, planned: Minutes, mut gains: Vec<Self>) -> Option<u16> {
        gains.sort_by_key(|gain| match rule {
            Rule::Share(_) | Rule::Minutes(_) => std::cmp::Reverse(gain.minutes.0),
            Rule::Sessions(_) | Rule::Started => std::cmp::Reverse(gain.sessions.into()),
        });
        let mut sum = self;
        let mut used = 0;
        for gain in gains {
            if sum.reaches(rule, planned) {
                break;
            }
            sum = sum.and(gain);
            used += 1;
        }

        sum.reaches(rule, planned).then_some(used)
    }

    fn reaches(self, rule: Rule, planned: Minutes) -> bool {
        planned > Minutes(0)
            && match rule {
                Rule::Share(percent) => self.minutes >= percent.of(planned),
                Rule::Sessions(count) => self.sessions >= count,
                Rule::Minutes(minutes) => self.minutes >= minutes,
                Rule::Started => self.sessions > 0,
            }
    }
}

#[cfg(test)]
mod tests;
