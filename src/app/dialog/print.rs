//! Utfärda intyg: who gets one, the pages as they will look, who is left out and why, and where they go. Nothing is issued
//! in any other way.

mod job;

use std::path::PathBuf;

use iced::widget::{Column, column, row, scrollable};
use iced::{Center, Element, Fill, Size, Task};
use lucide_icons::Icon;

use crate::app::action::{Action, CertificateScope};
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::printing::language_name;
use crate::app::theme::{spacing, style};
use crate::app::widget::paper::Paper;
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, button, field, hint, muted, small, strong, title};
use crate::domain::certificate::CertificateLanguage;
use crate::i18n::Language;
use crate::installation::Installation;
use crate::papers;
use crate::register::Error;
use crate::register::handle::Question;
use crate::{messages, text};
use job::{Done, Order, Printable, Skipped, WhereTo};

/// The dialog.
pub struct Print {
    scope: CertificateScope,
    loaded: Fetched<Printable>,
    /// Those that are issued already are printed again.
    copies: bool,
    language: Option<CertificateLanguage>,
    way: Way,
    printers: Vec<String>,
    printer: Option<String>,
    path: String,
    /// The name for a protected student's page.
    name: String,
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
    Loaded(Ticket, Box<Result<Printable, Error>>),
    Printers(Vec<String>),
    Copies(bool),
    Language(CertificateLanguage),
    Way(Way),
    Printer(String),
    Path(String),
    Name(String),
    Turn(isize),
    Print,
    Printed(Box<Result<Done, Error>>),
    Close,
}

