//! Skriv ut intyg: what is to be printed, the pages as they will look, and where they go.

mod job;

use std::path::PathBuf;

use iced::widget::{Column, column, row, scrollable};
use iced::{Center, Element, Fill, Size, Task};
use lucide_icons::Icon;

use crate::app::screen::printing::language_name;
use crate::app::screen::{Action, Context, Fetched, Ticket};
use crate::app::theme::{spacing, style};
use crate::app::widget::paper::Paper;
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, button, field, hint, muted, small, strong, title};
use crate::domain::certificate::CertificateLanguage;
use crate::domain::{ClassId, SchoolId};
use crate::i18n::Language;
use crate::installation::Installation;
use crate::register::Error;
use crate::{sentence, text};
use job::{Done, Facts, Order, WhereTo};

/// Whose certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Class(ClassId),
    School(SchoolId),
    Everything,
}

/// The dialog.
pub struct Print {
    scope: Scope,
    facts: Fetched<Facts>,
    /// Those that are issued already are printed again.
    copies: bool,
    language: Option<CertificateLanguage>,
    way: Way,
    printers: Vec<String>,
    printer: Option<String>,
    path: String,
    documents: PathBuf,
    /// The page that is shown.
    at: usize,
    paper: Option<Paper>,
    busy: bool,
    wrong: Option<Error>,
}

/// Where the pages go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Open,
    Printer,
    OneFile,
    Files,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<Facts, Error>>),
    Printers(Vec<String>),
    Copies(bool),
    Language(CertificateLanguage),
    Way(Way),
    Printer(String),
    Path(String),
    Turn(isize),
    Print,
    Printed(Box<Result<Done, Error>>),
    Close,
}

impl Print {
    pub fn new(
        context: &Context,
        installation: &Installation,
        scope: Scope,
    ) -> (Self, Task<Message>) {
        let mut dialog = Self {
            scope,
            facts: Fetched::default(),
            copies: false,
            language: None,
            way: Way::Open,
            printers: Vec::new(),
            printer: None,
            path: String::new(),
            documents: installation.documents.clone(),
            at: 0,
            paper: None,
            busy: false,
            wrong: None,
        };
        let load = dialog.load(context);
        let printers =
            Task::perform(crate::app::in_background(|| Ok(crate::printer::names())), |names| {
                Message::Printers(names.unwrap_or_default())
            });

        (dialog, Task::batch([load, printers]))
    }

    fn load(&mut self, context: &Context) -> Task<Message> {
        let (ticket, scope, language) = (self.facts.ask(), self.scope, self.language);

        context.ask(
            move |register| Facts::gather(register, scope, language),
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.facts.value().is_none();
                let action = self.facts.take(ticket, *answer);
                if let Some(facts) = self.facts.value().filter(|_| first) {
                    self.copies = facts.new_count() == 0;
                }
                self.show_page();
                return match action {
                    Action::None if first => {
                        Action::Run(iced::widget::operation::focus("print-go"))
                    }
                    action => action,
                };
            }
            Message::Printers(printers) => {
                self.printer = printers.first().cloned();
                self.printers = printers;
            }
            Message::Copies(copies) => {
                self.copies = copies;
                self.at = 0;
                self.show_page();
            }
            Message::Language(language) => {
                self.language = Some(language);
                return Action::Run(self.load(context));
            }
            Message::Way(way) => {
                self.way = way;
                self.wrong = None;
                let name = self.facts.value().map(|facts| facts.name.clone()).unwrap_or_default();
                let name = text!(context.language, "print-file-name", name = name);
                self.path = match way {
                    Way::Open | Way::Printer => String::new(),
                    Way::OneFile => {
                        self.documents.join(format!("{name}.pdf")).display().to_string()
                    }
                    Way::Files => self.documents.join(name).display().to_string(),
                };
                if !self.path.is_empty() {
                    return Action::Run(iced::widget::operation::focus(field::id("print-path")));
                }
            }
            Message::Printer(printer) => self.printer = Some(printer),
            Message::Path(path) => {
                self.path = path;
                self.wrong = None;
            }
            Message::Turn(by) => {
                let last = self.count().saturating_sub(1);
                self.at = self.at.saturating_add_signed(by).min(last);
                self.show_page();
            }
            Message::Print => return self.print(context),
            Message::Printed(answer) => {
                self.busy = false;
                return match *answer {
                    Ok(Done::Open(path)) => Action::OpenFile(path),
                    Ok(Done::Sent(printer)) => {
                        Action::Say(text!(context.language, "print-sent", printer = printer))
                    }
                    Ok(Done::Saved(path)) => {
                        let path = path.display().to_string();
                        Action::Say(text!(context.language, "save-done", path = path))
                    }
                    // What was issued stands in the ledger; the rest of the pages are copies now.
                    Err(error) => {
                        self.wrong = Some(error);
                        Action::Run(self.load(context))
                    }
                };
            }
            Message::Close => return Action::Back,
        }

