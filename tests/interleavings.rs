//! Several computers write at once, and what they write comes to the others late, twice, out of order and spoilt. However that
//! falls out: in the end all of them have the same, nothing that was written is gone, and where two disagree it is told.
//!
//! What holds of a name is asked of a witness that knows nothing of the register: it notes who wrote what, knowing of which.

#[path = "support/dice.rs"]
mod dice;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use dice::Dice;
use kursliggaren::clock::Clock;
use kursliggaren::domain::certificate::CertificateLanguage;
use kursliggaren::domain::erasure::{Certificates, Decision, Whose};
use kursliggaren::domain::{Attendance, ClassId, Minutes, Protection, StudentId};
use kursliggaren::register::copy::Holds;
use kursliggaren::register::journal::form::{ChangeId, Form, FormCell, FormSlot, FormValue, OpId};
use kursliggaren::register::session::Log;
use kursliggaren::register::sharing::Writer;
use kursliggaren::register::student::StudentDetails;
use kursliggaren::register::{Error, Refusal, Register};
use support::*;
use uuid::Uuid;

/// How many interleavings are tried, and the seed of the first computers. One is the order in which a computer writes and is sent
/// what others have written, between two looks at everything. `KURSLIGGAREN_PROOFS=long` takes many, `KURSLIGGAREN_SEED` one world.
fn interleavings() -> (u64, u64) {
    if let Ok(seed) = std::env::var("KURSLIGGAREN_SEED") {
        return (1, seed.parse().expect("a seed is a number"));
    }
    match std::env::var("KURSLIGGAREN_PROOFS").as_deref() {
        Ok("long") => (1_000_000, 1_000_000),
        _ => (20_000, 1),
    }
}

/// How many rounds the same computers go through.
const ROUNDS_TOGETHER: u64 = 16;

const GIVEN: [&str; 5] = ["Elin", "Amir", "Sara", "Nils", "Tuva"];
const CLASSES: [&str; 4] = ["SA26A", "SA26B", "TE26A", "VO26A"];

/// What they begin with: two classes, five students, one session held.
fn beginning() -> &'static Vec<Vec<u8>> {
    static BEGINNING: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    BEGINNING.get_or_init(|| {
        let desk = Desk::new();
        let mut register = desk.create();
        let class =
            class_of(&mut register, &[("Elin", "Öberg"), ("Amir", "Haddad"), ("Sara", "Ek")]);
        hold_sessions(&mut register, class, 1);
        let other = details(&register, "TE26A");
        let other = register.add_class(&other).unwrap().1;
        for (given, family) in [("Nils", "Vik"), ("Tuva", "Ros")] {
            let student = StudentDetails {
                given: given.to_owned(),
                family: family.to_owned(),
                ..Default::default()
            };
            register.add_student(other, &student, None).unwrap();
        }
        register.changes_to_send().unwrap()
    })
}

