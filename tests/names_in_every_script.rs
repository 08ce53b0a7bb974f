//! A student gets a certificate with their own name on it, in whatever script it is written.

#[path = "support/program.rs"]
mod program;
mod support;

use std::collections::HashMap;
use std::path::PathBuf;

use kursliggaren::papers::certificates::Batch;
use kursliggaren::print::Item;
use kursliggaren::print::font::{self, Unusable};
use lopdf::{Document, Object};
use program::Program;
use support::*;

/// Names whose letters the program has itself.
const OWN: [(&str, &str); 7] = [
    ("أحمد", "محمود"),
    ("گلناز", "چراغی"),
    ("נועה", "לוי"),
    ("Layla ليلى", "Svensson"),
    ("آلاء", "شَيْماء"),
    ("שָׂרָה", "בן־דוד"),
    ("ئاڤان", "عومەر"),
];

/// Names with the font that has their letters.
const OTHERS: [(&str, &str, &str); 3] =
    [("han.otf", "田中", "彩"), ("thai.ttf", "ศรีสุข", "สมชาย"), ("devanagari.ttf", "शर्मा", "अनिता")];

fn font_file(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "fonts", name].iter().collect()
}

/// The letters of a file as a reader gathers them, without spaces: glyph by glyph, or as the file says where glyphs don't
/// tell, and turned around where they are read leftwards.
fn read(file: &Document) -> String {
    let mut read = String::new();
    for page in file.page_iter() {
        let maps = maps_of_fonts(file, page);
        let content = lopdf::content::Content::decode(&file.get_page_content(page)).unwrap();
        let (mut font, mut block, mut told) = (Vec::new(), Vec::new(), Vec::new());
        for operation in content.operations {
            match operation.operator.as_str() {
                "BDC" | "BMC" => {
                    let properties = operation.operands.get(1).and_then(|one| one.as_dict().ok());
                    let text = properties.and_then(|one| one.get(b"ActualText").ok());
                    told.push(text.is_some());
                    block.extend(text.map(|text| utf16(&text.as_str().unwrap()[2..])));
                }
                "EMC" => drop(told.pop()),
                "Tf" => font = operation.operands[0].as_name().unwrap().to_vec(),
                "TJ" if !told.contains(&true) => {
                    for part in operation.operands[0].as_array().unwrap() {
                        if let Object::String(numbers, _) = part {
                            let letters =
                                numbers.chunks(2).map(|number| maps[&font][number].clone());
                            block.extend(letters);
                        }
                    }
                }
                "ET" => {
                    let leftwards =
                        |one: &String| one.chars().any(|c| ('\u{590}'..'\u{900}').contains(&c));
                    if block.iter().any(leftwards) {
                        block.reverse();
                    }
                    read.push_str(&block.concat());
                    block.clear();
                }
                _ => {}
            }
        }
    }

    read.split_whitespace().collect()
}

type Maps = HashMap<Vec<u8>, HashMap<Vec<u8>, String>>;

/// Which letters the glyphs of a page's fonts stand for (`ToUnicode`).
fn maps_of_fonts(file: &Document, page: lopdf::ObjectId) -> Maps {
    let fonts = file.get_page_fonts(page).unwrap();
    let bytes = |hex: &str| -> Vec<u8> {
        let hex = hex.trim_matches(['<', '>']);
        (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
            .collect()
    };

    fonts
        .into_iter()
        .map(|(name, font)| {
            let map =
                file.get_object(font.get(b"ToUnicode").unwrap().as_reference().unwrap()).unwrap();
            let map = map.as_stream().unwrap().get_plain_content().unwrap();
            let map = String::from_utf8(map).unwrap();
            let entries = map.lines().filter_map(|line| line.split_once("> <"));
            let letters = entries
                .filter(|(number, _)| number.len() == 5)
                .map(|(number, letters)| (bytes(number), utf16(&bytes(letters))));
            (name, letters.collect())
        })
        .collect()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();

    String::from_utf16(&units).unwrap()
}

fn fonts_embedded(file: &Document) -> Vec<String> {
    let descriptors = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has_type(b"FontDescriptor"));

    descriptors
        .map(|font| {
            assert!(font.has(b"FontFile2") || font.has(b"FontFile3"));
            String::from_utf8(font.get(b"FontName").unwrap().as_name().unwrap().to_vec()).unwrap()
        })
        .collect()
}

#[test]
fn arabic_and_hebrew_names_are_printed_with_the_programs_own_faces() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of(&mut register, &OWN);
    hold_sessions(&mut register, class, 6);
    let students = everyone(&register, class);
    let language = kursliggaren::domain::certificate::CertificateLanguage::Both;
    register.issue_certificates(Some(class), &students, language).unwrap();
    let batch = Batch::gather(&register, register.ledger().unwrap(), None).unwrap();

    for (certificate, file) in batch.certificates.iter().zip(batch.files()) {
        let name = &certificate.content.student;
        let pdf = Document::load_mem(&file.bytes).unwrap();
        let text = read(&pdf);
        assert!(text.contains(&name.replace(' ', "")), "{name}: {text}");
        let fonts = fonts_embedded(&pdf);
        assert!(fonts.iter().any(|font| font.contains("Noto")), "{name}: {fonts:?}");
        let on_screen = batch.page(certificate);
        let shown = on_screen.items.iter().any(|placed| match &placed.item {
            Item::Text(text) => {
                text.line.text == *name && text.line.pieces.iter().any(|piece| piece.leftwards)
            }
            _ => false,
        });
        assert!(shown, "{name} stands in one line of the preview");
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("arabic-and-hebrew.pdf"), batch.pdf()).unwrap();
}

