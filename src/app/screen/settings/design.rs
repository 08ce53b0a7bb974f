//! How certificates look and what they say, with the page itself beside it as it will be printed.

mod form;

use iced::widget::{Column, column, row};
use iced::{Center, Element, Fill, Size, Task};
use lucide_icons::Icon;

use super::scrolled;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::fetched::{Fetched, Ticket};
use crate::app::printing::language_name;
use crate::app::theme::{spacing, style};
use crate::app::widget::paper::Paper;
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, button, card, field, hint, muted, small, strong, title};
use crate::domain::certificate::design::{Design, Hue, Layout, MOST_LOGOS};
use crate::domain::certificate::file_name::FileNamePattern;
use crate::domain::certificate::wording::{Field, Template};
use crate::domain::certificate::{CertificateKind, CertificateLanguage};
use crate::i18n::Language;
use crate::papers::certificates::{pictures, specimen};
use crate::papers::{File, verification_page};
use crate::print::certificate::Pictures;
use crate::print::picture::{NotAPicture, Picture};
use crate::register::Error;
use crate::register::identity::digest;
use crate::register::programme::Programme;
use crate::register::signing::Replaced;
use crate::seal::PublicKey;
use crate::{messages, text};
use form::{Form, Line};

/// This part of the screen.
#[derive(Debug)]
pub struct Designer {
    loaded: Fetched<DesignSources>,
    form: Form,
    /// The texts that are edited.
    kind: CertificateKind,
    language: Language,
    /// Pictures that are chosen and not saved, as their files.
    files: Vec<Vec<u8>>,
    pictures: Pictures,
    path: String,
    wrong_picture: Option<(String, NoPicture)>,
    paper: Option<Paper>,
    /// Whether one is asked if the key is to be replaced.
    replacing_key: bool,
}

/// What is shown.
#[derive(Debug, Clone)]
pub struct DesignSources {
    design: Design,
    programme: Programme,
    course: String,
    pictures: Pictures,
    /// The key certificates are signed with.
    key: PublicKey,
}

/// Why a file is not taken as a picture.
#[derive(Debug, Clone)]
pub enum NoPicture {
    Unread(Error),
    Not(NotAPicture),
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Logo,
    Signature,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Ticket, Box<Result<DesignSources, Error>>),
    Layout(Layout),
    Hue(Hue),
    Language(CertificateLanguage),
    Kind(CertificateKind),
    TextsIn(Language),
    Typed(Line, String),
    Standard,
    Signatory(String),
    SignatoryTitle(String),
    FileName(String),
    Place(String),
    Path(String),
    Add(Use),
    Choose(Use),
    Chosen(Use, Option<std::path::PathBuf>),
    Read(Use, String, Result<Vec<u8>, NoPicture>),
    LogoName(usize, String),
    LogoEarlier(usize),
    RemoveLogo(usize),
    RemoveSignature,
    Save,
    Changed(Result<(), Error>),
    CopyKey,
    SavePage,
    AskReplaceKey,
    ReplaceKey(Replaced),
    PageMade(Result<File, Error>),
    KeepKey,
}

impl Default for Designer {
    fn default() -> Self {
        Self {
            loaded: Fetched::default(),
            form: Form::default(),
            kind: CertificateKind::Participation,
            language: Language::Swedish,
            files: Vec::new(),
            pictures: Pictures::new(),
            path: String::new(),
            wrong_picture: None,
            paper: None,
            replacing_key: false,
        }
    }
}

impl Designer {
    pub fn reload(&mut self, context: &Context) -> Task<Message> {
        let ticket = self.loaded.begin();

        context.ask(
            |register| {
                let design = register.design()?;
                let pictures = pictures(register.pictures(design.pictures())?);
                Ok(DesignSources {
                    pictures,
                    programme: register.programme()?,
                    course: register.find_course(None)?.name,
                    key: register.public_key()?,
                    design,
                })
            },
            move |answer| Message::Loaded(ticket, Box::new(answer)),
        )
    }

    /// Whether something is typed or chosen and not saved.
    pub fn is_unsaved(&self) -> bool {
        let loaded = self.loaded.value();
        loaded.is_some_and(|loaded| Form::of(&loaded.design, &loaded.programme) != self.form)
    }

