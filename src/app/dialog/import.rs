//! The import dialog: choose a file or paste a text, see how it is read, correct it, see what it would do to each row, take
//! it in. An attendance file that has come back goes the same way.

mod chosen;
mod columns;
mod correcting;
mod lists;
mod returned;
mod rows;
mod taking;
mod view;

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;

pub use columns::ColumnChoice;
use lists::{Lists, PlannedList, plan};
use rows::{Entry, Shown};

use super::new_class::choices;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::widget::{field, list};
use crate::domain::{ClassId, CourseId, SchoolId, Term};
use crate::import::ClassList;
use crate::intake::{self, Mapping, Sheet, attendance_file};
use crate::register::attendance_file::ReturnPlan;
use crate::register::handle::Question;
use crate::register::list::Doubt;
use crate::register::school::SchoolName;
use crate::register::{Error, Register};
use crate::{messages, text};

/// The dialog.
#[derive(Debug)]
pub struct Import {
    schools: Vec<SchoolName>,
    course: Option<CourseId>,
    wanted: Option<SchoolId>,
    school: Option<SchoolName>,
    path: String,
    class: String,
    term: String,
    complete: bool,
    stage: Stage,
    /// What is wrong with what was chosen last.
    wrong: Option<String>,
    part: Part,
    shown: Shown,
    entries: Vec<Entry>,
    list_state: list::State,
}

/// How far it has come.
#[derive(Debug)]
enum Stage {
    /// Nothing has been read that could be taken in.
    Choosing,
    /// Class lists have been read.
    Lists(Box<Lists>),
    /// An attendance file that came back has been read.
    Returned(Returned),
    /// What was read is being taken in: nothing of it changes until that is done, or has failed.
    TakingIn(Box<Stage>),
}

/// An attendance file that has come back.
#[derive(Debug)]
struct Returned {
    /// The path of what has been read; empty where it was pasted.
    path: String,
    plan: Fetched<ReturnPlan>,
}

/// What is shown of a list that has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What each column is.
    Columns,
    /// What would happen to each row.
    Rows,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Result<(Vec<SchoolName>, CourseId), Error>),
    ChooseFile,
    Chosen(Option<PathBuf>),
    Path(String),
    Read,
    HasRead(String, Option<Result<Read, intake::Error>>),
    Paste,
    Pasted(Option<String>),
    Sheet(SheetChoice),
    School(SchoolName),
    Class(String),
    Term(String),
    Column(usize, ColumnChoice),
    FamilyFirst,
    Complete,
    Planned(Ticket, Box<Result<Result<PlannedList, intake::Error>, Error>>),
    Returned(Ticket, Box<Result<ReturnPlan, Error>>),
    Part(Part),
    Show(Shown),
    List(list::Message),
    /// Say that an entry is about the next of those it may be about, or about none of them.
    SameAs(usize),
    /// Take or leave all rows that are asked about for one reason.
    Decide(Doubt, bool),
    /// Begin to put an entry right.
    BeginCorrecting(usize),
    Correct(correcting::Part, String),
    Corrected,
    NotCorrected,
    Import,
    /// The class, where there is one, and the file that was taken in, where there is one.
    Imported(Result<(Option<ClassId>, Option<PathBuf>), Error>),
    Close,
}

/// A list as it is offered to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetChoice(usize, String);

impl std::fmt::Display for SheetChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.1)
    }
}

/// A longer list is planned with its progress shown, and can be stopped.
const LONG: usize = 5_000;

/// What was read of a file, or of what was pasted.
#[derive(Debug, Clone)]
pub enum Read {
    /// An attendance file that came back.
    Returned(Vec<Sheet>),
    /// Lists, and how each is read.
    Lists(Vec<(Arc<Sheet>, Mapping)>),
    /// No list that is recognised; the widest sheet.
    Unknown(Arc<Sheet>),
    Nothing,
}

impl Read {
    fn of(sheets: Vec<Sheet>) -> Self {
        if attendance_file::is_one(&sheets) {
            return Self::Returned(sheets);
        }
        let sheets = match intake::lists(sheets) {
            Ok(lists) => {
                let shared = |(sheet, mapping)| (Arc::new(sheet), mapping);
                return Self::Lists(lists.into_iter().map(shared).collect());
            }
            Err(sheets) => sheets,
        };
        let widest = sheets.into_iter().max_by_key(|sheet| sheet.rows.len());

        widest.map_or(Self::Nothing, |sheet| Self::Unknown(Arc::new(sheet)))
    }
}

/// The file, where there still is one.
fn still_there(file: PathBuf) -> Option<PathBuf> {
    Some(file).filter(|file| file.is_file())
}

/// What the list would do, asked anew with each letter of a class's name that is typed.
const PLAN: Question = Question("plan of a list");