#[test]
fn other_names_are_printed_with_a_font_that_is_named() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).unwrap();
    for (file, family, given) in OTHERS {
        let program = Program::new();
        program.json(&["new", "--from", "2026-07-01"]);
        let list =
            program.file("list.csv", format!("Efternamn;Förnamn;Klass\n{family};{given};SA26A\n"));
        program.json(&["import", &list, "--school", "73046137"]);
        for number in 1..=6 {
            program.log(number);
        }
        let named = font_file(file).display().to_string();
        let printed = program.json(&["certificates", "--all", "--out", "intyg", "--font", &named]);
        assert_eq!(printed["issued"].as_array().unwrap().len(), 1, "{file}: {printed}");
        let path = printed["issued"][0]["file"].as_str().unwrap();
        let pdf = std::fs::read(program.path(path)).unwrap();
        std::fs::write(folder.join(format!("{file}.pdf")), &pdf).unwrap();
        let pdf = Document::load_mem(&pdf).unwrap();
        let fonts = fonts_embedded(&pdf);
        assert!(fonts.iter().any(|font| font.contains("Noto")), "{file}: {fonts:?}");
        let text = read(&pdf);
        assert!(text.contains(&format!("{given}{family}")), "{file}: {text}");
    }
}

/// The font as it is, with other permissions in its table OS/2 (`fsType`).
fn with_permissions(file: &str, permissions: u16) -> Vec<u8> {
    let mut bytes = std::fs::read(font_file(file)).unwrap();
    let tables = usize::from(u16::from_be_bytes([bytes[4], bytes[5]]));
    let record = (0..tables).map(|table| 12 + 16 * table).find(|at| &bytes[*at..at + 4] == b"OS/2");
    let at = record.unwrap() + 8;
    let start = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    bytes[start + 8..start + 10].copy_from_slice(&permissions.to_be_bytes());

    bytes
}

#[test]
fn a_font_is_used_only_where_its_maker_lets_it_be_embedded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("font.ttf");
    let check = |permissions| {
        std::fs::write(&path, with_permissions("thai.ttf", permissions)).unwrap();
        font::check(&path)
    };

    // Installable; preview and print; editable.
    for allowed in [0, 4, 8] {
        assert_eq!(check(allowed), Ok(()), "{allowed}");
    }
    // Restricted; not in part; pictures of it only; what means nothing.
    for refused in [2, 0x100, 0x104, 0x200, 6] {
        assert_eq!(check(refused), Err(Unusable::NotAllowed), "{refused:#x}");
    }
    std::fs::write(&path, "Efternamn;Förnamn\n").unwrap();
    assert_eq!(font::check(&path), Err(Unusable::NotAFont));
    assert_eq!(font::check(folder.path()), Err(Unusable::NotAFont));
    assert_eq!(font::check(&folder.path().join("ingen.ttf")), Err(Unusable::Unreadable));
}

#[test]
fn a_font_that_cannot_be_used_is_told_before_anything_is_done() {
    let program = Program::new();
    program.json(&["new"]);
    let file = program.file("anteckningar.ttf", "inget typsnitt");

    let said = program.refused(&["certificates", "--all", "--out", "intyg", "--font", &file]);
    assert!(
        said.contains("anteckningar.ttf") && said.contains("inget typsnitt som kan tryckas"),
        "{said}"
    );
    assert!(!program.path("intyg").exists());
    let said = program.refused(&["check", "--font", "borta.otf"]);
    assert!(said.contains("borta.otf") && said.contains("går inte att läsa"), "{said}");
}

#[test]
fn a_name_that_no_font_has_is_told_before_it_is_issued_and_when_it_is_printed_again() {
    let program = Program::new();
    program.json(&["new", "--from", "2026-07-01"]);
    let list = program.file("list.csv", "Efternamn;Förnamn;Klass\nÖberg;Elin \u{378};SA26A\n");
    program.json(&["import", &list, "--school", "73046137"]);
    for number in 1..=6 {
        program.log(number);
    }

    let plain = program.done(&["certificates", "--all", "--out", "intyg"]);
    assert!(plain.contains("bokstäver som inget typsnitt här har: \u{378}"), "{plain}");
    assert!(plain.contains("--font FIL"), "{plain}");
    let would = program.json(&["certificates", "--all", "--out", "intyg", "--dry-run"]);
    assert_eq!(would["skipped"][0]["code"], "letters");
}
