//! Erasing personal data: names are nowhere any more, totals are as they were, and nothing brings a name back.

#[path = "support/program.rs"]
mod program;
mod support;
#[path = "support/window.rs"]
mod window;

use iced::keyboard::key::Named;
use kursliggaren::domain::erasure::{Certificates, Decision, Whose};
use kursliggaren::domain::figure::Breakdown;
use kursliggaren::domain::{Protection, StudentId};
use kursliggaren::i18n::Language;
use kursliggaren::papers::erasure::record;
use kursliggaren::register::restore::restore;
use kursliggaren::register::session::Log;
use kursliggaren::register::student::{Particular, StudentDetails};
use kursliggaren::register::{Error, Refusal, Register};
use program::Program;
use support::*;
use window::Window;

fn decision() -> Decision {
    Decision { reference: "Dnr 2026/114".to_owned(), day: day("2026-11-20") }
}

/// Where any of the words stands: in the files of the register's folder and below it.
fn found(desk: &Desk, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![desk.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            let held = words.iter().filter(|word| text.contains(**word));
            found.extend(held.map(|word| format!("{}: {word}", path.display())));
        }
    }

    found
}

fn totals(register: &Register) -> String {
    let course = register.find_course(None).unwrap();

    format!("{:?}", register.progress(&course, None, Some(Breakdown::Sex)).unwrap())
}

const ALL: [&str; 8] = ["Elin", "Öberg", "Amir", "Haddad", "Noah", "Åkesson", "Maja", "Lindqvist"];

#[test]
fn an_erased_student_is_nowhere_by_name_and_the_totals_stay() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let elin = student_named(&register, class, "Elin Öberg");
    let details = StudentDetails {
        email: "elin.o@skola.se".to_owned(),
        birth_date: Some(day("2009-03-04")),
        ..register.student(elin).unwrap().details
    };
    register.edit_student(elin, &details).unwrap();
    let language = register.design().unwrap().language;
    let (_, issued) = register.issue_certificates(None, &[(elin, class)], language).unwrap();
    register.revoke_certificate(issued[0], "Elin hette Öberg").unwrap();
    let before = totals(&register);

    let outlook =
        register.erasure_outlook(Whose::Student(elin), Certificates::BecomeNumbers).unwrap();
    assert_eq!((outlook.goes.students, outlook.goes.certificates, outlook.marks), (1, 1, 6));
    assert_eq!(outlook.goes.texts, 1, "why it was revoked");
    let (_, goes) =
        register.erase(Whose::Student(elin), &decision(), Certificates::BecomeNumbers).unwrap();
    assert_eq!(goes, outlook.goes);

    let words = ["Elin", "Öberg", "elin.o@skola.se", "2009-03-04"];
    assert_eq!(found(&desk, &words), Vec::<String>::new());
    assert_eq!(totals(&register), before);
    let known = register.certificate(issued[0]).unwrap();
    assert!(known.is_number && known.content.student.starts_with("Gallrad"));
    assert_eq!(known.content.attended.0, 540, "what the number stands for is still known");
    assert!(known.content.sessions.is_empty());
    assert_eq!(register.student(elin).unwrap().protection, Protection::Erased);
    assert!(register.check().unwrap().problems.is_empty());
}

#[test]
fn all_entries_of_one_person_are_erased() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let elin = student_named(&register, class, "Elin Öberg");
    let other = StudentDetails {
        given: "Ellinor".into(),
        family: "Oberg".into(),
        email: "ellinor@skola.se".into(),
        ..StudentDetails::default()
    };
    let (_, other) = register.add_student(class, &other, None).unwrap();
    register.join_students(elin, other, &[Particular::Email]).unwrap();
    register.erase(Whose::Student(elin), &decision(), Certificates::BecomeNumbers).unwrap();

    assert_eq!(found(&desk, &["Elin", "Öberg", "Ellinor", "Oberg", "ellinor@"]), [""; 0]);
}

