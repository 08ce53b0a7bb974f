//! Reads the arguments, starts the log, then runs a command or opens the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::FromArgMatches;
use kursliggaren::command::{self, Arguments, Desk};
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
    let desk = match Desk::new(&arguments.global, installation, language) {
        Ok(desk) => desk,
        Err(failure) => {
            eprintln!("{}", failure.sentence(language));
            return ExitCode::FAILURE;
        }
    };

    match arguments.command {
        Some(command) => command::run(&desk, command),
        None => {
            eprintln!("{}", text!(language, "cli-no-display"));
            ExitCode::FAILURE
        }
    }
}