impl Import {
    pub fn new(context: &Context, school: Option<SchoolId>) -> (Self, Task<Message>) {
        let dialog = Self {
            schools: Vec::new(),
            course: None,
            wanted: school,
            school: None,
            path: String::new(),
            class: String::new(),
            term: Term::of(context.today).to_string(),
            complete: false,
            stage: Stage::Choosing,
            wrong: None,
            part: Part::Columns,
            shown: Shown::All,
            entries: Vec::new(),
            list_state: list::State::new(rows::HEIGHT, 0.0).with_marks(),
        };
        let focus = iced::widget::operation::focus(field::id("import-path"));

        (dialog, Task::batch([context.ask(choices, Message::Loaded), focus]))
    }

    /// Whether leaving would lose something: a file that has been read and would change the register.
    pub fn is_unsaved(&self) -> bool {
        self.lists().is_some_and(|lists| lists.tally.changes())
            || self.returned().is_some_and(ReturnPlan::changes)
    }

    /// Whether there is a file to take in. A list that changes nothing can be: how it is read is remembered.
    fn is_ready(&self) -> bool {
        match &self.stage {
            Stage::Choosing | Stage::TakingIn(_) => false,
            Stage::Lists(lists) => lists.known_plan().is_some(),
            Stage::Returned(returned) => returned.plan.value().is_some_and(ReturnPlan::changes),
        }
    }

    /// The class lists that have been read, also while one is taken in.
    fn lists(&self) -> Option<&Lists> {
        match &self.stage {
            Stage::Lists(lists) => Some(lists),
            Stage::TakingIn(stage) => match &**stage {
                Stage::Lists(lists) => Some(lists),
                _ => None,
            },
            Stage::Choosing | Stage::Returned(_) => None,
        }
    }

    /// The class lists, where they can be changed.
    fn lists_mut(&mut self) -> Option<&mut Lists> {
        match &mut self.stage {
            Stage::Lists(lists) => Some(lists),
            _ => None,
        }
    }

    /// What the attendance file that came back would do, also while it is taken in.
    fn returned(&self) -> Option<&ReturnPlan> {
        match &self.stage {
            Stage::Returned(returned) => returned.plan.value(),
            Stage::TakingIn(stage) => match &**stage {
                Stage::Returned(returned) => returned.plan.value(),
                _ => None,
            },
            Stage::Choosing | Stage::Lists(_) => None,
        }
    }

    /// The same, where it can be changed.
    fn returned_mut(&mut self) -> Option<&mut ReturnPlan> {
        match &mut self.stage {
            Stage::Returned(returned) => returned.plan.value_mut(),
            _ => None,
        }
    }

    /// What the list would do, where that is known.
    fn known_plan(&self) -> Option<&PlannedList> {
        self.lists().and_then(Lists::known_plan)
    }

    fn known_plan_mut(&mut self) -> Option<&mut PlannedList> {
        self.lists_mut().and_then(Lists::known_plan_mut)
    }

