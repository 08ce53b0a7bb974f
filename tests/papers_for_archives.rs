//! Papers of every layout, in every language, with hard names. They are left in the target folder's `tmp/papers`, where
//! `.ci/run` has veraPDF judge them as PDF/A-2a and PDF/UA-1; here it is seen that what is drawn is tagged whole.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kursliggaren::domain::certificate::CertificateLanguage;
use kursliggaren::domain::certificate::design::{Design, Hue, Layout, Logo};
use kursliggaren::domain::{Attendance, ClassId};
use kursliggaren::i18n::Language;
use kursliggaren::papers;
use kursliggaren::papers::certificates::{Batch, file_name};
use kursliggaren::register::Register;
use kursliggaren::register::design::digest;
use kursliggaren::register::session::Log;
use lopdf::{Document, Object};
use support::*;

const NAMES: [(&str, &str); 24] = [
    ("Åsa", "Öberg"),
    ("Łukasz", "Kowalski"),
    ("Đorđe", "Petrović"),
    ("Şahin", "Yılmaz"),
    ("Жанна", "Őry"),
    ("Ғалия", "Қасымова"),
    ("Γιώργος", "Παπαδόπουλος"),
    ("Nguyễn", "Thị Ánh Tuyết"),
    ("Siân", "O’Connor"),
    ("José María", "Núñez"),
    ("Q\u{303}uim", "A\u{30a}ngstro\u{308}m"),
    ("Jo\u{301}zef\u{331}", "Ė\u{301}mil"),
    ("Ærø", "Þórðarson"),
    ("Anna-Karin Maximiliana", "von Württemberg-Hohenstaufen af Klercker Österberg-Söderström Ek"),
    ("W", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"),
    ("I", "Ö"),
    ("Zoë", "Žižek-Šćepanović"),
    ("Ștefan", "Țurcanu"),
    ("Mária", "Ľubošová"),
    ("Kęstutis", "Žemaitis"),
    ("Fiona", "Offiziell"),
    ("Ali (kallad Alle)", "Al-Haddad"),
    ("<b>Elin</b> & Co", "\"Persson\""),
    ("Tor", "AVATAR To Va"),
];

const LOGO: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40" rx="6" fill="#1E5B4F"/><circle cx="20" cy="20" r="12" fill="#E0A526"/><path d="M44 28L58 10L72 28" stroke="#FFFFFF" stroke-width="4" fill="none"/></svg>"##;
const SHADED: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><defs><linearGradient id="g"><stop offset="0" stop-color="#6E1A17"/><stop offset="1" stop-color="#E0A526"/></linearGradient></defs><rect width="60" height="40" fill="url(#g)"/></svg>"##;

/// Where the papers are left.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).unwrap();

    folder
}

fn class_that_has_completed(register: &mut Register) -> ClassId {
    let plan = register.plan_list(list(register, "SA26A", &NAMES)).unwrap();
    let class = register.import(&plan).unwrap().1.classes[0].0;
    let members = register.class(class).unwrap().members;
    for number in 1..=6 {
        let date = day(&format!("2026-10-{number:02}"));
        let marks = members.iter().map(|member| (member.student, Attendance::Present)).collect();
        let log = Log {
            class,
            number,
            date,
            minutes: None,
            marks,
            note: None,
            replace: false,
            anyway: false,
        };
        register.log_session(&log).unwrap();
    }

    class
}

fn design(layout: Layout, hue: Hue) -> Design {
    let logo = |file: &[u8], name: &str| Logo { picture: digest(file), name: name.into() };

    Design {
        layout,
        hue,
        logos: vec![logo(LOGO, "Region Dalarna"), logo(SHADED, "Högskolan Dalarna")],
        signature: Some(digest(LOGO)),
        signatory_title: "verksamhetsledare".into(),
        ..Design::default()
    }
}

