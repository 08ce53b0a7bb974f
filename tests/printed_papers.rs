//! Printed papers are read back: pages, embedded fonts, and the names as text.

mod support;

use kursliggaren::domain::certificate::CertificateLanguage;
use kursliggaren::i18n::Language;
use kursliggaren::papers;
use kursliggaren::papers::certificates::Batch;
use kursliggaren::register::Register;
use lopdf::{Document, Object};
use support::*;

const HARD_NAMES: [(&str, &str); 5] = [
    ("Łukasz", "Kowalski"),
    ("Đorđe", "Petrović"),
    ("Şahin", "Yılmaz"),
    ("Жанна", "Őry"),
    ("Anna-Karin Åsa Ängla Örtegren", "von Essen af Långbacka-Österström El Haddad Nguyễn Wijk"),
];

/// A class in which everyone has completed, with its certificates issued.
fn completed(language: CertificateLanguage) -> (Desk, Register, kursliggaren::domain::ClassId) {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of(&mut register, &HARD_NAMES);
    hold_sessions(&mut register, class, 6);
    let students = everyone(&register, class);
    register.issue_certificates(Some(class), &students, language).unwrap();

    (desk, register, class)
}

fn ledger_pdf(register: &Register) -> Vec<u8> {
    Batch::gather(register, register.ledger().unwrap(), None).unwrap().pdf()
}

fn text(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().into_keys().collect();

    document.extract_text(&pages).unwrap()
}

/// Fonts without an embedded font file.
fn fonts_not_embedded(document: &Document) -> usize {
    document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has_type(b"FontDescriptor"))
        .filter(|dictionary| {
            [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
                .iter()
                .all(|key| !matches!(dictionary.get(key), Ok(Object::Reference(_))))
        })
        .count()
}

#[test]
fn certificates_hold_every_name_as_text_and_embed_their_fonts() {
    for (language, heading) in [
        (CertificateLanguage::Swedish, "Deltagarintyg"),
        (CertificateLanguage::English, "Certificate of Participation"),
        (CertificateLanguage::Both, "Certificate of Participation"),
    ] {
        let (_desk, register, _) = completed(language);
        let bytes = ledger_pdf(&register);
        let document = Document::load_mem(&bytes).unwrap();
        // A long name stands in two lines.
        let text = text(&document).split_whitespace().collect::<Vec<_>>().join(" ");

        assert_eq!(document.get_pages().len(), HARD_NAMES.len());
        assert_eq!(fonts_not_embedded(&document), 0);
        assert!(text.contains(heading), "{text}");
        for (given, family) in HARD_NAMES {
            assert!(text.contains(&format!("{given} {family}")), "{given} {family}\n{text}");
        }
    }
}

#[test]
fn printing_again_gives_the_same_pages_whatever_has_changed_since() {
    let (_desk, mut register, class) = completed(CertificateLanguage::Swedish);
    let before = ledger_pdf(&register);
    let student = student_named(&register, class, "Łukasz Kowalski");
    let mut details = register.student(student).unwrap().details;
    details.family = "Nowak".into();
    register.edit_student(student, &details).unwrap();
    let again = ledger_pdf(&register);

    assert!(again == before, "not a byte differs");
    let outdated = register.ledger().unwrap().into_iter().find(|c| c.outdated.is_some()).unwrap();
    let (_, new) = register.reissue_certificate(outdated.id).unwrap();
    let reissued = register.certificate(new).unwrap();
    assert_eq!(reissued.content.student, "Łukasz Nowak");
    assert_eq!(reissued.content.replaces, Some(outdated.serial.to_string()));
    assert!(!register.certificate(outdated.id).unwrap().is_valid());
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn the_attendance_list_names_everyone_but_protected_students() {
    let (_desk, mut register, class) = completed(CertificateLanguage::Swedish);
    let student = student_named(&register, class, "Đorđe Petrović");
    register.protect_student(student, kursliggaren::domain::Protection::Confidential, "").unwrap();
    let detail = register.class(class).unwrap();
    let (pages, bytes) = papers::roster(
        Language::Swedish,
        &register.programme().unwrap(),
        &detail,
        &register.session_codes(class).unwrap(),
        None,
        register.today(),
    );
    let document = Document::load_mem(&bytes).unwrap();
    let text = text(&document);

    assert_eq!(document.get_pages().len(), pages);
    assert!(text.contains("Łukasz Kowalski"));
    assert!(!text.contains("Petrović") && !text.contains("Elev 1"), "{text}");
}
