//! Certificates in the window: how they look is decided, they are printed from what is seen, checked, and kept true.

mod support;
#[path = "support/window.rs"]
mod window;

use iced::keyboard::{Modifiers, key::Named};
use kursliggaren::domain::certificate::{CertificateKind, CertificateLanguage};
use kursliggaren::domain::{Attendance, ClassId, Protection};
use kursliggaren::i18n::Language;
use kursliggaren::papers::certificates::Batch;
use kursliggaren::register::Register;
use support::*;
use window::Window;

const NAMES: [(&str, &str); 3] = [("Elin", "Öberg"), ("Amir", "Haddad"), ("Åsa", "Lind")];

/// A class of three; the first so many sessions are held with everyone there.
fn class_with(register: &mut Register, sessions: u16) -> ClassId {
    let class = class_of(register, &NAMES);
    hold_sessions(register, class, sessions);

    class
}

fn find(window: &mut Window, words: &str) {
    window.command("k");
    window.write(words);
    window.press(Named::Enter);
}

#[test]
fn what_is_decided_holds_for_new_certificates_and_leaves_old_ones_as_they_were() {
    for language in Language::ALL {
        let desk = Desk::new();
        let mut register = desk.create();
        let class = class_with(&mut register, 6);
        let students = everyone(&register, class);
        register
            .issue_certificates(Some(class), &students[..1], CertificateLanguage::Swedish)
            .unwrap();
        let before = register.ledger().unwrap()[0].content.clone();
        drop(register);

        let mut window = Window::open(&desk, language);
        find(&mut window, word(language, "installningar", "settings"));
        window.click_last(word(language, "Intyg", "Certificates"));
        window.click(word(language, "Stående", "Portrait"));
        window.click(word(language, "Grangrön", "Spruce green"));
        window.press_with(Modifiers::COMMAND, Named::Enter);
        window.command("6");
        window.click(word(language, "Utfärda …", "Issue …"));
        window.press(Named::Enter);
        window.close();

        let ledger = reopened(&desk).ledger().unwrap();
        assert_eq!(ledger.len(), 3);
        assert_eq!(ledger[2].content, before, "what was issued is frozen");
        assert_ne!(ledger[0].content.look.layout, before.look.layout);
        assert_eq!(reopened(&desk).check().unwrap().problems, []);
    }
}

#[test]
fn a_text_that_cant_be_filled_in_is_told_and_not_saved() {
    let desk = Desk::new();
    drop(desk.create());
    let mut window = Window::open(&desk, Language::Swedish);
    find(&mut window, "installningar");
    window.click_last("Intyg");
    for _ in 0..8 {
        window.press(Named::Tab);
    }
    window.write("{betyg}");
    window.press_with(Modifiers::COMMAND, Named::Enter);

    assert!(window.shows_part("Det finns inget som heter"));
    window.close();
    let design = reopened(&desk).design().unwrap();
    assert!(design.wordings.is_empty());
}

#[test]
fn a_protected_students_certificate_has_a_name_that_is_stored_nowhere() {
    for language in Language::ALL {
        let desk = Desk::new();
        let mut register = desk.create();
        let class = class_with(&mut register, 6);
        let student = student_named(&register, class, "Elin Öberg");
        register.protect_student(student, Protection::Confidential, "Elev 17").unwrap();
        drop(register);

        let mut window = Window::open(&desk, language);
        find(&mut window, "elev 17");
        window.click(word(
            language,
            "Utfärda deltagarintyg …",
            "Issue a certificate of participation …",
        ));
        window.write("Xanthippa Qvist");
        assert!(window.shows(word(language, "Utfärda ett intyg", "Issue one certificate")));
        window.press(Named::Enter);
        window.close();

        let register = reopened(&desk);
        let certificate = register.ledger().unwrap().remove(0);
        assert_eq!(certificate.content.student, "Elev 17");
        let batch = Batch::gather(&register, vec![certificate], None).unwrap();
        let file = batch.file_name(&batch.certificates[0]);
        let saved = std::fs::read(desk.installation.documents.join(file)).unwrap();
        let page = lopdf::Document::load_mem(&saved).unwrap().extract_text(&[1]).unwrap();
        assert!(page.contains("Xanthippa Qvist"), "{page}");
        let code = kursliggaren::seal::read::file(&saved).unwrap().remove(0);
        assert!(format!("{:?}", register.check_code(&code).unwrap()).contains("Elev 17"));
        drop(register);
        for entry in walk(desk.folder.path()) {
            let bytes = std::fs::read(&entry).unwrap();
            if bytes != saved {
                assert!(!bytes.windows(9).any(|part| part == b"Xanthippa"), "{}", entry.display());
            }
        }
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(walk(&path)),
            false => files.push(path),
        }
    }

    files
}

