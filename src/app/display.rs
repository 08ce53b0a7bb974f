//! Whether there is a display to open a window on, and what draws on it.
//!
//! The processor draws unless there is a real graphics card. That is found out by a child process some
//! time after the first start and remembered, so that the way to the first frame never asks: a broken
//! driver takes the child down and nothing else.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::memory::Memory;
use crate::installation::{Installation, Renderer};

/// Whether a window can be opened here.
pub fn is_there() -> bool {
    if cfg!(any(target_os = "windows", target_os = "macos")) {
        return true;
    }

    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Opens a file with the program the system has for it; false where there is none.
pub fn open_file(path: &Path) -> bool {
    opener::open(path).is_ok()
}

/// What was found out about the graphics card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graphics {
    /// The adapter and its driver, as they call themselves.
    pub adapter: String,
    /// Whether it is a real one, and not the processor in disguise.
    pub is_real: bool,
}

/// What the answer is remembered under.
const MEMORY: &str = "graphics";
/// Tells iced what draws; overrides the settings.
const BACKEND: &str = "ICED_BACKEND";
/// Tells this program to answer what the graphics card is, and end.
const PROBE: &str = "KURSLIGGAREN_PROBE_GRAPHICS";
/// How long after the start the card is asked for, and how long it may take to answer.
const PROBE_AFTER: Duration = Duration::from_secs(4);
const PROBE_TIME: Duration = Duration::from_secs(20);

/// What iced is told to draw with. Where the card fails after all, the processor draws.
fn backend(wanted: Renderer, known: Option<&Graphics>) -> &'static str {
    const CARD: &str = "wgpu,tiny-skia";
    const PROCESSOR: &str = "tiny-skia";
    match wanted {
        Renderer::Graphics => CARD,
        Renderer::Processor => PROCESSOR,
        Renderer::Automatic if known.is_some_and(|graphics| graphics.is_real) => CARD,
        Renderer::Automatic => PROCESSOR,
    }
}

/// Chooses what draws: as the settings say, unless `ICED_BACKEND` says something else.
///
/// Must be called before the process has a second thread.
#[allow(unsafe_code)]
pub fn choose_renderer(installation: &Installation) {
    if std::env::var_os(BACKEND).is_some() {
        return;
    }
    let known: Option<Graphics> = Memory::open(installation).get(MEMORY);
    let backend = backend(installation.settings().renderer, known.as_ref());
    // SAFETY: `main` calls this before it starts any thread, so nobody reads the environment.
    unsafe { std::env::set_var(BACKEND, backend) };
}

/// In the child process: says what the graphics card is. False where this is no such process.
pub fn answer_probe() -> bool {
    if std::env::var_os(PROBE).is_none() {
        return false;
    }
    if let Ok(answer) = serde_json::to_string(&look()) {
        println!("{answer}");
    }

    true
}

/// The best adapter there is.
fn look() -> Graphics {
    use iced::wgpu::{Backends, DeviceType, Instance, InstanceDescriptor};

    let instance = Instance::new(&InstanceDescriptor::default());
    let adapters = instance.enumerate_adapters(Backends::PRIMARY);
    let found = adapters.iter().map(|adapter| adapter.get_info()).map(|info| Graphics {
        adapter: format!("{} ({} {})", info.name, info.driver, info.driver_info),
        is_real: !matches!(info.device_type, DeviceType::Cpu | DeviceType::Other),
    });

    found.max_by_key(|graphics| graphics.is_real).unwrap_or_default()
}

/// Finds out about the graphics card, once, after a while and in a process of its own, for the next start.
pub fn probe_later(memory: Memory) {
    if memory.get::<Option<Graphics>>(MEMORY).is_some() {
        return;
    }
    std::thread::spawn(move || {
        std::thread::sleep(PROBE_AFTER);
        let graphics = probe().unwrap_or_default();
        tracing::info!(adapter = graphics.adapter, real = graphics.is_real, "graphics");
        memory.put(MEMORY, &Some(graphics));
        memory.save();
    });
}

/// Asks a child process, which is stopped where it takes too long.
fn probe() -> Option<Graphics> {
    let mut child = Command::new(std::env::current_exe().ok()?)
        .env(PROBE, "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let begun = Instant::now();
    while child.try_wait().ok()?.is_none() {
        if begun.elapsed() > PROBE_TIME {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let answer = child.wait_with_output().ok()?;

    serde_json::from_slice(&answer.stdout).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_draws_where_it_is_real_or_where_somebody_says_so() {
        let real = Graphics { adapter: "A (b c)".into(), is_real: true };
        let disguised = Graphics { is_real: false, ..real.clone() };

        assert_eq!(backend(Renderer::Automatic, None), "tiny-skia");
        assert_eq!(backend(Renderer::Automatic, Some(&disguised)), "tiny-skia");
        assert_eq!(backend(Renderer::Automatic, Some(&real)), "wgpu,tiny-skia");
        assert_eq!(backend(Renderer::Processor, Some(&real)), "tiny-skia");
        assert_eq!(backend(Renderer::Graphics, None), "wgpu,tiny-skia");
    }
}
