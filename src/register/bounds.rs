//! How long a file that somebody else may have made is asked: its pages can be laid so that a question never ends.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::limits::Limit;

use super::Error;

/// The least that is waited, and what is waited besides for so many bytes.
const LEAST: Duration = Duration::from_secs(3);
const BYTES_A_SECOND: u64 = 16 * 1024 * 1024;
/// Steps of SQLite's machine between two looks at the clock.
const STEPS: i32 = 10_000;
/// The longest text that is read, in bytes: a kept report, or a picture.
const LONGEST_VALUE: i32 = 128 * 1024 * 1024;

/// Bounds what a connection takes for any value, statement or expression.
pub fn limit(connection: &Connection) -> Result<(), Error> {
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
        (Limit::SQLITE_LIMIT_ATTACHED, 1),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    ] {
        connection.set_limit(limit, most)?;
    }

    Ok(())
}

/// From now on each question together takes no longer than the file's size makes likely; then it fails as damaged.
pub fn begin(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let size = std::fs::metadata(path).map_or(0, |about| about.len());
    let end = Instant::now() + LEAST + Duration::from_secs(size / BYTES_A_SECOND);
    connection.progress_handler(STEPS, Some(move || Instant::now() > end))?;

    Ok(())
}

/// Questions take as long as they take.
pub fn end(connection: &mut Connection) -> Result<(), Error> {
    connection.progress_handler(0, None::<fn() -> bool>)?;

    Ok(())
}

/// What an answer is where patience has come to an end: the file is damaged.
pub fn told<T>(answer: Result<T, Error>) -> Result<T, Error> {
    match answer {
        Err(Error::Cancelled) => Err(Error::Damaged("it took too long".to_owned())),
        answer => answer,
    }
}