    /// What Ctrl+Enter does.
    pub fn save(&self) -> Option<Message> {
        (self.is_unsaved() && self.form.design().is_some()).then_some(Message::Save)
    }

    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        let mut action = Action::None;
        match message {
            Message::Loaded(ticket, answer) => {
                let kept = self.is_unsaved();
                action = self.loaded.take(ticket, *answer);
                if let Some(loaded) = self.loaded.value()
                    && !kept
                {
                    self.form = Form::of(&loaded.design, &loaded.programme);
                    self.files.clear();
                    self.pictures = loaded.pictures.clone();
                }
            }
            Message::Layout(layout) => self.form.layout = layout,
            Message::Hue(hue) => self.form.hue = hue,
            Message::Language(language) => self.form.language = language,
            Message::Kind(kind) => self.kind = kind,
            Message::TextsIn(language) => self.language = language,
            Message::Typed(line, text) => self.form.write(self.kind, self.language, line, text),
            Message::Standard => self.form.set_standard(self.kind, self.language),
            Message::Signatory(text) => self.form.signatory = text,
            Message::FileName(text) => self.form.file_name = text,
            Message::SignatoryTitle(text) => self.form.signatory_title = text,
            Message::Place(text) => self.form.place = text,
            Message::Path(path) => {
                self.path = path;
                self.wrong_picture = None;
            }
            Message::Add(use_as) => action = self.read_file(use_as, self.path.trim().into()),
            Message::Choose(use_as) => {
                let dialog = rfd::AsyncFileDialog::new()
                    .add_filter("PNG, JPEG, SVG", &["png", "jpg", "jpeg", "svg"]);
                action = Action::Run(Task::perform(dialog.pick_file(), move |chosen| {
                    Message::Chosen(use_as, chosen.map(|file| file.path().to_owned()))
                }));
            }
            Message::Chosen(use_as, Some(path)) => action = self.read_file(use_as, path),
            Message::Chosen(_, None) => {}
            Message::Read(use_as, path, Ok(file)) => self.take_picture(use_as, &path, file),
            Message::Read(_, path, Err(why)) => self.wrong_picture = Some((path, why)),
            Message::LogoName(index, name) => {
                if let Some(logo) = self.form.logos.get_mut(index) {
                    logo.name = name;
                }
            }
            Message::LogoEarlier(index) => {
                if index > 0 && index < self.form.logos.len() {
                    self.form.logos.swap(index - 1, index);
                }
            }
            Message::RemoveLogo(index) => {
                if index < self.form.logos.len() {
                    self.form.logos.remove(index);
                }
            }
            Message::RemoveSignature => self.form.signature = None,
            Message::Save => action = self.save_design(context),
            Message::Changed(Ok(())) => {
                self.replacing_key = false;
                action = Action::Changed;
            }
            Message::Changed(Err(error)) => action = Action::Failed(error),
            Message::CopyKey => {
                if let Some(loaded) = self.loaded.value() {
                    action = Action::Run(iced::clipboard::write(loaded.key.hexadecimal()));
                }
            }
            Message::SavePage => {
                let language = context.language;
                action =
                    Action::Run(context.ask(
                        move |register| verification_page(register, language),
                        Message::PageMade,
                    ));
            }
            Message::PageMade(Ok(File { name, bytes })) => action = Action::SaveFile(name, bytes),
            Message::PageMade(Err(error)) => action = Action::Failed(error),
            Message::AskReplaceKey => self.replacing_key = true,
            Message::KeepKey => self.replacing_key = false,
            Message::ReplaceKey(why) => {
                action = context.change(
                    move |register| {
                        register.back_up_if_due()?;
                        register.replace_key_because(why).map(|_| ())
                    },
                    Message::Changed,
                );
            }
        }
        self.paint(context);

