//! Separated text: which separator, which cells.

use std::collections::BTreeMap;

use super::grid::{Grids, MOST_TEXT};
use super::run_on;
use crate::export::table::plain;
use crate::intake::{Error, Sheet, headings, titles};

const SEPARATORS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// Rows looked at to find the separator.
const SAMPLE: usize = 60;

/// Reads a text file as one sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Error> {
    let text = super::decode::decode(bytes)?;
    // Old Macs end lines with a carriage return alone.
    match text.contains('\r') {
        true => read_text(&text.replace("\r\n", "\n").replace('\r', "\n")),
        false => read_text(&text),
    }
}

/// Reads a text whose lines end with `\n` as one sheet.
pub(super) fn read_text(text: &str) -> Result<Sheet, Error> {
    if text.len() > MOST_TEXT {
        return Err(Error::TooLarge);
    }
    if let Some(sheet) = run_on::read(text)? {
        return Ok(sheet);
    }
    let (separator, text) = match declared_separator(text) {
        Some((separator, rest)) => (Some(separator), rest),
        None => (likely_separator(text), text),
    };
    if let Some(sheet) = columns_by_rule(text)? {
        return Ok(sheet);
    }
    // Some lines with tabs and some with spaces.
    let is_mixed = separator == Some(b'\t') && !is_even(text, b'\t') && has_columns_of_spaces(text);
    if (separator.is_none() || is_mixed)
        && let Some(sheet) = columns_of_spaces(&text.replace('\t', "  "))?
    {
        return Ok(sheet);
    }
    // A separator that does not occur leaves each line one cell.
    let separator = separator.unwrap_or(0x1F);

    let sheet = match cells(text, separator, true) {
        // A quotation mark that is never closed swallows what follows: then it was only a character.
        Err(Error::CellTooLong(_)) if text.contains('"') => cells(text, separator, false),
        answer => answer,
    };

    sheet.map(run_on::apart)
}

/// A text whose columns a line of hyphens shows, one group of them per column, as systems print it; `None` where there is none.
fn columns_by_rule(text: &str) -> Result<Option<Sheet>, Error> {
    let is_rule = |line: &&str| {
        line.split_whitespace().count() >= 2
            && line.chars().all(|letter| matches!(letter, '-' | '=' | ' '))
            && line.contains("--")
    };
    let Some(rule) = text.lines().find(is_rule) else { return Ok(None) };
    let letters: Vec<char> = rule.chars().collect();
    let begins: Vec<usize> = (0..letters.len())
        .filter(|at| letters[*at] != ' ' && (*at == 0 || letters[*at - 1] == ' '))
        .collect();
    let mut grids = Grids::new();
    grids.begin("")?;
    for (row, line) in (1..).zip(text.lines()) {
        let letters: Vec<char> = line.trim_end().chars().collect();
        let is_cut = |at: &usize| *at == 0 || letters.get(at - 1).is_none_or(|one| *one == ' ');
        if is_rule(&line) || !begins.iter().all(is_cut) {
            // A title runs over the columns.
            grids.put(row, 0, line)?;
            continue;
        }
        for (column, from) in begins.iter().enumerate() {
            let from = if column == 0 { 0 } else { *from };
            let to = begins.get(column + 1).copied().unwrap_or(letters.len()).min(letters.len());
            let cell: String = letters.get(from..to).unwrap_or_default().iter().collect();
            grids.put(row, column, unguarded(&cell))?;
        }
    }

    Ok(grids.finish().pop())
}

