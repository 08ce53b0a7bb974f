//! The command line: the same jobs as the window's, for scripts and servers.
//!
//! Exit status: 0 done, 1 refused or failed with one sentence on stderr, 2 wrong usage.

mod arguments;
mod attendance_file;
mod certificate;
pub mod demo;
mod erase;
mod import;
mod invocation;
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
mod share;
mod student;
mod upkeep;
mod verify;

pub use arguments::{Arguments, Command, Demo, language_of, parser};
pub use invocation::Invocation;
pub use output::{Failure, line as answer, remark};

use std::process::ExitCode;

/// Runs a command and says how it went.
pub fn run(invocation: &Invocation, command: Command) -> ExitCode {
    let result = match command {
        // The window is the program's own business, not a command's.
        Command::Open { .. } => Ok(ExitCode::SUCCESS),
        Command::Demo(arguments) => demo::run(invocation, &arguments),
        Command::New(arguments) => new::run(invocation, &arguments),
        Command::Import(arguments) => import::run(invocation, &arguments),
        Command::AttendanceFile(arguments) => attendance_file::run(invocation, &arguments),
        Command::Duplicates => look::duplicates(invocation),
        Command::Log(arguments) => log::run(invocation, &arguments),
        Command::Session(job) => session::run(invocation, &job),
        Command::Student(job) => student::run(invocation, &job),
        Command::Class(job) => settings::class(invocation, &job),
        Command::School(job) => settings::school(invocation, &job),
        Command::Course(job) => settings::course(invocation, &job),
        Command::Programme(arguments) => settings::programme(invocation, &arguments),
        Command::Design(arguments) => settings::design(invocation, &arguments),
        Command::Certificate(job) => certificate::run(invocation, &job),
        Command::Progress(arguments) => look::progress(invocation, &arguments),
        Command::Students(arguments) => look::students(invocation, &arguments),
        Command::Certificates(arguments) => print::certificates(invocation, &arguments),
        Command::Share(arguments) => share::share(invocation, &arguments),
        Command::Invite(arguments) => share::invite(invocation, &arguments),
        Command::Join(arguments) => share::join(invocation, &arguments),
        Command::Sync(arguments) => share::sync(invocation, &arguments),
        Command::Members => share::members(invocation),
        Command::Withdraw(arguments) => share::withdraw(invocation, &arguments),
        Command::RemoveMember(arguments) => share::remove_member(invocation, &arguments),
        Command::Assign(arguments) => share::assign(invocation, &arguments),
        Command::RecoverySheet(arguments) => share::recovery_sheet(invocation, &arguments),
        Command::StopSharing(arguments) => share::stop_sharing(invocation, &arguments),
        Command::Package(arguments) => share::package(invocation, &arguments),
        Command::PackageBack(arguments) => share::package_back(invocation, &arguments),
        Command::Conflicts(arguments) => share::conflicts(invocation, &arguments),
        Command::Key(job) => key::run(invocation, &job),
        Command::Erase(job) => erase::run(invocation, &job),
        Command::Roster(arguments) => print::roster(invocation, &arguments),
        Command::Report(arguments) => report::report(invocation, &arguments),
        Command::Export(arguments) => report::export(invocation, &arguments),
        Command::Verify(arguments) => verify::run(invocation, &arguments),
        Command::History(arguments) => look::history(invocation, &arguments),
        Command::Undo { past_certificates, change } => {
            upkeep::undo(invocation, past_certificates, change.as_deref())
        }
        Command::Redo => upkeep::redo(invocation),
        Command::Backup { out } => upkeep::backup(invocation, out.as_deref()),
        Command::Restore { file, yes } => upkeep::put_back(invocation, &file, yes),
        Command::Check { names: None } => upkeep::check(invocation),
        Command::Check { names: Some(list) } => names::check(invocation, &list),
    };
    match result {
        Ok(code) => {
            if invocation.has_written() && invocation.clock.is_set() {
                let day = invocation.clock.today().to_string();
                output::remark(&crate::text!(invocation.language, "cli-trying", day = day));
            }
            match output::is_lost() {
                true => {
                    output::remark(&crate::text!(invocation.language, "cli-answer-lost"));
                    ExitCode::FAILURE
                }
                false => code,
            }
        }
        Err(failure) => {
            output::remark(&failure.sentence(invocation.language));
            ExitCode::FAILURE
        }
    }
}
