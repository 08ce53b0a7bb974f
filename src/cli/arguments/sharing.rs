//! What goes with the commands of working together.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `share`
#[derive(Debug, Args)]
pub struct Share {
    #[arg(value_name = "PLACE")]
    pub place: String,
}

/// `invite`
#[derive(Debug, Args)]
pub struct Invite {
    #[arg(long)]
    pub name: String,
    #[arg(long, value_name = "coordinator|teacher|lead", value_parser = ["coordinator", "teacher", "lead"])]
    pub role: String,
    #[arg(long, value_name = "CLASS")]
    pub class: Vec<String>,
}

/// `join`
#[derive(Debug, Args)]
pub struct Join {
    #[arg(value_name = "PLACE")]
    pub place: String,
    #[arg(long)]
    pub code: String,
}

/// `package`
#[derive(Debug, Args)]
pub struct Package {
    #[arg(
        long,
        value_name = "CLASS",
        required_unless_present = "send_back",
        conflicts_with = "send_back"
    )]
    pub class: Vec<String>,
    #[arg(
        long = "for",
        value_name = "NAME",
        required_unless_present = "send_back",
        conflicts_with = "send_back"
    )]
    pub whom: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[arg(long)]
    pub send_back: bool,
}

/// `package-back`
#[derive(Debug, Args)]
pub struct PackageBack {
    pub file: PathBuf,
    #[arg(long)]
    pub dry_run: bool,
}

/// `remove-member`
#[derive(Debug, Args)]
pub struct RemoveMember {
    #[arg(value_name = "NAME")]
    pub name: String,
    #[arg(long)]
    pub yes: bool,
}

/// `sync`
#[derive(Debug, Args)]
pub struct Sync {
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    #[arg(long, conflicts_with = "place")]
    pub anew: bool,
}

/// `withdraw`
#[derive(Debug, Args)]
pub struct Withdraw {
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// `assign`
#[derive(Debug, Args)]
pub struct Assign {
    #[arg(value_name = "NAME")]
    pub name: String,
    #[arg(long, value_name = "CLASS", required = true)]
    pub class: Vec<String>,
}

/// `recovery-sheet`
#[derive(Debug, Args)]
pub struct RecoverySheet {
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long)]
    pub yes: bool,
}

/// `stop-sharing`
#[derive(Debug, Args)]
pub struct StopSharing {
    #[arg(long)]
    pub yes: bool,
}

/// `conflicts`
#[derive(Debug, Args)]
pub struct Conflicts {
    #[command(subcommand)]
    pub choice: Option<Choice>,
}

/// What is done with one.
#[derive(Debug, Subcommand)]
pub enum Choice {
    Choose {
        #[arg(value_name = "N")]
        n: usize,
        #[arg(long, required_unless_present_any = ["theirs", "value"], conflicts_with_all = ["theirs", "value"])]
        mine: bool,
        /// Of several others' the how many-eth.
        #[arg(long, value_name = "K", num_args = 0..=1, default_missing_value = "0", conflicts_with = "value")]
        theirs: Option<usize>,
        #[arg(long, value_name = "TEXT")]
        value: Option<String>,
    },
}
