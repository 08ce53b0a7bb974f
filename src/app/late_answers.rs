//! Answers that come late and in any order: whatever is asked is done, whatever is typed stays, and an answer about one thing
//! leads nowhere from another.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use iced::Task;
use iced_test::futures::futures::StreamExt;
use iced_test::futures::futures::executor::block_on;
use iced_test::futures::futures::stream::BoxStream;
use iced_test::runtime::{Action, task};

use super::chrome::Notice;
use super::command::Command;
use super::desk::Desk;
use super::dialog::{self, Dialog};
use super::memory::Memory;
use super::route::Destination;
use super::route::Route;
use super::screen::class;
use super::screen::class::attendance::{self, Stroke};
use super::screen::shown::{self, Screen};
use super::{App, Message, Stage, Start};
use crate::clock::Clock;
use crate::domain::{Attendance, ClassId};
use crate::i18n::Language;
use crate::installation::Installation;
use crate::register::Register;
use crate::register::list::{List, ListRow};
use crate::register::programme::Template;
use crate::register::session::Log;
use crate::register::student::StudentDetails;

const NAMES: [(&str, &str); 3] = [("Elin", "Öberg"), ("Ali", "Hassan"), ("Sara", "Ek")];

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

/// A window whose answers wait until they are let through.
struct Late {
    folder: tempfile::TempDir,
    app: App,
    waiting: VecDeque<BoxStream<'static, Action<Message>>>,
    classes: Vec<ClassId>,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A register with two classes of three, each of which has had two sessions.
fn register_in(
    folder: &std::path::Path,
    installation: &Installation,
    clock: Clock,
) -> Vec<ClassId> {
    let template = Template::shipped(clock.today()).unwrap();
    let mut register =
        Register::create(&folder.join("register.db"), &template, installation, clock).unwrap();
    let school = register.find_school("Lugnetgymnasiet").unwrap().id;
    let course = register.find_course(None).unwrap().id;
    for name in ["SA26A", "TE26B"] {
        let rows = NAMES.iter().enumerate().map(|(at, (given, family))| ListRow {
            row: at as u32 + 2,
            details: StudentDetails {
                given: (*given).to_owned(),
                family: format!("{family}{name}"),
                ..StudentDetails::default()
            },
            ..ListRow::default()
        });
        let list = List {
            school,
            course,
            term: "HT26".parse().unwrap(),
            class: Some(name.to_owned()),
            complete: false,
            rows: rows.collect(),
            mapping: None,
        };
        let plan = register.plan_list(list).unwrap();
        register.import(&plan).unwrap();
    }
    let classes: Vec<ClassId> = register.classes().unwrap().iter().map(|one| one.id).collect();
    for class in &classes {
        for (number, date) in [(1, "2026-09-01"), (2, "2026-09-08")] {
            let members = register.class(*class).unwrap().members;
            let marks = members.iter().map(|one| (one.student, Attendance::Present)).collect();
            register
                .log_session(&Log {
                    class: *class,
                    number,
                    date: day(date),
                    minutes: None,
                    marks,
                    newcomers: Vec::new(),
                    note: None,
                    replace: false,
                    anyway: false,
                })
                .unwrap();
        }
    }

    classes
}

impl Late {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation::open_in(&folder.path().join("home")).unwrap();
        let clock = Clock::at(day("2026-11-23"));
        let classes = register_in(folder.path(), &installation, clock);
        let memory = Memory::open(&installation);
        let start = Start {
            installation,
            clock,
            language: Language::Swedish,
            register: folder.path().join("register.db"),
            person: "Åsa Berg".to_owned(),
            open_file: |path| path.exists(),
        };
        let (app, task) = App::new(start, memory, Arc::new(Mutex::new(Vec::new())));
        let mut late = Self { folder, app, waiting: VecDeque::new(), classes };
        late.begin(task);
        late.let_all_through();

        late
    }

    fn begin(&mut self, task: Task<Message>) {
        self.waiting.extend(task::into_stream(task));
    }

