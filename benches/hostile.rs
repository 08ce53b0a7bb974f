//! The dearest files there can be: as large as the caps allow, or made to do harm. Aims for each: at most 3 s of wall time
//! and 250 MB at the peak ("max alloc"), from the bytes to students or to the refusal.

#[path = "../tests/support/packed.rs"]
mod parts;

use std::io::{Cursor, Write};

use divan::{AllocProfiler, Bencher};
use kursliggaren::intake::rows::list_rows;
use kursliggaren::intake::{self, LARGEST_FILE, LARGEST_INFLATED, MOST_CELLS, MOST_ROWS};
use parts::{ods, xlsx};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// A file, and what makes it dear.
#[derive(Clone, Copy)]
struct File(&'static str, fn() -> Vec<u8>);

impl std::fmt::Display for File {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

const FILES: [File; 14] = [
    File("csv: as many cells as are read", csv_of_cells),
    File("csv: as many rows as are read", csv_of_rows),
    File("csv: a million columns", || "a;".repeat(1_000_000).into_bytes()),
    File("csv: one text without an end", || vec![b'a'; LARGEST_FILE as usize]),
    File("csv: quotes that are never closed", || "\"a;\n".repeat(2_500_000).into_bytes()),
    File("xlsx: as many cells as are read", xlsx_of_cells),
    File("xlsx: as many different texts as unpack", xlsx_of_texts),
    File("xlsx: unpacks to more than is read", xlsx_bomb),
    File("xlsx: declares 4 GB", xlsx_declaring),
    File("ods: as many cells as are read", ods_of_cells),
    File("ods: a million elements deep", || ods(&"<a>".repeat(1_000_000))),
    File("xls: as many cells as fit", xls_of_cells),
    File("html: as many cells as fit", html_of_cells),
    File("json: as many persons as fit", json_of_persons),
];

/// What reads a file, to the end.
#[divan::bench(sample_count = 3, sample_size = 1, args = FILES)]
fn read(bencher: Bencher, file: File) {
    let today = "2026-11-23".parse().unwrap();
    bencher.with_inputs(file.1).bench_local_values(|bytes| {
        let Ok(sheets) = intake::read_bytes(bytes) else { return 0 };
        let lists = intake::lists(sheets).unwrap_or_default();

        lists
            .iter()
            .filter_map(|(sheet, mapping)| list_rows(sheet, mapping, today).ok())
            .map(|(rows, _)| rows.len())
            .sum()
    });
}

/// Repeats a text until a file is as large as may be.
fn filled(before: &str, part: &str, after: &str) -> Vec<u8> {
    let room = LARGEST_FILE as usize - before.len() - after.len();

    format!("{before}{}{after}", part.repeat(room / part.len())).into_bytes()
}

fn csv_of_cells() -> Vec<u8> {
    let columns = MOST_CELLS / MOST_ROWS;
    let row = vec!["1"; columns].join(";") + "\n";
    let heads = "Förnamn;Efternamn;".to_owned() + &"x;".repeat(columns - 2) + "\n";

    filled(&heads, &row, "")
}

fn csv_of_rows() -> Vec<u8> {
    let row = "Maja Beata Cecilia;Lindqvist-Haddad;SA26A;20090504-2382;K;Samhällsvetenskap;x\n";

    format!(
        "Förnamn;Efternamn;Klass;Personnummer;Kön;Program;E-post\n{}",
        row.repeat(MOST_ROWS.min(LARGEST_FILE as usize / row.len() - 1))
    )
    .into_bytes()
}

fn workbook(rows: &str, texts: &str) -> Vec<u8> {
    xlsx(1, &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"), texts)
}

fn xlsx_of_cells() -> Vec<u8> {
    let heads = r#"<row><c t="inlineStr"><is><t>Förnamn</t></is></c><c t="inlineStr"><is><t>Efternamn</t></is></c></row>"#;
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(MOST_CELLS / MOST_ROWS - 1));

    workbook(&(heads.to_owned() + &row.repeat(MOST_ROWS - 1)), "<sst></sst>")
}

fn xlsx_of_texts() -> Vec<u8> {
    use std::fmt::Write;

    let (mut texts, mut rows) = (String::from("<sst>"), String::new());
    for number in 0..1_000_000 {
        let _ = write!(texts, "<si><t>Namn {number}</t></si>");
    }
    for row in 0..90_000 {
        let _ = write!(rows, "<row>");
        for column in 0..10 {
            let _ = write!(rows, r#"<c t="s"><v>{}</v></c>"#, row * 10 + column);
        }
        let _ = write!(rows, "</row>");
    }

    workbook(&rows, &(texts + "</sst>"))
}

fn xlsx_bomb() -> Vec<u8> {
    let row = "<row><c><v>1</v></c></row>";

    workbook(&row.repeat(LARGEST_INFLATED as usize / row.len() + 1), "<sst></sst>")
}

fn xlsx_declaring() -> Vec<u8> {
    let row = r#"<row r="1"><c t="s"><v>0</v></c></row>"#;

    workbook(row, r#"<sst count="1" uniqueCount="4294967295"><si><t>Namn</t></si></sst>"#)
}

fn ods_of_cells() -> Vec<u8> {
    let text = |text| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let row = format!(
        r#"<table:table-row><table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/></table:table-row>"#,
        MOST_CELLS / MOST_ROWS - 1
    );

    ods(&format!(
        r#"<office:document-content><table:table table:name="S"><table:table-row>{}{}</table:table-row>{}</table:table></office:document-content>"#,
        text("Förnamn"),
        text("Efternamn"),
        row.repeat(MOST_ROWS - 1)
    ))
}

/// The records of a workbook from before 2007: a sheet of numbers.
fn xls_of_cells() -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let mut record = kind.to_le_bytes().to_vec();
        record.extend((data.len() as u16).to_le_bytes());
        record.extend(data);
        record
    };
    let beginning = |of: u16| {
        let mut data = 0x0600_u16.to_le_bytes().to_vec();
        data.extend(of.to_le_bytes());
        data.extend([0; 12]);
        record(0x0809, &data)
    };
    let sheet_at = (beginning(5).len() + record(0x0085, &[0; 9]).len() + 4) as u32;
    let mut sheet = sheet_at.to_le_bytes().to_vec();
    sheet.extend([0, 0, 1, 0, b'S']);
    let mut stream = [beginning(5), record(0x0085, &sheet), record(0x000A, &[])].concat();
    stream.extend(beginning(0x10));
    let room = LARGEST_FILE as usize * 9 / 10;
    for number in 0_u32.. {
        let (row, column) = ((number / 20) as u16, (number % 20) as u16);
        if stream.len() > room || number / 20 > u16::MAX.into() {
            break;
        }
        let mut data = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        data.extend(1_f64.to_le_bytes());
        stream.extend(record(0x0203, &data));
    }
    stream.extend(record(0x000A, &[]));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.flush().unwrap();

    file.into_inner().into_inner()
}

fn html_of_cells() -> Vec<u8> {
    let row = format!("<tr>{}", "<td>1".repeat(30));

    filled("<html><table><tr><td>Förnamn<td>Efternamn", &row, "</table></html>")
}

fn json_of_persons() -> Vec<u8> {
    let person = r#"{"id":"a","givenName":"Elin","familyName":"Öberg"},"#;

    filled(r#"{"persons":["#, person, r#"{"id":"b"}]}"#)
}
