//! A web page with a table.
#![no_main]

use libfuzzer_sys::fuzz_target;
use kursliggaren_fuzz::read;

fuzz_target!(|input: &[u8]| {
    let mut page = b"<html>".to_vec();
    page.extend_from_slice(input);
    read(page);
});
