//! Codes on certificates: found in a PDF, in a picture, in what is pasted; and what is said of them.

mod support;

use kursliggaren::domain::certificate::{CertificateKind, CertificateLanguage};
use kursliggaren::domain::{Minutes, Protection};
use kursliggaren::messages::verify::{code, status};
use kursliggaren::papers::certificates::Batch;
use kursliggaren::register::Register;
use kursliggaren::register::signing::Checked;
use kursliggaren::seal::read::{self, NoCode};
use kursliggaren::seal::squares::Modules;
use kursliggaren::seal::{self, Broken, Claim, SecretKey};
use lopdf::dictionary;
use rayon::prelude::*;
use support::*;

fn certificates(register: &mut Register) -> Batch {
    let class = class_of(register, &[("Åsa", "Öberg"), ("Elin", "Persson"), ("Amir", "Haddad")]);
    hold_sessions(register, class, 6);
    let students = everyone(register, class);
    register.issue_certificates(Some(class), &students, CertificateLanguage::Swedish).unwrap();
    let ledger = register.ledger().unwrap();

    Batch::gather(register, ledger, None).unwrap()
}

/// What a scanner or a camera makes of a code: 150 dpi, not quite on the pixels, blurred, with noise.
fn photograph(code: &str, module: f32, seed: u64) -> image::DynamicImage {
    let modules = Modules::of(code).unwrap();
    let quiet = 4.0;
    let pixels_in_module = module / 25.4 * 150.0;
    let side = ((modules.side as f32 + 2.0 * quiet) * pixels_in_module).ceil() as u32;
    let shift = (seed % 97) as f32 / 97.0;
    let is_dark = |x: f32, y: f32| {
        let (column, row) = (x / pixels_in_module - quiet, y / pixels_in_module - quiet);
        if column < 0.0 || row < 0.0 {
            return false;
        }
        let (column, row) = (column as usize, row as usize);
        column < modules.side && row < modules.side && modules.dark[row * modules.side + column]
    };
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut noise = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1 << 24) as f32 - 0.5
    };
    let sharp = image::GrayImage::from_fn(side, side, |x, y| {
        let mut dark = 0.0;
        for part in 0..16 {
            let (across, down) = ((part % 4) as f32 / 4.0, (part / 4) as f32 / 4.0);
            dark += f32::from(is_dark(x as f32 + across + shift, y as f32 + down + shift)) / 16.0;
        }
        let light = 235.0 - 200.0 * dark + 80.0 * noise();
        image::Luma([light.clamp(0.0, 255.0) as u8])
    });

    image::imageops::blur(&sharp, 0.5).into()
}

#[test]
fn every_code_of_a_batch_is_read_from_a_noisy_picture() {
    let key = SecretKey::from_bytes(&[5; 32]);
    let names =
        ["Åsa Öberg", "Łukasz Kowalski-Nowak", "Жанна Őry", "Nguyễn Thị Ánh Tuyết", "Li Ek"];
    (1..=2_000_usize).into_par_iter().for_each(|number| {
        let claim = Claim {
            serial: format!("2026-KA-{number:04}").parse().unwrap(),
            kind: CertificateKind::Participation,
            name: names[number % names.len()].to_owned(),
            course: "Socialt entreprenörskap".into(),
            attended: Minutes(540),
            planned: Minutes(540),
            issued_on: day("2026-11-23"),
            issuer: "Socialt entreprenörskap i Dalarna".into(),
        };
        let code = seal::seal(&claim, &key).unwrap();
        let modules = Modules::of(&code).unwrap();
        let module = 32.0 / (modules.side as f32 + 8.0);

        let found = read::in_pixels(&photograph(&code, module.min(0.55), number as u64));

        assert!(module >= 0.4);
        assert_eq!(found, [code], "{number}");
    });
}

