//! Persons and groups as JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use kursliggaren_fuzz::read;

fuzz_target!(|input: &[u8]| {
    let mut json = b"{".to_vec();
    json.extend_from_slice(input);
    read(json);
});