/// What the witness asks about: a row and a field of it.
type Named = (Uuid, &'static str);

/// A name somebody wrote.
struct Written {
    /// `None` of what they began with.
    by: Option<ChangeId>,
    value: String,
    /// Which of those before it were known.
    knew: BTreeSet<usize>,
}

/// Who wrote what, knowing of which.
#[derive(Default)]
struct Witness {
    written: BTreeMap<Named, Vec<Written>>,
    /// What something else has happened to, such as joining or erasing.
    given_up: BTreeSet<Named>,
    /// Students whose name is to be gone everywhere.
    gone: BTreeSet<Uuid>,
}

impl Witness {
    fn knows(&self, named: Named, holds: &Holds) -> BTreeSet<usize> {
        let written = self.written.get(&named).map(Vec::as_slice).unwrap_or_default();
        let is_known = |one: &Written| match one.by {
            None => true,
            Some(by) => holds.get(&(by.device, by.epoch)).is_some_and(|seq| *seq >= by.seq),
        };

        (0..written.len()).filter(|index| is_known(&written[*index])).collect()
    }

    fn write(&mut self, named: Named, by: Option<ChangeId>, value: &str, holds: &Holds) {
        let knew = self.knows(named, holds);
        let written = Written { by, value: value.to_owned(), knew };
        self.written.entry(named).or_default().push(written);
    }

    /// The values that nobody knew of who wrote later.
    fn standing(&self, named: Named) -> BTreeSet<&str> {
        let written = &self.written[&named];
        let is_over = |index: usize| written.iter().any(|later| later.knew.contains(&index));

        (0..written.len())
            .filter(|index| !is_over(*index))
            .map(|index| written[index].value.as_str())
            .collect()
    }
}

/// A computer, and what has not come to it yet.
struct Computer {
    register: Register,
    device: Uuid,
    is_teacher: bool,
    /// Up to which of its changes, by local key, it has been looked at what it has written.
    seen: i64,
}

struct World {
    dice: Dice,
    computers: Vec<Computer>,
    /// Everything that was written.
    sent: Vec<(ChangeId, Vec<u8>)>,
    /// Where each stands there.
    ids: BTreeMap<ChangeId, usize>,
    witness: Witness,
    uid: Uuid,
}

/// Any error but a refusal is one of the program's.
fn allowed<T>(done: Result<T, Error>, what: &str) -> Option<T> {
    match done {
        Ok(done) => Some(done),
        Err(Error::Refused(_)) => None,
        Err(error) => panic!("{what}: {error:?}"),
    }
}

impl World {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::of_seed(seed);
        let uid = Uuid::from_u128(5);
        let count = 3 + dice.below(4);
        let mut world = Self {
            computers: Vec::new(),
            sent: Vec::new(),
            ids: BTreeMap::new(),
            witness: Witness::default(),
            uid,
            dice,
        };
        for number in 0..count {
            let device = Uuid::from_u128(1_000 + number as u128);
            // The first and one more are coordinators.
            let is_teacher = number > 1 && world.dice.one_in(3);
            let register = world.copy(device);
            let seen = register.newest_change_key().unwrap();
            world.computers.push(Computer { register, device, is_teacher, seen });
        }
        let first = &world.computers[0].register;
        for class in first.classes().unwrap() {
            let named = (first.uid_of_class(class.id).unwrap(), "name");
            world.witness.write(named, None, &class.name, &Holds::new());
        }
        for student in first.students().unwrap() {
            let named = (first.uid_of(student.id).unwrap(), "given");
            let given = first.student(student.id).unwrap().details.given;
            world.witness.write(named, None, &given, &Holds::new());
        }
        world.note_teachers();

        world
    }

    /// A computer with what all begin with. Clocks differ by days.
    fn copy(&mut self, device: Uuid) -> Register {
        let clock = Clock::at(day(["2026-11-22", "2026-11-23", "2026-11-25"][self.dice.below(3)]));
        let mut register = Register::in_memory(self.uid, device, clock).unwrap();
        register.take_changes(beginning()).unwrap();

        register
    }

    fn writers(&self) -> Vec<Writer> {
        let writer = |computer: &Computer| Writer {
            device: computer.device,
            role: if computer.is_teacher { "teacher" } else { "coordinator" },
            is_gone: false,
        };

        self.computers.iter().map(writer).collect()
    }

    /// A teacher works with the first class.
    fn note_teachers(&mut self) {
        let writers = self.writers();
        let teachers: Vec<Uuid> = self
            .computers
            .iter()
            .filter(|computer| computer.is_teacher)
            .map(|computer| computer.device)
            .collect();
        let first = &mut self.computers[0].register;
        let class = first.classes().unwrap()[0].id;
        for teacher in teachers {
            first.note_member("Jonas Ek", teacher, true, &[class]).unwrap();
        }
        self.collect(0);
        self.deliver_all();
        for computer in &mut self.computers {
            computer.register.keep_writers(&writers).unwrap();
        }
    }

    /// Puts what a computer has written since with what is sent; the newest of it.
    fn collect(&mut self, index: usize) -> Option<ChangeId> {
        let Computer { register, device, seen, .. } = &mut self.computers[index];
        let written =
            register.changes_after(*seen, usize::MAX, |writer| writer == *device).unwrap();
        *seen = register.newest_change_key().unwrap();
        let mut newest = None;
        for form in written.changes {
            if !self.ids.contains_key(&form.id) {
                self.ids.insert(form.id, self.sent.len());
                self.sent.push((form.id, form.to_bytes()));
                newest = Some(form.id);
            }
        }

        newest
    }

    /// Everything comes to everybody, in an order of chance.
    fn deliver_all(&mut self) {
        for index in 0..self.computers.len() {
            let mut order: Vec<usize> = (0..self.sent.len()).collect();
            for at in (1..order.len()).rev() {
                order.swap(at, self.dice.below(at + 1));
            }
            let holds = self.computers[index].register.holds().unwrap();
            let is_new = |sent: &&usize| {
                let id = self.sent[**sent].0;
                holds.get(&(id.device, id.epoch)).is_none_or(|seq| *seq < id.seq)
            };
            let new: Vec<Vec<u8>> =
                order.iter().filter(is_new).map(|sent| self.sent[*sent].1.clone()).collect();
            self.computers[index].register.take_changes(&new).unwrap();
        }
    }

    /// A few of the changes come to somebody: some twice, some before what they follow, one of them spoilt.
    fn deliver_some(&mut self) {
        if self.sent.is_empty() {
            return;
        }
        let index = self.dice.below(self.computers.len());
        let count = 1 + self.dice.below(4);
        let chosen: Vec<Vec<u8>> =
            (0..count).map(|_| self.sent[self.dice.below(self.sent.len())].1.clone()).collect();
        let register = &mut self.computers[index].register;
        if self.dice.one_in(12) {
            let mut spoilt = chosen[0].clone();
            let at = self.dice.below(spoilt.len());
            spoilt[at] ^= 1 << self.dice.below(8);
            let before = register.contents_hash().unwrap();
            match register.take_changes(&[spoilt]) {
                Ok(arrived) => panic!("spoilt at {at}, and taken in: {arrived:?}"),
                Err(Error::Refused(Refusal::NoChange)) => {}
                Err(error) => panic!("spoilt at {at}: {error:?}"),
            }
            assert_eq!(register.contents_hash().unwrap(), before);
        }
        register.take_changes(&chosen).unwrap();
    }

    /// A computer loses what it has not sent lately, and goes on from an earlier copy.
    fn restore(&mut self) {
        let index = self.dice.below(self.computers.len());
        let device = self.computers[index].device;
        let mut register = self.copy(device);
        let mut kept = Vec::new();
        for (id, bytes) in &self.sent {
            // What it has written itself comes back first, as from the place.
            if id.device == device || !self.dice.one_in(3) {
                kept.push(bytes.clone());
            }
        }
        register.take_changes(&kept).unwrap();
        let writers = self.writers();
        register.keep_writers(&writers).unwrap();
        self.computers[index].seen = register.newest_change_key().unwrap();
        self.computers[index].register = register;
    }

    /// Somebody writes something.
    fn write(&mut self) {
        let index = self.dice.below(self.computers.len());
        let holds = self.computers[index].register.holds().unwrap();
        let deed = self.dice.below(20);
        let written: Option<(Named, String)> = match deed {
            0..=4 => self.rename_class(index),
            5..=8 => self.rename_student(index),
            _ => {
                self.do_something_else(index, deed);
                None
            }
        };
        let newest = self.collect(index);
        let is_teacher = self.computers[index].is_teacher;
        assert!(!(is_teacher && deed <= 8 && newest.is_some()), "a teacher renamed something");
        if let (Some((named, value)), Some(id)) = (written, newest)
            && self.speaks_of(id, named)
        {
            self.witness.write(named, Some(id), &value, &holds);
        }
    }

    fn rename_class(&mut self, index: usize) -> Option<(Named, String)> {
        let name = (*self.dice.of(&CLASSES)).to_owned();
        let register = &mut self.computers[index].register;
        let classes = register.classes().unwrap();
        let class = self.dice.of(&classes).id;
        let uid = register.uid_of_class(class).unwrap();
        let wanted = details(register, &name);
        let done = register.edit_class(class, &wanted);

        allowed(done, "rename a class").map(|_| ((uid, "name"), name))
    }

    fn rename_student(&mut self, index: usize) -> Option<(Named, String)> {
        let given = (*self.dice.of(&GIVEN)).to_owned();
        let register = &mut self.computers[index].register;
        let students = register.students().unwrap();
        let student = self.dice.of(&students).id;
        let uid = register.uid_of(student).unwrap();
        let detail = register.student(student).unwrap();
        let wanted = StudentDetails { given: given.clone(), ..detail.details };
        let done = register.edit_student(student, &wanted);

        allowed(done, "rename a student").map(|_| ((uid, "given"), given))
    }

    fn do_something_else(&mut self, index: usize, deed: usize) {
        let register = &mut self.computers[index].register;
        let classes: Vec<ClassId> = register.classes().unwrap().iter().map(|one| one.id).collect();
        let class = *self.dice.of(&classes);
        let detail = register.class(class).unwrap();
        let members: Vec<StudentId> = detail.members.iter().map(|member| member.student).collect();
        // Those after the sixth are added to the course's.
        let number = 1 + self.dice.below(8) as u16;
        let session = detail.sessions.iter().find(|session| session.number == number);
        let session = session.map(|session| session.id);
        match deed {
            9 | 10 => {
                let marks = members
                    .iter()
                    .map(|student| {
                        let mark = match self.dice.below(3) {
                            0 => Attendance::Present,
                            1 => Attendance::Unexcused,
                            _ => Attendance::Late(Minutes(10)),
                        };
                        (*student, mark)
                    })
                    .collect();
                let log = Log {
                    class,
                    number,
                    date: day("2026-10-20"),
                    minutes: None,
                    marks,
                    newcomers: Vec::new(),
                    note: None,
                    replace: self.dice.one_in(2),
                    anyway: true,
                };
                allowed(register.log_session(&log), "log");
            }
            11 | 12 => {
                if let (Some(session), false) = (session, members.is_empty()) {
                    let student = *self.dice.of(&members);
                    let mark = self.dice.one_in(3).then_some(Attendance::Excused);
                    allowed(register.set_mark(session, student, mark), "mark");
                }
            }
            13 => {
                let cancelled = register.cancel_session(class, number, None, "sjuk", true);
                allowed(cancelled, "cancel");
            }
            14 => {
                if let Some(session) = session {
                    allowed(register.remove_session(session), "remove a session");
                }
            }
            15 => {
                let student = StudentDetails {
                    given: (*self.dice.of(&GIVEN)).to_owned(),
                    family: "Ny".to_owned(),
                    ..Default::default()
                };
                allowed(register.add_student(class, &student, None), "add a student");
            }
            16 => {
                if let Some(student) = members.first().filter(|_| self.dice.one_in(2)) {
                    let left = register.leave_class(&[*student], class, day("2026-11-01"));
                    allowed(left, "leave");
                } else {
                    self.give_up_somebody(index);
                }
            }
            17 => {
                let whose: Vec<_> =
                    members.iter().map(|student| (*student, class)).take(1).collect();
                if !whose.is_empty() {
                    let language = CertificateLanguage::Swedish;
                    let issued = register.issue_certificates(Some(class), &whose, language);
                    allowed(issued, "issue");
                }
            }
            18 => self.go_back(index),
            _ => self.settle(index),
        }
    }

    /// Joins two students, protects one or erases one: what they are called is another question from then on.
    fn give_up_somebody(&mut self, index: usize) {
        let register = &mut self.computers[index].register;
        let students = register.students().unwrap();
        let (one, other) = (self.dice.of(&students).id, self.dice.of(&students).id);
        let uids = [register.uid_of(one).unwrap(), register.uid_of(other).unwrap()];
        let deed = self.dice.below(3);
        let done = match deed {
            0 => allowed(register.join_students(one, other, &[]), "join").map(drop),
            1 => {
                let done = register.protect_student(one, Protection::Confidential, "");
                allowed(done, "protect").map(drop)
            }
            _ => {
                let decision = Decision { reference: "Dnr 1".to_owned(), day: day("2026-11-20") };
                let done =
                    register.erase(Whose::Student(one), &decision, Certificates::BecomeNumbers);
                allowed(done, "erase").map(drop)
            }
        };
        if done.is_some() {
            self.witness.given_up.extend(uids.map(|uid| (uid, "given")));
            if deed > 0 {
                self.witness.gone.insert(uids[0]);
            }
        }
    }

    /// Undoes or redoes: that may open again what somebody had settled, which the witness does not follow.
    fn go_back(&mut self, index: usize) {
        let register = &mut self.computers[index].register;
        let done = match self.dice.one_in(3) {
            true => register.redo().map(drop),
            false => register.undo(false).map(drop),
        };
        allowed(done, "undo");
        let Some(id) = self.collect(index) else { return };
        let named = self.witness.written.keys().copied();
        let given_up: Vec<Named> = named.filter(|named| self.speaks_of(id, *named)).collect();
        self.witness.given_up.extend(given_up);
    }

    fn settle(&mut self, index: usize) {
        let register = &mut self.computers[index].register;
        let conflicts = register.conflicts_to_settle().unwrap();
        if conflicts.is_empty() {
            return;
        }
        let conflict = self.dice.of(&conflicts).clone();
        let sides = register.sides_of(&conflict).unwrap();
        if sides.is_empty() {
            return;
        }
        let side = self.dice.of(&sides);
        let holds = register.holds().unwrap();
        let done = allowed(register.settle_by(&conflict, side), "settle");
        let newest = self.collect(index);
        let field = match conflict.field {
            Some("name") => "name",
            Some("given" | "family") => "given",
            _ => return,
        };
        let named = (conflict.rows[0], field);
        if conflict.field == Some("family") {
            // The names of a student are settled together.
            self.witness.given_up.insert(named);
        }
        if let (Some(_), Some(id), FormValue::Text(value)) = (done, newest, &side.value)
            && self.speaks_of(id, named)
        {
            self.witness.write(named, Some(id), value, &holds);
        }
    }

    /// Whether a change says anything of a name.
    fn speaks_of(&self, id: ChangeId, (row, field): Named) -> bool {
        let form = Form::from_bytes(&self.sent[self.ids[&id]].1).unwrap();

        form.ops.iter().any(|slot| match slot {
            FormSlot::Op(op) => op.row == row && op.field.as_deref() == Some(field),
            FormSlot::Withheld(_) => false,
        })
    }

    /// What classes and students are called.
    fn names(&self, index: usize) -> BTreeMap<Named, String> {
        let contents = self.computers[index].register.copy_contents().unwrap();
        let mut names = BTreeMap::new();
        for row in contents.rows {
            let field = match row.entity.table() {
                "class" => "name",
                "student" => "given",
                _ => continue,
            };
            let value = row.values.iter().find_map(|(name, value)| match value {
                FormValue::Text(text) if *name == field => Some(text.clone()),
                _ => None,
            });
            names.extend(value.map(|value| ((row.uid, field), value)));
        }

        names
    }

    /// In the end all have the same, nothing is lost, and every disagreement is told.
    fn look(&mut self, round: u64) {
        for index in 0..self.computers.len() {
            self.collect(index);
        }
        self.deliver_all();
        let first = &self.computers[0].register;
        let contents = first.contents_hash().unwrap();
        let standings = first.copy_standings().unwrap();
        let conflicts = first.conflicts().unwrap();
        for id in self.ids.keys() {
            let held = contents.0.get(&(id.device, id.epoch)).copied().unwrap_or_default();
            assert!(held >= id.seq, "{round}: {id:?} is lost");
        }
        for computer in &self.computers {
            let register = &computer.register;
            assert!(register.waiting_changes().unwrap().is_empty(), "{round}: something waits");
            assert_eq!(register.contents_hash().unwrap(), contents, "{round}: contents");
            assert_eq!(register.copy_standings().unwrap(), standings, "{round}: figures");
            assert_eq!(register.conflicts().unwrap(), conflicts, "{round}: disagreements");
        }
        let told: BTreeSet<Named> = conflicts
            .iter()
            .filter_map(|conflict| Some((*conflict.rows.first()?, conflict.field?)))
            .collect();
        let names = self.names(0);
        for named in self.witness.written.keys() {
            if self.witness.given_up.contains(named) {
                continue;
            }
            let standing = self.witness.standing(*named);
            let shown = names.get(named).map(String::as_str).unwrap_or_default();
            assert!(standing.contains(shown), "{round}: {named:?} is {shown}, not {standing:?}");
            let is_told = told.contains(named);
            assert_eq!(is_told, standing.len() > 1, "{round}: {named:?} of {standing:?}");
        }
    }

    /// A row is removed only where nobody has edited it without that being known to who removed it.
    fn look_at_removals(&self, round: u64) {
        let contents = self.computers[0].register.copy_contents().unwrap();
        let removed: BTreeSet<Uuid> = contents
            .rows
            .iter()
            .filter(|row| row.is_removed && row.entity.table() == "session")
            .map(|row| row.uid)
            .collect();
        if removed.is_empty() {
            return;
        }
        let rows: Vec<Uuid> = removed.iter().copied().collect();
        // What each edit of the rows replaces, and what each removal had seen.
        let mut edits: Vec<(OpId, String, Uuid)> = Vec::new();
        let mut replaced: BTreeSet<OpId> = BTreeSet::new();
        let mut seen: BTreeSet<OpId> = BTreeSet::new();
        for form in self.computers[0].register.changes_about(&rows).unwrap() {
            for (index, slot) in (0..).zip(&form.ops) {
                let FormSlot::Op(op) = slot else { continue };
                let Some(field) = op.field.clone().filter(|_| removed.contains(&op.row)) else {
                    continue;
                };
                match field.as_str() {
                    "deleted" => seen.extend(&op.parents),
                    _ => {
                        replaced.extend(&op.parents);
                        edits.push((OpId { change: form.id, index }, field, op.row));
                    }
                }
            }
        }
        for (edit, field, row) in edits {
            let is_known = seen.contains(&edit) || replaced.contains(&edit);
            assert!(is_known, "{round}: {row} is removed, and with it {field} by {edit:?}");
        }
    }

    /// A name that was taken out stands nowhere, whoever wrote it and whenever that came.
    fn look_for_names(&self, round: u64) {
        let names = self.names(0);
        let gone: Vec<Uuid> = self.witness.gone.iter().copied().collect();
        for uid in &gone {
            let shown = names.get(&(*uid, "given"));
            assert_eq!(shown, None, "{round}: the name of {uid}");
        }
        for computer in &self.computers {
            for form in computer.register.changes_about(&gone).unwrap() {
                for slot in &form.ops {
                    let FormSlot::Op(op) = slot else { continue };
                    if !gone.contains(&op.row) || !op.aware.is_empty() || op.pseudonym {
                        continue;
                    }
                    let named = op.cells.iter().find(|(field, cell)| {
                        ["given", "family"].contains(&field.as_str())
                            && matches!(cell, FormCell::Open(_, FormValue::Text(_)))
                    });
                    assert!(named.is_none(), "{round}: {named:?} of {} in {:?}", op.row, form.id);
                }
            }
        }
    }

    fn go_through(&mut self, round: u64) {
        for _ in 0..4 + self.dice.below(8) {
            match self.dice.below(12) {
                0..=6 => self.write(),
                7..=10 => self.deliver_some(),
                _ if self.dice.one_in(4) => {
                    for index in 0..self.computers.len() {
                        self.collect(index);
                    }
                    self.restore();
                }
                _ => {}
            }
        }
        self.look(round);
        self.look_at_removals(round);
        self.look_for_names(round);
    }
}