#[test]
fn certificates_of_every_layout_and_language_are_tagged_whole() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_that_has_completed(&mut register);
    let students: Vec<_> = register
        .class(class)
        .unwrap()
        .members
        .iter()
        .map(|member| (member.student, class))
        .collect();
    let mut count = 0;
    for (layout, hue) in Layout::ALL.into_iter().zip(Hue::ALL) {
        let files = [LOGO.to_vec(), SHADED.to_vec()];
        register.edit_design(&design(layout, hue), "Åsa Berg", "Borlänge", &files).unwrap();
        for language in CertificateLanguage::ALL {
            let (_, issued) =
                register.issue_certificates(Some(class), &students, language).unwrap();
            let certificates =
                issued.into_iter().map(|id| register.certificate(id).unwrap()).collect();
            let batch = Batch::gather(&register, certificates).unwrap();
            for (certificate, file) in batch.certificates.iter().zip(batch.files()) {
                assert_tagged_whole(&Document::load_mem(&file.bytes).unwrap(), &file.name);
                assert_eq!(file.name, file_name(certificate));
                std::fs::write(folder().join(file.name), file.bytes).unwrap();
                count += 1;
            }
            let all = Document::load_mem(&batch.pdf()).unwrap();
            assert_tagged_whole(&all, "a batch");
            std::fs::write(
                folder().join(format!("batch-{layout:?}-{language:?}.pdf")),
                batch.pdf(),
            )
            .unwrap();
        }
    }
    assert!(count >= 200, "{count}");
    let first = register.ledger().unwrap().pop().unwrap();
    register.revoke_certificate(first.id, "fel namn").unwrap();
    let revoked = Batch::gather(&register, vec![register.certificate(first.id).unwrap()]).unwrap();
    std::fs::write(folder().join("revoked.pdf"), revoked.pdf()).unwrap();
}

#[test]
fn lists_to_sign_are_tagged_whole() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_that_has_completed(&mut register);
    let first = register.class(class).unwrap().sessions[0].id;
    for language in Language::ALL {
        for only in [None, Some(first)] {
            let bytes = papers::roster_of(&register, language, class, only).unwrap().bytes;
            let what = format!("roster-{}-{}.pdf", language.code(), only.is_some());
            assert_tagged_whole(&Document::load_mem(&bytes).unwrap(), &what);
            std::fs::write(folder().join(what), bytes).unwrap();
        }
    }
}

/// Everything that is drawn is either decoration or part of exactly one element of the structure tree.
fn assert_tagged_whole(file: &Document, what: &str) {
    let catalog = file.catalog().unwrap();
    let dictionary = |id| file.get_dictionary(id).unwrap();
    let tree = dictionary(catalog.get(b"StructTreeRoot").unwrap().as_reference().unwrap());
    let parents = dictionary(tree.get(b"ParentTree").unwrap().as_reference().unwrap());
    let parents = parents.get(b"Nums").unwrap().as_array().unwrap();
    for (index, page) in file.page_iter().enumerate() {
        let owners = parents[2 * index + 1].as_reference().unwrap();
        let owners = file.get_object(owners).unwrap().as_array().unwrap();
        let content = file.get_page_content(page);
        let content = lopdf::content::Content::decode(&content).unwrap();
        let mut marked = BTreeSet::new();
        let mut depth = 0;
        for operation in content.operations {
            match operation.operator.as_str() {
                "BMC" => depth += 1,
                "BDC" => {
                    depth += 1;
                    let mark = operation.operands[1].as_dict().unwrap().get(b"MCID").unwrap();
                    assert!(marked.insert(mark.as_i64().unwrap()), "{what}: marked twice");
                }
                "EMC" => depth -= 1,
                "Tj" | "TJ" | "Do" | "f" | "S" | "b" => {
                    assert_eq!(depth, 1, "{what}: {} is not marked", operation.operator);
                }
                _ => {}
            }
        }
        assert_eq!(marked.len(), owners.len(), "{what}: page {index}");
        for (mark, owner) in owners.iter().enumerate() {
            assert!(names_mark(dictionary(owner.as_reference().unwrap()), mark), "{what}: {mark}");
        }
    }
}

fn names_mark(element: &lopdf::Dictionary, mark: usize) -> bool {
    let is_mark = |child: &Object| child.as_i64().is_ok_and(|found| found == mark as i64);
    match element.get(b"K").unwrap() {
        Object::Array(children) => children.iter().any(is_mark),
        child => is_mark(child),
    }
}
