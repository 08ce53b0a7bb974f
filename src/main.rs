//! Reads the arguments, starts the log, then runs a command or opens the window.
#![warn(clippy::unwrap_used, clippy::expect_used)]
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::FromArgMatches;
use kursliggaren::app::{Start, display};
use kursliggaren::command::{self, Arguments, Command, Desk};
use kursliggaren::i18n::Language;
use kursliggaren::installation::Installation;
use kursliggaren::text;

fn main() -> ExitCode {
    let words: Vec<String> =
        std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let installation = Installation::open();
    let preferred = installation
        .as_ref()
        .ok()
        .and_then(|installation| installation.settings().language?.parse().ok());
    let language = command::language_of(&words, preferred.unwrap_or_else(Language::of_system));
    let matches = command::parser(language).get_matches();
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    let installation = match installation {
        Ok(installation) => installation,
        Err(error) => {
            eprintln!("{}", text!(language, "error-installation", path = error.to_string()));
            return ExitCode::FAILURE;
        }
    };
    kursliggaren::logging::start(&installation);
    let desk = match Desk::new(&arguments.global, installation, language) {
        Ok(desk) => desk,
        Err(failure) => {
            eprintln!("{}", failure.sentence(language));
            return ExitCode::FAILURE;
        }
    };

    run(desk, arguments.command)
}

/// Runs the command; `demo` and no command at all end in the window.
fn run(desk: Desk, command: Option<Command>) -> ExitCode {
    match command {
        Some(Command::Demo(arguments)) => {
            let code = command::run(&desk, Command::Demo(arguments.clone()));
            if code != ExitCode::SUCCESS || arguments.no_window || desk.json {
                return code;
            }
            if !display::is_there() {
                println!("{}", text!(desk.language, "cli-demo-no-window"));
                return code;
            }
            open_window(Desk { register: command::demo::register_path(&arguments), ..desk })
        }
        Some(command) => command::run(&desk, command),
        None => open_window(desk),
    }
}

fn open_window(desk: Desk) -> ExitCode {
    if !display::is_there() {
        eprintln!("{}", text!(desk.language, "cli-no-display"));
        return ExitCode::FAILURE;
    }
    display::choose_renderer();
    let start = Start {
        installation: desk.installation,
        clock: desk.clock,
        language: desk.language,
        register: desk.register,
        person: desk.person,
    };
    match kursliggaren::app::run(start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", text!(desk.language, "cli-window-failed", cause = error.to_string()));
            ExitCode::FAILURE
        }
    }
}