/// Says of a world in which something went wrong how it is made again.
struct Told(u64);

impl Drop for Told {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "in the world of seed {0}: KURSLIGGAREN_SEED={0} goes through it again",
                self.0
            );
        }
    }
}

#[test]
fn whatever_comes_when_all_have_the_same_in_the_end() {
    let (wanted, first) = interleavings();
    let (next, tried) = (AtomicU64::new(first), AtomicU64::new(0));
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let go_on = || {
        while tried.load(Ordering::Relaxed) < wanted {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            let _told = Told(seed);
            let mut world = World::new(seed);
            for round in 0..ROUNDS_TOGETHER {
                world.go_through(seed * 100 + round);
                tried.fetch_add(world.computers.len() as u64, Ordering::Relaxed);
            }
            let problems = world.computers[0].register.check().unwrap().problems;
            assert_eq!(problems, [], "{seed}");
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(go_on);
        }
    });
    println!("{} interleavings of {} worlds", tried.into_inner(), next.into_inner() - first);
}

/// Two computers with what all begin with.
fn two() -> [Register; 2] {
    [1_000, 1_001].map(|device| {
        let clock = Clock::at(day("2026-11-23"));
        let device = Uuid::from_u128(device);
        let mut register = Register::in_memory(Uuid::from_u128(5), device, clock).unwrap();
        register.take_changes(beginning()).unwrap();
        register
    })
}

