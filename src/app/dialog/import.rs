//! The import dialog: choose a file, see how it is read, correct it, see what it would do, take it in.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::{Column, Row, column, container, row, scrollable, space};
use iced::{Center, Element, Fill, Length, Task};
use lucide_icons::Icon;

use super::new_class::{SchoolChoice, choices};
use crate::app::screen::{Action, Context, Fetched, Place, Ticket};
use crate::app::theme::{spacing, style};
use crate::app::widget::{body, button, field, hairline, muted, small, strong, title};
use crate::domain::{CourseId, SchoolId, Term};
use crate::i18n::Language;
use crate::intake::rows::{Warning, list_rows};
use crate::intake::{self, Column as Kind, Mapping, Sheet};
use crate::register::Error;
use crate::register::list::{List, ListPlan, Outcome};
use crate::{sentence, text};

/// The dialog.
#[derive(Debug)]
pub struct Import {
    schools: Vec<SchoolChoice>,
    course: Option<CourseId>,
    wanted: Option<SchoolId>,
    school: Option<SchoolChoice>,
    path: String,
    sheets: Vec<Arc<Sheet>>,
    sheet: usize,
    mapping: Option<Mapping>,
    class: String,
    term: String,
    complete: bool,
    plan: Fetched<Result<Planned, intake::Error>>,
    wrong: Option<String>,
    busy: bool,
}

/// What the list would do, and what is odd in it.
#[derive(Debug, Clone)]
pub struct Planned {
    plan: ListPlan,
    warnings: Vec<Warning>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Result<(Vec<SchoolChoice>, CourseId), Error>),
    ChooseFile,
    Chosen(Option<PathBuf>),
    Path(String),
    Read,
    HasRead(PathBuf, Result<Vec<Sheet>, intake::Error>),
    Sheet(SheetChoice),
    School(SchoolChoice),
    Class(String),
    Term(String),
    Column(usize, ColumnChoice),
    Complete,
    Planned(Ticket, Box<Result<Result<Planned, intake::Error>, Error>>),
    Import,
    Imported(Result<Option<crate::domain::ClassId>, Error>),
    Close,
}

/// A sheet as it is offered to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetChoice(usize, String);

impl std::fmt::Display for SheetChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.1)
    }
}

/// A kind of column as it is offered to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnChoice(Language, Kind);

impl std::fmt::Display for ColumnChoice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let language = self.0;
        formatter.write_str(&match self.1 {
            Kind::Ignored => text!(language, "column-ignored"),
            Kind::Given => text!(language, "column-given"),
            Kind::Family => text!(language, "column-family"),
            Kind::FullName => text!(language, "column-full-name"),
            Kind::IdentityNumber => text!(language, "column-identity-number"),
            Kind::BirthDate => text!(language, "column-birth-date"),
            Kind::Sex => text!(language, "column-sex"),
            Kind::Class => text!(language, "column-class"),
            Kind::Grade => text!(language, "column-grade"),
            Kind::StudyPath => text!(language, "column-study-path"),
            Kind::Email => text!(language, "column-email"),
            Kind::Protection => text!(language, "column-protection"),
        })
    }
}

/// Data rows shown below the mapping.
const PREVIEW_ROWS: usize = 6;
/// Refused rows and remarks listed by row.
const MOST_REMARKS: usize = 8;

impl Import {
    pub fn new(context: &Context, school: Option<SchoolId>) -> (Self, Task<Message>) {
        let dialog = Self {
            schools: Vec::new(),
            course: None,
            wanted: school,
            school: None,
            path: String::new(),
            sheets: Vec::new(),
            sheet: 0,
            mapping: None,
            class: String::new(),
            term: Term::of(context.today).to_string(),
            complete: false,
            plan: Fetched::default(),
            wrong: None,
            busy: false,
        };
        let focus = iced::widget::operation::focus(field::id("import-path"));

        (dialog, Task::batch([context.ask(choices, Message::Loaded), focus]))
    }

