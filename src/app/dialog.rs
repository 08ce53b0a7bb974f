//! Dialogs: what lies over a screen until it is answered.

pub mod back_to;
pub mod delete_file;
pub mod enrolment;
pub mod erase;
pub mod exempt;
pub mod finder;
pub mod help;
pub mod import;
pub mod new_class;
pub mod print;
pub mod save_as;
pub mod verify;

use iced::widget::{column, container, row};
use iced::{Element, Fill, Length, Task};

use super::action::Action;
use super::context::{Asker, Context};
use super::route::Destination;
use super::theme::{spacing, style};
use super::widget::{body, button, title};
use crate::i18n::Language;
use crate::text;
use back_to::BackTo;
use delete_file::DeleteFile;
use enrolment::Enrolment;
use erase::Erase;
use exempt::Exempt;
use finder::Finder;
use help::Help;
use import::Import;
use new_class::NewClass;
use print::Print;
use save_as::SaveAs;
use verify::Verify;

pub enum Dialog {
    Import(Box<Import>),
    NewClass(NewClass),
    Finder(Finder),
    Help(Help),
    BackTo(BackTo),
    DeleteFile(DeleteFile),
    Enrolment(Enrolment),
    Erase(Box<Erase>),
    Exempt(Exempt),
    SaveAs(SaveAs),
    Print(Box<Print>),
    Verify(Verify),
    Leave(Leave),
}

/// A dialog that lies over the screen, and whom answers to what it asked are for.
pub struct Lying {
    pub asker: Asker,
    pub dialog: Dialog,
}

impl Lying {
    pub fn new(dialog: Dialog) -> Self {
        Self { asker: Asker::new(), dialog }
    }

    /// Takes what it lies over, which is there again when it closes.
    pub fn take_beneath(&mut self) -> Option<Self> {
        self.beneath()?.take().map(|beneath| *beneath)
    }

    /// Closes a dialog somewhere beneath it, down to what that lay over.
    pub fn close_beneath(&mut self, asker: Asker) {
        let Some(beneath) = self.beneath() else { return };
        if beneath.as_ref().is_some_and(|beneath| beneath.asker == asker) {
            let closed = beneath.take();
            *beneath = closed.and_then(|mut closed| closed.take_beneath()).map(Box::new);
        } else if let Some(beneath) = beneath {
            beneath.close_beneath(asker);
        }
    }

    fn beneath(&mut self) -> Option<&mut Option<Box<Self>>> {
        match &mut self.dialog {
            Dialog::SaveAs(dialog) => Some(&mut dialog.beneath),
            Dialog::Leave(leave) => Some(&mut leave.beneath),
            _ => None,
        }
    }

    /// The dialog that asked, which may lie beneath this one.
    pub fn who_asked(&mut self, asker: Asker) -> Option<&mut Dialog> {
        if self.asker == asker {
            return Some(&mut self.dialog);
        }

        self.beneath()?.as_mut()?.who_asked(asker)
    }
}

/// Whether what is typed may be lost.
pub struct Leave {
    /// Where one is going.
    pub to: Destination,
    /// The dialog one is leaving, if it is one.
    pub beneath: Option<Box<Lying>>,
}

/// A message to a dialog.
#[derive(Debug, Clone)]
pub enum Message {
    Import(import::Message),
    NewClass(new_class::Message),
    Finder(finder::Message),
    Help(help::Message),
    BackTo(back_to::Message),
    DeleteFile(delete_file::Message),
    Enrolment(enrolment::Message),
    Erase(erase::Message),
    Exempt(exempt::Message),
    SaveAs(save_as::Message),
    Print(print::Message),
    Verify(verify::Message),
    /// Not to leave after all.
    Stay,
    /// To leave, and lose what is typed.
    Leave(Destination),
}

