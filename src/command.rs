//! The command line: the same jobs as the window's, for scripts and servers.
//!
//! Exit status: 0 done, 1 refused or failed with one sentence on stderr, 2 wrong usage.

mod arguments;
mod attendance_file;
pub mod demo;
mod desk;
mod import;
mod log;
mod look;
mod new;
mod output;
mod print;
mod report;
mod upkeep;
mod verify;

pub use arguments::{Arguments, Command, Demo, language_of, parser};
pub use desk::Desk;
pub use output::Failure;

use std::process::ExitCode;

/// Runs a command and says how it went.
pub fn run(desk: &Desk, command: Command) -> ExitCode {
    let result = match command {
        // The window is the program's own business, not a command's.
        Command::Open { .. } => Ok(ExitCode::SUCCESS),
        Command::Demo(arguments) => demo::run(desk, &arguments),
        Command::New(arguments) => new::run(desk, &arguments),
        Command::Import(arguments) => import::run(desk, &arguments),
        Command::AttendanceFile(arguments) => attendance_file::run(desk, &arguments),
        Command::Duplicates => look::duplicates(desk),
        Command::Log(arguments) => log::run(desk, &arguments),
        Command::Progress(arguments) => look::progress(desk, &arguments),
        Command::Students(arguments) => look::students(desk, &arguments),
        Command::Certificates(arguments) => print::certificates(desk, &arguments),
        Command::Roster(arguments) => print::roster(desk, &arguments),
        Command::Report(arguments) => report::report(desk, &arguments),
        Command::Export(arguments) => report::export(desk, &arguments),
        Command::Verify(arguments) => verify::run(desk, &arguments),
        Command::History(arguments) => look::history(desk, &arguments),
        Command::Undo { past_certificates } => upkeep::undo(desk, past_certificates),
        Command::Redo => upkeep::redo(desk),
        Command::Backup { out } => upkeep::backup(desk, out.as_deref()),
        Command::Restore { file, yes } => upkeep::restore(desk, &file, yes),
        Command::Check => upkeep::check(desk),
    };
    match result {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{}", failure.sentence(desk.language));
            ExitCode::FAILURE
        }
    }
}
