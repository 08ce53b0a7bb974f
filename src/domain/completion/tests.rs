//! The counting rule: a table of cases, and the properties that must always hold.

use super::*;
use proptest::prelude::*;

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, number).unwrap()
}

fn period() -> Period {
    Period { start: day(1), end: day(30) }
}

fn session(number: u16, date: Option<NaiveDate>, status: SessionStatus) -> PlannedSession {
    PlannedSession { number, date, minutes: Minutes(90), status }
}

fn held(number: u16) -> PlannedSession {
    session(number, Some(day(u32::from(number))), SessionStatus::Held)
}

fn record<'a>(sessions: &'a [PlannedSession], marks: &[Option<Attendance>]) -> ClassRecord<'a> {
    let known_on = day(1);

    ClassRecord {
        class: ClassId(1),
        from: None,
        to: None,
        known_on,
        sessions,
        marks: marks.to_vec(),
        exempt: Vec::new(),
    }
}

fn one(rule: Rule, record: ClassRecord<'_>) -> Standing {
    judge(rule, period(), &[record])[0]
}

fn share(percent: u8) -> Rule {
    Rule::Share(Percent::new(percent).unwrap())
}

const P: Option<Attendance> = Some(Attendance::Present);
const E: Option<Attendance> = Some(Attendance::Excused);
const U: Option<Attendance> = Some(Attendance::Unexcused);

#[test]
fn eighty_percent_of_the_minutes_is_enough_and_tells_the_day() {
    let sessions: Vec<_> = (1..=6).map(held).collect();
    let standing = one(share(80), record(&sessions, &[P, P, P, P, P, E]));

    assert_eq!(standing.verdict, Verdict::Completed);
    assert_eq!((standing.attended, standing.planned), (Minutes(450), Minutes(540)));
    assert_eq!(standing.completed_on, Some(day(5)));
}

#[test]
fn two_absences_of_six_put_the_line_out_of_reach() {
    let mut sessions: Vec<_> = (1..=6).map(held).collect();
    sessions[5].status = SessionStatus::Planned;
    let standing = one(share(80), record(&sessions, &[P, P, U, E, P, None]));

    assert_eq!(standing.verdict, Verdict::NoLonger);
    assert_eq!(standing.open, Minutes(90));
}

#[test]
fn what_is_not_reported_is_not_absence() {
    let sessions: Vec<_> = (1..=6).map(held).collect();
    let standing = one(share(80), record(&sessions, &[P, P, U, None, P, None]));

    assert_eq!(standing.verdict, Verdict::NotYet);
    assert_eq!((standing.open, standing.open_sessions), (Minutes(180), 2));
}

#[test]
fn each_rule_has_its_own_line() {
    let sessions: Vec<_> = (1..=4).map(held).collect();
    let late = Some(Attendance::Late(Minutes(60)));
    let record = record(&sessions, &[P, late, E, U]);

    for (rule, verdict) in [
        (Rule::Sessions(2), Verdict::Completed),
        (Rule::Sessions(3), Verdict::NoLonger),
        (Rule::Minutes(Minutes(120)), Verdict::Completed),
        (Rule::Minutes(Minutes(121)), Verdict::NoLonger),
        (Rule::Started, Verdict::Completed),
        (share(33), Verdict::Completed),
        (share(34), Verdict::NoLonger),
    ] {
        assert_eq!(one(rule, record.clone()).verdict, verdict, "{rule:?}");
    }
}

#[test]
fn a_class_with_no_sessions_completes_nobody() {
    for rule in [share(1), Rule::Sessions(1), Rule::Minutes(Minutes(1)), Rule::Started] {
        let standing = one(rule, record(&[], &[]));

        assert_eq!(standing.verdict, Verdict::NotYet);
        assert_eq!(standing.reason(rule).code(), "nothing_planned");
    }
}

#[test]
fn marks_outside_the_period_do_not_count() {
    let before = session(1, NaiveDate::from_ymd_opt(2026, 8, 31), SessionStatus::Held);
    let standing = one(Rule::Started, record(&[before], &[P]));

    assert!(!standing.started());
    assert_eq!(standing.planned, Minutes(90));
}