#[test]
fn a_class_is_erased_but_not_who_is_in_a_later_one() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let note = "Maja Lindqvist var ledsen";
    let log = Log {
        class,
        number: 6,
        date: day("2026-10-06"),
        minutes: None,
        marks: Default::default(),
        newcomers: Vec::new(),
        note: Some(note.to_owned()),
        replace: true,
        anyway: false,
    };
    register.log_session(&log).unwrap();
    let later = details(&register, "SA26B");
    let (_, later) = register.add_class(&later).unwrap();
    let amir = student_named(&register, class, "Amir Haddad");
    register.move_students(&[(amir, Some(class))], later, day("2026-11-20")).unwrap();
    let before = totals(&register);

    let outlook = register.erasure_outlook(Whose::Class(class), Certificates::AreKept).unwrap();
    assert_eq!((outlook.goes.students, outlook.elsewhere), (3, 1));
    assert!(outlook.is_ongoing);
    let sum: u32 = outlook.totals.iter().map(|total| total.students).sum();
    assert_eq!(sum, 3);
    register.erase(Whose::Class(class), &decision(), Certificates::AreKept).unwrap();

    let gone = ["Elin", "Öberg", "Noah", "Åkesson", "Maja", "Lindqvist", "ledsen"];
    assert_eq!(found(&desk, &gone), [""; 0]);
    assert_eq!(register.student(amir).unwrap().name(), "Amir Haddad");
    assert_eq!(totals(&register), before);
    assert!(register.check().unwrap().problems.is_empty());
}

#[test]
fn everyone_is_erased_only_when_the_programme_is_over_teachers_too() {
    let desk = Desk::new();
    let mut register = desk.create();
    register.work_as("Karin Lind").unwrap();
    register.work_as("Åsa Berg").unwrap();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let refused = register.erase(Whose::Everyone, &decision(), Certificates::BecomeNumbers);
    assert!(matches!(refused, Err(Error::Refused(Refusal::ProgrammeNotOver(_)))), "{refused:?}");
    let mut programme = register.programme().unwrap();
    programme.period.end = day("2026-11-22");
    register.edit_programme(&programme).unwrap();
    let before = totals(&register);

    register.erase(Whose::Everyone, &decision(), Certificates::BecomeNumbers).unwrap();
    assert_eq!(found(&desk, &ALL), [""; 0]);
    assert_eq!(found(&desk, &["Karin Lind"]), [""; 0], "who worked here before");
    assert!(!found(&desk, &["Åsa Berg"]).is_empty(), "whoever did it stands for it");
    assert_eq!(totals(&register), before);
    assert!(register.check().unwrap().problems.is_empty());
    let again = register.erase(Whose::Everyone, &decision(), Certificates::BecomeNumbers);
    assert!(matches!(again, Err(Error::Refused(Refusal::NothingToErase))), "{again:?}");
}

#[test]
fn certificates_that_must_be_kept_keep_the_name_and_can_be_printed() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let everyone = everyone(&register, class);
    let language = register.design().unwrap().language;
    let (_, issued) = register.issue_certificates(Some(class), &everyone, language).unwrap();
    let before = register.certificate(issued[0]).unwrap();
    register.erase(Whose::Class(class), &decision(), Certificates::AreKept).unwrap();

    let kept = register.certificate(issued[0]).unwrap();
    assert_eq!((kept.content, kept.code), (before.content, before.code));
    assert!(!kept.is_number);
    assert!(register.students().unwrap().iter().all(|row| row.name.starts_with("Gallrad")));
}

#[test]
fn nothing_brings_an_erased_name_back() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let elin = student_named(&register, class, "Elin Öberg");
    let first = register.history(1).unwrap()[0].change;
    register.set_study_path(&[elin], "SA").unwrap();
    register.protect_student(elin, Protection::Confidential, "Solros").unwrap();
    register.erase(Whose::Student(elin), &decision(), Certificates::BecomeNumbers).unwrap();

    assert!(matches!(register.undo(false), Err(Error::Refused(Refusal::NotTakenBack { .. }))));
    register.go_back_before(first + 1).unwrap();
    let detail = register.student(elin).unwrap();
    assert_eq!(detail.protection, Protection::Erased);
    assert_eq!(detail.details.study_path, "", "what is not personal goes back");
    assert!(detail.alias.starts_with("Gallrad"), "{}", detail.alias);
    assert_eq!(found(&desk, &["Solros"]), [""; 0], "an alias may be as good as a name");
    let refused = |answer: Result<_, Error>| {
        assert!(matches!(answer, Err(Error::Refused(Refusal::Erased))), "{answer:?}");
    };
    refused(register.protect_student(elin, Protection::None, ""));
    refused(register.edit_student(elin, &StudentDetails::from_typed_name("Elin Öberg").unwrap()));
    let other = student_named(&register, class, "Maja Lindqvist");
    refused(register.join_students(other, elin, &[]));

    let names = [("Elin", "Öberg"), ("Amir", "Haddad")];
    let plan = register.plan_list(list(&register, "SA26A", &names)).unwrap();
    assert!(plan.rows[0].may_be_protected(), "a later list asks whose name it is");
    assert!(!plan.rows[0].accepted);
}