#[test]
fn a_pdf_a_picture_and_a_pasted_text_give_the_same_codes() {
    let desk = Desk::new();
    let mut register = desk.create();
    let batch = certificates(&mut register);
    let codes: Vec<String> =
        batch.certificates.iter().filter_map(|certificate| certificate.code.clone()).collect();

    assert_eq!(read::file(&batch.pdf()), Ok(codes.clone()));
    assert_eq!(read::file(codes.join("\n").as_bytes()), Ok(codes.clone()));
    let mut png = Vec::new();
    let photograph = photograph(&codes[0], 0.5, 1);
    photograph.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    assert_eq!(read::file(&png), Ok(vec![codes[0].clone()]));
    assert_eq!(read::file(b"%PDF-1.7 broken"), Err(NoCode::Unreadable));
    assert_eq!(read::file(b"hello"), Err(NoCode::Unreadable));
    let mut blank = Vec::new();
    let empty = image::GrayImage::from_pixel(200, 200, image::Luma([255]));
    empty.write_to(&mut std::io::Cursor::new(&mut blank), image::ImageFormat::Png).unwrap();
    assert_eq!(read::file(&blank), Err(NoCode::None));
}

#[test]
fn a_scanned_pdf_is_read_from_its_picture() {
    let desk = Desk::new();
    let mut register = desk.create();
    let batch = certificates(&mut register);
    let code = batch.certificates[0].code.clone().unwrap();
    let grey = photograph(&code, 0.5, 3).to_luma8();
    let mut file = lopdf::Document::with_version("1.4");
    let picture = file.add_object(lopdf::Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(grey.width()),
            "Height" => i64::from(grey.height()), "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        },
        grey.into_raw(),
    ));
    let pages = file.new_object_id();
    let page = file.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages,
        "Resources" => dictionary! { "XObject" => dictionary! { "I" => picture } },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    file.objects.insert(pages, kids.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    file.trailer.set("Root", catalog);
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();

    assert_eq!(read::file(&bytes), Ok(vec![code]));
}

#[test]
fn what_has_become_of_a_certificate_is_said() {
    let desk = Desk::new();
    let mut register = desk.create();
    let batch = certificates(&mut register);
    let [third, second, first] = &batch.certificates[..] else { panic!() };
    let code_of = |index: usize| batch.certificates[index].code.clone().unwrap();
    register.revoke_certificate(first.id, "fel klass").unwrap();
    register.reissue_certificate(second.id).unwrap();

    let check = |text: &str| register.check_code(text).unwrap();
    assert_eq!(status(&check(&code_of(0))), "valid");
    assert_eq!(status(&check(&code_of(1))), "replaced");
    assert_eq!(status(&check(&code_of(2))), "revoked");
    let Checked::Signed { claim, .. } = check(&code_of(0)) else { panic!() };
    assert_eq!((claim.name, claim.serial), (third.content.student.clone(), third.serial.clone()));
    let changed = code_of(0).replace("KL1:", "KL1:0");
    assert!(matches!(check(&changed), Checked::Broken(_)));
    let stranger = Desk::new().create();
    assert_eq!(stranger.check_code(&code_of(0)).unwrap(), Checked::Broken(Broken::UnknownKey));
    let published = register.public_key().unwrap();
    assert_eq!(code(&Checked::with_key(&code_of(0), published)), "genuine");
}

