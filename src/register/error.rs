//! What can go wrong with a register, and what a register refuses. Sentences for people are made in `messages`.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::StudentId;

/// Why something with a register failed. What was asked for was not written, in whole or in part, except where the case says
/// what was: [`Error::Unsettled`], [`Error::StillInLog`], [`Error::CancelledAfter`].
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is no file.
    #[error("no register at {0}")]
    Missing(PathBuf),
    /// There is a file already.
    #[error("a file is already at {0}")]
    Exists(PathBuf),
    /// What was erased is still in the log beside the register, since somebody is reading it.
    #[error("still in the log")]
    StillInLog(PathBuf),
    /// A name is gone from the register, but not all could be written that goes with it. It is when the register is opened.
    #[error("not settled")]
    Unsettled,
    /// Another name of a register on the disk (a hard link).
    #[error("another name")]
    OtherName(PathBuf),
    /// The file is something else, or empty.
    #[error("not a register")]
    NotARegister,
    /// A newer version of the program wrote it.
    #[error("schema {version} is newer than {understood}")]
    Newer {
        /// The schema the file has.
        version: i32,
        /// The newest this program understands.
        understood: i32,
    },
    /// Another process writes it.
    #[error("another process has the register")]
    Locked,
    /// The file's contents are damaged.
    #[error("the register is damaged: {0}")]
    Damaged(String),
    /// The register holds something that this version of the program does not understand; what it is. Nothing else is touched by
    /// that.
    #[error("not understood: {0}")]
    NotUnderstood(String),
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The file is no longer where it was opened; the newest backup that holds its work.
    #[error("the register is gone from {0}")]
    Vanished(PathBuf, Option<PathBuf>),
    /// The register was opened for reading only, or the file may not be written.
    #[error("the register is read-only")]
    ReadOnly,
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: Arc<io::Error>,
    },
    /// SQLite said something unexpected.
    #[error("sqlite: {0}")]
    Sqlite(Arc<rusqlite::Error>),
    /// The register says no, and why.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The keyring that holds the signing key's secret half is locked, or does not answer.
    #[error("the keyring is locked")]
    KeyLocked,
    /// It was asked to stop, and nothing was changed.
    #[error("cancelled")]
    Cancelled,
    /// It was asked to stop after something had been changed, which stands.
    #[error("cancelled after a change")]
    CancelledAfter,
    /// The program came to something it was not made for, and broke the job off.
    #[error("the job broke off")]
    Broken,
    /// The register has been closed.
    #[error("the register is closed")]
    Closed,
}