/// A text whose columns are set apart by two spaces or more; `None` where most lines are not. Where columns begin below each
/// other, what is missing in one leaves its place empty.
fn columns_of_spaces(text: &str) -> Result<Option<Sheet>, Error> {
    // The parts of a line with where each begins, in letters.
    let parts = |line: &str| -> Vec<(usize, String)> {
        let mut parts: Vec<(usize, String)> = Vec::new();
        let mut spaces = 2;
        for (at, letter) in line.trim_end().chars().enumerate() {
            if letter == ' ' {
                spaces += 1;
                continue;
            }
            match parts.last_mut() {
                Some((_, part)) if spaces < 2 => {
                    part.extend(std::iter::repeat_n(' ', spaces));
                    part.push(letter);
                }
                _ => parts.push((at, letter.to_string())),
            }
            spaces = 0;
        }
        parts
    };
    let lines: Vec<Vec<(usize, String)>> = text.lines().map(parts).collect();
    let filled = lines.iter().filter(|parts| !parts.is_empty()).count();
    let several = lines.iter().filter(|parts| parts.len() > 1).count();
    if several < 2 || several * 4 < filled * 3 {
        return Ok(None);
    }
    // Where columns begin: places at which most lines of several parts have one.
    let mut begins: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, _) in lines.iter().filter(|parts| parts.len() > 1).flatten() {
        *begins.entry(*at).or_default() += 1;
    }
    let columns: Vec<usize> =
        begins.iter().filter(|(_, lines)| *lines * 2 > several).map(|(at, _)| *at).collect();
    let fits = lines.iter().flatten().filter(|(at, _)| columns.contains(at)).count();
    let is_aligned = columns.len() > 1 && fits * 10 >= lines.iter().flatten().count() * 9;
    let mut grids = Grids::new();
    grids.begin("")?;
    for (row, parts) in (1..).zip(&lines) {
        for (index, (at, part)) in parts.iter().enumerate() {
            let below = columns.partition_point(|column| column <= at).saturating_sub(1);
            let column = if is_aligned && parts.len() > 1 { below } else { index };
            let beside = grids.get(row, column).to_owned();
            let joined = if beside.is_empty() { part.clone() } else { format!("{beside} {part}") };
            grids.put(row, column, unguarded(&joined))?;
        }
    }

    Ok(grids.finish().pop())
}

/// Whether many lines have several spaces within them.
fn has_columns_of_spaces(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE);
    let spaced = lines().filter(|line| line.trim().contains("  ")).count();

    spaced * 4 >= lines().count()
}

/// Whether most lines with anything in them have as many cells.
fn is_even(text: &str, separator: u8) -> bool {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE);
    for line in lines {
        *counts.entry(line.bytes().filter(|byte| *byte == separator).count()).or_default() += 1;
    }
    let all: usize = counts.values().sum();

    counts.values().max().is_some_and(|most| most * 4 >= all * 3)
}

/// A first line `sep=;` says the separator. Spreadsheets don't show it, and count from the next line.
fn declared_separator(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_matches(['"', '\u{feff}']);
    let separator = line.to_lowercase().strip_prefix("sep=").and_then(|s| s.bytes().next())?;

    SEPARATORS.contains(&separator).then_some((separator, rest))
}

/// The separator under which most rows have the same number of cells, more than one. `None` for a file
/// with a single column.
fn likely_separator(text: &str) -> Option<u8> {
    let sample: String = text.lines().take(SAMPLE).flat_map(|line| [line, "\n"]).collect();
    let score = |separator: u8| -> (usize, usize) {
        let widths: Vec<usize> = reader(&sample, separator, true)
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
    let (separator, (rows, width)) = SEPARATORS
        .into_iter()
        .map(|separator| (separator, score(separator)))
        .rev()
        .max_by_key(|(separator, (rows, _))| (*rows, *separator != b','))?;
    let lines = sample.lines().filter(|line| !line.trim().is_empty()).count();
    // "Efternamn, Förnamn" above names without a comma; commas in a few lines of a text.
    let is_in_one_line_only =
        separator == b',' && lines > 2 && !sample.contains('"') && (rows == 1 || rows * 4 < lines);
    let is_one_column =
        is_in_one_line_only || separator == b',' && width == 2 && is_name_with_comma(&sample);

    (rows > 0 && !is_one_column).then_some(separator)
}

/// Whether the commas stand within names, `Öberg, Elin`, below headings without one: that is one column, not two.
fn is_name_with_comma(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let parted: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(", ")).collect();
    let with_comma = text.lines().filter(|line| line.contains(',')).count();
    let first_line = text.lines().find(|line| !line.trim().is_empty());
    let has_headings = parted.first().is_some_and(|(one, other)| {
        headings::heading(one).is_some() && headings::heading(other).is_some()
    });
    let is_no_name = |(_, other): &&(&str, &str)| {
        other.contains([',', '@', '"']) || titles::is_class_name(other.trim())
    };
    let others = parted.iter().filter(is_no_name).count();

    parted.len() == with_comma
        && first_line.is_some_and(|line| !line.contains(','))
        && !has_headings
        && others * 4 < parted.len()
}