    /// Whether leaving would lose a file that has been read.
    pub fn is_unsaved(&self) -> bool {
        self.known_plan().is_some()
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
                let dialog = rfd::AsyncFileDialog::new()
                    .add_filter(
                        "csv, txt, xlsx, xls, ods",
                        &["csv", "txt", "tsv", "xlsx", "xls", "ods"],
                    )
                    .pick_file();
                return Action::Run(Task::perform(dialog, |chosen| {
                    Message::Chosen(chosen.map(|file| file.path().to_owned()))
                }));
            }
            Message::Chosen(Some(path)) => {
                self.path = path.display().to_string();
                return self.read();
            }
            Message::Chosen(None) => {}
            Message::Path(path) => self.path = path,
            Message::Read => return self.read(),
            Message::HasRead(path, answer) if path.as_os_str() == self.path.trim() => {
                return self.has_read(answer, context);
            }
            // An answer about a file that is no longer the one that is named.
            Message::HasRead(..) => {}
            Message::Sheet(SheetChoice(index, _)) => {
                self.sheet = index;
                self.mapping = self.sheets.get(index).and_then(|sheet| Mapping::guess(sheet));
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
                if let Some(mapping) = &mut self.mapping {
                    mapping.choose(index, kind);
                }
                return self.make_plan(context);
            }
            Message::Complete => {
                self.complete = !self.complete;
                return self.make_plan(context);
            }
            Message::Planned(ticket, answer) => return self.planned(ticket, *answer, context),
            Message::Import => return self.import(context),
            Message::Imported(Ok(class)) => {
                let place = class.map_or(Place::Classes, Place::Class);
                return Action::ChangedAndGo(place);
            }
            Message::Imported(Err(error)) => {
                self.busy = false;
                return Action::Failed(error);
            }
            Message::Close => return Action::Back,
        }

        Action::None
    }

    fn read(&mut self) -> Action<Message> {
        let path = PathBuf::from(self.path.trim());
        self.wrong = None;
        self.plan = Fetched::default();

        let named = path.clone();

        Action::Run(Task::perform(
            crate::app::in_background(move || intake::read_file(&path)),
            move |answer| Message::HasRead(named, answer),
        ))
    }

    fn has_read(
        &mut self,
        answer: Result<Vec<Sheet>, intake::Error>,
        context: &Context,
    ) -> Action<Message> {
        match answer {
            Ok(sheets) => {
                self.sheet = sheets
                    .iter()
                    .position(|sheet| Mapping::guess(sheet).is_some_and(|m| m.has_name()))
                    .unwrap_or(0);
                self.mapping = sheets.get(self.sheet).and_then(Mapping::guess);
                if self.mapping.is_none() {
                    let error = intake::Error::NoHeadings;
                    self.wrong = Some(sentence::intake_failure(context.language, &error));
                }
                self.sheets = sheets.into_iter().map(Arc::new).collect();
                self.make_plan(context)
            }
            Err(error) => {
                self.sheets.clear();
                self.mapping = None;
                self.wrong = Some(sentence::intake_failure(context.language, &error));
                Action::None
            }
        }
    }

    /// Asks the register what the list would do, where enough is known to ask.
    fn make_plan(&mut self, context: &Context) -> Action<Message> {
        let ticket = self.plan.ask_afresh();
        let (Some(sheet), Some(mapping)) = (self.sheets.get(self.sheet), self.mapping.clone())
        else {
            return Action::None;
        };
        let (Some(school), Some(course), Ok(term)) =
            (self.school.as_ref(), self.course, self.term.parse())
        else {
            return Action::None;
        };
        let (sheet, today) = (Arc::clone(sheet), context.today);
        let class = Some(self.class.trim().to_owned()).filter(|class| !class.is_empty());
        let (school, complete) = (school.id, self.complete);
        self.wrong = None;

        // A long list takes a while to read, too long for the window's own thread.
        Action::Run(context.ask(
            move |register| {
                let (rows, warnings) = match list_rows(&sheet, &mapping, today) {
                    Ok(read) => read,
                    Err(error) => return Ok(Err(error)),
                };
                let mapping = Some((mapping.headings(&sheet), mapping.code()));
                let list = List { school, course, term, class, complete, rows, mapping };
                Ok(Ok(Planned { plan: register.plan_list(list)?, warnings }))
            },
            move |answer| Message::Planned(ticket, Box::new(answer)),
        ))
    }

    fn planned(
        &mut self,
        ticket: Ticket,
        answer: Result<Result<Planned, intake::Error>, Error>,
        context: &Context,
    ) -> Action<Message> {
        let action = self.plan.take(ticket, answer);
        let unreadable = self.plan.value().and_then(|planned| planned.as_ref().err());
        if let Some(error) = unreadable {
            self.wrong = Some(sentence::intake_failure(context.language, error));
        }

        action
    }

    /// What the list would do, where that is known.
    fn known_plan(&self) -> Option<&Planned> {
        self.plan.value().and_then(|planned| planned.as_ref().ok())
    }

    fn import(&mut self, context: &Context) -> Action<Message> {
        if self.busy {
            return Action::None;
        }
        let Some(plan) = self.known_plan().map(|planned| planned.plan.clone()) else {
            return Action::None;
        };
        self.busy = true;

        context.work(
            text!(context.language, "work-import"),
            move |register| {
                register.back_up_if_due()?;
                let (_, imported) = register.import(&plan)?;
                Ok(match imported.classes.as_slice() {
                    [(class, ..)] => Some(*class),
                    _ => None,
                })
            },
            Message::Imported,
        )
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let file = row![
            field::typed(&text!(language, "import-path"), &self.path, Message::Path)
                .id(field::id("import-path"))
                .on_submit(Message::Read),
            button::plain(text!(language, "import-choose")).on_press(Message::ChooseFile),
        ]
        .spacing(spacing::S);
        let mut content =
            column![title(text!(language, "action-import")), file].spacing(spacing::M);
        // Always there, so that a field below keeps the focus when something is wrong.
        content = content.push(body(self.wrong.clone().unwrap_or_default()).style(style::danger));
        if self.sheets.is_empty() {
            content = content.push(muted(text!(language, "import-hint")));
        } else {
            content = content.push(self.where_to(language));
            if let (Some(sheet), Some(mapping)) = (self.sheets.get(self.sheet), &self.mapping) {
                content = content.push(preview(language, sheet, mapping));
            }
            content = content.push(self.outcome(language));
        }
        let ready = self.known_plan().is_some() && !self.busy;
        let buttons = row![
            button::large(Icon::FileDown, text!(language, "import-do"))
                .on_press(ready.then_some(Message::Import)),
            button::plain(text!(language, "action-cancel")).on_press(Message::Close),
        ]
        .spacing(spacing::M)
        .align_y(Center);

        column![
            scrollable(content.padding(iced::Padding::ZERO.right(spacing::S)))
                .direction(style::slim())
                .style(style::scroll)
                .height(Fill),
            buttons
        ]
        .spacing(spacing::M)
        .into()
    }

    fn where_to<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let has_class_column =
            self.mapping.as_ref().is_some_and(|mapping| mapping.columns.contains(&Kind::Class));
        let class_hint = match has_class_column {
            true => text!(language, "import-class-column"),
            false => text!(language, "import-class-needed"),
        };
        let bad_term =
            self.term.parse::<Term>().is_err().then(|| text!(language, "class-bad-term"));
        let mut fields = Row::new().spacing(spacing::S);
        if self.sheets.len() > 1 {
            let sheets: Vec<SheetChoice> = self
                .sheets
                .iter()
                .enumerate()
                .map(|(index, sheet)| SheetChoice(index, sheet.name.clone()))
                .collect();
            let chosen = sheets.get(self.sheet).cloned();
            fields = fields.push(field::labelled(
                text!(language, "import-sheet"),
                field::choice(sheets, chosen, Fill, Message::Sheet),
                None,
            ));
        }
        fields = fields
            .push(field::labelled(
                text!(language, "classes-school"),
                field::choice(self.schools.clone(), self.school.clone(), Fill, Message::School),
                self.school.is_none().then(|| text!(language, "import-school-needed")),
            ))
            .push(field::labelled(
                text!(language, "import-class"),
                field::typed(&class_hint, &self.class, Message::Class),
                None,
            ))
            .push(field::labelled(
                text!(language, "classes-term"),
                field::typed("HT26", &self.term, Message::Term),
                bad_term,
            ));

        column![
            fields,
            field::switch(text!(language, "import-complete"), self.complete, Message::Complete)
        ]
        .spacing(spacing::S)
        .into()
    }

    fn outcome<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let Some(Planned { plan, warnings }) = self.known_plan() else { return space().into() };
        let count = plan.count();
        let mut content = column![strong(text!(
            language,
            "cli-imported",
            new = count.new,
            changed = count.changed,
            unchanged = count.unchanged,
            refused = count.refused
        ))]
        .spacing(spacing::XXS);
        for (name, is_new) in &plan.classes {
            let students = plan.rows.iter().filter(|row| row.class == *name).count();
            content = content.push(body(match is_new {
                true => {
                    text!(language, "import-new-class", class = name.as_str(), count = students)
                }
                false => {
                    text!(language, "import-known-class", class = name.as_str(), count = students)
                }
            }));
        }
        if count.left > 0 {
            content = content.push(
                body(text!(language, "cli-import-left", count = count.left)).style(style::ochre),
            );
        }
        if count.possible_duplicates > 0 {
            let line = text!(language, "cli-import-duplicates", count = count.possible_duplicates);
            content = content.push(body(line).style(style::ochre));
        }
        let refused = plan.rows.iter().filter_map(|row| match row.outcome {
            Outcome::Refused(refusal) => {
                Some((row.row.row, sentence::row_refusal(language, refusal)))
            }
            _ => None,
        });
        let remarks = warnings
            .iter()
            .map(|warning| (warning.row, sentence::row_warning(language, warning.kind)));
        let all: Vec<(u32, String)> = refused.chain(remarks).collect();
        for (row, sentence) in all.iter().take(MOST_REMARKS) {
            let line = text!(language, "cli-row", row = *row, sentence = sentence.as_str());
            content = content.push(small(line).style(style::muted));
        }
        if all.len() > MOST_REMARKS {
            let line = text!(language, "import-more", count = all.len() - MOST_REMARKS);
            content = content.push(small(line).style(style::muted));
        }

        content.into()
    }
}