    fn send(&mut self, message: Message) {
        let task = self.app.update(message);
        self.begin(task);
    }

    fn tell_class(&mut self, message: class::Message) {
        self.send(Message::Screen(shown::Message::Class(message)));
    }

    /// Lets one of the answers through that wait, with what follows of it at once.
    fn let_through(&mut self, at: usize) {
        let Some(mut stream) = self.waiting.remove(at) else { return };
        while let Some(action) = block_on(stream.next()) {
            if let Action::Output(message) = action {
                self.send(message);
                self.waiting.push_back(stream);
                return;
            }
        }
    }

    fn let_all_through(&mut self) {
        while !self.waiting.is_empty() {
            self.let_through(0);
        }
    }

    fn desk(&self) -> &Desk {
        let Stage::Open(desk) = &self.app.stage else { panic!("a register is open") };

        desk
    }

    fn class_shown(&self) -> Option<&class::Class> {
        match &self.desk().screen {
            Screen::Class(class) => Some(class),
            _ => None,
        }
    }

    /// Selects a cell by its place and writes into it.
    fn mark(&mut self, student: isize, session: isize, stroke: Stroke) {
        let matrix = |message| class::Message::Matrix(message);
        self.tell_class(matrix(attendance::Message::Move(-9, -9)));
        self.tell_class(matrix(attendance::Message::Move(student, session)));
        self.tell_class(matrix(attendance::Message::Mark(stroke)));
    }

    /// What the register has, read afresh.
    fn marks(&self, class: ClassId) -> BTreeMap<(usize, usize), Attendance> {
        let path = self.folder.path().join("register.db");
        let register = Register::open_read_only(&path, Clock::at(day("2026-11-23"))).unwrap();
        let detail = register.class(class).unwrap();
        let student = |id| detail.members.iter().position(|member| member.student == id).unwrap();
        let session = |id| detail.sessions.iter().position(|session| session.id == id).unwrap();

        detail
            .marks
            .iter()
            .map(|((at, who), mark)| ((student(*who), session(*at)), *mark))
            .collect()
    }
}

/// One journey of 40 steps between two classes; answers come when chance will have it.
fn journey(seed: u64) {
    let mut late = Late::new();
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let classes = late.classes.clone();
    let mut expected: BTreeMap<ClassId, BTreeMap<(usize, usize), Attendance>> =
        classes.iter().map(|class| (*class, late.marks(*class))).collect();
    let mut route = Route::Class(classes[0]);
    let mut typed: Option<String> = None;
    late.send(Message::Command(Command::Go(route)));
    for step in 0..40 {
        let what = format!("journey {seed}, step {step}");
        let is_loaded = late.class_shown().is_some_and(class::Class::is_loaded);
        match dice.below(8) {
            0 | 1 if typed.is_none() => {
                route = match dice.below(3) {
                    2 => Route::Overview,
                    one => Route::Class(classes[one]),
                };
                late.send(Message::Command(Command::Go(route)));
            }
            2..=4 if is_loaded && typed.is_none() => {
                let Route::Class(class) = route else { panic!("{what}") };
                let cell = (dice.below(NAMES.len()), dice.below(2));
                let (stroke, mark) = [
                    (Stroke::Present, Some(Attendance::Present)),
                    (Stroke::Unexcused, Some(Attendance::Unexcused)),
                    (Stroke::Clear, None),
                ][dice.below(3)];
                late.mark(cell.0 as isize, cell.1 as isize, stroke);
                let marks = expected.get_mut(&class).unwrap();
                match mark {
                    Some(mark) => drop(marks.insert(cell, mark)),
                    None => drop(marks.remove(&cell)),
                }
            }
            5 if is_loaded => {
                let name = format!("Namn {step}");
                late.tell_class(class::Message::Edit);
                late.tell_class(class::Message::Name(name.clone()));
                typed = Some(name);
            }
            6 if typed.is_some() => {
                // It is saved, and typing goes on before the answer has come.
                late.tell_class(class::Message::SaveForm);
                let more = format!("{} och mer", typed.unwrap());
                late.tell_class(class::Message::Name(more.clone()));
                typed = Some(more);
            }
            7 if typed.is_some() => {
                late.tell_class(class::Message::CloseForm);
                typed = None;
            }
            _ => {}
        }
        for _ in 0..dice.below(4) {
            if late.waiting.is_empty() {
                break;
            }
            let at = dice.below(late.waiting.len());
            late.let_through(at);
        }
        assert_eq!(late.desk().route, route, "{what}: nothing leads anywhere but a person");
        assert!(late.desk().dialog.is_none(), "{what}");
        if let Some(typed) = &typed {
            let class = late.class_shown().unwrap();
            assert_eq!(class.typed_name(), Some(typed.as_str()), "{what}: typing stays");
        }
    }
    late.let_all_through();
    for class in &classes {
        assert_eq!(
            late.marks(*class),
            expected[class],
            "journey {seed}: what was pressed is there"
        );
    }
}

