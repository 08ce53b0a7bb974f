//! The records of a workbook from before 2007.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};

use kursliggaren_fuzz::read;

fuzz_target!(|input: &[u8]| {
    let file = || -> std::io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
        file.create_stream("/Workbook")?.write_all(input)?;
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    if let Ok(bytes) = file() {
        read(bytes);
    }
});
