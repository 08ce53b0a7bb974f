//! Whether there is a display to open a window on, and which renderer draws on it.

/// Whether a window can be opened here.
pub fn is_there() -> bool {
    if cfg!(any(target_os = "windows", target_os = "macos")) {
        return true;
    }

    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Chooses the software renderer, unless `ICED_BACKEND` says something else. It starts fastest and
/// draws the same everywhere.
///
/// Must be called before the process has a second thread.
#[allow(unsafe_code)]
pub fn choose_renderer() {
    const VARIABLE: &str = "ICED_BACKEND";
    if std::env::var_os(VARIABLE).is_none() {
        // SAFETY: `main` calls this before it starts any thread, so nobody reads the environment.
        unsafe { std::env::set_var(VARIABLE, "tiny-skia") };
    }
}