    /// The path of what has been read; empty where it was pasted.
    fn read_from(&self) -> Option<&str> {
        match &self.stage {
            Stage::Lists(lists) => Some(&lists.path),
            Stage::Returned(returned) => Some(&returned.path),
            Stage::Choosing | Stage::TakingIn(_) => None,
        }
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(Ok((schools, course))) => {
                self.school = schools.iter().find(|s| Some(s.id) == self.wanted).cloned();
                self.schools = schools;
                self.course = Some(course);
            }
            Message::Loaded(Err(error)) => return Action::Failed(error),
            Message::ChooseFile => {
                let endings = [
                    "csv", "txt", "tsv", "md", "xlsx", "xlsm", "xlsb", "xls", "ods", "fods",
                    "docx", "odt", "vcf", "eml", "mht", "htm", "html", "xml", "zip", "json",
                ];
                let dialog = rfd::AsyncFileDialog::new()
                    .add_filter(endings.join(", "), &endings)
                    .pick_file();
                return Action::Run(Task::perform(dialog, |chosen| {
                    Message::Chosen(chosen.map(|file| file.path().to_owned()))
                }));
            }
            Message::Chosen(Some(path)) => {
                self.path = path.display().to_string();
                return self.read(context);
            }
            Message::Chosen(None) => {}
            Message::Path(path) => self.path = path,
            Message::Read => return self.read(context),
            Message::HasRead(path, Some(answer))
                if path == self.path.trim() && !matches!(self.stage, Stage::TakingIn(_)) =>
            {
                self.forget_list();
                return self.has_read(path, answer, context);
            }
            // It was stopped, is about a file that is no longer the one that is named, or comes when that is being taken in.
            Message::HasRead(..) => {}
            Message::Paste => return Action::Run(iced::clipboard::read().map(Message::Pasted)),
            Message::Pasted(text) => return self.read_pasted(text.unwrap_or_default(), context),
            Message::Sheet(SheetChoice(index, _)) => {
                if let Some(lists) = self.lists_mut() {
                    lists.look_at(index);
                }
                return self.make_plan(context);
            }
            Message::School(school) => {
                self.school = Some(school);
                return self.make_plan(context);
            }
            Message::Class(class) => {
                self.class = class;
                return self.make_plan(context);
            }
            Message::Term(term) => {
                self.term = term;
                return self.make_plan(context);
            }
            Message::Column(index, ColumnChoice(_, kind)) => {
                self.correct(|mapping| mapping.choose(index, kind));
                return self.make_plan(context);
            }
            Message::FamilyFirst => {
                self.correct(|mapping| mapping.family_first = !mapping.family_first);
                return self.make_plan(context);
            }
            Message::Complete => {
                self.complete = !self.complete;
                return self.make_plan(context);
            }
            Message::Planned(ticket, answer) => return self.planned(ticket, *answer, context),
            Message::Returned(ticket, answer) => {
                let Stage::Returned(returned) = &mut self.stage else { return Action::None };
                let action = returned.plan.take(ticket, *answer);
                self.arrange();
                return action;
            }
            Message::Part(part) => {
                self.part = part;
                if part == Part::Rows {
                    return Action::Run(list::focus());
                }
            }
            Message::Show(shown) => {
                self.shown = shown;
                self.arrange();
                return Action::Run(self.list_state.reset().map(Message::List));
            }
            Message::List(message) => {
                self.mark(&message);
                let (_, task) = self.list_state.update(message);
                return Action::Run(task.map(Message::List));
            }
            Message::SameAs(index) => self.same_as(index),
            Message::Decide(doubt, accepted) => self.decide(doubt, accepted),
            Message::BeginCorrecting(index) => return self.begin_correcting(index),
            Message::Correct(part, text) => self.type_correction(part, text),
            Message::Corrected => return self.end_correcting(context),
            Message::NotCorrected => return Action::Run(self.stop_correcting()),
            Message::Import => return self.import(context),
            Message::Imported(Ok((class, file))) => {
                let place = class.map_or(Route::Classes, Route::Class);
                return match file {
                    Some(file) => Action::Imported(place, file),
                    None => Action::ChangedAndGo(place),
                };
            }
            Message::Imported(Err(error)) => {
                self.stage = match std::mem::replace(&mut self.stage, Stage::Choosing) {
                    Stage::TakingIn(stage) => *stage,
                    stage => stage,
                };
                return Action::Failed(error);
            }
            Message::Close => return Action::Back,
        }

