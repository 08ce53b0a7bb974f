//! Drives the window as a person would: clicks by text, types, presses keys, and runs every task that
//! comes out until nothing is left to do.
#![allow(dead_code)]

use std::sync::{Arc, Mutex};

use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Event, Point, Size, Task, mouse, window};
use iced_test::futures::futures::StreamExt;
use iced_test::futures::futures::executor::block_on;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use iced_test::runtime::{Action, task};
use iced_test::selector::Selector;
use kursliggaren::app::{App, Message, Start, fonts, shortcut, theme};
use kursliggaren::i18n::Language;
use kursliggaren::register::handle::Thread;

use crate::support::Desk;

/// The window under test.
pub struct Window {
    pub app: App,
    threads: Arc<Mutex<Vec<Thread>>>,
    cache: Option<Cache>,
    renderer: iced::Renderer,
    size: Size,
    cursor: mouse::Cursor,
    /// Keys pressed so far; a chord is one.
    pub presses: usize,
}

impl Window {
    /// Opens the window on the desk's register.
    pub fn open(desk: &Desk, language: Language) -> Self {
        use iced::advanced::renderer::Headless;

        let start = Start {
            installation: desk.installation.clone(),
            clock: desk.clock,
            language,
            register: desk.path(),
            person: "Åsa Berg".to_owned(),
        };
        for font in fonts() {
            let mut system = iced_test::renderer::graphics::text::font_system().write().unwrap();
            system.load_font(font);
        }
        let renderer = block_on(<iced::Renderer as Headless>::new(
            theme::REGULAR,
            theme::size::BODY.into(),
            Some("tiny-skia"),
        ))
        .unwrap();
        let threads = Arc::new(Mutex::new(Vec::new()));
        let (app, task) = App::new(start, Arc::clone(&threads));
        let mut window = Self {
            app,
            threads,
            cache: Some(Cache::default()),
            renderer,
            size: Size::new(1024.0, 700.0),
            cursor: mouse::Cursor::Unavailable,
            presses: 0,
        };
        window.run(task);

        window
    }

    /// Closes the window, and the register with it.
    pub fn close(self) {
        let Self { app, threads, .. } = self;
        drop(app);
        for thread in threads.lock().unwrap().drain(..) {
            thread.wait();
        }
    }

    /// Presses the window's own close button; the answer is whether it closed.
    pub fn close_button(&mut self) -> bool {
        let task = self.app.update(Message::CloseRequested);
        self.run(task)
    }

    /// Runs a task and all that follow from it; the answer is whether the program was left.
    fn run(&mut self, first: Task<Message>) -> bool {
        let mut waiting = vec![first];
        let mut left = false;
        while let Some(task) = waiting.pop() {
            let Some(mut stream) = task::into_stream(task) else { continue };
            while let Some(action) = block_on(stream.next()) {
                match action {
                    Action::Output(message) => waiting.push(self.app.update(message)),
                    Action::Widget(operation) => self.operate(operation),
                    Action::Exit => left = true,
                    _ => {}
                }
            }
        }

        left
    }

    fn operate(&mut self, operation: Box<dyn iced::advanced::widget::Operation>) {
        let mut ui = UserInterface::build(
            self.app.view(),
            self.size,
            self.cache.take().unwrap_or_default(),
            &mut self.renderer,
        );
        let mut current = Some(operation);
        while let Some(mut operation) = current.take() {
            ui.operate(&self.renderer, operation.as_mut());
            if let iced::advanced::widget::operation::Outcome::Chain(next) = operation.finish() {
                current = Some(next);
            }
        }
        self.cache = Some(ui.into_cache());
    }

    /// Lets events happen and does all that follows.
    fn happen(&mut self, events: &[Event]) {
        let mut messages = Vec::new();
        let mut ui = UserInterface::build(
            self.app.view(),
            self.size,
            self.cache.take().unwrap_or_default(),
            &mut self.renderer,
        );
        let _ = ui.update(
            events,
            self.cursor,
            &mut self.renderer,
            &mut iced::advanced::clipboard::Null,
            &mut messages,
        );
        self.cache = Some(ui.into_cache());
        for message in messages {
            let task = self.app.update(message);
            self.run(task);
        }
        for event in events {
            let pressed = shortcut::pressed(
                event.clone(),
                iced::event::Status::Ignored,
                window::Id::unique(),
            );
            if let Some(pressed) = pressed {
                let task = self.app.update(Message::Pressed(pressed));
                self.run(task);
            }
        }
    }