        Action::None
    }

    /// How many pages there would be.
    fn count(&self) -> usize {
        self.facts.value().map_or(0, |facts| facts.pages(self.copies).count())
    }

    fn show_page(&mut self) {
        let Some(facts) = self.facts.value() else { return };
        let page = facts.pages(self.copies).nth(self.at).map(|item| facts.page(item));
        match (page, &mut self.paper) {
            (Some(page), Some(paper)) => paper.show(page),
            (Some(page), none) => *none = Some(Paper::new(page)),
            (None, paper) => *paper = None,
        }
    }

    fn order(&self) -> Option<Order> {
        let facts = self.facts.value()?;
        let path = PathBuf::from(self.path.trim());
        let typed = !path.as_os_str().is_empty();
        let where_to = match self.way {
            Way::Open => WhereTo::Viewer,
            Way::Printer => WhereTo::Printer(self.printer.clone()?),
            Way::OneFile => WhereTo::File(typed.then_some(path)?),
            Way::Files => WhereTo::Folder(typed.then_some(path)?),
        };

        (self.count() > 0).then(|| facts.order(self.scope, self.copies, where_to))
    }

    fn print(&mut self, context: &Context) -> Action<Message> {
        let Some(order) = self.order().filter(|_| !self.busy) else { return Action::None };
        self.busy = true;
        self.wrong = None;

        context.work(
            text!(context.language, "work-certificates"),
            move |register| order.carry_out(register),
            |answer| Message::Printed(Box::new(answer)),
        )
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(facts) = self.facts.value() else { return self.facts.waiting(language) };
        let narrow = context.is_narrow();
        let width =
            if narrow { context.room.width - 80.0 } else { context.room.width.min(1060.0) * 0.52 };
        let choices = self.choices(language, facts);
        let pages = self.pages(language, facts, width.clamp(120.0, 560.0));
        let content: Element<'a, Message> = match narrow {
            true => scrollable(column![choices, pages].spacing(spacing::M))
                .direction(style::slim())
                .style(style::scroll)
                .height(Fill)
                .into(),
            false => row![
                scrollable(choices)
                    .direction(style::slim())
                    .style(style::scroll)
                    .height(Fill)
                    .width(Fill),
                pages
            ]
            .spacing(spacing::L)
            .height(Fill)
            .into(),
        };
        let go = match (self.way, self.count()) {
            (Way::Open | Way::Printer, count) => text!(language, "print-go", count = count),
            (Way::OneFile | Way::Files, count) => text!(language, "print-save", count = count),
        };
        let ready = !self.busy && self.order().is_some();
        let buttons = row![
            button::primary(go).id("print-go").on_press(ready.then_some(Message::Print)),
            button::plain(text!(language, "action-cancel")).on_press(Message::Close),
        ]
        .spacing(spacing::S);

        column![title(text!(language, "print-title", name = facts.name.as_str())), content, buttons]
            .spacing(spacing::M)
            .into()
    }

    fn choices<'a>(&'a self, language: Language, facts: &'a Facts) -> Element<'a, Message> {
        let (new, issued) = (facts.new_count(), facts.issued_count());
        let copies = segmented(
            &[
                (false, text!(language, "print-new", count = new)),
                (true, text!(language, "print-copies-too", count = new + issued)),
            ],
            self.copies,
            Message::Copies,
        );
        let languages = CertificateLanguage::ALL.map(|one| (one, language_name(language, one)));
        let ways = segmented(
            &[
                (Way::Open, text!(language, "print-way-open")),
                (Way::Printer, text!(language, "print-way-printer")),
                (Way::OneFile, text!(language, "print-way-file")),
                (Way::Files, text!(language, "print-way-files")),
            ],
            self.way,
            Message::Way,
        );
        let mut content = column![
            field::labelled(text!(language, "print-which"), copies, None),
            field::labelled(
                text!(language, "design-language"),
                segmented(&languages, self.language.unwrap_or(facts.language), Message::Language),
                None
            ),
            field::labelled(text!(language, "print-way"), ways, None),
        ]
        .spacing(spacing::S);
        content = match self.way {
            Way::Open => {
                content.push(small(text!(language, "print-way-open-text")).style(style::muted))
            }
            Way::Printer if self.printers.is_empty() => {
                content.push(body(text!(language, "print-no-printers")).style(style::ochre))
            }
            Way::Printer => content.push(field::choice(
                self.printers.clone(),
                self.printer.clone(),
                Fill,
                Message::Printer,
            )),
            Way::OneFile | Way::Files => content.push(field::labelled(
                match self.way {
                    Way::OneFile => text!(language, "print-path-file"),
                    _ => text!(language, "print-path-folder"),
                },
                field::typed("", &self.path, Message::Path)
                    .id(field::id("print-path"))
                    .on_submit(Message::Print),
                None,
            )),
        };
        if let Some(error) = &self.wrong {
            let said = sentence::failure(language, error);
            content = content
                .push(body(said).style(style::danger))
                .push(muted(text!(language, "print-ledger-true")));
        }
        if !facts.skipped.is_empty() {
            content =
                content.push(strong(text!(language, "print-skipped", count = facts.skipped.len())));
            let mut rows = Column::new().spacing(spacing::XXS);
            for (name, why) in &facts.skipped {
                rows = rows.push(column![
                    body(name.clone()),
                    small(why.sentence(language)).style(style::muted)
                ]);
            }
            content = content.push(rows);
        }

        content.padding(iced::Padding::ZERO.right(spacing::M)).into()
    }

    /// The page that is shown, and the way to the others.
    fn pages<'a>(
        &'a self,
        language: Language,
        facts: &'a Facts,
        width: f32,
    ) -> Element<'a, Message> {
        let Some(paper) = &self.paper else {
            return muted(text!(language, "certificates-none")).width(width).into();
        };
        let count = self.count();
        let name =
            facts.pages(self.copies).nth(self.at).map_or("", |item| item.content.student.as_str());
        let turn = |by: isize, possible: bool| possible.then_some(Message::Turn(by));
        let way = row![
            hint(
                button::icon(Icon::ChevronLeft).on_press(turn(-1, self.at > 0)),
                text!(language, "print-earlier")
            ),
            small(text!(language, "print-page", page = self.at + 1, pages = count, name = name)),
            hint(
                button::icon(Icon::ChevronRight).on_press(turn(1, self.at + 1 < count)),
                text!(language, "print-later")
            ),
        ]
        .spacing(spacing::S)
        .align_y(Center);

        column![paper.view(Size::new(width, 430.0)), way]
            .spacing(spacing::S)
            .align_x(Center)
            .width(width)
            .into()
    }
}
