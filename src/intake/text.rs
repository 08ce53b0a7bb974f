//! Text files: which encoding, which separator, which cells.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE};

use super::{Error, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Sheet, SheetRow};

const SEPARATORS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// Rows looked at to find the separator.
const SAMPLE: usize = 60;

/// Reads a text file as one sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Error> {
    let text = decode(bytes)?;
    let (separator, text) = match declared_separator(&text) {
        Some((separator, rest)) => (Some(separator), rest),
        None => (likely_separator(&text), text.as_str()),
    };

    Ok(Sheet { name: String::new(), rows: cells(text, separator)? })
}

/// Decodes the bytes. A byte that fits no encoding is shown as `�`, never dropped.
fn decode(bytes: &[u8]) -> Result<String, Error> {
    let (text, _, _) = encoding(bytes).decode(bytes);
    if text.contains('\0') {
        return Err(Error::NotAList);
    }

    Ok(text.into_owned())
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return encoding_rs::UTF_8;
    }
    if swedish_letters(bytes, MAC_LETTERS) > swedish_letters(bytes, WINDOWS_LETTERS) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);

    detector.guess(Some(b"se"), Utf8Detection::Deny)
}

/// å ä ö Å Ä Ö é in Windows-1252, where ISO-8859-1 and -15 have them too.
const WINDOWS_LETTERS: &[u8] = &[0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6, 0xE9];
/// The same in Mac Roman.
const MAC_LETTERS: &[u8] = &[0x8C, 0x8A, 0x9A, 0x81, 0x80, 0x85, 0x8E];

fn swedish_letters(bytes: &[u8], letters: &[u8]) -> usize {
    bytes.iter().filter(|byte| letters.contains(byte)).count()
}

/// Text in a European language has a zero in every second byte of UTF-16.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(400) & !1];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    match (zeros(0) * 10 > pairs * 7, zeros(1) * 10 > pairs * 7) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// A first line `sep=;` says the separator and is no row.
fn declared_separator(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_end_matches('\r').trim_matches('"');
    let separator = line.to_lowercase().strip_prefix("sep=").and_then(|s| s.bytes().next())?;

    SEPARATORS.contains(&separator).then_some((separator, rest))
}

/// The separator under which most rows have the same number of cells, more than one. `None` for a file
/// with a single column.
fn likely_separator(text: &str) -> Option<u8> {
    let sample: String = text.lines().take(SAMPLE).flat_map(|line| [line, "\n"]).collect();
    let score = |separator: u8| -> (usize, usize) {
        let widths: Vec<usize> = reader(&sample, separator)
            .records()
            .filter_map(Result::ok)
            .map(|record| record.len())
            .collect();
        let mut best = (0, 0);
        for width in widths.iter().filter(|width| **width > 1) {
            let rows = widths.iter().filter(|other| *other == width).count();
            best = best.max((rows, *width));
        }
        best
    };
    let lines = sample.lines().filter(|line| !line.trim().is_empty()).count();
    let header_width = |separator: u8| {
        reader(&sample, separator).records().filter_map(Result::ok).next().map_or(0, |r| r.len())
    };
    let (separator, (rows, _)) = SEPARATORS
        .into_iter()
        .map(|separator| (separator, score(separator)))
        .rev()
        .max_by_key(|(separator, (rows, _))| (*rows, *separator != b','))?;
    // "Öberg, Elin" below a heading without a comma is one column, not two.
    let name_column = separator == b',' && header_width(separator) == 1 && rows + 1 >= lines;

    (rows > 0 && !name_column).then_some(separator)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn cells(text: &str, separator: Option<u8>) -> Result<Vec<SheetRow>, Error> {
    // A separator that does not occur leaves each line one cell.
    let mut reader = reader(text, separator.unwrap_or(0x1F));
    let mut rows = Vec::new();
    let mut line_breaks_in_cells = 0;
    for record in reader.records() {
        let record = record.map_err(|_| Error::Damaged)?;
        let (line, byte) =
            record.position().map_or((0, 0), |position| (position.line(), position.byte()));
        // The reader passes over blank lines before a record; a spreadsheet counts them.
        let blank_lines = text.as_bytes()[usize::try_from(byte).unwrap_or(0)..]
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .filter(|byte| **byte == b'\n')
            .count() as u64;
        let line = line + blank_lines;
        let number = u32::try_from(line.saturating_sub(line_breaks_in_cells)).unwrap_or(u32::MAX);
        line_breaks_in_cells +=
            record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
        if rows.len() >= MOST_ROWS + SAMPLE {
            return Err(Error::TooManyRows);
        }
        if record.len() > MOST_COLUMNS {
            return Err(Error::TooManyColumns);
        }
        if record.iter().any(|cell| cell.len() > LONGEST_CELL) {
            return Err(Error::CellTooLong(number));
        }
        rows.push(SheetRow {
            number,
            cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
        });
    }

    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "Förnamn;Efternamn;Klass\r\nÅsa;Öberg;SA26A\r\nJosé;Ek;SA26A\r\n";

    fn second_row(bytes: &[u8]) -> Vec<String> {
        read(bytes).unwrap().rows[1].cells.clone()
    }

    #[test]
    fn every_encoding_schools_use_is_understood() {
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(LIST);
        let mac: Vec<u8> = LIST
            .chars()
            .map(|letter| match letter {
                'ö' => 0x9A,
                'Å' => 0x81,
                'Ö' => 0x85,
                'é' => 0x8E,
                other => other as u8,
            })
            .collect();
        let utf16: Vec<u8> = LIST.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut marked = vec![0xFE, 0xFF];
        marked.extend(LIST.encode_utf16().flat_map(u16::to_be_bytes));
        let mut utf8 = vec![0xEF, 0xBB, 0xBF];
        utf8.extend(LIST.as_bytes());

        for bytes in [LIST.as_bytes(), &windows, &mac, &utf16, &marked, &utf8] {
            assert_eq!(second_row(bytes), ["Åsa", "Öberg", "SA26A"]);
        }
    }

    #[test]
    fn every_separator_is_found() {
        for separator in [";", ",", "\t", "|"] {
            let text = LIST.replace(';', separator);
            assert_eq!(second_row(text.as_bytes()), ["Åsa", "Öberg", "SA26A"], "{separator:?}");
        }
        assert_eq!(second_row(b"sep=|\r\nA|B,C\r\nx|y,z\r\n"), ["x", "y,z"]);
        assert_eq!(second_row(b"Namn\nBerg, Elin\nEk, Sara\n"), ["Berg, Elin"]);
        assert_eq!(second_row(b"Namn;Klass\n\"Berg; Elin\";A\nEk, Sara;A\n"), ["Berg; Elin", "A"]);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let sheet = read(b"Lista\n\nNamn;Klass\n\"Elin\nBerg\";A\nSara;A\n").unwrap();
        let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();

        assert_eq!(numbers, [1, 3, 4, 5]);
    }

    #[test]
    fn caps_are_kept() {
        let long = format!("Namn;Klass\n{};A\n", "x".repeat(LONGEST_CELL + 1));
        assert!(matches!(read(long.as_bytes()), Err(Error::CellTooLong(2))));
        let wide = ";".repeat(MOST_COLUMNS + 1);
        assert!(matches!(read(wide.as_bytes()), Err(Error::TooManyColumns)));
        let many = "a;b\n".repeat(MOST_ROWS + SAMPLE + 1);
        assert!(matches!(read(many.as_bytes()), Err(Error::TooManyRows)));
        assert!(matches!(read(b"a\0b\0\0\0c"), Err(Error::NotAList)));
    }
}