#[test]
fn a_decision_that_is_taken_back_opens_the_question_again_at_once() {
    let [mut one, mut other] = two();
    let session = |register: &Register| {
        let class = register.classes().unwrap()[0].id;
        (class, register.class(class).unwrap().sessions[3].clone())
    };
    let (class, _) = session(&one);
    let log = Log {
        class,
        number: 4,
        date: day("2026-10-20"),
        minutes: None,
        marks: BTreeMap::new(),
        newcomers: Vec::new(),
        note: None,
        replace: false,
        anyway: true,
    };
    one.log_session(&log).unwrap();
    other.cancel_session(session(&other).0, 4, None, "sjuk", false).unwrap();
    one.take_changes(&other.changes_to_send().unwrap()).unwrap();
    let conflicts = one.conflicts_to_settle().unwrap();
    let shown = session(&one).1.status;
    let status = conflicts.iter().find(|conflict| conflict.field == Some("status")).unwrap();
    let sides = one.sides_of(status).unwrap();
    let hidden = sides.iter().find(|side| side.value != FormValue::Text(shown.code().to_owned()));
    one.settle_by(status, hidden.unwrap()).unwrap();
    assert_ne!(session(&one).1.status, shown);
    one.undo(false).unwrap();
    assert_eq!(session(&one).1.status, shown);
    let again = one.conflicts_to_settle().unwrap();
    assert!(again.iter().any(|conflict| conflict.field == Some("status")), "{again:?}");
    assert_eq!(one.check().unwrap().problems, []);
}

