//! Files made to do harm, and files that were harmed: one clear sentence or a list, never a crash, and never more room than
//! the caps allow. How long they take and how much memory is measured in `benches/hostile.rs`.

#[path = "support/packed.rs"]
mod parts;

use kursliggaren::seal::read::NoCode;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use chrono::NaiveDate;
use kursliggaren::export::table::{Cell, Separated, separated};
use kursliggaren::export::workbook::{Sheet as Written, workbook};
use kursliggaren::i18n::Language;
use kursliggaren::intake::rows::list_rows;
use kursliggaren::intake::{self, Error, MOST_CELLS, Sheet};
use kursliggaren::messages;
use kursliggaren::register::list::Sight;
use parts::{ods, packed, xlsx};
use proptest::prelude::*;

fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

/// Reads to the students; what is refused is refused in one sentence in each language.
fn read(bytes: Vec<u8>) -> Result<Vec<Sheet>, Error> {
    let answer = intake::read_bytes(bytes);
    match &answer {
        Ok(sheets) => {
            for (sheet, mapping) in intake::lists(sheets.clone()).unwrap_or_default() {
                let _ = list_rows(&sheet, &mapping, today());
            }
        }
        Err(error) => {
            for language in Language::ALL {
                let said = messages::intake_failure(language, error);
                assert!(!said.is_empty() && said.lines().count() == 1, "{said}");
            }
        }
    }

    answer
}

fn table(rows: &str) -> Vec<u8> {
    ods(&format!(
        r#"<office:document-content><table:table table:name="Blad1">{rows}</table:table></office:document-content>"#
    ))
}

#[test]
fn a_file_that_unpacks_without_end_is_refused_before_it_is_parsed() {
    let zeros = vec![0; intake::LARGEST_INFLATED as usize + 1];
    let bomb = packed(&[("xl/workbook.xml", &zeros)]);
    assert!(bomb.len() < 1_000_000);
    assert!(matches!(read(bomb), Err(Error::TooLarge)));

    // Whole markup, so that only its amount is wrong.
    let rows = "<row><c><v>1</v></c></row>".repeat(5_000_000);
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    assert!(matches!(read(xlsx(1, &sheet, "<sst></sst>")), Err(Error::TooLarge)));
}

#[test]
fn sizes_that_are_only_declared_make_no_room() {
    let sheet =
        r#"<worksheet><sheetData><row r="1"><c t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    for count in ["4294967295", "99999999999999", "18446744073709551615", "99999999999999999999999"]
    {
        let texts = format!(r#"<sst count="1" uniqueCount="{count}"><si><t>Namn</t></si></sst>"#);
        assert!(matches!(read(xlsx(1, sheet, &texts)), Err(Error::TooLarge)), "{count}");
    }
    // A packed file that says 4 GB of itself.
    let mut lying = xlsx(1, sheet, "<sst></sst>");
    let directory = lying.windows(4).position(|part| part == b"PK\x01\x02").unwrap();
    lying[directory + 24..directory + 28].copy_from_slice(&[0xFF; 4]);
    let _ = read(lying);
    // A sheet that says it is as large as a sheet can be, and has one cell.
    let vast = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Namn</t></is></c></row></sheetData></worksheet>"#;
    assert_eq!(read(xlsx(1, vast, "<sst></sst>")).unwrap()[0].rows.len(), 1);
}

#[test]
fn a_million_columns_and_cells_far_out_are_refused() {
    let wide: String = "a;".repeat(1_000_000);
    assert!(matches!(read(wide.into_bytes()), Err(Error::TooManyColumns)));
    let far = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>"#;
    assert!(matches!(read(xlsx(1, far, "<sst></sst>")), Err(Error::TooManyColumns)));
    let repeated = r#"<table:table-row><table:table-cell table:number-columns-repeated="4000000000" office:value-type="float" office:value="1"/></table:table-row>"#;
    assert!(matches!(read(table(repeated)), Err(Error::TooManyColumns)));
    let rows = r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>"#;
    assert!(matches!(read(table(rows)), Err(Error::TooManyRows)));
    // Room below a table that is not used costs nothing.
    let empty = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>Namn</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    assert_eq!(read(table(empty)).unwrap()[0].rows.len(), 1);
}

#[test]
fn one_long_text_shown_in_many_cells_is_refused() {
    let texts = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(4_000));
    let cells = r#"<c t="s"><v>0</v></c>"#.repeat(400);
    let rows = format!("<row>{cells}</row>").repeat(200);
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    assert!(matches!(read(xlsx(1, &sheet, &texts)), Err(Error::TooLarge)));
    let many = "1;".repeat(499) + "\n";
    let many = many.repeat(MOST_CELLS / 499 + 2);
    assert!(matches!(read(many.into_bytes()), Err(Error::TooLarge)));
}

