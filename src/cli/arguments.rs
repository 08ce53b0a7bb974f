//! What can be written after `kursliggaren`, and its help in both languages.

pub mod erase;
pub mod jobs;
pub mod sharing;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::i18n::Language;

/// Everything that was written.
#[derive(Debug, Parser)]
#[command(name = "kursliggaren", version, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What goes with every command.
#[derive(Debug, Clone, Args)]
pub struct Global {
    #[arg(long, global = true, value_name = "FILE")]
    pub register: Option<PathBuf>,
    #[arg(long, global = true, value_name = "NAME")]
    pub person: Option<String>,
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    #[arg(long, global = true, value_name = "sv|en", value_parser = ["sv", "en"])]
    pub language: Option<String>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true)]
    pub anyway: bool,
    #[arg(long, global = true, value_name = "FILE")]
    pub font: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    Open {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Demo(Demo),
    New(New),
    Import(Import),
    AttendanceFile(AttendanceFile),
    Duplicates,
    Log(Log),
    #[command(subcommand)]
    Session(jobs::Session),
    Progress(Progress),
    Students(Students),
    #[command(subcommand)]
    Student(jobs::Student),
    #[command(subcommand)]
    Class(jobs::Class),
    #[command(subcommand)]
    School(jobs::School),
    #[command(subcommand)]
    Course(jobs::Course),
    Programme(jobs::Programme),
    Design(jobs::Design),
    Certificates(Certificates),
    #[command(subcommand)]
    Certificate(jobs::Certificate),
    #[command(subcommand)]
    Key(jobs::Key),
    #[command(subcommand)]
    Erase(erase::Erase),
    Roster(Roster),
    Report(Report),
    Export(Export),
    Verify(Verify),
    History(History),
    Undo {
        #[arg(long)]
        past_certificates: bool,
        #[arg(long, value_name = "ID", conflicts_with = "past_certificates")]
        change: Option<String>,
    },
    Redo,
    Backup {
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    Restore {
        file: PathBuf,
        #[arg(long)]
        yes: bool,
    },
    Share(sharing::Share),
    Invite(sharing::Invite),
    Join(sharing::Join),
    Sync(sharing::Sync),
    Members,
    Withdraw(sharing::Withdraw),
    RemoveMember(sharing::RemoveMember),
    Assign(sharing::Assign),
    RecoverySheet(sharing::RecoverySheet),
    StopSharing(sharing::StopSharing),
    Package(sharing::Package),
    PackageBack(sharing::PackageBack),
    Conflicts(sharing::Conflicts),
    Check {
        #[arg(long, value_name = "FILE")]
        names: Option<PathBuf>,
    },
}

/// `demo`
#[derive(Debug, Clone, Args)]
pub struct Demo {
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    #[arg(long)]
    pub no_window: bool,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200_000))]
    pub students: Option<u32>,
}

/// `new`
#[derive(Debug, Args)]
pub struct New {
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub target: Option<u32>,
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
}

/// `import`
#[derive(Debug, Args)]
pub struct Import {
    pub file: PathBuf,
    #[arg(long)]
    pub school: String,
    #[arg(long, value_name = "NAME")]
    pub class: Option<String>,
    #[arg(long)]
    pub term: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub course: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    #[arg(long)]
    pub complete: bool,
    #[arg(long, value_name = "ROW")]
    pub leave_out: Vec<u32>,
    #[arg(long, value_name = "ROW")]
    pub as_new: Vec<u32>,
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    pub take: Vec<u32>,
    #[arg(long)]
    pub with_protected: bool,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, conflicts_with = "dry_run")]
    pub delete_file: bool,
}

/// `attendance-file`
#[derive(Debug, Args)]
pub struct AttendanceFile {
    #[arg(value_name = "FILE.xlsx", required_unless_present = "class")]
    pub file: Option<PathBuf>,
    #[arg(long, requires = "out", conflicts_with = "file")]
    pub class: Option<String>,
    #[arg(long, value_name = "FILE.xlsx", requires = "class")]
    pub out: Option<PathBuf>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub also_changed_since: bool,
}

/// `log`
#[derive(Debug, Args)]
pub struct Log {
    #[arg(long)]
    pub class: String,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=999))]
    pub session: u16,
    #[arg(long, required_unless_present = "correct")]
    pub date: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub absent: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub excused: Vec<String>,
    #[arg(long, value_name = "NAME=MIN")]
    pub late: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub present: Vec<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub minutes: Option<u32>,
    #[arg(long, value_name = "WHY", conflicts_with_all = ["absent", "excused", "late", "present", "minutes"])]
    pub cancelled: Option<String>,
    #[arg(long)]
    pub replace: bool,
    #[arg(long, conflicts_with_all = ["replace", "cancelled", "date", "minutes"])]
    pub correct: bool,
}

/// `progress`
#[derive(Debug, Args)]
pub struct Progress {
    #[arg(long, value_name = "NAME")]
    pub course: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub known_at: Option<String>,
    #[arg(long)]
    pub by: Option<By>,
}

/// What a breakdown goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    Municipality,
    School,
    Sex,
    StudyPath,
    Year,
    Term,
}