#[test]
fn an_older_backup_brings_nobody_back_and_is_replaced_by_one_without_names() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let everyone = everyone(&register, class);
    let language = register.design().unwrap().language;
    register.issue_certificates(Some(class), &everyone, language).unwrap();
    let elin = student_named(&register, class, "Elin Öberg");
    let outside = tempfile::tempdir().unwrap();
    let copy = outside.path().join("kopia.db");
    register.back_up_to(&copy).unwrap();
    let kept = register.back_up().unwrap();
    let damaged = kept.with_file_name("20261101T101500Z.damaged");
    std::fs::write(&damaged, "Elin Öberg").unwrap();
    let holders = register.holders(Some(Whose::Student(elin))).unwrap();
    assert_eq!(holders.len(), 2, "told before it is done");
    register.erase(Whose::Student(elin), &decision(), Certificates::BecomeNumbers).unwrap();

    let holders = register.holders(None).unwrap();
    let told: Vec<_> = holders.iter().map(|one| (one.path.clone(), one.names)).collect();
    assert_eq!(told, [(damaged.clone(), None), (kept.clone(), Some(1))]);
    for holder in &holders {
        register.replace_holder(holder).unwrap();
    }
    assert!(!damaged.exists());
    assert_eq!(found(&desk, &["Elin", "Öberg"]), [""; 0]);
    let replaced = Register::open_read_only(&kept, desk.clock).unwrap();
    assert!(replaced.check().unwrap().problems.is_empty());
    assert_eq!(replaced.students().unwrap().len(), 4);
    drop((register, replaced));

    let restored = restore(&desk.path(), &copy, &desk.installation, desk.clock).unwrap();
    assert_eq!(restored.protected, 1);
    let register = desk.open();
    assert_eq!(register.student(elin).unwrap().protection, Protection::Erased);
    assert_eq!(found(&desk, &["Elin", "Öberg"]), [""; 0]);
    assert!(register.check().unwrap().problems.is_empty());
    let left: Vec<String> = std::fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".kursliggaren"))
        .collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn notes_and_teachers_do_not_come_back_with_an_older_backup_either() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let log = Log {
        class,
        number: 6,
        date: day("2026-10-06"),
        minutes: None,
        marks: Default::default(),
        newcomers: Vec::new(),
        note: Some("Maja var ledsen".to_owned()),
        replace: true,
        anyway: false,
    };
    register.log_session(&log).unwrap();
    register.work_as("Karin Lind").unwrap();
    register.work_as("Åsa Berg").unwrap();
    let outside = tempfile::tempdir().unwrap();
    let copy = outside.path().join("kopia.db");
    register.back_up_to(&copy).unwrap();
    register.back_up().unwrap();
    let mut programme = register.programme().unwrap();
    programme.period.end = day("2026-11-22");
    register.edit_programme(&programme).unwrap();
    register.erase(Whose::Everyone, &decision(), Certificates::BecomeNumbers).unwrap();
    for holder in register.holders(None).unwrap() {
        register.replace_holder(&holder).unwrap();
    }
    assert_eq!(register.holders(None).unwrap(), []);
    assert_eq!(found(&desk, &["Maja", "ledsen", "Karin Lind"]), [""; 0]);
    drop(register);

    restore(&desk.path(), &copy, &desk.installation, desk.clock).unwrap();
    // What was replaced is kept, and it has no names; what came has none either.
    assert_eq!(found(&desk, &["Maja", "ledsen", "Karin Lind"]), [""; 0]);
    let register = reopened(&desk);
    assert!(register.check().unwrap().problems.is_empty());

    // Where the register can't be read, the note beside it knows.
    drop(register);
    std::fs::write(desk.path(), vec![0x5A; 4096]).unwrap();
    restore(&desk.path(), &copy, &desk.installation, desk.clock).unwrap();
    assert_eq!(found(&desk, &["Maja", "ledsen", "Karin Lind"]), [""; 0]);
}