#[test]
fn whatever_is_asked_is_done_and_leads_nowhere() {
    let is_long = std::env::var_os("KURSLIGGAREN_PROOFS").is_some_and(|proofs| proofs == "long");
    for seed in 0..if is_long { 2_000 } else { 25 } {
        journey(seed);
    }
}

#[test]
fn a_mark_that_could_not_be_saved_is_told_wherever_one_is_and_stays_told() {
    let mut late = Late::new();
    let (one, other) = (late.classes[0], late.classes[1]);
    late.send(Message::Command(Command::Go(Route::Class(one))));
    late.let_all_through();
    let stopped = late.desk().context.register.write(|register| {
        register.stop_writing();
        Ok(())
    });
    block_on(stopped).unwrap();
    late.mark(0, 0, Stroke::Unexcused);
    late.send(Message::Command(Command::Go(Route::Class(other))));
    late.let_all_through();

    assert_eq!(late.desk().route, Route::Class(other));
    let told = |late: &Late| {
        late.app.notices.iter().any(|(_, notice)| {
            matches!(notice, Notice::Failed(sentence)
                if sentence.contains("vid tillfälle 1 i SA26A är inte sparad"))
        })
    };
    assert!(told(&late), "{:?}", late.app.notices);
    late.app.say(Notice::Done { sentence: "Något annat".to_owned(), undo: false });
    assert!(told(&late), "until it is read");
    late.send(Message::CloseNotice);
    late.send(Message::CloseNotice);
    assert!(!told(&late));
}

#[test]
fn a_key_is_held_against_what_was_asked_for_last() {
    let mut late = Late::new();
    let class = late.classes[0];
    late.send(Message::Command(Command::Go(Route::Class(class))));
    late.let_all_through();
    // O, then N: the mark that is shown is still the first one.
    late.mark(0, 0, Stroke::Unexcused);
    late.mark(0, 0, Stroke::Present);
    late.mark(1, 1, Stroke::Unexcused);
    late.mark(1, 1, Stroke::Clear);
    late.let_all_through();

    assert_eq!(late.marks(class).get(&(0, 0)), Some(&Attendance::Present));
    assert_eq!(late.marks(class).get(&(1, 1)), None);
}

#[test]
fn late_without_minutes_asks_for_them() {
    let mut late = Late::new();
    let class = late.classes[0];
    late.send(Message::Command(Command::Go(Route::Class(class))));
    late.let_all_through();
    late.mark(0, 0, Stroke::Late);
    late.let_all_through();
    assert_eq!(late.marks(class).get(&(0, 0)), Some(&Attendance::Present), "nothing is guessed");
    late.tell_class(class::Message::Matrix(attendance::Message::MinutesTyped("15".to_owned())));
    late.tell_class(class::Message::Matrix(attendance::Message::MinutesEntered));
    late.let_all_through();

    let fifteen = Attendance::Late(crate::domain::Minutes(15));
    assert_eq!(late.marks(class).get(&(0, 0)), Some(&fifteen));
}

