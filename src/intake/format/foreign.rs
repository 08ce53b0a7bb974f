//! Parsers that are other people's: a file that makes one of them panic is a damaged file, and nobody is told of more.

use std::cell::Cell;
use std::panic;

use crate::intake::Error;

thread_local! {
    static PARSING: Cell<bool> = const { Cell::new(false) };
}

/// Parses; a panic says that the file is damaged.
pub(super) fn parse<T>(
    job: impl FnOnce() -> Result<T, Error> + panic::UnwindSafe,
) -> Result<T, Error> {
    PARSING.set(true);
    let answer = panic::catch_unwind(job).unwrap_or(Err(Error::Damaged));
    PARSING.set(false);

    answer
}

/// Keeps quiet about panics of parsers, which would stand on the terminal beside the sentence that says what is wrong.
/// Called once, when the program starts.
pub fn keep_quiet() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |information| {
        if !PARSING.get() {
            usual(information);
        }
    }));
}
