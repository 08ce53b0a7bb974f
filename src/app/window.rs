//! The window itself: how it is opened, where it stood last time, what happens to it, how long it waits.

use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use iced::{Point, Size, Subscription};

use super::memory::Memory;
use super::{App, Message, Start, display, theme};

/// What the size and the position are remembered under.
const SIZE: &str = "size";
const POSITION: &str = "position";
/// The least size, which every screen is made for.
const LEAST: Size = Size::new(1024.0, 700.0);
/// The size at the first start.
const FIRST: Size = Size::new(1280.0, 840.0);

/// Where the window stood last time. iced asks for it through a plain function.
static LAST_POSITION: OnceLock<Point> = OnceLock::new();

/// Opens the window and returns when it is closed and the register with it.
pub fn run(start: Start) -> iced::Result {
    let threads = Arc::new(Mutex::new(Vec::new()));
    let boot_threads = Arc::clone(&threads);
    crate::papers::opened::sweep();
    let memory = Memory::open(&start.installation);
    let opened = settings(&memory);
    display::probe_later(memory.clone());
    let result = iced::application(
        move || App::new(start.clone(), memory.clone(), Arc::clone(&boot_threads)),
        App::update,
        App::view,
    )
    .title("Kursliggaren")
    .subscription(App::subscription)
    .theme(App::theme)
    .style(App::style)
    .scale_factor(App::scale)
    .settings(iced::Settings {
        id: Some("kursliggaren".to_owned()),
        fonts: fonts(),
        default_font: theme::REGULAR,
        default_text_size: theme::size::BODY.into(),
        ..iced::Settings::default()
    })
    .window(opened)
    .run();
    crate::papers::opened::clear();
    let waiting: Vec<_> =
        threads.lock().map(|mut threads| threads.drain(..).collect()).unwrap_or_default();
    for thread in waiting {
        thread.wait();
    }

    result
}

/// The bundled faces and the icons.
pub fn fonts() -> Vec<std::borrow::Cow<'static, [u8]>> {
    use crate::print::Font;

    let faces = [Font::Regular, Font::SemiBold].into_iter().flat_map(Font::files);

    faces.chain([lucide_icons::LUCIDE_FONT_BYTES]).map(Into::into).collect()
}

fn settings(memory: &Memory) -> iced::window::Settings {
    let (width, height) =
        memory.get::<Option<(f32, f32)>>(SIZE).unwrap_or((FIRST.width, FIRST.height));
    let position = match memory.get::<Option<(f32, f32)>>(POSITION) {
        Some((x, y)) => {
            let _ = LAST_POSITION.set(Point::new(x, y));
            iced::window::Position::SpecificWith(on_screen)
        }
        None => iced::window::Position::default(),
    };

    iced::window::Settings {
        size: Size::new(width.max(LEAST.width), height.max(LEAST.height)),
        position,
        min_size: Some(LEAST),
        exit_on_close_request: false,
        icon: icon(),
        #[cfg(target_os = "linux")]
        platform_specific: iced::window::settings::PlatformSpecific {
            application_id: "kursliggaren".to_owned(),
            ..Default::default()
        },
        ..iced::window::Settings::default()
    }
}

/// The program's picture, for title bars and docks that don't find it by themselves.
fn icon() -> Option<iced::window::Icon> {
    let picture = include_bytes!("../../resources/icons/kursliggaren-64.png");

    let picture = image::load_from_memory(picture).ok()?.into_rgba8();
    let (width, height) = picture.dimensions();

    iced::window::icon::from_rgba(picture.into_raw(), width, height).ok()
}

/// Where the window stood, moved so that all of it is on the screen.
fn on_screen(window: Size, screen: Size) -> Point {
    let last = LAST_POSITION.get().copied().unwrap_or(Point::ORIGIN);

    within(last, window, screen)
}

fn within(wanted: Point, window: Size, screen: Size) -> Point {
    let fit = |at: f32, length: f32, whole: f32| at.min(whole - length).max(0.0);

    Point::new(
        fit(wanted.x, window.width, screen.width),
        fit(wanted.y, window.height, screen.height),
    )
}

/// Remembers how large the window is, whatever the text size.
pub(super) fn remember_size(memory: &Memory, size: Size, scale: f32) {
    memory.put(SIZE, &(size.width * scale, size.height * scale));
}

/// Remembers where the window stands.
pub(super) fn remember_position(memory: &Memory, to: Point) {
    memory.put(POSITION, &(to.x, to.y));
}

/// What happens to the window that it acts on.
pub(super) fn happenings() -> Subscription<Message> {
    iced::event::listen_with(|event, _, _| match event {
        iced::Event::Window(iced::window::Event::CloseRequested) => Some(Message::CloseRequested),
        iced::Event::Window(iced::window::Event::Resized(size)) => Some(Message::Resized(size)),
        iced::Event::Window(iced::window::Event::Moved(to)) => Some(Message::Moved(to)),
        iced::Event::Window(iced::window::Event::FileDropped(path)) => Some(Message::Dropped(path)),
        _ => None,
    })
}

/// How long the window may be kept waiting before a debug build says so.
const PATIENCE: Duration = Duration::from_millis(8);

/// Does something; where that kept the window waiting, a debug build logs it by its kind.
pub(super) fn timed<T>(what: &str, kind: &str, work: impl FnOnce() -> T) -> T {
    if !cfg!(debug_assertions) {
        return work();
    }
    let started = Instant::now();
    let done = work();
    let took = started.elapsed();
    if took > PATIENCE {
        tracing::warn!(what, kind, milliseconds = took.as_millis() as u64, "the window waited");
    }

    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_never_opens_off_the_screen() {
        let (window, screen) = (Size::new(1280.0, 840.0), Size::new(1920.0, 1080.0));

        assert_eq!(within(Point::new(100.0, 50.0), window, screen), Point::new(100.0, 50.0));
        assert_eq!(within(Point::new(3000.0, -400.0), window, screen), Point::new(640.0, 0.0));
        assert_eq!(within(Point::new(5.0, 5.0), window, Size::new(800.0, 600.0)), Point::ORIGIN);
    }
}
