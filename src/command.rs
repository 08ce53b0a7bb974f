//! The command line: the same jobs as the window's, for scripts and servers.
//!
//! Exit status: 0 done, 1 refused or failed with one sentence on stderr, 2 wrong usage.

mod arguments;
mod attendance_file;
mod certificate;
pub mod demo;
mod desk;
mod erase;
mod import;
mod key;
mod log;
mod look;
mod names;
mod new;
mod output;
mod print;
mod report;
mod session;
mod settings;
mod student;
mod upkeep;
mod verify;

pub use arguments::{Arguments, Command, Demo, language_of, parser};
pub use desk::Desk;
pub use output::{Failure, line as answer, remark};

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
        Command::Session(job) => session::run(desk, &job),
        Command::Student(job) => student::run(desk, &job),
        Command::Class(job) => settings::class(desk, &job),
        Command::School(job) => settings::school(desk, &job),
        Command::Course(job) => settings::course(desk, &job),
        Command::Programme(arguments) => settings::programme(desk, &arguments),
        Command::Design(arguments) => settings::design(desk, &arguments),
        Command::Certificate(job) => certificate::run(desk, &job),
        Command::Progress(arguments) => look::progress(desk, &arguments),
        Command::Students(arguments) => look::students(desk, &arguments),
        Command::Certificates(arguments) => print::certificates(desk, &arguments),
        Command::Key(job) => key::run(desk, &job),
        Command::Erase(job) => erase::run(desk, &job),
        Command::Roster(arguments) => print::roster(desk, &arguments),
        Command::Report(arguments) => report::report(desk, &arguments),
        Command::Export(arguments) => report::export(desk, &arguments),
        Command::Verify(arguments) => verify::run(desk, &arguments),
        Command::History(arguments) => look::history(desk, &arguments),
        Command::Undo { past_certificates, change } => {
            upkeep::undo(desk, past_certificates, change.as_deref())
        }
        Command::Redo => upkeep::redo(desk),
        Command::Backup { out } => upkeep::backup(desk, out.as_deref()),
        Command::Restore { file, yes } => upkeep::put_back(desk, &file, yes),
        Command::Check { names: None } => upkeep::check(desk),
        Command::Check { names: Some(list) } => names::check(desk, &list),
    };
    match result {
        Ok(code) => {
            if desk.has_written() && desk.clock.is_set() {
                let day = desk.clock.today().to_string();
                output::remark(&crate::text!(desk.language, "cli-trying", day = day));
            }
            match output::is_lost() {
                true => {
                    output::remark(&crate::text!(desk.language, "cli-answer-lost"));
                    ExitCode::FAILURE
                }
                false => code,
            }
        }
        Err(failure) => {
            output::remark(&failure.sentence(desk.language));
            ExitCode::FAILURE
        }
    }
}