#[test]
fn a_certificate_whose_name_is_erased_is_no_disagreement() {
    let [mut one, mut other] = two();
    let class = one.classes().unwrap()[0].id;
    let student = one.class(class).unwrap().members[0].student;
    let language = CertificateLanguage::Swedish;
    one.issue_certificates(Some(class), &[(student, class)], language).unwrap();
    one.protect_student(student, Protection::Confidential, "").unwrap();
    other.take_changes(&one.changes_to_send().unwrap()).unwrap();
    assert_eq!(one.conflicts().unwrap(), []);
    assert_eq!(other.conflicts().unwrap(), []);
}

#[test]
fn what_a_computer_wrote_before_it_was_restored_is_not_written_over() {
    let [mut one, _] = two();
    let class = one.classes().unwrap()[0].id;
    for name in ["SA26B", "SA26C"] {
        let wanted = details(&one, name);
        one.edit_class(class, &wanted).unwrap();
    }
    let written = one.changes_after(0, usize::MAX, |device| device == one.own_device().unwrap());
    let written: Vec<Vec<u8>> = written.unwrap().changes.iter().map(Form::to_bytes).collect();
    // Only the later one comes back at first.
    let [mut restored, _] = two();
    restored.take_changes(&written[1..]).unwrap();
    let class = restored.classes().unwrap()[0].id;
    let wanted = details(&restored, "SA26D");
    restored.edit_class(class, &wanted).unwrap();
    restored.take_changes(&written).unwrap();
    assert_eq!(restored.quarantined_changes().unwrap(), []);
    assert_eq!(restored.waiting_changes().unwrap().len(), 0);
}