#[test]
fn the_record_has_numbers_and_no_names() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let (report, _) =
        register.erase(Whose::Class(class), &decision(), Certificates::BecomeNumbers).unwrap();
    let file = record(&register, Default::default(), report.change.unwrap()).unwrap();
    let document = lopdf::Document::load_mem(&file.bytes).unwrap();
    let text = document.extract_text(&[1]).unwrap_or_default();
    for name in ALL {
        assert!(!text.contains(name) && !file.name.contains(name));
    }
    let erasures = register.erasures().unwrap();
    assert_eq!(erasures.len(), 1);
    assert!(record(&register, Default::default(), 1).is_err(), "no erasure");
}

#[test]
fn a_decision_has_a_reference_and_a_day_that_has_come() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let wrong = [("", "2026-11-20"), ("  ", "2026-11-20"), ("Dnr 1", "2026-11-24")];
    for (reference, on) in wrong {
        let decision = Decision { reference: reference.to_owned(), day: day(on) };
        let answer = register.erase(Whose::Class(class), &decision, Certificates::BecomeNumbers);
        assert!(answer.is_err(), "{reference} {on}");
    }
    assert_eq!(register.students().unwrap()[0].name, "Amir Haddad");
    let nobody = Whose::Student(StudentId(999_999));
    assert!(register.erase(nobody, &decision(), Certificates::BecomeNumbers).is_err());
}

#[test]
fn the_command_tells_first_and_erases_only_when_it_is_meant() {
    let program = Program::with_class();
    for number in 1..=6 {
        program.log(number);
    }
    program.done(&["certificates", "--class", "SA26A", "--out", "intyg"]);
    program.done(&["backup"]);
    let before = std::fs::read(program.register()).unwrap();
    let told = program.run(&["erase", "class", "SA26A", "--json"]);
    assert_eq!(told.status.code(), Some(1));
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!((&told["erased"], &told["students"]), (&false.into(), &3.into()));
    assert_eq!(told["backups"].as_array().unwrap().len(), 1);
    assert_eq!(std::fs::read(program.register()).unwrap(), before);
    let undecided = program.run(&["erase", "class", "SA26A", "--yes"]);
    assert_eq!(undecided.status.code(), Some(2), "without a decision");

    let progress = program.json(&["progress"]);
    let by_hand = ["--reference", "Dnr 7", "--decided", "2026-11-20", "--yes"];
    program.refused(&[&["erase", "class", "SA26A"][..], &by_hand].concat());
    let decided = ["--reference", "Dnr 7", "--decided", "2026-11-20", "--yes", "--anyway"];
    let done = program.json(
        &[
            &["erase", "class", "SA26A", "--replace-backups", "--archive", "arkiv.xlsx"][..],
            &["--record", "protokoll.pdf"],
            &decided,
        ]
        .concat(),
    );
    assert_eq!((&done["erased"], &done["replaced_backups"]), (&true.into(), &1.into()));
    assert_eq!(done["backups"].as_array().unwrap().len(), 0);
    assert_eq!(program.json(&["progress"]), progress);
    assert_eq!(program.json(&["check"])["ok"], true);
    assert!(program.path("arkiv.xlsx").exists() && program.path("protokoll.pdf").exists());
    let names = program.file("namn.txt", "Elin Öberg\nAmir Haddad\n");
    program.done(&["check", "--names", &names]);
    program.done(&["erase", "record", "--out", "igen.pdf"]);
    let archived = std::fs::read(program.path("arkiv.xlsx")).unwrap();
    let again = [&["erase", "class", "SA26A", "--archive", "arkiv.xlsx"][..], &decided].concat();
    program.refused(&again);
    assert_eq!(std::fs::read(program.path("arkiv.xlsx")).unwrap(), archived, "it is all there is");
    program.refused(&["erase", "class", "SA26A", "--archive", "register-protected.json"]);

    let printed = program.json(&["certificates", "--class", "SA26A", "--out", "igen"]);
    assert_eq!(printed["issued"].as_array().unwrap().len(), 0);
    assert_eq!(printed["copies"].as_array().unwrap().len(), 0, "only numbers are left");
}

