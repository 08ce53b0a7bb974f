//! A logo: SVG, PNG or JPEG.
#![no_main]

use kursliggaren::print::picture::Picture;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let _ = Picture::read(input);
});