#[test]
fn a_guest_makes_up_a_missed_session_in_another_class() {
    let own: Vec<_> = (1..=2).map(held).collect();
    let other = [PlannedSession { minutes: Minutes(60), ..held(2) }];
    let guest = ClassRecord { class: ClassId(2), ..record(&other, &[P]) };
    let standings = judge(share(80), period(), &[record(&own, &[P, U]), guest]);

    assert_eq!(standings[0].attended, Minutes(150));
    assert_eq!(standings[0].verdict, Verdict::Completed);
    assert_eq!(standings[1].attended, Minutes(60), "session 1 is not in the other class's plan");
}

#[test]
fn a_session_still_to_come_in_another_class_keeps_the_line_in_reach() {
    let own: Vec<_> = (1..=2).map(held).collect();
    let other = [session(2, Some(day(20)), SessionStatus::Planned)];
    let guest = ClassRecord { class: ClassId(2), ..record(&other, &[None]) };
    let standings = judge(share(80), period(), &[record(&own, &[P, U]), guest]);

    assert_eq!(standings[0].verdict, Verdict::NotYet);
}

#[test]
fn a_student_who_left_is_expected_at_nothing_more() {
    let sessions = [
        held(1),
        session(2, None, SessionStatus::Planned),
        session(3, Some(day(20)), SessionStatus::Planned),
    ];
    let left = ClassRecord { to: Some(day(10)), ..record(&sessions, &[P, None, None]) };

    assert_eq!(one(share(80), left).verdict, Verdict::NoLonger);
}

fn any_mark() -> impl Strategy<Value = Option<Attendance>> {
    prop_oneof![
        Just(None),
        Just(P),
        Just(E),
        Just(U),
        (0u32..120).prop_map(|n| Some(Attendance::Late(Minutes(n))))
    ]
}

fn any_status() -> impl Strategy<Value = SessionStatus> {
    prop_oneof![
        Just(SessionStatus::Planned),
        Just(SessionStatus::Held),
        Just(SessionStatus::Cancelled)
    ]
}

/// A session and a mark that is there only where the session was held.
fn any_cell() -> impl Strategy<Value = (PlannedSession, Option<Attendance>)> {
    (1u16..9, proptest::option::of(1u32..30), 0u32..200, any_status(), any_mark()).prop_map(
        |(number, date, minutes, status, mark)| {
            let date = date.map(day);
            let held = status == SessionStatus::Held && date.is_some();
            (
                PlannedSession { number, date, minutes: Minutes(minutes), status },
                mark.filter(|_| held),
            )
        },
    )
}

fn any_class() -> impl Strategy<Value = (Vec<PlannedSession>, Vec<Option<Attendance>>)> {
    proptest::collection::vec(any_cell(), 0..9).prop_map(|cells| cells.into_iter().unzip())
}

fn any_rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        (1u8..=100).prop_map(share),
        (1u16..8).prop_map(Rule::Sessions),
        (1u32..600).prop_map(|n| Rule::Minutes(Minutes(n))),
        Just(Rule::Started)
    ]
}

