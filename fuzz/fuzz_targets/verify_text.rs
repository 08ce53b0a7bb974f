//! A pasted code: as it is, and with a signature that holds for whatever it claims.
#![no_main]

use kursliggaren::domain::Minutes;
use kursliggaren::domain::certificate::CertificateKind;
use kursliggaren::seal::{self, Claim, SecretKey, read};
use kursliggaren_fuzz::pieces;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let key = SecretKey::from_bytes(&[7; 32]);
    let text = String::from_utf8_lossy(input);
    for code in read::pasted(&text) {
        assert!(seal::open(&code, &[key.public()]).is_err(), "nobody signed it");
    }
    let [name, course, issuer] = pieces(input).map(|piece| String::from_utf8_lossy(piece).into_owned());
    let claim = Claim {
        serial: seal_serial(input),
        kind: CertificateKind::Attendance,
        name,
        course,
        attended: Minutes(u32::try_from(input.len()).unwrap_or(0)),
        planned: Minutes(540),
        issued_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default(),
        issuer,
    };
    if let Some(code) = seal::seal(&claim, &key) {
        assert!(code.len() <= seal::LONGEST);
        let opened = seal::open(&code, &[key.public()]).expect("it is as it was signed");
        assert_eq!((opened.name, opened.serial), (claim.name, claim.serial));
    }
});

fn seal_serial(input: &[u8]) -> kursliggaren::domain::certificate::Serial {
    let number = u32::from(input.first().copied().unwrap_or(1)).max(1);

    kursliggaren::domain::certificate::Serial { year: 2026, series: "KA".to_owned(), number }
}