#[test]
fn a_change_can_be_taken_back_where_who_it_is_about_has_not_come_yet() {
    let [mut one, mut other] = two();
    let class = other.classes().unwrap()[0].id;
    let new =
        StudentDetails { given: "Maja".to_owned(), family: "Ny".to_owned(), ..Default::default() };
    let added = other.add_student(class, &new, None).unwrap().1;
    let uid = other.uid_of(added).unwrap();
    let made = other.changes_to_send().unwrap();
    one.take_changes(&made).unwrap();
    let student =
        one.students().unwrap().iter().find(|one| one.name.starts_with("Maja")).unwrap().id;
    for given in ["Moa", "Mona"] {
        let wanted = StudentDetails { given: given.to_owned(), ..new.clone() };
        one.edit_student(student, &wanted).unwrap();
    }
    let device = one.own_device().unwrap();
    let written = one.changes_after(0, usize::MAX, |writer| writer == device).unwrap();
    let written: Vec<Vec<u8>> = written.changes.iter().map(Form::to_bytes).collect();
    let [mut restored, _] = two();
    restored.take_changes(&written).unwrap();
    restored.undo(false).unwrap();
    restored.redo().unwrap();
    restored.undo(false).unwrap();
    restored.take_changes(&made).unwrap();
    let students = restored.students().unwrap();
    let maja = students.iter().find(|one| restored.uid_of(one.id).unwrap() == uid).unwrap();
    assert!(maja.name.starts_with("Moa"), "{}", maja.name);
    assert_eq!(restored.check().unwrap().problems, []);
}