/// The columns with what each is taken for, above the first rows.
fn preview<'a>(language: Language, sheet: &'a Sheet, mapping: &Mapping) -> Element<'a, Message> {
    const WIDTH: f32 = 150.0;
    let options: Vec<ColumnChoice> =
        Kind::ALL.iter().map(|kind| ColumnChoice(language, *kind)).collect();
    let mut choices = Row::new().spacing(spacing::XXS);
    let mut headings = Row::new().spacing(spacing::XXS);
    for (index, kind) in mapping.columns.iter().enumerate() {
        choices = choices.push(field::choice(
            options.clone(),
            Some(ColumnChoice(language, *kind)),
            Length::Fixed(WIDTH),
            move |choice| Message::Column(index, choice),
        ));
        let heading = mapping.header.and_then(|row| sheet.rows.get(row)).map(|row| row.cell(index));
        headings = headings.push(
            container(strong(heading.unwrap_or_default().to_owned()))
                .width(WIDTH)
                .padding([0.0, spacing::XS])
                .clip(true),
        );
    }
    let mut rows = Column::new();
    let below = mapping.header.map_or(0, |row| row + 1);
    let data = sheet.rows.iter().skip(below).filter(|row| !row.is_blank());
    for data_row in data.take(PREVIEW_ROWS) {
        let mut cells = Row::new().spacing(spacing::XXS);
        for (index, kind) in mapping.columns.iter().enumerate() {
            // A number that is dropped is not shown either.
            let text = match kind {
                Kind::IdentityNumber => "••••••••".to_owned(),
                _ => data_row.cell(index).to_owned(),
            };
            let line = match kind {
                Kind::Ignored => muted(text),
                _ => body(text),
            };
            cells = cells.push(
                container(line.wrapping(iced::widget::text::Wrapping::None))
                    .width(WIDTH)
                    .padding([2.0, spacing::XS])
                    .clip(true),
            );
        }
        rows = rows.push(cells);
    }
    let table = column![choices, headings, hairline(), rows].spacing(spacing::XXS);

    scrollable(container(table).padding(iced::Padding::ZERO.bottom(spacing::M)))
        .direction(scrollable::Direction::Horizontal(scrollable::Scrollbar::default()))
        .style(style::scroll)
        .width(Fill)
        .into()
}