impl Print {
    pub fn new(
        context: &Context,
        installation: &Installation,
        scope: CertificateScope,
    ) -> (Self, Task<Message>) {
        let mut dialog = Self {
            scope,
            loaded: Fetched::default(),
            copies: false,
            language: None,
            way: Way::Open,
            printers: Vec::new(),
            printer: None,
            path: String::new(),
            name: String::new(),
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
        let (ticket, scope, language) = (self.loaded.begin(), self.scope, self.language);

        context.ask_newest(
            Question("preview of certificates"),
            move |register| Printable::gather(register, scope, language),
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Loaded(ticket, answer) => {
                let first = self.loaded.value().is_none();
                let action = self.loaded.take(ticket, *answer);
                if let Some(loaded) = self.loaded.value().filter(|_| first) {
                    self.copies = loaded.new_count() == 0;
                    // A page with a protected name is not left where temporary files are.
                    if loaded.is_nameless {
                        let _ = self.go(Way::Files, context.language);
                    }
                }
                self.show_page();
                let focus = match self.is_nameless() {
                    true => iced::widget::operation::focus(field::id("print-name")),
                    false => iced::widget::operation::focus("print-go"),
                };
                return match action {
                    Action::None if first => Action::Run(focus),
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
            Message::Way(way) => return Action::Run(self.go(way, context.language)),
            Message::Name(name) => {
                self.name = name;
                self.show_page();
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
                    Ok(Done::NotSent(path)) => {
                        let sentence = text!(
                            context.language,
                            "print-not-sent",
                            path = path.display().to_string()
                        );
                        Action::ShowFile(path, sentence)
                    }
                    Ok(Done::Saved(path, count)) => {
                        let shown = path.display().to_string();
                        let sentence =
                            text!(context.language, "print-saved", count = count, path = shown);
                        Action::ShowFile(path, sentence)
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

    /// Whether the name must be typed for the page.
    fn is_nameless(&self) -> bool {
        self.loaded.value().is_some_and(|loaded| loaded.is_nameless)
    }

    /// Lets the pages go another way.
    fn go(&mut self, way: Way, language: Language) -> Task<Message> {
        self.way = way;
        self.wrong = None;
        let name = self.loaded.value().map(|loaded| loaded.name.clone()).unwrap_or_default();
        let name = papers::safe(&text!(language, "print-file-name", name = name));
        self.path = match way {
            Way::Open | Way::Printer => String::new(),
            Way::OneFile => self.documents.join(format!("{name}.pdf")).display().to_string(),
            Way::Files if self.is_nameless() => self.documents.display().to_string(),
            Way::Files => self.documents.join(name).display().to_string(),
        };
        if self.path.is_empty() {
            return Task::none();
        }

        iced::widget::operation::focus(field::id("print-path"))
    }

    /// How many pages there would be.
    fn count(&self) -> usize {
        self.loaded.value().map_or(0, |loaded| loaded.pages(self.copies).count())
    }

    fn show_page(&mut self) {
        let Some(loaded) = self.loaded.value() else { return };
        let page = loaded.pages(self.copies).nth(self.at).map(|item| loaded.page(item, &self.name));
        match (page, &mut self.paper) {
            (Some(page), Some(paper)) => paper.show(page),
            (Some(page), none) => *none = Some(Paper::new(page)),
            (None, paper) => *paper = None,
        }
    }

    fn order(&self) -> Option<Order> {
        let loaded = self.loaded.value()?;
        let path = PathBuf::from(self.path.trim());
        let typed = !path.as_os_str().is_empty();
        let where_to = match self.way {
            Way::Open => WhereTo::Viewer,
            Way::Printer => WhereTo::Printer(self.printer.clone()?),
            Way::OneFile => WhereTo::File(typed.then_some(path)?),
            Way::Files => WhereTo::Folder(typed.then_some(path)?),
        };

        let named = !loaded.is_nameless || !self.name.trim().is_empty();

        (self.count() > 0 && named)
            .then(|| loaded.order(self.scope, self.copies, &self.name, where_to))
    }

    fn print(&mut self, context: &Context) -> Action<Message> {
        let Some(order) = self.order().filter(|_| !self.busy) else { return Action::None };
        self.busy = true;
        self.wrong = None;

        context.change_then_read(
            text!(context.language, "work-certificates"),
            move |register| {
                let issued = order.issue(register)?;
                Ok((order, issued))
            },
            |(order, issued), register| order.write(register, issued),
            |answer| Message::Printed(Box::new(answer)),
        )
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let Some(loaded) = self.loaded.value() else { return self.loaded.waiting(language) };
        let narrow = context.is_narrow();
        let width =
            if narrow { context.room.width - 80.0 } else { context.room.width.min(1060.0) * 0.52 };
        let choices = self.choices(language, loaded);
        let pages = self.pages(language, loaded, width.clamp(120.0, 560.0));
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
        let (new, all) = (loaded.new_count(), self.count());
        let go = match (new, all - new) {
            (0, copies) => text!(language, "print-copies", count = copies),
            (new, 0) => text!(language, "print-issue", count = new),
            (new, copies) => {
                text!(language, "print-issue-and-copies", count = new, copies = copies)
            }
        };
        let ready = !self.busy && self.order().is_some();
        let buttons = row![
            button::primary(go).id("print-go").on_press(ready.then_some(Message::Print)),
            button::plain(text!(language, "action-cancel")).on_press(Message::Close),
        ]
        .spacing(spacing::S);

        column![
            title(text!(language, "print-title", name = loaded.name.as_str())),
            content,
            buttons
        ]
        .spacing(spacing::M)
        .into()
    }

    fn choices<'a>(&'a self, language: Language, loaded: &'a Printable) -> Element<'a, Message> {
        let (new, issued) = (loaded.new_count(), loaded.issued_count());
        let mut content = Column::new().spacing(spacing::S);
        if !loaded.without_given.is_empty() {
            let names = loaded.without_given.join(", ");
            let count = loaded.without_given.len();
            let said = text!(language, "print-without-given", count = count, names = names);
            content = content.push(body(said).style(style::ochre));
        }
        let with_emoji = loaded.with_emoji(self.copies);
        if with_emoji > 0 {
            let said = text!(language, "print-without-emoji", count = with_emoji);
            content = content.push(body(said).style(style::ochre));
        }
        let crowded = loaded.crowded(self.copies);
        if crowded > 0 {
            let said = text!(language, "print-sessions-left-out", count = crowded);
            content = content.push(body(said).style(style::ochre));
        }
        if loaded.is_nameless {
            content = content.push(field::labelled(
                text!(language, "student-name-on-paper"),
                field::typed("", &self.name, Message::Name)
                    .id(field::id("print-name"))
                    .on_submit(Message::Print),
                None,
            ));
            content = content
                .push(small(text!(language, "student-name-on-paper-text")).style(style::muted));
        }
        let copies = segmented(
            &[
                (false, text!(language, "print-new", count = new)),
                (true, text!(language, "print-copies-too", count = new + issued)),
            ],
            self.copies,
            Message::Copies,
        );
        let languages = CertificateLanguage::ALL.map(|one| (one, language_name(language, one)));
        let mut all_ways = vec![
            (Way::Open, text!(language, "print-way-open")),
            (Way::Printer, text!(language, "print-way-printer")),
            (Way::OneFile, text!(language, "print-way-file")),
            (Way::Files, text!(language, "print-way-files")),
        ];
        if loaded.is_nameless {
            all_ways.retain(|(way, _)| *way == Way::Files);
        }
        let ways = segmented(&all_ways, self.way, Message::Way);
        let is_batch = matches!(
            self.scope,
            CertificateScope::Class(_) | CertificateScope::School(_) | CertificateScope::Everything
        );
        if is_batch {
            content = content.push(field::labelled(text!(language, "print-which"), copies, None));
        }
        if !matches!(self.scope, CertificateScope::InPlaceOf(_)) {
            content = content.push(field::labelled(
                text!(language, "design-language"),
                segmented(&languages, self.language.unwrap_or(loaded.language), Message::Language),
                None,
            ));
            if issued > 0 {
                let said = text!(language, "print-copies-as-issued");
                content = content.push(small(said).style(style::muted));
            }
        }
        content = content.push(field::labelled(text!(language, "print-way"), ways, None));
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
            let said = messages::failure(language, error);
            content = content
                .push(body(said).style(style::danger))
                .push(muted(text!(language, "print-ledger-true")));
        }
        if !loaded.skipped.is_empty() {
            content = content.push(strong(text!(
                language,
                "print-skipped",
                count = loaded.skipped.len()
            )));
            let mut rows = Column::new().spacing(spacing::XXS);
            for (name, why) in &loaded.skipped {
                rows = rows.push(column![
                    body(name.clone()),
                    small(why.sentence(language)).style(style::muted)
                ]);
            }
            content = content.push(rows);
        }
        if loaded.skipped.iter().any(|(_, why)| matches!(why, Skipped::Letters(_))) {
            content = content.push(muted(text!(language, "print-letters-hint")));
        }

        content.padding(iced::Padding::ZERO.right(spacing::M)).into()
    }

    /// The page that is shown, and the way to the others.
    fn pages<'a>(
        &'a self,
        language: Language,
        loaded: &'a Printable,
        width: f32,
    ) -> Element<'a, Message> {
        let Some(paper) = &self.paper else {
            return muted(text!(language, "certificates-none")).width(width).into();
        };
        let count = self.count();
        let name =
            loaded.pages(self.copies).nth(self.at).map_or("", |item| item.content.student.as_str());
        let turn = |by: isize, possible: bool| possible.then_some(Message::Turn(by));
        let way = row![
            hint(
                button::icon(Icon::ChevronLeft).on_press(turn(-1, self.at > 0)).repeats(),
                text!(language, "print-earlier")
            ),
            small(text!(language, "print-page", page = self.at + 1, pages = count, name = name)),
            hint(
                button::icon(Icon::ChevronRight).on_press(turn(1, self.at + 1 < count)).repeats(),
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
