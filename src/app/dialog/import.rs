//! The import dialog: choose a file or paste a text, see how it is read, correct it, see what it would do to each row, take
//! it in. An attendance file that has come back goes the same way.

mod chosen;
mod columns;
mod correcting;
mod returned;
mod rows;
mod taking;
mod view;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;

use chosen::Chosen;
pub use columns::ColumnChoice;
use correcting::Correcting;
use rows::{Entry, Shown, Tally, Warnings};

use super::new_class::{SchoolChoice, choices};
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::route::Route;
use crate::app::widget::{field, list};
use crate::domain::{ClassId, CourseId, SchoolId, Term};
use crate::intake::rows::list_rows;
use crate::intake::{self, Column as Kind, Mapping, Sheet, attendance_file};
use crate::register::attendance_file::ReturnPlan;
use crate::register::handle::Question;
use crate::register::list::{Correction, Doubt, List, ListPlan, RowKey};
use crate::register::{Error, Register};
use crate::{messages, text};

/// The dialog.
#[derive(Debug)]
pub struct Import {
    schools: Vec<SchoolChoice>,
    course: Option<CourseId>,
    wanted: Option<SchoolId>,
    school: Option<SchoolChoice>,
    path: String,
    /// The path of what has been read; empty where it was pasted.
    read: Option<String>,
    lists: Vec<(Arc<Sheet>, Mapping)>,
    list: usize,
    /// Whether the columns are as somebody has said; else what is remembered for the school holds.
    corrected: bool,
    class: String,
    term: String,
    complete: bool,
    plan: Fetched<Result<Planned, intake::Error>>,
    returned: Fetched<ReturnPlan>,
    part: Part,
    shown: Shown,
    /// What somebody has chosen row by row, whatever is planned anew.
    chosen: Chosen,
    /// What somebody says instead of what rows say.
    corrections: HashMap<RowKey, Correction>,
    correcting: Option<Correcting>,
    entries: Vec<Entry>,
    tally: Tally,
    list_state: list::State,
    wrong: Option<String>,
    busy: bool,
}

/// What is shown of a list that has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What each column is.
    Columns,
    /// What would happen to each row.
    Rows,
}

/// What the list would do, and what is odd in it.
#[derive(Debug, Clone)]
pub struct Planned {
    mapping: Mapping,
    plan: ListPlan,
    warnings: Warnings,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Result<(Vec<SchoolChoice>, CourseId), Error>),
    ChooseFile,
    Chosen(Option<PathBuf>),
    Path(String),
    Read,
    HasRead(String, Option<Result<Read, intake::Error>>),
    Paste,
    Pasted(Option<String>),
    Sheet(SheetChoice),
    School(SchoolChoice),
    Class(String),
    Term(String),
    Column(usize, ColumnChoice),
    FamilyFirst,
    Complete,
    Planned(Ticket, Box<Result<Result<Planned, intake::Error>, Error>>),
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
    /// Nothing.
    Nothing,
}

impl Read {
    fn of(sheets: Vec<Sheet>) -> Self {
        if attendance_file::is_one(&sheets) {
            return Self::Returned(sheets);
        }
        let lists: Vec<_> = intake::lists(&sheets)
            .into_iter()
            .map(|(sheet, mapping)| (Arc::new(sheet), mapping))
            .collect();
        if !lists.is_empty() {
            return Self::Lists(lists);
        }
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
            read: None,
            lists: Vec::new(),
            list: 0,
            corrected: false,
            class: String::new(),
            term: Term::of(context.today).to_string(),
            complete: false,
            plan: Fetched::default(),
            returned: Fetched::default(),
            part: Part::Columns,
            shown: Shown::All,
            chosen: Chosen::default(),
            corrections: HashMap::new(),
            correcting: None,
            entries: Vec::new(),
            tally: Tally::default(),
            list_state: list::State::new(rows::HEIGHT, 0.0).with_marks(),
            wrong: None,
            busy: false,
        };
        let focus = iced::widget::operation::focus(field::id("import-path"));