    /// The bounds of a text on the screen.
    fn find(&mut self, text: &str) -> Option<iced::Rectangle> {
        let mut operation = text.to_owned().find();
        let mut ui = UserInterface::build(
            self.app.view(),
            self.size,
            self.cache.take().unwrap_or_default(),
            &mut self.renderer,
        );
        ui.operate(
            &self.renderer,
            &mut iced::advanced::widget::operation::black_box(&mut operation),
        );
        self.cache = Some(ui.into_cache());
        match iced::advanced::widget::Operation::finish(&operation) {
            iced::advanced::widget::operation::Outcome::Some(found) => {
                found.and_then(|target| target.visible_bounds())
            }
            _ => None,
        }
    }

    /// Whether a text is on the screen.
    pub fn shows(&mut self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Clicks in the middle of a text.
    pub fn click(&mut self, text: &str) {
        let Some(bounds) = self.find(text) else { panic!("“{text}” is not on the screen") };
        self.click_at(bounds.center());
    }

    pub fn click_at(&mut self, at: Point) {
        self.cursor = mouse::Cursor::Available(at);
        for event in [
            mouse::Event::CursorMoved { position: at },
            mouse::Event::ButtonPressed(mouse::Button::Left),
            mouse::Event::ButtonReleased(mouse::Button::Left),
        ] {
            self.happen(&[Event::Mouse(event)]);
        }
    }

    /// Types a text, letter by letter.
    pub fn write(&mut self, text: &str) {
        for letter in text.chars() {
            let key = Key::Character(letter.to_string().into());
            self.key(key, Modifiers::empty(), Some(letter.to_string()));
        }
    }

    /// Presses a named key.
    pub fn press(&mut self, named: Named) {
        self.key(Key::Named(named), Modifiers::empty(), None);
    }

    /// Presses a named key together with others.
    pub fn press_with(&mut self, modifiers: Modifiers, named: Named) {
        self.key(Key::Named(named), modifiers, None);
    }

    /// Presses Ctrl (on macOS: Command) and a letter.
    pub fn command(&mut self, letter: &str) {
        self.key(Key::Character(letter.into()), Modifiers::COMMAND, None);
    }

    fn key(&mut self, key: Key, modifiers: Modifiers, text: Option<String>) {
        self.presses += 1;
        self.happen(&[Event::Keyboard(keyboard::Event::KeyPressed {
            modified_key: key.clone(),
            key,
            physical_key: keyboard::key::Physical::Unidentified(
                keyboard::key::NativeCode::Unidentified,
            ),
            location: keyboard::Location::Standard,
            modifiers,
            text: text.map(Into::into),
            repeat: false,
        })]);
    }

    /// Draws the window: width, height and RGBA.
    pub fn picture(&mut self, theme: &iced::Theme) -> (u32, u32, Vec<u8>) {
        use iced::advanced::renderer::Headless;

        let style = self.app.style(theme);
        let mut ui = UserInterface::build(
            self.app.view(),
            self.size,
            self.cache.take().unwrap_or_default(),
            &mut self.renderer,
        );
        let redraw = Event::Window(window::Event::RedrawRequested(std::time::Instant::now()));
        let _ = ui.update(
            &[redraw],
            self.cursor,
            &mut self.renderer,
            &mut iced::advanced::clipboard::Null,
            &mut Vec::new(),
        );
        let text = iced::advanced::renderer::Style { text_color: style.text_color };
        ui.draw(&mut self.renderer, theme, &text, self.cursor);
        self.cache = Some(ui.into_cache());
        let (width, height) = (self.size.width as u32, self.size.height as u32);
        let rgba = self.renderer.screenshot(Size::new(width, height), 1.0, style.background_color);

        (width, height, rgba)
    }
}