        action
    }

    /// Shows the page as it would be printed now. What can't be read yet keeps the page as it was.
    fn paint(&mut self, context: &Context) {
        let Some(loaded) = self.loaded.value() else { return };
        let Some(design) = self.form.design() else { return };
        let language = match (design.language, self.language) {
            (CertificateLanguage::Both, _) => CertificateLanguage::Both,
            (_, Language::Swedish) => CertificateLanguage::Swedish,
            (_, Language::English) => CertificateLanguage::English,
        };
        let content = form::example(
            &design,
            (self.kind, language),
            &self.form,
            (&loaded.programme, &loaded.course),
            context,
        );
        let page = specimen(&content, &self.pictures);
        match &mut self.paper {
            Some(paper) => paper.show(page),
            None => self.paper = Some(Paper::new(page)),
        }
    }

    fn read_file(&self, use_as: Use, path: std::path::PathBuf) -> Action<Message> {
        if path.as_os_str().is_empty() {
            return Action::None;
        }
        let shown = path.display().to_string();

        Action::Run(Task::perform(
            crate::app::in_background(move || Ok(read_picture(&path))),
            move |answer| {
                let read = answer.unwrap_or(Err(NoPicture::Not(NotAPicture::Unreadable)));
                Message::Read(use_as, shown.clone(), read)
            },
        ))
    }

    fn take_picture(&mut self, use_as: Use, path: &str, file: Vec<u8>) {
        self.path.clear();
        self.wrong_picture = None;
        let picture = digest(&file);
        self.pictures.extend(pictures([(picture.clone(), file.clone())]));
        self.files.push(file);
        match use_as {
            Use::Logo => self.form.add_logo(picture, path),
            Use::Signature => self.form.signature = Some(picture),
        }
    }

    fn save_design(&self, context: &Context) -> Action<Message> {
        let Some(design) = self.form.design() else { return Action::None };
        let (signatory, place) = (self.form.signatory.clone(), self.form.place.clone());
        let files = self.files.clone();

        context.change(
            move |register| register.edit_design(&design, &signatory, &place, &files).map(|_| ()),
            Message::Changed,
        )
    }

    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let Some(loaded) = self.loaded.value() else {
            return self.loaded.waiting(context.language);
        };
        let language = context.language;
        let parts = column![self.looks(language), self.texts(language), self.signing(language)]
            .push(self.logos(language))
            .spacing(spacing::M);
        let narrow = context.is_narrow();
        let width = match narrow {
            true => context.room.width - 2.0 * spacing::L,
            false => (context.room.width - spacing::M) * 0.5 - 3.0 * spacing::M,
        };
        let paper: Element<'a, Message> = match &self.paper {
            Some(paper) => paper.view(Size::new(width.max(120.0), 620.0)),
            None => muted(text!(language, "working")).into(),
        };
        let ready = self.save().is_some();
        let preview = column![
            card(
                column![
                    title(text!(language, "design-preview")),
                    small(text!(language, "design-preview-text")).style(style::muted),
                    paper,
                    button::primary(text!(language, "design-save"))
                        .on_press(ready.then_some(Message::Save)),
                ]
                .spacing(spacing::S)
            )
            .padding(spacing::M)
            .width(Fill),
            self.key(language, loaded),
        ]
        .spacing(spacing::M);

        match narrow {
            true => column![parts, preview].spacing(spacing::M).into(),
            false => row![scrolled(parts), scrolled(preview)].spacing(spacing::M).into(),
        }
    }

    fn looks<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let layouts = Layout::ALL.map(|layout| (layout, layout_name(language, layout)));
        let hues = Hue::ALL.map(|hue| (hue, hue_name(language, hue)));
        let languages = CertificateLanguage::ALL.map(|one| (one, language_name(language, one)));

        card(
            column![
                title(text!(language, "design-looks")),
                field::labelled(
                    text!(language, "design-layout"),
                    segmented(&layouts, self.form.layout, Message::Layout),
                    None
                ),
                field::labelled(
                    text!(language, "design-hue"),
                    segmented(&hues, self.form.hue, Message::Hue),
                    None
                ),
                field::labelled(
                    text!(language, "design-language"),
                    segmented(&languages, self.form.language, Message::Language),
                    None
                ),
            ]
            .spacing(spacing::S),
        )
        .padding(spacing::M)
        .width(Fill)
        .into()
    }

    fn texts<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let kinds = [
            (CertificateKind::Participation, text!(language, "design-participation")),
            (CertificateKind::Attendance, text!(language, "design-attendance")),
        ];
        let languages = [
            (Language::Swedish, text!(language, "design-swedish")),
            (Language::English, text!(language, "design-english")),
        ];
        let mut content = column![
            title(text!(language, "design-texts")),
            row![
                segmented(&kinds, self.kind, Message::Kind),
                segmented(&languages, self.language, Message::TextsIn)
            ]
            .spacing(spacing::M)
            .wrap(),
        ]
        .spacing(spacing::S);
        for line in Line::ALL {
            let typed = self.form.text(self.kind, self.language, line);
            let wrong = Template::read(typed).err();
            let input = field::typed("", typed, move |text| Message::Typed(line, text))
                .on_submit(Message::Save);
            content = content.push(field::labelled(
                line_name(language, line),
                input,
                wrong.map(|wrong| messages::template(language, &wrong)),
            ));
        }
        let which = usize::from(self.language == Language::English);
        let fields: Vec<String> =
            Field::ALL.iter().map(|field| format!("{{{}}}", field.names()[which])).collect();
        let standard =
            (!self.form.is_standard(self.kind, self.language)).then_some(Message::Standard);

        card(
            content
                .push(
                    small(text!(language, "design-fields", fields = fields.join(" ")))
                        .style(style::muted),
                )
                .push(button::link(text!(language, "design-standard")).on_press(standard)),
        )
        .padding(spacing::M)
        .width(Fill)
        .into()
    }

    fn signing<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let input = |value: &'a str, on: fn(String) -> Message| {
            field::typed("", value, on).on_submit(Message::Save)
        };
        let signature: Element<'a, Message> = match &self.form.signature {
            Some(_) => row![
                body(text!(language, "design-signature-there")).width(Fill),
                button::link(text!(language, "action-remove")).on_press(Message::RemoveSignature),
            ]
            .align_y(Center)
            .into(),
            None => muted(text!(language, "design-signature-line")).into(),
        };

        card(
            column![
                title(text!(language, "design-signing")),
                row![
                    field::labelled(
                        text!(language, "settings-signatory"),
                        input(&self.form.signatory, Message::Signatory),
                        None
                    ),
                    field::labelled(
                        text!(language, "design-signatory-title"),
                        input(&self.form.signatory_title, Message::SignatoryTitle),
                        None
                    ),
                ]
                .spacing(spacing::S),
                field::labelled(
                    text!(language, "settings-place"),
                    input(&self.form.place, Message::Place),
                    None
                ),
                signature,
                field::labelled(
                    text!(language, "design-file-name"),
                    input(&self.form.file_name, Message::FileName),
                    FileNamePattern::read(&self.form.file_name)
                        .is_err()
                        .then(|| text!(language, "design-bad-file-name"))
                ),
            ]
            .spacing(spacing::S),
        )
        .padding(spacing::M)
        .width(Fill)
        .into()
    }

    fn logos<'a>(&'a self, language: Language) -> Element<'a, Message> {
        let mut rows = Column::new().spacing(spacing::XS);
        for (index, logo) in self.form.logos.iter().enumerate() {
            let earlier = (index > 0).then_some(Message::LogoEarlier(index));
            rows = rows.push(
                row![
                    field::typed(&text!(language, "design-logo-name"), &logo.name, move |name| {
                        Message::LogoName(index, name)
                    })
                    .on_submit(Message::Save),
                    hint(
                        button::icon(Icon::ArrowUp).on_press(earlier),
                        text!(language, "design-earlier")
                    ),
                    button::link(text!(language, "action-remove"))
                        .on_press(Message::RemoveLogo(index)),
                ]
                .spacing(spacing::XS)
                .align_y(Center),
            );
        }
        let more = self.form.logos.len() < MOST_LOGOS;
        let typed = !self.path.trim().is_empty();
        let from_file = |use_as: Use, possible: bool| {
            possible.then_some(if typed { Message::Add(use_as) } else { Message::Choose(use_as) })
        };
        let wrong = self.wrong_picture.as_ref().map(|(path, why)| match why {
            NoPicture::Unread(error) => messages::failure(language, error),
            NoPicture::Not(NotAPicture::TooLarge) => {
                text!(language, "design-picture-large", path = path.as_str())
            }
            NoPicture::Not(NotAPicture::TooIntricate) => {
                text!(language, "design-picture-intricate", path = path.as_str())
            }
            NoPicture::Not(NotAPicture::Unreadable) => {
                text!(language, "design-picture-unreadable", path = path.as_str())
            }
        });

        card(
            column![
                title(text!(language, "design-pictures")),
                rows,
                field::labelled(
                    text!(language, "design-path"),
                    field::typed("", &self.path, Message::Path)
                        .on_submit_maybe((typed && more).then_some(Message::Add(Use::Logo))),
                    wrong
                ),
                row![
                    button::plain(text!(language, "design-add-logo"))
                        .on_press(from_file(Use::Logo, more)),
                    button::plain(text!(language, "design-add-signature"))
                        .on_press(from_file(Use::Signature, true)),
                ]
                .spacing(spacing::S)
                .wrap(),
            ]
            .spacing(spacing::S),
        )
        .padding(spacing::M)
        .width(Fill)
        .into()
    }

    /// What others check certificates with.
    fn key<'a>(&'a self, language: Language, loaded: &DesignSources) -> Element<'a, Message> {
        let deeds = match self.replacing_key {
            false => row![
                button::plain(text!(language, "design-copy-key")).on_press(Message::CopyKey),
                button::plain(text!(language, "design-save-page")).on_press(Message::SavePage),
                button::link(text!(language, "design-replace-key"))
                    .on_press(Message::AskReplaceKey),
            ],
            true => row![
                button::plain(text!(language, "design-replace-routine"))
                    .on_press(Message::ReplaceKey(Replaced::Routinely)),
                button::danger(text!(language, "design-replace-lost"))
                    .on_press(Message::ReplaceKey(Replaced::BecauseLost)),
                button::plain(text!(language, "action-cancel")).on_press(Message::KeepKey),
            ],
        };
        let asked = match self.replacing_key {
            true => body(text!(language, "design-replace-ask")).style(style::ochre),
            false => muted(text!(language, "design-key-text")),
        };

        card(
            column![
                title(text!(language, "design-key")),
                asked,
                strong(loaded.key.hexadecimal()).wrapping(iced::widget::text::Wrapping::Glyph),
                deeds.spacing(spacing::S).wrap(),
            ]
            .spacing(spacing::S),
        )
        .padding(spacing::M)
        .width(Fill)
        .into()
    }
}

