//! Inställningar: this computer, the programme and its courses, the register and its backups.

mod computer;
mod design;
mod programme;
mod register;

use iced::widget::{column, scrollable};
use iced::{Element, Fill, Task};

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::command::settings_part;
use crate::app::context::Context;
use crate::app::memory::Memory;
use crate::app::route::SettingsPart;
use crate::app::theme::{spacing, style};
use crate::app::widget::segmented::segmented;
use crate::register::Error;
use crate::register::journal::Entity;
use computer::Computer;
use design::Designer;
use programme::Programmes;
use register::Backups;

/// The screen.
#[derive(Debug)]
pub struct Settings {
    part: SettingsPart,
    computer: Computer,
    programmes: Programmes,
    designer: Box<Designer>,
    backups: Backups,
}

/// Under what it is kept which part is shown when the screen is opened next.
const PART: &str = "settings: part";

/// Shows this part the next time the screen is opened.
pub fn show_part(memory: &Memory, part: SettingsPart) {
    memory.put_here(PART, &part);
}

#[derive(Debug, Clone)]
pub enum Message {
    Show(SettingsPart),
    Computer(computer::Message),
    Programme(programme::Message),
    Design(design::Message),
    Register(register::Message),
    Changed(Result<(), Error>),
}

impl Settings {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self {
            part: context.memory.get_here(PART),
            computer: Computer::new(context),
            programmes: Programmes::default(),
            designer: Box::default(),
            backups: Backups::default(),
        };
        // It was meant for this time.
        show_part(&context.memory, SettingsPart::default());
        let task = screen.reload(context);

        (screen, task)
    }
}

impl ShownScreen for Settings {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        Task::batch([
            self.programmes.reload(context).map(Message::Programme),
            self.designer.reload(context).map(Message::Design),
            self.backups.reload(context).map(Message::Register),
        ])
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Show(part) => {
                self.part = part;
                Action::None
            }
            Message::Computer(message) => {
                self.computer.update(message, context).map(Message::Computer)
            }
            Message::Programme(message) => {
                self.programmes.update(message, context).map(Message::Programme)
            }
            Message::Design(message) => self.designer.update(message, context).map(Message::Design),
            Message::Register(message) => {
                self.backups.update(message, context).map(Message::Register)
            }
            Message::Changed(Ok(())) => Action::None,
            Message::Changed(Err(error)) => Action::Failed(error),
        }
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let parts = SettingsPart::ALL.map(|part| (part, settings_part(language, part)));
        let tabs = segmented(&parts, self.part, Message::Show);
        let content = match self.part {
            SettingsPart::Computer => self.computer.view(context).map(Message::Computer),
            SettingsPart::Programme => self.programmes.view(context).map(Message::Programme),
            // The page stays in sight beside what is typed.
            SettingsPart::Certificates if !context.is_narrow() => {
                let designer = self.designer.view(context).map(Message::Design);
                return column![tabs, designer].spacing(spacing::S).into();
            }
            SettingsPart::Certificates => self.designer.view(context).map(Message::Design),
            SettingsPart::Register => self.backups.view(context).map(Message::Register),
        };
        let content = iced::widget::container(content).max_width(1100);

        column![tabs, scrolled(content)].spacing(spacing::S).into()
    }

    fn shows(&self) -> &'static [Entity] {
        Entity::ALL
    }

    fn is_waiting(&self) -> bool {
        false
    }

    fn is_unsaved(&self) -> bool {
        self.computer.is_unsaved() || self.programmes.is_unsaved() || self.designer.is_unsaved()
    }

    fn has_form(&self) -> bool {
        false
    }

    fn save(&self) -> Option<Message> {
        match self.part {
            SettingsPart::Computer => Some(Message::Computer(self.computer.save())),
            SettingsPart::Programme => self.programmes.save().map(Message::Programme),
            SettingsPart::Certificates => self.designer.save().map(Message::Design),
            SettingsPart::Register => None,
        }
    }
}

/// Something that may be higher than the screen.
fn scrolled<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    let content = iced::widget::container(content).padding(iced::Padding::ZERO.right(spacing::M));

    scrollable(content).direction(style::slim()).style(style::scroll).height(Fill).into()
}
