//! The contents of an OpenDocument spreadsheet.
#![no_main]

use libfuzzer_sys::fuzz_target;
use kursliggaren_fuzz::{packed, read};

fuzz_target!(|input: &[u8]| {
    read(packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", input),
    ]));
});
