//! What every command works with: the installation, the clock, the register, the language, the person.

use std::cell::Cell;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::Failure;
use super::arguments::Global;
use crate::clock::Clock;
use crate::disk::keep_from_outputs;
use crate::domain::ClassReference;
use crate::i18n::{Language, date};
use crate::installation::Installation;
use crate::print::font;
use crate::register::Register;
use crate::register::class::ClassRow;

/// What every command works with.
#[derive(Debug, Clone)]
pub struct Invocation {
    pub installation: Installation,
    pub clock: Clock,
    pub language: Language,
    pub json: bool,
    pub register: PathBuf,
    pub person: String,
    /// Whether what is asked about is meant.
    pub anyway: bool,
    written: Cell<bool>,
}

impl Invocation {
    /// Puts together what was written, this computer's settings, and the defaults.
    pub fn new(
        global: &Global,
        installation: Installation,
        language: Language,
    ) -> Result<Self, Failure> {
        let settings = installation.settings();
        let clock = match &global.today {
            Some(text) => Clock::at(read_date(text, Clock::system().today())?),
            None => Clock::system(),
        };
        if let Some(file) = &global.font {
            font::check(file).map_err(|why| Failure::BadFont(file.clone(), why))?;
        }
        font::name(global.font.as_deref().or(settings.font.as_deref()));
        let remembered = settings.register.filter(|path| path.exists());

        let register = global
            .register
            .clone()
            .map(|typed| std::path::absolute(&typed).unwrap_or(typed))
            .or(remembered)
            .unwrap_or_else(|| installation.default_register());
        keep_from_outputs(crate::register::file::own(&register));

        Ok(Self {
            register,
            person: global.person.clone().or(settings.person).unwrap_or_else(system_user),
            installation,
            clock,
            language,
            json: global.json,
            anyway: global.anyway,
            written: Cell::new(false),
        })
    }

    /// The same on another register.
    pub fn at(self, register: PathBuf) -> Self {
        Self { register, ..self }
    }

    /// Opens the register for reading.
    pub fn read(&self) -> Result<Register, Failure> {
        Ok(Register::open_read_only(&self.register, self.clock)?)
    }

    /// Opens the register for writing, with the person at work, and makes the backup that is due.
    pub fn write(&self) -> Result<Register, Failure> {
        let mut register = Register::open(&self.register, &self.installation, self.clock)?;
        if self.anyway {
            register.accept_clock();
        }
        register.refuse_doubtful_clock()?;
        register.back_up_if_due()?;
        register.work_as(&self.person)?;
        self.written.set(true);

        Ok(register)
    }

    /// Whether the register was opened to be written.
    pub fn has_written(&self) -> bool {
        self.written.get()
    }

    /// Reads a date as it is typed, where one was.
    pub fn day(&self, text: Option<&str>) -> Result<Option<NaiveDate>, Failure> {
        text.map(|text| self.date(text)).transpose()
    }

    /// Reads a date as it is typed.
    pub fn date(&self, text: &str) -> Result<NaiveDate, Failure> {
        read_date(text, self.clock.today())
    }

    /// The class somebody wrote.
    pub fn class(&self, register: &Register, text: &str) -> Result<ClassRow, Failure> {
        let reference: ClassReference =
            text.parse().map_err(|_| Failure::BadClass(text.to_owned()))?;

        Ok(register.find_class(&reference)?)
    }
}

fn read_date(text: &str, today: NaiveDate) -> Result<NaiveDate, Failure> {
    date::typed(text, today).ok_or_else(|| Failure::BadDate(text.to_owned()))
}

fn system_user() -> String {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|variable| std::env::var(variable).ok())
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| "kursliggaren".to_owned())
}