#[test]
fn many_sheets_that_are_one_part_are_not_read_over_and_over() {
    let row = r#"<row><c t="inlineStr"><is><t>Namn</t></is></c></row>"#.repeat(50_000);
    let sheet = format!("<worksheet><sheetData>{row}</sheetData></worksheet>");

    assert!(read(xlsx(2_000, &sheet, "<sst></sst>")).is_err());
}

#[test]
fn deep_markup_and_tables_without_an_end_are_damaged() {
    let deep = "<a>".repeat(1_000_000);
    assert!(read(ods(&deep)).is_err());
    assert!(read(table(&format!("<table:table-row><table:table-cell>{deep}"))).is_err());
    assert!(read(ods(r#"<table:table table:name="A"><table:table-row>"#)).is_err());
    assert!(read(xlsx(1, &format!("<worksheet><sheetData>{deep}"), "<sst></sst>")).is_err());
    assert!(read(format!("{{\"persons\":{}", "[".repeat(1_000_000)).into_bytes()).is_err());
    assert!(read(format!("<html>{}", "<table><tr><td>".repeat(100_000)).into_bytes()).is_err());
    // Spaces that are only counted.
    let spaces = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="4000000000"/>b</text:p></table:table-cell></table:table-row>"#;
    let _ = read(table(spaces));
}

#[test]
fn sectors_in_a_circle_come_to_an_end() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&vec![1; 200_000]).unwrap();
    file.flush().unwrap();
    let whole = file.into_inner().into_inner();
    // Each sector of the table of sectors in turn says that it is followed by the first, or by itself.
    for at in (512..whole.len().min(20_000)).step_by(4) {
        let mut circle = whole.clone();
        circle[at..at + 4].copy_from_slice(&0_u32.to_le_bytes());
        let _ = read(circle);
    }
}

fn lists() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/lists")
}

#[test]
fn files_cut_off_at_every_byte_are_read_or_refused() {
    for name in [
        "title-merged-and-sum.xls",
        "class-merged-down.ods",
        "no-header.xlsx",
        "oneroster-1.1.zip",
        "ss12000-one-file.json",
        "semicolon-utf16le-no-bom.csv",
        "html-table-named-as.xls",
    ] {
        let whole = std::fs::read(lists().join(name)).unwrap();
        // The whole of a small file; of a larger one its beginning and end, and a place in every few between.
        let step = (whole.len() / 1_500).max(1);
        for length in
            (0..whole.len()).filter(|at| at % step == 0 || *at < 300 || whole.len() - at < 300)
        {
            let _ = read(whole[..length].to_vec());
        }
    }
}

#[test]
fn names_that_are_formulas_sql_html_or_invisible_are_kept_as_text() {
    let marks = format!("Z{}", "\u{0301}".repeat(80));
    let names = [
        "=cmd|' /C calc'!A0",
        "Robert'); DROP TABLE student;--",
        "<script>alert(1)</script>",
        "An\u{202e}na\u{200b}",
        "Bell\u{7}a",
        &marks,
    ];
    let rows: Vec<Vec<Cell>> = std::iter::once(vec!["Förnamn".into(), "Efternamn".into()])
        .chain(names.iter().map(|name| vec![Cell::from(*name), "Ek".into()]))
        .collect();
    let sheets = read(separated(&rows, Separated::Swedish)).unwrap();
    let (sheet, mapping) = intake::choose_list(sheets, None).unwrap();
    let (mut rows, _) = list_rows(&sheet, &mapping, today()).unwrap();
    rows.retain(|row| row.sight == Sight::Student);
    let given: Vec<&str> = rows.iter().map(|row| row.details.given.as_str()).collect();

    assert_eq!(given[..3], names[..3]);
    assert_eq!(given[3..5], ["Anna", "Bella"]);
    assert!(given[5].starts_with('\u{179}'), "composed");
}

