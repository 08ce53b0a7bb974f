//! Tables of OneRoster and School Data Sync.
#![no_main]

use libfuzzer_sys::fuzz_target;
use kursliggaren_fuzz::{packed, pieces, read};

fuzz_target!(|input: &[u8]| {
    let [orgs, users, roles, classes, enrollments, demographics] = pieces(input);
    read(packed(&[
        ("orgs.csv", orgs),
        ("users.csv", users),
        ("roles.csv", roles),
        ("classes.csv", classes),
        ("enrollments.csv", enrollments),
        ("demographics.csv", demographics),
    ]));
});
