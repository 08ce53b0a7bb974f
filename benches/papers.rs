//! Papers: many certificates in one file, and a file each.

#[path = "support/mod.rs"]
mod support;

use std::sync::LazyLock;

use divan::Bencher;
use kursliggaren::papers;
use kursliggaren::register::certificate::Certificate;
use support::Desk;

static CERTIFICATES: LazyLock<Vec<Certificate>> = LazyLock::new(|| {
    let desk = Desk::new();
    let mut certificates = desk.sample(12_000).ledger().unwrap();
    assert!(certificates.len() >= 2_000, "{}", certificates.len());
    certificates.truncate(2_000);

    certificates
});

fn main() {
    let one = papers::certificates(&CERTIFICATES[..1]).len();
    let all = papers::certificates(&CERTIFICATES).len();
    println!("one certificate: {one} bytes; each further one: {} bytes", (all - one) / 1_999);
    divan::main();
}

/// 2 000 certificates in one PDF. Aim: at most 1.5 s, and 4 KB a page beyond the fonts.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn two_thousand_in_one_file(bencher: Bencher) {
    let certificates = &*CERTIFICATES;
    bencher.bench_local(|| papers::certificates(certificates));
}

/// 2 000 certificates, a PDF each, drawn but not written.
#[divan::bench(sample_count = 2, sample_size = 1)]
fn two_thousand_files(bencher: Bencher) {
    let certificates = &*CERTIFICATES;
    bencher.bench_local(|| {
        certificates
            .iter()
            .map(|certificate| papers::certificates(std::slice::from_ref(certificate)).len())
            .sum::<usize>()
    });
}