#[test]
fn a_record_that_cannot_be_saved_is_told_and_written_again() {
    let program = Program::with_class();
    let done = program.run(&[
        "erase",
        "class",
        "SA26A",
        "--reference",
        "Dnr 7",
        "--decided",
        "2026-11-20",
        "--yes",
        "--anyway",
        "--record",
        "finns/inte/protokoll.pdf",
    ]);
    assert_eq!(done.status.code(), Some(1));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("erase record"), "{said}");
    program.done(&["erase", "record", "--out", "protokoll.pdf"]);
}

#[test]
fn figures_of_a_past_day_are_there_after_names_have_gone() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let everyone = everyone(&register, class);
    let language = register.design().unwrap().language;
    register.issue_certificates(Some(class), &everyone, language).unwrap();
    let elin = student_named(&register, class, "Elin Öberg");
    let amir = student_named(&register, class, "Amir Haddad");
    let today = desk.clock.today();
    let before = totals(&register.known_at(today).unwrap());
    register.protect_student(amir, Protection::Confidential, "").unwrap();
    register.erase(Whose::Student(elin), &decision(), Certificates::BecomeNumbers).unwrap();
    let mut programme = register.programme().unwrap();
    programme.period.end = day("2026-11-22");
    register.edit_programme(&programme).unwrap();
    register.work_as("Karin Lind").unwrap();
    register.erase(Whose::Everyone, &decision(), Certificates::BecomeNumbers).unwrap();

    let known = totals(&register.known_at(today).unwrap());
    assert_eq!(known.contains("completed: 4"), before.contains("completed: 4"));
    assert!(register.check().unwrap().problems.is_empty());
}

#[test]
fn somebody_who_was_protected_in_the_backup_is_erased_there_again() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let elin = student_named(&register, class, "Elin Öberg");
    register.protect_student(elin, Protection::Confidential, "Solros").unwrap();
    let outside = tempfile::tempdir().unwrap();
    let copy = outside.path().join("kopia.db");
    register.back_up_to(&copy).unwrap();
    register.back_up().unwrap();
    register.erase(Whose::Student(elin), &decision(), Certificates::BecomeNumbers).unwrap();
    let holders = register.holders(None).unwrap();
    assert_eq!(holders.len(), 1, "an alias may be as good as a name");
    register.replace_holder(&holders[0]).unwrap();
    drop(register);
    restore(&desk.path(), &copy, &desk.installation, desk.clock).unwrap();

    assert_eq!(reopened(&desk).student(elin).unwrap().protection, Protection::Erased);
    assert_eq!(found(&desk, &["Solros"]), [""; 0]);
}

#[test]
fn certificates_that_were_kept_stay_so_in_an_older_register_and_can_be_erased_later() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    let elin = student_named(&register, class, "Elin Öberg");
    let twin = StudentDetails::from_typed_name("Elin Öberg").unwrap();
    let (_, twin) = register.add_student(class, &twin, None).unwrap();
    let language = register.design().unwrap().language;
    let (_, issued) = register.issue_certificates(None, &[(elin, class)], language).unwrap();
    // The entry that remains is the one without a certificate.
    register.join_students(twin, elin, &[]).unwrap();
    let outside = tempfile::tempdir().unwrap();
    let copy = outside.path().join("kopia.db");
    register.back_up_to(&copy).unwrap();
    register.erase(Whose::Student(twin), &decision(), Certificates::AreKept).unwrap();
    drop(register);
    restore(&desk.path(), &copy, &desk.installation, desk.clock).unwrap();
    let mut register = desk.open();
    let name = |register: &Register| register.certificate(issued[0]).unwrap().content.student;
    assert_eq!(name(&register), "Elin Öberg", "it was to be kept");

    register.revoke_certificate(issued[0], "Elin fuskade").unwrap();
    let later =
        register.erasure_outlook(Whose::Student(twin), Certificates::BecomeNumbers).unwrap();
    assert_eq!((later.goes.students, later.goes.certificates, later.goes.texts), (0, 1, 1));
    register.erase(Whose::Student(twin), &decision(), Certificates::BecomeNumbers).unwrap();
    assert!(name(&register).starts_with("Gallrad"));
    for holder in register.holders(None).unwrap() {
        register.replace_holder(&holder).unwrap();
    }
    assert_eq!(found(&desk, &["Elin", "Öberg", "fuskade"]), [""; 0]);
}

