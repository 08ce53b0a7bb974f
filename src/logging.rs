//! The program's log, in this computer's folder. No line of it holds personal data: what is logged are
//! kinds, counts and error codes.

use tracing_subscriber::EnvFilter;

use crate::installation::Installation;

/// Days of log that are kept.
const DAYS: usize = 14;

/// Starts the log. A folder that can't be written to means no log, never a failure.
pub fn start(installation: &Installation) {
    let folder = installation.log_folder();
    if std::fs::create_dir_all(&folder).is_err() {
        return;
    }
    let appender = tracing_appender::rolling::Builder::new()
        .rotation(tracing_appender::rolling::Rotation::DAILY)
        .filename_prefix("kursliggaren")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder);
    let Ok(appender) = appender else { return };
    let filter = EnvFilter::new("warn,kursliggaren=info");
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .log_internal_errors(false)
        .with_writer(std::sync::Mutex::new(appender))
        .try_init();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
}
