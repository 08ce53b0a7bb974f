//! The jobs that a single thing in the register can be the object of: a student, a session, a class, a school, a course, the
//! programme, the design, a certificate.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};

use crate::domain::LegalSex;
use crate::domain::session::{NotACode, SessionCode};
use crate::register::student::Particular;

/// `student`
#[derive(Debug, Subcommand)]
pub enum Student {
    Add {
        #[arg(long)]
        class: String,
        #[command(flatten)]
        particulars: Particulars,
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
    },
    Edit {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        particulars: Particulars,
    },
    /// To another class.
    Move {
        #[command(flatten)]
        who: Who,
        #[arg(long, value_name = "CLASS")]
        to: String,
        #[arg(long, value_name = "DATE")]
        date: Option<String>,
    },
    Leave {
        #[arg(value_name = "NAME|#ID", required = true)]
        students: Vec<String>,
        #[arg(long)]
        class: String,
        #[arg(long, value_name = "DATE")]
        date: Option<String>,
    },
    /// To a class, or back to it.
    Join {
        #[arg(value_name = "#ID")]
        student: String,
        #[arg(long)]
        class: String,
        #[arg(long, value_name = "DATE")]
        date: Option<String>,
    },
    Guest {
        #[arg(value_name = "#ID")]
        student: String,
        #[arg(long)]
        class: String,
    },
    Exempt {
        #[arg(value_name = "NAME|#ID")]
        student: String,
        #[arg(long)]
        class: String,
        #[arg(
            long,
            value_name = "N",
            value_delimiter = ',',
            required_unless_present = "take_back"
        )]
        session: Vec<u16>,
        #[arg(long, value_name = "WHY", required_unless_present = "take_back")]
        reason: Option<String>,
        #[arg(long)]
        take_back: bool,
    },
    Protect {
        #[command(flatten)]
        who: Who,
        #[arg(long, value_name = "ALIAS")]
        alias: Option<String>,
        #[arg(long)]
        registration: bool,
        #[arg(long, conflicts_with_all = ["alias", "registration"])]
        lift: bool,
        #[arg(long, conflicts_with = "lift")]
        joined_too: bool,
        #[arg(long)]
        dry_run: bool,
    },
    /// Two who are one.
    Merge {
        #[arg(value_name = "#ID")]
        remains: String,
        #[arg(value_name = "#ID")]
        other: String,
        #[arg(long, value_name = "FIELD", value_parser = Particular::ALL.map(Particular::code))]
        take: Vec<String>,
    },
    Part {
        #[arg(value_name = "#ID")]
        remains: String,
        #[arg(value_name = "#ID")]
        other: String,
    },
    TellApart {
        #[arg(value_name = "#ID")]
        student: String,
        #[arg(value_name = "#ID")]
        other: String,
    },
    /// What is kept about somebody.
    Extract {
        #[command(flatten)]
        who: Who,
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
}

/// A student: by number, or by name in a class.
#[derive(Debug, Clone, Args)]
pub struct Who {
    #[arg(value_name = "NAME|#ID")]
    pub student: String,
    #[arg(long)]
    pub class: Option<String>,
}

/// What is kept of a student.
#[derive(Debug, Clone, Args)]
pub struct Particulars {
    #[arg(long, value_name = "NAME")]
    pub given: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub family: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub birth_date: Option<String>,
    #[arg(long, value_parser = ["female", "male", "unknown"])]
    pub sex: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub study_path: Option<String>,
    #[arg(long, value_name = "1-4", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub grade: Option<u8>,
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
}

impl Particulars {
    /// What was said, as it is to be put in.
    pub fn said(&self) -> impl Iterator<Item = (Particular, String)> {
        let sex = self.sex.as_deref().map(|sex| match sex {
            "female" => LegalSex::Female.code().to_owned(),
            "male" => LegalSex::Male.code().to_owned(),
            _ => String::new(),
        });
        let said = [
            (Particular::Given, self.given.clone()),
            (Particular::Family, self.family.clone()),
            (Particular::BirthDate, self.birth_date.clone()),
            (Particular::LegalSex, sex),
            (Particular::StudyPath, self.study_path.clone()),
            (Particular::Grade, self.grade.map(|grade| grade.to_string())),
            (Particular::Email, self.email.clone()),
        ];

        said.into_iter().filter_map(|(particular, said)| Some((particular, said?)))
    }
}