#[test]
fn hours_are_certified_before_the_line_is_reached() {
    let desk = Desk::new();
    let mut register = desk.create();
    class_with(&mut register, 2);
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    find(&mut window, "amir");
    window.click("Utfärda närvarointyg …");
    window.press(Named::Enter);
    window.close();

    let certificate = reopened(&desk).ledger().unwrap().remove(0);
    assert_eq!(certificate.content.kind, CertificateKind::Attendance);
    assert_eq!(certificate.content.attended.0, 180);
}

#[test]
fn a_code_is_checked_in_the_window() {
    for language in Language::ALL {
        let desk = Desk::new();
        let mut register = desk.create();
        let class = class_with(&mut register, 6);
        let student = student_named(&register, class, "Elin Öberg");
        let students = [(student, class)];
        register.issue_certificates(Some(class), &students, CertificateLanguage::Swedish).unwrap();
        let certificate = register.ledger().unwrap().remove(0);
        register.revoke_certificate(certificate.id, "fel klass").unwrap();
        drop(register);

        let mut window = Window::open(&desk, language);
        find(&mut window, word(language, "Kontrollera intyg", "Verify certificates"));
        window.write(certificate.code.as_deref().unwrap());
        window.press(Named::Enter);
        let serial = certificate.serial.to_string();
        let said = match language {
            Language::Swedish => format!("Nr {serial} är äkta men makulerat"),
            Language::English => format!("No. {serial} is genuine but was revoked"),
        };
        assert!(window.shows_part(&said));
        assert!(window.shows("fel klass"));
        window.close();
    }
}

#[test]
fn a_place_that_cant_be_written_costs_no_number_and_the_ledger_stays_true() {
    let desk = Desk::new();
    let mut register = desk.create();
    class_with(&mut register, 6);
    drop(register);
    let blocked = desk.installation.documents.join("intyg Lugnetgymnasiet SA26A");
    std::fs::write(blocked, "i vägen").unwrap();
    let mut window = Window::open(&desk, Language::Swedish);
    window.command("6");
    window.press(Named::ArrowDown);
    window.press_with(Modifiers::COMMAND, Named::Enter);
    window.click("En fil per elev");
    window.press(Named::Enter);

    assert!(window.shows_part("Det som hann utfärdas står i liggaren"));
    assert_eq!(reopened(&desk).ledger().unwrap(), []);
    window.close();
}

#[test]
fn a_paper_list_is_found_by_its_code_and_keyed_in() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_with(&mut register, 1);
    let second = register.class(class).unwrap().sessions[1].id;
    let code = register.session_codes(class).unwrap()[&second].to_string();
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    find(&mut window, &code.to_lowercase());
    window.press_with(Modifiers::COMMAND, Named::Enter);
    window.close();

    let held = reopened(&desk).class(class).unwrap().row.held;
    assert_eq!(held, 2, "the second session is logged");
}

#[test]
fn a_certificate_whose_ground_has_changed_is_something_to_do() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_with(&mut register, 6);
    let student = student_named(&register, class, "Elin Öberg");
    register
        .issue_certificates(Some(class), &[(student, class)], CertificateLanguage::Swedish)
        .unwrap();
    let todo = |register: &Register| {
        register.todo(&register.find_course(None).unwrap()).unwrap().outdated_certificates
    };
    assert_eq!(todo(&register), 0);
    let session = register.class(class).unwrap().sessions[0].id;

    register.set_mark(session, student, Some(Attendance::Unexcused)).unwrap();

    assert_eq!(todo(&register), 1);
    let certificate = register.ledger().unwrap().remove(0);
    assert!(
        certificate.outdated.is_some() && certificate.is_valid(),
        "nothing is revoked by itself"
    );
}

#[test]
fn a_whole_school_is_printed_at_once() {
    let desk = Desk::new();
    let mut register = desk.create();
    class_with(&mut register, 6);
    drop(register);
    let mut window = Window::open(&desk, Language::Swedish);
    window.command("k");
    window.write("lugnetgymnasiet");
    // The class of the school comes first.
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    window.click_last("Intyg");
    assert!(window.shows_part("1 av 3"));
    window.press(Named::Enter);
    window.close();

    assert_eq!(reopened(&desk).ledger().unwrap().len(), 3);
}