#[test]
fn a_replaced_key_still_checks_and_no_longer_signs() {
    let desk = Desk::new();
    let mut register = desk.create();
    let batch = certificates(&mut register);
    let old = register.public_key().unwrap();

    let new = register.replace_key().unwrap();

    assert_ne!(old, new);
    assert_eq!(register.public_keys().unwrap().len(), 2);
    let first = batch.certificates[0].code.clone().unwrap();
    assert_eq!(status(&register.check_code(&first).unwrap()), "valid");
    let (_, reissued) = register.reissue_certificate(batch.certificates[0].id).unwrap();
    let code = register.certificate(reissued).unwrap().code.unwrap();
    assert!(seal::open(&code, &[new]).is_ok());
    assert_eq!(seal::open(&code, &[old]), Err(Broken::UnknownKey));
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn the_secret_key_is_in_the_register_and_its_backups_and_nowhere_in_the_journal() {
    let desk = Desk::new();
    let mut register = desk.create();
    certificates(&mut register);
    let backup = register.back_up().unwrap();
    drop(register);
    let connection = rusqlite::Connection::open(desk.path()).unwrap();
    let secret: Vec<u8> = connection
        .query_row("SELECT secret FROM signing_key WHERE secret IS NOT NULL", [], |row| row.get(0))
        .unwrap();
    let kept: i64 = rusqlite::Connection::open(&backup)
        .unwrap()
        .query_row("SELECT count(*) FROM signing_key WHERE secret = ?1", [&secret], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(kept, 1);
    let hexadecimal: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let in_journal: i64 = connection
        .query_row(
            "SELECT count(*) FROM op WHERE instr(lower(hex(CAST(value AS BLOB))), ?1)
                OR instr(lower(CAST(value AS TEXT)), ?1)",
            [&hexadecimal],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(in_journal, 0);
}

#[test]
fn an_erased_name_is_gone_from_the_code_too() {
    let desk = Desk::new();
    let mut register = desk.create();
    let batch = certificates(&mut register);
    let certificate = batch.certificates[0].clone();

    register.protect_student(certificate.student, Protection::Confidential, "Elev 17").unwrap();

    let now = register.certificate(certificate.id).unwrap();
    let Checked::Signed { claim, .. } = register.check_code(&now.code.unwrap()).unwrap() else {
        panic!()
    };
    assert_eq!(claim.name, "Elev 17");
    assert_eq!(register.check().unwrap().problems, []);
    // The paper with the name on it still holds.
    let old = certificate.code.unwrap();
    assert_eq!(status(&register.check_code(&old).unwrap()), "valid");
    drop(register);
    let bytes = std::fs::read(desk.path()).unwrap();
    assert!(!bytes.windows(old.len()).any(|window| window == old.as_bytes()));
}

#[test]
fn a_restored_register_goes_on_with_the_newest_key_and_checks_what_was_signed_before() {
    let desk = Desk::new();
    let mut register = desk.create();
    let batch = certificates(&mut register);
    let backup = register.back_up().unwrap();
    let newest = register.replace_key().unwrap();
    let (_, reissued) = register.reissue_certificate(batch.certificates[0].id).unwrap();
    let newer = register.certificate(reissued).unwrap().code.unwrap();
    drop(register);

    kursliggaren::register::restore::restore(&desk.path(), &backup, &desk.installation, desk.clock)
        .unwrap();

    let register = desk.open();
    assert_eq!(register.public_key().unwrap(), newest);
    assert_eq!(status(&register.check_code(&newer).unwrap()), "valid");
    let older = batch.certificates[1].code.clone().unwrap();
    assert_eq!(status(&register.check_code(&older).unwrap()), "valid");
    assert_eq!(register.check().unwrap().problems, []);
}

/// A code with a number that was given, signed by somebody who has the key.
#[test]
fn a_known_number_with_other_content_is_not_valid() {
    let desk = Desk::new();
    let mut register = desk.create();
    let certificate = certificates(&mut register).certificates[0].clone();
    let secret: [u8; 32] = rusqlite::Connection::open(desk.path())
        .unwrap()
        .query_row("SELECT secret FROM signing_key WHERE secret IS NOT NULL", [], |row| row.get(0))
        .unwrap();
    let key = seal::SecretKey::from_bytes(&secret);
    let code = certificate.code.clone().unwrap();
    let claim = seal::open(&code, &[key.public()]).unwrap();
    let others = [
        seal::Claim { name: "Någon Annan".into(), ..claim.clone() },
        seal::Claim { attended: kursliggaren::domain::Minutes(999), ..claim.clone() },
        seal::Claim { issued_on: day("2026-01-01"), ..claim.clone() },
    ];

    for replaced in [false, true] {
        if replaced {
            register.replace_key().unwrap();
        }
        for forged in &others {
            let checked = register.check_code(&seal::seal(forged, &key).unwrap()).unwrap();
            assert_eq!(status(&checked), "differs", "{forged:?}");
        }
        assert_eq!(status(&register.check_code(&code).unwrap()), "valid");
    }
}