/// `session`
#[derive(Debug, Subcommand)]
pub enum Session {
    Add {
        #[arg(long)]
        class: String,
        #[command(flatten)]
        plan: Plan,
    },
    Edit {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        plan: Plan,
        #[arg(long)]
        shift: bool,
    },
    /// All planned ones, one per week.
    Date {
        #[arg(long)]
        class: String,
        #[arg(long, value_name = "DATE")]
        first: String,
        #[arg(long, value_name = "HH:MM")]
        time: Option<String>,
        #[arg(long)]
        place: Option<String>,
        #[arg(long, value_name = "WEEK", value_delimiter = ',')]
        skip_week: Vec<u32>,
    },
    Cancel {
        #[command(flatten)]
        which: Which,
        #[arg(long, value_name = "WHY")]
        reason: String,
        #[arg(long)]
        replace: bool,
    },
    /// As if it had not been logged or called off.
    PlanAgain {
        #[command(flatten)]
        which: Which,
    },
    Remove {
        #[command(flatten)]
        which: Which,
    },
    /// An absence before the session.
    Announce {
        #[arg(value_name = "NAME|#ID")]
        student: String,
        #[command(flatten)]
        which: Which,
        #[arg(long)]
        take_back: bool,
    },
    List {
        #[arg(long)]
        class: String,
    },
}

/// A session of a class.
#[derive(Debug, Clone, Args)]
pub struct Which {
    #[arg(long)]
    pub class: String,
    #[arg(long, value_name = "N|CODE")]
    pub session: NumberOrCode,
}

/// What a session is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberOrCode {
    Number(u16),
    /// On paper, and where two have the same number.
    Code(SessionCode),
}

impl FromStr for NumberOrCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        match text.trim().parse() {
            Ok(number) if (1..=999).contains(&number) => Ok(Self::Number(number)),
            _ => text.parse().map(Self::Code),
        }
    }
}

/// A session's plan. What is not named stays.
#[derive(Debug, Clone, Args)]
pub struct Plan {
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[arg(long, value_name = "HH:MM")]
    pub time: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub minutes: Option<u32>,
    #[arg(long)]
    pub place: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub leader: Option<String>,
    #[arg(long)]
    pub note: Option<String>,
}