proptest! {
    #[test]
    fn counting_is_reaching_with_what_was_attended((sessions, marks) in any_class(), rule in any_rule()) {
        let standing = one(rule, record(&sessions, &marks));

        prop_assert!(standing.attended <= standing.planned);
        prop_assert_eq!(standing.verdict == Verdict::Completed, standing.completed_on.is_some());
        prop_assert!(standing.planned > Minutes(0) || standing.verdict == Verdict::NotYet);
        prop_assert!(standing.attended + standing.open <= standing.planned);
    }

    #[test]
    fn cancelling_a_session_without_marks_never_lowers_a_share((sessions, marks) in any_class(), pick in any::<prop::sample::Index>()) {
        let unmarked: Vec<usize> = (0..marks.len()).filter(|index| marks[*index].is_none()).collect();
        prop_assume!(!unmarked.is_empty());
        // Two sessions of one number would trade places when one is cancelled.
        let mut numbers: Vec<u16> = sessions.iter().map(|session| session.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        prop_assume!(numbers.len() == sessions.len());
        let before = one(share(80), record(&sessions, &marks));
        let mut cancelled = sessions.clone();
        cancelled[unmarked[pick.index(unmarked.len())]].status = SessionStatus::Cancelled;
        let after = one(share(80), record(&cancelled, &marks));

        prop_assert_eq!(after.attended, before.attended);
        prop_assert!(after.planned <= before.planned);
        prop_assert!(before.verdict != Verdict::Completed || after.verdict == Verdict::Completed);
    }

    #[test]
    fn an_undated_session_never_raises_a_share((sessions, marks) in any_class(), number in 9u16..12) {
        let before = one(share(80), record(&sessions, &marks));
        let mut longer = sessions.clone();
        longer.push(session(number, None, SessionStatus::Planned));
        let mut more = marks.clone();
        more.push(None);
        let after = one(share(80), record(&longer, &more));

        prop_assert_eq!(after.attended, before.attended);
        prop_assert!(after.planned >= before.planned);
        prop_assert!(after.verdict != Verdict::Completed || before.verdict == Verdict::Completed);
    }

    #[test]
    fn joining_late_raises_no_share((sessions, marks) in any_class(), from in 1u32..30, rule in any_rule()) {
        let before = one(rule, record(&sessions, &marks));
        let late = ClassRecord { from: Some(day(from)), ..record(&sessions, &marks) };
        let after = one(rule, late);

        prop_assert_eq!((after.attended, after.planned), (before.attended, before.planned));
        prop_assert_eq!(after.verdict == Verdict::Completed, before.verdict == Verdict::Completed);
    }

    #[test]
    fn another_class_never_takes_a_mark_away((sessions, marks) in any_class(), (others, other_marks) in any_class(), rule in any_rule()) {
        let alone = one(rule, record(&sessions, &marks));
        let other = ClassRecord { class: ClassId(2), ..record(&others, &other_marks) };
        let both = judge(rule, period(), &[record(&sessions, &marks), other]);

        prop_assert!(both[0].attended >= alone.attended);
        prop_assert!(both[0].verdict <= alone.verdict);
    }
}

#[test]
fn exempt_sessions_leave_the_planned_minutes_of_the_share_rule_alone() {
    let sessions: Vec<_> = (1..=6).map(held).collect();
    let late = |exempt: &[usize]| ClassRecord {
        from: Some(day(3)),
        exempt: exempt.to_vec(),
        ..record(&sessions, &[None, None, P, P, P, P])
    };
    let (without, with) = (one(share(80), late(&[])), one(share(80), late(&[0, 1])));

    assert_eq!((without.verdict, without.planned), (Verdict::NoLonger, Minutes(540)));
    assert_eq!(
        (with.verdict, with.planned, with.exempt),
        (Verdict::Completed, Minutes(360), Minutes(180))
    );
    assert_eq!(with.attended, without.attended, "exempt minutes were never attended");
    let sessions_rule = one(Rule::Sessions(5), late(&[0, 1]));
    assert_eq!((sessions_rule.verdict, sessions_rule.exempt), (Verdict::NoLonger, Minutes(0)));
}

#[test]
fn who_is_exempt_from_everything_does_not_count() {
    let sessions: Vec<_> = (1..=2).map(held).collect();
    let all = ClassRecord { exempt: vec![0, 1], ..record(&sessions, &[None, None]) };

    assert_eq!(one(share(80), all).verdict, Verdict::NotYet);
}

#[test]
fn who_was_there_all_the_same_is_not_exempt() {
    let sessions: Vec<_> = (1..=2).map(held).collect();
    let guest_sessions = [held(1)];
    let own = ClassRecord { exempt: vec![0], ..record(&sessions, &[None, P]) };
    let guest = ClassRecord { class: ClassId(2), ..record(&guest_sessions, &[P]) };
    let standing = judge(share(80), period(), &[own, guest])[0];

    assert_eq!(
        (standing.planned, standing.attended, standing.exempt),
        (Minutes(180), Minutes(180), Minutes(0))
    );
}