#[test]
fn what_a_formula_comes_to_is_read_and_the_formula_is_not() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["Förnamn", "Efternamn"]).unwrap();
    let formula = rust_xlsxwriter::Formula::new("=CONCAT(\"El\",\"in\")").set_result("Elin");
    sheet.write_formula(1, 0, formula).unwrap();
    sheet.write_string(1, 1, "Berg").unwrap();
    let sheets = read(workbook.save_to_buffer().unwrap()).unwrap();

    assert_eq!(sheets[0].rows[1].cells, ["Elin", "Berg"]);
}

/// A text as it may stand in a table: of any letters, not beginning or ending with a space.
fn cell_text() -> impl Strategy<Value = String> {
    "[^\\p{C}\\p{Z}Ã]{1,3}([^\\p{C}\\p{Zl}\\p{Zp}Ã]{0,20}[^\\p{C}\\p{Z}Ã])?"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("something is there", |text| !text.is_empty() && !text.starts_with("=\""))
}

fn written_table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2_usize..6).prop_flat_map(|width| {
        let row = prop::collection::vec(cell_text(), width);
        prop::collection::vec(row, 1..12).prop_map(move |mut rows| {
            rows.insert(0, (0..width).map(|column| format!("Kolumn {column}")).collect());
            rows
        })
    })
}

fn texts(sheet: &Sheet) -> Vec<Vec<String>> {
    sheet.rows.iter().map(|row| row.cells.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_table_written_by_us_and_read_back_is_the_same(rows in written_table()) {
        let cells: Vec<Vec<Cell>> =
            rows.iter().map(|row| row.iter().map(|text| Cell::from(text.as_str())).collect()).collect();
        for style in [Separated::Swedish, Separated::Plain] {
            let sheets = intake::read_bytes(separated(&cells, style)).unwrap();
            prop_assert_eq!(texts(&sheets[0]), rows.clone());
        }
        let sheet = Written::new("Blad".into(), cells).with_headings();
        let bytes = workbook([sheet], "2026-11-23".parse().unwrap()).unwrap();
        prop_assert_eq!(texts(&intake::read_bytes(bytes).unwrap()[0]), rows);
    }

    #[test]
    fn no_bytes_make_a_reader_fail(bytes in prop::collection::vec(any::<u8>(), 0..2_000), kind in 0_usize..6) {
        let beginnings: [&[u8]; 6] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"{\"persons\":[", b"<html><table>", b"\xFF\xFE"];
        let mut file = beginnings[kind].to_vec();
        file.extend(bytes);
        let _ = read(file);
    }
}

/// A picture full of what a code begins with.
fn finder_patterns(side: u32) -> Vec<u8> {
    let dark = |x: u32, y: u32| {
        let (x, y) = ((x / 3 % 14).wrapping_sub(3), (y / 3 % 14).wrapping_sub(3));
        x < 7
            && y < 7
            && (x == 0 || x == 6 || y == 0 || y == 6 || (2..5).contains(&x) && (2..5).contains(&y))
    };
    let pixels = image::GrayImage::from_fn(side, side, |x, y| {
        image::Luma([if dark(x, y) { 0 } else { 255 }])
    });
    let mut file = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut file, image::ImageFormat::Png).unwrap();

    file.into_inner()
}

#[test]
fn a_picture_of_nothing_but_beginnings_of_codes_is_given_up() {
    let answer = kursliggaren::seal::read::file(&finder_patterns(1200));

    assert!(matches!(answer, Err(NoCode::GivenUp | NoCode::None)), "{answer:?}");
}
