//! Reads the arguments, starts the log, then runs a command or opens the window.
#![warn(clippy::unwrap_used, clippy::expect_used)]
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::FromArgMatches;
use kursliggaren::app::{Start, display};
use kursliggaren::cli::{self, Arguments, Command, Invocation};
use kursliggaren::i18n::Language;
use kursliggaren::installation::Installation;
use kursliggaren::{messages, text};

fn main() -> ExitCode {
    if display::answer_probe() {
        return ExitCode::SUCCESS;
    }
    keep_to_oneself();
    let words: Vec<String> =
        std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let installation = Installation::open();
    let preferred = installation
        .as_ref()
        .ok()
        .and_then(|installation| installation.settings().language?.parse().ok());
    let language = cli::language_of(&words, preferred.unwrap_or_else(Language::of_system));
    let matches = cli::parser(language).get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let installation = match installation {
        Ok(installation) => installation,
        Err(error) => {
            let folder = Installation::place().unwrap_or_default().display().to_string();
            return failed(messages::file(language, &folder, &error));
        }
    };
    kursliggaren::logging::start(&installation);
    kursliggaren::intake::format::keep_quiet();
    match Invocation::new(&arguments.global, installation, language) {
        Ok(invocation) => run(invocation, arguments.command),
        Err(failure) => failed(failure.sentence(language)),
    }
}

/// What this program writes is for nobody else on the computer, and what it has in memory is not written to a disk when it
/// ends badly.
fn keep_to_oneself() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit, umask};

        umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
        // Where it can't be limited, the computer's own limit stands.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
}

fn failed(sentence: String) -> ExitCode {
    cli::remark(&sentence);

    ExitCode::FAILURE
}

/// Runs the command; `open`, `demo` and no command at all end in the window.
fn run(invocation: Invocation, command: Option<Command>) -> ExitCode {
    match command {
        None | Some(Command::Open { file: None }) => open_window(invocation),
        Some(Command::Open { file: Some(register) }) => {
            let register = std::path::absolute(&register).unwrap_or(register);
            open_window(invocation.at(register))
        }
        Some(Command::Demo(arguments)) => {
            let code = cli::run(&invocation, Command::Demo(arguments.clone()));
            if code != ExitCode::SUCCESS || arguments.no_window || invocation.json {
                return code;
            }
            if !display::is_there() {
                cli::answer(&text!(invocation.language, "cli-demo-no-window"));
                return code;
            }
            open_window(invocation.at(cli::demo::register_path(&arguments)))
        }
        Some(command) => cli::run(&invocation, command),
    }
}

fn open_window(invocation: Invocation) -> ExitCode {
    if !display::is_there() {
        return failed(text!(invocation.language, "cli-no-display"));
    }
    display::choose_renderer(&invocation.installation);
    let Invocation { installation, clock, language, register, person, .. } = invocation;
    let open_file = display::open_file;
    let start = Start { installation, clock, language, register, person, open_file };
    match kursliggaren::app::run(start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(text!(language, "cli-window-failed", cause = error.to_string())),
    }
}