/// `students`
#[derive(Debug, Args)]
pub struct Students {
    pub query: Option<String>,
    #[arg(long)]
    pub class: Option<String>,
}

/// `certificates`
#[derive(Debug, Args)]
pub struct Certificates {
    #[arg(long, required_unless_present = "all", conflicts_with = "all")]
    pub class: Option<String>,
    #[arg(long)]
    pub all: bool,
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[arg(long)]
    pub one_file: bool,
    #[arg(long)]
    pub bilingual: bool,
    #[arg(long)]
    pub dry_run: bool,
}

/// `verify`
#[derive(Debug, Args)]
pub struct Verify {
    #[arg(value_name = "FILE|CODE")]
    pub what: String,
    #[arg(long, value_name = "HEX")]
    pub key: Option<String>,
}

/// `roster`
#[derive(Debug, Args)]
pub struct Roster {
    #[arg(long)]
    pub class: String,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=999))]
    pub session: Option<u16>,
    #[arg(long, value_name = "FILE.pdf")]
    pub out: PathBuf,
}

/// `report`
#[derive(Debug, Args)]
pub struct Report {
    #[arg(long, value_name = "FILE.(pdf|xlsx|csv)")]
    pub out: PathBuf,
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub course: Option<String>,
    #[arg(long)]
    pub by: Vec<By>,
    #[arg(long, value_name = "DATE")]
    pub known_at: Option<String>,
    #[arg(long)]
    pub in_full: bool,
    #[arg(long)]
    pub differences: bool,
    #[arg(long)]
    pub plain: bool,
    #[arg(long)]
    pub keep: bool,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Exported {
    Students,
    Attendance,
    Sessions,
}

/// `export`
#[derive(Debug, Args)]
pub struct Export {
    pub what: Exported,
    #[arg(long, value_name = "FILE.(xlsx|csv|ics)")]
    pub out: PathBuf,
    #[arg(long)]
    pub plain: bool,
}

/// `history`
#[derive(Debug, Args)]
pub struct History {
    #[arg(long, value_name = "ID", conflicts_with = "class")]
    pub student: Option<String>,
    #[arg(long)]
    pub class: Option<String>,
}

/// The language of help and answers: what `--language` says, else the given one.
pub fn language_of(words: &[String], otherwise: Language) -> Language {
    words
        .iter()
        .enumerate()
        .find_map(|(index, word)| match word.split_once('=') {
            Some(("--language", code)) => code.parse().ok(),
            _ if word == "--language" => words.get(index + 1)?.parse().ok(),
            _ => None,
        })
        .unwrap_or(otherwise)
}

/// The parser with its help in the language.
pub fn parser(language: Language) -> clap::Command {
    let parser = Arguments::command().about(help(language, "help-program"));
    let parser = parser.mut_args(|argument| {
        let key = format!("help-global-{}", argument.get_id());
        argument.help(help(language, &key))
    });

    with_help(parser, language, "help")
}

/// The command with the help of its subcommands. An option that several jobs have alike is explained once.
fn with_help(mut parser: clap::Command, language: Language, path: &str) -> clap::Command {
    let names: Vec<String> =
        parser.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for name in names {
        let path = format!("{path}-{name}");
        parser = parser.mut_subcommand(&name, |mut command| {
            let own: Vec<String> = command
                .get_arguments()
                .map(|argument| argument.get_id().to_string())
                .filter(|id| id != "help")
                .collect();
            for id in own {
                let option = id.replace('_', "-");
                let own_key = format!("{path}-{option}");
                let key = match language.loader().has(&own_key) {
                    true => own_key,
                    false => format!("help-option-{option}"),
                };
                command = command.mut_arg(&id, |argument| argument.help(help(language, &key)));
            }
            let command = command.about(help(language, &path));
            with_help(command, language, &path)
        });
    }

    parser
}

/// A text by a key that is made of names; a test goes through all of them.
fn help(language: Language, key: &str) -> String {
    language.loader().get(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_option_has_its_help_in_both_languages() {
        for language in Language::ALL {
            let all = all_help(parser(language));
            assert!(!all.contains("No localization"), "{all}");
            unexplained(&parser(language));
        }
    }

    /// Fails where a command or an option says nothing.
    fn unexplained(command: &clap::Command) {
        for argument in command.get_arguments().filter(|one| !one.is_hide_set()) {
            assert!(argument.get_help().is_some(), "{} {argument}", command.get_name());
        }
        for one in command.get_subcommands() {
            assert!(one.get_about().is_some(), "{}", one.get_name());
            unexplained(one);
        }
    }

    fn all_help(mut command: clap::Command) -> String {
        let own = command.render_long_help().to_string();

        command.get_subcommands().cloned().map(all_help).fold(own, |all, one| all + &one)
    }

    #[test]
    fn the_grammar_is_sound() {
        parser(Language::Swedish).debug_assert();
    }

    #[test]
    fn the_language_is_found_before_anything_is_parsed() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();

        assert_eq!(
            language_of(&words("check --language en"), Language::Swedish),
            Language::English
        );
        assert_eq!(language_of(&words("--language=en new"), Language::Swedish), Language::English);
        assert_eq!(language_of(&words("new"), Language::Swedish), Language::Swedish);
    }
}