#[test]
fn what_no_longer_holds_is_not_done_again() {
    let [mut coordinator, mut teacher] = two();
    let device = teacher.own_device().unwrap();
    let class = coordinator.classes().unwrap()[0].id;
    coordinator.note_member("Jonas Ek", device, true, &[class]).unwrap();
    let writers = [
        Writer { device: coordinator.own_device().unwrap(), role: "coordinator", is_gone: false },
        Writer { device, role: "teacher", is_gone: false },
    ];
    for register in [&mut coordinator, &mut teacher] {
        register.keep_writers(&writers).unwrap();
    }
    teacher.take_changes(&coordinator.changes_to_send().unwrap()).unwrap();
    let own = teacher.classes().unwrap()[0].id;
    let held = session_numbered(&teacher, own, 1);
    let student = teacher.class(own).unwrap().members[0].student;
    teacher.set_mark(held, student, Some(Attendance::Excused)).unwrap();
    teacher.undo(false).unwrap();
    // The class was taken from the teacher before that.
    coordinator.end_grants(device, None, &BTreeMap::new()).unwrap();
    teacher.take_changes(&coordinator.changes_to_send().unwrap()).unwrap();
    let again = teacher.redo();
    assert!(matches!(again, Err(Error::Refused(Refusal::NothingToRedo))), "{again:?}");
    assert_eq!(teacher.check().unwrap().problems, []);
}