#[test]
fn the_day_follows_midnight() {
    let mut late = Late::new();
    let Stage::Open(desk) = &mut late.app.stage else { panic!() };
    desk.clock = Clock::at(day("2026-11-24"));
    late.send(Message::Minute);
    late.let_all_through();

    assert_eq!(late.desk().context.today, day("2026-11-24"));
}

#[test]
fn a_register_whose_file_was_taken_away_is_saved_again_with_all_that_was_marked() {
    let mut late = Late::new();
    let class = late.classes[0];
    late.send(Message::Command(Command::Go(Route::Class(class))));
    late.let_all_through();
    late.mark(0, 0, Stroke::Unexcused);
    late.let_all_through();
    std::fs::remove_file(late.folder.path().join("register.db")).unwrap();
    late.mark(1, 0, Stroke::Unexcused);
    late.let_all_through();
    let is_told = |late: &Late| {
        late.app.notices.iter().any(|(_, one)| matches!(one, Notice::Vanished(sentence) if sentence.starts_with("Närvaron för ")))
    };
    assert!(is_told(&late), "{:?}", late.app.notices);
    late.send(Message::SaveCopyHere);
    late.let_all_through();

    assert!(matches!(late.app.stage, Stage::Open(_)), "{:?}", late.app.notices);
    assert!(!is_told(&late));
    let marks = late.marks(class);
    assert_eq!(marks.get(&(0, 0)), Some(&Attendance::Unexcused));
    assert_eq!(marks.get(&(1, 0)), Some(&Attendance::Present), "what was not saved");
    late.send(Message::Command(Command::Go(Route::Class(class))));
    late.let_all_through();
    late.mark(1, 0, Stroke::Excused);
    late.let_all_through();
    assert_eq!(late.marks(class).get(&(1, 0)), Some(&Attendance::Excused), "one works on");
}

#[test]
fn a_file_that_is_ready_to_be_saved_closes_no_dialog_that_was_opened_meanwhile() {
    let mut late = Late::new();
    let class = late.classes[0];
    late.send(Message::Command(Command::Go(Route::Class(class))));
    late.let_all_through();
    late.tell_class(class::Message::AttendanceFile);
    late.send(Message::Command(Command::NewClass));
    late.send(Message::Dialog(dialog::Message::NewClass(dialog::new_class::Message::Name(
        "TE26C".to_owned(),
    ))));
    late.let_all_through();
    assert!(matches!(late.desk().dialog(), Some(Dialog::SaveAs(_))));
    late.send(Message::Dialog(dialog::Message::SaveAs(dialog::save_as::Message::Close)));
    late.let_all_through();

    let Some(Dialog::NewClass(dialog)) = late.desk().dialog() else { panic!("it is there again") };
    assert!(dialog.is_unsaved(), "with what was typed");
}

#[test]
fn a_dialog_that_is_done_beneath_a_question_takes_the_question_with_it() {
    let mut late = Late::new();
    let class = late.classes[0];
    late.send(Message::Command(Command::NewClass));
    late.let_all_through();
    let schools = block_on(late.desk().context.register.read(|register| register.school_names()));
    let school = schools.unwrap().into_iter().next().unwrap();
    for message in [
        dialog::new_class::Message::School(school),
        dialog::new_class::Message::Name("TE26C".to_owned()),
        dialog::new_class::Message::Create,
    ] {
        late.send(Message::Dialog(dialog::Message::NewClass(message)));
    }
    let Stage::Open(desk) = &mut late.app.stage else { panic!() };
    desk.ask_to_leave(Destination::Form);
    late.let_all_through();

    assert!(late.desk().dialog.is_none());
    assert_eq!(late.desk().route, Route::Overview, "it leads nowhere from beneath");
    late.send(Message::Command(Command::Go(Route::Class(class))));
    late.let_all_through();
    assert!(late.class_shown().is_some());
}
