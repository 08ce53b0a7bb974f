//! Drives the window as a person would: clicks by text, types, presses keys, and runs every task that
//! comes out until nothing is left to do.
#![allow(dead_code)]

use std::sync::{Arc, Mutex};

use iced::advanced::widget::{Id, Operation};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Event, Point, Size, Task, mouse, window};
use iced_test::futures::futures::StreamExt;
use iced_test::futures::futures::executor::block_on;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use iced_test::runtime::{Action, task};
use iced_test::selector::Selector;
use kursliggaren::app::memory::Memory;
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
        Self::open_at(desk, &desk.path(), language)
    }

    /// Opens the window on a register.
    pub fn open_at(desk: &Desk, register: &std::path::Path, language: Language) -> Self {
        use iced::advanced::renderer::Headless;

        let start = Start {
            installation: desk.installation.clone(),
            clock: desk.clock,
            language,
            register: register.to_owned(),
            person: "Åsa Berg".to_owned(),
            // Nobody wants a viewer to open because tests run.
            open_file: |path| path.exists(),
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
        let memory = Memory::open(&desk.installation);
        let (app, task) = App::new(start, memory, Arc::clone(&threads));
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

    /// Makes the window so large, in logical pixels: half as large is the same as text twice as large.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.size = Size::new(width, height);
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

    /// Lets something happen that no key does.
    pub fn send(&mut self, message: Message) {
        let task = self.app.update(message);
        self.run(task);
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
        let (_, statuses) = ui.update(
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
        for (event, status) in events.iter().zip(statuses) {
            let pressed = shortcut::pressed(event.clone(), status, window::Id::unique());
            if let Some(pressed) = pressed {
                let task = self.app.update(Message::Pressed(pressed));
                self.run(task);
            }
        }
    }

    /// Gives the focus to what has that name.
    pub fn focus(&mut self, name: &'static str) {
        let focus = iced::advanced::widget::operation::focusable::focus::<()>(Id::new(name));
        self.operate(Box::new(iced::advanced::widget::operation::map(focus, |()| ())));
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

    /// Clicks in the middle of the last of the texts that say this: the sidebar comes first.
    pub fn click_last(&mut self, text: &str) {
        let mut seen = self.look();
        seen.texts.retain(|seen| seen.content == text);
        let Some(last) = seen.texts.last() else { panic!("“{text}” is not on the screen") };
        let at = last.bounds.center();
        self.click_at(at);
    }

    /// Everything on the screen that can be read or reached.
    pub fn look(&mut self) -> Seen {
        let mut seen = Seen::default();
        let mut ui = UserInterface::build(
            self.app.view(),
            self.size,
            self.cache.take().unwrap_or_default(),
            &mut self.renderer,
        );
        ui.operate(&self.renderer, &mut seen);
        self.cache = Some(ui.into_cache());

        seen
    }

    /// Whether a text is on the screen.
    pub fn shows(&mut self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Whether a text on the screen begins like this.
    pub fn shows_part(&mut self, text: &str) -> bool {
        self.look().texts.iter().any(|seen| seen.content.starts_with(text))
    }

    /// Whether what has the focus is a field to choose from: it is drawn with a mark at its end.
    pub fn focused_is_choice(&mut self) -> bool {
        let seen = self.look();
        let Some(focused) = seen.focusables.iter().find(|one| one.is_focused) else { return false };
        let inside = |bounds: iced::Rectangle| focused.bounds.contains(bounds.center());

        // A choice is a list by iced, which shows no text to look at.
        (focused.bounds.height - 34.0).abs() < 6.0 && !seen.texts.iter().any(|t| inside(t.bounds))
    }

    /// Clicks in the middle of a text.
    pub fn click(&mut self, text: &str) {
        let Some(bounds) = self.find(text) else { panic!("“{text}” is not on the screen") };
        self.click_at(bounds.center());
    }

    pub fn click_at(&mut self, at: Point) {
        // From elsewhere: whoever clicks at one place twice without moving double-clicks.
        self.move_to(Point::ORIGIN);
        self.move_to(at);
        self.press_here();
    }

    /// Clicks twice without moving, as people do who are used to it.
    pub fn double_click_at(&mut self, at: Point) {
        self.click_at(at);
        self.press_here();
    }

    /// Clicks with the right button.
    pub fn right_click_at(&mut self, at: Point) {
        self.move_to(at);
        for event in [
            mouse::Event::ButtonPressed(mouse::Button::Right),
            mouse::Event::ButtonReleased(mouse::Button::Right),
        ] {
            self.happen(&[Event::Mouse(event)]);
        }
    }

    /// Presses the button at one place and lets it go at another.
    pub fn drag(&mut self, from: Point, to: Point) {
        self.move_to(Point::ORIGIN);
        self.move_to(from);
        self.happen(&[Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))]);
        self.move_to(to);
        self.happen(&[Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))]);
    }

    fn move_to(&mut self, position: Point) {
        self.cursor = mouse::Cursor::Available(position);
        self.happen(&[Event::Mouse(mouse::Event::CursorMoved { position })]);
    }

    fn press_here(&mut self) {
        for event in [
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

    /// Builds a frame and lays it out; says how long that took.
    pub fn build_frame(&mut self) -> std::time::Duration {
        let begun = std::time::Instant::now();
        let ui = UserInterface::build(
            self.app.view(),
            self.size,
            self.cache.take().unwrap_or_default(),
            &mut self.renderer,
        );
        let took = begun.elapsed();
        self.cache = Some(ui.into_cache());

        took
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

/// A text on the screen.
#[derive(Debug, Clone)]
pub struct SeenText {
    pub content: String,
    pub bounds: iced::Rectangle,
    /// Whether it labels something that can be pressed.
    pub is_label: bool,
    /// What scrolls around it, innermost, and whether sideways.
    pub scrolls: Option<(iced::Rectangle, bool)>,
}

/// Something that can have the focus.
#[derive(Debug, Clone)]
pub struct SeenFocusable {
    pub bounds: iced::Rectangle,
    pub is_focused: bool,
    pub scrolls: Option<(iced::Rectangle, bool)>,
}

/// What is on the screen.
#[derive(Debug, Default)]
pub struct Seen {
    pub texts: Vec<SeenText>,
    pub focusables: Vec<SeenFocusable>,
    scrolls: Vec<(iced::Rectangle, bool)>,
    entering_scroll: Option<(iced::Rectangle, bool)>,
    entering_label: Option<bool>,
    labels: Vec<bool>,
}

impl Operation for Seen {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let scroll = self.entering_scroll.take();
        let label = self.entering_label.take();
        self.scrolls.extend(scroll);
        self.labels.extend(label);
        operate(self);
        if scroll.is_some() {
            self.scrolls.pop();
        }
        if label.is_some() {
            self.labels.pop();
        }
    }

    fn scrollable(
        &mut self,
        _: Option<&Id>,
        bounds: iced::Rectangle,
        content: iced::Rectangle,
        _: iced::Vector,
        _: &mut dyn iced::advanced::widget::operation::Scrollable,
    ) {
        self.entering_scroll = Some((bounds, content.width > bounds.width + 0.5));
    }

    fn focusable(
        &mut self,
        id: Option<&Id>,
        bounds: iced::Rectangle,
        state: &mut dyn iced::advanced::widget::operation::Focusable,
    ) {
        // A list's rows hold names of any length; what is cut off there is not a label.
        let holds_rows = [Id::new("list-keys"), Id::new("matrix"), Id::new("log-keys")];
        self.entering_label = Some(id.is_none_or(|id| !holds_rows.contains(id)));
        let scrolls = self.scrolls.last().copied();
        self.focusables.push(SeenFocusable { bounds, is_focused: state.is_focused(), scrolls });
    }

    fn text(&mut self, _: Option<&Id>, bounds: iced::Rectangle, text: &str) {
        self.texts.push(SeenText {
            content: text.to_owned(),
            bounds,
            is_label: self.labels.last().copied().unwrap_or(false),
            scrolls: self.scrolls.last().copied(),
        });
    }
}