/// `class`
#[derive(Debug, Subcommand)]
pub enum Class {
    Add {
        #[arg(long)]
        school: String,
        #[arg(long)]
        name: String,
        #[arg(long)]
        term: Option<String>,
        #[arg(long, value_name = "NAME")]
        course: Option<String>,
        #[arg(long, value_name = "CODE")]
        study_path: Option<String>,
    },
    Edit {
        #[arg(value_name = "CLASS")]
        class: String,
        #[arg(long)]
        name: Option<String>,
        #[arg(long)]
        term: Option<String>,
        #[arg(long, value_name = "CODE")]
        study_path: Option<String>,
    },
    Remove {
        #[arg(value_name = "CLASS")]
        class: String,
    },
    Summary {
        #[arg(value_name = "CLASS")]
        class: String,
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
    /// A sheet to go before the class's certificates.
    Cover {
        #[arg(value_name = "CLASS")]
        class: String,
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
    },
}

/// `school`
#[derive(Debug, Subcommand)]
pub enum School {
    Add {
        #[arg(long)]
        name: String,
        #[command(flatten)]
        place: SchoolPlace,
    },
    Edit {
        #[arg(value_name = "SCHOOL")]
        school: String,
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        place: SchoolPlace,
    },
    /// A contact person, added or edited; `--remove` takes one away.
    Contact {
        #[arg(value_name = "SCHOOL")]
        school: String,
        #[arg(long)]
        name: String,
        #[arg(long)]
        role: Option<String>,
        #[arg(long, value_name = "ADDRESS")]
        email: Option<String>,
        #[arg(long)]
        phone: Option<String>,
        #[arg(long)]
        remove: bool,
    },
}

/// Where a school lies and what else it is called.
#[derive(Debug, Clone, Args)]
pub struct SchoolPlace {
    #[arg(long, value_name = "CODE")]
    pub unit_code: Option<String>,
    #[arg(long, value_name = "NAME|CODE")]
    pub municipality: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub alias: Vec<String>,
}

/// `course`
#[derive(Debug, Subcommand)]
pub enum Course {
    Add {
        #[arg(long)]
        name: String,
        #[arg(long, value_name = "N")]
        target: u32,
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=999))]
        sessions: u16,
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
        minutes: u32,
    },
    Edit {
        #[arg(long, value_name = "NAME")]
        course: Option<String>,
        #[arg(long)]
        name: Option<String>,
        #[arg(long, value_name = "N")]
        target: Option<u32>,
        #[arg(long, value_name = "MUNICIPALITY=N")]
        municipal_target: Vec<String>,
        #[arg(long, value_name = "yes|no", value_parser = ["yes", "no"])]
        exemptions: Option<String>,
        #[arg(long, value_name = "yes|no", value_parser = ["yes", "no"])]
        upper_secondary_only: Option<String>,
    },
    /// Who counts, with what it would change.
    Rule {
        #[arg(long, value_name = "NAME")]
        course: Option<String>,
        #[arg(long, value_name = "PERCENT", group = "rule")]
        share: Option<u8>,
        #[arg(long, value_name = "N", group = "rule")]
        sessions: Option<u16>,
        #[arg(long, value_name = "N", group = "rule")]
        minutes: Option<u32>,
        #[arg(long, group = "rule")]
        started: bool,
        #[arg(long)]
        dry_run: bool,
    },
}

/// `programme`
#[derive(Debug, Clone, Args)]
pub struct Programme {
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub partner: Vec<String>,
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
}

/// `design`
#[derive(Debug, Clone, Args)]
pub struct Design {
    #[arg(long, value_parser = ["classic", "plain", "listed"])]
    pub layout: Option<String>,
    #[arg(long, value_parser = ["falu_red", "spruce", "blue", "ink"])]
    pub hue: Option<String>,
    #[arg(long, value_parser = ["sv", "en", "both"])]
    pub certificate_language: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub signatory: Option<String>,
    #[arg(long, value_name = "TITLE")]
    pub signatory_title: Option<String>,
    #[arg(long)]
    pub place: Option<String>,
    #[arg(long, value_name = "PATTERN")]
    pub file_name: Option<String>,
}

/// `certificate`
#[derive(Debug, Subcommand)]
pub enum Certificate {
    /// For one student.
    Issue {
        #[command(flatten)]
        who: Who,
        #[arg(long, value_name = "NAME")]
        name_on_page: Option<String>,
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[arg(long)]
        dry_run: bool,
    },
    Revoke {
        #[arg(value_name = "NR")]
        serial: String,
        #[arg(long, value_name = "WHY")]
        reason: String,
        #[arg(long)]
        dry_run: bool,
    },
    Reissue {
        #[arg(value_name = "NR")]
        serial: String,
        #[arg(long, value_name = "NAME")]
        name_on_page: Option<String>,
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[arg(long)]
        dry_run: bool,
    },
}

/// `key`
#[derive(Debug, Subcommand)]
pub enum Key {
    List,
    /// The page that checks codes in a browser.
    Page {
        #[arg(long, value_name = "FILE.html")]
        out: PathBuf,
    },
    Replace {
        #[command(flatten)]
        why: Why,
    },
    /// One that no longer signs has been lost.
    Lost {
        #[arg(value_name = "HEX")]
        key: String,
    },
}

/// Why a key is replaced: one of the two must be said.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub struct Why {
    #[arg(long)]
    pub routine: bool,
    #[arg(long)]
    pub lost: bool,
}
