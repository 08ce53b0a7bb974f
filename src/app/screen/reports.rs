//! Rapporter: the figures of a day by a breakdown, where something is missing, reports that are made and kept, and tables for
//! other programs.

mod exports;
mod figures;
mod gaps;
mod maker;

use iced::widget::column;
use iced::{Element, Task};

use super::ShownScreen;
use crate::app::action::Action;
use crate::app::context::Context;
use crate::app::theme::spacing;
use crate::app::widget::segmented::segmented;
use crate::register::journal::Entity;
use crate::text;
use exports::Exports;
use figures::Figures;
use gaps::Missing;
use maker::Maker;

/// The screen.
#[derive(Debug)]
pub struct Reports {
    tab: Tab,
    figures: Figures,
    gaps: Missing,
    maker: Box<Maker>,
    exports: Exports,
}

/// A part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Figures,
    Gaps,
    Maker,
    Exports,
}

#[derive(Debug, Clone)]
pub enum Message {
    Show(Tab),
    Figures(figures::Message),
    Gaps(gaps::Message),
    Maker(maker::Message),
    Exports(exports::Message),
}

impl Reports {
    pub fn new(context: &Context) -> (Self, Task<Message>) {
        let mut screen = Self {
            tab: Tab::Figures,
            figures: Figures::new(context),
            gaps: Missing::default(),
            maker: Box::new(Maker::new(context)),
            exports: Exports,
        };
        let task = screen.reload(context);

        (screen, task)
    }
}

impl ShownScreen for Reports {
    type Message = Message;

    fn reload(&mut self, context: &Context) -> Task<Message> {
        match self.tab {
            Tab::Figures => self.figures.reload(context).map(Message::Figures),
            Tab::Gaps => self.gaps.reload(context).map(Message::Gaps),
            Tab::Maker => self.maker.reload(context).map(Message::Maker),
            Tab::Exports => Task::none(),
        }
    }

    fn update(&mut self, message: Message, context: &Context) -> Action<Message> {
        match message {
            Message::Show(tab) => {
                self.tab = tab;
                Action::Run(self.reload(context))
            }
            Message::Figures(message) => {
                self.figures.update(message, context).map(Message::Figures)
            }
            Message::Gaps(message) => self.gaps.update(message, context).map(Message::Gaps),
            Message::Maker(message) => self.maker.update(message, context).map(Message::Maker),
            Message::Exports(message) => {
                self.exports.update(message, context).map(Message::Exports)
            }
        }
    }

    fn view<'a>(&'a self, context: &Context) -> Element<'a, Message> {
        let language = context.language;
        let tabs = segmented(
            &[
                (Tab::Figures, text!(language, "reports-figures")),
                (Tab::Gaps, text!(language, "reports-gaps")),
                (Tab::Maker, text!(language, "reports-report")),
                (Tab::Exports, text!(language, "reports-export")),
            ],
            self.tab,
            Message::Show,
        );
        let content = match self.tab {
            Tab::Figures => self.figures.view(context).map(Message::Figures),
            Tab::Gaps => self.gaps.view(context).map(Message::Gaps),
            Tab::Maker => self.maker.view(context).map(Message::Maker),
            Tab::Exports => self.exports.view(context).map(Message::Exports),
        };

        column![tabs, content].spacing(spacing::S).into()
    }

    fn shows(&self) -> &'static [Entity] {
        Entity::ALL
    }

    fn is_waiting(&self) -> bool {
        match self.tab {
            Tab::Figures => self.figures.is_waiting(),
            Tab::Gaps => self.gaps.is_waiting(),
            Tab::Maker => self.maker.is_waiting(),
            Tab::Exports => false,
        }
    }

    fn is_unsaved(&self) -> bool {
        false
    }

    fn save(&self) -> Option<Message> {
        match self.tab {
            Tab::Maker => Some(Message::Maker(maker::Message::Make(maker::USUAL_FORMAT))),
            _ => None,
        }
    }
}
