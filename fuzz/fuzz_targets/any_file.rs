//! Any bytes as a file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use kursliggaren_fuzz::read;

fuzz_target!(|input: &[u8]| {
    read(input.to_vec());
});