fn read_picture(path: &std::path::Path) -> Result<Vec<u8>, NoPicture> {
    let unread = |error| NoPicture::Unread(Error::io(path, error));
    let file = match crate::disk::read_file(path, crate::print::picture::LARGEST_FILE as u64) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            return Err(NoPicture::Not(NotAPicture::TooLarge));
        }
        Err(error) => return Err(unread(error)),
    };
    Picture::read(&file).map_err(NoPicture::Not)?;

    Ok(file)
}

fn layout_name(language: Language, layout: Layout) -> String {
    match layout {
        Layout::Classic => text!(language, "design-layout-classic"),
        Layout::Plain => text!(language, "design-layout-plain"),
        Layout::Listed => text!(language, "design-layout-listed"),
    }
}

fn hue_name(language: Language, hue: Hue) -> String {
    match hue {
        Hue::FaluRed => text!(language, "design-hue-red"),
        Hue::Spruce => text!(language, "design-hue-green"),
        Hue::Blue => text!(language, "design-hue-blue"),
        Hue::Ink => text!(language, "design-hue-ink"),
    }
}

fn line_name(language: Language, line: Line) -> String {
    match line {
        Line::Title => text!(language, "design-line-title"),
        Line::Lead => text!(language, "design-line-lead"),
        Line::EnrolmentChange => text!(language, "design-line-deed"),
        Line::Details => text!(language, "design-line-details"),
        Line::More => text!(language, "design-line-more"),
    }
}
