//! Do, undo, do again and back to a point, in any order, with restarts in between, held against a model that keeps whole
//! states in two stacks. `KURSLIGGAREN_PROOFS=long` makes it 10 000 sequences.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use kursliggaren::domain::{Attendance, ClassId, SessionId, StudentId};
use kursliggaren::register::student::StudentDetails;
use kursliggaren::register::{Error, Refusal, Register};
use support::*;

/// What a sequence may change: marks, an address, who is in the class and who has announced to be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct State {
    marks: BTreeMap<(SessionId, StudentId), Attendance>,
    emails: BTreeMap<StudentId, String>,
    announced: BTreeSet<(SessionId, StudentId)>,
}

/// Whole states, so that there is nothing to get wrong.
#[derive(Debug, Default)]
struct Model {
    now: State,
    /// The states before and after each change that undo would take, the last one first to go.
    done: Vec<(State, State)>,
    /// The same of each that was undone.
    undone: Vec<(State, State)>,
    /// Every change there has been, undoing and doing again too, with the state before it.
    journal: Vec<(i64, State)>,
}

impl Model {
    fn do_it(&mut self, change: Option<i64>, after: State) {
        let Some(change) = change else {
            assert_eq!(self.now, after, "a change that is none");
            return;
        };
        self.journal.push((change, self.now.clone()));
        self.done.push((self.now.clone(), after.clone()));
        self.undone.clear();
        self.now = after;
    }

    fn undo(&mut self, change: i64) {
        let step = self.done.pop().unwrap();
        self.journal.push((change, self.now.clone()));
        self.now = step.0.clone();
        self.undone.push(step);
    }

    fn redo(&mut self, change: i64) {
        let step = self.undone.pop().unwrap();
        self.journal.push((change, self.now.clone()));
        self.now = step.1.clone();
        self.done.push(step);
    }
}

/// Numbers that look like chance and are the same each time (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }
}

fn state(register: &Register, class: ClassId) -> State {
    let detail = register.class(class).unwrap();
    let emails = detail
        .members
        .iter()
        .map(|member| (member.student, register.student(member.student).unwrap().details.email))
        .collect();

    State { marks: detail.marks.into_iter().collect(), emails, announced: detail.announced }
}

/// One sequence of 60 steps.
fn sequence(seed: u64) {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 2);
    let coming = session_numbered(&register, class, 3);
    let sessions = [1, 2].map(|number| session_numbered(&register, class, number));
    let students: Vec<StudentId> =
        everyone(&register, class).into_iter().map(|(student, _)| student).collect();
    let mut model = Model { now: state(&register, class), ..Model::default() };
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for step in 0..60 {
        let mut wanted = model.now.clone();
        match dice.below(12) {
            // A few values, so that they often go there and back.
            0..=2 => {
                let session = sessions[dice.below(2)];
                let student = students[dice.below(2)];
                let mark =
                    [Some(Attendance::Present), Some(Attendance::Unexcused), None][dice.below(3)];
                let report = register.set_mark(session, student, mark).unwrap();
                match mark {
                    Some(mark) => wanted.marks.insert((session, student), mark),
                    None => wanted.marks.remove(&(session, student)),
                };
                model.do_it(report.change, wanted);
            }
            3 => {
                let student = students[dice.below(2)];
                let mut details = register.student(student).unwrap().details;
                details.email = ["", "a@exempel.se", "b@exempel.se"][dice.below(3)].to_owned();
                let report = register.edit_student(student, &details).unwrap();
                wanted.emails.insert(student, details.email);
                model.do_it(report.change, wanted);
            }
            4 => {
                let details = StudentDetails::from_typed_name(&format!("Ny Elev {step}")).unwrap();
                let (report, student) = register.add_student(class, &details, None).unwrap();
                wanted.emails.insert(student, String::new());
                model.do_it(report.change, wanted);
            }
            5 | 6 if !model.done.is_empty() => {
                let (report, _) = register.undo(false).unwrap();
                model.undo(report.change.unwrap());
            }
            7 | 8 => match register.redo() {
                Ok((report, _)) => model.redo(report.change.unwrap()),
                Err(Error::Refused(Refusal::NothingToRedo)) => assert!(
                    model.undone.is_empty(),
                    "sequence {seed}, step {step}: what was undone can be done again"
                ),
                Err(error) => panic!("sequence {seed}, step {step}: {error:?}"),
            },
            // A row that goes and comes back, and goes again.
            10 => {
                let student = students[dice.below(2)];
                let absent = dice.below(2) == 0;
                let report = register.announce_absence(coming, student, absent).unwrap();
                match absent {
                    true => wanted.announced.insert((coming, student)),
                    false => wanted.announced.remove(&(coming, student)),
                };
                model.do_it(report.change, wanted);
            }
            9 if !model.journal.is_empty() => {
                let (before, then) = model.journal[dice.below(model.journal.len())].clone();
                match register.go_back_before(before) {
                    Ok((report, _)) => model.do_it(report.change, then),
                    Err(Error::Refused(Refusal::NothingToUndo)) => assert_eq!(model.now, then),
                    Err(error) => panic!("sequence {seed}, step {step}: {error:?}"),
                }
            }
            _ => {
                drop(register);
                register = desk.open();
            }
        }
        assert_eq!(state(&register, class), model.now, "sequence {seed}, step {step}");
    }
    assert_eq!(register.check().unwrap().problems, [], "sequence {seed}");
}

#[test]
fn any_sequence_leaves_what_the_model_says() {
    let is_long = std::env::var_os("KURSLIGGAREN_PROOFS").is_some_and(|proofs| proofs == "long");
    let sequences = if is_long { 10_000 } else { 60 };
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for seed in (thread..sequences).step_by(threads as usize) {
                    sequence(seed);
                }
            });
        }
    });
}