        (dialog, Task::batch([context.ask(choices, Message::Loaded), focus]))
    }

    /// Whether leaving would lose something: a file that has been read and would change the register.
    pub fn is_unsaved(&self) -> bool {
        self.tally.changes() || self.returned.value().is_some_and(ReturnPlan::changes)
    }

    /// Whether there is a file to take in. A list that changes nothing can be: how it is read is remembered.
    fn is_ready(&self) -> bool {
        !self.busy
            && (self.known_plan().is_some()
                || self.returned.value().is_some_and(ReturnPlan::changes))
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
            Message::HasRead(path, Some(answer)) if path == self.path.trim() && !self.busy => {
                self.forget_list();
                self.read = Some(path);
                return self.has_read(answer, context);
            }
            // It was stopped, is about a file that is no longer the one that is named, or comes when that is being taken in.
            Message::HasRead(..) => {}
            Message::Paste => return Action::Run(iced::clipboard::read().map(Message::Pasted)),
            Message::Pasted(text) => return self.read_pasted(text.unwrap_or_default(), context),
            Message::Sheet(SheetChoice(index, _)) => {
                self.list = index;
                self.corrected = false;
                self.plan = Fetched::default();
                self.forget_choices();
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
                let action = self.returned.take(ticket, *answer);
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
                self.busy = false;
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
        if self.read.as_ref() != Some(&named) {
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
        self.read = None;
        self.plan = Fetched::default();
        self.returned = Fetched::default();
        self.lists.clear();
        self.list = 0;
        self.corrected = false;
        self.forget_choices();
        self.arrange();
    }

    fn forget_choices(&mut self) {
        self.chosen = Chosen::default();
        self.corrections.clear();
        self.correcting = None;
    }

    fn has_read(
        &mut self,
        answer: Result<Read, intake::Error>,
        context: &Context,
    ) -> Action<Message> {
        match answer {
            Err(error) => return self.say_wrong(context, &error),
            Ok(Read::Returned(sheets)) => return self.take_returned(&sheets, context),
            Ok(Read::Nothing) => return self.say_wrong(context, &intake::Error::Empty),
            Ok(Read::Unknown(sheet)) => {
                // Nothing is recognised: the person may say what the columns are.
                let mapping = Mapping::unknown(&sheet);
                self.lists = vec![(sheet, mapping)];
                self.corrected = true;
                return self.say_wrong(context, &intake::Error::NoHeadings);
            }
            Ok(Read::Lists(lists)) => self.lists = lists,
        }
        if let Some(school) = self.school_of_list() {
            self.school = Some(school);
        }

        self.make_plan(context)
    }

    fn say_wrong(&mut self, context: &Context, error: &intake::Error) -> Action<Message> {
        self.wrong = Some(messages::intake_failure(context.language, error));

        Action::None
    }

    /// The school that the list itself names, where nobody has chosen one.
    fn school_of_list(&self) -> Option<SchoolChoice> {
        let (sheet, mapping) = self.lists.first().filter(|_| self.school.is_none())?;
        let column = mapping.columns.iter().position(|kind| *kind == Kind::School)?;
        let below = mapping.header.map_or(0, |header| header + 1);
        let named =
            sheet.rows.iter().skip(below).map(|row| row.cell(column)).find(|c| !c.is_empty())?;

        self.schools.iter().find(|school| school.is_called(named)).cloned()
    }

    fn correct(&mut self, change: impl FnOnce(&mut Mapping)) {
        self.corrected = true;
        if let Some((_, mapping)) = self.lists.get_mut(self.list) {
            change(mapping);
        }
    }

    fn take_returned(&mut self, sheets: &[Sheet], context: &Context) -> Action<Message> {
        let file = match attendance_file::read(sheets, context.today) {
            Ok(file) => file,
            Err(error) => return self.say_wrong(context, &error),
        };
        let ticket = self.returned.begin_afresh();

        Action::Run(context.ask(
            move |register| register.plan_return(&file),
            move |answer| Message::Returned(ticket, Box::new(answer)),
        ))
    }

    /// Asks the register what the list would do, where enough is known to ask.
    fn make_plan(&mut self, context: &Context) -> Action<Message> {
        if let Some(planned) = self.known_plan() {
            self.chosen = Chosen::in_plan(&planned.plan);
        }
        let ticket = self.plan.begin_afresh();
        self.entries.clear();
        let Some((sheet, mapping)) = self.lists.get(self.list).cloned() else {
            return Action::None;
        };
        let (Some(school), Some(course), Ok(term)) =
            (self.school.as_ref(), self.course, self.term.parse())
        else {
            return Action::None;
        };
        let class = Some(self.class.trim().to_owned()).filter(|class| !class.is_empty());
        let (school, complete, today) = (school.id, self.complete, context.today);
        let corrected = self.corrected;
        let corrections = self.corrections.clone();
        self.wrong = None;
        let is_long = sheet.rows.len() > LONG;
        let job = move |register: &Register| {
            let headings = mapping.headings(&sheet);
            let remembered = match corrected {
                true => None,
                false => register.remembered_mapping(school, &headings)?,
            };
            let mapping = match remembered {
                Some(remembered) => mapping.with_remembered(&remembered, &sheet),
                None => mapping,
            };
            let (mut rows, warnings) = match list_rows(&sheet, &mapping, today) {
                Ok(read) => read,
                Err(error) => return Ok(Err(error)),
            };
            for row in &mut rows {
                if let Some(correction) = corrections.get(&row.key()) {
                    row.correct(correction);
                }
            }
            let known = Some((headings, mapping.code()));
            let list = List { school, course, term, class, complete, rows, mapping: known };
            let mut plan = register.plan_list(list)?;
            plan.decide_as(&register.remembered_decisions(school)?);
            Ok(Ok(Planned { mapping, plan, warnings: Warnings::new(warnings) }))
        };
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
        answer: Result<Result<Planned, intake::Error>, Error>,
        context: &Context,
    ) -> Action<Message> {
        let action = self.plan.take(ticket, answer);
        let chosen = std::mem::take(&mut self.chosen);
        if let Some(planned) = self.known_plan_mut() {
            chosen.choose(&mut planned.plan);
        }
        self.chosen = chosen;
        match self.plan.value() {
            Some(Ok(planned)) => {
                if let Some((_, mapping)) = self.lists.get_mut(self.list) {
                    *mapping = planned.mapping.clone();
                }
                self.arrange();
            }
            Some(Err(error)) => {
                self.wrong = Some(messages::intake_failure(context.language, error))
            }
            None => {}
        }

        action
    }

    /// What the list would do, where that is known.
    fn known_plan(&self) -> Option<&Planned> {
        self.plan.value().and_then(|planned| planned.as_ref().ok())
    }

    fn known_plan_mut(&mut self) -> Option<&mut Planned> {
        self.plan.value_mut().and_then(|planned| planned.as_mut().ok())
    }

    fn arrange(&mut self) {
        self.tally();
        self.entries = match (self.returned.value(), self.known_plan()) {
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
        if let Some(plan) = self.returned.value().cloned() {
            self.busy = true;
            return context.change_long(
                text!(context.language, "work-import"),
                move |register| {
                    register.back_up_if_due()?;
                    register.take_return(&plan)?;
                    Ok((Some(plan.class), still_there(file)))
                },
                Message::Imported,
            );
        }
        let Some(plan) = self.known_plan().map(|planned| planned.plan.clone()) else {
            return Action::None;
        };
        self.busy = true;

        context.change_long(
            text!(context.language, "work-import"),
            move |register| {
                register.back_up_if_due()?;
                let (_, imported) = register.import(&plan)?;
                let class = match imported.classes.as_slice() {
                    [(class, ..)] => Some(*class),
                    _ => None,
                };
                Ok((class, still_there(file)))
            },
            Message::Imported,
        )
    }
}
