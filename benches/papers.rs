//! Papers: many certificates in one file, and a file each.

#[path = "support/mod.rs"]
mod support;

use std::sync::LazyLock;

use divan::Bencher;
use kursliggaren::papers::certificates::{Batch, specimen};
use kursliggaren::print::certificate::Pictures;
use kursliggaren::print::paint::paint;
use support::Desk;

static BATCH: LazyLock<Batch> = LazyLock::new(|| {
    let desk = Desk::new();
    let register = desk.sample(12_000);
    let mut certificates = register.ledger().unwrap();
    assert!(certificates.len() >= 2_000, "{}", certificates.len());
    certificates.truncate(2_000);

    Batch::gather(&register, certificates, None).unwrap()
});

fn main() {
    let one = BATCH.pdf_of(&BATCH.certificates[..1]).len();
    let all = BATCH.pdf().len();
    println!("one certificate: {one} bytes; each further one: {} bytes", (all - one) / 1_999);
    divan::main();
}

/// 2 000 certificates with codes and tags in one PDF. Aim: at most 2 s and 250 MB.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn two_thousand_in_one_file(bencher: Bencher) {
    let batch = &*BATCH;
    bencher.bench_local(|| batch.pdf());
}

/// One certificate laid out and turned into outlines for the screen. Aim: at most 10 ms.
#[divan::bench]
fn preview_of_one(bencher: Bencher) {
    let batch = &*BATCH;
    let content = &batch.certificates[0].content;
    let pictures = Pictures::new();
    bencher.bench_local(|| paint(&specimen(content, &pictures)).len());
}

/// 2 000 certificates, a PDF each, drawn but not written. Aim: at most 5 s.
#[divan::bench(sample_count = 2, sample_size = 1)]
fn two_thousand_files(bencher: Bencher) {
    let batch = &*BATCH;
    bencher.bench_local(|| batch.files().map(|file| file.bytes.len()).sum::<usize>());
}