        Action::None
    }

    fn read(&mut self, context: &Context) -> Action<Message> {
        let named = self.path.trim().to_owned();
        let path = PathBuf::from(&named);

        self.read_by(named, context, move || intake::read_path(&path))
    }

    fn read_pasted(&mut self, text: String, context: &Context) -> Action<Message> {
        self.path.clear();

        self.read_by(String::new(), context, move || intake::read_pasted(&text))
    }

    fn read_by(
        &mut self,
        named: String,
        context: &Context,
        job: impl FnOnce() -> Result<Vec<Sheet>, intake::Error> + Send + 'static,
    ) -> Action<Message> {
        // The same file again is looked at again, while what has been read of it stays.
        if self.read_from() != Some(&named) && !matches!(self.stage, Stage::TakingIn(_)) {
            self.forget_list();
        }

        let read = move || job().map(Read::of);

        context.read_files(text!(context.language, "work-read"), read, move |answer| {
            Message::HasRead(named, answer)
        })
    }

    /// What was read before is gone, so that nothing of it is taken for what is read next.
    fn forget_list(&mut self) {
        self.wrong = None;
        self.stage = Stage::Choosing;
        self.arrange();
    }

    fn has_read(
        &mut self,
        path: String,
        answer: Result<Read, intake::Error>,
        context: &Context,
    ) -> Action<Message> {
        match answer {
            Err(error) => self.say_wrong(context, &error),
            Ok(Read::Returned(sheets)) => self.take_returned(path, &sheets, context),
            Ok(Read::Nothing) => self.say_wrong(context, &intake::Error::Empty),
            Ok(Read::Unknown(sheet)) => {
                // Nothing is recognised: the person may say what the columns are.
                let mapping = Mapping::unknown(&sheet);
                let lists =
                    Lists { is_mapping_given: true, ..Lists::new(path, vec![(sheet, mapping)]) };
                self.stage = Stage::Lists(Box::new(lists));
                self.say_wrong(context, &intake::Error::NoHeadings)
            }
            Ok(Read::Lists(lists)) => {
                let lists = Lists::new(path, lists);
                if self.school.is_none() {
                    self.school = lists.school(&self.schools);
                }
                self.stage = Stage::Lists(Box::new(lists));
                self.make_plan(context)
            }
        }
    }

    fn say_wrong(&mut self, context: &Context, error: &intake::Error) -> Action<Message> {
        self.wrong = Some(messages::intake_failure(context.language, error));

        Action::None
    }

    fn correct(&mut self, change: impl FnOnce(&mut Mapping)) {
        if let Some(lists) = self.lists_mut() {
            lists.is_mapping_given = true;
            if let Some((_, mapping)) = lists.lists.get_mut(lists.list) {
                change(mapping);
            }
        }
    }

    fn take_returned(
        &mut self,
        path: String,
        sheets: &[Sheet],
        context: &Context,
    ) -> Action<Message> {
        let file = match attendance_file::read(sheets, context.today) {
            Ok(file) => file,
            Err(error) => return self.say_wrong(context, &error),
        };
        let mut returned = Returned { path, plan: Fetched::default() };
        let ticket = returned.plan.begin();
        self.stage = Stage::Returned(returned);

        Action::Run(context.ask(
            move |register| register.plan_return(&file),
            move |answer| Message::Returned(ticket, Box::new(answer)),
        ))
    }

    /// Asks the register what the list would do, where enough is known to ask.
    fn make_plan(&mut self, context: &Context) -> Action<Message> {
        let class = Some(self.class.trim().to_owned()).filter(|class| !class.is_empty());
        let (school, course, term) = (self.school.as_ref(), self.course, self.term.parse());
        let place = match (school, course, term) {
            (Some(school), Some(course), Ok(term)) => Some((school.id, course, term)),
            _ => None,
        };
        let (complete, today) = (self.complete, context.today);
        let Some(lists) = self.lists_mut() else { return Action::None };
        let ticket = lists.begin_plan();
        let asked = lists.lists.get(lists.list).cloned().zip(place).map(
            |((sheet, mapping), (school, course, term))| {
                let corrections = lists.corrections.clone();
                let is_mapping_given = lists.is_mapping_given;
                let list = ClassList {
                    mapping,
                    is_mapping_given,
                    school,
                    course,
                    term,
                    class,
                    complete,
                    corrections,
                };
                (sheet, list)
            },
        );
        self.entries.clear();
        let Some((sheet, list)) = asked else { return Action::None };
        self.wrong = None;
        let is_long = sheet.rows.len() > LONG;
        let job = move |register: &Register| plan(register, &sheet, list, today);
        let answer = move |answer| Message::Planned(ticket, Box::new(answer));
        if is_long {
            return context.read_long(text!(context.language, "work-plan"), job, answer);
        }

        // A list takes a while to read, too long for the window's own thread.
        Action::Run(context.ask_newest(PLAN, job, answer))
    }

    fn planned(
        &mut self,
        ticket: Ticket,
        answer: Result<Result<PlannedList, intake::Error>, Error>,
        context: &Context,
    ) -> Action<Message> {
        let Some(lists) = self.lists_mut() else { return Action::None };
        let action = lists.take_plan(ticket, answer);
        if let Some(Err(error)) = lists.plan.value() {
            self.wrong = Some(messages::intake_failure(context.language, error));
        }
        self.arrange();

        action
    }

    fn arrange(&mut self) {
        self.tally();
        self.entries = match (self.returned(), self.known_plan()) {
            (Some(plan), _) => returned::entries(plan),
            (None, Some(planned)) => rows::entries(&planned.plan, self.shown),
            (None, None) => Vec::new(),
        };
    }

    fn import(&mut self, context: &Context) -> Action<Message> {
        if !self.is_ready() {
            return Action::None;
        }
        let file = PathBuf::from(self.path.trim());
        let name = text!(context.language, "work-import");
        let action = match &self.stage {
            Stage::Returned(Returned { plan, .. }) => {
                let Some(plan) = plan.value().cloned() else { return Action::None };
                let job = move |register: &mut Register| {
                    register.back_up_if_due()?;
                    register.take_return(&plan)?;
                    Ok((Some(plan.class), still_there(file)))
                };
                context.change_long(name, job, Message::Imported)
            }
            Stage::Lists(lists) => {
                let plan = lists.known_plan().map(|planned| planned.plan.clone());
                let Some(plan) = plan else { return Action::None };
                let job = move |register: &mut Register| {
                    register.back_up_if_due()?;
                    let (_, imported) = register.import(&plan)?;
                    let class = match imported.classes.as_slice() {
                        [(class, ..)] => Some(*class),
                        _ => None,
                    };
                    Ok((class, still_there(file)))
                };
                context.change_long(name, job, Message::Imported)
            }
            Stage::Choosing | Stage::TakingIn(_) => return Action::None,
        };
        let stage = std::mem::replace(&mut self.stage, Stage::Choosing);
        self.stage = Stage::TakingIn(Box::new(stage));

        action
    }
}