fn reader(text: &str, separator: u8, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .quoting(quoting)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The cells of a text whose lines end with `\n`.
fn cells(text: &str, separator: u8, quoting: bool) -> Result<Sheet, Error> {
    let mut reader = reader(text, separator, quoting);
    let mut grids = Grids::new();
    grids.begin("")?;
    let mut record = csv::StringRecord::new();
    let mut line_breaks_in_cells = 0;
    while reader.read_record(&mut record).map_err(|_| Error::Damaged)? {
        let (line, byte) =
            record.position().map_or((0, 0), |position| (position.line(), position.byte()));
        // The reader passes over blank lines before a record; a spreadsheet counts them.
        let blank_lines = text.as_bytes()[usize::try_from(byte).unwrap_or(0)..]
            .iter()
            .take_while(|byte| **byte == b'\n')
            .count() as u64;
        let row = (line + blank_lines).saturating_sub(line_breaks_in_cells);
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        for (column, cell) in record.iter().enumerate() {
            line_breaks_in_cells += cell.matches('\n').count() as u64;
            grids.put(row, column, unguarded(cell))?;
        }
    }

    grids.finish().pop().ok_or(Error::Empty)
}

/// The text of a cell that was guarded from a spreadsheet's eagerness to see numbers and formulas: `="0903012383"`,
/// `'0903012383`.
fn unguarded(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        Some(text) => text,
        None => plain(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{LONGEST_CELL, MOST_COLUMNS, MOST_ROWS};

    const LIST: &str = "Förnamn;Efternamn;Klass\r\nÅsa;Öberg;SA26A\r\nJosé;Ek;SA26A\r\n";

    fn second_row(bytes: &[u8]) -> Vec<String> {
        read(bytes).unwrap().rows[1].cells.clone()
    }

    #[test]
    fn every_line_ending_is_understood() {
        for ending in ["\r\n", "\n", "\r"] {
            let text = LIST.replace("\r\n", ending);
            assert_eq!(second_row(text.as_bytes()), ["Åsa", "Öberg", "SA26A"], "{ending:?}");
        }
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_a_character() {
        let text = format!("Namn;Klass\n\"Elin Berg;A\n{}", "Sara Ek;A\n".repeat(1_000));
        let sheet = read(text.as_bytes()).unwrap();

        assert_eq!(sheet.rows.len(), 1_002);
        assert_eq!(sheet.rows[1].cells, ["\"Elin Berg", "A"]);
    }

    #[test]
    fn every_separator_is_found() {
        for separator in [";", ",", "\t", "|"] {
            let text = LIST.replace(';', separator);
            assert_eq!(second_row(text.as_bytes()), ["Åsa", "Öberg", "SA26A"], "{separator:?}");
        }
        let declared = read(b"sep=|\r\nA|B,C\r\nx|y,z\r\n").unwrap();
        assert_eq!((declared.rows[1].number, declared.rows[1].cell(1)), (2, "y,z"));
        assert_eq!(second_row(b"Namn\nBerg, Elin\nEk, Sara\n"), ["Berg, Elin"]);
        assert_eq!(second_row(b"Namn;Klass\n\"Berg; Elin\";A\nEk, Sara;A\n"), ["Berg; Elin", "A"]);
    }

    #[test]
    fn empty_cells_between_tabs_stay_in_lists_of_several_tables() {
        let text = "1. Möte\nTid\t9.00\n\n2. Deltagare\nNamn\tTid\tE-post\tRoll\nElin Berg\t\te@x.se\tElev\n\n\
            3. Roller\nNamn\tRoll\nElin Berg\tElev\nOmar Ek\tElev\n";
        let sheet = read(text.as_bytes()).unwrap();

        assert_eq!(sheet.rows[4].cells, ["Elin Berg", "", "e@x.se", "Elev"]);
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
        let wide = "a;".repeat(MOST_COLUMNS + 1);
        assert!(matches!(read(wide.as_bytes()), Err(Error::TooManyColumns)));
        let many = "a;b\n".repeat(MOST_ROWS + 1_001);
        assert!(matches!(read(many.as_bytes()), Err(Error::TooManyRows)));
    }
}