impl Dialog {
    /// Takes a message; one to a dialog that is no longer open is dropped.
    pub fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match (self, message) {
            (Self::Import(dialog), Message::Import(message)) => {
                dialog.update(message, context).map(Message::Import)
            }
            (Self::NewClass(dialog), Message::NewClass(message)) => {
                dialog.update(message, context).map(Message::NewClass)
            }
            (Self::Finder(dialog), Message::Finder(message)) => {
                dialog.update(message, context).map(Message::Finder)
            }
            (Self::Help(dialog), Message::Help(message)) => {
                dialog.update(message, context.language).map(Message::Help)
            }
            (Self::BackTo(dialog), Message::BackTo(message)) => {
                dialog.update(message, context).map(Message::BackTo)
            }
            (Self::DeleteFile(dialog), Message::DeleteFile(message)) => {
                dialog.update(message, context).map(Message::DeleteFile)
            }
            (Self::Enrolment(dialog), Message::Enrolment(message)) => {
                dialog.update(message, context).map(Message::Enrolment)
            }
            (Self::Erase(dialog), Message::Erase(message)) => {
                dialog.update(message, context).map(Message::Erase)
            }
            (Self::Exempt(dialog), Message::Exempt(message)) => {
                dialog.update(message, context).map(Message::Exempt)
            }
            (Self::SaveAs(dialog), Message::SaveAs(message)) => {
                dialog.update(message, context).map(Message::SaveAs)
            }
            (Self::Print(dialog), Message::Print(message)) => {
                dialog.update(message, context).map(Message::Print)
            }
            (Self::Verify(dialog), Message::Verify(message)) => {
                dialog.update(message, context).map(Message::Verify)
            }
            _ => Action::None,
        }
    }

    /// The dialog in its card, in the middle of the window.
    pub fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let (content, width, height): (Element<'a, Message>, f32, Length) = match self {
            Self::Import(dialog) => (dialog.view(context).map(Message::Import), 940.0, Fill),
            Self::NewClass(dialog) => {
                (dialog.view(context).map(Message::NewClass), 560.0, iced::Shrink)
            }
            Self::Finder(dialog) => (dialog.view(context).map(Message::Finder), 640.0, Fill),
            Self::Help(dialog) => (dialog.view(context).map(Message::Help), 940.0, Fill),
            Self::BackTo(dialog) => (dialog.view(context).map(Message::BackTo), 640.0, Fill),
            Self::DeleteFile(dialog) => {
                (dialog.view(context).map(Message::DeleteFile), 520.0, iced::Shrink)
            }
            Self::Enrolment(dialog) => {
                (dialog.view(context).map(Message::Enrolment), 520.0, iced::Shrink)
            }
            Self::Erase(dialog) => (dialog.view(context).map(Message::Erase), 720.0, Fill),
            Self::Exempt(dialog) => {
                (dialog.view(context).map(Message::Exempt), 560.0, iced::Shrink)
            }
            Self::SaveAs(dialog) => {
                (dialog.view(context).map(Message::SaveAs), 640.0, iced::Shrink)
            }
            Self::Print(dialog) => (dialog.view(context).map(Message::Print), 1100.0, Fill),
            Self::Verify(dialog) => (dialog.view(context).map(Message::Verify), 720.0, Fill),
            Self::Leave(leave) => (leave_view(context.language, leave.to), 460.0, iced::Shrink),
        };
        let card = container(content)
            .padding(spacing::L)
            .max_width(width)
            .width(Fill)
            .height(height)
            .style(style::card);
        let around = if context.is_narrow() { spacing::S } else { spacing::XL };

        container(card).center_x(Fill).center_y(Fill).padding(around).into()
    }

    /// Gives back the focus, where something beneath may have taken it.
    pub fn focus<M: Send + 'static>(&self) -> Task<M> {
        match self {
            Self::DeleteFile(_) => iced::widget::operation::focus(delete_file::KEEP),
            _ => Task::none(),
        }
    }

    /// What Ctrl+Enter does, if anything.
    pub fn save(&self) -> Option<Message> {
        match self {
            Self::Import(_) => Some(Message::Import(import::Message::Import)),
            Self::NewClass(_) => Some(Message::NewClass(new_class::Message::Create)),
            Self::SaveAs(_) => Some(Message::SaveAs(save_as::Message::Save)),
            Self::Print(_) => Some(Message::Print(print::Message::Print)),
            Self::Verify(_) => Some(Message::Verify(verify::Message::Check)),
            Self::Enrolment(_) => Some(Message::Enrolment(enrolment::Message::Do)),
            Self::Exempt(_) => Some(Message::Exempt(exempt::Message::Exempt)),
            Self::Finder(_)
            | Self::Help(_)
            | Self::BackTo(_)
            | Self::DeleteFile(_)
            | Self::Erase(_)
            | Self::Leave(_) => None,
        }
    }

    /// Whether closing it would lose something.
    pub fn is_unsaved(&self) -> bool {
        match self {
            Self::Import(dialog) => dialog.is_unsaved(),
            Self::NewClass(dialog) => dialog.is_unsaved(),
            Self::Exempt(dialog) => dialog.is_unsaved(),
            Self::Erase(dialog) => dialog.is_unsaved(),
            Self::SaveAs(dialog) => {
                dialog.beneath.as_ref().is_some_and(|one| one.dialog.is_unsaved())
            }
            Self::Leave(leave) => leave.beneath.as_ref().is_some_and(|one| one.dialog.is_unsaved()),
            Self::Finder(_)
            | Self::Help(_)
            | Self::BackTo(_)
            | Self::DeleteFile(_)
            | Self::Enrolment(_)
            | Self::Print(_)
            | Self::Verify(_) => false,
        }
    }
}

fn leave_view<'a>(language: Language, to: Destination) -> Element<'a, Message> {
    column![
        title(text!(language, "leave-title")),
        body(text!(language, "leave-text")),
        row![
            button::primary(text!(language, "leave-stay")).id("stay").on_press(Message::Stay),
            button::danger(text!(language, "leave-go")).on_press(Message::Leave(to)),
        ]
        .spacing(spacing::S)
        .wrap(),
    ]
    .spacing(spacing::M)
    .into()
}
