//! Separated text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use kursliggaren_fuzz::read;

fuzz_target!(|input: &[u8]| {
    // A letter first: neither a packed file nor a document of another kind.
    let mut text = b"Namn".to_vec();
    text.extend_from_slice(input);
    read(text);
});
