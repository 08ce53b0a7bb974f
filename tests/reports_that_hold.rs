//! Reports for the funder: they say what the screen says, tell nothing of small groups, and stay as they were made.

mod support;

use std::collections::BTreeMap;
use std::io::Read;

use calamine::{Data, Reader, Xlsx};
use kursliggaren::demo;
use kursliggaren::domain::Attendance;
use kursliggaren::domain::figure::Breakdown;
use kursliggaren::export::table::Separated;
use kursliggaren::i18n::Language;
use kursliggaren::papers::report::{Format, Report};
use kursliggaren::register::Register;
use kursliggaren::register::report::About;
use support::*;

const BREAKDOWNS: [Breakdown; 5] = [
    Breakdown::Municipality,
    Breakdown::School,
    Breakdown::StudyPath,
    Breakdown::Year,
    Breakdown::Term,
];

/// A sample small enough that many of its numbers are small.
fn sample() -> (Desk, Register) {
    let desk = Desk::new();
    let register =
        demo::make(&desk.path(), &desk.installation, desk.clock, "Åsa", 240, |_| {}).unwrap();

    (desk, register)
}

fn about(register: &Register, in_full: bool) -> About {
    About {
        course: register.find_course(None).unwrap().name,
        from: register.programme().unwrap().period.start,
        to: register.today(),
        known_at: None,
        by: BREAKDOWNS.to_vec(),
        in_full,
        differences_told: in_full,
    }
}

fn file(register: &Register, in_full: bool, format: Format) -> Vec<u8> {
    let report = Report::gather(register, Language::Swedish, about(register, in_full)).unwrap();

    report.file(format).unwrap().bytes
}

/// The numbers of a report as text: by breakdown, row and sex; enrolled, started, completed.
type Numbers = BTreeMap<(String, String, String), [String; 3]>;

fn numbers(csv: &[u8]) -> Numbers {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv);
    let rows = reader.records().map(Result::unwrap);

    rows.map(|row| {
        let at = |index: usize| row.get(index).unwrap_or_default().to_owned();
        ((at(1), at(2), at(3)), [at(4), at(5), at(6)])
    })
    .collect()
}

#[test]
fn what_is_told_is_true_and_no_small_number_is_told() {
    let (_desk, register) = sample();
    let told = numbers(&file(&register, false, Format::Text(Separated::Plain)));
    let full = numbers(&file(&register, true, Format::Text(Separated::Plain)));
    let course = register.find_course(None).unwrap();
    let count = register.progress(&course, None, None).unwrap().count;

    assert_eq!(told.len(), full.len());
    let all = ("Alla".to_owned(), "Alla".to_owned(), "alla".to_owned());
    let on_screen = [count.enrolled, count.started, count.completed].map(|n| n.to_string());
    assert_eq!(told[&all], on_screen, "the totals are the screen's");
    let (mut hidden, mut small) = (0, 0);
    for (place, values) in &full {
        let enrolled: u32 = values[0].parse().unwrap();
        // That nobody has started where nothing has begun says nothing about anyone.
        let whole = full.get(&(place.0.clone(), place.1.clone(), "alla".to_owned()));
        let not_begun =
            whole.is_some_and(|whole| whole[1] == "0" && whole[0].parse::<u32>().unwrap() >= 5);
        for (value, told) in values.iter().zip(&told[place]) {
            let number: u32 = value.parse().unwrap();
            let is_month = place.0 == "Månad";
            let nobody = number == 0 && (is_month || not_begun);
            if number < 5 && enrolled > 0 && !nobody {
                small += 1;
                assert_eq!(told, "..", "{place:?}");
            }
            hidden += u32::from(told == "..");
            assert!(told == ".." || told == value, "{place:?}: {told} is not {value}");
        }
    }
    assert!(small > 20 && hidden > small, "{small} small, {hidden} hidden");
}

#[test]
fn each_table_adds_up_as_far_as_it_is_told() {
    let (_desk, register) = sample();
    let full = numbers(&file(&register, true, Format::Text(Separated::Plain)));
    for by in ["Kommun", "Skola", "Studieväg", "Läsår", "Termin"] {
        for sex in ["alla", "kvinnor", "män", "okänt"] {
            let total = &full[&("Alla".to_owned(), "Alla".to_owned(), sex.to_owned())];
            for measure in 0..3 {
                let sum: u32 = full
                    .iter()
                    .filter(|((table, _, column), _)| table == by && column == sex)
                    .map(|(_, values)| values[measure].parse::<u32>().unwrap())
                    .sum();
                assert_eq!(sum.to_string(), total[measure], "{by} {sex}");
            }
        }
    }
}

/// Every part of a spreadsheet, unpacked.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();

    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The numbers that stand in a chart's own copy of what it draws.
