//! `erase`, with what goes with each erasure.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::jobs::Who;

/// `erase`
#[derive(Debug, Subcommand)]
pub enum Erase {
    Student {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        how: How,
    },
    Class {
        class: String,
        #[command(flatten)]
        how: How,
    },
    Everyone {
        #[command(flatten)]
        how: How,
    },
    /// The record of an erasure that has been made.
    Record {
        #[arg(long, value_name = "ID")]
        change: Option<String>,
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
    /// Backups that hold names that are gone from the register.
    Backups {
        #[arg(long)]
        yes: bool,
    },
}

/// By which decision, and what is done beside it.
#[derive(Debug, Clone, Args)]
pub struct How {
    #[arg(long, value_name = "TEXT", required_if_eq("yes", "true"))]
    pub reference: Option<String>,
    #[arg(long, value_name = "DATE", required_if_eq("yes", "true"))]
    pub decided: Option<String>,
    #[arg(long)]
    pub keep_certificates: bool,
    #[arg(long, value_name = "FILE.xlsx")]
    pub archive: Option<PathBuf>,
    #[arg(long, value_name = "FILE.pdf", requires = "yes")]
    pub record: Option<PathBuf>,
    #[arg(long, requires = "yes")]
    pub replace_backups: bool,
    #[arg(long)]
    pub joined_too: bool,
    #[arg(long)]
    pub yes: bool,
}