#[test]
fn only_backups_are_replaced_or_removed() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let backup = register.back_up().unwrap();
    let note = backup.with_file_name("anteckning.txt");
    std::fs::write(&note, "min").unwrap();
    let elin = student_named(&register, class, "Elin Öberg");
    register.erase(Whose::Student(elin), &decision(), Certificates::BecomeNumbers).unwrap();
    for holder in register.holders(None).unwrap() {
        register.replace_holder(&holder).unwrap();
    }

    assert!(note.exists());
}

#[test]
fn aliases_that_look_like_ours_stand_in_nobodys_way() {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    let [elin, amir, noah] = ["Elin Öberg", "Amir Haddad", "Noah Åkesson"]
        .map(|name| student_named(&register, class, name));
    register.protect_student(elin, Protection::Confidential, "Gallrad 99999999999").unwrap();
    register.protect_student(amir, Protection::Confidential, "Elev 4294967295").unwrap();
    register.erase(Whose::Student(noah), &decision(), Certificates::BecomeNumbers).unwrap();
    let maja = student_named(&register, class, "Maja Lindqvist");
    register.protect_student(maja, Protection::Confidential, "").unwrap();
    let names: std::collections::BTreeSet<String> =
        register.students().unwrap().into_iter().map(|row| row.name).collect();

    assert_eq!(names.len(), 4, "{names:?}");
}

fn erased_in_the_window(language: Language) {
    let desk = Desk::new();
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 6);
    register.back_up().unwrap();
    drop(register);
    let mut window = Window::open(&desk, language);
    window.command("3");
    window.write("Elin Öberg");
    window.press(Named::ArrowDown);
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    window.click(word(language, "Gallra personuppgifter …", "Erase personal data …"));
    let heading =
        word(language, "Gallra personuppgifter: Elin Öberg", "Erase personal data: Elin Öberg");
    assert!(window.shows(heading));
    assert!(window.shows_part(word(
        language,
        "En säkerhetskopia i registrets mapp har namnen kvar",
        "One backup in the register’s folder still holds the names"
    )));
    let go = word(language, "Gallra för gott", "Erase for good");
    let history = || reopened(&desk).history(1).unwrap()[0].change;
    let before = history();
    window.focus("erase-reference");
    window.write("Dnr 2026/114");
    window.press(Named::Enter);
    assert_eq!(history(), before, "Enter erases nothing");

    // An archive first; what is typed is there afterwards.
    window.click(word(language, "Spara först för arkivet …", "Save for the archive first …"));
    window.press(Named::Enter);
    assert!(window.shows(heading), "the question is there again");
    let archived = std::fs::read_dir(&desk.installation.documents)
        .unwrap()
        .any(|entry| entry.unwrap().path().extension().is_some_and(|ending| ending == "xlsx"));
    assert!(archived);
    window.press(Named::Escape);
    assert!(window.shows(word(language, "Något är inte sparat", "Something is not saved")));
    window.click(word(language, "Stanna kvar", "Stay"));
    window.focus("erase-reference");
    window.press(Named::Tab);
    window.write("2026-11-20");
    assert_eq!(history(), before);
    window.click(go);
    assert!(window.shows_part(word(
        language,
        "Personuppgifterna är borttagna för gott",
        "The personal data is gone for good"
    )));
    assert!(window.shows_part(word(
        language,
        "Ingen säkerhetskopia i registrets mapp har namnen kvar",
        "No backup in the register’s folder holds the names"
    )));
    window.click(word(language, "Spara protokollet …", "Save the record …"));
    window.press(Named::Enter);
    assert!(window.shows_part(word(language, "Sparat: ", "Saved: ")));
    window.click(word(language, "Stäng", "Close"));
    assert!(!window.shows_part("Öberg"));
    assert!(window.shows(word(language, "Gallrad", "Erased")));
    // A press of Ctrl+Z does not bring it back, and says so.
    window.command("z");
    assert!(window.shows_part(word(
        language,
        "Det senaste var en gallring",
        "The newest change erased"
    )));
    window.close();
    assert_eq!(
        found(&desk, &["Elin", "Öberg"]).iter().filter(|one| !one.contains("xlsx")).count(),
        0
    );
}

#[test]
fn a_student_is_erased_in_the_window_in_swedish() {
    erased_in_the_window(Language::Swedish);
}

#[test]
fn a_student_is_erased_in_the_window_in_english() {
    erased_in_the_window(Language::English);
}
