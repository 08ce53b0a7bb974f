//! A file that is said to have a code: a PDF, a picture, a text.
#![no_main]

use kursliggaren::seal::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let _ = read::file(input);
});