/// What a register refuses, with what a sentence needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing to undo.
    NothingToUndo,
    /// There is nothing to redo.
    NothingToRedo,
    /// The newest change is of a kind that is not taken back, such as issuing certificates.
    NotTakenBack {
        change: i64,
        /// The word of its kind.
        kind: String,
    },
    /// Somebody has changed the same field since.
    ChangedSince,
    /// Live rows that later changes made point at what would go.
    StillUsed(Usage),
    /// No school fits.
    UnknownSchool(String),
    /// Several schools fit.
    AmbiguousSchool(String, Vec<String>),
    /// No class fits.
    UnknownClass(String),
    /// Several classes fit; written as they can be named.
    AmbiguousClass(String, Vec<String>),
    /// No student of the class fits.
    UnknownStudent(String),
    /// Several students fit; name and id.
    AmbiguousStudent(String, Vec<(String, StudentId)>),
    /// No course fits.
    UnknownCourse(String),
    /// Several courses fit.
    AmbiguousCourse(String, Vec<String>),
    /// The class has no such session, and it is not the next free number.
    UnknownSession(u16),
    /// The session is reported already.
    AlreadyReported(u16),
    /// A student was named twice with different marks.
    NamedTwice(String),
    /// A date lies outside the programme's period.
    OutsidePeriod(NaiveDate),
    /// A date lies in the future.
    InFuture(NaiveDate),
    /// The session was planned for a later day.
    BeforePlanned(NaiveDate),
    /// Another session of the class has that day.
    SameDay(u16, NaiveDate),
    /// The session is not logged yet.
    NotLogged(u16),
    /// A session that was held is given a day that has not come.
    HeldInFuture(NaiveDate),
    /// Figures are asked for of a day to come.
    FiguresInFuture(NaiveDate),
    /// Students were late by more than what the session is to be shortened to, in minutes.
    ShorterThanLateness(Vec<String>, u32),
    /// The student was not in the class that day.
    NotInClassThen(String, NaiveDate),
    /// The course's plan has the session.
    SessionOfCourse(u16),
    /// The student would leave the class before joining it.
    LeavesBeforeComing(NaiveDate),
    /// The course allows no exemptions.
    NoExemptions,
    /// The session was not held before the student joined the class, or the student has a mark there.
    NotBeforeComing(u16),
    /// A text is no time of day.
    NotATime(String),
    /// The computer's clock says a day that lies before something that has happened.
    ClockBehind(NaiveDate, NaiveDate),
    /// The computer's clock says a day long after the newest thing that has happened.
    ClockAhead(NaiveDate, NaiveDate),
    /// The student has a valid certificate of that class.
    AlreadyIssued(String),
    /// The student has attended nothing that could be certified.
    NothingAttended,
    /// The student's name is protected: it must be said for the page.
    NameNeeded,
    /// One of two students who are to be one has protected personal data, the other has not.
    OneIsProtected,
    /// The letters of a name that no font has.
    Unprintable(String),
    /// The student's name is not protected: none may be said for the page.
    NameNotNeeded,
    /// A later change stands in the way of undoing one alone.
    LaterChange(i64),
    /// Somebody was late by more than the session is long.
    LateBeyondSession(u32, u32),
    /// The session has marks; cancelling it would clear so many.
    SessionHasMarks(usize),
    /// A required text is empty.
    Empty,
    /// The class has this name, course and term already.
    ClassExists(String),
    /// The session number is taken in the class.
    SessionExists(u16),
    /// The student is in the class already.
    AlreadyInClass,
    /// The certificate is revoked or replaced already.
    NotValidAnyMore(String),
    /// No such certificate.
    UnknownCertificate(String),
    /// The row is gone.
    Gone,
    /// Two students that are to be joined have different birth dates.
    BornOnOtherDays,
    /// An attendance file was made from another register.
    FileOfOtherRegister,
    /// The register knew nothing yet on that day; it was begun on the other.
    NothingKnownThen(NaiveDate, NaiveDate),
    /// The period ends before it starts.
    PeriodBackwards,
    /// The student's personal data is protected; only the alias may be edited.
    Protected,
    /// The student's personal data has been erased, which is final.
    Erased,
    /// A decision that personal data be erased has a day to come.
    DecidedInFuture(NaiveDate),
    /// Everyone's personal data is erased once the programme is over; it is so after that day.
    ProgrammeNotOver(NaiveDate),
    /// The key is the one that signs: it is replaced instead.
    KeyInUse,
    /// The key is none of this register's.
    UnknownKey,
    /// The day was set by hand, and what was asked is final.
    DaySetByHand,
    /// What was to be taken in is no change, or not as it was when it was made.
    NoChange,
    /// Somebody else has made a row, too, that undo would take away.
    MadeByOthersToo,
    /// A change was made on another computer, and is theirs to undo.
    MadeElsewhere,
    /// There is no such answer to choose, or it must be said which.
    NoSuchSide,
    /// Those who work with some classes write marks and sessions of theirs, and nothing else.
    NotYours,
    /// Somebody has erased the personal data of who it is about, and that change is not applied here yet.
    BeingErased,
    /// Nothing has been erased yet, or not by that change.
    NoErasure,
    /// There is no personal data left to erase.
    NothingToErase,
}

/// What points at rows that an undo would take away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Attendance marks.
    pub marks: i64,
    /// Students in classes.
    pub enrolments: i64,
    /// Certificates in the ledger.
    pub certificates: i64,
    /// Anything else.
    pub others: i64,
}

impl Error {
    /// A failure with a file.
    pub fn io(path: &Path, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }

        Self::Io { path: path.to_owned(), source: Arc::new(source) }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;

        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            Some(ErrorCode::NotADatabase) => Self::NotARegister,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::OperationInterrupted) => Self::Cancelled,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            _ => Self::Sqlite(Arc::new(error)),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        // Its own words may repeat what stands there, which may be a name.
        Self::NotUnderstood(format!("JSON {}:{}", error.line(), error.column()))
    }
}

/// What a word or number in the register means; an error that names its place where this program knows no such.
pub(in crate::register) fn known_word<T>(meaning: Option<T>, what: &str) -> Result<T, Error> {
    meaning.ok_or_else(|| Error::NotUnderstood(what.to_owned()))
}

/// The same of a word that may be missing.
pub(in crate::register) fn known_word_if_any<T>(
    word: Option<&str>,
    read: fn(&str) -> Option<T>,
    what: &str,
) -> Result<Option<T>, Error> {
    word.map(|word| known_word(read(word), what)).transpose()
}