fn drawn(parts: &BTreeMap<String, String>) -> Vec<String> {
    let charts = parts.iter().filter(|(name, _)| name.starts_with("xl/charts/chart"));

    charts
        .flat_map(|(_, xml)| {
            let document = roxmltree::Document::parse(xml).unwrap();
            let values = document.descendants().filter(|node| {
                node.has_tag_name(("http://schemas.openxmlformats.org/drawingml/2006/chart", "v"))
                    && node.ancestors().any(|around| around.tag_name().name() == "val")
            });
            values.filter_map(|node| node.text().map(str::to_owned)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn a_spreadsheet_that_is_handed_out_holds_values_and_nothing_behind_them() {
    let (_desk, register) = sample();
    let told = parts(&file(&register, false, Format::Spreadsheet));
    let full = parts(&file(&register, true, Format::Spreadsheet));
    let formulas = |parts: &BTreeMap<String, String>| {
        parts.values().map(|part| part.matches("<f>").count()).sum::<usize>()
    };

    assert_eq!(formulas(&told), 0);
    assert!(formulas(&full) > 50, "the working export works things out");
    assert!(full["xl/sharedStrings.xml"].contains("innehåller små tal"));
    assert!(!told["xl/sharedStrings.xml"].contains("innehåller små tal"));
    for (name, part) in &told {
        assert!(!part.contains("state=\"hidden\""), "{name}");
        assert!(!part.contains("hidden=\"1\""), "{name}");
        assert!(!part.contains("definedName"), "{name}");
    }
    for value in drawn(&told) {
        let number: Option<f64> = value.parse().ok();
        let small = number.is_some_and(|number| number > 0.0 && number < 5.0);
        assert!(!small, "a chart remembers {value}");
    }
    assert!(!drawn(&full).is_empty());

    // The cells are those of the text.
    let numbers = numbers(&file(&register, false, Format::Text(Separated::Plain)));
    let bytes = file(&register, false, Format::Spreadsheet);
    let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let sheet = workbook.worksheet_range("Kommun").unwrap();
    for row in sheet.rows().skip(1) {
        let name = row[0].to_string();
        let (table, name) = match name.as_str() {
            "Alla" => ("Alla", "Alla"),
            name => ("Kommun", name),
        };
        let place = (table.to_owned(), name.to_owned(), "alla".to_owned());
        for (cell, text) in [(&row[1], &numbers[&place][0]), (&row[9], &numbers[&place][2])] {
            match cell {
                Data::Float(number) => assert_eq!(number.to_string(), *text, "{name}"),
                Data::String(hidden) => assert_eq!(hidden, text, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}

#[test]
fn a_kept_report_is_the_same_to_the_byte_whatever_happens_since() {
    let (_desk, mut register) = sample();
    let report = Report::gather(&register, Language::Swedish, about(&register, false)).unwrap();
    let made: Vec<_> = [
        Format::Pdf,
        Format::Spreadsheet,
        Format::Text(Separated::Swedish),
        Format::Text(Separated::Plain),
    ]
    .map(|format| report.file(format).unwrap())
    .to_vec();
    for file in &made {
        register.keep_report(&file.name, report.about(), &file.bytes).unwrap();
    }

    let class = register.classes().unwrap().into_iter().find(|class| class.held > 0).unwrap().id;
    let detail = register.class(class).unwrap();
    for member in &detail.members {
        let mark = Some(Attendance::Unexcused);
        register.set_mark(detail.sessions[0].id, member.student, mark).unwrap();
    }
    let kept = register.kept_reports().unwrap();
    assert_eq!(kept.len(), 4);
    for (kept, made) in kept.iter().rev().zip(&made) {
        assert_eq!(kept.name, made.name);
        assert_eq!(&kept.about, report.about());
        assert!(register.kept_report(kept.id).unwrap() == made.bytes, "{}", made.name);
    }
    register.remove_report(kept[0].id).unwrap();
    assert_eq!(register.kept_reports().unwrap().len(), 3);
    register.undo(false).unwrap();
    assert_eq!(register.kept_reports().unwrap(), kept);
    assert_eq!(register.check().unwrap().problems, []);
}

#[test]
fn a_report_of_a_past_day_as_it_was_known_then_stays_what_it_was() {
    let desk = Desk::new();
    let on = |day: &str| kursliggaren::clock::Clock::at(support::day(day));
    let desk = Desk { clock: on("2026-10-10"), ..desk };
    let mut register = desk.create();
    let class = class_of_four(&mut register);
    hold_sessions(&mut register, class, 5);
    let about = About {
        from: day("2026-07-01"),
        to: day("2026-10-10"),
        known_at: Some(day("2026-10-10")),
        ..about(&register, true)
    };
    let then = Report::gather(&register, Language::Swedish, about.clone()).unwrap();
    let then = numbers(&then.file(Format::Text(Separated::Plain)).unwrap().bytes);
    drop(register);

    let later = Desk { clock: on("2026-11-10"), ..desk };
    let mut register = later.open();
    let elin = student_named(&register, class, "Elin Öberg");
    let session = session_numbered(&register, class, 1);
    register.set_mark(session, elin, Some(Attendance::Excused)).unwrap();
    let mut course = register.find_course(None).unwrap();
    course.rule = kursliggaren::domain::Rule::Sessions(1);
    register.edit_course(&course).unwrap();

    let again = Report::gather(&register, Language::Swedish, about).unwrap();
    assert_eq!(numbers(&again.file(Format::Text(Separated::Plain)).unwrap().bytes), then);
}

#[test]
fn a_register_with_nobody_in_it_makes_a_report_too() {
    let desk = Desk::new();
    let register = desk.create();
    for format in [Format::Pdf, Format::Spreadsheet, Format::Text(Separated::Swedish)] {
        for in_full in [false, true] {
            assert!(!file(&register, in_full, format).is_empty());
        }
    }
}
